"""Recompute a recorded rating and say what no longer agrees: which files changed, and what came out otherwise."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yotinspect import __version__
from yotinspect.catalogue import Said, say, side_by_side
from yotinspect.digests import digest_of
from yotinspect.exchange.record import KIND, SCHEMA, inspection_entry, template_digests
from yotinspect.findings import RULES, Finding
from yotinspect.library import Library
from yotinspect.workspace import rate_inspection


class BadRecordError(Exception):
    """The file is no record that can be read."""


@dataclass
class Verified:
    """An inspection of a record: where it lies, what no longer agrees, and whether its rating came out as it was."""

    path: Path
    inspection: str
    findings: list[Finding]
    same_result: bool


def finding(rule: str, file: str, message: Said, help: str) -> Finding:
    """A finding about a file as a whole."""
    return Finding(rule, RULES[rule].severity, file, 1, 1, "", message, help)


def read_record(path: Path) -> dict[str, Any]:
    """A record as it stands in its file. Raises BadRecordError where it is none."""
    try:
        record = json.loads(path.read_bytes())
        json.dumps(record, ensure_ascii=False).encode()  # half a character cannot be held against anything
    except (OSError, ValueError, RecursionError):
        raise BadRecordError from None
    try:
        known = record["record"] == KIND and record["schema"] == SCHEMA
        for row in record["inspections"] if known else ():
            _ = (
                row["path"] + row["digest"],
                row["files"].items(),
                row["result"]["inspection"],
                row["questionsets"].items(),
            )
            _ = (row["framework"]["place"] + row["framework"]["digest"], row["framework"]["given"])
        _ = (record["program"] + record["digest"], record["templates"].items())
    except (KeyError, TypeError, AttributeError):
        known = False
    if not known:
        raise BadRecordError
    result: dict[str, Any] = record
    return result


def verify(path: Path, record: dict[str, Any], library: Library, templates: Sequence[Path] = ()) -> Iterator[Verified]:
    """Every inspection of a record, recomputed from the files as they are now; the first one names what is the record's own."""
    own = list(_own(path, record, template_digests(templates)))
    for row in record["inspections"]:
        place = path.parent / row["path"]
        found, same = _inspection(place, row, library)
        yield Verified(place, str(row["result"]["inspection"]), own + found, same)
        own = []


def _own(path: Path, record: dict[str, Any], templates: dict[str, str]) -> Iterator[Finding]:
    """What is to be said of the record itself: whether it was changed, by which program it was made, and templates."""
    file, program = str(path), record["program"]
    for row in record["inspections"]:
        body = {key: value for key, value in row.items() if key not in ("path", "digest")}
        if digest_of([record["schema"], program, record["templates"], body]) != row["digest"]:
            yield finding("record-changed", file, say("The record itself was changed since it was written."),
                          say("Find the one that was written, or record the rating anew."))  # fmt: skip
            break
    else:
        if digest_of([row["digest"] for row in record["inspections"]]) != record["digest"]:
            yield finding("record-changed", file, say("The record itself was changed since it was written."),
                          say("Find the one that was written, or record the rating anew."))  # fmt: skip
    if program != __version__:
        yield finding("record-program", file, say("It was made with another version of the program: {version}.", version=program),
                      say("Where something differs, compare with that version."))  # fmt: skip
    changed = sorted(
        name for name in {*templates, *record["templates"]} if templates.get(name) != record["templates"].get(name)
    )
    if changed:
        yield finding("record-templates", file, say("Templates differ from those recorded: {names}.", names=", ".join(changed)),
                      say("A report made now may look otherwise; the rating does not hang on them."))  # fmt: skip


def _inspection(place: Path, row: dict[str, Any], library: Library) -> tuple[list[Finding], bool]:
    file = str(place)
    if not place.is_file():
        return [finding("record-file", file, say("The inspection that was recorded is not here."),
                        say("Put it back where it was, or move the record with it."))], False  # fmt: skip
    given = row["framework"]["place"] if row["framework"]["given"] else None
    rated = rate_inspection(place, library, given)
    if rated.rating is None:
        why = [one for one in rated.findings if one.severity == "error"]
        return [finding("record-result", file, say("It cannot be rated any more."), say("Correct it first: {file}:{line}: {message}", file=one.file, line=one.line, message=one.message)) for one in why[:1]], False  # fmt: skip
    now = inspection_entry(rated, place, {}, given)
    found = list(_files(place, row["files"], now["files"]))
    found += _sources(file, row, now)
    differences = list(_differences(row["result"], now["result"]))
    if differences:
        shown, more = differences[:12], len(differences) - 12
        message = say("The rating comes out otherwise: {differences}.", differences="; ".join(shown))
        help = say("Look at what changed; if it is meant, record the rating anew.")
        also: str = say("More that differs: {number}.", number=more) if more > 0 else ""
        found.append(finding("record-result", file, side_by_side(message, also), help))
    return found, not differences


def _files(place: Path, before: dict[str, str], now: dict[str, str]) -> Iterator[Finding]:
    again = say("If it is meant, record the rating anew.")
    for name in sorted({*before, *now}):
        file = str(place.parent / name)
        if name not in now:
            yield finding("record-file", file, say("This file was recorded and is not here."), say("Put it back, or record the rating anew."))  # fmt: skip
        elif name not in before:
            yield finding("record-file", file, say("This file was not there when the rating was recorded."), again)
        elif before[name] != now[name]:
            yield finding("record-file", file, say("This file was changed since the rating was recorded."), again)


def _sources(file: str, row: dict[str, Any], now: dict[str, Any]) -> Iterator[Finding]:
    help = say("What is published never changes: find out who changed it, or record the rating anew.")
    framework = row["framework"]
    if (framework["place"], framework["digest"]) != (now["framework"]["place"], now["framework"]["digest"]):
        yield finding("record-source", file, say("The framework {place} is not as it was recorded.", place=framework["place"]), help)  # fmt: skip
    for place in sorted({*row["questionsets"], *now["questionsets"]}):
        if row["questionsets"].get(place) != now["questionsets"].get(place):
            yield finding(
                "record-source", file, say("The question set {place} is not as it was recorded.", place=place), help
            )


def _differences(before: Any, now: Any, at: str = "") -> Iterator[str]:
    """Where two results differ, a line a value: ``standards 2.2 rating: good, now requires_improvement``."""
    if isinstance(before, dict) and isinstance(now, dict):
        for key in [*before, *(key for key in now if key not in before)]:
            yield from _differences(before.get(key), now.get(key), f"{at} {key}".strip())
    elif isinstance(before, list) and isinstance(now, list) and _named(before) and _named(now):
        rows = {row["id"]: row for row in before}, {row["id"]: row for row in now}
        for name in dict.fromkeys([*rows[0], *rows[1]]):
            yield from _differences(rows[0].get(name), rows[1].get(name), f"{at} {name}")
    elif before != now:
        values = (
            "" if isinstance(value, (dict, list, str)) and len(str(value)) > 40 else str(value)
            for value in (before, now)
        )
        was, is_ = values
        yield f"{at}: {was}, {is_}" if was and is_ and _plain(at) else at


def _plain(at: str) -> bool:
    """Whether what differs is a grade or a figure, which may be printed; texts of an inspection are not."""
    return at.rpartition(" ")[2] in (
        "rating",
        "score",
        "max",
        "status",
        "proposed",
        "yes",
        "no",
        "na",
        "percent",
        "cases",
    )


def _named(rows: list[Any]) -> bool:
    return bool(rows) and all(isinstance(row, dict) and isinstance(row.get("id"), str) for row in rows)
