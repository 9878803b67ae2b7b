"""Who does what, and by when: what the inspection recommends, and room for what the service decides to do."""

from __future__ import annotations

from collections.abc import Sequence

from yotinspect.ratings.prose import Recommendation
from yotinspect.reports.blocks import NOTHING, Block, Paragraph, Row, Section, Table, Text
from yotinspect.reports.material import Material
from yotinspect.reports.parts.weakest import points
from yotinspect.reports.view import StandardView


def to_do(material: Material, standards: Sequence[StandardView]) -> Section:
    """A table for each of some standards: a row for each recommendation, each weak point, and one for anything else."""
    _, given = material.tell, material.rating.inspection.recommendations
    known = {one.id for one in standards}
    tables: list[Block] = [
        _table(
            material,
            material.named(one),
            [*(_recommended(material, r) for r in given if r.standard == one.id), *_to_fill_in(material, one)],
        )
        for one in standards
    ]
    rest = [_recommended(material, one) for one in given if one.standard not in known]
    if rest:
        tables.append(_table(material, _("What else is recommended"), rest))
    lead = Paragraph(
        _("What the inspection recommends stands first. Fill in the rest: what you will do, who does it and by when.")
    )
    return Section("to-do", _("Who does what, and by when"), (lead, *tables) if tables else ())


def _table(material: Material, caption: Text, rows: list[Row]) -> Table:
    _ = material.tell
    head = (_("What it is about"), _("What is to be done"), _("Who does it"), _("By when"))
    return Table(caption, head, tuple(rows), "actions")


def _recommended(material: Material, one: Recommendation) -> Row:
    _ = material.tell
    due = _.text(one.due) if one.due else NOTHING
    return Row((_("Recommendation {id}", id=one.id), material.own(one.text), material.own(one.owner), due))


def _to_fill_in(material: Material, one: StandardView) -> list[Row]:
    _ = material.tell
    rows = [*points(material, one), _("What you decide yourselves")]
    return [Row((about, NOTHING, NOTHING, NOTHING)) for about in rows]
