"""How hard a text is to read: the index LIX (Björnsson 1968) and its longest sentence. It needs no word lists, so it
serves English and Welsh alike, each with a level of its own.
"""

from __future__ import annotations

import re
from typing import NamedTuple

#: Letters and digits, with apostrophes and hyphens inside: the child's, well-being, i'r.
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
#: A reader can rest at a full stop, a question or exclamation mark, a colon or a semi-colon.
_SENTENCE = re.compile(r".+?(?:[.?!…:;][\"'”’)\]]*(?=\s|\Z)|\Z)", re.DOTALL)
_LONG = 6


class Sentence(NamedTuple):
    """The longest sentence of a text: at which character it begins, and its number of words."""

    offset: int
    words: int


class Reading(NamedTuple):
    """A text measured. ``lix`` is words a sentence plus the share of words over six letters in per cent."""

    words: int
    lix: float
    longest: Sentence


def _letters(word: str) -> int:
    return len(word) if word.isalpha() else sum(char.isalpha() for char in word)


def measure(text: str) -> Reading:
    """Measure a text; without words everything is 0."""
    words = _WORD.findall(text)
    if not words:
        return Reading(0, 0.0, Sentence(0, 0))
    sentences = []
    for match in _SENTENCE.finditer(text):
        if number := len(_WORD.findall(match[0])):
            sentences.append(Sentence(match.start() + len(match[0]) - len(match[0].lstrip()), number))
    long = sum(1 for word in words if len(word) > _LONG and _letters(word) > _LONG)
    lix = len(words) / len(sentences) + 100 * long / len(words)
    return Reading(len(words), lix, max(sentences, key=lambda sentence: sentence.words))
