"""Counts as they are printed, and whether there are enough of them to draw."""

from __future__ import annotations

from fractions import Fraction

from yotinspect.catalogue import catalogue
from yotinspect.ratings.words import of, whole_percent
from yotinspect.reports.pictures.drawing import Line
from yotinspect.reports.pictures.picture import Interval, Sheet


def percent(yes: int, no: int) -> Fraction | None:
    """100 × yes ÷ (yes + no), exact; None where nothing counts."""
    return Fraction(100 * yes, yes + no) if yes + no else None


def enough(base: int, sheet: Sheet) -> bool:
    """Whether there are as many cases as are to be drawn from; nothing is ever drawn from none."""
    return base >= max(1, sheet.draw_from)


def based(yes: int, no: int, language: str) -> str:
    """Figures with their base: ``31 of 39, 79%``."""
    _, share = catalogue(language), percent(yes, no)
    return _("0 of 0") if share is None else of(yes, yes + no, f"{whole_percent(share)}%", language)


def between(interval: Interval | None, language: str) -> str:
    """An interval in words; empty where there is none."""
    if interval is None:
        return ""
    _, low, high = catalogue(language), whole_percent(interval.low), whole_percent(interval.high)
    return _("Caseload: {low}% to {high}%", low=low, high=high)


def lines(printed: str, base: int, na: int, sheet: Sheet) -> list[Line]:
    """What stands beside a bar: the figures, to how many it did not apply, and why there is no bar."""
    _, found = catalogue(sheet.language), [Line(printed)]
    if na:
        found.append(Line(_("not applicable: {number}", number=na), "soft"))
    if base and not enough(base, sheet):
        found.append(Line(_("too few to draw"), "soft"))
    return found
