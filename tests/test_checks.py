"""What an inspection may not say: each rule where it bites, where it just does not, and at which key."""

from __future__ import annotations

from typing import Any

import pytest

from tests.inspections import LEVELS
from tests.small import (
    Noted,
    Row,
    assessed,
    counted,
    decision,
    domain,
    framework,
    given,
    graded,
    inspection,
    item,
    judged,
    pooled,
    questions,
)
from yotinspect.ratings import check
from yotinspect.ratings.framework import Framework
from yotinspect.ratings.tally import Tally, tally

INADEQUATE, IMPROVE, GOOD, OUTSTANDING = LEVELS
SET = questions(item("X-PH", "x", headline=True))
TEAM = [{"id": "li-1", "role": "lead_inspector"}, {"id": "in-2", "role": "inspector"}]
MADE = framework(
    domain("D", judged("S"), judged("R")), domain("E", counted("T", "x", "y"), pooled("P"), counted("B", "x", "j")),
    domain("F", judged("M", module="yes"), judged("N", module="yes"), scored="no"),
)  # fmt: skip
BARE = framework(domain("D", judged("S")))


def noted(counts: Row | None = None, framework_: Framework = MADE, cases: Tally | None = None, **fields: Any) -> Noted:
    """What is noted of an inspection."""
    file = Noted()
    check.inspection(file, inspection(counts, **({"team": TEAM} | fields)), framework_, cases or Tally(framework_))  # type: ignore[arg-type]  # fmt: skip
    return file


def fed(*names: str, seconds: tuple[str, ...] = ()) -> Tally:
    """Cases that feed every standard of headlines."""
    cases = [assessed(SET, name, {"X-PH": "yes"}) for name in names]
    return tally(MADE, [*cases, *(assessed(SET, name, role="second", assessor="in-2") for name in seconds)])


def only(*findings: tuple[str, str]) -> list[tuple[str, str]]:
    return list(findings)


def test_an_inspection_without_a_fault_has_no_finding() -> None:
    assert noted({"T": {"x": (1, 1), "y": (1, 1)}, "P": {"P": (1, 1)}}, judgements=given(S=GOOD, R=GOOD, j=GOOD, N=GOOD), module="N", discretion={"T": decision(GOOD)}, fieldwork={"from": "2020-05-04", "to": "2020-05-04"}, caseload={"court": 0, "other": 1}, sign_off=[{"by": "in-2"}], not_rated={"B": "None."}) == []  # fmt: skip


# --- the whole -----------------------------------------------------------------------------------------------------------


def test_the_framework_has_to_be_of_the_programme() -> None:
    file = noted(programme="fji")
    assert file == only(("inspection-programme", "framework"))
    assert "small@1.0.0" in file.said[0]
    assert "fji" in file.said[0]


@pytest.mark.parametrize(("end", "findings"), [("2020-05-04", []), ("2020-05-03", [("inspection-dates", "fieldwork.to")])])  # fmt: skip
def test_fieldwork_may_last_a_day_and_not_end_before_it_begins(end: str, findings: list[tuple[str, str]]) -> None:
    assert noted(fieldwork={"from": "2020-05-04", "to": end}) == findings


@pytest.mark.parametrize(("day", "findings"), [("2020-05-04", []), ("2020-05-03", [("inspection-dates", "discretion.T.agreed")]), (None, [])])  # fmt: skip
def test_nothing_is_agreed_before_fieldwork_begins(day: str | None, findings: list[tuple[str, str]]) -> None:
    decisions = {"T": decision(GOOD, agreed=day)}
    assert noted(discretion=decisions, fieldwork={"from": "2020-05-04", "to": "2020-05-08"}) == findings
    assert noted(discretion=decisions) == []


def test_every_decision_before_fieldwork_is_noted() -> None:
    decisions = {name: decision(GOOD, agreed=day) for name, day in (("T", "2020-05-01"), ("P", None), ("B", "2020-05-02"))}  # fmt: skip
    found = noted(discretion=decisions, fieldwork={"from": "2020-05-04", "to": "2020-05-08"})
    assert found == only(("inspection-dates", "discretion.T.agreed"), ("inspection-dates", "discretion.B.agreed"))


def test_no_more_cases_are_assessed_than_the_caseload_holds() -> None:
    assert noted(cases=fed("A", "B", "C"), caseload={"court": 1, "other": 2}) == []
    assert noted(cases=fed("A", "B", "C"), caseload={"court": 1, "other": 1}) == only(("inspection-caseload", "caseload:"))  # fmt: skip
    assert noted(cases=fed("A", "B", seconds=("A", "B")), caseload={"court": 2}) == []
    assert noted(cases=fed("A", "B")) == []


# --- names ---------------------------------------------------------------------------------------------------------------


def test_standards_that_the_framework_does_not_have_are_noted_in_every_part() -> None:
    fields: Row = {"judgements": given(Z1=GOOD, x=GOOD, S=GOOD), "discretion": {"Z2": decision(GOOD)}, "not_rated": {"Z4": "None."}}  # fmt: skip
    file = noted({"Z3": (1, 1)}, **fields)
    assert file == only(
        ("inspection-standard", "judgements.Z1:"), ("inspection-standard", "judgements.x:"), ("inspection-standard", "discretion.Z2:"),
        ("inspection-standard", "counts.Z3:"), ("inspection-standard", "not_rated.Z4:"),
    )  # fmt: skip
    assert all("small@1.0.0" in said for said in file.said)
    assert "S, R, T, P, B, M, N" in file.said[0]
    assert "(D, E, F)" in file.said[4]
    assert "(S, R, T, P, B, M, N)" in file.said[4]


def test_a_name_that_is_nearly_one_is_suggested() -> None:
    made = framework(domain("D", judged("staffing"), counted("planning")))
    assert "Did you mean staffing?" in noted(framework_=made, judgements=given(stafing=GOOD)).said[0]


def test_a_judged_key_question_is_named_under_judgements_alone() -> None:
    assert noted(judgements=given(j=GOOD)) == []
    assert noted({"j": (1, 1)}, discretion={"j": decision(GOOD)}) == only(("inspection-standard", "discretion.j:"), ("inspection-standard", "counts.j:"))  # fmt: skip


def test_domains_and_standards_may_be_declared_not_rated() -> None:
    assert noted(not_rated={"E": "None.", "R": "None."}) == []


def test_ratings_have_to_be_levels_of_the_framework() -> None:
    file = noted(judgements=given(S="splendid", R=GOOD), discretion={"T": decision("outstandin")})
    assert file == only(("inspection-level", "judgements.S.rating"), ("inspection-level", "discretion.T.to"))
    assert "small@1.0.0" in file.said[0]
    assert ", ".join(LEVELS) in file.said[0]
    assert "Did you mean outstanding?" in file.said[1]
    assert noted(judgements={"S": {"rationale": "Because.", "sources": ["minutes"]}}) == []


def test_where_a_framework_gives_no_ratings_none_is_given() -> None:
    none: Row = {"rule": "none", "reason": {"en": "No."}, "basis": "ours"}
    bare = framework(domain("D", judged("S")), scores={}, rules={"percent": None, "domain": none, "overall": none})
    file = noted(framework_=bare, judgements=given(S=GOOD))
    assert file == only(("inspection-level", "judgements.S.rating"))
    assert "small@1.0.0 gives no ratings." in file.said[0]


def test_a_module_has_to_be_one_and_what_is_judged_of_modules_the_one_that_was_chosen() -> None:
    assert noted(module="M", judgements=given(M=GOOD)) == []
    file = noted(module="S")
    assert file == only(("inspection-module", "module"))
    assert "small@1.0.0" in file.said[0]
    assert "M, N" in file.said[0]
    assert noted(module="M", judgements=given(N=GOOD, M=GOOD, S=GOOD)) == only(("inspection-module", "judgements.N:"))
    unchosen = noted(judgements=given(M=GOOD))
    assert unchosen == only(("inspection-module", "judgements.M:"))
    assert "The module M is judged" in unchosen.said[0]
    assert "Add module: M, or" in unchosen.said[0]
    assert "Delete it." in noted(framework_=BARE, module="M").said[0]
    modules = framework(domain("D", judged("court_work", module="yes"), judged("S")))
    assert "Did you mean court_work?" in noted(framework_=modules, module="court_werk").said[0]


def test_an_inspection_has_a_team_unless_it_was_published() -> None:
    assert noted(team=[]) == only(("inspection-no-team", "team:"))
    assert noted(team=[], published="https://example.org") == []


def test_two_of_the_team_may_not_share_an_id() -> None:
    found = noted(team=[*TEAM, TEAM[0], {"id": "in-3", "role": "inspector"}, TEAM[1]])
    assert found == only(("inspection-team", "team[2].id"), ("inspection-team", "team[4].id"))


# --- sources of a grade --------------------------------------------------------------------------------------------------


def test_cases_and_counts_cannot_both_feed_a_standard() -> None:
    row = {"x": (1, 1), "y": (1, 1)}
    file = noted({"T": row}, cases=fed("A"))
    assert file == only(("inspection-cases-and-counts", "counts.T:"))
    assert "T" in file.said[0]
    assert noted({"T": row}) == []


def test_a_judgement_of_what_cases_or_counts_feed_is_one_too_many() -> None:
    row = {"x": (1, 1), "y": (1, 1)}
    from_counts, from_cases = noted({"T": row}, judgements=given(T=GOOD)), noted(cases=fed("A"), judgements=given(T=GOOD))  # fmt: skip
    assert from_counts == from_cases == only(("inspection-judged-and-counted", "judgements.T:"))
    assert "T is graded from counts." in from_counts.said[0]
    assert "T is graded from cases." in from_cases.said[0]
    assert noted({"T": row}, judgements=given(T=GOOD), published="https://example.org") == []
    assert noted(judgements=given(T=GOOD)) == []


@pytest.mark.parametrize("gone", ["T", "E"])
def test_what_is_declared_not_rated_has_nothing_that_would_rate_it(gone: str) -> None:
    row = {"x": (1, 1), "y": (1, 1)}
    wanted = only(("inspection-not-rated", f"not_rated.{gone}:"))
    found = noted({"T": row}, not_rated={gone: "None."})
    assert found == wanted
    assert "T is declared" in found.said[0]
    assert noted(judgements=given(T=GOOD), not_rated={gone: "None."}) == wanted
    assert noted(not_rated={gone: "None."}) == []
    # Of the domain, cases feed all three standards.
    assert noted(cases=fed("A"), not_rated={gone: "None."}) == wanted * (1 if gone == "T" else 3)


def test_what_stands_for_itself_is_named_before_its_domain() -> None:
    found = noted({"T": {"x": (1, 1), "y": (1, 1)}}, not_rated={"E": "None.", "T": "None."})
    assert found == only(("inspection-not-rated", "not_rated.T:"))


def test_what_is_judged_is_not_counted() -> None:
    file = noted({"S": (1, 1)})
    assert file == only(("inspection-counts", "counts.S:"))
    assert "S is judged" in file.said[0]


def test_counts_are_given_for_every_key_question_and_no_other() -> None:
    file = noted({"T": {"x": (1, 1), "yy": (1, 1)}})
    assert file == only(("inspection-counts", "counts.T.yy:"), ("inspection-counts", "counts.T:"))
    assert "T has no" in file.said[0]
    assert "x, y" in file.said[0]
    assert "Counts for y are missing." in file.said[1]
    assert "Add y: {yes: 0, no: 0, na: 0}" in file.said[1]
    assert noted({"P": {"P": (1, 1)}}) == []
    assert noted({"P": {"x": (1, 1)}}) == only(("inspection-counts", "counts.P.x:"), ("inspection-counts", "counts.P:"))
    # One that inspectors judge is not counted, and need not be.
    assert noted({"B": {"x": (1, 1)}}) == []


def test_a_key_question_that_is_nearly_one_is_suggested() -> None:
    made = framework(domain("D", counted("S", "child")), key_questions={"child": {"label": {"en": "Child"}, "area": "child"}})  # fmt: skip
    assert "Did you mean child?" in noted({"S": {"child": (1, 1), "chlid": (1, 1)}}, made).said[0]


def test_a_count_is_not_negative() -> None:
    found = noted({"T": {"x": (-1, 0, 0), "y": (0, -1, -1)}})
    assert found == only(
        ("inspection-counts", "counts.T.x.yes"), ("inspection-counts", "counts.T.y.no"), ("inspection-counts", "counts.T.y.na")
    )  # fmt: skip


# --- decisions and what they rest on -------------------------------------------------------------------------------------


def test_who_decides_and_who_signs_off_is_of_the_team() -> None:
    decisions = {"T": decision(GOOD, panel=["li-1", "zz-1"]), "P": decision(GOOD, panel=["zz-2"])}
    found = noted(discretion=decisions, sign_off=[{"by": "li-1"}, {"by": "zz-3"}])
    assert found == only(
        ("inspection-team", "discretion.T.panel[1]"), ("inspection-team", "discretion.P.panel[0]"), ("inspection-team", "sign_off[1].by"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("judgement", "rules"),
    [
        ({"rating": GOOD, "rationale": "Because.", "sources": ["minutes"]}, []),
        ({"rating": GOOD, "sources": ["minutes"]}, ["inspection-rationale"]),
        ({"rating": GOOD, "rationale": " ", "sources": ["minutes"]}, ["inspection-rationale"]),
        ({"rating": GOOD, "rationale": "Because."}, ["inspection-sources"]),
        ({"rating": GOOD, "rationale": "Because.", "findings": {"A": {"sources": ["minutes"]}}}, []),
        ({"rating": GOOD}, ["inspection-rationale", "inspection-sources"]),
    ],
)
def test_a_judgement_has_its_rationale_and_its_sources(judgement: Row, rules: list[str]) -> None:
    file = noted(judgements={"S": judgement})
    assert file == [(rule, "judgements.S:") for rule in rules]
    assert all(said.startswith("S ") for said in file.said)
    assert noted(judgements={"S": judgement}, published="https://example.org") == []


def test_of_a_published_inspection_who_decided_is_asked_all_the_same() -> None:
    found = noted(sign_off=[{"by": "zz-3"}], published="https://example.org")
    assert found == only(("inspection-team", "sign_off[0].by"))


# --- discretion ----------------------------------------------------------------------------------------------------------


PANEL: Row = {"discretion": {"margin": "5", "one_case": "no", "basis": "ours"}}


def decisions_noted(**decisions: Row) -> Noted:
    three = framework(domain("D", counted("S"), counted("T"), judged("J"), counted("U")), rules=PANEL)
    rating = graded(three, {"S": (6, 4), "T": (6, 4)}, judgements=given(J=GOOD), discretion=decisions)
    file = Noted()
    check.discretion(file, rating)  # type: ignore[arg-type]
    return file


def test_a_decision_within_the_margin_is_no_finding() -> None:
    assert decisions_noted(S=decision(GOOD)) == []


def test_a_decision_that_is_refused_is_noted_with_why_and_those_after_it_as_well() -> None:
    file = decisions_noted(S=decision(OUTSTANDING), T=decision(IMPROVE))
    assert file == only(("inspection-discretion", "discretion.S.to"), ("inspection-discretion", "discretion.T.to"))
    assert "within 5 percentage points" in file.said[0]
    assert "what the figures propose already" in file.said[1]


def test_an_exception_is_noted_for_whoever_was_not_there() -> None:
    file = decisions_noted(S=decision(OUTSTANDING, exception="It moved."))
    assert file == only(("inspection-exception", "discretion.S.exception:"))
    assert file.said[0].startswith("S departs")


def test_there_is_nothing_to_depart_from_in_what_is_judged_or_not_rated() -> None:
    file = decisions_noted(J=decision(OUTSTANDING), U=decision(GOOD), Z=decision(GOOD))
    assert file == only(("inspection-discretion", "discretion.J:"), ("inspection-discretion", "discretion.U:"))
    assert file.said[0].startswith("J is judged")
    assert file.said[1].startswith("U is not rated")
