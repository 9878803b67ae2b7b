"""Cases broken down by details: what a tally counts, by category, in the order and the words of the set."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import small
from tests.conftest import LONG
from tests.inspections import full_case, write_inspection
from yotinspect.cases.assess import Assessed
from yotinspect.library import Library
from yotinspect.privacy.suppression import Table
from yotinspect.questions.model import Detail
from yotinspect.ratings.breakdown import BrokenDown, break_down, shared_details
from yotinspect.ratings.categories import (
    NOT_ASKED,
    NOT_RECORDED,
    SOME,
    categories,
    category,
    category_word,
    detail_word,
)
from yotinspect.ratings.framework import Framework
from yotinspect.ratings.rules import DisclosureRule
from yotinspect.ratings.tally import Compared, tally
from yotinspect.records import Place
from yotinspect.workspace import Assessor, case_files

DETAILS = ["sex", "ethnicity", "age", "needs", "looked_after", "victim", "roh_level", "started", "disposal", "sex"]
RULE = DisclosureRule(threshold=5, draw_from=5, details=DETAILS, basis="ours")


def framework(library: Library, place: str, details: Sequence[str] = DETAILS) -> Framework:
    found = library.framework(Place(*place.split("@")))[0]
    assert found is not None
    rules = found.rules.model_copy(update={"disclosure": RULE.model_copy(update={"details": list(details)})})
    return found.model_copy(update={"rules": rules})


@pytest.fixture(scope="module")
def examples(root: Path, library: Library) -> Callable[[str], list[Assessed]]:
    known: dict[str, list[Assessed]] = {}

    def assessed(name: str) -> list[Assessed]:
        if name not in known:
            assessor = Assessor(library)
            known[name] = [assessor.assess(path) for path in case_files([root / "examples" / name])]
        return known[name]

    return assessed


def some(folder: Path, library: Library, cases: dict[str, Any]) -> list[Assessed]:
    write_inspection(folder, cases)
    assessor = Assessor(library)
    return [assessor.assess(path) for path in case_files([folder])]


def table(broken: BrokenDown, name: str) -> Table:
    return next(one for one in broken.shown_to("team", RULE).tables if one.detail.name == name)


def adds_up(
    broken: BrokenDown, graded: Framework, results: Sequence[Assessed], compared: Compared | None = None
) -> None:
    """Each break-down comes to what the tally counts."""
    counted = tally(graded, results, compared)
    assert broken.crossed.cases == len(counted.counted)
    domains = {standard.id: domain.id for domain, standard in graded.standards().values()}
    fed = {domains[standard] for standard, _ in counted.key_questions}
    assert [question.name for question in broken.crossed.questions] == [
        one.id for one in graded.domains if one.id in fed
    ]
    for one in broken.shown_to("team", RULE).tables:
        assert sum(row.cases or 0 for row in one.rows) == len(counted.counted)
        for n, question in enumerate(broken.crossed.questions):
            keys = [count for (name, _), count in counted.key_questions.items() if domains[name] == question.name]
            summed = [sum(row.counts[n][answer] or 0 for row in one.rows) for answer in range(3)]
            assert summed == [sum(key.yes for key in keys), sum(key.no for key in keys), 0]


@pytest.mark.parametrize(
    ("name", "place"),
    [("exampleshire-2019", "graded-2018@1.1.0"), ("aberwen-2016", "sqs@1.0.0"), ("exampleshire-2019", "fji@1.1.0")],
)
def test_break_downs_of_the_examples_add_up_to_the_tally(
    name: str, place: str, library: Library, examples: Callable[[str], list[Assessed]]
) -> None:
    graded = framework(library, place)
    broken = break_down(graded, examples(name))
    assert broken.shown_to("team", RULE).tables
    adds_up(broken, graded, examples(name))


@settings(max_examples=300 if LONG else 30)
@given(data=st.data())
def test_break_downs_of_any_cases_in_any_order_add_up_to_the_tally(
    data: st.DataObject, library: Library, examples: Callable[[str], list[Assessed]]
) -> None:
    graded = framework(library, data.draw(st.sampled_from(["graded-2018@1.1.0", "fji@1.1.0"])))
    every = [*examples("exampleshire-2019"), *examples("aberwen-2016")]
    # Some stand there twice, as a case in two files does.
    results = data.draw(st.lists(st.sampled_from(every), max_size=20))
    compared: Compared = data.draw(st.sampled_from([{}, {"fji@2.0.0": {"R-AH": "comparison", "C-A1": "comparison"}}]))
    broken = break_down(graded, results, compared)
    adds_up(broken, graded, results, compared)
    again = list(results)
    random.Random(1).shuffle(again)
    other = break_down(graded, again, compared)
    assert other.shown_to("public", RULE) == broken.shown_to("public", RULE)
    assert other.sets == broken.sets


def test_second_assessments_and_cases_in_one_file_too_many_count_once(tmp_path: Path, library: Library) -> None:
    first = full_case(library, "A-1", details={"sex": "female"})
    results = some(tmp_path, library, {"a": first, "b": first, "c": first | {"assessor": "la-3", "role": "second"}})
    broken = break_down(framework(library, "graded-2018@1.1.0"), results)
    assert [row.cases for row in table(broken, "sex").rows] == [1, 0, 0, 0]
    # Four standards of three key questions.
    assert table(broken, "sex").rows[0].counts[0] == (12, 0, 0)


def test_categories_stand_in_the_order_of_the_set_with_those_that_have_no_case(
    library: Library, examples: Callable[[str], list[Assessed]]
) -> None:
    broken = break_down(framework(library, "graded-2018@1.1.0"), examples("exampleshire-2019"))
    assert [one.detail.name for one in broken.shown_to("public", RULE).tables] == [
        "sex", "ethnicity", "age", "needs", "looked_after", "victim",
    ]  # fmt: skip
    listed = {one.detail.name: one.detail.categories for one in broken.shown_to("team", RULE).tables}
    assert listed["sex"] == ("female", "male", "other", NOT_RECORDED)
    assert listed["age"] == (*map(str, range(10, 18)), NOT_RECORDED)
    assert listed["needs"] == ("none", SOME, NOT_RECORDED)
    assert listed["victim"] == ("yes", "no", NOT_RECORDED)


def test_details_that_cases_cannot_be_broken_down_by_are_left_out_with_the_reason(
    library: Library, examples: Callable[[str], list[Assessed]]
) -> None:
    broken = break_down(framework(library, "graded-2018@1.1.0"), examples("exampleshire-2019"))
    assert broken.left_out == {"roh_level": "routes", "started": "uncountable", "disposal": "unasked"}


def test_what_decides_on_any_judgement_that_counts_is_for_the_team_alone(
    library: Library, examples: Callable[[str], list[Assessed]]
) -> None:
    # An area of an FJI pools all its questions, and some are asked of looked-after children, by age, or where there is a victim.
    for place, kept in (
        ("graded-2018@1.1.0", {"roh_level"}),
        ("fji@1.1.0", {"roh_level", "looked_after", "victim", "age"}),
    ):
        broken = break_down(framework(library, place), examples("exampleshire-2019"))
        team, public = ({one.detail.name for one in broken.shown_to(who, RULE).tables} for who in ("team", "public"))
        assert team - public == kept == {name for name, why in broken.left_out.items() if why == "routes"}
        assert shared_details(framework(library, place), broken.sets, {}) == public


def test_a_detail_that_is_asked_because_of_another_is_for_the_team_alone() -> None:
    when = {"view": "desk", "type": "choice", "values": ["c", "d"], "when": {"detail": "kind", "is": ["a"]}}
    kinds = {"view": "desk", "type": "choice", "values": ["a", "b"]}
    asked = replace(
        small.questions(small.item("X-H", "x", headline=True)),
        details={"kind": Detail.model_validate(kinds), "more": Detail.model_validate(when)},
    )
    rule = {"threshold": "2", "draw_from": "2", "details": ["kind", "more"], "basis": "ours"}
    graded = small.framework(small.domain("D", small.counted("S")), rules={"disclosure": rule})
    broken = break_down(graded, [small.assessed(asked, "C-1", {"X-H": "yes"}, details={"kind": "a", "more": "c"})])
    assert broken.left_out == {"more": "follows"}
    assert shared_details(graded, [asked], {}) == {"kind"}
    assert [[detail.name for detail in broken.of(who).details] for who in ("team", "yot")] == [
        ["kind", "more"],
        ["kind"],
    ]


def test_sets_stand_by_name_and_of_each_the_newest_first() -> None:
    places = ["set@1.9.0", "other@1.0.0", "set@1.10.0"]
    results = [
        small.assessed(small.questions(small.item("X-H", headline=True), place=place), f"C-{n}", {"X-H": "yes"})
        for n, place in enumerate(places)
    ]
    broken = break_down(small.framework(small.domain("D", small.counted("S"))), results)
    assert [str(one.place) for one in broken.sets] == ["other@1.0.0", "set@1.10.0", "set@1.9.0"]


def test_a_detail_is_broken_down_in_the_domains_that_cases_which_are_asked_it_feed() -> None:
    """Of two sets one asks the tier and feeds the second domain, the other the sex and feeds both."""
    kind = Detail.model_validate({"view": "desk", "type": "choice", "values": ["a", "b"]})
    sets = [
        replace(small.questions(small.item("Y-H", "y", headline=True), place="one@1.0.0"), details={"tier": kind}),
        replace(
            small.questions(small.item("X-H", headline=True), small.item("Y-H", "y", headline=True), place="two@1.0.0"),
            details={"sex": kind},
        ),
    ]
    rule = {"threshold": "2", "draw_from": "2", "details": ["tier", "sex"], "basis": "ours"}
    fed_by = ["one", "two"]
    graded = small.framework(
        small.domain("D", small.counted("S", sets=fed_by)),
        small.domain("E", small.counted("T", "y", sets=fed_by)),
        rules={"disclosure": rule},
    )
    results = [
        small.assessed(one, f"C-{n}", dict.fromkeys(one.items, "yes"), details={detail: "a"})
        for n, (one, detail) in enumerate(zip(sets, ["tier", "sex"], strict=True))
    ]
    broken = break_down(graded, results)
    assert [question.name for question in broken.every.questions] == ["D", "E"]
    assert broken.answered_in == {"tier": (1,), "sex": (0, 1)}
    # How many cases a set has is told elsewhere.
    assert [(detail.name, detail.told) for detail in broken.every.details] == [
        ("tier", {NOT_ASKED}),
        ("sex", {NOT_ASKED}),
    ]


def test_no_framework_breaks_cases_down_by_details_of_which_one_follows_from_the_other(root: Path) -> None:
    # The program cannot tell; who knows youth justice can: the tier and custody follow from the order.
    for path in (root / "questionsets" / "frameworks").glob("*/*.yaml"):
        found = re.search(r"disclosure:.*details: \[([^\]]*)\]", path.read_text("utf-8"))
        assert len({"order", "tier", "custody"} & set((found[1] if found else "").split(", "))) < 2, path


def test_cases_without_a_detail_are_not_recorded_and_those_of_sets_without_it_not_asked(
    tmp_path: Path, library: Library
) -> None:
    court = {f"c{n}": full_case(library, f"C-{n}", details={"tier": tier}) for n, tier in enumerate([None, "third"])}
    other = {"o": full_case(library, "O-1", "out-of-court@1.0.0")}
    results = some(tmp_path, library, court | other)
    broken = break_down(framework(library, "graded-2018@1.1.0", ["tier", "sex"]), results)
    rows = {row.category: row.cases for row in table(broken, "tier").rows}
    assert rows == {"first_tier": 0, "community": 0, "custody": 0, NOT_RECORDED: 2, NOT_ASKED: 1}
    assert NOT_ASKED not in table(broken, "sex").detail.categories


def test_the_team_sees_every_count_and_others_no_small_one(
    library: Library, examples: Callable[[str], list[Assessed]]
) -> None:
    broken = break_down(framework(library, "graded-2018@1.1.0"), examples("exampleshire-2019"))
    for audience in ("team", "yot", "public"):
        shown = [row.cases for one in broken.shown_to(audience, RULE).tables for row in one.rows]
        assert (None in shown) is (audience != "team")
        assert bool({1, 2, 3, 4} & set(shown)) is (audience == "team")


@pytest.mark.parametrize(
    ("detail", "value", "found"),
    [
        ({"type": "choice", "values": ["a", "b"]}, "b", "b"),
        ({"type": "choice", "values": ["a", "b"]}, "c", NOT_RECORDED),
        ({"type": "choice", "values": ["a", "b"]}, ["a"], NOT_RECORDED),
        ({"type": "choice", "values": ["a", NOT_RECORDED]}, NOT_RECORDED, NOT_RECORDED),
        ({"type": "choice", "values": ["a"]}, None, NOT_RECORDED),
        ({"type": "choices", "values": ["none", "a", "b"]}, ["a", "b"], SOME),
        ({"type": "choices", "values": ["none", "a", "b"]}, "a", SOME),
        ({"type": "choices", "values": ["none", "a", "b"]}, ["none"], "none"),
        ({"type": "choices", "values": ["none", "a", NOT_RECORDED]}, [NOT_RECORDED], NOT_RECORDED),
        ({"type": "choices", "values": ["none", "a"]}, ["z"], NOT_RECORDED),
        ({"type": "choices", "values": ["none", "a"]}, [], NOT_RECORDED),
        ({"type": "yes_no"}, "true", "yes"),
        ({"type": "yes_no"}, "no", "no"),
        ({"type": "yes_no"}, "perhaps", NOT_RECORDED),
        ({"type": "integer", "min": "10", "max": "17"}, "015", "15"),
        ({"type": "integer", "min": "10", "max": "17"}, "18", NOT_RECORDED),
        ({"type": "integer", "min": "10", "max": "17"}, "x", NOT_RECORDED),
    ],
)
def test_a_case_is_in_one_category_of_a_detail_whatever_stands_there(detail: Any, value: Any, found: str) -> None:
    made = Detail.model_validate({"view": "case_details"} | detail)
    assert category(made, value) == found
    assert found in (*categories(made), NOT_RECORDED)


@pytest.mark.parametrize("detail", [{"type": "text"}, {"type": "date"}, {"type": "integer"}, {"type": "integer", "min": "0", "max": "12"}])  # fmt: skip
def test_dates_words_and_open_numbers_have_no_categories(detail: Any) -> None:
    assert categories(Detail.model_validate({"view": "case_details"} | detail)) == ()


def test_categories_are_called_what_the_set_calls_them_in_the_language_of_the_reader(
    library: Library, examples: Callable[[str], list[Assessed]]
) -> None:
    sets = break_down(framework(library, "graded-2018@1.1.0"), examples("exampleshire-2019")).sets
    assert detail_word(sets, "sex") == "Sex"
    assert detail_word(sets, "sex", "cy") == "Rhyw"
    assert category_word(sets, "sex", "female") == "Female"
    assert category_word(sets, "sex", "female", "cy").language == "cy"
    assert category_word(sets, "age", "15") == "15"
    assert category_word(sets, "needs", SOME) == "At least one"
    assert category_word(sets, "looked_after", NOT_RECORDED) == "Not recorded"
    assert category_word(sets, "tier", NOT_ASKED) == "Not asked"
    assert category_word(sets, "victim", "yes") == "Yes"
    assert detail_word(sets, "shoe_size") == "shoe_size"
