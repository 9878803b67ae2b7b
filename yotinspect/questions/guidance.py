"""The parts of a question's guidance: in which order they stand, and what each is called."""

from __future__ import annotations

from collections.abc import Iterable

from yotinspect.catalogue import N_, catalogue
from yotinspect.questions.sets import Item, QuestionSet

_FIRST, _LAST = ("look_at",), ("not_applicable", "diversity", "do_not_decide_on")
LABELS = {
    "look_at": N_("What to look at"),
    "diversity": N_("Diversity"),
    "do_not_decide_on": N_("Do not decide on"),
}


def in_order(item: Item, there: Iterable[str]) -> list[str]:
    """Parts as they are read: what to look at, each answer, and what goes beside it."""
    there = list(dict.fromkeys(there))
    known = [*_FIRST, *item.answers, *_LAST]
    return [part for part in known if part in there] + [part for part in there if part not in known]


def part_label(questions: QuestionSet, item: Item, part: str, language: str) -> str:
    """What a part of guidance is called: ``What “Sufficient” looks like``, in the answer's own words."""
    _ = catalogue(language)
    labels = questions.labels(item.id, language)
    if part in LABELS:
        return _(LABELS[part])
    if part == "not_applicable" and "na" in labels:
        return _("When “{answer}” is right", answer=labels["na"])
    return _("What “{answer}” looks like", answer=labels.get(part, part))
