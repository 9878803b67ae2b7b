"""The judgements on one case: in short, the work as a whole, what was good, what to do next, and what is not yet answered."""

from __future__ import annotations

from collections.abc import Iterable

from yotinspect.cases.assess import BlockSummary
from yotinspect.questions.sets import Item
from yotinspect.reports.blocks import Block, Bullets, Folded, Paragraph, Quotation, Row, Section, Table, Text
from yotinspect.reports.casefile import CaseFile
from yotinspect.reports.teller import BREAK

# --- in short --------------------------------------------------------------------------------------------------------


def in_short(file: CaseFile) -> Section:
    """A row an area: the stages at which its work was sufficient as a whole, and where to begin: the earliest at which it
    was not, since what comes later builds on it.
    """
    _, words, rows = file.tell, file.words, []
    order = {stage: place for place, stage in enumerate(file.questions.stages)}
    for area in file.questions.areas:
        blocks = sorted((one for one in file.assessed.blocks if one.area == area), key=lambda one: order[one.stage])
        good = [file.said(words.stages[block.stage]) for block in blocks if block.answer == "yes"]
        weak = [block for block in blocks if block.answer == "no"]
        if good or weak:
            begin = _.text(_("All that was judged as a whole was sufficient."), "soft")
            if weak:
                item = file.questions.items[weak[0].headline or ""]
                named = _.join([_.text(item.id, "soft"), _.text(file.said(words.stages[weak[0].stage]), "strong")])
                begin = _.join([named, file.reasons(item)], BREAK)
            whole = _.join(good, ", ") or _.text(_("None of it"), "soft")
            rows.append(Row((file.said(words.areas[area]), whole, begin)))
    heading = _("In short")
    head = (_("Area"), _("Good: sufficient as a whole"), _("Where to begin"))
    table = Table(heading, head, tuple(rows), "figures", quiet=True)
    return Section("short", heading, (table,) if rows else ())


# --- at a glance -----------------------------------------------------------------------------------------------------


def glance(file: CaseFile) -> Section:
    """The headline answer of each area and stage, with how many of its judgements were that the work was sufficient."""
    _, words = file.tell, file.words
    order = {stage: place for place, stage in enumerate(file.questions.stages)}
    tables: list[Block] = []
    for area in file.questions.areas:
        blocks = [block for block in file.assessed.blocks if block.area == area and _asked(block)]
        rows = [
            Row((file.said(words.stages[block.stage]), _whole(file, block), _share(file, block)))
            for block in sorted(blocks, key=lambda block: order[block.stage])
        ]
        if rows:
            head = (_("Stage"), _("The work as a whole"), _("Judgements"))
            tables.append(Table(file.said(words.areas[area]), head, tuple(rows), "figures"))
    return Section("glance", _("The work at a glance"), tuple(tables))


def _asked(block: BlockSummary) -> bool:
    return block.yes + block.no + block.na + block.missing > 0


def _whole(file: CaseFile, block: BlockSummary) -> Text:
    """The headline answer in the set's own words; a no stands out."""
    _ = file.tell
    if block.headline is None:
        return _("Not judged as a whole")
    if block.answer is None:
        missing = any(item.id == block.headline for item in file.missing())
        return _("Not yet answered") if missing else _("Not asked")
    label = file.said(file.questions.labels(block.headline, file.spoken)[block.answer])
    return _.text(label, "strong") if block.answer == "no" else label


def _share(file: CaseFile, block: BlockSummary) -> Text:
    _ = file.tell
    said = [_("Sufficient: {yes} of {base}", yes=block.yes, base=block.yes + block.no)]
    if block.na:
        said.append(_.text(_("not applicable: {number}", number=block.na), "soft"))
    if block.missing:
        said.append(_.text(_("not yet answered: {number}", number=block.missing), "soft"))
    return _.join(said, BREAK)


# --- what was good ---------------------------------------------------------------------------------------------------


def good(file: CaseFile) -> Section:
    """Notable practice, and what was judged sufficient with something said of it, by area."""
    _ = file.tell
    blocks: list[Block] = []
    notable = file.own(file.detail("notable_practice"))
    if notable:
        blocks.append(Quotation(notable, _("Notable practice, as the assessor saw it")))
    yes = [item for item in file.questions.items.values() if item.judged and file.answer(item) == "yes"]
    for area, items in _by_area(file, yes):
        rows = [
            Row((_headed(file, item), evidence)) for item in items if (evidence := file.own(file.given(item).evidence))
        ]
        if rows:
            caption = file.said(file.words.areas[area])
            blocks.append(Table(caption, (_("Question"), _("What the assessor saw")), tuple(rows)))
    quiet = sum(not (file.given(item).evidence or "").strip() for item in yes)
    if quiet:
        more = _("Judged sufficient with nothing more said of it: {number} of {base}.", number=quiet, base=len(yes))
        blocks.append(Paragraph(more, "soft"))
    return Section("good", _("What was good"), tuple(blocks))


def _headed(file: CaseFile, item: Item) -> Text:
    _ = file.tell
    flag = _.text(_("Headline question"), "flag") if item.headline else ""
    return _.join([file.question(item), flag])


def _by_area(file: CaseFile, items: Iterable[Item]) -> list[tuple[str, list[Item]]]:
    listed = list(items)
    found = [(area, [item for item in listed if item.area == area]) for area in file.questions.areas]
    return [(area, own) for area, own in found if own]


# --- what to do next -------------------------------------------------------------------------------------------------


def next_steps(file: CaseFile) -> Section:
    """Each judgement of not sufficient by area, the work as a whole first: what was seen and why, and folded beneath it
    what good looks like and where to look.
    """
    _ = file.tell
    judged = [item for item in file.questions.items.values() if item.judged and file.answer(item) in ("yes", "no")]
    noes = [item for item in judged if file.answer(item) == "no"]
    if not noes:
        nothing = _("No work was judged not sufficient.") if judged else ()
        return Section("next", _("What to do next"), (Paragraph(nothing),) if nothing else ())
    lead = [
        _("Judgements of not sufficient: {number} of {base}.", number=len(noes), base=len(judged)),
        _("By area; in each, the work as a whole comes first, and then what lay behind it."),
    ]
    parts = [
        Section(
            f"next-{area}", file.said(file.words.areas[area]), tuple(_step(file, item) for item in _wholes_first(items))
        )
        for area, items in _by_area(file, noes)
    ]
    return Section("next", _("What to do next"), (Paragraph(_.join(lead)), *parts))


def _wholes_first(items: list[Item]) -> list[Item]:
    return sorted(items, key=lambda item: not item.headline)


def _step(file: CaseFile, item: Item) -> Section:
    _ = file.tell
    evidence = file.own(file.given(item).evidence) or _("The assessor has not yet said what was seen.")
    seen = _labelled(
        file, (_("What the assessor saw."), evidence), (_("Why it was not sufficient."), file.reasons(item))
    )
    guidance = _labelled(
        file,
        (_("What good looks like."), file.guidance(item, "yes")),
        (_("What to look at."), file.guidance(item, "look_at")),
    )
    folded = Folded(_("{question}: what good looks like, and what to look at", question=item.id), guidance)
    return Section(f"question-{item.id}", _headed(file, item), (*seen, *([folded] if guidance else [])))


def _labelled(file: CaseFile, *said: tuple[Text, Text]) -> tuple[Paragraph, ...]:
    _ = file.tell
    return tuple(Paragraph(_.join([_.text(label, "strong"), text])) for label, text in said if text)


# --- what is open ----------------------------------------------------------------------------------------------------


def unanswered(file: CaseFile) -> Section:
    """The questions that this case is asked and that are not answered yet."""
    _, missing = file.tell, file.missing()
    lines = tuple(file.question(item) for item in missing)
    return Section("open", _("What is not yet answered"), (Bullets(lines),) if lines else ())
