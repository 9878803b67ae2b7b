"""From cases and counts to a grade, by the rules of the frameworks."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.inspections import TWELVE, counts, full_case, judged, rated, write_inspection
from yotinspect.library import Library
from yotinspect.ratings.node import Node, Rating
from yotinspect.ratings.words import printed_percent, tell
from yotinspect.records import Place
from yotinspect.workspace import Rated

ALIKE = {"desistance": counts(8, 2), "child": counts(8, 2), "others": counts(8, 2)}


def node(result: Rated, name: str) -> Node:
    assert result.rating is not None
    return next(standard for _, standard in result.rating.standards if standard.id == name)


def why(rating: Rating | None, found: Node) -> str:
    assert rating is not None
    return tell(found.reason, rating.framework)


def rules(result: Rated) -> list[str]:
    return [finding.rule for finding in result.findings]


@pytest.mark.parametrize(
    ("yes", "no", "level", "to_next", "to_lower"),
    [(0, 10, "inadequate", 5, None), (49, 51, "inadequate", 1, None), (1, 1, "requires_improvement", 1, 1), (5, 5, "requires_improvement", 2, 1),
     (13, 7, "good", 3, 1), (31, 8, "good", 1, 6), (4, 1, "outstanding", None, 1), (796, 204, "good", 4, 147), (10, 0, "outstanding", None, 3)],
)  # fmt: skip
def test_a_key_question_is_banded_on_its_exact_percentage(
    yes: int, no: int, level: str, to_next: int | None, to_lower: int | None, tmp_path: Path, library: Library
) -> None:
    path = write_inspection(tmp_path, counts={"2.1": ALIKE | {"child": counts(yes, no)}})
    child = node(rated(path, library), "2.1").children[1]
    assert child.rating == level
    assert child.figures is not None
    assert child.figures.percent == Fraction(100 * yes, yes + no)
    assert (child.figures.to_next, child.figures.to_lower) == (to_next, to_lower)


def test_the_lowest_key_question_decides_and_one_without_answers_is_left_out(tmp_path: Path, library: Library) -> None:
    given = {
        "2.1": ALIKE | {"others": counts(6, 4)},
        "2.2": ALIKE | {"others": counts(0, 0, 10)},
        "2.3": dict.fromkeys(ALIKE, counts(0, 0, 3)),
    }
    result = rated(write_inspection(tmp_path, counts=given), library)
    assert node(result, "2.1").rating == "requires_improvement"
    assert why(result.rating, node(result, "2.1")) == "The lowest key question decides: Safety of other people."
    assert node(result, "2.2").rating == "outstanding"
    others = node(result, "2.2").children[2]
    assert (others.rating, why(result.rating, others)) == (None, "It was not applicable in any case.")
    assert node(result, "2.3").rating is None
    assert node(result, "2.3").score is None


def test_a_percentage_that_rounds_into_the_next_band_says_so(library: Library) -> None:
    framework = library.framework(Place("graded-2018", "1.0.0"))[0]
    assert framework is not None
    assert printed_percent(Fraction(796, 10), framework) == "80% (79.6% before rounding)"
    assert printed_percent(Fraction(100 * 20, 31), framework) == "65% (64.5% before rounding)"
    assert printed_percent(Fraction(100 * 31, 39), framework) == "79%"
    assert printed_percent(Fraction(1, 2), framework) == "1%"


def test_cases_feed_court_disposals_by_their_headlines_and_nothing_else(tmp_path: Path, library: Library) -> None:
    cases = {
        "a": full_case(library, "A", R_AH="no", R_A2="no", R_A3="no"),
        "b": full_case(library, "B", C_PH="no", P_RH="na"),
        "c": full_case(library, "C", answer="no", R_AH="yes"),
    }
    result = rated(write_inspection(tmp_path, cases), library)
    assert rules(result) == []
    figures = {(s, k.id): k.figures for s in ("2.1", "2.2", "2.3", "2.4") for k in node(result, s).children}
    seen = {key: (f.yes, f.no, f.na) for key, f in figures.items() if f}
    assert seen[("2.1", "desistance")] == (2, 1, 0)
    assert seen[("2.2", "child")] == (1, 2, 0)
    assert seen[("2.4", "others")] == (1, 1, 1)
    assert seen[("2.3", "others")] == (2, 1, 0)
    assert figures[("2.1", "desistance")].no_cases == ("A",)  # type: ignore[union-attr]


def test_a_headline_off_the_route_is_kept_and_counts_nowhere(tmp_path: Path, library: Library) -> None:
    cases = {"a": full_case(library, "A", details={"roh_level": "low"}), "b": full_case(library, "B", P_PH="no")}
    result = rated(write_inspection(tmp_path, cases), library)
    others = node(result, "2.2").children[2].figures
    assert others is not None
    assert (others.yes, others.no) == (0, 1)


def test_a_subset_that_cannot_feed_a_standard_leaves_it_not_rated_with_the_reason(
    tmp_path: Path, library: Library
) -> None:
    result = rated(write_inspection(tmp_path, {"a": full_case(library, "A", "sqs@2.0.0")}), library)
    assert node(result, "2.1").rating == node(result, "2.2").rating == "outstanding"
    for name in ("2.3", "2.4"):
        assert node(result, name).rating is None
        assert "sqs@2.0.0" in why(result.rating, node(result, name))
    assert result.rating is not None
    assert (result.rating.overall.rating, result.rating.status) == (None, "incomplete")


def test_second_assessments_are_named_and_never_counted(tmp_path: Path, library: Library) -> None:
    second = full_case(library, "A", R_AH="no") | {"assessor": "la-3", "role": "second"}
    result = rated(write_inspection(tmp_path, {"a": full_case(library, "A"), "a2": second}), library)
    assert result.rating is not None
    assert result.rating.tally.counted == ["A"]
    assert result.rating.tally.seconds == ["A"]
    figures = node(result, "2.1").children[0].figures
    assert figures is not None
    assert figures.no == 0


def test_an_incomplete_case_makes_the_rating_provisional_and_an_unreadable_one_a_finding(
    tmp_path: Path, library: Library, run: Callable[..., Result]
) -> None:
    judgements = judged(dict.fromkeys(("1.1", "1.2", "1.3", "1.4", "3.4"), "good"))
    given = dict.fromkeys(("3.1", "3.2", "3.3"), ALIKE)
    half = full_case(library, "A")
    del half["answers"]["R-O1"]
    path = write_inspection(tmp_path, {"a": half}, judgements=judgements, counts=given)
    result = rated(path, library)
    assert result.rating is not None
    assert (result.rating.status, rules(result)) == ("provisional", [])
    assert run("rate", tmp_path).return_value == 0
    (tmp_path / "cases" / "b.yaml").write_text("case: [", "utf-8")
    result = rated(path, library)
    assert result.rating is not None
    assert (result.rating.status, rules(result)) == ("provisional", ["yaml-syntax"])
    outcome = run("rate", tmp_path)
    assert outcome.return_value == 1
    assert "This rating is provisional." in outcome.output


@pytest.mark.parametrize(
    ("gone", "rating", "most"),
    [(["3"], "good", 24), (["2"], "good", 24), (["1"], None, None), (["2", "3"], None, None), (["3.2"], None, None)],
)
def test_only_a_whole_domain_may_be_left_out_and_domain_one_with_another_remains(
    gone: list[str], rating: str | None, most: int | None, tmp_path: Path, library: Library
) -> None:
    kept = {name: "good" for name in TWELVE if name not in gone and name[0] not in gone}
    path = write_inspection(
        tmp_path,
        published="https://example.org",
        judgements=judged(kept),
        not_rated=dict.fromkeys(gone, "none in the period"),
    )
    result = rated(path, library)
    assert result.findings == []
    assert result.rating is not None
    assert result.rating.overall.rating == rating
    if most:
        assert result.rating.overall.max == most


# --- discretion ---------------------------------------------------------------------------------------------------


def with_discretion(tmp_path: Path, figures: dict[str, Any], **decision: Any) -> Path:
    panel = {"rationale": "Because.", "panel": ["li-1"], "agreed": "2019-03-29"} | decision
    return write_inspection(tmp_path, counts={"2.2": figures}, discretion={"2.2": panel})


@pytest.mark.parametrize(
    ("others", "to", "allowed"),
    [
        (counts(60, 40), "good", True),  # five points below
        (counts(59, 41), "good", False),
        (counts(3, 2), "good", True),
        (counts(4, 3), "good", True),  # 57%, and one case would change it
        (counts(60, 40), "outstanding", False),  # two grades
        (counts(54, 46), "inadequate", True),
        (counts(55, 45), "inadequate", True),  # five points above
        (counts(56, 44), "inadequate", False),
        (counts(4, 3), "inadequate", True),  # 57%, and one case fewer would be 43%
        (counts(8, 6), "inadequate", False),  # 57%, and one case fewer would be 50%
        (counts(1, 1), "inadequate", True),
        (counts(60, 40), "requires_improvement", False),  # it is that already
    ],
)
def test_discretion_reaches_as_far_as_the_margin_or_one_case(
    others: dict[str, int], to: str, allowed: bool, tmp_path: Path, library: Library
) -> None:
    result = rated(with_discretion(tmp_path, ALIKE | {"others": others}, to=to), library)
    found = node(result, "2.2")
    assert found.proposed == "requires_improvement"
    assert found.rating == (to if allowed else "requires_improvement")
    assert rules(result) == ([] if allowed else ["inspection-discretion"])


def test_discretion_upwards_needs_every_key_question_that_stands_in_the_way(tmp_path: Path, library: Library) -> None:
    far = ALIKE | {"others": counts(62, 38), "child": counts(51, 49)}
    assert rules(rated(with_discretion(tmp_path, far, to="good"), library)) == ["inspection-discretion"]


def test_an_undated_decision_leaves_the_rating_provisional(tmp_path: Path, library: Library) -> None:
    path = with_discretion(tmp_path, ALIKE | {"others": counts(62, 38)}, to="good", agreed=None)
    path.write_text(
        path.read_text("utf-8").replace('"agreed": null', '"agreed": ""').replace(', "agreed": ""', ""), "utf-8"
    )
    result = rated(path, library)
    assert result.rating is not None
    assert node(result, "2.2").rating == "good"
    assert [reason.code for reason in result.rating.status_reasons][-1] == "discretion-open"


# --- what an inspection may not say ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"judgements": judged({"2.1": "good"}), "counts": {"2.1": ALIKE}}, "inspection-judged-and-counted"),
        ({"counts": {"1.1": ALIKE}}, "inspection-counts"),
        ({"counts": {"2.1": {"child": counts(1, 1)}}}, "inspection-counts"),
        ({"judgements": judged({"9.9": "good"})}, "inspection-standard"),
        ({"judgements": judged({"1.1": "splendid"})}, "inspection-level"),
        ({"not_rated": {"3": "none"}, "counts": {"3.1": ALIKE}}, "inspection-not-rated"),
        ({"framework": "fji@1.0.0"}, "inspection-programme"),
        ({"framework": "graded-2018@9.0.0"}, "inspection-framework"),
        ({"module": "court_work"}, "inspection-module"),
        ({"judgements": {"1.1": {"rating": "good", "sources": ["a"]}}}, "inspection-rationale"),
        ({"judgements": {"1.1": {"rating": "good", "rationale": "Because."}}}, "inspection-sources"),
    ],
)
def test_what_contradicts_the_framework_is_a_finding(
    fields: dict[str, Any], rule: str, tmp_path: Path, library: Library
) -> None:
    assert rule in rules(rated(write_inspection(tmp_path, **fields), library))


def test_cases_and_counts_for_one_standard_are_an_error(tmp_path: Path, library: Library) -> None:
    path = write_inspection(tmp_path, {"a": full_case(library, "A")}, counts={"2.1": ALIKE})
    assert rules(rated(path, library)) == ["inspection-cases-and-counts"]


# --- FJI and SQS ----------------------------------------------------------------------------------------------------


def test_an_fji_pools_all_judgements_of_an_area_and_gives_no_overall(
    tmp_path: Path, library: Library, run: Callable[..., Result]
) -> None:
    path = write_inspection(
        tmp_path, {"a": full_case(library, "A", R_A2="no", S_W1="no")}, programme="fji", framework="fji@1.0.0",
        module="court_work", judgements=judged({"governance": "satisfactory", "court_work": "good"}),
    )  # fmt: skip
    result = rated(path, library)
    assert result.findings == []
    assert result.rating is not None
    figures = {s.id: s.children[0].figures for _, s in result.rating.standards if s.children}
    questions = library.questionset(Place("fji", "2.0.0"))[0]
    assert questions is not None
    for area in ("reoffending", "public", "child", "sentence"):
        judged_there = [item for item in questions.items.values() if item.area == area and item.judged]
        found = figures[area]
        assert found is not None
        assert found.yes + found.no == len(judged_there), "facts never count, headlines do"
        assert found.no == (1 if area == "reoffending" else 0)
    assert (result.rating.overall.rating, result.rating.status) == (None, "final")
    record = json.loads(run("rate", path, "--format", "json").output)["inspections"][0]
    assert record["overall"] is None
    assert [row["id"] for row in record["standards"]] == [
        "reoffending",
        "public",
        "child",
        "sentence",
        "governance",
        "court_work",
    ]


def test_an_sqs_names_strengths_and_areas_for_improvement_and_rates_nothing(
    root: Path, run: Callable[..., Result]
) -> None:
    record = json.loads(run("rate", root / "examples" / "aberwen-2016", "--format", "json").output)["inspections"][0]
    assert (record["overall"], record["status"]) == (None, "final")
    assert [row["id"] for row in record["standards"]] == ["reoffending", "public", "child", "sentence"]
    for row in record["standards"]:
        assert row["rating"] is None
        assert row["reason"] == "This framework gives no ratings."
        assert all(one["percent"] >= 80 for one in row["strengths"])
        assert all(one["percent"] < 65 for one in row["improvements"])
        assert row["improvements"]
