"""The published results come out as they were published."""

from __future__ import annotations

import json
import random
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

from tests.inspections import LEVELS, TWELVE, judged, rated, write_inspection
from yotinspect.library import Library

PUBLISHED = json.loads((Path(__file__).parent / "data" / "published.json").read_text("utf-8"))


def some_ratings(total: int, seed: int, names: tuple[str, ...] = TWELVE) -> dict[str, str]:
    """Ratings of standards that add up to a score, drawn at random."""
    draw = random.Random(seed)
    scores = [0] * len(names)
    while sum(scores) < total:
        n = draw.randrange(len(names))
        if scores[n] < 3:
            scores[n] += 1
    return {name: LEVELS[score] for name, score in zip(names, scores, strict=True)}


@pytest.mark.parametrize("table", PUBLISHED["tables"], ids=lambda table: table["inspection"])
def test_a_published_table_gives_its_published_score_and_overall(
    table: dict[str, object], root: Path, library: Library
) -> None:
    result = rated(root / "examples" / "published" / str(table["inspection"]) / "inspection.yaml", library)
    assert result.findings == []
    assert result.rating is not None
    assert result.rating.overall.rating == table["overall"]
    assert result.rating.status == "final"
    if table["score"] is not None:
        assert (result.rating.overall.score, result.rating.overall.max) == (table["score"], 36)


@pytest.mark.parametrize("service", PUBLISHED["overall"], ids=lambda service: service["service"])
@pytest.mark.parametrize("framework", ["graded-2018@1.0.0", "graded-2021@1.0.0"])
def test_any_twelve_standards_of_a_published_score_give_the_published_overall(
    service: dict[str, object], framework: str, tmp_path: Path, library: Library
) -> None:
    for seed in range(3):
        ratings = some_ratings(int(str(service["score"])), seed)
        path = write_inspection(
            tmp_path / str(seed), framework=framework, published="https://example.org", judgements=judged(ratings)
        )
        rating = rated(path, library).rating
        assert rating is not None
        assert (rating.overall.rating, rating.overall.score, rating.overall.max) == (
            service["overall"],
            service["score"],
            service["out_of"],
        )


@pytest.mark.parametrize(
    ("score", "overall"),
    [
        (0, "inadequate"),
        (4, "inadequate"),
        (5, "requires_improvement"),
        (12, "requires_improvement"),
        (13, "good"),
        (20, "good"),
        (21, "outstanding"),
        (24, "outstanding"),
    ],
)
def test_an_inspection_of_two_domains_totals_24_in_the_same_fractions(
    score: int, overall: str, tmp_path: Path, library: Library
) -> None:
    ratings = some_ratings(score, 1, TWELVE[:8])
    path = write_inspection(
        tmp_path,
        published="https://example.org",
        judgements=judged(ratings),
        not_rated={"3": "no out-of-court cases in the period"},
    )
    rating = rated(path, library).rating
    assert rating is not None
    assert (rating.overall.rating, rating.overall.score, rating.overall.max, rating.status) == (
        overall,
        score,
        24,
        "final",
    )


@pytest.mark.parametrize(
    ("score", "overall"),
    [
        (2, "inadequate"),
        (3, "requires_improvement"),
        (6, "requires_improvement"),
        (7, "good"),
        (10, "good"),
        (11, "outstanding"),
    ],
)
def test_the_four_organisational_standards_alone_total_12(
    score: int, overall: str, tmp_path: Path, library: Library
) -> None:
    path = write_inspection(
        tmp_path, framework="graded-2018-organisational@1.0.0", judgements=judged(some_ratings(score, 2, TWELVE[:4]))
    )
    result = rated(path, library)
    assert result.findings == []
    assert result.rating is not None
    assert (result.rating.overall.rating, result.rating.overall.score, result.rating.overall.max) == (
        overall,
        score,
        12,
    )


def test_resettlement_is_rated_and_never_counts(tmp_path: Path, library: Library) -> None:
    scores = []
    for level in (None, *LEVELS):
        ratings = dict.fromkeys(TWELVE, "good") | ({"4.1": level} if level else {})
        path = write_inspection(
            tmp_path / str(level),
            framework="graded-2021@1.0.0",
            published="https://example.org",
            judgements=judged(ratings),
        )
        rating = rated(path, library).rating
        assert rating is not None
        scores.append((rating.overall.rating, rating.overall.score, rating.overall.max, rating.status))
        assert rating.domains[3].children[0].rating == level
    assert set(scores) == {("good", 24, 36, "final")}


def test_the_scores_that_reports_are_held_against_are_those_published_and_give_the_ratings_beside_them(
    library: Library,
) -> None:
    (kept,) = (one for one in library.published() if one.scores)
    assert sum(kept.scores.values()) == kept.services == len(PUBLISHED["overall"])
    assert kept.scores == Counter(one["score"] for one in PUBLISHED["overall"])
    for name in kept.frameworks:
        framework = library.framework(library.newest("frameworks", name))[0]  # type: ignore[arg-type]
        assert framework is not None
        rated = Counter[str | None]()
        for score, number in kept.scores.items():
            rated[framework.of_fraction(framework.rules.overall, Fraction(score, kept.points or 0))] += number
        assert rated == kept.levels
