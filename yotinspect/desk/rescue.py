"""Answers that could not be saved, in a small file of their own from which they are taken in later."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from pydantic import Field

from yotinspect.cases.model import Answers, Details, Role
from yotinspect.desk.merging import Change, Conflict, Where, at
from yotinspect.records import Date, Name, Record, Ref
from yotinspect.writing import settle
from yotinspect.yamledit import Value, in_flow, plain, written
from yotinspect.yamlfile import YamlFile

#: What such a file's name ends in: nothing that looks for case files takes it for one.
ENDING = ".unsaved"
_SECTIONS = ("details", "answers")
#: Files of one case that may lie beside each other.
_MOST = 1000


class Before(Record):
    """What stood in the case file where something was not saved; what is not named was empty."""

    assessed: Date | None = None
    role: Role | None = None
    details: Details = Field(default_factory=dict)
    answers: Answers = Field(default_factory=dict)


class Unsaved(Before):
    """Changes of one case that could not be saved. An empty value is one that was taken out."""

    unsaved: Name
    questionset: Ref
    assessor: Name
    was: Before = Field(default_factory=Before)


def unsaved_text(file: YamlFile, changes: Sequence[Change], undecided: Sequence[Conflict] = ()) -> str:
    """The file for changes of a case, and for what conflicts with what somebody else wrote: a piece of a case file, which a
    person can read and copy from as well.
    """
    places: dict[Where, Value] = {where: value or None for where, value in changes}
    # Of these the file says what stood there before theirs, so that taking it in asks what is to stand.
    before = {one.where: one.before for one in undecided if one.where not in places}
    places |= {one.where: one.ours or None for one in undecided if one.where in before}
    lines = [
        "# Not saved: what could not be written to the case file named below. To take it in, once that can be written:",
        "#   yotinspect assess CASE --answers THIS_FILE",
        f"unsaved: {in_flow(plain(at(file.root, ('case',))))}",
        *(f"{key}: {in_flow(plain(at(file.root, (key,))))}" for key in ("questionset", "assessor")),
        *_block(places, 0),
    ]
    stood = {where: before[where] if where in before else at(file.root, where) for where in places}
    was = {where: old for where, value in stood.items() if (old := plain(value)) is not None}
    if was:
        lines += ["# What stood there: where something else stands now, somebody is asked.", "was:", *_block(was, 2)]
    return "\n".join(lines) + "\n"


def _block(places: Mapping[Where, Value], indent: int) -> Iterator[str]:
    for where, value in places.items():
        if len(where) == 1:
            yield from written(where[0], value, indent)
    for section in _SECTIONS:
        inner = {where[1]: value for where, value in places.items() if where[0] == section and len(where) == 2}
        if inner:
            yield f"{' ' * indent}{section}:"
            for name, value in inner.items():
                yield from written(name, value, indent + 2)


def write_unsaved(beside: Path, text: str, folder: Path | None = None) -> Path:
    """Write such a file, for its owner alone: in ``folder``, else beside the case, else at home, else where temporary files
    go. Never over another one. Raises OSError where it can be written nowhere.
    """
    if folder is not None:
        return _written(folder, beside.name, text)
    tried = [beside.resolve().parent]
    with suppress(RuntimeError):
        tried.append(Path.home())
    tried.append(Path(tempfile.gettempdir()))
    for place in tried[:-1]:
        with suppress(OSError):
            return _written(place, beside.name, text)
    return _written(tried[-1], beside.name, text)


def _written(folder: Path, name: str, text: str) -> Path:
    for number in range(1, _MOST):
        path = folder / f"{name}{'' if number == 1 else f'.{number}'}{ENDING}"
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            continue
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(text.encode())
                stream.flush()
                os.fsync(stream.fileno())
            settle(path)
        except BaseException:
            with suppress(OSError):
                path.unlink()
            raise
        return path
    raise FileExistsError
