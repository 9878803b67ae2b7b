"""Make the gallery: ``python docs/make_gallery.py``, with ``pip install -e '.[system]'`` and a Chromium.

Each picture in docs/gallery is the top of a page that the program writes of a shipped example. Beside the pictures,
docs/gallery/pages.json holds the digest of each page as it was: a test that needs no browser says when they are stale.
"""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "gallery"
WIDTH, HEIGHT = 1000, 1250
PHONE = 390


@dataclass(frozen=True)
class Shown:
    """A page of the gallery: what the command writes, and how it is looked at."""

    name: str
    title: str
    command: str
    language: str = "en"
    width: int = WIDTH
    dark: bool = False

    def page(self) -> str:
        """The page as the command writes it."""
        from yotinspect.cli.main import cli

        words = [str(ROOT / word) if word.startswith("examples/") else word for word in self.words()]
        done = CliRunner().invoke(cli, words, standalone_mode=False)
        assert done.return_value == 0, (self.name, done.stderr)
        return done.stdout

    def words(self) -> list[str]:
        """The command's words as they stand under the picture."""
        return [*self.command.split(), *(["--lang", self.language] if self.language != "en" else [])]


_KINDS = (
    ("graded", "Graded report", "report examples/exampleshire-2021 --previous examples/exampleshire-2019"),
    ("fji", "Report of a Full Joint Inspection", "report examples/marlport-2015"),
    ("letter", "Letter after a Short Quality Screening", "report examples/aberwen-2016"),
    ("brief", "Improvement brief for the manager", "report examples/exampleshire-2021 --kind brief --audience yot"),
    ("summary", "Summary for the board", "report examples/exampleshire-2019 --kind summary --audience yot"),
    ("feedback", "Feedback on one case", "report examples/exampleshire-2019/cases/EX-006.yaml"),
    ("why", "Why a rating is what it is", "rate examples/exampleshire-2019 --explain --format html"),
    ("tool", "The case assessment tool", "questionset publish sqs --document tool --format html"),
)
GALLERY = (
    *(Shown(f"{name}.{language}", title, command, language) for name, title, command in _KINDS for language in ("en", "cy")),
    Shown("graded-dark.cy", "Graded report, in the dark", _KINDS[0][2], "cy", dark=True),
    Shown("brief-phone.en", "Improvement brief, on a phone", _KINDS[3][2], width=PHONE),
)  # fmt: skip


def digest(page: str) -> str:
    """What a page is told by, whatever version of the program wrote it."""
    from yotinspect import __version__

    return hashlib.sha256(page.replace(__version__, "").encode()).hexdigest()


def gallery() -> str:
    """docs/gallery.md."""
    lines = [
        "# Gallery",
        "",
        "Every kind of page in both languages, made of the shipped examples by `python docs/make_gallery.py`. What is shown is the",
        "top of each page; the command under a picture writes all of it.",
    ]
    for title in dict.fromkeys(shown.title for shown in GALLERY):
        lines += ["", f"## {title}", ""]
        for shown in (one for one in GALLERY if one.title == title):
            language = {"en": "English", "cy": "Welsh"}[shown.language]
            lines += [f"![{title}, in {language}](gallery/{shown.name}.png)", "", f"`yotinspect {' '.join(shown.words())}`", ""]  # fmt: skip
    return "\n".join(lines).rstrip() + "\n"


def picture(browser: Any, shown: Shown, page: str) -> bytes:
    """The top of a page as a browser shows it."""
    view = browser.new_page(
        viewport={"width": shown.width, "height": HEIGHT}, color_scheme="dark" if shown.dark else "light"
    )
    view.set_content(page)
    taken: bytes = view.screenshot()
    view.close()
    return taken


def main() -> None:
    """Make every picture, the page that shows them and the digests."""
    sys.path.insert(0, str(ROOT))
    from tests.browsing import launched

    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png"):
        if old.stem not in {shown.name for shown in GALLERY}:
            old.unlink()
    digests = {}
    with launched() as browser:
        for shown in GALLERY:
            page = shown.page()
            (FOLDER / f"{shown.name}.png").write_bytes(picture(browser, shown, page))
            digests[shown.name] = digest(page)
    (FOLDER / "pages.json").write_text(json.dumps(digests, indent=1) + "\n", "utf-8")
    (ROOT / "docs" / "gallery.md").write_text(gallery(), "utf-8")


if __name__ == "__main__":
    main()
