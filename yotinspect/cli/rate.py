"""``yotinspect rate``: grade a YOT from its cases and judgements."""

from __future__ import annotations

import json
import sys
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yotinspect.catalogue import N_, catalogue, say, side_by_side
from yotinspect.cli.terminal import (
    FAIL_ON,
    LANG,
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
@LANG
@FAIL_ON
@QUESTIONSETS
def command(
    inspections: tuple[Path, ...],
    explain: str | None,
    framework: str | None,
    form: str,
    lang: str,
    fail_on: str,
    folders: tuple[Path, ...],
) -> int:
    """Grade inspections: from answers to key questions, standards, domains and the overall rating.

    INSPECTION is the folder of an inspection, its inspection.yaml, or a folder of such folders.
    """
    from yotinspect.library import FRAMEWORKS, Library
    from yotinspect.workspace import inspection_files, rate_inspection

    _ = catalogue(lang)
    # "--explain FOLDER": what follows is an inspection and no standard.
    if explain not in (None, ALL) and Path(str(explain)).exists():
        inspections, explain = (Path(str(explain)), *inspections), ALL
    if not inspections:
        raise click.UsageError(_("Name an inspection: its folder or its inspection.yaml."))
    for path in inspections:
        if not path.exists():
            raise click.UsageError(_("There is no file or folder '{path}'.", path=path))
    files = list(inspection_files(inspections))
    if not files:
        raise click.UsageError(_("There is no inspection.yaml here."))
    library = Library(folders, languages=(lang,))
    if framework is not None and library.newest(FRAMEWORKS, framework) is None:
        near = library.near(FRAMEWORKS, framework)
        raise click.UsageError(_.again(side_by_side(say("There is no framework of that name."), near)))
    ratings: list[Rating] = []
    found = []
    for file in progress(files, len(files)):
        rated = rate_inspection(file, library, framework)
        found += rated.findings
        if rated.rating is not None:
            ratings.append(rated.rating)
    known = {node.id for rating in ratings for _, node in rating.standards}
    if explain not in (None, ALL) and ratings and explain not in known:
        raise click.UsageError(
            _("There is no standard '{name}' here. There are: {known}.", name=explain, known=", ".join(sorted(known)))
        )
    if form == "json":
        from yotinspect.exchange.ratingjson import rating_record

        records = [rating_record(rating, explain=explain is not None, language=lang) for rating in ratings]
        click.echo(json.dumps({"schema": 1, "inspections": records}, ensure_ascii=False, indent=1))
    else:
        names = library.names()
        for rating in ratings:
            _print(rating, explain, names.inspectorate(rating.inspection, rating.framework, lang), lang)
    for finding in found:
        click.echo(finding_lines(finding, coloured(sys.stderr), sys.stderr.isatty(), lang), err=True)
    return status(found, fail_on)


def _print(rating: Rating, explain: str | None, inspectorate: str, language: str) -> None:
    from yotinspect.ratings.explain import explain as explanation

    if explain in (None, ALL):
        for line in _profile(rating, inspectorate, language):
            click.echo(line)
    if explain is not None:
        for text in explanation(rating, None if explain == ALL else explain, language):
            click.echo(_wrapped(shown(text)))


def _profile(rating: Rating, inspectorate: str, language: str) -> list[str]:
    """The profile of standards, then the overall rating: the single word last."""
    from yotinspect.ratings.words import level_word, standard_word, status_sentence, tell, word

    colour, _ = coloured(sys.stdout), catalogue(language)
    framework, tally = rating.framework, rating.tally
    facts = [_("cases counted: {number}", number=len(tally.counted))]
    if tally.seconds:
        facts.append(_("second assessments: {number}", number=len(tally.seconds)))
    by = _("{inspection} by {framework}", inspection=rating.inspection.inspection, framework=framework.place)
    lines = [
        style(f"{shown(rating.inspection.yot)} · {word(framework.title, language)}", colour, bold=True),
        f"{by}; {', '.join(facts)}",
        "",
    ]
    labels = {node.id: standard_word(framework, node.id, language) for domain_, node in rating.standards}
    room = max([len(label) for label in labels.values()] + [20]) + 2
    names = max([len(node.id) for domain_, node in rating.standards if node.id[:1].isdigit()] + [0])
    for given, domain in zip(framework.domains, rating.domains, strict=True):
        if not domain.children:
            continue
        score = "  " + _("{score} of {max}", score=domain.score, max=domain.max) if domain.score is not None else ""
        grade = f":  {level_word(framework, domain.rating, language)}" if domain.rating else ""
        lines.append(style(f"{word(given.label, language)}{grade}{score}", colour, bold=True))
        for node in domain.children:
            number = f"{node.id:<{names + 1}}" if names else ""
            lines += _row(rating, node, f"  {number}{labels[node.id]:<{room}}", colour, language)
        lines.append("")
    overall = rating.overall
    if framework.rules.overall.rule == "none":
        lines.append(tell(overall.reason, framework, language))
    else:
        word_ = level_word(framework, overall.rating, language)
        score = ", " + _("{score} of {max}", score=overall.score, max=overall.max) if overall.score is not None else ""
        lines.append(style(_("Overall: {rating}", rating=word_ + score), colour, bold=True))
        if overall.rating is None:
            lines.append(f"  {tell(overall.reason, framework, language)}")
    if rating.status != "final":
        said = status_sentence(rating.status, bool(framework.levels), language)
        lines.append(style(said, colour, bold=True, fg="yellow"))
        # Why there is no overall is said already.
        more = [reason for reason in rating.status_reasons if reason != overall.reason]
        lines += [f"  {shown(tell(reason, framework, language))}" for reason in more]
    lines.append(_("A rating by this tool is not a rating by {inspectorate}.", inspectorate=inspectorate))
    lines.append("")
    return lines


def _row(rating: Rating, node: Node, head: str, colour: bool, language: str) -> list[str]:
    from yotinspect.ratings.words import based, key_question_word, level_word, tell

    framework, _ = rating.framework, catalogue(language)
    if framework.levels and node.rating is not None:
        level = framework.level(node.rating)
        text = f"{level.symbol} {level_word(framework, node.rating, language)}"
    else:
        text = level_word(framework, None, language) if framework.levels else ""
    notes = []
    if node.rating is None and (framework.levels or not node.children):
        notes.append(str(tell(node.reason, framework, language)))
    if node.proposed is not None and node.proposed != node.rating:
        proposed = level_word(framework, node.proposed, language)
        notes.append(_("Discretion used. Proposed by the figures: {grade}.", grade=proposed))
    lines = [(head + style(text, colour, bold=True)).rstrip()]
    for child in node.children:
        if child.figures is not None and child.figures.percent is not None:
            name = key_question_word(framework, child.id, language) if child.id != node.id else _("judged sufficient")
            notes.append(f"{name}: {based(child.figures, framework, language)}")
    # Beside a grade notes stand under it; without grades they stand under the name.
    indent = " " * (len(head) if framework.levels and len(head) < 50 else 4)
    lines += [_wrapped(indent + shown(note)) for note in notes]
    if not framework.levels:
        lines += _standing_out(rating, node, language)
    return lines


def _standing_out(rating: Rating, node: Node, language: str) -> list[str]:
    """Strengths and areas for improvement, which stand in place of a rating."""
    from yotinspect.ratings.standout import strengths, weaknesses
    from yotinspect.ratings.words import of, question_word, whole_percent

    standard, _ = rating.framework.standards()[node.id][1], catalogue(language)
    lines = []
    for heading, rows in (
        (N_("Strengths:"), strengths(rating, standard)),
        (N_("To improve:"), weaknesses(rating, standard)),
    ):
        if rows:
            lines.append(f"    {_(heading)}")
        for row in rows:
            text = question_word(rating.tally.sets[row.questionset].questions, row.item.id, language)
            percent = f"{whole_percent(row.count.percent or Fraction(0))}%"
            figures = of(row.count.yes, row.count.base, percent, language)
            lines.append(_wrapped(f"      {row.item.id} {text} {figures}"))
    return lines


def _wrapped(text: str) -> str:
    import textwrap

    indent = " " * (len(text) - len(text.lstrip()))
    lines = textwrap.wrap(text.strip(), max(30, width() - len(indent)), break_long_words=False, break_on_hyphens=False)
    return "\n".join(f"{indent}{line}" for line in lines)
