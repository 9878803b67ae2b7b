"""The Welsh of sets, frameworks and the program is spelled as a Welsh dictionary has it, but for words that were reviewed.

Needs the Hunspell files of a Welsh dictionary (npm's ``dictionary-cy``), which .ci/run fetches: YOTINSPECT_WELSH_DICTIONARY
names them without their ending.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from babel.messages.pofile import read_po

from tests.conftest import ROOT
from tests.loaders import TEXT

DICTIONARY = os.environ.get("YOTINSPECT_WELSH_DICTIONARY")
#: Words of the field, names, and forms that the dictionary lacks: each was looked at once more.
REVIEWED = ROOT / "tests" / "data" / "welsh-words.txt"
PO = ROOT / "yotinspect" / "locale" / "cy" / "LC_MESSAGES" / "yotinspect.po"
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")

# The checker leaves the dictionary's files open until they are collected.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
needs_dictionary = pytest.mark.skipif(DICTIONARY is None, reason="needs a Welsh dictionary, which .ci/run fetches")


def texts(node: Any, at: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a file with where it stands; marks and what is said about the file are no Welsh."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key not in ("made_from", "questionset", "language", "status", "revision", "reviewed"):
                yield from texts(value, f"{at}.{key}" if at else key)
    elif isinstance(node, list):
        for n, value in enumerate(node):
            yield from texts(value, f"{at}[{n}]")
    elif node:
        yield at, node


def welsh() -> Iterator[tuple[str, str, str]]:
    """Every Welsh text that is shipped: file, place, text."""
    sets = ROOT / "questionsets"
    for path in sorted(sets.glob("*/*/text.cy.yaml")):
        for at, text in texts(yaml.load(path.read_text("utf-8"), TEXT)):
            yield str(path.relative_to(ROOT)), at, text
    for path in sorted([*sets.glob("frameworks/*/*.yaml"), sets / "names.yaml"]):
        if path.is_file():
            for at, text in texts(yaml.load(path.read_text("utf-8"), TEXT)):
                if at.endswith(".cy"):
                    yield str(path.relative_to(ROOT)), at, text
    for message in read_po(io.BytesIO(PO.read_bytes())):
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        # What is put in is not ours to spell, and what stands in the English as well is a key, a command or a name.
        english = message.id if isinstance(message.id, str) else " ".join(message.id)
        kept = {word.casefold() for word in WORD.findall(english)}
        for text in strings if message.id else ():
            words = [word for word in WORD.findall(re.sub(r"\{[^}]*\}", " ", text)) if word.casefold() not in kept]
            yield PO.name, english, " ".join(word for word in words if len(word) > 1)


@cache
def reviewed() -> frozenset[str]:
    lines = REVIEWED.read_text("utf-8").splitlines()
    return frozenset(line.strip().casefold() for line in lines if line.strip() and not line.startswith("#"))


@cache
def _dictionary() -> Any:
    from spylls.hunspell import Dictionary

    return Dictionary.from_files(DICTIONARY)


@cache
def known(word: str) -> bool:
    """Whether a word is spelled as the dictionary or the list has it; joined and shortened words by their parts."""
    plain = word.replace("’", "'")
    forms = {plain, plain.lower()}
    if plain.isupper() or any(form.casefold() in reviewed() or _dictionary().lookup(form) for form in forms):
        return True
    short = re.fullmatch(r"(.+)'(r|n|i|u|m|th|w|ch|ll|ra|na|ti|r)", plain)
    if short is not None:
        return known(short[1])
    return "-" in plain and all(known(part) for part in plain.split("-"))


@pytest.mark.system
@needs_dictionary
def test_every_welsh_word_is_spelled_as_a_dictionary_or_a_reader_has_it() -> None:
    faults = [(file, at, word) for file, at, text in welsh() for word in WORD.findall(text) if not known(word)]
    assert faults == []


@pytest.mark.system
@needs_dictionary
def test_a_misspelled_word_is_caught() -> None:
    for word in ("asesiaad", "plentin", "digonnol", "gorchmynyn"):
        assert not known(word), word


@pytest.mark.system
@needs_dictionary
def test_no_word_is_listed_in_vain() -> None:
    used = {word.replace("’", "'").casefold() for _, _, text in welsh() for word in WORD.findall(text)}
    parts = {part for word in used for part in re.split(r"['-]", word)} | used
    assert sorted(reviewed() - parts) == []


def test_the_list_is_in_order_and_holds_a_word_once() -> None:
    lines = [line for line in REVIEWED.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    assert lines == sorted(set(lines))


@pytest.mark.slow
def test_every_welsh_file_is_looked_at() -> None:
    files = {file for file, _, _ in welsh()}
    shipped = {str(Path("questionsets") / path.relative_to(ROOT / "questionsets")) for path in (ROOT / "questionsets").glob("*/*/text.cy.yaml")}  # fmt: skip
    assert shipped <= files
    assert PO.name in files or not PO.read_text("utf-8").count("msgid") > 1
