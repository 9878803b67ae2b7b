"""The questions of a case with their state, by view."""

from __future__ import annotations

from collections.abc import Sequence

from yotinspect.cases.model import Case
from yotinspect.desk.events import Group, Listed, Row
from yotinspect.desk.screens import Words
from yotinspect.desk.steps import State, Step, state


def listed(words: Words, every: Sequence[Step], asked: Sequence[Step], case: Case, at: Step | None) -> Listed:
    """All parts with how much of each is answered, and the rows of the one that ``at`` is in; of all where it is None.

    What is not asked of this case stands there where it holds an answer.
    """
    on, groups, _ = set(asked), [], words.say
    for name in dict.fromkeys(part(words, step) for step in every):
        steps = [step for step in every if part(words, step) == name]
        here = [step for step in steps if step in on]
        done = sum(state(step, words.questions, case) is State.DONE for step in here)
        rows = [row for step in steps if (row := _row(words, step, case, asked=step in on)) is not None]
        if not rows:
            continue
        summary = _("{part}: answered {done} of {total}", part=name, done=done, total=len(here))
        groups.append(Group(name, summary, tuple(rows) if at is None or part(words, at) == name else ()))
    return Listed(tuple(groups))


def part(words: Words, step: Step) -> str:
    """What part of the whole a step is of: its block, or its view where it is a detail."""
    if step.kind == "question":
        block = words.questions.items[step.id].block
        return words.texts.blocks.get(block, block)
    return words.title(step)


def _row(words: Words, step: Step, case: Case, *, asked: bool) -> Row | None:
    found = state(step, words.questions, case)
    if asked:
        return Row(
            step.id, words.wording(step), _answered(words, step, case) if found is State.DONE else words.state(found)
        )
    holds = (
        case.details.get(step.id) if step.kind == "detail" else step.id in case.answers and case.answers[step.id].answer
    )
    return Row(step.id, words.wording(step), words.say("not asked; its answer is kept")) if holds else None


def _answered(words: Words, step: Step, case: Case) -> str:
    """What was answered, where it is one thing; else that something was."""
    if step.kind == "question":
        given = case.answers[step.id].answer or ""
        return words.answers(step.id).get(given, given)
    if step.kind == "assessed":
        return str(case.assessed)
    value = case.details[step.id]
    kind = words.questions.details[step.id].type
    if isinstance(value, list) or kind == "text":
        return words.state(State.DONE)
    return words.values(step.id).get(str(value), str(value))
