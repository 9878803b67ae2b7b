"""Submissions as ODK Central, KoboToolbox and ODK Collect give them out: a table (CSV), or an XML file for each.

Nothing is understood here: a submission is its cells by the path of their field, and what the tool says of it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.parsers import expat

from yotinspect.catalogue import Said, say
from yotinspect.findings import RULES, Finding
from yotinspect.tables import Cell, NoTableError, rows
from yotinspect.yamlfile import DEPTH_LIMIT

#: Largest file of submissions in bytes: some thousand cases.
LIMIT = 64 << 20
#: What the tools call a submission that its reviewer does not accept, by the column it stands in.
_REJECTED = {
    "ReviewState": ("rejected",),
    "_validation_status": ("validation_status_not_approved", "Not approved", "Not Approved"),
}


@dataclass(frozen=True)
class Submission:
    """One filled-in form. ``cells`` by the path of the field, as ``view/ask_R_A1/R_A1`` or ``view-ask_R_A1-R_A1``.

    ``row`` counts in its table, the header being 1; it is None where the submission is a file of its own. ``form`` is what
    the tool calls the form and its version, where it says so.
    """

    file: str
    line: int
    column: int
    row: int | None
    cells: Mapping[str, Cell]
    form: str = ""
    rejected: bool = False

    def finding(self, rule: str, message: str, help: str, at: Cell | None = None, path: str = "") -> Finding:
        """A finding about a cell, or about the submission as a whole."""
        line, column = (at.line, at.column) if at else (self.line, self.column)
        return Finding(rule, RULES[rule].severity, self.file, line, column, path, message, help)


@dataclass
class Batch:
    """What was read: submissions in the order of the files and their rows, and what is wrong with the files."""

    submissions: list[Submission] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def submission_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that paths stand for: a file itself, and a folder's .csv and .xml files, in a fixed order."""
    for path in paths:
        if path.is_dir():
            found = (inner for inner in path.rglob("*") if inner.suffix.lower() in (".csv", ".xml") and inner.is_file())
            yield from sorted(inner for inner in found if not inner.name.startswith("."))
        else:
            yield path


def read_submissions(paths: Iterable[Path]) -> Batch:
    """All submissions in files and folders. A file that cannot be read is a finding, and the others are read."""
    batch = Batch()
    for path in submission_files(paths):
        name = os.fspath(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        try:
            batch.submissions += _read(path, name)
        except _UnreadableError as error:
            finding = Finding(error.rule, RULES[error.rule].severity, name, error.line, error.column, "", error.message, error.help)  # fmt: skip
            batch.findings.append(finding)
    return batch


class _UnreadableError(Exception):
    def __init__(self, rule: str, message: Said, help: Said, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.rule, self.message, self.help, self.line, self.column = rule, message, help, line, column


def _read(path: Path, name: str) -> list[Submission]:
    try:
        with path.open("rb") as stream:
            data = stream.read(LIMIT + 1)
    except OSError as error:
        reason = say("The file cannot be read: {reason}.", reason=error.strerror or "")
        raise _UnreadableError("file-unreadable", reason, say("Check the name and who may read it.")) from None
    if len(data) > LIMIT:
        message = say("The file is larger than {kib} KiB.", kib=LIMIT >> 10)
        raise _UnreadableError("file-size", message, say("Export fewer submissions at a time."))
    if data.startswith(b"PK\x03\x04"):
        raise _UnreadableError(
            "submission-unreadable",
            say("This is a packed file or a workbook."),
            say("Export the submissions as CSV, or unpack it and name the CSV file in it."),
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", errors="replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise _UnreadableError(
            "file-encoding", say("This byte is not UTF-8 text."), say("Save the file with the encoding UTF-8."), line, column
        ) from None  # fmt: skip
    if path.suffix.lower() == ".xml" or text.lstrip().startswith("<"):
        return [_Instance(name).read(data)]
    try:
        return list(_table(text, name))
    except NoTableError as error:
        raise _UnreadableError("submission-unreadable", error.message, error.help, error.line, error.column) from None


def _table(text: str, name: str) -> Iterator[Submission]:
    header: list[Cell] | None = None
    for number, row in enumerate(rows(text), 1):
        if header is None:
            header = row
            _check_header(header)
            continue
        if len(row) != len(header):
            raise NoTableError(
                say("Cells in row {row}: {number}; in the header: {wanted}.", row=number, number=len(row), wanted=len(header)),
                say("Export the table again; the file may have been cut off or edited."),
                row[0].line, row[0].column,
            )  # fmt: skip
        cells = {head.text: cell for head, cell in zip(header, row, strict=True) if cell.text.strip()}
        rejected = any(cells[key].text in words for key, words in _REJECTED.items() if key in cells)
        yield Submission(name, row[0].line, row[0].column, number, cells, rejected=rejected)


def _check_header(header: list[Cell]) -> None:
    seen = set()
    for cell in header:
        if cell.text in seen and cell.text:
            message = say("Two columns have the name that stands here.")
            raise NoTableError(
                message, say("Export the table again, with the names of fields."), cell.line, cell.column
            )
        seen.add(cell.text)


class _Instance:
    """Reads one XML submission: the leaves of its tree by their path, without what the device says of itself."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.cells: dict[str, Cell] = {}
        self.form = ""
        self._path: list[str] = []
        #: Of each open element: whether it has elements inside, and where it began.
        self._open: list[tuple[list[str], int, int]] = []
        self._text: list[str] = []

    def read(self, data: bytes) -> Submission:
        self._parser = expat.ParserCreate("utf-8")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text.append
        self._parser.StartDoctypeDeclHandler = self._doctype
        try:
            self._parser.Parse(data, True)
        except expat.ExpatError as error:
            raise self._no_submission(error.lineno, error.offset + 1) from None
        return Submission(self.name, 1, 1, None, self.cells, self.form)

    def _no_submission(self, line: int, column: int) -> _UnreadableError:
        return _UnreadableError(
            "submission-unreadable",
            say("This is not XML as a device writes it."),
            say("Take the file from the device or the server again."),
            line, column,
        )  # fmt: skip

    def _doctype(self, *declared: Any) -> None:
        raise _UnreadableError(
            "submission-unreadable",
            say("This XML file declares a document type, which no submission does."),
            say("Take the file from the device or the server again."),
            self._parser.CurrentLineNumber,
        )

    def _begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        if len(self._open) == DEPTH_LIMIT:
            raise self._no_submission(self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1)
        if self._open:
            self._open[-1][0].append(tag)
        elif attributes.get("id"):
            version = re.sub(r"\+.*", "", attributes.get("version", ""))
            self.form = f"{attributes['id']}@{version}"
        self._open.append(([], self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1))
        self._path.append(tag.rpartition(":")[2])
        self._text.clear()

    def _end(self, tag: str) -> None:
        inside, line, column = self._open.pop()
        path = "/".join(self._path[1:])
        text = "".join(self._text)
        if not inside and text.strip() and "meta" not in self._path:
            if path in self.cells:
                raise _UnreadableError(
                    "submission-unreadable",
                    say("A field stands twice in this submission."),
                    say("Take the file from the device or the server again."),
                    line, column,
                )  # fmt: skip
            self.cells[path] = Cell(text, line, column)
        self._path.pop()
        self._text.clear()
