"""The program's own sentences in the reader's language: English stands in the code, other languages in catalogues.

A catalogue is ``locale/LANGUAGE/LC_MESSAGES/yotinspect.po`` with the ``.mo`` made from it. Dates, numbers and plural forms
go by the locale data of Babel.
"""

from __future__ import annotations

import datetime
import gettext
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

#: Languages that the program speaks; English needs no catalogue.
LANGUAGES = ("en", "cy")
#: Each language by its own name, for whoever looks for it.
OWN_NAMES = {"en": "English", "cy": "Cymraeg"}

_FOLDER = Path(__file__).with_name("locale")


def N_(message: str) -> str:
    """Mark a sentence for the catalogues where it stands as data; it is looked up when it is said."""
    return message


def N_2(one: str, more: str) -> tuple[str, str]:
    """As ``N_``, for a sentence with the form for one and that for more."""
    return one, more


class Passage(str):
    """Text in a language of its own, which need not be that of the page it stands on."""

    language: str

    def __new__(cls, text: str = "", language: str = "en") -> Passage:
        """The text, marked."""
        made = super().__new__(cls, text)
        made.language = language
        return made


class Said(str):
    """A sentence with its values filled in, or several side by side, that can be said again in another language."""

    template: str
    values: Mapping[str, Any]
    parts: tuple[str, ...]

    def __new__(
        cls, text: str = "", template: str = "", values: Mapping[str, Any] | None = None, parts: tuple[str, ...] = ()
    ) -> Said:
        """The text as it reads now, and what it was made from."""
        made = super().__new__(cls, text)
        made.template, made.values, made.parts = template, values or {}, parts
        return made


def say(template: str, /, **values: Any) -> Said:
    """A sentence in English that ``Catalogue.again`` says in another language: ``say("The detail {name} ...", name=n)``."""
    return Said(template.format_map(values) if values else template, template, values)


def side_by_side(*sentences: str) -> Said:
    """Whole sentences one after another, without those that are empty."""
    some = tuple(sentence for sentence in sentences if sentence)
    return Said(" ".join(some), parts=some)


class Catalogue:
    """What is said in one language. Sentences hold their values in braces: ``_("Cases: {number}", number=3)``."""

    def __init__(self, language: str) -> None:
        self.language = language
        if language == "en":
            self._messages: gettext.NullTranslations = gettext.NullTranslations()
        else:
            self._messages = gettext.translation("yotinspect", _FOLDER, [language])

    def __call__(self, message: str, /, **values: Any) -> str:
        """The sentence in this language, with its values; the English where there is no other."""
        said = self._messages.gettext(message) if message else ""
        return said.format_map(values) if values else said

    def said(self, message: str, /, **values: Any) -> Said:
        """As a call, keeping the sentence and its values, so that whoever lays it out can mark what is in another language."""
        return Said(self(message, **values), message, values)

    def again(self, text: str) -> str:
        """What was said with ``say``, in this language; any other text as it is."""
        if not isinstance(text, Said):
            return text
        if text.parts:
            return " ".join(self.again(part) for part in text.parts)
        values = {name: self.again(value) if isinstance(value, str) else value for name, value in text.values.items()}
        return self(text.template, **values)

    def many(self, one: str, more: str, number: int, /, **values: Any) -> str:
        """As a call, in the form that goes with ``number`` (also a value of that name). Welsh has six forms."""
        return self.pick(one, more, number).format_map({"number": number, **values})

    def said_many(self, one: str, more: str, number: int, /, **values: Any) -> Said:
        """As ``many``, keeping the sentence in the form that goes with the number, and its values."""
        form, values = self.pick(one, more, number), {"number": number, **values}
        return Said(form.format_map(values), form, values)

    def pick(self, one: str, more: str, number: int) -> str:
        """The form of a sentence that goes with a number, its values not filled in."""
        return self._messages.ngettext(one, more, number)

    def date(self, day: datetime.date) -> str:
        """A date as people read it: 4 March 2019, 4 Mawrth 2019."""
        from babel.dates import format_date

        # The long form of each language has no comma and no short month; it is the plain "d MMMM y" in both.
        return str(format_date(day, "d MMMM y", locale=self.language))

    def edition(self, when: str) -> str:
        """A year, month or day as people read it: ``2016``, ``2016-02`` and ``2016-02-23`` (23 February 2016)."""
        from babel.dates import format_date

        year, *rest = (int(part) for part in when.split("-"))
        form = ("y", "MMMM y", "d MMMM y")[len(rest)]
        return str(format_date(datetime.date(year, *[*rest, 1, 1][:2]), form, locale=self.language))

    def number(self, value: float) -> str:
        """A number with the language's separators; a small whole one has none in either."""
        if 0 <= value < 1000 and value == int(value):
            return str(int(value))
        from babel.numbers import format_decimal

        return str(format_decimal(value, locale=self.language))


@cache
def catalogue(language: str) -> Catalogue:
    """The catalogue of a language; raises FileNotFoundError where the program does not speak it."""
    return Catalogue(language)
