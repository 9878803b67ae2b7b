"""What commands share when they print: safe text, colour, progress, and findings in every format."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click

from yotinspect.catalogue import LANGUAGES, N_, Catalogue, catalogue
from yotinspect.findings import SEVERITIES, Finding, Severity, in_language, worst
from yotinspect.visible import shown as shown

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from yotinspect.settings import Kind

_T = TypeVar("_T")
_F = TypeVar("_F", bound=Callable[..., Any])
_COLOURS = {"error": "red", "warning": "yellow", "info": "cyan"}
_SEVERITY = {"error": N_("error"), "warning": N_("warning"), "info": N_("info")}


def coloured(stream: IO[str]) -> bool:
    """Whether to colour what goes to a stream: NO_COLOR and FORCE_COLOR are honoured."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or stream.isatty()


def style(text: str, colour: bool, **how: object) -> str:
    """Text in a style where there is colour."""
    return click.style(text, **how) if colour else text  # type: ignore[arg-type]


def width(limit: int = 100) -> int:
    """Columns to write to: the terminal's, at most ``limit``; ``limit`` where there is no terminal."""
    return min(shutil.get_terminal_size((limit, 24)).columns, limit) if sys.stdout.isatty() else limit


def progress(items: Iterable[_T], total: int | None = None, *, streaming: bool = False) -> Iterator[_T]:
    """Pass items on; on a terminal, work over a second shows how far it is, unless its results are ``streaming`` there."""
    if streaming or not sys.stderr.isatty():
        yield from items
        return
    begun, bar, task = time.monotonic(), None, None
    try:
        for count, item in enumerate(items, 1):
            yield item
            if bar is None and time.monotonic() - begun > 1:
                bar, task = _bar(total)
            if bar is not None and task is not None:
                bar.update(task, completed=count)
    finally:
        if bar is not None:
            bar.stop()


def _bar(total: int | None) -> tuple[Progress, TaskID]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    bar = Progress(
        TextColumn("Files"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
        console=Console(stderr=True), transient=True, redirect_stdout=False, redirect_stderr=False,
    )  # fmt: skip
    bar.start()
    return bar, bar.add_task("", total=total)


def finding_lines(finding: Finding, colour: bool, on_terminal: bool, language: str = "en") -> str:
    """A finding as text: one line; on a terminal with its line, a caret and what to do."""
    finding = in_language(finding, language)
    place = f"{shown(finding.file)}:{finding.line}:{finding.column}"
    severity = style(catalogue(language)(_SEVERITY[finding.severity]), colour, fg=_COLOURS[finding.severity], bold=True)
    message, help = shown(finding.message), shown(finding.help)
    rule = style(f"[{finding.rule}]", colour, dim=True)
    if not on_terminal:
        return f"{place}: {severity}: {message} {help} {rule}"
    lines = [f"{style(place, colour, bold=True)}: {severity}: {message} {rule}"]
    if finding.excerpt.strip() and finding.column <= len(finding.excerpt) + 1:
        # A long line is shown around its column.
        room = width() - 6
        start = max(0, finding.column - 1 - room // 2) if finding.column > room else 0
        lines.append(f"    {shown(finding.excerpt[start : start + room])}")
        lines.append(f"    {' ' * (finding.column - 1 - start)}{style('^', colour, fg='green', bold=True)}")
    lines.append(f"    {help}")
    return "\n".join(lines)


def count_line(counts: dict[Severity, int], language: str = "en") -> str:
    """``2 errors, 1 warning``."""
    words = catalogue(language)
    parts = [_counted(words, severity, counts[severity]) for severity in SEVERITIES if counts.get(severity)]
    return ", ".join(parts) or words(N_("nothing to correct"))


def _counted(words: Catalogue, severity: Severity, number: int) -> str:
    if severity == "error":
        return words.many("{number} error", "{number} errors", number)
    if severity == "warning":
        return words.many("{number} warning", "{number} warnings", number)
    return words.many("{number} info", "{number} info", number)


def status(findings: Iterable[Finding], fail_on: str) -> int:
    """1 where a finding is at or above ``fail_on`` (error, warning or never)."""
    grave = worst(findings)
    if fail_on == "never" or grave is None:
        return 0
    return 1 if SEVERITIES.index(grave) <= SEVERITIES.index(fail_on) else 0


FAIL_ON = click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "never"]),
    default="error",
    show_default=True,
    help="Exit with status 1 at findings of this severity or worse.",
)


def _folders(kind: Kind, *, to_be: bool = False) -> Callable[..., tuple[Path, ...]]:
    """A callback: the folders given by option or environment, else those that the settings name."""

    def chosen(context: click.Context, parameter: click.Parameter, given: tuple[Path, ...]) -> tuple[Path, ...]:
        if given or context.resilient_parsing:
            return given
        from yotinspect.settings import BadSettingsError, settings

        try:
            return settings().folders(kind, to_be=to_be)
        except BadSettingsError as error:
            raise click.UsageError(shown(str(error))) from None

    return chosen


def _questionsets(*, to_be: bool) -> Callable[[_F], _F]:
    return click.option(
        "--questionsets",
        "folders",
        type=click.Path(exists=not to_be, file_okay=False, path_type=Path),
        multiple=True,
        envvar="YOTINSPECT_QUESTIONSETS",
        callback=_folders("questionsets", to_be=to_be),
        metavar="DIR",
        help="A folder with your own question sets and frameworks, looked into first. Repeatable.",
    )


QUESTIONSETS = _questionsets(to_be=False)
#: For what may make the folder.
QUESTIONSETS_TO_BE = _questionsets(to_be=True)
TEMPLATES = click.option(
    "--templates",
    "template_folders",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    multiple=True,
    envvar="YOTINSPECT_TEMPLATES",
    callback=_folders("templates"),
    metavar="DIR",
    help="A folder with your own templates, looked into first. Repeatable.",
)


def output(where: str) -> Callable[[_F], _F]:
    """The option ``-o`` of a command that writes a document."""
    return click.option("-o", "--output", "target", type=click.Path(path_type=Path), default=Path("-"), metavar="FILE",
                        help=f"{where}; - is standard output.  [default: -]")  # fmt: skip


def _language(context: click.Context, parameter: click.Parameter, given: str | None) -> str:
    """A callback: the language given by option or environment, else that of the settings, else English."""
    if given is not None or context.resilient_parsing:
        return given or "en"
    from yotinspect.settings import BadSettingsError, language

    try:
        return language() or "en"
    except BadSettingsError as error:
        raise click.UsageError(shown(str(error))) from None


LANG = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    callback=_language,
    envvar="YOTINSPECT_LANG",
    help="Language of what is printed: English, or Welsh (Cymraeg). Also YOTINSPECT_LANG.  [default: en]",
)
#: For a command that can write a document in both languages.
LANG_OR_BOTH = click.option(
    "--lang",
    type=click.Choice([*LANGUAGES, "both"]),
    callback=_language,
    envvar="YOTINSPECT_LANG",
    help="English, Welsh (Cymraeg), or both: two files that link to each other. Also YOTINSPECT_LANG.  [default: en]",
)
FORMATS = click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="FORMAT[:FILE]",
    help="text, json, github, sarif or junit; with a file, written there. Repeatable.  [default: text]",
)
