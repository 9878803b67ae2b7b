"""What scripts rely on: exit statuses, streams, formats, and no traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from tests.conftest import ROOT
from tests.inspections import full_case, write_inspection
from tests.test_corpus import call
from yotinspect.cli import main as entry
from yotinspect.library import Library

ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT)}


def program(*args: object, cwd: Path = ROOT, **more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "yotinspect", *map(str, args)]
    return subprocess.run(command, cwd=cwd, env=ENVIRONMENT | more, capture_output=True, text=True, check=False)


@pytest.fixture
def folder(tmp_path: Path, library: Library) -> Path:
    """An inspection with one faulty case and one good one."""
    half = full_case(library, "B")
    del half["answers"]["R-A1"]
    write_inspection(tmp_path / "x", {"a": full_case(library, "A"), "b": half})
    return tmp_path / "x"


def test_help_groups_commands_by_job_and_every_command_has_its_own() -> None:
    printed = program("--help").stdout
    assert all(f"\n{job}:\n" in printed for job in entry.JOBS)
    for name, command in entry.COMMANDS.items():
        assert command.summary in printed
        assert program(name, "--help").stdout.startswith("Usage:")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["asess", "x"], "Did you mean assess?"),
        (["assess", "nowhere"], "nowhere"),
        (["assess"], "CASE"),
        (["rate"], "Name an inspection"),
        (["rate", "nowhere"], "no file or folder"),
        (["rate", "docs"], "no inspection.yaml"),
        (["assess", "docs"], "no case file"),
        (["rate", "examples/exampleshire-2019", "--explain", "9.9"], "There are: overall, 1, 2"),
        (["rate", "examples/exampleshire-2019", "--framework", "graded-2017"], "Did you mean graded-20"),
        (["report", "examples"], "Name one inspection"),
        (["report", "examples/aberwen-2016", "-o", "nowhere/x.html"], "no folder"),
        (["report", "examples/aberwen-2016", "-o", "docs"], "is a folder"),
        (["questionset", "show", "fgi"], "Did you mean fji"),
        (["questionset", "show", "fji", "R-A99"], "no question"),
        (["questionset", "show", "fji", "--lang", "fr"], "'fr' is not one of 'en', 'cy'"),
        (["questionset", "validate", "docs"], "no questionset.yaml"),
        (["questionset", "schema", "cases"], "There are: case"),
        (["assess", "examples/aberwen-2016", "--format", "xml"], "Choose from"),
        (["assess", "-i", "examples/aberwen-2016"], "name its file"),
        (["assess", "-i", "examples/aberwen-2016/cases/AW-01.yaml", "--format", "json"], "leave out --format."),
        (["assess", "-iq", "examples/aberwen-2016/cases/AW-01.yaml", "--set", "R-A1=yes"], "leave out --quiet, --set."),
        (["assess", "-i", "examples/aberwen-2016/cases/AW-01.yaml", "--assessor", "li-1"], "leave out --assessor."),
        (
            ["assess", "-i", "examples/aberwen-2016/cases/AW-01.yaml", "--incomplete", "--lang", "cy"],
            "gadewch y rhain allan: --incomplete.",
        ),
        (["assess", "-i", "examples/aberwen-2016/cases/AW-01.yaml", "--set", "S-C4=yes"], "leave out --set."),
        (["assess", "examples/aberwen-2016", "--format", "json", "--format", "sarif"], "Only one format"),
        (["new", "case", "docs", "EX-1", "--assessor", "li-1"], "new inspection"),
    ],
)
def test_wrong_usage_is_status_2_with_what_to_do(args: list[str], said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    done = call(*args)
    assert done.status == 2
    assert done.out == ""
    assert said in done.err
    assert "Traceback" not in done.err


def test_findings_are_status_1_and_fail_on_moves_the_bar(folder: Path, run: Callable[..., Result]) -> None:
    assert run("assess", folder).return_value == 1
    assert run("assess", folder, "--fail-on", "never").return_value == 0
    assert run("assess", folder / "cases" / "a.yaml").return_value == 0
    (folder / "cases" / "b.yaml").write_text(
        (folder / "cases" / "a.yaml")
        .read_text("utf-8")
        .replace('"A"', '"B"')
        .replace('"psr": "full"', '"psr": "none"'),
        "utf-8",
    )
    assert run("assess", folder).return_value == 0
    assert run("assess", folder, "--fail-on", "warning").return_value == 1


def test_one_bad_file_among_many_is_reported_with_all_others(folder: Path, run: Callable[..., Result]) -> None:
    (folder / "cases" / "c.yaml").write_bytes(b"case: \xff")
    record = json.loads(run("assess", folder, "--format", "json").stdout)
    assert record["schema"] == 1
    assert [case["state"] for case in record["cases"]] == ["complete", "incomplete", "invalid"]
    assert [finding["rule"] for finding in record["findings"]] == ["case-missing-answer", "file-encoding"]
    assert set(record["findings"][0]) == {"rule", "severity", "file", "line", "column", "path", "message", "help"}
    block = record["cases"][1]["blocks"][2]
    assert {"area", "stage", "yes", "no", "na", "missing", "off", "headline", "answer"} == set(block)


def test_json_without_findings_is_json(folder: Path, run: Callable[..., Result]) -> None:
    record = json.loads(run("assess", folder / "cases" / "a.yaml", "--format", "json").stdout)
    assert record["findings"] == []


def test_several_formats_at_once_each_to_its_file(folder: Path, tmp_path: Path, run: Callable[..., Result]) -> None:
    names = {"json": "o.json", "github": "o.txt", "sarif": "o.sarif", "junit": "o.xml"}
    args = [part for name, file in names.items() for part in ("--format", f"{name}:{tmp_path / file}")]
    result = run("assess", folder, *args, "--format", "text")
    assert result.return_value == 1
    assert "case-missing-answer" in result.stdout
    assert json.loads((tmp_path / "o.json").read_text("utf-8"))["findings"][0]["rule"] == "case-missing-answer"
    assert "::error file=" in (tmp_path / "o.txt").read_text("utf-8")
    sarif = json.loads((tmp_path / "o.sarif").read_text("utf-8"))
    assert sarif["version"] == "2.1.0"
    assert sarif["runs"][0]["results"][0]["ruleId"] == "case-missing-answer"
    assert ElementTree.fromstring((tmp_path / "o.xml").read_text("utf-8")).get("failures") == "1"


def test_no_evidence_or_comment_of_a_case_reaches_any_output(folder: Path, run: Callable[..., Result]) -> None:
    secret = "Zebedee Quillfeather"
    text = f"# {secret}\ncase: X\nquestionset: fji@2.0.0\nassessor: {secret}\nassessed: {secret}\ndetails: {{order: {secret}, {secret}: 1, age: {secret}}}\nanswers:\n  R-A1: {secret}\n  {secret}: yes\n  R-A2: {{answer: no, evidnce: {secret}, reasons: [{secret}]}}\n"
    path = folder / "cases" / "s.yaml"
    path.write_text(text, "utf-8")
    for form in ("text", "json", "github", "sarif", "junit"):
        result = run("assess", path, "--format", form, env={"FORCE_COLOR": "1"})
        assert "Zebedee" not in result.output
        assert "Quillfeather" not in result.output
    path.write_text(text + "  : [\n", "utf-8")
    assert "Zebedee" not in run("assess", path).output


@pytest.mark.slow
def test_the_same_input_gives_the_same_bytes_in_any_locale_zone_and_hash_seed(tmp_path: Path) -> None:
    seen = set()
    for more in (
        {"PYTHONHASHSEED": "1", "TZ": "UTC"},
        {"PYTHONHASHSEED": "77", "TZ": "Pacific/Apia", "LC_ALL": "C", "LANG": "C"},
    ):
        outputs = [program(*args, **more).stdout for args in (
            ("rate", "examples/exampleshire-2019", "--explain"), ("report", "examples/exampleshire-2019"),
            ("rate", "examples/published", "--format", "json"), ("assess", "examples/aberwen-2016", "--format", "json"), ("questionset", "show", "fji", "--format", "json"),
        )]  # fmt: skip
        seen.add(tuple(outputs))
    assert len(seen) == 1


def test_interruption_is_130_and_our_own_fault_is_3_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(error: BaseException) -> Callable[..., None]:
        def call(**_: object) -> None:
            raise error

        return call

    monkeypatch.setattr(entry.cli, "main", fails(KeyboardInterrupt()))
    assert entry.run() == 130
    monkeypatch.setattr(entry.cli, "main", fails(RuntimeError("Zebedee Quillfeather")))
    assert entry.run() == 3
    said = capsys.readouterr().err
    assert "RuntimeError" in said
    assert "Zebedee" not in said
    assert "Traceback" not in said


def shell(command: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = ENVIRONMENT | {"yi": f"{sys.executable} -m yotinspect"} | more
    return subprocess.run(["sh", "-c", command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.skipif(os.name != "posix", reason="a shell is wanted")
@pytest.mark.few(1)
@pytest.mark.parametrize(
    "command",
    ["questionset show fji", "assess examples/aberwen-2016", "report examples/exampleshire-2019 -o -", "--help"],
)
def test_a_reader_that_stops_reading_is_no_fault_and_not_all_was_said(command: str) -> None:
    # The reader is gone before anything is written.
    done = shell(f"{{ sleep 0.3; $yi {command}; echo $? >&2; }} | true")
    assert done.stderr == "141\n"


@pytest.mark.skipif(os.name != "posix", reason="a shell is wanted")
@pytest.mark.few(1)
@pytest.mark.parametrize(
    "command",
    [
        "questionset list",
        "questionset show fji --format json",
        "questionset export sqs@2.0.0 --format xlsform",
        "assess examples/aberwen-2016",
        "assess examples/aberwen-2016 --format json",
        "assess -i examples/aberwen-2016/cases/AW-01.yaml",
        "rate examples/exampleshire-2019",
        "report examples/exampleshire-2019 -o -",
        "verify --help",
        "--version",
    ],
)
def test_a_closed_output_is_told_and_is_no_fault(command: str) -> None:
    done = shell(f"$yi {command} >&-")
    assert done.stderr.splitlines()[-1] == "The standard output is closed: nothing can be written to it."
    assert "fault" not in done.stderr
    assert done.returncode == 2
    assert shell(f"$yi {command} >&- 2>&-").returncode == 2


@pytest.mark.skipif(os.name != "posix", reason="a shell is wanted")
@pytest.mark.slow
def test_what_writes_a_file_needs_neither_output_nor_error(tmp_path: Path) -> None:
    done = shell(f"$yi report examples/exampleshire-2019 -o {tmp_path}/report.html >&- 2>&-")
    assert done.returncode == 0
    assert (tmp_path / "report.html").read_text("utf-8").rstrip().endswith("</html>")


def test_control_characters_from_files_are_shown_and_not_sent(folder: Path, run: Callable[..., Result]) -> None:
    path = folder / "inspection.yaml"
    path.write_text(path.read_text("utf-8").replace('"Testshire"', '"T\\u001b[31m\\u202eest[bold]"'), "utf-8")
    printed = run("rate", path).output
    assert "\x1b" not in printed
    assert "\u202e" not in printed
    assert "T␛[31m<U+202E>est[bold]" in printed


def test_new_inspection_and_case_can_be_filled_in_and_are_never_overwritten(
    tmp_path: Path, run: Callable[..., Result]
) -> None:
    home = tmp_path / "my-2020"
    for programme, kept in (("sqs", 84), ("fji", 159), ("graded", 159)):
        folder = home / programme
        assert run("new", "inspection", folder, "--yot", "A: 'Shire' #1", "--programme", programme).return_value == 0
        assert run("new", "case", folder, "EX-1", "--assessor", "li-1", "--date", "2020-03-02").return_value == 0
        record = json.loads(run("assess", folder, "--format", "json").stdout)
        assert record["cases"][0]["state"] == "incomplete"
        assert {finding["rule"] for finding in record["findings"]} == {
            "case-missing-detail",
            "case-missing-answer",
            "case-missing-routing",
        }
        assert (folder / "cases" / "EX-1.yaml").read_text("utf-8").count("\n  # ") >= kept
        before = (folder / "cases" / "EX-1.yaml").read_bytes()
        for args in (("inspection", folder, "--yot", "B"), ("case", folder, "EX-1", "--assessor", "li-1")):
            with pytest.raises(Exception, match="nothing was changed"):
                CliRunner().invoke(entry.cli, ["new", *map(str, args)], standalone_mode=False, catch_exceptions=False)
        assert (folder / "cases" / "EX-1.yaml").read_bytes() == before
        assert run("rate", folder).return_value == 0


def test_a_set_of_ones_own_takes_precedence(tmp_path: Path, run: Callable[..., Result]) -> None:
    import shutil

    shutil.copytree(ROOT / "questionsets" / "sqs", tmp_path / "sets" / "sqs")
    text = tmp_path / "sets" / "sqs" / "2.0.0" / "text.en.yaml"
    text.write_text(text.read_text("utf-8").replace("title: Case assessment", "title: Our own"), "utf-8")
    assert "Our own" in run("questionset", "show", "sqs", "--questionsets", tmp_path / "sets").output
    assert (
        "Our own" in run("questionset", "show", "sqs", env={"YOTINSPECT_QUESTIONSETS": str(tmp_path / "sets")}).output
    )
    assert "Our own" not in run("questionset", "show", "sqs").output
