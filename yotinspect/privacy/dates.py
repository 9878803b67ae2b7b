"""Full dates in a text, in figures and in words, in English and Welsh, and parts of dates by which somebody was born."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from yotinspect.privacy.plain import Figures, Word
from yotinspect.privacy.words import WordList, bare, mutated


class Dated(NamedTuple):
    """A date in a text. ``days`` are those it can mean, none where it is written out or does not exist.

    ``born`` says that a word of birth stands by it; ``whole``, that it has day, month and year. ``year`` alone is neither.
    """

    start: int
    end: int
    days: tuple[datetime.date, ...]
    born: bool = False
    whole: bool = True
    year: bool = False


_BETWEEN = r"\s{0,2}[/.\-_|,:;~=*+#\\·•∙⋅‧]\s{0,2}"
_FOUR = r"(?:19|20)\d\d"
_FIGURES = re.compile(
    rf"(?<![\w@])(?<!\d[./\-])(\d{{1,2}})({_BETWEEN}|\s)(\d{{1,2}})({_BETWEEN}|\s)({_FOUR}|'?\d\d)(?!\d|[./\-]\d)"
)
_ROMAN = re.compile(rf"(?<![\w@])(\d{{1,2}})[./\-](i{{1,3}}|iv|vi{{0,3}}|ix|xi{{0,2}})[./\-]({_FOUR}|\d\d)(?!\d)")
_YEAR_FIRST = re.compile(rf"(?<![\w@])(?<!\d[./\-])({_FOUR})(?:{_BETWEEN}|\s)(\d\d?)(?:{_BETWEEN}|\s)(\d\d?)(?!\d)")
#: "the 3rd day of the 4th month of 2003"
_COUNTED = re.compile(
    rf"(?<!\w)(\d\d?)(?:st|nd|rd|th|af|il|ydd|ed|fed|eg|ain)(?:\s(?:day|diwrnod))?\s(?:of|o)(?:\s?(?:the|r|'r|y))?\s(\d\d?)"
    rf"(?:st|nd|rd|th|af|il|ydd|ed|fed|eg|ain)(?:\s(?:month|mis))?,?\s(?:(?:of|in|o|yn)\s)?({_FOUR})(?!\d)"
)
_NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ORDINAL_END = r"(?:\s?(?:st|nd|rd|th|af|il|ail|ydd|ed|fed|eg|ain)(?![^\W\d_]))?"
#: Signs that are at home in dates, and those that are in sums and lists as well.
_OF_DATES, _OF_SUMS = frozenset("/.-_|\\"), frozenset(",:;=*+")
#: Parts of a date, by which somebody was born.
_PARTS = re.compile(
    rf"(?<![\w./\-])(?:(?P<both>\d{{1,2}}[/.\-]\d{{1,2}}(?:[/.\-]\d{{1,2}})?|\d{{1,2}}\s\d{{1,2}}\s\d\d(?:\d\d)?|\d{{6}}|\d{{8}}|\d{{1,2}}[/.\-]{_FOUR})(?![\w/\-]|[.]\d)|(?P<year>{_FOUR})(?!\w|[/\-]\d))"
)
#: "d.o.b." and "(b. 2003)": looked for one by one, since each begins with a letter of its own.
_DOTTED = (re.compile(r"d[\s.]{1,2}o[\s.]{1,2}b(?!\w)"), re.compile(r"\(b\.?(?=\s?\d|\s[a-z])"))
_SENTENCE = re.compile(r"[.!?;]\s+(?=[A-Z])")
#: What stands between a date and the word that says it is one of birth.
_IS = re.compile(
    r"[\s,:(=\-]*(?:(?:is|was|being|as|yw|oedd|sef|on|his|her|their|the|a|ei|eu|child's|date|dyddiad|of|\d\d?(?:st|nd|rd|th))[\s,:(=\-]*){0,5}",
    re.IGNORECASE,
)
#: How far from a word of birth its date may stand, in characters, after it and before it.
_AFTER, _AFTER_AGE, _BEFORE = 45, 12, 25


class DateFinder:
    """Finds dates by the months, ordinals and words of birth of a word list."""

    def __init__(self, words: WordList) -> None:
        self._months: dict[str, int] = {}
        for names in (words.months.en, words.months.cy):
            for number, forms in enumerate(names, start=1):
                for form in forms.split():
                    self._months.update(dict.fromkeys(_softened(bare(form)), number))
        self._ordinals = {_apart(bare(word)): n for both in (words.ordinals.en, words.ordinals.cy)
                          for n, word in enumerate(both, start=1)}  # fmt: skip
        written = "|".join(_spaced(word) for word in sorted(self._ordinals, key=len, reverse=True))
        day = rf"(?:(?P<d>0?[1-9]|[12]\d|3[01]){_ORDINAL_END}|(?P<o>{written}))"
        begin = "|".join(_spaced(bare(word)) for word in words.years.begin)
        on = "|".join(bare(word) for word in words.years.on)
        year = rf"(?P<y>{_FOUR})(?!\d)|['`](?P<q>\d\d)(?!\d)|(?P<z>0\d)(?![\d:])|(?P<w>(?:{begin})(?:[\s\-]+(?:{on})){{1,4}})(?![^\W\d_])"
        loose = r"(?P<t>[1-9]\d)(?![\w%:]|[\s\-]+[^\W\d_]|[\s\-]+[£$(]|[.,]\d)|(?<=[\-/.])(?P<u>\d\d)(?![\d:])"
        filler = r"[\s.,/_|*)\-]{0,3}(?:(?:of|o|fis|mis|day|diwrnod|ddiwrnod|the|in)\s{1,2}){0,3}"
        self._day_before = re.compile(
            rf"(?:^|[^\w])(?:(?P<early>{_FOUR})[\s,]{{1,3}}(?:(?:on|the|ar|y)\s){{0,2}})?{day}{filler}$"
        )
        self._year_before = re.compile(rf"(?:^|[^\w])(?P<y>{_FOUR})[\s.,/_|*\-]{{1,3}}$")
        self._year_after = re.compile(
            rf"\.?[\s.,/_|*\-(]{{0,4}}(?:(?:of|in|yn|o)\s)?(?:(?:the\s)?year\s|y\sflwyddyn\s)?(?:{year}|{loose})"
        )
        self._day_year_after = re.compile(
            rf"\.?[\s.,/_|*\-(]{{0,3}}(?:(?:the|y|yr)\s)?{day}[\s.,/_|*\-)]{{0,4}}(?<=[\W])(?:of\s)?(?:{year}|{loose})"
        )
        self._year_day_after = re.compile(
            rf"\s+(?P<y>{_FOUR})[\s,(]{{1,3}}(?:on\s)?(?:the\s|y\s|yr\s)?(?=\d{{1,2}}\s?[a-z]|[a-z]){day}(?!\w)"
        )
        self._day_after = re.compile(rf"\.?[\s.,/_|*\-(]{{0,3}}(?:(?:the|y|yr)\s)?{day}(?!\w|:\d)")
        self._births = {bare(word) for word in words.birth.words}
        self._turns = {bare(word) for word in words.birth.turned}
        #: Words to be looked at though they have no capital.
        self.wanted = {*self._months, *self._births, *self._turns}
        self._age = re.compile(rf"(?:'n)?\s+(?:\d{{1,2}}|{on})(?!\w)")

    def find(self, figures: Figures, words: Sequence[Word]) -> list[Dated]:
        """Every date of a plain text, given with its words; in the order of the text, none over another.

        A part of a date counts where a word of birth stands by it.
        """
        text, lower = figures.text, figures.text.lower()
        births = sorted(self._births_in(lower, words))
        found = [*self._in_figures(Figures(lower, figures.places)), *self._in_words(lower, words)]
        if births:
            found += self._parts(text, lower, words, births)
        # Of two that share a place the one that says more counts.
        taken = bytearray(len(text))
        kept = []
        for date in sorted(found, key=lambda d: (not d.whole, d.year, d.start - d.end, d.start)):
            if taken.find(1, date.start, date.end) < 0:
                taken[date.start : date.end] = b"\1" * (date.end - date.start)
                kept.append(date)
        kept.sort()
        born = _claimed(text, births, kept)
        return [date._replace(born=n in born) for n, date in enumerate(kept) if date.whole or n in born]

    def _in_figures(self, text: Figures) -> Iterator[Dated]:
        for match in text.find(_FIGURES):
            first, sign, second, other, year = match.groups()
            signs = sign.strip() + other.strip()
            loose = not signs or not set(signs) <= _OF_DATES
            if (loose and len(year) < 4) or (len(signs) > 1 and set(signs) & _OF_SUMS and " " in sign + other):
                continue
            if len(year) < 4 and "." in signs and " " in sign + other:
                continue
            if not (sign.strip() and other.strip()) and len(first) + len(second) < 4:
                continue
            if _can_be(int(first), int(second)):
                yield Dated(*match.span(), _days(int(first), int(second), year))
        for match in text.find(_ROMAN):
            day, numeral, year = match.groups()
            if 1 <= int(day) <= 31:
                yield Dated(*match.span(), _days(int(day), _NUMERALS.index(numeral) + 1, year))
        for match in text.find(_YEAR_FIRST):
            year, month, day = match.groups()
            if _can_be(int(day), int(month)):
                yield Dated(*match.span(), _days(int(day), int(month), year))
        for match in Figures(text.text, [(start, end + 60) for start, end in text.places]).find(_COUNTED):
            day, month, year = match.groups()
            if _can_be(int(day), int(month)):
                yield Dated(*match.span(), _days(int(day), int(month), year))

    def _month_places(self, words: Sequence[Word]) -> Iterator[tuple[int, int, int]]:
        for word in words:
            if word.lower in self._months:
                yield word.start, word.end, self._months[word.lower]
            elif not word.lower.isalpha():
                # "3Apr2003" and "third-of-April" are one word.
                for part in re.finditer(r"[^\W\d_]+", word.lower):
                    if part[0] in self._months:
                        yield word.start + part.start(), word.start + part.end(), self._months[part[0]]

    def _in_words(self, text: str, words: Sequence[Word]) -> Iterator[Dated]:
        for start, end, month in self._month_places(words):
            offset = max(0, start - 40)
            before, after = text[offset:start], text[end : end + 60]
            day = self._day_before.search(before)
            begin = offset + day.start("d" if day["d"] else "o") if day else start
            if day and (year := self._year_after.match(after)):
                yield Dated(begin, end + year.end(), self._meant(day, month, year))
            elif day and day["early"]:
                yield Dated(offset + day.start("early"), end, _days(self._day(day), month, day["early"]))
            elif both := self._day_year_after.match(after) or self._year_day_after.match(after):
                yield Dated(start, end + both.end(), self._meant(both, month, both))
            elif (year := self._year_before.search(before)) and (day := self._day_after.match(after)):
                yield Dated(offset + year.start("y"), end + day.end(), self._meant(day, month, year))

    def _meant(self, day: re.Match[str], month: int, year: re.Match[str]) -> tuple[datetime.date, ...]:
        given = year.groupdict()
        figures = next((given[name] for name in ("y", "q", "z", "t", "u") if given.get(name)), None)
        return _days(self._day(day), month, figures) if figures else ()

    def _day(self, day: re.Match[str]) -> int:
        return int(day["d"]) if day["d"] else self._ordinals[_apart(day["o"])]

    def _births_in(self, text: str, words: Sequence[Word]) -> Iterator[tuple[int, int, int]]:
        """Where each word of birth begins and ends, and how far beyond it its date may stand."""
        for word in words:
            if word.lower in self._births:
                yield word.start, word.end, _AFTER
            elif word.lower in self._turns or word.lower.partition("'")[0] in self._turns:
                end = word.start + len(word.lower.partition("'")[0])
                age = self._age.match(text, end)
                if age:
                    yield word.start, age.end(), _AFTER_AGE
        for pattern in _DOTTED:
            for match in pattern.finditer(text):
                if not text[match.start() - 1 : match.start()].isalnum():
                    yield *match.span(), _AFTER

    def _parts(
        self, text: str, lower: str, words: Sequence[Word], births: Sequence[tuple[int, int, int]]
    ) -> Iterator[Dated]:
        """Days and months, months and years, and years and other figures after a word of birth."""
        for start, end, _ in self._month_places(words):
            offset = max(0, start - 40)
            day = self._day_before.search(lower[offset:start])
            after = lower[end : end + 60]
            further = None if day else self._day_after.match(after) or self._year_after.match(after)
            if day or further:
                begin = offset + day.start("d" if day["d"] else "o") if day else start
                yield Dated(begin, end + (further.end() if further else 0), (), whole=False)
        for _, end, reach in births:
            for match in _PARTS.finditer(text, end, end + reach + 10):
                if match["year"] or _can_be_part(match["both"]):
                    yield Dated(*match.span(), (), whole=False, year=bool(match["year"]))


def _softened(month: str) -> Iterator[str]:
    """A month with what its first letter may turn into: mawrth, fawrth."""
    # Short forms are not mutated, and would turn into other words.
    yield from mutated(month) if len(month) > 4 or month in ("medi", "mai") else (month,)


def _apart(words: str) -> str:
    """Words that may stand apart or be joined by hyphens, with blanks between them: twenty first."""
    return " ".join(re.split(r"[\s\-]+", words))


def _spaced(words: str) -> str:
    return r"[\s\-]{1,3}".join(map(re.escape, _apart(words).split()))


def _can_be(first: int, second: int) -> bool:
    """Whether two numbers can be a day and a month, in either order."""
    return 1 <= min(first, second) <= 12 and 1 <= max(first, second) <= 31


def _can_be_part(figures: str) -> bool:
    pieces = re.split(r"[/.\-\s]", figures)
    if len(pieces) == 3:
        return _can_be(int(pieces[0]), int(pieces[1]))
    if len(pieces) == 2:
        first, second = (int(piece) for piece in pieces)
        return 1 <= first <= 12 if second > 31 else _can_be(first, second)
    return _can_be(int(figures[:2]), int(figures[2:4])) or _can_be(int(figures[-2:]), int(figures[-4:-2]))


def _days(day: int, month: int, year: str) -> tuple[datetime.date, ...]:
    """The days that figures can mean: the month first where it can only be so, two figures of a year in two centuries."""
    if month > 12:
        day, month = month, day
    figures = year.lstrip("'")
    years = [int(figures)] if len(figures) == 4 else [1900 + int(figures), 2000 + int(figures)]
    found = []
    for one in years:
        try:
            found.append(datetime.date(one, month, day))
        except ValueError:
            continue
    return tuple(found)


def _claimed(text: str, births: Sequence[tuple[int, int, int]], dates: Sequence[Dated]) -> set[int]:
    """The positions of dates of birth: the first after each word of birth, or one that is said to be it just before."""
    starts = [date.start for date in dates]
    claimed = set()
    for start, end, reach in births:
        at = bisect_left(starts, end)
        if at < len(dates) and starts[at] - end <= reach and not _SENTENCE.search(text, end, starts[at]):
            claimed.add(at)
        if at and 0 <= start - dates[at - 1].end <= _BEFORE and _IS.fullmatch(text, dates[at - 1].end, start):
            claimed.add(at - 1)
    return claimed
