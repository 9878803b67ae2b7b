"""What must hold for every inspection, whatever its figures."""

from __future__ import annotations

import random
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.inspections import LEVELS, TWELVE, full_case, rated, write_inspection
from yotinspect.library import Library
from yotinspect.ratings.figures import figures
from yotinspect.ratings.framework import Framework
from yotinspect.ratings.inspection import Inspection
from yotinspect.ratings.node import Rating
from yotinspect.ratings.rate import rate
from yotinspect.ratings.tally import Count, Tally
from yotinspect.records import Place

LIBRARY = Library()
KEY_QUESTIONS = ("desistance", "child", "others")
COUNTED = ("2.1", "2.2", "2.3", "2.4", "3.1", "3.2", "3.3")
JUDGED = ("1.1", "1.2", "1.3", "1.4", "3.4")


def framework(name: str = "graded-2018") -> Framework:
    found = LIBRARY.framework(Place(name, "1.0.0"))[0]
    assert found is not None
    return found


Figures = dict[str, dict[str, list[int]]]


def inspections() -> st.SearchStrategy[tuple[Figures, dict[str, str]]]:
    count = st.lists(st.integers(0, 40), min_size=3, max_size=3)
    counted = st.fixed_dictionaries(
        {name: st.fixed_dictionaries(dict.fromkeys(KEY_QUESTIONS, count)) for name in COUNTED}
    )
    return st.tuples(counted, st.fixed_dictionaries({name: st.sampled_from(LEVELS) for name in JUDGED}))


def graded(given_figures: Figures, ratings: dict[str, str]) -> Rating:
    record = {
        "inspection": "x", "yot": "X", "programme": "graded", "framework": "graded-2018@1.0.0",
        "judgements": {name: {"rating": rating} for name, rating in ratings.items()},
        "counts": {s: {k: dict(zip(("yes", "no", "na"), map(str, row), strict=True)) for k, row in keys.items()} for s, keys in given_figures.items()},
    }  # fmt: skip
    return rate(framework(), Inspection.model_validate(record), Tally(framework()))


def ranks(rating: Rating) -> dict[str, int | None]:
    found = {node.id: None if node.rating is None else LEVELS.index(node.rating) for _, node in rating.standards}
    return found | {"overall": None if rating.overall.rating is None else LEVELS.index(rating.overall.rating)}


@given(inspections(), st.sampled_from(COUNTED), st.sampled_from(KEY_QUESTIONS))
def test_one_more_yes_in_place_of_a_no_never_lowers_a_grade(
    drawn: tuple[Figures, dict[str, str]], standard: str, question: str
) -> None:
    before = ranks(graded(*drawn))
    row = drawn[0][standard][question]
    if row[1] == 0:
        return
    row[0], row[1] = row[0] + 1, row[1] - 1
    after = ranks(graded(*drawn))
    for name, rank in before.items():
        if rank is not None:
            assert after[name] is not None
            assert after[name] >= rank  # type: ignore[operator]


@pytest.mark.slow
@given(inspections(), st.sampled_from(COUNTED), st.sampled_from(KEY_QUESTIONS), st.integers(1, 50))
def test_not_applicable_changes_no_grade(
    drawn: tuple[Figures, dict[str, str]], standard: str, question: str, more: int
) -> None:
    before = ranks(graded(*drawn))
    drawn[0][standard][question][2] += more
    assert ranks(graded(*drawn)) == before


@pytest.mark.slow
@given(inspections(), st.integers(2, 9))
def test_counting_every_case_several_times_changes_no_grade(drawn: tuple[Figures, dict[str, str]], times: int) -> None:
    before = ranks(graded(*drawn))
    for keys in drawn[0].values():
        for row in keys.values():
            row[:] = [times * part for part in row]
    assert ranks(graded(*drawn)) == before


@given(inspections())
def test_scores_add_up_and_every_grade_given_has_its_reason(drawn: tuple[Figures, dict[str, str]]) -> None:
    rating = graded(*drawn)
    scores = [node.score for _, node in rating.standards]
    if rating.overall.rating is None:
        assert None in scores
        assert rating.status == "incomplete"
    else:
        assert rating.overall.score == sum(score or 0 for score in scores)
        assert rating.overall.score == sum(domain.score or 0 for domain in rating.domains)
    for _, node in rating.standards:
        rated_questions = [child for child in node.children if child.rating is not None]
        if node.children and node.rating is not None:
            assert node.rating == min(
                (child.rating for child in rated_questions), key=lambda level: LEVELS.index(str(level))
            )
        assert node.reason.code


@given(st.integers(0, 60), st.integers(0, 60))
def test_to_next_and_to_lower_are_the_fewest_that_do_it(yes: int, no: int) -> None:
    found = figures(framework(), Count(yes=yes, no=no))
    if found.percent is None:
        assert yes + no == 0
        return
    total, rank = yes + no, framework().rank

    def level(k: int) -> int:
        return rank(framework().of_percent(Fraction(100 * (yes + k), total)) or "")

    ups = [k for k in range(1, no + 1) if level(k) > level(0)]
    downs = [k for k in range(1, yes + 1) if level(-k) < level(0)]
    assert found.to_next == (ups[0] if ups else None)
    assert found.to_lower == (downs[0] if downs else None)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_and_the_names_of_case_files_never_matter(seed: int, tmp_path: Path, library: Library) -> None:
    draw = random.Random(seed)
    cases = [
        full_case(library, f"C{n}", **{h: draw.choice(["yes", "no"]) for h in ("R_AH", "P_AH", "C_PH", "P_RH", "R_DH")})
        for n in range(9)
    ]
    results = []
    for turn in range(2):
        names = [f"f{n}" for n in range(9)]
        draw.shuffle(names)
        rating = rated(write_inspection(tmp_path / str(turn), dict(zip(names, cases, strict=True))), library).rating
        assert rating is not None
        results.append(
            [
                (node.id, node.rating, [(k.figures.yes_cases, k.figures.no_cases) for k in node.children if k.figures])
                for _, node in rating.standards
            ]
        )
    assert results[0] == results[1]


def test_a_case_of_the_subset_is_a_case_of_the_full_set_with_the_same_judgements(
    tmp_path: Path, library: Library
) -> None:
    short = full_case(library, "A", "sqs@2.0.0", R_AH="no", C_A2="no")
    long = short | {"questionset": "fji@2.0.0"}
    ratings = [
        rated(write_inspection(tmp_path / name, {"a": case}), library).rating
        for name, case in (("s", short), ("l", long))
    ]
    found = [
        {node.id: node.rating for _, node in rating.standards if node.id in ("2.1", "2.2")}
        for rating in ratings
        if rating
    ]
    assert found[0] == found[1] == {"2.1": "inadequate", "2.2": "outstanding"}
    assert TWELVE
