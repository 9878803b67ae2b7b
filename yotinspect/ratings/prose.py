"""What an inspection says in words, for its reports: a letter, commentaries, recommendations, and what may be published."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from yotinspect.records import Date, ListOf, Name, OpenText, Record, Text

#: What became of a recommendation by the next inspection.
Followed = Literal["done", "partly", "not_done", "overtaken"]


class Letter(Record):
    """Who a letter goes to and what it opens with. ``date`` is that of publication."""

    to: ListOf[Text] = Field(default_factory=list)
    copy_to: ListOf[Text] = Field(default_factory=list)
    sender: Annotated[OpenText, Field(alias="from")] = None
    date: Date | None = None
    context: OpenText = None
    reoffending: OpenText = None
    summary: OpenText = None


class Commentary(Record):
    """What is said of a standard, area or theme beside its figures: in prose, with strengths and what to improve."""

    text: OpenText = None
    strengths: ListOf[Text] = Field(default_factory=list)
    improve: ListOf[Text] = Field(default_factory=list)


class Recommendation(Record):
    """What should be done about a finding, who should do it and by when. ``standard`` is the one it bears on."""

    id: Name
    text: Text
    standard: Name | None = None
    owner: OpenText = None
    due: Date | None = None


class FollowUp(Record):
    """What became of a recommendation of the inspection before, by its id there; quoted, so that the file stands alone."""

    text: Text
    state: Followed
    note: OpenText = None


class Quotation(Record):
    """Words that were chosen by hand for publication. ``who`` says whose they are without naming anybody."""

    text: Text
    who: Text
    standard: Name | None = None


class Clearance(Record):
    """Words that look as if they might point to somebody, and why they may be published all the same."""

    text: Text
    why: Text


class Publication(Record):
    """What was decided for a public report."""

    quotations: ListOf[Quotation] = Field(default_factory=list)
    cleared: ListOf[Clearance] = Field(default_factory=list)
