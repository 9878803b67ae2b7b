"""Words that a set lacks, and words that belong to nothing in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from yotinspect.questions.model import QuestionText, Texts
from yotinspect.questions.sets import QuestionSet
from yotinspect.questions.translation import left_to_questions
from yotinspect.yamlfile import YamlFile

#: Guidance parts every judged question must have, and those it may have besides (``not_applicable`` where na is an answer).
GUIDANCE = ("look_at", "yes", "no", "do_not_decide_on")
MORE_GUIDANCE = ("not_applicable", "diversity")


def texts(file: YamlFile, words: Texts, questions: QuestionSet) -> None:
    """Note every word that is missing, and every text that belongs to nothing."""

    def both(section: str, have: Mapping[str, Any], need: Iterable[str], what: str) -> None:
        need = list(need)
        for name in need:
            if name not in have:
                file.add(
                    "text-missing",
                    (section,),
                    f"The {what} {name} has no text.",
                    f"Add {name} under {section}.",
                    key=True,
                )
        for name in have:
            if name not in need:
                help = file.suggest(name, need) or "Delete it, or add it to the structure."
                file.add("text-orphan", (section, name), f"The set has no {what} {name}.", help, key=True)

    both("areas", words.areas, questions.areas, "area")
    both("stages", words.stages, questions.stages, "stage")
    both("views", words.views, questions.views, "view")
    both("themes", words.themes, questions.themes, "theme")
    both("blocks", words.blocks, dict.fromkeys(item.block for item in questions.items.values()), "block")
    left = left_to_questions(questions, words)
    spoken = [name for name, scale in questions.scales.items()
              if name in words.scales or any(("scales", name, answer) not in left for answer in scale.answers)]  # fmt: skip
    both("scales", words.scales, spoken, "scale")
    for name, labels in words.scales.items():
        if name in questions.scales:
            answers = questions.scales[name].answers
            need = [answer for answer in answers if answer in labels or ("scales", name, answer) not in left]
            _labels(file, ("scales", name), labels, need, "answer")
    reasons = dict.fromkeys(reason for item in questions.items.values() for reason in item.reasons)
    both("reasons", words.reasons, reasons, "reason")
    both("details", words.details, questions.details, "detail")
    for name, label in words.details.items():
        if name in questions.details:
            _labels(file, ("details", name, "values"), label.values, questions.details[name].named, "value")
    both("questions", words.questions, questions.items, "question")
    for name, text in words.questions.items():
        if name in questions.items:
            for answer in text.labels:
                if answer not in questions.items[name].answers:
                    help = file.suggest(answer, questions.items[name].answers) or "Delete it."
                    at = ("questions", name, "labels", answer)
                    file.add("text-orphan", at, f"{name} has no answer {answer}.", help, key=True)
            _guidance(file, name, text, questions)


def _labels(file: YamlFile, at: tuple[Any, ...], have: Mapping[str, str], need: Iterable[str], what: str) -> None:
    for name in need:
        if name not in have:
            file.add("text-missing", at, f"The {what} {name} has no label.", f"Add {name} here.", key=True)
    for name in have:
        if name not in need:
            file.add(
                "text-orphan",
                (*at, name),
                f"There is no {what} {name}.",
                file.suggest(name, need) or "Delete it.",
                key=True,
            )


def _guidance(file: YamlFile, name: str, text: QuestionText, questions: QuestionSet) -> None:
    item = questions.items[name]
    need = GUIDANCE if item.kind not in ("choice", "grade") else ("look_at", *item.answers, "do_not_decide_on")
    if "na" in item.answers:
        need = (*need, "not_applicable")
    at = ("questions", name, "guidance")
    for part in need:
        if part not in text.guidance:
            file.add("text-missing", at, f"{name} has no guidance '{part}'.", f"Add {part} here.", key=True)
    for part in text.guidance:
        if part not in need and part not in MORE_GUIDANCE:
            help = file.suggest(part, need) or f"Guidance has the parts {', '.join(need)}."
            file.add("text-orphan", (*at, part), f"{name} has no use for guidance '{part}'.", help, key=True)
        elif part == "not_applicable" and part not in need:
            file.add("text-orphan", (*at, part), f"{name} cannot be answered na.", "Delete this part.", key=True)
