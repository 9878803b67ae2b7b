"""Screens and effects of an interview as lines of plain text: one thing after another, nothing drawn, nothing moved."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from yotinspect.catalogue import Catalogue, catalogue
from yotinspect.desk import events as e
from yotinspect.desk.screens import Screen
from yotinspect.visible import shown

#: Lines that are shown of one text in the file.
LONG = 100


def wrapped(text: str, width: int, indent: str = "", hang: str | None = None) -> Iterator[str]:
    """Text from a file or of ours in lines of at most a width, each paragraph by itself; nothing in it steers a terminal."""
    later = indent if hang is None else hang
    for n, paragraph in enumerate(shown(text).replace("\r", "\n").split("\n")):
        lines = textwrap.wrap(paragraph, width, initial_indent=later if n else indent, subsequent_indent=later,
                              break_on_hyphens=False)  # fmt: skip
        yield from lines or [""]


def whole(screen: Screen, width: int) -> Iterator[str]:
    """A screen from where one is to the options; the prompt is left to whoever reads the answer."""
    _ = catalogue(screen.language)
    yield ""
    for sentence in screen.place:
        yield from wrapped(sentence, width)
    if screen.wording:
        yield ""
        yield from wrapped(screen.wording, width)
    if screen.hint:
        yield from wrapped(_("Hint: {hint}", hint=screen.hint), width)
    for sentence in screen.before:
        yield from _beginning(list(wrapped(sentence, width)), screen, width)
    for sentence in screen.remarks:
        yield from wrapped(sentence, width)
    yield from choice(screen, width)


def _beginning(lines: Sequence[str], screen: Screen, width: int) -> Iterator[str]:
    """The first lines of what is in the file, where that is very long, and how to see the rest."""
    if len(lines) <= LONG:
        yield from lines
        return
    _ = catalogue(screen.language)
    yield from lines[:LONG]
    yield from wrapped(_("Lines that are not shown here: {number}. The editor (:e) has the whole text.", number=len(lines) - LONG), width)  # fmt: skip


def choice(screen: Screen, width: int) -> Iterator[str]:
    """The options of a screen, each with its number."""
    _ = catalogue(screen.language)
    for option in screen.options:
        label = _("{label} (chosen)", label=option.label) if option.chosen else option.label
        yield from wrapped(f"  {option.number}  {label}" if option.number < 10 else f" {option.number}  {label}", width, hang="     ")  # fmt: skip


def again(screen: Screen, width: int) -> Iterator[str]:
    """What is to be answered, in short, after something else was shown; without its place where it is only the next part."""
    yield ""
    title = f"{screen.id}: {screen.wording}" if screen.wording and screen.block else screen.wording
    if title:
        yield from wrapped(title, width)
    yield from choice(screen, width)


def effect_lines(effect: e.Effect, language: str, width: int) -> Iterator[str]:
    """What an effect says, as lines."""
    _ = catalogue(language)
    if isinstance(effect, e.Say):
        yield from wrapped(effect.sentence, width)
        if effect.line:
            yield shown(effect.line)
    elif isinstance(effect, e.RouteChanged):
        for sentence in effect.sentences:
            yield from wrapped(sentence, width)
    elif isinstance(effect, e.Guidance):
        for part in effect.parts:
            yield ""
            yield from wrapped(_("{label}:", label=part.label), width)
            yield from wrapped(part.text, width, "  ")
    elif isinstance(effect, e.Listed):
        yield from _list(effect, _, width)
    elif isinstance(effect, e.Found):
        for hit in effect.hits:
            yield from wrapped(f"{hit.id}  {hit.wording}", width, hang="  ")
            if hit.state:
                yield from wrapped(hit.state, width, "    ")
        yield from wrapped(effect.sentence, width)
        if effect.hits:
            yield from wrapped(_("To go to one: :g and its id."), width)
    elif isinstance(effect, e.Ended):
        yield ""
        for sentence in effect.sentences:
            yield from wrapped(sentence, width)


def _list(effect: e.Listed, _: Catalogue, width: int) -> Iterator[str]:
    for group in effect.groups:
        yield from wrapped(group.summary, width)
        for row in group.rows:
            yield from wrapped(_("{id}: {state}. {wording}", id=row.id, state=row.state, wording=row.wording), width, "  ", "    ")  # fmt: skip
    if not all(group.rows for group in effect.groups):
        yield from wrapped(_("With :l all, every question of every part is listed."), width)


def help_lines(language: str, width: int) -> Iterator[str]:
    """What can be typed."""
    _ = catalogue(language)
    rows = [
        ("1, 2, 3", _("answer with the option of that number; evidence may follow it on the same line")),
        ("?", _("guidance to the question")),
        (_("Enter"), _("leave it as it is and go on")),
        (":b", _("back")),
        (_(":g ID"), _("go to a question or detail; without an id, to the first that is not answered")),
        (":s", _("skip: go on and leave it for later")),
        (":x", _("take the answer out")),
        (":e", _("write evidence in your editor")),
        (_(":n TEXT"), _("a note to this question")),
        (":l", _("the list of questions with their state; with :l all, of every part")),
        (_(":f WORDS"), _("find words in questions and guidance")),
        (":lang", _("switch between English and Cymraeg")),
        (":q", _("stop; everything is saved")),
        (":h", _("this help")),
    ]
    room = max(len(key) for key, _said in rows) + 2
    for key, said in rows:
        yield from wrapped(f"  {key:<{room}}{said}", width, hang=" " * (room + 2))
