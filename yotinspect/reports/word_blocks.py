"""How a report stands in a Word document, block by block."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable

from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Emu, Length, Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from yotinspect.reports.blocks import (
    Block,
    Bullets,
    Figure,
    Folded,
    Notice,
    Paragraph,
    Quotation,
    Report,
    Run,
    Section,
    Table,
    Text,
    plain,
)
from yotinspect.reports.columns import shares
from yotinspect.reports.pdf import NoTypstError, picture
from yotinspect.reports.word_styles import feet
from yotinspect.reports.word_table import put_table
from yotinspect.reports.word_text import Letters
from yotinspect.visible import on_one_line

_STYLES = {"soft": "Small Print", "basis": "Small Print", "decision": "Decision", "single": "Single Grade", "form": "Form Line"}  # fmt: skip
#: Sections deeper than this have headings of this level.
_DEEPEST = 4
#: As long as Word takes a property to be.
_PROPERTY = 255


class Writer:
    """Writes a report into an empty document."""

    def __init__(self, document: Document, report: Report) -> None:
        self.document, self.report, self.letters = document, report, Letters(document)
        page = document.sections[-1]
        edges = (page.left_margin or Mm(20)) + (page.right_margin or Mm(20))
        self.width = Length((page.page_width or Mm(210)) - edges)
        self.after_table = False

    def write(self) -> None:
        """All of it: properties, foot of the page, opening, parts."""
        self._properties()
        self._foot()
        report = self.report
        self._paragraph(report.for_whom, "Audience")
        other = tuple(Run(run.text, run.lang, "link", target=report.other_file) for run in report.other)
        self._paragraph(other, "Audience")
        for block in report.opening:
            self._block(block, 1, None)
        self._paragraph(report.kicker, "Subtitle")
        self._paragraph(report.heading, "Title")
        self._paragraph(report.lead, "Lead")
        for notice in report.notices:
            self._notice(notice)
        self._paragraph(report.independent, "Small Print")
        self._list(report.drafts)
        for block in report.sections:
            self._section(block, 1)
        if self.after_table:
            # A document ends with a paragraph.
            self._started("Small Print")

    def _properties(self) -> None:
        report, kept = self.report, self.document.core_properties
        kept.title, kept.author, kept.last_modified_by = (
            on_one_line(report.title)[:_PROPERTY],
            "yotinspect",
            "yotinspect",
        )
        kept.language, kept.comments, kept.revision = f"{report.language}-GB", "", 1
        # The day of the report, or none: a document has no date but yours.
        for name in ("dcterms:created", "dcterms:modified"):
            for found in kept._element.findall(qn(name)):
                kept._element.remove(found)
        if report.date is not None:
            kept.created = kept.modified = datetime.datetime.combine(report.date, datetime.time())

    def _foot(self) -> None:
        """For whom it is, which page of how many, and what the report is called; after whatever stands there already."""
        for foot in feet(self.document):
            there = foot.paragraphs[-1]
            line = foot.add_paragraph() if there.text or there._p.xpath(".//w:drawing") else there
            self.letters.style(line, "Footer").paragraph_format.tab_stops.add_tab_stop(
                self.width, WD_TAB_ALIGNMENT.RIGHT
            )
            self.letters.put(line, self.report.for_whom, "strong")
            line.add_run("\t")
            self.letters.numbered(line, self.report.page)
            self.letters.put(self.letters.style(foot.add_paragraph(), "Footer"), (Run(self.report.title),))

    # --- blocks -------------------------------------------------------------------------------------------------------

    def _started(self, style: str) -> WordParagraph:
        return self.letters.style(self.document.add_paragraph(), style)

    def _paragraph(self, text: Text, style: str) -> WordParagraph | None:
        if not text:
            return None
        made = self._started(style)
        if self.after_table and style in ("Normal", "Small Print", "List Bullet"):
            made.paragraph_format.space_before = Pt(8)
        self.after_table = False
        self.letters.put(made, text)
        return made

    def _list(self, items: Iterable[Text]) -> None:
        for item in items:
            self._paragraph(item, "List Bullet")

    def _block(self, block: Block, level: int, after: Block | None) -> None:
        if isinstance(block, Section):
            self._section(block, level)
        elif isinstance(block, Paragraph):
            made = self._paragraph(block.text, _STYLES.get(block.kind, "Normal"))
            if made is not None and isinstance(after, Table | Bullets | Figure):
                # What leads in to a table or a list stays with it.
                made.paragraph_format.keep_with_next = True
        elif isinstance(block, Bullets):
            self._bullets(block)
        elif isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Figure):
            self._figure(block)
        elif isinstance(block, Quotation):
            self._paragraph(block.text, "Quote")
            self._paragraph(block.who, "Quote Source")
        elif isinstance(block, Folded):
            for inner in block.blocks:
                self._paragraph(inner.text, "Small Print")
        else:
            self._notice(block)

    def _section(self, section: Section, level: int) -> None:
        made = self._paragraph(section.heading, f"Heading {min(level, _DEEPEST)}")
        if made is not None and not section.blocks:
            made.paragraph_format.keep_with_next = False
        for block, after in zip(section.blocks, (*section.blocks[1:], None), strict=False):
            self._block(block, level + 1, after)

    def _bullets(self, block: Bullets) -> None:
        if block.kind == "badges":
            self._paragraph(tuple(run for item in block.items for run in (*item, Run("    "))), "Normal")
        else:
            self._list(block.items)

    def _notice(self, notice: Notice) -> None:
        self._paragraph(notice.text, "Notice")
        self._list(notice.items)

    def _table(self, table: Table) -> None:
        if not shares(table):
            return
        # Two tables with nothing between them would be one.
        if not table.quiet or self.after_table:
            self._paragraph(table.caption, "Caption")
        put_table(self.document, self.letters, table, self.width)
        self.after_table = True

    def _figure(self, figure: Figure) -> None:
        image = _drawn(figure)
        if image is not None:
            made = self._started("Normal")
            made.paragraph_format.keep_with_next = True
            drawn = made.add_run().add_picture(io.BytesIO(image))
            if drawn.width > self.width:
                drawn.height, drawn.width = Emu(drawn.height * self.width // drawn.width), self.width
            drawn._inline.docPr.set("name", on_one_line(figure.id))
            drawn._inline.docPr.set("descr", on_one_line(plain(figure.alternative)))
            self.after_table = False
        caption = self._paragraph(figure.caption, "Small Print")
        if caption is not None:
            caption.paragraph_format.keep_with_next = True
        if figure.table is not None:
            self._table(figure.table)


def _drawn(figure: Figure) -> bytes | None:
    """A figure as a picture, where there is one and typst to draw it."""
    try:
        return picture(figure.print_svg) if figure.print_svg else None
    except NoTypstError:
        return None
