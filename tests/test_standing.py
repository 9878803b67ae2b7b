"""How far a rating is to be relied on: every reason, its words' values, and the order in which names stand."""

from __future__ import annotations

from typing import Any

import pytest

from tests.inspections import LEVELS
from tests.small import (
    Row,
    assessed,
    counted,
    decision,
    domain,
    framework,
    given,
    graded,
    item,
    judged,
    of_cases,
    questions,
)
from yotinspect.ratings.framework import Framework
from yotinspect.ratings.node import Rating, Reason, because
from yotinspect.ratings.standing import faulty, in_order

INADEQUATE, IMPROVE, GOOD, OUTSTANDING = LEVELS
SET = questions(item("X-PH", "x", headline=True))
NONE: Row = {"rule": "none", "reason": {"en": "No."}, "basis": "overall"}
WORDS: Row = {"percent": None, "standard": None, "domain": NONE, "overall": NONE}


def two(**rules: Any) -> Framework:
    return framework(domain("D", judged("S")), domain("E", counted("T")), rules=rules)


FULL: Row = {"judgements": given(S=GOOD), "counts": {"T": (8, 2)}}


def standing(rating: Rating) -> tuple[str, list[Reason]]:
    return rating.status, list(rating.status_reasons)


def with_all(framework_: Framework, **more: Any) -> Rating:
    return graded(framework_, **(FULL | more))


def test_with_all_there_a_rating_is_final() -> None:
    assert standing(with_all(two())) == ("final", [])


# --- what is missing -----------------------------------------------------------------------------------------------------


def test_scored_standards_without_a_rating_are_missing_and_named_once() -> None:
    three = framework(domain("D", judged("S"), judged("R")), domain("E", counted("T")), domain("F", judged("U"), scored="no"))  # fmt: skip
    rating = graded(three, judgements=given(S=GOOD))
    assert standing(rating) == ("incomplete", [because("standards-missing", missing=("R", "T"))])


def test_what_never_counts_is_not_missing() -> None:
    three = framework(domain("D", judged("S")), domain("E", judged("U"), scored="no"))
    assert standing(graded(three, judgements=given(S=GOOD))) == ("final", [])


def test_a_domain_that_is_declared_misses_nothing_where_enough_remains() -> None:
    rules = {"shrink": {"at_least": 1, "basis": "ours"}}
    assert standing(with_all(two(**rules), counts={}, not_rated={"E": "None."})) == ("final", [])
    assert standing(with_all(two(), counts={}, not_rated={"E": "None."})) == ("incomplete", [because("too-few-domains", gone=("E",))])  # fmt: skip


def test_a_standard_that_is_declared_by_itself_is_missing_where_standards_are_rated() -> None:
    rating = with_all(two(), judgements={}, not_rated={"S": "None."})
    assert standing(rating) == ("incomplete", [because("standards-missing", missing=("S",))])


def test_without_an_overall_to_give_standards_are_missing_all_the_same() -> None:
    assert standing(with_all(two(overall=NONE), judgements={})) == ("incomplete", [because("standards-missing", missing=("S",))])  # fmt: skip
    assert standing(with_all(two(overall=NONE))) == ("final", [])


def test_a_rating_of_nothing_is_incomplete_and_says_so_once() -> None:
    gone = {"D": "None.", "E": "None."}
    assert standing(graded(two(overall=NONE), not_rated=gone)) == ("incomplete", [because("nothing-rated")])
    assert standing(graded(two(), not_rated=gone)) == ("incomplete", [because("too-few-domains", gone=("D", "E"))])
    rules = {"shrink": {"at_least": 0, "basis": "ours"}}
    assert standing(graded(two(**rules), not_rated=gone)) == ("incomplete", [because("nothing-scored")])


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({}, ("S", "T")),
        ({"judgements": {"S": {"rationale": "It was seen.", "sources": ["minutes"]}}, "counts": {"T": (1, 1)}}, ()),
        ({"judgements": {"S": {"rationale": "  ", "sources": ["minutes"]}}, "counts": {"T": (1, 1)}}, ("S",)),
        ({"judgements": {"S": {"sources": ["minutes"]}}, "counts": {"T": (0, 0, 3)}}, ("S", "T")),
        ({"judgements": {"T": {"rationale": "It was seen.", "sources": ["minutes"]}}, "not_rated": {"S": "None."}}, ()),
        ({"not_rated": {"D": "None."}, "counts": {"T": (1, 1)}}, ()),
    ],
)
def test_where_no_levels_are_given_a_standard_needs_words_figures_or_a_reason_why_not(fields: Row, missing: tuple[str, ...]) -> None:  # fmt: skip
    bare = framework(domain("D", judged("S")), domain("E", counted("T")), scores={}, rules=WORDS)
    rating = graded(bare, **fields)
    assert standing(rating) == (("incomplete", [because("standards-missing", missing=missing)]) if missing else ("final", []))  # fmt: skip


def test_where_every_standard_is_declared_by_itself_nothing_is_rated_either() -> None:
    bare = framework(domain("D", judged("S"), judged("R")), domain("E", counted("T")), scores={}, rules=WORDS)
    gone: list[Row] = [dict.fromkeys(names, "None.") for names in ("SRT", "DT", "ERS")]
    for not_rated in gone:
        assert standing(graded(bare, not_rated=not_rated)) == ("incomplete", [because("nothing-rated")])
    assert standing(graded(bare, {"T": (1, 1)}, not_rated=dict.fromkeys("SR", "None."))) == ("final", [])


def test_where_no_levels_are_given_judged_key_questions_count_as_figures_do_not() -> None:
    bare = framework(domain("D", counted("S", "j", "x")), scores={}, rules=WORDS)
    assert standing(graded(bare, {"S": {"x": (1, 1)}}))[0] == "final"
    assert standing(graded(bare, {"S": {"x": (0, 0)}}))[0] == "incomplete"


# --- cases ---------------------------------------------------------------------------------------------------------------


def test_cases_that_leave_a_rating_provisional_are_counted_and_named() -> None:
    one = framework(domain("D", counted("S")))
    yes = {"X-PH": "yes"}
    cases = [
        assessed(SET, "A", yes, faults=1), assessed(SET, "B", yes), assessed(SET, "B", yes, file="b2.yaml"),
        assessed(SET, "C", yes, role="second"), assessed(None, "?", file="z.yaml"), assessed(None, "?", file="y.yaml"),
    ]  # fmt: skip
    assert standing(of_cases(one, *cases)) == (
        "provisional",
        [
            because("cases-doubled", number=1, cases=("B",)),
            because("cases-second-alone", number=1, cases=("C",)),
            because("cases-invalid", number=2, files=("y.yaml", "z.yaml")),
            because("cases-incomplete", number=1, cases=("A",)),
        ],
    )


# --- what the team has still to do ---------------------------------------------------------------------------------------


def test_a_decision_without_a_date_is_open() -> None:
    panel = {"margin": "5", "one_case": "yes", "basis": "ours"}
    open_ = {"T": decision(OUTSTANDING, agreed=None), "S": decision(GOOD)}
    rating = with_all(two(discretion=panel), counts={"T": (78, 22)}, discretion=open_)
    assert standing(rating) == ("provisional", [because("discretion-open", standards=("T",))])


def test_a_judgement_without_a_source_is_named_in_the_order_of_the_framework() -> None:
    three = framework(domain("D", judged("S"), judged("R")), domain("E", counted("T", "j", "x")))
    bare = {name: {"rating": GOOD} for name in ("j", "R", "S")}
    rating = graded(three, {"T": {"x": (8, 2)}}, judgements=bare)
    assert standing(rating) == ("provisional", [because("sources-missing", standards=("S", "R", "j"))])


TEAM = [{"id": "li-1", "role": "lead_inspector"}, {"id": "in-2", "role": "inspector"}]


@pytest.mark.parametrize(
    ("sign_off", "reasons"),
    [
        ([{"by": "li-1", "date": "2020-06-01"}], []),
        ([], [because("sign-off-waits", roles=("lead_inspector",))]),
        ([{"by": "in-2", "date": "2020-06-01"}], [because("sign-off-waits", roles=("lead_inspector",))]),
        ([{"by": "zz-9", "date": "2020-06-01"}], [because("sign-off-waits", roles=("lead_inspector",))]),
        ([{"by": "li-1"}], [because("sign-off-waits", roles=("lead_inspector",)), because("sign-off-open", by=("li-1",))]),
        ([{"by": "li-1", "date": "2020-06-01"}, {"by": "in-2"}], [because("sign-off-open", by=("in-2",))]),
    ],
)  # fmt: skip
def test_a_rating_waits_for_a_dated_sign_off_by_each_role(sign_off: list[Row], reasons: list[Reason]) -> None:
    waits = two(sign_off={"roles": ["lead_inspector"], "basis": "ours"})
    assert standing(with_all(waits, team=TEAM, sign_off=sign_off)) == ("provisional" if reasons else "final", reasons)


def test_an_undated_sign_off_is_open_where_no_rule_asks_for_one() -> None:
    assert standing(with_all(two(), team=TEAM, sign_off=[{"by": "in-2"}])) == ("provisional", [because("sign-off-open", by=("in-2",))])  # fmt: skip
    assert standing(with_all(two(), team=TEAM)) == ("final", [])


def test_roles_are_waited_for_in_the_order_of_the_rule() -> None:
    waits = two(sign_off={"roles": ["inspector", "lead_inspector"], "basis": "ours"})
    assert standing(with_all(waits, team=TEAM)) == ("provisional", [because("sign-off-waits", roles=("inspector", "lead_inspector"))])  # fmt: skip


# --- partners ------------------------------------------------------------------------------------------------------------


PARTNERS = {
    "partners": {name: {"label": {"en": name}, "standards": ["S", "M", "N"]} for name in ("police", "health", "care")}
}


def joint() -> Framework:
    rule = {"always": ["police", "health"], "modules": {"M": ["care", "health"], "N": ["police"]}, "basis": "ours"}
    return framework(domain("D", judged("S"), judged("R")), domain("E", judged("M", module="yes"), judged("N", module="yes"), scored="no"), rules={"partners": rule}, **PARTNERS)  # fmt: skip


def part(*contributes: str, members: tuple[str, ...] = ("pi-1",)) -> Row:
    return {"inspectorate": "Inspectorate", "members": list(members), "contributes": dict.fromkeys(contributes, "Visits.")}  # fmt: skip


def agreed(rating: str, *names: str, **more: Any) -> Row:
    return {"rating": rating, "rationale": "Because.", "sources": ["minutes"], "partners": {name: {"view": "agrees"} for name in names} | more}  # fmt: skip


def jointly(partners: Row, **more: Any) -> tuple[str, list[Reason]]:
    fields: Row = {"judgements": given(S=GOOD, R=GOOD)} | more
    return standing(graded(joint(), partners=partners, **fields))


def test_partners_that_must_take_part_are_missing_without_members() -> None:
    assert jointly({"police": part(), "health": part()}) == ("final", [])
    assert jointly({}) == ("provisional", [because("partners-missing", partners=("police", "health"))])
    assert jointly({"police": part(members=()), "health": part()}) == ("provisional", [because("partners-missing", partners=("police",))])  # fmt: skip


def test_partners_that_the_module_needs_are_idle_while_they_contribute_nothing_to_it() -> None:
    both = {"police": part(), "health": part()}
    assert jointly(both, module="M") == ("provisional", [because("partners-idle", standard="M", partners=("health",))])
    assert jointly(both, module="N") == ("provisional", [because("partners-idle", standard="N", partners=("police",))])
    assert jointly(both | {"health": part("M")}, module="M") == ("final", [])
    assert jointly(both | {"care": part()}, module="M") == ("provisional", [because("partners-idle", standard="M", partners=("care", "health"))])  # fmt: skip
    # One that is missing is not idle as well, and one that does nothing for another module is no matter.
    assert jointly({"health": part("M")}, module="M") == ("provisional", [because("partners-missing", partners=("police",))])  # fmt: skip
    assert jointly(both | {"health": part("N")}, module="M")[1] == [because("partners-idle", standard="M", partners=("health",))]  # fmt: skip


def test_a_view_of_a_judgement_is_open_until_whoever_contributes_says_whether_it_agrees() -> None:
    both = {"health": part("S", "R"), "police": part("S", "R")}
    judgements = {"S": agreed(GOOD), "R": agreed(GOOD)}
    opened = [because("partner-view-open", standard=name, partners=("police", "health")) for name in ("S", "R")]
    assert jointly(both, judgements=judgements) == ("provisional", opened)
    judgements = {"S": agreed(GOOD, "police", health={}), "R": agreed(GOOD, "health", "police")}
    assert jointly(both, judgements=judgements) == ("provisional", [because("partner-view-open", standard="S", partners=("health",))])  # fmt: skip
    differs = {"view": "differs", "rating": IMPROVE, "rationale": "Because."}
    assert jointly(both, judgements={name: agreed(GOOD, "police", health=differs) for name in "SR"}) == ("final", [])


def test_partners_that_the_framework_does_not_have_come_after_those_that_it_has_by_name() -> None:
    strange = {"zoo": part("S"), "arts": part("S"), "health": part("S"), "police": part("S")}
    found = jointly(strange, judgements={"S": agreed(GOOD), "R": agreed(GOOD)})
    assert found == ("provisional", [because("partner-view-open", standard="S", partners=("police", "health", "arts", "zoo"))])  # fmt: skip


def test_of_what_is_not_judged_no_view_is_open() -> None:
    assert jointly({"police": part("M"), "health": part("N")}) == ("final", [])


def test_where_no_rule_speaks_of_partners_none_is_waited_for() -> None:
    assert standing(with_all(two(), partners={"health": part("S", members=())}, module="M")) == ("final", [])


def test_of_a_published_inspection_nothing_is_asked_that_only_its_team_could_know() -> None:
    bare = {"judgements": {"S": {"rating": GOOD}}, "counts": {"T": (78, 22)}, "discretion": {"T": decision(OUTSTANDING, agreed=None)}}  # fmt: skip
    rules = {"sign_off": {"roles": ["lead_inspector"], "basis": "ours"}, "discretion": {"margin": "5", "one_case": "yes", "basis": "ours"}}  # fmt: skip
    assert standing(graded(two(**rules), published="https://example.org", **bare)) == ("final", [])
    assert [reason.code for reason in graded(two(**rules), **bare).status_reasons] == ["discretion-open", "sources-missing", "sign-off-waits"]  # fmt: skip


# --- faults and order ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rating", "status"),
    [
        (with_all(two()), "provisional"),
        (with_all(two(), judgements={"S": {"rating": GOOD}}), "provisional"),
        (graded(two()), "incomplete"),
    ],
)
def test_an_inspection_with_errors_is_never_final_and_says_how_many(rating: Rating, status: str) -> None:
    found = faulty(rating, 3)
    assert found.status == status
    assert found.status_reasons == (*rating.status_reasons, because("inspection-faults", number=3))
    assert found.overall == rating.overall


def test_names_stand_in_the_order_of_the_framework_and_others_after_them_by_name() -> None:
    three = framework(domain("D", counted("T", "y", "x")), domain("E", counted("S", "x", "z")))
    assert in_order(three, ["z", "b", "x", "S", "a", "y", "T"]) == ("T", "y", "x", "S", "z", "a", "b")
    assert in_order(three, []) == ()
