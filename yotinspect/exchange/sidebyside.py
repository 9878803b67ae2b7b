"""A translation side by side with its English, as a table that a translator fills in and sends back: CSV or XLSX."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from yotinspect.questions.translation import Path, Unit, fingerprint
from yotinspect.tables import parted

COLUMNS = ("where", "state", "english", "translation", "mark", "note")
#: What a spreadsheet would take for a formula gets an apostrophe before it, which is taken off again.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: Before a mark, so that no spreadsheet takes its digits for a number.
_MARK = "en-"


class BadTableError(Exception):
    """A table cannot be read back; the message says where and what to do."""


@dataclass(frozen=True)
class Row:
    """A text as it comes back: where it stands, the mark of the English it was made from, and the translation."""

    where: str
    mark: str
    translation: str
    line: int


@dataclass
class Table:
    """What came back, and which rows were left empty."""

    rows: list[Row] = field(default_factory=list)
    empty: int = 0


def dotted(path: Path) -> str:
    """Where a text stands, as the table names it: ``questions.R-A1.guidance.yes``."""
    return ".".join(path)


def _cells(units: Iterable[Unit]) -> Iterator[tuple[str, ...]]:
    for unit in units:
        english = " ".join((unit.english or "").split())
        yield (
            dotted(unit.path),
            unit.state,
            english,
            " ".join((unit.translation or "").split()),
            f"{_MARK}{fingerprint(english)}" if english else "",
            "",
        )


def to_csv(units: Iterable[Unit]) -> bytes:
    """UTF-8 with a byte order mark, which spreadsheets need to see Welsh letters, and with CRLF line ends."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_safe(cell) for cell in cells] for cells in _cells(units))
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith((*_FORMULA, "'")) else cell


def _unsafe(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith((*_FORMULA, "'")) else cell


def to_xlsx(units: Iterable[Unit], language: str) -> bytes:
    """A workbook with one sheet: the two languages beside each other, the translation's column open to write in."""
    import datetime

    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill, Protection
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet: Any = book.active
    sheet.title = f"en-{language}"
    sheet.append(list(COLUMNS))
    wrapped = Alignment(wrap_text=True, vertical="top")
    due = PatternFill("solid", fgColor="FFF2CC")
    for line, cells in enumerate(_cells(units), 2):
        for n, text in enumerate(cells, 1):
            cell = sheet.cell(line, n)
            # As text whatever it begins with: nothing in it is a formula.
            cell.value, cell.data_type = text, "s"
            cell.alignment = wrapped
            cell.protection = Protection(locked=n not in (4, 6))
            if n == 4 and cells[1] != "done":
                cell.fill = due
    for n, wide in enumerate((34, 11, 70, 70, 11, 30), 1):
        sheet.column_dimensions[get_column_letter(n)].width = wide
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "D2"
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False
    book.properties.creator = "yotinspect"
    # A workbook has a date; a fixed one, so that the same texts give the same content.
    book.properties.created = book.properties.modified = datetime.datetime(2000, 1, 1)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read_table(data: bytes, name: str) -> Table:
    """The table as it came back, by the ending of its name; raises BadTableError where it is none of ours."""
    rows, first = (_xlsx_rows(data), 1) if name.lower().endswith(".xlsx") else _csv_rows(data)
    heading = next(rows, None)
    if heading is None:
        raise BadTableError(f"{name} is empty.")
    columns = {str(cell or "").strip().casefold(): n for n, cell in enumerate(heading)}
    missing = [column for column in ("where", "translation") if column not in columns]
    if missing:
        raise BadTableError(
            f"{name}:{first}: there is no column '{missing[0]}'. Keep the first line as it was exported."
        )
    table = Table()
    for line, cells in enumerate(rows, first + 1):
        where, said, english, mark = (
            _cell(cells, columns.get(column)) for column in ("where", "translation", "english", "mark")
        )
        if not where:
            continue
        if not said:
            table.empty += 1
            continue
        made_from = mark.removeprefix(_MARK) if mark else fingerprint(english)
        table.rows.append(Row(where, made_from, said, line))
    return table


def _cell(cells: list[Any], n: int | None) -> str:
    value = cells[n] if n is not None and n < len(cells) else None
    if value is None:
        return ""
    # What cannot be seen, or turns the direction of what can, has no place in a text.
    seen = "".join(char if char.isprintable() else " " for char in str(value))
    return " ".join(_unsafe(seen.strip()).split())


def _csv_rows(data: bytes) -> tuple[Iterator[list[Any]], int]:
    """The rows of a table, and the line at which its heading stands."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadTableError("The table is not UTF-8 text. Save it as 'CSV UTF-8'.") from None
    # Where a comma is the decimal point, spreadsheets part cells by semicolons.
    delimiter, start = parted(text)
    return _parsed(text[start:], delimiter), text.count("\n", 0, start) + 1


def _parsed(text: str, delimiter: str) -> Iterator[list[Any]]:
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise BadTableError(f"The table cannot be read: {error}. Save it again as 'CSV UTF-8'.") from None


def _xlsx_rows(data: bytes) -> Iterator[list[Any]]:
    import zipfile

    from openpyxl import load_workbook

    try:
        sheet: Any = load_workbook(io.BytesIO(data), read_only=True, data_only=True).worksheets[0]
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, IndexError):
        raise BadTableError("The file is no workbook. Save it as .xlsx.") from None
    for row in sheet.iter_rows(values_only=True):
        yield list(row)
