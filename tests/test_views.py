"""The views of a rating and of a question set, in process: text, JSON, explanations, schemas."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from click.testing import Result

from tests.inspections import counts, judged, write_inspection
from yotinspect.cli import main as entry
from yotinspect.cli import terminal
from yotinspect.exchange.schemas import KINDS

JUDGED = judged(dict.fromkeys(("1.1", "1.2", "1.3", "1.4", "3.4"), "good"))
ALIKE = {"desistance": counts(8, 2), "child": counts(13, 7, 2), "others": counts(0, 0, 4)}


@pytest.fixture
def example(root: Path) -> Path:
    return root / "examples" / "exampleshire-2019"


@pytest.mark.slow
def test_explain_says_rule_figures_basis_and_cases_of_every_node(example: Path, run: Callable[..., Result]) -> None:
    said = run("rate", example, "--explain").output
    for wanted in (
        "Overall: Good (23 of 36)", "Bands of the score: Inadequate 0 to 6, ", "Basis of the bands: unverified",
        "Answered by the headline R-AH.", "Not sufficient in: ", "Up one grade with", "Down one grade with", "Rationale: The board knows",
        "Sources: board minutes of eighteen months (document)", "Proposed by the figures: Requires improvement", "Basis: ours",
    ):  # fmt: skip
        assert wanted in said
    assert run("rate", "--explain", example).output == said, "a folder after --explain is no standard"
    only = run("rate", example, "--explain", "2.4").output
    assert "2.4 Reviewing: Requires improvement" in only
    assert "2.1 Assessment:" not in only


def test_explain_in_json_adds_reasons_and_cases_and_its_figures_are_the_result(
    example: Path, run: Callable[..., Result]
) -> None:
    plain = json.loads(run("rate", example, "--format", "json").output)["inspections"][0]
    told = json.loads(run("rate", example, "--format", "json", "--explain").output)["inspections"][0]
    assert told["overall"]["because"] == "23 of 36 points."
    for before, after in zip(plain["standards"], told["standards"], strict=True):
        assert {key: after[key] for key in before if key != "key_questions"} == {
            key: before[key] for key in before if key != "key_questions"
        }
        assert after["because"]
        for question in after["key_questions"]:
            if after["source"] == "cases":
                assert (len(question["yes_cases"]), len(question["no_cases"])) == (question["yes"], question["no"])


def test_a_rating_that_is_not_given_says_why_in_every_view(tmp_path: Path, run: Callable[..., Result]) -> None:
    given = {"3.1": ALIKE, "3.2": ALIKE, "3.3": dict.fromkeys(ALIKE, counts(0, 0, 1))}
    path = write_inspection(tmp_path, judgements=JUDGED, counts=given, not_rated={"2": "no court disposals"})
    said = run("rate", path, "--explain").output
    assert "Declared not rated: no court disposals" in said
    assert "None of its key questions has an answer that counts." in said
    assert "It was not applicable in any case." in said
    assert "This rating is incomplete." in said
    record = json.loads(run("rate", path, "--format", "json").output)["inspections"][0]
    assert record["overall"] == {"rating": None, "score": None, "max": 24, "reason": "Not rated: 3.3."}
    assert record["standards"][4]["reason"] == "Declared not rated: no court disposals"
    assert [row["score"] for row in record["domains"]] == [8, None, None]


@pytest.mark.slow
def test_other_frameworks_rate_the_same_inspection(example: Path, run: Callable[..., Result]) -> None:
    result = run("rate", example, "--framework", "graded-2021", "--format", "json", "--fail-on", "never")
    record = json.loads(result.stdout)["inspections"][0]
    assert record["framework"] == "graded-2021@1.1.0"
    assert record["overall"]["rating"] == "good"
    assert record["standards"][-1]["id"] == "4.1"


def test_a_question_set_is_shown_with_its_guidance(run: Callable[..., Result]) -> None:
    said = run("questionset", "show", "fji", "P-P1", "S-W4", "S-C11").output
    for wanted in (
        "What to look at:",
        "What “Sufficient” looks like:",
        "Do not decide on:",
        "What “Three or more” looks like:",
        "Asked when:",
        "When “Not applicable” is right:",
    ):
        assert wanted in said
    listed = run("questionset", "list").output
    assert "fji@2.0.0" in listed
    assert "graded-2018@1.1.0" in listed


@pytest.mark.slow
def test_validate_takes_names_folders_and_files(root: Path, run: Callable[..., Result]) -> None:
    home = root / "questionsets"
    for target in (
        "fji",
        "sqs@2.0.0",
        home,
        home / "fji" / "2.0.0" / "text.en.yaml",
        home / "frameworks" / "sqs" / "1.0.0.yaml",
        "graded-2021",
    ):
        result = run("questionset", "validate", target)
        assert (result.return_value, result.stdout) == (0, "")
    with pytest.raises(click.UsageError, match="no set, framework or file"):
        raise run("questionset", "validate", "nothing").exception  # type: ignore[misc]


def test_schemas_are_written_one_or_all(tmp_path: Path, run: Callable[..., Result]) -> None:
    assert run("questionset", "schema", "case").stdout.startswith("{")
    assert run("questionset", "schema", "-o", tmp_path).return_value == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(f"{kind}.schema.json" for kind in KINDS)
    assert isinstance(run("questionset", "schema", "-o", tmp_path / "gone").exception, click.UsageError)


def test_the_entry_point_keeps_what_commands_return(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    def status(*args: object) -> int:
        monkeypatch.setattr(sys, "argv", ["yotinspect", *map(str, args)])
        return entry.run()

    assert status("assess", "-q", root / "examples" / "aberwen-2016") == 0
    assert status("--version") == 0
    assert status("asess") == 2
    assert status("rate", root / "docs") == 2
    monkeypatch.setattr(sys, "argv", ["yotinspect", "--help"])
    with pytest.raises(SystemExit) as stop:
        entry.main()
    assert stop.value.code == 0
    capsys.readouterr()


def test_progress_shows_only_on_a_terminal_and_passes_everything_on(monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(terminal.progress([1, 2, 3])) == [1, 2, 3]
    moments: Iterator[float] = iter(range(0, 100, 2))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(terminal.time, "monotonic", lambda: next(moments))
    assert list(terminal.progress([1, 2, 3], 3)) == [1, 2, 3]
    assert list(terminal.progress([1], streaming=True)) == [1]


def test_findings_on_a_terminal_stand_under_their_line() -> None:
    from yotinspect.findings import Finding

    finding = Finding(
        "yaml-null", "error", "a.yaml", 3, 6, "x", "A null is written here.", "Leave it empty.", "  x: •••"
    )
    lines = terminal.finding_lines(finding, colour=True, on_terminal=True).splitlines()
    assert lines[2].index("^") - len("\x1b[32m\x1b[1m") == 4 + 5
    assert terminal.count_line({"error": 1, "warning": 2}) == "1 error, 2 warnings"
    assert terminal.count_line({}) == "nothing to correct"
