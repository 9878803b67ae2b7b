"""A YAML file as it was read: text with a position for every node, what is wrong with it, and its lines to show.

Values stay text until a model says otherwise; an empty value is None. All findings of a file are given at once.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import yaml
from yaml.reader import ReaderError

from yotinspect.catalogue import N_, Said, say
from yotinspect.findings import RULES, Finding, did_you_mean
from yotinspect.yamltree import (
    DEPTH_LIMIT,
    PARSERS,
    Block,
    EventParser,
    Items,
    PureParser,
    TreeBuilder,
    drop_refused,
    given,
)

__all__ = [
    "CASE_LIMIT",
    "DEPTH_LIMIT",
    "PARSERS",
    "SET_LIMIT",
    "Block",
    "Items",
    "YamlFile",
    "dotted",
    "id_like",
    "line_starts",
    "parse",
    "read",
]

#: Largest file of each kind in bytes.
CASE_LIMIT = 1 << 20
SET_LIMIT = 8 << 20
#: Columns of a line that are shown at most.
WIDEST = 400
#: How many mistyped names of a file are compared with known ones.
SUGGESTIONS = 25

_CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_ID_LIKE = re.compile(r"[A-Za-z0-9_.-]{1,40}\Z")
_PUNCTUATION = frozenset(":,[]{}-?|>'\"")

#: A place in a file from its root: keys of blocks, positions in lists.
NodePath = tuple[str | int, ...]


class YamlFile:
    """A file that was read: its tree, what is wrong with it, and where everything in it stands.

    ``name`` is what findings call it. ``confidential`` files (cases, inspections, surveys) are masked in excerpts.
    ``broken`` says that the tree is not whole, so that no model should be held against it.
    """

    def __init__(self, name: str, data: bytes, *, confidential: bool, excerpts: bool = True) -> None:
        self.name = name
        self.data = data
        self.confidential = confidential
        self.excerpts = excerpts
        self.root: Any = None
        self.broken = False
        self.findings: list[Finding] = []
        #: Paths that a model refused and that were left out so that the rest could be read.
        self.refused: list[NodePath] = []
        self._growing = True
        self._suggestions = SUGGESTIONS
        self._lines: list[str] | None = None
        self._shown: dict[int, list[tuple[int, int]]] | None = None
        self._excerpts: dict[int, str] = {}
        self._hidden: dict[int, list[tuple[int, int]]] = {}

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes as they stand, as ``sha256:`` and 64 hexadecimal digits."""
        return "sha256:" + hashlib.sha256(self.data).hexdigest()

    @property
    def text(self) -> str:
        """The text of the file, without a byte order mark."""
        return self.data.decode("utf-8-sig", errors="replace")

    def place(self, path: Sequence[str | int], *, key: bool = False) -> tuple[int, int]:
        """Line and column (from 1) of the value at ``path``, or of its key; of the key above where it is missing."""
        node, event = self.root, getattr(self.root, "event", None)
        above = event
        last = len(path) - 1
        for depth, step in enumerate(path):
            if isinstance(node, Block) and step in node.at:
                above, value_event = node.at[str(step)]
                # An empty value has no place worth pointing at: its key has.
                event = above if (key and depth == last) or node[str(step)] is None else value_event
                node = node[str(step)]
            elif isinstance(node, Items) and isinstance(step, int) and 0 <= step < len(node.at):
                above = event = node.at[step]
                node = node[step]
            else:
                event = above
                break
        return (event.start_mark.line + 1, event.start_mark.column + 1) if event is not None else (1, 1)

    def finding(
        self,
        rule: str,
        path: Sequence[str | int],
        message: str,
        help: str,
        *,
        key: bool = False,
        at: tuple[int, int] | None = None,
    ) -> Finding:
        """A finding of ``rule`` at ``path`` (or at the line and column ``at``), with the line to show for it."""
        line, column = at or self.place(path, key=key)
        # While the tree grows nobody can tell what a line holds: parse() adds the excerpts at its end.
        excerpt = "" if self._growing or not self.excerpts else self.excerpt(line)
        return Finding(rule, RULES[rule].severity, self.name, line, column, dotted(path), message, help, excerpt)

    def add(self, rule: str, path: Sequence[str | int], message: str, help: str, **where: Any) -> None:
        """Note a finding (see ``finding``)."""
        self.findings.append(self.finding(rule, path, message, help, **where))
        if rule == "yaml-null":
            self.refused.append(tuple(path))

    def grown(self) -> YamlFile:
        """Drop what was refused and show its lines, now that the whole tree is known."""
        self._growing = False
        if self.findings:
            if self.excerpts:
                self.findings = [finding._replace(excerpt=self.excerpt(finding.line)) for finding in self.findings]
            drop_refused(self.root)
        return self

    def suggest(self, given_name: str, known: Iterable[str]) -> str:
        """A near name for a mistyped one (see ``findings.did_you_mean``), for the first few of a file alone.

        A file with thousands of unknown keys is not mistyped, and looking for near names is slow.
        """
        self._suggestions -= 1
        return did_you_mean(given_name, known) if self._suggestions >= 0 else ""

    @property
    def lines(self) -> list[str]:
        """The lines of the file, as YAML counts them."""
        if self._lines is None:
            self._lines = _BREAK.split(self.text)
        return self._lines

    def excerpt(self, line: int) -> str:
        """The text of a line (from 1); in a confidential file every value and comment is masked."""
        if not 0 < line <= len(self.lines):
            return ""
        text = self.lines[line - 1].expandtabs(1)[:WIDEST]
        return self._masked(line - 1, text) if self.confidential else text

    def _masked(self, line: int, text: str) -> str:
        """A line (from 0) in which only keys that look like ids, punctuation and blanks are left."""
        if self._shown is None:
            self._shown = {}
            self._survey(self.root)
        if line not in self._excerpts:
            keys = self._columns(self._shown, line)
            values = self._columns(self._hidden, line)
            self._excerpts[line] = "".join(
                char if char == " " or n in keys or (char in _PUNCTUATION and n not in values) else "•"
                for n, char in enumerate(text)
            )
        return self._excerpts[line]

    @staticmethod
    def _columns(ranges: dict[int, list[tuple[int, int]]], line: int) -> set[int]:
        return {n for start, end in ranges.get(line, ()) if start < WIDEST for n in range(start, min(end, WIDEST))}

    def _survey(self, node: Any) -> None:
        """Note where keys stand that may be shown and where values stand that may not."""
        assert self._shown is not None
        if isinstance(node, Block):
            for name, (key, value) in node.at.items():
                # Before a key may stand an anchor or a tag, which is refused, and hidden with it.
                if _ID_LIKE.match(given(name)) and key.anchor is None and key.tag is None:
                    mark = key.start_mark
                    self._shown.setdefault(mark.line, []).append((mark.column, key.end_mark.column))
                else:
                    self._hide(key)
                self._survey_value(node[name], value)
        elif isinstance(node, Items):
            for item, event in zip(node, node.at, strict=True):
                self._survey_value(item, event)

    def _survey_value(self, node: Any, event: Any) -> None:
        if isinstance(node, Block | Items):
            self._survey(node)
        else:
            self._hide(event)

    def _hide(self, event: Any) -> None:
        start, end = event.start_mark, event.end_mark
        for line in range(start.line, end.line + 1):
            first = start.column if line == start.line else 0
            last = end.column if line == end.line else sys.maxsize
            self._hidden.setdefault(line, []).append((first, last))


def dotted(path: Sequence[str | int]) -> str:
    """A path as people write it: ``answers.R-A2.reasons[0]``; a key that does not look like an id is masked."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += ("." if text else "") + (step if _ID_LIKE.match(step) else "…")
    return text


def line_starts(text: str) -> list[int]:
    """Where each line of a text begins, as YAML counts lines."""
    return [0, *(match.end() for match in _BREAK.finditer(text))]


def id_like(text: str) -> bool:
    """Whether a key may be printed: letters, digits, ``_ . -``, 40 at most."""
    return _ID_LIKE.match(text) is not None


def read(path: Path, *, confidential: bool, limit: int = CASE_LIMIT, excerpts: bool = True) -> YamlFile:
    """Read and parse a file. Whatever is wrong, from a missing file on, is a finding of the result.

    ``excerpts``: whether findings hold the line they are about.
    """
    # A name that is no text is shown with what is wrong in it replaced.
    name = os.fspath(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise OSError
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        file = YamlFile(name, b"", confidential=confidential)
        file.broken = True
        file.add("file-unreadable", (), _why_not(error), say("Check the name and who may read it."))
        return file.grown()
    return parse(data, name, confidential=confidential, limit=limit, excerpts=excerpts)


def _why_not(error: OSError) -> Said:
    # What the system says is in the system's language: what happens most has words of ours.
    if isinstance(error, FileNotFoundError):
        return say("There is no such file.")
    if isinstance(error, PermissionError):
        return say("This file may not be read.")
    if not error.strerror:
        return say("This is not a file that can be read.")
    return say("The file cannot be read: {reason}.", reason=error.strerror)


def parse(
    data: bytes,
    name: str,
    *,
    confidential: bool,
    limit: int = CASE_LIMIT,
    excerpts: bool = True,
    parser: str | None = None,
) -> YamlFile:
    """Parse the bytes of a file. ``parser`` is a name of PARSERS; without it, libyaml where it is there."""
    file = YamlFile(name, data, confidential=confidential, excerpts=excerpts)
    if len(data) > limit:
        file.broken = True
        kib = limit >> 10
        message = say("The file is larger than {kib} KiB.", kib=kib)
        file.add("file-size", (), message, say("Move what is not part of it elsewhere."))
    else:
        _parse(file, parser)
    return file.grown()


def _parse(file: YamlFile, parser: str | None) -> None:
    try:
        text = file.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        file.broken = True
        # Where a byte order mark was taken off, the error counts from behind it.
        start = error.start + (3 if file.data.startswith(b"\xef\xbb\xbf") else 0)
        before = file.data[:start].decode("utf-8-sig", errors="replace")
        file.add(
            "file-encoding", (), say("This byte is not UTF-8 text."),
            say("Save the file with the encoding UTF-8."), at=_line_and_column(before),
        )  # fmt: skip
        return
    # libyaml refuses a byte order mark inside the text and Python's parser does not: neither may.
    if "\ufeff" in text:
        return _control_character(file, text)
    try:
        _build(file, (PARSERS[parser] if parser else PARSERS.get("libyaml", PureParser))(text))
    except ReaderError:
        return _control_character(file, text)
    except yaml.YAMLError:
        # The two parsers word and place their complaints differently: the pure one speaks for both.
        file.findings.clear()
        file.refused.clear()
        try:
            _build(file, PureParser(text))
        except yaml.MarkedYAMLError as error:
            _explain_syntax(file, error)
        except ValueError:
            file.broken = True
            message = say("A backslash in this file stands for no character there is.")
            file.add("yaml-syntax", (), message, say("Correct the \\U or \\x."))
    if file.root is None and not file.broken and not file.findings:
        file.broken = True
        file.add("yaml-empty", (), say("The file is empty."), say("Write its first key, or delete the file."))


def _build(file: YamlFile, parser: EventParser) -> None:
    builder = TreeBuilder(parser, lambda rule, path, message, help, at: file.add(rule, path, message, help, at=at))
    try:
        builder.build()
    finally:
        file.root, file.broken = builder.root, builder.stopped


def _control_character(file: YamlFile, text: str) -> None:
    match = _CONTROL.search(text)
    start = match.start() if match else 0
    file.root, file.broken = None, True
    file.findings.clear()
    code = f"U+{ord(text[start]):04X}" if match else ""
    file.add(
        "yaml-control-character", (), say("There is a control character here ({code}).", code=code)
        if match else say("There is a control character in this file."),
        say("Delete it; an editor that shows invisible characters helps."), at=_line_and_column(text[:start]),
    )  # fmt: skip


def _line_and_column(before: str) -> tuple[int, int]:
    lines = _BREAK.split(before)
    return len(lines), len(lines[-1]) + 1


#: What PyYAML says, what we say, what to do, and whether the fault lies where the thing began and not where it failed.
_SYNTAX: tuple[tuple[str, str, str, str, bool], ...] = (
    ("character '\\t'", "yaml-tab", N_("A tab stands here."), N_("Indent with spaces."), False),
    ("mapping values are not allowed", "yaml-syntax", N_("A colon and a space stand here inside a text."),
     N_("Put the text in quotes; if this line is a key of its own, line it up with the keys above."), False),
    ("could not find expected ':'", "yaml-syntax", N_("A colon is missing on the line before or here."),
     N_("Write 'key: value', or indent the line if it continues the text above."), False),
    ("while scanning a quoted scalar", "yaml-syntax", N_("A quoted text begins here and is not closed as it should be."),
     N_("Close the quote; double a ' inside '…', write \\\" inside \"…\"."), True),
    ("while scanning a double-quoted scalar", "yaml-syntax", N_("A backslash in this text stands for nothing."),
     N_("Double the backslash, or put the text in single quotes."), False),
    ("while scanning a simple key", "yaml-syntax", N_("A key may not run over two lines."),
     N_("Put key and colon on one line."), False),
    ("but found '<scalar>'", "yaml-syntax", N_("Text goes on here after a value that was closed."),
     N_("Close the quote at the very end of the value; double a ' inside '…', write \\\" inside \"…\"."), False),
    ("but found ':'", "yaml-syntax", N_("A key is missing before this colon."), N_("Write 'key: value'."), False),
    ("while parsing a flow", "yaml-syntax", N_("A bracket or brace is not closed, or a comma is missing."),
     N_("Close it with ] or }, with a comma between its parts."), False),
    ("while parsing a block", "yaml-syntax", N_("The indentation fits nothing above it."),
     N_("Line up keys of one block, and items of one list, in one column."), False),
    ("that cannot start any token", "yaml-syntax", N_("A text cannot begin with this character."),
     N_("Put the text in quotes."), False),
    ("expected '<document start>'", "yaml-syntax", N_("Text stands here that belongs to no key."),
     N_("Write 'key: value', or indent the line if it continues the text above."), False),
    ("while scanning an alias", "yaml-syntax", N_("A text cannot begin with *."), N_("Put the text in quotes."), True),
    ("while scanning an anchor", "yaml-syntax", N_("A text cannot begin with &."), N_("Put the text in quotes."), True),
    ("tag", "yaml-syntax", N_("A text cannot begin with !."), N_("Put the text in quotes."), True),
)  # fmt: skip


def _explain_syntax(file: YamlFile, error: yaml.MarkedYAMLError) -> None:
    file.broken = True
    said = f"{error.context or ''} {error.problem or ''}"
    for pattern, rule, message, help, at_start in _SYNTAX:
        if pattern in said:
            mark = (error.context_mark if at_start else None) or error.problem_mark
            file.add(rule, (), say(message), say(help), at=_place(mark))
            return
    where = _place(error.problem_mark or error.context_mark)
    help = say("Compare with the line above and with an example file.")
    file.add("yaml-syntax", (), say("This is not YAML."), help, at=where)


def _place(mark: Any) -> tuple[int, int]:
    return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
