"""What was judged and decided, as JSON: findings with their sources, partners' views, and a panel's decision."""

from __future__ import annotations

from typing import Any

from yotinspect.ratings.discretion import distance
from yotinspect.ratings.inspection import Found, Judgement, Source
from yotinspect.ratings.judged import judged_parts, kinds_that_agree, questions, sources_of
from yotinspect.ratings.node import Node, Rating


def decision_record(rating: Rating, node: Node) -> dict[str, Any] | None:
    """A panel's decision on a standard: what was proposed and decided, how far apart, by whom, when; None without one."""
    decision, rule = rating.inspection.discretion.get(node.id), rating.framework.rules.discretion
    if decision is None:
        return None
    levels = [level.id for level in rating.framework.levels]
    apart = distance(rating.framework, node, decision.to) if decision.to in levels else None
    return {
        "proposed": node.proposed,
        "decided": decision.to,
        "stands": node.departs,
        "exception": node.reason.code == "discretion-exception",
        "apart": None if apart is None else round(float(apart), 2),
        "margin": None if rule is None else float(rule.margin),
        "rationale": decision.rationale,
        "exception_reason": decision.exception,
        "panel": decision.panel,
        "agreed": decision.agreed.isoformat() if decision.agreed else None,
    }


def _source(source: Source) -> dict[str, Any]:
    return {"kind": source.kind, "what": source.what, "agrees": source.agrees}


def sources_record(judgement: Judgement) -> dict[str, Any]:
    """What a judgement rests on, and the kinds of source that agree."""
    return {
        "own": [_source(one) for one in judgement.sources],
        "kinds": sorted(kinds_that_agree(sources_of(judgement))),
    }


def findings_record(rating: Rating, name: str) -> list[dict[str, Any]]:
    """What was found on the prompts and key questions of a judged standard, in the order of the set that asks."""
    part, judgement = judged_parts(rating.framework).get(name), rating.inspection.judgements[name]
    rows = []
    for item in questions(part, rating.asked) if part is not None else ():
        found = judgement.findings.get(item.id, Found())
        row = {"question": item.id, "key_question": item.stage, "grade": item.graded, "answer": found.answer}
        rows.append(row | {"finding": found.finding, "sources": [_source(one) for one in found.sources]})
    return rows


def partners_record(rating: Rating, name: str) -> list[dict[str, Any]]:
    """Which partner inspectorates contribute to a standard, and whether they agree with its judgement."""
    judgement, rows = rating.inspection.judgements[name], []
    for who, part in rating.inspection.partners.items():
        if name in part.contributes:
            view = judgement.partners.get(who)
            rows.append(
                {"partner": who, "inspectorate": part.inspectorate, "view": view.view if view else None,
                 "rating": view.rating if view else None, "rationale": view.rationale if view else None}
            )  # fmt: skip
    return rows
