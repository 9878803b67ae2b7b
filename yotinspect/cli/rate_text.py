"""A rating on the terminal: the profile of standards with the single word last, and many ratings as a table."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator, Sequence
from fractions import Fraction

from yotinspect.catalogue import N_, catalogue
from yotinspect.cli.terminal import coloured, shown, style, width
from yotinspect.ratings.distribution import Distribution, share
from yotinspect.ratings.node import Node, Rating
from yotinspect.ratings.standout import strengths, weaknesses
from yotinspect.ratings.words import (
    based,
    key_question_word,
    level_word,
    of,
    published_word,
    question_word,
    standard_word,
    status_sentence,
    tell,
    whole_percent,
    word,
)


def profile(rating: Rating, inspectorate: str, language: str) -> list[str]:
    """The profile of standards, then the overall rating: the single word last."""
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
    lines += _overall(rating, colour, language)
    lines.append(_("A rating by this tool is not a rating by {inspectorate}.", inspectorate=inspectorate))
    lines.append("")
    return lines


def _overall(rating: Rating, colour: bool, language: str) -> list[str]:
    framework, overall, _ = rating.framework, rating.overall, catalogue(language)
    lines: list[str] = []
    if framework.rules.overall.rule != "sum_of_scores":
        lines.append(tell(overall.reason, framework, language))
    else:
        word_ = level_word(framework, overall.rating, language)
        score = ", " + _("{score} of {max}", score=overall.score, max=overall.max) if overall.score is not None else ""
        open_ = f" ({_(STATUS[rating.status])})" if rating.status != "final" else ""
        lines.append(style(_("Overall: {rating}", rating=word_ + score) + open_, colour, bold=True))
        if overall.rating is None:
            lines.append(f"  {tell(overall.reason, framework, language)}")
    if rating.status != "final":
        said = status_sentence(rating.status, bool(framework.levels), language)
        lines.append(style(said, colour, bold=True, fg="yellow"))
        # Why there is no overall is said already.
        more = [reason for reason in rating.status_reasons if reason != overall.reason]
        lines += [wrapped(f"  {shown(tell(reason, framework, language))}") for reason in more]
    return lines


STATUS = {"final": N_("final"), "provisional": N_("provisional"), "incomplete": N_("incomplete")}


def _row(rating: Rating, node: Node, head: str, colour: bool, language: str) -> list[str]:
    framework, _ = rating.framework, catalogue(language)
    if framework.levels and node.rating is not None:
        level = framework.level(node.rating)
        text = f"{level.symbol} {level_word(framework, node.rating, language)}"
    else:
        text = level_word(framework, None, language) if framework.levels else ""
    notes = []
    if node.rating is None and (framework.levels or not node.children):
        notes.append(str(tell(node.reason, framework, language)))
    if node.supposed:
        notes.append(str(tell(node.reason, framework, language)))
    elif node.departs and node.proposed is not None:
        proposed = level_word(framework, node.proposed, language)
        notes.append(_("Discretion used. Proposed by the figures: {grade}.", grade=proposed))
        if node.reason.code == "discretion-exception":
            notes.append(_("An exception, outside the margin."))
    judgement = rating.inspection.judgements.get(node.id)
    if judgement is not None and judgement.published_as is not None:
        notes.append(_("Published as '{word}'.", word=published_word(framework, judgement.published_as, language)))
    lines = [(head + style(text, colour, bold=True)).rstrip()]
    for child in node.children:
        if child.figures is not None and child.figures.percent is not None:
            name = key_question_word(framework, child.id, language) if child.id != node.id else _("judged sufficient")
            notes.append(f"{name}: {based(child.figures, framework, language)}")
        elif child.figures is None and child.id in framework.key_questions:
            name = key_question_word(framework, child.id, language)
            notes.append(f"{name}: {level_word(framework, child.rating, language)}")
    # Beside a grade notes stand under it; without grades they stand under the name.
    indent = " " * (len(head) if framework.levels and len(head) < 50 else 4)
    lines += [wrapped(indent + shown(note)) for note in notes]
    if not framework.levels:
        lines += _standing_out(rating, node, language)
    return lines


def _standing_out(rating: Rating, node: Node, language: str) -> list[str]:
    """Strengths and areas for improvement, which stand in place of a rating."""
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
            lines.append(wrapped(f"      {row.item.id} {text} {figures}"))
    return lines


def supposed(as_it_stands: Rating, rating: Rating, suppositions: Sequence[str], language: str) -> list[str]:
    """What was supposed, and what it changes."""
    colour, _ = coloured(sys.stdout), catalogue(language)
    framework = rating.framework
    head = _("What if: {suppositions}. No file is changed.", suppositions=", ".join(suppositions))
    lines = [style(wrapped(shown(head)), colour, bold=True, fg="yellow")]
    before = {node.id: node for _, node in as_it_stands.standards}
    for _domain, node in rating.standards:
        was = before[node.id]
        if was.rating != node.rating:
            change = _("{what}: from {was} to {to}", what=f"{node.id} {standard_word(framework, node.id, language)}".strip(),
                       was=level_word(framework, was.rating, language), to=level_word(framework, node.rating, language))  # fmt: skip
            lines.append(wrapped(f"  {change}"))
    if framework.rules.overall.rule == "sum_of_scores":
        pairs = [_rated(one, language) for one in (as_it_stands, rating)]
        lines.append("  " + _("Overall: from {was} to {to}", was=pairs[0], to=pairs[1]) if pairs[0] != pairs[1] else "  " + _("Overall: still {now}", now=pairs[0]))  # fmt: skip
    return [*lines, ""]


def _rated(rating: Rating, language: str) -> str:
    overall, _ = rating.overall, catalogue(language)
    label = level_word(rating.framework, overall.rating, language)
    if overall.score is None:
        return label
    score = _("{score} of {max}", score=overall.score, max=overall.max)
    return f"{label}, {score}"


# --- many ------------------------------------------------------------------------------------------------------------


class Row:
    """What the table keeps of a rating: a line of it, and what the distribution counts."""

    def __init__(self, rating: Rating, language: str) -> None:
        framework, _ = rating.framework, catalogue(language)
        self.framework = framework
        self.inspection = rating.inspection.inspection
        self.level = rating.overall.rating
        summed = framework.rules.overall.rule == "sum_of_scores"
        self.overall: str = level_word(framework, self.level, language) if summed else "–"
        self.score = f"{rating.overall.score}/{rating.overall.max}" if rating.overall.score is not None else ""
        self.status = _(STATUS[rating.status]) if rating.status != "final" else ""
        self.standards = " ".join(
            "".join(framework.level(node.rating).symbol[:1] if node.rating else "·" for node in domain.children)
            for domain in rating.domains
            if domain.children and framework.levels
        )


def table(rows: Sequence[Row], language: str) -> Iterator[str]:
    """Ratings as a table, one a line, by inspection; a character a standard, domain by domain."""
    _ = catalogue(language)
    heads = [_("Inspection"), _("Overall rating"), _("Points"), _("Standards"), _("Status")]
    lines = [[shown(row.inspection), row.overall, row.score, row.standards, row.status] for row in rows]
    rooms = [max([len(head), *(len(line[n]) for line in lines)]) for n, head in enumerate(heads)]
    rooms[0] = max(12, min(rooms[0], width(120) - sum(rooms[1:]) - 2 * (len(rooms) - 1)))
    colour = coloured(sys.stdout)
    yield style(
        "  ".join(f"{head:<{room}}" for head, room in zip(heads, rooms, strict=True)).rstrip(), colour, bold=True
    )
    for line in lines:
        # A long id runs over; no id is cut.
        name, *rest = line
        if len(name) > rooms[0]:
            yield name
            name = ""
        cells = [f"{cell:<{room}}" for cell, room in zip([name, *rest], rooms, strict=True)]
        yield "  ".join(cells).rstrip()
    yield ""
    symbols = {
        level.symbol[:1]: level_word(row.framework, level.id, language)
        for row in rows
        for level in row.framework.levels
    }
    if symbols:
        yield wrapped("  ".join(f"{symbol} {label}" for symbol, label in symbols.items()) + f"  · {_('Not rated')}")
        yield ""


#: Letters in a line of what stands over a column of a distribution.
_HEAD = 13


def distributions(found: Sequence[Distribution], language: str) -> Iterator[str]:
    """How often each overall rating is given, beside what was published."""
    _ = catalogue(language)
    for one in found:
        heads = [_("Here"), *(word(figures.label, language) for figures in one.published)]
        yield _("Overall ratings by {framework}: {rated} rated, {not_rated} not rated.",
                framework=one.framework.framework, rated=one.rated, not_rated=one.not_rated)  # fmt: skip
        columns: list[dict[str, tuple[int | None, int]]]
        columns = [{level: (number, one.rated) for level, number in one.levels.items()}]
        columns += [
            {level: (figures.levels.get(level), figures.services) for level in one.levels} for figures in one.published
        ]
        rows = {level: [_counted(*column[level], language) for column in columns] for level in one.levels}
        labels = {
            level: f"{one.framework.level(level).symbol} {level_word(one.framework, level, language)}" for level in rows
        }
        room = max(len(label) for label in labels.values())
        over = [textwrap.wrap(head, _HEAD) for head in heads]
        tall = max(len(lines) for lines in over)
        over = [[""] * (tall - len(lines)) + lines for lines in over]
        rooms = [max(map(len, [*over[n], *(row[n] for row in rows.values())])) for n in range(len(heads))]
        for line in zip(*over, strict=True):
            cells = (f"{head:>{size}}" for head, size in zip(line, rooms, strict=True))
            yield "  ".join([f"  {'':<{room}}", *cells])
        for level, row in rows.items():
            yield "  ".join(
                [f"  {labels[level]:<{room}}", *(f"{cell:>{size}}" for cell, size in zip(row, rooms, strict=True))]
            )
        yield ""


def _counted(number: int | None, of_: int, language: str) -> str:
    percent = share(number, of_)
    if number is None:
        return catalogue(language)(N_("not seen"))
    return str(number) if percent is None else f"{number}, {whole_percent(percent)}%"


def wrapped(text: str) -> str:
    """A line broken to the width of the terminal, its indentation kept."""
    indent = " " * (len(text) - len(text.lstrip()))
    lines = textwrap.wrap(text.strip(), max(30, width() - len(indent)), break_long_words=False, break_on_hyphens=False)
    return "\n".join(f"{indent}{line}" for line in lines)
