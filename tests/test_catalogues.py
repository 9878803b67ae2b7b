"""The program's own sentences in Welsh: none missing, none left over, each with its values, and every report whole."""

from __future__ import annotations

import ast
import importlib.util
import io
import json
import re
import string
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from babel import Locale
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from click.testing import Result

from tests.conftest import ROOT
from tests.inspections import counts, judged, write_inspection
from tests.loaders import SAFE
from tests.remembering import copied
from tests.test_corpus import (
    CONFIDENTIAL,
    INVALID,
    PLANTED,
    Laid,
    composed,
    confidential,
    first_of_each_rule,
    kind_of,
    lay,
    scalars,
)
from yotinspect.catalogue import Catalogue, Passage, Said, catalogue, say, side_by_side
from yotinspect.cli.terminal import count_line, finding_lines
from yotinspect.exchange.reporting import REPORTERS
from yotinspect.findings import in_language
from yotinspect.library import Library
from yotinspect.ratings.names import Names

PO = ROOT / "yotinspect" / "locale" / "cy" / "LC_MESSAGES" / "yotinspect.po"
CY = catalogue("cy")


def maker() -> Any:
    spec = importlib.util.spec_from_file_location("make_catalogues", ROOT / "docs" / "make_catalogues.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def sentences() -> dict[str, list[str]]:
    """Every English sentence with its Welsh forms: one, or six where a number decides."""
    found: dict[str, list[str]] = {}
    for message in read_po(io.BytesIO(PO.read_bytes()), locale="cy"):
        if isinstance(message.id, tuple):
            for english in message.id:
                found[english] = list(message.string)
        elif message.id:
            found[message.id] = [str(message.string)]
    return found


SENTENCES = sentences()


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


# --- the catalogue ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def made() -> tuple[bytes, bytes]:
    po, mo = maker().brought_up_to_date(PO, "cy")
    return po, mo


def test_the_catalogue_holds_the_sentences_of_the_program_as_it_is(made: tuple[bytes, bytes]) -> None:
    assert PO.read_bytes() == made[0], "run: python docs/make_catalogues.py"


def test_what_is_compiled_is_what_can_be_read(made: tuple[bytes, bytes]) -> None:
    compiled = PO.with_suffix(".mo").read_bytes()
    assert compiled == made[1], "run: python docs/make_catalogues.py"
    for message in read_mo(io.BytesIO(compiled)):
        if isinstance(message.id, str) and message.id:
            assert SENTENCES[message.id] == [message.string]
        elif message.id:
            assert SENTENCES[message.id[0]] == list(message.string)


def test_every_sentence_has_its_welsh_in_every_form() -> None:
    assert len(SENTENCES) > 300
    assert [english for english, forms in SENTENCES.items() if not all(form.strip() for form in forms)] == []
    assert {len(forms) for forms in SENTENCES.values()} == {1, 6}


def test_a_sentence_names_the_same_values_in_both_languages() -> None:
    for english, forms in SENTENCES.items():
        # What has no values is never filled in: braces in it are braces.
        if not re.search(r"\{[a-z_]+\}", english):
            assert [form for form in forms if re.search(r"\{[a-z_]+\}", form)] == [], english
            continue
        for form in forms:
            assert placeholders(form) == placeholders(english), (english, form)


def test_a_sentence_ends_alike_in_both_languages() -> None:
    for english, forms in SENTENCES.items():
        for form in forms:
            assert (english[-1] in ".:?") == (form[-1] in ".:?") or english == "n/a", (english, form)
            assert form == form.strip()
            assert "  " not in form


def literals() -> Iterator[tuple[str, str]]:
    """Every literal sentence given to one of the functions that say something, with its place."""
    for path in sorted((ROOT / "yotinspect").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                direct = isinstance(node.func, ast.Call) and getattr(node.func.func, "id", "") == "catalogue"
                if name in ("_", "N_", "say", "words", "many") or direct:
                    for argument in node.args[: 2 if name == "many" else 1]:
                        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                            yield f"{path.name}:{node.lineno}", argument.value
                        assert not isinstance(argument, ast.JoinedStr), f"{path.name}:{node.lineno} glues a sentence"


def test_no_sentence_escapes_the_gathering() -> None:
    """What stands inside an f-string, or is said with a function under another name, would be missed in silence."""
    assert [(place, text) for place, text in literals() if text not in SENTENCES] == []


@pytest.mark.parametrize("number", range(12))
def test_the_plural_rule_is_that_of_the_locale_data(number: int) -> None:
    forms = ["zero", "one", "two", "few", "many", "other"]
    wanted = forms.index(Locale("cy").plural_form(number))
    rule = re.search(r"plural=(.*?);", PO.read_text("utf-8"))
    assert rule is not None
    from gettext import c2py  # type: ignore[attr-defined]

    assert c2py(rule[1])(number) == wanted


def test_a_number_changes_the_word_behind_it() -> None:
    assert count_line({"error": 2, "warning": 2}, "cy") == "2 wall, 2 rybudd"
    assert count_line({"error": 3, "warning": 1}, "cy") == "3 gwall, 1 rhybudd"
    assert count_line({}, "cy") == "dim i'w gywiro"


def test_numbers_and_dates_go_by_the_locale_data() -> None:
    import datetime

    day = datetime.date(2019, 3, 4)
    assert (catalogue("en").date(day), CY.date(day)) == ("4 March 2019", "4 Mawrth 2019")
    assert (catalogue("en").number(64.5), CY.number(1234.5)) == ("64.5", "1,234.5")
    # A percentage is printed as a figure and a sign with nothing between, which is right in both.
    assert {Locale(language).percent_formats[None].pattern for language in ("en", "cy")} == {"#,##0%"}


def test_what_was_said_can_be_said_again_with_what_it_holds() -> None:
    inner = say("Did you mean {name}?", name="fji")
    both = side_by_side("", inner, say("Write yes or no."))
    assert both == "Did you mean fji? Write yes or no."
    assert CY.again(both) == "Ai fji oedd gennych mewn golwg? Ysgrifennwch yes neu no."
    nested = say("Correct it first: {file}:{line}: {message}", file="a{b}.yaml", line=3, message=inner)
    assert CY.again(nested) == "Cywirwch hyn yn gyntaf: a{b}.yaml:3: Ai fji oedd gennych mewn golwg?"
    assert CY.again("said otherwise") == "said otherwise"
    assert Catalogue("en").again(nested) == nested
    assert (Said("a") + "b", Passage("a", "cy").language) == ("ab", "cy")


# --- reports ----------------------------------------------------------------------------------------------------------


class Spoken(HTMLParser):
    """The text of a page by the language it is marked with, and the languages of elements."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.said: dict[str, list[str]] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "br", "rect", "line"):
            self.open.append((tag, dict(attrs).get("lang") or (self.open[-1][1] if self.open else "")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.open and data.strip() and self.open[-1][0] != "style":
            self.said.setdefault(self.open[-1][1], []).append(" ".join(data.split()))

    def text(self, language: str) -> str:
        return "\n".join(self.said.get(language, []))


EXAMPLES = sorted(path.parent for path in (ROOT / "examples").rglob("inspection.yaml"))


def stretches(english: str) -> list[str]:
    """The parts of a sentence that stand between its values, where they are longer than two words."""
    parts = re.split(r"\{[a-z_]+\}", english)
    return [part.strip() for part in parts if len(re.findall(r"[A-Za-z]{2,}", part)) > 2]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[Path, str], str]:
    from click.testing import CliRunner

    from yotinspect.cli.main import cli

    target = tmp_path_factory.mktemp("pages")
    found = {}
    for example in EXAMPLES:
        for form in ("html", "md"):
            path = target / f"{example.name}.{form}"
            sets = ("--questionsets", str(ROOT / "examples" / "local-sets" / "sets"))
            args = ["report", str(example), "--lang", "cy", "--date", "2020-02-11", "-o", str(path), *sets]
            CliRunner().invoke(cli, args, standalone_mode=False, catch_exceptions=False)
            found[example, form] = path.read_text("utf-8")
    return found


@pytest.mark.few(1)
@pytest.mark.parametrize("form", ["html", "md"])
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_a_welsh_report_holds_no_english_sentence_of_ours(
    example: Path, form: str, pages: dict[tuple[Path, str], str]
) -> None:
    page = pages[example, form]
    text = Spoken(page).text("cy") if form == "html" else page.replace("\\", "")
    ours = [part for english, forms in SENTENCES.items() if forms != [english] for part in stretches(english)]
    # In the other language a report says that it is there.
    text = text.replace("This report is available in English as well.", "")
    assert [part for part in ours if part in text] == []
    assert "11 Chwefror 2020" in text
    assert not re.search(r"\{[a-z_]+\}", text)


def test_a_page_is_marked_with_its_language_and_passages_with_theirs(pages: dict[tuple[Path, str], str]) -> None:
    page = pages[ROOT / "examples" / "exampleshire-2019", "html"]
    assert '<html lang="cy">' in page
    spoken = Spoken(page)
    english, welsh = spoken.text("en"), spoken.text("cy")
    for words in ("The board knows what it wants", "board minutes of eighteen months", "One more sufficient plan"):
        assert words in english
        assert words not in welsh
    assert "This report is available in English as well." in english
    assert "Llywodraethu ac arweinyddiaeth" in welsh
    assert "heb ei gadarnhau" in welsh
    assert "drafft" in welsh


def test_questions_without_welsh_stand_in_english_marked_and_said_once(
    tmp_path: Path, run: Callable[..., Result]
) -> None:

    home = tmp_path / "x"
    copied(ROOT / "tests" / "corpus" / "context", home)
    for path in home.rglob("text.cy.yaml"):
        path.unlink()
    page = run("report", home, "--lang", "cy", "--allow-fallback", "--questionsets", home / "questionsets").stdout
    assert page.count("Nid oes Cymraeg ar gyfer y cwestiynau eto") == 1
    assert page.count("Nid oes Cymraeg ar gyfer y fframwaith eto") == 1
    labels = Spoken(page).text("en")
    assert labels
    assert run("rate", home, "--lang", "cy", "--explain", "--questionsets", home / "questionsets").return_value == 0


def test_each_report_says_that_the_other_exists_where_all_its_words_do(run: Callable[..., Result]) -> None:
    published = ROOT / "examples" / "published" / "cardiff-2020"
    page = run("report", published).stdout
    assert '<span lang="cy">Mae&#39;r adroddiad hwn ar gael yn Gymraeg hefyd.</span>' in page
    assert "This report is available in English as well." in run("report", published, "--lang", "cy").stdout


def test_a_reason_in_the_inspections_own_words_is_marked_with_their_language(
    tmp_path: Path, run: Callable[..., Result]
) -> None:
    path = write_inspection(
        tmp_path, judgements=judged({"1.1": "good"}), not_rated={"3": "dim achosion <b>o gwbl</b>"}, language="cy"
    )
    page = run("report", path).stdout
    assert 'Declared not rated: <span lang="cy">dim achosion &lt;b&gt;o gwbl&lt;/b&gt;</span>' in page
    assert "What the inspectors wrote stands in the language it was written in." in page
    welsh = run("report", path, "--lang", "cy").stdout
    assert "Nodwyd ei fod heb ei raddio: dim achosion &lt;b&gt;o gwbl&lt;/b&gt;" in welsh
    assert "Mae&#39;r hyn a ysgrifennodd" not in welsh


# --- names that changed -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("last", "welsh"),
    [
        ("2016-05-18", "Arolygiaeth Prawf EM"),
        ("2022-09-07", "Arolygiaeth Prawf EM"),
        ("2022-09-08", "Arolygiaeth Prawf EF"),
        ("2024-03-01", "Arolygiaeth Prawf EF"),
    ],
)
def test_the_inspectorate_is_called_what_it_was_called_then(
    last: str, welsh: str, tmp_path: Path, run: Callable[..., Result]
) -> None:
    path = write_inspection(tmp_path, fieldwork={"from": "2016-01-01", "to": last}, judgements=judged({"1.1": "good"}))
    for command in ("rate", "report"):
        assert f" {welsh}." in run(command, path, "--lang", "cy").stdout
        assert " HM Inspectorate of Probation." in run(command, path).stdout


def test_without_fieldwork_the_edition_of_the_framework_says_which_time(
    tmp_path: Path, run: Callable[..., Result]
) -> None:
    path = write_inspection(tmp_path, judgements=judged({"1.1": "good"}))
    assert " Arolygiaeth Prawf EM." in run("rate", path, "--lang", "cy").stdout


def test_a_name_that_changed_has_a_basis_and_its_forms_in_order(library: Library) -> None:
    names = library.names()
    assert isinstance(names, Names)
    for changing in names.names.values():
        assert changing.basis
        starts = [form.start for form in changing.forms]
        assert starts[0] is None
        later = [start for start in starts[1:] if start is not None]
        assert later == sorted(later)
        assert len(later) == len(starts) - 1
        assert all({"en", "cy"} <= form.label.keys() for form in changing.forms)


def test_every_label_of_the_frameworks_has_its_welsh_and_says_that_it_is_a_draft() -> None:

    def holes(node: Any) -> Iterator[Any]:
        if isinstance(node, dict):
            if "en" in node and "cy" not in node:
                yield node
            for value in node.values():
                yield from holes(value)
        elif isinstance(node, list):
            for value in node:
                yield from holes(value)

    for path in (ROOT / "questionsets" / "frameworks").rglob("*.*.[0-9].yaml"):
        framework = yaml.load(path.read_text("utf-8"), SAFE)
        assert list(holes(framework)) == []
        assert framework["translations"]["cy"]["revision"] >= 1


# --- findings ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def laid_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Laid]:
    known: dict[Path, Laid] = {}

    def get(path: Path) -> Laid:
        if path not in known:
            known[path] = lay(path, tmp_path_factory.mktemp(path.stem) / "home")
        return known[path]

    return get


READERS = first_of_each_rule([path for path in INVALID if kind_of(path) in ("case", "inspection")])


@pytest.mark.parametrize("path", READERS, ids=lambda path: path.stem)
def test_what_is_wrong_with_a_case_or_an_inspection_is_said_in_welsh(
    path: Path, laid_once: Callable[[Path], Laid]
) -> None:
    for finding in laid_once(path).findings:
        welsh = in_language(finding, "cy")
        assert (welsh.rule, welsh.line, welsh.column) == (finding.rule, finding.line, finding.column)
        for before, after in ((finding.message, welsh.message), (finding.help, welsh.help)):
            assert isinstance(before, Said), before
            assert after != before, before
            # Literal braces stand only where the English has them.
            assert re.findall(r"\{[a-z_]+\}", after) == []
            assert "{{" not in after.replace("{{ placeholder }}", "")
        line = finding_lines(finding, False, False, "cy")
        word = {"error": "gwall", "warning": "rhybudd", "info": "nodyn"}[finding.severity]
        assert f": {word}: " in line


@pytest.mark.parametrize("path", first_of_each_rule(CONFIDENTIAL), ids=lambda path: path.stem)
def test_in_welsh_too_no_output_holds_what_a_confidential_file_holds(
    path: Path, laid_once: Callable[[Path], Laid]
) -> None:
    laid = laid_once(path)
    assert confidential(laid.kind)
    outputs = [report(laid.findings, "cy") for report in REPORTERS.values()]
    outputs += [finding_lines(finding, True, True, "cy") for finding in laid.findings]
    for text in outputs:
        assert not [word for word in PLANTED if word.casefold() in text.casefold()], text
    # A value that the English does not show is not shown in Welsh either.
    values = {value.strip() for value in scalars(composed(path.read_bytes()), keys=False)}
    for finding in laid.findings:
        welsh = in_language(finding, "cy")
        english, said = f"{finding.message} {finding.help}", f"{welsh.message} {welsh.help}"
        words = {forms[0] for forms in SENTENCES.values()}
        for value in values:
            shown = len(value) > 3 and re.search(rf"(?<!\w){re.escape(value)}(?!\w)", said)
            assert not shown or value in english or any(value in word for word in words), (value, said)


# --- the command line -------------------------------------------------------------------------------------------------


def test_a_welsh_assessor_reads_summaries_findings_and_the_closing_line_in_welsh(
    root: Path, tmp_path: Path, run: Callable[..., Result]
) -> None:
    result = run("assess", root / "examples" / "aberwen-2016" / "cases", "--lang", "cy")
    assert "cyflawn" in result.stdout
    assert "Ffeiliau achos: 14 (cyflawn: 14); dim i'w gywiro." in result.stderr
    assert run("assess", root / "examples" / "aberwen-2016", env={"YOTINSPECT_LANG": "cy"}).output == result.output
    case = tmp_path / "a.yaml"
    case.write_text("case: A\nquestionset: sqs@2.0.0\nassessor: x\nanswers: {R-A1: maybe}\n", "utf-8")
    record = json.loads(run("assess", case, "--lang", "cy", "--format", "json").stdout)
    said = {finding["rule"]: (finding["severity"], finding["message"]) for finding in record["findings"]}
    assert said["case-answer"] == ("error", "Nid yw hwn yn ateb i R-A1.")
    assert record["cases"][0]["state"] == "incomplete"


def test_a_rating_in_welsh_keeps_keys_and_says_its_reasons_in_welsh(tmp_path: Path, run: Callable[..., Result]) -> None:
    alike = dict.fromkeys(("desistance", "child", "others"), counts(6, 4))
    path = write_inspection(tmp_path, judgements=judged({"1.1": "good"}), counts={"2.1": alike})
    (record,) = json.loads(run("rate", path, "--lang", "cy", "--format", "json").stdout)["inspections"]
    (plain,) = json.loads(run("rate", path, "--format", "json").stdout)["inspections"]
    assert list(record) == list(plain)
    assert record["standards"][4]["rating"] == plain["standards"][4]["rating"] == "requires_improvement"
    assert record["standards"][1]["reason"] == "Heb ei ddyfarnu eto."
    said = run("rate", path, "--lang", "cy", "--explain").output
    for wanted in ("Diogelwch y plentyn: 6 allan o 10, 60%", "Mae'r radd hon yn anghyflawn.", "Sail: ein dewis ni"):
        assert wanted in said


def test_a_language_the_program_does_not_speak_is_wrong_usage(root: Path, run: Callable[..., Result]) -> None:
    import click

    for command in ("assess", "rate", "report"):
        result = run(command, root / "examples" / "aberwen-2016", "--lang", "fr")
        assert isinstance(result.exception, click.UsageError)
