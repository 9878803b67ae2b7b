"""Whether two routes ask the same cases, however they are written."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import Any

from yotinspect.questions.model import Condition, Detail

#: A route in its plainest form: nested tuples of ("all" | "any" | "not", parts) and ("detail" | "answer", name, values).
Plain = tuple[Any, ...]

_ALWAYS: Plain = ("all", frozenset())


def same_route(
    one: Condition | None,
    details_one: Mapping[str, Detail],
    other: Condition | None,
    details_other: Mapping[str, Detail],
) -> bool:
    """Whether two conditions, each of a set with its details, say the same of every case both sets can hold.

    A value that only one of the sets has makes no difference: no case of the other can have it.
    """
    shared = {name: set(_values(details_one[name])) & set(_values(details_other[name]))
              for name in details_one.keys() & details_other.keys()}  # fmt: skip
    return _plainest(one, details_one, shared) == _plainest(other, details_other, shared)


def _values(detail: Detail) -> list[str]:
    return detail.named


def _plainest(when: Condition | None, details: Mapping[str, Detail], shared: Mapping[str, set[str]]) -> Plain:
    if when is None:
        return _ALWAYS
    if when.not_ is not None:
        return _negated(_plainest(when.not_, details, shared), details, shared)
    for form, parts in (("all", when.all), ("any", when.any)):
        if parts is not None:
            return _joined(form, [_plainest(part, details, shared) for part in parts], details)
    values = frozenset(when.is_ or ())
    if when.answer is not None:
        return ("answer", when.answer, values)
    name = when.detail or ""
    # Numbers and texts have no list of values: what is asked for stands as it is.
    return ("detail", name, values & shared[name] if shared.get(name) else values)


def _negated(plain: Plain, details: Mapping[str, Detail], shared: Mapping[str, set[str]]) -> Plain:
    kind = plain[0]
    if kind == "not":
        inner: Plain = plain[1]
        return inner
    if kind in ("all", "any"):
        return _joined(
            "any" if kind == "all" else "all", [_negated(part, details, shared) for part in plain[1]], details
        )
    detail = details.get(plain[1]) if kind == "detail" else None
    # One of several values that is none of these is one of the others. An answer may also not be asked for at all.
    if detail is not None and detail.type in ("choice", "yes_no") and shared.get(plain[1]):
        return ("detail", plain[1], frozenset(shared[plain[1]] - plain[2]))
    return ("not", plain)


def _joined(form: str, parts: list[Plain], details: Mapping[str, Detail]) -> Plain:
    """``all`` or ``any`` of parts: nested ones of the same kind opened, one alone as it is, order and doubles dropped,
    and what asks for the same detail or answer put together.
    """
    flat: set[Plain] = set()
    for part in parts:
        flat |= part[1] if part[0] == form else {part}
    for one, other in combinations(sorted(flat, key=repr), 2):
        if one[0] == other[0] and one[0] in ("detail", "answer") and one[1] == other[1]:
            several = one[0] == "detail" and one[1] in details and details[one[1]].type == "choices"
            if form == "any" or not several:
                values = one[2] | other[2] if form == "any" else one[2] & other[2]
                return _joined(form, [*(flat - {one, other}), (one[0], one[1], values)], details)
    return next(iter(flat)) if len(flat) == 1 else (form, frozenset(flat))
