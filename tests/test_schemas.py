"""The committed JSON Schemas are those of the models, and accept what the reader accepts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from tests.conftest import ROOT
from yotinspect.exchange.schemas import KINDS, schema, schema_text

#: How other tools read YAML, and as text alone; by libyaml where it is there, which is quicker.
SAFE = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
BASE = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
FILES: dict[str, list[Path]] = {
    "case": sorted(ROOT.glob("examples/*/cases/*.yaml")),
    "inspection": sorted(ROOT.glob("examples/**/inspection.yaml")),
    "framework": sorted(ROOT.glob("questionsets/frameworks/*/*.*.[0-9].yaml")),
    "questionset": sorted(ROOT.glob("questionsets/*/*/questionset.yaml")),
    "texts": sorted(ROOT.glob("questionsets/*/*/text.*.yaml")),
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_committed_schema_equals_the_model(kind: str) -> None:
    path = ROOT / "questionsets" / "schemas" / f"{kind}.schema.json"
    assert path.read_text("utf-8") == schema_text(kind), "run: yotinspect questionset schema -o questionsets/schemas"


def test_the_schemas_beside_the_examples_are_the_same() -> None:
    for path in ROOT.glob("examples/*/.schemas/*.json"):
        assert path.read_text("utf-8") == schema_text(path.name.split(".")[0])


def as_other_tools_read(path: Path, loader: Any) -> Any:
    # Dates have no JSON type: a YAML editor hands them to the schema as text.
    return json.loads(json.dumps(yaml.load(path.read_text("utf-8"), loader), default=str))


@pytest.mark.slow
@pytest.mark.parametrize("loader", [SAFE, BASE], ids=["yaml-1.1", "text"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_file_of_ours_fits_its_schema_however_it_is_read(kind: str, loader: Any) -> None:
    validator = jsonschema.Draft202012Validator(schema(kind))
    assert FILES[kind]
    for path in FILES[kind]:
        if loader is SAFE and kind in ("texts", "questionset", "framework", "inspection", "case"):
            document = _text_keys(as_other_tools_read(path, loader))
        else:
            document = as_other_tools_read(path, loader)
        assert [error.message for error in validator.iter_errors(document)] == [], path


def _text_keys(node: Any) -> Any:
    """YAML 1.1 turns the keys yes and no into booleans, which JSON then writes as true and false."""
    if isinstance(node, dict):
        return {{"true": "yes", "false": "no"}.get(key, key): _text_keys(value) for key, value in node.items()}
    return [_text_keys(value) for value in node] if isinstance(node, list) else node


@pytest.mark.parametrize("kind", KINDS)
def test_a_mistyped_key_is_refused(kind: str) -> None:
    document = as_other_tools_read(FILES[kind][0], BASE)
    assert not jsonschema.Draft202012Validator(schema(kind)).is_valid(document | {"assesor": "la-3"})
