"""The profile of standards, which a report leads with, and the single word, which comes after it and is explained."""

from __future__ import annotations

from yotinspect.reports.blocks import NOTHING, Block, Paragraph, Row, Section, Table, Text
from yotinspect.reports.drawn import profile_figure
from yotinspect.reports.material import Material
from yotinspect.reports.teller import BREAK
from yotinspect.reports.view import DomainView, StandardView


def profile(material: Material) -> Section:
    """Every standard with its rating and what it hangs on, a table a domain."""
    view, _ = material.view, material.tell
    tables = (_domain(material, domain) for domain in view.domains)
    return Section("profile", _("Profile: {many}", many=view.many), (*profile_figure(material), *tables))


def _domain(material: Material, domain: DomainView) -> Table:
    view, _ = material.view, material.tell
    score = _("{score} of {max} points", score=domain.score, max=domain.max) if domain.score is not None else NOTHING
    caption = _.join([domain.label, _.text(score, "soft")])
    head = [_.text(view.one), *([_("Rating")] if view.rated else []), _("What it hangs on")]
    rows = []
    for standard in domain.standards:
        rating = [_.badge(standard.grade)] if view.rated else []
        rows.append(Row((material.named(standard), *rating, hangs(material, standard))))
    return Table(caption, tuple(head), tuple(rows), "profile")


def hangs(material: Material, standard: StandardView) -> Text:
    """What a standard hangs on, in a line or two: the key questions that decide, else who judged it, else why not."""
    _ = material.tell
    said: list[Text] = []
    if standard.key_questions:
        deciding = [question for question in standard.key_questions if question.decides] or standard.key_questions
        for question in deciding:
            figures = _.text(question.based)
            named = question.label != standard.label
            said.append(_("{what}: {figures}", what=question.label, figures=figures) if named else figures)
        if standard.proposed:
            said.append(_("Discretion used. Proposed by the figures: {grade}.", grade=standard.proposed.word))
    elif standard.grade:
        said.append(_("Judged by the inspectors."))
        if standard.published_as:
            said.append(_("Published as '{word}'.", word=standard.published_as))
    else:
        said.append(_.text(standard.reason))
    return _.join(said, BREAK)


def overall(material: Material) -> Section:
    """The overall rating with the points it comes from, or why there is none."""
    view, _ = material.view, material.tell
    heading = _("Overall")
    if not view.overall_given:
        return Section("overall", heading, (Paragraph(_.text(view.overall_reason)),))
    if view.overall is None:
        why = _.join([_("No overall rating is given."), view.overall_reason])
        return Section("overall", heading, (Paragraph(why),))
    points = _("The scores add up to {score} of {max} points; none is weighted.", score=view.score, max=view.max)
    cells, head = [], []
    for label, low, high in view.score_bands:
        if high < low:
            continue
        here = label == view.overall.word
        span = _("{low} to {high}", low=low, high=high) if high > low else _.text(str(low))
        mark = _("(here: {score})", score=view.score) if here else NOTHING
        head.append(_.text(label, "strong" if here else ""))
        cells.append(_.join([span, _.text(mark, "strong")], BREAK))
    bands = Table(_("Points and ratings"), tuple(head), (Row(tuple(cells)),), "scale")
    single = _.badge(view.overall)
    blocks: list[Block] = [Paragraph(points), bands, Paragraph(single, "single")]
    if view.status != "final":
        blocks.append(Paragraph(_.text(view.status_sentence, "strong")))
    return Section("overall", heading, tuple(blocks))
