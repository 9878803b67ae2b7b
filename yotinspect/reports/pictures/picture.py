"""What pictures are made of and what comes of them, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Level:
    """A level as it is shown: word, shape and colour (``#rrggbb``) together."""

    word: str
    symbol: str
    colour: str


@dataclass(frozen=True)
class Band:
    """The level of a percentage from ``start`` (inclusive) up to where the next band starts."""

    level: Level
    start: Fraction


@dataclass(frozen=True)
class Interval:
    """What a sample says of its caseload, in per cent: an exact interval and its confidence."""

    low: Fraction
    high: Fraction
    confidence: Fraction


@dataclass(frozen=True)
class Sheet:
    """Where a picture is put. ``id`` is its own on the page, ``draw_from`` the fewest cases that anything is drawn from.

    ``concrete``: without any style, in the colours of light paper, for documents that know no style sheet.
    """

    id: str
    language: str
    draw_from: int
    concrete: bool = False


@dataclass(frozen=True)
class Table:
    """The data that a picture was drawn from, as words."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Picture:
    """A picture with its words: ``description`` is for those who do not see it, ``caption`` says how to read it.

    ``svg`` holds it twice, wide and narrow, of which ``pictures.css`` shows the one that fits; once where it is concrete.
    ``width`` and ``height`` are those of the wide one, in pixels.
    """

    svg: str
    title: str
    description: str
    caption: str
    table: Table
    width: int
    height: int
