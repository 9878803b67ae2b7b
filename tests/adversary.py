"""Somebody who reads published break-downs and wants to know what was held back: tries every set of cases there could be.

Nothing here is taken from the program but what it publishes. A set of cases is first how many there are of each combination
of categories, and for each question how many of each combination gave each answer; which answers to different questions go
together in a case is then free, so every set of cases there could be is found so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from yotinspect.privacy.suppression import Shown, Table

#: A count that is held back: of cases (question None) or of an answer (0 yes, 1 no, 2 not applicable).
Hidden = tuple[str, str, int | None, int]
#: Yes, no and not applicable of a question in all cases: these are always published.
Total = tuple[int, int, int]
Combination = tuple[int, ...]


def hidden(shown: Shown) -> list[Hidden]:
    """All counts that are held back."""
    found: list[Hidden] = []
    for table in shown.tables:
        for row in table.rows:
            if row.cases is None:
                found.append((table.detail.name, row.category, None, 0))
            for question, counts in enumerate(row.counts):
                found += [(table.detail.name, row.category, question, n) for n, one in enumerate(counts) if one is None]
    return found


@dataclass
class Adversary:
    """What is published: break-downs, how many cases there are, and how each question was answered in all."""

    tables: Sequence[Table]
    cases: int
    totals: Sequence[Total]
    #: What may still be the number of a count.
    may_be: dict[Hidden, set[int]] = field(default_factory=dict)

    def learn(self, wanted: Sequence[Hidden], enough: int) -> None:
        """Note the numbers that counts may be, until each of those wanted has ``enough``, or all is tried."""
        for numbers in self.combined():
            answers = [list(self._answered(numbers, question, wanted, enough)) for question in range(len(self.totals))]
            if not all(answers):
                continue
            for table_at, table in enumerate(self.tables):
                for at, row in enumerate(table.rows):
                    number = sum(some for one, some in numbers.items() if one[table_at] == at)
                    self.may_be.setdefault((table.detail.name, row.category, None, 0), set()).add(number)
            for question, found in enumerate(answers):
                for one in found:
                    self._note(question, one)
            if all(len(self.may_be.get(count, ())) >= enough for count in wanted):
                return

    def _note(self, question: int, given: dict[Combination, tuple[int, ...]]) -> None:
        for table_at, table in enumerate(self.tables):
            for at, row in enumerate(table.rows):
                for answer in range(3):
                    number = sum(some[answer] for one, some in given.items() if one[table_at] == at)
                    self.may_be.setdefault((table.detail.name, row.category, question, answer), set()).add(number)

    def combined(self) -> Iterator[dict[Combination, int]]:
        """Every way in which the cases may be spread over the combinations of categories."""
        every = list(product(*(range(len(table.rows)) for table in self.tables)))
        # Of each detail: what is left of each category's cases; None where that is held back.
        left = [[row.cases for row in table.rows] for table in self.tables]
        last = [{one[t]: n for n, one in enumerate(every)} for t in range(len(self.tables))]

        def spread(n: int, unplaced: int) -> Iterator[dict[Combination, int]]:
            if n == len(every):
                if not unplaced:
                    yield {}
                return
            one = every[n]
            shown = [
                (rows, at, last[t][at] == n)
                for t, (rows, at) in enumerate(zip(left, one, strict=True))
                if rows[at] is not None
            ]
            most = min([unplaced, *(rows[at] for rows, at, _ in shown)])  # type: ignore[type-var]
            for some in range(most, -1, -1):
                if any(final and rows[at] != some for rows, at, final in shown):
                    continue
                for rows, at, _ in shown:
                    rows[at] -= some  # type: ignore[operator]
                for rest in spread(n + 1, unplaced - some):
                    yield {one: some, **rest} if some else rest
                for rows, at, _ in shown:
                    rows[at] += some  # type: ignore[operator]

        yield from spread(0, self.cases)  # fmt: skip

    def _answered(
        self, numbers: dict[Combination, int], question: int, wanted: Sequence[Hidden], enough: int
    ) -> Iterator[dict[Combination, tuple[int, ...]]]:
        """Every way in which these cases may have answered a question, but no more than it takes."""
        every = sorted(numbers)
        total = [*self.totals[question], self.cases - sum(self.totals[question])]
        left = [[[*row.counts[question], None] for row in table.rows] for table in self.tables]
        last = [{one[t]: n for n, one in enumerate(every)} for t in range(len(self.tables))]
        # A category without cases answers nothing.
        if any(
            any(left[t][at][:3]) for t in range(len(self.tables)) for at in range(len(left[t])) if at not in last[t]
        ):
            return
        dead: set[tuple[object, ...]] = set()

        def answer(n: int) -> Iterator[dict[Combination, tuple[int, ...]]]:
            if n == len(every):
                yield {}
                return
            state = n, *total, *(some for rows in left for row in rows for some in row[:3])
            if state in dead:
                return
            one, alive = every[n], False
            rows = [left[t][at] for t, at in enumerate(one)]
            final = [last[t][at] == n for t, at in enumerate(one)]
            most = [min([total[a], *(row[a] for row in rows if row[a] is not None)]) for a in range(4)]
            for given in _splits(numbers[one], most):
                if any(
                    ends and any(row[a] not in (None, given[a]) for a in range(3))
                    for row, ends in zip(rows, final, strict=True)
                ):
                    continue
                self._take(total, rows, given, 1)
                for rest in answer(n + 1):
                    alive = True
                    yield {one: given, **rest}
                self._take(total, rows, given, -1)
            if not alive:
                dead.add(state)

        mine = [count for count in wanted if count[2] == question]
        found: dict[Hidden, set[int]] = {count: set(self.may_be.get(count, ())) for count in mine}
        places = {
            (table.detail.name, row.category): (t, at)
            for t, table in enumerate(self.tables)
            for at, row in enumerate(table.rows)
        }
        for given in answer(0):
            yield given
            for count in mine:
                t, at = places[count[:2]]
                found[count].add(sum(some[count[3]] for one, some in given.items() if one[t] == at))
            if all(len(values) >= enough for values in found.values()):
                return  # fmt: skip

    @staticmethod
    def _take(total: list[int], rows: Sequence[list[int | None]], given: Sequence[int], sign: int) -> None:
        for a in range(4):
            total[a] -= sign * given[a]
            for row in rows:
                if row[a] is not None:
                    row[a] -= sign * given[a]  # type: ignore[operator]


def _splits(number: int, most: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Every way to split a number into parts of at most so many each."""
    if len(most) == 1:
        if number <= most[0]:
            yield (number,)
        return
    for first in range(min(number, most[0]), -1, -1):
        for rest in _splits(number - first, most[1:]):
            yield (first, *rest)
