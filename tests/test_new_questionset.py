"""A set of one's own: what is kept out of another, what the next version begins with, and that nothing is overwritten."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import Result

from tests.conftest import ROOT
from yotinspect.library import Library
from yotinspect.questions.pick import pick
from yotinspect.questions.sets import QuestionSet
from yotinspect.records import Place
from yotinspect.yamledit import CannotEditError, Edits
from yotinspect.yamlfile import parse

MINI = ROOT / "tests" / "corpus" / "context" / "questionsets"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, in which commands are called."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def sets(desk: Path) -> Path:
    """A folder with the small set, its subset and its framework."""
    return shutil.copytree(MINI, desk / "sets")


@pytest.fixture
def mini(library: Library) -> QuestionSet:
    found = Library([MINI], alone=True).questionset(Place("mini", "1.0.0"))[0]
    assert found is not None
    return found


def wrong(result: Result) -> str:
    assert isinstance(result.exception, click.UsageError), result.output
    return result.exception.message


def said(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


# --- which questions --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({}, ["M-A1", "M-A2", "M-A3", "M-A4", "M-AH", "M-P1", "M-P2", "M-P3", "M-PH"]),
        ({"areas": ["child"]}, ["M-P1", "M-P2", "M-P3", "M-PH"]),
        ({"areas": ["child"], "stages": ["assessment"]}, []),
        ({"themes": ["diversity"]}, ["M-A1", "M-AH"]),
        ({"headlines": True}, ["M-AH", "M-PH"]),
        ({"questions": ["M-P2"]}, ["M-P2"]),
        ({"questions": ["M-P2"], "areas": ["reoffending"]}, ["M-A1", "M-A2", "M-A3", "M-A4", "M-AH", "M-P2"]),
    ],
)
def test_each_narrowing_must_fit_and_named_questions_come_besides(asked: dict[str, object], ids: list[str], mini: QuestionSet) -> None:  # fmt: skip
    assert pick(mini, **asked).ids == ids  # type: ignore[arg-type]


def test_a_question_brings_the_one_that_routes_it_and_the_headline_that_sums_it_up(mini: QuestionSet) -> None:
    picked = pick(mini, questions=["M-A3"])
    assert picked.ids == ["M-A2", "M-A3", "M-AH"]
    assert picked.added == {"M-A2": "M-A3", "M-AH": "M-A3"}


def test_a_fact_needs_no_headline(mini: QuestionSet) -> None:
    assert pick(mini, themes=["oversight"]).ids == ["M-A4"]


# --- a selection ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "narrowed", [[], ["--areas", "child,public"], ["--stages", "assessment"], ["--themes", "oversight", "--themes", "cse"],
                 ["--headlines"], ["--questions", "S-M1,S-M2", "--questions", "R-A1"]],
    ids=" ".join,
)  # fmt: skip
def test_what_is_kept_of_a_set_is_sound_at_once_in_every_language(
    narrowed: list[str], desk: Path, run: Callable[..., Result]
) -> None:
    new = run("new", "questionset", "otherton-audit@1.0.0", "--base", "fji@2.0.0", "--folder", "sets", *narrowed)
    assert new.return_value == 0
    checked = run("questionset", "validate", "sets", "--fail-on", "warning")
    assert (checked.return_value, checked.stdout) == (0, "")
    found = Library([desk / "sets"]).questionset(Place("otherton-audit", "1.0.0"))[0]
    assert found is not None
    assert found.base == "fji@2.0.0"
    assert set(found.texts) == {"en", "cy"}
    assert found.text("cy").title != found.text("en").title
    assert all(narrowed) == bool(found.items)


def test_a_selection_names_ids_and_holds_no_text_of_its_base(desk: Path, run: Callable[..., Result]) -> None:
    run(
        "new", "questionset", "own@1.0.0", "--base", "fji", "--areas", "child", "--folder", "sets", "--title", "Our own"
    )
    written = said(desk / "sets" / "own" / "1.0.0")
    assert sorted(written) == ["questionset.yaml", "text.cy.yaml", "text.en.yaml"]
    assert all(data.startswith(b"# yaml-language-server: $schema=../../schemas/") for data in written.values())
    assert b"title: Our own\n" in written["text.en.yaml"]
    assert b"questions:" not in written["text.en.yaml"] + written["text.cy.yaml"]
    # The Welsh title was not made from this English one, and says nothing of it.
    assert written["text.cy.yaml"].count(b"  title:") == 0
    assert sorted(path.name for path in (desk / "sets" / "schemas").iterdir()) == [
        "framework.schema.json", "questionset.schema.json", "texts.schema.json",
    ]  # fmt: skip


def test_it_says_what_came_along_and_why(desk: Path, run: Callable[..., Result]) -> None:
    result = run("new", "questionset", "own@1.0.0", "--base", "fji", "--questions", "S-M1", "--folder", "sets")
    assert "Kept as well, since S-M1 needs it: S-MH.\n" in result.stderr
    assert 'write in yotinspect.toml: questionsets = ["sets"]' in result.stderr


@pytest.mark.parametrize("counted", [True, False])
def test_that_no_framework_counts_it_is_ignored_until_one_does(
    counted: bool, sets: Path, run: Callable[..., Result]
) -> None:
    if counted:
        framework = sets / "frameworks" / "mini" / "1.0.0.yaml"
        framework.write_text(framework.read_text("utf-8").replace("sets: [mini", "sets: [own, mini"), "utf-8")
    run("new", "questionset", "own@1.0.0", "--base", "mini", "--questionsets", "sets")
    text = (sets / "own" / "1.0.0" / "questionset.yaml").read_text("utf-8")
    assert ("# ignore set-uncounted: " in text) is not counted


# --- a copy -----------------------------------------------------------------------------------------------------------

WELSH = """questionset: mini-short@1.0.0
language: cy
# The reviewer of the last version.
status: published
revision: 4      # counted since 2018
reviewed: {by: A reader, qualification: Translator, on: 2019-01-02}
title: Set fer
description: Rhai o'r cwestiynau.
made_from: {title: 01234567, description: 89abcdef}
"""


@pytest.fixture
def published(sets: Path) -> Path:
    """The subset as it is once it was published, with a reviewed translation and marks of a release."""
    home = sets / "mini-short" / "1.0.0"
    path = home / "questionset.yaml"
    path.write_text(path.read_text("utf-8").replace("status: draft", "status: published   # since May"), "utf-8")
    shutil.copy(sets / "mini" / "1.0.0" / "text.en.yaml", sets / "mini" / "1.0.0" / "text.cy.yaml")
    base = sets / "mini" / "1.0.0" / "text.cy.yaml"
    base.write_text(base.read_text("utf-8").replace("language: en", "language: cy"), "utf-8")
    (home / "text.cy.yaml").write_text(WELSH, "utf-8")
    (home / "release.yaml").write_text("release: mini-short@1.0.0\n", "utf-8")
    return home


def test_the_next_version_is_a_draft_that_says_what_it_was_made_from(
    published: Path, run: Callable[..., Result]
) -> None:
    before = said(published)
    assert run("new", "questionset", "mini-short@1.1.0", "--from", "mini-short@1.0.0", "--questionsets", "sets").return_value == 0  # fmt: skip
    assert said(published) == before
    new = said(published.parent / "1.1.0")
    assert sorted(new) == ["questionset.yaml", "text.cy.yaml", "text.en.yaml"]
    structure, english, welsh = (new[name].decode() for name in sorted(new, key=["questionset.yaml", "text.en.yaml", "text.cy.yaml"].index))  # fmt: skip
    assert "version: 1.1.0\nstatus: draft   # since May\n" in structure
    assert "\nsince:\n  version: 1.0.0\n  # What a change of words means" in structure
    assert structure.index("basis:") < structure.index("since:") < structure.index("questions:")
    old = before["questionset.yaml"].decode().splitlines()
    assert [line for line in old if line not in structure.splitlines()] == ["version: 1.0.0", "status: published   # since May"]  # fmt: skip
    assert "questionset: mini-short@1.1.0\n" in english
    assert welsh == WELSH.replace("@1.0.0", "@1.1.0").replace("status: published", "status: draft").replace(
        "revision: 4 ", "revision: 1 "
    ).replace("reviewed: {by: A reader, qualification: Translator, on: 2019-01-02}\n", "")
    questions, findings = Library([published.parent.parent]).questionset(Place("mini-short", "1.1.0"))
    assert [finding for finding in findings if finding.severity != "info"] == []
    assert questions is not None
    assert questions.heading.since is not None
    assert (questions.heading.since.version, questions.heading.since.changes) == ("1.0.0", {})


def test_a_version_after_the_next_says_what_it_was_made_from_and_not_the_one_before(sets: Path, run: Callable[..., Result]) -> None:  # fmt: skip
    for new, old in (("1.0.1", "1.0.0"), ("2.0.0", "1.0.1")):
        run("new", "questionset", f"mini@{new}", "--from", f"mini@{old}", "--questionsets", "sets")
    text = (sets / "mini" / "2.0.0" / "questionset.yaml").read_text("utf-8")
    assert text.count("since:\n") == 1
    assert text.count("# What a change of words means") == 1
    assert "since:\n  version: 1.0.1\n" in text
    assert run("questionset", "validate", "mini@2.0.0", "--questionsets", "sets", "--fail-on", "warning").return_value == 0  # fmt: skip


def test_a_copy_under_another_id_is_a_set_of_its_own(sets: Path, run: Callable[..., Result]) -> None:
    run("new", "questionset", "mini@1.0.1", "--from", "mini@1.0.0", "--questionsets", "sets")
    result = run(
        "new", "questionset", "own@1.0.0", "--from", "mini@1.0.1", "--questionsets", "sets", "--title", "Our own"
    )
    assert result.return_value == 0
    text = (sets / "own" / "1.0.0" / "questionset.yaml").read_text("utf-8")
    assert "since:" not in text
    assert "# ignore set-uncounted: " in text
    assert "title: Our own\n" in (sets / "own" / "1.0.0" / "text.en.yaml").read_text("utf-8")
    checked = run("questionset", "validate", "own@1.0.0", "--questionsets", "sets", "--fail-on", "warning")
    assert checked.return_value == 0
    # A title of one's own has no Welsh made from it yet.
    assert [row for row in checked.stdout.splitlines() if not row.endswith("[text-unmarked]")] == []


def test_a_copy_of_the_full_set_is_sound_at_once(desk: Path, run: Callable[..., Result]) -> None:
    assert run("new", "questionset", "own@1.0.0", "--from", "fji@2.0.0", "--folder", "sets", "--title", "Our own").return_value == 0  # fmt: skip
    checked = run("questionset", "validate", "sets", "--fail-on", "warning")
    assert checked.return_value == 0
    # A title of one's own has no Welsh made from it yet.
    assert [row for row in checked.stdout.splitlines() if not row.endswith("[text-unmarked]")] == []


def test_a_new_version_stands_beside_the_old_one_unless_that_came_with_the_program(
    sets: Path, run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    (sets.parent / "first").mkdir()
    folders = ("--questionsets", "first", "--questionsets", "sets")
    run("new", "questionset", "mini@1.0.1", "--from", "mini@1.0.0", *folders)
    assert (sets / "mini" / "1.0.1" / "questionset.yaml").is_file()
    run("new", "questionset", "fji@2.0.1", "--from", "fji@2.0.0", *folders)
    assert (sets.parent / "first" / "fji" / "2.0.1" / "questionset.yaml").is_file()


def test_a_folder_that_the_settings_name_is_made(desk: Path, run: Callable[..., Result]) -> None:
    (desk / "yotinspect.toml").write_text('questionsets = ["sets"]\n', "utf-8")
    assert run("new", "questionset", "own@1.0.0", "--base", "sqs", "--headlines").return_value == 0
    assert "own@1.0.0" in run("questionset", "list").output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["own@1.0.0"], "Say what it is made from"),
        (["own@1.0.0", "--base", "mini", "--from", "mini"], "Say what it is made from"),
        (["own", "--base", "mini"], "Name the new set as ID@VERSION"),
        (["Own@1.0.0", "--base", "mini"], "Name the new set as ID@VERSION"),
        (["own@1.0", "--base", "mini"], "Name the new set as ID@VERSION"),
        (["own@1.0.0", "--base", "minni"], "Did you mean mini?"),
        (["own@1.0.0", "--base", "mini", "--areas", "childs"], "mini@1.0.0 has no area 'childs'. Did you mean child?"),
        (["own@1.0.0", "--base", "mini", "--stages", "x"], "has no stage 'x'. There are: assessment, planning."),
        (["own@1.0.0", "--base", "mini", "--themes", "x"], "has no theme 'x'. There are: diversity, oversight."),
        (["own@1.0.0", "--base", "mini", "--questions", "M-A7"], "has no question 'M-A7'. Did you mean M-A"),
        (["own@1.0.0", "--base", "mini", "--areas", "child", "--stages", "assessment"], "is all of that"),
        (["own@1.0.0", "--from", "mini", "--areas", "child"], "A copy has every question"),
        (["mini@1.0.0", "--from", "mini"], "1.0.0 does not come after 1.0.0: call it one of 1.0.1, 1.1.0, 2.0.0."),
        (["mini@0.9.0", "--from", "mini"], "0.9.0 does not come after 1.0.0"),
        (["mini-short@1.0.0", "--base", "mini"], "There is a set mini-short@1.0.0 already; nothing was changed."),
    ],
)  # fmt: skip
def test_what_cannot_be_begun_is_wrong_usage_and_writes_nothing(
    arguments: list[str], said: str, sets: Path, run: Callable[..., Result]
) -> None:
    before = sorted(sets.rglob("*"))
    assert said in wrong(run("new", "questionset", *arguments, "--questionsets", "sets"))
    assert sorted(sets.rglob("*")) == before


def test_a_set_that_has_faults_is_no_base(sets: Path, run: Callable[..., Result]) -> None:
    (sets / "mini" / "1.0.0" / "text.en.yaml").write_text("questionset: mini@1.0.0\n", "utf-8")
    assert "has faults: run 'yotinspect questionset validate mini@1.0.0'" in wrong(
        run("new", "questionset", "own@1.0.0", "--base", "mini@1.0.0", "--questionsets", "sets")
    )


def test_without_any_folder_it_asks_for_one(desk: Path, run: Callable[..., Result]) -> None:
    assert "--folder sets" in wrong(run("new", "questionset", "own@1.0.0", "--base", "fji"))
    assert list(desk.iterdir()) == []


# --- edits ------------------------------------------------------------------------------------------------------------


def edits(text: str) -> Edits:
    return Edits(parse(text.encode(), "x.yaml", confidential=False))


def test_a_key_can_be_added_behind_another() -> None:
    change = edits("a: 1   # one\n# of b\nb:\n  - 2\n\nc: 3\n")
    change.set(("new",), "4", after="b")
    change.set(("last",), "5", after="gone")
    assert change.result() == b"a: 1   # one\n# of b\nb:\n  - 2\nnew: 4\n\nc: 3\nlast: 5\n"


def test_a_comment_goes_on_a_line_above_its_key() -> None:
    change = edits("a:\n  b: 1\n  c: 2\n")
    change.remark(("a", "c"), "of c")
    change.set(("a", "c"), "3")
    assert change.result() == b"a:\n  b: 1\n  # of c\n  c: 3\n"


@pytest.mark.parametrize("text", ["a: {c: 1}\n", "a:\n  b: 1\n"])
def test_where_there_is_no_line_of_a_key_no_comment_can_stand(text: str) -> None:
    with pytest.raises(CannotEditError):
        edits(text).remark(("a", "c"), "of c")


# --- the example ------------------------------------------------------------------------------------------------------


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = shutil.copytree(ROOT / "examples" / "local-sets", tmp_path / "local-sets")
    monkeypatch.chdir(folder)
    return folder


def test_the_example_keeps_the_questions_that_its_command_keeps(
    example: Path, run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(example.parent)
    text = (example / "sets" / "otherton-audit" / "1.0.0" / "questionset.yaml").read_text("utf-8")
    command = next(line for line in text.splitlines() if line.startswith("#   yotinspect new questionset"))
    run(*command.removeprefix("#   yotinspect ").split(), "--folder", "again")
    homes = (example / "sets", example.parent / "again")
    one, other = (Library([folder]).questionset(Place("otherton-audit", "1.0.0"))[0] for folder in homes)
    assert one is not None
    assert other is not None
    assert list(one.items) == list(other.items)


def test_the_example_is_sound_and_rates_its_cases_without_a_grade(example: Path, run: Callable[..., Result]) -> None:
    assert run("questionset", "validate", "sets", "--fail-on", "warning").return_value == 0
    assert run("assess", "-q", ".", "--fail-on", "warning").return_value == 0
    rated = run("rate", "spring-2017", "--fail-on", "warning")
    assert rated.return_value == 0
    assert "judged sufficient: 32 of 42, 76%" in rated.stdout
    assert "This audit gives no rating." in rated.stdout
    assert run("report", "spring-2017").return_value == 0
