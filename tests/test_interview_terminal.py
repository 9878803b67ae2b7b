"""Whole cases answered at a pseudo-terminal, in each language: what is shown, what the file holds, and interruptions."""

from __future__ import annotations

import io
import os
import re
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from unittest import mock

import pytest
from babel.messages.pofile import read_po
from click.testing import Result

from tests.conftest import ROOT

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal is wanted", allow_module_level=True)

import pty

from tests.at_terminal import EVIDENCE, VALUES, Terminal, inspector, wait_for
from tests.desk import case_file
from yotinspect.cases.model import Case
from yotinspect.cases.route import Asked, route
from yotinspect.cli.interview import _Talk
from yotinspect.cli.interview_pages import screens
from yotinspect.cli.interview_read import Reader
from yotinspect.cli.interview_rest import flushed, of_console, rest
from yotinspect.desk import events as e
from yotinspect.desk.sitting import Sitting
from yotinspect.library import Library
from yotinspect.records import Place, check
from yotinspect.workspace import Assessor
from yotinspect.yamlfile import read

PO = ROOT / "yotinspect" / "locale" / "cy" / "LC_MESSAGES" / "yotinspect.po"


@pytest.fixture
def case(tmp_path: Path, run: Callable[..., Result]) -> Callable[[str], Path]:
    """Make an empty case of a set."""

    def made(name: str) -> Path:
        assert run("new", "inspection", tmp_path / "i", "--yot", "Testshire", "--programme", name).return_value == 0
        assert run("new", "case", tmp_path / "i", "T-1", "--assessor", "li-1").return_value == 0
        return tmp_path / "i" / "cases" / "T-1.yaml"

    return made


def english() -> list[str]:
    """What the interview says in English and not in Welsh, without the parts that are filled in."""
    found = []
    for message in read_po(io.BytesIO(PO.read_bytes()), locale="cy"):
        places = [place.rpartition("yotinspect/")[2] for place, _ in message.locations]
        if isinstance(message.id, str) and any(place.startswith(("desk/", "cli/interview", "cli/case_summary", "cases/")) for place in places):  # fmt: skip
            whole = max(re.split(r"\{[^}]*\}", message.id), key=len).strip()
            if len(whole) > 7 and whole not in str(message.string):
                found.append(whole)
    return found


def held_against(given: dict[str, str], path: Path, library: Library) -> Case:
    """The case in a file, whose answers must be those given and no others."""
    case = check(Case, read(path, confidential=True))
    assert case is not None
    questions, _ = library.questionset(Place(*case.questionset.split("@")))
    assert questions is not None
    answered = {name: answer for name, answer in case.answers.items() if answer.answer is not None}
    wanted = {name: questions.items[name].answers[int(number) - 1] for name, number in given.items() if name in questions.items}  # fmt: skip
    assert {name: answer.answer for name, answer in answered.items()} == wanted
    asked = route(questions, case)
    assert set(wanted) == {name for name, on in asked.items() if on is Asked.ON}
    for name, answer in answered.items():
        item = questions.items[name]
        assert answer.evidence == (EVIDENCE if answer.answer in item.evidence_for else None)
        assert len(answer.reasons) == (min(2, len(item.reasons)) if answer.answer == "no" and item.reasons else 0)
    return case


@pytest.mark.slow
@pytest.mark.parametrize(("name", "least", "language"), [("sqs", 60, "cy"), ("fji", 120, "en"), ("fji", 120, "cy")])
def test_a_whole_case_is_answered_at_a_terminal(name: str, least: int, language: str, case: Callable[[str], Path], library: Library) -> None:  # fmt: skip
    path = case(name)
    before = path.read_text("utf-8")
    terminal = Terminal(path, "--lang", language)
    given, whole = inspector(terminal)
    assert whole
    terminal.type("")
    assert terminal.end() == 0
    held = held_against(given, path, library)
    assert len(held.answers) >= least
    found = Assessor(library).assess(path)
    assert [finding.rule for finding in found.findings if finding.severity == "error"] == []
    # What was in the file before is there still: comments, and every key in its place.
    comments = [line for line in before.splitlines() if line.lstrip().startswith("#")]
    assert [line for line in path.read_text("utf-8").splitlines() if line.lstrip().startswith("#")] == comments

    shown = terminal.seen.replace(str(path), "")
    assert [
        line for line in shown.replace(EVIDENCE, "").replace(VALUES["feedback"], "").split("\n") if len(line) > 80
    ] == []
    assert [char for char in shown if not char.isprintable() and char != "\n"] == []
    if language == "cy":
        assert [sentence for sentence in english() if sentence in shown] == []
    else:
        assert "Cwestiynau" not in shown


def test_at_a_terminal_that_could_move_the_cursor_nothing_is_sent_that_does(case: Callable[[str], Path]) -> None:
    terminal = Terminal(case("sqs"), term="xterm-256color")
    for line in ("2016-04-05", "1", "?", ":l", ":h", ":lang", ":f prentis", ":q"):
        assert terminal.prompt() is not None
        terminal.type(line)
    terminal.end()
    assert "\x1b" not in terminal.seen
    assert "\x08" not in terminal.seen


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_a_signal_at_the_prompt_loses_nothing_and_the_next_sitting_goes_on_there(number: int, case: Callable[[str], Path]) -> None:  # fmt: skip
    path = case("sqs")
    first = Terminal(path)
    inspector(first, until=12)
    shown = first.prompt()
    assert shown is not None
    place = re.findall(r"^(\S+): detail", shown, re.MULTILINE)[-1]
    status = first.kill(number)
    assert status == (-signal.SIGKILL if number == signal.SIGKILL else 130)
    if number != signal.SIGKILL:
        assert "Answered: 0 of" in first.seen
    assert [one.name for one in path.parent.iterdir() if not one.name.endswith(".open")] == ["T-1.yaml"]
    second = Terminal(path)
    shown = second.prompt()
    assert shown is not None
    assert re.findall(r"^(\S+): detail", shown, re.MULTILINE) == [place]
    second.type(":q")
    assert second.end() == 1


def test_ctrl_c_and_ctrl_d_stop_as_a_command_does(case: Callable[[str], Path]) -> None:
    path = case("sqs")
    for key, status in ((b"\x03", 130), (b"\x04", 1)):
        terminal = Terminal(path)
        assert terminal.prompt() is not None
        os.write(terminal.master, key)
        assert terminal.end() == status
        assert "Answered: 0 of" in terminal.seen


def pasted(path: Path, lines: Iterable[str], text: str, *, term: str = "dumb", end: str = "\n") -> tuple[str, Case]:
    """A text pasted at a prompt, to which lines lead: what was seen afterwards, and what the file holds."""
    terminal = Terminal(path, term=term)
    assert terminal.prompt() is not None
    for line in lines:
        terminal.type(line)
        assert terminal.prompt() is not None
    os.write(terminal.master, text.encode())
    if not text.endswith("\n"):
        # Whoever pasted it looks at it, and presses Enter.
        time.sleep(0.3)
        terminal.type("")
    seen = terminal.prompt() or ""
    terminal.type(":q")
    terminal.end()
    held = check(Case, read(path, confidential=True))
    assert held is not None
    return seen, held


@pytest.fixture
def answered(tmp_path: Path) -> Path:
    """A case that is answered as a whole."""
    path = tmp_path / "AW-01.yaml"
    shutil.copy(ROOT / "examples" / "aberwen-2016" / "cases" / "AW-01.yaml", path)
    return path


@pytest.mark.few(1)
@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("First line.\n1 second line\n:q third line", "dumb"),
        ("First line.\n1 second line\n:q third line", "xterm"),
        ("First line.\n1 second line\n:q third line\n", "dumb"),
        ("First line.\n1 second line\n:q third line\n", "xterm"),
        ("1\ntwo places\n\n34", "dumb"),
        ("\nŵy\n12\n", "xterm"),
    ],
)
def test_lines_that_are_pasted_together_are_one_text(text: str, term: str, answered: Path) -> None:
    seen, held = pasted(answered, (":g S-C4", "2", "1"), text, term=term)
    assert held.answers["S-C4"].evidence == text.strip()
    assert "Lines pasted together, taken as one: " in seen
    # It is shown once, whoever shows it.
    assert seen.partition("Lines pasted")[0].count(text.strip().rpartition("\n")[2]) == 1


@pytest.mark.slow
@pytest.mark.parametrize("term", ["dumb", "xterm"])
@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ((":g S-C4",), "1\n2\n1\n"),
        ((":g S-C4",), "2 of them late\n1 never\n:q"),
        ((":g S-C4", "2"), "1 2\nThe analysis stops at the offence."),
        ((":g S-C4", "2", "1"), "1\n2\n"),
        ((":g age",), "12\n1\n"),
        ((":g assessed",), "2016-05-05\n1\n2"),
        ((":g S-C4",), "\n1\n"),
    ],
)
def test_no_line_that_came_with_others_is_an_answer_and_that_is_told(lines: tuple[str, ...], text: str, term: str, answered: Path, tmp_path: Path) -> None:  # fmt: skip
    before = check(Case, read(answered, confidential=True))
    assert before is not None
    seen, held = pasted(answered, lines, text, term=term)
    assert "None of them was taken: give one answer at a time." in " ".join(seen.split())
    if "2" not in lines:
        assert held == before
    assert {name: given for name, given in held.answers.items() if name != "S-C4"} == {name: given for name, given in before.answers.items() if name != "S-C4"}  # fmt: skip
    assert held.answers["S-C4"].answer == ("no" if "2" in lines else before.answers["S-C4"].answer)
    assert held.answers["S-C4"].evidence == before.answers["S-C4"].evidence


@pytest.mark.slow
def test_a_key_held_down_is_one_enter(answered: Path) -> None:
    terminal = Terminal(answered)
    assert terminal.prompt() is not None
    for keys in (":g S-C4\n", "\n\n\n"):
        os.write(terminal.master, keys.encode())
        assert terminal.prompt() is not None
    assert re.findall(r"^(S-\S+): question", terminal.seen, re.MULTILINE) == ["S-C4", "S-C5"]
    terminal.type(":q")
    terminal.end()
    assert "together" not in terminal.seen


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Type at a terminal that is the standard input of this process."""
    master, slave = pty.openpty()
    with os.fdopen(slave, encoding="utf-8") as stream:
        monkeypatch.setattr("sys.stdin", stream)
        yield lambda text: os.write(master, text.encode()) and None
    os.close(master)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("one\n", "one"),
        ("one\ntwo\n", "one\ntwo"),
        ("1\n2\n", "1\n2"),
        ("\n\n", ""),
        ("\none\n\n", "\none\n"),
    ],
)
def test_lines_that_wait_together_are_read_together(text: str, line: str, typed: Callable[[str], None]) -> None:
    reader = Reader()
    typed(text)
    assert reader.line("?") == line
    assert reader.joined == line.count("\n") + 1
    # What is typed ahead while an answer is being saved is the next answer.
    typed("2\n")
    assert reader.line("?") == "2"
    assert reader.joined == 1


def test_a_last_line_that_has_no_end_yet_is_finished_with_enter(typed: Callable[[str], None]) -> None:
    reader = Reader()
    typed("one\ntŵ")
    later = threading.Timer(0.3, typed, ["o.\n"])
    later.start()
    assert reader.line("?") == "one\ntŵo."
    later.join()


@pytest.mark.parametrize("keys", ["\x04", "two\n\x04", "two\x04"])
def test_nothing_comes_behind_a_key_that_ends_the_input(keys: str, typed: Callable[[str], None]) -> None:
    reader = Reader()
    typed(f"one\n{keys}")
    assert reader.line("?") == "\n".join(["one", *keys.strip("\n\x04").splitlines()])
    # Nobody types any more: whoever waited would wait for ever.
    assert reader.line("?") is None
    assert reader.line("?", fresh=True) is None


def test_what_is_not_taken_may_have_been_the_end(typed: Callable[[str], None]) -> None:
    reader = Reader()
    typed("2\n\x04")
    assert reader.line("?", fresh=True) is None
    assert reader.dropped


def test_what_waits_in_a_console_of_windows_is_taken_key_by_key(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = list("two\rthr\ree")
    console = mock.Mock(kbhit=lambda: bool(keys), getwch=lambda: keys.pop(0))
    assert of_console(console, 0.0) == "two\rthr\ree"
    assert of_console(console, 0.0) == ""
    monkeypatch.setattr("yotinspect.cli.interview_rest._of_terminal", lambda wait: "two\rthr\r\nee\n")
    monkeypatch.setattr("sys.stdin", mock.Mock(isatty=lambda: True))
    assert rest("one").text == "two\nthr\nee\n"


def test_what_was_typed_before_something_unforeseen_is_asked_does_not_answer_it(
    typed: Callable[[str], None], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, library = case_file(tmp_path)
    talk = _Talk(Sitting(path, library))
    talk.sitting.interview.unsaved("The disk is full.")
    typed("2\n1\n2")

    def asked() -> bool:
        taken = flushed()
        typed("1\n")
        return taken

    monkeypatch.setattr("yotinspect.cli.interview_read.flushed", asked)
    time.sleep(0.05)
    talk._one(talk.sitting.screen())
    assert "What was typed before this was asked is not taken." in capsys.readouterr().out
    assert not talk.sitting.interview.over
    assert not talk.sitting.interview.lost


@pytest.mark.parametrize("high", [8, 24, 25, 60])
@pytest.mark.parametrize("after", [3, 7])
@pytest.mark.parametrize("length", [0, 1, 14, 16, 17, 23, 24, 39, 200])
def test_nothing_of_a_long_text_scrolls_away_and_nothing_is_left_out(high: int, after: int, length: int) -> None:
    lines = ["" if n % 7 == 0 else f"line {n}" for n in range(length)]
    *parts, (last, rest) = screens(lines, high, after)
    assert [line for part, _ in [*parts, (last, rest)] for line in part if line] == [line for line in lines if line]
    assert all(0 < len(part) < high for part, _ in parts)
    assert all(part[0] for part, _ in parts[1:])
    assert len(last) + after + 1 <= high
    assert rest == 0
    # Whoever is told that nothing is left sees nothing more but what comes after.
    assert [left for _, left in parts] == sorted({left for _, left in parts}, reverse=True)
    assert bool(parts) == (length + after + 1 > high)


@pytest.mark.few(1)
@pytest.mark.parametrize("language", ["en", "cy"])
def test_guidance_is_shown_a_screen_at_a_time_and_holds_nobody(language: str, answered: Path) -> None:
    terminal = Terminal(answered, "--lang", language)
    more = {"en": "Enter: more, q: back to the question: ", "cy": "Enter: rhagor, q: yn ôl at y cwestiwn: "}[language]
    shown = [terminal.prompt() or ""]
    for line in (":g R-A2", "?", "", "?", "q", ":l all", "1", "?", ":q"):
        terminal.type(line)
        shown.append(terminal.prompt() or "")
        assert len(shown[-1].split("\n")) <= 25
    assert [one.endswith(more) for one in shown] == [False, False, True, False, True, False, True, False, True, False]
    first, second = (one.replace(more, "").split("\n") for one in shown[2:4])
    assert len(first) <= 24
    assert shown[1].rsplit("\n", 1)[1] == shown[3].rsplit("\n", 1)[1] == shown[5].rsplit("\n", 1)[1] == second[-1]
    terminal.end()
    back = {"en": "Back at the question: what was typed answers nothing.", "cy": "Yn ôl at y cwestiwn: nid yw'r hyn a deipiwyd yn ateb dim."}  # fmt: skip
    assert [back[language] in one for one in shown] == [n == 7 for n in range(len(shown))]
    assert answered.read_bytes() == (ROOT / "examples" / "aberwen-2016" / "cases" / "AW-01.yaml").read_bytes()


@pytest.mark.slow
def test_the_editor_gives_evidence_of_several_lines(case: Callable[[str], Path], tmp_path: Path) -> None:
    path = tmp_path / "AW-01.yaml"
    shutil.copy(ROOT / "examples" / "aberwen-2016" / "cases" / "AW-01.yaml", path)
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nsleep 1\nprintf "One.\\n\\nTwo: three.\\n" > "$1"\n', "utf-8")
    editor.chmod(0o755)
    terminal = Terminal(path, EDITOR=str(editor))
    assert terminal.prompt() is not None
    for line in (":g S-C4", ":e", ":q"):
        terminal.type(line)
        terminal.prompt()
    terminal.end()
    held = check(Case, read(path, confidential=True))
    assert held is not None
    assert held.answers["S-C4"].evidence == "One.\n\nTwo: three."


@pytest.mark.parametrize("saved", [b"Aderyn\x1b bach.", "Café bach.".encode("latin-1")])
def test_what_was_written_in_the_editor_and_cannot_be_taken_is_there_when_it_is_opened_again(
    saved: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path, library = case_file(tmp_path)
    talk = _Talk(Sitting(path, library))
    talk.sitting.tell(e.Goto("M-A2"))
    talk.reader.terminal = True
    monkeypatch.setattr("click.edit", lambda text, extension: saved)
    assert talk._edited(talk.sitting.screen()) is None
    assert len(capsys.readouterr().out.splitlines()) >= 1
    opened: list[bytes] = []
    monkeypatch.setattr("click.edit", lambda text, extension: opened.append(text))
    talk._edited(talk.sitting.screen())
    assert opened == [saved.decode("latin-1").encode()]


def test_no_editor_is_opened_where_it_is_to_be_decided_what_is_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, library = case_file(tmp_path)
    talk = _Talk(Sitting(path, library))
    talk.sitting.tell(e.Goto("M-A2"))
    path.write_text(path.read_text("utf-8").replace("answers:", "answers:\n  M-A2: yes"), "utf-8")
    talk.sitting.tell(e.Answer(2))
    assert talk.sitting.screen().stage == "conflict"
    talk.reader.terminal = True
    monkeypatch.setattr("click.edit", lambda text, extension: pytest.fail("What is written here would be lost."))
    assert talk._edited(talk.sitting.screen()) is None


@pytest.mark.slow
def test_two_in_one_file_are_told_and_asked_where_they_differ(case: Callable[[str], Path], tmp_path: Path) -> None:
    path = tmp_path / "AW-01.yaml"
    shutil.copy(ROOT / "examples" / "aberwen-2016" / "cases" / "AW-01.yaml", path)
    one, other = Terminal(path), Terminal(path)
    assert one.prompt() is not None
    shown = other.prompt()
    assert shown is not None
    for line in (":g S-C4", "2 Late.", "1"):
        one.type(line)
        assert one.prompt() is not None
    wait_for(path, "Late.")
    for line in (":g S-C4", "2 Never made."):
        other.type(line)
        shown = other.prompt()
    assert shown is not None
    assert "Somebody else has changed this in the file" in shown
    assert "Late." in shown
    other.type("1")
    assert other.prompt() is not None
    for terminal in (one, other):
        terminal.type(":q")
        terminal.end()
    assert "Somebody else has this file open" in one.seen + other.seen
    held = check(Case, read(path, confidential=True))
    assert held is not None
    assert held.answers["S-C4"].evidence == "Late."
