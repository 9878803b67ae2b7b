"""``yotinspect new``: start an inspection or a case to fill in with an editor, or a question set."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yotinspect.catalogue import Catalogue, catalogue
from yotinspect.cli import new_set
from yotinspect.cli.files import write_document
from yotinspect.cli.terminal import LANG, QUESTIONSETS, shown

if TYPE_CHECKING:
    from yotinspect.library import Library
    from yotinspect.ratings.framework import Framework

#: The framework a programme begins with where none is named.
DEFAULTS = {"graded": "graded-2018", "fji": "fji", "sqs": "sqs", "local": "oversight"}
#: The question set that a case begins with where none is named.
SETS = {"graded": "fji", "fji": "fji", "sqs": "sqs", "local": "oversight"}


@click.group("new", short_help="Start an inspection, a case or a question set.")
def command() -> None:
    """Start an inspection, a case or a question set of your own: files to fill in with an editor."""


command.add_command(new_set.command)


@command.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER")
@click.option("--yot", required=True, metavar="NAME", help="The YOT that is inspected.")
@click.option(
    "--programme", type=click.Choice(list(DEFAULTS)), default="graded", show_default=True, help="Which programme."
)
@click.option("--framework", metavar="ID[@VERSION]", help="The framework to grade by.  [default: the programme's]")
@LANG
@QUESTIONSETS
def inspection(
    folder: Path, yot: str, programme: str, framework: str | None, lang: str, folders: tuple[Path, ...]
) -> int:
    """Start an inspection in FOLDER: inspection.yaml, a folder for its cases, and schemas for your editor."""
    from yotinspect.exchange.scaffold import inspection_text
    from yotinspect.exchange.schemas import schema_text
    from yotinspect.library import FRAMEWORKS, Library
    from yotinspect.workspace import CASES, INSPECTION

    _, library = catalogue(lang), Library(folders)
    name = framework or DEFAULTS[programme]
    place = library.newest(FRAMEWORKS, name)
    found = library.framework(place)[0] if place else None
    if found is None:
        near = _.again(library.near(FRAMEWORKS, name))
        raise click.UsageError(shown(_("There is no usable framework '{name}'. {near}", name=name, near=near)))
    if framework is not None and found.programme != programme:
        raise click.UsageError(
            _(
                "{place} is for the programme {programme}: add --programme {programme}.",
                place=found.place,
                programme=found.programme,
            )
        )
    _checked_id(folder.resolve().name, _)
    if (folder / INSPECTION).exists():
        raise click.UsageError(_("There is an inspection in '{folder}' already; nothing was changed.", folder=folder))
    _folder(folder / CASES, _)
    _folder(folder / ".schemas", _)
    for kind in ("case", "inspection"):
        write_document(folder / ".schemas" / f"{kind}.schema.json", schema_text(kind).encode(), quiet=True)
    text = inspection_text(folder.resolve().name, yot, found, _asked(library, found), lang)
    write_document(folder / INSPECTION, text.encode(), language=lang)
    click.echo(_("Next: yotinspect new case {folder} CASE-ID --assessor li-1", folder=folder), err=True)
    return 0


@command.command()
@click.argument("inspection", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="INSPECTION")
@click.argument("case", metavar="CASE-ID")
@click.option(
    "--set",
    "name",
    metavar="ID[@VERSION]",
    help="The question set.  [default: fji; sqs for a screening, oversight for local quality assurance]",
)
@click.option("--assessor", required=True, metavar="ID", help="Who assesses it: an id of the inspection's team.")
@click.option(
    "--date", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="The day it is assessed; else left empty."
)
@LANG
@QUESTIONSETS
def case(
    inspection: Path,
    case: str,
    name: str | None,
    assessor: str,
    date: datetime.datetime | None,
    lang: str,
    folders: tuple[Path, ...],
) -> int:
    """Start the case CASE-ID of an INSPECTION (its folder): a file with every question, to be filled in."""
    from yotinspect.exchange.scaffold import case_text
    from yotinspect.library import Library
    from yotinspect.workspace import CASES, INSPECTION

    _ = catalogue(lang)
    if not (inspection / INSPECTION).is_file():
        said = _("There is no inspection.yaml in '{folder}': run 'yotinspect new inspection' first.", folder=inspection)
        raise click.UsageError(said)
    library = Library(folders)
    chosen = name or SETS.get(_programme(inspection / INSPECTION) or "", "fji")
    place = library.newest("questionsets", chosen)
    questions = library.questionset(place)[0] if place else None
    if questions is None:
        near = _.again(library.near("questionsets", chosen))
        raise click.UsageError(shown(_("There is no usable question set '{name}'. {near}", name=chosen, near=near)))
    _checked_id(case, _)
    if f"{case.lower()}.yaml" == INSPECTION:
        raise click.UsageError(_("A case of that name would be taken for the inspection: choose another id."))
    _checked_id(assessor, _)
    target = inspection / CASES / f"{case}.yaml"
    if target.exists():
        raise click.UsageError(_("'{path}' is there already; nothing was changed.", path=target))
    _folder(target.parent, _)
    text = case_text(case, questions, assessor, date.date() if date else None, lang)
    write_document(target, text.encode(), language=lang)
    if lang not in questions.texts:
        click.echo(_("This question set has no text in this language: its questions stand in English."), err=True)
    said = _(
        "Next: yotinspect assess -i {path} asks its questions; or fill it in, then: yotinspect assess {path}",
        path=target,
    )
    click.echo(said, err=True)
    return 0


def _asked(library: Library, framework: Framework) -> list[str]:
    """The newest of each set that a judged standard can be looked at with."""
    from yotinspect.ratings.judged import judged_parts

    names = dict.fromkeys(name for part in judged_parts(framework).values() for name in part.sets)
    return [str(place) for name in names if (place := library.newest("questionsets", name)) is not None]


def _programme(path: Path) -> str | None:
    from yotinspect.yamlfile import read

    root = read(path, confidential=True).root
    return root.get("programme") if isinstance(root, dict) else None


def _checked_id(name: str, _: Catalogue) -> None:
    import re

    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,79}", name) is None:
        raise click.UsageError(_("An id has letters, digits, '_', '.' and '-', as EX-017; it never names a child."))


def _folder(path: Path, _: Catalogue) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise click.UsageError(_("'{path}' cannot be made: {why}.", path=path, why=error.strerror)) from None
