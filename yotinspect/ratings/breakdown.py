"""Cases broken down by details of the children: how many there are of each category, and how often work was sufficient.

The judgements that feed the standards of a domain are taken together, since few cases have few judgements on one key question:
a count of each key question could hardly ever be shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from yotinspect.cases.assess import Assessed
from yotinspect.privacy.crossed import Crossed, Detail, Given, Question
from yotinspect.privacy.suppression import Shown, held_back, in_full
from yotinspect.questions.behind import details_behind
from yotinspect.questions.sets import QuestionSet
from yotinspect.ratings.categories import NOT_ASKED, NOT_RECORDED, categories, category
from yotinspect.ratings.framework import Framework
from yotinspect.ratings.rules import DisclosureRule
from yotinspect.ratings.tally import Compared, counted_once, feeding, valid_answer
from yotinspect.records import version_key

#: Why cases are not broken down by a detail of the rule: no set of theirs asks it, it has no fixed categories, it decides
#: whether a judgement is asked for (so that totals would give its counts away), or it is asked because of another detail of
#: the rule (so that the counts of one would give away those of the other). The last two hold for whoever is not of the team.
LeftOut = Literal["unasked", "uncountable", "routes", "follows"]
TEAM_ALONE: tuple[LeftOut, ...] = ("routes", "follows")


@dataclass(frozen=True)
class BrokenDown:
    """Cases by the details of a framework's rule of disclosure, in its order, and by the domains that cases feed.

    ``crossed`` is by those details that may be shown together, ``every`` by those that only the team sees as well. ``sets``
    are those of the cases, the newest version first, for labels; ``left_out`` says why cases are not broken down by a
    detail. ``answered_in`` are the domains, by their place among the questions, that cases feed which
    are asked a detail.
    """

    crossed: Crossed
    every: Crossed
    sets: tuple[QuestionSet, ...] = ()
    left_out: Mapping[str, LeftOut] = field(default_factory=dict)
    answered_in: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def of(self, audience: str) -> Crossed:
        """The cases by the details that an audience may see."""
        return self.every if audience == "team" else self.crossed

    def shown_to(self, audience: str, rule: DisclosureRule) -> Shown:
        """What an audience may see: the team all of it, anybody else what gives no small count away.

        What is shown to others may be drawn, so that it tells nothing more whether it is: no fewer cases stand behind it
        than anything is drawn from.
        """
        if audience == "team":
            return in_full(self.every)
        return held_back(self.crossed, max(rule.threshold, rule.draw_from))


def break_down(framework: Framework, results: Iterable[Assessed], compared: Compared | None = None) -> BrokenDown:
    """Break cases down, in whatever order they come. Those are counted that a tally counts, and so are their answers."""
    compared = compared or {}
    cases = [
        result
        for result in counted_once(results)[0]
        if result.case is not None and result.questions is not None and result.case.role != "second"
    ]
    sets = _sets(cases)
    left_out = _left_out(framework, sets, compared)
    asked_of = [_detail(name, sets) for name in _listed(framework) if left_out.get(name) in (None, *TEAM_ALONE)]
    details = [detail for detail in asked_of if detail is not None]
    asked = _questions(framework, sets, compared)
    shared = [detail for detail in details if detail.name not in left_out]
    crossed, every = Crossed(tuple(shared), asked), Crossed(tuple(details), asked)
    for result in cases:
        given = _given(framework, result, compared, asked)
        for one in (crossed, every):
            one.add([_category(result, detail.name) for detail in one.details], given)
    answered_in = {detail.name: _answered_in(framework, detail.name, sets, compared, asked) for detail in details}
    return BrokenDown(crossed, every, sets, left_out, answered_in)


def shared_details(framework: Framework, sets: Sequence[QuestionSet], compared: Compared) -> set[str]:
    """The details that cases are broken down by for whoever is not of the team."""
    return {*_listed(framework)} - {*_left_out(framework, sets, compared)}


def _listed(framework: Framework) -> list[str]:
    return list(dict.fromkeys(framework.rules.disclosure.details))


def _left_out(framework: Framework, sets: Sequence[QuestionSet], compared: Compared) -> dict[str, LeftOut]:
    listed, found = _listed(framework), dict[str, LeftOut]()
    routing = {name for questions in sets for name in _routing(framework, questions, compared)}
    for name in listed:
        if not any(name in questions.details for questions in sets):
            found[name] = "unasked"
        elif _detail(name, sets) is None:
            found[name] = "uncountable"
        elif name in routing:
            found[name] = "routes"
        elif any(details_behind(questions, [name]) & {*listed} for questions in sets):
            found[name] = "follows"
    return found


def _sets(cases: Iterable[Assessed]) -> tuple[QuestionSet, ...]:
    found = {str(case.questions.place): case.questions for case in cases if case.questions is not None}
    newest = sorted(found.values(), key=lambda questions: version_key(questions.place.version), reverse=True)
    return tuple(sorted(newest, key=lambda questions: questions.place.id))


def _detail(name: str, sets: Sequence[QuestionSet]) -> Detail | None:
    """A detail with the categories that any of the sets gives it; None where one of them gives it none."""
    asked = [questions.details[name] for questions in sets if name in questions.details]
    if not all(categories(detail) for detail in asked):
        return None
    names = dict.fromkeys(one for detail in asked for one in categories(detail))
    # How many cases a set has is published, so the cases of sets that do not ask are told.
    told = [NOT_ASKED] if len(asked) < len(sets) else []
    return Detail(name, (*names, NOT_RECORDED, *told), frozenset(told))


def _category(result: Assessed, name: str) -> str:
    assert result.case is not None
    assert result.questions is not None
    detail = result.questions.details.get(name)
    return NOT_ASKED if detail is None else category(detail, result.case.details.get(name))


def _routing(framework: Framework, questions: QuestionSet, compared: Compared) -> set[str]:
    """The details that it hangs on whether a judgement that counts is asked for."""
    counted = (item.id for _, _, items in feeding(framework, questions, compared) for item in items or ())
    return details_behind(questions, counted)


def _fed(framework: Framework, questions: QuestionSet, compared: Compared) -> Iterable[tuple[str, list[str]]]:
    """The domains that cases of a set feed, standard by standard, with the questions whose answers count."""
    domains = {standard.id: domain.id for domain, standard in framework.standards().values()}
    for standard, _, items in feeding(framework, questions, compared):
        if items is not None:
            yield domains[standard.id], [item.id for item in items]


def _questions(framework: Framework, sets: Sequence[QuestionSet], compared: Compared) -> tuple[Question, ...]:
    """The domains that any of the sets feeds, in the framework's order."""
    fed = {domain for questions in sets for domain, _ in _fed(framework, questions, compared)}
    return tuple(Question(domain.id, once=False) for domain in framework.domains if domain.id in fed)


def _answered_in(
    framework: Framework, detail: str, sets: Sequence[QuestionSet], compared: Compared, asked: Sequence[Question]
) -> tuple[int, ...]:
    fed = {
        domain
        for questions in sets
        if detail in questions.details
        for domain, _ in _fed(framework, questions, compared)
    }
    return tuple(n for n, question in enumerate(asked) if question.name in fed)


def _given(framework: Framework, result: Assessed, compared: Compared, asked: Sequence[Question]) -> list[Given]:
    """How often a case says yes and no in each domain. What did not apply is told of no group, and so is not counted."""
    assert result.questions is not None
    answers: dict[str, list[str | None]] = {}
    for domain, names in _fed(framework, result.questions, compared):
        answers.setdefault(domain, []).extend(valid_answer(result, name) for name in names)
    found = (answers.get(question.name, []) for question in asked)
    return [(one.count("yes"), one.count("no"), 0) for one in found]
