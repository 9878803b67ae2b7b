"""What reports go by that no framework says: which kind fits a programme, and how much stands on the page for a board."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from yotinspect.questions.model import Programme
from yotinspect.records import Record, Text, Version, Whole

#: Kinds of report of an inspection.
Kind = Literal["graded", "fji", "letter", "brief", "summary"]


class Fits(Record):
    """Which kind of report is written of an inspection of each programme, where none is named."""

    basis: Text
    programmes: dict[Programme, Kind]


class BoardPage(Record):
    """How many points of each sort, and how many recommendations, stand on the page for a board."""

    basis: Text
    points: Annotated[Whole, Field(ge=1)]
    recommendations: Annotated[Whole, Field(ge=1)]


class ReportRules(Record):
    """``reports.yaml``."""

    version: Version
    fits: Fits
    summary: BoardPage
