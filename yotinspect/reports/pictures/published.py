"""How often each overall rating was published of many services, with the one that this inspection has."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from yotinspect.catalogue import catalogue
from yotinspect.ratings.words import of, whole_percent
from yotinspect.reports.pictures import bars, signs
from yotinspect.reports.pictures.drawing import Drawing, Line, finished
from yotinspect.reports.pictures.lettering import clean
from yotinspect.reports.pictures.picture import Level, Picture, Sheet, Table
from yotinspect.reports.pictures.rows import Row, rows


@dataclass(frozen=True)
class Among:
    """Of how many services each overall rating was published (None where that was not seen), the best first.

    ``label``: by whom and when; ``of``: whose inspection this is; ``level``: the overall rating that it has.
    """

    label: str
    services: int
    levels: tuple[tuple[Level, int | None], ...]
    of: str
    level: Level | None


def published(data: Among, sheet: Sheet) -> Picture | None:
    """The picture; None where nothing was published. Ratings of services point to no child."""
    _, language = catalogue(sheet.language), sheet.language
    if data.services < 1 or all(number is None for _level, number in data.levels):
        return None

    def draw(drawing: Drawing) -> None:
        rows(drawing, [("", [_row(level, number, data, language) for level, number in data.levels])])
        entries = [(signs.solid, Line(_("share of the services")))]
        if any(number is None for _level, number in data.levels):
            entries.append((signs.dashed, Line(_("not seen"))))
        drawing.legend(entries)

    said = "; ".join(f"{clean(level.word)}: {_based(number, data, language)}" for level, number in data.levels)
    return finished(
        sheet,
        draw,
        _.said("{of} among published ratings", of=clean(data.of)),
        _.said(
            "How often each overall rating was published. {figures}. {of} has: {level}.",
            figures=said, of=clean(data.of), level=clean(data.level.word) if data.level else _("Not rated"),
        ),
        _.said("{label}. Services: {services}.", label=clean(data.label), services=data.services),
        Table(
            (_("Overall rating"), _("Services")),
            tuple((level.word, _based(number, data, language)) for level, number in data.levels),
        ),
    )  # fmt: skip


def _based(number: int | None, data: Among, language: str) -> str:
    _ = catalogue(language)
    if number is None:
        return _("not seen")
    return of(number, data.services, f"{whole_percent(Fraction(100 * number, data.services))}%", language)


def _row(level: Level, number: int | None, data: Among, language: str) -> Row:
    _ = catalogue(language)

    def bar(drawing: Drawing, axis: bars.Axis, y: float) -> None:
        if number is None:
            bars.nothing(drawing, axis, y)
        else:
            bars.share(drawing, axis, y, Fraction(100 * number, data.services), level)

    here = (Line(_("{of} is here", of=data.of), bold=True),) if level == data.level else ()
    return Row(level.word, (Line(_based(number, data, language)),), bar, under=here, level=level)
