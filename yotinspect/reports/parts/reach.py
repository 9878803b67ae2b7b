"""What decides a standard, and the fewest changes that would raise or lower it, with the cases that stand in the way."""

from __future__ import annotations

from yotinspect.catalogue import N_
from yotinspect.ratings import distance
from yotinspect.ratings.distance import Path
from yotinspect.ratings.node import Node
from yotinspect.ratings.paths import passed_line, step_words
from yotinspect.ratings.priorities import way
from yotinspect.ratings.words import basis_word, key_question_word, level_word, tell
from yotinspect.reports.blocks import Block, Bullets, Paragraph, Section, Text
from yotinspect.reports.material import Material
from yotinspect.reports.parts.against import against
from yotinspect.reports.parts.profile import overall as overall_rating
from yotinspect.reports.parts.standards import figures, said_of
from yotinspect.reports.view import KeyQuestionView, StandardView, grade_of


def overall(material: Material) -> Section:
    """The overall rating, which standards decide it alone, and the fewest changes to the next and the previous one."""
    rating, _ = material.rating, material.tell
    section = overall_rating(material)
    if material.view.overall is None:
        return section
    said = decided_alone(material)
    if not said:
        said.append(_("No standard decides it alone: it takes more than one grade of one standard to change it."))
    for path, none in (
        (way(rating), N_("No change of judgements lifts the overall rating.")),
        (way(rating, higher=False), N_("No change of judgements lowers the overall rating.")),
    ):
        said.append(path_text(material, path) if path is not None else _(none))
    return Section(section.id, section.heading, (*section.blocks, Bullets(tuple(said))))


def decided_alone(material: Material) -> list[Text]:
    """Of which standards one grade more would lift the overall, and of which one less would lower it."""
    _, said = material.tell, list[Text]()
    up, down = distance.pivots(material.rating)
    for sentence, names in (
        (N_("One grade more in any of these would lift it: {standards}."), up),
        (N_("One grade less in any of these would lower it: {standards}."), down),
    ):
        if names:
            said.append(_(sentence, standards=_.join((_decided_by(material, name) for name in names), "; ")))
    return said


def _decided_by(material: Material, name: str) -> Text:
    _, node = material.tell, material.rating.standard(name)
    assert node is not None
    one = next(view for view in material.view.standards if view.id == name)
    keys = [key for key in distance.deciding(node) if key != name]
    if not keys:
        return material.named(one)
    said = _.join((key_question_word(material.rating.framework, key, _.language) for key in keys), ", ")
    return _("{standard}, decided by {deciding}", standard=material.named(one), deciding=said)


def path_text(material: Material, path: Path, *, named: bool = True) -> Text:
    """The fewest changes to a grade as a sentence, and one on how many other ways are as short."""
    rating, _ = material.rating, material.tell
    others = _("Other ways with as few changes: {number}.", number=_.words.number(path.others)) if path.others else ""
    return _.join([
        _("Fewest changes to {level} ({number}): {steps}.",
          level=level_word(rating.framework, path.to, _.language), number=path.changes, steps=steps(material, path, named=named)),
        others,
    ])  # fmt: skip


def passed(material: Material, node: Node, path: Path) -> Text:
    """That levels are passed over on the way of a standard to the next it can have; nothing where none are."""
    levels = distance.passed_over(material.rating.framework, node, path)
    return material.tell.text(passed_line(material.rating, levels, material.tell.language))


def steps(material: Material, path: Path, *, named: bool = False, between: str | Text = "; ") -> Text:
    """What would have to be otherwise, one after another."""
    _ = material.tell
    return _.join((step_words(material.rating, step, _.language, named=named) for step in path.steps), between)


def standard(material: Material, one: StandardView) -> Section:
    """A standard: what decides it, what would change it, the cases that stand on the side of no, what weighs against it."""
    _, node = material.tell, material.rating.standard(one.id)
    assert node is not None
    heading = _.join([material.named(one), _.badge(one.grade)]) if material.view.rated else material.named(one)
    blocks: list[Block] = [Paragraph(said) for said in _decides(material, one, node)]
    if one.key_questions:
        blocks.append(figures(material, one, node))
    # A key question that inspectors judge, beside those that cases answer.
    judged = [child for child in node.children if child.figures is None] if one.key_questions else []
    changes = [_judged(material, child) for child in judged]
    if node.source != "judgement":
        for path in distance.neighbours(material.rating.framework, node):
            if path is not None:
                changes.append(_.join([path_text(material, path, named=False), passed(material, node, path)]))
    changes += _noes(material, one)
    if changes:
        blocks.append(Bullets(tuple(changes)))
    blocks += against(material, one)
    return Section(f"standard-{one.id}", heading, tuple(blocks))


def _decides(material: Material, one: StandardView, node: Node) -> list[Text]:
    """Why the grade is what it is: the rule and what it met, a decision, the inspectors' reasons."""
    rating, _ = material.rating, material.tell
    said: list[Text] = []
    if material.view.rated or node.reason.code != "not-graded":
        reason = tell(node.reason, rating.framework, _.language, rating.inspection.language)
        judged = node.source == "judgement" and node.rating is not None
        said.append(_.join([reason, _("Only another judgement of the inspectors would change it.") if judged else ""]))
    if node.source == "judgement" and node.rating is not None and node.proposed not in (None, node.rating):
        said.append(_("The middle of its key questions' grades proposes {level}. Basis: {basis}",
                      level=level_word(rating.framework, node.proposed, _.language),
                      basis=basis_word(rating.framework.rules.judged.basis if rating.framework.rules.judged else "", _.language)))  # fmt: skip
    refused = dict(rating.refused).get(one.id)
    if refused is not None:
        to = level_word(rating.framework, rating.inspection.discretion[one.id].to, _.language)
        said.append(_.join([
            _("The panel's decision is refused and the proposed grade stands: {to}.", to=to),
            tell(refused, rating.framework, _.language),
        ]))  # fmt: skip
    if one.rationale:
        said.append(_.text(one.rationale))
    return [*said, *(block.text for block in said_of(material, one.id) if isinstance(block, Paragraph))]


def _judged(material: Material, child: Node) -> Text:
    rating, _ = material.rating, material.tell
    return _(
        "{what}, judged by the inspectors: {grade}",
        what=key_question_word(rating.framework, child.id, _.language),
        grade=_.badge(grade_of(rating, child.rating, _.language)),
    )


def _noes(material: Material, one: StandardView) -> list[Text]:
    """The cases that stand on the side of no, by key question; nothing for publication."""
    if material.public:
        return []
    _ = material.tell
    return [
        _("{what}, not sufficient in {number} of {base} cases: {cases}.",
          what=question.label, number=question.no, base=question.yes + question.no, cases=_references(material, question))
        for question in one.key_questions
        if question.no_cases
    ]  # fmt: skip


def _references(material: Material, question: KeyQuestionView) -> Text:
    return material.tell.join((material.tell.text(case, "ref") for case in question.no_cases), ", ")
