"""Work on a translation where it stands: how it is, what came back from a translator, what is marked as brought up to date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path as FilePath

from yotinspect.library import Library
from yotinspect.questions.model import Texts
from yotinspect.questions.release import Release
from yotinspect.questions.sets import QuestionSet
from yotinspect.questions.translation import (
    SECTIONS,
    Path,
    Unit,
    fingerprint,
    leaves,
    left_to_questions,
    tree,
    units,
    words,
)
from yotinspect.records import check, check_what_fits
from yotinspect.upkeep.releases import release_path
from yotinspect.yamledit import Edits, Value, a_line_each, written
from yotinspect.yamlfile import SET_LIMIT, YamlFile, read


class CannotTranslateError(Exception):
    """The translation cannot be worked on; the message says why and what to do."""


@dataclass
class Translation:
    """A set's text file in a language as it stands, finished or not; ``file`` is None where there is none yet."""

    questions: QuestionSet
    english: Texts
    language: str
    path: FilePath
    file: YamlFile | None = None
    texts: Texts | None = None

    def units(self) -> list[Unit]:
        """Every text with how it stands."""
        left = left_to_questions(self.questions, self.texts) if self.texts else frozenset()
        return units(self.english, self.texts, left)


@dataclass
class Brought:
    """What an import or a sync did: the file's new bytes, and how many texts of which kind."""

    data: bytes
    changed: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    marked: int = 0
    stale: list[str] = field(default_factory=list)
    unknown: list[int] = field(default_factory=list)
    revision: int | None = None


def open_translation(library: Library, questions: QuestionSet, language: str) -> Translation:
    """A set's texts in a language, whatever is still missing. Raises CannotTranslateError for a file that cannot be read.

    A subset has words of its own for its title and description alone.
    """
    home = library.home("questionsets", questions.place)
    if home is None:
        raise CannotTranslateError(f"{questions.place} stands in no folder.")
    english = check(Texts, read(home / "text.en.yaml", confidential=False, limit=SET_LIMIT))
    if english is None:
        raise CannotTranslateError(f"The English of {questions.place} has faults: validate it first.")
    path = home / f"text.{language}.yaml"
    found = Translation(questions, english, language, path)
    if path.is_file():
        found.file = read(path, confidential=False, limit=SET_LIMIT)
        if found.file.broken or any(finding.rule.startswith("yaml") for finding in found.file.findings):
            first = found.file.findings[0]
            raise CannotTranslateError(f"{first.file}:{first.line}:{first.column}: {first.message} {first.help}")
        found.texts = check_what_fits(Texts, found.file)
        if found.texts is None:
            first = found.file.findings[0]
            raise CannotTranslateError(f"{first.file}:{first.line}:{first.column}: {first.message} {first.help}")
    return found


def take_in(translation: Translation, rows: Sequence[tuple[str, str, str, int]]) -> Brought:
    """Put texts that came back where they belong: (where, mark, text, line) each. What stood there otherwise stays.

    A text made from English that has changed since is taken in and stays marked as stale.
    """
    english = words(translation.english)
    by_name = {".".join(path): path for path in english}
    brought = Brought(b"")
    now: dict[Path, str] = {}
    marks = dict(leaves(translation.texts.made_from)) if translation.texts else {}
    had = words(translation.texts) if translation.texts else {}
    for where, mark, text, line in rows:
        path = by_name.get(where)
        if path is None:
            brought.unknown.append(line)
            continue
        if mark != fingerprint(english[path]):
            brought.stale.append(where)
        if path not in had:
            brought.added.append(where)
        elif had[path].split() != text.split():
            brought.changed.append(where)
        elif marks.get(path) == mark:
            continue
        marks[path] = mark
        brought.marked += 1
        if path not in had or had[path].split() != text.split():
            now[path] = text
    if translation.file is None:
        brought.data = _new_file(translation, now, marks)
        return brought
    edits = Edits(translation.file)
    _put(edits, translation.file, now)
    _finish(edits, translation, brought, marks)
    return brought


def sync(translation: Translation, names: Sequence[str], *, everything: bool) -> Brought:
    """Mark texts as made from the English as it now is: those of ``names`` (question ids or paths), those without any
    mark, or all.
    """
    if translation.file is None or translation.texts is None:
        raise CannotTranslateError(f"There is no {translation.path.name} yet: import a translation first.")
    english, have = words(translation.english), words(translation.texts)
    old = dict(leaves(translation.texts.made_from))
    marks: dict[Path, str] = {}
    brought = Brought(b"")
    matched: set[str] = set()
    for path in have:
        if path not in english:
            continue
        asked = [
            name for name in names if name in path or ".".join(path).startswith(f"{name}.") or ".".join(path) == name
        ]
        matched.update(asked)
        new = fingerprint(english[path])
        if everything or asked or (not names and path not in old):
            brought.marked += old.get(path) != new
            marks[path] = new
        elif path in old:
            marks[path] = old[path]
    for name in names:
        if name not in matched:
            raise CannotTranslateError(f"The translation has no text '{name}': name a question, as R-A2, or a path.")
    _finish(Edits(translation.file), translation, brought, marks)
    return brought


def _put(edits: Edits, file: YamlFile, now: Mapping[Path, str]) -> None:
    """Set each text; where even the block it belongs to is missing, that is written with all that goes into it."""
    blocks: dict[Path, dict[Path, str]] = {}
    for path, text in now.items():
        node, depth = file.root, 0
        while depth < len(path) - 1 and isinstance(node, dict) and isinstance(node.get(path[depth]), dict):
            node, depth = node[path[depth]], depth + 1
        if depth == len(path) - 1:
            edits.set(path, text)
        else:
            blocks.setdefault(path[: depth + 1], {})[path[depth + 1 :]] = text
    for at, texts in blocks.items():
        edits.set(at, tree(texts), blank=at[0] == "questions" and len(at) == 2)


def _finish(edits: Edits, translation: Translation, brought: Brought, marks: Mapping[Path, str]) -> None:
    """The marks in the order of the English, and the next revision where the present one is kept already."""
    assert translation.file is not None
    assert translation.texts is not None
    order = [path for path in words(translation.english) if path in marks]
    edits.set(("made_from",), a_line_each(tree({path: marks[path] for path in order}), SECTIONS), blank=True)
    changed = bool(brought.changed or brought.added)
    if changed and _revision_kept(translation) == translation.texts.revision:
        brought.revision = translation.texts.revision + 1
        edits.set(("revision",), str(brought.revision))
    if changed and translation.texts.status == "published":
        # What a person reviewed is not what stands there now.
        edits.set(("status",), "draft")
    brought.data = edits.result()


def _revision_kept(translation: Translation) -> int | None:
    marks = release_path(translation.path.parent)
    if not marks.is_file():
        return None
    kept = check(Release, read(marks, confidential=False, limit=SET_LIMIT))
    found = kept.translations.get(translation.language) if kept else None
    return found.revision if found else None


def _new_file(translation: Translation, now: Mapping[Path, str], marks: Mapping[Path, str]) -> bytes:
    head: dict[str, Value] = {
        "questionset": str(translation.questions.place),
        "language": translation.language,
        "status": "draft",
        "revision": "1",
        **tree({path: now[path] for path in words(translation.english) if path in now}),
    }
    lines = ["# yaml-language-server: $schema=../../schemas/texts.schema.json", ""]
    for key, value in head.items():
        lines += written(key, value, 0)
    order = [path for path in words(translation.english) if path in marks]
    lines += ["", *written("made_from", a_line_each(tree({path: marks[path] for path in order}), SECTIONS), 0)]
    return ("\n".join(lines) + "\n").encode()
