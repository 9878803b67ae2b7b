"""A drawing from top to bottom, as SVG: shapes by their part in it, and words that are never cut.

Each shape has a class, to which ``pictures.css`` gives the page's colours, beside attributes that hold without any style.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache

from yotinspect.catalogue import Passage
from yotinspect.reports.pictures.colours import DARK_PAPER, INK, LINE, PAPER, SOFT, on, seen
from yotinspect.reports.pictures.lettering import clean, escaped, wide, wrapped
from yotinspect.reports.pictures.picture import Level, Picture, Sheet, Table

#: Pixels: a column of print or a page on a desk, and what is left of a telephone of 320 beside its margins.
WIDE, NARROW = 624, 280
SMALL, PLAIN, ROW = 13.0, 14.0, 18.0
#: The room of a shape in a legend.
SIGN = 34.0
_FONTS = "Segoe UI, Helvetica Neue, Arial, Libertinus Serif, sans-serif"
#: Has every sign that frameworks use for levels, and is there wherever a document is printed.
_SIGNS = "DejaVu Sans Mono, sans-serif"

_PARTS: dict[str, dict[str, str]] = {
    "ink": {"fill": INK},
    "soft": {"fill": SOFT},
    "open": {"fill": PAPER, "stroke": INK, "stroke-width": "1.2"},
    "none": {"fill": "none", "stroke": SOFT, "stroke-width": "1.2", "stroke-dasharray": "5 4"},
    "line": {"fill": "none", "stroke": SOFT, "stroke-width": "1.2"},
    "strong": {"fill": "none", "stroke": INK, "stroke-width": "2"},
    "halo": {"fill": "none", "stroke": PAPER, "stroke-width": "4"},
    "faint": {"fill": "none", "stroke": LINE, "stroke-width": "1"},
}


@lru_cache(4096)
def number(value: float | Fraction) -> str:
    """A coordinate to a hundredth of a pixel, without noise."""
    text = f"{round(float(value), 2):.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def corners(*points: tuple[float, float]) -> str:
    """The corners of a polygon."""
    return " ".join(f"{number(x)},{number(y)}" for x, y in points)


@dataclass(frozen=True)
class Line:
    """Words on a line of their own; with the shape of a level before them, where they are about one."""

    text: str
    part: str = "ink"
    level: Level | None = None
    bold: bool = False

    @property
    def indent(self) -> float:
        """How much room the shape takes."""
        return wide(clean(self.level.symbol), SMALL) + 4 if self.level else 0.0

    @property
    def wide(self) -> float:
        """How wide it is on one row."""
        return self.indent + wide(clean(self.text), SMALL, bold=self.bold)


@dataclass
class Drawing:
    """What is drawn so far; ``y`` is where it goes on."""

    sheet: Sheet
    width: float
    y: float = 0.0
    parts: list[str] = field(default_factory=list)

    @property
    def beside(self) -> bool:
        """Whether there is room for words beside what they are about; they stand above it otherwise."""
        return self.width > 480

    def shape(self, name: str, part: str, *, text: str | None = None, **place: float | Fraction | str) -> None:
        """An element that is a part of the drawing by its class; underscores in the names of attributes are hyphens."""
        own = "" if self.sheet.concrete else f' class="{part}"'
        self._put(name, own, place | _PARTS[part], text)

    def coloured(self, name: str, level: Level, *, text: str | None = None, **place: float | Fraction | str) -> None:
        """An element in the colour of a level."""
        self._coloured(name, seen(level.colour, PAPER), seen(level.colour, DARK_PAPER), place, text)

    def over(self, name: str, level: Level, *, text: str | None = None, **place: float | Fraction | str) -> None:
        """An element in black or white, on the colour of a level."""
        light, dark = seen(level.colour, PAPER), seen(level.colour, DARK_PAPER)
        self._coloured(name, on(light), on(dark), place, text)

    def _coloured(
        self, name: str, light: str, dark: str, place: dict[str, float | Fraction | str], text: str | None
    ) -> None:
        own = "" if self.sheet.concrete else f' class="level" style="--in-dark:{dark}"'
        self._put(name, own, place | {"fill": light}, text)

    def _put(self, name: str, own: str, place: dict[str, float | Fraction | str], text: str | None) -> None:
        given = "".join(
            f' {key.replace("_", "-")}="{escaped(value) if isinstance(value, str) else number(value)}"'
            for key, value in place.items()
        )
        self.parts.append(f"<{name}{own}{given}" + ("/>" if text is None else f">{escaped(text)}</{name}>"))

    def words(
        self,
        x: float,
        y: float,
        words: str,
        *,
        room: float | None = None,
        size: float = PLAIN,
        bold: bool = False,
        anchor: str = "start",
        part: str = "ink",
    ) -> int:
        """Words with their first baseline at ``y``, over as many rows as the room asks for; how many those are."""
        rows = [clean(words)] if room is None else wrapped(clean(words), room, size, bold=bold)
        for n, row in enumerate(rows):
            place: dict[str, float | Fraction | str] = {"x": x, "y": y + n * ROW, "font_size": size}
            if bold:
                place["font_weight"] = "bold"
            if anchor != "start":
                place["text_anchor"] = anchor
            if isinstance(words, Passage) and words.language != self.sheet.language:
                place["lang"] = words.language
            self.shape("text", part, text=row, **place)
        return len(rows)

    def sign(
        self, x: float, y: float, level: Level, *, size: float = PLAIN, middle: bool = False, over: bool = False
    ) -> float:
        """The shape of a level with its baseline at ``y``, apart from words so that their font stays one; its width."""
        place: dict[str, float | Fraction | str] = {"x": x, "y": y, "font_size": size}
        if middle:
            place["text_anchor"] = "middle"
        if self.sheet.concrete:
            place["font_family"] = _SIGNS
        (self.over if over else self.coloured)("text", level, text=level.symbol, **place)
        return wide(clean(level.symbol), size)

    def line(self, x: float, y: float, line: Line, room: float) -> int:
        """A line in small letters; how many rows it takes."""
        if line.level:
            self.sign(x, y, line.level, size=SMALL)
        room -= line.indent
        return self.words(x + line.indent, y, line.text, room=room, size=SMALL, part=line.part, bold=line.bold)

    def legend(self, entries: Iterable[tuple[Sign, Line]]) -> None:
        """What each shape stands for, side by side as far as there is room."""
        x, self.y = 0.0, self.y + 8
        for draw, line in entries:
            if x and x + SIGN + line.wide > self.width:
                x, self.y = 0.0, self.y + ROW + 4
            draw(self, x, self.y + 9)
            self.y += (self.line(x + SIGN, self.y + 14, line, self.width - SIGN - x) - 1) * ROW
            x += SIGN + line.wide + 16
        self.y += ROW + 4

    def svg(self, name: str, title: str, description: str) -> str:
        """All of it as one element, named so that its words can be pointed to."""
        sheet, height = self.sheet, number(self.y)
        narrow = self.width == NARROW
        # A page knows what svg is; a file by itself has to say.
        space = ' xmlns="http://www.w3.org/2000/svg"' if sheet.concrete else ""
        look = f' font-family="{_FONTS}"' if sheet.concrete else f' class="picture {"narrow" if narrow else "wide"}"'
        # Without the style sheet the wide one shows alone.
        hidden = ' display="none"' if narrow else ""
        return (
            f'<svg{space}{look} role="img" lang="{escaped(sheet.language)}" '
            f'aria-labelledby="{name}-title {name}-text" viewBox="0 0 {number(self.width)} {height}" '
            f'width="{number(self.width)}" height="{height}"{hidden}>\n'
            f'<title id="{name}-title">{escaped(title)}</title>\n<desc id="{name}-text">{escaped(description)}</desc>\n'
            + "\n".join(self.parts)
            + "\n</svg>"
        )


#: Draws a shape for a legend from its left end, about the height of its middle.
Sign = Callable[[Drawing, float, float], None]


def finished(
    sheet: Sheet, draw: Callable[[Drawing], None], title: str, description: str, caption: str, table: Table
) -> Picture:
    """A picture from the way it is drawn, once for each width that it is shown at."""
    name, drawings = escaped(sheet.id).replace(" ", "-"), []
    for width in (WIDE,) if sheet.concrete else (WIDE, NARROW):
        drawing = Drawing(sheet, width)
        draw(drawing)
        drawing.y = float(round(drawing.y + 2))
        drawings.append(drawing)
    svg = "\n".join(
        drawing.svg(name if drawing.width == WIDE else f"{name}-narrow", title, description) for drawing in drawings
    )
    words = Table(tuple(map(clean, table.head)), tuple(tuple(map(clean, row)) for row in table.rows))
    return Picture(svg, title, description, caption, words, WIDE, int(drawings[0].y))
