"""What a judged standard rests on, in sentences: findings, sources and whether their kinds agree, characteristics, partners."""

from __future__ import annotations

from collections.abc import Iterable

from yotinspect.catalogue import Passage, Said, catalogue
from yotinspect.questions.sets import Item, QuestionSet
from yotinspect.ratings.inspection import Found, Source
from yotinspect.ratings.judged import Part, asking, judged_parts, kinds_that_agree, questions, sources_of
from yotinspect.ratings.node import Node, Rating
from yotinspect.ratings.words import (
    SOURCE_KINDS,
    basis_word,
    key_question_word,
    level_word,
    partner_word,
    question_word,
    tell,
)


def about_judgement(rating: Rating, node: Node, language: str) -> list[str]:
    """A judgement's rationale, its sources by kind, and what the characteristics propose."""
    framework, judgement, _ = rating.framework, rating.inspection.judgements.get(node.id), catalogue(language)
    if judgement is None:
        return []
    said: list[str] = []
    if judgement.rationale:
        said.append(_.said("Rationale: {rationale}", rationale=_own(rating, judgement.rationale)))
    if judgement.sources:
        said.append(_.said("Sources: {sources}", sources=source_words(rating, judgement.sources, language)))
    everything = sources_of(judgement)
    if everything and framework.rules.judged is not None:
        kinds = sorted(kinds_that_agree(everything))
        said.append(
            _("Kinds of source that agree: {number} ({kinds}).", number=len(kinds), kinds=", ".join(_(SOURCE_KINDS[kind]) for kind in kinds))
            if kinds
            else _("Its sources do not say of which kind they are.")
        )  # fmt: skip
    rule = framework.rules.judged
    graded = [child for child in node.children if child.figures is None and child.rating is not None]
    if rule is not None and graded and len(graded) == len(node.children) and node.proposed is not None:
        said.append(
            _("The middle of its key questions' grades proposes {level}. Basis: {basis}",
              level=level_word(framework, node.proposed, language), basis=basis_word(rule.basis, language))
        )  # fmt: skip
    return said


def about_key_question(rating: Rating, standard: Node, node: Node, language: str) -> tuple[str, list[str]]:
    """A key question that inspectors judged: its label, and what was found on it and on its prompts."""
    parts, _ = judged_parts(rating.framework), catalogue(language)
    if node.id in parts:  # a key question of the framework's own
        judgement = rating.inspection.judgements.get(node.id)
        said: list[str] = [tell(node.reason, rating.framework, language)]
        if judgement is not None:
            said += about_judgement(rating, node, language)
            said += partner_lines(rating, node.id, language)
            said += _prompts(rating, parts[node.id], None, judgement.findings, language)
        return key_question_word(rating.framework, node.id, language), said
    part, findings = parts[standard.id], rating.inspection.judgements[standard.id].findings
    chosen = asking(part, rating.asked)
    assert chosen is not None
    item, found = chosen.items[node.id], findings.get(node.id, Found())
    lines: list[str] = [question_word(chosen, item.id, language)]
    lines += _found(rating, found, language)
    if node.rating is not None:
        lines.append(
            _.said("Characteristics of this grade: {text}", text=characteristics(chosen, item, node.rating, language))
        )
    return stage_word(chosen, item, language), lines + _prompts(rating, part, item.stage, findings, language)


def stage_word(questions: QuestionSet, item: Item, language: str) -> Passage:
    """The short name of a judged key question."""
    spoken = language if language in questions.texts else "en"
    return Passage(questions.text(spoken).stages[item.stage], spoken)


def characteristics(questions: QuestionSet, item: Item, level: str, language: str) -> Passage:
    """What a service is like that has a grade on a key question; empty where the set does not say."""
    spoken = language if language in questions.texts else "en"
    return Passage(" ".join(questions.text(spoken).questions[item.id].guidance.get(level, "").split()), spoken)


def _prompts(rating: Rating, part: Part, stage: str | None, findings: dict[str, Found], language: str) -> list[str]:
    """What was found on the prompts of a key question, or of all where no stage is named."""
    chosen = asking(part, rating.asked)
    said: list[str] = []
    for item in questions(part, rating.asked):
        found = findings.get(item.id)
        if chosen is None or found is None or (stage is not None and (item.graded or item.stage != stage)):
            continue
        values: dict[str, str] = {"name": item.id, "question": question_word(chosen, item.id, language)}
        parts = ["{name} {question}"]
        if found.answer in item.answers:
            spoken = language if language in chosen.texts else "en"
            values["answer"] = Passage(chosen.labels(item.id, spoken)[found.answer], spoken)
            parts.append("{answer}.")
        for n, text in enumerate(_found(rating, found, language)):
            values[f"found{n}"] = text
            parts.append(f"{{found{n}}}")
        # Each part keeps its language, which a page marks.
        template = " ".join(parts)
        said.append(Said(template.format_map(values), template, values))
    return said


def _found(rating: Rating, found: Found, language: str) -> list[str]:
    said: list[str] = [_own(rating, found.finding)] if found.finding else []
    if found.sources:
        said.append(
            catalogue(language).said("Sources: {sources}", sources=source_words(rating, found.sources, language))
        )
    return said


def source_words(rating: Rating, sources: Iterable[Source], language: str) -> Said:
    """Sources with their kind, and whether one does not agree. Each keeps the language it was written in."""
    _, parts = catalogue(language), []
    values: dict[str, str] = {}
    for n, source in enumerate(sources):
        notes = [_(SOURCE_KINDS[source.kind])] if source.kind is not None else []
        if not source.agrees:
            notes.append(_("does not agree"))
        values |= {f"what{n}": _own(rating, source.what), f"notes{n}": ", ".join(notes)}
        parts.append(f"{{what{n}}} ({{notes{n}}})" if notes else f"{{what{n}}}")
    template = "; ".join(parts)
    return Said(template.format_map(values), template, values)


def partner_lines(rating: Rating, name: str, language: str) -> list[str]:
    """What partner inspectorates contribute to a standard, and whether they agree with its judgement."""
    framework, inspection, _ = rating.framework, rating.inspection, catalogue(language)
    judgement = inspection.judgements.get(name)
    said: list[str] = []
    for who, part in inspection.partners.items():
        if name not in part.contributes:
            continue
        label = _("{partner} ({field})", partner=part.inspectorate, field=partner_word(framework, who, language))
        said.append(_.said("{partner} contributes: {what}", partner=label, what=_own(rating, part.contributes[name])))
        view = judgement.partners.get(who) if judgement is not None else None
        if judgement is None:
            continue
        if view is None or view.view is None:
            said.append(_("{partner} has not yet said whether it agrees.", partner=label))
        elif view.view == "agrees":
            said.append(_("{partner} agrees.", partner=label))
        else:
            levels = [level.id for level in framework.levels]
            level = level_word(framework, view.rating if view.rating in levels else None, language)
            said.append(_.said("{partner} differs and would give {level}. {why}", partner=label, level=level, why=_own(rating, view.rationale or "")))  # fmt: skip
    return said


def _own(rating: Rating, text: str) -> Passage:
    """What the inspection says in its own words, on one line."""
    return Passage(" ".join(text.split()), rating.inspection.language)
