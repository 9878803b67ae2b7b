"""Which counts of break-downs by details of children are held back, so that nothing published gives them away.

**From whom.** A reader who holds all that is published of these cases: how many there are, how often each key question was
answered yes, no and not applicable in all, every count shown of every break-down, and what is left when some are taken from
others; who knows that a case is in exactly one category of each detail, that it answers a question at most once, and that
counts are whole numbers from 0; who, routes being public, may know how many cases of each row were asked, as long as that
alone does not decide a count; and who has any amount of patience and computing.

**What is kept.**

1. No count that is held back, of cases or of answers, can be worked out, from all break-downs and all questions together:
   for each there are other cases, of which all that is published is true as well, with another number there.
2. Who takes one break-down with all its questions, or one question with all its break-downs, is left with at least
   ``threshold`` + 1 numbers for each count that is small or would tell on a whole category, so that not even whether it is
   below the threshold is certain; or with all those that the totals and numbers of cases leave anyway, if these are fewer.
3. No count shown has fewer than ``threshold`` cases behind it, unless none; nor has what the categories come to whose
   counts are held back. Nothing shown tells that all cases of a category that could be judged were judged alike, or that
   none could be (group disclosure), whatever its size. Unless the totals and the numbers of cases alone tell it.

``freedom`` says how this is shown: by exhibiting the other cases, and not by trying whether they can be found. A number of
cases that is held back is free because nothing at all is shown of its category by itself: the cases of the categories that
are counted together may be of any of them.

**What is not kept.** The totals, which a grade hangs on, are never held back, however small. Somebody who knows what was
judged in some of the cases, as a child or a worker does of one, may work out more. So may somebody who knows two details of
which one follows from the other (the tier from the order), a detail that decides whether a question is asked, or other
figures of the same cases, such as an earlier report of fewer of them. Who runs this module over all cases that there could
be may rule some out, because it would have held back something else for them; ``_enough`` keeps the plainest of that off.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from yotinspect.catalogue import N_
from yotinspect.privacy.complement import guard
from yotinspect.privacy.crossed import Crossed, Detail, Question
from yotinspect.privacy.freedom import POOL, Answered

#: How a count is written that is held back: confidential.
HELD = "[c]"
#: What it means.
EXPLAINED = N_(
    "[c]: confidential. Held back because fewer than {threshold} cases stand behind it, because it would tell what was judged of every case in a category, or because it would give such a count away."
)
#: Why nothing is shown of a break-down. It must hold whatever the counts are, lest it tells of them.
WHOLE = N_("Held back: no count of this break-down could be shown without giving away others.")


class Counts(NamedTuple):
    """How often each answer was given; None where that is held back."""

    yes: int | None
    no: int | None
    na: int | None


@dataclass(frozen=True)
class Row:
    """A category: how many cases it has, and its counts for each question; None where they are held back."""

    category: str
    cases: int | None
    counts: tuple[Counts, ...]


@dataclass(frozen=True)
class Table:
    """A break-down as it may be published, a row for each category. ``whole``: nothing of it may.

    ``rest`` is what is held back comes to, as anybody can work out: the categories without a number of cases, and for each
    question those without counts.
    """

    detail: Detail
    rows: tuple[Row, ...]
    rest: Row
    whole: bool = False


@dataclass(frozen=True)
class Shown:
    """What may be published of several break-downs of the same cases, each by itself and all together."""

    questions: tuple[Question, ...]
    tables: tuple[Table, ...]
    threshold: int


@dataclass
class _Held:
    """What is held back of a detail: all of it, the categories that are counted together, the rows of each question."""

    rows: list[frozenset[int]]
    pool: frozenset[int] = frozenset()
    whole: bool = False

    def rows_of(self, detail: Detail) -> list[int] | None:
        """The row that each category is in."""
        return None if self.whole else [POOL if n in self.pool else n for n in range(len(detail.categories))]

    def hides(self, category: int, question: int) -> bool:
        """Whether the counts of a category are held back."""
        return self.whole or category in self.pool or category in self.rows[question]


def in_full(crossed: Crossed) -> Shown:
    """All counts, for those who may see them."""
    return _shown(crossed, [_Held([frozenset()] * len(crossed.questions)) for _ in crossed.details], 0)


def held_back(crossed: Crossed, threshold: int) -> Shown:
    """What may be shown where counts of fewer than ``threshold`` cases may not.

    The same cases give the same, in whatever order they came; a higher threshold counts no fewer categories together. Small
    categories are counted together with the next smallest, all of those with as few cases, so that their order tells nothing.
    Of rows that would do as well the one with the fewest answers is held back, then the first; of details the last.
    """
    least = max(1, min(threshold, crossed.cases + 1))
    states = [_Held([frozenset()] * len(crossed.questions)) for _ in crossed.details]
    parts = [crossed.parts(question) for question in range(len(crossed.questions))]
    for number, state in enumerate(states):
        # One threshold after another, each beginning with what the one before counts together.
        for smallest in range(1, least + 1):
            _count_together(crossed, number, state, smallest)
    rows = [state.rows_of(detail) for detail, state in zip(crossed.details, states, strict=True)]
    for question, answers in enumerate(parts):
        held = guard(
            Answered(answers, rows, least),
            tuple(None if state.whole else state.rows[question] for state in states),
        )
        for state, found in zip(states, held, strict=True):
            if found is not None:
                state.rows[question] = found
    return _shown(crossed, states, threshold)


def _count_together(crossed: Crossed, number: int, state: _Held, smallest: int) -> None:
    """Put categories with too few cases together, empty ones too, and as many more as it takes to have enough."""
    detail, cases = crossed.details[number], crossed.by_category(number)
    free = [n for n, name in enumerate(detail.categories) if name not in detail.told]
    some = [n for n in free if cases[n]]
    if state.whole or len(free) < 2 or not some:
        return
    pool = set(state.pool) | {n for n in some if cases[n] < smallest}
    if pool:
        pool |= set(free) - set(some)
        while set(some) - pool and not _enough(pool, cases, smallest):
            fewest = min(cases[n] for n in some if n not in pool)
            pool |= {n for n in some if cases[n] == fewest}
        new = frozenset(pool - state.pool)
        state.pool |= new
        state.rows = [rows - new | {POOL} for rows in state.rows]
    # Where all cases are in one category, every number of cases tells it.
    state.whole = len(some) == 1 or len(pool) == len(free)


def _enough(pool: Collection[int], cases: Sequence[int], smallest: int) -> bool:
    """Whether what categories have together tells nothing of one of them: it is not small, is not one category's alone, and
    where each of them is small, it is not as much as small ones can have together, so that each must have all it can.
    """
    together, most = sum(cases[n] for n in pool), max(cases[n] for n in pool)
    brimful = most < smallest and together == len(pool) * (smallest - 1)
    return together >= smallest and together > most and not brimful


def _shown(crossed: Crossed, states: Sequence[_Held], threshold: int) -> Shown:
    tables = []
    for number, (detail, state) in enumerate(zip(crossed.details, states, strict=True)):
        categories = range(len(detail.categories))
        cases, sums = crossed.by_category(number), crossed.sums(number)
        untold = [n for n in categories if state.whole or n in state.pool]
        rests = [
            Counts(
                *(sum(sums[n][question][answer] for n in categories if state.hides(n, question)) for answer in range(3))
            )
            for question in range(len(crossed.questions))
        ]
        rows = [
            Row(
                detail.categories[n],
                None if n in untold else cases[n],
                tuple(
                    # What none of the categories answered is known to be 0.
                    Counts(*(None if state.hides(n, q) and left else mine for mine, left in zip(sums[n][q], rest, strict=True)))
                    for q, rest in enumerate(rests)
                ),
            )
            for n in categories
        ]  # fmt: skip
        rest = Row("", sum(cases[n] for n in untold), tuple(rests))
        tables.append(Table(detail, tuple(rows), rest, state.whole))
    return Shown(crossed.questions, tuple(tables), threshold)
