"""Published documents: everything of the set stands in them, as text, in each language marked, and the same each time."""

from __future__ import annotations

import datetime
import io
import itertools
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import click
import pypdf
import pytest
from click.testing import Result

from tests.anywhere import made_anywhere
from tests.bilingual import folder_in_two, in_two, worded
from yotinspect.library import Library
from yotinspect.questions.model import Review
from yotinspect.questions.sets import QuestionSet
from yotinspect.ratings.framework import Framework
from yotinspect.records import Place
from yotinspect.reports.document_form import form_view
from yotinspect.reports.document_guide import guide_view
from yotinspect.reports.document_logic import logic_view
from yotinspect.reports.passages import typeset
from yotinspect.reports.pdf import compiled
from yotinspect.reports.render import fill

DOCUMENTS = ("tool", "guidance", "logic")
FORMS = ("html", "md", "pdf")
BOTH = ["en", "cy"]


def frameworks(root: Path) -> list[tuple[Framework, str]]:
    library = Library([root / "tests" / "corpus" / "context" / "questionsets"])
    framework, digest, _ = library.framework(Place("mini", "1.0.0"))
    assert framework is not None
    return [(framework, digest)]


def view(
    document: str, questions: QuestionSet, languages: list[str], root: Path, date: datetime.date | None = None
) -> Any:
    if document == "logic":
        return logic_view(questions, languages, frameworks(root), date)
    return (form_view if document == "tool" else guide_view)(questions, languages, date)


def made(document: str, form: str, questions: QuestionSet, languages: list[str], root: Path, **more: Any) -> bytes:
    said = view(document, questions, languages, root, **more)
    return (
        compiled(said, document)
        if form == "pdf"
        else fill(f"{document}.{form}.j2", {"view": said}, form, (), languages[0])
    )


class Page(HTMLParser):
    """A page's tags with attributes, its text, and each piece of text with the language it is marked with."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.pieces: list[tuple[str, str]] = []
        self._open: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            inherited = self._open[-1][1] if self._open else ""
            self._open.append((tag, dict(attrs).get("lang") or inherited))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and self._open and self._open[-1][0] != "style":
            self.pieces.append((self._open[-1][1], " ".join(data.split())))

    @property
    def text(self) -> str:
        return " ".join(piece for _, piece in self.pieces)


def plain(data: bytes, form: str) -> str:
    """What a reader reads, without any white space."""
    if form == "pdf":
        found = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    elif form == "html":
        found = Page(data.decode()).text
    else:
        found = re.sub(r"\\([^A-Za-z0-9\s])", r"\1", data.decode()).replace("&lt;", "<").replace("&amp;", "&")
    return "".join(found.split())


def squeezed(text: str) -> str:
    return "".join(text.split())


def printed(text: str) -> str:
    """A text of a set as a document prints it, without any white space."""
    return squeezed(typeset(" ".join(text.split())))


def wanted(document: str, questions: QuestionSet, language: str) -> list[str]:
    """Every text of a set that a document must hold."""
    words = questions.text(language)
    found = [words.title, words.description, *words.views.values()]
    for name, text in words.questions.items():
        found += [name, text.text, *questions.labels(name, language).values()]
        if document != "logic":
            found.append(text.hint)
        if document == "guidance":
            found += text.guidance.values()
        if document == "tool":
            found += [words.reasons[reason] for reason in questions.items[name].reasons]
    if document == "tool":
        for detail in words.details.values():
            found += [detail.label, detail.hint or "", *detail.values.values()]
    if document != "tool":
        found += [*words.areas.values(), *words.blocks.values()]
    return [text for text in found if text]


@pytest.mark.few(2)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("document", DOCUMENTS)
def test_everything_of_the_set_stands_in_it_in_both_languages(document: str, form: str, root: Path) -> None:
    questions = in_two(root)
    text = plain(made(document, form, questions, BOTH, root), form)
    wants = wanted(document, questions, "en") + wanted(document, questions, "cy")
    if document == "guidance":
        # The guide names a screen nowhere, and answers by their guidance.
        labels = {label for name in questions.items for lang in BOTH for label in questions.labels(name, lang).values()}
        screens = {label for lang in BOTH for label in questions.text(lang).views.values()}
        wants = [want for want in wants if want not in labels | screens]
    assert [want for want in wants if printed(want) not in text] == []


@pytest.mark.few(1)
@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_shipped_set_is_published_whole(
    document: str, root: Path, run: Callable[..., Result], library: Library
) -> None:
    place = library.newest("questionsets", "fji")
    assert place is not None
    questions = library.questionset(place)[0]
    assert questions is not None
    done = run("questionset", "publish", "fji", "--document", document)
    assert done.exit_code == 0, done.output
    page = Page(done.stdout)
    text = squeezed(page.text)
    for name, words in questions.text("en").questions.items():
        parts = words.guidance.values() if document == "guidance" else ()
        assert all(printed(said) in text for said in (name, words.text, *parts)), name


@pytest.mark.slow
def test_a_pdf_of_the_shipped_set_holds_every_question(
    library: Library, tmp_path: Path, run: Callable[..., Result]
) -> None:
    target = tmp_path / "logic.pdf"
    assert run("questionset", "publish", "fji", "--document", "logic", "-o", target).exit_code == 0
    text = plain(target.read_bytes(), "pdf")
    place = library.newest("questionsets", "fji")
    assert place is not None
    questions = library.questionset(place)[0]
    assert questions is not None
    assert [name for name, words in questions.text("en").questions.items() if printed(words.text) not in text] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('The child\'s "plan" ("mini")', "The child’s “plan” (“mini”)"),
        ("Mae'r \"berygl i'r cyhoedd\" a'i hanes", "Mae’r “berygl i’r cyhoedd” a’i hanes"),
        ("the 'what if' of two teams' work", "the ‘what if’ of two teams’ work"),
        ("They said 'don't know' twice", "They said ‘don’t know’ twice"),
        ("Mae 'na fylchau", "Mae ’na fylchau"),
    ],
)
def test_quotation_marks_and_apostrophes_are_those_of_print(text: str, said: str) -> None:
    assert typeset(text) == said
    assert typeset(said) == said


def test_no_mark_of_the_keyboard_is_left_in_a_document_of_the_shipped_set(run: Callable[..., Result]) -> None:
    done = run("questionset", "publish", "fji", "--document", "guidance", "--lang", "both", "--format", "md")
    assert "'" not in done.stdout
    assert '"' not in done.stdout


PAYLOAD = """ <script>alert(1)</script> </style> *b* _u_ #set $x$ [a](javascript:x) @ref `c` | \\ {{ 7 }} &lt; "q" https://x.example //c"""


@pytest.mark.few(2)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("document", DOCUMENTS)
def test_no_text_of_a_set_is_read_as_markup(document: str, form: str, root: Path) -> None:
    questions = in_two(root, lambda text: text + PAYLOAD)
    data = made(document, form, questions, BOTH, root)
    text, want = plain(data, form), printed(PAYLOAD)
    assert printed(questions.text("en").questions["M-A1"].text) in text
    assert printed(questions.text("cy").questions["M-A1"].text) in text
    assert text.count(want) > 30
    if form == "html":
        tags = [tag for tag, _ in Page(data.decode()).tags]
        assert not {"script", "img", "iframe", "link", "form", "input"} & set(tags)
        assert tags.count("style") == 1
    elif form == "md":
        assert "<script" not in data.decode()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_page_loads_nothing_and_its_headings_tables_and_ids_are_in_order(document: str, root: Path) -> None:
    text = made(document, "html", in_two(root), BOTH, root).decode()
    page = Page(text)
    assert "default-src 'none'" in text
    assert not re.search(r"url\(|@import", text)
    outside = [attrs["href"] for _, attrs in page.tags if attrs.get("href", "#")[:1] != "#"]  # type: ignore[index]
    assert outside == []
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    names = [tag for tag, _ in page.tags]
    assert names.count("table") == names.count("caption")
    assert all(attrs.get("scope") in ("row", "col") for tag, attrs in page.tags if tag == "th")
    linked = [attrs["href"] for tag, attrs in page.tags if tag == "a"]
    assert {str(link)[1:] for link in linked} <= set(ids)
    labelled = [name for _, attrs in page.tags for name in str(attrs.get("aria-labelledby") or "").split()]
    assert set(labelled) <= set(ids)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_each_passage_bears_its_language(document: str, root: Path) -> None:
    page = Page(made(document, "html", in_two(root), BOTH, root).decode())
    welsh = [language for language, text in page.pieces if text.startswith("Cym ")]
    assert len(welsh) > 20
    assert set(welsh) == {"cy"}
    assert ("en", "Is the assessment of why the child offended good enough?") in page.pieces
    alone = Page(made(document, "html", in_two(root), ["cy"], root).decode())
    assert dict(alone.tags)["html"] == {"lang": "cy"}
    assert ("en", "This document is also available in English.") in alone.pieces


def test_the_guide_in_two_languages_puts_each_part_beside_its_translation(root: Path) -> None:
    questions = in_two(root)
    rows = made("guidance", "md", questions, BOTH, root).decode().splitlines()
    for text in (words for question in questions.text("en").questions.values() for words in question.guidance.values()):
        row = next(row for row in rows if row.startswith("|") and text in row)
        assert row.count("|") == 3
        assert f"Cym {text}" in row.split("|")[2]


def test_guidance_names_answers_by_their_own_labels(root: Path) -> None:
    text = made("guidance", "html", in_two(root), ["en"], root).decode()
    for label in ("What “Sufficient” looks like", "What “Not sufficient” looks like", "When “Does not apply” is right"):
        assert label in text
    assert "What “Three or more” looks like" in text
    assert "What “Yes” looks like" in text


def test_the_form_says_what_is_asked_when_and_has_a_box_for_all_that_is_ticked(root: Path) -> None:
    questions = in_two(root)
    text = made("tool", "md", questions, ["en"], root).decode()
    assert "Asked when: Custody is not: Never in custody." in text
    assert "Asked when: M-A2 is answered: Sufficient or Not sufficient." in text
    ticked = sum(len(item.answers) + len(item.reasons) for item in questions.items.values())
    ticked += sum(len(detail.named) for detail in questions.details.values())
    assert text.count("- [ ]") == ticked + 2
    page = made("tool", "html", questions, ["en"], root).decode()
    assert page.count('class="box"') == ticked + 2
    assert page.count('class="write evidence"') == len(questions.items)


def test_the_logic_says_what_counts_each_question(root: Path) -> None:
    text = made("logic", "md", in_two(root), ["en"], root).decode().replace("\\.", ".")
    rows = {row.split("|")[1].split()[0]: row for row in text.splitlines() if row.startswith("| M-")}
    assert "2.1 Assessment: Desistance (mini)" in rows["M-AH"]
    assert "Headline question" in rows["M-AH"]
    assert "Counts in no framework" in rows["M-A1"]
    assert "Recorded only; counts in no figure" in rows["M-A4"]
    assert "| 2.2 Planning | Safety of the child | The headline question M-PH | mini@1.0.0 |" in text


def test_the_picture_leads_from_what_decides_to_what_hangs_on_it(root: Path) -> None:
    said = view("logic", in_two(root), BOTH, root)
    marks = {decider.label[0].text: decider.mark for decider in said.route.deciders}
    assert set(marks) == {"Custody", "Somebody was harmed", "The answer to M-A2"}
    hangs = {decider.label[0].text: [text[0].text for text in decider.hangs] for decider in said.route.deciders}
    assert hangs["Custody"] == ["Planning for safety: M-P3"]
    assert hangs["The answer to M-A2"] == ["Assessing reoffending: M-A3"]
    assert hangs["Somebody was harmed"] == ["Victim seen again on"]
    for picture in said.pictures:
        drawn = "".join(picture.sheets)
        # At the beginning and at the end of each line stands its letter.
        assert {mark: drawn.count(f">{mark}</text>") for mark in marks.values()} == dict.fromkeys(marks.values(), 2)
        assert 'role="img"' in drawn
        assert "<title" in drawn
        assert "<desc" in drawn
    assert "1 of 4 (M-P3) only when: Custody is not" in Page(said.pictures[0].sheets[0]).text


def test_a_route_too_long_for_a_page_goes_on_with_its_letters_on_both_sheets(library: Library) -> None:
    from yotinspect.reports.document import Scribe
    from yotinspect.reports.route import route_of
    from yotinspect.reports.route_picture import SHEET, pictures

    questions = library.questionset(Place("fji", "2.0.0"))[0]
    assert questions is not None
    route = route_of(Scribe(questions, ["en"]))
    picture = pictures(route, ["en"])[0]
    boxes = [[float(part) for part in re.findall(r'viewBox="([\d. ]+)"', sheet)[0].split()] for sheet in picture.sheets]
    assert len(boxes) > 1
    assert all(box[3] <= SHEET + 60 for box in boxes)
    assert all(first[1] + first[3] == second[1] for first, second in itertools.pairwise(boxes))


def test_what_is_draft_says_so_and_what_was_reviewed_says_by_whom(root: Path) -> None:
    questions = in_two(root)
    text = made("tool", "html", questions, BOTH, root).decode()
    for said in (
        "Draft: not yet reviewed by a qualified person", "Draft translation: not yet reviewed by a qualified person",
        "This question set is a draft", "Cyfieithiad drafft yw’r testun Cymraeg", "mini@1.0.0", "August 2018", "Awst 2018",
        "a rating by this tool is not a rating by HMI Probation", questions.digest.removeprefix("sha256:")[:12],
    ):  # fmt: skip
        assert said in text, said
    review = Review(by="A. Reader", qualification="translator", on="2019-03-04")  # type: ignore[arg-type]
    read = worded(questions.text("cy"), str, status="published", reviewed=review.model_dump())
    text = made("tool", "md", replace(questions, texts=dict(questions.texts) | {"cy": read}), ["cy"], root).decode()
    assert "Adolygwyd gan A. Reader (translator), 4 Mawrth 2019" in text
    assert "Cyfieithiad drafft" not in text


@pytest.mark.parametrize("form", FORMS)
def test_a_date_is_printed_only_where_it_is_given(form: str, root: Path) -> None:
    questions, day = in_two(root), datetime.date(2021, 9, 3)
    without = made("tool", form, questions, ["en"], root)
    dated = made("tool", form, questions, ["en"], root, date=day)
    assert "3September2021" in plain(dated, form)
    assert "2021" not in plain(without, form)
    if form == "pdf":
        assert "/CreationDate" not in (pypdf.PdfReader(io.BytesIO(without)).metadata or {})


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_pdf_is_tagged_with_language_title_and_outline(document: str, root: Path) -> None:
    for languages in (["en"], ["cy"], BOTH):
        reader = pypdf.PdfReader(io.BytesIO(made(document, "pdf", in_two(root), languages, root)))
        catalog: Any = reader.trailer["/Root"]
        assert str(catalog["/Lang"]).partition("-")[0] == languages[0]
        assert catalog["/MarkInfo"]["/Marked"]
        assert "/StructTreeRoot" in catalog
        assert b"pdfuaid:part" in catalog["/Metadata"].get_data()
        assert reader.metadata is not None
        assert "mini@1.0.0" in (reader.metadata.title or "")
        assert reader.metadata.author
        assert len(reader.outline) >= 3
        number = len(reader.pages)
        last = reader.pages[-1].extract_text()
        assert (f"Page {number} of {number}" if languages[0] == "en" else f"Tudalen {number} o {number}") in last


def test_a_pdf_prints_the_letters_of_welsh(root: Path) -> None:
    data = made("tool", "pdf", in_two(root, lambda text: f"{text} ŵŷâôîê ŴŶ"), ["cy"], root)
    assert "ŵŷâôîêŴŶ" in plain(data, "pdf")
    fonts = {
        str(font["/BaseFont"])
        for page in pypdf.PdfReader(io.BytesIO(data)).pages
        for ref in page["/Resources"]["/Font"].values()
        for font in [ref.get_object()]
    }  # type: ignore[index]
    assert all("Libertinus" in font for font in fonts), fonts


@pytest.mark.slow
def test_a_page_of_the_guide_names_the_question_that_only_ends_on_it(root: Path) -> None:
    questions = in_two(root, lambda text: text + 40 * " more")
    pages = pypdf.PdfReader(io.BytesIO(made("guidance", "pdf", questions, BOTH, root))).pages
    names = [re.findall(r"M-[A-Z]+\d?", page.extract_text()) for page in pages]
    first, second, *_ = questions.items
    # Where it begins its number stands in the running head and over it, overleaf in the running head alone.
    begun = next(n for n, found in enumerate(names) if found.count(first) > 1)
    assert names[begun + 1] == [first, second, second]


@pytest.mark.few(2)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_same_set_gives_the_same_bytes(document: str, form: str, root: Path) -> None:
    assert made(document, form, in_two(root), BOTH, root) == made(document, form, in_two(root), BOTH, root)


@pytest.mark.slow
def test_neither_hash_seed_nor_time_zone_nor_locale_changes_a_byte(root: Path, tmp_path: Path) -> None:
    command = ["questionset", "publish", "mini", "--document", "logic", "--lang", "both", "--format", "pdf",
               "--questionsets", str(folder_in_two(root, tmp_path)), "-o", "-"]  # fmt: skip
    assert made_anywhere("-m", "yotinspect", *command).startswith(b"%PDF")


def test_the_format_follows_the_name_of_the_file(root: Path, tmp_path: Path, run: Callable[..., Result]) -> None:
    sets = folder_in_two(root, tmp_path)
    for name, start in (("a.pdf", b"%PDF"), ("a.md", b"# "), ("a.html", b"<!DOCTYPE"), ("a", b"<!DOCTYPE")):
        command = ["questionset", "publish", "mini", "--document", "guidance", "--lang", "both", "--questionsets", sets]
        assert run(*command, "-o", tmp_path / name).exit_code == 0
        assert (tmp_path / name).read_bytes().startswith(start)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["alone", "--document", "tool", "--lang", "cy"], "alone@1.0.0 has no texts in 'cy'. It has: en."),
        (["alone", "--document", "tool", "--lang", "both"], "alone@1.0.0 has no texts in 'cy'. It has: en."),
        (["minni", "--document", "tool"], "There is no question set of that name. Did you mean mini?"),
        (["mini", "--document", "manual"], "'manual' is not one of 'tool', 'guidance', 'logic'"),
        (["mini"], "Missing option '--document'"),
        (["mini", "--document", "tool", "-o", "no/such/folder.html"], "There is no folder"),
    ],
)
def test_wrong_usage_says_what_would_be_right(
    arguments: list[str], message: str, root: Path, tmp_path: Path, run: Callable[..., Result]
) -> None:
    sets = shutil.copytree(root / "tests" / "corpus" / "context" / "questionsets", tmp_path / "sets")
    # A set that nobody has translated yet.
    alone = shutil.copytree(sets / "mini" / "1.0.0", sets / "alone" / "1.0.0")
    (alone / "text.cy.yaml").unlink()
    for path in alone.glob("*.yaml"):
        path.write_text(path.read_text("utf-8").replace("questionset: mini", "questionset: alone"), "utf-8")
    done = run("questionset", "publish", *arguments, "--questionsets", sets)
    assert isinstance(done.exception, click.UsageError)
    assert message in done.exception.format_message()
    assert done.stdout == ""


def test_without_the_extra_a_pdf_says_what_to_install(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    done = run("questionset", "publish", "fji", "--document", "tool", "--format", "pdf")
    assert "pip install 'yotinspect[pdf]'" in str(done.exception)
    assert run("questionset", "publish", "fji", "--document", "tool").exit_code == 0


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("tool.html.j2", "{{ view.nothing }}", "A template cannot be used: tool.html.j2"),
        (
            "tool.typ",
            '#import "document.typ": *\n#nothing',
            "A template cannot be used: tool.typ:2: unknown variable: nothing",
        ),
    ],
)
def test_a_template_of_ones_own_comes_first_and_its_faults_are_told(
    name: str, text: str, message: str, tmp_path: Path, run: Callable[..., Result]
) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    form = "pdf" if name.endswith(".typ") else "html"
    done = run("questionset", "publish", "fji", "--document", "tool", "--format", form, "--templates", tmp_path)
    assert message in str(done.exception)


def test_a_question_is_shown_with_its_condition_in_words(run: Callable[..., Result]) -> None:
    text = " ".join(run("questionset", "show", "fji", "P-P1").stdout.split())
    assert "Asked when: Risk of harm to others is not: Low; or P-A8 is answered: Not sufficient." in text


@pytest.mark.slow
def test_a_character_that_no_font_has_goes_by_its_number_in_a_pdf(root: Path) -> None:
    text = plain(made("tool", "pdf", in_two(root, lambda text: f"{text} 😀"), ["en"], root), "pdf")
    assert text.count("<U+1F600>") > 30
