"""Text from a file as it may be shown: what would steer a terminal or a document stands there as a sign and does nothing."""

from __future__ import annotations

import re
import unicodedata

_BREAK = re.compile("[\t-\r\x1c-\x1e\x85\u2028\u2029]+")


def shown(text: str) -> str:
    """Text as it may be sent to a terminal: control and direction characters are shown, not sent."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() or char == "\n" else _visible(char, " ") for char in text)


def on_one_line(text: str) -> str:
    """Text as it may stand in a document: as on a terminal, but on one line, and with no-break spaces as they are."""
    if text.isprintable():
        return text
    text = _BREAK.sub(" ", text)
    return "".join(char if char.isprintable() else _visible(char, char) for char in text)


def code_of(char: str) -> str:
    """The sign that stands for a character which cannot be shown: ``<U+202E>``."""
    return f"<U+{ord(char):04X}>"


def _visible(char: str, space: str) -> str:
    if ord(char) < 0x20:
        return chr(0x2400 + ord(char))
    # A no-break or thin space does no harm; what changes direction or hides does.
    return space if unicodedata.category(char) == "Zs" else code_of(char)
