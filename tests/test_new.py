"""What ``new`` begins in each language: the same to the program, with comments, messages and wrong usage in words of the reader."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from babel.messages.pofile import read_po
from click.testing import Result

from tests.conftest import ROOT
from yotinspect.yamledit import plain
from yotinspect.yamlfile import read

Run = Callable[..., Result]
PO = ROOT / "yotinspect" / "locale" / "cy" / "LC_MESSAGES" / "yotinspect.po"
MODULES = ("cli/new.py", "cli/new_set.py", "cli/files.py", "exchange/scaffold.py", "exchange/newset.py")


def english() -> list[str]:
    """What ``new`` says in English and not in Welsh: the longest piece of each sentence between what is filled in."""
    found = []
    for message in read_po(io.BytesIO(PO.read_bytes()), locale="cy"):
        if isinstance(message.id, str) and any(place.endswith(MODULES) for place, _ in message.locations):
            piece = max(re.split(r"\{[^}]*\}", message.id), key=len).strip()
            if len(piece) > 7 and piece not in str(message.string):
                found.append(piece)
    return found


def begun(run: Run, folder: Path, language: str) -> str:
    """An inspection with a case, a selection and a copy; what was said."""
    said = [
        run("new", "inspection", folder / "i", "--yot", "Testshire", "--programme", "sqs", "--lang", language),
        run("new", "case", folder / "i", "T-1", "--assessor", "li-1", "--date", "2016-04-05", "--lang", language),
        run("new", "questionset", "own@1.0.0", "--base", "mini", "--areas", "child", "--folder", folder / "sets", "--lang", language),
        run("new", "questionset", "mini@1.0.1", "--from", "mini", "--folder", folder / "sets", "--lang", language),
    ]  # fmt: skip
    assert [one.return_value for one in said] == [0, 0, 0, 0]
    return "".join(one.stderr for one in said)


def files(folder: Path) -> list[Path]:
    return sorted(path.relative_to(folder) for path in folder.rglob("*.yaml"))


@pytest.mark.slow
def test_what_is_begun_in_welsh_is_the_same_to_the_program_and_speaks_no_english(tmp_path: Path, run: Run) -> None:
    mini = ROOT / "tests" / "corpus" / "context" / "questionsets" / "mini"
    said = {}
    for language in ("en", "cy"):
        shutil.copytree(mini, tmp_path / language / "sets" / "mini")
        said[language] = begun(run, tmp_path / language, language)
    assert files(tmp_path / "cy") == files(tmp_path / "en")
    for path in files(tmp_path / "cy"):
        one, other = (read(tmp_path / language / path, confidential=False) for language in ("en", "cy"))
        assert not other.findings
        assert plain(other.root) == plain(one.root)
    comments = "".join(
        line for path in files(tmp_path / "cy") if "1.0.0/text" not in path.as_posix() and "sets/mini/1.0.0" not in path.as_posix()
        for line in (tmp_path / "cy" / path).read_text("utf-8").splitlines(keepends=True) if "#" in line
    )  # fmt: skip
    assert [piece for piece in english() if piece in comments + said["cy"]] == []
    for words in ("Llenwch yr hyn sy'n wag", "mae ei angen ym mhob achos", "Ni ofynnir ym mhob achos.", "A wnaeth", "dilëwch y llinell hon"):  # fmt: skip
        assert words in comments
    assert "--lang cy" in comments
    assert "Nesaf: " in said["cy"]
    assert "Next: " not in said["cy"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["inspection", "i", "--yot", "T", "--framework", "gradedd-2018"], "Ai graded-2018"),
        (["inspection", "i", "--yot", "T", "--framework", "sqs"], "ychwanegwch --programme sqs"),
        (["inspection", "a b", "--yot", "T"], "nid yw byth yn enwi plentyn"),
        (["inspection", "there", "--yot", "T"], "ni newidiwyd dim"),
        (["case", "there", "T-1", "--assessor", "li-1"], "ni newidiwyd dim"),
        (["case", "there", "inspection", "--assessor", "li-1"], "dewiswch ddynodydd arall"),
        (["case", "there", "T-2", "--assessor", "li-1", "--set", "nothing"], "Nid oes set o gwestiynau y gellir"),
        (["case", "there/cases", "T-1", "--assessor", "li-1"], "yn gyntaf"),
        (["questionset", "own@1.0.0"], "Dywedwch o beth y gwneir hi"),
        (["questionset", "own", "--base", "fji"], "mewn llythrennau bach"),
        (["questionset", "own@1.0.0", "--base", "fjii"], "Nid oes set o gwestiynau o'r enw 'fjii'."),
        (["questionset", "own@1.0.0", "--base", "fji", "--areas", "childs", "--folder", "s"], "Nid oes maes o'r enw 'childs'"),
        (["questionset", "own@1.0.0", "--base", "fji", "--themes", "zzz", "--folder", "s"], "Nid oes thema o'r enw 'zzz'"),
        (["questionset", "fji@1.0.0", "--from", "fji@2.0.0"], "nid yw"),
        (["questionset", "own@1.0.0", "--base", "fji"], "Enwch ffolder"),
        (["questionset", "fji@2.0.0", "--base", "sqs@2.0.0", "--folder", "s"], "ni newidiwyd dim"),
    ],
)  # fmt: skip
def test_wrong_usage_is_told_in_welsh(
    arguments: list[str], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there" / "cases").mkdir(parents=True)
    (tmp_path / "there" / "inspection.yaml").write_text("programme: fji\n", "utf-8")
    (tmp_path / "there" / "cases" / "T-1.yaml").write_text("", "utf-8")
    before = sorted(tmp_path.rglob("*"))
    result = run("new", *arguments, "--lang", "cy")
    assert isinstance(result.exception, click.UsageError)
    assert told.casefold() in result.exception.message.casefold()
    assert [piece for piece in english() if piece in result.exception.message] == []
    assert sorted(tmp_path.rglob("*")) == before


def test_a_set_without_welsh_stands_in_english_and_that_is_told(tmp_path: Path, run: Run) -> None:
    mini = ROOT / "tests" / "corpus" / "context" / "questionsets"
    shutil.copytree(mini, tmp_path / "sets")
    for text in (tmp_path / "sets" / "mini" / "1.0.0").glob("text.cy.yaml"):
        text.unlink()
    (tmp_path / "i").mkdir()
    (tmp_path / "i" / "inspection.yaml").write_text("programme: fji\n", "utf-8")
    result = run("new", "case", tmp_path / "i", "T-1", "--assessor", "li-1", "--set", "mini@1.0.0", "--lang", "cy", "--questionsets", tmp_path / "sets")  # fmt: skip
    assert result.return_value == 0
    text = (tmp_path / "i" / "cases" / "T-1.yaml").read_text("utf-8")
    assert "# Ysgrifennwch yes, no neu na" in text
    assert "yn Saesneg" in result.stderr


def test_the_language_of_the_settings_holds_for_what_is_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "yotinspect.toml").write_text('lang = "cy"\n', "utf-8")
    run("new", "inspection", "i", "--yot", "Testshire")
    assert "Llenwch yr hyn sy'n wag" in (tmp_path / "i" / "inspection.yaml").read_text("utf-8")
