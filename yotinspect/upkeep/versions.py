"""Versions of a set as a line: what each was made from, whether its number fits, and which answers compare."""

from __future__ import annotations

from itertools import pairwise

from yotinspect.findings import Finding
from yotinspect.library import Library
from yotinspect.questions.changes import difference, next_version, worse
from yotinspect.questions.model import Effect
from yotinspect.questions.sets import QuestionSet
from yotinspect.records import Place, version_key
from yotinspect.yamlfile import SET_LIMIT, read


def made_from(library: Library, questions: QuestionSet) -> QuestionSet | None:
    """The version that a set says it was made from, where there is such a version."""
    since = questions.heading.since
    return library.questionset(Place(questions.place.id, since.version))[0] if since is not None else None


def before(library: Library, place: Place) -> Place | None:
    """The version before a version of the same set, as the set itself says, else by number."""
    questions = library.questionset(place)[0]
    earlier = made_from(library, questions) if questions else None
    if earlier is not None:
        return earlier.place
    lower = [other for other in library.places("questionsets")
             if other.id == place.id and version_key(other.version) < version_key(place.version)]  # fmt: skip
    return lower[-1] if lower else None


def check_since(library: Library, questions: QuestionSet) -> list[Finding]:
    """What cannot be in what a set says of the version it was made from, and a step of the version that is too small."""
    since, home = questions.heading.since, library.home("questionsets", questions.place)
    if since is None or home is None:
        return []
    file = read(home / "questionset.yaml", confidential=False, limit=SET_LIMIT)
    at = ("since", "version")
    old = library.in_english(Place(questions.place.id, since.version))
    if old is None or version_key(since.version) >= version_key(questions.place.version):
        file.add("set-since", at, f"There is no earlier version {since.version} of this set that can be used.",
                 library.near("questionsets", f"{questions.place.id}@{since.version}"))  # fmt: skip
        return file.findings
    found = difference(old, questions)
    changed = {change.subject for change in found.changes}
    for name in since.changes:
        if name not in changed:
            help = file.suggest(name, changed) or "Delete the line, or name a question that changed."
            file.add(
                "set-since", ("since", "changes", name), f"{name} is not changed since {since.version}.", help, key=True
            )
    if not found.fits:
        wanted = next_version(old.place.version, found.needed)
        file.add("set-step", ("version",), f"What changed since {old.place} is a {found.needed} step.",
                 f"Call it {wanted}, or declare under 'since' which changes of words are editorial; "
                 f"'yotinspect questionset diff {old.place} {questions.place}' says which there are.")  # fmt: skip
    return file.findings


def line(library: Library, old: QuestionSet, new: QuestionSet) -> list[QuestionSet]:
    """The versions from an old to a new one, each made from the one before; the two alone where no such line is known."""
    steps = [new]
    while steps[0].place != old.place:
        earlier = made_from(library, steps[0])
        if earlier is None or version_key(earlier.place.version) < version_key(old.place.version):
            return [old, new]
        steps.insert(0, earlier)
    return steps


def compared(library: Library, old: QuestionSet, new: QuestionSet) -> dict[str, Effect | None]:
    """For every question of the old version how its answers compare with the new one's: None is as they are.

    Goes by what each version on the way declares; a question that was removed on the way does not compare.
    """
    steps = line(library, old, new)
    found: dict[str, Effect | None] = dict.fromkeys(old.items)
    for earlier, later in pairwise(steps):
        for name, effect in difference(earlier, later).effects().items():
            if name in found:
                found[name] = worse(found[name], effect)
        for name in found:
            if name not in later.items:
                found[name] = "comparison"
    return found
