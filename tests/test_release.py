"""What is published never changes: whatever is edited afterwards is named at its place, with the version it belongs in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.sets import change, home, next_version, small_sets

Run = Callable[..., Result]
A1 = "text: Is the assessment of why the child offended good enough?"


@pytest.fixture
def released(tmp_path: Path, run: Run) -> Path:
    """The small set, its subset and its framework, published."""
    sets = small_sets(tmp_path)
    for name in ("mini@1.0.0", "mini-short@1.0.0"):
        result = run("questionset", "release", name, "--questionsets", sets)
        assert result.return_value == 0, result.stderr
    return sets


def validated(run: Run, sets: Path, target: Any = "") -> tuple[int, list[tuple[str, str, int, str, str]]]:
    """Exit status and findings of validate: rule, file, line, message, help."""
    import json

    result = run("questionset", "validate", target or sets, "--format", "json", "--questionsets", sets)
    found = json.loads(result.stdout)["findings"]
    # English that is edited makes its Welsh stale, which is another rule's business.
    rows = [(f["rule"], Path(f["file"]).name, f["line"], f["message"], f["help"]) for f in found
            if not f["rule"].startswith("text-")]  # fmt: skip
    return result.return_value, rows


def line_of(path: Path, text: str) -> int:
    lines = path.read_text("utf-8").splitlines()
    return next(n for n, line in enumerate(lines, 1) if text in line)


def test_a_release_is_published_and_validates(released: Path, run: Run) -> None:
    assert "status: published" in (home(released) / "questionset.yaml").read_text("utf-8")
    assert (home(released) / "release.yaml").read_text("utf-8").count("M-A1: {place:") == 1
    assert validated(run, released) == (0, [])
    # A second release of the same changes nothing.
    before = {path: path.read_bytes() for path in released.rglob("*.yaml")}
    assert run("questionset", "release", "mini@1.0.0", "--questionsets", released).return_value == 0
    assert {path: path.read_bytes() for path in released.rglob("*.yaml")} == before


#: What is edited in a published set, and what must be said: file, a text on the line pointed at, what changed, next version.
EDITS: dict[str, tuple[tuple[str, str, str], str, str, str, str]] = {
    "wording": (("en", A1, "text: Is the analysis good enough?"), "text.en.yaml", "text: Is the analysis good", "The wording of M-A1", "1.1.0"),
    "hint": (("en", "hint: Read the file first, then ask.", "hint: Ask first."), "text.en.yaml", "hint: Ask first", "The hint of M-A1", "1.1.0"),
    "guidance": (("en", "no: It is missing, or", "no: It is gone, or"), "text.en.yaml", "no: It is gone", "The guidance 'no' of M-A1", "1.1.0"),
    "routing": (("set", "is: [yes, no]}}", "is: yes}}"), "questionset.yaml", "{id: M-A3", "The routing of M-A3", "1.1.0"),
    "scale": (("set", "sufficiency: {kind: judgement, answers: [yes, no],", "sufficiency: {kind: judgement, answers: [no, yes],"), "questionset.yaml", "  sufficiency: {kind", "The answer scale of scale sufficiency", "2.0.0"),
    "routing of a block": (("set", "    view: desk\n", "    view: desk\n    when: {detail: victim, is: yes}\n"), "questionset.yaml", "    when: {detail: victim, is: yes}", "The routing of block reoffending_assessment", "1.1.0"),
    "view": (("set", "{id: M-A4, scale: managers,", "{id: M-A4, scale: managers, view: interview,"), "questionset.yaml", "{id: M-A4", "The view, themes or reasons of M-A4", "1.0.1"),
    "label": (("en", "sufficiency: {yes: Sufficient,", "sufficiency: {yes: Fine,"), "text.en.yaml", "sufficiency: {yes: Fine", "The text scales.sufficiency.yes", "1.1.0"),
    "detail": (("set", "max: 240", "max: 260"), "questionset.yaml", "length_months", "The detail 'length_months'", "1.1.0"),
    "edition": (("set", "edition: 2018-08", "edition: 2018-09"), "questionset.yaml", "edition:", "'edition'", "1.0.1"),
    "headline check": (("set", "at_least: 3", "at_least: 4"), "questionset.yaml", "headline: {share", "'checks'", "1.0.1"),
}  # fmt: skip


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_of_a_published_set_is_named_once_where_it_stands(name: str, released: Path, run: Run) -> None:
    edit, file, text, said, version = EDITS[name]
    change(home(released), *edit)
    status, found = validated(run, released, home(released))
    assert status == 1
    line = line_of(home(released) / file, text)
    assert [row[:3] for row in found] == [("release-changed", file, line)], found
    assert found[0][3].startswith(f"{said} in the published mini@1.0.0 has changed."), found
    assert found[0][4].startswith("Undo it, or make it in a new version: 'yotinspect new questionset ")
    assert f"mini@{version}" in found[0][4]


def test_a_scale_that_asks_for_guidance_the_texts_lack_is_told_as_what_it_is(released: Path, run: Run) -> None:
    change(home(released), "set", "{id: M-P1, scale: sufficiency}", "{id: M-P1, scale: sufficiency_na}")
    status, found = validated(run, released, home(released))
    assert status == 1
    place = line_of(home(released) / "questionset.yaml", "{id: M-P1")
    assert [row[:3] for row in found] == [("release-changed", "questionset.yaml", place)]
    assert "mini@2.0.0" in found[0][4]


def test_a_question_added_or_removed_is_named(released: Path, run: Run) -> None:
    change(home(released), "set", "      - {id: M-A4, scale: managers, themes: [oversight]}\n", "      - {id: M-A4, scale: managers, themes: [oversight]}\n      - {id: M-A5, scale: fact}\n")  # fmt: skip
    for file, labels in (("en", ""), ("cy", "    labels: {yes: Do, no: Naddo}\n")):
        change(home(released), file, "  M-AH:", f"  M-A5:\n    text: Was the child asked about it?\n    hint: Ask.\n{labels}    guidance: {{look_at: A., yes: B., no: C., do_not_decide_on: D.}}\n  M-AH:")  # fmt: skip
    _, found = validated(run, released, home(released))
    assert [row[3] for row in found if row[0] == "release-changed"] == [
        "The question M-A5 was added in the published mini@1.0.0."
    ]


def test_layout_comments_and_reviews_are_no_changes(released: Path, run: Run) -> None:
    change(home(released), "set", "questionset: mini", "# Another word about it.\nquestionset: mini")
    change(home(released), "en", "    hint: Read the file first, then ask.", "    hint: >-\n      Read the file first,\n      then ask.")  # fmt: skip
    change(home(released), "cy", "status: draft", "status: published\nreviewed: {by: N. Person, qualification: translator, on: 2026-01-05}")  # fmt: skip
    change(home(released), "set", "status: published", "status: withdrawn")
    assert validated(run, released, home(released)) == (0, [])


def test_a_translation_may_change_with_its_revision(released: Path, run: Run) -> None:
    change(home(released), "cy", "title: Set fach", "title: Y set fach")
    status, found = validated(run, released, home(released))
    assert status == 1
    assert [(row[0], row[1]) for row in found] == [("release-translation", "text.cy.yaml")]
    assert "Write revision: 2" in found[0][4]
    assert "the version of the set stays" in found[0][4]
    change(home(released), "cy", "revision: 1", "revision: 2")
    status, found = validated(run, released, home(released))
    assert status == 0
    assert [row[0] for row in found] == ["release-revision"]
    assert run("questionset", "release", "mini@1.0.0", "--questionsets", released).return_value == 0
    assert validated(run, released, home(released)) == (0, [])
    change(home(released), "cy", "revision: 2", "revision: 1")
    assert [row[0] for row in validated(run, released, home(released))[1]] == ["release-translation"]


def test_what_was_published_is_no_draft_again_and_keeps_its_marks(released: Path, run: Run) -> None:
    change(home(released), "set", "status: published", "status: draft")
    assert [row[:3] for row in validated(run, released, home(released))[1]] == [
        ("release-draft", "questionset.yaml", line_of(home(released) / "questionset.yaml", "status:"))
    ]
    change(home(released), "set", "status: draft", "status: published")
    (home(released) / "release.yaml").unlink()
    assert [row[0] for row in validated(run, released, home(released))[1]] == ["release-missing"]
    # Marks that came with a copy are told apart.
    next_version(released, "1.0.1")
    marks = home(released, "1.0.1") / "release.yaml"
    marks.write_text("release: mini@1.0.0\ndigest: x\nheading: {}\ndetails: {}\nquestions: {}\nwords: {}\n", "utf-8")
    change(home(released, "1.0.1"), "set", "status: draft", "status: published")
    assert [row[:2] for row in validated(run, released, home(released, "1.0.1"))[1]] == [("set-place", "release.yaml")]


def test_a_set_with_faults_is_not_published(tmp_path: Path, run: Run) -> None:
    sets = small_sets(tmp_path)
    change(home(sets), "set", "is: [yes, no]}}", "is: [yes, never]}}")
    before = {path: path.read_bytes() for path in sets.rglob("*.yaml")}
    result = run("questionset", "release", "mini@1.0.0", "--questionsets", sets)
    assert result.return_value == 1
    assert "set-route" in result.stderr
    assert {path: path.read_bytes() for path in sets.rglob("*.yaml")} == before
    # Neither is a subset of a draft.
    change(home(sets), "set", "is: [yes, never]}}", "is: [yes, no]}}")
    result = run("questionset", "release", "mini-short@1.0.0", "--questionsets", sets)
    assert result.return_value == 1
    assert "Publish the base first." in result.stderr


def test_a_version_that_says_too_little_of_its_changes_is_refused(released: Path, run: Run) -> None:
    new = next_version(released, "1.0.1", ("en", A1, "text: Was it understood why the child offended?"))
    change(new, "set", "basis: ours\n", "basis: ours\nsince: {version: 1.0.0}\n")
    status, found = validated(run, released, new)
    assert status == 1
    assert [(row[0], row[2]) for row in found] == [("set-step", line_of(new / "questionset.yaml", "version: 1.0.1"))]
    assert "minor step" in found[0][3]
    assert "1.1.0" in found[0][4]
    change(new, "set", "since: {version: 1.0.0}", "since: {version: 1.0.0, changes: {M-A1: {effect: editorial}, M-A2: {effect: editorial}}}")  # fmt: skip
    status, found = validated(run, released, new)
    assert [row[0] for row in found] == ["set-since"]
    assert "M-A2 is not changed since 1.0.0" in found[0][3]
    change(new, "set", ", M-A2: {effect: editorial}", "")
    assert validated(run, released, new) == (0, [])
    change(new, "set", "since: {version: 1.0.0", "since: {version: 0.9.0")
    assert [row[0] for row in validated(run, released, new)[1]] == ["set-since"]


# --- frameworks -------------------------------------------------------------------------------------------------------


@pytest.fixture
def framework(tmp_path: Path, run: Run) -> Path:
    """The framework of the small set, published; the path of its file."""
    sets = small_sets(tmp_path)
    path = sets / "frameworks" / "mini" / "1.0.0.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("status: draft", "status: draft\ntranslations: {cy: {status: draft}}", 1), "utf-8")
    result = run("questionset", "release", "mini@1.0.0", "--kind", "framework", "--questionsets", sets)
    assert result.return_value == 0, result.stderr
    return path


def test_a_published_framework_never_changes_either(framework: Path, run: Run) -> None:
    sets = framework.parent.parent.parent
    assert validated(run, sets, framework) == (0, [])
    text = framework.read_text("utf-8")
    assert "status: published" in text
    number = next(line for line in text.splitlines() if "from: 65" in line)
    framework.write_text(text.replace(number, number.replace("65", "66")), "utf-8")
    status, found = validated(run, sets, framework)
    assert status == 1
    assert [row[0] for row in found] == ["release-changed"]
    assert found[0][3] == "rules percent has changed in the published mini@1.0.0."
    assert found[0][2] == line_of(framework, "percent:")
