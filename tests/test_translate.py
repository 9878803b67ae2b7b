"""A translation goes to a translator and back as a table, and the file it stands in keeps everything else."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.sets import change, home, small_sets
from yotinspect.exchange.sidebyside import BadTableError, read_table, to_csv, to_xlsx
from yotinspect.questions.translation import Unit, fingerprint

Run = Callable[..., Result]
A1 = "text: Is the assessment of why the child offended good enough?"


@pytest.fixture
def sets(tmp_path: Path, run: Run) -> Path:
    """The small set with its Welsh marked as made from the English as it is."""
    folder = small_sets(tmp_path)
    change(home(folder), "cy", "\nquestions:\n", "\n# what the translator said\nquestions:   # all of them\n")
    assert run("questionset", "translate", "sync", "mini", "--questionsets", folder).return_value == 0
    return folder


def counts(run: Run, sets: Path) -> dict[str, int]:
    result = run("questionset", "translate", "status", "mini", "--format", "json", "--questionsets", sets)
    found = json.loads(result.stdout)["counts"]
    return {state: number for state, number in found.items() if number}


def rows_of(run: Run, sets: Path, *more: str) -> list[dict[str, str]]:
    result = run("questionset", "translate", "export", "mini", *more, "--questionsets", sets)
    return list(csv.DictReader(io.StringIO(result.stdout_bytes.decode("utf-8-sig"), newline="")))


def test_status_tells_what_is_missing_stale_unmarked_and_left_over(sets: Path, run: Run) -> None:
    assert set(counts(run, sets)) == {"done"}
    change(home(sets), "en", A1, "text: Is the analysis of why the child offended good enough?")
    change(home(sets), "en", "title: A small set", "title: A little set")
    assert counts(run, sets)["stale"] == 2
    said = run("questionset", "translate", "status", "mini", "--questionsets", sets).stdout
    assert "stale     questions.M-A1.text" in said
    assert "Revision 1, draft, not reviewed yet." in said
    change(home(sets), "cy", "      do_not_decide_on: A roddwyd tic mewn blwch.\n", "      do_not_decide_on: A roddwyd tic mewn blwch.\n      diversity: Rhywbeth arall.\n")  # fmt: skip
    assert counts(run, sets)["orphaned"] == 1
    # Brought up to date one by one, or all.
    assert run("questionset", "translate", "sync", "mini", "M-A1", "--questionsets", sets).return_value == 0
    assert counts(run, sets)["stale"] == 1
    assert run("questionset", "translate", "sync", "mini", "--all", "--questionsets", sets).return_value == 0
    assert "stale" not in counts(run, sets)
    assert run("questionset", "translate", "sync", "mini", "M-A9", "--questionsets", sets).exception is not None


def test_labels_that_questions_have_of_their_own_are_not_missing_from_the_scale(sets: Path, run: Run) -> None:
    assert "missing" not in counts(run, sets)
    change(home(sets), "cy", "    labels: {yes: Do, no: Naddo}\n", "    labels: {yes: Do}\n")
    assert counts(run, sets)["missing"] == 1
    result = run("questionset", "validate", home(sets), "--questionsets", sets)
    assert "The answer no has no label." in result.stdout


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_table_that_comes_back_as_it_went_changes_nothing(form: str, sets: Path, tmp_path: Path, run: Run) -> None:
    before = (home(sets) / "text.cy.yaml").read_bytes()
    table = tmp_path / f"table.{form}"
    assert run("questionset", "translate", "export", "mini", "-o", table, "--questionsets", sets).return_value == 0
    result = run("questionset", "translate", "import", "mini", table, "--questionsets", sets)
    assert "Nothing was written." in result.stderr
    assert (home(sets) / "text.cy.yaml").read_bytes() == before


def test_a_text_that_comes_back_changed_goes_where_it_belongs(sets: Path, tmp_path: Path, run: Run) -> None:
    rows = rows_of(run, sets)
    for row in rows:
        if row["where"] == "questions.M-A2.hint":
            row["translation"] = (
                "Edrychwch: yn gyntaf ar y ffeil, # wedyn gofynnwch am yr hyn sydd heb ei ddweud ynddi. " * 3
            )
    table = tmp_path / "table.csv"
    write(table, rows)
    before = (home(sets) / "text.cy.yaml").read_text("utf-8")
    assert (
        run("questionset", "translate", "import", "mini", table, "--dry-run", "--questionsets", sets).return_value == 0
    )
    assert (home(sets) / "text.cy.yaml").read_text("utf-8") == before
    result = run("questionset", "translate", "import", "mini", table, "--questionsets", sets)
    assert "Changed: 1; added: 0" in result.stderr
    after = (home(sets) / "text.cy.yaml").read_text("utf-8")
    assert "# what the translator said\nquestions:   # all of them" in after
    changed = [line for line in after.splitlines() if line not in before.splitlines()]
    assert changed[0] == "    hint: >-"
    assert len(changed) == 3
    assert set(counts(run, sets)) == {"done"}


def test_missing_texts_and_a_whole_new_file_are_made(sets: Path, tmp_path: Path, run: Run) -> None:
    rows = rows_of(run, sets)
    path = home(sets) / "text.cy.yaml"
    text = path.read_text("utf-8")
    start, end = text.index("  M-A3:"), text.index("  M-A4:")
    path.write_text(text[:start] + text[end:], "utf-8")
    assert counts(run, sets)["missing"] == 6
    table = tmp_path / "table.csv"
    write(table, rows)
    assert "added: 6" in run("questionset", "translate", "import", "mini", table, "--questionsets", sets).stderr
    assert set(counts(run, sets)) == {"done"}
    path.unlink()
    assert "missing" in counts(run, sets)
    run("questionset", "translate", "import", "mini", table, "--questionsets", sets)
    # The labels of a question's own are no rows of the table, and are to be filled in.
    change(home(sets), "cy", "  M-P2:\n", "  M-P2:\n    labels: {yes: Do, no: Naddo}\n")
    assert set(counts(run, sets)) == {"done"}
    assert run("questionset", "validate", home(sets), "--questionsets", sets).return_value == 0


def test_english_that_changed_meanwhile_stays_marked_as_stale(sets: Path, tmp_path: Path, run: Run) -> None:
    rows = rows_of(run, sets)
    change(home(sets), "en", A1, "text: Is the analysis of why the child offended good enough?")
    for row in rows:
        if row["where"] == "questions.M-A1.text":
            row["translation"] = "A yw'r asesiad yn ddigon da yn eich barn chi?"
        row["note"] = "a note"
    rows.append({**rows[0], "where": "questions.M-A9.text"})
    table = tmp_path / "table.csv"
    write(table, rows)
    result = run("questionset", "translate", "import", "mini", table, "--questionsets", sets)
    assert result.return_value == 1
    assert "questions.M-A1.text: the English has changed since the table was made" in result.stderr
    assert f"{table}:{len(rows) + 1}: there is no such text in mini@1.0.0" in result.stderr
    assert counts(run, sets)["stale"] == 1


def test_what_was_kept_becomes_the_next_revision_and_a_review_is_no_longer_one(
    sets: Path, tmp_path: Path, run: Run
) -> None:
    change(home(sets), "cy", "status: draft", "status: published\nreviewed: {by: N. Person, qualification: translator, on: 2026-01-05}")  # fmt: skip
    assert run("questionset", "release", "mini@1.0.0", "--questionsets", sets).return_value == 0
    rows = rows_of(run, sets)
    rows[0]["translation"] = "Set fechan"
    table = tmp_path / "table.csv"
    write(table, rows)
    result = run("questionset", "translate", "import", "mini", table, "--questionsets", sets)
    assert "It is now revision 2." in result.stderr
    text = (home(sets) / "text.cy.yaml").read_text("utf-8")
    assert "revision: 2" in text
    assert "status: draft" in text


def write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)


# --- the table itself -------------------------------------------------------------------------------------------------

UNITS = [
    Unit(("title",), "=1+1", "@cy", "done"),
    Unit(("areas", "a"), "'quoted' ŵ ŷ", "-ŵ", "stale"),
    Unit(("areas", "b"), 'A "b"; c,\nd', None, "missing"),
]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_no_cell_is_a_formula_and_every_letter_comes_back(form: str) -> None:
    data = to_csv(UNITS) if form == "csv" else to_xlsx(UNITS, "cy")
    if form == "csv":
        cells = [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    else:
        from openpyxl import load_workbook

        sheet = load_workbook(io.BytesIO(data)).worksheets[0]
        assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}
    table = read_table(data, f"t.{form}")
    assert [(row.where, row.translation) for row in table.rows] == [("title", "@cy"), ("areas.a", "-ŵ")]
    assert [row.mark for row in table.rows] == [fingerprint("=1+1"), fingerprint("'quoted' ŵ ŷ")]
    assert table.empty == 1


def test_a_table_whose_first_line_names_the_separator_is_read_as_one_without() -> None:
    text = 'sep=;\r\n"where";"english";"translation"\r\n"title";"A, b";"Y,,, d"\r\n'
    table = read_table(text.encode("utf-8-sig"), "t.csv")
    assert [(row.where, row.translation, row.line) for row in table.rows] == [("title", "Y,,, d", 3)]
    with pytest.raises(BadTableError, match=r"t\.csv:2: there is no column"):
        read_table(b"sep=|\na|b\n", "t.csv")


def test_the_same_texts_give_the_same_table() -> None:
    assert to_csv(UNITS) == to_csv(UNITS)
    from openpyxl import load_workbook

    one, other = (load_workbook(io.BytesIO(to_xlsx(UNITS, "cy"))) for _ in range(2))
    assert one.properties.created == other.properties.created
    assert [[cell.value for cell in row] for row in one.worksheets[0].iter_rows()] == [
        [cell.value for cell in row] for row in other.worksheets[0].iter_rows()
    ]


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "t.csv", "is empty"),
        (b"a,b\r\n1,2\r\n", "t.csv", "no column 'where'"),
        ("where,translation\ntitle,Sêt".encode("latin-1"), "t.csv", "not UTF-8"),
        (b"PK no workbook", "t.xlsx", "no workbook"),
        (b'where,translation\n"' + b"x" * 200_000 + b'",y', "t.csv", "cannot be read"),
    ],
)
def test_a_table_that_is_none_of_ours_is_refused_with_what_to_do(data: bytes, name: str, said: str) -> None:
    with pytest.raises(BadTableError, match=said):
        read_table(data, name)


# --- frameworks -------------------------------------------------------------------------------------------------------


def test_the_words_of_a_framework_have_one_mark(tmp_path: Path, run: Run) -> None:
    sets = small_sets(tmp_path)
    path = sets / "frameworks" / "mini" / "1.0.0.yaml"
    sync = ("questionset", "translate", "sync", "mini@1.0.0", "--kind", "framework", "--questionsets", sets)
    assert "has no translations in 'cy'" in str(run(*sync).exception)
    text = path.read_text("utf-8")
    path.write_text(text.replace("programme: graded\n", "programme: graded\ntranslations: {cy: {status: draft}}  # Welsh\n", 1), "utf-8")  # fmt: skip

    def rules() -> list[str]:
        found = json.loads(run("questionset", "validate", path, "--format", "json", "--questionsets", sets).stdout)
        return [finding["rule"] for finding in found["findings"]]

    assert rules() == ["text-unmarked"]
    assert run(*sync, "--dry-run").return_value == 0
    assert rules() == ["text-unmarked"]
    assert run(*sync).return_value == 0
    assert rules() == []
    assert "# Welsh" in path.read_text("utf-8")
    assert "Nothing was written." in run(*sync).stderr
    path.write_text(path.read_text("utf-8").replace("Governance and leadership", "Leadership and governance"), "utf-8")
    assert rules() == ["text-stale"]


def test_what_cannot_be_translated_is_said(sets: Path, run: Run) -> None:
    for arguments, said in (
        (("status", "mini", "--lang", "en"), "English is what translations are made from"),
        (("status", "minni"), "There is no usable question set"),
        (("sync", "mini", "--lang", "fr"), "There is no text.fr.yaml yet"),
        (("sync", "nowhere", "--kind", "framework"), "There is no framework"),
    ):
        result = run("questionset", "translate", *arguments, "--questionsets", sets)
        assert said in str(result.exception), result.exception
    path = home(sets) / "text.cy.yaml"
    path.write_text(path.read_text("utf-8") + "title: again\n", "utf-8")
    assert "This key stands already" in str(
        run("questionset", "translate", "status", "mini", "--questionsets", sets).exception
    )
