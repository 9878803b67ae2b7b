"""Reports, held word for word as Markdown: a change of wording or of a figure shows as a diff to be read in review.

``YOTINSPECT_GOLDEN=1 pytest tests/test_golden_reports.py`` writes them anew. What they were made from is scrubbed: digests and
the version of the program change with every edit of a set, and say nothing of the report.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

import pytest
from click.testing import Result

from tests.conftest import ROOT
from tests.test_golden import held
from yotinspect import __version__

DIGEST = re.compile(r"\b[0-9a-f]{64}\b")


class Kept(NamedTuple):
    name: str
    command: str
    languages: tuple[str, ...] = ("en", "cy")


KEPT = (
    Kept("graded", "examples/exampleshire-2021 --previous examples/exampleshire-2019"),
    Kept("graded-public", "examples/exampleshire-2019 --audience public", ("en",)),
    Kept("graded-judged", "examples/wexcombe-2025", ("en",)),
    Kept("fji", "examples/marlport-2015"),
    Kept("letter", "examples/aberwen-2016"),
    Kept("brief", "examples/exampleshire-2019 --kind brief --audience yot"),
    Kept("summary", "examples/exampleshire-2019 --kind summary --audience yot"),
    Kept("summary-since", "examples/exampleshire-2021 --kind summary --previous examples/exampleshire-2019", ("en",)),
    Kept("feedback", "examples/exampleshire-2019/cases/EX-006.yaml"),
)


def scrubbed(text: str) -> str:
    """A report without what only says what it was made from."""
    return DIGEST.sub("DIGEST", text).replace(__version__, "VERSION")


@pytest.mark.few(6)
@pytest.mark.parametrize(("kept", "language"), [pytest.param(kept, language, id=f"{kept.name}.{language}") for kept in KEPT for language in kept.languages])  # fmt: skip
def test_a_report_says_what_it_said(kept: Kept, language: str, run: Callable[..., Result]) -> None:
    words = [str(ROOT / word) if word.startswith("examples/") else word for word in kept.command.split()]
    done = run("report", *words, "--format", "md", "--lang", language)
    assert done.return_value == 0, done.stderr
    held(f"report-{kept.name}.{language}.md", scrubbed(done.stdout))


def test_scrubbing_leaves_every_figure_of_the_report() -> None:
    assert scrubbed(f"26 of 36 points, 72% {'a' * 64} {__version__}") == "26 of 36 points, 72% DIGEST VERSION"
