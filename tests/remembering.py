"""What a process of tests need not work out twice: trees of bytes it has read, and what shipped files make.

What comes out is what the program would make: a copy of what it made the first time, of the same bytes.
"""

from __future__ import annotations

import copy
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any
from unittest import mock

from yotinspect import yamlfile
from yotinspect.library import FrameworkFile, Library, SetFiles, shipped
from yotinspect.records import Place
from yotinspect.yamlfile import YamlFile
from yotinspect.yamltree import Block

#: Small texts are quickly read, and most of them are tried by one test alone.
_WORTH_IT = 1000

_parse = yamlfile._parse
_read_set = Library.read_set
_read_framework = Library.read_framework


@lru_cache(maxsize=512)
def _sound(data: bytes) -> Any:
    """The tree of a file that nothing is wrong with; None of any other."""
    file = YamlFile("", data, confidential=True)
    _parse(file, None)
    return None if file.findings or file.broken else file.root


def parse(file: YamlFile, parser: str | None) -> None:
    """As the program does, with the tree that was made of the same bytes before."""
    root = _sound(file.data) if parser is None and len(file.data) >= _WORTH_IT else None
    if root is None:
        _parse(file, parser)
    else:
        file.root = _own(root)


def _own(root: Any) -> Any:
    """The tree with blocks of its own down to the second: what is supposed of a case is put in there."""
    if not isinstance(root, Block):
        return root
    own = _block(root)
    own.update({key: _block(value) for key, value in root.items() if isinstance(value, Block)})
    return own


def _block(block: Block) -> Block:
    own = Block(block.event)
    own.update(block)
    own.end, own.at = block.end, block.at
    return own


def _file(file: YamlFile) -> YamlFile:
    """The file as it was read: what a library notes in it is its own affair."""
    own = copy.copy(file)
    own.findings, own.refused = list(file.findings), list(file.refused)
    return own


@lru_cache(maxsize=32)
def _files(folder: Path) -> tuple[tuple[str, bytes | None], ...]:
    """What is below a folder that does not change: folders, and files with what they hold."""
    found = ((path.relative_to(folder).as_posix(), path) for path in sorted(folder.rglob("*")))
    return tuple((name, None if path.is_dir() else path.read_bytes()) for name, path in found)


def copied(folder: Path, target: Path) -> Path:
    """A copy of a folder of the tests that stays as it is, without looking at it again; returns the copy."""
    target.mkdir(parents=True)
    for name, data in _files(folder):
        path = os.path.join(target, name)  # noqa: PTH118 thousands of them
        if data is None:
            os.mkdir(path)  # noqa: PTH102
        else:
            with open(path, "wb") as stream:  # noqa: PTH123
                stream.write(data)
    return target


@contextmanager
def library() -> Iterator[None]:
    """Libraries take shipped sets and frameworks from what others made of them."""
    home_of_all = shipped("questionsets")
    sets: dict[tuple[Path, frozenset[str] | None], tuple[Path | None, SetFiles]] = {}
    frameworks: dict[Path, FrameworkFile] = {}

    def base(where: Library, files: SetFiles) -> Path | None:
        name = getattr(files.heading, "base", None)
        return where.home("questionsets", Place(*name.split("@"))) if name else None

    def read_set(where: Library, home: Path) -> SetFiles:
        if not home.is_relative_to(home_of_all):
            return _read_set(where, home)
        key = (home, None if where.languages is None else frozenset(where.languages))
        # Where a folder of one's own has the base, the set is another one.
        if key not in sets or base(where, sets[key][1]) != sets[key][0]:
            made = _read_set(where, home)
            sets[key] = (
                base(where, made),
                made._replace(file=_file(made.file), texts=[(_file(f), t) for f, t in made.texts]),
            )
            return made
        found = sets[key][1]
        return found._replace(file=_file(found.file), texts=[(_file(file), texts) for file, texts in found.texts])

    def read_framework(where: Library, path: Path) -> FrameworkFile:
        if not path.is_relative_to(home_of_all):
            return _read_framework(where, path)
        if path not in frameworks:
            made = _read_framework(where, path)
            frameworks[path] = made._replace(file=_file(made.file))
            return made
        return frameworks[path]._replace(file=_file(frameworks[path].file))

    with mock.patch.multiple(Library, read_set=read_set, read_framework=read_framework):
        yield
