"""Every page in the list is sound and accessible as far as its text alone shows; ``test_accessibility`` looks in a browser."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import cache
from xml.etree.ElementTree import Element

import html5lib
import pytest

from tests.known_words import misplaced
from tests.pages import Page, made, pages, parameters

VOID = ("script", "link", "img", "iframe", "object", "embed", "form", "video", "audio", "source", "base")
#: Words that say of a link only that it is one.
VAGUE = {"here", "click here", "more", "read more", "link", "this", "yma", "cliciwch yma", "mwy", "darllen mwy", "dolen", "hwn"}  # fmt: skip
#: The names of the two files that a page is written to in both languages at once.
BESIDE = ("page.en.html", "page.cy.html")
SPOKEN = ("aria-label", "title", "alt", "aria-description")


@pytest.fixture(scope="module", params=parameters(pages()))
def page(request: pytest.FixtureRequest) -> Page:
    found: Page = request.param
    return found


@cache
def parsed(page: Page) -> tuple[Element, list[object]]:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree: Element = parser.parse(made(page).decode())
    return tree, parser.errors


def name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def said(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def classes(element: Element | None) -> set[str]:
    return set((element.get("class") or "").split()) if element is not None else set()


def first(element: Element) -> Element | None:
    return next(iter(element), None) if not (element.text or "").strip() else None


def pieces(element: Element, language: str = "") -> Iterator[tuple[str, str]]:
    """Each text and spoken attribute of a page, with the language that it is marked with."""
    outer, language = language, element.get("lang") or language
    if name(element) not in ("style", "script"):
        texts = [element.text, *(element.get(attribute) for attribute in SPOKEN)]
        yield from ((language, text) for text in texts if text and text.strip())
        for child in element:
            if isinstance(child.tag, str):
                yield from pieces(child, language)
    if element.tail and element.tail.strip():
        yield outer, element.tail


def style(page: Page) -> str:
    return "\n".join(re.findall(r"<style>(.*?)</style>", made(page).decode(), re.DOTALL))


def test_it_is_html_without_an_error(page: Page) -> None:
    assert parsed(page)[1] == []


def test_it_is_one_file_that_loads_and_runs_nothing(page: Page) -> None:
    tree = parsed(page)[0]
    assert [name(element) for element in tree.iter() if name(element) in VOID] == []
    for element in tree.iter():
        assert not [attribute for attribute in element.keys() if attribute.startswith("on")]  # noqa: SIM118 an Element
        links = [
            value for attribute, value in element.items() if attribute.rpartition("}")[2] in ("href", "src", "action")
        ]
        assert all(link.startswith("#") or link in BESIDE for link in links), links
    assert not re.search(r"url\(|@import|@font-face|image-set", made(page).decode())
    policy = [element.get("content") for element in tree.iter("meta") if element.get("http-equiv")]
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'"]


def test_it_has_a_title_a_language_and_room_to_zoom(page: Page) -> None:
    tree = parsed(page)[0]
    assert tree.get("lang") == page.main_language
    titles = [said(element) for element in tree.iter("title")]
    assert len(titles) == 1
    assert titles != [""]
    views = [element.get("content") for element in tree.iter("meta") if element.get("name") == "viewport"]
    assert views == ["width=device-width, initial-scale=1"]
    assert [name(element) for element in tree.iter() if name(element) == "main"] == ["main"]


def test_headings_go_down_one_step_at_a_time_from_the_only_first(page: Page) -> None:
    headings = [element for element in parsed(page)[0].iter() if re.fullmatch(r"h[1-6]", name(element))]
    levels = [int(name(element)[1]) for element in headings]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert all(said(heading) for heading in headings)


def test_every_passage_is_marked_with_its_language(page: Page) -> None:
    assert misplaced([*pieces(parsed(page)[0])]) == []


def test_every_table_has_a_caption_and_every_heading_of_it_a_scope(page: Page) -> None:
    for table in parsed(page)[0].iter("table"):
        assert name(table[0]) == "caption"
        assert said(table[0])
        heads = [*table.iter("th")]
        assert heads
        assert all(head.get("scope") in ("row", "col") for head in heads)
        rows = list(table.iter("tr"))
        widths = {sum(int(cell.get("colspan", 1)) for cell in row) for row in rows}
        assert len(widths) == 1, said(table[0])


def test_a_table_without_room_for_columns_still_says_what_each_figure_is(page: Page) -> None:
    """Where a table falls apart into lines its head is out of sight, and a ``col`` in each cell says its column's name."""
    for table in parsed(page)[0].iter("table"):
        if "scale" in classes(table):
            continue  # which stays in one piece
        heads = [
            "" if "hidden" in classes(cell) | classes(head) | classes(first(cell)) else said(cell)
            for head in table.iterfind("thead")
            for cell in head[0]
        ]
        for row in table.iterfind("tbody/tr"):
            unnamed = [
                (head, said(cell))
                for head, cell in zip(heads, row, strict=False)
                if head and name(cell) == "td" and said(cell)
                if "col" not in classes(first(cell)) or said(first(cell)) != head
            ]
            assert unnamed == [], said(table[0])


def test_links_lead_somewhere_and_say_where_by_themselves(page: Page) -> None:
    tree = parsed(page)[0]
    ids = [str(element.get("id")) for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    leads: dict[str, set[str]] = {}
    for link in tree.iter("a"):
        text = link.get("aria-label") or said(link)
        leads.setdefault(text.casefold(), set()).add(str(link.get("href")))
        assert str(link.get("href"))[1:] in ids or link.get("href") in BESIDE
    assert not {"", *VAGUE} & leads.keys()
    assert {text: targets for text, targets in leads.items() if len(targets) > 1} == {}
    named = [one for element in tree.iter() for one in (element.get("aria-labelledby") or "").split()]
    assert set(named) <= set(ids)


def test_pictures_have_a_name(page: Page) -> None:
    for picture in parsed(page)[0].iter("{http://www.w3.org/2000/svg}svg"):
        if picture.get("aria-hidden") != "true":
            titles = [said(title) for title in picture.iterfind("{http://www.w3.org/2000/svg}title")]
            assert picture.get("role") == "img"
            assert picture.get("aria-label") or any(titles)


def test_nothing_moves_for_whoever_asks_for_rest(page: Page) -> None:
    still = re.sub(r"@media \(prefers-reduced-motion: no-preference\) \{(?:[^{}]|\{[^{}]*\})*\}", "", style(page))
    assert not re.search(r"transition|animation|@keyframes|scroll-behavior|view-transition", still)
    assert not re.search(r"<(marquee|blink|animate\w*|set)\b", made(page).decode())
