"""A record of a rating: what it was made from, by digest, and what came out; the same for the same files, whenever made."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from yotinspect import __version__
from yotinspect.digests import digest_of
from yotinspect.exchange.ratingjson import rating_record
from yotinspect.library import shipped
from yotinspect.workspace import CASES, Rated

KIND = "yotinspect rating record"
SCHEMA = 1


def template_digests(folders: Sequence[Path] = ()) -> dict[str, str]:
    """Every template by its name, the user's in place of ours."""
    found: dict[str, str] = {}
    # What is looked into first has the last word.
    for folder in (shipped("templates"), *reversed(folders)):
        for path in folder.iterdir():
            if path.is_file() and not path.name.startswith("."):
                found[path.name] = "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()
    return dict(sorted(found.items()))


def inspection_entry(rated: Rated, place: Path, templates: Mapping[str, str], framework: str | None) -> dict[str, Any]:
    """What a rated inspection was made from, and its result. ``place`` is its inspection.yaml, ``framework`` the one that it
    was graded by in place of its own. Its digest is of all but where it lies.
    """
    rating = rated.rating
    assert rating is not None
    home = place.parent
    files = {place.name: rated.file.digest}
    for name, digest in rating.tally.digests:
        files[_inside(Path(name), home)] = digest
    sets = {str(use.questions.place): use.questions.digest for use in rating.tally.sets.values()}
    sets |= {str(one.place): one.digest for one in rating.asked.values()}
    entry = {
        "files": dict(sorted(files.items())),
        "framework": {
            "place": rating.framework.place,
            "digest": rated.framework_digest,
            "given": framework is not None,
        },
        "questionsets": dict(sorted(sets.items())),
        "result": rating_record(rating, explain=True),
    }
    return entry | {"digest": digest_of([SCHEMA, __version__, dict(templates), entry])}


def _inside(path: Path, home: Path) -> str:
    """A case file's name as it stands in its inspection, whatever folder the command ran in."""
    try:
        return path.relative_to(home).as_posix()
    except ValueError:
        return f"{CASES}/{path.name}"


def record_text(entries: Sequence[tuple[Path, dict[str, Any]]], templates: Mapping[str, str], target: Path) -> str:
    """The record of several inspections, as the text of a file at ``target``; paths are given from there."""
    rows = []
    for place, entry in entries:
        path = Path(os.path.relpath(place.resolve(), target.resolve().parent)).as_posix()
        rows.append({"path": path, **entry})
    body = {"schema": SCHEMA, "record": KIND, "program": __version__, "templates": dict(templates), "inspections": rows}
    whole = digest_of([entry["digest"] for _, entry in entries])
    return json.dumps(body | {"digest": whole}, ensure_ascii=False, indent=1) + "\n"
