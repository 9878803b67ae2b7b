"""How far the next and the previous grade are: the fewest changes that would lift or lower a standard or the overall.

A change is one thing that would have to be otherwise: one case judged the other way for one key question, one judgement of
inspectors one grade higher or lower, or one decision of a panel withdrawn. All go one way, up or down. A decision was taken on
the figures it names, so whatever changes them withdraws it, and one that is refused counts as none. Found exactly: per standard in closed form, over all standards by dynamic programming.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from yotinspect.ratings.framework import Framework
from yotinspect.ratings.node import Node, Rating


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
    if node.rating is None or not framework.levels or node.supposed:
        return None
    want, have = framework.rank(to), framework.rank(node.rating)
    if want == have:
        return None
    if node.source == "judgement":
        return Path(to, (Step("grades", node.id, None, abs(want - have), to),))
    withdrawn = (Step("decision", node.id, None, 1, to),) if node.departs else ()
    found = framework.rank(node.proposed or node.rating)
    if want == found:
        return Path(to, withdrawn)
    steps = _up(framework, node, to) if want > found else _down(framework, node, to)
    return Path(to, (*withdrawn, *steps)) if steps is not None else None


def _start(framework: Framework, level: str) -> Fraction | None:
    """Where the band of a level begins; None where the framework has no band for it."""
    bands = framework.rules.percent.bands if framework.rules.percent else []
    return next((band.start for band in bands if band.level == level), None)


def _up(framework: Framework, node: Node, to: str) -> tuple[Step, ...] | None:
    """Every key question that lies lower has to reach the level; None where some cannot, or all would pass it by."""
    start, steps, reached = _start(framework, to), [], []
    for child in node.children:
        if child.rating is None:
            continue
        if framework.rank(child.rating) >= framework.rank(to):
            reached.append(framework.rank(child.rating))
            continue
        if child.figures is None:
            reached.append(framework.rank(to))
            steps.append(Step("grades", node.id, child.id, framework.rank(to) - framework.rank(child.rating), to))
            continue
        if start is None:
            return None
        more = math.ceil(start * child.figures.base / 100) - child.figures.yes
        if more > child.figures.no:
            return None
        level = framework.of_percent(Fraction(100 * (child.figures.yes + more), child.figures.base))
        reached.append(framework.rank(level or to))
        steps.append(Step("cases", node.id, child.id, more, to))
    # Where few cases count, one more may reach past the level.
    return tuple(steps) if min(reached, default=framework.rank(to)) == framework.rank(to) else None


def _down(framework: Framework, node: Node, to: str) -> tuple[Step, ...] | None:
    """One key question has to fall to the level and no farther: the one for which fewest changes do it."""
    ways: list[Step] = []
    bands = framework.rules.percent.bands if framework.rules.percent else []
    # A level may be one that no percentage has.
    higher = [band.start for band in bands if framework.rank(band.level) > framework.rank(to)]
    ceiling, floor = min(higher, default=None), _start(framework, to)
    for child in node.children:
        if child.rating is None:
            continue
        if child.figures is None:
            ways.append(Step("grades", node.id, child.id, framework.rank(child.rating) - framework.rank(to), to))
        elif ceiling is not None and floor is not None:
            # The most that still lies below the next band.
            left = math.ceil(ceiling * child.figures.base / 100) - 1
            if left >= 0 and Fraction(100 * left, child.figures.base) >= floor:
                ways.append(Step("cases", node.id, child.id, child.figures.yes - left, to))
    return (min(ways, key=lambda step: step.number),) if ways else None


def neighbours(framework: Framework, node: Node) -> tuple[Path | None, Path | None]:
    """The fewest changes to the next level a standard can reach, and to the previous one."""
    if node.rating is None or not framework.levels:
        return None, None
    rank = framework.rank(node.rating)
    up = (standard_path(framework, node, level.id) for level in framework.levels[rank + 1 :])
    down = (standard_path(framework, node, level.id) for level in reversed(framework.levels[:rank]))
    return next((path for path in up if path), None), next((path for path in down if path), None)


# --- the overall -----------------------------------------------------------------------------------------------------


def _counted(rating: Rating) -> list[Node]:
    """The standards whose scores are summed."""
    pairs = zip(rating.domains, rating.framework.domains, strict=True)
    return [node for domain, given in pairs if given.scored and not domain.declared for node in domain.children]


def _level_of(rating: Rating, score: int) -> str | None:
    """The overall level that a score would give; None where none is given."""
    overall = rating.overall
    if overall.rating is None or not overall.max:
        return None
    return rating.framework.of_fraction(rating.framework.rules.overall, Fraction(score, overall.max))


def lift(rating: Rating) -> Path | None:
    """The fewest changes that lift the overall; None where it is not given, is the highest, or nothing lifts it."""
    return _overall(rating, range((rating.overall.score or 0) + 1, (rating.overall.max or 0) + 1), higher=True)


def drop(rating: Rating) -> Path | None:
    """The fewest changes that lower the overall; None where it is not given, is the lowest, or nothing lowers it."""
    return _overall(rating, range((rating.overall.score or 0) - 1, -1, -1), higher=False)


def _overall(rating: Rating, scores: Iterable[int], *, higher: bool) -> Path | None:
    framework, overall = rating.framework, rating.overall
    if overall.rating is None or overall.score is None:
        return None
    now = framework.rank(overall.rating)

    def passes(level: str) -> bool:
        return framework.rank(level) > now if higher else framework.rank(level) < now

    goal = next((score for score in scores if (level := _level_of(rating, score)) is not None and passes(level)), None)
    if goal is None:
        return None
    choices = [_moves(framework, node, higher=higher) for node in _counted(rating)]
    chosen = _fewest(choices, abs(goal - overall.score))
    if chosen is None:
        return None
    paths, others, gained = chosen
    score = overall.score + (gained if higher else -gained)
    return Path(_level_of(rating, score) or "", tuple(step for path in paths for step in path.steps), others)


def _moves(framework: Framework, node: Node, *, higher: bool) -> list[tuple[int, Path]]:
    """The ways in which a standard can move the score up or down: by how much, and at the cost of which changes."""
    found = []
    for level in framework.levels if node.rating is not None else ():
        points = (level.score or 0) - (node.score or 0)
        path = standard_path(framework, node, level.id) if points and (points > 0) == higher else None
        if path is not None:
            found.append((abs(points), path))
    return found


def _fewest(choices: list[list[tuple[int, Path]]], points: int) -> tuple[list[Path], int, int] | None:
    """The choice of standards and levels that moves the score by at least so many points with the fewest changes.

    ``choices`` are by standard: points and their path. Of several as short, the one that touches fewest standards, and then
    the one that comes first in the framework's order. Returned with how many others there are, and the points moved.
    """
    # By points reached so far (at most ``points``): changes, standards touched, which of them, the paths, and how many as short.
    best: dict[int, tuple[int, int, tuple[int, ...], tuple[Path, ...], int]] = {0: (0, 0, (), (), 0)}
    ways: dict[tuple[int, int], int] = {(0, 0): 1}
    for place, paths_of in enumerate(choices):
        after, counted = dict(best), dict(ways)
        for reached, (changes, touched, order, paths, sum_) in best.items():
            for gain, path in paths_of:
                key = min(points, reached + gain)
                new = (changes + path.changes, touched + 1, (*order, place), (*paths, path), sum_ + gain)
                if key not in after or new[:3] < after[key][:3]:
                    after[key] = new
        for (reached, changes), number in ways.items():
            for gain, path in paths_of:
                at = (min(points, reached + gain), changes + path.changes)
                counted[at] = counted.get(at, 0) + number
        best, ways = after, counted
    if points not in best:
        return None
    found = best[points]
    return list(found[3]), ways[points, found[0]] - 1, found[4]


def pivots(rating: Rating) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The standards that decide the overall alone: those of which one grade more would lift it, and one less lower it."""
    framework, overall = rating.framework, rating.overall
    if overall.rating is None or overall.score is None:
        return (), ()
    now = framework.rank(overall.rating)
    up: list[str] = []
    down: list[str] = []
    for node in _counted(rating):
        if node.rating is None:
            continue
        rank = framework.rank(node.rating)
        for other, list_ in ((rank + 1, up), (rank - 1, down)):
            if 0 <= other < len(framework.levels):
                score = overall.score - (node.score or 0) + (framework.levels[other].score or 0)
                level = _level_of(rating, score)
                moved = framework.rank(level) - now if level is not None else 0
                if moved * (other - rank) > 0:
                    list_.append(node.id)
    return tuple(up), tuple(down)


def deciding(framework: Framework, node: Node) -> tuple[str, ...]:
    """The key questions that decide a standard: those at its lowest grade; of a judged standard none does alone."""
    if node.source == "judgement" or node.proposed is None:
        return ()
    return tuple(child.id for child in node.children if child.rating == node.proposed)
