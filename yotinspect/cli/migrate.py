"""``yotinspect migrate``: carry cases to another version of the question set they were assessed with."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from yotinspect.catalogue import N_, Catalogue, catalogue
from yotinspect.cli.terminal import LANG, QUESTIONSETS, coloured, finding_lines, shown, style, width

if TYPE_CHECKING:
    from yotinspect.migrating import Migrated


@click.command("migrate", short_help="Carry cases to another version of their question set.")
@click.argument("cases", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="CASE...")
@click.option("--to", "target", required=True, metavar="VERSION", help="The version to carry them to, as 2.0.0; or a set, as fji@2.0.0, that theirs is a subset of.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print it.")  # fmt: skip
@LANG
@QUESTIONSETS
def command(
    cases: tuple[Path, ...], target: str, dry_run: bool, form: str, lang: str, folders: tuple[Path, ...]
) -> int:
    """Carry cases to another version of their question set.

    Answers that still mean the same stay as they are. What must be asked again is listed and left empty, what has no
    place any more is kept at the end of the file, and no judgement is changed. CASE is a case file, a folder of them, or
    the folder of an inspection.
    """
    from yotinspect.library import Library
    from yotinspect.migrating import migrate
    from yotinspect.workspace import case_files

    library, _ = Library(folders), catalogue(lang)
    results = []
    for path in case_files(cases):
        result = migrate(library, path, target, write=not dry_run)
        results.append(result)
        for finding in result.findings:
            click.echo(finding_lines(finding, coloured(sys.stderr), sys.stderr.isatty(), lang), err=True)
        if form == "text":
            _show(result, _)
    if not results:
        raise click.UsageError("There is no case file here.")
    if form == "json":
        click.echo(json.dumps({"schema": 1, "cases": [_record(result) for result in results]}, ensure_ascii=False, indent=1))  # fmt: skip
    written = sum(result.written for result in results)
    said = [_("Case files: {number}; carried over: {written}.", number=len(results), written=written)]
    if dry_run:
        said.append(_("Nothing was written."))
    click.echo(" ".join(said), err=True)
    return 1 if any(finding.severity == "error" for result in results for finding in result.findings) else 0


def _record(result: Migrated) -> dict[str, Any]:
    found = result.migration
    return {
        "file": result.file,
        "case": result.case,
        "from": result.old,
        "to": result.new,
        "written": result.written,
        "carried": list(found.carried) if found else [],
        "again": dict(found.again) if found else {},
        "kept": {**found.again, **found.homeless, **found.details} if found else {},
        "new": list(found.new) if found else [],
    }


def _show(result: Migrated, _: Catalogue) -> None:
    import textwrap

    found, colour = result.migration, coloured(sys.stdout)
    name = shown(result.case or result.file)
    if found is None:
        if not result.findings:
            click.echo(_("{case}: is of {set} already.", case=name, set=result.new))
        return
    click.echo(style(f"{name}: {result.old} → {result.new}", colour, bold=True))
    rows = (
        (N_("Carried over as they are: {what}."), [str(len(found.carried))]),
        (N_("To be asked again: {what}."), list(found.again)),
        (N_("Without a place now, kept in the file: {what}."), [*found.homeless, *found.details]),
        (N_("New questions on its route: {what}."), list(found.new)),
    )
    for sentence, names in rows:
        if names:
            text = _(sentence, what=", ".join(names))
            click.echo("\n".join(textwrap.wrap(text, width(), initial_indent="  ", subsequent_indent="    ")))
