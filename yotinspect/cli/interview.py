"""``yotinspect assess -i``: the interview at a terminal, or from a pipe. Thin: it reads lines and prints."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import click

from yotinspect.catalogue import catalogue
from yotinspect.cli.case_summary import narrow_summary
from yotinspect.cli.interview_lines import Key, NotUnderstood, keepable, understood
from yotinspect.cli.interview_pages import height, screens
from yotinspect.cli.interview_read import GarbledError, Reader, Stopped
from yotinspect.cli.interview_show import again, choice, effect_lines, help_lines, whole, wrapped
from yotinspect.cli.terminal import coloured, finding_lines, status, width
from yotinspect.desk import events as e
from yotinspect.desk.ending import contradictions
from yotinspect.desk.keeping import NotOpenedError
from yotinspect.desk.screens import Screen
from yotinspect.desk.sitting import Sitting
from yotinspect.desk.steps import Step
from yotinspect.library import Library
from yotinspect.visible import shown


def interview(path: Path, library: Library, language: str, fail_on: str) -> int:
    """Ask the questions of a case. The exit status is that of ``assess`` for the case as it is left, and at least 1 where
    something is not in it that was given; 130 after a signal.
    """
    try:
        sitting = Sitting(path, library, language)
    except NotOpenedError as error:
        for finding in error.findings:
            click.echo(finding_lines(finding, coloured(sys.stdout), sys.stdout.isatty(), language))
        return status(error.findings, fail_on)
    ended = _Talk(sitting).run()
    return ended or int(sitting.unsaved) or status(sitting.assessed().findings, fail_on)


class _Talk:
    """One interview at one terminal."""

    def __init__(self, sitting: Sitting) -> None:
        self.sitting, self.width = sitting, width(80)
        self.reader = Reader()
        #: Whether something was shown under which the options are far off by now.
        self.shown = False
        #: Whether the reader stopped at a pause of a long text.
        self.stopped = False
        #: What was written in the editor and could not be taken.
        self.drafts: dict[Step, str] = {}

    def run(self) -> int:
        with self.reader.signals():
            try:
                self._begin()
                self._ask()
                click.echo(self._go_on())
            except Stopped as stop:
                self._stop()
                return stop.status
            finally:
                # Whoever hung up is told nothing; what is unsaved is put aside all the same.
                with suppress(OSError):
                    self._show(self.sitting.close())
        return 0

    def _go_on(self) -> str:
        # Whoever copies the path wants it whole, however long it is.
        _ = catalogue(self.sitting.interview.words.language)
        if self.sitting.interview.whole:
            return shown(_("To look at it again: yotinspect assess -i {case}", case=self.sitting.path))
        return shown(_("To go on later: yotinspect assess -i {case}", case=self.sitting.path))

    def _begin(self) -> None:
        interview = self.sitting.interview
        _, case, texts = catalogue(interview.words.language), interview.case, interview.words.texts
        self._lines(_("Case {case}, assessor {assessor}. {title}, {place}.", case=case.case, assessor=case.assessor,
                      title=texts.title, place=interview.questions.place))  # fmt: skip
        if company := self.sitting.company():
            self._lines(company)
        if interview.words.borrowed:
            self._lines(interview.words.borrowed)
        if interview.at is not None and interview.at != interview.asked[0]:
            self._lines(_("Going on at the first that is not answered."))
        self._lines(_("Each answer is saved when it is given. Commands: :h, guidance: ?, stop: :q."))

    def _ask(self) -> None:
        last: Screen | None = None
        short = False
        while not self.sitting.interview.over:
            screen = self.sitting.screen()
            if last is None or (screen.id, screen.stage) != (last.id, last.stage) or screen.language != last.language:
                same = last is not None and screen.id == last.id and screen.language == last.language
                part = same and screen.stage in ("reasons", "evidence")
                self._print(choice(screen, self.width) if part else whole(screen, self.width))
                if screen.stage == "end":
                    self._closing()
            elif short:
                self._print(again(screen, self.width))
            last = screen
            short = self._one(screen)

    def _one(self, screen: Screen) -> bool:
        """One line: read, understood, told, and what came of it shown. True where the options are to be shown again."""
        # Whoever did not know that this would be asked did not answer it.
        line = self.reader.line(screen.prompt, fresh=screen.stage in ("conflict", "unsaved"))
        _ = catalogue(screen.language)
        if self.reader.dropped:
            self._lines(_("What was typed before this was asked is not taken."))
        if self.reader.cut:
            self._lines(
                _(
                    "The line is as long as the terminal takes, and its end may be cut off: look at it with :b, and use :e for long texts."
                )
            )
        event = self._event(line, screen)
        if event is None:
            self._stopped()
            return self.shown
        if self.reader.joined > 1:
            self._lines(_("Lines pasted together, taken as one: {number}.", number=self.reader.joined))
        effects = self.sitting.tell(event)
        self._show(effects)
        self._stopped()
        return any(not isinstance(effect, e.Say) for effect in effects)

    def _event(self, line: str | None, screen: Screen) -> e.Event | None:
        self.shown = False
        if line is None:
            return e.Stop()
        meant = understood(line, screen)
        if isinstance(meant, NotUnderstood):
            self._lines(meant.sentence)
            return None
        if isinstance(meant, Key):
            if meant.what == "help":
                self._paged(help_lines(screen.language, self.width))
                self.shown = True
                return None
            return self._edited(screen)
        return meant

    def _edited(self, screen: Screen) -> e.Event | None:
        """Evidence, or the text of a detail, from the reader's editor."""
        _, interview = catalogue(screen.language), self.sitting.interview
        # Where it is to be decided what is saved, nothing else is taken: a text written now would be lost.
        deciding = screen.stage in ("conflict", "unsaved")
        if interview.at is None or deciding or (interview.at.kind != "question" and screen.stage != "text"):
            self._lines(_("There is no text to write here."))
            return None
        if not self.reader.terminal:
            self._lines(_("There is no terminal for an editor here: write it in one line."))
            return None
        try:
            text = self.reader.edited(self.drafts.pop(interview.at, interview.text))
        except GarbledError as error:
            self.drafts[interview.at] = error.text
            self._lines(_("The editor did not save UTF-8 text. With :e you find what you wrote: save it as UTF-8."))
            return None
        except OSError:
            self._lines(_("The editor did not start: name another in EDITOR, or write it in one line."))
            return None
        if text is None or not text.strip():
            self._lines(_("Nothing was changed."))
            return None
        text = text.strip("\n").replace("\t", "    ")
        if not keepable(text):
            # It is there when the editor is opened again.
            self.drafts[interview.at] = text
            self._lines(_("The text holds a character that no file keeps: take it out and save again."))
            return None
        return e.Evidence(text)

    def _stopped(self) -> None:
        if self.stopped:
            self._show(self.sitting.tell(e.Stop()))

    def _closing(self) -> None:
        """What does not fit together, and the summary as ``assess`` prints it."""
        words = self.sitting.interview.words
        found = self.sitting.assessed()
        odd = contradictions(found.findings, words.language)
        if odd:
            _ = catalogue(words.language)
            self._lines(_("What does not fit together:"))
            for sentence in odd:
                self._print(wrapped(sentence, self.width, "  ", "    "))
        if found.case is not None:
            self._lines("")
            click.echo("\n".join(narrow_summary(found, coloured(sys.stdout), words.language, self.width)))

    def _stop(self) -> None:
        """The end that a signal asks for: what is said may find nobody there any more."""
        with suppress(OSError):
            click.echo("")
            self._show(self.sitting.tell(e.Stop()))
            click.echo(self._go_on())

    def _show(self, effects: Iterable[e.Effect]) -> None:
        for effect in effects:
            lines = effect_lines(effect, self.sitting.interview.words.language, self.width)
            if isinstance(effect, e.Guidance | e.Listed | e.Found):
                self._paged(lines)
            else:
                self._print(lines)

    def _paged(self, lines: Iterable[str]) -> None:
        """A text that may be long, a screen at a time where somebody sits at a terminal."""
        high = height() if self.reader.terminal else None
        if high is None:
            self._print(lines)
            return
        screen = self.sitting.screen()
        _, after = catalogue(screen.language), list(again(screen, self.width))
        parts = list(screens(list(lines), high, len(after)))
        for part, left in parts[:-1]:
            self._print(part)
            more = _("Lines left: {number}. Enter: more, q: back to the question:", number=left)
            line = self.reader.line(more if left else _("Enter: back to the question:"))
            self.stopped = line is None or line.strip() == ":q"
            said = (line or "").strip()
            if said and said not in ("q", ":q", ":b"):
                self._lines(_("Back at the question: what was typed answers nothing."))
            if self.stopped or said:
                return
        self._print(parts[-1][0])

    def _lines(self, text: str) -> None:
        self._print(wrapped(text, self.width))

    def _print(self, lines: Iterable[str]) -> None:
        for line in lines:
            click.echo(line)
