"""Starting costs click alone: whoever asks for help or the version does not wait for what only commands need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"pydantic", "pydantic_core", "yaml", "jinja2", "rich", "tomllib"}


def imported(root: Path, *arguments: str) -> set[str]:
    """The packages at the top that a run of the program imports, as the interpreter itself reports them."""
    command = [sys.executable, "-X", "importtime", "-m", "yotinspect", *arguments]
    ended = subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8", check=True)
    lines = [line for line in ended.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}


@pytest.mark.parametrize("option", ["--help", "-h", "--version"])
def test_help_and_version_import_nothing_that_only_commands_need(root: Path, option: str) -> None:
    names = imported(root, option)
    assert "click" in names, "the report of imports is read wrongly"
    assert names & HEAVY == set()


@pytest.mark.parametrize("command", ["assess", "rate", "report", "import", "new", "questionset"])
def test_help_of_a_command_imports_nothing_that_only_its_work_needs(root: Path, command: str) -> None:
    assert imported(root, command, "--help") & HEAVY == set()


def test_rating_does_not_import_what_only_reports_need(root: Path) -> None:
    names = imported(root, "rate", "examples/exampleshire-2019")
    assert {"pydantic", "yaml"} <= names
    assert "jinja2" not in names
