"""Small question sets for tests: the one of the corpus, in as many versions as a test changes it to."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.remembering import copied
from yotinspect.library import Library
from yotinspect.questions.sets import QuestionSet
from yotinspect.records import Place

CONTEXT = Path(__file__).parent / "corpus" / "context" / "questionsets"


def home(folder: Path, version: str = "1.0.0") -> Path:
    """The folder of a version of the small set."""
    return folder / "mini" / version


def small_sets(folder: Path) -> Path:
    """A folder with the small set in English and Welsh, its subset and its framework, all drafts."""
    sets = copied(CONTEXT, folder / "questionsets")
    shutil.rmtree(sets / "kept")
    framework = sets / "frameworks" / "mini" / "1.0.0.yaml"
    framework.write_text(framework.read_text("utf-8").replace(", kept]", "]"), "utf-8")
    return sets


def next_version(sets: Path, version: str, *edits: tuple[str, str, str], old: str = "1.0.0") -> Path:
    """A copy of a version under a new number, with (file, old text, new text) edits; files by their first letters."""
    new = shutil.copytree(home(sets, old), home(sets, version))
    (new / "release.yaml").unlink(missing_ok=True)
    for path in new.glob("*.yaml"):
        text = (
            path.read_text("utf-8")
            .replace(f"mini@{old}", f"mini@{version}")
            .replace(f"version: {old}", f"version: {version}")
        )
        path.write_text(text.replace("status: published", "status: draft"), "utf-8")
    for edit in edits:
        change(new, *edit)
    return new


def change(folder: Path, file: str, old: str, new: str) -> None:
    """Put one text in place of another, which must stand there."""
    path = folder / {"set": "questionset.yaml", "en": "text.en.yaml", "cy": "text.cy.yaml"}[file]
    text = path.read_text("utf-8")
    assert old in text, old
    path.write_text(text.replace(old, new, 1), "utf-8")


def loaded(sets: Path, version: str = "1.0.0") -> QuestionSet:
    """A version of the small set, which must be without errors."""
    questions, findings = Library([sets], alone=True).questionset(Place("mini", version))
    assert questions is not None, findings
    return questions
