"""A page for a board: one sheet of paper, with where the service stands, how firm that is, and what to do next."""

from __future__ import annotations

import dataclasses
import io
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.pages import INSPECTIONS
from tests.report_trees import material, part, tables, words
from yotinspect.library import Library, report_rules
from yotinspect.ratings.prose import Recommendation
from yotinspect.reports.blocks import Bullets, Figure, Report, Table, plain
from yotinspect.reports.kinds.summary import summary
from yotinspect.reports.material import Material
from yotinspect.reports.pdf import compiled_report
from yotinspect.reports.render import render

LIBRARY = Library()
EVERY = [pytest.param(name, language, id=f"{Path(name).name}.{language}") for name in INSPECTIONS for language in ("en", "cy")]  # fmt: skip


@cache
def of(name: str, language: str = "en") -> Material:
    return material(ROOT / name / "inspection.yaml", LIBRARY, language)


def board(name: str, language: str = "en") -> Report:
    return summary(of(f"examples/{name}", language))


def rows(table: Table) -> dict[str, list[str]]:
    return {plain(row.cells[0]): [plain(cell) for cell in row.cells[1:]] for row in table.rows}


def recommending(given: Material, number: int) -> Material:
    """The same with so many recommendations."""
    wanted = [Recommendation(id=f"rec-{n}", text=f"Do thing {n}.") for n in range(number)]
    inspection = given.rating.inspection.model_copy(update={"recommendations": wanted})
    return dataclasses.replace(given, rating=dataclasses.replace(given.rating, inspection=inspection))


def sheets(report: Report, browser: Any, folder: Path) -> int:
    """How many sides it prints on from a browser."""
    pypdf = pytest.importorskip("pypdf")
    path = folder / "board.html"
    path.write_bytes(render(report, "html"))
    page = browser.new_page()
    page.goto(path.as_uri())
    printed = page.pdf(prefer_css_page_size=True)
    page.close()
    return len(pypdf.PdfReader(io.BytesIO(printed)).pages)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "language"), EVERY)
def test_printed_as_pdf_it_is_one_sheet(name: str, language: str) -> None:
    pypdf = pytest.importorskip("pypdf")
    assert len(pypdf.PdfReader(io.BytesIO(compiled_report(summary(of(name, language))))).pages) <= 2


@pytest.mark.system
@pytest.mark.parametrize(("name", "language"), EVERY)
def test_printed_from_a_browser_it_is_one_sheet(name: str, language: str, browser: Any, tmp_path: Path) -> None:
    assert sheets(summary(of(name, language)), browser, tmp_path) <= 2


@pytest.mark.slow
def test_each_rating_that_cases_decide_says_how_firm_it_is_and_others_whose_they_are() -> None:
    section = part(board("exampleshire-2019"), "profile")
    (table,) = tables(section)
    found = rows(table)
    # The chances are those of the whole explanation; 2.2 was decided by the panel, 1.1 by inspectors.
    assert found["2.1 Assessment"] == ["Good", "75%, likely"]
    assert found["2.3 Implementation and delivery"] == ["Outstanding", "43%, uncertain"]
    assert found["2.2 Planning"] == ["Good", "Decided by the panel."]
    assert found["1.1 Governance and leadership"] == ["Good", "Judged by the inspectors."]
    assert "the chance that the whole caseload would have earned the same grade" in words(section)


def test_where_nothing_is_known_of_that_there_is_no_column_for_it() -> None:
    (table,) = tables(part(board("published/dorset-combined-2023"), "profile"))
    assert [plain(cell) for cell in table.head] == ["Standard", "Rating"]


def test_the_overall_says_how_many_points_it_is_away_from_the_next_and_the_one_before() -> None:
    said = words(part(board("published/dorset-combined-2023"), "overall"))
    assert "24 of 36 points" in said
    assert "Outstanding begins at 31 points. Points still needed: 7." in said
    assert "Requires improvement ends at 18 points. Points that would have to be lost: 6." in said
    lowest = words(part(board("published/slough-2025"), "overall"))
    assert "Requires improvement begins at 7 points. Points still needed: 4." in lowest
    assert "ends at" not in lowest


def test_no_more_is_recommended_on_it_than_fits_and_it_says_how_many_more_there_are() -> None:
    given = of("examples/published/dorset-combined-2023")
    most = report_rules().summary.recommendations
    for number, left in ((most, 0), (most + 1, 1), (most + 4, 4)):
        section = part(summary(recommending(given, number)), "next")
        (table,) = tables(section)
        assert len(table.rows) == most
        assert ("Further recommendations, in the report" in words(section)) is bool(left)
        assert not left or f"in the report: {left}." in words(section)


def test_where_nothing_is_recommended_and_no_question_stands_out_it_says_with_what_to_begin() -> None:
    report = board("marlport-2015")
    assert report.section("improve") is None
    section = part(report, "next")
    (points,) = [block for block in section.blocks if isinstance(block, Bullets)]
    assert len(points.items) == report_rules().summary.points
    assert "The inspection recommends nothing." in words(section)
    # What has the highest rating already is nothing to begin with.
    assert "Ensuring the sentence is served" not in words(section)
    assert "Protecting the public Unsatisfactory; 601 of 945, 64%" in [plain(item) for item in points.items]


def test_where_nothing_is_known_of_what_to_do_it_is_not_made_up() -> None:
    assert board("published/dorset-combined-2023").section("next") is None


# --- since the inspection before ----------------------------------------------------------------------------------------


def since(now: str, before: str, language: str = "en") -> Material:
    return dataclasses.replace(of(f"examples/{now}", language), previous=of(f"examples/{before}").rating)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "cy"])
def test_it_says_in_a_few_lines_what_rose_and_what_fell_and_shows_it_in_one_picture(language: str) -> None:
    given = since("exampleshire-2021", "exampleshire-2019", language)
    report = summary(given)
    (points,) = [block for block in part(report, "moved").blocks if isinstance(block, Bullets)]
    said = [plain(item) for item in points.items]
    assert len(said) == 5
    # Each standard is on exactly one line: named where it moved, counted where it did not.
    assert [
        sum(line.count(f"{number} ") for line in said[:2]) for number in ("1.2", "1.4", "2.4", "3.2", "2.3", "3.3")
    ] == [1] * 6
    assert all(f"{number} " in said[0] for number in ("1.2", "1.4", "2.4", "3.2"))
    assert all(f"{number} " in said[1] for number in ("2.3", "3.3"))
    assert [int(line.rstrip(".").rpartition(" ")[2]) for line in said[2:4]] == [5, 2]
    assert "23 " in said[4]
    assert "26 " in said[4]
    assert [block.id for block in part(report, "profile").blocks if isinstance(block, Figure)] == ["picture-change"]
    pypdf = pytest.importorskip("pypdf")
    assert len(pypdf.PdfReader(io.BytesIO(compiled_report(report))).pages) <= 2


@pytest.mark.system
@pytest.mark.parametrize("language", ["en", "cy"])
def test_with_the_inspection_before_it_is_one_sheet_as_well(language: str, browser: Any, tmp_path: Path) -> None:
    assert sheets(summary(since("exampleshire-2021", "exampleshire-2019", language)), browser, tmp_path) <= 2


def test_of_one_that_has_nothing_in_common_it_says_so_and_shows_the_profile() -> None:
    report = summary(since("published/slough-2025", "marlport-2015"))
    assert "The two inspections have nothing in common that could be compared." in words(part(report, "moved"))
    assert [block.id for block in part(report, "profile").blocks if isinstance(block, Figure)] == ["picture-profile"]


def test_what_moved_both_ways_and_overall_is_said_of_any_two() -> None:
    report = summary(since("published/dorset-combined-2023", "published/cardiff-2020"))
    said = words(part(report, "moved"))
    assert "Overall: from Inadequate to Good; points before: 0 of 36, now: 24 of 36." in said
    same = summary(since("published/dorset-combined-2023", "published/dorset-combined-2023"))
    (points,) = [block for block in part(same, "moved").blocks if isinstance(block, Bullets)]
    assert [plain(item) for item in points.items] == [
        "The same as before: 13.",
        "Overall as before; points before: 24 of 36, now: 24 of 36.",
    ]
