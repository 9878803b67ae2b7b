"""What of an inspection a report for the public may print as it was typed, each text with its place in the file; and which of
its words no report has a place for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from yotinspect.catalogue import say, side_by_side
from yotinspect.ratings.framework import Framework
from yotinspect.ratings.inspection import Inspection, Source
from yotinspect.ratings.judged import judged_parts
from yotinspect.ratings.prose import Letter
from yotinspect.yamlfile import YamlFile


class PublicText(NamedTuple):
    """A text, and where it stands; a ``label`` names somebody or something, ``key`` says that it is a key and no value, and
    ``id`` that it is made up of words without capitals.
    """

    path: tuple[str | int, ...]
    text: str
    label: bool = False
    key: bool = False
    id: bool = False


def public_texts(given: Inspection, root: Any) -> Iterator[PublicText]:
    """Every such text, in the order of the model; ``root`` is the tree that the inspection was read from."""
    for found in _everything(given, root):
        if found.text is not None and found.text.strip():
            yield found


def _everything(given: Inspection, root: Any) -> Iterator[PublicText]:
    # Only what is there has a text: the one caller leaves out the rest.
    text: Any = PublicText
    yield text(("inspection",), given.inspection, label=True, id=True)
    # Their words are trusted as names; a number or the reference of a case is no name.
    yield text(("yot",), given.yot, label=True)
    for name in given.caseload:
        yield text(("caseload", name), name, label=True, key=True)
    for name, part in given.partners.items():
        yield text(("partners", name, "inspectorate"), part.inspectorate, label=True)
        for standard, what in part.contributes.items():
            yield text(("partners", name, "contributes", standard), what)
    for name, judgement in given.judgements.items():
        at: tuple[str | int, ...] = ("judgements", name)
        yield text((*at, "rationale"), judgement.rationale)
        yield from _sources(judgement.sources, (*at, "sources"), root)
        for question, found in judgement.findings.items():
            yield text((*at, "findings", question, "finding"), found.finding)
            yield from _sources(found.sources, (*at, "findings", question, "sources"), root)
        for partner, view in judgement.partners.items():
            yield text((*at, "partners", partner, "rationale"), view.rationale)
    for name, reason in given.not_rated.items():
        yield text(("not_rated", name), reason)
    for name, decision in given.discretion.items():
        yield text(("discretion", name, "rationale"), decision.rationale)
        yield text(("discretion", name, "exception"), decision.exception)
    yield text(("published",), given.published)
    yield text(("source",), given.source)
    yield from _letter(given.letter or Letter())
    for name, said in given.commentary.items():
        yield text(("commentary", name, "text"), said.text)
        for field, lines in (("strengths", said.strengths), ("improve", said.improve)):
            yield from _lines(("commentary", name, field), lines)
    for n, wanted in enumerate(given.recommendations):
        at = ("recommendations", n)
        yield text((*at, "id"), wanted.id, label=True, id=True)
        yield text((*at, "text"), wanted.text)
        yield text((*at, "owner"), wanted.owner, label=True)
    for name, followed in given.followed_up.items():
        yield text(("followed_up", name), name, label=True, key=True, id=True)
        yield text(("followed_up", name, "text"), followed.text)
        yield text(("followed_up", name, "note"), followed.note)
    for n, quotation in enumerate(given.publication.quotations):
        yield text(("publication", "quotations", n, "text"), quotation.text)
        yield text(("publication", "quotations", n, "who"), quotation.who, label=True)


def _letter(letter: Letter) -> Iterator[PublicText]:
    text: Any = PublicText
    yield from _lines(("letter", "to"), letter.to, label=True)
    yield from _lines(("letter", "copy_to"), letter.copy_to, label=True)
    yield text(("letter", "from"), letter.sender, label=True)
    yield text(("letter", "context"), letter.context)
    yield text(("letter", "reoffending"), letter.reoffending)
    yield text(("letter", "summary"), letter.summary)


def _lines(at: tuple[str | int, ...], lines: Iterable[str], *, label: bool = False) -> Iterator[PublicText]:
    return (PublicText((*at, n), line, label) for n, line in enumerate(lines))


def _sources(sources: Iterable[Source], at: tuple[str | int, ...], root: Any) -> Iterator[PublicText]:
    for n, source in enumerate(sources):
        path = (*at, n)
        # A source may be a text alone.
        yield PublicText(path if isinstance(_node(root, path), str) else (*path, "what"), source.what)


def _node(root: Any, path: tuple[str | int, ...]) -> Any:
    node = root
    for step in path:
        try:
            node = node[step]
        except (IndexError, KeyError, TypeError):
            return None
    return node


def named_standards(file: YamlFile, given: Inspection, framework: Framework) -> None:
    """Note words for reports that are said of no standard, area or theme of the framework: no report has a place for them."""
    known = [*framework.standards(), *(name for name in judged_parts(framework) if name not in framework.standards())]
    named: list[tuple[tuple[str | int, ...], str]] = [(("commentary", name), name) for name in given.commentary]
    named += [(("recommendations", n, "standard"), wanted.standard)
              for n, wanted in enumerate(given.recommendations) if wanted.standard is not None]  # fmt: skip
    named += [(("publication", "quotations", n, "standard"), quotation.standard)
              for n, quotation in enumerate(given.publication.quotations) if quotation.standard is not None]  # fmt: skip
    for path, name in named:
        if name not in known:
            listed = say("Standards are: {standards}.", standards=", ".join(known))
            file.add("publication-standard", path, say("{place} has no such standard.", place=framework.place),
                     side_by_side(file.suggest(name, known), listed), key=path[0] == "commentary")  # fmt: skip
