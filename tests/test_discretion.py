"""A panel's discretion: how near is near, upwards, downwards, and with one case."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests.inspections import LEVELS
from tests.small import Row, banded, counted, decision, domain, framework, given, graded, standard
from yotinspect.ratings.discretion import decide, distance, refused
from yotinspect.ratings.framework import Framework
from yotinspect.ratings.inspection import Discretion
from yotinspect.ratings.node import Node, Rating, because

INADEQUATE, IMPROVE, GOOD, OUTSTANDING = LEVELS


def panel(*keys: str, margin: Any = 5, one_case: str = "yes", bands: Row | None = None) -> Framework:
    rules = {"discretion": {"margin": str(margin), "one_case": one_case, "basis": "panels"}}
    return framework(domain("D", counted("S", *keys)), rules=rules | ({"percent": banded(bands)} if bands else {}))


def decided(framework_: Framework, counts: Row, to: str, **more: Any) -> Rating:
    return graded(framework_, {"S": counts}, discretion={"S": decision(to)}, **more)


def allowed(framework_: Framework, yes: int, no: int, to: str) -> bool:
    rating = decided(framework_, {"x": (yes, no)}, to)
    assert (standard(rating).rating == to) == (not rating.refused)
    return not rating.refused


# --- a decision in the tree ----------------------------------------------------------------------------------------------


def test_a_decision_that_stands_gives_its_grade_and_keeps_what_the_figures_proposed() -> None:
    rating = decided(panel(), {"x": (6, 4)}, GOOD)
    node = standard(rating)
    assert (node.rating, node.proposed, node.score, node.departs) == (GOOD, IMPROVE, 2, True)
    assert node.reason == because("discretion", proposed=IMPROVE, to=GOOD, why="Because.")
    assert node.basis == "panels"
    assert rating.refused == ()


def test_a_decision_that_is_refused_changes_nothing_and_says_why() -> None:
    rating = decided(panel(), {"x": (5, 5)}, GOOD)
    assert standard(rating) == standard(graded(panel(), {"S": (5, 5)}))
    assert rating.refused == (("S", because("discretion-outside", margin=Fraction(5))),)


def test_an_exception_stands_outside_the_margin_and_says_that_it_is_one() -> None:
    given_ = {"S": decision(OUTSTANDING, exception="It moved house.")}
    rating = graded(panel(), {"S": (5, 5)}, discretion=given_)
    assert standard(rating).reason == because("discretion-exception", proposed=IMPROVE, to=OUTSTANDING, why="Because.")
    assert (standard(rating).rating, standard(rating).departs, rating.refused) == (OUTSTANDING, True, ())


@pytest.mark.parametrize("exception", [None, "", "  "])
def test_an_exception_without_a_reason_is_none(exception: str | None) -> None:
    rating = graded(panel(), {"S": (5, 5)}, discretion={"S": decision(OUTSTANDING, exception=exception)})
    assert standard(rating).rating == IMPROVE
    assert len(rating.refused) == 1


def test_no_exception_lets_a_decision_through_that_decides_nothing_or_that_no_rule_allows() -> None:
    given_ = {"S": decision(IMPROVE, exception="It moved house.")}
    rating = graded(panel(), {"S": (5, 5)}, discretion=given_)
    assert rating.refused == (("S", because("discretion-no-change")),)
    rating = graded(framework(domain("D", counted("S"))), {"S": (6, 4)}, discretion={"S": decision(GOOD, exception="It moved house.")})  # fmt: skip
    assert rating.refused == (("S", because("discretion-not-allowed")),)
    assert standard(rating).rating == IMPROVE


def test_a_decision_for_no_level_or_for_what_is_not_rated_is_passed_over() -> None:
    for counts, to in (((6, 4), "splendid"), ((0, 0), GOOD)):
        rating = graded(panel(), {"S": counts}, discretion={"S": decision(to)})
        assert standard(rating) == standard(graded(panel(), {"S": counts}))
        assert rating.refused == ()


def test_where_nothing_is_proposed_nothing_can_be_decided_otherwise() -> None:
    node = Node("standard", "S", GOOD, because("lowest"), "", "cases")
    assert refused(panel(), node, OUTSTANDING) == because("discretion-not-allowed")
    assert decide(panel(), node, Discretion(to=OUTSTANDING, rationale="Because.", panel=["li-1"])) == (node, because("discretion-not-allowed"))  # fmt: skip


# --- how near ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("yes", "no", "near"), [(60, 40, True), (599, 401, False), (64, 36, True)])
def test_upwards_the_margin_reaches_down_to_and_including_its_end(yes: int, no: int, near: bool) -> None:
    assert allowed(panel(one_case="no"), yes, no, GOOD) is near


@pytest.mark.parametrize(("yes", "no", "near"), [(50, 50, True), (55, 45, True), (551, 449, False)])
def test_downwards_the_margin_reaches_up_to_and_including_its_end(yes: int, no: int, near: bool) -> None:
    assert allowed(panel(one_case="no"), yes, no, INADEQUATE) is near


@pytest.mark.parametrize(
    ("yes", "no", "near"),
    [
        (12, 8, True),  # 13 of 20 is 65%
        (11, 9, False),  # 12 of 20 is 60%
        (1, 1, True),  # 2 of 2, and only one was judged insufficient
        (57, 33, False),  # 58 of 90 is 64.4%
        (83, 46, True),  # 84 of 129 is 65.1%
    ],
)
def test_upwards_one_case_more_has_to_reach_the_boundary(yes: int, no: int, near: bool) -> None:
    assert allowed(panel(margin=0), yes, no, GOOD) is near
    assert not allowed(panel(margin=0, one_case="no"), yes, no, GOOD)


@pytest.mark.parametrize(
    ("yes", "no", "near"),
    [
        (11, 9, False),  # 10 of 20 is 50%, which is no lower
        (4, 3, True),
        (1, 0, True),
        (63, 62, True),  # 62 of 125 is 49.6%
    ],
)
def test_downwards_one_case_fewer_has_to_fall_below_the_boundary(yes: int, no: int, near: bool) -> None:
    bands = {INADEQUATE: 0, IMPROVE: 50}
    assert allowed(panel(margin=0, bands=bands), yes, no, INADEQUATE) is near
    assert not allowed(panel(margin=0, one_case="no", bands=bands), yes, no, INADEQUATE)


def test_on_the_boundary_itself_a_decision_downwards_is_within_any_margin() -> None:
    assert allowed(panel(margin=0, one_case="no"), 5, 5, INADEQUATE)


def test_a_level_that_begins_above_a_hundred_per_cent_is_not_one_case_away() -> None:
    assert not allowed(panel(margin=0, bands={INADEQUATE: 0, IMPROVE: 50, GOOD: 105}), 10, 0, GOOD)


def test_only_the_next_grade_is_near() -> None:
    wide = panel(margin=100)
    assert allowed(wide, 6, 4, GOOD)
    assert not allowed(wide, 6, 4, OUTSTANDING)
    assert allowed(wide, 7, 3, IMPROVE)
    assert not allowed(wide, 7, 3, INADEQUATE)


def test_a_grade_that_no_percentage_has_is_not_near_and_nothing_is_near_from_it() -> None:
    gap = {INADEQUATE: 0, IMPROVE: 50, OUTSTANDING: 80}
    assert not allowed(panel(margin=100, bands=gap), 6, 4, GOOD)
    rating = decided(panel("x", "j", margin=100, bands=gap), {"x": (9, 1)}, OUTSTANDING, judgements=given(j=GOOD))
    assert rating.refused == (("S", because("discretion-outside", margin=Fraction(100))),)


# --- several key questions -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "to", "stands"),
    [
        ({"x": (62, 38), "y": (51, 49)}, GOOD, False),  # y stands in the way and is far
        ({"x": (62, 38), "y": (63, 37)}, GOOD, True),
        ({"x": (62, 38), "y": (90, 10)}, GOOD, True),  # y does not stand in the way
        ({"x": (62, 38), "y": (0, 0, 9)}, GOOD, True),  # nor does what counts nothing
        ({"x": (40, 60), "y": (49, 51)}, IMPROVE, False),
        ({"x": (52, 48), "y": (64, 36)}, INADEQUATE, True),  # one of those that decide is enough
        ({"x": (64, 36), "y": (64, 36)}, INADEQUATE, False),
        ({"x": (64, 36), "y": (66, 34)}, INADEQUATE, False),  # y is near a boundary, but does not decide
        ({"x": (52, 48), "y": (0, 0, 9)}, INADEQUATE, True),
    ],
)
def test_upwards_all_in_the_way_have_to_be_near_and_downwards_one_that_decides(keys: Row, to: str, stands: bool) -> None:  # fmt: skip
    rating = decided(panel("x", "y"), keys, to)
    assert (standard(rating).rating == to, not rating.refused) == (stands, stands)


def test_what_inspectors_graded_is_near_nothing() -> None:
    both = panel("x", "j")
    assert decided(both, {"x": (62, 38)}, GOOD, judgements=given(j=IMPROVE)).refused
    assert not decided(both, {"x": (62, 38)}, GOOD, judgements=given(j=GOOD)).refused
    assert decided(both, {"x": (70, 30)}, IMPROVE, judgements=given(j=GOOD)).refused == ()
    assert decided(both, {"x": (90, 10)}, IMPROVE, judgements=given(j=GOOD)).refused


# --- how far a decision goes ---------------------------------------------------------------------------------------------


def apart(keys: Row, to: str, **more: Any) -> Fraction | None:
    framework_ = panel("x", "y", "j")
    return distance(framework_, standard(graded(framework_, {"S": keys}, judgements=given(j=OUTSTANDING), **more)), to)


def test_upwards_it_is_as_far_as_the_farthest_in_the_way() -> None:
    assert apart({"x": (6, 4), "y": (11, 9)}, GOOD) == 10
    assert apart({"x": (11, 9), "y": (6, 4)}, GOOD) == 10
    assert apart({"x": (6, 4), "y": (13, 7)}, GOOD) == 5
    assert apart({"x": (6, 4), "y": (0, 0, 2)}, OUTSTANDING) == 20


def test_downwards_it_is_as_far_as_the_nearest_that_decides() -> None:
    assert apart({"x": (6, 4), "y": (11, 9)}, INADEQUATE) == 5
    assert apart({"x": (11, 9), "y": (6, 4)}, INADEQUATE) == 5
    assert apart({"x": (6, 4), "y": (13, 7)}, INADEQUATE) == 10
    assert apart({"x": (0, 0, 2), "y": (6, 4)}, INADEQUATE) == 10


def test_where_it_crosses_several_boundaries_it_is_as_far_as_the_last() -> None:
    assert apart({"x": (7, 3), "y": (7, 3)}, INADEQUATE) == 20
    assert apart({"x": (6, 4), "y": (6, 4)}, OUTSTANDING) == 20


def test_judgements_in_the_way_have_no_distance() -> None:
    low = panel("j", "x")
    rating = graded(low, {"S": {"x": (9, 1)}}, judgements=given(j=IMPROVE))
    assert distance(low, standard(rating), GOOD) is None
    assert distance(low, standard(rating), INADEQUATE) is None
    rating = graded(low, {"S": {"x": (7, 3)}}, judgements=given(j=IMPROVE))
    assert distance(low, standard(rating), GOOD) is None
    rating = graded(low, {"S": {"x": (6, 4)}}, judgements=given(j=INADEQUATE))
    assert distance(low, standard(rating), GOOD) == 5


def test_there_is_no_distance_where_no_boundary_is_crossed() -> None:
    assert apart({"x": (6, 4), "y": (6, 4)}, IMPROVE) is None
    gap = panel("x", "j", bands={INADEQUATE: 0, IMPROVE: 50, OUTSTANDING: 80})
    assert distance(gap, standard(graded(gap, {"S": {"x": (6, 4)}}, judgements=given(j=OUTSTANDING))), GOOD) is None
    assert distance(gap, standard(graded(gap, {"S": {"x": (9, 1)}}, judgements=given(j=GOOD))), OUTSTANDING) is None
    nothing = Node("standard", "S", None, because("no-cases"), "", "cases")
    assert distance(panel(), nothing, GOOD) is None
