"""Routes that ask for what does not exist, or use an answer before it is asked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from yotinspect.questions.model import Condition, Detail, Structure
from yotinspect.yamlfile import YamlFile


def routes(file: YamlFile, model: Structure) -> None:
    """Note conditions on questions, answers, details and values that there are not, or not yet."""
    rank = {view: position for position, view in enumerate(model.views)}
    scales, asked, position = model.scales, {}, 0
    for block in model.blocks:
        for question in block.questions:
            view = question.view or block.view
            asked[question.id] = ((rank.get(view, 0), position), question)
            position += 1

    def check(condition: Condition | None, at: tuple[Any, ...], before: tuple[int, int] | None) -> None:
        if condition is None:
            return
        if not condition.wellformed:
            file.add("set-route", at, "A condition asks for one thing: all, any, not, or an answer or detail with 'is'.",
                     "Write {detail: psr, is: none} or {answer: R-A1, is: yes}, nested in all, any or not.")  # fmt: skip
            return
        for form in ("all", "any"):
            for n, inner in enumerate(getattr(condition, form) or ()):
                check(inner, (*at, form, n), before)
        check(condition.not_, (*at, "not"), before)
        if condition.answer is not None:
            if condition.answer not in asked:
                help = file.suggest(condition.answer, asked) or "Name a question of this set."
                file.add("set-route", (*at, "answer"), f"There is no question {condition.answer}.", help)
                return
            when_asked, question = asked[condition.answer]
            scale = scales.get(question.scale)
            _allowed(
                file, at, condition, scale.answers if scale else condition.is_ or [], f"question {condition.answer}"
            )
            if before is not None and when_asked >= before:
                file.add("set-route-order", (*at, "answer"), f"{condition.answer} is asked only afterwards.",
                         "Route by an answer that is given before.")  # fmt: skip
        if condition.detail is not None:
            detail = model.details.get(condition.detail)
            if detail is None:
                help = file.suggest(condition.detail, model.details) or "Declare it under details."
                file.add("set-route", (*at, "detail"), f"There is no detail {condition.detail}.", help)
            elif detail.type == "yes_no":
                _allowed(file, at, condition, ["yes", "no"], f"detail {condition.detail}")
            elif detail.type in ("choice", "choices"):
                _allowed(file, at, condition, detail.values, f"detail {condition.detail}")
            elif detail.type == "integer":
                _in_range(file, at, condition, detail)

    for name, field in model.details.items():
        check(field.when, ("details", name, "when"), (0, 0))
    for b, block in enumerate(model.blocks):
        firsts = [asked[question.id][0] for question in block.questions]
        check(block.when, ("blocks", b, "when"), min(firsts))
        for q, question in enumerate(block.questions):
            check(question.when, ("blocks", b, "questions", q, "when"), asked[question.id][0])


def _allowed(file: YamlFile, at: tuple[Any, ...], condition: Condition, known: Iterable[str], what: str) -> None:
    for value in condition.is_ or ():
        if value not in known:
            help = file.suggest(value, known) or f"It can be: {', '.join(known)}."
            file.add("set-route", (*at, "is"), f"The {what} is never {value}.", help)


def _in_range(file: YamlFile, at: tuple[Any, ...], condition: Condition, detail: Detail) -> None:
    low, high = detail.min, detail.max
    for value in condition.is_ or ():
        number = int(value) if re.fullmatch(r"\d{1,9}", value) and str(int(value)) == value else None
        if number is None or (low is not None and number < low) or (high is not None and number > high):
            ends = f" from {low}" * (low is not None) + f" to {high}" * (high is not None)
            help = f"It can be: whole numbers{ends}."
            file.add("set-route", (*at, "is"), f"The detail {condition.detail} is never {value}.", help)
