"""A table as text (CSV, RFC 4180) with the place of every cell, so that a finding can point at it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from yotinspect.catalogue import Said, say


class Cell(NamedTuple):
    """A value as it stands in a file, with its line and column (from 1)."""

    text: str
    line: int
    column: int


class NoTableError(Exception):
    """What is not a table, where it stops being one, and what to do about it."""

    def __init__(self, message: Said, help: Said, line: int, column: int) -> None:
        super().__init__(message)
        self.message, self.help, self.line, self.column = message, help, line, column


#: What Excel writes, and wants, before the first line of a table to say by what cells are parted.
_SAID = re.compile(r"""[\r\n]*(?:sep=([^\w\s"]|\t)|"sep=([^\w\s"]|\t)")(?:\r\n|\n|\Z)""", re.IGNORECASE)


def parted(text: str) -> tuple[str, int]:
    """By what the cells of a table are parted, and where its first line begins: as a line ``sep=;`` before it says, else by
    commas, or by semicolons or tabs where the first line has more of those.
    """
    if said := _SAID.match(text):
        return said[1] or said[2], said.end()
    return max(",;\t", key=text.lstrip("\r\n").partition("\n")[0].count), 0


def rows(text: str) -> Iterator[list[Cell]]:
    """The rows of a table, its header first; rows with nothing in them are left out, and a line
    within a cell ends as lines do here. Raises NoTableError.

    Cells are parted as ``parted`` says.
    """
    comma, at = parted(text)
    ends = re.compile(f"[{re.escape(comma)}\r\n]")
    line, begun = text.count("\n", 0, at) + 1, at
    row: list[Cell] = []
    while at < len(text):
        start = (line, at - begun + 1)
        if text[at] == '"':
            value, at, line, begun = _quoted(text, at + 1, line, begun, start)
            if at < len(text) and text[at] not in f"{comma}\r\n":
                raise NoTableError(
                    say("Text goes on here after a quote that was closed."),
                    say("Inside a cell a quote is doubled; or export the table again."),
                    line, at - begun + 1,
                )  # fmt: skip
        else:
            found = ends.search(text, at)
            end = found.start() if found else len(text)
            value, at = text[at:end], end
        row.append(Cell(value, *start))
        if text[at : at + 1] == comma:
            at += 1
            if at < len(text) and text[at] not in "\r\n":
                continue
            # A comma at the end of a line has an empty cell behind it.
            row.append(Cell("", line, at - begun + 1))
        at += 2 if text[at : at + 2] == "\r\n" else 1
        if any(cell.text for cell in row):
            yield row
        line, begun, row = line + 1, at, []


def _quoted(text: str, at: int, line: int, begun: int, start: tuple[int, int]) -> tuple[str, int, int, int]:
    """The text of a cell in quotes that begins at ``at``, and where reading goes on behind it."""
    parts = []
    while True:
        end = text.find('"', at)
        if end < 0:
            raise NoTableError(
                say("A quote begins here and is not closed."),
                say("Close it; or export the table again, if the file was cut off."),
                *start,
            )
        inside = text[at:end].replace("\r\n", "\n").replace("\r", "\n")
        parts.append(inside)
        if "\n" in inside:
            line += inside.count("\n")
            begun = max(text.rfind("\n", at, end), text.rfind("\r", at, end)) + 1
        if text[end + 1 : end + 2] != '"':
            return '"'.join(parts), end + 1, line, begun
        at = end + 2
