"""Validate: structure first, meaning second; comments that silence a rule; every format."""

from __future__ import annotations

import json
import shutil
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

from tests.conftest import ROOT
from tests.remembering import copied
from tests.test_corpus import CONTEXT, INVALID, call, confidential, kind_of, lay, rule_of
from yotinspect.exchange.reporting import REPORTERS
from yotinspect.findings import Finding
from yotinspect.questions.lint import typography
from yotinspect.questions.lint.names import bent
from yotinspect.questions.lint.reading import measure
from yotinspect.upkeep.validation import Validated, Validator

TEXTS = Path("mini") / "1.0.0" / "text.en.yaml"
STRUCTURE = Path("mini") / "1.0.0" / "questionset.yaml"
HINT = "    hint: Find the first night."


@pytest.fixture
def sets(tmp_path: Path) -> Path:
    """The sets of the context, without the Welsh, which would be stale at every change."""
    made = copied(CONTEXT / "questionsets", tmp_path / "sets")
    (made / "mini" / "1.0.0" / "text.cy.yaml").unlink()
    return made


def change(sets: Path, file: Path, old: str, new: str) -> None:
    text = (sets / file).read_text("utf-8")
    assert text.count(old) == 1
    (sets / file).write_text(text.replace(old, new), "utf-8")


def validated(sets: Path) -> Validated:
    return Validator([sets]).validate_set(sets / "mini" / "1.0.0")


def rules(found: Validated) -> list[str]:
    return [finding.rule for finding in found.findings]


# --- structure first ----------------------------------------------------------------------------------------------------


def test_meaning_is_not_looked_at_while_the_structure_has_an_error(sets: Path) -> None:
    change(sets, TEXTS, HINT, "    hint: find the  first night")
    change(sets, STRUCTURE, "{id: M-P1, scale: sufficiency}", "{id: M-P1, scale: sufficient}")
    assert rules(validated(sets)) == ["set-undeclared"]
    change(sets, STRUCTURE, "{id: M-P1, scale: sufficient}", "{id: M-P1, scale: sufficiency}")
    assert rules(validated(sets)) == ["text-typography"] * 3


def test_assessing_a_case_does_not_look_at_what_a_set_means(sets: Path) -> None:
    change(sets, TEXTS, HINT, "    hint: find the  first night")
    called = call("assess", CONTEXT / "cases", "--questionsets", sets, "--fail-on", "warning")
    assert called.status == 0, called


def test_what_hangs_on_an_unreachable_question_is_not_noted_again(sets: Path) -> None:
    change(
        sets,
        STRUCTURE,
        "when: {answer: M-A2, is: [yes, no]}",
        "when: {all: [{answer: M-A2, is: yes}, {answer: M-A2, is: no}]}",
    )
    change(sets, STRUCTURE, "when: {not: {detail: custody, is: never}}", "when: {answer: M-A3, is: yes}")
    assert rules(validated(sets)) == ["set-contradiction"]


def test_a_folder_and_a_file_in_it_named_together_give_each_finding_once(sets: Path) -> None:
    change(sets, TEXTS, HINT, "    hint: Find the  first night.")
    called = call("questionset", "validate", sets, sets / TEXTS, "--questionsets", sets)
    assert called.out.count("[text-typography]") == 1


@pytest.mark.slow
def test_the_shipped_sets_and_frameworks_are_clean_in_every_language() -> None:
    called = call("questionset", "validate", "--fail-on", "warning", "--format", "json")
    assert called.status == 0
    assert [row for row in json.loads(called.out)["findings"] if row["severity"] != "info"] == []


# --- what feeds what -----------------------------------------------------------------------------------------------------


def test_a_set_that_no_framework_lists_is_noted_once(sets: Path) -> None:
    shutil.rmtree(sets / "frameworks")
    found = validated(sets)
    assert [(finding.rule, finding.path) for finding in found.findings] == [("set-uncounted", "questionset")]


def test_a_framework_may_list_a_set_that_feeds_only_some_of_its_standards(sets: Path) -> None:
    framework = sets / "frameworks" / "mini" / "1.0.0.yaml"
    old = "sets: [mini], stage: planning"
    framework.write_text(
        framework.read_text("utf-8").replace(old, "sets: [mini, mini-short], stage: planning"), "utf-8"
    )
    assert Validator([sets]).validate_framework(framework).findings == []


# --- comments that silence a rule ------------------------------------------------------------------------------------------

TWO_SPACES = "    hint: Find the  first night."
SILENT = "# ignore text-typography: it is quoted from a form"


@pytest.mark.parametrize(
    "new",
    [
        f"{TWO_SPACES}  {SILENT}",
        f"    {SILENT}\n{TWO_SPACES}",
        f"    {SILENT}\n    # a remark of somebody else\n{TWO_SPACES}",
        f"    # ignore text-duplicate: said below as well\n    {SILENT}\n{TWO_SPACES}",
        f"    {SILENT}\n    hint: >-\n      Look at it, and then find\n      the  first night.",
        f"    hint: >-  {SILENT}\n      Look at it, and then find\n      the  first night.",
        f"    {SILENT}\n    hint:\n      Find the  first night.",
    ],
    ids=["line", "above", "remark", "several", "block-above", "block-line", "below-key"],
)
def test_a_comment_with_a_reason_silences_a_rule_at_its_place(new: str, sets: Path) -> None:
    change(sets, TEXTS, HINT, new)
    found = validated(sets)
    assert found.ignored == 1
    assert set(rules(found)) <= {"ignore-unused"}


@pytest.mark.parametrize(
    "new",
    [
        f"    {SILENT}\n\n{TWO_SPACES}",
        f"{TWO_SPACES}\n    {SILENT}",
        f"    # Ignore text-typography: it is quoted\n{TWO_SPACES}",
        f"    hint: 'Find the  first night. {SILENT}.'",
        f'    hint: "Find the  first night. {SILENT}."',
        f"    hint: |-\n      {SILENT[2:].capitalize()}.\n      {SILENT}.\n      Find the  first night.",
    ],
    ids=["blank", "below", "capital", "single", "double", "literal"],
)
def test_a_comment_elsewhere_or_inside_a_text_silences_nothing(new: str, sets: Path) -> None:
    change(sets, TEXTS, HINT, new)
    found = validated(sets)
    assert found.ignored == 0
    assert "text-typography" in rules(found)


def test_what_is_silenced_is_counted_in_the_last_line(sets: Path) -> None:
    change(sets, TEXTS, HINT, f"{TWO_SPACES}  {SILENT}")
    called = call("questionset", "validate", sets / "mini", "--questionsets", sets, "--fail-on", "warning")
    assert called.status == 0
    assert called.out == ""
    assert called.err == "Checked: 1; nothing to correct; 1 ignored.\n"


def test_an_error_is_never_silenced(sets: Path) -> None:
    change(sets, TEXTS, HINT + "\n", "    # ignore text-missing: there is none\n")
    assert sorted(rules(validated(sets))) == ["ignore-unknown", "model-missing-key"]


def test_prose_that_begins_with_ignore_is_no_comment_of_ours(sets: Path) -> None:
    change(sets, TEXTS, HINT, f"    # ignore what the form says of nights\n    # ignored: nothing\n{HINT}")
    assert rules(validated(sets)) == []


def test_a_comment_that_silences_nothing_is_not_noted_where_not_all_was_looked_at(sets: Path) -> None:
    change(sets, TEXTS, HINT, f"    {SILENT}\n    hint:")
    assert rules(validated(sets)) == ["model-value"]


# --- names -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "becomes"),
    [
        ("1.10", "the number 1.1"), ("010", "the number 8, or 10"), ("0x1F", "the number 31"), ("1_000", "the number 1000"),
        ("3E5", "the number 300000"), ("089", "the number 89"), (".inf", "the number inf"), ("NO", "the truth value false"),
        ("y", "the truth value true"), ("On", "the truth value true"), ("~", "no value"), ("NULL", "no value"),
        ("2024-01-02", "a date"), ("MAR-1", "a date"), ("march1", "a date"), ("1-Sept", "a date"), ("1-2", "a date"),
        ("2016-02", "a date"), ("12:30", "a time of day"), ("=A1", "a formula"), ("+x", "a formula"), ("@x", "a formula"),
    ],
)  # fmt: skip
def test_what_would_become_of_an_id_is_said(name: str, becomes: str) -> None:
    assert becomes in bent(name)


@pytest.mark.parametrize(
    "name",
    ["R-A1", "S-D10", "M-PH", "none", "no_change", "yro_with_iss", "section_90_or_91", "level_1", "in", "out", "may", "mark",
     "march", "a1", "e5", "x1F", "one", "na", "v1.10", "R-E1"],
)  # fmt: skip
def test_names_that_are_words_are_left_alone(name: str) -> None:
    assert bent(name) == ""


# --- words -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "A child's plan (not the parent's) – read it: does it fit?",
        'Look for "monitor", "support" and "liaise".',
        "Look for “monitor” and the child’s words.",
        "Mae'r plentyn wedi'i ryddhau (y ddalfa), a'r TTI yn gwybod… ble?",
        "A fu'n hir? Do: ac 'roedd rhywun yno bob tro!",
        "24-hour cover, self-harm, 10-17 and/or 50% of a half-term.",
        "Ask R&D; or not.",
    ],
)
def test_right_typography_of_either_language_is_left_alone(text: str) -> None:
    assert list(typography.inside(text)) == []
    assert [slip for slip in typography.whole(text, "sentence") if slip.message.endswith("capital.")] == []


def test_the_reading_index_is_words_a_sentence_and_the_share_of_long_words() -> None:
    # 8 words in 2 sentences, 2 of them longer than six letters: 4 + 25.
    found = measure("The assessment was late. Nobody looked at reoffending.")
    assert (found.words, found.lix, found.longest.words) == (8, 29.0, 4)
    assert measure("").lix == 0
    assert measure("One: two; three. Four five?").longest == (17, 2)


# --- formats -----------------------------------------------------------------------------------------------------------------

SCHEMA: dict[str, Any] = json.loads((ROOT / "tests" / "data" / "sarif-schema-2.1.0.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    """The findings of one faulty file a rule, of all kinds."""
    found: list[Finding] = []
    for rule, path in {rule_of(path): path for path in reversed(INVALID)}.items():
        found += lay(path, tmp_path_factory.mktemp(rule) / "home").findings
    return found


@pytest.mark.slow
def test_sarif_of_every_rule_is_valid_by_the_schema_of_oasis(everything: list[Finding]) -> None:
    validator = Draft4Validator(SCHEMA)
    for findings in ([], everything):
        log = json.loads(REPORTERS["sarif"](findings))
        assert [error.message for error in validator.iter_errors(log)] == []
    results = log["runs"][0]["results"]
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert [rules[row["ruleIndex"]]["id"] for row in results] == [finding.rule for finding in everything]
    assert {row["level"] for row in results} == {"error", "warning", "note"}
    bad = {**log, "version": "2.0.0"}
    assert list(validator.iter_errors(bad))


@pytest.mark.slow
def test_every_format_carries_every_rule(everything: list[Finding]) -> None:
    for name, report in REPORTERS.items():
        text = report(everything)
        assert [finding.rule for finding in everything if finding.rule not in text] == [], name
    root = ElementTree.fromstring(REPORTERS["junit"](everything))
    assert root.get("failures") == str(len(everything))


def test_sarif_to_a_file_and_text_go_together(sets: Path, tmp_path: Path) -> None:
    change(sets, TEXTS, HINT, TWO_SPACES)
    log, xml = tmp_path / "out.sarif", tmp_path / "out.xml"
    called = call(
        "questionset", "validate", sets / "mini", "--questionsets", sets,
        "--format", f"sarif:{log}", "--format", "text", "--format", f"junit:{xml}",
    )  # fmt: skip
    assert "[text-typography]" in called.out
    assert called.err == "Checked: 1; 1 warning.\n"
    written = json.loads(log.read_text("utf-8"))
    assert [row["ruleId"] for row in written["runs"][0]["results"]] == ["text-typography"]
    assert ElementTree.fromstring(xml.read_text("utf-8")).get("failures") == "1"


def test_the_corpus_has_sixty_faulty_sets_beyond_their_yaml() -> None:
    families = ("set-", "text-", "framework-", "ignore-")
    assert sum(path.name.startswith(families) and not confidential(kind_of(path)) for path in INVALID) >= 60
