"""The fewest changes in words: of a standard that is named, and where it stands under its own heading already."""

from __future__ import annotations

import pytest

from tests.inspections import LEVELS
from tests.small import counted, decision, domain, framework, given, graded, judged, pooled
from yotinspect.ratings.distance import Step
from yotinspect.ratings.node import Rating
from yotinspect.ratings.paths import step_words

INADEQUATE, IMPROVE, GOOD, OUTSTANDING = LEVELS
PANEL = {"discretion": {"margin": "5", "one_case": "yes", "basis": "ours"}}


@pytest.fixture(scope="module")
def rating() -> Rating:
    made = framework(domain("D", counted("1.1", "x", "j"), pooled("P"), judged("T")), rules=PANEL)
    judgements = given(T=GOOD, j=IMPROVE)
    return graded(
        made,
        {"1.1": {"x": (64, 36)}, "P": {"P": (6, 4)}},
        judgements=judgements,
        discretion={"1.1": decision(GOOD)},
    )


@pytest.mark.parametrize(
    ("step", "named", "alone"),
    [
        (
            Step("cases", "1.1", "x", 1, GOOD),
            "1 more case judged sufficient for 1.1 Standard 1.1, x",
            "1 more case judged sufficient for x",
        ),
        (
            Step("cases", "1.1", "x", 2, INADEQUATE),
            "2 cases fewer judged sufficient for 1.1 Standard 1.1, x",
            "2 cases fewer judged sufficient for x",
        ),
        (
            Step("cases", "P", "P", 1, GOOD),
            "1 more judgement of sufficient for Standard P",
            "1 more judgement of sufficient",
        ),
        (
            Step("cases", "P", "P", 2, INADEQUATE),
            "2 judgements of sufficient fewer for Standard P",
            "2 judgements of sufficient fewer",
        ),
        (
            Step("grades", "T", None, 1, OUTSTANDING),
            "Standard T: from good to outstanding",
            "The inspectors' judgement: from good to outstanding",
        ),
        (
            Step("grades", "1.1", "j", 1, GOOD),
            "1.1 Standard 1.1, j: from requires_improvement to good",
            "j: from requires_improvement to good",
        ),
        (
            Step("decision", "1.1", None, 1, GOOD),
            "1.1 Standard 1.1: the panel's decision withdrawn",
            "The panel's decision withdrawn",
        ),
    ],
)
def test_a_step_names_its_standard_unless_that_is_said_already(
    rating: Rating, step: Step, named: str, alone: str
) -> None:
    assert step_words(rating, step, "en") == named
    assert step_words(rating, step, "en", named=False) == alone
