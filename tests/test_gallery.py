"""The gallery shows the pages as they are now, and its command takes pictures of them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from docs.make_gallery import FOLDER, GALLERY, HEIGHT, Shown, digest, gallery, picture
from tests.conftest import ROOT

AGAIN = "run: python docs/make_gallery.py, and look at the pictures"


def test_every_picture_stands_in_the_page_and_in_the_folder() -> None:
    assert (ROOT / "docs" / "gallery.md").read_text("utf-8") == gallery(), AGAIN
    assert sorted(path.stem for path in FOLDER.glob("*.png")) == sorted(shown.name for shown in GALLERY), AGAIN


@pytest.mark.slow
@pytest.mark.parametrize("shown", GALLERY, ids=lambda shown: shown.name)
def test_a_picture_is_of_the_page_as_it_is_now(shown: Shown) -> None:
    digests = json.loads((FOLDER / "pages.json").read_text("utf-8"))
    assert digests[shown.name] == digest(shown.page()), AGAIN


@pytest.mark.system
def test_a_picture_has_the_size_it_was_asked_for(browser: Any) -> None:
    taken = picture(browser, GALLERY[0], GALLERY[0].page())
    assert (int.from_bytes(taken[16:20]), int.from_bytes(taken[20:24])) == (GALLERY[0].width, HEIGHT)
