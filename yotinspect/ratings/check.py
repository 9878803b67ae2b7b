"""Hold an inspection against its framework and its cases: what cannot be, and what is missing to defend it."""

from __future__ import annotations

from yotinspect.questions.model import Programme
from yotinspect.ratings.framework import Framework
from yotinspect.ratings.inspection import Inspection
from yotinspect.ratings.rate import Rating
from yotinspect.ratings.tally import Tally
from yotinspect.ratings.words import say
from yotinspect.yamlfile import YamlFile

_FEEDS: dict[Programme, tuple[Programme, ...]] = {"graded": ("graded",), "fji": ("fji",), "sqs": ("sqs",)}


def inspection(file: YamlFile, given: Inspection, framework: Framework, tally: Tally) -> None:
    """Note what the inspection file says that its framework, its cases or itself contradict."""
    if given.programme not in _FEEDS[framework.programme]:
        file.add("inspection-programme", ("framework",), f"{framework.place} is for the programme {framework.programme}.",
                 f"Name a framework for {given.programme}, or correct the programme.")  # fmt: skip
    _names(file, given, framework)
    _sources(file, given, framework, tally)
    _decisions(file, given, framework)
    if given.fieldwork is not None and given.fieldwork.end < given.fieldwork.start:
        file.add("inspection-dates", ("fieldwork", "to"), "Fieldwork ends before it begins.", "Correct one of the two.")
    if given.fieldwork is not None:
        for name, decision in given.discretion.items():
            if decision.agreed is not None and decision.agreed < given.fieldwork.start:
                file.add("inspection-dates", ("discretion", name, "agreed"), "This was agreed before fieldwork began.",
                         "Correct one of the two.")  # fmt: skip
    if given.caseload and len(set(tally.counted)) > sum(given.caseload.values()):
        file.add("inspection-caseload", ("caseload",), "More cases were assessed than the caseload holds.",
                 "Correct the caseload, or look for cases of another inspection.", key=True)  # fmt: skip


def _names(file: YamlFile, given: Inspection, framework: Framework) -> None:
    standards, levels = framework.standards(), [level.id for level in framework.levels]
    domains = [domain.id for domain in framework.domains]

    def level(path: tuple[str, ...], name: str) -> None:
        if name not in levels:
            listed = (
                f"{framework.place} has: {', '.join(levels)}." if levels else f"{framework.place} gives no ratings."
            )
            file.add(
                "inspection-level",
                path,
                "This is no rating of the framework.",
                f"{file.suggest(name, levels)} {listed}".strip(),
            )

    for section, names in (
        ("judgements", given.judgements),
        ("discretion", given.discretion),
        ("counts", given.counts),
    ):
        for name in names:
            if name not in standards:
                help = file.suggest(name, standards) or f"Standards are: {', '.join(standards)}."
                file.add(
                    "inspection-standard", (section, name), f"{framework.place} has no such standard.", help, key=True
                )
    for name in given.not_rated:
        if name not in standards and name not in domains:
            help = f"Name a domain ({', '.join(domains)}) or a standard ({', '.join(standards)})."
            file.add(
                "inspection-standard",
                ("not_rated", name),
                f"{framework.place} has no such domain or standard.",
                help,
                key=True,
            )
    for name, judgement in given.judgements.items():
        level(("judgements", name, "rating"), judgement.rating)
    for name, decision in given.discretion.items():
        level(("discretion", name, "to"), decision.to)
    modules = [standard.id for _, standard in standards.values() if standard.module]
    if given.module is not None and given.module not in modules:
        help = f"{file.suggest(given.module, modules)} Modules are: {', '.join(modules)}." if modules else "Delete it."
        file.add("inspection-module", ("module",), f"{framework.place} has no such module.", help.strip())
    for name in given.judgements:
        if name in modules and name != given.module:
            file.add("inspection-module", ("judgements", name), f"The module {name} is judged but not chosen.",
                     f"Add module: {name}, or delete the judgement.", key=True)  # fmt: skip
    if not given.team and not given.published:
        file.add(
            "inspection-no-team",
            ("team",),
            "The inspection names no team.",
            "Add team: with the id and role of each member.",
            key=True,
        )
    ids: set[str] = set()
    for n, member in enumerate(given.team):
        if member.id in ids:
            file.add(
                "inspection-team", ("team", n, "id"), "Two of the team share this id.", "Give each an id of their own."
            )
        ids.add(member.id)


def _sources(file: YamlFile, given: Inspection, framework: Framework, tally: Tally) -> None:
    for name, (domain, standard) in framework.standards().items():
        fed, counted, judged = tally.fed(standard), name in given.counts, name in given.judgements
        if fed and counted:
            file.add("inspection-cases-and-counts", ("counts", name), f"Cases feed {name} already.",
                     "Keep the cases or the counts.", key=True)  # fmt: skip
        if judged and (fed or counted) and not given.published:
            what = "cases" if fed else "counts"
            file.add("inspection-judged-and-counted", ("judgements", name), f"{name} is graded from {what}.",
                     "Delete the judgement; to depart from the figures use discretion.", key=True)  # fmt: skip
        if counted:
            _counts(file, given, name, standard.key_questions or [name], standard.source)
        gone = name if name in given.not_rated else domain.id if domain.id in given.not_rated else None
        if gone is not None and (judged or counted or fed):
            file.add("inspection-not-rated", ("not_rated", gone), f"{name} is declared not rated, and there is what would rate it.",
                     "Delete one of the two.", key=True)  # fmt: skip


def _counts(file: YamlFile, given: Inspection, name: str, known: list[str], source: str) -> None:
    if source != "cases":
        file.add(
            "inspection-counts",
            ("counts", name),
            f"{name} is judged, not counted.",
            "Enter it under judgements.",
            key=True,
        )
        return
    for key, count in given.counts[name].items():
        if key not in known:
            help = f"{file.suggest(key, known)} Key questions are: {', '.join(known)}.".strip()
            file.add("inspection-counts", ("counts", name, key), f"{name} has no such key question.", help, key=True)
        for part in ("yes", "no", "na"):
            if getattr(count, part) < 0:
                file.add("inspection-counts", ("counts", name, key, part), "A count is 0 or more.", "Correct it.")
    for key in known:
        if key not in given.counts[name]:
            file.add("inspection-counts", ("counts", name), f"Counts for {key} are missing.",
                     f"Add {key}: {{yes: 0, no: 0, na: 0}} with its figures.", key=True)  # fmt: skip


def _decisions(file: YamlFile, given: Inspection, framework: Framework) -> None:
    members = {member.id for member in given.team}
    for name, decision in given.discretion.items():
        for n, who in enumerate(decision.panel):
            if who not in members:
                help = "Use an id of the team, or add the member to it."
                file.add(
                    "inspection-team", ("discretion", name, "panel", n), "This panel member is not of the team.", help
                )
    if given.published:
        return
    for name, judgement in given.judgements.items():
        if not (judgement.rationale or "").strip():
            file.add("inspection-rationale", ("judgements", name), f"{name} has no rationale.",
                     "Say in two or three sentences why this grade and not the next.", key=True)  # fmt: skip
        if not judgement.sources:
            file.add("inspection-sources", ("judgements", name), f"{name} names no sources.",
                     "List what it rests on: documents, interviews, meetings.", key=True)  # fmt: skip


def discretion(file: YamlFile, rating: Rating) -> None:
    """Note every use of discretion that the figures do not allow; the proposed grade then stands."""
    language = "en"
    refused = dict(rating.refused)
    for name in rating.inspection.discretion:
        if name in refused:
            file.add("inspection-discretion", ("discretion", name, "to"), say(refused[name], rating.framework, language),
                     "The grade that the figures propose stands; delete the decision or correct it.")  # fmt: skip
            continue
        node = next((standard for _, standard in rating.standards if standard.id == name), None)
        if node is not None and node.source == "judgement":
            file.add("inspection-discretion", ("discretion", name), f"{name} is judged: there are no figures to depart from.",
                     "Change the judgement itself.", key=True)  # fmt: skip
        elif node is not None and node.rating is None:
            file.add("inspection-discretion", ("discretion", name), f"{name} is not rated: there is nothing to depart from.",
                     "Delete it.", key=True)  # fmt: skip
