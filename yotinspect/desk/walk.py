"""Where an interview is on the route of a case, and how it moves there."""

from __future__ import annotations

from yotinspect.cases.model import Case
from yotinspect.desk.screens import Stage
from yotinspect.desk.steps import Step, first_open, lacks_evidence, on_route, resumed, sequence
from yotinspect.questions.sets import QuestionSet

_STAGES: dict[str, Stage] = {"choice": "answer", "yes_no": "answer", "choices": "several", "text": "text"}


class Walk:
    """A place on the route. ``at`` is None behind the last question; ``visited`` is what was shown before, newest last."""

    def __init__(self, questions: QuestionSet, case: Case) -> None:
        self.questions, self.case = questions, case
        self.every = sequence(questions)
        self.order = {step: n for n, step in enumerate(self.every)}
        self.asked = on_route(self.every, questions, case)
        self.visited: list[Step] = []
        self.at: Step | None = None
        self.stand_at(resumed(self.asked, questions, case))

    def stand_at(self, step: Step | None) -> None:
        """Be at a step, at the beginning of what it asks."""
        self.at = step
        self.stage: Stage = self.first_stage()

    def first_stage(self) -> Stage:
        """What the step asks first."""
        self.ask_evidence = False
        if self.at is None:
            return "end"
        if self.at.kind == "question":
            return "answer"
        kind = "date" if self.at.kind == "assessed" else self.questions.details[self.at.id].type
        return _STAGES.get(kind, "value")

    def leave(self) -> None:
        """Remember the step as one to come back to."""
        if self.at is not None:
            self.visited.append(self.at)

    def advance(self) -> None:
        """Go on to the next step of the route as it is now."""
        assert self.at is not None
        self.leave()
        here = self.order[self.at]
        self.stand_at(next((step for step in self.asked if self.order[step] > here), None))

    def step_back(self) -> bool:
        """Go to the answer of the step, or to what was shown before, else to what stands before it; False where nothing does."""
        if self.at is not None and self.stage in ("reasons", "evidence"):
            self.stage = "answer"
            return True
        while self.visited:
            step = self.visited.pop()
            if step in self.asked and step != self.at:
                self.stand_at(step)
                return True
        position = len(self.asked) if self.at is None else self.asked.index(self.at)
        if position > 0:
            self.stand_at(self.asked[position - 1])
        return position > 0

    def named(self, name: str) -> list[Step]:
        """What a set can ask under a name, in large letters or small: as it is written before others, questions before details."""
        found = [step for step in self.every if step.id.casefold() == name.casefold()]
        return sorted(found, key=lambda step: (step.id != name, step.kind != "question"))

    @property
    def whole(self) -> bool:
        """Whether nothing is wanted any more."""
        return first_open(self.asked, self.questions, self.case) is None

    @property
    def text(self) -> str:
        """The text that stands on the screen, to be changed: the evidence of a question, or a detail in words."""
        if self.at is None:
            return ""
        if self.at.kind == "question":
            given = self.case.answers.get(self.at.id)
            return (given.evidence or "") if given else ""
        value = self.case.details.get(self.at.id)
        return value if isinstance(value, str) else ""

    def explained(self, step: Step) -> bool:
        """Whether reasons are given for an answer, or none can be."""
        given, item = self.case.answers[step.id], self.questions.items[step.id]
        return given.answer != "no" or bool(given.reasons) or not item.reasons

    def lacks(self, step: Step) -> bool:
        """Whether an answer stands without the evidence it calls for."""
        given = self.case.answers.get(step.id)
        return given is not None and lacks_evidence(self.questions, step.id, given)
