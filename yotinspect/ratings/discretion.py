"""A panel's departure from what the figures propose: how near the boundary is, and whether the framework allows it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from yotinspect.ratings.framework import Framework
from yotinspect.ratings.inspection import Discretion
from yotinspect.ratings.node import Figures, Node, Reason, because


def decide(framework: Framework, node: Node, decision: Discretion) -> tuple[Node, Reason | None]:
    """A standard as the panel decided it, and None; or as the figures propose it, and why the decision is refused.

    A decision outside the margin stands where it is marked as an exception, and only there.
    """
    if node.rating is None or decision.to not in [level.id for level in framework.levels]:
        return node, None
    why_not = refused(framework, node, decision.to)
    code = "discretion"
    if why_not is not None:
        if why_not.code != "discretion-outside" or not (decision.exception or "").strip():
            return node, why_not
        code = "discretion-exception"
    reason = because(code, proposed=node.rating, to=decision.to, why=decision.rationale)
    rule = framework.rules.discretion
    return replace(node, rating=decision.to, reason=reason, basis=rule.basis if rule else ""), None


def refused(framework: Framework, node: Node, to: str) -> Reason | None:
    """Why a panel may not move a standard to a level, or None where it may.

    It may go where every key question that stands in the way is within the margin of the boundary, or one case away.
    """
    rule, percent = framework.rules.discretion, framework.rules.percent
    if rule is None or percent is None or node.proposed is None:
        return because("discretion-not-allowed")
    step = framework.rank(to) - framework.rank(node.proposed)
    if step == 0:
        return because("discretion-no-change")
    starts = {band.level: band.start for band in percent.bands}
    if abs(step) > 1 or to not in starts or node.proposed not in starts:
        return because("discretion-outside", margin=rule.margin)
    rated = [child for child in node.children if child.rating is not None]
    if step > 0:
        in_the_way = [child for child in rated if framework.rank(child.rating or "") < framework.rank(to)]
        near = all(_near_above(child.figures, starts[to], rule.margin, rule.one_case) for child in in_the_way)
    else:
        deciding = [child for child in rated if child.rating == node.proposed]
        near = any(_near_below(child.figures, starts[node.proposed], rule.margin, rule.one_case) for child in deciding)
    return None if near else because("discretion-outside", margin=rule.margin)


def _near_above(found: Figures | None, start: Fraction, margin: Fraction, one_case: bool) -> bool:
    # What inspectors graded has no figures that could be near a boundary.
    if found is None or found.percent is None:
        return False
    one_more = Fraction(100 * (found.yes + 1), found.base)
    return start - found.percent <= margin or (one_case and found.no > 0 and one_more >= start)


def _near_below(found: Figures | None, start: Fraction, margin: Fraction, one_case: bool) -> bool:
    if found is None or found.percent is None:
        return False
    one_less = Fraction(100 * (found.yes - 1), found.base)
    return found.percent - start <= margin or (one_case and found.yes > 0 and one_less < start)


def distance(framework: Framework, node: Node, to: str) -> Fraction | None:
    """How many percentage points lie between the figures and the boundary that a decision crosses.

    Upwards the farthest of the key questions in the way, downwards the nearest of those that decide; None without figures or a
    boundary to cross.
    """
    percent = framework.rules.percent
    if percent is None or node.proposed is None:
        return None
    starts = {band.level: band.start for band in percent.bands}
    if to == node.proposed or to not in starts or node.proposed not in starts:
        return None
    rated = [child for child in node.children if child.rating is not None and child.figures is not None]
    if framework.rank(to) > framework.rank(node.proposed):
        ways = [starts[to] - (child.figures.percent or 0) for child in rated
                if child.figures and framework.rank(child.rating or "") < framework.rank(to)]  # fmt: skip
        return max(ways, default=None)
    ways = [(child.figures.percent or 0) - starts[node.proposed] for child in rated
            if child.figures and child.rating == node.proposed]  # fmt: skip
    return min(ways, default=None)
