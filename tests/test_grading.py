"""Standards, domains and the overall: what each node of the tree holds, to its last field."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests.inspections import LEVELS
from tests.small import (
    Row,
    assessed,
    banded,
    counted,
    domain,
    framework,
    given,
    graded,
    inspection,
    item,
    judged,
    of_cases,
    pooled,
    questions,
    standard,
    summed,
)
from yotinspect.ratings.figures import figures
from yotinspect.ratings.framework import Framework
from yotinspect.ratings.node import Node, Rating, because
from yotinspect.ratings.rate import rate
from yotinspect.ratings.tally import Count, Tally

INADEQUATE, IMPROVE, GOOD, OUTSTANDING = LEVELS
SET = questions(item("X-PH", "x", headline=True), item("Y-PH", "y", headline=True), item("X-P1", "x"))
SHRINK: Row = {"shrink": {"always": [], "at_least": 1, "basis": "ours"}}


def one(*keys: str, **more: Any) -> Framework:
    return framework(domain("D", counted("S", *keys)), **more)


def key(framework_: Framework, name: str, count: Count, source: Any = "counts") -> Node:
    """A key question as it is counted."""
    found = figures(framework_, count)
    assert found.percent is not None
    level = framework_.of_percent(found.percent)
    return Node("key_question", name, level, because("percent-band", level=level), "percentages", source, figures=found)


# --- standards -----------------------------------------------------------------------------------------------------------


def test_the_lowest_key_questions_decide_and_are_named() -> None:
    three = one("x", "y", "z")
    rating = graded(three, {"S": {"x": (6, 4), "y": (9, 1), "z": (1, 1)}})
    children = (key(three, "x", Count(6, 4)), key(three, "y", Count(9, 1)), key(three, "z", Count(1, 1)))
    reason = because("lowest", deciding=("x", "z"), level=IMPROVE)
    assert standard(rating) == Node("standard", "S", IMPROVE, reason, "lowest", "counts", IMPROVE, 1, children=children)


def test_an_area_that_is_pooled_has_the_level_of_its_own_percentage() -> None:
    pool = framework(domain("D", pooled("S")))
    rating = graded(pool, {"S": {"S": (7, 3)}})
    reason = because("pooled", level=GOOD)
    assert standard(rating) == Node("standard", "S", GOOD, reason, "percentages", "counts", GOOD, 2, children=(key(pool, "S", Count(7, 3)),))  # fmt: skip


def test_a_framework_may_say_nothing_of_how_a_standard_follows() -> None:
    assert standard(graded(one(rules={"standard": None}), {"S": (7, 3)})).basis == ""


def test_without_bands_a_standard_has_its_figures_and_no_rating() -> None:
    bare = one(rules={"percent": None})
    found = standard(graded(bare, {"S": (7, 3)}))
    child = Node("key_question", "x", None, because("not-graded"), "overall", "counts", figures=figures(bare, Count(7, 3)))  # fmt: skip
    assert found == Node("standard", "S", None, because("not-graded"), "overall", "counts", children=(child,))


def test_a_standard_of_which_nothing_counts_says_so() -> None:
    bare = one()
    found = standard(graded(bare, {"S": (0, 0, 3)}))
    child = Node("key_question", "x", None, because("nothing-applicable"), "percentages", "counts", figures=figures(bare, Count(na=3)))  # fmt: skip
    assert found == Node("standard", "S", None, because("no-key-question"), "", "counts", children=(child,))


def test_a_key_question_without_totals_or_with_a_negative_one_counts_nothing() -> None:
    two = one("x", "y")
    found = standard(graded(two, {"S": {"x": (7, 3)}}))
    assert [(child.id, child.rating, child.reason.code) for child in found.children] == [("x", GOOD, "percent-band"), ("y", None, "no-answers")]  # fmt: skip
    for row in ((-1, 3, 0), (3, -1, 0), (3, 1, -1)):
        child = standard(graded(two, {"S": {"x": (7, 3), "y": row}})).children[1]
        assert (child.rating, child.figures, child.source) == (None, figures(two, Count()), "counts")
    assert standard(graded(two, {"S": {"x": (7, 3), "y": (0, 1, 0)}})).children[1].rating == INADEQUATE


def test_what_is_declared_not_rated_has_the_reason_that_was_given() -> None:
    found = standard(graded(one(), {"S": (7, 3)}, not_rated={"S": "None in the period."}))
    assert found == Node("standard", "S", None, because("declared", why="None in the period."), "", declared=True)


def test_what_inspectors_have_not_judged_says_so() -> None:
    found = standard(graded(framework(domain("D", judged("S")))))
    assert found == Node("standard", "S", None, because("not-judged"), "", "judgement")


def test_what_no_case_feeds_says_whether_any_could() -> None:
    assert standard(graded(one())) == Node("standard", "S", None, because("no-cases"), "", "cases")
    none = framework(domain("D", counted("S", sets=[])))
    assert standard(graded(none)) == Node("standard", "S", None, because("no-set-feeds"), "", "cases")


def test_sets_that_do_not_ask_what_it_hangs_on_are_named_by_the_standards_they_should_feed() -> None:
    short, shorter = questions(item("X-PH", "x", headline=True)), questions(item("Y-P1", "y"), place="other@1.0.0")
    two = framework(domain("D", counted("S", "y", "z", sets=["set", "other"]), counted("T", "x"), counted("U", "x", stage="delivery")))  # fmt: skip
    rating = of_cases(two, assessed(shorter, "A"), assessed(short, "B", {"X-PH": "yes"}))
    assert standard(rating) == Node("standard", "S", None, because("set-cannot-feed", sets=("other@1.0.0", "set@1.0.0")), "", "cases")  # fmt: skip
    assert standard(rating, "T").rating == OUTSTANDING
    assert standard(rating, "U").reason == because("set-cannot-feed", sets=("set@1.0.0",))


def test_cases_feed_every_key_question_and_one_that_nothing_feeds_is_not_rated() -> None:
    three = one("x", "y", "z")
    rating = of_cases(three, assessed(SET, "A", {"X-PH": "yes"}), assessed(SET, "B", {"X-PH": "no", "Y-PH": "yes"}))
    children = (
        key(three, "x", Count(1, 1, yes_cases=["A"], no_cases=["B"]), "cases"), key(three, "y", Count(1, yes_cases=["B"]), "cases"),
        Node("key_question", "z", None, because("no-answers"), "percentages", "cases", figures=figures(three, Count())),
    )  # fmt: skip
    reason = because("lowest", deciding=("x",), level=IMPROVE)
    assert standard(rating) == Node("standard", "S", IMPROVE, reason, "lowest", "cases", IMPROVE, 1, children=children)


def test_where_cases_feed_a_standard_counts_of_it_are_not_looked_at() -> None:
    rating = of_cases(one(), assessed(SET, "A", {"X-PH": "yes"}), counts={"S": (0, 9)})
    assert standard(rating).rating == OUTSTANDING
    assert standard(rating).source == "cases"


def test_a_judgement_counts_where_neither_cases_nor_counts_feed_a_standard() -> None:
    assert standard(graded(one(), judgements=given(S=GOOD))).rating == GOOD
    assert standard(graded(one(), {"S": (0, 9)}, judgements=given(S=GOOD))).rating == INADEQUATE
    rating = of_cases(one(), assessed(SET, "A", {"X-PH": "no"}), judgements=given(S=GOOD))
    assert standard(rating).rating == INADEQUATE


def test_a_judgement_that_was_published_counts_before_all_else() -> None:
    rating = graded(one(), {"S": (0, 9)}, judgements=given(S=GOOD), published="https://example.org")
    assert (standard(rating).rating, standard(rating).source) == (GOOD, "judgement")
    assert standard(graded(one(), {"S": (0, 9)}, published="https://example.org")).rating == INADEQUATE


def test_a_judged_key_question_stands_beside_one_that_is_counted() -> None:
    both = one("x", "j")
    found = standard(graded(both, {"S": {"x": (9, 1)}}, judgements=given(j=GOOD)))
    child = Node("key_question", "j", GOOD, because("judged"), "", "judgement", GOOD)
    reason = because("lowest", deciding=("j",), level=GOOD)
    assert found == Node("standard", "S", GOOD, reason, "lowest", "counts", GOOD, 2, children=(key(both, "x", Count(9, 1)), child))  # fmt: skip


def test_a_key_question_that_is_not_judged_yet_leaves_the_standard_without_a_rating() -> None:
    both = one("x", "j")
    found = standard(graded(both, {"S": {"x": (9, 1)}}))
    child = Node("key_question", "j", None, because("not-judged"), "", "judgement")
    assert found == Node("standard", "S", None, because("key-question-open", open=("j",)), "", "counts", children=(key(both, "x", Count(9, 1)), child))  # fmt: skip


def test_a_judged_key_question_alone_gives_a_standard_its_rating_and_none_of_another_does() -> None:
    two = framework(domain("D", counted("S", "x", "j"), counted("T", "x", "y")))
    rating = graded(two, judgements=given(j=GOOD))
    assert (standard(rating).rating, standard(rating).source) == (GOOD, "cases")
    assert standard(rating, "T") == Node("standard", "T", None, because("no-cases"), "", "cases")
    # Not yet judged, it is the cases that are missing.
    assert standard(graded(two)) == Node("standard", "S", None, because("no-cases"), "", "cases")
    # What is said of a key question that is counted feeds nothing.
    assert standard(graded(two, judgements=given(x=GOOD)), "T").reason == because("no-cases")


# --- what is supposed ----------------------------------------------------------------------------------------------------


def test_what_is_supposed_takes_the_place_of_what_was_found() -> None:
    found = standard(graded(one(), {"S": (7, 3)}))
    rating = graded(one(), {"S": (7, 3)}, {"S": OUTSTANDING})
    reason = because("supposed", was=GOOD, to=OUTSTANDING)
    node = standard(rating)
    assert (node.rating, node.score, node.reason, node.supposed, node.declared) == (OUTSTANDING, 3, reason, True, False)
    assert (node.children, node.proposed, node.basis, node.source) == (found.children, GOOD, "lowest", "counts")
    assert rating.supposed == ("S",)
    assert rating.overall.rating == OUTSTANDING


def test_what_stands_already_and_what_is_no_level_is_not_supposed() -> None:
    for to in (GOOD, "splendid"):
        rating = graded(one(), {"S": (7, 3)}, {"S": to})
        assert rating.supposed == ()
        assert rating == graded(one(), {"S": (7, 3)})


def test_what_is_supposed_of_a_standard_declared_not_rated_is_no_longer_declared() -> None:
    node = standard(graded(one(), supposed={"S": GOOD}, not_rated={"S": "None."}))
    assert (node.rating, node.score, node.declared, node.supposed) == (GOOD, 2, False, True)


def test_only_the_standard_that_is_named_is_supposed() -> None:
    rating = graded(framework(domain("D", judged("S"), judged("T"))), supposed={"T": GOOD}, judgements=given(S=IMPROVE))
    assert [node.supposed for _, node in rating.standards] == [False, True]
    assert (rating.overall.score, rating.supposed) == (3, ("T",))


# --- domains -------------------------------------------------------------------------------------------------------------


def domains(rating: Rating) -> list[Node]:
    return [Node(one.kind, one.id, one.rating, one.reason, one.basis, score=one.score, max=one.max, declared=one.declared) for one in rating.domains]  # fmt: skip


def test_a_domain_is_the_sum_of_its_standards() -> None:
    two = framework(domain("D", judged("S"), judged("T")), domain("E", judged("U")))
    rating = graded(two, judgements=given(S=GOOD, T=INADEQUATE, U=OUTSTANDING))
    assert domains(rating) == [
        Node("domain", "D", IMPROVE, because("sum", score=2, max=6), "domains", score=2, max=6),
        Node("domain", "E", OUTSTANDING, because("sum", score=3, max=3), "domains", score=3, max=3),
    ]
    assert [[node.id for node in one.children] for one in rating.domains] == [["S", "T"], ["U"]]


def test_domains_and_the_overall_have_bands_of_their_own() -> None:
    own = framework(domain("D", judged("S")), rules={"domain": summed({INADEQUATE: "1/3", GOOD: "1"}, "own"), "overall": summed({IMPROVE: "1"})})  # fmt: skip
    rating = graded(own, judgements=given(S=GOOD))
    assert (rating.domains[0].rating, rating.overall.rating) == (GOOD, IMPROVE)


def test_a_domain_in_which_a_standard_is_missing_names_it() -> None:
    rating = graded(framework(domain("D", judged("S"), judged("T"), judged("U"))), judgements=given(T=GOOD))
    assert domains(rating) == [Node("domain", "D", None, because("standards-missing", missing=("S", "U")), "domains", max=9)]  # fmt: skip
    assert [node.id for node in rating.domains[0].children] == ["S", "T", "U"]


def test_a_domain_that_is_declared_not_rated_says_so_of_each_of_its_standards() -> None:
    rating = graded(framework(domain("D", judged("S"), judged("T"))), judgements=given(S=GOOD), not_rated={"D": "None."})  # fmt: skip
    reason = because("declared", why="None.")
    assert domains(rating) == [Node("domain", "D", None, reason, "", declared=True)]
    assert rating.domains[0].children == tuple(Node("standard", name, None, reason, "", declared=True) for name in "ST")


def test_a_domain_that_is_not_rated_or_never_counts_says_which() -> None:
    none = {"rule": "none", "reason": {"en": "Not here."}, "basis": "domains"}
    rating = graded(framework(domain("D", judged("S")), rules={"domain": none}), judgements=given(S=GOOD))
    assert domains(rating) == [Node("domain", "D", None, because("domain-none"), "domains")]
    for rule in (none, summed(basis="domains")):
        two = framework(domain("D", judged("S")), domain("E", judged("T"), scored="no"), rules={"domain": rule})
        rating = graded(two, judgements=given(S=GOOD, T=GOOD))
        assert domains(rating)[1] == Node("domain", "E", None, because("never-counts"), "domains")
        assert [node.rating for _, node in rating.standards] == [GOOD, GOOD]


def test_a_domain_in_which_nothing_is_scored_keeps_its_standards() -> None:
    worthless = framework(domain("D", judged("S")))
    levels = [level.model_copy(update={"score": 0}) for level in worthless.levels]
    rating = graded(worthless.model_copy(update={"levels": levels}), judgements=given(S=GOOD))
    assert rating.domains[0].reason == because("nothing-scored")
    assert [node.rating for _, node in rating.standards] == [GOOD]


def test_the_module_of_an_inspection_is_the_one_that_was_chosen() -> None:
    modules = framework(domain("D", judged("S"), judged("M", module="yes"), judged("N", module="yes"), judged("T")))
    assert [node.id for _, node in graded(modules, module="N").standards] == ["S", "N", "T"]
    assert [node.id for _, node in graded(modules).standards] == ["S", "T"]


def test_a_domain_of_which_no_module_was_chosen_scores_nothing() -> None:
    modules = framework(domain("D", judged("M", module="yes")), domain("E", judged("S")))
    rating = graded(modules, judgements=given(S=GOOD))
    assert domains(rating)[0] == Node("domain", "D", None, because("nothing-scored"), "domains")
    assert (rating.overall.rating, rating.overall.max) == (GOOD, 3)


def test_where_no_level_scores_nothing_is_scored_and_the_standards_stand_all_the_same() -> None:
    flat = framework(domain("D", judged("S")), scores=dict.fromkeys(LEVELS, 0))
    rating = graded(flat, judgements=given(S=GOOD))
    assert rating.domains == (Node("domain", "D", None, because("nothing-scored"), "domains", children=(standard(rating),)),)  # fmt: skip
    assert (rating.overall.reason, standard(rating).rating) == (because("nothing-scored"), GOOD)


def test_one_point_is_a_sum_too() -> None:
    rating = graded(framework(domain("D", judged("S")), scores={INADEQUATE: 0, GOOD: 1}, rules={"percent": None, "domain": summed({INADEQUATE: 0, GOOD: 1}), "overall": summed({INADEQUATE: 0, GOOD: 1})}), judgements=given(S=GOOD))  # fmt: skip
    assert (rating.domains[0].rating, rating.domains[0].max, rating.overall.rating, rating.overall.max) == (GOOD, 1, GOOD, 1)  # fmt: skip


# --- the overall ---------------------------------------------------------------------------------------------------------


def overall(rating: Rating) -> Node:
    node = rating.overall
    assert node.children == rating.domains
    return Node(node.kind, node.id, node.rating, node.reason, node.basis, score=node.score, max=node.max)


def expected(level: str | None, reason: Any, score: int | None = None, most: int | None = None) -> Node:
    return Node("overall", "small@1.0.0", level, reason, "overall", score=score, max=most)


def test_the_overall_is_the_sum_over_the_domains_that_count() -> None:
    three = framework(domain("D", judged("S"), judged("T")), domain("E", judged("U")), domain("F", judged("V"), scored="no"))  # fmt: skip
    rating = graded(three, judgements=given(S=GOOD, T=INADEQUATE, U=OUTSTANDING, V=OUTSTANDING))
    assert overall(rating) == expected(GOOD, because("sum", score=5, max=9), 5, 9)


def test_a_standard_that_is_missing_leaves_the_overall_without_a_rating_and_is_named() -> None:
    three = framework(domain("D", judged("S"), judged("T")), domain("E", judged("U")), domain("F", judged("V"), scored="no"))  # fmt: skip
    rating = graded(three, judgements=given(S=GOOD))
    assert overall(rating) == expected(None, because("standards-missing", missing=("T", "U")), most=9)


@pytest.mark.parametrize("rule", ["none", "unknown"])
def test_a_framework_that_gives_no_overall_says_so(rule: str) -> None:
    bare = framework(domain("D", judged("S")), rules={"overall": {"rule": rule, "reason": {"en": "No."}, "basis": "overall"}})  # fmt: skip
    assert overall(graded(bare, judgements=given(S=GOOD))) == expected(None, because("framework-none"))


def test_where_nothing_is_scored_there_is_no_overall() -> None:
    modules = framework(domain("D", judged("M", module="yes")))
    assert overall(graded(modules)) == expected(None, because("nothing-scored"))


FOUR = {"D": GOOD, "E": GOOD, "F": GOOD}


@pytest.mark.parametrize(
    ("shrink", "gone", "level", "most"),
    [
        ({"always": [], "at_least": 1}, "E", GOOD, 6),
        ({"always": [], "at_least": 1}, "EF", GOOD, 3),
        ({"always": [], "at_least": 2}, "EF", None, 3),
        ({"always": [], "at_least": 2}, "F", GOOD, 6),
        ({"always": ["E"], "at_least": 1}, "E", None, 6),
        ({"always": ["E"], "at_least": 1}, "F", GOOD, 6),
        ({"always": ["E", "D"], "at_least": 1}, "EF", None, 3),
        (None, "E", None, 6),
    ],
)
def test_as_much_has_to_remain_as_the_rule_says_and_what_always_remains(shrink: Row | None, gone: str, level: str | None, most: int) -> None:  # fmt: skip
    rules = {"shrink": shrink | {"basis": "ours"}} if shrink else {}
    three = framework(*(domain(name, judged(f"{name}1")) for name in "DEF"), domain("G", judged("G1"), scored="no"), rules=rules)  # fmt: skip
    judgements = given(**{f"{name}1": GOOD for name in "DEFG"})
    rating = graded(three, judgements=judgements, not_rated=dict.fromkeys([*gone, "G"], "None."))
    if level is None:
        assert overall(rating) == expected(None, because("too-few-domains", gone=tuple(gone)), most=most)
    else:
        assert overall(rating) == expected(level, because("sum", score=most // 3 * 2, max=most), most // 3 * 2, most)


def test_what_never_counts_may_be_declared_whatever_the_rule() -> None:
    two = framework(domain("D", judged("S")), domain("E", judged("T"), scored="no"))
    rating = graded(two, judgements=given(S=GOOD), not_rated={"E": "None."})
    assert overall(rating) == expected(GOOD, because("sum", score=2, max=3), 2, 3)


def test_a_rating_holds_what_it_was_made_from() -> None:
    sets = {"set": SET}
    framework_, given_ = one(), inspection({"S": (7, 3)})
    counts = Tally(framework_)
    rating = rate(framework_, given_, counts, sets)
    assert (rating.inspection, rating.framework, rating.tally, rating.asked) == (given_, framework_, counts, sets)
    assert (rating.status, rating.status_reasons, rating.refused, rating.supposed) == ("final", (), (), ())
    assert rate(framework_, given_, counts).asked == {}
    assert rating.standard("S") == rating.standards[0][1]
    assert rating.standard("T") is None
    assert rating.standards[0][0] == rating.domains[0]


def test_bands_that_leave_levels_out_are_those_of_the_framework() -> None:
    gap = one("x", "y", rules={"percent": banded({INADEQUATE: 0, OUTSTANDING: "62.5"})})
    found = standard(graded(gap, {"S": {"x": (5, 3), "y": (8, 2)}}))
    assert (found.rating, found.score) == (OUTSTANDING, 3)
    assert found.children[0].figures is not None
    assert found.children[0].figures.percent == Fraction("62.5")
