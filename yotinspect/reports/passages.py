"""What a document says in one language or in several: each passage with the language it is in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yotinspect.catalogue import catalogue


@dataclass(frozen=True)
class Passage:
    """Words in one language."""

    lang: str
    text: str


#: The same thing said once in each language of a document; empty where there is nothing to say.
Said = tuple[Passage, ...]


class Speaker:
    """Says things in every language of a document, in the document's order of languages."""

    def __init__(self, languages: Sequence[str]) -> None:
        self.languages = tuple(languages)

    def each(self, words: Callable[[str], str]) -> Said:
        """What a function gives for each language; a language that has nothing to say is left out."""
        said = [(language, " ".join(words(language).split())) for language in self.languages]
        return tuple(Passage(language, text) for language, text in said if text)

    def say(self, message: str, **values: Any) -> Said:
        """A sentence of the program. A value that is a function is asked for each language."""
        return self.each(
            lambda language: catalogue(language)(
                message, **{name: value(language) if callable(value) else value for name, value in values.items()}
            )
        )

    def labelled(self, words: Mapping[str, str]) -> Said:
        """A label that stands in a file by language; where one is missing, in the language there is."""
        there = {language: words[language] for language in self.languages if words.get(language)}
        if not there and words:
            there = dict([next(iter(words.items()))])
        return tuple(Passage(language, " ".join(text.split())) for language, text in there.items())


_OPENING = r"(?:(?<=[\s(\[–—/“‘])|^)"
_QUOTED = re.compile(r"(?<![\w.,)])'((?:[^']|(?<=\w)'(?=\w))*\S)'(?!\w)")


def typeset(text: str) -> str:
    """Words with the quotation marks and apostrophes of print: files have those of a keyboard.

    What a mark is follows from what is on either side of it. A single one is an apostrophe unless it closes another:
    Welsh begins words with it (``'n``), and no letter tells that from a quotation.
    """
    text = re.sub(_OPENING + '"', "“", text).replace('"', "”")
    return _QUOTED.sub(r"‘\1’", text).replace("'", "’")


def text_in(said: Said, language: str) -> str:
    """What was said in a language; what there is where it was not said in that one."""
    return next((passage.text for passage in said if passage.lang == language), said[0].text if said else "")
