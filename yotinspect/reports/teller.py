"""Says sentences of the catalogue as runs of text, with values that keep their own language and kind."""

from __future__ import annotations

import datetime
import string
from collections.abc import Iterable
from typing import Any

from yotinspect.catalogue import Passage, Said, catalogue
from yotinspect.reports.blocks import NOTHING, Grade, Run, RunKind, Text

BREAK: Text = (Run("\n", kind="break"),)


class Teller:
    """Says things in the language of one report. A call is a sentence: ``_("Cases: {number}", number=3)``.

    A value may be text of any sort: a ``Text``, words in a language of their own, a sentence that was said elsewhere, a
    grade, a date, a number.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.words = catalogue(language)

    def __call__(self, message: str, /, **values: Any) -> Text:
        """A sentence of the catalogue with its values."""
        return self._filled(self.words(message), values)

    def many(self, one: str, more: str, number: int, /, **values: Any) -> Text:
        """As a call, in the form that goes with a number (also a value of that name)."""
        return self._filled(self.words.pick(one, more, number), {"number": number, **values})

    def text(self, value: Any, kind: RunKind = "") -> Text:
        """Anything that can be said, as runs; of a kind, where it has none of its own."""
        if isinstance(value, tuple):
            return tuple(Run(run.text, run.lang, run.kind or kind, run.grade, run.target) for run in value)
        if isinstance(value, Grade):
            return (Run(value.word, kind="badge", grade=value),)
        if isinstance(value, datetime.date):
            return (Run(self.words.date(value), kind=kind),)
        if isinstance(value, Said):
            return self.text(self._again(value), kind)
        text = " ".join(str(value).split())
        if not text:
            return NOTHING
        own = isinstance(value, Passage) and value.language != self.language
        return (Run(text, value.language if own else "", kind),)

    def badge(self, grade: Grade | None) -> Text:
        """A grade with its shape and colour, or that there is none."""
        if grade is None:
            return (Run(self.words("Not rated"), kind="badge"),)
        return (Run(grade.word, kind="badge", grade=grade),)

    def join(self, parts: Iterable[Any], between: str | Text = " ") -> Text:
        """Parts one after another, without those that are empty."""
        gap = (Run(between),) if isinstance(between, str) else between
        found: Text = NOTHING
        for part in parts:
            said = self.text(part)
            if said:
                found = (*found, *gap, *said) if found else said
        return found

    def _again(self, said: Said) -> Text:
        if said.parts:
            return self.join(said.parts)
        if not said.template:
            return self.text(str(said))
        return self._filled(self.words(said.template), said.values)

    def _filled(self, sentence: str, values: dict[str, Any] | Any) -> Text:
        found: list[Run] = []
        for before, name, form, _ in string.Formatter().parse(sentence):
            if before:
                found.append(Run(before))
            if name is not None:
                value = values[name]
                found += self.text(format(value, form) if form else value)
        return _joined(found)


def _joined(runs: list[Run]) -> Text:
    """Neighbours alike in language and kind as one run."""
    found: list[Run] = []
    for run in runs:
        last = found[-1] if found else None
        if last is not None and (last.lang, last.kind, run.kind) == (run.lang, "", ""):
            found[-1] = Run(last.text + run.text, run.lang)
        else:
            found.append(run)
    return tuple(found)
