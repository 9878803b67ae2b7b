"""Change a YAML file where it must change and nowhere else: comments, order and layout of what was written survive.

Edits are splices between the marks of the tree that was read; the result is read again before it is given out.
"""

from __future__ import annotations

import json
import re
import textwrap
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from yotinspect.catalogue import say
from yotinspect.yamlfile import SET_LIMIT, Block, Items, NodePath, YamlFile, id_like, line_starts, parse

#: Columns that a line written by us takes at most; longer texts are folded.
WIDTH = 140


#: What no text without quotes holds: asking the parser takes longest where it has to refuse.
_NEVER_PLAIN = re.compile(r"""\A[][{},#&*!|>'"%@`]|: | #|:\Z""")


class Lines(tuple[str, ...]):
    """Lines of YAML as they are to stand under a key, indented from its first column on."""

    __slots__ = ()


#: What can be written: a text, an empty value, a list or a block of these, or lines as they are.
Value = str | None | Lines | Sequence["Value"] | Mapping[str, "Value"]


class CannotEditError(Exception):
    """The file cannot be edited there; nothing was changed. The message says why."""


class Edits:
    """Changes to one file, gathered first and made together by ``result``."""

    def __init__(self, file: YamlFile) -> None:
        if file.broken or not isinstance(file.root, Block):
            raise CannotEditError(say("The file cannot be read."))
        self.file = file
        self._text = file.text
        self._starts = line_starts(self._text)
        self._splices: list[tuple[int, int, str]] = []
        self._inserted: dict[tuple[NodePath, int], int] = {}
        self._removed: dict[NodePath, tuple[Block, list[str]]] = {}

    def set(
        self,
        path: Sequence[str | int],
        value: Value,
        *,
        flow: bool = False,
        blank: bool = False,
        after: str | None = None,
    ) -> None:
        """Give the key at ``path`` a value; a key that is not there is added behind the key ``after``, else at the end of
        its block.

        ``flow`` writes blocks and lists in braces on one line; ``blank`` puts an empty line before a key that is added.
        """
        block, name = self._block(path[:-1]), path[-1]
        if name in block:
            self._replace(block, str(name), value, flow=flow)
        else:
            self._add(tuple(path[:-1]), block, str(name), value, flow=flow, blank=blank, after=after)

    def remark(self, path: Sequence[str | int], comment: str) -> None:
        """Put a comment on a line of its own above the key at ``path``, which stands in a block that is not in braces."""
        block, name = self._block(path[:-1]), str(path[-1])
        if name not in block or block.event.flow_style:
            raise CannotEditError(say("There is no line of {name} to put a comment above.", name=name))
        mark = block.at[name][0].start_mark
        start = self._starts[mark.line]
        self._splices.append((start, start, f"{' ' * int(mark.column)}# {comment}\n"))

    def remove(self, path: Sequence[str | int]) -> None:
        """Take out the key at ``path`` with what stands under it. In a block that is indented, one key has to stay."""
        block, name = self._block(path[:-1]), str(path[-1])
        if name not in block:
            raise CannotEditError(say("There is no {name} to take out.", name=name))
        self._removed.setdefault(tuple(path[:-1]), (block, []))[1].append(name)

    def append(self, path: Sequence[str | int], lines: Lines) -> None:
        """Add an item, given as the lines of its block, to the list at ``path``; the list is made where there is none."""
        block, name = self._block(path[:-1]), str(path[-1])
        items = block.get(name)
        dashed = Lines([f"{'- ' if n == 0 else '  '}{line}" if line else "" for n, line in enumerate(lines)])
        if not isinstance(items, Items) or not items:
            self.set(path, dashed, blank=True)
            return
        if items.event.flow_style:
            raise CannotEditError(say("A list in brackets cannot be added to."))
        offset = self._after_line(self._end(items[-1], items.at[-1]))
        indent = int(items.event.start_mark.column)
        before = "" if self._text[:offset].endswith(("\n", "\r")) else "\n"
        self._splices.append(
            (offset, offset, before + "".join(f"{' ' * indent}{line}\n" if line else "\n" for line in dashed))
        )

    def source(self, path: Sequence[str | int]) -> Lines:
        """The key at ``path`` with all that stands under it and its comments, as lines that begin in column 0."""
        block, name = self._block(path[:-1]), str(path[-1])
        key, event = block.at[name]
        if block.event.flow_style:
            return Lines(written(name, plain(block[name]), 0, flow=True))
        start = self._starts[key.start_mark.line]
        text = self._text[start : self._after_line(self._end(block[name], event))]
        cut = int(key.start_mark.column)
        return Lines(line[cut:] if not line[:cut].strip() else line.lstrip() for line in text.splitlines())

    def result(self) -> bytes:
        """The file as bytes with all changes made; raises CannotEditError where they do not fit together."""
        return self.made().data

    def made(self) -> YamlFile:
        """As ``result``, as the file that it was read back as."""
        text, last, windows = "", 0, "\r\n" in self._text
        gone = [splice for block, names in self._removed.values() for splice in self._without(block, names)]
        for start, end, new in sorted(self._splices + gone, key=lambda splice: splice[:2]):
            if start < last:
                raise CannotEditError(say("Two changes meet at one place."))
            text += self._text[last:start] + (new.replace("\n", "\r\n") if windows else new)
            last = end
        text += self._text[last:]
        mark = b"\xef\xbb\xbf" if self.file.data.startswith(b"\xef\xbb\xbf") else b""
        try:
            data = mark + text.encode()
        except UnicodeEncodeError as error:
            raise CannotEditError(say("Half a character cannot be written.")) from error
        again = parse(data, self.file.name, confidential=self.file.confidential, limit=SET_LIMIT)
        if again.broken or again.findings:
            raise CannotEditError(say("The change does not fit what stands around it."))
        return again

    def _without(self, block: Block, gone: list[str]) -> list[tuple[int, int, str]]:
        """The splices that take keys out of a block, those of a block in braces each with one comma."""
        names = list(block)
        if not block.event.flow_style:
            if set(gone) == set(names):
                raise CannotEditError(say("A block needs a key."))
            return [
                (
                    self._starts[block.at[name][0].start_mark.line],
                    self._after_line(self._end(block[name], block.at[name][1])),
                    "",
                )
                for name in gone
            ]
        splices, kept = [], False
        for n, name in enumerate(names):
            start, end = self._at(block.at[name][0].start_mark), self._end(block[name], block.at[name][1])
            if name not in gone:
                kept = True
            elif kept:
                before = names[n - 1]
                splices.append((self._end(block[before], block.at[before][1]), end, ""))
            else:
                splices.append(
                    (start, self._at(block.at[names[n + 1]][0].start_mark) if n + 1 < len(names) else end, "")
                )
        return splices

    # --- where things stand ------------------------------------------------------------------------------------------

    def _block(self, path: Sequence[str | int]) -> Block:
        node = self.file.root
        for step in path:
            inside = step in node if isinstance(node, Block) else isinstance(node, Items) and step in range(len(node))
            if not inside:
                raise CannotEditError(say("There is no {name} to add to.", name=step))
            node = node[step]
        if not isinstance(node, Block):
            raise CannotEditError(say("A block is wanted there."))
        return node

    def _at(self, mark: Any) -> int:
        start: int = self._starts[mark.line]
        return start + int(mark.column)

    def _end(self, node: Any, event: Any) -> int:
        """Where a value ends: behind its last character, or behind its key's colon where it is empty."""
        if isinstance(node, Block | Items):
            if event.flow_style:
                return self._at(node.end.end_mark)
            parts = [(node[n], place[1]) for n, place in node.at.items()] if isinstance(node, Block) else list(
                zip(node, node.at, strict=True))  # fmt: skip
            return max(self._end(part, where) for part, where in parts)
        end = self._at(event.end_mark)
        if getattr(event, "style", None) in ("|", ">"):
            start = self._at(event.start_mark)
            return start + len(self._text[start:end].rstrip())
        return end

    def _after_line(self, offset: int) -> int:
        """The start of the line after the one that ``offset`` stands on."""
        line = bisect_right(self._starts, offset)
        return self._starts[line] if line < len(self._starts) else len(self._text)

    # --- what is written ---------------------------------------------------------------------------------------------

    def _replace(self, block: Block, name: str, value: Value, *, flow: bool) -> None:
        key, event = block.at[name]
        start, end = self._at(key.start_mark), self._end(block[name], event)
        if block.event.flow_style:
            self._splices.append((start, end, f"{in_flow(name)}: {in_flow(value)}"))
            return
        lines = written(name, value, int(key.start_mark.column), flow=flow)
        # A comment behind the value stays where it is, on the first line.
        tail = self._text[end : self._after_line(end)]
        if tail.strip().startswith("#") and len(lines) > 1 and "\n" not in self._text[start:end].strip():
            comment = tail.rstrip("\r\n")
            lines[0] += comment
            end += len(comment)
        self._splices.append((start, end, "\n".join(lines).lstrip()))

    def _add(
        self, at: NodePath, block: Block, name: str, value: Value, *, flow: bool, blank: bool, after: str | None
    ) -> None:
        last = after if after in block else list(block)[-1] if block else None
        if block.event.flow_style:
            end = self._at(block.end.start_mark)
            while end and self._text[end - 1] in " \t":
                end -= 1
            comma = ", " if last is not None or (at, end) in self._inserted else ""
            self._inserted[(at, end)] = 1
            self._splices.append((end, end, f"{comma}{in_flow(name)}: {in_flow(value)}"))
            return
        assert last is not None
        offset = self._after_line(self._end(block[last], block.at[last][1]))
        lines = written(name, value, int(block.at[last][0].start_mark.column), flow=flow)
        new = ("\n" if blank else "") + "\n".join(lines) + "\n"
        if offset == len(self._text) and self._text and not self._text.endswith(("\n", "\r")):
            new = "\n" + new
        self._splices.append((offset, offset, new))


def plain(value: Any) -> Value:
    """A value of a tree without its marks."""
    if isinstance(value, Mapping):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [plain(part) for part in value]
    text: str | None = value
    return text


def written(name: str, value: Value, indent: int, *, flow: bool = False) -> list[str]:
    """``name: value`` as lines of a block that stands ``indent`` columns in."""
    head = f"{' ' * indent}{in_flow(name)}:"
    if value is None:
        return [head]
    if isinstance(value, Lines):
        return [head, *(f"{' ' * (indent + 2)}{line}" if line else "" for line in value)]
    if isinstance(value, str):
        return _text_lines(head, value, indent)
    if flow or not value:
        return [f"{head} {in_flow(value)}"]
    if isinstance(value, Mapping):
        return [head, *(line for key, part in value.items() for line in written(key, part, indent + 2))]
    return [f"{head} {in_flow(value)}"]


def _text_lines(head: str, text: str, indent: int) -> list[str]:
    inner = " " * (indent + 2)
    if "\n" not in text:
        # In quotes it is longer still.
        folds = text.isprintable() and text == " ".join(text.split())
        short = f"{head} {_plain(text)}" if len(head) + 1 + len(text) <= WIDTH or not folds else ""
        if short and len(short) <= WIDTH:
            return [short]
        if folds:
            folded = textwrap.wrap(text, WIDTH - len(inner), break_long_words=False, break_on_hyphens=False)
            return [f"{head} >-", *(inner + line for line in folded)]
        return [short]
    body, ends = text.rstrip("\n"), len(text) - len(text.rstrip("\n"))
    lines = body.split("\n")
    if ends > 1 or body[:1] in (" ", "\n") or any(line != line.rstrip() for line in lines) or not text.replace("\n", "").isprintable():  # fmt: skip
        return [f"{head} {_quoted(text)}"]
    return [f"{head} {'|' if ends else '|-'}", *(inner + line if line else "" for line in lines)]


def a_line_each(value: Mapping[str, Value], opened: tuple[str, ...] = ()) -> Lines:
    """A block with a line for each of its keys, and for each key of those that are ``opened``; the rest in braces."""
    lines: list[str] = []
    for name, part in value.items():
        if name in opened and isinstance(part, Mapping):
            lines += [f"{in_flow(name)}:", *(f"  {in_flow(key)}: {in_flow(inner)}" for key, inner in part.items())]
        else:
            lines.append(f"{in_flow(name)}: {in_flow(part)}")
    return Lines(lines)


def in_flow(value: Value) -> str:
    """A value on one line, as it may stand inside braces."""
    if value is None:
        return ""
    if isinstance(value, Lines):
        value = plain(parse("\n".join(value).encode(), "", confidential=True, limit=SET_LIMIT).root)
        return in_flow(value)
    if isinstance(value, str):
        return _plain(value, flow=True)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{in_flow(key)}: {in_flow(part)}".rstrip() for key, part in value.items()) + "}"
    return "[" + ", ".join(in_flow(part) for part in value) + "]"


def _plain(text: str, *, flow: bool = False) -> str:
    """A text without quotes where it would be read back as it is, in double quotes where not."""
    if _NEVER_PLAIN.search(text):
        return _quoted(text)
    return _short_plain(text, flow) if id_like(text) else _probed(text, flow)


def _probed(text: str, flow: bool) -> str:
    probe = f"{{k: {text}}}" if flow else f"k: {text}"
    if text.isprintable() and text == text.strip() and parse(probe.encode(), "", confidential=True).root == {"k": text}:
        return text
    return _quoted(text)


#: Keys and ids come again and again.
_short_plain = lru_cache(1024)(_probed)


def _quoted(text: str) -> str:
    """A text in double quotes; what nobody would see in the file, or YAML would not take, as its number."""
    return "".join(_escaped(char) for char in json.dumps(text, ensure_ascii=False))


def _escaped(char: str) -> str:
    # A no-break space is meant to be seen as a space; half a character is none, and is refused when it is written.
    if char.isprintable() or char == "\N{NO-BREAK SPACE}" or "\ud800" <= char <= "\udfff":
        return char
    return f"\\U{ord(char):08x}" if ord(char) > 0xFFFF else f"\\u{ord(char):04x}"
