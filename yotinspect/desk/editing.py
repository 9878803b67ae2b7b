"""Changes of a case file as bytes: what they do not touch stays as it was written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from yotinspect.cases.model import Case
from yotinspect.desk.merging import Change, at, same
from yotinspect.yamledit import WIDTH, CannotEditError, Edits, Value, in_flow
from yotinspect.yamlfile import Block, YamlFile, parse

#: The keys of a case file in the order of its model.
_TOP = tuple(Case.model_fields)


def edited(file: YamlFile, changes: Sequence[Change], order: Mapping[str, Sequence[str]]) -> bytes:
    """The file with changes made to it, read again and found to say what it should.

    Raises CannotEditError where a change does not fit what stands around it.
    """
    if not changes:
        return file.data
    edits = Edits(file)
    whole: dict[tuple[str, ...], dict[str, Value]] = {}
    for change in sorted(changes, key=lambda change: _rank(change.where, order)):
        _make(edits, file, change, order, whole)
    for where, block in whole.items():
        edits.set(where, block, after=_after(file, where, order))
    data = edits.result()
    again = parse(data, file.name, confidential=True)
    if again.findings or any(not same(at(again.root, change.where), change.value) for change in changes):
        raise CannotEditError("The change does not fit what stands around it.")
    return data


def _make(
    edits: Edits,
    file: YamlFile,
    change: Change,
    order: Mapping[str, Sequence[str]],
    whole: dict[tuple[str, ...], dict[str, Value]],
) -> None:
    where, value = change
    above = at(file.root, where[:-1])
    if not isinstance(above, Block) or not above:
        # The block is not there or empty: it is written with all that goes into it.
        if value is not None:
            whole.setdefault(where[:-1], {})[where[-1]] = value or None
        return
    name = where[-1]
    if value is None:
        if name not in above:
            return
        gone = {c for c in above if c != name}
        if gone or above.event.flow_style:
            edits.remove(where)
        else:
            edits.set(where[:-1], None)
        return
    edits.set(where, value or None, flow=_fits(name, value, len(where)), after=_after(file, where, order))


def _fits(name: str, value: Value, depth: int) -> bool:
    return not isinstance(value, Mapping) or len(f"{'  ' * (depth - 1)}{name}: {in_flow(value)}") <= WIDTH


def _wanted(where: Sequence[str], order: Mapping[str, Sequence[str]]) -> Sequence[str]:
    return _TOP if len(where) == 1 else order.get(where[0], ()) if len(where) == 2 else ()


def _rank(where: Sequence[str], order: Mapping[str, Sequence[str]]) -> tuple[int, int]:
    wanted = _wanted(where, order)
    top = _TOP.index(where[0]) if where[0] in _TOP else len(_TOP)
    return top, wanted.index(where[-1]) if where[-1] in wanted else len(wanted)


def _after(file: YamlFile, where: Sequence[str], order: Mapping[str, Sequence[str]]) -> str | None:
    """The key that a new one is put behind: the nearest that is wanted before it."""
    wanted, block = _wanted(where, order), at(file.root, where[:-1])
    if where[-1] not in wanted or not isinstance(block, Block):
        return None
    before = [name for name in wanted[: wanted.index(where[-1])] if name in block]
    return before[-1] if before else None
