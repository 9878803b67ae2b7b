"""A case file as it stands: what was answered about one child's case, by whom, with which set."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from yotinspect.records import Date, ListOf, ManyOf, Name, OpenText, Record, Ref

Role = Literal["first", "second"]


def _short_form(value: Any) -> Any:
    """``R-A1: yes`` says the same as ``R-A1: {answer: yes}``; left empty it is not answered."""
    return {"answer": value} if value is None or isinstance(value, str) else value


class _OrShort:
    """Says in the JSON Schema that an answer may stand alone."""

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        return {"anyOf": [handler(core), {"type": ["string", "number", "boolean", "null"]}]}


def _plain(value: Any) -> Any:
    # Other tools write the booleans that they read; where an answer is meant they are yes and no.
    if value == "true":
        return "yes"
    return "no" if value == "false" else value


class Answer(Record):
    """One answer with its evidence. ``answer`` is None while it is not answered."""

    answer: Annotated[
        str | None, BeforeValidator(_plain), WithJsonSchema({"type": ["string", "number", "boolean", "null"]})
    ] = None
    evidence: OpenText = None
    reasons: ListOf[Name] = Field(default_factory=list)
    note: OpenText = None


def _detail_value(value: Any) -> Any:
    for n, part in enumerate(value if isinstance(value, list) else ()):
        if not isinstance(part, str):
            raise PydanticCustomError("item", "{index}", {"index": n})
    return value


DetailValue = Annotated[
    str | list[str] | None,
    BeforeValidator(_detail_value),
    WithJsonSchema({"type": ["string", "number", "boolean", "array", "null"]}),
]


Answers = ManyOf[str, Annotated[Answer, BeforeValidator(_short_form), _OrShort()]]
Details = ManyOf[Name, DetailValue]


class Kept(Record):
    """What an earlier version of the set asked and this one does not, or not in that sense. It counts nowhere."""

    questionset: Ref
    why: ManyOf[str, str] = Field(default_factory=dict)
    answers: Answers = Field(default_factory=dict)
    details: Details = Field(default_factory=dict)


class Case(Record):
    """A case file. Details and answers are held against the question set it names (see ``cases.assess``)."""

    case: Name
    questionset: Ref
    assessor: Name
    assessed: Date | None = None
    role: Role = "first"
    details: Details = Field(default_factory=dict)
    answers: Answers = Field(default_factory=dict)
    kept: ListOf[Kept] = Field(default_factory=list)
