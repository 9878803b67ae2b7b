"""A framework file: what is graded, by which rules, and where each rule comes from."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import Field

from yotinspect.questions.model import Programme, Review, Status
from yotinspect.records import (
    Colour,
    Edition,
    Language,
    ListOf,
    ManyOf,
    Name,
    Number,
    Record,
    Text,
    Version,
    Whole,
    Words,
    YesNo,
)
from yotinspect.yamlfile import YamlFile


class Level(Record):
    """A grade, worst first in its list. ``symbol`` and ``colour`` stand beside the word, never in its place."""

    id: Name
    score: Whole | None = None
    label: Words
    symbol: Text
    colour: Colour


class PercentBand(Record):
    """The level of a percentage from ``start`` (inclusive) up to where the next band starts."""

    level: Name
    start: Annotated[Number, Field(alias="from")]


class FractionBand(Record):
    """The level of a score up to and including this fraction of the maximum."""

    level: Name
    up_to: Number


class PercentRule(Record):
    """How a percentage becomes a level."""

    bands: list[PercentBand]
    basis: Text


class StandardRule(Record):
    """How a standard follows from its key questions."""

    rule: Literal["lowest_key_question"]
    basis: Text


class SumRule(Record):
    """How scores become a level: their sum as a fraction of the maximum; ``none`` where no rating is given."""

    rule: Literal["sum_of_scores", "none"]
    bands: ListOf[FractionBand] = Field(default_factory=list)
    reason: Words = Field(default_factory=dict)
    basis: Text


class ShrinkRule(Record):
    """What may be declared not rated: whole domains, as long as ``always`` and ``at_least`` domains in all remain."""

    always: ListOf[Name] = Field(default_factory=list)
    at_least: Whole
    basis: Text


class DiscretionRule(Record):
    """A panel may depart within ``margin`` percentage points of a boundary, or where one case would change the grade."""

    margin: Number
    one_case: YesNo
    basis: Text


class StrengthRule(Record):
    """Which questions stand out: from ``strong_from`` per cent, below ``weak_below``, over at least so many cases."""

    strong_from: Number
    weak_below: Number
    at_least: Whole
    most: Whole
    basis: Text


class Rules(Record):
    """Every rule of the framework. A rule that a framework does not need is left out."""

    percent: PercentRule | None = None
    standard: StandardRule | None = None
    domain: SumRule
    overall: SumRule
    shrink: ShrinkRule | None = None
    discretion: DiscretionRule | None = None
    strengths: StrengthRule | None = None


class KeyQuestion(Record):
    """A key question is answered once a case, by the headline of its area at the standard's stage."""

    label: Words
    area: Name


class Standard(Record):
    """A standard, area or theme. Fed by cases (``headlines`` of a stage, or all ``questions`` of an area) or judged."""

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
    """Standards that are scored together; one that is not ``scored`` never counts towards the overall."""

    id: Name
    label: Words
    scored: YesNo = True
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

    def of_percent(self, percent: Fraction) -> str | None:
        """The level of an exact percentage; None where the framework rates none."""
        if self.rules.percent is None:
            return None
        reached = [band.level for band in self.rules.percent.bands if percent >= band.start]
        return reached[-1]

    def of_fraction(self, rule: SumRule, fraction: Fraction) -> str | None:
        """The level of a score as a fraction of its maximum."""
        for band in rule.bands:
            if fraction <= band.up_to:
                return band.level
        return None

    def standards(self) -> dict[str, tuple[Domain, Standard]]:
        """Every standard by its id, with its domain."""
        return {standard.id: (domain, standard) for domain in self.domains for standard in domain.standards}


def lint(file: YamlFile, framework: Framework) -> None:
    """Note levels that do not exist, bands that leave a gap, and names that are used twice or for nothing."""
    levels = [level.id for level in framework.levels]

    def known(path: tuple[Any, ...], name: str) -> None:
        if name not in levels:
            help = file.suggest(name, levels) or f"The levels are {', '.join(levels)}."
            file.add("framework-level", path, f"There is no level {name}.", help)

    rules = framework.rules
    if rules.percent is not None:
        at: tuple[Any, ...] = ("rules", "percent", "bands")
        for n, band in enumerate(rules.percent.bands):
            known((*at, n, "level"), band.level)
        _rising(file, at, "from", [band.start for band in rules.percent.bands], first=Fraction(0), last=None)
    for name, rule in (("domain", rules.domain), ("overall", rules.overall)):
        if rule.rule == "none":
            continue
        at = ("rules", name, "bands")
        for n, fraction_band in enumerate(rule.bands):
            known((*at, n, "level"), fraction_band.level)
        _rising(file, at, "up_to", [band.up_to for band in rule.bands], first=None, last=Fraction(1))
        if not any((level.score or 0) > 0 for level in framework.levels):
            file.add(
                "framework-level",
                ("levels",),
                "No level has a score above 0 to sum.",
                "Give the best the highest score.",
                key=True,
            )
        for n, level in enumerate(framework.levels):
            if level.score is None:
                file.add(
                    "framework-level", ("levels", n), f"The level {level.id} has no score to sum.", "Give it a score."
                )
    _names(file, framework)


def _rising(
    file: YamlFile, at: tuple[Any, ...], key: str, bounds: list[Fraction], first: Fraction | None, last: Fraction | None
) -> None:
    if not bounds or (first is not None and bounds[0] != first):
        here = (*at, 0, key) if bounds else at
        file.add(
            "framework-bands",
            here,
            f"The lowest band does not begin at {first or 0}.",
            "Let every figure fall into a band.",
        )
    if bounds and last is not None and bounds[-1] != last:
        file.add(
            "framework-bands",
            (*at, len(bounds) - 1, key),
            f"The highest band does not end at {last}.",
            "Let every figure fall into a band.",
        )
    for n in range(1, len(bounds)):
        if bounds[n] <= bounds[n - 1]:
            file.add(
                "framework-bands",
                (*at, n, key),
                "This band does not lie above the one before.",
                "List bands from the lowest.",
            )


def _names(file: YamlFile, framework: Framework) -> None:
    seen: set[str] = set()

    def once(path: tuple[Any, ...], name: str) -> None:
        if name in seen:
            file.add(
                "framework-names",
                path,
                f"The id {name} is used already.",
                "Give each domain, standard and level an id of its own.",
            )
        seen.add(name)

    for n, level in enumerate(framework.levels):
        once(("levels", n, "id"), level.id)
    for d, domain in enumerate(framework.domains):
        once(("domains", d, "id"), domain.id)
        for s, standard in enumerate(domain.standards):
            at = ("domains", d, "standards", s)
            once((*at, "id"), standard.id)
            for k, name in enumerate(standard.key_questions):
                if name not in framework.key_questions:
                    help = file.suggest(name, framework.key_questions) or "Declare it under key_questions."
                    file.add("framework-names", (*at, "key_questions", k), f"There is no key question {name}.", help)
            _feeds(file, at, standard)
    for n, name in enumerate(framework.rules.shrink.always if framework.rules.shrink else ()):
        if name not in {domain.id for domain in framework.domains}:
            file.add(
                "framework-names", ("rules", "shrink", "always", n), f"There is no domain {name}.", "Name a domain."
            )


def _feeds(file: YamlFile, at: tuple[Any, ...], standard: Standard) -> None:
    """A standard fed by headlines needs a stage and key questions; one fed by questions an area; a judged one neither."""
    wanted = {"headlines": (True, False), "questions": (False, True), None: (False, False)}[standard.fed_by]
    has = (standard.stage is not None and bool(standard.key_questions), standard.area is not None)
    if (standard.source == "cases") != (standard.fed_by is not None) or has != wanted:
        file.add(
            "framework-names", at, f"It is not clear what feeds {standard.id}.",
            "source: cases needs fed_by: headlines with stage and key_questions, or fed_by: questions with area.",
        )  # fmt: skip
