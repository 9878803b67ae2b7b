"""``yotinspect questionset diff``: what changed between two versions, by meaning, and whether the step fits."""

from __future__ import annotations

import datetime
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yotinspect.cli.outputs import Outputs
from yotinspect.cli.terminal import FAIL_ON, FORMATS, QUESTIONSETS, coloured, shown, status, style, width

if TYPE_CHECKING:
    from yotinspect.exchange.differences import Pair


@click.command("diff")
@click.argument("targets", nargs=-1, metavar="[OLD NEW] | [FOLDER]")
@click.option(
    "--against",
    metavar="GITREF",
    help="Compare the sets of FOLDER (else of your own folders) with what they were at a commit or branch.",
)
@click.option(
    "--changelog",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the section of a changelog there; - is standard output, in place of the list.",
)
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="The date of that section.")
@click.option("--brief", is_flag=True, help="One line a change, without the old and the new words.")
@FORMATS
@FAIL_ON
@QUESTIONSETS
def command(
    targets: tuple[str, ...],
    against: str | None,
    changelog: Path | None,
    date: datetime.datetime | None,
    brief: bool,
    formats: tuple[str, ...],
    fail_on: str,
    folders: tuple[Path, ...],
) -> int:
    """Say what changed between OLD and NEW, by meaning and not by line: sets or frameworks by id@version, or folders.

    Each change is editorial, changes meaning, or breaks comparison; together they ask for a step of the version, and
    status 1 says that the step made is too small. With --against, every set of FOLDER is held against what it was at a
    commit: a published one must be what it was, a new version must have the number that fits.
    """
    from yotinspect.catalogue import catalogue
    from yotinspect.cli.files import write_document
    from yotinspect.exchange.changes import changelog as section
    from yotinspect.exchange.differences import CannotCompareError, between, since_commit
    from yotinspect.library import Library

    outputs = Outputs(formats, stream_json=True)
    library = Library(folders)
    try:
        if against is not None:
            if len(targets) > 1:
                raise click.UsageError("With --against, name one folder of sets at most.")
            named = [Path(target) for target in targets] or list(folders) or [Path("questionsets")]
            pairs = [pair for folder in named for pair in since_commit(folder, against, library)]
        elif len(targets) == 2:
            pairs = [between(library, *targets)]
        else:
            raise click.UsageError("Name an old and a new version, or a commit with --against.")
    except CannotCompareError as error:
        raise click.UsageError(str(error)) from None
    findings = [finding for pair in pairs for finding in pair.findings]
    if changelog is not None:
        words = catalogue("en")
        day = date.date().isoformat() if date else None
        text = "\n".join(section(pair.difference, words, day) for pair in pairs if pair.difference is not None)
        write_document(changelog, text.encode())
    if outputs.text and (changelog is None or str(changelog) != "-"):
        for pair in pairs:
            _show(pair, brief)
        if not pairs:
            click.echo("Nothing has changed.")
    if outputs.json is not None:
        from yotinspect.exchange.reporting import as_dict

        record = {
            "schema": 1,
            "differences": [pair.record() for pair in pairs],
            "findings": [as_dict(f) for f in findings],
        }
        outputs.json.write(json.dumps(record, ensure_ascii=False, indent=1) + "\n")
    outputs.add(findings)
    outputs.close()
    return status(findings, fail_on)


def _show(pair: Pair, brief: bool) -> None:
    import textwrap

    from yotinspect.exchange.changes import COMPARES, EFFECT_WORDS, gravest, grouped

    colour, room = coloured(sys.stdout), width()
    click.echo(style(pair.heading, colour, bold=True))
    found = pair.difference
    if found is None:
        for line in pair.lines:
            click.echo(f"  {shown(line)}")
        click.echo()
        return
    heading = None
    for kind, subject, changes in grouped(found):
        if kind != heading:
            click.echo(f"\n{style(kind, colour, underline=True)}")
            heading = kind
        top = gravest(changes)
        note = top.note.get("en", "")
        declared = ", declared" if top.declared else ""
        parts = ", ".join(dict.fromkeys(change.part for change in changes if change.part))
        head = f"  {subject}{f' ({parts})' if parts else ''}: {EFFECT_WORDS[top.effect]}{declared}."
        click.echo(
            "\n".join(
                textwrap.wrap(shown(f"{head} {note}".rstrip()), room, initial_indent="  ", subsequent_indent="    ")
            )
        )
        for change in () if brief else changes:
            for sign, text, hue in (("-", change.old, "red"), ("+", change.new, "green")):
                if text:
                    lines = textwrap.wrap(
                        shown(f"{sign} {' '.join(text.split())}"),
                        room,
                        initial_indent="      ",
                        subsequent_indent="        ",
                    )
                    click.echo("\n".join(style(line, colour, fg=hue) for line in lines))
    if not found.changes:
        click.echo("  Nothing that a reader could tell has changed.")
    counts = {effect: sum(1 for value in pair.compared.values() if value == effect) for effect in COMPARES}
    if found.changes:
        click.echo("\nHow answers to the questions of the old version compare:")
        for effect, words in COMPARES.items():
            click.echo(f"  {counts[effect]:>4}  {words}")
    click.echo()
