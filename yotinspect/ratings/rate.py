"""Counts and judgements to grades: key questions, standards, domains and the overall rating."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Literal

from yotinspect.questions.sets import QuestionSet
from yotinspect.ratings.discretion import decide
from yotinspect.ratings.figures import key_question
from yotinspect.ratings.framework import Domain, Framework, Standard
from yotinspect.ratings.inspection import Inspection
from yotinspect.ratings.judged import judged
from yotinspect.ratings.node import Node, Rating, Reason, because
from yotinspect.ratings.standing import standing
from yotinspect.ratings.tally import Count, Tally


def rate(
    framework: Framework,
    inspection: Inspection,
    tally: Tally,
    asked: Mapping[str, QuestionSet] | None = None,
    supposed: Mapping[str, str] | None = None,
) -> Rating:
    """Grade an inspection. Raises nothing for what is missing: it is a reason in the tree.

    ``asked`` are the sets that judged standards were looked at with, by id; ``supposed`` levels of standards to suppose in
    place of what was found and decided.
    """
    work = _Work(framework, inspection, tally, asked or {}, supposed or {})
    domains = tuple(work.domain(domain) for domain in framework.domains)
    overall = _overall(framework, domains)
    status, reasons = standing(framework, inspection, tally, overall)
    names = tuple(node.id for domain in domains for node in domain.children if node.supposed)
    return Rating(inspection, framework, tally, overall, status, reasons, tuple(work.refused), asked or {}, names)


@dataclass
class _Work:
    """What grading a standard needs to know."""

    framework: Framework
    inspection: Inspection
    tally: Tally
    asked: Mapping[str, QuestionSet]
    supposed: Mapping[str, str]
    refused: list[tuple[str, Reason]] = field(default_factory=list)

    # --- standards ----------------------------------------------------------------------------------------------------

    def standard(self, standard: Standard) -> Node:
        """A standard as it was found and decided, or as it is supposed to be."""
        node = self._found(standard)
        to = self.supposed.get(standard.id)
        if to in [level.id for level in self.framework.levels] and to != node.rating:
            reason = because("supposed", was=node.rating, to=to)
            node = replace(node, rating=to, reason=reason, supposed=True, declared=False)
        return replace(node, score=self.framework.level(node.rating).score) if node.rating is not None else node

    def _found(self, standard: Standard) -> Node:
        name, inspection = standard.id, self.inspection
        if name in inspection.not_rated:
            return Node("standard", name, None, because("declared", why=inspection.not_rated[name]), "", declared=True)
        fed, counted = self.tally.fed(standard), name in inspection.counts
        judgement = inspection.judgements.get(name)
        if judgement is not None and (inspection.published or not (fed or counted)):
            return judged(self.framework, name, judgement, self.asked)
        if standard.source == "judgement":
            return Node("standard", name, None, because("not-judged"), "", "judgement")
        if not fed and not counted and not self._judges_some(standard):
            return Node("standard", name, None, self._unfed(standard), "", "cases")
        node = self._from_key_questions(standard, fed)
        decision = inspection.discretion.get(name)
        if decision is not None:
            node, why_not = decide(self.framework, node, decision)
            if why_not is not None:
                self.refused.append((name, why_not))
        return node

    def _judges_some(self, standard: Standard) -> bool:
        """Whether inspectors have judged one of its key questions."""
        return any(self._is_judged(name) and name in self.inspection.judgements for name in standard.key_questions)

    def _is_judged(self, name: str) -> bool:
        question = self.framework.key_questions.get(name)
        return question is not None and question.judged

    def _from_key_questions(self, standard: Standard, fed: bool) -> Node:
        framework, name = self.framework, standard.id
        source: Literal["cases", "counts"] = "cases" if fed or name not in self.inspection.counts else "counts"
        children = tuple(self._key_question(standard, key, fed) for key in standard.key_questions or [name])
        ranks = [framework.rank(child.rating) for child in children if child.rating is not None]
        if framework.rules.percent is None:
            return Node(
                "standard", name, None, because("not-graded"), framework.rules.overall.basis, source, children=children
            )
        unjudged = tuple(child.id for child in children if child.source == "judgement" and child.rating is None)
        if unjudged:
            return Node(
                "standard", name, None, because("key-question-open", open=unjudged), "", source, children=children
            )
        if not ranks:
            return Node("standard", name, None, because("no-key-question"), "", source, children=children)
        level = framework.levels[min(ranks)].id
        if standard.fed_by == "questions":
            reason, basis = because("pooled", level=level), framework.rules.percent.basis
        else:
            deciding = tuple(child.id for child in children if child.rating == level)
            reason = because("lowest", deciding=deciding, level=level)
            basis = framework.rules.standard.basis if framework.rules.standard else ""
        return Node("standard", name, level, reason, basis, source, level, children=children)

    def _key_question(self, standard: Standard, key: str, fed: bool) -> Node:
        if self._is_judged(key):
            judgement = self.inspection.judgements.get(key)
            if judgement is None:
                return Node("key_question", key, None, because("not-judged"), "", "judgement")
            return replace(judged(self.framework, key, judgement, self.asked), kind="key_question")
        if fed:
            return key_question(self.framework, key, self.tally.key_questions.get((standard.id, key), Count()), "cases")
        total = self.inspection.counts.get(standard.id, {}).get(key)
        # A negative total is a finding of its own, and no figure.
        if total is None or min(total.yes, total.no, total.na) < 0:
            return key_question(self.framework, key, Count(), "counts")
        count = Count(total.yes, total.no, total.na)
        return key_question(self.framework, key, count, "counts")

    def _unfed(self, standard: Standard) -> Reason:
        sets = {place for (name, _), places in self.tally.unfed.items() if name == standard.id for place in places}
        if sets:
            return because("set-cannot-feed", sets=tuple(sorted(sets)))
        return because("no-cases" if standard.sets else "no-set-feeds")

    # --- domains ------------------------------------------------------------------------------------------------------

    def domain(self, domain: Domain) -> Node:
        """A domain with its standards; the module of an inspection is the one that was chosen for it."""
        framework, inspection = self.framework, self.inspection
        declared = inspection.not_rated.get(domain.id)
        standards: list[Node] = []
        for standard in domain.standards:
            if standard.module and inspection.module != standard.id:
                continue
            if declared is not None:
                standards.append(
                    Node("standard", standard.id, None, because("declared", why=declared), "", declared=True)
                )
            else:
                standards.append(self.standard(standard))
        children = tuple(standards)
        basis = framework.rules.domain.basis
        if declared is not None:
            return Node(
                "domain", domain.id, None, because("declared", why=declared), "", children=children, declared=True
            )
        if framework.rules.domain.rule != "sum_of_scores" or not domain.scored:
            code = "domain-none" if domain.scored else "never-counts"
            return Node("domain", domain.id, None, because(code), basis, children=children)
        most = framework.top() * len(children)
        if most <= 0:
            return Node("domain", domain.id, None, because("nothing-scored"), basis, children=children)
        missing = tuple(child.id for child in children if child.score is None)
        if missing:
            return Node(
                "domain",
                domain.id,
                None,
                because("standards-missing", missing=missing),
                basis,
                max=most,
                children=children,
            )
        score = sum(child.score or 0 for child in children)
        rating = framework.of_fraction(framework.rules.domain, Fraction(score, most))
        return Node(
            "domain",
            domain.id,
            rating,
            because("sum", score=score, max=most),
            basis,
            score=score,
            max=most,
            children=children,
        )


def _overall(framework: Framework, domains: tuple[Node, ...]) -> Node:
    rule = framework.rules.overall

    def node(rating: str | None, reason: Reason, score: int | None = None, most: int | None = None) -> Node:
        return Node("overall", framework.place, rating, reason, rule.basis, score=score, max=most, children=domains)

    if rule.rule != "sum_of_scores":
        return node(None, because("framework-none"))
    scored = [domain for domain in domains if domain.id in framework.scored()]
    remaining = [domain for domain in scored if not domain.declared]
    most = framework.top() * sum(len(domain.children) for domain in remaining)
    if len(remaining) < len(scored):
        shrink = framework.rules.shrink
        gone = tuple(domain.id for domain in scored if domain.declared)
        if shrink is None or len(remaining) < shrink.at_least or set(gone) & set(shrink.always):
            return node(None, because("too-few-domains", gone=gone), most=most)
    if most <= 0:
        return node(None, because("nothing-scored"))
    missing = tuple(standard.id for domain in remaining for standard in domain.children if standard.score is None)
    if missing:
        return node(None, because("standards-missing", missing=missing), most=most)
    score = sum(standard.score or 0 for domain in remaining for standard in domain.children)
    rating = framework.of_fraction(rule, Fraction(score, most))
    return node(rating, because("sum", score=score, max=most), score, most)
