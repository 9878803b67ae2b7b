"""What can be wrong with a question set that a model alone cannot see: names, routes, headlines, words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from yotinspect.questions.model import Condition, QuestionText, Structure, Subset, Texts
from yotinspect.questions.sets import QuestionSet, conditions
from yotinspect.questions.translation import left_to_questions
from yotinspect.yamlfile import YamlFile

#: Guidance parts every judged question must have, and those it may have besides (``not_applicable`` where na is an answer).
GUIDANCE = ("look_at", "yes", "no", "do_not_decide_on")
MORE_GUIDANCE = ("not_applicable", "diversity")


def structure(file: YamlFile, model: Structure) -> None:
    """Note everything in a full set's structure that names what does not exist or cannot work."""
    _declared(file, model)
    _unique(file, model)
    _headlines(file, model)
    _routes(file, model)


def _declared(file: YamlFile, model: Structure) -> None:
    def known(path: tuple[Any, ...], name: str, names: Iterable[str], what: str) -> None:
        if name not in names:
            help = file.suggest(name, names) or f"Declare it, or use one of: {', '.join(names)}."
            file.add("set-undeclared", path, f"The {what} {name} is not declared in this set.", help)

    for name, scale in model.scales.items():
        for n, answer in enumerate(scale.evidence_for):
            known(("scales", name, "evidence_for", n), answer, scale.answers, "answer")
    for name, detail in model.details.items():
        known(("details", name, "view"), detail.view, model.views, "view")
    for b, block in enumerate(model.blocks):
        at: tuple[Any, ...] = ("blocks", b)
        known((*at, "area"), block.area, model.areas, "area")
        known((*at, "stage"), block.stage, model.stages, "stage")
        known((*at, "view"), block.view, model.views, "view")
        for n, reason in enumerate(block.reasons):
            known((*at, "reasons", n), reason, model.reasons, "reason")
        for q, question in enumerate(block.questions):
            here = (*at, "questions", q)
            known((*here, "scale"), question.scale, model.scales, "scale")
            if question.view:
                known((*here, "view"), question.view, model.views, "view")
            for n, theme in enumerate(question.themes):
                known((*here, "themes", n), theme, model.themes, "theme")
            for n, reason in enumerate(question.reasons or ()):
                known((*here, "reasons", n), reason, model.reasons, "reason")


def _unique(file: YamlFile, model: Structure) -> None:
    questions: set[str] = set()
    blocks: set[str] = set()
    for b, block in enumerate(model.blocks):
        if block.id in blocks:
            file.add(
                "set-duplicate",
                ("blocks", b, "id"),
                f"There is a block {block.id} already.",
                "Give it an id of its own.",
            )
        blocks.add(block.id)
        for q, question in enumerate(block.questions):
            if question.id in questions:
                file.add(
                    "set-duplicate", ("blocks", b, "questions", q, "id"), f"There is a question {question.id} already.",
                    "Give it an id that no version of the set has used.",
                )  # fmt: skip
            questions.add(question.id)


def _headlines(file: YamlFile, model: Structure) -> None:
    """Every area and stage with a judged question ends in exactly one headline, which is judged itself."""
    found: dict[tuple[str, str], list[tuple[tuple[Any, ...], str, bool, bool]]] = {}
    for b, block in enumerate(model.blocks):
        for q, question in enumerate(block.questions):
            scale = model.scales.get(question.scale)
            judged = scale is not None and scale.kind == "judgement"
            place = ("blocks", b, "questions", q)
            found.setdefault((block.area, block.stage), []).append((place, question.id, question.headline, judged))
    for (area, stage), rows in found.items():
        headlines = [row for row in rows if row[2]]
        for place, name, _, judged in headlines:
            if not judged:
                file.add(
                    "set-headline", place, f"The headline {name} is no judgement.", "Give it a scale of kind judgement."
                )
        if not any(judged for *_, judged in rows):
            continue
        last = rows[-1]
        if not headlines:
            file.add(
                "set-headline",
                last[0],
                f"{area} at {stage} has no headline.",
                "Mark its last question 'headline: yes'.",
            )
        elif len(headlines) > 1:
            file.add("set-headline", headlines[1][0], f"{area} at {stage} has more than one headline.", "Keep one.")
        elif not last[2]:
            file.add("set-headline", headlines[0][0], f"The headline of {area} at {stage} is not its last question.",
                     "Move it to the end: it sums up what was asked before it.")  # fmt: skip


def _routes(file: YamlFile, model: Structure) -> None:
    rank = {view: position for position, view in enumerate(model.views)}
    scales, asked, position = model.scales, {}, 0
    for block in model.blocks:
        for question in block.questions:
            view = question.view or block.view
            asked[question.id] = ((rank.get(view, 0), position), question)
            position += 1

    def check(condition: Condition | None, at: tuple[Any, ...], before: tuple[int, int] | None) -> None:
        if condition is None:
            return
        if not condition.wellformed:
            file.add("set-route", at, "A condition asks for one thing: all, any, not, or an answer or detail with 'is'.",
                     "Write {detail: psr, is: none} or {answer: R-A1, is: yes}, nested in all, any or not.")  # fmt: skip
            return
        for form in ("all", "any"):
            for n, inner in enumerate(getattr(condition, form) or ()):
                check(inner, (*at, form, n), before)
        check(condition.not_, (*at, "not"), before)
        if condition.answer is not None:
            if condition.answer not in asked:
                help = file.suggest(condition.answer, asked) or "Name a question of this set."
                file.add("set-route", (*at, "answer"), f"There is no question {condition.answer}.", help)
                return
            when_asked, question = asked[condition.answer]
            scale = scales.get(question.scale)
            _allowed(
                file, at, condition, scale.answers if scale else condition.is_ or [], f"question {condition.answer}"
            )
            if before is not None and when_asked >= before:
                file.add("set-route-order", (*at, "answer"), f"{condition.answer} is asked only afterwards.",
                         "Route by an answer that is given before.")  # fmt: skip
        if condition.detail is not None:
            detail = model.details.get(condition.detail)
            if detail is None:
                help = file.suggest(condition.detail, model.details) or "Declare it under details."
                file.add("set-route", (*at, "detail"), f"There is no detail {condition.detail}.", help)
            elif detail.type == "yes_no":
                _allowed(file, at, condition, ["yes", "no"], f"detail {condition.detail}")
            elif detail.type in ("choice", "choices"):
                _allowed(file, at, condition, detail.values, f"detail {condition.detail}")

    for name, field in model.details.items():
        check(field.when, ("details", name, "when"), (0, 0))
    for b, block in enumerate(model.blocks):
        firsts = [asked[question.id][0] for question in block.questions]
        check(block.when, ("blocks", b, "when"), min(firsts))
        for q, question in enumerate(block.questions):
            check(question.when, ("blocks", b, "questions", q, "when"), asked[question.id][0])


def _allowed(file: YamlFile, at: tuple[Any, ...], condition: Condition, known: Iterable[str], what: str) -> None:
    for value in condition.is_ or ():
        if value not in known:
            help = file.suggest(value, known) or f"It can be: {', '.join(known)}."
            file.add("set-route", (*at, "is"), f"The {what} is never {value}.", help)


def subset(file: YamlFile, model: Subset, base: QuestionSet) -> None:
    """Note ids that the base does not have, headlines cut off and routes that lead out of the subset."""
    seen: set[str] = set()
    for n, name in enumerate(model.questions):
        if name not in base.items:
            help = file.suggest(name, base.items) or f"Name a question of {base.place}."
            file.add("set-subset-id", ("questions", n), f"{base.place} has no question {name}.", help)
        if name in seen:
            file.add("set-duplicate", ("questions", n), f"{name} is listed already.", "Delete one of the two.")
        seen.add(name)
    for n, name in enumerate(model.details or ()):
        if name not in base.details:
            help = file.suggest(name, base.details) or f"Name a detail of {base.place}."
            file.add("set-subset-id", ("details", n), f"{base.place} has no detail {name}.", help)
    kept = set(base.details if model.details is None else model.details)
    parts: dict[tuple[str, str], int] = {}
    for n, name in enumerate(model.questions):
        item = base.items.get(name)
        if item is None:
            continue
        if item.judged:
            parts.setdefault((item.area, item.stage), n)
        for condition in conditions(item.when):
            needed = condition.answer or condition.detail
            if needed is not None and needed not in (seen if condition.answer else kept):
                file.add("set-route", ("questions", n), f"{name} is routed by {needed}, which the subset leaves out.",
                         f"Keep {needed} as well, or leave out {name}.")  # fmt: skip
    for (area, stage), n in parts.items():
        headline = base.headline(area, stage)
        if headline is not None and headline.id not in seen:
            file.add("set-headline", ("questions", n), f"{area} at {stage} is kept without its headline {headline.id}.",
                     f"Keep {headline.id} as well.")  # fmt: skip


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
    both("scales", words.scales, questions.scales, "scale")
    left = left_to_questions(questions, words)
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
    need = GUIDANCE if item.kind != "choice" else ("look_at", *item.answers, "do_not_decide_on")
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
