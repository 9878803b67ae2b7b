"""Cases drawn at random over a question set, and what they hold by the fields of its form."""

from __future__ import annotations

import datetime
import random
from typing import Any

from yotinspect.cases.model import Case
from yotinspect.exchange.forms.fields import FormFields
from yotinspect.questions.model import Detail
from yotinspect.questions.sets import QuestionSet

ASSESSED = datetime.date(2019, 3, 5)
#: What people type and paste: quotes, colons, lines, Welsh, signs that YAML, CSV, XML and terminals take for theirs.
PIECES = (
    "The analysis stops at the offence.", "yes", "no: not at all", "# not a comment", "- a dash", "* * *", "'quoted'", '"quoted"',
    "a, b; c\td", "line one\nline two", "\n\nbelow", "Nid oes dim wedi'i gofnodi – ŵ ŷ", "<b>&amp;</b>", "]]>", "{a: b}", "~", "null",
    "1.10", "2016-04-05", "=1+1", "trailing ", " leading", "\u00a0", "\u2028", "\u0085", "\ufeff", "🙂", "${R_A1}", "é" * 160, "x" * 200,
)  # fmt: skip


def random_text(draw: random.Random) -> str:
    """A text with something in it."""
    text = " ".join(draw.choice(PIECES) for _ in range(draw.randint(1, 4)))
    return text if text.strip() else "x"


def _value(detail: Detail, draw: random.Random) -> Any:
    if detail.type == "choices":
        return draw.sample(detail.values, draw.randint(1, len(detail.values)))
    if detail.type == "integer":
        return str(draw.randint(detail.min or 0, 999_999 if detail.max is None else detail.max))
    if detail.type == "date":
        return (ASSESSED - datetime.timedelta(days=draw.randint(0, 400))).isoformat()
    return draw.choice(detail.named) if detail.named else random_text(draw)


def random_case(questions: QuestionSet, draw: random.Random) -> Case:
    """A case with some of its details and answers, on the route or off it. About one in six is left open."""
    details = {name: _value(one, draw) for name, one in questions.details.items() if draw.random() < 0.85}
    answers: dict[str, dict[str, Any]] = {}
    for name, item in questions.items.items():
        given: dict[str, Any] = {"answer": draw.choice(item.answers)} if draw.random() < 0.85 else {}
        if draw.random() < 0.3:
            given["evidence"] = random_text(draw)
        if given.get("answer") == "no" and item.reasons and draw.random() < 0.7:
            given["reasons"] = draw.sample(item.reasons, draw.randint(1, len(item.reasons)))
        if draw.random() < 0.15:
            given["note"] = random_text(draw)
        if given:
            answers[name] = given
    return Case.model_validate({
        "case": f"EX-{draw.randint(1, 999):03}", "questionset": str(questions.place), "assessor": draw.choice(["li-1", "la.3", "HI_2"]),
        "assessed": ASSESSED, "role": draw.choice(["first", "second"]), "details": details, "answers": answers,
    })  # fmt: skip


def values_of(fields: FormFields, case: Case) -> dict[str, str]:
    """What the fields of a form hold when a case is filled in on it."""
    held = case.model_dump()
    values = {}
    for name, field in fields.by_name.items():
        node: Any = held
        for step in field.path:
            node = (node or {}).get(step)
        if node:
            values[name] = " ".join(node) if isinstance(node, list) else str(node)
    return values
