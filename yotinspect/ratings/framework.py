"""A framework file: what is graded, by which rules, and where each rule comes from."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from yotinspect.questions.model import Programme, Review, Status
from yotinspect.ratings.rules import Rules, SumRule
from yotinspect.records import (
    Colour,
    Edition,
    Language,
    ListOf,
    ManyOf,
    Name,
    Record,
    Text,
    Version,
    Whole,
    Words,
    YesNo,
)


class Level(Record):
    """A grade, worst first in its list. ``symbol`` and ``colour`` stand beside the word, never in its place."""

    id: Name
    score: Whole | None = None
    label: Words
    symbol: Text
    colour: Colour


class KeyQuestion(Record):
    """A key question is answered once a case, by the headline of its area at the standard's stage.

    One that is ``judged`` is graded by the inspectors instead, by what the sets listed for it ask of its area.
    """

    label: Words
    area: Name
    judged: YesNo = False
    sets: ListOf[Name] = Field(default_factory=list)


class Standard(Record):
    """A standard, area or theme. Fed by cases (``headlines`` of a stage, or all ``questions`` of an area) or judged.

    The key questions of a judged one are those that its sets ask of its area.
    """

    id: Name
    label: Words
    source: Literal["cases", "judgement"]
    fed_by: Literal["headlines", "questions"] | None = None
    sets: ListOf[Name] = Field(default_factory=list)
    stage: Name | None = None
    area: Name | None = None
    key_questions: ListOf[Name] = Field(default_factory=list)
    module: YesNo = False


class Domain(Record):
    """Standards that are scored together; one that is not ``scored`` never counts towards the overall.

    ``caseload`` names the part of an inspection's caseload that its cases were drawn from.
    """

    id: Name
    label: Words
    scored: YesNo = True
    caseload: Name | None = None
    standards: Annotated[list[Standard], Field(min_length=1)]


class Called(Record):
    """What a framework calls its standards: standards, areas or themes."""

    one: Words
    many: Words


class Translation(Record):
    """How far the words of a framework in another language are: a draft until a qualified, named person reviewed them.

    ``made_from`` is a mark of the English that they were made from.
    """

    status: Status
    revision: Whole = 1
    reviewed: Review | None = None
    made_from: Name | None = None


class Partner(Record):
    """A partner inspectorate's field of work, and to which standards it may contribute."""

    label: Words
    standards: Annotated[list[Name], Field(min_length=1)]


class PublishedWord(Record):
    """A rating that was published in other words than the framework's, and the level it falls under."""

    word: Words
    level: Name
    basis: Text


class Framework(Record):
    """A framework file."""

    framework: Name
    version: Version
    status: Status
    edition: Edition
    programme: Programme
    title: Words
    description: Words
    translations: ManyOf[Language, Translation] = Field(default_factory=dict)
    called: Called = Called(one={"en": "Standard", "cy": "Safon"}, many={"en": "Standards", "cy": "Safonau"})
    notes: ListOf[Words] = Field(default_factory=list)
    levels: ListOf[Level] = Field(default_factory=list)
    published_as: ManyOf[Name, PublishedWord] = Field(default_factory=dict)
    partners: ManyOf[Name, Partner] = Field(default_factory=dict)
    rules: Rules
    key_questions: ManyOf[Name, KeyQuestion] = Field(default_factory=dict)
    domains: Annotated[list[Domain], Field(min_length=1)]

    @property
    def place(self) -> str:
        """``id@version``."""
        return f"{self.framework}@{self.version}"

    def level(self, name: str) -> Level:
        """A level by id; raises KeyError where the framework has none of that name."""
        for level in self.levels:
            if level.id == name:
                return level
        raise KeyError(name)

    def rank(self, name: str) -> int:
        """The position of a level, 0 for the worst."""
        return [level.id for level in self.levels].index(name)

    def score(self, name: str) -> int:
        """What a level scores: 0 where the framework gives it none."""
        return self.level(name).score or 0

    def top(self) -> int:
        """The most that a standard can score."""
        return max(self.score(level.id) for level in self.levels)

    def starts(self) -> dict[str, Fraction]:
        """Where the band of each level begins, in per cent, from the lowest; empty where the framework rates no percentage."""
        return {band.level: band.start for band in self.rules.percent.bands} if self.rules.percent is not None else {}

    def of_percent(self, percent: Fraction) -> str | None:
        """The level of an exact percentage; None where the framework rates none."""
        reached = [level for level, start in self.starts().items() if percent >= start]
        return reached[-1] if reached else None

    def of_fraction(self, rule: SumRule, fraction: Fraction) -> str | None:
        """The level of a score as a fraction of its maximum."""
        for band in rule.bands:
            if fraction <= band.up_to:
                return band.level
        return None

    def middle(self, levels: Sequence[str]) -> str | None:
        """The middle of some levels, the lower of two; None of none."""
        ranked = sorted(levels, key=self.rank)
        return ranked[(len(ranked) - 1) // 2] if ranked else None

    def standards(self) -> dict[str, tuple[Domain, Standard]]:
        """Every standard by its id, with its domain."""
        return {standard.id: (domain, standard) for domain in self.domains for standard in domain.standards}

    def scored(self) -> set[str]:
        """The ids of the domains whose standards count towards the overall."""
        return {domain.id for domain in self.domains if domain.scored}
