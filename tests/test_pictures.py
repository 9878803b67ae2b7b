"""Pictures for reports show the figures they were given and no others, whatever those are, to whoever looks at them."""

from __future__ import annotations

import itertools
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT
from yotinspect.catalogue import Passage
from yotinspect.reports.pictures.change import Change, Moved, change
from yotinspect.reports.pictures.colours import contrast, on, seen
from yotinspect.reports.pictures.drawing import NARROW, WIDE
from yotinspect.reports.pictures.intervals import intervals
from yotinspect.reports.pictures.judgements import Judged, Judgements, judgements
from yotinspect.reports.pictures.lettering import clean, escaped, wide, wrapped
from yotinspect.reports.pictures.picture import Band, Interval, Level, Picture, Sheet
from yotinspect.reports.pictures.profile import Profile, Standing, profile
from yotinspect.reports.pictures.published import Among, published
from yotinspect.reports.pictures.questions import Asked, Questions, questions
from yotinspect.reports.pictures.scores import Scores, scores
from yotinspect.reports.pictures.spread import Kind, Spread, spread

POOR, SOME, GOOD, BEST = LEVELS = (
    Level("Inadequate", "▼", "#9c1c28"),
    Level("Requires improvement", "◆", "#8a5a00"),
    Level("Good", "●", "#1d6b43"),
    Level("Outstanding", "★", "#1f4e9c"),
)
BANDS = tuple(Band(level, Fraction(start)) for level, start in zip(LEVELS, (0, 50, 65, 80), strict=True))
SHEET = Sheet("p1", "en", 5)
CONCRETE = replace(SHEET, concrete=True)
SURE = Interval(Fraction(100, 3), Fraction(650, 7), Fraction(95))
JUDGED = Judgements(
    "2.1 Assessment",
    (
        ("", (Judged("Desistance", 31, 8, 3, GOOD, SURE), Judged("Safety of the child", 0, 12, 0, POOR))),
        ("Out of court", (Judged("Safety of other people", 2, 1), Judged("Nothing", 0, 0, 9))),
    ),
    BANDS,
)
SPREAD = Spread(
    "Desistance", "Order", (Kind("Referral order", 9, 6), Kind("Detention", None, None), Kind("Caution", 12, None))
)
PROFILE = Profile(
    "Standard",
    "Standards",
    LEVELS,
    (
        ("Organisational delivery", (Standing("1.1", "Governance", GOOD), Standing("1.2", "Staff", None))),
        ("Court disposals", (Standing("2.1", "Assessment", POOR), Standing("2.2", "Planning", BEST))),
    ),
)
CHANGE = Change(
    "Standard",
    "Standards",
    "Exampleshire 2016",
    LEVELS,
    (
        ("One", (Moved("1.1", "Better", POOR, GOOD), Moved("1.2", "Worse", BEST, SOME), Moved("1.3", "Same", GOOD, GOOD))),
        ("Two", (Moved("2.1", "New", None, GOOD, True), Moved("2.2", "Gone", GOOD, None), Moved("2.3", "Now", None, POOR))),
    ),
)  # fmt: skip
QUESTIONS = Questions("Strengths", (Asked("R-A1", "Was it so?", 3, 1, 7), Asked("R-A2", "Was it that?", 20, 20)))
SCORES = Scores(
    "Exampleshire", 23, 36, tuple(zip(LEVELS, (0, 7, 19, 31), (6, 18, 30, 36), strict=True)),
    ((3, 1), (23, 2), (29, 5), (36, 1)), "Published, 2021 to 2025.",
)  # fmt: skip
AMONG = Among("Published, 2018 to 2022", 108, ((BEST, 12), (GOOD, 55), (SOME, None), (POOR, 0)), "Exampleshire", GOOD)

DRAWN: dict[str, Callable[[Sheet], Picture | None]] = {
    "profile": lambda sheet: profile(PROFILE, sheet),
    "judgements": lambda sheet: judgements(JUDGED, sheet),
    "questions": lambda sheet: questions(QUESTIONS, sheet),
    "spread": lambda sheet: spread(SPREAD, sheet),
    "change": lambda sheet: change(CHANGE, sheet),
    "scores": lambda sheet: scores(SCORES, sheet),
    "published": lambda sheet: published(AMONG, sheet),
    "intervals": lambda sheet: intervals(JUDGED, sheet),
}
every = pytest.mark.parametrize("name", DRAWN)


def made(picture: Picture | None) -> Picture:
    assert picture is not None
    return picture


class Shape:
    """An element of a drawing, with its attributes as numbers where they are some."""

    def __init__(self, element: ElementTree.Element) -> None:
        self.kind = element.tag.removeprefix("{http://www.w3.org/2000/svg}")
        self.at, self.text = element.attrib, element.text or ""
        self.part = element.get("class", "")

    def __getitem__(self, name: str) -> float:
        return float(self.at[name])


def drawings(picture: Picture) -> list[list[Shape]]:
    """The shapes of each drawing of a picture, the wide one first."""
    roots = list(ElementTree.fromstring(f"<all>{picture.svg}</all>"))
    return [[Shape(element) for element in root.iter()] for root in roots]


def some(shapes: list[Shape], kind: str, part: str) -> list[Shape]:
    return [shape for shape in shapes if (shape.kind, shape.part) == (kind, part)]


def said(shapes: list[Shape]) -> str:
    return " ".join(shape.text for shape in shapes if shape.kind == "text")


def bars(shapes: list[Shape], part: str) -> list[tuple[Shape, Shape | None]]:
    """Each bar with the solid part that stands on it; signs of a legend, which are narrow, left out."""
    tracks = [shape for shape in some(shapes, "rect", "open") if shape["width"] > 40]
    solids = {shape["y"]: shape for shape in shapes if shape.kind == "rect" and shape.part == part}
    return [(track, solids.get(track["y"])) for track in tracks]


# --- what is drawn is what was counted --------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), min_size=1, max_size=6), st.integers(0, 9))
def test_bars_are_as_long_as_their_percentage(counts: list[tuple[int, int]], draw_from: int) -> None:
    data = Questions("x", tuple(Asked(f"Q{n}", "Was it?", yes, no) for n, (yes, no) in enumerate(counts)))
    picture = questions(data, replace(SHEET, draw_from=draw_from))
    enough = [(yes, yes + no) for yes, no in counts if yes + no >= max(1, draw_from)]
    assert (picture is None) == (not enough)
    for shapes in drawings(picture) if picture else ():
        found = bars(shapes, "soft")
        assert len(found) == len(enough)
        for (track, solid), (yes, base) in zip(found, enough, strict=True):
            assert solid is None if yes == 0 else solid is not None
            if solid is not None:
                assert solid["x"] == track["x"]
                assert abs(solid["width"] / track["width"] - yes / base) < 0.0002
        # The others say so, with a bar that is the same for all of them.
        missing = [shape for shape in some(shapes, "rect", "none") if shape["width"] > 40]
        assert len(missing) == len(counts) - len(enough)


def test_judgements_have_lines_where_bands_begin_an_interval_and_words() -> None:
    for shapes in drawings(made(judgements(JUDGED, SHEET))):
        (track, solid), (_none, without) = bars(shapes, "level")
        assert solid is not None
        assert without is None
        assert solid.at["fill"] == GOOD.colour
        assert abs(solid["width"] / track["width"] - 31 / 39) < 0.0002
        lines = sorted({shape["x1"] for shape in some(shapes, "line", "line") if shape["x1"] > 40})
        expected = [track["x"] + track["width"] * start / 100 for start in (50, 65, 80)]
        assert all(any(abs(line - one) < 0.02 for line in lines) for one in expected)
        ends = re.match(r"M([\d.]+) [\d.]+H([\d.]+)", some(shapes, "path", "strong")[0].at["d"])
        assert ends is not None
        low, high = (100 * (float(end) - track["x"]) / track["width"] for end in ends.groups())
        assert abs(low - 100 / 3) < 0.01
        assert abs(high - 650 / 7) < 0.01
        words = said(shapes)
        for text in ("31 of 39, 79%", "0 of 12, 0%", "not applicable: 3", "2 of 3, 67%", "too few to draw", "0 of 0"):
            assert text in words, text
        assert "33% to 93%" in words


def test_intervals_have_a_mark_at_the_percentage_and_ends_at_the_bounds() -> None:
    picture = made(intervals(JUDGED, SHEET))
    assert [row[0] for row in picture.table.rows] == ["Desistance"], "only those whose interval is known"
    for shapes in drawings(picture):
        lane, mark = some(shapes, "line", "faint")[0], some(shapes, "circle", "level")[0]
        left, width = lane["x1"], lane["x2"] - lane["x1"]
        assert abs((mark["cx"] - left) / width - 31 / 39) < 0.0002
        ends = re.match(r"M([\d.]+) [\d.]+H([\d.]+)", some(shapes, "path", "strong")[0].at["d"])
        assert ends is not None
        assert [round(100 * (float(end) - left) / width, 1) for end in ends.groups()] == [33.3, 92.9]


def columns(shapes: list[Shape]) -> list[float]:
    """Middles of the columns of levels, from every place that is marked in any row."""
    marks = [shape["cx"] for shape in some(shapes, "circle", "soft")]
    marks += [shape["x"] + shape["width"] / 2 for shape in cells(shapes)]
    found: list[float] = []
    for x in sorted(marks):
        if not found or x - found[-1] > 1:
            found.append(x)
    return found


def cells(shapes: list[Shape]) -> list[Shape]:
    """The places that were reached; those of a legend are lower than 20."""
    return [shape for shape in some(shapes, "rect", "level") if shape["height"] == 20]


def column(shapes: list[Shape], x: float) -> int:
    return min(range(4), key=lambda n: abs(columns(shapes)[n] - x))


def test_a_profile_marks_the_column_of_each_level_and_shows_what_is_not_rated() -> None:
    for shapes in drawings(made(profile(PROFILE, SHEET))):
        across = some(shapes, "rect", "none")[0]
        expected = [across["x"] + across["width"] * (n + 0.5) / 4 for n in range(4)]
        assert all(abs(one - other) < 2 for one, other in zip(columns(shapes), expected, strict=True))
        assert [column(shapes, cell["x"] + cell["width"] / 2) for cell in cells(shapes)] == [2, 0, 3]
        assert [cell.at["fill"] for cell in cells(shapes)] == [GOOD.colour, POOR.colour, BEST.colour]
        assert len(some(shapes, "rect", "none")) == 1
        assert said(shapes).count("Not rated") == 1
        # Word, shape and colour: in its row and in the legend.
        for level in (GOOD, POOR, BEST):
            assert said(shapes).count(level.word) >= 2
            assert {s.at["fill"] for s in some(shapes, "text", "level") if s.text == level.symbol} >= {level.colour}


def test_a_change_leads_from_where_each_standard_was_to_where_it_is() -> None:
    for shapes in drawings(made(change(CHANGE, SHEET))):
        assert [column(shapes, cell["x"] + cell["width"] / 2) for cell in cells(shapes)] == [2, 1, 2, 2, 0]
        rings = some(shapes, "circle", "strong")[:-1]  # the last is that of the legend
        assert [column(shapes, ring["cx"]) for ring in rings] == [0, 3, 2], "what stayed has no ring"
        arrows = [shape.at["points"].split() for shape in some(shapes, "polygon", "ink")]
        tips = [(float(tip.split(",")[0]), float(neck.split(",")[0])) for tip, neck, _other in arrows]
        assert [tip > neck for tip, neck in tips] == [True, False], "better leads to the right, worse to the left"
        for words in ("Good; before: Inadequate", "Good, as before", "Not rated; before: Good", "no part of it before"):
            assert words in said(shapes), words


def test_a_level_before_that_this_framework_does_not_have_is_said_and_not_placed() -> None:
    other = Level("Ineffective", "x", "#000000")
    data = replace(CHANGE, domains=(("", (Moved("1", "A", other, GOOD), Moved("2", "B", GOOD, BEST))),))
    for shapes in drawings(made(change(data, SHEET))):
        assert "Good; before: Ineffective" in said(shapes)
        assert len(some(shapes, "circle", "strong")) == 2, "one ring, and that of the legend"


def test_columns_of_scores_are_as_tall_as_they_are_many_and_the_own_one_is_marked() -> None:
    for shapes, width in zip(drawings(made(scores(SCORES, SHEET))), (WIDE, NARROW), strict=True):
        found = some(shapes, "rect", "soft")
        tall = [shape["height"] for shape in found]
        assert [round(height / tall[2] * 5, 2) for height in tall] == [1, 2, 5, 1]
        middles = [(shape["x"] + shape["width"] / 2) * 37 / width for shape in found]
        assert [round(middle - 0.5, 1) for middle in middles] == [3, 23, 29, 36]
        tip = some(shapes, "polygon", "ink")[0].at["points"].split()[2].split(",")[0]
        assert abs(float(tip) - 23.5 * width / 37) < 0.01
        assert "Exampleshire: 23 of 36" in said(shapes)
        bounds = [round(shape["x1"] * 37 / width, 2) for shape in some(shapes, "line", "line")]
        assert bounds == [7, 19, 31]
        assert all(level.word in said(shapes) for level in LEVELS)


def test_the_table_of_scores_has_them_by_band_and_one_by_one() -> None:
    table = made(scores(SCORES, SHEET)).table
    assert table.head == ("Overall rating", "Points", "Services", "Each score (services)")
    assert [row[1:] for row in table.rows] == [
        ("0–6", "1 of 9, 11%", "3 (1)"),
        ("7–18", "0 of 9, 0%", "–"),
        ("19–30", "7 of 9, 78%", "23 (2), 29 (5)"),
        ("31–36", "1 of 9, 11%", "36 (1)"),
    ]


def test_published_ratings_are_drawn_as_shares_and_what_was_not_seen_is_not() -> None:
    for shapes in drawings(made(published(AMONG, SHEET))):
        found = bars(shapes, "level")
        assert [None if solid is None else round(solid["width"] / track["width"], 3) for track, solid in found] == [
            0.111,
            0.509,
            None,
        ]
        assert len([s for s in some(shapes, "rect", "none") if s["width"] > 40]) == 1
        for words in ("12 of 108, 11%", "55 of 108, 51%", "0 of 108, 0%", "not seen", "Exampleshire is here"):
            assert words in said(shapes), words


# --- what must not be seen --------------------------------------------------------------------------------------------


def test_what_is_held_back_looks_the_same_whatever_it_is() -> None:
    picture = made(spread(SPREAD, SHEET))
    for shapes in drawings(picture):
        tracks = [track for track, _solid in bars(shapes, "soft")]
        assert [round(track["width"], 2) for track in tracks] == [tracks[0]["width"]] * 3
        assert [solid is not None for _track, solid in bars(shapes, "soft")] == [True, False, False]
        hatches = [shape.at["d"] for shape in some(shapes, "path", "line")][:2]
        first, second = ([part.split()[0] for part in re.split("[ML]", d) if part] for d in hatches)
        assert first == second
        assert "[c] held back" in said(shapes)
    assert picture.table.rows == (("Referral order", "9", "6"), ("Detention", "[c]", "[c]"), ("Caution", "12", "[c]"))
    assert "Detention: [c]" in picture.description
    assert "[c]" in picture.caption


@given(st.integers(0, 400), st.integers(0, 400))
def test_no_length_and_no_sum_tells_what_is_held_back(yes: int, no: int) -> None:
    # All that a picture can know of the second kind is that there is one: neither share nor base comes in.
    kinds = (Kind("A", yes, no), Kind("B", None, no), Kind("C", yes, None))
    picture = spread(replace(SPREAD, kinds=kinds), replace(SHEET, draw_from=1))
    assert (picture is None) == (yes + no == 0)
    alone = spread(replace(SPREAD, kinds=(kinds[0], Kind("B", None, None))), replace(SHEET, draw_from=1))
    for shapes in drawings(picture) + drawings(made(alone)) if picture else ():
        solids = [solid for _track, solid in bars(shapes, "soft")][1:]
        assert solids == [None] * len(solids)


@pytest.mark.parametrize("draw_from", [1, 5, 16, 40, 41])
def test_nothing_is_drawn_from_fewer_cases_than_may_be(draw_from: int) -> None:
    sheet = replace(SHEET, draw_from=draw_from)
    assert (judgements(JUDGED, sheet) is None) == (draw_from > 39)
    assert (intervals(JUDGED, sheet) is None) == (draw_from > 39)
    assert (questions(QUESTIONS, sheet) is None) == (draw_from > 40)
    assert (spread(SPREAD, sheet) is None) == (draw_from > 15)
    many = tuple(replace(kind, cases=4) for kind in SPREAD.kinds)
    assert (spread(replace(SPREAD, kinds=many), sheet) is None) == (draw_from > 4)
    assert (profile(replace(PROFILE, cases=16), sheet) is None) == (draw_from > 16)
    assert (change(replace(CHANGE, cases=16), sheet) is None) == (draw_from > 16)


def test_nothing_is_drawn_of_nothing() -> None:
    sheet = replace(SHEET, draw_from=0)
    nothing = Judgements("x", (("", (Judged("A", 0, 0, 3, None, SURE),)),), BANDS)
    assert judgements(nothing, sheet) is None
    assert intervals(nothing, sheet) is None
    assert judgements(replace(nothing, groups=()), sheet) is None
    assert questions(Questions("x", ()), sheet) is None
    assert questions(Questions("x", (Asked("A", "?", 0, 0),)), sheet) is None
    assert spread(replace(SPREAD, kinds=(Kind("A", 0, 0), Kind("B", None, None))), sheet) is None
    assert profile(replace(PROFILE, domains=(("x", ()),)), sheet) is None
    assert profile(replace(PROFILE, levels=()), sheet) is None
    assert change(replace(CHANGE, domains=(("x", (Moved("1", "A", None, GOOD),)),)), sheet) is None
    assert scores(replace(SCORES, published=((3, 0),)), sheet) is None
    assert published(replace(AMONG, levels=((BEST, None),)), sheet) is None
    assert published(replace(AMONG, services=0, levels=((BEST, 0),)), sheet) is None


# --- how it stands on a page ------------------------------------------------------------------------------------------


@every
@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("concrete", [False, True])
def test_each_drawing_is_named_under_ids_of_its_own(name: str, language: str, concrete: bool) -> None:
    picture = made(DRAWN[name](Sheet("here", language, 5, concrete)))
    roots = list(ElementTree.fromstring(f"<all>{picture.svg}</all>"))
    assert len(roots) == (1 if concrete else 2)
    ids = [element.attrib["id"] for root in roots for element in root.iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids)) == 2 * len(roots)
    for root in roots:
        assert root.get("role") == "img"
        assert root.get("lang") == language
        named = {element.get("id"): element.text for element in root.iter() if "id" in element.attrib}
        pointed = [named[one] for one in root.attrib["aria-labelledby"].split()]
        assert pointed == [clean(picture.title), clean(picture.description)]
        assert root.attrib["viewBox"] == f"0 0 {root.get('width')} {root.get('height')}"
    assert [root.get("display") for root in roots] == [None, "none"][: len(roots)], "without a style one of them shows"
    assert (picture.width, picture.height) == (int(roots[0].attrib["width"]), int(roots[0].attrib["height"]))
    assert all(len(row) == len(picture.table.head) for row in picture.table.rows)
    assert picture.caption


@every
def test_the_same_input_gives_the_same_bytes_without_noise(name: str) -> None:
    first, second = made(DRAWN[name](SHEET)), made(DRAWN[name](SHEET))
    assert first == second
    for number in re.findall(r"(?<=[\" MHVL,])-?\d+\.\d+|e-?\d+(?=[\" ])", re.sub(">[^<]*<", "><", first.svg)):
        assert re.fullmatch(r"-?\d+\.\d{1,2}", number), number


@every
def test_a_narrow_picture_says_what_the_wide_one_says(name: str) -> None:
    """Rows break where there is room, so that words compare and rows do not."""
    wide, narrow = ({*said(shapes).split()} for shapes in drawings(made(DRAWN[name](SHEET))))
    assert wide == narrow


@every
def test_a_concrete_drawing_needs_no_style(name: str) -> None:
    svg = made(DRAWN[name](CONCRETE)).svg
    assert not re.search(r"class=|style=|var\(|<style|url\(|href", svg)
    for element in ElementTree.fromstring(svg).iter():
        kind = element.tag.removeprefix("{http://www.w3.org/2000/svg}")
        if kind not in ("svg", "title", "desc"):
            assert re.fullmatch(r"#[0-9a-f]{6}|none", element.get("stroke" if kind == "line" else "fill", "")), kind


def test_a_document_in_pdf_holds_every_concrete_drawing() -> None:
    typst = pytest.importorskip("typst")
    files = {f"{name}.svg": made(draw(CONCRETE)).svg.encode() for name, draw in DRAWN.items()}
    page = '#set document(title: "x")\n' + "".join(f'#image("{name}", alt: "x")\n' for name in files)
    found = typst.compile(
        {"main.typ": page.encode(), **files}, format="pdf", ignore_system_fonts=True, pdf_standards=["ua-1"]
    )
    assert found.startswith(b"%PDF")


# --- words ------------------------------------------------------------------------------------------------------------

PAYLOADS = (
    "</text><script>alert(1)</script>", "\"' onload=\"alert(1)", "a\x00b\x1b[31mc", "\ud800lone", "<![CDATA[", "-->",
    "&amp;&lt;&#0;", "\u202egnihtemos", "{of}", "%s", "\n\n\t", "", "\ufffe",
)  # fmt: skip
TEXTS = st.text(st.characters(), max_size=60)
KINDS = {"svg", "title", "desc", "text", "rect", "line", "path", "circle", "polygon"}


def laden(words: str) -> Iterator[Picture]:
    """Every picture with these words in all of its places."""
    levels = tuple(replace(level, word=words, symbol=words[:4], colour=level.colour) for level in LEVELS)
    bands = tuple(replace(band, level=level) for band, level in zip(BANDS, levels, strict=True))
    one = Judged(words, 31, 8, 3, levels[2], SURE, words, words)
    sheet = Sheet(words, "en", 5)
    yield made(judgements(Judgements(words, ((words, (one, one)),), bands), sheet))
    yield made(intervals(Judgements(words, ((words, (one,)),), bands), sheet))
    yield made(questions(Questions(words, (Asked(words, words, 9, 9, 9),)), sheet))
    yield made(spread(Spread(words, words, (Kind(words, 9, 9), Kind(words, None, 9))), sheet))
    standing = Standing(words, words, levels[1])
    yield made(profile(Profile(words, words, levels, ((words, (standing, replace(standing, level=None))),)), sheet))
    moved = Moved(words, words, levels[0], levels[3])
    yield made(change(Change(words, words, words, levels, ((words, (moved,)),)), sheet))
    bounds = zip(levels, (0, 7, 19, 31), (6, 18, 30, 36), strict=True)
    yield made(scores(replace(SCORES, of=words, bands=tuple(bounds), source=words), sheet))
    yield made(published(Among(words, 9, tuple((level, 3) for level in levels), words, levels[0]), sheet))


@pytest.mark.parametrize("words", PAYLOADS)
def test_words_are_only_ever_words(words: str) -> None:
    shows_words_alone(words)


@settings(max_examples=20)
@given(TEXTS)
def test_any_words_are_only_ever_words(words: str) -> None:
    shows_words_alone(words)


def shows_words_alone(words: str) -> None:
    for picture in laden(words):
        root = ElementTree.fromstring(f"<all>{picture.svg}</all>")
        for element in root.iter():
            assert element is root or element.tag.removeprefix("{http://www.w3.org/2000/svg}") in KINDS
            assert not any(name.startswith("on") for name in element.attrib)
        for text in (picture.svg, picture.title, picture.description, picture.caption, *picture.table.head):
            text.encode()
            assert not re.search("[\x00-\x08\x1b\u202a-\u202e]", text)
        assert all(cell == clean(cell) for row in picture.table.rows for cell in row)


@given(TEXTS | st.sampled_from(PAYLOADS), st.floats(20, 300))
def test_words_are_broken_and_never_lost(words: str, room: float) -> None:
    rows = wrapped(words, room, 13)
    assert "".join("".join(rows).split()) == "".join(words.split())
    assert all(wide(row, 13) <= room + 0.1 or len(row) == 1 or wide(row[:1], 13) > room or _marks(row) for row in rows)
    assert ElementTree.fromstring(f'<a b="{escaped(words)}">{escaped(words)}</a>').text in (clean(words), None)


def _marks(row: str) -> bool:
    return any(wide(letter, 13) == 0 for letter in row)


def boxes(shapes: list[Shape]) -> list[tuple[float, float, float, float, str]]:
    """Where each text may stand at most: left, top, right, bottom."""
    found = []
    for shape in shapes:
        if shape.kind == "text":
            size = shape["font-size"]
            long = wide(shape.text, size, bold="font-weight" in shape.at)
            left = shape["x"] - {"middle": long / 2, "end": long}.get(shape.at.get("text-anchor", ""), 0)
            found.append((left, shape["y"] - 0.75 * size, left + long, shape["y"] + 0.2 * size, shape.text))
    return found


WELSH = "Gwasanaethau gorchymyn adsefydlu ieuenctid a goruchwyliaeth ddwys"
LONG = (WELSH, "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", "Da", "W" * 60)


@pytest.mark.few(5)
@pytest.mark.parametrize("words", LONG)
@pytest.mark.parametrize("rows", [1, 40])
@pytest.mark.parametrize("language", ["en", "cy"])
def test_long_words_and_many_rows_stay_inside_and_apart(words: str, rows: int, language: str) -> None:
    sheet = Sheet("x", language, 1)
    levels = tuple(replace(level, word=f"{words} {n}"[-60:]) for n, level in enumerate(LEVELS))
    bands = tuple(replace(band, level=level) for band, level in zip(BANDS, levels, strict=True))
    judged = tuple(Judged(words, n, 400 - n, n, levels[n % 4], SURE, words, words) for n in range(rows))
    drawn = [
        judgements(Judgements(words, ((words, judged),), bands), sheet),
        intervals(Judgements(words, ((words, judged),), bands), sheet),
        questions(Questions(words, tuple(Asked("R-A1", words, n + 1, 0, n) for n in range(rows))), sheet),
        spread(Spread(words, words, (*(Kind(words, n + 1, 1) for n in range(rows)), Kind(words, 1, None))), sheet),
        profile(Profile("x", "x", levels, ((words, (Standing("1.1", words, levels[1]),) * rows),)), sheet),
        change(Change("x", "x", "x", levels, ((words, (Moved("1", words, levels[0], levels[1]),) * rows),)), sheet),
        scores(replace(SCORES, of=words), sheet),
        published(Among(words, 9, tuple((level, 3) for level in levels), words, levels[0]), sheet),
    ]
    for picture in drawn:
        for shapes, width in zip(drawings(made(picture)), (WIDE, NARROW), strict=True):
            places = boxes(shapes)
            for left, top, right, bottom, text in places:
                assert left >= -0.02, text
                assert right <= width + 0.1, text
                assert top >= 0, text
                assert bottom <= shapes[0]["height"], text
            places.sort(key=lambda box: box[1])
            for n, one in enumerate(places):
                for other in itertools.takewhile(lambda box, one=one: box[1] < one[3], places[n + 1 :]):
                    assert one[2] <= other[0] + 0.1 or other[2] <= one[0] + 0.1, (one, other)
            assert min(shape["font-size"] for shape in shapes if shape.kind == "text") >= 12


def test_a_passage_in_another_language_is_marked_and_others_are_not() -> None:
    label = Passage("Diogelwch y plentyn", "cy")
    data = replace(QUESTIONS, questions=(Asked("R-A1", label, 9, 3), Asked("R-A2", Passage("It is", "en"), 9, 3)))
    for shapes in drawings(made(questions(data, SHEET))):
        marked = [shape for shape in shapes if shape.kind == "text" and "lang" in shape.at]
        assert " ".join(shape.text for shape in marked) == "R-A1 Diogelwch y plentyn"
        assert {shape.at["lang"] for shape in marked} == {"cy"}


# --- colours ----------------------------------------------------------------------------------------------------------


def variables(scheme: str) -> dict[str, str]:
    """The colours of the page in a scheme, from its style sheet."""
    css = (ROOT / "templates" / "report.css").read_text("utf-8")
    # Those of a reader's own colours are the reader's.
    roots = [block for block in re.findall(r":root \{([^}]*)\}", css) if "--paper: #" in block]
    light, dark, print_ = (dict(re.findall(r"--(\w+): (#\w+)", block)) for block in roots)
    found = light | {"light": {}, "dark": dark, "print": print_}[scheme]
    return {
        name: "#" + "".join(c * 2 for c in value[1:]) if len(value) == 4 else value for name, value in found.items()
    }


def grey(colour: str) -> str:
    """As a plain printer turns it: by the weights of television, not by luminance."""
    red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return "#" + f"{round(0.299 * red + 0.587 * green + 0.114 * blue):02x}" * 3


def shown(shape: Shape, scheme: str) -> dict[str, str]:
    """The fill and the stroke that a shape has on a page in a scheme: its own, or what the style sheet gives its class."""
    page, found = variables(scheme), {key: shape.at[key] for key in ("fill", "stroke") if key in shape.at}
    css = (ROOT / "templates" / "pictures.css").read_text("utf-8")
    for selectors, rules in re.findall(r"\n(\.picture \.[\w, .]+) \{ ([^}]*)\}", css.split("@media")[0]):
        if f".picture .{shape.part}" in selectors.split(", "):
            found |= {key: page[name] for key, name in re.findall(r"(fill|stroke): var\(--(\w+)\)", rules)}
    if shape.part == "level" and scheme == "dark":
        assert ".picture .level { fill: var(--in-dark); }" in css
        found["fill"] = shape.at["style"].removeprefix("--in-dark:")
    return {key: value for key, value in found.items() if value != "none"}


@every
@pytest.mark.parametrize("scheme", ["light", "dark", "print", "grey"])
def test_words_shapes_and_neighbours_can_be_told_apart(name: str, scheme: str) -> None:
    seen_as: Callable[[str], str] = grey if scheme == "grey" else str
    base = "light" if scheme == "grey" else scheme
    paper = seen_as(variables(base)["paper"])
    for shapes in drawings(made(DRAWN[name](SHEET))):
        solids = [shape for shape in shapes if shape.kind == "rect" and shape.part in ("level", "soft")]
        for shape in shapes[1:]:
            colours = {key: seen_as(value) for key, value in shown(shape, base).items()}
            if shape.kind == "text":
                under = [
                    seen_as(shown(one, base)["fill"]) for one in solids
                    if one["x"] < shape["x"] < one["x"] + one["width"] and one["y"] < shape["y"] < one["y"] + one["height"]
                ]  # fmt: skip
                assert contrast(colours["fill"], under[-1] if under else paper) >= 4.5, shape.text
            elif shape.part in ("level", "soft", "ink"):
                # A solid part lies beside an open one, which is paper.
                assert contrast(colours["fill"], paper) >= 3
            elif shape.part in ("open", "none", "line", "strong"):
                assert contrast(colours["stroke"], paper) >= 3
                assert contrast(colours.get("fill", paper), paper) == 1
            else:
                assert shape.part in ("halo", "faint", ""), shape.part
        # No two solid parts touch: there is paper between them.
        for one, other in itertools.combinations(solids, 2):
            across = min(one["x"] + one["width"], other["x"] + other["width"]) - max(one["x"], other["x"])
            along = min(one["y"] + one["height"], other["y"] + other["height"]) - max(one["y"], other["y"])
            assert across <= -0.9 or along <= -3, (one.at, other.at)


@given(st.integers(0, 0xFFFFFF))
def test_any_colour_of_a_framework_is_made_readable_on_either_paper(value: int) -> None:
    colour = f"#{value:06x}"
    for paper in ("#ffffff", "#14181c"):
        found = seen(colour, paper)
        assert contrast(found, paper) >= 4.5
        assert contrast(on(found), found) >= 4.5
        assert found == colour or contrast(colour, paper) < 4.5


# --- in a real browser ------------------------------------------------------------------------------------------------

MEASURE = """<script>
const found = [];
for (const svg of document.querySelectorAll('svg.picture')) {
  if (getComputedStyle(svg).display === 'none') continue;
  const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width, all = [];
  for (const text of svg.querySelectorAll('text')) {
    const box = text.getBBox(), size = parseFloat(getComputedStyle(text).fontSize) * scale;
    if (size < 12) found.push('small ' + text.textContent + ' ' + size);
    if (box.x < -1 || box.x + box.width > svg.viewBox.baseVal.width + 1) found.push('over ' + text.textContent);
    for (const [other, words] of all)
      if (box.x < other.x + other.width - 1 && other.x < box.x + box.width - 1 && box.y + 5 < other.y + other.height && other.y + 5 < box.y + box.height)
        found.push(words + ' on ' + text.textContent);
    all.push([box, text.textContent]);
  }
}
found.push('drawn ' + [...document.querySelectorAll('svg.picture')].filter(s => getComputedStyle(s).display !== 'none').length);
if (document.documentElement.scrollWidth > innerWidth) found.push('wide');
document.title = found.join('; ');
</script>"""


@pytest.mark.system
@pytest.mark.parametrize("width", [320, 500, 700, 1100])
def test_a_browser_shows_all_words_whole_and_large_enough(width: int, tmp_path: Path) -> None:
    from tests.test_browser import browse

    css = "".join((ROOT / "templates" / name).read_text("utf-8") for name in ("report.css", "pictures.css"))
    drawn = "".join(
        f'<figure class="pictured">{made(draw(Sheet(f"{name}-{language}", language, 5))).svg}</figure>'
        for language in ("en", "cy")
        for name, draw in DRAWN.items()
    )
    (tmp_path / "inner.html").write_text(
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><style>{css}</style></head><body>{drawn}{MEASURE}</body></html>",
        "utf-8",
    )
    frame = tmp_path / "frame.html"
    frame.write_text(
        f'<iframe src="inner.html" style="width:{width}px;height:900px;border:0" '
        "onload=\"document.title='[' + this.contentDocument.title + ']'\"></iframe>",
        "utf-8",
    )
    title = re.search(
        r"<title>\[(.*)\]</title>", browse(tmp_path, frame, "--allow-file-access-from-files", "--dump-dom")
    )
    assert title is not None
    assert title[1] == f"drawn {2 * len(DRAWN)}"
