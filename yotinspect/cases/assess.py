"""Hold a case against its question set: what is missing, does not fit, or contradicts itself; and a summary."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from yotinspect.cases.details import faults
from yotinspect.cases.model import Case
from yotinspect.cases.route import Asked, route
from yotinspect.catalogue import Said, say, side_by_side
from yotinspect.findings import Finding
from yotinspect.questions.model import Detail
from yotinspect.questions.sets import QuestionSet, conditions
from yotinspect.yamlfile import YamlFile, id_like

State = Literal["complete", "incomplete", "invalid"]


@dataclass(frozen=True)
class Context:
    """What the inspection says that a case is held against. ``team``: member id to home YOT, if it has one."""

    yot: str
    team: Mapping[str, str | None]
    fieldwork: tuple[datetime.date, datetime.date] | None = None


@dataclass
class BlockSummary:
    """The answers of one area at one stage. ``missing`` are on the route without an answer; ``off`` are not asked."""

    area: str
    stage: str
    yes: int = 0
    no: int = 0
    na: int = 0
    missing: int = 0
    off: int = 0
    headline: str | None = None
    answer: str | None = None


@dataclass
class Assessed:
    """A case file with what was found about it. ``case`` is None where the file could not be read as a case."""

    file: str
    case: Case | None
    questions: QuestionSet | None
    digest: str
    asked: Mapping[str, Asked] = field(default_factory=dict)
    blocks: list[BlockSummary] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def state(self) -> State:
        """``invalid``: nothing of it counts. ``incomplete``: it counts, and errors remain. Else ``complete``."""
        if self.case is None or self.questions is None:
            return "invalid"
        return "incomplete" if any(finding.severity == "error" for finding in self.findings) else "complete"

    @property
    def progress(self) -> tuple[int, int]:
        """How many of the questions that this case is asked have an answer, and how many it is asked."""
        if self.case is None or self.questions is None:
            return 0, 0
        asked = [item for name, item in self.questions.items.items() if self.asked.get(name) is not Asked.OFF]
        given = self.case.answers
        return sum(item.id in given and given[item.id].answer in item.answers for item in asked), len(asked)

    def counts(self, name: str) -> str | None:
        """The answer to a question as it counts: None where it is not answered or not asked of this case."""
        if self.case is None or self.asked.get(name, Asked.OFF) is Asked.OFF:
            return None
        given = self.case.answers.get(name)
        return given.answer if given else None


def unreadable(file: YamlFile) -> Assessed:
    """A case file of which nothing can be counted, with its findings."""
    return Assessed(file.name, None, None, file.digest, findings=file.findings)


def assess(file: YamlFile, case: Case, questions: QuestionSet, context: Context | None = None) -> Assessed:
    """Assess a case that was read from ``file``. Findings go to the result, with those the file had before."""
    asked = route(questions, case)
    _details(file, case, questions)
    _answers(file, case, questions, asked)
    blocks = _summary(case, questions, asked)
    _headlines(file, questions, case, blocks)
    if context is not None:
        _context(file, case, context)
    return Assessed(file.name, case, questions, file.digest, asked, blocks, file.findings)


def _answers(file: YamlFile, case: Case, questions: QuestionSet, asked: Mapping[str, Asked]) -> None:
    items, answers = questions.items, case.answers
    on, off = Asked.ON, Asked.OFF
    for name, given in answers.items():
        item = items.get(name)
        if item is None:
            message = (
                say("There is no question {name} in {place}.", name=name, place=questions.place)
                if id_like(name)
                else say("This is no question of {place}.", place=questions.place)
            )
            help = file.suggest(name, items) or say("Compare with 'yotinspect questionset show'.")
            file.add("case-unknown-question", ("answers", name), message, help, key=True)
            continue
        answer = given.answer
        if answer is None:
            continue
        if answer not in item.answers:
            near = file.suggest(answer, item.answers)
            help = side_by_side(near, _one_of(item.answers))
            file.add("case-answer", _at(file, name, "answer"), say("This is not an answer to {name}.", name=name), help)
        elif asked[name] is off:
            file.add("case-off-route", ("answers", name), say("{name} is not asked in this case.", name=name),
                     say("Correct the detail or answer that decides it, or leave it: it is kept and counts nowhere."), key=True)  # fmt: skip
        elif answer in item.evidence_for and not (given.evidence or "").strip():
            file.add("case-no-evidence", ("answers", name), say("The answer to {name} stands without the evidence it calls for.", name=name),
                     say("Add evidence: what is missing, where you looked, why it matters for this child."), key=True)  # fmt: skip
        if given.reasons:
            _reasons(file, name, given.reasons, answer, item.reasons)
    for name, item in items.items():
        if asked[name] is on:
            given_or_none = answers.get(name)
            if given_or_none is None or given_or_none.answer is None:
                file.add("case-missing-answer", ("answers", name), say("{name} is not answered.", name=name),
                         _one_of(item.answers), key=True)  # fmt: skip


def _at(file: YamlFile, name: str, part: str) -> tuple[str, ...]:
    short = isinstance(file.root["answers"][name], str)
    return ("answers", name) if short else ("answers", name, part)


def _reasons(file: YamlFile, name: str, given: list[str], answer: str, known: tuple[str, ...]) -> None:
    if answer != "no":
        file.add("case-reason-unasked", ("answers", name, "reasons"), say("{name} is not answered no, and has reasons why not.", name=name),
                 say("Delete the reasons, or correct the answer."), key=True)  # fmt: skip
    for n, reason in enumerate(given):
        if reason not in known:
            listed = (
                say("Reasons of {name}: {reasons}.", name=name, reasons=", ".join(known))
                if known
                else say("{name} has no reasons.", name=name)
            )
            help = side_by_side(file.suggest(reason, known), listed)
            file.add(
                "case-reason",
                ("answers", name, "reasons", n),
                say("This is not a reason under {name}.", name=name),
                help,
            )


def _one_of(answers: tuple[str, ...]) -> Said:
    return say("Answer it with one of: {answers}.", answers=", ".join(answers))


def _details(file: YamlFile, case: Case, questions: QuestionSet) -> None:
    if case.assessed is None:
        file.add("case-missing-detail", ("assessed",), say("The day the case was assessed is missing."),
                 say("Write assessed: and the date, as in 2016-04-05."), key=True)  # fmt: skip
    for name, value in case.details.items():
        detail = questions.details.get(name)
        if detail is None:
            message = (
                say("There is no detail {name} in {place}.", name=name, place=questions.place)
                if id_like(name)
                else say("This is no detail of {place}.", place=questions.place)
            )
            help = file.suggest(name, questions.details) or say(
                "Details are: {details}.", details=", ".join(questions.details)
            )
            file.add("case-unknown-detail", ("details", name), message, help, key=True)
        elif value is not None:
            _detail(file, name, value, detail, case)
    routed = _routing_details(questions)
    for name, detail in questions.details.items():
        if case.details.get(name) is None:
            if detail.required:
                file.add("case-missing-detail", ("details", name), say("The detail {name} is missing.", name=name),
                         say("Fill it in: every case needs it."), key=True)  # fmt: skip
            elif name in routed:
                file.add("case-missing-routing", ("details", name), say("The detail {name} is not filled in.", name=name),
                         say("Fill it in: it decides whether {question} is asked.", question=routed[name]), key=True)  # fmt: skip


def _routing_details(questions: QuestionSet) -> dict[str, str]:
    """The details that decide routes, each with the first question that hangs on it; worked out once a set."""
    found: dict[str, str] | None = questions.__dict__.get("_routing_details")
    if found is None:
        found = {}
        for item in questions.items.values():
            for condition in conditions(item.when):
                if condition.detail is not None:
                    found.setdefault(condition.detail, item.id)
        questions.__dict__["_routing_details"] = found
    return found


def _detail(file: YamlFile, name: str, value: str | list[str], detail: Detail, case: Case) -> None:
    for fault in faults(name, value, detail, case.assessed):
        help = fault.help if fault.given is None else side_by_side(file.suggest(fault.given, fault.known), fault.help)
        file.add(
            fault.rule, ("details", name) if fault.at is None else ("details", name, fault.at), fault.message, help
        )


def _summary(case: Case, questions: QuestionSet, asked: Mapping[str, Asked]) -> list[BlockSummary]:
    blocks: dict[tuple[str, str], BlockSummary] = {}
    answers = case.answers
    for name, item in questions.items.items():
        if not item.judged:
            continue
        block = blocks.get((item.area, item.stage))
        if block is None:
            block = blocks[(item.area, item.stage)] = BlockSummary(item.area, item.stage)
        given = answers.get(name)
        answer = given.answer if given else None
        if asked[name] is Asked.OFF:
            block.off += 1
            answer = None
        elif answer == "yes":
            block.yes += 1
        elif answer == "no":
            block.no += 1
        elif answer == "na" and "na" in item.answers:
            block.na += 1
        elif asked[name] is Asked.ON:
            block.missing += 1
        if item.headline:
            block.headline, block.answer = name, answer if answer in item.answers else None
    return list(blocks.values())


def _headlines(file: YamlFile, questions: QuestionSet, case: Case, blocks: list[BlockSummary]) -> None:
    """A headline that most of its block stands against is a thing to look at again."""
    check = questions.checks.headline
    for block in blocks:
        if block.headline is None or block.answer not in ("yes", "no"):
            continue
        # The headline's own answer is in the sums: take it out.
        against = block.no if block.answer == "yes" else block.yes
        total = block.yes + block.no - 1
        share = check.share if block.answer == "yes" else check.share_under_no or check.share
        if total >= check.at_least and against > share * total:
            file.add("case-headline", ("answers", block.headline),
                     say("Of the {total} judgements that {headline} sums up, {against} go the other way.", total=total, headline=block.headline, against=against),
                     say("Look at both again; if the headline stands, say why in its evidence."), key=True)  # fmt: skip


def _context(file: YamlFile, case: Case, context: Context) -> None:
    # Where nobody is named yet, the inspection says so once, and not each of its cases.
    home = context.team.get(case.assessor)
    if context.team and case.assessor not in context.team:
        file.add("case-assessor", ("assessor",), say("The assessor is not of the inspection's team."),
                 say("Use an id of the team in inspection.yaml, or add the assessor to it."))  # fmt: skip
    elif home is not None and home.casefold() == context.yot.casefold():
        file.add("case-home-yot", ("assessor",), say("The assessor's home YOT is the one inspected."),
                 say("Let somebody from a different YOT assess this case."))  # fmt: skip
    days, assessed = context.fieldwork, case.assessed
    if days is not None and assessed is not None and not days[0] <= assessed <= days[1]:
        file.add("case-fieldwork", ("assessed",), say("The case was assessed outside the fieldwork's dates."),
                 say("Correct the date here or in inspection.yaml."))  # fmt: skip
