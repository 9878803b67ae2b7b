"""What cases are broken down by: the categories of a detail, which of them a case is in, and what they are called."""

from __future__ import annotations

import re
from collections.abc import Sequence

from yotinspect.cases.model import DetailValue
from yotinspect.catalogue import N_, Passage, catalogue
from yotinspect.questions.model import Detail
from yotinspect.questions.sets import QuestionSet
from yotinspect.ratings.words import word

#: The category of cases without the detail, and of what is not a value of it.
NOT_RECORDED = "not_recorded"
#: The category of cases whose set does not ask the detail.
NOT_ASKED = "not_asked"
#: Of a detail that can have several values at once: at least one of them.
SOME = "some"
NONE = "none"
#: Whole numbers over a longer range than this are no categories.
MOST = 12

_WORDS = {NOT_RECORDED: N_("Not recorded"), NOT_ASKED: N_("Not asked"), SOME: N_("At least one"), NONE: N_("None")}


def categories(detail: Detail) -> tuple[str, ...]:
    """The categories of a detail in the order of its values, without that for "not recorded" at the end.

    Of several values at once these are "none" and "at least one", since a case is in one category. None for dates, words and
    numbers of a long or open range.
    """
    if detail.type == "choice":
        return tuple(name for name in detail.values if name != NOT_RECORDED)
    if detail.type == "choices":
        return (NONE, SOME)
    if detail.type == "yes_no":
        return ("yes", "no")
    if detail.type == "integer" and detail.min is not None and detail.max is not None:
        return tuple(str(n) for n in range(detail.min, detail.max + 1)) if detail.max - detail.min < MOST else ()
    return ()


def category(detail: Detail, value: DetailValue) -> str:
    """The category of a case that has this value."""
    if detail.type == "choices":
        ticked = {value} if isinstance(value, str) else set(value or ())
        ticked &= set(detail.values) - {NOT_RECORDED}
        return SOME if ticked - {NONE} else NONE if ticked else NOT_RECORDED
    if not isinstance(value, str):
        return NOT_RECORDED
    if detail.type == "yes_no":
        value = {"true": "yes", "false": "no"}.get(value, value)
    elif detail.type == "integer" and re.fullmatch(r"\d{1,6}", value, re.ASCII):
        value = str(int(value))
    return value if value in categories(detail) else NOT_RECORDED


def detail_word(sets: Sequence[QuestionSet], name: str, language: str = "en") -> Passage:
    """The label of a detail, from the first set that names it; its id where none does."""
    for questions in sets:
        if labels := {
            tag: texts.details[name].label for tag, texts in questions.texts.items() if name in texts.details
        }:
            return word(labels, language)
    return Passage(name, language)


def category_word(sets: Sequence[QuestionSet], name: str, found: str, language: str = "en") -> Passage:
    """What a category of a detail is called: as the first set that has it says, or as we do; a number stands for itself."""
    for questions in sets:
        detail = questions.details.get(name)
        # What gathers several values has no label in a set.
        if detail is not None and found in detail.named and not (detail.type == "choices" and found == SOME):
            texts = {tag: texts.details[name] for tag, texts in questions.texts.items() if name in texts.details}
            if labels := {tag: text.values[found] for tag, text in texts.items() if found in text.values}:
                return word(labels, language)
    return Passage(catalogue(language)(_WORDS[found]) if found in _WORDS else found, language)
