"""Rows of a picture over one scale of per cent: what each is about, its bar, and what it says in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from yotinspect.catalogue import catalogue
from yotinspect.reports.pictures.bars import HEIGHT, Axis
from yotinspect.reports.pictures.drawing import PLAIN, ROW, SMALL, Drawing, Line
from yotinspect.reports.pictures.lettering import clean, wide
from yotinspect.reports.pictures.picture import Band, Level

_GAP, _BETWEEN, _APART, _MOST_WORDS = 14.0, 12.0, 4.0, 184.0
#: How much of the width words on the left may take before they go over several rows.
LABELS = 0.36
_Draw = Callable[[Drawing, Axis, float], None]


@dataclass(frozen=True)
class Row:
    """What a row is about, what it says, its bar, and what lies over the bar and the lines of the bands.

    ``level``: the level that the whole row is about; ``lane``: the room under the bar that it needs.
    """

    label: str
    words: tuple[Line, ...]
    draw: _Draw
    over: _Draw | None = None
    under: tuple[Line, ...] = ()
    level: Level | None = None
    lane: float = 0.0


def rows(
    drawing: Drawing,
    groups: Iterable[tuple[str, Sequence[Row]]],
    bands: Sequence[Band] = (),
    labels: float = LABELS,
) -> None:
    """Draw rows, under a heading where their group has one, with a line where each band but the first begins."""
    some = [(heading, list(members)) for heading, members in groups if members]
    axis = _axis(drawing, [row for _, members in some for row in members], labels)
    starts = [band.start for band in bands[1:]]
    _header(drawing, axis, starts)
    for heading, members in some:
        if heading:
            drawing.y += 6
            count = drawing.words(0, drawing.y + 14, heading, bold=True, room=drawing.width)
            drawing.y += count * ROW + 4
        _group(drawing, axis, members, starts)


def _axis(drawing: Drawing, all_rows: Sequence[Row], labels: float) -> Axis:
    if not drawing.beside:
        return Axis(1, drawing.width - 1)
    names = [
        wide(clean(row.label), PLAIN) + (wide(clean(row.level.symbol), PLAIN) + 6 if row.level else 0)
        for row in all_rows
    ]
    left = max(names + [line.wide for line in _all(all_rows, "under")])
    right = max([60.0] + [line.wide for line in _all(all_rows, "words")])
    return Axis(ceil(min(labels * drawing.width, left)) + _GAP, floor(drawing.width - min(_MOST_WORDS, right)) - _GAP)


def _all(all_rows: Sequence[Row], name: str) -> Iterator[Line]:
    for row in all_rows:
        yield from getattr(row, name)


def _header(drawing: Drawing, axis: Axis, starts: Sequence[Fraction]) -> None:
    """The scale in figures: where bands begin, a row higher where there is no room, and the ends where there is."""
    tiers: list[list[tuple[float, float]]] = [[]]
    placed: list[tuple[int, float, str, str]] = []
    ends = [(Fraction(0), "start"), (Fraction(100), "end")]
    for percent, anchor in [(start, "middle") for start in starts] + ends:
        words = f"{catalogue(drawing.sheet.language).number(float(percent))}%"
        size, x = wide(words, SMALL), axis.at(percent)
        low = {"start": x, "middle": x - size / 2, "end": x - size}[anchor]
        tier = 0
        while tier < len(tiers) and any(a < low + size and low < b for a, b in tiers[tier]):
            tier += 1
        if tier and anchor != "middle":
            continue
        if tier == len(tiers):
            tiers.append([])
        tiers[tier].append((low - _APART, low + size + _APART))
        placed.append((tier, x, anchor, words))
    drawing.y += len(tiers) * ROW + 3
    for tier, x, anchor, words in placed:
        drawing.words(x, drawing.y - 7 - tier * ROW, words, size=SMALL, anchor=anchor, part="soft")


def _group(drawing: Drawing, axis: Axis, members: Sequence[Row], starts: Sequence[Fraction]) -> None:
    top, bars = drawing.y, []
    for row in members:
        bars.append(_beside(drawing, axis, row) if drawing.beside else _below(drawing, axis, row))
        drawing.y += _BETWEEN
    spans = (
        [(top - 2, drawing.y - _BETWEEN + 2)]
        if drawing.beside
        else [(y - 3, y + HEIGHT + row.lane + 3) for row, y in zip(members, bars, strict=True)]
    )
    for start in starts:
        x = axis.at(start)
        for y in bars:
            drawing.shape("line", "halo", x1=x, x2=x, y1=y - 1, y2=y + HEIGHT + 1)
        for first, last in spans:
            drawing.shape("line", "line", x1=x, x2=x, y1=first, y2=last)
    for row, y in zip(members, bars, strict=True):
        if row.over:
            row.over(drawing, axis, y)


def _beside(drawing: Drawing, axis: Axis, row: Row) -> float:
    """A row with its words on either side of the bar, from the same height; where the bar stands."""
    top, room = drawing.y, axis.left - _GAP
    row.draw(drawing, axis, top)
    left = top + 14 + ROW * _label(drawing, top + 14, row, room)
    for line in row.under:
        left += ROW * drawing.line(0, left, line, room)
    right = top + 14
    for line in row.words:
        right += ROW * drawing.line(axis.right + _GAP, right, line, drawing.width - axis.right - _GAP)
    drawing.y = max(left, right, top + HEIGHT + row.lane + 14) - 14
    return top


def _below(drawing: Drawing, axis: Axis, row: Row) -> float:
    """A row with what it is about over the bar and the rest under it; where the bar stands."""
    y = drawing.y + 14 + ROW * _label(drawing, drawing.y + 14, row, drawing.width)
    for line in row.under:
        y += ROW * drawing.line(0, y, line, drawing.width)
    y -= 9
    row.draw(drawing, axis, y)
    bar, y = y, y + HEIGHT + row.lane + 17
    for line in row.words:
        y += ROW * drawing.line(0, y, line, drawing.width)
    drawing.y = y - 13
    return bar


def _label(drawing: Drawing, y: float, row: Row, room: float) -> int:
    indent = drawing.sign(0, y, row.level) + 6 if row.level else 0.0
    return drawing.words(indent, y, row.label, room=room - indent)
