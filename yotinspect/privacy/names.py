"""Words that may be somebody's name: a capital where none is due, a title before them, or a common name anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from yotinspect.privacy.plain import Word
from yotinspect.privacy.words import WordList, bare, words_of

#: After this between two words the second begins a sentence, an item of a list or a quotation.
_BEGINS = re.compile(r"[.?!:][\"')\]]*\s|\n\s*\n|\n\s*(?:[\-*•>]|\d{1,3}[.)]|[a-z][.)])\s|(?:\A|[\s(\[])[\"']\Z")
_QUOTES = frozenset("\"'")
#: What may cling to the end of a word: an English possessive or a shortened verb, a shortened Welsh word.
_CLINGS = re.compile(r"'(?:s|d|m|t|ll|re|ve|r|n|i|u|w|ch|th)\Z")
#: The id of a question or a standard, a class or a size: letters that are no word.
_ID = re.compile(r"[A-Z]{1,3}-[A-Z]{1,2}\d{0,2}|[A-Z]{1,4}-?\d[\w.\-]*|\d[\w.\-]*")
_INITIALS = re.compile(
    r"(?<![\w.])(?:[A-Z]\.\s?){2,6}(?!\w)|(?<![\w.])(?:[A-Z]\.){1,6}[A-Z](?![\w.])|(?<![\w.'\-])[B-HJ-Z]\s[A-Z](?![\w.'\-])"
)
#: Titles that are no word without a capital, before a name that has none.
_TITLED = re.compile(r"(?<!\w)mrs?\.?\s+([^\W\d_]+)")
#: Letters up to here are Latin; those of other alphabets have no capital that shows, or none.
_LATIN = 0x24F
_FIGURES = "0123456789"
#: Where one word runs into the next: at a hyphen, and at a capital inside a word.
_PIECES = re.compile(r"-|(?<=[a-z])(?=[A-Z])")
#: The parts of an id: what stands between its hyphens, points, lines and figures, and each that begins with a capital.
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
#: A word letter by letter: K-a-y.
_SPELT = re.compile(r"[^\W\d_](?:-[^\W\d_]){2,}")
_AFTER_TITLE = re.compile(r"\.?\s{1,2}")


class NameFinder:
    """Finds words that may be names: none of the word list's, and none of those that are ``named`` publicly."""

    def __init__(self, words: WordList, named: Iterable[str] = ()) -> None:
        self._known = {*words.harmless(), *words_of(named)}
        self._any_case = {bare(name) for name in words.names.any_case}
        self._with_capital = {bare(name) for name in words.names.with_capital}
        self._titles = {bare(title) for title in words.titles.words}
        self._known |= self._titles
        self._no_end = {bare(word) for word in words.abbreviations.words}
        self._openers = {bare(word) for word in words.openers.words}
        #: Words to be looked at though they have no capital.
        self.wanted = self._any_case

    def find(self, text: str, words: Sequence[Word], *, label: bool = False) -> Iterator[tuple[int, int]]:
        """Each word of a plain text that may be a name; of "Ann Smith" both.

        A ``label`` is no sentence: no capital is due at its beginning.
        """
        for word in words:
            if len(word.text) == 1 and word.text.isascii():
                initials = _INITIALS.match(text, word.start)
                if initials and re.sub(r"[.\s]", "", initials[0]).lower() not in self._known:
                    yield initials.span()
            elif self._may_be_name(text, word, label):
                # What clings to a name is no part of it.
                yield word.start, word.start + len(_CLINGS.sub("", word.text))
        if "mr" in text:
            yield from (match.span(1) for match in _TITLED.finditer(text))

    def in_id(self, text: str) -> Iterator[tuple[int, int]]:
        """Each part of an id that is a common name: in an id no capital is due, so that it tells nothing."""
        for part in _PART.finditer(text):
            name = _letters(part[0])
            if (name in self._any_case or name in self._with_capital) and not self._is_known(part[0]):
                yield part.span()

    def _may_be_name(self, text: str, word: Word, label: bool) -> bool:
        if word.lower in self._any_case:
            return word.lower not in self._known
        plain = word.text == word.lower
        if plain and "'" not in word.text and "-" not in word.text:
            return not word.text.isascii() and any(ord(char) > _LATIN for char in word.text)
        if (
            self._is_title(word.before)
            and word.text[0].isupper()
            and _AFTER_TITLE.fullmatch(text, word.since, word.start)
        ):
            return True
        if _ID.fullmatch(word.text) or self._is_known(word.text):
            return False
        whole = _CLINGS.sub("", word.text)
        if _SPELT.fullmatch(whole):
            return True
        pieces = [piece.strip(_FIGURES) for piece in _PIECES.split(whole)]
        if any(_letters(piece) in self._any_case and not self._is_known(piece) for piece in pieces):
            return True
        capitals = [piece for piece in pieces if not self._is_known(piece) and _has_capital(piece)]
        if not capitals:
            return False
        if max(map(len, capitals)) == 1:
            return False
        if any(_letters(piece) in self._with_capital for piece in capitals):
            return True
        # At the beginning of a sentence one capital is due, and no more (JS, DeShawn); and few words but names own something.
        owns = word.lower.endswith("'s") and whole.lower() not in self._openers
        return owns or whole[1:] != whole[1:].lower() or not self._begins(text, word, label)

    def _is_known(self, word: str) -> bool:
        """Whether a word is one that names nobody: as it stands, without what clings to it, or one of several of it."""
        lower = word.lower()
        if lower in self._known:
            return True
        stem = _CLINGS.sub("", lower)
        return stem in self._known or (stem.endswith("s") and stem[:-1] in self._known)

    def _is_title(self, word: str) -> bool:
        return word.lower() in self._titles and word[:1].isupper()

    def _begins(self, text: str, word: Word, label: bool) -> bool:
        """Whether a capital is due because a sentence, an item or a quotation begins here."""
        gap, before = text[word.since : word.start], word.before
        if not before:
            return not label or word.lower in self._openers
        if gap.endswith(('"', "'")) and text[word.end : word.end + 1] in _QUOTES:
            # One word in quotation marks is what something, or somebody, is called.
            gap = gap[:-1]
        if not _BEGINS.search(gap):
            return len(before) == 1 and gap.startswith(")") and text[word.since - 2 : word.since - 1] == "("
        if gap.startswith(".") and (before.lower() in self._no_end or self._is_title(before)):
            return False
        if gap.startswith(".") and len(before) == 1 and before.isupper():
            # "J. Smith", and "... of child A. The plan ..."
            return word.lower in self._openers
        return True


def _letters(piece: str) -> str:
    """A word in small letters as the list has it: oconnor."""
    return piece.lower().replace("'", "")


def _has_capital(piece: str) -> bool:
    return piece != piece.lower() or any(ord(char) > _LATIN for char in piece)
