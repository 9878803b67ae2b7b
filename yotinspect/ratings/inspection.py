"""An inspection file: who inspected which YOT, by which framework, and what inspectors judged and decided."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from yotinspect.questions.model import Programme
from yotinspect.records import Date, Language, ListOf, ManyOf, Name, OpenText, Record, Ref, Text, Whole


class Fieldwork(Record):
    """The first and last day of fieldwork."""

    start: Annotated[Date, Field(alias="from")]
    end: Annotated[Date, Field(alias="to")]


class Member(Record):
    """Somebody on the inspection team; a local assessor comes from a different YOT."""

    id: Name
    role: Literal["lead_inspector", "inspector", "local_assessor", "partner_inspector", "trainer", "observer"]
    organisation: OpenText = None
    home_yot: OpenText = None


class Judgement(Record):
    """A standard that inspectors judge rather than count."""

    rating: Name
    rationale: OpenText = None
    sources: ListOf[Text] = Field(default_factory=list)


class Discretion(Record):
    """A panel's departure from the grade that the figures propose; open until a date says it was agreed."""

    to: Name
    rationale: Text
    panel: Annotated[list[Name], Field(min_length=1)]
    agreed: Date | None = None


class Count(Record):
    """Totals of a key question, from a service that keeps no case files."""

    yes: Whole
    no: Whole
    na: Whole = 0


class Inspection(Record):
    """``inspection.yaml``. Cases stand in the folder ``cases`` beside it.

    ``language`` is the one that its rationales, sources and reasons are written in.
    """

    inspection: Name
    yot: Text
    programme: Programme
    framework: Ref
    module: Name | None = None
    fieldwork: Fieldwork | None = None
    caseload: ManyOf[Name, Whole] = Field(default_factory=dict)
    team: ListOf[Member] = Field(default_factory=list)
    judgements: ManyOf[Name, Judgement] = Field(default_factory=dict)
    not_rated: ManyOf[Name, Text] = Field(default_factory=dict)
    discretion: ManyOf[Name, Discretion] = Field(default_factory=dict)
    counts: ManyOf[Name, dict[Name, Count]] = Field(default_factory=dict)
    published: Text | None = None
    source: Text | None = None
    language: Language = "en"
