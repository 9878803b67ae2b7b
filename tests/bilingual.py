"""The small set of the corpus in two languages, and with whatever words a test puts into it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.remembering import copied
from yotinspect.library import Library
from yotinspect.questions.model import Texts
from yotinspect.questions.sets import QuestionSet
from yotinspect.records import Place

#: What is no wording: it names something, or says how the text stands.
KEPT = {"questionset", "language", "status", "revision", "reviewed", "made_from"}


def mini(root: Path) -> QuestionSet:
    """The small set as it stands, in English."""
    library = Library([root / "tests" / "corpus" / "context" / "questionsets"])
    questions, _ = library.questionset(Place("mini", "1.0.0"))
    assert questions is not None
    return questions


def worded(texts: Texts, change: Callable[[str], str], **more: Any) -> Texts:
    """The same texts with every word in them changed."""

    def changed(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: changed(inner) for key, inner in value.items()}
        return change(value) if isinstance(value, str) else value

    data = texts.model_dump(by_alias=True)
    return Texts.model_validate({key: value if key in KEPT else changed(value) for key, value in data.items()} | more)


def in_two(root: Path, change: Callable[[str], str] = lambda text: text) -> QuestionSet:
    """The small set in English and in a language that stands for Welsh: each text begins with "Cym"."""
    questions = mini(root)
    english = worded(questions.text("en"), change)
    welsh = worded(english, lambda text: f"Cym {text}", language="cy")
    return replace(
        questions,
        texts={"en": english, "cy": welsh},
        text_digests=dict(questions.text_digests) | {"cy": "sha256:" + 64 * "c"},
    )


def folder_in_two(root: Path, tmp_path: Path) -> Path:
    """A folder of question sets that holds the small set with a text in Welsh."""
    home = tmp_path / "sets"
    copied(root / "tests" / "corpus" / "context" / "questionsets", home)
    english = (home / "mini" / "1.0.0" / "text.en.yaml").read_text("utf-8")
    (home / "mini" / "1.0.0" / "text.cy.yaml").write_text(
        english.replace("language: en", "language: cy")
        .replace("title: A small set", "title: Set fach")
        .replace("yes: Sufficient, no: Not sufficient", "yes: Digonol, no: Ddim yn ddigonol"),
        "utf-8",
    )
    return home
