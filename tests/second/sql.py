"""The rules of docs/rating.md once more, as SQL on DuckDB: an oracle that shares no code with ``yotinspect.ratings``.

Frameworks, question sets and inspections are read with PyYAML and laid into tables as they stand; everything that is worked
out from them is worked out in SQL, in whole numbers. Which question is asked of which case is taken from
``yotinspect.cases.route``, since routes are not what is tested here.

Where docs/rating.md says nothing, this reads it as the first implementation does: an exception may go further than the next
grade; a pooled area's one case is one answer; V1 waits for V1.2, but not for victims; the maximum leaves out each domain
declared not rated, even where too little remains; what characteristics propose waits for all key questions; a partner takes
part who has members, and a view that differs is not open, whatever it lacks; a domain that does not count has no rating.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import yaml

from yotinspect.cases.model import Case
from yotinspect.cases.route import route
from yotinspect.library import Library
from yotinspect.records import Place

HOME = Path(__file__).resolve().parents[2] / "questionsets"
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

#: As files say it: ``level.place`` counts from the worst; ``asked`` has a row for every question of a case's set.
TABLES = """
CREATE TABLE framework (fw TEXT, overall_rule TEXT, domain_rule TEXT, shrink_to INT, margin INT, one_case BOOL, rates BOOL);
CREATE TABLE shrink_always (fw TEXT, domain TEXT);
CREATE TABLE sign_off_role (fw TEXT, role TEXT);
CREATE TABLE level (fw TEXT, place INT, level TEXT, score INT);
CREATE TABLE percent_band (fw TEXT, place INT, at_least INT);
CREATE TABLE sum_band (fw TEXT, scope TEXT, place INT, num INT, den INT);
CREATE TABLE domain (fw TEXT, pos INT, domain TEXT, scored BOOL);
CREATE TABLE standard (fw TEXT, pos INT, domain TEXT, standard TEXT, source TEXT, fed_by TEXT, stage TEXT, module BOOL);
CREATE TABLE feeding_set (fw TEXT, standard TEXT, id TEXT);
CREATE TABLE standard_kq (fw TEXT, standard TEXT, pos INT, kq TEXT, area TEXT, judged BOOL);
CREATE TABLE asking (fw TEXT, standard TEXT, id TEXT, area TEXT);
CREATE TABLE published_word (fw TEXT, word TEXT, level TEXT);
CREATE TABLE needed_partner (fw TEXT, module TEXT, partner TEXT);
CREATE TABLE question (questionset TEXT, id TEXT, question TEXT, area TEXT, stage TEXT, kind TEXT, headline BOOL, evidence BOOL);
CREATE TABLE needed_detail (questionset TEXT, detail TEXT);

CREATE TABLE inspection (i INT, fw TEXT, module TEXT, published BOOL);
CREATE TABLE judgement (i INT, standard TEXT, level TEXT, published_as TEXT, sources INT);
CREATE TABLE finding (i INT, standard TEXT, question TEXT, answer TEXT);
CREATE TABLE answered_set (i INT, questionset TEXT);
CREATE TABLE partner_view (i INT, standard TEXT, partner TEXT, stance TEXT);
CREATE TABLE counted (i INT, standard TEXT, kq TEXT, yes BIGINT, no BIGINT, na BIGINT);
CREATE TABLE not_rated (i INT, part TEXT);
CREATE TABLE decision (i INT, standard TEXT, level TEXT, agreed BOOL, exception BOOL);
CREATE TABLE sign_off (i INT, member TEXT, dated BOOL);
CREATE TABLE member (i INT, member TEXT, role TEXT);
CREATE TABLE partner (i INT, partner TEXT, members INT);
CREATE TABLE contribution (i INT, partner TEXT, standard TEXT);
CREATE TABLE case_file (i INT, c INT, questionset TEXT, role TEXT, readable BOOL, dated BOOL);
CREATE TABLE given_detail (i INT, c INT, detail TEXT);
CREATE TABLE asked (i INT, c INT, question TEXT, state TEXT, answer TEXT, evidence BOOL);
"""

RULES = """
-- Standards with what was declared of them. A module that was not chosen is no part of the inspection.
CREATE TABLE part AS
SELECT i, fw, s.pos, s.domain, standard, source, fed_by, stage, d.scored,
       EXISTS (FROM not_rated n WHERE n.i = x.i AND n.part = s.domain) AS domain_out,
       EXISTS (FROM not_rated n WHERE n.i = x.i AND n.part IN (s.domain, s.standard)) AS declared_out,
       s.module AND s.standard IS DISTINCT FROM x.module AS not_chosen
FROM inspection x JOIN standard s USING (fw) JOIN domain d USING (fw, domain);

-- Answers. What is off the route and what a second assessment says never counts.
CREATE TABLE read_case AS SELECT i, c, questionset, role FROM case_file WHERE readable;
CREATE TABLE answer AS
SELECT i, c, questionset, q.id, q.area, q.stage, q.kind, q.headline, CASE WHEN state <> 'off' THEN answer END AS answer
FROM read_case JOIN asked USING (i, c) JOIN question q USING (questionset, question)
WHERE role = 'first' AND q.kind = 'judgement';

-- Key questions: one headline a case, or all sufficiency questions of an area pooled. A case feeds a key question where its
-- set asks the question at all.
CREATE TABLE from_cases AS
SELECT i, standard, kq,
       count(*) FILTER (a.answer = 'yes') AS yes, count(*) FILTER (a.answer = 'no') AS no, count(*) FILTER (a.answer = 'na') AS na
FROM part p JOIN standard_kq k USING (fw, standard) JOIN feeding_set f USING (fw, standard) JOIN answer a USING (i, id)
WHERE p.source = 'cases' AND NOT k.judged AND a.area = k.area
  AND CASE p.fed_by WHEN 'headlines' THEN a.headline AND a.stage = p.stage ELSE TRUE END
GROUP BY ALL;

CREATE TABLE tally AS
SELECT i, standard, kq, yes, no, na, 'cases' AS origin FROM from_cases
UNION ALL SELECT i, standard, kq, yes, no, na, 'counts' FROM counted;

-- Judgements. Words that a report used in place of a level stand for the level that they fall under.
CREATE TABLE judged AS
SELECT j.i, x.fw, j.standard, j.published_as, l.place
FROM judgement j JOIN inspection x USING (i) LEFT JOIN published_word w ON w.fw = x.fw AND w.word = j.published_as
JOIN level l ON l.fw = x.fw AND l.level = coalesce(j.level, w.level);

-- What characteristics propose, once each key question has a grade: the middle one, the lower of two in the middle.
CREATE TABLE graded AS
SELECT x.i, x.fw, s.standard, q.question, f.answer
FROM inspection x JOIN asking a USING (fw) JOIN standard s USING (fw, standard) JOIN answered_set USING (i)
JOIN question q ON q.questionset = answered_set.questionset AND q.id = a.id AND q.area = a.area AND q.kind = 'grade'
LEFT JOIN finding f ON f.i = x.i AND f.standard = s.standard AND f.question = q.question;

CREATE TABLE characteristics AS
SELECT i, standard, max(place) FILTER (2 * nth <= number + 1) AS place
FROM (SELECT g.i, g.standard, l.place, row_number() OVER (PARTITION BY g.i, g.standard ORDER BY l.place, g.question) AS nth,
             count(*) OVER (PARTITION BY g.i, g.standard) AS number
      FROM graded g LEFT JOIN level l ON l.fw = g.fw AND l.level = g.answer)
GROUP BY i, standard, number HAVING count(place) = number;

-- Percentage = yes / (yes + no), banded exactly: yes / base >= from / 100. Without a yes and without a no: not rated.
CREATE TABLE kq_rated AS
SELECT p.i, p.fw, p.standard, k.pos, k.kq, k.judged, t.origin, t.yes, t.no, t.na, t.yes + t.no AS base,
       CASE WHEN k.judged THEN j.place
            ELSE (SELECT max(place) FROM percent_band b
                  WHERE b.fw = p.fw AND t.yes + t.no > 0 AND 100 * t.yes >= b.at_least * (t.yes + t.no)) END AS place
FROM part p JOIN standard_kq k USING (fw, standard)
LEFT JOIN tally t ON t.i = p.i AND t.standard = p.standard AND t.kq = k.kq
LEFT JOIN judged j ON j.i = p.i AND k.judged AND j.standard = k.kq
WHERE NOT p.declared_out AND NOT EXISTS (FROM judged own WHERE own.i = p.i AND own.standard = p.standard);

-- The lowest key question decides, once inspectors have judged what they judge of it; or they judge it as a whole.
CREATE TABLE proposed AS
SELECT p.*, CASE WHEN p.declared_out OR p.not_chosen THEN NULL
                 WHEN j.place IS NOT NULL THEN j.place
                 ELSE (SELECT min(place) FROM kq_rated k WHERE k.i = p.i AND k.standard = p.standard
                       HAVING bool_and(k.place IS NOT NULL OR NOT k.judged)) END AS place,
       j.place IS NOT NULL AS by_inspectors, j.published_as, c.place AS characteristics
FROM part p LEFT JOIN judged j USING (i, fw, standard) LEFT JOIN characteristics c USING (i, standard);

-- Discretion. Upwards every key question in the way must be near, downwards one of those that decide is enough; near is within the margin of the
-- boundary that stands between, or one case from its other side.
CREATE TABLE near AS
SELECT k.i, k.standard, k.kq, k.place, k.base, p.place AS lowest,
       up.at_least * k.base - 100 * k.yes - f.margin * k.base AS beyond_up,
       f.one_case AND 100 * (k.yes + 1) >= up.at_least * k.base AS case_up,
       100 * k.yes - own.at_least * k.base - f.margin * k.base AS beyond_down,
       f.one_case AND k.yes > 0 AND 100 * (k.yes - 1) < own.at_least * k.base AS case_down,
       coalesce(k.base > 0 AND (beyond_up <= 0 OR case_up), FALSE) AS near_up,
       coalesce(k.base > 0 AND (beyond_down <= 0 OR case_down), FALSE) AS near_down
FROM kq_rated k JOIN proposed p USING (i, standard) JOIN framework f ON f.fw = k.fw
LEFT JOIN percent_band own ON own.fw = k.fw AND own.place = p.place
LEFT JOIN percent_band up ON up.fw = k.fw AND up.place = p.place + 1
WHERE k.place IS NOT NULL;

CREATE TABLE weighed AS
SELECT d.i, d.standard, l.place AS target, p.place AS proposed, d.agreed, d.exception,
       CASE l.place - p.place
         WHEN 1 THEN (SELECT bool_and(near_up) FROM near n WHERE n.i = d.i AND n.standard = d.standard AND n.place < l.place)
         WHEN -1 THEN (SELECT bool_or(near_down) FROM near n WHERE n.i = d.i AND n.standard = d.standard AND n.place = n.lowest)
         ELSE FALSE END AS within
FROM decision d JOIN proposed p USING (i, standard) JOIN level l ON l.fw = p.fw AND l.level = d.level;

CREATE TABLE decided AS SELECT *, coalesce(within OR exception AND target <> proposed, FALSE) AS stands FROM weighed;

CREATE TABLE rated AS
SELECT p.* EXCLUDE place, CASE WHEN by_inspectors THEN coalesce(characteristics, p.place) ELSE p.place END AS proposed, d.stands, d.exception AND NOT d.within AND d.stands AS exceptional,
       CASE WHEN d.stands THEN d.target ELSE p.place END AS place
FROM proposed p LEFT JOIN decided d USING (i, standard);

-- Only whole domains make the maximum smaller, and only where enough remains.
CREATE TABLE may_shrink AS
SELECT x.i, NOT EXISTS (FROM part p WHERE p.i = x.i AND p.scored AND p.domain_out) OR f.shrink_to IS NOT NULL
            AND NOT EXISTS (FROM shrink_always a JOIN not_rated n ON n.part = a.domain WHERE n.i = x.i AND a.fw = x.fw)
            AND (SELECT count(DISTINCT p.domain) FROM part p WHERE p.i = x.i AND p.scored AND NOT p.domain_out) >= f.shrink_to AS allowed
FROM inspection x JOIN framework f USING (fw);

CREATE TABLE summed AS
SELECT r.*, m.allowed, l.level, l.score, (SELECT max(score) FROM level top WHERE top.fw = r.fw) AS most,
       r.scored AND NOT r.domain_out AS counts
FROM rated r JOIN may_shrink m USING (i) LEFT JOIN level l ON l.fw = r.fw AND l.place = r.place;

CREATE TABLE total AS
SELECT i, fw, 'domain' AS scope, domain, CASE WHEN counts THEN f.domain_rule ELSE 'none' END AS rule, min(pos) AS pos, sum(most) AS maximum,
       CASE WHEN count(score) = count(*) THEN sum(score) END AS score
FROM summed JOIN framework f USING (fw) GROUP BY ALL
UNION ALL
SELECT i, fw, 'overall', NULL, f.overall_rule, 0, coalesce(sum(most) FILTER (counts), 0),
       CASE WHEN bool_and(allowed) AND bool_and(score IS NOT NULL) FILTER (counts) THEN sum(score) FILTER (counts) END
FROM summed JOIN framework f USING (fw) GROUP BY ALL;

CREATE TABLE banded AS
SELECT t.i, t.scope, t.domain, t.pos, t.rule,
       CASE WHEN t.rule = 'sum_of_scores' THEN t.score END AS score,
       CASE WHEN t.rule = 'sum_of_scores' THEN t.maximum END AS maximum,
       (SELECT l.level FROM level l WHERE l.fw = t.fw AND l.place = (
            SELECT min(b.place) FROM sum_band b
            WHERE b.fw = t.fw AND b.scope = t.scope AND t.rule = 'sum_of_scores' AND t.score * b.den <= b.num * t.maximum)) AS level
FROM total t;

-- How far it is to be relied on.
CREATE TABLE faulty_case AS
SELECT DISTINCT i, c, 'unreadable' AS why FROM case_file WHERE NOT readable
UNION ALL SELECT DISTINCT i, c, 'unanswered' FROM read_case JOIN asked USING (i, c) WHERE state = 'on' AND answer IS NULL
UNION ALL SELECT DISTINCT i, c, 'no evidence' FROM read_case JOIN asked a USING (i, c) JOIN question q USING (questionset, question)
          WHERE q.evidence AND a.state <> 'off' AND a.answer = 'no' AND NOT a.evidence
UNION ALL SELECT DISTINCT i, c, 'no detail' FROM read_case JOIN needed_detail USING (questionset) ANTI JOIN given_detail USING (i, c, detail)
UNION ALL SELECT i, c, 'no date' FROM case_file WHERE readable AND NOT dated;

CREATE TABLE doubt AS
SELECT i, 'missing standard' AS why FROM summed s JOIN framework USING (fw)
WHERE scored AND NOT not_chosen AND NOT (domain_out AND (allowed OR overall_rule <> 'sum_of_scores'))
  AND CASE WHEN rates THEN place IS NULL ELSE NOT declared_out AND NOT EXISTS (FROM kq_rated k WHERE k.i = s.i AND k.standard = s.standard AND base > 0) END
UNION ALL SELECT i, 'missing standard' FROM summed GROUP BY i HAVING bool_and(declared_out)
UNION ALL SELECT i, 'case ' || why FROM faulty_case
UNION ALL SELECT i, 'decision refused' FROM decided WHERE NOT stands
UNION ALL SELECT i, 'decision undated' FROM decided JOIN inspection USING (i) WHERE stands AND NOT agreed AND NOT published
UNION ALL SELECT i, 'no source' FROM judgement JOIN inspection USING (i) WHERE sources = 0 AND NOT published
UNION ALL SELECT i, 'sign-off open' FROM sign_off JOIN inspection USING (i) WHERE NOT dated AND NOT published
UNION ALL SELECT i, 'sign-off missing' FROM inspection x JOIN sign_off_role r USING (fw)
          WHERE NOT published AND NOT EXISTS (FROM sign_off s JOIN member m USING (i, member) WHERE s.i = x.i AND s.dated AND m.role = r.role)
UNION ALL SELECT i, 'partner missing' FROM inspection x JOIN needed_partner n USING (fw)
          WHERE NOT published AND n.module IS NULL AND NOT EXISTS (FROM partner p WHERE p.i = x.i AND p.partner = n.partner AND p.members > 0)
UNION ALL SELECT i, 'partner not in module' FROM inspection x JOIN needed_partner n USING (fw, module)
          WHERE NOT published AND NOT EXISTS (FROM contribution c WHERE c.i = x.i AND c.partner = n.partner AND c.standard = x.module)
UNION ALL SELECT c.i, 'view open' FROM contribution c JOIN inspection x USING (i) JOIN judgement j USING (i, standard)
          LEFT JOIN partner_view v USING (i, standard, partner) WHERE NOT published AND v.stance IS NULL;

CREATE TABLE status AS
SELECT i, CASE WHEN bool_or(why = 'missing standard') THEN 'incomplete' WHEN count(why) > 0 THEN 'provisional' ELSE 'final' END AS status
FROM inspection LEFT JOIN doubt USING (i) GROUP BY i;
"""

Rows = dict[str, list[tuple[Any, ...]]]


@cache
def read(path: Path) -> Any:
    """A file as PyYAML has it, every scalar a text."""
    return parse(path)


def parse(path: Path) -> Any:
    """A file as PyYAML has it, read anew."""
    return yaml.load(path.read_text("utf-8"), Loader=_LOADER)


def framework_rows(names: Iterable[str]) -> Rows:
    """Frameworks as rows of tables."""
    rows: Rows = {}

    def add(table: str, *row: Any) -> None:
        rows.setdefault(table, []).append(row)

    for name in names:
        told = read(HOME / "frameworks" / "{}/{}.yaml".format(*name.split("@")))
        rules, levels = told["rules"], {}
        discretion = rules.get("discretion", {})
        add("framework", name, rules["overall"]["rule"], rules["domain"]["rule"], rules.get("shrink", {}).get("at_least"),
            discretion.get("margin"), discretion.get("one_case") == "yes", "levels" in told)  # fmt: skip
        for domain in rules.get("shrink", {}).get("always", []):
            add("shrink_always", name, domain)
        for role in rules.get("sign_off", {}).get("roles", []):
            add("sign_off_role", name, role)
        for place, level in enumerate(told.get("levels", [])):
            levels[level["id"]] = place
            add("level", name, place, level["id"], level.get("score"))
        for band in rules.get("percent", {}).get("bands", []):
            add("percent_band", name, levels[band["level"]], band["from"])
        for scope in ("domain", "overall"):
            for band in rules[scope].get("bands", []):
                num, _, den = band["up_to"].partition("/")
                add("sum_band", name, scope, levels[band["level"]], num, den or 1)
        for word, what in told.get("published_as", {}).items():
            add("published_word", name, word, what["level"])
        for partner in rules.get("partners", {}).get("always", []):
            add("needed_partner", name, None, partner)
        for module, partners in rules.get("partners", {}).get("modules", {}).items():
            for partner in partners:
                add("needed_partner", name, module, partner)
        for pos, domain in enumerate(told["domains"]):
            add("domain", name, pos, domain["id"], domain.get("scored", "yes") == "yes")
            for standard in domain["standards"]:
                here = standard["id"]
                add("standard", name, len(rows.get("standard", [])), domain["id"], here, standard["source"], standard.get("fed_by"),
                    standard.get("stage"), standard.get("module") == "yes")  # fmt: skip
                if standard["source"] != "cases":
                    for id in standard.get("sets", []):
                        add("asking", name, here, id, standard["area"])
                    continue
                for id in standard["sets"]:
                    add("feeding_set", name, here, id)
                asked = standard.get("key_questions", [])
                for pos_kq, kq in enumerate(asked):
                    what = told["key_questions"][kq]
                    add("standard_kq", name, here, pos_kq, kq, what["area"], what.get("judged") == "yes")
                if not asked:
                    add("standard_kq", name, here, 0, standard["area"], standard["area"], False)
    return rows


def set_rows(places: Iterable[str]) -> Rows:
    """Question sets as rows: what each question judges, and which details every case needs."""
    rows: Rows = {"question": [], "needed_detail": []}
    for place in places:
        id, version = place.split("@")
        told = read(HOME / id / version / "questionset.yaml")
        kept = set(told["questions"]) if "base" in told else None
        if kept is not None:
            base, at = told["base"].split("@")
            told = read(HOME / base / at / "questionset.yaml") | {"details": told.get("details")}
            base_details = read(HOME / base / at / "questionset.yaml")["details"]
            told["details"] = {k: base_details[k] for k in told["details"] or base_details}
        for block in told["blocks"]:
            for question in block["questions"]:
                if kept is None or question["id"] in kept:
                    scale = told["scales"][question["scale"]]
                    rows["question"].append((place, id, question["id"], block["area"], block["stage"], scale["kind"],
                                             question.get("headline") == "yes", "no" in scale.get("evidence_for", [])))  # fmt: skip
        needed = (name for name, detail in told["details"].items() if detail.get("required") == "yes")
        rows["needed_detail"] += [(place, name) for name in needed]
    return rows


def inspection_rows(number: int, path: Path, library: Library, rows: Rows) -> None:
    """An inspection with its cases, added to rows of tables. ``library`` is asked for routes alone."""

    def add(table: str, *row: Any) -> None:
        rows.setdefault(table, []).append((number, *row))

    told = parse(path)
    add("inspection", told["framework"], told.get("module"), "published" in told)
    for name, judgement in told.get("judgements", {}).items():
        add(
            "judgement", name, judgement.get("rating"), judgement.get("published_as"), len(judgement.get("sources", []))
        )
        for question, finding in judgement.get("findings", {}).items():
            add("finding", name, question, finding.get("answer"))
        for partner, view in judgement.get("partners", {}).items():
            add("partner_view", name, partner, view.get("view"))
    for name, keys in told.get("counts", {}).items():
        for kq, row in keys.items():
            add("counted", name, kq, row["yes"], row["no"], row.get("na", 0))
    for place in told.get("questionsets", []):
        add("answered_set", place)
    for name in told.get("not_rated", {}):
        add("not_rated", name)
    for name, decision in told.get("discretion", {}).items():
        add("decision", name, decision["to"], "agreed" in decision, "exception" in decision)
    for sign_off in told.get("sign_off", []):
        add("sign_off", sign_off["by"], "date" in sign_off)
    for member in told.get("team", []):
        add("member", member["id"], member["role"])
    for name, partner in told.get("partners", {}).items():
        add("partner", name, len(partner.get("members", [])))
        for standard in partner.get("contributes", {}):
            add("contribution", name, standard)
    for c, file in enumerate(sorted((path.parent / "cases").glob("*.yaml"))):
        case = parse(file)
        place = case["questionset"]
        id, version = place.split("@")
        readable = (HOME / id / version / "questionset.yaml").is_file()
        add("case_file", c, place, case.get("role", "first"), readable, "assessed" in case)
        if not readable:
            continue
        for detail in case.get("details", {}):
            add("given_detail", c, detail)
        questions = library.questionset(Place(id, version))[0]
        assert questions is not None
        for name, state in route(questions, Case.model_validate(case)).items():
            given = case.get("answers", {}).get(name, {})
            given = {"answer": given} if isinstance(given, str) else given
            add("asked", c, name, state.value, given.get("answer"), bool(given.get("evidence")))


def laid_out(inspections: Mapping[int, Path], library: Library) -> Rows:
    """All that is needed to rate inspections, as rows of tables."""
    rows: Rows = {}
    for number, path in inspections.items():
        inspection_rows(number, path, library, rows)
    places = {row[2] for row in rows.get("case_file", []) if row[4]} | {row[1] for row in rows.get("answered_set", [])}
    return rows | framework_rows(sorted({row[1] for row in rows["inspection"]})) | set_rows(sorted(places))


def database(rows: Rows) -> duckdb.DuckDBPyConnection:
    """The tables, filled by way of CSV: that is how DuckDB takes many rows at once."""
    connection = duckdb.connect()
    connection.execute("SET threads = 1")
    connection.execute(TABLES)
    with tempfile.TemporaryDirectory() as folder:
        for table, content in rows.items():
            path = Path(folder, f"{table}.csv")
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(content)
            if content:
                connection.execute(f"COPY {table} FROM '{path}' (FORMAT csv, HEADER false)")
    return connection


def work_out(
    connection: duckdb.DuckDBPyConnection, rules: str = RULES, schema: str = "worked"
) -> dict[int, dict[str, Any]]:
    """Apply the rules, and return by inspection what they make of it; what they worked out stays in the schema.

    ``rules`` can be others, in a schema of their own, to see that it is noticed.
    """
    connection.execute(
        f"DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema}; SET search_path = '{schema},main'"
    )
    try:
        connection.execute(rules)
        return results(connection)
    finally:
        connection.execute("SET search_path = 'worked,main'")


def results(connection: duckdb.DuckDBPyConnection) -> dict[int, dict[str, Any]]:
    """By inspection what the rules make of it, in the shape in which the two implementations are compared."""
    found: dict[int, dict[str, Any]] = {}
    for i, status in connection.execute("FROM status").fetchall():
        found[i] = {"status": status, "overall": None, "domains": {}, "standards": {}}
    for i, scope, domain, rule, *figures in connection.execute(
        "SELECT i, scope, domain, rule, level, score, maximum FROM banded ORDER BY i, pos"
    ).fetchall():
        if scope == "domain":
            found[i]["domains"][domain] = tuple(figures)
        elif rule != "none":
            found[i]["overall"] = tuple(figures)
    for i, standard, level, proposed, score, published_as, stands, exceptional in connection.execute(
        """SELECT i, standard, level, (SELECT level FROM level p WHERE p.fw = s.fw AND p.place = s.proposed), score, published_as,
                  stands, exceptional FROM summed s WHERE NOT not_chosen ORDER BY i, pos"""
    ).fetchall():
        found[i]["standards"][standard] = {
            "rating": level, "proposed": proposed, "score": score, "published_as": published_as,
            "decision": None if stands is None else (stands, exceptional), "key_questions": {},
        }  # fmt: skip
    # Rounded half up to hundredths of a point; the fewest cases that, judged the other way, reach the next band.
    for i, standard, kq, *figures in connection.execute(
        """SELECT k.i, k.standard, k.kq, coalesce(yes, 0), coalesce(no, 0), coalesce(na, 0),
                  CASE WHEN base > 0 THEN (20000 * yes + base) // (2 * base) END,
                  CASE WHEN base > 0 THEN (up.at_least * base - 100 * yes + 99) // 100 END, l.level
           FROM kq_rated k LEFT JOIN level l ON l.fw = k.fw AND l.place = k.place
           LEFT JOIN percent_band up ON up.fw = k.fw AND up.place = k.place + 1
           WHERE l.level IS NOT NULL OR yes + no + na > 0 ORDER BY k.i, k.standard, k.pos"""
    ).fetchall():
        found[i]["standards"][standard]["key_questions"][kq] = tuple(figures)
    return found
