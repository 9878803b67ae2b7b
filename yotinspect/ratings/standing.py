"""How far a rating is to be relied on: final, provisional, or incomplete, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from yotinspect.ratings.framework import Framework
from yotinspect.ratings.inspection import Inspection
from yotinspect.ratings.judged import without_sources
from yotinspect.ratings.node import Node, Rating, Reason, Status, because
from yotinspect.ratings.tally import Tally


def standing(framework: Framework, inspection: Inspection, tally: Tally, overall: Node) -> tuple[Status, tuple[Reason, ...]]:  # fmt: skip
    """``incomplete`` where a scored standard is missing, ``provisional`` where anything is open, else ``final``."""
    missing = _missing(framework, inspection, overall)
    reasons: list[Reason] = []
    if missing:
        reasons.append(because("standards-missing", missing=missing))
    # Whatever is declared, a rating of nothing is none; where scores are summed the overall says so.
    nothing = all(standard.declared for domain in overall.children for standard in domain.children)
    if nothing and framework.rules.overall.rule != "sum_of_scores":
        reasons.append(because("nothing-rated"))
    ungraded = framework.rules.overall.rule == "sum_of_scores" and overall.rating is None
    if ungraded and overall.reason not in reasons:
        reasons.append(overall.reason)
    if tally.doubled:
        reasons.append(because("cases-doubled", number=len(tally.doubled), cases=tuple(tally.doubled)))
    if tally.alone:
        reasons.append(because("cases-second-alone", number=len(tally.alone), cases=tuple(tally.alone)))
    if tally.invalid:
        reasons.append(because("cases-invalid", number=len(tally.invalid), files=tuple(tally.invalid)))
    if tally.incomplete:
        reasons.append(because("cases-incomplete", number=len(tally.incomplete), cases=tuple(tally.incomplete)))
    reasons += _unsupported(framework, inspection)
    status: Status = "incomplete" if missing or nothing or ungraded else "provisional" if reasons else "final"
    return status, tuple(reasons)


def in_order(framework: Framework, names: Iterable[str]) -> tuple[str, ...]:
    """Ids of standards and key questions in the framework's order; those it does not have come last, by name."""
    known = [key for name, (_, standard) in framework.standards().items() for key in (name, *standard.key_questions)]
    ranks = {name: rank for rank, name in reversed(list(enumerate(known)))}
    return tuple(sorted(names, key=lambda name: (ranks.get(name, len(known)), name)))


def _missing(framework: Framework, inspection: Inspection, overall: Node) -> tuple[str, ...]:
    """The scored standards without a rating; where the framework rates none, those without anything found."""
    missing, scored = [], framework.scored()
    for domain in overall.children:
        for standard in domain.children:
            judgement = inspection.judgements.get(standard.id)
            said = judgement is not None and bool((judgement.rationale or "").strip())
            counted = any(child.figures and child.figures.percent is not None for child in standard.children)
            # Where nothing is rated, nothing is summed either: a standard may be left out by itself, with its reason.
            there = standard.rating is not None if framework.levels else said or counted or standard.declared
            if domain.id in scored and not domain.declared and not there:
                missing.append(standard.id)
    return tuple(missing)


def _unsupported(framework: Framework, inspection: Inspection) -> list[Reason]:
    """What nobody outside could defend yet. A published inspection is exempt: only its own team could know."""
    if inspection.published:
        return []
    reasons: list[Reason] = []
    undated = {name for name, decision in inspection.discretion.items() if decision.agreed is None}
    if undated:
        reasons.append(because("discretion-open", standards=in_order(framework, undated)))
    bare = in_order(framework, without_sources(framework, inspection))
    if bare:
        reasons.append(because("sources-missing", standards=bare))
    rule = framework.rules.sign_off
    open_ = [sign.by for sign in inspection.sign_off if sign.date is None]
    if rule is not None:
        roles = {member.id: member.role for member in inspection.team}
        signed = {roles.get(sign.by) for sign in inspection.sign_off if sign.date is not None}
        waiting = tuple(role for role in rule.roles if role not in signed)
        if waiting:
            reasons.append(because("sign-off-waits", roles=waiting))
    if open_:
        reasons.append(because("sign-off-open", by=tuple(open_)))
    partners = framework.rules.partners
    if partners is not None:
        present = {name for name, part in inspection.partners.items() if part.members}
        absent = tuple(name for name in partners.always if name not in present)
        if absent:
            reasons.append(because("partners-missing", partners=absent))
        module = inspection.module
        wanted = [name for standard, names in partners.modules.items() if standard == module for name in names]
        idle = tuple(name for name in wanted if name in present and module not in inspection.partners[name].contributes)
        if idle:
            reasons.append(because("partners-idle", standard=module, partners=idle))
        reasons += _views(framework, inspection)
    return reasons


def _views(framework: Framework, inspection: Inspection) -> list[Reason]:
    """Judgements on which a partner who contributes has not yet said whether it agrees."""
    open_: dict[str, list[str]] = {}
    unknown = sorted(inspection.partners.keys() - framework.partners.keys())
    for name in (*(known for known in framework.partners if known in inspection.partners), *unknown):
        for standard in inspection.partners[name].contributes:
            judgement = inspection.judgements.get(standard)
            if judgement is not None and (name not in judgement.partners or judgement.partners[name].view is None):
                open_.setdefault(standard, []).append(name)
    ordered = in_order(framework, open_)
    return [because("partner-view-open", standard=name, partners=tuple(open_[name])) for name in ordered]


def faulty(rating: Rating, number: int) -> Rating:
    """The same rating of an inspection whose file has so many errors: never final."""
    status: Status = "provisional" if rating.status == "final" else rating.status
    return replace(
        rating, status=status, status_reasons=(*rating.status_reasons, because("inspection-faults", number=number))
    )
