"""Answers without a terminal: by options or from a file, each held against the set, and all written or none."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import Result

from tests.remembering import copied
from tests.test_corpus import CONTEXT
from yotinspect.cli.main import cli
from yotinspect.desk.given import read_given
from yotinspect.desk.keeping import Change, Keeper, NotSavedError
from yotinspect.findings import RULES
from yotinspect.tables import Cell, NoTableError, rows
from yotinspect.yamledit import plain
from yotinspect.yamlfile import parse

Run = Callable[..., Result]

CASE = """\
# A case that is under way.
case: EX-001
questionset: mini@1.0.0
assessor: hi-2
assessed: 2019-03-05
details: {order: referral_order, started: 2018-09-14, age: 15, custody: never}
answers:
  M-A1: yes      # seen in the file
  M-A2: {answer: no, evidence: "It was late.", reasons: [late]}
  M-P1:
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    copied(CONTEXT, tmp_path / "home")
    for name in ("EX-001", "EX-002"):
        (tmp_path / "home" / "cases" / f"{name}.yaml").write_text(CASE.replace("EX-001", name), "utf-8")
    return tmp_path / "home"


class Desk:
    """The command, over the cases of a folder."""

    def __init__(self, run: Run, home: Path) -> None:
        self.run, self.home = run, home
        self.case = home / "cases" / "EX-001.yaml"

    def assess(self, *given: Any, over: Path | None = None, **more: Any) -> Result:
        result = self.run("assess", over or self.case, "--questionsets", self.home / "questionsets", *given, **more)
        assert result.exception is None or not isinstance(result.exception, AssertionError), result.exception
        return result

    def told(self, *given: Any, over: Path | None = None, **more: Any) -> list[str]:
        """What is found, each as ``file:line:column rule``, and nothing is written."""
        before = self.files()
        result = self.assess(*given, "--format", "json", over=over, **more)
        assert result.return_value == 1
        assert "Nothing was written." in result.stderr
        assert self.files() == before
        found = json.loads(result.stdout)
        assert found["cases"] == []
        return [f"{Path(f['file']).name}:{f['line']}:{f['column']} {f['rule']}" for f in found["findings"]]

    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in (self.home / "cases").iterdir()}

    def answers(self, name: str = "EX-001") -> Any:
        file = parse((self.home / "cases" / f"{name}.yaml").read_bytes(), name, confidential=True)
        assert not file.findings
        return plain(file.root["answers"])

    def give(self, name: str, text: str) -> Path:
        path = self.home / name
        path.write_bytes(text.encode())
        return path


@pytest.fixture
def desk(run: Run, home: Path) -> Desk:
    return Desk(run, home)


# --- options ------------------------------------------------------------------------------------------------------------


def test_answers_of_options_are_written_and_the_case_is_assessed(desk: Desk) -> None:
    result = desk.assess(
        "--set", "M-P1=no", "--reason", "M-P1=late", "--reason", "M-P1=not_shared",
        "--evidence", "M-P1=It says: 'later', and no more.", "--set", "M-A1=no", "--evidence", "M-A1= Seen = nothing. ",
        "--note", "M-A2=Ask again.", "--detail", "age=16", "--detail", "needs=mental_health, speech_and_language",
        "--set", "M-AH=yes", "--set", "M-PH=yes",
    )  # fmt: skip
    assert "Nothing was written." not in result.stderr
    assert "EX-001  mini@1.0.0  hi-2" in result.stdout
    assert (
        desk.case.read_text("utf-8")
        == """\
# A case that is under way.
case: EX-001
questionset: mini@1.0.0
assessor: hi-2
assessed: 2019-03-05
details: {order: referral_order, started: 2018-09-14, age: 16, custody: never, needs: [mental_health, speech_and_language]}
answers:
  M-A1: {answer: no, evidence: Seen = nothing.}      # seen in the file
  M-A2: {answer: no, evidence: "It was late.", reasons: [late], note: Ask again.}
  M-AH: yes
  M-P1: {answer: no, evidence: "It says: 'later', and no more.", reasons: [late, not_shared]}
  M-PH: yes
"""
    )


def test_evidence_alone_leaves_the_answer_and_an_empty_value_takes_away(desk: Desk) -> None:
    desk.assess("--evidence", "M-A1=In the plan.", "--reason", "M-A2=", "--set", "M-P1=", "--detail", "custody=")
    assert desk.answers() == {
        "M-A1": {"answer": "yes", "evidence": "In the plan."},
        "M-A2": {"answer": "no", "evidence": "It was late."},
        "M-P1": None,
    }
    assert "custody: }" in desk.case.read_text("utf-8")


def test_the_day_of_the_assessment_is_given_as_a_detail(desk: Desk) -> None:
    desk.assess("--detail", "assessed=2019-03-06")
    assert "assessed: 2019-03-06\n" in desk.case.read_text("utf-8")
    assert desk.told("--detail", "assessed=2019-02-30") == ["EX-001.yaml:5:1 model-value"]


def test_every_option_is_held_against_the_set_and_all_that_is_wrong_is_told_at_once(desk: Desk) -> None:
    assert desk.told(
        "--set", "M-A1=maybe", "--set", "M-A99=yes", "--set", "M-P1=no", "--reason", "M-P1=shoe", "--detail", "age=99",
        "--detail", "colour=blue", "--detail", "needs=hat", "--set", "M-A2=yes",
    ) == [
        "EX-001.yaml:6:1 case-unknown-detail",
        "EX-001.yaml:6:1 case-detail",
        "EX-001.yaml:6:55 case-age",
        "EX-001.yaml:7:1 case-unknown-question",
        "EX-001.yaml:8:3 case-answer",
        "EX-001.yaml:10:3 case-reason",
    ]  # fmt: skip


def test_help_says_what_fits(desk: Desk) -> None:
    result = desk.assess("--set", "M-A1=Yes", "--set", "M-P9=yes", "--detail", "custdy=never")
    for words in (
        "This is not an answer to M-A1. Did you mean yes? Answer it with one of: yes, no.",
        "There is no such question in mini@1.0.0. Did you mean M-P",
        "There is no such detail in mini@1.0.0. Did you mean custody?",
    ):
        assert words in result.stdout


def test_an_answer_off_the_route_is_refused_unless_what_decides_it_comes_along(desk: Desk) -> None:
    # M-P3 is asked of whoever was in custody.
    assert desk.told("--set", "M-P3=yes", "--set", "M-P1=yes") == ["EX-001.yaml:7:1 answers-off-route"]
    desk.assess("--set", "M-P3=yes", "--detail", "custody=inside")
    assert desk.answers()["M-P3"] == "yes"
    assert desk.told("--set", "M-P3=no", "--detail", "custody=never") == ["EX-001.yaml:11:3 answers-off-route"]
    # What stands there may be off the route, and may be taken away.
    desk.assess("--detail", "custody=never")
    desk.assess("--set", "M-P3=")
    assert desk.answers()["M-P3"] is None


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["--set", "M-A1"], "Write a question, = and its answer: R-A1=yes."),
        (["--evidence", "=words"], "Write a question, = and its answer: R-A1=yes."),
        (["--detail", "age"], "Write a detail, = and its value: age=15."),
        (["--set", "M-A1=yes", "--set", "M-A1=no"], "M-A1 is given twice."),
        (["--answers", "none.csv"], "does not exist"),
    ],
)
def test_an_option_that_says_nothing_is_wrong_usage(desk: Desk, given: list[str], message: str) -> None:
    before = desk.files()
    result = desk.assess(*given)
    assert message in result.exception.format_message()  # type: ignore[union-attr]
    assert desk.files() == before


@pytest.mark.parametrize("given", [["-i"], ["--answers", "-"]])
def test_a_closed_input_is_wrong_usage(desk: Desk, monkeypatch: pytest.MonkeyPatch, given: list[str]) -> None:
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(click.UsageError, match="The standard input is closed"):
        cli.main(["assess", str(desk.case), *given], standalone_mode=False)


def test_options_answer_one_case(desk: Desk) -> None:
    result = desk.assess("--set", "M-A1=yes", over=desk.home)
    assert "Name one case file" in result.exception.format_message()  # type: ignore[union-attr]


def test_what_is_given_already_is_not_written_again(desk: Desk) -> None:
    before = desk.case.stat()
    desk.assess("--set", "M-A1=yes", "--evidence", "M-A2=It was late.")
    after = desk.case.stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


# --- files --------------------------------------------------------------------------------------------------------------

TABLE = """\
case,question,detail,answer,reasons,evidence
EX-001,M-P1,,no,late; not_shared,"It says ""later"", on
two lines."
EX-002,M-P1,,yes,,
EX-002,,age,16,,
EX-002,M-A2,,,,"Said again, since."
"""


@pytest.mark.parametrize(
    "text",
    [
        TABLE,
        "\ufeff" + TABLE.replace("\n", "\r\n"),
        TABLE.replace(",", "\t").replace("\tn\t", ",").replace(" on", " on").replace("again\t", "again,").replace('""\t on', '"", on'),
        TABLE.replace("reasons,evidence", "Reasons,EVIDENCE") + "\n,,,,,\n",
    ],
)  # fmt: skip
def test_answers_of_a_table_go_to_their_cases(desk: Desk, text: str) -> None:
    result = desk.assess("--answers", desk.give("in.csv", text), over=desk.home)
    assert "Nothing was written" not in result.stderr
    assert desk.answers()["M-P1"] == {
        "answer": "no", "evidence": 'It says "later", on\ntwo lines.', "reasons": ["late", "not_shared"],
    }  # fmt: skip
    assert desk.answers("EX-002") == {
        "M-A1": "yes", "M-A2": {"answer": "no", "evidence": "Said again, since.", "reasons": ["late"]}, "M-P1": "yes",
    }  # fmt: skip
    assert "age: 16," in (desk.home / "cases" / "EX-002.yaml").read_text("utf-8")


def test_answers_of_lines_of_json_go_to_their_cases(desk: Desk) -> None:
    lines = [
        {"case": "EX-001", "question": "M-P1", "answer": "no", "reasons": ["late"], "evidence": "Late.\nVery."},
        {"case": "EX-002", "detail": "needs", "answer": ["mental_health"]},
        {"case": "EX-002", "question": "M-A2", "evidence": None, "reasons": []},
    ]
    text = "\n".join(json.dumps(line) for line in lines) + "\n\n"
    desk.assess("--answers", "-", over=desk.home, input=text)
    assert desk.answers()["M-P1"] == {"answer": "no", "evidence": "Late.\nVery.", "reasons": ["late"]}
    # Nothing said of a part leaves it; said to be nothing, it is taken away.
    assert desk.answers("EX-002")["M-A2"] == "no"
    assert "needs: [mental_health]}" in (desk.home / "cases" / "EX-002.yaml").read_text("utf-8")


def test_one_file_needs_no_column_for_the_case_and_takes_options_as_well(desk: Desk) -> None:
    desk.assess("--answers", desk.give("in.csv", "question,answer\nM-P1,yes\n"), "--set", "M-AH=yes")
    assert (desk.answers()["M-P1"], desk.answers()["M-AH"]) == ("yes", "yes")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("case,question,answer\nEX-001,M-A1,maybe\nEX-001,M-A77,yes\nEX-002,M-P1,no\n", ["2:13 case-answer", "3:8 case-unknown-question"]),
        ("case,question,answer,reasons\nEX-001,M-P1,no,late shoe\n", ["2:16 case-reason"]),
        ("case,question,answer\nEX-009,M-A1,yes\n", ["2:1 answers-file"]),
        ("case,assessor,question,answer\nEX-001,hi-3,M-A1,yes\n", ["2:1 answers-file"]),
        ("question,answer\nM-A1,yes\n", ["2:1 answers-file"]),
        ("case,question,answer\nEX-001,M-A1,yes\nEX-001,M-P1,no\nEX-001,M-A1,no\n", ["4:8 answers-file"]),
        ("case,question,answr\nEX-001,M-A1,yes\n", ["1:15 answers-file"]),
        ("case,question,answer,answer\nEX-001,M-A1,yes,no\n", ["1:15 answers-file", "1:22 answers-file"]),
        ("case,answer\nEX-001,yes\n", ["1:1 answers-file"]),
        ("case,question,answer\nEX-001,M-A1,yes,It was late\n", ["2:17 answers-file"]),
        ("case,question,answer\nEX-001,M-A1,\n", ["2:1 answers-file"]),
        ("case,question,answer\nEX-001,,yes\n", ["2:1 answers-file"]),
        ("case,question,detail,answer\nEX-001,M-A1,age,yes\n", ["2:1 answers-file"]),
        ("case,detail,answer,evidence\nEX-001,age,15,In the file\n", ["2:15 answers-file"]),
        ('case,question,answer\nEX-001,M-A1,"yes\n', ["2:13 answers-file"]),
        ('case,question,answer\nEX-001,M-A1,"yes"no\n', ["2:18 answers-file"]),
        ("case,question,answer\n", ["1:1 answers-file"]),
        ("", ["1:1 answers-file"]),
        ("case,detail,answer\nEX-001,age,99\nEX-001,colour,blue\n", ["2:12 case-age", "3:8 case-unknown-detail"]),
        ('{"case": "EX-001", "question": "M-A1", "answer": "maybe"}\n', ["1:40 case-answer"]),
        ('{"case": "EX-001", "question": "M-A1", "answer": yes}\n', ["1:50 answers-file"]),
        ('{"case": "EX-001", "question": "M-A1", "answer": true}\n', ["1:40 answers-file"]),
        ('{"case": "EX-001", "question": "M-A1", "anser": "yes"}\n', ["1:40 answers-file"]),
        ('{"case": "EX-001", "question": "M-A1", "answer": "yes", "answer": "no"}\n', ["1:1 answers-file"]),
        ('{"case": "EX-001", "question": "M-A1", "answer": "yes"}\n["M-A1", "yes"]\n', ["2:1 answers-file"]),
        (r'{"case": "EX-001", "question": "M-A1", "evidence": "x\ud800y"}', ["1:40 answers-file"]),
        (r'{"case": "EX-001", "detail": "needs", "answer": ["\udfff"]}', ["1:39 answers-file"]),
        ('{"a":' * 5000 + "\n", ["1:1 answers-file"]),
    ],
)  # fmt: skip
def test_a_fault_of_a_file_is_told_at_its_line_and_column_and_nothing_is_written(
    desk: Desk, text: str, found: list[str]
) -> None:
    path = desk.give("in.csv", text)
    assert desk.told("--answers", path, over=desk.home) == [f"in.csv:{one}" for one in found]


def test_a_file_that_is_no_text_or_too_large_is_refused(desk: Desk) -> None:
    path = desk.home / "in.csv"
    path.write_bytes(b"question,answer\nM-A1,\xff\n")
    assert desk.told("--answers", path) == ["in.csv:1:1 answers-file"]
    path.write_bytes(b"question,answer\n" + b"M-A1,yes\n" * (1 << 20))
    assert desk.told("--answers", path) == ["in.csv:1:1 answers-file"]


def test_evidence_that_makes_a_case_too_large_is_told_as_that(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = desk.case.read_bytes()
    monkeypatch.setattr("yotinspect.desk.editing.CASE_LIMIT", len(before) + 100)
    result = desk.assess("--set", "M-A2=no", "--evidence", f"M-A2={'It stops there. ' * 20}")
    assert "Shorten the evidence" in result.stdout
    assert result.return_value == 1
    assert desk.case.read_bytes() == before


def test_evidence_of_an_option_that_is_no_text_is_refused_where_it_would_stand(desk: Desk) -> None:
    assert desk.told("--evidence", "M-A1=caf\udce9") == ["EX-001.yaml:8:3 answers-file"]


@pytest.mark.slow
def test_time_grows_with_the_headings_of_a_table_and_not_with_their_square() -> None:
    begun = time.process_time()
    assert len(read_given(Path("in.csv"), b"question," * 40_000).findings) == 40_001
    assert time.process_time() - begun < 10


def test_no_message_holds_what_was_given(desk: Desk) -> None:
    words = ("Zebedee", "Quillfeather", "Marigold")
    table = "case,question,detail,answer,evidence,reasons\n"
    table += "Zebedee Quillfeather,M-A1,,yes,,\nEX-001,Zebedee,,yes,,\nEX-001,,Zebedee Quillfeather,x,,\n"
    table += "EX-001,M-A1,,Marigold,,\nEX-001,M-P1,,no,Marigold,Marigold\nEX-001,,age,Marigold,,\n"
    result = desk.assess("--answers", desk.give("in.csv", table), over=desk.home)
    assert result.return_value == 1
    assert result.stdout.count("error:") == 6
    assert not [word for word in words if word in result.output]


def test_of_two_assessments_of_one_case_the_assessor_says_which(desk: Desk) -> None:
    second = desk.home / "cases" / "EX-001-second.yaml"
    second.write_text(CASE.replace("hi-2", "hi-3") + "role: second\n", "utf-8")
    table = "case,assessor,question,answer\nEX-001,{},M-P1,yes\n"
    assert desk.told("--answers", desk.give("in.csv", table.format("")), over=desk.home) == ["in.csv:2:1 answers-file"]
    desk.assess("--answers", desk.give("in.csv", table.format("hi-3")), over=desk.home)
    assert "M-P1: yes" in second.read_text("utf-8")
    assert desk.answers()["M-P1"] is None


def test_a_case_whose_set_or_file_cannot_be_used_is_told(desk: Desk) -> None:
    desk.case.write_text(CASE.replace("mini@", "minni@"), "utf-8")
    assert desk.told("--set", "M-A1=yes") == ["EX-001.yaml:3:14 case-set"]
    desk.case.write_text("case: [", "utf-8")
    assert desk.told("--set", "M-A1=yes") == ["EX-001.yaml:1:8 yaml-syntax"]


def test_who_else_has_the_case_open_is_told_and_it_is_written(desk: Desk) -> None:
    with Keeper.open(desk.case):
        result = desk.assess("--set", "M-P1=yes")
    assert "EX-001.yaml is also open elsewhere: " in result.stderr
    assert desk.answers()["M-P1"] == "yes"


def test_what_cannot_be_written_in_one_case_is_told_and_the_others_are(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from yotinspect.desk import keeping

    real = keeping.write_whole

    def full(path: Path, data: bytes, *, was: bytes) -> None:
        if path == desk.case:
            raise OSError(28, "No space left on device")
        real(path, data, was=was)

    monkeypatch.setattr(keeping, "write_whole", full)
    table = "case,question,answer\nEX-001,M-P1,yes\nEX-002,M-P1,yes\n"
    result = desk.assess("--answers", desk.give("in.csv", table), over=desk.home)
    assert (
        "EX-001.yaml:1:1: error: The disk is full. Make room on it, then save again. [file-unwritable]" in result.stdout
    )
    assert desk.answers("EX-002")["M-P1"] == "yes"
    assert desk.answers()["M-P1"] is None
    assert result.return_value == 1


def test_what_somebody_else_answers_between_the_check_and_the_writing_stays(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Keeper.save

    def meddled(keeper: Keeper, changes: Any) -> Any:
        desk.case.write_text(CASE.replace("M-A1: yes", "M-A1: no"), "utf-8")
        return real(keeper, changes)

    monkeypatch.setattr(Keeper, "save", meddled)
    result = desk.assess("--set", "M-A1=", "--set", "M-P1=yes", "--format", "json")
    found = [finding for finding in json.loads(result.stdout)["findings"] if finding["rule"] == "answers-conflict"]
    assert [(finding["path"], finding["line"]) for finding in found] == [("answers.M-A1", 8)]
    assert (desk.answers()["M-A1"], desk.answers()["M-P1"]) == ("no", "yes")


def test_more_cases_are_answered_than_files_may_be_open(desk: Desk) -> None:
    resource = pytest.importorskip("resource")
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("open files cannot be counted here")
    names = [f"EX-{number}" for number in range(100, 140)]
    for name in names:
        (desk.home / "cases" / f"{name}.yaml").write_text(CASE.replace("EX-001", name), "utf-8")
    table = desk.give("in.csv", "case,question,answer\n" + "".join(f"{name},M-P1,yes\n" for name in names))
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (len(list(Path("/proc/self/fd").iterdir())) + 20, hard))
    try:
        result = desk.assess("--answers", table, over=desk.home)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert "Case files written: 40." in result.stderr
    assert {desk.answers(name)["M-P1"] for name in names} == {"yes"}


# --- what could not be saved --------------------------------------------------------------------------------------------


def unsaved(desk: Desk) -> Path:
    """A file of answers that could not be saved, since the case was away."""
    with Keeper.open(desk.case) as keeper:
        away = desk.case.rename(desk.home / "away")
        with pytest.raises(NotSavedError):
            keeper.save([Change(("answers", "M-P1"), {"answer": "no", "evidence": "It was\nlate."}),
                         Change(("answers", "M-A1"), ""), Change(("details", "age"), "16")])  # fmt: skip
        path = keeper.rescue(desk.home)
        away.rename(desk.case)
    return path


def test_what_could_not_be_saved_is_taken_in_later(desk: Desk) -> None:
    path = unsaved(desk)
    assert path.name == "EX-001.yaml.unsaved"
    result = desk.assess("--answers", path, over=desk.home)
    assert "Nothing was written" not in result.stderr
    assert desk.answers() == {
        "M-A1": None,
        "M-A2": {"answer": "no", "evidence": "It was late.", "reasons": ["late"]},
        "M-P1": {"answer": "no", "evidence": "It was\nlate."},
    }
    assert "age: 16," in desk.case.read_text("utf-8")
    # Once more it does no harm.
    before = desk.files()
    desk.assess("--answers", path, over=desk.home)
    assert desk.files() == before


def test_what_somebody_else_wrote_since_is_not_overwritten(desk: Desk) -> None:
    path = unsaved(desk)
    desk.case.write_text(CASE.replace("M-A1: yes", "M-A1: no").replace("M-P1:", "M-P1: yes"), "utf-8")
    assert desk.told("--answers", path) == ["EX-001.yaml.unsaved:9:3 answers-conflict", "EX-001.yaml.unsaved:14:3 answers-conflict"]  # fmt: skip


def test_what_was_not_saved_by_the_questions_of_another_set_is_refused(desk: Desk) -> None:
    path = unsaved(desk)
    path.write_text(path.read_text("utf-8").replace("mini@1.0.0", "mini-short@1.0.0"), "utf-8")
    assert {one.split()[1] for one in desk.told("--answers", path)} == {"answers-file"}
    path.write_text("unsaved: EX-001\nwords: x\n", "utf-8")
    assert {one.split()[1] for one in desk.told("--answers", path)} == {"model-unknown-key", "model-missing-key"}


# --- tables -------------------------------------------------------------------------------------------------------------


def test_a_table_is_read_as_a_spreadsheet_writes_it() -> None:
    text = 'a,b\r\n"x ""y"", z",  2 \r\n\r\n"two\r\nlines",\n,last'
    assert [[tuple(cell) for cell in row] for row in rows(text)] == [
        [("a", 1, 1), ("b", 1, 3)],
        [('x "y", z', 2, 1), ("  2 ", 2, 14)],
        [("two\nlines", 4, 1), ("", 5, 8)],
        [("", 6, 1), ("last", 6, 2)],
    ]


@pytest.mark.parametrize("said", ["sep=;", "SEP=;", '"sep=;"', "sep=|", "sep=\t", "sep=^"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_first_line_says_by_what_cells_are_parted_as_excel_has_it(said: str, end: str) -> None:
    comma = said.strip('"')[-1]
    text = end.join([said, f"a,b{comma}c", f'"1{comma}2"{comma}3', ""])
    assert [[tuple(cell) for cell in row] for row in rows(text)] == [
        [("a,b", 2, 1), ("c", 2, 5)],
        [(f"1{comma}2", 3, 1), ("3", 3, 7)],
    ]


@pytest.mark.parametrize("text", ["sep=", "sep=ab", "sep=;x", 'sep="', "sep=;;", "separator=;"])
def test_a_heading_that_only_looks_like_it_is_a_heading(text: str) -> None:
    first = next(rows(f"{text}\n1,2\n"), None) if '"' not in text else [Cell(text, 1, 1)]
    assert first is not None
    assert (first[0].line, first[0].text[:3]) == (1, "sep")


def test_a_table_of_answers_that_excel_wrote_is_taken(desk: Desk) -> None:
    table = desk.home / "answers.csv"
    table.write_bytes("\ufeffsep=;\r\nquestion;answer\r\nM-A1;yes\r\nM-A9x;yes\r\n".encode())
    assert desk.told("--answers", table) == ["answers.csv:4:1 case-unknown-question"]


def test_a_quote_that_is_not_closed_is_told_where_it_begins() -> None:
    with pytest.raises(NoTableError) as caught:
        list(rows('a;b\n1;"2\n3'))
    assert (caught.value.line, caught.value.column) == (2, 3)


def test_the_rules_of_given_answers_are_errors() -> None:
    found = [rule for rule in RULES if rule.startswith("answers-")]
    assert found == ["answers-file", "answers-off-route", "answers-conflict"]
    assert {RULES[rule].severity for rule in found} == {"error"}
