"""An inspection file: who inspected which YOT, by which framework, and what inspectors judged and decided."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from yotinspect.questions.model import Programme
from yotinspect.ratings.prose import Commentary, FollowUp, Letter, Publication, Recommendation
from yotinspect.records import Date, Language, ListOf, ManyOf, Name, OpenText, Record, Ref, Text, Whole, YesNo

Role = Literal["lead_inspector", "inspector", "local_assessor", "partner_inspector", "trainer", "observer"]
SourceKind = Literal["document", "interview", "meeting", "focus_group", "survey", "case_data", "observation"]


class Fieldwork(Record):
    """The first and last day of fieldwork."""

    start: Annotated[Date, Field(alias="from")]
    end: Annotated[Date, Field(alias="to")]


class Member(Record):
    """Somebody on the inspection team; a local assessor comes from a different YOT."""

    id: Name
    role: Role
    organisation: OpenText = None
    home_yot: OpenText = None


class Source(Record):
    """What a judgement rests on. ``kind`` is None where the file does not say; one may also ``agree`` not."""

    kind: SourceKind | None = None
    what: Text
    agrees: YesNo = True


class _OrText:
    """Says in the JSON Schema that what a source is may stand alone."""

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        return {"anyOf": [handler(core), {"type": ["string", "number", "boolean"]}]}


def _short_source(value: Any) -> Any:
    return {"what": value} if isinstance(value, str) else value


Sources = ListOf[Annotated[Source, BeforeValidator(_short_source), _OrText()]]


class Found(Record):
    """What was found on one key question or prompt of a judged standard. A key question's answer is a grade."""

    answer: Name | None = None
    finding: OpenText = None
    sources: Sources = Field(default_factory=list)


class PartnerView(Record):
    """Whether a partner inspectorate agrees with a judgement; where it differs, what it would give and why."""

    view: Literal["agrees", "differs"] | None = None
    rating: Name | None = None
    rationale: OpenText = None


class Judgement(Record):
    """A standard that inspectors judge rather than count. ``findings`` are by question of the set that asks about it.

    ``rating`` is left out where the framework gives none; ``published_as`` are the words a report used in its place.
    """

    rating: Name | None = None
    published_as: Name | None = None
    rationale: OpenText = None
    sources: Sources = Field(default_factory=list)
    findings: ManyOf[Name, Found] = Field(default_factory=dict)
    partners: ManyOf[Name, PartnerView] = Field(default_factory=dict)


class Discretion(Record):
    """A panel's departure from the grade that the figures propose; open until a date says it was agreed.

    ``exception`` is the reason for a departure outside the margin that the framework declares.
    """

    to: Name
    rationale: Text
    panel: Annotated[list[Name], Field(min_length=1)]
    agreed: Date | None = None
    exception: OpenText = None


class SignOff(Record):
    """Who stands for the rating; open until it is dated."""

    by: Name
    date: Date | None = None


class PartnerPart(Record):
    """A partner inspectorate in this inspection: which one, who of the team comes from it, and what it contributes."""

    inspectorate: Text
    members: ListOf[Name] = Field(default_factory=list)
    contributes: ManyOf[Name, Text] = Field(default_factory=dict)


class Count(Record):
    """Totals of a key question, from a service that keeps no case files."""

    yes: Whole
    no: Whole
    na: Whole = 0


class Inspection(Record):
    """``inspection.yaml``. Cases stand in the folder ``cases`` beside it.

    From ``letter`` on it is words for reports, which bear on no rating. ``questionsets`` are those that findings answer; ``language`` is the one that its rationales, sources and reasons are
    written in.
    """

    inspection: Name
    yot: Text
    programme: Programme
    framework: Ref
    module: Name | None = None
    fieldwork: Fieldwork | None = None
    caseload: ManyOf[Name, Whole] = Field(default_factory=dict)
    team: ListOf[Member] = Field(default_factory=list)
    partners: ManyOf[Name, PartnerPart] = Field(default_factory=dict)
    questionsets: ListOf[Ref] = Field(default_factory=list)
    judgements: ManyOf[Name, Judgement] = Field(default_factory=dict)
    not_rated: ManyOf[Name, Text] = Field(default_factory=dict)
    discretion: ManyOf[Name, Discretion] = Field(default_factory=dict)
    counts: ManyOf[Name, dict[Name, Count]] = Field(default_factory=dict)
    sign_off: ListOf[SignOff] = Field(default_factory=list)
    published: Text | None = None
    source: Text | None = None
    language: Language = "en"
    letter: Letter | None = None
    commentary: ManyOf[Name, Commentary] = Field(default_factory=dict)
    recommendations: ListOf[Recommendation] = Field(default_factory=list)
    followed_up: ManyOf[Name, FollowUp] = Field(default_factory=dict)
    publication: Publication = Field(default_factory=Publication)
