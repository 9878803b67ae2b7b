"""What feeds what: standards that no set can feed, and questions that no framework counts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from yotinspect.questions.sets import Item, QuestionSet
from yotinspect.ratings.framework import Framework, Standard
from yotinspect.yamlfile import YamlFile

At = tuple[Any, ...]
Part = tuple[str, str]


def fed_by(framework: Framework, standard: Standard, item: Item) -> bool:
    """Whether the answers to a question count towards a standard, itself or through the headline that sums it up."""
    if standard.fed_by == "questions":
        return item.judged and item.area == standard.area
    areas = {framework.key_questions[name].area for name in standard.key_questions if name in framework.key_questions}
    return standard.fed_by == "headlines" and item.judged and item.stage == standard.stage and item.area in areas


def uncounted(file: YamlFile, questions: QuestionSet, frameworks: Iterable[Framework]) -> None:
    """Note judged questions that no framework counts: one finding an area and stage, at its first question.

    Or one finding in all, where no framework names the set.
    """
    naming = [
        (framework, standard)
        for framework in frameworks
        for _, standard in framework.standards().values()
        if questions.place.id in standard.sets
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
    for d, domain in enumerate(framework.domains):
        for s, standard in enumerate(domain.standards):
            at: At = ("domains", d, "standards", s)
            for n, name in enumerate(standard.sets):
                if name not in known:
                    known[name] = versions(name)
                    if not known[name]:
                        file.add("framework-feeds", (*at, "sets", n), f"There is no question set {name}.",
                                 "Name a set by its id, without a version.")  # fmt: skip
                        feeding.add(name)
                first.setdefault(name, (*at, "sets", n))
            sets = [(name, one) for name in standard.sets for one in known[name]]
            if not sets:
                continue
            # What cannot be read may hold what is looked for.
            unread = {name for name, one in sets if one is None}
            feeding |= unread
            usable = [(name, one) for name, one in sets if one is not None]
            wants = _wants(framework, standard)
            fed = [{name for name, one in usable if any(map(feeds, one.items.values()))} for _, _, feeds in wants]
            feeding |= set().union(*fed)
            if unread or all(fed):
                continue
            feeding |= set(standard.sets)
            help = "Correct the area or stage, or name a set that asks this."
            missing = [want for want, names in zip(wants, fed, strict=True) if not names]
            if len(missing) == len(wants) > 1:
                missing = [(("stage",), f"a headline at {standard.stage} of an area that is wanted", missing[0][2])]
            for path, what, _ in missing:
                file.add("framework-feeds", (*at, *path), f"No version of {', '.join(standard.sets)} has {what}.", help)
    for name, at in first.items():
        if name not in feeding:
            file.add("framework-feeds", at, f"The set {name} feeds no standard that lists it.",
                     "Delete it here, or correct the areas and stages.")  # fmt: skip


def _wants(framework: Framework, standard: Standard) -> list[tuple[At, str, Callable[[Item], bool]]]:
    """What a standard needs of a set: where it says so, what it is, and which question gives it."""
    if standard.fed_by == "questions":
        area = standard.area
        return [(("area",), f"a judged question of {area}", lambda item: item.judged and item.area == area)]
    areas = [framework.key_questions[name].area for name in standard.key_questions]

    def headline(wanted: str) -> Callable[[Item], bool]:
        return lambda item: item.headline and (item.area, item.stage) == (wanted, standard.stage)

    rows = enumerate(areas if standard.fed_by == "headlines" else ())
    return [(("key_questions", n), f"a headline of {area} at {standard.stage}", headline(area)) for n, area in rows]
