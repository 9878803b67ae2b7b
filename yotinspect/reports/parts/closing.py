"""What a report ends with: recommendations, how the inspection was done, what it was made from, and what is unverified."""

from __future__ import annotations

from collections.abc import Mapping

from yotinspect.catalogue import N_
from yotinspect.ratings.prose import Followed
from yotinspect.reports.blocks import NOTHING, Block, Paragraph, Row, Section, Table, Text
from yotinspect.reports.material import Material

FOLLOWED: Mapping[Followed, str] = {
    "done": N_("Done"),
    "partly": N_("Partly done"),
    "not_done": N_("Not done"),
    "overtaken": N_("Overtaken by events"),
}


def recommendations(material: Material) -> Section:
    """What should be done, by whom and by when."""
    _ = material.tell
    blank = _("Not yet named")
    rows = []
    for one in material.rating.inspection.recommendations:
        label = next((material.named(view) for view in material.view.standards if view.id == one.standard), NOTHING)
        said = _.join([_.text(one.id, "soft"), material.own(one.text)])
        rows.append(Row((said, label, material.own(one.owner) or blank, _.text(one.due) if one.due else blank)))
    if not rows:
        return Section("recommendations", _("Recommendations"), ())
    head = (_("Recommendation"), _.text(material.view.one), _("Who does it"), _("By when"))
    table = Table(_("Recommendations, with who does each and by when"), head, tuple(rows), "actions", quiet=True)
    return Section("recommendations", _("Recommendations"), (table,))


def followed_up(material: Material) -> Section:
    """What became of the recommendations of the inspection before."""
    _ = material.tell
    rows = tuple(
        Row((_.join([_.text(name, "soft"), material.own(one.text)]), _(FOLLOWED[one.state]), material.own(one.note)))
        for name, one in material.rating.inspection.followed_up.items()
    )
    heading = _("What became of earlier recommendations")
    if not rows:
        return Section("followed-up", heading, ())
    head = (_("Recommendation"), _("What became of it"), _("What was found"))
    return Section("followed-up", heading, (Table(heading, head, rows, "actions", quiet=True),))


def how(material: Material) -> Section:
    """How the inspection was done, in figures."""
    view, _ = material.view, material.tell
    rows: list[tuple[Text, Text]] = [(_("Inspection"), _.text(view.inspection))]
    if view.cases:
        rows.append((_("Cases counted"), _.text(str(view.cases))))
    rows += [(_("Caseload, {name}", name=name), _.text(str(number))) for name, number in view.caseload]
    if view.seconds:
        rows.append(
            (_("Cases assessed twice, blind"), _("{number} (the first assessment counts)", number=view.seconds))
        )
    rows += [(_("Team, {role}", role=role), _.text(str(number))) for role, number in view.team]
    if view.published:
        rows.append((_("Published at"), _.text(view.published)))
    table = Table(_("The inspection in figures"), (), tuple(Row(row) for row in rows), quiet=True)
    blocks: list[Block] = [Paragraph(_.text(view.description)), table]
    if view.source:
        blocks.append(Paragraph(_.text(view.source)))
    if view.published:
        blocks.append(
            Paragraph(_("Contains public sector information licensed under the Open Government Licence v3.0."))
        )
    blocks += [Paragraph(_.text(note)) for note in view.notes]
    return Section("how", _("How the inspection was done"), tuple(blocks))


def made_from(material: Material) -> Section:
    """Versions and digests of everything that the report was made from."""
    view, _ = material.view, material.tell
    rows = []
    for row in view.rests_on:
        what = _("{what} ({status})", what=row.what, status=row.status) if row.status else _.text(row.what)
        rows.append(Row((_.text(row.name), what, _.text(row.digest.replace("sha256:", ""), "code"))))
    rows.append(Row((_.text(f"yotinspect {view.version}"), _("program"), NOTHING)))
    head = (_("Source"), _("What it is"), _.text("SHA-256"))
    table = Table(_("Versions and digests"), head, tuple(rows), quiet=True)
    return Section("made", _("What this report was made from"), (table,))


def unverified(material: Material) -> Section:
    """Where each rule comes from."""
    view, _ = material.view, material.tell
    lead = _.join([
        _("Where each rule comes from."),
        _("“Unverified” is common knowledge of the field that was not checked against a published source; “ours” is a choice of this project."),
    ])  # fmt: skip
    rows = tuple(Row((_.text(label), _.text(basis))) for label, basis in view.rules)
    table = Table(_("Basis of each rule"), (_("Rule"), _("Basis")), rows, quiet=True)
    return Section("unverified", _("What is unverified"), (Paragraph(lead), table))
