"""What is wrong with the value of a detail, held against what the set says of it: a pure function."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import NamedTuple

from yotinspect.catalogue import Said, say
from yotinspect.questions.model import Detail


class Fault(NamedTuple):
    """One thing that is wrong with a value: the rule it breaks, in words, and what to do.

    ``at`` is the position in a list, else None. ``given`` is a value that one of ``known`` may have been meant by.
    """

    rule: str
    message: Said
    help: Said
    at: int | None = None
    given: str | None = None
    known: tuple[str, ...] = ()


def faults(name: str, value: str | list[str], detail: Detail, assessed: datetime.date | None) -> Iterator[Fault]:
    """The faults of a detail's value in a case that was assessed on a day, if that is known."""
    if isinstance(value, list) and detail.type != "choices":
        yield Fault("case-detail", say("{name} takes one value, not a list.", name=name),
                    say("Write one value after the colon."))  # fmt: skip
    elif detail.type in ("choice", "choices"):
        listed = say("{name} can be: {values}.", name=name, values=", ".join(detail.values))
        for n, one in enumerate([value] if isinstance(value, str) else value):
            if one not in detail.values:
                yield Fault("case-detail", say("This is not a value of {name}.", name=name), listed,
                            None if isinstance(value, str) else n, one, tuple(detail.values))  # fmt: skip
    elif detail.type == "yes_no":
        if value not in ("yes", "no", "true", "false"):
            yield Fault("case-detail", say("{name} is yes or no.", name=name), say("Write yes or no."))
    elif detail.type == "integer":
        yield from _integer(name, str(value), detail)
    elif detail.type == "date":
        yield from _date(name, str(value), detail, assessed)


def day_of(text: str) -> datetime.date | None:
    """The day that a text names as year-month-day; None where it names none."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII) is None:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def _integer(name: str, value: str, detail: Detail) -> Iterator[Fault]:
    low, high = detail.min, detail.max
    if re.fullmatch(r"\d{1,6}", value, re.ASCII) is None:
        yield Fault("case-detail", say("{name} is a whole number.", name=name), say("Write digits alone, as in 15."))
    elif (low is not None and int(value) < low) or (high is not None and int(value) > high):
        yield Fault(detail.rule or "case-detail", say("{name} is from {low} to {high}.", name=name, low=low, high=high),
                    say("Write a number in that range."))  # fmt: skip


def _date(name: str, value: str, detail: Detail, assessed: datetime.date | None) -> Iterator[Fault]:
    day = day_of(value)
    if day is None:
        yield Fault("case-detail", say("{name} is not a date that exists.", name=name),
                    say("Write year-month-day, as in 2016-04-05."))  # fmt: skip
    elif detail.not_after == "assessed" and assessed is not None and day > assessed:
        yield Fault("case-dates", say("{name} lies after the day the case was assessed.", name=name),
                    say("Correct one of the two."))  # fmt: skip
