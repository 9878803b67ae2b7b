"""The improvement brief: for a YOT's manager, what to do first, what decides each rating, and who does what by when."""

from __future__ import annotations

from yotinspect.reports.blocks import Block, Bullets, Paragraph, Report, Section, Text
from yotinspect.reports.material import Material
from yotinspect.reports.parts.against import reasons
from yotinspect.reports.parts.closing import followed_up, made_from, unverified
from yotinspect.reports.parts.first import first, in_order
from yotinspect.reports.parts.front import lead, report
from yotinspect.reports.parts.hold import hold
from yotinspect.reports.parts.moved import moved
from yotinspect.reports.parts.reach import overall, standard
from yotinspect.reports.parts.standards import bands
from yotinspect.reports.parts.todo import to_do
from yotinspect.reports.view import StandardView


def brief(material: Material) -> Report:
    """The improvement brief of an inspection. Its first section is meant to do for whoever has ten minutes.

    Case references stand in it for the team and the YOT, never for publication.
    """
    view, _ = material.view, material.tell
    order = in_order(material)
    lower = [one for one in order if not view.levels or one.grade != view.levels[-1]]
    parts = (
        first(material),
        _decides(material, order),
        reasons(material),
        hold(material),
        to_do(material, lower),
        followed_up(material),
        moved(material),
        made_from(material),
        unverified(material),
    )
    return report(
        material,
        "brief",
        title=_("Improvement brief: {yot}", yot=view.yot),
        kicker=_("Improvement brief: {inspection}", inspection=view.title),
        heading=_("{yot}: what to improve first", yot=view.yot),
        lead=lead(material),
        sections=parts,
    )


def _decides(material: Material, order: list[StandardView]) -> Section:
    """The overall, then each standard in the order of what to do first."""
    view, _ = material.view, material.tell
    blocks: list[Block] = [overall(material)] if view.overall is not None else []
    if view.bands:
        blocks.append(Paragraph(bands(material)))
    # Of what is judged and nothing more is known of, a list is enough.
    bare: list[Text] = []
    for one in order:
        section = standard(material, one)
        if one.source == "judgement" and len(section.blocks) == 1:
            bare.append(_("{what}: {grade}", what=material.named(one), grade=_.badge(one.grade)))
        elif section.blocks:
            blocks.append(section)
    if bare:
        title = _("Judged by the inspectors, with no reasons in the file")
        blocks.append(Section("bare", title, (Bullets(tuple(bare)),)))
    heading = _("What decides each rating, and what would change it") if view.rated else _("What each finding hangs on")
    return Section("why", heading, tuple(blocks))
