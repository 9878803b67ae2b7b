"""What feeds what: standards that no set can feed, and questions that no framework counts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, NamedTuple

from yotinspect.questions.sets import Item, QuestionSet
from yotinspect.ratings.framework import Framework, Standard
from yotinspect.yamlfile import YamlFile

At = tuple[Any, ...]
Part = tuple[str, str]


def fed_by(framework: Framework, standard: Standard, item: Item) -> bool:
    """Whether the answers to a question bear on a standard: themselves, or through the headline that sums them up."""
    if standard.fed_by == "questions":
        return item.judged and item.area == standard.area
    if standard.source == "judgement":
        return item.area == standard.area
    found = [framework.key_questions[name] for name in standard.key_questions if name in framework.key_questions]
    if item.area in {question.area for question in found if question.judged}:
        return True
    areas = {question.area for question in found if not question.judged}
    return standard.fed_by == "headlines" and item.judged and item.stage == standard.stage and item.area in areas


def sets_of(framework: Framework, standard: Standard) -> list[str]:
    """The sets that a standard hangs on, those of its judged key questions included."""
    more = (framework.key_questions[name].sets for name in standard.key_questions if name in framework.key_questions)
    return [*standard.sets, *(name for names in more for name in names)]


def uncounted(file: YamlFile, questions: QuestionSet, frameworks: Iterable[Framework]) -> None:
    """Note judged questions that no framework counts: one finding an area and stage, at its first question.

    Or one finding in all, where no framework names the set.
    """
    naming = [
        (framework, standard)
        for framework in frameworks
        for _, standard in framework.standards().values()
        if questions.place.id in sets_of(framework, standard)
    ]
    if not naming:
        file.add("set-uncounted", ("questionset",), "No framework counts this set: it is listed under no 'sets'.",
                 "List it in a framework, or say why none counts it.")  # fmt: skip
        return
    left: dict[Part, list[str]] = {}
    for item in questions.items.values():
        if item.judged and not any(fed_by(framework, standard, item) for framework, standard in naming):
            left.setdefault((item.area, item.stage), []).append(item.id)
    for (area, stage), names in left.items():
        file.add("set-uncounted", _where(file, names), f"No framework counts what is asked of {area} at {stage}: {_some(names)}.",
                 "Let a standard be fed by it, or ask it as a fact.")  # fmt: skip


def _some(names: Sequence[str]) -> str:
    return ", ".join(names) if len(names) <= 4 else f"{', '.join(names[:3])} and others, {len(names)} in all"


def _where(file: YamlFile, names: Collection[str]) -> At:
    """Where the first of these questions stands in its file."""
    if "blocks" not in file.root:
        return next(("questions", n) for n, name in enumerate(file.root["questions"]) if name in names)
    return next(
        ("blocks", b, "questions", q, "id")
        for b, block in enumerate(file.root["blocks"])
        for q, question in enumerate(block["questions"])
        if question["id"] in names
    )


def unfed(file: YamlFile, framework: Framework, versions: Callable[[str], Sequence[QuestionSet | None]]) -> None:
    """Note sets that do not exist, standards that none of their sets can feed, and sets that feed nothing.

    ``versions`` gives every version of a set that the library has, None for one that cannot be used.
    """
    known: dict[str, Sequence[QuestionSet | None]] = {}
    first: dict[str, At] = {}
    feeding: set[str] = set()

    def source(listed: At, names: Sequence[str], wants: Sequence[Want]) -> None:
        for n, name in enumerate(names):
            if name not in known:
                known[name] = versions(name)
                if not known[name]:
                    file.add("framework-feeds", (*listed, n), f"There is no question set {name}.",
                             "Name a set by its id, without a version.")  # fmt: skip
                    feeding.add(name)
            first.setdefault(name, (*listed, n))
        sets = [(name, one) for name in names for one in known[name]]
        if not sets:
            return
        # What cannot be read may hold what is looked for.
        unread = {name for name, one in sets if one is None}
        feeding.update(unread)
        usable = [(name, one) for name, one in sets if one is not None]
        missing: list[Want] = []
        for want in wants:
            fed = {name for name, one in usable if any(map(want.feeds, one.items.values()))}
            feeding.update(fed)
            if not fed:
                missing.append(want)
        if unread or not missing:
            return
        feeding.update(names)
        lacking, *others = missing
        if others and len(missing) == len(wants) and lacking.together is not None:
            at, what = lacking.together
            missing = [lacking._replace(at=at, what=what)]
        for want in missing:
            file.add("framework-feeds", want.at, f"No version of {', '.join(names)} has {want.what}.",
                     "Correct the area or stage, or name a set that asks this.")  # fmt: skip

    for d, domain in enumerate(framework.domains):
        for s, standard in enumerate(domain.standards):
            at: At = ("domains", d, "standards", s)
            source((*at, "sets"), standard.sets, _wants(framework, standard, at))
    for name, question in framework.key_questions.items():
        if question.judged:
            here: At = ("key_questions", name)
            source((*here, "sets"), question.sets, [_grades(question.area, (*here, "area"))])
    for name, at in first.items():
        if name not in feeding:
            file.add("framework-feeds", at, f"The set {name} feeds no standard that lists it.",
                     "Delete it here, or correct the areas and stages.")  # fmt: skip


class Want(NamedTuple):
    """What is needed of a set: where the framework says so, what it is, which question gives it, and where and what it is
    for all that a standard needs together.
    """

    at: At
    what: str
    feeds: Callable[[Item], bool]
    together: tuple[At, str] | None = None


def _grades(area: str | None, at: At) -> Want:
    return Want(at, f"a question of {area} that is graded", lambda item: item.graded and item.area == area)


def _wants(framework: Framework, standard: Standard, at: At) -> list[Want]:
    """What a standard needs of the sets that it lists."""
    area = standard.area
    if standard.source == "judgement":
        return [_grades(area, (*at, "area"))]
    if standard.fed_by == "questions":
        return [Want((*at, "area"), f"a judged question of {area}", lambda item: item.judged and item.area == area)]
    together = ((*at, "stage"), f"a headline at {standard.stage} of an area that is wanted")

    def headline(wanted: str) -> Callable[[Item], bool]:
        return lambda item: item.headline and (item.area, item.stage) == (wanted, standard.stage)

    rows = [(n, framework.key_questions[name]) for n, name in enumerate(standard.key_questions)]
    return [
        Want(
            (*at, "key_questions", n), f"a headline of {found.area} at {standard.stage}", headline(found.area), together
        )
        for n, found in rows
        if not found.judged
    ]
