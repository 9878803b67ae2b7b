"""PDFs held against PDF/UA-1 (ISO 14289-1) by a checker that is not ours: https://github.com/visionably/outloud, whose rules of
conformance are set to agree with veraPDF, which no registry of packages has.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.browsing import missing

pytestmark = pytest.mark.system

#: Of each kind that is written as PDF one, in either language where both have it.
WRITTEN = {
    f"{name}.{language}": (*command.split(), "--lang", language)
    for name, command in {
        "report": "report examples/exampleshire-2019",
        "letter": "report examples/aberwen-2016",
        "joint": "report examples/marlport-2015",
        "brief": "report examples/exampleshire-2019 --kind brief",
        "summary": "report examples/exampleshire-2019 --kind summary",
        "feedback": "report examples/exampleshire-2019/cases/EX-006.yaml",
        "tool": "questionset publish victims --document tool",
        "guidance": "questionset publish victims --document guidance",
        "logic": "questionset publish victims --document logic",
    }.items()
    for language in ("en", "cy")
}
#: A head of a table stands on each of its pages, at one height: no running head, though it looks like one to the checker.
LIKE_A_RUNNING_HEAD = "PAG-001"


def test_every_kind_in_pdf_conforms_to_pdf_ua(tmp_path: Path, root: Path, run: Callable[..., Result]) -> None:
    typst = pytest.importorskip("typst")
    if importlib.util.find_spec("outloud") is None:
        missing("outloud, of yotinspect[system]")
    for name, command in WRITTEN.items():
        words = [str(root / word) if word.startswith("examples/") else word for word in command]
        assert run(*words, "-o", tmp_path / f"{name}.pdf").return_value == 0, name
    fault = '#set document(title: "x")\n#table(columns: 2, [a], [b], [c], [d])'
    (tmp_path / "fault.pdf").write_bytes(typst.compile(fault.encode(), format="pdf", pdf_standards=["ua-1"]))
    command = [
        sys.executable,
        "-c",
        "from outloud.cli import main; main()",
        "--layer",
        "conformance",
        "--json",
        "-",
        "--fail-on",
        "never",
        tmp_path,
    ]
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, timeout=300, check=True)
    found = {
        (Path(result["path"]).stem, finding["rule"], finding["message"])
        for result in json.loads(done.stdout)["results"]
        for finding in result["findings"]
        if finding["rule"] != LIKE_A_RUNNING_HEAD
    }
    assert len(json.loads(done.stdout)["results"]) == len(WRITTEN) + 1
    assert {name for name, *_ in found} == {"fault"}, found
