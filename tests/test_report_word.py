"""Reports as Word documents: all of the report in order, in real styles, each passage in its language, nothing in it a field."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import docx
import pytest
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from tests.anywhere import made_anywhere
from tests.conftest import ROOT
from tests.reports import PALE, by_hand, figure, missing, of, said, table, words
from tests.test_report import PAYLOADS, hostile
from yotinspect.library import Library
from yotinspect.reports.blocks import Paragraph, Row, Section, Table
from yotinspect.reports.pictures.colours import PAPER, contrast
from yotinspect.reports.render import BadTemplateError
from yotinspect.reports.word import NoWordError, word_document

EXAMPLES = [("wexcombe-2025", "cy"), ("exampleshire-2019", "en"), ("exampleshire-2019", "cy"), ("marlport-2015", "cy"),
            ("aberwen-2016", "en"), ("published/dorset-combined-2023", "en")]  # fmt: skip


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def paragraphs(document: Document) -> Iterator[WordParagraph]:
    """Every paragraph of the text in order, those in tables as well."""
    for block in document.iter_inner_content():
        if isinstance(block, WordTable):
            for row in block.rows:
                for cell in row.cells:
                    yield from cell.paragraphs
        else:
            yield block


def text(data: bytes) -> str:
    """What a reader reads, without white space."""
    return "".join("".join(found.text.split()) for found in paragraphs(opened(data)))


def pieces(data: bytes) -> list[tuple[str, str]]:
    """Each run of the text with its language: its own, else that of the document."""
    document = opened(data)
    own = next(document.styles.element.iter(qn("w:lang"))).get(qn("w:val"), "")
    found = []
    for run in document.element.body.iter(qn("w:r")):
        lang = next(run.iter(qn("w:lang")), None)
        words = "".join(part.text or "" for part in run.iter(qn("w:t")))
        if words.strip():
            found.append((own if lang is None else lang.get(qn("w:val"), ""), words.strip()))
    return found


def elements(data: bytes) -> list[str]:
    """The elements of the text, in order."""
    return [str(found.tag).rpartition("}")[2] for found in opened(data).element.body.iter()]


@pytest.mark.few(1)
@pytest.mark.parametrize(("name", "language"), EXAMPLES)
def test_all_of_a_report_stands_in_it_in_order(name: str, language: str, library: Library) -> None:
    report = of(ROOT / "examples" / name, library, language)
    assert missing(text(word_document(report)), report) == []


def test_every_kind_of_block_stands_in_it_in_order_under_headings_of_the_right_level() -> None:
    report = by_hand()
    data = word_document(report)
    found = text(data)
    assert missing(found, report) == []
    assert found.startswith(words(report.for_whom) + words(report.other))
    assert "____" not in found
    styles = [(str(one.style.name), one.text) for one in opened(data).paragraphs if one.style is not None]
    assert [pair for pair in styles if pair[0].startswith(("Title", "Heading"))] == [
        ("Title", "Testshire"), ("Heading 1", "All"), ("Heading 2", "Deep"), ("Heading 3", "Deeper"), ("Heading 4", "Deepest"),
    ]  # fmt: skip
    for style, words_ in (("List Bullet", "first point"), ("Quote", "Roedd yn dda"), ("Quote Source", "A child of 15"),
                          ("Caption", "Caption of plain"), ("Notice", "Take care."), ("Decision", "A paragraph of kind decision")):  # fmt: skip
        assert (style, words_) in styles


def test_a_heading_stays_with_what_follows_and_one_with_nothing_under_it_does_not_stay_with_the_next() -> None:
    document = opened(word_document(by_hand()))
    kept = {
        one.text: one.paragraph_format.keep_with_next
        for one in document.paragraphs
        if "Heading" in str(one.style and one.style.name)
    }
    assert kept == {"All": None, "Deep": None, "Deeper": None, "Deepest": False}
    for name in ("Heading 1", "Heading 2", "Heading 3", "Heading 4", "Caption", "Table Head"):
        assert document.styles[name].paragraph_format.keep_with_next, name  # type: ignore[attr-defined]


def test_tables_repeat_their_head_split_no_row_and_are_described() -> None:
    data = word_document(by_hand())
    tables = opened(data).tables
    assert len(tables) == 11
    for made in tables:
        caption = made._tbl.tblPr.find(qn("w:tblCaption"))
        assert caption is not None
        heads = [
            row for row in made.rows if row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None
        ]
        assert len(heads) == (0 if caption.get(qn("w:val")) == "Headless" else 1)
        assert all(row._tr.trPr is not None and row._tr.trPr.find(qn("w:cantSplit")) is not None for row in made.rows)
        assert made.style is not None
        assert made.style.name == ("Table Grid" if caption.get(qn("w:val")) == "Points" else "Report Table")
        # As wide as the page between its edges, whatever reads it.
        wide = sum(cell.width or 0 for cell in made.rows[0].cells)
        assert 169 <= wide / 36000 <= 170.1
    body = opened(data).element.body
    between = [child.tag for child in body]
    assert not [n for n in range(len(between) - 1) if between[n] == between[n + 1] == qn("w:tbl")]
    assert between[-2:] == [qn("w:p"), qn("w:sectPr")]


def test_a_report_that_ends_with_a_table_ends_with_a_paragraph() -> None:
    children = [child.tag for child in opened(word_document(by_hand(table("last")))).element.body]
    assert children[-3:] == [qn("w:tbl"), qn("w:p"), qn("w:sectPr")]


@pytest.mark.parametrize("text", ["______________", ""])
def test_a_cell_to_fill_in_is_empty_has_edges_and_room(text: str) -> None:
    cells = (said("What it is about"), said(text) if text else ())
    document = opened(
        word_document(by_hand(Table(said("Fill in"), (said("What"), said("Who")), (Row(cells),), "actions")))
    )
    about, room = document.tables[0].rows[1].cells
    assert room.text == ""
    edges = room._tc.tcPr.find(qn("w:tcBorders"))  # type: ignore[union-attr]
    assert [edge.tag for edge in edges] == [qn(f"w:{side}") for side in ("top", "left", "bottom", "right")]  # type: ignore[union-attr]
    assert about._tc.tcPr.find(qn("w:tcBorders")) is None  # type: ignore[union-attr]
    assert (document.tables[0].rows[1].height or 0) / 36000 >= 8


@pytest.mark.parametrize(("language", "other"), [("en", "cy"), ("cy", "en")])
def test_every_run_in_another_language_is_marked(language: str, other: str) -> None:
    report = by_hand(
        Paragraph((*said("first "), *said("middle", "strong", other), *said(" last"))),
        Table(said("caption", lang=other), (said("head"),), (Row((said("cell", lang=other),)), Row((said("own"),)))),
        Section("s", said("heading", lang=other), ()),
        language=language, other=said("elsewhere", lang=other),
    )  # fmt: skip
    found = {text: lang for lang, text in pieces(word_document(report))}
    assert {found[text] for text in ("middle", "caption", "cell", "heading", "elsewhere")} == {f"{other}-GB"}
    assert {found[text] for text in ("first", "last", "head", "own", "It leads.")} == {f"{language}-GB"}


@pytest.mark.slow
def test_what_the_inspectors_wrote_keeps_its_language_in_a_welsh_report(library: Library) -> None:
    found = pieces(word_document(of(ROOT / "examples" / "exampleshire-2019", library, "cy")))
    assert [lang for lang, text in found if text.startswith("The board knows what it wants")] == ["en-GB"]
    assert {lang for lang, text in found if text == "Llywodraethu ac arweinyddiaeth"} == {"cy-GB"}


def test_it_says_what_it_is_and_bears_the_day_of_the_report_or_none() -> None:
    kept = opened(word_document(by_hand(language="cy"))).core_properties
    assert (kept.title, kept.author, kept.language, kept.comments) == ("Testshire: a report", "yotinspect", "cy-GB", "")
    assert kept.created is not None
    assert str(kept.created) == str(kept.modified)
    assert str(kept.created).startswith("2019-04-12 00:00:00")
    undated = opened(word_document(by_hand(date=None))).core_properties
    assert (undated.created, undated.modified) == (None, None)


def test_every_page_says_for_whom_it_is_what_it_is_called_and_its_number() -> None:
    document = opened(word_document(by_hand()))
    assert [len(document.sections), document.sections[0].different_first_page_header_footer] == [1, False]
    foot = document.sections[0].footer
    assert [one.text for one in foot.paragraphs] == ["For: the inspection team\tPage 1 of 1", "Testshire: a report"]
    fields = [found.text for found in foot._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]
    kinds = [found.get(qn("w:fldCharType")) for found in foot._element.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"] * 2


def test_a_grade_is_a_bold_word_with_its_shape_in_a_colour_that_can_be_read() -> None:
    runs = [
        run for one in paragraphs(opened(word_document(by_hand()))) for run in one.runs if run.style.name == "Badge"
    ]
    assert [run.text for run in runs] == ["●\u00a0Good", "Not rated", f"{PALE.symbol}\u00a0Pale"]
    assert all(run.bold for run in runs)
    colours = [f"#{run.font.color.rgb}".lower() for run in runs if run.font.color.rgb is not None]
    assert colours[0] == "#1d6b43"
    assert colours[1] != PALE.colour
    assert all(contrast(colour, PAPER) >= 4.5 for colour in colours)


def test_a_picture_has_its_alternative_text_fits_the_page_and_keeps_its_table(monkeypatch: pytest.MonkeyPatch) -> None:
    document = opened(word_document(by_hand(figure())))
    (drawn,) = document.inline_shapes
    assert drawn._inline.docPr.get("descr") == "Half is green."
    assert 169 <= drawn.width / 36000 <= 170.1
    assert drawn.width / drawn.height == pytest.approx(15, rel=0.01)
    assert "drawn-1-right" in document.tables[0].rows[-1].cells[-1].text
    assert len(opened(word_document(by_hand(figure(), figure(table=None)))).tables) == 1
    monkeypatch.setitem(sys.modules, "typst", None)
    plain = opened(word_document(by_hand(figure())))
    assert len(plain.inline_shapes) == 0
    assert "How much is green" in [one.text for one in plain.paragraphs]
    assert len(plain.tables) == 1


def test_only_pages_mail_and_files_beside_it_are_links() -> None:
    document = opened(word_document(by_hand()))
    found = {one.target_ref for one in document.part.rels.values() if one.is_external}
    assert found == {"https://example.org/a", "report.cy.pdf"}
    assert [link.text for one in document.paragraphs for link in one.hyperlinks] == ["Hefyd yn Gymraeg", "the page"]


MORE = [
    *PAYLOADS,
    "{ INCLUDETEXT c:\\\\x }",
    "=cmd()",
    "{ DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe }",
    "]]>",
    "<w:p/>",
    "&#0; &amp;",
]


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The elements of a report in which nothing is meant to do harm."""
    return elements(word_document(of(hostile(tmp_path_factory.mktemp("clean"), "plain"), Library())))


@pytest.mark.slow
@pytest.mark.parametrize("payload", MORE)
def test_nothing_from_a_file_is_read_as_a_field_or_as_markup(
    payload: str, clean: list[str], tmp_path: Path, library: Library
) -> None:
    report = of(hostile(tmp_path, payload), library)
    data = word_document(report)
    assert missing(text(data), report) == []
    assert elements(data) == clean
    assert not {"instrText", "fldChar", "fldSimple", "hyperlink", "object"} & set(elements(data))
    assert not [one for one in opened(data).part.rels.values() if one.is_external]


def test_what_no_document_can_hold_is_shown_as_on_a_terminal() -> None:
    odd = "a\x07b\x1b[31mc\u202ed\ufffee\ud800 f\n\tg\u2028h 😀 no\u00a0break"
    data = word_document(by_hand(Paragraph(said(odd)), title=odd, for_whom=said(odd)))
    assert "a␇b␛[31mc<U+202E>d<U+FFFE>e<U+D800> f g h 😀 no\u00a0break" in [one.text for one in opened(data).paragraphs]
    assert opened(data).core_properties.title.startswith("a␇b␛[31mc<U+202E>")


def test_every_part_is_well_formed_and_carries_nothing_of_where_it_was_made() -> None:
    data = word_document(by_hand())
    for name, part in parts(data).items():
        if name.endswith((".xml", ".rels")):
            ElementTree.fromstring(part)
    assert not [name for name in parts(data) if re.search(r"thumbnail|customXml|stylesWithEffects|app\.xml", name)]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"


def test_every_style_that_is_named_is_there_and_headings_are_not_in_a_colour_of_words_theme() -> None:
    data = word_document(by_hand())
    document = opened(data)
    there = {style.style_id for style in document.styles}
    named = {
        found.get(qn("w:val"))
        for tag in ("w:pStyle", "w:rStyle", "w:tblStyle")
        for found in document.element.body.iter(qn(tag))
    }
    assert named <= there
    for level in range(1, 5):
        assert document.styles[f"Heading {level}"].element.find(f".//{qn('w:color')}") is None


def own(tmp_path: Path, name: str) -> Document:
    """A document of the user's own, made from a report: other letters, and something at the head of the page."""
    document = opened(word_document(by_hand()))
    document.sections[0].header.paragraphs[0].text = f"Letterhead of {name}"
    document.sections[0].footer.paragraphs[0].text = f"Address of {name}"
    style: Any = document.styles["Heading 1"]
    style.font.size = docx.shared.Pt(31)
    document.save(str(tmp_path / name))
    return document


def test_ones_own_document_gives_its_styles_and_its_head_and_foot_and_not_its_text(tmp_path: Path) -> None:
    own(tmp_path, "report.docx")
    made = opened(word_document(by_hand(Paragraph(said("New"))), [tmp_path]))
    assert made.sections[0].header.paragraphs[0].text == "Letterhead of report.docx"
    foot = [one.text for one in made.sections[0].footer.paragraphs]
    assert foot[0] == "Address of report.docx"
    assert foot[-2:] == ["For: the inspection team\tPage 1 of 1", "Testshire: a report"]
    style: Any = made.styles["Heading 1"]
    assert style.font.size == docx.shared.Pt(31)
    assert [one.text for one in made.paragraphs][-2:] == ["All", "New"]
    assert not made.tables
    own(tmp_path, "odd.docx")
    assert (
        opened(word_document(by_hand(), [tmp_path])).sections[0].header.paragraphs[0].text == "Letterhead of odd.docx"
    )


def test_the_foot_of_the_report_that_ones_own_document_was_made_from_is_not_that_of_another(tmp_path: Path) -> None:
    document = opened(word_document(by_hand()))
    document.sections[0].footer.add_paragraph("1 Sample Road")
    document.save(str(tmp_path / "report.docx"))
    other = replace(by_hand(), title="Othershire: a letter", for_whom=said("For: publication"))
    foot = [one.text for one in opened(word_document(other, [tmp_path])).sections[0].footer.paragraphs]
    assert foot == ["1 Sample Road", "For: publication\tPage 1 of 1", "Othershire: a letter"]


def test_first_and_even_pages_with_a_foot_of_their_own_say_for_whom_it_is_as_well(tmp_path: Path) -> None:
    document = opened(word_document(by_hand()))
    document.settings.odd_and_even_pages_header_footer = True
    document.sections[0].different_first_page_header_footer = True
    document.save(str(tmp_path / "report.docx"))
    made = parts(word_document(by_hand(), [tmp_path]))
    feet = [data.decode() for name, data in made.items() if "footer" in name]
    assert len(feet) == 3
    assert all(foot.count("For: the inspection team") == 1 for foot in feet)


def test_nothing_that_ones_own_document_says_beside_its_text_is_in_the_report(tmp_path: Path) -> None:
    document = own(tmp_path, "report.docx")
    # What a team wrote about a case in the margin, where nobody looks before a letter is published.
    document.add_comment(document.paragraphs[0].runs, text="SECRET of EX-006", author="SECRET")
    document.part.relate_to("https://example.org/SECRET", RT.HYPERLINK, is_external=True)
    package = document.part.package
    assert package is not None
    package.relate_to(
        Part(PackURI("/docProps/custom.xml"), "application/xml", b"<SECRET/>", package), RT.CUSTOM_PROPERTIES
    )
    kept = document.core_properties
    kept.subject = kept.keywords = kept.category = kept.content_status = kept.identifier = kept.version = "SECRET"
    words = f'<w:docVars {nsdecls("w")}><w:docVar w:name="a" w:val="SECRET"/></w:docVars>'
    document.settings.element.append(parse_xml(words))
    document.save(str(tmp_path / "report.docx"))
    found = parts(word_document(by_hand(), [tmp_path]))
    assert [name for name, data in found.items() if b"SECRET" in data] == []
    assert b"Letterhead of report.docx" in found["word/header1.xml"]


@pytest.mark.parametrize("fault", ["empty", "text", "bare", "archive"])
def test_a_document_that_cannot_serve_is_named_with_what_to_do(fault: str, tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    if fault == "bare":
        docx.Document().save(str(path))
    elif fault == "archive":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("[Content_Types].xml", "<Types")
    else:
        path.write_bytes(b"" if fault == "empty" else b"not a document")
    told = (
        r"report\.docx: it has no style .*Start from a report"
        if fault == "bare"
        else r"report\.docx: it is not a Word document"
    )
    with pytest.raises(BadTemplateError, match=told):
        word_document(by_hand(), [tmp_path])


def test_without_the_package_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(NoWordError, match=r"pip install 'yotinspect\[word\]'"):
        word_document(by_hand())


@pytest.mark.slow
def test_neither_hash_seed_nor_time_zone_nor_locale_changes_a_byte() -> None:
    code = (
        "import sys; from pathlib import Path; from yotinspect.library import Library; from tests.reports import by_hand, of; "
        "from yotinspect.reports.word import word_document; out = sys.stdout.buffer; "
        "out.write(word_document(of(Path('examples/marlport-2015'), Library()))); out.write(word_document(by_hand()))"
    )
    assert made_anywhere("-c", code).startswith(b"PK")


def test_whoever_wants_no_word_document_does_not_wait_for_what_makes_one(root: Path) -> None:
    code = "import sys, yotinspect.reports.word, yotinspect.reports.pdf; assert not {'docx', 'lxml', 'typst'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=root, check=True)
