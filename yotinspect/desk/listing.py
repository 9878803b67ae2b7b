"""The questions of a case with their state, by view."""

from __future__ import annotations

from collections.abc import Sequence

from yotinspect.cases.model import Case
from yotinspect.desk.events import Group, Listed, Row
from yotinspect.desk.screens import Words
from yotinspect.desk.steps import State, Step, state


def listed(words: Words, every: Sequence[Step], asked: Sequence[Step], case: Case, view: str | None) -> Listed:
    """All views with how much of each is answered, and the rows of one of them; of all of them where ``view`` is None.

    What is not asked of this case stands there where it holds an answer.
    """
    on, groups, _ = set(asked), [], words.say
    for name in words.questions.views:
        steps = [step for step in every if step.view == name]
        here = [step for step in steps if step in on]
        done = sum(state(step, words.questions, case) is State.DONE for step in here)
        rows = [row for step in steps if (row := _row(words, step, case, asked=step in on)) is not None]
        if not rows:
            continue
        summary = _(
            "{view}: answered {done} of {total}", view=words.texts.views.get(name, name), done=done, total=len(here)
        )
        groups.append(Group(words.texts.views.get(name, name), summary, tuple(rows) if view in (None, name) else ()))
    return Listed(tuple(groups))


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
