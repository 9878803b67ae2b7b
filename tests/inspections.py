"""Small inspections for tests: written in one call, read and rated by the real thing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from yotinspect.library import Library
from yotinspect.workspace import Rated, rate_inspection

TWELVE = ("1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "2.4", "3.1", "3.2", "3.3", "3.4")
LEVELS = ("inadequate", "requires_improvement", "good", "outstanding")


def write_inspection(folder: Path, cases: Mapping[str, Any] | None = None, **fields: Any) -> Path:
    """An inspection.yaml (JSON is YAML) with cases by file name; returns the inspection's file."""
    folder.mkdir(parents=True, exist_ok=True)
    record = {
        "inspection": "test",
        "yot": "Testshire",
        "programme": "graded",
        "framework": "graded-2018@1.0.0",
        "team": [
            {"id": "li-1", "role": "lead_inspector"},
            {"id": "la-3", "role": "local_assessor", "home_yot": "Otherton"},
        ],
    } | fields
    path = folder / "inspection.yaml"
    path.write_text(json.dumps(record), "utf-8")
    (folder / "cases").mkdir(exist_ok=True)
    for name, case in (cases or {}).items():
        (folder / "cases" / f"{name}.yaml").write_text(json.dumps(case), "utf-8")
    return path


def judged(ratings: Mapping[str, str]) -> dict[str, Any]:
    """Judgements with all that a judgement should have."""
    return {
        name: {"rating": rating, "rationale": "Because.", "sources": ["minutes"]} for name, rating in ratings.items()
    }


def counts(yes: int, no: int, na: int = 0) -> dict[str, int]:
    """Totals of a key question."""
    return {"yes": yes, "no": no, "na": na}


def rated(path: Path, library: Library, framework: str | None = None) -> Rated:
    """Rate it."""
    return rate_inspection(path, library, framework)


def full_case(
    library: Library,
    name: str,
    place: str = "fji@2.0.0",
    answer: str = "yes",
    details: Mapping[str, Any] | None = None,
    **answers: Any,
) -> dict[str, Any]:
    """A case that answers every question of a set alike, but for those given (``R_AH="no"``)."""
    from yotinspect.records import Place

    questions = library.questionset(Place(*place.split("@")))[0]
    assert questions is not None
    given: dict[str, Any] = {}
    for item in questions.items.values():
        value = answer if answer in item.answers else item.answers[0]
        given[item.id] = _evidenced(value)
    for key, value in answers.items():
        given[key.replace("_", "-")] = _evidenced(value)
    return {
        "case": name,
        "questionset": place,
        "assessor": "li-1",
        "assessed": "2019-03-05",
        "details": {
            "order": "youth_rehabilitation_order", "started": "2018-08-01", "age": "15", "psr": "full", "custody": "inside",
            "looked_after": "home_authority", "transferred": "in", "roh_level": "high", "vulnerability_level": "high", "victim": "yes",
        } | dict(details or {}),
        "answers": given,
    }  # fmt: skip


def _evidenced(value: Any) -> Any:
    return {"answer": "no", "evidence": "It was not done."} if value == "no" else value
