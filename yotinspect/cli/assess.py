"""``yotinspect assess``: check case files and sum each one up."""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from yotinspect.catalogue import N_, catalogue
from yotinspect.cli.answering import ANSWERING, OPTIONS, answer
from yotinspect.cli.case_summary import summary
from yotinspect.cli.outputs import Outputs
from yotinspect.cli.terminal import FAIL_ON, FORMATS, LANG, QUESTIONSETS, coloured, count_line, progress, style
from yotinspect.cli.working_list import WorkingList, wanted
from yotinspect.findings import Finding, Severity, in_order

if TYPE_CHECKING:
    from yotinspect.cases.assess import Assessed
    from yotinspect.library import Library


@click.command("assess", short_help="Check case files and sum each one up.")
@click.argument("cases", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="CASE...")
@click.option("-i", "--interactive", is_flag=True, help="Ask the questions of one case, and save each answer.")
@click.option("-q", "--quiet", is_flag=True, help="Print findings alone, no summaries.")
@click.option("--assessor", "assessors", multiple=True, metavar="ID", help="Only cases of this assessor. Repeatable.")
@click.option("--incomplete", is_flag=True, help="Only cases that are not complete.")
@ANSWERING
@FORMATS
@LANG
@FAIL_ON
@QUESTIONSETS
def command(
    cases: tuple[Path, ...],
    interactive: bool,
    quiet: bool,
    assessors: tuple[str, ...],
    incomplete: bool,
    formats: tuple[str, ...],
    lang: str,
    fail_on: str,
    folders: tuple[Path, ...],
    **given: tuple[str, ...],
) -> int:
    """Check case files against the question set that each names.

    CASE is a case file, a folder of them, or the folder of an inspection. Says what is missing, what does not fit
    together and what is off the route, and sums up each case by area and stage.

    With --set and its like, or --answers, answers are written into the case first: all of them, or, where one does not
    fit, none.
    """
    from yotinspect.library import Library
    from yotinspect.workspace import Assessor, case_files

    _ = catalogue(lang)
    if interactive:
        idle = [name for name, there in (("--quiet", quiet), ("--assessor", assessors), ("--incomplete", incomplete), ("--format", formats)) if there]  # fmt: skip
        idle += [option for name, option in OPTIONS.items() if given[name]]
        if idle:
            said = _("An interview is about one case, and asks and prints by itself: leave out {options}.", options=", ".join(idle))  # fmt: skip
            raise click.UsageError(said)
        return _interview(cases, lang, fail_on, Library(folders))
    outputs = Outputs(formats, stream_json=True, language=lang)
    # Lines are only shown on a terminal, and looking them up takes time.
    assessor = Assessor(Library(folders, languages=(lang,)), excerpts=outputs.text and sys.stdout.isatty())
    tally: Counter[Severity] = Counter()
    spool = _Spool(outputs)
    states: Counter[str] = Counter()
    if any(given.values()):
        refused, done = answer(assessor.library, list(case_files(cases)), given, lang)
        tally.update(finding.severity for finding in refused)
        spool.findings(in_order(refused))
        if not done:
            spool.close()
            return 1
    number = 0
    # A folder opens with a list of its cases: what is said of each waits until all are read.
    listing = outputs.text and not quiet and any(path.is_dir() for path in cases)
    working: WorkingList | None = None
    streaming = outputs.text and sys.stdout.isatty() and not listing
    left_out: set[str] = set()
    for path in progress(case_files(cases), streaming=streaming):
        number += 1
        if listing and working is None:
            working = WorkingList(lang)
            outputs.hold()
        result = assessor.assess(path)
        if not wanted(result, assessors, incomplete=incomplete):
            left_out.add(result.file)
            continue
        states[result.state] += 1
        found = in_order(result.findings)
        tally.update(finding.severity for finding in found)
        if working is not None:
            working.add(result, found)
        spool.case(result, found, quiet)
    if not number:
        raise click.UsageError(_("There is no case file here."))
    rest = [finding for finding in in_order(assessor.leftovers()) if finding.file not in left_out]
    tally.update(finding.severity for finding in rest)
    if working is not None:
        outputs.release(working.lines(rest, outputs.colour))
    spool.findings(rest)
    spool.close()
    if outputs.text:
        number -= len(left_out)
        if not number:
            click.echo(_("None of the cases is one of those asked for."), err=True)
            return 0
        colour = coloured(sys.stderr)
        said = ", ".join(_(text, number=states[state]) for state, text in _STATES.items() if states[state])
        counts = count_line(dict(tally), lang)
        line = _.many("{number} case file: {states}; {counts}.", "{number} case files: {states}; {counts}.",
                      number, states=said, counts=counts)  # fmt: skip
        click.echo(style(line, colour, bold=True), err=True)
    grave = [s for s in ("error", "warning") if tally[s]]
    return 1 if fail_on != "never" and any(s == "error" or fail_on == "warning" for s in grave) else 0


def _interview(cases: tuple[Path, ...], lang: str, fail_on: str, library: Library) -> int:
    from yotinspect.cli.interview import interview

    _ = catalogue(lang)
    if len(cases) != 1 or not cases[0].is_file():
        raise click.UsageError(_("An interview is about one case: name its file."))
    if sys.stdin is None:
        raise click.UsageError(_("The standard input is closed: there is nothing to read from it."))
    return interview(cases[0], library, lang, fail_on)


_STATES = {
    "complete": N_("{number} complete"),
    "incomplete": N_("{number} incomplete"),
    "invalid": N_("{number} invalid"),
}


class _Spool:
    """Passes results on as they come, so that memory stays flat however many cases there are."""

    def __init__(self, outputs: Outputs) -> None:
        self.outputs = outputs
        self.first = True
        # JSON has the findings after the cases: they wait in a file.
        self.waiting: IO[str] | None = None
        self.any_waiting = False
        if outputs.json is not None:
            self.waiting = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 closed in close()
            outputs.json.write('{"schema": 1, "cases": [')

    def case(self, result: Assessed, found: list[Finding], quiet: bool) -> None:
        if self.outputs.json is not None:
            record = {
                "case": result.case.case if result.case else None,
                "file": result.file,
                "questionset": str(result.questions.place) if result.questions else None,
                "assessor": result.case.assessor if result.case else None,
                "role": result.case.role if result.case else None,
                "state": result.state,
                "digest": result.digest,
                "blocks": [asdict(block) for block in result.blocks],
            }
            self.outputs.json.write(("" if self.first else ",") + "\n " + json.dumps(record, ensure_ascii=False))
            self.first = False
        if self.outputs.text and not quiet and result.case is not None:
            self.outputs.write("\n".join(summary(result, self.outputs.colour, self.outputs.language)))
        self.findings(found)

    def findings(self, found: list[Finding]) -> None:
        self.outputs.add(found)
        if self.waiting is not None:
            from yotinspect.exchange.reporting import as_dict

            for finding in found:
                self.waiting.write(
                    (",\n " if self.any_waiting else "\n ")
                    + json.dumps(as_dict(finding, self.outputs.language), ensure_ascii=False)
                )
                self.any_waiting = True

    def close(self) -> None:
        if self.waiting is not None and self.outputs.json is not None:
            self.outputs.json.write('\n], "findings": [')
            self.waiting.seek(0)
            while chunk := self.waiting.read(1 << 16):
                self.outputs.json.write(chunk)
            self.outputs.json.write("\n]}\n")
            self.waiting.close()
        self.outputs.close()
