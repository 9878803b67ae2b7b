"""The rating rules, written twice: what ``yotinspect.ratings`` says of random inspections, and what SQL does.

The second one was written from docs/rating.md alone. A seed that is printed is drawn again with
``random_inspections.draw(seed, library)``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.conftest import LONG
from tests.inspections import TWELVE, counts, judged, rated, write_inspection
from tests.second.random_inspections import draw
from tests.second.sql import RULES, database, laid_out, work_out
from yotinspect.exchange.ratingjson import rating_record
from yotinspect.library import Library

#: Seeds that between them have every kind of thing that the generator makes (see ``KINDS``): what is rare is not left to chance.
CHOSEN = (
    2, 3, 14, 46, 50, 58, 59, 61, 64, 72, 79, 85, 88, 109, 129, 170, 181, 206, 213, 343, 381, 403, 409, 436, 490, 570, 897,
)  # fmt: skip
SEEDS = list(dict.fromkeys((*CHOSEN, *range(1000))))[: 1000 if LONG else 60]
SIGNED = [{"by": "li-1", "date": "2019-03-29"}]

# One process draws and rates them once for all tests.
pytestmark = pytest.mark.xdist_group("second-implementation")


@dataclass
class Both:
    """What either implementation made of the same inspections, and how many errors the first found in each file."""

    first: dict[int, dict[str, Any]]
    second: dict[int, dict[str, Any]]
    errors: dict[int, list[str]]
    connection: duckdb.DuckDBPyConnection


def as_compared(record: Mapping[str, Any]) -> dict[str, Any]:
    """A rating as ``rate --format json`` has it, in the shape that the second implementation gives it."""
    overall = record["overall"]
    return {
        "status": record["status"],
        "overall": overall and (overall["rating"], overall["score"], overall["max"]),
        "domains": {row["id"]: (row["rating"], row["score"], row["max"]) for row in record["domains"]},
        "standards": {
            row["id"]: {name: row[name] for name in ("rating", "proposed", "score", "published_as")}
            | {
                "decision": row["decision"] and (row["decision"]["stands"], row["decision"]["exception"]),
                "key_questions": {kq["id"]: figures for kq in row["key_questions"] if any(figures := _figures(kq))},
            }
            for row in record["standards"]
        },
    }


def _figures(kq: Mapping[str, Any]) -> tuple[Any, ...]:
    percent = None if kq["percent"] is None else round(100 * kq["percent"])
    return (kq["yes"] or 0, kq["no"] or 0, kq["na"] or 0, percent, kq["to_next"], kq["rating"])


def both_of(paths: Mapping[int, Path], library: Library) -> Both:
    first, errors = {}, {}
    for seed, path in paths.items():
        result = rated(path, library)
        assert result.rating is not None, seed
        first[seed] = as_compared(rating_record(result.rating, explain=True))
        errors[seed] = [finding.rule for finding in result.file.findings if finding.severity == "error"]
    connection = database(laid_out(paths, library))
    return Both(first, work_out(connection), errors, connection)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Both:
    home = tmp_path_factory.mktemp("drawn")
    return both_of({seed: draw(seed, library).write(home / str(seed)) for seed in SEEDS}, library)


def differences(one: Any, other: Any, where: str = "") -> list[str]:
    if isinstance(one, dict) and isinstance(other, dict):
        keys = [*one, *(key for key in other if key not in one)]
        return [line for key in keys for line in differences(one.get(key), other.get(key), f"{where}/{key}")]
    return [] if one == other else [f"{where}: first {one}, second {other}"]


@pytest.mark.slow
@pytest.mark.long
def test_both_say_the_same_of_every_inspection(both: Both) -> None:
    found = {seed: differences(both.first[seed], both.second[seed]) for seed in both.first}
    assert not {f"seed {seed}": lines for seed, lines in found.items() if lines}


@pytest.mark.long
def test_what_is_drawn_is_valid_but_for_decisions_that_are_refused(both: Both) -> None:
    """Else the two would be compared where nothing says what should come out."""
    for seed in both.first:
        decisions = [standard["decision"] for standard in both.second[seed]["standards"].values()]
        refused = sum(decision is not None and not decision[0] for decision in decisions)
        assert both.errors[seed] == ["inspection-discretion"] * refused, seed


def test_a_seed_always_draws_the_same(library: Library) -> None:
    assert [draw(seed, library) for seed in SEEDS[:5]] == [draw(seed, library) for seed in SEEDS[:5]]


# --- that agreement means something ---------------------------------------------------------------------------------


def _percent(condition: str) -> str:
    return f"SELECT i FROM kq_rated WHERE base > 0 AND {condition}"


def _sum(score: int, of: int) -> str:
    return f"SELECT i FROM banded WHERE scope = 'overall' AND score = {score} AND maximum = {of}"


def _up(condition: str) -> str:
    return f"SELECT i FROM decided d JOIN near n USING (i, standard) WHERE target = proposed + 1 AND n.place = lowest AND {condition}"


def _down(condition: str) -> str:
    return f"SELECT i FROM decided d JOIN near n USING (i, standard) WHERE target = proposed - 1 AND {condition}"


#: What must have been drawn, and how it is found in the tables.
KINDS = {
    **{f"exactly {at} per cent": _percent(f"100 * yes = {at} * base") for at in (50, 65, 80)},
    **{
        f"one case under {at} per cent": _percent(f"100 * yes < {at} * base AND 100 * (yes + 1) >= {at} * base")
        for at in (50, 65, 80)
    },
    "a percentage on a boundary, from cases": _percent("origin = 'cases' AND 100 * yes IN (50 * base, 65 * base, 80 * base)"),
    "a pooled percentage one under a boundary, from cases": """
        SELECT i FROM kq_rated JOIN standard USING (fw, standard) WHERE fw LIKE 'fji%' AND origin = 'cases' AND base > 50 AND (
        (100 * yes < 65 * base AND 100 * (yes + 1) >= 65 * base) OR (100 * yes < 80 * base AND 100 * (yes + 1) >= 80 * base))""",
    **{f"{score} of 36": _sum(score, 36) for score in (6, 7, 18, 19, 30, 31)},
    **{f"{score} of 24": _sum(score, 24) for score in (12, 13, 20, 21)},
    **{f"{score} of 12": _sum(score, 12) for score in (2, 3, 6, 7)},
    **{f"framework {fw}": f"SELECT i FROM inspection WHERE fw LIKE '{fw}@%'" for fw in (
        "graded-2018", "graded-2021", "graded-2018-organisational", "graded-2025", "graded-2025-children-victims", "fji", "sqs",
    )},
    **{f"cases of {id}": f"SELECT i FROM case_file WHERE questionset LIKE '{id}@%'" for id in ("fji", "sqs", "out-of-court", "victims")},
    "fji and sqs together": """SELECT a.i FROM case_file a JOIN case_file b USING (i)
                               WHERE a.questionset = 'fji@2.0.0' AND b.questionset = 'sqs@2.0.0'""",
    "a case that feeds nothing": "SELECT i FROM case_file JOIN inspection USING (i) WHERE fw LIKE 'fji%' AND questionset LIKE 'out-of%'",
    "an answer missing": "SELECT i FROM faulty_case WHERE why = 'unanswered'",
    "a headline missing": """SELECT i FROM case_file JOIN asked USING (i, c) JOIN question USING (questionset, question)
                             WHERE headline AND state = 'on' AND answer IS NULL""",
    "na": "SELECT i FROM asked WHERE state = 'on' AND answer = 'na'",
    "a headline na": "SELECT i FROM answer WHERE headline AND answer = 'na'",
    "answered off the route": "SELECT i FROM asked WHERE state = 'off' AND answer IS NOT NULL",
    "a headline off the route": """SELECT i FROM case_file JOIN asked USING (i, c) JOIN question USING (questionset, question)
                                   WHERE headline AND state = 'off' AND answer IS NOT NULL""",
    "open and answered": "SELECT i FROM asked WHERE state = 'open' AND answer IS NOT NULL",
    "open and unanswered, where all else is complete": """SELECT i FROM asked WHERE state = 'open' AND answer IS NULL
                                                         AND i NOT IN (SELECT i FROM faulty_case)""",
    "a second assessment": "SELECT i FROM case_file WHERE role = 'second'",
    **{f"a case with {why}": f"SELECT i FROM faulty_case WHERE why = '{why}'" for why in ("no evidence", "no detail", "no date")},
    "an unreadable case": "SELECT i FROM faulty_case WHERE why = 'unreadable'",
    "counts that are zeros": "SELECT i FROM counted WHERE yes + no = 0",
    "a standard of zeros": "SELECT i FROM counted GROUP BY i, standard HAVING sum(yes + no) = 0",
    "judgements alone": "SELECT i FROM judgement WHERE i NOT IN (SELECT i FROM counted) AND i NOT IN (SELECT i FROM case_file)",
    "a standard judged that cases could feed": "SELECT i FROM part JOIN judgement USING (i, standard) WHERE source = 'cases'",
    "up at the very margin": _up("beyond_up = 0 AND NOT case_up AND within"),
    "up by one case": _up("beyond_up > 0 AND case_up AND within"),
    "up inside": _up("beyond_up < 0 AND NOT case_up AND within"),
    "up just outside": _up("beyond_up BETWEEN 1 AND 2 * n.base AND NOT case_up AND NOT stands"),
    "up, and one of two in the way is near": _up("near_up AND NOT stands"),
    "down at the very margin": _down("beyond_down = 0 AND NOT case_down AND within"),
    "down by one case": _down("beyond_down > 0 AND case_down AND within"),
    "down inside": _down("beyond_down < 0 AND NOT case_down AND within"),
    "down outside": _down("NOT within AND NOT stands"),
    "an exception outside": "SELECT i FROM decided WHERE stands AND exception AND NOT within",
    "an exception where none is needed": "SELECT i FROM decided WHERE exception AND within",
    "an exception by two grades": "SELECT i FROM decided WHERE stands AND abs(target - proposed) > 1",
    "refused by two grades": "SELECT i FROM decided WHERE NOT stands AND abs(target - proposed) > 1",
    "decided what was proposed": "SELECT i FROM decided WHERE target = proposed",
    "nothing to depart from": "SELECT i FROM decided WHERE proposed IS NULL",
    "a decision on cases": "SELECT i FROM decided JOIN kq_rated USING (i, standard) WHERE origin = 'cases' AND stands",
    "a decision on an area": "SELECT i FROM decided JOIN inspection USING (i) WHERE fw LIKE 'fji%' AND stands",
    "undated": "SELECT i FROM doubt WHERE why = 'decision undated'",
    "a domain not rated": "SELECT i FROM summed WHERE domain_out AND allowed AND scored",
    "a domain not rated that has to be": "SELECT i FROM summed WHERE domain_out AND NOT allowed",
    "a standard not rated": "SELECT i FROM summed WHERE declared_out AND NOT domain_out AND scored",
    "a domain not rated, but by its standards": """SELECT i FROM summed WHERE source = 'judgement' OR domain IN ('2', '3')
        GROUP BY i, fw, domain HAVING count(*) > 1 AND bool_and(declared_out) AND NOT bool_or(domain_out)""",
    "a standard missing": "SELECT i FROM summed WHERE scored AND NOT declared_out AND NOT not_chosen AND place IS NULL AND score IS NULL",
    "resettlement rated": "SELECT i FROM summed WHERE NOT scored AND place IS NOT NULL",
    "resettlement not rated": "SELECT i FROM summed WHERE NOT scored AND place IS NULL",
    "characteristics propose another grade": "SELECT i FROM summed WHERE by_inspectors AND proposed <> place",
    "characteristics in part": "SELECT i FROM finding JOIN part USING (i, standard) ANTI JOIN characteristics USING (i, standard)",
    "V1.2 is the lower": "SELECT i FROM kq_rated a JOIN kq_rated b USING (i, standard) WHERE a.kq = 'V1.2' AND a.place < b.place",
    "V1.1 is the lower": "SELECT i FROM kq_rated a JOIN kq_rated b USING (i, standard) WHERE a.kq = 'V1.2' AND a.place > b.place",
    "V1.1 without figures": """SELECT i FROM kq_rated a JOIN kq_rated b USING (i, standard)
                               WHERE a.kq = 'V1.2' AND a.place IS NOT NULL AND b.base = 0""",
    "V1.2 not judged": "SELECT i FROM kq_rated a JOIN kq_rated b USING (i, standard) WHERE a.kq = 'V1.2' AND a.place IS NULL AND b.base > 0",
    **{f"module {module}": f"SELECT i FROM inspection WHERE fw LIKE 'fji%' AND module IS NOT DISTINCT FROM {module}"
       for module in ("NULL", "'interventions'", "'court_work'")},
    **{why: f"SELECT i FROM doubt WHERE why = '{why}'" for why in (
        "no source", "sign-off open", "sign-off missing", "partner missing", "partner not in module", "view open",
    )},
    "a view that differs": "SELECT i FROM partner_view WHERE stance = 'differs'",
    "a sign-off by others alone": """SELECT i FROM sign_off JOIN member USING (i, member) GROUP BY i
                                     HAVING bool_and(dated) AND NOT bool_or(role = 'lead_inspector')""",
    "published": "SELECT i FROM inspection WHERE published",
    "published without sources or sign-off": """SELECT i FROM inspection JOIN judgement USING (i)
                                                WHERE published AND sources = 0 AND i NOT IN (SELECT i FROM sign_off)""",
    "published as": "SELECT i FROM judgement WHERE published_as IS NOT NULL",
    "published as, without a rating": "SELECT i FROM judgement WHERE published_as IS NOT NULL AND level IS NULL",
    **{f"status {status}": f"SELECT i FROM status WHERE status = '{status}'" for status in ("incomplete", "provisional", "final")},
    **{f"overall {level}": f"SELECT i FROM banded WHERE scope = 'overall' AND level = '{level}'"
       for level in ("inadequate", "requires_improvement", "good", "outstanding")},
}  # fmt: skip


@pytest.mark.slow
def test_every_kind_of_thing_is_drawn_and_compared(both: Both) -> None:
    compared = set(both.first)
    missing = [
        kind
        for kind, sql in KINDS.items()
        if not compared & {row[0] for row in both.connection.execute(sql).fetchall()}
    ]
    assert not missing


#: Rules written wrongly: each is noticed, so the inspections that are drawn can tell it from the right one.
WRONG = {
    "66 for 65": ("100 * t.yes >= b.at_least *", "100 * t.yes >= CASE b.at_least WHEN 65 THEN 66 ELSE b.at_least END *"),
    "above a boundary, not from it": ("100 * t.yes >= b.at_least *", "100 * t.yes > b.at_least *"),
    "na as a no": ("t.yes + t.no AS base", "t.yes + t.no + t.na AS base"),
    "na in the percentage": ("100 * t.yes >= b.at_least * (t.yes + t.no)", "100 * t.yes >= b.at_least * (t.yes + t.no + t.na)"),
    "the highest key question": ("(SELECT min(place) FROM kq_rated", "(SELECT max(place) FROM kq_rated"),
    "all questions for a headline": ("THEN a.headline AND a.stage = p.stage", "THEN a.stage = p.stage"),
    "headlines alone for an area": ("ELSE TRUE END\nGROUP BY", "ELSE a.headline END\nGROUP BY"),
    "off the route": ("CASE WHEN state <> 'off' THEN answer END AS answer", "answer"),
    "not what is open": ("CASE WHEN state <> 'off' THEN", "CASE WHEN state = 'on' THEN"),
    "second assessments": ("WHERE role = 'first' AND", "WHERE"),
    "facts": ("role = 'first' AND q.kind = 'judgement'", "role = 'first'"),
    "inside the margin, not at it": ("beyond_up <= 0 OR", "beyond_up < 0 OR"),
    "no margin downwards": ("beyond_down <= 0 OR", ""),
    "no case upwards": ("beyond_up <= 0 OR case_up", "beyond_up <= 0"),
    "no case downwards": ("beyond_down <= 0 OR case_down", "beyond_down <= 0"),
    "one near key question upwards": ("bool_and(near_up)", "bool_or(near_up)"),
    "all near key questions downwards": ("bool_or(near_down)", "bool_and(near_down)"),
    "no exceptions": ("within OR exception AND target <> proposed", "within"),
    "under a fraction, not up to it": ("t.score * b.den <= b.num * t.maximum", "t.score * b.den < b.num * t.maximum"),
    "resettlement counts": ("r.scored AND NOT r.domain_out AS counts", "NOT r.domain_out AS counts"),
    "the maximum does not shrink": ("coalesce(sum(most) FILTER (counts), 0)", "sum(most) FILTER (scored)"),
    "the upper of two in the middle": ("FILTER (2 * nth <= number + 1)", "FILTER (2 * nth <= number + 2)"),
    "any sign-off": (" AND m.role = r.role", ""),
    "published is no exemption": ("sources = 0 AND NOT published", "sources = 0"),
    "a missing standard is provisional": ("THEN 'incomplete' WHEN", "THEN 'provisional' WHEN"),
}  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize("wrong", list(WRONG)[:: 1 if LONG else 5])
def test_a_rule_written_wrongly_is_noticed(both: Both, wrong: str) -> None:
    right, other = WRONG[wrong]
    assert RULES.count(right) == 1
    compared = list(both.first)
    found = work_out(both.connection, RULES.replace(right, other), "wrong")
    assert any(found[seed] != both.first[seed] for seed in compared)


# --- where the two differ -------------------------------------------------------------------------------------------

_GOOD = judged(dict.fromkeys(TWELVE, "good"))
_DECISION = {"to": "requires_improvement", "rationale": "So few.", "panel": ["li-1"], "agreed": "2019-03-29"}
_BUT_21 = {name: judgement for name, judgement in _GOOD.items() if name != "2.1"}
#: What the two once took differently, each in its smallest inspection, of graded-2018@1.1.0.
SMALLEST: dict[str, dict[str, Any]] = {
    "one case from above": {
        "judgements": _BUT_21,
        "counts": {"2.1": {"desistance": counts(2, 0), "child": counts(100, 0), "others": counts(31, 9)}},
        "discretion": {"2.1": _DECISION},
        "sign_off": SIGNED,
    },
    "no source where cases could feed": {
        "judgements": _GOOD | {"2.1": {"rating": "good", "rationale": "Because."}},
        "sign_off": SIGNED,
    },
    "published and undated": {
        "judgements": _BUT_21,
        "counts": {"2.1": {"desistance": counts(4, 0), "child": counts(4, 0), "others": counts(70, 30)}},
        "discretion": {"2.1": {key: value for key, value in _DECISION.items() if key != "agreed"}},
        "published": "https://example.org/report",
    },
}


@pytest.fixture(scope="module")
def smallest(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Both:
    home = tmp_path_factory.mktemp("disputed")
    written = (
        write_inspection(home / str(n), framework="graded-2018@1.1.0", **SMALLEST[name])
        for n, name in enumerate(SMALLEST)
    )
    return both_of(dict(enumerate(written)), library)


@pytest.mark.parametrize("once", SMALLEST)
def test_what_was_once_taken_differently_is_so_no_longer(once: str, smallest: Both) -> None:
    number = list(SMALLEST).index(once)
    assert smallest.first[number] == smallest.second[number]
    assert set(smallest.errors[number]) <= {"inspection-discretion"}
