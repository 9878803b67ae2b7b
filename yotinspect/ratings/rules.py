"""The rules that a framework may have, each with its basis: a source, ``unverified``, or ``ours``."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from yotinspect.ratings.inspection import Role
from yotinspect.records import ListOf, ManyOf, Name, Number, Record, Text, Whole, Words, YesNo


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
    """How scores become a level: their sum as a fraction of the maximum.

    ``none`` where no rating is given, ``unknown`` where it is not known whether and how one follows; both say why.
    """

    rule: Literal["sum_of_scores", "none", "unknown"]
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


class JudgedRule(Record):
    """How a judged standard is defended: so many ``kinds`` of source that agree, and the grade that the grades of its key
    questions propose, which is the middle one (the lower of two in the middle).
    """

    rule: Literal["middle_key_question"]
    kinds: Whole
    basis: Text


class SignOffRule(Record):
    """Whose sign-off a rating waits for: one by a member of each role."""

    roles: Annotated[list[Role], Field(min_length=1)]
    basis: Text


class FirmnessWord(Record):
    """The plain word for a chance from ``start`` (a fraction, inclusive) up to where the next begins."""

    start: Annotated[Number, Field(alias="from")]
    word: Words


class FirmnessRule(Record):
    """How firm a key question's grade is, when cases are a sample of a caseload.

    ``confidence`` in per cent is that of the exact interval, ``prior`` what is believed of the caseload before any case is
    read, ``words`` name the chance from the lowest; up to ``small`` cases it is said what one case is worth.
    """

    confidence: Number
    prior: Literal["uniform"]
    words: Annotated[list[FirmnessWord], Field(min_length=1)]
    small: Whole
    basis: Text


class PartnerRule(Record):
    """Which partner inspectorates an inspection cannot be final without: ``always``, and for each module."""

    always: ListOf[Name] = Field(default_factory=list)
    modules: ManyOf[Name, list[Name]] = Field(default_factory=dict)
    basis: Text


class DisclosureRule(Record):
    """What a report may show of few cases: nothing that could point to one child.

    In break-downs by details of cases, counts above 0 and below ``threshold`` are held back for whoever is not of the
    team, with what would give them back; nothing is drawn from fewer than ``draw_from`` cases. ``details`` are those that
    cases are broken down by, in this order, where their set asks them.
    """

    threshold: Whole
    draw_from: Whole
    details: ListOf[Name] = Field(default_factory=list)
    basis: Text


#: For frameworks that say nothing of it.
CAREFUL = DisclosureRule(threshold=5, draw_from=5, basis="ours")


class Rules(Record):
    """Every rule of the framework. A rule that a framework does not need is left out."""

    percent: PercentRule | None = None
    standard: StandardRule | None = None
    judged: JudgedRule | None = None
    domain: SumRule
    overall: SumRule
    shrink: ShrinkRule | None = None
    discretion: DiscretionRule | None = None
    partners: PartnerRule | None = None
    sign_off: SignOffRule | None = None
    firmness: FirmnessRule | None = None
    strengths: StrengthRule | None = None
    disclosure: DisclosureRule = CAREFUL
