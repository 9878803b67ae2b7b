"""What cases are broken down by: which category a case is in, and what it is called in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from tests import small
from yotinspect.questions.model import Detail, DetailText, Texts
from yotinspect.questions.sets import QuestionSet
from yotinspect.ratings.categories import (
    NONE,
    NOT_ASKED,
    NOT_RECORDED,
    SOME,
    categories,
    category,
    category_word,
    detail_word,
)

Row = dict[str, Any]
CHOICE: Row = {"type": "choice", "values": ["a", "ab", "b"]}
CHOICES: Row = {"type": "choices", "values": [NONE, "a", "ab", SOME]}


def made(row: Row) -> Detail:
    return Detail.model_validate({"view": "case_details"} | row)


def asking(details: Mapping[str, Row], place: str = "set@1.0.0", **texts: Mapping[str, Row]) -> QuestionSet:
    """A question set with details, and what they are called by language."""
    said = {
        tag: Texts.model_construct(
            details={name: DetailText.model_validate({"values": {}} | row) for name, row in rows.items()}
        )
        for tag, rows in texts.items()
    }
    return replace(small.questions(place=place), details={name: made(row) for name, row in details.items()}, texts=said)


@pytest.mark.parametrize(
    ("detail", "value", "found"),
    [
        (CHOICE, "ab", "ab"),
        (CHOICE, "AB", NOT_RECORDED),
        (CHOICES, "ab", SOME),
        # One word is one value, not a heap of letters.
        ({"type": "choices", "values": ["a", "b"]}, "ab", NOT_RECORDED),
        (CHOICES, [NONE, "a"], SOME),
        (CHOICES, None, NOT_RECORDED),
        ({"type": "yes_no"}, "true", "yes"),
        ({"type": "yes_no"}, "false", "no"),
        ({"type": "yes_no"}, "True", NOT_RECORDED),
        ({"type": "choice", "values": ["true", "false"]}, "false", "false"),
        ({"type": "integer", "min": "0", "max": "3"}, "03", "3"),
        ({"type": "integer", "min": "0", "max": "3"}, "٣", NOT_RECORDED),
        ({"type": "integer", "min": "0", "max": "3"}, "0000003", NOT_RECORDED),
        ({"type": "integer", "min": "0", "max": "3"}, "-1", NOT_RECORDED),
        ({"type": "choice", "values": ["1"]}, "01", NOT_RECORDED),
    ],
)
def test_a_value_counts_as_what_it_says_and_nothing_else(detail: Row, value: Any, found: str) -> None:
    assert category(made(detail), value) == found


@pytest.mark.parametrize(
    ("most", "number"), [("11", 12), ("12", 0)], ids=["as many as are told apart", "one more than that"]
)
def test_numbers_are_categories_over_a_short_range_alone(most: str, number: int) -> None:
    assert len(categories(made({"type": "integer", "min": "0", "max": most}))) == number


@pytest.mark.parametrize("row", [{"min": "0"}, {"max": "3"}, {}])
def test_a_range_that_is_open_at_either_end_has_no_categories(row: Row) -> None:
    assert categories(made({"type": "integer"} | row)) == ()


def test_a_detail_is_called_by_the_first_set_that_names_it() -> None:
    sets = [
        asking({"order": CHOICE}),
        asking({}, en={}),
        asking({"order": CHOICE}, en={"order": {"label": "Order"}}, cy={"order": {"label": "Gorchymyn"}}),
        asking({"order": CHOICE}, en={"order": {"label": "Sentence"}}),
    ]
    assert (detail_word(sets, "order"), detail_word(sets, "order").language) == ("Order", "en")
    assert (detail_word(sets, "order", "cy"), detail_word(sets, "order", "cy").language) == ("Gorchymyn", "cy")
    # Where nobody has a word, the id stands for it: no word of another language.
    assert (detail_word(sets, "tier", "cy"), detail_word(sets, "tier", "cy").language) == ("tier", "cy")


def test_a_category_is_called_by_the_first_set_that_names_it_in_any_language() -> None:
    sets = [
        asking({"order": CHOICE}, en={"order": {"label": "Order", "values": {"b": "B"}}}),
        asking({"order": CHOICE}, cy={"order": {"label": "Gorchymyn", "values": {"a": "Un"}}}),
        asking({"order": CHOICE}, en={"order": {"label": "Order", "values": {"a": "One"}}}, cy={"order": {"label": "Gorchymyn"}}),
    ]  # fmt: skip
    assert (category_word(sets, "order", "b"), category_word(sets, "order", "b").language) == ("B", "en")
    assert (category_word(sets, "order", "a"), category_word(sets, "order", "a").language) == ("Un", "cy")
    assert category_word(sets[2:], "order", "a", "cy").language == "en"
    # None has a word for it.
    assert (category_word(sets, "order", "ab", "cy"), category_word(sets, "order", "ab", "cy").language) == ("ab", "cy")


def test_what_we_count_together_has_our_words_in_the_language_of_the_reader() -> None:
    label = {"label": "Needs", "values": {SOME: "Some of them", NONE: "Not one", "yes": "Aye"}}
    several = [asking({"needs": CHOICES}, en={"needs": label})]
    one = [asking({"needs": {"type": "choice", "values": [NONE, SOME]}}, en={"needs": label})]
    # Of several values at once, "some" is what we gather: no label of the set is for that; of one value it is the set's own.
    assert category_word(several, "needs", SOME) == "At least one"
    assert category_word(one, "needs", SOME) == "Some of them"
    assert category_word(several, "needs", NONE) == category_word(one, "needs", NONE) == "Not one"
    assert [category_word(one, "needs", found) for found in (NOT_ASKED, NOT_RECORDED)] == ["Not asked", "Not recorded"]
    welsh = category_word([], "needs", NOT_ASKED, "cy")
    assert (welsh.language, welsh == "Not asked") == ("cy", False)
    # What is no value of the detail has no label there, whatever the texts hold.
    assert category_word(one, "needs", "yes") == "yes"
