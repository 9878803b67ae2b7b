"""Which details of a case decide whether it is asked something, by themselves or through what it answers."""

from __future__ import annotations

from collections.abc import Iterable

from yotinspect.questions.model import Condition
from yotinspect.questions.sets import QuestionSet, conditions


def details_behind(questions: QuestionSet, names: Iterable[str]) -> set[str]:
    """The details that it hangs on whether questions of a set are asked, or other details are, given by their names."""
    found: set[str] = set()
    ahead, seen = list(names), set[str]()
    while ahead:
        name = ahead.pop()
        if name in seen:
            continue
        seen.add(name)
        for condition in conditions(_when(questions, name)):
            if condition.detail is not None:
                found.add(condition.detail)
            ahead += [one for one in (condition.detail, condition.answer) if one is not None]
    return found


def _when(questions: QuestionSet, name: str) -> Condition | None:
    item, detail = questions.items.get(name), questions.details.get(name)
    return item.when if item is not None else detail.when if detail is not None else None
