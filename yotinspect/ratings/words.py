"""What reasons say, in words. A code stands for a sentence; its values are named in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from yotinspect.ratings.framework import Framework
from yotinspect.ratings.rate import Figures, Reason

_SENTENCES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "nothing-applicable": "It was not applicable in any case.",
        "no-answers": "No case answers it.",
        "percent-band": "The percentage lies in the band {level}.",
        "pooled": "The percentage of all judgements in the area lies in the band {level}.",
        "not-graded": "This framework gives no ratings.",
        "declared": "Declared not rated: {why}",
        "judged": "Judged by the inspectors.",
        "unknown-level": "The judgement names a rating that the framework does not have.",
        "not-judged": "Not yet judged.",
        "no-key-question": "None of its key questions has an answer that counts.",
        "lowest": "The lowest key question decides: {deciding}.",
        "set-cannot-feed": "The cases were assessed with {sets}, which does not ask what this standard hangs on.",
        "no-set-feeds": "No question set feeds it, and no counts were given.",
        "no-cases": "No case feeds it.",
        "discretion": "The figures propose {proposed}; the panel decided {to}: {why}",
        "discretion-not-allowed": "This framework has no rule for discretion here.",
        "discretion-no-change": "The decision is what the figures propose already.",
        "discretion-outside": "The figures are not within {margin} percentage points of that grade, nor one case away from it.",
        "no-domain-rating": "This framework does not rate domains.",
        "never-counts": "It is rated separately and never counts towards the overall rating.",
        "standards-missing": "Not rated: {missing}.",
        "sum": "{score} of {max} points.",
        "framework-none": "{framework_reason}",
        "too-few-domains": "Too little is rated without domain {gone}.",
        "cases-doubled": "Cases that stand twice as first assessments, and are counted once: {number} ({cases}).",
        "inspection-faults": "Errors in the inspection file: {number}.",
        "nothing-scored": "Nothing in it is scored.",
        "cases-invalid": "Case files that could not be read: {number}.",
        "cases-incomplete": "Cases that are incomplete: {number} ({cases}).",
        "discretion-open": "The panel's decision is not yet dated: {standards}.",
    },
}


def say(reason: Reason, framework: Framework, language: str = "en") -> str:
    """The sentence of a reason, with levels and key questions by their labels."""
    values: dict[str, Any] = {}
    for name, value in reason.values:
        values[name] = _VALUE.get(name, _plain)(value, framework, language)
    values["framework_reason"] = word(framework.rules.overall.reason, language)
    return _SENTENCES[language][reason.code].format_map(values)


def word(words: Mapping[str, str], language: str) -> str:
    """A label in a language; the first there is where that one is missing; empty where there is none."""
    return words.get(language) or next(iter(words.values()), "")


def level_word(framework: Framework, level: str | None, language: str = "en") -> str:
    """The label of a level, or of there being none."""
    if level is None:
        return {"en": "Not rated", "cy": "Heb ei raddio"}[language]
    return word(framework.level(level).label, language)


def standard_word(framework: Framework, name: str, language: str = "en") -> str:
    """The label of a standard, area or theme."""
    return word(framework.standards()[name][1].label, language)


def key_question_word(framework: Framework, name: str, language: str = "en") -> str:
    """The label of a key question; of the area itself where an area is pooled."""
    found = framework.key_questions.get(name)
    return word(found.label, language) if found else standard_word(framework, name, language)


def whole_percent(percent: Fraction) -> int:
    """A percentage as it is printed: whole, half up."""
    return int(percent + Fraction(1, 2))


def printed_percent(percent: Fraction, framework: Framework) -> str:
    """A percentage as it is printed; where rounding carries it into another band, with what it is before rounding."""
    whole = whole_percent(percent)
    if framework.of_percent(Fraction(whole)) == framework.of_percent(percent):
        return f"{whole}%"
    return f"{whole}% ({int(percent * 10) / 10}% before rounding)"


def based(figures: Figures, framework: Framework) -> str:
    """Figures with their base: ``31 of 39, 79%``."""
    if figures.percent is None:
        return "0 of 0"
    return f"{figures.yes} of {figures.yes + figures.no}, {printed_percent(figures.percent, framework)}"


def _plain(value: Any, framework: Framework, language: str) -> str:
    return ", ".join(str(part) for part in value) if isinstance(value, tuple) else str(value)


def _key_questions(value: Any, framework: Framework, language: str) -> str:
    return ", ".join(key_question_word(framework, name, language) for name in value)


_VALUE: Mapping[str, Callable[[Any, Framework, str], str]] = {
    "level": lambda v, f, lang: level_word(f, v, lang),
    "proposed": lambda v, f, lang: level_word(f, v, lang),
    "to": lambda v, f, lang: level_word(f, v, lang),
    "deciding": _key_questions,
}
