"""The explanation of a rating, line by line on small ones: which lines there are, of which kind, and what they name."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from tests.inspections import LEVELS
from tests.small import (
    Row,
    assessed,
    banded,
    counted,
    decision,
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
from yotinspect.catalogue import Passage, Said
from yotinspect.questions.model import Texts
from yotinspect.questions.sets import QuestionSet
from yotinspect.ratings.explain import Line, chance_word, explain, explanation, firm, firm_lines, parts
from yotinspect.ratings.explainjudged import characteristics, partner_lines, source_words, stage_word
from yotinspect.ratings.framework import Framework
from yotinspect.ratings.inspection import Source
from yotinspect.ratings.node import Rating
from yotinspect.ratings.rate import rate
from yotinspect.ratings.tally import Tally, tally

INADEQUATE, IMPROVE, GOOD, OUTSTANDING = LEVELS
NONE: Row = {"rule": "none", "reason": {"en": "Nothing is rated here.", "cy": "Ni raddir dim yma."}, "basis": "ours"}
PANEL: Row = {"discretion": {"margin": "7/2", "one_case": "yes", "basis": "panels"}}
WORDS = [{"from": "0", "word": {"en": "soft", "cy": "meddal"}}, {"from": "1/2", "word": {"en": "sure"}}]
FIRM: Row = {"firmness": {"confidence": "97.5", "prior": "uniform", "words": WORDS, "small": 10, "basis": "ours"}}


def told(rating: Rating, part: str | None = None, language: str = "en") -> list[str]:
    """The lines of a part, each with its kind; of the node itself, not of those below."""
    (root,) = explain(rating, part, language)
    return [f"{line.kind}: {line.text}" for line in root.lines]


def headings(rating: Rating, part: str | None = None, language: str = "en") -> list[str]:
    (root,) = explain(rating, part, language)
    return [f"{depth} {node.kind} {node.id} {node.level}: {node.heading}" for depth, node in root.walk()]


def of(rating: Rating, kind: str, part: str) -> list[str]:
    """The lines of one kind."""
    return [line.removeprefix(f"{kind}: ") for line in told(rating, part) if line.startswith(f"{kind}: ")]


# --- the tree ------------------------------------------------------------------------------------------------------------


TREE = framework(domain("1", counted("1.1", "x", "y"), pooled("1.2"), caseload="court"), domain("E", judged("T")))
FULL = graded(TREE, {"1.1": {"x": (6, 4), "y": (9, 1)}, "1.2": {"1.2": (7, 3)}}, judgements=given(T=GOOD))


def test_the_whole_is_the_tree_from_the_overall_down() -> None:
    assert headings(FULL) == [
        "0 overall overall good: Overall: good (5 of 9)",
        "1 domain 1 requires_improvement: 1 Domain 1: requires_improvement (3 of 6)",
        "2 standard 1.1 requires_improvement: 1.1 Standard 1.1: requires_improvement",
        "3 key_question x requires_improvement: x: requires_improvement",
        "3 key_question y outstanding: y: outstanding",
        "2 standard 1.2 good: 1.2 Standard 1.2: good",
        "3 key_question 1.2 good: Standard 1.2: good",
        "1 domain E good: Domain E: good (2 of 3)",
        "2 standard T good: Standard T: good",
    ]


@pytest.mark.parametrize("part", ["overall", "1", "E", "1.1", "1.2", "T", "1.1/x", "1.1/y", "1.2/1.2"])
def test_a_part_is_explained_as_it_is_in_the_whole(part: str) -> None:
    (whole,) = explain(FULL)
    (found,) = explain(FULL, part)
    name = part.split("/")[-1]
    (same,) = [node for _, node in whole.walk() if node.id == name and (node.kind == "key_question") == ("/" in part)]
    assert (found.heading, found.lines) == (same.heading, same.lines)
    assert found.children == (() if part == "overall" else same.children)


def test_what_there_is_to_explain_is_listed_and_nothing_else_can_be() -> None:
    assert parts(FULL) == ["overall", "1", "E", "1.1", "1.2", "T", "1.1/x", "1.1/y"]
    for part in ("2", "x", "1.1/z", "1.1/", "T/x"):
        assert explain(FULL, part) == []


def test_as_text_standards_stand_apart_and_key_questions_are_indented() -> None:
    text = list(explanation(FULL, "1.1"))
    assert text[0] == "1.1 Standard 1.1: requires_improvement"
    assert text[1] == "  The lowest key question decides: x."
    assert text[-1] == ""
    assert "  x: requires_improvement" in text
    assert "    6 of 10, 60%" in text
    assert "" not in text[:-1]
    whole = list(explanation(FULL))
    assert whole[whole.index("1.1 Standard 1.1: requires_improvement") - 1] == ""
    assert whole[0] == "Overall: good (5 of 9)"
    assert list(explanation(FULL, "1.1/x"))[:2] == ["x: requires_improvement", "  6 of 10, 60%"]
    assert list(explanation(FULL, "nothing")) == []


# --- the overall ---------------------------------------------------------------------------------------------------------


def test_the_overall_says_its_sum_its_bands_and_what_would_change_it() -> None:
    assert told(FULL, "overall") == [
        "rule: 5 of 9 points.",
        "rule: Bands of the score: inadequate 0 to 1, requires_improvement 2 to 4, good 5 to 7, outstanding 8 to 9.",
        "basis: Basis: overall",
        "change: One grade less in any of these would lower it: 1.1 Standard 1.1 (x); 1.2 Standard 1.2; Standard T.",
        "change: Fewest changes to outstanding (3): 1 more case judged sufficient for 1.1 Standard 1.1, x; 1 more judgement of sufficient for 1.2 Standard 1.2; Standard T: from good to outstanding.",
        "change: Other ways with as few changes: 2.",
        "change: Fewest changes to requires_improvement (1): 1 judgement of sufficient fewer for 1.2 Standard 1.2.",
        "change: Other ways with as few changes: 1.",
    ]


def test_what_decides_alone_is_named_each_way() -> None:
    two = framework(domain("D", judged("S"), counted("T", "x", "y")))
    up = graded(two, {"T": {"x": (6, 4), "y": (11, 9)}}, judgements=given(S=GOOD))
    assert (
        of(up, "change", "overall")[0] == "One grade more in any of these would lift it: Standard S; Standard T (x, y)."
    )
    down = graded(two, {"T": {"x": (6, 4), "y": (9, 1)}}, judgements=given(S=IMPROVE))
    assert of(down, "change", "overall")[0] == "One grade less in any of these would lower it: Standard S; Standard T (x)."  # fmt: skip
    three = framework(domain("D", *(judged(name) for name in "STU")))
    none = graded(three, judgements=given(S=IMPROVE, T=IMPROVE, U=IMPROVE))
    assert of(none, "change", "overall")[0] == "No standard decides it alone: it takes more than one grade of one standard to change it."  # fmt: skip


def test_what_nothing_lifts_or_lowers_says_so() -> None:
    one = framework(domain("D", judged("S")))
    assert "No change of judgements lifts the overall rating." in of(graded(one, judgements=given(S=OUTSTANDING)), "change", "overall")  # fmt: skip
    assert "No change of judgements lowers the overall rating." in of(graded(one, judgements=given(S=INADEQUATE)), "change", "overall")  # fmt: skip


def test_an_overall_that_is_not_given_says_why_and_how_far_it_is_to_be_relied_on() -> None:
    rating = graded(TREE, judgements={"T": {"rating": GOOD}})
    assert told(rating, "overall") == [
        "rule: Not rated: 1.1, 1.2.", "basis: Basis: overall", "status: This rating is incomplete.", "status: Not rated: 1.1, 1.2.",
        "status: Judged without naming a source: T.",
    ]  # fmt: skip
    assert headings(rating, "overall") == ["0 overall overall None: Overall: Not rated"]


def test_where_none_is_given_at_all_the_heading_is_bare_and_its_reason_the_framework_s() -> None:
    bare = framework(domain("1", judged("S")), scores={}, rules={"percent": None, "domain": NONE, "overall": NONE})
    rating = graded(bare)
    assert headings(rating) == ["0 overall overall None: Overall", "1 domain 1 None: 1 Domain 1", "2 standard S None: Standard S"]  # fmt: skip
    assert told(rating, "overall")[0] == "rule: Nothing is rated here."
    assert told(rating, "overall", "cy")[0] == "rule: Ni raddir dim yma."
    assert told(rating, "overall")[2:] == ["status: These findings are incomplete.", "status: Not rated: S."]


def test_bands_of_a_score_leave_out_what_no_sum_reaches_and_name_one_sum_alone() -> None:
    bands = {INADEQUATE: 0, IMPROVE: "1/9", GOOD: "1/2", OUTSTANDING: 1}
    rating = graded(framework(domain("D", judged("S"), judged("T")), rules={"overall": summed(bands)}), judgements=given(S=GOOD, T=GOOD))  # fmt: skip
    assert "Bands of the score: inadequate 0, good 1 to 3, outstanding 4 to 6." in of(rating, "rule", "overall")


# --- domains -------------------------------------------------------------------------------------------------------------


def test_a_domain_says_its_sum_and_its_basis() -> None:
    assert told(FULL, "1") == ["rule: 3 of 6 points.", "basis: Basis: domains"]


def test_a_domain_that_is_declared_or_never_counts_or_is_not_rated_has_no_grade_in_its_heading() -> None:
    two = framework(domain("D", judged("S")), domain("E", judged("T"), scored="no"))
    rating = graded(two, judgements=given(S=GOOD, T=GOOD), not_rated={"D": "None  in\nthe period."})
    assert told(rating, "D") == ["rule: Declared not rated: None in the period."]
    assert headings(rating, "D")[0] == "0 domain D None: Domain D: Not rated"
    assert headings(rating, "E")[0] == "0 domain E None: Domain E"
    none = graded(framework(domain("D", judged("S")), rules={"domain": NONE}), judgements=given(S=GOOD))
    assert headings(none, "D")[0] == "0 domain D None: Domain D"
    assert told(none, "D") == ["rule: Nothing is rated here.", "basis: Basis: ours"]


# --- standards and decisions ---------------------------------------------------------------------------------------------


def test_a_standard_says_what_decides_it_and_what_would_change_it() -> None:
    assert told(FULL, "1.1") == [
        "rule: The lowest key question decides: x.", "basis: Basis: lowest",
        "change: Fewest changes to good (1): 1 more case judged sufficient for 1.1 Standard 1.1, x.",
        "change: Fewest changes to inadequate (2): 2 cases fewer judged sufficient for 1.1 Standard 1.1, x.",
    ]  # fmt: skip


def test_a_standard_at_either_end_has_one_way() -> None:
    one = framework(domain("D", counted("S")))
    assert of(graded(one, {"S": (0, 9)}), "change", "S") == ["Fewest changes to requires_improvement (5): 5 more cases judged sufficient for Standard S, x."]  # fmt: skip
    assert of(graded(one, {"S": (9, 0)}), "change", "S") == ["Fewest changes to good (2): 2 cases fewer judged sufficient for Standard S, x."]  # fmt: skip
    assert of(graded(one), "change", "S") == []


def test_judgements_of_an_area_are_spoken_of_as_such() -> None:
    assert of(FULL, "change", "1.2") == [
        "Fewest changes to outstanding (1): 1 more judgement of sufficient for 1.2 Standard 1.2.",
        "Fewest changes to requires_improvement (1): 1 judgement of sufficient fewer for 1.2 Standard 1.2.",
    ]
    far = graded(TREE, {"1.1": {"x": (6, 4), "y": (9, 1)}, "1.2": {"1.2": (5, 15)}}, judgements=given(T=GOOD))
    assert of(far, "change", "1.2") == ["Fewest changes to requires_improvement (5): 5 more judgements of sufficient for 1.2 Standard 1.2."]  # fmt: skip
    assert of(graded(TREE, {"1.2": {"1.2": (20, 0)}}), "change", "1.2") == ["Fewest changes to good (5): 5 judgements of sufficient fewer for 1.2 Standard 1.2."]  # fmt: skip


def test_what_is_supposed_says_what_was_found_and_what_the_figures_propose() -> None:
    rating = graded(framework(domain("D", counted("S"))), {"S": (6, 4)}, {"S": OUTSTANDING})
    assert told(rating, "S") == [
        "rule: Supposed: outstanding. As it was found: requires_improvement.", "decision: Proposed by the figures: requires_improvement", "basis: Basis: lowest",
    ]  # fmt: skip


def decided(counts: Row, to: str, **more: Any) -> Rating:
    one = framework(domain("D", counted("S")), rules=PANEL)
    return graded(one, counts, discretion={"S": decision(to, **({"panel": ["li-1", "in-2"]} | more))})


def test_a_decision_says_how_far_from_the_figures_it_goes_who_decided_and_when() -> None:
    assert told(decided({"S": (62, 38)}, GOOD, rationale="One  more\nplan."), "S")[:4] == [
        "rule: Proposed by the figures: requires_improvement. Decided by the panel: good. One more plan.",
        "decision: From the boundary to the figures: 3 percentage points. Margin of the framework: 3.5.",
        "decision: Panel: li-1, in-2.",
        "decision: Agreed on 1 June 2020.",
    ]
    assert of(decided({"S": (82, 48)}, GOOD), "decision", "S")[0].startswith("From the boundary to the figures: 1.9 percentage points.")  # fmt: skip


def test_a_decision_that_is_refused_or_not_agreed_or_an_exception_says_so() -> None:
    assert of(decided({"S": (6, 14)}, GOOD, agreed=None), "decision", "S") == [
        "The panel's decision is refused and the proposed grade stands: good.",
        "The figures that decide are not within 3.5 percentage points of that grade, nor one case away from it.",
        "From the boundary to the figures: 35 percentage points. Margin of the framework: 3.5.",
        "Panel: li-1, in-2.",
        "Not yet agreed.",
    ]
    exception = of(decided({"S": (6, 14)}, GOOD, exception=" It moved \n house."), "decision", "S")
    assert exception[1] == "Reason for the exception: It moved house."
    assert not any("exception" in line for line in of(decided({"S": (62, 38)}, GOOD, exception=" "), "decision", "S"))
    same = of(decided({"S": (62, 38)}, IMPROVE), "decision", "S")
    assert same[:2] == ["The panel's decision is refused and the proposed grade stands: requires_improvement.", "The decision is what the figures propose already."]  # fmt: skip
    assert same[2].startswith("Panel:")


def test_without_a_rule_a_decision_that_is_refused_is_told_without_a_margin() -> None:
    rating = graded(framework(domain("D", counted("S"))), {"S": (6, 4)}, discretion={"S": decision(GOOD)})
    assert of(rating, "decision", "S") == [
        "The panel's decision is refused and the proposed grade stands: good.", "This framework has no rule for discretion here.", "Panel: li-1.", "Agreed on 1 June 2020.",
    ]  # fmt: skip
    unrated = graded(framework(domain("D", counted("S"))), discretion={"S": decision(GOOD)})
    assert of(unrated, "decision", "S") == []


# --- key questions -------------------------------------------------------------------------------------------------------


def test_a_key_question_says_its_figures_its_neighbours_its_cases_and_its_basis() -> None:
    asked = questions(item("X-PH", "x", headline=True), item("X-AH", "x", "assessment", headline=True))
    other = questions(item("Y-PH", "x", headline=True), place="other@1.0.0")
    one = framework(domain("D", counted("S", sets=["set", "other"])))
    rating = of_cases(one, *(assessed(asked, name, {"X-PH": answer}) for name, answer in (("B", "yes"), ("A", "yes"), ("C", "no"), ("D", "na"))), assessed(other, "E", {"Y-PH": "no"}))  # fmt: skip
    assert told(rating, "S/x") == [
        "figures: 2 of 4, 50%; not applicable: 1",
        "change: Up one grade with 1 more of these judged sufficient.",
        "change: Down one grade with 1 fewer.",
        "rule: Answered by the headline X-PH, Y-PH.",
        "cases: Sufficient in: A, B",
        "cases: Not sufficient in: C, E",
        "basis: Basis of the bands: percentages",
    ]


def test_headlines_are_those_of_sets_that_feed_the_standard() -> None:
    asked = questions(item("X-PH", "x", headline=True))
    other = questions(item("O-PH", "x", headline=True), place="other@1.0.0")
    two = framework(domain("D", counted("S"), counted("T", sets=["other"]), counted("U")))
    rating = of_cases(two, assessed(asked, "A", {"X-PH": "yes"}), assessed(other, "B", {"O-PH": "yes"}))
    assert (of(rating, "rule", "S/x"), of(rating, "rule", "T/x")) == (["Answered by the headline X-PH."], ["Answered by the headline O-PH."])  # fmt: skip
    # What is counted has none, though its cases were asked one: answers of an older version do not compare.
    compared: Row = {"set@1.0.0": {"X-PH": "comparison"}}
    total = tally(two, [assessed(asked, "A", {"X-PH": "yes"})], compared)
    assert of(rate(two, inspection({"S": (9, 1)}), total), "rule", "S/x") == []
    # Nor has a key question that no headline of the cases answers.
    more = of_cases(framework(domain("D", counted("S", "x", "y"))), assessed(asked, "A", {"X-PH": "yes"}))
    assert of(more, "rule", "S/y") == ["No case answers it."]


def test_counts_name_no_cases_and_no_headline() -> None:
    one = framework(domain("D", counted("S")))
    assert told(graded(one, {"S": (10, 0)}), "S/x") == ["figures: 10 of 10, 100%", "change: Down one grade with 3 fewer.", "basis: Basis of the bands: percentages"]  # fmt: skip
    assert told(graded(one, {"S": (0, 0, 3)}), "S/x") == ["figures: 0 of 0; not applicable: 3", "rule: It was not applicable in any case."]  # fmt: skip
    assert headings(graded(one, {"S": (0, 0, 3)}), "S/x") == ["0 key_question x None: x: Not rated"]
    mixed = graded(one, {"S": (10, 0)})
    assert not of(mixed, "cases", "S/x")


def test_without_levels_a_key_question_has_no_grade_in_its_heading() -> None:
    bare = framework(domain("D", counted("S")), scores={}, rules={"percent": None, "domain": NONE, "overall": NONE})
    rating = graded(bare, {"S": (6, 4)})
    assert headings(rating, "S/x") == ["0 key_question x None: x"]
    assert told(rating, "S/x") == ["figures: 6 of 10, 60%", "rule: This framework gives no ratings."]


def test_a_percentage_that_rounds_into_another_band_is_given_before_rounding() -> None:
    one = framework(domain("D", counted("S")))
    assert told(graded(one, {"S": (796, 204)}), "S/x")[0] == "figures: 796 of 1000, 80% (79.6% before rounding)"


# --- firmness ------------------------------------------------------------------------------------------------------------


def sampled(counts: tuple[int, ...], rules: Row | None = None, caseload: Row | None = None, **more: Any) -> Rating:
    made = framework(domain("D", counted("S"), **({"caseload": "court"} | more)), rules=FIRM if rules is None else rules)  # fmt: skip
    return graded(made, {"S": counts}, caseload={"court": 20} if caseload is None else caseload)


def test_how_firm_a_grade_is_stands_with_its_caseload_interval_chance_and_worth() -> None:
    found = firm(sampled((6, 2)), standard(sampled((6, 2))).children[0], "court")
    assert found is not None
    low, high = round(float(found.low_percent)), round(float(found.high_percent))
    assert of(sampled((6, 2)), "firmness", "S/x") == [
        f"Of a caseload of 20, from {found.low} to {found.high} would be sufficient ({low}% to {high}%), by an exact interval of 97.5%.",
        f"The chance that the whole caseload would have earned this grade: {chance_word(found.chance)}, soft.",
        "One case is worth 12.5 percentage points.",
    ]
    assert len(of(sampled((8, 4)), "firmness", "S/x")) == 2
    assert of(sampled((6, 1)), "firmness", "S/x")[2] == "One case is worth 14.3 percentage points."


def test_the_word_of_a_chance_is_in_the_reader_s_language() -> None:
    rating = sampled((6, 2))
    assert firm_lines(rating, standard(rating).children[0], "court", "cy")[1].endswith(", meddal.")


def test_where_nothing_can_be_said_of_firmness_it_says_why_or_nothing() -> None:
    assert of(sampled((6, 2), caseload={}), "firmness", "S/x") == ["How firm it is cannot be said: the inspection does not give the caseload 'court'."]  # fmt: skip
    assert of(sampled((6, 2), rules={}), "firmness", "S/x") == []
    assert of(sampled((0, 0, 1)), "firmness", "S/x") == []
    apart = graded(framework(domain("D", counted("S")), rules=FIRM), {"S": (6, 2)}, caseload={"court": 20})
    assert of(apart, "firmness", "S/x") == []


def test_firmness_is_none_where_nothing_can_be_said() -> None:
    rating = sampled((6, 2))
    child = standard(rating).children[0]
    assert firm(rating, child, "court") is not None
    assert firm(rating, child, "elsewhere") is None
    assert firm(rating, standard(rating), "court") is None
    unrated = sampled((0, 0, 2))
    assert firm(unrated, standard(unrated).children[0], "court") is None
    assert firm_lines(rating, standard(rating), "court", "en") == []
    assert firm_lines(unrated, standard(unrated).children[0], "court", "en") == []
    assert firm_lines(rating, child, None, "en") == []


@pytest.mark.parametrize(
    ("chance", "word"),
    [("0", "0%"), ("1/1000", "<1%"), ("1/200", "1%"), ("1/2", "50%"), ("199/200", ">99%"), ("989/1000", "99%"), ("1", "100%")],
)  # fmt: skip
def test_a_chance_is_never_rounded_to_certainty_or_impossibility(chance: str, word: str) -> None:
    assert chance_word(Fraction(chance)) == word


# --- what inspectors judged ----------------------------------------------------------------------------------------------


GRADES = {"kind": "grade", "answers": LEVELS, "scale": "grade"}


def texts(language: str, mark: str, *names: str) -> Texts:
    asked = {name: {"text": f"{mark} {name}?", "hint": "Hint.", "labels": {"no": f"{mark} no"} if name == "G-V2" else {}, "guidance": {GOOD: f"{mark}  is\ngood."}} for name in names}  # fmt: skip
    return Texts.model_validate({"questionset": "service@1.0.0", "language": language, "status": "draft", "title": mark, "description": mark, "stages": {"vision": f"{mark} vision", "board": f"{mark} board"}, "scales": {"sufficiency": {"yes": f"{mark} yes", "no": "scale", "na": "scale"}}, "questions": asked})  # fmt: skip


NAMES = ("G-V1", "G-V2", "G-VH", "G-B1", "G-BH")
SERVICE = replace(
    questions(
        item("G-V1", "governance", "vision"), item("G-V2", "governance", "vision"), item("G-VH", "governance", "vision", **GRADES),
        item("G-B1", "governance", "board"), item("G-BH", "governance", "board", **GRADES), place="service@1.0.0",
    ),
    texts={"en": texts("en", "Does", *NAMES), "cy": texts("cy", "Ydy", *NAMES)},
)  # fmt: skip
MIDDLE: Row = {"judged": {"rule": "middle_key_question", "kinds": 2, "basis": "middle"}}
PARTNERS: Row = {"partners": {name: {"label": {"en": name.title()}, "standards": ["S", "j"]} for name in ("health", "police", "care")}}  # fmt: skip
MADE = framework(
    domain("D", judged("S", sets=["service"], area="governance"), counted("T", "x", "j")), rules=MIDDLE,
    key_questions={"x": {"label": {"en": "x"}, "area": "x"}, "j": {"label": {"en": "The j"}, "area": "governance", "judged": "yes", "sets": ["service"]}}, **PARTNERS,
)  # fmt: skip


def looked_at(judgements: Row, framework_: Framework = MADE, asked: dict[str, QuestionSet] | None = None, **fields: Any) -> Rating:  # fmt: skip
    return rate(framework_, inspection({"T": {"x": (9, 1)}}, judgements=judgements, **fields), Tally(framework_), {"service": SERVICE} if asked is None else asked)  # fmt: skip


SOURCES = [{"kind": "document", "what": " the\n minutes"}, {"kind": "survey", "what": "staff", "agrees": "no"}, {"what": "the chair"}, {"what": "a visit", "agrees": "no"}]  # fmt: skip
FINDINGS: Row = {
    "G-V1": {"answer": "yes", "finding": " All\n could say.", "sources": [{"kind": "interview", "what": "staff"}]}, "G-V2": {"answer": "no"},
    "G-VH": {"answer": GOOD, "finding": "It is known.", "sources": ["plan"]}, "G-B1": {"finding": "It meets.", "answer": "perhaps"},
    "G-BH": {"answer": IMPROVE},
}  # fmt: skip


def test_a_judged_standard_says_its_rationale_its_sources_their_kinds_and_what_is_proposed() -> None:
    rating = looked_at({"S": {"rating": GOOD, "rationale": " It\n leads.", "sources": SOURCES, "findings": FINDINGS}})
    assert told(rating, "S") == [
        "rule: Judged by the inspectors.",
        "evidence: Rationale: It leads.",
        "evidence: Sources: the minutes (document); staff (survey, does not agree); the chair; a visit (does not agree)",
        "evidence: Kinds of source that agree: 2 (document, interview).",
        "evidence: The middle of its key questions' grades proposes requires_improvement. Basis: middle",
    ]


def test_what_a_judgement_does_not_have_is_passed_over() -> None:
    assert of(looked_at({"S": {"rating": GOOD}}), "evidence", "S") == []
    bare = looked_at({"S": {"rating": GOOD, "sources": ["minutes"], "findings": {"G-VH": {"answer": GOOD}}}})
    # One of the two key questions has no grade, so nothing is proposed.
    assert of(bare, "evidence", "S") == ["Sources: minutes", "Its sources do not say of which kind they are."]
    unruled = framework(domain("D", judged("S", sets=["service"], area="governance")))
    found = rate(unruled, inspection(judgements={"S": {"rating": GOOD, "sources": SOURCES, "findings": FINDINGS}}), Tally(unruled), {"service": SERVICE})  # fmt: skip
    assert [line.split(":")[0] for line in of(found, "evidence", "S")] == ["Sources"]


def test_a_published_judgement_of_what_cases_feed_is_told_beside_the_figures() -> None:
    one = framework(domain("D", counted("S")))
    rating = graded(one, {"S": (6, 4)}, judgements=given(S=GOOD))
    assert of(rating, "evidence", "S") == ["Rationale: Because.", "Sources: minutes"]


def test_a_key_question_of_a_judged_standard_says_what_was_found_on_it_and_on_its_prompts() -> None:
    rating = looked_at({"S": {"rating": GOOD, "findings": FINDINGS}})
    assert headings(rating, "S/G-VH") == ["0 key_question G-VH good: Does vision: good"]
    assert told(rating, "S/G-VH") == [
        "evidence: Does G-VH?", "evidence: It is known.", "evidence: Sources: plan", "evidence: Characteristics of this grade: Does is good.",
        "evidence: G-V1 Does G-V1? Does yes. All could say. Sources: staff (interview)", "evidence: G-V2 Does G-V2? Does no.",
    ]  # fmt: skip
    # The set does not say what this grade is like, and the answer to its prompt is none.
    assert told(rating, "S/G-BH") == ["evidence: Does G-BH?", "evidence: Characteristics of this grade: ", "evidence: G-B1 Does G-B1? It meets."]  # fmt: skip
    assert told(looked_at({"S": {"rating": GOOD}}), "S/G-VH") == ["evidence: Does G-VH?"]


def test_it_is_told_in_the_reader_s_language_where_the_set_has_it() -> None:
    rating = looked_at({"S": {"rating": GOOD, "findings": FINDINGS}})
    assert headings(rating, "S/G-VH", "cy") == ["0 key_question G-VH good: Ydy vision: good"]
    found = told(rating, "S/G-VH", "cy")
    assert found[0] == "evidence: Ydy G-VH?"
    assert found[3].endswith(": Ydy is good.")
    assert found[4].startswith("evidence: G-V1 Ydy G-V1? Ydy yes. All could say.")
    english = replace(SERVICE, texts={"en": SERVICE.texts["en"]})
    found = told(looked_at({"S": {"rating": GOOD, "findings": FINDINGS}}, asked={"service": english}), "S/G-VH", "cy")
    assert found[0] == "evidence: Does G-VH?"
    assert found[3].endswith(": Does is good.")
    assert found[4].startswith("evidence: G-V1 Does G-V1? Does yes.")
    for language, set_, spoken in (("cy", SERVICE, "cy"), ("en", SERVICE, "en"), ("cy", english, "en")):
        asked = set_.items["G-VH"]
        assert (stage_word(set_, asked, language).language, characteristics(set_, asked, GOOD, language).language) == (spoken, spoken)  # fmt: skip
        given_ = looked_at({"S": {"rating": GOOD, "findings": FINDINGS}}, asked={"service": set_})
        (prompt,) = (line.text for line in explain(given_, "S/G-VH", language)[0].lines if line.text.startswith("G-V1"))
        assert isinstance(prompt, Said)
        assert prompt.values["answer"].language == spoken
        assert prompt.template == "{name} {question} {answer}. {found0} {found1}"


def test_a_judged_key_question_of_the_framework_s_own_is_told_with_all_its_prompts() -> None:
    judgement = {"rating": GOOD, "rationale": "Because.", "sources": SOURCES[:1], "findings": {name: FINDINGS[name] for name in ("G-V2", "G-B1")}, "partners": {"health": {"view": "agrees"}}}  # fmt: skip
    part = {"health": {"inspectorate": "HI", "contributes": {"j": "Visits."}}}
    rating = looked_at({"j": judgement}, partners=part)
    assert headings(rating, "T/j") == ["0 key_question j good: The j: good"]
    assert told(rating, "T/j") == [
        "evidence: Judged by the inspectors.", "evidence: Rationale: Because.", "evidence: Sources: the minutes (document)",
        "evidence: Kinds of source that agree: 1 (document).", "evidence: HI (Health) contributes: Visits.", "evidence: HI (Health) agrees.",
        "evidence: G-V2 Does G-V2? Does no.", "evidence: G-B1 Does G-B1? It meets.",
    ]  # fmt: skip
    assert told(looked_at({}), "T/j") == ["evidence: Not yet judged."]
    # Without the set that asks there are no prompts to tell.
    assert (
        told(looked_at({"j": judgement}, asked={}), "T/j")[-1] == "evidence: Kinds of source that agree: 1 (document)."
    )


def test_sources_keep_the_language_that_they_were_written_in() -> None:
    rating = looked_at({}, language="cy")
    said = source_words(rating, [Source(what="cofnodion", kind="document")], "en")
    assert said == "cofnodion (document)"
    assert said.template == "{what0} ({notes0})"
    assert isinstance(said.values["what0"], Passage)
    assert said.values["what0"].language == "cy"


def test_partners_say_what_they_contribute_and_whether_they_agree() -> None:
    differs = {"view": "differs", "rating": IMPROVE, "rationale": " Children\n wait."}
    views = {"health": {"view": "agrees"}, "police": differs, "care": {}}
    part = {name: {"inspectorate": name.upper(), "contributes": {"S": f" Visits\n of {name}."} if name != "zoo" else {"j": "Words."}} for name in ("zoo", "police", "health", "care", "arts")}  # fmt: skip
    rating = looked_at({"S": {"rating": GOOD, "partners": views}}, partners=part)
    assert partner_lines(rating, "S", "en") == [
        "POLICE (Police) contributes: Visits of police.", "POLICE (Police) differs and would give requires_improvement. Children wait.",
        "HEALTH (Health) contributes: Visits of health.", "HEALTH (Health) agrees.",
        "CARE (Care) contributes: Visits of care.", "CARE (Care) has not yet said whether it agrees.",
        "ARTS (arts) contributes: Visits of arts.", "ARTS (arts) has not yet said whether it agrees.",
    ]  # fmt: skip
    assert [f"decision: {line}" for line in partner_lines(rating, "S", "en")] == [line for line in told(rating, "S") if line.startswith("decision")]  # fmt: skip
    # Where nothing is judged nobody can agree.
    assert partner_lines(rating, "j", "en") == ["ZOO (zoo) contributes: Words."]
    nothing = looked_at({}, partners={name: {"inspectorate": name, "contributes": {"S": "Visits."}} for name in ("zoo", "arts")})  # fmt: skip
    assert partner_lines(nothing, "S", "en") == ["zoo (zoo) contributes: Visits.", "arts (arts) contributes: Visits."]


def test_a_partner_who_would_give_what_is_no_level_or_says_not_why_is_told_all_the_same() -> None:
    part = {"health": {"inspectorate": "HI", "contributes": {"S": "Visits."}}}
    rating = looked_at({"S": {"rating": GOOD, "partners": {"health": {"view": "differs", "rating": "splendid"}}}}, partners=part)  # fmt: skip
    assert partner_lines(rating, "S", "en")[1] == "HI (Health) differs and would give Not rated. "


def test_steps_of_judgements_and_decisions_are_told_by_what_they_change() -> None:
    both = framework(domain("D", counted("2.1", "x", "j"), judged("T")), rules=PANEL)
    rating = graded(both, {"2.1": {"x": (9, 1)}}, judgements=given(j=IMPROVE, T=GOOD))
    assert of(rating, "change", "2.1") == [
        "Fewest changes to good (1): 2.1 Standard 2.1, j: from requires_improvement to good.", "Fewest changes to inadequate (1): 2.1 Standard 2.1, j: from requires_improvement to inadequate.",
    ]  # fmt: skip
    # A key question is told by its own grade, which need not be that of the standard.
    apart = graded(both, {"2.1": {"x": (0, 3)}}, judgements=given(j=IMPROVE, T=GOOD))
    assert (
        of(apart, "change", "2.1")[0]
        == "Fewest changes to requires_improvement (2): 2 more cases judged sufficient for 2.1 Standard 2.1, x."
    )
    assert standard(apart, "2.1").rating == INADEQUATE
    (whole,) = explain(graded(framework(domain("D", counted("2.1", "x", "j")), rules=PANEL | {"overall": summed({INADEQUATE: "1/2", GOOD: "1"})}), {"2.1": {"x": (0, 3)}}, judgements=given(j=IMPROVE)), "overall")  # fmt: skip
    assert [line.text for line in whole.lines if "Fewest" in line.text] == ["Fewest changes to good (3): 2 more cases judged sufficient for 2.1 Standard 2.1, x; 2.1 Standard 2.1, j: from requires_improvement to good."]  # fmt: skip
    panel = graded(framework(domain("D", counted("S")), rules=PANEL), {"S": (62, 38)}, discretion={"S": decision(GOOD)})
    assert of(panel, "change", "S") == [
        "Fewest changes to outstanding (19): Standard S: the panel's decision withdrawn; 18 more cases judged sufficient for Standard S, x.",
        "Fewest changes to requires_improvement (1): Standard S: the panel's decision withdrawn.",
    ]


def test_bands_without_a_level_are_passed_over_in_either_language() -> None:
    gap = framework(domain("D", counted("S")), rules={"percent": banded({INADEQUATE: 0, OUTSTANDING: 80})})
    assert of(graded(gap, {"S": (6, 4)}), "change", "S") == ["Fewest changes to outstanding (2): 2 more cases judged sufficient for Standard S, x."]  # fmt: skip
    (root,) = explain(graded(gap, {"S": (6, 4)}), "S", "cy")
    assert root.lines[0] == Line("rule", root.lines[0].text)
    assert root.heading.startswith("Standard S: ")


# --- in Welsh ------------------------------------------------------------------------------------------------------------


def in_both(value: Any) -> Any:
    """Every label of a framework with a Welsh one beside it, in letters that the English has not."""
    if isinstance(value, dict):
        if value.keys() == {"en"}:
            return {"en": f"english {value['en']}", "cy": "cymraeg"}
        return {key: in_both(one) for key, one in value.items()}
    return [in_both(one) for one in value] if isinstance(value, list) else value


def test_in_welsh_no_line_is_as_it_is_in_english_and_every_label_is_welsh() -> None:
    rules = PANEL | FIRM | MIDDLE | {"sign_off": {"roles": ["lead_inspector"], "basis": "ours"}, "partners": {"always": ["care"], "basis": "ours"}}  # fmt: skip
    english = framework(
        domain("1", counted("1.1", "x", "y"), counted("1.2"), counted("1.3", "x", "j"), pooled("1.4"), caseload="court"),
        domain("2", judged("2.1", sets=["service"], area="governance"), judged("2.2"), judged("2.3"), counted("2.4")),
        domain("3", judged("3.1"), scored="no"), domain("4", judged("4.1")), rules=rules, **PARTNERS,
        key_questions={name: {"label": {"en": name}, "area": name} for name in "xy"} | {"j": {"label": {"en": "j"}, "area": "governance", "judged": "yes", "sets": ["service"]}},
        published_as={"very_good": {"word": {"en": "Very good"}, "level": GOOD, "basis": "ours"}},
    )  # fmt: skip
    shape = in_both(english.model_dump(mode="json", by_alias=True, exclude_none=True))
    for rule in (shape["rules"][name] for name in ("percent", "standard", "domain", "overall", "discretion", "judged")):
        rule["basis"] = "unverified"
    made = Framework.model_validate(shape)
    judgement = {"rating": GOOD, "sources": SOURCES[:1], "findings": FINDINGS, "partners": {"health": {"view": "differs", "rating": IMPROVE, "rationale": "Plant."}}}  # fmt: skip
    part = {"health": {"inspectorate": "HI", "contributes": {"2.1": "Tair.", "j": "Dwy."}}, "police": {"inspectorate": "PI", "contributes": {"2.1": "Un."}}}  # fmt: skip
    record = inspection(
        {"1.1": {"x": (796, 204), "y": (0, 0, 1)}, "1.2": (62, 38), "1.3": (6, 2), "1.4": {"1.4": (7, 3)}, "2.4": (1, 3)}, caseload={"court": 9}, language="cy",
        judgements={"2.1": judgement, "j": judgement | {"findings": {"G-V1": FINDINGS["G-V1"]}}, "2.2": {"rating": GOOD, "published_as": "very_good"}, "2.3": {"rating": IMPROVE, "sources": ["plan"]}, "4.1": {"rating": GOOD}},
        discretion={"1.2": decision(GOOD, exception="Symud."), "2.4": decision(GOOD, agreed=None), "1.1": decision(OUTSTANDING)}, partners=part,
    )  # fmt: skip
    supposed = {"1.4": OUTSTANDING}
    asked = {"service": SERVICE}
    for more in ({}, {"not_rated": {"4": "Dim."}}, {"caseload": {"court": 2000}}):
        rating = rate(made, record.model_copy(update=more), Tally(made), asked, supposed)
        lines = [list(explanation(rating, None, language)) for language in ("en", "cy")]
        assert len(lines[0]) == len(lines[1])
        same = {line.strip() for line, other in zip(*lines, strict=True) if line == other}
        # A panel is one in both, and what was written in Welsh stays as it was written.
        assert same == {"", "Panel: li-1.", "It is known."}
        assert [line for line in lines[1] if "english" in line or "Does" in line or "unverified" in line] == []


def test_what_the_inspection_says_in_its_own_words_keeps_its_language() -> None:
    one = framework(domain("D", counted("S")), rules=PANEL)
    (told_,) = explain(graded(one, language="cy", not_rated={"S": "Dim."}), "S")
    assert told_.lines[0].text.values["why"].language == "cy"  # type: ignore[attr-defined]
    decisions = {"S": decision(OUTSTANDING, exception="Symud.")}
    (told_,) = explain(graded(one, {"S": (6, 4)}, language="cy", discretion=decisions), "S")
    (reason,) = [line.text for line in told_.lines if line.text.startswith("Reason for the exception")]
    assert reason.values["reason"].language == "cy"  # type: ignore[attr-defined]


# --- levels that so few judgements leave out -----------------------------------------------------------------------------


def test_a_step_over_a_level_names_what_it_passes_and_where_it_leads() -> None:
    one = framework(domain("D", counted("S")))
    up = graded(one, {"S": (1, 1)})
    # One more of two is from 50% to 100%: there is no 65% of two.
    over = "Passed over, since so few judgements count: good."
    assert [line for line in told(up, "S/x") if line.startswith("change")] == [
        f"change: Up to outstanding with 1 more of these judged sufficient. {over}",
        "change: Down one grade with 1 fewer.",
    ]
    assert [line for line in told(up, "S") if line.startswith("change")] == [
        "change: Fewest changes to outstanding (1): 1 more case judged sufficient for Standard S, x.",
        f"change: {over}",
        "change: Fewest changes to inadequate (1): 1 case fewer judged sufficient for Standard S, x.",
    ]
    assert [line for line in told(graded(one, {"S": (1, 0)}), "S/x") if line.startswith("change")] == [
        "change: Down to inadequate with 1 fewer. Passed over, since so few judgements count: requires_improvement, good.",
    ]


def test_what_is_passed_over_is_told_in_the_reader_s_language() -> None:
    levels = [{"id": name, "score": n, "label": {"en": name, "cy": f"{name} yn Gymraeg"}, "symbol": "●", "colour": "#1d6b43"} for n, name in enumerate(LEVELS)]  # fmt: skip
    one = framework(domain("D", counted("S")), levels=levels)
    for counts, to in (((1, 0), INADEQUATE), ((0, 1), OUTSTANDING)):
        (line,) = (line for line in told(graded(one, {"S": counts}), "S/x", "cy") if line.startswith("change"))
        assert f"{to} yn Gymraeg" in line
        assert "requires_improvement yn Gymraeg, good yn Gymraeg." in line
        assert "Passed" not in line
