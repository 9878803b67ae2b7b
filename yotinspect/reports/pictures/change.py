"""Standards against the inspection before: from which level each came, and where it is now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from yotinspect.catalogue import catalogue
from yotinspect.reports.pictures import grid
from yotinspect.reports.pictures.drawing import Drawing, Line, Sign, corners, finished
from yotinspect.reports.pictures.figures import enough
from yotinspect.reports.pictures.lettering import clean, numbered
from yotinspect.reports.pictures.picture import Level, Picture, Sheet, Table

_RING, _HEAD = 7.0, 6.0


@dataclass(frozen=True)
class Moved:
    """A standard now and before; None where it is not rated. ``new``: it was no part of the inspection before.

    A level before that is none of this framework's is said in words and has no place among the columns.
    """

    number: str
    label: str
    before: Level | None
    now: Level | None
    new: bool = False


@dataclass(frozen=True)
class Change:
    """Standards by domain, the levels of this inspection's framework, the worst first, and which inspection was before.

    ``cases`` is the smaller number of cases that either inspection rests on; None where none did.
    """

    one: str
    many: str
    before: str
    levels: tuple[Level, ...]
    domains: tuple[tuple[str, tuple[Moved, ...]], ...]
    cases: int | None = None


def change(data: Change, sheet: Sheet) -> Picture | None:
    """The picture; None where nothing is rated in both, or there are too few cases to draw."""
    _ = catalogue(sheet.language)
    everything = [one for _domain, some in data.domains for one in some]
    both = [(_rank(data, one.before), _rank(data, one.now)) for one in everything]
    steps = [now - before for before, now in both if before is not None and now is not None]
    if not steps or (data.cases is not None and not enough(data.cases, sheet)):
        return None

    def draw(drawing: Drawing) -> None:
        groups = [(domain, [_row(one, sheet) for one in some]) for domain, some in data.domains]
        grid.grid(drawing, groups, data.levels)
        drawing.legend(_entries(data, sheet.language))

    better, worse = sum(step > 0 for step in steps), sum(step < 0 for step in steps)
    found = [
        (
            numbered(one.number, one.label), one.before.word if one.before else _none(one, sheet.language),
            one.now.word if one.now else _("Not rated"),
        )
        for one in everything
    ]  # fmt: skip
    return finished(
        sheet,
        draw,
        _.said("{many}: now and before", many=clean(data.many)),
        _.said(
            "What was reached now and in the inspection before ({before}). Better: {better}. Worse: {worse}. The same: {same}.",
            before=clean(data.before), better=better, worse=worse, same=len(steps) - better - worse,
        ),
        _.said("Before: {before}. A ring is where it was, the mark in colour where it is now.", before=clean(data.before)),
        Table((data.one, _("Before"), _("Now")), tuple(found)),
    )  # fmt: skip


def _rank(data: Change, level: Level | None) -> int | None:
    return data.levels.index(level) if level in data.levels else None


def _none(one: Moved, language: str) -> str:
    _ = catalogue(language)
    return _("Not part of it") if one.new else _("Not rated")


def _row(one: Moved, sheet: Sheet) -> grid.Row:
    def draw(drawing: Drawing, columns: grid.Columns, y: float) -> None:
        if one.now is None:
            grid.nowhere(drawing, columns, y)
        else:
            grid.dots(drawing, columns, y, one.now, one.before)
            grid.cell(drawing, columns, y, one.now)
        if one.before is not None and one.before in columns.levels and one.before != one.now:
            _from(drawing, columns, y + grid.HEIGHT / 2, one.before, one.now)

    return grid.Row(numbered(one.number, one.label), Line(_said(one, sheet.language), level=one.now), draw)


def _said(one: Moved, language: str) -> str:
    _ = catalogue(language)
    now = one.now.word if one.now else _("Not rated")
    if one.new:
        return _("{now}; no part of it before", now=now)
    if one.before == one.now:
        return _("{now}, as before", now=now)
    return _("{now}; before: {before}", now=now, before=one.before.word if one.before else _("Not rated"))


def _from(drawing: Drawing, columns: grid.Columns, y: float, before: Level, now: Level | None) -> None:
    """The ring where it was, and an arrow from it to where it is."""
    x = columns.at(before)
    drawing.shape("circle", "strong", cx=x, cy=y, r=_RING)
    if now is None:
        return
    way = 1 if columns.at(now) > x else -1
    start, end = x + way * (_RING + 1), columns.at(now) - way * columns.width / 2
    neck = end - way * _HEAD
    if way * (neck - start) < 0:
        return  # no room: ring and colour say it
    drawing.shape("line", "strong", x1=start, x2=neck, y1=y, y2=y)
    drawing.shape("polygon", "ink", points=corners((end, y), (neck, y - 5), (neck, y + 5)))


def _entries(data: Change, language: str) -> Iterator[tuple[Sign, Line]]:
    _ = catalogue(language)

    def ring(drawing: Drawing, x: float, y: float) -> None:
        drawing.shape("circle", "strong", cx=x + 14, cy=y, r=_RING)

    yield ring, Line(_("before"))
    yield from grid.meant(data.levels)
