"""Pick questions out of a set by area, stage, theme or id, with what they cannot do without."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from yotinspect.questions.sets import Item, QuestionSet, conditions


class Picked(NamedTuple):
    """Ids in the order of the set, and of those that were not asked for the one that needs each."""

    ids: list[str]
    added: Mapping[str, str]


def pick(
    base: QuestionSet,
    *,
    questions: Collection[str] = (),
    areas: Collection[str] = (),
    stages: Collection[str] = (),
    themes: Collection[str] = (),
    headlines: bool = False,
) -> Picked:
    """The questions of the areas, stages and themes (each that is given must fit), or their headlines alone, and those
    that are named. Without any of these, all.

    The headline of each area and stage that is judged comes along, and so does a question whose answer routes another.
    """
    broad = bool(areas or stages or themes or headlines) or not questions
    kept = {
        item.id
        for item in base.items.values()
        if item.id in questions or (broad and _fits(item, areas, stages, themes, headlines))
    }
    added: dict[str, str] = {}
    open_ = [name for name in base.items if name in kept]
    while open_:
        name = open_.pop(0)
        for needed in _needs(base, base.items[name]):
            if needed not in kept:
                kept.add(needed)
                added[needed] = name
                open_.append(needed)
    return Picked([name for name in base.items if name in kept], added)


def _fits(
    item: Item, areas: Collection[str], stages: Collection[str], themes: Collection[str], headlines: bool
) -> bool:
    return (
        (not areas or item.area in areas)
        and (not stages or item.stage in stages)
        and (not themes or any(theme in themes for theme in item.themes))
        and (item.headline or not headlines)
    )


def _needs(base: QuestionSet, item: Item) -> list[str]:
    headline = base.headline(item.area, item.stage) if item.judged else None
    routes = [condition.answer for condition in conditions(item.when) if condition.answer is not None]
    return [*routes, *([headline.id] if headline is not None else [])]
