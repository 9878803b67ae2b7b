"""A key question's count to its figures and its grade."""

from __future__ import annotations

import math

from yotinspect.ratings.framework import Framework
from yotinspect.ratings.node import Evidence, Figures, Node, because
from yotinspect.ratings.tally import Count


def figures(framework: Framework, count: Count) -> Figures:
    """The figures of a count, with how far the neighbouring grades are."""
    percent = count.percent
    up = down = None
    starts = list(framework.starts().values())
    if percent is not None and starts:
        above = [start for start in starts if start > percent]
        if above:
            more = math.ceil(above[0] * count.base / 100) - count.yes
            up = more if more <= count.no else None
        floor = max(start for start in starts if start <= percent)
        if floor > starts[0]:
            down = count.yes - math.ceil(floor * count.base / 100) + 1
    cases = tuple(count.yes_cases), tuple(count.no_cases)
    return Figures(count.yes, count.no, count.na, percent, up, down, *cases, count.off)


def key_question(framework: Framework, name: str, count: Count, source: Evidence) -> Node:
    """A key question that is counted: not rated where nothing counts, and never 0%."""
    made_of = figures(framework, count)
    rule = framework.rules.percent
    if made_of.percent is None:
        reason = because("nothing-applicable" if count.na else "no-answers")
        return Node("key_question", name, None, reason, rule.basis if rule else "", source, figures=made_of)
    if rule is None:
        basis = framework.rules.overall.basis
        return Node("key_question", name, None, because("not-graded"), basis, source, figures=made_of)
    level = framework.of_percent(made_of.percent)
    return Node("key_question", name, level, because("percent-band", level=level), rule.basis, source, figures=made_of)
