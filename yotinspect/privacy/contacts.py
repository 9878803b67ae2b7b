"""How somebody can be reached: telephone numbers, addresses of mail and of the web, names of accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yotinspect.privacy.numbers import Number
from yotinspect.privacy.plain import Figures

_HOST = r"[\w\-]{1,63}(?:(?:\.|\s?[(\[{]\s?dot\s?[)\]}]\s?)[\w\-]{1,63}){1,6}"
_MAIL = re.compile(rf"(?<![\w.+\-])[\w.+\-]{{1,200}}\s?(?:@|[(\[{{]\s?at\s?[)\]}}])\s?({_HOST})", re.IGNORECASE)
_MAIL_IN_WORDS = re.compile(r"(?<![\w.])[\w.]{1,64}\sat\s[\w\-]{1,63}(?:\sdot\s[\w\-]{1,63}){1,6}")
_AT = re.compile(r"[(\[{]\s?at\s?[)\]}]")
_ACCOUNT = re.compile(r"(?<![\w@./])@\w[\w.]{1,40}")
_WEB = re.compile(r"(?:https?://|www\.)[^\s<>\"]{1,2000}", re.IGNORECASE)
_GAP = r"(?:,|[\s\-.()/·•_]{0,3})"
_TELEPHONE = re.compile(
    rf"(?<!\w)(?<!\d[.,/])(?:(?:\+|00)\s?44{_GAP}(?:0{_GAP}(?=\d))?|44(?={_GAP}7)|\(?0(?!0))(?:{_GAP}\d){{9,10}}(?!\w|[.,]\d)"
    rf"|\+(?!\s?44)\s?\d(?:{_GAP}\d){{7,13}}(?!\d)"
)
_NATIONAL = re.compile(r"0[1-35789]\d{8,9}")
#: Without its zero it is a telephone number only after a word that says so.
_MOBILE = re.compile(r"(?<![\w+])7\d{3}[\s\-.]?\d{3}[\s\-.]?\d{3}(?!\d)")
_CALL = re.compile(
    r"\b(?:tel|telephone|phone|mobile|mob|call|ring|text|ffon|ffonio|symudol)\b\W{0,4}(?:no|number|rhif)?\W{0,4}\Z",
    re.IGNORECASE,
)


def contacts(corrected: Figures) -> Iterator[Number]:
    """Every such number and address of a plain text, in which letters among figures are figures."""
    yield from _mail(corrected.text)
    for match in corrected.find(_TELEPHONE):
        number = re.sub(r"\D", "", match[0])
        abroad = match[0].startswith("+") and not number.startswith("44")
        # A fraction begins with 0 and a point.
        if abroad or (_NATIONAL.fullmatch(re.sub(r"\A(?:0044|44)?0?", "0", number)) and not match[0].startswith("0.")):
            yield Number("telephone", *match.span())
    for match in corrected.find(_MOBILE):
        if _CALL.search(corrected.text, max(0, match.start() - 30), match.start()):
            yield Number("telephone", *match.span())


def _mail(text: str) -> Iterator[Number]:
    """Addresses of mail, of the web, and of accounts; looked for only where a sign of one stands."""
    lower = text.lower()
    if "://" in text or "www." in lower:
        yield from (Number("web", *match.span(), False) for match in _WEB.finditer(text))
    if "@" in text or _AT.search(lower):
        # "fji@2.0.0" is a version.
        yield from (
            Number("email", *match.span()) for match in _MAIL.finditer(text) if match[1].lower() != match[1].upper()
        )
        yield from (Number("account", *match.span(), False) for match in _ACCOUNT.finditer(text))
    if " dot " in lower:
        yield from (Number("email", *match.span()) for match in _MAIL_IN_WORDS.finditer(lower))
