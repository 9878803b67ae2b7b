"""Every page that the program writes, in one list: whatever is on it is held to WCAG 2.2, to sound HTML and to one look.

A new kind of report is one line more in ``KINDS``.
"""

from __future__ import annotations

import itertools
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

ROOT = Path(__file__).resolve().parent.parent

INSPECTIONS = (
    "examples/exampleshire-2019", "examples/exampleshire-2021", "examples/aberwen-2016", "examples/marlport-2015", "examples/wexcombe-2025",
    "examples/published/cardiff-2020", "examples/published/dorset-combined-2023", "examples/published/islington-2024",
    "examples/published/slough-2025",
)  # fmt: skip
#: What people write briefs and summaries of: one with cases, one with totals and partners, one with neither.
SOME = ("examples/exampleshire-2019", "examples/marlport-2015", "examples/wexcombe-2025")
#: One that nobody has signed yet, so that its rating is provisional: made of this one.
UNSIGNED, SIGNED = "unsigned", "examples/wexcombe-2025"
CASES = ("examples/exampleshire-2019/cases/EX-006.yaml", "examples/aberwen-2016/cases/AW-01.yaml")
#: A small set, one whose answers are ratings, and the largest.
SETS = ("victims", "organisation", "fji")
#: Read in a browser in both languages at once, which holds what is in either; a file of a megabyte takes its time.
LARGE = ("fji",)
#: Looked at in a browser beside the first of each kind, for what is on them alone: a letter, partners, a standard that is
#: not rated, a scale of its own.
TOO = ("report-aberwen-2016", "report-marlport-2015", "report-wexcombe-2025")
#: Typeset and read as PDF: one of each, since that takes seconds.
TYPESET = ("victims", "examples/exampleshire-2019", "examples/wexcombe-2025")
BOTH = ("en", "cy", "both")


@dataclass(frozen=True)
class Kind:
    """A kind of page: the command that writes it, with what it is written of where that goes: ``{inspection}``, ``{some}`` of
    them, the one ``{now}`` that has one before it, the ``{local}`` one of sets of its own, an ``{open}`` one, ``{case}`` or
    ``{set}``.
    """

    name: str
    command: str
    languages: tuple[str, ...] = ("en", "cy")
    formats: tuple[str, ...] = ("html",)
    #: Written in both languages at once, as files that link to each other.
    linked: bool = False

    def subjects(self) -> tuple[str, ...]:
        """What it is written of."""
        if "{case}" in self.command:
            return CASES
        if "{now}" in self.command:
            return ("examples/exampleshire-2021",)
        if "{local}" in self.command:
            return ("examples/local-sets/spring-2017",)
        if "{open}" in self.command:
            return (UNSIGNED,)
        if "{some}" in self.command:
            return SOME
        return SETS if "{set}" in self.command else INSPECTIONS


KINDS = (
    Kind("report", "report {inspection}"),
    Kind("public", "report {some} --audience public"),
    Kind("brief", "report {some} --kind brief --audience yot"),
    Kind("summary", "report {some} --kind summary"),
    Kind("feedback", "report {case}"),
    Kind("linked", "report {case}", linked=True),
    Kind("since", "report {now} --previous examples/exampleshire-2019"),
    Kind("boardsince", "report {now} --kind summary --previous examples/exampleshire-2019"),
    Kind("why", "rate {inspection} --explain"),
    Kind("local", "report {local} --questionsets examples/local-sets/sets --allow-fallback"),
    Kind("open", "report {open}"),
    Kind("openwhy", "rate {open} --explain --what-if 2.2=good"),
    Kind("tool", "questionset publish {set} --document tool", BOTH, ("html", "pdf")),
    Kind("guidance", "questionset publish {set} --document guidance", BOTH, ("html", "pdf")),
    Kind("logic", "questionset publish {set} --document logic", BOTH, ("html", "pdf")),
)


@dataclass(frozen=True)
class Page:
    """One page: a kind, of one inspection or set, in one language and format."""

    kind: str
    subject: str
    language: str
    format: str
    command: tuple[str, ...]
    linked: bool = False

    @property
    def name(self) -> str:
        """A name for a file, without its ending."""
        return f"{self.kind}-{Path(self.subject).name}.{self.language}"

    @property
    def main_language(self) -> str:
        """The language of whatever is not marked with one."""
        return "en" if self.language == "both" else self.language


def pages(form: str = "html") -> Iterator[Page]:
    """All pages of a format, in the order of the list."""
    for kind in KINDS:
        if form in kind.formats:
            for subject, language in itertools.product(kind.subjects(), kind.languages):
                words = [
                    word.format(
                        inspection=subject,
                        set=subject,
                        some=subject,
                        case=subject,
                        now=subject,
                        local=subject,
                        open=subject,
                    )
                    for word in kind.command.split()
                ]
                command = (*words, "--lang", "both" if kind.linked else language, "--format", form)
                if form != "pdf" or subject in TYPESET:
                    yield Page(kind.name, subject, language, form, command, kind.linked)


def parameters(chosen: Iterable[Page]) -> list[object]:
    """Pages as parameters of a test, all but one of each kind and language ``slow``: of an inspection or a case the first in
    English and the last in Welsh, so that plain pytest sees two, and of a set the first. What is asked of one page is asked
    in one process, which makes it once.
    """
    every = list(chosen)
    quick: dict[tuple[str, str], Page] = {}
    for page in every:
        key = (page.kind, page.language)
        if key not in quick or (page.language == "cy" and page.subject not in SETS):
            quick[key] = page
    found = []
    for page in every:
        group = pytest.mark.xdist_group(page.name)
        marks = (group,) if page is quick[page.kind, page.language] else (group, pytest.mark.slow)
        found.append(pytest.param(page, id=page.name, marks=marks))
    return found


def in_browser() -> Iterator[Page]:
    """The pages that are looked at in a browser: of each kind the first and those of ``TOO``; with YOTINSPECT_LONG=1 all."""
    first = {kind.name: kind.subjects()[0] for kind in KINDS}
    for page in pages():
        if os.environ.get("YOTINSPECT_LONG"):
            chosen = page.subject not in LARGE or page.language == "both"
        else:
            chosen = page.subject == first[page.kind] or page.name.startswith(TOO)
        if chosen:
            yield page


@cache
def made(page: Page) -> bytes:
    """The page as the command writes it."""
    with tempfile.TemporaryDirectory() as folder:
        command = [str(ROOT / word) if word.startswith("examples/") else word for word in page.command]
        if UNSIGNED in command:
            text = (ROOT / SIGNED / "inspection.yaml").read_text("utf-8")
            Path(folder, "inspection.yaml").write_text(re.sub(r"(?m)^sign_off:.*\n(?:[ -].*\n)*", "", text), "utf-8")
            command = [folder if word == UNSIGNED else word for word in command]
        if not page.linked:
            return _run(page, command)
        _run(page, [*command, "-o", str(Path(folder, "page.html"))])
        return Path(folder, f"page.{page.language}.html").read_bytes()


def _run(page: Page, command: list[str]) -> bytes:
    from yotinspect.cli.main import cli

    done = CliRunner().invoke(cli, command, standalone_mode=False)
    assert done.return_value == 0, (page.name, done.exception, done.stderr)
    return done.stdout_bytes
