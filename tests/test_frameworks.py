"""What each framework gives, and what it does not: overall ratings, findings alone, key questions that are judged."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.inspections import counts, full_case, judged, rated, write_inspection
from tests.loaders import TEXT
from tests.test_corpus import call
from yotinspect.exchange.ratingjson import rating_record
from yotinspect.library import FRAMEWORKS, Library
from yotinspect.ratings.framework import Framework
from yotinspect.ratings.standout import weaknesses
from yotinspect.ratings.words import tell
from yotinspect.workspace import Rated

SIGNED = [{"by": "li-1", "date": "2025-06-20"}]
CHILDREN = {
    name: {"positive_change": counts(20, 4), "child": counts(18, 6), "community": counts(17, 7)}
    for name in ("2.1", "2.2", "2.3")
}
JUDGED_2025 = judged({"1.1": "good", "1.2": "good", "1.3": "outstanding"})


def with_kinds(judgements: dict[str, Any]) -> dict[str, Any]:
    """Judgements that rest on two kinds of source."""
    sources = [{"kind": "document", "what": "minutes"}, {"kind": "interview", "what": "staff"}]
    return {name: one | {"sources": sources} for name, one in judgements.items()}


def row(result: Rated) -> dict[str, Any]:
    assert result.rating is not None
    return rating_record(result.rating)


def frameworks(library: Library) -> list[Framework]:
    found = [library.framework(place)[0] for place in library.places(FRAMEWORKS)]
    return [one for one in found if one is not None]


def test_every_rule_of_every_framework_names_its_basis_in_both_languages(library: Library) -> None:
    from yotinspect.ratings.words import basis_word

    for framework in frameworks(library):
        for name, rule in framework.rules:
            if rule is not None:
                assert rule.basis, (framework.place, name)
                assert basis_word(rule.basis, "cy") != rule.basis, (framework.place, name)


def test_every_framework_says_everything_in_both_languages(library: Library) -> None:
    for framework in frameworks(library):
        words = [framework.title, framework.description, *framework.notes, *(level.label for level in framework.levels)]
        words += [domain.label for domain in framework.domains]
        words += [standard.label for _, standard in framework.standards().values()]
        words += [question.label for question in framework.key_questions.values()]
        words += [partner.label for partner in framework.partners.values()]
        words += [word.word for word in framework.published_as.values()]
        words += [word.word for word in (framework.rules.firmness.words if framework.rules.firmness else ())]
        for rule in (framework.rules.domain, framework.rules.overall):
            words += [rule.reason] if rule.rule != "sum_of_scores" else []
        assert all(set(one) == {"en", "cy"} for one in words), framework.place


# --- 2025 ---------------------------------------------------------------------------------------------------------------


def inspection_2025(folder: Path, **changes: Any) -> Path:
    fields: dict[str, Any] = {
        "framework": "graded-2025@1.0.0", "caseload": {"children": 80, "victims": 30}, "sign_off": SIGNED,
        "judgements": with_kinds(JUDGED_2025 | judged({"V1.2": "good"})),
        "counts": CHILDREN | {"V1": {"V1.1": counts(9, 1)}},
    }  # fmt: skip
    return write_inspection(folder, **(fields | changes))


def test_the_seven_ratings_of_2025_give_no_overall_and_say_why(tmp_path: Path, library: Library) -> None:
    result = rated(inspection_2025(tmp_path), library)
    record = row(result)
    assert [one["id"] for one in record["standards"]] == ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "V1"]
    assert all(one["rating"] for one in record["standards"])
    assert record["overall"]["rating"] is None
    assert record["overall"]["reason"].endswith("is not verified.")
    assert record["status"] == "final"
    assert result.findings == []


@pytest.mark.parametrize(
    ("yes", "judgement", "rating"),
    [(9, "good", "good"), (9, "inadequate", "inadequate"), (5, "outstanding", "requires_improvement"), (9, None, None)],
)
def test_victims_take_the_lower_of_the_work_with_each_and_the_arrangements(
    yes: int, judgement: str | None, rating: str | None, tmp_path: Path, library: Library
) -> None:
    given = JUDGED_2025 | (judged({"V1.2": judgement}) if judgement else {})
    path = inspection_2025(
        tmp_path, judgements=with_kinds(given), counts=CHILDREN | {"V1": {"V1.1": counts(yes, 10 - yes)}}
    )
    result = rated(path, library)
    victims = row(result)["standards"][-1]
    assert victims["rating"] == rating
    assert [one["id"] for one in victims["key_questions"]] == ["V1.1", "V1.2"]
    if judgement is None:
        assert victims["reason"] == "Not yet judged: Arrangements that drive the work."
        assert row(result)["status"] == "incomplete"


def test_arrangements_for_victims_are_judged_and_never_counted(tmp_path: Path, library: Library) -> None:
    path = inspection_2025(tmp_path, counts=CHILDREN | {"V1": {"V1.1": counts(9, 1), "V1.2": counts(9, 1)}})
    assert row(rated(path, library))["standards"][-1]["key_questions"][1]["yes"] is None


def test_children_and_victims_alone_have_four_standards(tmp_path: Path, library: Library) -> None:
    path = inspection_2025(
        tmp_path, framework="graded-2025-children-victims@1.0.0", judgements=with_kinds(judged({"V1.2": "good"}))
    )
    record = row(rated(path, library))
    assert [one["id"] for one in record["standards"]] == ["2.1", "2.2", "2.3", "V1"]
    assert record["status"] == "final"


def test_a_case_of_out_of_court_work_feeds_the_same_standards_as_one_of_the_court(
    tmp_path: Path, library: Library
) -> None:
    details = {
        "disposal": "youth_caution",
        "started": "2018-08-01",
        "age": "15",
        "roh_level": "high",
        "vulnerability_level": "high",
        "victim": "yes",
    }
    case = full_case(library, "OC-1", "out-of-court@1.0.0", R_AH="no")
    case["details"] = details
    result = rated(
        write_inspection(tmp_path, {"a": case, "b": full_case(library, "CT-1")}, framework="graded-2025@1.0.0"), library
    )
    assessing = next(one for one in row(result)["standards"] if one["id"] == "2.1")
    assert [(one["yes"], one["no"]) for one in assessing["key_questions"]] == [(1, 1), (2, 0), (2, 0)]


def test_questions_of_two_sets_that_share_an_id_are_never_counted_together(tmp_path: Path, library: Library) -> None:
    cases = {f"ct-{n}": full_case(library, f"CT-{n}") for n in range(5)}
    for n in range(5):
        cases[f"oc-{n}"] = full_case(library, f"OC-{n}", "out-of-court@1.0.0", R_A2="no")
        cases[f"oc-{n}"]["details"] = {
            "disposal": "youth_caution", "started": "2018-08-01", "age": "15", "roh_level": "high", "victim": "yes"
        }  # fmt: skip
    result = rated(write_inspection(tmp_path, cases, framework="graded-2018@1.1.0"), library)
    assert result.rating is not None
    standards = result.rating.framework.standards()
    weak = [
        (row.questionset, row.item.id, row.count.yes, row.count.no)
        for row in weaknesses(result.rating, standards["3.1"][1])
    ]
    assert ("out-of-court@1.0.0", "R-A2", 0, 5) in weak
    assert weaknesses(result.rating, standards["2.1"][1]) == []


@pytest.mark.parametrize("framework", ["graded-2018@1.1.0", "graded-2021@1.1.0"])
def test_out_of_court_cases_feed_domain_three_and_court_cases_domain_two(
    framework: str, tmp_path: Path, library: Library
) -> None:
    case = full_case(library, "OC-1", "out-of-court@1.0.0")
    case["details"] = {
        "disposal": "youth_caution",
        "started": "2018-08-01",
        "age": "15",
        "roh_level": "high",
        "vulnerability_level": "high",
        "victim": "yes",
    }
    result = rated(
        write_inspection(tmp_path, {"a": case, "b": full_case(library, "CT-1")}, framework=framework), library
    )
    fed = {
        one["id"]: sum(k["yes"] for k in one["key_questions"])
        for one in row(result)["standards"]
        if one["source"] == "cases"
    }
    assert {name: number for name, number in fed.items() if number} == {
        "2.1": 3,
        "2.2": 3,
        "2.3": 3,
        "2.4": 3,
        "3.1": 3,
        "3.2": 3,
        "3.3": 3,
    }


def test_a_victims_case_feeds_the_work_with_victims(tmp_path: Path, library: Library) -> None:
    case = full_case(library, "VI-1", "victims@1.0.0")
    case["details"] = {
        "victim_kind": "child",
        "started": "2025-01-10",
        "ongoing_risk": "yes",
        "restorative_offer": "direct",
    }
    path = inspection_2025(tmp_path, counts=CHILDREN)
    (path.parent / "cases" / "VI-1.yaml").write_text(json.dumps(case | {"assessed": "2025-05-12"}), "utf-8")
    victims = row(rated(path, library))["standards"][-1]
    assert (victims["rating"], victims["key_questions"][0]["yes"]) == ("good", 1)


# --- findings without ratings --------------------------------------------------------------------------------------------


def test_a_small_service_gets_findings_and_no_rating(tmp_path: Path, library: Library) -> None:
    cases = {f"c{n}": full_case(library, f"C{n}", R_A2="no" if n < 3 else "yes") for n in range(4)}
    names = ("1.1", "1.2", "1.3", "1.4", "3.4")
    found = {name: {"rationale": "What was found."} for name in names}
    counted = {
        name: {"desistance": counts(3, 1), "child": counts(4, 0), "others": counts(2, 1)}
        for name in ("3.1", "3.2", "3.3")
    }
    path = write_inspection(
        tmp_path, cases, framework="graded-small@1.0.0", judgements=with_kinds(found), counts=counted, sign_off=SIGNED
    )
    record = row(rated(path, library))
    assert record["overall"] is None
    assert [one["rating"] for one in record["standards"]] == [None] * 12
    assert record["status"] == "final"
    assessment = next(one for one in record["standards"] if one["id"] == "2.1")
    assert assessment["key_questions"][0]["percent"] == 100.0
    assert assessment["improvements"][0]["question"] == "R-A2"
    text = call("rate", path.parent).out
    assert "A small service gets findings without ratings." in text
    assert "Not rated" not in text
    assert call("report", path.parent, "--format", "md").out.count("What was found.") == 5


def test_a_rating_for_a_small_service_is_refused(tmp_path: Path, library: Library) -> None:
    path = write_inspection(tmp_path, framework="graded-small@1.0.0", judgements=with_kinds(judged({"1.1": "good"})))
    assert [finding.rule for finding in rated(path, library).findings] == ["inspection-level"]


def test_a_narrative_is_words_alone_and_final_when_every_part_has_them(tmp_path: Path, library: Library) -> None:
    words = with_kinds(
        {name: {"rationale": f"Of {name}."} for name in ("organisation", "court", "out_of_court", "resettlement")}
    )
    path = write_inspection(tmp_path, framework="graded-narrative@1.0.0", judgements=words, sign_off=SIGNED)
    result = rated(path, library)
    assert result.rating is not None
    assert (result.rating.status, result.findings) == ("final", [])
    report = call("report", path.parent, "--format", "md").out
    assert "Of out\\_of\\_court." in report
    del words["court"]
    less = rated(
        write_inspection(tmp_path / "less", framework="graded-narrative@1.0.0", judgements=words, sign_off=SIGNED),
        library,
    )
    assert less.rating is not None
    assert less.rating.status == "incomplete"
    assert [tell(reason, less.rating.framework) for reason in less.rating.status_reasons] == ["Not rated: court."]


def test_oversight_can_be_looked_at_alone(tmp_path: Path) -> None:
    home = tmp_path / "spring"
    assert call("new", "inspection", home, "--yot", "Otherton", "--programme", "local").status == 0
    assert call("new", "case", home, "OV-1", "--assessor", "li-1", "--date", "2025-03-03").status == 0
    assert "questionset: oversight@" in (home / "cases" / "OV-1.yaml").read_text("utf-8")
    called = call("rate", home)
    assert called.status == 0
    assert "Local quality assurance of oversight gives no rating." in called.out


def test_published_words_of_an_fji_stand_beside_their_level(tmp_path: Path, library: Library) -> None:
    given = {
        "governance": {"published_as": "very_good"},
        "public": {"published_as": "ineffective"},
        "child": {"rating": "good"},
    }
    path = write_inspection(
        tmp_path, programme="fji", framework="fji@1.1.0", published="https://example.org", judgements=given
    )
    result = rated(path, library)
    assert result.findings == []
    found = {one["id"]: (one["rating"], one["published_as"]) for one in row(result)["standards"]}
    assert found["governance"] == ("good", "very_good")
    assert found["public"] == ("poor", "ineffective")
    assert found["child"] == ("good", None)


@pytest.mark.parametrize("module", ["interventions", "court_work"])
def test_an_fji_is_final_with_the_partners_of_either_module_and_not_without(
    module: str, tmp_path: Path, root: Path, library: Library
) -> None:
    import yaml

    record = yaml.load((root / "examples" / "marlport-2015" / "inspection.yaml").read_text("utf-8"), Loader=TEXT)
    if module == "court_work":
        record["module"] = module
        record["judgements"][module] = record["judgements"].pop("interventions") | {
            "partners": {"police": {"view": "agrees"}}
        }
        for part in record["partners"].values():
            part["contributes"].pop("interventions", None)
        record["partners"]["police"]["contributes"][module] = "Whether reports reach the court."
    path = tmp_path / "inspection.yaml"
    path.write_text(yaml.safe_dump(record, allow_unicode=True), "utf-8")
    result = rated(path, library)
    assert result.rating is not None
    assert (result.findings, result.rating.status) == ([], "final")
    needed = "education" if module == "interventions" else "police"
    del record["partners"][needed]["contributes"][module], record["judgements"][module]["partners"][needed]
    path.write_text(yaml.safe_dump(record, allow_unicode=True), "utf-8")
    less = rated(path, library).rating
    assert less is not None
    assert less.status == "provisional"
    del record["partners"][needed], record["judgements"]["governance"]["partners"][needed]
    path.write_text(yaml.safe_dump(record, allow_unicode=True), "utf-8")
    without = rated(path, library).rating
    assert without is not None
    assert [reason.code for reason in without.status_reasons] == ["partners-missing"]


def test_a_rating_of_nothing_is_never_final(tmp_path: Path, library: Library) -> None:
    gone = {"1": "Not looked at.", "2": "Not looked at.", "V": "Not looked at."}
    path = inspection_2025(tmp_path, judgements={}, counts={}, not_rated=gone)
    record = row(rated(path, library))
    assert record["status"] == "incomplete"
    assert record["status_reasons"] == ["Every part is declared not rated."]
