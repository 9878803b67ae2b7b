"""The logic of a question set, for sign-off: every question, when it is asked, what it feeds, and the route."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from yotinspect.catalogue import N_
from yotinspect.questions.sets import Item, QuestionSet
from yotinspect.ratings.feeds import sets_of
from yotinspect.ratings.framework import Framework, Standard
from yotinspect.reports.document import Choice, Front, Scribe, front, short_digest
from yotinspect.reports.document_words import STATUS
from yotinspect.reports.passages import Passage, Said
from yotinspect.reports.route import Route, route_of
from yotinspect.reports.route_picture import Picture, pictures


@dataclass(frozen=True)
class LogicRow:
    """A question and its place in the whole."""

    id: str
    text: Said
    headline: bool
    area: Said
    stage: Said
    screen: Said
    answers: tuple[Choice, ...]
    when: Said
    feeds: tuple[Said, ...]


@dataclass(frozen=True)
class FigureRow:
    """A figure and the questions that it counts, with the frameworks that have it."""

    standard: Said
    key_question: Said
    counts: Said
    frameworks: tuple[str, ...]


@dataclass(frozen=True)
class FrameworkRow:
    """A framework that counts questions of the set, as it stood when the document was made."""

    place: str
    title: Said
    status: Said
    digest: str


@dataclass(frozen=True)
class LogicView:
    """The whole document."""

    front: Front
    pictures: tuple[Picture, ...]
    route: Route
    rows: tuple[LogicRow, ...]
    figures: tuple[FigureRow, ...]
    frameworks: tuple[FrameworkRow, ...]


def logic_view(
    questions: QuestionSet,
    languages: Sequence[str],
    frameworks: Sequence[tuple[Framework, str]],
    date: datetime.date | None = None,
) -> LogicView:
    """The logic of a set in one language or several. ``frameworks``: those that may count it, with their digests."""
    scribe = Scribe(questions, languages)
    counting = [
        (framework, digest)
        for framework, digest in frameworks
        if any(questions.place.id in sets_of(framework, one) for _, one in framework.standards().values())
    ]
    feeds = _feeds(scribe, [framework for framework, _ in counting])
    route = route_of(scribe)
    return LogicView(
        front=front("logic", scribe, date),
        pictures=pictures(route, scribe.languages),
        route=route,
        rows=tuple(_row(scribe, item, feeds) for item in questions.in_view_order()),
        figures=_figures(scribe, [framework for framework, _ in counting]),
        frameworks=tuple(
            FrameworkRow(
                framework.place,
                scribe.labelled(framework.title),
                scribe.say(STATUS[framework.status]),
                short_digest(digest),
            )
            for framework, digest in counting
        ),
    )


def _row(scribe: Scribe, item: Item, feeds: Mapping[str, tuple[Said, ...]]) -> LogicRow:
    return LogicRow(
        id=item.id,
        text=scribe.wording(item),
        headline=item.headline,
        area=scribe.label("areas", item.area),
        stage=scribe.label("stages", item.stage),
        screen=scribe.label("views", item.view),
        answers=scribe.answers(item),
        when=scribe.condition(item.when) or scribe.say(N_("In every case")),
        feeds=feeds.get(item.id)
        or (
            (
                scribe.say(N_("Counts in no framework"))
                if item.judged
                else scribe.say(N_("Recorded only; counts in no figure"))
            ),
        ),
    )


def _feeds(scribe: Scribe, frameworks: Sequence[Framework]) -> dict[str, tuple[Said, ...]]:
    """For each question what counts it; frameworks that count it alike stand together."""
    found: dict[str, dict[Said, list[str]]] = {}
    items = scribe.questions.items.values()
    for framework in frameworks:
        for _, standard in framework.standards().values():
            for label, asked in _asked(scribe, framework, standard):
                for item in (one for one in items if asked(one)):
                    found.setdefault(item.id, {}).setdefault(label, []).append(framework.framework)
    return {name: tuple(_by(label, places) for label, places in rows.items()) for name, rows in found.items()}


def _asked(scribe: Scribe, framework: Framework, standard: Standard) -> Iterator[tuple[Said, Callable[[Item], bool]]]:
    """What a standard has from the set: each figure or judgement, with the questions that it rests on."""
    area, name = standard.area, scribe.questions.place.id
    if name in standard.sets and standard.fed_by == "questions":
        yield _standard(scribe, standard), lambda item: item.judged and item.area == area
    elif name in standard.sets and standard.source == "judgement":
        yield _standard(scribe, standard), lambda item: item.area == area
    for key in standard.key_questions:
        found = framework.key_questions[key]
        label = _key_question(scribe, framework, standard, key)
        if found.judged and name in found.sets:
            yield label, partial(_of_area, found.area)
        elif not found.judged and name in standard.sets:
            headline = scribe.questions.headline(found.area, standard.stage or "")
            yield label, partial(_same, headline)


def _of_area(area: str, item: Item) -> bool:
    return item.area == area


def _same(headline: Item | None, item: Item) -> bool:
    return item is headline


def _by(label: Said, frameworks: list[str]) -> Said:
    """A figure with the frameworks that have it: ``2.1 Assessment, Desistance (graded-2018, graded-2021)``."""
    names = ", ".join(dict.fromkeys(frameworks))
    return tuple(Passage(part.lang, f"{part.text} ({names})") for part in label)


def _standard(scribe: Scribe, standard: Standard) -> Said:
    number = f"{standard.id} " if standard.id[:1].isdigit() else ""
    return tuple(Passage(part.lang, number + part.text) for part in scribe.labelled(standard.label))


def _key_question(scribe: Scribe, framework: Framework, standard: Standard, name: str) -> Said:
    """A standard with its key question, in each language that has both; else each in the language it has."""
    whole, part = _standard(scribe, standard), scribe.labelled(framework.key_questions[name].label)
    words = {passage.lang: passage.text for passage in part}
    both = tuple(Passage(p.lang, f"{p.text}: {words[p.lang]}") for p in whole if p.lang in words)
    return both or tuple(Passage(p.lang, f"{p.text}: {part[0].text}") for p in whole[:1])


def _figures(scribe: Scribe, frameworks: Sequence[Framework]) -> tuple[FigureRow, ...]:
    found: dict[tuple[Said, Said, Said], list[str]] = {}
    for framework in frameworks:
        for _, standard in framework.standards().values():
            if scribe.questions.place.id in sets_of(framework, standard):
                for key_question, counts in _figures_of(scribe, framework, standard):
                    row = (_standard(scribe, standard), key_question, counts)
                    found.setdefault(row, []).append(framework.place)
    return tuple(FigureRow(*row, frameworks=tuple(places)) for row, places in found.items())


def _figures_of(scribe: Scribe, framework: Framework, standard: Standard) -> Iterator[tuple[Said, Said]]:
    """The key questions of a standard, each with what it counts; a pooled area has none."""
    items, own = scribe.questions.items.values(), scribe.questions.place.id
    if standard.fed_by == "questions":
        asked = [item for item in items if item.judged and item.area == standard.area]
        yield (), scribe.say(N_("Every judgement of the area: {number}"), number=len(asked))
        return
    if standard.source == "judgement":
        yield (), _judged(scribe, standard.area)
        return
    for name in standard.key_questions:
        found = framework.key_questions[name]
        if found.judged:
            if own in found.sets:
                yield scribe.labelled(found.label), _judged(scribe, found.area)
            continue
        if own not in standard.sets:
            continue
        headline = scribe.questions.headline(found.area, standard.stage or "")
        counts = (
            scribe.say(N_("The headline question {question}"), question=headline.id)
            if headline is not None
            else scribe.say(N_("Nothing: this set does not ask it"))
        )
        yield scribe.labelled(found.label), counts


def _judged(scribe: Scribe, area: str | None) -> Said:
    number = sum(item.graded and item.area == area for item in scribe.questions.items.values())
    return scribe.say(N_("Judged by inspectors; key questions: {number}"), number=number)
