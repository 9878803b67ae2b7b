"""How firm a grade is: held against every sample that could have been drawn, and against published values."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import product
from math import comb

import pytest

from tests.conftest import LONG
from yotinspect.library import Library
from yotinspect.ratings.figures import figures
from yotinspect.ratings.firmness import Firmness, chance, firmness, interval
from yotinspect.ratings.inspection import Inspection
from yotinspect.ratings.tally import Count
from yotinspect.records import Place

CONFIDENCE = Fraction(95)
interval_ = cache(lambda population, sample, yes: interval(population, sample, yes, CONFIDENCE))


def ways(population: int, sample: int, total: int, seen: int) -> int:
    """In how many of all samples so many are sufficient."""
    return comb(total, seen) * comb(population - total, sample - seen)


def cases(most: int) -> list[tuple[int, int, int]]:
    return [(n, s, k) for n in range(1, most + 1) for s in range(1, n + 1) for k in range(s + 1)]


@pytest.mark.parametrize("confidence", [50, 80, 95, 99])
def test_the_interval_holds_exactly_the_numbers_that_neither_tail_makes_too_rare(confidence: int) -> None:
    for population, sample, yes in cases(14 if LONG else 11):
        every, rare = comb(population, sample), Fraction(100 - confidence, 200)
        kept = [
            total for total in range(population + 1)
            if Fraction(sum(ways(population, sample, total, k) for k in range(yes, sample + 1)), every) > rare
            and Fraction(sum(ways(population, sample, total, k) for k in range(yes + 1)), every) > rare
        ]  # fmt: skip
        assert interval(population, sample, yes, Fraction(confidence)) == (kept[0], kept[-1])
        assert kept == list(range(kept[0], kept[-1] + 1))


def test_it_covers_the_truth_at_least_as_often_as_it_says_whatever_the_caseload() -> None:
    for population in range(1, 25 if LONG else 19):
        for sample, total in product(range(1, population + 1), range(population + 1)):
            covered = sum(
                ways(population, sample, total, yes)
                for yes in range(sample + 1)
                if total <= population
                and interval_(population, sample, yes)[0] <= total <= interval_(population, sample, yes)[1]
            )
            assert Fraction(covered, comb(population, sample)) >= Fraction(95, 100), (population, sample, total)


def found(caseload: int, yes: int, no: int, na: int) -> Firmness:
    framework = Library().framework(Place("graded-2018", "1.1.0"))[0]
    assert framework is not None
    given = Inspection.model_validate({"inspection": "x", "yot": "X", "programme": "graded", "framework": "graded-2018@1.1.0", "caseload": {"court": str(caseload)}})  # fmt: skip
    result = firmness(framework, given, "court", figures(framework, Count(yes, no, na)))
    assert isinstance(result, Firmness)
    return result


@pytest.mark.slow
def test_where_it_did_not_apply_to_some_it_holds_the_interval_of_every_population_there_can_be() -> None:
    for population, sample, yes in cases(45 if LONG else 20):
        if sample == population:
            continue
        result = found(population + 1, yes, sample - yes, 1)
        for size in range(sample, population + 1):
            low, high = interval_(size, sample, yes)
            assert result.low_percent <= Fraction(100 * low, size), (population, sample, yes, size)
            assert result.high_percent >= Fraction(100 * high, size), (population, sample, yes, size)


@pytest.mark.slow
def test_over_all_samples_it_covers_the_share_among_those_to_which_it_applies() -> None:
    for caseload in range(2, 13 if LONG else 10):
        for sample, applies in product(range(1, caseload + 1), range(1, caseload + 1)):
            for total in range(applies + 1):
                covered = drawn = Fraction(0)
                for there in range(max(1, sample - (caseload - applies)), min(applies, sample) + 1):
                    chosen = comb(applies, there) * comb(caseload - applies, sample - there)
                    for yes in range(max(0, there - (applies - total)), min(total, there) + 1):
                        weight = Fraction(chosen * ways(applies, there, total, yes), comb(applies, there))
                        result = _cached(caseload, yes, there - yes, sample - there)
                        inside = result[0] <= Fraction(100 * total, applies) <= result[1]
                        covered, drawn = covered + (weight if inside else 0), drawn + weight
                if drawn:
                    assert covered / drawn >= Fraction(95, 100), (caseload, sample, applies, total)


@cache
def _cached(caseload: int, yes: int, no: int, na: int) -> tuple[Fraction, Fraction]:
    result = found(caseload, yes, no, na)
    return result.low_percent, result.high_percent


def test_the_chance_is_the_share_of_all_equally_likely_caseloads_that_could_have_given_this_sample() -> None:
    for population, sample, yes in cases(12 if LONG else 9):
        weights = [ways(population, sample, total, yes) for total in range(population + 1)]
        for bound in range(population + 1):
            wanted = Fraction(sum(weights[bound:]), sum(weights))
            assert chance(population, sample, yes, lambda total, bound=bound: total >= bound) == wanted  # type: ignore[misc]


@pytest.mark.parametrize(
    ("population", "sample", "yes", "low", "high"),
    [
        (60, 40, 30, 40, 49),  # SciPy: 66.7% to 81.7%
        # Kauermann and Küchenhoff 2010, p. 53, print 110 and 161, and 1 and 19: the first numbers outside.
        (300, 100, 45, 111, 160),
        (300, 100, 2, 2, 18),
        (40, 40, 31, 31, 31),
    ],
)
def test_published_intervals_come_out(population: int, sample: int, yes: int, low: int, high: int) -> None:
    assert interval(population, sample, yes, CONFIDENCE) == (low, high)


@pytest.mark.parametrize(("population", "sample"), [(10, 3), (86, 32), (300, 40)])
def test_published_chances_come_out(population: int, sample: int) -> None:
    # Broad 1918: that all are, when all that were drawn are. Laplace: that the next one is.
    assert chance(population, sample, sample, lambda total: total == population) == Fraction(sample + 1, population + 1)
    for yes in (0, 1, sample):
        left = population - sample
        expected = sum(
            (
                chance(population, sample, yes, lambda total, t=t: total == t) * Fraction(t - yes, left)
                for t in range(population + 1)
            ),  # type: ignore[misc]
            Fraction(0),
        )
        assert expected == Fraction(yes + 1, sample + 2)


@pytest.mark.parametrize(("population", "sample", "yes"), [(3, 4, 1), (4, 3, 4), (4, 3, -1)])
def test_numbers_that_cannot_be_are_refused(population: int, sample: int, yes: int) -> None:
    with pytest.raises(ValueError, match="cannot have been drawn"):
        interval(population, sample, yes, CONFIDENCE)
    with pytest.raises(ValueError, match="cannot have been drawn"):
        chance(population, sample, yes, lambda total: True)


@pytest.mark.parametrize(
    ("yes", "no", "word"),
    [(86, 0, "firm"), (0, 86, "firm"), (5, 5, "uncertain"), (40, 2, "firm"), (30, 2, "firm"), (28, 5, "likely")],
)
def test_a_plain_word_stands_for_the_chance(yes: int, no: int, word: str) -> None:
    assert found(86, yes, no, 0).word.word["en"] == word


def test_what_one_case_is_worth_is_said_of_small_numbers_alone() -> None:
    assert found(86, 20, 10, 0).worth == Fraction(100, 30)
    assert found(86, 21, 10, 0).worth is None
