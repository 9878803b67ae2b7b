"""Published sets and frameworks and the marks kept of them: make a release, and find what changed since."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from yotinspect.digests import framework_digests, framework_parts
from yotinspect.findings import Finding
from yotinspect.library import Library
from yotinspect.questions.changes import Step, next_version
from yotinspect.questions.release import ASPECTS, Altered, KeptTranslation, Release, altered, release_of
from yotinspect.questions.sets import QuestionSet
from yotinspect.questions.translation import SECTIONS
from yotinspect.ratings.framework import Framework
from yotinspect.records import ManyOf, Name, Place, Record, Ref, Text, check
from yotinspect.yamledit import Edits, Value, a_line_each, written
from yotinspect.yamlfile import SET_LIMIT, NodePath, YamlFile, read

RELEASE = "release.yaml"
_Marks = TypeVar("_Marks", bound=BaseModel)


class FrameworkRelease(Record):
    """``VERSION.release.yaml`` beside a framework: a mark for each of its parts, and its translations."""

    release: Ref
    digest: Text
    parts: ManyOf[Text, Text]
    translations: ManyOf[Name, KeptTranslation]


def release_path(source: Path) -> Path:
    """Where the marks of a set (its folder) or a framework (its file) stand."""
    return source / RELEASE if source.is_dir() else source.with_suffix(".release.yaml")


# --- checking ---------------------------------------------------------------------------------------------------------


def check_set(library: Library, home: Path, questions: QuestionSet) -> list[Finding]:
    """What is not as it was in a published set, at the file, line and column where it now stands otherwise.

    A set whose texts have faults is given without them, and is held against what was kept of its structure.
    """
    file = read(home / "questionset.yaml", confidential=False, limit=SET_LIMIT)
    kept = _kept(file, questions.place, questions.heading.status, release_path(home), Release)
    if isinstance(kept, list):
        return kept
    if kept.digest != questions.digest:
        texts = read(home / "text.en.yaml", confidential=False, limit=SET_LIMIT)
        rows = [row for row in altered(questions, kept) if questions.base is None or _own(row)]
        for row in rows:
            at = texts if row.section == "words" else file
            at.add("release-changed", *_told(at, row, questions))
        if not rows and questions.base is None and questions.texts:
            file.add("release-changed", ("questionset",), f"The published {questions.place} is not what it was.",
                     _help(questions.place, "patch"))  # fmt: skip
        file.findings += texts.findings
    for language, texts_now in questions.texts.items():
        was, digest = kept.translations.get(language), questions.text_digests[language]
        if language != "en" and was != KeptTranslation(revision=texts_now.revision, digest=digest):
            words = read(home / f"text.{language}.yaml", confidential=False, limit=SET_LIMIT)
            _translation(words, ("revision",), language, texts_now.revision, digest, was, questions.place)
            file.findings += words.findings
    return file.findings


def _own(row: Altered) -> bool:
    """Whether a subset can have changed this itself: all else changed in its base, and is named there."""
    if row.section == "words":
        return row.where[0] in ("title", "description")
    return row.aspect in ("added", "removed") or row.where[-1] in ("edition", "programme", "basis", "since")


def check_framework(path: Path, framework: Framework) -> list[Finding]:
    """What is not as it was in a published framework."""
    file = read(path, confidential=False, limit=SET_LIMIT)
    place = Place(framework.framework, framework.version)
    kept = _kept(file, place, framework.status, release_path(path), FrameworkRelease)
    if isinstance(kept, list):
        return kept
    digests = framework_digests(file.root)
    if kept.digest != digests["en"]:
        now = framework_parts(file.root)
        for name, (at, mark) in now.items():
            if kept.parts.get(name) != mark:
                was = "is new" if name not in kept.parts else "has changed"
                file.add(
                    "release-changed", at, f"{name} {was} in the published {place}.", _framework_help(place), key=True
                )
        for name in kept.parts:
            if name not in now:
                file.add("release-changed", ("framework",), f"{name} is gone from the published {place}.", _framework_help(place))  # fmt: skip
    for language, state in framework.translations.items():
        _translation(file, ("translations", language, "revision"), language, state.revision,
                     digests.get(language, ""), kept.translations.get(language), place)  # fmt: skip
    return file.findings


def _kept(file: YamlFile, place: Place, status: str, path: Path, model: type[_Marks]) -> _Marks | list[Finding]:
    """The marks that were kept, or what is wrong with there being some or none."""
    if not path.is_file():
        if status == "published":
            file.add("release-missing", ("status",), f"{place} is published, and no marks of it are kept.",
                     f"Run 'yotinspect questionset release {place}'.")  # fmt: skip
        return file.findings
    if status == "draft":
        file.add("release-draft", ("status",), f"{place} was published, and is called a draft.",
                 "Write published or withdrawn; make changes in a new version.")  # fmt: skip
        return file.findings
    marks = read(path, confidential=False, limit=SET_LIMIT)
    kept = check(model, marks)
    if kept is not None and getattr(kept, "release", "") != str(place):
        marks.add("set-place", ("release",), f"These are the marks of another version than {place}.",
                  "Delete the file: a version gets its own when it is released.")  # fmt: skip
        kept = None
    return kept if kept is not None else marks.findings


def _translation(
    file: YamlFile, at: NodePath, language: str, revision: int, digest: str, kept: KeptTranslation | None, place: Place
) -> None:
    release = f"'yotinspect questionset release {place}'"
    if kept is None or revision > kept.revision:
        file.add("release-revision", at, f"Revision {revision} of the text in '{language}' is not kept yet.",
                 f"Run {release} when it is ready.")  # fmt: skip
    elif revision < kept.revision:
        file.add("release-translation", at, f"Revision {kept.revision} of the text in '{language}' was kept already.",
                 f"Write revision: {kept.revision + 1}.")  # fmt: skip
    elif digest != kept.digest:
        file.add("release-translation", at, f"The text in '{language}' has changed since its revision {revision} was kept.",
                 f"Write revision: {revision + 1}, then run {release}; the version of the set stays.")  # fmt: skip


def _framework_help(place: Place) -> str:
    new = next_version(place.version, "major")
    return f"Undo it, or make it in a new version: copy the file to {new}.yaml beside it, with that version as a draft."


def _help(place: Place, step: Step) -> str:
    new = next_version(place.version, step)
    return f"Undo it, or make it in a new version: 'yotinspect new questionset {place.id}@{new} --from {place}'."


def _told(file: YamlFile, row: Altered, questions: QuestionSet) -> tuple[NodePath, str, str]:
    """Where an alteration stands, what is said of it and what to do."""
    place, name = questions.place, row.where[-1]
    if row.section == "words":
        became = "is gone" if row.aspect == "gone" else "has changed"
        small = f"If the meaning stays, {next_version(place.version, 'patch')} is enough."
        said = f"The {_what(row.where)} in the published {place} {became}."
        return row.where, said, f"{_help(place, row.step)} {small}"
    at = _path(file, row.section, name)
    if row.aspect in ("added", "removed"):
        one = {"questions": "question", "details": "detail"}[row.section]
        said = f"The {one} {name} was {row.aspect} in the published {place}."
    elif row.section in ("questions", "blocks", "scales"):
        of = {"questions": "", "blocks": "block ", "scales": "scale "}[row.section]
        said = f"The {ASPECTS[row.aspect][0]} of {of}{name} in the published {place} has changed."
    else:
        said = f"{'The detail ' if row.section == 'details' else ''}'{name}' in the published {place} has changed."
    return at, said, _help(place, row.step)


_PARTS = {"text": "wording", "hint": "hint", "guidance": "guidance", "labels": "label"}


def _what(path: tuple[str, ...]) -> str:
    if path[0] == "questions":
        part = f" '{path[3]}'" if len(path) > 3 else ""
        return f"{_PARTS[path[2]]}{part} of {path[1]}"
    return f"text {'.'.join(path)}"


def _path(file: YamlFile, section: str, name: str) -> NodePath:
    root = file.root
    for b, block in enumerate(root.get("blocks") or ()):
        if section == "blocks" and block["id"] == name:
            return ("blocks", b, "when") if "when" in block else ("blocks", b, "id")
        for q, question in enumerate(block["questions"]):
            if section == "questions" and question["id"] == name:
                return ("blocks", b, "questions", q)
    if section == "questions" and name in (root.get("questions") or ()):
        return ("questions", root["questions"].index(name))
    if section in ("details", "scales"):
        return (section, name)
    return (name,) if name in root else ("questionset",)


# --- making -----------------------------------------------------------------------------------------------------------

_NOTE = (
    "# Marks of what was published, written by 'yotinspect questionset release' and not by hand: what is published never",
    "# changes, and 'yotinspect questionset validate' says what does. A translation may: it counts its revisions.",
)


def set_release(questions: QuestionSet) -> bytes:
    """``release.yaml`` of a set as it now is."""
    kept = release_of(questions)
    blocks = {name: a_line_each(kept.pop(name), SECTIONS) for name in ("questions", "words", "translations")}
    return _text(kept | blocks)


def framework_release(file: YamlFile, framework: Framework) -> bytes:
    """``VERSION.release.yaml`` of a framework as it now is."""
    digests = framework_digests(file.root)
    return _text({
        "release": framework.place,
        "digest": digests["en"],
        "parts": {name: mark for name, (_, mark) in framework_parts(file.root).items()},
        "translations": a_line_each({
            language: {"revision": str(state.revision), "digest": digests.get(language, "")}
            for language, state in sorted(framework.translations.items())
        }),
    })  # fmt: skip


def _text(kept: Mapping[str, Value]) -> bytes:
    lines = [*_NOTE, *(line for key, value in kept.items() for line in written(key, value, 0))]
    return ("\n".join(lines) + "\n").encode()


def published(file: YamlFile) -> bytes:
    """The file with ``status: published``."""
    edits = Edits(file)
    edits.set(("status",), "published")
    return edits.result()
