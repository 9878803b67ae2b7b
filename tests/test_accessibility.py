"""Every page in the list in a real browser: WCAG 2.2 A and AA by axe-core, and what axe cannot see. For what axe is, see
https://github.com/dequelabs/axe-core; ``test_pages`` reads the same pages without a browser."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browsing import MODULES, contrast, missing, module
from tests.pages import Page, in_browser, made, parameters
from tests.tagged import Tagged

pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(not MODULES, reason="needs the packages of npm under YOTINSPECT_NODE_MODULES"),
]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: Colours, as far as the browser knows them: light, dark, and those that the reader chose for everything.
SCHEMES = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced": {"color_scheme": "dark", "forced_colors": "active"},
}
WIDTHS = (1100, 700, 320)
#: A window of 1280 pixels at 400% is 320 wide (WCAG 1.4.10).
NARROW = 320
#: WCAG 1.4.12: what a reader may ask for without losing anything.
SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
    " p { margin-bottom: 2em !important }"
)
MEASURE = (Path(__file__).parent / "measure.js").read_text("utf-8")


@pytest.fixture(scope="module", params=parameters(in_browser()))
def page(request: pytest.FixtureRequest) -> Page:
    found: Page = request.param
    return found


@pytest.fixture(scope="module")
def tab(browser: Any) -> Iterator[Any]:
    """A tab in which the tests' own scripts may run, whatever a page forbids itself."""
    context = browser.new_context(bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.fixture
def show(page: Page, tab: Any, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Any]:
    """The page afresh, at a width and in a scheme of colours."""
    path = tmp_path_factory.getbasetemp() / f"{page.name}.html"
    path.write_bytes(made(page))

    def shown(width: int = WIDTHS[0], scheme: str = "light", **media: str) -> Any:
        tab.set_viewport_size({"width": width, "height": 900})
        tab.emulate_media(**{"reduced_motion": "no-preference", "media": "screen"} | SCHEMES[scheme] | media)
        tab.goto(path.as_uri())
        tab.evaluate(MEASURE)
        return tab

    return shown


def faults(result: dict[str, Any]) -> list[str]:
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in result["violations"] for node in rule["nodes"]
    ]  # fmt: skip


def test_axe_finds_nothing_on_the_whole_page(show: Callable[..., Any]) -> None:
    tab = show()
    tab.evaluate(module("axe-core/axe.min.js").read_text("utf-8"))
    result = tab.evaluate("rules => axe.run({runOnly: rules, resultTypes: ['violations', 'incomplete']})", RULES)
    assert faults(result) == []
    # What axe leaves to people: text over a drawing, and signs that are no letters.
    assert {rule["id"] for rule in result["incomplete"]} <= {"color-contrast"}
    assert len(result["passes"]) > 10


def test_axe_finds_every_colour_strong_enough_in_the_dark_and_in_the_readers_own(show: Callable[..., Any]) -> None:
    tab = show(scheme="dark")
    tab.evaluate("measure.thin()")
    tab.evaluate(module("axe-core/axe.min.js").read_text("utf-8"))
    for scheme in ("dark", "forced"):
        tab.emulate_media(**SCHEMES[scheme])
        result = tab.evaluate("() => axe.run({runOnly: {type: 'rule', values: ['color-contrast']}})")
        assert faults(result) == [], scheme
        assert result["passes"], scheme


def test_at_no_width_does_text_run_over_the_edge_or_over_other_text_or_go_out_of_sight(
    show: Callable[..., Any],
) -> None:
    tab = show()
    words = tab.evaluate("() => [measure.words(), measure.heads()]")
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 900})
        assert tab.evaluate("measure.lost()") == [], width
        assert tab.evaluate("measure.overlaps()") == [], width
    assert sorted({*words[0]} - {*words[1], *tab.evaluate("measure.words()")}) == []


def test_with_more_room_between_letters_words_and_lines_nothing_is_lost(show: Callable[..., Any]) -> None:
    tab = show()
    words = tab.evaluate("() => [measure.words(), measure.heads()]")
    tab.add_style_tag(content=SPACING)
    for width in (WIDTHS[0], NARROW):
        tab.set_viewport_size({"width": width, "height": 900})
        assert tab.evaluate("measure.lost()") == [], width
        assert tab.evaluate("measure.overlaps()") == [], width
    assert sorted({*words[0]} - {*words[1], *tab.evaluate("measure.words()")}) == []


def test_a_narrow_table_is_still_a_table_for_whoever_hears_it(show: Callable[..., Any]) -> None:
    tab, counts = show(), []
    tab.evaluate("measure.thin()")
    devtools = tab.context.new_cdp_session(tab)
    node = devtools.send("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
    for width in (WIDTHS[0], NARROW):
        tab.set_viewport_size({"width": width, "height": 900})
        asked = [{"nodeId": node, "role": role} for role in ("table", "row", "columnheader", "rowheader", "cell")]
        counts.append([len(devtools.send("Accessibility.queryAXTree", one)["nodes"]) for one in asked])
    devtools.detach()
    assert counts[0] == counts[1]


def test_the_keyboard_reaches_everything_in_order_and_shows_where_it_is(show: Callable[..., Any]) -> None:
    for scheme in ("light", "dark"):
        tab = show(scheme=scheme)
        number = tab.evaluate("measure.focusable()")
        for place in range(number if scheme == "light" else min(number, 20)):
            tab.keyboard.press("Tab")
            focus = tab.evaluate("measure.focus()")
            assert focus["place"] == place, focus
            assert focus["seen"], focus
            assert focus["style"] in ("solid", "auto"), focus
            assert focus["width"] >= 2, focus
            assert contrast(focus["colour"], focus["behind"]) >= 3, focus


def test_nothing_moves_for_whoever_asks_for_rest(show: Callable[..., Any]) -> None:
    assert show(reduced_motion="reduce").evaluate("measure.moving()") == []


def test_printed_no_row_is_cut_no_heading_stands_alone_and_every_sheet_says_what_it_is(
    show: Callable[..., Any],
) -> None:
    from pypdfium2 import PdfDocument

    tab = show(media="print")
    audience = tab.evaluate("document.querySelector('.audience')?.textContent")
    place = tab.evaluate("document.title.match(/[(]([^()]+)[)]$/)?.[1]")
    data = tab.pdf(prefer_css_page_size=True, tagged=True)
    printed = Tagged(data)
    assert printed.cut("TR", "Figure", "Caption", "H1", "H2", "H3", "H4") == []
    headings = ("Caption", "H4", "H3", "H2", "H1")
    for number, part in enumerate(printed.parts):
        if part.kind in headings and part.sheets:
            after = next(
                (one for one in printed.parts[number + 1 :] if one.sheets and part.kind not in one.inside), part
            )
            # What has no text of its own, as a box to write in, is no part of the tree: after it comes a heading as high.
            if after.kind not in headings[headings.index(part.kind) :]:
                assert min(after.sheets) == max(part.sheets), (part.kind, part.sheets)
    sheets = [sheet.get_textpage().get_text_range() for sheet in PdfDocument(data)]
    for number, text in enumerate(sheets, 1):
        assert "".join((audience or place).split()) in "".join(text.split())
        assert re.search(rf"(?<!\d){number}\D+{len(sheets)}(?!\d)", text)


def test_the_nu_checker_finds_nothing(tmp_path: Path) -> None:
    for page in in_browser():
        (tmp_path / f"{page.name}.html").write_bytes(made(page))
    (tmp_path / "fault.html").write_text('<!DOCTYPE html><html lang="en"><title>A fault</title><p><b></p>', "utf-8")
    command = ["java", "-jar", module("vnu-jar/build/dist/vnu.jar"), "--format", "json", "--exit-zero-always", "--also-check-css", tmp_path]  # fmt: skip
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
    except FileNotFoundError:
        missing("Java")
    found = [
        (Path(one["url"]).name, one.get("lastLine"), one["message"]) for one in json.loads(done.stderr)["messages"]
    ]
    assert {name for name, *_ in found} == {"fault.html"}, found
