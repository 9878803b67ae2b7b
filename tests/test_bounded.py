"""A template of one's own comes to an end, however it goes round, and one that does not go round too often is filled as ever."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from tests.reports import by_hand, every_block
from tests.test_report_kinds import Run, said
from yotinspect.reports import bounded
from yotinspect.reports.blocks import Table
from yotinspect.reports.render import BadTemplateError, _environment, fill, render


def filled(folder: Path, template: str, **values: Any) -> str:
    folder.mkdir(exist_ok=True)
    (folder / "own.md.j2").write_text(template, "utf-8")
    _environment.cache_clear()
    return fill("own.md.j2", values, "md", [folder], "en").decode()


@pytest.mark.parametrize(
    "template",
    [
        "{% for a in range(1000) %}{% for b in range(1000) %}{% endfor %}{% endfor %}",
        "{% for a in range(1000) %}{% for b in range(1000) if false %}{% endfor %}{% endfor %}",
        "{% for a in many %}{% for b in many %}{% for c in many if c < 0 %}x{% endfor %}{% endfor %}{% endfor %}",
        "{% for a in range(1000) %}{{ range(1000)|sum }}{% endfor %}",
        "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
        "{% macro m() %}{{ caller() if caller else '' }}{% endmacro %}{% for a in many %}{% for b in many %}{% for c in many %}{% call m() %}{% endcall %}{% endfor %}{% endfor %}{% endfor %}",
        "{% for a in [many] recursive %}{{ loop(a) if a is iterable }}{{ loop([many]) }}{% endfor %}",
    ],
)
def test_whatever_goes_round_without_end_is_stopped(template: str, tmp_path: Path) -> None:
    with mock.patch.object(bounded, "ROUNDS", 20_000), pytest.raises(BadTemplateError) as found:
        filled(tmp_path, template, many=list(range(100)))
    assert str(found.value).startswith("own.md.j2: ")
    assert "goes round more than 20000 times" in str(found.value) or "RecursionError" in str(found.value)


def test_so_is_what_goes_round_few_times_and_takes_too_long(tmp_path: Path) -> None:
    with (
        mock.patch.object(bounded, "SECONDS", 0.0),
        pytest.raises(BadTemplateError, match="takes longer than 0 seconds"),
    ):
        filled(tmp_path, "{% for a in range(10) %}x{% endfor %}")


@pytest.mark.parametrize("sum_", ["10 ** (10 ** 10)", "'a' * 10 ** 9", "10 ** 9 * 'a'", "[1, 2] * 10 ** 9"])
def test_a_power_or_a_repetition_without_measure_is_the_templates_fault(sum_: str, tmp_path: Path) -> None:
    with pytest.raises(BadTemplateError, match=r"own\.md\.j2: OverflowError"):
        filled(tmp_path, "{{ " + sum_ + " }}")


def test_what_comes_to_an_end_is_filled_as_it_would_be_and_counted_anew_each_time(tmp_path: Path) -> None:
    template = (
        "{% macro m(n) %}{{ n }}{% endmacro %}{% for a in range(3) if a %}{{ loop.index }}{{ m(a * 2) }}{{ a ** 2 }} "
        "{% else %}none{% endfor %}{{ 'ab' * 2 }}"
    )
    with mock.patch.object(bounded, "ROUNDS", 12):
        for _again in range(3):
            assert filled(tmp_path, template) == "121 244 abab\n"
        (tmp_path / "own.md.j2").write_text(template, "utf-8")
        assert [fill("own.md.j2", {}, "md", [tmp_path], "en") for _again in range(3)] == [b"121 244 abab\n"] * 3


def test_the_shipped_templates_in_a_folder_of_ones_own_say_the_same(tmp_path: Path) -> None:
    blocks = [block for block in every_block() if not isinstance(block, Table) or block.rows]
    for form in ("html", "md"):
        assert render(by_hand(*blocks), form, [tmp_path]) == render(by_hand(*blocks), form)


@pytest.mark.slow
def test_no_report_of_ours_comes_near_the_limit(root: Path, tmp_path: Path, run: Run) -> None:
    for language in ("en", "cy"):
        with mock.patch.object(bounded, "ROUNDS", bounded.ROUNDS // 40):
            done = run(
                "report",
                root / "examples" / "exampleshire-2019",
                "--kind",
                "brief",
                "--templates",
                tmp_path,
                "--lang",
                language,
            )
            assert done.return_value == 0, done.exception


@pytest.mark.parametrize(("language", "sentence"), [("en", "A template cannot be used: report.md.j2: it goes round"), ("cy", "report.md.j2: mae'n mynd o gwmpas")])  # fmt: skip
def test_it_is_wrong_usage_that_names_the_template(
    language: str, sentence: str, root: Path, tmp_path: Path, run: Run
) -> None:
    (tmp_path / "report.md.j2").write_text(
        "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}", "utf-8"
    )
    with mock.patch.object(bounded, "ROUNDS", 50_000):
        path = root / "examples" / "published" / "slough-2025"
        assert sentence in said(run("report", path, "--format", "md", "--templates", tmp_path, "--lang", language))
