"""The letter of a screening: to whom, context, summary, and for each theme what is strong and what to improve. No rating."""

from __future__ import annotations

from dataclasses import replace

from yotinspect.ratings.prose import Letter
from yotinspect.reports.blocks import NOTHING, Block, Bullets, Notice, Paragraph, Report, Row, Section, Table, Text
from yotinspect.reports.material import Material
from yotinspect.reports.parts.closing import how, made_from, recommendations, unverified
from yotinspect.reports.parts.front import report
from yotinspect.reports.parts.moved import in_short
from yotinspect.reports.parts.standards import quotations, said_of
from yotinspect.reports.view import QuestionView, StandardView


def letter(material: Material) -> Report:
    """The letter that says what a screening found, theme by theme."""
    view, _ = material.view, material.tell
    themes = tuple(_theme(material, one) for one in view.standards)
    written = material.rating.inspection.letter or Letter()
    parts = (
        Section("context", _("Context"), tuple(_context(material, written))),
        Section("summary", _("Summary"), tuple(_summary(material, written))),
        in_short(material, rated=False),
        Section("commentary", _("Commentary on the inspection"), themes),
        recommendations(material),
        Section("voices", _("In their words"), tuple(quotations(material, None))),
        Section("close", _("Close"), tuple(_close(material, written))),
        how(material),
        made_from(material),
        unverified(material),
    )
    heading = _("Report of {title} of youth offending work in {yot}", title=view.title, yot=view.yot)
    # A letter begins with whom it is to, and its subject line says what it is about: no kicker, and no heading "Letter".
    made = report(
        material,
        "letter",
        heading=heading,
        lead=NOTHING,
        kicker=NOTHING,
        opening=_head(material, written),
        sections=parts,
    )
    open_ = _unwritten(material, written)
    if not open_:
        return made
    notice = Notice(
        _.text(_("This letter is not finished."), "strong"),
        (_("Not yet written: {parts}.", parts=_.join(open_, ", ")),),
    )
    return replace(made, notices=(*made.notices, notice))


def _head(material: Material, written: Letter) -> tuple[Block, ...]:
    """To, copy to, from, and when."""
    _, view = material.tell, material.view
    days = view.fieldwork
    rows: list[tuple[Text, Text]] = [
        (_("To"), _.join([material.own(who) for who in written.to], "; ")),
        (_("Copy to"), _.join([material.own(who) for who in written.copy_to], "; ")),
        (_("From"), material.own(written.sender)),
        (_("Date of publication"), _.text(material.date or written.date) if material.date or written.date else NOTHING),
        (_("Inspection"), _("From {start} to {end}", start=days[0], end=days[1]) if days else NOTHING),
    ]
    filled = tuple(Row(row) for row in rows if row[1])
    table = Table(_("Who this letter is from and to"), (), filled, "plain", quiet=True)
    return (table,) if filled else ()


def _summary(material: Material, written: Letter) -> list[Block]:
    _, said = material.tell, [written.reoffending, written.summary]
    blocks: list[Block] = [Paragraph(material.own(text)) for text in said if (text or "").strip()]
    blocks.append(Paragraph(_.text(material.view.overall_reason)))
    return blocks


def _context(material: Material, written: Letter) -> list[Block]:
    view, _ = material.view, material.tell
    blocks: list[Block] = [Paragraph(material.own(written.context))] if (written.context or "").strip() else []
    if view.cases:
        blocks.append(Paragraph(_("Cases assessed: {number}.", number=view.cases)))
    return blocks


def _theme(material: Material, one: StandardView) -> Section:
    """A theme: commentary, how much was sufficient, key strengths, areas requiring improvement."""
    _ = material.tell
    found = material.commentary(one.id)
    blocks: list[Block] = list(said_of(material, one.id))
    for question in one.key_questions:
        figures = _.text(question.based) if question.percent else _.text(question.reason)
        blocks.append(Paragraph(_("Of all judgements under this theme, sufficient: {figures}.", figures=figures)))
    for heading, own, counted in (
        (_("Key strengths"), found.strengths if found else (), one.strengths),
        (_("Areas requiring improvement"), found.improve if found else (), one.weaknesses),
    ):
        points = [material.own(point) for point in own] + [_point(material, question) for question in counted]
        which = "strengths" if counted is one.strengths else "improve"
        body: Block = Bullets(tuple(points)) if points else Paragraph(_("None stood out in the figures."))
        blocks.append(Section(f"{which}-{one.id}", heading, (body,)))
    blocks += quotations(material, one.id)
    return Section(f"standard-{one.id}", material.named(one), tuple(blocks))


def _point(material: Material, question: QuestionView) -> Text:
    _ = material.tell
    return _("{question} Sufficient: {figures}.", question=question.text, figures=question.based)


def _close(material: Material, written: Letter) -> list[Block]:
    sender = material.own(written.sender)
    return [Paragraph(sender)] if sender else []


def _unwritten(material: Material, written: Letter) -> list[Text]:
    """The parts of a letter that nobody has written yet."""
    _ = material.tell
    parts = [
        (_("to whom it goes"), bool(written.to)),
        (_("from whom it is"), bool(written.sender)),
        (_("the context"), bool(written.context)),
        (_("the summary"), bool(written.summary)),
        (_("the published reoffending rate"), bool(written.reoffending)),
    ]
    missing = [name for name, there in parts if not there]
    for one in material.view.standards:
        found = material.commentary(one.id)
        if found is None or not (found.text or "").strip():
            missing.append(_("a commentary on {theme}", theme=one.label))
    return missing
