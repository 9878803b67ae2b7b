"""What changed between two versions of a question set, by meaning: what each change does to answers already given.

*Editorial*: an answer means what it meant. *Meaning*: the question asks for more, less or something else, or of other
cases; answers compare with care. *Comparison*: answers of the two versions do not compare.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from yotinspect.catalogue import N_
from yotinspect.questions.model import DeclaredChange, Detail, Effect
from yotinspect.questions.routes import same_route
from yotinspect.questions.sets import Item, QuestionSet
from yotinspect.questions.translation import Path, words
from yotinspect.records import version_key

Kind = Literal[
    "added", "removed", "moved", "rescaled", "rerouted", "reworded", "guidance", "reasons", "themes", "relabelled",
    "detail-added", "detail-removed", "detail-changed", "described", "retranslated",
]  # fmt: skip
Step = Literal["none", "patch", "minor", "major"]

EFFECTS: tuple[Effect, ...] = ("editorial", "meaning", "comparison")
STEPS: tuple[Step, ...] = ("none", "patch", "minor", "major")
_STEP_OF: Mapping[Effect, Step] = {"editorial": "patch", "meaning": "minor", "comparison": "major"}

#: What each kind of change is called where it heads a list.
KINDS: Mapping[Kind, str] = {
    "added": N_("Added"),
    "removed": N_("Removed"),
    "moved": N_("Moved"),
    "rescaled": N_("Answer scale changed"),
    "rerouted": N_("Routed differently"),
    "reworded": N_("Reworded"),
    "guidance": N_("Guidance changed"),
    "reasons": N_("Reasons changed"),
    "themes": N_("Themes changed"),
    "relabelled": N_("Labels changed"),
    "detail-added": N_("Details added"),
    "detail-removed": N_("Details removed"),
    "detail-changed": N_("Details changed"),
    "described": N_("The set itself"),
    "retranslated": N_("Retranslated"),
}


@dataclass(frozen=True)
class Change:
    """One change. ``subject`` is the id of a question or detail, or the path of a label; ``effect`` is None for a
    translation, which has a revision of its own. ``language`` names the text file, None the structure.
    """

    kind: Kind
    subject: str
    effect: Effect | None
    old: str = ""
    new: str = ""
    part: str = ""
    language: str | None = None
    declared: bool = False
    note: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Difference:
    """Two versions of a set and every change from the old to the new, by kind and then in the order of the set."""

    old: QuestionSet
    new: QuestionSet
    changes: tuple[Change, ...]

    @property
    def needed(self) -> Step:
        """The smallest step of the version that fits the changes."""
        return max(
            (_STEP_OF[change.effect] for change in self.changes if change.effect), key=STEPS.index, default="none"
        )

    @property
    def made(self) -> Step | None:
        """The step from the old version to the new; None where it does not go forward, or the ids differ."""
        return step_between(self.old.place.version, self.new.place.version)

    @property
    def fits(self) -> bool:
        """Whether the step that was made is large enough."""
        return self.made is not None and STEPS.index(self.made) >= STEPS.index(self.needed)

    def of(self, subject: str) -> tuple[Change, ...]:
        """The changes of one question or detail."""
        return tuple(change for change in self.changes if change.subject == subject)

    def effects(self) -> dict[str, Effect | None]:
        """For every question of the old version the gravest effect of its changes; None where nothing changed."""
        found: dict[str, Effect | None] = dict.fromkeys(self.old.items)
        for change in self.changes:
            if change.subject in found and change.effect is not None:
                found[change.subject] = worse(found[change.subject], change.effect)
        return found


#: Changes after which an answer given before no longer answers the question, unless they are editorial.
_ASKS_ANEW: frozenset[Kind] = frozenset({"rescaled", "reworded", "guidance", "relabelled"})


def asked_anew(found: Difference) -> dict[str, Kind]:
    """The questions of both versions whose old answer answers the new question no longer, with the change that is why.

    That it is asked of other cases, or counts in another area, does not change what an answer means.
    """
    by_scale: dict[str, Kind] = {}
    rows: dict[str, Kind] = {}
    for change in found.changes:
        if change.kind in _ASKS_ANEW and change.effect not in (None, "editorial"):
            if change.subject in found.new.items:
                rows.setdefault(change.subject, change.kind)
            elif change.subject.startswith("scales."):
                by_scale[change.subject.removeprefix("scales.")] = change.kind
    for name, item in found.new.items.items():
        if item.scale in by_scale and name in found.old.items:
            rows.setdefault(name, by_scale[item.scale])
    return rows


def worse(one: Effect | None, other: Effect | None) -> Effect | None:
    """The graver of two effects."""
    return max((one, other), key=lambda effect: -1 if effect is None else EFFECTS.index(effect))


def step_between(old: str, new: str) -> Step | None:
    """The step from one version to another; None where it does not go forward."""
    before, after = version_key(old), version_key(new)
    if after < before:
        return None
    for n, step in enumerate(("major", "minor", "patch")):
        if after[n] != before[n]:
            return step  # type: ignore[return-value]
    return "none"


def next_version(version: str, step: Step) -> str:
    """The version that a step leads to."""
    major, minor, patch = version_key(version)
    return {
        "none": version,
        "patch": f"{major}.{minor}.{patch + 1}",
        "minor": f"{major}.{minor + 1}.0",
        "major": f"{major + 1}.0.0",
    }[step]


def difference(old: QuestionSet, new: QuestionSet) -> Difference:
    """Every change from one version to another. What a change of words means is as the new version declares it
    (``since``), where it was made from the old one; what is not declared counts as a change of meaning.
    """
    declared = new.declared(old)
    found = [
        *_questions(old, new, declared),
        *_details(old, new, declared),
        *_labels(old, new, declared),
        *_described(old, new),
        *_translations(old, new),
    ]
    order = list(KINDS)
    return Difference(old, new, tuple(sorted(found, key=lambda change: order.index(change.kind))))


def _questions(old: QuestionSet, new: QuestionSet, declared: Mapping[str, DeclaredChange]) -> Iterator[Change]:
    for name, item in new.items.items():
        if name in old.items:
            yield from _question(old, new, old.items[name], item, declared.get(name))
        else:
            note = declared[name].note if name in declared else {}
            yield Change("added", name, "meaning", new=new.text("en").questions[name].text, note=note)
    for name in old.items:
        if name not in new.items:
            yield Change("removed", name, "comparison", old=old.text("en").questions[name].text)


def _question(
    old: QuestionSet, new: QuestionSet, before: Item, after: Item, declared: DeclaredChange | None
) -> Iterator[Change]:
    # A note on words that only read otherwise says nothing of a route or a scale.
    name, note = after.id, declared.note if declared and declared.effect != "editorial" else {}
    places = [(item.area, item.stage, item.headline) for item in (before, after)]
    if places[0] != places[1]:
        yield Change("moved", name, "comparison", _stands(before), _stands(after), note=note)
    elif (before.block, before.view) != (after.block, after.view):
        yield Change("moved", name, "editorial", _stands(before), _stands(after), note=note)
    if (before.kind, before.answers) != (after.kind, after.answers):
        yield Change("rescaled", name, "comparison", _scale(before), _scale(after), note=note)
    elif before.evidence_for != after.evidence_for:
        yield Change("rescaled", name, "meaning", _scale(before), _scale(after), "evidence_for", note=note)
    if not same_route(before.when, old.details, after.when, new.details):
        yield Change("rerouted", name, "meaning", note=note)
    if before.reasons != after.reasons:
        lost = set(before.reasons) - set(after.reasons)
        yield Change("reasons", name, "meaning" if lost else "editorial", ", ".join(before.reasons), ", ".join(after.reasons))  # fmt: skip
    if before.themes != after.themes:
        yield Change("themes", name, "editorial", ", ".join(before.themes), ", ".join(after.themes))
    said, says = old.text("en").questions[name], new.text("en").questions[name]
    for part, one, other in (("text", said.text, says.text), ("hint", said.hint, says.hint)):
        if not same_words(one, other):
            yield _worded("reworded", name, one, other, part, declared)
    for part in dict.fromkeys((*says.guidance, *said.guidance)):
        one, other = said.guidance.get(part, ""), says.guidance.get(part, "")
        if not same_words(one, other):
            yield _worded("guidance", name, one, other, part, declared)
    for answer in after.answers:
        one, other = said.labels.get(answer, ""), says.labels.get(answer, "")
        if not same_words(one, other):
            yield _worded("relabelled", name, one, other, answer, declared)


def _worded(kind: Kind, subject: str, old: str, new: str, part: str, declared: DeclaredChange | None) -> Change:
    if _letters(old) == _letters(new):
        return Change(kind, subject, "editorial", old, new, part, "en", declared=False)
    effect: Effect = declared.effect if declared else "meaning"
    return Change(kind, subject, effect, old, new, part, "en", declared is not None, declared.note if declared else {})


def _stands(item: Item) -> str:
    return f"{item.area}, {item.stage}, {item.block}, {item.view}" + (", headline" if item.headline else "")


def _scale(item: Item) -> str:
    evidence = f" (evidence for {', '.join(sorted(item.evidence_for))})" if item.evidence_for else ""
    return f"{item.kind}: {', '.join(item.answers)}{evidence}"


def _details(old: QuestionSet, new: QuestionSet, declared: Mapping[str, DeclaredChange]) -> Iterator[Change]:
    for name, detail in new.details.items():
        before = old.details.get(name)
        note = declared[name].note if name in declared else {}
        if before is None:
            yield Change("detail-added", name, "meaning", note=note)
        elif before != detail:
            lost = set(before.values) - set(detail.values)
            breaks = before.type != detail.type or bool(lost)
            yield Change("detail-changed", name, "comparison" if breaks else "meaning", _field(before), _field(detail), note=note)  # fmt: skip
    for name in old.details:
        if name not in new.details:
            yield Change("detail-removed", name, "comparison")


def _field(detail: Detail) -> str:
    said = detail.model_dump(by_alias=True, exclude_defaults=True, exclude={"view"})
    return ", ".join(f"{name}: {_short(value)}" for name, value in said.items())


def _short(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _labels(old: QuestionSet, new: QuestionSet, declared: Mapping[str, DeclaredChange]) -> Iterator[Change]:
    """Labels of areas, stages, scales, reasons and details that both versions have."""
    before, after = words(old.text("en")), words(new.text("en"))
    for path, text in after.items():
        if path[0] in ("title", "description", "questions") or path not in before or same_words(before[path], text):
            continue
        subject = ".".join(path[:2])
        yield _worded("relabelled", subject, before[path], text, ".".join(path), declared.get(subject))


def _described(old: QuestionSet, new: QuestionSet) -> Iterator[Change]:
    for name in ("title", "description"):
        one, other = getattr(old.text("en"), name), getattr(new.text("en"), name)
        if not same_words(one, other):
            yield Change("described", name, "editorial", one, other, language="en")
    for name in ("edition", "basis"):
        one, other = getattr(old.heading, name), getattr(new.heading, name)
        if one != other:
            yield Change("described", name, "editorial", one, other)
    if old.heading.programme != new.heading.programme:
        yield Change("described", "programme", "comparison", old.heading.programme, new.heading.programme)
    if old.checks != new.checks:
        yield Change("described", "checks", "editorial")
    shared = [[name for name in one.items if name in other.items] for one, other in ((old, new), (new, old))]
    if shared[0] != shared[1]:
        yield Change("described", "order", "editorial")


def _translations(old: QuestionSet, new: QuestionSet) -> Iterator[Change]:
    for language in sorted(old.texts.keys() & new.texts.keys() - {"en"}):
        before, after = words(old.text(language)), words(new.text(language))
        seen: dict[str, list[Path]] = {}
        for path, text in after.items():
            if path in before and not same_words(before[path], text):
                seen.setdefault(path[1] if path[0] in ("questions", "details") else ".".join(path[:2]), []).append(path)
        for subject, paths in seen.items():
            first = paths[0]
            yield Change("retranslated", subject, None, before[first], after[first], ".".join(first[2:]), language)


def same_words(one: str, other: str) -> bool:
    """Whether two texts differ at most in how their lines are broken."""
    return one.split() == other.split()


def _letters(text: str) -> str:
    """A text without what typography alone may change."""
    return re.sub(r"[\W_]+", " ", text.casefold().replace("’", "").replace("'", "")).strip()
