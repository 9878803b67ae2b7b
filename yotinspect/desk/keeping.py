"""A case file kept while it is being answered: what ``save`` took is in the file, and nobody else's words are lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from yotinspect.catalogue import Said, say
from yotinspect.desk.editing import edited
from yotinspect.desk.merging import Change, Conflict, Where, merge
from yotinspect.findings import Finding
from yotinspect.writing import FileChangedError, write_whole
from yotinspect.yamledit import CannotEditError
from yotinspect.yamlfile import Block, YamlFile, read

__all__ = ["Change", "Conflict", "Keeper", "NotOpenedError", "NotSavedError", "Saved", "Where"]

#: How often a save begins anew because the file changed under it.
ATTEMPTS = 20


class NotOpenedError(Exception):
    """The case file cannot be kept; ``findings`` say why and what to do."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("; ".join(finding.message for finding in findings))
        self.findings = tuple(findings)


class NotSavedError(Exception):
    """Nothing was written, and the file is as it was. ``finding`` says why and what to do.

    The keeper holds the changes as ``unsaved``: they go with the next save, or to a file of their own with ``rescue``.
    """

    def __init__(self, finding: Finding) -> None:
        super().__init__(f"{finding.message} {finding.help}")
        self.finding = finding


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
    nearest one before it, without an order to the end.
    """

    def __init__(self, path: Path, file: YamlFile) -> None:
        self.path = path
        self.file = file
        self.order: Mapping[str, Sequence[str]] = {}
        self._unsaved: dict[Where, Change] = {}

    @classmethod
    def open(cls, path: Path) -> Keeper:
        """Read a case file to keep it. Raises NotOpenedError where it cannot be read, edited or written."""
        file = read(path, confidential=True)
        _usable(file)
        return cls(path, file)

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
            self._unsaved.pop(change.where, None)
            self._unsaved[change.where] = change
        for _ in range(ATTEMPTS):
            try:
                saved = self._try()
            except FileChangedError:
                continue
            except OSError as error:
                raise self._refused(_reason(error), say("Make room for it or mend that, then save again.")) from error
            except CannotEditError as error:
                raise self._refused(
                    say("An answer cannot be written there without losing the layout of the file."),
                    say("Write answers and details one on a line, then save again."),
                ) from error
            self._unsaved.clear()
            return saved
        raise self._refused(say("The file keeps changing."), say("Close what else is writing to it, then save again."))

    def _try(self) -> Saved:
        now = self._now()
        merged = merge(self.file.root, now.root, self._unsaved.values())
        data = edited(now, merged.write, self.order)
        write_whole(self.path, data, was=now.data)
        self.file = read(self.path, confidential=True)
        return Saved(self.file, merged.merged, merged.conflicts)

    def _now(self) -> YamlFile:
        """The file as it stands, which may have been changed since."""
        now = read(self.path, confidential=True)
        if now.data == self.file.data:
            return self.file
        if now.findings or not isinstance(now.root, Block):
            raise self._refused(
                say("The file was changed meanwhile, and cannot be read any more."),
                say("Correct it, or put back what it was, then save again."),
            )
        return now

    def _refused(self, message: Said, help: Said) -> NotSavedError:
        return NotSavedError(self.file.finding("file-unwritable", (), message, help))


def _usable(file: YamlFile) -> None:
    if file.broken or file.findings:
        raise NotOpenedError(file.findings)
    if not isinstance(file.root, Block):
        file.add("model-shape", (), say("The file must be a block of 'key: value' lines."), say("Compare with an example file."))  # fmt: skip
        raise NotOpenedError(file.findings)


def _reason(error: OSError) -> Said:
    return say("The file cannot be written: {reason}.", reason=error.strerror or say("it is refused"))
