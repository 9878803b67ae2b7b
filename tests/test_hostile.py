"""What a hostile tester found once: hangs, lost cases, replaced devices, leaks, and faults of ours on bad input."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.conftest import ROOT
from tests.inspections import counts, full_case, judged, rated, write_inspection
from yotinspect.library import Library
from yotinspect.records import Place
from yotinspect.writing import write_whole

ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT)}


def shell(command: str, **more: str) -> subprocess.CompletedProcess[str]:
    program = f'"{sys.executable}" -m yotinspect'
    return subprocess.run(
        ["sh", "-c", command.replace("yotinspect", program)],
        cwd=ROOT,
        env=ENVIRONMENT | more,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )


def test_huge_counts_take_no_time_and_negative_ones_are_no_figure(tmp_path: Path, library: Library) -> None:
    huge = {"desistance": counts(1, 999999999), "child": counts(1, 1), "others": counts(9, -12)}
    result = rated(write_inspection(tmp_path, counts={"3.1": huge}), library)
    assert [finding.rule for finding in result.findings] == ["inspection-counts"]
    assert result.rating is not None
    children = next(node for _, node in result.rating.standards if node.id == "3.1").children
    assert [child.rating for child in children] == ["inadequate", "requires_improvement", None]
    assert children[0].figures is not None
    assert children[0].figures.to_next == 499999999


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "".join(f"  RA-{n}x: yes\n" for n in range(8000)),
        "".join(f"  R-A1: yes # {n}\n" for n in range(8000)),
        "  R-A1: {answer: no, reasons: [" + ", ".join(f"late{n}" for n in range(4000)) + "]}\n",
    ],
    ids=["unknown", "duplicate", "one-line"],
)
def test_thousands_of_faults_take_time_in_proportion(text: str, tmp_path: Path, run: Callable[..., Result]) -> None:
    path = tmp_path / "many.yaml"
    path.write_text("case: X\nquestionset: fji@2.0.0\nassessor: a\nassessed: 2019-03-03\nanswers:\n" + text, "utf-8")
    begun = time.monotonic()
    assert run("assess", path, "--format", "json").return_value == 1
    assert time.monotonic() - begun < 20, "it once took minutes"


def test_no_case_file_is_lost_in_silence(tmp_path: Path, library: Library) -> None:
    path = write_inspection(tmp_path, {"a": full_case(library, "A")})
    (tmp_path / "cases" / "b.YAML").write_text(json.dumps(full_case(library, "B")), "utf-8")
    (tmp_path / "cases" / "c.yaml").symlink_to(tmp_path / "gone.yaml")
    result = rated(path, library)
    assert result.rating is not None
    assert result.rating.tally.counted == ["A", "B"]
    assert [finding.rule for finding in result.findings] == ["file-unreadable"]


def test_a_pipe_among_the_cases_is_a_finding_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    done = subprocess.run(
        [sys.executable, "-m", "yotinspect", "assess", str(tmp_path)],
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "file-unreadable" in done.stdout


def test_two_first_assessments_of_a_case_are_an_error_and_count_once(tmp_path: Path, library: Library) -> None:
    cases = {"a": full_case(library, "A"), "b": full_case(library, "A", R_AH="no") | {"assessor": "la-3"}}
    result = rated(write_inspection(tmp_path, cases), library)
    assert [finding.rule for finding in result.findings] == ["case-duplicate"]
    assert result.rating is not None
    assert result.rating.tally.counted == ["A"]
    assert result.rating.tally.doubled == ["A"]
    assert "cases-doubled" in [reason.code for reason in result.rating.status_reasons]


def test_which_of_two_assessments_counts_does_not_hang_on_the_names_of_their_files(
    tmp_path: Path, library: Library
) -> None:
    one, two = full_case(library, "A"), full_case(library, "A", R_AH="no")
    for n, (first, other) in enumerate(
        [
            (one, two | {"assessor": "la-3"}),
            (one, two),
            (one, two | {"role": "second"}),
            (one | {"role": "second"}, two),
        ]
    ):
        found = set()
        for names in (("a", "b"), ("b", "a")):
            folder = write_inspection(tmp_path / f"{n}{names[0]}", dict(zip(names, (first, other), strict=True)))
            rating = rated(folder, library).rating
            assert rating is not None
            assert (rating.tally.doubled, rating.tally.seconds) == (["A"], [])
            found.add(tuple((key, count.yes, count.no) for key, count in sorted(rating.tally.key_questions.items())))
        assert len(found) == 1


def test_a_second_assessment_alone_is_a_finding_of_rate_as_well(tmp_path: Path, library: Library) -> None:
    result = rated(write_inspection(tmp_path, {"a": full_case(library, "A") | {"role": "second"}}), library)
    assert [finding.rule for finding in result.findings] == ["case-second"]
    assert result.rating is not None
    assert [reason.code for reason in result.rating.status_reasons][-1] == "cases-second-alone"


def test_nothing_is_final_beside_an_error_or_without_its_overall(tmp_path: Path, library: Library) -> None:
    twelve = judged({f"{d}.{n}": "good" for d in (1, 2, 3) for n in (1, 2, 3, 4)})
    faulty = write_inspection(
        tmp_path / "a",
        judgements=twelve,
        counts={"3.1": dict.fromkeys(("desistance", "child", "others"), counts(5, 5))},
    )
    result = rated(faulty, library)
    assert result.rating is not None
    assert (result.rating.status, result.rating.status_reasons[-1].code) == ("provisional", "inspection-faults")
    kept = {name: given for name, given in twelve.items() if name[0] != "1"}
    result = rated(
        write_inspection(tmp_path / "b", published="https://example.org", judgements=kept, not_rated={"1": "not seen"}),
        library,
    )
    assert result.rating is not None
    assert (result.rating.overall.rating, result.rating.status) == (None, "incomplete")


def test_a_set_that_is_its_own_base_and_odd_folders_are_no_fault_of_ours(
    tmp_path: Path, run: Callable[..., Result]
) -> None:
    home = tmp_path / "own" / "1.0.0"
    shutil.copytree(ROOT / "questionsets" / "sqs" / "2.0.0", home)
    structure = home / "questionset.yaml"
    text = (
        structure.read_text("utf-8")
        .replace("questionset: sqs", "questionset: own")
        .replace("version: 2.0.0", "version: 1.0.0")
    )
    structure.write_text(text.replace("base: fji@2.0.0", "base: own@1.0.0"), "utf-8")
    (tmp_path / "own" / "1.0.0-old").mkdir()
    (tmp_path / "own" / "1.0.0-old" / "questionset.yaml").write_text("questionset: own\n", "utf-8")
    result = run("questionset", "validate", "own", "--questionsets", tmp_path)
    assert result.return_value == 1
    assert "set-base" in result.stdout
    assert run("questionset", "list", "--questionsets", tmp_path).return_value == 0


def test_a_set_without_its_english_words_says_so_and_is_not_used(tmp_path: Path) -> None:
    home = tmp_path / "sqs" / "2.0.0"
    shutil.copytree(ROOT / "questionsets" / "sqs" / "2.0.0", home)
    (home / "text.en.yaml").unlink()
    questions, findings = Library([tmp_path]).questionset(Place("sqs", "2.0.0"))
    assert questions is None
    assert [finding.rule for finding in findings] == ["text-missing"]


def test_what_stands_where_an_answer_belongs_reaches_no_output(
    tmp_path: Path, library: Library, run: Callable[..., Result]
) -> None:
    case = full_case(library, "A")
    case["answers"]["R-AH"] = "Zebedee Quillfeather refused"
    write_inspection(tmp_path, {"a": case})
    assert "Zebedee" not in run("assess", tmp_path, "--format", "json").output
    assert "Zebedee" not in run("rate", tmp_path, "--format", "json").output


def test_output_through_a_link_or_into_a_pipe_leaves_both_as_they_are(tmp_path: Path) -> None:
    target, link = tmp_path / "target.html", tmp_path / "link.html"
    target.write_text("before", "utf-8")
    link.symlink_to(target)
    write_whole(link, b"after")
    assert link.is_symlink()
    assert target.read_text("utf-8") == "after"
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        write_whole(pipe, b"through")
        assert reader.communicate()[0] == b"through"
    assert pipe.is_fifo()


@pytest.mark.slow
def test_a_poor_console_a_full_disk_and_a_reader_that_leaves_are_no_faults_of_ours() -> None:
    poor = shell("yotinspect rate examples/exampleshire-2019", PYTHONIOENCODING="cp1252")
    assert (poor.returncode, poor.stderr) == (0, "")
    assert shell("yotinspect questionset show fji | head -n 1; exit ${PIPESTATUS:-0}").stderr == ""
    if Path("/dev/full").is_char_device():
        full = shell("yotinspect rate examples/exampleshire-2019 > /dev/full")
        assert full.returncode == 2
        assert "Traceback" not in full.stderr


@pytest.mark.slow
def test_colour_can_be_forced_into_a_pipe_and_forbidden() -> None:
    command = "yotinspect rate examples/exampleshire-2019"
    assert "\x1b[" in shell(command, FORCE_COLOR="1").stdout
    assert "\x1b[" not in shell(command).stdout
    assert "\x1b[" not in shell(command, FORCE_COLOR="1", NO_COLOR="1").stdout
