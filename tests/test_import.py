"""What comes back from tablets becomes case files: the same cases, each whole, and what does not fit is said at its cell."""

from __future__ import annotations

import csv
import io
import json
import random
import re
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import LONG
from tests.devices import Device, by_set, device, engine, on_the_engine, questions_of
from tests.random_cases import PIECES, random_case, values_of
from tests.sets import next_version, small_sets
from yotinspect.cases.model import Case
from yotinspect.cases.route import Asked, _holds, route
from yotinspect.exchange.forms.casefiles import CaseMaker
from yotinspect.exchange.forms.fields import FormFields
from yotinspect.exchange.forms.odk import read_submissions
from yotinspect.findings import RULES, Finding
from yotinspect.library import Library
from yotinspect.questions.sets import QuestionSet
from yotinspect.records import check
from yotinspect.tables import NoTableError, rows
from yotinspect.writing import write_whole
from yotinspect.yamlfile import read

Run = Callable[..., Result]
#: What no output may hold.
SECRET = "Zebedee Quillfeather"


# --- the round trip ---------------------------------------------------------------------------------------------------


def sent(questions: QuestionSet, case: Case) -> dict[str, Any]:
    """What of a case a form can send: no answer off the route, and no detail whose condition is not met."""
    asked = route(questions, case)
    held = case.model_dump(mode="json")

    def met(name: str) -> bool:
        when = questions.details[name].when
        return when is None or _holds(when, case.details, lambda id, seen: (False, None), frozenset()) is True

    held["details"] = {name: value for name, value in held["details"].items() if met(name)}
    held["answers"] = {name: answer for name, answer in held["answers"].items() if asked[name] is not Asked.OFF}
    return held


def read_back(path: Path) -> dict[str, Any]:
    """A case file without what is empty in it."""
    file = read(path, confidential=True)
    case = check(Case, file)
    assert case is not None, file.findings
    held = case.model_dump(mode="json")
    held["details"] = {name: value for name, value in held["details"].items() if value is not None}
    held["answers"] = {name: answer for name, answer in held["answers"].items() if any(answer.values())}
    return held


def central(made: Device, all_values: list[Mapping[str, str]]) -> str:
    """A table as ODK Central exports it."""
    columns = made.columns("-")
    header = [
        "SubmissionDate",
        *columns.values(),
        "meta-instanceID",
        "KEY",
        "SubmitterName",
        "ReviewState",
        "FormVersion",
    ]
    return table(header, [
        ["2019-03-06T10:00:00.000Z", *(values.get(name, "") for name in columns), f"uuid:{n}", f"uuid:{n}", "", "", "1"]
        for n, values in enumerate(all_values)
    ])  # fmt: skip


def kobo(made: Device, questions: QuestionSet, all_values: list[Mapping[str, str]], *, listed: bool) -> str:
    """A table as KoboToolbox exports it: a column for each choice of several, beside the one that lists them or alone."""
    fields = FormFields(questions).by_name
    header, takes = ["start"], [lambda values: "2019-03-06T10:00:00.000+00:00"]
    for name, path in made.columns("/").items():
        several = name in fields and fields[name].kind == "many"
        if listed or not several:
            header.append(path)
            takes.append(lambda values, name=name: values.get(name, ""))
        for choice in fields[name].values if several else ():
            header.append(f"{path}/{choice}")
            takes.append(
                lambda values, name=name, choice=choice: (
                    "" if name not in values else str(int(choice in values[name].split()))
                )
            )
    header += ["__version__", "_id", "_uuid", "_validation_status"]
    made_rows = [[*(take(values) for take in takes), "vX", "1", "u", ""] for values in all_values]
    return table(header, made_rows, delimiter=";")


def table(header: list[str], made: list[list[str]], **how: Any) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, **how)
    writer.writerow(header)
    writer.writerows(made)
    return text.getvalue()


@pytest.mark.few(2)
@by_set
def test_a_case_filled_in_on_a_form_comes_back_as_the_same_case(place: str, tmp_path: Path, run: Run) -> None:
    questions, made = questions_of(place), device(place)
    fields = FormFields(questions)
    cases = [random_case(questions, random.Random(seed)) for seed in range(30 if LONG else 4)]
    cases = [case.model_copy(update={"case": f"EX-{n}"}) for n, case in enumerate(cases)]
    submitted = [made.submitted({**values_of(fields, case), "questionset": place}) for case in cases]
    for n, case in enumerate(cases):
        path = tmp_path / "xml" / f"instance {n}" / "instance.xml"
        path.parent.mkdir(parents=True)
        path.write_text(made.xml({**values_of(fields, case), "questionset": place}), "utf-8", newline="")
    (tmp_path / "central.csv").write_text(central(made, submitted), "utf-8", newline="")
    (tmp_path / "kobo.csv").write_text(kobo(made, questions, submitted, listed=True), "utf-8-sig", newline="")
    (tmp_path / "kobo-alone.csv").write_text(kobo(made, questions, submitted, listed=False), "utf-8", newline="")
    written = {}
    for source in ("xml", "central.csv", "kobo.csv", "kobo-alone.csv"):
        folder = tmp_path / f"{source}-cases"
        result = run("import", tmp_path / source, "--from", "odk", "-o", folder)
        assert (result.return_value, result.stdout) == (0, ""), result.stdout
        written[source] = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
        for case in cases:
            name = f"{case.case}.yaml" if case.role == "first" else f"{case.case}-second-{case.assessor}.yaml"
            back, wanted = read_back(folder / name), sent(questions, case)
            if source == "kobo-alone.csv":
                back, wanted = without_order(back), without_order(wanted)
            assert back == wanted
    assert written["xml"] == written["central.csv"] == written["kobo.csv"]


@pytest.mark.system
@pytest.mark.skipif(engine() is None, reason="needs a Java development kit")
@by_set
def test_the_engine_of_tablets_shows_what_the_route_asks_and_sends_the_same_case(
    place: str, tmp_path: Path, run: Run
) -> None:
    questions = questions_of(place)
    fields = FormFields(questions)
    cases = [random_case(questions, random.Random(seed)) for seed in range(100 if LONG else 25)]
    cases = [case.model_copy(update={"case": f"EX-{n}", "role": "first"}) for n, case in enumerate(cases)]
    shown = on_the_engine(place, [values_of(fields, case) for case in cases], tmp_path / "instances")
    result = run("import", tmp_path / "instances", "--from", "odk", "-o", tmp_path / "cases")
    assert (result.return_value, result.stdout) == (0, ""), result.stdout
    for case, names in zip(cases, shown, strict=True):
        wanted = {name for name, asked in route(questions, case).items() if asked is not Asked.OFF}
        assert {id for id in questions.items if fields.name("answers", id, "answer") in names} == wanted
        assert read_back(tmp_path / "cases" / f"{case.case}.yaml") == sent(questions, case)


def without_order(held: Any) -> Any:
    """Columns of their own say what was chosen, and not in which order."""
    if isinstance(held, dict):
        return {key: without_order(value) for key, value in held.items()}
    return sorted(held) if isinstance(held, list) else held


def test_random_cases_hold_every_type_of_question_and_detail() -> None:
    """Or else the test above would have shown less than it says."""
    seen: set[tuple[str, object]] = set()
    for place in ("fji@2.0.0", "organisation@1.0.0"):
        questions = questions_of(place)
        for seed in range(4):
            case = random_case(questions, random.Random(seed))
            wanted = sent(questions, case)
            seen |= {("detail", questions.details[name].type) for name in wanted["details"]}
            for name, answer in wanted["answers"].items():
                seen |= {(questions.items[name].kind, answer["answer"]), ("with", bool(answer["reasons"]))}
                seen.add(("evidence without an answer", answer["answer"] is None))
    for type in ("choice", "choices", "yes_no", "integer", "date", "text"):
        assert ("detail", type) in seen
    for one in (("judgement", "na"), ("fact", "yes"), ("choice", "two"), ("grade", "good"), ("with", True)):
        assert one in seen
    assert ("evidence without an answer", True) in seen


@pytest.mark.slow
def test_what_comes_back_is_accepted_by_assess(tmp_path: Path, run: Run) -> None:
    """A case without a gap is complete after the round trip as well."""
    from tests.conftest import ROOT

    for name in ("EX-001", "EX-021"):
        source = ROOT / "examples" / "exampleshire-2019" / "cases" / f"{name}.yaml"
        case = check(Case, read(source, confidential=True))
        assert case is not None
        made = device(case.questionset)
        values = {**values_of(FormFields(questions_of(case.questionset)), case), "questionset": case.questionset}
        (tmp_path / f"{name}.xml").write_text(made.xml(values), "utf-8")
    assert run("import", tmp_path, "--from", "odk", "-o", tmp_path / "cases").return_value == 0
    result = run("assess", tmp_path / "cases")
    assert result.return_value == 0, result.stdout
    assert result.stdout.count(" complete\n") == 2


# --- tables -----------------------------------------------------------------------------------------------------------


@given(st.lists(st.lists(st.text(alphabet='ab,"\n\r;\té', max_size=4), min_size=2, max_size=3), min_size=1, max_size=4))
def test_a_table_is_read_as_it_was_written_and_every_cell_knows_its_place(made: list[list[str]]) -> None:
    # A header without a separator in its first line names no columns.
    made = [["h", "i"], *made]
    text = table(made[0], made[1:])
    found = list(rows(text))
    said = [[re.sub("\r\n|\r", "\n", cell) for cell in row] for row in made]
    assert [[cell.text for cell in row] for row in found] == [row for row in said if any(row)]
    lines = re.split("\r\n|\n|\r", text)
    for row in found:
        for cell in row:
            assert lines[cell.line - 1][cell.column - 1 :].lstrip('"').startswith(re.split('[\r\n"]', cell.text)[0])


@pytest.mark.parametrize(
    ("text", "place"),
    [('a,b\n1,"2', (2, 3)), ('a,b\n1,"2"3\n', (2, 6))],
)
def test_a_table_that_is_none_is_refused_where_it_stops_being_one(text: str, place: tuple[int, int]) -> None:
    with pytest.raises(NoTableError) as caught:
        list(rows(text))
    assert (caught.value.line, caught.value.column) == place


# --- what does not fit ------------------------------------------------------------------------------------------------

GOOD = {
    "questionset": "mini@1.0.0", "case": "EX-1", "assessor": "la-3", "assessed": "2019-03-05",
    "detail_order": "referral_order", "detail_started": "2018-11-02", "detail_age": "15", "detail_custody": "never",
    "detail_needs": "mental_health physical_disability", "M_A1": "yes", "M_A2": "no", "M_A2_reasons": "late",
    "M_A2_evidence": "The earlier offences are left out.\nTwo of them.", "M_A3": "yes", "M_A4": "two",
}  # fmt: skip


@pytest.fixture
def sets(tmp_path: Path) -> Path:
    return small_sets(tmp_path)


def lines_of(*submissions: Mapping[str, str]) -> str:
    header = list(dict.fromkeys(key for one in submissions for key in one))
    return table(header, [[one.get(key, "") for key in header] for one in submissions], lineterminator="\n")


def import_(
    run: Run, sets: Path, text: str | bytes, *more: object, name: str = "in.csv"
) -> tuple[Result, list[Finding]]:
    path = sets.parent / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    cases = sets.parent / "cases"
    found = sets.parent / "found.json"
    result = run("import", path, "--from", "odk", "-o", cases, "--questionsets", sets, "--format", f"json:{found}", "--format", "text", *more)  # fmt: skip
    if not isinstance(result.exception, Exception):
        records = json.loads(found.read_text("utf-8"))["findings"]
        assert SECRET not in result.output + found.read_text("utf-8")
        return result, [Finding(**record) for record in records]
    return result, []


def written(sets: Path) -> list[str]:
    folder = sets.parent / "cases"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_a_submission_becomes_a_case_file_that_reads_as_one_begun_with_new_case(sets: Path, run: Run) -> None:
    result, findings = import_(run, sets, lines_of(GOOD))
    assert (result.return_value, findings) == (0, [])
    assert "Submissions: 1; case files written: 1; there already: 0." in result.stderr
    text = (sets.parent / "cases" / "EX-1.yaml").read_text("utf-8")
    assert text.startswith("# yaml-language-server:")
    assert "\ncase: EX-1\nquestionset: mini@1.0.0\nassessor: la-3\nassessed: 2019-03-05\n\ndetails:\n" in text
    assert "\n  needs: [mental_health, physical_disability]\n" in text
    assert "\n  length_months:\n" in text
    assert "\n  M-A1: yes\n" in text
    assert (
        "\n  M-A2:\n    answer: no\n    evidence: |-\n      The earlier offences are left out.\n      Two of them.\n    reasons: [late]\n"
        in text
    )


def test_a_note_comes_back_with_its_question_answered_or_not(sets: Path, run: Run) -> None:
    notes = {
        "M_A1_note": "Ask her again.",
        "M_A2_note": "Seen twice.\nOnce late.",
        "M_A3": "",
        "M_A3_note": "To do: ring.",
    }
    _, findings = import_(run, sets, lines_of({**GOOD, **notes}))
    assert findings == []
    case = check(Case, read(sets.parent / "cases" / "EX-1.yaml", confidential=True))
    assert case is not None
    assert [(case.answers[name].answer, case.answers[name].note) for name in ("M-A1", "M-A2", "M-A3")] == [
        ("yes", "Ask her again."), ("no", "Seen twice.\nOnce late."), (None, "To do: ring.")]  # fmt: skip
    assert case.answers["M-A2"].reasons == ["late"]


def test_a_table_whose_first_line_names_the_separator_is_read_as_one_without(sets: Path, run: Run) -> None:
    text = lines_of(GOOD, {**GOOD, "case": "EX-2", "assessed": "2019-02-30"})
    other = io.StringIO()
    csv.writer(other, delimiter="|").writerows(csv.reader(io.StringIO(text)))
    _, findings = import_(run, sets, f"sep=|\r\n{other.getvalue()}")
    assert written(sets) == ["EX-1.yaml"]
    _, before = import_(run, sets, text)
    wrong = next(finding for finding in before if finding.rule == "model-value")
    # The line is one further down; in a spreadsheet, which does not show that line, the row is the same.
    assert [(one.line, one.message, one.help) for one in findings] == [(wrong.line + 1, wrong.message, wrong.help)]


@pytest.mark.parametrize(
    ("wrong", "rule", "column"),
    [
        ({"case": SECRET}, "model-value", "case"),
        ({"assessor": SECRET}, "model-value", "assessor"),
        ({"assessed": "05/03/2019"}, "model-value", "assessed"),
        ({"assessed": "2019-02-30"}, "model-value", "assessed"),
        ({"role": SECRET}, "model-value", "role"),
        ({"detail_order": SECRET}, "case-detail", "detail_order"),
        ({"detail_started": SECRET}, "case-detail", "detail_started"),
        ({"detail_started": "2019-03-06"}, "case-dates", "detail_started"),
        ({"detail_age": "18"}, "case-age", "detail_age"),
        ({"detail_age": "15.0"}, "case-detail", "detail_age"),
        ({"detail_needs": f"mental_health {SECRET}"}, "case-detail", "detail_needs"),
        ({"M_A1": SECRET}, "case-answer", "M_A1"),
        ({"M_A1": "na"}, "case-answer", "M_A1"),
        ({"M_A4": "yes"}, "case-answer", "M_A4"),
        ({"M_A2_reasons": f"late {SECRET.split()[0]}"}, "case-reason", "M_A2_reasons"),
        ({"M_A9": "no"}, "submission-question", "M_A9"),
        ({"M_A9_evidence": SECRET}, "submission-question", "M_A9_evidence"),
        ({"M_A9_note": SECRET}, "submission-question", "M_A9_note"),
        ({"other-detail_age": "12"}, "submission-unreadable", "other-detail_age"),
        ({"questionset": ""}, "submission-set", None),
        ({"questionset": SECRET}, "submission-set", "questionset"),
        ({"questionset": "mini@9.9.9"}, "submission-set", "questionset"),
        ({"case": ""}, "submission-case", None),
        ({"assessor": ""}, "submission-case", None),
        ({"case": "inspection"}, "submission-case", None),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_said_at_its_cell_and_its_case_is_not_written(
    wrong: dict[str, str], rule: str, column: str | None, sets: Path, run: Run
) -> None:
    # Lines inside a cell above: rows are not lines.
    text = lines_of({**GOOD, "case": "EX-0"}, {**GOOD, **wrong})
    result, findings = import_(run, sets, text)
    assert result.return_value == 1
    assert [finding.rule for finding in findings if finding.severity == "error"] == [rule] * len(findings), findings
    cells = list(rows(text))
    heads = [cell.text for cell in cells[0]]
    at = cells[2][heads.index(column)] if column else cells[2][0]
    assert {(finding.line, finding.column) for finding in findings} == {(at.line, at.column)}
    if column and rule != "submission-set":
        assert f"In the table it is row 3, column {column.removeprefix('other-')}." in findings[0].help
    assert written(sets) == ["EX-0.yaml"]


def test_the_same_value_twice_is_one_and_a_choice_may_have_the_name_of_a_field(sets: Path, run: Run) -> None:
    again = {"other-detail_age": GOOD["detail_age"]}
    result, findings = import_(run, sets, lines_of({**GOOD, **again}))
    assert (result.return_value, findings) == (0, [])
    structure = sets / "mini" / "1.0.0" / "questionset.yaml"
    structure.write_text(structure.read_text("utf-8").replace("mental_health", "case"), "utf-8")
    for text in structure.parent.glob("text.*.yaml"):
        text.write_text(text.read_text("utf-8").replace("mental_health", "case"), "utf-8")
    ticked = {"case": "EX-8", "detail_needs": "", "view/detail_needs/case": "1"}
    result, findings = import_(run, sets, lines_of({**GOOD, **ticked}))
    assert (result.return_value, findings) == (0, [])
    assert "needs: [case]" in (sets.parent / "cases" / "EX-8.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [({"M_A3": "yes", "M_A2": "na", "M_A2_reasons": ""}, "case-off-route"),
     ({"M_A2": "yes"}, "case-reason-unasked"), ({"remark": SECRET}, "submission-field")],
)  # fmt: skip
def test_what_a_person_should_look_at_is_said_and_the_case_is_written(
    wrong: dict[str, str], rule: str, sets: Path, run: Run
) -> None:
    result, findings = import_(run, sets, lines_of({**GOOD, **wrong}))
    assert (result.return_value, [finding.rule for finding in findings]) == (0, [rule])
    assert written(sets) == ["EX-1.yaml"]
    assert SECRET not in (sets.parent / "cases" / "EX-1.yaml").read_text("utf-8")


def test_a_field_that_somebody_added_is_said_once_a_file(sets: Path, run: Run) -> None:
    text = lines_of({**GOOD, "remark": "a"}, {**GOOD, "case": "EX-2", "remark": "b"})
    assert [finding.rule for finding in import_(run, sets, text)[1]] == ["submission-field"]
    # A name that does not look like an id may hold anything.
    _, findings = import_(run, sets, lines_of({**GOOD, "case": "EX-3", SECRET: "c"}))
    assert [finding.message for finding in findings] == [
        "The form of mini@1.0.0 has no such field; what stands in it is left out."
    ]


def test_what_is_missing_is_for_assess_to_say(sets: Path, run: Run) -> None:
    few = {key: GOOD[key] for key in ("questionset", "case", "assessor")}
    result, findings = import_(run, sets, lines_of({**few, "M_A1": "no"}))
    assert (result.return_value, findings) == (0, [])
    assessed = run("assess", sets.parent / "cases", "--questionsets", sets)
    assert "case-missing-answer" in assessed.stdout
    assert "case-no-evidence" in assessed.stdout


def test_two_submissions_of_one_case_are_both_left_where_they_are(sets: Path, run: Run) -> None:
    _, findings = import_(run, sets, lines_of(GOOD, {**GOOD, "case": "EX-2"}, {**GOOD, "case": "ex-1", "M_A1": "no"}))
    assert [(finding.rule, finding.line) for finding in findings] == [("submission-twice", 6)]
    assert findings[0].message.endswith("in.csv:2 as well, and neither was written.")
    assert written(sets) == ["EX-2.yaml"]


def test_the_same_submission_from_two_sources_is_written_once(sets: Path, run: Run) -> None:
    result, findings = import_(run, sets, lines_of(GOOD, GOOD), "--dry-run")
    assert (findings, "Case files that could be: 1." in result.stderr) == ([], True)
    result, findings = import_(run, sets, lines_of(GOOD, GOOD))
    assert (findings, written(sets)) == ([], ["EX-1.yaml"])
    assert "case files written: 1; there already: 1." in result.stderr
    # Where a third says something else, none of them is right by itself.
    other = {**GOOD, "case": "EX-2"}
    _, findings = import_(run, sets, lines_of(other, other, {**other, "M_A1": "no"}))
    assert ([finding.rule for finding in findings], written(sets)) == (["submission-twice"], ["EX-1.yaml"])


def test_a_second_assessment_stands_beside_the_first(sets: Path, run: Run) -> None:
    second = {**GOOD, "assessor": "la-4", "role": "second"}
    _, findings = import_(run, sets, lines_of(GOOD, second))
    assert (findings, written(sets)) == ([], ["EX-1-second-la-4.yaml", "EX-1.yaml"])
    assert "case-second" not in run("assess", sets.parent / "cases", "--questionsets", sets).stdout
    # Two first assessments of one case are two submissions of it, whoever made them.
    _, findings = import_(run, sets, lines_of(GOOD, {**second, "role": "first"}))
    assert "submission-twice" in [finding.rule for finding in findings]


def test_what_is_there_is_never_overwritten_and_the_same_again_is_no_finding(sets: Path, run: Run) -> None:
    import_(run, sets, lines_of(GOOD))
    result, findings = import_(run, sets, lines_of(GOOD, {**GOOD, "case": "EX-2"}))
    assert (findings, result.return_value) == ([], 0)
    assert "Submissions: 2; case files written: 1; there already: 1." in result.stderr
    path = sets.parent / "cases" / "EX-1.yaml"
    path.write_text(path.read_text("utf-8") + "# seen by hi-2\n", "utf-8")
    before = path.read_bytes()
    result, findings = import_(run, sets, lines_of(GOOD))
    assert [finding.rule for finding in findings] == ["submission-exists"]
    assert path.read_bytes() == before


def test_a_file_that_appears_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "EX-1.yaml"
    write_whole(path, b"one", new=True)
    for linked in (True, False):
        with (
            mock.patch("os.path.lexists", return_value=False),
            mock.patch.object(
                Path,
                "hardlink_to",
                **({"side_effect": FileExistsError} if linked else {"side_effect": PermissionError}),
            ),
            pytest.raises(FileExistsError),
        ):
            write_whole(path, b"two", new=True)
        assert (path.read_bytes(), list(tmp_path.iterdir())) == (b"one", [path])
    with mock.patch.object(Path, "hardlink_to", side_effect=PermissionError):
        write_whole(tmp_path / "EX-2.yaml", b"three", new=True)
    assert (tmp_path / "EX-2.yaml").read_bytes() == b"three"


def test_a_dry_run_says_everything_and_writes_nothing(sets: Path, run: Run) -> None:
    result, findings = import_(run, sets, lines_of(GOOD, {**GOOD, "case": "EX-2", "M_A1": "na"}), "--dry-run")
    assert [finding.rule for finding in findings] == ["case-answer"]
    assert "Nothing was written. Case files that could be: 1." in result.stderr
    assert not (sets.parent / "cases").exists()


def test_cases_of_an_inspection_go_where_its_cases_are(sets: Path, run: Run) -> None:
    folder = sets.parent / "exampleshire"
    folder.mkdir()
    (folder / "inspection.yaml").write_text("inspection: exampleshire\n", "utf-8")
    path = sets.parent / "in.csv"
    path.write_text(lines_of(GOOD), "utf-8")
    assert run("import", path, "--from", "odk", "-o", folder, "--questionsets", sets).return_value == 0
    assert [path.name for path in (folder / "cases").iterdir()] == ["EX-1.yaml"]


def test_submissions_that_a_reviewer_rejected_are_left_out(sets: Path, run: Run) -> None:
    rejected = {**GOOD, "M_A1": "na", "ReviewState": "rejected"}
    result, findings = import_(run, sets, lines_of({**GOOD, "ReviewState": "approved"}, rejected))
    assert (findings, written(sets)) == ([], ["EX-1.yaml"])
    assert "Left out, since a reviewer rejected them: 1." in result.stderr
    kobo_rejected = {**GOOD, "case": "EX-2", "_validation_status": "validation_status_not_approved"}
    assert "rejected them: 1." in import_(run, sets, lines_of(kobo_rejected))[0].stderr


def test_submissions_of_another_version_are_named_and_with_set_refused(sets: Path, run: Run) -> None:
    next_version(sets, "2.0.0")
    text = lines_of(GOOD, {**GOOD, "case": "EX-2", "questionset": "mini@2.0.0"})
    result, findings = import_(run, sets, text)
    assert [(finding.rule, finding.line) for finding in findings] == [("submission-version", 2)]
    assert (result.return_value, written(sets)) == (0, ["EX-1.yaml", "EX-2.yaml"])
    result, findings = import_(run, sets, text, "--set", "mini@2.0.0")
    assert [(finding.rule, finding.line) for finding in findings] == [("submission-set", 2)]
    assert "mini@2.0.0 was asked for" in findings[0].message


def test_a_table_that_does_not_say_its_set_is_of_the_one_that_is_named(sets: Path, run: Run) -> None:
    text = lines_of({key: value for key, value in GOOD.items() if key != "questionset"})
    assert [finding.rule for finding in import_(run, sets, text)[1]] == ["submission-set"]
    assert import_(run, sets, text, "--set", "mini@1.0.0")[1] == []
    assert written(sets) == ["EX-1.yaml"]


def test_an_instance_that_does_not_say_its_set_is_of_the_form_it_names(sets: Path, run: Run) -> None:
    text = '<data id="mini" version="1.0.0+cy.2"><case>EX-1</case><assessor>la-3</assessor></data>'
    assert import_(run, sets, text, name="in.xml")[1] == []
    assert written(sets) == ["EX-1.yaml"]


@pytest.mark.parametrize(
    ("data", "rule", "place", "name"),
    [
        (b"PK\x03\x04...", "submission-unreadable", (1, 1), "in.csv"),
        (b'case,assessor\nEX-1,"la', "submission-unreadable", (2, 6), "in.csv"),
        (b"case,assessor\nEX-1\n", "submission-unreadable", (2, 1), "in.csv"),
        (b"case,case\nEX-1,EX-2\n", "submission-unreadable", (1, 6), "in.csv"),
        (b"case,assessor\nEX-1,\xff\n", "file-encoding", (2, 6), "in.csv"),
        (b"<data>\n<case>EX-1</data>", "submission-unreadable", (2, 13), "in.xml"),
        (b'<!DOCTYPE data [<!ENTITY a "b">]>\n<data/>', "submission-unreadable", (1, 1), "in.xml"),
        (b"<data>\n" + b"<a>" * 40 + b"</a>" * 40 + b"</data>", "submission-unreadable", (2, 94), "in.xml"),
        (b"<data>\n <case>a</case>\n <case>b</case></data>", "submission-unreadable", (3, 2), "in.xml"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_to_its_end_gives_no_case(
    data: bytes, rule: str, place: tuple[int, int], name: str, sets: Path, run: Run
) -> None:
    result, findings = import_(run, sets, data, name=name)
    assert [finding.rule for finding in findings] == [rule]
    assert (result.return_value, written(sets)) == (1, [])
    assert (findings[0].line, findings[0].column) == place


def test_a_file_that_is_too_large_is_refused(sets: Path, run: Run) -> None:
    with mock.patch("yotinspect.exchange.forms.odk.LIMIT", 10):
        assert [finding.rule for finding in import_(run, sets, lines_of(GOOD))[1]] == ["file-size"]


def test_a_value_larger_than_a_case_may_be_is_refused(sets: Path, run: Run) -> None:
    _, findings = import_(run, sets, lines_of({**GOOD, "M_A2_evidence": "x" * (1 << 20)}))
    assert [finding.rule for finding in findings] == ["file-size"]
    assert written(sets) == []


PARTS = st.sampled_from([
    "case", "M_A1", "questionset", "mini@1.0.0", "EX-1", "la-3", "assessor", "yes", ",", ",", ";", "\n", "\r", '"', '""', "\t", "\x00", "é",
    "<data id='mini' version='1.0.0'>", "<case>", "</case>", "<M_A1/>", "<?xml version='1.0' encoding='nosuch'?>", "<!--", "]]>", "&lt;", "&x;",
    "</data>", "detail_needs/mental_health", "1",
])  # fmt: skip


@given(st.lists(PARTS, max_size=40), st.sampled_from(["in.csv", "in.xml"]))
def test_whatever_is_given_as_submissions_ends_in_findings_and_no_fault_of_ours(
    mini_library: Library, tmp_path_factory: pytest.TempPathFactory, parts: list[str], name: str
) -> None:
    path = tmp_path_factory.getbasetemp() / name
    path.write_text("".join(parts), "utf-8", newline="")
    batch = read_submissions([path])
    maker = CaseMaker(mini_library)
    for submission in batch.submissions:
        made = maker.made(submission)
        assert bool(made.data) <= bool(made.case)


@pytest.fixture(scope="module")
def mini_library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Library([small_sets(tmp_path_factory.mktemp("mini"))], alone=True)


def test_a_large_table_is_read_in_the_time_that_goes_with_its_size() -> None:
    """Ten times the rows take about ten times as long, whichever signs the file does without."""
    took = []
    for number in (2_000, 20_000):
        text = "a,b,c,d,e\n" + "1,2,3,4,5\n" * number
        begun = time.process_time()
        assert sum(1 for _ in rows(text)) == number + 1
        took.append(time.process_time() - begun)
    assert took[1] < 40 * max(took[0], 0.002)


def test_a_folder_without_submissions_is_wrong_usage(sets: Path, run: Run) -> None:
    (sets.parent / "empty").mkdir()
    result = run("import", sets.parent / "empty", "--from", "odk", "-o", sets.parent / "cases")
    assert "There is no submission here." in str(result.exception)
    result = run("import", sets.parent / "empty", "--from", "odk", "-o", sets.parent / "cases", "--set", "fjj")
    assert "Did you mean fji?" in str(result.exception)


def test_a_folder_that_cannot_be_written_is_said_for_each_case(sets: Path, run: Run) -> None:
    (sets.parent / "cases").write_text("", "utf-8")
    path = sets.parent / "in.csv"
    path.write_text(lines_of(GOOD), "utf-8")
    result = run("import", path, "--from", "odk", "-o", sets.parent / "cases" / "inner", "--questionsets", sets)
    assert "[file-unwritable]" in result.stdout


def test_everything_is_said_in_welsh_too(sets: Path, run: Run) -> None:
    path = sets.parent / "in.csv"
    path.write_text(lines_of({**GOOD, "M_A1": "na", "M_A9": "yes"}), "utf-8")
    result = run("import", path, "--from", "odk", "-o", sets.parent / "cases", "--questionsets", sets, "--lang", "cy")
    assert "Yn y tabl" in result.stdout
    assert "The" not in result.output


def test_findings_of_submissions_are_in_the_order_of_the_file_whatever_the_order_of_names(sets: Path, run: Run) -> None:
    path = sets.parent / "forms"
    path.mkdir()
    for name in ("b", "a"):
        (path / f"{name}.csv").write_text(lines_of({**GOOD, "case": f"EX-{name}", "M_A1": "na"}), "utf-8")
    result = run("import", path, "--from", "odk", "-o", sets.parent / "cases", "--questionsets", sets)
    assert [line.rpartition(".csv")[0][-1] for line in result.stdout.splitlines()] == ["a", "b"]


def test_every_rule_of_submissions_is_tried_here() -> None:
    assert {rule for rule in RULES if rule.startswith("submission-")} == {
        "submission-unreadable", "submission-set", "submission-version", "submission-case", "submission-question",
        "submission-field", "submission-twice", "submission-exists",
    }  # fmt: skip


@pytest.mark.parametrize("text", PIECES)
def test_whatever_is_typed_as_evidence_is_read_back_as_it_was_typed(text: str, sets: Path, run: Run) -> None:
    import_(run, sets, lines_of({**GOOD, "M_A2_evidence": f"{text}|"}))
    assert read_back(sets.parent / "cases" / "EX-1.yaml")["answers"]["M-A2"]["evidence"] == f"{text}|"


def test_reading_does_not_hang_on_the_tail_of_a_group_name(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text("view-x-case,KEY\nEX-1,uuid:1\n", "utf-8")
    (submission,) = read_submissions([path]).submissions
    assert (submission.row, submission.cells["view-x-case"].text) == (2, "EX-1")
