"""Names that changed with time: what a body was called on the day that a report speaks of."""

from __future__ import annotations

import datetime
from typing import Annotated

from pydantic import Field

from yotinspect.ratings.framework import Framework
from yotinspect.ratings.inspection import Inspection
from yotinspect.ratings.words import word
from yotinspect.records import Date, Name, Record, Text, Words


class Form(Record):
    """What a body is called from a day (inclusive) until the next form starts; without one, from the beginning."""

    start: Annotated[Date | None, Field(alias="from")] = None
    label: Words


class ChangingName(Record):
    """A name in its forms, the oldest first."""

    basis: Text
    forms: Annotated[list[Form], Field(min_length=1)]

    def on(self, day: datetime.date, language: str) -> str:
        """The name that was in use on a day; before any was, the first."""
        known = [form for form in self.forms if form.start is None or form.start <= day]
        return word((known or self.forms[:1])[-1].label, language)


class Names(Record):
    """``names.yaml``: every name that changed."""

    names: dict[Name, ChangingName]

    def inspectorate(self, inspection: Inspection, framework: Framework, language: str) -> str:
        """The inspectorate as it was called at the end of the fieldwork, else when the framework came out."""
        return self.names["inspectorate"].on(day_of(inspection, framework), language)


def day_of(inspection: Inspection, framework: Framework) -> datetime.date:
    """The day that an inspection speaks of: the last of its fieldwork, else the first of the framework's edition."""
    if inspection.fieldwork is not None:
        return inspection.fieldwork.end
    parts = [int(part) for part in framework.edition.split("-")]
    year, month, day = (*parts, 1, 1)[:3]
    return datetime.date(year, month, day)
