"""Counts to figures and a grade, and what a framework says of levels, bands and scores."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.inspections import LEVELS
from tests.small import banded, counted, domain, framework, judged, summed
from yotinspect.ratings.figures import figures, key_question
from yotinspect.ratings.framework import Framework
from yotinspect.ratings.node import Figures, Node, because
from yotinspect.ratings.rules import SumRule
from yotinspect.ratings.tally import Count

INADEQUATE, IMPROVE, GOOD, OUTSTANDING = LEVELS
PLAIN = framework(domain("D", counted("S")))
WORDS = framework(domain("D", counted("S")), rules={"percent": None, "standard": None})


def test_figures_hold_what_was_counted_and_how_far_the_neighbours_are() -> None:
    count = Count(13, 7, 4, 2, ["A", "B"], ["C"])
    assert figures(PLAIN, count) == Figures(13, 7, 4, Fraction(65), 3, 1, ("A", "B"), ("C",), 2)


@pytest.mark.parametrize(
    ("yes", "no", "to_next", "to_lower"),
    [
        (0, 10, 5, None),  # nothing lies below the lowest
        (10, 0, None, 3),  # nor above the highest
        (5, 5, 2, 1), (6, 4, 1, 2), (20, 11, 1, 5), (22, 9, 3, 2), (79, 21, 1, 15), (1, 0, None, 1), (0, 1, 1, None), (2, 1, 1, 1),
    ],
)  # fmt: skip
def test_the_neighbours_are_as_many_cases_away_as_change_the_grade(yes: int, no: int, to_next: int | None, to_lower: int | None) -> None:  # fmt: skip
    found = figures(PLAIN, Count(yes, no))
    assert (found.to_next, found.to_lower) == (to_next, to_lower)


def test_where_nothing_counts_or_no_percentage_is_rated_no_neighbour_is_away() -> None:
    assert figures(PLAIN, Count(na=3)) == Figures(0, 0, 3, None, None, None)
    assert figures(WORDS, Count(3, 1)) == Figures(3, 1, 0, Fraction(75), None, None)


def test_a_level_that_begins_above_a_hundred_per_cent_is_as_near_as_none() -> None:
    far = framework(domain("D", counted("S")), rules={"percent": banded({INADEQUATE: 0, IMPROVE: 50, GOOD: 105})})
    assert figures(far, Count(6, 4)).to_next is None
    whole = framework(domain("D", counted("S")), rules={"percent": banded({INADEQUATE: 0, IMPROVE: 50, GOOD: 100})})
    assert figures(whole, Count(6, 4)).to_next == 4


def test_a_key_question_has_the_level_of_its_percentage_with_its_basis_and_source() -> None:
    found = figures(PLAIN, Count(6, 4))
    wanted = Node("key_question", "x", IMPROVE, because("percent-band", level=IMPROVE), "percentages", "counts", figures=found)  # fmt: skip
    assert key_question(PLAIN, "x", Count(6, 4), "counts") == wanted


def test_a_key_question_without_figures_is_not_rated_and_says_which_kind_of_nothing_it_is() -> None:
    for count, code in ((Count(na=1), "nothing-applicable"), (Count(), "no-answers")):
        found = figures(PLAIN, count)
        assert key_question(PLAIN, "x", count, "cases") == Node("key_question", "x", None, because(code), "percentages", "cases", figures=found)  # fmt: skip
        assert key_question(WORDS, "x", count, "cases") == Node("key_question", "x", None, because(code), "", "cases", figures=figures(WORDS, count))  # fmt: skip


def test_where_no_percentage_is_rated_a_key_question_has_its_figures_and_no_level() -> None:
    found = figures(WORDS, Count(6, 4))
    assert key_question(WORDS, "x", Count(6, 4), "cases") == Node("key_question", "x", None, because("not-graded"), "overall", "cases", figures=found)  # fmt: skip


# --- what a framework says -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("percent", "level"),
    [("0", INADEQUATE), ("49.9", INADEQUATE), ("50", IMPROVE), ("64.9", IMPROVE), ("65", GOOD), ("80", OUTSTANDING), ("100", OUTSTANDING)],
)  # fmt: skip
def test_a_percentage_lies_in_the_band_that_it_has_reached(percent: str, level: str) -> None:
    assert PLAIN.of_percent(Fraction(percent)) == level
    assert WORDS.of_percent(Fraction(percent)) is None


def test_bands_begin_where_the_rule_says_and_nowhere_without_one() -> None:
    assert PLAIN.starts() == {INADEQUATE: 0, IMPROVE: 50, GOOD: 65, OUTSTANDING: 80}
    assert WORDS.starts() == {}


@pytest.mark.parametrize(
    ("fraction", "level"), [("0", INADEQUATE), ("1/6", INADEQUATE), ("1/5", IMPROVE), ("1/2", IMPROVE), ("5/6", GOOD), ("1", OUTSTANDING), ("2", None)],
)  # fmt: skip
def test_a_sum_lies_in_the_band_whose_end_it_does_not_pass(fraction: str, level: str | None) -> None:
    assert PLAIN.of_fraction(SumRule.model_validate(summed()), Fraction(fraction)) == level


def test_a_level_has_a_rank_and_a_score_and_one_that_is_not_there_has_neither() -> None:
    assert [(PLAIN.rank(name), PLAIN.score(name), PLAIN.level(name).id) for name in LEVELS] == [(n, n, name) for n, name in enumerate(LEVELS)]  # fmt: skip
    with pytest.raises(KeyError, match="splendid"):
        PLAIN.level("splendid")
    with pytest.raises(ValueError, match="splendid"):
        PLAIN.rank("splendid")


def test_a_level_without_a_score_scores_nothing() -> None:
    bare = framework(domain("D", judged("S")), scores={"low": None, "high": None})
    assert (bare.score("low"), bare.score("high"), bare.top()) == (0, 0, 0)
    assert framework(domain("D", judged("S")), scores={"low": 1, "high": 5, "other": None}).top() == 5


@pytest.mark.parametrize(
    ("levels", "middle"),
    [([], None), ([GOOD], GOOD), ([GOOD, INADEQUATE], INADEQUATE), ([OUTSTANDING, INADEQUATE, IMPROVE], IMPROVE), ([OUTSTANDING, GOOD, INADEQUATE, IMPROVE], IMPROVE)],
)  # fmt: skip
def test_the_middle_of_levels_is_by_their_rank_and_the_lower_of_two(levels: list[str], middle: str | None) -> None:
    assert PLAIN.middle(levels) == middle


def test_standards_are_found_by_their_id_with_their_domain_and_scored_domains_by_theirs() -> None:
    three = framework(domain("A", judged("S"), judged("T")), domain("B", judged("U"), scored="no"))
    assert {name: (one.id, standard.id) for name, (one, standard) in three.standards().items()} == {"S": ("A", "S"), "T": ("A", "T"), "U": ("B", "U")}  # fmt: skip
    assert three.scored() == {"A"}


def test_a_framework_is_named_with_its_version() -> None:
    assert PLAIN.place == "small@1.0.0"
    assert isinstance(PLAIN, Framework)
