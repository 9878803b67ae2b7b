"""What can be wrong with the words of a set that are all there: their form, their likeness, their translation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yotinspect.questions.lint import typography
from yotinspect.questions.lint.reading import measure
from yotinspect.questions.model import ReadingCheck, Texts
from yotinspect.questions.translation import Path, units, words
from yotinspect.yamlfile import YamlFile
from yotinspect.yamltext import source

_WORD = re.compile(r"\w+")


def wording(file: YamlFile, texts: Texts, level: ReadingCheck | None) -> None:
    """Note slips of typography, stray markup, doubled texts and texts harder to read than ``level``."""
    for path, text, kind in _texts(texts):
        for slip in typography.whole(text, kind):
            file.add(slip.rule, path, slip.message, slip.help)
        if typography.suspect(text):
            stands = source(file, path)
            for slip in typography.inside(stands.text):
                file.add(slip.rule, path, slip.message, slip.help, at=stands.place(slip.offset or 0))
        if level is not None and kind != "label":
            _reading(file, path, text, level)
    _doubled(file, texts)
    if texts.status == "published" and texts.reviewed is None:
        file.add("text-review", ("status",), "These texts are published, and nobody is named who reviewed them.",
                 "Add 'reviewed' with by, qualification and on, or let them be a draft.")  # fmt: skip


def _texts(texts: Texts) -> Iterator[tuple[Path, str, typography.Kind]]:
    for path, text in words(texts).items():
        yield path, text.strip(), _kind(path)
    for name, question in texts.questions.items():
        for answer, label in question.labels.items():
            yield ("questions", name, "labels", answer), label.strip(), "label"


def _kind(path: Path) -> typography.Kind:
    if path[0] == "questions":
        return "wording" if path[2] == "text" else "sentence"
    return "sentence" if path == ("description",) or (path[0] == "details" and path[2] == "hint") else "label"


def _reading(file: YamlFile, path: Path, text: str, level: ReadingCheck) -> None:
    found = measure(text)
    if found.longest.words > level.sentence:
        stands = source(file, path)
        at = stands.place(measure(stands.text).longest.offset)
        file.add("text-reading", path, f"This sentence has {found.longest.words} words; at most {level.sentence} are meant.",
                 "Write two sentences, or put semi-colons between the parts of a list.", at=at)  # fmt: skip
    elif found.words >= level.at_least and found.lix > level.lix:
        file.add("text-reading", path, f"The reading index (LIX) of this text is {found.lix:.1f}; at most {level.lix} is meant.",
                 "Use shorter sentences and shorter words.")  # fmt: skip


def _doubled(file: YamlFile, texts: Texts) -> None:
    asked: dict[str, str] = {}
    said: dict[str, str] = {}
    for name, question in texts.questions.items():
        parts: list[tuple[Path, str]] = [(("questions", name, "hint"), question.hint)]
        parts += [(("questions", name, "guidance", part), text) for part, text in question.guidance.items()]
        asks: Path = ("questions", name, "text")
        for path, text, known in [(asks, question.text, asked), *((*part, said) for part in parts)]:
            plain = " ".join(_WORD.findall(text.casefold()))
            if plain in known:
                file.add("text-duplicate", path, f"The same words stand at {known[plain]}.",
                         "Say what is particular to this question.")  # fmt: skip
            elif plain:
                known[plain] = name


def translated(file: YamlFile, texts: Texts, english: Texts, left: frozenset[Path]) -> None:
    """Note texts that are English still, that were made from an earlier English, or that say not from which."""
    rows = units(english, texts, left)
    unmarked = 0
    for path, was, text, state in rows:
        if was is None or text is None:
            continue
        if len(_WORD.findall(was)) > 2 and was.split() == text.split():
            file.add("text-language", path, "This is the English text, word for word.", "Translate it.")
        elif state == "stale":
            file.add("text-stale", path, "The English has changed since this was translated.",
                     "Compare it with the English; then mark it as brought up to date.")  # fmt: skip
        unmarked += state == "unmarked"
    if unmarked:
        key = next(name for name in ("made_from", "questions", "title") if name in file.root)
        file.add("text-unmarked", (key,), f"Texts that do not say which English they were made from: {unmarked}.",
                 "Mark them as brought up to date once they were compared.", key=True)  # fmt: skip
