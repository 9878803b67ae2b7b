"""From which level to which each standard moved since the inspection before."""

from __future__ import annotations

from fractions import Fraction

from yotinspect.catalogue import N_
from yotinspect.ratings.node import Node, Rating
from yotinspect.ratings.words import based, key_question_word, level_word
from yotinspect.reports.blocks import Block, Bullets, Paragraph, Row, Section, Table, Text
from yotinspect.reports.drawn import change_figure
from yotinspect.reports.material import Material, alike
from yotinspect.reports.teller import BREAK
from yotinspect.reports.view import StandardView, grade_of

#: Where not one standard has the same name and the same levels in both.
NOTHING_IN_COMMON = N_("The two inspections have nothing in common that could be compared.")


def moved(material: Material) -> Section:
    """Each standard before and now. Only what has the same name and the same levels in both is compared."""
    before, _ = material.previous, material.tell
    heading = _("What changed since the inspection before")
    if before is None:
        return Section("moved", heading, ())
    blocks: list[Block] = [Paragraph(_lead(material, before))]
    rows = _rated(material, before) if material.view.rated else _unrated(material, before)
    if rows:
        head = (_.text(material.view.one), _("Before"), _("Now"), _("Change"))
        blocks += [*change_figure(material), Table(heading, head, tuple(rows), "figures", quiet=True)]
    else:
        blocks.append(Paragraph(_(NOTHING_IN_COMMON)))
    return Section("moved", heading, tuple(blocks))


def _lead(material: Material, before: Rating) -> Text:
    _, days = material.tell, before.inspection.fieldwork
    name, place = before.inspection.inspection, before.framework.place
    said = (
        _("The inspection before: {name}, fieldwork from {start} to {end}.", name=name, start=days.start, end=days.end)
        if days
        else _("The inspection before: {name}.", name=name)
    )
    parts = [said]
    if before.inspection.yot != material.rating.inspection.yot:
        parts.append(_("It was of {yot}.", yot=before.inspection.yot))
    if place != material.rating.framework.place:
        parts.append(_("It was graded by {framework}.", framework=place))
    return _.join(parts)


def in_short(material: Material, *, rated: bool) -> Section:
    """The same in a few lines, without a picture: which standards rose, which fell, and how many did neither; where no
    rating is given, how each share changed.
    """
    before, _ = material.previous, material.tell
    heading = _("What changed since the inspection before")
    if before is None:
        return Section("moved", heading, ())
    lines = _up_and_down(material, before) if rated else _shares(material, before)
    blocks: list[Block] = [Paragraph(_lead(material, before))]
    blocks.append(Bullets(tuple(lines)) if lines else Paragraph(_(NOTHING_IN_COMMON)))
    return Section("moved", heading, tuple(blocks))


def _up_and_down(material: Material, before: Rating) -> list[Text]:
    rating, framework, _ = material.rating, material.rating.framework, material.tell
    higher, lower, same, neither = list[Text](), list[Text](), 0, 0
    for one in material.view.standards:
        now, then = rating.standard(one.id), before.standard(one.id)
        comparable = then is not None and alike(framework, before.framework, one.id)
        if now is None or then is None or not comparable or now.rating is None or then.rating is None:
            neither += 1
        elif now.rating == then.rating:
            same += 1
        else:
            to = higher if framework.rank(now.rating) > framework.rank(then.rating) else lower
            to.append(_from_to(material, before, material.named(one), then, now))
    if not higher and not lower and not same:
        return []
    lines = [_("Higher than before: {standards}.", standards=_.join(higher, "; "))] if higher else []
    lines += [_("Lower than before: {standards}.", standards=_.join(lower, "; "))] if lower else []
    lines += [_("The same as before: {number}.", number=same)] if same else []
    lines += [_("Not in both inspections, or not rated both times: {number}.", number=neither)] if neither else []
    was, is_ = before.overall, rating.overall
    if was.rating is not None and is_.rating is not None:
        points = (_points_of(material, was), _points_of(material, is_))
        same_levels = [level.id for level in framework.levels] == [level.id for level in before.framework.levels]
        if same_levels and was.rating == is_.rating:
            lines.append(_("Overall as before; points before: {before}, now: {now}.", before=points[0], now=points[1]))
        else:
            lines.append(
                _("{change}; points before: {before}, now: {now}.", before=points[0], now=points[1],
                  change=_from_to(material, before, _("Overall"), was, is_))
            )  # fmt: skip
    return lines


def _from_to(material: Material, before: Rating, what: Text, then: Node, now: Node) -> Text:
    _ = material.tell
    was = level_word(before.framework, then.rating, _.language)
    to = level_word(material.rating.framework, now.rating, _.language)
    return _("{what}: from {was} to {to}", what=what, was=was, to=to)


def _points_of(material: Material, node: Node) -> Text:
    return material.tell("{score} of {max}", score=node.score, max=node.max)


def _shares(material: Material, before: Rating) -> list[Text]:
    _ = material.tell
    return [
        _("{what}, judged sufficient: {now}; before: {before}. {change}.",
          what=row.cells[0], before=row.cells[1], now=row.cells[2], change=row.cells[3])
        for row in _unrated(material, before)
    ]  # fmt: skip


def _rated(material: Material, before: Rating) -> list[Row]:
    rating, _ = material.rating, material.tell
    rows = []
    for one in material.view.standards:
        node, then = rating.standard(one.id), before.standard(one.id)
        if node is None or then is None or not alike(rating.framework, before.framework, one.id):
            continue
        rows.append(Row((material.named(one), _badge(material, before, then), _.badge(one.grade), _change(material, then, node))))  # fmt: skip
    now, then = rating.overall, before.overall
    if rows and now.rating is not None and then.rating is not None:
        rows.append(Row((_("Overall"), _with_points(material, before, then), _with_points(material, rating, now),
                         _change(material, then, now)), strong=True))  # fmt: skip
    return rows


def _badge(material: Material, rating: Rating, node: Node) -> Text:
    return material.tell.badge(grade_of(rating, node.rating, material.tell.language))


def _with_points(material: Material, rating: Rating, node: Node) -> Text:
    _ = material.tell
    points = _("{score} of {max} points", score=node.score, max=node.max)
    return _.join([_badge(material, rating, node), _.text(points, "soft")], BREAK)


def _change(material: Material, then: Node, now: Node) -> Text:
    _, framework = material.tell, material.rating.framework
    if then.rating is None or now.rating is None:
        return _("Not rated both times")
    step = framework.rank(now.rating) - framework.rank(then.rating)
    if step > 0:
        return _.many("{number} grade higher", "{number} grades higher", step)
    return _.many("{number} grade lower", "{number} grades lower", -step) if step else _("The same")


def _unrated(material: Material, before: Rating) -> list[Row]:
    """Without ratings the shares are compared, a row a key question."""
    rating, _ = material.rating, material.tell
    rows = []
    for one in material.view.standards:
        node, other = rating.standard(one.id), before.standard(one.id)
        if node is None or other is None or not alike(rating.framework, before.framework, one.id):
            continue
        was = {child.id: child.figures for child in other.children}
        for child in node.children:
            then, now = was.get(child.id), child.figures
            if then is not None and now is not None:
                rows.append(Row((
                    _label(material, one, child),
                    _.text(based(then, before.framework, _.language)),
                    _.text(based(now, rating.framework, _.language)),
                    _points(material, then.percent, now.percent),
                )))  # fmt: skip
    return rows


def _label(material: Material, one: StandardView, child: Node) -> Text:
    _, label = material.tell, key_question_word(material.rating.framework, child.id, material.tell.language)
    return material.named(one) if label == one.label else _("{what}: {said}", what=material.named(one), said=label)


def _points(material: Material, then: Fraction | None, now: Fraction | None) -> Text:
    """By how many percentage points a share changed: of the exact shares, to one decimal."""
    _ = material.tell
    if then is None or now is None:
        return _("Not known both times")
    change = float(round(abs(now - then), 1))
    if not change:
        return _("The same")
    said = _.words.number(change)
    if now > then:
        return _("Percentage points higher: {number}", number=said)
    return _("Percentage points lower: {number}", number=said)
