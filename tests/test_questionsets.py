"""The shipped question sets are what the field expects, in shape and in words."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable

import pytest
import yaml
from click.testing import Result

from tests.conftest import ROOT
from tests.loaders import TEXT
from yotinspect.library import Library
from yotinspect.questions.sets import QuestionSet, conditions
from yotinspect.records import Place


@pytest.fixture(scope="module", params=["fji@1.0.0", "sqs@1.0.0", "fji@2.0.0", "sqs@2.0.0"])
def questions(request: pytest.FixtureRequest, library: Library) -> QuestionSet:
    found, findings = library.questionset(Place(*request.param.split("@")))
    assert findings == []
    assert found is not None
    return found


def test_it_has_as_many_questions_as_the_field_expects(questions: QuestionSet) -> None:
    low, high = {"fji": (130, 165), "sqs": (60, 85)}[questions.place.id]
    assert low <= len(questions.items) <= high


def test_every_area_and_stage_ends_in_its_one_headline(questions: QuestionSet) -> None:
    parts: dict[tuple[str, str], list[bool]] = {}
    for item in questions.items.values():
        parts.setdefault((item.area, item.stage), []).append(item.headline)
    for part, headlines in parts.items():
        assert headlines[-1], part
        assert sum(headlines) == 1, part


def test_every_question_has_wording_hint_and_guidance_in_its_parts(questions: QuestionSet) -> None:
    words = questions.text("en")
    for name, item in questions.items.items():
        text = words.questions[name]
        assert text.text.endswith("?")
        assert 6 <= len(text.text.split()) <= 28, name
        assert len(text.hint) <= 120, name
        assert "\n" not in text.hint
        wanted = {"look_at", "do_not_decide_on", *(item.answers if item.kind in ("choice", "grade") else ("yes", "no"))}
        assert wanted <= set(text.guidance), name
        assert ("not_applicable" in text.guidance) == ("na" in item.answers), name
        if item.headline:
            assert text.text.startswith("Taken as a whole"), name


def test_no_two_questions_share_a_sentence(questions: QuestionSet) -> None:
    words = questions.text("en")
    sentences: Counter[str] = Counter()
    for text in words.questions.values():
        for part in (text.text, text.hint, *text.guidance.values()):
            sentences.update(
                sentence for sentence in re.split(r"(?<=[.?!])\s+", " ".join(part.split())) if len(sentence) > 50
            )
    assert [sentence for sentence, number in sentences.items() if number > 1] == []


def test_ids_are_nothing_that_yaml_or_a_spreadsheet_bends(questions: QuestionSet) -> None:
    for name in questions.items:
        assert yaml.safe_load(name) == name
        assert not re.fullmatch(r"[-+]?\d.*|\d+[eE]\d+|[A-Z]{3}-\d+", name)


def test_routes_only_use_what_is_asked_before(questions: QuestionSet) -> None:
    order = [item.id for item in questions.in_view_order()]
    for name, item in questions.items.items():
        for condition in conditions(item.when):
            if condition.answer is not None:
                assert order.index(condition.answer) < order.index(name)
            if condition.detail is not None:
                assert condition.detail in questions.details


@pytest.mark.parametrize("version", ["1.0.0", "2.0.0"])
def test_a_subset_copies_no_text_and_asks_nothing_else(version: str, library: Library) -> None:
    full = library.questionset(Place("fji", version))[0]
    short = library.questionset(Place("sqs", version))[0]
    assert full is not None
    assert short is not None
    assert short.base == f"fji@{version}"
    assert [short.items[name] == full.items[name] for name in short.items] == [True] * len(short.items)
    assert short.text("en").questions is full.text("en").questions
    assert {(item.stage) for item in short.items.values()} == {"court", "assessment", "planning", "management"}


@pytest.fixture(scope="module")
def editions(library: Library) -> tuple[QuestionSet, QuestionSet]:
    old, new = (library.questionset(Place("fji", version))[0] for version in ("1.0.0", "2.0.0"))
    assert old is not None
    assert new is not None
    return old, new


def told(kind: str) -> set[str]:
    """The questions that the page on the two editions names under a kind of change."""
    rows = re.findall(rf"^\| {kind} \| ([^|]*) \|", (ROOT / "docs" / "editions.md").read_text("utf-8"), re.MULTILINE)
    return {name for row in rows for name in row.split(", ")}


def test_the_page_on_the_editions_names_every_question_that_differs(editions: tuple[QuestionSet, QuestionSet]) -> None:
    old, new = editions
    assert told("Added in 2016") == set(new.items) - set(old.items)
    assert told("Removed in 2016") == set(old.items) - set(new.items)
    both = [name for name in new.items if name in old.items]
    before, after = old.text("en").questions, new.text("en").questions
    assert told("Reworded, [a-z ]+") == {name for name in both if before[name].text != after[name].text}
    scales = [{name: (part.items[name].kind, part.items[name].answers) for name in both} for part in editions]
    rescaled = {name for name in both if scales[0][name] != scales[1][name]}
    assert told("Scale") == rescaled
    guided = {name for name in both if before[name].text == after[name].text and before[name] != after[name]}
    assert told("Guidance, [a-z ]+") == guided - rescaled
    assert told("Routed otherwise") == {name for name in both if old.items[name].when != new.items[name].when}
    places = [{name: (part.items[name].area, part.items[name].stage) for name in both} for part in editions]
    assert told("Moved") == {name for name in both if places[0][name] != places[1][name]}


def test_2016_says_what_every_change_of_words_means_and_the_page_agrees(
    editions: tuple[QuestionSet, QuestionSet],
) -> None:
    before, after = (part.text("en").questions for part in editions)
    structure = (ROOT / "questionsets" / "fji" / "2.0.0" / "questionset.yaml").read_text("utf-8")
    heading = yaml.load(structure, TEXT)["since"]
    assert heading["version"] == "1.0.0"
    changes = heading["changes"]
    assert set(changes) == {name for name in after if name in before and before[name] != after[name]}
    for words, effect in (("another", "meaning"), ("same", "editorial")):
        assert {changes[name]["effect"] for name in told(f"(?:Reworded|Guidance), {words} meaning")} == {effect}
    assert {changes[name]["effect"] for name in told("Reworded, no longer comparable")} == {"comparison"}
    assert all(change["note"]["en"].endswith(".") for change in changes.values())


def test_show_gives_the_resolved_set_as_json(questions: QuestionSet, run: Callable[..., Result]) -> None:
    record = json.loads(run("questionset", "show", str(questions.place), "--lang", "en", "--format", "json").output)
    assert len(record["questions"]) == len(questions.items)
    first = next(question for question in record["questions"] if question["id"] == "R-A2")
    assert first["scale"]["labels"] == {"yes": "Sufficient", "no": "Not sufficient"}
    assert set(first) >= {"id", "text", "hint", "guidance", "scale", "when", "area", "stage", "headline", "themes"}
    assert "not_analysed" in first["reasons"]


def test_list_names_every_set_and_framework(run: Callable[..., Result]) -> None:
    rows = json.loads(run("questionset", "list", "--format", "json").output)
    assert {(row["id"], row["kind"]) for row in rows} == {
        ("fji", "questionset"), ("sqs", "questionset"), ("fji", "framework"), ("sqs", "framework"), ("graded-2018", "framework"),
        ("graded-2021", "framework"), ("graded-2018-organisational", "framework"), ("graded-2025", "framework"),
        ("graded-2025-children-victims", "framework"), ("graded-small", "framework"), ("graded-narrative", "framework"),
        ("oversight", "framework"), ("oversight", "questionset"), ("out-of-court", "questionset"), ("organisation", "questionset"),
        ("provision", "questionset"), ("victims", "questionset"),
    }  # fmt: skip
    # What is newer than what was published is a draft until it is published itself.
    assert {row["status"] for row in rows} == {"published"}
    assert {row["status"] for row in rows if row["id"] in ("fji", "sqs") and row["kind"] == "questionset"} == {
        "published"
    }
