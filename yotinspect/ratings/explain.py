"""Why a rating is what it is, as a tree of sentences: text, JSON and HTML are views of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from yotinspect.catalogue import N_, Passage, catalogue
from yotinspect.ratings import distance
from yotinspect.ratings.discretion import distance as boundary
from yotinspect.ratings.explainjudged import about_judgement, about_key_question, partner_lines
from yotinspect.ratings.firmness import Firmness, firmness
from yotinspect.ratings.node import Figures, Node, Rating
from yotinspect.ratings.paths import passed_line, path_lines
from yotinspect.ratings.priorities import way
from yotinspect.ratings.words import (
    based,
    basis_word,
    key_question_word,
    level_word,
    standard_word,
    status_sentence,
    tell,
    whole_percent,
    word,
)

#: What a sentence is about, for whoever lays them out.
LineKind = Literal["rule", "figures", "basis", "status", "decision", "change", "firmness", "cases", "evidence"]


@dataclass(frozen=True)
class Line:
    """One sentence."""

    kind: LineKind
    text: str


@dataclass(frozen=True)
class Explained:
    """A node of the rating in sentences. ``level`` is the id of its grade, None where none is given."""

    kind: str
    id: str
    heading: str
    level: str | None
    lines: tuple[Line, ...]
    children: tuple[Explained, ...] = ()

    def walk(self, depth: int = 0) -> Iterator[tuple[int, Explained]]:
        """This node and all below it, with how deep each lies."""
        yield depth, self
        for child in self.children:
            yield from child.walk(depth + 1)


def explain(rating: Rating, only: str | None = None, language: str = "en") -> list[Explained]:
    """The whole tree from the overall down, or a part of it; nothing where there is no such part.

    A part is ``overall`` (without what lies below), a domain, a standard, or a key question of one as ``2.2/child``.
    """
    if only == "overall":
        return [_overall(rating, language, children=())]
    domains = [_domain(rating, n, language, only) for n in range(len(rating.domains))]
    if only is None:
        return [_overall(rating, language, children=tuple(domains))]
    for domain in domains:
        if domain.id == only:
            return [domain]
        for standard in domain.children:
            if standard.id == only:
                return [standard]
            for child in standard.children:
                if f"{standard.id}/{child.id}" == only:
                    return [child]
    return []


def parts(rating: Rating) -> list[str]:
    """What can be explained by itself."""
    standards = [node for _, node in rating.standards]
    keys = [f"{node.id}/{child.id}" for node in standards for child in node.children if child.id != node.id]
    return ["overall", *(domain.id for domain in rating.domains), *(node.id for node in standards), *keys]


def explanation(rating: Rating, only: str | None = None, language: str = "en") -> Iterator[str]:
    """The tree as lines of text, indented by their depth, with an empty line before each node but a key question."""
    for root in explain(rating, only, language):
        for depth, node in root.walk():
            indent = "  " if depth and node.kind == "key_question" else ""
            if depth and node.kind != "key_question":
                yield ""
            yield f"{indent}{node.heading}"
            yield from (f"{indent}  {line.text}" for line in node.lines)
        yield ""


def _line(kind: LineKind, texts: Sequence[str] | str) -> list[Line]:
    return [Line(kind, text) for text in ([texts] if isinstance(texts, str) else texts) if text]


# --- overall and domains ---------------------------------------------------------------------------------------------


def _overall(rating: Rating, language: str, children: tuple[Explained, ...]) -> Explained:
    framework, node, _ = rating.framework, rating.overall, catalogue(language)
    lines = _line("rule", _told(rating, node, language))
    if node.rating is not None:
        lines += _line("rule", _("Bands of the score: {bands}.", bands=_score_bands(rating, language)))
    lines += _line("basis", _("Basis: {basis}", basis=basis_word(node.basis, language)))
    if rating.status_reasons:
        lines += _line("status", status_sentence(rating.status, bool(framework.levels), language))
        lines += _line("status", [tell(reason, framework, language) for reason in rating.status_reasons])
    if node.rating is not None:
        lines += _line("change", _pivots(rating, language))
        for path, none in (
            (way(rating), N_("No change of judgements lifts the overall rating.")),
            (way(rating, higher=False), N_("No change of judgements lowers the overall rating.")),
        ):
            lines += _line("change", path_lines(rating, path, language) if path else _(none))
    summed = framework.rules.overall.rule == "sum_of_scores"
    heading = _("Overall: {rating}", rating=_level(rating, node, language)) if summed else _("Overall")
    return Explained("overall", "overall", heading, node.rating, tuple(lines), children)


def _score_bands(rating: Rating, language: str) -> str:
    """The bands of the overall score in points: ``Inadequate 0 to 6, ...``."""
    framework, most, low, rows, _ = rating.framework, rating.overall.max, 0, [], catalogue(language)
    assert most is not None
    for band in framework.rules.overall.bands:
        high = int(band.up_to * most)
        level = level_word(framework, band.level, language)
        if high >= low:
            one, several = N_("{level} {score}"), N_("{level} {low} to {high}")
            rows.append(_(one if high == low else several, level=level, score=low, low=low, high=high))
        low = high + 1
    return ", ".join(rows)


def _pivots(rating: Rating, language: str) -> list[str]:
    """Which standards decide the overall alone, and by which key question."""
    up, down = distance.pivots(rating)
    _, said = catalogue(language), []
    named = [(N_("One grade more in any of these would lift it: {standards}."), up),
             (N_("One grade less in any of these would lower it: {standards}."), down)]  # fmt: skip
    for sentence, names in named:
        if names:
            said.append(_(sentence, standards="; ".join(_decided_by(rating, name, language) for name in names)))
    if not said:
        said.append(_("No standard decides it alone: it takes more than one grade of one standard to change it."))
    return said


def _decided_by(rating: Rating, name: str, language: str) -> str:
    node = rating.standard(name)
    assert node is not None
    keys = distance.deciding(node)
    label = f"{_number(name)}{standard_word(rating.framework, name, language)}"
    names = [key_question_word(rating.framework, key, language) for key in keys if key != name]
    return f"{label} ({', '.join(names)})" if names else label


def _domain(rating: Rating, n: int, language: str, only: str | None) -> Explained:
    framework, given, node = rating.framework, rating.framework.domains[n], rating.domains[n]
    lines = _line("rule", _told(rating, node, language))
    if node.basis:
        lines += _line("basis", catalogue(language)(N_("Basis: {basis}"), basis=basis_word(node.basis, language)))
    # What was not asked for is not worked out.
    wanted = [one for one in node.children if only in (None, node.id) or only.split("/")[0] == one.id]
    children = tuple(_standard(rating, standard, given.caseload, language) for standard in wanted)
    heading = f"{_number(node.id)}{word(given.label, language)}"
    if given.scored and framework.rules.domain.rule == "sum_of_scores":
        heading += f": {_level(rating, node, language)}"
    return Explained("domain", node.id, heading, node.rating, tuple(lines), children)


# --- standards -------------------------------------------------------------------------------------------------------


def _standard(rating: Rating, node: Node, caseload: str | None, language: str) -> Explained:
    framework, _ = rating.framework, catalogue(language)
    lines = _line("rule", _told(rating, node, language))
    lines += _line("decision", _decision(rating, node, language))
    if node.source == "judgement" or rating.inspection.judgements.get(node.id):
        lines += _line("evidence", about_judgement(rating, node, language))
        lines += _line("decision", partner_lines(rating, node.id, language))
    elif node.proposed is not None and node.proposed != node.rating and not node.departs:
        lines += _line("decision", _("Proposed by the figures: {level}", level=level_word(framework, node.proposed, language)))  # fmt: skip
    if node.basis:
        lines += _line("basis", _("Basis: {basis}", basis=basis_word(node.basis, language)))
    if node.source != "judgement":
        for path in distance.neighbours(framework, node):
            if path is not None:
                passed = passed_line(rating, distance.passed_over(framework, node, path), language)
                lines += _line("change", [*path_lines(rating, path, language), passed])
    children = tuple(_key_question(rating, node, child, caseload, language) for child in node.children)
    heading = f"{_number(node.id)}{standard_word(framework, node.id, language)}"
    if framework.levels:
        heading += f": {_level(rating, node, language)}"
    return Explained("standard", node.id, heading, node.rating, tuple(lines), children)


def _decision(rating: Rating, node: Node, language: str) -> list[str]:
    """What a panel decided, how far from the figures it went, and who decided when."""
    framework, decision, _ = rating.framework, rating.inspection.discretion.get(node.id), catalogue(language)
    rule, refused = framework.rules.discretion, dict(rating.refused).get(node.id)
    if decision is None or (rule is None and refused is None):
        return []
    said: list[str] = []
    if refused is not None:
        said.append(_("The panel's decision is refused and the proposed grade stands: {to}.", to=level_word(framework, decision.to, language)))  # fmt: skip
        said.append(tell(refused, framework, language))
    apart = boundary(framework, node, decision.to)
    if apart is not None and rule is not None:
        said.append(
            _("From the boundary to the figures: {apart} percentage points. Margin of the framework: {margin}.",
              apart=_.number(float(round(apart, 1))), margin=_.number(float(rule.margin)))
        )  # fmt: skip
    exception = " ".join((decision.exception or "").split())
    if exception:
        said.append(_.said("Reason for the exception: {reason}", reason=Passage(exception, rating.inspection.language)))
    said.append(_("Panel: {panel}.", panel=", ".join(decision.panel)))
    said.append(_("Agreed on {date}.", date=_.date(decision.agreed)) if decision.agreed else _("Not yet agreed."))
    return said


# --- key questions ---------------------------------------------------------------------------------------------------


def _key_question(rating: Rating, standard: Node, node: Node, caseload: str | None, language: str) -> Explained:
    framework, figures, _ = rating.framework, node.figures, catalogue(language)
    if figures is None:
        label, lines = about_key_question(rating, standard, node, language)
        heading = f"{label}: {level_word(framework, node.rating, language)}"
        return Explained("key_question", node.id, heading, node.rating, tuple(_line("evidence", lines)))
    grade = f": {level_word(framework, node.rating, language)}" if framework.levels else ""
    na = "; " + _("not applicable: {number}", number=figures.na) if figures.na else ""
    lines_ = _line("figures", f"{based(figures, framework, language)}{na}")
    if node.rating is None:
        lines_ += _line("rule", tell(node.reason, framework, language))
    else:
        if figures.to_next is not None:
            lines_ += _line("change", _higher(rating, node, figures, figures.to_next, language))
        if figures.to_lower is not None:
            lines_ += _line("change", _lower(rating, node, figures, figures.to_lower, language))
        lines_ += _line("firmness", firm_lines(rating, node, caseload, language))
    headlines = _headlines(rating, standard, node)
    if standard.source == "cases" and headlines:
        lines_ += _line("rule", _("Answered by the headline {headlines}.", headlines=", ".join(headlines)))
    if figures.yes_cases:
        lines_ += _line("cases", _("Sufficient in: {cases}", cases=", ".join(figures.yes_cases)))
    if figures.no_cases:
        lines_ += _line("cases", _("Not sufficient in: {cases}", cases=", ".join(figures.no_cases)))
    if node.basis and node.rating is not None:
        lines_ += _line("basis", _("Basis of the bands: {basis}", basis=basis_word(node.basis, language)))
    heading = f"{key_question_word(framework, node.id, language)}{grade}"
    return Explained("key_question", node.id, heading, node.rating, tuple(lines_))


def _higher(rating: Rating, node: Node, figures: Figures, number: int, language: str) -> str:
    _, framework = catalogue(language), rating.framework
    to = distance.with_more(framework, figures, number)
    passed = distance.between(framework, node.rating, to) if node.rating and to else ()
    if not passed:
        return _("Up one grade with {number} more of these judged sufficient.", number=number)
    return _.said(
        "Up to {level} with {number} more of these judged sufficient. {passed}",
        level=level_word(framework, to, language), number=number, passed=passed_line(rating, passed, language),
    )  # fmt: skip


def _lower(rating: Rating, node: Node, figures: Figures, number: int, language: str) -> str:
    _, framework = catalogue(language), rating.framework
    to = distance.with_more(framework, figures, -number)
    passed = distance.between(framework, node.rating, to) if node.rating and to else ()
    if not passed:
        return _("Down one grade with {number} fewer.", number=number)
    return _.said("Down to {level} with {number} fewer. {passed}", level=level_word(framework, to, language),
                  number=number, passed=passed_line(rating, passed, language))  # fmt: skip


def _headlines(rating: Rating, standard: Node, node: Node) -> list[str]:
    found = rating.framework.key_questions.get(node.id)
    if found is None:
        return []
    given = rating.framework.standards()[standard.id][1]
    feeding = (use.questions for use in rating.tally.sets.values() if use.questions.place.id in given.sets)
    return sorted({headline.id for one in feeding if (headline := one.headline(found.area, given.stage))})


def firm(rating: Rating, node: Node, caseload: str | None) -> Firmness | None:
    """How firm a key question's grade is; None where nothing can be said."""
    if node.figures is None or node.rating is None:
        return None
    found = firmness(rating.framework, rating.inspection, caseload, node.figures)
    return found if isinstance(found, Firmness) else None


def firm_lines(rating: Rating, node: Node, caseload: str | None, language: str) -> list[str]:
    """How firm a key question's grade is, in words."""
    framework, rule, _ = rating.framework, rating.framework.rules.firmness, catalogue(language)
    if rule is None or node.figures is None or node.rating is None or caseload is None:
        return []
    found = firmness(framework, rating.inspection, caseload, node.figures)
    if not isinstance(found, Firmness):
        return [tell(found, framework, language)]
    values: Mapping[str, object] = {
        "population": found.population, "low": found.low, "high": found.high, "confidence": _.number(float(found.confidence)),
        "low_percent": whole_percent(found.low_percent), "high_percent": whole_percent(found.high_percent),
    }  # fmt: skip
    said = [
        _("Of a caseload of {population}, from {low} to {high} would be sufficient ({low_percent}% to {high_percent}%), by an exact interval of {confidence}%.", **values),
        _("The chance that the whole caseload would have earned this grade: {chance}, {word}.",
          chance=chance_word(found.chance), word=word(found.word.word, language)),
    ]  # fmt: skip
    if found.worth is not None:
        said.append(_("One case is worth {worth} percentage points.", worth=_.number(float(round(found.worth, 1)))))
    return said


def chance_word(chance: Fraction) -> str:
    """A chance in whole per cent that is never rounded to certainty or impossibility."""
    whole = whole_percent(100 * chance)
    if whole >= 100 and chance < 1:
        return ">99%"
    return "<1%" if whole <= 0 < chance else f"{whole}%"


# --- words -----------------------------------------------------------------------------------------------------------


def _told(rating: Rating, node: Node, language: str) -> str:
    return tell(node.reason, rating.framework, language, rating.inspection.language)


def _level(rating: Rating, node: Node, language: str) -> str:
    text = level_word(rating.framework, node.rating, language)
    if node.score is None or not node.max:
        return text
    return catalogue(language)(N_("{rating} ({score} of {max})"), rating=text, score=node.score, max=node.max)


def _number(name: str) -> str:
    return f"{name} " if name[:1].isdigit() else ""
