"""A page for a board, on one sheet: the profile and how firm it is, the overall, what moved, three strengths, three points
to improve, and what to do next.
"""

from __future__ import annotations

from dataclasses import replace

from yotinspect.library import report_rules
from yotinspect.reports.blocks import NOTHING, Block, Bullets, Paragraph, Report, Row, Section, Table, Text
from yotinspect.reports.drawn import change_figure, profile_figure
from yotinspect.reports.material import Material
from yotinspect.reports.parts.closing import recommendations
from yotinspect.reports.parts.firm import firm_word, why_not_firm
from yotinspect.reports.parts.first import in_order
from yotinspect.reports.parts.front import lead, report
from yotinspect.reports.parts.moved import in_short
from yotinspect.reports.parts.profile import hangs
from yotinspect.reports.parts.reach import decided_alone
from yotinspect.reports.parts.weakest import points
from yotinspect.reports.teller import BREAK
from yotinspect.reports.view import QuestionView, StandardView


def summary(material: Material) -> Report:
    """A page for a board."""
    _ = material.tell
    improve = _points(material, "weaknesses")
    parts = (
        _profile(material),
        _overall(material),
        in_short(material, rated=material.view.rated),
        Section("strengths", _("What is strong"), tuple(_points(material, "strengths"))),
        Section("improve", _("What to improve"), tuple(improve)),
        _next(material, improve),
    )
    return report(material, "summary", heading=_.text(material.view.yot), lead=lead(material), sections=parts)


def _profile(material: Material) -> Section:
    """Every standard, and how firm the ratings are that cases decide."""
    view, _ = material.view, material.tell
    firm = [firm_word(material, one) for one in view.standards]
    head = [_.text(view.one), _("Rating") if view.rated else _("Judged sufficient")]
    head += [_("How firm it is")] if any(firm) else []
    rows = []
    for one, how in zip(view.standards, firm, strict=True):
        said = _.badge(one.grade) if view.rated else _.join([q.based for q in one.key_questions], ", ")
        rows.append(Row((material.named(one), said, *([how or _unknown(material, one)] if any(firm) else []))))
    table = Table(_("Profile: {many}", many=view.many), tuple(head), tuple(rows), "figures", quiet=True)
    # Two pictures of the same rows would not fit: the one with the inspection before says all that the other does.
    blocks: list[Block] = [*(change_figure(material) or profile_figure(material)), table]
    if any(firm):
        blocks.append(Paragraph(_("How firm: the chance that the whole caseload would have earned the same grade in what decides the rating."), "soft"))  # fmt: skip
    elif why := why_not_firm(material):
        blocks.append(Paragraph(why, "soft"))
    return Section("profile", _("Profile: {many}", many=view.many), tuple(blocks))


def _unknown(material: Material, one: StandardView) -> Text:
    _ = material.tell
    if one.source == "judgement":
        return _("Judged by the inspectors.")
    return _("Decided by the panel.") if one.proposed else _("Not known")


def _overall(material: Material) -> Section:
    """The overall rating, how far the next one is and how little would cost it."""
    view, _ = material.view, material.tell
    if view.overall is None:
        why = _.text(view.overall_reason)
        said = _.join([_("No overall rating is given."), why]) if view.overall_given else why
        return Section("overall", _("Overall"), (Paragraph(said),))
    points = _("The scores add up to {score} of {max} points; none is weighted.", score=view.score, max=view.max)
    blocks: list[Block] = [Paragraph(points), Paragraph(_.badge(view.overall), "single")]
    lines = [*_apart(material), *decided_alone(material)]
    if lines:
        blocks.append(Bullets(tuple(lines)))
    return Section("overall", _("Overall"), tuple(blocks))


def _apart(material: Material) -> list[Text]:
    """How many points the next overall rating is away, and the one before."""
    view, _ = material.view, material.tell
    score, bands = view.score or 0, [band for band in view.score_bands if band[1] <= band[2]]
    lower, higher = [band for band in bands if band[2] < score], [band for band in bands if band[1] > score]
    lines: list[Text] = []
    if higher:
        level, begins, _end = higher[0]
        lines.append(_.join([
            _("{level} begins at {points} points.", level=level, points=begins),
            _("Points still needed: {number}.", number=begins - score),
        ]))  # fmt: skip
    if lower:
        level, _begins, end = lower[-1]
        lines.append(_("{level} ends at {points} points. Points that would have to be lost: {number}.",
                       level=level, points=end, number=score - end))  # fmt: skip
    return lines


def _points(material: Material, which: str) -> list[Block]:
    """The inspection's own points first, then the questions that stand out most, whatever standard they are of."""
    _ = material.tell
    own: list[Text] = []
    for one in material.view.standards:
        found = material.commentary(one.id)
        for point in (found.strengths if which == "strengths" else found.improve) if found else ():
            own.append(_("{what}: {said}", what=material.named(one), said=material.own(point)))
    ranked: list[tuple[StandardView, QuestionView]] = []
    for one in material.view.standards:
        ranked += [(one, question) for question in (one.strengths if which == "strengths" else one.weaknesses)]
    ranked.sort(key=lambda row: row[1].share, reverse=which == "strengths")
    seen: set[str] = set()
    for one, question in ranked:
        if question.id not in seen:
            seen.add(question.id)
            own.append(
                _(
                    "{what}: {question} Sufficient: {figures}.",
                    what=material.named(one),
                    question=question.text,
                    figures=question.based,
                )
            )
    return [Bullets(tuple(own[: report_rules().summary.points]))] if own else []


def _next(material: Material, improve: list[Block]) -> Section:
    """What the inspection recommends; where there is nothing of it and nothing to improve, with which standards to begin."""
    _, heading = material.tell, material.tell("What to do next")
    given = recommendations(material)
    if given.blocks:
        (table,) = given.blocks
        assert isinstance(table, Table)
        most = report_rules().summary.recommendations
        left = len(table.rows) - most
        blocks: list[Block] = [replace(table, rows=table.rows[:most])]
        if left > 0:
            blocks.append(Paragraph(_("Further recommendations, in the report: {number}.", number=left), "soft"))
        return Section("next", heading, tuple(blocks))
    lines = [] if improve else [line for one in in_order(material) if (line := _begin(material, one))]
    if not lines:
        return Section("next", heading, ())
    said = (
        _("The inspection recommends nothing. Nearest to a higher rating, in this order:")
        if material.view.rated
        else _("The inspection recommends nothing. The least often judged sufficient first:")
    )
    return Section("next", heading, (Paragraph(said), Bullets(tuple(lines[: report_rules().summary.points]))))


def _begin(material: Material, one: StandardView) -> Text:
    """Where to begin with a standard that could rise: the weakest of what is known beneath it, else what it hangs on."""
    _ = material.tell
    if one.grade is not None and one.grade == material.view.levels[-1]:
        return NOTHING
    known = points(material, one)[:1] if not one.key_questions else []
    start = known or [hangs(material, one) if one.key_questions else _.text(one.rationale)]
    named = (
        [_.text(material.named(one), "strong"), _.badge(one.grade)]
        if one.grade
        else [_.text(material.named(one), "strong")]
    )
    return _.join([_.join(named), *start], BREAK) if start[0] else NOTHING
