"""What other checkers can check of a case, made from the set: a JSON Schema and a yamale schema.

``python tests/benchmarks/equivalent.py`` writes both beside this file. They hold what such a schema can hold (known
ids, the answers of each question, its reasons, the values of details, no unknown keys, both forms of an answer) and
leave out what it cannot or what would only slow it down: the route, what is missing on it, evidence under a no,
headlines, dates against one another, cases that stand twice.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from yotinspect.library import Library
from yotinspect.questions.model import Detail
from yotinspect.questions.sets import QuestionSet
from yotinspect.records import Place

PLACE = Place("fji", "2.0.0")
HERE = Path(__file__).resolve().parent
JSON_SCHEMA = HERE / "equivalent.schema.json"
YAMALE_SCHEMA = HERE / "equivalent.yamale.yaml"


def json_schema(questions: QuestionSet) -> dict[str, Any]:
    """A JSON Schema of the cases of a set, everything in place: references would cost time at every answer."""
    answers = {}
    for item in questions.items.values():
        given = [*_with_booleans(item.answers), None]
        long: dict[str, Any] = {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "answer": {"enum": given},
                "evidence": {"type": ["string", "null"]},
                "reasons": {"type": ["array", "null"], "items": {"enum": list(item.reasons)}},
                "note": {"type": ["string", "null"]},
            },
        }
        answers[item.id] = {"anyOf": [{"enum": given}, long]}
    details = {name: _json_detail(detail) for name, detail in questions.details.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"What a JSON Schema can check of a case of {questions.place}",
        "type": "object",
        "additionalProperties": False,
        "required": ["case", "questionset", "assessor", "assessed"],
        "properties": {
            "case": {"type": "string"},
            "questionset": {"const": str(questions.place)},
            "assessor": {"type": "string"},
            "assessed": {"type": "string", "format": "date"},
            "role": {"enum": ["first", "second"]},
            "details": {
                "type": "object",
                "additionalProperties": False,
                "required": [name for name, detail in questions.details.items() if detail.required],
                "properties": details,
            },
            "answers": {"type": "object", "additionalProperties": False, "properties": answers},
        },
    }


def _json_detail(detail: Detail) -> dict[str, Any]:
    if detail.type == "choice":
        return {"enum": [*detail.values, None]}
    if detail.type == "choices":
        return {"type": ["array", "null"], "items": {"enum": list(detail.values)}}
    if detail.type == "yes_no":
        return {"enum": [*_with_booleans(["yes", "no"]), None]}
    if detail.type == "integer":
        bounds = {"minimum": detail.min, "maximum": detail.max}
        return {"type": "integer", **{key: bound for key, bound in bounds.items() if bound is not None}}
    return {"type": "string", "format": "date"} if detail.type == "date" else {"type": "string"}


def _with_booleans(answers: Iterable[str]) -> list[str | bool]:
    # YAML 1.1 makes booleans of yes and no, YAML 1.2 keeps them as text.
    given: list[str | bool] = list(answers)
    return given + [value for value, word in ((True, "yes"), (False, "no")) if word in given]


def yamale_schema(questions: QuestionSet) -> str:
    """A yamale schema of the cases of a set, as yamale reads them: with yes and no as booleans."""
    forms: dict[tuple[tuple[str, ...], tuple[str, ...]], str] = {}
    lines = [
        "case: str()",
        f"questionset: enum('{questions.place}')",
        "assessor: str()",
        "assessed: day()",
        "role: enum('first', 'second', required=False)",
        "details: include('details')",
        "answers: include('answers')",
        "---",
        "details:",
        *(f"  {name}: {_yamale_detail(detail)}" for name, detail in questions.details.items()),
        "answers:",
    ]
    for item in questions.items.values():
        form = forms.setdefault((item.answers, item.reasons), f"answer_{len(forms) + 1}")
        lines.append(f"  {item.id}: any({_yamale_answers(item.answers)}, include('{form}'), required=False)")
    for (answers, reasons), form in forms.items():
        listed = f"list({_enum(reasons)}, required=False)" if reasons else "list(str(), max=0, required=False)"
        lines += [
            f"{form}:",
            f"  answer: any({_yamale_answers(answers)}, required=False)",
            "  evidence: str(required=False)",
            f"  reasons: {listed}",
            "  note: str(required=False)",
        ]
    return "\n".join(lines) + "\n"


def _yamale_detail(detail: Detail) -> str:
    more = "" if detail.required else ", required=False"
    if detail.type == "choice":
        return _enum(detail.values, more)
    if detail.type == "choices":
        return f"list({_enum(detail.values)}{more})"
    if detail.type == "integer":
        return f"int(min={detail.min}, max={detail.max}{more})"
    name = {"yes_no": "bool", "date": "day", "text": "str"}[detail.type]
    return f"{name}({more.removeprefix(', ')})"


def _yamale_answers(answers: Iterable[str]) -> str:
    words = [answer for answer in answers if answer not in ("yes", "no")]
    return ", ".join((["bool()"] if len(words) < len(list(answers)) else []) + ([_enum(words)] if words else []))


def _enum(values: Iterable[str], more: str = "") -> str:
    return "enum(" + ", ".join(f"'{value}'" for value in values) + f"{more})"


def _laid_out(node: Any, indent: str = "") -> str:
    """JSON with one line an answer or detail."""
    whole = json.dumps(node)
    if not isinstance(node, dict) or len(indent) >= 4 or len(whole) < 100:
        return whole
    inner = ",\n".join(f"{indent} {json.dumps(key)}: {_laid_out(value, indent + ' ')}" for key, value in node.items())
    return f"{{\n{inner}\n{indent}}}"


def texts() -> dict[Path, str]:
    """Both schemas of the shipped set, by the file they belong in."""
    questions = Library().questionset(PLACE)[0]
    if questions is None:
        raise SystemExit(f"The set {PLACE} cannot be used; see: yotinspect questionset validate")
    return {
        JSON_SCHEMA: _laid_out(json_schema(questions)) + "\n",
        YAMALE_SCHEMA: yamale_schema(questions),
    }


if __name__ == "__main__":
    for path, text in texts().items():
        path.write_text(text, encoding="utf-8")
        print(path.name)
