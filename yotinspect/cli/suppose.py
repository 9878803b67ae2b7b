"""What-if on the command line: which ratings and answers to suppose, and a word where one cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from yotinspect.catalogue import catalogue

if TYPE_CHECKING:
    from yotinspect.workspace import Rated, Suppose


def parsed(levels: tuple[str, ...], answers: tuple[str, ...], lang: str) -> Suppose | None:
    """What the options suppose; None where they are not given."""
    from yotinspect.workspace import Suppose

    if not levels and not answers:
        return None
    _ = catalogue(lang)
    standards: dict[str, str] = {}
    for part in (part.strip() for text in levels for part in text.split(",")):
        name, equals, level = part.partition("=")
        if not (name and equals and level):
            raise click.UsageError(_("Write --what-if as STANDARD=RATING: 2.2=good."))
        standards[name.strip()] = level.strip()
    given: dict[tuple[str, str], str] = {}
    for part in (part.strip() for text in answers for part in text.split(",")):
        where, equals, answer = part.partition("=")
        case, colon, question = where.rpartition(":")
        if not (case and colon and question and equals and answer):
            raise click.UsageError(_("Write --what-if-case as CASE:QUESTION=ANSWER: EX-017:R-A2=yes."))
        given[case.strip(), question.strip()] = answer.strip()
    return Suppose(standards, given)


def refuse_unused(suppose: Suppose, rated: Rated, lang: str) -> None:
    """A usage error where something that was to be supposed is not there."""
    _, rating = catalogue(lang), rated.rating
    assert rating is not None
    framework = rating.framework
    levels = [level.id for level in framework.levels]
    for name, level in suppose.standards.items():
        node = rating.standard(name)
        if node is None:
            names = ", ".join(one.id for _domain, one in rating.standards)
            raise click.UsageError(_("There is no standard '{name}' here. There are: {known}.", name=name, known=names))
        if level not in levels:
            known = ", ".join(levels) or "-"
            raise click.UsageError(_("There is no rating '{name}' here. There are: {known}.", name=level, known=known))
        found = rated.as_it_stands.standard(name) if rated.as_it_stands is not None else None
        if found is not None and found.declared:
            raise click.UsageError(_("{name} is declared not rated: nothing can be supposed of it.", name=name))
    for key in suppose.answers:
        if key not in rated.applied:
            raise click.UsageError(
                _(
                    "There is no first assessment of case '{case}' here that can be answered so: {question}.",
                    case=key[0],
                    question=key[1],
                )
            )
