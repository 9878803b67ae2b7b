"""A team's own folders: option before environment before file, the nearest file counts, and faults are told at their place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import Result

from tests.conftest import ROOT
from yotinspect.settings import language, settings

SET = ROOT / "tests" / "corpus" / "context" / "questionsets"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project, in which commands are called."""
    monkeypatch.delenv("YOTINSPECT_QUESTIONSETS", raising=False)
    monkeypatch.delenv("YOTINSPECT_TEMPLATES", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def own(folder: Path, title: str) -> Path:
    """A folder of sets in which the subset ``mini-short`` has a title of its own."""
    for path in SET.rglob("*.yaml"):
        target = folder / path.relative_to(SET)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(path.read_text("utf-8"), "utf-8")
    words = folder / "mini-short" / "1.0.0" / "text.en.yaml"
    lines = [f"title: {title}" if line.startswith("title:") else line for line in words.read_text("utf-8").splitlines()]
    words.write_text("\n".join(lines) + "\n", "utf-8")
    return folder


def test_the_option_comes_before_the_environment_and_that_before_the_file(
    project: Path, run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("option", "environment", "file"):
        own(project / name, name)
    (project / "yotinspect.toml").write_text('questionsets = ["file"]\n', "utf-8")
    show = ("questionset", "show", "mini-short", "M-AH")
    assert run(*show).output.startswith("file (mini-short@1.0.0")
    monkeypatch.setenv("YOTINSPECT_QUESTIONSETS", str(project / "environment"))
    assert run(*show).output.startswith("environment (")
    assert run(*show, "--questionsets", "option").output.startswith("option (")
    monkeypatch.setenv("YOTINSPECT_QUESTIONSETS", "")
    assert run(*show).output.startswith("file (")


def test_what_came_with_the_program_is_looked_into_last(project: Path, run: Callable[..., Result]) -> None:
    own(project / "sets", "ours")
    (project / "yotinspect.toml").write_text('questionsets = ["sets"]\n', "utf-8")
    assert {"fji@2.0.0", "mini@1.0.0"} <= {line.split()[0] for line in run("questionset", "list").output.splitlines()}


def test_the_nearest_file_counts_and_its_folders_are_named_from_where_it_stands(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = project / "audits" / "2017"
    for folder in (inner, project / "sets", project / "audits" / "sets"):
        folder.mkdir(parents=True, exist_ok=True)
    (project / "yotinspect.toml").write_text('questionsets = ["sets"]\n', "utf-8")
    monkeypatch.chdir(inner)
    assert settings().folders("questionsets") == (project / "sets",)
    (project / "audits" / "pyproject.toml").write_text('[tool.yotinspect]\nquestionsets = ["sets"]\n', "utf-8")
    assert settings().folders("questionsets") == (project / "audits" / "sets",)


def test_in_one_folder_the_file_of_its_own_counts_before_pyproject(project: Path) -> None:
    (project / "pyproject.toml").write_text('[tool.yotinspect]\nlang = "en"\n', "utf-8")
    assert language() == "en"
    (project / "yotinspect.toml").write_text('lang = "cy"\n', "utf-8")
    assert language() == "cy"


def test_a_pyproject_without_our_table_is_passed_over_even_where_it_is_broken(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = project / "inner"
    inner.mkdir()
    (project / "yotinspect.toml").write_text('lang = "cy"\n', "utf-8")
    monkeypatch.chdir(inner)
    for text in ("[tool.other]\n", "this is [not TOML\n", '[project]\ndependencies = ["yotinspect"]\n'):
        (inner / "pyproject.toml").write_text(text, "utf-8")
        assert language() == "cy", text


def test_nobody_looks_above_the_top_of_a_git_repository(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = project / "repository" / "inner"
    inner.mkdir(parents=True)
    (project / "yotinspect.toml").write_text('lang = "cy"\n', "utf-8")
    monkeypatch.chdir(inner)
    assert language() == "cy"
    (project / "repository" / ".git").mkdir()
    assert language() is None


def test_no_settings_are_none(project: Path) -> None:
    assert settings().path is None
    assert settings().folders("questionsets") == settings().folders("templates") == ()


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("yotinspect.toml", 'questionset = ["sets"]\n', "yotinspect.toml:1: questionset: there is no such setting. Did you mean questionsets?"),
        ("yotinspect.toml", "\nfolder = 1\n", "yotinspect.toml:2: folder: there is no such setting. There are: questionsets, templates, lang."),
        ("yotinspect.toml", 'questionsets = "sets"\n', 'yotinspect.toml:1: questionsets: write a list of folders, as questionsets = ["sets"].'),
        ("yotinspect.toml", "templates = [1]\n", 'yotinspect.toml:1: templates: write a list of folders, as templates = ["templates"].'),
        ("yotinspect.toml", 'questionsets = [""]\n', "yotinspect.toml:1: questionsets: write a list of folders"),
        ("yotinspect.toml", "lang = 1\n", 'yotinspect.toml:1: lang: write a language, as lang = "cy".'),
        ("yotinspect.toml", 'lang = "fr"\n', "yotinspect.toml:1: lang: there is no such language here. There are: en, cy."),
        ("yotinspect.toml", "# ours\nquestionsets = [\n", "yotinspect.toml: this is not valid TOML: "),
        ("yotinspect.toml", "lang = 'cy'\nlang = 'cy'\n", "yotinspect.toml:2:12: this is not valid TOML: Cannot overwrite a value."),
        ("yotinspect.toml", '# ours\nquestionsets = ["sts"]\n', "yotinspect.toml:2: questionsets: there is no folder 'sts'. Make it, or correct questionsets."),
        ("pyproject.toml", '[project]\nlang = 1\n\n[tool.yotinspect]\nlang = "xx"\n', "pyproject.toml:5: lang: there is no such language here."),
        ("pyproject.toml", "[tool]\nyotinspect = 1\n", "pyproject.toml: tool.yotinspect: write a table, as [tool.yotinspect]."),
        ("pyproject.toml", "[tool.yotinspect\n", "pyproject.toml:1:17: this is not valid TOML: "),
    ],
)  # fmt: skip
def test_a_fault_of_the_file_is_wrong_usage_that_names_file_line_key_and_what_to_do(
    name: str, text: str, said: str, project: Path, run: Callable[..., Result]
) -> None:
    (project / name).write_text(text, "utf-8")
    result = run("questionset", "list")
    assert isinstance(result.exception, click.UsageError)
    assert said in result.exception.message


def test_a_file_that_is_not_utf_8_or_cannot_be_read_is_wrong_usage(project: Path, run: Callable[..., Result]) -> None:
    (project / "yotinspect.toml").write_bytes(b"# caf\xe9\n")
    result = run("questionset", "list")
    assert isinstance(result.exception, click.UsageError)
    assert "yotinspect.toml: it is not UTF-8 text." in result.exception.message


def test_a_key_is_shown_and_never_sent_to_the_terminal(project: Path, run: Callable[..., Result]) -> None:
    (project / "yotinspect.toml").write_text('"\\u001b[31m" = 1\n', "utf-8")
    result = run("questionset", "list")
    assert isinstance(result.exception, click.UsageError)
    assert "\x1b" not in result.exception.message


def test_an_option_is_heeded_whatever_the_file_says(project: Path, run: Callable[..., Result]) -> None:
    own(project / "sets", "ours")
    (project / "yotinspect.toml").write_text('questionsets = ["gone"]\n', "utf-8")
    assert "mini@1.0.0" in run("questionset", "list", "--questionsets", "sets").output


def test_templates_are_found_by_the_file_and_the_environment(
    project: Path, root: Path, run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one", "other"):
        (project / name).mkdir()
        (project / name / "report.md.j2").write_text(f"{name}: {{{{ report.title }}}}\n", "utf-8")
    (project / "yotinspect.toml").write_text('templates = ["one"]\n', "utf-8")
    report = ("report", root / "examples" / "aberwen-2016", "--format", "md")
    assert run(*report).stdout.startswith("one: Aberwen")
    monkeypatch.setenv("YOTINSPECT_TEMPLATES", str(project / "other"))
    assert run(*report).stdout.startswith("other: Aberwen")


@pytest.mark.parametrize("command", [["--version"], ["questionset", "--help"], ["assess", "--help"]])
def test_help_and_version_do_not_mind_a_broken_file(
    command: list[str], project: Path, run: Callable[..., Result]
) -> None:
    (project / "yotinspect.toml").write_text("][", "utf-8")
    assert run(*command).exit_code == 0
