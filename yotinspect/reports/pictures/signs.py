"""The shapes of a legend, and what is said of those that several pictures share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from yotinspect.catalogue import N_, catalogue
from yotinspect.reports.pictures import bars
from yotinspect.reports.pictures.drawing import Drawing, Line, Sign
from yotinspect.reports.pictures.picture import Band, Interval

_WIDE, _HIGH = 27.0, 14.0
_NOTHING = N_("nothing, or too little, to draw")


def solid(drawing: Drawing, x: float, y: float) -> None:
    """What was judged sufficient."""
    drawing.shape("rect", "soft", x=x + 1, y=y - _HIGH / 2, width=_WIDE, height=_HIGH)


def empty(drawing: Drawing, x: float, y: float) -> None:
    """What was not."""
    drawing.shape("rect", "open", x=x + 1, y=y - _HIGH / 2, width=_WIDE, height=_HIGH)


def dashed(drawing: Drawing, x: float, y: float) -> None:
    """Nothing to draw."""
    drawing.shape("rect", "none", x=x + 1, y=y - _HIGH / 2, width=_WIDE, height=_HIGH)


def hatched(drawing: Drawing, x: float, y: float) -> None:
    """What is held back."""
    bars.held(drawing, bars.Axis(x + 1, x + 1 + _WIDE), y - bars.HEIGHT / 2)


def whisker(drawing: Drawing, x: float, y: float) -> None:
    """An interval."""
    whole = Interval(Fraction(8), Fraction(92), Fraction(95))
    bars.whisker(drawing, bars.Axis(x + 1, x + 1 + _WIDE), y, whole)


def dot(drawing: Drawing, x: float, y: float) -> None:
    """A mark at one place."""
    bars.dot(drawing, x + _WIDE / 2, y, 6, None)


def upright(drawing: Drawing, x: float, y: float) -> None:
    """Where a band begins."""
    drawing.shape("line", "line", x1=x + _WIDE - 4, x2=x + _WIDE - 4, y1=y - 9, y2=y + 9)


def sufficient(language: str) -> Iterator[tuple[Sign, Line]]:
    """The two parts of a bar."""
    _ = catalogue(language)
    yield solid, Line(_("solid: judged sufficient"))
    yield empty, Line(_("open: judged not sufficient"))


def undrawn(language: str) -> tuple[Sign, Line]:
    """A bar that is not there."""
    return dashed, Line(catalogue(language)(_NOTHING))


def interval(found: Interval, language: str) -> tuple[Sign, Line]:
    """What a sample says."""
    _ = catalogue(language)
    confidence = _.number(float(found.confidence))
    return whisker, Line(_("what the sample says of the whole caseload ({confidence}%)", confidence=confidence))


def bands(found: Sequence[Band], language: str) -> Iterator[tuple[Sign, Line]]:
    """Where each band but the lowest begins."""
    _ = catalogue(language)
    for band in found[1:]:
        words = _("{level} from {percent}%", level=band.level.word, percent=_.number(float(band.start)))
        yield upright, Line(words, level=band.level)
