"""In a real browser pages ask nothing of anybody, and nothing that stands in a file is ever run, loaded or followed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import Result

from tests.browsing import FLAGS, chromium
from tests.known_words import NAMES
from tests.pages import KINDS, Kind
from tests.sets import small_sets
from tests.test_report import PAYLOADS

pytestmark = pytest.mark.system


@pytest.fixture
def page(tmp_path: Path, root: Path, run: Callable[..., Result]) -> Path:
    target = tmp_path / "report.html"
    assert run("report", root / "examples" / "exampleshire-2019", "-o", target).return_value == 0
    return target


def browse(tmp_path: Path, page: Path, *more: str) -> str:
    command = [chromium(), "--headless", *FLAGS, f"--user-data-dir={tmp_path / 'profile'}", *more, page.as_uri()]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout


#: What the browser asks for its own housekeeping, whatever page it shows.
HOUSEKEEPING = re.compile(r"https?://[\w.-]+\.(google|googleapis|gstatic)\.com/")


def requests(tmp_path: Path, page: Path) -> tuple[str, list[str]]:
    """What a page shows, and what it asked the network for."""
    log = tmp_path / f"{page.stem}.json"
    shown = browse(tmp_path, page, f"--log-net-log={log}", "--dump-dom")
    text = log.read_text("utf-8")
    events = json.loads(text if text.rstrip().endswith("}") else text.rstrip().rstrip(",") + "]}")["events"]
    asked = {url for event in events if (url := event.get("params", {}).get("url"))}
    return shown, sorted(url for url in asked if re.match(r"(https?|ws|ftp):", url) and not HOUSEKEEPING.match(url))


def test_the_page_shows_whole_and_requests_nothing_but_itself(tmp_path: Path, page: Path) -> None:
    shown, asked = requests(tmp_path, page)
    assert "<h1>Exampleshire</h1>" in shown
    assert shown.count("<table") == page.read_text("utf-8").count("<table")
    assert asked == []
    # The log would have told: a page that loads a picture is caught.
    other = tmp_path / "other.html"
    other.write_text('<img src="http://127.0.0.1:9/x.png">', "utf-8")
    assert requests(tmp_path, other)[1] == ["http://127.0.0.1:9/x.png"]


#: What a text could try: to run a script, to load something, to lead away; and what only looks like markup.
ALL = " ".join(["<iframe src=http://127.0.0.1:9/f></iframe>", *PAYLOADS, "<style>@import 'http://127.0.0.1:9/s';</style>",
                "<link rel=stylesheet href=http://127.0.0.1:9/l>", "<meta http-equiv=refresh content='0;url=http://127.0.0.1:9/m'>",
                "]]><body onload=alert(2)>", "--><script>fetch('http://127.0.0.1:9/x')</script>", "\"}body{background:url(http://127.0.0.1:9/u)}"])  # fmt: skip


def poisoned(value: Any, texts: bool = False) -> Any:
    """The same data with ``ALL`` after whatever is prose in it; in the texts of a question set everything is."""
    if isinstance(value, dict):
        return {key: inner if key in NAMES else poisoned(inner, texts or key in ("en", "cy")) for key, inner in value.items()}  # fmt: skip
    if isinstance(value, list):
        return [poisoned(inner, texts) for inner in value]
    return f"{value} {ALL}" if texts or len(value.split()) > 3 else value


@pytest.fixture(scope="module")
def subjects(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An inspection and a question set in which every text is hostile."""
    home = tmp_path_factory.mktemp("hostile")
    inspection, sets = shutil.copytree(root / "examples" / "exampleshire-2019", home / "inspection"), small_sets(home)
    later = shutil.copytree(root / "examples" / "exampleshire-2021", home / "later")
    texts = {*sets.glob("*/*/text.*.yaml")}
    for path in [*inspection.rglob("*.yaml"), *later.rglob("*.yaml"), *texts, *sets.glob("frameworks/*/*.yaml")]:
        data = poisoned(yaml.load(path.read_text("utf-8"), yaml.CBaseLoader), path in texts)
        if "yot" in data:
            data["yot"] += ALL
        path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")
    return {"inspection": str(inspection), "now": str(later), "set": "mini", "sets": str(sets)}


def happens(browser: Any, path: Path, *, policy: bool) -> set[tuple[str, str]]:
    """All that a page does by itself once it is shown, with its policy of content in force or not."""
    context = browser.new_context(bypass_csp=not policy)
    page, seen = context.new_page(), set()

    def asked(dialog: Any) -> None:
        seen.add(("dialog", dialog.message))
        dialog.dismiss()

    page.on("dialog", asked)
    page.on("request", lambda request: seen.add(("request", request.url)))
    page.on("requestfailed", lambda request: seen.add(("stopped", request.url)) if request.failure == "csp" else None)
    page.on("framenavigated", lambda frame: seen.add(("navigation", frame.url)))
    for event in ("popup", "pageerror", "worker", "download", "websocket"):
        page.on(event, lambda _, event=event: seen.add((event, "")))
    page.goto(path.as_uri())
    page.wait_for_timeout(200)
    context.close()
    seen -= {("request", path.as_uri()), ("navigation", path.as_uri())}
    return seen - {("request", url) for what, url in seen if what == "stopped"}


#: Kinds that can be written of an inspection full of payloads: for the public none is, and others need a file of their own.
OPEN = [kind for kind in KINDS if kind.name not in ("public", "feedback", "linked", "local", "open", "openwhy")]


@pytest.mark.parametrize("kind", [pytest.param(kind, id=kind.name) for kind in OPEN])
@pytest.mark.xdist_group("hostile")
def test_nothing_in_any_text_is_run_loaded_or_followed(
    kind: Kind, subjects: dict[str, str], browser: Any, tmp_path: Path, run: Callable[..., Result]
) -> None:
    path = tmp_path / "page.html"
    for language in kind.languages:
        # What a page is compared with is as hostile as the page.
        words = kind.command.replace("examples/exampleshire-2019", subjects["inspection"]).split()
        command = [word.format_map(subjects | {"some": subjects["inspection"]}) for word in words]
        done = run(*command, "--format", "html", "--lang", language, "--questionsets", subjects["sets"], "-o", path)
        assert done.return_value == 0, (done.stderr, done.exception)
        text = path.read_text("utf-8")
        # The board page with the inspection before says least.
        assert text.count("&lt;script&gt;") > (10 if kind.name == "boardsince" else 20)
        assert "<script" not in text
        # By escaping alone; and what a page forbids itself has nothing to do.
        assert happens(browser, path, policy=False) == set()
        assert happens(browser, path, policy=True) == set()


@pytest.mark.xdist_group("hostile")
def test_what_a_text_tries_would_be_seen_if_it_succeeded(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(f"<!DOCTYPE html><title>As if nothing were escaped</title><p>{ALL}", "utf-8")
    seen = happens(browser, path, policy=False)
    assert {"dialog", "request", "navigation"} <= {what for what, _ in seen}
    assert {"1", "2"} <= {said for what, said in seen if what == "dialog"}
    assert {"f", "l", "s", "x"} <= {url.rpartition("/")[2] for what, url in seen if what == "request"}


@pytest.mark.xdist_group("hostile")
def test_the_policy_of_a_page_alone_would_stop_scripts_and_loads(browser: Any, tmp_path: Path, page: Path) -> None:
    policy = re.search(r'<meta http-equiv="Content-Security-Policy"[^>]*>', page.read_text("utf-8"))
    assert policy is not None
    path = tmp_path / "page.html"
    # A page can be led away all the same: no policy of content forbids that, so that escaping must.
    path.write_text(
        f"<!DOCTYPE html>{policy[0]}<title>Only the policy</title><p>{ALL}".replace("=refresh", "=none"), "utf-8"
    )
    assert {what for what, _ in happens(browser, path, policy=True)} - {"navigation"} == {"stopped"}
