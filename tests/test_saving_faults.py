"""Saving under every fault: killed at any instant, or with any call of the system failing, the file is whole and nothing
that was said to be saved is lost.
"""

from __future__ import annotations

import errno
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import LONG, ROOT

pytest.importorskip("fcntl")

from tests.faults import CALLS, Through, counted
from tests.saver import QUESTIONS, evidence
from tests.test_keeping import A1, A4, CASE, replaced, text
from yotinspect.desk import presence
from yotinspect.desk.keeping import Change, Keeper, NotSavedError
from yotinspect.desk.merging import at
from yotinspect.yamledit import plain
from yotinspect.yamlfile import parse

OURS = [Change(A1, "no"), Change(A4, {"answer": "no", "evidence": "Late."})]
NEW = replaced(("R-A1:  yes ", "R-A1: no "), ("R-A4:\n", "R-A4: {answer: no, evidence: Late.}\n"))
ERRORS = ("ENOSPC", "EIO", "EACCES", "EINTR")
#: Calls without which an answer is not on the disk: where one fails, somebody must be told.
VITAL = {"write", "fsync", "replace"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "EX-001.yaml"
    path.write_bytes(CASE.encode())
    return path


def left(path: Path) -> list[str]:
    return sorted(found.name for found in path.parent.iterdir() if found != path and not found.name.endswith(".open"))


# --- a call that fails --------------------------------------------------------------------------------------------------


def failing(number: int, code: str, *, on: bool = False) -> Through:
    def through(count: int, name: str, call: Callable[[], Any]) -> Any:
        if count == number or (on and count > number):
            if name == "close":
                # A file is closed even where closing says that something failed.
                call()
            raise OSError(getattr(errno, code), os.strerror(getattr(errno, code)))
        return call()

    return through


def calls_of_a_save(tmp_path: Path) -> list[str]:
    path = tmp_path / "counted.yaml"
    path.write_bytes(CASE.encode())
    with Keeper.open(path) as keeper, counted(CALLS, lambda count, name, call: call()) as names:
        keeper.save(OURS)
    path.unlink()
    return list(names)


def attempted(keeper: Keeper) -> NotSavedError | None:
    try:
        keeper.save(OURS)
    except NotSavedError as error:
        return error
    return None


def test_a_save_puts_the_answer_on_the_disk_before_it_returns(tmp_path: Path) -> None:
    names = [name for name in calls_of_a_save(tmp_path) if name in VITAL]
    # The new file, then its place in the folder.
    assert names == ["write", "fsync", "replace", "fsync"]


@pytest.mark.parametrize("code", ERRORS)
def test_whichever_call_fails_the_file_is_whole_and_it_is_told(tmp_path: Path, path: Path, code: str) -> None:
    names = calls_of_a_save(tmp_path)
    assert len(names) > 20
    for number, name in enumerate(names, 1):
        path.write_bytes(CASE.encode())
        with Keeper.open(path) as keeper:
            with counted(CALLS, failing(number, code)) as made:
                error = attempted(keeper)
            assert made[number - 1] == name
            now = text(path)
            if error is None:
                # What only serves to be polite, as a lock or a look at attributes, may fail in silence.
                assert now == NEW, (number, name)
                assert name not in VITAL, (number, name)
            else:
                assert now in (CASE, NEW), (number, name)
                assert now == CASE or made.index("replace") < number - 1, (number, name)
                assert error.finding.rule == "file-unwritable"
                assert error.finding.help.endswith(".")
                assert list(keeper.unsaved) == OURS
            assert left(path) == [], (number, name)
            # The same again without the fault.
            saved = keeper.save(OURS)
            assert (text(path), saved.merged, saved.conflicts, keeper.unsaved) == (NEW, (), (), ())
        assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("code", ERRORS)
def test_from_whichever_call_on_all_fail_the_file_is_whole_and_what_is_left_is_cleared(
    tmp_path: Path, path: Path, code: str
) -> None:
    for number in range(1, len(calls_of_a_save(tmp_path)) + 1):
        path.write_bytes(CASE.encode())
        keeper = Keeper.open(path)
        with counted(CALLS, failing(number, code, on=True)) as made:
            error = attempted(keeper)
        assert text(path) in (CASE, NEW)
        assert error is not None or VITAL.isdisjoint(made[number - 1 :])
        keeper.close()
        with Keeper.open(path) as again:
            assert left(path) == []
            again.save(OURS)
        assert text(path) == NEW


def test_an_answer_that_is_in_the_file_without_being_surely_on_the_disk_is_not_taken_for_somebody_elses(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = os.fsync, []

    def second_fails(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 2:
            raise OSError(errno.EIO, "Input/output error")
        real(handle)

    monkeypatch.setattr(os, "fsync", second_fails)
    with Keeper.open(path) as keeper:
        assert attempted(keeper) is not None
        assert text(path) == NEW
        assert list(keeper.unsaved) == OURS
        saved = keeper.save([Change(A1, "yes")])
        assert (saved.conflicts, saved.merged, keeper.unsaved) == ((), (), ())
    assert text(path) == NEW.replace("R-A1: no ", "R-A1: yes ")


def test_a_disk_that_takes_less_at_a_time_gets_all_of_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, data[:7]))
    with Keeper.open(path) as keeper:
        keeper.save(OURS)
    assert text(path) == NEW


@pytest.mark.parametrize("room", [0, 1, 100, len(CASE)])
def test_a_file_that_may_not_grow_is_left_as_it_is(path: Path, room: int) -> None:
    """A limit of the system on the size of files: a write that is cut short and then fails, for real."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with Keeper.open(path) as keeper:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
        try:
            error = attempted(keeper)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert error is not None
        assert text(path) == CASE
        assert left(path) == []
        keeper.save([])
    assert text(path) == NEW


def fill(path: Path) -> None:
    with suppress(OSError), path.open("wb", buffering=0) as stream:
        while True:
            stream.write(bytes(512))


@pytest.mark.system
def test_a_full_disk_leaves_the_file_whole(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a small disk needs root")
    try:
        path = disk / "EX-001.yaml"
        path.write_bytes(CASE.encode())
        keeper = Keeper.open(path)
        fill(disk / "full")
        with pytest.raises(NotSavedError, match=r"The disk is full\. Make room on it, then save again\."):
            keeper.save(OURS)
        assert text(path) == CASE
        assert left(path) == ["full"]
        assert keeper.rescue().parent != disk
        (disk / "full").unlink()
        keeper.save([])
        assert text(path) == NEW
        keeper.close()
    finally:
        subprocess.run(["umount", str(disk)], check=True)


# --- several processes --------------------------------------------------------------------------------------------------

#: Saves answers under its own letter, and says which were refused or told as another's change of the same place.
BESIDE = """
import sys
from pathlib import Path
from yotinspect.desk.keeping import Change, Keeper
keeper = Keeper.open(Path(sys.argv[1]))
told = set()
for number in range(int(sys.argv[3])):
    saved = keeper.save([Change(("answers", f"{sys.argv[2]}-A{number}"), "yes"), Change(("details", f"by_{sys.argv[2]}"), str(number))])
    assert saved.conflicts == ()
    told.update(where[-1] for where in saved.merged)
assert not any(name.startswith(sys.argv[2]) for name in told), told
keeper.close()
"""


@pytest.mark.slow
@pytest.mark.long
def test_processes_that_save_in_one_file_at_once_lose_nothing(path: Path) -> None:
    count = 300 if LONG else 25
    running = [
        subprocess.Popen([sys.executable, "-c", BESIDE, str(path), letter, str(count)], cwd=ROOT) for letter in "XYZ"
    ]
    assert [process.wait() for process in running] == [0, 0, 0]
    answers = plain(parse(path.read_bytes(), "raced", confidential=True).root["answers"])
    assert isinstance(answers, dict)
    assert {name for name in answers if not name.startswith("R-")} == {f"{c}-A{n}" for c in "XYZ" for n in range(count)}
    assert list(path.parent.iterdir()) == [path]


def test_a_save_waits_for_the_save_of_another_but_not_for_ever(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    with Keeper.open(path) as keeper, presence.turn(path):
        monkeypatch.setattr(presence, "PATIENCE", 0.05)
        monkeypatch.setattr(presence.time, "sleep", lambda seconds: waited.append(seconds))
        keeper.save(OURS)
        assert sum(waited) > 0
        assert text(path) == NEW
        waited.clear()
    with Keeper.open(path) as keeper:
        keeper.save([Change(A1, "yes")])
    assert waited == []


# --- a process that is killed -------------------------------------------------------------------------------------------


class Saver:
    """The process that saves and is killed; ``there`` is what the file must hold, by question."""

    def __init__(self, process: subprocess.Popen[str], path: Path) -> None:
        self.process, self.path, self.next = process, path, 0
        self.there: dict[int, int] = {}

    def order(self, order: str) -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(order + "\n")
        self.process.stdin.flush()
        came: dict[str, Any] = json.loads(self.process.stdout.readline())
        self.check(came["saved"])
        return came

    def check(self, saved: list[int]) -> None:
        """The file is whole, and holds every answer of which it was said that it is saved."""
        assert saved == list(range(self.next, self.next + len(saved)))
        self.there.update({number % QUESTIONS: number for number in saved})
        file = parse(self.path.read_bytes(), "killed", confidential=True)
        assert not file.findings
        answers, count = plain(at(file.root, ("answers",))) or {}, at(file.root, ("details", "number"))
        under_way = self.next + len(saved)
        if count == str(under_way):
            # It came to be in the file, and nobody was left to say so.
            self.there[under_way % QUESTIONS] = under_way
        assert answers == {f"Q-A{q}": {"answer": "no", "evidence": evidence(n)} for q, n in self.there.items()}
        assert file.text.startswith("# begun by hand\ncase: EX-001  # kept\n")
        self.next = max([self.next, *saved]) + 2


@pytest.fixture
def saver(tmp_path: Path) -> Iterator[Saver]:
    path = tmp_path / "EX-001.yaml"
    path.write_text(
        "# begun by hand\ncase: EX-001  # kept\nquestionset: mini@1.0.0\nassessor: hi-2\nanswers:\n", "utf-8"
    )
    with subprocess.Popen(
        [sys.executable, "-m", "tests.saver", str(path)], cwd=ROOT, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as process:  # fmt: skip
        yield Saver(process, path)
        assert process.stdin is not None
        process.stdin.close()


@pytest.mark.long
def test_killed_at_any_instant_nothing_is_lost_that_was_said_to_be_saved(saver: Saver) -> None:
    rng, saved, signs = random.Random(6), 0, 0
    for _ in range(300 if LONG else 15):
        came = saver.order(f"after {rng.randrange(4)} {rng.uniform(0, 0.03):.4f}")
        assert came["killed"]
        saved += len(came["saved"])
        signs += len(list(saver.path.parent.glob(".*.open")))
        # Of what lies about after it the next who opens the file sees nothing.
        with Keeper.open(saver.path) as keeper:
            assert keeper.others() == ()
            assert left(saver.path) == []
    assert saved > 15
    assert signs > 3


@pytest.mark.slow
@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_at_each_call_of_a_save_the_file_is_old_or_new(saver: Saver, when: str) -> None:
    unfinished = 0
    for number in range(1, 200):
        came = saver.order(f"at {number} {when}")
        unfinished += len(left(saver.path))
        with Keeper.open(saver.path):
            assert left(saver.path) == []
        if not came["killed"]:
            break
        assert came["saved"] == []
    assert 20 < number < 199
    assert unfinished > 3
