"""What an interview is told, and what it asks of whoever drives it. Plain data: any front end can make and show it."""

from __future__ import annotations

from dataclasses import dataclass

from yotinspect.desk.merging import Change

# --- told ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answer:
    """One of the options on the screen, by its number from 1; with a question evidence may come along."""

    number: int
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Reasons:
    """Several of the options on the screen, by number: reasons under a no, or all that applies. None clears them."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """What was typed into a field: a date, a number or a text."""

    text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Evidence for the question on the screen; it may come before its answer."""

    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """A note to the question on the screen; an empty one takes it out."""

    text: str


@dataclass(frozen=True, slots=True)
class Clear:
    """The answer on the screen is taken back; evidence and note stay."""


@dataclass(frozen=True, slots=True)
class Keep:
    """Leave what is on the screen as it is and go on."""


@dataclass(frozen=True, slots=True)
class Skip:
    """Go on and leave this for later."""


@dataclass(frozen=True, slots=True)
class Back:
    """Go back to what was shown before; from reasons or evidence, to the answer."""


@dataclass(frozen=True, slots=True)
class Goto:
    """Go to a question or detail by its id, or without one to the first that is still wanted."""

    id: str = ""


@dataclass(frozen=True, slots=True)
class ShowList:
    """List the questions with their state: of the part on the screen, or of all parts."""

    all: bool = False


@dataclass(frozen=True, slots=True)
class ShowGuidance:
    """Show the guidance of the question on the screen."""


@dataclass(frozen=True, slots=True)
class Find:
    """Find words in questions, hints and guidance."""

    words: str


@dataclass(frozen=True, slots=True)
class Language:
    """Go on in a language; without one, in the next there is."""

    code: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """End here; all that was answered is kept."""


Event = (
    Answer | Reasons | Value | Evidence | Note | Clear | Keep | Skip | Back | Goto | ShowList | ShowGuidance | Find | Language | Stop
)  # fmt: skip


# --- asked of the front end ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Save:
    """Write these changes of the case file, durably, before anything else is shown. ``reread``: then tell what it holds."""

    changes: tuple[Change, ...]
    reread: bool = False


@dataclass(frozen=True, slots=True)
class Rescue:
    """Put what could not be saved into a file of its own."""


@dataclass(frozen=True, slots=True)
class Say:
    """A sentence for the reader. ``fault``: something was not understood or cannot be done. ``line`` is a path or a command
    that belongs to it, to be shown unbroken so that it can be copied.
    """

    sentence: str
    fault: bool = False
    line: str = ""


@dataclass(frozen=True, slots=True)
class RouteChanged:
    """What is asked from now on and what no longer is, by id; ``kept`` are those of the latter that hold an answer.

    ``sentences`` say it.
    """

    on: tuple[str, ...]
    off: tuple[str, ...]
    kept: tuple[str, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A question in a list: its wording and, in words, its state."""

    id: str
    wording: str
    state: str


@dataclass(frozen=True, slots=True)
class Group:
    """A part in a list, with how much of it is answered; its rows where they are wanted."""

    title: str
    summary: str
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """The questions with their state."""

    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of guidance with what it is called."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Guidance:
    """The guidance of a question."""

    id: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Where words were found, as far as they are shown; ``sentence`` says how many there are."""

    hits: tuple[Row, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Ended:
    """The interview is over. ``sentences`` say how far the case has come."""

    sentences: tuple[str, ...]


Effect = Save | Rescue | Say | RouteChanged | Listed | Guidance | Found | Ended
