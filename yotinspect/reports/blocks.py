"""What a report says, as a tree of blocks: every format lays out the same tree and adds no word and no figure of its own.

Text is a row of runs, each in a language and of a kind, so that a Welsh quotation in an English sentence is marked as Welsh
wherever it lands, and so that nothing from a file is ever read as markup.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

#: A ``ref`` is the reference of a case: it stands in nothing that is for publication.
RunKind = Literal["", "strong", "soft", "code", "ref", "flag", "badge", "break", "link"]


@dataclass(frozen=True)
class Grade:
    """A level as it is shown: word, shape and colour together."""

    id: str
    word: str
    symbol: str
    colour: str


@dataclass(frozen=True)
class Run:
    """Words of one kind in one language. ``grade`` goes with a badge, ``target`` with a link."""

    text: str
    lang: str = ""
    kind: RunKind = ""
    grade: Grade | None = None
    target: str = ""


Text = tuple[Run, ...]
NOTHING: Text = ()


@dataclass(frozen=True)
class Paragraph:
    """A paragraph. ``kind`` is what it is there for, and how it looks follows from that."""

    text: Text
    kind: Literal["", "soft", "basis", "decision", "single", "form"] = ""
    tag: str = field(default="paragraph", init=False)


@dataclass(frozen=True)
class Bullets:
    """A list without numbers."""

    items: tuple[Text, ...]
    kind: Literal["", "badges"] = ""
    tag: str = field(default="bullets", init=False)


@dataclass(frozen=True)
class Row:
    """A row of a table; its first cell is its head. ``strong`` rows are those that decide."""

    cells: tuple[Text, ...]
    strong: bool = False


@dataclass(frozen=True)
class Table:
    """A table with a caption and heads; ``kind`` says what it shows, ``quiet`` that a heading says its caption already."""

    caption: Text
    head: tuple[Text, ...]
    rows: tuple[Row, ...]
    kind: Literal["profile", "figures", "questions", "plain", "scale", "data", "actions", "steps"] = "plain"
    quiet: bool = False
    tag: str = field(default="table", init=False)


@dataclass(frozen=True)
class Figure:
    """A picture with its caption and the table it was drawn from; without one where a fuller table follows it.

    ``svg`` is for a page, and takes its colours from the page; ``print_svg`` has colours of its own, for paper.
    """

    id: str
    svg: str
    print_svg: str
    alternative: Text
    caption: Text
    table: Table | None
    tag: str = field(default="figure", init=False)


@dataclass(frozen=True)
class Quotation:
    """Words of somebody else, as they were said, with whose they are."""

    text: Text
    who: Text
    tag: str = field(default="quotation", init=False)


@dataclass(frozen=True)
class Notice:
    """What a reader must know before anything else, with the reasons for it."""

    text: Text
    items: tuple[Text, ...] = ()
    tag: str = field(default="notice", init=False)


@dataclass(frozen=True)
class Folded:
    """What is there for whoever wants it: on a screen it opens under its heading, on paper it stands where it is, in
    small and without the heading: its paragraphs say themselves what they are.
    """

    heading: Text
    blocks: tuple[Paragraph, ...]
    tag: str = field(default="folded", init=False)


@dataclass(frozen=True)
class Section:
    """A part of a report under a heading of its own. Sections within it stand a level lower."""

    id: str
    heading: Text
    blocks: tuple[Block, ...]
    tag: str = field(default="section", init=False)

    def walk(self) -> Iterator[Section]:
        """The section and all within it."""
        yield self
        for block in self.blocks:
            if isinstance(block, Section):
                yield from block.walk()


Block = Paragraph | Bullets | Table | Figure | Quotation | Notice | Folded | Section


@dataclass(frozen=True)
class Report:
    """A whole report in one language.

    ``title`` names the page; ``kicker``, ``heading`` and ``lead`` open it; ``opening`` is what stands before them: in a letter,
    from whom to whom it is, over its subject line. ``audience`` is printed on every page. ``other``
    says, in the other language, that the report is there in it too, and ``other_file`` where, when it was written beside it.
    """

    kind: str
    language: str
    audience: str
    title: str
    kicker: Text
    heading: Text
    lead: Text
    for_whom: Text
    other: Text
    other_file: str
    notices: tuple[Notice, ...]
    independent: Text
    drafts: tuple[Text, ...]
    sections: tuple[Section, ...]
    page: Text
    date: datetime.date | None
    version: str
    opening: tuple[Block, ...] = ()

    def section(self, name: str) -> Section | None:
        """A section by its id, at any depth."""
        return next((found for top in self.sections for found in top.walk() if found.id == name), None)


def plain(text: Text) -> str:
    """The words alone."""
    return "".join("; " if run.kind == "break" else run.text for run in text)


_ADDRESS = re.compile(r"(?:https?://|mailto:)\S+|(?!\.)[\w .-]+", re.IGNORECASE)


def address(target: str) -> str:
    """Where a link leads: to a page, to somebody's mail, or to a file beside the report. Whatever else a file may name as
    a target leads nowhere, and is empty.
    """
    return target if _ADDRESS.fullmatch(target) else ""
