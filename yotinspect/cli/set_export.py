"""``yotinspect questionset export``: a question set as a form of the tools that collect data in the field."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from yotinspect.cli.files import write_document
from yotinspect.cli.terminal import QUESTIONSETS, output


@click.command("export", short_help="Write a set as a form for tablets.")
@click.argument("name", metavar="ID[@VERSION]")
@click.option("--format", "form", type=click.Choice(["xlsform"]), default="xlsform", show_default=True, help="An XLSForm, for ODK and KoboToolbox.")  # fmt: skip
@output("Where to: an .xlsx file")
@QUESTIONSETS
def command(name: str, form: str, target: Path, folders: tuple[Path, ...]) -> int:
    """Write a question set as a form for tablets, which is filled in without a connection.

    It has every language of the set, hints and guidance, asks the questions that apply and no others, and refuses what
    cannot be. 'yotinspect import --from odk' makes case files of what comes back.
    """
    from yotinspect.cli.publish import found_set
    from yotinspect.exchange.forms.workbook import workbook
    from yotinspect.exchange.forms.xlsform import form_of
    from yotinspect.library import Library

    if str(target) == "-" and sys.stdout.isatty():
        raise click.UsageError("A workbook is not for a terminal. Name a file with -o.")
    questions = found_set(Library(folders), name)
    write_document(target, workbook(form_of(questions).tables()))
    return 0
