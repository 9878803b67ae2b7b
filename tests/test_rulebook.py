"""Every rule has a page, and its examples do what the page says of them."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from tests.test_corpus import CONTEXT, FOR_PUBLIC, call, lay
from yotinspect.findings import RULES
from yotinspect.rulebook import WHOLE, Entry, page, rulebook

#: Which file of the context an example is about. A case keeps its name, so that it takes the place of its counterpart.
FILES = {
    "questionset.yaml": "questionsets/mini/1.0.0/questionset.yaml",
    "a subset": "questionsets/mini-short/1.0.0/questionset.yaml",
    "text.en.yaml": "questionsets/mini/1.0.0/text.en.yaml",
    "text.cy.yaml": "questionsets/mini/1.0.0/text.cy.yaml",
    "a published set": "questionsets/kept/1.0.0/questionset.yaml",
    "a published translation": "questionsets/kept/1.0.0/text.cy.yaml",
    "a new version of a set": "questionsets/kept/1.1.0/questionset.yaml",
    "a framework": "questionsets/frameworks/mini/1.0.0.yaml",
    "inspection.yaml": "inspection.yaml",
    "a joint inspection": "joint/inspection.yaml",
    "a case": "cases/EX-001.yaml",
}
SHOWN = [rule for rule, entry in rulebook().items() if entry.file]


def with_example(entry: Entry, example: str) -> str:
    """The file that an example is about, with the example in its place: whole lines, indented as those they replace."""
    text = (CONTEXT / FILES[entry.file]).read_text("utf-8")
    if example == WHOLE:
        return text
    if entry.instead == WHOLE:
        return example
    wanted = (entry.instead or entry.good).rstrip("\n").split("\n")
    lines = text.split("\n")
    found = []
    for n in range(len(lines) - len(wanted) + 1):
        part = lines[n : n + len(wanted)]
        if textwrap.dedent("\n".join(part)).split("\n") == wanted:
            found.append((n, part[0][: len(part[0]) - len(part[0].lstrip())]))
    ((at, indentation),) = found
    new = [indentation + line if line else line for line in example.rstrip("\n").split("\n")]
    return "\n".join([*lines[:at], *new, *lines[at + len(wanted) :]])


def told(entry: Entry, example: str, folder: Path, *, public: bool = False) -> list[str]:
    file = folder / Path(FILES[entry.file]).name
    file.write_text(with_example(entry, example), "utf-8")
    return [finding.rule for finding in lay(file, folder / "home", public=public).findings]


def test_every_rule_is_in_the_rulebook_and_nothing_else_is() -> None:
    assert list(rulebook()) == list(RULES)
    for rule, entry in rulebook().items():
        assert entry.do.endswith("."), rule
        assert (bool(entry.file), bool(entry.good), bool(entry.bad)) in ((True,) * 3, (False,) * 3), rule


#: Rules that show only where several files meet, or where a file is written: no lines of one file are an example; nor is
#: there one of a record or a submission, which nobody writes by hand, or of a table of answers, which is no YAML.
WITHOUT = ("inspection-versions", "case-migrate")


def test_every_rule_but_those_of_a_file_as_bytes_has_examples() -> None:
    bare = [
        rule for rule in RULES if rule.startswith(("file-", "record-", "submission-", "answers-")) or rule in WITHOUT
    ]
    assert [rule for rule in RULES if rule not in SHOWN] == bare


@pytest.mark.few(50)
@pytest.mark.parametrize("rule", SHOWN)
def test_the_good_example_of_a_rule_gives_no_finding(rule: str, tmp_path: Path) -> None:
    entry = rulebook()[rule]
    assert told(entry, entry.good, tmp_path, public=rule.startswith(FOR_PUBLIC)) == []


@pytest.mark.few(50)
@pytest.mark.parametrize("rule", SHOWN)
def test_the_bad_example_of_a_rule_gives_exactly_its_finding(rule: str, tmp_path: Path) -> None:
    entry = rulebook()[rule]
    assert told(entry, entry.bad, tmp_path, public=rule.startswith(FOR_PUBLIC)) == [rule]


@pytest.mark.parametrize("rule", RULES)
def test_explain_prints_the_page_of_a_rule(rule: str) -> None:
    called = call("questionset", "validate", "--explain", rule)
    assert called.status == 0
    assert called.err == ""
    for part in (rule, RULES[rule].severity, RULES[rule].title, "Why:", "What to do:"):
        assert part in called.out
    assert ("Bad, in" in called.out) == (rule in SHOWN)
    assert max(len(line) for line in page(rule).splitlines() if not line.startswith("    ")) <= 100


def test_explain_knows_what_was_mistyped() -> None:
    called = call("questionset", "validate", "--explain", "set-unreachabel")
    assert called.status == 2
    assert "Did you mean set-unreachable?" in called.err
