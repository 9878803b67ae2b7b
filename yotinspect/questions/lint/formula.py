"""Formulas over variables of a few values each, and whether there are values that make one true."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

#: A variable: a detail, an answer, or whether a value is among those of a detail.
Variable = tuple[str, ...]

#: Formulas are followed so deep.
DEEPEST = 100


class Formula:
    """True, false, a variable with one of some values, or all, any or not of other formulas. Parts may be shared."""

    __slots__ = ("depth", "kind", "parts", "values", "variable")

    def __init__(
        self,
        kind: Literal["true", "false", "in", "all", "any", "not"],
        parts: tuple[Formula, ...] = (),
        variable: Variable = (),
        values: frozenset[str] = frozenset(),
    ) -> None:
        self.kind = kind
        self.parts = parts
        self.variable = variable
        self.values = values
        self.depth: int = 1 + max((part.depth for part in parts), default=0)


TRUE = Formula("true")
FALSE = Formula("false")


def is_in(variable: Variable, values: Iterable[str]) -> Formula:
    """The variable has one of these values."""
    return Formula("in", variable=variable, values=frozenset(values))


def all_of(parts: Iterable[Formula]) -> Formula:
    """Every part is true."""
    left = tuple(part for part in parts if part is not TRUE)
    if FALSE in left:
        return FALSE
    return Formula("all", left) if len(left) > 1 else left[0] if left else TRUE


def any_of(parts: Iterable[Formula]) -> Formula:
    """At least one part is true."""
    left = tuple(part for part in parts if part is not FALSE)
    if TRUE in left:
        return TRUE
    return Formula("any", left) if len(left) > 1 else left[0] if left else FALSE


def negation(part: Formula) -> Formula:
    """The part is false."""
    if part.kind == "not":
        return part.parts[0]
    return FALSE if part is TRUE else TRUE if part is FALSE else Formula("not", (part,))


def leaves(formula: Formula) -> Iterator[Formula]:
    """Every place where a variable stands, each shared one once, in order."""
    seen: set[int] = set()
    waiting = [formula]
    while waiting:
        part = waiting.pop()
        if id(part) not in seen:
            seen.add(id(part))
            waiting += reversed(part.parts)
            if part.kind == "in":
                yield part


@dataclass
class Effort:
    """How many parts of formulas may still be looked at before searches give up."""

    left: int


def satisfiable(
    formula: Formula, values_of: Callable[[Variable], Collection[str] | None], effort: Effort
) -> bool | None:
    """Whether there are values that make the formula true; None where that is not found out with so much effort.

    ``values_of`` gives what a variable can be, or None where it can be anything. Values of a variable that no part of
    the formula tells apart are tried once.
    """
    if formula.depth > DEEPEST or effort.left <= 0:
        return None
    named: dict[Variable, list[frozenset[str]]] = {}
    for leaf in leaves(formula):
        named.setdefault(leaf.variable, []).append(leaf.values)
        effort.left -= 1
    if len(named) > DEEPEST:
        return None
    tries = {variable: _apart(sets, values_of(variable)) for variable, sets in named.items()}
    try:
        return _Search(tries, effort).holds(formula)
    except _TooMuch:
        return None


def _apart(sets: list[frozenset[str]], values: Collection[str] | None) -> list[str]:
    """One value for each way in which a variable can stand to the sets; the empty text is a value that none names."""
    mentioned = frozenset[str]().union(*sets)
    possible = sorted(mentioned if values is None else mentioned & frozenset(values))
    ways = {tuple(value in one for one in sets): value for value in reversed(possible)}
    if values is None or len(values) > len(possible):
        ways[tuple(False for _ in sets)] = ""
    return list(ways.values())


class _TooMuch(Exception):
    pass


class _Search:
    """One variable after another is given each of its values, and the formula made smaller by it."""

    def __init__(self, tries: dict[Variable, list[str]], effort: Effort) -> None:
        self.tries = tries
        self.effort = effort

    def holds(self, formula: Formula) -> bool:
        if formula is TRUE or formula is FALSE:
            return formula is TRUE
        variable = self._next(formula)
        return any(self.holds(self._with(formula, variable, value, {})) for value in self.tries[variable])

    @staticmethod
    def _next(formula: Formula) -> Variable:
        """What stands directly under an 'all' must hold, so it decides soonest."""
        for part in formula.parts if formula.kind == "all" else ():
            if part.kind == "in":
                return part.variable
        return next(leaves(formula)).variable

    def _with(self, formula: Formula, variable: Variable, value: str, known: dict[int, Formula]) -> Formula:
        """The formula where the variable has this value."""
        if not formula.parts:
            if formula.variable != variable or formula.kind != "in":
                return formula
            return TRUE if value in formula.values else FALSE
        found = known.get(id(formula))
        if found is None:
            self.effort.left -= 1
            if self.effort.left < 0:
                raise _TooMuch
            parts = [self._with(part, variable, value, known) for part in formula.parts]
            if formula.kind == "not":
                found = negation(parts[0])
            elif all(new is old for new, old in zip(parts, formula.parts, strict=True)):
                found = formula
            else:
                found = all_of(parts) if formula.kind == "all" else any_of(parts)
            known[id(formula)] = found
        return found
