"""From ratings to pictures: what a report draws, and when it does not."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial

from yotinspect.ratings.explain import firm
from yotinspect.ratings.framework import Domain
from yotinspect.ratings.node import Node
from yotinspect.ratings.words import based, key_question_word, word
from yotinspect.reports.blocks import Figure, Grade, Row, Table
from yotinspect.reports.material import Material, alike
from yotinspect.reports.pictures import change, judgements, profile, published, scores, spread
from yotinspect.reports.pictures.picture import Band, Interval, Level, Picture, Sheet
from yotinspect.reports.pictures.picture import Table as Drawn
from yotinspect.reports.view import StandardView, grade_of


def _figure(
    material: Material, name: str, draw: Callable[[Sheet], Picture | None], *, table: bool = False
) -> list[Figure]:
    """A picture for a page and for paper; none where there is too little to draw. ``table``: with that it was drawn from,
    where no fuller one follows it.
    """
    draw_from, tell = material.rating.framework.rules.disclosure.draw_from, material.tell
    page = draw(Sheet(name, tell.language, draw_from))
    paper = draw(Sheet(name, tell.language, draw_from, concrete=True))
    if page is None or paper is None:
        return []
    drawn_from = _table(material, page.table, page.title) if table else None
    return [Figure(name, page.svg, paper.svg, tell.text(page.description), tell.text(page.caption), drawn_from)]


def _table(material: Material, table: Drawn, title: str) -> Table:
    tell = material.tell
    rows = tuple(Row(tuple(tell.text(cell) for cell in row)) for row in table.rows)
    return Table(tell.text(title), tuple(tell.text(cell) for cell in table.head), rows, "data")


def _level(grade: Grade | None) -> Level | None:
    return Level(grade.word, grade.symbol, grade.colour) if grade else None


def _levels(material: Material) -> tuple[Level, ...]:
    return tuple(Level(grade.word, grade.symbol, grade.colour) for grade in material.view.levels)


def profile_figure(material: Material) -> list[Figure]:
    """The profile of standards, where there are levels to place them at."""
    view = material.view
    if not view.rated:
        return []
    domains = tuple((str(domain.label), tuple(_standing(one) for one in domain.standards)) for domain in view.domains)
    data = profile.Profile(view.one, view.many, _levels(material), domains)
    return _figure(material, "picture-profile", partial(profile.profile, data))


def _standing(one: StandardView) -> profile.Standing:
    return profile.Standing(one.id if one.numbered else "", str(one.label), _level(one.grade))


def judgements_figure(material: Material, one: StandardView, node: Node) -> list[Figure]:
    """How often each key question of a standard was judged sufficient, with what that says of the whole caseload."""
    rating, framework, language = material.rating, material.rating.framework, material.tell.language
    rows = []
    for child in node.children:
        if child.figures is None:
            continue
        found = firm(rating, child, _domain(material, node).caseload)
        interval = Interval(found.low_percent, found.high_percent, found.confidence) if found else None
        rows.append(
            judgements.Judged(
                str(key_question_word(framework, child.id, language)), child.figures.yes, child.figures.no, child.figures.na,
                _level(grade_of(rating, child.rating, language)), interval,
                based(child.figures, framework, language), str(word(found.word.word, language)) if found else "",
            )
        )  # fmt: skip
    data = judgements.Judgements(str(one.label), (("", tuple(rows)),), _bands(material))
    return _figure(material, f"picture-{one.id}", partial(judgements.judgements, data))


def _domain(material: Material, node: Node) -> Domain:
    name = next(domain.id for domain, child in material.rating.standards if child.id == node.id)
    return next(one for one in material.rating.framework.domains if one.id == name)


def _bands(material: Material) -> tuple[Band, ...]:
    rating, rule = material.rating, material.rating.framework.rules.percent
    bands = []
    for band in rule.bands if rule else ():
        level = _level(grade_of(rating, band.level, material.tell.language))
        assert level is not None
        bands.append(Band(level, Fraction(band.start)))
    return tuple(bands)


def change_figure(material: Material) -> list[Figure]:
    """From which level to which each standard moved since the inspection before."""
    before = material.previous
    if before is None or not material.view.rated:
        return []
    now, old = material.rating.framework, before.framework
    then = {node.id: node for _domain, node in before.standards if alike(now, old, node.id)}
    language = material.tell.language
    domains = []
    for domain in material.view.domains:
        moved = tuple(
            change.Moved(
                one.id if one.numbered else "", str(one.label),
                _level(grade_of(before, then[one.id].rating, language)) if one.id in then else None,
                _level(one.grade), new=one.id not in then,
            )
            for one in domain.standards
        )  # fmt: skip
        domains.append((str(domain.label), moved))
    data = change.Change(
        material.view.one, material.view.many, before.inspection.inspection, _levels(material), tuple(domains)
    )
    return _figure(material, "picture-change", partial(change.change, data))


def published_figures(material: Material) -> list[Figure]:
    """How often each overall score was published of many services, or each overall rating, beside the one given here."""
    rating, view, language, figures = material.rating, material.view, material.tell.language, []
    levels_by_word = {level.word: level for level in _levels(material)}
    bands = tuple((levels_by_word[label], low, high) for label, low, high in view.score_bands if low <= high)
    for n, one in enumerate(material.published):
        label, name = str(word(one.label, language)), f"picture-published-{n}"
        if one.scores and view.score is not None and view.max is not None and one.points == view.max:
            scored = scores.Scores(view.yot, view.score, view.max, bands, tuple(one.scores.items()), label)
            figures += _figure(material, name, partial(scores.scores, scored), table=True)
            continue
        levels = [
            (grade_of(rating, level.id, language), one.levels.get(level.id))
            for level in reversed(rating.framework.levels)
        ]
        data = published.Among(
            label, one.services,
            tuple((Level(grade.word, grade.symbol, grade.colour), number) for grade, number in levels if grade),
            view.yot, _level(view.overall),
        )  # fmt: skip
        figures += _figure(material, name, partial(published.published, data), table=True)
    return figures


def spread_figure(material: Material, name: str, data: spread.Spread) -> list[Figure]:
    """How often work was judged sufficient in each group of cases."""
    return _figure(material, name, partial(spread.spread, data))
