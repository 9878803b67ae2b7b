"""Lines from a terminal or a pipe, and the signals that end an interview between two of them."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from yotinspect.cli.interview_rest import UNSEEN, flushed, rest
from yotinspect.visible import shown

#: Seconds after which a wait for a line looks up.
WAKE = 0.25
#: Bytes of a line that a terminal which does not edit takes at most; it drops what is longer without a word.
LONGEST = 4095


class Stopped(BaseException):
    """A signal asks for the end. ``status`` is what the program ends with."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.status = 130


class GarbledError(Exception):
    """What an editor saved is not UTF-8. ``text`` is as much of it as can be shown to whoever wrote it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class Reader:
    """Where lines come from. A signal ends the wait for a line at once, and anything else only when it is done."""

    def __init__(self) -> None:
        self.terminal = sys.stdin.isatty() and sys.stdout.isatty()
        self.waiting, self.caught, self.cut, self.editing = False, 0, False, False
        self.joined, self.dropped, self._ended = 1, False, False
        if hasattr(sys.stdin, "reconfigure"):
            # What is no text is refused where it is read, and not by a fault.
            sys.stdin.reconfigure(errors="surrogateescape")
        self._edits = self.terminal and os.environ.get("TERM", "dumb") not in ("", "dumb") and _editing()

    def line(self, prompt: str, *, fresh: bool = False) -> str | None:
        """The next line, without its end, with the lines that were pasted behind it; None where there are no more. ``fresh``:
        what was typed before this is asked is not taken.

        ``cut`` says afterwards whether the terminal may have dropped the end of it, ``joined`` how many lines it is,
        ``dropped`` whether something was not taken.
        """
        self.cut, self.joined, self.dropped = False, 1, False
        if fresh:
            before = flushed()
            self.dropped, self._ended = bool(before.text), self._ended or before.ended
        line = self._next(f"{prompt} ")
        if line is None:
            return None
        more, ended = rest(line)
        self._ended = self._ended or ended
        if not more:
            return line
        *whole, begun = f"{line}\n{more}".split("\n")
        if self._edits or UNSEEN:
            # It came while the terminal showed nothing of what is typed.
            sys.stdout.write("".join(f"{shown(one)}\n" for one in whole[1:]))
        if begun:
            # The last line has no end yet: whoever pasted it goes on there, and says with Enter that it is done.
            whole.append(self._finished(begun) or "")
        if not any(one.strip() for one in whole):
            # A key that is held down.
            return ""
        self.joined = len(whole)
        # A character may have come in two pieces.
        return os.fsdecode(os.fsencode("\n".join(whole)))

    def _finished(self, begun: str) -> str | None:
        """A line of which the beginning was read already."""
        if not self._edits:
            end = self._next(shown(begun) if UNSEEN else "")
            return begun if end is None else begun + end
        import readline

        readline.set_startup_hook(lambda: readline.insert_text(begun))
        try:
            return self._next("")
        finally:
            readline.set_startup_hook()

    def _next(self, prompt: str) -> str | None:
        if self.caught:
            raise Stopped(self.caught)
        if self._ended:
            sys.stdout.write(f"{prompt}\n")
            return None
        self.waiting = True
        try:
            with _woken():
                line = input(prompt)
        except EOFError:
            sys.stdout.write("\n")
            return None
        finally:
            self.waiting = False
        if self.terminal and not self._edits and len(os.fsencode(line)) >= LONGEST:
            self.cut = True
        if not self.terminal:
            # A pipe shows nothing of what it sends: the written session reads as one that was typed.
            sys.stdout.write(f"{line}\n")
        return line

    @contextmanager
    def signals(self) -> Iterator[None]:
        """While this lasts Ctrl-C, hanging up and being told to end stop the interview and break nothing off."""
        numbers = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
        # What is ignored, as hanging up is under nohup, stays so.
        before = {n: handler for n in numbers if (handler := signal.getsignal(n)) not in (signal.SIG_IGN, None)}
        for number in before:
            signal.signal(number, self._catch)
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def edited(self, text: str) -> str | None:
        """A text from the reader's own editor; None where it was not saved there. Raises OSError where none starts, and
        GarbledError where it did not save UTF-8.
        """
        import click

        self.editing = True
        try:
            data = click.edit(text.encode(), extension=".txt")
            return None if data is None else data.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            raise GarbledError(error.object.decode("latin-1")) from None
        except click.ClickException as error:
            raise OSError from error
        finally:
            self.editing = False

    def _catch(self, number: int, frame: FrameType | None) -> None:
        if self.editing and number == signal.SIGINT:
            # It is meant for the editor.
            return
        self.caught = number
        if self.waiting:
            self.waiting = False
            raise Stopped(number)


@contextmanager
def _woken() -> Iterator[None]:
    """Look up from the wait for a line now and then. A signal that comes between the prompt and the wait only leaves a mark,
    and nobody would look at that before the next key.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _look_up)
    signal.setitimer(signal.ITIMER_REAL, WAKE, WAKE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _look_up(number: int, frame: FrameType | None) -> None:
    """Nothing is to be done but to have looked."""


def _editing() -> bool:
    """Let lines be edited, and those typed before called back, with the arrow keys, where Python can, without a sign that
    the reader has not typed. Nothing of them is kept beyond the process.
    """
    try:
        import readline
    except ImportError:
        return False
    for setting in (
        "enable-bracketed-paste off",
        "enable-meta-key off",
        "horizontal-scroll-mode off",
        "bell-style none",
    ):
        readline.parse_and_bind(f"set {setting}")
    return True
