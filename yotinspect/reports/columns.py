"""How wide the columns of a table are on paper, as shares of the page: a page does not scroll, and Word does not measure."""

from __future__ import annotations

from collections.abc import Sequence

from yotinspect.reports.blocks import Table, Text

#: Letters that go on a line of A4 in the size of a table, and what a column has at least, for its edges as well.
LINE, LEAST = 96, 8
#: What is no longer than this does not break, and how much more a longer text gets.
SHORT, _POWER = 20, 0.65
#: What is longer than this is broken where need be.
LONGEST = 28
#: A badge has its shape and its edges; what is in the letters of a program, digests mostly, is small and goes on two lines.
_BADGE, _CODE, _EDGE = 3, 0.42, 2

#: Tables that follow one another and are read together have the same columns whatever stands in them.
_FIXED: dict[tuple[str, int], tuple[float, ...]] = {
    ("profile", 3): (0.34, 0.27, 0.39),
    ("profile", 2): (0.4, 0.6),
    ("figures", 4): (0.28, 0.2, 0.25, 0.27),
    ("figures", 3): (0.4, 0.33, 0.27),
    ("questions", 2): (0.8, 0.2),
    ("plain", 2): (0.4, 0.6),
    ("to fill in", 4): (0.28, 0.34, 0.2, 0.18),
}


def shares(table: Table) -> tuple[float, ...]:
    """The width of each column; together they are 1. Empty for a table without a row."""
    rows = [table.head, *(row.cells for row in table.rows)] if table.head else [row.cells for row in table.rows]
    number = max((len(row) for row in rows), default=0)
    if not number:
        return ()
    if table.kind == "scale":
        return (round(1 / number, 4),) * number
    kind = "to fill in" if any(to_fill_in(table, cell) for row in table.rows for cell in row.cells) else table.kind
    columns = [[row[n] for row in rows if n < len(row)] for n in range(number)]
    fixed = _FIXED.get((kind, number), ())
    if fixed and all(
        _badge(text) <= share * LINE for share, column in zip(fixed, columns, strict=True) for text in column
    ):
        return fixed
    sizes = [[_size(text) for text in column] for column in columns]
    wants = [max(LEAST, *(line + _EDGE for line, _ in column)) for column in sizes]
    floors = [max(LEAST, *(min(part, LONGEST) + _EDGE for _, part in column)) for column in sizes]
    return _whole(_fitted(wants, floors))


def to_fill_in(table: Table, text: Text) -> bool:
    """Whether a cell is there to be written in: a line of underscores, or nothing in a table of who does what."""
    words = "".join(run.text for run in text).strip()
    return table.kind == "actions" if not words else len(words) > 2 and not words.strip("_")


def _badge(text: Text) -> float:
    """The longest badge of a cell, which does not break, in letters."""
    return max((len(run.text) + _BADGE + _EDGE for run in text if run.kind == "badge"), default=0)


def _size(text: Text) -> tuple[float, float]:
    """The longest line of a cell and the longest part of it that should not break, in letters."""
    line = longest = part = 0.0
    for run in text:
        if run.kind == "break":
            line = 0.0
            continue
        badge, letter = run.kind == "badge", _CODE if run.kind == "code" else 1.0
        line += len(run.text) * letter + badge * _BADGE
        longest = max(longest, line)
        whole = _badge((run,)) - _EDGE if badge else max(map(len, run.text.split()), default=0) * letter
        part = max(part, whole)
    return longest, part


def _fitted(wants: Sequence[float], floors: Sequence[float]) -> list[float]:
    """What each column gets of a line. Those that ask for little get it, so that no date or number is broken; the others
    share what is left by a power of what they ask for, so that one long text does not leave the rest a letter wide, and
    none gets less than its longest word or badge, as far as there is room.
    """
    short = {n: want for n, want in enumerate(wants) if want <= SHORT}
    given = short if sum(short.values()) <= LINE / 2 else {}
    while open_ := [n for n in range(len(wants)) if n not in given]:
        left = max(LINE - sum(given.values()), 0.0)
        whole = sum(wants[n] ** _POWER for n in open_)
        shared = {n: left * wants[n] ** _POWER / whole for n in open_}
        settled = {n: wants[n] for n in open_ if wants[n] <= shared[n]}
        settled = settled or {n: floors[n] for n in open_ if shared[n] < floors[n]}
        given = given | (settled or shared)
    return [given[n] for n in range(len(wants))]


def _whole(widths: Sequence[float]) -> tuple[float, ...]:
    return tuple(round(width / sum(widths), 4) for width in widths)
