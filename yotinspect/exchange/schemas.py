"""JSON Schemas of all files, made from the models, for editors that complete and check YAML as one types."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel, TypeAdapter

from yotinspect.cases.model import Case
from yotinspect.questions.model import Structure, Subset, Texts
from yotinspect.ratings.framework import Framework
from yotinspect.ratings.inspection import Inspection

_MODELS: dict[str, tuple[str, tuple[type[BaseModel], ...]]] = {
    "case": ("A case file of yotinspect", (Case,)),
    "inspection": ("An inspection file of yotinspect", (Inspection,)),
    "framework": ("A framework of yotinspect", (Framework,)),
    "questionset": ("The structure of a question set of yotinspect, or a subset of one", (Structure, Subset)),
    "texts": ("The words of a question set of yotinspect in one language", (Texts,)),
}

#: The kinds of files there is a schema for.
KINDS: tuple[str, ...] = tuple(_MODELS)


def schema(kind: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a kind of file; raises KeyError for another kind."""
    title, models = _MODELS[kind]
    union: Any = models[0] if len(models) == 1 else models[0] | models[1]
    made = TypeAdapter(union).json_schema(mode="validation", by_alias=True)
    made = _tidy(made)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title} | {
        key: value for key, value in made.items() if key != "title"
    }


def _tidy(node: Any) -> Any:
    """Leave out the titles pydantic makes of names, and let blocks and lists with a default stand empty, as the reader does."""
    if isinstance(node, list):
        return [_tidy(part) for part in node]
    if not isinstance(node, dict):
        return node
    made = {key: _tidy(value) for key, value in node.items() if not (key == "title" and isinstance(value, str))}
    for field in made.get("properties", {}).values():
        if isinstance(field, dict) and field.get("type") in ("object", "array") and "$ref" not in field:
            field["type"] = [field["type"], "null"]
    return made


def schema_text(kind: str) -> str:
    """The schema as it is written to a file."""
    return json.dumps(schema(kind), ensure_ascii=False, indent=2) + "\n"
