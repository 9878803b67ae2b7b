"""Feedback on a case: all that was judged of it and nothing of another, in the words of its set and of its assessor."""

from __future__ import annotations

import io
import itertools
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT
from tests.inspections import full_case
from tests.loaders import TEXT
from tests.report_trees import part, runs, shape, tables, texts, words
from tests.sets import loaded, small_sets
from yotinspect.cases.assess import Assessed
from yotinspect.library import Library
from yotinspect.questions.sets import QuestionSet
from yotinspect.reports.blocks import Folded, Paragraph, Quotation, Report, Section, plain
from yotinspect.reports.kinds.feedback import NotForPublicError, feedback
from yotinspect.reports.render import FORMATS, render
from yotinspect.workspace import Assessor

LIBRARY = Library()
CASES = ("exampleshire-2019/cases/EX-001", "exampleshire-2019/cases/EX-020", "aberwen-2016/cases/AW-03")


@cache
def assessed(path: Path) -> Assessed:
    return Assessor(LIBRARY, excerpts=False).assess(path)


def example(name: str, language: str = "en") -> tuple[Assessed, Report]:
    found = assessed(ROOT / "examples" / f"{name}.yaml")
    return found, feedback(found, language, "yot")


def on_file(folder: Path, case: dict[str, Any], library: Library = LIBRARY) -> Assessed:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "case.yaml"
    path.write_text(json.dumps(case), "utf-8")
    return Assessor(library, excerpts=False).assess(path)


def questions(found: Assessed) -> QuestionSet:
    assert found.questions is not None
    return found.questions


def judgements(name: str) -> dict[str, dict[str, Any]]:
    """What stands in the file, question by question, without facts and choices."""
    found = assessed(ROOT / "examples" / f"{name}.yaml")
    raw = yaml.load((ROOT / "examples" / f"{name}.yaml").read_text("utf-8"), TEXT)
    items = questions(found).items
    given = {key: value if isinstance(value, dict) else {"answer": value} for key, value in raw["answers"].items()}
    return {key: value for key, value in given.items() if items[key].judged}


def flat(text: str) -> str:
    return " ".join(text.split())


# --- what is in it ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("name", CASES)
def test_every_no_has_its_evidence_its_reasons_what_good_looks_like_and_where_to_look(name: str, language: str) -> None:
    found, report = example(name, language)
    text = questions(found).text(language)
    steps = {section.id: section for section in part(report, "next").walk() if section.id.startswith("question-")}
    noes = {key: value for key, value in judgements(name).items() if value["answer"] == "no"}
    assert set(steps) == {f"question-{key}" for key in noes}
    for key, given in noes.items():
        said = words(steps[f"question-{key}"])
        assert said.startswith(f"{key} {flat(text.questions[key].text)}")
        assert flat(given["evidence"]) in said
        assert [reason for reason in given.get("reasons", []) if text.reasons[reason] not in said] == []
        assert flat(text.questions[key].guidance["yes"]) in said
        assert flat(text.questions[key].guidance["look_at"]) in said


@pytest.mark.parametrize("name", CASES)
def test_what_to_do_stands_by_area_and_in_each_the_work_as_a_whole_comes_first(name: str) -> None:
    found, report = example(name)
    items, areas = (
        questions(found).items,
        [block for block in part(report, "next").blocks if isinstance(block, Section)],
    )
    assert [area.id for area in areas] == [
        f"next-{area}" for area in questions(found).areas if report.section(f"next-{area}")
    ]
    for area in areas:
        steps = [items[step.id.removeprefix("question-")] for step in area.walk() if step is not area]
        assert {f"next-{item.area}" for item in steps} == {area.id}
        order = [item.headline for item in steps]
        assert order == sorted(order, reverse=True)


@pytest.mark.parametrize("name", CASES)
def test_in_short_it_says_of_each_area_what_was_good_and_where_to_begin(name: str) -> None:
    found, report = example(name)
    text, given = questions(found).text("en"), judgements(name)
    stages = list(questions(found).stages)
    (table,) = tables(part(report, "short"))
    said = {plain(row.cells[0]): [plain(cell) for cell in row.cells[1:]] for row in table.rows}
    for area in questions(found).areas:
        blocks = sorted((one for one in found.blocks if one.area == area), key=lambda one: stages.index(one.stage))
        good = [text.stages[one.stage] for one in blocks if one.answer == "yes"]
        weak = [one for one in blocks if one.answer == "no"]
        if not good and not weak:
            assert text.areas[area] not in said
            continue
        whole, begin = said[text.areas[area]]
        assert whole == (", ".join(good) or "None of it")
        if weak:
            assert begin.startswith(f"{weak[0].headline} {text.stages[weak[0].stage]}")
            assert all(text.reasons[reason] in begin for reason in given[weak[0].headline or ""].get("reasons", []))
        else:
            assert begin == "All that was judged as a whole was sufficient."
    assert [section.id for section in report.sections].index("short") < 2


def test_guidance_is_folded_on_a_screen_and_stands_in_full_on_paper(tmp_path: Path) -> None:
    report = feedback(on_file(tmp_path, full_case(LIBRARY, "A", R_A2="no")), "en", "yot")
    (folded,) = [block for block in part(report, "question-R-A2").blocks if isinstance(block, Folded)]
    assert plain(folded.heading) == "R-A2: what good looks like, and what to look at"
    page = render(report, "html").decode()
    assert page.count("<details") == 1
    assert page.partition("<details")[2].partition("</details>")[0].count("<p>") == 2
    text = render(report, "md").decode()
    assert "**What good looks like.**" in text
    assert "what good looks like, and" not in text


@pytest.mark.system
def test_printed_from_a_browser_what_is_folded_is_open(browser: Any, tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    report = feedback(on_file(tmp_path, full_case(LIBRARY, "A", R_A2="no")), "en", "yot")
    (tmp_path / "page.html").write_bytes(render(report, "html"))
    page = browser.new_page()
    page.goto((tmp_path / "page.html").as_uri())
    assert not page.get_by_text("What good looks like.").is_visible()
    printed = "".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(page.pdf())).pages)
    page.close()
    assert "What good looks like." in printed
    assert "R-A2: what good looks like" not in printed


@pytest.mark.parametrize("name", CASES)
def test_what_was_good_is_every_yes_of_which_something_was_said_by_area(name: str) -> None:
    found, report = example(name)
    section, items = part(report, "good"), questions(found).items
    yes = {key: value for key, value in judgements(name).items() if value["answer"] == "yes"}
    said = {key: flat(value["evidence"]) for key, value in yes.items() if value.get("evidence", "").strip()}
    listed = {plain(row.cells[0]).split(" ")[0]: plain(row.cells[1]) for table in tables(section) for row in table.rows}
    assert listed == said
    labels = [plain(table.caption) for table in tables(section)]
    areas = [area for area in questions(found).areas if any(items[key].area == area for key in said)]
    assert labels == [questions(found).text("en").areas[area] for area in areas]
    assert f"nothing more said of it: {len(yes) - len(said)} of {len(yes)}." in words(section)


def test_feedback_and_notable_practice_stand_as_they_were_written() -> None:
    raw = yaml.load((ROOT / "examples" / "aberwen-2016/cases/AW-03.yaml").read_text("utf-8"), TEXT)
    report = example("aberwen-2016/cases/AW-03")[1]
    assert report.sections[0].id == "words"
    for section, detail in (("words", "feedback"), ("good", "notable_practice")):
        (quoted,) = [block for block in part(report, section).blocks if isinstance(block, Quotation)]
        assert plain(quoted.text) == flat(raw["details"][detail])


@pytest.mark.parametrize("name", CASES)
def test_the_work_at_a_glance_is_the_summary_of_the_assessment(name: str) -> None:
    found, report = example(name)
    text, seen = questions(found).text("en"), 0
    by_area = {plain(table.caption): table for table in tables(part(report, "glance"))}
    for block in found.blocks:
        if not block.yes + block.no + block.na + block.missing:
            continue
        cells = next(
            row.cells for row in by_area[text.areas[block.area]].rows if plain(row.cells[0]) == text.stages[block.stage]
        )
        label = {"yes": "Sufficient", "no": "Not sufficient", "na": "Not applicable", None: None}[block.answer]
        assert label is None or plain(cells[1]) == label
        assert plain(cells[2]).startswith(f"Sufficient: {block.yes} of {block.yes + block.no}")
        seen += 1
    assert seen == sum(len(table.rows) for table in by_area.values())


def test_it_says_of_which_case_it_is_and_by_whom_when_and_with_what_it_was_assessed() -> None:
    found, report = example("exampleshire-2019/cases/EX-001")
    assert report.title == "Feedback on case EX-001"
    (about,) = tables(part(report, "about"))
    assert [[plain(cell) for cell in row.cells] for row in about.rows] == [
        ["Case reference", "EX-001"],
        ["Order or sentence", "Referral order"],
        ["Assessor", "li-1"],
        ["Date of the assessment", "4 March 2019"],
        ["Question set", "Case assessment, full set (2016) (fji@2.0.0)"],
    ]
    assert found.digest.removeprefix("sha256:") in words(part(report, "made"))


def test_a_case_without_a_no_says_so(tmp_path: Path) -> None:
    report = feedback(on_file(tmp_path, full_case(LIBRARY, "A")), "en", "yot")
    assert [plain(block.text) for block in part(report, "next").blocks if isinstance(block, Paragraph)] == [
        "No work was judged not sufficient."
    ]


# --- what is not in it ------------------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("place", ["exampleshire-2019", "aberwen-2016"])
def test_nothing_of_another_case_or_another_assessor_is_in_it(place: str) -> None:
    paths = sorted((ROOT / "examples" / place / "cases").glob("*.yaml"))
    references = {path.stem.removesuffix("-second") for path in paths}
    team = {"li-1", "hi-2", "hi-3", "la-3", "la-4", "la-5"}
    for path in paths:
        found = assessed(path)
        assert found.case is not None
        for language in ("en", "cy"):
            report = feedback(found, language, "yot")
            said = words(report)
            assert {one for one in references if one in said} == {found.case.case}
            assert {one for one in team if re.search(rf"\b{one}\b", said)} == {found.case.assessor}
            assert {run.text for run in runs(report) if run.kind == "ref"} == {found.case.case}


def test_a_second_assessment_says_what_it_is_and_nothing_of_the_first() -> None:
    report = example("exampleshire-2019/cases/EX-017-second")[1]
    assert plain(report.notices[0].text).startswith("This is a second assessment")


def test_what_is_answered_off_the_route_is_left_out(tmp_path: Path) -> None:
    case = full_case(LIBRARY, "A", details={"psr": "none"}, S_C8="no", R_A2="no")
    case["answers"]["S-C9"] = {"answer": "yes", "evidence": "Off the route, and good."}
    said = words(feedback(on_file(tmp_path, case), "en", "yot"))
    assert "R-A2" in said
    assert "S-C8" not in said
    assert "S-C9" not in said
    assert "Off the route" not in said


def test_an_answer_that_its_question_does_not_have_and_notes_are_left_out(tmp_path: Path) -> None:
    case = full_case(LIBRARY, "A")
    case["answers"]["R-A2"] = {"answer": "maybe", "evidence": "Who knows."}
    case["answers"]["R-A1"] = {"answer": "yes", "evidence": "In time.", "note": "Ask la-3 about this."}
    said = words(feedback(on_file(tmp_path, case), "en", "yot"))
    assert "Who knows." not in said
    assert "In time." in said
    assert "Ask la-3" not in said


def test_it_is_never_for_publication() -> None:
    with pytest.raises(NotForPublicError):
        feedback(example(CASES[0])[0], "en", "public")


# --- what is open -----------------------------------------------------------------------------------------------------------


def test_an_incomplete_case_says_so_at_the_top_and_lists_what_is_not_answered(tmp_path: Path) -> None:
    case = full_case(LIBRARY, "A", R_A2="no")
    del case["answers"]["R-AH"], case["answers"]["C-P1"], case["details"]["age"]
    case["answers"]["R-A2"] = "no"
    case["answers"]["R-X9"] = "yes"
    report = feedback(on_file(tmp_path, case), "en", "yot")
    (notice,) = report.notices
    assert plain(notice.text) == "This assessment is not complete."
    assert [plain(item) for item in notice.items] == [
        "Questions not yet answered: 2.", "Details of the case not yet filled in: 1.",
        "Answers without the evidence they call for: 1.", "Other things that the assessor has yet to put right: 1.",
    ]  # fmt: skip
    open_ = words(part(report, "open")).splitlines()[1:]
    assert [line.split(" ")[0] for line in open_] == ["R-AH", "C-P1"]
    assert "The assessor has not yet said what was seen." in words(part(report, "question-R-A2"))
    assert "Not yet answered" in words(part(report, "glance"))


def test_a_case_with_no_answers_at_all_is_still_told(tmp_path: Path) -> None:
    case = full_case(LIBRARY, "A") | {"answers": {}, "details": {}}
    del case["assessed"]
    report = feedback(on_file(tmp_path, case), "en", "yot")
    assert [section.id for section in report.sections] == ["glance", "open", "about", "made"]
    for form in FORMATS:
        assert render(report, form)


def test_of_a_file_that_is_no_case_there_is_no_feedback(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="nothing of the case could be read"):
        feedback(on_file(tmp_path, {"case": "A"}), "en", "yot")


# --- in which language -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CASES)
def test_it_is_whole_in_both_languages(name: str) -> None:
    english, welsh = example(name)[1], example(name, "cy")[1]
    assert shape(english)[:-1] == shape(welsh)[:-1]
    assert english.other[0].lang == "cy"
    assert welsh.other[0].lang == "en"
    assert not english.drafts


def test_evidence_keeps_its_own_language_and_a_draft_translation_says_that_it_is_one() -> None:
    found = assessed(ROOT / "examples" / "aberwen-2016/cases/AW-03.yaml")
    evidence = flat(judgements("aberwen-2016/cases/AW-03")["R-A2"]["evidence"])
    for language, written, marked in (("cy", "en", "en"), ("cy", "cy", ""), ("en", "cy", "cy")):
        report = feedback(found, language, "yot", written=written)
        assert {run.lang for run in runs(report) if run.text == evidence} == {marked}
        assert len(report.drafts) == (language != written) + (language == "cy")
    assert "sqs@2.0.0" in plain(feedback(found, "cy", "yot", written="cy").drafts[0])


def test_a_set_without_welsh_stands_in_english_and_is_marked_as_such(tmp_path: Path) -> None:
    sets = small_sets(tmp_path)
    (sets / "mini" / "1.0.0" / "text.cy.yaml").unlink(missing_ok=True)
    library = Library([sets], alone=True)
    mini = loaded(sets)
    answers = {
        item.id: {"answer": "no", "evidence": "Seen."} if "no" in item.answers else item.answers[0]
        for item in mini.items.values()
    }
    case = {"case": "A", "questionset": "mini@1.0.0", "assessor": "a", "assessed": "2019-01-01", "answers": answers}
    report = feedback(on_file(tmp_path / "case", case, library), "cy", "team", written="cy")
    asked = [
        run for run in runs(report) if run.text in {flat(text.text) for text in mini.text("en").questions.values()}
    ]
    assert asked
    assert {run.lang for run in asked} == {"en"}
    assert "mini@1.0.0" in plain(report.drafts[0])
    english = feedback(on_file(tmp_path / "case", case, library), "en", "team")
    assert english.other == ()


# --- laid out ------------------------------------------------------------------------------------------------------------------


def test_it_is_the_same_whatever_order_the_answers_stand_in(tmp_path: Path) -> None:
    case = full_case(LIBRARY, "A", R_A2="no", C_P1="no", S_MH="no")
    turned = case | {
        "answers": dict(reversed(case["answers"].items())),
        "details": dict(reversed(case["details"].items())),
    }
    one, other = (feedback(on_file(tmp_path / n, c), "en", "yot") for n, c in (("a", case), ("b", turned)))
    # The digest of the file alone differs.
    assert one.sections[:-1] == other.sections[:-1]


def test_nothing_of_a_case_becomes_markup(tmp_path: Path) -> None:
    def document(payload: str, folder: Path) -> str:
        case = full_case(LIBRARY, "A", details={"feedback": payload, "notable_practice": payload})
        case["answers"]["R-A2"] = {"answer": "no", "evidence": payload}
        case["answers"]["R-A1"] = {"answer": "yes", "evidence": payload}
        return render(feedback(on_file(folder, case), "en", "yot", yot=payload), "html").decode()

    def tags(text: str) -> list[str]:
        return re.findall(r"</?[a-z0-9]+", text)

    hostile = "<script>alert(1)</script>'\"><img src=x onerror=alert(1)>"
    assert tags(document(hostile, tmp_path / "a")) == tags(document("plain", tmp_path / "b"))


def test_headings_go_down_one_step_at_a_time_and_no_id_stands_twice() -> None:
    page = render(example(CASES[0])[1], "html").decode()
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert not [text for text in texts(example(CASES[0])[1]) if not plain(text).strip()]
