"""Which questions stand out: where the bounds lie, in which order, and of which sets."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.small import Row, assessed, counted, domain, framework, item, judged, of_cases, pooled, questions
from yotinspect.cases.assess import Assessed
from yotinspect.questions.model import Condition, Detail
from yotinspect.questions.sets import QuestionSet
from yotinspect.ratings.framework import Framework, Standard
from yotinspect.ratings.standout import StandOut, WhyNot, strengths, weaknesses, why_not
from yotinspect.ratings.tally import Count


def rule(**more: int) -> Row:
    return {"strengths": {"strong_from": "80", "weak_below": "65", "at_least": 2, "most": 5, "basis": "ours"} | more}


def made(*standards: Row, **more: int) -> Framework:
    return framework(domain("D", *(standards or (counted("S"),))), rules=rule(**more))


def answered(asked: QuestionSet, cases: int = 10, **yes: int) -> list[Assessed]:
    """Cases with so many yes to each question, and no in the others."""
    return [
        assessed(asked, f"C{n:02}", {name.replace("_", "-"): "yes" if n < most else "no" for name, most in yes.items()})
        for n in range(cases)
    ]


def names(found: list[StandOut]) -> list[tuple[str, int]]:
    return [(one.item.id, one.count.yes) for one in found]


SET = questions(*(item(f"X-P{n}", "x") for n in range(1, 7)), item("X-PH", "x", headline=True), item("X-P7", "x", kind="fact"))  # fmt: skip


def test_strengths_begin_at_their_bound_best_first_and_weaknesses_end_below_theirs_worst_first() -> None:
    rating = of_cases(made(), *answered(SET, 20, X_P1=16, X_P2=13, X_P3=20, X_P4=12, X_P5=0, X_P6=15))
    given = rating.framework.domains[0].standards[0]
    assert names(strengths(rating, given)) == [("X-P3", 20), ("X-P1", 16)]
    assert names(weaknesses(rating, given)) == [("X-P5", 0), ("X-P4", 12)]


def test_of_questions_as_good_the_first_of_the_set_comes_first_and_no_more_are_named_than_the_rule_says() -> None:
    rating = of_cases(made(most=2), *answered(SET, X_P1=9, X_P2=9, X_P3=10, X_P4=1, X_P5=1, X_P6=0))
    given = rating.framework.domains[0].standards[0]
    assert names(strengths(rating, given)) == [("X-P3", 10), ("X-P1", 9)]
    assert names(weaknesses(rating, given)) == [("X-P6", 0), ("X-P4", 1)]


def test_headlines_facts_and_what_too_few_cases_answer_stand_out_nowhere() -> None:
    cases = [assessed(SET, name, {"X-PH": "no", "X-P7": "no", "X-P1": "no"} | ({"X-P2": "no"} if name == "A" else {})) for name in "AB"]  # fmt: skip
    rating = of_cases(made(), *cases)
    given = rating.framework.domains[0].standards[0]
    assert names(weaknesses(rating, given)) == [("X-P1", 0)]
    assert strengths(rating, given) == []


def test_where_no_answer_counts_nothing_stands_out_however_few_are_asked_for() -> None:
    cases = [assessed(SET, name, {"X-P1": "na"}) for name in "AB"]
    rating = of_cases(made(at_least=0), *cases)
    given = rating.framework.domains[0].standards[0]
    assert (strengths(rating, given), weaknesses(rating, given)) == ([], [])


def test_without_a_rule_nothing_stands_out_nor_of_what_inspectors_judge() -> None:
    bare = framework(domain("D", counted("S")))
    rating = of_cases(bare, *answered(SET, X_P1=10, X_P2=0))
    given = bare.domains[0].standards[0]
    assert (strengths(rating, given), weaknesses(rating, given)) == ([], [])
    two = made(judged("J", sets=["set"], area="x"), counted("S"))
    rating = of_cases(two, *answered(SET, X_P1=10, X_P2=0))
    given = two.domains[0].standards[0]
    assert (strengths(rating, given), weaknesses(rating, given)) == ([], [])


def test_questions_are_those_of_the_areas_and_the_stage_of_the_standard() -> None:
    asked = questions(
        item("X-P1", "x"), item("X-A1", "x", "assessment"), item("Y-P1", "y"), item("Z-P1", "z"), item("Y-A1", "y", "assessment"),
    )  # fmt: skip
    every = made(counted("S", "x", "y"), counted("T", "x", stage="assessment"), pooled("U", "y"))
    rating = of_cases(every, *answered(asked, X_P1=0, X_A1=1, Y_P1=2, Z_P1=3, Y_A1=4))
    found = {one.id: [name for name, _ in names(weaknesses(rating, one))] for one in every.domains[0].standards}
    assert found == {"S": ["X-P1", "Y-P1"], "T": ["X-A1"], "U": ["Y-P1", "Y-A1"]}


def test_sets_that_a_standard_does_not_name_are_passed_over_and_versions_of_one_are_counted_together() -> None:
    other = questions(item("X-P1", "x"), place="other@1.0.0")
    older, newer = questions(item("X-P1", "x"), place="set@1.0.0"), questions(item("X-P1", "x"), item("X-P2", "x"), place="set@1.1.0")  # fmt: skip
    cases = [*answered(other, 4, X_P1=4), *(assessed(older, f"O{n}", {"X-P1": "no"}) for n in range(3)), *(assessed(newer, f"N{n}", {"X-P1": "no", "X-P2": "no"}) for n in range(2))]  # fmt: skip
    rating = of_cases(made(), *cases)
    given = rating.framework.domains[0].standards[0]
    assert strengths(rating, given) == []
    assert weaknesses(rating, given) == [
        StandOut(older.items["X-P1"], "set@1.0.0", Count(0, 5)), StandOut(newer.items["X-P2"], "set@1.1.0", Count(0, 2)),
    ]  # fmt: skip


def test_questions_of_two_sets_that_share_an_id_stand_out_apart() -> None:
    other = questions(item("X-P1", "x"), place="other@1.0.0")
    rating = of_cases(made(counted("S", sets=["set", "other"])), *answered(other, 2, X_P1=2), *(assessed(SET, f"S{n}", {"X-P1": "no"}) for n in range(2)))  # fmt: skip
    given = rating.framework.domains[0].standards[0]
    assert [(one.questionset, one.count) for one in strengths(rating, given)] == [("other@1.0.0", Count(2))]
    assert [(one.questionset, one.count) for one in weaknesses(rating, given)] == [("set@1.0.0", Count(0, 2))]


def test_for_the_public_no_question_stands_out_that_a_detail_decides_on_by_itself_or_through_others() -> None:
    when = {name: Condition.model_validate(given) for name, given in (
        ("X-P2", {"detail": "kind", "is": ["a"]}), ("X-P3", {"answer": "X-P2", "is": ["yes"]}),
        ("X-P4", {"all": [{"answer": "X-P1", "is": ["yes"]}, {"not": {"detail": "kind", "is": ["a"]}}]}),
        ("X-P5", {"answer": "X-P1", "is": ["yes"]}),
    )}  # fmt: skip
    asked = questions(*(item(f"X-P{n}", "x", when=when.get(f"X-P{n}")) for n in range(1, 6)))
    rating = of_cases(made(), *answered(asked, 6, X_P1=6, X_P2=6, X_P3=6, X_P4=6, X_P5=6))
    given = rating.framework.domains[0].standards[0]
    assert [name for name, _ in names(strengths(rating, given))] == ["X-P1", "X-P2", "X-P3", "X-P4", "X-P5"]
    assert [name for name, _ in names(strengths(rating, given, public=True))] == ["X-P1", "X-P5"]
    worse = of_cases(made(), *answered(asked, 6, X_P1=0, X_P2=0))
    assert [name for name, _ in names(weaknesses(worse, given, public=True))] == ["X-P1"]
    assert [one.noes for one in why_not(worse)] == [12]
    assert [one.noes for one in why_not(worse, public=True)] == [6]


@pytest.mark.parametrize(
    ("fed", "details", "told"), [("x", [], True), ("x", ["kind"], True), ("y", [], True), ("y", ["kind"], False)]
)
def test_for_the_public_a_question_may_stand_out_that_hangs_on_what_its_whole_block_does(
    fed: str, details: list[str], told: bool
) -> None:
    # Where a key question hangs on it too, totals tell how many there are, and cases are not broken down by it.
    when = Condition.model_validate({"detail": "kind", "is": ["a"]})
    items = (
        item("X-PH", "x", headline=True, when=when),
        item("X-P1", "x", when=when),
        item("Y-PH", "y", headline=True),
    )
    kinds = Detail.model_validate({"type": "choice", "view": "desk", "values": ["a", "b"]})
    asked = replace(questions(*items), details={"kind": kinds})
    held = {"disclosure": {"threshold": 5, "draw_from": 5, "details": details, "basis": "ours"}}
    pooling = [pooled("X", "x")] if fed == "x" else []
    every = framework(domain("D", counted("S", fed), *pooling), domain("E", pooled("Z", "z")), rules=rule() | held)
    cases = [
        assessed(asked, f"C{n}", {"X-PH": "yes", "X-P1": "yes", "Y-PH": "yes"}, details={"kind": "a"}) for n in range(6)
    ]
    rating = of_cases(every, *cases)
    bears = counted("S", "x") if fed == "x" else counted("S", "x", "y")
    given = Standard.model_validate({"label": {"en": "S"}} | bears)
    assert bool(strengths(rating, given, public=True)) is told


def test_for_the_public_no_question_stands_out_that_too_few_answered_to_be_shown() -> None:
    few = answered(questions(item("X-P1", "x")), 4, X_P1=4)
    rating = of_cases(made(), *few)
    given = rating.framework.domains[0].standards[0]
    assert rating.framework.rules.disclosure.threshold == 5
    assert len(strengths(rating, given)) == 1
    assert strengths(rating, given, public=True) == []


def test_reasons_under_a_no_are_counted_by_family_of_sets_the_most_frequent_first() -> None:
    """Two families, the first with a subset; a headline, a yes and what nobody was asked count nothing."""
    reasons = {"reasons": ("late", "not_shared", "vague")}
    full = questions(
        item("X-H", headline=True, **reasons), item("X-P1", **reasons), item("X-P2", **reasons), place="a@1.0.0"
    )
    part = questions(item("X-P1", **reasons), place="b@1.0.0", base="a@1.0.0")
    other = questions(item("Y-P1", **reasons), item("Y-P2", **reasons), place="c@1.0.0")

    def no(*ticked: str) -> Row:
        return {"answer": "no", "reasons": list(ticked)}

    rating = of_cases(
        made(counted("S", sets=["a"])),
        assessed(full, "A-1", {"X-H": no("late", "vague"), "X-P1": no("vague"), "X-P2": no("late", "not_shared")}),
        assessed(full, "A-2", {"X-H": "no", "X-P1": no("not_shared"), "X-P2": {"answer": "yes", "reasons": ["late"]}}),
        assessed(part, "A-3", {"X-P1": "no"}),
        assessed(other, "C-1", {"Y-P1": no("late", "late", "nonsense"), "Y-P2": no("late")}),
    )
    assert why_not(rating) == [
        WhyNot("a@1.0.0", 4, (("not_shared", 2), ("late", 1), ("vague", 1))),
        WhyNot("c@1.0.0", 2, (("late", 2),)),
    ]
