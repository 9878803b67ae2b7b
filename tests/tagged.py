"""A tagged PDF as a reader aloud meets it: the tree of its parts, and on which pages each of them is."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pypdf


@dataclass(eq=False)
class Part:
    """An element of the tree. ``inside``: the kinds of those that hold it, outermost first; ``sheets``: its pages, from 0."""

    kind: str
    inside: tuple[str, ...]
    entry: Any
    sheets: set[int] = field(default_factory=set)
    #: The pieces of content that go by its language, as page and number.
    marks: set[tuple[int, int]] = field(default_factory=set)

    @property
    def language(self) -> str | None:
        """The language that it is marked with itself."""
        return str(self.entry["/Lang"]) if "/Lang" in self.entry else None

    def attribute(self, name: str) -> Any:
        """An attribute, as the scope of a heading of a table."""
        given = self.entry.get("/A")
        owners = given if isinstance(given, list) else [given]
        return next((owner.get_object()[name] for owner in owners if owner is not None and name in owner.get_object()), None)  # fmt: skip


class Tagged:
    """A tagged PDF."""

    def __init__(self, data: bytes) -> None:
        self.reader = pypdf.PdfReader(io.BytesIO(data))
        self.root: Any = self.reader.trailer["/Root"]

    @cached_property
    def text(self) -> list[str]:
        """What stands on each page."""
        return [page.extract_text() for page in self.reader.pages]

    @cached_property
    def parts(self) -> list[Part]:
        """All parts, in the order in which they are read."""
        sheets = {page.indirect_reference.idnum: n for n, page in enumerate(self.reader.pages)}  # type: ignore[union-attr]
        roles = self.root["/StructTreeRoot"].get("/RoleMap", {})
        found: list[Part] = []

        def walk(entry: Any, open_parts: list[Part], page: int | None) -> None:
            entry = entry.get_object() if hasattr(entry, "get_object") else entry
            if isinstance(entry, int) or entry.get("/Type") in ("/MCR", "/OBJR"):
                here = page if isinstance(entry, int) or "/Pg" not in entry else entry.raw_get("/Pg").idnum
                if here is not None:
                    for part in open_parts:
                        part.sheets.add(sheets[here])
                    if open_parts and (isinstance(entry, int) or "/MCID" in entry):
                        number = entry if isinstance(entry, int) else int(entry["/MCID"])
                        # A language goes down to whatever is in a part and has none of its own.
                        marked = [part for part in open_parts if part.language] or open_parts
                        marked[-1].marks.add((sheets[here], number))
                return
            here = entry.raw_get("/Pg").idnum if "/Pg" in entry else page
            inner = open_parts
            if "/S" in entry:
                kind = str(roles.get(entry["/S"], entry["/S"]))[1:]
                part = Part(kind, tuple(one.kind for one in open_parts), entry)
                found.append(part)
                inner = [*open_parts, part]
            for kid in _kids(entry):
                walk(kid, inner, here)

        walk(self.root["/StructTreeRoot"], [], None)
        return found

    def of(self, *kinds: str) -> Iterator[Part]:
        """The parts of these kinds."""
        return (part for part in self.parts if part.kind in kinds)

    def within(self, part: Part) -> Iterator[Part]:
        """The parts in a part."""
        after = itertools.islice(self.parts, self.parts.index(part) + 1, None)
        return itertools.takewhile(lambda one: len(one.inside) > len(part.inside), after)

    def cut(self, *kinds: str) -> list[tuple[str, list[int]]]:
        """The parts of these kinds that go on from one page to the next, without heads of tables, which stand on each."""
        return [
            (part.kind, sorted(part.sheets))
            for part in self.of(*kinds)
            if len(part.sheets) > 1 and (part.kind != "TR" or "TD" in {one.kind for one in self.within(part)})
        ]


def _kids(entry: Any) -> list[Any]:
    kids = entry.get("/K")
    kids = kids.get_object() if hasattr(kids, "get_object") else kids
    return [] if kids is None else kids if isinstance(kids, list) else [kids]
