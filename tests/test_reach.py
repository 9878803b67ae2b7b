"""Which conditions can hold: decided by search, and held here against trying every case."""

from __future__ import annotations

import time
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import LONG, ROOT
from yotinspect.questions.lint.formula import TRUE, negation
from yotinspect.questions.lint.reach import Reach
from yotinspect.questions.lint.reached import reach
from yotinspect.questions.model import Condition, Detail, Structure
from yotinspect.records import check
from yotinspect.yamlfile import parse

DETAILS = {
    "custody": {"type": "choice", "values": ["inside", "released", "never"]},
    "victim": {"type": "yes_no"},
    "needs": {"type": "choices", "values": ["speech", "health"]},
    "age": {"type": "integer", "min": 14, "max": 16},
    "note": {"type": "text"},
    "seen": {"type": "yes_no", "when": {"detail": "victim", "is": "yes"}},
}
#: What each detail can be in a case; several values of "needs" at once, and of "note" what no condition names.
VALUES: dict[str, list[Any]] = {
    "custody": ["inside", "released", "never"],
    "victim": ["yes", "no"],
    "needs": [["speech"], ["health"], ["speech", "health"]],
    "age": ["14", "15", "16"],
    "note": ["a", "b", "something else"],
    "seen": ["yes", "no"],
}
ANSWERS = ["yes", "no", "na"]
QUESTIONS = ["Q-A1", "Q-A2", "Q-A3"]

_named = {
    "note": ["a", "b"],
    **{k: v for k, v in VALUES.items() if k not in ("needs", "note")},
    "needs": ["speech", "health"],
}
_details = st.sampled_from(sorted(DETAILS)).flatmap(
    lambda name: st.lists(st.sampled_from(_named[name]), min_size=1, unique=True).map(
        lambda v: {"detail": name, "is": v}
    )
)


def conditions(asked: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Conditions on details and on the questions that were asked before."""
    leaf: st.SearchStrategy[dict[str, Any]] = _details
    if asked:
        leaf = leaf | st.builds(
            lambda name, values: {"answer": name, "is": values},
            st.sampled_from(asked),
            st.lists(st.sampled_from(ANSWERS), min_size=1, unique=True),
        )
    return st.recursive(
        leaf,
        lambda inner: (
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts})
            | st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts})
            | inner.map(lambda part: {"not": part})
        ),
        max_leaves=4,
    )


def holds(condition: Condition, details: dict[str, Any], answers: dict[str, str | None]) -> bool | None:
    """True, False, or None where it hangs on a detail that is not given."""
    if condition.all is not None:
        parts = [holds(part, details, answers) for part in condition.all]
        return False if False in parts else None if None in parts else True
    if condition.any is not None:
        parts = [holds(part, details, answers) for part in condition.any]
        return True if True in parts else None if None in parts else False
    if condition.not_ is not None:
        part = holds(condition.not_, details, answers)
        return None if part is None else not part
    wanted = condition.is_ or []
    if condition.answer is not None:
        return answers.get(condition.answer) in wanted
    value = details[condition.detail or ""]
    if value is None:
        return None
    return any(part in wanted for part in value) if isinstance(value, list) else value in wanted


@pytest.mark.slow
@settings(max_examples=300 if LONG else 40)
@given(st.tuples(conditions([]), conditions(QUESTIONS[:1]), conditions(QUESTIONS[:2])))
def test_the_search_says_what_trying_every_case_says(raw: tuple[dict[str, Any], ...]) -> None:
    whens = [Condition.model_validate(one) for one in raw]
    details = {name: Detail.model_validate({"view": "desk", **kind}) for name, kind in DETAILS.items()}
    seen: dict[str, set[bool | None]] = {name: set() for name in QUESTIONS}
    for values in product(*VALUES.values()):
        case: dict[str, Any] = dict(zip(VALUES, values, strict=True))
        if case["victim"] == "no":
            case["seen"] = None
        for given_answers in product(ANSWERS, repeat=2):
            answers: dict[str, str | None] = {}
            for name, when, answer in zip(QUESTIONS, whens, (*given_answers, "yes"), strict=True):
                state = holds(when, case, answers)
                seen[name].add(state)
                answers[name] = None if state is False else answer
    reached = Reach(details, dict.fromkeys(QUESTIONS, ANSWERS))
    for name, when in zip(QUESTIONS, whens, strict=True):
        possible = reached.possible(when)
        assert reached.never(possible) == (seen[name] == {False})
        assert reached.never(negation(reached.certain(when))) == (seen[name] == {True})
        reached.ask(name, possible)


def structure(path: Path) -> tuple[Any, Structure]:
    file = parse(path.read_bytes(), path.name, confidential=False)
    model = check(Structure, file)
    assert model is not None
    return file, model


def test_the_full_set_has_no_condition_that_never_or_always_holds_and_takes_no_time() -> None:
    file, model = structure(ROOT / "questionsets" / "fji" / "2.0.0" / "questionset.yaml")
    begun = time.perf_counter()
    reach(file, model)
    assert file.findings == []
    assert time.perf_counter() - begun < 0.5


@pytest.mark.slow
def test_a_long_chain_of_questions_and_a_hard_puzzle_end_without_a_wrong_finding() -> None:
    context = ROOT / "tests" / "corpus" / "context" / "questionsets" / "mini" / "1.0.0" / "questionset.yaml"
    text = context.read_text("utf-8")
    ids = [f"{a}{b}-Q{n}" for a in "AB" for b in "AB" for n in range(100)]
    rows = [f"{{id: {ids[0]}, scale: sufficiency}}"]
    rows += [
        f"{{id: {name}, scale: sufficiency, when: {{answer: {before}, is: yes}}}}" for before, name in pairwise(ids)
    ]
    # Seven pigeons in six holes: no case meets it, and no search of this kind finds out soon.
    holes = [ids[n * 6 : n * 6 + 6] for n in range(7)]
    each = [{"any": [{"answer": one, "is": "yes"} for one in row]} for row in holes]
    pairs = [(a, b) for hole in zip(*holes, strict=True) for n, a in enumerate(hole) for b in hole[:n]]
    apart = [{"not": {"all": [{"answer": a, "is": "yes"}, {"answer": b, "is": "yes"}]}} for a, b in pairs]
    rows.append(f"{{id: Z-Z1, scale: sufficiency, when: {str({'all': each + apart}).replace(chr(39), '')}}}")
    old = "{id: M-P1, scale: sufficiency}"
    file = parse(text.replace(old, "\n      - ".join(rows)).encode(), "set", confidential=False)
    model = check(Structure, file)
    assert model is not None
    begun = time.perf_counter()
    reach(file, model)
    assert file.findings == []
    assert time.perf_counter() - begun < 10


def test_a_detail_that_hangs_on_itself_ends() -> None:
    when = Condition.model_validate({"detail": "a", "is": "yes"})
    detail = Detail.model_validate({"type": "yes_no", "view": "desk", "when": {"detail": "a", "is": "yes"}})
    reached = Reach({"a": detail}, {})
    assert reached.possible(None) is TRUE
    assert not reached.never(reached.possible(when))
