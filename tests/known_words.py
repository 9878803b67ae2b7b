"""Texts of the project of which it is known whether they are English or Welsh, to find what stands on a page unmarked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import yaml
from babel.messages import pofile

from tests.pages import INSPECTIONS, ROOT

LANGUAGES = ("en", "cy")
#: From here on a text is sought inside others; what is shorter may be part of a word of either language.
LONG = 20
#: Fields of a question set's texts that are no wording.
NAMES = {"questionset", "language", "status", "revision", "reviewed", "made_from"}


def plain(text: str) -> str:
    """A text on one line, with the quotation marks of a keyboard, as files have them."""
    return " ".join(text.translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'}).split())


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in NAMES:
                yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
    elif isinstance(value, str):
        yield value


def _bilingual(value: Any) -> Iterator[tuple[str, str]]:
    """What stands under ``en`` and ``cy`` anywhere in a file."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in LANGUAGES and isinstance(inner, str):
                yield name, inner
            else:
                yield from _bilingual(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _bilingual(inner)


def _load(text: str) -> Any:
    return yaml.load(text, yaml.CBaseLoader)


def _all() -> Iterator[tuple[str, str]]:
    home = ROOT / "questionsets"
    for language in LANGUAGES:
        for path in sorted(home.glob(f"*/*/text.{language}.yaml")):
            yield from ((language, text) for text in _strings(_load(path.read_text("utf-8"))))
    for path in sorted(home.glob("frameworks/*/*.yaml")):
        yield from _bilingual(_load(path.read_text("utf-8")))
    with (ROOT / "yotinspect" / "locale" / "cy" / "LC_MESSAGES" / "yotinspect.po").open("rb") as file:
        for message in pofile.read_po(file):
            for language, said in zip(LANGUAGES, (message.id, message.string), strict=True):
                for form in (said,) if isinstance(said, str) else said:
                    # The pieces of a sentence between its values, each long enough to be known by itself.
                    pieces = re.split(r"\{\w+\}|<[^>]+>", form)
                    yield from ((language, piece) for piece in pieces if len(pieces) == 1 or len(piece.split()) > 2)
    for subject in INSPECTIONS:
        written = _load((ROOT / subject / "inspection.yaml").read_text("utf-8"))
        texts = (text for text in _strings(written) if len(text.split()) > 3)
        yield from ((written.get("language", "en"), text) for text in texts)


@cache
def known() -> dict[str, frozenset[str]]:
    """Every text that is in one language and not in the other."""
    found: dict[str, set[str]] = {language: set() for language in LANGUAGES}
    for language, text in _all():
        if re.search(r"[^\W\d_]{2}", text):
            found[language].add(plain(text).strip(" .,:;()"))
    return {"en": frozenset(found["en"] - found["cy"]), "cy": frozenset(found["cy"] - found["en"])}


def misplaced(pieces: list[tuple[str, str]]) -> list[str]:
    """Texts that stand in the other language's place, among pieces of a page with the language each is marked with."""
    faults = []
    for language, other in (LANGUAGES, LANGUAGES[::-1]):
        said = [plain(text) for marked, text in pieces if marked == language]
        alone, joined = {text.strip(" .,:;()") for text in said}, "\n".join(said)
        faults += [
            f"{other} in {language}: {text}"
            for text in known()[other]
            if text in alone or (len(text) >= LONG and text in joined)
        ]
    return sorted(faults)
