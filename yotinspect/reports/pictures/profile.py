"""The profile of an inspection: a row for each standard, area or theme, and a mark in the column of the level it reached."""

from __future__ import annotations

from dataclasses import dataclass

from yotinspect.catalogue import catalogue
from yotinspect.reports.pictures import grid
from yotinspect.reports.pictures.drawing import Drawing, Line, finished
from yotinspect.reports.pictures.figures import enough
from yotinspect.reports.pictures.lettering import clean, numbered
from yotinspect.reports.pictures.picture import Level, Picture, Sheet, Table


@dataclass(frozen=True)
class Standing:
    """A standard with the level it reached; None where it is not rated. ``number`` is empty where it has none."""

    number: str
    label: str
    level: Level | None


@dataclass(frozen=True)
class Profile:
    """Standards by domain, and all levels, the worst first. ``cases`` is how many they rest on; None where none did.

    ``one`` and ``many``: what the framework calls its standards.
    """

    one: str
    many: str
    levels: tuple[Level, ...]
    domains: tuple[tuple[str, tuple[Standing, ...]], ...]
    cases: int | None = None


def profile(data: Profile, sheet: Sheet) -> Picture | None:
    """The picture; None where the framework has no levels, there is no standard, or there are too few cases to draw."""
    _ = catalogue(sheet.language)
    everything = [one for _domain, some in data.domains for one in some]
    if not everything or not data.levels or (data.cases is not None and not enough(data.cases, sheet)):
        return None

    def draw(drawing: Drawing) -> None:
        groups = [(domain, [_row(one, sheet) for one in some]) for domain, some in data.domains]
        grid.grid(drawing, groups, data.levels)
        drawing.legend(grid.meant(data.levels))

    counts = [f"{clean(level.word)}: {sum(one.level == level for one in everything)}" for level in data.levels]
    counts.append(f"{_('Not rated')}: {sum(one.level is None for one in everything)}")
    return finished(
        sheet,
        draw,
        _.said("Profile: {many}", many=clean(data.many)),
        _.said(
            "What was reached, in a row each, from the worst rating to the best. {counts}.", counts="; ".join(counts)
        ),
        _.said("Each row has its mark in the column of the rating that was reached; the best is on the right."),
        Table(
            (data.one, _("Rating")),
            tuple(
                (numbered(one.number, one.label), one.level.word if one.level else _("Not rated")) for one in everything
            ),
        ),
    )


def _row(one: Standing, sheet: Sheet) -> grid.Row:
    _, level = catalogue(sheet.language), one.level

    def draw(drawing: Drawing, columns: grid.Columns, y: float) -> None:
        if level is None:
            grid.nowhere(drawing, columns, y)
        else:
            grid.dots(drawing, columns, y, level)
            grid.cell(drawing, columns, y, level)

    words = Line(_("Not rated")) if level is None else Line(level.word, level=level)
    return grid.Row(numbered(one.number, one.label), words, draw)
