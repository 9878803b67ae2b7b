"""``yotinspect rate``: grade a YOT from its cases and judgements."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from yotinspect.catalogue import catalogue, say, side_by_side
from yotinspect.cli.suppose import parsed, refuse_unused
from yotinspect.cli.terminal import (
    FAIL_ON,
    LANG,
    QUESTIONSETS,
    TEMPLATES,
    coloured,
    finding_lines,
    output,
    progress,
    shown,
    status,
)

if TYPE_CHECKING:
    from yotinspect.findings import Finding
    from yotinspect.library import Library
    from yotinspect.ratings.distribution import Counting
    from yotinspect.workspace import Rated, Suppose

ALL = "\0all"


@click.command("rate", short_help="Grade a YOT from its cases and judgements.")
@click.argument("inspections", nargs=-1, type=click.Path(path_type=Path), metavar="INSPECTION...")
@click.option(
    "--explain",
    is_flag=False,
    flag_value=ALL,
    metavar="[PART]",
    help="Say why: every rule, its inputs, its basis and what would change it; of all, or of one part: "
    "overall, a domain (2), a standard (2.2) or a key question (2.2/child).",
)
@click.option(
    "--what-if",
    "levels",
    multiple=True,
    metavar="STANDARD=RATING",
    help="Suppose a standard had this rating, as 2.2=good; several with commas. No file is changed. Repeatable.",
)
@click.option(
    "--what-if-case",
    "answers",
    multiple=True,
    metavar="CASE:QUESTION=ANSWER",
    help="Suppose a case had this answer, as EX-017:R-A2=yes; several with commas. No file is changed. Repeatable.",
)
@click.option(
    "--framework", metavar="ID[@VERSION]", help="Grade by this framework and not by the one the inspection names."
)
@click.option(
    "--record",
    "record",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Also write a record of what the rating was made from and what came out, for 'yotinspect verify'.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "table", "json", "jsonl", "html"]),
    help="How to print it. text is a profile; table has one line an inspection and how often each rating is given; "
    "jsonl is a line of JSON each; html is --explain as a page.  [default: text, and table for several]",
)
@output("Where the page goes")
@LANG
@TEMPLATES
@FAIL_ON
@QUESTIONSETS
def command(
    inspections: tuple[Path, ...],
    explain: str | None,
    levels: tuple[str, ...],
    answers: tuple[str, ...],
    framework: str | None,
    record: Path | None,
    form: str | None,
    target: Path,
    lang: str,
    template_folders: tuple[Path, ...],
    fail_on: str,
    folders: tuple[Path, ...],
) -> int:
    """Grade inspections: from answers to key questions, standards, domains and the overall rating.

    INSPECTION is the folder of an inspection, its inspection.yaml, or a folder of such folders.
    """
    from yotinspect.library import FRAMEWORKS, Library
    from yotinspect.workspace import inspection_files, rate_inspection

    _ = catalogue(lang)
    # "--explain FOLDER": what follows is an inspection and no part of a rating.
    if explain not in (None, ALL) and Path(str(explain)).exists():
        inspections, explain = (Path(str(explain)), *inspections), ALL
    if not inspections:
        raise click.UsageError(_("Name an inspection: its folder or its inspection.yaml."))
    for path in inspections:
        if not path.exists():
            raise click.UsageError(_("There is no file or folder '{path}'.", path=path))
    files = list(inspection_files(inspections))
    if not files:
        raise click.UsageError(_("There is no inspection.yaml here."))
    library = Library(folders, languages=(lang,))
    if framework is not None and library.newest(FRAMEWORKS, framework) is None:
        near = library.near(FRAMEWORKS, framework)
        raise click.UsageError(_.again(side_by_side(say("There is no framework of that name."), near)))
    suppose = parsed(levels, answers, lang)
    _fits(form, target, record, suppose, len(files), lang)

    def rated() -> Iterator[Rated]:
        for file in progress(files, len(files)):
            one = rate_inspection(file, library, framework, suppose, excerpts=sys.stderr.isatty())
            if suppose is not None and one.rating is not None:
                refuse_unused(suppose, one, lang)
            yield one

    job = _Job(
        library, explain, form or ("table" if len(files) > 1 and explain is None else "text"), lang, template_folders
    )
    found, entries = [], []
    for path, one in zip(files, rated(), strict=True):
        found += one.findings
        job.show(one)
        if record is not None and one.rating is not None:
            entries.append((path, job.entry(one, path, framework)))
    job.close(target)
    if record is not None and entries:
        job.record(entries, record)
    _findings(found, lang)
    return status(found, fail_on)


def _fits(form: str | None, target: Path, record: Path | None, suppose: Suppose | None, number: int, lang: str) -> None:
    """Refuse options that say nothing together."""
    _ = catalogue(lang)
    if form == "html" and number != 1:
        raise click.UsageError(_("Name one inspection for a page: there are {number}.", number=number))
    if form != "html" and str(target) != "-":
        raise click.UsageError(_("--output goes with --format html; other formats go to standard output."))
    if record is not None and suppose is not None:
        raise click.UsageError(_("What is supposed is not recorded: leave out --record or what-if."))


def _findings(found: list[Finding], lang: str) -> None:
    for finding in found:
        click.echo(finding_lines(finding, coloured(sys.stderr), sys.stderr.isatty(), lang), err=True)


class _Job:
    """Shows ratings in one format as they come. What waits for the end is light."""

    def __init__(
        self, library: Library, explain: str | None, form: str, lang: str, templates: tuple[Path, ...]
    ) -> None:
        from yotinspect.ratings.distribution import Counting

        self.library, self.form, self.lang, self.templates = library, form, lang, templates
        self.part = None if explain in (None, ALL) else explain
        self.explained = explain is not None
        self.counting: Counting = Counting()
        self.rows: list[Any] = []
        self.page: bytes | None = None
        self._digests: dict[str, str] | None = None
        # A part that no inspection has is a mistake; one that only some have is not.
        self.known: dict[str, None] = {}

    def show(self, rated: Rated) -> None:
        """Print a rating, or keep its row until all are there."""
        rating, lang = rated.rating, self.lang
        if rating is None:
            return
        if self.part is not None:
            from yotinspect.ratings.explain import parts

            self.known |= dict.fromkeys(parts(rating))
        self.counting.add(rating)
        if self.form in ("json", "jsonl"):
            self._json(rated)
        elif self.form == "table":
            from yotinspect.cli.rate_text import Row

            self.rows.append(Row(rating, lang))
        elif self.form == "html":
            from yotinspect.reports.explanation import explanation_page
            from yotinspect.reports.render import BadTemplateError

            _ = catalogue(lang)
            try:
                self.page = explanation_page(rated, self.part, self.library.names(), lang, self.templates)
            except BadTemplateError as error:
                raise click.UsageError(_("A template cannot be used: {why}", why=_.again(error.args[0]))) from None
        else:
            self._text(rated)

    def _text(self, rated: Rated) -> None:
        from yotinspect.cli.rate_text import profile, supposed, wrapped
        from yotinspect.ratings.explain import explanation

        rating, lang = rated.rating, self.lang
        assert rating is not None
        if self.part is None:
            inspectorate = self.library.names().inspectorate(rating.inspection, rating.framework, lang)
            for line in profile(rating, inspectorate, lang):
                click.echo(line)
        if rated.as_it_stands is not None:
            for line in supposed(rated.as_it_stands, rating, rated.suppositions, lang):
                click.echo(line)
        if self.explained:
            for text in explanation(rating, self.part, lang):
                click.echo(wrapped(shown(text)))

    def _json(self, rated: Rated) -> None:
        from yotinspect.exchange.ratingjson import rating_record

        assert rated.rating is not None
        row = rating_record(rated.rating, explain=self.explained, language=self.lang)
        if rated.as_it_stands is not None:
            row["what_if"] = {"supposed": list(rated.suppositions), "as_it_stands": rating_record(rated.as_it_stands)}
        if self.form == "jsonl":
            click.echo(json.dumps({"schema": 1, **row}, ensure_ascii=False))
        else:
            self.rows.append(row)

    def close(self, target: Path) -> None:
        """Print what waited for the end."""
        if self.part is not None and self.known and self.part not in self.known:
            _ = catalogue(self.lang)
            raise click.UsageError(
                _("There is no part '{name}' here. There are: {known}.", name=self.part, known=", ".join(self.known))
            )
        if self.form == "json":
            from yotinspect.exchange.distributionjson import distribution_record

            body: dict[str, Any] = {"schema": 1, "inspections": self.rows}
            if len(self.rows) > 1:
                found = self.counting.distributions(self.library.published())
                body["distribution"] = [distribution_record(one, self.lang) for one in found]
            click.echo(json.dumps(body, ensure_ascii=False, indent=1))
        elif self.form == "table" and self.rows:
            from yotinspect.cli.rate_text import distributions, table

            for line in table(self.rows, self.lang):
                click.echo(line)
            for line in distributions(self.counting.distributions(self.library.published()), self.lang):
                click.echo(line)
            _ = catalogue(self.lang)
            click.echo(_("A rating by this tool is not a rating by the inspectorate."))
        elif self.page is not None:
            from yotinspect.cli.files import write_document

            write_document(target, self.page, language=self.lang)

    def entry(self, rated: Rated, path: Path, framework: str | None) -> dict[str, Any]:
        """What the record keeps of an inspection."""
        from yotinspect.exchange.record import inspection_entry

        return inspection_entry(rated, path, self.digests, framework)

    @property
    def digests(self) -> dict[str, str]:
        """The digests of the templates, worked out once."""
        from yotinspect.exchange.record import template_digests

        if self._digests is None:
            self._digests = template_digests(self.templates)
        return self._digests

    def record(self, entries: list[tuple[Path, dict[str, Any]]], target: Path) -> None:
        """Write the record."""
        from yotinspect.cli.files import write_document
        from yotinspect.exchange.record import record_text

        write_document(target, record_text(entries, self.digests, target).encode(), language=self.lang)
