"""Standards that inspectors judge: what was found on each key question, what the characteristics propose, what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from yotinspect.questions.sets import Item, QuestionSet
from yotinspect.ratings.framework import Framework
from yotinspect.ratings.inspection import Found, Inspection, Judgement, Source, SourceKind
from yotinspect.ratings.node import Node, Reason, because


@dataclass(frozen=True)
class Part:
    """Something that is judged, a standard or one key question of a standard, and the sets and area that ask about it."""

    id: str
    standard: str
    sets: tuple[str, ...]
    area: str | None


def judged_parts(framework: Framework) -> dict[str, Part]:
    """Everything that inspectors judge in a framework, by its id."""
    found: dict[str, Part] = {}
    for name, (_, standard) in framework.standards().items():
        if standard.source == "judgement":
            found[name] = Part(name, name, tuple(standard.sets), standard.area)
        for key in standard.key_questions:
            question = framework.key_questions.get(key)
            if question is not None and question.judged:
                found[key] = Part(key, name, tuple(question.sets), question.area)
    return found


def asking(part: Part, asked: Mapping[str, QuestionSet]) -> QuestionSet | None:
    """The set by which a part was judged, of those that the inspection names."""
    return next((asked[name] for name in part.sets if name in asked), None)


def questions(part: Part, asked: Mapping[str, QuestionSet]) -> list[Item]:
    """What the set asks about a part: prompts, each key question after its own."""
    chosen = asking(part, asked)
    return [item for item in chosen.items.values() if item.area == part.area] if chosen is not None else []


def rated_key_questions(framework: Framework, part: Part, judgement: Judgement, asked: Mapping[str, QuestionSet]) -> tuple[Node, ...]:  # fmt: skip
    """The key questions of a part, each with the grade that fits best of those whose characteristics it was held against."""
    levels = [level.id for level in framework.levels]
    nodes = []
    for item in questions(part, asked):
        if item.graded:
            answer = judgement.findings.get(item.id, Found()).answer
            given = answer if answer in levels else None
            reason = because("characteristics", level=given) if given else because("not-judged")
            nodes.append(Node("key_question", item.id, given, reason, "", "judgement"))
    return tuple(nodes)


def judged(framework: Framework, name: str, judgement: Judgement, asked: Mapping[str, QuestionSet]) -> Node:
    """A judged standard: the rating that its inspectors gave, beside what the characteristics propose."""
    part = judged_parts(framework).get(name)
    children = rated_key_questions(framework, part, judgement, asked) if part is not None else ()
    rule = framework.rules.judged
    grades = [child.rating for child in children if child.rating is not None]
    proposed = framework.middle(grades) if rule is not None and len(grades) == len(children) else None
    rating, reason = given(framework, judgement)
    return Node("standard", name, rating, reason, "", "judgement", proposed or rating, children=children)


def given(framework: Framework, judgement: Judgement) -> tuple[str | None, Reason]:
    """The rating of a judgement; where a report used other words, the level that they fall under."""
    rating = judgement.rating
    published = next((one for word, one in framework.published_as.items() if word == judgement.published_as), None)
    if rating is None and published is not None:
        rating = published.level
    if not framework.levels:
        return None, because("not-graded")
    if rating is None:
        return None, because("not-judged")
    if rating not in [level.id for level in framework.levels]:
        return None, because("unknown-level")
    return rating, because("published-as", word=judgement.published_as) if published is not None else because("judged")


def sources_of(judgement: Judgement) -> list[Source]:
    """Everything that a judgement rests on: its own sources and those of its findings."""
    return [*judgement.sources, *(source for found in judgement.findings.values() for source in found.sources)]


def kinds_that_agree(sources: Iterable[Source]) -> set[SourceKind]:
    """The kinds of source that bear a judgement out."""
    return {source.kind for source in sources if source.kind is not None and source.agrees}


def without_sources(framework: Framework, inspection: Inspection) -> tuple[str, ...]:
    """What is judged and names nothing that it rests on. A published inspection is exempt: only its team knows."""
    if inspection.published:
        return ()
    known = {*framework.standards(), *judged_parts(framework)}
    return tuple(name for name, one in inspection.judgements.items() if name in known and not sources_of(one))
