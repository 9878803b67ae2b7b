"""What weighs against a standard: the questions least often judged sufficient and why, and what inspectors found."""

from __future__ import annotations

from fractions import Fraction

from yotinspect.questions.sets import QuestionSet
from yotinspect.ratings.explainjudged import characteristics, source_words, stage_word
from yotinspect.ratings.inspection import Found, Judgement
from yotinspect.ratings.judged import Part, given, questions, rated_key_questions
from yotinspect.ratings.standout import why_not
from yotinspect.ratings.words import level_word, of, partner_word, question_word, reason_word, whole_percent
from yotinspect.reports.blocks import NOTHING, Block, Bullets, Paragraph, Row, Section, Table, Text
from yotinspect.reports.material import Material
from yotinspect.reports.parts.weakest import asked, improve, judged
from yotinspect.reports.teller import BREAK
from yotinspect.reports.view import QuestionView, StandardView, grade_of

#: How many reasons are named beside a question, and how many of all.
_BESIDE, _OVERALL = 2, 5


def against(material: Material, one: StandardView) -> list[Block]:
    """Everything that weighs against a standard."""
    _, blocks = material.tell, _weak_questions(material, one)
    said = improve(material, one)
    if said:
        blocks += [Paragraph(_("To improve, in the inspectors' words:")), Bullets(tuple(said))]
    for part, judgement, chosen in judged(material, one):
        if chosen is not None:
            blocks += _in_the_way(material, part, judgement, chosen)
            blocks += _found(material, part, judgement, chosen)
        blocks += _disagree(material, part, judgement)
    return blocks


# --- cases -----------------------------------------------------------------------------------------------------------


def _weak_questions(material: Material, one: StandardView) -> list[Block]:
    _ = material.tell
    if not one.weaknesses:
        return []
    why = [_reasons(material, question) for question in one.weaknesses]
    head = [_("Question"), _("Judged sufficient"), *([_("Reasons most often ticked")] if any(why) else [])]
    rows = []
    for question, reasons in zip(one.weaknesses, why, strict=True):
        cells = [asked(material, question), _.text(question.based)]
        rows.append(Row((*cells, reasons) if any(why) else tuple(cells)))
    return [Table(_("Least often judged sufficient"), tuple(head), tuple(rows))]


def _reasons(material: Material, question: QuestionView) -> Text:
    """The reasons most often ticked under the noes to a question."""
    _, least = material.tell, _least(material)
    named = [(reason, number) for reason, number in question.reasons if number >= least][:_BESIDE]
    return _.join(
        (_("{reason}: {number} of {base}", reason=why, number=number, base=question.no) for why, number in named), BREAK
    )


def _least(material: Material) -> int:
    """In how many cases a reason must have been ticked to be named: for publication none that few had."""
    return material.rating.framework.rules.disclosure.threshold if material.public else 1


def reasons(material: Material) -> Section:
    """The reasons under a no over all questions: what keeps coming back."""
    _, rating = material.tell, material.rating
    tables: list[Block] = []
    for found in why_not(rating, public=material.public):
        words, rows = rating.tally.sets[found.questionset].questions, []
        for reason, number in found.reasons[:_OVERALL]:
            if number >= _least(material):
                share = f"{whole_percent(Fraction(100 * number, found.noes))}%"
                rows.append(
                    Row((
                        _.text(reason_word(words, reason, _.language)),
                        _.text(of(number, found.noes, share, _.language)),
                    ))
                )  # fmt: skip
        if rows:
            title = _.text(words.text(_.language if _.language in words.texts else "en").title)
            tables.append(
                Table(title, (_("Reason"), _("Share of the judgements of not sufficient")), tuple(rows), "figures")
            )
    lead = Paragraph(_("Reasons that assessors ticked under a judgement of not sufficient. One may have several."))
    return Section("reasons", _("Why work was judged not sufficient"), (lead, *tables) if tables else ())


# --- inspectors' judgements ------------------------------------------------------------------------------------------


def _in_the_way(material: Material, part: Part, judgement: Judgement, chosen: QuestionSet) -> list[Block]:
    """The key questions whose grade lies below the next one, with what a service is like that has that."""
    framework, _ = material.rating.framework, material.tell
    now = given(framework, judgement)[0]
    if now is None or framework.rank(now) + 1 >= len(framework.levels):
        return []
    above = framework.levels[framework.rank(now) + 1].id
    rows = []
    for node in rated_key_questions(framework, part, judgement, material.rating.asked):
        if node.rating is not None and framework.rank(node.rating) < framework.rank(above):
            item = chosen.items[node.id]
            label = _.text(stage_word(chosen, item, _.language), "strong")
            badge = _.badge(grade_of(material.rating, node.rating, _.language))
            like = _.text(characteristics(chosen, item, above, _.language))
            rows.append(Row((_.join([label, badge], BREAK), like)))
    level = level_word(framework, above, _.language)
    head = (_("Key question, and the grade that fits it best"), _("What “{answer}” looks like", answer=level))
    return [Table(_("What stands between this and {grade}", grade=level), head, tuple(rows))] if rows else []


def _found(material: Material, part: Part, judgement: Judgement, chosen: QuestionSet) -> list[Block]:
    """The prompts that were answered no, or on which sources differ, with what was found."""
    _, rows = material.tell, []
    for item in questions(part, material.rating.asked):
        found = judgement.findings.get(item.id, Found())
        differ = any(not source.agrees for source in found.sources)
        if item.graded or (found.answer != "no" and not differ):
            continue
        sources = (
            _("Sources: {sources}.", sources=source_words(material.rating, found.sources, _.language))
            if found.sources
            else NOTHING
        )
        question = _.join([_.text(item.id, "soft"), question_word(chosen, item.id, _.language)])
        rows.append(Row((question, _.join([material.own(found.finding), _.text(sources, "soft")], BREAK))))
    if not rows:
        return []
    return [Table(_("What was found that weighs against it"), (_("Question"), _("Finding")), tuple(rows))]


def _disagree(material: Material, part: Part, judgement: Judgement) -> list[Block]:
    """Sources that do not agree with the judgement, and partner inspectorates that differ."""
    rating, _ = material.rating, material.tell
    said = [_("A source that does not agree: {what}", what=material.own(source.what))
            for source in judgement.sources if not source.agrees]  # fmt: skip
    for who, view in judgement.partners.items():
        partner = rating.inspection.partners.get(who)
        if partner is None or view.view != "differs":
            continue
        name = f"{partner.inspectorate} ({partner_word(rating.framework, who, _.language)})"
        known = view.rating if view.rating in [level.id for level in rating.framework.levels] else None
        level = level_word(rating.framework, known, _.language)
        said.append(_("{partner} differs and would give {level}. {why}",
                      partner=name, level=level, why=material.own(view.rationale)))  # fmt: skip
    return [Bullets(tuple(said))] if said else []
