"""Which questions apply: a pure function, in which what is not known takes nothing away."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yotinspect.cases.model import Case
from yotinspect.cases.route import Asked, _holds, route
from yotinspect.library import Library
from yotinspect.questions.model import Condition
from yotinspect.questions.sets import QuestionSet
from yotinspect.records import Place


@pytest.fixture(scope="module")
def fji(library: Library) -> QuestionSet:
    found = library.questionset(Place("fji", "2.0.0"))[0]
    assert found is not None
    return found


def case(details: dict[str, Any] | None = None, answers: dict[str, Any] | None = None) -> Case:
    return Case.model_validate(
        {
            "case": "A",
            "questionset": "fji@2.0.0",
            "assessor": "li-1",
            "assessed": "2019-03-05",
            "details": details or {},
            "answers": answers or {},
        }
    )


@pytest.mark.parametrize(
    ("details", "answers", "question", "asked"),
    [
        ({"psr": "none"}, {}, "S-C4", Asked.OFF),
        ({"psr": "full"}, {}, "S-C4", Asked.ON),
        ({}, {}, "S-C4", Asked.OPEN),
        ({"psr": "referral_order_report"}, {}, "S-C11", Asked.OFF),
        ({"psr": "full"}, {}, "S-C11", Asked.ON),
        ({"roh_level": "medium"}, {}, "P-P1", Asked.ON),
        ({"roh_level": "low"}, {}, "P-P1", Asked.OPEN),
        ({"roh_level": "low"}, {"P-A8": "yes"}, "P-P1", Asked.OFF),
        ({"roh_level": "low"}, {"P-A8": {"answer": "no", "evidence": "x"}}, "P-P1", Asked.ON),
        ({"custody": "none", "looked_after": "never"}, {}, "C-D6", Asked.OFF),
        ({"custody": "none"}, {}, "C-D6", Asked.OPEN),
        ({"custody": "released"}, {}, "C-D6", Asked.ON),
        ({"age": "14"}, {}, "S-D9", Asked.OFF),
        ({"age": "16"}, {}, "S-D9", Asked.ON),
        ({"transferred": "none"}, {}, "S-D8", Asked.OFF),
        ({}, {"C-D1": "na"}, "C-D2", Asked.OFF),
        ({}, {"C-D1": "yes"}, "C-D2", Asked.ON),
        ({}, {}, "R-A1", Asked.ON),
    ],
)
def test_the_route_follows_details_and_answers(
    details: dict[str, Any], answers: dict[str, Any], question: str, asked: Asked, fji: QuestionSet
) -> None:
    assert route(fji, case(details, answers))[question] is asked


def leaves() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "detail": st.sampled_from(["a", "b", "c"]),
            "is": st.lists(st.sampled_from(["x", "y", "z"]), min_size=1, max_size=2),
        }
    )


def nested() -> st.SearchStrategy[dict[str, Any]]:
    return st.recursive(
        leaves(),
        lambda inner: st.one_of(
            st.fixed_dictionaries({"not": inner}),
            st.fixed_dictionaries({"all": st.lists(inner, min_size=1, max_size=3)}),
            st.fixed_dictionaries({"any": st.lists(inner, min_size=1, max_size=3)}),
        ),
        max_leaves=6,
    )


def plain(condition: dict[str, Any], details: dict[str, str]) -> bool:
    if "not" in condition:
        return not plain(condition["not"], details)
    if "all" in condition:
        return all(plain(part, details) for part in condition["all"])
    if "any" in condition:
        return any(plain(part, details) for part in condition["any"])
    return details[condition["detail"]] in condition["is"]


@given(nested(), st.dictionaries(st.sampled_from(["a", "b", "c"]), st.sampled_from(["x", "y", "z"])))
def test_what_is_decided_stays_decided_however_the_rest_is_filled_in(
    condition: dict[str, Any], details: dict[str, str]
) -> None:
    model = Condition.model_validate(condition)
    decided = _holds(model, details, lambda name, seen: (False, None), frozenset())
    open_ = [name for name in ("a", "b", "c") if name not in details]
    outcomes = {
        plain(condition, details | dict(zip(open_, rest, strict=True)))
        for rest in itertools.product("xyz", repeat=len(open_))
    }
    if decided is not None:
        assert outcomes == {decided}
    if not open_:
        assert decided is plain(condition, details)


def test_a_question_asked_of_a_full_case_is_asked_in_the_subset_as_well(library: Library, fji: QuestionSet) -> None:
    sqs = library.questionset(Place("sqs", "2.0.0"))[0]
    assert sqs is not None
    for psr, level, custody in itertools.product(("none", "full"), ("low", "high"), ("none", "inside")):
        given_case = case(
            {"psr": psr, "roh_level": level, "vulnerability_level": level, "custody": custody, "age": "15"},
            {"P-A8": "yes", "C-A8": "yes"},
        )
        full, short = route(fji, given_case), route(sqs, given_case)
        assert {name: full[name] for name in short} == short
