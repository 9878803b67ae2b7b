"""Answers and details given in a file, each with the place at which it stands."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from yotinspect.catalogue import Said, say
from yotinspect.desk.merging import Where, at
from yotinspect.desk.rescue import ENDING, Unsaved
from yotinspect.findings import RULES, Finding, did_you_mean
from yotinspect.records import check
from yotinspect.tables import NoTableError, rows
from yotinspect.yamledit import Value, plain
from yotinspect.yamlfile import SET_LIMIT, parse

#: What a row of a table or an object of a line may say. The value of a detail stands under ``answer``.
COLUMNS = ("case", "assessor", "question", "detail", "answer", "reasons", "evidence", "note")
PARTS = ("answer", "evidence", "reasons", "note")


@dataclass(frozen=True)
class Given:
    """What is given for one place of one case: the parts of an answer, or a detail as its ``answer``.

    A part that is not named stays as it is; one that is None or empty is emptied. ``whole``: what is not named is taken out,
    and it is given in place of ``was``, by the questions of ``questionset``. ``case`` and ``assessor`` are None where the one case at hand is meant; ``at`` is the
    line and column of each part, under "" that of the whole; ``file`` is "" for what an option gives.
    """

    where: Where
    parts: Mapping[str, Value]
    case: str | None = None
    assessor: str | None = None
    file: str = ""
    at: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    whole: bool = False
    questionset: str | None = None
    was: Value = None

    def place(self, part: str = "") -> tuple[int, int]:
        """Line and column of a part, or of the whole."""
        return self.at.get(part) or self.at.get("") or (1, 1)


class Source:
    """A file of answers as it is read: what it gives, and what is wrong with it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.given: list[Given] = []
        self.findings: list[Finding] = []

    def fault(self, message: Said, help: str, line: int = 1, column: int = 1, path: str = "") -> None:
        """Note what is wrong at a place of the file."""
        self.findings.append(
            Finding("answers-file", RULES["answers-file"].severity, self.name, line, column, path, message, help)
        )


def read_given(path: Path, data: bytes) -> Source:
    """What a file gives: lines of JSON, a table of comma-separated values, or what could not be saved before."""
    source = Source(str(path))
    if len(data) > SET_LIMIT:
        source.fault(say("The file is too large for answers."), say("Divide it."))
        return source
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        source.fault(say("The file is not UTF-8 text."), say("Save it with the encoding UTF-8."))
        return source
    if path.name.endswith(ENDING):
        _unsaved(source, data)
    elif text.lstrip().startswith("{"):
        _lines(source, text)
    else:
        _table(source, text)
    if not source.given and not source.findings:
        source.fault(say("The file gives no answer."), say("Write a line for each answer, under a line of headings."))
    return source


# --- comma-separated values --------------------------------------------------------------------------------------------


def _table(source: Source, text: str) -> None:
    try:
        head, *body = [[cell._replace(text=cell.text.strip()) for cell in row] for row in rows(text)] or [[]]
    except NoTableError as bad:
        source.fault(bad.message, bad.help, bad.line, bad.column)
        return
    names = [cell.text.casefold() for cell in head]
    times = Counter(names)
    for cell, name in zip(head, names, strict=True):
        if name not in COLUMNS or times[name] > 1:
            near = did_you_mean(name, COLUMNS) if name not in COLUMNS else ""
            source.fault(say("This is not a heading, or one that stands twice."),
                         near or say("Headings are: {columns}.", columns=", ".join(COLUMNS)), cell.line, cell.column)  # fmt: skip
    if not source.findings and not {"question", "detail"} & set(names):
        source.fault(say("There is no column for questions or details."), say("Headings are: {columns}.", columns=", ".join(COLUMNS)))  # fmt: skip
    if source.findings:
        return
    for row in body:
        over = next((cell for cell in row[len(names) :] if cell.text), None)
        if over is not None:
            source.fault(say("There are more cells in this line than headings."), say("Put texts that hold a comma in quotes."), over.line, over.column)  # fmt: skip
            continue
        # An empty cell says nothing: it takes nothing away.
        said = {name: cell for name, cell in zip(names, row, strict=False) if cell.text}
        places = {name: (cell.line, cell.column) for name, cell in said.items()} | {"": (row[0].line, row[0].column)}
        values: dict[str, Value] = {name: cell.text for name, cell in said.items()}
        if "reasons" in said:
            values["reasons"] = listed(said["reasons"].text)
        _add(source, values, places)


def listed(text: str) -> list[str]:
    """Names that stand in one text, with commas, semicolons or blanks between them."""
    return [part for part in re.split(r"[\s,;]+", text) if part]


# --- lines of JSON -----------------------------------------------------------------------------------------------------


def _lines(source: Source, text: str) -> None:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            values = json.loads(line, object_pairs_hook=_once)
        except (ValueError, RecursionError) as error:
            column = error.colno if isinstance(error, json.JSONDecodeError) else 1
            source.fault(say("This line is not JSON, or has a key twice."), say("Write an object on each line."), number, column)  # fmt: skip
            continue
        places = {"": (number, len(line) - len(line.lstrip()) + 1)}
        if not isinstance(values, dict):
            source.fault(say("This line is not an object."), say("Write an object on each line."), number)
            continue
        for name, value in values.items():
            key = re.search(rf'"{re.escape(name)}"\s*:', line)
            places[name] = (number, key.start() + 1 if key else 1)
            if name not in COLUMNS:
                source.fault(say("This key is not known here."), did_you_mean(name, COLUMNS) or say("Keys are: {columns}.", columns=", ".join(COLUMNS)), *places[name])  # fmt: skip
                break
            if not _fits(name, value):
                source.fault(say("This value is of another kind than is wanted here."), say("Write a text in quotes, or a list of texts for reasons and choices."), *places[name])  # fmt: skip
                break
            if name == "reasons" and isinstance(value, str):
                values[name] = listed(value)
        else:
            _add(source, values, places)


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError
    return made


def _fits(name: str, value: Any) -> bool:
    if isinstance(value, list):
        return name in ("answer", "reasons") and all(isinstance(part, str) for part in value)
    return value is None or isinstance(value, str)


# --- both --------------------------------------------------------------------------------------------------------------


def _add(source: Source, values: dict[str, Any], places: dict[str, tuple[int, int]]) -> None:
    """Note what a row or line gives."""
    question, detail = values.get("question"), values.get("detail")
    if bool(question) == bool(detail):
        source.fault(say("It is not said of which question or detail this is."), say("Fill in one of the two: question or detail."), *places[""])  # fmt: skip
        return
    extra = [name for name in ("evidence", "reasons", "note") if values.get(name)]
    if detail and extra:
        source.fault(say("A detail has a value alone."), say("Write it under answer, and leave the others empty."), *places[extra[0]])  # fmt: skip
        return
    where = ("answers", str(question)) if question else place_of(str(detail))
    parts = {name: values[name] for name in PARTS if name in values}
    if not parts:
        source.fault(say("Nothing is given here."), say("Fill in the answer, or delete the line."), *places[""])
        return
    at_name = places["question" if question else "detail"]
    source.given.append(
        Given(
            where,
            parts,
            values.get("case") or None,
            values.get("assessor") or None,
            source.name,
            places | {"": at_name},
        )
    )


def place_of(detail: str) -> Where:
    """Where a detail stands; the day of the assessment stands at the top of a case file."""
    return ("assessed",) if detail == "assessed" else ("details", detail)


# --- what could not be saved before ----------------------------------------------------------------------------------------


def _unsaved(source: Source, data: bytes) -> None:
    file = parse(data, source.name, confidential=True)
    read = check(Unsaved, file)
    source.findings += file.findings
    if read is None or file.findings:
        return
    for where in _where(file.root):
        value = plain(at(file.root, where))
        parts: Mapping[str, Value] = dict(value) if isinstance(value, dict) else {"answer": value}
        source.given.append(
            Given(where, parts, read.unsaved, read.assessor, source.name, {"": file.place(where, key=True)},
                  whole=True, questionset=read.questionset, was=plain(at(file.root, ("was", *where))))
        )  # fmt: skip


def _where(root: Mapping[str, Any]) -> Iterator[Where]:
    yield from ((key,) for key in ("assessed", "role") if key in root)
    for section in ("details", "answers"):
        yield from ((section, name) for name in root.get(section) or ())
