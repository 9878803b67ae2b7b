"""The cases by groups: whom and what they are about, and how often work was sufficient; what may point to a child is held back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from yotinspect.privacy.suppression import EXPLAINED, HELD, Counts, Shown
from yotinspect.privacy.suppression import Table as Shape
from yotinspect.ratings.breakdown import TEAM_ALONE, BrokenDown
from yotinspect.ratings.categories import NOT_ASKED, category_word, detail_word
from yotinspect.ratings.words import word
from yotinspect.reports.blocks import NOTHING, Block, Paragraph, Row, Section, Table, Text, plain
from yotinspect.reports.drawn import spread_figure
from yotinspect.reports.material import Material
from yotinspect.reports.pictures.figures import based
from yotinspect.reports.pictures.spread import Kind, Spread
from yotinspect.reports.teller import BREAK


@dataclass(frozen=True)
class _Group:
    """A row of a break-down: how many cases there are, its judgements by domain, and how many cases these are of.

    ``names`` are the categories that are counted together in it.
    """

    label: Text
    cases: int
    counts: tuple[Counts, ...]
    answering: tuple[int, ...]
    names: Text = NOTHING


def groups(material: Material) -> Section:
    """Each detail that cases are broken down by, with what its reader may see. Nothing where no case is broken down."""
    broken, rule, _ = material.broken_down, material.rating.framework.rules.disclosure, material.tell
    heading = _("The cases, group by group")
    if broken is None or not broken.of("team").cases or not broken.of("team").details:
        return Section("groups", heading, ())
    shown = broken.shown_to(material.audience, rule)
    parts = [_part(material, broken, n, one) for n, one in enumerate(shown.tables) if not one.whole]
    if not parts:
        nothing = _("Nothing is shown by groups of cases: no count of them could be shown without giving others away.")
        return Section("groups", heading, (Paragraph(nothing),))
    return Section("groups", heading, (*_lead(material, shown), *parts, *_unshown(material, broken, shown)))


def _lead(material: Material, shown: Shown) -> Iterator[Block]:
    _ = material.tell
    yield Paragraph(_.join([
        _("Who and what the cases are about, and how often work was judged sufficient in each group."),
        _("All judgements that the figures of a domain are made from are taken together."),
        _("Judgements on one child's work are often alike, so that with few cases a difference may be chance."),
    ]))  # fmt: skip
    if material.audience == "team":
        yield Paragraph(
            _("All counts are for the inspection team. In any other report small ones are held back."), "soft"
        )
        return
    told = [row for one in shown.tables if not one.whole for row in one.rows]
    if any(row.cases is None for row in told):
        together = _(
            "Groups of fewer than {number} cases are counted together with others, so that no child can be picked out.",
            number=shown.threshold,
        )
        yield Paragraph(together, "soft")
    if any(None in counts for row in told if row.cases is not None for counts in row.counts):
        yield Paragraph(_(EXPLAINED, threshold=shown.threshold), "soft")


def _unshown(material: Material, broken: BrokenDown, shown: Shown) -> Iterator[Block]:
    """What is not shown at all, and why: in words that hold whatever the counts are."""
    _ = material.tell
    whole = [_label(material, broken, one.detail.name) for one in shown.tables if one.whole]
    if whole:
        said = _(
            "Not shown, since no count could be shown without giving others away: {details}.",
            details=_.join(whole, ", "),
        )
        yield Paragraph(said, "soft")
    kept = [_label(material, broken, name) for name, why in broken.left_out.items() if why in TEAM_ALONE]
    if kept and material.audience != "team":
        said = _(
            "For the inspection team alone, since what is asked hangs on it and totals would give its counts away: {details}.",
            details=_.join(kept, ", "),
        )
        yield Paragraph(said, "soft")


def _label(material: Material, broken: BrokenDown, name: str) -> Text:
    return material.tell.text(detail_word(broken.sets, name, material.tell.language))


# --- one detail ------------------------------------------------------------------------------------------------------


def _part(material: Material, broken: BrokenDown, number: int, one: Shape) -> Section:
    _, name = material.tell, one.detail.name
    label = _label(material, broken, name)
    found = _groups(material, broken, number, one)
    every = _all(material, broken, number, one)
    figures: list[Block] = []
    heads = []
    for n in broken.answered_in[name]:
        domain = _domain(material, broken, n)
        kinds = [_kind(group, n) for group in found]
        if len(kinds) > 1:
            of = Spread(plain(domain), str(detail_word(broken.sets, name, _.language)), (*kinds, _kind(every, n)))
            figures += spread_figure(material, f"picture-{name}-{n}", of)
        heads.append(_("Judged sufficient: {domain}", domain=domain))
    rows = [
        Row((
            _.join([group.label, _.text(group.names, "soft")], BREAK),
            _.text(str(group.cases)),
            *_cells(material, broken, name, group),
        ))
        for group in found
    ]  # fmt: skip
    rows.append(Row((every.label, _.text(str(every.cases)), *_cells(material, broken, name, every)), strong=True))
    caption = _("Cases and judgements by group: {detail}", detail=label)
    table = Table(caption, (label, _("Cases"), *heads), tuple(rows), "data", quiet=True)
    return Section(f"group-{name}", label, (*figures, table))


def _domain(material: Material, broken: BrokenDown, n: int) -> Text:
    name = broken.crossed.questions[n].name
    label = next(domain.label for domain in material.rating.framework.domains if domain.id == name)
    return material.tell.text(word(label, material.tell.language))


def _cells(material: Material, broken: BrokenDown, name: str, group: _Group) -> list[Text]:
    _ = material.tell
    cells = []
    for n in broken.answered_in[name]:
        yes, no = group.counts[n].yes, group.counts[n].no
        cells.append(_.text(HELD if yes is None or no is None else based(yes, no, _.language)))
    return cells


def _kind(group: _Group, n: int) -> Kind:
    yes, no = group.counts[n].yes, group.counts[n].no
    held = yes is None or no is None
    return Kind(plain(group.label), None if held else yes, None if held else no, group.answering[n])


def _groups(material: Material, broken: BrokenDown, number: int, one: Shape) -> list[_Group]:
    """The rows that are shown: categories with cases, and those together that are counted together."""
    _ = material.tell
    answering = broken.of(material.audience).answering(number)
    found, together = [], []
    for n, row in enumerate(one.rows):
        label = category_word(broken.sets, one.detail.name, row.category, _.language)
        if row.cases is None:
            together.append((_.text(label), answering[n]))
        elif row.cases and row.category != NOT_ASKED:
            found.append(_Group(_.text(label), row.cases, row.counts, tuple(answering[n])))
    if together:
        names = _.join([name for name, _number in together], ", ")
        counts = tuple(_rest(one, n) for n in range(len(one.rest.counts)))
        behind = tuple(sum(numbers) for numbers in zip(*(number for _name, number in together), strict=True))
        found.append(_Group(_("Counted together"), one.rest.cases or 0, counts, behind, names))
    return found


def _rest(one: Shape, n: int) -> Counts:
    """What categories that are counted together come to, unless other rows are held back with them."""
    alone = not any(None in row.counts[n] for row in one.rows if row.cases is not None)
    return one.rest.counts[n] if alone else Counts(None, None, None)


def _all(material: Material, broken: BrokenDown, number: int, one: Shape) -> _Group:
    """All cases that are asked the detail, with what they come to: these are published anyway."""
    _ = material.tell
    crossed = broken.of(material.audience)
    cases, sums, answering = crossed.by_category(number), crossed.sums(number), crossed.answering(number)
    asked = [n for n, name in enumerate(one.detail.categories) if name != NOT_ASKED]
    counts = tuple(
        Counts(*(sum(sums[n][question][answer] for n in asked) for answer in range(3)))
        for question in range(len(crossed.questions))
    )
    behind = tuple(sum(answering[n][question] for n in asked) for question in range(len(crossed.questions)))
    return _Group(_("All cases"), sum(cases[n] for n in asked), counts, behind)
