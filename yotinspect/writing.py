"""Write a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


class FileChangedError(Exception):
    """Somebody else changed the file since it was read; it was left as it is."""


def write_whole(path: Path, data: bytes, *, was: bytes | None = None) -> None:
    """Replace a file atomically and durably: at any moment it holds the old bytes or the new, never a part.

    ``was`` is what the file held when it was read. Raises FileChangedError where it no longer does, and OSError, leaving
    nothing behind, where it cannot be written.
    """
    if path.is_symlink():
        path = path.resolve()
    if was is not None and path.read_bytes() != was:
        raise FileChangedError
    if path.exists() and not path.is_file():
        # A device or a pipe cannot be replaced, only written to.
        with path.open("wb") as stream:
            stream.write(data)
        return
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    if hasattr(os, "O_DIRECTORY"):
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
