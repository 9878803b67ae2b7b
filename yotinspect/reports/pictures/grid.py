"""Rows over columns of levels, from the worst to the best: what each row is about, its place, and its level in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from yotinspect.reports.pictures.drawing import PLAIN, ROW, Drawing, Line
from yotinspect.reports.pictures.lettering import clean, wide
from yotinspect.reports.pictures.picture import Level

HEIGHT, _SIGN = 20.0, 12.0
_GAP, _BETWEEN, _WORDS, _LABELS, _NARROW = 14.0, 8.0, 176.0, 0.38, 0.44


@dataclass(frozen=True)
class Columns:
    """Where the columns of levels stand."""

    left: float
    width: float
    levels: tuple[Level, ...]

    def at(self, level: Level) -> float:
        """The middle of the column of a level."""
        return self.left + self.width * (self.levels.index(level) + 0.5)

    @property
    def right(self) -> float:
        """Where the last one ends."""
        return self.left + self.width * len(self.levels)


@dataclass(frozen=True)
class Row:
    """What a row is about, the level it says in words, and how it is drawn from its top."""

    label: str
    words: Line
    draw: Callable[[Drawing, Columns, float], None]


def grid(drawing: Drawing, groups: Sequence[tuple[str, Sequence[Row]]], levels: tuple[Level, ...]) -> None:
    """Draw the rows, under a heading where their group has one, with the shape of each level over its column."""
    some = [(heading, members) for heading, members in groups if members]
    columns = _columns(drawing, [row for _, members in some for row in members], levels)
    if fits(columns):
        drawing.y += ROW
        for level in levels:
            drawing.sign(columns.at(level), drawing.y - 4, level, size=_SIGN, middle=True)
    for heading, members in some:
        if heading:
            drawing.y += 6
            drawing.y += ROW * drawing.words(0, drawing.y + 14, heading, bold=True, room=drawing.width) + 6
        for row in members:
            _row(drawing, columns, row)


def fits(columns: Columns) -> bool:
    """Whether the shape of every level has room in its column."""
    return all(_wide(level) <= columns.width - 6 for level in columns.levels)


def cell(drawing: Drawing, columns: Columns, y: float, level: Level) -> None:
    """The place of a level, in its colour, with its shape in it where there is room."""
    x, room = columns.at(level), columns.width - 4
    drawing.coloured("rect", level, x=x - room / 2, y=y, width=room, height=HEIGHT, rx=3)
    if fits(columns):
        drawing.sign(x, y + 14.5, level, size=_SIGN, middle=True, over=True)


def dots(drawing: Drawing, columns: Columns, y: float, *but: Level | None) -> None:
    """The places of the other levels."""
    for level in columns.levels:
        if level not in but:
            drawing.shape("circle", "soft", cx=columns.at(level), cy=y + HEIGHT / 2, r=2.5)


def nowhere(drawing: Drawing, columns: Columns, y: float) -> None:
    """That there is no level, across all columns."""
    drawing.shape("rect", "none", x=columns.left + 2, y=y, width=columns.right - columns.left - 4, height=HEIGHT, rx=3)


def meant(levels: Sequence[Level]) -> Iterator[tuple[Callable[[Drawing, float, float], None], Line]]:
    """For a legend: the word of every level."""
    for level in levels:

        def sign(drawing: Drawing, x: float, y: float, level: Level = level) -> None:
            drawing.coloured("rect", level, x=x, y=y - 7, width=28, height=14, rx=3)

        yield sign, Line(level.word, level=level)


def _wide(level: Level) -> float:
    return wide(clean(level.symbol), _SIGN)


def _columns(drawing: Drawing, all_rows: Sequence[Row], levels: tuple[Level, ...]) -> Columns:
    if not drawing.beside:
        return Columns(0, _NARROW * drawing.width / max(1, len(levels)), levels)
    left = ceil(min(_LABELS * drawing.width, max(wide(clean(row.label), PLAIN) for row in all_rows))) + _GAP
    words = min(_WORDS, max(row.words.wide for row in all_rows))
    return Columns(left, (drawing.width - words - _GAP - left) / max(1, len(levels)), levels)


def _row(drawing: Drawing, columns: Columns, row: Row) -> None:
    top, beside = drawing.y, drawing.beside
    count = drawing.words(0, top + 15, row.label, room=columns.left - _GAP if beside else drawing.width)
    if not beside:
        top += count * ROW + 3
    row.draw(drawing, columns, top)
    said = drawing.line(columns.right + _GAP, top + 15, row.words, drawing.width - columns.right - _GAP)
    tall = max(HEIGHT, (max(count, said) if beside else said) * ROW)
    drawing.y = top + tall + (_BETWEEN if beside else _BETWEEN + 4)
