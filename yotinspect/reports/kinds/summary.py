"""A page for a board: the profile, what is strong, what to improve, what would change the rating, what is recommended."""

from __future__ import annotations

from yotinspect.ratings import distance
from yotinspect.ratings.paths import path_lines
from yotinspect.reports.blocks import Block, Bullets, Paragraph, Report, Row, Section, Table, Text
from yotinspect.reports.drawn import profile_figure
from yotinspect.reports.material import Material
from yotinspect.reports.parts.closing import recommendations
from yotinspect.reports.parts.front import lead, report
from yotinspect.reports.view import QuestionView, StandardView

#: How many points of each sort fit on a page that a board will read.
POINTS = 3


def summary(material: Material) -> Report:
    """A page for a board."""
    _ = material.tell
    parts = (
        _profile(material),
        _overall(material),
        Section("strengths", _("What is strong"), tuple(_points(material, "strengths"))),
        Section("improve", _("What to improve"), tuple(_points(material, "weaknesses"))),
        recommendations(material),
    )
    return report(material, "summary", heading=_.text(material.view.yot), lead=lead(material), sections=parts)


def _profile(material: Material) -> Section:
    view, _ = material.view, material.tell
    rows = []
    for one in view.standards:
        said = _.badge(one.grade) if view.rated else _.join([q.based for q in one.key_questions], ", ")
        rows.append(Row((material.named(one), said)))
    head = (_.text(view.one), _("Rating") if view.rated else _("Judged sufficient"))
    table = Table(_("Profile: {many}", many=view.many), head, tuple(rows), "figures", quiet=True)
    return Section("profile", _("Profile: {many}", many=view.many), (*profile_figure(material), table))


def _overall(material: Material) -> Section:
    view, rating, _ = material.view, material.rating, material.tell
    if view.overall is None:
        why = _.text(view.overall_reason)
        said = _.join([_("No overall rating is given."), why]) if view.overall_given else why
        return Section("overall", _("Overall"), (Paragraph(said),))
    points = _("The scores add up to {score} of {max} points; none is weighted.", score=view.score, max=view.max)
    blocks: list[Block] = [Paragraph(points), Paragraph(_.badge(view.overall), "single")]
    lines: list[Text] = []
    for path in (distance.lift(rating), distance.drop(rating)):
        lines += [_.text(line) for line in path_lines(rating, path, view.language)] if path else []
    if lines:
        blocks.append(Bullets(tuple(lines)))
    return Section("overall", _("Overall"), tuple(blocks))


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
    return [Bullets(tuple(own[:POINTS]))] if own else []
