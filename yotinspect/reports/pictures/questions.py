"""How often each of some questions was judged sufficient, in the order they are given in."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from yotinspect.catalogue import catalogue
from yotinspect.reports.pictures import bars, signs
from yotinspect.reports.pictures.drawing import Drawing, finished
from yotinspect.reports.pictures.figures import based, enough, lines
from yotinspect.reports.pictures.lettering import clean, numbered
from yotinspect.reports.pictures.picture import Picture, Sheet, Table
from yotinspect.reports.pictures.rows import Row, rows

#: Questions are sentences: they have half of the width.
_LABELS = 0.5


@dataclass(frozen=True)
class Asked:
    """A question with its counts."""

    id: str
    text: str
    yes: int
    no: int
    na: int = 0


@dataclass(frozen=True)
class Questions:
    """Questions, and what they are of: a standard, a block, strengths."""

    of: str
    questions: tuple[Asked, ...]


def questions(data: Questions, sheet: Sheet) -> Picture | None:
    """The picture; None where no question has as many cases as are to be drawn from."""
    _, language = catalogue(sheet.language), sheet.language
    drawn = [one for one in data.questions if enough(one.yes + one.no, sheet)]
    if not drawn:
        return None

    def draw(drawing: Drawing) -> None:
        rows(drawing, [("", [_row(one, sheet) for one in data.questions])], labels=_LABELS)
        entries = list(signs.sufficient(language))
        drawing.legend(entries if len(drawn) == len(data.questions) else [*entries, signs.undrawn(language)])

    first, last = drawn[0], drawn[-1]
    head = _("Question"), _("Judged sufficient"), _("Judged not sufficient"), _("Not applicable")
    found = [
        (numbered(one.id, one.text), based(one.yes, one.no, language), str(one.no), str(one.na))
        for one in data.questions
    ]
    return finished(
        sheet,
        draw,
        _.said("Judged sufficient, by question: {of}", of=clean(data.of)),
        _.said(
            "Bars show how often each question was judged sufficient. Bars: {number}. The first, {first}: {at_first}. The last, {last}: {at_last}.",
            number=len(drawn), first=clean(first.id), at_first=based(first.yes, first.no, language),
            last=clean(last.id), at_last=based(last.yes, last.no, language),
        ),
        _.said("Each bar is all cases in which the question applied; the solid part is those judged sufficient."),
        Table(head, tuple(found)),
    )  # fmt: skip


def _row(one: Asked, sheet: Sheet) -> Row:
    base = one.yes + one.no

    def bar(drawing: Drawing, axis: bars.Axis, y: float) -> None:
        if enough(base, sheet):
            bars.share(drawing, axis, y, Fraction(100 * one.yes, base))
        else:
            bars.nothing(drawing, axis, y)

    words = lines(based(one.yes, one.no, sheet.language), base, one.na, sheet)
    return Row(numbered(one.id, one.text), tuple(words), bar)
