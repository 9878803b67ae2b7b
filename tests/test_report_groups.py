"""Break-downs in reports: each audience is told what it may see, and nobody works the rest out, from all of a report."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.adversary import Hidden, hidden
from tests.conftest import LONG
from tests.reading import GATED, Case, Read, Reader, material, of_html, of_markdown, reader
from tests.report_trees import part
from tests.report_trees import words as said
from yotinspect.library import Library
from yotinspect.privacy import complement, suppression
from yotinspect.privacy.freedom import Answered
from yotinspect.privacy.suppression import Counts
from yotinspect.privacy.suppression import Table as Shape
from yotinspect.reports.blocks import Figure, Paragraph, Report, Section, Table
from yotinspect.reports.kinds.graded import graded
from yotinspect.reports.kinds.joint import joint
from yotinspect.reports.kinds.summary import summary
from yotinspect.reports.material import AUDIENCES, Audience, Material
from yotinspect.reports.render import render
from yotinspect.reports.view import report_view
from yotinspect.workspace import rate_inspection

KINDS = {"kind": ("a", "b")}
BOTH = {"kind": ("a", "b", "c"), "sex": ("f", "m")}


def markdown(found: Material) -> Read:
    return of_markdown(render(graded(found), "md", ()).decode())


def kept(found: Material) -> list[Hidden]:
    """The counts that are held back from the reader: of cases, and of judgements that work was sufficient and not."""
    assert found.broken_down is not None
    shown = found.broken_down.shown_to(found.audience, found.rating.framework.rules.disclosure)
    return [count for count in hidden(shown) if count[3] < 2]


def truth(found: Material, count: Hidden) -> int:
    assert found.broken_down is not None
    crossed = found.broken_down.crossed
    n = [detail.name for detail in crossed.details].index(count[0])
    at = crossed.details[n].categories.index(count[1])
    return crossed.by_category(n)[at] if count[2] is None else crossed.sums(n)[at][0][count[3]]


def learned(
    found: Material, details: Mapping[str, Sequence[str]], counts: Sequence[Hidden], enough: int, gate: Any = None
) -> Reader:
    who = reader(markdown(found), details, gate)
    who.learn(counts, enough)
    return who


@st.composite
def cases(draw: st.DrawFn, details: Mapping[str, Sequence[str]], keys: int, most: int = 7) -> list[Case]:
    """Cases as they come, some alike."""
    value = st.tuples(*(st.sampled_from([*values, None]) for values in details.values()))
    given_ = draw(st.sampled_from([["yes", "no"], ["yes", "yes", "no", "na"], ["yes", "no", None]]))
    answers = st.tuples(*[st.sampled_from(given_)] * keys)
    alike = draw(st.lists(st.tuples(value, answers, st.integers(1, 3)), min_size=1, max_size=most))
    return [(values, said_) for values, said_, times in alike for _ in range(times)][:most]


# --- nobody works it out ---------------------------------------------------------------------------------------------


@pytest.mark.slow
@settings(max_examples=400 if LONG else 25)
@given(data=st.data(), threshold=st.integers(2, 4), keys=st.integers(1, 2))
def test_no_count_held_back_can_be_worked_out_from_a_whole_public_report(
    data: st.DataObject, threshold: int, keys: int, library: Library
) -> None:
    details = data.draw(st.sampled_from([KINDS, {"kind": ("a", "b", "c")}, {"kind": ("a", "b"), "sex": ("f", "m")}]))
    drawn = data.draw(cases(details, keys, 7 if len(details) == 1 else 6))
    gate = data.draw(st.sampled_from([None, ("kind", "a")]))
    found = material(library, details, drawn, threshold=threshold, gate=gate)
    assert not worked_out(found, details, gate)


def worked_out(found: Material, details: Mapping[str, Sequence[str]], gate: Any = None) -> list[Hidden]:
    """The counts held back that a reader works out, but for what totals and numbers of cases alone say."""
    who = learned(found, details, kept(found), 2, gate)
    known = [count for count in kept(found) if len(who.may_be[count]) == 1]
    answers = [count for count in known if count[2] is not None]
    if answers:
        idle = reader(markdown(found), details)
        idle.tables = [without_counts(one) for one in idle.tables]
        idle.learn(answers, 2)
        known = [count for count in known if count[2] is None or len(idle.may_be[count]) > 1]
    return known


def without_counts(one: Shape) -> Shape:
    """A break-down of which numbers of cases alone are told."""
    return replace(one, rows=tuple(replace(row, counts=(Counts(None, None, None),)) for row in one.rows))


def test_what_totals_say_of_everybody_is_held_back_idly(library: Library) -> None:
    # All said yes to y, and none to x: three cases have three judgements of sufficient, whatever is held back.
    drawn = [(("a",), ("no", "yes"))] * 2 + [(("a",), ("na", "yes"))] + [(("b",), ("na", "yes"))] * 2
    found = material(library, KINDS, drawn, threshold=2)
    assert ("kind", "a", 0, 0) in kept(found)
    assert learned(found, KINDS, kept(found), 2).may_be["kind", "a", 0, 0] == {3}
    assert not worked_out(found, KINDS)


@settings(max_examples=100 if LONG else 10)
@given(data=st.data(), threshold=st.integers(2, 3), keys=st.integers(1, 2))
def test_whoever_reads_a_report_never_rules_out_what_is_true(
    data: st.DataObject, threshold: int, keys: int, library: Library
) -> None:
    drawn = data.draw(cases(KINDS, keys, 5))
    found = material(library, KINDS, drawn, threshold=threshold)
    who = learned(found, KINDS, kept(found), 1000)
    for count in kept(found):
        assert truth(found, count) in who.may_be[count]


YES, NO, MIXED = ("yes", "yes"), ("no", "no"), ("yes", "no")


@pytest.mark.parametrize("leak", ["nothing is held back with it", "too few are counted together", "questions of some"])
def test_the_reader_of_a_report_that_leaks_works_it_out(
    leak: str, monkeypatch: pytest.MonkeyPatch, library: Library
) -> None:
    """That the reader finds nothing in a report says something, since it finds what there is."""
    gate = None
    if leak == "nothing is held back with it":
        drawn = [("a", MIXED)] * 2 + [("b", YES)] * 2 + [("c", MIXED)] * 2
        count: Hidden = ("kind", "b", 0, 0)

        def careless(answered: Answered, now: Any) -> Any:
            return complement._with(now, {(detail, row) for detail, row, _ in answered.sensitive})

        monkeypatch.setattr(suppression, "guard", careless)
    elif leak == "too few are counted together":
        drawn, count = [("a", MIXED)] + [("c", MIXED)] * 3 + [("b", MIXED)] * 3, ("kind", "a", None, 0)
        monkeypatch.setattr(suppression, "_enough", lambda pool, cases, smallest: True)
    else:
        drawn, count, gate = [("a", MIXED)] * 6, ("kind", "a", None, 0), ("kind", "a")
    details = {"kind": ("a", "b", "c")}
    some = [((kind,), answers) for kind, answers in drawn]
    found = material(library, details, some, threshold=2, gate=gate, careless=gate is not None)
    who = learned(found, details, [count], 2, gate)
    if leak == "too few are counted together":
        # The category that has the one case stays open, since empty ones are counted with it; that there is one is told.
        assert who.may_be[count] == {0, 1}
    else:
        assert who.may_be[count] == {truth(found, count)}
        assert count in worked_out(found, details, gate)


# --- what is told to whom --------------------------------------------------------------------------------------------


EIGHT = [(("a", "f"), MIXED)] * 3 + [(("b", "m"), MIXED)] * 3 + [(("c", None), YES)] + [(("b", "f"), NO)]


def groups(found: Material) -> Section:
    return part(graded(found), "groups")


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_page_and_a_text_tell_the_same(audience: Audience, library: Library) -> None:
    report = graded(material(library, BOTH, EIGHT, threshold=3, audience=audience))
    page, text = of_html(render(report, "html", ()).decode()), of_markdown(render(report, "md", ()).decode())
    assert page.broken_down(BOTH) == text.broken_down(BOTH)
    assert (page.keys(), page.cases) == (text.keys(), text.cases)
    assert page.numbers() == text.numbers() != set()


@pytest.mark.parametrize("audience", AUDIENCES)
def test_pictures_of_groups_say_no_number_that_their_table_does_not(audience: Audience, library: Library) -> None:
    found = material(library, BOTH, EIGHT, threshold=3, audience=audience)
    told = markdown(found).numbers() | {"0", "100"}
    drawn = [block for section in groups(found).walk() for block in section.blocks if isinstance(block, Figure)]
    assert drawn
    for figure in drawn:
        for svg in (figure.svg, figure.print_svg):
            words_ = html.unescape(" ".join(re.findall(r">([^<]+)<", svg)))
            assert set(re.findall(r"\d+", words_)) <= told
        assert set(re.findall(r"\d+", said((figure.alternative, figure.caption)))) <= told
        assert re.match(r"(kind|sex): Domain D\. Each bar", said(figure.caption))


def test_the_team_is_told_every_count_and_what_others_are_not_told(library: Library) -> None:
    found = material(library, BOTH, EIGHT, threshold=3, audience="team")
    told = markdown(found).broken_down(BOTH)
    assert [[row.cases for row in one.rows] for one in told] == [[3, 4, 1, 0], [4, 3, 1]]
    assert "[c]" not in said(groups(found))
    assert "small ones are held back" in said(groups(found))


@pytest.mark.parametrize("audience", ["yot", "public"])
def test_others_are_told_why_a_count_is_held_back_and_never_how_many(audience: Audience, library: Library) -> None:
    found = material(library, BOTH, EIGHT, threshold=3, audience=audience)
    words_ = said(groups(found))
    assert "Groups of fewer than 3 cases are counted together with others" in words_
    assert "small ones are held back" not in words_
    one = markdown(found).broken_down(BOTH)[0]
    assert [row.category for row in one.rows if row.cases is None] == ["a", "c", "not_recorded"]


def test_where_nothing_may_be_shown_one_sentence_says_so(library: Library) -> None:
    found = material(library, KINDS, [(("a",), MIXED)] * 6, threshold=3)
    assert [type(block) for block in groups(found).blocks] == [Paragraph]
    assert "Nothing is shown by groups of cases" in said(groups(found))
    # The team sees that all are of one kind.
    assert len(groups(material(library, KINDS, [(("a",), MIXED)] * 6, threshold=3, audience="team")).blocks) > 1


def test_a_detail_of_which_nothing_may_be_shown_is_named_and_no_more(library: Library) -> None:
    cases_ = [((kind, "f"), MIXED) for kind in "aaabbb"]
    words_ = said(groups(material(library, BOTH, cases_, threshold=3)))
    assert "Not shown, since no count could be shown without giving others away: sex." in words_
    assert "group-sex" not in [one.id for one in groups(material(library, BOTH, cases_, threshold=3)).walk()]


def test_bars_are_drawn_from_cases_and_not_from_their_judgements(library: Library) -> None:
    """One case has several judgements: a framework says from how many cases anything may be drawn."""
    for draw_from, drawn in ((3, True), (4, False)):
        found = material(library, KINDS, [(("a",), MIXED)] * 3 + [(("b",), MIXED)] * 3, threshold=1, draw_from=draw_from, audience="team")  # fmt: skip
        figure = next(block for one in groups(found).walk() for block in one.blocks if isinstance(block, Figure))
        # That of all cases is drawn from six.
        assert ("too few to draw" in figure.svg) is not drawn


def test_whether_a_bar_is_drawn_tells_others_nothing_more(library: Library) -> None:
    found = material(library, KINDS, [(("a",), MIXED)] * 3 + [(("b",), MIXED)] * 3, threshold=1, draw_from=4)
    assert "Nothing is shown by groups of cases" in said(groups(found))


def test_without_cases_or_details_nothing_is_said_of_groups(library: Library, root: Path) -> None:
    found = material(library, {}, [((), MIXED)] * 6, threshold=2)
    assert graded(found).section("groups") is None
    assert published(library, root / "examples" / "exampleshire-2021", "public").section("groups") is None


# --- questions that only some are asked ------------------------------------------------------------------------------


def test_only_the_public_is_not_told_of_questions_that_some_children_alone_are_asked(library: Library) -> None:
    drawn = [(("a",), MIXED)] * 5 + [(("b",), MIXED)] * 3
    for audience, told in (("team", 5), ("yot", 5), ("public", 0)):
        found = material(library, KINDS, drawn, threshold=2, gate=("kind", "a"), audience=audience)  # type: ignore[arg-type]
        assert markdown(found).gated() == told
        assert (GATED in said(summary(found))) is bool(told)


# --- the examples ----------------------------------------------------------------------------------------------------


def published(library: Library, folder: Path, audience: Audience, language: str = "en", make: Any = graded) -> Report:
    rated = rate_inspection(folder / "inspection.yaml", library)
    assert rated.rating is not None
    view = report_view(
        rated.rating, framework_digest="f", inspection_digest="i", record_digest="r", names=library.names(),
        language=language, public=audience == "public",
    )  # fmt: skip
    made: Report = make(Material(rated.rating, view, audience, broken_down=rated.broken_down))
    return made


def test_the_graded_example_shows_groups_and_holds_some_back(library: Library, root: Path) -> None:
    report = published(library, root / "examples" / "exampleshire-2019", "public")
    table = next(block for block in part(report, "group-order").blocks if isinstance(block, Table))
    assert [[said(cell) for cell in row.cells[1:]] for row in table.rows] == [
        ["12", "101 of 124, 81%"], ["13", "100 of 155, 65%"], ["7", "62 of 77, 81%"], ["32", "263 of 356, 74%"],
    ]  # fmt: skip
    names = said(table.rows[2].cells[0])
    assert "Reparation order" in names
    assert "Section 226 detention" in names
    assert "For the inspection team alone" in said(part(report, "groups"))
    team = part(published(library, root / "examples" / "exampleshire-2019", "team"), "groups")
    assert [one.id for one in team.walk()][1:] == ["group-order", "group-sex", "group-ethnicity", "group-looked_after", "group-roh_level"]  # fmt: skip


@pytest.mark.few(2)
@pytest.mark.parametrize("make", [graded, joint, summary])
def test_groups_stand_in_the_reports_that_are_read_for_them(make: Any, library: Library, root: Path) -> None:
    report = published(library, root / "examples" / "exampleshire-2019", "public", "cy", make)
    section = report.section("groups")
    assert (section is not None) is (make is not summary)
    assert section is None or said(section.heading) == "Yr achosion, fesul grŵp"
