"""The interview: which question is on the screen, and what becomes of what is told. It knows no terminal and no file.

``tell`` takes one event and answers with effects, in order; ``screen`` is what to show afterwards. Whoever drives it does
each ``Save`` before showing anything else, and tells what came of it with ``taken``, ``refused`` or ``unsaved``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from yotinspect.cases.details import faults
from yotinspect.cases.model import Case
from yotinspect.catalogue import LANGUAGES, OWN_NAMES, Said
from yotinspect.desk import events as e
from yotinspect.desk.amending import with_answer, with_value
from yotinspect.desk.ending import end_screen, how_far
from yotinspect.desk.finding import found, guidance
from yotinspect.desk.listing import listed
from yotinspect.desk.merging import Change, Conflict, Where
from yotinspect.desk.quarrels import conflict_screen, unsaved_screen
from yotinspect.desk.screens import Screen, Words, choices, screen_of
from yotinspect.desk.steps import ASSESSED, State, Step, first_open, on_route, state
from yotinspect.desk.turns import turn
from yotinspect.desk.walk import Walk
from yotinspect.findings import did_you_mean
from yotinspect.questions.sets import QuestionSet


class Interview(Walk):
    """One case being answered. ``case`` is as it was last told or answered."""

    def __init__(self, questions: QuestionSet, case: Case, language: str = "en") -> None:
        super().__init__(questions, case)
        self.words = Words(questions, language)
        self.conflicts: list[Conflict] = []
        self.lost: str = ""
        #: The step whose text is too long to be saved, and which part of it that is.
        self.long: tuple[Step, str] | None = None
        self.over = False

    # --- what is shown --------------------------------------------------------------------------------------------------

    def screen(self) -> Screen:
        """What is on the screen."""
        if self.lost:
            return unsaved_screen(self.words, self.lost, long=self.long is not None)
        if self.conflicts:
            return conflict_screen(self.words, self.every, self.conflicts[0])
        if self.at is None:
            return end_screen(self.words, self.asked, self.case)
        return screen_of(self.words, self.asked, self.at, self.stage, self.case)

    # --- what came of saving --------------------------------------------------------------------------------------------

    def taken(self, case: Case) -> list[e.Effect]:
        """The file holds what was saved and ``case`` as a whole: others may have answered meanwhile."""
        self.lost = ""
        before, self.case = self.asked, case
        return self._rerouted(before)

    def refused(self, case: Case, conflicts: Sequence[Conflict]) -> list[e.Effect]:
        """The file holds what others wrote at these places, and ours was not written: it is asked which is to stand."""
        effects = self.taken(case)
        self.conflicts += conflicts
        return effects

    def unsaved(self, sentence: str, longest: tuple[Where, str] | None = None) -> list[e.Effect]:
        """Nothing could be written, for the reason that the sentence gives: it is asked what to do. ``longest`` is the place
        of a text that can be shortened, and its part.
        """
        self.lost, self.long = sentence, None
        if longest is not None:
            self.long = next(((step, longest[1]) for step in self.asked if step.where == longest[0]), None)
        return []

    # --- what is told ---------------------------------------------------------------------------------------------------

    def tell(self, event: e.Event) -> list[e.Effect]:
        """Take an event; what cannot be done is said and changes nothing."""
        if isinstance(event, e.Stop):
            return self._stop()
        if isinstance(event, e.Language):
            return self._language(event.code)
        if self.lost or self.conflicts:
            return self._settle(event)
        return self._HANDLERS[type(event)](self, event)

    def _settle(self, event: e.Event) -> list[e.Effect]:
        """The answer to what to do with what was not saved, or with a place that somebody else changed as well."""
        if self.lost and self.long is not None and isinstance(event, e.Answer) and event.number == 3:
            return self._shorten(*self.long)
        if not isinstance(event, e.Answer) or event.number not in (1, 2):
            many = self.lost and self.long is not None
            return [self._not(self._("Choose 1, 2 or 3 first.") if many else self._("Choose 1 or 2 first."))]
        if self.lost:
            self.lost = ""
            # What is tried again may be ours in the place of theirs, which is what the case is told to hold.
            return [e.Save((), reread=True)] if event.number == 1 else [e.Rescue(), *self._stop()]
        conflict = self.conflicts.pop(0)
        if event.number == 2:
            return [e.Save((Change(conflict.where, conflict.ours),), reread=True)]
        if self.at is not None and self.at.where == conflict.where:
            # Reasons and evidence were asked for what was given: what stands there now is shown from its beginning.
            self.stand_at(self.at)
        return []

    def _shorten(self, step: Step, part: str) -> list[e.Effect]:
        """Back to a text that is too long. It is held, and shown, until another stands in its place."""
        self.lost, self.long = "", None
        if step != self.at:
            self.leave()
        self.stand_at(step)
        if part == "evidence":
            self.stage = "evidence"
        return []

    def _answer(self, event: e.Answer) -> list[e.Effect]:
        step = self.at
        if step is None:
            return self._expected()
        if self.stage != "answer":
            number = (event.number,)
            several = self.stage in ("reasons", "several") and not event.evidence
            return self._reasons(e.Reasons(number)) if several else self._expected()
        values = list(choices(self.words, step, "answer"))
        if not 1 <= event.number <= len(values):
            return [self._not(self._("Answer with a number from 1 to {last}.", last=len(values)))]
        value = values[event.number - 1]
        if step.kind == "detail":
            return self._to_value(value)
        item, given = self.questions.items[step.id], self.case.answers.get(step.id)
        changed = given is None or given.answer != value
        parts: dict[str, object] = {"answer": value}
        effects: list[e.Effect] = []
        if event.evidence:
            parts["evidence"] = event.evidence
        if value != "no" and given is not None and given.reasons:
            parts["reasons"] = []
            effects.append(e.Say(self._("The reasons under the former answer are taken out.")))
        if changed and value not in item.evidence_for and not event.evidence and given is not None and given.evidence:
            effects.append(e.Say(self._("The evidence stays: look whether it still fits.")))
        effects = [*self._amend(*with_answer(self.case, step.id, **parts)), *effects]
        wants = value in item.evidence_for and not event.evidence and (changed or self.lacks(step))
        if value == "no" and item.reasons:
            self.stage = "reasons"
            self.ask_evidence = wants
        elif wants:
            self.stage = "evidence"
        else:
            self.advance()
        return effects

    def _reasons(self, event: e.Reasons) -> list[e.Effect]:
        step = self.at
        if step is None or self.stage not in ("reasons", "several"):
            return self._expected()
        values = list(choices(self.words, step, self.stage))
        if any(not 1 <= number <= len(values) for number in event.numbers):
            return [
                self._not(
                    self._("Use numbers from 1 to {last}, with spaces between them; 0 for none.", last=len(values))
                )
            ]
        chosen = [value for number, value in enumerate(values, 1) if number in event.numbers]
        if self.stage == "several":
            return self._to_value(chosen)
        effects = self._amend(*with_answer(self.case, step.id, reasons=chosen))
        self._after_reasons(step)
        return effects

    def _after_reasons(self, step: Step) -> None:
        if self.ask_evidence or self.lacks(step):
            self.stage = "evidence"
        else:
            self.advance()

    def _value(self, event: e.Value) -> list[e.Effect]:
        step = self.at
        if step is None or self.stage not in ("value", "text"):
            return self._expected()
        text = event.text.strip()
        return self._to_value(text) if text else self._keep(e.Keep())

    def _to_value(self, value: str | list[str]) -> list[e.Effect]:
        step = self.at
        assert step is not None
        fault = self._fault(step, value)
        if fault:
            return [self._not(fault)]
        effects = self._amend(*with_value(self.case, step, value))
        self.advance()
        return effects

    def _fault(self, step: Step, value: str | list[str]) -> str:
        """What is wrong with a value, in words with what to do; the field goes by its label. Empty where nothing is."""
        detail = ASSESSED if step.kind == "assessed" else self.questions.details[step.id]
        label = self._("The day of the assessment") if step.kind == "assessed" else self.words.wording(step).rstrip("?")
        for fault in faults(label, value, detail, self.case.assessed):
            again: Callable[[Said], str] = self.words.say.again
            return f"{again(fault.message)} {again(fault.help)}"
        return ""

    def _evidence(self, event: e.Evidence) -> list[e.Effect]:
        step = self.at
        if step is not None and self.stage == "text":
            return self._value(e.Value(event.text))
        if step is None or step.kind != "question":
            return [self._not(self._("Evidence goes with a question."))]
        if not event.text.strip():
            return self._keep(e.Keep()) if self.stage == "evidence" else []
        effects = self._amend(*with_answer(self.case, step.id, evidence=event.text.strip()))
        if self.stage == "evidence":
            self.advance()
        return effects

    def _note(self, event: e.Note) -> list[e.Effect]:
        if self.at is None or self.at.kind != "question":
            return [self._not(self._("A note goes with a question."))]
        return [*self._amend(*with_answer(self.case, self.at.id, note=event.text.strip() or None)),
                e.Say(self._("The note is kept.") if event.text.strip() else self._("The note is taken out."))]  # fmt: skip

    def _clear(self, event: e.Clear) -> list[e.Effect]:
        step = self.at
        if step is None:
            return self._expected()
        if step.kind == "question":
            effects = self._amend(*with_answer(self.case, step.id, answer=None, reasons=[]))
        else:
            effects = self._amend(*with_value(self.case, step, None))
        self.stage = self.first_stage()
        return [*effects, e.Say(self._("It is not answered now."))]

    # --- where one is ---------------------------------------------------------------------------------------------------

    def _keep(self, event: e.Keep) -> list[e.Effect]:
        step = self.at
        if step is None:
            return self._goto(e.Goto()) if first_open(self.asked, self.questions, self.case) else self._stop()
        if self.stage == "reasons":
            self._after_reasons(step)
            return []
        how = state(step, self.questions, self.case)
        if self.stage == "evidence" and how is State.NO_EVIDENCE:
            return [self._not(self._("This answer calls for evidence. Type it, or :s to leave it for later."))]
        if self.stage == "answer" and how is State.NO_EVIDENCE:
            self.stage = "evidence" if self.explained(step) else "reasons"
        elif how is State.UNANSWERED:
            return self._expected()
        else:
            self.advance()
        return []

    def _expected(self) -> list[e.Effect]:
        if self.at is None:
            return [self._not(self._("That was the last question."))]
        if self.stage == "answer":
            last = len(choices(self.words, self.at, "answer"))
            return [self._not(self._("Answer with a number from 1 to {last}, or :s to leave it for later.", last=last))]
        return [self._not(self._("Nothing was understood here. :h says what can be done."))]

    def _skip(self, event: e.Skip) -> list[e.Effect]:
        if self.at is None:
            return self._expected()
        self.advance()
        return []

    def _back(self, event: e.Back) -> list[e.Effect]:
        return [] if self.step_back() else [self._not(self._("This is the first question."))]

    def _goto(self, event: e.Goto) -> list[e.Effect]:
        effects: list[e.Effect] = []
        if not event.id:
            step = first_open(self.asked, self.questions, self.case)
            if step is None:
                self.leave()
                self.stand_at(None)
                return []
        else:
            named = self.named(event.id)
            if not named:
                near = did_you_mean(event.id, [one.id for one in self.every])
                help = self.words.say.again(near) or self._(":l lists the questions.")
                unknown = self._("There is no question of that name.")
                return [self._not(f"{unknown} {help}")]
            there = [one for one in named if one in self.asked]
            if not there:
                return [self._not(self._why_not(named[0]))]
            step = there[0]
            nearer = self.at is None or event.id == step.id != self.at.id
            if self.at in there and not nearer:
                # Said again where one is, a name leads to the next that has it.
                step = there[(there.index(self.at) + 1) % len(there)]
            if len(there) > 1:
                effects = [e.Say(self._("Asked under this name: {number}. To the next of them: :g {id} again.", number=len(there), id=step.id))]  # fmt: skip
        if step != self.at:
            self.leave()
        self.stand_at(step)
        return effects

    def _why_not(self, step: Step) -> str:
        if step.kind == "question":
            item = self.questions.items[step.id]
            condition = self.words.condition(item)
            return self._("{id} is not asked in this case. Asked where: {condition}.", id=step.id, condition=condition)
        return self._("{id} is not asked in this case.", id=step.id)

    # --- what changes ---------------------------------------------------------------------------------------------------

    def _amend(self, case: Case, change: Change) -> list[e.Effect]:
        before, self.case = self.asked, case
        return [e.Save((change,)), *self._rerouted(before)]

    def _rerouted(self, before: tuple[Step, ...]) -> list[e.Effect]:
        self.asked = on_route(self.every, self.questions, self.case)
        told = turn(self.words, before, self.asked, self.case)
        if self.at is not None and self.at not in self.asked:
            # Somebody else took the question off the route while it was on the screen.
            self.advance()
        return [told] if told else []

    # --- what is asked for ------------------------------------------------------------------------------------------------

    def _list(self, event: e.ShowList) -> list[e.Effect]:
        return [listed(self.words, self.every, self.asked, self.case, None if event.all else self.at)]

    def _guidance(self, event: e.ShowGuidance) -> list[e.Effect]:
        if self.at is None or self.at.kind != "question":
            return [self._not(self._("There is no guidance here."))]
        return [guidance(self.words, self.questions.items[self.at.id])]

    def _find(self, event: e.Find) -> list[e.Effect]:
        if not event.words.strip():
            return [self._not(self._("Say what to look for, as in :f victims."))]
        return [found(self.words, event.words)]

    def _language(self, code: str) -> list[e.Effect]:
        if code and code not in LANGUAGES:
            known = ", ".join(f"{one} ({OWN_NAMES[one]})" for one in LANGUAGES)
            return [self._not(self._("The languages are: {known}.", known=known))]
        other = LANGUAGES[(LANGUAGES.index(self.words.language) + 1) % len(LANGUAGES)]
        self.words = Words(self.questions, code or other)
        return [e.Say(self.words.borrowed)] if self.words.borrowed else []

    def _stop(self) -> list[e.Effect]:
        self.over = True
        return [e.Ended(how_far(self.words, self.asked, self.case))]

    def _(self, message: str, /, **values: object) -> str:
        return self.words.say(message, **values)

    def _not(self, sentence: str) -> e.Say:
        return e.Say(sentence, fault=True)

    _HANDLERS: ClassVar[dict[type, Callable[..., list[e.Effect]]]] = {
        e.Answer: _answer, e.Reasons: _reasons, e.Value: _value, e.Evidence: _evidence, e.Note: _note, e.Clear: _clear,
        e.Keep: _keep, e.Skip: _skip, e.Back: _back, e.Goto: _goto, e.ShowList: _list, e.ShowGuidance: _guidance, e.Find: _find,
    }  # fmt: skip
