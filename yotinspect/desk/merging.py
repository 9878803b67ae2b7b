"""What several people changed in one case file, brought together place by place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from yotinspect.yamledit import Value

#: A place in a case file: its keys from the top, as in ``("answers", "R-A1")``.
Where = tuple[str, ...]

#: Keys that hold a block of places of their own; any other key at the top is one place.
SECTIONS = ("details", "answers")


class Change(NamedTuple):
    """A new value for a place of a case file: an answer or detail as the file has it, in its short or its long form.

    None takes the key out; an empty text leaves the key and empties it (``R-A4:``, not answered yet).
    """

    where: Where
    value: Value


def widened(tree: Any, change: Change, held: Mapping[Where, Change]) -> Change:
    """A change of a part of an answer as one of the answer, with the rest as it stands or as a change that is ``held`` has
    it: an answer is one place, since its parts mean nothing without each other.
    """
    where, value = change
    if len(where) < 3:
        return change
    place = where[:2]
    now = held[place].value if place in held else at(tree, place)
    parts = dict(now) if isinstance(now, Mapping) else {"answer": now}
    parts[where[2]] = value
    return Change(place, {name: part for name, part in parts.items() if part} or "")


class Conflict(NamedTuple):
    """A place that somebody else changed meanwhile to something else than we did. What they wrote stays in the file.

    ``before`` is what stood there when we read it, ``theirs`` what stands there now, ``ours`` what was not written;
    each None where nothing stands.
    """

    where: Where
    before: Value
    theirs: Value
    ours: Value


class Merge(NamedTuple):
    """What to write, what of others was taken in, and where the two meet."""

    write: tuple[Change, ...]
    merged: tuple[Where, ...]
    conflicts: tuple[Conflict, ...]


def merge(before: Any, theirs: Any, changes: Iterable[Change]) -> Merge:
    """Bring our changes of the tree ``before`` together with those that lead to the tree ``theirs``."""
    write, conflicts = [], []
    for change in changes:
        was, now = at(before, change.where), at(theirs, change.where)
        if same(now, change.value):
            continue
        if same(was, now):
            write.append(change)
        else:
            conflicts.append(Conflict(change.where, was, now, change.value))
    if theirs is before:
        return Merge(tuple(write), (), ())
    # A place that both changed to the same is not news.
    ours = {change.where for change in changes if same(at(theirs, change.where), change.value)}
    ours |= {conflict.where for conflict in conflicts}
    merged = tuple(where for where in changed(before, theirs) if where not in ours)
    return Merge(tuple(write), merged, tuple(conflicts))


def changed(before: Any, after: Any) -> Iterator[Where]:
    """The places at which two trees of a case file say something else, in the order of the later one."""
    for key in _keys(after, before):
        if key in SECTIONS:
            inner = [_section(tree.get(key)) for tree in (after, before)]
            yield from ((key, name) for name in _keys(*inner) if not same(inner[0].get(name), inner[1].get(name)))
        elif not same(after.get(key), before.get(key)):
            yield (key,)


def _section(tree: Any) -> Mapping[str, Any]:
    return tree if isinstance(tree, Mapping) else {}


def _keys(*trees: Mapping[str, Any]) -> list[str]:
    return list(dict.fromkeys(key for tree in trees for key in tree))


def at(tree: Any, where: Sequence[str]) -> Any:
    """What stands at a place; None where nothing does."""
    for step in where:
        if not isinstance(tree, Mapping) or step not in tree:
            return None
        tree = tree[step]
    return tree


def same(one: Any, other: Any) -> bool:
    """Whether two values say the same of a case: ``yes`` and ``{answer: yes}`` do, an empty key and none do."""
    return bool(one == other or _meaning(one) == _meaning(other))


def _meaning(value: Any) -> Any:
    if isinstance(value, Mapping):
        parts = {key: _meaning(part) for key, part in value.items()}
        parts = {key: part for key, part in parts.items() if part is not None}
        return (parts.get("answer") if set(parts) <= {"answer"} else parts) if parts else None
    if isinstance(value, str):
        return str(value) or None
    if isinstance(value, Sequence):
        return [_meaning(part) for part in value] or None
    return value
