"""How many other numbers a count that is held back could be, for all that is published.

Everything rests on one move. Take cases that nothing published about a question tells apart: in each detail they are of the
same category, or of categories whose counts for that question are held back. Let them exchange what they answered to it.
Each answer is still given as often in every category that is shown, and as often in all; no detail of any case, and no answer
to another question, has changed. So whatever comes of it may as well be the truth.

Of ``every`` case that may exchange, ``high`` say yes, say, and ``some`` are of the category that is looked at. Its count can
be any number from ``max(0, some + high - every)`` to ``min(some, high)`` (Fréchet's bounds, which are reached); ``spread`` is
how many steps that is. Where a case gives many answers, ``high`` are the cases that give one more often than a split, and
there are at least so many steps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from yotinspect.privacy.crossed import Part

ANSWERS = range(4)
YES, NO, NA, NONE = ANSWERS
#: The row of a detail's categories that are counted together. What it comes to is what the other rows leave of the totals.
POOL = -1

#: The rows of each detail whose counts for a question are held back; None for a detail of which nothing is shown.
Hidden = tuple[frozenset[int] | None, ...]
#: A count: by detail, row and answer.
Cell = tuple[int, int, int]


def spread(high: int, some: int, every: int) -> int:
    """How many steps lie between the least and the most that a count can be."""
    return min(some, high) - max(0, some + high - every)


class Sum:
    """What several parts come to, as a ``Part`` says it of one."""

    __slots__ = ("cases", "given", "high", "sums")

    def __init__(self, parts: Iterable[Part | Sum] = ()) -> None:
        self.cases = self.given = 0
        self.sums, self.high = [0] * 4, [0] * 4
        for part in parts:
            self.add(part)

    def add(self, part: Part | Sum) -> None:
        """Count it in."""
        self.cases += part.cases
        self.given += part.given
        for answer in ANSWERS:
            self.sums[answer] += part.sums[answer]
            self.high[answer] += part.high[answer]

    def of(self, asked: bool) -> int:
        """The cases that may exchange an answer: all, or those that gave one, where it may be known who was asked."""
        return self.given if asked else self.cases


@dataclass(frozen=True)
class Answered:
    """What one question was answered, by the rows of every detail: its categories, some of them counted together.

    ``rows`` says for each detail which row a category is in; None where nothing of a detail is shown. ``threshold`` is the
    smallest number of cases that may be shown.
    """

    parts: Sequence[Part]
    rows: Sequence[Sequence[int] | None]
    threshold: int

    @cached_property
    def placed(self) -> dict[tuple[int, ...], Sum]:
        """What the cases come to that are in the same row of every detail."""
        found: dict[tuple[int, ...], Sum] = {}
        for part in self.parts:
            at = tuple(POOL if rows is None else rows[n] for rows, n in zip(self.rows, part.at, strict=True))
            found.setdefault(at, Sum()).add(part)
        return found

    @cached_property
    def total(self) -> Sum:
        """All cases."""
        return Sum(self.parts)

    @cached_property
    def tables(self) -> list[dict[int, Sum]]:
        """For each detail of which something is shown, what each of its rows comes to."""
        found: list[dict[int, Sum]] = [{} for _ in self.rows]
        for at, part in self.placed.items():
            for detail, row in enumerate(at):
                if self.rows[detail] is not None:
                    found[detail].setdefault(row, Sum()).add(part)
        return found

    @cached_property
    def most(self) -> dict[Cell, tuple[bool, int]]:
        """How many steps each count has where nothing is shown of the question but its totals; and whether these are steps
        for somebody who knows which cases were asked.

        Routes are public, so answers are exchanged among those who gave one, unless that alone would decide the count.
        """
        total, found = self.total, {}
        for detail, table in enumerate(self.tables):
            for row, counts in table.items():
                for answer in ANSWERS:
                    steps = spread(total.high[answer], counts.given, total.given) if answer != NONE else 0
                    if steps:
                        found[detail, row, answer] = True, steps
                    else:
                        found[detail, row, answer] = False, spread(total.high[answer], counts.cases, total.cases)
        return found

    @cached_property
    def sensitive(self) -> set[Cell]:
        """The counts that must not be shown: small ones, and those that would say what all of a category answered; but none
        that the totals give away.
        """
        return {
            (detail, row, answer)
            for detail, table in enumerate(self.tables)
            for row, counts in table.items()
            for answer in self._telling(counts)
            if self.most[detail, row, answer][1]
        }

    def _telling(self, counts: Sum) -> set[int]:
        if not counts.given:
            return set()
        found = {answer for answer in ANSWERS if 0 < counts.sums[answer] < self.threshold}
        if counts.given < self.threshold:
            found |= {answer for answer in (YES, NO, NA) if counts.sums[answer]}
        # Where all that could be judged were judged alike, or none could be, that is known of each of them; unless the totals
        # say it of everybody.
        return found | {answer for answer in (YES, NO) if counts.sums[answer] == 0 and self.total.sums[answer]}

    def held(self, hidden: Hidden) -> Iterator[tuple[int, frozenset[int], Sum]]:
        """The details with rows that are held back, these rows, and what they come to, as anybody can work out."""
        for detail, rows in enumerate(hidden):
            if rows:
                yield detail, rows, Sum(self.tables[detail][row] for row in rows)

    def wanted(self, cell: Cell, rows: frozenset[int], rest: Sum) -> int:
        """How many steps a count that is held back must have, among ``rows`` that come to ``rest``."""
        if cell in self.sensitive:
            return min(self.threshold, self.most[cell][1])
        # What no row that is held back answered is shown as 0, and one row by itself is what the others leave.
        return min(1, self.most[cell][1]) if rest.sums[cell[2]] and len(rows) > 1 else 0

    def short(self, detail: int, rows: frozenset[int]) -> int:
        """How many steps are missing in one break-down by itself, where these rows are held back; 0 where it is safe."""
        table, missing = self.tables[detail], 0
        rest = Sum(table[row] for row in rows)
        if 0 < rest.given < min(self.threshold, self.total.given):
            missing += min(self.threshold, self.total.given) - rest.given
        for answer in ANSWERS:
            enough = min(self.threshold, self.total.sums[answer])
            if 0 < rest.sums[answer] < enough:
                missing += enough - rest.sums[answer]
            for row in rows:
                cell = detail, row, answer
                asked = self.most[cell][0]
                steps = spread(rest.high[answer], table[row].of(asked), rest.of(asked))
                missing += max(0, self.wanted(cell, rows, rest) - steps)
        return missing

    def stuck(self, hidden: Hidden) -> list[Cell]:
        """The counts that could not be shown to have another value, given all break-downs at once."""
        exchanging: dict[tuple[int, ...], list[tuple[tuple[int, ...], Sum]]] = {}
        for at, part in self.placed.items():
            told = tuple(POOL if rows is None or row in rows else row for row, rows in zip(at, hidden, strict=True))
            exchanging.setdefault(told, []).append((at, part))
        free: set[tuple[bool, int, int, int]] = set()
        for members in exchanging.values():
            # Cases of one row in every detail change no count by an exchange.
            if len(members) < 2:
                continue
            every = Sum(part for _, part in members)
            for asked in (True, False):
                both = [answer for answer in ANSWERS if 0 < every.high[answer] < every.of(asked)]
                for detail in range(len(hidden)) if both else ():
                    rows = {at[detail] for at, part in members if part.of(asked)}
                    if len(rows) > 1:
                        free.update(product((asked,), (detail,), rows, both))
        return [
            cell
            for detail, rows, rest in self.held(hidden)
            for cell in product((detail,), sorted(rows), ANSWERS)
            if self.wanted(cell, rows, rest) and (self.most[cell][0], *cell) not in free
        ]
