"""Pairs of versions to compare: two that are named, or what stands in a folder against what stood there at a commit."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from yotinspect.digests import framework_parts
from yotinspect.exchange.changes import as_record
from yotinspect.findings import Finding
from yotinspect.library import FRAMEWORKS, Library
from yotinspect.questions.changes import Difference, difference
from yotinspect.questions.model import Effect
from yotinspect.questions.sets import QuestionSet
from yotinspect.records import Place
from yotinspect.upkeep.releases import check_framework, check_set
from yotinspect.upkeep.versions import before, check_since, compared
from yotinspect.yamlfile import SET_LIMIT, read


class CannotCompareError(Exception):
    """The two cannot be compared; the message says why and what to do."""


@dataclass
class Pair:
    """Two versions that were compared: a set's difference, or the parts of a framework that differ, as lines."""

    heading: str
    difference: Difference | None = None
    compared: dict[str, Effect | None] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def record(self) -> dict[str, Any]:
        """The pair for programs."""
        if self.difference is not None:
            return as_record(self.difference, self.compared)
        return {"framework": self.heading, "changes": self.lines}


def between(library: Library, old: str, new: str) -> Pair:
    """Two sets or two frameworks, each named by id@version or by its folder or file."""
    one, other = _named(library, old), _named(library, new)
    if isinstance(one, QuestionSet) and isinstance(other, QuestionSet):
        found = difference(one, other)
        pair = Pair(_heading(found), found, compared(library, one, other))
        if one.place.id == other.place.id and one.place != other.place and not found.fits:
            pair.findings = check_since(library, other)
        return pair
    if isinstance(one, Path) and isinstance(other, Path):
        lines = _framework_lines(one, other)
        return Pair(f"{old} → {new}", lines=lines or ["Nothing has changed."])
    raise CannotCompareError("One is a question set and the other a framework: name two of a kind.")


def _heading(found: Difference) -> str:
    if found.old.place == found.new.place:
        return f"{found.old.place}"
    head = f"{found.old.place} → {found.new.place}"
    needed = "no step" if found.needed == "none" else f"a {found.needed} step"
    if found.old.place.id != found.new.place.id or found.made is None:
        return f"{head}: the changes are {needed}"
    return f"{head}: the changes ask for {needed}; the version makes {'no' if found.made == 'none' else 'a ' + found.made} step"


def _named(library: Library, name: str) -> QuestionSet | Path:
    """A set, or the file of a framework."""
    path = Path(name)
    if path.is_dir() or path.name == "questionset.yaml":
        home = path if path.is_dir() else path.parent
        # A base is looked for beside the set first.
        beside = Library([home.resolve().parent.parent, *library.folders])
        questions, findings = beside.load_set(home)
        if questions is None:
            raise CannotCompareError(_first(name, findings))
        return questions
    if path.is_file():
        return path
    place = library.newest("questionsets", name)
    if place is not None:
        questions, findings = library.questionset(place)
        if questions is None:
            raise CannotCompareError(_first(name, findings))
        return questions
    place = library.newest(FRAMEWORKS, name)
    found = library.home(FRAMEWORKS, place) if place else None
    if found is None:
        raise CannotCompareError(f"There is no set, framework or folder '{name}'. {library.near('questionsets', name)}")
    return found


def _first(name: str, findings: list[Finding]) -> str:
    first = next(
        (f"{f.file}:{f.line}: {f.message}" for f in findings if f.severity == "error"), "there is no set in it"
    )
    return f"'{name}' has faults: {first} Run 'yotinspect questionset validate {name}'."


def _framework_lines(old: Path, new: Path) -> list[str]:
    roots = [read(path, confidential=False, limit=SET_LIMIT).root for path in (old, new)]
    before_, after = (framework_parts(root) for root in roots)
    about = ("framework", "version")
    lines = [f"{name}: {'added' if name not in before_ else 'changed'}" for name, (_, mark) in after.items()
             if name not in about and before_.get(name, (None, None))[1] != mark]  # fmt: skip
    return lines + [f"{name}: removed" for name in before_ if name not in after]


# --- against a commit -------------------------------------------------------------------------------------------------


def since_commit(folder: Path, ref: str, library: Library) -> list[Pair]:
    """Every set and framework in a folder of a git repository that is not what it was at a commit, or was not there.

    A base that stands elsewhere is the library's, then and now.
    """
    if not folder.is_dir():
        raise CannotCompareError(f"There is no folder '{folder}': name the folder that holds the sets.")
    with tempfile.TemporaryDirectory() as scratch:
        _unpack(folder, ref, Path(scratch))
        others = [other for other in library.folders if other.resolve() != folder.resolve()]
        old, new = Library([Path(scratch), *others], alone=True), Library([folder, *others], alone=True)
        return [*_sets_since(old, new, ref), *_frameworks_since(old, new, ref)]


def _unpack(folder: Path, ref: str, scratch: Path) -> None:
    """The folder as it was at a commit. Nothing of the work tree is touched."""
    known = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    if known is None:
        raise CannotCompareError(f"There is no commit '{ref}' here, or this is no git repository. Fetch it first.")
    commit = known.decode().strip()
    prefix = (_git(folder, "rev-parse", "--show-prefix") or b"").decode().strip()
    # A folder that was not there yet held nothing.
    top = Path((_git(folder, "rev-parse", "--show-toplevel") or b".").decode().strip())
    packed = _git(top, "archive", "--format=tar", f"{commit}:{prefix.rstrip('/')}" if prefix else commit)
    if packed:
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extractall(scratch, filter="data")


def _git(folder: Path, *arguments: str) -> bytes | None:
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=False)
    except OSError:
        raise CannotCompareError("git cannot be run: it is needed to compare with a commit.") from None
    return done.stdout if done.returncode == 0 else None


def _own(library: Library, kind: str) -> dict[Place, Path]:
    """What stands in a library's first folder, by where; the others only lend their sets as bases."""
    found = {place: library.home(kind, place) for place in library.places(kind)}
    return {place: home for place, home in found.items() if home and home.is_relative_to(library.folders[0])}


def _sets_since(old: Library, new: Library, ref: str) -> list[Pair]:
    pairs = []
    before_, after = (_own(library, "questionsets") for library in (old, new))
    for place in dict.fromkeys((*after, *before_)):
        was = old.questionset(place)[0] if place in before_ else None
        now = new.questionset(place)[0] if place in after else None
        home = after.get(place)
        if was is not None and home is None:
            if was.heading.status != "draft":
                pairs.append(_gone(place, f"{place.id}/{place.version}", new, ref))
        elif was is not None and now is not None and home is not None:
            found = difference(was, now)
            if found.changes or was.digest != now.digest:
                pairs.append(_same_version(found, home, new, ref))
        elif was is None and now is not None and place in before_ and home is not None:
            # Rules may have come since that it does not keep; what was published has its marks all the same.
            pairs.append(Pair(f"{place}: at {ref} it had faults, and cannot be compared with that",
                              findings=check_set(new, home, now)))  # fmt: skip
        elif was is None and now is not None:
            pairs += _new_version(new, place, now)
        elif now is None and home is not None:
            faults = [f for f in new.questionset(place)[1] if f.severity == "error"]
            if was is not None and was.heading.status != "draft":
                faults.insert(0, _spoilt(place, home, ref))
            pairs.append(Pair(f"{place}: it has faults", findings=faults))
    return pairs


def _gone(place: Place, where: str, library: Library, ref: str) -> Pair:
    message = f"The published {place} is gone since {ref}."
    help = "Put it back; status: withdrawn says that it is no longer to be used."
    name = str(library.folders[0] / where)
    return Pair(f"{place}: gone", findings=[Finding("release-changed", "error", name, 1, 1, "", message, help)])


def _spoilt(place: Place, home: Path, ref: str) -> Finding:
    file = read(home / "questionset.yaml", confidential=False, limit=SET_LIMIT)
    message = f"{place} is published at {ref}, and what stands there now cannot be used."
    help = "Put back what was published, and make the change in a new version."
    return file.finding("release-changed", () if file.broken else ("version",), message, help)


def _same_version(found: Difference, home: Path, new: Library, ref: str) -> Pair:
    place = found.old.place
    pair = Pair(f"{place}: changed since {ref}", found, found.effects())
    if found.old.heading.status != "draft":
        pair.findings = check_set(new, home, found.new)
        # What else a subset shows has changed in its base, and is named there.
        own = ("added", "removed", "described", "detail-added", "detail-removed")
        graver = [change for change in found.changes
                  if change.effect is not None and (found.new.base is None or change.kind in own)]  # fmt: skip
        if graver and not any(f.rule.startswith("release-") and f.severity == "error" for f in pair.findings):
            # The marks were changed along with the set.
            file = read(home / "questionset.yaml", confidential=False, limit=SET_LIMIT)
            file.add("release-changed", ("version",), f"{place} is published at {ref}, and says something else now "
                     f"({', '.join(dict.fromkeys(change.subject for change in graver))}).",
                     "Put back what was published, marks included, and make the change in a new version.")  # fmt: skip
            pair.findings += file.findings
    return pair


def _new_version(library: Library, place: Place, now: QuestionSet) -> list[Pair]:
    earlier = before(library, place)
    was = library.questionset(earlier)[0] if earlier is not None else None
    if was is None:
        return [Pair(f"{place}: a new set")]
    found = difference(was, now)
    pair = Pair(_heading(found), found, compared(library, was, now))
    pair.findings = check_since(library, now)
    if now.heading.since is None and not found.fits:
        home = library.home("questionsets", place)
        assert home is not None
        file = read(home / "questionset.yaml", confidential=False, limit=SET_LIMIT)
        file.add("set-step", ("version",), f"What changed since {was.place} is a {found.needed} step.",
                 "Give it the version that fits, or declare under 'since' what the changes mean.")  # fmt: skip
        pair.findings += file.findings
    return [pair]


def _frameworks_since(old: Library, new: Library, ref: str) -> list[Pair]:
    pairs = []
    before_, after = (_own(library, FRAMEWORKS) for library in (old, new))
    for place in dict.fromkeys((*after, *before_)):
        one, other = before_.get(place), after.get(place)
        was = old.framework(place)[0] if one else None
        now = new.framework(place)[0] if other else None
        if was is not None and other is None:
            if was.status != "draft":
                pairs.append(_gone(place, f"{FRAMEWORKS}/{place.id}/{place.version}.yaml", new, ref))
        elif one is not None and other is not None and now is not None:
            lines = _framework_lines(one, other)
            if lines:
                findings = check_framework(other, now) if was is not None and was.status != "draft" else []
                pairs.append(Pair(f"{place}: changed since {ref}", lines=lines, findings=findings))
        elif one is None and now is not None:
            pairs.append(Pair(f"{place}: a new framework"))
    return pairs
