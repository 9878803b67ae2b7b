"""Carry case files to another version of their set, each file whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from yotinspect.cases.migrate import Migration, migrated, migration
from yotinspect.cases.model import Case
from yotinspect.catalogue import say
from yotinspect.findings import Finding
from yotinspect.library import Library
from yotinspect.questions.changes import difference
from yotinspect.questions.sets import QuestionSet
from yotinspect.records import Place, check
from yotinspect.upkeep.versions import line
from yotinspect.writing import FileChangedError, write_whole
from yotinspect.yamledit import CannotEditError
from yotinspect.yamlfile import read


@dataclass
class Migrated:
    """What became of a case file. ``migration`` is None where it was not carried over."""

    file: str
    case: str | None = None
    old: str = ""
    new: str = ""
    migration: Migration | None = None
    written: bool = False
    findings: list[Finding] = field(default_factory=list)


def migrate(library: Library, path: Path, target: str, *, write: bool = True) -> Migrated:
    """Carry one case file to a version of its set (``2.0.0``), or to a set that its own is a subset of (``fji@2.0.0``)."""
    file = read(path, confidential=True)
    case = check(Case, file)
    result = Migrated(file.name)
    if case is None or any(finding.severity == "error" for finding in file.findings):
        result.findings = file.findings
        return result
    place = Place(*case.questionset.split("@"))
    wanted = Place(*target.split("@", 1)) if "@" in target else Place(place.id, target)
    result.case, result.old, result.new = case.case, str(place), str(wanted)
    sets = []
    for name in (place, wanted):
        questions, _ = library.questionset(name)
        if questions is None:
            file.add(
                "case-set",
                ("questionset",),
                say("There is no usable question set {name}.", name=name),
                library.near("questionsets", str(name)),
            )
        else:
            sets.append(questions)
    if len(sets) == 2 and not _kin(*sets):
        file.add(
            "case-set",
            ("questionset",),
            say("{old} and {new} are no versions of one set.", old=place, new=wanted),
            say("Name a version of the same set, or the full set that it is a subset of."),
        )
    if file.findings:
        result.findings = file.findings
        return result
    if place == wanted:
        return result
    old, new = sets
    steps = [difference(one, other) for one, other in pairwise(line(library, old, new))]
    found = migration(case, steps)
    try:
        data = migrated(file, case, new, found)
        if write:
            write_whole(path, data, was=file.data)
            result.written = True
    except CannotEditError:
        file.add(
            "case-migrate",
            ("questionset",),
            say("The file cannot be edited without losing its layout."),
            say("Write answers and details one on a line, then try again."),
        )
    except FileChangedError:
        file.add(
            "case-migrate",
            (),
            say("The file was changed meanwhile; nothing was written."),
            say("Look at it, then try again."),
        )
    except OSError as error:
        reason = error.strerror or say("it is refused")
        file.add(
            "file-unwritable",
            (),
            say("The file cannot be written: {reason}.", reason=reason),
            say("Check who may write it."),
        )
    result.migration = None if file.findings else found
    result.findings = file.findings
    return result


def _kin(old: QuestionSet, new: QuestionSet) -> bool:
    return old.place.id == new.place.id or old.base == str(new.place)
