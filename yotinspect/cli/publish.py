"""``yotinspect questionset publish``: write the tool, the guidance or the logic of a question set as a document."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from yotinspect.cli.files import write_document
from yotinspect.cli.terminal import QUESTIONSETS, TEMPLATES, output

if TYPE_CHECKING:
    from yotinspect.library import Library
    from yotinspect.questions.sets import QuestionSet


@click.command("publish", short_help="Write the tool, the guidance or the logic of a set as a document.")
@click.argument("name", metavar="ID[@VERSION]")
@click.option(
    "--document",
    type=click.Choice(["tool", "guidance", "logic"]),
    required=True,
    help="The blank form, the guide to it, or the route and what it feeds.",
)
@click.option(
    "--lang",
    type=click.Choice(["en", "cy", "both"]),
    default="en",
    show_default=True,
    help="Language; both stand side by side, or one under the other.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "md", "pdf"]),
    help="HTML, Markdown or PDF.  [default: by the file's name, else html]",
)
@click.option(
    "--date",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Date of the document; none is printed without it.",
)
@output("Where to")
@TEMPLATES
@QUESTIONSETS
def command(
    name: str,
    document: str,
    lang: str,
    form: str | None,
    date: datetime.datetime | None,
    target: Path,
    template_folders: tuple[Path, ...],
    folders: tuple[Path, ...],
) -> int:
    """Write a question set as an inspectorate would print it, in English, in Welsh or in both.

    The tool is the blank form with boxes to tick. The guidance says of every question what each answer looks like. The
    logic is for sign-off: when each question is asked and what it feeds, with the route as a picture. A PDF needs
    yotinspect[pdf].
    """
    from yotinspect.library import Library
    from yotinspect.reports.pdf import NoTypstError, compiled
    from yotinspect.reports.render import BadTemplateError, fill

    library = Library(folders)
    form = form or _FORMS.get(target.suffix.lower(), "html")
    if form == "pdf" and str(target) == "-" and sys.stdout.isatty():
        raise click.UsageError("A PDF is not for a terminal. Name a file with -o.")
    questions = found_set(library, name)
    languages = ["en", "cy"] if lang == "both" else [lang]
    for language in languages:
        if language not in questions.texts:
            has = ", ".join(sorted(questions.texts))
            raise click.UsageError(f"{questions.place} has no texts in '{language}'. It has: {has}.")
    view = _view(library, questions, document, languages, date.date() if date else None)
    try:
        if form == "pdf":
            data = compiled(view, document, template_folders)
        else:
            data = fill(f"{document}.{form}.j2", {"view": view}, form, template_folders, languages[0])
    except BadTemplateError as error:
        raise click.UsageError(f"A template cannot be used: {error}") from None
    except NoTypstError:
        raise click.UsageError("A PDF needs one more package: pip install 'yotinspect[pdf]'") from None
    write_document(target, data)
    return 0


_FORMS = {".md": "md", ".markdown": "md", ".pdf": "pdf"}


def found_set(library: Library, name: str) -> QuestionSet:
    """The set that a user names, its newest version where the name has none; a usage error where it cannot be used."""
    place = library.newest("questionsets", name)
    if place is None:
        raise click.UsageError(f"There is no question set of that name. {library.near('questionsets', name)}")
    found, _ = library.questionset(place)
    if found is None:
        raise click.UsageError(f"{place} has faults: run 'yotinspect questionset validate {place}'.")
    return found


def _view(
    library: Library, questions: QuestionSet, document: str, languages: list[str], date: datetime.date | None
) -> Any:
    from yotinspect.library import FRAMEWORKS
    from yotinspect.reports.document_form import form_view
    from yotinspect.reports.document_guide import guide_view
    from yotinspect.reports.document_logic import logic_view

    if document == "tool":
        return form_view(questions, languages, date)
    if document == "guidance":
        return guide_view(questions, languages, date)
    # Of each framework the version that a bare id stands for.
    ids = dict.fromkeys(place.id for place in library.places(FRAMEWORKS))
    places = [place for name in ids if (place := library.newest(FRAMEWORKS, name)) is not None]
    found = [library.framework(place)[:2] for place in places]
    frameworks = [(framework, digest) for framework, digest in found if framework is not None]
    return logic_view(questions, languages, frameworks, date)
