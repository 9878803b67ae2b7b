"""A rating as the JSON that scripts rely on: one more view of the tree."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from yotinspect.ratings.rate import Node, Rating
from yotinspect.ratings.standout import StandOut, strengths, weaknesses
from yotinspect.ratings.words import tell


def rating_record(rating: Rating, *, explain: bool = False, language: str = "en") -> dict[str, Any]:
    """One inspection, its reasons in ``language``. ``explain`` adds the reason and basis of every node and the cases on either side."""
    framework = rating.framework
    overall = None
    if framework.rules.overall.rule != "none":
        node = rating.overall
        overall = {
            "rating": node.rating,
            "score": node.score,
            "max": node.max,
            "reason": None if node.rating is not None else tell(node.reason, framework, language),
        }
        if explain:
            overall |= _why(rating, node, language)
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
        "standards": [_standard(rating, domain, standard, explain, language) for domain, standard in rating.standards],
    }


def _standard(rating: Rating, domain: Node, node: Node, explain: bool, language: str) -> dict[str, Any]:
    standard = rating.framework.standards()[node.id][1]
    record = {
        "id": node.id,
        "domain": domain.id,
        "rating": node.rating,
        "proposed": node.proposed,
        "score": node.score,
        "source": node.source,
        "reason": _null_reason(rating, node, language),
        "key_questions": [_key_question(rating, child, explain, language) for child in node.children],
        "strengths": [_standing_out(row) for row in strengths(rating, standard)],
        "improvements": [_standing_out(row) for row in weaknesses(rating, standard)],
    }
    return record | (_why(rating, node, language) if explain else {})


def _standing_out(row: StandOut) -> dict[str, Any]:
    count = row.count
    percent = None if count.percent is None else two_decimals(count.percent)
    return {"question": row.item.id, "yes": count.yes, "no": count.no, "na": count.na, "percent": percent}


def _key_question(rating: Rating, node: Node, explain: bool, language: str) -> dict[str, Any]:
    figures = node.figures
    assert figures is not None
    record: dict[str, Any] = {
        "id": node.id,
        "yes": figures.yes,
        "no": figures.no,
        "na": figures.na,
        "percent": None if figures.percent is None else two_decimals(figures.percent),
        "rating": node.rating,
        "to_next": figures.to_next,
    }
    if node.rating is None:
        record["reason"] = tell(node.reason, rating.framework, language)
    if explain:
        sides = {"to_lower": figures.to_lower, "yes_cases": list(figures.yes_cases), "no_cases": list(figures.no_cases)}
        record |= sides | _why(rating, node, language)
    return record


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
