"""What a typed line means at a place of the interview: an event, or a key of this terminal."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from yotinspect.catalogue import catalogue
from yotinspect.desk import events as e
from yotinspect.desk.screens import Screen


class Key(NamedTuple):
    """A key that is the terminal's own affair."""

    what: Literal["help", "edit"]


class NotUnderstood(NamedTuple):
    """A line that means nothing here; the sentence says what would."""

    sentence: str


_KEYS: dict[str, type] = {"b": e.Back, "s": e.Skip, "q": e.Stop, "x": e.Clear}
_UNKEPT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")


def understood(line: str, screen: Screen) -> e.Event | Key | NotUnderstood:
    """What a line means while a screen is shown."""
    _ = catalogue(screen.language)
    text = line.replace("\t", " ").strip()
    if not keepable(text):
        return NotUnderstood(_("The line holds a character that no file keeps, as an arrow key makes. Type it again."))
    if not text:
        return e.Keep()
    if "\n" in line and not _one_text(line, text, screen):
        # Nothing that was pasted is an answer that nobody gave, nor what was typed ahead the answer to something not yet seen.
        return NotUnderstood(_("Lines that came together: {number}. None of them was taken: give one answer at a time.", number=line.count("\n") + 1))  # fmt: skip
    if text == "?":
        return e.ShowGuidance()
    # A space in front makes a text of what would be a command.
    if line.startswith(":"):
        return _command(text[1:], screen)
    if screen.stage == "evidence":
        if re.fullmatch(r"\d{1,2}", text, re.ASCII):
            # Whoever is a question ahead of the screen would leave a number as evidence.
            return NotUnderstood(_("Evidence is wanted here, in words. To answer otherwise: :b."))
        return e.Evidence(text)
    if screen.stage == "text" and re.fullmatch(r"\d{1,2}", text, re.ASCII):
        return NotUnderstood(_("A text is wanted here, in words. To leave it empty: Enter."))
    if screen.stage in ("value", "text"):
        return e.Value(text)
    if screen.stage in ("reasons", "several"):
        return _numbers(text, screen)
    alone = re.fullmatch(r"(\d{1,3})(?:\s+(.+))?", text, re.ASCII | re.DOTALL)
    words = alone is not None and any(char.isalpha() for char in alone[2] or "")
    if alone is None or (alone[2] and not (words and screen.stage == "answer" and screen.block)):
        return NotUnderstood(_("Answer with a number. What begins with a colon is a command; :h lists them."))
    return e.Answer(int(alone[1]), (alone[2] or "").strip())


def _one_text(line: str, text: str, screen: Screen) -> bool:
    """Whether several lines are one text where one is wanted."""
    wanted = screen.stage in ("evidence", "text") or line.startswith(":n ")
    return wanted and any(char.isalpha() for char in text)


def keepable(text: str) -> bool:
    """Whether a case file can hold a text."""
    return _UNKEPT.search(text) is None


def _numbers(text: str, screen: Screen) -> e.Event | NotUnderstood:
    parts = re.split(r"[\s,;]+", text)
    # A comma alone is a slip: only 0 takes out what was chosen.
    if not any(parts) or any(re.fullmatch(r"\d{1,3}", part, re.ASCII) is None for part in parts if part):
        last = len(screen.options)
        _ = catalogue(screen.language)
        return NotUnderstood(_("Use numbers from 1 to {last}, with spaces between them; 0 for none.", last=last))
    numbers = [int(part) for part in parts if part]
    return e.Reasons(() if numbers == [0] else tuple(numbers))


def _command(text: str, screen: Screen) -> e.Event | Key | NotUnderstood:
    name, _space, rest = text.partition(" ")
    name, rest, _ = name.casefold(), rest.strip(), catalogue(screen.language)
    if name in _KEYS and not rest:
        event: e.Event = _KEYS[name]()
        return event
    if name in ("h", "e") and not rest:
        return Key("help" if name == "h" else "edit")
    if name == "g":
        return e.Goto(rest)
    if name == "l":
        return e.ShowList(all=bool(rest))
    if name == "f":
        return e.Find(rest)
    if name == "lang":
        return e.Language(rest.casefold())
    if name == "n":
        return e.Note("" if rest == "-" else rest) if rest else NotUnderstood(_("Write the note behind it, as :n TEXT; :n - takes it out."))  # fmt: skip
    return NotUnderstood(
        _("There is no such command; :h lists them. To begin a text with a colon, put a space before it.")
    )
