"""An overall score among those that were published of other services, against the bands of the overall rating."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from yotinspect.catalogue import catalogue, side_by_side
from yotinspect.ratings.words import of, whole_percent
from yotinspect.reports.pictures.drawing import ROW, SMALL, Drawing, Line, corners, finished
from yotinspect.reports.pictures.lettering import clean, wide
from yotinspect.reports.pictures.picture import Level, Picture, Sheet, Table

_TALL = 84.0


@dataclass(frozen=True)
class Scores:
    """A score out of so many points, the bands of the overall rating (level, from, to, in whole points, the worst first),
    and of how many other services each score was published. ``source``: when.
    """

    of: str
    score: int
    max: int
    bands: tuple[tuple[Level, int, int], ...]
    published: tuple[tuple[int, int], ...]
    source: str

    @property
    def services(self) -> int:
        """Of how many services a score was published."""
        return sum(number for _score, number in self.published)


def scores(data: Scores, sheet: Sheet) -> Picture | None:
    """The picture; None where nothing was published. Scores of services point to no child."""
    _ = catalogue(sheet.language)
    if not data.services:
        return None
    columns = {score: number for score, number in sorted(data.published) if number}

    def draw(drawing: Drawing) -> None:
        strip = _Strip(data, columns, drawing)
        strip.draw()
        drawing.legend((_no_shape, Line(level.word, level=level)) for level in strip.unsaid)

    lower = sum(number for score, number in columns.items() if score < data.score)
    same, most = columns.get(data.score, 0), max(columns.values())
    found = []
    for level, low, high in data.bands:
        here = [(score, number) for score, number in columns.items() if low <= score <= high]
        number = sum(one for _score, one in here)
        share = f"{whole_percent(Fraction(100 * number, data.services))}%"
        each = ", ".join(f"{score} ({one})" for score, one in here) or "–"
        found.append((level.word, points(low, high), of(number, data.services, share, sheet.language), each))
    return finished(
        sheet,
        draw,
        _.said("{of} among published scores", of=clean(data.of)),
        _.said(
            "{of} has {score} of {max} points. Services with a published score: {services}. Lower: {lower}. The same: {same}. Higher: {higher}.",
            of=clean(data.of), score=data.score, max=data.max, services=data.services, lower=lower, same=same,
            higher=data.services - lower - same,
        ),
        side_by_side(
            _.said("Each column is a score and how many services it was published of; the tallest is {most}.", most=most),
            _.said("{label}. Services: {services}.", label=clean(data.source), services=data.services),
        ),
        Table((_("Overall rating"), _("Points"), _("Services"), _("Each score (services)")), tuple(found)),
    )  # fmt: skip


def points(low: int, high: int) -> str:
    """From how many points to how many."""
    return f"{low}–{high}" if low != high else str(low)


def _no_shape(drawing: Drawing, x: float, y: float) -> None:
    """The shape of a level is before its word already."""


@dataclass
class _Strip:
    data: Scores
    columns: dict[int, int]
    drawing: Drawing
    #: Levels for whose words there was no room in their band.
    unsaid: list[Level] = field(default_factory=list)

    def draw(self) -> None:
        drawing, data = self.drawing, self.data
        self.step = drawing.width / (data.max + 1)
        self._own_words()
        top = drawing.y
        drawing.y += _TALL
        self._zones(top)
        most, gap = max(self.columns.values()), min(3.0, self.step / 5)
        for score, number in self.columns.items():
            tall = _TALL * number / most
            x, width = score * self.step + gap / 2, self.step - gap
            drawing.shape("rect", "soft", x=x, y=drawing.y - tall, width=width, height=tall)
        self._pointer(top)
        drawing.shape("line", "strong", x1=0, x2=drawing.width, y1=drawing.y, y2=drawing.y)
        self._figures()

    def _middle(self) -> float:
        return (self.data.score + 0.5) * self.step

    def _own_words(self) -> None:
        """Whose score it is, over its column as far as the edges allow."""
        drawing, data, _ = self.drawing, self.data, catalogue(self.drawing.sheet.language)
        words = clean(_("{of}: {score} of {max}", of=data.of, score=data.score, max=data.max))
        room = wide(words, SMALL, bold=True)
        x = max(0.0, min(self._middle() - room / 2, drawing.width - room))
        drawing.y += 14
        drawing.y += ROW * drawing.words(x, drawing.y, words, size=SMALL, bold=True, room=drawing.width) - 10

    def _pointer(self, top: float) -> None:
        """From the words down to the column, or to the ground where no other service has that score."""
        x, drawing = self._middle(), self.drawing
        most = max(self.columns.values())
        end = drawing.y - _TALL * self.columns.get(self.data.score, 0) / most
        drawing.shape("line", "halo", x1=x, x2=x, y1=top, y2=end)
        drawing.shape("line", "strong", x1=x, x2=x, y1=top, y2=end)
        drawing.shape("polygon", "ink", points=corners((x - 7, top), (x + 7, top), (x, top + 11)))

    def _zones(self, top: float) -> None:
        for _level, low, _high in self.data.bands[1:]:
            x = low * self.step
            self.drawing.shape("line", "line", x1=x, x2=x, y1=top, y2=self.drawing.y + 2 * ROW, stroke_dasharray="3 3")

    def _figures(self) -> None:
        """Each band with its points, and its shape and word where there is room."""
        drawing = self.drawing
        drawing.y += ROW
        for level, low, high in self.data.bands:
            middle, room = (low + high + 1) / 2 * self.step, (high - low + 1) * self.step - 8
            line = Line(level.word, level=level)
            drawing.words(middle, drawing.y, points(low, high), size=SMALL, anchor="middle", part="soft")
            if line.wide <= room:
                drawing.line(middle - line.wide / 2, drawing.y + ROW, line, room)
            else:
                drawing.sign(middle, drawing.y + ROW, level, size=SMALL, middle=True)
                self.unsaid.append(level)
        drawing.y += ROW + 8
