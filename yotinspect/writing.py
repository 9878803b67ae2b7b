"""Write a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


class FileChangedError(Exception):
    """Somebody else changed the file since it was read; it was left as it is."""


def write_whole(path: Path, data: bytes, *, was: bytes | None = None, new: bool = False) -> None:
    """Replace a file atomically and durably: at any moment it holds the old bytes or the new, never a part.

    ``was`` is what the file held when it was read. ``new``: there must be no file yet. Raises FileChangedError where it no
    longer holds that, FileExistsError where there is one, and OSError, leaving nothing behind, where it cannot be written.
    """
    if new and os.path.lexists(path):
        raise FileExistsError(path)
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
        if new:
            _place(Path(name), path)
        else:
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


def _place(written: Path, path: Path) -> None:
    """Give a file that is written its name, unless somebody took that name meanwhile."""
    try:
        path.hardlink_to(written)
    except FileExistsError:
        raise
    except OSError:
        # A disk without hard links: the name is taken first, and then filled.
        path.touch(exist_ok=False)
        written.replace(path)
    else:
        written.unlink()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
