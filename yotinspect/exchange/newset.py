"""The files of a question set to begin with: a selection out of another set, or the next version of one."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from yotinspect.catalogue import LANGUAGES, Catalogue, catalogue
from yotinspect.questions.sets import QuestionSet
from yotinspect.questions.translation import fingerprint
from yotinspect.records import Place
from yotinspect.yamledit import Edits, Lines, Value, written
from yotinspect.yamlfile import SET_LIMIT, YamlFile, read

_MODELINE = "# yaml-language-server: $schema=../../schemas/{kind}.schema.json"
#: A set whose answers nothing counts is queried; who begins one has no framework for it yet.
_IGNORE = "ignore set-uncounted"


def _uncounted(_: Catalogue) -> str:
    why = _("no framework counts this set yet; delete this line when one does")
    return f"{_IGNORE}: {why}"


def _since(_: Catalogue) -> tuple[str, ...]:
    return (
        _(
            "# What a change of words means is for you to say, as below; what is not said counts as a change of meaning."
        ),
        "#   R-A2: {effect: editorial, note: {en: A shorter sentence.}}",
        _(
            "# effect: editorial (an answer means what it meant), meaning (compare with care), comparison (do not compare)."
        ),
    )


def selection(
    place: Place, base: QuestionSet, kept: Sequence[str], *, title: str | None = None, counted: bool = False,
    language: str = "en",
) -> dict[str, bytes]:  # fmt: skip
    """The files of a subset by name: its questionset.yaml, and a text file for each language that the base has.

    ``title`` is its English title; ``counted`` says that some framework counts a set of that id; comments are in
    ``language``.
    """
    comments = catalogue(language)
    files = {"questionset.yaml": _whole(_structure(place, base, kept, counted, comments))}
    english: Mapping[str, str] = {}
    for code in (code for code in LANGUAGES if code in base.texts):
        _, of = catalogue(code), base.text(code).title
        said = {
            "title": title if title and code == "en" else _("{title}: a selection", title=of),
            "description": _(
                "Some of the questions of {place}, {title}, with its wording and guidance. They are not HMI Probation's text.",
                place=str(base.place), title=of,
            ),
        }  # fmt: skip
        english = english or said
        # A title that was given has no translation yet: what stands there was made from another.
        marks = {name: fingerprint(english[name]) for name in said if not (title and name == "title")}
        files[f"text.{code}.yaml"] = _whole(_texts(place, code, said, marks if code != "en" else {}, comments))
    return files


def _structure(place: Place, base: QuestionSet, kept: Sequence[str], counted: bool, _: Catalogue) -> Iterator[str]:
    yield _MODELINE.format(kind="questionset")
    yield "#"
    yield _(
        "# Questions out of {base}: this file names those it keeps, and copies no text. To leave one out, delete its line;",
        base=base.place,
    )
    yield _(
        "# 'yotinspect questionset show {base}' shows all there are, 'yotinspect questionset validate' what cannot stand alone.",
        base=base.place,
    )
    yield ""
    if not counted:
        yield f"# {_uncounted(_)}"
    yield f"questionset: {place.id}"
    yield f"version: {place.version}"
    yield "status: draft             " + _("# until 'yotinspect questionset release' publishes it")
    yield f"edition: {base.heading.edition}"
    yield f"programme: {base.heading.programme}"
    yield "basis: ours"
    yield f"base: {base.place}"
    yield "# details: [order, started, age]      " + _(
        "# fields of a case to keep; without this line all of the base's"
    )
    yield ""
    yield "questions:"
    words, block = base.texts.get(_.language) or base.text("en"), None
    for name in kept:
        item = base.items[name]
        if item.block != block:
            block = item.block
            yield f"  # --- {words.blocks[block]} ---"
        wording = textwrap.shorten(words.questions[name].text, 120, placeholder=" ...")
        yield f"  - {name:<6} # {wording}"


def _texts(
    place: Place, language: str, said: Mapping[str, str], marks: Mapping[str, str], _: Catalogue
) -> Iterator[str]:
    yield _MODELINE.format(kind="texts")
    yield "#"
    yield _("# A title and description of its own; all other words are those of the base.")
    yield ""
    head: dict[str, Value] = {"questionset": str(place), "language": language, "status": "draft"}
    if language != "en":
        head["revision"] = "1"
    for key, value in {**head, **said}.items():
        yield from written(key, value, 0)
    if marks:
        yield ""
        yield from written("made_from", Lines(f"{name}: {mark}" for name, mark in marks.items()), 0)


def _whole(lines: Iterator[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()


def copy(
    place: Place, home: Path, old: Place, *, title: str | None = None, counted: bool = False, language: str = "en"
) -> dict[str, bytes]:
    """The files of a set in its folder as another version of it, or under another id as a set of its own.

    Comments and layout stay; new comments are in ``language``. A draft again, with no marks of a release and no review: nobody has read what it will say.
    """
    _, path = catalogue(language), home / "questionset.yaml"
    edits = Edits(read(path, confidential=False, limit=SET_LIMIT))
    edits.set(("questionset",), place.id)
    edits.set(("version",), place.version)
    edits.set(("status",), "draft")
    if place.id == old.id:
        edits.set(("since",), Lines((f"version: {old.version}", *_since(_), "changes:")), after="basis", blank=True)
    elif "since" in edits.file.root:
        edits.remove(("since",))
    if not counted and _IGNORE not in edits.file.text:
        edits.remark(("questionset",), _uncounted(_))
    files = {path.name: edits.result()}
    for path in sorted(home.glob("text.*.yaml")):
        files[path.name] = _text_file(read(path, confidential=False, limit=SET_LIMIT), place, title)
    return files


def _text_file(file: YamlFile, place: Place, title: str | None) -> bytes:
    edits, root = Edits(file), file.root
    edits.set(("questionset",), str(place))
    edits.set(("status",), "draft")
    if "revision" in root:
        edits.set(("revision",), "1")
    if "reviewed" in root:
        edits.remove(("reviewed",))
    if title is not None and root.get("language") == "en":
        edits.set(("title",), title)
    elif title is not None and len(root.get("made_from") or ()) > 1 and "title" in root["made_from"]:
        edits.remove(("made_from", "title"))
    return edits.result()
