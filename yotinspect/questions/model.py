"""The files of a question set as they stand: structure, subset and texts."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from yotinspect.records import (
    Date,
    Edition,
    Language,
    ListOf,
    ManyOf,
    Name,
    Number,
    OpenText,
    QuestionId,
    Record,
    Ref,
    Text,
    Version,
    Whole,
    Words,
    YesNo,
)

Status = Literal["draft", "published", "withdrawn"]
ScaleKind = Literal["judgement", "fact", "choice", "grade"]
DetailType = Literal["choice", "choices", "yes_no", "integer", "date", "text"]
#: ``local`` is local quality assurance: a team looks at its own cases.
Programme = Literal["fji", "sqs", "graded", "local"]


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


OneOrMore = Annotated[
    list[Name],
    BeforeValidator(_listed),
    Field(min_length=1),
    WithJsonSchema({"anyOf": [{"type": ["string", "number", "boolean"]}, {"type": "array", "minItems": 1}]}),
]


class Condition(Record):
    """When a question is asked: ``all``, ``any`` or ``not`` of conditions, or what an answer or a detail is."""

    all: Annotated[list[Condition], Field(min_length=1)] | None = None
    any: Annotated[list[Condition], Field(min_length=1)] | None = None
    not_: Annotated[Condition | None, Field(alias="not")] = None
    answer: QuestionId | None = None
    detail: Name | None = None
    is_: Annotated[OneOrMore | None, Field(alias="is")] = None

    @property
    def wellformed(self) -> bool:
        """Whether exactly one thing is asked for, and ``is`` stands with an answer or detail and nowhere else."""
        forms = [self.all, self.any, self.not_, self.answer, self.detail]
        leaf = self.answer is not None or self.detail is not None
        return sum(form is not None for form in forms) == 1 and (self.is_ is not None) == leaf


class Scale(Record):
    """The answers to a question: a judgement of sufficiency counts in figures, a fact or a choice never does.

    A ``grade`` is one of a framework's levels, given once for a service against the characteristics of each.
    """

    kind: ScaleKind
    answers: Annotated[list[Name], Field(min_length=2)]
    evidence_for: ListOf[Name] = Field(default_factory=list)


class Detail(Record):
    """A field about a case or its inspection that is recorded, not judged.

    ``rule`` names the finding of a number out of range, where it has one of its own.
    """

    type: DetailType
    view: Name
    required: YesNo = False
    values: ListOf[Name] = Field(default_factory=list)
    min: Whole | None = None
    max: Whole | None = None
    not_after: Literal["assessed"] | None = None
    rule: Literal["case-age"] | None = None
    when: Condition | None = None

    @property
    def named(self) -> list[str]:
        """The values that a text file gives labels to: Welsh has no word for yes, so these stand with the field."""
        return ["yes", "no"] if self.type == "yes_no" else self.values


class Question(Record):
    """A question as the structure holds it."""

    id: QuestionId
    scale: Name
    headline: YesNo = False
    view: Name | None = None
    when: Condition | None = None
    themes: ListOf[Name] = Field(default_factory=list)
    reasons: ListOf[Name] | None = None


class QuestionBlock(Record):
    """Questions that judge one area at one stage, asked on one view unless a question says otherwise."""

    id: Name
    area: Name
    stage: Name
    view: Name
    when: Condition | None = None
    reasons: ListOf[Name] = Field(default_factory=list)
    questions: Annotated[list[Question], Field(min_length=1)]


class HeadlineCheck(Record):
    """A headline is queried when too many of at least ``at_least`` answers of its block stand against it.

    That is more than ``share`` for a yes, and for a no more than ``share_under_no`` (the same without it): one grave
    failing can decide a no over much that was good.
    """

    share: Number
    share_under_no: Number | None = None
    at_least: Whole
    basis: Text


class ReadingCheck(Record):
    """How hard a text may be to read, in one language.

    ``lix`` is words a sentence plus the share of words of more than six letters in per cent (Björnsson 1968: above 60 is
    very difficult); ``sentence`` is the longest sentence in words. A text of fewer than ``at_least`` words has no index.
    """

    lix: Whole
    sentence: Whole
    at_least: Whole
    basis: Text


class Checks(Record):
    """Figures that checks of cases and of the set itself go by."""

    headline: HeadlineCheck
    reading: ManyOf[Language, ReadingCheck] = Field(default_factory=dict)


Effect = Literal["editorial", "meaning", "comparison"]


class DeclaredChange(Record):
    """What a change of wording means, where the words alone cannot tell: that its maintainer must say."""

    effect: Effect
    note: Words = Field(default_factory=dict)


class Since(Record):
    """The version that this one was made from, and what its changes mean. What is not declared is judged with caution."""

    version: Version
    changes: ManyOf[Name, DeclaredChange] = Field(default_factory=dict)


class Heading(Record):
    """What every question set says of itself."""

    questionset: Name
    version: Version
    status: Status
    edition: Edition
    programme: Programme
    basis: Text
    since: Since | None = None


class Structure(Heading):
    """``questionset.yaml`` of a full set: ids, scales, routing, areas, stages and themes, and no language."""

    areas: Annotated[list[Name], Field(min_length=1)]
    stages: Annotated[list[Name], Field(min_length=1)]
    views: Annotated[list[Name], Field(min_length=1)]
    themes: ListOf[Name] = Field(default_factory=list)
    scales: dict[Name, Scale]
    checks: Checks
    reasons: ListOf[Name] = Field(default_factory=list)
    details: ManyOf[Name, Detail] = Field(default_factory=dict)
    blocks: Annotated[list[QuestionBlock], Field(min_length=1)]


class Subset(Heading):
    """``questionset.yaml`` of a subset: its base and the ids it keeps; without ``details`` all of the base's."""

    base: Ref
    questions: Annotated[list[QuestionId], Field(min_length=1)]
    details: ListOf[Name] | None = None


class QuestionText(Record):
    """A question in one language; guidance by its parts. ``labels`` are answers in words of its own, where the scale's do
    not fit: Welsh has no word for yes, the answer echoes the verb of the question.
    """

    text: Text
    hint: Text
    labels: ManyOf[Name, Text] = Field(default_factory=dict)
    guidance: dict[Name, Text]


class DetailText(Record):
    """A field of the case in one language."""

    label: Text
    hint: OpenText = None
    values: ManyOf[Name, Text] = Field(default_factory=dict)


class Review(Record):
    """Who read a text through and found it fit to publish, in which capacity, and when."""

    by: Text
    qualification: Text
    on: Date


class Texts(Record):
    """``text.LANGUAGE.yaml``: every word of a set in one language. A subset's holds a title and description alone.

    It is a draft until a qualified, named person has reviewed it. A translation counts its own ``revision``, and keeps in
    ``made_from`` a digest of each English text that it was made from.
    """

    questionset: Ref
    language: Language
    status: Status
    revision: Whole = 1
    reviewed: Review | None = None
    title: Text
    description: Text
    areas: ManyOf[Name, Text] = Field(default_factory=dict)
    stages: ManyOf[Name, Text] = Field(default_factory=dict)
    views: ManyOf[Name, Text] = Field(default_factory=dict)
    themes: ManyOf[Name, Text] = Field(default_factory=dict)
    blocks: ManyOf[Name, Text] = Field(default_factory=dict)
    scales: ManyOf[Name, dict[Name, Text]] = Field(default_factory=dict)
    reasons: ManyOf[Name, Text] = Field(default_factory=dict)
    details: ManyOf[Name, DetailText] = Field(default_factory=dict)
    questions: ManyOf[QuestionId, QuestionText] = Field(default_factory=dict)
    made_from: ManyOf[Name, Any] = Field(default_factory=dict)
