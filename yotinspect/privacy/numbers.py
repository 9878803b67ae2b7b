"""Numbers that belong to one person: of the police, the courts and prisons, of health, national insurance and school."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from yotinspect.privacy.plain import Figures

#: The check letter of police numbers is the remainder by 23 in this alphabet. Source: the open validators of HM Prison and
#: Probation Service for numbers of the Police National Computer and the Criminal Records Office, and their test data.
_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"


class Number(NamedTuple):
    """Something that belongs to one person, and whether it is surely that.

    ``kind`` is ``pnc``, ``cro``, ``summons``, ``prison``, ``nhs``, ``insurance`` or ``pupil``; of contacts.py ``email``,
    ``web``, ``account`` or ``telephone``; of places.py ``postcode``, ``district`` or ``street``.
    """

    kind: str
    start: int
    end: int
    sure: bool = True


_PNC = re.compile(
    r"(?<![\d/])(?<!SF)(?<!SF )((?:19|20)?\d\d)(\s?[/\\\-\s]\s?|)(\d{1,7})[\s\-/]?([A-HJ-NP-RT-Z])(?!\w)", re.IGNORECASE
)
_PNC_WITHOUT_LETTER = re.compile(r"(?<![\d/])(?:19|20)?\d\d\s?/\s?\d{4,7}(?![\w/])")
_PNC_SAID = re.compile(r"\bPNC(?:\s+(?:number|no|id|rhif)\b)?\W{0,3}\Z", re.IGNORECASE)
_CRO = re.compile(r"(?<![\w/])(?:(SF)\s?(\d\d)\s?/\s?(\d{1,6})|(\d{1,6})\s?/\s?(\d\d))\s?([A-Z])(?!\w)", re.IGNORECASE)
_SUMMONS = re.compile(
    r"(?<![\w/])(?:\d\d/\d\d[A-Z0-9]{2}/\d\d/\d{1,11}|\d{4}[A-Z0-9]{2}\d{13})[A-Z](?!\w)", re.IGNORECASE
)
_PRISON = re.compile(r"(?<![\w/\-])[A-Z]\d{4}[A-Z]{2}(?![\w/\-])")
_INSURANCE = re.compile(
    r"(?<!\w)(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?:[\s\-./]?\d\d){3}[\s\-./]?([A-D]?)(?!\w)",
    re.IGNORECASE,
)
_INSURANCE_SAID = re.compile(
    r"\b(?:national insurance|yswiriant (?:gwladol|cenedlaethol)|NINO|NI)\b.{0,10}\Z", re.IGNORECASE
)
_PUPIL = re.compile(r"(?<!\w)[A-HJ-NP-RT-Z]\d{11}[0-9A-HJ-NP-RT-Z](?!\w)", re.IGNORECASE)
_TEN = re.compile(r"(?<![\w+])(?<!\d[.,\-])\d(?:[\s\-.]{0,2}\d){9}(?!\w|[.,\-]\d)")
_GROUPS = re.compile(r"\d{10}|\d{3}[\s\-.]{0,2}\d{3}[\s\-.]{0,2}\d{4}")
_HEALTH_SAID = re.compile(r"\b(?:NHS|GIG)(?:\s+(?:number|no|rhif)\b\.?)?\W{0,3}\Z", re.IGNORECASE)
#: How many characters before a number may say what it is.
_BEFORE = 40


def numbers(text: Figures, corrected: Figures) -> Iterator[Number]:
    """Every such number of a plain text; ``corrected`` is the same with letters among figures made figures."""
    yield from _police(text)
    yield from (Number("summons", *match.span()) for match in text.find(_SUMMONS))
    yield from (Number("prison", *match.span()) for match in text.find(_PRISON))
    for match in text.find(_INSURANCE):
        # In small letters two of them and a blank are a word: "of 10 20 30 a day".
        written = match[0][:2].isupper() or match[0][2].isdigit()
        if written and (match[1] or _said(_INSURANCE_SAID, text.text, match)):
            yield Number("insurance", *match.span())
    yield from _checked(text, corrected)


def check_letter(digits: str) -> str:
    """The check letter of a police number's digits, the two of the year first."""
    return _LETTERS[int(digits) % 23]


def _police(text: Figures) -> Iterator[Number]:
    for match in text.find(_PNC):
        year, sign, serial, letter = match.groups()
        right = check_letter(year[-2:] + serial.zfill(7)) == letter.upper()
        slash = "/" in sign
        # Without its sign, or short, it is one only where its letter is right, as 4 in 100 others are by chance.
        if right and len(serial) >= (4 if slash else 7):
            yield Number("pnc", *match.span())
        elif slash and (len(serial) == 7 or (len(serial) >= 5 and letter.isupper())):
            yield Number("pnc", *match.span(), False)
    for match in text.find(_PNC_WITHOUT_LETTER):
        if _said(_PNC_SAID, text.text, match):
            yield Number("pnc", *match.span(), False)
    for match in text.find(_CRO):
        short, short_year, short_serial, serial, year, letter = match.groups()
        if short:
            # Short files are printed with and without leading zeros.
            right = letter.upper() in (
                check_letter(short_year + short_serial),
                check_letter(short_year + short_serial.zfill(6)),
            )
        else:
            right = check_letter(year + serial.zfill(6)) == letter.upper()
        if short or (right and len(serial) > 2) or (len(serial or "") > 4 and letter.isupper()):
            yield Number("cro", *match.span(), right)


def _checked(text: Figures, corrected: Figures) -> Iterator[Number]:
    """Numbers that a check digit tells from others of their length."""
    from stdnum.gb import nhs, upn  # only where something is checked

    for match in text.find(_PUPIL):
        if upn.is_valid(match[0]):
            yield Number("pupil", *match.span())
    for match in corrected.find(_TEN):
        number = re.sub(r"\D", "", match[0])
        said = _said(_HEALTH_SAID, text.text, match)
        right = nhs.is_valid(number) and len(set(number)) > 1
        if said or (right and _GROUPS.fullmatch(match[0])):
            yield Number("nhs", *match.span(), right)


def _said(words: re.Pattern[str], text: str, match: re.Match[str]) -> bool:
    """Whether the words before a number say what it is."""
    return words.search(text, max(0, match.start() - _BEFORE), match.start()) is not None
