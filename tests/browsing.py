"""A real browser for tests, driven by playwright, and the checkers that run in it or beside it."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

#: The browser's own housekeeping off: whatever is asked for then, the page asks for.
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-extensions", "--disable-default-apps", "--hide-scrollbars",
    "--disable-features=NetworkTimeServiceQuerying,OptimizationHints,MediaRouter",
]  # fmt: skip
#: The folder of what tests/package.json names, as npm lays it out.
MODULES = os.environ.get("YOTINSPECT_NODE_MODULES")


def missing(what: str) -> Any:
    """Skip a test that needs more than is here; where .ci/run has installed it all, that it is missing is a fault."""
    if MODULES:
        pytest.fail(f"needs {what}, which .ci/run should have installed")
    pytest.skip(f"needs {what}, which .ci/run installs")


def chromium() -> str:
    """The installed browser."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    return found or str(missing("Chromium"))


def module(path: str) -> Path:
    """A file of a package of npm's."""
    found = Path(MODULES or "", path)
    if not MODULES or not found.is_file():
        missing(f"npm's {path.partition('/')[0]} under YOTINSPECT_NODE_MODULES")
    return found


@contextmanager
def launched() -> Iterator[Any]:
    """Chromium, headless."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("yotinspect[system]")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        browser.close()


def contrast(one: str, other: str) -> float:
    """How two colours stand out from each other, by WCAG's measure: 1 for none, 21 for black on white."""

    def light(colour: str) -> float:
        numbers = [int(part, 16) for part in re.findall("..", colour[1:])] if colour[0] == "#" else [float(n) for n in re.findall(r"[\d.]+", colour)]  # fmt: skip
        red, green, blue = (n / 255 / 12.92 if n <= 10 else ((n / 255 + 0.055) / 1.055) ** 2.4 for n in numbers[:3])
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)
