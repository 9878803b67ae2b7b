"""The fewest changes to another grade, in words."""

from __future__ import annotations

from collections.abc import Sequence

from yotinspect.catalogue import N_, N_2, Said, catalogue
from yotinspect.ratings.distance import Path, Step
from yotinspect.ratings.node import Rating
from yotinspect.ratings.words import key_question_word, level_word, standard_word

#: By whether judgements are pooled, and whether it goes up: the forms for one and for more.
_SENTENCES = {
    (False, True): N_2(
        "{number} more case judged sufficient for {what}", "{number} more cases judged sufficient for {what}"
    ),
    (False, False): N_2(
        "{number} case fewer judged sufficient for {what}", "{number} cases fewer judged sufficient for {what}"
    ),
    (True, True): N_2(
        "{number} more judgement of sufficient for {what}", "{number} more judgements of sufficient for {what}"
    ),
    (True, False): N_2(
        "{number} judgement of sufficient fewer for {what}", "{number} judgements of sufficient fewer for {what}"
    ),
}
#: The same where it is said already of what.
_UNNAMED = {
    True: N_2("{number} more judgement of sufficient", "{number} more judgements of sufficient"),
    False: N_2("{number} judgement of sufficient fewer", "{number} judgements of sufficient fewer"),
}


def path_lines(rating: Rating, path: Path, language: str) -> list[str]:
    """What the fewest changes to a grade are: one sentence, and one on how many other ways are as short."""
    _ = catalogue(language)
    steps = "; ".join(step_words(rating, step, language) for step in path.steps)
    to = level_word(rating.framework, path.to, language)
    sentence = N_("Fewest changes to {level} ({number}): {steps}.")
    said = [_(sentence, level=to, number=path.changes, steps=steps)]
    if path.others:
        said.append(_("Other ways with as few changes: {number}.", number=_.number(path.others)))
    return said


def passed_line(rating: Rating, levels: Sequence[str], language: str) -> str:
    """That levels on the way are passed over; nothing where none are."""
    names = ", ".join(str(level_word(rating.framework, level, language)) for level in levels)
    return (
        catalogue(language)(N_("Passed over, since so few judgements count: {levels}."), levels=names) if names else ""
    )


def step_words(rating: Rating, step: Step, language: str, *, named: bool = True) -> Said:
    """What would have to be otherwise in one place; not ``named``, where it is said already of which standard."""
    framework, _ = rating.framework, catalogue(language)
    standard: str = standard_word(framework, step.standard, language)
    number = f"{step.standard} " if step.standard[:1].isdigit() else ""
    own = step.key_question is None or step.key_question == step.standard
    what = f"{number}{standard}" if named else standard
    if not own:
        key: str = key_question_word(framework, step.key_question or "", language)
        what = f"{what}, {key}" if named else key
    if step.kind == "decision":
        if not named:
            return _.said("The panel's decision withdrawn")
        return _.said("{what}: the panel's decision withdrawn", what=what)
    if step.kind == "grades":
        node = rating.standard(step.standard)
        assert node is not None
        of = node if step.key_question is None else next(c for c in node.children if c.id == step.key_question)
        was, to = (level_word(framework, level, language) for level in (of.rating, step.to))
        if own and not named:
            return _.said("The inspectors' judgement: from {was} to {to}", was=was, to=to)
        return _.said("{what}: from {was} to {to}", what=what, was=was, to=to)
    # An area pools judgements of many questions: there it is judgements that would be otherwise, not cases.
    pooled = framework.standards()[step.standard][1].fed_by == "questions"
    higher = _higher(rating, step)
    one, many = _UNNAMED[higher] if own and not named else _SENTENCES[pooled, higher]
    return _.said_many(one, many, step.number, what=what)


def _higher(rating: Rating, step: Step) -> bool:
    node = rating.standard(step.standard)
    assert node is not None
    child = next(child for child in node.children if child.id == step.key_question)
    assert child.rating is not None
    return rating.framework.rank(step.to) > rating.framework.rank(child.rating)
