"""What to hold on to: how near a lower grade the overall and each standard are, the nearest first."""

from __future__ import annotations

from yotinspect.ratings import distance
from yotinspect.ratings.node import Node
from yotinspect.ratings.priorities import way
from yotinspect.reports.blocks import Block, Paragraph, Row, Section, Table
from yotinspect.reports.material import Material
from yotinspect.reports.parts.reach import passed, path_text, steps
from yotinspect.reports.teller import BREAK
from yotinspect.reports.view import grade_of


def hold(material: Material) -> Section:
    """The fewest changes that would cost the overall rating, and each standard that figures decide."""
    rating, _ = material.rating, material.tell
    blocks: list[Block] = []
    drop = way(rating, higher=False)
    if drop is not None:
        subject = _.text(_("What would cost the overall rating."), "strong")
        blocks.append(Paragraph(_.join([subject, path_text(material, drop)])))
    rows = []
    for one in material.view.standards:
        node = rating.standard(one.id)
        path = distance.neighbours(rating.framework, node)[1] if node is not None and _counted(node) else None
        if node is not None and path is not None:
            lower = _.badge(grade_of(rating, path.to, _.language))
            taken = _.join([steps(material, path, between=BREAK), _.text(passed(material, node, path), "soft")], BREAK)
            cells = (material.named(one), _.badge(one.grade), lower, taken)
            rows.append((path.changes, Row(cells)))
    if rows:
        rows.sort(key=lambda row: row[0])
        head = (_.text(material.view.one), _("Rating now"), _("Next lower rating"), _("Fewest changes"))
        caption = _("How few changes would cost a grade, the fewest first")
        blocks.append(Table(caption, head, tuple(row for _changes, row in rows), "figures"))
    return Section("hold", _("What to hold on to"), tuple(blocks))


def _counted(node: Node) -> bool:
    """Whether figures decide it: how near a lower grade a judgement of inspectors is cannot be counted."""
    return node.source != "judgement"
