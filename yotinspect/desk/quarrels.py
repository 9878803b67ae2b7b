"""What is asked when saving did not go as it should: somebody else changed the same place, or nothing could be written."""

from __future__ import annotations

from collections.abc import Sequence

from yotinspect.desk.amending import read_back
from yotinspect.desk.merging import Conflict
from yotinspect.desk.screens import Option, Screen, Words, answer_said, value_said
from yotinspect.desk.steps import Step
from yotinspect.yamledit import Value


def conflict_screen(words: Words, every: Sequence[Step], conflict: Conflict) -> Screen:
    """Both answers to one question, with the choice between them."""
    _ = words.say
    step = next((one for one in every if one.where == conflict.where), None)
    theirs, ours = (_in_words(words, step, conflict, value) for value in (conflict.theirs, conflict.ours))
    return Screen(
        words.language, "conflict", step.id if step else ".".join(conflict.where), "", "", 0, 0, 0,
        place=(_("Somebody else has changed this in the file since you read it."),),
        wording=words.wording(step) if step else "", hint="",
        options=(Option(1, _("Leave it as it is in the file: {value}", value=theirs)),
                 Option(2, _("Write what you gave: {value}", value=ours))),
        before=(), remarks=(), prompt=_("Answer, 1 to {last}:", last=2),
    )  # fmt: skip


def unsaved_screen(words: Words, sentence: str, *, long: bool) -> Screen:
    """What happened, with the choice between another try, a file aside, and, where a text is too long, to shorten it."""
    _ = words.say
    options = [Option(1, _("Try again")), Option(2, _("Put it into a file of its own, and stop"))]
    if long:
        options.append(Option(3, _("Go back to the longest text, to shorten it or write it anew")))
    return Screen(
        words.language, "unsaved", "", "", "", 0, 0, 0,
        place=(_("The last answer is not saved."),),
        wording=sentence, hint="",
        options=tuple(options), before=(), remarks=(), prompt=_("Answer, 1 to {last}:", last=len(options)),
    )  # fmt: skip


def _in_words(words: Words, step: Step | None, conflict: Conflict, value: Value) -> str:
    if step is not None and step.kind == "question":
        said = answer_said(words, step.id, read_back(conflict.where, value))
    elif step is not None and (isinstance(value, str | list) or value is None):
        said = value_said(words, step, value or None)
    else:
        said = ()
    return "; ".join(said) or words.say("nothing")
