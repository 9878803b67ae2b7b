"""Where somebody lives: postcodes, their first halves, and houses in streets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yotinspect.privacy.numbers import Number
from yotinspect.privacy.plain import Figures
from yotinspect.privacy.words import WordList

_POSTCODE = re.compile(
    r"(?<![A-Za-z0-9])([A-Z]{1,2})([\s\-]?)([0-9O][0-9A-Z]?)([\s\-.,/_()*:;|+]{0,5})([0-9OIL])(\s?)([A-Z]{2})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_DISTRICT = re.compile(r"(?<![A-Za-z0-9\-/.@])([A-Z]{1,2})(\d{1,2}[A-Z]?)(?![A-Za-z0-9\-/]|\.\d)")
#: Letters that the second half of a postcode never has.
_NEVER = frozenset("CIKMOV")
_ORDINAL = re.compile(r"1st|2nd|3rd|\dth")
#: After one of these a number is a part of something else.
_CLOSE = frozenset("0123456789.,/-_")


class PlaceFinder:
    """Finds places by the postcode areas and the words for streets of a word list."""

    def __init__(self, words: WordList) -> None:
        self._areas = frozenset(words.postcodes.areas)
        after, before = ("|".join(map(re.escape, names)) for names in (words.streets.after, words.streets.before))
        named = r"[A-Z][\w'\-]{0,30}"
        self._street = re.compile(
            rf"\d{{1,4}}[A-Za-z]?(?:-\d{{1,4}}[A-Za-z]?)?,?\s"
            rf"(?:(?:{named}\s){{1,3}}(?:{after})\b|(?:{before})[\s\-](?:(?:y|yr|[A-Z])[\w'\-]{{0,30}}\s?){{1,4}})"
        )

    def find(self, text: Figures) -> Iterator[Number]:
        """Every such place of a plain text; half a postcode is not sure to be one."""
        for match in text.find(_POSTCODE):
            if self._is_postcode(*match.groups()):
                yield Number("postcode", *match.span())
        for match in text.find(_DISTRICT):
            area, district = match.groups()
            # One letter with one figure is a question, a motorway or a level as well.
            if area in self._areas and (len(area) == 2 or len(district) > 1):
                yield Number("district", *match.span(), False)
        for match in self._street.finditer(text.text):
            if not match.start() or text.text[match.start() - 1] not in _CLOSE:
                yield Number("street", *match.span())

    def _is_postcode(self, area: str, within: str, district: str, gap: str, sector: str, apart: str, unit: str) -> bool:
        if area.upper() not in self._areas or _NEVER & set(unit.upper()):
            return False
        # Taken apart, or with a letter in place of a figure, small letters are words: "at 10 2nd", "no 1 an".
        if not unit.isupper() and (within or apart or not sector.isdigit()):
            return False
        if not area.isupper() and (within or not district[0].isdigit()):
            return False
        return bool(re.search(r"\d", district + sector)) and not (gap and _ORDINAL.fullmatch(sector + unit))
