"""Answers without a terminal: what the options of ``assess`` and files of answers say, written into cases."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from yotinspect.catalogue import catalogue
from yotinspect.findings import Finding
from yotinspect.visible import shown

if TYPE_CHECKING:
    from yotinspect.desk.given import Given
    from yotinspect.library import Library

_F = TypeVar("_F", bound=Callable[..., Any])

#: Options that say one thing each, with the part of an answer that they give.
_PARTS = {"set_answers": "answer", "evidence": "evidence", "reason": "reasons", "note": "note"}

#: The options that give answers, as a command is passed them and as they are typed.
OPTIONS = {"set_answers": "--set", "evidence": "--evidence", "reason": "--reason", "note": "--note", "detail": "--detail",
           "answer_files": "--answers"}  # fmt: skip


def ANSWERING(command: _F) -> _F:
    """The options that give answers."""
    for option in reversed(
        (
            click.option("--set", "set_answers", multiple=True, metavar="QUESTION=ANSWER",
                         help="Answer a question of the case, as R-A1=yes; with nothing behind = the answer is taken away. Repeatable."),
            click.option("--evidence", multiple=True, metavar="QUESTION=TEXT", help="Give the evidence of an answer. Repeatable."),
            click.option("--reason", multiple=True, metavar="QUESTION=REASON",
                         help="Give a reason for a no; several with commas. Repeatable."),
            click.option("--note", multiple=True, metavar="QUESTION=TEXT", help="Add a note to an answer. Repeatable."),
            click.option("--detail", multiple=True, metavar="DETAIL=VALUE",
                         help="Fill in a detail of the case, or its date as assessed=2016-04-05. Repeatable."),
            click.option("--answers", "answer_files", multiple=True, type=click.Path(exists=True, dir_okay=False, allow_dash=True), metavar="FILE",
                         help="Take answers from a file: CSV, JSON Lines, or what could not be saved (.unsaved); - is standard input. Repeatable."),
        )
    ):  # fmt: skip
        command = option(command)
    return command


def answer(
    library: Library, paths: Sequence[Path], options: Mapping[str, Sequence[str]], lang: str
) -> tuple[list[Finding], bool]:
    """Write what options and files give into the cases; findings, and whether anything was written."""
    from yotinspect.desk.given import read_given
    from yotinspect.desk.taking import take_in

    _ = catalogue(lang)
    given = _from_options(options, lang)
    if given and len(paths) != 1:
        raise click.UsageError(_("Name one case file to answer it with --set or --detail."))
    findings: list[Finding] = []
    for name in options["answer_files"]:
        source = read_given(Path(name), _bytes(name, lang))
        given += source.given
        findings += source.findings
    # A file with faults is not taken in, but what is wrong with the rest of it is said as well.
    taken = take_in(library, paths, given, write=not findings)
    findings += taken.findings
    for path, others in taken.open.items():
        where = ", ".join(f"{other.host or '?'} ({other.login or other.process or '?'})" for other in others)
        click.echo(shown(_("{file} is also open elsewhere: {where}.", file=path, where=where)), err=True)
    said = _("Case files written: {number}.", number=len(taken.written)) if taken.written else _("Nothing was written.")
    click.echo(said, err=True)
    return findings, bool(taken.written)


def _bytes(name: str, lang: str) -> bytes:
    _ = catalogue(lang)
    if name == "-" and sys.stdin is None:
        raise click.UsageError(_("The standard input is closed: there is nothing to read from it."))
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        said = _("'{file}' cannot be read: {reason}.", file=name, reason=error.strerror)
        raise click.UsageError(shown(said)) from None


def _from_options(options: Mapping[str, Sequence[str]], lang: str) -> list[Given]:
    from yotinspect.desk.given import Given, listed, place_of

    parts: dict[tuple[str, ...], dict[str, Any]] = {}
    for option, part in _PARTS.items():
        for text in options[option]:
            name, value = _split(text, "QUESTION", lang)
            said = parts.setdefault(("answers", name), {})
            if part == "reasons":
                said[part] = [*said.get(part, ()), *listed(value)]
            else:
                _once(said, part, name, lang)
                said[part] = value
    for text in options["detail"]:
        name, value = _split(text, "DETAIL", lang)
        said = parts.setdefault(place_of(name), {})
        _once(said, "answer", name, lang)
        said["answer"] = value
    return [Given(where, said) for where, said in parts.items()]


def _split(text: str, what: str, lang: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not name.strip() or not equals:
        _ = catalogue(lang)
        raise click.UsageError(
            _("Write a question, = and its answer: R-A1=yes.")
            if what == "QUESTION"
            else _("Write a detail, = and its value: age=15.")
        )
    return name.strip(), value.strip()


def _once(said: Mapping[str, Any], part: str, name: str, lang: str) -> None:
    if part in said:
        raise click.UsageError(shown(catalogue(lang)("{name} is given twice.", name=name)))
