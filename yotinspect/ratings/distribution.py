"""How often each overall rating is given among many inspections, beside what was published of many services."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated

from pydantic import Field

from yotinspect.ratings.framework import Framework
from yotinspect.ratings.node import Rating
from yotinspect.records import ListOf, Name, Record, Text, Whole, Words


class PublishedFigures(Record):
    """How often each overall rating was published, of how many services. A level that is left out was not seen.

    ``scores``: of how many of them each overall score was published, out of ``points``; empty where they were not seen.
    """

    label: Words
    frameworks: ListOf[Name]
    services: Annotated[Whole, Field(gt=0)]
    levels: dict[Name, Whole]
    points: Whole | None = None
    scores: dict[Whole, Whole] = Field(default_factory=dict)
    basis: Text


class Published(Record):
    """``published.yaml``."""

    published: list[PublishedFigures]


@dataclass(frozen=True)
class Distribution:
    """The overall ratings of inspections by one framework. ``levels`` are counts, the best first."""

    framework: Framework
    levels: dict[str, int]
    not_rated: int
    published: tuple[PublishedFigures, ...]

    @property
    def rated(self) -> int:
        """How many have an overall rating."""
        return sum(self.levels.values())


def share(number: int | None, of: int) -> Fraction | None:
    """A count in per cent; None where it is not known or there is nothing to count."""
    return None if number is None or not of else Fraction(100 * number, of)


class Counting:
    """Counts overall ratings as they come, and keeps no more of them."""

    def __init__(self) -> None:
        self._frameworks: dict[str, Framework] = {}
        self._levels: dict[str, Counter[str | None]] = {}

    def add(self, rating: Rating) -> None:
        """Count a rating, where its framework gives an overall one."""
        framework = rating.framework
        if framework.rules.overall.rule == "sum_of_scores":
            # Versions of a framework have the same levels, or they are counted apart.
            key = f"{framework.framework} {[level.id for level in framework.levels]}"
            self._frameworks[key] = framework
            self._levels.setdefault(key, Counter())[rating.overall.rating] += 1

    def distributions(self, published: Iterable[PublishedFigures]) -> list[Distribution]:
        """One by framework, in the order of their ids."""
        figures = list(published)
        found = []
        for key in sorted(self._frameworks):
            framework, counts = self._frameworks[key], self._levels[key]
            levels = {level.id: counts[level.id] for level in reversed(framework.levels)}
            beside = tuple(one for one in figures if framework.framework in one.frameworks)
            found.append(Distribution(framework, levels, counts[None], beside))
        return found
