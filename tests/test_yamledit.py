"""Edits change what they are to change and nothing else: comments, order and layout of a file survive."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yotinspect.yamledit import WIDTH, CannotEditError, Edits, Lines, a_line_each, in_flow, written
from yotinspect.yamlfile import YamlFile, parse

FILE = """\
# A file as a person wrote it.
title:   Some title   # with a comment
empty:
block:
  one: 1    # the first

  # about two
  two: >-
    A text that is folded
    over two lines.
  three: {a: yes, b: [x, y], c: }
list:
  - a: 1
  - b: 2  # last
quoted: "a \\"quoted\\" text"
"""


def read(text: str) -> YamlFile:
    file = parse(text.encode(), "a.yaml", confidential=False)
    assert not file.findings, file.findings
    return file


def edited(text: str, *edits: Any) -> str:
    made = Edits(read(text))
    for edit in edits:
        edit(made)
    return made.result().decode()


def test_a_value_is_replaced_and_its_comment_stays() -> None:
    assert edited(FILE, lambda e: e.set(("title",), "Another")) == FILE.replace(
        "title:   Some title   #", "title: Another   #"
    )
    assert edited(FILE, lambda e: e.set(("block", "one"), "2")) == FILE.replace("one: 1 ", "one: 2 ")
    assert edited(FILE, lambda e: e.set(("empty",), "full")) == FILE.replace("empty:", "empty: full")
    assert edited(FILE, lambda e: e.set(("title",), None)) == FILE.replace("title:   Some title   #", "title:   #")


def test_a_folded_text_is_replaced_whole() -> None:
    new = edited(FILE, lambda e: e.set(("block", "two"), "Short."))
    assert new == FILE.replace("two: >-\n    A text that is folded\n    over two lines.\n", "two: Short.\n")
    long = "word " * 60
    again = edited(FILE, lambda e: e.set(("block", "one"), long.strip()))
    assert "  one: >-    # the first\n    word word" in again
    assert all(len(line) <= WIDTH for line in again.splitlines())
    assert read(again).root["block"]["one"] == long.strip()


def test_a_key_is_added_at_the_end_of_its_block() -> None:
    assert edited(FILE, lambda e: e.set(("block", "four"), "4")) == FILE.replace("c: }\n", "c: }\n  four: 4\n")
    assert edited(FILE, lambda e: e.set(("last",), "x", blank=True)) == FILE + "\nlast: x\n"
    assert edited(FILE.rstrip("\n"), lambda e: e.set(("last",), "x")) == FILE + "last: x\n"


def test_braces_are_edited_in_place() -> None:
    assert edited(FILE, lambda e: e.set(("block", "three", "a"), "no, never")) == FILE.replace(
        "a: yes", 'a: "no, never"'
    )
    more = read(edited(FILE, lambda e: e.set(("block", "three", "d"), "new")))
    assert more.root["block"]["three"] == {"a": "yes", "b": ["x", "y"], "c": None, "d": "new"}
    two = edited(FILE, lambda e: e.set(("block", "three", "d"), "1"), lambda e: e.set(("block", "three", "e"), "2"))
    assert read(two).root["block"]["three"]["d"] == "1"
    assert read(two).root["block"]["three"]["e"] == "2"
    empty = edited("x: {}\n", lambda e: e.set(("x", "a"), "1"), lambda e: e.set(("x", "b"), "2"))
    assert read(empty).root == {"x": {"a": "1", "b": "2"}}


@pytest.mark.parametrize("name", ["a", "b", "c"])
def test_a_key_in_braces_is_taken_out_with_its_comma(name: str) -> None:
    new = read(edited(FILE, lambda e: e.remove(("block", "three", name)))).root
    assert list(new["block"]["three"]) == [key for key in "abc" if key != name]


@pytest.mark.parametrize("names", ["ab", "bc", "ac", "abc"])
def test_several_keys_in_braces_are_taken_out_together(names: str) -> None:
    new = read(edited(FILE, *[lambda e, name=name: e.remove(("block", "three", name)) for name in names])).root
    assert list(new["block"]["three"]) == [key for key in "abc" if key not in names]


def test_a_key_is_taken_out_with_what_stands_under_it() -> None:
    new = edited(FILE, lambda e: e.remove(("block", "two")))
    assert new == FILE.replace("  two: >-\n    A text that is folded\n    over two lines.\n", "")
    assert edited(FILE, lambda e: e.remove(("list",))) == FILE.replace("list:\n  - a: 1\n  - b: 2  # last\n", "")
    with pytest.raises(CannotEditError):
        edited("x:\n  only: 1\n", lambda e: e.remove(("x", "only")))


def test_an_item_is_added_to_a_list_or_begins_one() -> None:
    assert edited(FILE, lambda e: e.append(("list",), Lines(["c: 3", "d: 4"]))) == FILE.replace(
        "# last\n", "# last\n  - c: 3\n    d: 4\n"
    )
    assert read(edited(FILE, lambda e: e.append(("more",), Lines(["c: 3"])))).root["more"] == [{"c": "3"}]
    assert read(edited(FILE, lambda e: e.append(("empty",), Lines(["c: 3"])))).root["empty"] == [{"c": "3"}]
    with pytest.raises(CannotEditError):
        edited("x: [a]\n", lambda e: e.append(("x",), Lines(["b: 1"])))


def test_the_source_of_a_key_keeps_its_comments() -> None:
    made = Edits(read(FILE))
    assert made.source(("block", "one")) == ("one: 1    # the first",)
    assert made.source(("block", "two")) == ("two: >-", "  A text that is folded", "  over two lines.")
    assert made.source(("block", "three", "b")) == ("b: [x, y]",)


def test_what_does_not_fit_is_refused_and_changes_nothing() -> None:
    for edit in (
        lambda e: e.set(("nowhere", "x"), "1"),
        lambda e: e.set(("title", "x"), "1"),
        lambda e: (e.set(("block",), "1"), e.set(("block", "one"), "2")),
    ):
        with pytest.raises(CannotEditError):
            edited(FILE, edit)
    with pytest.raises(CannotEditError):
        Edits(parse(b"a: [", "a", confidential=False))


def test_line_ends_and_a_byte_order_mark_stay() -> None:
    data = b"\xef\xbb\xbf" + b"a: 1\r\nb: 2 # x\r\nc: 3\r\n"
    edits = Edits(parse(data, "a", confidential=False))
    edits.set(("b",), "5")
    assert edits.result() == data.replace(b"b: 2", b"b: 5")


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co", "Cf", "Zl", "Zp"), include_characters="\n"), max_size=200)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_whatever_text_is_written_is_read_back(text: str) -> None:
    lines = "\n".join(written("k", text, 2))
    file = parse(f"x:\n{lines}\n".encode(), "a", confidential=False)
    assert not file.findings
    assert file.root == {"x": {"k": text}}
    flow = parse(f"x: {in_flow({'k': text, 'l': [text, 'b']})}\n".encode(), "a", confidential=False)
    assert flow.root == {"x": {"k": text, "l": [text, "b"]}}


KEYS = st.sampled_from(["one", "two", "three", "four"])


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(KEYS, st.none() | TEXTS, min_size=1))
def test_edits_of_several_keys_do_what_an_edit_of_the_tree_does(new: dict[str, str | None]) -> None:
    edits = Edits(read(FILE))
    for name, text in new.items():
        edits.set(("block", name), text)
    again = read(edits.result().decode())
    expected = {**read(FILE).root, "block": {**read(FILE).root["block"], **new}}
    assert again.root == expected
    for comment in ("# A file as a person wrote it.", "# with a comment", "# about two", "# last"):
        assert comment in edits.result().decode()


def test_a_line_each_opens_what_is_named() -> None:
    tree = {"title": "a", "areas": {"x": "1", "y": "2"}, "other": {"z": {"w": "3"}}}
    assert a_line_each(tree, ("areas",)) == ("title: a", "areas:", "  x: 1", "  y: 2", "other: {z: {w: 3}}")


def test_lines_inside_braces_are_written_on_one_line() -> None:
    text = '{"a": 1, "b": {"c": [x]}}\n'
    new = edited(
        text,
        lambda e: e.append(("more",), Lines(["d: 1", "e:", "  - f"])),
        lambda e: e.set(("b", "g"), Lines(["h: 2"])),
    )
    assert new == '{"a": 1, "b": {"c": [x], g: {h: 2}}, more: [{d: 1, e: [f]}]}\n'
