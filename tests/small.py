"""Small frameworks, inspections and cases for tests, built in memory: each a line or two, graded in a millisecond."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from tests.inspections import LEVELS
from yotinspect.cases.assess import Assessed
from yotinspect.cases.model import Case
from yotinspect.cases.route import Asked
from yotinspect.findings import RULES, Finding, did_you_mean
from yotinspect.questions.model import Checks, Heading
from yotinspect.questions.sets import Item, QuestionSet
from yotinspect.ratings.framework import Framework
from yotinspect.ratings.inspection import Inspection
from yotinspect.ratings.node import Node, Rating
from yotinspect.ratings.rate import rate
from yotinspect.ratings.tally import Tally, tally
from yotinspect.records import Place
from yotinspect.yamlfile import dotted

Row = dict[str, Any]

BANDS: Mapping[str, Any] = MappingProxyType(dict(zip(LEVELS, (0, 50, 65, 80), strict=True)))
ENDS: Mapping[str, Any] = MappingProxyType(dict(zip(LEVELS, ("1/6", "1/2", "5/6", "1"), strict=True)))
#: An area for each key question of the small frameworks, of the same name.
AREAS = ("x", "y", "z")


def summed(ends: Mapping[str, Any] = ENDS, basis: str = "sums") -> Row:
    """A rule that bands the sum of scores."""
    bands = [{"level": level, "up_to": str(end)} for level, end in ends.items()]
    return {"rule": "sum_of_scores", "bands": bands, "basis": basis}


def banded(bands: Mapping[str, Any] = BANDS) -> Row:
    """A rule that bands percentages."""
    return {"bands": [{"level": level, "from": str(start)} for level, start in bands.items()], "basis": "percentages"}


def counted(name: str, *keys: str, **more: Any) -> Row:
    """A standard that cases answer by headlines; without key questions named, by x."""
    return {"id": name, "source": "cases", "fed_by": "headlines", "sets": ["set"], "stage": "planning", "key_questions": list(keys or ["x"])} | more  # fmt: skip


def pooled(name: str, area: str = "x", **more: Any) -> Row:
    """A standard that all judgements of an area feed."""
    return {"id": name, "source": "cases", "fed_by": "questions", "sets": ["set"], "area": area} | more


def judged(name: str, **more: Any) -> Row:
    """A standard that inspectors judge."""
    return {"id": name, "source": "judgement"} | more


def domain(name: str, *standards: Row, **more: Any) -> Row:
    """A domain of standards."""
    return {"id": name, "label": {"en": f"Domain {name}"}, "standards": [{"label": {"en": f"Standard {one['id']}"}} | one for one in standards]} | more  # fmt: skip


def framework(*domains: Row, scores: Mapping[str, int | None] | None = None, rules: Row | None = None, **more: Any) -> Framework:  # fmt: skip
    """A framework of four levels that score 0 to 3, with key questions x, y and z, and a judged one, j.

    ``rules`` are added to those for percentages, standards and sums; one that is None is left out.
    """
    scored = dict(zip(LEVELS, range(4), strict=True)) if scores is None else scores
    levels = [{"id": name, "score": score, "label": {"en": name}, "symbol": "●", "colour": "#1d6b43"} for name, score in scored.items()]  # fmt: skip
    every: Row = {
        "percent": banded(), "standard": {"rule": "lowest_key_question", "basis": "lowest"},
        "domain": summed(basis="domains"), "overall": summed(basis="overall"),
    } | (rules or {})  # fmt: skip
    keys: Row = {name: {"label": {"en": name}, "area": name} for name in AREAS}
    keys["j"] = {"label": {"en": "j"}, "area": "arrangements", "judged": "yes", "sets": ["service"]}
    return Framework.model_validate(
        {
            "framework": "small", "version": "1.0.0", "status": "draft", "edition": "2020-05", "programme": "graded",
            "title": {"en": "Small"}, "description": {"en": "Small."}, "levels": levels, "key_questions": keys,
            "domains": list(domains), "rules": {name: rule for name, rule in every.items() if rule is not None},
        } | more
    )  # fmt: skip


def inspection(counts: Mapping[str, Any] | None = None, **fields: Any) -> Inspection:
    """An inspection. ``counts``: by standard and key question (yes, no) or (yes, no, na); of one key question, x, alone."""
    rows: dict[str, Row] = {}
    for name, given in (counts or {}).items():
        keys = given if isinstance(given, Mapping) else {"x": given}
        rows[name] = {key: dict(zip(("yes", "no", "na"), row, strict=False)) for key, row in keys.items()}
    record = {"inspection": "i", "yot": "Testshire", "programme": "graded", "framework": "small@1.0.0", "counts": rows}
    return Inspection.model_validate(record | fields)


def graded(framework: Framework, counts: Mapping[str, Any] | None = None, supposed: Mapping[str, str] | None = None, **fields: Any) -> Rating:  # fmt: skip
    """The rating of an inspection without case files."""
    return rate(framework, inspection(counts, **fields), Tally(framework), {}, supposed)


def given(**ratings: str) -> Row:
    """Judgements with all that a judgement should have."""
    return {name: {"rating": rating, "rationale": "Because.", "sources": ["minutes"]} for name, rating in ratings.items()}  # fmt: skip


def decision(to: str, **more: Any) -> Row:
    """A panel's decision."""
    return {"to": to, "rationale": "Because.", "panel": ["li-1"], "agreed": "2020-06-01"} | more


def standard(rating: Rating, name: str = "S") -> Node:
    """A standard of a rating, which must be there."""
    node = rating.standard(name)
    assert node is not None
    return node


# --- cases ---------------------------------------------------------------------------------------------------------------


def item(name: str, area: str = "x", stage: str = "planning", **more: Any) -> Item:
    """A question of sufficiency."""
    shape: Row = {
        "id": name, "block": "b", "area": area, "stage": stage, "view": "desk", "scale": "sufficiency", "kind": "judgement",
        "answers": ("yes", "no", "na"), "evidence_for": frozenset(), "headline": False, "when": None, "themes": (), "reasons": (),
    }  # fmt: skip
    return Item(**(shape | more))


def questions(*items: Item, place: str = "set@1.0.0", base: str | None = None) -> QuestionSet:
    """A question set of these."""
    name, version = place.split("@")
    heading = Heading.model_validate({"questionset": name, "version": version, "status": "draft", "edition": "2020", "programme": "graded", "basis": "ours"})  # fmt: skip
    areas, stages = (tuple(dict.fromkeys(getattr(one, part) for one in items)) for part in ("area", "stage"))
    checks = Checks.model_validate({"headline": {"share": "1/2", "at_least": 3, "basis": "ours"}})
    return QuestionSet(Place(name, version), heading, base, areas, stages, ("desk",), (), {}, checks, {}, {one.id: one for one in items})  # fmt: skip


def assessed(asked: QuestionSet | None, name: str, answers: Mapping[str, str] | None = None, *, off: Iterable[str] = (), faults: int = 0, file: str | None = None, **fields: Any) -> Assessed:  # fmt: skip
    """A case as it was assessed with a set, but for questions that are ``off`` its route, with so many errors.

    Without a set it is a file that could not be read. The digest is the name of the file.
    """
    file = file or f"{name}.yaml"
    if asked is None:
        return Assessed(file, None, None, file)
    record = {"case": name, "questionset": str(asked.place), "assessor": "li-1", "answers": dict(answers or {})}
    case = Case.model_validate(record | fields)
    findings = [Finding("case-missing-answer", "error", file, 1, 1, "", "It is not answered.", "Answer it.")] * faults
    reached = {question: Asked.OFF if question in off else Asked.ON for question in asked.items}
    return Assessed(file, case, asked, file, reached, findings=findings)


def of_cases(framework: Framework, *cases: Assessed, **fields: Any) -> Rating:
    """The rating of an inspection by its cases."""
    return rate(framework, inspection(**fields), tally(framework, cases))


# --- findings ------------------------------------------------------------------------------------------------------------


class Noted(list[tuple[str, str]]):
    """In place of a file: rule and path of every finding, a path that points at its key with a colon behind it.

    ``said`` are their messages with what to do. Words are held by the golden files; tests of rules look for names in them.
    """

    def __init__(self, root: Any = None) -> None:
        self.root = root
        self.said: list[str] = []

    def add(self, rule: str, path: tuple[str | int, ...], message: str, help: str, *, key: bool = False) -> None:
        """As a file notes a finding."""
        assert rule in RULES
        assert isinstance(key, bool)
        assert isinstance(message, str)
        assert isinstance(help, str)
        self.append((rule, dotted(path) + (":" if key else "")))
        self.said.append(f"{message} {help}")

    def suggest(self, given_name: str, known: Iterable[str]) -> str:
        """As a file suggests a near name."""
        return did_you_mean(given_name, known)
