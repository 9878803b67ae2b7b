"""A page for each rule: what it says, why, what to do, and a bad and a good example from rulebook.yaml."""

from __future__ import annotations

import textwrap
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from yotinspect.findings import RULES

#: Stands for a file as a whole.
WHOLE = "whole"


class Entry(NamedTuple):
    """What the rulebook says of a rule. ``good`` and ``bad`` can each stand in place of ``instead`` in ``file``, one of
    the files of the small set that the tests keep; without ``instead``, ``bad`` takes the place of ``good`` there.
    """

    do: str
    file: str = ""
    good: str = ""
    bad: str = ""
    instead: str = ""


@cache
def rulebook() -> dict[str, Entry]:
    """Every entry, by rule."""
    text = Path(__file__).with_name("rulebook.yaml").read_text("utf-8")
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return {rule: Entry(**entry) for rule, entry in yaml.load(text, Loader=loader).items()}


def page(rule: str, room: int = 100) -> str:
    """The page of a rule as plain text, at most ``room`` columns wide where it is prose. Raises KeyError without one."""
    known, entry = RULES[rule], rulebook()[rule]
    lines = [f"{rule} ({known.severity})", "", known.title + "."]
    for said in (f"Why: {known.why}", f"What to do: {entry.do}"):
        lines += ["", *textwrap.wrap(said, room)]
    for title, example in (("Bad", entry.bad), ("Good", entry.good)):
        if entry.file and example != WHOLE:
            lines += ["", f"{title}, in {entry.file}:", "", textwrap.indent(visible(example.rstrip("\n")), "    ")]
    return "\n".join(lines) + "\n"


def visible(example: str) -> str:
    """An example with its tabs and control characters shown."""
    return "".join(chr(0x2400 + ord(char)) if ord(char) < 0x20 and char != "\n" else char for char in example)
