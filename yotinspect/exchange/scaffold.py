"""Files to begin with, to be filled in with an editor: every key stands there, with what it is for beside it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence

from yotinspect.catalogue import Catalogue, catalogue
from yotinspect.questions.model import Detail, Texts
from yotinspect.questions.sets import QuestionSet
from yotinspect.ratings.framework import Framework
from yotinspect.ratings.words import SOURCE_KINDS, word
from yotinspect.yamledit import WIDTH, Value, written


def inspection_text(name: str, yot: str, framework: Framework, asked: Sequence[str] = (), language: str = "en") -> str:
    """An ``inspection.yaml`` for a framework, with a place for every judgement it needs.

    ``asked`` are the sets that its judged standards can be looked at with; comments are in the language.
    """
    _ = catalogue(language)
    parts = ", ".join(f"{part}: 86" for part in dict.fromkeys(d.caseload for d in framework.domains) if part)
    elsewhere = _("a different YOT")
    lines = [
        "# yaml-language-server: $schema=.schemas/inspection.schema.json",
        "#",
        _(
            "# {title}. Fill in what is empty; yotinspect assess and rate say what is missing.",
            title=word(framework.title, language),
        ),
        _("# Never write the name, date of birth or address of a child here or in a case file."),
        "",
        f"inspection: {name}",
        f"yot: {quoted(yot)}",
        f"programme: {framework.programme}",
        f"framework: {framework.place}",
        "# fieldwork: {from: 2019-03-04, to: 2019-03-08}",
        "caseload: {}                          "
        + _("# from which the cases were drawn, as {example}", example=f"{{{parts or 'court: 86'}}}"),
        "",
        "team:",
        "  - {id: li-1, role: lead_inspector}",
        f"  # - {{id: la-2, role: local_assessor, home_yot: {elsewhere}}}",
    ]
    modules = [standard.id for _, standard in framework.standards().values() if standard.module]
    if modules:
        lines += ["", f"# module: {modules[0]}      " + _("# one of: {names}", names=", ".join(modules))]
    judged = [standard for _, standard in framework.standards().values() if standard.source == "judgement"]
    counted = [
        standard
        for _, standard in framework.standards().values()
        if standard.source == "cases" and standard.key_questions
    ]
    if judged:
        levels = ", ".join(level.id for level in framework.levels)
        if framework.partners:
            lines += _partners(framework, _)
        if asked:
            lines += [
                "",
                _("# What judged standards are asked by; 'yotinspect questionset show' prints the questions."),
            ]
            lines.append(f"questionsets: [{', '.join(asked)}]")
        rating = "rating: , " if framework.levels else ""
        lines += [
            "",
            _("# Ratings: {levels}.", levels=levels)
            if levels
            else _("# Without ratings: what was found stands in the rationale."),
        ]
        lines += [_("# Kinds of source: {kinds}.", kinds=", ".join(SOURCE_KINDS)), "judgements:"]
        for standard in judged:
            sources = "sources: [{kind: document, what: ...}, {kind: interview, what: ...}]"
            lines.append(
                f'  # "{standard.id}": {{{rating}rationale: "...", {sources}}}    # {word(standard.label, language)}'
            )
    if counted:
        lines += ["", _("# In place of cases, where there are only totals; never both for one standard."), "counts:"]
        questions = ", ".join(f"{name}: {{yes: 0, no: 0, na: 0}}" for name in counted[0].key_questions)
        lines.append(f'  # "{counted[0].id}": {{{questions}}}')
    if framework.rules.shrink is not None:
        lines += ["", "not_rated:", '  # "3": ' + _("why this domain is not rated")]
    if framework.rules.discretion is not None:
        lines += ["", _("# The panel departs from what the figures propose."), "discretion:"]
        example = counted[0].id if counted else next(iter(framework.standards()))
        lines.append(f'  # "{example}": {{to: good, rationale: "...", panel: [li-1], agreed: 2019-03-29}}')
    if framework.rules.sign_off is not None:
        lines += ["", _("# Until then the rating is provisional."), "sign_off:", "  # - {by: li-1, date: 2019-04-02}"]
    return "\n".join(lines) + "\n"


def _partners(framework: Framework, _: Catalogue) -> Iterator[str]:
    """A line for each partner inspectorate, with what it may contribute to."""
    yield from (
        "",
        _("# Partner inspectorates, their members of the team, and what they contribute to which area."),
        "partners:",
    )
    for name, partner in framework.partners.items():
        part = ", ".join(f'{standard}: "..."' for standard in partner.standards)
        yield f'  # {name}: {{inspectorate: "...", members: [pi-1], contributes: {{{part}}}}}'


def case_text(
    case: str,
    questions: QuestionSet,
    assessor: str,
    assessed: datetime.date | str | None,
    language: str = "en",
    *,
    role: str = "first",
    details: Mapping[str, Value] | None = None,
    answers: Mapping[str, Mapping[str, Value]] | None = None,
) -> str:
    """A case file with every detail and question of a set, its wording above it; empty but for what is given.

    ``answers``: by question what stands under it (``answer``, ``evidence``, ``reasons``, ``note``). Comments are in the language, and
    wordings in English where the set has none in it.
    """
    _, words = catalogue(language), _words(questions, language)
    first = next(iter(questions.items))
    show = f"yotinspect questionset show {questions.place} {first}" + (
        "" if language == "en" else f" --lang {language}"
    )
    lines = [
        "# yaml-language-server: $schema=../.schemas/case.schema.json",
        "#",
        _("# {title}. Guidance: {command}", title=words.title, command=show),
        _(
            "# Write yes, no or na after the colon; evidence goes with it: {example}",
            example=f'{first}: {{answer: no, evidence: "...", reasons: []}}',
        ),
        _(
            "# Leave empty what is not answered yet, and what this case is not asked. No names, dates of birth or addresses."
        ),
        "",
        *written("case", case, 0),
        f"questionset: {questions.place}",
        *written("assessor", assessor, 0),
        *written("assessed", str(assessed) if assessed else None, 0),
        *(written("role", role, 0) if role != "first" else ()),
        "",
        "details:",
    ]
    for name, detail in questions.details.items():
        lines += [f"  # {words.details[name].label}: {_what_fits(detail, _)}"]
        lines += written(name, (details or {}).get(name), 2)
    lines += ["", "answers:"]
    lines += _answers(questions, language, answers or {})
    return "\n".join(lines) + "\n"


def _words(questions: QuestionSet, language: str) -> Texts:
    return questions.texts.get(language) or questions.text("en")


def _what_fits(detail: Detail, _: Catalogue) -> str:
    """What may stand at a detail, in words and the codes of its values."""
    values = ", ".join(detail.values)
    if detail.type == "yes_no":
        values = "yes, no"
    elif detail.type == "date":
        values = _("a date, as 2016-04-05")
    elif detail.type == "integer":
        values = _("a number from {low} to {high}", low=detail.min, high=detail.max)
    elif detail.type == "text":
        values = _("text")
    elif detail.type == "choices":
        values = _("one or more, as [a, b]: {values}", values=values)
    return _("{values}; every case needs it", values=values) if detail.required else values


def _answers(questions: QuestionSet, language: str, given: Mapping[str, Mapping[str, Value]]) -> Iterator[str]:
    _, words = catalogue(language), _words(questions, language)
    block = None
    for item in questions.in_view_order():
        if item.block != block:
            block = item.block
            yield ""
            yield f"  # --- {words.blocks[block]} ---"
        line = f"  # {words.questions[item.id].text} ({', '.join(item.answers)})"
        yield line if item.when is None else line + " " + _("Not asked in every case.")
        yield from _answer(item.id, given.get(item.id) or {})


def _answer(name: str, given: Mapping[str, Value]) -> list[str]:
    """The shortest form that says it: the answer alone, in braces on one line, or a line for each part."""
    if not given.keys() - {"answer"}:
        return written(name, given.get("answer"), 2)
    flow = written(name, given, 2, flow=True)
    short = len(flow[0]) <= WIDTH and not any(isinstance(text, str) and "\n" in text for text in given.values())
    return flow if short else written(name, given, 2)


def quoted(text: str) -> str:
    """Text as a YAML scalar that stays what it is."""
    import json

    return json.dumps(text, ensure_ascii=False)
