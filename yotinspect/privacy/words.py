"""``words.yaml``: words that say nothing of who somebody is, and signs of what does, in English and Welsh."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from yotinspect.records import Basis, Record, Text, Version, Whole


def _listed(value: Any) -> Any:
    return value.split() if isinstance(value, str) else value


#: Words with blanks between them.
Listed = Annotated[list[str], BeforeValidator(_listed)]


class Child(Basis):
    """How old a child in this system is at least, in years."""

    start: Annotated[Whole, Field(alias="from")]


class Months(Basis):
    """Twelve months in each language, each with its short forms."""

    en: Annotated[list[Text], Field(min_length=12, max_length=12)]
    cy: Annotated[list[Text], Field(min_length=12, max_length=12)]


class Ordinals(Basis):
    """The days of a month written out, from the first on, in each language."""

    en: Annotated[list[Text], Field(min_length=31, max_length=31)]
    cy: Annotated[list[Text], Field(min_length=31, max_length=31)]


class Years(Basis):
    """How a year that is written out begins, and the words it goes on with."""

    begin: list[Text]
    on: Listed


class Birth(Basis):
    """Words by which a date is one of birth; after those of ``turned`` an age must follow."""

    words: Listed
    turned: Listed


class Postcodes(Basis):
    """The letters that postcodes begin with."""

    areas: Listed


class Streets(Basis):
    """What stands after, or before, the name of a street."""

    after: Listed
    before: Listed


class Some(Basis):
    """Words of one kind."""

    words: Listed


class PeopleNames(Basis):
    """Names of people: those seen however they are written, and those that are words without a capital."""

    any_case: Listed
    with_capital: Listed


class Known(Basis):
    """Words with a capital that name nobody."""

    about: Text
    en: Listed = Field(default_factory=list)
    cy: Listed = Field(default_factory=list)


class WordList(Record):
    """``words.yaml``."""

    version: Version
    basis: Text
    child: Child
    months: Months
    ordinals: Ordinals
    years: Years
    birth: Birth
    postcodes: Postcodes
    streets: Streets
    titles: Some
    abbreviations: Some
    openers: Some
    names: PeopleNames
    known: list[Known]

    def harmless(self) -> Iterator[str]:
        """Every word that names nobody, in small letters without accents, the Welsh ones mutated as well."""
        for group in self.known:
            yield from (bare(word) for word in group.en)
            yield from (form for word in group.cy for form in mutated(bare(word)))


def bare(word: str) -> str:
    """A word in small letters, without accents, with a straight apostrophe."""
    parts = unicodedata.normalize("NFKD", word.replace("’", "'"))
    return "".join(char for char in parts if not unicodedata.combining(char)).lower()


#: What the first letters of a Welsh word turn into: soft, nasal and aspirate mutation; the longer ones come first.
_MUTATIONS = (
    ("ll", ("l",)), ("rh", ("r",)), ("p", ("b", "mh", "ph")), ("t", ("d", "nh", "th")), ("c", ("g", "ngh", "ch")),
    ("b", ("f", "m")), ("d", ("dd", "n")), ("g", ("", "ng")), ("m", ("f",)),
)  # fmt: skip
#: These are letters of their own, and do not change.
_FIXED = ("ch", "dd", "ff", "ng", "ph", "th")


def mutated(word: str) -> Iterator[str]:
    """A Welsh word in small letters, and what it can become after another: caerdydd, gaerdydd, nghaerdydd, chaerdydd."""
    yield word
    if re.match("[aeiouwy]", word):
        yield f"h{word}"
    for start, others in _MUTATIONS:
        if word.startswith(start):
            if not word.startswith(_FIXED):
                yield from (other + word[len(start) :] for other in others if len(other + word[len(start) :]) > 1)
            return


def words_of(texts: Iterable[str]) -> Iterator[str]:
    """The words of what is named publicly, as ``WordList.harmless`` has them; a Welsh name may be mutated."""
    for text in texts:
        for word in re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)*", bare(text)):
            yield from mutated(word)
