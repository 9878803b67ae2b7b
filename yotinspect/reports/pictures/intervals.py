"""Key questions with what the sample says of the whole caseload: an exact interval each, against the bands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from yotinspect.catalogue import catalogue
from yotinspect.reports.pictures import bars, figures, signs
from yotinspect.reports.pictures.drawing import Drawing, Line, Sign, finished
from yotinspect.reports.pictures.judgements import Judged, Judgements, rated, table_of
from yotinspect.reports.pictures.lettering import clean
from yotinspect.reports.pictures.picture import Picture, Sheet
from yotinspect.reports.pictures.rows import Row, rows

_RADIUS = 6


def intervals(data: Judgements, sheet: Sheet) -> Picture | None:
    """The picture, of those whose interval is known; None where no such has as many cases as are to be drawn from."""
    _, language = catalogue(sheet.language), sheet.language
    groups = tuple((heading, tuple(one for one in some if _known(one, sheet))) for heading, some in data.groups)
    data = replace(data, groups=tuple((heading, some) for heading, some in groups if some))
    if not data.everything:
        return None

    def draw(drawing: Drawing) -> None:
        rows(drawing, [(heading, [_row(one, sheet) for one in some]) for heading, some in data.groups], data.bands)
        drawing.legend(_entries(data, language))

    said = "; ".join(
        f"{clean(one.label)}: {clean(one.printed(language))} ({figures.between(one.interval, language)})"
        for one in data.everything
    )
    return finished(
        sheet,
        draw,
        _.said("How firm the figures are: {of}", of=clean(data.of)),
        _.said("What the cases say of the whole caseload, for each key question. {figures}.", figures=said),
        _.said(
            "The mark is the percentage of the cases that were read. The line is where that of the whole caseload lies, by an exact interval; where it crosses the beginning of a rating, other cases might have given another rating."
        ),
        table_of(data, language),
    )


def _known(one: Judged, sheet: Sheet) -> bool:
    return one.interval is not None and one.drawn(sheet)


def _row(one: Judged, sheet: Sheet) -> Row:
    def lane(drawing: Drawing, axis: bars.Axis, y: float) -> None:
        middle = y + bars.HEIGHT / 2
        drawing.shape("line", "faint", x1=axis.left, x2=axis.right, y1=middle, y2=middle)

    def over(drawing: Drawing, axis: bars.Axis, y: float) -> None:
        assert one.interval is not None
        assert one.percent is not None
        bars.whisker(drawing, axis, y + bars.HEIGHT / 2, one.interval)
        bars.dot(drawing, axis.at(one.percent), y + bars.HEIGHT / 2, _RADIUS, one.level)

    words = figures.lines(one.printed(sheet.language), one.yes + one.no, 0, sheet)
    words.append(Line(figures.between(one.interval, sheet.language)))
    if one.firm:
        words.append(Line(one.firm, "soft"))
    return Row(one.label, tuple(words), lane, over, (rated(one, sheet),))


def _entries(data: Judgements, language: str) -> Iterator[tuple[Sign, Line]]:
    _ = catalogue(language)
    yield signs.dot, Line(_("the cases that were read"))
    found = data.everything[0].interval
    assert found is not None
    yield signs.interval(found, language)
    yield from signs.bands(data.bands, language)
