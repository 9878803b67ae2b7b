"""Read YAML as text with a position for every node, and refuse what would bend or hide what stands in the file.

PyYAML's event parser does the scanning: libyaml's where it is there, the pure one where it is not, with the same
results. Values stay text until a model says otherwise; an empty value is None; blocks are plain dicts and lists that
remember where their parts stand.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.parser import Parser
from yaml.reader import Reader, ReaderError
from yaml.scanner import Scanner

from yotinspect.findings import RULES, Finding

#: Largest file of each kind in bytes, and deepest nesting (a limit of the reader, not a rule of the field).
CASE_LIMIT = 1 << 20
SET_LIMIT = 8 << 20
DEPTH_LIMIT = 32

_BLANK = frozenset({"", "~", "null", "Null", "NULL"})
_CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_ID_LIKE = re.compile(r"[A-Za-z0-9_.-]{1,40}\Z")
_PUNCTUATION = frozenset(":,[]{}-?|>'\"")

#: A place in a file from its root: keys of blocks, positions in lists.
NodePath = tuple[str | int, ...]


class Block(dict[str, Any]):
    """A mapping; ``at`` holds the events of each key and of its value, ``event`` the one that opened the block."""

    __slots__ = ("at", "event")

    def __init__(self, event: Any) -> None:
        self.event = event
        self.at: dict[str, tuple[Any, Any]] = {}


class Items(list[Any]):
    """A sequence; ``at`` holds the event of each item, ``event`` the one that opened the list."""

    __slots__ = ("at", "event")

    def __init__(self, event: Any) -> None:
        self.event = event
        self.at: list[Any] = []


class _EventParser(Protocol):
    def get_event(self) -> Any: ...


class _PureParser(Reader, Scanner, Parser):
    def __init__(self, stream: str) -> None:
        Reader.__init__(self, stream)
        Scanner.__init__(self)
        Parser.__init__(self)


#: By name, what turns text into events. "libyaml" is there only where PyYAML was built with it.
PARSERS: dict[str, Callable[[str], _EventParser]] = {"python": _PureParser}
if yaml.__with_libyaml__:
    from yaml._yaml import CParser

    PARSERS["libyaml"] = CParser


class YamlFile:
    """A file that was read: its tree, what is wrong with it, and where everything in it stands.

    ``name`` is what findings call it. ``confidential`` files (cases, inspections, surveys) are masked in excerpts.
    ``broken`` says that the tree is not whole, so that no model should be held against it.
    """

    def __init__(self, name: str, data: bytes, *, confidential: bool) -> None:
        self.name = name
        self.data = data
        self.confidential = confidential
        self.root: Any = None
        self.broken = False
        self.findings: list[Finding] = []
        #: Paths that a model refused and that were left out so that the rest could be read.
        self.refused: list[NodePath] = []
        self._growing = True
        self._lines: list[str] | None = None
        self._shown: dict[int, list[tuple[int, int]]] | None = None
        self._hidden: list[tuple[int, int, int, int]] = []

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
        excerpt = "" if self._growing else self.excerpt(line)
        return Finding(rule, RULES[rule].severity, self.name, line, column, dotted(path), message, help, excerpt)

    def add(self, rule: str, path: Sequence[str | int], message: str, help: str, **where: Any) -> None:
        """Note a finding (see ``finding``)."""
        self.findings.append(self.finding(rule, path, message, help, **where))

    def grown(self) -> YamlFile:
        """Drop what was refused and show its lines, now that the whole tree is known."""
        self._growing = False
        if self.findings:
            self.findings = [finding._replace(excerpt=self.excerpt(finding.line)) for finding in self.findings]
            _drop_refused(self.root)
        return self

    def excerpt(self, line: int) -> str:
        """The text of a line (from 1); in a confidential file every value and comment is masked."""
        if self._lines is None:
            self._lines = _BREAK.split(self.text)
        if not 0 < line <= len(self._lines):
            return ""
        text = self._lines[line - 1].expandtabs(1)[:400]
        if not self.confidential:
            return text
        if self._shown is None:
            self._shown = {}
            self._survey(self.root)
        shown = self._shown.get(line - 1, ())
        masked = []
        for column, char in enumerate(text):
            visible = (
                char == " "
                or any(start <= column < end for start, end in shown)
                or (char in _PUNCTUATION and not self._inside_value(line - 1, column))
            )
            masked.append(char if visible else "•")
        return "".join(masked)

    def _inside_value(self, line: int, column: int) -> bool:
        return any((a, b) <= (line, column) < (c, d) for a, b, c, d in self._hidden)

    def _survey(self, node: Any) -> None:
        """Note where keys stand that may be shown and where values stand that may not."""
        assert self._shown is not None
        if isinstance(node, Block):
            for name, (key, value) in node.at.items():
                if _ID_LIKE.match(_given(name)):
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
        self._hidden.append((start.line, start.column, end.line, end.column))


def dotted(path: Sequence[str | int]) -> str:
    """A path as people write it: ``answers.R-A2.reasons[0]``; a key that does not look like an id is masked."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += ("." if text else "") + (step if _ID_LIKE.match(step) else "…")
    return text


def id_like(text: str) -> bool:
    """Whether a key may be printed: letters, digits, ``_ . -``, 40 at most."""
    return _ID_LIKE.match(text) is not None


def read(path: Path, *, confidential: bool, limit: int = CASE_LIMIT, name: str | None = None) -> YamlFile:
    """Read and parse a file. Whatever is wrong, from a missing file on, is a finding of the result."""
    name = name or os.fspath(path)
    try:
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        file = YamlFile(name, b"", confidential=confidential)
        file.broken = True
        reason = error.strerror or "it cannot be opened"
        file.add("file-unreadable", (), f"The file cannot be read: {reason}.", "Check the name and who may read it.")
        return file.grown()
    return parse(data, name, confidential=confidential, limit=limit)


def parse(
    data: bytes, name: str, *, confidential: bool, limit: int = CASE_LIMIT, parser: str | None = None
) -> YamlFile:
    """Parse the bytes of a file. ``parser`` is a name of PARSERS; without it, libyaml where it is there."""
    file = YamlFile(name, data, confidential=confidential)
    if len(data) > limit:
        file.broken = True
        kib = limit >> 10
        file.add("file-size", (), f"The file is larger than {kib} KiB.", "Move what is not part of it elsewhere.")
    else:
        _parse(file, parser)
    return file.grown()


def _parse(file: YamlFile, parser: str | None) -> None:
    try:
        text = file.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        file.broken = True
        before = file.data[: error.start].decode("utf-8-sig", errors="replace")
        file.add(
            "file-encoding", (), "This byte is not UTF-8 text.",
            "Save the file with the encoding UTF-8.", at=_line_and_column(before),
        )  # fmt: skip
        return
    # libyaml refuses a byte order mark inside the text and Python's parser does not: neither may.
    if "\ufeff" in text:
        return _control_character(file, text)
    make = PARSERS[parser] if parser else PARSERS.get("libyaml", _PureParser)
    try:
        # The two parsers word and place their complaints differently: the pure one speaks for both.
        _Builder(file, make(text)).build()
    except ReaderError:
        return _control_character(file, text)
    except yaml.MarkedYAMLError as error:
        _explain_syntax(file, _pure_error(text) or error)
    if file.root is None and not file.broken and not file.findings:
        file.broken = True
        file.add("yaml-empty", (), "The file is empty.", "Write its first key, or delete the file.")


def _control_character(file: YamlFile, text: str) -> None:
    match = _CONTROL.search(text)
    start = match.start() if match else 0
    file.root, file.broken = None, True
    file.findings.clear()
    file.add(
        "yaml-control-character", (), f"There is a control character here (U+{ord(text[start]):04X})."
        if match else "There is a control character in this file.",
        "Delete it; an editor that shows invisible characters helps.", at=_line_and_column(text[:start]),
    )  # fmt: skip


def _line_and_column(before: str) -> tuple[int, int]:
    lines = _BREAK.split(before)
    return len(lines), len(lines[-1]) + 1


def _pure_error(text: str) -> yaml.MarkedYAMLError | None:
    parser: _EventParser = _PureParser(text)
    try:
        while not isinstance(parser.get_event(), StreamEndEvent):
            pass
    except yaml.MarkedYAMLError as error:
        return error
    return None


#: What PyYAML says, what we say, and what to do. The first that fits is taken.
_SYNTAX: tuple[tuple[str, str, str, str], ...] = (
    ("character '\\t'", "yaml-tab", "A tab stands here.", "Indent with spaces."),
    ("mapping values are not allowed", "yaml-syntax", "A colon and a space stand here inside a text.",
     "Put the text in quotes; if this line is a key of its own, line it up with the keys above."),
    ("could not find expected ':'", "yaml-syntax", "A colon is missing on the line before or here.",
     "Write 'key: value', or indent the line if it continues the text above."),
    ("while scanning a quoted scalar", "yaml-syntax", "A quoted text is not closed as it should be.",
     "Close the quote; double a ' inside '…', write \\\" inside \"…\"."),
    ("while scanning a simple key", "yaml-syntax", "A key may not run over two lines.", "Put key and colon on one line."),
    ("while parsing a flow", "yaml-syntax", "A bracket or brace is not closed, or a comma is missing.",
     "Close it with ] or }, with a comma between its parts."),
    ("while parsing a block", "yaml-syntax", "The indentation fits nothing above it.",
     "Line up keys of one block, and items of one list, in one column."),
    ("that cannot start any token", "yaml-syntax", "A text cannot begin with this character.", "Put the text in quotes."),
    ("expected '<document start>'", "yaml-syntax", "Text stands here that belongs to no key.",
     "Write 'key: value', or indent the line if it continues the text above."),
    ("alias", "yaml-syntax", "A text cannot begin with * or &.", "Put the text in quotes."),
    ("tag", "yaml-syntax", "A text cannot begin with !.", "Put the text in quotes."),
)  # fmt: skip


def _explain_syntax(file: YamlFile, error: yaml.MarkedYAMLError) -> None:
    file.broken = True
    mark = error.problem_mark or error.context_mark
    at = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    said = f"{error.context or ''} {error.problem or ''}"
    for pattern, rule, message, help in _SYNTAX:
        if pattern in said:
            file.add(rule, (), message, help, at=at)
            return
    file.add("yaml-syntax", (), "This is not YAML.", "Compare with the line above and with an example file.", at=at)


class _Builder:
    """Turns events into Blocks, Items and text, and notes what is refused."""

    def __init__(self, file: YamlFile, parser: _EventParser) -> None:
        self.file = file
        self.parser = parser
        # The open blocks and lists; keys[n] is the key under which open[n] stands, None in a list and at the root.
        self.open: list[Block | Items] = []
        self.keys: list[str | None] = []

    def build(self) -> None:
        """Read all events; the tree goes to ``file.root``, what is refused to ``file.findings``.

        This loop is where reading thousands of cases spends its time: what is usual comes first, in locals.
        """
        get_event, scalar = self.parser.get_event, self.scalar
        block: Block | None = None  # the block we are in; None in a list and at the root
        items: Items | None = None  # the list we are in; None in a block and at the root
        key: Any = None  # in a block, the event of the key that waits for its value
        documents = 0
        while True:
            event = get_event()
            kind = event.__class__
            if kind is ScalarEvent:
                if event.anchor is not None or event.tag is not None:
                    self.refuse_marks(event, key)
                if block is not None:
                    if key is None:
                        key = event
                        value = event.value
                        if value in block or not value or value == "<<":
                            self.check_key(event, block)
                    else:
                        value = event.value
                        name = key.value
                        block[name] = value if event.style or value not in _BLANK else scalar(event, key)
                        block.at[name] = (key, event)
                        key = None
                elif items is not None:
                    items.append(scalar(event, None))
                    items.at.append(event)
                else:
                    self.file.root = scalar(event, None)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if event.anchor is not None or event.tag is not None:
                    self.refuse_marks(event, key)
                if block is not None and key is None:
                    return self.stop("yaml-key", event, None, "A key must be a plain text.", "Write 'key: value'.")
                if len(self.open) >= DEPTH_LIMIT:
                    return self.stop(
                        "yaml-depth", event, key, f"Blocks are nested more than {DEPTH_LIMIT} deep.",
                        "Compare with an example file: few levels are needed.",
                    )  # fmt: skip
                new = Block(event) if kind is MappingStartEvent else Items(event)
                if block is not None:
                    block[key.value] = new
                    block.at[key.value] = (key, event)
                elif items is not None:
                    items.append(new)
                    items.at.append(event)
                else:
                    self.file.root = new
                self.open.append(new)
                self.keys.append(key.value if key is not None else None)
                key = None
                block, items = (new, None) if isinstance(new, Block) else (None, new)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                self.open.pop()
                self.keys.pop()
                outer = self.open[-1] if self.open else None
                block = outer if isinstance(outer, Block) else None
                items = outer if isinstance(outer, Items) else None
            elif kind is AliasEvent:
                self.refuse("yaml-alias", event, key, "An alias (*name) is not allowed.",
                            "Write out what it stands for, or put a text that begins with * in quotes.")  # fmt: skip
                if block is not None:
                    if key is None:
                        return self.stop("yaml-key", event, None, "A key must be a plain text.", "Write 'key: value'.")
                    block[key.value] = None
                    block.at[key.value] = (key, event)
                    key = None
                elif items is not None:
                    items.append(None)
                    items.at.append(event)
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    return self.stop("yaml-documents", event, None, "A second document begins here.",
                                     "Put it in a file of its own; delete the '---'.")  # fmt: skip
                if event.version or event.tags:
                    self.refuse("yaml-directive", event, None, "A YAML directive (%) is not allowed.",
                                "Delete the lines that begin with %.")  # fmt: skip
            elif kind is StreamEndEvent:
                return None

    def scalar(self, event: Any, key: Any) -> str | None:
        """The text of a value; None where it is left empty."""
        value: str = event.value
        if event.style or value not in _BLANK:
            return value
        if value:
            self.refuse("yaml-null", event, key, "A null is written here.",
                        "Leave the value empty if it is not answered; put it in quotes if it is text.")  # fmt: skip
        return None

    def check_key(self, event: Any, block: Block) -> None:
        """Refuse a key that is empty, a merge key, or there already; its value then goes nowhere."""
        if event.value == "<<" and not event.style:
            self.refuse("yaml-merge-key", event, event, "A merge key (<<) is not allowed.",
                        "Write out what it stands for.")  # fmt: skip
        elif not event.value:
            self.refuse("yaml-key", event, event, "A key is missing before the colon.", "Write 'key: value'.")
        elif event.value in block:
            first = block.at[event.value][0].start_mark.line + 1
            self.refuse("yaml-duplicate-key", event, event, f"This key stands already on line {first}.",
                        "Keep one of the two: YAML tools would lose one in silence.")  # fmt: skip
        else:
            return
        # What stands under it is read for its own faults, under a name that no file can hold, and then dropped.
        event.value = f"\0{event.value}\0{event.start_mark.line}:{event.start_mark.column}"

    def refuse_marks(self, event: Any, key: Any) -> None:
        if event.anchor is not None:
            self.refuse("yaml-anchor", event, key, "An anchor (&name) is not allowed.",
                        "Delete it, or put a text that begins with & in quotes.")  # fmt: skip
        if event.tag is not None:
            self.refuse("yaml-tag", event, key, "A tag (!name) is not allowed.",
                        "Delete it, or put a text that begins with ! in quotes.")  # fmt: skip

    def refuse(self, rule: str, event: Any, key: Any, message: str, help: str) -> None:
        mark: Any = event.start_mark
        self.file.add(rule, tuple(self.path(key)), message, help, at=(mark.line + 1, mark.column + 1))

    def stop(self, rule: str, event: Any, key: Any, message: str, help: str) -> None:
        self.refuse(rule, event, key, message, help)
        self.file.broken = True

    def path(self, key: Any) -> Iterator[str | int]:
        """Where we are: the keys and positions of the open blocks, then the key or position at hand."""
        for depth in range(1, len(self.open)):
            name = self.keys[depth]
            yield _given(name) if name is not None else len(self.open[depth - 1]) - 1
        if key is not None:
            yield _given(key.value)
        elif self.open and isinstance(self.open[-1], Items):
            yield len(self.open[-1])


def _given(name: str) -> str:
    """A key as it stands in the file, also where it was refused."""
    return name.split("\0")[1] if name.startswith("\0") else name


def _drop_refused(node: Any) -> None:
    if isinstance(node, Block):
        for name in [name for name in node if name.startswith("\0")]:
            del node[name]
            del node.at[name]
        for value in node.values():
            _drop_refused(value)
    elif isinstance(node, Items):
        for value in node:
            _drop_refused(value)
