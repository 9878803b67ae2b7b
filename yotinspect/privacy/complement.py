"""What else must be held back of a question, so that what must not be shown cannot be worked out from the rest."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import product

from yotinspect.privacy.freedom import Answered, Cell, Hidden, Sum

#: A row of a detail.
At = tuple[int, int]


def guard(answered: Answered, hidden: Hidden) -> Hidden:
    """The rows of each detail whose counts for a question are held back: ``hidden``, those with a count that must not be
    shown, and what it takes to keep them. It always ends, if need be with all rows, which leave the totals alone.
    """
    first = _with(hidden, {(detail, row) for detail, row, _ in answered.sensitive})
    now = _covered(answered, first)
    while stuck := answered.stuck(now):
        now = _covered(answered, _with(now, _cheapest_exchange(answered, now, stuck[0])))
    return _thinned(answered, first, now)


def _with(hidden: Hidden, more: Collection[At]) -> Hidden:
    return tuple(
        None if rows is None else rows | {row for n, row in more if n == detail} for detail, rows in enumerate(hidden)
    )


def _covered(answered: Answered, hidden: Hidden) -> Hidden:
    """With the rows that each break-down needs by itself: each time the one that mends most, then the smallest."""
    found = list(hidden)
    for detail, rows in enumerate(hidden):
        if not rows:
            continue
        table = answered.tables[detail]
        short = answered.short(detail, rows)
        while short:
            left, _, more = min(
                (answered.short(detail, rows | {row}), table[row].given, row) for row in table if row not in rows
            )
            # Where no row mends anything by itself, all together do.
            rows = rows | {more} if left < short else frozenset(table)
            short = answered.short(detail, rows)
        found[detail] = rows
    return tuple(found)


def _cheapest_exchange(answered: Answered, hidden: Hidden, cell: Cell) -> list[At]:
    """The rows to hold back, of whichever detail, so that two cases may exchange their answers and the count be another."""
    detail, row, answer = cell
    asked = answered.most[cell][0]

    def loss(rows: Iterable[At]) -> tuple[int, list[At]]:
        return sum(answered.tables[n][at].given for n, at in rows), sorted((-n, at) for n, at in rows)

    able = [(at, part) for at, part in answered.placed.items() if part.of(asked)]
    return min(
        (
            [
                (n, at)
                for n, (here, there, held) in enumerate(zip(mine, other, hidden, strict=True))
                if held is not None and here != there
                for at in (here, there)
                if at not in held
            ]
            for (mine, some), (other, more) in product(able, able)
            if mine[detail] == row != other[detail] and _differ(some, more, answer, asked)
        ),
        key=loss,
    )


def _differ(some: Sum, more: Sum, answer: int, asked: bool) -> bool:
    """Whether one of some cases gives an answer, or gives it often, and one of others does not, or the other way round."""
    return bool(
        (some.high[answer] and more.high[answer] < more.of(asked))
        or (more.high[answer] and some.high[answer] < some.of(asked))
    )


def _thinned(answered: Answered, first: Hidden, hidden: Hidden) -> Hidden:
    """Without the rows that, looking back, were not needed; the largest are shown first."""
    added = [
        (detail, row)
        for detail, (before, after) in enumerate(zip(first, hidden, strict=True))
        for row in (after or frozenset()) - (before or frozenset())
    ]
    for detail, row in sorted(added, key=lambda at: (-answered.tables[at[0]][at[1]].given, at)):
        fewer = tuple(rows - {row} if rows is not None and n == detail else rows for n, rows in enumerate(hidden))
        if not answered.short(detail, fewer[detail] or frozenset()) and not answered.stuck(fewer):
            hidden = fewer
    return hidden
