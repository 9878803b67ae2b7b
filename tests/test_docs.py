"""Documentation cannot drift: made pages equal the program, and every shell block runs and prints what it shows."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"(?P<before>[^\n]*)\n```(?P<kind>sh|text)\n(?P<body>.*?)```", re.DOTALL)
#: On the line above a block that is meant to end with another status than 0.
EXIT = re.compile(r"<!-- exit: (\d) -->")
#: Where something stands in a file of a set moves with every edit of the set; a page may say where it stood.
PLACE = re.compile(r":\d+:\d+: (?=error|warning|info)")
#: A git that is the same on every machine.
GIT = {
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "A maintainer", "GIT_AUTHOR_EMAIL": "maintainer@example.org",
    "GIT_COMMITTER_NAME": "A maintainer", "GIT_COMMITTER_EMAIL": "maintainer@example.org",
}  # fmt: skip


def blocks(page: Path) -> list[tuple[str, str, int]]:
    """The shell and text blocks of a page in order, each with the status that a shell block is to end with; without the
    two set-up commands, which .ci/run tries as printed.
    """
    found = BLOCK.finditer(page.read_text("utf-8"))
    return [
        (match["kind"], match["body"], int(exit[1]) if (exit := EXIT.fullmatch(match["before"])) else 0)
        for match in found
        if not match["before"].startswith("<!-- command:")
    ]


def made_pages() -> list[tuple[str, str]]:
    spec = importlib.util.spec_from_file_location("make_docs", ROOT / "docs" / "make_docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return [(name, make()) for name, make in module.PAGES.items()]


@pytest.mark.parametrize(("name", "text"), made_pages(), ids=lambda value: value if value.endswith(".md") else "")
def test_a_made_page_is_what_the_program_says_now(name: str, text: str) -> None:
    assert (ROOT / "docs" / name).read_text("utf-8") == text, "run: python docs/make_docs.py"


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which ``yotinspect`` is this program."""
    tool = tmp_path_factory.mktemp("program") / "bin" / "yotinspect"
    tool.parent.mkdir()
    tool.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m yotinspect "$@"\n', "utf-8")
    tool.chmod(0o755)
    path = os.pathsep.join([str(tool.parent), os.environ["PATH"]])
    return os.environ | GIT | {"PATH": path, "PYTHONPATH": str(ROOT), "COLUMNS": "100"}


#: Short pages whose blocks run in plain pytest. Those of all others run in CI: each command is a start of the program.
AT_ONCE = ("suppression.md",)


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(page, marks=() if page.name in AT_ONCE else pytest.mark.slow, id=page.name)
        for page in PAGES
        if page.name != "benchmarks.md"
    ],
)
def test_every_shell_block_runs_and_prints_what_stands_below_it(
    page: Path, program: dict[str, str], tmp_path: Path
) -> None:
    """Blocks of a page run one after another in a folder of its own that has the examples in it."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    printed: str | None = None
    for kind, body, status in blocks(page):
        if kind == "sh":
            done = subprocess.run(
                ["sh", "-euc", body], cwd=tmp_path, env=program, capture_output=True, text=True, check=False
            )
            assert done.returncode == status, f"{body}\n{done.stdout}\n{done.stderr}"
            printed = done.stdout
        elif printed is not None:
            lines = {_unplaced(line) for line in printed.splitlines()}
            assert [line for line in body.splitlines() if line.strip() and _unplaced(line) not in lines] == []


def _unplaced(line: str) -> str:
    return PLACE.sub(":N:N: ", line.rstrip())


def test_links_lead_to_files_that_exist() -> None:
    for page in (*PAGES, ROOT / "CONTRIBUTING.md"):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_no_page_names_this_machine() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    for name in tracked:
        path = ROOT / name
        if (
            path.suffix in (".md", ".py", ".yaml", ".toml", ".j2")
            and path.exists()
            and "corpus" not in name
            and name != "tests/test_docs.py"
        ):
            assert not re.search(r"(?<![\w.])/(work|tmp)/", path.read_text("utf-8")), name
