"""Tables as an XLSX workbook, the same bytes for the same tables."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterable, Mapping

#: What an XLSX file may not hold (and what no text of ours means to).
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
#: A workbook says when it was made; ours are made from what they hold, whenever that is.
_TIME = datetime.datetime(1980, 1, 1)
_WIDTHS = (14, 60)


def workbook(tables: Mapping[str, Iterable[Mapping[str, str]]]) -> bytes:
    """A workbook with a sheet for each table; its columns are the keys of the rows, in the order they first appear."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    styles = {
        True: (Font(bold=True), Alignment(vertical="top")),
        False: (Font(), Alignment(vertical="top", wrap_text=True)),
    }
    book = Workbook()
    del book["Sheet"]
    for title, table in tables.items():
        rows = list(table)
        columns = list(dict.fromkeys(key for row in rows for key in row))
        sheet = book.create_sheet(title)
        for number, values in enumerate([{key: key for key in columns}, *rows], 1):
            for position, key in enumerate(columns, 1):
                if text := _CONTROL.sub("", values.get(key, "")):
                    cell = sheet.cell(number, position, text)
                    # Text that begins with = is no formula.
                    cell.data_type = "s"
                    cell.font, cell.alignment = styles[number == 1]
        for position, key in enumerate(columns, 1):
            longest = max([len(key), *(len(row.get(key, "")) for row in rows)])
            sheet.column_dimensions[get_column_letter(position)].width = min(max(longest, _WIDTHS[0]), _WIDTHS[1])
        sheet.freeze_panes = "A2"
    made = io.BytesIO()
    book.save(made)
    return _timeless(made.getvalue())


def _timeless(data: bytes) -> bytes:
    """The same workbook with no word of when and where it was made and packed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in packed.namelist():
            held = packed.read(name)
            if name == "docProps/core.xml":
                held = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", f"{_TIME:%Y-%m-%dT%H:%M:%SZ}".encode(), held)
            entry = zipfile.ZipInfo(name, _TIME.timetuple()[:6])
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            archive.writestr(entry, held)
    return made.getvalue()
