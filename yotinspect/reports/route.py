"""The route through a question set: screens, the blocks on them, and what decides whether they are asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from yotinspect.catalogue import N_
from yotinspect.questions.conditions import deciders, parts, shared, together
from yotinspect.questions.model import Condition
from yotinspect.questions.sets import Item
from yotinspect.reports.document import Scribe
from yotinspect.reports.passages import Said, text_in

#: A detail of the case or the answer to a question: ``("detail", "psr")``, ``("answer", "P-A8")``.
Key = tuple[str, str]


@dataclass(frozen=True)
class Decider:
    """A detail or answer that something hangs on. ``mark`` is its letter in the picture."""

    mark: str
    kind: str
    label: Said
    screen: Said
    hangs: tuple[Said, ...]


@dataclass(frozen=True)
class Some:
    """Questions of a block that hang on more than the block does."""

    text: Said
    marks: tuple[str, ...]


@dataclass(frozen=True)
class RouteBlock:
    """A block as it is asked. ``marks``: what the whole of it hangs on; ``decides``: answers in it that decide."""

    label: Said
    count: int
    number: Said
    condition: Said
    when: Said
    marks: tuple[str, ...]
    some: tuple[Some, ...]
    decides: tuple[str, ...]


@dataclass(frozen=True)
class RouteScreen:
    """A screen with its details, those of them that decide, and its blocks. ``count`` is of details."""

    label: Said
    count: int
    fields: Said
    decides: tuple[str, ...]
    some: tuple[Some, ...]
    blocks: tuple[RouteBlock, ...]


@dataclass(frozen=True)
class Route:
    """The whole route."""

    screens: tuple[RouteScreen, ...]
    deciders: tuple[Decider, ...]


def route_of(scribe: Scribe) -> Route:
    """The route of a set, in the order of asking."""
    questions = scribe.questions
    items = questions.in_view_order()
    conditions = [*(detail.when for detail in questions.details.values()), *(item.when for item in items)]
    used = {key for condition in conditions for key in deciders(condition)}
    details = sorted(questions.details.items(), key=lambda row: questions.views.index(row[1].view))
    keys = [("detail", name) for name, _ in details] + [("answer", item.id) for item in items]
    marks = dict(zip((key for key in keys if key in used), _letters(), strict=False))
    return Route(
        screens=tuple(_screen(scribe, view, marks) for view in questions.views),
        deciders=tuple(_decider(scribe, key, mark) for key, mark in marks.items()),
    )


def _letters() -> Iterator[str]:
    """A, B, ... Z, A2, B2 and on. No I and no O, which read as figures."""
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
    yield from letters
    round_ = 2
    while True:
        yield from (f"{letter}{round_}" for letter in letters)
        round_ += 1


def _screen(scribe: Scribe, view: str, marks: dict[Key, str]) -> RouteScreen:
    questions = scribe.questions
    here = {name: detail for name, detail in questions.details.items() if detail.view == view}
    items = [item for item in questions.in_view_order() if item.view == view]
    conditional: dict[str, tuple[Condition, list[str]]] = {}
    for name, detail in here.items():
        if detail.when is not None:
            conditional.setdefault(repr(detail.when), (detail.when, []))[1].append(name)
    return RouteScreen(
        label=scribe.label("views", view),
        count=len(here),
        fields=scribe.say(N_("Details to fill in: {number}"), number=len(here)) if here else (),
        decides=tuple(mark for (kind, name), mark in marks.items() if kind == "detail" and name in here),
        some=tuple(
            _some(scribe, condition, [_detail_label(scribe, name) for name in names], len(here), marks)
            for condition, names in conditional.values()
        ),
        blocks=tuple(_block(scribe, list(group), marks) for _, group in groupby(items, key=lambda item: item.block)),
    )


def _detail_label(scribe: Scribe, name: str) -> Said:
    return scribe.each(lambda language: scribe.questions.text(language).details[name].label)


def _block(scribe: Scribe, items: list[Item], marks: dict[Key, str]) -> RouteBlock:
    common = shared(items)
    own: dict[str, tuple[Condition, list[str]]] = {}
    for item in items:
        condition = together(part for part in parts(item.when) if part not in common)
        if condition is not None:
            own.setdefault(repr(condition), (condition, []))[1].append(item.id)
    whole = together(common)
    return RouteBlock(
        label=scribe.label("blocks", items[0].block),
        count=len(items),
        number=scribe.say(N_("Questions: {number}"), number=len(items)),
        condition=scribe.condition(whole),
        when=scribe.asked_when(whole),
        marks=tuple(marks[key] for key in deciders(whole)),
        some=tuple(
            _some(scribe, condition, [scribe.same(name) for name in names], len(items), marks)
            for condition, names in own.values()
        ),
        decides=tuple(marks[key] for item in items if (key := ("answer", item.id)) in marks),
    )


def _some(scribe: Scribe, condition: Condition, names: list[Said], total: int, marks: dict[Key, str]) -> Some:
    said = scribe.condition(condition)
    return Some(
        text=scribe.say(
            N_("{number} of {total} ({names}) only when: {condition}."),
            number=len(names),
            total=total,
            names=lambda language: ", ".join(text_in(name, language) for name in names),
            condition=lambda language: text_in(said, language),
        ),
        marks=tuple(marks[key] for key in deciders(condition)),
    )


def _decider(scribe: Scribe, key: Key, mark: str) -> Decider:
    questions, (kind, name) = scribe.questions, key
    if kind == "detail":
        label, screen = _detail_label(scribe, name), questions.details[name].view
    else:
        label, screen = scribe.say(N_("The answer to {question}"), question=name), questions.items[name].view
    return Decider(mark, kind, label, scribe.label("views", screen), tuple(_hangs(scribe, key)))


def _hangs(scribe: Scribe, key: Key) -> Iterator[Said]:
    """The blocks, single questions and details that hang on something."""
    questions = scribe.questions
    for _, group in groupby(questions.in_view_order(), key=lambda item: (item.view, item.block)):
        items = list(group)
        if key in deciders(together(shared(items))):
            yield scribe.label("blocks", items[0].block)
        else:
            names = [item.id for item in items if key in deciders(item.when)]
            if names:
                yield scribe.say(
                    N_("{block}: {questions}"),
                    block=lambda language, name=items[0].block: questions.text(language).blocks[name],
                    questions=", ".join(names),
                )
    for name, detail in questions.details.items():
        if key in deciders(detail.when):
            yield _detail_label(scribe, name)
