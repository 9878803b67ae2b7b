"""What to improve first: the standards that could rise, in the order in which they would lift the overall soonest.

First those that the fewest changes to the next overall rating consist of, then those of which one grade more would lift it
alone, then the others that count, then those that never do. Within each, the fewest changes a grade come first; of as few
those that figures decide, since a case is less than a judgement of the whole; then as the framework has them. The order is
ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from yotinspect.ratings import distance
from yotinspect.ratings.distance import Path, Step
from yotinspect.ratings.node import Node, Rating

#: ``way``: among the fewest changes that lift the overall, with others; ``alone``: one grade more would lift it; ``counts``:
#: it adds to the score; ``apart``: it never does, or there is no overall that it could lift.
Role = Literal["way", "alone", "counts", "apart"]
_ORDER: tuple[Role, ...] = ("way", "alone", "counts", "apart")


@dataclass(frozen=True)
class Priority:
    """A standard that could rise, the fewest changes that raise it, and what that does to the overall.

    The path of one on the way to the next overall rating goes as far as that way needs; of any other to its next level.
    """

    standard: str
    path: Path
    role: Role


def way(rating: Rating, *, higher: bool = True) -> Path | None:
    """The fewest changes to the next overall rating, or to the previous one; None where there is none.

    Of ways as short, one of single grades where there is one: five standards each a grade better are more likely than one
    that goes from the lowest grade to the highest.
    """
    exact = distance.lift(rating) if higher else distance.drop(rating)
    if exact is None:
        return None
    needed = sum(_points(rating, name, path) for name, path in _by_standard(exact).items())
    scored = {domain.id for domain in rating.framework.domains if domain.scored}
    singles = []
    for place, (domain, node) in enumerate(rating.standards):
        path = distance.neighbours(rating.framework, node)[0 if higher else 1]
        if path is not None and domain.id in scored and not domain.declared and _grades(rating, node, path) == 1:
            singles.append((path.changes, node.source == "judgement", place, node.id, path))
    steps: list[Step] = []
    for *_order, name, path in sorted(singles):  # no two have the same place
        if needed <= 0:
            break
        steps += path.steps
        needed -= _points(rating, name, path)
    single = Path(exact.to, tuple(steps), exact.others)
    return single if needed == 0 and single.changes == exact.changes else exact


def priorities(rating: Rating) -> list[Priority]:
    """The standards that could rise, the one to begin with first."""
    on_it = _by_standard(way(rating))
    up, _ = distance.pivots(rating)
    found: list[tuple[bool, int, Fraction, bool, int, Priority]] = []
    for place, (domain, node) in enumerate(rating.standards):
        path = on_it.get(node.id) or distance.neighbours(rating.framework, node)[0]
        if path is None:
            continue
        role = _role(rating, domain, node, on_it, up)
        each = Fraction(path.changes, _grades(rating, node, path))
        judged = node.source == "judgement"
        found.append((node.id not in on_it, _ORDER.index(role), each, judged, place, Priority(node.id, path, role)))
    return [row[-1] for row in sorted(found)]


def _by_standard(path: Path | None) -> dict[str, Path]:
    """A path over several standards as one path each."""
    steps = path.steps if path is not None else ()
    names = dict.fromkeys(step.standard for step in steps)
    return {
        name: Path(own[-1].to, own) for name in names if (own := tuple(step for step in steps if step.standard == name))
    }


def _role(rating: Rating, domain: Node, node: Node, on_it: dict[str, Path], up: tuple[str, ...]) -> Role:
    if node.id in up:
        return "alone"
    if node.id in on_it:
        return "way"
    given = next(one for one in rating.framework.domains if one.id == domain.id)
    return "counts" if given.scored and rating.overall.rating is not None else "apart"


def _grades(rating: Rating, node: Node, path: Path) -> int:
    """How many grades a path moves a standard."""
    framework = rating.framework
    return abs(framework.rank(path.to) - framework.rank(node.rating or path.to))


def _points(rating: Rating, name: str, path: Path) -> int:
    """How many points a path moves the score."""
    node = rating.standard(name)
    assert node is not None
    return abs((rating.framework.level(path.to).score or 0) - (node.score or 0))
