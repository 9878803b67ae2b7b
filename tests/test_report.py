"""The report: what it says, that it loads nothing, and that nothing from a file becomes markup."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.inspections import counts, judged, write_inspection

PAYLOADS = [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "'><svg/onload=alert(1)>", "</style><script>1</script>",
    "[a](javascript:alert(1))", "![x](http://example.org/x.png)", "| a | b |", "# Heading", "{{ 7 * 7 }}", "{% raw %}", "&lt;b&gt;", "a\n\n# b\n- c",
    "<https://example.org>", "`code`", "**bold**", "~~gone~~", "$x$", "1. one",
]  # fmt: skip


class Page(HTMLParser):
    """Tags and attributes of a page, and its headings in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@pytest.fixture
def example(root: Path) -> Path:
    return root / "examples" / "exampleshire-2019"


def hostile(tmp_path: Path, payload: str) -> Path:
    judgements = judged({"1.1": "good", "3.4": "good"})
    judgements["1.1"] |= {"rationale": payload, "sources": [payload]}
    alike = {name: counts(6, 4) for name in ("desistance", "child", "others")}
    return write_inspection(
        tmp_path, yot=payload, judgements=judgements, counts={"2.2": alike}, not_rated={"1.2": payload}, source=payload,
        discretion={"2.2": {"to": "good", "rationale": payload, "panel": ["li-1"], "agreed": "2019-04-01"}},
    )  # fmt: skip


def test_it_is_one_file_that_loads_nothing_and_runs_nothing(example: Path, run: Callable[..., Result]) -> None:
    text = run("report", example).stdout
    page = Page(text)
    assert not {"script", "link", "img", "iframe", "object", "embed", "a", "form"} & {tag for tag, _ in page.tags}
    assert not re.search(r"url\(|@import|https?://", text)
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on") or name in ("src", "href")]
    assert "default-src 'none'" in text


def test_headings_go_down_one_step_at_a_time_and_tables_have_captions_and_scopes(
    example: Path, run: Callable[..., Result]
) -> None:
    page = Page(run("report", example).stdout)
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    names = [tag for tag, _ in page.tags]
    assert names.count("table") == names.count("caption")
    assert all(attrs.get("scope") in ("row", "col") for tag, attrs in page.tags if tag == "th")
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert dict(page.tags)["html"] == {"lang": "en"}


def test_it_leads_with_the_profile_and_gives_the_single_word_after_it(
    example: Path, run: Callable[..., Result]
) -> None:
    text = run("report", example, "--format", "md", "--date", "2019-04-12").stdout
    order = [
        "## Profile: Standards", "## Overall", "## What each rating hangs on", "## Strengths", "## What to improve",
        "## How the inspection was done", "## What this report was made from", "## What is unverified",
    ]  # fmt: skip
    places = [text.index(heading) for heading in order]
    assert places == sorted(places)
    assert "Report of 12 April 2019." in text
    assert "For: the inspection team." in text
    assert "not a rating by HM Inspectorate of Probation" in text
    for digest in re.findall(r"\| ([0-9a-f]{12,}) \|$", text, re.MULTILINE):
        assert len(digest) == 64
    assert "fji@2.0.0" in text
    assert "graded-2018@1.1.0" in text


@pytest.mark.few(6)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_from_a_file_becomes_html(payload: str, tmp_path: Path, run: Callable[..., Result]) -> None:
    clean = Page(run("report", hostile(tmp_path / "clean", "plain")).stdout)
    dirty = Page(run("report", hostile(tmp_path / "dirty", payload)).stdout)
    assert dirty.tags == clean.tags


@pytest.mark.few(6)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_from_a_file_becomes_markdown(payload: str, tmp_path: Path, run: Callable[..., Result]) -> None:
    def skeleton(text: str) -> list[str]:
        # What Markdown and HTML would read as structure: line starts, and unescaped marks.
        unescaped = re.sub(r"\\.", "", text)
        return [re.sub(r"[^|#>*_`\[\]<~$!]", "", line) for line in unescaped.splitlines()]

    clean = run("report", hostile(tmp_path / "clean", "plain"), "--format", "md").stdout
    dirty = run("report", hostile(tmp_path / "dirty", payload), "--format", "md").stdout
    assert skeleton(dirty) == skeleton(clean)


@pytest.mark.slow
def test_ones_own_templates_come_first_and_run_sandboxed(
    example: Path, tmp_path: Path, run: Callable[..., Result]
) -> None:
    template = tmp_path / "graded.html.j2"
    template.write_text(
        "{{ report.title }}: {{ report.section('overall').blocks[2].text[0].text }} {{ '<b>' }}", "utf-8"
    )
    assert (
        run("report", example, "--templates", tmp_path).stdout
        == "Exampleshire: Graded inspection, 2018 to mid 2021: Good &lt;b&gt;\n"
    )
    for hostile_template in (
        "{{ report.__class__.__mro__ }}",
        "{{ ''.__class__ }}",
        "{{ report.title.foo }}",
        "{% if %}",
        "{{ 1/0 }}",
        "{% include '/etc/passwd' %}",
    ):
        template.write_text(hostile_template, "utf-8")
        result = run("report", example, "--templates", tmp_path)
        assert result.exit_code == 1
        assert "A template cannot be used" in str(result.exception)
        assert result.stdout == ""


@pytest.mark.parametrize("fault", [b"{{ report.nothing }}", b"{{ 'x'|longdate }}", b"{{ 'a' * 10**13 }}"])
def test_a_template_at_fault_is_named_by_its_own_name(fault: bytes, tmp_path: Path, run: Callable[..., Result]) -> None:
    path = write_inspection(tmp_path, judgements=judged({"1.1": "good"}))
    (tmp_path / "report.md.j2").write_bytes(fault)
    result = run("report", path, "--format", "md", "--templates", tmp_path, "--fail-on", "never")
    assert "A template cannot be used: report.md.j2: " in str(result.exception)


def test_a_template_for_pdf_that_is_no_text_is_the_templates_fault(tmp_path: Path, run: Callable[..., Result]) -> None:
    pytest.importorskip("typst")
    path = write_inspection(tmp_path, judgements=judged({"1.1": "good"}))
    (tmp_path / "report.typ").write_bytes(b"\xff")
    result = run("report", path, "-o", tmp_path / "x.pdf", "--templates", tmp_path, "--fail-on", "never")
    assert "A template cannot be used: report.typ: UnicodeDecodeError" in str(result.exception)


def test_an_inspection_that_cannot_be_rated_writes_no_report(tmp_path: Path, run: Callable[..., Result]) -> None:
    path = write_inspection(tmp_path, framework="graded-2018@9.9.9")
    target = tmp_path / "out.html"
    target.write_text("before", "utf-8")
    assert run("report", path, "-o", target).return_value == 1
    assert target.read_text("utf-8") == "before"


def test_a_provisional_rating_says_so_and_a_published_one_names_its_licence(
    root: Path, tmp_path: Path, run: Callable[..., Result]
) -> None:
    judgements: dict[str, Any] = judged({"1.1": "good"})
    text = run("report", write_inspection(tmp_path, judgements=judgements)).stdout
    assert "This rating is incomplete." in text
    published = run(
        "report", root / "examples" / "published" / "slough-2025" / "inspection.yaml", "--format", "md"
    ).stdout
    assert "Open Government Licence v3.0" in published
    assert "Entered from what was published." in published


def test_a_screening_is_reported_without_ratings(root: Path, run: Callable[..., Result]) -> None:
    text = run("report", root / "examples" / "aberwen-2016", "--format", "md").stdout
    assert "A Short Quality Screening gives no rating." in text
    assert "Not rated" not in text
    page = Page(run("report", root / "examples" / "aberwen-2016").stdout)
    assert "badge" not in {attrs.get("class") for _, attrs in page.tags}
