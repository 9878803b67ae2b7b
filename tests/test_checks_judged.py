"""What judgements may not say: findings that answer nothing, one kind of source, published words, partners."""

from __future__ import annotations

from typing import Any

import pytest

from tests.inspections import LEVELS
from tests.small import Noted, Row, counted, domain, framework, given, graded, inspection, item, judged, questions
from yotinspect.questions.sets import QuestionSet
from yotinspect.ratings import checkjudged
from yotinspect.ratings.framework import Framework
from yotinspect.ratings.rate import rate
from yotinspect.ratings.tally import Tally

INADEQUATE, IMPROVE, GOOD, OUTSTANDING = LEVELS
GRADES = {"kind": "grade", "answers": LEVELS}
SERVICE = questions(item("G-V1", "governance", answers=("yes", "no")), item("G-VH", "governance", **GRADES), item("S-VH", "staff", **GRADES), place="service@1.0.0")  # fmt: skip
RULE: Row = {"judged": {"rule": "middle_key_question", "kinds": 2, "basis": "ours"}}
NONE: Row = {"rule": "none", "reason": {"en": "No."}, "basis": "ours"}
PARTNERS = {
    "partners": {
        "health": {"label": {"en": "Health"}, "standards": ["S"]},
        "police": {"label": {"en": "Police"}, "standards": ["S", "R"]},
    }
}
WORDS = {"published_as": {"very_good": {"word": {"en": "Very good"}, "level": GOOD, "basis": "ours"}, "poor": {"word": {"en": "Poor"}, "level": INADEQUATE, "basis": "ours"}}}  # fmt: skip
MADE = framework(
    domain("D", judged("S", sets=["service", "other"], area="governance"), judged("R")), domain("E", counted("T", "x", "j")),
    rules=RULE, **PARTNERS, **WORDS,
)  # fmt: skip
BARE = framework(domain("D", judged("S")))
TWO = [{"kind": "document", "what": "minutes"}, {"kind": "interview", "what": "staff"}]


def noted(judgements: Row, framework_: Framework = MADE, asked: dict[str, QuestionSet] | None = None, **fields: Any) -> Noted:  # fmt: skip
    file = Noted()
    checkjudged.judgements(file, inspection(judgements=judgements, **fields), framework_, {"service": SERVICE} if asked is None else asked)  # type: ignore[arg-type]  # fmt: skip
    return file


def good(**more: Any) -> Row:
    return {"rating": GOOD, "rationale": "Because.", "sources": TWO} | more


def only(*findings: tuple[str, str]) -> list[tuple[str, str]]:
    return list(findings)


def test_a_judgement_with_all_that_it_should_have_has_no_finding() -> None:
    found = {"G-V1": {"answer": "no"}, "G-VH": {"answer": OUTSTANDING}}
    assert noted({"S": good(findings=found), "R": good(published_as="very_good"), "j": good(), "T": good()}) == []


# --- published words -----------------------------------------------------------------------------------------------------


def test_a_published_word_is_one_that_the_framework_knows() -> None:
    file = noted({"S": good(published_as="very_god"), "R": good(published_as="dreadful")})
    assert file == only(("inspection-level", "judgements.S.published_as"), ("inspection-level", "judgements.R.published_as"))  # fmt: skip
    assert "Did you mean very_good?" in file.said[0]
    assert "very_good, poor" in file.said[1]
    assert "Delete it." in noted({"S": good(published_as="dreadful")}, BARE).said[0]


def test_a_published_word_falls_under_the_rating_that_is_given_if_one_is() -> None:
    file = noted({"S": good(published_as="poor")})
    assert file == only(("inspection-level", "judgements.S.published_as"))
    assert INADEQUATE in file.said[0]
    assert noted({"S": good(published_as="poor", rating=None)}) == []


# --- findings ------------------------------------------------------------------------------------------------------------


def test_findings_answer_questions_of_a_set_that_is_named() -> None:
    findings = {"G-VH": {"answer": GOOD}}
    file = noted({"S": good(findings=findings), "R": good(findings=findings)}, asked={})
    assert file == only(("inspection-findings", "judgements.S.findings:"), ("inspection-findings", "judgements.R.findings:"))  # fmt: skip
    assert "asks about S" in file.said[0]
    assert "service, other" in file.said[0]
    assert file.said[1].endswith("Write the findings into the rationale.")
    assert noted({"S": good()}, asked={}) == []


def test_findings_of_what_the_framework_does_not_have_answer_nothing() -> None:
    file = noted({"Z": good(findings={"G-VH": {"answer": GOOD}})})
    assert file == only(("inspection-findings", "judgements.Z.findings:"))
    assert "asks about Z" in file.said[0]
    assert file.said[0].endswith("Write the findings into the rationale.")


def test_a_finding_is_on_a_question_about_its_standard() -> None:
    file = noted(
        {"S": good(findings={"G-VV": {"answer": GOOD}, "S-VH": {"answer": GOOD}, "G-V1": {"answer": "perhaps"}})}
    )
    assert file == only(
        ("inspection-findings", "judgements.S.findings.G-VV:"), ("inspection-findings", "judgements.S.findings.S-VH:"),
        ("inspection-findings", "judgements.S.findings.G-V1.answer"),
    )  # fmt: skip
    assert "service@1.0.0" in file.said[0]
    assert "about S" in file.said[0]
    assert "G-V1, G-VH" in file.said[0]
    assert "Did you mean G-V" in file.said[0]
    assert "yes, no" in file.said[2]
    assert "G-V1" in file.said[2]


@pytest.mark.parametrize(
    ("answer", "rules"), [(GOOD, []), (None, []), ("yes", ["inspection-findings"]), ("outstandin", ["inspection-findings"])]
)  # fmt: skip
def test_a_key_question_is_answered_with_a_level(answer: str | None, rules: list[str]) -> None:
    file = noted({"S": good(findings={"G-VH": {"answer": answer}})})
    assert file == [(rule, "judgements.S.findings.G-VH.answer") for rule in rules]
    if answer == "outstandin":
        assert "Did you mean outstanding?" in file.said[0]
        assert ", ".join(LEVELS) in file.said[0]


def test_where_nothing_is_rated_no_key_question_is_graded_and_prompts_are_answered() -> None:
    bare = framework(domain("D", judged("S", sets=["service"], area="governance")), scores={}, rules={"percent": None, "domain": NONE, "overall": NONE})  # fmt: skip
    file = noted({"S": good(rating=None, findings={"G-VH": {"answer": GOOD}, "G-V1": {"answer": "yes"}})}, bare)
    assert file == only(("inspection-findings", "judgements.S.findings.G-VH.answer"))
    assert file.said[0].endswith("Delete it.")


# --- kinds of source -----------------------------------------------------------------------------------------------------


def sources(*kinds: str | None, **agrees: bool) -> list[Row]:
    return [{"what": "it", "agrees": "no" if kind in agrees else "yes"} | ({"kind": kind} if kind else {}) for kind in kinds]  # fmt: skip


@pytest.mark.parametrize(
    ("given_", "rules"),
    [
        (sources("document", "interview"), []),
        (sources("document", "document"), ["inspection-single-source"]),
        (sources("document", None), ["inspection-single-source"]),
        (sources("document", "survey", survey=False), ["inspection-single-source", "inspection-sources-differ"]),
        (sources("document", "interview", "survey", survey=False), ["inspection-sources-differ"]),
        ([], []),
    ],
)
def test_a_judgement_rests_on_as_many_kinds_that_agree_as_the_rule_wants(given_: list[Row], rules: list[str]) -> None:
    file = noted({"S": good(sources=given_), "T": good(sources=given_), "zz": good(sources=given_)})
    # What is graded from cases is judged only where it was published.
    assert file == [(rule, "judgements.S:") for rule in rules]
    assert noted({"S": good(sources=given_)}, published="https://example.org") == []
    assert noted({"S": good(sources=given_)}, BARE) == []


def test_it_says_how_many_kinds_agree_and_how_to_write_them() -> None:
    one, unsaid = noted({"S": good(sources=sources("document"))}).said[0], noted({"S": good(sources=sources("survey", None))}).said[0]  # fmt: skip
    assert "S rests on" in one
    assert "1 of 2" in one
    assert "{kind: ..., what: ...}" not in one
    assert "{kind: ..., what: ...}" in unsaid
    assert "Sources of S" in noted({"S": good(sources=sources("document", "interview", "survey", survey=False))}).said[0]  # fmt: skip


def test_a_judged_key_question_rests_on_kinds_of_its_own() -> None:
    assert noted({"j": good(sources=sources("document"))}) == only(("inspection-single-source", "judgements.j:"))


# --- characteristics -----------------------------------------------------------------------------------------------------


def proposed(rating: str | None, answer: str | None, supposed: Row | None = None, standard: str = "S") -> Noted:
    """What is noted of a rating beside what its only key question proposes."""
    findings = {"G-VH": {"answer": answer}} if answer else {}
    judgements = {standard: {"rating": rating, "findings": findings}}
    made = rate(MADE, inspection(judgements=judgements), Tally(MADE), {"service": SERVICE}, supposed)
    file = Noted()
    checkjudged.proposed(file, made)  # type: ignore[arg-type]
    return file


@pytest.mark.parametrize(
    ("rating", "answer", "noted_"),
    [(GOOD, INADEQUATE, True), (GOOD, IMPROVE, False), (GOOD, GOOD, False), (INADEQUATE, GOOD, True), (INADEQUATE, IMPROVE, False), (GOOD, None, False), (None, None, False), (None, GOOD, False)],
)  # fmt: skip
def test_a_rating_lies_at_most_one_grade_from_what_its_key_questions_propose(rating: str | None, answer: str | None, noted_: bool) -> None:  # fmt: skip
    file = proposed(rating, answer)
    assert file == ([("inspection-characteristics", "judgements.S.rating")] if noted_ else [])
    assert all("rating of S" in said for said in file.said)


def test_what_is_supposed_is_not_held_against_what_is_proposed() -> None:
    assert proposed(GOOD, GOOD, {"S": INADEQUATE}) == []


def test_a_judged_key_question_is_held_against_its_own_and_what_comes_after_as_well() -> None:
    made = framework(
        domain("D", judged("R"), counted("T", "x", "j"), judged("S", sets=["service"], area="governance")), rules=RULE,
        key_questions={"x": {"label": {"en": "x"}, "area": "x"}, "j": {"label": {"en": "j"}, "area": "staff", "judged": "yes", "sets": ["service"]}},
    )  # fmt: skip
    judgements = {"R": {"rating": GOOD}, "j": {"rating": OUTSTANDING, "findings": {"S-VH": {"answer": IMPROVE}}}, "S": {"rating": GOOD, "findings": {"G-VH": {"answer": INADEQUATE}}}}  # fmt: skip
    file = Noted()
    checkjudged.proposed(file, rate(made, inspection({"T": (1, 1)}, judgements=judgements), Tally(made), {"service": SERVICE}))  # type: ignore[arg-type]  # fmt: skip
    assert file == only(("inspection-characteristics", "judgements.j.rating"), ("inspection-characteristics", "judgements.S.rating"))  # fmt: skip


def test_a_decision_of_a_panel_is_not_a_judgement_that_departs() -> None:
    panel: Row = {"discretion": {"margin": "100", "one_case": "no", "basis": "ours"}}
    made = framework(domain("D", counted("T")), rules=panel)
    decision = {"T": {"to": OUTSTANDING, "rationale": "Because.", "panel": ["li-1"], "exception": "It moved."}}
    file = Noted()
    checkjudged.proposed(file, graded(made, {"T": (0, 4)}, discretion=decision, judgements=given(T=GOOD)))  # type: ignore[arg-type]  # fmt: skip
    assert file == []


# --- partners ------------------------------------------------------------------------------------------------------------


TEAM = [{"id": "pi-1", "role": "partner_inspector"}, {"id": "li-1", "role": "lead_inspector"}]


def part(*contributes: str, members: tuple[str, ...] = ("pi-1",)) -> Row:
    return {"inspectorate": "Inspectorate", "members": list(members), "contributes": dict.fromkeys(contributes, "Visits.")}  # fmt: skip


def partners(partners_: Row, judgements: Row | None = None, framework_: Framework = MADE) -> Noted:
    file = Noted()
    checkjudged.partners(file, inspection(team=TEAM, partners=partners_, judgements=judgements or {}), framework_)  # type: ignore[arg-type]  # fmt: skip
    return file


def viewed(**views: Any) -> Row:
    return good(partners=views)


def test_partners_who_contribute_and_agree_have_no_finding() -> None:
    differs = {"view": "differs", "rating": IMPROVE, "rationale": "Because."}
    assert partners({"health": part("S"), "police": part("S", "R")}, {"S": viewed(health={"view": "agrees"}, police=differs), "R": viewed(police={})}) == []  # fmt: skip


def test_a_partner_is_one_of_the_framework() -> None:
    file = partners({"helth": part("Z", members=("zz-1",)), "zoo": part(), "police": part(members=("zz-1",))})
    assert file == only(("inspection-partner", "partners.helth:"), ("inspection-partner", "partners.zoo:"), ("inspection-partner", "partners.police.members[0]"))  # fmt: skip
    assert "small@1.0.0" in file.said[0]
    assert "Did you mean health?" in file.said[0]
    assert "health, police" in file.said[1]
    assert partners({"zoo": part()}, framework_=BARE).said[0].endswith("Delete it.")


def test_its_members_are_partner_inspectors_of_the_team() -> None:
    file = partners({"health": part(members=("pi-1", "li-1", "zz-1"))})
    assert file == only(("inspection-partner", "partners.health.members[1]"), ("inspection-partner", "partners.health.members[2]"))  # fmt: skip


def test_a_partner_contributes_to_standards_in_which_it_has_a_part() -> None:
    file = partners({"health": part("S", "R", "Z")})
    assert file == only(("inspection-partner", "partners.health.contributes.R:"), ("inspection-partner", "partners.health.contributes.Z:"))  # fmt: skip
    assert file.said[0].endswith("Use one of: S.")
    # A part in what the framework does not have is none.
    odd = framework(domain("D", judged("S")), partners={"health": {"label": {"en": "Health"}, "standards": ["S", "staffing"]}})  # fmt: skip
    file = partners({"health": part("staffing", "stafing")}, framework_=odd)
    assert file == only(("inspection-partner", "partners.health.contributes.staffing:"), ("inspection-partner", "partners.health.contributes.stafing:"))  # fmt: skip
    assert "Did you mean staffing? Use one of: S, staffing." in file.said[1]


def test_a_view_is_of_a_partner_who_contributes() -> None:
    agrees = {"view": "agrees"}
    file = partners({"health": part("S"), "police": part("S")}, {"S": viewed(health=agrees, zoo=agrees), "R": viewed(police=agrees)})  # fmt: skip
    assert file == only(("inspection-partner", "judgements.S.partners.zoo:"), ("inspection-partner", "judgements.R.partners.police:"))  # fmt: skip
    assert "contributes nothing to S" in file.said[0]


def test_what_a_partner_would_give_is_a_level() -> None:
    differs = {"view": "differs", "rationale": "Because."}
    file = partners({"health": part("S"), "police": part("S")}, {"S": viewed(health=differs | {"rating": "outstandin"}, police=differs | {"rating": "qqq"})})  # fmt: skip
    assert file == only(("inspection-level", "judgements.S.partners.health.rating"), ("inspection-level", "judgements.S.partners.police.rating"))  # fmt: skip
    assert "Did you mean outstanding?" in file.said[0]
    assert file.said[1].endswith("Correct it.")


@pytest.mark.parametrize(
    ("view", "noted_"),
    [
        ({"view": "differs", "rating": GOOD, "rationale": "Because."}, False),
        ({"view": "differs", "rating": GOOD, "rationale": " "}, True),
        ({"view": "differs", "rating": GOOD}, True),
        ({"view": "differs", "rationale": "Because."}, True),
        ({"view": "agrees"}, False),
        ({}, False),
    ],
)
def test_a_partner_who_differs_says_what_it_would_give_and_why(view: Row, noted_: bool) -> None:
    file = partners({"health": part("S")}, {"S": viewed(health=view)})
    assert file == ([("inspection-partner-view", "judgements.S.partners.health:")] if noted_ else [])
    assert all("on S" in said for said in file.said)
