"""``yotinspect questionset``: list, show and validate question sets and frameworks; write their schemas."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from yotinspect.cli import set_diff, set_export, set_release, set_translate
from yotinspect.cli.outputs import Outputs
from yotinspect.cli.publish import command as publish
from yotinspect.cli.terminal import (
    FAIL_ON,
    FORMATS,
    LANG,
    QUESTIONSETS,
    coloured,
    count_line,
    shown,
    status,
    style,
    width,
)
from yotinspect.findings import Severity, in_order

if TYPE_CHECKING:
    from yotinspect.library import Library
    from yotinspect.questions.sets import Item, QuestionSet
    from yotinspect.ratings.framework import Framework
    from yotinspect.upkeep.validation import Validated, Validator


@click.group("questionset", short_help="List, show and validate question sets and frameworks.")
def command() -> None:
    """List, show and validate question sets and frameworks, and write the JSON Schemas of all files."""


for part in (set_diff.command, set_export.command, set_release.command, set_translate.command, publish):
    command.add_command(part)


@command.command("list")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print it."
)
@click.option("--where", is_flag=True, help="Print the folder of the sets that came with the program, and stop.")
@QUESTIONSETS
def list_(form: str, where: bool, folders: tuple[Path, ...]) -> int:
    """List every question set and framework with its version, status and languages."""
    from yotinspect.library import Library, shipped

    if where:
        click.echo(shipped("questionsets"))
        return 0
    rows = _rows(Library(folders))
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for row in rows:
            name = f"{row['id']}@{row['version']}"
            texts = ", ".join(
                f"{lang} ({found})" for lang, found in sorted(row["texts"].items(), key=lambda t: t[0] != "en")
            )
            click.echo(f"{name:<36}{row['kind']:<14}{row['status']:<11}{texts}")
    return 0


def _rows(library: Library) -> list[dict[str, Any]]:
    from yotinspect.library import FRAMEWORKS

    rows = []
    for place in library.places("questionsets"):
        questions, _ = library.questionset(place)
        found = questions.heading.status if questions else "invalid"
        texts: dict[str, str] = {}
        if questions is not None:
            texts = {name: questions.texts[name].status for name in sorted(questions.texts)}
        rows.append(_row(place, "questionset", found, texts, questions.digest if questions else None))
    for place in library.places(FRAMEWORKS):
        framework, digest, _ = library.framework(place)
        texts = _translations(framework) if framework else {}
        rows.append(_row(place, "framework", framework.status if framework else "invalid", texts, digest))
    return rows


def _translations(framework: Framework) -> dict[str, str]:
    """The languages of a framework with how far its words in each are; English goes with the framework itself."""
    known = {name: framework.translations.get(name) for name in sorted(framework.title)}
    drafts: dict[str, str] = {name: found.status if found else "draft" for name, found in known.items()}
    return drafts | {"en": framework.status}


def _row(place: Any, kind: str, found: str, texts: dict[str, str], digest: str | None) -> dict[str, Any]:
    return {
        "id": place.id,
        "version": place.version,
        "kind": kind,
        "status": found,
        "languages": sorted(texts),
        "texts": texts,
        "digest": digest,
    }


@command.command()
@click.argument("name", metavar="ID[@VERSION]")
@click.argument("questions", nargs=-1, metavar="[QUESTION...]")
@LANG
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print it."
)
@QUESTIONSETS
def show(name: str, questions: tuple[str, ...], lang: str, form: str, folders: tuple[Path, ...]) -> int:
    """Show a question set: every question with its guidance, or those named, as fji R-A2 P-AH."""
    from yotinspect.findings import did_you_mean
    from yotinspect.library import Library

    library = Library(folders)
    place = library.newest("questionsets", name)
    if place is None:
        raise click.UsageError(f"There is no question set of that name. {library.near('questionsets', name)}")
    found, _ = library.questionset(place)
    if found is None:
        raise click.UsageError(f"{place} has faults: run 'yotinspect questionset validate {place}'.")
    if lang not in found.texts:
        raise click.UsageError(f"{place} has no texts in '{lang}'. It has: {', '.join(sorted(found.texts))}.")
    for question in questions:
        if question not in found.items:
            near = did_you_mean(question, found.items)
            raise click.UsageError(f"{place} has no question of that id. {near}".strip())
    items = [item for item in found.items.values() if not questions or item.id in questions]
    if form == "json":
        click.echo(json.dumps(_set_record(found, items, lang), ensure_ascii=False, indent=1))
    else:
        _show_text(found, items, lang)
    return 0


def _set_record(found: QuestionSet, items: list[Item], lang: str) -> dict[str, Any]:
    words = found.text(lang)
    return {
        "schema": 1,
        "id": found.place.id,
        "version": found.place.version,
        "status": found.heading.status,
        "edition": found.heading.edition,
        "base": found.base,
        "language": lang,
        "text_status": words.status,
        "title": words.title,
        "description": words.description,
        "digest": found.digest,
        "areas": {area: words.areas[area] for area in found.areas},
        "stages": {stage: words.stages[stage] for stage in found.stages},
        "views": {view: words.views[view] for view in found.views},
        "details": [
            {
                "id": name,
                "type": detail.type,
                "view": detail.view,
                "required": detail.required,
                "label": words.details[name].label,
                "hint": words.details[name].hint,
                "values": {value: words.details[name].values[value] for value in detail.named},
                "min": detail.min,
                "max": detail.max,
                "when": _condition(detail.when),
            }
            for name, detail in found.details.items()
        ],
        "questions": [_question(found, item, lang) for item in items],
    }


def _question(found: QuestionSet, item: Item, lang: str) -> dict[str, Any]:
    words = found.text(lang)
    text = words.questions[item.id]
    return {
        "id": item.id,
        "text": text.text,
        "hint": text.hint,
        "guidance": dict(text.guidance),
        "scale": {
            "id": item.scale,
            "kind": item.kind,
            "answers": list(item.answers),
            "labels": found.labels(item.id, lang),
        },
        "when": _condition(item.when),
        "area": item.area,
        "stage": item.stage,
        "block": item.block,
        "view": item.view,
        "headline": item.headline,
        "themes": list(item.themes),
        "reasons": {reason: words.reasons[reason] for reason in item.reasons},
    }


def _condition(when: Any) -> Any:
    return None if when is None else when.model_dump(by_alias=True, exclude_none=True)


def _show_text(found: QuestionSet, items: list[Item], lang: str) -> None:
    import textwrap

    from yotinspect.catalogue import catalogue
    from yotinspect.questions.conditions import in_words
    from yotinspect.questions.guidance import part_label

    words, colour, room = found.text(lang), coloured(sys.stdout), width()
    click.echo(style(f"{words.title} ({found.place}, {found.heading.status})", colour, bold=True))
    for line in textwrap.wrap(words.description, room):
        click.echo(line)
    block = None
    for item in items:
        if item.block != block:
            block = item.block
            click.echo("\n" + style(words.blocks[block], colour, bold=True, underline=True))
        text = words.questions[item.id]
        head = f"{item.id}  {text.text}"
        click.echo()
        for n, line in enumerate(textwrap.wrap(head, room - 2, subsequent_indent=" " * (len(item.id) + 2))):
            click.echo(style(line, colour, bold=True) if n == 0 else line)
        _paragraph(text.hint, room)
        for part, said in text.guidance.items():
            _paragraph(f"{part_label(found, item, part, lang)}: {said}", room)
        if item.when is not None:
            condition = in_words(item.when, found, lang)
            _paragraph(catalogue(lang)("Asked when: {condition}.", condition=condition), room)


def _paragraph(text: str, room: int) -> None:
    import textwrap

    click.echo(
        "\n".join(textwrap.wrap(shown(" ".join(text.split())), room, initial_indent="    ", subsequent_indent="    "))
    )


@command.command()
@click.argument("targets", nargs=-1, metavar="[ID[@VERSION]|PATH...]")
@click.option("--explain", metavar="RULE", help="Say what a rule is about, with a good and a bad example, and stop.")
@FORMATS
@FAIL_ON
@QUESTIONSETS
def validate(
    targets: tuple[str, ...], explain: str | None, formats: tuple[str, ...], fail_on: str, folders: tuple[Path, ...]
) -> int:
    """Check question sets, their texts and frameworks: those named, those in a folder, or all.

    PATH is the folder of a set, its questionset.yaml, a text file, or the file of a framework. A comment
    '# ignore RULE: reason' on a line or directly above it silences a rule that is no error there.
    """
    from yotinspect.library import FRAMEWORKS
    from yotinspect.upkeep.validation import Validator

    if explain is not None:
        return _explain(explain)
    outputs = Outputs(formats)
    library = Validator(folders)
    checked: list[Validated] = []
    for kind in () if targets else ("questionsets", FRAMEWORKS):
        checked += [library.validate(kind, place) for place in library.places(kind)]
    for target in targets:
        if not Path(target).exists():
            checked += _check_name(library, target)
    checked += _check_paths(library, [Path(target) for target in targets if Path(target).exists()])
    findings = in_order(dict.fromkeys(finding for one in checked for finding in one.findings))
    ignored = sum(one.ignored for one in checked)
    outputs.add(findings)
    outputs.close()
    if outputs.text:
        counts: dict[Severity, int] = {}
        for finding in findings:
            counts[finding.severity] = counts.get(finding.severity, 0) + 1
        silenced = f"; {ignored} ignored" if ignored else ""
        click.echo(f"Checked: {len(checked)}; {count_line(counts)}{silenced}.", err=True)
    return status(findings, fail_on)


def _explain(rule: str) -> int:
    from yotinspect.findings import RULES, did_you_mean
    from yotinspect.rulebook import page

    if rule not in RULES:
        near = did_you_mean(rule, RULES) or "Rules stand in brackets after each finding."
        raise click.UsageError(f"There is no rule '{rule}'. {near}")
    click.echo(shown(page(rule, width())), nl=False)
    return 0


def _check_name(library: Validator, name: str) -> list[Validated]:
    from yotinspect.library import FRAMEWORKS

    kinds = ("questionsets", FRAMEWORKS)
    places = [(kind, place) for kind in kinds if (place := library.newest(kind, name)) is not None]
    if not places:
        raise click.UsageError(f"There is no set, framework or file '{name}'. {library.near('questionsets', name)}")
    return [library.validate(kind, place) for kind, place in places]


def _check_paths(library: Validator, paths: list[Path]) -> list[Validated]:
    from yotinspect.upkeep.sources import Beside, sources

    named = sources(paths)
    for path in named.nothing:
        raise click.UsageError(f"There is no questionset.yaml and no framework in '{path}'.")
    beside = Beside(library)
    checked = [beside.of(home).validate_set(home) for home in named.sets]
    return checked + [beside.of(file).validate_framework(file) for file in named.frameworks]


@command.command()
@click.argument("kind", required=False, metavar="[KIND]")
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="A file for one schema, a folder for all.",
)
def schema(kind: str | None, target: Path | None) -> int:
    """Write the JSON Schema of a KIND of file: case, inspection, framework, questionset or texts; of all without KIND.

    Editors that know YAML use them to complete and check as you type.
    """
    from yotinspect.cli.files import write_document
    from yotinspect.exchange.schemas import KINDS, schema_text

    if kind is not None and kind not in KINDS:
        raise click.UsageError(f"There is no schema of '{kind}'. There are: {', '.join(KINDS)}.")
    if kind is not None:
        write_document(target or Path("-"), schema_text(kind).encode())
        return 0
    folder = target or Path()
    if not folder.is_dir():
        raise click.UsageError(f"There is no folder '{folder}'.")
    for name in KINDS:
        write_document(folder / f"{name}.schema.json", schema_text(name).encode())
    return 0
