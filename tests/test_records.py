"""Complaints of a model as findings: at the key or value that caused them, in plain words, never with the value."""

from __future__ import annotations

import datetime
import re
from fractions import Fraction
from typing import Any

import pytest
from pydantic import BaseModel

from yotinspect.cases.model import Case
from yotinspect.findings import Finding, did_you_mean
from yotinspect.questions.model import Structure, Subset, Texts
from yotinspect.ratings.framework import Framework
from yotinspect.ratings.inspection import Inspection
from yotinspect.records import Place, check, check_what_fits, version_key
from yotinspect.yamlfile import YamlFile, parse

CASE = """\
case: EX-1
questionset: mini@1.0.0
assessor: la-3
assessed: 2019-03-05
details:
  order: referral_order
  needs: [a, b]
answers:
  M-A1: yes
  M-A2: {answer: no, evidence: Not there., reasons: [late]}
"""

INSPECTION = """\
inspection: exampleshire-2019
yot: Exampleshire
programme: graded
framework: mini@1.0.0
fieldwork: {from: 2019-03-04, to: 2019-03-08}
caseload: {court: 86}
team:
  - {id: li-1, role: lead_inspector, organisation: HMI Probation}
judgements:
  "1.1": {rating: good, rationale: Because., sources: [minutes]}
counts:
  "3.1":
    child: {yes: 17, no: 9}
discretion:
  "3.1": {to: good, rationale: Because., panel: [li-1], agreed: 2019-03-29}
"""


def reading(text: str, *, confidential: bool = True) -> YamlFile:
    file = parse(text.encode(), "f.yaml", confidential=confidential)
    assert file.findings == [], file.findings
    return file


def complaints(model: type[BaseModel], text: str, *, confidential: bool = True) -> list[Finding]:
    file = reading(text, confidential=confidential)
    assert check(model, file) is None
    return file.findings


def only(model: type[BaseModel], base: str, old: str, new: str, *, confidential: bool = True) -> Finding:
    """The one finding after one edit."""
    assert base.count(old) == 1
    (finding,) = complaints(model, base.replace(old, new), confidential=confidential)
    return finding


def test_a_file_that_fits_becomes_its_record() -> None:
    case = check(Case, reading(CASE))
    assert case is not None
    assert case.assessed == datetime.date(2019, 3, 5)
    assert case.details["needs"] == ["a", "b"]
    assert case.answers["M-A1"].answer == "yes"
    assert case.answers["M-A2"].reasons == ["late"]
    inspection = check(Inspection, reading(INSPECTION))
    assert inspection is not None
    assert inspection.counts["3.1"]["child"].yes == 17
    assert inspection.fieldwork is not None
    assert inspection.fieldwork.end == datetime.date(2019, 3, 8)


# --- one fault, one finding, at its place -----------------------------------------------------------------------------

FAULTS: list[tuple[type[BaseModel], str, str, str, tuple[str, int, int], str]] = [
    # an unknown key stands where it stands
    (Case, CASE, "evidence: Not", "evidense: Not", ("model-unknown-key", 10, 22), "answers.M-A2.evidense"),
    (Case, CASE, "assessed:", "rolle: first\nassessed:", ("model-unknown-key", 4, 1), "rolle"),
    (Inspection, INSPECTION, "organisation:", "org:", ("model-unknown-key", 8, 38), "team[0].org"),
    (Inspection, INSPECTION, "no: 9", "no: 9, nope: 1", ("model-unknown-key", 13, 29), "counts.3.1.child.nope"),
    # a missing key is shown at what lacks it
    (Case, CASE, "assessor: la-3\n", "", ("model-missing-key", 1, 1), ""),
    (Inspection, INSPECTION, "no: 9", "na: 0", ("model-missing-key", 13, 5), "counts.3.1.child"),
    (Inspection, INSPECTION, "id: li-1, ", "", ("model-missing-key", 8, 5), "team[0]"),
    (Inspection, INSPECTION, ", to: 2019-03-08", "", ("model-missing-key", 5, 1), "fieldwork"),
    # another shape than is wanted
    (Case, CASE, "{answer: no, evidence: Not there., reasons: [late]}", "[no]", ("model-shape", 10, 9), "answers.M-A2"),
    (Case, CASE, "[late]", "late", ("model-shape", 10, 53), "answers.M-A2.reasons"),
    (Case, CASE, "Not there.", "[Not there.]", ("model-shape", 10, 32), "answers.M-A2.evidence"),
    (Case, CASE, "case: EX-1", "case: {id: EX-1}", ("model-shape", 1, 7), "case"),
    (Case, CASE, "2019-03-05", "[2019-03-05]", ("model-shape", 4, 11), "assessed"),
    (Case, CASE, "referral_order", "{a: b}", ("model-shape", 6, 10), "details.order"),
    (Inspection, INSPECTION, "{court: 86}", "86", ("model-shape", 6, 11), "caseload"),
    (Inspection, INSPECTION, "yes: 17", "yes: [17]", ("model-shape", 13, 18), "counts.3.1.child.yes"),
    (Inspection, INSPECTION, "{from: 2019-03-04, to: 2019-03-08}", "March", ("model-shape", 5, 12), "fieldwork"),
    (Inspection, INSPECTION, "yot: Exampleshire", "yot: [Exampleshire]", ("model-shape", 2, 6), "yot"),
    # a value that means nothing here
    (Case, CASE, "EX-1", "EX 1", ("model-value", 1, 7), "case"),
    (Case, CASE, "case: EX-1", "case:", ("model-value", 1, 1), "case"),
    (Case, CASE, "case: EX-1", "case: '  '", ("model-value", 1, 7), "case"),
    (Case, CASE, "mini@1.0.0", "mini", ("model-value", 2, 14), "questionset"),
    (Case, CASE, "mini@1.0.0", "mini@1.0", ("model-value", 2, 14), "questionset"),
    (Case, CASE, "mini@1.0.0", "Mini@1.0.0", ("model-value", 2, 14), "questionset"),
    (Case, CASE, "2019-03-05", "2019-3-5", ("model-value", 4, 11), "assessed"),
    (Case, CASE, "2019-03-05", "05/03/2019", ("model-value", 4, 11), "assessed"),
    (Case, CASE, "2019-03-05", "2019-02-29", ("model-value", 4, 11), "assessed"),
    (Case, CASE, "2019-03-05", "1551744000", ("model-value", 4, 11), "assessed"),
    (Case, CASE, "2019-03-05", "2019-03-05T10:00", ("model-value", 4, 11), "assessed"),
    (Case, CASE, "2019-03-05", "٢٠١٩-٠٣-٠٥", ("model-value", 4, 11), "assessed"),
    (Case, CASE, "[late]", "[late, 'two words']", ("model-value", 10, 60), "answers.M-A2.reasons[1]"),
    (Case, CASE, "assessed:", "role: third\nassessed:", ("model-value", 4, 7), "role"),
    (Inspection, INSPECTION, "programme: graded", "programme: hmip", ("model-value", 3, 12), "programme"),
    (Inspection, INSPECTION, "lead_inspector", "lead", ("model-value", 8, 22), "team[0].role"),
    (Inspection, INSPECTION, "yes: 17", "yes: 17.0", ("model-value", 13, 18), "counts.3.1.child.yes"),
    (Inspection, INSPECTION, "yes: 17", "yes: 1_7", ("model-value", 13, 18), "counts.3.1.child.yes"),
    (Inspection, INSPECTION, "yes: 17", "yes: ١٧", ("model-value", 13, 18), "counts.3.1.child.yes"),
    (Inspection, INSPECTION, "yes: 17", "yes: 99999999999", ("model-value", 13, 18), "counts.3.1.child.yes"),
    (Inspection, INSPECTION, "yes: 17", "yes: ", ("model-value", 13, 13), "counts.3.1.child.yes"),
    (Inspection, INSPECTION, "panel: [li-1]", "panel: []", ("model-value", 15, 49), "discretion.3.1.panel"),
    (Inspection, INSPECTION, "rationale: Because., panel", "rationale: , panel", ("model-value", 15, 21), "discretion.3.1.rationale"),
    # a name that cannot be one is shown at itself and not at what it names
    (Case, CASE, "  needs:", "  his needs:", ("model-value", 7, 3), "details.…"),
    (Inspection, INSPECTION, "{court: 86}", "{in court: 86}", ("model-value", 6, 12), "caseload.…"),
]  # fmt: skip


@pytest.mark.parametrize(("model", "base", "old", "new", "place", "path"), FAULTS)
def test_a_complaint_is_one_finding_at_the_key_or_value_that_caused_it(
    model: type[BaseModel], base: str, old: str, new: str, place: tuple[str, int, int], path: str
) -> None:
    finding = only(model, base, old, new)
    assert (finding.rule, finding.line, finding.column) == place
    assert finding.path == path


@pytest.mark.parametrize(("model", "base", "old", "new", "place", "path"), FAULTS)
def test_a_complaint_is_in_plain_words(
    model: type[BaseModel], base: str, old: str, new: str, place: tuple[str, int, int], path: str
) -> None:
    finding = only(model, base, old, new)
    for sentence in (finding.message, finding.help):
        assert re.search(r"[.?]\Z", sentence), sentence
        assert not re.search(
            r"pydantic|valid |Input|should|type=|None|dict|str\b|\bint\b|literal|\{|_type", sentence
        ) or (sentence == "Put 'key: value' lines under it, indented.")


SECRETS = ["Zebedee Quillfeather", "Zebedee", "07700 900123", "zebedee@example.org"]


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("place", ["EX-1", "mini@1.0.0", "2019-03-05", "[late]", "la-3"])
def test_no_complaint_holds_the_value(place: str, secret: str) -> None:
    file = reading(CASE.replace(place, f"'{secret}'"))
    check(Case, file)
    for finding in file.findings:
        assert secret not in "".join((finding.message, finding.help, finding.excerpt, finding.path))


def test_an_unknown_key_of_a_case_is_named_only_if_it_looks_like_an_id() -> None:
    named = only(Case, CASE, "details:\n", "rolle: first\ndetails:\n")
    assert named.message == "The key rolle is not known here."
    assert named.help.startswith("Did you mean role?")
    unnamed = only(Case, CASE, "details:\n", "Zebedee's worker: hi-2\ndetails:\n")
    assert unnamed.message == "This key is not known here."
    assert "Zebedee" not in unnamed.help + unnamed.path + unnamed.excerpt
    long = only(Case, CASE, "details:\n", f"{'z' * 41}: x\ndetails:\n")
    assert "zz" not in long.message + long.help + long.path + long.excerpt


# --- did you mean -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "base", "old", "new", "help"),
    [
        (Case, CASE, "evidence: Not", "evidance: Not", "evidence"),
        (Case, CASE, "reasons: [late]", "reason: [late]", "reasons"),
        (Case, CASE, "evidence: Not", "Evidence: Not", "evidence"),
        (Inspection, INSPECTION, "caseload:", "case_load:", "caseload"),
        (Inspection, INSPECTION, "organisation:", "organization:", "organisation"),
        (Inspection, INSPECTION, "sources: [minutes]", "source: [minutes]", "sources"),
        (Inspection, INSPECTION, "agreed:", "agred:", "agreed"),
    ],
)
def test_the_nearest_known_key_is_offered(model: type[BaseModel], base: str, old: str, new: str, help: str) -> None:
    assert only(model, base, old, new).help.startswith(f"Did you mean {help}?")


@pytest.mark.parametrize(
    ("model", "base", "old", "new", "help"),
    [
        (Inspection, INSPECTION, "lead_inspector", "lead_inspecter", "lead_inspector"),
        (Inspection, INSPECTION, "programme: graded", "programme: Graded", "graded"),
        (Case, CASE, "assessed:", "role: secnd\nassessed:", "second"),
    ],
)
def test_the_nearest_known_value_is_offered_with_all_that_can_stand(
    model: type[BaseModel], base: str, old: str, new: str, help: str
) -> None:
    finding = only(model, base, old, new)
    assert finding.help.startswith(f"Did you mean {help}?")
    assert re.search(rf"Write one of: .*\b{help}\b", finding.help)


def test_where_nothing_is_near_all_that_is_known_is_listed() -> None:
    finding = only(Case, CASE, "details:\n", "zzz: 1\ndetails:\n")
    assert finding.help == "Known here: case, questionset, assessor, assessed, role, details, answers, kept."
    finding = only(Case, CASE, "reasons: [late]", "zzz: 1")
    assert finding.help == "Known here: answer, evidence, reasons, note."
    finding = only(Inspection, INSPECTION, "organisation:", "zzz:")
    assert finding.help == "Known here: id, role, organisation, home_yot."


def test_fields_are_offered_by_the_name_that_stands_in_the_file() -> None:
    (unknown, *_) = [f for f in complaints(Inspection, INSPECTION.replace("{from:", "{form:")) if "form" in f.path]
    assert unknown.help.startswith("Did you mean from?")


@pytest.mark.parametrize(("model", "other"), [(Case, "inspection: a\nyot: b\n"), (Inspection, CASE), (Framework, CASE)])
def test_a_file_of_another_kind_is_one_finding_at_its_first_key(model: type[BaseModel], other: str) -> None:
    for reader in (check, check_what_fits):
        file = reading(other)
        assert reader(model, file) is None
        assert [(f.rule, f.line, f.column) for f in file.findings] == [("file-kind", 1, 1)]


def test_a_case_that_lost_its_first_line_is_told_what_it_lost() -> None:
    (finding,) = complaints(Case, CASE.replace("case: EX-1\n", ""))
    assert (finding.rule, finding.message) == ("model-missing-key", "The key case is missing.")


def test_the_keys_of_a_file_may_stand_in_any_order() -> None:
    assert check(Case, reading(CASE.replace("case: EX-1\n", "") + "case: EX-1\n")) is not None


def test_what_the_model_calls_otherwise_inside_is_not_known_in_a_file() -> None:
    text = INSPECTION.replace("{from: 2019-03-04, to: 2019-03-08}", "{start: 2019-03-04, end: 2019-03-08}")
    rules = {(f.rule, f.path) for f in complaints(Inspection, text)}
    assert ("model-unknown-key", "fieldwork.start") in rules
    assert ("model-unknown-key", "fieldwork.end") in rules


def test_did_you_mean_names_what_is_near_and_nothing_else() -> None:
    assert did_you_mean("evidance", ["answer", "evidence"]) == "Did you mean evidence?"
    assert did_you_mean("R-a1", ["R-A1", "R-A2"]) == "Did you mean R-A1?"
    assert did_you_mean("zzz", ["answer", "evidence"]) == ""
    assert did_you_mean("x", []) == ""


# --- all at once ------------------------------------------------------------------------------------------------------


def test_all_that_does_not_fit_is_found_at_once_and_each_thing_once() -> None:
    text = "assessor: [la-3]\nquestionset: mini\nassessed: soon\nrole: frist\nanswers: [x]\nfoo: 1\n"
    told = [(f.rule, f.line, f.path) for f in complaints(Case, text)]
    assert sorted(told) == sorted(
        [
            ("model-missing-key", 1, ""),
            ("model-shape", 1, "assessor"),
            ("model-value", 2, "questionset"),
            ("model-value", 3, "assessed"),
            ("model-value", 4, "role"),
            ("model-shape", 5, "answers"),
            ("model-unknown-key", 6, "foo"),
        ]
    )


def test_two_keys_missing_from_one_block_are_two_findings() -> None:
    messages = {f.message for f in complaints(Case, "answers:\n")}
    assert {"The key case is missing.", "The key questionset is missing.", "The key assessor is missing."} <= messages


def test_a_detail_that_is_neither_text_nor_list_is_one_finding_and_not_one_a_branch() -> None:
    finding = only(Case, CASE, "[a, b]", "{a: b}")
    assert (finding.rule, finding.line, finding.column) == ("model-shape", 7, 10)
    finding = only(Case, CASE, "[a, b]", "[a, [b]]")
    assert (finding.rule, finding.line, finding.column, finding.path) == ("model-shape", 7, 14, "details.needs[1]")
    finding = only(Case, CASE, "[a, b]", "\n  - a\n  -")
    assert (finding.line, finding.path) == (9, "details.needs[1]")


@pytest.mark.parametrize("text", ["- a\n- b\n", "just text\n", "'quoted'\n", "[]\n"])
def test_a_file_that_is_no_block_is_one_finding(text: str) -> None:
    for model in (Case, Inspection, Framework, Structure, Subset, Texts):
        (finding,) = complaints(model, text)
        assert (finding.rule, finding.line, finding.column) == ("model-shape", 1, 1)


def test_a_broken_file_is_held_against_no_model() -> None:
    for text in ("case: a: b\n", "case: EX-1\n[x]: 1\nassessor: la-3\n", "case: EX-1\n---\n", ""):
        for reader in (check, check_what_fits):
            file = parse(text.encode(), "f.yaml", confidential=True)
            before = list(file.findings)
            assert len(before) == 1
            assert reader(Case, file) is None
            assert file.findings == before
            assert file.refused == []


def test_a_whole_case_with_its_end_broken_is_not_read_as_if_it_were_shorter() -> None:
    file = parse((CASE + "  M-A3: yes: no\n").encode(), "f.yaml", confidential=True)
    assert check_what_fits(Case, file) is None


# --- read what fits ---------------------------------------------------------------------------------------------------


def test_what_fits_is_read_and_what_does_not_is_left_out_and_named() -> None:
    text = CASE.replace("M-A1: yes", "M-A1: [yes]").replace("[late]", "late").replace("needs: [a, b]", "needs: {a: b}")
    file = reading(text)
    case = check_what_fits(Case, file)
    assert case is not None
    assert file.refused == [("answers", "M-A1"), ("answers", "M-A2", "reasons"), ("details", "needs")]
    assert list(case.answers) == ["M-A2"]
    assert case.answers["M-A2"].reasons == []
    assert case.answers["M-A2"].evidence == "Not there."
    assert case.details == {"order": "referral_order"}
    assert [f.rule for f in file.findings] == ["model-shape"] * 3


def test_an_unknown_key_is_left_out_alone() -> None:
    file = reading(CASE.replace("evidence:", "evidance:") + "foo: {bar: 1}\n")
    case = check_what_fits(Case, file)
    assert case is not None
    assert file.refused == [("answers", "M-A2", "evidance"), ("foo",)]
    assert case.answers["M-A2"].answer == "no"
    assert case.answers["M-A2"].evidence is None


def test_one_item_that_does_not_fit_is_left_out_of_its_list() -> None:
    file = reading(CASE.replace("[late]", "[late, 'two words', not_shared]"))
    case = check_what_fits(Case, file)
    assert case is not None
    assert case.answers["M-A2"].reasons == ["late", "not_shared"]
    assert file.refused == [("answers", "M-A2", "reasons", 1)]


def test_without_what_names_the_case_nothing_is_read() -> None:
    for old, new in (("case: EX-1\n", ""), ("mini@1.0.0", "mini"), ("assessor: la-3", "assessor:")):
        file = reading(CASE.replace(old, new))
        assert check_what_fits(Case, file) is None
        assert len(file.findings) == 1


def test_a_file_that_fits_is_read_as_check_reads_it() -> None:
    file = reading(CASE)
    assert check_what_fits(Case, file) == check(Case, reading(CASE))
    assert file.findings == []
    assert file.refused == []


def test_a_block_that_stands_empty_is_empty_and_an_answer_that_stands_empty_is_not_answered() -> None:
    case = check(
        Case, reading("case: a\nquestionset: m@1.0.0\nassessor: b\nassessed: 2019-03-05\ndetails:\nanswers:\n")
    )
    assert case is not None
    assert (case.details, case.answers) == ({}, {})
    case = check(Case, reading(CASE + "  M-A3:\n  M-A4: {answer: , evidence: , reasons: }\n"))
    assert case is not None
    assert case.answers["M-A3"].answer is None
    assert case.answers["M-A4"].answer is None
    assert case.answers["M-A4"].reasons == []


@pytest.mark.parametrize(("given", "read"), [("true", "yes"), ("false", "no"), ("yes", "yes"), ("no", "no"), ("on", "on"), ("True", "True")])  # fmt: skip
def test_true_and_false_are_read_as_yes_and_no_and_nothing_else_is_bent(given: str, read: str) -> None:
    for form in (given, f"{{answer: {given}}}", f'"{given}"'):
        case = check(Case, reading(CASE.replace("M-A1: yes", f"M-A1: {form}")))
        assert case is not None
        assert case.answers["M-A1"].answer == read
    case = check(Case, reading(CASE.replace("Not there.", given)))
    assert case is not None
    assert case.answers["M-A2"].evidence == given


# --- the types of fields ----------------------------------------------------------------------------------------------


class TestNumbers:
    HEAD = (
        "framework: f\nversion: 1.0.0\nstatus: draft\nedition: 2018\nprogramme: graded\ntitle: {en: F}\n"
        "description: {en: F}\nrules:\n  domain: {rule: none, basis: ours}\n  overall: {rule: none, basis: ours}\n"
        "  discretion: {margin: MARGIN, one_case: ONE, basis: ours}\n"
        "domains: [{id: a, label: {en: A}, standards: [{id: b, label: {en: B}, source: judgement}]}]\n"
    )

    def read(self, margin: str = "5", one: str = "yes") -> Any:
        file = reading(self.HEAD.replace("MARGIN", margin).replace("ONE", one), confidential=False)
        framework = check(Framework, file)
        if framework is None:
            return [(f.rule, f.path) for f in file.findings]
        assert framework.rules.discretion is not None
        return framework.rules.discretion

    @pytest.mark.parametrize(
        ("written", "meant"),
        [("5", Fraction(5)), ("79.5", Fraction(159, 2)), ("5/6", Fraction(5, 6)), ("0", Fraction(0)), ("010", Fraction(10)), ("1.10", Fraction(11, 10))],
    )  # fmt: skip
    def test_a_number_is_exact(self, written: str, meant: Fraction) -> None:
        assert self.read(margin=written).margin == meant

    @pytest.mark.parametrize(
        "written", ["-5", "5%", "1e3", ".5", "5.", "1/0", "5/06", "½", "five", "0x5", "1_0", "٥", "inf"]
    )
    def test_what_is_no_number_is_refused(self, written: str) -> None:
        assert self.read(margin=written) == [("model-value", "rules.discretion.margin")]

    @pytest.mark.parametrize(("written", "meant"), [("yes", True), ("no", False), ("true", True), ("false", False)])
    def test_yes_and_no_are_read(self, written: str, meant: bool) -> None:
        assert self.read(one=written).one_case is meant

    @pytest.mark.parametrize("written", ["on", "Yes", "1", "y", "maybe", "'yes '"])
    def test_what_is_neither_yes_nor_no_is_refused(self, written: str) -> None:
        assert self.read(one=written) == [("model-value", "rules.discretion.one_case")]

    @pytest.mark.parametrize("edition", ["2016", "2016-02", "2016-02-23"])
    def test_an_edition_is_a_year_a_month_or_a_day(self, edition: str) -> None:
        file = reading(
            self.HEAD.replace("MARGIN", "5").replace("ONE", "no").replace("edition: 2018", f"edition: {edition}")
        )
        framework = check(Framework, file)
        assert framework is not None
        assert framework.edition == edition

    @pytest.mark.parametrize("edition", ["16", "2016-13", "2016-02-30", "2016-02-99", "2016-", "February 2016", "٢٠١٦"])
    def test_what_is_no_date_is_no_edition(self, edition: str) -> None:
        file = reading(
            self.HEAD.replace("MARGIN", "5").replace("ONE", "no").replace("edition: 2018", f"edition: {edition}")
        )
        assert check(Framework, file) is None
        assert [(f.rule, f.path) for f in file.findings] == [("model-value", "edition")]


@pytest.mark.parametrize("version", ["1.0", "1", "v1.0.0", "1.0.0-rc1", "01.0.0", "1.0.0.0", "1.0.x"])
def test_a_version_has_three_numbers(version: str) -> None:
    text = TestNumbers.HEAD.replace("MARGIN", "5").replace("ONE", "no")
    finding = only(Framework, text, "version: 1.0.0", f"version: {version}", confidential=False)
    assert (finding.rule, finding.path) == ("model-value", "version")
    assert "MAJOR.MINOR.PATCH" in finding.help


@pytest.mark.parametrize(
    "name", ["1.1", "NO", "3E5", "R-1", "r-A1", "R-A100", "R A1", "R-A1 ", "2016-02", "MAR-1", "SEP-A-1"]
)
def test_the_id_of_a_question_never_looks_like_anything_else(name: str) -> None:
    text = "questionset: f@1.0.0\nlanguage: en\nstatus: draft\ntitle: T\ndescription: D\nquestions:\n  R-A1: {text: a, hint: b, guidance: {yes: c}}\n"
    finding = only(Texts, text, "R-A1:", f'"{name}":', confidential=False)
    assert (finding.rule, finding.line, finding.column) == ("model-value", 7, 3)


def test_versions_are_in_the_order_of_their_numbers() -> None:
    assert sorted(["1.10.0", "1.9.0", "1.2.10", "10.0.0", "1.2.9"], key=version_key) == [
        "1.2.9",
        "1.2.10",
        "1.9.0",
        "1.10.0",
        "10.0.0",
    ]
    assert str(Place("fji", "2.0.0")) == "fji@2.0.0"


# --- question sets, texts and frameworks ------------------------------------------------------------------------------


def test_a_condition_that_is_no_condition_is_shown_at_its_place() -> None:
    text = (
        "questionset: f\nversion: 1.0.0\nstatus: draft\nedition: 2018\nprogramme: fji\nbasis: ours\nareas: [a]\nstages: [s]\n"
        "views: [v]\nscales: {x: {kind: judgement, answers: [yes, no]}}\n"
        "checks: {headline: {share: 1/2, at_least: 3, basis: ours}}\nblocks:\n- id: b\n  area: a\n  stage: s\n  view: v\n"
        "  questions:\n  - {id: R-A1, scale: x, when: {any: [{answer: R-A1, is: yes}, WHEN]}}\n"
    )
    assert check(Structure, reading(text.replace("WHEN", "{not: {detail: d, is: [a, b]}}"))) is not None
    finding = only(Structure, text, "WHEN", "{answr: R-A1, is: yes}", confidential=False)
    assert (finding.rule, finding.line) == ("model-unknown-key", 18)
    assert finding.path == "blocks[0].questions[0].when.any[1].answr"
    assert finding.help.startswith("Did you mean answer?")
    finding = only(Structure, text, "WHEN", "yes", confidential=False)
    assert (finding.rule, finding.path) == ("model-shape", "blocks[0].questions[0].when.any[1]")
    finding = only(Structure, text, "WHEN", "{detail: d, is: [a, {b: c}]}", confidential=False)
    assert finding.path == "blocks[0].questions[0].when.any[1].is[1]"
    finding = only(Structure, text, "WHEN", "{all: []}", confidential=False)
    assert (finding.rule, finding.path) == ("model-value", "blocks[0].questions[0].when.any[1].all")


def test_public_files_may_show_the_key_that_is_not_known() -> None:
    text = TestNumbers.HEAD.replace("MARGIN", "5").replace("ONE", "no")
    finding = only(Framework, text, "title:", "the title:\n  en: F\ntitle:", confidential=False)
    assert finding.message == "The key the title is not known here."
    assert finding.excerpt == "the title:"
