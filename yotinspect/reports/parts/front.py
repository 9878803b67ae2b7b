"""What every report opens with: for whom it is, how far it is to be relied on, and that it is independent."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from yotinspect import __version__
from yotinspect.catalogue import N_, Passage, catalogue
from yotinspect.ratings.node import Reason
from yotinspect.reports.blocks import NOTHING, Block, Notice, Report, Section, Text, plain
from yotinspect.reports.material import Audience, Material
from yotinspect.reports.teller import Teller

FOR_WHOM: Mapping[Audience, str] = {
    "team": N_("For: the inspection team"),
    "yot": N_("For: the YOT that was inspected"),
    "public": N_("For: publication"),
}

#: Reasons that name cases or files, as they are said to whoever may see neither.
_DISCREET: Mapping[str, str] = {
    "cases-doubled": N_("Cases that stand in one file too many, and are counted once: {number}."),
    "cases-second-alone": N_("Cases with a second assessment and no first one that counts: {number}."),
    "cases-invalid": N_("Case files that could not be read: {number}."),
    "cases-incomplete": N_("Cases that are incomplete: {number}."),
    "sign-off-open": N_("A sign-off is not yet dated."),
}

#: Of an inspectorate by the name that it had then.
TOOLKIT = N_("This report was made with an independent toolkit. A rating it gives is not a rating by {inspectorate}.")

#: That a report is there in the other language, said in that language.
_ALSO: Mapping[str, str] = {
    "en": N_("This report is available in English as well."),
    "cy": N_("This report is available in Welsh as well."),
}


def report(
    material: Material,
    kind: str,
    *,
    heading: Text,
    lead: Text,
    sections: tuple[Section, ...],
    title: Text = NOTHING,
    kicker: Text | None = None,
    opening: tuple[Block, ...] = (),
) -> Report:
    """A report of an inspection with its front matter; ``title`` and ``kicker`` are those of the inspection by default."""
    view, _ = material.view, material.tell
    return framed(
        _,
        kind,
        material.audience,
        title=title or _("{yot}: {title}", yot=view.yot, title=view.title),
        kicker=_.text(view.title) if kicker is None else kicker,
        heading=heading,
        lead=lead,
        other=also(_, bool(view.also_in)),
        other_file=material.other_file,
        notices=_notices(material),
        independent=_(TOOLKIT, inspectorate=view.inspectorate),
        drafts=view.drafts,
        sections=sections,
        date=material.date,
        opening=opening,
    )


def framed(
    tell: Teller,
    kind: str,
    audience: Audience,
    *,
    title: Text,
    kicker: Text,
    heading: Text,
    lead: Text,
    other: Text,
    other_file: str,
    notices: tuple[Notice, ...],
    independent: Text,
    drafts: tuple[str, ...],
    sections: tuple[Section, ...],
    date: datetime.date | None,
    opening: tuple[Block, ...] = (),
) -> Report:
    """A report of anything, with what all have alike. Sections with nothing in them are left out."""
    return Report(
        kind=kind,
        language=tell.language,
        audience=audience,
        title=plain(title),
        kicker=kicker,
        heading=heading,
        lead=lead,
        for_whom=tell(FOR_WHOM[audience]),
        other=other,
        other_file=other_file,
        notices=notices,
        independent=independent,
        drafts=tuple(tell.text(draft) for draft in drafts),
        sections=tuple(section for section in sections if section.blocks),
        page=tell("Page {page} of {pages}", page="{page}", pages="{pages}"),
        date=date,
        version=__version__,
        opening=opening,
    )


def also(tell: Teller, there: bool) -> Text:
    """In the other language, that the report is there in it too, where it is."""
    other = "cy" if tell.language == "en" else "en"
    return tell.text(Passage(catalogue(other)(_ALSO[other]), other)) if there else NOTHING


def lead(material: Material) -> Text:
    """When the inspection was, how much was looked at, and of which day the report is."""
    view, _ = material.view, material.tell
    days = view.fieldwork
    return _.join([
        _("Fieldwork from {start} to {end}.", start=days[0], end=days[1]) if days else NOTHING,
        _("Entered from what was published.") if view.published
        else _("Cases assessed: {number}.", number=view.cases) if view.cases else NOTHING,
        _("Report of {date}.", date=material.date) if material.date else NOTHING,
    ])  # fmt: skip


def _notices(material: Material) -> tuple[Notice, ...]:
    view, rating = material.view, material.rating
    if view.status == "final":
        return ()
    said = tuple(
        _discreetly(material.tell, reason)
        if material.public and reason.code in _DISCREET
        else material.tell.text(words)
        for reason, words in zip(rating.status_reasons, view.status_reasons, strict=True)
    )
    return (Notice(material.tell.text(view.status_sentence, "strong"), said),)


def _discreetly(tell: Teller, reason: Reason) -> Text:
    return tell(_DISCREET[reason.code], **dict(reason.values))
