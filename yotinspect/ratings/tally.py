"""Cases to counts: how often each key question, area and question was answered yes, no or not applicable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from yotinspect.cases.assess import Assessed
from yotinspect.cases.model import Case
from yotinspect.cases.route import Asked
from yotinspect.questions.model import Effect
from yotinspect.questions.sets import Item, QuestionSet
from yotinspect.ratings.framework import Framework, Standard

#: Of sets in an older version than others in an inspection, how the answers to each question compare with the newest's.
Compared = Mapping[str, Mapping[str, Effect | None]]


@dataclass
class Count:
    """Answers of one kind. ``no_cases`` names the cases that stand on the side of no, ``yes_cases`` of yes; ``off`` counts
    those that were not asked, which is another way of not applying.
    """

    yes: int = 0
    no: int = 0
    na: int = 0
    off: int = 0
    yes_cases: list[str] = field(default_factory=list)
    no_cases: list[str] = field(default_factory=list)

    @property
    def base(self) -> int:
        """How many answers count: yes and no."""
        return self.yes + self.no

    @property
    def percent(self) -> Fraction | None:
        """100 × yes ÷ (yes + no), exact; None, and never 0, where nothing counts."""
        return Fraction(100 * self.yes, self.base) if self.base else None

    def add(self, answer: str | None, case: str | None = None) -> None:
        """Count one answer; what is not yes, no or na is not an answer that counts."""
        if answer == "yes":
            self.yes += 1
            if case is not None:
                self.yes_cases.append(case)
        elif answer == "no":
            self.no += 1
            if case is not None:
                self.no_cases.append(case)
        elif answer == "na":
            self.na += 1


@dataclass
class SetUse:
    """A question set as the cases used it."""

    questions: QuestionSet
    cases: int = 0


@dataclass
class Tally:
    """What the cases of an inspection add up to. Second assessments are listed and never counted."""

    framework: Framework
    compared: Compared = field(default_factory=dict)
    key_questions: dict[tuple[str, str], Count] = field(default_factory=dict)
    #: By the family of their set and their id: two sets of their own may both have an R-A1.
    questions: dict[tuple[str, str], Count] = field(default_factory=dict)
    #: As ``questions``: in how many cases each reason was ticked under a no that counts.
    reasons: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)
    sets: dict[str, SetUse] = field(default_factory=dict)
    #: Sets whose cases cannot feed a standard because they do not ask its headline, by standard and key question.
    unfed: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    counted: list[str] = field(default_factory=list)
    seconds: list[str] = field(default_factory=list)
    incomplete: list[str] = field(default_factory=list)
    invalid: list[str] = field(default_factory=list)
    #: Cases of which one assessment too many stands in a file, once for each that is not counted.
    doubled: list[str] = field(default_factory=list)
    #: Cases of which there is a second assessment and no first one that counts.
    alone: list[str] = field(default_factory=list)
    digests: list[tuple[str, str]] = field(default_factory=list)

    def add(self, result: Assessed) -> None:
        """Count a case."""
        self.digests.append((result.file, result.digest))
        if result.case is None or result.questions is None:
            self.invalid.append(result.file)
            return
        case, questions = result.case, result.questions
        if result.state != "complete":
            self.incomplete.append(case.case)
        if case.role == "second":
            self.seconds.append(case.case)
            return
        self.counted.append(case.case)
        use = self.sets.setdefault(str(questions.place), SetUse(questions))
        use.cases += 1
        for name, item in questions.items.items():
            if item.judged and compares(self.compared, questions, name):
                answer = valid_answer(result, name)
                self.questions.setdefault((questions.family, name), Count()).add(answer)
                given = case.answers[name].reasons if answer == "no" else ()
                if given:
                    ticked = [reason for reason in item.reasons if reason in given]
                    self.reasons.setdefault((questions.family, name), Counter()).update(ticked)
        for standard, name, items in feeding(self.framework, questions, self.compared):
            if items is None:
                self.unfed.setdefault((standard.id, name), set()).add(str(questions.place))
                continue
            count = self.key_questions.setdefault((standard.id, name), Count())
            for item in items:
                answer = valid_answer(result, item.id)
                if standard.fed_by == "questions":
                    count.add(answer)
                else:
                    count.add(answer, case.case)
                    count.off += result.asked.get(item.id) is Asked.OFF

    def fed(self, standard: Standard) -> bool:
        """Whether any case feeds a standard."""
        return any(name == standard.id for name, _ in self.key_questions)


def compares(compared: Compared, questions: QuestionSet, name: str) -> bool:
    """Whether an answer may be counted with those of the newest version here."""
    return compared.get(str(questions.place), {}).get(name) != "comparison"


def feeding(
    framework: Framework, questions: QuestionSet, compared: Compared
) -> Iterator[tuple[Standard, str, list[Item] | None]]:
    """What cases of a set feed: each standard and key question, with the questions whose answers count towards it.

    That is one headline, or all judged questions of an area that is pooled (its key question is the standard itself); None
    where the set does not ask the headline.
    """
    for _, standard in framework.standards().values():
        if standard.source != "cases" or questions.place.id not in standard.sets:
            continue
        if standard.fed_by == "questions":
            pooled = (item for item in questions.items.values() if item.judged and item.area == standard.area)
            yield standard, standard.id, [item for item in pooled if compares(compared, questions, item.id)]
            continue
        for name in standard.key_questions:
            headline = questions.headline(framework.key_questions[name].area, standard.stage or "")
            able = headline is not None and compares(compared, questions, headline.id)
            yield standard, name, [headline] if able and headline else None


def valid_answer(result: Assessed, name: str) -> str | None:
    """An answer as it counts; one that the question's scale does not have is no answer."""
    answer = result.counts(name)
    assert result.questions is not None
    return answer if answer in result.questions.items[name].answers else None


def counted_once(results: Iterable[Assessed]) -> tuple[list[Assessed], list[str]]:
    """The results with each case by each assessor once and with one first assessment of each case; and the cases left over.

    Which of several is counted hangs on who made them and on what they say, never on a file's name.
    """
    kept: list[Assessed] = []
    read: list[tuple[Case, Assessed]] = []
    over: list[str] = []
    by_assessor: set[tuple[str, str]] = set()
    with_first: set[str] = set()
    for result in results:
        if result.case is None or result.questions is None:
            kept.append(result)
        else:
            read.append((result.case, result))
    # A first assessment comes before a second by the same person: "first" < "second".
    for case, result in sorted(read, key=lambda pair: (pair[0].role, pair[0].assessor, pair[1].digest)):
        if (case.case, case.assessor) in by_assessor or (case.role == "first" and case.case in with_first):
            over.append(case.case)
        else:
            kept.append(result)
            by_assessor.add((case.case, case.assessor))
            if case.role == "first":
                with_first.add(case.case)
    return kept, over


def tally(
    framework: Framework,
    results: Iterable[Assessed],
    compared: Compared | None = None,
) -> Tally:
    """Count cases, in whatever order they come."""
    total = Tally(framework, compared or {})
    once, total.doubled = counted_once(results)
    for result in once:
        total.add(result)
    total.alone = sorted(set(total.seconds) - set(total.counted))
    for count in (*total.key_questions.values(), *total.questions.values()):
        count.yes_cases.sort()
        count.no_cases.sort()
    for names in (total.counted, total.seconds, total.incomplete, total.invalid, total.doubled, total.digests):
        names.sort()
    return total
