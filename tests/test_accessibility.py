"""Pages in a real browser: WCAG 2.2 A and AA by axe-core, and what axe cannot see. For what axe is, see
https://github.com/dequelabs/axe-core; ``test_pages`` reads all pages without a browser.

A page is loaded once, looked at in every way that is asked for (``Seen``), and then each test says what it finds in that.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.browsing import MODULES, contrast, missing, module
from tests.pages import Page, in_browser, made, parameters
from tests.tagged import Tagged

pytestmark = [
    pytest.mark.system,
    pytest.mark.long,
    pytest.mark.skipif(not MODULES, reason="needs the packages of npm under YOTINSPECT_NODE_MODULES"),
]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: Colours, as far as the browser knows them: light, dark, and those that the reader chose for everything.
SCHEMES = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced": {"color_scheme": "dark", "forced_colors": "active"},
}
SCREEN = {"media": "screen", "reduced_motion": "no-preference"}
#: A window of 1280 pixels at 400% is 320 wide (WCAG 1.4.10).
WIDE, NARROW = 1100, 320
WIDTHS = (WIDE, 700, NARROW)
#: WCAG 1.4.12: what a reader may ask for without losing anything.
SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
    " p { margin-bottom: 2em !important }"
)
#: After so many links the next looks the same.
LINKS = 20
TABLES = ("table", "row", "columnheader", "rowheader", "cell")
MEASURE = (Path(__file__).parent / "measure.js").read_text("utf-8")


@dataclass
class Seen:
    """All that was seen of a page. ``faults``: text lost or on other text, by width, and with more room between letters."""

    axe: dict[str, dict[str, Any]] = field(default_factory=dict)
    faults: dict[str, list[str]] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    drawings: dict[int, list[list[str]]] = field(default_factory=dict)
    tables: dict[int, list[int]] = field(default_factory=dict)
    moving: list[str] = field(default_factory=list)
    focus: list[dict[str, Any]] = field(default_factory=list)
    focusable: int = 0
    audience: str = ""
    printed: bytes = b""


@pytest.fixture(scope="module")
def tab(browser: Any) -> Iterator[Any]:
    """A tab in which the tests' own scripts may run, whatever a page forbids itself."""
    context = browser.new_context(bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module", params=parameters(in_browser()))
def page(request: pytest.FixtureRequest) -> Page:
    found: Page = request.param
    return found


@pytest.fixture(scope="module")
def seen(page: Page, tab: Any, tmp_path_factory: pytest.TempPathFactory) -> Seen:
    path = tmp_path_factory.getbasetemp() / f"{page.name}.html"
    path.write_bytes(made(page))
    return look(tab, path)


def look(tab: Any, path: Path) -> Seen:
    """A page in every way that is asked for. What changes it for good comes last."""
    found = Seen()
    width(tab, WIDE)
    tab.emulate_media(**SCREEN | SCHEMES["light"])
    tab.goto(path.as_uri())
    tab.evaluate(MEASURE)
    # What is folded is looked at open: closed it hides whatever is wrong with it.
    tab.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    tab.evaluate(module("axe-core/axe.min.js").read_text("utf-8"))
    words, heads = tab.evaluate("() => [measure.words(), measure.heads()]")
    for size in WIDTHS:
        width(tab, size)
        found.faults[f"{size} px"] = tab.evaluate("() => [...measure.lost(), ...measure.overlaps()]")
        found.drawings[size] = tab.evaluate("measure.drawings()")
    found.gone = sorted({*words} - {*heads, *tab.evaluate("measure.words()")})
    spacing = tab.add_style_tag(content=SPACING)
    for size in (NARROW, WIDE):
        width(tab, size)
        found.faults[f"{size} px, spaced"] = tab.evaluate("() => [...measure.lost(), ...measure.overlaps()]")
    spacing.evaluate("style => style.remove()")
    tab.emulate_media(reduced_motion="reduce")
    found.moving = tab.evaluate("measure.moving()")
    tab.emulate_media(**SCREEN)
    found.focusable = tab.evaluate("measure.focusable()")
    for place in range(min(found.focusable, LINKS)):
        tab.keyboard.press("Tab")
        for scheme in SCHEMES if place < 3 else ("light",):
            tab.emulate_media(**SCHEMES[scheme])
            found.focus.append(tab.evaluate("measure.focus()") | {"due": place, "scheme": scheme})
        tab.emulate_media(**SCHEMES["light"])
    found.audience = tab.evaluate(
        "(document.querySelector('.audience')?.textContent ?? document.title.match(/[(]([^()]+)[)]$/)[1])"
    )
    tab.emulate_media(media="print")
    found.printed = tab.pdf(prefer_css_page_size=True, tagged=True)
    tab.emulate_media(**SCREEN)
    found.axe["light"] = tab.evaluate(
        "rules => axe.run({runOnly: rules, resultTypes: ['violations', 'incomplete']})", RULES
    )
    # Colours of parts that are built alike, and tables of rows that are, are the same: two of each will do.
    tab.evaluate("measure.thin()")
    found.tables = heard(tab)
    for scheme in ("dark", "forced"):
        tab.emulate_media(**SCHEMES[scheme])
        found.axe[scheme] = tab.evaluate("() => axe.run({runOnly: {type: 'rule', values: ['color-contrast']}})")
    return found


def width(tab: Any, size: int) -> None:
    tab.set_viewport_size({"width": size, "height": 900})


def heard(tab: Any) -> dict[int, list[int]]:
    """How many tables, rows and cells there are for whoever hears the page, by width."""
    found = {}
    devtools = tab.context.new_cdp_session(tab)
    node = devtools.send("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
    for size in (WIDE, NARROW):
        width(tab, size)
        asked = [{"nodeId": node, "role": role} for role in TABLES]
        found[size] = [len(devtools.send("Accessibility.queryAXTree", one)["nodes"]) for one in asked]
    devtools.detach()
    return found


def violations(result: dict[str, Any]) -> list[str]:
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in result["violations"] for node in rule["nodes"]
    ]  # fmt: skip


def test_axe_finds_nothing_in_light_in_the_dark_and_in_the_readers_own_colours(seen: Seen) -> None:
    assert {scheme: violations(result) for scheme, result in seen.axe.items()} == {scheme: [] for scheme in SCHEMES}
    assert all(result["passes"] for result in seen.axe.values())
    assert len(seen.axe["light"]["passes"]) > 10
    # What axe leaves to people: text over a drawing, and signs that are no letters.
    assert {rule["id"] for rule in seen.axe["light"]["incomplete"]} <= {"color-contrast"}


def test_at_no_width_and_with_no_spacing_does_text_run_over_the_edge_or_over_other_text(seen: Seen) -> None:
    assert {how: faults for how, faults in seen.faults.items() if faults} == {}


def test_whatever_is_said_on_a_desk_is_said_on_a_telephone(seen: Seen) -> None:
    assert seen.gone == []
    # Each picture is there once, in the form that fits, under the same name.
    assert seen.drawings[WIDE] == seen.drawings[700] == seen.drawings[NARROW]
    assert all(len(names) == 1 for names in seen.drawings[WIDE])


def test_a_narrow_table_is_still_a_table_for_whoever_hears_it(seen: Seen) -> None:
    assert seen.tables[WIDE] == seen.tables[NARROW]


def test_the_keyboard_reaches_everything_in_order_and_shows_where_it_is(seen: Seen) -> None:
    assert len(seen.focus) >= min(seen.focusable, LINKS)
    for focus in seen.focus:
        assert focus["place"] == focus["due"], focus
        assert focus["seen"], focus
        assert focus["style"] in ("solid", "auto"), focus
        assert focus["width"] >= 2, focus
        assert contrast(focus["colour"], focus["behind"]) >= 3, focus


def test_nothing_moves_for_whoever_asks_for_rest(seen: Seen) -> None:
    assert seen.moving == []


def test_printed_no_row_is_cut_no_heading_stands_alone_and_every_sheet_says_what_it_is(seen: Seen) -> None:
    from pypdfium2 import PdfDocument

    printed = Tagged(seen.printed)
    assert printed.cut("TR", "Figure", "Caption", "H1", "H2", "H3", "H4") == []
    for table in printed.of("Table"):
        # Of a row with no heads but its own, the cells may be empty, to write in: those are no part of the tree.
        rows = [part for part in printed.within(table) if part.kind == "TR"]
        if [part.kind for part in printed.within(rows[0])].count("TH") > 1:
            assert rows[0].sheets == table.sheets, "the head of a table stands on each of its sheets"
            assert all(min(row.sheets) == min(table.sheets) for row in rows[1:2]), "and on none without a row"
    headings = ("Caption", "H4", "H3", "H2", "H1")
    for number, part in enumerate(printed.parts):
        if part.kind in headings and part.sheets:
            after = next(
                (one for one in printed.parts[number + 1 :] if one.sheets and part.kind not in one.inside), part
            )
            # What has no text of its own, as a box to write in, is no part of the tree: after it comes a heading as high.
            if after.kind not in headings[headings.index(part.kind) :]:
                assert min(after.sheets) == max(part.sheets), (part.kind, part.sheets)
    sheets = [sheet.get_textpage().get_text_range() for sheet in PdfDocument(seen.printed)]
    for number, text in enumerate(sheets, 1):
        assert seen.audience in " ".join(text.split())
        assert re.search(rf"(?<!\d){number}\D+{len(sheets)}(?!\d)", text)


FAULTY = """<!DOCTYPE html><html lang="en"><title>Faults (here)</title><style>
.wide { width: 900px; white-space: nowrap } .low { height: 1em; overflow: hidden }
.over { position: absolute; top: 0; left: 8px; margin: 0 } .turns { transition: color 1s } a { outline: none }
@media (max-width: 400px) { .gone { display: none } table, tr, td { display: block } tbody td { width: 50% } }
@media print { td { height: 1500px; vertical-align: bottom } } @media (forced-colors: active) { .own { forced-color-adjust: none } }
@media (prefers-color-scheme: dark) { .own { background: #333; color: #444 } }
</style>
<p style="margin: 0">One line<p class="over">Another line<p class="wide">WORDS
<p class="low">One<br>Two<p class="turns">Turns<p class="gone">Gone<p><a href="#x">Link</a><p class="own">Own
<p style="color: #ccc">Pale<table><caption>Tall</caption><tr><th scope="row">Tall<td>ROWS</table>"""


def test_each_fault_that_is_looked_for_is_found_on_a_page_that_has_it(tab: Any, tmp_path: Path) -> None:
    path = tmp_path / "faults.html"
    path.write_text(FAULTY.replace("WORDS", 40 * "word ").replace("ROWS", 80 * "Row<br>"), "utf-8")
    found = look(tab, path)
    assert {fault.partition(":")[0].split()[0] for fault in found.faults["320 px"]} >= {"page", "over", "cut", "narrow"}
    assert "p.over: Another line | p: One line" in found.faults["1100 px"]
    assert found.gone == ["Gone"]
    assert found.moving == ["p.turns: Turns"]
    assert [(focus["place"], focus["style"]) for focus in found.focus] == [(0, "none")] * 3
    rules = {scheme: {rule["id"] for rule in result["violations"]} for scheme, result in found.axe.items()}
    assert {"color-contrast", "landmark-one-main", "page-has-heading-one"} <= rules["light"]
    assert all(any(".own" in fault for fault in violations(found.axe[one])) for one in ("dark", "forced"))
    assert Tagged(found.printed).cut("TR") == [("TR", [0, 1])]


#: Looks of what is on none of the pages chosen: a picture and a list that no report has, and a number in the largest form.
ELSEWHERE = {"faint", "legend", "kind-number"}


@pytest.mark.xdist_group("all pages")
def test_every_look_that_a_style_sheet_has_is_on_a_page_that_is_looked_at(root: Path) -> None:
    named, there = set(), set()
    for page in in_browser():
        text = made(page).decode()
        rules = re.sub(
            r"/\*.*?\*/|\{[^{}]*\}", "", "".join(re.findall("<style>(.*?)</style>", text, re.DOTALL)), flags=re.DOTALL
        )
        named |= set(re.findall(r"\.([a-z][\w-]*)", rules))
        there |= {name for names in re.findall(r'class="([^"]*)"', text) for name in names.split()}
    assert named - there == ELSEWHERE


@pytest.mark.xdist_group("all pages")
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
