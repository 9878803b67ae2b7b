"""The guidance of a question, and words found in questions, hints and guidance, in the reader's language."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from yotinspect.desk.events import Found, Guidance, Part, Row
from yotinspect.desk.screens import Words
from yotinspect.questions.guidance import in_order, part_label
from yotinspect.questions.sets import Item

#: Characters of a text that are shown around what was found in it.
AROUND = 130
#: How many questions that were found are shown.
HITS = 8


def guidance(words: Words, item: Item) -> Guidance:
    """The guidance of a question in its parts, as they are read."""
    text = words.texts.questions[item.id].guidance
    parts = (
        Part(part_label(words.questions, item, part, words.text_language), text[part]) for part in in_order(item, text)
    )
    return Guidance(item.id, tuple(parts))


def found(words: Words, wanted: str) -> Found:
    """The first questions in which every one of some words stands, and how many there are."""
    _, hits = words.say, list(places(words, wanted))
    rows = tuple(
        Row(name, words.texts.questions[name].text, f"{part}: {cut}" if part else "") for name, part, cut in hits[:HITS]
    )
    if len(hits) > HITS:
        return Found(rows, _("Found in questions: {number}. The first {shown} are shown; add a word to find fewer.", number=len(hits), shown=HITS))  # fmt: skip
    return Found(rows, _("Found in questions: {number}.", number=len(hits)))


def places(words: Words, wanted: str) -> Iterator[tuple[str, str, str]]:
    """Questions that hold every one of some words, whatever their case and accents, in the order they are asked: the
    question's id, what part of it holds the most of them (empty: the question itself), and that part around them.
    """
    needles = [plain(word) for word in wanted.split()]
    for item in words.questions.in_view_order() if needles else ():
        text = words.texts.questions[item.id]
        labels = {part: part_label(words.questions, item, part, words.text_language)
                  for part in in_order(item, text.guidance)}  # fmt: skip
        parts = [
            ("", text.text),
            (words.say("Hint"), text.hint),
            *((labels[part], text.guidance[part]) for part in labels),
        ]
        whole = plain(" ".join(part for _, part in parts))
        if all(needle in whole for needle in needles):
            label, best = max(parts, key=lambda part: sum(needle in plain(part[1]) for needle in needles))
            yield item.id, label, around(best, needles)


def plain(text: str) -> str:
    """A text as it is compared: without case, accents and line breaks, and with one sign for each apostrophe."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return " ".join(bare.casefold().replace("’", "'").split())


def around(text: str, needles: list[str]) -> str:
    """A text shortened to whole words around the first thing looked for."""
    text = " ".join(text.split())
    if len(text) <= AROUND:
        return text
    low = plain(text)
    # Accents may fold to another length; the place is near enough to show.
    first = min((low.find(needle) for needle in needles if needle in low), default=0)
    start = max(0, min(first - AROUND // 3, len(text) - AROUND))
    cut = text[start : start + AROUND]
    if start:
        cut = "... " + cut.split(" ", 1)[-1]
    return cut if start + AROUND >= len(text) else cut.rsplit(" ", 1)[0] + " ..."
