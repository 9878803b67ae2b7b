"""``yotinspect rate``: grade a YOT from its cases and judgements."""

from __future__ import annotations

import json
import sys
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yotinspect.cli.terminal import (
    FAIL_ON,
    QUESTIONSETS,
    coloured,
    finding_lines,
    progress,
    shown,
    status,
    style,
    width,
)

if TYPE_CHECKING:
    from yotinspect.ratings.rate import Node, Rating

ALL = "\0all"


@click.command("rate", short_help="Grade a YOT from its cases and judgements.")
@click.argument("inspections", nargs=-1, type=click.Path(path_type=Path), metavar="INSPECTION...")
@click.option(
    "--explain",
    is_flag=False,
    flag_value=ALL,
    metavar="[STANDARD]",
    help="Say why: every rule, its inputs and its basis; of one standard (as 2.2) or of all.",
)
@click.option(
    "--framework", metavar="ID[@VERSION]", help="Grade by this framework and not by the one the inspection names."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print the result.",
)
@FAIL_ON
@QUESTIONSETS
def command(
    inspections: tuple[Path, ...],
    explain: str | None,
    framework: str | None,
    form: str,
    fail_on: str,
    folders: tuple[Path, ...],
) -> int:
    """Grade inspections: from answers to key questions, standards, domains and the overall rating.

    INSPECTION is the folder of an inspection, its inspection.yaml, or a folder of such folders.
    """
    from yotinspect.library import FRAMEWORKS, Library
    from yotinspect.workspace import inspection_files, rate_inspection

    # "--explain FOLDER": what follows is an inspection and no standard.
    if explain not in (None, ALL) and Path(str(explain)).exists():
        inspections, explain = (Path(str(explain)), *inspections), ALL
    if not inspections:
        raise click.UsageError("Name an inspection: its folder or its inspection.yaml.")
    for path in inspections:
        if not path.exists():
            raise click.UsageError(f"There is no file or folder '{path}'.")
    files = list(inspection_files(inspections))
    if not files:
        raise click.UsageError("There is no inspection.yaml here.")
    library = Library(folders)
    if framework is not None and library.newest(FRAMEWORKS, framework) is None:
        raise click.UsageError(f"There is no framework of that name. {library.near(FRAMEWORKS, framework)}")
    ratings: list[Rating] = []
    found = []
    for file in progress(files, len(files)):
        rated = rate_inspection(file, library, framework)
        found += rated.findings
        if rated.rating is not None:
            ratings.append(rated.rating)
    known = {node.id for rating in ratings for _, node in rating.standards}
    if explain not in (None, ALL) and ratings and explain not in known:
        raise click.UsageError(f"There is no standard '{explain}' here. There are: {', '.join(sorted(known))}.")
    if form == "json":
        from yotinspect.exchange.ratingjson import rating_record

        records = [rating_record(rating, explain=explain is not None) for rating in ratings]
        click.echo(json.dumps({"schema": 1, "inspections": records}, ensure_ascii=False, indent=1))
    else:
        for rating in ratings:
            _print(rating, explain)
    for finding in found:
        click.echo(finding_lines(finding, coloured(sys.stderr), sys.stderr.isatty()), err=True)
    return status(found, fail_on)


def _print(rating: Rating, explain: str | None) -> None:
    from yotinspect.ratings.explain import explain as explanation

    if explain in (None, ALL):
        for line in _profile(rating):
            click.echo(line)
    if explain is not None:
        for text in explanation(rating, None if explain == ALL else explain):
            click.echo(_wrapped(shown(text)))


def _profile(rating: Rating) -> list[str]:
    """The profile of standards, then the overall rating: the single word last."""
    from yotinspect.ratings.words import level_word, say, word

    colour = coloured(sys.stdout)
    framework, tally = rating.framework, rating.tally
    lines = [
        style(f"{shown(rating.inspection.yot)} · {word(framework.title, 'en')}", colour, bold=True),
        f"{rating.inspection.inspection} by {framework.place}; cases counted: {len(tally.counted)}"
        + (f", second assessments: {len(tally.seconds)}" if tally.seconds else ""),
        "",
    ]
    labels = [word(framework.standards()[node.id][1].label, "en") for _, node in rating.standards]
    room = max([len(label) for label in labels] + [20]) + 2
    names = max([len(node.id) for _, node in rating.standards if node.id[:1].isdigit()] + [0])
    for given, domain in zip(framework.domains, rating.domains, strict=True):
        if not domain.children:
            continue
        score = f"  {domain.score} of {domain.max}" if domain.score is not None else ""
        grade = f"  {level_word(framework, domain.rating)}" if domain.rating else ""
        lines.append(style(f"{word(given.label, 'en')}{grade and ':'}{grade}{score}", colour, bold=True))
        for node in domain.children:
            label = word(framework.standards()[node.id][1].label, "en")
            number = f"{node.id:<{names + 1}}" if names else ""
            lines += _row(rating, node, f"  {number}{label:<{room}}", colour)
        lines.append("")
    if framework.rules.overall.rule == "none":
        lines.append(say(rating.overall.reason, framework))
    else:
        overall = rating.overall
        score = f", {overall.score} of {overall.max}" if overall.score is not None else ""
        lines.append(style(f"Overall: {level_word(framework, overall.rating)}{score}", colour, bold=True))
        if overall.rating is None:
            lines.append(f"  {say(overall.reason, framework)}")
    if rating.status != "final":
        lines.append(
            style(
                f"{'This rating is' if framework.levels else 'These findings are'} {rating.status}.",
                colour,
                bold=True,
                fg="yellow",
            )
        )
        # Why there is no overall is said already.
        more = [reason for reason in rating.status_reasons if reason != rating.overall.reason]
        lines += [f"  {shown(say(reason, framework))}" for reason in more]
    lines.append("A rating by this tool is not a rating by HM Inspectorate of Probation.")
    lines.append("")
    return lines


def _row(rating: Rating, node: Node, head: str, colour: bool) -> list[str]:
    from yotinspect.ratings.words import based, key_question_word, level_word, say

    framework = rating.framework
    if framework.levels and node.rating is not None:
        level = framework.level(node.rating)
        text = f"{level.symbol} {level_word(framework, node.rating)}"
    else:
        text = level_word(framework, None) if framework.levels else ""
    notes = []
    if node.rating is None and (framework.levels or not node.children):
        notes.append(say(node.reason, framework))
    if node.proposed is not None and node.proposed != node.rating:
        notes.append(f"the figures propose {level_word(framework, node.proposed).lower()}; discretion was used")
    lines = [(head + style(text, colour, bold=True)).rstrip()]
    for child in node.children:
        if child.figures is not None and child.figures.percent is not None:
            name = key_question_word(framework, child.id) if child.id != node.id else "judged sufficient"
            notes.append(f"{name}: {based(child.figures, framework)}")
    # Beside a grade notes stand under it; without grades they stand under the name.
    indent = " " * (len(head) if framework.levels and len(head) < 50 else 4)
    lines += [_wrapped(indent + shown(note)) for note in notes]
    if not framework.levels:
        lines += _standing_out(rating, node)
    return lines


def _standing_out(rating: Rating, node: Node) -> list[str]:
    """Strengths and areas for improvement, which stand in place of a rating."""
    from yotinspect.ratings.standout import strengths, weaknesses
    from yotinspect.ratings.words import whole_percent

    standard = rating.framework.standards()[node.id][1]
    lines = []
    for heading, rows in (("Strengths", strengths(rating, standard)), ("To improve", weaknesses(rating, standard))):
        if rows:
            lines.append(f"    {heading}:")
        for row in rows:
            text = rating.tally.sets[row.questionset].questions.text("en").questions[row.item.id].text
            percent = whole_percent(row.count.percent or Fraction(0))
            lines.append(_wrapped(f"      {row.item.id} {text} {row.count.yes} of {row.count.base}, {percent}%"))
    return lines


def _wrapped(text: str) -> str:
    import textwrap

    indent = " " * (len(text) - len(text.lstrip()))
    lines = textwrap.wrap(text.strip(), max(30, width() - len(indent)), break_long_words=False, break_on_hyphens=False)
    return "\n".join(f"{indent}{line}" for line in lines)
