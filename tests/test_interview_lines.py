"""What a typed line means, and an interview whose lines come from a pipe."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from click.testing import Result

from tests.conftest import ROOT
from tests.desk import case_of, small_questions
from yotinspect.cli.interview_lines import Key, NotUnderstood, understood
from yotinspect.desk import events as e
from yotinspect.desk.interview import Interview
from yotinspect.desk.screens import Screen

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def screens(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Screen]:
    """A screen of each kind."""
    questions = small_questions(tmp_path_factory.mktemp("sets"))
    found: dict[str, Screen] = {}
    for name in ("M-A1", "needs", "started", "feedback", "order"):
        interview = Interview(questions, case_of())
        interview.tell(e.Goto(name))
        found[name] = interview.screen()
    interview = Interview(questions, case_of())
    interview.tell(e.Answer(2))
    found["reasons"] = interview.screen()
    interview.tell(e.Reasons(()))
    return found | {"evidence": interview.screen()}


@pytest.mark.parametrize(
    ("name", "line", "meant"),
    [
        ("M-A1", "2", e.Answer(2)),
        ("M-A1", " 2 ", e.Answer(2)),
        ("M-A1", "2 It came late.", e.Answer(2, "It came late.")),
        ("M-A1", "2 3 May was too late", e.Answer(2, "3 May was too late")),
        ("M-A1", "", e.Keep()),
        ("M-A1", "?", e.ShowGuidance()),
        ("M-A1", ":B", e.Back()),
        ("M-A1", ":g m-p1", e.Goto("m-p1")),
        ("M-A1", ":g", e.Goto()),
        ("M-A1", ":l popeth", e.ShowList(all=True)),
        ("M-A1", ":f  the plan ", e.Find("the plan")),
        ("M-A1", ":n ask: again", e.Note("ask: again")),
        ("M-A1", ":n -", e.Note("")),
        ("M-A1", ":lang cy", e.Language("cy")),
        ("M-A1", ":e", Key("edit")),
        ("M-A1", ":h", Key("help")),
        ("order", "2", e.Answer(2)),
        ("needs", "1, 3", e.Reasons((1, 3))),
        ("needs", "0", e.Reasons(())),
        ("reasons", "1;2", e.Reasons((1, 2))),
        ("started", "2019-01-07", e.Value("2019-01-07")),
        ("feedback", "Good work: 3 visits.", e.Value("Good work: 3 visits.")),
        ("evidence", "None on file.", e.Evidence("None on file.")),
        ("evidence", " :a colon first", e.Evidence(":a colon first")),
        ("evidence", ":b", e.Back()),
        ("evidence", "1\nis late.\n:q", e.Evidence("1\nis late.\n:q")),
        ("feedback", "One.\n\n2", e.Value("One.\n\n2")),
        ("M-A1", ":n one\ntwo", e.Note("one\ntwo")),
    ],
)
def test_a_line_is_understood_by_where_it_is_typed(
    screens: dict[str, Screen], name: str, line: str, meant: Any
) -> None:
    assert understood(line, screens[name]) == meant


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("M-A1", "yes"), ("M-A1", "1.5"), ("M-A1", "1 2"), ("M-A1", "2."), ("M-A1", "１"), ("M-A1", ":zz"), ("M-A1", ":n"), ("M-A1", ":q now"),
        ("order", "2 Referral"), ("reasons", "late"), ("needs", "1 two"), ("evidence", "1"), ("feedback", "2"),
        ("evidence", "cut \x1b[D off"), ("evidence", "\udcff"), ("evidence", "a\x00b"),
        ("M-A1", "1\n2"), ("M-A1", "\n1"), ("M-A1", "2 late\nand thin"), ("M-A1", ":q\n1"), ("M-A1", ":g M-A2\n1"), ("needs", "1\n2"), ("reasons", "1\ntoo late"),
        ("started", "2019-01-07\n12"), ("evidence", "1\n2"), ("evidence", ":b\nlate"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_told_and_is_nothing_else(screens: dict[str, Screen], name: str, line: str) -> None:
    assert isinstance(understood(line, screens[name]), NotUnderstood)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "examples" / "aberwen-2016" / "cases" / "AW-01.yaml", tmp_path / "AW-01.yaml")
    return tmp_path / "AW-01.yaml"


def test_lines_may_come_from_a_pipe_and_stand_where_they_were_typed(path: Path, run: Run) -> None:
    result = run("assess", "-i", path, input=":g S-C4\n2 Two days late.\n1\n:q\n")
    assert "Answer, 1 to 2 (Enter: as it is): 2 Two days late.\n" in result.stdout
    assert "S-C4: {answer: no, evidence: Two days late., reasons: [late]}" in path.read_text("utf-8")
    assert result.return_value == 0


def test_the_status_is_that_of_assess_for_the_case_as_it_is_left(path: Path, run: Run) -> None:
    assert run("assess", "-i", path, input=":g S-C4\n:x\n").return_value == 1
    assert run("assess", "-i", path, "--fail-on", "never", input="").return_value == 0


def test_a_file_that_cannot_be_asked_about_is_told_as_assess_tells_it(path: Path, run: Run) -> None:
    for text, rule in (("case: [", "[yaml-syntax]"), ("case: X\nquestionset: sqs@9.0.0\nassessor: a\n", "[case-set]"), ("case: X\nquestionset: sqs@2.0.0\nassessor: a\nanswers: [a]\n", "[model-shape]")):  # fmt: skip
        path.write_text(text, "utf-8")
        result = run("assess", "-i", path, input="1\n")
        assert rule in result.stdout
        assert result.return_value == 1
        assert path.read_text("utf-8") == text


def test_what_a_file_holds_steers_no_terminal(path: Path, run: Run) -> None:
    evil = '"\\x1b[2J\\u202eevil"'
    path.write_text(path.read_text("utf-8").replace("  S-C4: yes\n", f"  S-C4: {{answer: yes, evidence: {evil}}}\n"), "utf-8")  # fmt: skip
    result = run("assess", "-i", path, input=":g S-C4\n:q\n")
    assert "\x1b" not in result.stdout
    assert "\u202e" not in result.stdout
    assert "evil" in result.stdout


@pytest.mark.parametrize("language", ["en", "cy"])
def test_where_it_is_put_that_could_not_be_saved_and_how_it_is_taken_in_can_be_copied(language: str, path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    deep = path.parent / "a folder with a name of its own" / "another-one-that-is-longer-than-a-line-of-eighty-columns"
    deep.mkdir(parents=True)
    path = path.rename(deep / path.name)
    monkeypatch.setattr("yotinspect.desk.keeping.write_whole", mock.Mock(side_effect=OSError(28, "No space left")))
    result = run("assess", "-i", path, "--lang", language, input=":g S-C4\n2 Two days late.\n2\n")
    lines = result.stdout.splitlines()
    aside = path.with_name("AW-01.yaml.unsaved")
    assert lines.count(str(aside)) == 1
    command = next(line for line in lines if line.startswith("yotinspect assess "))
    monkeypatch.undo()
    assert run(*shlex.split(command)[1:]).return_value == 0
    assert "Two days late." in path.read_text("utf-8")


def test_of_a_very_long_text_in_the_file_the_beginning_is_shown_and_how_much_is_not(path: Path, run: Run) -> None:
    lines = "".join(f"\n      line {n} of it" for n in range(150))
    path.write_text(path.read_text("utf-8").replace("  S-C4: yes\n", f"  S-C4:\n    answer: yes\n    evidence: |-{lines}\n"), "utf-8")  # fmt: skip
    shown = run("assess", "-i", path, input=":g S-C4\n:q\n").stdout
    assert "line 99 of it" in shown
    assert "line 100 of it" not in shown
    assert "Lines that are not shown here: 50." in shown
