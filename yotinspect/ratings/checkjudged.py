"""Hold what inspectors judged against the sets it was asked by, its sources, its characteristics, and its partners."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yotinspect.catalogue import N_, say, side_by_side
from yotinspect.questions.sets import QuestionSet
from yotinspect.ratings.framework import Framework
from yotinspect.ratings.inspection import Inspection, Judgement
from yotinspect.ratings.judged import Part, asking, judged_parts, kinds_that_agree, questions, sources_of
from yotinspect.ratings.node import Rating
from yotinspect.yamlfile import YamlFile

At = tuple[Any, ...]


def judgements(file: YamlFile, given: Inspection, framework: Framework, asked: Mapping[str, QuestionSet]) -> None:
    """Note findings that answer nothing, judgements that rest on one kind of source, and published words that are none."""
    parts = judged_parts(framework)
    for name, judgement in given.judgements.items():
        _published_as(file, name, judgement, framework)
        part = parts.get(name, Part(name, name, (), None))
        if judgement.findings:
            _findings(file, judgement, part, framework, asked)
        if not given.published and name in parts:
            _kinds(file, judgement, part, framework)


def _published_as(file: YamlFile, name: str, judgement: Judgement, framework: Framework) -> None:
    word = judgement.published_as
    at: At = ("judgements", name, "published_as")
    if word is not None and word not in framework.published_as:
        known = list(framework.published_as)
        listed = say("There are: {known}.", known=", ".join(known)) if known else say("Delete it.")
        file.add("inspection-level", at, say("The framework knows no rating that was published like this."),
                 side_by_side(file.suggest(word, known), listed))  # fmt: skip
    elif word is not None and judgement.rating is not None and judgement.rating != framework.published_as[word].level:
        file.add("inspection-level", at, say("What was published falls under another rating than the one given."),
                 say("Write rating: {level}, or correct what was published.", level=framework.published_as[word].level))  # fmt: skip


def _findings(
    file: YamlFile, judgement: Judgement, part: Part, framework: Framework, asked: Mapping[str, QuestionSet]
) -> None:
    chosen = asking(part, asked)
    at: At = ("judgements", part.id, "findings")
    if chosen is None:
        help = say("Name one of them under questionsets, with its version: {sets}.", sets=", ".join(part.sets))
        file.add("inspection-findings", at, say("No question set is named that asks about {name}.", name=part.id),
                 help if part.sets else say("Write the findings into the rationale."), key=True)  # fmt: skip
        return
    items = {item.id: item for item in questions(part, asked)}
    levels = [level.id for level in framework.levels]
    for name, found in judgement.findings.items():
        item = items.get(name)
        if item is None:
            listed = say("Use one of: {questions}.", questions=", ".join(items))
            file.add("inspection-findings", (*at, name), say("{place} asks no such question about {part}.", place=chosen.place, part=part.id),
                     side_by_side(file.suggest(name, items), listed), key=True)  # fmt: skip
            continue
        # Where a framework rates nothing, no key question is graded either.
        answers = [answer for answer in item.answers if answer in levels] if item.graded else list(item.answers)
        if found.answer is not None and found.answer not in answers:
            listed = say("Answer it with one of: {answers}.", answers=", ".join(answers))
            help = side_by_side(file.suggest(found.answer, answers), listed) if answers else say("Delete it.")
            file.add(
                "inspection-findings", (*at, name, "answer"), say("This is not an answer to {name}.", name=name), help
            )


def _kinds(file: YamlFile, judgement: Judgement, part: Part, framework: Framework) -> None:
    """A judgement should rest on kinds of source that agree; without any source that is a finding of its own."""
    rule, sources = framework.rules.judged, sources_of(judgement)
    at: At = ("judgements", part.id)
    if rule is None or not sources:
        return
    agreeing = kinds_that_agree(sources)
    if len(agreeing) < rule.kinds:
        if any(source.kind is None for source in sources):
            help = say(
                "Write each source as {kind: ..., what: ...}, and look for another kind where there is one alone."
            )
        else:
            help = say("Look for a source of another kind, or say in the rationale why one is enough.")
        message = N_("{name} rests on fewer kinds of source that agree than the framework wants: {number} of {wanted}.")
        file.add("inspection-single-source", at, say(message, name=part.id, number=len(agreeing), wanted=rule.kinds), help, key=True)  # fmt: skip
    if any(not source.agrees for source in sources):
        file.add("inspection-sources-differ", at, say("Sources of {name} do not all agree.", name=part.id),
                 say("Say in the rationale why those that do not agree weighed less."), key=True)  # fmt: skip


def proposed(file: YamlFile, rating: Rating) -> None:
    """Note ratings that lie more than one grade from what the characteristics propose."""
    framework = rating.framework
    for node in (one for _, standard in rating.standards for one in (standard, *standard.children)):
        if (
            node.id not in rating.inspection.judgements
            or node.source != "judgement"
            or node.supposed
            or node.rating is None
            or node.proposed is None
        ):
            continue
        if abs(framework.rank(node.rating) - framework.rank(node.proposed)) > 1:
            file.add("inspection-characteristics", ("judgements", node.id, "rating"),
                     say("The rating of {name} lies more than one grade from what its key questions propose.", name=node.id),
                     say("Look at both again; if the rating stands, say why in its rationale."))  # fmt: skip


def partners(file: YamlFile, given: Inspection, framework: Framework) -> None:
    """Note partners that the framework does not have, members who are not of the team, and views that say nothing."""
    team = {member.id: member.role for member in given.team}
    standards = framework.standards()
    for name, part in given.partners.items():
        at: At = ("partners", name)
        partner = framework.partners.get(name)
        if partner is None:
            known = list(framework.partners)
            listed = say("There are: {known}.", known=", ".join(known)) if known else say("Delete it.")
            file.add("inspection-partner", at, say("{place} has no such partner.", place=framework.place),
                     side_by_side(file.suggest(name, known), listed), key=True)  # fmt: skip
            continue
        for n, who in enumerate(part.members):
            if team.get(who) != "partner_inspector":
                file.add("inspection-partner", (*at, "members", n), say("This is no partner inspector of the team."),
                         say("Use an id of the team, and give that member role: partner_inspector."))  # fmt: skip
        for standard in part.contributes:
            if standard not in standards or standard not in partner.standards:
                listed = say("Use one of: {standards}.", standards=", ".join(partner.standards))
                file.add("inspection-partner", (*at, "contributes", standard), say("This partner has no part in it."),
                         side_by_side(file.suggest(standard, partner.standards), listed), key=True)  # fmt: skip
    for name, judgement in given.judgements.items():
        for who, view in judgement.partners.items():
            at = ("judgements", name, "partners", who)
            if who not in given.partners or name not in given.partners[who].contributes:
                file.add("inspection-partner", at, say("This partner contributes nothing to {name}.", name=name),
                         say("Add it under partners, with what it contributes, or delete its view."), key=True)  # fmt: skip
            if view.rating is not None and view.rating not in [level.id for level in framework.levels]:
                file.add("inspection-level", (*at, "rating"), say("This is no rating of the framework."),
                         file.suggest(view.rating, [level.id for level in framework.levels]) or say("Correct it."))  # fmt: skip
            if view.view == "differs" and not (view.rating and (view.rationale or "").strip()):
                file.add("inspection-partner-view", at, say("A partner does not agree on {name}, and nothing says how.", name=name),
                         say("Add the rating that the partner would give, and its rationale."), key=True)  # fmt: skip
