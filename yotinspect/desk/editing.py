"""Changes of a case file as bytes: what they do not touch stays as it was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from yotinspect.cases.model import Answer, Case
from yotinspect.desk.merging import Change, Where, at, changed, same
from yotinspect.yamledit import WIDTH, CannotEditError, Edits, Lines, Value, in_flow, written
from yotinspect.yamlfile import CASE_LIMIT, Block, YamlFile

#: For each section of a case file, in which order its keys are wanted.
Order = Mapping[str, Sequence[str]]

#: The keys of a case file and of an answer, in the order of their models.
_TOP = tuple(Case.model_fields)
_PARTS = tuple(Answer.model_fields)


class TooLargeError(CannotEditError):
    """With the changes the file would be larger than a case may be."""


def edited(file: YamlFile, changes: Sequence[Change], order: Order) -> YamlFile:
    """The file with changes made to it, read again and found to say what it should.

    Raises CannotEditError where a change does not fit what stands around it.
    """
    try:
        return _edited(file, changes, order, parts=True)
    except TooLargeError:
        raise
    except CannotEditError:
        # What cannot be changed in its parts is written anew as a whole.
        return _edited(file, changes, order, parts=False)


def _edited(file: YamlFile, changes: Sequence[Change], order: Order, *, parts: bool) -> YamlFile:
    edits = _Edited(file, order, parts=parts)
    for change in sorted(changes, key=lambda change: _rank(change.where, order)):
        edits.make(change)
    made = edits.made()
    if len(made.data) > CASE_LIMIT:
        raise TooLargeError("The file would be too large.")
    wrong = any(not same(at(made.root, change.where), change.value) for change in changes)
    if wrong or not {change.where for change in changes}.issuperset(changed(file.root, made.root)):
        raise CannotEditError("The change does not fit what stands around it.")
    return made


class _Edited:
    """The changes of one save, gathered."""

    def __init__(self, file: YamlFile, order: Order, *, parts: bool) -> None:
        self.file, self.order, self.parts = file, order, parts
        self.edits = Edits(file)
        #: Sections that are not there or empty, with what goes into each.
        self.sections: dict[Where, list[str]] = {}

    def make(self, change: Change) -> None:
        where, value = change
        above = at(self.file.root, where[:-1])
        if not isinstance(above, Block) or not above:
            if value is not None:
                lines = written(where[-1], value or None, 0, flow=_fits(where, value))
                self.sections.setdefault(where[:-1], []).extend(lines)
        elif value is None:
            self._take_out(where, above)
        else:
            self._put(where, value, above.get(where[-1]))

    def made(self) -> YamlFile:
        for where, lines in self.sections.items():
            self.edits.set(where, Lines(lines), after=_after(self.file, where, self.order))
        return self.edits.made()

    def _take_out(self, where: Where, above: Block) -> None:
        if where[-1] not in above:
            return
        if len(above) > 1:
            self.edits.remove(where)
        else:
            # The last key stays, empty, with the comments around it: to a case that is the same.
            self.edits.set(where, None)

    def _put(self, where: Where, value: Value, old: object) -> None:
        if self.parts and isinstance(old, Block) and old:
            # A yes in the place of a block with comments in it is written into the block.
            short = isinstance(value, str) and bool(value) and len(where) == 2 and where[0] == "answers"
            new = {"answer": value} if short and self._commented(old) else value
            if (
                isinstance(new, Mapping)
                and set(new) & set(old)
                and not (old.event.flow_style and not _fits(where, new))
            ):
                for part in _parts(old, new):
                    self._part((*where, part), new.get(part), old)
                return
        self.edits.set(where, value or None, flow=_fits(where, value), after=_after(self.file, where, self.order))

    def _part(self, where: Where, value: Value, block: Block) -> None:
        if value is None or value == "" or value == []:
            if where[-1] in block:
                self.edits.remove(where)
        elif where[-1] not in block or not same(block[where[-1]], value):
            after = [name for name in _PARTS[: _rank_of(where[-1], _PARTS)] if name in block]
            self.edits.set(where, value, flow=True, after=after[-1] if after else None)

    def _commented(self, block: Block) -> bool:
        return "#" in "".join(self.file.lines[block.event.start_mark.line : block.end.start_mark.line + 1])


def _parts(old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[str]:
    names = dict.fromkeys([*old, *new])
    yield from sorted(names, key=lambda name: _rank_of(name, _PARTS))


def _fits(where: Where, value: Value) -> bool:
    """Whether a value may stand in braces on one line."""
    if not isinstance(value, Mapping):
        return True
    texts = [part for part in value.values() if isinstance(part, str)]
    if any("\n" in text for text in texts) or sum(map(len, texts)) > WIDTH:
        return False
    return len(f"{'  ' * (len(where) - 1)}{where[-1]}: {in_flow(value)}") <= WIDTH


def _wanted(where: Where, order: Order) -> Sequence[str]:
    return _TOP if len(where) == 1 else order.get(where[0], ()) if len(where) == 2 else ()


def _rank(where: Where, order: Order) -> tuple[int, int]:
    return _rank_of(where[0], _TOP), _rank_of(where[-1], _wanted(where, order))


def _rank_of(name: str, wanted: Sequence[str]) -> int:
    return wanted.index(name) if name in wanted else len(wanted)


def _after(file: YamlFile, where: Where, order: Order) -> str | None:
    """The key that a new one is put behind: the nearest that is wanted before it."""
    wanted, block = _wanted(where, order), at(file.root, where[:-1])
    if where[-1] not in wanted or not isinstance(block, Block):
        return None
    before = [name for name in wanted[: _rank_of(where[-1], wanted)] if name in block]
    return before[-1] if before else None
