"""Typography and stray markup in the words of a set: what holds for English and Welsh alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

#: A label names something; a wording asks; a sentence is a hint, a part of the guidance or a description.
Kind = Literal["label", "wording", "sentence"]


class Slip(NamedTuple):
    """Something to mend in a text: at which character, or None where it is the text as a whole."""

    rule: Literal["text-typography", "text-markup"]
    offset: int | None
    message: str
    help: str


#: What can be wrong at a place, by name: pattern, message, what to do. A text is read with its lines as they are broken,
#: and each place is noted for one thing.
_TYPOGRAPHY: dict[str, tuple[str, str, str]] = {
    "spaces": (r"(?<=\S)[ \t]{2,}(?=\S)", "There is more than one space here.", "Leave one."),
    "before": (r"(?<=\S)\s+(?=(?:[,;:?!]|\.(?!\.))(?!\w))", "A space stands before a mark.", "Delete it."),
    "dots": (r"\.{3,}", "Three dots stand for an ellipsis.", "Write the one character … in their place."),
    "dash": (r"(?<=\S\s)--?(?=\s\S)|(?<=\w)--(?=\w)", "A hyphen stands for a dash.",
             "Write the dash – in its place, or use a comma or brackets."),
}  # fmt: skip
_MARKUP: dict[str, tuple[str, str, str]] = {
    "tag": (r"<([A-Za-z]\w*)\b[^<>]*>.{0,1000}?</\1>|</?[A-Za-z][^<>]*>|<!--.{0,1000}?-->", "There is an HTML tag here.", ""),
    "entity": (r"&(?:[A-Za-z]{2,8}|#\d{1,6}|#[xX][0-9a-fA-F]{1,6});", "There is an HTML entity here.",
               "Write the character itself."),
    "braces": (r"\{\{.{0,1000}?\}\}|\{%.{0,1000}?%\}|\{[^{}]*\}|[{}]", "There are template braces here.", ""),
    "link": (r"!?\[[^\[\]]*\]\([^()]*\)", "There is a Markdown link here.", "Write the words alone."),
    "code": (r"`[^`]*`|`", "There is a backtick here.", "Use quotation marks, or none."),
    "emphasis": (r"\*\*.{1,1000}?\*\*|(?<![\w*])\*(?=\S)[^*]+?(?<=\S)\*(?![\w*])|(?<!\w)__?(?=[^\W_])[^_]+?__?(?!\w)",
                 "There is Markdown emphasis here.", "Let the words speak; delete the marks."),
    "heading": (r"\A(?:#{1,6}|[>*+-]) ", "There is Markdown at the start of this text.", "Write a sentence."),
}  # fmt: skip
_PLAIN = "Delete the markup: texts are printed as they stand."


def _compiled(table: dict[str, tuple[str, str, str]]) -> list[tuple[re.Pattern[str], str, str]]:
    return [(re.compile(pattern, re.DOTALL), message, help) for pattern, message, help in table.values()]


_PLACES = _compiled(_TYPOGRAPHY)
_MARKS = _compiled(_MARKUP)
#: A text without any of these characters has nothing to mend at a place.
_SUSPECT = re.compile(r"[<&{}`*_\[\]()\"“”‘’#]|\s\s|\s[.,;:?!+>-]|\.\.|--|\A[+>-]", re.DOTALL)
_ENDS = re.compile(r"[.?!…][\"'”’)\]]*\Z")
_ASKS = re.compile(r"\?[\"'”’)\]]*\Z")
#: Places noted in one text at most, and characters of it that are looked at: the longest text of ours has 900.
_MOST = 50
_LONGEST = 20_000
_OPENING = "\"'“‘(["
_PAIRS = {")": "(", "]": "[", "”": "“"}


def whole(text: str, kind: Kind) -> Iterator[Slip]:
    """What is wrong with a text as a whole, whatever stands inside it."""
    if kind == "wording" and not _ASKS.search(text):
        yield Slip("text-typography", None, "The wording of a question ends without a question mark.", "Add it.")
    elif kind == "sentence" and not _ENDS.search(text):
        yield Slip("text-typography", None, "This text ends without a full stop.", "Add it.")
    start = text.lstrip(_OPENING)[:2]
    if kind != "label" and start[:1].islower() and not start[1:].isupper():
        yield Slip("text-typography", None, "This text begins with a small letter.", "Use a capital.")


def suspect(text: str) -> bool:
    """Whether it is worth looking for something at a place inside a text."""
    return _SUSPECT.search(text) is not None


def inside(text: str) -> Iterator[Slip]:
    """What is wrong at a place inside a text, which is given with its lines as they are broken."""
    text = text[:_LONGEST]
    taken: list[tuple[int, int]] = []
    for rule, table in (("text-markup", _MARKS), ("text-typography", _PLACES)):
        for pattern, message, help in table:
            for match in pattern.finditer(text):
                start, end = match.span()
                if len(taken) >= _MOST:
                    return
                # Each place is noted once, by what comes first in the tables.
                if not any(start < until and begun < end for begun, until in taken):
                    taken.append((start, end))
                    yield Slip(rule, start, message, help or _PLAIN)  # type: ignore[arg-type]
    for start, end in taken:
        text = text[:start] + " " * (end - start) + text[end:]
    yield from _quotes(text)
    yield from _unpaired(text)


def _quotes(text: str) -> Iterator[Slip]:
    kinds = [(n, char in "“”‘’") for n, char in enumerate(text) if char in "“”‘’\"'"]
    for n, curly in kinds:
        if curly != kinds[0][1]:
            yield Slip("text-typography", n, "Curly and straight quotation marks stand in one text.",
                       "Use one kind throughout.")  # fmt: skip
            return


def _unpaired(text: str) -> Iterator[Slip]:
    """Brackets and double quotation marks; a single one may be an apostrophe."""
    message, help = "This has no counterpart.", "Add the other one of the pair, or delete this one."
    if text.count('"') % 2:
        yield Slip("text-typography", text.rindex('"'), message, help)
    waiting: list[tuple[str, int]] = []
    for n, char in enumerate(text):
        if char in _PAIRS.values():
            waiting.append((char, n))
        elif char in _PAIRS:
            if waiting and waiting[-1][0] == _PAIRS[char]:
                waiting.pop()
            else:
                yield Slip("text-typography", n, message, help)
    for _, n in waiting[:_MOST]:
        yield Slip("text-typography", n, message, help)
