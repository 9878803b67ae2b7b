"""``yotinspect import``: case files out of what was collected with other tools."""

from __future__ import annotations

from pathlib import Path

import click

from yotinspect.catalogue import catalogue
from yotinspect.cli.outputs import Outputs
from yotinspect.cli.terminal import FAIL_ON, FORMATS, LANG, QUESTIONSETS, count_line, progress, status
from yotinspect.findings import Severity, in_order


@click.command("import", short_help="Make case files of what was collected with other tools.")
@click.argument("sources", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="SUBMISSIONS...")  # fmt: skip
@click.option("--from", "origin", type=click.Choice(["odk"]), required=True, help="What they were collected with: odk is ODK, KoboToolbox, or another tool that fills in XLSForms.")  # fmt: skip
@click.option("-o", "--output", "folder", type=click.Path(file_okay=False, path_type=Path), required=True, metavar="FOLDER", help="Where case files go: a folder, or that of an inspection.")  # fmt: skip
@click.option("--set", "name", metavar="ID[@VERSION]", help="The set they have to be of.  [default: each says which]")
@click.option("--dry-run", is_flag=True, help="Say what is wrong and what would be written, and write nothing.")
@FORMATS
@LANG
@FAIL_ON
@QUESTIONSETS
def command(
    sources: tuple[Path, ...],
    origin: str,
    folder: Path,
    name: str | None,
    dry_run: bool,
    formats: tuple[str, ...],
    lang: str,
    fail_on: str,
    folders: tuple[Path, ...],
) -> int:
    """Make a case file of each submission.

    SUBMISSIONS are tables (CSV) as ODK Central and KoboToolbox export them, XML files as devices write them, or folders of
    either. What does not fit is said with its line, row and column, and such a submission is not written. A case file that
    is there already is never overwritten.
    """
    from yotinspect.exchange.forms.casefiles import CaseMaker
    from yotinspect.exchange.forms.odk import read_submissions
    from yotinspect.exchange.incoming import cases_folder, hold_together, settle
    from yotinspect.library import Library

    _ = catalogue(lang)
    outputs = Outputs(formats, language=lang)
    # Case files are begun in English, whatever language the form was filled in.
    library = Library(folders, languages=())
    wanted = library.newest("questionsets", name) if name is not None else None
    if name is not None and wanted is None:
        near = _.again(library.near("questionsets", name))
        raise click.UsageError(_("There is no question set of that name. {near}", near=near))
    batch = read_submissions(sources)
    if not batch.submissions and not batch.findings:
        raise click.UsageError(_("There is no submission here."))
    maker = CaseMaker(library, wanted)
    accepted = [submission for submission in batch.submissions if not submission.rejected]
    cases = [maker.made(submission) for submission in progress(accepted, len(accepted))]
    hold_together(cases)
    settled = settle(cases, cases_folder(folder), write=not dry_run)
    findings = in_order([*batch.findings, *(finding for one in cases for finding in one.findings)])
    outputs.add(findings)
    outputs.close()
    said = [
        _("Submissions: {number}; case files written: {written}; there already: {there}.",
          number=len(batch.submissions), written=0 if dry_run else settled.written, there=settled.there)
    ]  # fmt: skip
    if rejected := len(batch.submissions) - len(accepted):
        said.append(_("Left out, since a reviewer rejected them: {number}.", number=rejected))
    if dry_run:
        said.append(_("Nothing was written. Case files that could be: {number}.", number=settled.written))
    if outputs.text:
        counts: dict[Severity, int] = {}
        for finding in findings:
            counts[finding.severity] = counts.get(finding.severity, 0) + 1
        said.append(f"{count_line(counts, lang).capitalize()}.")
    click.echo(" ".join(said), err=True)
    return status(findings, fail_on)
