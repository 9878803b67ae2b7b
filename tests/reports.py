"""Reports for tests of their formats: of the examples, and one made by hand that has every block there is."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from yotinspect.library import Library
from yotinspect.reports.blocks import (
    Block,
    Bullets,
    Figure,
    Folded,
    Grade,
    Notice,
    Paragraph,
    Quotation,
    Report,
    Row,
    Run,
    Section,
    Table,
    Text,
)
from yotinspect.reports.kinds.graded import graded
from yotinspect.reports.material import Material
from yotinspect.reports.view import report_view
from yotinspect.workspace import rate_inspection

GOOD = Grade("good", "Good", "●", "#1d6b43")
#: Too light for white words, and too light on white paper.
PALE = Grade("pale", "Pale", "◆", "#ffe08a")
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 80" width="1200" height="80">'
    '<rect width="600" height="40" fill="#1d6b43"/><text x="4" y="60" font-size="20">Half of it</text></svg>'
)


def of(path: Path, library: Library, language: str = "en", date: datetime.date | None = None) -> Report:
    """The graded report of an inspection."""
    rated = rate_inspection(path / "inspection.yaml" if path.is_dir() else path, library)
    assert rated.rating is not None
    view = report_view(
        rated.rating,
        framework_digest=rated.framework_digest,
        inspection_digest=rated.file.digest,
        record_digest="sha256:" + 64 * "0",
        names=library.names(),
        language=language,
    )
    return graded(Material(rated.rating, view, "team", date, broken_down=rated.broken_down))


def said(text: str, kind: Any = "", lang: str = "", **more: Any) -> Text:
    """Words as text."""
    return (Run(text, lang, kind, **more),)


def table(name: str, rows: int = 2, **more: Any) -> Table:
    """A table of two columns in which every cell can be told from all others."""
    lines = tuple(Row((said(f"{name}-{n}-left"), said(f"{name}-{n}-right"))) for n in range(rows))
    return Table(said(f"Caption of {name}"), (said(f"{name} one"), said(f"{name} two")), lines, **more)


def figure(**more: Any) -> Figure:
    """A picture with its table."""
    given: dict[str, Any] = {
        "svg": "",
        "print_svg": SVG,
        "alternative": said("Half is green."),
        "table": table("drawn"),
    }
    return Figure("half", caption=said("How much is green"), **(given | more))


def every_block() -> tuple[Block, ...]:
    """Every block there is, in every kind that is laid out in a way of its own."""
    mixed = (
        *said("He said "),
        *said("bore da", "strong", "cy"),
        *said(" to "),
        *said("all", "soft"),
        *said(" of "),
        *said("R-A1", "code"),
    )
    badges = (said("Good", "badge", grade=GOOD), said("Not rated", "badge"), said("Pale", "badge", grade=PALE))
    scale = Table(
        said("Points"),
        (said("low"), said("here", "strong")),
        (Row((said("0 to 5"), said("6 to 9", "strong"))),),
        "scale",
    )
    deep = Section(
        "deep", said("Deep"), (Section("deeper", said("Deeper"), (Section("deepest", said("Deepest"), ()),)),)
    )
    return (
        *(Paragraph(said(f"A paragraph of kind {kind or 'none'}"), kind) for kind in ("", "soft", "basis", "decision", "single", "form")),
        Paragraph(mixed),
        Bullets((said("first point"), said("ail bwynt", lang="cy"))),
        Bullets(badges, "badges"),
        table("plain"), table("quiet", quiet=True),
        *(table(kind, kind=kind) for kind in ("profile", "figures", "questions", "data", "actions")),
        scale,
        Table(said("Headless"), (), (Row((said("To"), said("The board"))),), quiet=True),
        Table(said("Empty"), (), ()),
        Table(said("To fill in"), (said("Who"), said("When")), (Row((said("______________"), said("Friday")), strong=True),)),
        figure(), Quotation(said("Roedd yn dda", lang="cy"), said("A child of 15")),
        Notice(said("Take care.", "strong"), (said("one reason"), said("another"))),
        Folded(said("What good looks like"), (Paragraph(said("Good looks like this.")), Paragraph(said("Da yw hyn.", lang="cy")))),
        deep,
        Paragraph((*said("See "), *said("the page", "link", target="https://example.org/a"), *said(" and "),
                   *said("no page", "link", target="javascript:alert(1)"), *said("", "break"), *said("over"))),
    )  # fmt: skip


def by_hand(*blocks: Block, language: str = "en", **more: Any) -> Report:
    """A report of these blocks; of every block, where none is given."""
    given: dict[str, Any] = {
        "kind": "odd", "audience": "team", "title": "Testshire: a report", "kicker": said("A kicker"),
        "heading": said("Testshire"), "lead": said("It leads."), "for_whom": said("For: the inspection team"),
        "other": said("Hefyd yn Gymraeg", lang="cy"), "other_file": "report.cy.pdf", "notices": (Notice(said("Not final")),),
        "independent": said("It is independent."), "drafts": (said("A draft"),), "page": said("Page {page} of {pages}"),
        "date": datetime.date(2019, 4, 12), "version": "0",
    }  # fmt: skip
    return Report(language=language, sections=(Section("all", said("All"), blocks or every_block()),), **(given | more))


def flow(report: Report) -> Iterator[str]:
    """What a reader of a document reads, in order, cell by cell; what a heading says already is not said again."""
    for block in report.opening:
        yield from _of(block)
    for text in (report.kicker, report.heading, report.lead):
        yield words(text)
    for notice in report.notices:
        yield from _of(notice)
    yield words(report.independent)
    yield from map(words, report.drafts)
    for section in report.sections:
        yield from _of(section)


def _of(block: Block) -> Iterator[str]:
    if isinstance(block, Section):
        yield words(block.heading)
        for inner in block.blocks:
            yield from _of(inner)
    elif isinstance(block, Table):
        if not block.quiet and block.rows:
            yield words(block.caption)
        yield from map(words, block.head)
        for row in block.rows:
            yield from map(words, row.cells)
    elif isinstance(block, Figure):
        yield words(block.caption)
        # Without one where a fuller table follows it.
        if block.table is not None:
            yield from _of(block.table)
    elif isinstance(block, Quotation):
        yield from (words(block.text), words(block.who))
    elif isinstance(block, Folded):
        yield from (words(inner.text) for inner in block.blocks)
    elif isinstance(block, Bullets | Notice):
        if isinstance(block, Notice):
            yield words(block.text)
        yield from map(words, block.items)
    else:
        yield words(block.text)


def words(text: Text) -> str:
    """Text as it reads, without any white space; a line to write on is room and no word."""
    found = "".join((run.grade.symbol if run.grade else "") + run.text for run in text)
    return "" if not found.strip("_ ") else "".join(found.split())


def missing(text: str, report: Report) -> list[str]:
    """What of a report does not stand in a text without white space, or not after what comes before it."""
    place, found = 0, []
    for part in flow(report):
        at = text.find(part, place)
        if at < 0:
            found.append(part)
        else:
            place = at + len(part)
    return found
