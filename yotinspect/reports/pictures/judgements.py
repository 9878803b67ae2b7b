"""How often each key question was judged sufficient: bars of yes and no, with the bands and what a sample says of all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from yotinspect.catalogue import catalogue
from yotinspect.reports.pictures import bars, figures, signs
from yotinspect.reports.pictures.drawing import Drawing, Line, Sign, finished
from yotinspect.reports.pictures.lettering import clean, numbered
from yotinspect.reports.pictures.picture import Band, Interval, Level, Picture, Sheet, Table
from yotinspect.reports.pictures.rows import Row, rows


@dataclass(frozen=True)
class Judged:
    """A key question with its counts. ``based``: how its figures are printed, where that is more than count and percentage;
    ``firm``: how firm its level is, in a word.
    """

    label: str
    yes: int
    no: int
    na: int = 0
    level: Level | None = None
    interval: Interval | None = None
    based: str = ""
    firm: str = ""

    @property
    def percent(self) -> Fraction | None:
        """100 × yes ÷ (yes + no), exact; None where nothing counts."""
        return figures.percent(self.yes, self.no)

    def drawn(self, sheet: Sheet) -> bool:
        """Whether there are enough cases to draw."""
        return figures.enough(self.yes + self.no, sheet)

    def printed(self, language: str) -> str:
        """Its figures in words."""
        return self.based or figures.based(self.yes, self.no, language)


@dataclass(frozen=True)
class Judgements:
    """Key questions in groups, each under its heading (which may be empty), and the bands of their percentages."""

    of: str
    groups: tuple[tuple[str, tuple[Judged, ...]], ...]
    bands: tuple[Band, ...] = ()

    @property
    def everything(self) -> tuple[Judged, ...]:
        """The key questions of all groups."""
        return tuple(one for _heading, members in self.groups for one in members)


def judgements(data: Judgements, sheet: Sheet) -> Picture | None:
    """The picture; None where no key question has as many cases as are to be drawn from."""
    _, language = catalogue(sheet.language), sheet.language
    if not any(one.drawn(sheet) for one in data.everything):
        return None

    def draw(drawing: Drawing) -> None:
        rows(drawing, [(heading, [_row(one, sheet) for one in some]) for heading, some in data.groups], data.bands)
        drawing.legend(_entries(data, sheet))

    said = "; ".join(f"{clean(one.label)}: {clean(one.printed(language))}" for one in data.everything)
    return finished(
        sheet,
        draw,
        _.said("Judged sufficient: {of}", of=clean(data.of)),
        _.said("Bars show how often each key question was judged sufficient. {figures}.", figures=said),
        _.said("Each bar is all cases in which the key question applied; the solid part is those judged sufficient."),
        table_of(data, language),
    )


def _row(one: Judged, sheet: Sheet) -> Row:
    share = one.percent if one.drawn(sheet) else None

    def bar(drawing: Drawing, axis: bars.Axis, y: float) -> None:
        if share is None:
            bars.nothing(drawing, axis, y)
        else:
            bars.share(drawing, axis, y, share, one.level)

    def over(drawing: Drawing, axis: bars.Axis, y: float) -> None:
        if one.interval and share is not None:
            bars.whisker(drawing, axis, y + bars.HEIGHT + bars.LANE / 2, one.interval)

    words = figures.lines(one.printed(sheet.language), one.yes + one.no, one.na, sheet)
    if one.interval and share is not None:
        words.append(Line(figures.between(one.interval, sheet.language), "soft"))
    lane = bars.LANE if one.interval and share is not None else 0.0
    return Row(one.label, tuple(words), bar, over, (rated(one, sheet),), lane=lane)


def rated(one: Judged, sheet: Sheet) -> Line:
    """The level of a key question, or that it has none."""
    _ = catalogue(sheet.language)
    return Line(one.level.word, level=one.level) if one.level else Line(_("Not rated"), "soft")


def _entries(data: Judgements, sheet: Sheet) -> Iterator[tuple[Sign, Line]]:
    yield from signs.sufficient(sheet.language)
    if not all(one.drawn(sheet) for one in data.everything):
        yield signs.undrawn(sheet.language)
    found = next((one.interval for one in data.everything if one.interval and one.drawn(sheet)), None)
    if found:
        yield signs.interval(found, sheet.language)
    yield from signs.bands(data.bands, sheet.language)


def table_of(data: Judgements, language: str) -> Table:
    """All that is known of each key question, in words."""
    _ = catalogue(language)
    head = (
        _("Key question"), _("Judged sufficient"), _("Judged not sufficient"), _("Not applicable"), _("Caseload"),
        _("Rating"),
    )  # fmt: skip
    found = [
        (
            numbered(f"{heading}:", one.label) if heading else one.label, one.printed(language), str(one.no), str(one.na),
            figures.between(one.interval, language), one.level.word if one.level else _("Not rated"),
        )
        for heading, members in data.groups
        for one in members
    ]  # fmt: skip
    return Table(head, tuple(found))
