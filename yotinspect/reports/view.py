"""The facts of a rating in words: what reports of every kind are put together from."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from yotinspect import __version__
from yotinspect.catalogue import N_, Passage, Said, catalogue
from yotinspect.ratings import distance
from yotinspect.ratings.explainjudged import source_words
from yotinspect.ratings.framework import Framework, Standard
from yotinspect.ratings.names import Names
from yotinspect.ratings.node import Node, Rating, Reason, because
from yotinspect.ratings.paths import passed_line
from yotinspect.ratings.standout import StandOut, strengths, weaknesses
from yotinspect.ratings.words import (
    ROLES,
    based,
    key_question_word,
    level_word,
    of,
    printed_percent,
    published_word,
    question_word,
    reason_word,
    standard_word,
    status_sentence,
    tell,
    whole_percent,
    word,
)
from yotinspect.reports.blocks import Grade
from yotinspect.reports.provenance import SourceView, also_in, drafts, rests_on, rules


@dataclass(frozen=True)
class KeyQuestionView:
    """A key question with its figures. ``width``: the percentage as a number for drawing."""

    label: str
    grade: Grade | None
    based: str
    percent: str
    width: float
    yes: int
    no: int
    na: int
    decides: bool
    to_next: int | None
    to_lower: int | None
    reason: str
    no_cases: tuple[str, ...]


@dataclass(frozen=True)
class QuestionView:
    """A question that stands out. ``share`` is its percentage, exact; ``reasons``: why it was answered no, with in how many
    cases, the most frequent first.
    """

    id: str
    text: str
    based: str
    share: Fraction
    no: int
    reasons: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class StandardView:
    """A standard, area or theme: its grade, what it hangs on, and what would change it.

    ``next_grade`` is the next that its figures can have, whatever a panel decided; ``passed_over`` says which levels they
    cannot have on the way.
    """

    id: str
    numbered: bool
    label: str
    grade: Grade | None
    proposed: Grade | None
    score: int | None
    source: str
    reason: str
    discretion: str
    panel: str
    exception: str
    published_as: str
    rationale: str
    sources: str
    key_questions: tuple[KeyQuestionView, ...]
    strengths: tuple[QuestionView, ...]
    weaknesses: tuple[QuestionView, ...]
    next_grade: Grade | None
    passed_over: str


@dataclass(frozen=True)
class DomainView:
    """A domain with its standards."""

    id: str
    label: str
    grade: Grade | None
    score: int | None
    max: int | None
    scored: bool
    reason: str
    standards: tuple[StandardView, ...]


@dataclass(frozen=True)
class ReportView:
    """A report of an inspection."""

    yot: str
    inspection: str
    title: str
    description: str
    one: str
    many: str
    language: str
    fieldwork: tuple[datetime.date, datetime.date] | None
    status: str
    status_sentence: str
    status_reasons: tuple[str, ...]
    inspectorate: str
    also_in: Passage | None
    drafts: tuple[str, ...]
    published: str
    source: str
    rated: bool
    overall: Grade | None
    score: int | None
    max: int | None
    overall_reason: str
    overall_given: bool
    levels: tuple[Grade, ...]
    bands: tuple[tuple[str, float], ...]
    score_bands: tuple[tuple[str, int, int], ...]
    domains: tuple[DomainView, ...]
    cases: int
    caseload: tuple[tuple[str, int], ...]
    seconds: int
    team: tuple[tuple[str, int], ...]
    rests_on: tuple[SourceView, ...]
    rules: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    version: str

    @property
    def standards(self) -> tuple[StandardView, ...]:
        """Every standard, in the framework's order."""
        return tuple(standard for domain in self.domains for standard in domain.standards)


def report_view(
    rating: Rating,
    *,
    framework_digest: str,
    inspection_digest: str,
    record_digest: str,
    names: Names,
    language: str = "en",
    public: bool = False,
) -> ReportView:
    """The facts that a report of this rating says, in the words of its language.

    ``record_digest`` is that of the record that ``rate --record`` writes of the same files. ``public``: without counts of
    questions that only some children are asked.

    Texts in another language than the report's are a ``Passage`` that says which.
    """
    framework, inspection, overall = rating.framework, rating.inspection, rating.overall
    days = inspection.fieldwork
    given = framework.rules.overall.rule != "none"
    return ReportView(
        yot=inspection.yot,
        inspection=inspection.inspection,
        title=word(framework.title, language),
        description=" ".join(word(framework.description, language).split()),
        one=word(framework.called.one, language),
        many=word(framework.called.many, language),
        language=language,
        fieldwork=(days.start, days.end) if days else None,
        status=rating.status,
        status_sentence=status_sentence(rating.status, bool(framework.levels), language),
        status_reasons=tuple(_tell(rating, reason, language) for reason in rating.status_reasons),
        inspectorate=names.inspectorate(inspection, framework, language),
        also_in=also_in(rating, language),
        drafts=drafts(rating, language),
        published=inspection.published or "",
        source=_own(rating, inspection.source),
        rated=bool(framework.levels),
        overall=grade_of(rating, overall.rating, language),
        score=overall.score,
        max=overall.max,
        overall_reason=_tell(rating, overall.reason, language),
        overall_given=given,
        levels=tuple(grade for level in framework.levels if (grade := grade_of(rating, level.id, language))),
        bands=_bands(rating, language),
        score_bands=_score_bands(rating, language),
        domains=tuple(
            _domain(rating, n, language, public) for n in range(len(rating.domains)) if rating.domains[n].children
        ),
        cases=len(rating.tally.counted),
        caseload=tuple((_named(name, _CASELOAD, language), number) for name, number in inspection.caseload.items()),
        seconds=len(rating.tally.seconds),
        team=tuple(
            (_named(role, ROLES, language), number)
            for role, number in Counter(member.role for member in inspection.team).items()
        ),
        rests_on=rests_on(rating, framework_digest, inspection_digest, record_digest, language),
        rules=rules(rating, language),
        notes=tuple(word(note, language) for note in framework.notes),
        version=__version__,
    )


def _own(rating: Rating, text: str | None) -> Passage:
    """What the inspection says in its own words."""
    return Passage(" ".join((text or "").split()), rating.inspection.language)


def _tell(rating: Rating, reason: Reason, language: str) -> Said:
    return tell(reason, rating.framework, language, rating.inspection.language)


_CASELOAD = {"court": N_("court"), "out_of_court": N_("out of court")}


def _named(name: str, words: Mapping[str, str], language: str) -> str:
    """A name of ours in words, or one of the inspection's own as it stands."""
    return catalogue(language)(words[name]) if name in words else name.replace("_", " ")


def grade_of(rating: Rating, level: str | None, language: str) -> Grade | None:
    """A level as it is shown; None of none."""
    if level is None:
        return None
    found = rating.framework.level(level)
    return Grade(level, level_word(rating.framework, level, language), found.symbol, found.colour)


def _bands(rating: Rating, language: str) -> tuple[tuple[str, float], ...]:
    rule = rating.framework.rules.percent
    if rule is None:
        return ()
    return tuple((level_word(rating.framework, band.level, language), float(band.start)) for band in rule.bands)


def _score_bands(rating: Rating, language: str) -> tuple[tuple[str, int, int], ...]:
    """The bands of the overall score in whole points: level, from, to."""
    most, low, rows = rating.overall.max, 0, []
    if most is None:
        return ()
    for band in rating.framework.rules.overall.bands:
        high = int(band.up_to * most)
        rows.append((level_word(rating.framework, band.level, language), low, high))
        low = high + 1
    return tuple(rows)


def _domain(rating: Rating, n: int, language: str, public: bool) -> DomainView:
    given, node = rating.framework.domains[n], rating.domains[n]
    return DomainView(
        id=node.id,
        label=word(given.label, language),
        grade=grade_of(rating, node.rating, language),
        score=node.score,
        max=node.max,
        scored=given.scored,
        reason=_tell(rating, node.reason, language) if node.rating is None else "",
        standards=tuple(_standard(rating, child, language, public) for child in node.children),
    )


def _standard(rating: Rating, node: Node, language: str, public: bool) -> StandardView:
    framework, inspection = rating.framework, rating.inspection
    standard: Standard = framework.standards()[node.id][1]
    judgement = inspection.judgements.get(node.id) if node.source == "judgement" else None
    decision = inspection.discretion.get(node.id) if node.departs else None
    published = judgement.published_as if judgement else None
    above = _above(framework, node)
    return StandardView(
        id=node.id,
        numbered=node.id[:1].isdigit(),
        label=standard_word(framework, node.id, language),
        grade=grade_of(rating, node.rating, language),
        proposed=grade_of(rating, node.proposed, language) if node.departs else None,
        score=node.score,
        source=node.source or "",
        reason=_tell(rating, node.reason, language) if node.rating is None else "",
        discretion=_own(rating, decision.rationale) if decision else "",
        panel=", ".join(decision.panel) if decision else "",
        exception=_own(rating, decision.exception) if decision and node.reason.code == "discretion-exception" else "",
        published_as=published_word(framework, published, language) if published else "",
        rationale=_own(rating, judgement.rationale) if judgement else "",
        sources=source_words(rating, judgement.sources, language) if judgement else "",
        key_questions=tuple(_key_question(rating, node, child, language) for child in node.children if child.figures),
        strengths=tuple(_question(rating, row, language) for row in strengths(rating, standard, public=public)),
        weaknesses=tuple(_question(rating, row, language) for row in weaknesses(rating, standard, public=public)),
        next_grade=grade_of(rating, above.to, language) if above is not None else None,
        passed_over=passed_line(rating, distance.passed_over(framework, _as_proposed(node), above), language)
        if above
        else "",
    )


def _as_proposed(node: Node) -> Node:
    """A standard as the figures alone have it."""
    return replace(node, rating=node.proposed, reason=because("lowest")) if node.departs else node


def _above(framework: Framework, node: Node) -> distance.Path | None:
    """The fewest changes to the next level that the figures of a standard can have."""
    if node.source == "judgement" or not any(child.figures for child in node.children):
        return None
    return distance.neighbours(framework, _as_proposed(node))[0]


def _key_question(rating: Rating, standard: Node, node: Node, language: str) -> KeyQuestionView:
    figures, framework = node.figures, rating.framework
    assert figures is not None
    percent = figures.percent
    return KeyQuestionView(
        label=key_question_word(framework, node.id, language),
        grade=grade_of(rating, node.rating, language),
        based=based(figures, framework, language),
        percent=printed_percent(percent, framework, language) if percent is not None else "",
        width=float(percent) if percent is not None else 0.0,
        yes=figures.yes,
        no=figures.no,
        na=figures.na,
        decides=node.rating is not None and node.rating == standard.proposed,
        to_next=figures.to_next,
        to_lower=figures.to_lower,
        reason=_tell(rating, node.reason, language) if percent is None else "",
        no_cases=figures.no_cases,
    )


def _question(rating: Rating, row: StandOut, language: str) -> QuestionView:
    count, percent = row.count, row.count.percent
    assert percent is not None
    questions = rating.tally.sets[row.questionset].questions
    ticked = rating.tally.reasons.get((questions.family, row.item.id), Counter())
    return QuestionView(
        row.item.id,
        question_word(questions, row.item.id, language),
        of(count.yes, count.base, f"{whole_percent(percent)}%", language),
        percent,
        count.no,
        tuple((reason_word(questions, name, language), number) for name, number in _ranked(ticked, row.item.reasons)),
    )


def _ranked(ticked: Counter[str], reasons: tuple[str, ...]) -> list[tuple[str, int]]:
    """Reasons that were ticked, the most frequent first, and of as frequent ones the first of the question's."""
    return sorted(
        ((name, ticked[name]) for name in reasons if ticked[name]), key=lambda row: (-row[1], reasons.index(row[0]))
    )
