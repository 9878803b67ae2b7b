"""What the fields of a set's form are called: one name each in the whole form, the same going out and coming back.

XLSForm names hold letters, digits and ``_`` here and nothing else. So the tools' own separators (``-`` in tables of ODK
Central, ``/`` in those of KoboToolbox) never stand inside a name, and no expression takes a hyphen for a minus.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from yotinspect.questions.sets import QuestionSet
from yotinspect.yamlfile import dotted

Kind = Literal["text", "one", "many", "date", "number"]

#: The hidden field that says which set a submission answers, whatever the tool calls the form.
QUESTIONSET = "questionset"
#: Fields that show a text and hold nothing.
NOTES = ("about_form",)
_KINDS: Mapping[str, Kind] = {
    "choice": "one",
    "yes_no": "one",
    "choices": "many",
    "integer": "number",
    "date": "date",
    "text": "text",
}


@dataclass(frozen=True)
class Field:
    """A field of a form and where its value stands in a case file: ``("answers", "R-A1", "reasons")``.

    ``values`` are those that can be chosen; empty where nothing is chosen.
    """

    name: str
    path: tuple[str, ...]
    kind: Kind
    values: tuple[str, ...] = ()


class FormFields:
    """The fields of a set's form. ``by_name`` finds the field of a column, ``name`` that of a place in a case."""

    def __init__(self, questions: QuestionSet) -> None:
        fields = [
            Field(QUESTIONSET, ("questionset",), "text"),
            Field("case", ("case",), "text"),
            Field("assessor", ("assessor",), "text"),
            Field("assessed", ("assessed",), "date"),
            Field("role", ("role",), "one", ("first", "second")),
        ]
        details = distinct("detail_", questions.details)
        for id, detail in questions.details.items():
            fields.append(Field(details[id], ("details", id), _KINDS[detail.type], tuple(detail.named)))
        for item in questions.items.values():
            name, path = clean(item.id), ("answers", item.id)
            fields.append(Field(name, (*path, "answer"), "one", item.answers))
            if item.reasons:
                fields.append(Field(f"{name}_reasons", (*path, "reasons"), "many", item.reasons))
            fields.append(Field(f"{name}_evidence", (*path, "evidence"), "text"))
            fields.append(Field(f"{name}_note", (*path, "note"), "text"))
        self.by_name = {field.name: field for field in fields}
        self._names = {field.path: field.name for field in fields}
        #: Names by the place in a case as findings have it: ``answers.R-A1.answer``.
        self.by_path = {dotted(field.path): field.name for field in fields}

    def name(self, *path: str) -> str:
        """The name of the field for a place in a case; raises KeyError where the form has none."""
        return self._names[path]

    def detail(self, id: str) -> str | None:
        """The name of a detail's field; None where the set does not have that detail."""
        return self._names.get(("details", id))


def clean(id: str) -> str:
    """An id with what a name may not hold replaced."""
    return re.sub("[^A-Za-z0-9_]", "_", id)


def distinct(prefix: str, ids: Iterable[str]) -> dict[str, str]:
    """A name for each id, none twice even where capitals are not told apart: ``a-b`` and ``a.b`` become two names."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for id in ids:
        found[id] = unused(prefix + clean(id), taken)
    return found


def unused(name: str, taken: set[str]) -> str:
    """The name, with a number behind it where it is ``taken`` already; it is taken from then on."""
    number, free = 1, name
    while free.casefold() in taken:
        number += 1
        free = f"{name}_{number}"
    taken.add(free.casefold())
    return free
