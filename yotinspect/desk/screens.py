"""What a reader is shown of one step, as plain data in one language: any front end can lay it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from yotinspect.cases.model import Answer, Case
from yotinspect.cases.route import Asked, route
from yotinspect.catalogue import Catalogue, catalogue
from yotinspect.desk.steps import State, Step, state
from yotinspect.questions.conditions import in_words
from yotinspect.questions.sets import Item, QuestionSet

#: What is wanted: one option (``answer``), any number of them (``reasons``, ``several``), a line to type, or what to do at
#: the end. ``conflict``: both changed the same place; ``unsaved``: it could not be written.
Stage = Literal["answer", "reasons", "several", "value", "text", "evidence", "end", "conflict", "unsaved"]


@dataclass(frozen=True, slots=True)
class Option:
    """One of several things to choose, by its number; ``chosen`` is what was chosen before."""

    number: int
    label: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Screen:
    """One step as it is shown. ``place``, ``before`` and ``remarks`` are whole sentences, ``prompt`` says what is expected.

    ``number`` of ``total`` is counted among the questions, or the details, of this case's route; ``left`` of them are not
    answered. All are 0 where nothing is counted.
    """

    language: str
    stage: Stage
    id: str
    view: str
    block: str
    number: int
    total: int
    left: int
    place: tuple[str, ...]
    wording: str
    hint: str
    options: tuple[Option, ...]
    before: tuple[str, ...]
    remarks: tuple[str, ...]
    prompt: str


class Words:
    """The words of a set and of the program in one language; where a set has no such text, its English stands in."""

    def __init__(self, questions: QuestionSet, language: str) -> None:
        self.questions, self.language = questions, language
        self.text_language = language if language in questions.texts else "en"
        self.texts = questions.texts[self.text_language]
        self.say: Catalogue = catalogue(language)

    @property
    def borrowed(self) -> str:
        """A sentence where the set has no text in this language; empty where it has."""
        if self.text_language == self.language:
            return ""
        return self.say("This question set has no text in this language: its questions stand in English.")

    def answers(self, name: str) -> dict[str, str]:
        """The answers to a question in words."""
        return self.questions.labels(name, self.text_language)

    def values(self, name: str) -> dict[str, str]:
        """The values of a detail in words."""
        text = self.texts.details.get(name)
        return {value: (text.values if text else {}).get(value, value) for value in self.questions.details[name].named}

    def wording(self, step: Step) -> str:
        """What is asked."""
        if step.kind == "assessed":
            return self.say("On which day was the case assessed?")
        if step.kind == "question":
            return self.texts.questions[step.id].text
        text = self.texts.details.get(step.id)
        return text.label if text else step.id

    def hint(self, step: Step) -> str:
        """One line of help; empty where there is none."""
        if step.kind == "question":
            return self.texts.questions[step.id].hint
        text = self.texts.details.get(step.id) if step.kind == "detail" else None
        return (text.hint or "") if text else ""

    def condition(self, item: Item) -> str:
        """When a question is asked."""
        assert item.when is not None
        return in_words(item.when, self.questions, self.text_language)

    def state(self, found: State) -> str:
        """A state in words."""
        if found is State.DONE:
            return self.say("answered")
        if found is State.NO_EVIDENCE:
            return self.say("evidence is missing")
        return self.say("not answered") if found is State.UNANSWERED else self.say("empty")

    def title(self, step: Step) -> str:
        """The view that a step stands on."""
        return self.texts.views.get(step.view, step.view)


def options(words: Words, step: Step, stage: Stage, chosen: Sequence[str]) -> tuple[Option, ...]:
    """What there is to choose from."""
    return tuple(
        Option(number, label, value in chosen)
        for number, (value, label) in enumerate(choices(words, step, stage).items(), 1)
    )


def choices(words: Words, step: Step, stage: Stage) -> Mapping[str, str]:
    """The values to choose from, each with its label, in the order of their numbers."""
    if stage == "reasons":
        return {reason: words.texts.reasons.get(reason, reason) for reason in words.questions.items[step.id].reasons}
    if stage not in ("answer", "several"):
        return {}
    return words.answers(step.id) if step.kind == "question" else words.values(step.id)


def screen_of(words: Words, steps: Sequence[Step], step: Step, stage: Stage, case: Case) -> Screen:
    """The screen of a step on the route of a case."""
    kin = [one for one in steps if (one.kind == "question") == (step.kind == "question")]
    wanting = (State.UNANSWERED, State.NO_EVIDENCE) if step.kind == "question" else (
        State.UNANSWERED, State.NO_EVIDENCE, State.OPTIONAL)  # fmt: skip
    left = sum(state(one, words.questions, case) in wanting for one in kin)
    number = kin.index(step) + 1
    item = words.questions.items.get(step.id) if step.kind == "question" else None
    view = words.title(step)
    block = words.texts.blocks.get(item.block, item.block) if item else ""
    return Screen(
        language=words.language,
        stage=stage,
        id=step.id,
        view=view,
        block=block,
        number=number,
        total=len(kin),
        left=left,
        place=_place(words.say, step, view, block, (number, len(kin), left)),
        wording=words.wording(step),
        hint=words.hint(step),
        options=options(words, step, stage, _chosen(step, stage, case)),
        before=given_before(words, step, case),
        remarks=() if item is None else tuple(_remarks(words, item, case)),
        prompt=_prompt(words, step, stage, case),
    )


def _place(_: Catalogue, step: Step, view: str, block: str, counted: tuple[int, int, int]) -> tuple[str, ...]:
    number, total, left = counted
    if step.kind == "question":
        where = _("{view}: {block}", view=view, block=block)
        return where, _("{id}: question {number} of {total}. Left: {left}.", id=step.id, number=number, total=total, left=left)  # fmt: skip
    return view, _("{id}: detail {number} of {total}. Left: {left}.", id=step.id, number=number, total=total, left=left)


def _chosen(step: Step, stage: Stage, case: Case) -> list[str]:
    if step.kind == "detail":
        value = case.details.get(step.id)
        return value if isinstance(value, list) else [value] if value is not None else []
    given = case.answers.get(step.id)
    if given is None:
        return []
    return given.reasons if stage == "reasons" else [given.answer] if given.answer is not None else []


def given_before(words: Words, step: Step, case: Case) -> tuple[str, ...]:
    """What the file holds of a step, as sentences."""
    if step.kind == "question":
        given = case.answers.get(step.id)
        return answer_said(words, step.id, given) if given is not None else ()
    if step.kind == "assessed":
        return value_said(words, step, case.assessed.isoformat() if case.assessed is not None else None)
    return value_said(words, step, case.details.get(step.id))


def value_said(words: Words, step: Step, value: str | list[str] | None) -> tuple[str, ...]:
    """The value of a detail as a sentence; nothing where it has none."""
    if value is None or value == []:
        return ()
    labels = words.values(step.id) if step.kind == "detail" else {}
    said = [labels.get(one, one) for one in (value if isinstance(value, list) else [value])]
    return (words.say("In the file: {value}", value="; ".join(said)),)


def answer_said(words: Words, name: str, given: Answer) -> tuple[str, ...]:
    """An answer with its reasons, evidence and note, as sentences; nothing where nothing is given."""
    _, found = words.say, []
    if given.answer is not None:
        found.append(_("Answered: {answer}", answer=words.answers(name).get(given.answer, given.answer)))
    if given.reasons:
        reasons = "; ".join(words.texts.reasons.get(reason, reason) for reason in given.reasons)
        found.append(_("Reasons: {reasons}", reasons=reasons))
    if (given.evidence or "").strip():
        found.append(_("Evidence: {evidence}", evidence=(given.evidence or "").strip()))
    if (given.note or "").strip():
        found.append(_("Note: {note}", note=(given.note or "").strip()))
    return tuple(found)


def _remarks(words: Words, item: Item, case: Case) -> list[str]:
    """What whoever answers should know: how the questions were answered that a headline sums up, and what is open."""
    _, found = words.say, []
    if item.when is not None and route(words.questions, case)[item.id] is Asked.OPEN:
        found.append(_("Asked where: {condition}. That is not known yet.", condition=words.condition(item)))
    if item.headline:
        asked = route(words.questions, case)
        same = [one for one in words.questions.items.values()
                if one.block == item.block and one.judged and not one.headline and asked[one.id] is not Asked.OFF]  # fmt: skip
        labels, given = words.answers(item.id), [case.answers.get(one.id) for one in same]
        counts = {label: sum(1 for one in given if one is not None and one.answer == answer) for answer, label in labels.items()}  # fmt: skip
        told = "; ".join(f"{label}: {number}" for label, number in counts.items() if number)
        if told:
            found.append(_("It sums up this part, answered so far: {counts}.", counts=told))
    return found


def _prompt(words: Words, step: Step, stage: Stage, case: Case) -> str:
    _, there = words.say, bool(given_before(words, step, case))
    if stage == "reasons":
        return _("Reasons, by number, as 1 3 (Enter: as they are):") if case.answers[step.id].reasons else _("Reasons, by number, as 1 3 (Enter: none):")  # fmt: skip
    if stage == "evidence":
        given = case.answers.get(step.id)
        return _("Evidence (Enter: as it is; :e editor):") if given and given.evidence else _("Evidence, in one line (:e editor):")  # fmt: skip
    if stage == "several":
        return _("Numbers, as 1 3 (Enter: as it is):") if there else _("Numbers, as 1 3 (Enter: leave it empty):")
    if stage == "answer":
        last = len(choices(words, step, stage))
        if there and (step.kind == "detail" or case.answers[step.id].answer is not None):
            return _("Answer, 1 to {last} (Enter: as it is):", last=last)
        if state(step, words.questions, case) is State.OPTIONAL:
            return _("Answer, 1 to {last} (Enter: leave it empty):", last=last)
        return _("Answer, 1 to {last}:", last=last)
    return _typed(words, step, there=there, optional=state(step, words.questions, case) is State.OPTIONAL)


def _typed(words: Words, step: Step, *, there: bool, optional: bool) -> str:
    _ = words.say
    detail = None if step.kind == "assessed" else words.questions.details[step.id]
    if detail is None or detail.type == "date":
        asked = _("Date, as 2016-04-05")
    elif detail.type == "text":
        asked = _("Text, in one line, or :e for the editor")
    elif detail.min is None or detail.max is None:
        asked = _("Whole number")
    else:
        asked = _("Number from {low} to {high}", low=detail.min, high=detail.max)
    if there:
        return _("{asked} (Enter: as it is):", asked=asked)
    return _("{asked} (Enter: leave it empty):", asked=asked) if optional else _("{asked}:", asked=asked)
