"""What a report says, as plain data: templates lay it out and add no figure of their own."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass

from yotinspect import __version__
from yotinspect.library import digest_of
from yotinspect.ratings.framework import Standard
from yotinspect.ratings.rate import Node, Rating
from yotinspect.ratings.standout import StandOut, strengths, weaknesses
from yotinspect.ratings.words import (
    based,
    key_question_word,
    level_word,
    printed_percent,
    say,
    standard_word,
    whole_percent,
    word,
)


@dataclass(frozen=True)
class Grade:
    """A level as it is shown: word, shape and colour together."""

    id: str
    word: str
    symbol: str
    colour: str


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
    """A question that stands out."""

    id: str
    text: str
    based: str


@dataclass(frozen=True)
class StandardView:
    """A standard, area or theme: its grade, what it hangs on, and what would change it."""

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
    rationale: str
    sources: tuple[str, ...]
    key_questions: tuple[KeyQuestionView, ...]
    strengths: tuple[QuestionView, ...]
    weaknesses: tuple[QuestionView, ...]
    next_grade: Grade | None


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
class SourceView:
    """Something the report was made from."""

    name: str
    what: str
    status: str
    digest: str


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
    audience: str
    date: datetime.date | None
    fieldwork: tuple[datetime.date, datetime.date] | None
    status: str
    status_reasons: tuple[str, ...]
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
    audience: str = "team",
    language: str = "en",
    date: datetime.date | None = None,
) -> ReportView:
    """Everything a report of this rating says. ``date`` is printed as it is given; no clock is read."""
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
        audience=audience,
        date=date,
        fieldwork=(days.start, days.end) if days else None,
        status=rating.status,
        status_reasons=tuple(say(reason, framework, language) for reason in rating.status_reasons),
        published=inspection.published or "",
        source=" ".join((inspection.source or "").split()),
        rated=bool(framework.levels),
        overall=_grade(rating, overall.rating, language),
        score=overall.score,
        max=overall.max,
        overall_reason=say(overall.reason, framework, language),
        overall_given=given,
        levels=tuple(grade for level in framework.levels if (grade := _grade(rating, level.id, language))),
        bands=_bands(rating, language),
        score_bands=_score_bands(rating, language),
        domains=tuple(_domain(rating, n, language) for n in range(len(rating.domains)) if rating.domains[n].children),
        cases=len(rating.tally.counted),
        caseload=tuple(inspection.caseload.items()),
        seconds=len(rating.tally.seconds),
        team=tuple(Counter(member.role for member in inspection.team).items()),
        rests_on=_rests_on(rating, framework_digest, inspection_digest),
        rules=_rules(rating),
        notes=tuple(word(note, language) for note in framework.notes),
        version=__version__,
    )


def _grade(rating: Rating, level: str | None, language: str) -> Grade | None:
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


def _domain(rating: Rating, n: int, language: str) -> DomainView:
    given, node = rating.framework.domains[n], rating.domains[n]
    return DomainView(
        id=node.id,
        label=word(given.label, language),
        grade=_grade(rating, node.rating, language),
        score=node.score,
        max=node.max,
        scored=given.scored,
        reason=say(node.reason, rating.framework, language) if node.rating is None else "",
        standards=tuple(_standard(rating, child, language) for child in node.children),
    )


def _standard(rating: Rating, node: Node, language: str) -> StandardView:
    framework, inspection = rating.framework, rating.inspection
    standard: Standard = framework.standards()[node.id][1]
    judgement = inspection.judgements.get(node.id) if node.source == "judgement" else None
    decision = inspection.discretion.get(node.id) if node.proposed != node.rating else None
    rank = framework.rank(node.proposed) if node.proposed else None
    above = framework.levels[rank + 1].id if rank is not None and rank + 1 < len(framework.levels) else None
    return StandardView(
        id=node.id,
        numbered=node.id[:1].isdigit(),
        label=standard_word(framework, node.id, language),
        grade=_grade(rating, node.rating, language),
        proposed=_grade(rating, node.proposed, language) if node.proposed != node.rating else None,
        score=node.score,
        source=node.source or "",
        reason=say(node.reason, framework, language) if node.rating is None else "",
        discretion=" ".join(decision.rationale.split()) if decision else "",
        panel=", ".join(decision.panel) if decision else "",
        rationale=" ".join((judgement.rationale or "").split()) if judgement else "",
        sources=tuple(judgement.sources) if judgement else (),
        key_questions=tuple(_key_question(rating, node, child, language) for child in node.children),
        strengths=tuple(_question(rating, row, language) for row in strengths(rating, standard)),
        weaknesses=tuple(_question(rating, row, language) for row in weaknesses(rating, standard)),
        next_grade=_grade(rating, above, language) if node.children else None,
    )


def _key_question(rating: Rating, standard: Node, node: Node, language: str) -> KeyQuestionView:
    figures, framework = node.figures, rating.framework
    assert figures is not None
    percent = figures.percent
    return KeyQuestionView(
        label=key_question_word(framework, node.id, language),
        grade=_grade(rating, node.rating, language),
        based=based(figures, framework),
        percent=printed_percent(percent, framework) if percent is not None else "",
        width=float(percent) if percent is not None else 0.0,
        yes=figures.yes,
        no=figures.no,
        na=figures.na,
        decides=node.rating is not None and node.rating == standard.proposed,
        to_next=figures.to_next,
        to_lower=figures.to_lower,
        reason=say(node.reason, framework, language) if percent is None else "",
        no_cases=figures.no_cases,
    )


def _question(rating: Rating, row: StandOut, language: str) -> QuestionView:
    words = rating.tally.sets[row.questionset].questions.text(language)
    count = row.count
    percent = count.percent
    assert percent is not None
    return QuestionView(
        row.item.id, words.questions[row.item.id].text, f"{count.yes} of {count.base}, {whole_percent(percent)}%"
    )


def _rests_on(rating: Rating, framework_digest: str, inspection_digest: str) -> tuple[SourceView, ...]:
    framework = rating.framework
    rows = [
        SourceView(framework.place, "framework", framework.status, framework_digest),
        *(
            SourceView(place, "question set", use.questions.heading.status, use.questions.digest)
            for place, use in sorted(rating.tally.sets.items())
        ),
        SourceView(rating.inspection.inspection, "inspection file", "", inspection_digest),
    ]
    if rating.tally.digests:
        number = len(rating.tally.digests)
        together = digest_of(sorted(digest for _, digest in rating.tally.digests))
        rows.append(SourceView(f"{number} case files", "all cases together", "", together))
    return tuple(rows)


_RULES = {
    "percent": "Bands of percentages",
    "standard": "The lowest key question decides a standard",
    "domain": "Ratings of domains",
    "overall": "The overall rating",
    "shrink": "Which domains may be left out",
    "discretion": "The margin for a panel's discretion",
    "strengths": "Which questions are named as strengths and to improve",
}


def _rules(rating: Rating) -> tuple[tuple[str, str], ...]:
    """Every rule that was at work, with its basis."""
    rules = rating.framework.rules
    found = [(label, getattr(rules, name)) for name, label in _RULES.items()]
    return tuple((label, rule.basis) for label, rule in found if rule is not None)
