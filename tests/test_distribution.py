"""How often each overall rating is given among many inspections."""

from __future__ import annotations

from fractions import Fraction

from tests.inspections import LEVELS
from tests.small import Row, domain, framework, given, graded, judged
from yotinspect.ratings.distribution import Counting, Distribution, PublishedFigures, share

INADEQUATE, IMPROVE, GOOD, OUTSTANDING = LEVELS
NONE: Row = {"rule": "none", "reason": {"en": "No."}, "basis": "ours"}


def named(name: str, **more: object) -> Row:
    return {"framework": name} | more


def published(label: str, *frameworks: str) -> PublishedFigures:
    return PublishedFigures.model_validate({"label": {"en": label}, "frameworks": list(frameworks), "services": 10, "levels": {GOOD: 10}, "basis": "ours"})  # fmt: skip


def test_a_share_is_in_per_cent_and_of_nothing_there_is_none() -> None:
    assert share(1, 3) == Fraction(100, 3)
    assert share(0, 3) == 0
    assert share(None, 3) is None
    assert share(0, 0) is None


def test_ratings_are_counted_by_framework_the_best_first_with_those_that_have_none() -> None:
    first, second = (framework(domain("D", judged("S")), **named(name)) for name in ("b-small", "a-small"))
    counting = Counting()
    for made, level in ((first, GOOD), (first, GOOD), (second, INADEQUATE), (first, OUTSTANDING), (first, None)):
        counting.add(graded(made, judgements=given(S=level) if level else {}))
    beside, other = published("One", "b-small", "c-small"), published("Two", "c-small")
    found = counting.distributions(iter([beside, other]))
    assert found == [
        Distribution(second, {OUTSTANDING: 0, GOOD: 0, IMPROVE: 0, INADEQUATE: 1}, 0, ()),
        Distribution(first, {OUTSTANDING: 1, GOOD: 2, IMPROVE: 0, INADEQUATE: 0}, 1, (beside,)),
    ]
    assert [list(one.levels) for one in found] == [list(reversed(LEVELS))] * 2
    assert [one.rated for one in found] == [1, 3]


def test_what_gives_no_overall_is_not_counted() -> None:
    counting = Counting()
    counting.add(graded(framework(domain("D", judged("S")), rules={"overall": NONE}), judgements=given(S=GOOD)))
    assert counting.distributions([]) == []


def test_versions_of_a_framework_are_counted_together_unless_they_have_other_levels() -> None:
    older, newer = (framework(domain("D", judged("S")), version=version) for version in ("1.0.0", "1.1.0"))
    ends = {"bands": [{"level": "low", "up_to": "1/2"}, {"level": "high", "up_to": "1"}], "rule": "sum_of_scores", "basis": "ours"}  # fmt: skip
    other = framework(domain("D", judged("S")), scores={"low": 0, "high": 1}, rules={"percent": None, "domain": ends, "overall": ends}, version="2.0.0")  # fmt: skip
    counting = Counting()
    for made, level in ((older, GOOD), (newer, GOOD), (other, "high")):
        counting.add(graded(made, judgements=given(S=level)))
    assert [(one.framework.version, one.levels.get(GOOD), one.levels.get("high")) for one in counting.distributions([])] == [("1.1.0", 2, None), ("2.0.0", None, 1)]  # fmt: skip
