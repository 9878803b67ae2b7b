"""Why a rating is what it is, as a page: the same tree of sentences that the terminal prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from yotinspect import __version__
from yotinspect.ratings.explain import Explained, explain
from yotinspect.ratings.names import Names
from yotinspect.ratings.words import status_sentence, word
from yotinspect.reports.blocks import Grade
from yotinspect.reports.provenance import drafts
from yotinspect.reports.render import fill
from yotinspect.reports.view import grade_of
from yotinspect.workspace import Rated


@dataclass(frozen=True)
class Section:
    """A node of the tree as a section: its heading at a level of HTML, its grade, and its sentences by what they are about."""

    level: int
    id: str
    heading: str
    grade: Grade | None
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ExplanationView:
    """What the page says."""

    yot: str
    inspection: str
    title: str
    language: str
    status: str
    status_sentence: str
    supposed: tuple[str, ...]
    drafts: tuple[str, ...]
    inspectorate: str
    sections: tuple[Section, ...]
    version: str


def explanation_page(
    rated: Rated, part: str | None, names: Names, language: str, folders: Sequence[Path] = ()
) -> bytes:
    """The page of a rated inspection, or of one part of it. Raises BadTemplateError where a template is at fault."""
    rating = rated.rating
    assert rating is not None
    sections = []
    for root in explain(rating, part, language):
        for depth, node in root.walk():
            sections.append(_section(rated, node, depth, language))
    view = ExplanationView(
        yot=rating.inspection.yot,
        inspection=rating.inspection.inspection,
        title=word(rating.framework.title, language),
        language=language,
        status=rating.status,
        status_sentence=status_sentence(rating.status, bool(rating.framework.levels), language),
        supposed=rated.suppositions,
        drafts=drafts(rating, language),
        inspectorate=names.inspectorate(rating.inspection, rating.framework, language),
        sections=tuple(sections),
        version=__version__,
    )
    return fill("explanation.html.j2", {"page": view}, "html", folders, language)


def _section(rated: Rated, node: Explained, depth: int, language: str) -> Section:
    assert rated.rating is not None
    grade = grade_of(rated.rating, node.level, language)
    # The overall and the domains stand at one level, standards below domains.
    level = min(2 + max(0, depth - 1), 4)
    return Section(level, node.id, node.heading, grade, tuple((line.kind, line.text) for line in node.lines))
