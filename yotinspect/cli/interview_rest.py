"""What waits in the input of a terminal behind the line that was read: lines that were pasted with it, or typed ahead."""

from __future__ import annotations

import importlib
import os
import re
import select
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

#: Seconds within which what follows a line came together with it: behind words, and behind a number or nothing, after which
#: a fast hand goes on sooner. What is pasted arrives at once.
PASTE, AHEAD = 0.05, 0.01
#: Seconds of quiet after which all that came together is there.
QUIET = 0.1
#: What Ctrl-D leaves behind other keys: itself, or nought where the terminal was putting lines together.
_END = re.compile("[\x04\x00]")
#: Whether what is taken out of the input was not shown by whoever it was typed to.
UNSEEN = os.name == "nt"


class Rest(NamedTuple):
    """What waited in the input; ``ended``: with Ctrl-D behind it, after which nothing comes any more."""

    text: str
    ended: bool


def rest(line: str) -> Rest:
    """What came together with a line that was read, with line ends between and perhaps no last one; empty where nothing did,
    or where the input is no terminal that can tell. It is taken out of the input.
    """
    return _until_end(_taken(PASTE if any(char.isalpha() for char in line) else AHEAD))


def flushed() -> Rest:
    """Take out of the input what was typed before something was asked."""
    return _until_end(_taken(AHEAD))


def _until_end(text: str) -> Rest:
    end = None if UNSEEN else _END.search(text)
    return Rest(text if end is None else text[: end.start()], end is not None)


def _taken(wait: float) -> str:
    if not sys.stdin.isatty():
        return ""
    if os.name == "nt":
        text = of_console(importlib.import_module("msvcrt"), wait)
    elif os.name == "posix":
        text = _of_terminal(wait)
    else:
        return ""
    # What gave no lines for a while gives their ends as they were typed.
    return text.replace("\r\n", "\n").replace("\r", "\n")


def of_console(keys: Any, wait: float) -> str:
    """What waits in the console of Windows, key by key; ``keys`` is the module ``msvcrt``."""
    text, until = "", time.monotonic() + wait
    while True:
        if keys.kbhit():
            text += keys.getwch()
            until = time.monotonic() + QUIET
        elif time.monotonic() >= until:
            return text
        else:
            time.sleep(AHEAD / 2)


def _of_terminal(wait: float) -> str:
    fd, found = sys.stdin.fileno(), b""
    with _by_characters(fd):
        while select.select([fd], [], [], wait)[0]:
            more = os.read(fd, 1 << 16)
            if not more:
                break
            found, wait = found + more, QUIET
    return found.decode(sys.stdin.encoding or "utf-8", "surrogateescape")


@contextmanager
def _by_characters(fd: int) -> Iterator[None]:
    """While this lasts a line that has no end yet can be read as well: what was pasted often ends without one."""
    import termios

    before = termios.tcgetattr(fd)
    *flags, local, in_speed, out_speed, characters = before
    characters = list(characters)
    characters[termios.VMIN], characters[termios.VTIME] = 1, 0
    termios.tcsetattr(fd, termios.TCSANOW, [*flags, local & ~termios.ICANON, in_speed, out_speed, characters])
    try:
        yield
    finally:
        termios.tcsetattr(fd, termios.TCSANOW, before)
