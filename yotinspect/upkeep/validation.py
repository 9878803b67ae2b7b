"""Sets and frameworks looked at for more than whether they can be used: what they mean, what feeds what, how they read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from yotinspect.digests import framework_english
from yotinspect.findings import Finding
from yotinspect.library import FRAMEWORKS, FrameworkFile, Library, SetFiles
from yotinspect.questions.lint import wording
from yotinspect.questions.lint.ignore import heed
from yotinspect.questions.lint.reached import reach
from yotinspect.questions.model import Structure
from yotinspect.questions.sets import QuestionSet
from yotinspect.questions.translation import left_to_questions
from yotinspect.ratings.feeds import uncounted, unfed
from yotinspect.ratings.framework import Framework
from yotinspect.records import Place
from yotinspect.upkeep.releases import check_framework, check_set
from yotinspect.upkeep.versions import check_since
from yotinspect.yamlfile import YamlFile


class Validated(NamedTuple):
    """What is wrong with a set or framework, and how many findings comments in its files silenced."""

    findings: list[Finding]
    ignored: int


class Validator(Library):
    """A library that keeps the files it reads, each read once. Structure comes first: what a set means is looked at only
    where its structure has no error.
    """

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        super().__init__(folders)
        self._set_files: dict[Path, SetFiles] = {}
        self._framework_files: dict[Path, FrameworkFile] = {}

    def read_set(self, home: Path) -> SetFiles:
        """Read a set's folder once."""
        key = home.resolve()
        if key not in self._set_files:
            self._set_files[key] = super().read_set(home)
        return self._set_files[key]

    def read_framework(self, path: Path) -> FrameworkFile:
        """Read a framework's file once."""
        key = path.resolve()
        if key not in self._framework_files:
            self._framework_files[key] = super().read_framework(path)
        return self._framework_files[key]

    def validate(self, kind: str, place: Place) -> Validated:
        """Check a set or framework of this library."""
        home = self.home(kind, place)
        if home is None:
            return Validated([], 0)
        return self.validate_framework(home) if kind == FRAMEWORKS else self.validate_set(home)

    def validate_set(self, home: Path) -> Validated:
        """Check a set in its folder: its structure, then each of its texts."""
        files = self.read_set(home)
        before = [(file, len(file.findings)) for file in (files.file, *(file for file, _ in files.texts))]
        if files.bare is not None:
            if isinstance(files.heading, Structure):
                reach(files.file, files.heading)
            uncounted(files.file, files.bare, self._naming(files.bare.place.id))
            self._words(files, files.bare)
        heeded = _heeded(before, complete=files.bare is not None)
        whole = files.questions
        kept = check_since(self, whole) if whole is not None else []
        held = whole or files.bare
        kept += check_set(self, home, held) if held is not None else []
        return Validated(heeded.findings + kept, heeded.ignored)

    def _words(self, files: SetFiles, bare: QuestionSet) -> None:
        english = next((own for file, own in files.texts if own and own.language == "en" and _sound(file)), None)
        for file, own in files.texts:
            if own is None or not _sound(file):
                continue
            wording.wording(file, own, bare.checks.reading.get(own.language))
            if english is not None and own is not english:
                left = left_to_questions(bare, own) if bare.base is None else frozenset()
                wording.translated(file, own, english, left)

    def _naming(self, name: str) -> list[Framework]:
        """The frameworks that can be used, of those whose file holds the name of a set at all."""
        places = [place for place in self.places(FRAMEWORKS) if self._holds(place, name.encode())]
        return [framework for place in places if (framework := self.framework(place)[0]) is not None]

    def _holds(self, place: Place, name: bytes) -> bool:
        home = self.home(FRAMEWORKS, place)
        try:
            return home is not None and name in home.read_bytes()
        except OSError:
            return False

    def validate_framework(self, path: Path) -> Validated:
        """Check a framework's file, and whether its sets can feed it."""
        framework, file = self.read_framework(path)
        before = [(file, len(file.findings))]
        if framework is not None:
            unfed(file, framework, self._versions)
            _translated(file, framework)
        heeded = _heeded(before, complete=framework is not None)
        kept = check_framework(path, framework) if framework is not None else []
        return Validated(heeded.findings + kept, heeded.ignored)

    def _versions(self, name: str) -> list[QuestionSet | None]:
        """Every version of a set, without its words; None for one that cannot be used."""
        places = [place for place in self.places("questionsets") if place.id == name]
        homes = [self.home("questionsets", place) for place in places]
        return [self.read_set(home).bare for home in homes if home is not None]


def _translated(file: YamlFile, framework: Framework) -> None:
    """Note words in other languages whose English is not what they were made from, or that do not say."""
    english = framework_english(file.root)
    for language, state in framework.translations.items():
        at = ("translations", language)
        if state.made_from is None:
            file.add("text-unmarked", at, f"The words in '{language}' do not say which English they were made from.",
                     "Mark them as brought up to date once they were compared.")  # fmt: skip
        elif state.made_from != english:
            file.add("text-stale", (*at, "made_from"), f"The English has changed since the words in '{language}' were made.",
                     "Compare them; then mark them as brought up to date.")  # fmt: skip


def _sound(file: YamlFile) -> bool:
    return not file.broken and not any(finding.severity == "error" for finding in file.findings)


def _heeded(files: list[tuple[YamlFile, int]], *, complete: bool) -> Validated:
    """Findings of files after their comments were heeded; the files are left as they were read."""
    found: list[Finding] = []
    ignored = 0
    for file, before in files:
        if not file.broken:
            sound = not any(finding.severity == "error" for finding in file.findings[:before])
            heeded = heed(file, file.findings, complete=complete and sound)
            found += heeded.findings
            ignored += heeded.ignored
        else:
            found += file.findings
        del file.findings[before:]
    return Validated(found, ignored)
