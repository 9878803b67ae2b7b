"""``yotinspect verify``: recompute a recorded rating and say what no longer agrees."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from yotinspect.catalogue import catalogue, say
from yotinspect.cli.outputs import Outputs
from yotinspect.cli.terminal import FAIL_ON, FORMATS, LANG, QUESTIONSETS, TEMPLATES, shown, status


@click.command("verify", short_help="Recompute a recorded rating and say what no longer agrees.")
@click.argument("record", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="RECORD")
@FORMATS
@LANG
@TEMPLATES
@FAIL_ON
@QUESTIONSETS
def command(
    record: Path,
    formats: tuple[str, ...],
    lang: str,
    template_folders: tuple[Path, ...],
    fail_on: str,
    folders: tuple[Path, ...],
) -> int:
    """Recompute a rating that 'yotinspect rate --record' wrote, from the files as they are now.

    RECORD is the file it wrote; inspections are looked for where they lay, seen from there. Says which files, question
    sets and frameworks are not those that were recorded, and what comes out otherwise.
    """
    from yotinspect.exchange.verify import BadRecordError, finding, read_record, verify
    from yotinspect.library import Library

    _ = catalogue(lang)
    outputs = Outputs(formats, language=lang)
    try:
        recorded = read_record(record)
    except BadRecordError:
        message = say("This is no record of a rating that can be read.")
        found = [finding("record-unreadable", str(record), message, say("Name the file that 'rate --record' wrote."))]
        outputs.add(found)
        outputs.close()
        return status(found, fail_on)
    found, agree, number = [], 0, 0
    for one in verify(record, recorded, Library(folders, languages=(lang,)), template_folders):
        number += 1
        found += one.findings
        agree += not any(row.severity == "error" for row in one.findings)
        outputs.add(one.findings)
        if outputs.text and one.same_result and one.findings:
            same = _("{inspection}: the rating comes out as it was recorded.", inspection=one.inspection)
            click.echo(shown(same), err=True)
    outputs.close()
    if outputs.text:
        click.echo(
            _("Inspections that agree with the record: {agree} of {number}.", agree=agree, number=number),
            file=sys.stdout,
        )
    return status(found, fail_on)
