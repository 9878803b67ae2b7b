"""The judgements on one case: the work as a whole, what was good, what to do next, and what is not yet answered."""

from __future__ import annotations

from collections.abc import Iterable

from yotinspect.cases.assess import BlockSummary
from yotinspect.questions.sets import Item
from yotinspect.reports.blocks import Block, Bullets, Paragraph, Quotation, Row, Section, Table, Text
from yotinspect.reports.casefile import CaseFile
from yotinspect.reports.teller import BREAK

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
    """Each judgement of not sufficient with what was seen, why, what good looks like and where to look: wholes first."""
    _ = file.tell
    judged = [item for item in file.questions.items.values() if item.judged and file.answer(item) in ("yes", "no")]
    noes = [item for item in judged if file.answer(item) == "no"]
    if not noes:
        nothing = _("No work was judged not sufficient.") if judged else ()
        return Section("next", _("What to do next"), (Paragraph(nothing),) if nothing else ())
    lead = _.join([
        _("Judgements of not sufficient: {number} of {base}.", number=len(noes), base=len(judged)),
        _("Begin with the work as a whole. The rest says what lay behind it, by area."),
    ]) if any(item.headline for item in noes) else _("Judgements of not sufficient: {number} of {base}.", number=len(noes), base=len(judged))  # fmt: skip
    parts = [Section("next-whole", _("Begin here: work that was not sufficient as a whole"),
                     tuple(_step(file, item) for item in noes if item.headline))]  # fmt: skip
    parts += [
        Section(f"next-{area}", file.said(file.words.areas[area]), tuple(_step(file, item) for item in items))
        for area, items in _by_area(file, (item for item in noes if not item.headline))
    ]
    return Section("next", _("What to do next"), (Paragraph(lead), *(part for part in parts if part.blocks)))


def _step(file: CaseFile, item: Item) -> Section:
    _ = file.tell
    evidence = file.own(file.given(item).evidence) or _("The assessor has not yet said what was seen.")
    said: list[tuple[Text, Text]] = [
        (_("What the assessor saw."), evidence),
        (_("Why it was not sufficient."), file.reasons(item)),
        (_("What good looks like."), file.guidance(item, "yes")),
        (_("What to look at."), file.guidance(item, "look_at")),
    ]
    blocks = tuple(Paragraph(_.join([_.text(label, "strong"), text])) for label, text in said if text)
    return Section(f"question-{item.id}", file.question(item), blocks)


# --- what is open ----------------------------------------------------------------------------------------------------


def unanswered(file: CaseFile) -> Section:
    """The questions that this case is asked and that are not answered yet."""
    _, missing = file.tell, file.missing()
    lines = tuple(file.question(item) for item in missing)
    return Section("open", _("What is not yet answered"), (Bullets(lines),) if lines else ())
