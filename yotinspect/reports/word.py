"""Reports as Word documents, made to be edited: real styles, tables and fields, each passage in its language."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

from yotinspect.catalogue import say
from yotinspect.reports.blocks import Report


class NoWordError(Exception):
    """The package python-docx, of the extra ``word``, is not installed; what to do about it is a sentence of the catalogue."""

    def __init__(self) -> None:
        super().__init__(say("A Word document needs one more package: pip install 'yotinspect[word]'"))


def word_document(report: Report, folders: Sequence[Path] = ()) -> bytes:
    """A report as a DOCX, the same bytes each time; figures are drawn where the package typst is there as well.

    A document of the user's own named after the kind (``letter.docx``), else ``report.docx``, gives its paper, its styles
    and what stands at the head and foot of its pages; its text is left out. Raises NoWordError, and BadTemplateError where
    that document is none or lacks a style.
    """
    try:
        import docx as _docx  # noqa: F401
    except ImportError:
        raise NoWordError from None
    from yotinspect.reports.word_blocks import Writer
    from yotinspect.reports.word_styles import own, prepared

    base = _base([f"{report.kind}.docx", "report.docx"], folders)
    document = prepared(report.language) if base is None else own(base, report.language)
    Writer(document, report).write()
    made = io.BytesIO()
    document.save(made)
    return _timeless(made.getvalue())


def _base(names: Sequence[str], folders: Sequence[Path]) -> Path | None:
    return next((folder / name for name in names for folder in folders if (folder / name).is_file()), None)


def _timeless(data: bytes) -> bytes:
    """The same archive with no word of when and where it was packed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in packed.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            archive.writestr(entry, packed.read(name))
    return made.getvalue()
