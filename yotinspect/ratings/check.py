"""Hold an inspection against its framework and its cases: what cannot be, and what is missing to defend it."""

from __future__ import annotations

from yotinspect.catalogue import say, side_by_side
from yotinspect.ratings.framework import Framework
from yotinspect.ratings.inspection import Inspection
from yotinspect.ratings.judged import judged_parts, sources_of
from yotinspect.ratings.node import Rating
from yotinspect.ratings.tally import Tally
from yotinspect.ratings.words import tell
from yotinspect.yamlfile import YamlFile


def inspection(file: YamlFile, given: Inspection, framework: Framework, tally: Tally) -> None:
    """Note what the inspection file says that its framework, its cases or itself contradict."""
    if given.programme != framework.programme:
        file.add("inspection-programme", ("framework",), say("{place} is for the programme {programme}.", place=framework.place, programme=framework.programme),
                 say("Name a framework for {programme}, or correct the programme.", programme=given.programme))  # fmt: skip
    _names(file, given, framework)
    _sources(file, given, framework, tally)
    _decisions(file, given)
    if given.fieldwork is not None and given.fieldwork.end < given.fieldwork.start:
        file.add(
            "inspection-dates",
            ("fieldwork", "to"),
            say("Fieldwork ends before it begins."),
            say("Correct one of the two."),
        )
    if given.fieldwork is not None:
        for name, decision in given.discretion.items():
            if decision.agreed is not None and decision.agreed < given.fieldwork.start:
                file.add("inspection-dates", ("discretion", name, "agreed"), say("This was agreed before fieldwork began."),
                         say("Correct one of the two."))  # fmt: skip
    if given.caseload and len(set(tally.counted)) > sum(given.caseload.values()):
        file.add("inspection-caseload", ("caseload",), say("More cases were assessed than the caseload holds."),
                 say("Correct the caseload, or look for cases of another inspection."), key=True)  # fmt: skip


def _names(file: YamlFile, given: Inspection, framework: Framework) -> None:
    standards, levels = framework.standards(), [level.id for level in framework.levels]
    domains = [domain.id for domain in framework.domains]

    def level(path: tuple[str, ...], name: str) -> None:
        if name not in levels:
            listed = (
                say("{place} has: {levels}.", place=framework.place, levels=", ".join(levels))
                if levels
                else say("{place} gives no ratings.", place=framework.place)
            )
            file.add(
                "inspection-level",
                path,
                say("This is no rating of the framework."),
                side_by_side(file.suggest(name, levels), listed),
            )

    judged_too = [name for name in judged_parts(framework) if name not in standards]
    for section, names in (
        ("judgements", given.judgements),
        ("discretion", given.discretion),
        ("counts", given.counts),
    ):
        for name in names:
            if name not in standards and not (section == "judgements" and name in judged_too):
                help = file.suggest(name, standards) or say(
                    "Standards are: {standards}.", standards=", ".join(standards)
                )
                file.add(
                    "inspection-standard",
                    (section, name),
                    say("{place} has no such standard.", place=framework.place),
                    help,
                    key=True,
                )
    for name in given.not_rated:
        if name not in standards and name not in domains:
            help = say(
                "Name a domain ({domains}) or a standard ({standards}).",
                domains=", ".join(domains),
                standards=", ".join(standards),
            )
            file.add(
                "inspection-standard",
                ("not_rated", name),
                say("{place} has no such domain or standard.", place=framework.place),
                help,
                key=True,
            )
    for name, judgement in given.judgements.items():
        if judgement.rating is not None:
            level(("judgements", name, "rating"), judgement.rating)
    for name, decision in given.discretion.items():
        level(("discretion", name, "to"), decision.to)
    modules = [standard.id for _, standard in standards.values() if standard.module]
    if given.module is not None and given.module not in modules:
        help = say("Delete it.")
        if modules:
            listed = say("Modules are: {modules}.", modules=", ".join(modules))
            help = side_by_side(file.suggest(given.module, modules), listed)
        file.add("inspection-module", ("module",), say("{place} has no such module.", place=framework.place), help)
    for name in given.judgements:
        if name in modules and name != given.module:
            file.add("inspection-module", ("judgements", name), say("The module {name} is judged but not chosen.", name=name),
                     say("Add module: {name}, or delete the judgement.", name=name), key=True)  # fmt: skip
    if not given.team and not given.published:
        file.add(
            "inspection-no-team",
            ("team",),
            say("The inspection names no team."),
            say("Add team: with the id and role of each member."),
            key=True,
        )
    ids: set[str] = set()
    for n, member in enumerate(given.team):
        if member.id in ids:
            file.add(
                "inspection-team",
                ("team", n, "id"),
                say("Two of the team share this id."),
                say("Give each an id of their own."),
            )
        ids.add(member.id)


def _sources(file: YamlFile, given: Inspection, framework: Framework, tally: Tally) -> None:
    for name, (domain, standard) in framework.standards().items():
        fed, counted, judged = tally.fed(standard), name in given.counts, name in given.judgements
        if fed and counted:
            file.add("inspection-cases-and-counts", ("counts", name), say("Cases feed {name} already.", name=name),
                     say("Keep the cases or the counts."), key=True)  # fmt: skip
        if judged and (fed or counted) and not given.published:
            graded = (
                say("{name} is graded from cases.", name=name)
                if fed
                else say("{name} is graded from counts.", name=name)
            )
            file.add("inspection-judged-and-counted", ("judgements", name), graded,
                     say("Delete the judgement; to depart from the figures use discretion."), key=True)  # fmt: skip
        if counted:
            _counts(file, given, framework, name, standard.key_questions or [name], standard.source)
        gone = name if name in given.not_rated else domain.id if domain.id in given.not_rated else None
        if gone is not None and (judged or counted or fed):
            file.add("inspection-not-rated", ("not_rated", gone), say("{name} is declared not rated, and there is what would rate it.", name=name),
                     say("Delete one of the two."), key=True)  # fmt: skip


def _counts(file: YamlFile, given: Inspection, framework: Framework, name: str, known: list[str], source: str) -> None:
    if source != "cases":
        file.add(
            "inspection-counts",
            ("counts", name),
            say("{name} is judged, not counted.", name=name),
            say("Enter it under judgements."),
            key=True,
        )
        return
    for key, count in given.counts[name].items():
        if key not in known:
            listed = say("Key questions are: {known}.", known=", ".join(known))
            help = side_by_side(file.suggest(key, known), listed)
            file.add(
                "inspection-counts",
                ("counts", name, key),
                say("{name} has no such key question.", name=name),
                help,
                key=True,
            )
        for part in ("yes", "no", "na"):
            if getattr(count, part) < 0:
                file.add(
                    "inspection-counts", ("counts", name, key, part), say("A count is 0 or more."), say("Correct it.")
                )
    for key in known:
        judged = key in framework.key_questions and framework.key_questions[key].judged
        if key not in given.counts[name] and not judged:
            file.add("inspection-counts", ("counts", name), say("Counts for {key} are missing.", key=key),
                     say("Add {key}: {{yes: 0, no: 0, na: 0}} with its figures.", key=key), key=True)  # fmt: skip


def _decisions(file: YamlFile, given: Inspection) -> None:
    members = {member.id for member in given.team}
    signed = [(("discretion", name, "panel", n), who)
              for name, decision in given.discretion.items() for n, who in enumerate(decision.panel)]  # fmt: skip
    for path, who in signed:
        if who not in members:
            help = say("Use an id of the team, or add the member to it.")
            file.add("inspection-team", path, say("This panel member is not of the team."), help)
    for n, sign in enumerate(given.sign_off):
        if sign.by not in members:
            help = say("Use an id of the team, or add the member to it.")
            file.add("inspection-team", ("sign_off", n, "by"), say("Who signs off is not of the team."), help)
    if given.published:
        return
    for name, judgement in given.judgements.items():
        if not (judgement.rationale or "").strip():
            file.add("inspection-rationale", ("judgements", name), say("{name} has no rationale.", name=name),
                     say("Say in two or three sentences why this grade and not the next."), key=True)  # fmt: skip
        if not sources_of(judgement):
            file.add("inspection-sources", ("judgements", name), say("{name} names no sources.", name=name),
                     say("List what it rests on: documents, interviews, meetings."), key=True)  # fmt: skip


def discretion(file: YamlFile, rating: Rating) -> None:
    """Note every use of discretion that the figures do not allow; the proposed grade then stands."""
    refused = dict(rating.refused)
    for name in rating.inspection.discretion:
        if name in refused:
            file.add("inspection-discretion", ("discretion", name, "to"), tell(refused[name], rating.framework),
                     say("The grade that the figures propose stands; delete the decision or correct it."))  # fmt: skip
            continue
        node = rating.standard(name)
        if node is not None and node.reason.code == "discretion-exception":
            file.add("inspection-exception", ("discretion", name, "exception"), say("{name} departs from the figures outside the margin, as an exception.", name=name),
                     say("Let the reason for the exception convince somebody who was not there."), key=True)  # fmt: skip
        if node is not None and node.source == "judgement":
            file.add("inspection-discretion", ("discretion", name), say("{name} is judged: there are no figures to depart from.", name=name),
                     say("Change the judgement itself."), key=True)  # fmt: skip
        elif node is not None and node.rating is None:
            file.add("inspection-discretion", ("discretion", name), say("{name} is not rated: there is nothing to depart from.", name=name),
                     say("Delete it."), key=True)  # fmt: skip
