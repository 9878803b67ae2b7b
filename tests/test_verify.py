"""A record says what a rating was made from, and ``verify`` what no longer agrees."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.remembering import copied
from tests.test_corpus import Called, call
from yotinspect.exchange import verify

EXAMPLE = "exampleshire-2019"


@pytest.fixture
def recorded(tmp_path: Path, root: Path) -> Path:
    """A copy of the example with its record beside it."""
    copied(root / "examples" / EXAMPLE, tmp_path / EXAMPLE)
    called = call("rate", tmp_path / EXAMPLE, "--record", tmp_path / "record.json")
    assert called.status == 0, called
    return tmp_path / "record.json"


def rules(path: Path, *more: object) -> tuple[int, list[str]]:
    called = call("verify", path, "--format", "json", *more)
    return called.status, [finding["rule"] for finding in json.loads(called.out)["findings"]]


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_a_record_of_unchanged_files_agrees(recorded: Path) -> None:
    called = call("verify", recorded)
    assert called.status == 0
    assert called.out == "Inspections that agree with the record: 1 of 1.\n"
    assert called.err == ""


@pytest.mark.slow
def test_the_same_files_give_the_same_record_wherever_and_however_it_is_made(recorded: Path, tmp_path: Path) -> None:
    where = {"LC_ALL": "cy_GB.UTF-8", "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7"}
    again = tmp_path / "again.json"
    command = [sys.executable, "-m", "yotinspect", "rate", EXAMPLE, "--lang", "cy", "--record", "again.json"]
    subprocess.run(command, cwd=tmp_path, env=os.environ | where, check=True, capture_output=True)
    assert again.read_bytes() == recorded.read_bytes()


@pytest.mark.slow
def test_a_record_and_its_inspection_can_be_moved_together(recorded: Path, tmp_path: Path) -> None:
    new = tmp_path / "elsewhere" / "deep"
    new.mkdir(parents=True)
    shutil.move(recorded, new / "record.json")
    shutil.move(tmp_path / EXAMPLE, new / EXAMPLE)
    assert rules(new / "record.json") == (0, [])


def test_a_record_holds_a_digest_of_everything_that_the_rating_was_made_from(recorded: Path, root: Path) -> None:
    (entry,) = json.loads(recorded.read_text("utf-8"))["inspections"]
    cases = {f"cases/{path.name}" for path in (root / "examples" / EXAMPLE / "cases").glob("*.yaml")}
    assert set(entry["files"]) == {"inspection.yaml", *cases}
    assert entry["framework"]["place"].startswith("graded-2018@")
    assert set(entry["questionsets"]) >= {"fji@2.0.0"}
    assert entry["result"]["overall"]["rating"] == "good"


Change = Callable[[Path], None]


def _case(home: Path) -> None:
    edit(home / EXAMPLE / "cases" / "EX-003.yaml", "# ", "#  ") if "# " in (
        home / EXAMPLE / "cases" / "EX-003.yaml"
    ).read_text() else None
    path = home / EXAMPLE / "cases" / "EX-003.yaml"
    path.write_text(path.read_text("utf-8") + "\n# looked at again\n", "utf-8")


def _judgement(home: Path) -> None:
    edit(home / EXAMPLE / "inspection.yaml", "rating: outstanding", "rating: good")


def _gone(home: Path) -> None:
    (home / EXAMPLE / "cases" / "EX-003.yaml").unlink()


def _new(home: Path) -> None:
    edit_from = home / EXAMPLE / "cases" / "EX-003.yaml"
    text = edit_from.read_text("utf-8").replace("case: EX-003", "case: EX-903")
    (home / EXAMPLE / "cases" / "EX-903.yaml").write_text(text, "utf-8")


def _all_gone(home: Path) -> None:
    shutil.rmtree(home / EXAMPLE)


def _unreadable(home: Path) -> None:
    (home / EXAMPLE / "inspection.yaml").write_text("inspection: [\n", "utf-8")


def _record(change: Callable[[dict[str, Any]], None]) -> Change:
    def changed(home: Path) -> None:
        record = json.loads((home / "record.json").read_text("utf-8"))
        change(record)
        (home / "record.json").write_text(json.dumps(record), "utf-8")

    return changed


def _rating(record: dict[str, Any]) -> None:
    record["inspections"][0]["result"]["overall"]["rating"] = "outstanding"


def _whole(record: dict[str, Any]) -> None:
    record["digest"] = "sha256:0"


@pytest.mark.few(2)
@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        (_case, ["record-file"]),
        (_judgement, ["record-file", "record-result"]),
        (_gone, ["record-file", "record-result"]),
        (_new, ["record-file", "record-result"]),
        (_all_gone, ["record-file"]),
        (_unreadable, ["record-result"]),
        (_record(_rating), ["record-changed", "record-result"]),
        (_record(_whole), ["record-changed"]),
    ],
)
def test_what_no_longer_agrees_is_told(change: Change, wanted: list[str], recorded: Path) -> None:
    change(recorded.parent)
    assert rules(recorded) == (1, wanted)


def test_a_change_that_leaves_the_rating_as_it_was_says_so(recorded: Path) -> None:
    _case(recorded.parent)
    called = call("verify", recorded)
    assert called.status == 1
    assert "EX-003.yaml:1:1: error: This file was changed since the rating was recorded." in called.out
    assert f"{EXAMPLE}: the rating comes out as it was recorded." in called.err
    assert "agree with the record: 0 of 1." in called.out


@pytest.mark.slow
def test_what_comes_out_otherwise_is_named_with_grades_and_figures_alone(recorded: Path) -> None:
    _judgement(recorded.parent)
    edit(recorded.parent / EXAMPLE / "inspection.yaml", "Health and restorative justice workers", "Obadiah Thistlewick")
    out = call("verify", recorded).out
    assert "standards 1.3 rating: outstanding, good" in out
    assert "overall score: 23, 22" in out
    assert "Obadiah" not in out


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"record": "yotinspect rating record"}',
        "\xff",
        '{"schema": 1, "record": "yotinspect rating record", "inspections": [{}]}',
    ],
)
def test_what_is_no_record_is_told(text: str, tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_text(text, "latin-1")
    assert rules(path) == (1, ["record-unreadable"])


def test_half_a_character_in_a_record_is_told_and_no_fault_of_ours(recorded: Path) -> None:
    record = json.loads(recorded.read_text("utf-8"))
    record["inspections"][0]["result"]["yot"] = "\ud800"
    recorded.write_text(json.dumps(record), "utf-8")
    assert rules(recorded) == (1, ["record-unreadable"])


@pytest.mark.slow
def test_a_record_with_rows_that_have_no_id_is_compared_all_the_same(recorded: Path) -> None:
    record = json.loads(recorded.read_text("utf-8"))
    record["inspections"][0]["result"]["standards"] = [{"id": []}]
    recorded.write_text(json.dumps(record), "utf-8")
    assert rules(recorded) == (1, ["record-changed", "record-result"])


def test_another_version_of_the_program_is_said_and_agrees(recorded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify, "__version__", "99.0.0")
    assert rules(recorded) == (0, ["record-program"])


@pytest.mark.slow
def test_other_templates_are_a_warning(recorded: Path, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "graded.md.j2").write_text("Short.", "utf-8")
    assert rules(recorded, "--templates", tmp_path / "own") == (0, ["record-templates"])
    assert rules(recorded, "--templates", tmp_path / "own", "--fail-on", "warning")[0] == 1


def test_another_set_or_framework_under_the_same_name_is_told(recorded: Path, root: Path, tmp_path: Path) -> None:
    own = tmp_path / "sets"
    (entry,) = json.loads(recorded.read_text("utf-8"))["inspections"]
    name, version = entry["framework"]["place"].split("@")
    source = root / "questionsets" / "frameworks" / name / f"{version}.yaml"
    (own / "frameworks" / name).mkdir(parents=True)
    (own / "frameworks" / name / f"{version}.yaml").write_text(
        source.read_text("utf-8").replace("from: 80", "from: 85"), "utf-8"
    )
    status, found = rules(recorded, "--questionsets", own)
    assert (status, found) == (1, ["record-source", "record-result"])


@pytest.mark.slow
def test_a_report_carries_the_digest_of_the_record(recorded: Path) -> None:
    (entry,) = json.loads(recorded.read_text("utf-8"))["inspections"]
    for form in ("html", "md"):
        report = call("report", recorded.parent / EXAMPLE, "--format", form).out
        assert entry["digest"].removeprefix("sha256:") in report


def test_what_is_supposed_is_not_recorded(recorded: Path) -> None:
    called: Called = call("rate", recorded.parent / EXAMPLE, "--what-if", "2.2=good", "--record", recorded)
    assert called.status == 2
    assert "What is supposed is not recorded" in called.err


@pytest.mark.slow
def test_a_record_of_several_inspections_names_the_one_that_changed(tmp_path: Path, root: Path) -> None:
    for name in (EXAMPLE, "aberwen-2016"):
        shutil.copytree(root / "examples" / name, tmp_path / "all" / name)
    assert call("rate", tmp_path / "all", "--record", tmp_path / "record.json").status == 0
    edit(tmp_path / "all" / EXAMPLE / "inspection.yaml", "rating: outstanding", "rating: good")
    called = call("verify", tmp_path / "record.json")
    assert called.status == 1
    assert "agree with the record: 1 of 2." in called.out


def test_a_framework_given_in_place_of_the_inspections_own_is_used_again(tmp_path: Path, root: Path) -> None:
    copied(root / "examples" / EXAMPLE, tmp_path / EXAMPLE)
    path = tmp_path / "record.json"
    call("rate", tmp_path / EXAMPLE, "--framework", "graded-2021@1.0.0", "--record", path)
    assert json.loads(path.read_text("utf-8"))["inspections"][0]["framework"]["place"] == "graded-2021@1.0.0"
    assert rules(path) == (0, [])
