"""Standards that inspectors judge: findings, characteristics, sources, and partner inspectorates who agree or differ."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.inspections import rated
from tests.test_corpus import CONTEXT, call
from yotinspect.exchange.ratingjson import rating_record
from yotinspect.library import Library
from yotinspect.ratings.explain import explanation
from yotinspect.ratings.node import Node
from yotinspect.ratings.words import tell
from yotinspect.records import Place
from yotinspect.workspace import Rated

LIBRARY = Library([CONTEXT / "questionsets"])
BASE: dict[str, Any] = yaml.load((CONTEXT / "joint" / "inspection.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)


def judged(folder: Path, **changes: Any) -> Rated:
    """The joint inspection of the tests with other values, by dotted key; None takes a key away."""
    record = copy.deepcopy(BASE)
    for path, value in changes.items():
        *steps, last = path.split("__")
        inner = record
        for step in steps:
            inner = inner[step.replace("_1_1", "1.1")]
        if value is None:
            del inner[last.replace("_1_1", "1.1")]
        else:
            inner[last.replace("_1_1", "1.1")] = value
    file = folder / "inspection.yaml"
    file.write_text(yaml.safe_dump(record, allow_unicode=True), "utf-8")
    return rated(file, LIBRARY)


def standard(result: Rated, name: str = "1.1") -> Node:
    assert result.rating is not None
    found = result.rating.standard(name)
    assert found is not None
    return found


def reasons(result: Rated) -> list[str]:
    rating = result.rating
    assert rating is not None
    return [tell(reason, rating.framework) for reason in rating.status_reasons]


def explained(result: Rated, part: str, language: str = "en") -> str:
    assert result.rating is not None
    return "\n".join(explanation(result.rating, part, language))


def test_a_judged_standard_has_the_rating_of_its_inspectors_and_its_key_questions_beside_it(tmp_path: Path) -> None:
    result = judged(tmp_path)
    found = standard(result)
    assert (found.rating, found.proposed, found.source) == ("good", "good", "judgement")
    assert [(child.id, child.rating) for child in found.children] == [("J-VH", "good")]
    assert result.findings == []


@pytest.mark.parametrize(
    ("grades", "middle"),
    [
        (["good"], "good"),
        (["inadequate", "good"], "inadequate"),
        (["outstanding", "inadequate", "good"], "good"),
        ([], None),
    ],
)
def test_the_middle_of_the_key_questions_is_what_they_propose_and_the_lower_of_two(
    grades: list[str], middle: str | None
) -> None:
    framework = LIBRARY.framework(Place("joint", "1.0.0"))[0]
    assert framework is not None
    assert framework.middle(grades) == middle


def test_the_proposal_binds_nobody(tmp_path: Path) -> None:
    found = standard(judged(tmp_path, judgements___1_1__findings={"J-VH": {"answer": "requires_improvement"}}))
    assert (found.rating, found.proposed) == ("good", "requires_improvement")
    assert not found.departs


def test_without_a_rating_a_judged_standard_is_missing_however_much_was_found(tmp_path: Path) -> None:
    result = judged(tmp_path, judgements___1_1__rating=None)
    assert standard(result).rating is None
    assert standard(result).proposed == "good"
    assert result.rating is not None
    assert result.rating.status == "incomplete"


def test_explaining_it_gives_rationale_sources_by_kind_findings_characteristics_and_prompts(tmp_path: Path) -> None:
    text = explained(judged(tmp_path), "1.1")
    for part in (
        "Rationale: The board reads what it is sent",
        "Sources: board minutes (document); the chair (interview)",
        "Kinds of source that agree: 2 (document, interview).",
        "The middle of its key questions' grades proposes Good. Basis: ours",
        "Health inspectorate (Health) contributes: Interviews with health managers.",
        "Health inspectorate (Health) agrees.",
        "A clear vision: Good",
        "Characteristics of this grade: It is known and used.",
        "J-V1 Does the board say what it wants for children? Sufficient. All three could say.",
    ):
        assert part in text


def test_what_was_written_in_the_other_language_is_marked_on_the_page(tmp_path: Path) -> None:
    from yotinspect.reports.explanation import explanation_page

    page = explanation_page(judged(tmp_path), None, LIBRARY.names(), "cy").decode()
    assert '<span lang="en">The board reads what it is sent and asks about it.</span>' in page


def test_json_holds_findings_with_their_sources_and_the_partners_views(tmp_path: Path) -> None:
    result = judged(tmp_path)
    assert result.rating is not None
    row = next(one for one in rating_record(result.rating)["standards"] if one["id"] == "1.1")
    assert row["sources"]["kinds"] == ["document", "interview"]
    assert [(one["question"], one["answer"], one["grade"]) for one in row["findings"]] == [
        ("J-V1", "yes", False), ("J-V2", None, False), ("J-VH", "good", True)]  # fmt: skip
    assert row["partners"] == [
        {"partner": "health", "inspectorate": "Health inspectorate", "view": "agrees", "rating": None, "rationale": None}]  # fmt: skip
    assert row["key_questions"] == []


def test_sources_that_do_not_agree_are_kept_and_said(tmp_path: Path) -> None:
    sources = [{"kind": "document", "what": "minutes"}, {"kind": "survey", "what": "staff", "agrees": "no"}]
    result = judged(tmp_path, judgements___1_1__sources=sources)
    assert [finding.rule for finding in result.findings] == ["inspection-single-source", "inspection-sources-differ"]
    assert "staff (survey, does not agree)" in explained(result, "1.1")


# --- what keeps a rating from being final -------------------------------------------------------------------------------


def test_with_everything_there_the_rating_is_final(tmp_path: Path) -> None:
    result = judged(tmp_path, not_rated={"resettlement": "none"})
    assert result.rating is not None
    assert (result.rating.status, reasons(result)) == ("final", [])


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"sign_off": []}, "Not yet signed off by: lead inspector."),
        ({"sign_off": [{"by": "hi-2", "date": "2020-04-02"}]}, "Not yet signed off by: lead inspector."),
        ({"sign_off": [{"by": "li-1", "date": "2020-04-02"}, {"by": "hi-2"}]}, "Sign-off that is not yet dated: hi-2."),
        ({"judgements___1_1__sources": []}, "Judged without naming a source: 1.1."),
        ({"discretion__3.1__agreed": None}, "The panel's decision is not yet dated: 3.1."),
        ({"partners": {}, "judgements___1_1__partners": {}}, "Partner inspectorates that must take part and do not: Health."),
        ({"partners__health__members": []}, "Partner inspectorates that must take part and do not: Health."),
        ({"judgements___1_1__partners": {}}, "Partner inspectorates that have not said whether they agree with 1.1: Health."),
        ({"judgements___1_1__partners": {"health": {}}}, "Partner inspectorates that have not said whether they agree with 1.1: Health."),
        ({"module": "resettlement"}, "Partner inspectorates that contribute nothing yet to resettlement: Health."),
    ],
)  # fmt: skip
def test_what_is_open_makes_it_provisional_and_is_named(changes: dict[str, Any], said: str, tmp_path: Path) -> None:
    result = judged(tmp_path, **changes)
    assert result.rating is not None
    assert result.rating.status == "provisional"
    assert said in reasons(result)
    text = call("rate", tmp_path, "--questionsets", CONTEXT / "questionsets").out
    assert "(provisional)" in text
    assert said in " ".join(text.split())


def test_what_only_its_team_could_know_is_not_asked_of_a_published_inspection(tmp_path: Path) -> None:
    bare = {"1.1": {"rating": "good"}, "3.1": {"rating": "good"}}
    result = judged(
        tmp_path,
        published="https://example.org",
        judgements=bare,
        sign_off=[],
        partners={},
        counts={},
        discretion={},
        team=[],
    )
    assert result.findings == []
    assert reasons(result) == []


def test_a_partner_that_differs_is_recorded_and_changes_no_rating(tmp_path: Path) -> None:
    view = {"view": "differs", "rating": "inadequate", "rationale": "Children wait a year."}
    result = judged(tmp_path, judgements___1_1__partners={"health": view})
    assert standard(result).rating == "good"
    assert "differs and would give Inadequate. Children wait a year." in explained(result, "1.1")
    assert reasons(result) == []


# --- published words, decisions ------------------------------------------------------------------------------------------


def test_a_published_word_stands_beside_the_level_it_falls_under(tmp_path: Path) -> None:
    result = judged(tmp_path, judgements___1_1__published_as="very_good", judgements___1_1__rating=None)
    assert standard(result).rating == "good"
    assert "Published as 'Very good', which falls under this rating." in explained(result, "1.1")
    assert "Published as 'Very good'." in call("rate", tmp_path, "--questionsets", CONTEXT / "questionsets").out


def test_a_decision_outside_the_margin_stands_as_an_exception_alone_and_says_so(tmp_path: Path) -> None:
    wide = {"desistance": {"yes": "22", "no": "4"}, "child": {"yes": "13", "no": "13"}}
    refused = judged(tmp_path, counts={"3.1": wide})
    assert [finding.rule for finding in refused.findings] == ["inspection-discretion"]
    assert standard(refused, "3.1").rating == "requires_improvement"
    assert "The panel's decision is refused and the proposed grade stands: Good." in explained(refused, "3.1")
    reason = "The files that were lost were found."
    decision = BASE["discretion"]["3.1"] | {"exception": reason}
    allowed = judged(tmp_path, counts={"3.1": wide}, discretion={"3.1": decision})
    assert [finding.rule for finding in allowed.findings] == ["inspection-exception"]
    found = standard(allowed, "3.1")
    assert (found.rating, found.proposed, found.reason.code) == ("good", "requires_improvement", "discretion-exception")
    text = explained(allowed, "3.1")
    for part in (
        "as an exception: Good",
        f"Reason for the exception: {reason}",
        "15 percentage points. Margin of the framework: 5.",
        "Panel: li-1, hi-2.",
        "Agreed on 27 March 2020.",
    ):
        assert part in text
    assert "An exception, outside the margin." in call("rate", tmp_path, "--questionsets", CONTEXT / "questionsets").out
    assert (
        "An exception, outside the margin."
        in call("report", tmp_path, "--format", "md", "--questionsets", CONTEXT / "questionsets").out
    )


def test_an_exception_inside_the_margin_is_an_ordinary_decision(tmp_path: Path) -> None:
    decision = BASE["discretion"]["3.1"] | {"exception": "Not needed."}
    found = standard(judged(tmp_path, discretion={"3.1": decision}), "3.1")
    assert found.reason.code == "discretion"
