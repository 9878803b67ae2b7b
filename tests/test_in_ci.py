"""In other people's CI: files that a commit changed, hooks for pre-commit, and the action, whose scripts run as they stand."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import Result

from tests.conftest import ROOT
from tests.inspections import full_case, write_inspection
from tests.test_docs import GIT
from yotinspect.library import Library
from yotinspect.upkeep.sources import sources

#: Installing takes a minute or two, and a network.
NETWORK = pytest.mark.skipif(
    not os.environ.get("YOTINSPECT_NETWORK"),
    reason="installs from the package index: set YOTINSPECT_NETWORK=1, as .ci/run does",
)
MINI = ROOT / "tests" / "corpus" / "context" / "questionsets"


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", folder, *arguments], env=os.environ | GIT, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the small set, its subset, their framework and the example of a local set, all committed."""
    folder = tmp_path / "repository"
    shutil.copytree(MINI, folder / "sets")
    shutil.copytree(ROOT / "examples" / "local-sets" / "sets", folder / "sets", dirs_exist_ok=True)
    shutil.copytree(ROOT / "examples" / "local-sets" / "spring-2017", folder / "spring-2017")
    (folder / "yotinspect.toml").write_text('questionsets = ["sets"]\n', "utf-8")
    git(tmp_path, "init", "--quiet", "--initial-branch=main", str(folder))
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "Sets")
    monkeypatch.chdir(folder)
    return folder


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


# --- what a commit changed ----------------------------------------------------------------------------------------------


def test_files_of_a_set_stand_for_it_once_and_marks_for_what_they_mark(repository: Path) -> None:
    mini, frameworks = Path("sets/mini/1.0.0"), Path("sets/frameworks/mini")
    named = sources([
        mini / "text.en.yaml", mini / "questionset.yaml", repository / mini / "release.yaml", Path("sets/mini-short"),
        frameworks / "1.0.0.yaml", frameworks / "1.0.0.release.yaml", Path("spring-2017"),
    ])  # fmt: skip
    assert named == ([mini, Path("sets/mini-short/1.0.0")], [frameworks / "1.0.0.yaml"], [Path("spring-2017")])


def test_a_folder_stands_for_its_sets_and_frameworks_however_deep_and_not_for_marks_of_releases(
    repository: Path,
) -> None:
    marks = repository / "sets" / "frameworks" / "mini" / "1.0.0.release.yaml"
    marks.write_text("release: mini@1.0.0\n", "utf-8")
    for folder in (".", "sets", "sets/frameworks"):
        named = sources([Path(folder)])
        assert [path.parent.name for path in named.frameworks] == ["joint", "mini", "otherton-audit"]
        assert len(named.sets) == (0 if folder.endswith("frameworks") else 6)


def test_two_files_of_a_set_check_it_once(repository: Path, run: Callable[..., Result]) -> None:
    change(repository / "sets" / "mini-short" / "1.0.0" / "questionset.yaml", "base: mini@1.0.0", "base: mini@9.0.0")
    files = [f"sets/mini-short/1.0.0/{name}" for name in ("text.en.yaml", "questionset.yaml")]
    result = run("questionset", "validate", *files)
    assert result.return_value == 1
    assert result.stdout.count("[set-base]") == 1
    assert "Checked: 1; 1 error." in result.stderr


def test_a_set_named_by_its_path_finds_the_base_beside_it_without_any_setting(
    repository: Path, run: Callable[..., Result]
) -> None:
    (repository / "yotinspect.toml").unlink()
    result = run("questionset", "validate", "sets/mini-short/1.0.0/text.en.yaml", "--fail-on", "warning")
    assert (result.return_value, result.stdout) == (0, "")


def test_a_second_assessment_named_alone_finds_its_first_in_the_file_beside_it(
    tmp_path: Path, library: Library, run: Callable[..., Result]
) -> None:
    first, second = (full_case(library, "A") | more for more in ({}, {"role": "second", "assessor": "la-3"}))
    folder = write_inspection(tmp_path / "x", {"a": first, "z": second}).parent / "cases"
    assert run("assess", "-q", folder / "z.yaml").stdout == ""
    (folder / "a.yaml").unlink()
    assert "[case-second]" in run("assess", "-q", folder / "z.yaml").stdout


@pytest.mark.parametrize("other", [{"role": "first", "assessor": "la-3"}, {"role": "second"}, {"case": "B"}])
def test_what_is_no_first_assessment_of_the_case_by_somebody_else_does_not_count_as_one(
    other: dict[str, str], tmp_path: Path, library: Library, run: Callable[..., Result]
) -> None:
    beside = full_case(library, "A") | other
    second = full_case(library, "A") | {"role": "second", "assessor": "la-3"}
    folder = write_inspection(tmp_path / "x", {"a": beside, "z": second}).parent / "cases"
    assert "[case-second]" in run("assess", "-q", folder / "z.yaml").stdout


def test_files_of_question_sets_are_no_cases(repository: Path, run: Callable[..., Result]) -> None:
    result = run("assess", "-q", ".", "--fail-on", "warning")
    assert result.return_value == 0
    assert result.stderr.startswith("5 case files: 5 complete")


def test_a_subset_whose_base_came_with_the_program_is_held_against_a_commit(
    repository: Path, run: Callable[..., Result]
) -> None:
    diff = ("questionset", "diff", "--against", "main")
    assert run(*diff).stdout == "Nothing has changed.\n"
    change(repository / "sets/otherton-audit/1.0.0/questionset.yaml", "  - C-A5 ", "  # - C-A5 ")
    found = run(*diff, "--brief")
    assert found.stdout.startswith(
        "otherton-audit@1.0.0: changed since main\n\nRemoved\n    C-A5: breaks comparison.\n"
    )
    # What came with the program stands in no folder of theirs, and is not theirs to compare.
    assert "fji" not in found.stdout


def test_every_folder_of_ones_own_is_held_against_a_commit(repository: Path, run: Callable[..., Result]) -> None:
    shutil.copytree(repository / "sets" / "mini", repository / "more" / "other")
    for name in ("questionset.yaml", "text.en.yaml"):
        change(repository / "more" / "other" / "1.0.0" / name, "questionset: mini", "questionset: other")
    (repository / "yotinspect.toml").write_text('questionsets = ["sets", "more"]\n', "utf-8")
    change(repository / "sets/otherton-audit/1.0.0/questionset.yaml", "  - C-A5 ", "  # - C-A5 ")
    said = run("questionset", "diff", "--against", "main", "--brief").stdout
    assert "otherton-audit@1.0.0: changed since main" in said
    assert "other@1.0.0: a new set" in said


def test_what_was_published_and_no_longer_can_be_used_is_told_as_changed(
    repository: Path, run: Callable[..., Result]
) -> None:
    home = repository / "sets" / "mini" / "1.0.0"
    assert run("questionset", "release", "mini@1.0.0").return_value == 0
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "--message", "Published")
    change(home / "questionset.yaml", "{id: M-P1, scale: sufficiency}", "{id: M-P1, scale: sufficiency_na}")
    said = run("questionset", "diff", "--against", "HEAD").stdout
    assert "error: mini@1.0.0 is published at HEAD, and what stands there now cannot be used." in said
    assert "[text-missing]" in said


def test_a_question_made_a_fact_loses_its_reasons_and_is_told_once(
    repository: Path, run: Callable[..., Result]
) -> None:
    run("questionset", "release", "mini@1.0.0")
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "--message", "Published")
    change(repository / "sets/mini/1.0.0/questionset.yaml", "{id: M-P1, scale: sufficiency}", "{id: M-P1, scale: fact}")
    said = run("questionset", "diff", "--against", "HEAD", "sets", "--brief").stdout
    assert said.count("[release-changed]") == 1
    assert "The answer scale of M-P1 in the published mini@1.0.0 has changed." in said


# --- pre-commit ---------------------------------------------------------------------------------------------------------


def hooks() -> dict[str, dict[str, Any]]:
    return {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}


@pytest.mark.parametrize(
    ("hook", "path"),
    [
        ("yotinspect-questionsets", "sets/otherton-audit/1.0.0/questionset.yaml"),
        ("yotinspect-questionsets", "sets/otherton-audit/1.0.0/text.cy.yaml"),
        ("yotinspect-questionsets", "otherton-audit/1.10.0/release.yaml"),
        ("yotinspect-questionsets", "sets/frameworks/otherton-audit/1.0.0.yaml"),
        ("yotinspect-questionsets", "frameworks/otherton-audit/1.0.0.release.yaml"),
        ("yotinspect-cases", "spring-2017/cases/OT-01.yaml"),
        ("yotinspect-cases", "cases/OT-01.yml"),
        (None, "sets/schemas/texts.schema.json"),
        (None, "release.yaml"),
        (None, "spring-2017/inspection.yaml"),
        (None, "docs/frameworks/notes/plan.yaml"),
        (None, "suitcases/x.yaml"),
    ],
)
def test_a_hook_is_given_the_files_it_is_for_and_no_others(hook: str | None, path: str) -> None:
    assert [name for name, row in hooks().items() if re.search(row["files"], path)] == ([hook] if hook else [])


def test_what_a_hook_calls_takes_the_files_it_is_given(repository: Path, run: Callable[..., Result]) -> None:
    tracked = git(repository, "ls-files").splitlines()
    for hook in hooks().values():
        files = [path for path in tracked if re.search(hook["files"], path)]
        assert files
        program, *arguments = hook["entry"].split()
        assert program == "yotinspect"
        assert run(*arguments, *hook.get("args", []), *files).return_value == 0


def install(folder: Path, *what: str) -> Path:
    """An environment with packages from the package index; its folder of programs."""
    python = folder / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    done = subprocess.run(
        [python / "python", "-m", "pip", "install", "-q", *what], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return python


@pytest.mark.system
@NETWORK
def test_pre_commit_itself_runs_the_hooks_on_a_good_and_a_bad_change(repository: Path, tmp_path: Path) -> None:
    programs = install(tmp_path / "venv", "pre-commit")
    # A repository of the hooks as they stand here, committed or not.
    source = tmp_path / "source"
    tracked = git(ROOT, "ls-files", "--cached", "--others", "--exclude-standard", "-z").split("\0")
    for name in filter(None, tracked):
        if not name.startswith(("tests/", "examples/", "docs/")) and (ROOT / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, source / name)
    git(tmp_path, "init", "--quiet", str(source))
    git(source, "add", "--all")
    git(source, "commit", "--quiet", "--message", "Here")
    version = git(source, "rev-parse", "HEAD").strip()
    config = {"repos": [{"repo": source.as_uri(), "rev": version, "hooks": [{"id": name} for name in hooks()]}]}
    (repository / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), "utf-8")
    environment = os.environ | GIT | {"PRE_COMMIT_HOME": str(tmp_path / "home"), "NO_COLOR": "1"}
    environment.pop("PYTHONPATH", None)

    def hooked() -> subprocess.CompletedProcess[str]:
        git(repository, "add", ".")
        command = [programs / "pre-commit", "run", "--color", "never"]
        return subprocess.run(command, cwd=repository, env=environment, capture_output=True, text=True, check=False)

    case = repository / "spring-2017" / "cases" / "OT-02.yaml"
    text = repository / "sets" / "otherton-audit" / "1.0.0" / "text.en.yaml"
    change(text, "A title and description of its own", "The title and description of its own")
    change(case, "Chaired the meeting", "She chaired the meeting")
    good = hooked()
    assert good.returncode == 0, good.stdout + good.stderr
    assert len(re.findall(r"^yotinspect .*Passed$", good.stdout, re.MULTILINE)) == 2, good.stdout
    change(case, "  S-M2: yes\n", "")
    bad = hooked()
    assert bad.returncode == 1
    assert re.findall(r"^yotinspect .*(Passed|Failed)$", bad.stdout, re.MULTILINE) == ["Passed", "Failed"], bad.stdout
    assert "spring-2017/cases/OT-02.yaml:" in bad.stdout
    assert "[case-missing-answer]" in bad.stdout
    change(text, "title:", "titel:")
    bad = hooked()
    assert bad.stdout.startswith("yotinspect question sets")
    assert "sets/otherton-audit/1.0.0/text.en.yaml:8:1: error: " in bad.stdout
    assert "Did you mean title? [model-unknown-key]" in bad.stdout


# --- the action ---------------------------------------------------------------------------------------------------------

EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")


def action() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    return loaded


def steps() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = action()["runs"]["steps"]
    return found


def test_the_action_declares_every_input_it_uses_and_uses_every_one() -> None:
    text = (ROOT / "action.yml").read_text("utf-8")
    assert set(re.findall(r"\binputs\.([a-z-]+)", text)) == set(action()["inputs"])
    assert all(row["description"] and "default" in row for row in action()["inputs"].values())


def test_what_users_give_reaches_a_script_as_environment_alone() -> None:
    scripts = [step for step in steps() if "run" in step]
    assert len(scripts) == 4
    for step in scripts:
        assert step["shell"] == "bash"
        assert EXPRESSION.search(step["run"]) is None
        for name, value in step.get("env", {}).items():
            assert EXPRESSION.fullmatch(value), name
            assert f'"${name}"' in step["run"], f"{name} is used bare or not at all"


def test_expressions_stand_for_inputs_and_for_nothing_that_others_can_write() -> None:
    for step in steps():
        values = [*step.get("env", {}).values(), *step.get("with", {}).values()]
        assert all(re.fullmatch(r"inputs\.[a-z-]+", expression) for value in values for expression in EXPRESSION.findall(value))  # fmt: skip


class Runner:
    """Runs the steps of the action as GitHub does: conditions, inputs as environment, bash as it is called there."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self.folder = folder
        self.temp = folder.parent / "runner"
        self.temp.mkdir()
        self.summary = self.temp / "summary.md"
        self.environment = os.environ | GIT | {
            "PATH": os.pathsep.join([str(programs), os.environ["PATH"]]), "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_STEP_SUMMARY": str(self.summary), "RUNNER_TEMP": str(self.temp), "COLUMNS": "100",
        }  # fmt: skip

    def __call__(self, skip: tuple[str, ...] = (), **given: str) -> dict[str, subprocess.CompletedProcess[str]]:
        """The steps that ran, by name. Inputs are named with ``_`` for ``-``."""
        inputs = {name: row["default"] for name, row in action()["inputs"].items()}
        inputs |= {name.replace("_", "-"): value for name, value in given.items()}
        done = {}
        for step in steps():
            if "run" not in step or step["name"] in skip or not self._wanted(step.get("if", ""), inputs):
                continue
            script = self.temp / "step.sh"
            script.write_text(step["run"], "utf-8")
            values = {name: EXPRESSION.sub(lambda found: inputs[found[1][7:]], value) for name, value in step.get("env", {}).items()}  # fmt: skip
            done[step["name"]] = subprocess.run(
                ["bash", "--noprofile", "--norc", "-euo", "pipefail", script], cwd=self.folder,
                env=self.environment | values, capture_output=True, text=True, check=False,
            )  # fmt: skip
        return done

    @staticmethod
    def _wanted(condition: str, inputs: Mapping[str, str]) -> bool:
        return all(inputs[name] != "" for name in re.findall(r"inputs\.([a-z-]+) != ''", condition))


@pytest.fixture
def runner(repository: Path, tmp_path: Path) -> Runner:
    tool = tmp_path / "programs" / "yotinspect"
    tool.parent.mkdir()
    tool.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m yotinspect "$@"\n', "utf-8")
    tool.chmod(0o755)
    return Runner(repository, tool.parent)


INSTALL = ("Install yotinspect",)


@pytest.mark.slow
def test_without_inputs_the_action_validates_every_set_that_is_found(runner: Runner) -> None:
    done = runner(INSTALL)
    assert list(done) == ["Validate question sets"]
    assert done["Validate question sets"].returncode == 0, done["Validate question sets"].stderr


@pytest.mark.slow
def test_the_action_validates_compares_and_checks_cases_with_annotations_and_a_summary(
    runner: Runner, repository: Path, run: Callable[..., Result]
) -> None:
    run("new", "questionset", "otherton-audit@1.0.1", "--from", "otherton-audit@1.0.0")
    new = repository / "sets" / "otherton-audit" / "1.0.1" / "questionset.yaml"
    change(new, "  - S-MH ", "  - S-M7\n  - S-MH ")
    change(repository / "spring-2017" / "cases" / "OT-02.yaml", "  S-M2: yes\n", "")
    given = {"paths": "sets/otherton-audit/1.0.0\nsets/frameworks\n", "against": "main", "cases": "spring-2017"}
    done = runner(INSTALL, **given)
    assert [(name, step.returncode) for name, step in done.items()] == [
        ("Validate question sets", 0), ("Say what changed", 1), ("Check cases", 1),
    ]  # fmt: skip
    changed = done["Say what changed"].stdout
    assert "S-M7: changes meaning." in changed
    assert "\n::error file=sets/otherton-audit/1.0.1/questionset.yaml,line=" in changed
    assert done["Check cases"].stdout.startswith("::error file=spring-2017/cases/OT-02.yaml,line=")
    summary = runner.summary.read_text("utf-8")
    assert summary.startswith("## otherton-audit@1.0.1\n")
    assert "- `S-M7`: changes meaning." in summary


def test_what_users_give_to_the_action_is_never_run_nor_taken_for_an_option(runner: Runner, repository: Path) -> None:
    nasty = '$(touch owned)\n`touch owned`\n"; touch owned; "\n--help\n*'
    done = runner(INSTALL, paths=nasty, questionsets="$(touch owned)", cases=nasty, against="--help; touch owned")
    assert {step.returncode for step in done.values()} == {2}
    assert not (repository / "owned").exists()


@pytest.mark.slow
def test_fail_on_is_the_users_to_say(runner: Runner, repository: Path) -> None:
    change(repository / "spring-2017" / "cases" / "OT-02.yaml", "  S-M2: yes\n", "")
    assert runner(INSTALL, cases="spring-2017", fail_on="never")["Check cases"].returncode == 0


@pytest.mark.system
@NETWORK
def test_the_action_installs_its_own_checkout_and_runs_from_it(repository: Path, tmp_path: Path) -> None:
    runner = Runner(repository, install(tmp_path / "venv", "pip"))
    runner.environment.pop("PYTHONPATH", None)
    done = runner(against="main", cases="spring-2017")
    assert [step.returncode for step in done.values()] == [0, 0, 0, 0], [step.stderr for step in done.values()]
    assert done["Say what changed"].stdout == "Nothing has changed.\n"
