"""A rating as the JSON that scripts rely on: one more view of the tree."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from yotinspect.exchange.judgedjson import decision_record, findings_record, partners_record, sources_record
from yotinspect.ratings import distance
from yotinspect.ratings.explain import firm
from yotinspect.ratings.firmness import Firmness
from yotinspect.ratings.node import Node, Rating
from yotinspect.ratings.priorities import way
from yotinspect.ratings.standout import StandOut, strengths, weaknesses
from yotinspect.ratings.words import tell, word


def rating_record(rating: Rating, *, explain: bool = False, language: str = "en") -> dict[str, Any]:
    """One inspection, its reasons in ``language``. ``explain`` adds the reason and basis of every node, the cases on either
    side, and the fewest changes to the neighbouring grades.
    """
    framework = rating.framework
    overall: dict[str, Any] | None = None
    if framework.rules.overall.rule != "none":
        node = rating.overall
        overall = {
            "rating": node.rating,
            "score": node.score,
            "max": node.max,
            "reason": None if node.rating is not None else tell(node.reason, framework, language),
        }
        if explain:
            up, down = distance.pivots(rating)
            overall |= _why(rating, node, language)
            overall |= {"lift": _path(way(rating)), "drop": _path(way(rating, higher=False))}
            overall |= {"decides_up": list(up), "decides_down": list(down)}
    caseloads = {domain.id: domain.caseload for domain in framework.domains}
    return {
        "inspection": rating.inspection.inspection,
        "yot": rating.inspection.yot,
        "framework": framework.place,
        "status": rating.status,
        "status_reasons": [tell(reason, framework, language) for reason in rating.status_reasons],
        "cases": len(rating.tally.counted),
        "overall": overall,
        "domains": [
            {
                "id": domain.id,
                "rating": domain.rating,
                "score": domain.score,
                "max": domain.max,
                "reason": _null_reason(rating, domain, language),
            }
            | (_why(rating, domain, language) if explain else {})
            for domain in rating.domains
        ],
        "standards": [
            _standard(rating, domain, standard, caseloads.get(domain.id), explain, language)
            for domain, standard in rating.standards
        ],
    }


def _standard(
    rating: Rating, domain: Node, node: Node, caseload: str | None, explain: bool, language: str
) -> dict[str, Any]:
    standard = rating.framework.standards()[node.id][1]
    judgement = rating.inspection.judgements.get(node.id)
    record: dict[str, Any] = {
        "id": node.id,
        "domain": domain.id,
        "rating": node.rating,
        "proposed": node.proposed,
        "score": node.score,
        "source": node.source,
        "reason": _null_reason(rating, node, language),
        "published_as": judgement.published_as if judgement is not None else None,
        "decision": decision_record(rating, node),
        "key_questions": [
            _key_question(rating, child, caseload, explain, language)
            for child in node.children
            if _of_framework(rating, child)
        ],
        "strengths": [_standing_out(row) for row in strengths(rating, standard)],
        "improvements": [_standing_out(row) for row in weaknesses(rating, standard)],
    }
    if judgement is not None and node.source == "judgement":
        record |= {"sources": sources_record(judgement), "findings": findings_record(rating, node.id)}
        record |= {"partners": partners_record(rating, node.id)}
    if explain:
        higher, lower = distance.neighbours(rating.framework, node)
        record |= _why(rating, node, language)
        record |= {"deciding": list(distance.deciding(node))}
        record |= {"higher": _path(higher), "lower": _path(lower)}
    return record


def _of_framework(rating: Rating, child: Node) -> bool:
    """Whether a key question is the framework's own; those of a judged standard belong to its set, and are findings."""
    return child.figures is not None or child.id in rating.framework.key_questions


def _standing_out(row: StandOut) -> dict[str, Any]:
    count = row.count
    percent = None if count.percent is None else two_decimals(count.percent)
    return {"question": row.item.id, "yes": count.yes, "no": count.no, "na": count.na, "percent": percent}


def _key_question(rating: Rating, node: Node, caseload: str | None, explain: bool, language: str) -> dict[str, Any]:
    figures = node.figures
    record: dict[str, Any] = {
        "id": node.id,
        "yes": figures.yes if figures else None,
        "no": figures.no if figures else None,
        "na": figures.na if figures else None,
        "percent": None if figures is None or figures.percent is None else two_decimals(figures.percent),
        "rating": node.rating,
        "to_next": figures.to_next if figures else None,
    }
    if node.rating is None:
        record["reason"] = tell(node.reason, rating.framework, language)
    found = firm(rating, node, caseload)
    record["firmness"] = None if found is None else _firmness(found, language)
    if explain:
        if figures is not None:
            cases = {"yes_cases": list(figures.yes_cases), "no_cases": list(figures.no_cases)}
            record |= {"to_lower": figures.to_lower, **cases}
        record |= _why(rating, node, language)
    return record


def _firmness(found: Firmness, language: str) -> dict[str, Any]:
    return {
        "population": found.population,
        "sample": found.sample,
        "low": found.low,
        "high": found.high,
        "low_percent": two_decimals(found.low_percent),
        "high_percent": two_decimals(found.high_percent),
        "confidence": float(found.confidence),
        "chance": round(float(found.chance), 4),
        "word": str(word(found.word.word, language)),
        "worth": None if found.worth is None else two_decimals(found.worth),
    }


def _path(path: distance.Path | None) -> dict[str, Any] | None:
    """The fewest changes to a level; a step is so many cases or grades in one place, or a decision withdrawn."""
    if path is None:
        return None
    steps = [
        {
            "kind": step.kind,
            "standard": step.standard,
            "key_question": step.key_question,
            "number": step.number,
            "to": step.to,
        }
        for step in path.steps
    ]
    return {"to": path.to, "changes": path.changes, "steps": steps, "others": path.others}


def _null_reason(rating: Rating, node: Node, language: str) -> str | None:
    return None if node.rating is not None else tell(node.reason, rating.framework, language)


def _why(rating: Rating, node: Node, language: str) -> dict[str, Any]:
    return {
        "because": tell(node.reason, rating.framework, language),
        "rule": node.reason.code,
        "basis": node.basis or None,
    }


def two_decimals(value: Fraction) -> float:
    """An exact percentage to two decimals, half up."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return float(exact.quantize(Decimal("0.01"), ROUND_HALF_UP))
