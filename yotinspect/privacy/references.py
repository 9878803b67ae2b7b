"""References of cases in a text, however they are spaced: EX-017, EX 17, ex/017."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

_PART = re.compile(r"[^\W\d_]+|\d+")
#: What may stand between the parts of a reference.
_GAP = re.compile(r"\s{0,2}[-_./:#]?\s{0,2}")
#: More parts than any reference has.
_MOST = 8
#: So many beginnings are looked for one by one.
_ALIKE = 12
#: Words before a reference that is one number or one word.
_CASE = re.compile(
    r"\b(?:case|cases|achos|achosion|ref|reference|cyfeirnod|file|ffeil)\b(?:\s+(?:no|number|rhif)\b)?[\s.:#]{0,3}\Z",
    re.IGNORECASE,
)


class ReferenceFinder:
    """Finds references of an inspection's own cases."""

    def __init__(self, cases: Collection[str]) -> None:
        self._known: set[tuple[str, ...]] = {key for case in cases if (key := _key(_PART.findall(case)))}
        #: One number or one word: anything might be meant by it.
        self._lone: set[tuple[str, ...]] = {key for key in self._known if len(key) == 1 and not _long(key[0])}
        # "Case 17" is EX-017.
        self._lone |= {key[-1:] for key in self._known if len(key) > 1 and key[-1].isdigit()} - self._known
        self._known |= self._lone
        self._most = min(_MOST, max(map(len, self._known), default=0))
        self._starts = {key[0] for key in self._known}
        letters = sorted(start for start in self._starts if not start.isdigit())
        begins = [r"\d+"] if len(letters) < len(self._starts) else []
        # References of one inspection mostly begin alike, and then most words need no look.
        begins += letters if len(letters) <= _ALIKE else [r"[^\W\d_]+"]
        self._begin = re.compile("|".join(begins), re.IGNORECASE)

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Where a reference stands in a plain text. One of a single number or word counts after "case" and the like."""
        end = 0
        for match in self._begin.finditer(text) if self._known else ():
            if match.start() >= end and _plain(match[0]) in self._starts:
                end = self._end(text, match.start())
                if end:
                    yield match.start(), end

    def _end(self, text: str, start: int) -> int:
        """Where a reference that begins at a place ends, the longest there is; 0 where none does."""
        if start and text[start - 1].isalnum():
            return 0
        best, at = 0, start
        key: tuple[str, ...] = ()
        while len(key) < self._most:
            gap = _GAP.match(text, at) if key else None
            part = _PART.match(text, gap.end() if gap else at)
            if part is None:
                break
            key, at = (*key, _plain(part[0])), part.end()
            whole = at == len(text) or not text[at].isalnum()
            if (
                whole
                and key in self._known
                and (key not in self._lone or _CASE.search(text, max(0, start - 24), start))
            ):
                best = at
        return best


def _plain(part: str) -> str:
    return part.lstrip("0") or "0" if part.isdigit() else part.lower()


def _key(parts: list[str]) -> tuple[str, ...]:
    return tuple(_plain(part) for part in parts)


def _long(part: str) -> bool:
    return part.isdigit() and len(part) > 4
