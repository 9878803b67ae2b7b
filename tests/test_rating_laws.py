"""What must hold of every rating: over random frameworks and inspections, and of firmness by exact enumeration.

Where a figure can be worked out in another way it is: banding by comparing products, fewest changes by breadth-first search,
chances by counting samples.
"""

from __future__ import annotations

import copy
import dataclasses
import itertools
import json
import random
import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache
from math import comb
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import LONG, ROOT
from tests.inspections import full_case, write_inspection
from tests.random_frameworks import Drawn, counted, drawn, frameworks, graded, inspections
from tests.test_corpus import call
from yotinspect.cases.assess import Assessed
from yotinspect.exchange.ratingjson import rating_record
from yotinspect.library import Library
from yotinspect.ratings import check, distance, priorities
from yotinspect.ratings.explain import explanation
from yotinspect.ratings.figures import figures
from yotinspect.ratings.firmness import Firmness, chance, firmness, interval
from yotinspect.ratings.framework import Framework
from yotinspect.ratings.frameworklint import lint
from yotinspect.ratings.inspection import Inspection
from yotinspect.ratings.node import Node, Rating
from yotinspect.ratings.rate import rate
from yotinspect.ratings.tally import Count, tally
from yotinspect.records import Place
from yotinspect.workspace import Assessor, Suppose, rate_inspection
from yotinspect.yamlfile import read

TIMES = 10 if LONG else 1
SOME = st.integers(0, 999)
Row = dict[str, Any]


def many(number: int) -> Callable[[Any], Any]:
    """So many examples, and ten times as many in a long run."""
    return settings(max_examples=number * TIMES)


def ranks(rating: Rating) -> dict[str, int | None]:
    """Every grade of a rating, as its place from the worst."""

    def below(node: Node, name: str) -> Iterator[tuple[str, int | None]]:
        yield name, None if node.rating is None else rating.framework.rank(node.rating)
        for child in node.children:
            yield from below(child, f"{name}/{child.id}")

    return dict(below(rating.overall, ""))


def no_lower(before: Rating, after: Rating) -> bool:
    """Whether everything graded before is graded as high, or higher."""
    now = ranks(after)
    return all(rank is None or (now[name] is not None and now[name] >= rank) for name, rank in ranks(before).items())  # type: ignore[operator]


def some_row(record: Row, which: int, part: str) -> tuple[str, str] | None:
    """One of the standards and key questions that have some of ``part`` in their counts."""
    rows = [(name, key) for name, keys in record["counts"].items() for key, row in keys.items() if row[part] > 0]
    return rows[which % len(rows)] if rows else None


def flipped(record: Row, standard: str, key: str, more: int = 1) -> Row:
    """The same inspection with so many more yes in place of no."""
    other = copy.deepcopy(record)
    row = other["counts"][standard][key]
    row["yes"], row["no"] = row["yes"] + more, row["no"] - more
    return other


def multiplied(record: Row, times: int) -> Row:
    other = copy.deepcopy(record)
    for row in (row for keys in other["counts"].values() for row in keys.values()):
        row.update({part: times * number for part, number in row.items()})
    return other


def one_case(framework: Framework, counts: bool) -> Framework:
    """The framework with or without discretion by one case."""
    rule = framework.rules.discretion
    changed = rule.model_copy(update={"one_case": counts}) if rule else None
    return framework.model_copy(update={"rules": framework.rules.model_copy(update={"discretion": changed})})


# --- what is drawn ------------------------------------------------------------------------------------------------------


@many(15)
@given(frameworks())
def test_the_frameworks_drawn_are_valid(tmp_path_factory: pytest.TempPathFactory, framework: Framework) -> None:
    path = tmp_path_factory.getbasetemp() / "random.yaml"
    path.write_text(json.dumps(framework.model_dump(mode="json", by_alias=True, exclude_none=True)), "utf-8")
    file = read(path, confidential=False)
    lint(file, framework)
    assert file.findings == []


# --- order --------------------------------------------------------------------------------------------------------------


def shuffled(value: Any, chance: random.Random) -> Any:
    if not isinstance(value, dict):
        return value
    keys = list(value)
    chance.shuffle(keys)
    return {key: shuffled(value[key], chance) for key in keys}


@many(20)
@given(drawn(), st.randoms(use_true_random=False))
def test_the_order_of_keys_in_a_file_changes_nothing(given_: Drawn, chance: random.Random) -> None:
    framework, record = given_
    before, after = (rating_record(graded(framework, one), explain=True) for one in (record, shuffled(record, chance)))
    # In which order reasons name standards is the one thing that follows the file: see below.
    names = [[sorted(re.findall(r"\w[\w.]*\w", why)) for why in one.pop("status_reasons")] for one in (before, after)]
    assert before == after
    assert names[0] == names[1]


def test_reasons_name_standards_in_the_same_order_whatever_the_order_of_keys(library: Library) -> None:
    framework = library.framework(Place("graded-2018", "1.0.0"))[0]
    assert framework is not None
    record = {"inspection": "x", "yot": "X", "programme": "graded", "framework": "graded-2018@1.0.0"}
    told = [
        rating_record(graded(framework, record | {"judgements": {name: {"rating": "good"} for name in names}}))
        for names in (("1.1", "1.2"), ("1.2", "1.1"))
    ]
    assert told[0] == told[1]


@pytest.fixture(scope="module")
def cases(library: Library, tmp_path_factory: pytest.TempPathFactory) -> list[Assessed]:
    """Cases of a full and a short set, with every kind of answer, and one that cannot be read."""
    home, draw = tmp_path_factory.mktemp("cases"), random.Random(1)
    for n in range(8):
        answers = {f"{area}_{stage}H": draw.choice(["yes", "no", "no"]) for area in "RC" for stage in "APD"}
        case = full_case(library, f"C{n}", "sqs@2.0.0" if n % 4 == 3 else "fji@2.0.0")
        case["answers"] |= {name.replace("_", "-"): answer for name, answer in answers.items()}
        (home / f"c{n}.yaml").write_text(json.dumps(case), "utf-8")
    (home / "c9.yaml").write_text("case: [", "utf-8")
    assessor = Assessor(library)
    return [assessor.assess(path) for path in sorted(home.iterdir())]


@many(10)
@given(frameworks(), st.data())
def test_the_order_of_cases_changes_nothing(cases: list[Assessed], framework: Framework, data: st.DataObject) -> None:
    record = data.draw(inspections(framework))
    record |= {"counts": {}, "caseload": {"court": 12}}
    chosen = data.draw(st.lists(st.sampled_from(range(len(cases))), unique=True))
    inspection = Inspection.model_validate(record)
    found = [
        rating_record(rate(framework, inspection, tally(framework, (cases[n] for n in order))), explain=True)
        for order in (chosen, sorted(chosen), data.draw(st.permutations(chosen)))
    ]
    assert found[0] == found[1] == found[2]


# --- more, none, and many -----------------------------------------------------------------------------------------------


@many(20)
@given(drawn(discretion=False), SOME)
def test_one_more_yes_in_place_of_a_no_lowers_no_grade(given_: Drawn, which: int) -> None:
    framework, record = given_
    row = some_row(record, which, "no")
    if row is not None:
        assert no_lower(graded(framework, record), graded(framework, flipped(record, *row)))


@many(45)
@given(drawn(most=3, base=12), SOME)
def test_one_more_yes_lowers_no_grade_that_a_panel_decided_either(given_: Drawn, which: int) -> None:
    """It may end a decision upwards only where the figures now give as much, and lets no decision downwards through."""
    framework, record = given_
    row = some_row(record, which, "no")
    if row is None:
        return
    before, after = graded(framework, record), graded(framework, flipped(record, *row))
    assert no_lower(before, after)
    was, now = before.standard(row[0]), after.standard(row[0])
    decision = record["discretion"].get(row[0])
    if decision is None or was is None or now is None or was.rating is None or was.proposed is None:
        return
    to, proposed = framework.rank(decision["to"]), framework.rank(was.proposed)
    if was.departs and to > proposed and not now.departs:
        assert now.proposed is not None
        assert framework.rank(now.proposed) >= to
    if row[0] in dict(before.refused) and to < proposed:
        assert row[0] in dict(after.refused)


@many(20)
@given(drawn(), SOME, st.integers(1, 50))
def test_one_more_not_applicable_changes_no_percentage_and_no_grade(given_: Drawn, which: int, more: int) -> None:
    framework, record = given_
    rows = [(name, key) for name, keys in record["counts"].items() for key in keys]
    if not rows:
        return
    standard, key = rows[which % len(rows)]
    other = copy.deepcopy(record)
    other["counts"][standard][key]["na"] += more
    before, after = graded(framework, record), graded(framework, other)
    assert ranks(before) == ranks(after)
    assert before.refused == after.refused
    found = [[child.figures and child.figures._replace(na=0) for _, node in one.standards for child in node.children]
             for one in (before, after)]  # fmt: skip
    assert found[0] == found[1]


@many(20)
@given(drawn(), st.integers(2, 9))
def test_counting_everything_several_times_changes_nothing_where_one_case_is_no_matter(
    given_: Drawn, times: int
) -> None:
    framework, record = one_case(given_[0], False), given_[1]
    before, after = graded(framework, record), graded(framework, multiplied(record, times))
    assert ranks(before) == ranks(after)
    assert before.refused == after.refused


@many(30)
@given(drawn(most=3, base=9), st.integers(2, 9))
def test_counting_everything_several_times_ends_only_decisions_that_hung_on_one_case(given_: Drawn, times: int) -> None:
    framework, record = one_case(given_[0], True), given_[1]
    before, after = graded(framework, record), graded(framework, multiplied(record, times))
    by_margin = dict(graded(one_case(framework, False), record).refused)
    ended = dict(after.refused).keys() - dict(before.refused).keys()
    assert dict(before.refused).keys() <= dict(after.refused).keys() <= by_margin.keys()
    for (_, was), (_, now) in zip(before.standards, after.standards, strict=True):
        assert was.rating == now.rating or was.id in ended
        assert was.proposed == now.proposed


# --- discretion ---------------------------------------------------------------------------------------------------------


def start_of(framework: Framework, level: str) -> Fraction:
    assert framework.rules.percent is not None
    return next(band.start for band in framework.rules.percent.bands if band.level == level)


def is_near(framework: Framework, child: Node, boundary: Fraction, by: int) -> bool:
    """Whether a key question lies within the margin of a boundary, or one case (``by``) takes it across."""
    rule, found = framework.rules.discretion, child.figures
    if found is None or rule is None:
        return False
    if abs(Fraction(100 * found.yes, found.base) - boundary) <= rule.margin:
        return True
    after = found.yes + by
    across = 100 * after >= boundary * found.base if by > 0 else 100 * after < boundary * found.base
    return rule.one_case and 0 <= after <= found.base and across


def may_go(framework: Framework, node: Node, to: str) -> bool:
    """Whether a panel may take a standard from what the figures propose to a level, without an exception."""
    if framework.rules.discretion is None or node.proposed is None:
        return False
    step = framework.rank(to) - framework.rank(node.proposed)
    rated = [child for child in node.children if child.rating is not None]
    if step == 1:
        lower = [child for child in rated if framework.rank(child.rating or "") < framework.rank(to)]
        return all(is_near(framework, child, start_of(framework, to), 1) for child in lower)
    lowest = [child for child in rated if child.rating == node.proposed]
    return step == -1 and any(is_near(framework, child, start_of(framework, node.proposed), -1) for child in lowest)


class Noted(list[str]):
    """In place of a file: where findings were noted."""

    def add(self, rule: str, path: tuple[str, ...], *said: object, **more: object) -> None:
        self.append(path[1])


def held_to_the_rule(rating: Rating) -> None:
    """Every decision stands inside the margin, and outside is refused, or an exception that says so; never silently."""
    framework, noted = rating.framework, Noted()
    check.discretion(noted, rating)  # type: ignore[arg-type]
    for name, decision in rating.inspection.discretion.items():
        node = rating.standard(name)
        assert node is not None
        exception = (decision.exception or "").strip()
        if node.source == "judgement" or node.rating is None:
            # There are no figures to depart from: it has no effect, and that is a finding.
            assert not node.departs
            assert name in noted
        elif may_go(framework, node, decision.to):
            assert (node.rating, node.reason.code) == (decision.to, "discretion")
            assert abs(framework.rank(decision.to) - framework.rank(node.proposed or "")) == 1
            assert name not in noted
        elif exception and framework.rules.discretion is not None and decision.to != node.proposed:
            assert (node.rating, node.reason.code) == (decision.to, "discretion-exception")
            assert name in noted
        else:
            assert (node.rating, name in dict(rating.refused)) == (node.proposed, True)
            assert name in noted


@many(40)
@given(drawn(most=4, base=12))
def test_a_decision_stands_inside_the_margin_and_outside_is_refused_or_an_exception_that_says_so(given_: Drawn) -> None:
    rating = graded(*given_)
    held_to_the_rule(rating)
    for row in rating_record(rating, explain=True)["standards"]:
        if row["decision"] is not None:
            assert row["decision"]["stands"] == row["rule"].startswith("discretion")
            assert row["decision"]["exception"] == ("outside the margin and as an exception" in row["because"])


@pytest.mark.parametrize(("margin", "one_case"), [("0", "yes"), ("10", "no"), ("25", "no"), ("10", "yes")])
def test_so_does_every_decision_on_two_key_questions_of_up_to_five_cases(margin: str, one_case: str) -> None:
    rule = {"margin": margin, "one_case": one_case, "basis": "ours"}
    keys = [{"id": "S", "key_questions": ["x", "y"]}]
    framework = made({"a": 0, "b": 50, "c": 75}, {"x": {}, "y": {}}, keys, discretion=rule)
    rows = [(yes, base - yes) for base in range(1, 6) for yes in range(base + 1)]
    reasons = itertools.cycle([{}, {"exception": " "}, {}, {"exception": "It moved house."}])
    for x, y in itertools.combinations_with_replacement(rows, 2):
        for to, reason in zip("abc", reasons, strict=False):
            held_to_the_rule(of_counts(framework, {"S": {"x": x, "y": y}}, discretion=decided(to, **reason)))


# --- what if ------------------------------------------------------------------------------------------------------------


@many(20)
@given(drawn())
def test_supposing_what_stands_changes_nothing(given_: Drawn) -> None:
    framework, record = given_
    before = graded(framework, record)
    supposed = {node.id: node.rating for _, node in before.standards if node.rating is not None}
    after = graded(framework, record, supposed)
    assert rating_record(after, explain=True) == rating_record(before, explain=True)
    assert after.supposed == ()


@many(20)
@given(drawn(), SOME, SOME)
def test_supposing_one_standard_changes_no_other(given_: Drawn, which: int, what: int) -> None:
    framework, record = given_
    before = graded(framework, record)
    name = before.standards[which % len(before.standards)][1].id
    level = framework.levels[what % len(framework.levels)].id
    after = graded(framework, record, {name: level})
    rows = [{one["id"]: one for one in rating_record(rating, explain=True)["standards"]} for rating in (before, after)]
    changed = [one for one in rows[0] if rows[0][one] != rows[1][one]]
    assert changed in ([], [name])
    assert rows[1][name]["rating"] == (None if after.domains[int(name[0]) - 1].declared else level)


@pytest.mark.parametrize("name", ["exampleshire-2019", "wexcombe-2025"] if LONG else ["wexcombe-2025"])
def test_supposing_what_stands_in_an_example_and_in_its_cases_changes_nothing(name: str, library: Library) -> None:
    path = ROOT / "examples" / name / "inspection.yaml"
    before = rate_inspection(path, library).rating
    assert before is not None
    standards = {node.id: node.rating for _, node in before.standards if node.rating is not None}
    answers: dict[tuple[str, str], str] = {}
    for case in sorted((path.parent / "cases").glob("*.yaml"))[:: 1 if LONG else 8]:
        found = Assessor(library).assess(case)
        assert found.case is not None
        if found.case.role == "first":
            given_ = found.case.answers.items()
            answers |= {(found.case.case, name): one.answer for name, one in given_ if one.answer is not None}
    rated = rate_inspection(path, library, suppose=Suppose(standards, answers))
    assert rated.rating is not None
    assert rated.as_it_stands is not None
    assert rating_record(rated.rating, explain=True) == rating_record(before, explain=True)
    assert rating_record(rated.as_it_stands, explain=True) == rating_record(before, explain=True)


def test_nothing_is_supposed_of_a_single_standard_that_is_declared_not_rated(tmp_path: Path) -> None:
    path = write_inspection(tmp_path, not_rated={"3.1": "It was not looked at."})
    assert call("rate", path.parent, "--what-if", "3.1=good").status == 2


def test_supposing_the_answer_that_stands_does_not_mend_the_case(library: Library, tmp_path: Path) -> None:
    case = full_case(library, "A")
    case["answers"]["R-AH"] = "no"  # without evidence: the case is incomplete
    path = write_inspection(tmp_path, {"a": case})
    rated = rate_inspection(path, library, suppose=Suppose(answers={("A", "R-AH"): "no"}))
    assert rated.rating is not None
    assert rated.as_it_stands is not None
    assert rating_record(rated.rating) == rating_record(rated.as_it_stands)


# --- it adds up ---------------------------------------------------------------------------------------------------------


def banded(framework: Framework, yes: int, base: int) -> int:
    """The place of the level that a percentage has, by comparing products."""
    assert framework.rules.percent is not None
    return sum(100 * yes >= band.start * base for band in framework.rules.percent.bands) - 1


def summed(rating: Rating, score: int) -> int:
    """The place of the level that a sum has."""
    bands = rating.framework.rules.overall.bands
    most = rating.overall.max or 0
    return rating.framework.rank(next(band.level for band in bands if score <= band.up_to * most))


def hundredths(part: int, whole: int) -> float:
    """A percentage to two decimals, half up."""
    return (20000 * part + whole) // (2 * whole) / 100


@many(30)
@given(drawn())
def test_an_explanation_in_json_adds_up(given_: Drawn) -> None:
    framework, record = given_
    rating = graded(framework, record)
    told = rating_record(rating, explain=True)
    scores = {level.id: level.score for level in framework.levels}
    standards = told["standards"]
    for row in standards:
        assert row["score"] == (None if row["rating"] is None else scores[row["rating"]])
        rated = [key["rating"] for key in row["key_questions"] if key["rating"] is not None]
        if row["source"] != "judgement" and row["rating"] is not None:
            assert row["proposed"] == min(rated, key=framework.rank)
            assert row["deciding"] == [key["id"] for key in row["key_questions"] if key["rating"] == row["proposed"]]
            departs = row["decision"] is not None and row["decision"]["stands"]
            assert departs or row["rating"] == row["proposed"]
        for key in row["key_questions"]:
            if key["yes"] is None:
                continue
            given_counts = record["counts"].get(row["id"], {}).get(key["id"], {"yes": 0, "no": 0, "na": 0})
            assert {part: key[part] for part in given_counts} == given_counts
            base = key["yes"] + key["no"]
            assert key["percent"] == (hundredths(key["yes"], base) if base else None)
            assert key["rating"] == (framework.levels[banded(framework, key["yes"], base)].id if base else None)
            caseload = record["caseload"].get(next(d.caseload for d in framework.domains if d.id == row["domain"]))
            firm = key["firmness"]
            can_be = framework.rules.firmness is not None and base > 0 and caseload is not None
            assert (firm is not None) == (can_be and caseload - key["na"] >= base)
            if firm is not None:
                assert (firm["population"], firm["sample"]) == (caseload - key["na"], base)
                assert firm["low_percent"] <= key["percent"] <= firm["high_percent"]
    for domain, given_domain in zip(told["domains"], framework.domains, strict=True):
        if domain["rating"] is not None:
            assert given_domain.scored
            assert domain["score"] == sum(row["score"] for row in standards if row["domain"] == domain["id"])
    overall = told["overall"]
    if overall["rating"] is None:
        assert (overall["lift"], overall["drop"]) == (None, None)
        return
    assert overall["score"] == sum(node.score or 0 for node in counted(rating))
    assert overall["max"] == len(counted(rating)) * max(level.score or 0 for level in framework.levels)
    assert framework.rank(overall["rating"]) == summed(rating, overall["score"])


@many(60)
@given(drawn(whole=True), st.lists(SOME, max_size=2), st.sampled_from([None, None, None, 0, 1, 2]))
def test_the_overall_is_given_unless_too_little_remains_or_something_is_missing(
    given_: Drawn, which: list[int], missing: int | None
) -> None:
    framework, record = given_
    gone = {framework.domains[n % len(framework.domains)].id for n in which}
    record = record | {"not_rated": dict.fromkeys(sorted(gone), "Too few cases.")}
    names = [node.id for _, node in graded(framework, record).standards]
    if missing is not None and names:
        record["not_rated"][names[missing % len(names)]] = "It was not looked at."
    rating = graded(framework, record)
    scored = [domain for domain in rating.domains if framework.domains[int(domain.id) - 1].scored]
    left, shrink = [domain for domain in scored if domain.id not in gone], framework.rules.shrink
    may_be = len(left) == len(scored) or (
        shrink is not None and len(left) >= shrink.at_least and not gone & set(shrink.always) & {d.id for d in scored}
    )
    standards = [node for domain in left for node in domain.children]
    whole = bool(standards) and all(node.rating is not None for node in standards)
    assert (rating.overall.rating is not None) == (may_be and whole)
    assert rating.status == "incomplete" if rating.overall.rating is None else rating.overall.max
    for domain in rating.domains:
        if domain.id in gone:
            assert domain.rating is None
            assert all(node.rating is None for node in domain.children)


@many(15)
@given(drawn(whole=True), st.sampled_from(["en", "cy"]))
def test_every_rating_can_be_explained_and_prints_the_bands_that_it_goes_by(given_: Drawn, language: str) -> None:
    rating = graded(*given_)
    lines = list(explanation(rating, language=language))
    for _, node in rating.standards:
        assert any(line.startswith(f"{node.id} Standard {node.id}") for line in lines)
    printed = [re.findall(r"Grade (\d) (\d+)(?: (?:to|i) (\d+))?", line) for line in lines if ": Grade" in line]
    found = {
        score: int(level)
        for row in printed
        for level, low, high in row
        for score in range(int(low), int(high or low) + 1)
    }
    if rating.overall.rating is not None:
        assert found == {score: summed(rating, score) for score in range((rating.overall.max or 0) + 1)}


@many(75)
@given(frameworks(most=1), st.integers(0, 60), st.integers(0, 60))
def test_to_next_and_to_lower_are_the_fewest_that_do_it(framework: Framework, yes: int, no: int) -> None:
    found = figures(framework, Count(yes=yes, no=no))
    if yes + no == 0:
        assert (found.percent, found.to_next, found.to_lower) == (None, None, None)
        return
    now = banded(framework, yes, yes + no)
    assert found.to_next == next((k for k in range(1, no + 1) if banded(framework, yes + k, yes + no) > now), None)
    assert found.to_lower == next((k for k in range(1, yes + 1) if banded(framework, yes - k, yes + no) < now), None)


# --- the fewest changes -------------------------------------------------------------------------------------------------


def reachable(framework: Framework, node: Node, *, one_way: bool) -> dict[int, int]:
    """By breadth-first search, how many single changes bring a standard to each level that it can reach.

    A change is a case the other way, a judgement one grade up or down, or a decision withdrawn, which comes first where one
    stands. ``one_way``: all cases and judgements up, or all down.
    """
    top = len(framework.levels) - 1
    judged = node.source == "judgement"
    kids = [replace(node, children=())] if judged else [child for child in node.children if child.rating is not None]
    mosts = [child.figures.base if child.figures else top for child in kids]
    begin = tuple(child.figures.yes if child.figures else framework.rank(child.rating or "") for child in kids)

    def level(stands: bool, values: tuple[int, ...]) -> int:
        if stands:
            return framework.rank(node.rating or "")
        return min(value if child.figures is None else banded(framework, value, child.figures.base)
                   for child, value in zip(kids, values, strict=True))  # fmt: skip

    best: dict[int, int] = {}
    for ways in ((1,), (-1,)) if one_way else ((1, -1),):
        seen = {(node.departs, begin): 0}
        queue = deque(seen)
        while queue:
            stands, values = state = queue.popleft()
            at = level(stands, values)
            best[at] = min(best.get(at, seen[state]), seen[state])
            after = [(False, values)] if stands else [
                (False, (*values[:n], values[n] + way, *values[n + 1 :]))
                for n in range(len(values)) for way in ways if 0 <= values[n] + way <= mosts[n]
            ]  # fmt: skip
            for other in after:
                if other not in seen:
                    seen[other] = seen[state] + 1
                    queue.append(other)
    return best


def fewest(rating: Rating, sign: int) -> tuple[int, int, int] | None:
    """The fewest changes that lift (1) or lower (-1) the overall, the fewest standards that such a choice of standards and
    levels touches, and how many there are.
    """
    if rating.overall.rating is None:
        return None
    found_ways: dict[int, list[int]] = {}
    score = [level.score or 0 for level in rating.framework.levels]
    found = [reachable(rating.framework, node, one_way=False).items() for node in counted(rating)]
    now = rating.framework.rank(rating.overall.rating)
    for choice in itertools.product(*found):
        if sign * (summed(rating, sum(score[level] for level, _ in choice)) - now) > 0:
            costs = [changes for _, changes in choice]
            found_ways.setdefault(sum(costs), []).append(sum(cost > 0 for cost in costs))
    if not found_ways:
        return None
    least = min(found_ways)
    return least, min(found_ways[least]), len(found_ways[least])


@many(45)
@given(drawn(most=4, base=6, whole=True))
def test_the_lift_and_the_drop_are_the_shortest_and_others_are_as_many_as_there_are(given_: Drawn) -> None:
    rating = graded(*given_)
    for path, sign in ((distance.lift(rating), 1), (distance.drop(rating), -1)):
        touched = len({step.standard for step in path.steps}) if path else 0
        assert (path and (path.changes, touched, 1 + path.others)) == fewest(rating, sign)


@many(45)
@given(drawn(most=2, base=6))
def test_the_neighbours_of_a_standard_are_the_nearest_levels_by_the_shortest_way(given_: Drawn) -> None:
    framework = given_[0]
    for _, node in graded(*given_).standards:
        higher, lower = distance.neighbours(framework, node)
        if node.rating is None:
            assert (higher, lower) == (None, None)
            continue
        now, found = framework.rank(node.rating), reachable(framework, node, one_way=True)
        above = min((level for level in found if level > now), default=None)
        below = max((level for level in found if level < now), default=None)
        for path, level in ((higher, above), (lower, below)):
            assert (path and (framework.rank(path.to), path.changes)) == (
                level if level is None else (level, found[level])
            )


def singles(framework: Framework, record: Row, rating: Rating, path: Row) -> Iterator[Row]:
    """The inspection after each single change of a path. Whatever changes a standard's figures withdraws its decision."""
    now = copy.deepcopy(record)
    ids = [level.id for level in framework.levels]
    for step in path["steps"]:
        name, key, to = step["standard"], step["key_question"], framework.rank(step["to"])
        node = rating.standard(name)
        assert node is not None
        now["discretion"].pop(name, None)
        of = next((child for child in node.children if child.id == key), node)
        rank = framework.rank(of.rating or "")
        way = 1 if to > rank else -1
        for n in range(1, step["number"] + 1):
            if step["kind"] == "cases":
                now = flipped(now, name, key, way)
            elif step["kind"] == "grades":
                now = copy.deepcopy(now)
                now["judgements"][key or name]["rating"] = ids[rank + n * way]
            yield now


@many(40)
@given(drawn(most=5, base=12, whole=True))
def test_the_steps_in_the_json_one_by_one_lead_where_it_says_and_not_before_the_last(given_: Drawn) -> None:
    framework, record = given_
    rating = graded(framework, record)
    told = rating_record(rating, explain=True)
    for name, sign in (("lift", 1), ("drop", -1)):
        path = told["overall"][name]
        if path is None:
            continue
        found = [graded(framework, one) for one in singles(framework, record, rating, path)]
        assert len(found) == path["changes"]
        assert found[-1].overall.rating == path["to"]
        moved = [sign * (ranks(one)[""] - ranks(rating)[""]) > 0 for one in found]  # type: ignore[operator]
        assert moved == [False] * (len(found) - 1) + [True]
    for row in told["standards"]:
        for path in (row["higher"], row["lower"]):
            if path is not None:
                *_, last = singles(framework, record, rating, path)
                node = graded(framework, last).standard(row["id"])
                assert node is not None
                assert node.rating == path["to"]


@many(40)
@given(drawn(most=5, base=12, whole=True))
def test_the_way_that_is_shown_is_as_short_as_the_shortest_and_leads_there(given_: Drawn) -> None:
    framework, record = given_
    rating = graded(framework, record)
    for exact, higher in ((distance.lift(rating), True), (distance.drop(rating), False)):
        shown = priorities.way(rating, higher=higher)
        assert (shown is None, shown and shown.changes) == (exact is None, exact and exact.changes)
        if shown is not None:
            *_, last = singles(framework, record, rating, dataclasses.asdict(shown))
            assert graded(framework, last).overall.rating == shown.to
    names = [one.standard for one in priorities.priorities(rating)]
    assert set(names) == {node.id for _, node in rating.standards if distance.neighbours(framework, node)[0]}
    first = {step.standard for step in shown.steps} if (shown := priorities.way(rating)) else set()
    assert set(names[: len(first)]) == first


def changes(framework: Framework, record: Row) -> Iterator[Row]:
    """Every inspection that one single change makes of this one."""
    ids = [level.id for level in framework.levels]
    for _, node in graded(framework, record).standards:
        without = record | {"discretion": {one: it for one, it in record["discretion"].items() if one != node.id}}
        if node.departs:
            yield without
            continue
        for key, row in record["counts"].get(node.id, {}).items() if node.source != "judgement" else ():
            yield from (flipped(without, node.id, key, way) for way in (1, -1) if row["no" if way > 0 else "yes"])
        judged = [node.id] if node.source == "judgement" else [child.id for child in node.children if not child.figures]
        for name in judged:
            rank = ids.index(record["judgements"][name]["rating"])
            for other in ids[max(0, rank - 1) : rank + 2]:
                judgement = record["judgements"][name] | {"rating": other}
                yield without | {"judgements": record["judgements"] | {name: judgement}}


@many(10)
@given(drawn(most=2, questions=2, base=3, whole=True))
def test_no_search_through_whole_inspections_finds_a_shorter_way(given_: Drawn) -> None:
    framework, record = given_
    first = graded(framework, record)
    if first.overall.rating is None:
        return
    for path, sign in ((distance.lift(first), 1), (distance.drop(first), -1)):
        seen = {json.dumps(record, sort_keys=True)}
        layer, depth, found = [record], 0, None
        while layer and found is None:
            depth += 1
            after = []
            for other in (other for one in layer for other in changes(framework, one)):
                mark = json.dumps(other, sort_keys=True)
                if mark not in seen:
                    seen.add(mark)
                    after.append(other)
            for other in after:
                if sign * (ranks(graded(framework, other))[""] - ranks(first)[""]) > 0:  # type: ignore[operator]
                    found = depth
                    break
            layer = after
        assert (path and path.changes) == found


@many(30)
@given(drawn(whole=True))
def test_what_decides_alone_is_what_does_it_when_it_is_supposed(given_: Drawn) -> None:
    framework, record = given_
    rating = graded(framework, record)
    now = ranks(rating)[""]
    for names, way in zip(distance.pivots(rating), (1, -1), strict=True):
        expected = []
        for node in counted(rating) if now is not None else ():
            rank = framework.rank(node.rating or "") + way
            if 0 <= rank < len(framework.levels):
                after = ranks(graded(framework, record, {node.id: framework.levels[rank].id}))[""]
                if way * (after - now) > 0:  # type: ignore[operator]
                    expected.append(node.id)
        assert list(names) == expected


# Where the engine does not do what it says, each on the smallest example found.


def made(bands: Row, keys: dict[str, Row], standards: list[Row], **more: Any) -> Framework:
    """A framework of three levels, 0 to 2, and one domain; ``more`` are rules."""
    levels = [{"id": name, "score": n, "label": {"en": name}, "symbol": "●", "colour": "#1d6b43"} for n, name in enumerate("abc")]  # fmt: skip
    rule = {"rule": "sum_of_scores", "bands": [{"level": one, "up_to": end} for one, end in zip("abc", ("1/4", "3/4", "1"), strict=True)], "basis": "ours"}  # fmt: skip
    percent = {"bands": [{"level": name, "from": start} for name, start in bands.items()], "basis": "ours"}
    shared = {"label": {"en": "One"}, "source": "cases", "fed_by": "headlines", "stage": "review"}
    return Framework.model_validate(
        {
            "framework": "made", "version": "1.0.0", "status": "draft", "edition": "2020", "programme": "graded",
            "title": {"en": "Made"}, "description": {"en": "Made."}, "levels": levels,
            "rules": {"percent": percent, "standard": {"rule": "lowest_key_question", "basis": "ours"}, "domain": rule, "overall": rule} | more,
            "key_questions": {name: {"label": {"en": name}, "area": "child"} | more for name, more in keys.items()},
            "domains": [{"id": "D", "label": {"en": "D"}, "standards": [shared | one for one in standards]}],
        }
    )  # fmt: skip


def of_counts(framework: Framework, counts: dict[str, dict[str, tuple[int, int]]], **more: Any) -> Rating:
    rows = {name: {key: {"yes": yes, "no": no} for key, (yes, no) in keys.items()} for name, keys in counts.items()}
    record = {"inspection": "x", "yot": "X", "programme": "graded", "framework": "made@1.0.0", "counts": rows}
    return graded(framework, record | more)


ONE: list[Row] = [{"id": "S", "key_questions": ["x"]}]
PANEL = {"discretion": {"margin": "7/2", "one_case": "yes", "basis": "ours"}}


def decided(to: str, **more: str) -> Row:
    return {"S": {"to": to, "rationale": "Because.", "panel": ["li-1"]} | more}


def test_changes_go_one_way_so_a_level_that_all_would_pass_by_is_none() -> None:
    framework = made({"a": 0, "b": 60, "c": 80}, {"x": {}, "y": {}}, [{"id": "S", "key_questions": ["x", "y"]}])
    node = of_counts(framework, {"S": {"x": (0, 1), "y": (4, 1)}}).standard("S")
    assert node is not None
    # x from 0 of 1 to 1 of 1 passes b. That y from 4 of 5 to 3 of 5 would then make it b is no way up.
    assert reachable(framework, node, one_way=False) == {0: 0, 1: 2, 2: 1}
    assert distance.standard_path(framework, node, "b") is None
    assert distance.neighbours(framework, node)[0] == distance.Path("c", (distance.Step("cases", "S", "x", 1, "c"),))


def test_the_way_down_is_found_past_a_level_that_no_percentage_has() -> None:
    framework = made({"a": 0, "c": 50}, {"x": {}}, ONE)
    node = of_counts(framework, {"S": {"x": (1, 1)}}).standard("S")
    assert node is not None
    assert distance.neighbours(framework, node)[1] is not None  # 0 of 2 is a


def test_a_decision_for_a_level_that_no_percentage_has_is_told_like_any_other() -> None:
    framework = made({"a": 0, "c": 50}, {"x": {}}, ONE, **PANEL)
    rating = of_counts(framework, {"S": {"x": (1, 4)}}, discretion=decided("b"))
    assert [name for name, _ in rating.refused] == ["S"]
    assert rating_record(rating)["standards"][0]["decision"]["stands"] is False


def test_of_several_ways_as_short_the_one_that_touches_fewest_standards_is_named() -> None:
    grades = {"S": "b", "T": "b", "U": "a", "V": "c", "W": "c"}
    keys: dict[str, Row] = {f"j{name}": {"judged": "yes"} for name in grades}
    framework = made({"a": 0, "b": 50, "c": 80}, keys, [{"id": name, "key_questions": [f"j{name}"]} for name in grades])
    rating = of_counts(framework, {}, judgements={f"j{name}": {"rating": grade} for name, grade in grades.items()})
    # 6 of 10; c begins above 7.5. As short are S and T, S and U, and T and U by one grade each.
    assert distance.lift(rating) == distance.Path("c", (distance.Step("grades", "U", "jU", 2, "c"),), 3)


def test_a_refused_decision_counts_as_none_and_is_no_step() -> None:
    framework = made({"a": 0, "b": 50, "c": 80}, {"x": {}}, ONE, **PANEL)
    before = of_counts(framework, {"S": {"x": (7, 3)}}, discretion=decided("b"))
    assert [name for name, _ in before.refused] == ["S"]
    assert distance.lift(before) == distance.Path("c", (distance.Step("cases", "S", "x", 1, "c"),))
    # Deleted, as its finding says it should be, it no longer stands in the way.
    assert of_counts(framework, {"S": {"x": (8, 2)}}).overall.rating == "c"


def test_an_explanation_says_of_every_refused_decision_that_it_is() -> None:
    framework = made({"a": 0, "b": 50, "c": 80}, {"x": {}}, ONE)
    rating = of_counts(framework, {"S": {"x": (4, 5)}}, discretion=decided("b"))
    assert [name for name, _ in rating.refused] == ["S"]
    assert "is refused" in " ".join(explanation(rating))


def test_a_refusal_gives_the_margin_as_it_is_given_elsewhere() -> None:
    framework = made({"a": 0, "b": 50, "c": 80}, {"x": {}}, ONE, **PANEL)
    text = " ".join(explanation(of_counts(framework, {"S": {"x": (1, 4)}}, discretion=decided("b"))))
    assert "Margin of the framework: 3.5." in text
    assert "not within 3.5 percentage points" in text


# --- how firm -----------------------------------------------------------------------------------------------------------

CONFIDENCES = [Fraction(text) for text in ("50", "80", "90", "95", "99", "99.9", "100")]
#: Every population and sample size up to so many.
SMALL, LARGER = 12, 25


@cache
def samples() -> Counter[tuple[int, int, int, int]]:
    """Of how many samples of n from N with K sufficient k are, by (N, n, K, k): each single sample is looked at."""
    found: Counter[tuple[int, int, int, int]] = Counter()
    for population in range(1, SMALL + 1):
        for drawn_ in range(1 << population):
            size = drawn_.bit_count()
            for total in range(population + 1):
                found[population, size, total, (drawn_ & ((1 << total) - 1)).bit_count()] += 1
    return found


def fits(most: int) -> Iterator[tuple[int, int, int]]:
    """Every population, sample and number of sufficient ones in it."""
    for population in range(1, most + 1):
        for sample in range(1, population + 1):
            yield from ((population, sample, yes) for yes in range(sample + 1))


def ways(population: int, sample: int, total: int, yes: int) -> int:
    """The number of samples with so many sufficient ones, in closed form."""
    return comb(total, yes) * comb(population - total, sample - yes) if sample >= yes else 0


def covered(population: int, sample: int, bounds: Callable[[int], tuple[int, int]], total: int) -> Fraction:
    """How often the bounds of a sample hold a truth."""
    held = sum(ways(population, sample, total, yes) for yes in range(sample + 1) if bounds(yes)[0] <= total <= bounds(yes)[1])  # fmt: skip
    return Fraction(100 * held, comb(population, sample))


def test_the_interval_holds_every_number_that_no_tail_of_all_samples_rules_out() -> None:
    every = samples()
    for population, sample, yes in fits(SMALL):
        tails = [
            (sum(every[population, sample, total, k] for k in range(yes, sample + 1)),
             sum(every[population, sample, total, k] for k in range(yes + 1)))
            for total in range(population + 1)
        ]  # fmt: skip
        for confidence in CONFIDENCES:
            rare = (100 - confidence) / 200 * comb(population, sample)
            kept = [total for total, (more, fewer) in enumerate(tails) if more > rare and fewer > rare]
            assert kept == list(range(kept[0], kept[-1] + 1))
            assert interval(population, sample, yes, confidence) == (kept[0], kept[-1]), (population, sample, yes)


def test_the_chance_is_the_share_of_all_samples_like_this_that_come_from_such_a_population() -> None:
    every = samples()
    for population, sample, yes in fits(SMALL):
        alike = [every[population, sample, total, yes] for total in range(population + 1)]
        closed = [ways(population, sample, total, yes) for total in range(population + 1)]
        for holds in (lambda total: total % 3 == 1, lambda total, half=population / 2: total >= half):
            found = chance(population, sample, yes, holds)
            for weights in (alike, closed):
                assert found == Fraction(sum(w for t, w in enumerate(weights) if holds(t)), sum(weights))


@pytest.mark.parametrize("confidence", CONFIDENCES if LONG else [Fraction(80), Fraction(95)])
def test_the_interval_covers_at_least_as_often_as_it_says(confidence: Fraction) -> None:
    for population in range(1, LARGER + 1):
        for sample in range(1, population + 1):
            bounds = [interval(population, sample, yes, confidence) for yes in range(sample + 1)]
            for total in range(population + 1):
                assert covered(population, sample, bounds.__getitem__, total) >= confidence


def test_more_confidence_is_wider_and_more_yes_is_no_lower() -> None:
    for population, sample, yes in fits(14):
        nested = [interval(population, sample, yes, confidence) for confidence in CONFIDENCES]
        for inner, outer in itertools.pairwise(nested):
            assert outer[0] <= inner[0] <= inner[1] <= outer[1]
        if yes < sample:
            more = interval(population, sample, yes + 1, Fraction(95))
            assert all(
                now <= then for now, then in zip(interval(population, sample, yes, Fraction(95)), more, strict=True)
            )


@many(30)
@given(st.integers(1, 400), st.data())
def test_the_mirror_image_and_the_whole_caseload(population: int, data: st.DataObject) -> None:
    sample = data.draw(st.integers(1, population))
    yes = data.draw(st.integers(0, sample))
    low, high = interval(population, sample, yes, Fraction(95))
    assert interval(population, sample, sample - yes, Fraction(95)) == (population - high, population - low)
    assert 0 < chance(population, sample, yes, lambda total: low <= total <= high) <= 1
    assert chance(population, sample, yes, lambda total: True) == 1
    assert interval(population, population, yes, Fraction(95)) == (yes, yes)
    assert chance(population, population, yes, lambda total: total == yes) == 1
    assert chance(population, population, yes, lambda total: total != yes) == 0


def test_published_intervals_are_met() -> None:
    # As by SciPy: 66.7% to 81.7%.
    low, high = interval(60, 40, 30, Fraction(95))
    assert (low, high, hundredths(low, 60), hundredths(high, 60)) == (40, 49, 66.67, 81.67)
    # Kauermann and Küchenhoff 2010 print the first numbers outside: [110, 161] and [1, 19].
    assert interval(300, 100, 45, Fraction(95)) == (111, 160)
    assert interval(300, 100, 2, Fraction(95)) == (2, 18)


def test_published_chances_are_met() -> None:
    for population, sample, yes in fits(SMALL):
        if yes == sample:  # Broad 1918: that all are, when all that were seen are
            assert chance(population, sample, yes, lambda total, N=population: total == N) == Fraction(sample + 1, population + 1)  # fmt: skip
        if sample < population:  # Laplace: what is to be expected of those not seen
            chances = [chance(population, sample, yes, lambda total, one=one: total == one) for one in range(population + 1)]  # fmt: skip
            rest = sum(share * (total - yes) for total, share in enumerate(chances))
            assert rest / (population - sample) == Fraction(yes + 1, sample + 2)


def test_a_number_whose_tail_is_just_as_rare_as_is_left_over_lies_outside() -> None:
    assert Fraction(ways(16, 2, 13, 0), comb(16, 2)) == Fraction(1, 40)
    assert interval(16, 2, 0, Fraction(95)) == (0, 12)


def test_numbers_that_do_not_fit_together_are_refused() -> None:
    for numbers in ((5, 6, 1), (5, 3, 4), (5, 3, -1)):
        with pytest.raises(ValueError, match="cannot have been drawn"):
            interval(*numbers, Fraction(95))
        with pytest.raises(ValueError, match="cannot have been drawn"):
            chance(*numbers, lambda total: True)


# Where a question applies not to all of a caseload, the population that is taken (the caseload less those of the sample) is
# larger than the applicable are, by those outside the sample. Their share is what is to be covered.


@cache
def bounds(caseload: int, yes: int, no: int, na: int, confidence: Fraction) -> tuple[Fraction, Fraction]:
    """The interval that is printed, as shares of the population taken."""
    framework = Library().framework(Place("graded-2018", "1.1.0"))[0]
    assert framework is not None
    rule = framework.rules.firmness
    assert rule is not None
    more = framework.rules.model_copy(update={"firmness": rule.model_copy(update={"confidence": confidence})})
    framework = framework.model_copy(update={"rules": more})
    record = {"inspection": "x", "yot": "X", "programme": "graded", "framework": "graded-2018@1.1.0", "caseload": {"court": caseload}}  # fmt: skip
    found = firmness(framework, Inspection.model_validate(record), "court", figures(framework, Count(yes, no, na)))
    assert isinstance(found, Firmness)
    return found.low_percent / 100, found.high_percent / 100


def held(caseload: int, applicable: int, sample: int, na: int, total: int, confidence: Fraction) -> int:
    """How many samples with so many applicable cases give an interval that holds the share that are sufficient."""
    share = Fraction(total, applicable)

    def holds(yes: int) -> bool:
        low, high = bounds(caseload, yes, sample - yes, na, confidence)
        return low <= share <= high

    return sum(count for yes in range(sample + 1) if (count := ways(applicable, sample, total, yes)) and holds(yes))


def caseloads(most: int) -> Iterator[tuple[int, int, int]]:
    """Every caseload, of it applicable, and of those sufficient."""
    for caseload in range(1, most + 1):
        for applicable in range(1, caseload + 1):
            yield from ((caseload, applicable, total) for total in range(applicable + 1))


@pytest.mark.parametrize("confidence", [Fraction(80), Fraction(95)])
def test_over_all_samples_the_share_of_the_applicable_is_covered_as_often_as_it_says(confidence: Fraction) -> None:
    for caseload, applicable, total in caseloads(16 if LONG else 7):
        others = caseload - applicable
        for size in range(1, caseload + 1):
            by_na = {na: comb(others, na) for na in range(max(0, size - applicable), min(others, size - 1) + 1)}
            inside = sum(number * held(caseload, applicable, size - na, na, total, confidence) for na, number in by_na.items())  # fmt: skip
            every = sum(number * comb(applicable, size - na) for na, number in by_na.items())
            assert 100 * inside >= confidence * every, (caseload, applicable, total, size)


@pytest.mark.parametrize("confidence", [Fraction(80), Fraction(95)])
def test_where_some_were_found_not_applicable_the_share_is_covered_whatever_their_number(confidence: Fraction) -> None:
    for caseload, applicable, total in caseloads(16 if LONG else 8):
        for na in range(1, caseload - applicable + 1):
            for sample in range(1, applicable + 1):
                inside = held(caseload, applicable, sample, na, total, confidence)
                assert 100 * inside >= confidence * comb(applicable, sample), (caseload, applicable, total, na, sample)


def test_where_none_was_found_not_applicable_and_some_are_the_share_is_at_times_covered_less_often() -> None:
    """A sample without any says nothing of those outside. Over all samples it still holds: see above."""
    short = {
        (caseload, applicable, sample, total): Fraction(inside, comb(applicable, sample))
        for caseload, applicable, total in caseloads(12)
        for sample in range(1, applicable + 1)
        if 100 * (inside := held(caseload, applicable, sample, 0, total, Fraction(95))) < 95 * comb(applicable, sample)
    }
    # The worst: of 9 applicable 8 are looked at, and 1 of 9 is more than the interval's end, 1 of 10.
    by_hand = {(10, 9, 8): (1, "8/9"), (11, 10, 9): (1, "9/10"), (12, 11, 10): (1, "10/11"), (11, 10, 7): (2, "14/15"),
               (11, 10, 8): (3, "14/15"), (12, 11, 8): (2, "52/55"), (12, 11, 9): (3, "52/55")}  # fmt: skip
    assert short == {
        (*case, total): Fraction(often) for case, (few, often) in by_hand.items() for total in (few, case[1] - few)
    }
    # It can be never, and by little: 1 of 80 is outside 1 to 1 of 81.
    assert bounds(81, 1, 79, 0, Fraction(95)) == (Fraction(1, 81), Fraction(1, 81))
