"""What a case is asked, in the order in which it is asked, and how far each of it has come."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal

from yotinspect.cases.details import faults
from yotinspect.cases.model import Answer, Case
from yotinspect.cases.route import Asked, details_route, route
from yotinspect.desk.merging import Where
from yotinspect.questions.conditions import deciders
from yotinspect.questions.model import Detail
from yotinspect.questions.sets import QuestionSet

Kind = Literal["assessed", "detail", "question"]
#: The day of the assessment is a field of every case, whatever its set.
ASSESSED = Detail(type="date", view="assessed", required=True)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that is asked: the day of the assessment, a detail or a question; ``view`` is the screen it stands on."""

    kind: Kind
    id: str
    view: str

    @property
    def where(self) -> Where:
        """Its place in the case file."""
        if self.kind == "assessed":
            return ("assessed",)
        return ("details" if self.kind == "detail" else "answers", self.id)


class State(Enum):
    """How far a step has come. OPTIONAL: a detail without a value that a case can do without."""

    DONE = "done"
    UNANSWERED = "unanswered"
    NO_EVIDENCE = "no evidence"
    OPTIONAL = "optional"


def sequence(questions: QuestionSet) -> tuple[Step, ...]:
    """All that a set can ask, in its view order; on a view details come first.

    Details that decide which questions are asked stand with those of the first view, wherever the set shows them.
    """
    routing = routing_details(questions)
    first = questions.views[0]
    early = [name for name, detail in questions.details.items() if detail.view == first or name in routing]
    steps = [Step("assessed", "assessed", first), *(Step("detail", name, first) for name in early)]
    items = questions.in_view_order()
    for view in questions.views:
        steps += (
            Step("detail", name, view)
            for name, detail in questions.details.items()
            if detail.view == view and name not in early
        )
        steps += (Step("question", item.id, view) for item in items if item.view == view)
    return tuple(steps)


def on_route(steps: tuple[Step, ...], questions: QuestionSet, case: Case) -> tuple[Step, ...]:
    """The steps that this case is asked: questions of which it is not known yet are, details are not."""
    asked, filled = route(questions, case), details_route(questions, case)
    return tuple(step for step in steps if step.kind == "assessed" or (
        asked[step.id] is not Asked.OFF if step.kind == "question" else filled[step.id] is Asked.ON))  # fmt: skip


def state(step: Step, questions: QuestionSet, case: Case) -> State:
    """How far a step has come; what does not fit is as good as not given."""
    if step.kind == "assessed":
        return State.DONE if case.assessed is not None else State.UNANSWERED
    if step.kind == "detail":
        detail, value = questions.details[step.id], case.details.get(step.id)
        if value is not None and value != []:
            return State.UNANSWERED if any(faults(step.id, value, detail, case.assessed)) else State.DONE
        return State.UNANSWERED if detail.required or step.id in routing_details(questions) else State.OPTIONAL
    item, given = questions.items[step.id], case.answers.get(step.id)
    if given is None or given.answer is None or given.answer not in item.answers:
        return State.UNANSWERED
    return State.NO_EVIDENCE if lacks_evidence(questions, step.id, given) else State.DONE


def lacks_evidence(questions: QuestionSet, name: str, given: Answer) -> bool:
    """Whether an answer stands without the evidence that it calls for."""
    return given.answer in questions.items[name].evidence_for and not (given.evidence or "").strip()


def routing_details(questions: QuestionSet) -> frozenset[str]:
    """The details that decide which questions are asked."""
    found: frozenset[str] | None = questions.__dict__.get("_details_of_routes")
    if found is None:
        found = frozenset(
            name for item in questions.items.values() for kind, name in deciders(item.when) if kind == "detail"
        )
        questions.__dict__["_details_of_routes"] = found
    return found


def first_open(steps: tuple[Step, ...], questions: QuestionSet, case: Case) -> Step | None:
    """The first step that is still wanted; None where none is."""
    return next((s for s in steps if state(s, questions, case) in (State.UNANSWERED, State.NO_EVIDENCE)), None)


def resumed(steps: tuple[Step, ...], questions: QuestionSet, case: Case) -> Step | None:
    """Where to go on: at the first step that is still wanted, or earlier at the one after the last that was filled in.

    So details that a case can do without are asked once, and not each time; nothing is kept of it but the answers.
    """
    states = [state(step, questions, case) for step in steps]
    filled = max((n for n, found in enumerate(states) if found in (State.DONE, State.NO_EVIDENCE)), default=-1)
    wanted = (n for n, found in enumerate(states)
              if found in (State.UNANSWERED, State.NO_EVIDENCE) or (found is State.OPTIONAL and n > filled))  # fmt: skip
    at = next(wanted, None)
    return None if at is None else steps[at]
