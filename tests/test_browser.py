"""In a real browser the report shows, fits a phone, and asks nothing of anybody."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

pytestmark = pytest.mark.system

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-extensions", "--disable-default-apps", "--hide-scrollbars",
    "--disable-features=NetworkTimeServiceQuerying,OptimizationHints,MediaRouter",
]  # fmt: skip


@pytest.fixture(scope="module")
def chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("needs Chromium, which .ci/run installs")
    return found


@pytest.fixture
def page(tmp_path: Path, root: Path, run: Callable[..., Result]) -> Path:
    target = tmp_path / "report.html"
    assert run("report", root / "examples" / "exampleshire-2019", "-o", target).return_value == 0
    return target


def browse(chromium: str, tmp_path: Path, page: Path, *more: str) -> str:
    command = [chromium, *FLAGS, f"--user-data-dir={tmp_path / 'profile'}", *more, page.as_uri()]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout


#: What the browser asks for its own housekeeping, whatever page it shows.
HOUSEKEEPING = re.compile(r"https?://[\w.-]+\.(google|googleapis|gstatic)\.com/")


def requests(chromium: str, tmp_path: Path, page: Path) -> tuple[str, list[str]]:
    """What a page shows, and what it asked the network for."""
    log = tmp_path / f"{page.stem}.json"
    shown = browse(chromium, tmp_path, page, f"--log-net-log={log}", "--dump-dom")
    text = log.read_text("utf-8")
    events = json.loads(text if text.rstrip().endswith("}") else text.rstrip().rstrip(",") + "]}")["events"]
    asked = {url for event in events if (url := event.get("params", {}).get("url"))}
    return shown, sorted(url for url in asked if re.match(r"(https?|ws|ftp):", url) and not HOUSEKEEPING.match(url))


def test_the_page_shows_whole_and_requests_nothing_but_itself(chromium: str, tmp_path: Path, page: Path) -> None:
    shown, asked = requests(chromium, tmp_path, page)
    assert "<h1>Exampleshire</h1>" in shown
    assert shown.count("<table") == page.read_text("utf-8").count("<table")
    assert asked == []
    # The log would have told: a page that loads a picture is caught.
    other = tmp_path / "other.html"
    other.write_text('<img src="http://127.0.0.1:9/x.png">', "utf-8")
    assert requests(chromium, tmp_path, other)[1] == ["http://127.0.0.1:9/x.png"]


def test_on_a_phone_nothing_runs_over_the_edge(chromium: str, tmp_path: Path, page: Path) -> None:
    # A script of the test's own, in a frame of a phone's width, measures what the page itself never could.
    frame = tmp_path / "frame.html"
    policy = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
    body = policy.sub("", page.read_text("utf-8")).replace(
        "</body>", "<script>document.title = document.documentElement.scrollWidth</script></body>"
    )
    (tmp_path / "inner.html").write_text(body, "utf-8")
    frame.write_text(
        '<iframe src="inner.html" style="width:320px;height:900px;border:0" onload="document.title=this.contentDocument.title"></iframe>',
        "utf-8",
    )
    shown = browse(chromium, tmp_path, frame, "--allow-file-access-from-files", "--dump-dom")
    width = re.search(r"<title>(\d+)</title>", shown)
    assert width is not None, shown[:300]
    assert int(width[1]) <= 320
