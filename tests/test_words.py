"""What reasons and labels say: every code has its sentence, names become labels, and own words keep their language."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from tests.inspections import LEVELS
from tests.small import Row, banded, counted, domain, framework, item, judged, pooled, questions
from yotinspect.catalogue import Passage
from yotinspect.questions.model import QuestionText, Texts
from yotinspect.ratings.node import Figures, because
from yotinspect.ratings.words import (
    based,
    basis_word,
    key_question_word,
    level_word,
    of,
    partner_word,
    printed_percent,
    published_word,
    question_word,
    reason_word,
    standard_word,
    status_sentence,
    tell,
    whole_percent,
    word,
)

INADEQUATE, IMPROVE, GOOD, OUTSTANDING = LEVELS
NONE: Row = {"rule": "none", "reason": {"en": "Not here.", "cy": "Nid yma."}, "basis": "ours"}
MADE = framework(
    domain("D", counted("S", "x", "j"), pooled("P")), domain("E", judged("T")),
    partners={"health": {"label": {"en": "Health"}, "standards": ["S"]}}, published_as={"very_good": {"word": {"en": "Very good"}, "level": GOOD, "basis": "ours"}},
    key_questions={"x": {"label": {"en": "The x", "cy": "Yr x"}, "area": "x"}, "j": {"label": {"en": "The j"}, "area": "j", "judged": "yes"}},
)  # fmt: skip


@pytest.mark.parametrize(
    ("code", "values", "said"),
    [
        ("percent-band", {"level": GOOD}, "The percentage lies in the band good."),
        ("declared", {"why": " None \n there."}, "Declared not rated: None there."),
        ("lowest", {"deciding": ("x", "j"), "level": GOOD}, "The lowest key question decides: The x, The j."),
        ("key-question-open", {"open": ("j",)}, "Not yet judged: The j."),
        ("set-cannot-feed", {"sets": ("a@1.0.0", "b@1.0.0")}, "The cases were assessed with a@1.0.0, b@1.0.0, which does not ask what this standard hangs on."),
        ("discretion", {"proposed": IMPROVE, "to": GOOD, "why": "One  more."}, "Proposed by the figures: requires_improvement. Decided by the panel: good. One more."),
        ("supposed", {"was": None, "to": GOOD}, "Supposed: good. As it was found: Not rated."),
        ("discretion-outside", {"margin": Fraction(7, 2)}, "The figures that decide are not within 3.5 percentage points of that grade, nor one case away from it."),
        ("published-as", {"word": "very_good"}, "Published as 'Very good', which falls under this rating."),
        ("sum", {"score": 3, "max": 9}, "3 of 9 points."),
        ("sign-off-waits", {"roles": ("lead_inspector", "observer")}, "Not yet signed off by: lead inspector, observer."),
        ("partners-missing", {"partners": ("health", "zoo")}, "Partner inspectorates that must take part and do not: Health, zoo."),
        ("partner-view-open", {"standard": "S", "partners": ("health",)}, "Partner inspectorates that have not said whether they agree with S: Health."),
        ("domain-none", {}, "This framework does not rate domains."),
        ("cases-incomplete", {"number": 2, "cases": ("A", "B")}, "Cases that are incomplete: 2 (A, B)."),
    ],
)  # fmt: skip
def test_a_reason_is_a_sentence_with_what_it_names(code: str, values: Row, said: str) -> None:
    assert tell(because(code, **values), MADE) == said


def test_why_there_is_no_rating_is_said_by_the_framework_where_it_says_so() -> None:
    own = framework(domain("D", judged("S")), rules={"domain": NONE, "overall": NONE | {"reason": {"en": "Nor here."}}})
    assert (tell(because("framework-none"), own), tell(because("domain-none"), own)) == ("Nor here.", "Not here.")
    assert tell(because("domain-none"), own, "cy") == "Nid yma."
    said = tell(because("framework-none"), own, "cy")
    assert (said, said.template, said.values["reason"].language) == ("Nor here.", "{reason}", "en")


def test_what_somebody_wrote_keeps_its_language_in_a_sentence_of_another() -> None:
    said = tell(because("declared", why="Dim un."), MADE, "en", "cy")
    assert said == "Declared not rated: Dim un."
    assert said.values["why"].language == "cy"
    assert said.template == "Declared not rated: {why}"
    assert tell(because("declared", why="None."), MADE).values["why"].language == "en"


def test_labels_are_those_of_the_language_that_is_asked_for() -> None:
    assert tell(because("lowest", deciding=("x",), level=GOOD), MADE, "cy").endswith("Yr x.")
    assert (key_question_word(MADE, "x", "cy"), key_question_word(MADE, "x")) == ("Yr x", "The x")
    assert key_question_word(MADE, "P") == "Standard P"
    assert standard_word(MADE, "S") == "Standard S"
    assert (level_word(MADE, GOOD), level_word(MADE, None)) == (GOOD, "Not rated")
    assert level_word(MADE, None, "cy") != "Not rated"
    assert level_word(MADE, None, "cy").language == "cy"


def test_a_word_that_a_language_does_not_have_is_the_first_there_is_and_marked_as_such() -> None:
    for words, language, wanted in (({"en": "A", "cy": "B"}, "cy", ("B", "cy")), ({"en": "A"}, "cy", ("A", "en")), ({"cy": "B", "en": ""}, "en", ("B", "cy")), ({}, "cy", ("", "cy"))):  # fmt: skip
        found: Passage = word(words, language)
        assert (str(found), found.language) == wanted


def test_partners_and_published_words_that_are_not_there_are_their_ids() -> None:
    assert (partner_word(MADE, "health"), partner_word(MADE, "zoo", "cy")) == ("Health", "zoo")
    assert (partner_word(MADE, "health", "cy").language, partner_word(MADE, "zoo", "cy").language) == ("en", "cy")
    assert (published_word(MADE, "very_good"), published_word(MADE, "dreadful", "cy")) == ("Very good", "dreadful")
    assert (published_word(MADE, "very_good", "cy").language, published_word(MADE, "dreadful", "cy").language) == ("en", "cy")  # fmt: skip
    assert (partner_word(MADE, "zoo").language, published_word(MADE, "dreadful").language) == ("en", "en")


def test_a_basis_is_said_in_the_reader_s_language_where_the_catalogues_have_it() -> None:
    assert basis_word("un\n  verified") == "un verified"
    known = basis_word("unverified", "cy")
    assert (known.language, known == "unverified") == ("cy", False)
    other = basis_word("a report of  2016", "cy")
    assert (str(other), other.language) == ("a report of 2016", "en")


def test_a_question_is_worded_in_english_where_its_set_has_no_other() -> None:
    asked = questions(item("X-P1", "x"))
    shape: dict[str, Any] = {"questionset": "set@1.0.0", "status": "draft", "title": "T", "description": "D"}
    made = {code: Texts.model_validate(shape | {"language": code, "questions": {"X-P1": {"text": text, "hint": "H", "guidance": {}}}}) for code, text in (("en", "Is it?"), ("cy", "Ydy?"))}  # fmt: skip
    both = type(asked)(**(vars(asked) | {"texts": made}))
    english = type(asked)(**(vars(asked) | {"texts": {"en": made["en"]}}))
    for set_, language, wanted in ((both, "cy", ("Ydy?", "cy")), (both, "en", ("Is it?", "en")), (english, "cy", ("Is it?", "en"))):  # fmt: skip
        found = question_word(set_, "X-P1", language)
        assert (str(found), found.language) == wanted
    assert question_word(both, "X-P1") == "Is it?"


def test_a_reason_under_a_no_is_worded_in_english_where_its_set_has_no_other_and_by_its_id_without_words() -> None:
    texts = {tag: Texts.model_construct(reasons=said) for tag, said in (("en", {"late": "Late"}), ("cy", {"late": "Hwyr"}))}  # fmt: skip
    asked = replace(questions(item("X-H")), texts=texts)
    for language, name, words, written in (
        ("en", "late", "Late", "en"), ("cy", "late", "Hwyr", "cy"), ("fr", "late", "Late", "en"),
        ("cy", "not_done_yet", "not done yet", "cy"),
    ):  # fmt: skip
        found = reason_word(asked, name, language)
        assert (found, found.language) == (words, written)
    assert reason_word(asked, "late").language == "en"


def test_words_of_ours_are_english_unless_another_language_is_asked_for() -> None:
    # Welsh stands first in each: what names no language must not take what stands first.
    texts = {tag: Texts.model_construct(questions={"X-H": QuestionText.model_construct(text=said)}) for tag, said in (("cy", "Pa un?"), ("en", "Which?"))}  # fmt: skip
    made = framework(
        domain("D", counted("S", "x", label={"cy": "Safon", "en": "Standard"})),
        key_questions={"x": {"label": {"cy": "Yr x", "en": "The x"}, "area": "x"}},
    )
    asked = replace(questions(item("X-H")), texts=texts)
    said = [standard_word(made, "S"), key_question_word(made, "x"), question_word(asked, "X-H")]
    assert said == ["Standard", "The x", "Which?"]


@pytest.mark.parametrize(("percent", "whole"), [("0", 0), ("0.4", 0), ("1/2", 1), ("64.5", 65), ("64.49", 64), ("100", 100)])  # fmt: skip
def test_a_percentage_is_printed_whole_and_half_up(percent: str, whole: int) -> None:
    assert whole_percent(Fraction(percent)) == whole


def test_rounding_into_another_band_is_told_with_one_decimal_that_is_not_rounded() -> None:
    assert printed_percent(Fraction("64.4"), MADE) == "64%"
    assert printed_percent(Fraction("64.99"), MADE) == "65% (64.9% before rounding)"
    assert printed_percent(Fraction("65.4"), MADE) == "65%"
    assert printed_percent(Fraction("64.99"), MADE, "cy") != printed_percent(Fraction("64.99"), MADE)
    edge = framework(domain("D", counted("S")), rules={"percent": banded({INADEQUATE: 0, GOOD: "64.6"})})
    assert printed_percent(Fraction("64.55"), edge) == "65% (64.5% before rounding)"


def test_figures_are_given_with_their_base() -> None:
    assert based(Figures(31, 8, 2, Fraction(3100, 39), None, None), MADE) == "31 of 39, 79%"
    assert based(Figures(0, 0, 2, None, None, None), MADE) == "0 of 0"
    assert of(1, 2, "50%") == "1 of 2, 50%"
    assert of(1, 2, "50%", "cy") != "1 of 2, 50%"
    assert based(Figures(1, 1, 0, Fraction(50), None, None), MADE, "cy") == of(1, 2, "50%", "cy")
    rounded = based(Figures(20, 11, 0, Fraction(2000, 31), None, None), MADE, "cy")
    assert rounded == of(20, 31, printed_percent(Fraction(2000, 31), MADE, "cy"), "cy")
    assert "before rounding" not in rounded
    assert based(Figures(0, 0, 0, None, None, None), MADE, "cy") != "0 of 0"


def test_how_far_it_is_to_be_relied_on_is_said_of_ratings_or_of_findings() -> None:
    assert status_sentence("final", True) == "This rating is final."
    assert status_sentence("provisional", False) == "These findings are provisional."
    assert status_sentence("incomplete", True, "cy") != status_sentence("incomplete", True)
