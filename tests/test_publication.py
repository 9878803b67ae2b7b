"""What an inspection says for the public: every text is looked at, what it names itself may stand, and no value is printed."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel

from tests.conftest import ROOT
from yotinspect.findings import Finding
from yotinspect.library import Library
from yotinspect.ratings.framework import KeyQuestion
from yotinspect.ratings.inspection import Inspection
from yotinspect.ratings.judged import judged_parts
from yotinspect.ratings.publication import publication
from yotinspect.ratings.publictexts import public_texts
from yotinspect.records import Place, check
from yotinspect.yamlfile import YamlFile, parse
from yotinspect.yamltext import placer

LIBRARY = Library([ROOT / "examples" / "local-sets" / "sets"])
WORDS = LIBRARY.words()
HEAD = """\
inspection: aberwen-2019
yot: Aberwen
programme: graded
framework: graded-2018@1.1.0
fieldwork: {from: 2019-03-04, to: 2019-03-08}
team: [{id: li-1, role: lead_inspector, organisation: Zenith Inspectorate}, {id: la-2, role: local_assessor, home_yot: Otherton}]
"""


def checked(text: str, cases: tuple[str, ...] = ()) -> list[Finding]:
    file = parse(text.encode(), "inspection.yaml", confidential=True)
    inspection = check(Inspection, file)
    assert inspection is not None, file.findings
    framework = LIBRARY.framework(Place(*inspection.framework.split("@")))[0]
    assert framework is not None
    publication(file, inspection, framework, cases, WORDS)
    return file.findings


def told(more: str, cases: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    return [(finding.rule, finding.path) for finding in checked(HEAD + more, cases)]


def said(sentence: str, more: str = "") -> list[str]:
    """The rules that a sentence breaks in a commentary."""
    return [
        rule
        for rule, _ in told(
            f"commentary: {{'1.1': {{text: {yaml.safe_dump(sentence, width=9999, allow_unicode=True, default_style=chr(34)).strip()}}}}}\n{more}"
        )
    ]


# --- every text -------------------------------------------------------------------------------------------------------

#: A text of each kind; {n} makes each of them another.
FULL = """\
published: https://example.org/CF10-1AA
source: In CF{n} 1AA.
partners: {{health: {{inspectorate: In CF{n} 1AA., contributes: {{"1.1": In CF{n} 1AA.}}}}}}
judgements:
  "1.1":
    rationale: In CF{n} 1AA.
    sources: [In CF{n} 1AA., {{kind: document, what: In CF{n} 1AA.}}]
    findings: {{G-V1: {{finding: In CF{n} 1AA., sources: [In CF{n} 1AA., {{what: In CF{n} 1AA.}}]}}}}
    partners: {{health: {{rationale: In CF{n} 1AA.}}}}
not_rated: {{"3": In CF{n} 1AA.}}
discretion: {{"2.2": {{to: good, panel: [li-1], rationale: In CF{n} 1AA., exception: In CF{n} 1AA.}}}}
letter:
  to: [In CF{n} 1AA.]
  copy_to: [somebody, In CF{n} 1AA.]
  from: In CF{n} 1AA.
  context: In CF{n} 1AA.
  reoffending: In CF{n} 1AA.
  summary: In CF{n} 1AA.
commentary: {{"1.1": {{text: In CF{n} 1AA., strengths: [In CF{n} 1AA.], improve: [In CF{n} 1AA.]}}}}
recommendations: [{{id: CF10-1AA, text: In CF{n} 1AA., owner: In CF{n} 1AA.}}]
followed_up: {{CF10-1AA: {{text: In CF{n} 1AA., state: done, note: In CF{n} 1AA.}}}}
publication: {{quotations: [{{text: In CF{n} 1AA., who: In CF{n} 1AA.}}]}}
"""
#: What a report prints as a name, a place or a word of ours, or not at all.
NOT_LOOKED_AT = {
    "framework", "module", "questionsets[]", "team[].id", "team[].organisation", "team[].home_yot",
    "partners{}.members[]", "judgements{}.rating", "judgements{}.published_as",
    "judgements{}.findings{}.answer", "judgements{}.partners{}.rating", "discretion{}.to", "discretion{}.panel[]",
    "sign_off[].by", "language", "recommendations[].standard", "publication.quotations[].standard",
    "publication.cleared[].text", "publication.cleared[].why",
}  # fmt: skip


def test_every_text_of_an_inspection_is_looked_at_where_it_stands() -> None:
    text = HEAD + FULL.format(n=10)
    findings = checked(text)
    assert {finding.rule for finding in findings} == {"publication-personal"}
    lines = text.split("\n")
    for finding in findings:
        assert lines[finding.line - 1][finding.column - 1 :].startswith(("CF10 1AA", "CF10-1AA")), finding
    assert len({(finding.line, finding.column) for finding in findings}) == len(findings) == text.count("CF10") - 1


def test_what_a_file_calls_its_service_and_its_caseloads_names_nobody_and_holds_no_number() -> None:
    for head, path in (
        (HEAD.replace("yot: Aberwen", "yot: Aberwen YOT, 07700 900123"), "yot"),
        (HEAD.replace("yot: Aberwen", "yot: EX-017"), "yot"),
        (HEAD + "caseload: {court: 20, out_of_court: 9, jayden_EX-017: 1}\n", "caseload"),
    ):
        assert {finding.path for finding in checked(head, ("EX-017",))} == {path}
    assert checked(HEAD + "caseload: {court: 20, out_of_court: 9, post_court: 1}\n", ("EX-017",)) == []


def test_what_names_somebody_or_something_is_told_from_what_says_something() -> None:
    file = parse((HEAD + "caseload: {court: 20}\n" + FULL.format(n=10)).encode(), "a", confidential=True)
    inspection = check(Inspection, file)
    assert inspection is not None
    found = list(public_texts(inspection, file.root))
    assert {shape(one.path, Inspection) for one in found if one.label is True} == {
        "inspection", "yot", "caseload{}", "partners{}.inspectorate", "letter.to[]", "letter.copy_to[]", "letter.from",
        "recommendations[].id", "recommendations[].owner", "followed_up{}", "publication.quotations[].who",
    }  # fmt: skip
    assert {shape(one.path, Inspection) for one in found if one.key is True} == {"caseload{}", "followed_up{}"}
    assert {shape(one.path, Inspection) for one in found if one.id is True} == {
        "inspection", "recommendations[].id", "followed_up{}",
    }  # fmt: skip
    assert {one.label for one in found} == {one.key for one in found} == {one.id for one in found} == {True, False}


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("john-smith-2016", "publication-name"), ("john_smith", "publication-name"), ("KaySmith", "publication-name"),
        ("aberwen-07700-900123", "publication-personal"), ("cf10_1aa", "publication-personal"), ("2003-1234567X", "publication-doubt"),
        ("born.2003-05-06", "publication-personal"), ("review-of-EX-017", "publication-case"),
    ],
)  # fmt: skip
def test_the_id_of_an_inspection_is_looked_at_though_it_has_neither_blanks_nor_capitals(name: str, rule: str) -> None:
    head = HEAD.replace(HEAD.splitlines()[0], f"inspection: {name}")
    found = checked(head, ("EX-017",))
    assert {(finding.rule, finding.path, finding.line) for finding in found} == {(rule, "inspection", 1)}
    assert not any(name in finding.message + finding.help + finding.excerpt for finding in found)


def test_of_the_inspection_before_its_id_and_its_service_alone_are_looked_at() -> None:
    text = (
        HEAD.replace("yot: Aberwen", "yot: Aberwen, 07700 900123")
        + "source: By Xanthe, CF10 1AA.\n"
        + cleared("Bridgeworks")
    )
    file = parse(text.encode(), "inspection.yaml", confidential=True)
    inspection = check(Inspection, file)
    assert inspection is not None
    framework = LIBRARY.framework(Place(*inspection.framework.split("@")))[0]
    assert framework is not None
    publication(file, inspection, framework, (), WORDS, before=True)
    assert [(finding.rule, finding.path) for finding in file.findings] == [("publication-personal", "yot")]


@pytest.mark.parametrize(
    "name", ["aberwen-2016", "Aberwen-2016", "fji.2015.v2", "spring-2017", "re-inspection_2", "test"]
)
def test_an_id_that_says_which_inspection_it_is_names_nobody(name: str) -> None:
    assert checked(HEAD.replace(HEAD.splitlines()[0], f"inspection: {name}"), ("EX-017",)) == []


def shape(path: tuple[str | int, ...], model: Any) -> str:
    """A path with names of standards and the like taken out: judgements{}.sources[].what."""
    out = ""
    for step in path:
        part = next(part for part in flat(model) if part is not type(None))
        if typing.get_origin(part) is dict:
            out, model = f"{out}{{}}", typing.get_args(part)[1]
        elif typing.get_origin(part) is list:
            out, model = f"{out}[]", typing.get_args(part)[0]
        else:
            fields = {field.alias or name: field.annotation for name, field in part.model_fields.items()}
            out, model = f"{out}.{step}" if out else str(step), fields[step]
    return out


def flat(annotation: Any) -> list[Any]:
    """The parts of a union, without what annotates them."""
    if typing.get_origin(annotation) is typing.Annotated:
        return flat(typing.get_args(annotation)[0])
    if typing.get_origin(annotation) in (typing.Union, type(int | str)):
        return [part for one in typing.get_args(annotation) for part in flat(one)]
    return [annotation]


def texts_of(annotation: Any, at: str = "") -> Iterator[str]:
    """Where a model can hold a text: letter.to[], judgements{}.rationale."""
    for part in flat(annotation):
        if part is str:
            yield at
        elif typing.get_origin(part) is dict:
            yield from texts_of(typing.get_args(part)[1], f"{at}{{}}")
        elif typing.get_origin(part) is list:
            yield from texts_of(typing.get_args(part)[0], f"{at}[]")
        elif isinstance(part, type) and issubclass(part, BaseModel):
            for name, field in part.model_fields.items():
                yield from texts_of(field.annotation, f"{at}.{field.alias or name}" if at else field.alias or name)


def test_a_field_that_comes_to_an_inspection_is_looked_at_or_said_not_to_be() -> None:
    file = parse((HEAD + FULL.format(n=10)).encode(), "a", confidential=True)
    inspection = check(Inspection, file)
    assert inspection is not None
    looked_at = {shape(found.path, Inspection) for found in public_texts(inspection, file.root) if not found.key}
    # A source that is a text alone stands for its one field.
    looked_at = {path + ".what" if path.endswith("sources[]") else path for path in looked_at}
    assert looked_at | NOT_LOOKED_AT == set(texts_of(Inspection))
    assert not looked_at & NOT_LOOKED_AT


@pytest.mark.parametrize("path", sorted(ROOT.glob("examples/**/inspection.yaml")), ids=lambda path: path.parent.name)
def test_the_examples_say_nothing_that_may_not_be_published(path: Path) -> None:
    assert checked(path.read_text("utf-8"), tuple(case.stem for case in path.parent.glob("cases/*.yaml"))) == []


# --- what the inspection itself names ---------------------------------------------------------------------------------


def test_the_dates_of_the_inspection_may_stand_in_its_texts_however_they_are_written() -> None:
    more = """
sign_off: [{by: li-1, date: 2019-04-12}]
discretion: {"2.2": {to: good, panel: [li-1], rationale: One plan more would have done it., agreed: 2019-03-29}}
letter: {date: 2019-05-01}
recommendations: [{id: "1", text: Ask sooner., due: 2009-01-05}]
"""
    for day in ("4 March 2019", "6 Mawrth 2019", "08/03/2019", "29.3.19", "2019-04-12", "1 May 2019", "5 January 2009"):
        assert said(f"It was so on {day}.", more) == []
        assert said(f"He was born on {day}.", more) == ["publication-personal"]
    assert said("It was so on 9 March 2019.", more) == ["publication-doubt"]
    assert said("It was so on 9 March 2009.", more) == ["publication-personal"]


def test_the_day_that_texts_speak_of_is_the_last_on_which_something_was_done() -> None:
    """Ten years before it a date may be one of birth; by the framework's edition where the inspection has no date."""
    assert said("On 20 April 2009 it was so.") == ["publication-doubt"]
    assert said("On 20 April 2009 it was so.", "letter: {date: 2019-05-01}\n") == ["publication-personal"]
    undated = HEAD.replace("fieldwork: {from: 2019-03-04, to: 2019-03-08}\n", "")
    rules = [f.rule for f in checked(undated + 'source: "On 1 August 2008, and on 2 August 2008."\n')]
    assert rules == ["publication-personal", "publication-doubt"]


def test_every_day_of_the_fieldwork_may_stand_up_to_the_longest_that_there_is() -> None:
    for day in range(4, 9):
        assert said(f"It was so on {day} March 2019.") == []
    # A hundred days on: 12 June. One day more is a mistyped date, and then none of them is the fieldwork's.
    for end, rules in (("2019-06-12", []), ("2019-06-13", ["publication-doubt"])):
        text = HEAD.replace("to: 2019-03-08", f"to: {end}")
        assert [one.rule for one in checked(text + 'source: "On 5 March 2019."\n')] == rules


def test_fieldwork_that_runs_for_years_lets_nothing_stand() -> None:
    text = HEAD.replace("2019-03-04", "1999-03-04") + "source: Born on 3 April 2003. Seen 3 April 2004.\n"
    assert [finding.rule for finding in checked(text)] == ["publication-personal", "publication-personal"]


def test_what_the_inspection_and_its_framework_name_is_no_name_of_somebody() -> None:
    more = "partners: {health: {inspectorate: Gofal Cymru Quandary}}\n"
    assert said("In Aberwen, o Haberwen, by Zenith and Otherton, with Quandary.", more) == []
    assert said("For Desistance and Safety, the Governance and Leadership was Inadequate, yn Annigonol.") == []
    assert said("In Aberwyn, by Zeniths.") == ["publication-name"]


@pytest.mark.parametrize(
    "words", ["Qlevel", "Qtitle", "Qone", "Qmany", "Qpublished", "Qpartner", "Qkey", "Qdomain", "Qstandard"]
)
def test_every_label_of_a_framework_may_stand(words: str) -> None:
    """A word that no list has, in each place that a framework gives a label to."""
    framework = LIBRARY.framework(Place("fji", "1.1.0"))[0]
    assert framework is not None
    level, domain, label = framework.levels[0], framework.domains[0], {"en": words}
    standard = domain.standards[0].model_copy(update={"label": label if words == "Qstandard" else {"en": "x"}})
    called = framework.called
    made = framework.model_copy(update={
        "title": label if words == "Qtitle" else framework.title,
        "called": called.model_copy(update={"one": label if words == "Qone" else called.one, "many": label if words == "Qmany" else called.many}),
        "levels": [level.model_copy(update={"label": label if words == "Qlevel" else level.label})],
        "published_as": {n: one.model_copy(update={"word": label if words == "Qpublished" else one.word}) for n, one in framework.published_as.items()},
        "partners": {n: one.model_copy(update={"label": label if words == "Qpartner" else one.label}) for n, one in framework.partners.items()},
        "key_questions": {"k": KeyQuestion.model_validate({"label": label if words == "Qkey" else {"en": "x"}, "area": "x"})},
        "domains": [domain.model_copy(update={"label": label if words == "Qdomain" else domain.label, "standards": [standard]})],
    })  # fmt: skip
    file = parse((HEAD + f"source: By {words}.\n").encode(), "inspection.yaml", confidential=True)
    inspection = check(Inspection, file)
    assert inspection is not None
    publication(file, inspection, made, (), WORDS)
    assert file.findings == []
    publication(file, inspection, framework, (), WORDS)
    assert [one.rule for one in file.findings] == ["publication-name"]


def test_the_references_of_other_inspections_are_not_known() -> None:
    assert [rule for rule, _ in told("source: In EX-017 and EX-018.\n", ("EX-017",))] == ["publication-case"]


def test_where_a_field_says_who_somebody_is_no_capital_is_due() -> None:
    more = """\
letter: {to: [Xanthe], copy_to: [The chair, Xanthe], from: Xanthe, context: Xanthe}
recommendations: [{id: Xanthe, text: Xanthe, owner: Xanthe}]
followed_up: {Xanthe: {text: Xanthe, state: done}}
publication: {quotations: [{text: Xanthe, who: Xanthe}]}
"""
    assert told(more) == [("publication-name", path) for path in (
        "letter.to[0]", "letter.copy_to[1]", "letter.from", "recommendations[0].id", "recommendations[0].owner",
        "followed_up", "publication.quotations[0].who",
    )]  # fmt: skip


# --- cleared ----------------------------------------------------------------------------------------------------------


def cleared(*texts: str) -> str:
    return "publication: {cleared: [" + ", ".join(f'{{text: "{text}", why: it is public}}' for text in texts) + "]}\n"


def test_what_is_cleared_is_not_noted_and_a_clearance_without_use_is() -> None:
    sentence = "It pays for Bridgeworks at 14 Acacia Avenue since 3 April 2003."
    assert said(sentence) == ["publication-name", "publication-personal", "publication-personal"]
    assert said(sentence, cleared("Bridgeworks", "14 Acacia Avenue", "3 April 2003")) == []
    assert said(sentence, cleared("bridgeworks", "14 Acacia Avenue", "3 April 2003")) == [
        "publication-name",
        "publication-cleared",
    ]
    assert said("It pays.", cleared("pays")) == ["publication-cleared"]


def test_a_clearance_serves_every_text_and_is_used_where_one_has_it() -> None:
    more = "source: Bridgeworks\ncommentary: {'1.1': {text: It pays for Bridgeworks.}, '1.2': {text: So does Bridgeworks.}}\n"
    assert told(more + cleared("Bridgeworks")) == []


def test_a_clearance_says_why() -> None:
    file = parse((HEAD + "publication: {cleared: [{text: Bridgeworks}]}\n").encode(), "a", confidential=True)
    assert check(Inspection, file) is None
    assert [finding.rule for finding in file.findings] == ["model-missing-key"]


# --- what is said -----------------------------------------------------------------------------------------------------


TAKE_OUT = "Delete it; if it may be published, enter the very words under publication.cleared, with the reason."
MONTH = "Write the month and the year alone; if the day may be published, enter the date under publication.cleared, with the reason."
WITHOUT = "Say who or what is meant without a name; if it may be published, enter the very words under publication.cleared, with the reason."
NO_CASE = "Say what was seen without the reference: whoever knows the case would know whose it is."


@pytest.mark.parametrize(
    ("found", "rule", "message", "help"),
    [
        ("Xanthe", "name", "Somebody's name may stand here.", WITHOUT),
        ("EX-017", "case", "The reference of a case stands here.", NO_CASE),
        ("born on 3 April 2003", "personal", "This date may be somebody's date of birth.", MONTH),
        ("CF10 1AA", "personal", "A postcode stands here.", TAKE_OUT),
        ("14 Acacia Avenue", "personal", "An address stands here.", TAKE_OUT),
        ("07700 900123", "personal", "A telephone number stands here.", TAKE_OUT),
        ("a.b@example.org", "personal", "An e-mail address stands here.", TAKE_OUT),
        ("2010/0000018W", "personal", "A number of the Police National Computer stands here.", TAKE_OUT),
        ("2010/0000018G", "doubt", "This looks like a number of the Police National Computer, but for its check letter.", TAKE_OUT),
        ("943 476 5919", "personal", "An NHS number stands here.", TAKE_OUT),
        ("NHS number 943 476 5918", "doubt", "This looks like an NHS number, but for its check digit.", TAKE_OUT),
        ("AB123456C", "personal", "A national insurance number stands here.", TAKE_OUT),
        ("on 1 March 2019", "doubt", "A full date stands here, by which an event can be looked up.", MONTH),
        ("born in 2003", "doubt", "A year of birth stands here.", TAKE_OUT),
        ("the postcode CF10", "doubt", "The first half of a postcode stands here.", TAKE_OUT),
        ("https://example.org/x", "doubt", "A web address stands here.", TAKE_OUT),
        ("on Snapchat as @quill", "doubt", "The name of an account stands here.", TAKE_OUT),
    ],
)  # fmt: skip
def test_each_kind_of_what_is_found_is_called_what_it_is_with_what_to_do(
    found: str, rule: str, message: str, help: str
) -> None:
    texts = checked(HEAD + f'commentary: {{"1.1": {{text: "It was {found} that day."}}}}\n', ("EX-017",))
    assert [(one.rule, one.message, one.help) for one in texts] == [(f"publication-{rule}", message, help)]


def test_what_stands_in_a_key_is_shown_without_its_line() -> None:
    findings = checked(HEAD + "followed_up: {CF10-1AA: {text: So., state: done}}\n")
    assert [(one.rule, one.path, one.message, one.help, one.excerpt, (one.line, one.column)) for one in findings] == [
        ("publication-personal", "followed_up", "A postcode stands here.", TAKE_OUT, "", (7, 15)),
    ]  # fmt: skip


def test_a_clearance_without_use_is_told_at_its_place() -> None:
    findings = checked(HEAD + "source: By Bridgeworks\npublication:\n  cleared:\n" + "".join(
        f"    - {{text: {text}, why: it is public}}\n" for text in ("Bridgeworks", "Quandary")
    ))  # fmt: skip
    assert [(one.rule, one.path, one.line, one.message, one.help) for one in findings] == [(
        "publication-cleared", "publication.cleared[1].text", 11, "What is cleared here is found in no text.",
        "Delete it, or write the words exactly as the text has them, capitals included.",
    )]  # fmt: skip


def test_each_of_several_clearances_is_used_where_its_own_text_is() -> None:
    more = "source: By Bridgeworks\ncommentary: {'1.1': {text: It pays for Quandary.}}\n"
    assert told(more + cleared("Bridgeworks", "Quandary")) == []


def test_no_more_is_noted_of_one_text_than_anybody_reads_and_errors_are_not_pushed_out_by_warnings() -> None:
    rules = said("and Quill, " * 300 + "CF10 1AA")
    assert (rules.count("publication-name"), rules.count("publication-personal")) == (50, 1)


def test_web_addresses_are_what_some_fields_are_for() -> None:
    assert told("published: https://example.org/x\nsource: https://example.org/y\n") == []
    assert said("See https://example.org/x, too.") == ["publication-doubt"]


def test_a_recommendation_about_no_standard_is_told_at_its_place_with_the_nearest_there_is() -> None:
    findings = checked(HEAD + "recommendations: [{id: '1', text: Ask., standard: '1.11'}]\n")
    assert [(one.rule, one.path, one.column) for one in findings] == [
        ("publication-standard", "recommendations[0].standard", 51),
    ]  # fmt: skip
    assert findings[0].help == (
        "Did you mean 1.1? Standards are: 1.1, 1.2, 1.3, 1.4, 2.1, 2.2, 2.3, 2.4, 3.1, 3.2, 3.3, 3.4."
    )


def test_words_may_be_about_an_area_that_is_judged_apart_from_the_standards() -> None:
    framework = LIBRARY.framework(Place("graded-2025", "1.0.0"))[0]
    assert framework is not None
    assert [name for name in judged_parts(framework) if name not in framework.standards()] == ["V1.2"]
    text = (
        HEAD.replace("graded-2018@1.1.0", "graded-2025@1.0.0")
        + "commentary: {'V1.2': {text: So.}, 'V9': {text: So.}}\n"
    )
    (found,) = checked(text)
    assert found.path == "commentary.V9"
    assert found.help.endswith(", V1.2.")


@pytest.mark.parametrize("name", ["1.1", "2.2", "3.4"])
def test_words_for_reports_may_be_about_any_standard(name: str) -> None:
    assert (
        told(
            f"commentary: {{'{name}': {{text: So.}}}}\nrecommendations: [{{id: '1', text: Ask., standard: '{name}'}}]\n"
        )
        == []
    )


def test_a_standard_that_there_is_not_is_told_by_its_place_with_what_there_is() -> None:
    text = (
        HEAD
        + "commentary: {'1.9': {text: So.}}\npublication: {quotations: [{text: So., who: a girl, standard: '5.1'}]}\n"
    )
    findings = checked(text)
    assert [(f.rule, f.path, f.line) for f in findings] == [
        ("publication-standard", "commentary.1.9", 7), ("publication-standard", "publication.quotations[0].standard", 8),
    ]  # fmt: skip
    assert [one.message for one in findings] == ["graded-2018@1.1.0 has no such standard."] * 2
    assert "Standards are: 1.1, 1.2" in findings[0].help
    # In the commentary it is the key that is wrong.
    assert (findings[0].column, text.split("\n")[6][findings[0].column - 1 :][:5]) == (14, "'1.9'")
    assert "5.1" not in findings[1].message + findings[1].help


def test_the_same_file_gives_the_same_findings() -> None:
    text = HEAD + FULL.format(n=10) + cleared("a", "b").replace("publication: {", "# ")
    assert checked(text) == checked(text)


# --- places inside a value --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [
        "one two X", "'one ''two'' X'", '"one \\"two\\" X"', '"one\\ttwo X"', ">-\n  one\n  two\n\n  X", "|\n  one\n    two X\n",
        "one\n  two\n  X", '"one\n  two\n  X"', ">\n   one two\n   X\n\n", '"a\\\n  b X"',
    ],
)  # fmt: skip
def test_a_character_of_a_value_is_found_in_the_file(written: str) -> None:
    text = f"a:\n  b:\n    - {written}\n" if "\n" not in written else f"a: {written}\n"
    file = parse(text.encode(), "x", confidential=True)
    path: tuple[str | int, ...] = ("a", "b", 0) if "\n" not in written else ("a",)
    value = file.root
    for step in path:
        value = value[step]
    line, column = placer(file, path, value)(value.index("X"))
    stands = text.split("\n")[line - 1][column - 1 :]
    assert stands.startswith("X") or (line, column) == file.place(path)
    if "\\\n" not in written and "\\t" not in written:
        assert stands.startswith("X")


def test_where_the_characters_differ_everything_stands_at_the_beginning_of_the_value() -> None:
    file = parse(b'a: "caf\\u00e9 X"\n', "x", confidential=True)
    assert placer(file, ("a",), file.root["a"])(5) == (1, 4)
    assert placer(YamlFile("x", b"", confidential=True), ("a",), "none")(0) == (1, 1)
