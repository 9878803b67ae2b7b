"""A table of comma-separated values with the place of every cell, so that what is wrong in one can be pointed at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from yotinspect.catalogue import Said, say

#: What may stand between cells; the first of these in the line of headings is taken.
SEPARATORS = ",;\t"


class Cell(NamedTuple):
    """The text of a cell, and the line and column (from 1) at which it begins."""

    text: str
    line: int
    column: int


class BadTableError(Exception):
    """The text is no table; says why, what to do and where."""

    def __init__(self, message: Said, help: Said, line: int, column: int) -> None:
        super().__init__(message)
        self.message, self.help, self.line, self.column = message, help, line, column


def rows(text: str) -> Iterator[list[Cell]]:
    """The rows of a table (RFC 4180; also with semicolons or tabs), without empty ones. Raises BadTableError."""
    reader = _Reader(text)
    while not reader.done:
        row = reader.row()
        if any(cell.text for cell in row):
            yield row


class _Reader:
    def __init__(self, text: str) -> None:
        self.text, self.at, self.line, self.start = text, 0, 1, 0
        head = text.lstrip("\r\n").split("\n", 1)[0]
        found = [(head.index(sign), sign) for sign in SEPARATORS if sign in head]
        self.separator = min(found)[1] if found else ","

    @property
    def done(self) -> bool:
        return self.at >= len(self.text)

    def row(self) -> list[Cell]:
        cells = [self._cell()]
        while not self.done and self.text[self.at] == self.separator:
            self.at += 1
            cells.append(self._cell())
        self._break()
        return cells

    def _break(self) -> None:
        """Go over the end of a line, if one is here."""
        if not self.done and self.text[self.at] in "\r\n":
            self.at += 2 if self.text.startswith("\r\n", self.at) else 1
            self.line, self.start = self.line + 1, self.at

    def _cell(self) -> Cell:
        line, column = self.line, self.at - self.start + 1
        if self.done or self.text[self.at] != '"':
            begun = self.at
            while not self.done and self.text[self.at] not in (self.separator, "\r", "\n"):
                self.at += 1
            return Cell(self.text[begun : self.at].strip(), line, column)
        self.at += 1
        parts = []
        while True:
            if self.done:
                raise BadTableError(say("A quote begins here that is not closed."), say("Close it; write \" inside a cell as \"\"."), line, column)  # fmt: skip
            char = self.text[self.at]
            if self.text.startswith('""', self.at):
                parts.append('"')
                self.at += 2
            elif char == '"':
                self.at += 1
                break
            elif char in "\r\n":
                parts.append("\n")
                self._break()
            else:
                parts.append(char)
                self.at += 1
        if not self.done and self.text[self.at] not in (self.separator, "\r", "\n"):
            raise BadTableError(say("Text goes on here behind a quote."), say("Write \" inside a cell as \"\"."), self.line, self.at - self.start + 1)  # fmt: skip
        return Cell("".join(parts).strip(), line, column)
