"""The report of a Full Joint Inspection: its areas and module, who took part, and no overall rating."""

from __future__ import annotations

from yotinspect.reports.blocks import Paragraph, Report, Section
from yotinspect.reports.material import Material
from yotinspect.reports.parts.closing import followed_up, how, made_from, recommendations, unverified
from yotinspect.reports.parts.front import lead, report
from yotinspect.reports.parts.groups import groups
from yotinspect.reports.parts.moved import moved
from yotinspect.reports.parts.partners import partners, who_differs
from yotinspect.reports.parts.profile import overall, profile
from yotinspect.reports.parts.standards import improve, quotations, standards, strengths


def joint(material: Material) -> Report:
    """The report of a joint inspection by areas."""
    _ = material.tell
    voices = Section("voices", _("In their words"), tuple(quotations(material, None)))
    differs = who_differs(material)
    first = profile(material)
    if differs:
        first = Section(first.id, first.heading, (*first.blocks, Paragraph(differs, "decision")))
    parts = (
        first,
        overall(material),
        partners(material),
        standards(material),
        strengths(material),
        improve(material),
        groups(material),
        moved(material),
        recommendations(material),
        followed_up(material),
        voices,
        how(material),
        made_from(material),
        unverified(material),
    )
    return report(material, "fji", heading=_.text(material.view.yot), lead=lead(material), sections=parts)
