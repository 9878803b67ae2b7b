"""Folders as users keep them: find case and inspection files, read them, and assess them one after another."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from yotinspect.cases.assess import Assessed, Context, assess, unreadable
from yotinspect.cases.model import Answer, Case
from yotinspect.catalogue import Said, say, side_by_side
from yotinspect.findings import Finding
from yotinspect.library import FRAMEWORKS, STRUCTURE, Library
from yotinspect.questions.model import Effect
from yotinspect.questions.sets import QuestionSet
from yotinspect.ratings import check as check_inspection
from yotinspect.ratings import checkjudged as check_judged
from yotinspect.ratings.breakdown import BrokenDown, break_down
from yotinspect.ratings.inspection import Inspection
from yotinspect.ratings.node import Rating
from yotinspect.ratings.rate import rate
from yotinspect.ratings.standing import faulty
from yotinspect.ratings.tally import tally
from yotinspect.records import Place, check, check_what_fits, version_key
from yotinspect.upkeep.versions import compared
from yotinspect.yamlfile import YamlFile, dotted, read

INSPECTION = "inspection.yaml"
CASES = "cases"


def case_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The case files that paths stand for, in a fixed order: a file itself, a folder's, an inspection's ``cases``.

    Files that do not end in .yaml or .yml, hidden ones, ``inspection.yaml`` and those of question sets and frameworks are
    no cases.
    """
    for path in paths:
        if path.is_dir():
            inner = path / CASES
            yield from _walk(inner if (path / INSPECTION).is_file() and inner.is_dir() else path)
        else:
            yield path


def _walk(folder: Path) -> Iterator[Path]:
    closed: list[Path] = []
    for root, folders, files in os.walk(folder, onerror=lambda error: closed.append(Path(error.filename))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if STRUCTURE in files or Path(root).parent.name == FRAMEWORKS:
            continue
        for name in sorted(files):
            if name.lower().endswith((".yaml", ".yml")) and not name.startswith(".") and name != INSPECTION:
                yield Path(root, name)
    # A folder that may not be read is reported like a file that may not.
    yield from sorted(closed)


def inspection_of(case_file: Path) -> Path | None:
    """The ``inspection.yaml`` beside a case file or beside the folder it stands in."""
    for folder in (case_file.parent, case_file.parent.parent):
        path = folder / INSPECTION
        if path.is_file():
            return path
    return None


def inspection_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The inspection files that paths stand for: a file itself, a folder's own, or all below a folder."""
    for path in paths:
        if not path.is_dir():
            yield path
        elif (path / INSPECTION).is_file():
            yield path / INSPECTION
        else:
            yield from sorted(path.rglob(INSPECTION))


def context_of(inspection: Inspection) -> Context:
    """What a case is held against."""
    days = inspection.fieldwork
    return Context(
        yot=inspection.yot,
        team={member.id: member.home_yot for member in inspection.team},
        fieldwork=(days.start, days.end) if days else None,
    )


class _Second(NamedTuple):
    """A second assessment: by a hash of its home and case, with what is to be said if no first one is found."""

    key: int
    case: str
    assessor: str
    path: Path
    finding: Finding


@dataclass(frozen=True)
class Suppose:
    """What if: levels of standards by their id, and answers by case and question, in place of what stands in files."""

    standards: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @property
    def as_asked(self) -> tuple[str, ...]:
        """Each supposition as the command line has it."""
        answers = (f"{case}:{question}={answer}" for (case, question), answer in self.answers.items())
        return (*(f"{name}={level}" for name, level in self.standards.items()), *answers)


@dataclass
class Assessor:
    """Assesses case files one after another, remembering only what must be unique.

    ``supposed`` are answers by case and question to take in place of those that a first assessment gives; those that could
    be stand in ``applied`` afterwards.
    """

    library: Library
    known_context: Context | None = None
    excerpts: bool = True
    supposed: Mapping[tuple[str, str], str] = field(default_factory=dict)
    applied: set[tuple[str, str]] = field(default_factory=set)
    _contexts: dict[Path | None, Context | None] = field(default_factory=dict)
    _homes: dict[Path, Path | None] = field(default_factory=dict)
    #: By a hash of home and case, who assessed it and in which file, a line an assessment: lean, since there may be
    #: tens of thousands of cases.
    _known: dict[int, str] = field(default_factory=dict)
    _seconds: list[_Second] = field(default_factory=list)
    _inspections: list[Finding] = field(default_factory=list)

    def assess(self, path: Path) -> Assessed:
        """Read and assess one file, in the context of the inspection it stands in."""
        file = read(path, confidential=True, excerpts=self.excerpts)
        case = check_what_fits(Case, file)
        if case is None:
            return unreadable(file)
        place = Place(*case.questionset.split("@"))
        questions, problems = self.library.questionset(place)
        if questions is None:
            if problems:
                file.add("case-set", ("questionset",), say("The question set has faults."), _mend_first(problems[0]))
            else:
                file.add(
                    "case-set",
                    ("questionset",),
                    say("There is no such question set."),
                    self.library.near("questionsets", str(place)),
                )
            return unreadable(file)
        if self.supposed and case.role == "first":
            case = self._suppose(file, case, questions)
        read_with = len(file.findings)
        result = assess(file, case, questions, self._context(path))
        self._unique(file, case, path)
        _drop_echoes(file, read_with)
        return result

    def _suppose(self, file: YamlFile, case: Case, questions: QuestionSet) -> Case:
        """The case with the answers that are supposed of it. Evidence is not asked for what nobody found."""
        answers = dict(case.answers)
        for (name, question), answer in self.supposed.items():
            item = questions.items.get(question)
            given = case.answers.get(question)
            if name == case.case and given is not None and given.answer == answer:
                # What stands already is supposed as it stands.
                self.applied.add((name, question))
            elif name == case.case and item is not None and answer in item.answers:
                answers[question] = Answer(answer=answer, evidence=say("Supposed."))
                self.applied.add((name, question))
                # Positions are kept: what is said of the answer is said where the file has it.
                if isinstance(file.root.get("answers"), dict):
                    file.root["answers"].setdefault(question, answer)
        return case.model_copy(update={"answers": answers})

    def _home(self, path: Path) -> Path | None:
        """The inspection file that a case stands with, looked for once a folder."""
        folder = path.parent
        if folder not in self._homes:
            self._homes[folder] = inspection_of(path)
        return self._homes[folder]

    def _context(self, path: Path) -> Context | None:
        if self.known_context is not None:
            return self.known_context
        where = self._home(path)
        if where not in self._contexts:
            inspection = None
            if where is not None:
                file = read(where, confidential=True)
                inspection = check_what_fits(Inspection, file)
                self._inspections += file.findings
            self._contexts[where] = context_of(inspection) if inspection else None
        return self._contexts[where]

    def _unique(self, file: YamlFile, case: Case, path: Path) -> None:
        key = hash((self._home(path) or path.parent, case.case))
        usual = f"{case.case}.yaml"
        for assessor, role, other in self._assessments(key):
            name = other or usual
            if assessor == case.assessor:
                file.add("case-duplicate", ("case",), say("The same case by the same assessor stands in {file}.", file=repr(name)),
                         say("Keep one of the two files, or correct the case or the assessor."))  # fmt: skip
                break
            if role == case.role == "first":
                file.add("case-duplicate", ("role",), say("Somebody else's first assessment of this case stands in {file}.", file=repr(name)),
                         say("Write role: second in the one that was made to compare."))  # fmt: skip
                break
        # A file named after its case needs no name here, and what most cases have in common is kept once.
        line = f"{case.assessor}\t{case.role}\t{'' if path.name == usual else path.name}\n"
        self._known[key] = sys.intern(self._known.get(key, "") + line)
        if case.role == "second":
            alone = file.finding("case-second", ("role",), say("There is no first assessment of this case by somebody else."),
                                 say("Assess it first, or write role: first."))  # fmt: skip
            self._seconds.append(_Second(key, case.case, case.assessor, path, alone))

    def _assessments(self, key: int) -> Iterator[list[str]]:
        """Who assessed a case, in which role, and in which file where it is not named after the case."""
        return (line.split("\t") for line in self._known.get(key, "").split("\n") if line)

    def leftovers(self) -> list[Finding]:
        """What only shows once all files were read: faults of inspection files, second assessments without a first."""
        alone = [second for second in self._seconds
                 if not any(role == "first" and who != second.assessor for who, role, _ in self._assessments(second.key))]  # fmt: skip
        # Whoever names one file of an inspection has not said that the others are not there.
        found = self._with_first_beside(alone)
        return self._inspections + [second.finding for second in alone if second.path not in found]

    def _with_first_beside(self, seconds: list[_Second]) -> set[Path]:
        """The files of those second assessments whose first one, by somebody else, stands in a file beside them."""
        found: set[Path] = set()
        folders: dict[Path, list[_Second]] = {}
        for second in seconds:
            home = self._home(second.path)
            cases = home.parent / CASES if home else second.path.parent
            folders.setdefault(cases if second.path.is_relative_to(cases) else second.path.parent, []).append(second)
        for folder, wanted in folders.items():
            for path in case_files([folder]):
                near = [second for second in wanted if second.path != path and _names(path, second.case)]
                case = check_what_fits(Case, read(path, confidential=True, excerpts=False)) if near else None
                if case is not None and case.role == "first":
                    found.update(second.path for second in near
                                 if second.case == case.case and second.assessor != case.assessor)  # fmt: skip
        return found


def _names(path: Path, case: str) -> bool:
    """Whether a file holds a case's id at all: most are not worth reading as YAML."""
    try:
        return case.encode() in path.read_bytes()
    except OSError:
        return False


def _mend_first(fault: Finding) -> Said:
    return say("Correct it first: {file}:{line}: {message}", file=fault.file, line=fault.line, message=fault.message)


def _drop_echoes(file: YamlFile, read_with: int) -> None:
    """Of an answer or detail that could not be read, say that once, and not also that it is missing."""
    if file.refused:
        refused = {path[:2] for path in file.refused}
        names = {dotted(path) for path in refused}
        kept = [
            f
            for f in file.findings[read_with:]
            if not any(f.path == name or f.path.startswith(f"{name}.") for name in names)
        ]
        file.findings[read_with:] = kept


@dataclass
class Rated:
    """An inspection that was read, with its rating (None where it cannot be rated), its cases and its findings.

    ``broken_down`` are its cases by details of the children: nothing of it may be shown but what an audience may see.

    ``as_it_stands`` is the rating of what was found where ``rating`` is of what is supposed in its place; ``applied`` are
    the answers that could be supposed, ``suppositions`` all that was, as it was asked.
    """

    file: YamlFile
    inspection: Inspection | None = None
    rating: Rating | None = None
    framework_digest: str = ""
    cases: list[Finding] = field(default_factory=list)
    as_it_stands: Rating | None = None
    applied: set[tuple[str, str]] = field(default_factory=set)
    suppositions: tuple[str, ...] = ()
    broken_down: BrokenDown | None = None

    @property
    def findings(self) -> list[Finding]:
        """What is wrong with the inspection, and with case files of which nothing can be counted."""
        return self.file.findings + self.cases


def rate_inspection(
    path: Path,
    library: Library,
    framework: str | None = None,
    suppose: Suppose | None = None,
    *,
    excerpts: bool = True,
) -> Rated:
    """Read an inspection with its cases and grade it; by another framework than it names, where one is given.

    What is supposed changes the rating alone: files and findings are what they are. ``excerpts``: whether findings of cases
    will be shown with the line they stand in.
    """
    file = read(path, confidential=True)
    inspection = check(Inspection, file)
    if inspection is None:
        return Rated(file)
    name = framework or inspection.framework
    place = library.newest(FRAMEWORKS, name)
    chosen, digest, problems = library.framework(place) if place else (None, "", [])
    if chosen is None:
        help = _mend_first(problems[0]) if problems else library.near(FRAMEWORKS, name)
        said = say("The framework has faults.") if problems else say("There is no such framework.")
        file.add("inspection-framework", ("framework",), said, help)
        return Rated(file, inspection)
    assessor = Assessor(library, context_of(inspection), excerpts)
    home = path.parent / CASES
    paths = list(case_files([home])) if home.is_dir() else []
    results = [assessor.assess(case) for case in paths]
    mixed = _mixed(file, library, results)
    counted = tally(chosen, results, mixed)
    asked = _asked(file, library, inspection)
    check_inspection.inspection(file, inspection, chosen, counted)
    check_judged.judgements(file, inspection, chosen, asked)
    check_judged.partners(file, inspection, chosen)
    rating = rate(chosen, inspection, counted, asked)
    check_inspection.discretion(file, rating)
    check_judged.proposed(file, rating)
    errors = sum(finding.severity == "error" for finding in file.findings)
    if errors:
        rating = faulty(rating, errors)
    unread = [finding for result in results if result.state == "invalid" for finding in result.findings]
    doubled = [f for result in results for f in result.findings if f.rule == "case-duplicate"]
    rated = Rated(file, inspection, rating, digest, unread + doubled + assessor.leftovers())
    rated.broken_down = break_down(chosen, results, mixed)
    if suppose is not None:
        again = Assessor(library, context_of(inspection), excerpts=False, supposed=suppose.answers)
        counted = tally(chosen, [again.assess(case) for case in paths], mixed) if suppose.answers else counted
        other = rate(chosen, inspection, counted, asked, suppose.standards)
        rated.as_it_stands, rated.rating = rating, faulty(other, errors) if errors else other
        rated.applied, rated.suppositions = again.applied, suppose.as_asked
    return rated


def _asked(file: YamlFile, library: Library, inspection: Inspection) -> dict[str, QuestionSet]:
    """The sets that findings of judged standards answer, by id; a finding for each that cannot be used."""
    found: dict[str, QuestionSet] = {}
    for n, name in enumerate(inspection.questionsets):
        questions, problems = library.questionset(Place(*name.split("@")))
        if questions is not None:
            found[questions.place.id] = questions
            continue
        said = say("The question set has faults.") if problems else say("There is no such question set.")
        help = _mend_first(problems[0]) if problems else library.near("questionsets", name)
        file.add("inspection-set", ("questionsets", n), said, help)
    return found


def _mixed(file: YamlFile, library: Library, results: Iterable[Assessed]) -> dict[str, dict[str, Effect | None]]:
    """Where cases of one inspection were assessed with several versions of a set: how those of each older version
    compare with the newest, and a finding that says what is left out of the figures or compares only with care.
    """
    used: dict[str, dict[Place, QuestionSet]] = {}
    for result in results:
        if result.questions is not None:
            used.setdefault(result.questions.place.id, {})[result.questions.place] = result.questions
    found: dict[str, dict[str, Effect | None]] = {}
    for versions in used.values():
        places = sorted(versions, key=lambda place: version_key(place.version))
        for place in places[:-1]:
            rows = compared(library, versions[place], versions[places[-1]])
            found[str(place)] = rows
            out = [name for name, effect in rows.items() if effect == "comparison"]
            command = f"yotinspect questionset diff {place} {places[-1]}"
            care = sum(effect == "meaning" for effect in rows.values())
            which = say("Left out: {names}.", names=", ".join(out)) if out else say("All of them compare.")
            file.add(
                "inspection-versions",
                ("inspection",),
                side_by_side(
                    say("Cases of {old} are counted with cases of {new}.", old=place, new=places[-1]),
                    which,
                    say("Compared with care: {number}.", number=care),
                ),
                say("Look at '{command}', or carry the cases over with migrate.", command=command),
            )
    return found
