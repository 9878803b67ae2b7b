"""Trees of reports for tests: made as the command makes them, and walked to their last word."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from yotinspect.library import Library
from yotinspect.ratings.node import Rating
from yotinspect.reports.blocks import Report, Run, Section, Table, Text, plain
from yotinspect.reports.material import Audience, Material
from yotinspect.reports.view import report_view
from yotinspect.workspace import rate_inspection


def material(
    path: Path, library: Library, language: str = "en", audience: Audience = "yot", previous: Rating | None = None
) -> Material:
    """What reports of an inspection are made from; the record's digest is made up."""
    rated = rate_inspection(path, library)
    assert rated.rating is not None, rated.findings
    view = report_view(
        rated.rating, framework_digest=rated.framework_digest, inspection_digest=rated.file.digest,
        record_digest="sha256:" + 64 * "0", names=library.names(), language=language,
        public=audience == "public",
    )  # fmt: skip
    return Material(rated.rating, view, audience, previous=previous, broken_down=rated.broken_down)


def runs(value: Any) -> Iterator[Run]:
    """Every run of a tree, wherever it stands."""
    if isinstance(value, Run):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from runs(getattr(value, field.name))
    elif isinstance(value, (tuple, list)):
        for inner in value:
            yield from runs(inner)


def words(value: Any) -> str:
    """Every word of a tree, texts parted by a line's end."""
    return "\n".join(plain(text) for text in texts(value))


def texts(value: Any) -> Iterator[Text]:
    """Every text of a tree, and its title."""
    if isinstance(value, Report):
        yield (Run(value.title),)
    if isinstance(value, tuple) and value and all(isinstance(inner, Run) for inner in value):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from texts(getattr(value, field.name))
    elif isinstance(value, (tuple, list)):
        for inner in value:
            yield from texts(inner)


def part(report: Report, name: str) -> Section:
    """A section that must be there."""
    found = report.section(name)
    assert found is not None, name
    return found


def tables(section: Section) -> list[Table]:
    """The tables that stand in a section itself."""
    return [block for block in section.blocks if isinstance(block, Table)]


def shape(value: Any) -> Any:
    """What a tree is made of without its words: kinds of blocks, ids of sections, rows and cells."""
    if isinstance(value, Report):
        return [shape(section) for section in value.sections]
    if isinstance(value, Section):
        return (value.id, [shape(block) for block in value.blocks])
    if isinstance(value, Table):
        return (value.kind, len(value.head), [(row.strong, len(row.cells)) for row in value.rows])
    return (value.tag, len(value.items) if hasattr(value, "items") else 1)
