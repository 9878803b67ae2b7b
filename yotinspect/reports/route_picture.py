"""The route as a picture: screens from top to bottom, blocks on them, and a line from what decides to what hangs on it.

Every line begins and ends with the same letter in the same shape, so that nothing hangs on following it, or on colour.
Fills and strokes are presentation attributes with a class beside them: a stylesheet may give them other colours.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from markupsafe import escape

from yotinspect.catalogue import catalogue
from yotinspect.reports.passages import text_in, typeset
from yotinspect.reports.pictures.lettering import wide, wrapped
from yotinspect.reports.route import Route, RouteBlock, RouteScreen, Some

WIDTH = 760
#: How much of the drawing, at its full width, a page of A4 can hold beside a heading.
SHEET = 1120
_TRACK, _MOST_GUTTER = 15, 240
_SMALL, _PLAIN, _LARGE = 12.5, 14.0, 16.0
_LINE = 17
#: Room at the edge between two sheets, where each line that goes on bears its letter on either side.
_CUT = 56
_FONTS = "Segoe UI, Helvetica Neue, Arial, Libertinus Serif, sans-serif"
_SHAPES = {"detail": "square", "answer": "circle"}


@dataclass(frozen=True)
class Picture:
    """A drawing in one language: SVG elements that fit on a page of A4 each, and make one picture under one another."""

    lang: str
    title: str
    description: str
    sheets: tuple[str, ...]


def pictures(route: Route, languages: Sequence[str]) -> tuple[Picture, ...]:
    """The route drawn once in each language."""
    found = []
    for language in languages:
        # Drawn once to see how tall each screen is, then with room at those before which a new sheet begins.
        once = _Drawing(route, language)
        once.picture()
        found.append(_Drawing(route, language, _sheets(once.tops)).picture())
    return tuple(found)


def _sheets(tops: list[float]) -> frozenset[int]:
    """The screens that begin a sheet, so that none is taller than it may be where that can be helped."""
    begins, top = set(), 0.0
    for n, end in enumerate(tops[1:]):
        if end - top > SHEET and tops[n] > top:
            begins.add(n)
            top = tops[n] - _CUT
    return frozenset(begins)


@dataclass
class _Drawing:
    route: Route
    language: str
    begins: frozenset[int] = frozenset()
    y: float = 0.0
    lines: list[str] = field(default_factory=list)
    wires: list[str] = field(default_factory=list)
    #: Where each line begins, and where it leads: heights by letter.
    starts: dict[str, float] = field(default_factory=dict)
    ends: dict[str, list[float]] = field(default_factory=dict)
    tops: list[float] = field(default_factory=list)
    cuts: list[float] = field(default_factory=list)

    def picture(self) -> Picture:
        _ = catalogue(self.language)
        title = _("The route through the questions")
        description = _(
            "Screens from top to bottom, with the blocks of questions on them in the order of asking. Lettered lines lead from what decides to what hangs on it. The tables after the picture say the same in words."
        )
        self.kinds = {decider.mark: decider.kind for decider in self.route.deciders}
        self.names = {decider.mark: text_in(decider.label, self.language) for decider in self.route.deciders}
        count = len(self.kinds)
        self.step = min(_TRACK, _MOST_GUTTER / count) if count else _TRACK
        self.tracks = {mark: 14 + n * self.step for n, mark in enumerate(self.kinds)}
        self.left = 14 + count * self.step + 22
        for number, screen in enumerate(self.route.screens):
            if number in self.begins:
                self.cuts.append(self.y + _CUT / 2)
                self.y += _CUT
            self.tops.append(self.y)
            self._screen(number + 1, screen)
        self._legend()
        self.tops.append(self.y)
        self._draw_wires()
        height = round(self.y + 4)
        edges = [0.0, *self.cuts, float(height)]
        sheets = [
            self._sheet(n, (title, description), top, end) for n, (top, end) in enumerate(itertools.pairwise(edges), 1)
        ]
        return Picture(self.language, typeset(title), typeset(description), tuple(sheets))

    def _sheet(self, number: int, words: tuple[str, str], top: float, end: float) -> str:
        name = f"route-{self.language}-{number}"
        title, description = (escape(typeset(said)) for said in words)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="route" role="img" lang="{self.language}" '
            f'aria-labelledby="{name}-title {name}-text" viewBox="0 {top:g} {WIDTH} {end - top:g}" width="{WIDTH}" '
            f'height="{end - top:g}" font-family="{_FONTS}" font-size="{_PLAIN:g}">\n'
            f'<title id="{name}-title">{title}</title>\n<desc id="{name}-text">{description}</desc>\n'
            + "\n".join([*self.wires, *self.lines])
            + "\n</svg>"
        )

    def _screen(self, number: int, screen: RouteScreen) -> None:
        self.y += 10
        self._text(self.left, self.y + 17, f"{number}. {text_in(screen.label, self.language)}", _LARGE, bold=True)
        if screen.fields:
            self._text(WIDTH - 8, self.y + 17, text_in(screen.fields, self.language), _SMALL, end=True)
        self.y += 24
        self.lines.append(
            f'<line class="ink" x1="{self.left:g}" x2="{WIDTH - 4}" y1="{self.y:g}" y2="{self.y:g}" stroke="#1a1d21" stroke-width="2"/>'
        )
        self.y += 8
        for mark in screen.decides:
            self._tag(mark, self.left + 8, self.y)
            self.y += 23
        for some in screen.some:
            self._some(some)
        for block in screen.blocks:
            self._block(block)

    def _tag(self, mark: str, x: float, y: float) -> None:
        """What decides: its letter and its name. The line begins at its left side."""
        self._mark(mark, x + 8, y + 9)
        self._text(x + 24, y + 14, self.names[mark], _PLAIN, bold=True)
        self.starts[mark] = y + 9

    def _some(self, some: Some) -> None:
        rows = wrapped(text_in(some.text, self.language), self._room(some.marks), _SMALL)
        x = self.left + 8
        for n, mark in enumerate(some.marks):
            self._mark(mark, x + 8 + n * 20, self.y + 8)
            self.ends.setdefault(mark, []).append(self.y + 8)
        for n, row in enumerate(rows):
            self._text(x + 6 + len(some.marks) * 20, self.y + 12.5 + n * (_LINE - 1), row, _SMALL)
        self.y += len(rows) * (_LINE - 1) + 5

    def _block(self, block: RouteBlock) -> None:
        top, x = self.y, self.left
        at = len(self.lines)
        number = text_in(block.number, self.language)
        room = WIDTH - 12 - x - 16 - wide(number, _SMALL)
        self.y += 5
        for n, row in enumerate(wrapped(text_in(block.label, self.language), room, _PLAIN, bold=True)):
            self._text(x + 10, self.y + 14, row, _PLAIN, bold=True)
            if n == 0:
                self._text(WIDTH - 14, self.y + 14, number, _SMALL, end=True)
            self.y += _LINE + 1
        if block.when or block.some or block.decides:
            self.y += 3
        if block.when:
            self._some(Some(block.when, block.marks))
        for mark in block.decides:
            self._tag(mark, x + 8, self.y)
            self.y += 23
        for some in block.some:
            self._some(some)
        self.y += 5
        dashes = ' stroke-dasharray="6 4"' if block.when else ""
        kind = "block only" if block.when else "block"
        self.lines.insert(
            at,
            f'<rect class="{kind}" x="{x:g}" y="{top:g}" width="{WIDTH - 4 - x:g}" height="{self.y - top:g}" rx="3" '
            f'fill="{"#f3f5f7" if block.when else "#ffffff"}" stroke="#1a1d21" stroke-width="1.3"{dashes}/>',
        )
        self.y += 7

    def _legend(self) -> None:
        _ = catalogue(self.language)
        self.y += 8
        rows = [
            ("box", _("asked in every case")),
            ("dashes", _("the whole block is asked only in some cases")),
            ("square", _("a detail of the case that decides")),
            ("circle", _("an answer that decides")),
        ]
        x = 8.0
        for shape, said in rows:
            words = typeset(said)
            long = 34 + wide(words, _SMALL) + 16
            if x + long > WIDTH and x > 8:
                x = 8.0
                self.y += 22
            if shape in ("box", "dashes"):
                dashes, fill = (' stroke-dasharray="6 4"', "#f3f5f7") if shape == "dashes" else ("", "#ffffff")
                self.lines.append(
                    f'<rect class="{"block only" if dashes else "block"}" x="{x:g}" y="{self.y + 1:g}" width="28" height="15" rx="3" fill="{fill}" stroke="#1a1d21" stroke-width="1.3"{dashes}/>'
                )
            else:
                self.lines.append(_shape(shape, x + 18, self.y + 8))
            self._text(x + 34, self.y + 13, words, _SMALL)
            x += long
        self.y += 20

    def _draw_wires(self) -> None:
        """Lines run down a track of their own; where one crosses another on its way to a block it passes over it."""
        over = []
        far = self.left + 8
        for mark, start in self.starts.items():
            x, ends = self.tracks[mark], self.ends.get(mark, [])
            if not ends:
                continue
            self.wires.append(_wire(f"M{far:g} {start:g}H{x:g}V{max(ends):g}"))
            for end in ends:
                over.append(
                    f'<path class="halo" d="M{x + 3:g} {end:g}H{far:g}" fill="none" stroke="#ffffff" stroke-width="5"/>'
                )
                over.append(_wire(f"M{x:g} {end:g}H{far:g}"))
                over.append(f'<circle class="dot" cx="{x:g}" cy="{end:g}" r="3" fill="#1a1d21"/>')
            for cut in self.cuts:
                if min(start, *ends) < cut < max(start, *ends):
                    self._mark(mark, x, cut - 14, small=True)
                    self._mark(mark, x, cut + 14, small=True)
        self.wires += over

    def _mark(self, mark: str, x: float, y: float, *, small: bool = False) -> None:
        self.lines.append(_shape(_SHAPES[self.kinds[mark]], x, y, min(13.0, self.step - 2) if small else 16))
        size = (11.5 if len(mark) == 1 else 9) * (0.85 if small else 1)
        self.lines.append(
            f'<text class="letter" x="{x:g}" y="{y + 4:g}" font-size="{size:g}" font-weight="bold" text-anchor="middle" fill="#ffffff">{escape(mark)}</text>'
        )

    def _text(self, x: float, y: float, words: str, size: float, *, bold: bool = False, end: bool = False) -> None:
        weight = ' font-weight="bold"' if bold else ""
        anchor = ' text-anchor="end"' if end else ""
        self.lines.append(
            f'<text class="ink" x="{x:g}" y="{y:g}" font-size="{size:g}"{weight}{anchor} fill="#1a1d21">{escape(words)}</text>'
        )

    def _room(self, marks: tuple[str, ...]) -> float:
        return WIDTH - 14 - self.left - 14 - len(marks) * 20


def _wire(path: str) -> str:
    return f'<path class="wire" d="{path}" fill="none" stroke="#4a5560" stroke-width="1.3"/>'


def _shape(shape: str, x: float, y: float, size: float = 16) -> str:
    if shape == "square":
        return f'<rect class="mark" x="{x - size / 2:g}" y="{y - size / 2:g}" width="{size:g}" height="{size:g}" fill="#1a1d21"/>'
    return f'<circle class="mark" cx="{x:g}" cy="{y:g}" r="{size / 2 + 1:g}" fill="#1a1d21"/>'
