"""The improvement brief: its figures are those of the rating, nothing promised is missing, and publication names no case."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import Result

from tests.conftest import ROOT
from tests.inspections import LEVELS, TWELVE, counts, full_case, judged, write_inspection
from tests.loaders import TEXT
from tests.report_trees import material, part, runs, shape, tables, words
from tests.test_corpus import CONTEXT
from yotinspect.library import Library
from yotinspect.ratings.words import level_word
from yotinspect.reports.blocks import Report, Table, plain
from yotinspect.reports.kinds.brief import brief
from yotinspect.reports.material import AUDIENCES, Audience, Material
from yotinspect.reports.render import FORMATS, render
from yotinspect.workspace import rate_inspection

EXAMPLES = ("exampleshire-2019", "aberwen-2016", "marlport-2015", "wexcombe-2025")
LIBRARY = Library()
#: The shipped sets and frameworks with the small ones of the tests and those of a team that keeps its own.
ODD = Library([CONTEXT / "questionsets", ROOT / "examples" / "local-sets" / "sets"])
ALIKE = {name: counts(8, 2) for name in ("desistance", "child", "others")}


@cache
def made(path: Path, language: str = "en", audience: Audience = "yot") -> tuple[Material, Report]:
    found = material(path, LIBRARY, language, audience)
    return found, brief(found)


def example(name: str, language: str = "en", audience: Audience = "yot") -> Report:
    return made(ROOT / "examples" / name / "inspection.yaml", language, audience)[1]


def rows(table: Table) -> list[list[str]]:
    return [[plain(cell) for cell in row.cells] for row in table.rows]


def every_inspection() -> list[Path]:
    odd = sorted((ROOT / "tests" / "golden" / "inspections").glob("*.yaml"))
    return [*odd, *sorted((ROOT / "examples").rglob("inspection.yaml"))]


# --- figures ----------------------------------------------------------------------------------------------------------


@pytest.mark.few(1)
@pytest.mark.parametrize("name", EXAMPLES)
def test_its_figures_are_those_of_the_rating(name: str, run: Callable[..., Result]) -> None:
    rated = json.loads(run("rate", ROOT / "examples" / name, "--explain", "--format", "json").stdout)
    told, report = rated["inspections"][0], example(name)
    framework = made(ROOT / "examples" / name / "inspection.yaml")[0].rating.framework
    for standard in told["standards"]:
        text = words(part(report, f"standard-{standard['id']}"))
        for question in standard["key_questions"]:
            if question.get("percent") is not None:
                assert f"{question['yes']} of {question['yes'] + question['no']}, " in text
        for path in (standard["higher"], standard["lower"]):
            if path is not None and standard["source"] != "judgement":
                level = level_word(framework, path["to"])
                assert f"Fewest changes to {level} ({path['changes']}): " in text
    if told["overall"] and told["overall"]["rating"]:
        text = words(part(report, "overall"))
        for path in (told["overall"]["lift"], told["overall"]["drop"]):
            assert f"Fewest changes to {level_word(framework, path['to'])} ({path['changes']}): " in text
        assert f"{told['overall']['score']} of {told['overall']['max']} points" in words(part(report, "first"))


@pytest.mark.slow
def test_the_cases_on_the_side_of_no_are_those_whose_headline_is_no() -> None:
    noes: set[str] = set()
    for path in (ROOT / "examples" / "exampleshire-2019" / "cases").glob("*.yaml"):
        case = yaml.load(path.read_text("utf-8"), TEXT)
        given = case["answers"].get("C-PH")
        if case.get("role") != "second" and isinstance(given, dict) and given["answer"] == "no":
            noes.add(case["case"])
    section = part(example("exampleshire-2019"), "standard-2.2")
    line = next(line for line in words(section).splitlines() if line.startswith("Safety of the child, not sufficient"))
    assert line == f"Safety of the child, not sufficient in 9 of 26 cases: {', '.join(sorted(noes))}."


@pytest.mark.slow
def test_reasons_under_a_no_are_counted_with_the_noes_as_their_base() -> None:
    ticked: Counter[str] = Counter()
    noes, every = 0, 0
    text = yaml.load((ROOT / "questionsets/fji/2.0.0/questionset.yaml").read_text("utf-8"), TEXT)
    judged_ones = {
        question["id"]
        for block in text["blocks"]
        for question in block["questions"]
        if text["scales"][question["scale"]]["kind"] == "judgement" and question.get("headline") != "yes"
    }
    all_ticked: Counter[str] = Counter()
    for path in (ROOT / "examples" / "exampleshire-2019" / "cases").glob("*.yaml"):
        case = yaml.load(path.read_text("utf-8"), TEXT)
        for name, given in case["answers"].items() if case.get("role") != "second" else ():
            if isinstance(given, dict) and given.get("answer") == "no" and name in judged_ones:
                every += 1
                all_ticked.update(set(given.get("reasons", ())))
                if name == "C-A5":
                    noes += 1
                    ticked.update(set(given.get("reasons", ())))
    report = example("exampleshire-2019")
    row = next(
        row for table in tables(part(report, "standard-2.1")) for row in rows(table) if row[0].startswith("C-A5")
    )
    (_, most), (_, next_) = ticked.most_common(2)
    assert row[1:] == [f"9 of {9 + noes}, 43%", f"Known information not used: {most} of {noes}; Something that matters is missing: {next_} of {noes}"]  # fmt: skip
    first = rows(tables(part(report, "reasons"))[0])[0]
    top = all_ticked["sources_not_used"]
    assert first == ["Known information not used", f"{top} of {every}, {round(100 * top / every)}%"]


def test_a_reason_counts_once_a_case_under_a_no_that_is_asked_and_counts(tmp_path: Path) -> None:
    def case(name: str, answer: str, role: str = "first", **details: Any) -> dict[str, Any]:
        made_ = full_case(LIBRARY, name, answer="yes", details=details)
        for question in ("R-A2", "S-C8"):
            made_["answers"][question] = {
                "answer": answer,
                "evidence": "Seen.",
                "reasons": ["incomplete", "incomplete", "late"],
            }
        return made_ | {"role": role}

    cases = {
        "A": case("A", "no"),
        "B": case("B", "no", psr="none"),
        "C": case("C", "yes"),
        "A2": case("A", "no", role="second") | {"assessor": "la-3"},
    }
    rating = rate_inspection(write_inspection(tmp_path, cases, framework="fji@1.1.0", programme="fji"), LIBRARY).rating
    assert rating is not None
    # S-C8 is asked where there was a report to the court; "late" is no reason of either question.
    assert dict(rating.tally.reasons) == {("fji", "R-A2"): {"incomplete": 2}, ("fji", "S-C8"): {"incomplete": 1}}


# --- what to do first --------------------------------------------------------------------------------------------------


def first_names(report: Report) -> list[list[str]]:
    return [[row[0].split("; ")[0] for row in rows(table)] for table in tables(part(report, "first"))]


def test_what_lifts_the_overall_comes_first_and_of_as_few_changes_what_figures_decide(tmp_path: Path) -> None:
    ratings = dict.fromkeys(TWELVE, "good") | {"1.1": "requires_improvement"}
    del ratings["2.1"]
    # 23 points with 2.1 at requires improvement: one case more in it is as near as one grade of a judged standard.
    path = write_inspection(
        tmp_path, judgements=judged(ratings), counts={"2.1": ALIKE | {"child": counts(6, 4)}}, published="https://example.org"
    )  # fmt: skip
    table, rest = tables(part(brief(material(path, LIBRARY)), "first"))
    assert rows(table)[0][0].startswith("2.1 Assessment")
    assert "1 more case judged sufficient for Safety of the child" in rows(table)[0][1]
    assert len(rows(table)) + len(rows(rest)) == 12
    assert plain(table.caption) == "The shortest way to Outstanding"


def test_a_standard_that_lifts_the_overall_alone_says_so_and_stands_first(tmp_path: Path) -> None:
    # 18 points: one more is good.
    ratings = dict.fromkeys(TWELVE, "requires_improvement") | dict.fromkeys(
        ("1.1", "1.2", "1.3", "2.1", "2.2", "3.2"), "good"
    )
    path = write_inspection(tmp_path, judgements=judged(ratings), published="https://example.org")
    report = brief(material(path, LIBRARY))
    text = words(part(report, "first"))
    assert "Overall: Requires improvement, 18 of 36 points. Good begins at 19 points. Points still needed: 1." in text
    (ahead,), rest = first_names(report)
    assert ahead == "1.1 Governance and leadership"
    assert len(rest) == 11
    assert text.count("lifts the overall rating alone") == 12
    assert "One grade more in any of these would lift it: 1.1 Governance and leadership; " in words(
        part(report, "overall")
    )


def test_where_everything_is_at_the_top_it_says_to_hold_it(tmp_path: Path) -> None:
    path = write_inspection(
        tmp_path, judgements=judged(dict.fromkeys(TWELVE, "outstanding")), published="https://example.org"
    )
    report = brief(material(path, LIBRARY))
    assert "Everything that is rated has the highest rating there is." in words(part(report, "first"))
    assert "Fewest changes to Good (6): " in words(part(report, "hold"))
    assert report.section("to-do") is None


def test_what_is_not_rated_is_named_with_its_reason(tmp_path: Path) -> None:
    path = write_inspection(tmp_path, judgements=judged({"1.1": "good"}), counts={"2.1": ALIKE})
    report = brief(material(path, LIBRARY))
    said = words(part(report, "not-rated"))
    assert "1.2 Staff: Not yet judged." in said
    assert "2.4 Reviewing: No case feeds it." in said
    assert "2.1" not in said
    assert words(part(report, "first")).startswith("What to do first\nNo overall rating is given. Not rated: 1.2")
    assert [plain(notice.text) for notice in report.notices] == ["This rating is incomplete."]


def test_without_ratings_the_least_often_sufficient_comes_first() -> None:
    report = example("aberwen-2016")
    (table,) = tables(part(report, "first"))
    shares = [int(re.search(r"(\d+)%", row[1])[1]) for row in rows(table)]  # type: ignore[index]
    assert shares == sorted(shares)
    assert [plain(section.heading) for section in part(report, "why").walk()][1:] == [row[0] for row in rows(table)]
    assert not [run for run in runs(report) if run.kind == "badge"]


# --- what weighs against a judged standard --------------------------------------------------------------------------------


def test_a_judged_standard_shows_what_stands_between_it_and_the_next_grade_and_what_was_found() -> None:
    section = part(example("exampleshire-2019"), "standard-1.2")
    between, found = tables(section)
    assert plain(between.caption) == "What stands between this and Outstanding"
    assert [row[0] for row in rows(between)] == [
        "Staffing and workload; Good", "Skills and make-up of the staff; Good", "Oversight of staff; Requires improvement",
        "Learning and wellbeing of staff; Good",
    ]  # fmt: skip
    assert rows(found) == [[
        "W-O2 Does supervision help staff to get better at their work?",
        "In seven of ten records nobody asked whether an assessment was right.; Sources: supervision records of ten case "
        "managers (document); team managers (interview).",
    ]]  # fmt: skip
    assert "HMIC (Police) differs and would give Satisfactory." in words(
        part(example("marlport-2015"), "standard-governance")
    )


def test_a_decision_of_a_panel_is_told_and_withdrawing_it_is_the_way_down() -> None:
    said = words(part(example("exampleshire-2019"), "standard-2.2"))
    assert "Proposed by the figures: Requires improvement. Decided by the panel: Good." in said
    assert "Fewest changes to Requires improvement (1): The panel's decision withdrawn." in said


def test_a_decision_that_is_refused_says_so(tmp_path: Path) -> None:
    decision = {"to": "good", "rationale": "We thought so.", "panel": ["li-1"], "agreed": "2019-04-01"}
    far = {name: counts(11, 9) for name in ALIKE}
    path = write_inspection(
        tmp_path, judgements=judged({"1.1": "good"}), counts={"2.2": far}, discretion={"2.2": decision}
    )
    assert "The panel's decision is refused and the proposed grade stands: Good." in words(
        part(brief(material(path, LIBRARY)), "standard-2.2")
    )


# --- who does what --------------------------------------------------------------------------------------------------------


def test_recommendations_keep_owner_and_date_and_every_standard_below_the_top_has_room_for_more(tmp_path: Path) -> None:
    ratings = dict.fromkeys(TWELVE, "good") | {"1.3": "outstanding"}
    path = write_inspection(
        tmp_path, judgements=judged(ratings), published="https://example.org",
        recommendations=[
            {"id": "R1", "text": "Ask staff what stands in the way.", "standard": "1.2", "owner": "Head of service", "due": "2019-09-30"},
            {"id": "R2", "text": "Tell the board.", "standard": "1.3"},
            {"id": "R3", "text": "Tell the children."},
        ],
        commentary={"2.1": {"improve": ["Ask both parents."]}},
    )  # fmt: skip
    section = part(brief(material(path, LIBRARY)), "to-do")
    by_caption = {plain(table.caption): rows(table) for table in tables(section)}
    assert by_caption["1.2 Staff"] == [
        ["Recommendation R1", "Ask staff what stands in the way.", "Head of service", "30 September 2019"],
        ["What you decide yourselves", "", "", ""],
    ]
    assert by_caption["2.1 Assessment"] == [
        ["Ask both parents.", "", "", ""],
        ["What you decide yourselves", "", "", ""],
    ]
    assert [row[0] for row in by_caption["What else is recommended"]] == ["Recommendation R2", "Recommendation R3"]
    assert len(by_caption) == 12


# --- the inspection before --------------------------------------------------------------------------------------------------


def test_it_says_what_became_of_earlier_recommendations_and_how_each_standard_moved(tmp_path: Path) -> None:
    then = dict.fromkeys(TWELVE, "good") | {"1.1": "inadequate", "1.2": "outstanding"}
    now = dict.fromkeys(TWELVE, "good")
    old = write_inspection(
        tmp_path / "old", judgements=judged(then), published="https://example.org", inspection="test-2016",
        fieldwork={"from": "2016-03-07", "to": "2016-03-11"},
    )  # fmt: skip
    new = write_inspection(
        tmp_path / "new", judgements=judged(now), published="https://example.org",
        followed_up={"R1": {"text": "Meet every month.", "state": "partly", "note": "It met twice."}},
    )  # fmt: skip
    before = rate_inspection(old, LIBRARY).rating
    report = brief(material(new, LIBRARY, previous=before))
    (table,) = tables(part(report, "moved"))
    moved = {row[0]: row[1:] for row in rows(table)}
    assert moved["1.1 Governance and leadership"] == ["Inadequate", "Good", "2 grades higher"]
    assert moved["1.2 Staff"] == ["Outstanding", "Good", "1 grade lower"]
    assert moved["1.3 Partnerships and services"] == ["Good", "Good", "The same"]
    assert moved["Overall"] == ["Good; 23 of 36 points", "Good; 24 of 36 points", "The same"]
    assert "test-2016, fieldwork from 7 March 2016 to 11 March 2016" in words(part(report, "moved"))
    (followed,) = tables(part(report, "followed-up"))
    assert rows(followed) == [["R1 Meet every month.", "Partly done", "It met twice."]]


def test_only_what_asks_the_same_is_compared_with_the_inspection_before() -> None:
    before = rate_inspection(ROOT / "examples" / "exampleshire-2019" / "inspection.yaml", LIBRARY).rating
    for name, same in (("published/slough-2025", 11), ("aberwen-2016", 0)):
        found = material(ROOT / "examples" / name / "inspection.yaml", LIBRARY, previous=before)
        section = part(brief(found), "moved")
        # 3.4 asked about joint working, and asks about policy now.
        listed = [row[0] for table in tables(section) for row in rows(table) if row[0] != "Overall"]
        assert len(listed) == same
        assert not [row for row in listed if row.startswith(("3.4", "4.1"))]
        assert ("nothing in common" in words(section)) == (not same)


def test_shares_are_compared_where_no_ratings_are_given(tmp_path: Path) -> None:
    home = shutil.copytree(ROOT / "examples" / "aberwen-2016", tmp_path / "before")
    for name in ("AW-01", "AW-02"):
        (home / "cases" / f"{name}.yaml").unlink()
    before = rate_inspection(home / "inspection.yaml", LIBRARY).rating
    found = material(ROOT / "examples" / "aberwen-2016" / "inspection.yaml", LIBRARY, previous=before)
    (table,) = tables(part(brief(found), "moved"))
    assert len(table.rows) == 4
    for label, then, now, change in rows(table):
        was, is_ = (Fraction(*map(int, re.findall(r"\d+", text)[:2])) for text in (then, now))
        points = abs(float(round(100 * (is_ - was), 1)))
        word = "Percentage points higher" if is_ > was else "Percentage points lower"
        assert change == (f"{word}: {points:g}" if points else "The same"), label


# --- for whom, in which language ----------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_for_publication_no_word_of_it_is_a_case_reference(name: str, language: str, tmp_path: Path) -> None:
    home = shutil.copytree(ROOT / "examples" / name, tmp_path / name)
    cases = sorted((home / "cases").glob("*.yaml")) if (home / "cases").is_dir() else []
    references = {yaml.load(path.read_text("utf-8"), TEXT)["case"] for path in cases}
    for path in cases[:2]:  # an incomplete case and one in a file too many are named in the reasons of the status
        text = path.read_text("utf-8")
        path.write_text(re.sub(r"\n  [RPC]-AH:.*?(?=\n\n|\n  [A-Z])", "", text, flags=re.DOTALL), "utf-8")
    if cases:
        shutil.copy(cases[2], cases[2].with_name("again.yaml"))
    public = brief(material(home / "inspection.yaml", LIBRARY, language, "public"))
    said = words(public)
    assert not [run for run in runs(public) if run.kind == "ref"]
    assert not [reference for reference in references if reference in said]
    own = brief(material(home / "inspection.yaml", LIBRARY, language, "yot"))
    named = {run.text for run in runs(own) if run.kind == "ref"}
    assert named <= references
    assert bool(named) == (name == "exampleshire-2019")


def test_for_publication_a_reason_that_few_cases_had_is_held_back() -> None:
    found, report = made(ROOT / "examples" / "aberwen-2016" / "inspection.yaml", audience="public")
    threshold = found.rating.framework.rules.disclosure.threshold
    numbers = [
        int(number)
        for table in [*tables(part(report, "reasons")), *(t for s in part(report, "why").walk() for t in tables(s))]
        for row in rows(table)
        if len(row) == 3
        for number in re.findall(r": (\d+) of \d+", row[2])
    ]
    assert numbers
    assert min(numbers) >= threshold


@pytest.mark.slow
@pytest.mark.parametrize("name", EXAMPLES)
def test_it_is_whole_in_both_languages_and_for_every_audience(name: str) -> None:
    for audience in AUDIENCES:
        english, welsh = (example(name, language, audience) for language in ("en", "cy"))
        # What it was made from has a row more in Welsh, for the translation.
        assert [one for one in shape(english) if one[0] != "made"] == [one for one in shape(welsh) if one[0] != "made"]
        assert english.audience == welsh.audience == audience
        assert welsh.language == "cy"
        assert [section.id for section in english.sections][:2] == ["first", "why"]


def test_what_inspectors_wrote_is_marked_with_its_language() -> None:
    report = example("exampleshire-2019", "cy")
    marked = [run for run in runs(report) if "Two targets went unmet for a year" in run.text]
    assert marked
    assert {run.lang for run in marked} == {"en"}
    assert any("organisation@1.0.0" in plain(draft) for draft in report.drafts)


# --- whatever comes ------------------------------------------------------------------------------------------------------------


@pytest.mark.few(1)
@pytest.mark.parametrize(
    "path", every_inspection(), ids=lambda path: path.stem if path.stem != "inspection" else path.parent.name
)
def test_every_inspection_has_a_brief_that_says_what_to_do_first_and_can_be_laid_out(
    path: Path, tmp_path: Path
) -> None:
    if path.stem != "inspection":
        home = tmp_path / path.stem
        home.mkdir()
        path = Path(shutil.copy(path, home / "inspection.yaml"))
    for language in ("en", "cy"):
        report = brief(material(path, ODD, language))
        first = part(report, "first")
        assert first is report.sections[0]
        assert tables(first) or len(words(first).splitlines()) > 1
        ids = [inner.id for section in report.sections for inner in section.walk()]
        assert len(ids) == len(set(ids))
        for form in FORMATS:
            assert render(report, form)


@pytest.mark.few(3)
@pytest.mark.parametrize(
    "framework",
    [
        "graded-2018@1.1.0",
        "graded-small@1.0.0",
        "graded-narrative@1.0.0",
        "fji@1.1.0",
        "sqs@1.1.0",
        "graded-2025@1.0.0",
    ],
)
@pytest.mark.parametrize("with_cases", [False, True])
def test_an_inspection_with_nothing_or_little_in_it_says_something_sensible(
    framework: str, with_cases: bool, tmp_path: Path
) -> None:
    cases = (
        {name: full_case(LIBRARY, name, answer="yes" if name == "A" else "no") for name in "AB"} if with_cases else {}
    )
    path = write_inspection(tmp_path, cases, framework=framework, programme=framework.split("-")[0].split("@")[0])
    report = brief(material(path, LIBRARY))
    text = words(part(report, "first"))
    if not with_cases:
        assert not tables(part(report, "first"))
        assert "Nothing is rated or counted yet, so nothing can be put in order." in text
    for form in FORMATS:
        assert render(report, form)


def test_it_is_the_same_whatever_order_the_cases_come_in(tmp_path: Path) -> None:
    here = shutil.copytree(ROOT / "examples" / "exampleshire-2019", tmp_path / "a")
    there = shutil.copytree(here, tmp_path / "b")
    for number, path in enumerate(sorted((there / "cases").glob("*.yaml"), reverse=True)):
        path.rename(path.with_name(f"file-{number:03}.yaml"))
    one, other = (brief(material(home / "inspection.yaml", LIBRARY)) for home in (here, there))
    assert one == other


def test_nothing_of_a_file_becomes_markup(tmp_path: Path) -> None:
    def document(payload: str, folder: Path) -> str:
        path = write_inspection(
            folder, yot=payload, judgements=judged({"1.1": "good"}) | {"1.2": {"rating": "good", "rationale": payload, "sources": [payload]}},
            counts={"2.2": ALIKE}, recommendations=[{"id": "R1", "text": payload, "owner": payload}],
            followed_up={"R0": {"text": payload, "state": "done", "note": payload}}, commentary={"2.2": {"improve": [payload]}},
        )  # fmt: skip
        return render(brief(material(path, LIBRARY)), "html").decode()

    def tags(text: str) -> list[str]:
        return re.findall(r"</?[a-z0-9]+", text)

    assert tags(document("<script>alert(1)</script>'\"><img src=x>", tmp_path / "a")) == tags(
        document("plain", tmp_path / "b")
    )


def test_levels_are_the_frameworks(tmp_path: Path) -> None:
    path = write_inspection(
        tmp_path, judgements=judged(dict(zip(TWELVE, LEVELS * 3, strict=True))), published="https://example.org"
    )
    badges = {run.text for run in runs(brief(material(path, LIBRARY))) if run.kind == "badge"}
    assert badges == {"Inadequate", "Requires improvement", "Good", "Outstanding"}
