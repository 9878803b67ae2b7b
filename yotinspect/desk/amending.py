"""A case with something in it changed, and the change as its file takes it: pure functions."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from yotinspect.cases.model import Answer, Case
from yotinspect.desk.merging import Change, Where, at
from yotinspect.desk.steps import Step
from yotinspect.yamledit import Value, plain


def with_answer(case: Case, name: str, **parts: Any) -> tuple[Case, Change]:
    """The case with parts of an answer set (``answer``, ``evidence``, ``reasons``, ``note``); the others stay."""
    given = case.answers.get(name, Answer())
    now = given.model_copy(update=parts)
    return case.model_copy(update={"answers": {**case.answers, name: now}}), Change(("answers", name), written(now))


def with_value(case: Case, step: Step, value: str | list[str] | None) -> tuple[Case, Change]:
    """The case with a detail or the day of its assessment set; None takes the value out."""
    if step.kind == "assessed":
        day = None if value is None else datetime.date.fromisoformat(str(value))
        return case.model_copy(update={"assessed": day}), Change(step.where, "" if value is None else value)
    change = Change(step.where, "" if value is None or value == [] else value)
    return case.model_copy(update={"details": {**case.details, step.id: value}}), change


def written(given: Answer) -> Value:
    """An answer as the file has it: alone where nothing goes with it; empty where nothing is given."""
    block: dict[str, Value] = {}
    if given.answer is not None:
        block["answer"] = given.answer
    if given.evidence:
        block["evidence"] = given.evidence
    if given.reasons:
        block["reasons"] = list(given.reasons)
    if given.note:
        block["note"] = given.note
    if not block:
        return ""
    return given.answer if set(block) == {"answer"} else block


def read_back(where: Where, value: Value) -> Answer:
    """An answer from what stands at its place in a file; what does not fit reads as not given."""
    try:
        return Answer.model_validate({"answer": value} if value is None or isinstance(value, str) else value)
    except ValueError:
        return Answer()


def with_strange(tree: Any, change: Change) -> Change:
    """A change of an answer, with what stands there that no answer has: a key that was mistyped, a list in the place of a
    text. Who answers does not see it, and so has not taken it out.
    """
    there = at(tree, change.where)
    if change.where[0] != "answers" or not isinstance(there, Mapping):
        return change
    parts: dict[str, Value] = (
        dict(change.value) if isinstance(change.value, Mapping) else {"answer": change.value or None}
    )
    given = dict(parts)
    for key, part in there.items():
        if _readable(key, part):
            continue
        if key == "reasons" and isinstance(part, list):
            parts[key] = [*(parts.get(key) or ()), *(plain(one) for one in part if not _readable(key, [one]))]
        elif not parts.get(key):
            parts[key] = plain(part)
    return change if parts == given else Change(change.where, {key: part for key, part in parts.items() if part})


def _readable(key: str, part: Any) -> bool:
    try:
        Answer.model_validate({key: part})
    except ValueError:
        return False
    return True
