"""What feeds what: standards that no set can feed, sets that feed nothing, questions that no framework counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from tests.inspections import LEVELS
from tests.small import Noted, Row, counted, domain, framework, item, judged, pooled, questions
from yotinspect.questions.sets import Item, QuestionSet
from yotinspect.ratings.feeds import fed_by, sets_of, uncounted, unfed
from yotinspect.ratings.framework import Framework

GRADES = {"kind": "grade", "answers": LEVELS}
SET = questions(item("X-PH", "x", headline=True), item("X-P1", "x"))
SERVICE = questions(item("G-VH", "governance", **GRADES), item("A-VH", "arrangements", **GRADES), place="service@1.0.0")


# --- what bears on a standard --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("standard", "question", "feeds"),
    [
        (counted("S"), item("X-P1", "x"), True),
        (counted("S", "y", "x"), item("X-P1", "x"), True),
        (counted("S"), item("Y-P1", "y"), False),
        (counted("S"), item("X-A1", "x", "assessment"), False),
        (counted("S"), item("X-P1", "x", kind="fact"), False),
        (counted("S", "x", "j"), item("A-VH", "arrangements", **GRADES), True),
        (counted("S", "x", "j"), item("X-P1", "x"), True),
        (counted("S", "j"), item("J-P1", "arrangements", "assessment"), True),
        (counted("S", "nowhere", "x"), item("X-P1", "x"), True),
        (counted("S", fed_by=None), item("X-P1", "x"), False),
        (pooled("S"), item("X-A1", "x", "assessment"), True),
        (pooled("S"), item("X-A1", "x", "assessment", kind="fact"), False),
        (pooled("S"), item("Y-A1", "y"), False),
        (judged("S", sets=["service"], area="x"), item("X-A1", "x", kind="fact"), True),
        (judged("S", sets=["service"], area="x"), item("Y-A1", "y"), False),
    ],
)
def test_a_question_bears_on_what_its_area_and_stage_are_counted_for(standard: Row, question: Item, feeds: bool) -> None:  # fmt: skip
    made = framework(domain("D", standard))
    assert fed_by(made, made.standards()["S"][1], question) is feeds


def test_a_standard_hangs_on_its_sets_and_those_of_its_judged_key_questions() -> None:
    made = framework(domain("D", counted("S", "x", "nowhere", "j", sets=["set", "other"])))
    assert sets_of(made, made.standards()["S"][1]) == ["set", "other", "service"]


# --- questions that nothing counts ---------------------------------------------------------------------------------------


def root(asked: QuestionSet, blocks: int = 2) -> dict[str, Any]:
    """The file of a set: its questions in blocks, or those of a subset in a list."""
    names = list(asked.items)
    if not blocks:
        return {"questions": names}
    size = -(-len(names) // blocks)
    return {"blocks": [{"questions": [{"id": name} for name in names[n : n + size]]} for n in range(0, len(names), size)]}  # fmt: skip


def left_over(asked: QuestionSet, *frameworks: Framework, blocks: int = 2) -> Noted:
    file = Noted(root(asked, blocks))
    uncounted(file, asked, iter(frameworks))  # type: ignore[arg-type]
    return file


ONE = framework(domain("D", counted("S")))


def test_a_set_that_no_framework_names_is_noted_as_a_whole() -> None:
    other = questions(item("X-P1", "x"), place="other@1.0.0")
    assert left_over(other, ONE) == [("set-uncounted", "questionset")]
    assert left_over(other) == [("set-uncounted", "questionset")]
    assert left_over(SET, ONE) == []


def test_what_no_framework_counts_is_noted_once_an_area_and_stage_at_its_first_question() -> None:
    asked = questions(
        item("X-P1", "x"), item("Y-P1", "y"), item("X-A1", "x", "assessment"), item("Y-P2", "y"), item("Z-P1", "z", kind="fact"),
    )  # fmt: skip
    file = left_over(asked, ONE)
    assert file == [("set-uncounted", "blocks[0].questions[1].id"), ("set-uncounted", "blocks[0].questions[2].id")]
    assert "of y at planning: Y-P1, Y-P2." in file.said[0]
    assert "of x at assessment: X-A1." in file.said[1]
    listed = left_over(asked, ONE, blocks=0)
    assert listed == [("set-uncounted", "questions[1]"), ("set-uncounted", "questions[2]")]
    assert left_over(questions(item("X-P1", "x"), item("X-P2", "x"), item("Y-P1", "y")), ONE)[0] == ("set-uncounted", "blocks[1].questions[0].id")  # fmt: skip


def test_one_framework_that_counts_it_is_enough() -> None:
    two = framework(domain("D", counted("S", "y")))
    asked = questions(item("X-P1", "x"), item("Y-P1", "y"))
    assert left_over(asked, ONE, two) == []
    assert left_over(asked, two, ONE) == []


def test_a_set_for_a_judged_key_question_is_named_by_it() -> None:
    made = framework(domain("D", counted("S", "x", "j")))
    assert left_over(questions(item("A-V1", "arrangements"), place="service@1.0.0"), made) == []


@pytest.mark.parametrize(
    ("number", "said"), [(4, "Y-P1, Y-P2, Y-P3, Y-P4."), (5, "Y-P1, Y-P2, Y-P3 and others, 5 in all.")]
)
def test_many_are_named_by_the_first_three(number: int, said: str) -> None:
    asked = questions(*(item(f"Y-P{n}", "y") for n in range(1, number + 1)))
    assert said in left_over(asked, ONE).said[0]


# --- standards that nothing feeds ----------------------------------------------------------------------------------------


def starved(made: Framework, **versions: Sequence[QuestionSet | None]) -> Noted:
    asked: list[str] = []

    def every(name: str) -> Sequence[QuestionSet | None]:
        asked.append(name)
        return versions.get(name, [])

    file = Noted()
    unfed(file, made, every)  # type: ignore[arg-type]
    assert len(asked) == len(set(asked)), "each set is looked for once"
    return file


def alone(*standards: Row, **more: Any) -> Framework:
    keys = {name: {"label": {"en": name}, "area": name} for name in "xyz"}
    return framework(domain("C", judged("R")), domain("D", judged("Q"), *standards), **({"key_questions": keys} | more))


AT = "domains[1].standards[1]"


def test_a_standard_that_a_set_feeds_has_no_finding() -> None:
    assert starved(alone(counted("S")), set=[SET]) == []
    assert starved(alone(pooled("S")), set=[SET]) == []
    assert starved(alone(judged("S", sets=["service"], area="governance")), service=[SERVICE]) == []
    assert starved(alone(counted("S", sets=[]))) == []


def test_a_set_that_does_not_exist_is_noted_where_it_is_first_listed() -> None:
    file = starved(alone(counted("S", sets=["set", "gone"]), counted("T", sets=["gone", "set"])), set=[SET])
    assert file == [("framework-feeds", f"{AT}.sets[1]")]
    assert "gone" in file.said[0]
    assert starved(alone(counted("S", sets=["gone"]))) == [("framework-feeds", f"{AT}.sets[0]")]


def test_a_headline_that_no_version_has_is_noted_at_its_key_question() -> None:
    file = starved(alone(counted("S", "x", "y")), set=[SET])
    assert file == [("framework-feeds", f"{AT}.key_questions[1]")]
    assert "No version of set has a headline of y at planning." in file.said[0]
    more = questions(item("Y-PH", "y", headline=True), place="set@1.1.0")
    assert starved(alone(counted("S", "x", "y")), set=[SET, more]) == []
    assert starved(alone(counted("S", "x", "y", sets=["set", "more"])), set=[SET], more=[more]) == []


def test_a_stage_of_which_no_headline_is_asked_is_noted_once() -> None:
    file = starved(alone(counted("S", "x", "y", stage="review")), set=[SET])
    assert file == [("framework-feeds", f"{AT}.stage")]
    assert "a headline at review of an area that is wanted" in file.said[0]
    # Of one key question alone it is the headline that is missing.
    file = starved(alone(counted("S", "x", stage="review")), set=[SET])
    assert file == [("framework-feeds", f"{AT}.key_questions[0]")]
    assert "a headline of x at review" in file.said[0]


def test_only_a_headline_feeds_a_key_question() -> None:
    prompts = questions(item("X-P1", "x"))
    assert starved(alone(counted("S")), set=[prompts]) == [("framework-feeds", f"{AT}.key_questions[0]")]


def test_an_area_that_no_judged_question_asks_about_is_noted_at_the_area() -> None:
    facts = questions(item("X-P1", "x", kind="fact"), item("Y-P1", "y"))
    file = starved(alone(pooled("S")), set=[facts])
    assert file == [("framework-feeds", f"{AT}.area")]
    assert "a judged question of x" in file.said[0]


def test_a_judged_standard_wants_a_question_of_its_area_that_is_graded() -> None:
    file = starved(alone(judged("S", sets=["service"], area="staff")), service=[SERVICE])
    assert file == [("framework-feeds", f"{AT}.area")]
    assert "a question of staff that is graded" in file.said[0]
    plain = questions(item("G-V1", "governance"), place="service@1.0.0")
    assert starved(alone(judged("S", sets=["service"], area="governance")), service=[plain]) == [("framework-feeds", f"{AT}.area")]  # fmt: skip


def test_a_judged_key_question_wants_one_as_well_and_no_headline() -> None:
    keys = {"x": {"label": {"en": "x"}, "area": "x"}, "j": {"label": {"en": "j"}, "area": "arrangements", "judged": "yes", "sets": ["service"]}}  # fmt: skip
    made = alone(counted("S", "x", "j"), key_questions=keys)
    assert starved(made, set=[SET], service=[SERVICE]) == []
    file = starved(made, set=[SET], service=[questions(item("A-V1", "arrangements"), place="service@1.0.0")])
    assert file == [("framework-feeds", "key_questions.j.area")]
    assert "a question of arrangements that is graded" in file.said[0]
    assert starved(made, set=[SET]) == [("framework-feeds", "key_questions.j.sets[0]")]


def test_a_set_that_feeds_no_standard_that_lists_it_is_noted_where_it_is_first_listed() -> None:
    idle = questions(item("Z-PH", "z", headline=True), place="idle@1.0.0")
    file = starved(alone(counted("S", sets=["set", "idle"]), counted("T", sets=["idle", "set"])), set=[SET], idle=[idle])  # fmt: skip
    assert file == [("framework-feeds", f"{AT}.sets[1]")]
    assert "The set idle" in file.said[0]
    # Elsewhere it may feed one.
    assert starved(alone(counted("S", sets=["set", "idle"]), counted("T", "z", sets=["idle"])), set=[SET], idle=[idle]) == []  # fmt: skip
    # Where something is missing it is not said twice.
    assert starved(alone(counted("S", "y", sets=["set", "idle"])), set=[SET], idle=[idle]) == [("framework-feeds", f"{AT}.key_questions[0]")]  # fmt: skip


def test_what_cannot_be_read_may_hold_what_is_looked_for() -> None:
    assert starved(alone(counted("S", "y")), set=[None]) == []
    assert starved(alone(counted("S", "y")), set=[SET, None]) == []
    assert starved(alone(counted("S", "y", sets=["set", "more"])), set=[None], more=[SET]) == [("framework-feeds", f"{AT}.sets[1]")]  # fmt: skip
