"""Cases broken down by details of the children: how many there are of each category, and what they answer to key questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from yotinspect.cases.assess import Assessed
from yotinspect.catalogue import N_
from yotinspect.privacy.crossed import Crossed, Detail, Given, Question
from yotinspect.privacy.suppression import Shown, held_back, in_full
from yotinspect.questions.sets import QuestionSet, conditions
from yotinspect.ratings.categories import NOT_ASKED, NOT_RECORDED, categories, category
from yotinspect.ratings.framework import Framework
from yotinspect.ratings.rules import DisclosureRule
from yotinspect.ratings.tally import Compared, counted_once, feeding, valid_answer
from yotinspect.records import version_key

#: Why cases are not broken down by a detail of the rule.
LEFT_OUT: Mapping[str, str] = {
    "unasked": N_("No question set of these cases asks it."),
    "uncountable": N_("It has no fixed categories that a case could be in."),
    "routes": N_("It decides whether a key question is asked, so that the totals would give its counts away."),
}


@dataclass(frozen=True)
class BrokenDown:
    """Cases by the details of a framework's rule of disclosure, in its order, and by every key question that cases feed.

    ``sets`` are those of the cases, the newest version first, for labels; ``left_out`` says by a code of ``LEFT_OUT`` why
    cases are not broken down by a detail.
    """

    crossed: Crossed
    sets: tuple[QuestionSet, ...] = ()
    left_out: Mapping[str, str] = field(default_factory=dict)

    def shown_to(self, audience: str, rule: DisclosureRule) -> Shown:
        """What an audience may see: the team all of it, anybody else what gives no small count away."""
        return in_full(self.crossed) if audience == "team" else held_back(self.crossed, rule.threshold)


def break_down(framework: Framework, results: Iterable[Assessed], compared: Compared | None = None) -> BrokenDown:
    """Break cases down, in whatever order they come. Those are counted that a tally counts, and so are their answers."""
    compared = compared or {}
    cases = [
        result
        for result in counted_once(results)[0]
        if result.case is not None and result.questions is not None and result.case.role != "second"
    ]
    sets = _sets(cases)
    details, left_out = [], {}
    routing = {name for questions in sets for name in _routing(framework, questions, compared)}
    for name in dict.fromkeys(framework.rules.disclosure.details):
        detail = _detail(name, sets)
        if not any(name in questions.details for questions in sets):
            left_out[name] = "unasked"
        elif detail is None:
            left_out[name] = "uncountable"
        elif name in routing:
            left_out[name] = "routes"
        else:
            details.append(detail)
    crossed = Crossed(tuple(details), _questions(framework, sets, compared))
    for result in cases:
        crossed.add(
            [_category(result, detail.name) for detail in details], _given(framework, result, compared, crossed)
        )
    return BrokenDown(crossed, sets, left_out)


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
    """The details that a headline's being asked hangs on, by itself or through other questions."""
    found: set[str] = set()
    ahead = [
        item.id
        for standard, _, items in feeding(framework, questions, compared)
        if standard.fed_by != "questions"
        for item in items or ()
    ]
    seen = set(ahead)
    while ahead:
        item = questions.items.get(ahead.pop())
        for condition in conditions(item.when if item else None):
            if condition.detail is not None:
                found.add(condition.detail)
            if condition.answer is not None and condition.answer not in seen:
                seen.add(condition.answer)
                ahead.append(condition.answer)
    return found


def _questions(framework: Framework, sets: Sequence[QuestionSet], compared: Compared) -> tuple[Question, ...]:
    """The key questions that any of the sets feeds, in the framework's order."""
    fed = {
        (standard.id, name)
        for questions in sets
        for standard, name, items in feeding(framework, questions, compared)
        if items is not None
    }
    return tuple(
        Question(standard.id, name, once=standard.fed_by != "questions")
        for _, standard in framework.standards().values()
        for name in (standard.key_questions if standard.fed_by != "questions" else [standard.id])
        if (standard.id, name) in fed
    )


def _given(framework: Framework, result: Assessed, compared: Compared, crossed: Crossed) -> list[Given]:
    """How often a case gives each answer to each question."""
    assert result.questions is not None
    given: dict[tuple[str, str], Given] = {}
    for standard, name, items in feeding(framework, result.questions, compared):
        answers = [valid_answer(result, item.id) for item in items or ()]
        given[standard.id, name] = answers.count("yes"), answers.count("no"), answers.count("na")
    return [given.get((question.standard, question.name), (0, 0, 0)) for question in crossed.questions]
