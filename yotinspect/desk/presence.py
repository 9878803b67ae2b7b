"""Who else has a case file open, and whose turn it is to write: advice between people, never a bar.

Whoever opens a case puts a small file beside it, which goes with the process. It holds the computer's name and the number
of the process, and nothing of the person; the login that owns the file is what the system knows of it.
"""

from __future__ import annotations

import os
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from yotinspect.writing import UNFINISHED, beginning

try:
    import fcntl
except ImportError:  # pragma: no cover - there a file that is open cannot be deleted, which serves as well
    fcntl = None  # type: ignore[assignment]

OPEN = ".open"
#: Seconds after which what another computer left behind counts no longer, if nothing was saved from there.
STALE = 12 * 3600
#: Seconds that a save waits for the saves of others in the folder.
PATIENCE = 2.0


class Other(NamedTuple):
    """Somebody else who has the file open: on which computer, in which process, by which login; "" where not known."""

    host: str
    process: str
    login: str


class Presence:
    """Our sign beside a case file that it is open here."""

    def __init__(self, path: Path) -> None:
        self._path = path.resolve()
        self._handle: int | None = None
        self._sign: Path | None = None
        # A folder in which no file can be made is told by the first save, not here.
        with suppress(OSError):
            handle, name = tempfile.mkstemp(prefix=beginning(self._path), suffix=UNFINISHED, dir=self._path.parent)
            self._handle, self._sign = handle, Path(name)
            with suppress(OSError):
                if fcntl is not None:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.write(handle, f"{_host()}\n{os.getpid()}\n".encode())
            # The others may see who it is.
            self._sign.chmod(self._path.stat().st_mode & 0o666)
            # It is there once it says who and is locked, so that half a sign is never taken for somebody.
            self._sign = self._sign.rename(self._sign.with_suffix(OPEN))

    def others(self) -> tuple[Other, ...]:
        """Who else has the file open. Signs of processes that are gone are deleted on the way."""
        found = []
        for sign in sorted(self._signs()):
            if sign == self._sign:
                continue
            try:
                host, process, *_ = [*sign.read_text("utf-8", "replace").split("\n"), "", ""]
                gone = self._gone(sign, host, process)
            except FileNotFoundError:
                continue
            except OSError:
                # Whatever it says, somebody put it there.
                host, process, gone = "", "", False
            if gone:
                with suppress(OSError):
                    sign.unlink(missing_ok=True)
            else:
                found.append(Other(host, process, _login(sign)))
        return tuple(found)

    def _gone(self, sign: Path, host: str, process: str) -> bool:
        """Whether nobody stands behind a sign any more."""
        held = _held(sign)
        if held:
            return False
        if host == _host():
            return held is False or not _runs(process)
        # Not every network drive knows the locks of other computers: there, age decides, by the drive's own clock.
        return self._sign is not None and self._sign.stat().st_mtime - sign.stat().st_mtime > STALE

    def seen(self) -> None:
        """Say that we are still here."""
        if self._sign is not None:
            with suppress(OSError):
                os.utime(self._sign)

    def close(self) -> None:
        """Take the sign away."""
        sign, self._sign = self._sign, None
        handle, self._handle = self._handle, None
        if handle is not None:
            with suppress(OSError):
                os.close(handle)
        if sign is not None:
            with suppress(OSError):
                sign.unlink(missing_ok=True)

    def _signs(self) -> Iterator[Path]:
        with suppress(OSError):
            for name in os.listdir(self._path.parent):  # noqa: PTH208 a name that is a pattern elsewhere is none here
                if name.startswith(beginning(self._path)) and name.endswith(OPEN):
                    yield self._path.parent / name


def _held(sign: Path) -> bool | None:
    """Whether a process holds the lock on a sign; None where that cannot be told."""
    if fcntl is None:  # pragma: no cover
        with suppress(PermissionError):
            sign.unlink()
            return False
        return True
    handle = os.open(sign, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return None
    finally:
        os.close(handle)
    return False


def _runs(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (ValueError, ProcessLookupError):
        return False
    except OSError:
        return True
    return True


def _host() -> str:
    return socket.gethostname()


def _login(sign: Path) -> str:
    with suppress(OSError, KeyError, NotImplementedError):
        return sign.owner()
    return ""


@contextmanager
def turn(path: Path) -> Iterator[None]:
    """Our turn to write in the folder of a file, among processes of ours; after a while it is ours anyway."""
    handle = None
    if fcntl is not None:
        with suppress(OSError):
            handle = os.open(path.resolve().parent, os.O_RDONLY)
            end = time.monotonic() + PATIENCE
            while True:
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() > end:
                        break
                    time.sleep(0.005)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)
