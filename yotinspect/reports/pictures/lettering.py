"""Words in a drawing: how wide they are, where a line breaks, and how they stand in XML. Nothing measures a font."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from html import escape

from yotinspect.catalogue import Passage

#: Widths of letters as a share of the size, on the wide side for the fonts of our pages, so that none overruns its box.
_WIDTHS = (
    dict.fromkeys("iIîïjlftr .,:;'’‘“”|()[]-/", 0.32)
    | dict.fromkeys("mwŵMWŴ%@", 0.88)
    | {"–": 0.56, "—": 1.0, "…": 1.0}
)
#: So that words fit a room that was measured for them.
_HAIR = 0.01
_SMALL_LETTER, _CAPITAL, _SHAPE, _SIGN, _BOLD = 0.56, 0.72, 0.92, 1.0, 1.08
#: What XML cannot hold, and what would turn the direction of the words that follow.
_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def wide(words: str, size: float, *, bold: bool = False) -> float:
    """How wide words may be at a size, in the unit of the size."""
    return sum(map(_letter, words)) * size * (_BOLD if bold else 1)


@lru_cache(2048)
def _letter(letter: str) -> float:
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    if letter < "\u0300":
        return _CAPITAL if letter.isupper() else _SMALL_LETTER
    if unicodedata.combining(letter):
        return 0.0
    if "\u2580" <= letter < "\u2700":
        return _SHAPE
    if letter >= "\u2190" or unicodedata.east_asian_width(letter) in "WF":
        return _SIGN
    return _CAPITAL


def wrapped(words: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """Words in rows that fit the room; a word that is wider than the room is broken, since a row is never cut off."""
    rows: list[str] = []
    for word in words.split():
        if rows and wide(f"{rows[-1]} {word}", size, bold=bold) <= room + _HAIR:
            rows[-1] += f" {word}"
            continue
        part = ""
        for letter in word:
            if part and wide(part + letter, size, bold=bold) > room + _HAIR:
                rows.append(part)
                part = ""
            part += letter
        rows.append(part)
    return rows or [""]


def clean(words: str) -> str:
    """Words on one line, with a sign in place of what XML cannot hold; a passage stays one in its language."""
    fit = " ".join(_UNFIT.sub("\ufffd", words).split())
    return Passage(fit, words.language) if isinstance(words, Passage) else fit


@lru_cache(2048)
def escaped(words: str) -> str:
    """Words as they stand in XML, between tags or in an attribute: none of them is read as markup."""
    return escape(clean(words))


def numbered(number: str, words: str) -> str:
    """Words after their number, still in their language."""
    together = f"{number} {words}" if number else words
    return Passage(together, words.language) if isinstance(words, Passage) else together
