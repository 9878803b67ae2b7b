"""What a body was called on the day that a report speaks of."""

from __future__ import annotations

import datetime

import pytest

from tests.small import domain, framework, inspection, judged
from yotinspect.ratings.names import Names, day_of

NAMES = Names.model_validate(
    {
        "names": {
            "inspectorate": {
                "basis": "ours",
                "forms": [
                    {"label": {"en": "Old", "cy": "Hen"}},
                    {"from": "2014-02-01", "label": {"en": "Newer"}},
                    {"from": "2018-04-01", "label": {"en": "Newest", "cy": "Newydd"}},
                ],
            },
            "late": {"basis": "ours", "forms": [{"from": "2018-04-01", "label": {"en": "One"}}, {"from": "2019-04-01", "label": {"en": "Two"}}]},
        }
    }
)  # fmt: skip


@pytest.mark.parametrize(
    ("day", "name"),
    [("2000-01-01", "Old"), ("2014-01-31", "Old"), ("2014-02-01", "Newer"), ("2018-03-31", "Newer"), ("2018-04-01", "Newest"), ("2030-01-01", "Newest")],
)  # fmt: skip
def test_a_form_holds_from_its_first_day_until_the_next_begins(day: str, name: str) -> None:
    assert NAMES.names["inspectorate"].on(datetime.date.fromisoformat(day), "en") == name


def test_before_its_first_form_began_a_name_is_that_one() -> None:
    assert NAMES.names["late"].on(datetime.date(2010, 1, 1), "en") == "One"


def test_a_name_is_in_the_language_that_is_asked_for() -> None:
    assert NAMES.names["inspectorate"].on(datetime.date(2020, 1, 1), "cy") == "Newydd"


@pytest.mark.parametrize(
    ("edition", "fieldwork", "day"),
    [
        ("2018", None, "2018-01-01"), ("2018-08", None, "2018-08-01"), ("2018-08-15", None, "2018-08-15"),
        ("2018", {"from": "2014-01-20", "to": "2014-01-31"}, "2014-01-31"),
    ],
)  # fmt: skip
def test_an_inspection_speaks_of_the_last_day_of_its_fieldwork_else_of_the_first_of_the_edition(edition: str, fieldwork: dict[str, str] | None, day: str) -> None:  # fmt: skip
    made = framework(domain("D", judged("S")), edition=edition)
    assert day_of(inspection(fieldwork=fieldwork), made) == datetime.date.fromisoformat(day)


def test_the_inspectorate_is_called_what_it_was_called_then() -> None:
    made = framework(domain("D", judged("S")), edition="2014-02")
    assert NAMES.inspectorate(inspection(), made, "en") == "Newer"
    assert NAMES.inspectorate(inspection(fieldwork={"from": "2018-04-01", "to": "2018-04-20"}), made, "cy") == "Newydd"
