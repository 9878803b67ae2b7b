from __future__ import annotations

import gc
import importlib
import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, settings

from tests import remembering
from tests.browsing import launched
from yotinspect.library import Library

ROOT = Path(__file__).resolve().parent.parent
LONG = bool(os.environ.get("YOTINSPECT_LONG"))

settings.register_profile(
    "yotinspect",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    derandomize=True,
)
settings.load_profile("yotinspect")

# Thousands of tests make millions of objects that stay: looking for circles among them took a fifth of the time. As the
# program does (see main), circles are looked for less often, and among what was made since tests were gathered.
gc.set_threshold(20_000, 20, 50)


def pytest_collection(session: pytest.Session) -> None:
    """In a clean clone whoever imports a test first compiles it for all: each process begins elsewhere, and finds the rest
    compiled by others.
    """
    how = getattr(session.config, "workerinput", None)
    if how is not None and session.config.args == session.config.getini("testpaths"):
        names = sorted(path.stem for path in Path(__file__).parent.glob("test_*.py"))
        start = len(names) * int(how["workerid"].removeprefix("gw")) // how["workercount"]
        for name in names[start:] if start else ():
            # What is wrong with a test is said when it is collected.
            with suppress(Exception, pytest.skip.Exception):
                importlib.import_module(f"tests.{name}")


def pytest_collection_finish() -> None:
    gc.freeze()


#: Of the tests of a file so many run one after another in one process, which makes what they share once. Dealt out one by
#: one they cost the process that deals them a time that grows with the square of their number.
TOGETHER = 20


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Of a test marked ``few(N)``, all but the first N with their parameters are slow. Tests of one corpus file, which share
    what was made of it, run one after another in one process, and so do others that stand together.

    What is held word for word comes last: it takes longest, and whoever stops at the first failure stops early.
    """
    items.sort(key=lambda item: item.path.name == "test_golden.py")
    seen, of_file = Counter[str](), Counter[tuple[str, bool]]()
    for item in items:
        few = item.get_closest_marker("few")
        name = item.nodeid.partition("[")[0]
        seen[name] += 1
        if few is not None and seen[name] > few.args[0]:
            item.add_marker(pytest.mark.slow)
        if item.get_closest_marker("xdist_group") is not None:
            continue
        values = item.callspec.params.values() if hasattr(item, "callspec") else ()
        group = next((path.stem for path in values if isinstance(path, Path) and "corpus" in path.parts), None)
        if group is None:
            # Those that wait for CI are no part of what runs without it.
            part = (item.path.stem, item.get_closest_marker("slow") is not None)
            group = f"{part[0]}-{of_file[part] // TOGETHER}"
            of_file[part] += 1
        item.add_marker(pytest.mark.xdist_group(group))


@pytest.fixture(scope="session", autouse=True)
def what_does_not_change_is_read_once() -> Iterator[None]:
    """Shipped sets and frameworks are large and do not change while tests run, and many tests copy the same examples: a
    process makes a tree of the same bytes once, and a set or framework of the same shipped files once.
    """
    with mock.patch("yotinspect.yamlfile._parse", remembering.parse), remembering.library():
        yield


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def library() -> Library:
    """The shipped sets and frameworks, read once."""
    return Library()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One Chromium for all that a process looks at."""
    with launched() as found:
        yield found


@pytest.fixture
def run() -> Callable[..., Result]:
    """Run a command in process, as the program's main function would."""
    from yotinspect.cli.main import cli

    def call(*args: Any, **more: Any) -> Result:
        return CliRunner().invoke(cli, [str(arg) for arg in args], standalone_mode=False, **more)

    return call
