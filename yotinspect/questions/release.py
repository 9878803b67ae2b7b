"""What was published, kept as marks of every part, so that a part that changes afterwards can be named.

A release stands beside its set in ``release.yaml``: one mark for the structure with its English text as a whole, and
a mark of each question's place, scale, route and the rest, for each detail and for each English text. Of every
translation it keeps the revision and a digest: a translation may follow and may be corrected, counting its revisions.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pydantic import Field

from yotinspect.questions.changes import Step
from yotinspect.questions.sets import Item, QuestionSet
from yotinspect.questions.translation import Path, fingerprint, leaves, tree, words
from yotinspect.records import Language, ManyOf, Name, Record, Ref, Text, Whole

#: What of a question is marked apart, what it is called, and the smallest step of a version that may change it.
ASPECTS: Mapping[str, tuple[str, Step]] = {
    "place": ("area, stage or headline", "major"),
    "scale": ("answer scale", "major"),
    "route": ("routing", "minor"),
    "rest": ("view, themes or reasons", "patch"),
}


class KeptTranslation(Record):
    """A translation as it was when its revision was kept."""

    revision: Whole
    digest: Text


class Release(Record):
    """``release.yaml``: the marks of a published set."""

    release: Ref
    digest: Text
    heading: ManyOf[Name, Text]
    details: ManyOf[Name, Text]
    questions: ManyOf[Name, dict[Name, Text]]
    words: ManyOf[Name, Any]
    translations: ManyOf[Language, KeptTranslation] = Field(default_factory=dict)


class Altered(NamedTuple):
    """A part of a published set that is not what it was. ``aspect``: what of it; ``where``: its name or path."""

    section: str
    where: Path
    aspect: str
    step: Step


def release_of(questions: QuestionSet) -> dict[str, Any]:
    """What ``release.yaml`` holds of a set as it now is, as nested blocks."""
    return {
        "release": str(questions.place),
        "digest": questions.digest,
        **_structure(questions),
        "words": tree({path: fingerprint(text) for path, text in _english(questions).items()}),
        "translations": {
            language: {"revision": str(texts.revision), "digest": questions.text_digests[language]}
            for language, texts in sorted(questions.texts.items())
            if language != "en"
        },
    }


def _structure(questions: QuestionSet) -> dict[str, Any]:
    return {
        "heading": _heading(questions),
        "details": {name: _mark(_said(detail)) for name, detail in questions.details.items()},
        "questions": {name: _aspects(item) for name, item in questions.items.items()},
    }


def _heading(questions: QuestionSet) -> dict[str, str]:
    heading = questions.heading
    return {
        "edition": _mark(heading.edition),
        "programme": _mark(heading.programme),
        "basis": _mark(heading.basis),
        "since": _mark(_said(heading.since) if heading.since else None),
        "checks": _mark(_said(questions.checks)),
        "areas": _mark(questions.areas),
        "stages": _mark(questions.stages),
        "views": _mark(questions.views),
        "themes": _mark(questions.themes),
        "order": _mark(list(questions.items)),
    }


def _aspects(item: Item) -> dict[str, str]:
    return {
        "place": _mark([item.area, item.stage, item.block, item.headline]),
        "scale": _mark([item.kind, item.answers, sorted(item.evidence_for)]),
        "route": _mark(item.when.model_dump(by_alias=True, exclude_none=True) if item.when else None),
        "rest": _mark([item.view, item.themes, item.reasons]),
    }


def _english(questions: QuestionSet) -> dict[Path, str]:
    """Every English text that the set shows: of a subset, those of the questions and details it keeps."""
    texts = questions.text("en")
    found = {
        path: text
        for path, text in words(texts).items()
        if path[0] not in ("questions", "details")
        or path[1] in (questions.items if path[0] == "questions" else questions.details)
    }
    for name, text in texts.questions.items():
        found |= {("questions", name, "labels", answer): label for answer, label in text.labels.items()}
    return found


def _said(record: Record) -> dict[str, Any]:
    """What a record says in so many words: a key that a later program knows besides makes no other mark."""
    return record.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def _mark(value: Any) -> str:
    return fingerprint(json.dumps(value, ensure_ascii=False, sort_keys=True, default=str))


def altered(questions: QuestionSet, release: Release) -> Iterator[Altered]:
    """Every part of a published set that is not what it was, each once: a block or scale whose questions all changed
    alike is named in place of its questions. Of a set whose English cannot be used, the structure alone is looked at.
    """
    worded = "en" in questions.texts
    now = release_of(questions) if worded else _structure(questions)
    for name, mark in now["heading"].items():
        if release.heading.get(name) != mark and name != "order":
            yield Altered("heading", (name,), "heading", "patch")
    yield from _altered_names("details", now["details"], release.details)
    yield from _altered_questions(questions, now["questions"], release)
    if release.heading.get("order") != now["heading"]["order"] and now["questions"].keys() == release.questions.keys():
        yield Altered("heading", ("order",), "order", "patch")
    if not worded:
        return
    kept = dict(leaves(release.words))
    texts = dict(leaves(now["words"]))
    gone = {name for name in release.questions if name not in now["questions"]}
    new = {name for name in now["questions"] if name not in release.questions}
    for path, mark in texts.items():
        if kept.get(path) != mark and not (path[0] == "questions" and path[1] in new):
            yield Altered("words", path, "wording", "minor")
    for path in kept:
        if path not in texts and not (path[0] == "questions" and path[1] in gone):
            yield Altered("words", path, "gone", "minor")


def _altered_names(section: str, now: Mapping[str, str], kept: Mapping[str, str]) -> Iterator[Altered]:
    for name, mark in now.items():
        if name not in kept:
            yield Altered(section, (name,), "added", "minor")
        elif kept[name] != mark:
            yield Altered(section, (name,), "changed", "minor")
    for name in kept:
        if name not in now:
            yield Altered(section, (name,), "removed", "major")


def _differs(name: str, aspect: str, now: Mapping[str, Mapping[str, str]], release: Release) -> bool:
    # A fact has no reasons: what goes with the scale is no second change.
    if aspect == "rest" and _differs(name, "scale", now, release):
        return False
    return release.questions[name].get(aspect) != now[name][aspect]


def _altered_questions(
    questions: QuestionSet, now: Mapping[str, Mapping[str, str]], release: Release
) -> Iterator[Altered]:
    for name in now:
        if name not in release.questions:
            yield Altered("questions", (name,), "added", "minor")
    for name in release.questions:
        if name not in now:
            yield Altered("questions", (name,), "removed", "major")
    for aspect, (_, step) in ASPECTS.items():
        changed = [
            name for name, marks in now.items() if name in release.questions and _differs(name, aspect, now, release)
        ]
        group = "scale" if aspect == "scale" else "block"
        for key in dict.fromkeys(getattr(questions.items[name], group) for name in changed):
            alike = [item.id for item in questions.items.values() if getattr(item, group) == key]
            if len(alike) > 1 and set(alike) <= set(changed):
                yield Altered(f"{group}s", (key,), aspect, step)
            else:
                yield from (
                    Altered("questions", (name,), aspect, step)
                    for name in changed
                    if getattr(questions.items[name], group) == key
                )
