"""A route as an XPath expression over a form: true exactly where ``cases.route`` finds a question asked or still open.

Routing has three values: what is not filled in is neither met nor failed, and takes nothing away. XPath has two. So every
condition is written in two ways: *certain* (it holds) and *possible* (it does not fail), and a denial turns one into the
other. What is emitted is ``and``, ``or``, ``not(...)``, ``selected(...)``, and ``=`` of a field with a quoted text.
"""

from __future__ import annotations

from collections.abc import Iterable

from yotinspect.exchange.forms.fields import FormFields
from yotinspect.questions.model import Condition
from yotinspect.questions.sets import QuestionSet

_TRUE, _FALSE = "true()", "false()"


class Routes:
    """Conditions of a set over the fields of its form."""

    def __init__(self, questions: QuestionSet, fields: FormFields) -> None:
        self._questions, self._fields = questions, fields

    def relevant(self, condition: Condition | None, *, certain: bool = False) -> str:
        """When something is shown, with fields as ``${name}``; an empty text where it always is.

        ``certain``: only once its condition is met, and not while that is open.
        """
        shown = _TRUE if condition is None else self._said(condition, frozenset(), certain=certain)
        return "" if shown == _TRUE else shown

    def _said(self, condition: Condition, seen: frozenset[str], *, certain: bool) -> str:
        if condition.all is not None:
            return _joined("and", [self._said(part, seen, certain=certain) for part in condition.all])
        if condition.any is not None:
            return _joined("or", [self._said(part, seen, certain=certain) for part in condition.any])
        if condition.not_ is not None:
            return _denied(self._said(condition.not_, seen, certain=not certain))
        if condition.answer is not None:
            return self._answer(condition.answer, condition.is_ or [], seen, certain=certain)
        return self._detail(condition.detail or "", condition.is_ or [], certain=certain)

    def _detail(self, id: str, wanted: list[str], *, certain: bool) -> str:
        name = self._fields.detail(id)
        if name is None:
            # What the form does not ask is never known.
            return _FALSE if certain else _TRUE
        several = self._fields.by_name[name].kind == "many"
        met = [f"selected(${{{name}}}, '{one}')" if several else f"${{{name}}} = '{one}'" for one in wanted]
        return _joined("or", met if certain else [f"${{{name}}} = ''", *met])

    def _answer(self, id: str, wanted: list[str], seen: frozenset[str], *, certain: bool) -> str:
        if id in seen or id not in self._questions.items:
            return _FALSE if certain else _TRUE
        name = self._fields.name("answers", id, "answer")
        met = [f"${{{name}}} = '{one}'" for one in wanted]
        given = _joined("or", met if certain else [f"${{{name}}} = ''", *met])
        # A question that is not asked has no answer, whatever a tool has kept from before it went off the route.
        when = self._questions.items[id].when
        asked = _TRUE if when is None else self._said(when, seen | {id}, certain=False)
        return _joined("and", [asked, given])


def _joined(word: str, parts: Iterable[str]) -> str:
    """Parts joined by ``and`` or ``or``, each once, without those that change nothing."""
    idle, decides = (_TRUE, _FALSE) if word == "and" else (_FALSE, _TRUE)
    kept = [part for part in dict.fromkeys(parts) if part != idle]
    if decides in kept:
        return decides
    if not kept:
        return idle
    joined = f" {word} ".join(kept)
    return joined if len(kept) == 1 else f"({joined})"


def _denied(said: str) -> str:
    if said in (_TRUE, _FALSE):
        return _FALSE if said == _TRUE else _TRUE
    return f"not{said}" if said.startswith("(") else f"not({said})"
