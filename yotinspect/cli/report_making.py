"""How reports are put together and written: all of them first, in every language asked for, and then to their files."""

from __future__ import annotations

import datetime
import importlib
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from yotinspect.catalogue import Catalogue, catalogue, say, side_by_side
from yotinspect.cli.files import write_document
from yotinspect.cli.terminal import coloured, finding_lines, status
from yotinspect.exchange.record import inspection_entry, template_digests
from yotinspect.findings import Finding
from yotinspect.library import Library, report_rules
from yotinspect.ratings.inspection import Inspection
from yotinspect.ratings.node import Rating
from yotinspect.ratings.publictexts import named_standards
from yotinspect.records import check_what_fits
from yotinspect.reports.blocks import Report
from yotinspect.reports.material import Audience, Material
from yotinspect.reports.provenance import without_words
from yotinspect.reports.render import BadTemplateError, render
from yotinspect.reports.view import report_view
from yotinspect.workspace import INSPECTION, Assessor, Rated, inspection_files, inspection_of, rate_inspection
from yotinspect.yamlfile import read

#: By kind, the module that makes it: importing them all takes as long as laying one out.
MAKERS: Mapping[str, str] = {
    "graded": "graded",
    "fji": "joint",
    "letter": "letter",
    "brief": "brief",
    "summary": "summary",
}
#: What people edit in Word; every other kind is finished when it is written.
EDITED = ("letter", "brief")


def maker(kind: str) -> Callable[[Material], Report]:
    """What makes a kind of report of an inspection."""
    name = MAKERS[kind]
    made: Callable[[Material], Report] = getattr(importlib.import_module(f"yotinspect.reports.kinds.{name}"), name)
    return made


@dataclass(frozen=True)
class Making:
    """What a user asked for, whatever the report is of."""

    library: Library
    languages: tuple[str, ...]
    allow_fallback: bool
    audience: Audience
    date: datetime.date | None
    target: Path
    form: str
    templates: tuple[Path, ...]
    fail_on: str

    def is_case(self, source: Path) -> bool:
        """Whether a path is a case file: wherever in it the key stands that says so."""
        if source.is_dir() or source.name == INSPECTION:
            return False
        root = read(source, confidential=True).root
        return isinstance(root, dict) and "case" in root and "inspection" not in root

    def inspection(self, source: Path, kind: str | None, previous: Path | None) -> int:
        """Write the report of an inspection, of the kind that fits it where none is named."""
        rated, place = self._rated(source)
        held = self._not_for_publication(rated)
        self._tell(rated.findings)
        # Without a rating there is no report, whatever --fail-on says, and with words that may say who somebody is none
        # for the public.
        if rated.rating is None or held:
            return 1
        kind = kind or report_rules().fits.programmes[rated.rating.inspection.programme]
        if self.form == "docx":
            self._edited(kind)
        before = self._before(previous, rated.rating, place)
        if before is not None and self._before_is_not_for_publication(before):
            return 1
        then = before.rating if before is not None else None
        self._may_fall_back(without_words(rated.rating, "cy"))
        make = maker(kind)
        made = [(language, make(self._material(rated, place, language, then))) for language in self.languages]
        self._write(made)
        return status(rated.findings, self.fail_on)

    def feedback(self, source: Path) -> int:
        """Write the feedback on a case, in the context of the inspection it stands in."""
        from yotinspect.reports.kinds.feedback import NotForPublicError, feedback

        assessed = Assessor(self.library).assess(source)
        self._tell(assessed.findings)
        if assessed.case is None or assessed.questions is None:
            return 1
        home = inspection_of(source)
        inspection = check_what_fits(Inspection, read(home, confidential=True)) if home else None
        day, called = assessed.case.assessed, self.library.names().names["inspectorate"]
        if self.form == "docx":
            self._edited("feedback")
        missing = [str(assessed.questions.place)] if "cy" not in assessed.questions.texts else []
        self._may_fall_back(missing)
        try:
            made = [
                (language, feedback(
                    assessed, language, self.audience, self.date,
                    written=inspection.language if inspection else "en",
                    yot=inspection.yot if inspection else "",
                    inspectorate=called.on(day, language) if day else "",
                    other_file=self._other(language),
                ))
                for language in self.languages
            ]  # fmt: skip
        except NotForPublicError:
            _ = self._words
            raise click.UsageError(
                _("Feedback on a case is never for publication: use --audience team or yot.")
            ) from None
        self._write(made)
        return status(assessed.findings, self.fail_on)

    def _before_is_not_for_publication(self, rated: Rated) -> bool:
        """Whether what a report prints of the inspection to compare with may not be published; what was found of it is told."""
        if self.audience != "public":
            return False
        known = len(rated.file.findings)
        held = self._not_for_publication(rated, before=True)
        self._tell(rated.file.findings[known:])
        return held

    def _not_for_publication(self, rated: Rated, *, before: bool = False) -> bool:
        """Whether something in the inspection's words may not be published; that is noted with its place, and for whomever it
        is what no report has a place for. ``before``: of the inspection to compare with, of which a report prints little.
        """
        if rated.rating is None:
            return False
        if self.audience != "public":
            named_standards(rated.file, rated.rating.inspection, rated.rating.framework)
            return False
        from yotinspect.ratings.publication import publication

        rating, known = rated.rating, len(rated.file.findings)
        cases = {*rating.tally.counted, *rating.tally.seconds, *rating.tally.doubled}
        publication(rated.file, rating.inspection, rating.framework, cases, self.library.words(), before=before)
        return any(finding.severity == "error" for finding in rated.file.findings[known:])

    def _edited(self, kind: str) -> None:
        if kind not in EDITED:
            _ = self._words
            raise click.UsageError(_("Word is for what people edit, a letter or a brief: use html, md or pdf."))

    def _rated(self, source: Path) -> tuple[Rated, Path]:
        files = list(inspection_files([source]))
        if len(files) != 1:
            number = say("Files named inspection.yaml in '{folder}': {number}.", folder=source, number=len(files))
            raise click.UsageError(self._words.again(side_by_side(number, say("Name one inspection."))))
        return rate_inspection(files[0], self.library), files[0]

    def _before(self, previous: Path | None, now: Rating, home: Path) -> Rated | None:
        if previous is None:
            return None
        rated, place = self._rated(previous)
        if rated.rating is None:
            self._tell(rated.findings)
            _ = self._words
            raise click.UsageError(_("The inspection before cannot be rated: {path}.", path=previous))
        then, this = rated.rating.inspection.fieldwork, now.inspection.fieldwork
        if place.samefile(home) or (then and this and then.start >= this.start):
            _ = self._words
            raise click.UsageError(
                _("The inspection to compare with is no earlier than the one reported on: {path}.", path=previous)
            )
        return rated

    def _material(self, rated: Rated, place: Path, language: str, before: Rating | None) -> Material:
        assert rated.rating is not None
        view = report_view(
            rated.rating,
            framework_digest=rated.framework_digest,
            inspection_digest=rated.file.digest,
            record_digest=inspection_entry(rated, place, template_digests(self.templates), None)["digest"],
            names=self.library.names(),
            language=language,
            public=self.audience == "public",
        )
        framework = rated.rating.framework.framework
        published = tuple(one for one in self.library.published() if framework in one.frameworks)
        return Material(
            rated.rating, view, self.audience, self.date, before, self._other(language), published, rated.broken_down
        )

    def _may_fall_back(self, missing: Sequence[str]) -> None:
        """Refuse a report in Welsh of what has no Welsh, unless that was allowed."""
        if missing and "cy" in self.languages and not self.allow_fallback:
            _ = self._words
            raise click.UsageError(
                _("There is no Welsh of: {places}. With --allow-fallback their words stand in English, marked so.", places=", ".join(missing))
            )  # fmt: skip

    # --- writing ------------------------------------------------------------------------------------------------------

    @property
    def _words(self) -> Catalogue:
        return catalogue(self.languages[0])

    def _file(self, language: str) -> Path:
        """Where the report in a language goes; with its language in its name where there are two."""
        if len(self.languages) == 1:
            return self.target
        return self.target.with_name(f"{self.target.stem}.{language}{self.target.suffix}")

    def _other(self, language: str) -> str:
        """The name of the report in the other language, where both are written."""
        return next((self._file(one).name for one in self.languages if one != language), "")

    def refuse_a_record(self) -> None:
        """A report never goes where a case or an inspection stands: what is in the file would be lost."""
        if self.target.suffix.lower() in (".yaml", ".yml") or self.target.resolve().suffix.lower() in (".yaml", ".yml"):
            _ = self._words
            raise click.UsageError(
                _("A report is no YAML file, and a case or an inspection might be lost: name another file than '{path}'.", path=self.target)
            )  # fmt: skip

    def refuse_a_terminal(self) -> None:
        """PDF and Word are no text for a terminal."""
        if self.form in ("pdf", "docx") and str(self.target) == "-" and sys.stdout.isatty():
            _ = self._words
            raise click.UsageError(_("Name a file with -o: {form} is not for a terminal.", form=self.form.upper()))

    def _write(self, reports: Iterable[tuple[str, Report]]) -> None:
        documents = [(language, self._laid_out(report)) for language, report in reports]
        for language, document in documents:
            write_document(self._file(language), document, language=self.languages[0])

    def _laid_out(self, report: Report) -> bytes:
        try:
            if self.form == "pdf":
                return self._as_pdf(report)
            if self.form == "docx":
                return self._as_word(report)
            return render(report, self.form, self.templates)
        except BadTemplateError as error:
            _ = self._words
            raise click.UsageError(_("A template cannot be used: {why}", why=_.again(error.args[0]))) from None

    # What few reports need is imported where one is asked for: it takes as long as laying out the rest.

    def _as_pdf(self, report: Report) -> bytes:
        from yotinspect.reports.pdf import NoTypstError, compiled_report

        try:
            return compiled_report(report, self.templates)
        except NoTypstError as error:
            raise click.UsageError(self._words.again(error.args[0])) from None

    def _as_word(self, report: Report) -> bytes:
        from yotinspect.reports.word import NoWordError, word_document

        try:
            return word_document(report, self.templates)
        except NoWordError as error:
            raise click.UsageError(self._words.again(error.args[0])) from None

    def _tell(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            click.echo(finding_lines(finding, coloured(sys.stderr), sys.stderr.isatty(), self.languages[0]), err=True)
