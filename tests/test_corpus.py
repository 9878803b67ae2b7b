"""Every rule with faulty files that break it once, and tricky files that break none.

``corpus/context`` is a small inspection with a small question set, a subset and a framework of its own. A file of
``corpus/invalid`` takes the place of its counterpart there: a case stands beside the two of the context, an inspection,
framework, structure or text file replaces the one of the context. What a file is, its first key says. Its first line
says where the fault is (``# expect: LINE:COLUMN``), or ``expected.yaml`` does where a file cannot begin with a comment.
The rule is the longest rule id that the file's name begins with. An inspection of a rule ``publication-*`` is held against
what it says for the public as well.
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

import pytest
import yaml

from tests.conftest import LONG
from tests.loaders import TEXT
from tests.remembering import copied
from yotinspect.cli.main import run
from yotinspect.cli.terminal import finding_lines
from yotinspect.exchange.reporting import REPORTERS
from yotinspect.findings import RULES, Finding
from yotinspect.library import Library
from yotinspect.ratings.publication import publication
from yotinspect.upkeep.validation import Validator
from yotinspect.workspace import Assessor, Rated, case_files, rate_inspection
from yotinspect.yamlfile import CASE_LIMIT, parse

CORPUS = Path(__file__).parent / "corpus"
CONTEXT = CORPUS / "context"
INVALID = sorted(path for path in (CORPUS / "invalid").glob("*.yaml") if path.name != "expected.yaml")
VALID = sorted((CORPUS / "valid").glob("*.yaml"))
EXPECTED: dict[str, str] = yaml.safe_load((CORPUS / "invalid" / "expected.yaml").read_text("utf-8"))

#: Words that stand in no file but the confidential ones, as values and in comments: no output may hold them.
PLANTED = ("Zebedee", "Quillfeather", "Marigold", "Obadiah", "Thistlewick")

#: Files that are given to a command which does not read their kind, or whose first key is what they lack.
GIVEN_AS = {"file-kind": "case", "file-kind-case": "inspection", "model-missing-key-case": "case"}


class Called(NamedTuple):
    status: int
    out: str
    err: str


class _Stream(io.TextIOWrapper):
    terminal = False

    def isatty(self) -> bool:
        return self.terminal

    def text(self) -> str:
        self.flush()
        return self.buffer.getvalue().decode()  # type: ignore[attr-defined]


def call(*arguments: object, terminal: bool = False) -> Called:
    """The program as a script meets it, in this process: its real exit status and what it printed."""
    out, err = (_Stream(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    out.terminal = err.terminal = terminal
    argv = ["yotinspect", *map(str, arguments)]
    patched = mock.patch.object(sys, "argv", argv), mock.patch.dict(os.environ, {"NO_COLOR": "1"})
    with patched[0], patched[1], redirect_stdout(out), redirect_stderr(err):
        status = run()
    return Called(status, out.text(), err.text())


@cache
def rule_of(path: Path) -> str:
    stem = path.stem
    named = [rule for rule in RULES if stem == rule or stem.startswith(f"{rule}-")]
    return max(named, key=len, default="")


#: The rules that a faulty file is there for.
BROKEN = {rule_of(path) for path in INVALID}


def first_of_each_rule(paths: list[Path]) -> list[Path]:
    """One faulty file a rule, for what hangs on the rule alone; all of them with full counts."""
    return paths if LONG else list({rule_of(path): path for path in reversed(paths)}.values())[::-1]


def others_slow(paths: list[Path]) -> list[Any]:
    """Files as parameters: one a rule in plain pytest, all of them in CI."""
    first = {*first_of_each_rule(paths)}
    return [pytest.param(path, marks=() if path in first else pytest.mark.slow) for path in paths]


def kind_of(path: Path) -> str:
    if path.stem in GIVEN_AS:
        return GIVEN_AS[path.stem]
    text = path.read_bytes().decode("utf-8-sig", errors="replace")
    key = re.search(r"^(?:- )?(case|inspection|framework|questionset):", text, re.MULTILINE)
    kind = key[1] if key else "case"
    return "texts" if kind == "questionset" and re.search("^language:", text, re.MULTILINE) else kind


def place_of(path: Path) -> tuple[int, int]:
    first = path.read_bytes().split(b"\n", 1)[0].decode("utf-8", errors="replace")
    stated = first.removeprefix("# expect: ") if first.startswith("# expect: ") else EXPECTED[path.name]
    line, column = stated.split(":")
    return int(line), int(column)


def grow(path: Path) -> None:
    """More bytes than a case may have: nobody wants such a file in a repository."""
    line = b"# Zebedee Quillfeather's whole file was pasted in here.\n"
    path.write_bytes(path.read_bytes() + line * (CASE_LIMIT // len(line) + 1))


def lose(path: Path) -> None:
    """A link to a share that is gone."""
    path.unlink()
    try:
        path.symlink_to(path.parent / "gone" / path.name)
    except OSError:
        pytest.skip("this system makes no links")


def forget(path: Path) -> None:
    """The marks of a published set are gone."""
    (path.parent / "release.yaml").unlink()


def mix(path: Path) -> None:
    """One of the two cases was assessed with another version of the set."""
    sets = path.parent / "questionsets" / "mini"
    for file in shutil.copytree(sets / "1.0.0", sets / "1.0.1").glob("*.yaml"):
        text = file.read_text("utf-8").replace("mini@1.0.0", "mini@1.0.1").replace("version: 1.0.0", "version: 1.0.1")
        file.write_text(text, "utf-8")
    case = path.parent / "cases" / "EX-002.yaml"
    case.write_text(case.read_text("utf-8").replace("mini@1.0.0", "mini@1.0.1"), "utf-8")


#: What happens to a file once it stands in its place.
LAYOUTS: dict[str, Callable[[Path], None]] = {
    "file-size": grow,
    "file-unreadable": lose,
    "release-missing": forget,
    "inspection-versions": mix,
}
#: Rules that no file breaks by what it holds: tests of what breaks them stand elsewhere.
ELSEWHERE = {"case-migrate": "test_migrate.py", "file-unwritable": "test_migrate.py"} | {
    rule: file
    for begins, file in (
        ("record-", "test_verify.py"),
        ("submission-", "test_import.py"),
        ("answers-", "test_answering.py"),
    )
    for rule in RULES
    if rule.startswith(begins)
}


#: What an inspection says for the public is checked when a report for the public is written.
FOR_PUBLIC = "publication-"


class Laid(NamedTuple):
    """A corpus file in its place: what to run on it, with what, and what the library says of it."""

    kind: str
    file: Path
    arguments: tuple[object, ...]
    findings: list[Finding]


def for_the_public(rated: Rated, home: Path) -> list[Finding]:
    """What is wrong with a rated inspection, and with what it says for the public."""
    assert rated.inspection is not None
    assert rated.rating is not None
    cases = [case.stem for case in case_files([home / "cases"])]
    publication(rated.file, rated.inspection, rated.rating.framework, cases, Library().words())
    return rated.findings


def lay(path: Path, home: Path, *, data: bytes | None = None, public: bool | None = None) -> Laid:
    """Put a corpus file into a copy of the context and find what is wrong, by the functions the commands use.

    ``public``: whether an inspection is held against what it says for the public; by the file's name without it.
    """
    public = rule_of(path).startswith(FOR_PUBLIC) if public is None else public
    copied(CONTEXT, home)
    sets = home / "questionsets"
    kind, text = kind_of(path), path.read_bytes().decode("utf-8-sig", errors="replace")
    named = re.search("^questionset: (mini-short|kept)(?:@([0-9.]+))?$", text, re.MULTILINE)
    number = re.search("^version: ([0-9.]+)$", text, re.MULTILINE)
    short = named[1] if named else "mini-short" if re.search("^base: ", text, re.MULTILINE) else "mini"
    version = (named[2] or (number[1] if number else "")) if named and short == "kept" else "1.0.0"
    language = re.search("^language: ([a-z]{2})$", text, re.MULTILINE)
    # A wrong language is one that the name of the file contradicts.
    word = language[1] if language and path.stem != "set-place-language" else "en"
    joint = re.search("^framework: joint@", text, re.MULTILINE) is not None and kind == "inspection"
    file = {
        "case": home / "cases" / path.name,
        "inspection": home / ("joint" if joint else "") / "inspection.yaml",
        "framework": sets / "frameworks" / "mini" / "1.0.0.yaml",
        "questionset": sets / short / version / "questionset.yaml",
        "texts": sets / short / version / f"text.{word}.yaml",
    }[kind]
    file.write_bytes(path.read_bytes() if data is None else data)
    LAYOUTS.get(path.stem, lambda _: None)(file)
    if kind == "texts" and word == "en":
        # Whoever changes the English makes the Welsh stale, which is a finding of its own.
        (file.parent / "text.cy.yaml").unlink(missing_ok=True)
    library = Validator([sets])
    findings: list[Finding]
    command: tuple[object, ...]
    if kind == "case":
        command = ("assess", home / "cases")
        assessor = Assessor(library)
        findings = [found for one in case_files([home / "cases"]) for found in assessor.assess(one).findings]
        findings += assessor.leftovers()
    elif kind == "inspection":
        target = ("-o", home.parent / f"{path.stem}.html")
        command = ("report", file.parent, "--audience", "public", *target) if public else ("rate", file.parent)
        rated = rate_inspection(file, library)
        findings = for_the_public(rated, file.parent) if public else rated.findings
    elif kind == "framework":
        command = ("questionset", "validate", file)
        findings = library.validate_framework(file).findings
    else:
        command = ("questionset", "validate", file.parent)
        findings = library.validate_set(file.parent).findings
    return Laid(kind, file, (*command, "--questionsets", sets), findings)


def confidential(kind: str) -> bool:
    return kind in ("case", "inspection")


# --- every rule has a file --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_faulty_file(rule: str) -> None:
    if rule in ELSEWHERE:
        assert f'"{rule}"' in (Path(__file__).parent / ELSEWHERE[rule]).read_text("utf-8")
        return
    assert rule in BROKEN


def test_every_faulty_file_is_named_after_a_rule_and_says_where_its_fault_is() -> None:
    assert [path.name for path in INVALID if not rule_of(path)] == []
    for path in INVALID:
        place_of(path)
    assert EXPECTED.keys() <= {path.name for path in INVALID}


def test_the_context_itself_has_no_fault(tmp_path: Path) -> None:
    home = copied(CONTEXT, tmp_path / "home")
    sets = home / "questionsets"
    for arguments in (("assess", home), ("rate", home), ("rate", home / "joint"), ("questionset", "validate", sets)):
        called = call(*arguments, "--fail-on", "warning", "--questionsets", sets)
        assert called.status == 0, called
        assert "[" not in called.err, called.err


# --- faulty files -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def laid_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Laid]:
    """Lays each faulty file once for all tests: none of them changes it."""
    known: dict[Path, Laid] = {}

    def get(path: Path) -> Laid:
        if path not in known:
            known[path] = lay(path, tmp_path_factory.mktemp(path.stem) / "home")
        return known[path]

    return get


@pytest.fixture(params=others_slow(INVALID), ids=lambda path: path.stem)
def faulty(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


@pytest.fixture
def laid(faulty: Path, laid_once: Callable[[Path], Laid]) -> Laid:
    return laid_once(faulty)


def test_a_faulty_file_gives_its_one_finding_at_its_place(faulty: Path, laid: Laid) -> None:
    rule, (line, column) = rule_of(faulty), place_of(faulty)
    told = [(f.rule, f.severity, Path(f.file), f.line, f.column) for f in laid.findings]
    assert told == [(rule, RULES[rule].severity, laid.file, line, column)]


#: How a help begins: with what to do, with "Did you mean", or with what can stand there.
DOES = (
    r"(?:Did you mean |Add |Answer |Assess |Call |Change |Check |Close |Compare |Correct |Declare |Delete |Enter |Fill |Give |"
    r"Indent |Keep |Known here: |Leave |Let |Line up |List |Look |Mark |Move |Name |Put |Route |Run |Save |Say |Translate |Undo |"
    r"Use |Write |There are: |Details are: |Standards are: |Key questions are: |Modules are: |The levels are |It can be: |"
    r"Guidance has the parts |Reasons of |M-[A-Z0-9]+ has no reasons|[a-z_]+ can be: |[a-z0-9-]+@[0-9.]+ has: |"
    r"source: cases needs |The grade that the figures propose stands; delete )"
)


def test_a_finding_says_what_is_wrong_and_what_to_do(laid: Laid) -> None:
    for finding in laid.findings:
        for sentence in (finding.message, finding.help):
            assert re.match(r"[A-Z'(]|[\w.@-]+:? \w", sentence), sentence
            assert re.search(r"[.?…]\Z|[.?]'\Z", sentence), sentence
            assert "  " not in sentence
            assert not re.search(r"pydantic|Error\b|None\b|\bdict\b|\bstr\b|input_|<class|\bctx\b", sentence), sentence
        assert re.match(DOES, finding.help), finding.help


def printed(laid: Laid, called: Called) -> str:
    """Where findings go: a rating is the result of rate, its findings are not."""
    return called.err if laid.kind == "inspection" else called.out


def test_the_command_ends_with_status_1_and_prints_the_finding(faulty: Path, laid: Laid) -> None:
    rule = rule_of(faulty)
    line, column = place_of(faulty)
    called = call(*laid.arguments, "--fail-on", "warning")
    assert called.status == (0 if RULES[rule].severity == "info" else 1), called
    assert "Traceback" not in called.out + called.err
    wanted = rf"^{re.escape(str(laid.file))}:{line}:{column}: {RULES[rule].severity}: .*\[{rule}\]$"
    assert re.search(wanted, printed(laid, called), re.MULTILINE), called
    if RULES[rule].severity == "warning":
        assert call(*laid.arguments).status == 0


def test_a_warning_or_an_error_can_be_let_pass(laid_once: Callable[[Path], Laid]) -> None:
    for name in ("case-headline", "case-age", "inspection-sources", "inspection-level", "yaml-syntax-set", "yaml-tab"):
        laid = laid_once(CORPUS / "invalid" / f"{name}.yaml")
        assert call(*laid.arguments, "--fail-on", "never").status == 0


@pytest.mark.parametrize("faulty", first_of_each_rule(INVALID), ids=lambda path: path.stem)
def test_on_a_terminal_the_line_a_caret_and_what_to_do_are_shown(
    faulty: Path, laid_once: Callable[[Path], Laid]
) -> None:
    laid = laid_once(faulty)
    called = call(*laid.arguments, terminal=True)
    rows = printed(laid, called).splitlines()
    (at,) = [n for n, row in enumerate(rows) if row.endswith(f"[{rule_of(faulty)}]")]
    (finding,) = laid.findings
    if finding.excerpt.strip():
        assert rows[at + 2].strip() == "^"
    assert any(row.strip() == finding.help for row in rows[at + 1 :])
    if confidential(laid.kind):
        assert not [word for word in PLANTED if word.casefold() in printed(laid, called).casefold()]


# --- nothing of a child's file leaves it ------------------------------------------------------------------------------


def spoken(finding: Finding) -> str:
    return "\n".join((finding.message, finding.help, finding.excerpt, finding.path))


def scalars(node: yaml.Node | None, *, keys: bool) -> Iterator[str]:
    """The keys, or the values, of a tree as plain YAML sees it."""
    if isinstance(node, yaml.ScalarNode):
        if not keys:
            yield node.value
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from scalars(item, keys=keys)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if keys and isinstance(key, yaml.ScalarNode):
                yield key.value
            yield from scalars(value, keys=keys)


def composed(data: bytes) -> yaml.Node | None:
    try:
        return yaml.compose(data.decode("utf-8-sig"), Loader=yaml.BaseLoader)  # type: ignore[no-any-return]
    except (yaml.YAMLError, UnicodeDecodeError):
        return None


def public_words() -> frozenset[str]:
    """What question sets and frameworks say is public, and so are the ids and names that a help lists."""
    found: set[str] = {"yes", "no", "na"}
    for path in (CONTEXT / "questionsets").rglob("*.yaml"):
        tree = yaml.compose(path.read_text("utf-8"), Loader=TEXT)
        found |= {*scalars(tree, keys=True), *scalars(tree, keys=False)}
        found.add(f"{path.parent.parent.name}@{path.parent.name}")
    found |= {f"{path.parent.name}@{path.stem}" for path in (CONTEXT / "questionsets" / "frameworks").rglob("*.yaml")}
    return frozenset(found)


PUBLIC = public_words()
CONFIDENTIAL = [path for path in INVALID if confidential(kind_of(path))]


@pytest.mark.parametrize("path", others_slow(CONFIDENTIAL), ids=lambda path: path.stem)
def test_confidential_files_have_planted_words(path: Path) -> None:
    if path.name not in ("yaml-empty.yaml", "yaml-empty-marker.yaml"):
        raw = path.read_bytes()
        assert any(word.encode() in raw or word.encode("utf-16-le") in raw for word in PLANTED)


#: What our own sentences say of any file, and what a model allows.
OURS = {"null", "fji", "sqs", "graded", "lead_inspector", "inspector", "local_assessor", "partner_inspector"}


@pytest.mark.parametrize("path", others_slow(CONFIDENTIAL), ids=lambda path: path.stem)
def test_no_output_holds_what_a_confidential_file_holds(path: Path, laid_once: Callable[[Path], Laid]) -> None:
    laid = laid_once(path)
    json_too = ("--format", "json") if laid.kind == "case" else ()
    outputs = [printed(laid, call(*laid.arguments, *json_too))]
    outputs += [report(laid.findings) for report in REPORTERS.values()]
    outputs += [finding_lines(finding, True, True) for finding in laid.findings]
    outputs += [spoken(finding) for finding in laid.findings]
    for text in outputs:
        assert not [word for word in PLANTED if word.casefold() in text.casefold()], text


@pytest.mark.parametrize("path", others_slow(CONFIDENTIAL), ids=lambda path: path.stem)
def test_no_value_of_a_confidential_file_stands_in_a_finding(path: Path, laid_once: Callable[[Path], Laid]) -> None:
    laid = laid_once(path)
    tree = composed(path.read_bytes())
    values = {value.strip() for value in scalars(tree, keys=False)}
    names = {name for name in scalars(tree, keys=True) if re.fullmatch(r"[A-Za-z0-9_.-]{1,40}", name)}
    # The name of a set or framework is what the message is about, and "Did you mean" may name the id of a team member.
    refs = {value for value in values if re.fullmatch(r"minn?i[a-z0-9-]*@[\d.]+|(li|hi|la)-\d", value)}
    # A digit or two stand in any sentence.
    secrets = {value for value in values - names - refs - PUBLIC - OURS if len(value) > 2}
    for finding in laid.findings:
        # The place of a file is the user's own doing.
        said = spoken(finding).replace("EX-001.yaml", "")
        leaked = [value for value in secrets if re.search(rf"(?<!\w){re.escape(value)}(?!\w)", said)]
        assert not leaked, (leaked, finding)


@pytest.mark.parametrize("path", others_slow(CONFIDENTIAL), ids=lambda path: path.stem)
def test_a_masked_excerpt_keeps_only_keys_and_punctuation(path: Path, laid_once: Callable[[Path], Laid]) -> None:
    tree = composed(path.read_bytes())
    for finding in laid_once(path).findings:
        words = re.findall(r"[^\s•:,\[\]{}?|>'\"]+", finding.excerpt)
        assert [word for word in words if not re.fullmatch(r"[A-Za-z0-9_.-]{1,40}", word)] == []
        if tree is not None:
            assert {word for word in words if word.strip("-")} <= {*scalars(tree, keys=True)}, finding.excerpt


@pytest.mark.slow
def test_public_files_are_shown_in_full(laid_once: Callable[[Path], Laid]) -> None:
    for path in INVALID:
        if not confidential(kind_of(path)):
            for finding in laid_once(path).findings:
                assert finding.excerpt == path.read_text("utf-8").splitlines()[finding.line - 1][:400]


def test_a_finding_in_json_has_exactly_the_fields_of_the_contract(tmp_path: Path) -> None:
    laid = lay(CORPUS / "invalid" / "case-no-evidence.yaml", tmp_path / "home")
    called = call(*laid.arguments, "--format", "json")
    record: dict[str, Any] = json.loads(called.out)
    (finding,) = record["findings"]
    assert list(finding) == ["rule", "severity", "file", "line", "column", "path", "message", "help"]
    assert finding["rule"] == "case-no-evidence"
    assert finding["path"] == "answers.M-PH"
    assert {case["case"]: case["state"] for case in record["cases"]}["EX-001"] == "complete"


def test_control_characters_of_a_file_are_shown_and_never_sent(tmp_path: Path) -> None:
    for path in INVALID:
        if path.stem.startswith("yaml-control-character"):
            laid = lay(path, tmp_path / path.stem)
            for terminal in (False, True):
                called = call(*laid.arguments, terminal=terminal)
                assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff]", called.out + called.err)
            shown = finding_lines(laid.findings[0], False, True)
            assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", shown)


# --- tricky files that are right --------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_a_tricky_but_right_file_gives_no_finding(path: Path, tmp_path: Path) -> None:
    laid = lay(path, tmp_path / "home")
    assert laid.findings == []
    called = call(*laid.arguments, "--fail-on", "warning")
    assert called.status == 0, called


@pytest.mark.parametrize("ends", ["\r\n", "\r"], ids=["crlf", "cr"])
@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_line_ends_of_other_systems_change_nothing(path: Path, ends: str, tmp_path: Path) -> None:
    plain = path.read_bytes().decode("utf-8").replace("\r\n", "\n")
    data = plain.replace("\n", ends).encode()
    laid = lay(path, tmp_path / "home", data=data)
    assert laid.findings == []
    assert parse(data, "a", confidential=True).root == parse(plain.encode(), "a", confidential=True).root


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_a_byte_order_mark_at_the_start_changes_nothing(path: Path, tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    assert lay(path, tmp_path / "home", data=data).findings == []


#: The values of valid/values-stay-text.yaml, answer by answer.
STAYS = {
    "M-A1": "no",
    "M-A2": "on",
    "M-A3": "12:30",
    "M-A4": "010",
    "M-AH": "2024-01-02",
    "M-P1": "1.10",
    "M-P2": "0x1F",
    "M-PH": "1e3",
}


def test_what_looks_like_another_type_stays_the_text_that_stands_in_the_file() -> None:
    path = CORPUS / "valid" / "values-stay-text.yaml"
    root = parse(path.read_bytes(), "a", confidential=True).root
    assert {name: answer["evidence"] for name, answer in root["answers"].items()} == STAYS
    assert root["answers"]["M-P1"]["note"] == "1_000"


def test_folded_and_literal_evidence_is_read_as_it_is_meant() -> None:
    root = parse((CORPUS / "valid" / "blocks.yaml").read_bytes(), "a", confidential=True).root
    answers = root["answers"]
    assert answers["M-A1"]["evidence"] == "Home visit: 3 October.\n- seen alone\n  # not a comment\n\nSigned: yes\n"
    assert answers["M-A2"]["evidence"] == "The plan says: ring Nain. It does not say when.\nNor who."
    assert answers["M-P1"]["evidence"] == "    indented as it was typed\n"
