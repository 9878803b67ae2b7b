"""How firm the rating of a standard is, in a few words: what its cases say of the whole caseload."""

from __future__ import annotations

from yotinspect.ratings.explain import chance_word
from yotinspect.ratings.firmness import Firmness, firmness
from yotinspect.ratings.node import Node, Reason
from yotinspect.ratings.words import tell, word
from yotinspect.reports.blocks import NOTHING, Text
from yotinspect.reports.material import Material
from yotinspect.reports.view import StandardView


def firm_word(material: Material, one: StandardView) -> Text:
    """The chance that the whole caseload would have earned the same grade in what decides a standard, and the word for it:
    the least firm, where several key questions decide it. Nothing where it is not known, or a panel decided otherwise.
    """
    _ = material.tell
    known = [found for found in _deciding(material, one) if isinstance(found, Firmness)]
    if not known or one.proposed is not None:
        return NOTHING
    least = min(known, key=lambda found: found.chance)
    return _("{chance}, {word}", chance=chance_word(least.chance), word=word(least.word.word, _.language))


def why_not_firm(material: Material) -> Text:
    """Why nothing can be said of how firm ratings are that cases or counts decide; nothing where none are."""
    _, framework = material.tell, material.rating.framework
    for one in material.view.standards:
        for found in _deciding(material, one):
            if isinstance(found, Reason) and found.code != "firmness-no-rule":
                return _.text(tell(found, framework, _.language))
    return NOTHING


def _deciding(material: Material, one: StandardView) -> list[Firmness | Reason]:
    """How firm each key question is that decides a standard."""
    rating, node = material.rating, material.rating.standard(one.id)
    if node is None or node.source == "judgement":
        return []
    domain = next(domain for domain, child in rating.standards if child.id == node.id)
    caseload = next(given.caseload for given in rating.framework.domains if given.id == domain.id)
    deciding: list[Node] = [
        child for child in node.children if child.rating is not None and child.rating == node.proposed
    ]
    return [
        firmness(rating.framework, rating.inspection, caseload, child.figures) for child in deciding if child.figures
    ]
