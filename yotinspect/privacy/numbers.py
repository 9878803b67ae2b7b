"""Numbers and addresses that belong to one person: of the police, the courts, health, school, telephone, post and mail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from yotinspect.privacy.plain import figures_in
from yotinspect.privacy.words import WordList

#: The check letter of police numbers is the remainder by 23 in this alphabet (Home Office, data standards of the criminal
#: justice system).
_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"


class Number(NamedTuple):
    """Something that belongs to one person, and whether it is surely that."""

    kind: str
    start: int
    end: int
    sure: bool = True


_EMAIL = re.compile(
    r"(?<![\w.+\-])[\w.+\-]{1,200}(?:\s?(?:@|[(\[{]\s?at\s?[)\]}])\s?)[\w\-]{1,63}(?:(?:\.|\s?[(\[{]\s?dot\s?[)\]}]\s?)[\w\-]{1,63}){1,6}",
    re.IGNORECASE,
)
_EMAIL_IN_WORDS = re.compile(r"(?<![\w.])[\w.]{1,64}\sat\s[\w\-]{1,63}(?:\sdot\s[\w\-]{1,63}){1,6}")
_AT = re.compile(r"[(\[{]\s?at\s?[)\]}]")
_ACCOUNT = re.compile(r"(?<![\w@./])@\w[\w.]{1,40}")
_WEB = re.compile(r"(?:https?://|www\.)[^\s<>\"]{1,2000}", re.IGNORECASE)
_PNC = re.compile(r"(?<![\w/])((?:19|20)?\d\d)(\s?[/\-\s]\s?|)(\d{1,7})\s?([A-HJ-NP-RT-Z])(?!\w)", re.IGNORECASE)
_CRO = re.compile(r"(?<![\w/])(?:(SF)\s?(\d\d)\s?/\s?(\d{1,6})|(\d{1,6})\s?/\s?(\d\d))\s?([A-Z])(?!\w)", re.IGNORECASE)
_ASN = re.compile(
    r"(?<![\w/])\d\d/\d\d[A-Z0-9]{2}/\d\d/\d{1,11}[A-Z](?!\w)|(?<!\w)\d\d\d\d[A-Z0-9]{2}\d{2}\d{11}[A-Z](?!\w)",
    re.IGNORECASE,
)
_PRISON = re.compile(r"(?<![\w/\-])[A-Z]\d{4}[A-Z]{2}(?![\w/\-])")
_NINO = re.compile(
    r"(?<!\w)(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?:[\s\-.]?\d\d){3}[\s\-.]?[A-D](?!\w)",
    re.IGNORECASE,
)
_UPN = re.compile(r"(?<!\w)[A-HJ-NP-RT-Z]\d{11}[0-9A-HJ-NP-RT-Z](?!\w)", re.IGNORECASE)
_TEN = re.compile(r"(?<![\w+])(?<!\d[.,\-])\d{3}[\s\-.]{0,2}\d{3}[\s\-.]{0,2}\d{4}(?![\w]|[.,\-]\d)")
#: Words by which ten digits are meant as a health number, or six with two letters as one of national insurance.
_HEALTH = re.compile(r"\b(?:NHS|GIG)(?:\s+(?:number|no|rhif)\.?)?\W{0,3}\Z", re.IGNORECASE)
_GAP = r"[\s\-.()/·•_]{0,3}"
_TELEPHONE = re.compile(
    rf"(?<!\w)(?<!\d[.,/])(?:(?:\+|00)\s?44{_GAP}(?:0{_GAP}(?=\d))?|44(?={_GAP}7)|\(?0(?!0))(?:{_GAP}\d){{9,10}}(?![\w]|[.,]\d)"
    rf"|\+(?!\s?44)\s?\d(?:{_GAP}\d){{7,13}}(?!\d)"
)
#: Without its zero it is a telephone number only after a word that says so.
_BARE_MOBILE = re.compile(r"(?<![\w+])7\d{3}[\s\-.]?\d{3}[\s\-.]?\d{3}(?!\d)")
_CALL = re.compile(
    r"\b(?:tel|telephone|phone|mobile|mob|call|ring|text|ffon|ffonio|symudol)\b\W{0,4}(?:no|number|rhif)?\W{0,4}\Z",
    re.IGNORECASE,
)
_POSTCODE = re.compile(
    r"(?<![A-Za-z0-9])([A-Z]{1,2})([0-9O][0-9A-Z]?)([\s\-.,/_]{0,3})([0-9OIL])([A-Z]{2})(?![A-Za-z0-9])", re.IGNORECASE
)
_DISTRICT = re.compile(r"(?<![A-Za-z0-9\-/.@])([A-Z]{1,2})(\d{1,2}[A-Z]?)(?![A-Za-z0-9\-/]|\.\d)")
_NEVER_INWARD = frozenset("CIKMOV")
_ORDINAL = re.compile(r"1st|2nd|3rd|\dth")
#: A zero written as a letter, within a run of digits.
_RUN = re.compile(r"(?<![A-Za-z])(?=[OoIl|]{0,3}\d)[\dOoIl|]{2,}(?![A-Za-z])")
_AS_DIGITS = str.maketrans("OoIl|", "00111")


#: After one of these a number is a part of something else.
_CLOSE = frozenset("0123456789.,/-_")


class Look(NamedTuple):
    """A text with the places where it has figures: most patterns need be held against those alone."""

    places: list[tuple[int, int]]
    text: str

    def __call__(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Every match that stands at such a place."""
        return (match for place in self.places for match in pattern.finditer(self.text, *place))


class NumberFinder:
    """Finds numbers and addresses, by the postcode areas and words for streets of a word list."""

    def __init__(self, words: WordList) -> None:
        self._areas = frozenset(words.postcodes.areas)
        after, before = ("|".join(map(re.escape, names)) for names in (words.streets.after, words.streets.before))
        named = r"[A-Z][\w'\-]{0,30}"
        self._street = re.compile(
            rf"\d{{1,4}}[A-Za-z]?,?\s(?:(?:{named}\s){{1,3}}(?:{after})\b|(?:{before})\s(?:(?:y|yr|[A-Z])[\w'\-]{{0,30}}\s?){{1,4}})"
        )

    def find(self, text: str) -> Iterator[Number]:
        """Every number of a plain text, the surest kinds first; they may stand over one another."""
        yield from _mail(text)
        places = figures_in(text)
        # A zero or a one may have been typed as a letter.
        digits: list[str] = []
        done = 0
        for start, end in places:
            digits += (
                text[done:start],
                _RUN.sub(lambda match: match[0].translate(_AS_DIGITS), text[max(done, start) : end]),
            )
            done = max(done, min(end, len(text)))
        look = Look(places, text)
        seen = Look(places, "".join([*digits, text[done:]]))
        yield from _police(look)
        # In small letters two of them and a blank are a word: "of 10 20 30 a day".
        yield from (Number("insurance", *match.span()) for match in look(_NINO)
                    if match[0][:2].isupper() or match[0][2].isdigit())  # fmt: skip
        yield from _checked(look, seen)
        yield from _telephones(seen)
        yield from self._postcodes(look)
        for match in self._street.finditer(text):
            if not match.start() or text[match.start() - 1] not in _CLOSE:
                yield Number("street", *match.span())

    def _postcodes(self, look: Look) -> Iterator[Number]:
        for match in look(_POSTCODE):
            area, district, gap, sector, unit = match.groups()
            if area.upper() not in self._areas or _NEVER_INWARD & set(unit.upper()):
                continue
            if not sector.isdigit() and not (sector + unit).isupper():
                continue
            # "At level S1 2nd thoughts ..."
            if gap and _ORDINAL.fullmatch(sector + unit):
                continue
            if "o" in district or not re.search(r"\d", district + sector):
                continue
            yield Number("postcode", *match.span())
        for match in look(_DISTRICT):
            area, district = match.groups()
            if area in self._areas and (len(area) == 2 or len(district) > 1):
                yield Number("district", *match.span(), False)


def check_letter(digits: str) -> str:
    """The check letter of a police number's digits, the two of the year first."""
    return _LETTERS[int(digits) % 23]


def _mail(text: str) -> Iterator[Number]:
    """Addresses of mail, of the web, and of accounts; looked for only where a sign of one stands."""
    lower = text.lower()
    if "://" in text or "www." in lower:
        yield from (Number("web", *match.span()) for match in _WEB.finditer(text))
    if "@" in text or _AT.search(lower):
        yield from (Number("email", *match.span()) for match in _EMAIL.finditer(text))
        yield from (Number("account", *match.span(), False) for match in _ACCOUNT.finditer(text))
    if " dot " in lower:
        yield from (Number("email", *match.span()) for match in _EMAIL_IN_WORDS.finditer(lower))


def _police(look: Look) -> Iterator[Number]:
    for match in look(_PNC):
        year, sign, serial, letter = match.groups()
        right = check_letter(year[-2:] + serial.zfill(7)) == letter.upper()
        formal = "/" in sign and len(serial) == 7
        # Without its sign, or short, it is one only where its letter is right; 4 in 100 others have it by chance.
        if formal or (right and len(serial) >= (4 if "/" in sign else 7)):
            yield Number("pnc", *match.span(), right)
        elif "/" in sign and len(serial) >= 5 and letter.isupper():
            yield Number("pnc", *match.span(), False)
    for match in look(_CRO):
        short, short_year, short_serial, serial, year, letter = match.groups()
        if short:
            right = letter.upper() in (
                check_letter(short_year + short_serial), check_letter(short_year + short_serial.zfill(6))
            )  # fmt: skip
        else:
            right = check_letter(year + serial.zfill(6)) == letter.upper()
        if short or (right and len(serial) > 2) or (len(serial) > 4 and letter.isupper()):
            yield Number("cro", *match.span(), right)
    yield from (Number("summons", *match.span()) for match in look(_ASN))
    yield from (Number("prison", *match.span()) for match in look(_PRISON))


def _checked(look: Look, seen: Look) -> Iterator[Number]:
    """Numbers that a check digit tells from others of their length."""
    from stdnum.gb import nhs, upn

    for match in look(_UPN):
        if upn.is_valid(match[0]):
            yield Number("pupil", *match.span())
    for match in seen(_TEN):
        number = re.sub(r"\D", "", match[0])
        if nhs.is_valid(number) and len(set(number)) > 1:
            yield Number("nhs", *match.span())
        elif _HEALTH.search(look.text, max(0, match.start() - 24), match.start()):
            yield Number("nhs", *match.span(), False)


def _telephones(seen: Look) -> Iterator[Number]:
    for match in seen(_TELEPHONE):
        number = re.sub(r"\D", "", match[0])
        abroad = match[0].startswith("+") and not number.startswith("44")
        national = re.sub(r"\A(?:0044|44)?0?", "0", number)
        # A fraction begins with 0 and a point.
        if abroad or (re.fullmatch(r"0[1-35789]\d{8,9}", national) and not match[0].startswith("0.")):
            yield Number("telephone", *match.span())
    for match in seen(_BARE_MOBILE):
        if _CALL.search(seen.text, max(0, match.start() - 24), match.start()):
            yield Number("telephone", *match.span())
