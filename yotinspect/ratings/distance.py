"""How far the next and the previous grade are: the fewest changes that would lift or lower a standard or the overall.

A change is one thing that would have to be otherwise: one case judged the other way for one key question, one judgement of
inspectors one grade higher or lower, or one decision of a panel withdrawn. All go one way, up or down. A decision was taken on
the figures it names, so whatever changes them withdraws it, and one that is refused counts as none. Found exactly: per standard in closed form, over all standards by dynamic programming.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from yotinspect.ratings.framework import Framework
from yotinspect.ratings.node import Figures, Node, Rating


@dataclass(frozen=True)
class Step:
    """Changes of one kind in one place. ``number`` cases the other way, or grades higher or lower, to ``to``."""

    kind: Literal["cases", "grades", "decision"]
    standard: str
    key_question: str | None
    number: int
    to: str


@dataclass(frozen=True)
class Path:
    """The fewest changes to a level. ``others``: how many other choices of standards and levels do it with as few."""

    to: str
    steps: tuple[Step, ...]
    others: int = 0

    @property
    def changes(self) -> int:
        """How many changes it takes."""
        return sum(step.number for step in self.steps)


def standard_path(framework: Framework, node: Node, to: str) -> Path | None:
    """The fewest changes that bring a standard to another level; None where no change of its judgements does."""
    if node.rating is None or node.supposed:
        return None
    want, have = framework.rank(to), framework.rank(node.rating)
    if want == have:
        return None
    if node.source == "judgement":
        return Path(to, (Step("grades", node.id, None, abs(want - have), to),))
    withdrawn = (Step("decision", node.id, None, 1, to),) if node.departs else ()
    found = framework.rank(node.proposed or node.rating)
    # Without the decision it may be there already: then nothing lies lower, and there are no more steps.
    steps = _up(framework, node, to) if want >= found else _down(framework, node, to)
    return Path(to, (*withdrawn, *steps)) if steps is not None else None


def _up(framework: Framework, node: Node, to: str) -> tuple[Step, ...] | None:
    """Every key question that lies lower has to reach the level; None where some cannot, or all would pass it by."""
    start, want, steps, reached = framework.starts().get(to), framework.rank(to), [], []
    for child in node.children:
        if child.rating is None:
            continue
        rank = framework.rank(child.rating)
        if rank >= want:
            reached.append(rank)
        elif child.figures is None:
            reached.append(want)
            steps.append(Step("grades", node.id, child.id, want - rank, to))
        elif start is None:
            return None
        else:
            more = math.ceil(start * child.figures.base / 100) - child.figures.yes
            if more > child.figures.no:
                return None
            level = framework.of_percent(Fraction(100 * (child.figures.yes + more), child.figures.base))
            reached.append(framework.rank(level or to))
            steps.append(Step("cases", node.id, child.id, more, to))
    # Where few cases count, one more may reach past the level.
    return tuple(steps) if min(reached) == want else None


def _down(framework: Framework, node: Node, to: str) -> tuple[Step, ...] | None:
    """One key question has to fall to the level and no farther: the one for which fewest changes do it."""
    starts, want = framework.starts(), framework.rank(to)
    floor = starts.get(to)
    ways: list[Step] = []
    for child in node.children:
        if child.rating is None:
            continue
        if child.figures is None:
            ways.append(Step("grades", node.id, child.id, framework.rank(child.rating) - want, to))
        elif floor is not None:
            # The most that still lies below the next band. A level may be one that no percentage has.
            ceiling = min(start for level, start in starts.items() if framework.rank(level) > want)
            left = math.ceil(ceiling * child.figures.base / 100) - 1
            if Fraction(100 * left, child.figures.base) >= floor:
                ways.append(Step("cases", node.id, child.id, child.figures.yes - left, to))
    return (min(ways, key=lambda step: step.number),) if ways else None


def neighbours(framework: Framework, node: Node) -> tuple[Path | None, Path | None]:
    """The fewest changes to the next level a standard can reach, and to the previous one."""
    if node.rating is None:
        return None, None
    rank = framework.rank(node.rating)
    up = (standard_path(framework, node, level.id) for level in framework.levels[rank + 1 :])
    down = (standard_path(framework, node, level.id) for level in reversed(framework.levels[:rank]))
    return next((path for path in up if path), None), next((path for path in down if path), None)


def passed_over(framework: Framework, node: Node, path: Path) -> tuple[str, ...]:
    """The levels between a standard's rating and where a path leads, which no change of its judgements reaches: where few
    count, one more is worth more than a band is wide. Levels that no percentage has are none of them.
    """
    # What a decision passed by that is withdrawn was not for want of judgements.
    if node.rating is None or any(step.kind == "decision" for step in path.steps):
        return ()
    ways = between(framework, node.rating, path.to)
    return tuple(level for level in ways if standard_path(framework, node, level) is None)


def between(framework: Framework, one: str, other: str) -> tuple[str, ...]:
    """The levels between two that a percentage can have, the lowest first."""
    low, high = sorted((framework.rank(one), framework.rank(other)))
    return tuple(level for level in framework.starts() if low < framework.rank(level) < high)


def with_more(framework: Framework, figures: Figures, more: int) -> str | None:
    """The level of a key question with so many more of its judgements sufficient, or fewer, where it is below nought."""
    return framework.of_percent(Fraction(100 * (figures.yes + more), figures.base))


# --- the overall -----------------------------------------------------------------------------------------------------


def _counted(rating: Rating) -> list[Node]:
    """The standards whose scores are summed."""
    scored = rating.framework.scored()
    return [
        node for domain in rating.domains if domain.id in scored and not domain.declared for node in domain.children
    ]


def _rank(rating: Rating, score: int) -> int:
    """The position of the overall level that a score would give, of a rating that has an overall."""
    framework, most = rating.framework, rating.overall.max
    assert most is not None
    level = framework.of_fraction(framework.rules.overall, Fraction(score, most))
    assert level is not None
    return framework.rank(level)


def lift(rating: Rating) -> Path | None:
    """The fewest changes that lift the overall; None where it is not given, is the highest, or nothing lifts it."""
    return _overall(rating, higher=True)


def drop(rating: Rating) -> Path | None:
    """The fewest changes that lower the overall; None where it is not given, is the lowest, or nothing lowers it."""
    return _overall(rating, higher=False)


def _overall(rating: Rating, *, higher: bool) -> Path | None:
    framework, overall = rating.framework, rating.overall
    if overall.rating is None:
        return None
    score, most, now = overall.score, overall.max, framework.rank(overall.rating)
    assert score is not None
    assert most is not None
    ranks = [_rank(rating, other) for other in range(most + 1)]
    far = [abs(other - score) for other, rank in enumerate(ranks) if (rank > now if higher else rank < now)]
    if not far:
        return None
    chosen = _fewest([_moves(framework, node, higher=higher) for node in _counted(rating)], min(far))
    if chosen is None:
        return None
    paths, others, gained = chosen
    to = framework.levels[ranks[score + gained if higher else score - gained]]
    return Path(to.id, tuple(step for path in paths for step in path.steps), others)


def _moves(framework: Framework, node: Node, *, higher: bool) -> list[tuple[int, Path]]:
    """The ways in which a standard can move the score up or down: by how much, and at the cost of which changes."""
    assert node.rating is not None
    rank = framework.rank(node.rating)
    found = []
    for level in framework.levels[rank + 1 :] if higher else framework.levels[:rank]:
        path = standard_path(framework, node, level.id)
        if path is not None:
            found.append((abs(framework.score(level.id) - framework.score(node.rating)), path))
    return found


#: Standards, each with its place in the framework's order, the points it moves, and its path.
_Choice = tuple[tuple[int, int, Path], ...]


def _cost(choice: _Choice) -> tuple[int, int, list[int]]:
    """By which the better of two choices is the smaller: changes, standards touched, which of them."""
    return sum(path.changes for *_, path in choice), len(choice), [place for place, *_ in choice]


def _fewest(choices: list[list[tuple[int, Path]]], points: int) -> tuple[list[Path], int, int] | None:
    """The choice of standards and levels that moves the score by at least so many points with the fewest changes.

    ``choices`` are by standard: points and their path. Of several as short, the one that touches fewest standards, and then
    the one that comes first in the framework's order. Returned with how many others there are, and the points moved.
    """
    # By points reached so far (at most ``points``): the best choice; and by these and its changes, how many choices there are.
    best: dict[int, _Choice] = {0: ()}
    ways: dict[tuple[int, int], int] = {(0, 0): 1}
    for place, paths_of in enumerate(choices):
        after, counted = dict(best), dict(ways)
        for reached, choice in best.items():
            for gain, path in paths_of:
                key, new = min(points, reached + gain), (*choice, (place, gain, path))
                if key not in after or _cost(new) < _cost(after[key]):
                    after[key] = new
        for (reached, changes), number in ways.items():
            for gain, path in paths_of:
                at = (min(points, reached + gain), changes + path.changes)
                counted[at] = counted.get(at, 0) + number
        best, ways = after, counted
    if points not in best:
        return None
    found = best[points]
    changes, *_ = _cost(found)
    return [path for *_, path in found], ways[points, changes] - 1, sum(gain for _, gain, _ in found)


def pivots(rating: Rating) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The standards that decide the overall alone: those of which one grade more would lift it, and one less lower it."""
    overall = rating.overall
    if overall.rating is None:
        return (), ()
    now, nodes = rating.framework.rank(overall.rating), _counted(rating)
    up = tuple(node.id for node in nodes if _beside(rating, node, 1) > now)
    return up, tuple(node.id for node in nodes if _beside(rating, node, -1) < now)


def _beside(rating: Rating, node: Node, by: int) -> int:
    """The position of the overall level if a standard were graded so many levels higher, as far as there are levels."""
    framework, score = rating.framework, rating.overall.score
    assert score is not None
    assert node.rating is not None
    other = framework.levels[max(0, min(framework.rank(node.rating) + by, len(framework.levels) - 1))]
    return _rank(rating, score - framework.score(node.rating) + framework.score(other.id))


def deciding(node: Node) -> tuple[str, ...]:
    """The key questions that decide a standard: those at its lowest grade; of a judged standard none does alone."""
    if node.source == "judgement" or node.proposed is None:
        return ()
    return tuple(child.id for child in node.children if child.rating == node.proposed)
