"""Rules that a comment in the file silences at its place: ``# ignore RULE: reason``.

The comment stands at the end of the line in question, or on the lines directly above. A finding inside a text that
runs over several lines can also be silenced where the text begins. Only public files have such comments, and only for
what is no error.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Any, NamedTuple

from yotinspect.findings import RULES, Finding, did_you_mean
from yotinspect.yamlfile import YamlFile
from yotinspect.yamltext import pairs, scalars

#: Families of rules that are about what public files say.
_FAMILIES = ("set", "text", "framework")
#: A comment begins at a '#' after a blank or at the start of a line, and takes the rest of the line with it.
_BEGINS = re.compile(r"(?:^|(?<=[ \t]))#")
#: A rule stands before a colon or at the end; what goes on in words without one is prose, unless it begins with a rule's id.
_COMMENT = re.compile(r"#+[ \t]*ignore(?:[ \t]+(?P<rule>[\w-]+))?[ \t]*(?P<colon>:(?P<reason>.*))?$")
_NO_COLON = re.compile(r"#+[ \t]*ignore[ \t]+(?P<rule>[\w-]+)[ \t]")


@dataclass
class Comment:
    """One ``# ignore``: where it stands (from 1), the lines it is about, and what it says."""

    line: int
    column: int
    about: int
    rule: str
    reason: str
    used: bool = False


class Heeded(NamedTuple):
    """What is left of a file's findings, and how many were silenced."""

    findings: list[Finding]
    ignored: int


def heed(file: YamlFile, findings: list[Finding], *, complete: bool) -> Heeded:
    """Take out what comments silence, and add what is wrong with the comments.

    ``complete``: every rule was looked at, so that a comment which silences nothing can be told.
    """
    comments = _comments(file)
    if not comments:
        return Heeded(findings, 0)
    faults = [fault for comment in comments for fault in _faults(file, comment)]
    good = [comment for comment in comments if comment.reason and _silenceable(comment.rule)]
    lines = _lines(file) if good else {}
    # Of two that say the same of one place the first counts.
    places = {(comment.rule, comment.about): comment for comment in reversed(good)}
    left = [finding for finding in findings if not _silenced(finding, places, lines)]
    if complete:
        faults += [
            file.finding("ignore-unused", (), f"This silences nothing: there is no {comment.rule} here.",
                         "Delete it, or move it directly above what it is about.", at=(comment.line, comment.column))
            for comment in good
            if not comment.used
        ]  # fmt: skip
    return Heeded([*left, *faults], len(findings) - len(left))


def _silenceable(rule: str) -> bool:
    return rule in RULES and RULES[rule].severity != "error" and rule.split("-")[0] in _FAMILIES


def _silenced(finding: Finding, comments: dict[tuple[str, int], Comment], lines: dict[int, set[int]]) -> bool:
    if not _silenceable(finding.rule):
        return False
    for line in sorted({finding.line} | lines.get(finding.line, set())):
        comment = comments.get((finding.rule, line))
        if comment is not None:
            comment.used = True
            return True
    return False


def _faults(file: YamlFile, comment: Comment) -> list[Finding]:
    at = (comment.line, comment.column)
    if not comment.rule:
        return [file.finding("ignore-unknown", (), "This names no rule.", "Write '# ignore RULE: reason'.", at=at)]
    if not _silenceable(comment.rule):
        known = [rule for rule in RULES if _silenceable(rule)]
        message = f"There is no rule {comment.rule}."
        help = did_you_mean(comment.rule, known) or "Name a rule as it stands in brackets after a finding."
        if comment.rule in RULES:
            message, help = f"The rule {comment.rule} cannot be ignored here.", "Correct what it finds."
        return [file.finding("ignore-unknown", (), message, help, at=at)]
    if not comment.reason:
        return [file.finding("ignore-reason", (), "This gives no reason.",
                             f"Write '# ignore {comment.rule}: reason', so that the next reader knows.", at=at)]  # fmt: skip
    return []


def _comments(file: YamlFile) -> list[Comment]:
    found: list[Comment] = []
    spans: list[tuple[tuple[int, int], tuple[int, int]]] | None = None
    below: list[int] = []
    for number, line in enumerate(file.lines):
        if "ignore" not in line:
            continue
        if spans is None:
            spans, below = sorted(_span(event) for event in scalars(file.root)), _below(file.lines)
        for match in _BEGINS.finditer(line):
            here = (number, match.start())
            # Inside a text a '#' is a letter like others.
            before = bisect_right(spans, (here, here)) - 1
            if before < 0 or here >= spans[before][1]:
                said = _said(line[match.start() :])
                if said is not None:
                    found.append(Comment(number + 1, match.start() + 1, below[number], *said))
                break
    return found


def _span(event: Any) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where a text stands; a comment may follow the sign that a block of text begins."""
    start, end = event.start_mark, event.end_mark
    begins = (start.line + 1, 0) if event.style in ("|", ">") else (start.line, start.column)
    return begins, (end.line, end.column)


def _said(comment: str) -> tuple[str, str] | None:
    """The rule and the reason of a comment; None where it is about something else."""
    match = _COMMENT.match(comment)
    if match is None:
        match = _NO_COLON.match(comment)
        return (match["rule"], "") if match and match["rule"] in RULES else None
    rule, reason = match["rule"] or "", (match["reason"] or "").strip()
    meant = match["colon"] or not rule or "-" in rule
    return (rule, reason) if meant else None


def _below(lines: list[str]) -> list[int]:
    """For each line the number (from 1) of the first from there on that is more than a comment."""
    found, next_one = [], len(lines) + 1
    for number in range(len(lines), 0, -1):
        next_one = next_one if lines[number - 1].lstrip().startswith("#") else number
        found.append(next_one)
    return found[::-1]


def _lines(file: YamlFile) -> dict[int, set[int]]:
    """For each line that a text stands on, the lines (from 1) where the text and its key begin."""
    found: dict[int, set[int]] = {}
    for key, value in pairs(file.root):
        end = value.end_mark
        # What follows a block of text is no part of it.
        last = (
            end.line
            if file.lines[end.line : end.line + 1] and file.lines[end.line][: end.column].strip()
            else end.line - 1
        )
        for line in range(value.start_mark.line, last + 1):
            found.setdefault(line + 1, set()).update({value.start_mark.line + 1, key.start_mark.line + 1})
    return found
