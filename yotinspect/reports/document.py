"""What a published document of a question set says of itself, and the dataclasses that all kinds of documents share."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from yotinspect import __version__
from yotinspect.catalogue import N_, OWN_NAMES, catalogue
from yotinspect.questions.conditions import in_words
from yotinspect.questions.model import Condition
from yotinspect.questions.sets import Item, QuestionSet
from yotinspect.reports.document_words import STATUS, name_of, steps_of, words_of
from yotinspect.reports.passages import Passage, Said, Speaker, typeset

KINDS = ("tool", "guidance", "logic")


@dataclass(frozen=True)
class Fact:
    """A line of what a document says of itself."""

    label: Said
    value: Said


@dataclass(frozen=True)
class Front:
    """What stands at the head of a document. ``notices`` say what a reader must know before relying on it; ``others``
    that it can be had in another language, in that language; ``standing`` is the status where it is not the usual one.
    """

    document: str
    languages: tuple[str, ...]
    language_names: tuple[str, ...]
    name: Said
    title: Said
    description: Said
    place: str
    status: Said
    standing: Said
    facts: tuple[Fact, ...]
    notices: tuple[Said, ...]
    independent: Said
    others: Said
    steps: tuple[Said, ...]
    words: Mapping[str, Said]
    date: datetime.date | None
    generator: str


@dataclass(frozen=True)
class Choice:
    """An answer, a value or a reason to tick."""

    id: str
    label: Said


class Scribe(Speaker):
    """Says what a set says, in the languages of a document."""

    def __init__(self, questions: QuestionSet, languages: Sequence[str]) -> None:
        super().__init__(languages)
        self.questions = questions

    def each(self, words: Callable[[str], str]) -> Said:
        """As ever, and set as print is."""
        return tuple(Passage(part.lang, typeset(part.text)) for part in super().each(words))

    def labelled(self, words: Mapping[str, str]) -> Said:
        """As ever, and set as print is."""
        return tuple(Passage(part.lang, typeset(part.text)) for part in super().labelled(words))

    def same(self, text: str) -> Said:
        """What needs no translation, said once."""
        return (Passage(self.languages[0], text),)

    def label(self, section: str, name: str) -> Said:
        """The label of an area, stage, view, theme, block or reason."""
        return self.each(lambda language: getattr(self.questions.text(language), section).get(name, ""))

    def answers(self, item: Item) -> tuple[Choice, ...]:
        """The answers to a question in its own words or those of its scale."""
        labels = {language: self.questions.labels(item.id, language) for language in self.languages}
        return tuple(
            Choice(answer, self.each(lambda language, answer=answer: labels[language][answer]))  # type: ignore[misc]
            for answer in item.answers
        )

    def wording(self, item: Item) -> Said:
        """The question itself."""
        return self.each(lambda language: self.questions.text(language).questions[item.id].text)

    def hint(self, item: Item) -> Said:
        """The question's hint."""
        return self.each(lambda language: self.questions.text(language).questions[item.id].hint)

    def condition(self, condition: Condition | None) -> Said:
        """A condition in words; nothing where there is none."""
        if condition is None:
            return ()
        return self.each(lambda language: in_words(condition, self.questions, language))

    def asked_when(self, condition: Condition | None) -> Said:
        """``Asked when: Report to the court is not: No report.``"""
        if condition is None:
            return ()
        return self.say(
            N_("Asked when: {condition}."), condition=lambda lang: in_words(condition, self.questions, lang)
        )


def front(document: str, scribe: Scribe, date: datetime.date | None) -> Front:
    """What a document of this kind says of itself. ``date`` is printed as it is given; no clock is read."""
    questions, heading = scribe.questions, scribe.questions.heading
    other = [language for language in OWN_NAMES if language in questions.texts and language not in scribe.languages]
    facts = [
        Fact(scribe.say(N_("Question set")), scribe.same(str(questions.place))),
        Fact(scribe.say(N_("Edition")), scribe.each(lambda language: catalogue(language).edition(heading.edition))),
        Fact(scribe.say(N_("Status")), scribe.say(STATUS[heading.status])),
        Fact(scribe.say(N_("Digest")), scribe.same(short_digest(questions.digest))),
        *(Fact(scribe.say(_TEXTS[language]), _text_status(scribe, language)) for language in scribe.languages),
        *(
            Fact(scribe.say(N_("Translation")), _text_version(scribe, language))
            for language in scribe.languages
            if language != "en"
        ),
    ]
    if date is not None:
        facts.append(Fact(scribe.say(N_("Date")), scribe.each(lambda language: catalogue(language).date(date))))
    facts.append(Fact(scribe.say(N_("Made with")), scribe.same(f"yotinspect {__version__}")))
    return Front(
        document=document,
        languages=scribe.languages,
        language_names=tuple(OWN_NAMES.get(language, language) for language in scribe.languages),
        name=scribe.say(name_of(document, of_service=questions.of_service)),
        title=scribe.each(lambda language: questions.text(language).title),
        description=scribe.each(lambda language: questions.text(language).description),
        place=str(questions.place),
        status=scribe.say(STATUS[heading.status]),
        standing=() if heading.status == "published" else scribe.say(STATUS[heading.status]),
        facts=tuple(facts),
        notices=_notices(scribe),
        independent=scribe.say(INDEPENDENT),
        others=tuple(Passage(language, catalogue(language)(_ALSO[language])) for language in other),
        steps=tuple(scribe.say(step) for step in steps_of(document, of_service=questions.of_service)),
        words=words_of(document, scribe, of_service=questions.of_service),
        date=date,
        generator=f"yotinspect {__version__}",
    )


def short_digest(digest: str) -> str:
    """The first twelve digits of a digest: enough to tell two texts apart on paper."""
    return digest.removeprefix("sha256:")[:12]


INDEPENDENT = N_(
    "This document is independent: the questions are this project's own, not HMI Probation's text, and a rating by this tool is not a rating by HMI Probation."
)
#: Each is said in the language of the other document.
_ALSO = {"en": N_("This document is also available in English."), "cy": N_("This document is also available in Welsh.")}

_TEXTS = {"en": N_("English text"), "cy": N_("Welsh text")}
_UNREVIEWED = {
    "en": N_("Draft: not yet reviewed by a qualified person"),
    "cy": N_("Draft translation: not yet reviewed by a qualified person"),
}
_TEXT_NOTICES = {
    "en": N_("The English text is a draft: it has not yet been reviewed by a qualified person."),
    "cy": N_("The Welsh text is a draft translation: it has not yet been reviewed by a qualified person."),
}
_SET_NOTICES = {
    "draft": N_("This question set is a draft: it may change without a new version."),
    "withdrawn": N_("This question set has been withdrawn: do not use it for new cases."),
}


def _text_status(scribe: Scribe, language: str) -> Said:
    """Whether a text was reviewed, by whom and when."""
    texts = scribe.questions.text(language)
    if texts.status == "draft":
        return scribe.say(_UNREVIEWED[language])
    if texts.reviewed is None:
        return scribe.say(N_("No review is recorded"))
    review = texts.reviewed
    return scribe.say(
        N_("Reviewed by {name} ({qualification}), {date}"),
        name=review.by,
        qualification=review.qualification,
        date=lambda reader: catalogue(reader).date(review.on),
    )


def _text_version(scribe: Scribe, language: str) -> Said:
    """A translation counts its own revisions, and its digest is not in that of the set."""
    return scribe.say(
        N_("Revision {number}, digest {digest}"),
        number=scribe.questions.text(language).revision,
        digest=short_digest(scribe.questions.text_digests[language]),
    )


def _notices(scribe: Scribe) -> tuple[Said, ...]:
    status = scribe.questions.heading.status
    found = [scribe.say(_SET_NOTICES[status])] if status in _SET_NOTICES else []
    drafts = [language for language in scribe.languages if scribe.questions.text(language).status == "draft"]
    return tuple(found + [scribe.say(_TEXT_NOTICES[language]) for language in drafts])
