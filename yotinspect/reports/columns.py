"""How wide the columns of a table are on paper, as shares of the page: a page does not scroll, and Word does not measure."""

from __future__ import annotations

from collections.abc import Sequence

from yotinspect.reports.blocks import Table, Text

#: Letters that go on a line of A4 in the size of a table, and what a column has at least, for its edges as well.
LINE, LEAST = 96, 8
#: What is no longer than this does not break, and how much more a longer text gets.
SHORT, _POWER = 20, 0.65
#: A badge has its shape and its edges; what is in the letters of a program, digests mostly, is small and goes on two lines.
_BADGE, _CODE, _EDGE = 5, 0.42, 2

#: Tables that follow one another and are read together have the same columns whatever stands in them.
_FIXED: dict[tuple[str, int], tuple[float, ...]] = {
    ("profile", 3): (0.34, 0.27, 0.39),
    ("profile", 2): (0.4, 0.6),
    ("figures", 4): (0.28, 0.2, 0.25, 0.27),
    ("figures", 3): (0.4, 0.33, 0.27),
    ("questions", 2): (0.8, 0.2),
    ("plain", 2): (0.4, 0.6),
}


def shares(table: Table) -> tuple[float, ...]:
    """The width of each column; together they are 1. Empty for a table without a row."""
    rows = [table.head, *(row.cells for row in table.rows)] if table.head else [row.cells for row in table.rows]
    number = max((len(row) for row in rows), default=0)
    if not number:
        return ()
    if table.kind == "scale":
        return (round(1 / number, 4),) * number
    if (fixed := _FIXED.get((table.kind, number))) is not None:
        return fixed
    wants = [max(LEAST, *(_length(row[n]) + _EDGE for row in rows if n < len(row))) for n in range(number)]
    return _whole(_fitted(wants))


def blank(text: Text) -> bool:
    """Whether a cell is a line to write on: nothing but underscores."""
    words = "".join(run.text for run in text).strip()
    return len(words) > 2 and not words.strip("_")


def _length(text: Text) -> float:
    """The longest line of a cell, in letters."""
    line = longest = 0.0
    for run in text:
        if run.kind == "break":
            line = 0.0
            continue
        line += len(run.text) * (_CODE if run.kind == "code" else 1) + (_BADGE if run.kind == "badge" else 0)
        longest = max(longest, line)
    return longest


def _fitted(wants: Sequence[float]) -> list[float]:
    """What each column gets of a line. Those that ask for little get it, so that no date or number is broken; the others
    share what is left by a power of what they ask for, so that one long text does not leave the rest a letter wide.
    """
    given: list[float | None] = [want if want <= SHORT else None for want in wants]
    if sum(found for found in given if found is not None) > LINE / 2:
        given = [None] * len(wants)
    while open_ := [n for n, found in enumerate(given) if found is None]:
        left = LINE - sum(found for found in given if found is not None)
        whole = sum(wants[n] ** _POWER for n in open_)
        shared = {n: left * wants[n] ** _POWER / whole for n in open_}
        small = [n for n in open_ if wants[n] <= shared[n]]
        if not small or len(small) == len(open_):
            return [shared.get(n, found or 0.0) for n, found in enumerate(given)]
        for n in small:
            given[n] = wants[n]
    return [found or 0.0 for found in given]


def _whole(widths: Sequence[float]) -> tuple[float, ...]:
    return tuple(round(width / sum(widths), 4) for width in widths)
