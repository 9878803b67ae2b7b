"""What can be wrong with the structure of a set that a model alone cannot see: names, doubled ids, headlines, subsets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from yotinspect.questions.lint.routes import routes
from yotinspect.questions.model import Structure, Subset
from yotinspect.questions.sets import QuestionSet, conditions
from yotinspect.yamlfile import YamlFile


def structure(file: YamlFile, model: Structure) -> None:
    """Note everything in a full set's structure that names what does not exist or cannot work."""
    _declared(file, model)
    _unique(file, model)
    _headlines(file, model)
    routes(file, model)


def _declared(file: YamlFile, model: Structure) -> None:
    def known(path: tuple[Any, ...], name: str, names: Iterable[str], what: str) -> None:
        if name not in names:
            help = file.suggest(name, names) or f"Declare it, or use one of: {', '.join(names)}."
            file.add("set-undeclared", path, f"The {what} {name} is not declared in this set.", help)

    for name, scale in model.scales.items():
        for n, answer in enumerate(scale.evidence_for):
            known(("scales", name, "evidence_for", n), answer, scale.answers, "answer")
    for name, detail in model.details.items():
        known(("details", name, "view"), detail.view, model.views, "view")
    for b, block in enumerate(model.blocks):
        at: tuple[Any, ...] = ("blocks", b)
        known((*at, "area"), block.area, model.areas, "area")
        known((*at, "stage"), block.stage, model.stages, "stage")
        known((*at, "view"), block.view, model.views, "view")
        for n, reason in enumerate(block.reasons):
            known((*at, "reasons", n), reason, model.reasons, "reason")
        for q, question in enumerate(block.questions):
            here = (*at, "questions", q)
            known((*here, "scale"), question.scale, model.scales, "scale")
            if question.view:
                known((*here, "view"), question.view, model.views, "view")
            for n, theme in enumerate(question.themes):
                known((*here, "themes", n), theme, model.themes, "theme")
            for n, reason in enumerate(question.reasons or ()):
                known((*here, "reasons", n), reason, model.reasons, "reason")


def _unique(file: YamlFile, model: Structure) -> None:
    questions: set[str] = set()
    blocks: set[str] = set()
    for b, block in enumerate(model.blocks):
        if block.id in blocks:
            file.add(
                "set-duplicate",
                ("blocks", b, "id"),
                f"There is a block {block.id} already.",
                "Give it an id of its own.",
            )
        blocks.add(block.id)
        for q, question in enumerate(block.questions):
            if question.id in questions:
                file.add(
                    "set-duplicate", ("blocks", b, "questions", q, "id"), f"There is a question {question.id} already.",
                    "Give it an id that no version of the set has used.",
                )  # fmt: skip
            questions.add(question.id)


def _headlines(file: YamlFile, model: Structure) -> None:
    """Every area and stage with a judged question ends in exactly one headline, which is judged or graded itself."""
    found: dict[tuple[str, str], list[tuple[tuple[Any, ...], str, bool, bool]]] = {}
    for b, block in enumerate(model.blocks):
        for q, question in enumerate(block.questions):
            scale = model.scales.get(question.scale)
            kinds = ("judgement", "grade") if question.headline else ("judgement",)
            judged = scale is not None and scale.kind in kinds
            place = ("blocks", b, "questions", q)
            found.setdefault((block.area, block.stage), []).append((place, question.id, question.headline, judged))
    for (area, stage), rows in found.items():
        headlines = [row for row in rows if row[2]]
        for place, name, _, judged in headlines:
            if not judged:
                file.add(
                    "set-headline",
                    place,
                    f"The headline {name} is no judgement.",
                    "Give it a scale of kind judgement or grade.",
                )
        if not any(judged for *_, judged in rows):
            continue
        last = rows[-1]
        if headlines and sum(judged for *_, judged in rows) == 1 and headlines[0][3]:
            file.add("set-headline", headlines[0][0], f"The headline of {area} at {stage} sums up nothing.",
                     "Add the judged questions that it sums up, or delete it.")  # fmt: skip
        elif not headlines:
            file.add(
                "set-headline",
                last[0],
                f"{area} at {stage} has no headline.",
                "Mark its last question 'headline: yes'.",
            )
        elif len(headlines) > 1:
            file.add("set-headline", headlines[1][0], f"{area} at {stage} has more than one headline.", "Keep one.")
        elif not last[2]:
            file.add("set-headline", headlines[0][0], f"The headline of {area} at {stage} is not its last question.",
                     "Move it to the end: it sums up what was asked before it.")  # fmt: skip


def subset(file: YamlFile, model: Subset, base: QuestionSet) -> None:
    """Note ids that the base does not have, headlines cut off and routes that lead out of the subset."""
    seen: set[str] = set()
    for n, name in enumerate(model.questions):
        if name not in base.items:
            help = file.suggest(name, base.items) or f"Name a question of {base.place}."
            file.add("set-subset-id", ("questions", n), f"{base.place} has no question {name}.", help)
        if name in seen:
            file.add("set-duplicate", ("questions", n), f"{name} is listed already.", "Delete one of the two.")
        seen.add(name)
    for n, name in enumerate(model.details or ()):
        if name not in base.details:
            help = file.suggest(name, base.details) or f"Name a detail of {base.place}."
            file.add("set-subset-id", ("details", n), f"{base.place} has no detail {name}.", help)
    kept = set(base.details if model.details is None else model.details)
    parts: dict[tuple[str, str], int] = {}
    for n, name in enumerate(model.questions):
        item = base.items.get(name)
        if item is None:
            continue
        if item.judged:
            parts.setdefault((item.area, item.stage), n)
        for condition in conditions(item.when):
            needed = condition.answer or condition.detail
            if needed is not None and needed not in (seen if condition.answer else kept):
                file.add("set-route", ("questions", n), f"{name} is routed by {needed}, which the subset leaves out.",
                         f"Keep {needed} as well, or leave out {name}.")  # fmt: skip
    for (area, stage), n in parts.items():
        headline = base.headline(area, stage)
        if headline is not None and headline.id not in seen:
            file.add("set-headline", ("questions", n), f"{area} at {stage} is kept without its headline {headline.id}.",
                     f"Keep {headline.id} as well.")  # fmt: skip
