"""A program at a pseudo-terminal of 80 columns, and an inspector who answers whatever it asks."""

from __future__ import annotations

import errno
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

from tests.conftest import ROOT

#: Seconds without a word after which the program is taken to hang; the machine may be busy.
PATIENCE = 60.0
#: What is typed for a "no": reasons and evidence.
REASONS, EVIDENCE = "1 2", "Nid oes dim o hyn yn y ffeil; gofynnais i'r rheolwr achos."
VALUES = {"assessed": "2016-04-05", "started": "2016-01-11", "referred_on": "2016-03-01", "age": "16", "feedback": "Gwaith da: ŵ, ŷ, “–”."}  # fmt: skip


def _begun_at_a_terminal() -> None:
    """As a shell at a terminal begins a program: the terminal is its own, and no signal is ignored, whoever runs the tests."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


class Terminal:
    """The interview of a case at a terminal; ``seen`` is all that it has sent, as text."""

    def __init__(self, case: Path, *arguments: str, term: str = "dumb", columns: int = 80, **environment: str) -> None:
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "yotinspect", "assess", "-i", str(case), *arguments],
            stdin=slave, stdout=slave, stderr=slave, cwd=ROOT, start_new_session=True,
            preexec_fn=_begun_at_a_terminal,
            env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "PYTHONUTF8": "1", "HOME": str(case.parent), "TERM": term, "NO_COLOR": "1", **environment},
        )  # fmt: skip
        os.close(slave)
        self.sent = b""
        self._mark = 0

    def __del__(self) -> None:
        # A test that failed leaves nobody waiting.
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    @property
    def seen(self) -> str:
        return self.sent.decode().replace("\r\n", "\n")

    def read(self) -> bool:
        """Read what there is; False where the program is gone."""
        if not select.select([self.master], [], [], PATIENCE)[0]:
            raise TimeoutError(self.seen[-2000:])
        try:
            data = os.read(self.master, 1 << 16)
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            return False
        self.sent += data
        return bool(data)

    def prompt(self) -> str | None:
        """All that was shown up to the next prompt; None where the program ended."""
        while True:
            new = self.sent[self._mark :]
            if new.endswith(b": ") and b"\n" in new and not select.select([self.master], [], [], 0)[0]:
                self._mark = len(self.sent)
                return new.decode().replace("\r\n", "\n")
            if not self.read():
                return None

    def type(self, line: str) -> None:
        os.write(self.master, f"{line}\n".encode())
        # The echo of the line is no prompt, however it ends.
        self._mark = len(self.sent)

    def end(self) -> int:
        while self.read():
            pass
        os.close(self.master)
        return self.process.wait(PATIENCE)

    def kill(self, number: int = signal.SIGKILL) -> int:
        """Send a signal, and wait for the end."""
        os.kill(self.process.pid, number)
        return self.end()


def inspector(terminal: Terminal, until: int = 600) -> tuple[dict[str, str], bool]:
    """Answer what is asked, a no now and then; says what was answered by id, and whether the last question was reached."""
    given: dict[str, str] = {}
    for _ in range(until):
        shown = terminal.prompt()
        if shown is None:
            raise AssertionError(terminal.seen[-2000:])
        prompt = shown.rsplit("\n", 1)[-1]
        place = re.findall(
            r"^([A-Za-z_-]+[A-Z0-9a-z_]*): (?:question|detail|cwestiwn|manylyn) \d+", shown, re.MULTILINE
        )
        name = place[-1] if place else list(given)[-1] if given else ""
        if prompt.startswith("Enter"):
            return given, True
        if found := re.match(r"(?:Answer, 1 to|Ateb, 1 i) (\d)", prompt):
            answer = str((len(given) * 7) % int(found[1]) + 1) if "detail" in shown or "manylyn" in shown else "2" if len(given) % 9 == 8 else "1"  # fmt: skip
            terminal.type(answer)
            given[name] = answer
        elif prompt.startswith(("Reasons", "Rhesymau")):
            terminal.type(REASONS)
        elif prompt.startswith(("Evidence", "Tystiolaeth")):
            terminal.type(EVIDENCE)
        elif prompt.startswith(("Numbers", "Rhifau")):
            terminal.type("2, 3")
            given[name] = "2, 3"
        else:
            value = VALUES.get(name, VALUES["feedback"] if prompt.startswith(("Text", "Testun")) else "3")
            terminal.type(value)
            given[name] = value
    return given, False


def wait_for(path: Path, text: str) -> None:
    """Wait until a file holds a text."""
    begun = time.monotonic()
    while text not in path.read_text("utf-8"):
        assert time.monotonic() - begun < PATIENCE
        time.sleep(0.02)
