"""PDFs as they are read: pages, tags, and each piece of text with the language that is marked for it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pypdf


def pages(data: bytes) -> list[str]:
    """The text of each page."""
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def tags(data: bytes) -> list[str]:
    """The kinds of the parts that the text is tagged with, from beginning to end."""
    return [path[-1] for path, _, _ in _parts(pypdf.PdfReader(io.BytesIO(data))) if path[-1]]


def alternatives(data: bytes) -> list[str]:
    """What is said of each picture to those who do not see it."""
    found = [node.get("/Alt") for _, node, _ in _parts(pypdf.PdfReader(io.BytesIO(data)))]
    return [str(text) for text in found if text]


def pieces(data: bytes) -> list[tuple[str, str]]:
    """Each piece of text after its language: that of its own mark, else that of the part it is in."""
    reader, found = pypdf.PdfReader(io.BytesIO(data)), list[tuple[str, str]]()
    languages = _languages(reader)
    for page in reader.pages:
        assert page.indirect_reference is not None
        number, marks = page.indirect_reference.idnum, [""]

        def before(operator: bytes, operands: Any, cm: Any, tm: Any, marks: Any = marks, number: Any = number) -> None:
            if operator in (b"BDC", b"BMC"):
                given = operands[1] if len(operands) > 1 and hasattr(operands[1], "get") else {}
                part = languages.get((number, int(given["/MCID"])), "") if "/MCID" in given else marks[-1]
                marks.append(str(given.get("/Lang", part)))
            elif operator == b"EMC":
                marks.pop()

        def text(words: str, cm: Any, tm: Any, font: Any, size: Any, marks: Any = marks) -> None:
            if words.strip():
                found.append((marks[-1], " ".join(words.split())))

        page.extract_text(visitor_operand_before=before, visitor_text=text)
    return found


def _languages(reader: pypdf.PdfReader) -> dict[tuple[int, int], str]:
    """For each marked piece of a page the language of the innermost part around it that names one."""
    found = {}
    for _, node, (language, page) in _parts(reader):
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            if isinstance(kid, int):
                found[page, int(kid)] = language
        if node.get("/Type") == "/MCR":
            found[page, int(node["/MCID"])] = language
    return found


def _parts(reader: pypdf.PdfReader) -> Iterator[tuple[tuple[str, ...], Any, tuple[str, int]]]:
    """Every part of the structure: the kinds it stands in with its own, itself, its language and page."""
    root: Any = reader.trailer["/Root"]

    def walk(given: Any, path: tuple[str, ...], language: str, page: int) -> Iterator[Any]:
        node = given.get_object()
        if isinstance(node, list):
            for kid in node:
                yield from walk(kid, path, language, page)
        elif not isinstance(node, int):
            language = str(node.get("/Lang", language))
            page = node.raw_get("/Pg").idnum if "/Pg" in node else page
            path = (*path, str(node.get("/S", ""))[1:])
            yield path, node, (language, page)
            if "/K" in node:
                yield from walk(node["/K"], path, language, page)

    yield from walk(root["/StructTreeRoot"], (), str(root["/Lang"]), 0)
