"""Whatever is typed wherever in an interview: it never fails, the file holds what a plain model holds, the route is the route."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from unittest import mock

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.conftest import LONG
from tests.desk import ORDER, case_file
from yotinspect.cases.model import Case
from yotinspect.cases.route import Asked, details_route, route
from yotinspect.cli.interview_lines import Key, NotUnderstood, understood
from yotinspect.desk import events as e
from yotinspect.desk.sitting import Sitting
from yotinspect.records import check
from yotinspect.yamlfile import read

CHOICES = {
    "order": ["referral_order", "reparation_order", "detention_and_training_order"],
    "custody": ["inside", "released", "never"],
    "victim": ["yes", "no"],
    "M-A2": ["yes", "no", "na"],
    "M-A4": ["one", "two", "three_or_more"],
}
NEEDS = ["speech_and_language", "mental_health", "physical_disability"]
REASONS = {name: ["late", "not_analysed", "child_not_heard"] for name in ("M-A1", "M-A2", "M-A3", "M-AH")} | {
    "M-P1": ["late", "not_shared"], "M-P3": ["late", "not_shared"], "M-PH": ["not_shared"],
}  # fmt: skip
TEXTS = [
    "Seen on page 3.",
    "Gwelwyd ar dudalen 3: tŷ, gŵr.",
    "- [x] {a: b} # c",
    " :begins with a colon",
    "no",
    "'\" \\ %s",
]
LINES = ["", "?", ":b", ":g", ":s", ":x", ":l", ":l all", ":h", ":f child", ":f", ":lang", ":lang cy", ":lang xx", ":n seen", ":n -", ":n",
         ":zz", ":", "::", "0", "1", "2", "3", "4", "99", "1 2", "1,3", "2 Not there.", "1\t2", "abc", "2019-01-07", "2019-13-01", "2030-01-01",
         "15", "9", "\x1b[A", "\x00", "\udcff", "１", "-1", "1.", "1 2 3 4 5", "2 3rd visit"]  # fmt: skip


class Model:
    """An interview in the plainest words: a list of ids, a place in it, what was shown before, and two blocks of values."""

    def __init__(self) -> None:
        self.details: dict[str, object] = {}
        self.answers: dict[str, dict[str, object]] = {}
        self.place: str | None = "assessed"
        self.stage = "answer"
        self.shown: list[str] = []
        self.wants_evidence = False

    def on(self, name: str) -> bool:
        if name == "M-A3":
            return self.answers.get("M-A2", {}).get("answer") in (None, "yes", "no")
        if name == "M-P3":
            return self.details.get("custody") != "never"
        return name != "seen_again" or self.details.get("victim") == "yes"

    def route(self) -> list[str]:
        return [name for name in ORDER if self.on(name)]

    def open(self, name: str) -> bool:
        if name.startswith("M-"):
            given = self.answers.get(name, {})
            return "answer" not in given or self.bare(name)
        return name in ("assessed", "order", "started", "age", "custody") and name not in self.details

    def bare(self, name: str) -> bool:
        given = self.answers.get(name, {})
        return given.get("answer") == "no" and name in REASONS and "evidence" not in given

    def move(self, to: str | None, *, leave: bool = True) -> None:
        if leave and self.place is not None:
            self.shown.append(self.place)
        self.place, self.stage, self.wants_evidence = to, "answer", False

    def advance(self) -> None:
        assert self.place is not None
        later = ORDER[ORDER.index(self.place) + 1 :]
        self.move(next((name for name in later if self.on(name)), None))

    def resume(self) -> None:
        route = self.route()
        filled = [n for n, name in enumerate(route)
                  if (name in self.details or "answer" in self.answers.get(name, {}))]  # fmt: skip
        last = max(filled, default=-1)
        wanted = [name for n, name in enumerate(route)
                  if self.open(name) or (n > last and not name.startswith("M-") and name not in self.details)]  # fmt: skip
        self.shown = []
        self.move(wanted[0] if wanted else None, leave=False)

    def set(self, **parts: object) -> None:
        assert self.place is not None
        given = self.answers.setdefault(self.place, {}) | parts
        self.answers[self.place] = {part: value for part, value in given.items() if value not in (None, "", [])}

    def tell(self, event: e.Event) -> None:
        getattr(self, type(event).__name__.lower(), lambda event: None)(event)

    def answer(self, event: e.Answer) -> None:
        name = self.place
        if name is None:
            return
        if name == "needs" or self.stage == "reasons":
            if not event.evidence:
                self.reasons(e.Reasons((event.number,)))
            return
        values = CHOICES.get(name, ["yes", "no"] if name.startswith("M-") else [])
        if self.stage != "answer" or not 1 <= event.number <= len(values):
            return
        value = values[event.number - 1]
        if not name.startswith("M-"):
            self.details[name] = value
            self.advance()
            return
        changed = self.answers.get(name, {}).get("answer") != value
        self.set(answer=value, **({"evidence": event.evidence} if event.evidence else {}))
        if value != "no":
            self.set(reasons=None)
        wants = value == "no" and name in REASONS and not event.evidence and (changed or self.bare(name))
        if value == "no" and name in REASONS:
            self.stage, self.wants_evidence = "reasons", wants
        else:
            self.advance()

    def reasons(self, event: e.Reasons) -> None:
        values = (
            NEEDS if self.place == "needs" else REASONS.get(self.place or "", []) if self.stage == "reasons" else []
        )
        if not values or any(not 1 <= number <= len(values) for number in event.numbers):
            return
        chosen = [value for n, value in enumerate(values, 1) if n in event.numbers]
        if self.place == "needs":
            self.details.pop("needs", None)
            if chosen:
                self.details["needs"] = chosen
            self.advance()
        else:
            self.set(reasons=chosen)
            self.after_reasons()

    def after_reasons(self) -> None:
        assert self.place is not None
        if self.wants_evidence or self.bare(self.place):
            self.stage = "evidence"
        else:
            self.advance()

    def value(self, event: e.Value) -> None:
        name, text = self.place, event.text
        fits = {"assessed": text in ("2019-01-07", "2030-01-01"), "feedback": True,
                "age": text == "15", "length_months": text.isascii() and text.isdigit() and 1 <= int(text) <= 240,
                "started": text in ("2019-01-07", "2030-01-01"), "seen_again": text in ("2019-01-07", "2030-01-01")}  # fmt: skip
        if name in ("started", "seen_again") and fits[name] and text > str(self.details.get("assessed", "9999")):
            return
        if name is not None and fits.get(name):
            self.details[name] = text
            self.advance()

    def evidence(self, event: e.Evidence) -> None:
        if self.place is not None and self.place.startswith("M-"):
            self.set(evidence=event.text)
            if self.stage == "evidence":
                self.advance()
        elif self.place == "feedback":
            self.value(e.Value(event.text))

    def note(self, event: e.Note) -> None:
        if self.place is not None and self.place.startswith("M-"):
            self.set(note=event.text)

    def clear(self, event: e.Clear) -> None:
        if self.place is None:
            return
        if self.place.startswith("M-"):
            self.set(answer=None, reasons=None)
        else:
            self.details.pop(self.place, None)
        self.stage, self.wants_evidence = "answer", False

    def keep(self, event: e.Keep) -> None:
        if self.place is None:
            self.goto(e.Goto())
        elif self.stage == "reasons":
            self.after_reasons()
        elif self.bare(self.place) and self.stage == "answer":
            self.stage = "evidence" if self.answers[self.place].get("reasons") else "reasons"
        elif not self.open(self.place) and (self.stage != "evidence" or "evidence" in self.answers[self.place]):
            self.advance()

    def skip(self, event: e.Skip) -> None:
        if self.place is not None:
            self.advance()

    def back(self, event: e.Back) -> None:
        if self.place is not None and self.stage != "answer":
            self.stage = "answer"
            return
        while self.shown:
            name = self.shown.pop()
            if self.on(name) and name != self.place:
                self.move(name, leave=False)
                return
        route = self.route()
        n = len(route) if self.place is None else route.index(self.place)
        if n:
            self.move(route[n - 1], leave=False)

    def goto(self, event: e.Goto) -> None:
        to = next((name for name in ORDER if name.casefold() == event.id.casefold()), "") if event.id else next(
            (name for name in self.route() if self.open(name)), None)  # fmt: skip
        if to == "" or (to is not None and not self.on(to)):
            return
        if to != self.place:
            self.move(to)
        else:
            self.move(to, leave=False)


class AtTheDesk(RuleBasedStateMachine):
    """Lines typed at a case of the small set, and the file read back after each."""

    @initialize(filled=st.booleans())
    def begin(self, filled: bool) -> None:
        self.folder = tempfile.TemporaryDirectory()
        details = "assessed: 2019-03-04\ndetails: {order: referral_order, started: 2019-01-07, age: 15, custody: inside}\nanswers:\n"
        self.path, self.library = case_file(Path(self.folder.name), details if filled else "details:\nanswers:\n")
        self.model = Model()
        if filled:
            self.model.details = {"assessed": "2019-03-04", "order": "referral_order", "started": "2019-01-07", "age": "15", "custody": "inside"}  # fmt: skip
        self.sitting = Sitting(self.path, self.library)
        self.model.resume()

    def teardown(self) -> None:
        if hasattr(self, "sitting"):
            self.sitting.close()
            self.folder.cleanup()

    def typed(self, line: str) -> None:
        screen = self.sitting.screen()
        meant = understood(line, screen)
        if isinstance(meant, Key | NotUnderstood):
            return
        ends = (
            isinstance(meant, e.Keep) and self.model.place is None and not any(map(self.model.open, self.model.route()))
        )
        self.sitting.tell(meant)
        if ends:
            assert self.sitting.interview.over
            self.stopped_and_resumed()
        else:
            self.model.tell(meant)

    @rule(line=st.sampled_from(LINES))
    def a_line(self, line: str) -> None:
        self.typed(line)

    @rule(number=st.integers(1, 3))
    def a_number(self, number: int) -> None:
        self.typed(str(number))

    @rule(text=st.sampled_from(TEXTS) | st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=30))
    def a_text(self, text: str) -> None:
        self.typed(text)

    @rule(name=st.sampled_from(ORDER))
    def go(self, name: str) -> None:
        self.typed(f":g {name.lower()}")

    @rule(text=st.sampled_from(TEXTS))
    def from_the_editor(self, text: str) -> None:
        event = e.Evidence(f"{text.strip()}\n\nAnd more.")
        self.sitting.tell(event)
        self.model.tell(event)

    @precondition(lambda self: self.model.place is not None and self.model.open(self.model.place))
    @rule()
    def what_fits(self) -> None:
        self.typed({"assessed": "2019-01-07", "started": "2019-01-07", "age": "15"}.get(self.model.place or "", "1"))

    @precondition(lambda self: self.model.answers)
    @rule(
        data=st.data(),
        lines=st.sampled_from([["1"], ["2"], ["3"], ["2 No."], ["2", "1 2", "Because."], [":x"], ["", ""]]),
    )
    def another_answer(self, data: st.DataObject, lines: list[str]) -> None:
        name = data.draw(st.sampled_from(sorted(self.model.answers)))
        self.typed(f":g {name}")
        for line in lines:
            self.typed(line)

    @precondition(lambda self: self.model.place in REASONS and self.model.stage == "answer")
    @rule(reasons=st.sampled_from(["", "1", "1 2", "0"]), last=st.sampled_from(["Because.", "", ":s", ":b"]))
    def a_no(self, reasons: str, last: str) -> None:
        for line in ("2", reasons, last):
            self.typed(line)

    @rule()
    def stopped_and_resumed(self) -> None:
        self.sitting.tell(e.Stop())
        self.sitting.close()
        self.sitting = Sitting(self.path, self.library, self.sitting.interview.words.language)
        self.model.resume()

    @invariant()
    def the_file_holds_what_the_model_holds(self) -> None:
        case = check(Case, read(self.path, confidential=True))
        assert case is not None
        answers = {name: answer.model_dump(exclude_defaults=True) for name, answer in case.answers.items()}
        assert {name: given for name, given in answers.items() if given} == {name: given for name, given in self.model.answers.items() if given}  # fmt: skip
        details = {name: value for name, value in case.details.items() if value}
        if case.assessed is not None:
            details["assessed"] = case.assessed.isoformat()
        assert details == self.model.details

    @invariant()
    def the_interview_is_where_the_model_is(self) -> None:
        screen = self.sitting.screen()
        assert (screen.id or None) == self.model.place
        stage = screen.stage if screen.stage in ("reasons", "evidence") else "answer"
        assert stage == self.model.stage
        assert screen.prompt

    @invariant()
    def the_route_is_that_of_the_case(self) -> None:
        interview = self.sitting.interview
        asked = route(interview.questions, interview.case) | details_route(interview.questions, interview.case)
        off = (Asked.OFF,), (Asked.OFF, Asked.OPEN)
        on = [name for name in ORDER if asked.get(name, Asked.ON) not in off[not name.startswith("M-")]]
        assert [step.id for step in interview.asked] == on
        assert [step.id for step in interview.asked] == self.model.route()


# What is tried here is what is written, not whether the disk has it.
_settings = settings(max_examples=300 if LONG else 25, stateful_step_count=60 if LONG else 40)


class TestAtTheDesk(AtTheDesk.TestCase):  # type: ignore[misc,name-defined]
    settings = _settings

    def runTest(self) -> None:
        with mock.patch.object(os, "fsync", return_value=None):
            super().runTest()
