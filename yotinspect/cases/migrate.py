"""Carry a case to another version of its set: what still means the same stays, nothing is judged anew and nothing lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from yotinspect.cases.model import Case, DetailValue
from yotinspect.cases.route import Asked, route
from yotinspect.questions.changes import Difference, asked_anew
from yotinspect.questions.model import Detail
from yotinspect.questions.sets import QuestionSet
from yotinspect.yamledit import Edits, Lines, in_flow
from yotinspect.yamlfile import YamlFile


@dataclass(frozen=True)
class Migration:
    """What becomes of a case's answers and details in another version of its set.

    ``carried``: they stay. ``again``: the question is there, and asks for something else now (by what kind of change).
    ``homeless``: the question is gone. ``details``: details that are gone or whose value is. ``new``: questions on the
    route that the old version did not have.
    """

    carried: tuple[str, ...]
    again: Mapping[str, str]
    homeless: Mapping[str, str]
    details: Mapping[str, str]
    new: tuple[str, ...]
    later: Case = field(repr=False)


def migration(case: Case, steps: Sequence[Difference]) -> Migration:
    """What becomes of a case along the differences from its version to another, oldest first."""
    old, new = steps[0].old, steps[-1].new
    anew: dict[str, str] = {}
    gone: dict[str, str] = {}
    for step in steps:
        for name, kind in asked_anew(step).items():
            anew.setdefault(name, kind)
        gone |= {name: "removed" for name in step.old.items if name not in step.new.items}
    again, homeless, carried = {}, {}, []
    for name, answer in case.answers.items():
        said = answer.answer is not None or answer.evidence or answer.reasons or answer.note
        if name not in old.items:
            # It belonged to nothing before, and a person must look at it: it stays where it is.
            continue
        if name not in new.items or name in gone:
            homeless[name] = "removed"
        elif name in anew and said:
            again[name] = anew[name]
        elif said:
            carried.append(name)
    details = {name: why for name, value in case.details.items() if (why := _lost(old, new, name, value))}
    later = _later(case, new, {*again, *homeless}, details)
    asked = route(new, later)
    fresh = [name for name in new.items if name not in old.items and asked[name] is not Asked.OFF and name not in later.answers]  # fmt: skip
    return Migration(tuple(carried), again, homeless, details, tuple(fresh), later)


def _lost(old: QuestionSet, new: QuestionSet, name: str, value: DetailValue) -> str:
    if name not in old.details or value is None:
        return ""
    detail: Detail | None = new.details.get(name)
    if detail is None:
        return "detail-removed"
    values = value if isinstance(value, list) else [value]
    if detail.type != old.details[name].type or (detail.named and any(one not in detail.named for one in values)):
        return "detail-changed"
    return ""


def _later(case: Case, new: QuestionSet, without: set[str], details: Mapping[str, str]) -> Case:
    return case.model_copy(
        update={
            "questionset": str(new.place),
            "answers": {name: answer for name, answer in case.answers.items() if name not in without},
            "details": {name: value for name, value in case.details.items() if name not in details},
        }
    )


def migrated(file: YamlFile, case: Case, new: QuestionSet, found: Migration) -> bytes:
    """The case file in its new version: as it was, but for the set it names and what moved to ``kept`` at its end.

    Raises CannotEditError where the file cannot be edited, in which case nothing is changed.
    """
    edits = Edits(file)
    edits.set(("questionset",), str(new.place))
    moved = {**found.again, **found.homeless}
    if moved or found.details:
        lines = [f"questionset: {case.questionset}", f"why: {in_flow({**moved, **found.details})}"]
        for section, names in (("answers", list(moved)), ("details", list(found.details))):
            if names:
                lines.append(f"{section}:")
                lines += [f"  {line}" if line else "" for name in names for line in edits.source((section, name))]
        edits.append(("kept",), Lines(lines))
    for name in found.again:
        edits.set(("answers", name), None)
    for section, gone in (("answers", found.homeless), ("details", found.details)):
        if gone and gone.keys() == set(file.root[section]):
            edits.set((section,), None)
        else:
            for name in gone:
                edits.remove((section, name))
    return edits.result()
