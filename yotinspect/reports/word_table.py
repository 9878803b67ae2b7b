"""How a table stands in a Word document: its head on every page, no row over two, room to write where a cell is blank."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm
from docx.table import Table as WordTable
from docx.table import _Cell, _Row

from yotinspect.reports.blocks import Row, Table, Text, plain
from yotinspect.reports.columns import shares, to_fill_in
from yotinspect.reports.word_styles import GRID, TABLE, WASH
from yotinspect.reports.word_text import Letters
from yotinspect.visible import on_one_line

#: The least height of a row in which something is to be written.
ROOM = Mm(9)
_EDGE = {"val": "single", "sz": "4", "space": "0", "color": "9AA4AD"}


def put_table(document: Document, letters: Letters, table: Table, width: Length) -> None:
    """A table at the end of a document, as wide as is said."""
    widths = [Length(int(share * width)) for share in shares(table)]
    made = document.add_table(len(table.rows) + bool(table.head), len(widths))
    made._tbl.tblStyle_val = letters.styles[GRID if table.kind == "scale" else TABLE]
    made.autofit = False
    _described(made, on_one_line(plain(table.caption)), bool(table.head))
    for column, wide in zip(made.columns, widths, strict=True):
        column.width = wide
    lines = list(made.rows)
    if table.head:
        head = lines.pop(0)
        _flag(head, "w:tblHeader")
        _put_row(letters, head, table.head, widths, "Table Head", table.kind)
    for line, row in zip(lines, table.rows, strict=True):
        named = table.kind == "profile" or not table.head or row.strong
        texts = [() if to_fill_in(table, text) else text for text in row.cells]
        _put_row(letters, line, texts, widths, "Table Text", table.kind, named=named)
        _finish(line, row, table)


def _put_row(
    letters: Letters,
    line: _Row,
    texts: Sequence[Text],
    widths: Sequence[Length],
    style: str,
    kind: str,
    named: bool = False,
) -> None:
    """The cells of a row. ``named``: its first cell stands out as its head."""
    _flag(line, "w:cantSplit")
    for n, (cell, width) in enumerate(zip(line.cells, widths, strict=True)):
        text = texts[n] if n < len(texts) else ()
        cell.width = width
        paragraph = letters.style(cell.paragraphs[0], style)
        if kind == "scale":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        letters.put(paragraph, text, "strong" if named and n == 0 and kind != "scale" else "")


def _finish(line: _Row, row: Row, table: Table) -> None:
    """Room to write where a cell is blank; and what decides has another ground, as well as stronger letters."""
    for cell, text in zip(line.cells, row.cells, strict=False):
        if to_fill_in(table, text):
            _edge(cell)
            line.height_rule, line.height = WD_ROW_HEIGHT_RULE.AT_LEAST, ROOM
        if row.strong or (table.kind == "scale" and any(run.kind == "strong" for run in text)):
            cell._tc.get_or_add_tcPr().append(_element("w:shd", {"val": "clear", "color": "auto", "fill": WASH[1:]}))


def _described(table: WordTable, caption: str, head: bool) -> None:
    """What a screen reader says of a table, and which of its cells are heads."""
    properties = table._tbl.tblPr
    look: Any = properties.find(qn("w:tblLook"))
    look.attrib.clear()
    for name, value in (("firstRow", head), ("lastRow", False), ("firstColumn", True), ("lastColumn", False), ("noHBand", True), ("noVBand", True)):  # fmt: skip
        look.set(qn(f"w:{name}"), str(int(value)))
    properties.append(_element("w:tblCaption", {"val": caption}))


def _flag(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _edge(cell: _Cell) -> None:
    """A light edge round a cell that is there to be filled in."""
    edges = OxmlElement("w:tcBorders")
    for side in ("top", "left", "bottom", "right"):
        edges.append(_element(f"w:{side}", _EDGE))
    cell._tc.get_or_add_tcPr().append(edges)


def _element(name: str, values: dict[str, str]) -> Any:
    made = OxmlElement(name)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made
