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

#: Deepest nesting (a limit of the reader, not a rule of the field).
DEPTH_LIMIT = 32

_BLANK = frozenset({"", "~", "null", "Null", "NULL"})

#: Takes what is refused: rule, path, message, what to do, and line and column from 1.
Note = Callable[[str, tuple[str | int, ...], str, str, tuple[int, int]], None]


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


class EventParser(Protocol):
    """What gives events one after another."""

    def get_event(self) -> Any:
        """The next event."""


class PureParser(Reader, Scanner, Parser):
    """PyYAML's parser without libyaml."""

    def __init__(self, stream: str) -> None:
        Reader.__init__(self, stream)
        Scanner.__init__(self)
        Parser.__init__(self)


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
        self.keys: list[str | None] = []

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
                    self.root = new
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
        """Refuse an anchor or a tag."""
        if event.anchor is not None:
            self.refuse("yaml-anchor", event, key, "An anchor (&name) is not allowed.",
                        "Delete it, or put a text that begins with & in quotes.")  # fmt: skip
        if event.tag is not None:
            self.refuse("yaml-tag", event, key, "A tag (!name) is not allowed.",
                        "Delete it, or put a text that begins with ! in quotes.")  # fmt: skip

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


def given(name: str) -> str:
    """A key as it stands in the file, also where it was refused."""
    return name.split("\0")[1] if name.startswith("\0") else name


def drop_refused(node: Any) -> None:
    """Take out of a tree, in place, what stands under keys that were refused."""
    if isinstance(node, Block):
        for name in [name for name in node if name.startswith("\0")]:
            del node[name]
            del node.at[name]
        for value in node.values():
            drop_refused(value)
    elif isinstance(node, Items):
        for value in node:
            drop_refused(value)
