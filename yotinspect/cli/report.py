"""``yotinspect report``: write the report of an inspection."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import Literal

import click

from yotinspect.catalogue import catalogue, say, side_by_side
from yotinspect.cli.files import write_document
from yotinspect.cli.terminal import FAIL_ON, LANG, QUESTIONSETS, TEMPLATES, coloured, finding_lines, output, status


@click.command("report", short_help="Write the report of an inspection.")
@click.argument("inspection", type=click.Path(exists=True, path_type=Path), metavar="INSPECTION")
@click.option("--kind", type=click.Choice(["graded"]), default="graded", show_default=True, help="Which report.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "md"]),
    help="HTML or Markdown.  [default: by the file's name, else html]",
)
@LANG
@click.option(
    "--audience",
    type=click.Choice(["team"]),
    default="team",
    show_default=True,
    help="For whom; printed on every page.",
)
@click.option(
    "--date",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Date of the report; none is printed without it.",
)
@output("Where to")
@TEMPLATES
@FAIL_ON
@QUESTIONSETS
def command(
    inspection: Path,
    kind: str,
    form: str | None,
    lang: str,
    audience: Literal["team", "yot", "public"],
    date: datetime.datetime | None,
    target: Path,
    template_folders: tuple[Path, ...],
    fail_on: str,
    folders: tuple[Path, ...],
) -> int:
    """Write the report of an inspection: its profile of standards, what each hangs on, and what would change it.

    INSPECTION is the folder of an inspection or its inspection.yaml. The report is one file that loads nothing.
    """
    from yotinspect.exchange.record import inspection_entry, template_digests
    from yotinspect.library import Library
    from yotinspect.reports.kinds.graded import graded
    from yotinspect.reports.material import Material
    from yotinspect.reports.render import BadTemplateError, render
    from yotinspect.reports.view import report_view
    from yotinspect.workspace import inspection_files, rate_inspection

    _ = catalogue(lang)
    files = list(inspection_files([inspection]))
    if len(files) != 1:
        number = say("Files named inspection.yaml in '{folder}': {number}.", folder=inspection, number=len(files))
        raise click.UsageError(_.again(side_by_side(number, say("Name one inspection."))))
    form = form or ("md" if target.suffix in (".md", ".markdown") else "html")
    library = Library(folders)
    rated = rate_inspection(files[0], library)
    for finding in rated.findings:
        click.echo(finding_lines(finding, coloured(sys.stderr), sys.stderr.isatty(), lang), err=True)
    if rated.rating is not None:
        view = report_view(
            rated.rating,
            framework_digest=rated.framework_digest,
            inspection_digest=rated.file.digest,
            record_digest=inspection_entry(rated, files[0], template_digests(template_folders), None)["digest"],
            names=library.names(),
            language=lang,
        )
        material = Material(rated.rating, view, audience, date.date() if date else None)
        try:
            document = render(graded(material), form, template_folders)
        except BadTemplateError as error:
            raise click.UsageError(_("A template cannot be used: {why}", why=error)) from None
        write_document(target, document, language=lang)
    # Without a rating there is no report, whatever --fail-on says.
    return status(rated.findings, fail_on) if rated.rating is not None else 1
