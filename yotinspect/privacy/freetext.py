"""What in a text may say who somebody is, with where it stands; and what of it was cleared with a reason.

Nothing here says that a text is safe. What is found is what can be told by its form: see docs/privacy.md.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from yotinspect.privacy.contacts import contacts
from yotinspect.privacy.dates import Dated, DateFinder
from yotinspect.privacy.names import NameFinder
from yotinspect.privacy.numbers import numbers
from yotinspect.privacy.places import PlaceFinder
from yotinspect.privacy.plain import Word, figures_in, plain, words_in
from yotinspect.privacy.references import ReferenceFinder
from yotinspect.privacy.words import WordList

#: Kinds whose form alone tells them: what stands in one is nothing else.
_FORMAL = frozenset({"web", "email", "pnc", "cro", "summons", "prison", "nhs", "insurance", "pupil"})
#: A date that nothing is said of: the inspection's own, or one to come. What it is made of is not looked at again.
_MAY_STAND = "may-stand"
#: What parts the words of an id.
_PARTED = re.compile(r"[-_.]")
#: What stands between two words of one name.
_WITHIN = re.compile(r"['’]?[.\-]?\s{0,40}")


class Hit(NamedTuple):
    """Something found in a text, from ``start`` up to ``end``. What is not ``sure`` looks like it and may be something else.

    ``kind`` is one of numbers.py, or ``birth``, ``birth-year``, ``date``, ``case`` or ``name``.
    """

    start: int
    end: int
    kind: str
    sure: bool = True


class Finder:
    """Finds what may say who somebody is in the texts of one inspection.

    ``today`` is the day that the texts speak of: by it a date is one of a birth or not. ``own`` are the dates that the
    inspection itself names, ``named`` what it names publicly, ``cases`` the references of its cases.
    """

    def __init__(
        self,
        words: WordList,
        *,
        today: datetime.date,
        own: Collection[datetime.date] = (),
        named: Iterable[str] = (),
        cases: Collection[str] = (),
    ) -> None:
        self._today, self._own = today, frozenset(own)
        self._child_from = words.child.start
        self._dates, self._places = DateFinder(words), PlaceFinder(words)
        self._references, self._names = ReferenceFinder(cases), NameFinder(words, named)
        self._wanted = self._dates.wanted | self._names.wanted

    def find(self, text: str, *, label: bool = False, id: bool = False) -> list[Hit]:
        """Everything found in a text, in its order, none over another. Each word of a name is found for itself.

        A ``label`` says who somebody is, or is an id: it begins no sentence. In an ``id`` a name has no capital, and the signs
        that it may hold stand for those that it may not: what is sure with a blank or a stroke in their place is found.
        """
        if not id:
            return self._found(text, label)
        hits = self._found(_PARTED.sub("-", text), label, names_in_id=True)
        for sign in " /":
            hits += [
                hit for hit in self._found(_PARTED.sub(sign, text), label) if hit.sure or hit.kind in ("pnc", "cro")
            ]
        kept: list[Hit] = []
        for hit in sorted(hits, key=lambda hit: (not hit.sure, hit.start)):
            if not any(hit.start < other.end and other.start < hit.end for other in kept):
                kept.append(hit)
        return sorted(kept)

    def _found(self, text: str, label: bool, *, names_in_id: bool = False) -> list[Hit]:
        given = plain(text)
        seen, words = given.text, words_in(given.text, self._wanted)
        taken = bytearray(len(seen))
        found: list[Hit] = []
        for hit in self._all(seen, words, label, names_in_id):
            if hit.start < hit.end and taken.find(1, hit.start, hit.end) < 0:
                taken[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
                found.append(hit)
        return sorted(hit._replace(start=start, end=end) for hit in found if hit.kind != _MAY_STAND
                      for start, end in [given.span(hit.start, hit.end)])  # fmt: skip

    def _all(self, text: str, words: Sequence[Word], label: bool, names_in_id: bool) -> Iterator[Hit]:
        """Everything there is; of two in one place the first counts."""
        figures = figures_in(text)
        corrected = figures.corrected()
        found = [*numbers(figures, corrected), *contacts(corrected), *self._places.find(figures)]
        numbered = [Hit(number.start, number.end, number.kind, number.sure) for number in found]
        yield from (hit for hit in numbered if hit.kind in _FORMAL and (hit.sure or hit.kind == "web"))
        yield from (Hit(*span, "case") for span in self._references.find(corrected.text))
        yield from (self._dated(date) for date in self._dates.find(corrected, words))
        yield from (hit for hit in numbered if hit.sure)
        yield from (hit for hit in numbered if not hit.sure)
        yield from (Hit(*span, "name", False) for span in self._names.find(text, words, label=label))
        if names_in_id:
            yield from (Hit(*span, "name", False) for span in self._names.in_id(text))

    def _dated(self, date: Dated) -> Hit:
        if date.year:
            return Hit(date.start, date.end, "birth-year", False)
        if date.born or not date.whole or not date.days:
            return Hit(date.start, date.end, "birth")
        if any(day in self._own for day in date.days):
            return Hit(date.start, date.end, _MAY_STAND)
        # Of two centuries the later counts, but for a day further ahead than anybody plans.
        ages = [self._age(day) for day in date.days]
        age = min(age for age in ages if age > -self._child_from or age == max(ages))
        if age >= self._child_from:
            return Hit(date.start, date.end, "birth")
        return Hit(date.start, date.end, "date" if age >= 0 else _MAY_STAND, False)

    def _age(self, day: datetime.date) -> int:
        """How many years somebody born on a day is old, below 0 for a day to come."""
        return self._today.year - day.year - ((self._today.month, self._today.day) < (day.month, day.day))


def uncleared(text: str, hits: Sequence[Hit], cleared: Sequence[str]) -> tuple[list[Hit], set[int]]:
    """What no cleared words cover, and the positions of those that cover something.

    Words are cleared exactly as they stand, capitals and accents included, and whole; a line may be broken between them.
    """
    starts = [hit.start for hit in hits]
    gone: set[int] = set()
    used: set[int] = set()
    for n, words in enumerate(cleared):
        for match in _whole(words).finditer(text):
            at = bisect_left(starts, match.start())
            while at < len(hits) and hits[at].end <= match.end():
                gone.add(at)
                used.add(n)
                at += 1
    return [hit for n, hit in enumerate(hits) if n not in gone], used


def _whole(words: str) -> re.Pattern[str]:
    inside = r"\s+".join(re.escape(part) for part in words.split())
    return re.compile(rf"(?<!\w){inside}(?!\w)")


def joined(text: str, hits: Sequence[Hit]) -> list[Hit]:
    """Words of one name as one: those with nothing but a blank, a point or a hyphen between them."""
    found: list[Hit] = []
    for hit in hits:
        last = found[-1] if found else None
        if last and last.kind == hit.kind == "name" and _WITHIN.fullmatch(text, last.end, hit.start):
            found[-1] = last._replace(end=hit.end)
        else:
            found.append(hit)
    return found
