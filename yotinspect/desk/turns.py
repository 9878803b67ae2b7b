"""What an answer does to the route: which questions come on, which go off, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence

from yotinspect.cases.model import Case
from yotinspect.desk.events import RouteChanged
from yotinspect.desk.screens import Words
from yotinspect.desk.steps import Step

#: How many ids are listed one by one; of more than that, each run by its first and last.
FEW = 6


def turn(words: Words, before: Sequence[Step], after: Sequence[Step], case: Case) -> RouteChanged | None:
    """How the route of a case changed; None where it did not."""
    was, now = set(before), set(after)
    on = [step for step in after if step not in was]
    off = [step for step in before if step not in now]
    if not on and not off:
        return None
    kept = [step for step in off if _holds(step, case)]
    _, said = words.say, []
    if on:
        said.append(_("Now asked, number: {number} ({ids}).", number=len(on), ids=_ids(words, on)))
    if off:
        said.append(_("No longer asked, number: {number} ({ids}).", number=len(off), ids=_ids(words, off)))
    if kept:
        said.append(_("What was answered there is kept and counts nowhere: {ids}.", ids=_ids(words, kept)))
    ids_on, ids_off, ids_kept = (tuple(step.id for step in steps) for steps in (on, off, kept))
    return RouteChanged(ids_on, ids_off, ids_kept, tuple(said))


def _holds(step: Step, case: Case) -> bool:
    if step.kind == "detail":
        return case.details.get(step.id) is not None
    given = case.answers.get(step.id)
    return given is not None and given.answer is not None


def _ids(words: Words, steps: Sequence[Step]) -> str:
    """Questions by id, or by the first and last of each run where there are many; details in words."""
    names = [words.wording(step).rstrip("?") if step.kind == "detail" else step.id for step in steps]
    if len(names) <= FEW:
        return ", ".join(names)
    order = [item.id for item in words.questions.in_view_order()]
    runs: list[list[str]] = []
    for step, name in zip(steps, names, strict=True):
        last = runs[-1][-1] if runs else None
        if step.kind == "question" and last in order and order.index(step.id) == order.index(last) + 1:
            runs[-1].append(name)
        else:
            runs.append([name])
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
