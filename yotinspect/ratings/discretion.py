"""A panel's departure from what the figures propose: how near the boundary is, and whether the framework allows it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from yotinspect.ratings.framework import Framework
from yotinspect.ratings.inspection import Discretion
from yotinspect.ratings.node import Figures, Node, Reason, because
from yotinspect.ratings.rules import DiscretionRule


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
    assert rule is not None  # or it would have been refused
    return replace(node, rating=decision.to, reason=reason, basis=rule.basis), None


def refused(framework: Framework, node: Node, to: str) -> Reason | None:
    """Why a panel may not move a standard to a level, or None where it may.

    It may go where every key question that stands in the way is within the margin of the boundary, or one case away.
    """
    rule, starts = framework.rules.discretion, framework.starts()
    if rule is None or node.proposed is None:
        return because("discretion-not-allowed")
    step = framework.rank(to) - framework.rank(node.proposed)
    if step == 0:
        return because("discretion-no-change")
    if abs(step) > 1 or to not in starts or node.proposed not in starts:
        return because("discretion-outside", margin=rule.margin)
    if step > 0:
        in_the_way = [one for one in node.children if one.rating is not None and framework.rank(one.rating) < framework.rank(to)]  # fmt: skip
        near = all(_near_above(child.figures, starts[to], rule) for child in in_the_way)
    else:
        deciding = [child for child in node.children if child.rating == node.proposed]
        near = any(_near_below(child.figures, starts[node.proposed], rule) for child in deciding)
    return None if near else because("discretion-outside", margin=rule.margin)


def _near_above(found: Figures | None, start: Fraction, rule: DiscretionRule) -> bool:
    # What inspectors graded has no figures that could be near a boundary.
    if found is None:
        return False
    percent, one_more = (Fraction(100 * yes, found.base) for yes in (found.yes, found.yes + 1))
    return start - percent <= rule.margin or (rule.one_case and found.no > 0 and one_more >= start)


def _near_below(found: Figures | None, start: Fraction, rule: DiscretionRule) -> bool:
    if found is None:
        return False
    percent, one_less = (Fraction(100 * yes, found.base) for yes in (found.yes, found.yes - 1))
    return percent - start <= rule.margin or (rule.one_case and one_less < start)


def distance(framework: Framework, node: Node, to: str) -> Fraction | None:
    """How many percentage points lie between the figures and the boundary that a decision crosses, the last where it crosses
    several.

    Upwards the farthest of the key questions in the way, downwards the nearest of those that decide; None without figures or a
    boundary to cross.
    """
    starts, proposed = framework.starts(), node.proposed
    if proposed is None or to == proposed or to not in starts or proposed not in starts:
        return None
    counted = [(child.percent, child.rating) for child in node.children if child.percent is not None and child.rating is not None]  # fmt: skip
    if framework.rank(to) > framework.rank(proposed):
        return max((starts[to] - percent for percent, level in counted if framework.rank(level) < framework.rank(to)), default=None)  # fmt: skip
    boundary = min(start for level, start in starts.items() if framework.rank(level) > framework.rank(to))
    return min((percent - boundary for percent, level in counted if level == proposed), default=None)
