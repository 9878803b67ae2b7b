"""Case files that come from elsewhere, put into a folder: each whole, none over another, no case twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from yotinspect.catalogue import say
from yotinspect.findings import RULES, Finding
from yotinspect.records import version_key
from yotinspect.workspace import CASES, INSPECTION
from yotinspect.writing import write_whole


@dataclass
class Incoming:
    """A case that comes from elsewhere, and where it stands there. ``data`` is its file; empty where it cannot be one."""

    file: str
    line: int
    column: int
    case: str = ""
    assessor: str = ""
    role: str = "first"
    questionset: str = ""
    data: bytes = b""
    findings: list[Finding] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What its file is called; a second assessment has its assessor in the name."""
        return f"{self.case}.yaml" if self.role == "first" else f"{self.case}-second-{self.assessor}.yaml"

    @property
    def keys(self) -> tuple[tuple[str, ...], ...]:
        """What no two cases may share, capitals or not: who assessed which case, and the name of the file."""
        return (("assessor", self.case.casefold(), self.assessor.casefold()), ("file", self.name.casefold()))

    def note(self, rule: str, message: str, help: str) -> None:
        """Add a finding about it as a whole."""
        self.findings.append(Finding(rule, RULES[rule].severity, self.file, self.line, self.column, "", message, help))


@dataclass
class Settled:
    """What became of cases: how many were written, and how many stood in the folder already, word for word."""

    written: int = 0
    there: int = 0


def cases_folder(folder: Path) -> Path:
    """Where cases go: a folder itself, or the ``cases`` of an inspection."""
    return folder / CASES if (folder / INSPECTION).is_file() else folder


def hold_together(cases: Sequence[Incoming]) -> None:
    """Note what shows only where cases meet: two of one case, and several versions of a set."""
    seen: dict[tuple[str, ...], Incoming] = {}
    doubtful: set[tuple[str, ...]] = set()
    for one in cases:
        if not one.case:
            continue
        first = next((seen[key] for key in one.keys if key in seen), None)
        for key in one.keys:
            seen.setdefault(key, one)
        # The same case from two sources, as a table and as the files it was made of, leaves nothing to choose.
        if first is not None and not (one.data and one.data == first.data):
            place = f"{first.file}:{first.line}"
            one.note(
                "submission-twice",
                say("This case stands at {place} as well, and neither was written.", place=place),
                say("Reject or delete one of the two where they were collected, or make one of them the second assessment."),
            )  # fmt: skip
            doubtful.update((*one.keys, *first.keys))
    for one in cases:
        if doubtful.intersection(one.keys):
            one.data = b""
    newest: dict[str, str] = {}
    for one in cases:
        if one.questionset:
            id, version = one.questionset.split("@")
            newest[id] = max(newest.get(id, version), version, key=version_key)
    for one in cases:
        id, _, version = one.questionset.partition("@")
        if version and version != newest[id]:
            new = f"{id}@{newest[id]}"
            one.note(
                "submission-version",
                say("This case was assessed with {old}, and others with {new}.", old=one.questionset, new=new),
                say("Carry it over with 'yotinspect migrate', or leave it as it is: what does not compare is left out of figures."),
            )  # fmt: skip


def settle(cases: Sequence[Incoming], folder: Path, *, write: bool = True) -> Settled:
    """Write each case that can be one. What is there already stays as it is; where it differs, that is a finding."""
    settled = Settled()
    names: set[str] = set()
    for one in cases:
        if not one.data:
            continue
        path = folder / one.name
        if one.name in names:
            settled.there += 1
            continue
        names.add(one.name)
        if one.name.casefold() == INSPECTION:
            one.note(
                "submission-case",
                say("A case of that name would be taken for the inspection."),
                say("Give it another reference where it was collected."),
            )
            continue
        try:
            if path.exists():
                raise FileExistsError
            if write:
                folder.mkdir(parents=True, exist_ok=True)
                write_whole(path, one.data, new=True)
            settled.written += 1
        except FileExistsError:
            _there(one, path, settled)
        except OSError as error:
            one.note(
                "file-unwritable",
                say("The file cannot be written: {reason}.", reason=error.strerror or say("it is refused")),
                say("Check who may write it."),
            )
    return settled


def _there(one: Incoming, path: Path, settled: Settled) -> None:
    settled.there += 1
    try:
        if path.read_bytes() == one.data:
            return
    except OSError:
        pass
    one.note(
        "submission-exists",
        say("There is a file of this case already, and it holds something else. It was left as it is."),
        say("Look at both: import into an empty folder to compare, or move the old file away."),
    )
