"""An interview with a case file under it: what is to be saved is saved, and what came of it is told to the interview."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

from yotinspect.cases.assess import Assessed
from yotinspect.cases.model import Case
from yotinspect.catalogue import say
from yotinspect.desk import events as e
from yotinspect.desk.amending import with_strange
from yotinspect.desk.interview import Interview
from yotinspect.desk.keeping import Keeper, NotOpenedError, NotSavedError
from yotinspect.desk.merging import at
from yotinspect.desk.screens import Screen
from yotinspect.findings import in_language
from yotinspect.library import Library
from yotinspect.questions.sets import QuestionSet
from yotinspect.records import Place, check_what_fits
from yotinspect.workspace import Assessor
from yotinspect.yamlfile import NodePath, YamlFile, parse


class Sitting:
    """One case file being answered. It knows no terminal."""

    def __init__(self, path: Path, library: Library, language: str = "en") -> None:
        """Open a case file. Raises NotOpenedError, with findings, where it or its question set cannot be used."""
        self.path, self.library, self.rescued = path, library, False
        self.keeper = Keeper.open(path)
        file = parse(self.keeper.file.data, self.keeper.file.name, confidential=True)
        case = check_what_fits(Case, file)
        questions = _questions(file, case, library) if case is not None else None
        # What is no block, or no answer or detail at all, cannot be written into without losing what stands there.
        if case is None or questions is None or any(len(path) == 1 or _shapeless(file, path) for path in file.refused):
            self.keeper.close()
            raise NotOpenedError(file.findings)
        self.keeper.order = {
            "details": tuple(questions.details),
            "answers": tuple(i.id for i in questions.in_view_order()),
        }
        self.interview = Interview(questions, case, language)

    @property
    def unsaved(self) -> bool:
        """Whether something that was given is not in the file."""
        return bool(self.keeper.unsaved or self.interview.conflicts)

    def screen(self) -> Screen:
        """What is on the screen."""
        return self.interview.screen()

    def tell(self, event: e.Event) -> list[e.Effect]:
        """Pass an event to the interview and do what it wants saved; the other effects are for the front end, in order."""
        return list(self._done(self.interview.tell(event)))

    def close(self) -> list[e.Effect]:
        """Let go of the file. What could not be saved goes to a file of its own, which is said."""
        effects = self._rescue()
        self.keeper.close()
        return effects

    def company(self) -> str:
        """A sentence on who else has the file open; empty where nobody has."""
        others = self.keeper.others()
        if not others:
            return ""
        who = ", ".join(other.login or other.host or other.process or "?" for other in others)
        return self.interview.words.say("Somebody else has this file open ({who}): what you both answer is kept, and you are asked where it differs.", who=who)  # fmt: skip

    def _done(self, effects: list[e.Effect]) -> Iterator[e.Effect]:
        for effect in effects:
            if isinstance(effect, e.Save):
                yield from self._save(effect)
            elif isinstance(effect, e.Rescue):
                yield from self._rescue()
            else:
                yield effect

    def _rescue(self) -> list[e.Effect]:
        if not self.unsaved or self.rescued:
            return []
        _ = self.interview.words.say
        try:
            path = self.keeper.rescue(undecided=self.interview.conflicts)
        except OSError:
            return [e.Say(_("What was not saved could be put nowhere: note it down by hand."), fault=True)]
        self.rescued = True
        command = shlex.join(["yotinspect", "assess", str(self.path), "--answers", str(path)])
        return [
            e.Say(_("What was not saved stands in this file:"), line=str(path)),
            e.Say(_("To take it in:"), line=command),
        ]

    def _save(self, effect: e.Save) -> list[e.Effect]:
        interview = self.interview
        try:
            saved = self.keeper.save([with_strange(self.keeper.file.root, change) for change in effect.changes])
        except NotSavedError as error:
            finding = in_language(error.finding, interview.words.language)
            sentence = f"{finding.message} {finding.help}"
            # The screen is the same after another try: that it failed as well is said.
            again = [] if effect.changes else [e.Say(sentence, fault=True)]
            return [*interview.unsaved(sentence, error.longest), *again]
        interview.lost = ""
        if not (saved.merged or saved.conflicts or effect.reread):
            return []
        case = check_what_fits(Case, parse(saved.file.data, saved.file.name, confidential=True))
        if case is None:
            return []
        effects: list[e.Effect] = []
        if saved.merged:
            names = ", ".join(where[-1] for where in saved.merged)
            sentence = interview.words.say(
                "Somebody else has changed the file meanwhile; taken in: {names}.", names=names
            )
            effects.append(e.Say(sentence))
        return effects + interview.refused(case, saved.conflicts)

    def assessed(self) -> Assessed:
        """The case as ``assess`` finds it, in the inspection it stands in."""
        assessor = Assessor(self.library, excerpts=False)
        found = assessor.assess(self.path)
        found.findings.extend(finding for finding in assessor.leftovers() if finding.file == found.file)
        return found


def _shapeless(file: YamlFile, path: NodePath) -> bool:
    """Whether a place under answers or details holds something that is neither a text nor what could be one with parts."""
    wanted = {"answers": str | dict, "details": str | list}.get(str(path[0]), object)
    return not isinstance(at(file.root, [str(step) for step in path[:2]]), wanted)


def _questions(file: YamlFile, case: Case, library: Library) -> QuestionSet | None:
    place = Place(*case.questionset.split("@"))
    questions, problems = library.questionset(place)
    if questions is None:
        message = say("The question set has faults.") if problems else say("There is no such question set.")
        help = problems[0].message if problems else library.near("questionsets", str(place))
        file.add("case-set", ("questionset",), message, help)
    return questions
