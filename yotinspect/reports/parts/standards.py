"""What each standard, area or theme hangs on, one after another: words, figures, decisions, quotations."""

from __future__ import annotations

from collections.abc import Sequence

from yotinspect.ratings.explain import chance_word, firm
from yotinspect.ratings.firmness import Firmness
from yotinspect.ratings.node import Node
from yotinspect.ratings.words import question_word, whole_percent, word
from yotinspect.reports.blocks import (
    NOTHING,
    Block,
    Bullets,
    Paragraph,
    Quotation,
    Row,
    Section,
    Table,
    Text,
)
from yotinspect.reports.drawn import judgements_figure
from yotinspect.reports.material import Material
from yotinspect.reports.parts.partners import views
from yotinspect.reports.teller import BREAK
from yotinspect.reports.view import KeyQuestionView, QuestionView, StandardView


def standards(material: Material) -> Section:
    """Every standard under its domain, with what its rating hangs on."""
    view, _ = material.view, material.tell
    blocks: list[Block] = []
    if view.bands:
        blocks.append(Paragraph(bands(material)))
    for domain in view.domains:
        parts = tuple(standard(material, one) for one in domain.standards)
        blocks.append(Section(f"domain-{domain.id}", _.text(domain.label), parts))
    heading = _("What each rating hangs on") if view.rated else _("What each finding hangs on")
    return Section("why", heading, tuple(blocks))


def bands(material: Material) -> Text:
    """From which share of judgements on each rating begins."""
    _ = material.tell
    said = (_("{level} from {percent}%", level=label, percent=f"{start:g}") for label, start in material.view.bands[1:])
    return _(
        "A higher rating begins at these shares of judgements that the work was sufficient: {bands}.",
        bands=_.join(said, ", "),
    )


def standard(material: Material, one: StandardView) -> Section:
    """One standard: what is said of it, its figures, and what was decided."""
    _, node = material.tell, material.rating.standard(one.id)
    assert node is not None
    rated = material.view.rated
    heading = _.join([material.named(one), _.badge(one.grade)]) if rated else material.named(one)
    blocks: list[Block] = []
    if one.reason and not one.key_questions:
        blocks.append(Paragraph(_.text(one.reason)))
    if one.rationale:
        blocks.append(Paragraph(_.text(one.rationale)))
    blocks += said_of(material, one.id)
    blocks += _findings(material, one.id)
    if one.sources:
        blocks.append(Paragraph(_("Sources: {sources}.", sources=one.sources), "soft"))
    if one.key_questions:
        blocks += [*judgements_figure(material, one, node), figures(material, one, node)]
    blocks += _decision(material, one)
    blocks += views(material, one.id)
    blocks += quotations(material, one.id)
    return Section(f"standard-{one.id}", heading, tuple(blocks))


def said_of(material: Material, name: str | None) -> list[Block]:
    """What the inspection says of a standard beside its figures."""
    found = material.commentary(name) if name is not None else None
    return [Paragraph(material.own(found.text))] if found is not None and (found.text or "").strip() else []


def quotations(material: Material, name: str | None) -> list[Block]:
    """The quotations that were chosen for publication and bear on a standard, or on none."""
    return [Quotation(material.own(one.text), material.own(one.who)) for one in material.quotations(name)]


def _findings(material: Material, name: str) -> list[Block]:
    """What was found on the questions of a judged standard: those with something said."""
    judgement, _ = material.rating.inspection.judgements.get(name), material.tell
    rows: list[Row] = []
    for question, found in judgement.findings.items() if judgement else ():
        words = next((one for one in material.rating.asked.values() if question in one.items), None)
        if words is None or not (found.finding or "").strip():
            continue
        asked = question_word(words, question, material.view.language)
        rows.append(Row((_.join([_.text(question, "soft"), asked]), material.own(found.finding))))
    if not rows:
        return []
    return [
        Table(
            _("Findings: {standard}", standard=_label(material, name)),
            (_("Question"), _("Finding")),
            tuple(rows),
            "plain",
        )
    ]


def _label(material: Material, name: str) -> str:
    return next((one.label for one in material.view.standards if one.id == name), name)


def figures(material: Material, one: StandardView, node: Node) -> Table:
    """The key questions of a standard with their figures, and how firm each is where that is known."""
    view, _ = material.view, material.tell
    # A pooled area has one row for all its judgements; a key question is named, even where it is the only one counted.
    several = any(question.label != one.label for question in one.key_questions)
    firmness = _firmness(material, node)
    head = [_("Key question") if several else _("Judgements"), _("Judged sufficient")]
    head += [_("Of the whole caseload")] if firmness else []
    head += [_("Rating")] if view.rated else []
    rows = []
    for question, child in zip(one.key_questions, [c for c in node.children if c.figures], strict=True):
        decides = question.decides and several
        label = _.text(question.label) if several else _("All judgements together")
        if decides:
            label = _.join([label, _.text(_("decides"), "flag")])
        cells = [label, judged_sufficient(material, question)]
        if firmness:
            cells.append(_firm(material, firmness.get(child.id)))
        if view.rated:
            cells.append(_.badge(question.grade))
        rows.append(Row(tuple(cells), decides))
    return Table(_("Key questions: {standard}", standard=one.label), tuple(head), tuple(rows), "figures", quiet=True)


def judged_sufficient(material: Material, question: KeyQuestionView) -> Text:
    """How often a key question was judged sufficient, with what did not apply and why nothing counts."""
    _ = material.tell
    not_applicable = _.text(_("not applicable: {number}", number=question.na), "soft") if question.na else NOTHING
    return _.join([question.based, not_applicable, question.reason], BREAK)


def _firmness(material: Material, node: Node) -> dict[str, Firmness]:
    domain = next(domain for domain, child in material.rating.standards if child.id == node.id)
    given = next(one for one in material.rating.framework.domains if one.id == domain.id)
    found = {child.id: firm(material.rating, child, given.caseload) for child in node.children if child.figures}
    return {name: one for name, one in found.items() if one is not None}


def _firm(material: Material, found: Firmness | None) -> Text:
    _ = material.tell
    if found is None:
        return _("Not known")
    share = _("{low}% to {high}%", low=whole_percent(found.low_percent), high=whole_percent(found.high_percent))
    sure = _("same grade: {chance}, {word}", chance=chance_word(found.chance), word=word(found.word.word, _.language))
    return _.join([share, _.text(sure, "soft")], BREAK)


def _decision(material: Material, one: StandardView) -> list[Block]:
    """What a panel decided, and why."""
    _ = material.tell
    if one.proposed is None or one.grade is None:
        return []
    said = (
        _("Proposed by the figures: {proposed}. Decided by the panel: {grade}.", proposed=one.proposed.word, grade=one.grade.word)
        if material.public
        else _("Proposed by the figures: {proposed}. Decided by the panel ({panel}): {grade}.",
               proposed=one.proposed.word, panel=one.panel, grade=one.grade.word)
    )  # fmt: skip
    exception = [_.text(_("An exception, outside the margin."), "strong"), one.exception] if one.exception else []
    return [Paragraph(_.join([_.text(_("Discretion."), "strong"), said, one.discretion, *exception]), "decision")]


def standing_out(material: Material, rows: Sequence[tuple[StandardView, tuple[QuestionView, ...]]]) -> list[Block]:
    """Questions that stand out, a table a standard."""
    _ = material.tell
    found: list[Block] = []
    for one, questions in rows:
        lines = tuple(Row((_.join([_.text(q.id, "soft"), q.text]), _.text(q.based))) for q in questions)
        if lines:
            found.append(Table(material.named(one), (_("Question"), _("Judged sufficient")), lines, "questions"))
    return found


def strengths(material: Material) -> Section:
    """What was most often judged sufficient, and what the inspectors say is strong."""
    _ = material.tell
    rows = standing_out(material, [(one, one.strengths) for one in material.view.standards])
    blocks: list[Block] = [*own_points(material, "strengths")]
    if rows:
        blocks += [Paragraph(_("What was most often judged sufficient.")), *rows]
    return Section("strengths", _("Strengths"), tuple(blocks))


def own_points(material: Material, which: str) -> list[Block]:
    """The points that the inspection itself makes of its standards, as a list: ``strengths`` or ``improve``."""
    _, points = material.tell, []
    for one in material.view.standards:
        found = material.commentary(one.id)
        for point in getattr(found, which) if found is not None else ():
            points.append(_("{what}: {said}", what=material.named(one), said=material.own(point)))
    return [Bullets(tuple(points))] if points else []


def improve(material: Material) -> Section:
    """What would lift a rating, and what was least often judged sufficient."""
    _ = material.tell
    lifts = tuple(_lift(material, one) for one in material.view.standards if one.next_grade and _needs(one))
    blocks: list[Block] = [*own_points(material, "improve")]
    if lifts:
        lead = _(
            "How many more judgements of sufficient, in place of not sufficient, would bring each to its next rating."
        )
        blocks.append(Section("lift", _("What would lift a rating"), (Paragraph(lead), Bullets(lifts))))
    rows = standing_out(material, [(one, one.weaknesses) for one in material.view.standards])
    if rows:
        blocks.append(Section("weaknesses", _("What was least often judged sufficient"), tuple(rows)))
    return Section("improve", _("What to improve"), tuple(blocks))


def _needs(one: StandardView) -> list[KeyQuestionView]:
    return [question for question in one.key_questions if question.decides and question.to_next]


def _lift(material: Material, one: StandardView) -> Text:
    _ = material.tell
    several = len(one.key_questions) > 1
    needs = [
        _("{what} {number}", what=q.label, number=q.to_next) if several else _.text(str(q.to_next)) for q in _needs(one)
    ]
    assert one.next_grade is not None
    return _.join([
        _("{standard}: next rating {grade}.", standard=_.text(material.named(one), "strong"), grade=one.next_grade.word),
        _("More to be judged sufficient: {needs}.", needs=_.join(needs, ", ")),
        _.text(one.passed_over),
        _("By discretion it is there already.") if one.proposed else NOTHING,
    ])  # fmt: skip
