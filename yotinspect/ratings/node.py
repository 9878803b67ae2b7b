"""The tree of a rating: every node holds its value, the rule that fired, what it hangs on, and its children."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal, NamedTuple

from yotinspect.questions.sets import QuestionSet
from yotinspect.ratings.framework import Framework
from yotinspect.ratings.inspection import Inspection
from yotinspect.ratings.tally import Tally

Status = Literal["final", "provisional", "incomplete"]
Evidence = Literal["cases", "counts", "judgement"]


class Reason(NamedTuple):
    """Why something is as it is: a code of ``ratings.words`` and what its sentence names."""

    code: str
    values: tuple[tuple[str, Any], ...] = ()


def because(code: str, **values: Any) -> Reason:
    """A reason from keyword arguments."""
    return Reason(code, tuple(values.items()))


class Figures(NamedTuple):
    """What a percentage is made of. ``to_next``: how many more of the same judgements as yes would lift the grade; ``off``:
    how many cases were not asked.
    """

    yes: int
    no: int
    na: int
    percent: Fraction | None
    to_next: int | None
    to_lower: int | None
    yes_cases: tuple[str, ...] = ()
    no_cases: tuple[str, ...] = ()
    off: int = 0

    @property
    def base(self) -> int:
        """How many judgements count: yes and no."""
        return self.yes + self.no


@dataclass(frozen=True)
class Node:
    """A grade and why. ``rating`` is None where none is given; ``reason`` then says why not.

    ``proposed`` is what figures or characteristics propose, before anybody decides. The children of a standard are its key
    questions: with ``figures`` where cases or counts answer them, without where inspectors do.
    """

    kind: Literal["overall", "domain", "standard", "key_question"]
    id: str
    rating: str | None
    reason: Reason
    basis: str
    source: Evidence | None = None
    proposed: str | None = None
    score: int | None = None
    max: int | None = None
    figures: Figures | None = None
    children: tuple[Node, ...] = ()
    declared: bool = False  # declared not rated
    supposed: bool = False  # what if: not what was found

    @property
    def percent(self) -> Fraction | None:
        """The exact percentage of a key question that is counted; None where it is not, or where nothing counts."""
        return self.figures.percent if self.figures is not None else None

    @property
    def departs(self) -> bool:
        """Whether a panel decided otherwise than the figures propose."""
        return self.reason.code in ("discretion", "discretion-exception")


@dataclass(frozen=True)
class Rating:
    """The result for an inspection: its tree, how far it is to be relied on, and why not further.

    ``asked`` are the question sets that judged standards were looked at with, by id; ``supposed`` what was asked to be
    supposed in place of what was found.
    """

    inspection: Inspection
    framework: Framework
    tally: Tally
    overall: Node
    status: Status
    status_reasons: tuple[Reason, ...]
    refused: tuple[tuple[str, Reason], ...] = field(default=())
    asked: Mapping[str, QuestionSet] = field(default_factory=dict)
    supposed: tuple[str, ...] = ()

    @property
    def domains(self) -> tuple[Node, ...]:
        """The domains in the framework's order."""
        return self.overall.children

    @property
    def standards(self) -> tuple[tuple[Node, Node], ...]:
        """Every standard with its domain, in the framework's order."""
        return tuple((domain, standard) for domain in self.overall.children for standard in domain.children)

    def standard(self, name: str) -> Node | None:
        """A standard by its id."""
        return next((standard for _, standard in self.standards if standard.id == name), None)
