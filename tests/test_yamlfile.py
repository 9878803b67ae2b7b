"""The reader: text stays text, every node has its place, and what would bend or hide something is refused.

Everything here is asked of both parsers; they must give one result.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.conftest import LONG
from tests.test_corpus import CONTEXT, INVALID, VALID, call, confidential, kind_of
from yotinspect.findings import RULES, Finding
from yotinspect.yamlfile import (
    CASE_LIMIT,
    DEPTH_LIMIT,
    PARSERS,
    SET_LIMIT,
    Block,
    Items,
    YamlFile,
    dotted,
    id_like,
    parse,
    read,
)

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
TIMES = 20 if LONG else 1


@pytest.fixture(params=sorted(PARSERS))
def parser(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


def tree(text: str, parser: str) -> Any:
    file = parse(text.encode(), "f.yaml", confidential=True, parser=parser)
    assert file.findings == [], file.findings
    return file.root


def found(text: str | bytes, parser: str, **more: Any) -> list[tuple[str, int, int]]:
    data = text if isinstance(text, bytes) else text.encode()
    file = parse(data, "f.yaml", confidential=True, parser=parser, **more)
    return [(f.rule, f.line, f.column) for f in file.findings]


def test_both_parsers_are_there_or_the_pure_one_alone() -> None:
    assert "python" in PARSERS
    assert set(PARSERS) <= {"python", "libyaml"}


# --- text stays text --------------------------------------------------------------------------------------------------

ODD = [
    *("no", "No", "yes", "on", "off", "y", "n", "true", "False"),
    *("12:30", "190:20:30", "010", "0o10", "0x1F", "1_000", "1.10", "1e3", ".5", ".inf", ".NaN", "+1", "-0"),
    *("2024-01-02", "2024-01-02T03:04:05Z", "=", "nul", "Nulls", "none", "None", "~x", "-", "--", "-x", "?x", ":x"),
    *(
        "a:b",
        "a#b",
        "a b",
        "ŵŷâ",
        "日本",
        "🙂",
        "it's",
        'say "no"',
        "50%",
        "a@b",
        "x*y",
        "a&b",
        "why!",
        "Why?",
        "a\\nb",
    ),
]


@pytest.mark.parametrize("value", ODD)
def test_a_plain_value_is_the_text_that_stands_in_the_file(value: str, parser: str) -> None:
    # "-" alone and what begins with "?" or ":" before a space would begin something else: these do not.
    if value == "-":
        assert tree("k: '-'\n", parser) == {"k": "-"}
        return
    assert tree(f"k: {value}\n", parser) == {"k": value}
    assert tree(f"- {value}\n- x\n", parser) == [value, "x"]


@pytest.mark.parametrize(
    "value", ["no", "12:30", "010", "1.10", "2024-01-02", "Was he asked?", "Who? Me", "a ?b", "on"]
)
def test_a_plain_value_between_braces_is_the_text_that_stands_in_the_file(value: str, parser: str) -> None:
    assert tree(f"k: {{a: {value}, b: [{value}, x]}}\n", parser) == {"k": {"a": value, "b": [value, "x"]}}


@pytest.mark.parametrize("key", ["no", "on", "1.10", "010", "2024-01-02", "true", "12:30", "1e3", "ŵ", "a b"])
def test_a_key_is_the_text_that_stands_in_the_file(key: str, parser: str) -> None:
    assert tree(f"{key}: x\n", parser) == {key: "x"}
    assert tree(f'"{key}": x\n', parser) == {key: "x"}


def test_keys_that_are_equal_as_numbers_are_two_keys(parser: str) -> None:
    assert tree("1.1: a\n1.10: b\n01: c\n1: d\nyes: e\ntrue: f\n", parser) == {
        "1.1": "a",
        "1.10": "b",
        "01": "c",
        "1": "d",
        "yes": "e",
        "true": "f",
    }


@pytest.mark.parametrize("empty", ["", " ", "   # a comment"])
def test_an_empty_value_is_none_wherever_it_stands(empty: str, parser: str) -> None:
    assert tree(f"a:{empty}\nb:\n  -{empty}\n  - x\n", parser) == {"a": None, "b": [None, "x"]}
    assert tree("a: {b: , c: }\n", parser) == {"a": {"b": None, "c": None}}


@pytest.mark.parametrize("quoted", ['""', "''", '"~"', "'null'", '"Null"', "'NULL'"])
def test_what_is_quoted_is_text_even_if_empty_or_null(quoted: str, parser: str) -> None:
    assert tree(f"a: {quoted}\n", parser) == {"a": quoted[1:-1]}


def test_blocks_and_quotes_are_read_as_yaml_says(parser: str) -> None:
    text = "a: |\n  x: 1\n  # y\n\n  z\nb: >-\n  x\n  y\n\n  z\nc: |2+\n    x\n\nd: 'it''s'\ne: \"a\\tb\\u0175\"\n"
    assert tree(text, parser) == {
        "a": "x: 1\n# y\n\nz\n",
        "b": "x y\nz",
        "c": "  x\n\n",
        "d": "it's",
        "e": "a\tbŵ",
    }


def test_empty_blocks_and_lists_and_a_root_of_any_kind(parser: str) -> None:
    assert tree("a: {}\nb: []\n", parser) == {"a": {}, "b": []}
    assert tree("- a\n", parser) == ["a"]
    assert tree("just text\n", parser) == "just text"


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_line_ends_and_a_byte_order_mark_make_no_difference(ends: str, parser: str) -> None:
    plain = "a: 1\nb:\n  c: 'x\n    y'\n  d: |\n    z\n"
    data = b"\xef\xbb\xbf" + plain.replace("\n", ends).encode()
    file = parse(data, "f.yaml", confidential=False, parser=parser)
    assert file.findings == []
    assert file.root == {"a": "1", "b": {"c": "x y", "d": "z\n"}}
    assert file.place(("b", "d"), key=True) == (5, 3)
    assert file.place(("a",), key=True) == (1, 1)


def test_a_tab_that_indents_nothing_is_only_a_space(parser: str) -> None:
    assert tree("a:\tyes\nb: {c:\tx}\t# note\nd: x\ty\n", parser) == {"a": "yes", "b": {"c": "x"}, "d": "x\ty"}


# --- where everything stands ------------------------------------------------------------------------------------------

PLACED = """\
# first
case: EX-1
details: {order: x, needs: [a, "b"]}
answers:
  R-A1: yes
  R-A2:
    answer: no
    reasons:
    - late
    - [x, {y: z}]
  R-A3:
"quoted key": >-
  folded
"""

PLACES = [
    (("case",), True, (2, 1)),
    (("case",), False, (2, 7)),
    (("details",), True, (3, 1)),
    (("details",), False, (3, 10)),
    (("details", "order"), True, (3, 11)),
    (("details", "order"), False, (3, 18)),
    (("details", "needs"), False, (3, 28)),
    (("details", "needs", 0), False, (3, 29)),
    (("details", "needs", 1), False, (3, 32)),
    (("answers",), False, (5, 3)),
    (("answers", "R-A1"), True, (5, 3)),
    (("answers", "R-A1"), False, (5, 9)),
    (("answers", "R-A2"), False, (7, 5)),
    (("answers", "R-A2", "answer"), False, (7, 13)),
    (("answers", "R-A2", "reasons"), True, (8, 5)),
    (("answers", "R-A2", "reasons", 0), False, (9, 7)),
    (("answers", "R-A2", "reasons", 1), False, (10, 7)),
    (("answers", "R-A2", "reasons", 1, 1, "y"), True, (10, 12)),
    (("answers", "R-A2", "reasons", 1, 1, "y"), False, (10, 15)),
    # An empty value is pointed at by its key.
    (("answers", "R-A3"), False, (11, 3)),
    (("quoted key",), True, (12, 1)),
    (("quoted key",), False, (12, 15)),
    # What is missing is pointed at by what it is missing from.
    ((), False, (2, 1)),
    (("role",), True, (2, 1)),
    (("answers", "R-A9"), True, (4, 1)),
    (("answers", "R-A2", "note"), False, (6, 3)),
    (("answers", "R-A2", "reasons", 7), False, (8, 5)),
    (("answers", "R-A1", "evidence"), True, (5, 3)),
    (("details", "needs", "x"), True, (3, 21)),
]


@pytest.mark.parametrize(("path", "key", "place"), PLACES)
def test_every_kind_of_node_has_its_place(
    path: tuple[str | int, ...], key: bool, place: tuple[int, int], parser: str
) -> None:
    file = parse(PLACED.encode(), "f.yaml", confidential=True, parser=parser)
    assert file.place(path, key=key) == place


def test_columns_count_characters_and_not_bytes(parser: str) -> None:
    file = parse("ŵŷ🙂: â\nx: {é: ŷ, k: v}\n".encode(), "f.yaml", confidential=True, parser=parser)
    assert file.place(("ŵŷ🙂",)) == (1, 6)
    assert file.place(("x", "k"), key=True) == (2, 11)
    assert file.place(("x", "k")) == (2, 14)


@pytest.mark.parametrize("odd", ["\x85", "\u2028", "\u2029"])
def test_lines_that_only_yaml_breaks_are_counted_as_the_excerpt_counts_them(odd: str, parser: str) -> None:
    text = f"a: 'x{odd}  y'\nb: ~\n"
    (finding,) = parse(text.encode(), "f.yaml", confidential=False, parser=parser).findings
    assert finding.excerpt == "b: ~"
    assert finding.column == 4


# --- what is refused --------------------------------------------------------------------------------------------------

REFUSED: list[tuple[str, str, tuple[int, int]]] = [
    ("yaml-empty", "", (1, 1)),
    ("yaml-empty", "\n\n", (1, 1)),
    ("yaml-empty", "# nothing yet\n", (1, 1)),
    ("yaml-empty", "---\n", (1, 1)),
    ("yaml-empty", "---\n...\n", (1, 1)),
    ("yaml-documents", "a: 1\n---\nb: 2\n", (2, 1)),
    ("yaml-documents", "a: 1\n...\n---\nb: 2\n", (3, 1)),
    ("yaml-directive", "%YAML 1.1\n---\na: 1\n", (1, 1)),
    ("yaml-directive", "# x\n%TAG ! tag:example.org,2000:\n---\na: 1\n", (2, 1)),
    ("yaml-duplicate-key", "a: 1\nb: 2\na: 3\n", (3, 1)),
    ("yaml-duplicate-key", 'a: 1\n"a": 3\n', (2, 1)),
    ("yaml-duplicate-key", "a: {b: 1, c: 2, b: 3}\n", (1, 17)),
    ("yaml-duplicate-key", "a:\n  b: 1\na:\n  c: 1\n", (3, 1)),
    ("yaml-anchor", "a: &x 1\n", (1, 4)),
    ("yaml-anchor", "a: &x\n  b: 1\n", (1, 4)),
    ("yaml-anchor", "&x a: 1\n", (1, 1)),
    ("yaml-anchor", "a: [&x b]\n", (1, 5)),
    ("yaml-alias", "a: *x\n", (1, 4)),
    ("yaml-alias", "a: [b, *x]\n", (1, 8)),
    ("yaml-merge-key", "a:\n  <<: {b: 1}\n", (2, 3)),
    ("yaml-tag", "a: !!str 1\n", (1, 4)),
    ("yaml-tag", "a: !x {b: 1}\n", (1, 4)),
    ("yaml-tag", "a: [!x b]\n", (1, 5)),
    ("yaml-tag", "a: ! b\n", (1, 4)),
    ("yaml-null", "a: null\n", (1, 4)),
    ("yaml-null", "a: ~\n", (1, 4)),
    ("yaml-null", "a: Null\n", (1, 4)),
    ("yaml-null", "a: [b, NULL]\n", (1, 8)),
    ("yaml-null", "~\n", (1, 1)),
    ("yaml-key", "'': 1\n", (1, 1)),
    ("yaml-key", "? \n: 1\n", (1, 2)),
    ("yaml-key", "[a]: 1\n", (1, 1)),
    ("yaml-key", "{a: 1}: 1\n", (1, 1)),
    ("yaml-key", "a: {{ b }}\n", (1, 5)),
    ("yaml-key", "? - a\n: 1\n", (1, 3)),
    ("yaml-tab", "a:\n\tb: 1\n", (2, 1)),
    ("yaml-tab", "a:\n  b: 1\n\tc: 1\n", (3, 1)),
    ("yaml-tab", "a:\n -\tb: 1\n", (2, 3)),
    ("yaml-control-character", "a: \x00\n", (1, 4)),
    ("yaml-control-character", "a: b\n# \x07\n", (2, 3)),
    ("yaml-control-character", "a: '\x1b[0m'\n", (1, 5)),
    ("yaml-control-character", "a: x\x92s\n", (1, 5)),
    ("yaml-control-character", "a: 1\n\ufeffb: 1\n", (2, 1)),
    ("yaml-control-character", "a: \uffff\n", (1, 4)),
    ("yaml-control-character", "a: [\x0c", (1, 5)),
    ("yaml-syntax", "a: b: c\n", (1, 5)),
    ("yaml-syntax", "a: [b\n", (2, 1)),
    ("yaml-syntax", "a: 'b' c\n", (1, 8)),
    ("yaml-syntax", "a: @b\n", (1, 4)),
    ("yaml-syntax", "a: `b\n", (1, 4)),
    ("yaml-syntax", "a: %b\n", (1, 4)),
    ("yaml-syntax", "a:\n  - b\n c: 1\n", (3, 2)),
]


@pytest.mark.parametrize(("rule", "text", "place"), REFUSED)
def test_what_would_bend_or_hide_something_is_refused(
    rule: str, text: str, place: tuple[int, int], parser: str
) -> None:
    assert found(text, parser) == [(rule, *place)]


def test_an_escape_in_quotes_may_spell_what_may_not_stand_there(parser: str) -> None:
    assert tree('a: "\\e\\0\\ufeff"\n', parser) == {"a": "\x1b\0\ufeff"}


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"a: 1\nb: Si\xe2n\n", (2, 6)),
        ("a: 1\n".encode("utf-16"), (1, 1)),
        (b"a: \xed\xa0\x80\n", (1, 4)),
        (b"a: \xc0\xaf\n", (1, 4)),
        ("ŵ: ".encode() + b"\xff\n", (1, 4)),
        (b"\xef\xbb\xbfa: \xff\n", (1, 4)),
        (b"a: 1\r\nb: \xc5", (2, 4)),
        (b"a: 1\rb: \xc5\n", (2, 4)),
    ],
)
def test_a_byte_that_is_not_utf_8_is_shown_where_it_stands(data: bytes, place: tuple[int, int], parser: str) -> None:
    assert found(data, parser) == [("file-encoding", *place)]


def test_a_file_may_be_as_large_as_its_limit_and_no_larger(parser: str) -> None:
    head = b"a: "
    assert found(head + b"x" * 13, parser, limit=16) == []
    assert found(head + b"x" * 14, parser, limit=16) == [("file-size", 1, 1)]
    assert (CASE_LIMIT, SET_LIMIT) == (1 << 20, 8 << 20)


def test_a_file_over_its_limit_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "big.yaml"
    path.write_bytes(b"a: 1\n" + b"# pasted\n" * 200_000)
    file = read(path, confidential=True)
    assert [f.rule for f in file.findings] == ["file-size"]
    assert len(file.data) == CASE_LIMIT + 1
    assert read(path, confidential=True, limit=SET_LIMIT).findings == []


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "k:\n"])
def test_nesting_is_refused_beyond_its_limit_and_not_before(opening: str, parser: str) -> None:
    def nested(depth: int) -> str:
        if opening == "k:\n":
            return "".join(" " * n + opening for n in range(depth)) + " " * depth + "x\n"
        closing = {"[": "]", "{a: ": "}", "- ": ""}[opening]
        return opening * depth + "x" + closing * depth + "\n"

    assert found(nested(DEPTH_LIMIT), parser) == []
    ((rule, *_),) = found(nested(DEPTH_LIMIT + 1), parser)
    assert rule == "yaml-depth"
    ((rule, *_),) = found(nested(900), parser)
    assert rule == "yaml-depth"


def test_an_enormous_nest_ends_soon_and_in_a_finding(parser: str) -> None:
    assert found("[" * 200_000, parser) == [("yaml-depth", 1, DEPTH_LIMIT + 1)]


def test_aliases_cannot_fill_memory(parser: str) -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 30)]
    rules = {rule for rule, *_ in found("\n".join(lines), parser)}
    assert rules == {"yaml-anchor", "yaml-alias"}


def test_a_missing_file_and_a_folder_are_findings(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.yaml", tmp_path):
        file = read(path, confidential=True)
        assert [(f.rule, f.line, f.column, f.file) for f in file.findings] == [("file-unreadable", 1, 1, str(path))]
        assert file.broken


def test_all_that_is_refused_is_found_at_once(parser: str) -> None:
    text = "a: &x 1\nb: *x\nc: !!int 2\nd: ~\na: 3\ne:\n  <<: {f: null}\n  g: [&y null, *y]\n  '': 1\n"
    assert found(text, parser) == [
        ("yaml-anchor", 1, 4),
        ("yaml-alias", 2, 4),
        ("yaml-tag", 3, 4),
        ("yaml-null", 4, 4),
        ("yaml-duplicate-key", 5, 1),
        ("yaml-merge-key", 7, 3),
        ("yaml-null", 7, 11),
        ("yaml-anchor", 8, 7),
        ("yaml-null", 8, 7),
        ("yaml-alias", 8, 16),
        ("yaml-key", 9, 3),
    ]


def test_what_stands_under_a_refused_key_is_read_for_faults_and_then_left_out(parser: str) -> None:
    text = "a: 1\nb: {c: 1}\nb:\n  d: ~\n  e: {f: 1, f: 2}\n<<: {g: 1}\n"
    file = parse(text.encode(), "f.yaml", confidential=True, parser=parser)
    assert [(f.rule, f.path) for f in file.findings] == [
        ("yaml-duplicate-key", "b"),
        ("yaml-null", "b.d"),
        ("yaml-duplicate-key", "b.e.f"),
        ("yaml-merge-key", "…"),
    ]
    assert file.root == {"a": "1", "b": {"c": "1"}}
    assert list(file.root.at) == ["a", "b"]


def test_findings_before_a_syntax_fault_are_kept(parser: str) -> None:
    assert found("a: ~\nb: &x 1\nc: d: e\n", parser) == [
        ("yaml-null", 1, 4),
        ("yaml-anchor", 2, 4),
        ("yaml-syntax", 3, 5),
    ]


def test_a_file_that_could_not_be_read_to_its_end_says_so(parser: str) -> None:
    for text in ("a: b: c\n", "a: 1\n[a]: 1\n", "a: 1\n---\nb: 1\n", "[" * 99, "", "a: \x00"):
        assert parse(text.encode(), "f.yaml", confidential=True, parser=parser).broken, text
    for text in ("a: 1\n", "a: ~\n", "a: 1\na: 2\n", "a: &x 1\n"):
        assert not parse(text.encode(), "f.yaml", confidential=True, parser=parser).broken, text


def test_every_finding_has_a_path_as_people_write_it(parser: str) -> None:
    text = "answers:\n  R-A2:\n    reasons: [late, ~]\n  his name: {x: ~}\n"
    file = parse(text.encode(), "f.yaml", confidential=True, parser=parser)
    assert [f.path for f in file.findings] == ["answers.R-A2.reasons[1]", "answers.….x"]


def test_paths_are_written_with_dots_and_brackets() -> None:
    assert dotted(("answers", "R-A2", "reasons", 0)) == "answers.R-A2.reasons[0]"
    assert dotted((0, "a", 1, 2)) == "[0].a[1][2]"
    assert dotted(("a b", "x" * 41, "é", "")) == "….….….…"
    assert dotted(()) == ""


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        ("R-A1", True),
        ("1.1", True),
        ("a_b.c-d", True),
        ("x" * 40, True),
        ("x" * 41, False),
        ("", False),
        ("a b", False),
        ("é", False),
        ("a\n", False),
        ("a:b", False),
        ("٣", False),
    ],
)
def test_only_what_looks_like_an_id_may_be_printed(text: str, yes: bool) -> None:
    assert id_like(text) is yes


def test_a_file_knows_its_digest_and_its_text() -> None:
    file = parse(b"\xef\xbb\xbfa: \xc5\xb5\n", "f.yaml", confidential=True)
    assert file.digest == "sha256:" + hashlib.sha256(b"\xef\xbb\xbfa: \xc5\xb5\n").hexdigest()
    assert file.text == "a: ŵ\n"


# --- the line that is shown -------------------------------------------------------------------------------------------


def shown(text: str, line: int, parser: str, *, confidential: bool = True) -> str:
    file = parse(text.encode(), "f.yaml", confidential=confidential, parser=parser)
    return file.excerpt(line)


MASKED = [
    ("case: EX-017", "case: ••••••"),
    ("R-A1: {answer: no, evidence: 'He said: \"no\"'}", "R-A1: {answer: ••, evidence: ••• ••••• •••••}"),
    ("k: [a, b-c, 'd, e']", "k: [•, •••, ••• ••]"),
    ("Zebedee Quillfeather: x", "••••••• ••••••••••••: •"),
    ('"R-A1": x', '"R-A1": •'),
    ("k: a:b?c|d", "k: •••••••"),
    ("k: v # Zebedee's {own}", "k: • • •••••••'• {•••}"),
    ("k: ŵŷ🙂", "k: •••"),
    ("k:", "k:"),
    ("k: # note", "k: • ••••"),
    ("k: 'a\tb'", "k: •• ••"),
]


@pytest.mark.parametrize(("line", "mask"), MASKED)
def test_in_a_confidential_file_values_and_comments_are_masked(line: str, mask: str, parser: str) -> None:
    assert shown(f"{line}\n", 1, parser) == mask


def test_text_over_several_lines_is_masked_on_each(parser: str) -> None:
    text = "k: >-\n  He said: no\n  - R-A1: yes\nl: 'a: b\n  c: d'\nm: |\n  n: o\n"
    file = parse(text.encode(), "f.yaml", confidential=True, parser=parser)
    assert file.findings == []
    assert [file.excerpt(n) for n in (2, 3, 5, 7)] == ["  •• ••••• ••", "  • ••••• •••", "  •• ••", "  •• •"]


def test_a_line_that_breaks_the_file_is_masked(parser: str) -> None:
    text = "case: EX-1\nevidence: Zebedee: said so\nnote: Quillfeather\n"
    file = parse(text.encode(), "f.yaml", confidential=True, parser=parser)
    assert "Zebedee" not in file.findings[0].excerpt
    assert all(word not in file.excerpt(n) for word in ("Zebedee", "Quillfeather", "said") for n in (1, 2, 3))


def test_a_public_file_is_shown_in_full_and_long_lines_are_cut(parser: str) -> None:
    assert shown("k: a: b # note\n", 1, parser, confidential=False) == "k: a: b # note"
    assert shown("k: " + "x" * 1000, 1, parser, confidential=False) == "k: " + "x" * 397
    assert shown("k: " + "x" * 1000, 1, parser) == "k: " + "•" * 397


def test_a_line_that_is_not_there_has_no_excerpt(parser: str) -> None:
    assert shown("k: v\n", 0, parser) == ""
    assert shown("k: v\n", 99, parser) == ""


def test_the_caret_stands_below_its_character_though_a_tab_stands_before(parser: str) -> None:
    (finding,) = parse(b"k: 'a\tb' c\n", "f.yaml", confidential=False, parser=parser).findings
    assert finding.excerpt[finding.column - 1] == "c"


@pytest.mark.parametrize("text", ["&Zebedee case: x\n", "!Zebedee case: x\n", "? &Zebedee case\n: x\n"])
def test_the_name_of_an_anchor_or_tag_is_masked(text: str, parser: str) -> None:
    (finding,) = parse(text.encode(), "f.yaml", confidential=True, parser=parser).findings
    assert "Zebedee" not in finding.excerpt
    assert "Zebedee" not in finding.message + finding.help + finding.path


def test_a_key_that_spells_a_control_character_is_neither_lost_nor_shown(parser: str) -> None:
    file = parse(b'"\\0a": 1\nb: ~\n', "f.yaml", confidential=True, parser=parser)
    assert "\0a" in file.root or [f for f in file.findings if f.line == 1]
    file = parse(b'"\\0a\\0 Zebedee Quillfeather": ~\n', "f.yaml", confidential=True, parser=parser)
    assert "Zebedee" not in "".join(f.excerpt + f.path + f.message for f in file.findings)


def test_nothing_of_a_value_is_ever_shown_in_an_excerpt(parser: str) -> None:
    for path in (*INVALID, *VALID):
        if confidential(kind_of(path)):
            file = parse(path.read_bytes(), "f.yaml", confidential=True, parser=parser)
            for line in range(1, file.text.count("\n") + 2):
                masked = file.excerpt(line)
                for word in ("Zebedee", "Quillfeather", "Marigold", "Obadiah", "Thistlewick"):
                    if word in masked:
                        # As a whole key, where the file makes it one, and nowhere else.
                        assert re.search(rf"[\"']?{word}[\w.-]*[\"']?\s*:", masked), (path.name, line)


# --- both parsers give one result -------------------------------------------------------------------------------------


class Seen(NamedTuple):
    """All that a caller can tell of a file: its tree with places, its findings and its lines."""

    broken: bool
    findings: list[Finding]
    tree: Any
    excerpts: list[str]


def with_places(node: Any) -> Any:
    # An empty value is pointed at by its key, so that nobody ever sees where it stands itself.
    if isinstance(node, Block):
        return {
            name: (start(key), start(value) if node[name] is not None else None, with_places(node[name]))
            for name, (key, value) in sorted(node.at.items())
        }
    if isinstance(node, Items):
        return [(start(event), with_places(item)) for event, item in zip(node.at, node, strict=True)]
    return node


def start(event: Any) -> tuple[int, int]:
    return event.start_mark.line, event.start_mark.column


def seen(data: bytes, parser: str) -> Seen:
    file: YamlFile = parse(data, "f.yaml", confidential=True, parser=parser)
    # A tree that is not whole is read by nobody.
    whole = None if file.broken else (with_places(file.root), [*order(file.root)])
    lines = min(file.text.count("\n") + 1, 60)
    return Seen(file.broken, file.findings, whole, [file.excerpt(n) for n in range(1, lines + 1)] if whole else [])


def order(node: Any) -> Iterator[str]:
    if isinstance(node, Block):
        for name, value in node.items():
            yield name
            yield from order(value)
    elif isinstance(node, Items):
        for value in node:
            yield from order(value)


def agree(data: bytes) -> None:
    results = {name: seen(data, name) for name in PARSERS}
    for result in results.values():
        for finding in result.findings:
            assert finding.rule in RULES
            assert finding.line >= 1
            assert finding.column >= 1
            assert "\0" not in finding.path + finding.message
        assert result.findings or not result.broken
    # A file that is one bare text fits no model; there libyaml lets a tab begin a line, and nowhere else.
    if any(isinstance(parse(data, name, confidential=True, parser=name).root, str) for name in PARSERS):
        return
    first, *others = results.values()
    for other in others:
        assert other == first


needs_both = pytest.mark.skipif(len(PARSERS) < 2, reason="PyYAML was built without libyaml")


@pytest.mark.few(40)
@needs_both
@pytest.mark.parametrize("path", [*INVALID[:: 1 if LONG else 4], *VALID], ids=lambda path: path.stem)
def test_both_parsers_agree_on_the_corpus(path: Path) -> None:
    agree(path.read_bytes())


@needs_both
@pytest.mark.parametrize("text", [text for _, text, _ in REFUSED])
def test_both_parsers_agree_on_what_is_refused(text: str) -> None:
    agree(text.encode())


@needs_both
@pytest.mark.parametrize("path", sorted(EXAMPLES.rglob("*.yaml"))[:: 1 if LONG else 6], ids=lambda path: path.stem)
def test_both_parsers_agree_on_the_examples(path: Path) -> None:
    agree(path.read_bytes())


#: What one parser takes and the other does not, or what they once placed differently; found by the tests below.
ONCE_DIFFERENT = [
    "a:\tb\n",
    "::\t",
    ":-\n\t",
    "a: text\n\t\nb: 1\n",
    "a: 'text'\n \t\nb: 1\n",
    "!\t",
    "!\t:",
    "!,",
    "|#",
    "a: |# note\n  b\n",
    "{a: Was he asked?}",
    "{a?b: c}",
    "[?:",
    "k: \x85{[",
    "k: \n{0",
    "[0:,",
    "%-\n---",
    "a: {b: yes:, c: d}\n",
    "a: {b: c, d:} e\n",
    "a: {b: c, note:[ d\n",
]


@needs_both
@pytest.mark.parametrize("text", ONCE_DIFFERENT)
def test_both_parsers_agree_where_they_once_did_not(text: str) -> None:
    agree(text.encode())


@settings(max_examples=300 * TIMES)
@given(st.binary(max_size=200))
def test_arbitrary_bytes_are_read_or_refused_alike_and_never_raise(data: bytes) -> None:
    agree(data)


#: Characters that mean something to YAML, to a terminal or to a spreadsheet come more often than others.
MEANT = st.sampled_from(
    [*":-?,[]{}#&*!|>'\"%@`~<=. \t\n\r\\0aAé\x85\xa0\u2028\ufeff\x00\x1b\x7f", ": ", "- ", "\n  ", "---", "..."]
)
YAMLISH = st.lists(
    st.one_of(MEANT, st.sampled_from(["a", "yes", "null", "<<", "k: ", "&x ", "*x", "!!str ", "\n", "\n- "])),
    max_size=24,
)


@pytest.mark.slow
@settings(max_examples=800 * TIMES)
@given(YAMLISH.map("".join))
def test_arbitrary_text_full_of_marks_is_read_or_refused_alike(text: str) -> None:
    agree(text.encode("utf-8", "surrogatepass"))


def quoted(text: str) -> str:
    return '"' + "".join(char if char.isascii() and char.isalnum() else f"\\U{ord(char):08X}" for char in text) + '"'


WORDS = st.text(st.characters(codec="utf-8"), max_size=12)


@settings(max_examples=100 * TIMES)
@given(st.dictionaries(WORDS.filter(bool), WORDS, min_size=1, max_size=5))
def test_whatever_is_quoted_comes_back_as_it_was(values: dict[str, str]) -> None:
    text = "".join(f"{quoted(name)}: {quoted(value)}\n" for name, value in values.items())
    for parser in PARSERS:
        assert tree(text, parser) == values


# --- small accidents that befall a good file --------------------------------------------------------------------------

GOOD = """\
# An invented case.
case: EX-040
questionset: mini@1.0.0
assessor: la-3
assessed: 2019-03-05
role: first
details:
  order: referral_order
  started: 2018-09-14
  age: 15
  needs: [speech_and_language, mental_health]
  custody: released
  victim: yes
  seen_again: 2018-12-19
answers:
  M-A1: {answer: yes, evidence: "He told the worker why.", note: see 'letters'}
  M-A2:
    answer: no
    evidence: >-
      The caution for the bicycle: not mentioned.
      Nobody asked.
    reasons: [not_analysed, late]
  M-A3: yes
  M-A4: two
  M-AH: yes
  M-P1:
    answer: yes
    evidence: |
      She knows whom to ring.
    reasons:
  M-P2: no
  M-P3: {answer: yes}
  M-PH: yes
"""

PIECES = ["\t", " ", "\n", ":", ": ", "-", "- ", "#", " #", "'", '"', "[", "]", "{", "}", ",", "&a ", "*a", "!", "|", ">", "%", "@",
          "?", "~", "null", "---\n", "<<", "é", "\x00", "\ufeff", "\x85", "yes", "2019-99-99", "9" * 30, "\r", "\r\n", "\\", "`", "="]  # fmt: skip


@st.composite
def accidents(draw: st.DrawFn) -> str:
    """The good file after a few slips of the hand."""
    text = GOOD
    for _ in range(draw(st.integers(1, 3))):
        what = draw(
            st.sampled_from(["cut", "put", "swap", "drop line", "double line", "move line", "indent", "cut off"])
        )
        at = draw(st.integers(0, max(len(text) - 1, 0)))
        lines = text.splitlines(keepends=True)
        line = draw(st.integers(0, max(len(lines) - 1, 0)))
        if what == "cut":
            text = text[:at] + text[at + draw(st.integers(1, 5)) :]
        elif what == "put":
            text = text[:at] + draw(st.sampled_from(PIECES)) + text[at:]
        elif what == "swap":
            text = text[:at] + draw(st.one_of(st.sampled_from(PIECES), st.characters(codec="utf-8"))) + text[at + 1 :]
        elif what == "cut off":
            text = text[:at]
        elif lines:
            row = lines.pop(line)
            if what == "double line":
                lines[line:line] = [row, row]
            elif what == "move line":
                lines.insert(draw(st.integers(0, len(lines))), row)
            elif what == "indent":
                lines.insert(
                    line, draw(st.sampled_from([" ", "  ", "\t"])) + row if draw(st.booleans()) else row.lstrip()
                )
            text = "".join(lines)
    return text


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("accidents") / "home"
    shutil.copytree(CONTEXT, folder)
    return folder


def test_the_good_file_is_good(home: Path) -> None:
    path = home / "cases" / "case.yaml"
    path.write_text(GOOD, "utf-8")
    called = call("assess", path, "--fail-on", "warning", "--questionsets", home / "questionsets")
    assert called.status == 0, called


@pytest.mark.slow
@settings(max_examples=250 * TIMES)
@given(text=accidents())
@example(text="")
@example(text="a")
@example(text="[]")
@example(text="{}")
@example(text="case:\nquestionset:\nassessor:\nassessed:\ndetails:\nanswers:\n")
@example(text=GOOD.replace("M-A1: {", "? M-A1 : {"))
@example(text=GOOD.replace("details:\n", "details: {}\nx:\n"))
def test_no_slip_of_the_hand_makes_the_program_fail(text: str, home: Path) -> None:
    path = home / "cases" / "case.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    called = call("assess", path, "--questionsets", home / "questionsets")
    assert called.status in (0, 1, 2), called
    assert "Traceback" not in called.out + called.err
    assert "fault of yotinspect" not in called.err, called.err


@pytest.mark.slow
@settings(max_examples=60 * TIMES)
@given(text=accidents())
def test_no_slip_of_the_hand_makes_a_rating_fail(text: str, home: Path) -> None:
    (home / "cases" / "case.yaml").write_bytes(text.encode("utf-8", "surrogatepass"))
    called = call("rate", home, "--questionsets", home / "questionsets")
    assert called.status in (0, 1), called
    assert "fault of yotinspect" not in called.err, called.err


@pytest.mark.slow
@needs_both
@settings(max_examples=250 * TIMES)
@given(text=accidents())
def test_both_parsers_agree_after_any_slip_of_the_hand(text: str) -> None:
    agree(text.encode("utf-8", "surrogatepass"))
