"""Small question sets for tests: the one of the corpus, with a translation, in as many versions as a test changes it to."""

from __future__ import annotations

import shutil
from pathlib import Path

from yotinspect.library import Library
from yotinspect.questions.sets import QuestionSet
from yotinspect.records import Place

CONTEXT = Path(__file__).parent / "corpus" / "context" / "questionsets"

#: What stands in the English, and what the Welsh has in its place, for the texts that tests look at.
WELSH = {
    "title: A small set": "title: Set fach",
    "text: Is the assessment of why the child offended good enough?": "text: A yw'r asesiad o pam y troseddodd y plentyn yn ddigon da?",
    "text: Was the plan signed by the child?": "text: A lofnododd y plentyn y cynllun?\n    labels: {yes: Do, no: Naddo}",
    "fact: {yes: Yes, no: No}": "fact: {}",
    "language: en": "language: cy",
}


def home(folder: Path, version: str = "1.0.0") -> Path:
    """The folder of a version of the small set."""
    return folder / "mini" / version


def small_sets(folder: Path) -> Path:
    """A folder with the small set, its subset and its framework, all drafts, the set with a Welsh text."""
    sets = shutil.copytree(CONTEXT, folder / "questionsets")
    english = (home(sets) / "text.en.yaml").read_text("utf-8")
    for old, new in WELSH.items():
        assert old in english, old
        english = english.replace(old, new)
    (home(sets) / "text.cy.yaml").write_text(english, "utf-8")
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
