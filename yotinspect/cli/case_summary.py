"""A case in a few lines: how many of its judgements are yes, by area and stage."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

from yotinspect.catalogue import N_, catalogue
from yotinspect.cli.terminal import style

if TYPE_CHECKING:
    from yotinspect.cases.assess import Assessed, BlockSummary

_MARK = {"yes": "+", "no": "-", "na": N_("n/a")}
_STATE = {"complete": N_("complete"), "incomplete": N_("incomplete"), "invalid": N_("invalid")}


def summary(result: Assessed, colour: bool, language: str) -> Iterator[str]:
    """A case by area (rows) and stage (columns): how many of the judgements are yes, and the headline."""
    case, questions, _ = result.case, result.questions, catalogue(language)
    assert case is not None
    assert questions is not None
    state = style(
        _(_STATE[result.state]), colour, fg={"complete": "green", "incomplete": "yellow"}.get(result.state, "red")
    )
    day = str(case.assessed or _("no date"))
    if case.role == "second":
        day = _("{date}, second assessment", date=day)
    facts = [str(questions.place), case.assessor, day]
    yield style(f"{case.case}", colour, bold=True) + "  " + "  ".join([*facts, state])
    # Ids are English words: in another language the set's own labels stand in their place, where it has them.
    words = questions.texts.get(language) if language != "en" else None
    areas = {area: words.areas[area] if words else area for area in questions.areas}
    blocks = {(block.area, block.stage): block for block in result.blocks}
    stages = [stage for stage in questions.stages if any((area, stage) in blocks for area in questions.areas)]
    rows = {area: [_cell(blocks.get((area, stage)), language) for stage in stages] for area in questions.areas}
    heads = [words.stages[stage] if words else stage for stage in stages]
    columns = [max([len(head), 9, *(len(row[n]) for row in rows.values())]) for n, head in enumerate(heads)]
    room = max([12, *(len(label) + (2 if words else 1) for label in areas.values())])
    yield "  " + " " * room + "  ".join(f"{head:<{n}}" for head, n in zip(heads, columns, strict=True)).rstrip()
    for area, label in areas.items():
        cells = [f"{cell:<{n}}" for cell, n in zip(rows[area], columns, strict=True)]
        yield (f"  {label:<{room}}" + "  ".join(cells)).rstrip()
    yield ""


def narrow_summary(result: Assessed, colour: bool, language: str, width: int) -> Iterator[str]:
    """The same, for a width: a line for each area with its stages one after another, where the columns do not fit."""
    lines = list(summary(result, False, language))
    if all(len(line) <= width for line in lines):
        yield from summary(result, colour, language)
        return
    assert result.questions is not None
    questions, words = result.questions, result.questions.texts.get(language) if language != "en" else None
    yield from textwrap.wrap(lines[0], width, subsequent_indent="  ")
    for area in questions.areas:
        label = words.areas[area] if words else area
        blocks = [
            block for stage in questions.stages for block in result.blocks if (block.area, block.stage) == (area, stage)
        ]
        cells = [f"{words.stages[block.stage] if words else block.stage} {_cell(block, language)}" for block in blocks]
        yield from textwrap.wrap(f"{label}: {'; '.join(cells)}", width, initial_indent="  ", subsequent_indent="    ")
    yield ""


def _cell(block: BlockSummary | None, language: str) -> str:
    if block is None:
        return ""
    _, judged = catalogue(language), block.yes + block.no
    if judged + block.na + block.missing == 0:
        return _("not asked")
    mark = _(_MARK[block.answer]) if block.answer in _MARK else "?" if block.missing else ""
    text = f"{block.yes}/{judged} {mark}".strip()
    return f"{text} {block.missing}?" if block.missing else text
