"""YAML events to a tree of text: blocks and lists that know where their parts stand, and nothing bent on the way.

PyYAML's event parser does the scanning: libyaml's where it is there, the pure one where it is not, with the same
results. What could bend or hide what stands in the file (anchors, tags, duplicate keys ...) is noted as refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
from yaml.reader import Reader
from yaml.scanner import Scanner

from yotinspect.catalogue import say

#: Deepest nesting (a limit of the reader, not a rule of the field).
DEPTH_LIMIT = 32

_BLANK = frozenset({"", "~", "null", "Null", "NULL"})

#: Line breaks, and the mark PyYAML puts at the end of a text.
_BREAKS = "\r\n\x85\u2028\u2029\0"
_PLACEHOLDER = say("Write 'key: value'; fill in a {{ placeholder }}, or put the text in quotes.")

#: Takes what is refused: rule, path, message, what to do, and line and column from 1.
Note = Callable[[str, tuple[str | int, ...], str, str, tuple[int, int]], None]


class Block(dict[Any, Any]):
    """A mapping; ``at`` holds the events of each key and of its value, ``event`` and ``end`` what opened and closed it."""

    __slots__ = ("at", "end", "event")

    def __init__(self, event: Any) -> None:
        self.event = event
        self.end: Any = None
        self.at: dict[Any, tuple[Any, Any]] = {}


class Items(list[Any]):
    """A sequence; ``at`` holds the event of each item, ``event`` and ``end`` what opened and closed it."""

    __slots__ = ("at", "end", "event")

    def __init__(self, event: Any) -> None:
        self.event = event
        self.end: Any = None
        self.at: list[Any] = []


class EventParser(Protocol):
    """What gives events one after another."""

    def get_event(self) -> Any:
        """The next event."""


class PureParser(Reader, Scanner, Parser):
    """PyYAML's parser without libyaml, brought to libyaml's mind where the two differ on what people write.

    Where libyaml takes a character for another, ``peek`` shows that other to the scanner; the text itself stays.
    """

    def __init__(self, stream: str) -> None:
        self._taken_for: dict[str, str] = {}
        Reader.__init__(self, stream)
        Scanner.__init__(self)
        Parser.__init__(self)

    def peek(self, index: int = 0) -> str:
        """The character ahead, or what it is taken for."""
        char: str = super().peek(index)
        if char in self._taken_for and not (char == "\t" and self._indents(index)):
            return self._taken_for[char]
        return char

    def _indents(self, index: int) -> bool:
        """Whether a tab indents something: only blanks before it on its line, and something behind it."""
        before = self.buffer[: self.pointer + index].rstrip(" \t")
        return (not before or before[-1] in _BREAKS) and not self._trails(index)

    def _trails(self, index: int) -> bool:
        """Whether only blanks follow on the line."""
        return self.buffer[self.pointer + index :].lstrip(" \t")[0] in _BREAKS

    def _taking(self, taken_for: dict[str, str], scan: Callable[[], Any]) -> Any:
        self._taken_for = taken_for
        try:
            return scan()
        finally:
            self._taken_for = {}

    def scan_plain(self) -> Any:
        """A text without quotes: a question mark in braces ends nothing, a tab is a blank."""
        return self._taking({"?": "x", "\t": " "}, super().scan_plain)

    def scan_tag(self) -> Any:
        """A tag ends at a tab as well."""
        return self._taking({"\t": " "}, super().scan_tag)

    def scan_block_scalar_indicators(self, start_mark: Any) -> Any:
        """After ``|`` or ``>`` a comment may begin without a blank."""
        scan = super().scan_block_scalar_indicators
        return self._taking({"#": " "}, lambda: scan(start_mark))

    def scan_to_next_token(self) -> None:
        """Skip what separates tokens; a tab may, where it indents nothing."""
        super().scan_to_next_token()
        while self.peek() == "\t" and (self.flow_level or not self.allow_simple_key or self._trails(0)):
            self.forward()
            super().scan_to_next_token()


#: By name, what turns text into events. "libyaml" is there only where PyYAML was built with it.
PARSERS: dict[str, Callable[[str], EventParser]] = {"python": PureParser}
if yaml.__with_libyaml__:
    from yaml._yaml import CParser

    PARSERS["libyaml"] = CParser


class TreeBuilder:
    """Turns events into Blocks, Items and text, and notes what is refused."""

    def __init__(self, parser: EventParser, note: Note) -> None:
        self.parser = parser
        self.note = note
        #: The tree, as far as it was read; ``stopped`` where the rest could not be.
        self.root: Any = None
        self.stopped = False
        # The open blocks and lists; keys[n] is the key under which open[n] stands, None in a list and at the root.
        self.open: list[Block | Items] = []
        self.keys: list[Any] = []

    def build(self) -> None:
        """Read all events; the tree goes to ``root``, what is refused to ``note``.

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
                    self.root = scalar(event, None)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if event.anchor is not None or event.tag is not None:
                    self.refuse_marks(event, key)
                if block is not None and key is None:
                    return self.stop("yaml-key", event, None, say("A key must be a plain text."), _PLACEHOLDER)
                if len(self.open) >= DEPTH_LIMIT:
                    return self.stop(
                        "yaml-depth", event, key, say("Blocks are nested more than {limit} deep.", limit=DEPTH_LIMIT),
                        say("Compare with an example file: few levels are needed."),
                    )  # fmt: skip
                new = Block(event) if kind is MappingStartEvent else Items(event)
                if block is not None:
                    block[key.value] = new
                    block.at[key.value] = (key, event)
                elif items is not None:
                    items.append(new)
                    items.at.append(event)
                else:
                    self.root = new
                self.open.append(new)
                self.keys.append(key.value if key is not None else None)
                key = None
                block, items = (new, None) if isinstance(new, Block) else (None, new)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                self.open.pop().end = event
                self.keys.pop()
                outer = self.open[-1] if self.open else None
                block = outer if isinstance(outer, Block) else None
                items = outer if isinstance(outer, Items) else None
            elif kind is AliasEvent:
                self.refuse("yaml-alias", event, key, say("An alias (*name) is not allowed."),
                            say("Write out what it stands for, or put a text that begins with * in quotes."))  # fmt: skip
                if block is not None:
                    if key is None:
                        return self.stop("yaml-key", event, None, say("A key must be a plain text."), _PLACEHOLDER)
                    block[key.value] = None
                    block.at[key.value] = (key, event)
                    key = None
                elif items is not None:
                    items.append(None)
                    items.at.append(event)
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    return self.stop("yaml-documents", event, None, say("A second document begins here."),
                                     say("Put it in a file of its own; delete the '---'."))  # fmt: skip
                if event.version or event.tags:
                    self.refuse("yaml-directive", event, None, say("A YAML directive (%) is not allowed."),
                                say("Delete the lines that begin with %."))  # fmt: skip
            elif kind is StreamEndEvent:
                return None

    def scalar(self, event: Any, key: Any) -> str | None:
        """The text of a value; None where it is left empty."""
        value: str = event.value
        if event.style or value not in _BLANK:
            return value
        if value:
            self.refuse("yaml-null", event, key, say("A null is written here."),
                        say("Leave the value empty if it is not answered; put it in quotes if it is text."))  # fmt: skip
        return None

    def check_key(self, event: Any, block: Block) -> None:
        """Refuse a key that is empty, a merge key, or there already; its value then goes nowhere."""
        if event.value == "<<" and not event.style:
            self.refuse("yaml-merge-key", event, event, say("A merge key (<<) is not allowed."),
                        say("Write out what it stands for."))  # fmt: skip
        elif not event.value:
            self.refuse("yaml-key", event, event, say("A key is missing before the colon."), say("Write 'key: value'."))
        elif event.value in block:
            first = block.at[event.value][0].start_mark.line + 1
            self.refuse("yaml-duplicate-key", event, event, say("This key stands already on line {first}.", first=first),
                        say("Keep one of the two: YAML tools would lose one in silence."))  # fmt: skip
        else:
            return
        # What stands under it is read for its own faults, under a key that no file can hold, and then dropped.
        event.value = Refused(event.value)

    def refuse_marks(self, event: Any, key: Any) -> None:
        """Refuse an anchor or a tag."""
        if event.anchor is not None:
            self.refuse("yaml-anchor", event, key, say("An anchor (&name) is not allowed."),
                        say("Delete it, or put a text that begins with & in quotes."))  # fmt: skip
        if event.tag is not None:
            self.refuse("yaml-tag", event, key, say("A tag (!name) is not allowed."),
                        say("Delete it, or put a text that begins with ! in quotes."))  # fmt: skip

    def refuse(self, rule: str, event: Any, key: Any, message: str, help: str) -> None:
        """Note what is refused at an event, and read on."""
        mark: Any = event.start_mark
        self.note(rule, tuple(self.path(key)), message, help, (mark.line + 1, mark.column + 1))

    def stop(self, rule: str, event: Any, key: Any, message: str, help: str) -> None:
        """Note what is refused at an event after which nothing can be read."""
        self.refuse(rule, event, key, message, help)
        self.stopped = True

    def path(self, key: Any) -> Iterator[str | int]:
        """Where we are: the keys and positions of the open blocks, then the key or position at hand."""
        for depth in range(1, len(self.open)):
            name = self.keys[depth]
            yield given(name) if name is not None else len(self.open[depth - 1]) - 1
        if key is not None:
            yield given(key.value)
        elif self.open and isinstance(self.open[-1], Items):
            yield len(self.open[-1])


class Refused:
    """Stands in place of a key that was refused; equal to no other."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text


def given(name: Any) -> str:
    """A key as it stands in the file, also where it was refused."""
    text: str = name.text if isinstance(name, Refused) else name
    return text


def drop_refused(node: Any) -> None:
    """Take out of a tree, in place, what stands under keys that were refused."""
    if isinstance(node, Block):
        for name in [name for name in node if isinstance(name, Refused)]:
            del node[name]
            del node.at[name]
        for value in node.values():
            drop_refused(value)
    elif isinstance(node, Items):
        for value in node:
            drop_refused(value)
