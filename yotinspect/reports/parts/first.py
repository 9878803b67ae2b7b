"""What to do first: the standards in the order in which they would lift the overall soonest, each with where to begin."""

from __future__ import annotations

from fractions import Fraction

from yotinspect.catalogue import N_
from yotinspect.ratings.priorities import Priority, Role, priorities, way
from yotinspect.ratings.words import level_word
from yotinspect.reports.blocks import Block, Bullets, Paragraph, Row, Section, Table, Text
from yotinspect.reports.material import Material
from yotinspect.reports.parts.profile import hangs
from yotinspect.reports.parts.reach import passed, steps
from yotinspect.reports.parts.weakest import begin
from yotinspect.reports.teller import BREAK
from yotinspect.reports.view import StandardView

_ROLES: dict[Role, str] = {
    "alone": N_("lifts the overall rating alone"),
    "apart": N_("does not count towards the overall rating"),
}


def in_order(material: Material) -> list[StandardView]:
    """Every standard: those that could rise in the order of what to do first, then the rest as the framework has them.

    Without ratings those come first of which least was judged sufficient.
    """
    views = list(material.view.standards)
    if not material.view.rated:
        return sorted(views, key=_share)
    order = [one.standard for one in priorities(material.rating)]
    return sorted(views, key=lambda one: order.index(one.id) if one.id in order else len(order))


def _share(one: StandardView) -> Fraction:
    """The lowest share of judgements that the work was sufficient; above all others where there is none."""
    shares = [Fraction(q.yes, q.yes + q.no) for q in one.key_questions if q.yes + q.no]
    return min(shares, default=Fraction(2))


def first(material: Material) -> Section:
    """What to do first, and why in that order."""
    view, _ = material.view, material.tell
    blocks: list[Block] = [Paragraph(said) for said in _stands(material)]
    tables = _rated(material) if view.rated else _unrated(material)
    blocks += tables or [Paragraph(_nothing(material))]
    if tables and view.rated:
        blocks.append(Paragraph(_counted(material), "soft"))
    unrated = [one for one in view.standards if view.rated and one.grade is None]
    if unrated:
        lines = tuple(_("{what}: {said}", what=material.named(one), said=one.reason) for one in unrated)
        blocks.append(Section("not-rated", _("What is not rated, and why"), (Bullets(lines),)))
    return Section("first", _("What to do first"), tuple(blocks))


def _stands(material: Material) -> list[Text]:
    """Where the overall stands, how far the next one is, and in which order what follows stands."""
    view, rating, _ = material.view, material.rating, material.tell
    if not view.rated:
        return [_("No ratings are given here. What was least often judged sufficient comes first.")]
    if view.overall is None:
        return [_.join([_("No overall rating is given."), view.overall_reason])]
    begins = {label: low for label, low, _high in view.score_bands}
    stands = _(
        "Overall: {grade}, {score} of {max} points.", grade=_.badge(view.overall), score=view.score, max=view.max
    )
    path = way(rating)
    if path is None:
        return [stands]
    level = level_word(rating.framework, path.to, _.language)
    start = begins[level]
    return [
        _.join([stands, _("{level} begins at {points} points.", level=level, points=start),
                _("Points still needed: {number}.", number=start - (view.score or 0))]),
        _.join([
            _("Fewest changes to {level}: {number}. Begin at the top of the first table.", level=level, number=path.changes),
            _("Other ways with as few changes: {number}.", number=_.words.number(path.others)) if path.others else "",
        ]),
    ]  # fmt: skip


def _counted(material: Material) -> Text:
    _ = material.tell
    return _(
        "A change is one case judged the other way, one judgement of inspectors one grade higher, or one decision of a panel withdrawn. They are counted alike, and are not equal work."
    )


def _nothing(material: Material) -> Text:
    view, _ = material.view, material.tell
    if view.rated and any(one.grade for one in view.standards):
        return _("Everything that is rated has the highest rating there is. What to do first is to keep it there.")
    return _("Nothing is rated or counted yet, so nothing can be put in order.")


# --- tables ----------------------------------------------------------------------------------------------------------


def _rated(material: Material) -> list[Block]:
    """Two tables: what the next overall rating takes, and what comes after that."""
    rating, _ = material.rating, material.tell
    lift = way(rating)
    on_it = {step.standard for step in lift.steps} if lift is not None else set()
    order = priorities(rating)
    ahead = [one for one in order if one.standard in on_it]
    rest = [one for one in order if one.standard not in on_it]
    found: list[Block] = []
    if lift is not None:
        level = level_word(rating.framework, lift.to, _.language)
        found.append(
            _table(material, _("The shortest way to {level}", level=level), [_row(material, one) for one in ahead])
        )
    if rest:
        caption = (
            _("After that, what is nearest to its next rating") if ahead else _("What is nearest to its next rating")
        )
        found.append(_table(material, caption, [_row(material, one) for one in rest]))
    return found


def _table(material: Material, caption: Text, rows: list[Row], *, quiet: bool = False) -> Table:
    _ = material.tell
    takes = _("What it takes") if material.view.rated else _("Judged sufficient")
    head = [_.text(material.view.one), takes]
    # The last column is left out where it says nothing.
    head += [_("Where to begin")] if any(row.cells[-1] for row in rows) else []
    return Table(caption, tuple(head), tuple(Row(row.cells[: len(head)]) for row in rows), "steps", quiet)


def _row(material: Material, priority: Priority) -> Row:
    rating, _ = material.rating, material.tell
    one = next(view for view in material.view.standards if view.id == priority.standard)
    node = rating.standard(one.id)
    assert node is not None
    named = [_.text(material.named(one), "strong"), _.badge(one.grade)]
    if priority.role in _ROLES and rating.overall.rating is not None:
        named.append(_.text(_(_ROLES[priority.role]), "flag"))
    level = _.text(level_word(rating.framework, priority.path.to, _.language), "strong")
    takes = [
        _("To {level}, changes: {number}", level=level, number=priority.path.changes),
        steps(material, priority.path, between=BREAK),
        _.text(passed(material, node, priority.path), "soft"),
    ]
    if one.source == "judgement":
        takes = [
            _("To {level} by the inspectors' judgement, changes: {number}", level=level, number=priority.path.changes)
        ]
    return Row((_.join(named, BREAK), _.join(takes, BREAK), begin(material, one)))


def _unrated(material: Material) -> list[Block]:
    _, rows = material.tell, []
    for one in in_order(material):
        start = begin(material, one)
        if one.key_questions or start:
            rows.append(Row((_.text(material.named(one), "strong"), hangs(material, one), start)))
    caption = _("The least often judged sufficient first")
    return [_table(material, caption, rows, quiet=True)] if rows else []
