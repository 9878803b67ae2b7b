"""Cases go to another version of their set: what still means the same stays, and nothing that was written is lost."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.conftest import LONG, ROOT
from tests.inspections import full_case, judged, rated, write_inspection
from tests.sets import change, next_version, small_sets
from yotinspect.findings import RULES
from yotinspect.library import Library
from yotinspect.questions.changes import asked_anew, difference
from yotinspect.records import Place
from yotinspect.upkeep.versions import compared, line
from yotinspect.yamlfile import parse

Run = Callable[..., Result]
A1 = "text: Is the assessment of why the child offended good enough?"

CASE = """\
# A case of an invented child.
case: EX-001
questionset: mini@1.0.0
assessor: la-3
assessed: 2019-03-05
details: {order: referral_order, started: 2018-11-02, age: 15, custody: never, needs: [mental_health, physical_disability]}
answers:
  M-A1: yes            # at first sight
  # asked twice
  M-A2: {answer: no, evidence: "The earlier offences are left out: two of them."}
  M-A3:
    answer: no
    evidence: >-
      What changed since then
      is not in the file.    # no comment
    reasons: [late]      # see the log
  M-A4: one
  M-AH: no-such-answer
  M-P1: {answer: no, evidence: It protects nobody.}
  M-P2: yes
  M-PH:
    answer: yes
"""


@pytest.fixture
def two_versions(tmp_path: Path) -> Path:
    """The small set and a 2.0.0 that rewords M-A1, drops M-P1 and a value, routes M-A3 otherwise and adds M-P4."""
    sets = small_sets(tmp_path)
    new = next_version(
        sets, "2.0.0",
        ("en", A1, "text: Was it understood why the child offended?"),
        ("set", "is: [yes, no]}}", "is: yes}}"),
        ("set", "      - {id: M-P1, scale: sufficiency}\n", "      - {id: M-P4, scale: fact}\n"),
        ("set", ", physical_disability]", "]"),
    )  # fmt: skip
    change(new, "en", ", physical_disability: Physical disability", "")
    change(
        new,
        "en",
        "  M-P1:\n    text: Does the plan keep the child safe?",
        "  M-P4:\n    text: Was there a plan at all?",
    )
    change(new, "cy", ", physical_disability: Anabledd corfforol", "")
    change(new, "cy", "  M-P1:\n    text: A yw'r cynllun yn cadw'r plentyn yn ddiogel?", "  M-P4:\n    text: A oedd cynllun o gwbl?\n    labels: {yes: Oedd, no: Nac oedd}")  # fmt: skip
    return sets


def test_what_means_the_same_stays_and_the_rest_is_kept(two_versions: Path, tmp_path: Path, run: Run) -> None:
    path = tmp_path / "EX-001.yaml"
    path.write_text(CASE, "utf-8")
    result = run("migrate", path, "--to", "2.0.0", "--questionsets", two_versions)
    assert result.return_value == 0, result.stderr
    assert "To be asked again: M-A1." in result.stdout
    assert "Without a place now, kept in the file: M-P1, needs." in result.stdout
    assert "New questions on its route: M-P4." in result.stdout
    assert (
        path.read_text("utf-8")
        == """\
# A case of an invented child.
case: EX-001
questionset: mini@2.0.0
assessor: la-3
assessed: 2019-03-05
details: {order: referral_order, started: 2018-11-02, age: 15, custody: never}
answers:
  M-A1:            # at first sight
  # asked twice
  M-A2: {answer: no, evidence: "The earlier offences are left out: two of them."}
  M-A3:
    answer: no
    evidence: >-
      What changed since then
      is not in the file.    # no comment
    reasons: [late]      # see the log
  M-A4: one
  M-AH: no-such-answer
  M-P2: yes
  M-PH:
    answer: yes

kept:
  - questionset: mini@1.0.0
    why: {M-A1: reworded, M-P1: removed, needs: detail-changed}
    answers:
      M-A1: yes            # at first sight
      M-P1: {answer: no, evidence: It protects nobody.}
    details:
      needs: [mental_health, physical_disability]
"""
    )
    again = run("migrate", path, "--to", "2.0.0", "--questionsets", two_versions)
    assert "is of mini@2.0.0 already" in again.stdout
    # Back again: what was kept stays kept, and what is kept now comes behind it.
    assert run("migrate", path, "--to", "1.0.0", "--questionsets", two_versions).return_value == 0
    assert path.read_text("utf-8").count("- questionset: mini@") == 1
    # The file is still one that assess reads.
    found = json.loads(run("assess", path, "--format", "json", "--questionsets", two_versions).stdout)
    assert found["cases"][0]["state"] == "incomplete"


def test_a_dry_run_changes_nothing(two_versions: Path, tmp_path: Path, run: Run) -> None:
    path = tmp_path / "EX-001.yaml"
    path.write_text(CASE, "utf-8")
    result = run("migrate", path, "--to", "2.0.0", "--dry-run", "--format", "json", "--questionsets", two_versions)
    record = json.loads(result.stdout)["cases"][0]
    assert path.read_text("utf-8") == CASE
    assert record["again"] == {"M-A1": "reworded"}
    assert record["kept"] == {"M-A1": "reworded", "M-P1": "removed", "needs": "detail-changed"}
    assert record["new"] == ["M-P4"]
    assert record["written"] is False


@pytest.mark.parametrize(
    ("text", "target", "said"),
    [
        (CASE.replace("mini@1.0.0", "mini@9.0.0"), "2.0.0", "There is no usable question set mini@9.0.0."),
        (CASE, "9.0.0", "There is no usable question set mini@9.0.0."),
        (CASE, "fji@2.0.0", "are no versions of one set"),
        (CASE + "case: again\n", "2.0.0", "yaml-duplicate-key"),
        (CASE + "\tx: 1\n", "2.0.0", "yaml-tab"),
    ],
)
def test_what_cannot_be_carried_over_is_said_and_left_alone(
    text: str, target: str, said: str, two_versions: Path, tmp_path: Path, run: Run
) -> None:
    path = tmp_path / "EX-001.yaml"
    path.write_text(text, "utf-8")
    result = run("migrate", path, "--to", target, "--questionsets", two_versions)
    assert result.return_value == 1
    assert said in result.stderr
    assert "It protects nobody" not in result.stderr + result.stdout
    assert path.read_text("utf-8") == text


def test_a_file_that_cannot_be_edited_or_written_stays_as_it_is(
    two_versions: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "EX-001.yaml"
    path.write_text(CASE + "kept: [{questionset: mini@0.1.0}]\n", "utf-8")
    before = path.read_bytes()
    result = run("migrate", path, "--to", "2.0.0", "--questionsets", two_versions)
    assert (result.return_value, "case-migrate" in result.stderr) == (1, True)
    path.write_text(CASE, "utf-8")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("yotinspect.migrating.write_whole", full)
    result = run("migrate", path, "--to", "2.0.0", "--questionsets", two_versions)
    assert (result.return_value, "file-unwritable" in result.stderr) == (1, True)
    assert path.read_text("utf-8") == CASE
    assert before != path.read_bytes()


def test_the_rules_of_migration_are_registered() -> None:
    assert {"case-migrate", "file-unwritable"} <= set(RULES)


# --- the two editions -------------------------------------------------------------------------------------------------


def texts_of(node: Any) -> list[str]:
    if isinstance(node, dict):
        return [text for value in node.values() for text in texts_of(value)]
    if isinstance(node, list):
        return [text for value in node for text in texts_of(value)]
    return [node] if node else []


def test_a_case_of_2015_loses_nothing_on_its_way_to_2016(library: Library, tmp_path: Path, run: Run) -> None:
    old, new = (library.questionset(Place("fji", version))[0] for version in ("1.0.0", "2.0.0"))
    assert old is not None
    assert new is not None
    case = full_case(library, "EX-001", "fji@1.0.0", "no")
    write_inspection(tmp_path, {"EX-001": case})
    path = tmp_path / "cases" / "EX-001.yaml"
    result = run("migrate", path, "--to", "2.0.0", "--format", "json")
    assert result.return_value == 0, result.stderr
    record = json.loads(result.stdout)["cases"][0]
    root = parse(path.read_bytes(), "a", confidential=True).root
    anew = asked_anew(difference(old, new))
    for name, answer in case["answers"].items():
        if name not in new.items or name in anew:
            assert root["kept"][0]["answers"][name] == answer, name
            assert root["answers"].get(name) is None, name
        else:
            assert root["answers"][name] == answer, name
            assert name in record["carried"]
    assert set(record["again"]) == {name for name in anew if name in case["answers"]}
    assert record["new"]


@pytest.mark.slow
def test_every_example_goes_to_the_other_edition_and_back(tmp_path: Path, run: Run, library: Library) -> None:
    for example in ("exampleshire-2019", "aberwen-2016"):
        folder = shutil.copytree(ROOT / "examples" / example, tmp_path / example)
        for path in sorted((folder / "cases").glob("*.yaml"))[:: 1 if LONG else 5]:
            path.rename(path.with_suffix(".taken"))
        for path in (folder / "cases").glob("*.yaml"):
            path.unlink()
        for path in (folder / "cases").glob("*.taken"):
            path.rename(path.with_suffix(".yaml"))
        before = {
            path: parse(path.read_bytes(), "a", confidential=True).root for path in (folder / "cases").glob("*.yaml")
        }
        comments = {
            path: [row for row in path.read_text("utf-8").splitlines() if row.lstrip().startswith("#")]
            for path in before
        }
        for version in ("1.0.0", "2.0.0"):
            result = run("migrate", folder, "--to", version)
            assert result.return_value == 0, result.stderr
        for path, root in before.items():
            now = parse(path.read_bytes(), "a", confidential=True).root
            assert now["questionset"] == root["questionset"]
            have = texts_of(now)
            assert [text for text in texts_of(root) if text not in have] == []
            rows = [row for row in path.read_text("utf-8").splitlines() if row.lstrip().startswith("#")]
            assert [row.strip() for row in rows] == [row.strip() for row in comments[path]]


def test_a_screening_goes_on_as_a_full_case(library: Library, tmp_path: Path, run: Run) -> None:
    write_inspection(tmp_path, {"EX-001": full_case(library, "EX-001", "sqs@2.0.0")})
    path = tmp_path / "cases" / "EX-001.yaml"
    before = parse(path.read_bytes(), "a", confidential=True).root
    assert run("migrate", path, "--to", "fji@2.0.0").return_value == 0
    now = parse(path.read_bytes(), "a", confidential=True).root
    assert now["answers"] == before["answers"]
    assert "kept" not in now


# --- where figures of several versions meet ---------------------------------------------------------------------------


def test_answers_that_do_not_compare_are_left_out_of_a_figure_and_said_so(library: Library, tmp_path: Path) -> None:
    old, new = (library.questionset(Place("fji", version))[0] for version in ("1.0.0", "2.0.0"))
    assert old is not None
    assert new is not None
    assert [questions.place.version for questions in line(library, old, new)] == ["1.0.0", "2.0.0"]
    rows = compared(library, old, new)
    apart = [
        name for name, effect in rows.items() if effect == "comparison" and old.items[name].judged and name in new.items
    ]
    assert apart
    cases = {
        "EX-001": full_case(library, "EX-001", "fji@1.0.0", "no"),
        "EX-002": full_case(library, "EX-002", "fji@2.0.0", "yes"),
    }
    path = write_inspection(
        tmp_path, cases, judgements=judged({"1.1": "good", "1.2": "good", "1.3": "good", "1.4": "good"})
    )
    result = rated(path, library)
    assert result.rating is not None
    tally = result.rating.tally
    for name in apart:
        assert (tally.questions["fji", name].yes, tally.questions["fji", name].no) == (1, 0), name
    assert (tally.questions["fji", "R-AH"].yes, tally.questions["fji", "R-AH"].no) == (1, 1)
    found = [finding for finding in result.findings if finding.rule == "inspection-versions"]
    assert len(found) == 1
    assert "fji@1.0.0" in found[0].message
    assert all(name in found[0].message for name in apart)


def test_cases_of_one_version_are_counted_without_a_word(library: Library, tmp_path: Path) -> None:
    cases = {name: full_case(library, name, "fji@2.0.0", "yes") for name in ("EX-001", "EX-002")}
    result = rated(write_inspection(tmp_path, cases), library)
    assert not [finding for finding in result.findings if finding.rule == "inspection-versions"]
