"""What a translation was made from: digests of every English text, and what is missing, stale or left over."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple

from yotinspect.questions.model import Texts
from yotinspect.questions.sets import QuestionSet

_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")

State = Literal["done", "missing", "stale", "unmarked", "orphaned"]

#: Where a text stands in its file: ``("questions", "R-A1", "guidance", "yes")``.
Path = tuple[str, ...]

#: Sections of a text file in its order, and the two lines that every one has.
_HEAD = ("title", "description")
SECTIONS = ("areas", "stages", "views", "themes", "blocks", "scales", "reasons", "details", "questions")


def words(texts: Texts) -> dict[Path, str]:
    """Every text of a file by where it stands, in the file's order.

    Labels that a question has of its own are left out: a language has them or not, whatever the English does.
    """
    found: dict[Path, str] = {(name,): getattr(texts, name) for name in _HEAD}
    for section in SECTIONS:
        for name, value in getattr(texts, section).items():
            found.update(_inside(section, name, value))
    return found


def _inside(section: str, name: str, value: Any) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield (section, name), value
    elif section == "scales":
        for answer, label in value.items():
            yield (section, name, answer), label
    elif section == "details":
        yield (section, name, "label"), value.label
        if value.hint:
            yield (section, name, "hint"), value.hint
        for key, label in value.values.items():
            yield (section, name, "values", key), label
    else:
        yield (section, name, "text"), value.text
        yield (section, name, "hint"), value.hint
        for part, said in value.guidance.items():
            yield (section, name, "guidance", part), said


def fingerprint(text: str) -> str:
    """A mark of a text: eight letters out of its SHA-256. How its lines are broken changes nothing.

    Letters, because digits such as 965e4513 are a number to other readers of YAML.
    """
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:8].translate(_LETTERS)


def tree(marks: Mapping[Path, str]) -> dict[str, Any]:
    """Values by path as nested blocks, in the shape of the file itself."""
    root: dict[str, Any] = {}
    for path, mark in marks.items():
        node = root
        for step in path[:-1]:
            node = node.setdefault(step, {})
        node[path[-1]] = mark
    return root


def leaves(node: Any, at: Path = ()) -> Iterator[tuple[Path, str]]:
    """The values of nested blocks by path: the reverse of ``tree``."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield from leaves(value, (*at, key))
    elif isinstance(node, str):
        yield at, node


class Unit(NamedTuple):
    """One text in two languages, and how the translation stands to the English."""

    path: Path
    english: str | None
    translation: str | None
    state: State


def units(english: Texts, translated: Texts | None, left: frozenset[Path] = frozenset()) -> list[Unit]:
    """Every text, in the order of the English file, then what is left over in the translation.

    ``missing``: it has no translation. ``stale``: the English is not what the translation was made from. ``unmarked``:
    nobody said what it was made from. ``orphaned``: the English has no such text. ``left`` are labels of scales that the
    language leaves to the questions (see ``left_to_questions``).
    """
    source = words(english)
    target = words(translated) if translated else {}
    marks = dict(leaves(translated.made_from)) if translated else {}
    rows = []
    for path, text in source.items():
        if path not in target:
            if path in left:
                continue
            state: State = "missing"
        elif path not in marks:
            state = "unmarked"
        else:
            state = "done" if marks[path] == fingerprint(text) else "stale"
        rows.append(Unit(path, text, target.get(path), state))
    return rows + [Unit(path, None, text, "orphaned") for path, text in target.items() if path not in source]


def left_to_questions(questions: QuestionSet, translated: Texts) -> frozenset[Path]:
    """Labels that a scale need not have in a language, since every question on it has one of its own."""
    users: dict[str, list[str]] = {}
    for item in questions.items.values():
        users.setdefault(item.scale, []).append(item.id)
    return frozenset(
        ("scales", scale, answer)
        for scale, names in users.items()
        for answer in questions.scales[scale].answers
        if all(name in translated.questions and answer in translated.questions[name].labels for name in names)
    )


def marks_of(english: Texts, translated: Texts) -> dict[Path, str]:
    """The mark of every English text that the translation has a text for."""
    target = words(translated)
    return {path: fingerprint(text) for path, text in words(english).items() if path in target}
