"""A condition in words: when a question is asked, as a plain sentence fragment in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from yotinspect.catalogue import Catalogue, catalogue
from yotinspect.questions.model import Condition
from yotinspect.questions.sets import Item, QuestionSet


def in_words(condition: Condition, questions: QuestionSet, language: str) -> str:
    """A condition as people say it: ``Report to the court is not: No report``. Raises KeyError for a language the set
    does not have.

    Labels are those of the set and are never bent: what is joined in Welsh stands in lists, since "neu" and "a" mutate.
    """
    return _said(condition, questions, catalogue(language), language)


def parts(when: Condition | None) -> tuple[Condition, ...]:
    """What must all hold for a condition to hold: a question's own condition and its block's come apart again."""
    if when is None:
        return ()
    return tuple(when.all) if when.all is not None else (when,)


def shared(items: Iterable[Item]) -> tuple[Condition, ...]:
    """What every one of some questions is asked under; nothing where one of them is always asked."""
    conditions = [parts(item.when) for item in items]
    first, rest = conditions[0], conditions[1:]
    return tuple(part for part in first if all(part in other for other in rest))


def together(conditions: Iterable[Condition]) -> Condition | None:
    """One condition out of those that must all hold."""
    found = list(conditions)
    return Condition(all=found) if len(found) > 1 else found[0] if found else None


def deciders(condition: Condition | None) -> tuple[tuple[str, str], ...]:
    """What a condition hangs on, each once: ``("detail", "psr")``, ``("answer", "P-A8")``."""
    if condition is None:
        return ()
    if condition.detail is not None:
        return (("detail", condition.detail),)
    if condition.answer is not None:
        return (("answer", condition.answer),)
    inner = [*(condition.all or ()), *(condition.any or ()), *([condition.not_] if condition.not_ else [])]
    return tuple(dict.fromkeys(found for part in inner for found in deciders(part)))


def _said(condition: Condition, questions: QuestionSet, _: Catalogue, language: str) -> str:
    if condition.not_ is not None:
        return _denied(condition.not_, questions, _, language)
    group = condition.all or condition.any
    if group is None:
        return _leaf(condition, questions, _, language, denied=False)
    if len(group) == 1:
        return _said(group[0], questions, _, language)
    members = [_member(part, questions, _, language) for part in group]
    if condition.all is not None:
        # Translators: the members are whole conditions. Welsh says what list it is first, so that nothing mutates.
        return _("{first}; and {last}", first="; ".join(members[:-1]), last=members[-1])
    return _("{first}; or {last}", first="; ".join(members[:-1]), last=members[-1])


def _denied(inner: Condition, questions: QuestionSet, _: Catalogue, language: str) -> str:
    if inner.not_ is not None:
        return _said(inner.not_, questions, _, language)
    group = inner.all or inner.any
    if group is None:
        return _leaf(inner, questions, _, language, denied=True)
    if len(group) == 1:
        return _denied(group[0], questions, _, language)
    members = "; ".join(_member(part, questions, _, language) for part in group)
    return _("not all of these: {all}", all=members) if inner.all else _("none of these: {all}", all=members)


def _member(part: Condition, questions: QuestionSet, _: Catalogue, language: str) -> str:
    said = _said(part, questions, _, language)
    compound = any(len(group or ()) > 1 for group in (part.all, part.any)) or (
        part.not_ is not None and (part.not_.all or part.not_.any)
    )
    return f"({said})" if compound or "; " in said else said


def _leaf(condition: Condition, questions: QuestionSet, _: Catalogue, language: str, *, denied: bool) -> str:
    words, wanted = questions.texts[language], condition.is_ or []
    if condition.answer is not None:
        name, labels = condition.answer, _answer_labels(questions, condition.answer, language)
        values = [labels.get(value, value) for value in wanted]
        if denied:
            return _("{question} is answered other than: {values}", question=name, values=_either(values, _))
        if len(values) == 1:
            return _("{question} is answered: {value}", question=name, value=values[0])
        return _("{question} is answered: {values}", question=name, values=_either(values, _))
    name = condition.detail or ""
    text = words.details.get(name)
    # Welsh asks where it has no word for yes: what is a question by itself is none in front of its answer.
    label = (text.label if text else name).removesuffix("?")
    values = [(text.values if text else {}).get(value, value) for value in wanted]
    detail = questions.details.get(name)
    if detail is not None and detail.type == "choices":
        if denied:
            return _("{detail} does not include: {values}", detail=label, values=_either(values, _))
        return _("{detail} includes: {values}", detail=label, values=_either(values, _))
    if denied:
        return _("{detail} is not: {values}", detail=label, values=_either(values, _))
    if len(values) == 1:
        return _("{detail} is: {value}", detail=label, value=values[0])
    return _("{detail} is: {values}", detail=label, values=_either(values, _))


def _either(values: list[str], _: Catalogue) -> str:
    if len(values) == 1:
        return values[0]
    # Translators: one of several answers. In Welsh a comma parts them, since "neu" mutates what follows.
    return _("{first} or {last}", first=", ".join(values[:-1]), last=values[-1])


def _answer_labels(questions: QuestionSet, name: str, language: str) -> dict[str, str]:
    return questions.labels(name, language) if name in questions.items else {}
