from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, settings

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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of one corpus file, which share what was made of it, run one after another in one process."""
    for item in items:
        path = getattr(item, "callspec", None) and next(
            (value for value in item.callspec.params.values() if isinstance(value, Path)),
            None,  # type: ignore[attr-defined]
        )
        if path is not None and "corpus" in path.parts:
            item.add_marker(pytest.mark.xdist_group(path.stem))


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def library() -> Library:
    """The shipped sets and frameworks, read once."""
    return Library()


@pytest.fixture
def run() -> Callable[..., Result]:
    """Run a command in process, as the program's main function would."""
    from yotinspect.cli.main import cli

    def call(*args: Any, **more: Any) -> Result:
        return CliRunner().invoke(cli, [str(arg) for arg in args], standalone_mode=False, **more)

    return call
