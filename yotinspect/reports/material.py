"""What reports of an inspection are made from: its rating in one language, for one audience."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from yotinspect.catalogue import Passage
from yotinspect.ratings.breakdown import BrokenDown
from yotinspect.ratings.distribution import PublishedFigures
from yotinspect.ratings.framework import Framework
from yotinspect.ratings.node import Rating
from yotinspect.ratings.prose import Commentary, Quotation
from yotinspect.reports.blocks import Run, Text
from yotinspect.reports.teller import Teller
from yotinspect.reports.view import ReportView, StandardView

Audience = Literal["team", "yot", "public"]
AUDIENCES: tuple[Audience, ...] = ("team", "yot", "public")


@dataclass(frozen=True)
class Material:
    """A rating, the facts of it in words, and for whom they are said.

    ``previous`` is the rating of the inspection before, where there is one to compare with; ``other_file`` is what the
    report in the other language is called, where both are written; ``published`` what was published of many services;
    ``broken_down`` the cases by details of the children, of which a report says what its audience may see.
    """

    rating: Rating
    view: ReportView
    audience: Audience
    date: datetime.date | None = None
    previous: Rating | None = None
    other_file: str = ""
    published: tuple[PublishedFigures, ...] = ()
    broken_down: BrokenDown | None = None

    @cached_property
    def tell(self) -> Teller:
        """Says things in the report's language."""
        return Teller(self.view.language)

    @property
    def public(self) -> bool:
        """Whether it may be read by anybody: then it holds no case reference and no free text of a case."""
        return self.audience == "public"

    def own(self, text: str | None) -> Text:
        """What the inspection says in its own words, marked with their language."""
        return self.tell.text(Passage(text or "", self.rating.inspection.language))

    def named(self, standard: StandardView) -> Text:
        """A standard with its number, where it has one."""
        number: Text = (Run(f"{standard.id} ", kind="soft"),) if standard.numbered else ()
        return (*number, *self.tell.text(standard.label))

    def commentary(self, standard: str) -> Commentary | None:
        """What the inspection says of a standard beside its figures."""
        return self.rating.inspection.commentary.get(standard)

    def quotations(self, standard: str | None) -> list[Quotation]:
        """The words that were chosen for publication and bear on a standard; on none, those of the whole."""
        return [one for one in self.rating.inspection.publication.quotations if one.standard == standard]


def alike(now: Framework, then: Framework, name: str) -> bool:
    """Whether a standard has the same name and the same levels in two frameworks, so that its ratings can be compared."""
    if [level.id for level in now.levels] != [level.id for level in then.levels]:
        return False
    known, other = now.standards(), then.standards()
    return name in known and name in other and known[name][1].label.get("en") == other[name][1].label.get("en")
