"""A case at the desk for tests: the small set of the corpus, a case file of it, and interviews over them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.sets import loaded, small_sets
from yotinspect.cases.model import Case
from yotinspect.desk import events as e
from yotinspect.desk.interview import Interview
from yotinspect.library import Library
from yotinspect.questions.sets import QuestionSet

#: What the small set asks, in the order in which it does; M-P3 hangs on custody, M-A3 on M-A2, seen_again on victim.
ORDER = (
    "assessed", "order", "started", "age", "length_months", "needs", "custody", "victim",
    "M-A1", "M-A2", "M-A3", "M-A4", "M-AH", "feedback", "seen_again", "M-P1", "M-P2", "M-P3", "M-PH",
)  # fmt: skip
DETAILS: dict[str, Any] = {
    "order": "referral_order", "started": "2019-01-07", "age": "15", "length_months": "9", "needs": ["mental_health"],
    "custody": "never", "victim": "no", "feedback": "Well done.",
}  # fmt: skip


def small_questions(folder: Path) -> QuestionSet:
    """The small set, read from a folder of its own."""
    return loaded(small_sets(folder))


def case_of(answers: dict[str, Any] | None = None, details: dict[str, Any] | None = None, **fields: Any) -> Case:
    """A case of the small set; without details all are filled in."""
    record = {"case": "X-1", "questionset": "mini@1.0.0", "assessor": "li-1", "assessed": "2019-03-04"}
    return Case.model_validate(
        record | {"details": DETAILS if details is None else details, "answers": answers or {}} | fields
    )


def case_file(folder: Path, text: str = "details:\nanswers:\n") -> tuple[Path, Library]:
    """An empty case file of the small set, and the library that knows it."""
    sets = small_sets(folder)
    path = folder / "X-1.yaml"
    path.write_text(f"case: X-1\nquestionset: mini@1.0.0\nassessor: li-1\n{text}", "utf-8")
    return path, Library([sets], alone=True)


def said(effects: list[e.Effect]) -> list[str]:
    """The sentences among some effects."""
    found: list[str] = []
    for effect in effects:
        if isinstance(effect, e.Say):
            found.append(effect.sentence)
        elif isinstance(effect, e.RouteChanged | e.Ended):
            found += effect.sentences
    return found


def at(interview: Interview) -> tuple[str, str]:
    """Where an interview is: the id on the screen and what is wanted of it."""
    screen = interview.screen()
    return screen.id, screen.stage
