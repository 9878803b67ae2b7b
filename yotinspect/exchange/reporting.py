"""Findings in the formats that other programs read: JSON, GitHub annotations, SARIF 2.1.0 and JUnit.

Messages are said in a language; ids, keys and the titles of rules are the same in all.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from yotinspect import __version__
from yotinspect.findings import RULES, Finding, in_language

_GITHUB = {"error": "error", "warning": "warning", "info": "notice"}
_SARIF = {"error": "error", "warning": "warning", "info": "note"}


def as_dict(finding: Finding, language: str = "en") -> dict[str, Any]:
    """A finding as the contract of --format json has it."""
    record = in_language(finding, language)._asdict()
    del record["excerpt"]
    return record


def to_json(findings: Iterable[Finding], language: str = "en", **more: Any) -> str:
    """``{"schema": 1, ..., "findings": [...]}``."""
    record = {"schema": 1, **more, "findings": [as_dict(f, language) for f in findings]}
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def to_github(findings: Iterable[Finding], language: str = "en") -> str:
    """Workflow commands, which GitHub shows beside the line."""

    def data(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def field(text: str) -> str:
        return data(text).replace(":", "%3A").replace(",", "%2C")

    return "".join(
        f"::{_GITHUB[f.severity]} file={field(f.file)},line={f.line},col={f.column},title={field(f.rule)}"
        f"::{data(f'{f.message} {f.help}')}\n"
        for f in (in_language(finding, language) for finding in findings)
    )


def to_sarif(findings: Iterable[Finding], language: str = "en") -> str:
    """A SARIF 2.1.0 log with one run."""
    found = [in_language(finding, language) for finding in findings]
    used = sorted({f.rule for f in found})
    results = [
        {
            "ruleId": f.rule,
            "ruleIndex": used.index(f.rule),
            "level": _SARIF[f.severity],
            "message": {"text": f"{f.message} {f.help}"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": quote(f.file.replace("\\", "/"))},
                        "region": {"startLine": f.line, "startColumn": f.column},
                    }
                }
            ],
        }
        for f in found
    ]
    rules = [
        {
            "id": rule,
            "shortDescription": {"text": RULES[rule].title},
            "fullDescription": {"text": RULES[rule].why},
            "defaultConfiguration": {"level": _SARIF[RULES[rule].severity]},
        }
        for rule in used
    ]
    driver = {"name": "yotinspect", "version": __version__, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def to_junit(findings: Iterable[Finding], language: str = "en") -> str:
    """A JUnit report with a test case a finding; one that passed where there is nothing to find."""
    found = [in_language(finding, language) for finding in findings]
    cases = []
    for f in found:
        # A file's name may hold what XML may not.
        where = "".join(char if char.isprintable() else "?" for char in f"{f.file}:{f.line}:{f.column}")
        failure = (
            f"<failure message={quoteattr(f.message)} type={quoteattr(f.rule)}>{escape(f'{where}: {f.help}')}</failure>"
        )
        cases.append(f"  <testcase classname={quoteattr(f.rule)} name={quoteattr(where)}>{failure}</testcase>\n")
    if not cases:
        cases.append('  <testcase classname="yotinspect" name="no findings"/>\n')
    head = f'<testsuite name="yotinspect" tests="{len(cases)}" failures="{len(found)}">\n'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}{"".join(cases)}</testsuite>\n'


#: By the name that --format takes. "text" is the terminal's own.
REPORTERS: dict[str, Callable[[Iterable[Finding], str], str]] = {
    "json": to_json,
    "github": to_github,
    "sarif": to_sarif,
    "junit": to_junit,
}
