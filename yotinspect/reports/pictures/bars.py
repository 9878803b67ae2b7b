"""Bars of 0 to 100 per cent: the sufficient part solid, the rest open, what is held back hatched, an interval over it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from yotinspect.reports.pictures.drawing import Drawing, number
from yotinspect.reports.pictures.picture import Interval, Level

HEIGHT = 16.0
#: Under a bar, for an interval.
LANE = 18.0
_PITCH, _CAP = 7.0, 4.5


@dataclass(frozen=True)
class Axis:
    """Where 0 and 100 per cent stand."""

    left: float
    right: float

    def at(self, percent: Fraction | int) -> float:
        """Where a percentage stands."""
        return self.left + (self.right - self.left) * float(percent) / 100

    def box(self, drawing: Drawing, part: str, y: float) -> None:
        """A box over the whole of it."""
        drawing.shape("rect", part, x=self.left, y=y, width=self.right - self.left, height=HEIGHT)


def share(drawing: Drawing, axis: Axis, y: float, percent: Fraction, level: Level | None = None) -> None:
    """How much of all is sufficient: in the colour of its level, where it has one."""
    axis.box(drawing, "open", y)
    x, width = axis.left, axis.at(percent) - axis.left
    if percent and level is None:
        drawing.shape("rect", "soft", x=x, y=y, width=width, height=HEIGHT)
    elif percent and level is not None:
        drawing.coloured("rect", level, x=x, y=y, width=width, height=HEIGHT)


def nothing(drawing: Drawing, axis: Axis, y: float) -> None:
    """That there is nothing to draw, or too little."""
    axis.box(drawing, "none", y)


def held(drawing: Drawing, axis: Axis, y: float) -> None:
    """That something is held back: the same whatever it is."""
    axis.box(drawing, "open", y)
    lines, x = [], axis.left + _PITCH
    while x < axis.right + HEIGHT:
        # From the top, or the right side, down to the left to the bottom, or the left side.
        start, end = min(x, axis.right), max(x - HEIGHT, axis.left)
        lines.append(f"M{number(start)} {number(y + x - start)}L{number(end)} {number(y + x - end)}")
        x += _PITCH
    drawing.shape("path", "line", d="".join(lines))


def whisker(drawing: Drawing, axis: Axis, y: float, interval: Interval) -> None:
    """An interval at a height, on a margin of paper so that it is seen over other lines."""
    low, high = number(axis.at(interval.low)), number(axis.at(interval.high))
    top, bottom = number(y - _CAP), number(y + _CAP)
    d = f"M{low} {number(y)}H{high}M{low} {top}V{bottom}M{high} {top}V{bottom}"
    drawing.shape("path", "halo", d=d, stroke_linecap="square")
    drawing.shape("path", "strong", d=d)


def dot(drawing: Drawing, x: float, y: float, radius: float, level: Level | None) -> None:
    """A mark at one place, on a margin of paper."""
    drawing.shape("circle", "halo", cx=x, cy=y, r=radius)
    if level is None:
        drawing.shape("circle", "soft", cx=x, cy=y, r=radius)
    else:
        drawing.coloured("circle", level, cx=x, cy=y, r=radius)
