"""Given answers taken into case files: every one is held against the question set first, and all are good or none is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from yotinspect.cases.assess import assess
from yotinspect.cases.model import Case
from yotinspect.catalogue import Said, say
from yotinspect.desk.editing import Order, TooLargeError, edited
from yotinspect.desk.given import PARTS, Given, listed
from yotinspect.desk.keeping import TOO_LARGE, Change, Keeper, NotOpenedError, NotSavedError, Other, usable
from yotinspect.desk.merging import at, same
from yotinspect.findings import RULES, Finding
from yotinspect.library import Library
from yotinspect.questions.sets import QuestionSet
from yotinspect.records import check_what_fits
from yotinspect.workspace import Assessor
from yotinspect.yamledit import CannotEditError, Value, plain
from yotinspect.yamlfile import YamlFile, dotted, parse, read

#: What assessing says of a given value that keeps it from being written, with the part of the answer that it is about.
_REFUSED = {
    "case-answer": "answer",
    "case-detail": "answer",
    "case-age": "answer",
    "case-dates": "answer",
    "model-value": "answer",
    "model-shape": "answer",
    "case-reason": "reasons",
    "case-off-route": "answer",
}
#: What is left where bytes are no UTF-8, or where JSON escapes one half of a pair alone.
_HALF = re.compile("[\ud800-\udfff]")


@dataclass
class Taken:
    """What became of given answers: ``findings`` say why nothing was written, or which case could not be. ``written`` are the
    files that hold theirs now, ``open`` those that somebody else has open.
    """

    findings: list[Finding] = field(default_factory=list)
    written: list[Path] = field(default_factory=list)
    open: dict[Path, tuple[Other, ...]] = field(default_factory=dict)


@dataclass
class _Target:
    """A case file as it was when the answers were held against it; of its tree nothing is kept, since there may be thousands."""

    data: bytes
    questions: QuestionSet
    changes: dict[tuple[str, ...], tuple[Change, Given]] = field(default_factory=dict)


def order_of(questions: QuestionSet) -> Order:
    """The order in which a set's details and questions stand in a case file."""
    return {"details": list(questions.details), "answers": [item.id for item in questions.in_view_order()]}


def take_in(library: Library, paths: Sequence[Path], given: Sequence[Given], *, write: bool = True) -> Taken:
    """Write given answers and details into the case files that they are for, or, without ``write``, only hold them against
    their sets.
    """
    taken, targets = Taken(), {}
    for path, some in _by_file(paths, given, taken.findings):
        questions, file = _case(library, path, taken.findings)
        if questions is not None and file is not None:
            targets[path] = _Target(file.data, questions)
            _hold(targets[path], file, some, taken.findings)
    if not taken.findings and write:
        for path, target in targets.items():
            _save(path, target, taken)
    return taken


def _by_file(
    paths: Sequence[Path], given: Sequence[Given], findings: list[Finding]
) -> Iterator[tuple[Path, list[Given]]]:
    """The files with what is given for each."""
    known: dict[str, list[tuple[Path, str]]] = {}
    if any(one.case is not None for one in given):
        for path in paths:
            case = check_what_fits(Case, read(path, confidential=True, excerpts=False))
            if case is not None:
                known.setdefault(case.case, []).append((path, case.assessor))
    found: dict[Path, list[Given]] = {}
    for one in given:
        if one.case is None:
            fits = list(paths)
        else:
            fits = [path for path, assessor in known.get(one.case, ()) if one.assessor in (None, assessor)]
        if len(fits) == 1:
            found.setdefault(fits[0], []).append(one)
        elif one.case is None:
            findings.append(_of_file(one, say("Several case files are named, and it is not said for which this is."),
                                     say("Name one file, or add a column with the case.")))  # fmt: skip
        elif fits:
            findings.append(_of_file(one, say("Two files are of this case."), say("Add a column with the assessor."), "case"))  # fmt: skip
        else:
            findings.append(_of_file(one, say("No file that is named here and can be read is of this case."),
                                     say("Correct the case or the assessor, or name its file."), "case"))  # fmt: skip
    yield from found.items()


def _of_file(given: Given, message: Said, help: Said, part: str = "") -> Finding:
    line, column = given.place(part)
    return Finding("answers-file", RULES["answers-file"].severity, given.file, line, column, "", message, help)


def _case(library: Library, path: Path, findings: list[Finding]) -> tuple[QuestionSet | None, YamlFile | None]:
    """The set that a case was assessed with, and its file; a finding where one of the two cannot be used."""
    found = Assessor(library, excerpts=False).assess(path)
    if found.questions is None:
        findings += found.findings
        return None, None
    try:
        return found.questions, usable(path)
    except NotOpenedError as error:
        findings += error.findings
        return None, None


# --- holding what is given against the set ------------------------------------------------------------------------------


def _hold(target: _Target, file: YamlFile, given: Iterable[Given], findings: list[Finding]) -> None:
    """Work out the changes of one case, and note what is wrong with them."""
    root = file.root
    for one in given:
        section, name = one.where[0], one.where[-1]
        known: Mapping[str, Any] = target.questions.items if section == "answers" else target.questions.details
        if one.questionset not in (None, str(target.questions.place)):
            findings.append(_of_file(one, say("The case is assessed with another set or version by now."),
                                     say("Look at each answer, and give it with --set.")))  # fmt: skip
        elif len(one.where) == 2 and name not in known:
            findings.append(_unknown(target, file, one, known))
        elif half := next((part for part, value in one.parts.items() if _halved(value)), ""):
            findings.append(_at(file, one, "answers-file", say("Half a character stands here, which no file keeps."),
                                say("Give the text again, as UTF-8."), half))  # fmt: skip
        elif one.where in target.changes:
            first = target.changes[one.where][1]
            help = say("Keep one of the two; the first stands in line {line}.", line=first.place()[0])
            findings.append(_at(file, one, "answers-file", say("{name} is given twice.", name=name),
                                help if first.file else say("Keep one of the two.")))  # fmt: skip
        else:
            now, value = plain(at(root, one.where)), _value(root, one, target.questions)
            if one.whole and not same(now, one.was) and not same(now, value):
                findings.append(_at(file, one, "answers-conflict", say("Something else stands at {name} by now.", name=name),
                                    say("Look at it; to have this in its place, give it with --set.")))  # fmt: skip
            target.changes[one.where] = Change(one.where, value), one
    if target.changes:
        findings += _drafted(target, file)


def _halved(value: Value) -> bool:
    texts = value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
    return any(isinstance(text, str) and _HALF.search(text) for text in texts)


def _value(root: Any, given: Given, questions: QuestionSet) -> Value:
    """What is to stand at a place: what stands there, with the given parts in it."""
    if given.where[0] != "answers":
        value = given.parts.get("answer")
        detail = questions.details.get(given.where[-1])
        if isinstance(value, str) and detail is not None and detail.type == "choices":
            value = listed(value)
        return value or ""
    old: Any = None if given.whole else plain(at(root, given.where))
    parts: dict[str, Value] = dict(old) if isinstance(old, dict) else {"answer": old}
    parts |= given.parts
    order = [*PARTS, *(name for name in parts if name not in PARTS)]
    parts = {name: parts[name] for name in order if parts.get(name)}
    return (parts["answer"] if set(parts) == {"answer"} else parts) or ""


def _unknown(target: _Target, file: YamlFile, given: Given, known: Mapping[str, Any]) -> Finding:
    name, place = given.where[-1], target.questions.place
    if given.where[0] == "answers":
        return _at(file, given, "case-unknown-question", say("There is no such question in {place}.", place=place),
                   file.suggest(name, known) or say("Compare with 'yotinspect questionset show'."))  # fmt: skip
    return _at(file, given, "case-unknown-detail", say("There is no such detail in {place}.", place=place),
               file.suggest(name, known) or say("Details are: {details}.", details=", ".join(known)))  # fmt: skip


def _drafted(target: _Target, file: YamlFile) -> Iterator[Finding]:
    """What assessing would say of the changes if they were made, each where it was given."""
    changes = target.changes
    try:
        draft = edited(file, [change for change, _ in changes.values()], order_of(target.questions))
    except TooLargeError:
        yield file.finding("file-unwritable", (), *TOO_LARGE)
        return
    except CannotEditError:
        yield file.finding("file-unwritable", (), say("The file cannot be edited without losing its layout."),
                                  say("Write answers and details one on a line, then try again."))  # fmt: skip
        return
    case = check_what_fits(Case, draft)
    found = assess(draft, case, target.questions).findings if case is not None else draft.findings
    places = {dotted(where): one for where, (_, one) in changes.items()}
    for finding in found:
        place = next((known for known in places if finding.path == known or finding.path.startswith((f"{known}.", f"{known}["))), None)  # fmt: skip
        part = _REFUSED.get(finding.rule)
        if place is None or part is None or part not in places[place].parts:
            continue
        one = places[place]
        if finding.rule == "case-off-route":
            help = say("Leave it out, or correct the detail or answer that decides it.")
            yield _at(file, one, "answers-off-route", finding.message, help)
        else:
            yield _at(file, one, finding.rule, finding.message, finding.help, part)


def _at(file: YamlFile, given: Given, rule: str, message: str, help: str, part: str = "") -> Finding:
    """A finding where something was given: in the file of answers; for an option, where it would stand in the case."""
    if given.file:
        line, column = given.place(part)
        return Finding(rule, RULES[rule].severity, given.file, line, column, dotted(given.where), message, help)
    return file.finding(rule, given.where, message, help, key=True)


# --- writing ------------------------------------------------------------------------------------------------------------


def _save(path: Path, target: _Target, taken: Taken) -> None:
    try:
        with Keeper.open(path) as keeper:
            # What changed since the answers were held against it is noticed as the change of somebody else.
            keeper.file = parse(target.data, keeper.file.name, confidential=True)
            keeper.order = order_of(target.questions)
            if others := keeper.others():
                taken.open[path] = others
            saved = keeper.save([change for change, _ in target.changes.values()])
    except NotOpenedError as error:
        taken.findings += error.findings
        return
    except NotSavedError as error:
        taken.findings.append(error.finding)
        return
    for conflict in saved.conflicts:
        said = say("Somebody else has changed {name} meanwhile, and it stays.", name=conflict.where[-1])
        help = say("Look at it; to have yours in its place, give it with --set.")
        taken.findings.append(saved.file.finding("answers-conflict", conflict.where, said, help, key=True))
    taken.written.append(path)
