"""The weakest work beneath a standard: what its inspectors say to improve, its questions, and what they found."""

from __future__ import annotations

from collections.abc import Iterator

from yotinspect.questions.sets import QuestionSet
from yotinspect.ratings.explainjudged import stage_word
from yotinspect.ratings.inspection import Found, Judgement
from yotinspect.ratings.judged import Part, asking, given, judged_parts, questions, rated_key_questions
from yotinspect.ratings.words import level_word, question_word
from yotinspect.reports.blocks import NOTHING, Text
from yotinspect.reports.material import Material
from yotinspect.reports.parts.profile import hangs
from yotinspect.reports.teller import BREAK
from yotinspect.reports.view import QuestionView, StandardView


def begin(material: Material, one: StandardView) -> Text:
    """Where to begin with a standard: the weakest of what is known beneath it, else the figures that decide it."""
    _ = material.tell
    found: list[Text] = improve(material, one)[:1]
    if one.weaknesses:
        weakest = one.weaknesses[0]
        figures = _.text(_("Judged sufficient: {figures}", figures=weakest.based), "soft")
        found.append(_.join([asked(material, weakest), figures], BREAK))
    found += [lowest] if (lowest := _lowest(material, one)) else []
    found += [_.join([question, _.text(said, "soft")], BREAK) for question, said in answered_no(material, one)[:1]]
    if found:
        return _.join(found, BREAK)
    if one.key_questions and material.view.rated:
        return hangs(material, one)
    return _("What the inspectors say of it, below.") if one.rationale else NOTHING


def points(material: Material, one: StandardView) -> list[Text]:
    """Everything beneath a standard that something could be done about, a line each."""
    found = improve(material, one)
    found += [asked(material, question) for question in one.weaknesses]
    found += [lowest] if (lowest := _lowest(material, one)) else []
    found += [question for question, _said in answered_no(material, one)]
    deciding = [material.tell.text(question.label) for question in one.key_questions if question.decides]
    return found or (deciding if len(one.key_questions) > 1 else [])


def improve(material: Material, one: StandardView) -> list[Text]:
    """What the inspection says to improve, in its own words."""
    found = material.commentary(one.id)
    return [material.own(point) for point in found.improve] if found is not None else []


def asked(material: Material, question: QuestionView) -> Text:
    """A question with its number."""
    _ = material.tell
    return _.join([_.text(question.id, "soft"), question.text])


def judged(material: Material, one: StandardView) -> Iterator[tuple[Part, Judgement, QuestionSet | None]]:
    """What inspectors judged of a standard, with the set that asked about it, where one did."""
    rating = material.rating
    for part in judged_parts(rating.framework).values():
        judgement = rating.inspection.judgements.get(part.id) if part.standard == one.id else None
        if judgement is not None:
            yield part, judgement, asking(part, rating.asked)


def answered_no(material: Material, one: StandardView) -> list[tuple[Text, Text]]:
    """The prompts of a judged standard that were answered no, or on which sources differ: question, and what was found."""
    _, found = material.tell, []
    for part, judgement, chosen in judged(material, one):
        for item in questions(part, material.rating.asked):
            given_ = judgement.findings.get(item.id, Found())
            differ = any(not source.agrees for source in given_.sources)
            if chosen is not None and not item.graded and (given_.answer == "no" or differ):
                question = _.join([_.text(item.id, "soft"), question_word(chosen, item.id, _.language)])
                found.append((question, material.own(given_.finding)))
    return found


def _lowest(material: Material, one: StandardView) -> Text:
    """The key questions whose grade is the lowest, with that grade; nothing where it is no lower than the judgement."""
    framework, _ = material.rating.framework, material.tell
    for part, judgement, chosen in judged(material, one):
        now = given(framework, judgement)[0]
        nodes = rated_key_questions(framework, part, judgement, material.rating.asked)
        grades = [(framework.rank(node.rating), node) for node in nodes if node.rating is not None]
        low = min((rank for rank, _node in grades), default=len(framework.levels))
        if now is not None and chosen is not None and low < framework.rank(now):
            names = (stage_word(chosen, chosen.items[node.id], _.language) for rank, node in grades if rank == low)
            level = level_word(framework, framework.levels[low].id, _.language)
            return _("{what}: {grade}", what=_.join(names, ", "), grade=level)
    return NOTHING
