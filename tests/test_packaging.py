"""What the wheel carries, and that the program runs from it alone."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_every_question_set_framework_schema_and_template(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    for kind in ("questionsets", "templates"):
        for path in (ROOT / kind).rglob("*"):
            if path.is_file():
                assert f"yotinspect/_shipped/{path.relative_to(ROOT).as_posix()}" in held
    assert "yotinspect/py.typed" in held
    assert not [name for name in held if name.startswith(("tests/", "examples/", "docs/"))]


@pytest.mark.slow
def test_the_program_runs_from_the_wheel_with_no_repository_near(wheel: Path, tmp_path: Path) -> None:
    place = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place)
    environment = os.environ | {"PYTHONPATH": str(place)}
    code = (
        "import sys, yotinspect.library as library; from yotinspect.cli.main import main; "
        f"assert str(library.shipped('templates')).startswith({str(place)!r}); main()"
    )

    def call(*args: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", code, *args],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    assert "fji@2.0.0" in call("questionset", "list").stdout
    report = call("report", str(ROOT / "examples" / "exampleshire-2019"))
    assert (report.returncode, report.stderr) == (0, "")
    assert "<h1>Exampleshire</h1>" in report.stdout
    welsh = call("rate", str(ROOT / "examples" / "exampleshire-2019"), "--lang", "cy")
    assert "Gradd gyffredinol: Da, 23 allan o 36" in welsh.stdout
