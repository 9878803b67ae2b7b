"""A text as a search wants it: one kind of digit, dash, blank and quotation mark, no accents, nothing that is not seen.

Whoever types a date with a no-break space, or a name with a letter of another alphabet that looks the same, means what
is seen. What is found is told in the places of the text as it was given.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container, Iterator
from functools import lru_cache
from typing import NamedTuple


class Plain(NamedTuple):
    """A text made plain; ``offsets`` say where each of its characters stood, None where all stand where they stood."""

    text: str
    offsets: list[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a part of the plain text stood in the one that was given."""
        if self.offsets is None or start >= end:
            return start, end
        return self.offsets[start], self.offsets[end - 1] + 1


class Word(NamedTuple):
    """A word of a plain text, as it stands and in small letters, with its place, the word before it and that one's end."""

    start: int
    end: int
    text: str
    lower: str
    before: str
    since: int


#: Words with the figures that cling to them; hyphens and apostrophes inside a word are part of it.
_ATOM = re.compile(r"[^\W_]+(?:['\-][^\W_]+)*")
_RUN = re.compile(r"(?<![A-Za-z])[OoIl|]{0,3}\d[\dOoIl|]*(?![A-Za-z])")
_AS_FIGURES = str.maketrans("OoIl|", "00111")
#: Figures with little between them.
_FIGURES = re.compile(r"\d(?:\D{0,6}\d)*")
#: Letters of other alphabets that nobody tells from Latin ones.
_ALIKE = dict(
    zip(
        "АВЕЅІЈКМНОРСТУХаеѕіјорсухԁԛѡһԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧονρ" + "ıɡ",
        "ABESIJKMHOPCTYXaesijopcyxdqwhwABEZHIKMNOPTYXovp" + "ig",
        strict=True,
    )
)
_MARKS = {
    **dict.fromkeys("’‘ʼʻ′＇´ˈ‛`", "'"), **dict.fromkeys("“”„‟«»″＂", '"'), **dict.fromkeys("−⁃˗➖﹣－", "-"),
    **dict.fromkeys("⁄∕⧸／╱", "/"), **dict.fromkeys("․．。｡", "."), "…": ".", "\u2028": "\n", "\u2029": "\n", "\x85": "\n",
}  # fmt: skip
#: So many kinds of characters are replaced quicker one by one.
_FEW = 40
#: The raised number of a footnote is no part of the number or word that it follows.
_FOOTNOTE = re.compile("(?<=[0-9A-Za-z])[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_BEYOND = re.compile(r"[^\x00-\x7f]")
_WIDE = re.compile(r"[ \t]{3,}|\n{3,}")


def plain(text: str) -> Plain:
    """The text made plain, in time that grows with its length."""
    given = Plain(text) if text.isascii() else _as_seen(_FOOTNOTE.sub(lambda match: " " * len(match[0]), text))
    # Blanks that fill a line, and lines that fill a page, are one blank and one empty line to whoever reads them.
    return _with(given, _WIDE, lambda gap: "\n\n" if "\n" in gap else " ") if _WIDE.search(given.text) else given


def _as_seen(text: str) -> Plain:
    table: dict[str, str] = {char: _seen(char) for char in set(text) if not char.isascii()}
    if any(len(shown) != 1 for shown in table.values()):
        return _with(Plain(text), _BEYOND, table.__getitem__)
    if len(table) > _FEW:
        return Plain(text.translate({ord(char): shown for char, shown in table.items()}))
    for char, shown in table.items():
        text = text.replace(char, shown)
    return Plain(text)


def _with(given: Plain, pattern: re.Pattern[str], shown: Callable[[str], str]) -> Plain:
    """A text with others in place of what a pattern matches, each standing where the match began."""
    pieces: list[str] = []
    stood: list[int] = []
    done = 0
    for match in pattern.finditer(given.text):
        piece = shown(match[0])
        pieces += (given.text[done : match.start()], piece)
        stood += range(done, match.start())
        stood += [match.start()] * len(piece)
        done = match.end()
    stood += range(done, len(given.text))
    before = given.offsets
    offsets = stood if before is None else [before[at] for at in stood]
    return Plain("".join([*pieces, given.text[done:]]), offsets)


def words_in(text: str, wanted: Container[str]) -> list[Word]:
    """The words of a plain text that have a capital, a hyphen, an apostrophe or another alphabet, or are ``wanted``."""
    found = []
    before = None
    for match in _ATOM.finditer(text):
        word = match[0]
        # Most words are plain: what is asked of each of them is what takes the time.
        plainest = word.isalpha() and word.islower() and word.isascii()
        if (not plainest or word in wanted) and not word.isdigit():
            since = before.end() if before else 0
            found.append(Word(*match.span(), word, word.lower(), before[0] if before else "", since))
        before = match
    return found


class Figures(NamedTuple):
    """A text with the places where it has figures: most patterns of figures need be held against those alone."""

    text: str
    places: list[tuple[int, int]]

    def find(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Every match that stands at such a place."""
        return (match for place in self.places for match in pattern.finditer(self.text, *place))

    def corrected(self) -> Figures:
        """The same with each zero and one that was typed as a letter among figures made a figure: 2OO3, O7700."""
        pieces: list[str] = []
        done = 0
        for start, end in self.places:
            pieces += (
                self.text[done:start],
                _RUN.sub(lambda match: match[0].translate(_AS_FIGURES), self.text[start:end]),
            )
            done = min(end, len(self.text))
        return Figures("".join([*pieces, self.text[done:]]), self.places)


def figures_in(text: str) -> Figures:
    """A plain text with the parts in which figures stand, with a few characters on either side."""
    places: list[tuple[int, int]] = []
    for match in _FIGURES.finditer(text):
        start, end = max(0, match.start() - 8), match.end() + 8
        if places and start <= places[-1][1]:
            # Figures beyond the end of a place would be cut off.
            start = places.pop()[0]
        places.append((start, end))
    return Figures(text, places)


@lru_cache(maxsize=4096)
def _seen(char: str) -> str:
    """What one character beyond ASCII looks like: any number of plain ones, none where nothing is seen."""
    if char in _ALIKE:
        return _ALIKE[char]
    if char in _MARKS:
        return _MARKS[char]
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    kind = unicodedata.category(char)
    if kind in ("Cf", "Mn", "Me", "Cc"):
        return ""
    if kind.startswith("Z"):
        return " "
    if kind == "Pd":
        return "-"
    parts = unicodedata.normalize("NFKD", char)
    kept = "".join(part for part in parts if unicodedata.category(part) not in ("Mn", "Me"))
    return kept if kept == char else "".join(part if part.isascii() else _seen(part) for part in kept)
