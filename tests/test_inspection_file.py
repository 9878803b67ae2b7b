"""What stands in an inspection file in short: a source that is a text alone, and how the schema says so."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from yotinspect.ratings.inspection import Inspection, Judgement, Source


def test_a_source_may_be_a_text_alone() -> None:
    found = Judgement.model_validate({"sources": ["minutes", {"kind": "interview", "what": "staff", "agrees": "no"}]})
    assert found.sources == [Source(what="minutes"), Source(kind="interview", what="staff", agrees=False)]
    with pytest.raises(ValidationError, match="what"):
        Judgement.model_validate({"sources": [{"kind": "interview"}]})


def test_the_schema_lets_a_source_stand_as_a_text_a_number_or_a_boolean() -> None:
    shape = Inspection.model_json_schema()["$defs"]["Judgement"]["properties"]["sources"]
    (listed,) = [one for one in shape.get("anyOf", [shape]) if one.get("type") == "array"]
    assert listed["items"] == {"anyOf": [{"$ref": "#/$defs/Source"}, {"type": ["string", "number", "boolean"]}]}
