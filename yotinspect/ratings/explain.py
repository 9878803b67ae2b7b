"""Why a rating is what it is, in lines of text: one more view of the tree."""

from __future__ import annotations

from collections.abc import Iterator

from yotinspect.ratings.rate import Node, Rating
from yotinspect.ratings.words import based, key_question_word, level_word, say, standard_word, word


def explain(rating: Rating, only: str | None = None) -> Iterator[str]:
    """Every node from the overall down, or one standard alone: the rule that fired, its inputs and its basis."""
    framework = rating.framework
    if only is None:
        node = rating.overall
        yield f"Overall: {_level(rating, node)}"
        yield f"  {say(node.reason, framework)}"
        if node.rating is not None:
            yield "  Bands, as fractions of the maximum: " + ", ".join(
                f"{level_word(framework, band.level)} up to {band.up_to}" for band in framework.rules.overall.bands
            )
        yield f"  Basis: {node.basis}"
        for reason in rating.status_reasons:
            yield f"  {rating.status}: {say(reason, framework)}"
        yield ""
    for given, domain in zip(framework.domains, rating.domains, strict=True):
        standards = [standard for standard in domain.children if only in (None, standard.id)]
        if not standards:
            continue
        if only is None:
            yield f"{_number(domain.id)}{word(given.label, 'en')}: {_level(rating, domain)}"
            yield f"  {say(domain.reason, framework)}"
            if domain.basis:
                yield f"  Basis: {domain.basis}"
            yield ""
        for standard in standards:
            yield from _standard(rating, standard)
            yield ""


def _standard(rating: Rating, node: Node) -> Iterator[str]:
    framework = rating.framework
    yield f"{_number(node.id)}{standard_word(framework, node.id)}: {_level(rating, node)}"
    yield f"  {say(node.reason, framework)}"
    if node.proposed is not None and node.proposed != node.rating:
        yield f"  Proposed by the figures: {level_word(framework, node.proposed)}"
    judgement = rating.inspection.judgements.get(node.id)
    if node.source == "judgement" and judgement is not None:
        if judgement.rationale:
            yield f"  Rationale: {' '.join(judgement.rationale.split())}"
        if judgement.sources:
            yield f"  Sources: {', '.join(judgement.sources)}"
    if node.basis:
        yield f"  Basis: {node.basis}"
    for child in node.children:
        yield from _key_question(rating, node, child)


def _key_question(rating: Rating, standard: Node, node: Node) -> Iterator[str]:
    framework, figures = rating.framework, node.figures
    assert figures is not None
    grade = f": {level_word(framework, node.rating)}" if framework.levels else ""
    yield f"  {key_question_word(framework, node.id)}{grade}"
    na = f"; not applicable: {figures.na}" if figures.na else ""
    yield f"    {based(figures, framework)}{na}"
    if node.rating is None:
        yield f"    {say(node.reason, framework)}"
        return
    if figures.to_next is not None:
        yield f"    Up one grade with {figures.to_next} more of these judged sufficient."
    if figures.to_lower is not None:
        yield f"    Down one grade with {figures.to_lower} fewer."
    headlines = sorted(
        {
            headline.id
            for use in rating.tally.sets.values()
            if (found := framework.key_questions.get(node.id))
            and (headline := use.questions.headline(found.area, framework.standards()[standard.id][1].stage or ""))
        }
    )
    if standard.source == "cases" and headlines:
        yield f"    Answered by the headline {', '.join(headlines)}."
    if figures.no_cases:
        yield f"    Not sufficient in: {', '.join(figures.no_cases)}"
    if node.basis:
        yield f"    Basis of the bands: {node.basis}"


def _level(rating: Rating, node: Node) -> str:
    text = level_word(rating.framework, node.rating)
    return f"{text} ({node.score} of {node.max})" if node.score is not None and node.max else text


def _number(name: str) -> str:
    return f"{name} " if name[:1].isdigit() else ""
