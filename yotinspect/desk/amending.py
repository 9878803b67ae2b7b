"""A case with something in it changed, and the change as its file takes it: pure functions."""

from __future__ import annotations

import datetime
from typing import Any

from yotinspect.cases.model import Answer, Case
from yotinspect.desk.merging import Change, Where
from yotinspect.desk.steps import Step
from yotinspect.yamledit import Value


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
