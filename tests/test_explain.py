"""``rate --explain``, what-if, and many inspections at once, as whoever asks why meets them."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.inspections import LEVELS, TWELVE, counts, judged, write_inspection
from tests.test_corpus import Called, call

EXAMPLE = "exampleshire-2019"
ALIKE = {"desistance": counts(8, 2), "child": counts(8, 2), "others": counts(8, 2)}


@pytest.fixture
def example(root: Path) -> Path:
    return root / "examples" / EXAMPLE


def flat(called: Called) -> str:
    assert called.status == 0, called
    return " ".join(called.out.split())


def as_json(*arguments: object) -> dict[str, Any]:
    called = call("rate", *arguments, "--format", "json")
    assert called.status == 0, called
    found: dict[str, Any] = json.loads(called.out)
    return found


# --- explain ------------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_every_part_can_be_explained_by_itself_and_the_whole_holds_each(example: Path) -> None:
    whole = flat(call("rate", example, "--explain"))
    for part, begins in (
        ("overall", "Overall: Good (23 of 36)"),
        ("2", "2 Court disposals: Good (8 of 12)"),
        ("2.2", "2.2 Planning: Good"),
        ("2.2/child", "Safety of the child: Good"),
        ("1.3", "1.3 Partnerships and services: Outstanding"),
    ):
        alone = flat(call("rate", example, "--explain", part))
        assert alone.startswith(begins)
        assert alone in whole


@pytest.mark.slow
def test_where_few_judgements_pass_over_a_grade_no_sentence_calls_it_the_next(tmp_path: Path) -> None:
    none, all_, some = ({name: counts(*row) for name in ALIKE} for row in ((0, 1), (1, 0), (8, 4)))
    path = write_inspection(
        tmp_path,
        judgements=judged(dict.fromkeys(("1.1", "1.2", "1.3", "1.4", "3.4"), "good")),
        counts={"2.1": none, "2.2": all_}
        | {name: some for name in TWELVE if name[0] in "23" and name not in ("2.1", "2.2", "3.4")},
    )
    between = "Passed over, since so few judgements count: Requires improvement, Good."
    up, down, no = (flat(call("rate", path, "--explain", part, "--fail-on", "never")) for part in ("2.1", "2.2", "2.3"))
    assert f"Up to Outstanding with 1 more of these judged sufficient. {between}" in up
    assert f"Down to Inadequate with 1 fewer. {between}" in down
    assert up.count(between) == down.count(between) == 4
    assert "one grade" not in up + down
    assert "Up one grade with 2 more of these judged sufficient." in no
    assert "Passed over" not in no
    welsh = flat(call("rate", path, "--explain", "2.1", "--lang", "cy", "--fail-on", "never"))
    assert welsh.count("Angen gwella, Da.") == 4
    assert "Un radd" not in welsh
    for kind, lines in (("brief", 4), ("graded", 1)):
        report = flat(call("report", path, "--kind", kind, "--format", "md", "--fail-on", "never"))
        assert report.count(between) == lines
    assert f"next rating Outstanding. More to be judged sufficient: Desistance 1, Safety of the child 1, Safety of other people 1. {between}" in report  # fmt: skip


def test_a_part_that_is_not_there_is_wrong_usage_with_those_that_are(example: Path) -> None:
    called = call("rate", example, "--explain", "2.9")
    assert called.status == 2
    assert "There is no part '2.9' here." in called.err
    assert "2.2/child" in called.err


def test_it_says_the_rule_its_inputs_its_basis_and_the_cases_on_either_side(example: Path) -> None:
    text = flat(call("rate", example, "--explain", "2.1/child"))
    for part in (
        "24 of 32, 75%",
        "Answered by the headline C-AH.",
        "Sufficient in: EX-001",
        "Not sufficient in: EX-006",
        "Basis of the bands: unverified",
    ):
        assert part in text


@pytest.mark.slow
def test_the_explanation_says_the_same_in_json_and_on_a_page_in_both_languages(example: Path, tmp_path: Path) -> None:
    row = as_json(example, "--explain")["inspections"][0]
    standard = next(one for one in row["standards"] if one["id"] == "2.2")
    assert standard["deciding"] == ["others"]
    assert row["overall"]["lift"]["changes"] == 9
    for language, said in (("en", "Fewest changes to Outstanding (9)"), ("cy", "Rhagorol (9)")):
        page = tmp_path / f"{language}.html"
        assert call("rate", example, "--explain", "--format", "html", "--lang", language, "-o", page).status == 0
        text = page.read_text("utf-8")
        assert f'<html lang="{language}">' in text
        assert said in text
        assert not re.search(r"<script|https?://(?!example)", text)


def test_the_shortest_way_up_is_what_two_cases_would_change(tmp_path: Path) -> None:
    ratings = dict.fromkeys(("1.1", "1.2", "1.3", "1.4", "3.4"), "good") | {"1.2": "requires_improvement"}
    given = dict.fromkeys(("2.1", "2.3", "2.4", "3.1", "3.2", "3.3"), ALIKE) | {"2.2": ALIKE | {"child": counts(7, 3)}}
    text = flat(
        call(
            "rate", write_inspection(tmp_path, judgements=judged(ratings), counts=given).parent, "--explain", "overall"
        )
    )
    # 29 of 36: two points more are outstanding.
    assert "Overall: Good (29 of 36)" in text
    # Of several as short, one of single grades, and cases before judgements of the whole.
    assert (
        "Fewest changes to Outstanding (2): 1 more case judged sufficient for 2.2 Planning, Safety of the child; "
        "1.1 Governance and leadership: from Good to Outstanding." in text
    )
    assert "Other ways with as few changes: " in text


def test_what_decides_alone_is_named_with_its_key_question(tmp_path: Path) -> None:
    ratings = dict.fromkeys(("1.1", "1.2", "1.3", "1.4", "3.4"), "good") | {"1.2": "requires_improvement"}
    given = dict.fromkeys(("2.1", "2.3", "2.4", "3.1", "3.2", "3.3"), ALIKE) | {"2.2": ALIKE | {"child": counts(8, 2)}}
    folder = write_inspection(tmp_path, judgements=judged(ratings), counts=given).parent
    text = flat(call("rate", folder, "--explain", "overall"))
    assert "Overall: Good (30 of 36)" in text
    assert "One grade more in any of these would lift it: 1.1 Governance and leadership; " in text
    assert "One grade less in any of these would lower it" not in text
    found = as_json(folder, "--explain")["inspections"][0]["overall"]
    assert found["decides_up"] == ["1.1", "1.2", "1.3", "1.4", "3.4"]
    assert found["decides_down"] == []


def test_how_firm_a_key_question_is_stands_with_its_caseload_and_nothing_is_said_of_the_standard(
    tmp_path: Path,
) -> None:
    folder = write_inspection(
        tmp_path,
        framework="graded-2018@1.1.0",
        caseload={"court": 60},
        counts={"2.1": ALIKE | {"child": counts(30, 10)}},
    ).parent
    text = flat(call("rate", folder, "--explain", "2.1"))
    assert "Of a caseload of 60, from 40 to 49 would be sufficient (67% to 82%), by an exact interval of 95%." in text
    assert "The chance that the whole caseload would have earned this grade:" in text
    assert "One case is worth 10 percentage points." in text
    row = next(one for one in as_json(folder)["inspections"][0]["standards"] if one["id"] == "2.1")
    child = next(one for one in row["key_questions"] if one["id"] == "child")
    assert (child["firmness"]["low"], child["firmness"]["high"], child["firmness"]["worth"]) == (40, 49, None)
    assert "firmness" not in row


@pytest.mark.parametrize(
    ("caseload", "said"),
    [
        ({}, "the inspection does not give the caseload 'court'"),
        ({"court": 9}, "the caseload 'court' is smaller than the sample"),
    ],
)
def test_where_nothing_can_be_said_of_firmness_it_says_why(caseload: dict[str, int], said: str, tmp_path: Path) -> None:
    folder = write_inspection(tmp_path, framework="graded-2018@1.1.0", caseload=caseload, counts={"2.1": ALIKE}).parent
    assert said in flat(call("rate", folder, "--explain", "2.1"))
    row = next(one for one in as_json(folder)["inspections"][0]["standards"] if one["id"] == "2.1")
    assert row["key_questions"][0]["firmness"] is None


# --- what if ------------------------------------------------------------------------------------------------------------


def test_what_if_changes_the_rating_and_no_file(example: Path, tmp_path: Path) -> None:
    home = shutil.copytree(example, tmp_path / EXAMPLE)
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    text = flat(call("rate", home, "--what-if", "1.1=outstanding, 2.2=outstanding", "--what-if", "3.4=good"))
    assert "What if: 1.1=outstanding, 2.2=outstanding, 3.4=good. No file is changed." in text
    assert "3.4 Joint working: from Requires improvement to Good" in text
    assert "Overall: from Good, 23 of 36 to Good, 26 of 36" in text
    assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == before


def test_what_if_of_a_case_goes_through_its_route_and_its_key_question(example: Path) -> None:
    row = as_json(example, "--what-if-case", "EX-001:R-AH=yes")["inspections"][0]
    figures = {one["id"]: one for one in row["standards"]}["2.1"]["key_questions"][0]
    assert (figures["yes"], figures["no"]) == (28, 4)
    assert row["what_if"]["supposed"] == ["EX-001:R-AH=yes"]
    before = {one["id"]: one for one in row["what_if"]["as_it_stands"]["standards"]}["2.1"]["key_questions"][0]
    assert (before["yes"], before["no"]) == (27, 5)


def test_a_no_that_is_supposed_needs_no_evidence_and_leaves_the_case_complete(example: Path) -> None:
    row = as_json(example, "--what-if-case", "EX-003:R-AH=no")["inspections"][0]
    assert row["status"] == row["what_if"]["as_it_stands"]["status"]


@pytest.mark.slow
def test_what_stands_already_changes_nothing(example: Path) -> None:
    row = as_json(example)["inspections"][0]
    levels = ",".join(f"{one['id']}={one['rating']}" for one in row["standards"])
    supposed = as_json(example, "--what-if", levels, "--what-if-case", "EX-001:R-AH=no")["inspections"][0]
    del supposed["what_if"]
    assert supposed == row


@pytest.mark.few(2)
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--what-if", "2.2"], "Write --what-if as STANDARD=RATING"),
        (["--what-if", "2.9=good"], "There is no standard '2.9' here."),
        (["--what-if", "2.2=fine"], "There is no rating 'fine' here. There are: inadequate, requires_improvement, good, outstanding."),
        (["--what-if-case", "R-A2=yes"], "Write --what-if-case as CASE:QUESTION=ANSWER"),
        (["--what-if-case", "EX-999:R-AH=yes"], "There is no first assessment of case 'EX-999' here"),
        (["--what-if-case", "EX-001:R-ZZ=yes"], "that can be answered so: R-ZZ"),
        (["--what-if-case", "EX-001:R-AH=perhaps"], "that can be answered so: R-AH"),
        (["-o", "x.html"], "--output goes with --format html"),
    ],
)  # fmt: skip
def test_what_cannot_be_supposed_is_wrong_usage(arguments: list[str], said: str, example: Path) -> None:
    called = call("rate", example, *arguments)
    assert called.status == 2
    assert said in " ".join(called.err.split())


def test_nothing_is_supposed_of_what_is_declared_not_rated(tmp_path: Path) -> None:
    folder = write_inspection(tmp_path, not_rated={"3": "No cases."}).parent
    called = call("rate", folder, "--what-if", "3.1=good")
    assert called.status == 2
    assert "3.1 is declared not rated" in called.err


# --- many ---------------------------------------------------------------------------------------------------------------


def several(folder: Path) -> Path:
    """Six inspections: an overall of each rating, one twice, and one without."""
    for n, level in enumerate(["inadequate", "requires_improvement", "good", "good", "outstanding"]):
        write_inspection(
            folder / f"i{n}",
            inspection=f"i{n}",
            published="https://example.org",
            judgements=judged(dict.fromkeys(TWELVE, level)),
        )
    write_inspection(
        folder / "i9", inspection="i9", published="https://example.org", judgements=judged({"1.1": "good"})
    )
    return folder


def test_a_folder_of_inspections_is_a_table_with_how_often_each_rating_is_given(tmp_path: Path) -> None:
    out = call("rate", several(tmp_path)).out
    rows = out.splitlines()
    assert rows[1].split()[:3] == ["i0", "Inadequate", "0/36"]
    assert [row.split()[0] for row in rows[1:7]] == ["i0", "i1", "i2", "i3", "i4", "i9"]
    assert rows[6].endswith("incomplete")
    assert "Overall ratings by graded-2018: 5 rated, 1 not rated." in out
    assert re.search(r"● Good +2, 40% +6, 38% +55, 51%", out)
    assert re.search(r"◆ Requires improvement +1, 20% +8, 50% +not seen", out)


def test_json_lines_come_one_an_inspection_and_json_holds_the_distribution(tmp_path: Path) -> None:
    several(tmp_path)
    lines = call("rate", tmp_path, "--format", "jsonl").out.splitlines()
    assert [json.loads(line)["inspection"] for line in lines] == ["i0", "i1", "i2", "i3", "i4", "i9"]
    whole = as_json(tmp_path)
    assert [{"schema": 1, **row} for row in whole["inspections"]] == [json.loads(line) for line in lines]
    (found,) = whole["distribution"]
    assert (found["rated"], found["not_rated"]) == (5, 1)
    assert found["levels"] == dict(zip(reversed(LEVELS), (1, 2, 1, 1), strict=True))
    assert found["published"][0]["levels"] == {"outstanding": 1, "good": 6, "requires_improvement": 8, "inadequate": 1}
    assert found["published"][1]["levels"]["inadequate"] is None


def test_profiles_of_several_are_there_for_the_asking(tmp_path: Path) -> None:
    assert call("rate", several(tmp_path), "--format", "text").out.count("Overall: ") == 6
    assert "Overall: " not in call("rate", tmp_path).out


def test_a_page_is_of_one_inspection(tmp_path: Path) -> None:
    called = call("rate", several(tmp_path), "--format", "html")
    assert called.status == 2
    assert "Name one inspection for a page: there are 6." in called.err


def test_a_template_that_cannot_be_used_is_wrong_usage_and_no_fault_of_ours(example: Path, tmp_path: Path) -> None:
    (tmp_path / "explanation.html.j2").write_text("{{ page.nothing }}", "utf-8")
    called = call("rate", example, "--explain", "--format", "html", "--templates", tmp_path)
    assert called.status == 2
    assert "A template cannot be used: explanation.html.j2" in called.err


def test_a_decision_that_changes_nothing_crosses_no_boundary(tmp_path: Path) -> None:
    decision = {"to": "outstanding", "rationale": "As it is.", "panel": ["li-1"], "agreed": "2019-03-29"}
    folder = write_inspection(tmp_path, counts={"2.1": ALIKE}, discretion={"2.1": decision}).parent
    called = call("rate", folder, "--explain", "2.1", "--fail-on", "never")
    assert "The decision is what the figures propose already." in called.out
    assert "From the boundary" not in called.out
