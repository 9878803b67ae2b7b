"""What a report rests on: files and their digests, rules and their basis, and translations and how far they are reviewed."""

from __future__ import annotations

from dataclasses import dataclass

from yotinspect.catalogue import N_, Passage, catalogue
from yotinspect.digests import digest_of
from yotinspect.questions.sets import QuestionSet
from yotinspect.ratings.node import Rating
from yotinspect.ratings.words import basis_word


@dataclass(frozen=True)
class SourceView:
    """Something the report was made from."""

    name: str
    what: str
    status: str
    digest: str


def _in_language(rating: Rating, language: str) -> bool:
    """Whether a report of this rating has all its words in a language."""
    return language in rating.framework.title and all(
        language in use.questions.texts for use in rating.tally.sets.values()
    )


def also_in(rating: Rating, language: str) -> Passage | None:
    """In the other language, that the report is there in it too."""
    if language != "en":
        return Passage("This report is available in English as well.", "en")
    if _in_language(rating, "cy"):
        return Passage(catalogue("cy")(N_("This report is available in Welsh as well.")), "cy")
    return None


def without_words(rating: Rating, language: str) -> tuple[str, ...]:
    """What has no words in a language: the framework and the question sets that a report would have to quote in English."""
    if language == "en":
        return ()
    sets = {str(use.questions.place): use.questions for use in rating.tally.sets.values()}
    sets |= {str(one.place): one for one in rating.asked.values()}
    none = [place for place, one in sorted(sets.items()) if language not in one.texts]
    return (*([] if language in rating.framework.title else [rating.framework.place]), *none)


def drafts(rating: Rating, language: str) -> tuple[str, ...]:
    """What of this report's words is a translation that nobody has yet reviewed, or has no translation."""
    _, framework, inspection, said = catalogue(language), rating.framework, rating.inspection, []
    if inspection.language != language and (inspection.judgements or inspection.discretion or inspection.not_rated):
        said.append(_("What the inspectors wrote stands in the language it was written in."))
    if language == "en":
        return tuple(said)
    translation = framework.translations.get(language)
    if language not in framework.title:
        said.append(
            _("The framework has no Welsh yet, and its words stand here in English: {place}.", place=framework.place)
        )
    elif translation is None or translation.status != "published":
        revision = translation.revision if translation else 1
        said.append(
            _("Draft translation, not yet reviewed by a qualified, named person: {place}, revision {revision}.",
              place=framework.place, revision=revision)
        )  # fmt: skip
    sets = {place: use.questions for place, use in rating.tally.sets.items()}
    sets |= {str(one.place): one for one in rating.asked.values()}
    for _place, questions in sorted(sets.items()):
        said += set_drafts(questions, language)
    return tuple(said)


def set_drafts(questions: QuestionSet, language: str) -> tuple[str, ...]:
    """Whether a set's words in a language are a translation that nobody has yet reviewed, or are missing."""
    if language == "en":
        return ()
    _, text = catalogue(language), questions.texts.get(language)
    if text is None:
        return (_("The questions have no Welsh yet, and stand here in English: {place}.", place=questions.place),)
    if text.status == "published":
        return ()
    return (
        _("Draft translation, not yet reviewed by a qualified, named person: {place}, revision {revision}.",
          place=questions.place, revision=text.revision),
    )  # fmt: skip


STATES = {"draft": N_("draft"), "published": N_("published"), "withdrawn": N_("withdrawn")}


def rests_on(
    rating: Rating, framework_digest: str, inspection_digest: str, record_digest: str, language: str
) -> tuple[SourceView, ...]:
    """What the report was made from, with a digest of each; a translation has one of its own."""
    framework, _ = rating.framework, catalogue(language)
    rows = [SourceView(framework.place, _("framework"), _(STATES[framework.status]), framework_digest)]
    for place, use in sorted(rating.tally.sets.items()):
        found = use.questions
        rows.append(SourceView(place, _("question set"), _(STATES[found.heading.status]), found.digest))
        if language != "en" and language in found.texts:
            text = found.texts[language]
            what = _("text in Welsh, revision {revision}", revision=text.revision)
            rows.append(SourceView(place, what, _(STATES[text.status]), found.text_digests.get(language, "")))
    rows.append(SourceView(rating.inspection.inspection, _("inspection file"), "", inspection_digest))
    for place, one in sorted((str(one.place), one) for one in rating.asked.values()):
        rows.append(SourceView(place, _("question set"), _(STATES[one.heading.status]), one.digest))
    if rating.tally.digests:
        together = digest_of(sorted(digest for _name, digest in rating.tally.digests))
        files = _("Case files: {number}", number=len(rating.tally.digests))
        rows.append(SourceView(files, _("all cases together"), "", together))
    rows.append(SourceView(_("Record of this rating"), _("all of it, with the result"), "", record_digest))
    return tuple(rows)


_RULES = {
    "percent": N_("Bands of percentages"),
    "standard": N_("The lowest key question decides a standard"),
    "judged": N_("Judged standards: kinds of source, and what characteristics propose"),
    "domain": N_("Ratings of domains"),
    "overall": N_("The overall rating"),
    "shrink": N_("Which domains may be left out"),
    "discretion": N_("The margin for a panel's discretion"),
    "partners": N_("Which partner inspectorates must take part"),
    "sign_off": N_("Whose sign-off a rating waits for"),
    "firmness": N_("How firm a grade is"),
    "strengths": N_("Which questions are named as strengths and to improve"),
    "disclosure": N_("What is held back of few cases"),
}


def rules(rating: Rating, language: str) -> tuple[tuple[str, str], ...]:
    """Every rule that was at work, with its basis."""
    rules = rating.framework.rules
    found = [(label, getattr(rules, name)) for name, label in _RULES.items()]
    _ = catalogue(language)
    return tuple((_(label), basis_word(rule.basis, language)) for label, rule in found if rule is not None)
