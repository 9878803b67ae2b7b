"""How firm a key question's grade is, when its cases are a sample of a caseload: exact, and in whole numbers throughout.

Cases drawn at random without replacement follow the hypergeometric distribution. The interval is the exact one by inversion
of two one-sided tests (Buonaccorsi 1987; Wright 1991), the finite population's counterpart of Clopper and Pearson's. The
chance is that of the posterior under a prior that holds every number of sufficient cases for equally likely.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, comb

from yotinspect.ratings.framework import Framework
from yotinspect.ratings.inspection import Inspection
from yotinspect.ratings.node import Figures, Reason, because
from yotinspect.ratings.rules import FirmnessWord


@dataclass(frozen=True)
class Firmness:
    """How firm a grade is. ``low`` and ``high`` are how many of the ``population`` may be sufficient, by the interval;
    ``chance`` is that the whole population would have earned the same grade; ``worth`` what one case is worth, in
    percentage points, where the sample is small.
    """

    population: int
    sample: int
    low: int
    high: int
    confidence: Fraction
    chance: Fraction
    word: FirmnessWord
    worth: Fraction | None

    @property
    def low_percent(self) -> Fraction:
        """The lower bound in per cent of the population."""
        return Fraction(100 * self.low, self.population)

    @property
    def high_percent(self) -> Fraction:
        """The upper bound in per cent of the population."""
        return Fraction(100 * self.high, self.population)


def interval(population: int, sample: int, yes: int, confidence: Fraction) -> tuple[int, int]:
    """The fewest and the most of a population that may be sufficient, given how many of a sample are.

    ``confidence`` in per cent. Raises ValueError where the numbers do not fit together.
    """
    _fits(population, sample, yes)
    # A number is kept while neither tail, of what was seen or farther out, is as rare as half of what is left over.
    rare = (100 - confidence) / 200 * comb(population, sample)
    least, most = yes, population - (sample - yes)

    def at_least(total: int) -> bool:
        return _ways(population, sample, total, range(yes, sample + 1)) > rare

    def at_most(total: int) -> bool:
        return _ways(population, sample, total, range(yes + 1)) > rare

    low, high = least, most
    while low < high:  # the lowest number for which as many as were seen are not too rare
        middle = (low + high) // 2
        low, high = (low, middle) if at_least(middle) else (middle + 1, high)
    first = low
    low, high = first, most
    while low < high:  # the highest for which as few as were seen are not too rare
        middle = (low + high + 1) // 2
        low, high = (middle, high) if at_most(middle) else (low, middle - 1)
    return first, low


def _ways(population: int, sample: int, total: int, seen: range) -> int:
    """In how many of all samples the number of sufficient ones lies in a range, if ``total`` of the population are."""
    return sum(comb(total, number) * comb(population - total, sample - number) for number in seen)


def chance(population: int, sample: int, yes: int, holds: Callable[[int], bool]) -> Fraction:
    """The chance that something holds of the number that are sufficient in the population, under a uniform prior.

    Every number from 0 to the population is held for equally likely before the sample is seen. Raises ValueError where
    the numbers do not fit together.
    """
    _fits(population, sample, yes)
    no = sample - yes
    weight, held = comb(population - yes, no), 0
    for total in range(yes, population - no + 1):
        if holds(total):
            held += weight
        if total < population - no:
            weight = weight * (total + 1) * (population - total - no) // ((total + 1 - yes) * (population - total))
    # The weights of all totals add up to this (Vandermonde).
    return Fraction(held, comb(population + 1, sample + 1))


def _fits(population: int, sample: int, yes: int) -> None:
    if not 0 <= yes <= sample <= population:
        raise ValueError(f"{yes} of {sample} cannot have been drawn from {population}")


def firmness(framework: Framework, inspection: Inspection, caseload: str | None, figures: Figures) -> Firmness | Reason:
    """How firm the grade of a key question is, or why nothing can be said.

    The population is the caseload without the cases of the sample to which the key question was found not to apply. To how
    many more outside the sample it does not apply is not known: the interval is that of the largest population there can be,
    with one case more at each end, which holds the interval of every smaller one.
    """
    rule = framework.rules.firmness
    if rule is None or caseload is None:
        return because("firmness-no-rule")
    if figures.percent is None:
        return because("firmness-nothing")
    size = inspection.caseload.get(caseload)
    if size is None:
        return because("firmness-no-caseload", caseload=caseload)
    population, sample = size - figures.na - figures.off, figures.base
    if population < sample:
        return because("firmness-too-many", caseload=caseload)
    low, high = interval(population, sample, figures.yes, rule.confidence)
    if population < size:
        low, high = max(figures.yes, low - 1), min(population - figures.no, high + 1)
    alike = _earning_the_same(framework, figures.percent, population)
    same = chance(population, sample, figures.yes, lambda total: total in alike)
    word = [one for one in rule.words if same >= one.start][-1]
    worth = Fraction(100, sample) if sample <= rule.small else None
    return Firmness(population, sample, low, high, rule.confidence, same, word, worth)


def _earning_the_same(framework: Framework, percent: Fraction, population: int) -> range:
    """How many of a population may be sufficient for the grade that a percentage earns: bands begin one above another."""
    starts = list(framework.starts().values())
    reached = sum(percent >= start for start in starts)
    first = ceil(starts[reached - 1] * population / 100) if reached else 0
    above = ceil(starts[reached] * population / 100) if reached < len(starts) else population + 1
    return range(first, above)
