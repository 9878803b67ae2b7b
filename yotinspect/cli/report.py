"""``yotinspect report``: write the report of an inspection, or the feedback on a case."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yotinspect.catalogue import LANGUAGES, catalogue
from yotinspect.cli.terminal import FAIL_ON, LANG_OR_BOTH, QUESTIONSETS, TEMPLATES, output

if TYPE_CHECKING:
    from yotinspect.reports.material import Audience

#: Kinds of report of an inspection; feedback is on a case.
KINDS = ("graded", "fji", "letter", "brief", "summary")
_ENDINGS = {".md": "md", ".markdown": "md", ".pdf": "pdf", ".docx": "docx"}


@click.command("report", short_help="Write a report of an inspection, or the feedback on a case.")
@click.argument("source", type=click.Path(exists=True, path_type=Path), metavar="INSPECTION|CASE")
@click.option("--kind", type=click.Choice([*KINDS, "feedback"]),
              help="Which report. letter is that of a screening, brief is for the manager of the YOT, summary a page for a board, "
              "feedback is on one case.  [default: what fits]")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["html", "md", "pdf", "docx"]),
              help="HTML, Markdown, PDF (needs yotinspect[pdf]), or Word for a letter or brief (needs yotinspect[word]).  "
              "[default: by the file's name, else html]")  # fmt: skip
@LANG_OR_BOTH
@click.option("--allow-fallback", is_flag=True, help="Let words that have no Welsh stand in English, marked so.")
@click.option("--audience", type=click.Choice(["team", "yot", "public"]), default="team", show_default=True,
              help="For whom; printed on every page. What is for the public holds no case reference and no words from a case.")  # fmt: skip
@click.option("--previous", type=click.Path(exists=True, path_type=Path), metavar="INSPECTION",
              help="The inspection before, to compare with: for every kind but feedback.")  # fmt: skip
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD",
              help="Date of the report; none is printed without it.")  # fmt: skip
@output("Where to")
@TEMPLATES
@FAIL_ON
@QUESTIONSETS
def command(
    source: Path,
    kind: str | None,
    form: str | None,
    lang: str,
    allow_fallback: bool,
    audience: Audience,
    previous: Path | None,
    date: datetime.datetime | None,
    target: Path,
    template_folders: tuple[Path, ...],
    fail_on: str,
    folders: tuple[Path, ...],
) -> int:
    """Write the report of an inspection, or the feedback on one case for its case manager.

    INSPECTION is the folder of an inspection or its inspection.yaml, CASE a case file. A report is one file that loads
    nothing. With --lang both, -o report.html writes report.en.html and report.cy.html.
    """
    from yotinspect.cli.report_making import Making
    from yotinspect.library import Library

    languages = LANGUAGES if lang == "both" else (lang,)
    if lang == "both" and str(target) == "-":
        _ = catalogue(languages[0])
        raise click.UsageError(_("Two files cannot both go to standard output: name one with -o."))
    making = Making(
        library=Library(folders),
        languages=languages,
        allow_fallback=allow_fallback,
        audience=audience,
        date=date.date() if date else None,
        target=target,
        form=form or _ENDINGS.get(target.suffix.lower(), "html"),
        templates=template_folders,
        fail_on=fail_on,
    )
    making.refuse_a_terminal()
    making.refuse_a_record()
    if making.is_case(source):
        if kind not in (None, "feedback"):
            _ = catalogue(languages[0])
            raise click.UsageError(_("This is a case file: its report is feedback."))
        if previous is not None:
            _ = catalogue(languages[0])
            raise click.UsageError(
                _("Feedback is on one case, and compares no inspections: leave out --previous. Kinds that take it: {kinds}.", kinds=", ".join(KINDS))
            )  # fmt: skip
        return making.feedback(source)
    if kind == "feedback":
        _ = catalogue(languages[0])
        raise click.UsageError(_("Feedback is on a case: name a case file."))
    return making.inspection(source, kind, previous)
