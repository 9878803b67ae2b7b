"""The tool: the blank form of a question set, screen by screen, in the order of asking."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from yotinspect.catalogue import N_
from yotinspect.questions.conditions import parts, shared, together
from yotinspect.questions.model import Condition, Detail, DetailText
from yotinspect.questions.sets import Item, QuestionSet
from yotinspect.reports.document import Choice, Front, Scribe, front
from yotinspect.reports.passages import Said


@dataclass(frozen=True)
class FormField:
    """A detail of the case to fill in. ``kind``: ``one`` or ``many`` boxes, a ``date``, a ``number`` or ``text``."""

    id: str
    label: Said
    hint: Said
    kind: str
    choices: tuple[Choice, ...]
    range: Said
    required: bool
    when: Said


@dataclass(frozen=True)
class FormQuestion:
    """A question with its boxes. ``when`` is what it hangs on beside what its whole block hangs on."""

    id: str
    text: Said
    hint: Said
    choices: tuple[Choice, ...]
    headline: bool
    when: Said
    reasons_label: Said
    reasons: tuple[Choice, ...]
    evidence_label: Said


@dataclass(frozen=True)
class FormBlock:
    """Questions of one area and stage that are asked together."""

    label: Said
    area: Said
    stage: Said
    when: Said
    questions: tuple[FormQuestion, ...]


@dataclass(frozen=True)
class FormScreen:
    """A screen: details first, then blocks."""

    id: str
    label: Said
    fields: tuple[FormField, ...]
    blocks: tuple[FormBlock, ...]


@dataclass(frozen=True)
class FormView:
    """The whole form."""

    front: Front
    screens: tuple[FormScreen, ...]


def form_view(questions: QuestionSet, languages: Sequence[str], date: datetime.date | None = None) -> FormView:
    """The blank form of a set in one language or several."""
    scribe = Scribe(questions, languages)
    items = questions.in_view_order()
    return FormView(
        front=front("tool", scribe, date),
        screens=tuple(
            FormScreen(
                id=view,
                label=scribe.label("views", view),
                fields=tuple(_field(scribe, n, d) for n, d in questions.details.items() if d.view == view),
                blocks=tuple(
                    _block(scribe, list(group))
                    for _, group in groupby((item for item in items if item.view == view), key=lambda item: item.block)
                ),
            )
            for view in questions.views
        ),
    )


_KINDS = {"choice": "one", "yes_no": "one", "choices": "many", "date": "date", "integer": "number", "text": "text"}


def _field(scribe: Scribe, name: str, detail: Detail) -> FormField:
    def words(language: str) -> DetailText:
        return scribe.questions.text(language).details[name]

    return FormField(
        id=name,
        label=scribe.each(lambda language: words(language).label),
        hint=scribe.each(lambda language: words(language).hint or ""),
        kind=_KINDS[detail.type],
        choices=tuple(
            Choice(value, scribe.each(lambda language, value=value: words(language).values[value]))  # type: ignore[misc]
            for value in detail.named
        ),
        range=_range(scribe, detail),
        required=detail.required,
        when=scribe.asked_when(detail.when),
    )


def _range(scribe: Scribe, detail: Detail) -> Said:
    if detail.min is not None and detail.max is not None:
        return scribe.say(N_("From {low} to {high}"), low=detail.min, high=detail.max)
    if detail.min is not None:
        return scribe.say(N_("{low} or more"), low=detail.min)
    return scribe.say(N_("At most {high}"), high=detail.max) if detail.max is not None else ()


def _block(scribe: Scribe, items: list[Item]) -> FormBlock:
    common = shared(items)
    return FormBlock(
        label=scribe.label("blocks", items[0].block),
        area=scribe.label("areas", items[0].area),
        stage=scribe.label("stages", items[0].stage),
        when=scribe.asked_when(together(common)),
        questions=tuple(_question(scribe, item, common) for item in items),
    )


def _question(scribe: Scribe, item: Item, common: tuple[Condition, ...]) -> FormQuestion:
    def label(language: str, answer: str) -> str:
        return scribe.questions.labels(item.id, language)[answer]

    needs = [answer for answer in item.answers if answer in item.evidence_for]
    return FormQuestion(
        id=item.id,
        text=scribe.wording(item),
        hint=scribe.hint(item),
        choices=scribe.answers(item),
        headline=item.headline,
        when=scribe.asked_when(together(part for part in parts(item.when) if part not in common)),
        # Reasons say why a judgement is a no.
        reasons_label=scribe.say(
            N_("Why “{answer}”? Tick every reason that applies."), answer=lambda lang: label(lang, "no")
        )
        if item.reasons
        else (),
        reasons=tuple(Choice(reason, scribe.label("reasons", reason)) for reason in item.reasons),
        evidence_label=scribe.say(
            N_("Evidence (needed for: {answers})"),
            answers=lambda lang: ", ".join(label(lang, answer) for answer in needs),
        )
        if needs
        else scribe.say(N_("Evidence")),
    )
