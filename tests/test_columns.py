"""Widths of columns on paper: what is short is not broken, what is read together is as wide, and all of it is the page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.reports import GOOD, said
from yotinspect.reports.blocks import NOTHING, Row, Table
from yotinspect.reports.columns import LINE, shares, to_fill_in

TEXTS = some.lists(some.lists(some.text("ab ", max_size=300), min_size=1, max_size=9), min_size=1, max_size=5)


def made(*rows: tuple[str, ...], kind: str = "data") -> Table:
    return Table(
        said("T"), (), tuple(Row(tuple(said(cell) if cell else NOTHING for cell in row)) for row in rows), kind
    )  # type: ignore[arg-type]


@given(TEXTS)
def test_the_columns_of_any_table_are_the_whole_width_and_none_is_nothing(rows: list[list[str]]) -> None:
    found = shares(made(*map(tuple, rows)))
    assert len(found) == max(map(len, rows))
    assert sum(found) == pytest.approx(1, abs=0.001)
    assert min(found) > 0.02


def test_a_date_and_a_number_stay_on_their_line_beside_a_long_text() -> None:
    long, day, number = shares(made(("word " * 80, "30 September 2019", "14 of 47")))
    assert day * LINE >= len("30 September 2019")
    assert number * LINE >= len("14 of 47")
    assert long > 0.6


def test_of_two_long_texts_the_longer_gets_more_and_neither_all() -> None:
    one, other = shares(made(("word " * 20, "word " * 200)))
    assert 0.15 < one < other < 0.85


def test_tables_that_are_read_together_have_the_same_columns() -> None:
    short, long = (made(("2.1", "x", word), kind="profile") for word in ("y", "word " * 60))
    assert shares(short) == shares(long)


def test_a_badge_is_never_broken_whatever_the_table() -> None:
    badge = said("Requires improvement", "badge", grade=GOOD)
    rows = (Row((said("Implementation and delivery " * 3), badge, badge, said("word " * 30))),)
    for kind in ("figures", "profile", "steps", "data"):
        found = shares(Table(said("T"), (), rows, kind))  # type: ignore[arg-type]
        assert min(found[1:3]) * LINE >= len("● Requires improvement"), kind


def test_a_cell_is_to_be_written_in_where_a_line_or_in_a_list_of_actions_nothing_stands() -> None:
    table, actions = made(("a", "b")), made(("a", "b"), kind="actions")
    assert [to_fill_in(table, said(text)) for text in ("______", "__", "a_b_c", "")] == [True, False, False, False]
    assert to_fill_in(actions, NOTHING)
    room = shares(made(("word " * 40, "", "", ""), kind="actions"))
    assert min(room) >= 0.18


def test_a_table_without_a_row_has_no_columns() -> None:
    assert shares(made()) == ()
