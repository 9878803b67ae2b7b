"""Documents as PDF, by typst: tagged, with language, outline and alternative texts (PDF/UA-1), the same bytes each time."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from yotinspect.library import shipped
from yotinspect.reports.render import BadTemplateError


class NoTypstError(Exception):
    """The package typst, of the extra ``pdf``, is not installed."""


def compiled(view: Any, document: str, folders: Sequence[Path] = ()) -> bytes:
    """A view laid out by ``DOCUMENT.typ``. Raises NoTypstError, and BadTemplateError where a template is at fault.

    What the view says goes in as JSON and is only ever text there: nothing from a file is read as markup. Templates
    are held in memory and see no other file; fonts are typst's own, so that every machine makes the same document.
    """
    try:
        import typst
    except ImportError:
        raise NoTypstError from None
    files: dict[str, bytes] = {}
    for folder in reversed((*folders, shipped("templates"))):
        files |= {path.name: path.read_bytes() for path in sorted(folder.glob("*.typ"))}
    name = f"{document}.typ"
    # The type that the package declares leaves out what it takes as well: files in memory, by name.
    typst_files: Any = {"main.typ": files[name], **files}
    try:
        made = typst.compile(
            typst_files,
            format="pdf",
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
            sys_inputs={"view": json.dumps(asdict(view), ensure_ascii=False, default=str)},
        )
    except typst.TypstError as error:
        raise BadTemplateError(f"{_place(error.diagnostic, name)}: {error.message}") from None
    assert isinstance(made, bytes)
    return made


def _place(diagnostic: str, name: str) -> str:
    """File and line of a fault, where typst tells them."""
    found = re.search(r"([\w.-]+\.typ):(\d+)", diagnostic)
    return name if found is None else f"{found[1].replace('main.typ', name)}:{found[2]}"
