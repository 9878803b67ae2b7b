"""A question set ready for use: blocks unfolded, a subset cut out of its base, texts at hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from yotinspect.questions.model import (  # fmt: skip
    Checks,
    Condition,
    DeclaredChange,
    Detail,
    Heading,
    Question,
    QuestionBlock,
    Scale,
    Since,
    Structure,
    Subset,
    Texts,
)
from yotinspect.records import Place


@dataclass(frozen=True, slots=True)
class Item:
    """A question as it is asked: with its block, scale, whole condition and reasons."""

    id: str
    block: str
    area: str
    stage: str
    view: str
    scale: str
    kind: str
    answers: tuple[str, ...]
    evidence_for: frozenset[str]
    headline: bool
    when: Condition | None
    themes: tuple[str, ...]
    reasons: tuple[str, ...]

    @property
    def judged(self) -> bool:
        """Whether its answers count towards figures; a fact, a choice or a grade never does."""
        return self.kind == "judgement"

    @property
    def graded(self) -> bool:
        """Whether it is a key question of a judged standard: answered with a grade, against the characteristics of each."""
        return self.kind == "grade"


@dataclass(frozen=True)
class QuestionSet:
    """A resolved set. ``digest`` is of its structure with its English text; ``text_digests`` is one a language.

    ``base_since`` is what the base of a subset says of the version it was made from.
    """

    place: Place
    heading: Heading
    base: str | None
    areas: tuple[str, ...]
    stages: tuple[str, ...]
    views: tuple[str, ...]
    themes: tuple[str, ...]
    scales: Mapping[str, Scale]
    checks: Checks
    details: Mapping[str, Detail]
    items: Mapping[str, Item]
    texts: Mapping[str, Texts] = field(default_factory=dict)
    digest: str = ""
    text_digests: Mapping[str, str] = field(default_factory=dict)
    base_since: Since | None = None

    def declared(self, old: QuestionSet) -> Mapping[str, DeclaredChange]:
        """What the changes since an old version mean, as this one declares them; a subset's as its base does."""
        found: dict[str, DeclaredChange] = {}
        if (
            self.base is not None
            and self.base_since is not None
            and old.base == str(Place(self.base.split("@")[0], self.base_since.version))
        ):
            found |= self.base_since.changes
        own = self.heading.since
        if own is not None and old.place == Place(self.place.id, own.version):
            found |= own.changes
        return found

    @property
    def family(self) -> str:
        """The id that a full set and its subsets share: among them a question id means one question, and nowhere else."""
        return self.place.id if self.base is None else self.base.split("@")[0]

    @property
    def of_service(self) -> bool:
        """Whether it is answered once for a service, as the key questions of judged standards are, and not for a case."""
        return any(item.graded for item in self.items.values())

    def headline(self, area: str, stage: str | None) -> Item | None:
        """The question that answers for an area and stage as a whole, where the set has one; without a stage it has none."""
        return self._headlines.get((area, stage))

    @property
    def _headlines(self) -> dict[tuple[str, str | None], Item]:
        found: dict[tuple[str, str | None], Item] | None = self.__dict__.get("_headline_index")
        if found is None:
            found = {(item.area, item.stage): item for item in self.items.values() if item.headline}
            self.__dict__["_headline_index"] = found
        return found

    def in_view_order(self) -> list[Item]:
        """The questions as they are asked: by screen, and on a screen as the set numbers them."""
        rank = {view: position for position, view in enumerate(self.views)}
        return sorted(self.items.values(), key=lambda item: rank[item.view])

    def text(self, language: str) -> Texts:
        """The words of the set in a language; raises KeyError where it has none."""
        return self.texts[language]

    def labels(self, name: str, language: str) -> dict[str, str]:
        """The answers to a question in words: its own, else those of its scale."""
        words, item = self.texts[language], self.items[name]
        scale, own = words.scales.get(item.scale, {}), words.questions[name].labels
        return {answer: own.get(answer) or scale[answer] for answer in item.answers}


def unfold(structure: Structure) -> Iterator[Item]:
    """The questions of a structure in its order, with what their block and scale say of them."""
    for block in structure.blocks:
        for question in block.questions:
            yield _item(structure, block, question)


def _item(structure: Structure, block: QuestionBlock, question: Question) -> Item:
    scale = structure.scales[question.scale]
    conditions = [condition for condition in (block.when, question.when) if condition is not None]
    reasons = block.reasons if question.reasons is None else question.reasons
    return Item(
        id=question.id,
        block=block.id,
        area=block.area,
        stage=block.stage,
        view=question.view or block.view,
        scale=question.scale,
        kind=scale.kind,
        answers=tuple(scale.answers),
        evidence_for=frozenset(scale.evidence_for),
        headline=question.headline,
        when=Condition(all=conditions) if len(conditions) > 1 else conditions[0] if conditions else None,
        themes=tuple(question.themes),
        # Reasons say why a judgement is a no; a fact needs none.
        reasons=tuple(reasons) if scale.kind == "judgement" else (),
    )


def full(structure: Structure) -> QuestionSet:
    """A set from a structure that has no findings."""
    return QuestionSet(
        place=Place(structure.questionset, structure.version),
        heading=structure,
        base=None,
        areas=tuple(structure.areas),
        stages=tuple(structure.stages),
        views=tuple(structure.views),
        themes=tuple(structure.themes),
        scales=structure.scales,
        checks=structure.checks,
        details=structure.details,
        items={item.id: item for item in unfold(structure)},
    )


def cut(subset: Subset, base: QuestionSet) -> QuestionSet:
    """The subset's questions out of its base, in the base's order. Ids the base does not have are left out."""
    keep = set(subset.questions)
    details = base.details if subset.details is None else {k: v for k, v in base.details.items() if k in subset.details}
    items = {name: item for name, item in base.items.items() if name in keep}
    areas, stages = ({getattr(item, part) for item in items.values()} for part in ("area", "stage"))
    views = {item.view for item in items.values()} | {detail.view for detail in details.values()}
    return QuestionSet(
        place=Place(subset.questionset, subset.version),
        heading=subset,
        base=subset.base,
        areas=tuple(area for area in base.areas if area in areas),
        stages=tuple(stage for stage in base.stages if stage in stages),
        views=tuple(view for view in base.views if view in views),
        themes=base.themes,
        scales=base.scales,
        checks=base.checks,
        details=details,
        items=items,
        base_since=base.heading.since,
    )


def conditions(condition: Condition | None) -> Iterator[Condition]:
    """A condition and all conditions inside it."""
    if condition is None:
        return
    yield condition
    for inner in (*(condition.all or ()), *(condition.any or ()), *((condition.not_,) if condition.not_ else ())):
        yield from conditions(inner)


def subset_texts(own: Texts, base: Texts) -> Texts:
    """The words of a subset: its own title and description over its base's wording."""
    own_words = {name: getattr(own, name) for name in ("questionset", "title", "description", "revision")}
    # What stands in the base is no better reviewed than the base.
    status = own.status if base.status == "published" else base.status
    return base.model_copy(update={**own_words, "status": status, "made_from": own.made_from})
