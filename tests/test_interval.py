"""How firm a grade is, on numbers small enough to count by hand; what it holds over many is held by test_firmness."""

from __future__ import annotations

from fractions import Fraction
from math import comb
from typing import Any

import pytest

from tests.inspections import LEVELS
from tests.small import Row, counted, domain, framework, inspection
from yotinspect.ratings.figures import figures
from yotinspect.ratings.firmness import Firmness, chance, firmness, interval
from yotinspect.ratings.node import Reason, because
from yotinspect.ratings.tally import Count

INADEQUATE, IMPROVE, GOOD, OUTSTANDING = LEVELS


def rule(**more: Any) -> Row:
    words = [
        {"from": start, "word": {"en": word}} for start, word in (("0", "soft"), ("1/2", "middling"), ("1", "sure"))
    ]
    return {"firmness": {"confidence": "80", "prior": "uniform", "words": words, "small": 10, "basis": "ours"} | more}


ONE = framework(domain("D", counted("S"), caseload="court"), rules=rule())


def firm(yes: int, no: int, na: int = 0, off: int = 0, caseload: int | None = 20, **more: Any) -> Firmness | Reason:
    """Of a sample, off a caseload of so many."""
    made = framework(domain("D", counted("S")), rules=rule(**more))
    record = inspection(caseload={} if caseload is None else {"court": caseload})
    return firmness(made, record, "court", figures(made, Count(yes, no, na, off)))


@pytest.mark.parametrize("confidence", [0, 50, 80, 95])
def test_the_interval_is_what_counting_every_sample_of_up_to_six_cases_leaves(confidence: int) -> None:
    for population in range(1, 7):
        for sample in range(1, population + 1):
            for yes in range(sample + 1):
                rare = Fraction(100 - confidence, 200) * comb(population, sample)
                kept = [
                    total for total in range(yes, population - (sample - yes) + 1)
                    if all(sum(comb(total, k) * comb(population - total, sample - k) for k in tail) > rare
                           for tail in (range(yes, sample + 1), range(yes + 1)))
                ]  # fmt: skip
                if kept:
                    assert interval(population, sample, yes, Fraction(confidence)) == (kept[0], kept[-1])


def test_a_number_whose_tail_is_just_as_rare_as_what_is_left_over_lies_outside() -> None:
    # Of 4, one drawn and not sufficient: if 3 are, one sample in four shows it. Left over on each side is a quarter.
    assert interval(4, 1, 0, Fraction(50)) == (0, 2)
    assert interval(4, 1, 0, Fraction(51)) == (0, 3)
    assert interval(4, 1, 1, Fraction(50)) == (2, 4)
    assert interval(4, 1, 1, Fraction(51)) == (1, 4)


def test_without_confidence_only_what_is_likely_is_left() -> None:
    assert interval(10, 5, 3, Fraction(0)) == (6, 6)


def test_where_all_were_drawn_there_is_nothing_left_to_know() -> None:
    assert interval(7, 7, 3, Fraction(95)) == (3, 3)
    assert interval(0, 0, 0, Fraction(95)) == (0, 0)


def test_the_chance_of_a_number_is_its_share_of_all_samples_like_this() -> None:
    for population, sample, yes in ((5, 2, 1), (6, 3, 0), (6, 3, 3), (4, 4, 2), (3, 0, 0)):
        weights = [comb(total, yes) * comb(population - total, sample - yes) for total in range(population + 1)]
        for total, weight in enumerate(weights):
            assert chance(population, sample, yes, total.__eq__) == Fraction(weight, sum(weights))


def test_what_is_certain_has_the_chance_one_and_what_cannot_be_none() -> None:
    assert chance(9, 4, 2, lambda total: True) == 1
    assert chance(9, 4, 2, lambda total: False) == 0


@pytest.mark.parametrize(("population", "sample", "yes"), [(3, 4, 1), (4, 3, 4), (4, 3, -1)])
def test_numbers_that_do_not_fit_together_are_refused_with_what_they_are(
    population: int, sample: int, yes: int
) -> None:
    said = f"^{yes} of {sample} cannot have been drawn from {population}$"
    with pytest.raises(ValueError, match=said):
        interval(population, sample, yes, Fraction(95))
    with pytest.raises(ValueError, match=said):
        chance(population, sample, yes, lambda total: True)


def test_the_chance_of_a_grade_hangs_on_the_exact_percentage_of_the_caseload() -> None:
    # 23 of 29 is 79.3%, which is good, and 24 are outstanding.
    found = firm(6, 2, caseload=29)
    assert isinstance(found, Firmness)
    assert found.chance == chance(29, 8, 6, lambda total: 19 <= total <= 23)


# --- of a key question ---------------------------------------------------------------------------------------------------


def test_a_key_question_has_its_interval_its_chance_and_what_a_case_is_worth() -> None:
    low, high = interval(20, 8, 6, Fraction(80))
    same = chance(20, 8, 6, lambda total: 13 <= total < 16)  # 65% to below 80% of 20
    found = firm(6, 2)
    assert isinstance(found, Firmness)
    wanted = (20, 8, low, high, Fraction(80), same, {"en": "soft"}, Fraction(100, 8))
    assert (found.population, found.sample, found.low, found.high, found.confidence, found.chance, found.word.word, found.worth) == wanted  # fmt: skip
    assert (found.low_percent, found.high_percent) == (Fraction(100 * low, 20), Fraction(100 * high, 20))


def test_cases_that_it_does_not_apply_to_or_that_were_not_asked_are_not_of_the_population() -> None:
    for na, off in ((2, 0), (0, 2), (1, 1)):
        found = firm(5, 3, na, off, caseload=40)
        low, high = interval(38, 8, 5, Fraction(80))
        assert isinstance(found, Firmness)
        assert (found.population, found.sample) == (38, 8)
        # How many more outside the sample there are is not known: one case more at each end.
        assert (found.low, found.high) == (low - 1, high + 1)
        assert found.chance == chance(38, 8, 5, lambda total: 50 <= Fraction(100 * total, 38) < 65)


def test_the_wider_interval_keeps_to_what_was_seen() -> None:
    found = firm(6, 0, 1, caseload=8)
    assert isinstance(found, Firmness)
    # Of 7 that it may apply to 6 were seen, all sufficient.
    assert (found.population, found.low, found.high) == (7, 6, 7)
    found = firm(0, 6, 1, caseload=8)
    assert isinstance(found, Firmness)
    assert (found.low, found.high) == (0, 1)


def test_where_the_rest_of_the_caseload_was_drawn_nothing_is_wider() -> None:
    found = firm(6, 2, 12)
    assert isinstance(found, Firmness)
    assert (found.population, found.low, found.high, found.chance) == (8, 6, 6, 1)
    assert found.word.word == {"en": "sure"}


def test_where_all_were_found_to_apply_nothing_is_wider() -> None:
    found = firm(3, 3, caseload=7)
    assert isinstance(found, Firmness)
    assert (found.low, found.high) == interval(7, 6, 3, Fraction(80)) == (3, 4)


@pytest.mark.parametrize(("yes", "no", "word"), [(5, 5, "soft"), (10, 0, "middling"), (20, 0, "sure")])
def test_the_word_is_the_last_whose_chance_is_reached(yes: int, no: int, word: str) -> None:
    found = firm(yes, no)
    assert isinstance(found, Firmness)
    assert found.word.word == {"en": word}


def test_a_word_begins_with_the_chance_it_begins_with() -> None:
    same = firm(5, 5)
    assert isinstance(same, Firmness)
    words = [{"from": "0", "word": {"en": "soft"}}, {"from": str(same.chance), "word": {"en": "just"}}]
    found = firm(5, 5, words=words)
    assert isinstance(found, Firmness)
    assert found.word.word == {"en": "just"}


def test_what_a_case_is_worth_is_said_up_to_the_number_that_the_rule_calls_small() -> None:
    small, more = firm(7, 3), firm(8, 3)
    assert isinstance(small, Firmness)
    assert isinstance(more, Firmness)
    assert (small.worth, more.worth) == (Fraction(10), None)


def test_where_nothing_can_be_said_of_it_it_says_why() -> None:
    assert firm(6, 2, caseload=None) == because("firmness-no-caseload", caseload="court")
    assert firm(6, 2, caseload=7) == because("firmness-too-many", caseload="court")
    assert firm(6, 2, 5, caseload=12) == because("firmness-too-many", caseload="court")
    assert isinstance(firm(6, 2, caseload=8), Firmness)
    assert firm(0, 0, 3) == because("firmness-nothing")
    bare = framework(domain("D", counted("S")))
    seen = figures(bare, Count(6, 2))
    assert firmness(bare, inspection(caseload={"court": 20}), "court", seen) == because("firmness-no-rule")
    assert firmness(ONE, inspection(caseload={"court": 20}), None, seen) == because("firmness-no-rule")
