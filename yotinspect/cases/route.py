"""Which questions apply to a case: a pure function of the set, the details and the answers."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from yotinspect.cases.model import Case
from yotinspect.questions.model import Condition
from yotinspect.questions.sets import QuestionSet


class Asked(Enum):
    """Whether a question is asked in a case.

    OPEN: it hangs on a detail or an answer that is not filled in yet. It is shown and its answer counts, since what
    is not known takes nothing away; it is not missing either.
    """

    ON = "on"
    OPEN = "open"
    OFF = "off"


_ASKED = {True: Asked.ON, None: Asked.OPEN, False: Asked.OFF}


class _Answers:
    """Whether each question is asked, worked out as it is needed: a route may hang on the answer to another question."""

    def __init__(self, questions: QuestionSet, case: Case) -> None:
        self.items, self.details = questions.items, case.details
        self.plain: dict[str, str | None] = {name: answer.answer for name, answer in case.answers.items()}
        self.asked: dict[str, Asked] = {}

    def state(self, name: str, seen: frozenset[str] = frozenset()) -> Asked:
        """Whether a question is asked; ``seen`` are those whose routes are being worked out."""
        if name not in self.asked:
            condition = self.items[name].when
            if condition is None:
                self.asked[name] = Asked.ON
            else:
                self.asked[name] = _ASKED[_holds(condition, self.details, self.answer_of, seen | {name})]
        return self.asked[name]

    def answer_of(self, name: str, seen: frozenset[str]) -> tuple[bool, str | None]:
        """Whether it is known what the answer is, and the answer (None: the question is not asked)."""
        if name in seen or name not in self.items:
            return False, None
        if self.state(name, seen) is Asked.OFF:
            return True, None
        given = self.plain.get(name)
        return given is not None, given


def route(questions: QuestionSet, case: Case) -> dict[str, Asked]:
    """For every question of the set, in the set's order, whether this case is asked it."""
    answers = _Answers(questions, case)
    return {name: answers.state(name) for name in questions.items}


def details_route(questions: QuestionSet, case: Case) -> dict[str, Asked]:
    """For every detail of the set, in the set's order, whether it is to be filled in for this case."""
    answers = _Answers(questions, case)
    return {
        name: Asked.ON
        if detail.when is None
        else _ASKED[_holds(detail.when, case.details, answers.answer_of, frozenset())]
        for name, detail in questions.details.items()
    }


def _holds(condition: Condition, details: Mapping[str, object], answer_of: object, seen: frozenset[str]) -> bool | None:
    """True, False, or None where it hangs on what is not filled in (Kleene's three values)."""
    if condition.all is not None:
        parts = [_holds(part, details, answer_of, seen) for part in condition.all]
        return False if False in parts else None if None in parts else True
    if condition.any is not None:
        parts = [_holds(part, details, answer_of, seen) for part in condition.any]
        return True if True in parts else None if None in parts else False
    if condition.not_ is not None:
        part = _holds(condition.not_, details, answer_of, seen)
        return None if part is None else not part
    wanted = condition.is_ or []
    if condition.answer is not None:
        known, given = answer_of(condition.answer, seen)  # type: ignore[operator]
        return given in wanted if known else None
    value = details.get(condition.detail or "")
    if value is None:
        return None
    return any(part in wanted for part in value) if isinstance(value, list) else value in wanted
