"""A text as it stands in a YAML file, line by line, so that a place inside it can be pointed at."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from yotinspect.yamlfile import Block, Items, YamlFile

#: What stands for one character in quotes: a backslash with the next, two single quotes.
_ESCAPED = {'"': re.compile(r"\\."), "'": re.compile("''")}
_MEANT = {"\\n": "\n", "\\t": "\t", '\\"': '"', "\\\\": "\\", "''": "'"}


class Source(NamedTuple):
    """A text with its lines as they are broken in the file, without indentation; ``starts`` say where pieces begin."""

    text: str
    starts: list[tuple[int, int, int]]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column (from 1) in the file of a character of the text."""
        start, line, column = self.starts[bisect_right(self.starts, (offset, 1 << 30, 0)) - 1]
        return line, column + offset - start


def source(file: YamlFile, path: Sequence[str | int]) -> Source:
    """The text at a path that leads to one."""
    node: Any = file.root
    for step in path[:-1]:
        node = node[step]
    last: Any = path[-1]
    event = node.at[last] if isinstance(node, Items) else node.at[last][1]
    return of_event(file, event)


def of_event(file: YamlFile, event: Any) -> Source:
    """The text of a scalar's event."""
    first, last = event.start_mark, event.end_mark
    pieces: list[tuple[int, int, str]] = []
    for number in range(first.line, min(last.line + 1, len(file.lines))):
        line = file.lines[number]
        end = last.column if number == last.line else len(line)
        start = first.column if number == first.line else 0
        if number > first.line:
            start = min(len(line) - len(line.lstrip(" ")), end)
        pieces.append((number + 1, start + 1, line[start:end].rstrip()))
    if event.style in ("|", ">"):
        pieces = pieces[1:]
    elif event.style in ("'", '"'):
        pieces[0] = (pieces[0][0], pieces[0][1] + 1, pieces[0][2][1:])
        pieces[-1] = (*pieces[-1][:2], pieces[-1][2][:-1])
    return _joined([part for piece in pieces for part in _unescaped(*piece, event.style)])


def placer(file: YamlFile, path: Sequence[str | int], text: str) -> Callable[[int], tuple[int, int]]:
    """Says where a character of a value stands: line and column (from 1), by its position in the value as it was read.

    Lines and blanks of the value need not be those of the file. Where other characters differ as well, as with escapes
    that stand for letters, everything stands where the value begins.
    """
    begin = file.place(path)
    try:
        there = source(file, path)
    except (AttributeError, IndexError, KeyError, TypeError):
        return lambda _: begin
    ours = [n for n, char in enumerate(text) if not char.isspace()]
    theirs = [n for n, char in enumerate(there.text) if not char.isspace()]
    if "".join(text.split()) != "".join(there.text.split()) or len(ours) != len(theirs) or not ours:
        return lambda _: begin
    return lambda offset: there.place(theirs[min(bisect_left(ours, offset), len(theirs) - 1)])


def _unescaped(line: int, column: int, text: str, style: str | None) -> list[tuple[int, int, str, bool]]:
    """A line in pieces of which each character is one of the text; the last says that the line ends with it."""
    pieces, done = [], 0
    for match in _ESCAPED[style].finditer(text) if style in _ESCAPED else ():
        pieces.append((line, column + done, text[done : match.start()], False))
        pieces.append((line, column + match.start(), _MEANT.get(match[0], " "), False))
        done = match.end()
    return [*pieces, (line, column + done, text[done:], True)]


def _joined(pieces: list[tuple[int, int, str, bool]]) -> Source:
    text, starts = "", []
    for line, column, piece, ends in pieces:
        starts.append((len(text), line, column))
        text += piece + "\n" * ends
    return Source(text.rstrip("\n"), starts or [(0, 1, 1)])


def pairs(node: Any) -> Iterator[tuple[Any, Any]]:
    """The events of every key with its text, and of every text in a list twice, in no order."""
    waiting = [node]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Block):
            yield from (part.at[name] for name, value in part.items() if not isinstance(value, Block | Items))
            waiting += part.values()
        elif isinstance(part, Items):
            yield from (
                (at, at) for value, at in zip(part, part.at, strict=True) if not isinstance(value, Block | Items)
            )
            waiting += part


def scalars(node: Any) -> Iterator[Any]:
    """The events of every key and every text of a tree, in no order."""
    waiting = [node]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Block):
            yield from (key for key, _ in part.at.values())
            waiting += part.values()
        elif isinstance(part, Items):
            waiting += part
    yield from (text for _, text in pairs(node))
