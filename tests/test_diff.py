"""``questionset diff``: what it says, in which forms, and how it holds a folder against a commit."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.sets import change, home, next_version, small_sets

Run = Callable[..., Result]
A1 = "text: Is the assessment of why the child offended good enough?"
REWORDED = ("en", A1, "text: Was it understood why the child offended?")


def test_the_two_editions_differ_by_a_major_step(run: Run) -> None:
    result = run("questionset", "diff", "fji@1.0.0", "fji@2.0.0")
    assert result.return_value == 0
    assert result.stdout.startswith(
        "fji@1.0.0 → fji@2.0.0: the changes ask for a major step; the version makes a major step\n"
    )
    record = json.loads(run("questionset", "diff", "fji@1.0.0", "fji@2.0.0", "--format", "json").stdout)
    (pair,) = record["differences"]
    assert pair["fits"] is True
    kinds = {change["kind"] for change in pair["changes"]}
    assert kinds >= {
        "added",
        "removed",
        "moved",
        "rescaled",
        "rerouted",
        "reworded",
        "guidance",
        "reasons",
        "detail-changed",
    }
    assert pair["comparable"]["R-A3"] in ("same", "editorial")
    assert {"same", "editorial", "meaning", "comparison"} == set(pair["comparable"].values())


def test_a_changelog_section_is_written_by_kind(tmp_path: Path, run: Run) -> None:
    sets = small_sets(tmp_path)
    new = next_version(sets, "1.1.0", REWORDED, ("set", "is: [yes, no]}}", "is: yes}}"))
    change(new, "set", "basis: ours\n", "basis: ours\nsince: {version: 1.0.0, changes: {M-A1: {effect: meaning, note: {en: Asks for understanding.}}}}\n")  # fmt: skip
    result = run(
        "questionset",
        "diff",
        "mini@1.0.0",
        "mini@1.1.0",
        "--changelog",
        "-",
        "--date",
        "2026-02-03",
        "--questionsets",
        sets,
    )
    assert (
        result.stdout
        == """\
## mini@1.1.0 - 2026-02-03

Since mini@1.0.0.

### Routed differently

- `M-A3`: changes meaning.

### Reworded

- `M-A1` (text): changes meaning. Asks for understanding.
"""
    )


def test_a_step_that_is_too_small_is_a_finding_at_the_version(tmp_path: Path, run: Run) -> None:
    sets = small_sets(tmp_path)
    new = next_version(sets, "1.0.1", REWORDED)
    change(new, "set", "basis: ours\n", "basis: ours\nsince: {version: 1.0.0}\n")
    result = run("questionset", "diff", "mini@1.0.0", "mini@1.0.1", "--brief", "--questionsets", sets)
    assert result.return_value == 1
    assert "ask for a minor step; the version makes a patch step" in result.stdout
    assert "[set-step]" in result.stdout
    out = tmp_path / "out.sarif"
    result = run(
        "questionset",
        "diff",
        "mini@1.0.0",
        "mini@1.0.1",
        "--format",
        f"sarif:{out}",
        "--format",
        "github",
        "--questionsets",
        sets,
    )
    assert "::error file=" in result.stdout
    assert json.loads(out.read_text("utf-8"))["runs"][0]["results"][0]["ruleId"] == "set-step"


def test_folders_and_frameworks_are_compared_too(tmp_path: Path, run: Run) -> None:
    sets = small_sets(tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    changed = small_sets(other)
    change(home(changed), *REWORDED)
    result = run("questionset", "diff", home(sets), home(changed), "--questionsets", sets)
    assert "M-A1 (text): changes meaning." in result.stdout
    result = run("questionset", "diff", "graded-2018@1.0.0", "graded-2021@1.0.0")
    assert "standard 3.4: changed" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["fji@1.0.0"], "Name an old and a new version"),
        (["fji@9.0.0", "fji@2.0.0"], "There is no set"),
        (["fji@2.0.0", "graded-2018@1.0.0"], "name two of a kind"),
        (["a", "b", "--against", "HEAD"], "one folder"),
        (["nowhere", "--against", "HEAD"], "There is no folder"),
    ],
)
def test_what_cannot_be_compared_is_said(arguments: list[str], said: str, run: Run) -> None:
    from click import UsageError

    result = run("questionset", "diff", *arguments)
    assert isinstance(result.exception, UsageError)
    assert said in result.exception.message


# --- against a commit -------------------------------------------------------------------------------------------------


def git(folder: Path, *arguments: str) -> None:
    more = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *more, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path, run: Run) -> Path:
    """A repository whose last commit holds the small sets, published; the folder of the sets."""
    sets = small_sets(tmp_path)
    for name in ("mini@1.0.0", "mini-short@1.0.0"):
        assert run("questionset", "release", name, "--questionsets", sets).return_value == 0
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "Published")
    return sets


def against(run: Run, sets: Path) -> tuple[int, str, list[tuple[str, str]]]:
    result = run("questionset", "diff", sets, "--against", "HEAD", "--format", "json")
    record = json.loads(result.stdout)
    return result.return_value, result.stdout, [(f["rule"], f["message"]) for f in record["findings"]]


def test_nothing_changed_is_nothing_told(repository: Path, run: Run) -> None:
    result = run("questionset", "diff", repository, "--against", "HEAD")
    assert (result.return_value, result.stdout) == (0, "Nothing has changed.\n")
    assert "no commit 'elsewhere'" in str(run("questionset", "diff", repository, "--against", "elsewhere").exception)
    assert "no commit '--output=x'" in str(run("questionset", "diff", repository, "--against", "--output=x").exception)


def test_a_published_set_that_was_edited_turns_red_even_with_its_marks_made_anew(repository: Path, run: Run) -> None:
    change(home(repository), *REWORDED)
    status, _, found = against(run, repository)
    assert status == 1
    assert [rule for rule, _ in found] == ["release-changed"]
    assert "The wording of M-A1 in the published mini@1.0.0 has changed." in found[0][1]
    (home(repository) / "release.yaml").unlink()
    change(home(repository), "set", "status: published", "status: draft")
    assert run("questionset", "release", "mini@1.0.0", "--questionsets", repository).return_value == 0
    status, _, found = against(run, repository)
    assert status == 1
    assert "mini@1.0.0 is published at HEAD, and says something else now (M-A1)." in dict(found).get(
        "release-changed", ""
    )


def test_a_published_set_that_is_gone_turns_red(repository: Path, run: Run) -> None:
    for path in home(repository).iterdir():
        path.unlink()
    status, _, found = against(run, repository)
    assert status == 1
    assert ("release-changed", "The published mini@1.0.0 is gone since HEAD.") in found


def test_a_new_version_must_have_the_number_that_fits(repository: Path, run: Run) -> None:
    next_version(repository, "1.0.1", REWORDED)
    status, out, found = against(run, repository)
    assert status == 1
    assert [rule for rule, _ in found] == ["set-step"]
    assert json.loads(out)["differences"][0]["needed"] == "minor"
    home(repository, "1.0.1").rename(home(repository, "1.1.0"))
    for path in home(repository, "1.1.0").iterdir():
        path.write_text(path.read_text("utf-8").replace("1.0.1", "1.1.0"), "utf-8")
    status, _, found = against(run, repository)
    assert (status, found) == (0, [])


def test_welsh_may_change_with_its_revision(repository: Path, run: Run) -> None:
    change(home(repository), "cy", "title: Set fach", "title: Y set fach")
    status, _, found = against(run, repository)
    assert status == 1
    assert [rule for rule, _ in found] == ["release-translation"]
    change(home(repository), "cy", "revision: 1", "revision: 2")
    status, _, found = against(run, repository)
    assert status == 0
    assert [rule for rule, _ in found] == ["release-revision"]
