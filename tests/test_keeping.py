"""A case file kept while it is answered: what was not touched stays byte for byte, and nobody's answer is lost."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import LONG
from yotinspect.desk.editing import edited
from yotinspect.desk.keeping import Change, Keeper, NotOpenedError, NotSavedError, Saved
from yotinspect.desk.merging import at, changed, merge, same
from yotinspect.yamledit import WIDTH, Value, plain
from yotinspect.yamlfile import CASE_LIMIT, parse

CASE = """\
# A case as a person wrote it.
case:   EX-001    # pseudonymous
questionset: "mini@1.0.0"
assessor: hi-2

details:
    age: 15      # at the start
    needs: [ none ]
    started: '2016-01-11'
answers:
    # --- reoffending ---
    R-A1:  yes   # seen in the plan
    R-A2: {answer: no,  evidence: "The analysis stops at the offence.", reasons: [ late ]}

    R-A3:
        answer: na     # with the manager
        # from the interview
        evidence: >-
            No earlier offences,
            and none since.
    R-A4:
    R-A5: 'yes'
# the end
"""

A1, A2, A3, A4, A5 = (("answers", f"R-A{n}") for n in range(1, 6))
AGE = ("details", "age")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "EX-001.yaml"
    path.write_bytes(CASE.encode())
    return path


@pytest.fixture
def keeper(path: Path) -> Iterator[Keeper]:
    with Keeper.open(path) as keeper:
        yield keeper


def text(path: Path) -> str:
    return path.read_bytes().decode()


def replaced(*pairs: tuple[str, str], whole: str = CASE) -> str:
    for old, new in pairs:
        assert whole.count(old) == 1, old
        whole = whole.replace(old, new)
    return whole


def by_another(path: Path, *pairs: tuple[str, str]) -> None:
    path.write_bytes(replaced(*pairs, whole=text(path)).encode())


# --- what is not touched ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("where", "value", "pairs"),
    [
        (A1, "no", [("R-A1:  yes ", "R-A1: no ")]),
        (A4, "yes", [("    R-A4:\n", "    R-A4: yes\n")]),
        (A4, {"answer": "no", "evidence": "Short.", "reasons": ["late"]},
         [("R-A4:\n", "R-A4: {answer: no, evidence: Short., reasons: [late]}\n")]),
        (A2, {"answer": "yes", "evidence": "The analysis stops at the offence.", "reasons": ["late"]},
         [("{answer: no,", "{answer: yes,")]),
        (A2, {"answer": "no", "evidence": "The analysis stops at the offence."}, [(", reasons: [ late ]", "")]),
        (A2, "yes", [('{answer: no,  evidence: "The analysis stops at the offence.", reasons: [ late ]}', "yes")]),
        (A3, {"answer": "yes", "evidence": "No earlier offences, and none since."}, [("answer: na ", "answer: yes ")]),
        (A3, {"answer": "na", "evidence": "None."},
         [("evidence: >-\n            No earlier offences,\n            and none since.\n", "evidence: None.\n")]),
        (A3, {"answer": "no", "evidence": "No earlier offences, and none since.", "reasons": ["late"], "note": "x"},
         [("answer: na ", "answer: no "), ("and none since.\n", "and none since.\n        reasons: [late]\n        note: x\n")]),
        # Comments inside stay where a short answer takes the place of a long one.
        (A3, "yes", [("answer: na ", "answer: yes "),
                     ("        evidence: >-\n            No earlier offences,\n            and none since.\n", "")]),
        (A1, None, [("    R-A1:  yes   # seen in the plan\n", "")]),
        (A1, "", [("R-A1:  yes ", "R-A1: ")]),
        (("answers", "R-A1", "evidence"), "Seen.", [("R-A1:  yes ", "R-A1: {answer: yes, evidence: Seen.} ")]),
        (("answers", "R-A2", "evidence"), "Late.", [('"The analysis stops at the offence."', "Late.")]),
        (AGE, "16", [("age: 15 ", "age: 16 ")]),
        (("details", "needs"), ["sensory", "other"], [("[ none ]", "[sensory, other]")]),
        (("assessed",), "2016-04-05", [("assessor: hi-2\n", "assessor: hi-2\nassessed: 2016-04-05\n")]),
        (("answers", "R-A6"), "yes", [("R-A5: 'yes'\n", "R-A5: 'yes'\n    R-A6: yes\n")]),
    ],
)  # fmt: skip
def test_a_change_touches_its_place_alone(
    path: Path, keeper: Keeper, where: tuple[str, ...], value: Value, pairs: list[tuple[str, str]]
) -> None:
    saved = keeper.save([Change(where, value)])
    assert text(path) == replaced(*pairs)
    assert saved == Saved(keeper.file)
    assert keeper.file.data == path.read_bytes()
    assert keeper.unsaved == ()


def test_an_answer_too_long_for_one_line_is_written_over_several(path: Path, keeper: Keeper) -> None:
    words = "The plan names the risk and nobody acts on it. " * 5
    keeper.save([Change(A1, {"answer": "no", "evidence": words.strip(), "reasons": ["late"]})])
    now = text(path)
    assert "    R-A1:   # seen in the plan\n      answer: no\n      evidence: >-\n" in now
    assert max(map(len, now.splitlines())) <= WIDTH
    assert at(keeper.file.root, (*A1, "evidence")) == words.strip()


def test_a_new_answer_goes_where_the_order_wants_it(path: Path, keeper: Keeper) -> None:
    keeper.order = {"answers": ["R-A0", "R-A1", "R-A1b", "R-A1c", "R-A2"], "details": ["sex", "age", "tier", "needs"]}
    keeper.save(
        [Change(("answers", "R-A1c"), "yes"), Change(("answers", "R-A1b"), "no"), Change(("details", "tier"), "x")]
    )
    assert text(path) == replaced(
        ("# seen in the plan\n", "# seen in the plan\n    R-A1b: no\n    R-A1c: yes\n"),
        ("# at the start\n", "# at the start\n    tier: x\n"),
    )


@pytest.mark.parametrize("empty", ["answers:   # none yet\n", "answers: {}   # none yet\n", ""])
def test_the_first_answers_of_a_case_are_a_line_each(path: Path, empty: str) -> None:
    head = "case: EX-001\nquestionset: mini@1.0.0\nassessor: hi-2\n"
    path.write_text(head + empty + "# the end\n", "utf-8")
    with Keeper.open(path) as keeper:
        keeper.save([Change(A1, "yes"), Change(A2, {"answer": "no", "evidence": "Late."}), Change(AGE, "15")])
    now = text(path)
    assert "  R-A1: yes\n  R-A2: {answer: no, evidence: Late.}\n" in now
    assert now.index("details:\n  age: 15\n") < now.index("answers:")
    assert ("# none yet" in now) == ("# none yet" in empty)
    assert now.count("# the end\n") == 1


def test_the_last_answer_taken_out_leaves_its_comments(path: Path) -> None:
    path.write_text("case: EX-001\nanswers:\n  # --- court ---\n  R-A1: yes  # seen\n", "utf-8")
    with Keeper.open(path) as keeper:
        keeper.save([Change(A1, None)])
    assert text(path) == "case: EX-001\nanswers:\n  # --- court ---\n  R-A1:  # seen\n"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_and_a_byte_order_mark_stay(path: Path, mark: bytes, end: str) -> None:
    path.write_bytes(mark + CASE.replace("\n", end).encode())
    with Keeper.open(path) as keeper:
        keeper.save(
            [Change(A4, {"answer": "no", "evidence": "word " * 40 + "end"}), Change(("answers", "R-A9"), "yes")]
        )
    data = path.read_bytes()
    assert data.startswith(mark + b"# A case")
    now = data.decode("utf-8-sig")
    assert now.count("\n") == now.count(end)
    kept = [line for line in CASE.split("\n") if line != "    R-A4:"]
    assert [line for line in now.split(end) if line in kept] == kept


ANSWERS = st.fixed_dictionaries(
    {"answer": st.sampled_from(["yes", "no", "na"])},
    optional={
        "evidence": st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200),
        "reasons": st.lists(st.sampled_from(["late", "not_done"]), min_size=1, max_size=2, unique=True),
        "note": st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30),
    },
)
VALUES = st.one_of(st.none(), st.just(""), st.sampled_from(["yes", "no", "na"]), ANSWERS)
CHANGES = st.dictionaries(st.sampled_from([f"R-A{n}" for n in range(9)]), VALUES, max_size=5)


@pytest.mark.long
@settings(max_examples=1000 if LONG else 30)
@given(CHANGES, CHANGES)
def test_whatever_is_answered_is_read_back_and_nothing_else_changes(
    first: dict[str, Any], then: dict[str, Any]
) -> None:
    file = parse(CASE.encode(), "a.yaml", confidential=True)
    for given_answers in (first, then):
        before = file
        changes = [Change(("answers", name), value) for name, value in given_answers.items()]
        file = edited(before, changes, {})
        for where, value in changes:
            assert same(at(file.root, where), value)
        assert {where[1] for where in changed(before.root, file.root)} <= set(given_answers)
        # Lines that begin with what nobody changed are there as they were.
        for line in (
            "case:   EX-001    # pseudonymous",
            "    age: 15      # at the start",
            "    # --- reoffending ---",
            "# the end",
        ):
            assert line in file.lines


# --- others write as well -----------------------------------------------------------------------------------------------


def test_what_somebody_else_changed_meanwhile_is_taken_in_answer_by_answer(path: Path, keeper: Keeper) -> None:
    theirs = [("R-A5: 'yes'", "R-A5: no    # by me"), ("age: 15 ", "age: 16 "), ("# the end", "# the very end")]
    by_another(path, *theirs)
    saved = keeper.save([Change(A1, "no"), Change(A4, "yes")])
    assert text(path) == replaced(*theirs, ("R-A1:  yes ", "R-A1: no "), ("R-A4:\n", "R-A4: yes\n"))
    assert (saved.merged, saved.conflicts) == ((AGE, A5), ())
    # It is told once.
    assert keeper.save([Change(A4, "no")]).merged == ()


def test_the_same_answer_changed_by_both_is_told_and_theirs_stays(path: Path, keeper: Keeper) -> None:
    by_another(path, ("R-A1:  yes ", "R-A1:  na "))
    saved = keeper.save([Change(A1, "no"), Change(A4, "yes")])
    assert saved.conflicts == ((A1, "yes", "na", "no"),)
    assert saved.merged == ()
    assert text(path) == replaced(("R-A1:  yes ", "R-A1:  na "), ("R-A4:\n", "R-A4: yes\n"))
    assert keeper.unsaved == ()
    # Whoever was told, and says it again, means it.
    assert keeper.save([Change(A1, "no")]).conflicts == ()
    assert at(keeper.file.root, A1) == "no"


def test_an_answer_taken_out_by_one_and_changed_by_the_other_is_a_conflict(path: Path, keeper: Keeper) -> None:
    by_another(path, ("    R-A1:  yes   # seen in the plan\n", ""))
    assert keeper.save([Change(A1, "no")]).conflicts == ((A1, "yes", None, "no"),)
    by_another(path, ("R-A5: 'yes'", "R-A5: na"))
    assert keeper.save([Change(A5, None)]).conflicts == ((A5, "yes", "na", None),)


@pytest.mark.parametrize("theirs", ["R-A1: no", "R-A1: {answer: no}", "R-A1:\n        answer: no"])
def test_the_same_answer_by_both_is_no_conflict_and_theirs_stays_as_written(path: Path, keeper: Keeper, theirs: str) -> None:  # fmt: skip
    by_another(path, ("R-A1:  yes   # seen in the plan", theirs))
    assert keeper.save([Change(A1, "no")]) == Saved(keeper.file)
    assert text(path) == replaced(("R-A1:  yes   # seen in the plan", theirs))


@pytest.mark.long
@settings(max_examples=1000 if LONG else 30)
@given(CHANGES, CHANGES)
def test_a_merge_loses_neither_side(ours: dict[str, Any], theirs: dict[str, Any]) -> None:
    base = parse(CASE.encode(), "a.yaml", confidential=True)
    other = edited(base, [Change(("answers", name), value) for name, value in theirs.items()], {})
    merged = merge(base.root, other.root, [Change(("answers", name), value) for name, value in ours.items()])
    file = edited(other, merged.write, {})
    refused = {conflict.where[1] for conflict in merged.conflicts}
    for name in {*ours, *theirs}:
        where = ("answers", name)
        was, now, wanted = at(base.root, where), at(other.root, where), ours.get(name)
        if name in ours and name not in refused:
            assert same(at(file.root, where), wanted)
            assert same(was, now) or same(now, wanted)
        else:
            assert same(at(file.root, where), now)
            assert name not in refused or (not same(was, now) and not same(now, wanted))


def test_a_file_of_another_case_set_or_assessor_is_not_answered(path: Path, keeper: Keeper) -> None:
    for old, new in (("EX-001", "EX-002"), ("mini@1.0.0", "mini@2.0.0"), ("hi-2", "hi-3")):
        path.write_text(replaced((old, new)), "utf-8")
        with pytest.raises(NotSavedError, match="another case, question set or assessor"):
            keeper.save([Change(A1, "no")])
        assert text(path) == replaced((old, new))


def test_writers_in_turns_lose_nothing(path: Path) -> None:
    with Keeper.open(path) as one, Keeper.open(path) as other:
        for n in range(10):
            assert one.save([Change(("answers", f"ONE-{n}"), "yes")]).conflicts == ()
            saved = other.save([Change(("answers", f"TWO-{n}"), "no")])
            assert saved.merged == (("answers", f"ONE-{n}"),)
        tree = plain(other.file.root)["answers"]  # type: ignore[call-overload,index]
    assert [tree[f"{who}-{n}"] for n in range(10) for who in ("ONE", "TWO")] == ["yes", "no"] * 10


def test_a_file_that_changes_between_reading_and_writing_is_read_again(
    path: Path, keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody saves while ours is being put on the disk: the last look before the file is replaced sees it."""
    real, calls = os.fsync, []

    def meddled(handle: int) -> None:
        real(handle)
        if not calls:
            by_another(path, ("R-A5: 'yes'", "R-A5: na"))
        calls.append(handle)

    monkeypatch.setattr(os, "fsync", meddled)
    saved = keeper.save([Change(A1, "no")])
    assert saved.merged == (A5,)
    assert text(path) == replaced(("R-A5: 'yes'", "R-A5: na"), ("R-A1:  yes ", "R-A1: no "))
    assert len(calls) > 2


def test_a_file_that_never_rests_is_given_up_and_told(
    path: Path, keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def meddled(handle: int) -> None:
        real(handle)
        path.write_bytes(path.read_bytes() + b"# again\n")

    monkeypatch.setattr(os, "fsync", meddled)
    with pytest.raises(NotSavedError, match="keeps changing"):
        keeper.save([Change(A1, "no")])
    assert keeper.unsaved == (Change(A1, "no"),)
    assert "R-A1:  yes " in text(path)


# --- a file that cannot be saved ----------------------------------------------------------------------------------------


def broken(path: Path) -> None:
    path.write_text("case: [", "utf-8")


def foldered(path: Path) -> None:
    path.unlink()
    path.mkdir()


def piped(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def bytes_in(path: Path) -> None:
    path.write_bytes(b"case: \xff\xfe")


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (broken, "changed meanwhile, and cannot be used as it is: line 1: A bracket or brace"),
        (bytes_in, "cannot be used as it is: line 1: This byte is not UTF-8"),
        (lambda path: path.write_text("", "utf-8"), "cannot be used as it is: line 1: The file is empty"),
        (lambda path: path.write_text("- a list", "utf-8"), "is no case any more"),
        (lambda path: path.write_text(CASE + "case: EX-2\n", "utf-8"), "cannot be used as it is: line 24"),
        (lambda path: path.unlink(), "The file is gone: it was moved, renamed or deleted. Put it back"),
        (foldered, "This is not a file that can be read"),
        pytest.param(piped, "This is not a file that can be read", marks=pytest.mark.skipif(os.name == "nt", reason="pipes")),
    ],
)  # fmt: skip
def test_a_file_that_was_spoilt_is_left_alone_and_the_answer_is_held(
    path: Path, keeper: Keeper, spoil: Any, message: str
) -> None:
    spoil(path)
    before = path.read_bytes() if path.is_file() else None
    for _ in range(2):
        with pytest.raises(NotSavedError, match=message) as caught:
            keeper.save([Change(A1, "no")])
    assert caught.value.finding.rule == "file-unwritable"
    assert caught.value.finding.file == str(path)
    assert (path.read_bytes() if path.is_file() else None) == before
    assert keeper.unsaved == (Change(A1, "no"),)
    if path.is_dir():
        path.rmdir()
    path.unlink(missing_ok=True)
    path.write_text(CASE, "utf-8")
    # What could not be saved goes with the next answer, without being asked for.
    keeper.save([Change(A4, "yes")])
    assert text(path) == replaced(("R-A1:  yes ", "R-A1: no "), ("R-A4:\n", "R-A4: yes\n"))
    assert keeper.unsaved == ()


def test_a_message_never_holds_what_a_field_holds(path: Path, keeper: Keeper) -> None:
    path.write_text(CASE.replace("'2016-01-11'", "Zebedee: Quillfeather: x"), "utf-8")
    with pytest.raises(NotSavedError) as caught:
        keeper.save([Change(A1, {"answer": "no", "evidence": "Marigold"})])
    assert not any(word in str(caught.value) + str(caught.value.finding) for word in ("Zebedee", "Quill", "Marigold"))


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (None, "file-unreadable"),
        ("case: [", "yaml-syntax"),
        ("- a\n", "model-shape"),
        ("case: a\ncase: b\n", "yaml-duplicate-key"),
    ],
)
def test_a_file_that_cannot_be_kept_is_told_on_opening(tmp_path: Path, content: str | None, rule: str) -> None:
    path = tmp_path / "a.yaml"
    if content is not None:
        path.write_text(content, "utf-8")
    with pytest.raises(NotOpenedError) as caught:
        Keeper.open(path)
    assert [finding.rule for finding in caught.value.findings] == [rule]
    assert [found.name for found in tmp_path.iterdir()] == (["a.yaml"] if content else [])


def test_an_answer_that_would_make_the_file_larger_than_a_case_may_be_is_refused(path: Path, keeper: Keeper) -> None:
    with pytest.raises(NotSavedError, match="larger than a case may be"):
        keeper.save([Change(A1, {"answer": "no", "evidence": "x" * CASE_LIMIT})])
    assert text(path) == CASE


def test_half_a_character_is_refused_and_not_a_fault(path: Path, keeper: Keeper) -> None:
    with pytest.raises(NotSavedError):
        keeper.save([Change(A1, {"answer": "no", "evidence": "\udce9"})])
    assert text(path) == CASE


#: Run as somebody who is not root, for whom modes of files count.
AS_NOBODY = """
import json, os, sys
from pathlib import Path
from yotinspect.desk.keeping import Change, Keeper, NotOpenedError, NotSavedError
home = Path(sys.argv[1])
path = home / "EX-001.yaml"
Keeper.open(path).close()
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
told, before = {}, path.read_bytes()
def attempt(name):
    try:
        keeper.save([Change(("answers", "R-A1"), "no")])
        told[name] = "saved"
    except NotSavedError as error:
        told[name] = str(error)
    told[name + " changed"] = path.read_bytes() != before
    told[name + " left"] = sorted(p.name for p in home.iterdir() if not p.name.endswith(".open"))
keeper = Keeper.open(path)
path.chmod(0o444)
attempt("read-only file")
path.chmod(0o644)
home.chmod(0o555)
attempt("read-only folder")
rescued = keeper.rescue()
told["rescued"] = [str(rescued), oct(rescued.stat().st_mode & 0o777), "R-A1: no" in rescued.read_text()]
rescued.unlink()
home.chmod(0o755)
path.chmod(0)
attempt_before = None
try:
    keeper.save([Change(("answers", "R-A1"), "no")])
except NotSavedError as error:
    told["unreadable file"] = str(error)
path.chmod(0o444)
try:
    Keeper.open(path)
except NotOpenedError as error:
    told["opening"] = [finding.rule for finding in error.findings]
path.chmod(0o644)
keeper.save([])
told["then"] = "R-A1: no" in path.read_text()
theirs = home / "theirs.yaml"
keeper = Keeper.open(theirs)
keeper.save([Change(("answers", "R-A1"), "no")])
told["theirs"] = [theirs.stat().st_uid == os.getuid(), oct(theirs.stat().st_mode & 0o777)]
print(json.dumps(told))
"""


@pytest.mark.skipif(os.name == "nt", reason="modes of files are those of POSIX")
def test_read_only_files_and_folders_and_files_of_others_as_an_ordinary_user() -> None:
    home = Path(tempfile.mkdtemp())
    try:
        (home / "EX-001.yaml").write_text(CASE, "utf-8")
        (home / "theirs.yaml").write_text(CASE, "utf-8")
        (home / "theirs.yaml").chmod(0o666)
        root = os.geteuid() == 0
        if root:
            for name in (home, home / "EX-001.yaml"):
                os.chown(name, 65534, 65534)
        ran = subprocess.run(
            [sys.executable, "-B", "-c", AS_NOBODY, str(home)], capture_output=True, text=True, check=False,
            cwd=Path(__file__).parent.parent, env={**os.environ, "HOME": str(home)},
        )  # fmt: skip
        assert ran.returncode == 0, ran.stderr
        told = json.loads(ran.stdout)
    finally:
        home.chmod(0o755)
        shutil.rmtree(home)
    assert (
        told["read-only file"] == "The file may not be written. Let whoever looks after it allow that, then try again."
    )
    assert told["read-only folder"].startswith("The file cannot be written: ")
    assert "Check who may write in its folder" in told["read-only folder"]
    assert told["unreadable file"].endswith(
        "This file may not be read. Correct it, or put back what it was, then save again."
    )
    for name in ("read-only file", "read-only folder"):
        assert not told[f"{name} changed"]
        assert told[f"{name} left"] == ["EX-001.yaml", "theirs.yaml"]
    # Neither beside the case nor at home could anything be written.
    assert not told["rescued"][0].startswith(str(home))
    assert told["rescued"][1:] == ["0o600", True]
    assert told["opening"] == ["file-unwritable"]
    assert told["then"]
    # It is ours then, and whoever could read it can; its group is not ours, and gets nothing that it could not have.
    assert told["theirs"] == [True, "0o606" if root else "0o666"]


@pytest.mark.skipif(os.name == "nt", reason="links")
def test_a_link_stays_a_link_and_another_name_of_the_file_keeps_what_it_said(path: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    link, second = elsewhere / "link.yaml", elsewhere / "second.yaml"
    link.symlink_to(path)
    second.hardlink_to(path)
    path.chmod(0o640)
    with Keeper.open(link) as keeper, Keeper.open(path) as other:
        assert [one.process for one in keeper.others()] == [str(os.getpid())]
        keeper.save([Change(A1, "no")])
        assert other.save([Change(A4, "yes")]).merged == (A1,)
    assert link.is_symlink()
    assert text(path) == replaced(("R-A1:  yes ", "R-A1: no "), ("R-A4:\n", "R-A4: yes\n"))
    assert path.stat().st_mode & 0o777 == 0o640
    # A copy made by link, as backups make them, is a copy and stays what it was.
    assert text(second) == CASE
    assert sorted(found.name for found in elsewhere.iterdir()) == ["link.yaml", "second.yaml"]


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="access lists")
def test_attributes_of_a_file_stay_with_it(path: Path, keeper: Keeper) -> None:
    # user::rw-, group::r--, a group by its number rw-, mask rw-, others nothing.
    entries = [(1, 6, -1), (4, 4, -1), (8, 6, 4242), (16, 6, -1), (32, 0, -1)]
    packed = (2).to_bytes(4, "little") + b"".join(
        tag.to_bytes(2, "little") + rights.to_bytes(2, "little") + (who & 0xFFFFFFFF).to_bytes(4, "little")
        for tag, rights, who in entries
    )
    try:
        os.setxattr(path, "system.posix_acl_access", packed)
    except OSError:
        pytest.skip("this file system has no access lists")
    keeper.save([Change(A1, "no")])
    assert os.getxattr(path, "system.posix_acl_access") == packed


# --- who else is there --------------------------------------------------------------------------------------------------


def signs(path: Path) -> list[Path]:
    return sorted(path.parent.glob(f".{path.name}.*.open"))


def test_two_people_in_one_file_are_told_and_neither_is_kept_from_working(path: Path) -> None:
    with Keeper.open(path) as one:
        assert one.others() == ()
        with Keeper.open(path) as other:
            assert [len(keeper.others()) for keeper in (one, other)] == [1, 1]
            (told,) = one.others()
            assert told.process == str(os.getpid())
            one.save([Change(A1, "no")])
            other.save([Change(A4, "yes")])
        assert one.others() == ()
    assert signs(path) == []


def test_a_sign_holds_the_computer_and_the_process_and_nothing_else(path: Path, keeper: Keeper) -> None:
    import socket

    (sign,) = signs(path)
    assert sign.read_text("utf-8") == f"{socket.gethostname()}\n{os.getpid()}\n"
    assert sign.stat().st_mode & 0o777 == path.stat().st_mode & 0o666


def test_the_sign_of_a_process_that_was_killed_is_no_one(path: Path) -> None:
    program = "import os, sys, pathlib; from yotinspect.desk.keeping import Keeper; k = Keeper.open(pathlib.Path(sys.argv[1])); os.kill(os.getpid(), 9)"
    subprocess.run([sys.executable, "-c", program, str(path)], check=False, cwd=Path(__file__).parent.parent)
    assert len(signs(path)) == 1
    with Keeper.open(path) as keeper:
        assert keeper.others() == ()
        assert len(signs(path)) == 1
    assert signs(path) == []


def test_the_sign_of_another_computer_counts_for_half_a_day(path: Path, keeper: Keeper) -> None:
    sign = path.parent / f".{path.name}.abc.open"
    sign.write_text("desk-7\n4711\n", "utf-8")
    assert [(other.host, other.process) for other in keeper.others()] == [("desk-7", "4711")]
    now = signs(path)[0].stat().st_mtime
    os.utime(sign, (now - 13 * 3600, now - 13 * 3600))
    assert keeper.others() == ()
    assert not sign.exists()


def test_a_sign_that_is_just_being_made_counts(path: Path, keeper: Keeper) -> None:
    (path.parent / f".{path.name}.abc.open").touch()
    assert len(keeper.others()) == 1


# --- what could not be saved --------------------------------------------------------------------------------------------


def test_what_could_not_be_saved_goes_to_a_file_of_its_own(path: Path, keeper: Keeper) -> None:
    path.rename(path.with_name("moved.yaml"))
    evidence = "Said: 'no', twice.\nThen: nothing."
    with pytest.raises(NotSavedError):
        keeper.save([Change(A1, {"answer": "no", "evidence": evidence}), Change(A5, None), Change(AGE, "16")])
    with pytest.raises(NotSavedError):
        keeper.save([Change(("assessed",), "2016-04-05"), Change(("answers", "R-A4", "note"), "Ask again.")])
    rescued = keeper.rescue()
    assert rescued == path.with_name("EX-001.yaml.unsaved")
    assert rescued.stat().st_mode & 0o777 == 0o600
    file = parse(rescued.read_bytes(), "a", confidential=True)
    assert not file.findings
    assert plain(file.root) == {
        "unsaved": "EX-001",
        "questionset": "mini@1.0.0",
        "assessor": "hi-2",
        "assessed": "2016-04-05",
        "details": {"age": "16"},
        "answers": {"R-A1": {"answer": "no", "evidence": evidence}, "R-A5": None, "R-A4": {"note": "Ask again."}},
        "was": {"details": {"age": "15"}, "answers": {"R-A1": "yes", "R-A5": "yes"}},
    }
    # One is never written over another.
    assert keeper.rescue() == path.with_name("EX-001.yaml.2.unsaved")
    assert keeper.rescue(path.parent) == path.with_name("EX-001.yaml.3.unsaved")


def test_files_that_a_keeper_makes_are_no_cases(path: Path, keeper: Keeper) -> None:
    from yotinspect.workspace import case_files

    keeper.rescue()
    (path.parent / f".{path.name}.abc.part").write_text("half", "utf-8")
    assert list(case_files([path.parent])) == [path]
