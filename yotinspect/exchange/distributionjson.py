"""A distribution of overall ratings as JSON."""

from __future__ import annotations

from typing import Any

from yotinspect.ratings.distribution import Distribution
from yotinspect.ratings.words import word


def distribution_record(found: Distribution, language: str = "en") -> dict[str, Any]:
    """How often each overall rating is given, beside what was published; a number that was not seen is null."""
    published = [
        {
            "label": str(word(one.label, language)),
            "services": one.services,
            "levels": {level: one.levels.get(level) for level in found.levels},
            "basis": one.basis,
        }
        for one in found.published
    ]
    return {
        "framework": found.framework.framework,
        "rated": found.rated,
        "not_rated": found.not_rated,
        "levels": found.levels,
        "published": published,
    }
