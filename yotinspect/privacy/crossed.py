"""Cases by their details and by their answers to key questions, counted and no longer told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

#: What one case answers to one question: how many yes, no and not applicable. Of a headline it is one of them.
Given = tuple[int, int, int]
NOTHING: Given = (0, 0, 0)


@dataclass(frozen=True)
class Question:
    """What cases answer: ``once`` each, or with all their answers to several questions, which are pooled."""

    name: str
    once: bool = True


@dataclass(frozen=True)
class Detail:
    """What cases are broken down by: every case is in one of its categories.

    ``told`` are categories of which it is told elsewhere how many cases they have, so that holding it back is idle.
    """

    name: str
    categories: tuple[str, ...]
    told: frozenset[str] = frozenset()


@dataclass
class Alike:
    """The cases that share their category of every detail; of each question, how often they gave what they gave."""

    cases: int = 0
    given: list[Counter[Given]] = field(default_factory=list)


@dataclass
class Crossed:
    """Cases counted by their categories of every detail, as positions in ``Detail.categories``.

    It grows with the combinations there are and with the different answers to a question, not with the cases.
    """

    details: tuple[Detail, ...]
    questions: tuple[Question, ...]
    alike: dict[tuple[int, ...], Alike] = field(default_factory=dict)

    def add(self, categories: Sequence[str], given: Sequence[Given], cases: int = 1) -> None:
        """Count cases, by their category of each detail, with what they answer to each question.

        Raises ValueError where a detail has no such category, or a question that is answered once is answered twice.
        """
        if any(question.once and sum(one) > 1 for question, one in zip(self.questions, given, strict=True)):
            raise ValueError("a question that is answered once is answered twice")
        at = tuple(detail.categories.index(name) for detail, name in zip(self.details, categories, strict=True))
        group = self.alike.setdefault(at, Alike(given=[Counter() for _ in self.questions]))
        group.cases += cases
        for counter, one in zip(group.given, given, strict=True):
            if one != NOTHING:
                counter[one] += cases

    @property
    def cases(self) -> int:
        """How many cases there are."""
        return sum(group.cases for group in self.alike.values())

    def by_category(self, detail: int) -> list[int]:
        """How many cases each category of a detail has."""
        found = [0] * len(self.details[detail].categories)
        for at, group in self.alike.items():
            found[at[detail]] += group.cases
        return found

    def sums(self, detail: int) -> list[list[Given]]:
        """How often each answer was given: by category of a detail and by question."""
        found = [[NOTHING] * len(self.questions) for _ in self.details[detail].categories]
        for at, group in self.alike.items():
            row = found[at[detail]]
            for question, given in enumerate(group.given):
                for one, number in given.items():
                    yes, no, na = row[question]
                    row[question] = (yes + number * one[0], no + number * one[1], na + number * one[2])
        return found

    def answering(self, detail: int) -> list[list[int]]:
        """How many cases answer at all: by category of a detail and by question."""
        found = [[0] * len(self.questions) for _ in self.details[detail].categories]
        for at, group in self.alike.items():
            for question, given in enumerate(group.given):
                found[at[detail]][question] += given.total()
        return found

    def parts(self, question: int) -> list[Part]:
        """What the cases that are alike say to a question."""
        once = self.questions[question].once
        every: Counter[Given] = sum((group.given[question] for group in self.alike.values()), Counter())
        splits = [_split(every, answer) for answer in range(3)]
        return [_part(at, group.cases, group.given[question], splits, once) for at, group in sorted(self.alike.items())]


class Part(NamedTuple):
    """What cases that are alike say to a question, by answer: yes, no, not applicable, and none at all.

    ``given`` is how many answer it, ``sums`` how often each answer is given, ``high`` by how many cases more often than the
    split of that answer: where a case answers once, that is the same.
    """

    at: tuple[int, ...]
    cases: int
    given: int
    sums: tuple[int, ...]
    high: tuple[int, ...]


def _part(at: tuple[int, ...], cases: int, given: Counter[Given], splits: Sequence[int], once: bool) -> Part:
    answered = given.total()
    # Of pooled answers nothing printed says how many cases gave none.
    none = cases - answered if once else 0
    sums = [sum(one[answer] * number for one, number in given.items()) for answer in range(3)]
    high = [sum(number for one, number in given.items() if one[answer] > splits[answer]) for answer in range(3)]
    return Part(at, cases, answered, (*sums, none), (*high, none))


def _split(every: Counter[Given], answer: int) -> int:
    """Where to part cases into those that give an answer seldom and often, as evenly as it goes; 0 of what is given once."""
    by_number: Counter[int] = Counter()
    for one, number in every.items():
        by_number[one[answer]] += number
    best, most, below = 0, 0, 0
    for value in sorted(by_number)[:-1]:
        below += by_number[value]
        if min(below, every.total() - below) > most:
            best, most = value, min(below, every.total() - below)
    return best
