"""Documents as PDF, by typst: tagged, with language, outline and alternative texts (PDF/UA-1), the same bytes each time."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, is_dataclass
from html import escape
from pathlib import Path
from types import ModuleType
from typing import Any

from yotinspect.catalogue import say
from yotinspect.library import shipped
from yotinspect.reports.blocks import Figure, Grade, Report, Run, Table, address
from yotinspect.reports.columns import shares, to_fill_in
from yotinspect.reports.pictures.colours import on
from yotinspect.reports.render import BadTemplateError
from yotinspect.visible import code_of, on_one_line

#: Where a view holds drawings, in which a sign stands as it does in XML.
_DRAWINGS = ("print_svg", "sheets")


class NoTypstError(Exception):
    """The package typst, of the extra ``pdf``, is not installed; what to do about it is a sentence of the catalogue."""

    def __init__(self) -> None:
        super().__init__(say("A PDF needs one more package: pip install 'yotinspect[pdf]'"))


def compiled(view: Any, document: str, folders: Sequence[Path] = ()) -> bytes:
    """A view laid out by ``DOCUMENT.typ``. Raises NoTypstError, and BadTemplateError where a template is at fault.

    What the view says goes in as JSON and is only ever text there: nothing from a file is read as markup. Templates
    are held in memory and see no other file; fonts are typst's own, so that every machine makes the same document.
    """
    return _laid_out(asdict(view), [f"{document}.typ"], folders)


def compiled_report(report: Report, folders: Sequence[Path] = ()) -> bytes:
    """A report by the template of its kind where there is one (``letter.typ``), else by ``report.typ``: the user's first.

    Raises as ``compiled`` does. To what the report says each table adds ``columns``, the share of the width that each
    has, and to its rows ``blank``, which cells are to be written in; each grade adds ``on``, the colour of words that can
    be read on its own.
    """
    return _laid_out(_plain(report), [f"{report.kind}.typ", "report.typ"], folders)


def picture(svg: str, pixels_an_inch: float = 192) -> bytes:
    """A drawing as PNG, in its own size. Raises NoTypstError."""
    source = '#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.view), format: "svg")'
    return _compile({"main.typ": source.encode()}, svg, format="png", ppi=pixels_an_inch)


def _plain(value: Any) -> Any:
    """A report as plain data; what would steer a document is shown in it."""
    if isinstance(value, str):
        return on_one_line(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if not is_dataclass(value):
        return value
    found = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Table):
        found["columns"] = shares(value)
        for row, said in zip(value.rows, found["rows"], strict=True):
            said["blank"] = [to_fill_in(value, cell) for cell in row.cells]
    elif isinstance(value, Grade):
        found["on"] = on(value.colour)
    elif isinstance(value, Run | Report):
        name = "target" if isinstance(value, Run) else "other_file"
        found[name] = address(found[name])
    elif isinstance(value, Figure):
        # The one for a page takes its colours from the page.
        found |= {"svg": "", "print_svg": value.print_svg}
    return found


def _laid_out(data: Any, names: Sequence[str], folders: Sequence[Path]) -> bytes:
    """Data through the first template that there is."""
    files: dict[str, bytes] = {}
    for folder in reversed((*folders, shipped("templates"))):
        files |= {path.name: path.read_bytes() for path in sorted(folder.glob("*.typ"))}
    for name, template in files.items():
        try:
            template.decode()
        except UnicodeDecodeError as error:
            raise BadTemplateError(f"{name}: {type(error).__name__}") from None
    name = next(name for name in names if name in files)
    return _readable(data, {"main.typ": files[name], **files}, name)


def _readable(data: Any, files: Mapping[str, bytes], name: str) -> bytes:
    """The document, in which a character that no font of typst's has is shown by its number.

    Which those are typst says when it is asked for a document that everybody can read.
    """
    typst, numbers = _typst(), dict[int, str]()
    while True:
        try:
            return _compile(files, json.dumps(_numbered(data, numbers), ensure_ascii=False, default=str))
        except typst.TypstError as error:
            more = {ord(char) for char in _without_font(error.diagnostic) if not char.isascii()} - set(numbers)
            if not more:
                raise BadTemplateError(f"{_place(error.diagnostic, name)}: {error.message}") from None
            numbers |= {number: code_of(_pictured(number)) for number in more}


def _pictured(number: int) -> str:
    """A character; of the picture of a control character that one."""
    return chr(number - 0x2400 if 0x2400 <= number < 0x2420 else number)


def _numbered(data: Any, numbers: Mapping[int, str]) -> Any:
    if not numbers:
        return data
    if isinstance(data, str):
        return data.translate(numbers)
    if isinstance(data, list | tuple):
        return [_numbered(one, numbers) for one in data]
    if isinstance(data, dict):
        inside = {number: escape(sign, quote=False) for number, sign in numbers.items()}
        return {name: _numbered(one, inside if name in _DRAWINGS else numbers) for name, one in data.items()}
    return data


def _without_font(diagnostic: str) -> str:
    """The characters that typst could not draw, out of what it says about each (in the notation of Rust)."""
    found = re.findall(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed', diagnostic)
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda match: chr(int(match[1], 16)), "".join(found))


def _compile(files: Mapping[str, bytes], view: str, **how: Any) -> bytes:
    # The type that the package declares leaves out what it takes as well: files in memory, by name.
    given: Any = dict(files)
    wanted = how or {"format": "pdf", "pdf_standards": ["ua-1"]}
    made = _typst().compile(given, ignore_system_fonts=True, sys_inputs={"view": view}, **wanted)
    assert isinstance(made, bytes)
    return made


def _typst() -> ModuleType:
    try:
        import typst
    except ImportError:
        raise NoTypstError from None
    return typst


def _place(diagnostic: str, name: str) -> str:
    """File and line of a fault, where typst tells them."""
    found = re.search(r"([\w.-]+\.typ):(\d+)", diagnostic)
    return name if found is None else f"{found[1].replace('main.typ', name)}:{found[2]}"
