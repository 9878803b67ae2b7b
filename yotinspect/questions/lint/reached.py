"""Questions that nobody can reach, conditions that contradict themselves, and conditions that say nothing."""

from __future__ import annotations

from typing import Any

from yotinspect.questions.lint.formula import TRUE, Formula, all_of, negation
from yotinspect.questions.lint.reach import Reach
from yotinspect.questions.model import Condition, Question, QuestionBlock, Structure
from yotinspect.yamlfile import YamlFile

At = tuple[Any, ...]


def reach(file: YamlFile, model: Structure) -> None:
    """Note every condition that no case or every case meets. The structure must be without fault.

    A question that cannot be asked is noted once, where the fault lies: what hangs on it is judged as if it were asked.
    """
    answers = {q.id: model.scales[q.scale].answers for block in model.blocks for q in block.questions}
    looked = _Looked(file, Reach(model.details, answers))
    for name, detail in model.details.items():
        if detail.when is not None:
            looked.at(detail.when, ("details", name, "when"), f"the detail {name}")
    blocks: dict[int, Formula | None] = {}
    for b, q, block, question in _as_asked(model):
        if b not in blocks:
            at: At = ("blocks", b, "when")
            blocks[b] = TRUE if block.when is None else looked.at(block.when, at, f"the questions of {block.id}")
        given = blocks[b]
        # In a block that is never asked, a question's own condition is looked at for itself.
        own: Formula | None = TRUE if given is None else given
        if question.when is not None:
            at = ("blocks", b, "questions", q, "when")
            own = looked.at(question.when, at, question.id, block.when if given is not None else None, given or TRUE)
        looked.reach.ask(question.id, own if own is not None and given is not None else TRUE)


def _as_asked(model: Structure) -> list[tuple[int, int, QuestionBlock, Question]]:
    rank = {view: position for position, view in enumerate(model.views)}
    rows = [
        (b, q, block, question) for b, block in enumerate(model.blocks) for q, question in enumerate(block.questions)
    ]
    return sorted(rows, key=lambda row: rank[row[3].view or row[2].view])


class _Looked:
    def __init__(self, file: YamlFile, reach: Reach) -> None:
        self.file = file
        self.reach = reach

    def at(
        self, condition: Condition, at: At, what: str, outer: Condition | None = None, given: Formula = TRUE
    ) -> Formula | None:
        """When the condition and what is ``given`` hold; None where they never do, which is noted.

        ``outer`` is the condition of the block, and ``given`` when it holds.
        """
        reach = self.reach
        alone = reach.possible(condition, free=True)
        whole = reach.possible(condition)
        if reach.never(alone):
            self.file.add("set-contradiction", at, "This condition contradicts itself: no case can meet it.",
                          "Correct or delete what excludes the rest.")  # fmt: skip
        elif reach.never(reach.possible(outer, free=True), alone):
            self.file.add("set-contradiction", at, "This condition and that of its block exclude each other.",
                          "Correct one of the two, or move the question to another block.")  # fmt: skip
        elif reach.never(given, whole):
            self.file.add("set-unreachable", at, f"No case is ever asked {what}: its condition hangs on a question that "
                          "is not asked where it could hold.",
                          "Route by what is known in those cases, or change when that question is asked.")  # fmt: skip
        else:
            if reach.never(given, negation(reach.certain(condition))):
                where = "always holds" if outer is None else "holds wherever its block is asked"
                self.file.add("set-always", at, f"This condition {where}.", "Delete it, or correct what it asks for.")
            else:
                self._inside(condition, at, given)
            return all_of([given, whole])
        return None

    def _inside(self, condition: Condition, at: At, given: Formula | None) -> None:
        """Branches that never hold, and parts that always do. ``given`` is None where others need not hold."""
        reach = self.reach
        for n, branch in enumerate(condition.any or ()):
            here = (*at, "any", n)
            if reach.never(given or TRUE, reach.possible(branch)):
                self.file.add("set-contradiction", here, "This branch can never hold.", "Correct it, or delete it.")
            else:
                self._inside(branch, here, given)
        parts = condition.all or []
        for n, part in enumerate(parts):
            here = (*at, "all", n)
            if reach.never(negation(reach.certain(part))):
                self.file.add("set-always", here, "This part of the condition always holds.",
                              "Delete it, or correct what it asks for.")  # fmt: skip
                continue
            others = [reach.possible(other) for m, other in enumerate(parts) if m != n]
            self._inside(part, here, None if given is None else all_of([given, *others]))
        if condition.not_ is not None:
            self._inside(condition.not_, (*at, "not"), None)
