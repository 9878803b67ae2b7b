"""``yotinspect questionset translate``: what a translation lacks, out to a translator and back, brought up to date."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yotinspect.cli.terminal import QUESTIONSETS, output, shown

if TYPE_CHECKING:
    from yotinspect.upkeep.translations import Brought, Translation

STATES = ("missing", "stale", "unmarked", "orphaned", "done")
_MEANS = {
    "missing": "not translated",
    "stale": "the English has changed since",
    "unmarked": "nobody said which English it was made from",
    "orphaned": "the English has no such text",
    "done": "up to date",
}

LANG = click.option("--lang", default="cy", show_default=True, metavar="LANG", help="Language of the translation.")


@click.group("translate")
def command() -> None:
    """See what a translation lacks, send it to a translator as a table, take it back, mark it as up to date."""


@command.command()
@click.argument("name", metavar="ID[@VERSION]")
@LANG
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print it.")  # fmt: skip
@QUESTIONSETS
def status(name: str, lang: str, form: str, folders: tuple[Path, ...]) -> int:
    """List what is missing, stale (the English has changed since), unmarked or left over in a translation."""
    translation = _opened(name, lang, folders)
    units = translation.units()
    counts: Counter[str] = Counter(unit.state for unit in units)
    if form == "json":
        rows = [{"where": ".".join(unit.path), "state": unit.state} for unit in units if unit.state != "done"]
        review = translation.texts.reviewed if translation.texts else None
        record = {
            "schema": 1, "questionset": str(translation.questions.place), "language": lang,
            "status": translation.texts.status if translation.texts else None,
            "reviewed": review.model_dump(mode="json") if review else None,
            "counts": {state: counts[state] for state in STATES}, "texts": rows,
        }  # fmt: skip
        click.echo(json.dumps(record, ensure_ascii=False, indent=1))
        return 0
    for unit in units:
        if unit.state != "done":
            click.echo(f"{unit.state:<9} {'.'.join(unit.path)}")
    for state in STATES:
        if counts[state]:
            click.echo(f"{counts[state]:>5}  {state} ({_MEANS[state]})")
    texts = translation.texts
    if texts is not None:
        by = f"reviewed by {shown(texts.reviewed.by)} on {texts.reviewed.on}" if texts.reviewed else "not reviewed yet"
        click.echo(f"Revision {texts.revision}, {texts.status}, {by}.")
    return 0


@command.command()
@click.argument("name", metavar="ID[@VERSION]")
@LANG
@click.option("--only", type=click.Choice(["all", "open"]), default="all", show_default=True,
              help="All texts, or only those that are not up to date.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["csv", "xlsx"]), help="[default: by the file's name, else csv]")
@output("Where to")
@QUESTIONSETS
def export(name: str, lang: str, only: str, form: str | None, target: Path, folders: tuple[Path, ...]) -> int:
    """Write a table with English and translation side by side, for a translator to fill in: CSV or XLSX."""
    from yotinspect.cli.files import write_document
    from yotinspect.exchange.sidebyside import to_csv, to_xlsx

    translation = _opened(name, lang, folders)
    units = [unit for unit in translation.units() if only == "all" or unit.state != "done"]
    form = form or ("xlsx" if target.suffix.lower() == ".xlsx" else "csv")
    write_document(target, to_xlsx(units, lang) if form == "xlsx" else to_csv(units))
    return 0


@command.command("import")
@click.argument("name", metavar="ID[@VERSION]")
@click.argument("table", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="TABLE")
@LANG
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@QUESTIONSETS
def import_(name: str, table: Path, lang: str, dry_run: bool, folders: tuple[Path, ...]) -> int:
    """Take a table back: each text goes where it belongs, and comments and everything else in the file stay."""
    from yotinspect.exchange.sidebyside import BadTableError, read_table
    from yotinspect.upkeep.translations import take_in

    translation = _opened(name, lang, folders)
    try:
        found = read_table(table.read_bytes(), str(table))
    except BadTableError as error:
        raise click.UsageError(str(error)) from None
    brought = take_in(translation, [(row.where, row.mark, row.translation, row.line) for row in found.rows])
    _write(translation, brought, dry_run)
    for line in brought.unknown:
        click.echo(
            f"{table}:{line}: there is no such text in {translation.questions.place}; the row was left out.", err=True
        )
    for where in brought.stale:
        click.echo(f"{where}: the English has changed since the table was made; it stays marked as stale.", err=True)
    if found.empty:
        click.echo(f"Rows without a translation, left as they were: {found.empty}.", err=True)
    return 1 if brought.unknown else 0


@command.command()
@click.argument("name", metavar="ID[@VERSION]")
@click.argument("texts", nargs=-1, metavar="[QUESTION|PATH...]")
@LANG
@click.option("--all", "everything", is_flag=True, help="Mark every text.")
@click.option(
    "--kind",
    type=click.Choice(["set", "framework"]),
    help="Which of the two, where both have that name.  [default: set]",
)
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@QUESTIONSETS
def sync(
    name: str,
    texts: tuple[str, ...],
    lang: str,
    everything: bool,
    kind: str | None,
    dry_run: bool,
    folders: tuple[Path, ...],
) -> int:
    """Mark texts as brought up to date with the English: those named, as R-A2; else those that have no mark yet.

    Of a framework, whose languages stand side by side, all words of the language are marked at once.
    """
    from yotinspect.upkeep.translations import CannotTranslateError
    from yotinspect.upkeep.translations import sync as marked

    if kind == "framework" or (kind is None and _is_framework(name, folders)):
        return _sync_framework(name, lang, dry_run, folders)
    translation = _opened(name, lang, folders)
    try:
        brought = marked(translation, texts, everything=everything)
    except CannotTranslateError as error:
        raise click.UsageError(str(error)) from None
    _write(translation, brought, dry_run)
    return 0


def _is_framework(name: str, folders: tuple[Path, ...]) -> bool:
    from yotinspect.library import FRAMEWORKS, Library

    library = Library(folders)
    return library.newest("questionsets", name) is None and library.newest(FRAMEWORKS, name) is not None


def _sync_framework(name: str, lang: str, dry_run: bool, folders: tuple[Path, ...]) -> int:
    from yotinspect.digests import framework_english
    from yotinspect.library import FRAMEWORKS, Library
    from yotinspect.writing import write_whole
    from yotinspect.yamledit import Edits
    from yotinspect.yamlfile import SET_LIMIT, read

    library = Library(folders)
    place = library.newest(FRAMEWORKS, name)
    path = library.home(FRAMEWORKS, place) if place else None
    if path is None:
        raise click.UsageError(f"There is no framework '{name}'. {library.near(FRAMEWORKS, name)}")
    file = read(path, confidential=False, limit=SET_LIMIT)
    if lang not in (file.root.get("translations") or {}):
        raise click.UsageError(f"{place} has no translations in '{lang}': add it under 'translations'.")
    edits = Edits(file)
    edits.set(("translations", lang, "made_from"), framework_english(file.root))
    data = edits.result()
    if dry_run or data == file.data:
        click.echo("Nothing was written.", err=True)
        return 0
    write_whole(path, data, was=file.data)
    click.echo(f"Written: {path}", err=True)
    return 0


def _opened(name: str, lang: str, folders: tuple[Path, ...]) -> Translation:
    from yotinspect.library import Library
    from yotinspect.upkeep.translations import CannotTranslateError, open_translation

    if lang == "en":
        raise click.UsageError("English is what translations are made from: name another language, as --lang cy.")
    library = Library(folders)
    place = library.newest("questionsets", name)
    questions = library.questionset(place)[0] if place else None
    if questions is None:
        raise click.UsageError(f"There is no usable question set '{name}'. {library.near('questionsets', name)}")
    try:
        return open_translation(library, questions, lang)
    except CannotTranslateError as error:
        raise click.UsageError(str(error)) from None


def _write(translation: Translation, brought: Brought, dry_run: bool) -> None:
    from yotinspect.writing import FileChangedError, write_whole

    said = f"Changed: {len(brought.changed)}; added: {len(brought.added)}; marked: {brought.marked}."
    old = translation.file.data if translation.file else None
    if dry_run or brought.data == old:
        click.echo(f"{said} Nothing was written.", err=True)
        return
    try:
        write_whole(translation.path, brought.data, was=old)
    except FileChangedError:
        raise click.UsageError(f"'{translation.path}' was changed meanwhile; nothing was written. Try again.") from None
    except OSError as error:
        raise click.UsageError(f"'{translation.path}' cannot be written: {error.strerror}.") from None
    click.echo(f"{said} Written: {translation.path}", err=True)
    if brought.revision is not None:
        click.echo(f"It is now revision {brought.revision}.", err=True)
