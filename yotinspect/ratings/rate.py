"""Counts and judgements to grades: one tree in which every node holds its value, its rule and what it hangs on."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any, Literal, NamedTuple

from yotinspect.ratings.framework import Domain, Framework, Standard
from yotinspect.ratings.inspection import Inspection
from yotinspect.ratings.tally import Count, Tally

Status = Literal["final", "provisional", "incomplete"]


class Reason(NamedTuple):
    """Why something is as it is: a code of ``ratings.words`` and what its sentence names."""

    code: str
    values: tuple[tuple[str, Any], ...] = ()


def because(code: str, **values: Any) -> Reason:
    """A reason from keyword arguments."""
    return Reason(code, tuple(values.items()))


class Figures(NamedTuple):
    """What a percentage is made of. ``to_next``: how many more of the same judgements as yes would lift the grade."""

    yes: int
    no: int
    na: int
    percent: Fraction | None
    to_next: int | None
    to_lower: int | None
    yes_cases: tuple[str, ...] = ()
    no_cases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Node:
    """A grade and why. ``rating`` is None where none is given; ``reason`` then says why not."""

    kind: Literal["overall", "domain", "standard", "key_question"]
    id: str
    rating: str | None
    reason: Reason
    basis: str
    source: Literal["cases", "counts", "judgement"] | None = None
    proposed: str | None = None
    score: int | None = None
    max: int | None = None
    figures: Figures | None = None
    children: tuple[Node, ...] = ()
    declared: bool = False  # declared not rated


@dataclass(frozen=True)
class Rating:
    """The result for an inspection: its tree, how far it is to be relied on, and why not further."""

    inspection: Inspection
    framework: Framework
    tally: Tally
    overall: Node
    status: Status
    status_reasons: tuple[Reason, ...]
    refused: tuple[tuple[str, Reason], ...] = field(default=())

    @property
    def domains(self) -> tuple[Node, ...]:
        """The domains in the framework's order."""
        return self.overall.children

    @property
    def standards(self) -> tuple[tuple[Node, Node], ...]:
        """Every standard with its domain, in the framework's order."""
        return tuple((domain, standard) for domain in self.overall.children for standard in domain.children)


def rate(framework: Framework, inspection: Inspection, tally: Tally) -> Rating:
    """Grade an inspection. Raises nothing for what is missing: it is a reason in the tree."""
    refused: list[tuple[str, Reason]] = []
    domains = tuple(_domain(framework, inspection, tally, domain, refused) for domain in framework.domains)
    overall = _overall(framework, domains)
    status, reasons = _status(framework, inspection, tally, overall)
    return Rating(inspection, framework, tally, overall, status, reasons, tuple(refused))


# --- key questions ----------------------------------------------------------------------------------------------------


def figures(framework: Framework, count: Count) -> Figures:
    """The figures of a count, with how far the neighbouring grades are."""
    percent = count.percent
    up = down = None
    rule = framework.rules.percent
    if percent is not None and rule is not None:
        starts = [band.start for band in rule.bands]
        above = [start for start in starts if start > percent]
        if above:
            more = math.ceil(above[0] * count.base / 100) - count.yes
            up = more if more <= count.no else None
        floor = max(start for start in starts if start <= percent)
        if floor > starts[0]:
            down = count.yes - math.ceil(floor * count.base / 100) + 1
    return Figures(count.yes, count.no, count.na, percent, up, down, tuple(count.yes_cases), tuple(count.no_cases))


def _key_question(framework: Framework, name: str, count: Count) -> Node:
    made_of = figures(framework, count)
    rule = framework.rules.percent
    if made_of.percent is None:
        reason = because("nothing-applicable" if count.na else "no-answers")
        return Node("key_question", name, None, reason, rule.basis if rule else "", figures=made_of)
    level = framework.of_percent(made_of.percent)
    if level is None or rule is None:
        return Node("key_question", name, None, because("not-graded"), framework.rules.overall.basis, figures=made_of)
    return Node("key_question", name, level, because("percent-band", level=level), rule.basis, figures=made_of)


# --- standards --------------------------------------------------------------------------------------------------------


def _standard(framework: Framework, inspection: Inspection, tally: Tally, standard: Standard, refused: list[tuple[str, Reason]]) -> Node:  # fmt: skip
    name = standard.id
    if name in inspection.not_rated:
        return Node("standard", name, None, because("declared", why=inspection.not_rated[name]), "", declared=True)
    fed, counted = tally.fed(standard), name in inspection.counts
    judged = inspection.judgements.get(name)
    if judged is not None and (inspection.published or not (fed or counted)):
        known = judged.rating in [level.id for level in framework.levels]
        rating = judged.rating if known else None
        reason = because("judged" if known else "unknown-level")
        node = Node("standard", name, rating, reason, "", source="judgement", proposed=rating)
        return _scored(framework, node)
    if standard.source == "judgement":
        return Node("standard", name, None, because("not-judged"), "", source="judgement")
    if not fed and not counted:
        return Node("standard", name, None, _unfed(framework, tally, standard), "", source="cases")
    node = _from_figures(framework, inspection, tally, standard, fed)
    return _scored(framework, _with_discretion(framework, inspection, node, refused))


def _from_figures(framework: Framework, inspection: Inspection, tally: Tally, standard: Standard, fed: bool) -> Node:
    names = standard.key_questions or [standard.id]
    given = inspection.counts.get(standard.id, {})
    children = []
    for name in names:
        if fed:
            count = tally.key_questions.get((standard.id, name), Count())
        else:
            total = given.get(name)
            # A negative total is a finding of its own, and no figure.
            sound = total is not None and min(total.yes, total.no, total.na) >= 0
            count = Count(total.yes, total.no, total.na) if total is not None and sound else Count()
        children.append(_key_question(framework, name, count))
    source: Literal["cases", "counts"] = "cases" if fed else "counts"
    rated = [child for child in children if child.rating is not None]
    if framework.rules.percent is None:
        reason = because("not-graded")
        return Node(
            "standard", standard.id, None, reason, framework.rules.overall.basis, source, children=tuple(children)
        )
    if not rated:
        return Node("standard", standard.id, None, because("no-key-question"), "", source, children=tuple(children))
    if standard.fed_by == "questions":
        only = rated[0]
        reason, basis = because("pooled", level=only.rating), framework.rules.percent.basis
        return Node("standard", standard.id, only.rating, reason, basis, source, only.rating, children=tuple(children))
    lowest = min(rated, key=lambda child: framework.rank(child.rating or ""))
    deciding = tuple(child.id for child in rated if child.rating == lowest.rating)
    reason = because("lowest", deciding=deciding, level=lowest.rating)
    basis = framework.rules.standard.basis if framework.rules.standard else ""
    return Node("standard", standard.id, lowest.rating, reason, basis, source, lowest.rating, children=tuple(children))


def _unfed(framework: Framework, tally: Tally, standard: Standard) -> Reason:
    sets = sorted({place for (name, _), places in tally.unfed.items() if name == standard.id for place in places})
    if sets:
        return because("set-cannot-feed", sets=tuple(sets))
    if not standard.sets:
        return because("no-set-feeds")
    return because("no-cases")


def _scored(framework: Framework, node: Node) -> Node:
    if node.rating is None:
        return node
    return replace(node, score=framework.level(node.rating).score)


def _with_discretion(framework: Framework, inspection: Inspection, node: Node, refused: list[tuple[str, Reason]]) -> Node:  # fmt: skip
    decision = inspection.discretion.get(node.id)
    if decision is None or node.rating is None or decision.to not in [level.id for level in framework.levels]:
        return node
    why_not = discretion_refused(framework, node, decision.to)
    if why_not is not None:
        refused.append((node.id, why_not))
        return node
    reason = because("discretion", proposed=node.rating, to=decision.to, why=decision.rationale)
    rule = framework.rules.discretion
    return replace(node, rating=decision.to, reason=reason, basis=rule.basis if rule else "")


def discretion_refused(framework: Framework, node: Node, to: str) -> Reason | None:
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
    rated = [child for child in node.children if child.rating is not None and child.figures is not None]
    if step > 0:
        in_the_way = [child for child in rated if framework.rank(child.rating or "") < framework.rank(to)]
        near = all(_near_above(child, starts[to], rule.margin, rule.one_case) for child in in_the_way)
    else:
        near = any(
            _near_below(child, starts[node.proposed], rule.margin, rule.one_case)
            for child in rated
            if child.rating == node.proposed
        )
    return None if near else because("discretion-outside", margin=rule.margin)


def _near_above(child: Node, start: Fraction, margin: Fraction, one_case: bool) -> bool:
    found = child.figures
    assert found is not None
    assert found.percent is not None
    one_more = Fraction(100 * (found.yes + 1), found.yes + found.no)
    return start - found.percent <= margin or (one_case and found.no > 0 and one_more >= start)


def _near_below(child: Node, start: Fraction, margin: Fraction, one_case: bool) -> bool:
    found = child.figures
    assert found is not None
    assert found.percent is not None
    one_less = Fraction(100 * (found.yes - 1), found.yes + found.no)
    return found.percent - start <= margin or (one_case and found.yes > 0 and one_less < start)


# --- domains and overall ----------------------------------------------------------------------------------------------


def _domain(framework: Framework, inspection: Inspection, tally: Tally, domain: Domain, refused: list[tuple[str, Reason]]) -> Node:  # fmt: skip
    declared = inspection.not_rated.get(domain.id)
    standards: list[Node] = []
    for standard in domain.standards:
        if standard.module and inspection.module != standard.id:
            continue
        if declared is not None:
            standards.append(Node("standard", standard.id, None, because("declared", why=declared), "", declared=True))
        else:
            standards.append(_standard(framework, inspection, tally, standard, refused))
    children = tuple(standards)
    basis = framework.rules.domain.basis
    if declared is not None:
        return Node("domain", domain.id, None, because("declared", why=declared), "", children=children, declared=True)
    if framework.rules.domain.rule == "none" or not domain.scored:
        code = "no-domain-rating" if domain.scored else "never-counts"
        return Node("domain", domain.id, None, because(code), basis, children=children)
    top = max(level.score or 0 for level in framework.levels)
    most = top * len(children)
    if most <= 0:
        return Node("domain", domain.id, None, because("nothing-scored"), basis, children=children)
    missing = tuple(child.id for child in children if child.score is None)
    if missing:
        return Node(
            "domain", domain.id, None, because("standards-missing", missing=missing), basis, max=most, children=children
        )
    score = sum(child.score or 0 for child in children)
    rating = framework.of_fraction(framework.rules.domain, Fraction(score, most))
    return Node(
        "domain",
        domain.id,
        rating,
        because("sum", score=score, max=most),
        basis,
        score=score,
        max=most,
        children=children,
    )


def _overall(framework: Framework, domains: tuple[Node, ...]) -> Node:
    rule = framework.rules.overall

    def node(rating: str | None, reason: Reason, score: int | None = None, most: int | None = None) -> Node:
        return Node("overall", framework.place, rating, reason, rule.basis, score=score, max=most, children=domains)

    if rule.rule == "none":
        return node(None, because("framework-none"))
    scored = [d for d, given in zip(domains, framework.domains, strict=True) if given.scored]
    remaining = [domain for domain in scored if not domain.declared]
    top = max(level.score or 0 for level in framework.levels)
    most = sum(top * len(domain.children) for domain in remaining)
    if len(remaining) < len(scored):
        shrink = framework.rules.shrink
        gone = tuple(domain.id for domain in scored if domain.declared)
        if shrink is None or len(remaining) < shrink.at_least or set(gone) & set(shrink.always):
            return node(None, because("too-few-domains", gone=gone), most=most)
    if most <= 0:
        return node(None, because("nothing-scored"))
    missing = tuple(standard.id for domain in remaining for standard in domain.children if standard.score is None)
    if missing:
        return node(None, because("standards-missing", missing=missing), most=most)
    score = sum(standard.score or 0 for domain in remaining for standard in domain.children)
    rating = framework.of_fraction(rule, Fraction(score, most))
    return node(rating, because("sum", score=score, max=most), score, most)


def _status(framework: Framework, inspection: Inspection, tally: Tally, overall: Node) -> tuple[Status, tuple[Reason, ...]]:  # fmt: skip
    missing: list[str] = []
    for domain, given in zip(overall.children, framework.domains, strict=True):
        for standard in domain.children:
            graded = framework.levels and standard.rating is None
            empty = not framework.levels and not any(
                c.figures and c.figures.percent is not None for c in standard.children
            )
            if given.scored and not domain.declared and (graded or empty):
                missing.append(standard.id)
    open_ = tuple(name for name, decision in inspection.discretion.items() if decision.agreed is None)
    reasons: list[Reason] = []
    if missing:
        reasons.append(because("standards-missing", missing=tuple(missing)))
    ungraded = framework.rules.overall.rule != "none" and overall.rating is None
    if ungraded and overall.reason not in reasons:
        reasons.append(overall.reason)
    if tally.doubled:
        reasons.append(because("cases-doubled", number=len(tally.doubled), cases=tuple(tally.doubled)))
    if tally.invalid:
        reasons.append(because("cases-invalid", number=len(tally.invalid), files=tuple(tally.invalid)))
    if tally.incomplete:
        reasons.append(because("cases-incomplete", number=len(tally.incomplete), cases=tuple(tally.incomplete)))
    if open_:
        reasons.append(because("discretion-open", standards=open_))
    status: Status = "incomplete" if missing or ungraded else "provisional" if reasons else "final"
    return status, tuple(reasons)


def faulty(rating: Rating, number: int) -> Rating:
    """The same rating of an inspection whose file has so many errors: never final."""
    status: Status = "provisional" if rating.status == "final" else rating.status
    return replace(
        rating, status=status, status_reasons=(*rating.status_reasons, because("inspection-faults", number=number))
    )
