"""``yotinspect new questionset``: start a set of one's own out of another, or the next version of a set."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from yotinspect.catalogue import N_, Catalogue, catalogue
from yotinspect.cli.files import write_document
from yotinspect.cli.terminal import LANG, QUESTIONSETS_TO_BE, shown

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
@LANG
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
    lang: str,
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

    _ = catalogue(lang)
    if (base is None) == (source is None):
        raise click.UsageError(
            _("Say what it is made from: --base ID@VERSION to keep its questions, --from ID@VERSION to copy it.")
        )
    if source is not None and (areas or stages or themes or questions or headlines):
        raise click.UsageError(
            _("A copy has every question of the set: narrow down with --base, or delete from the copy.")
        )
    place = _place(name, _)
    library = Library([*([folder] if folder else []), *folders])
    old = _old(library, base or source or "", _)
    if source is None:
        for kind, given, known in (("area", areas, old.areas), ("stage", stages, old.stages),
                                   ("theme", themes, old.themes), ("question", questions, old.items)):  # fmt: skip
            _known(old, kind, given, known, _)
    else:
        _later(place, old.place, _)
    target = _folder(library, old, folder, folders, _, copied=source is not None)
    if library.home("questionsets", place) is not None or (target / place.id / place.version).exists():
        raise click.UsageError(_("There is a set {place} already; nothing was changed.", place=place))
    counted = _counted(library, place)
    if source is None:
        picked = pick(old, questions=questions, areas=areas, stages=stages, themes=themes, headlines=headlines)
        if not picked.ids:
            raise click.UsageError(_("No question of {place} is all of that; nothing was written.", place=old.place))
        files = newset.selection(place, old, picked.ids, title=title, counted=counted, language=lang)
        for needed, by in picked.added.items():
            click.echo(_("Kept as well, since {by} needs it: {needed}.", by=by, needed=needed), err=True)
    else:
        home = library.home("questionsets", old.place)
        assert home is not None
        try:
            files = newset.copy(place, home, old.place, title=title, counted=counted, language=lang)
        except CannotEditError as error:
            said = _(
                "{place} cannot be copied without losing its layout: {why}", place=old.place, why=_.again(error.args[0])
            )
            raise click.UsageError(said) from None
    _write(target, place, files, _)
    _next(place, old, target, folders, _)
    return 0


def _place(name: str, _: Catalogue) -> Place:
    import re

    from yotinspect.records import Place

    shape = re.fullmatch(r"([a-z][a-z0-9-]{0,59})@((?:0|[1-9]\d{0,4})(?:\.(?:0|[1-9]\d{0,4})){2})", name, re.ASCII)
    if shape is None:
        raise click.UsageError(_("Name the new set as ID@VERSION, in small letters, as otherton-audit@1.0.0."))
    return Place(shape[1], shape[2])


def _old(library: Library, name: str, _: Catalogue) -> QuestionSet:
    place = library.newest("questionsets", name)
    if place is None:
        near = _.again(library.near("questionsets", name))
        raise click.UsageError(shown(_("There is no question set '{name}'. {near}", name=name, near=near)))
    found = library.questionset(place)[0]
    if found is None:
        raise click.UsageError(_("{place} has faults: run 'yotinspect questionset validate {place}'.", place=place))
    return found


#: What is said of a name that a set does not have.
_UNKNOWN = {
    "area": N_("{set} has no area '{name}'."),
    "stage": N_("{set} has no stage '{name}'."),
    "theme": N_("{set} has no theme '{name}'."),
    "question": N_("{set} has no question '{name}'."),
}


def _known(old: QuestionSet, kind: str, given: Collection[str], known: Collection[str], _: Catalogue) -> None:
    from yotinspect.findings import did_you_mean

    for name in given:
        if name not in known:
            there = "" if kind == "question" else _("There are: {known}.", known=", ".join(known))
            help = _.again(did_you_mean(name, known)) or there
            raise click.UsageError(shown(f"{_(_UNKNOWN[kind], set=old.place, name=name)} {help}".rstrip()))


def _later(place: Place, old: Place, _: Catalogue) -> None:
    from yotinspect.questions.changes import next_version
    from yotinspect.records import version_key

    if place.id == old.id and version_key(place.version) <= version_key(old.version):
        steps = ", ".join(next_version(old.version, step) for step in ("patch", "minor", "major"))
        raise click.UsageError(
            _(
                "{version} does not come after {old}: call it one of {steps}.",
                version=place.version,
                old=old.version,
                steps=steps,
            )
        )


def _folder(
    library: Library, old: QuestionSet, folder: Path | None, folders: tuple[Path, ...], _: Catalogue, *, copied: bool
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
    raise click.UsageError(_("Name the folder of your own sets, as --folder sets."))


def _counted(library: Library, place: Place) -> bool:
    from yotinspect.library import FRAMEWORKS

    found = (library.framework(one)[0] for one in library.places(FRAMEWORKS))
    return any(place.id in standard.sets for framework in found if framework is not None
               for _, standard in framework.standards().values())  # fmt: skip


def _write(target: Path, place: Place, files: dict[str, bytes], _: Catalogue) -> None:
    """The set whole, then what an editor completes by, where it is not there yet."""
    from yotinspect.exchange.schemas import schema_text

    home = target / place.id / place.version
    try:
        home.mkdir(parents=True)
        (target / "schemas").mkdir(exist_ok=True)
    except OSError as error:
        raise click.UsageError(_("'{path}' cannot be made: {why}.", path=home, why=error.strerror)) from None
    for name, data in files.items():
        write_document(home / name, data, language=_.language)
    for kind in ("questionset", "texts", "framework"):
        schema = target / "schemas" / f"{kind}.schema.json"
        if not schema.exists():
            write_document(schema, schema_text(kind).encode(), quiet=True)


def _next(place: Place, old: QuestionSet, target: Path, folders: tuple[Path, ...], _: Catalogue) -> None:
    from yotinspect.library import shipped

    known = target.resolve() in {folder.resolve() for folder in (*folders, shipped("questionsets"))}
    at = "" if known else f" --questionsets {target}"
    if not known:
        setting = f'questionsets = ["{target.as_posix()}"]'
        click.echo(_("So that every command finds it, write in yotinspect.toml: {setting}", setting=setting), err=True)
    validate = f"yotinspect questionset validate {place}{at}"
    click.echo(_("Next: edit it, then: {command}", command=validate), err=True)
    if place.id == old.place.id:
        click.echo(f"      yotinspect questionset diff {old.place} {place}{at}", err=True)
