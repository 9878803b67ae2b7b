"""A condition in words: plain, in the set's own labels, and so that no label has to bend."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.bilingual import in_two
from yotinspect.questions.conditions import deciders, in_words, parts, shared, together
from yotinspect.questions.model import Condition

CUSTODY = {"detail": "custody", "is": "never"}
ANSWER = {"answer": "M-A1", "is": "no"}
AGE = {"detail": "age", "is": ["15", "16", "17"]}

SAID = [
    (CUSTODY, "Custody is: Never in custody", "Cym Custody: Cym Never in custody"),
    ({"not": CUSTODY}, "Custody is not: Never in custody", "Cym Custody – unrhyw beth heblaw: Cym Never in custody"),
    (AGE, "Age at the start is: 15, 16 or 17", "Cym Age at the start – un o'r rhain: 15, 16, 17"),
    (ANSWER, "M-A1 is answered: Not sufficient", "M-A1 – yr ateb yw: Cym Not sufficient"),
    ({"not": ANSWER}, "M-A1 is answered other than: Not sufficient", "M-A1 – unrhyw ateb heblaw: Cym Not sufficient"),
    (
        {"answer": "M-A2", "is": ["yes", "no"]},
        "M-A2 is answered: Sufficient or Not sufficient",
        "M-A2 – yr ateb yw un o'r rhain: Cym Sufficient, Cym Not sufficient",
    ),
    ({"detail": "needs", "is": "mental_health"}, "Needs includes: Mental health", "Cym Needs – yn cynnwys: Cym Mental health"),
    (
        {"not": {"detail": "needs", "is": "mental_health"}},
        "Needs does not include: Mental health",
        "Cym Needs – heb gynnwys: Cym Mental health",
    ),
    (
        {"any": [{"not": CUSTODY}, ANSWER]},
        "Custody is not: Never in custody; or M-A1 is answered: Not sufficient",
        "unrhyw un o'r rhain: Cym Custody – unrhyw beth heblaw: Cym Never in custody; M-A1 – yr ateb yw: Cym Not sufficient",
    ),
    (
        {"all": [{"any": [CUSTODY, ANSWER]}, AGE]},
        "(Custody is: Never in custody; or M-A1 is answered: Not sufficient); and Age at the start is: 15, 16 or 17",
        "pob un o'r rhain: (unrhyw un o'r rhain: Cym Custody: Cym Never in custody; M-A1 – yr ateb yw: Cym Not sufficient); "
        "Cym Age at the start – un o'r rhain: 15, 16, 17",
    ),
    (
        {"not": {"any": [CUSTODY, ANSWER]}},
        "none of these: Custody is: Never in custody; M-A1 is answered: Not sufficient",
        "dim un o'r rhain: Cym Custody: Cym Never in custody; M-A1 – yr ateb yw: Cym Not sufficient",
    ),
    (
        {"not": {"all": [CUSTODY, ANSWER]}},
        "not all of these: Custody is: Never in custody; M-A1 is answered: Not sufficient",
        "nid pob un o'r rhain: Cym Custody: Cym Never in custody; M-A1 – yr ateb yw: Cym Not sufficient",
    ),
    (
        {"all": [CUSTODY, ANSWER, AGE]},
        "Custody is: Never in custody; M-A1 is answered: Not sufficient; and Age at the start is: 15, 16 or 17",
        "pob un o'r rhain: Cym Custody: Cym Never in custody; M-A1 – yr ateb yw: Cym Not sufficient; Cym Age at the start – un o'r rhain: 15, 16, 17",
    ),
    ({"not": {"not": CUSTODY}}, "Custody is: Never in custody", "Cym Custody: Cym Never in custody"),
    ({"all": [CUSTODY]}, "Custody is: Never in custody", "Cym Custody: Cym Never in custody"),
]  # fmt: skip


@pytest.mark.parametrize(("condition", "english", "welsh"), SAID)
def test_a_condition_is_said_in_the_labels_of_the_set(
    condition: dict[str, Any], english: str, welsh: str, root: Path
) -> None:
    questions, when = in_two(root), Condition.model_validate(condition)
    assert in_words(when, questions, "en") == english
    assert in_words(when, questions, "cy") == welsh


def test_what_a_whole_block_hangs_on_comes_apart_from_what_a_question_hangs_on(root: Path) -> None:
    questions = in_two(root)
    block, own = Condition.model_validate(CUSTODY), Condition.model_validate(ANSWER)
    first, second, *_ = questions.items.values()
    import dataclasses

    items = [
        dataclasses.replace(first, when=Condition(all=[block, own])),
        dataclasses.replace(second, when=block),
    ]
    assert shared(items) == (block,)
    assert together(part for part in parts(items[0].when) if part not in shared(items)) == own
    assert shared([*items, dataclasses.replace(first, when=None)]) == ()
    assert deciders(Condition.model_validate({"any": [{"not": CUSTODY}, ANSWER, CUSTODY]})) == (
        ("detail", "custody"),
        ("answer", "M-A1"),
    )
