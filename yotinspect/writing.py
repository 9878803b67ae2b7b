"""Write a file whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

try:
    import fcntl
except (
    ImportError
):  # pragma: no cover - where there is none, a file that is open cannot be deleted, which serves as well
    fcntl = None  # type: ignore[assignment]

#: What a file is called, behind a dot and its name, while it is being written.
UNFINISHED = ".part"
#: Bytes of a file's name that are taken into the name of what is being written; a longer one is shortened to a digest.
_LONGEST = 200
_ACCESS_LIST = "system.posix_acl_access"


class FileChangedError(Exception):
    """Somebody else changed the file since it was read; it was left as it is."""


def write_whole(path: Path, data: bytes, *, was: bytes | None = None, new: bool = False) -> None:
    """Replace a file atomically and durably: at any moment it holds the old bytes or the new, never a part.

    ``was`` is what the file held when it was read; it is compared first, and again just before the file is replaced. ``new``:
    there must be no file yet. Raises FileChangedError where the file no longer holds what it did, FileExistsError where there is
    one, and OSError where it cannot be written, leaving nothing behind. Only where the very last step fails, that of making sure
    that the folder is on the disk, does the file hold the new bytes.
    """
    if new and os.path.lexists(path):
        raise FileExistsError(path)
    if path.is_symlink():
        path = path.resolve()
    if was is not None:
        _unchanged(path, was)
    before = path.stat() if path.exists() else None
    if before is not None and not stat.S_ISREG(before.st_mode):
        # A device or a pipe cannot be replaced, only written to.
        with path.open("wb") as stream:
            stream.write(data)
        return
    handle, name = tempfile.mkstemp(prefix=beginning(path), suffix=UNFINISHED, dir=path.parent)
    made = Path(name)
    try:
        try:
            _claim(handle)
            _fill(handle, data)
            if before is None:
                made.chmod(0o666 & ~_umask())
            else:
                _hand_on(handle, made, path, before)
            os.fsync(handle)
        finally:
            os.close(handle)
        if was is not None:
            _unchanged(path, was)
        if new:
            _place(made, path)
        else:
            made.replace(path)
    except BaseException:
        with suppress(OSError):
            made.unlink(missing_ok=True)
        raise
    _settle_folder(path.parent)


def settle(path: Path) -> None:
    """Make sure that what a file holds is on the disk, whoever wrote it. Raises OSError."""
    path = path.resolve()
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    _settle_folder(path.parent)


def clear_unfinished(path: Path) -> None:
    """Delete what writers of a file left behind that were stopped; what is still being written stays."""
    path = path.resolve()
    for left in _unfinished(path):
        with suppress(OSError):
            if fcntl is None:  # pragma: no cover
                left.unlink()
                continue
            handle = os.open(left, os.O_RDWR)
            try:
                # Whoever writes it holds a lock, which ends with its process.
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                left.unlink()
            finally:
                os.close(handle)


def beginning(path: Path) -> str:
    """How the names of hidden files begin that belong to a file and stand beside it."""
    name = os.fsencode(path.name)
    return f".{path.name if len(name) <= _LONGEST else hashlib.sha256(name).hexdigest()[:32]}."


def _unfinished(path: Path) -> Iterator[Path]:
    with suppress(OSError):
        for name in os.listdir(path.parent):  # noqa: PTH208 a name that is a pattern elsewhere is none here
            if name.startswith(beginning(path)) and name.endswith(UNFINISHED):
                yield path.parent / name


def _unchanged(path: Path, was: bytes) -> None:
    try:
        now = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise FileChangedError from None
    if now != was:
        raise FileChangedError


def _claim(handle: int) -> None:
    # Where a file system has no locks, what is left behind stays behind.
    with suppress(OSError):
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _fill(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _hand_on(handle: int, new: Path, old: Path, before: os.stat_result) -> None:
    """Give the new file the mode of the old one, and its owner, group and access list as far as we may."""
    mode, kept = before.st_mode & 0o777, True
    if hasattr(os, "fchown"):
        own = os.fstat(handle)
        if (own.st_uid, own.st_gid) != (before.st_uid, before.st_gid):
            try:
                os.fchown(handle, before.st_uid, before.st_gid)
            except OSError:
                # Only root gives files away; a group may be given by its members.
                try:
                    os.fchown(handle, -1, before.st_gid)
                except OSError:
                    kept = own.st_gid == before.st_gid
    lists = hasattr(os, "listxattr") and _ACCESS_LIST in _attributes(old)
    # Where the group is another now, or its rights stood in a list that is lost, it must not read what it could not.
    if lists and kept:
        new.chmod(mode & ~0o070)
        with suppress(OSError):
            os.setxattr(new, _ACCESS_LIST, os.getxattr(old, _ACCESS_LIST))
    else:
        new.chmod(mode if kept else mode & ~0o070)


def _attributes(path: Path) -> list[str]:
    with suppress(OSError):
        return os.listxattr(path)
    return []


def _settle_folder(folder: Path) -> None:
    if not hasattr(os, "O_DIRECTORY"):  # pragma: no cover
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    except OSError as error:
        # Some network drives cannot do this for a folder.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)


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
