"""What has changed since the inspection before, standard by standard."""

from __future__ import annotations

from yotinspect.reports.blocks import NOTHING, Block, Paragraph, Row, Section, Table
from yotinspect.reports.drawn import change_figure
from yotinspect.reports.material import Material
from yotinspect.reports.view import grade_of


def since(material: Material) -> Section:
    """Each standard's rating then and now, where there is an inspection before; standards of the same id are compared."""
    _, before = material.tell, material.previous
    heading = _("Since the inspection before")
    if before is None or not material.view.rated:
        return Section("since", heading, ())
    then = {node.id: node for _domain, node in before.standards}
    rows, up, down = [], 0, 0
    for one in material.view.standards:
        node = then.get(one.id)
        if node is None:
            continue
        old = grade_of(before, node.rating, _.language)
        change = _change(material, old.id if old else None, one.grade.id if one.grade else None)
        up, down = up + (change > 0), down + (change < 0)
        words = _("Higher") if change > 0 else _("Lower") if change < 0 else NOTHING
        rows.append(Row((material.named(one), _.badge(old), _.badge(one.grade), words)))
    if not rows:
        return Section("since", heading, (Paragraph(_("The inspection before has none of these standards.")),))
    days = before.inspection.fieldwork
    when = _("Compared with {inspection}.", inspection=before.inspection.inspection)
    lead = _.join([
        when,
        _("Its fieldwork ended on {day}.", day=days.end) if days else NOTHING,
        _("Standards rated higher: {up}; lower: {down}; of {number}.", up=up, down=down, number=len(rows)),
        _("It was graded by {framework}.", framework=before.framework.place)
        if before.framework.place != material.rating.framework.place else NOTHING,
    ])  # fmt: skip
    head = (_.text(material.view.one), _("Before"), _("Now"), _("Change"))
    table = Table(_("Ratings before and now"), head, tuple(rows), "figures", quiet=True)
    blocks: list[Block] = [Paragraph(lead), *change_figure(material), table]
    return Section("since", heading, tuple(blocks))


def _change(material: Material, old: str | None, new: str | None) -> int:
    """Above 0 where the rating is higher now, below where it is lower; 0 where it is the same or not to be compared."""
    levels = [level.id for level in material.rating.framework.levels]
    if old not in levels or new not in levels:
        return 0
    return levels.index(new) - levels.index(old)
