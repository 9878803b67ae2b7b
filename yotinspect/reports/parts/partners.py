"""Who else inspected: the partner inspectorates, what each contributed, and where one differs."""

from __future__ import annotations

from yotinspect.ratings.words import level_word, partner_word
from yotinspect.reports.blocks import NOTHING, Block, Paragraph, Row, Section, Table, Text
from yotinspect.reports.material import Material
from yotinspect.reports.teller import BREAK


def partners(material: Material) -> Section:
    """Each partner inspectorate with what it contributed to which area."""
    _, rating = material.tell, material.rating
    rows = []
    for name, part in rating.inspection.partners.items():
        what = [
            _("{what}: {said}", what=_label(material, standard), said=material.own(said))
            for standard, said in part.contributes.items()
        ]
        number = _.text(str(len(part.members)))
        label = _.join(
            [material.own(part.inspectorate), _.text(partner_word(rating.framework, name, _.language), "soft")], BREAK
        )
        rows.append(Row((label, number, _.join(what, BREAK))))
    heading = _("Who took part")
    if not rows:
        return Section("partners", heading, ())
    head = (_("Inspectorate"), _("Inspectors"), _("What it contributed"))
    table = Table(_("Partner inspectorates and what each contributed"), head, tuple(rows), "actions", quiet=True)
    return Section("partners", heading, (table,))


def _label(material: Material, standard: str) -> Text:
    return next(
        (material.named(one) for one in material.view.standards if one.id == standard), material.tell.text(standard)
    )


def _partner(material: Material, who: str) -> Text:
    """A partner's inspectorate, with its field where it takes part in several; the field alone where it names none."""
    _, partners = material.tell, material.rating.inspection.partners
    field = _.text(partner_word(material.rating.framework, who, _.language))
    if who not in partners:
        return field
    name = partners[who].inspectorate
    own = material.own(name)
    several = sum(part.inspectorate == name for part in partners.values()) > 1
    return _("{partner} ({field})", partner=own, field=field) if several else own


def views(material: Material, name: str) -> list[Block]:
    """Whether the partners that contributed to a judgement agree with it; a difference with what it would give and why."""
    _, rating = material.tell, material.rating
    judgement = rating.inspection.judgements.get(name)
    agreed: list[Text] = []
    blocks: list[Block] = []
    for who, view in judgement.partners.items() if judgement else ():
        label = _partner(material, who)
        if view.view == "agrees":
            agreed.append(label)
        elif view.view == "differs":
            known = view.rating in [level.id for level in rating.framework.levels]
            level = level_word(rating.framework, view.rating if known else None, _.language)
            said = _("{partner} differs and would give {level}.", partner=_.text(label, "strong"), level=level)
            blocks.append(Paragraph(_.join([said, material.own(view.rationale)]), "decision"))
    if agreed:
        blocks.insert(0, Paragraph(_("In agreement: {partners}.", partners=_.join(agreed, ", ")), "soft"))
    return blocks


def who_differs(material: Material) -> Text:
    """The inspectorates that differ on anything, or nothing."""
    _, inspection = material.tell, material.rating.inspection
    found = {
        who for one in inspection.judgements.values() for who, view in one.partners.items() if view.view == "differs"
    }
    names = [_partner(material, who) for who in inspection.partners if who in found]
    return _("A partner differs on a judgement: {partners}.", partners=_.join(names, ", ")) if names else NOTHING
