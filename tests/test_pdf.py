"""Every PDF in the list as a reader aloud meets it: typst makes it to PDF/UA-1 and checks that; this looks at what came out."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import cache

import pytest
from pypdf.generic import ContentStream, NameObject

from tests.known_words import misplaced
from tests.pages import Page, made, pages, parameters
from tests.tagged import Tagged


@pytest.fixture(scope="module", params=parameters(pages("pdf")))
def page(request: pytest.FixtureRequest) -> Page:
    found: Page = request.param
    return found


@cache
def read(page: Page) -> Tagged:
    return Tagged(made(page))


def spoken(document: Tagged) -> Iterator[tuple[str, str]]:
    """What stands on each page in each language: a language is marked on a part of the tree, or on the text itself."""
    main = str(document.root["/Lang"])[:2]
    by_part = {key: part.language[:2] for part in document.parts if part.language for key in part.marks}
    languages = {main, "en", "cy"}
    for number, sheet in enumerate(document.reader.pages):
        content = ContentStream(sheet.get_contents(), document.reader)
        whole, kept = content.operations, {language: [] for language in sorted(languages)}
        open_marks: list[str] = []
        for operands, operator in whole:
            if operator in (b"BDC", b"BMC"):
                of = operands[1] if operator == b"BDC" and hasattr(operands[1], "get") else {}
                inherited = open_marks[-1] if open_marks else main
                marked = by_part.get((number, of.get("/MCID")), inherited)
                open_marks.append(str(of.get("/Lang", marked))[:2])
            elif operator == b"EMC":
                open_marks.pop()
            for language, operations in kept.items():
                if operator not in (b"Tj", b"TJ", b"'", b'"') or language == (open_marks[-1] if open_marks else main):
                    operations.append((operands, operator))
        for language, operations in kept.items():
            content.operations = operations
            sheet[NameObject("/Contents")] = content
            yield language, sheet.extract_text()


@pytest.mark.few(1)
def test_it_says_that_it_is_accessible_in_which_language_and_by_what_title(page: Page) -> None:
    root = read(page).root
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).partition("-")[0] == page.main_language
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert read(page).reader.metadata.title  # type: ignore[union-attr]
    assert re.search(rb"<pdfuaid:part>1<|pdfuaid:part=.1", root["/Metadata"].get_data())
    assert len(read(page).reader.outline) > 1
    assert "/Encrypt" not in read(page).reader.trailer


@pytest.mark.few(1)
def test_its_headings_go_down_one_step_at_a_time(page: Page) -> None:
    levels = [int(part.kind[1]) for part in read(page).of("H1", "H2", "H3", "H4", "H5", "H6")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


@pytest.mark.few(1)
def test_its_pictures_are_told_in_words_and_the_heads_of_its_tables_say_what_they_head(page: Page) -> None:
    assert all(str(part.entry.get("/Alt", "")).strip() for part in read(page).of("Figure", "Formula"))
    assert all(part.attribute("/Scope") in ("/Column", "/Row", "/Both") for part in read(page).of("TH"))
    tables = [*read(page).of("Table")]
    assert len([*read(page).of("THead")]) == len(tables)
    rows = [part for part in read(page).of("TR") if not {"THead", "TBody"} & set(part.inside)]
    assert rows == []


@pytest.mark.slow
def test_no_row_of_a_table_is_cut_by_the_end_of_a_page(page: Page) -> None:
    assert read(page).cut("TR") == []


def test_its_letters_are_in_it_and_can_be_read_out(page: Page) -> None:
    fonts = [
        font.get_object() for sheet in read(page).reader.pages for font in sheet["/Resources"].get("/Font", {}).values()
    ]  # type: ignore[attr-defined]
    assert fonts
    for font in fonts:
        assert "/ToUnicode" in font
        inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        described = inner["/FontDescriptor"].get_object()
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & described.keys()


def test_links_are_followed_in_the_order_of_the_text_and_each_is_told(page: Page) -> None:
    for sheet in read(page).reader.pages:
        notes = [note.get_object() for note in sheet.get("/Annots", [])]
        assert all(note["/Subtype"] == "/Link" and note.get("/Contents") for note in notes)
        assert sheet.get("/Tabs") == "/S" or not notes
        # It leads to a place in itself, never to one outside.
        assert all("/URI" not in note.get("/A", {}) for note in notes)


@pytest.mark.few(1)
def test_every_passage_is_marked_with_its_language(page: Page) -> None:
    found = [*spoken(Tagged(made(page)))]
    assert misplaced(found) == []
    if page.language == "both":
        texts = {language: sum(len(text) for one, text in found if one == language) for language in ("en", "cy")}
        assert texts["cy"] > texts["en"] / 2


@pytest.mark.few(1)
def test_every_page_bears_its_number_and_what_it_is_of(page: Page) -> None:
    place = re.search(r"\(([^()]+)\)$", read(page).reader.metadata.title or "")  # type: ignore[union-attr]
    assert place is not None
    for number, text in enumerate(read(page).text, 1):
        assert place[1] in text
        assert re.search(rf"(?<!\d){number}\D+{len(read(page).text)}(?!\d)", text)
