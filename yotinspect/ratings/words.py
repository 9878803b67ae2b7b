"""What reasons say, in words. A code stands for a sentence; its values are named in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from yotinspect.catalogue import N_, Passage, Said, catalogue
from yotinspect.questions.sets import QuestionSet
from yotinspect.ratings.framework import Framework
from yotinspect.ratings.node import Figures, Reason

_SENTENCES: Mapping[str, str] = {
    "nothing-applicable": N_("It was not applicable in any case."),
    "no-answers": N_("No case answers it."),
    "percent-band": N_("The percentage lies in the band {level}."),
    "pooled": N_("The percentage of all judgements in the area lies in the band {level}."),
    "not-graded": N_("This framework gives no ratings."),
    "declared": N_("Declared not rated: {why}"),
    "judged": N_("Judged by the inspectors."),
    "unknown-level": N_("The judgement names a rating that the framework does not have."),
    "not-judged": N_("Not yet judged."),
    "no-key-question": N_("None of its key questions has an answer that counts."),
    "lowest": N_("The lowest key question decides: {deciding}."),
    "set-cannot-feed": N_("The cases were assessed with {sets}, which does not ask what this standard hangs on."),
    "no-set-feeds": N_("No question set feeds it, and no counts were given."),
    "no-cases": N_("No case feeds it."),
    "discretion": N_("Proposed by the figures: {proposed}. Decided by the panel: {to}. {why}"),
    "discretion-not-allowed": N_("This framework has no rule for discretion here."),
    "discretion-no-change": N_("The decision is what the figures propose already."),
    "discretion-outside": N_(
        "The figures that decide are not within {margin} percentage points of that grade, nor one case away from it."
    ),
    "domain-none": N_("This framework does not rate domains."),
    "never-counts": N_("It is rated separately and never counts towards the overall rating."),
    "standards-missing": N_("Not rated: {missing}."),
    "sum": N_("{score} of {max} points."),
    "too-few-domains": N_("Too little is rated without domain {gone}."),
    "cases-doubled": N_("Cases that stand in one file too many, and are counted once: {number} ({cases})."),
    "cases-second-alone": N_("Cases with a second assessment and no first one that counts: {number} ({cases})."),
    "inspection-faults": N_("Errors in the inspection file: {number}."),
    "nothing-rated": N_("Every part is declared not rated."),
    "nothing-scored": N_("Nothing in it is scored."),
    "cases-invalid": N_("Case files that could not be read: {number}."),
    "cases-incomplete": N_("Cases that are incomplete: {number} ({cases})."),
    "characteristics": N_("It has the characteristics of {level}."),
    "published-as": N_("Published as '{word}', which falls under this rating."),
    "supposed": N_("Supposed: {to}. As it was found: {was}."),
    "key-question-open": N_("Not yet judged: {open}."),
    "discretion-exception": N_(
        "Proposed by the figures: {proposed}. Decided by the panel, outside the margin and as an exception: {to}. {why}"
    ),
    "sources-missing": N_("Judged without naming a source: {standards}."),
    "sign-off-waits": N_("Not yet signed off by: {roles}."),
    "sign-off-open": N_("Sign-off that is not yet dated: {by}."),
    "partners-missing": N_("Partner inspectorates that must take part and do not: {partners}."),
    "partners-idle": N_("Partner inspectorates that contribute nothing yet to {standard}: {partners}."),
    "partner-view-open": N_("Partner inspectorates that have not said whether they agree with {standard}: {partners}."),
    "firmness-no-rule": N_("This framework says nothing of how firm a grade is."),
    "firmness-nothing": N_("How firm it is cannot be said: nothing counts."),
    "firmness-no-caseload": N_(
        "How firm it is cannot be said: the inspection does not give the caseload '{caseload}'."
    ),
    "firmness-too-many": N_("How firm it is cannot be said: the caseload '{caseload}' is smaller than the sample."),
    "discretion-open": N_("The panel's decision is not yet dated: {standards}."),
}


def tell(reason: Reason, framework: Framework, language: str = "en", written: str = "en") -> Said:
    """The sentence of a reason, with levels and key questions by their labels.

    ``written`` is the language of what the inspection says in its own words.
    """
    own = {"framework-none": framework.rules.overall.reason, "domain-none": framework.rules.domain.reason}.get(
        reason.code
    )
    if own:
        why_none = word(own, language)
        return Said(why_none, "{reason}", {"reason": why_none})
    values: dict[str, Any] = {}
    for name, value in reason.values:
        values[name] = _VALUE.get(name, _plain)(value, framework, language)
    if "why" in values:
        values["why"] = Passage(" ".join(values["why"].split()), written)
    sentence = _SENTENCES[reason.code]
    return Said(catalogue(language)(sentence, **values), sentence, values)


_STATUS: Mapping[tuple[bool, str], str] = {
    (True, "final"): N_("This rating is final."),
    (True, "provisional"): N_("This rating is provisional."),
    (True, "incomplete"): N_("This rating is incomplete."),
    (False, "final"): N_("These findings are final."),
    (False, "provisional"): N_("These findings are provisional."),
    (False, "incomplete"): N_("These findings are incomplete."),
}


def status_sentence(status: str, rated: bool, language: str = "en") -> str:
    """How far a rating is to be relied on, or findings where the framework gives no ratings."""
    return catalogue(language)(_STATUS[rated, status])


def word(words: Mapping[str, str], language: str) -> Passage:
    """A label in a language; the first there is where that one is missing; empty where there is none."""
    if words.get(language):
        return Passage(words[language], language)
    return next((Passage(text, other) for other, text in words.items()), Passage("", language))


def level_word(framework: Framework, level: str | None, language: str = "en") -> Passage:
    """The label of a level, or of there being none."""
    if level is None:
        return Passage(catalogue(language)(N_("Not rated")), language)
    return word(framework.level(level).label, language)


def standard_word(framework: Framework, name: str, language: str = "en") -> Passage:
    """The label of a standard, area or theme."""
    return word(framework.standards()[name][1].label, language)


def key_question_word(framework: Framework, name: str, language: str = "en") -> Passage:
    """The label of a key question; of the area itself where an area is pooled."""
    found = framework.key_questions.get(name)
    return word(found.label, language) if found else standard_word(framework, name, language)


def question_word(questions: QuestionSet, name: str, language: str = "en") -> Passage:
    """The wording of a question; in English where the set has none in the language."""
    found = language if language in questions.texts else "en"
    return Passage(questions.text(found).questions[name].text, found)


def reason_word(questions: QuestionSet, name: str, language: str = "en") -> Passage:
    """A reason under a no; in English where the set has no words in the language, its id where it has none at all."""
    found = language if language in questions.texts else "en"
    return Passage(questions.text(found).reasons.get(name, name.replace("_", " ")), found)


def basis_word(basis: str, language: str = "en") -> Passage:
    """Where a rule comes from. The catalogues hold what the shipped frameworks say; other words stay English."""
    text = " ".join(basis.split())
    said = catalogue(language)(text)
    return Passage(said, "en" if said == text else language)


def whole_percent(percent: Fraction) -> int:
    """A percentage as it is printed: whole, half up."""
    return int(percent + Fraction(1, 2))


def printed_percent(percent: Fraction, framework: Framework, language: str = "en") -> str:
    """A percentage as it is printed; where rounding carries it into another band, with what it is before rounding."""
    whole = whole_percent(percent)
    if framework.of_percent(Fraction(whole)) == framework.of_percent(percent):
        return f"{whole}%"
    _ = catalogue(language)
    return _("{whole}% ({exact}% before rounding)", whole=whole, exact=_.number(int(percent * 10) / 10))


def based(figures: Figures, framework: Framework, language: str = "en") -> str:
    """Figures with their base: ``31 of 39, 79%``."""
    if figures.percent is None:
        return catalogue(language)(N_("0 of 0"))
    return of(figures.yes, figures.yes + figures.no, printed_percent(figures.percent, framework, language), language)


def of(yes: int, base: int, percent: str, language: str = "en") -> str:
    """A count with its base and percentage, as it is printed."""
    return catalogue(language)(N_("{yes} of {base}, {percent}"), yes=yes, base=base, percent=percent)


def _plain(value: Any, framework: Framework, language: str) -> str:
    return ", ".join(str(part) for part in value) if isinstance(value, tuple) else str(value)


def _key_questions(value: Any, framework: Framework, language: str) -> str:
    return ", ".join(key_question_word(framework, name, language) for name in value)


#: What somebody on the team is there for.
ROLES: Mapping[str, str] = {
    "lead_inspector": N_("lead inspector"),
    "inspector": N_("inspector"),
    "local_assessor": N_("local assessor"),
    "partner_inspector": N_("partner inspector"),
    "trainer": N_("trainer"),
    "observer": N_("observer"),
}

#: Kinds of source that a judgement may rest on.
SOURCE_KINDS: Mapping[str, str] = {
    "document": N_("document"),
    "interview": N_("interview"),
    "meeting": N_("meeting"),
    "focus_group": N_("focus group"),
    "survey": N_("survey"),
    "case_data": N_("case data"),
    "observation": N_("observation"),
}


def partner_word(framework: Framework, name: str, language: str = "en") -> Passage:
    """The label of a partner inspectorate's field; its id where the framework has no such partner."""
    found = framework.partners.get(name)
    return word(found.label, language) if found else Passage(name, language)


def published_word(framework: Framework, name: str, language: str = "en") -> Passage:
    """The words that a report used in place of a level; their id where the framework does not have them."""
    found = framework.published_as.get(name)
    return word(found.word, language) if found else Passage(name, language)


def _level(value: Any, framework: Framework, language: str) -> str:
    return level_word(framework, value, language)


def _published(value: Any, framework: Framework, language: str) -> str:
    return published_word(framework, value, language)


def _roles(value: Any, framework: Framework, language: str) -> str:
    return ", ".join(catalogue(language)(ROLES[role]) for role in value)


def _partners(value: Any, framework: Framework, language: str) -> str:
    return ", ".join(partner_word(framework, name, language) for name in value)


def _number(value: Any, framework: Framework, language: str) -> str:
    return catalogue(language).number(float(value))


_VALUE: Mapping[str, Callable[[Any, Framework, str], str]] = {
    "margin": _number,
    "level": _level,
    "was": _level,
    "proposed": _level,
    "to": _level,
    "deciding": _key_questions,
    "open": _key_questions,
    "word": _published,
    "roles": _roles,
    "partners": _partners,
}
