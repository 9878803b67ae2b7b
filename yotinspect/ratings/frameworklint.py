"""What can be wrong with a framework that its model alone cannot see: levels, bands, and names used twice or for nothing."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise
from typing import Any

from yotinspect.ratings.framework import Framework, Standard
from yotinspect.yamlfile import YamlFile

At = tuple[Any, ...]


def lint(file: YamlFile, framework: Framework) -> None:
    """Note levels that do not exist, bands that leave a gap, and names that are used twice or for nothing."""
    levels = [level.id for level in framework.levels]

    def known(path: tuple[Any, ...], name: str) -> None:
        if name not in levels:
            help = file.suggest(name, levels) or f"The levels are {', '.join(levels)}."
            file.add("framework-level", path, f"There is no level {name}.", help)

    rules = framework.rules
    if rules.percent is not None:
        at: tuple[Any, ...] = ("rules", "percent", "bands")
        for n, band in enumerate(rules.percent.bands):
            known((*at, n, "level"), band.level)
        _rising(file, at, "from", [band.start for band in rules.percent.bands], first=Fraction(0), last=None)
        _in_order(file, at, levels, [band.level for band in rules.percent.bands])
    for name, rule in (("domain", rules.domain), ("overall", rules.overall)):
        if rule.rule != "sum_of_scores":
            continue
        at = ("rules", name, "bands")
        for n, fraction_band in enumerate(rule.bands):
            known((*at, n, "level"), fraction_band.level)
        _rising(file, at, "up_to", [band.up_to for band in rule.bands], first=None, last=Fraction(1))
        _in_order(file, at, levels, [band.level for band in rule.bands])
        if not any((level.score or 0) > 0 for level in framework.levels):
            file.add(
                "framework-level",
                ("levels",),
                "No level has a score above 0 to sum.",
                "Give the best the highest score.",
                key=True,
            )
        for n, level in enumerate(framework.levels):
            if level.score is None:
                file.add(
                    "framework-level", ("levels", n), f"The level {level.id} has no score to sum.", "Give it a score."
                )
    _scores(file, framework)
    for word, published in framework.published_as.items():
        known(("published_as", word, "level"), published.level)
    if rules.firmness is not None:
        starts = [word.start for word in rules.firmness.words]
        _rising(file, ("rules", "firmness", "words"), "from", starts, first=Fraction(0), last=None)
    _names(file, framework)
    _partners(file, framework)


def _in_order(file: YamlFile, at: At, levels: list[str], named: list[str]) -> None:
    """Note bands whose level does not lie above that of the band before: a higher figure would give no higher grade."""
    for n, (below, level) in enumerate(pairwise(named), start=1):
        if below in levels and level in levels and levels.index(level) <= levels.index(below):
            file.add("framework-bands", (*at, n, "level"), f"{level} does not lie above {below}, the level of the band before.",
                     "List bands in the order of the levels, each level once.")  # fmt: skip


def _scores(file: YamlFile, framework: Framework) -> None:
    """Note a level that scores less than the one below it: a better judgement would give a lower sum."""
    if not any(rule.rule == "sum_of_scores" for rule in (framework.rules.domain, framework.rules.overall)):
        return
    for n, (lower, higher) in enumerate(pairwise(framework.levels), start=1):
        if lower.score is not None and higher.score is not None and lower.score > higher.score:
            file.add("framework-level", ("levels", n, "score"), f"{higher.id} scores less than {lower.id}, the level below it.",
                     "List levels from the lowest, with scores that rise.")  # fmt: skip


def _partners(file: YamlFile, framework: Framework) -> None:
    """Note partners that are needed and do not exist, and standards and modules that they have no part in."""

    def known(path: At, name: str, names: Iterable[str], what: str) -> None:
        if name not in names:
            help = file.suggest(name, names) or f"There are: {', '.join(names)}."
            file.add("framework-names", path, f"There is no {what} {name}.", help)

    standards = framework.standards()
    for name, partner in framework.partners.items():
        for n, standard in enumerate(partner.standards):
            known(("partners", name, "standards", n), standard, standards, "standard")
    rule = framework.rules.partners
    if rule is None:
        return
    for n, name in enumerate(rule.always):
        known(("rules", "partners", "always", n), name, framework.partners, "partner")
    for module, names in rule.modules.items():
        if module not in standards or not standards[module][1].module:
            help = "Name a standard that is marked as a module."
            file.add(
                "framework-names",
                ("rules", "partners", "modules", module),
                f"There is no module {module}.",
                help,
                key=True,
            )
        for n, name in enumerate(names):
            known(("rules", "partners", "modules", module, n), name, framework.partners, "partner")


def _rising(
    file: YamlFile, at: tuple[Any, ...], key: str, bounds: list[Fraction], first: Fraction | None, last: Fraction | None
) -> None:
    if not bounds or (first is not None and bounds[0] != first):
        here = (*at, 0, key) if bounds else at
        file.add(
            "framework-bands",
            here,
            f"The lowest band does not begin at {first or 0}.",
            "Let every figure fall into a band.",
        )
    if bounds and last is not None and bounds[-1] != last:
        file.add(
            "framework-bands",
            (*at, len(bounds) - 1, key),
            f"The highest band does not end at {last}.",
            "Let every figure fall into a band.",
        )
    for n in range(1, len(bounds)):
        if bounds[n] <= bounds[n - 1]:
            file.add(
                "framework-bands",
                (*at, n, key),
                "This band does not lie above the one before.",
                "List bands from the lowest.",
            )


def _names(file: YamlFile, framework: Framework) -> None:
    seen: set[str] = set()

    def once(path: tuple[Any, ...], name: str) -> None:
        if name in seen:
            file.add(
                "framework-names",
                path,
                f"The id {name} is used already.",
                "Give each domain, standard and level an id of its own.",
            )
        seen.add(name)

    for n, level in enumerate(framework.levels):
        once(("levels", n, "id"), level.id)
    for d, domain in enumerate(framework.domains):
        once(("domains", d, "id"), domain.id)
        for s, standard in enumerate(domain.standards):
            at = ("domains", d, "standards", s)
            once((*at, "id"), standard.id)
            for k, name in enumerate(standard.key_questions):
                if name not in framework.key_questions:
                    help = file.suggest(name, framework.key_questions) or "Declare it under key_questions."
                    file.add("framework-names", (*at, "key_questions", k), f"There is no key question {name}.", help)
            for k, name in enumerate(standard.key_questions):
                if name in framework.key_questions and framework.key_questions[name].judged:
                    # Its id names its judgement in an inspection.
                    once((*at, "key_questions", k), name)
            _feeds(file, at, standard)
    for n, name in enumerate(framework.rules.shrink.always if framework.rules.shrink else ()):
        if name not in {domain.id for domain in framework.domains}:
            file.add(
                "framework-names", ("rules", "shrink", "always", n), f"There is no domain {name}.", "Name a domain."
            )


def _feeds(file: YamlFile, at: At, standard: Standard) -> None:
    """A standard fed by headlines needs a stage and key questions, one fed by questions an area; a judged one neither.

    The key questions of a judged standard come from sets: then it names both them and their area, else neither.
    """
    if standard.source == "judgement":
        clear = standard.fed_by is None and standard.stage is None and not standard.key_questions
        if not clear or bool(standard.sets) != (standard.area is not None):
            file.add("framework-names", at, f"It is not clear what feeds {standard.id}.",
                     "source: judgement needs no more, or sets and the area of theirs that asks its key questions.")  # fmt: skip
        return
    wanted = {"headlines": (True, False), "questions": (False, True), None: None}[standard.fed_by]
    has = (standard.stage is not None and bool(standard.key_questions), standard.area is not None)
    if has != wanted:
        file.add(
            "framework-names", at, f"It is not clear what feeds {standard.id}.",
            "source: cases needs fed_by: headlines with stage and key_questions, or fed_by: questions with area.",
        )  # fmt: skip
