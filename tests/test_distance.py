"""The fewest changes to another grade, each worked out by hand on a framework of one or two standards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.inspections import LEVELS
from tests.small import banded, counted, decision, domain, framework, given, graded, judged, pooled, standard, summed
from yotinspect.ratings.distance import (
    Path,
    Step,
    deciding,
    drop,
    lift,
    neighbours,
    passed_over,
    pivots,
    standard_path,
    with_more,
)
from yotinspect.ratings.framework import Framework
from yotinspect.ratings.node import Node, Rating

INADEQUATE, IMPROVE, GOOD, OUTSTANDING = LEVELS
PANEL = {"discretion": {"margin": "5", "one_case": "yes", "basis": "ours"}}
ONE = framework(domain("D", counted("S")))
TWO = framework(domain("D", counted("S", "x", "y")))
BOTH = framework(domain("D", counted("S", "j", "x")))


def path(rating: Rating, to: str) -> Path | None:
    return standard_path(rating.framework, standard(rating), to)


def cases(number: int, to: str, key: str = "x", of: str = "S") -> Step:
    return Step("cases", of, key, number, to)


def grades(number: int, to: str, key: str | None = None, of: str = "S") -> Step:
    return Step("grades", of, key, number, to)


def tops(framework_: Framework, **ratings: str) -> Rating:
    """Standards that inspectors judged, by their grades."""
    return graded(framework_, judgements=given(**ratings))


def letters(*names: str, ends: dict[str, str] | None = None, **more: Any) -> Framework:
    """A framework of judged standards."""
    rules = {"overall": summed(ends)} if ends else {}
    return framework(domain("D", *(judged(name) for name in names)), rules=rules, **more)


# --- a standard ----------------------------------------------------------------------------------------------------------


def test_a_standard_without_a_rating_has_no_way_anywhere() -> None:
    rating = graded(ONE)
    assert [path(rating, level) for level in LEVELS] == [None] * 4
    assert neighbours(ONE, standard(rating)) == (None, None)


def test_what_is_supposed_has_no_way_anywhere() -> None:
    rating = graded(ONE, {"S": (6, 4)}, {"S": OUTSTANDING})
    assert [path(rating, level) for level in LEVELS] == [None] * 4


def test_to_where_it_is_there_is_no_way() -> None:
    assert path(graded(ONE, {"S": (6, 4)}), IMPROVE) is None
    assert path(tops(letters("S"), S=GOOD), GOOD) is None


@pytest.mark.parametrize(
    ("yes", "no", "to", "number"),
    [(6, 4, GOOD, 1), (20, 11, GOOD, 1), (6, 4, OUTSTANDING, 2), (6, 4, INADEQUATE, 2), (13, 7, IMPROVE, 1), (1, 1, OUTSTANDING, 1), (0, 3, OUTSTANDING, 3)],
)  # fmt: skip
def test_cases_are_counted_to_the_first_figure_of_the_band(yes: int, no: int, to: str, number: int) -> None:
    assert path(graded(ONE, {"S": (yes, no)}), to) == Path(to, (cases(number, to),))


def test_upwards_every_key_question_that_lies_lower_rises_and_no_other() -> None:
    rating = graded(TWO, {"S": {"x": (13, 7), "y": (8, 12)}})
    assert path(rating, GOOD) == Path(GOOD, (cases(5, GOOD, "y"),))
    assert path(rating, OUTSTANDING) == Path(OUTSTANDING, (cases(3, OUTSTANDING), cases(8, OUTSTANDING, "y")))


def test_downwards_one_key_question_is_enough_the_one_with_fewest_changes() -> None:
    rating = graded(TWO, {"S": {"x": (20, 0), "y": (17, 3)}})
    assert path(rating, GOOD) == Path(GOOD, (cases(2, GOOD, "y"),))


def test_a_key_question_that_counts_nothing_is_left_out_both_ways() -> None:
    for keys in ({"x": (0, 0, 5), "y": (13, 7)}, {"x": (13, 7), "y": (0, 0, 5)}):
        rating = graded(TWO, {"S": keys})
        key = next(name for name, row in keys.items() if len(row) == 2)
        assert path(rating, OUTSTANDING) == Path(OUTSTANDING, (cases(3, OUTSTANDING, key),))
        assert path(rating, IMPROVE) == Path(IMPROVE, (cases(1, IMPROVE, key),))


def test_a_key_question_that_is_judged_moves_by_grades_beside_one_that_is_counted() -> None:
    rating = graded(BOTH, {"S": {"x": (6, 4)}}, judgements=given(j=INADEQUATE))
    assert path(rating, GOOD) == Path(GOOD, (grades(2, GOOD, "j"), cases(1, GOOD)))
    rating = graded(BOTH, {"S": {"x": (9, 1)}}, judgements=given(j=IMPROVE))
    assert path(rating, OUTSTANDING) == Path(OUTSTANDING, (grades(2, OUTSTANDING, "j"),))
    rating = graded(BOTH, {"S": {"x": (9, 1)}}, judgements=given(j=OUTSTANDING))
    # From 9 to 6 of 10 takes three cases, the judgement two grades.
    assert path(rating, IMPROVE) == Path(IMPROVE, (grades(2, IMPROVE, "j"),))
    assert path(rating, GOOD) == Path(GOOD, (grades(1, GOOD, "j"),))


def test_a_key_question_that_is_judged_as_high_already_stays() -> None:
    rating = graded(BOTH, {"S": {"x": (6, 4)}}, judgements=given(j=GOOD))
    assert path(rating, GOOD) == Path(GOOD, (cases(1, GOOD),))


def test_a_standard_that_inspectors_judge_moves_by_as_many_grades_as_lie_between() -> None:
    rating = tops(letters("S"), S=GOOD)
    assert path(rating, INADEQUATE) == Path(INADEQUATE, (grades(2, INADEQUATE),))
    assert path(rating, OUTSTANDING) == Path(OUTSTANDING, (grades(1, OUTSTANDING),))


def test_an_area_that_is_pooled_moves_by_its_own_figures() -> None:
    rating = graded(framework(domain("D", pooled("S"))), {"S": {"S": (6, 4)}})
    assert path(rating, GOOD) == Path(GOOD, (cases(1, GOOD, "S"),))


def passed(rating: Rating, to: str) -> tuple[str, ...]:
    way = path(rating, to)
    assert way is not None
    return passed_over(rating.framework, standard(rating), way)


@pytest.mark.parametrize(
    ("yes", "no", "up", "down"),
    [
        (0, 1, (IMPROVE, GOOD), ()),  # one of one is outstanding
        (1, 0, (), (IMPROVE, GOOD)),
        (2, 1, (), (IMPROVE,)),  # one of three is inadequate, three of three outstanding
        (1, 2, (IMPROVE,), ()),  # two of three is good
        (1, 1, (GOOD,), ()),
        (6, 4, (), ()),
    ],
)
def test_the_levels_that_few_judgements_pass_over_on_the_way_to_the_next_are_named(
    yes: int, no: int, up: tuple[str, ...], down: tuple[str, ...]
) -> None:
    rating = graded(ONE, {"S": (yes, no)})
    ways = neighbours(ONE, standard(rating))
    found = [passed_over(ONE, standard(rating), way) if way else () for way in ways]
    assert found == [up, down]


def test_levels_on_a_longer_way_are_not_passed_over_where_they_can_be_reached() -> None:
    assert passed(graded(ONE, {"S": (20, 30)}), OUTSTANDING) == ()
    # Two of four more is 75%, three 100%: outstanding can be had without good, and good can be had.
    assert passed(graded(ONE, {"S": (1, 3)}), OUTSTANDING) == ()


def test_what_inspectors_judge_and_a_panel_decides_passes_over_nothing() -> None:
    assert passed(tops(letters("S"), S=INADEQUATE), OUTSTANDING) == ()
    ruled = framework(domain("D", counted("S")), rules=PANEL)
    rating = graded(ruled, {"S": (1, 1)}, discretion={"S": decision(GOOD)})
    assert not any(passed_over(ruled, standard(rating), way) for way in neighbours(ruled, standard(rating)) if way)


def test_what_a_withdrawn_decision_passes_by_is_not_passed_over_for_want_of_judgements() -> None:
    rating = graded(framework(domain("D", counted("S")), rules=PANEL), {"S": (1, 1)}, discretion={"S": decision(OUTSTANDING, exception="So.")})  # fmt: skip
    assert standard(rating).rating == OUTSTANDING
    assert path(rating, IMPROVE) == Path(IMPROVE, (Step("decision", "S", None, 1, IMPROVE),))
    assert path(rating, GOOD) is None
    assert passed(rating, IMPROVE) == ()


def test_with_more_or_fewer_sufficient_a_key_question_has_the_level_of_that_figure() -> None:
    for yes, no, more, level in ((6, 4, 1, GOOD), (6, 4, -1, IMPROVE), (6, 4, -2, INADEQUATE), (7, 3, 1, OUTSTANDING), (79, 21, 0, GOOD), (793, 207, 0, GOOD)):  # fmt: skip
        child = standard(graded(ONE, {"S": (yes, no)})).children[0]
        assert child.figures is not None
        assert with_more(ONE, child.figures, more) == level


def test_a_level_that_no_percentage_has_is_not_passed_over() -> None:
    three = framework(
        domain("D", counted("S")), rules={"percent": banded({INADEQUATE: 0, IMPROVE: 50, OUTSTANDING: 80})}
    )
    rating = graded(three, {"S": (3, 2)})
    assert neighbours(three, standard(rating))[0] == Path(OUTSTANDING, (cases(1, OUTSTANDING),))
    assert passed(rating, OUTSTANDING) == ()


def test_one_case_may_reach_past_a_level_and_then_there_is_no_way_to_it() -> None:
    # One of two more is 100%, one of two fewer 0%.
    assert path(graded(ONE, {"S": (1, 1)}), GOOD) is None
    assert path(graded(ONE, {"S": (2, 0)}), GOOD) is None
    assert path(graded(ONE, {"S": (2, 0)}), IMPROVE) == Path(IMPROVE, (cases(1, IMPROVE),))


@pytest.mark.parametrize(("yes", "way"), [(25, Path(GOOD, (cases(5, GOOD),))), (26, None)])
def test_a_level_is_passed_by_only_where_the_figure_itself_lies_beyond(yes: int, way: Path | None) -> None:
    # Of 50 cases good is 60.0% alone; of 51 it would be 30 of 51, 58.8%, or 31, 60.8%.
    narrow = framework(domain("D", counted("S")), rules={"percent": banded({INADEQUATE: 0, IMPROVE: 40, GOOD: 60, OUTSTANDING: "60.5"})})  # fmt: skip
    assert path(graded(narrow, {"S": (yes, 50 - yes if yes == 25 else 51 - yes)}), GOOD) == way


@pytest.mark.parametrize(("base", "way"), [(50, Path(GOOD, (cases(20, GOOD),))), (51, None), (69, None)])
def test_a_level_is_passed_by_downwards_only_where_the_figure_itself_lies_below(base: int, way: Path | None) -> None:
    narrow = framework(domain("D", counted("S")), rules={"percent": banded({INADEQUATE: 0, IMPROVE: 40, GOOD: 60, OUTSTANDING: "60.5"})})  # fmt: skip
    assert path(graded(narrow, {"S": (50, base - 50)}), GOOD) == way


def test_where_all_key_questions_would_pass_a_level_there_is_no_way_to_it() -> None:
    rating = graded(TWO, {"S": {"x": (0, 1), "y": (4, 1)}})
    assert path(rating, GOOD) is None
    assert path(rating, OUTSTANDING) == Path(OUTSTANDING, (cases(1, OUTSTANDING),))


def test_one_that_passes_a_level_by_is_held_there_by_another() -> None:
    rating = graded(TWO, {"S": {"x": (0, 1), "y": (13, 7)}})
    assert path(rating, GOOD) == Path(GOOD, (cases(1, GOOD),))


def test_a_level_that_no_percentage_has_is_reached_by_judgements_alone() -> None:
    gap = framework(domain("D", counted("S", "x", "j")), rules={"percent": banded({INADEQUATE: 0, IMPROVE: 50, OUTSTANDING: 80})})  # fmt: skip
    low = graded(gap, {"S": {"x": (6, 4)}}, judgements=given(j=OUTSTANDING))
    assert path(low, GOOD) is None
    high = graded(gap, {"S": {"x": (8, 2)}}, judgements=given(j=OUTSTANDING))
    assert path(high, GOOD) == Path(GOOD, (grades(1, GOOD, "j"),))
    # 3 grades of the judgement, 4 cases.
    assert path(high, INADEQUATE) == Path(INADEQUATE, (grades(3, INADEQUATE, "j"),))


def test_a_way_down_from_a_level_that_no_percentage_has_is_the_judgement() -> None:
    low = framework(domain("D", counted("S", "x", "j")), rules={"percent": banded({INADEQUATE: 0, IMPROVE: 50})})
    rating = graded(low, {"S": {"x": (0, 0, 3)}}, judgements=given(j=OUTSTANDING))
    assert path(rating, GOOD) == Path(GOOD, (grades(1, GOOD, "j"),))
    assert path(rating, IMPROVE) == Path(IMPROVE, (grades(2, IMPROVE, "j"),))


def test_a_level_that_begins_above_a_hundred_per_cent_is_out_of_reach() -> None:
    far = framework(domain("D", counted("S")), rules={"percent": banded({INADEQUATE: 0, IMPROVE: 50, GOOD: 100, OUTSTANDING: 101})})  # fmt: skip
    rating = graded(far, {"S": (6, 4)})
    assert path(rating, GOOD) == Path(GOOD, (cases(4, GOOD),))
    assert path(rating, OUTSTANDING) is None


def test_a_decision_is_withdrawn_first() -> None:
    panel = framework(domain("D", counted("S")), rules=PANEL)
    up = graded(panel, {"S": (6, 4)}, discretion={"S": decision(GOOD)})
    withdrawn = Step("decision", "S", None, 1, IMPROVE)
    assert path(up, IMPROVE) == Path(IMPROVE, (withdrawn,))
    assert path(up, INADEQUATE) == Path(INADEQUATE, (Step("decision", "S", None, 1, INADEQUATE), cases(2, INADEQUATE)))
    assert path(up, OUTSTANDING) == Path(OUTSTANDING, (Step("decision", "S", None, 1, OUTSTANDING), cases(2, OUTSTANDING)))  # fmt: skip
    assert path(up, GOOD) is None
    down = graded(panel, {"S": (10, 10)}, discretion={"S": decision(INADEQUATE)})
    assert path(down, IMPROVE) == Path(IMPROVE, (withdrawn,))


def test_neighbours_are_the_next_level_that_can_be_reached_each_way() -> None:
    rating = graded(ONE, {"S": (1, 1)})
    assert neighbours(ONE, standard(rating)) == (Path(OUTSTANDING, (cases(1, OUTSTANDING),)), Path(INADEQUATE, (cases(1, INADEQUATE),)))  # fmt: skip
    rating = graded(ONE, {"S": (6, 4)})
    assert neighbours(ONE, standard(rating)) == (Path(GOOD, (cases(1, GOOD),)), Path(INADEQUATE, (cases(2, INADEQUATE),)))  # fmt: skip
    rating = graded(ONE, {"S": (20, 0)})
    assert neighbours(ONE, standard(rating)) == (None, Path(GOOD, (cases(5, GOOD),)))
    rating = graded(ONE, {"S": (0, 20)})
    assert neighbours(ONE, standard(rating)) == (Path(IMPROVE, (cases(10, IMPROVE),)), None)


# --- the overall ---------------------------------------------------------------------------------------------------------


def test_an_overall_that_is_not_given_has_no_way_up_or_down_and_hangs_on_no_standard() -> None:
    rating = graded(letters("S", "T"), judgements=given(S=GOOD))
    assert (rating.overall.rating, rating.overall.max) == (None, 6)
    assert (lift(rating), drop(rating), pivots(rating)) == (None, None, ((), ()))


def test_what_is_highest_has_no_way_up_and_what_is_lowest_none_down() -> None:
    top, bottom = tops(letters("S"), S=OUTSTANDING), tops(letters("S"), S=INADEQUATE)
    assert lift(top) is None
    assert drop(bottom) is None
    assert drop(top) == Path(GOOD, (grades(1, GOOD),))
    assert lift(bottom) == Path(IMPROVE, (grades(1, IMPROVE),))


def test_what_only_the_whole_sum_reaches_is_reached_and_what_only_none_of_it_falls_to() -> None:
    ends = {INADEQUATE: "0", GOOD: "0.99", OUTSTANDING: "1"}
    middle = tops(letters("S", "T", ends=ends), S=GOOD, T=IMPROVE)
    assert lift(middle) == Path(OUTSTANDING, (grades(1, OUTSTANDING), grades(2, OUTSTANDING, of="T")))
    assert drop(middle) == Path(INADEQUATE, (grades(2, INADEQUATE), grades(1, INADEQUATE, of="T")))


def test_the_fewest_changes_are_found_over_all_standards() -> None:
    both = framework(domain("D", counted("S"), judged("T")))
    rating = graded(both, {"S": (6, 4)}, judgements=given(T=GOOD))
    # 3 of 6: good begins above it. One case or one judgement.
    assert rating.overall.rating == IMPROVE
    assert lift(rating) == Path(GOOD, (cases(1, GOOD),), others=1)
    # Inadequate is 1 of 6: two grades of the one, or the case and one grade of the other.
    assert drop(rating) == Path(INADEQUATE, (grades(2, INADEQUATE, of="T"),))


def test_of_ways_as_short_the_one_that_touches_fewest_standards_and_comes_first_is_named() -> None:
    rating = tops(letters("S", "T", "U"), S=IMPROVE, T=IMPROVE, U=IMPROVE)
    # 3 of 9: good begins above 4.5. Two grades in one of three standards, or one in two of them.
    assert lift(rating) == Path(GOOD, (grades(2, OUTSTANDING),), others=5)


def test_of_ways_through_the_same_standards_the_first_moves_the_later_one_further() -> None:
    rating = tops(letters("S", "T", ends={INADEQUATE: "1/6", IMPROVE: "2/3", OUTSTANDING: "1"}), S=IMPROVE, T=IMPROVE)
    # 2 of 6: 5 are needed, by one grade and two.
    assert lift(rating) == Path(OUTSTANDING, (grades(1, GOOD), grades(2, OUTSTANDING, of="T")), others=1)


def test_a_standard_may_move_further_than_is_needed_where_that_is_as_short() -> None:
    # Of the one case that may be read otherwise two levels hang.
    one = framework(domain("D", counted("S"), judged("T")))
    rating = graded(one, {"S": (1, 1)}, judgements=given(T=IMPROVE))
    assert rating.overall.score == 2
    assert lift(rating) == Path(GOOD, (cases(1, OUTSTANDING),))


def test_a_standard_that_no_change_moves_is_left_as_it_is() -> None:
    rating = graded(framework(domain("D", judged("S"), judged("T"))), supposed={"S": GOOD}, judgements=given(S=INADEQUATE, T=INADEQUATE))  # fmt: skip
    assert rating.overall.score == 2
    assert lift(rating) == Path(GOOD, (grades(2, GOOD, of="T"),))
    assert drop(rating) is None


def test_a_standard_that_cannot_reach_a_level_may_reach_the_one_beyond() -> None:
    rating = graded(framework(domain("D", counted("S")), rules={"overall": summed({INADEQUATE: "1/3", GOOD: 1})}), {"S": (1, 1)})  # fmt: skip
    assert lift(rating) == Path(GOOD, (cases(1, OUTSTANDING),))


def test_what_is_declared_and_what_never_counts_moves_nothing() -> None:
    three = framework(
        domain("A", judged("S")), domain("B", judged("T")), domain("C", judged("U"), scored="no"),
        rules={"shrink": {"always": [], "at_least": 1, "basis": "ours"}},
    )  # fmt: skip
    rating = graded(three, judgements=given(S=IMPROVE, T=GOOD, U=GOOD), not_rated={"B": "None in the period."})
    assert (rating.overall.score, rating.overall.max) == (1, 3)
    assert lift(rating) == Path(GOOD, (grades(1, GOOD),))
    assert drop(rating) == Path(INADEQUATE, (grades(1, INADEQUATE),))
    assert pivots(rating) == (("S",), ("S",))


# --- what decides alone --------------------------------------------------------------------------------------------------


def test_what_decides_alone_is_what_lifts_or_lowers_the_overall_by_one_grade() -> None:
    two = letters("S", "T")
    # 3 of 6: 4 is good, 1 inadequate, 2 still requires improvement.
    assert pivots(tops(two, S=IMPROVE, T=GOOD)) == (("S", "T"), ())
    assert pivots(tops(two, S=OUTSTANDING, T=INADEQUATE)) == (("T",), ())
    assert pivots(tops(two, S=IMPROVE, T=IMPROVE)) == ((), ("S", "T"))
    assert pivots(tops(two, S=GOOD, T=INADEQUATE)) == ((), ("S",))
    assert pivots(tops(two, S=OUTSTANDING, T=OUTSTANDING)) == ((), ("S", "T"))


def test_one_grade_may_be_worth_more_than_one_point() -> None:
    steep = framework(
        domain("D", judged("S"), judged("T")), scores={INADEQUATE: 1, IMPROVE: 1, GOOD: 1, OUTSTANDING: 9}
    )
    # 2 of 18 is inadequate, 10 good.
    rating = tops(steep, S=GOOD, T=IMPROVE)
    assert pivots(rating) == (("S",), ())
    assert lift(rating) == Path(GOOD, (grades(1, OUTSTANDING),))
    assert drop(tops(steep, S=OUTSTANDING, T=INADEQUATE)) == Path(INADEQUATE, (grades(1, GOOD),))


def test_the_key_questions_that_decide_a_standard_are_those_at_its_lowest_grade() -> None:
    rating = graded(framework(domain("D", counted("S", "x", "y", "z"))), {"S": {"x": (6, 4), "y": (9, 1), "z": (1, 1)}})
    assert deciding(standard(rating)) == ("x", "z")


def test_a_decision_leaves_it_to_the_key_questions_that_proposed_otherwise() -> None:
    rating = graded(framework(domain("D", counted("S", "x", "y")), rules=PANEL), {"S": {"x": (6, 4), "y": (13, 7)}}, discretion={"S": decision(GOOD)})  # fmt: skip
    assert standard(rating).rating == GOOD
    assert deciding(standard(rating)) == ("x",)


@pytest.mark.parametrize("make", [lambda: graded(ONE, {"S": (0, 0, 2)}), lambda: tops(letters("S"), S=GOOD)])
def test_of_a_standard_that_is_judged_or_not_rated_no_key_question_decides(make: Callable[[], Rating]) -> None:
    rating = make()
    child = Node("key_question", "k", standard(rating).rating, standard(rating).reason, "")
    node = standard(rating)
    with_child = Node("standard", "S", node.rating, node.reason, "", node.source, node.proposed, children=(child,))
    assert deciding(with_child) == ()
