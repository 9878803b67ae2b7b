"""A case file kept while it is being answered: what ``save`` took is in the file, and nobody else's words are lost."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from yotinspect.catalogue import Said, say
from yotinspect.desk.editing import Order, TooLargeError, edited
from yotinspect.desk.merging import Change, Conflict, Where, merge, widened
from yotinspect.desk.presence import Other, Presence, turn
from yotinspect.desk.rescue import unsaved_text, write_unsaved
from yotinspect.findings import Finding
from yotinspect.writing import FileChangedError, clear_unfinished, settle, write_whole
from yotinspect.yamledit import CannotEditError
from yotinspect.yamlfile import Block, YamlFile, read

__all__ = ["Change", "Conflict", "Keeper", "NotOpenedError", "NotSavedError", "Other", "Saved", "Where"]

#: How often a save begins anew because the file changed under it.
ATTEMPTS = 20
#: Keys that say which case it is, and by which questions: where they change, answers are to something else.
IDENTITY = ("case", "questionset", "assessor")


class NotOpenedError(Exception):
    """The case file cannot be kept; ``findings`` say why and what to do."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("; ".join(finding.message for finding in findings))
        self.findings = tuple(findings)


class NotSavedError(Exception):
    """Changes are not in the file, or not surely on the disk; the file is whole. ``finding`` says why and what to do.

    The keeper holds them as ``unsaved``: they go with the next save, or to a file of their own (``rescue``). Where the file
    would be too large, ``longest`` is the place of the longest text among them and the part that it is of an answer.
    """

    def __init__(self, finding: Finding, longest: tuple[Where, str] | None = None) -> None:
        super().__init__(f"{finding.message} {finding.help}")
        self.finding, self.longest = finding, longest


class Saved(NamedTuple):
    """What a save did: the file as it is now, the places that somebody else had changed and that were taken in, and
    those that both had changed, where nothing of ours was written.
    """

    file: YamlFile
    merged: tuple[Where, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


class Keeper:
    """One case file, open for answering. ``file`` is as last read or saved.

    ``order`` says for the sections ``details`` and ``answers`` in which order keys are wanted; a new key goes behind the
    nearest one before it, without an order to the end. Close it, or use it with ``with``.
    """

    def __init__(self, path: Path, file: YamlFile, presence: Presence) -> None:
        self.path = path
        self.file = file
        self.order: Order = {}
        self._unsaved: dict[Where, Change] = {}
        self._presence = presence

    @classmethod
    def open(cls, path: Path) -> Keeper:
        """Read a case file to keep it. Raises NotOpenedError where it cannot be read, edited or written."""
        file = usable(path)
        with turn(path):
            clear_unfinished(path)
            return cls(path, file, Presence(path))

    def __enter__(self) -> Keeper:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Say no longer that the file is open here. Nothing is saved: whatever is ``unsaved`` stays so."""
        self._presence.close()

    def others(self) -> tuple[Other, ...]:
        """Who else has the file open now."""
        return self._presence.others()

    @property
    def unsaved(self) -> tuple[Change, ...]:
        """Changes that a save could not write and that no later one has written."""
        return tuple(self._unsaved.values())

    def save(self, changes: Sequence[Change]) -> Saved:
        """Write changes, with those that an earlier save could not write; they are on the disk when this returns.

        Where somebody else changed the file meanwhile, what they changed is kept. A place that they changed as well is a
        conflict: theirs stays, ours is not written and not held any longer, so that whoever asks decides; saved again, ours
        replaces what was told. Raises NotSavedError.
        """
        for change in changes:
            whole = widened(self.file.root, change, self._unsaved)
            self._unsaved.pop(whole.where, None)
            self._unsaved[whole.where] = whole
        for _ in range(ATTEMPTS):
            try:
                with turn(self.path):
                    saved = self._try()
            except FileChangedError:
                continue
            except OSError as error:
                raise self._refused(*_reason(error)) from error
            except TooLargeError as error:
                raise NotSavedError(self._refused(*TOO_LARGE).finding, longest(self.unsaved)) from error
            except CannotEditError as error:
                raise self._refused(
                    say("The file cannot be edited without losing its layout."),
                    say("Write answers and details one on a line, then try again."),
                ) from error
            self._unsaved.clear()
            self._presence.seen()
            return saved
        raise self._refused(say("The file keeps changing."), say("Close what else is writing to it, then save again."))

    def rescue(self, folder: Path | None = None, undecided: Sequence[Conflict] = ()) -> Path:
        """Write what is ``unsaved``, and our side of conflicts that nobody decided, to a small file of its own, for its owner
        alone, and say which.

        It stands in ``folder``, else beside the case, else at home, else where temporary files go, and is taken in later with
        ``yotinspect assess CASE --answers FILE``. Raises OSError where it can be written nowhere.
        """
        return write_unsaved(self.path, unsaved_text(self.file, self.unsaved, undecided), folder)

    def _try(self) -> Saved:
        now = self._now()
        merged = merge(self.file.root, now.root, self._unsaved.values())
        if merged.write:
            made = edited(now, merged.write, self.order)
            try:
                write_whole(self.path, made.data, was=now.data)
            except OSError:
                # It may stand there already without being surely on the disk: what comes next is a change of that, by us.
                if self._holds(made):
                    self.file = made
                raise
        else:
            # What is there already may be so without being on the disk.
            settle(self.path)
            made = now
        self.file = made
        return Saved(made, merged.merged, merged.conflicts)

    def _now(self) -> YamlFile:
        """The file as it stands, which may have been changed since."""
        now = self.file if self._holds(self.file) else read(self.path, confidential=True)
        if now.findings or not isinstance(now.root, Block):
            raise self._refused(*_unusable(self.path, now))
        if not os.access(self.path, os.W_OK):
            raise self._refused(*_READ_ONLY)
        if any(now.root.get(key) != self.file.root.get(key) for key in IDENTITY):
            raise self._refused(
                say("The file is of another case, question set or assessor now."),
                say("Look at what happened to it, then open it anew."),
            )
        return now

    def _holds(self, file: YamlFile) -> bool:
        """Whether what stands on the disk is this."""
        try:
            return self.path.is_file() and self.path.read_bytes() == file.data
        except OSError:
            return False

    def _refused(self, message: Said, help: Said) -> NotSavedError:
        return NotSavedError(self.file.finding("file-unwritable", (), message, help, at=(1, 1)))


def usable(path: Path) -> YamlFile:
    """A case file that can be kept, as it was read. Raises NotOpenedError where it cannot be read, edited or written."""
    file = read(path, confidential=True)
    if not file.broken and not file.findings and not isinstance(file.root, Block):
        file.add("model-shape", (), say("The file must be a block of 'key: value' lines."),
                 say("Compare with an example file."))  # fmt: skip
    if not file.findings and not os.access(path, os.W_OK):
        file.add("file-unwritable", (), *_READ_ONLY)
    if file.findings:
        raise NotOpenedError(file.findings)
    return file


def longest(changes: Sequence[Change]) -> tuple[Where, str] | None:
    """Where the longest text of some changes is to stand, and as which part of an answer; "" for what has no parts."""
    texts = [(where, part, text) for where, value in changes
             for part, text in (value.items() if isinstance(value, Mapping) else [("", value)]) if isinstance(text, str)]  # fmt: skip
    if not texts:
        return None
    where, part, _ = max(texts, key=lambda found: len(found[2]))
    return where, part


TOO_LARGE = (say("The file would be larger than a case may be."), say("Shorten the evidence, then save again."))
_READ_ONLY = (say("The file may not be written."), say("Let whoever looks after it allow that, then try again."))


def _unusable(path: Path, file: YamlFile) -> tuple[Said, Said]:
    if not path.exists():
        return say("The file is gone: it was moved, renamed or deleted."), say("Put it back, then save again.")
    again = say("Correct it, or put back what it was, then save again.")
    if not file.findings:
        return say("The file was changed meanwhile, and is no case any more."), again
    first = file.findings[0]
    said = say("The file was changed meanwhile, and cannot be used as it is: line {line}: {message}",
               line=first.line, message=first.message)  # fmt: skip
    return said, again


def _reason(error: OSError) -> tuple[Said, Said]:
    message = say("The file cannot be written: {reason}.", reason=error.strerror or say("it is refused"))
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return say("The disk is full."), say("Make room on it, then save again.")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return message, say("Check who may write in its folder, then save again.")
    return message, say("Save again; if that does not help, keep what is not saved elsewhere.")
