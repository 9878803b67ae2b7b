"""The graded report: the profile of standards first, the single word after it, then why, and what would change it."""

from __future__ import annotations

from yotinspect.reports.blocks import Report, Section
from yotinspect.reports.drawn import published_figures
from yotinspect.reports.material import Material
from yotinspect.reports.parts.closing import followed_up, how, made_from, recommendations, unverified
from yotinspect.reports.parts.front import lead, report
from yotinspect.reports.parts.groups import groups
from yotinspect.reports.parts.moved import moved
from yotinspect.reports.parts.partners import partners
from yotinspect.reports.parts.profile import overall, profile
from yotinspect.reports.parts.standards import improve, quotations, standards, strengths


def graded(material: Material) -> Report:
    """The report of a graded inspection."""
    _ = material.tell
    voices = Section("voices", _("In their words"), tuple(quotations(material, None)))
    parts = (
        profile(material),
        overall(material),
        standards(material),
        strengths(material),
        improve(material),
        groups(material),
        moved(material),
        Section("published", _("Among what was published"), tuple(published_figures(material))),
        recommendations(material),
        followed_up(material),
        voices,
        partners(material),
        how(material),
        made_from(material),
        unverified(material),
    )
    return report(material, "graded", heading=_.text(material.view.yot), lead=lead(material), sections=parts)
