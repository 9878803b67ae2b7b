"""What can be wrong with a framework: levels, bands and names, each fault at its place and no fault beside it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.inspections import LEVELS
from tests.small import Noted, Row, banded, counted, domain, framework, judged, pooled, summed
from yotinspect.ratings.framework import Framework
from yotinspect.ratings.frameworklint import lint

INADEQUATE, IMPROVE, GOOD, OUTSTANDING = LEVELS
NONE: Row = {"rule": "none", "reason": {"en": "No."}, "basis": "ours"}


def noted(framework_: Framework) -> Noted:
    file = Noted()
    lint(file, framework_)  # type: ignore[arg-type]
    return file


def one(*standards: Row, **more: Any) -> Framework:
    return framework(domain("D", *(standards or (counted("S"),))), **more)


def ruled(**rules: Any) -> Noted:
    return noted(one(rules=rules))


def only(*findings: tuple[str, str]) -> list[tuple[str, str]]:
    return list(findings)


def test_a_framework_without_a_fault_has_no_finding() -> None:
    full = framework(
        domain("D", counted("S", "x", "y"), pooled("T"), counted("U", "x", "j")), domain("E", judged("V"), judged("W", sets=["service"], area="x"), judged("M", module="yes")),
        rules={
            "shrink": {"always": ["D"], "at_least": 1, "basis": "ours"}, "partners": {"always": ["health"], "modules": {"M": ["health"]}, "basis": "ours"},
            "firmness": {"confidence": "95", "prior": "uniform", "words": [{"from": "0", "word": {"en": "soft"}}, {"from": "1/2", "word": {"en": "firm"}}], "small": 9, "basis": "ours"},
        },
        partners={"health": {"label": {"en": "Health"}, "standards": ["S", "M"]}}, published_as={"poor": {"word": {"en": "Poor"}, "level": INADEQUATE, "basis": "ours"}},
    )  # fmt: skip
    assert noted(full) == []
    assert noted(one(scores={}, rules={"percent": None, "domain": NONE, "overall": NONE})) == []


# --- levels --------------------------------------------------------------------------------------------------------------


def test_bands_and_published_words_name_levels() -> None:
    file = ruled(percent=banded({INADEQUATE: 0, "god": 50, "zzz": 80}), overall=summed({INADEQUATE: "1/2", "good_": "1"}), domain=summed({"best": "1"}))  # fmt: skip
    assert file == only(
        ("framework-level", "rules.percent.bands[1].level"), ("framework-level", "rules.percent.bands[2].level"),
        ("framework-level", "rules.domain.bands[0].level"), ("framework-level", "rules.overall.bands[1].level"),
    )  # fmt: skip
    assert "no level god." in file.said[0]
    assert "Did you mean good?" in file.said[0]
    assert ", ".join(LEVELS) in file.said[1]
    words = {"poor": {"word": {"en": "Poor"}, "level": "zzz", "basis": "ours"}}
    assert noted(one(published_as=words)) == only(("framework-level", "published_as.poor.level"))


def test_a_rule_that_sums_nothing_needs_no_bands_and_no_scores() -> None:
    assert ruled(overall=NONE) == []
    assert ruled(domain=NONE) == []
    assert noted(one(scores=dict.fromkeys(LEVELS), rules={"overall": NONE, "domain": NONE})) == []
    odd = NONE | {"bands": [{"level": "zzz", "up_to": "1/2"}]}
    # A sum that comes after one that is none is looked at.
    assert ruled(domain=odd, overall=summed({"zzz": "1"})) == only(("framework-level", "rules.overall.bands[0].level"))


def test_where_scores_are_summed_every_level_has_one_and_one_is_above_nought() -> None:
    file = noted(one(scores={INADEQUATE: 0, IMPROVE: None, GOOD: 2, OUTSTANDING: 3}, rules={"overall": NONE}))
    assert file == only(("framework-level", "levels[1]"))
    assert IMPROVE in file.said[0]
    flat = noted(one(scores=dict.fromkeys(LEVELS, 0), rules={"domain": NONE}))
    assert flat == only(("framework-level", "levels:"))
    assert noted(one(scores=dict(zip(LEVELS, (0, 0, 0, 1), strict=True)))) == []
    bare = noted(one(scores={INADEQUATE: 0, IMPROVE: None, GOOD: None, OUTSTANDING: None}, rules={"domain": NONE}))
    assert bare == only(("framework-level", "levels:"), *(("framework-level", f"levels[{n}]") for n in (1, 2, 3)))


def test_a_better_level_scores_no_less_wherever_scores_are_summed() -> None:
    falls = dict(zip(LEVELS, (0, 2, 1, 3), strict=True))
    for rules in ({"domain": NONE}, {"overall": NONE}, {}):
        file = noted(one(scores=falls, rules=rules))
        assert file == only(("framework-level", "levels[2].score"))
        assert "good scores less than requires_improvement" in file.said[0]
    assert noted(one(scores=falls, rules={"domain": NONE, "overall": NONE})) == []
    assert noted(one(scores=dict(zip(LEVELS, (0, 1, 1, 3), strict=True)))) == []
    assert ("framework-level", "levels[2].score") not in noted(one(scores={INADEQUATE: 2, IMPROVE: None, GOOD: 1, OUTSTANDING: 3}))  # fmt: skip


# --- bands ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bands", "places"),
    [
        ({INADEQUATE: 0, GOOD: 50}, []),
        ({INADEQUATE: 1, GOOD: 50}, ["[0].from"]),
        ({INADEQUATE: 0, IMPROVE: 50, GOOD: 50}, ["[2].from"]),
        ({INADEQUATE: 0, IMPROVE: 50, GOOD: 40, OUTSTANDING: 45}, ["[2].from"]),
        ({INADEQUATE: 0, IMPROVE: 0}, ["[1].from"]),
        ({IMPROVE: 0, INADEQUATE: 50, GOOD: 60}, ["[1].level"]),
        ({}, [""]),
    ],
)
def test_bands_of_percentages_begin_at_nought_and_rise_with_their_levels(bands: Row, places: list[str]) -> None:
    file = ruled(percent=banded(bands))
    assert file == [("framework-bands", f"rules.percent.bands{place}") for place in places]
    if places in (["[0].from"], [""]):
        assert "does not begin at 0." in file.said[0]
    if places == ["[1].level"]:
        assert "inadequate does not lie above requires_improvement" in file.said[0]


@pytest.mark.parametrize("name", ["domain", "overall"])
@pytest.mark.parametrize(
    ("ends", "places"),
    [
        ({INADEQUATE: "1/2", GOOD: "1"}, []),
        ({INADEQUATE: "1/2", GOOD: "0.99"}, ["[1].up_to"]),
        ({INADEQUATE: "1/2", IMPROVE: "1/2", GOOD: "1"}, ["[1].up_to"]),
        ({GOOD: "1/2", INADEQUATE: "1"}, ["[1].level"]),
        ({}, [""]),
    ],
)
def test_bands_of_sums_end_at_one_and_rise_with_their_levels(name: str, ends: Row, places: list[str]) -> None:
    file = ruled(**{name: summed(ends)})
    assert file == [("framework-bands", f"rules.{name}.bands{place}") for place in places]
    if not ends:
        assert "does not begin at 0." in file.said[0]
    if places == ["[1].up_to"] and ends.get(GOOD) == "0.99":
        assert "does not end at 1." in file.said[0]


def test_a_level_has_one_band() -> None:
    twice = {"bands": [{"level": level, "from": str(start)} for level, start in ((INADEQUATE, 0), (GOOD, 50), (GOOD, 60))], "basis": "ours"}  # fmt: skip
    assert ruled(percent=twice) == only(("framework-bands", "rules.percent.bands[2].level"))


def test_the_order_of_a_level_that_does_not_exist_is_not_looked_at() -> None:
    assert ruled(percent=banded({GOOD: 0, "zzz": 50, INADEQUATE: 60})) == only(("framework-level", "rules.percent.bands[1].level"))  # fmt: skip


@pytest.mark.parametrize(("starts", "places"), [(["0", "1/2"], []), (["1/4", "1/2"], ["[0].from"]), (["0", "1/2", "1/2"], ["[2].from"])])  # fmt: skip
def test_words_of_firmness_begin_at_nought_and_rise(starts: list[str], places: list[str]) -> None:
    words = [{"from": start, "word": {"en": "word"}} for start in starts]
    file = ruled(firmness={"confidence": "95", "prior": "uniform", "words": words, "small": 9, "basis": "ours"})
    assert file == [("framework-bands", f"rules.firmness.words{place}") for place in places]


# --- names ---------------------------------------------------------------------------------------------------------------


def test_levels_domains_and_standards_have_ids_of_their_own() -> None:
    twice = framework(domain("D", judged("S"), judged("S")), domain("D", judged(GOOD), judged("D")), domain("E", judged("T")))  # fmt: skip
    file = noted(twice)
    assert file == only(
        ("framework-names", "domains[0].standards[1].id"), ("framework-names", "domains[1].id"),
        ("framework-names", "domains[1].standards[0].id"), ("framework-names", "domains[1].standards[1].id"),
    )  # fmt: skip
    assert "The id S is used already." in file.said[0]
    assert noted(framework(domain("D", judged("S")), levels=[{"id": name, "score": n, "label": {"en": name}, "symbol": "●", "colour": "#1d6b43"} for n, name in enumerate((*LEVELS, GOOD))]))[0] == ("framework-names", "levels[4].id")  # fmt: skip


def test_key_questions_are_declared() -> None:
    file = noted(one(counted("S", "x", "xx", "zzzz")))
    assert file == only(("framework-names", "domains[0].standards[0].key_questions[1]"), ("framework-names", "domains[0].standards[0].key_questions[2]"))  # fmt: skip
    assert "no key question xx. Did you mean x?" in file.said[0]
    assert "Declare it under key_questions." in file.said[1]


def test_a_judged_key_question_belongs_to_one_standard_and_its_id_to_nothing_else() -> None:
    twice = noted(framework(domain("D", counted("S", "x", "j")), domain("E", counted("T", "x", "y", "j"), judged("j"))))
    assert twice == only(("framework-names", "domains[1].standards[0].key_questions[2]"), ("framework-names", "domains[1].standards[1].id"))  # fmt: skip


def test_what_always_remains_is_a_domain() -> None:
    file = ruled(shrink={"always": ["D", "S"], "at_least": 1, "basis": "ours"})
    assert file == only(("framework-names", "rules.shrink.always[1]"))
    assert "no domain S" in file.said[0]


@pytest.mark.parametrize(
    ("standard", "clear"),
    [
        (counted("S"), True),
        (counted("S", stage=None), False),
        (counted("S", key_questions=[]), False),
        (counted("S", area="x"), False),
        (counted("S", fed_by=None), False),
        (counted("S", fed_by=None, stage=None, key_questions=[]), False),
        (pooled("S"), True),
        (pooled("S", area=None), False),
        (pooled("S", stage="planning", key_questions=["x"]), False),
        (pooled("S", stage="planning"), True),
        (judged("S"), True),
        (judged("S", sets=["service"], area="x"), True),
        (judged("S", sets=["service"]), False),
        (judged("S", area="x"), False),
        (judged("S", fed_by="headlines"), False),
        (judged("S", stage="planning"), False),
        (judged("S", key_questions=["x"]), False),
        (judged("S", stage="planning", sets=["service"], area="x"), False),
    ],
)
def test_it_is_clear_what_feeds_a_standard(standard: Row, clear: bool) -> None:
    file = noted(framework(domain("C", judged("R")), domain("D", judged("Q"), standard)))
    assert file == ([] if clear else [("framework-names", "domains[1].standards[1]")])
    assert all("what feeds S." in said for said in file.said)


# --- partners ------------------------------------------------------------------------------------------------------------


def joint(rule: Row | None, **standards: list[str]) -> Noted:
    partners = {name: {"label": {"en": name}, "standards": listed} for name, listed in standards.items()}
    modules = [judged("S"), judged("M", module="yes")]
    return noted(one(*modules, partners=partners, rules={"partners": rule and rule | {"basis": "ours"}}))


def test_partners_have_a_part_in_standards_that_exist() -> None:
    file = joint(None, health=["S", "SS"], police=["qq"])
    assert file == only(("framework-names", "partners.health.standards[1]"), ("framework-names", "partners.police.standards[0]"))  # fmt: skip
    assert "no standard SS. Did you mean S?" in file.said[0]
    assert "There are: S, M." in file.said[1]


def test_partners_that_are_needed_exist_and_so_do_the_modules_they_are_needed_for() -> None:
    rule = {"always": ["health", "zoo"], "modules": {"M": ["zoo", "health"], "S": ["health"], "N": ["arts"]}}
    file = joint(rule, health=["S"])
    assert file == only(
        ("framework-names", "rules.partners.always[1]"), ("framework-names", "rules.partners.modules.M[0]"), ("framework-names", "rules.partners.modules.S:"),
        ("framework-names", "rules.partners.modules.N:"), ("framework-names", "rules.partners.modules.N[0]"),
    )  # fmt: skip
    assert "no partner zoo" in file.said[0]
    assert "There are: health." in file.said[0]
    assert "no module S" in file.said[2]
    assert "no partner arts" in file.said[4]
    assert joint({"always": ["health"], "modules": {"M": ["health"]}}, health=["S"]) == []
