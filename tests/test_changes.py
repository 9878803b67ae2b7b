"""What a change of a set means, told from the two versions alone: kind, effect and the step of the version it asks for."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sets import CONTEXT, change, loaded, next_version, small_sets
from yotinspect.questions.changes import (
    EFFECTS,
    STEPS,
    asked_anew,
    difference,
    step_between,
    worse,
)
from yotinspect.questions.changes import (
    next_version as version_after,
)
from yotinspect.questions.model import Condition, Detail
from yotinspect.questions.routes import same_route
from yotinspect.records import version_key

A1 = "text: Is the assessment of why the child offended good enough?"
Row = tuple[str, str, str | None]

#: The whole of a question in both languages, to be taken out.
EN_P1, CY_P1 = (
    text[text.index("  M-P1:\n") : text.index("  M-P2:\n")]
    for text in ((CONTEXT / "mini" / "1.0.0" / f"text.{language}.yaml").read_text("utf-8") for language in ("en", "cy"))
)

#: Edits of the small set (file, old, new), and every change that must be told: kind, subject, effect.
CASES: dict[str, tuple[list[tuple[str, str, str]], list[Row]]] = {
    "nothing": ([], []),
    "wording": ([("en", A1, "text: Is the analysis of why the child offended good enough?")], [("reworded", "M-A1", "meaning")]),
    "typography": ([("en", A1, "text: Is the assessment of why the child offended “good enough”?")], [("reworded", "M-A1", "editorial")]),
    "line breaks": ([("en", A1, "text: >-\n      Is the assessment of why the child\n      offended good enough?")], []),
    "guidance": ([("en", "yes: It is there, and it is about this child.", "yes: It is there.")], [("guidance", "M-A1", "meaning")]),
    "guidance gone and come": (
        [("en", "      do_not_decide_on: Whether a box is ticked.\n  M-A2", "      do_not_decide_on: Whether a box is ticked.\n      diversity: A child who cannot read.\n  M-A2")],
        [("guidance", "M-A1", "meaning")],
    ),
    "routing": ([("set", "is: [yes, no]}}", "is: yes}}")], [("rerouted", "M-A3", "meaning")]),
    "the same route in other words": (
        [("set", "when: {not: {detail: custody, is: never}}", "when: {any: [{detail: custody, is: released}, {detail: custody, is: inside}]}")],
        [],
    ),
    "the same route turned round": (
        [("set", "when: {not: {detail: custody, is: never}}", "when: {detail: custody, is: [released, inside]}")],
        [],
    ),
    "scale of a question": (
        [("set", "{id: M-P1, scale: sufficiency}", "{id: M-P1, scale: sufficiency_na}"),
         ("en", "hint: Ask what would go wrong first.\n    guidance:", "hint: Ask what would go wrong first.\n    guidance:\n      not_applicable: No plan was needed."),
         ("cy", "mynd o'i le gyntaf.\n    guidance:", "mynd o'i le gyntaf.\n    guidance:\n      not_applicable: Nid oedd angen cynllun.")],
        [("rescaled", "M-P1", "comparison"), ("guidance", "M-P1", "meaning")],
    ),
    "evidence": ([("set", "fact: {kind: fact, answers: [yes, no]}", "fact: {kind: fact, answers: [yes, no], evidence_for: [no]}")], [("rescaled", "M-P2", "meaning")]),
    "a question removed": (
        [("set", "      - {id: M-P1, scale: sufficiency}\n", ""),
         ("en", EN_P1, ""), ("cy", CY_P1, "")],
        [("removed", "M-P1", "comparison")],
    ),
    "another view": ([("set", "{id: M-A2, scale: sufficiency_na}", "{id: M-A2, scale: sufficiency_na, view: interview}"), ("set", "when: {answer: M-A2, is: [yes, no]}", "view: interview, when: {answer: M-A2, is: [yes, no]}")], [("moved", "M-A2", "editorial"), ("moved", "M-A3", "editorial")]),
    "reasons more": ([("set", "reasons: [late, not_shared]", "reasons: [late, not_shared, not_analysed]")], [("reasons", "M-P1", "editorial"), ("reasons", "M-P3", "editorial")]),
    "reasons fewer": ([("set", "    reasons: [late, not_shared]", "    reasons: [not_shared]")], [("reasons", "M-P1", "meaning"), ("reasons", "M-P3", "meaning")]),
    "themes": ([("set", "themes: [oversight]", "themes: [diversity]")], [("themes", "M-A4", "editorial")]),
    "label of an answer": ([("en", "sufficiency: {yes: Sufficient,", "sufficiency: {yes: Good enough,")], [("relabelled", "scales.sufficiency", "meaning")]),
    "a detail more": ([("set", "  victim: {type", "  panel: {type: yes_no, view: desk}\n  victim: {type"), ("en", "  victim: {label", "  panel: {label: Panel held, values: {yes: Yes, no: No}}\n  victim: {label"), ("cy", "  victim: {label", "  panel: {label: Panel, values: {yes: Do, no: Naddo}}\n  victim: {label")], [("detail-added", "panel", "meaning")]),
    "a value fewer": ([("set", "values: [speech_and_language, mental_health, physical_disability]", "values: [speech_and_language, mental_health]"), ("en", ", physical_disability: Physical disability", ""), ("cy", ", physical_disability: Anabledd corfforol", "")], [("detail-changed", "needs", "comparison")]),
    "title": ([("en", "title: A small set", "title: A little set")], [("described", "title", "editorial")]),
    "edition": ([("set", "edition: 2018-08", "edition: 2018-09")], [("described", "edition", "editorial")]),
    "Welsh": ([("cy", "A yw'r asesiad o'r rheswm", "A yw'r dadansoddiad o'r rheswm")], [("retranslated", "M-A1", None)]),
    "order": ([("set", "      - {id: M-P1, scale: sufficiency}\n      - {id: M-P2, scale: fact}\n", "      - {id: M-P2, scale: fact}\n      - {id: M-P1, scale: sufficiency}\n")], [("described", "order", "editorial")]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_change_is_told_by_what_it_does(name: str, tmp_path: Path) -> None:
    edits, expected = CASES[name]
    sets = small_sets(tmp_path)
    next_version(sets, "1.0.1", *edits)
    found = difference(loaded(sets), loaded(sets, "1.0.1"))
    assert [(row.kind, row.subject, row.effect) for row in found.changes] == expected
    gravest = max((EFFECTS.index(effect) for _, _, effect in expected if effect), default=-1)
    assert found.needed == STEPS[gravest + 1]
    # Seen the other way round, what came is what goes.
    back = difference(loaded(sets, "1.0.1"), loaded(sets))
    assert {row.subject for row in back.changes} == {row.subject for row in found.changes}


def test_what_a_maintainer_declares_decides_on_words_and_on_nothing_else(tmp_path: Path) -> None:
    sets = small_sets(tmp_path)
    new = next_version(
        sets,
        "1.0.1",
        ("en", A1, "text: Was it understood why the child offended?"),
        ("set", "is: [yes, no]}}", "is: yes}}"),
    )
    change(new, "set", "basis: ours\n", "basis: ours\nsince:\n  version: 1.0.0\n  changes:\n    M-A1: {effect: editorial, note: {en: Said in fewer words.}}\n    M-A3: {effect: editorial}\n")  # fmt: skip
    found = difference(loaded(sets), loaded(sets, "1.0.1"))
    assert [(row.kind, row.effect, row.declared) for row in found.changes] == [("rerouted", "meaning", False), ("reworded", "editorial", True)]  # fmt: skip
    assert found.of("M-A1")[0].note == {"en": "Said in fewer words."}
    assert asked_anew(found) == {}
    # Declared against another version than the one it is compared with, it says nothing.
    next_version(sets, "1.0.2", old="1.0.0")
    assert difference(loaded(sets, "1.0.2"), loaded(sets, "1.0.1")).of("M-A1")[0].effect == "meaning"


def test_a_new_label_of_a_scale_asks_every_question_on_it_anew(tmp_path: Path) -> None:
    sets = small_sets(tmp_path)
    next_version(sets, "1.1.0", ("en", "sufficiency: {yes: Sufficient,", "sufficiency: {yes: Good enough,"))
    found = difference(loaded(sets), loaded(sets, "1.1.0"))
    assert set(asked_anew(found)) == {"M-A1", "M-A3", "M-AH", "M-P1", "M-P3", "M-PH"}


VERSIONS = st.tuples(*[st.integers(0, 20)] * 3).map(lambda parts: ".".join(map(str, parts)))


@given(VERSIONS, st.sampled_from(STEPS))
def test_the_version_after_a_step_is_that_step_away(version: str, step: str) -> None:
    after = version_after(version, step)  # type: ignore[arg-type]
    assert step_between(version, after) == step
    if step != "none":
        assert version_key(after) > version_key(version)
        assert step_between(after, version) is None


def test_the_graver_of_two_effects_does_not_hang_on_their_order() -> None:
    effects = (None, *EFFECTS)
    for n, one in enumerate(effects):
        for m, other in enumerate(effects):
            assert worse(one, other) == effects[max(n, m)]


DETAILS = {
    "kind": Detail(type="choice", view="v", values=["a", "b", "c"]),
    "flag": Detail(type="yes_no", view="v"),
    "many": Detail(type="choices", view="v", values=["x", "y"]),
}
LEAVES = st.one_of(
    st.sets(st.sampled_from("abc"), min_size=1).map(lambda values: {"detail": "kind", "is": sorted(values)}),
    st.sampled_from(["yes", "no"]).map(lambda value: {"detail": "flag", "is": value}),
    st.sampled_from("xy").map(lambda value: {"detail": "many", "is": value}),
    st.sampled_from(["yes", "no", "na"]).map(lambda value: {"answer": "R-A1", "is": value}),
)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
        inner.map(lambda part: {"not": part}),
    ),
    max_leaves=6,
)


def twisted(tree: dict[str, object]) -> dict[str, object]:
    """The same condition written otherwise: parts turned round, and everything denied twice, by De Morgan."""
    for form, other in (("all", "any"), ("any", "all")):
        if form in tree:
            parts = list(reversed(tree[form]))  # type: ignore[call-overload]
            return {"not": {other: [{"not": twisted(part)} for part in parts]}}
    if "not" in tree:
        return {"not": twisted(tree["not"])}  # type: ignore[arg-type]
    return {"all": [tree, tree]}


@given(TREES)
def test_a_route_written_otherwise_is_the_same_route(tree: dict[str, object]) -> None:
    one, other = Condition.model_validate(tree), Condition.model_validate(twisted(tree))
    assert same_route(one, DETAILS, other, DETAILS)
    assert not same_route(one, DETAILS, Condition.model_validate({"not": tree}), DETAILS)


@given(TREES, TREES)
def test_routes_called_the_same_ask_the_same_cases(one: dict[str, object], other: dict[str, object]) -> None:
    from itertools import product

    from yotinspect.cases.route import _holds

    first, second = Condition.model_validate(one), Condition.model_validate(other)
    if not same_route(first, DETAILS, second, DETAILS):
        return
    many = [None, ["x"], ["y"], ["x", "y"]]
    for kind, flag, several, answer in product([None, "a", "b", "c"], [None, "yes", "no"], many, [None, "yes", "no", "na", "off"]):  # fmt: skip
        details = {"kind": kind, "flag": flag, "many": several}

        def known(_name: str, _seen: frozenset[str], answer: str | None = answer) -> tuple[bool, str | None]:
            return answer is not None, None if answer == "off" else answer

        held = [_holds(condition, details, known, frozenset()) for condition in (first, second)]
        assert held[0] == held[1], (details, answer)
