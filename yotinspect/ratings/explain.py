"""Why a rating is what it is, in lines of text: one more view of the tree."""

from __future__ import annotations

from collections.abc import Iterator

from yotinspect.catalogue import N_, catalogue
from yotinspect.ratings.rate import Node, Rating
from yotinspect.ratings.words import (
    based,
    basis_word,
    key_question_word,
    level_word,
    standard_word,
    status_sentence,
    tell,
    word,
)


def explain(rating: Rating, only: str | None = None, language: str = "en") -> Iterator[str]:
    """Every node from the overall down, or one standard alone: the rule that fired, its inputs and its basis."""
    framework, _ = rating.framework, catalogue(language)
    if only is None:
        node = rating.overall
        yield _("Overall: {rating}", rating=_level(rating, node, language))
        yield f"  {tell(node.reason, framework, language)}"
        if node.rating is not None:
            bands = ", ".join(
                _("{level} up to {bound}", level=level_word(framework, band.level, language), bound=band.up_to)
                for band in framework.rules.overall.bands
            )
            yield "  " + _("Bands, as fractions of the maximum: {bands}", bands=bands)
        yield "  " + _("Basis: {basis}", basis=basis_word(node.basis, language))
        if rating.status_reasons:
            yield f"  {status_sentence(rating.status, bool(framework.levels), language)}"
        for reason in rating.status_reasons:
            yield f"    {tell(reason, framework, language)}"
        yield ""
    for given, domain in zip(framework.domains, rating.domains, strict=True):
        standards = [standard for standard in domain.children if only in (None, standard.id)]
        if not standards:
            continue
        if only is None:
            yield f"{_number(domain.id)}{word(given.label, language)}: {_level(rating, domain, language)}"
            yield f"  {tell(domain.reason, framework, language)}"
            if domain.basis:
                yield "  " + _("Basis: {basis}", basis=basis_word(domain.basis, language))
            yield ""
        for standard in standards:
            yield from _standard(rating, standard, language)
            yield ""


def _standard(rating: Rating, node: Node, language: str) -> Iterator[str]:
    framework, _ = rating.framework, catalogue(language)
    yield f"{_number(node.id)}{standard_word(framework, node.id, language)}: {_level(rating, node, language)}"
    yield f"  {tell(node.reason, framework, language)}"
    if node.proposed is not None and node.proposed != node.rating:
        yield "  " + _("Proposed by the figures: {level}", level=level_word(framework, node.proposed, language))
    judgement = rating.inspection.judgements.get(node.id)
    if node.source == "judgement" and judgement is not None:
        if judgement.rationale:
            yield "  " + _("Rationale: {rationale}", rationale=" ".join(judgement.rationale.split()))
        if judgement.sources:
            yield "  " + _("Sources: {sources}", sources=", ".join(judgement.sources))
    if node.basis:
        yield "  " + _("Basis: {basis}", basis=basis_word(node.basis, language))
    for child in node.children:
        yield from _key_question(rating, node, child, language)


def _key_question(rating: Rating, standard: Node, node: Node, language: str) -> Iterator[str]:
    framework, figures, _ = rating.framework, node.figures, catalogue(language)
    assert figures is not None
    grade = f": {level_word(framework, node.rating, language)}" if framework.levels else ""
    yield f"  {key_question_word(framework, node.id, language)}{grade}"
    na = "; " + _("not applicable: {number}", number=figures.na) if figures.na else ""
    yield f"    {based(figures, framework, language)}{na}"
    if node.rating is None:
        yield f"    {tell(node.reason, framework, language)}"
        return
    if figures.to_next is not None:
        yield "    " + _("Up one grade with {number} more of these judged sufficient.", number=figures.to_next)
    if figures.to_lower is not None:
        yield "    " + _("Down one grade with {number} fewer.", number=figures.to_lower)
    headlines = sorted(
        {
            headline.id
            for use in rating.tally.sets.values()
            if (found := framework.key_questions.get(node.id))
            and (headline := use.questions.headline(found.area, framework.standards()[standard.id][1].stage or ""))
        }
    )
    if standard.source == "cases" and headlines:
        yield "    " + _("Answered by the headline {headlines}.", headlines=", ".join(headlines))
    if figures.no_cases:
        yield "    " + _("Not sufficient in: {cases}", cases=", ".join(figures.no_cases))
    if node.basis:
        yield "    " + _("Basis of the bands: {basis}", basis=basis_word(node.basis, language))


def _level(rating: Rating, node: Node, language: str) -> str:
    text = level_word(rating.framework, node.rating, language)
    if node.score is None or not node.max:
        return text
    return catalogue(language)(N_("{rating} ({score} of {max})"), rating=text, score=node.score, max=node.max)


def _number(name: str) -> str:
    return f"{name} " if name[:1].isdigit() else ""
