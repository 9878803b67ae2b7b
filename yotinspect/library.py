"""Find question sets, frameworks and templates by id and version: the user's folders first, then what is shipped."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeVar

from yotinspect.catalogue import say
from yotinspect.digests import digest_of, framework_digests
from yotinspect.findings import Finding, did_you_mean
from yotinspect.privacy.words import WordList
from yotinspect.questions.lint import names
from yotinspect.questions.lint import structure as lint_structure
from yotinspect.questions.lint import texts as lint_texts
from yotinspect.questions.model import Structure, Subset, Texts
from yotinspect.questions.sets import QuestionSet, cut, full, subset_texts
from yotinspect.ratings.distribution import Published, PublishedFigures
from yotinspect.ratings.framework import Framework
from yotinspect.ratings.frameworklint import lint as framework_lint
from yotinspect.ratings.names import Names
from yotinspect.ratings.reporting import ReportRules
from yotinspect.records import Place, Record, check, version_key
from yotinspect.yamlfile import SET_LIMIT, YamlFile, read

_M = TypeVar("_M", bound=Record)
FRAMEWORKS = "frameworks"
STRUCTURE = "questionset.yaml"
_VERSION = re.compile(r"\d{1,5}(\.\d{1,5}){2}", re.ASCII)
_PACKAGE = Path(__file__).resolve().parent


def shipped(kind: str) -> Path:
    """The folder ``questionsets`` or ``templates`` that came with the program: in the wheel, else in the repository."""
    packaged = _PACKAGE / "_shipped" / kind
    return packaged if packaged.is_dir() else _PACKAGE.parent / kind


class SetFiles(NamedTuple):
    """The files of a set as they were read. ``bare`` is the set without its texts, where its structure has no fault.

    ``own`` are the words that stand in each text file, which of a subset are few.
    """

    questions: QuestionSet | None
    bare: QuestionSet | None
    heading: Structure | Subset | None
    file: YamlFile
    texts: list[tuple[YamlFile, Texts | None]]

    @property
    def findings(self) -> list[Finding]:
        """What is wrong with the structure and each text file."""
        return [*self.file.findings, *(finding for file, _ in self.texts for finding in file.findings)]


class FrameworkFile(NamedTuple):
    """A framework with the file that it was read from; None where it cannot be used."""

    framework: Framework | None
    file: YamlFile


class Library:
    """Question sets and frameworks, each read once. What is wrong with one is kept beside it as findings.

    ``folders`` are looked into first, then what is shipped; ``alone`` leaves out the latter. ``languages`` are those whose
    texts are read; without it all there are. English always is.
    """

    def __init__(
        self, folders: Sequence[Path] = (), *, alone: bool = False, languages: Collection[str] | None = None
    ) -> None:
        self.languages = languages
        self.folders = tuple(folders) if alone else (*folders, shipped("questionsets"))
        self._sets: dict[Place, tuple[QuestionSet | None, list[Finding]]] = {}
        self._frameworks: dict[Place, tuple[Framework | None, str, list[Finding]]] = {}
        self._places: dict[str, list[Place]] = {}
        self._english: Library | None = None

    def places(self, kind: str) -> list[Place]:
        """The sets (kind ``questionsets``) or frameworks there are, by id and then version."""
        if kind not in self._places:
            found = {place for folder in self.folders for place in _places(folder, kind)}
            self._places[kind] = sorted(found, key=lambda place: (place.id, version_key(place.version)))
        return self._places[kind]

    def newest(self, kind: str, name: str) -> Place | None:
        """The place that ``id@version`` names, or the newest version of an id: published before draft."""
        if "@" in name:
            place = Place(*name.split("@", 1))
            return place if place in self.places(kind) else None
        versions = [place for place in self.places(kind) if place.id == name]
        published = [place for place in versions if self._status(kind, place) == "published"]
        best = published or versions
        return best[-1] if best else None

    def _status(self, kind: str, place: Place) -> str | None:
        if kind == FRAMEWORKS:
            framework = self.framework(place)[0]
            return framework.status if framework else None
        questions = self.questionset(place)[0]
        return questions.heading.status if questions else None

    def in_english(self, place: Place) -> QuestionSet | None:
        """A set for what its structure and English say: other languages are not read for its sake."""
        if place in self._sets:
            return self.questionset(place)[0]
        if self._english is None:
            self._english = Library(self.folders, alone=True, languages=())
        return self._english.questionset(place)[0]

    def near(self, kind: str, name: str) -> str:
        """What to do about a set or framework that does not exist."""
        known = [str(place) for place in self.places(kind)]
        ids = dict.fromkeys(place.id for place in self.places(kind))
        near = did_you_mean(name, known if "@" in name else ids)
        return near or say("There are: {known}.", known=", ".join(known))

    def home(self, kind: str, place: Place) -> Path | None:
        """Where a set stands (its folder) or a framework (its file); None where there is none."""
        for folder in self.folders:
            if kind == FRAMEWORKS:
                path = folder / FRAMEWORKS / place.id / f"{place.version}.yaml"
                if path.is_file():
                    return path
            elif (folder / place.id / place.version / "questionset.yaml").is_file():
                return folder / place.id / place.version
        return None

    def questionset(self, place: Place) -> tuple[QuestionSet | None, list[Finding]]:
        """A set with its texts, and what is wrong with it; None where it does not exist or cannot be used."""
        if place not in self._sets:
            # While it is being read it is not there: a set that is its own base finds none.
            self._sets[place] = (None, [])
            home = self.home("questionsets", place)
            if home is not None:
                self._sets[place] = self.load_set(home)
        return self._sets[place]

    def load_set(self, home: Path) -> tuple[QuestionSet | None, list[Finding]]:
        """Read a set's folder: structure or subset, then each text file."""
        files = self.read_set(home)
        return files.questions, files.findings

    def read_set(self, home: Path) -> SetFiles:
        """Read a set's folder, and keep its files beside what they make."""
        file = read(home / "questionset.yaml", confidential=False, limit=SET_LIMIT)
        heading, questions = self._structure(file, home)
        if questions is None or any(finding.severity == "error" for finding in file.findings):
            return SetFiles(None, None, heading, file, [])
        texts: dict[str, Texts] = {}
        digests: dict[str, str] = {}
        files: list[tuple[YamlFile, Texts | None]] = []
        for path in sorted(home.glob("text.*.yaml")):
            if self.languages is not None and path.name.split(".")[1] not in (*self.languages, "en"):
                continue
            words_file = read(path, confidential=False, limit=SET_LIMIT)
            own, words = self._texts(words_file, path, questions)
            files.append((words_file, own))
            if words is not None and not any(finding.severity == "error" for finding in words_file.findings):
                texts[words.language] = words
                digests[words.language] = digest_of(words_file.root)
        if "en" not in texts:
            # Every set is made in English first; other languages are made from it.
            if not (home / "text.en.yaml").is_file():
                file.add(
                    "text-missing",
                    ("questionset",),
                    say("The set has no text.en.yaml."),
                    say("Add its words in English."),
                )
            return SetFiles(None, questions, heading, file, files)
        own_digest = digest_of([digest_of(file.root), self._base_digest(questions), digests.get("en")])
        whole = replace(questions, texts=texts, digest=own_digest, text_digests=digests)
        return SetFiles(whole, questions, heading, file, files)

    def _structure(self, file: YamlFile, home: Path) -> tuple[Structure | Subset | None, QuestionSet | None]:
        root = file.root
        names.check(file)
        if isinstance(root, dict) and "base" in root:
            subset = check(Subset, file)
            if subset is None:
                return None, None
            _at_home(file, home, Place(subset.questionset, subset.version))
            base = self.questionset(Place(*subset.base.split("@")))[0]
            if base is None:
                there = Place(*subset.base.split("@")) in self.places("questionsets")
                file.add(
                    "set-base",
                    ("base",),
                    say("There is no usable set {base}.", base=subset.base),
                    say("Correct the faults of {base} first.", base=subset.base)
                    if there
                    else self.near("questionsets", subset.base),
                )
                return subset, None
            lint_structure.subset(file, subset, base)
            return subset, cut(subset, base)
        structure = check(Structure, file)
        if structure is None:
            return None, None
        _at_home(file, home, Place(structure.questionset, structure.version))
        lint_structure.structure(file, structure)
        return structure, None if file.findings else full(structure)

    def _texts(self, file: YamlFile, path: Path, questions: QuestionSet) -> tuple[Texts | None, Texts | None]:
        """The words that stand in a file, and with those of the base."""
        names.check(file)
        words = check(Texts, file)
        if words is None:
            return None, None
        if words.questionset != str(questions.place):
            file.add(
                "set-place",
                ("questionset",),
                say("These texts stand beside {place}.", place=questions.place),
                say("Name that set here."),
            )
        if path.name != f"text.{words.language}.yaml":
            file.add(
                "set-place",
                ("language",),
                say("The language is not the one in the file's name."),
                say("Name the file text.{language}.yaml.", language=words.language),
            )
        if questions.base is None:
            lint_texts.texts(file, words, questions)
            return words, words
        base = self.questionset(Place(*questions.base.split("@")))[0]
        if base is None or words.language not in base.texts:
            missing = say("{base} has no texts in this language.", base=questions.base)
            file.add("set-base", ("language",), missing, say("Translate the base first."))
            return words, None
        return words, subset_texts(words, base.texts[words.language])

    def _base_digest(self, questions: QuestionSet) -> str | None:
        base = self.questionset(Place(*questions.base.split("@")))[0] if questions.base else None
        return base.digest if base else None

    def framework(self, place: Place) -> tuple[Framework | None, str, list[Finding]]:
        """A framework, its digest, and what is wrong with it; None where it does not exist or cannot be used."""
        if place not in self._frameworks:
            path = self.home(FRAMEWORKS, place)
            self._frameworks[place] = self.load_framework(path) if path is not None else (None, "", [])
        return self._frameworks[place]

    def load_framework(self, path: Path) -> tuple[Framework | None, str, list[Finding]]:
        """Read a framework's file."""
        framework, file = self.read_framework(path)
        return framework, framework_digests(file.root)["en"], list(file.findings)

    def read_framework(self, path: Path) -> FrameworkFile:
        """Read a framework's file, and keep it beside what it makes."""
        file = read(path, confidential=False, limit=SET_LIMIT)
        framework = check(Framework, file)
        if framework is not None:
            _at_home(file, path.with_suffix(""), Place(framework.framework, framework.version))
            framework_lint(file, framework)
        usable = framework is not None and not any(finding.severity == "error" for finding in file.findings)
        return FrameworkFile(framework if usable else None, file)

    def published(self) -> list[PublishedFigures]:
        """What was published of many services at once."""
        return _fact("published.yaml", Published).published

    def names(self) -> Names:
        """Names that changed with time."""
        return _fact("names.yaml", Names)

    def words(self) -> WordList:
        """What the check of texts for the public goes by."""
        return _word_list()


@cache
def report_rules() -> ReportRules:
    """What the reports go by that no framework says, as it came with the program."""
    return _fact("reports.yaml", ReportRules)


@cache
def _word_list() -> WordList:
    return _fact("words.yaml", WordList)


def _fact(name: str, model: type[_M]) -> _M:
    """Facts that came with the program: no folder of the user's has others."""
    file = read(shipped("questionsets") / name, confidential=False, limit=SET_LIMIT)
    found = check(model, file)
    if found is None:
        raise ValueError(file.findings[0].message)
    return found


def _places(folder: Path, kind: str) -> Iterator[Place]:
    if kind == FRAMEWORKS:
        for path in folder.glob(f"{FRAMEWORKS}/*/*.yaml"):
            if is_framework(path):
                yield Place(path.parent.name, path.stem)
    else:
        for path in folder.glob("*/*/questionset.yaml"):
            if _VERSION.fullmatch(path.parent.name):
                yield Place(path.parent.parent.name, path.parent.name)


def is_framework(path: Path) -> bool:
    """Whether a file is named as a framework is: by its version alone."""
    return _VERSION.fullmatch(path.stem) is not None


def _at_home(file: YamlFile, home: Path, place: Place) -> None:
    """A set or framework is found by where it stands: by ``ID/VERSION``."""
    resolved = home.resolve()
    stands = (resolved.parent.name, resolved.name)
    if stands != (place.id, place.version):
        key = next(iter(file.root))
        message = say("{place} stands where {other} belongs.", place=place, other="@".join(stands))
        file.add(
            "set-place",
            (key,),
            message,
            say("Move it to {id}/{version}, or correct its id and version.", id=place.id, version=place.version),
        )
