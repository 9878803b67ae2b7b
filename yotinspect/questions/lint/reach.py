"""Which conditions can hold in some case, and which hold in every one: decided from the set alone.

A case in question is complete: every detail and every question on the route has a value. An answer is given only where
its question is asked. A detail that has a condition of its own is given only where that holds; where it is not, a
condition on it is open, which is neither met nor failed (as in ``cases.route``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from yotinspect.questions.lint.formula import (
    TRUE,
    Effort,
    Formula,
    Variable,
    all_of,
    any_of,
    is_in,
    leaves,
    negation,
    satisfiable,
)
from yotinspect.questions.model import Condition, Detail

#: Ranges of whole numbers up to this size are written out.
_RANGE = 1000
#: A chain of questions is followed so far up; a condition itself as far as files may be nested.
_CHAIN = 30
#: What is spent on one set, and on one condition of it, at most. The full set needs 200 in all.
_EFFORT = 100_000
_EFFORT_EACH = 10_000


class Reach:
    """Conditions of one set as formulas. Questions must be told (``ask``) in an order in which none hangs on a later one."""

    def __init__(self, details: Mapping[str, Detail], answers: Mapping[str, Collection[str]]) -> None:
        self._details = details
        self._answers = answers
        self._asked: dict[str, Formula] = {}
        self._given: dict[str, Formula] = {}
        self._left = _EFFORT

    def ask(self, question: str, when: Formula) -> None:
        """Say when a question is asked. One that is left out counts as always asked."""
        # A long chain of questions is cut: that one is then asked or not, whatever the rest says.
        self._asked[question] = when if when.depth < _CHAIN else is_in(("asked", question), ["yes"])

    def possible(self, condition: Condition | None, *, free: bool = False) -> Formula:
        """The condition is met or open; ``free`` of when the questions and details that it asks for are given."""
        return TRUE if condition is None else self._formula(condition, certain=False, free=free)

    def certain(self, condition: Condition) -> Formula:
        """The condition is met."""
        return self._formula(condition, certain=True, free=False)

    def never(self, *parts: Formula) -> bool:
        """Whether no case meets all parts; False also where that could not be found out."""
        whole = all_of(parts)
        effort = Effort(min(self._left, _EFFORT_EACH))
        self._left -= effort.left
        found = satisfiable(all_of([whole, *self._filled(whole)]), self._values, effort)
        self._left += effort.left
        return found is False

    def _formula(self, condition: Condition, *, certain: bool, free: bool) -> Formula:
        if condition.all is not None:
            return all_of(self._formula(part, certain=certain, free=free) for part in condition.all)
        if condition.any is not None:
            return any_of(self._formula(part, certain=certain, free=free) for part in condition.any)
        if condition.not_ is not None:
            return negation(self._formula(condition.not_, certain=not certain, free=free))
        wanted = condition.is_ or []
        if condition.answer is not None:
            is_wanted = is_in(("answer", condition.answer), wanted)
            return is_wanted if free else all_of([self._asked.get(condition.answer, TRUE), is_wanted])
        name = condition.detail or ""
        is_wanted = self._detail(name, wanted)
        if free:
            return is_wanted
        given = self._when_given(name)
        return all_of([given, is_wanted]) if certain else any_of([negation(given), is_wanted])

    def _detail(self, name: str, wanted: Iterable[str]) -> Formula:
        if self._details[name].type == "choices":
            return any_of(self._among(name, value) for value in wanted)
        return is_in(("detail", name), wanted)

    @staticmethod
    def _among(name: str, value: str) -> Formula:
        return is_in(("among", name, value), ["yes"])

    def _when_given(self, name: str) -> Formula:
        if name not in self._given:
            # A detail that hangs on itself counts as given.
            self._given[name] = TRUE
            self._given[name] = self.possible(self._details[name].when)
        return self._given[name]

    def _filled(self, formula: Formula) -> list[Formula]:
        """Of several values that can be chosen at once, one is."""
        names = {leaf.variable[1] for leaf in leaves(formula) if leaf.variable[0] == "among"}
        return [any_of(self._among(name, value) for value in self._details[name].values) for name in sorted(names)]

    def _values(self, variable: Variable) -> Collection[str] | None:
        kind, name = variable[:2]
        if kind in ("among", "asked"):
            return ("yes", "no")
        if kind == "answer":
            return self._answers[name]
        detail = self._details[name]
        if detail.type == "integer" and detail.min is not None and detail.max is not None:
            span = range(detail.min, detail.max + 1)
            return [str(number) for number in span] if len(span) <= _RANGE else None
        return detail.named if detail.type in ("choice", "yes_no") else None
