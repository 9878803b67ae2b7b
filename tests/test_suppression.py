"""What is held back of break-downs: no reader can work it out, whoever tries; and it is no more than that takes."""

from __future__ import annotations

import itertools
import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.adversary import Adversary, Hidden, Total, hidden
from tests.conftest import LONG
from yotinspect.privacy import complement, suppression
from yotinspect.privacy.crossed import Crossed, Detail, Given, Question
from yotinspect.privacy.freedom import Answered, spread
from yotinspect.privacy.suppression import Counts, Shown, Table, held_back, in_full

TIMES = 10 if LONG else 1
YES, NO, NA, NONE = (1, 0, 0), (0, 1, 0), (0, 0, 1), (0, 0, 0)
#: A case: its category of each detail, and its answer to each question.
Case = tuple[tuple[int, ...], tuple[Given, ...]]


def many(number: int) -> Callable[[Any], Any]:
    """So many examples, and ten times as many in a long run."""
    return settings(max_examples=number * TIMES)


def crossed(cases: Sequence[Case], categories: Sequence[int], questions: int, once: bool = True) -> Crossed:
    """Cases, counted."""
    details = [Detail(f"d{n}", tuple(f"c{m}" for m in range(size))) for n, size in enumerate(categories)]
    found = Crossed(tuple(details), tuple(Question(f"q{n}", once) for n in range(questions)))
    for at, answers in cases:
        found.add([f"c{n}" for n in at], answers)
    return found


def table(*rows: Sequence[int], answers: Sequence[Given] = (YES, NO, NA, NONE)) -> Crossed:
    """One detail by one question: of each category how many cases say yes, no, not applicable and nothing."""
    cases = [
        ((at,), (one,)) for at, row in enumerate(rows) for n, one in zip(row, answers, strict=False) for _ in range(n)
    ]
    return crossed(cases, [len(rows)], 1)


@st.composite
def drawn(
    draw: st.DrawFn,
    most: int = 40,
    shapes: Sequence[Sequence[int]] = ((2,), (3,), (5,), (2, 2), (3, 2), (4, 3), (2, 3, 2)),
    answers: Sequence[Given] = (YES, NO, NA, NONE),
    questions: int = 3,
    once: bool = True,
) -> Crossed:
    """Cases as they come: some alike, so that there are large categories and small ones."""
    shape, asked = draw(st.sampled_from(shapes)), draw(st.integers(1, questions))
    one = st.tuples(
        st.tuples(*(st.integers(0, size - 1) for size in shape)), st.tuples(*[st.sampled_from(answers)] * asked)
    )
    alike = st.tuples(one, st.integers(1, max(1, most // 4)))
    cases = [case for case, times in draw(st.lists(alike, min_size=1, max_size=most // 2)) for _ in range(times)]
    return crossed(cases[:most], shape, asked, once)


def small(**more: Any) -> st.SearchStrategy[Crossed]:
    """Few enough for somebody who tries all that there could be."""
    return drawn(**{"most": 10, "shapes": ((3,), (4,), (2, 2), (3, 2)), "questions": 2} | more)


def totals(found: Crossed) -> list[Total]:
    """What is always published."""
    per_question = zip(*found.sums(0), strict=True)
    return [tuple(sum(one) for one in zip(*rows, strict=True)) for rows in per_question]  # type: ignore[misc]


def adversary(found: Crossed, tables: Sequence[Table]) -> Adversary:
    return Adversary(tables, found.cases, totals(found))


def value(found: Crossed, count: Hidden) -> int:
    """The number that is held back."""
    detail, category, question, answer = count
    n = next(n for n, one in enumerate(found.details) if one.name == detail)
    at = found.details[n].categories.index(category)
    return found.by_category(n)[at] if question is None else found.sums(n)[at][question][answer]


def shown_counts(shown: Shown) -> Iterator[tuple[Hidden, int]]:
    for one in shown.tables:
        for row in one.rows:
            for question, counts in enumerate(row.counts):
                for answer, number in enumerate(counts):
                    if number is not None:
                        yield (one.detail.name, row.category, question, answer), number


def without_counts(one: Table) -> Table:
    """A break-down of which the numbers of cases alone are shown, as far as they are."""
    blank = Counts(None, None, None)
    return replace(one, rows=tuple(replace(row, counts=(blank,) * len(row.counts)) for row in one.rows))


def told_by_totals(found: Crossed, one: Table, counts: Sequence[Hidden], enough: int) -> Adversary:
    """Somebody who has the totals and the numbers of cases, and nothing else."""
    reader = adversary(found, [without_counts(one)])
    reader.learn(counts, enough)
    return reader


# --- nobody can work it out -----------------------------------------------------------------------------------------------


@many(60)
@given(small(), st.integers(1, 4))
def test_no_count_held_back_can_be_worked_out_from_all_that_is_published(found: Crossed, threshold: int) -> None:
    shown = held_back(found, threshold)
    reader = adversary(found, shown.tables)
    reader.learn(hidden(shown), 2)
    for count in hidden(shown):
        assert len(reader.may_be[count]) > 1, count


@many(10)
@given(small(most=6, shapes=((3,), (2, 2))), st.integers(1, 4))
def test_the_reader_who_tries_all_never_rules_out_what_is_true(found: Crossed, threshold: int) -> None:
    shown = held_back(found, threshold)
    reader = adversary(found, shown.tables)
    reader.learn(hidden(shown), 1000)
    for count in hidden(shown):
        assert value(found, count) in reader.may_be[count]


@pytest.mark.slow
@many(40)
@given(small(answers=(YES, NO, NA), shapes=((3,), (4,))), st.integers(1, 4))
def test_a_break_down_by_itself_leaves_more_numbers_than_the_threshold_for_each_small_count(
    found: Crossed, threshold: int
) -> None:
    shown = held_back(found, threshold)
    guarded = [count for count in hidden(shown) if value(found, count) < threshold]
    reader = adversary(found, shown.tables)
    reader.learn(guarded, threshold + 1)
    idle = told_by_totals(found, shown.tables[0], guarded, threshold + 1)
    for count in guarded:
        # An answer that none of a category gave is guarded where it would tell what all the others gave.
        if value(found, count) or _alike(found, count):
            assert len(reader.may_be[count]) >= min(threshold + 1, len(idle.may_be[count])), count


def _alike(found: Crossed, count: Hidden) -> bool:
    _, category, question, answer = count
    return question is not None and answer < 2 and any(found.sums(0)[int(category[1:])][question])


@many(20)
@given(small(answers=(YES, NO), questions=1, shapes=((2, 2), (3, 2), (2, 2, 2)), most=9), st.integers(1, 3))
def test_a_question_by_itself_leaves_more_numbers_than_the_threshold_in_all_its_break_downs(
    found: Crossed, threshold: int
) -> None:
    shown = held_back(found, threshold)
    guarded = [count for count in hidden(shown) if 0 < value(found, count) < threshold]
    reader = adversary(found, shown.tables)
    reader.learn(guarded, threshold + 1)
    for one in shown.tables:
        mine = [count for count in guarded if count[0] == one.detail.name]
        n = int(one.detail.name[1:])
        alone = crossed([((at,), answers) for at, answers in _cases(found, n)], [len(one.rows)], len(found.questions))
        renamed = replace(one, detail=alone.details[0])
        idle = told_by_totals(alone, renamed, [("d0", *count[1:]) for count in mine], threshold + 1)
        for count in mine:
            assert len(reader.may_be[count]) >= min(threshold + 1, len(idle.may_be["d0", *count[1:]]))


def _cases(found: Crossed, detail: int) -> Iterator[tuple[int, tuple[Given, ...]]]:
    """Cases of one question, by their category of one detail."""
    for at, alike in found.alike.items():
        listed = list(alike.given[0].elements())
        for one in listed + [NONE] * (alike.cases - len(listed)):
            yield at[detail], (one,)


@pytest.mark.parametrize("wrong", ["small counts alone", "rows alone"])
def test_the_reader_works_out_what_is_held_back_carelessly(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(answered: Answered, now: Any) -> Any:
        return complement._with(now, {(detail, row) for detail, row, _ in answered.sensitive})

    if wrong == "small counts alone":
        monkeypatch.setattr(suppression, "guard", careless)
        found, count = table([9, 2], [9, 9], [8, 7]), ("d0", "c0", 0, 1)
    else:
        monkeypatch.setattr(suppression, "_enough", lambda pool, cases, smallest: True)
        found, count = table([1, 1], [5, 5], [5, 5]), ("d0", "c0", None, 0)
    shown = held_back(found, 3)
    assert count in hidden(shown)
    reader = adversary(found, shown.tables)
    reader.learn([count], 2)
    assert reader.may_be[count] == {value(found, count)}


def test_a_count_that_two_details_and_two_questions_tie_down_is_seen_to_be() -> None:
    # A is X, and who is of A said yes to both questions: three break-downs show it, so the fourth is idle to hold back.
    cases: list[Case] = [((0, 0), (YES, YES))] * 4 + [((1, 1), (NO, NO))] * 4
    found = crossed(cases, [2, 2], 2)
    shown = in_full(found)
    last = shown.tables[1]
    blank = tuple(replace(row, counts=(row.counts[0], Counts(None, None, None))) for row in last.rows)
    reader = adversary(found, [shown.tables[0], replace(last, rows=blank)])
    reader.learn([("d1", "c0", 1, 0)], 2)
    assert reader.may_be["d1", "c0", 1, 0] == {4}
    answered = Answered(found.parts(1), [[0, 1], [0, 1]], 1)
    both = frozenset({0, 1})
    assert answered.short(1, both) == 0
    assert {cell[:2] for cell in answered.stuck((frozenset(), both))} == {(1, 0), (1, 1)}
    assert answered.stuck((both, both)) == []


@pytest.mark.slow
@many(25)
@given(drawn(most=20, answers=((3, 1, 0), (2, 2, 0), (0, 4, 1), (1, 0, 0), NONE), once=False), st.integers(1, 5))
def test_pooled_answers_held_back_could_be_others_by_an_exchange_between_two_cases(
    found: Crossed, threshold: int
) -> None:
    shown = held_back(found, threshold)
    cases = [
        [at, list(answers)]
        for at, alike in found.alike.items()
        for answers in zip(
            *([*counter.elements(), *[NONE] * (alike.cases - counter.total())] for counter in alike.given),
            strict=True,
        )
    ]
    free: set[Hidden] = set()
    for question in range(len(found.questions)):
        for mine, other in itertools.combinations(range(len(cases)), 2):
            if cases[mine][1][question] != cases[other][1][question]:
                changed = [(at, list(answers)) for at, answers in cases]
                changed[mine][1][question], changed[other][1][question] = (
                    cases[other][1][question],
                    cases[mine][1][question],
                )
                free |= _changed_unseen(found, shown, changed)
    for count in hidden(shown):
        # Of categories counted together nothing at all is told, but what they come to.
        together = {(one.detail.name, row.category) for one in shown.tables for row in one.rows if row.cases is None}
        assert count in free or count[:2] in together, count


def _changed_unseen(found: Crossed, shown: Shown, cases: Sequence[Any]) -> set[Hidden]:
    """The counts that are others in these cases; none where anything that is published is another too."""
    now = crossed([(tuple(at), tuple(answers)) for at, answers in cases], [len(d.categories) for d in found.details], len(found.questions), False)  # fmt: skip
    if any(value(now, count) != number for count, number in shown_counts(shown)):
        return set()
    return {count for count in hidden(shown) if count[2] is not None and value(now, count) != value(found, count)}


# --- what is shown --------------------------------------------------------------------------------------------------------


@many(60)
@given(drawn(), st.integers(1, 6))
def test_no_count_shown_is_small_nor_is_what_is_held_back_together(found: Crossed, threshold: int) -> None:
    shown, all_of = held_back(found, threshold), totals(found)
    for count, number in shown_counts(shown):
        if 0 < number < threshold:
            one = next(one for one in shown.tables if one.detail.name == count[0])
            alone = _one_detail(found, one)
            reader = told_by_totals(*alone, [("d0", *count[1:])], 2)
            assert len(reader.may_be["d0", *count[1:]]) == 1
    for one in shown.tables:
        assert one.rest.cases == 0 or one.rest.cases >= threshold or one.rest.cases == found.cases
        for question, counts in enumerate(one.rest.counts):
            for number, total in zip(counts, all_of[question], strict=True):
                assert number in (0, total) or (number or 0) >= threshold


def _one_detail(found: Crossed, one: Table) -> tuple[Crossed, Table]:
    n = int(one.detail.name[1:])
    alone = Crossed((replace(one.detail, name="d0"),), found.questions)
    for at, alike in found.alike.items():
        for question in range(len(found.questions)):
            assert alike.given[question].total() <= alike.cases
        listed = [[*counter.elements(), *[NONE] * (alike.cases - counter.total())] for counter in alike.given]
        for answers in zip(*listed, strict=True):
            alone.add([one.detail.categories[at[n]]], answers)
    return alone, replace(one, detail=alone.details[0])


@pytest.mark.slow
@many(100)
@given(drawn(), st.integers(1, 6))
def test_nothing_shown_tells_that_all_of_a_category_were_judged_alike(found: Crossed, threshold: int) -> None:
    all_of = totals(found)
    for one in held_back(found, threshold).tables:
        for row in (*one.rows, one.rest):
            for counts, total in zip(row.counts, all_of, strict=True):
                if None not in counts and any(counts):
                    assert counts.yes or not total[0]
                    assert counts.no or not total[1]


@many(60)
@given(drawn(), st.integers(0, 6))
def test_the_counts_that_a_standard_hangs_on_stand_whatever_is_held_back(found: Crossed, threshold: int) -> None:
    for one in held_back(found, threshold).tables:
        for question, total in enumerate(totals(found)):
            # Rows that are shown in full, and the rest that anybody can work out, add up to them.
            whole = [row.counts[question] for row in one.rows if None not in row.counts[question]]
            assert (
                tuple(sum(counts[n] or 0 for counts in (*whole, one.rest.counts[question])) for n in range(3)) == total
            )
        assert sum(row.cases or 0 for row in one.rows) + (one.rest.cases or 0) == found.cases


@many(40)
@given(drawn())
def test_the_team_sees_all_of_it(found: Crossed) -> None:
    shown = in_full(found)
    assert hidden(shown) == []
    assert not any(one.whole or one.rest.cases or any(map(any, one.rest.counts)) for one in shown.tables)
    for count, number in shown_counts(shown):
        assert number == value(found, count)


@many(60)
@given(drawn(), st.integers(0, 6), st.randoms(use_true_random=False))
def test_the_order_of_cases_changes_nothing(found: Crossed, threshold: int, chance: random.Random) -> None:
    other = Crossed(found.details, found.questions)
    groups = list(found.alike.items())
    chance.shuffle(groups)
    for at, alike in groups:
        listed = [[*counter.elements(), *[NONE] * (alike.cases - counter.total())] for counter in alike.given]
        for answers in zip(*listed, strict=True):
            other.add([detail.categories[n] for detail, n in zip(found.details, at, strict=True)], answers)
    assert held_back(other, threshold) == held_back(found, threshold)


@many(60)
@given(drawn(), st.integers(0, 12))
def test_a_higher_threshold_never_tells_more_numbers_of_cases(found: Crossed, threshold: int) -> None:
    def of_cases(shown: Shown) -> set[tuple[str, str]]:
        return {(one.detail.name, row.category) for one in shown.tables for row in one.rows if row.cases is not None}

    assert of_cases(held_back(found, threshold + 1)) <= of_cases(held_back(found, threshold))


def _worlds(cases: int, categories: int) -> Iterator[tuple[int, ...]]:
    """Every way in which so many cases of so many categories may have said yes or no."""
    for bars in itertools.combinations(range(cases + 2 * categories - 1), 2 * categories - 1):
        ends = (-1, *bars, cases + 2 * categories - 1)
        yield tuple(high - low - 1 for low, high in itertools.pairwise(ends))


@pytest.mark.parametrize(
    ("cases", "categories", "threshold"),
    [(7, 3, 3), (14, 2, 5), *([(12, 3, 3), (14, 3, 4), (15, 3, 5), (9, 4, 3)] if LONG else [])],
)
def test_not_even_who_knows_the_rule_works_out_a_count_of_one_break_down(
    cases: int, categories: int, threshold: int
) -> None:
    published: dict[Any, list[tuple[int, ...]]] = defaultdict(list)
    for world in _worlds(cases, categories):
        shown = held_back(table(*zip(world[::2], world[1::2], strict=True)), threshold)
        published[shown.tables, sum(world[::2])].append(world)
    for (tables, _), worlds in published.items():
        for _, category, question, answer in hidden(Shown((), tables, threshold)):
            at = 2 * int(category[1:])
            numbers = {w[at] + w[at + 1] if question is None else w[at + answer] for w in worlds if answer < 2}
            assert len(numbers) != 1


# --- traps of the textbooks -----------------------------------------------------------------------------------------------


def rows(shown: Shown, detail: int = 0, question: int = 0) -> list[tuple[int | None, ...]]:
    return [tuple(row.counts[question]) for row in shown.tables[detail].rows]


HELD: tuple[int | None, ...] = (None, None, 0)


def test_one_count_held_back_in_a_row_takes_the_row_with_it_and_one_in_a_column_another_row() -> None:
    shown = held_back(table([9, 2], [30, 30], [8, 7], [20, 15]), 5)
    assert rows(shown) == [HELD, (30, 30, 0), HELD, (20, 15, 0)]
    assert shown.tables[0].rest.counts == (Counts(17, 9, 0),)


def test_two_small_counts_that_share_a_column_are_not_cover_enough_for_each_other() -> None:
    # 2 and 2 are held back together, but then it is known that there are 4 of them, a small count as well.
    shown = held_back(table([9, 2], [9, 2], [8, 7], [30, 30]), 5)
    assert rows(shown) == [HELD, HELD, HELD, (30, 30, 0)]


def test_of_a_small_category_neither_its_cases_nor_any_of_its_answers_are_shown_nor_those_of_one_more() -> None:
    cases: list[Case] = []
    for at, one, two, times in [(0, YES, YES, 8), (0, NO, NO, 7), (1, YES, NO, 6), (1, NO, YES, 6), (2, YES, YES, 2)]:
        cases += [((at,), (one, two))] * times
    shown = held_back(crossed(cases, [4], 2), 5)
    assert [row.cases for row in shown.tables[0].rows] == [15, None, None, None]
    assert shown.tables[0].rest.cases == 14
    for question in (0, 1):
        assert rows(shown, 0, question) == [rows(shown, 0, question)[0], HELD, HELD, HELD]


def test_what_the_totals_say_is_nought_is_shown_as_nought() -> None:
    shown = held_back(table([9, 2], [8, 7]), 5)
    assert rows(shown) == [HELD, HELD]
    shown = held_back(table([9, 0], [8, 0]), 5)
    assert rows(shown) == [(9, 0, 0), (8, 0, 0)]


def test_a_category_all_of_which_were_judged_alike_is_held_back_however_large() -> None:
    shown = held_back(table([0, 50], [30, 20], [40, 40]), 5)
    assert rows(shown)[0] == HELD
    assert shown.tables[0].rows[0].cases == 50


def test_a_category_to_which_a_question_never_applied_is_held_back_too() -> None:
    shown = held_back(table([0, 0, 20], [20, 20, 20], [30, 30, 30]), 5)
    assert rows(shown)[0] == (None, None, None)


def test_a_few_who_did_not_answer_are_not_given_away_by_subtraction() -> None:
    shown = held_back(table([10, 10, 0, 2], [10, 10, 0, 10], [30, 30, 0, 30]), 5)
    assert rows(shown)[0] == HELD


def test_all_cases_in_one_category_are_not_told_of() -> None:
    shown = held_back(table([20, 20], [0, 0], [0, 0]), 5)
    assert shown.tables[0].whole
    assert [row.cases for row in shown.tables[0].rows] == [None] * 3


def test_a_break_down_of_too_few_cases_is_held_back_whole_and_says_the_same_of_each() -> None:
    for few in ([2, 1], [2, 2]), ([0, 0], [4, 3]), ([30, 30], [1, 1]):
        shown = held_back(table(*few), 5)
        assert shown.tables[0].whole
        assert rows(shown) == [HELD, HELD]


def test_the_difference_between_two_details_does_not_single_out_who_makes_it() -> None:
    # All girls are in care, and one boy is: 18 girls, 19 in care.
    cases: list[Case] = []
    for at, one, times in [((0, 0), YES, 9), ((0, 0), NO, 9), ((1, 0), NO, 1), ((1, 1), YES, 12), ((1, 1), NO, 12)]:
        cases += [(at, (one,))] * times
    found = crossed(cases, [2, 2], 1)
    shown = held_back(found, 5)
    assert [[row.cases for row in one.rows] for one in shown.tables] == [[18, 25], [19, 24]]
    boys_in_care = {numbers.get((1, 0), 0) for numbers in adversary(found, shown.tables).combined()}
    assert boys_in_care == set(range(1, 20))


def test_what_is_told_elsewhere_is_not_held_back() -> None:
    detail = Detail("order", ("a", "b", "not_asked"), frozenset({"not_asked"}))
    found = Crossed((detail,), (Question("child"),))
    found.add(["a"], [YES], 10)
    found.add(["a"], [NO], 10)
    found.add(["b"], [NO], 10)
    found.add(["b"], [YES], 10)
    found.add(["not_asked"], [NONE], 3)
    shown = held_back(found, 5)
    assert [row.cases for row in shown.tables[0].rows] == [20, 20, 3]
    assert rows(shown) == [(10, 10, 0), (10, 10, 0), (0, 0, 0)]


def test_the_example_of_the_documentation_is_what_comes_of_it(root: Path) -> None:
    page = (root / "docs" / "suppression.md").read_text("utf-8")
    lines = [
        [cell.strip(" *") for cell in line.split("|")[1:-1]] for line in page.splitlines() if line.startswith("| ")
    ]
    start = [n for n, line in enumerate(lines) if line[-1] == "2.2 no"]
    given, published = ({line[0]: line[1:] for line in lines[at + 2 : at + 9]} for at in start)
    names = [name for name in given if name != "All"][:5]
    found = Crossed((Detail("ethnicity", tuple(names)),), (Question("child"), Question("child")))
    for name in names:
        cases, *counts = map(int, given[name])
        first, second = ([YES] * yes + [NO] * no for yes, no in (counts[:2], counts[2:]))
        assert len(first) == len(second) == cases
        for answers in zip(first, reversed(second), strict=True):
            found.add([name], answers)
    one = held_back(found, 5).tables[0]
    for row in (*one.rows, replace(one.rest, category="Held back, together")):
        numbers = [row.cases, *(number for counts in row.counts for number in counts[:2])]
        assert published[row.category] == ["[c]" if number is None else str(number) for number in numbers]


# --- the rest -------------------------------------------------------------------------------------------------------------


def test_nothing_is_said_of_no_cases() -> None:
    shown = held_back(crossed([], [2, 3], 2), 5)
    assert [row.cases for one in shown.tables for row in one.rows] == [0] * 5
    assert held_back(Crossed((), ()), 5) == Shown((), (), 5)


def test_a_question_answered_once_is_not_answered_twice_by_one_case() -> None:
    found = Crossed((Detail("d", ("a",)),), (Question("child"),))
    with pytest.raises(ValueError, match="answered twice"):
        found.add(["a"], [(1, 1, 0)])
    with pytest.raises(ValueError, match="not in tuple"):
        found.add(["b"], [YES])


def test_many_cases_take_no_more_room_than_few() -> None:
    found = crossed([((n % 2, n % 3), (YES if n % 5 else NO,)) for n in range(6000)], [2, 3], 1)
    assert len(found.alike) == 6
    assert all(len(counter) <= 2 for alike in found.alike.values() for counter in alike.given)
    assert not hidden(held_back(found, 5))


def test_spread_is_what_enumeration_finds() -> None:
    for every in range(1, 7):
        for high, some in itertools.product(range(every + 1), repeat=2):
            reached = {len(set(chosen) & set(range(high))) for chosen in itertools.combinations(range(every), some)}
            assert spread(high, some, every) == max(reached) - min(reached) == len(reached) - 1
