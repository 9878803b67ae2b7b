"""Cases to counts: what counts, for what, once, and in what order it is listed."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.small import assessed, counted, domain, framework, item, judged, pooled, questions
from yotinspect.cases.assess import Assessed
from yotinspect.ratings.tally import Count, SetUse, Tally, tally

SET = questions(
    item("X-PH", "x", headline=True), item("X-P1", "x"), item("X-P2", "x", kind="fact"), item("Y-PH", "y", headline=True),
    item("X-AH", "x", "assessment", headline=True), item("X-P3", "x", answers=("yes", "no")),
)  # fmt: skip
ONE = framework(domain("D", counted("S")))


def counts(total: Tally, standard: str = "S", key: str = "x") -> tuple[int, int, int, int, list[str], list[str]]:
    found = total.key_questions[standard, key]
    return found.yes, found.no, found.na, found.off, found.yes_cases, found.no_cases


# --- one answer ----------------------------------------------------------------------------------------------------------


def test_a_count_adds_up_yes_no_and_not_applicable_and_nothing_else() -> None:
    count = Count()
    for answer, case in (("yes", "A"), ("no", "B"), ("na", "C"), ("yes", None), ("no", None), ("na", None), (None, "D"), ("three", "E")):  # fmt: skip
        count.add(answer, case)
    assert count == Count(2, 2, 2, 0, ["A"], ["B"])
    assert (count.base, count.percent) == (4, Fraction(50))


def test_a_percentage_of_nothing_is_none_and_never_nought() -> None:
    assert Count(na=3).percent is None
    assert Count(no=3).percent == 0
    assert Count(yes=2, no=1).percent == Fraction(200, 3)


# --- cases ---------------------------------------------------------------------------------------------------------------


def test_a_headline_answers_for_its_key_question_by_area_and_stage() -> None:
    two = framework(domain("D", counted("S", "x", "y"), counted("T", "x", stage="assessment")))
    total = tally(two, [assessed(SET, "A", {"X-PH": "yes", "Y-PH": "no", "X-AH": "na", "X-P1": "no"}), assessed(SET, "B", {"X-PH": "no"})])  # fmt: skip
    assert counts(total) == (1, 1, 0, 0, ["A"], ["B"])
    assert counts(total, key="y") == (0, 1, 0, 0, [], ["A"])
    assert counts(total, "T") == (0, 0, 1, 0, [], [])


def test_an_answer_off_the_route_counts_as_not_asked_and_one_that_the_scale_does_not_have_as_none() -> None:
    total = tally(ONE, [assessed(SET, "A", {"X-PH": "yes"}, off=["X-PH"]), assessed(SET, "B", {"X-PH": "yes", "X-P3": "na"}), assessed(SET, "C", {"X-PH": "perhaps"})])  # fmt: skip
    assert counts(total) == (1, 0, 0, 1, ["B"], [])
    assert total.questions["set", "X-P3"] == Count()


def test_every_judged_question_is_counted_by_the_family_of_its_set_and_no_fact() -> None:
    short = questions(item("X-P1", "x"), place="short@1.0.0", base="set@1.0.0")
    other = questions(item("X-P1", "x"), place="other@1.0.0")
    total = tally(ONE, [assessed(SET, "A", {"X-P1": "yes", "X-P2": "yes"}), assessed(short, "B", {"X-P1": "no"}), assessed(other, "C", {"X-P1": "no"})])  # fmt: skip
    assert total.questions["set", "X-P1"] == Count(1, 1)
    assert total.questions["other", "X-P1"] == Count(0, 1)
    assert ("set", "X-P2") not in total.questions


def test_an_area_that_is_pooled_counts_every_judged_question_of_it() -> None:
    pool = framework(domain("D", pooled("S"), pooled("T", "y"), counted("U")))
    total = tally(pool, [assessed(SET, "A", {"X-PH": "yes", "X-P1": "no", "X-P2": "no", "X-AH": "yes", "Y-PH": "no", "X-P3": "na"})])  # fmt: skip
    assert counts(total, "S", "S") == (2, 1, 0, 0, [], [])
    assert counts(total, "T", "T") == (0, 1, 0, 0, [], [])
    # What is pooled ends nothing for the standards after it.
    assert counts(total, "U") == (1, 0, 0, 0, ["A"], [])


def test_only_the_sets_that_a_standard_names_feed_it() -> None:
    other = questions(item("X-PH", "x", headline=True), place="other@1.0.0")
    two = framework(domain("D", judged("J", sets=["set"]), counted("S"), counted("T", sets=["other"])))
    total = tally(two, [assessed(SET, "A", {"X-PH": "yes"}), assessed(other, "B", {"X-PH": "no"})])
    assert counts(total) == (1, 0, 0, 0, ["A"], [])
    assert counts(total, "T") == (0, 1, 0, 0, [], ["B"])
    assert total.key_questions.keys() == {("S", "x"), ("T", "x")}
    assert [total.fed(standard) for _, standard in two.standards().values()] == [False, True, True]


def test_a_set_that_does_not_ask_the_headline_cannot_feed_and_is_named_by_key_question() -> None:
    short, more = questions(item("X-PH", "x", headline=True), place="set@1.1.0"), questions(item("X-P1", "x"), place="set@1.2.0")  # fmt: skip
    three = framework(domain("D", counted("S", "x", "y")))
    total = tally(three, [assessed(short, "A", {"X-PH": "yes"}), assessed(more, "B"), assessed(more, "C")])
    assert total.unfed == {("S", "x"): {"set@1.2.0"}, ("S", "y"): {"set@1.1.0", "set@1.2.0"}}
    assert counts(total) == (1, 0, 0, 0, ["A"], [])


def test_what_compares_with_the_newest_version_counts_and_what_does_not_is_left_out() -> None:
    old = questions(*SET.items.values(), place="set@0.9.0")
    compared = {"set@0.9.0": {"X-PH": "comparison", "X-P1": "meaning", "Y-PH": None}}
    two = framework(domain("D", counted("S", "x", "y"), pooled("T")))
    answers = {"X-PH": "yes", "X-P1": "yes", "Y-PH": "yes"}
    total = tally(two, [assessed(old, "A", answers), assessed(SET, "B", answers)], compared)  # type: ignore[arg-type]
    assert counts(total) == (1, 0, 0, 0, ["B"], [])
    assert counts(total, key="y") == (2, 0, 0, 0, ["A", "B"], [])
    assert total.questions["set", "X-PH"] == Count(1)
    assert total.questions["set", "X-P1"] == Count(2)
    assert counts(total, "T", "T")[0] == 3
    assert total.unfed == {("S", "x"): {"set@0.9.0"}}
    assert total.compared == compared


def test_sets_are_listed_with_how_many_cases_they_were_used_for() -> None:
    other = questions(item("X-PH", "x", headline=True), place="other@1.0.0")
    second = assessed(SET, "A", assessor="la-2", role="second")
    total = tally(ONE, [assessed(SET, "A"), assessed(SET, "B"), assessed(other, "C"), second])
    assert total.sets == {"set@1.0.0": SetUse(SET, 2), "other@1.0.0": SetUse(other, 1)}


# --- which count ---------------------------------------------------------------------------------------------------------


def test_second_assessments_are_listed_and_never_counted_and_one_alone_is_named() -> None:
    yes = {"X-PH": "yes"}
    total = tally(ONE, [assessed(SET, "B", yes, assessor="la-2", role="second"), assessed(SET, "C", yes, role="second"), assessed(SET, "B", yes)])  # fmt: skip
    assert (total.counted, total.seconds, total.alone) == (["B"], ["B", "C"], ["C"])
    assert counts(total) == (1, 0, 0, 0, ["B"], [])


def test_what_is_incomplete_counts_and_is_listed_and_what_cannot_be_read_is_listed_alone() -> None:
    unknown, again = assessed(SET, "Z"), assessed(SET, "Z", file="y.yaml")
    unknown.questions = again.questions = None
    total = tally(ONE, [assessed(None, "?", file="b.yaml"), assessed(SET, "C", {"X-PH": "no"}, faults=1), assessed(SET, "B", role="second", faults=2), unknown, again, assessed(None, "?", file="a.yaml")])  # fmt: skip
    assert (total.counted, total.incomplete, total.invalid) == (
        ["C"],
        ["B", "C"],
        ["Z.yaml", "a.yaml", "b.yaml", "y.yaml"],
    )
    assert total.doubled == []
    assert counts(total) == (0, 1, 0, 0, [], ["C"])


def test_of_two_first_assessments_the_one_whose_assessor_comes_first_counts_whatever_the_files_are_called() -> None:
    first, later = assessed(SET, "A", {"X-PH": "yes"}, file="z.yaml", assessor="li-1"), assessed(SET, "A", {"X-PH": "no"}, file="a.yaml", assessor="li-2")  # fmt: skip
    for order in ([first, later], [later, first]):
        total = tally(ONE, order)
        assert counts(total) == (1, 0, 0, 0, ["A"], [])
        assert (total.counted, total.doubled, total.alone) == (["A"], ["A"], [])


def test_of_one_assessor_s_files_for_a_case_the_first_assessment_counts_then_the_one_with_the_lower_digest() -> None:
    first, second = assessed(SET, "A", {"X-PH": "yes"}, file="z.yaml"), assessed(SET, "A", {"X-PH": "no"}, file="a.yaml", role="second")  # fmt: skip
    for order in ([first, second], [second, first]):
        total = tally(ONE, order)
        assert (counts(total)[:2], total.counted, total.seconds, total.doubled) == ((1, 0), ["A"], [], ["A"])
    twice = assessed(SET, "A", {"X-PH": "no"}, file="b.yaml")
    for order in ([first, twice], [twice, first]):
        total = tally(ONE, order)
        assert (counts(total)[:2], total.doubled) == ((0, 1), ["A"])


def test_a_second_assessment_by_somebody_else_is_no_case_too_many_nor_are_other_cases() -> None:
    total = tally(ONE, [assessed(SET, "A"), assessed(SET, "A", assessor="la-2", role="second"), assessed(SET, "A", assessor="la-3", role="second"), assessed(SET, "B")])  # fmt: skip
    assert (total.counted, total.seconds, total.doubled) == (["A", "B"], ["A", "A"], [])


@pytest.mark.parametrize("backwards", [False, True])
def test_everything_is_listed_in_the_same_order_whatever_the_order_of_cases(backwards: bool) -> None:
    cases: list[Assessed] = [assessed(SET, name, {"X-PH": answer}, faults=1) for name, answer in (("C", "yes"), ("A", "no"), ("D", "no"), ("B", "yes"))]  # fmt: skip
    cases += [assessed(SET, name, file=f"{name}2.yaml", assessor="zz-9") for name in "DB"]
    cases += [assessed(SET, name, file=f"{name}3.yaml", assessor="la-2", role="second") for name in "CA"]
    cases += [assessed(None, "?", file=f"{name}4.yaml") for name in "ZY"]
    total = tally(ONE, reversed(cases) if backwards else cases)
    assert counts(total) == (2, 2, 0, 0, ["B", "C"], ["A", "D"])
    assert (total.counted, total.seconds, total.incomplete) == (["A", "B", "C", "D"], ["A", "C"], ["A", "B", "C", "D"])
    assert (total.doubled, total.invalid, total.alone) == (["B", "D"], ["Y4.yaml", "Z4.yaml"], [])
    assert [name for name, _ in total.digests] == ["A.yaml", "A3.yaml", "B.yaml", "C.yaml", "C3.yaml", "D.yaml", "Y4.yaml", "Z4.yaml"]  # fmt: skip
    assert total.digests[0] == ("A.yaml", "A.yaml")
    assert total.framework is ONE


def test_second_assessments_alone_are_named_once_and_in_order() -> None:
    total = tally(ONE, [assessed(SET, name, assessor=who, role="second") for name, who in (("B", "li-1"), ("A", "li-1"), ("B", "la-2"))])  # fmt: skip
    assert (total.alone, total.counted) == (["A", "B"], [])
    assert total.key_questions == {}


def test_without_older_versions_nothing_is_compared() -> None:
    assert tally(ONE, []).compared == {}
