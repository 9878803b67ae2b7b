"""``yotinspect new questionset``: start a set of one's own out of another, or the next version of a set."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from yotinspect.cli.files import write_document
from yotinspect.cli.terminal import QUESTIONSETS_TO_BE

if TYPE_CHECKING:
    from yotinspect.library import Library
    from yotinspect.questions.sets import QuestionSet
    from yotinspect.records import Place

_F = TypeVar("_F", bound=Callable[..., Any])


def _listed(context: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """Ids given one by one or with commas between them."""
    return tuple(dict.fromkeys(name for text in given for name in text.replace(",", " ").split()))


def _several(name: str, what: str) -> Callable[[_F], _F]:
    return click.option(f"--{name}", multiple=True, callback=_listed, metavar="ID[,ID...]", help=what)


@click.command("questionset")
@click.argument("name", metavar="ID@VERSION")
@click.option(
    "--base", metavar="ID[@VERSION]", help="Keep questions of this set: the new one names them and copies none."
)
@click.option("--from", "source", metavar="ID[@VERSION]", help="Copy this set: as its next version, or under an id of its own.")  # fmt: skip
@_several("areas", "Keep the questions of these areas, as reoffending.")
@_several("stages", "Keep the questions of these stages, as assessment.")
@_several("themes", "Keep the questions of these themes, as oversight.")
@_several("questions", "Keep these questions, as R-A1; beside areas, stages and themes, these as well.")
@click.option("--headlines", is_flag=True, help="Keep headlines alone.")
@click.option("--title", metavar="TEXT", help="Its English title.  [default: by the set it is made from]")
@click.option(
    "--folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
    help="Where your sets stand.  [default: where --from stands, else the first of --questionsets or the settings]",
)  # fmt: skip
@QUESTIONSETS_TO_BE
def command(
    name: str,
    base: str | None,
    source: str | None,
    areas: tuple[str, ...],
    stages: tuple[str, ...],
    themes: tuple[str, ...],
    questions: tuple[str, ...],
    headlines: bool,
    title: str | None,
    folder: Path | None,
    folders: tuple[Path, ...],
) -> int:
    """Start the question set ID@VERSION in a folder of your own, as DIR/ID/VERSION.

    With --base it keeps questions of another set and their words in every language, as they are; areas, stages and
    themes narrow down which, and what a kept question hangs on comes along. With --from it is a copy to change: the next
    version of that set, or, under another id, a set of its own.
    """
    from yotinspect.exchange import newset
    from yotinspect.library import Library
    from yotinspect.questions.pick import pick
    from yotinspect.yamledit import CannotEditError

    if (base is None) == (source is None):
        raise click.UsageError(
            "Say what it is made from: --base ID@VERSION to keep its questions, --from ID@VERSION to copy it."
        )
    if source is not None and (areas or stages or themes or questions or headlines):
        raise click.UsageError(
            "A copy has every question of the set: narrow down with --base, or delete from the copy."
        )
    place = _place(name)
    library = Library([*([folder] if folder else []), *folders])
    old = _old(library, base or source or "")
    if source is None:
        for kind, given, known in (("area", areas, old.areas), ("stage", stages, old.stages),
                                   ("theme", themes, old.themes), ("question", questions, old.items)):  # fmt: skip
            _known(old, kind, given, known)
    else:
        _later(place, old.place)
    target = _folder(library, old, folder, folders, copied=source is not None)
    if library.home("questionsets", place) is not None or (target / place.id / place.version).exists():
        raise click.UsageError(f"There is a set {place} already; nothing was changed.")
    counted = _counted(library, place)
    if source is None:
        picked = pick(old, questions=questions, areas=areas, stages=stages, themes=themes, headlines=headlines)
        if not picked.ids:
            raise click.UsageError(f"No question of {old.place} is all of that; nothing was written.")
        files = newset.selection(place, old, picked.ids, title=title, counted=counted)
        for needed, by in picked.added.items():
            click.echo(f"Kept as well, since {by} needs it: {needed}.", err=True)
    else:
        home = library.home("questionsets", old.place)
        assert home is not None
        try:
            files = newset.copy(place, home, old.place, title=title, counted=counted)
        except CannotEditError as error:
            raise click.UsageError(f"{old.place} cannot be copied: {error}") from None
    _write(target, place, files)
    _next(place, old, target, folders)
    return 0


def _place(name: str) -> Place:
    import re

    from yotinspect.records import Place

    shape = re.fullmatch(r"([a-z][a-z0-9-]{0,59})@((?:0|[1-9]\d{0,4})(?:\.(?:0|[1-9]\d{0,4})){2})", name, re.ASCII)
    if shape is None:
        raise click.UsageError("Name the new set as ID@VERSION, in small letters, as otherton-audit@1.0.0.")
    return Place(shape[1], shape[2])


def _old(library: Library, name: str) -> QuestionSet:
    place = library.newest("questionsets", name)
    if place is None:
        raise click.UsageError(f"There is no question set '{name}'. {library.near('questionsets', name)}")
    found = library.questionset(place)[0]
    if found is None:
        raise click.UsageError(f"{place} has faults: run 'yotinspect questionset validate {place}'.")
    return found


def _known(old: QuestionSet, kind: str, given: Collection[str], known: Collection[str]) -> None:
    from yotinspect.findings import did_you_mean

    for name in given:
        if name not in known:
            help = did_you_mean(name, known) or ("" if kind == "question" else f"There are: {', '.join(known)}.")
            raise click.UsageError(f"{old.place} has no {kind} '{name}'. {help}".rstrip())


def _later(place: Place, old: Place) -> None:
    from yotinspect.questions.changes import next_version
    from yotinspect.records import version_key

    if place.id == old.id and version_key(place.version) <= version_key(old.version):
        steps = ", ".join(next_version(old.version, step) for step in ("patch", "minor", "major"))
        raise click.UsageError(f"{place.version} does not come after {old.version}: call it one of {steps}.")


def _folder(
    library: Library, old: QuestionSet, folder: Path | None, folders: tuple[Path, ...], *, copied: bool
) -> Path:
    from yotinspect.library import shipped

    if folder is not None:
        return folder
    home = library.home("questionsets", old.place)
    assert home is not None
    stands = home.parent.parent
    # What came with an installed program is nobody's to add to; in a clone of the project it is the maintainers'.
    ours = stands == shipped("questionsets") and not stands.is_relative_to(Path.cwd())
    if copied and not ours:
        return stands
    if folders:
        return folders[0]
    raise click.UsageError("Name the folder of your own sets, as --folder sets.")


def _counted(library: Library, place: Place) -> bool:
    from yotinspect.library import FRAMEWORKS

    found = (library.framework(one)[0] for one in library.places(FRAMEWORKS))
    return any(place.id in standard.sets for framework in found if framework is not None
               for _, standard in framework.standards().values())  # fmt: skip


def _write(target: Path, place: Place, files: dict[str, bytes]) -> None:
    """The set whole, then what an editor completes by, where it is not there yet."""
    from yotinspect.exchange.schemas import schema_text

    home = target / place.id / place.version
    try:
        home.mkdir(parents=True)
        (target / "schemas").mkdir(exist_ok=True)
    except OSError as error:
        raise click.UsageError(f"'{home}' cannot be made: {error.strerror}.") from None
    for name, data in files.items():
        write_document(home / name, data)
    for kind in ("questionset", "texts", "framework"):
        schema = target / "schemas" / f"{kind}.schema.json"
        if not schema.exists():
            write_document(schema, schema_text(kind).encode(), quiet=True)


def _next(place: Place, old: QuestionSet, target: Path, folders: tuple[Path, ...]) -> None:
    from yotinspect.library import shipped

    known = target.resolve() in {folder.resolve() for folder in (*folders, shipped("questionsets"))}
    at = "" if known else f" --questionsets {target}"
    if not known:
        click.echo(
            f'So that every command finds it, write in yotinspect.toml: questionsets = ["{target.as_posix()}"]',
            err=True,
        )
    click.echo(f"Next: edit it, then: yotinspect questionset validate {place}{at}", err=True)
    if place.id == old.place.id:
        click.echo(f"      yotinspect questionset diff {old.place} {place}{at}", err=True)
