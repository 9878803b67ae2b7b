"""A question set as a form for tablets: it asks what a case file asks, when a case file asks it, in both languages."""

from __future__ import annotations

import datetime
import random
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.conftest import LONG
from tests.devices import PLACES, Device, by_set, device, evaluated, parsed, questions_of
from tests.random_cases import random_case, values_of
from tests.sets import loaded, small_sets
from yotinspect.cases.model import Case
from yotinspect.cases.route import Asked, route
from yotinspect.exchange.forms.fields import FormFields, distinct
from yotinspect.exchange.forms.workbook import workbook
from yotinspect.exchange.forms.xlsform import form_of, version_of
from yotinspect.exchange.forms.xpath import Routes
from yotinspect.questions.model import Condition
from yotinspect.questions.sets import QuestionSet

Run = Callable[..., Result]
JAVA = shutil.which("java") is not None


# --- the workbook -----------------------------------------------------------------------------------------------------


@pytest.mark.few(1)
@by_set
def test_pyxform_accepts_the_form_of_every_set_without_a_warning(place: str) -> None:
    assert device(place).warnings == []


@pytest.mark.slow
@pytest.mark.skipif(not JAVA, reason="ODK Validate is written in Java")
@pytest.mark.parametrize("place", PLACES if LONG else ["out-of-court@1.0.0"])
def test_what_runs_on_tablets_accepts_the_form(place: str) -> None:
    """ODK Validate comes with pyxform and is the engine of ODK Collect: it compiles every expression."""
    assert Device(workbook(form_of(questions_of(place)).tables()), java=True).warnings == []


def test_the_same_set_is_the_same_bytes_whenever_it_is_written(tmp_path: Path, run: Run) -> None:
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    for target in (first, second):
        assert run("questionset", "export", "oversight", "-o", target).return_value == 0
    assert first.read_bytes() == second.read_bytes()
    properties = load_workbook(first).properties
    assert {properties.created, properties.modified} == {datetime.datetime(1980, 1, 1)}
    with zipfile.ZipFile(first) as packed:
        assert {entry.date_time[0] for entry in packed.infolist()} == {1980}


def test_a_form_says_which_set_and_version_it_is() -> None:
    questions = questions_of("sqs@2.0.0")
    form = form_of(questions)
    assert form.settings["form_id"] == "sqs"
    assert form.settings["version"] == version_of(questions) == "2.0.0"
    assert form.settings["default_language"] == "English (en)"
    assert form.survey[0] == {"type": "calculate", "name": "questionset", "calculation": "'sqs@2.0.0'"}


def test_a_revised_translation_makes_another_version_of_the_form() -> None:
    questions = questions_of("oversight")
    welsh = questions.texts["cy"].model_copy(update={"revision": 3})
    with mock.patch.dict(questions.texts, {"cy": welsh}):  # type: ignore[arg-type]
        assert version_of(questions) == "1.0.0+cy.3"


def test_text_that_looks_like_a_formula_is_text() -> None:
    sheet = load_workbook(BytesIO(workbook({"survey": [{"label": "=1+1", "name": "a\x07b"}]})))["survey"]
    assert [(cell.value, cell.data_type) for cell in sheet[2]] == [("=1+1", "s"), ("ab", "s")]


# --- what stands in it ------------------------------------------------------------------------------------------------


@pytest.mark.slow
@by_set
def test_every_field_of_a_case_is_in_the_form_once_and_in_view_order(place: str) -> None:
    questions, fields = questions_of(place), FormFields(questions_of(place))
    assert set(device(place).paths) == {*fields.by_name, "about_form"}
    asked = [name for name in device(place).paths if fields.by_name.get(name) and name in _questions(fields)]
    assert asked == [fields.name("answers", item.id, "answer") for item in questions.in_view_order()]


def _questions(fields: FormFields) -> set[str]:
    return {name for name, field in fields.by_name.items() if field.path[-1] == "answer"}


@pytest.mark.few(2)
@by_set
def test_whatever_is_said_is_said_in_both_languages(place: str) -> None:
    form = form_of(questions_of(place))
    for row in [*form.survey, *form.choices]:
        for key in [key for key in row if key.endswith("::English (en)")]:
            welsh = row.get(key.replace("English (en)", "Cymraeg (cy)"))
            assert welsh, (row.get("name"), key)
            if "message" in key:
                assert welsh != row[key], row


def test_a_question_stands_with_its_hint_its_guidance_its_reasons_and_its_evidence() -> None:
    questions = questions_of("fji@2.0.0")
    survey = {row["name"]: row for row in form_of(questions).survey if "name" in row}
    text = questions.text("cy").questions["R-A2"]
    row = survey["R_A2"]
    assert row["type"] == "select_one answers_sufficiency"
    assert row["label::Cymraeg (cy)"].replace("’", "'") == text.text
    assert row["hint::Cymraeg (cy)"].replace("’", "'") == text.hint
    for part in text.guidance.values():
        assert " ".join(part.split()) in row["guidance_hint::Cymraeg (cy)"].replace("’", "'").replace("“", '"').replace("”", '"')  # fmt: skip
    assert row["guidance_hint::English (en)"].count("\n\n") == len(text.guidance) - 1
    assert survey["R_A2_reasons"]["relevant"] == "${R_A2} = 'no'"
    assert survey["R_A2_evidence"]["required"] == "${R_A2} = 'no'"
    names = list(survey)
    assert names.index("R_A2_note") == names.index("R_A2_evidence") + 1
    assert "required" not in survey["R_A2_note"]
    assert survey["R_A2_note"]["label::Cymraeg (cy)"].startswith("Nodyn")
    assert survey["ask_R_A2"]["appearance"] == "field-list"
    assert survey["ask_R_AH"]["label::English (en)"] == "R-AH · Headline question"


def test_answers_are_in_the_words_of_the_question_where_it_has_its_own() -> None:
    form = form_of(questions_of("fji@2.0.0"))
    lists = {row["name"]: row["type"].partition(" ")[2] for row in form.survey if row["type"].startswith("select_one")}
    labels = {(row["list_name"], row["name"]): row["label::Cymraeg (cy)"] for row in form.choices}
    questions = questions_of("fji@2.0.0")
    for item in questions.items.values():
        name = item.id.replace("-", "_")
        for answer, label in questions.labels(item.id, "cy").items():
            assert labels[lists[name], answer].replace("’", "'") == label


@pytest.mark.parametrize(
    ("name", "value", "refused"),
    [
        ("case", "EX-017", False),
        ("case", "Zebedee Quillfeather", True),
        ("assessor", "la/3", True),
        ("detail_age", "10", False),
        ("detail_age", "9", True),
        ("detail_age", "18", True),
        ("detail_started", "2019-03-05", False),
        ("detail_started", "2019-03-06", True),
    ],
)
def test_a_form_refuses_what_a_case_file_would_not_hold(name: str, value: str, refused: bool) -> None:
    values = {"assessed": "2019-03-05", name: value}
    assert device("oversight@1.0.0").refuses(name, values) is refused


def test_a_day_is_not_refused_while_the_day_of_the_assessment_is_open() -> None:
    assert not device("oversight@1.0.0").refuses("detail_started", {"detail_started": "2019-03-05"})


# --- the route --------------------------------------------------------------------------------------------------------


@pytest.mark.few(3)
@by_set
def test_a_form_asks_exactly_what_the_route_has_on_it_or_open(place: str) -> None:
    questions, made = questions_of(place), device(place)
    fields = FormFields(questions)
    for seed in range(200 if LONG else 40):
        case = random_case(questions, random.Random(seed))
        values = values_of(fields, case)
        wanted = {name for name, asked in route(questions, case).items() if asked is not Asked.OFF}
        for held in (made.as_held(values), made.as_shown(values)):
            shown = {id for id in questions.items if made.shown(fields.name("answers", id, "answer"), held)}
            assert shown == wanted, seed


@by_set
def test_random_cases_put_every_routed_question_on_and_off_the_route(place: str) -> None:
    """Or else the test above would have shown nothing."""
    questions = questions_of(place)
    seen: dict[str, set[Asked]] = {name: set() for name, item in questions.items.items() if item.when is not None}
    for seed in range(40):
        asked = route(questions, random_case(questions, random.Random(seed)))
        for name in seen:
            seen[name].add(asked[name])
    assert [name for name, states in seen.items() if not {Asked.ON, Asked.OFF} <= states] == []


def conditions() -> st.SearchStrategy[dict[str, Any]]:
    values = {"custody": ["inside", "released", "never"], "needs": ["mental_health", "physical_disability"],
              "age": ["14", "15"], "victim": ["yes", "no"], "not_there": ["x"]}  # fmt: skip
    details = st.sampled_from(sorted(values)).flatmap(
        lambda name: st.fixed_dictionaries({"detail": st.just(name), "is": st.lists(st.sampled_from(values[name]), min_size=1, max_size=2)})
    )  # fmt: skip
    answers = st.fixed_dictionaries({
        "answer": st.sampled_from(["M-A1", "M-A2", "M-A3", "M-A4", "X-Z9"]),
        "is": st.lists(st.sampled_from(["yes", "no", "na", "two"]), min_size=1, max_size=2),
    })  # fmt: skip
    return st.recursive(
        details | answers,
        lambda inner: st.one_of(
            st.fixed_dictionaries({"not": inner}),
            st.fixed_dictionaries({"all": st.lists(inner, min_size=1, max_size=3)}),
            st.fixed_dictionaries({"any": st.lists(inner, min_size=1, max_size=3)}),
        ),
        max_leaves=6,
    )


@pytest.fixture(scope="module")
def mini(tmp_path_factory: pytest.TempPathFactory) -> QuestionSet:
    return loaded(small_sets(tmp_path_factory.mktemp("sets")))


@given(conditions(), st.integers(0, 10_000))
def test_any_condition_there_can_be_is_the_same_as_an_expression(
    mini: QuestionSet, condition: dict[str, Any], seed: int
) -> None:
    when = Condition.model_validate(condition)
    items = {name: replace(item, when=when) if name == "M-PH" else item for name, item in mini.items.items()}
    questions = replace(mini, items=items)
    fields = FormFields(questions)
    case = random_case(questions, random.Random(seed))
    values = values_of(fields, case)
    expression = Routes(questions, fields).relevant(when).replace("${", "/").replace("}", "") or "true()"
    tree = ("=", ("text", ""), ("text", "")) if expression == "true()" else parsed(expression)
    assert expression != "false()"
    assert evaluated(tree, lambda path: values.get(path[1:], "")) is (route(questions, case)["M-PH"] is not Asked.OFF)


def test_what_hangs_on_a_detail_shows_once_the_detail_says_so() -> None:
    made = device("oversight@1.0.0")
    for value, shown in (("", False), ("no", False), ("yes", True)):
        values = {"detail_referred_at_once": value}
        assert made.shown("detail_referred_to", made.as_held(values)) is shown


# --- names and the command --------------------------------------------------------------------------------------------


def test_names_of_fields_never_meet() -> None:
    assert distinct("detail_", ["a-b", "a.b", "a_b", "A_B", "1st"]) == {
        "a-b": "detail_a_b", "a.b": "detail_a_b_2", "a_b": "detail_a_b_3", "A_B": "detail_A_B_4", "1st": "detail_1st",
    }  # fmt: skip


def test_a_set_that_is_not_there_is_named_with_what_is(run: Run) -> None:
    result = run("questionset", "export", "fjj", "-o", "x.xlsx")
    assert "There is no question set of that name. Did you mean fji?" in str(result.exception)


def test_a_workbook_stays_off_a_terminal(run: Run) -> None:
    with mock.patch("click.testing._NamedTextIOWrapper.isatty", return_value=True):
        result = run("questionset", "export", "oversight")
    assert "-o" in str(result.exception)


def test_a_workbook_goes_to_standard_output_whole(run: Run) -> None:
    result = run("questionset", "export", "oversight", "--format", "xlsform")
    assert load_workbook(BytesIO(result.stdout_bytes)).sheetnames == ["survey", "choices", "settings"]


def test_a_case_is_what_the_helper_says_it_is() -> None:
    questions = questions_of("oversight@1.0.0")
    assert isinstance(random_case(questions, random.Random(1)), Case)
