"""Which questions stand out: what a service does well, and where most is to be gained.

``public``: without questions that a detail decides on and by whose count children with that detail could be counted.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from yotinspect.questions.behind import details_behind
from yotinspect.questions.sets import Item, QuestionSet
from yotinspect.ratings.breakdown import shared_details
from yotinspect.ratings.framework import Standard
from yotinspect.ratings.node import Rating
from yotinspect.ratings.rules import StrengthRule
from yotinspect.ratings.tally import Count


@dataclass(frozen=True, slots=True)
class StandOut:
    """A question with its count, and the set whose words it has."""

    item: Item
    questionset: str
    count: Count


def strengths(rating: Rating, standard: Standard, *, public: bool = False) -> list[StandOut]:
    """The questions of a standard most often judged sufficient, best first, by the framework's rule."""
    rule = rating.framework.rules.strengths
    if rule is None:
        return []
    found = [(percent, row) for percent, row in _rows(rating, standard, rule, public) if percent >= rule.strong_from]
    found.sort(key=lambda pair: -pair[0])
    return [row for _, row in found[: rule.most]]


def weaknesses(rating: Rating, standard: Standard, *, public: bool = False) -> list[StandOut]:
    """The questions of a standard least often judged sufficient, worst first, by the framework's rule."""
    rule = rating.framework.rules.strengths
    if rule is None:
        return []
    found = [(percent, row) for percent, row in _rows(rating, standard, rule, public) if percent < rule.weak_below]
    found.sort(key=lambda pair: pair[0])
    return [row for _, row in found[: rule.most]]


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why judgements were no in the cases of one family of sets: how many noes there were, and under how many of them each
    reason was ticked, the most frequent first. Several may stand under one. ``questionset`` has the words of the reasons.
    """

    questionset: str
    noes: int
    reasons: tuple[tuple[str, int], ...]


def why_not(rating: Rating, *, public: bool = False) -> list[WhyNot]:
    """Why judgements were no, by family of sets. Headlines are left out: they sum up what was given its reasons before."""
    items: dict[tuple[str, str], tuple[str, Item]] = {}
    for place, use in sorted(rating.tally.sets.items()):
        items |= {(use.questions.family, item.id): (place, item) for item in use.questions.items.values()}
    places: dict[str, str] = {}
    noes: Counter[str] = Counter()
    ticked: dict[str, Counter[str]] = {}
    for key, count in sorted(rating.tally.questions.items()):
        place, item = items[key]
        if item.headline or (public and _of_some(rating, rating.tally.sets[place].questions, item)):
            continue
        family = key[0]
        # The last of a family's sets is as good as any: a subset has the words of its base.
        places[family] = place
        noes[family] += count.no
        ticked.setdefault(family, Counter()).update(rating.tally.reasons.get(key, Counter()))
    return [
        WhyNot(place, noes[family], tuple(sorted(ticked[family].items(), key=lambda row: (-row[1], row[0]))))
        for family, place in places.items()
    ]


def _of_some(rating: Rating, questions: QuestionSet, item: Item) -> bool:
    """Whether a detail of the child decides on a question: by its count such children could be counted.

    But for details that decide on its whole block, as the level of risk does on work to keep others safe, where cases are
    not broken down by them: these are counted by the figures of the block.
    """
    behind = details_behind(questions, [item.id])
    if not behind:
        return False
    headline = questions.headline(item.area, item.stage)
    whole = details_behind(questions, [headline.id]) if headline is not None else set()
    sets = [use.questions for use in rating.tally.sets.values()]
    return not behind <= whole or bool(behind & shared_details(rating.framework, sets, rating.tally.compared))


def _rows(rating: Rating, standard: Standard, rule: StrengthRule, public: bool) -> list[tuple[Fraction, StandOut]]:
    """The judged questions that bear on a standard, each with its percentage.

    Headlines are left out, since the grades already rest on them, and so is what no answer counts for.
    """
    if standard.source != "cases":
        return []
    least = max(rule.at_least, rating.framework.rules.disclosure.threshold) if public else rule.at_least
    areas = {standard.area, *(rating.framework.key_questions[name].area for name in standard.key_questions)}
    rows: dict[tuple[str, str], tuple[Fraction, StandOut]] = {}
    for place, use in sorted(rating.tally.sets.items()):
        if use.questions.place.id not in standard.sets:
            continue
        for item in use.questions.items.values():
            bears = item.judged and not item.headline and item.area in areas and standard.stage in (None, item.stage)
            key = (use.questions.family, item.id)
            count = rating.tally.questions.get(key)
            if public and bears and _of_some(rating, use.questions, item):
                continue
            if bears and count is not None and count.percent is not None and count.base >= least:
                rows.setdefault(key, (count.percent, StandOut(item, place, count)))
    return list(rows.values())
