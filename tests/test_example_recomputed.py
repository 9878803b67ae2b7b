"""Every figure of the graded example, worked out again from the raw YAML by plain loops, and by no code of ours."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import Result

from tests.loaders import TEXT

HEADLINES = {
    (standard, question): area + stage
    for standard, stage in (("2.1", "-AH"), ("2.2", "-PH"), ("2.3", "-DH"), ("2.4", "-RH"))
    for question, area in (("desistance", "R"), ("child", "C"), ("others", "P"))
}
SCORES = {"inadequate": 0, "requires_improvement": 1, "good": 2, "outstanding": 3}


def plain(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), TEXT)  # every scalar as text


def answer_of(entry: Any) -> str:
    return entry["answer"] if isinstance(entry, dict) else entry


def band(yes: int, no: int) -> str:
    # In whole numbers, so that nothing is rounded: yes/(yes+no) against 50, 65 and 80 in a hundred.
    total = yes + no
    if 100 * yes >= 80 * total:
        return "outstanding"
    if 100 * yes >= 65 * total:
        return "good"
    return "requires_improvement" if 100 * yes >= 50 * total else "inadequate"


@pytest.fixture(scope="module")
def folder(root: Path) -> Path:
    return root / "examples" / "exampleshire-2019"


@pytest.fixture(scope="module")
def cases(folder: Path) -> list[dict[str, Any]]:
    read = [plain(path) for path in sorted((folder / "cases").iterdir())]
    return [case for case in read if case.get("role", "first") == "first"]


@pytest.fixture(scope="module")
def counted(folder: Path, cases: list[dict[str, Any]]) -> dict[tuple[str, str], list[int]]:
    figures: dict[tuple[str, str], list[int]] = {}
    for key, headline in HEADLINES.items():
        figures[key] = [0, 0, 0]
        for case in cases:
            if headline in case["answers"]:
                figures[key][["yes", "no", "na"].index(answer_of(case["answers"][headline]))] += 1
    for standard, given in plain(folder / "inspection.yaml")["counts"].items():
        for question, total in given.items():
            figures[(standard, question)] = [int(total.get(part, "0")) for part in ("yes", "no", "na")]
    return figures


@pytest.fixture
def result(folder: Path, run: Callable[..., Result]) -> dict[str, Any]:
    outcome = run("rate", folder, "--format", "json")
    assert outcome.return_value == 0
    record: dict[str, Any] = json.loads(outcome.stdout)["inspections"][0]
    return record


def test_the_key_questions_have_the_figures_of_the_raw_files(
    result: dict[str, Any], counted: dict[tuple[str, str], list[int]]
) -> None:
    seen = {(s["id"], k["id"]): k for s in result["standards"] for k in s["key_questions"]}
    assert set(seen) == set(counted)
    for key, (yes, no, na) in counted.items():
        found = seen[key]
        assert [found["yes"], found["no"], found["na"]] == [yes, no, na]
        assert abs(found["percent"] - 100 * yes / (yes + no)) <= 0.005 + 1e-9
        assert found["rating"] == band(yes, no)
        lifts = [k for k in range(1, no + 1) if SCORES[band(yes + k, no - k)] > SCORES[band(yes, no)]]
        assert found["to_next"] == (lifts[0] if lifts else None)


def test_standards_domains_and_overall_follow(
    result: dict[str, Any], counted: dict[tuple[str, str], list[int]], folder: Path
) -> None:
    inspection = plain(folder / "inspection.yaml")
    expected: dict[str, str] = {name: given["rating"] for name, given in inspection["judgements"].items()}
    for standard in ("2.1", "2.2", "2.3", "2.4", "3.1", "3.2", "3.3"):
        lowest = 3
        for question in ("desistance", "child", "others"):
            yes, no, _ = counted[(standard, question)]
            lowest = min(lowest, SCORES[band(yes, no)])
        expected[standard] = list(SCORES)[lowest]
    proposed = dict(expected)
    for standard, decision in inspection["discretion"].items():
        expected[standard] = decision["to"]
    assert {s["id"]: s["rating"] for s in result["standards"]} == expected
    assert {s["id"]: s["proposed"] for s in result["standards"]} == proposed
    assert {s["id"]: s["score"] for s in result["standards"]} == {
        name: SCORES[rating] for name, rating in expected.items()
    }
    for domain in result["domains"]:
        score = sum(SCORES[rating] for name, rating in expected.items() if name.startswith(domain["id"] + "."))
        assert (domain["score"], domain["max"]) == (score, 12)
    total = sum(SCORES[rating] for rating in expected.values())
    level = (
        "inadequate"
        if total <= 6
        else "requires_improvement"
        if total <= 18
        else "good"
        if total <= 30
        else "outstanding"
    )
    assert (result["overall"]["score"], result["overall"]["max"], result["overall"]["rating"]) == (total, 36, level)
    assert result["status"] == "final"


def test_what_stands_out_is_what_the_raw_files_say(result: dict[str, Any], cases: list[dict[str, Any]]) -> None:
    for standard, stage in (("2.1", "A"), ("2.2", "P"), ("2.3", "D"), ("2.4", "R")):
        figures: dict[str, list[int]] = {}
        for case in cases:
            for name, entry in case["answers"].items():
                if re.fullmatch(rf"[RCP]-{stage}\d+", name) and answer_of(entry) in ("yes", "no"):
                    row = figures.setdefault(name, [0, 0])
                    row[answer_of(entry) == "no"] += 1
        best = sorted(
            (yes / (yes + no) for yes, no in figures.values() if yes + no >= 5 and 100 * yes >= 80 * (yes + no)),
            reverse=True,
        )[:3]
        worst = sorted(
            yes / (yes + no) for yes, no in figures.values() if yes + no >= 5 and 100 * yes < 65 * (yes + no)
        )[:3]
        found = next(row for row in result["standards"] if row["id"] == standard)
        for rows, shares in ((found["strengths"], best), (found["improvements"], worst)):
            assert [figures[row["question"]] for row in rows] == [[row["yes"], row["no"]] for row in rows]
            assert [row["yes"] / (row["yes"] + row["no"]) for row in rows] == shares


def test_the_report_prints_the_same_figures(
    folder: Path, run: Callable[..., Result], counted: dict[tuple[str, str], list[int]], cases: list[dict[str, Any]]
) -> None:
    text = run("report", folder, "--format", "md").stdout
    labels = {"desistance": "Desistance", "child": "Safety of the child", "others": "Safety of other people"}
    for (_, question), (yes, no, na) in counted.items():
        whole = (200 * yes + yes + no) // (2 * (yes + no))  # half up
        line = rf"\| {labels[question]}(?: \(decides\))? \| {yes} of {yes + no}, {whole}%"
        matches = [found for found in text.splitlines() if re.match(line, found)]
        assert matches, line
        if na:
            assert any(f"not applicable: {na}" in found for found in matches)
    assert f"| Cases counted | {len(cases)} |" in text


def test_the_example_has_the_cases_the_readme_promises(cases: list[dict[str, Any]], root: Path) -> None:
    assert len(cases) >= 30
    assert len(list((root / "examples" / "aberwen-2016" / "cases").iterdir())) >= 14
