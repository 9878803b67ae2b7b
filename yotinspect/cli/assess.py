"""``yotinspect assess``: check case files and sum each one up."""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from yotinspect.cli.outputs import Outputs
from yotinspect.cli.terminal import FAIL_ON, FORMATS, QUESTIONSETS, coloured, count_line, progress, style
from yotinspect.findings import Finding, Severity, in_order

if TYPE_CHECKING:
    from yotinspect.cases.assess import Assessed


@click.command("assess", short_help="Check case files and sum each one up.")
@click.argument("cases", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="CASE...")
@click.option("-q", "--quiet", is_flag=True, help="Print findings alone, no summaries.")
@FORMATS
@FAIL_ON
@QUESTIONSETS
def command(
    cases: tuple[Path, ...], quiet: bool, formats: tuple[str, ...], fail_on: str, folders: tuple[Path, ...]
) -> int:
    """Check case files against the question set that each names.

    CASE is a case file, a folder of them, or the folder of an inspection. Says what is missing, what does not fit
    together and what is off the route, and sums up each case by area and stage.
    """
    from yotinspect.library import Library
    from yotinspect.workspace import Assessor, case_files

    outputs = Outputs(formats, stream_json=True)
    # Lines are only shown on a terminal, and looking them up takes time.
    assessor = Assessor(Library(folders), excerpts=outputs.text and sys.stdout.isatty())
    tally: Counter[Severity] = Counter()
    spool = _Spool(outputs)
    states: Counter[str] = Counter()
    number = 0
    streaming = outputs.text and sys.stdout.isatty()
    for path in progress(case_files(cases), streaming=streaming):
        number += 1
        result = assessor.assess(path)
        states[result.state] += 1
        found = in_order(result.findings)
        tally.update(finding.severity for finding in found)
        spool.case(result, found, quiet)
    if not number:
        raise click.UsageError("There is no case file here.")
    rest = in_order(assessor.leftovers())
    tally.update(finding.severity for finding in rest)
    spool.findings(rest)
    spool.close()
    if outputs.text:
        colour = coloured(sys.stderr)
        said = ", ".join(f"{states[state]} {state}" for state in ("complete", "incomplete", "invalid") if states[state])
        many = f"{number} case file{'' if number == 1 else 's'}"
        click.echo(style(f"{many}: {said}; {count_line(dict(tally))}.", colour, bold=True), err=True)
    grave = [s for s in ("error", "warning") if tally[s]]
    return 1 if fail_on != "never" and any(s == "error" or fail_on == "warning" for s in grave) else 0


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
            click.echo("\n".join(_summary(result, coloured(sys.stdout))))
        self.findings(found)

    def findings(self, found: list[Finding]) -> None:
        self.outputs.add(found)
        if self.waiting is not None:
            from yotinspect.exchange.reporting import as_dict

            for finding in found:
                self.waiting.write(
                    (",\n " if self.any_waiting else "\n ") + json.dumps(as_dict(finding), ensure_ascii=False)
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


_MARK = {"yes": "+", "no": "-", "na": "n/a"}


def _summary(result: Assessed, colour: bool) -> Iterator[str]:
    """A case by area (rows) and stage (columns): how many of the judgements are yes, and the headline."""
    case, questions = result.case, result.questions
    assert case is not None
    assert questions is not None
    role = ", second assessment" if case.role == "second" else ""
    state = style(result.state, colour, fg={"complete": "green", "incomplete": "yellow"}.get(result.state, "red"))
    yield (
        style(f"{case.case}", colour, bold=True)
        + f"  {questions.place}  {case.assessor}  {case.assessed or 'no date'}{role}  {state}"
    )
    blocks = {(block.area, block.stage): block for block in result.blocks}
    stages = [stage for stage in questions.stages if any((area, stage) in blocks for area in questions.areas)]
    columns = [max(len(stage), 9) for stage in stages]
    yield "  " + " " * 12 + "  ".join(f"{stage:<{n}}" for stage, n in zip(stages, columns, strict=True)).rstrip()
    for area in questions.areas:
        cells = []
        for stage, n in zip(stages, columns, strict=True):
            block = blocks.get((area, stage))
            cells.append(f"{_cell(block) if block else '':<{n}}")
        yield f"  {area:<12}" + "  ".join(cells).rstrip()
    yield ""


def _cell(block: object) -> str:
    from yotinspect.cases.assess import BlockSummary

    assert isinstance(block, BlockSummary)
    judged = block.yes + block.no
    if judged + block.na + block.missing == 0:
        return "not asked"
    text = f"{block.yes}/{judged} {_MARK.get(block.answer or '', '?' if block.missing else '')}".strip()
    return f"{text} {block.missing}?" if block.missing else text
