"""The guidance: every question with what to look at and what each answer looks like, by area and stage."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from yotinspect.questions.guidance import LABELS, in_order, part_label
from yotinspect.questions.sets import Item, QuestionSet
from yotinspect.reports.document import Front, Scribe, front
from yotinspect.reports.passages import Said


@dataclass(frozen=True)
class GuidePart:
    """A part of the guidance to a question: ``label`` says which. ``answer``: it says when that answer is right."""

    id: str
    answer: bool
    label: Said
    text: Said


@dataclass(frozen=True)
class GuideQuestion:
    """A question with its guidance."""

    id: str
    text: Said
    hint: Said
    answers: Said
    headline: bool
    when: Said
    screen: Said
    parts: tuple[GuidePart, ...]


@dataclass(frozen=True)
class GuideBlock:
    """A block of one area and stage."""

    id: str
    label: Said
    stage: Said
    questions: tuple[GuideQuestion, ...]


@dataclass(frozen=True)
class GuideArea:
    """An area with its blocks, in the set's order."""

    id: str
    label: Said
    blocks: tuple[GuideBlock, ...]


@dataclass(frozen=True)
class GuideView:
    """The whole guide."""

    front: Front
    areas: tuple[GuideArea, ...]


def guide_view(questions: QuestionSet, languages: Sequence[str], date: datetime.date | None = None) -> GuideView:
    """The guide to a set in one language or several; parts of guidance stand in the same order in each."""
    scribe = Scribe(questions, languages)
    return GuideView(
        front=front("guidance", scribe, date),
        areas=tuple(
            GuideArea(area, scribe.label("areas", area), _blocks(scribe, items))
            for area in questions.areas
            if (items := [item for item in questions.items.values() if item.area == area])
        ),
    )


def _blocks(scribe: Scribe, items: list[Item]) -> tuple[GuideBlock, ...]:
    return tuple(
        GuideBlock(
            id=block,
            label=scribe.label("blocks", block),
            stage=scribe.label("stages", group[0].stage),
            questions=tuple(_question(scribe, item) for item in group),
        )
        for block, found in groupby(items, key=lambda item: item.block)
        if (group := list(found))
    )


def _question(scribe: Scribe, item: Item) -> GuideQuestion:
    return GuideQuestion(
        id=item.id,
        text=scribe.wording(item),
        hint=scribe.hint(item),
        answers=scribe.each(lambda language: " · ".join(scribe.questions.labels(item.id, language).values())),
        headline=item.headline,
        when=scribe.asked_when(item.when),
        screen=scribe.label("views", item.view),
        parts=tuple(_part(scribe, item, part) for part in _order(scribe, item)),
    )


def _order(scribe: Scribe, item: Item) -> list[str]:
    """The parts that stand in any of the languages: what to look at, each answer, and what goes beside it."""
    texts = [scribe.questions.text(language).questions[item.id].guidance for language in scribe.languages]
    return in_order(item, (part for guidance in texts for part in guidance))


def _part(scribe: Scribe, item: Item, part: str) -> GuidePart:
    return GuidePart(
        id=part,
        answer=part not in LABELS,
        label=scribe.each(lambda language: part_label(scribe.questions, item, part, language)),
        text=scribe.each(lambda language: scribe.questions.text(language).questions[item.id].guidance.get(part, "")),
    )
