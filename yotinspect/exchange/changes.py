"""What changed between two versions, in the forms that people and programs read: lines, JSON, a changelog's section."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from yotinspect.catalogue import N_, Catalogue
from yotinspect.questions.changes import KINDS, Change, Difference
from yotinspect.questions.model import Effect

#: What an effect is called, where a change is told.
EFFECT_WORDS: Mapping[Effect | None, str] = {
    "editorial": N_("editorial"),
    "meaning": N_("changes meaning"),
    "comparison": N_("breaks comparison"),
    None: N_("translation"),
}
#: And where answers of the two versions are to be compared.
COMPARES: Mapping[Effect | None, str] = {
    None: N_("as they are"),
    "editorial": N_("as they are; only the words differ"),
    "meaning": N_("with care"),
    "comparison": N_("not at all"),
}


def as_record(found: Difference, compared: Mapping[str, Effect | None]) -> dict[str, Any]:
    """A difference for programs."""
    return {
        "old": str(found.old.place),
        "new": str(found.new.place),
        "needed": found.needed,
        "made": found.made,
        "fits": found.fits,
        "changes": [
            {
                "kind": change.kind,
                "subject": change.subject,
                "part": change.part or None,
                "effect": change.effect,
                "declared": change.declared,
                "language": change.language,
                "old": change.old or None,
                "new": change.new or None,
                "note": dict(change.note),
            }
            for change in found.changes
        ],
        "comparable": {name: effect or "same" for name, effect in compared.items()},
    }


def grouped(found: Difference) -> Iterator[tuple[str, str, list[Change]]]:
    """The changes by kind and then by subject: the kind's heading, the subject and its changes of that kind."""
    rows: dict[tuple[str, str], list[Change]] = {}
    for change in found.changes:
        rows.setdefault((change.kind, change.subject), []).append(change)
    for (kind, subject), changes in rows.items():
        yield KINDS[kind], subject, changes  # type: ignore[index]


def gravest(changes: list[Change]) -> Change:
    """The change of a group that weighs most."""
    rank: list[Effect | None] = [None, "editorial", "meaning", "comparison"]
    return max(changes, key=lambda change: rank.index(change.effect))


def changelog(found: Difference, _: Catalogue, date: str | None) -> str:
    """A section of a changelog: a line a question or label, by kind, with what it means for answers already given."""
    lines = [f"## {found.new.place}" + (f" - {date}" if date else ""), ""]
    lines += [_("Since {old}.", old=str(found.old.place)), ""]
    heading = None
    for kind, subject, changes in grouped(found):
        if kind != heading:
            lines += [""] * (heading is not None) + [f"### {_(kind)}", ""]
            heading = kind
        top = gravest(changes)
        note = top.note.get(_.language) or top.note.get("en", "")
        said = f" {note}" if note else f" {top.new or top.old}" if top.kind in ("added", "removed") else ""
        parts = ", ".join(dict.fromkeys(change.part for change in changes if change.part))
        of = f" ({parts})" if parts else ""
        lines.append(f"- `{subject}`{of}: {_(EFFECT_WORDS[top.effect])}.{said}")
    if heading is None:
        lines.append(_("Nothing that a reader could tell has changed."))
    return "\n".join(lines) + "\n"
