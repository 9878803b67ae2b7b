"""Reports as PDF: all of the report in order, tagged, each passage in its language, nothing in it markup, the same each time."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pypdf
import pytest

from tests import printed
from tests.anywhere import made_anywhere
from tests.conftest import ROOT
from tests.reports import GOOD, PALE, by_hand, figure, missing, of, said, table, words
from tests.test_report import PAYLOADS, hostile
from yotinspect.library import Library
from yotinspect.reports.blocks import Paragraph, Report, Row, Section, Table
from yotinspect.reports.pdf import NoTypstError, compiled_report, picture
from yotinspect.reports.pictures.colours import contrast, on
from yotinspect.reports.render import BadTemplateError

EXAMPLES = [("wexcombe-2025", "cy"), ("exampleshire-2019", "cy"), ("exampleshire-2019", "en"), ("marlport-2015", "cy"),
            ("aberwen-2016", "en"), ("published/dorset-combined-2023", "en")]  # fmt: skip
#: What is asked of one report is asked in one process, which makes it once.
together = pytest.mark.xdist_group("report-pdf-exampleshire")
of_examples = [
    pytest.param(
        *one, marks=together if one[0] == "exampleshire-2019" else pytest.mark.xdist_group(f"report-pdf-{one[0]}")
    )
    for one in EXAMPLES
]


@cache
def example(name: str, language: str) -> tuple[Report, bytes, tuple[str, ...]]:
    """The report of an example, its PDF, and the text of each page."""
    report = of(ROOT / "examples" / name, Library(), language)
    data = compiled_report(report)
    return report, data, tuple(printed.pages(data))


def foot(report: Report) -> str:
    """What stands at the foot of every page but the number of the page, without white space."""
    return words(said(report.title))


def body(data: bytes, report: Report, pages: Sequence[str] = ()) -> list[str]:
    """The text of each page without white space and without its foot."""
    found = []
    for page in pages or printed.pages(data):
        text = words(said(page))
        start = text.rindex(words(report.for_whom) + foot(report))
        found.append(text[:start])
    return found


@pytest.mark.few(1)
@pytest.mark.parametrize(
    ("name", "language"),
    of_examples,
)
def test_all_of_a_report_stands_in_it_in_order(name: str, language: str) -> None:
    report, data, pages = example(name, language)
    assert missing("".join(body(data, report, pages)), report) == []


def test_every_kind_of_block_stands_in_it_in_order() -> None:
    report = by_hand()
    text = "".join(body(compiled_report(report), report))
    assert missing(text, report) == []
    assert "Captionofquiet" not in text
    assert missing(text.replace("Captionofplain", ""), report) == ["Captionofplain"]


@together
@pytest.mark.slow
def test_it_is_tagged_with_language_title_outline_and_the_day_of_the_report() -> None:
    report, data, _ = example("exampleshire-2019", "cy")
    reader = pypdf.PdfReader(io.BytesIO(data))
    catalog: Any = reader.trailer["/Root"]
    assert catalog["/Lang"] == "cy-GB"
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part" in catalog["/Metadata"].get_data()
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == (report.title, "yotinspect")
    assert "/CreationDate" not in reader.metadata
    top = [str(entry["/Title"]) for entry in reader.outline if not isinstance(entry, list)]  # type: ignore[call-overload]
    assert [words(said(name)) for name in top] == [words(section.heading) for section in report.sections]
    dated = pypdf.PdfReader(io.BytesIO(compiled_report(by_hand()))).metadata
    assert dated is not None
    assert str(dated["/CreationDate"]).startswith("D:20190412")


def test_parts_are_tagged_as_what_they_are() -> None:
    found = printed.tags(compiled_report(by_hand()))
    assert found.count("Title") == 1
    assert [tag for tag in found if re.fullmatch(r"H\d", tag)] == ["H1", "H2", "H3", "H4"]
    # Tables: eight by name, a scale, one to fill in, that of the figure; one without heads is a list.
    assert (found.count("Table"), found.count("THead")) == (10, 10)
    # Those with a caption of their own, and the figure.
    assert found.count("Caption") == 10
    assert (found.count("Figure"), found.count("BlockQuote"), found.count("Link")) == (1, 1, 2)
    assert found.count("LI") == 6


@pytest.mark.parametrize(("language", "other"), [("en", "cy"), ("cy", "en")])
def test_every_run_in_another_language_is_marked(language: str, other: str) -> None:
    report = by_hand(
        Paragraph((*said("first "), *said("middle", lang=other), *said(" last"))),
        Paragraph(said("alone", lang=other)),
        Table(said("caption", lang=other), (said("head"),), (Row((said("cell", lang=other),)), Row((said("own"),)))),
        Section("s", said("heading", lang=other), ()),
        language=language,
        other=said("elsewhere", lang=other),
        page=said("Page {page} of {pages}", lang=language),
    )
    found = {text: lang for lang, text in printed.pieces(compiled_report(report))}
    assert {found[text] for text in ("middle", "alone", "caption", "cell", "heading", "elsewhere")} == {f"{other}-GB"}
    assert {found[text] for text in ("first", "last", "head", "own", "It leads.")} == {f"{language}-GB"}


@together
@pytest.mark.slow
def test_what_the_inspectors_wrote_keeps_its_language_in_a_welsh_report() -> None:
    found = printed.pieces(example("exampleshire-2019", "cy")[1])
    assert [lang for lang, text in found if text.startswith("The board knows what it wants")] == ["en-GB"]
    assert {lang for lang, text in found if "Llywodraethu ac arweinyddiaeth" in text} == {"cy-GB"}


def test_no_row_is_split_over_pages_and_each_page_has_the_head_again() -> None:
    rows = tuple(Row((said(f"begin-{n}"), said("so many words " * (8 + 5 * (n % 7)) + f"end-{n}."))) for n in range(60))
    report = by_hand(Table(said("Long"), (said("One head"), said("Other head")), rows))
    pages = body(compiled_report(report), report)
    assert len(pages) > 2
    for n in range(60):
        assert [f"begin-{n}so" in page for page in pages] == [f"end-{n}." in page for page in pages]
    assert all("OneheadOtherhead" in page for page in pages if "begin-" in page)
    assert "".join(pages).count("Caption") == 0
    assert next(page for page in pages if "Long" in page).count("begin-0") == 1


def test_a_row_higher_than_a_page_loses_no_word() -> None:
    long = " ".join(f"word{n}." for n in range(2500))
    report = by_hand(
        Table(
            said("High"),
            (said("One"), said("Other")),
            (Row((said("short"), said(long))), Row((said("x"), said("after")))),
        )
    )
    pages = body(compiled_report(report), report)
    assert len(pages) > 2
    text = "".join(page.replace("OneOther", "") for page in pages)
    assert words(said(long)) in text
    assert "xafter" in text


@pytest.mark.parametrize("filler", range(0, 30, 6))
def test_a_heading_stays_with_what_follows(filler: int) -> None:
    blocks = [Paragraph(said(f"line {n}")) for n in range(30 + filler)]
    blocks.append(Section("next", said("A heading"), (Paragraph(said("Leads in")), table("under"))))  # type: ignore[arg-type]
    report = by_hand(*blocks)
    page = next(page for page in body(compiled_report(report), report) if "Aheading" in page)
    assert "AheadingLeadsinCaptionofunderunderoneundertwounder-0-left" in page


@pytest.mark.few(1)
@pytest.mark.parametrize(("name", "language"), of_examples[:3])
def test_every_page_says_for_whom_it_is_what_it_is_called_and_its_number(name: str, language: str) -> None:
    report, _, pages = example(name, language)
    assert len(pages) > 3
    for n, page in enumerate(pages, start=1):
        number = f"Page{n}of{len(pages)}" if language == "en" else f"Tudalen{n}o{len(pages)}"
        assert words(said(page)).endswith(words(report.for_whom) + foot(report) + number)


def test_a_grade_is_word_shape_and_colour_and_can_be_read() -> None:
    data = compiled_report(by_hand())
    assert "● Good" in " ".join(printed.pages(data))
    drawn = b"".join(page.get_contents().get_data() for page in pypdf.PdfReader(io.BytesIO(data)).pages)  # type: ignore[union-attr]
    fills = {tuple(map(float, found.split())) for found in re.findall(rb"([\d.]+ [\d.]+ [\d.]+) scn", drawn)}
    for grade in (GOOD, PALE):
        assert any(
            max(abs(part * 255 - want) for part, want in zip(fill, bytes.fromhex(grade.colour[1:]), strict=True)) < 1
            for fill in fills
        )
        assert contrast(grade.colour, on(grade.colour)) >= 4.5
    assert (on(GOOD.colour), on(PALE.colour)) == ("#ffffff", "#000000")


def test_a_picture_has_its_alternative_text_and_its_table() -> None:
    report = by_hand(
        figure(), figure(print_svg="", alternative=said("Not drawn.")), figure(table=None, alternative=said("Again."))
    )
    data = compiled_report(report)
    assert printed.alternatives(data) == ["Half is green.", "Again."]
    assert missing("".join(body(data, report)), report) == []
    # Wider than the page as it is, it is made to fit.
    assert picture(figure().print_svg).startswith(b"\x89PNG")


def test_a_cell_to_fill_in_is_room_and_no_row_of_underscores() -> None:
    report = by_hand(
        Table(
            said("Fill in"),
            (said("What"), said("Who")),
            (Row((said("This"), said("____________"))), Row((said("That"), ()))),
            "actions",
        )
    )
    data = compiled_report(report)
    assert "_" not in "".join(printed.pages(data))
    assert missing("".join(body(data, report)), report) == []


def test_only_pages_mail_and_files_beside_it_are_links() -> None:
    reader = pypdf.PdfReader(io.BytesIO(compiled_report(by_hand())))
    found = {str(note.get_object()["/A"]["/URI"]) for page in reader.pages for note in page.get("/Annots", [])}
    assert found == {"https://example.org/a", "report.cy.pdf"}


MORE = [
    *PAYLOADS,
    "#set page(width: 1pt)",
    "$ x $ @ref *b* _u_ #panic()",
    "{ INCLUDETEXT c:/x }",
    "=cmd()",
    "\\u{41} \\",
    "//c /* d */",
]


def test_nothing_from_a_file_is_read_as_markup(tmp_path: Path, library: Library) -> None:
    clean, dirty = (
        of(hostile(tmp_path / name, text), library) for name, text in (("clean", "plain"), ("dirty", " ".join(MORE)))
    )
    data = compiled_report(dirty)
    assert missing("".join(body(data, dirty)), dirty) == []
    kinds = [[tag for tag in printed.tags(made) if tag not in ("Span", "P")] for made in (data, compiled_report(clean))]
    assert kinds[0] == kinds[1]
    assert not any(
        "/A" in note.get_object()
        for page in pypdf.PdfReader(io.BytesIO(data)).pages
        for note in page.get("/Annots", [])
    )


def test_what_would_steer_a_document_is_shown_and_what_no_font_has_goes_by_its_number() -> None:
    odd = "a\x07b\x1b[31mc\u202ed\ufffee 😀 中 ŵŷ ★ مرحبا"
    text = "".join(printed.pages(compiled_report(by_hand(Paragraph(said(odd)), title=odd))))
    assert "a<U+0007>b<U+001B>[31mc<U+202E>d<U+FFFE>e <U+1F600> <U+4E2D> ŵŷ ★" in text
    drawn = figure(print_svg=figure().print_svg.replace("Half", "😀"))
    assert "<U+1F600> of it" in "".join(printed.pages(compiled_report(by_hand(drawn))))


def test_a_word_longer_than_its_line_is_broken_and_not_cut_off() -> None:
    long = "x" * 400
    report = by_hand(
        Paragraph(said(long)),
        Table(said("T"), (said("a"), said("b"), said("c")), (Row((said(long), said("y"), said("z"))),)),
        heading=said(long),
    )
    reader = pypdf.PdfReader(io.BytesIO(compiled_report(report)))
    assert "".join(body(compiled_report(report), report)).count("x") == 1200
    rights = []
    for page in reader.pages:
        page.extract_text(
            visitor_text=lambda text, cm, tm, font, size: rights.append((text.strip(), tm[4] * cm[0] + cm[4]))
        )
    assert max(place for text, place in rights if text) < 595


def test_ones_own_template_comes_first_that_of_the_kind_before_that_of_all(tmp_path: Path) -> None:
    report, opening = by_hand(), "#let report = json(bytes(sys.inputs.view))\n#set document(title: report.title)\n"
    (tmp_path / "report.typ").write_text(opening + "Of all: #report.title", "utf-8")
    assert printed.pages(compiled_report(report, [tmp_path])) == [f"Of all: {report.title}"]
    (tmp_path / "odd.typ").write_text(
        '#import "blocks.typ": badge\n' + opening + "Of the kind: #report.sections.at(0).id", "utf-8"
    )
    assert printed.pages(compiled_report(report, [tmp_path])) == ["Of the kind: all"]
    for fault in ("#report.nothing", "#(", '#read("/etc/passwd")', '#import "@preview/cetz:0.1.0"'):
        (tmp_path / "odd.typ").write_text(opening + fault, "utf-8")
        with pytest.raises(BadTemplateError, match=r"odd\.typ"):
            compiled_report(report, [tmp_path])


def test_without_the_package_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(NoTypstError, match=r"pip install 'yotinspect\[pdf\]'"):
        compiled_report(by_hand())


@pytest.mark.slow
def test_neither_hash_seed_nor_time_zone_nor_locale_changes_a_byte() -> None:
    code = (
        "import sys; from pathlib import Path; from yotinspect.library import Library; from tests.reports import by_hand, of; "
        "from yotinspect.reports.pdf import compiled_report; out = sys.stdout.buffer; "
        "out.write(compiled_report(of(Path('examples/marlport-2015'), Library()))); out.write(compiled_report(by_hand()))"
    )
    assert made_anywhere("-c", code).startswith(b"%PDF")
