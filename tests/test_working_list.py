"""The working list: a folder opens with a line for each of its cases, and what was found follows."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.conftest import ROOT

Run = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An inspection with a whole case, one with an answer missing, a second assessment without a first, and no case at all."""
    made = tmp_path / "i"
    shutil.copytree(ROOT / "examples" / "aberwen-2016", made, ignore=lambda _, names: [n for n in names if n > "AW-02" and n.startswith("AW")])  # fmt: skip
    cases = made / "cases"
    text = (cases / "AW-01.yaml").read_text("utf-8")
    (cases / "AW-02.yaml").write_text(text.replace("AW-01", "AW-02").replace("  S-C4: yes\n", "  S-C4:\n").replace("assessor: li-1", "assessor: la-3"), "utf-8")  # fmt: skip
    (cases / "AW-03.yaml").write_text(text.replace("case: AW-01", "case: AW-03\nrole: second"), "utf-8")
    (cases / "AW-04.yaml").write_bytes(b"case: \xff")
    return made


def rows(result: Result) -> list[list[str]]:
    """The cells of the list, which stands before the first empty line."""
    lines = result.stdout.split("\n\n")[0].split("\n")
    return [[cell.strip() for cell in line.split("  ") if cell.strip()] for line in lines]


def test_a_folder_opens_with_its_cases_and_findings_follow(folder: Path, run: Run) -> None:
    result = run("assess", folder)
    assert rows(result) == [
        ["Case", "Assessor", "Answered", "Findings", "Assessed"],
        ["AW-01", "li-1", "83 of 83", "none", "2016-05-16"],
        ["AW-02", "la-3", "82 of 83", "1 error", "2016-05-16"],
        ["AW-03, second", "li-1", "83 of 83", "1 error", "2016-05-16"],
        ["AW-04.yaml", "1 error"],
    ]
    rest = result.stdout.split("\n\n", 1)[1]
    assert rest.index("AW-01  sqs@2.0.0") < rest.index("[case-missing-answer]") < rest.index("[case-second]")
    assert result.return_value == 1


def test_the_list_is_in_welsh_for_a_welsh_reader(folder: Path, run: Run) -> None:
    assert rows(run("assess", folder, "--lang", "cy"))[:3] == [
        ["Achos", "Asesydd", "Atebwyd", "Canfyddiadau", "Aseswyd"],
        ["AW-01", "li-1", "83 o 83", "dim", "2016-05-16"],
        ["AW-02", "la-3", "82 o 83", "1 gwall", "2016-05-16"],
    ]


def test_a_file_alone_and_findings_alone_have_no_list(folder: Path, run: Run) -> None:
    assert run("assess", folder / "cases" / "AW-01.yaml").stdout.startswith("AW-01  sqs@2.0.0")
    assert "Assessor" not in run("assess", folder, "--quiet").stdout


@pytest.mark.parametrize(
    ("options", "left", "said"),
    [
        (["--assessor", "la-3"], ["AW-02", "AW-04.yaml"], "2 case files"),
        (["--assessor", "la-3", "--assessor", "li-1"], ["AW-01", "AW-02", "AW-03, second", "AW-04.yaml"], "4 case files"),
        (["--incomplete"], ["AW-02", "AW-04.yaml"], "2 case files"),
        (["--assessor", "li-1", "--incomplete"], ["AW-04.yaml"], "1 case file:"),
    ],
)  # fmt: skip
def test_only_cases_that_are_asked_for_are_listed_counted_and_followed_by_findings(folder: Path, run: Run, options: list[str], left: list[str], said: str) -> None:  # fmt: skip
    result = run("assess", folder, *options)
    assert [row[0] for row in rows(result)[1:]] == left
    assert said in result.stderr
    names = {line.split(":")[0].rpartition("/")[2] for line in result.stdout.splitlines() if "error:" in line}
    assert names <= {"AW-02.yaml", "AW-03.yaml", "AW-04.yaml"} & {f"{name[:5]}.yaml" for name in left}
    record = json.loads(run("assess", folder, *options, "--format", "json").stdout)
    assert [case["file"].rpartition("/")[2][:5] for case in record["cases"]] == [name[:5] for name in left]


def test_where_no_case_is_left_it_says_so(folder: Path, run: Run) -> None:
    (folder / "cases" / "AW-04.yaml").unlink()
    result = run("assess", folder, "--assessor", "nobody")
    assert (result.stdout, result.return_value) == ("", 0)
    assert result.stderr == "None of the cases is one of those asked for.\n"
