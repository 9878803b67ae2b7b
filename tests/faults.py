"""Calls of the system that fail, or that are counted, one by one."""

from __future__ import annotations

import fcntl
import io
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest import mock

Through = Callable[[int, str, Callable[[], Any]], Any]

#: Whatever a save may ask of the system, each by its module and name.
CALLS: Sequence[tuple[Any, str]] = (
    (io, "open"),
    (fcntl, "flock"),
    *(
        (os, name)
        for name in (
            "access", "chmod", "close", "fchmod", "fchown", "fstat", "fsync", "getxattr", "link", "listdir", "listxattr", "lstat",
            "mkdir", "open", "read", "readlink", "rename", "replace", "scandir", "setxattr", "stat", "unlink", "utime", "write",
        )
        if hasattr(os, name)
    ),
)  # fmt: skip


@contextmanager
def counted(calls: Sequence[tuple[Any, str]], through: Through) -> Iterator[list[str]]:
    """Each call goes through ``through`` with its number, from 1, its name, and what would make it; gives the names of those made."""
    names: list[str] = []
    busy = False

    def wrapped(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            nonlocal busy
            # What a call does on its way is its own affair.
            if busy:
                return real(*given, **named)
            names.append(name)
            busy = True
            try:
                return through(len(names), name, lambda: real(*given, **named))
            finally:
                busy = False

        return call

    with ExitStack() as stack:
        for module, name in calls:
            stack.enter_context(mock.patch.object(module, name, wrapped(name, getattr(module, name))))
        yield names
