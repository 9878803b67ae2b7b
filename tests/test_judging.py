"""Standards that inspectors judge, as pure functions: who asks about them, what is proposed, what they rest on."""

from __future__ import annotations

import pytest

from tests.inspections import LEVELS
from tests.small import Row, counted, domain, framework, given, graded, inspection, item, judged, questions
from yotinspect.ratings import judged as judging
from yotinspect.ratings.framework import Framework
from yotinspect.ratings.inspection import Judgement, Source
from yotinspect.ratings.judged import Part
from yotinspect.ratings.node import Node, because
from yotinspect.ratings.rate import rate
from yotinspect.ratings.tally import Tally

INADEQUATE, IMPROVE, GOOD, OUTSTANDING = LEVELS
GRADES = {"kind": "grade", "answers": LEVELS}
SERVICE = questions(
    item("G-V1", "governance"), item("G-VH", "governance", **GRADES), item("S-VH", "staff", **GRADES), item("G-WH", "governance", **GRADES),
    place="service@1.0.0",
)  # fmt: skip
RULE: Row = {"judged": {"rule": "middle_key_question", "kinds": 2, "basis": "ours"}}
WORDS = {"published_as": {"very_good": {"word": {"en": "Very good"}, "level": GOOD, "basis": "ours"}}}


def made(**more: object) -> Framework:
    rules = more.pop("rules", RULE)
    return framework(domain("D", judged("S", sets=["other", "service"], area="governance"), counted("T", "x", "j")), rules=rules, **(WORDS | more))  # type: ignore[arg-type]  # fmt: skip


def judgement(**fields: object) -> Judgement:
    return Judgement.model_validate(fields)


def test_what_is_judged_are_judged_standards_and_judged_key_questions() -> None:
    assert judging.judged_parts(made()) == {
        "S": Part("S", "S", ("other", "service"), "governance"), "j": Part("j", "T", ("service",), "arrangements"),
    }  # fmt: skip
    # A key question that is declared nowhere is none.
    assert judging.judged_parts(framework(domain("D", counted("T", "x", "nowhere", "j")))).keys() == {"j"}


def test_the_first_set_of_a_part_that_the_inspection_names_asks_about_it() -> None:
    part, other = judging.judged_parts(made())["S"], questions(item("O-VH", "governance", **GRADES), place="other@1.0.0")  # fmt: skip
    assert judging.asking(part, {"service": SERVICE, "other": other}) is other
    assert judging.asking(part, {"service": SERVICE}) is SERVICE
    assert judging.asking(part, {"third": SERVICE}) is None


def test_a_set_asks_about_a_part_what_it_asks_of_its_area() -> None:
    part = judging.judged_parts(made())["S"]
    assert [one.id for one in judging.questions(part, {"service": SERVICE})] == ["G-V1", "G-VH", "G-WH"]
    assert judging.questions(part, {}) == []


def key(name: str, level: str | None) -> Node:
    reason = because("characteristics", level=level) if level else because("not-judged")
    return Node("key_question", name, level, reason, "", "judgement")


def test_key_questions_have_the_grade_that_fits_best_and_prompts_none() -> None:
    found = judgement(rating=GOOD, findings={"G-VH": {"answer": IMPROVE}, "G-V1": {"answer": "yes"}, "G-WH": {"answer": "splendid"}})  # fmt: skip
    part = judging.judged_parts(made())["S"]
    assert judging.rated_key_questions(made(), part, found, {"service": SERVICE}) == (key("G-VH", IMPROVE), key("G-WH", None))  # fmt: skip
    assert judging.rated_key_questions(made(), part, judgement(rating=GOOD), {"service": SERVICE}) == (key("G-VH", None), key("G-WH", None))  # fmt: skip


def test_the_middle_of_the_key_questions_is_proposed_where_all_have_a_grade() -> None:
    found = judgement(rating=GOOD, findings={"G-VH": {"answer": INADEQUATE}, "G-WH": {"answer": OUTSTANDING}})
    children = (key("G-VH", INADEQUATE), key("G-WH", OUTSTANDING))
    wanted = Node("standard", "S", GOOD, because("judged"), "", "judgement", INADEQUATE, children=children)
    assert judging.judged(made(), "S", found, {"service": SERVICE}) == wanted


def test_the_rating_itself_is_proposed_where_a_grade_is_missing_or_no_rule_proposes() -> None:
    part = judgement(rating=GOOD, findings={"G-VH": {"answer": INADEQUATE}})
    assert judging.judged(made(), "S", part, {"service": SERVICE}).proposed == GOOD
    whole = judgement(rating=GOOD, findings={name: {"answer": INADEQUATE} for name in ("G-VH", "G-WH")})
    assert judging.judged(made(rules={}), "S", whole, {"service": SERVICE}).proposed == GOOD
    assert judging.judged(made(), "S", whole, {}) == Node("standard", "S", GOOD, because("judged"), "", "judgement", GOOD)  # fmt: skip


def test_what_the_framework_does_not_have_judged_has_no_key_questions() -> None:
    found = judging.judged(made(), "T", judgement(rating=GOOD), {"service": SERVICE})
    assert found == Node("standard", "T", GOOD, because("judged"), "", "judgement", GOOD)


@pytest.mark.parametrize(
    ("fields", "rating", "reason"),
    [
        ({"rating": GOOD}, GOOD, because("judged")),
        ({}, None, because("not-judged")),
        ({"rating": "splendid"}, None, because("unknown-level")),
        ({"published_as": "very_good"}, GOOD, because("published-as", word="very_good")),
        ({"rating": OUTSTANDING, "published_as": "very_good"}, OUTSTANDING, because("published-as", word="very_good")),
        ({"published_as": "dreadful"}, None, because("not-judged")),
        ({"rating": GOOD, "published_as": "dreadful"}, GOOD, because("judged")),
    ],
)
def test_a_judgement_gives_its_rating_or_the_level_of_the_word_that_was_published(fields: Row, rating: str | None, reason: object) -> None:  # fmt: skip
    assert judging.given(made(), judgement(**fields)) == (rating, reason)


def test_without_levels_a_judgement_gives_none() -> None:
    none: Row = {"rule": "none", "reason": {"en": "No."}, "basis": "ours"}
    bare = framework(domain("D", judged("S")), scores={}, rules={"percent": None, "domain": none, "overall": none})
    for fields in ({"rating": GOOD}, {}):
        assert judging.given(bare, judgement(**fields)) == (None, because("not-graded"))


def test_a_judgement_rests_on_its_own_sources_and_those_of_its_findings() -> None:
    found = judgement(sources=["minutes"], findings={"A": {"sources": ["staff", "chair"]}, "B": {"sources": ["survey"]}})  # fmt: skip
    assert [source.what for source in judging.sources_of(found)] == ["minutes", "staff", "chair", "survey"]


def test_kinds_of_source_that_agree_are_those_that_are_said_and_do() -> None:
    sources = [
        Source(kind="document", what="a"), Source(kind="interview", what="b", agrees=False), Source(what="c"),
        Source(kind="survey", what="d"), Source(kind="survey", what="e", agrees=False),
    ]  # fmt: skip
    assert judging.kinds_that_agree(sources) == {"document", "survey"}


def test_what_is_judged_without_a_source_is_named_where_the_framework_has_it() -> None:
    bare: Row = {"S": {"rating": GOOD}, "j": {"rating": GOOD}, "T": {"rating": GOOD, "findings": {"A": {"sources": ["staff"]}}}, "zz": {"rating": GOOD}}  # fmt: skip
    assert judging.without_sources(made(), inspection(judgements=bare)) == ("S", "j")
    assert judging.without_sources(made(), inspection(judgements=bare, published="https://example.org")) == ()


def test_the_sets_that_the_inspection_names_give_a_judged_standard_its_key_questions() -> None:
    found = rate(made(), inspection(judgements=given(S=GOOD)), Tally(made()), {"service": SERVICE}).standard("S")
    assert found is not None
    assert [child.id for child in found.children] == ["G-VH", "G-WH"]
    assert graded(made(), judgements=given(S=GOOD)).standard("S") != found
