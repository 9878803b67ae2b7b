"""What the program says, held word for word: explanations of the examples and what is wrong with faulty inspections.

A change of wording shows as a diff in ``tests/golden``, to be read in review. ``YOTINSPECT_GOLDEN=1 pytest
tests/test_golden.py`` writes the files anew.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_corpus import CONTEXT, INVALID, kind_of, lay
from yotinspect.cli.rate_text import profile, supposed
from yotinspect.exchange.ratingjson import rating_record
from yotinspect.findings import in_language
from yotinspect.library import Library
from yotinspect.ratings.explain import explanation
from yotinspect.ratings.node import Rating
from yotinspect.reports.explanation import explanation_page
from yotinspect.workspace import Suppose, rate_inspection

GOLDEN = Path(__file__).parent / "golden"
EXAMPLES = ("exampleshire-2019", "marlport-2015", "wexcombe-2025", "aberwen-2016", "published/dorset-combined-2023")
LANGUAGES = ("en", "cy")
#: The shipped sets and frameworks with the small ones of the tests.
ODD = Library([CONTEXT / "questionsets"])


def held(name: str, text: str) -> None:
    """Compare with what is kept under a name, or keep it where that is asked for."""
    path = GOLDEN / name
    if os.environ.get("YOTINSPECT_GOLDEN"):
        path.write_text(text, "utf-8")
    assert path.read_text("utf-8") == text, f"{name} differs: look at the diff, and write it anew if it is meant"


def lines(rating: Rating, library: Library, language: str) -> Iterator[str]:
    inspectorate = library.names().inspectorate(rating.inspection, rating.framework, language)
    yield from profile(rating, inspectorate, language)
    yield from explanation(rating, None, language)


@pytest.fixture(scope="module")
def ratings(root: Path) -> dict[str, Rating]:
    library, found = Library(), {}
    for name in EXAMPLES:
        rating = rate_inspection(root / "examples" / name / "inspection.yaml", library).rating
        assert rating is not None
        found[name] = rating
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_explained_word_for_word(
    name: str, language: str, ratings: dict[str, Rating], library: Library
) -> None:
    held(f"explain-{name.replace('/', '-')}.{language}.txt", "\n".join(lines(ratings[name], library, language)) + "\n")


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_the_same_as_json(name: str, ratings: dict[str, Rating]) -> None:
    text = json.dumps(rating_record(ratings[name], explain=True), ensure_ascii=False, indent=1)
    held(f"rate-{name.replace('/', '-')}.json", text + "\n")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", sorted((GOLDEN / "inspections").glob("*.yaml")), ids=lambda path: path.stem)
def test_an_odd_inspection_is_explained_word_for_word(path: Path, language: str, tmp_path: Path) -> None:
    """Grades at either end, decisions of every kind, what is missing or open, partners who differ, what is supposed."""
    home = tmp_path / path.stem
    home.mkdir()
    shutil.copy(path, home / "inspection.yaml")
    rated = rate_inspection(
        home / "inspection.yaml", ODD, suppose=Suppose({"1.1": "good"}) if path.stem == "missing" else None
    )
    assert rated.rating is not None
    text = "\n".join(lines(rated.rating, ODD, language)) + "\n"
    if rated.as_it_stands is not None:
        text += "\n".join(supposed(rated.as_it_stands, rated.rating, rated.suppositions, language)) + "\n"
    page = explanation_page(rated, None, ODD.names(), language).decode()
    found = re.findall(r"<(?:section|h\d|li)\b.*", page)
    held(f"odd-{path.stem}.{language}.txt", text + "\n".join(found) + "\n")
    if language == "en":
        record = json.dumps(rating_record(rated.rating, explain=True), ensure_ascii=False, indent=1)
        told = [f"{finding.rule} {finding.path}" for finding in rated.findings]
        held(f"odd-{path.stem}.json", record + "\n" + "\n".join(told) + "\n")


@pytest.mark.parametrize("kind", ["inspection", "framework"])
def test_what_is_wrong_with_it_is_told_word_for_word(kind: str, tmp_path: Path) -> None:
    said = []
    for path in (
        path for path in INVALID if kind_of(path) == kind and path.stem.startswith((f"{kind}-", "set-uncounted"))
    ):
        for finding in lay(path, tmp_path / path.stem).findings:
            said.append(f"{path.stem} {finding.severity} {finding.line}:{finding.column} {finding.path}")
            for language in LANGUAGES if kind == "inspection" else ("en",):
                told = in_language(finding, language)
                said.append(f"  {told.message} {told.help}")
    held(f"{kind}-findings.txt", "\n".join(said) + "\n")
