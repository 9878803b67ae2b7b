"""Which sets and frameworks stand behind paths of files and folders, as a commit or a shell names them, each once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from yotinspect.library import FRAMEWORKS, STRUCTURE, Library, shipped

RELEASE = "release.yaml"
_FRAMEWORK = re.compile(r"(\d{1,5}(?:\.\d{1,5}){2})(\.release)?\.yaml", re.ASCII)


class Sources(NamedTuple):
    """Folders of sets and files of frameworks, in a fixed order; ``nothing`` are the folders that hold neither."""

    sets: list[Path]
    frameworks: list[Path]
    nothing: list[Path]


def sources(paths: Iterable[Path]) -> Sources:
    """What to check for these paths: a set for each of its files, a framework for its file or the marks beside it."""
    sets: dict[Path, Path] = {}
    frameworks: dict[Path, Path] = {}
    nothing = []
    for path in paths:
        homes, files = _inside(path) if path.is_dir() else _behind(path)
        for found, new in ((sets, homes), (frameworks, files)):
            for one in new:
                found.setdefault(one.resolve(), one)
        if not homes and not files:
            nothing.append(path)
    return Sources(sorted(sets.values()), sorted(frameworks.values()), nothing)


def _inside(folder: Path) -> tuple[list[Path], list[Path]]:
    files = [path for path in folder.rglob("*.yaml") if (shape := _FRAMEWORK.fullmatch(path.name)) and not shape[2]]
    return (
        [path.parent for path in folder.rglob(STRUCTURE)],
        [path for path in files if path.resolve().parent.parent.name == FRAMEWORKS],
    )


def _behind(path: Path) -> tuple[list[Path], list[Path]]:
    if path.name in (STRUCTURE, RELEASE) or path.name.startswith("text."):
        return [path.parent], []
    shape = _FRAMEWORK.fullmatch(path.name)
    return [], [path.with_name(f"{shape[1]}.yaml") if shape and shape[2] else path]


_L = TypeVar("_L", bound=Library)


class Beside(Generic[_L]):
    """Libraries in which a set or framework that is named by its path finds what stands beside it first."""

    def __init__(self, library: _L) -> None:
        self._kind = type(library)
        self._folders = [folder for folder in library.folders if folder != shipped("questionsets")]
        self._known: dict[Path, _L] = {}

    def of(self, source: Path) -> _L:
        """The library for a set (its folder) or a framework (its file)."""
        home = source.resolve()
        folder = home.parent.parent if home.is_dir() else home.parent.parent.parent
        if folder not in self._known:
            self._known[folder] = self._kind([folder, *self._folders])
        return self._known[folder]
