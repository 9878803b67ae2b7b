"""Judgements broken down by a detail of the cases: sufficient and not for each kind of case, and what is held back.

Which numbers are held back is decided before: they do not come here, and a bar that lacks one looks like any other such.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from yotinspect.catalogue import catalogue, side_by_side
from yotinspect.reports.pictures import bars, figures, signs
from yotinspect.reports.pictures.drawing import Drawing, Line, Sign, finished
from yotinspect.reports.pictures.lettering import clean
from yotinspect.reports.pictures.picture import Picture, Sheet, Table
from yotinspect.reports.pictures.rows import Row, rows

#: As in published statistics: held back because it is small.
HELD_BACK = "[c]"


@dataclass(frozen=True)
class Kind:
    """The cases of one kind: how many judgements are sufficient and how many not; None where that is held back.

    ``cases`` is how many cases the judgements are of, where one case has several.
    """

    label: str
    yes: int | None
    no: int | None
    cases: int | None = None

    @property
    def base(self) -> int | None:
        """How many judgements count; None where that would give back what is held back."""
        return None if self.yes is None or self.no is None else self.yes + self.no

    @property
    def behind(self) -> int:
        """How many cases it would be drawn from."""
        return (self.base or 0) if self.cases is None else min(self.cases, self.base or 0)


@dataclass(frozen=True)
class Spread:
    """What was judged, by which detail of the cases it is broken down, and each kind of case in the order given."""

    of: str
    by: str
    kinds: tuple[Kind, ...]


def spread(data: Spread, sheet: Sheet) -> Picture | None:
    """The picture; None where no kind of case has as many as are to be drawn from."""
    _, language = catalogue(sheet.language), sheet.language
    if not any(_drawn(kind, sheet) for kind in data.kinds):
        return None

    def draw(drawing: Drawing) -> None:
        rows(drawing, [("", [_row(kind, sheet) for kind in data.kinds])])
        drawing.legend(_entries(data, sheet))

    said = "; ".join(f"{clean(kind.label)}: {', '.join(_printed(kind, language))}" for kind in data.kinds)
    what_is_held = _.said("{sign} stands for a number that is held back because it is small.", sign=HELD_BACK)
    return finished(
        sheet,
        draw,
        _.said("{by}: {of}", of=clean(data.of), by=clean(data.by)),
        _.said("{by}: bars show how often work was judged sufficient. {figures}.", by=clean(data.by), figures=said),
        side_by_side(
            _.said("{by}: {of}.", of=clean(data.of), by=clean(data.by)),
            _.said("Each bar is all judgements on cases of one kind; the solid part is those of sufficient work."),
            what_is_held if any(kind.base is None for kind in data.kinds) else "",
        ),
        Table(
            (data.by, _("Judged sufficient"), _("Judged not sufficient")),
            tuple((kind.label, _cell(kind.yes), _cell(kind.no)) for kind in data.kinds),
        ),
    )


def _drawn(kind: Kind, sheet: Sheet) -> bool:
    return kind.base is not None and figures.enough(kind.behind, sheet)


def _cell(number: int | None) -> str:
    return HELD_BACK if number is None else str(number)


def _printed(kind: Kind, language: str) -> list[str]:
    """The figures of a kind in words; of one that lacks a number, what there is."""
    _ = catalogue(language)
    if kind.yes is not None and kind.no is not None:
        return [figures.based(kind.yes, kind.no, language)]
    if kind.yes is None and kind.no is None:
        return [_("{sign} held back", sign=HELD_BACK)]
    return [
        _("judged sufficient: {number}", number=_cell(kind.yes)),
        _("judged not sufficient: {number}", number=_cell(kind.no)),
    ]


def _row(kind: Kind, sheet: Sheet) -> Row:
    def bar(drawing: Drawing, axis: bars.Axis, y: float) -> None:
        if kind.base is None:
            bars.held(drawing, axis, y)
        elif _drawn(kind, sheet):
            bars.share(drawing, axis, y, Fraction(100 * (kind.yes or 0), kind.base))
        else:
            bars.nothing(drawing, axis, y)

    printed = _printed(kind, sheet.language)
    words = figures.lines(printed[0], kind.behind, 0, sheet) + [Line(more) for more in printed[1:]]
    return Row(kind.label, tuple(words), bar)


def _entries(data: Spread, sheet: Sheet) -> Iterator[tuple[Sign, Line]]:
    _ = catalogue(sheet.language)
    yield from signs.sufficient(sheet.language)
    if any(kind.base is None for kind in data.kinds):
        yield signs.hatched, Line(_("hatched: held back, {sign}", sign=HELD_BACK))
    if any(kind.base is not None and not _drawn(kind, sheet) for kind in data.kinds):
        yield signs.undrawn(sheet.language)
