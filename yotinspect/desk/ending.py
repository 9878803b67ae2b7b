"""Where a case has come to: what is said behind the last question and when an interview stops."""

from __future__ import annotations

from collections.abc import Sequence

from yotinspect.cases.model import Case
from yotinspect.desk.screens import Screen, Words
from yotinspect.desk.steps import State, Step, state
from yotinspect.findings import Finding, in_language

#: What an interview says of these itself, in words.
_SAID = ("case-missing-answer", "case-missing-detail", "case-missing-routing", "case-no-evidence")


def end_screen(words: Words, asked: Sequence[Step], case: Case) -> Screen:
    """What stands behind the last question."""
    missing = [step for step in asked if state(step, words.questions, case) in (State.UNANSWERED, State.NO_EVIDENCE)]
    _ = words.say
    prompt = _("Enter: to the first that is missing, :q: stop:") if missing else _("Enter: stop, :b: back:")
    return Screen(
        words.language, "end", "", "", "", 0, 0, len(missing),
        place=(_("That was the last question."),),
        wording="", hint="", options=(), before=(), remarks=(*how_far(words, asked, case), *_missing(words, missing, case)),
        prompt=prompt,
    )  # fmt: skip


def how_far(words: Words, asked: Sequence[Step], case: Case) -> tuple[str, ...]:
    """How much of a case is answered, in a sentence or two."""
    states = [state(step, words.questions, case) for step in asked if step.kind == "question"]
    details = sum(state(step, words.questions, case) is State.UNANSWERED for step in asked if step.kind != "question")
    bare = states.count(State.NO_EVIDENCE)
    _, answered = words.say, len(states) - states.count(State.UNANSWERED)
    said = [_("Answered: {answered} of {total} questions.", answered=answered, total=len(states))]
    if bare:
        said.append(_("Answers without the evidence they call for: {number}.", number=bare))
    if details:
        said.append(_("Details missing that every case needs, or that decide what is asked: {number}.", number=details))
    return tuple(said)


def _missing(words: Words, missing: Sequence[Step], case: Case) -> list[str]:
    """What is missing, a line for each of the first, and how many more there are."""
    shown = 20
    _ = words.say
    lines = [_("{id}, {state}: {wording}", id=step.id, state=words.state(state(step, words.questions, case)),
               wording=words.wording(step)) for step in missing[:shown]]  # fmt: skip
    if len(missing) > shown:
        lines.append(_("And more, number: {number}. :l all lists them.", number=len(missing) - shown))
    return lines


def contradictions(findings: Sequence[Finding], language: str) -> tuple[str, ...]:
    """What does not fit together in a case, each with what to do about it; what is missing is said elsewhere."""
    rest = [in_language(finding, language) for finding in findings if finding.rule not in _SAID]
    return tuple(f"{finding.message} {finding.help}" for finding in rest)
