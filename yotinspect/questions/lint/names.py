"""Ids that other programs would bend: YAML readers of either version, and spreadsheets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from yotinspect.yamlfile import Block, Items, YamlFile

_BOOLEANS = {"y": "true", "yes": "true", "on": "true", "true": "true"} | dict.fromkeys(
    ("n", "no", "off", "false"), "false"
)
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" if name[3:] else name for name in _MONTHS) + "|sept"
_BASED = re.compile(r"[-+]?0[xXbBoO][0-9a-fA-F_]+")
_WHOLE = re.compile(r"[-+]?\d[\d_]*")
_DECIMAL = re.compile(r"[-+]?(\d[\d_]*\.?[\d_]*|\.\d[\d_]*)([eE][-+]?\d+)?")
_SPECIAL = re.compile(r"[-+]?\.(?:inf|nan)", re.IGNORECASE)
_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}.*|\d{1,2}[-/.]\d{1,2}(?:[-/.]\d{2,4})?|\d{4}[-/]\d{1,2}", re.DOTALL)
_MONTH_DATE = re.compile(
    rf"(?:{_MONTH})[-/. ]?\d{{1,4}}|\d{{1,2}}[-/. ]?(?:{_MONTH})(?:[-/. ]?\d{{2,4}})?", re.IGNORECASE
)
_TIME = re.compile(r"\d{1,3}(?::\d{1,2}){1,2}(?:\.\d*)?")


def bent(name: str) -> str:
    """What would become of an id elsewhere, as a sentence; an empty text where it stays what it is."""
    if name in ("", "~") or name.lower() == "null":
        return f"Other programs read {name or 'an empty id'} as no value at all."
    if name.lower() in _BOOLEANS:
        return f"Other programs read {name} as the truth value {_BOOLEANS[name.lower()]}."
    if _TIME.fullmatch(name):
        return f"Other programs read {name} as a time of day, or as a number to the base of 60."
    if _MONTH_DATE.fullmatch(name) or (_DATE.fullmatch(name) and not _decimal(name)):
        return f"Other programs, spreadsheets among them, read {name} as a date."
    if number := _number(name):
        return f"Other programs read {name} as the number {number}."
    if name[0] in "=+-@":
        return f"A spreadsheet reads {name} as a formula."
    return ""


def _decimal(name: str) -> bool:
    return re.fullmatch(r"\d+\.\d+", name) is not None


def _number(name: str) -> str:
    if not name.isascii():
        return ""
    if _BASED.fullmatch(name):
        try:
            return str(int(name.replace("_", ""), 0))
        except ValueError:
            return ""
    plain = name.replace("_", "")
    if _WHOLE.fullmatch(name):
        octal = re.fullmatch("[-+]?0[0-7]+", plain)
        return f"{int(plain, 8)}, or {int(plain)}" if octal and len(plain) < 40 else plain.lstrip("+0") or "0"
    if _DECIMAL.fullmatch(name) and any(char.isdigit() for char in plain):
        return f"{float(plain):.15g}"
    return name.lower().lstrip("+-.") if _SPECIAL.fullmatch(name) else ""


def check(file: YamlFile) -> None:
    """Note every id of a set or of its texts that would be bent; a model then says nothing more of it.

    The answers yes, no and na are meant: every file of a set is read as the text that stands in it.
    """
    if not isinstance(file.root, Block):
        return
    for path, name, key in _ids(file.root):
        if said := bent(name):
            help = "Give it a name that is a word, as in not_done." if not _question(path) else "Use an id as in R-A1."
            file.add("set-id", path, said, help, key=key)
            file.refused.append(path)


def _question(path: tuple[Any, ...]) -> bool:
    return "questions" in path


def _ids(root: Block) -> Iterator[tuple[tuple[Any, ...], str, bool]]:
    """Ids with their paths, and whether they stand as keys. Texts name what the structure defines: only their questions."""
    if "language" in root:
        yield from _keys(root, ("questions",))
        return
    for section in ("areas", "stages", "views", "themes", "reasons", "questions"):
        yield from _items(root.get(section), (section,))
    for section, part, meant in (("scales", "answers", ("yes", "no", "na")), ("details", "values", ())):
        yield from _keys(root, (section,))
        for name, value in _pairs(root.get(section)):
            values = value.get(part) if isinstance(value, Block) else None
            yield from (row for row in _items(values, (section, name, part)) if row[1] not in meant)
    for b, block in enumerate(_list(root.get("blocks"))):
        if isinstance(block, Block):
            yield from _id(block, ("blocks", b))
            for q, question in enumerate(_list(block.get("questions"))):
                if isinstance(question, Block):
                    yield from _id(question, ("blocks", b, "questions", q))


def _id(block: Block, at: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], str, bool]]:
    if isinstance(block.get("id"), str):
        yield (*at, "id"), block["id"], False


def _keys(root: Block, at: tuple[str]) -> Iterator[tuple[tuple[Any, ...], str, bool]]:
    for name, _ in _pairs(root.get(at[0])):
        yield (*at, name), name, True


def _items(node: Any, at: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], str, bool]]:
    for n, name in enumerate(_list(node)):
        if isinstance(name, str):
            yield (*at, n), name, False


def _list(node: Any) -> list[Any]:
    return node if isinstance(node, Items) else []


def _pairs(node: Any) -> list[tuple[str, Any]]:
    return list(node.items()) if isinstance(node, Block) else []
