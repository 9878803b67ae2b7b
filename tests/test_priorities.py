"""What to improve first, each worked out by hand on a framework of one to three standards."""

from __future__ import annotations

from tests.inspections import LEVELS
from tests.small import counted, domain, framework, given, graded, judged, summed
from yotinspect.ratings.distance import Path, Step
from yotinspect.ratings.framework import Framework
from yotinspect.ratings.node import Rating
from yotinspect.ratings.priorities import Priority, priorities, way

INADEQUATE, IMPROVE, GOOD, OUTSTANDING = LEVELS
#: Good up to two thirds of the points: from all of them two grades are to be lost.
WIDE = {"overall": summed(dict(zip(LEVELS, ("1/6", "1/2", "2/3", "1"), strict=True)))}
LETTERS = framework(domain("D", judged("S"), judged("T")), rules=WIDE)


def tops(of: Framework, **ratings: str) -> Rating:
    return graded(of, judgements=given(**ratings))


def grades(number: int, to: str, of: str) -> Step:
    return Step("grades", of, None, number, to)


# --- the way to the next overall rating ----------------------------------------------------------------------------------


def test_of_ways_as_short_single_grades_are_shown_upwards_and_downwards() -> None:
    low, high = tops(LETTERS, S=INADEQUATE, T=INADEQUATE), tops(LETTERS, S=OUTSTANDING, T=OUTSTANDING)
    # One standard two grades up, or the other, or each one.
    assert way(low) == Path(IMPROVE, (grades(1, IMPROVE, "S"), grades(1, IMPROVE, "T")), 2)
    assert way(high, higher=False) == Path(GOOD, (grades(1, GOOD, "S"), grades(1, GOOD, "T")), 2)


def test_where_there_is_no_way_none_is_shown() -> None:
    assert way(tops(LETTERS, S=OUTSTANDING, T=OUTSTANDING)) is None
    assert way(tops(LETTERS, S=INADEQUATE, T=INADEQUATE), higher=False) is None
    assert way(graded(LETTERS)) is None


def test_a_case_is_shown_before_a_judgement_of_the_whole() -> None:
    both = framework(domain("D", judged("S"), counted("T")))
    # Three of six points; good begins above three.
    rating = graded(both, {"T": (6, 4)}, judgements=given(S=GOOD))
    assert way(rating) == Path(GOOD, (Step("cases", "T", "x", 1, GOOD),), 1)


def test_among_equals_the_first_of_the_framework_is_shown() -> None:
    three = framework(domain("D", judged("B"), judged("C"), judged("A")))
    shown = way(tops(three, A=IMPROVE, B=IMPROVE, C=IMPROVE))
    # Three of nine points; good begins above four and a half.
    assert shown == Path(GOOD, (grades(1, GOOD, "B"), grades(1, GOOD, "C")), 5)


def test_single_grades_that_cost_more_or_are_too_few_are_not_shown() -> None:
    # One case more of two is from 50% to 100%: two grades at once, which is no single grade.
    leap = Path(OUTSTANDING, (Step("cases", "S", "x", 1, OUTSTANDING),))
    few = framework(domain("D", counted("S"), judged("T")), rules=WIDE)
    # Four of six points; outstanding begins above four, and T cannot rise.
    rating = graded(few, {"S": (1, 1)}, judgements=given(T=OUTSTANDING))
    assert way(rating) == Path(OUTSTANDING, leap.steps)
    more = framework(domain("D", counted("S"), judged("T"), judged("U")), rules={"overall": summed(dict(zip(LEVELS, ("1/9", "2/9", "5/9", "1"), strict=True)))})  # fmt: skip
    rating = graded(more, {"S": (1, 1)}, judgements=given(T=IMPROVE, U=GOOD))
    # Four of nine points: outstanding begins at six, which S reaches with one case, T and U with two judgements.
    assert (rating.overall.score, rating.overall.rating) == (4, GOOD)
    assert way(rating) == Path(OUTSTANDING, leap.steps)


def test_single_grades_that_do_not_reach_it_are_not_shown_though_they_cost_as_much() -> None:
    ends = {"overall": summed(dict(zip(LEVELS, ("1/6", "2/6", "4/6", "1"), strict=True)))}
    two = framework(domain("D", counted("S"), judged("T")), rules=ends)
    rating = graded(two, {"S": (1, 1)}, judgements=given(T=GOOD))
    # Three of six points: outstanding begins at five. One judgement of T gives one point, one case of S two.
    assert (rating.overall.score, rating.overall.rating) == (3, GOOD)
    assert way(rating) == Path(OUTSTANDING, (Step("cases", "S", "x", 1, OUTSTANDING),))


def test_points_are_counted_to_the_very_lowest_grade() -> None:
    thirds = {"overall": summed(dict(zip(LEVELS, ("1/6", "2/6", "4/6", "1"), strict=True)))}
    rating = tops(framework(domain("D", judged("S"), judged("T")), rules=thirds), S=GOOD, T=GOOD)
    # Four of six points are good, two of them requires improvement: one of them inadequate, or both a grade less.
    assert way(rating, higher=False) == Path(IMPROVE, (grades(1, IMPROVE, "S"), grades(1, IMPROVE, "T")), 2)


# --- the order of the standards ------------------------------------------------------------------------------------------


def test_what_cannot_rise_is_left_out_and_what_follows_it_is_not() -> None:
    rating = tops(LETTERS, S=OUTSTANDING, T=IMPROVE)
    # Four of six points are good, up to four.
    assert priorities(rating) == [Priority("T", Path(GOOD, (grades(1, GOOD, "T"),)), "alone")]


def test_one_on_the_way_goes_as_far_as_the_way_needs() -> None:
    rating = tops(LETTERS, S=IMPROVE, T=OUTSTANDING)
    # Four of six points: outstanding begins above four.
    assert priorities(rating) == [Priority("S", Path(GOOD, (grades(1, GOOD, "S"),)), "alone")]
    rating = tops(framework(domain("D", judged("S"), judged("T"))), S=IMPROVE, T=OUTSTANDING)
    # Four of six points are good, up to five: S has to rise by two grades, since T cannot.
    assert priorities(rating) == [Priority("S", Path(OUTSTANDING, (grades(2, OUTSTANDING, "S"),)), "way")]


def test_first_the_way_then_what_lifts_it_alone_then_what_counts_then_what_never_does() -> None:
    of = framework(
        domain("A", judged("N"), scored="no"),
        domain("D", judged("S"), judged("T"), judged("U")),
    )
    rating = tops(of, N=INADEQUATE, S=IMPROVE, T=GOOD, U=IMPROVE)
    # Four of nine points; good begins above four and a half: one grade of any lifts it.
    assert [(one.standard, one.role) for one in priorities(rating)] == [
        ("S", "alone"), ("T", "alone"), ("U", "alone"), ("N", "apart"),
    ]  # fmt: skip
    rating = tops(of, N=INADEQUATE, S=GOOD, T=GOOD, U=GOOD)
    # Six; outstanding begins above seven and a half: two grades.
    assert [(one.standard, one.role) for one in priorities(rating)] == [
        ("S", "way"), ("T", "way"), ("U", "counts"), ("N", "apart"),
    ]  # fmt: skip


def test_where_nothing_lifts_the_overall_what_could_rise_is_listed_all_the_same() -> None:
    top = tops(LETTERS, S=OUTSTANDING, T=GOOD)
    # Five of six points are outstanding already.
    assert [(one.standard, one.role) for one in priorities(top)] == [("T", "counts")]
    none = framework(domain("D", judged("S"), judged("T")), rules={"overall": {"rule": "none", "basis": "ours", "reason": {"en": "None."}}})  # fmt: skip
    assert [(one.standard, one.role) for one in priorities(tops(none, S=IMPROVE, T=IMPROVE))] == [
        ("S", "apart"),
        ("T", "apart"),
    ]


def test_of_a_role_the_fewest_changes_a_grade_come_first_and_of_as_few_what_figures_decide() -> None:
    of = framework(
        domain("A", judged("E"), *(counted(name) for name in "RSPQ"), scored="no"), domain("D", judged("S0"))
    )
    rating = graded(
        of, {"R": (1, 5), "S": (0, 3), "P": (64, 36), "Q": (1, 1)}, judgements=given(E=IMPROVE, S0=OUTSTANDING)
    )
    assert [(one.standard, one.path.changes, one.path.to, one.role) for one in priorities(rating)] == [
        ("Q", 1, OUTSTANDING, "apart"),  # two grades by one case
        ("S", 2, GOOD, "apart"),  # two grades by two
        ("P", 1, GOOD, "apart"),
        ("E", 1, GOOD, "apart"),
        ("R", 2, IMPROVE, "apart"),  # one grade by two
    ]
