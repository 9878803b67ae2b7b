"""What feedback on a case is made from: one assessed case in one language, for one audience."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property

from yotinspect.cases.assess import Assessed
from yotinspect.cases.model import Answer, Case
from yotinspect.cases.route import Asked
from yotinspect.catalogue import Passage
from yotinspect.questions.model import Texts
from yotinspect.questions.sets import Item, QuestionSet
from yotinspect.ratings.words import question_word, reason_word
from yotinspect.reports.blocks import Text
from yotinspect.reports.material import Audience
from yotinspect.reports.teller import Teller


@dataclass(frozen=True)
class CaseFile:
    """A case with the set it was assessed by. ``written`` is the language of its free text, that of its inspection.

    ``yot`` is empty where the case stands without an inspection. ``other_file`` is what the feedback in the other language
    is called, where both are written.
    """

    assessed: Assessed
    language: str
    audience: Audience
    date: datetime.date | None = None
    written: str = "en"
    yot: str = ""
    other_file: str = ""

    @cached_property
    def tell(self) -> Teller:
        """Says things in the feedback's language."""
        return Teller(self.language)

    @property
    def case(self) -> Case:
        """The case. Raises ValueError where its file could not be read as one."""
        if self.assessed.case is None:
            raise ValueError("nothing of the case could be read")
        return self.assessed.case

    @property
    def questions(self) -> QuestionSet:
        """The set that the case names. Raises ValueError where there is none."""
        if self.assessed.questions is None:
            raise ValueError("the question set of the case could not be read")
        return self.assessed.questions

    @property
    def spoken(self) -> str:
        """The language that the set's words stand in: English where it has none in the feedback's language."""
        return self.language if self.language in self.questions.texts else "en"

    @property
    def words(self) -> Texts:
        """The set's words."""
        return self.questions.text(self.spoken)

    def said(self, text: str) -> Text:
        """Words of the set, marked with their language."""
        return self.tell.text(Passage(text, self.spoken))

    def own(self, text: str | None) -> Text:
        """Words of the case itself, marked with their language."""
        return self.tell.text(Passage(text or "", self.written))

    def answer(self, item: Item) -> str | None:
        """The answer to a question as it counts: none where it is off the route or no answer of the question's."""
        answer = self.assessed.counts(item.id)
        return answer if answer in item.answers else None

    def given(self, item: Item) -> Answer:
        """An answer with its evidence and reasons."""
        return self.case.answers.get(item.id, Answer())

    def missing(self) -> list[Item]:
        """The questions that are asked of this case and not answered, in the order in which they are asked."""
        asked, items = self.assessed.asked, self.questions.in_view_order()
        return [item for item in items if asked.get(item.id) is Asked.ON and self.answer(item) is None]

    def question(self, item: Item) -> Text:
        """The wording of a question with its number."""
        _ = self.tell
        return _.join([_.text(item.id, "soft"), question_word(self.questions, item.id, self.language)])

    def reasons(self, item: Item) -> Text:
        """The reasons ticked under a no, in words and in the question's order."""
        ticked = self.given(item).reasons
        names = (name for name in item.reasons if name in ticked)
        return self.tell.join((reason_word(self.questions, name, self.language) for name in names), "; ")

    def guidance(self, item: Item, part: str) -> Text:
        """A part of the guidance to a question; nothing where there is none."""
        return self.said(self.words.questions[item.id].guidance.get(part, ""))

    def detail(self, name: str) -> str:
        """What a detail holds, as it stands; nothing where it is not filled in or holds several things."""
        value = self.case.details.get(name)
        return value if isinstance(value, str) else ""
