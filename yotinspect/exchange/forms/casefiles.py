"""Submissions of a form as case files: each held against its set as a case is, and told where it does not fit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from yotinspect.cases.assess import assess
from yotinspect.cases.model import Case
from yotinspect.catalogue import Said, say, side_by_side
from yotinspect.exchange.forms.fields import NOTES, QUESTIONSET, Field, FormFields
from yotinspect.exchange.forms.odk import Submission
from yotinspect.exchange.incoming import Incoming
from yotinspect.exchange.scaffold import case_text
from yotinspect.findings import Finding, did_you_mean
from yotinspect.library import Library
from yotinspect.questions.sets import QuestionSet
from yotinspect.records import Place, check_what_fits
from yotinspect.tables import Cell
from yotinspect.yamlfile import id_like, parse

#: Columns in which the tools say something of a submission, beside those of Kobo, which begin with ``_``.
_OF_THE_TOOL = frozenset({
    "SubmissionDate", "KEY", "PARENT_KEY", "SubmitterID", "SubmitterName", "AttachmentsPresent", "AttachmentsExpected", "Status",
    "ReviewState", "DeviceID", "Edits", "FormVersion", "instanceID", "instanceName", "deprecatedID", "uuid", "start", "end", "today",
    "audit", "deviceid", "username", "email", "phonenumber", "subscriberid", "simserial",
})  # fmt: skip
_QUESTION = re.compile(r"[A-Z]{1,3}_[A-Z]{1,2}\d{0,2}(_reasons|_evidence|_note)?")
_SET = re.compile(r"[a-z][a-z0-9-]{0,59}@\d{1,5}(\.\d{1,5}){2}")
#: What these find is missing, not wrong: a case may be finished later, and ``assess`` says it then.
_LATER = ("case-missing-answer", "case-missing-detail", "case-missing-routing", "case-no-evidence", "case-headline")


@dataclass
class _Sorted:
    """The cells of a submission by the field they are of, and what is wrong on the way there."""

    cells: dict[str, Cell] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


class CaseMaker:
    """Makes case files of submissions. ``wanted`` is the set they have to be of; without it each says which."""

    def __init__(self, library: Library, wanted: Place | None = None) -> None:
        self._library, self._wanted = library, wanted
        self._fields: dict[Place, FormFields] = {}
        self._said: set[tuple[str, str]] = set()

    def made(self, submission: Submission) -> Incoming:
        """The case of a submission. It has no ``data`` where an error stands against it."""
        questions, findings = self._questions(submission)
        if questions is None:
            return Incoming(submission.file, submission.line, submission.column, findings=findings)
        fields = self._fields.setdefault(questions.place, FormFields(questions))
        found = self._sorted(submission, questions, fields)
        values = {name: _value(fields.by_name[name], cell.text) for name, cell in found.cells.items()}
        found.findings += [*findings, *_nameless(submission, values)]
        if any(finding.rule == "submission-case" for finding in found.findings):
            return Incoming(submission.file, submission.line, submission.column, findings=found.findings)
        data = _text(questions, fields, values).encode()
        file = parse(data, submission.file, confidential=True, excerpts=False)
        case = check_what_fits(Case, file)
        if case is not None:
            assess(file, case, questions)
        found.findings += [
            _at_its_cell(submission, finding, fields, found) for finding in file.findings if finding.rule not in _LATER
        ]
        if case is None or any(finding.severity == "error" for finding in found.findings):
            data = b""
        name, assessor = str(values["case"]), str(values["assessor"])
        return Incoming(
            submission.file, submission.line, submission.column, name, assessor, str(values.get("role", "first")),
            str(questions.place), data, found.findings,
        )  # fmt: skip

    def _questions(self, submission: Submission) -> tuple[QuestionSet | None, list[Finding]]:
        """The set that a submission answers."""
        cell = next((cell for path, cell in submission.cells.items() if _tail(path) == QUESTIONSET), None)
        named = cell.text.strip() if cell else submission.form or str(self._wanted or "")

        def none(message: Said, help: str) -> tuple[None, list[Finding]]:
            return None, [submission.finding("submission-set", message, help, cell, QUESTIONSET)]

        if _SET.fullmatch(named) is None:
            return none(
                say("This submission does not say which question set it answers."),
                say("Take the form from 'yotinspect questionset export', or name the set with --set."),
            )
        place = Place(*named.split("@"))
        if self._wanted is not None and place != self._wanted:
            return none(
                say("This submission answers {name}, and {wanted} was asked for.", name=place, wanted=self._wanted),
                say("Import it by itself, or without --set."),
            )
        questions, _ = self._library.questionset(place)
        if questions is None:
            return none(
                say("There is no usable question set {name}.", name=place), self._library.near("questionsets", named)
            )
        return questions, []

    def _sorted(self, submission: Submission, questions: QuestionSet, fields: FormFields) -> _Sorted:
        found = _Sorted()
        ticked: dict[str, list[str]] = {}
        for path, cell in submission.cells.items():
            name = _tail(path)
            if several := _ticked(path, fields):
                # A table may have a column for each choice, beside the one that lists them or in its place.
                ticked.setdefault(several[0], [])
                if cell.text.strip().casefold() in ("1", "true"):
                    ticked[several[0]].append(several[1])
                found.headers.setdefault(several[0], several[0])
            elif name in fields.by_name and name in found.cells:
                # The same name in another group: which of the two was meant nobody can tell.
                if cell.text.strip() != found.cells[name].text.strip():
                    help = side_by_side(say("Keep one of the two, then import again."), _where(submission, name))
                    message = say("A field stands twice in this submission.")
                    found.findings.append(submission.finding("submission-unreadable", message, help, cell))
            elif name in fields.by_name:
                found.cells[name], found.headers[name] = cell, name
            elif name not in NOTES and name not in _OF_THE_TOOL and not name.startswith("_"):
                found.findings += self._stray(submission, path, name, cell, questions, fields)
        for name, chosen in ticked.items():
            if name not in found.cells and chosen:
                found.cells[name] = Cell(" ".join(chosen), submission.line, submission.column)
        return found

    def _stray(
        self, submission: Submission, path: str, name: str, cell: Cell, questions: QuestionSet, fields: FormFields
    ) -> Iterator[Finding]:
        """A cell of no field: an answer that would be lost, or a column of the user's own, which is said once a file."""
        shown = id_like(name)

        def near() -> str:
            return did_you_mean(name, fields.by_name) if shown else ""

        if _QUESTION.fullmatch(name):
            message = say(
                "There is no question {name} in {place}.", name=name.replace("_", "-", 1), place=questions.place
            )
            help = side_by_side(near() or say("Compare with 'yotinspect questionset show'."), _where(submission, name))
            yield submission.finding("submission-question", message, help, cell)
        elif (submission.file, path) not in self._said:
            self._said.add((submission.file, path))
            message = (
                say(
                    "The form of {place} has no field {name}; what stands in it is left out.",
                    place=questions.place,
                    name=name,
                )
                if shown
                else say("The form of {place} has no such field; what stands in it is left out.", place=questions.place)
            )
            by_hand = say("Move what belongs in the case file there by hand.")
            yield submission.finding("submission-field", message, near() or by_hand, cell)


def _tail(path: str) -> str:
    """The name of a field at the end of its path: names hold no ``-`` and no ``/``."""
    return re.split("[-/:]", path)[-1]


def _ticked(path: str, fields: FormFields) -> tuple[str, str] | None:
    """The field and the choice of a column that holds whether one of several was chosen."""
    group, _, choice = path.rpartition("/")
    field = fields.by_name.get(_tail(group))
    return (field.name, choice) if field is not None and field.kind == "many" and choice in field.values else None


def _value(field: Field, text: str) -> str | list[str]:
    if field.kind == "many":
        return text.split()
    if field.kind == "text" and len(field.path) > 1:
        return text.replace("\r\n", "\n").replace("\r", "\n")
    return text.strip()


def _nameless(submission: Submission, values: Mapping[str, Any]) -> Iterator[Finding]:
    if "case" not in values:
        message = say("This submission does not say which case it is of.")
        yield submission.finding("submission-case", message, say("Fill in the case reference where it was collected."))
    if "assessor" not in values:
        message = say("This submission does not say who assessed the case.")
        yield submission.finding("submission-case", message, say("Fill in the assessor where it was collected."))


def _text(questions: QuestionSet, fields: FormFields, values: Mapping[str, Any]) -> str:
    details: dict[str, Any] = {}
    answers: dict[str, dict[str, Any]] = {}
    for name, value in values.items():
        section, *path = fields.by_name[name].path
        if section == "details":
            details[path[0]] = value
        elif section == "answers":
            answers.setdefault(path[0], {})[path[1]] = value
    order = ("answer", "evidence", "reasons", "note")
    return case_text(
        values["case"], questions, values["assessor"], values.get("assessed"), role=values.get("role", "first"), details=details,
        answers={id: {part: given[part] for part in order if part in given} for id, given in answers.items()},
    )  # fmt: skip


def _at_its_cell(submission: Submission, finding: Finding, fields: FormFields, found: _Sorted) -> Finding:
    """A finding about the case, at the cell that caused it."""
    path = re.sub(r"\[\d+\]$", "", finding.path)
    name = fields.by_path.get(path) or fields.by_path.get(f"{path}.answer") or ""
    if name not in found.cells:
        # What is said of an answer may be about what stands with it.
        name = next(
            (other for other in (f"{name}_evidence", f"{name}_reasons", f"{name}_note") if other in found.cells), name
        )
    cell = found.cells.get(name)
    help = side_by_side(finding.help, _where(submission, found.headers.get(name, "")))
    line, column = (cell.line, cell.column) if cell else (submission.line, submission.column)
    return finding._replace(line=line, column=column, help=help, excerpt="")


def _where(submission: Submission, name: str) -> Said | str:
    """Where a cell is for whoever looks at the table in a spreadsheet, whose rows are not lines of the file."""
    if submission.row is None or not name:
        return ""
    return say("In the table it is row {row}, column {name}.", row=submission.row, name=name)
