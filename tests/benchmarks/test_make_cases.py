"""The cases that benchmarks run on are what they are said to be, and the schemas beside them fit real cases."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from tests.benchmarks import equivalent
from tests.benchmarks.make_cases import LARGEST, SMALLEST, make_cases
from yotinspect.library import Library
from yotinspect.workspace import Assessor

COUNT = 60


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return make_cases(tmp_path_factory.mktemp("cases"), COUNT, seed=7)


class TextDates(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML as check-jsonschema reads it: a date stays the text it is."""


TextDates.add_constructor("tag:yaml.org,2002:timestamp", TextDates.construct_yaml_str)


def complaints(validator: Draft202012Validator, path: Path) -> int:
    return len(list(validator.iter_errors(yaml.load(path.read_text(encoding="utf-8"), TextDates))))


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = json.loads(equivalent.JSON_SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_the_same_seed_gives_the_same_cases_whatever_the_count(made: list[Path], tmp_path: Path) -> None:
    again = make_cases(tmp_path, 5, seed=7)
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in made[:5]]
    other = make_cases(tmp_path / "other", 1, seed=8)
    assert other[0].read_bytes() != made[0].read_bytes()


def test_every_case_has_the_size_of_a_real_one(made: list[Path]) -> None:
    assert all(SMALLEST <= path.stat().st_size <= LARGEST for path in made)


def test_about_one_case_in_three_has_one_or_two_findings_and_the_others_none(
    made: list[Path], library: Library
) -> None:
    assessor = Assessor(library)
    numbers = Counter(len(assessor.assess(path).findings) for path in made)
    assert set(numbers) <= {0, 1, 2}
    assert COUNT / 5 < numbers[1] + numbers[2] < COUNT / 2


def test_the_schemas_are_those_of_the_set_as_it_is() -> None:
    for path, text in equivalent.texts().items():
        assert path.read_text(encoding="utf-8") == text, f"run python tests/benchmarks/equivalent.py ({path.name})"


@pytest.mark.slow
def test_the_json_schema_takes_the_real_cases(root: Path, validator: Draft202012Validator) -> None:
    cases = sorted((root / "examples" / "exampleshire-2019" / "cases").glob("*.yaml"))
    assert len(cases) > 20
    assert [path.name for path in cases if complaints(validator, path)] == []


@pytest.mark.slow
def test_the_json_schema_finds_what_such_a_schema_can_find(
    made: list[Path], library: Library, validator: Draft202012Validator
) -> None:
    # What is missing, and a no without evidence, hangs on the route or on two values at once.
    beyond = {"case-missing-answer", "case-no-evidence"}
    assessor = Assessor(library)
    for path in made:
        within = [finding for finding in assessor.assess(path).findings if finding.rule not in beyond]
        assert bool(complaints(validator, path)) == bool(within), path.name
