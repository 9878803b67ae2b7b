"""Kinds of report: which one fits, for whom, in which language, and what each holds that no other does."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import typing
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import pytest
from click.testing import Result

from tests.inspections import counts, full_case, judged, write_inspection
from yotinspect.cli.report import KINDS
from yotinspect.library import Library, report_rules
from yotinspect.questions.model import Programme
from yotinspect.ratings.reporting import Kind

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
Run = Callable[..., Result]


def said(result: Result) -> str:
    return str(result.exception)


@pytest.mark.parametrize(
    ("example", "heading"),
    [
        ("exampleshire-2019", "# Exampleshire"),
        ("marlport-2015", "## Who took part"),
        ("aberwen-2016", "# Report of Short Quality Screening of youth offending work in Aberwen"),
        ("wexcombe-2025", "# Wexcombe"),
    ],
)
def test_the_kind_that_fits_the_programme_is_written_where_none_is_named(example: str, heading: str, run: Run) -> None:
    assert heading in run("report", EXAMPLES / example, "--format", "md").stdout.splitlines()


def test_both_languages_are_two_files_that_link_to_each_other(tmp_path: Path, run: Run) -> None:
    target = tmp_path / "report.html"
    assert run("report", EXAMPLES / "marlport-2015", "--lang", "both", "-o", target).return_value == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.cy.html", "report.en.html"]
    english, welsh = ((tmp_path / f"report.{language}.html").read_text("utf-8") for language in ("en", "cy"))
    assert '<html lang="en">' in english
    assert '<html lang="cy">' in welsh
    assert re.search(r'<a href="report.cy.html" hreflang="cy"><span lang="cy">.*Gymraeg', english)
    assert re.search(r'<a href="report.en.html" hreflang="en"><span lang="en">.*English', welsh)
    # What the inspectors wrote stands in the language it was written in, marked so.
    rationale = "The board meets, and talks about money."
    assert f"<p>{rationale}" in english
    assert f'<p><span lang="en">{rationale}' in welsh
    refused = run("report", EXAMPLES / "marlport-2015", "--lang", "both")
    assert "name one with -o" in said(refused)


def test_two_languages_link_to_each_other_whatever_the_file_is_called(tmp_path: Path, run: Run) -> None:
    path = write_inspection(tmp_path, judgements=judged({"1.1": "good"}))
    target = tmp_path / "50%20 #1: a?b.html"
    assert (
        run("report", path, "--kind", "summary", "--lang", "both", "-o", target, "--fail-on", "never").return_value == 0
    )
    link = re.search(r'<a href="([^"]*)" hreflang="cy">', (tmp_path / "50%20 #1: a?b.en.html").read_text("utf-8"))
    assert link is not None
    assert link[1] == "50%2520%20%231%3A%20a%3Fb.cy.html"


@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="names of files are text there")
def test_a_name_that_is_no_text_is_linked_to_as_the_file_system_has_it(tmp_path: Path, run: Run) -> None:
    path = write_inspection(tmp_path, judgements=judged({"1.1": "good"}))
    for form, shown in (("html", "a%FF%20%C3%A9.cy.html"), ("md", "(a? é.cy.md)")):
        target = os.fsencode(tmp_path) + b"/a\xff \xc3\xa9."
        ended = target + form.encode()
        done = run(
            "report", path, "--kind", "summary", "--lang", "both", "-o", os.fsdecode(ended), "--fail-on", "never"
        )
        assert done.return_value == 0, done.exception
        assert shown in Path(os.fsdecode(target + b"en." + form.encode())).read_text("utf-8")
        assert Path(os.fsdecode(target + b"cy." + form.encode())).exists()


def test_words_without_welsh_stand_in_english_only_where_that_is_allowed_and_then_marked(
    tmp_path: Path, run: Run
) -> None:
    sets = tmp_path / "sets"
    shutil.copytree(EXAMPLES / "local-sets" / "sets", sets)
    (framework,) = (sets / "frameworks" / "otherton-audit").glob("[0-9]*[0-9].yaml")
    text = framework.read_text("utf-8").replace(', cy: "Archwilio achosion, Otherton"}', "}")
    framework.write_text(text, "utf-8")
    own = ("--questionsets", sets, "--format", "html", "--fail-on", "never")
    source = EXAMPLES / "local-sets" / "spring-2017"
    refused = run("report", source, "--lang", "cy", *own)
    assert "otherton-audit@1.0.0. With --allow-fallback" in said(refused).replace("Gyda", "With")
    assert refused.stdout == ""
    shown = run("report", source, "--lang", "cy", "--allow-fallback", *own).stdout
    assert '<span lang="en">Case audit, Otherton</span>' in shown
    assert '<ul class="drafts">' in shown


@pytest.mark.slow
def test_what_a_report_for_the_public_prints_of_the_inspection_before_is_looked_at_too(
    tmp_path: Path, run: Run
) -> None:
    now, target = EXAMPLES / "exampleshire-2021", tmp_path / "since.html"
    given = (EXAMPLES / "published" / "dorset-combined-2023" / "inspection.yaml").read_text("utf-8")
    before = tmp_path / "before" / "inspection.yaml"
    before.parent.mkdir()
    for name, status, rule in (("john-smith", 0, "publication-name"), ("x-07700-900123", 1, "publication-personal")):
        before.write_text(re.sub(r"(?m)^inspection: .*$", f"inspection: {name}", given), "utf-8")
        done = run("report", now, "--previous", before, "--audience", "public", "-o", target)
        assert (done.return_value, target.exists()) == (status, not status)
        assert f"[{rule}]" in done.stderr
        assert name not in done.stderr
        assert f"[{rule}]" not in run("report", now, "--previous", before, "-o", tmp_path / "team.html").stderr
        target.unlink(missing_ok=True)


def test_a_letter_says_to_whom_it_goes_and_gives_no_rating(run: Run) -> None:
    text = run("report", EXAMPLES / "aberwen-2016", "--format", "md", "--audience", "public").stdout
    assert "| To | Chair of the Aberwen youth offending team management board |" in text
    assert "| Date of publication | 10 June 2016 |" in text
    for heading in ("## Summary", "## Context", "#### Key strengths", "#### Areas requiring improvement"):
        assert heading in text
    assert text.count("#### Key strengths") == 4
    assert "Published figures put reoffending in Aberwen at 35.1%" in text
    assert "A Short Quality Screening gives no rating." in text
    assert "not finished" not in text
    assert not any(level in text for level in ("Outstanding", "Inadequate", "Not rated"))


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_letter_begins_with_its_addressees_and_then_its_subject_line(language: str, run: Run) -> None:
    example, to = EXAMPLES / "aberwen-2016", "Chair of the Aberwen youth offending team management board"
    page = run("report", example, "--lang", language).stdout.partition("</style>")[2]
    assert 0 < page.index(to) < page.index("<h1>") < page.index("<h2")
    assert page.count(to) == 1
    assert page.partition("</header>")[0].count("<table") == 1
    assert 'class="kicker"' not in page
    text = run("report", example, "--lang", language, "--format", "md").stdout
    assert 0 < text.index(to) < text.index("\n# ") < text.index("\n## ")
    assert not re.search(r"^## (Letter|Llythyr)$", text, re.MULTILINE)


def test_a_letter_that_nobody_has_written_says_what_is_missing(library: Library, tmp_path: Path, run: Run) -> None:
    path = write_inspection(
        tmp_path,
        {"a": full_case(library, "A", "sqs@2.0.0")},
        programme="sqs",
        framework="sqs@1.0.0",
        letter={"to": ["X"]},
    )
    text = run("report", path, "--format", "md", "--fail-on", "never").stdout
    assert "**This letter is not finished.**" in text
    assert "from whom it is, the context, the summary" in text
    assert "to whom it goes" not in text
    assert "a commentary on Protecting the public" in text


def test_a_joint_report_says_who_took_part_and_who_differs(run: Run) -> None:
    text = run("report", EXAMPLES / "marlport-2015", "--format", "md").stdout
    assert "A partner differs on a judgement: HMIC." in text
    assert "**HMIC** differs and would give Satisfactory. What the police are asked for they give" in text
    assert (
        "In agreement: Care Quality Commission, Ofsted (Children's social care), Ofsted (Education and training)."
        in text
    )
    assert "A Full Joint Inspection has no overall judgement." in text
    assert "Interventions to reduce reoffending: Visits to the substance misuse service" in text


def test_a_report_compares_with_the_inspection_before_and_follows_up_what_it_recommended(run: Run) -> None:
    now, before = EXAMPLES / "exampleshire-2021", EXAMPLES / "exampleshire-2019"
    text = run("report", now, "--previous", before, "--format", "md").stdout
    assert "The inspection before: exampleshire-2019, fieldwork from 4 March 2019 to 8 March 2019." in text
    assert "It was graded by graded-2018@1.1.0." in text
    assert "| 1\\.2 Staff | ● Good | ★ Outstanding | 1 grade higher |" in text
    assert "| 1\\.1 Governance and leadership | ● Good | ● Good | The same |" in text
    assert "| ● Good; 23 of 36 points | ● Good; 26 of 36 points | The same |" in text
    # 3.4 was another standard then, and 4.1 was none.
    since = text[text.index("What changed since") : text.index("## Recommendations")]
    assert "3\\.3" in since
    assert "3\\.4" not in since
    assert "4\\.1" not in since
    assert "| rec-3 Ask at every review what has changed" in text
    assert "| Partly done | Reviews ask it; seven of 24 still answer with what stood there before. |" in text
    alone = run("report", now, "--format", "md").stdout
    assert "What changed since the inspection before" not in alone
    assert "What became of earlier recommendations" in alone


def test_only_an_earlier_inspection_is_one_before_and_another_service_is_named(tmp_path: Path, run: Run) -> None:
    days = {"from": "2016-03-07", "to": "2016-03-11"}
    old = write_inspection(tmp_path / "old", judgements=judged({"1.1": "good"}), fieldwork=days, yot="Oldshire")
    # Of a framework with other standards as well.
    new = write_inspection(
        tmp_path / "new", judgements=judged({"1.1": "good", "4.1": "good"}), framework="graded-2021@1.1.0",
        fieldwork={"from": "2018-03-07", "to": "2018-03-09"},
    )  # fmt: skip
    for now, before in ((old, new), (new, new), (new, new.parent)):
        refused = run("report", now, "--previous", before, "--fail-on", "never")
        assert "no earlier than the one reported on" in said(refused)
    text = run("report", new, "--previous", old, "--format", "md", "--fail-on", "never").stdout
    assert "It was of Oldshire. It was graded by graded-2018@1.0.0." in text


def test_an_inspection_before_may_have_standards_that_there_are_no_longer(tmp_path: Path, run: Run) -> None:
    old = write_inspection(
        tmp_path / "old", judgements=judged({"1.1": "good", "4.1": "good"}), framework="graded-2021@1.1.0"
    )
    new = write_inspection(tmp_path / "new", judgements=judged({"1.1": "good"}))
    text = run("report", new, "--previous", old, "--format", "md", "--fail-on", "never").stdout
    assert "| 1\\.1 Governance and leadership | ● Good | ● Good | The same |" in text


def test_a_letter_says_how_each_theme_changed_since_the_screening_before(tmp_path: Path, run: Run) -> None:
    before = tmp_path / "before"
    before.mkdir()
    now = EXAMPLES / "aberwen-2016" / "inspection.yaml"
    (before / "inspection.yaml").write_text(
        now.read_text("utf-8").replace("2016-05-16", "2014-05-12").replace("2016-05-18", "2014-05-14"), "utf-8"
    )
    shutil.copytree(now.parent / "cases", before / "cases")
    case = before / "cases" / "AW-01.yaml"
    case.unlink()
    text = run("report", now.parent, "--previous", before, "--format", "md", "--fail-on", "never").stdout
    part = text.split("## What changed since the inspection before")[1].split("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("- ")]
    assert len(lines) == 4
    assert all(re.search(r"judged sufficient: \d+ of \d+, \d+%; before: \d+ of \d+, \d+%\. ", line) for line in lines)
    assert "fieldwork from 12 May 2014 to 14 May 2014" in part
    assert "What changed since" not in run("report", now.parent, "--format", "md").stdout


@pytest.mark.parametrize(("language", "message"), [("en", "leave out --previous. Kinds that take it: graded, fji, letter, brief, summary."), ("cy", "peidiwch â rhoi --previous.")])  # fmt: skip
def test_feedback_is_compared_with_no_inspection(language: str, message: str, run: Run) -> None:
    case = EXAMPLES / "exampleshire-2019" / "cases" / "EX-001.yaml"
    done = run("report", case, "--previous", EXAMPLES / "exampleshire-2019", "--lang", language)
    assert message in said(done)


def test_feedback_is_written_of_a_case_file_and_never_for_the_public(run: Run) -> None:
    case = EXAMPLES / "exampleshire-2019" / "cases" / "EX-001.yaml"
    text = run("report", case, "--format", "md").stdout
    assert "# Case EX-001: what was good, and what to do next" in text
    assert "EX-002" not in text
    assert "never for publication" in said(run("report", case, "--audience", "public"))


def test_a_case_file_is_known_as_one_in_whatever_order_its_keys_stand(
    library: Library, tmp_path: Path, run: Run
) -> None:
    case = full_case(library, "EX-001")
    write_inspection(tmp_path, {"EX-001": {"questionset": case["questionset"], **case}})
    text = run("report", tmp_path / "cases" / "EX-001.yaml", "--format", "md", "--fail-on", "never").stdout
    assert "# Case EX-001: what was good, and what to do next" in text


def test_a_brief_is_for_the_manager(run: Run) -> None:
    text = run(
        "report", EXAMPLES / "exampleshire-2019", "--kind", "brief", "--format", "md", "--audience", "yot"
    ).stdout
    assert "# Exampleshire: what to improve first" in text
    assert "For: the YOT that was inspected" in text
    assert "Head of the youth justice service" in text


@pytest.mark.slow
def test_a_page_for_a_board_is_short_and_leads_with_the_profile(run: Run) -> None:
    text = run("report", EXAMPLES / "exampleshire-2019", "--kind", "summary", "--format", "md").stdout
    headings = re.findall(r"^## (.*)", text, re.MULTILINE)
    assert headings == ["Profile: Standards", "Overall", "What is strong", "What to improve", "What to do next"]
    for part in text.split("## ")[3:5]:
        assert part.count("\n- ") == 3
    whole = run("report", EXAMPLES / "exampleshire-2019", "--format", "md").stdout
    assert len(text) < len(whole) / 4
    assert "Points still needed: 8." in text


def test_whoever_is_not_of_the_team_is_told_how_many_cases_are_open_and_the_public_not_which(
    library: Library, tmp_path: Path, run: Run
) -> None:
    case = full_case(library, "EX-777")
    del case["assessed"]
    path = write_inspection(
        tmp_path, {"secret-file": case, "EX-888": full_case(library, "EX-888")}, judgements=judged({"1.1": "good"}),
        framework="graded-2018@1.1.0",
    )  # fmt: skip
    (path.parent / "cases" / "broken-file.yaml").write_text("case: [", "utf-8")
    team = run("report", path, "--fail-on", "never").stdout
    public = run("report", path, "--fail-on", "never", "--audience", "public").stdout
    assert "Cases that are incomplete: 1 (EX-777)." in team
    assert "Cases that are incomplete: 1." in public
    assert "For: publication" in public
    for name in ("EX-777", "EX-888", "secret-file", "broken-file", "li-1", "la-3"):
        assert name not in public


def test_decisions_are_told_to_the_public_without_the_panels_names(tmp_path: Path, run: Run) -> None:
    alike = {name: counts(31, 19) for name in ("desistance", "child", "others")}
    path = write_inspection(
        tmp_path, counts={"2.2": alike}, judgements=judged({"1.1": "good"}),
        discretion={"2.2": {"to": "good", "rationale": "One case.", "panel": ["li-1"], "agreed": "2019-04-01"}},
    )  # fmt: skip
    team, public = (run("report", path, "--audience", who, "--fail-on", "never").stdout for who in ("team", "public"))
    assert "Decided by the panel (li-1): Good." in team
    assert "Decided by the panel: Good." in public
    assert "One case." in public


def test_words_that_no_report_has_a_place_for_are_not_left_out_in_silence(tmp_path: Path, run: Run) -> None:
    path = write_inspection(
        tmp_path, judgements=judged({"1.1": "good"}), commentary={"1.11": {"text": "The board asks."}},
        publication={"quotations": [{"text": "They asked.", "who": "A child", "standard": "9.9"}]},
    )  # fmt: skip
    for who in ("team", "yot"):
        made = run("report", path, "--audience", who)
        assert made.return_value == 1
        assert made.stderr.count("[publication-standard]") == 2
        assert made.stdout.startswith("<!DOCTYPE html>")


def test_every_page_says_for_whom_it_is_in_its_margin(run: Run) -> None:
    for who, words in (
        ("team", "the inspection team"),
        ("yot", "the YOT that was inspected"),
        ("public", "publication"),
    ):
        text = run("report", EXAMPLES / "exampleshire-2021", "--audience", who).stdout
        assert f'<p class="audience">For: {words}</p>' in text
        margin = re.search(r'@bottom-left \{ content: "([^"]*)"', text)
        assert margin is not None
        assert re.sub(r"\\([0-9a-f]{6})", lambda m: chr(int(m[1], 16)), margin[1]) == f"For: {words}"


def test_wrong_usage_is_told_before_anything_is_written(tmp_path: Path, run: Run) -> None:
    example, target = EXAMPLES / "exampleshire-2019", tmp_path / "x.docx"
    assert "Word is for what people edit" in said(run("report", example, "-o", target))
    assert "name a case file" in said(run("report", example, "--kind", "feedback"))
    assert "This is a case file" in said(run("report", example / "cases" / "EX-001.yaml", "--kind", "graded"))
    bad = write_inspection(tmp_path / "bad", framework="graded-2018@9.9.9")
    assert "cannot be rated" in said(run("report", example, "--previous", bad, "-o", tmp_path / "x.html"))
    assert [path.name for path in tmp_path.iterdir()] == ["bad"]


def test_a_letter_that_names_nobody_and_no_day_is_written_all_the_same(tmp_path: Path, run: Run) -> None:
    path = write_inspection(tmp_path, judgements=judged({"1.1": "good"}))
    for form in ("html", "md"):
        made = run("report", path, "--kind", "letter", "--format", form, "--fail-on", "never")
        assert made.return_value == 0
        assert "This letter is not finished." in made.stdout
        assert "Who this letter is from and to" not in made.stdout


def test_a_report_is_never_written_over_a_case_or_an_inspection(tmp_path: Path, run: Run) -> None:
    path = write_inspection(tmp_path, judgements=judged({"1.1": "good"}))
    link = tmp_path / "report.html"
    link.symlink_to(path)
    was = path.read_bytes()
    for target in (path, link, tmp_path / "cases" / "EX-001.YML"):
        for lang in ("en", "both"):
            assert "A report is no YAML file" in said(run("report", path, "--lang", lang, "-o", target))
    assert path.read_bytes() == was
    assert sorted(found.name for found in tmp_path.iterdir()) == ["cases", "inspection.yaml", "report.html"]


def test_which_kind_fits_is_said_of_every_programme_and_every_kind_that_is_said_can_be_made() -> None:
    rules = report_rules()
    assert set(rules.fits.programmes) == set(typing.get_args(Programme))
    assert set(typing.get_args(Kind)) == set(KINDS)
    assert rules.fits.basis
    assert rules.summary.basis


def test_every_kind_that_can_be_asked_for_can_be_made_and_is_described() -> None:
    from yotinspect.cli import report, report_making

    assert set(report.KINDS) == set(report_making.MAKERS)
    page = (EXAMPLES.parent / "docs" / "reports.md").read_text("utf-8")
    assert set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)) == {*report.KINDS, "feedback"}


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_what_is_no_text_is_not_sent_to_a_terminal(form: str, run: Run) -> None:
    with mock.patch("click.testing._NamedTextIOWrapper.isatty", return_value=True):
        refused = run("report", EXAMPLES / "marlport-2015", "--kind", "brief", "--format", form, "--lang", "cy")
    assert "-o" in said(refused)
    assert refused.stdout == ""


def test_wrong_usage_is_told_in_welsh_as_well(run: Run) -> None:
    refused = run("report", EXAMPLES / "marlport-2015", "--kind", "feedback", "--lang", "cy")
    assert "Ar achos y rhoddir adborth" in said(refused)


def test_the_same_facts_stand_in_html_and_markdown(run: Run) -> None:
    record = json.loads(run("rate", EXAMPLES / "exampleshire-2021", "--format", "json").stdout)["inspections"][0]
    for form in ("html", "md"):
        text = re.sub(r"<[^>]+>|\\", "", run("report", EXAMPLES / "exampleshire-2021", "--format", form).stdout)
        for standard in record["standards"]:
            for question in standard["key_questions"]:
                assert f"{question['yes']} of {question['yes'] + question['no']}, " in text
        assert f"{record['overall']['score']} of {record['overall']['max']} points" in text
