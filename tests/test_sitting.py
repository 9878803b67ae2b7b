"""A case file under an interview: what is saved when, what others wrote meanwhile, and what cannot be saved."""

from __future__ import annotations

import errno
from pathlib import Path
from unittest import mock

import pytest

from tests.desk import at, case_file, said
from yotinspect.cases.model import Case
from yotinspect.desk import events as e
from yotinspect.desk.given import read_given
from yotinspect.desk.keeping import Keeper, NotOpenedError
from yotinspect.desk.sitting import Sitting
from yotinspect.desk.taking import take_in
from yotinspect.records import check
from yotinspect.yamlfile import read

TEXT = "assessed: 2019-03-04\ndetails: {order: referral_order, started: 2019-01-07, age: 15, custody: never}\nanswers:\n  M-A1: yes   # seen\n"


@pytest.fixture
def sitting(tmp_path: Path) -> Sitting:
    path, library = case_file(tmp_path, TEXT)
    return Sitting(path, library)


def test_what_was_answered_is_in_the_file_when_the_next_question_is_shown(sitting: Sitting) -> None:
    sitting.tell(e.Answer(3))
    assert "M-A2: na\n" in sitting.path.read_text("utf-8")
    assert "M-A1: yes   # seen\n" in sitting.path.read_text("utf-8")


def test_what_others_wrote_meanwhile_is_told_and_counts_for_the_route(sitting: Sitting) -> None:
    sitting.path.write_text(sitting.path.read_text("utf-8").replace("custody: never", "custody: inside"), "utf-8")
    effects = sitting.tell(e.Answer(3))
    assert "Somebody else has changed the file meanwhile; taken in: custody." in said(effects)
    assert "Now asked, number: 1 (M-P3)." in said(effects)
    assert at(sitting.interview)[0] == "M-A4"
    assert sitting.interview.case.details["custody"] == "inside"


def test_what_cannot_be_saved_is_asked_about_and_goes_with_the_next_try(sitting: Sitting) -> None:
    before = sitting.path.read_bytes()
    full = OSError(errno.ENOSPC, "No space left on device")
    with mock.patch("yotinspect.desk.keeping.write_whole", side_effect=full):
        sitting.tell(e.Answer(3))
        assert sitting.screen().stage == "unsaved"
        assert sitting.screen().wording == "The disk is full. Make room on it, then save again."
        assert said(sitting.tell(e.Answer(1))) == ["The disk is full. Make room on it, then save again."]
        assert sitting.screen().stage == "unsaved"
    assert sitting.path.read_bytes() == before
    sitting.tell(e.Answer(1))
    assert at(sitting.interview) == ("M-A4", "answer")
    assert "M-A2: na\n" in sitting.path.read_text("utf-8")


def test_what_could_not_be_saved_is_put_aside_when_the_interview_ends(sitting: Sitting) -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    with mock.patch("yotinspect.desk.keeping.write_whole", side_effect=full):
        sitting.tell(e.Answer(3))
        assert sitting.tell(e.Stop()) != []
    told = sitting.close()
    aside = sitting.path.with_name("X-1.yaml.unsaved")
    lines = [effect.line for effect in told if isinstance(effect, e.Say)]
    assert lines == [str(aside), f"yotinspect assess {sitting.path} --answers {aside}"]
    assert "M-A2" in aside.read_text("utf-8")
    assert said(sitting.close()) == []


def test_ours_is_written_over_theirs_only_where_it_was_said(sitting: Sitting) -> None:
    sitting.path.write_text(sitting.path.read_text("utf-8") + "  M-A2: yes\n", "utf-8")
    sitting.tell(e.Answer(3))
    assert sitting.screen().stage == "conflict"
    assert "M-A2: yes\n" in sitting.path.read_text("utf-8")
    sitting.tell(e.Answer(2))
    assert "M-A2: na\n" in sitting.path.read_text("utf-8")
    assert sitting.screen().stage == "answer"
    assert sitting.interview.case.answers["M-A2"].answer == "na"


@pytest.mark.parametrize("theirs", ["", "  M-A2: yes\n"])
def test_after_theirs_was_left_the_question_is_shown_as_it_stands_and_no_reasons_go_under_it(
    tmp_path: Path, theirs: str
) -> None:
    path, library = case_file(tmp_path, f"{TEXT}  M-A2: na\n")
    sitting = Sitting(path, library)
    sitting.tell(e.Goto("M-A2"))
    path.write_text(path.read_text("utf-8").replace("  M-A2: na\n", theirs), "utf-8")
    sitting.tell(e.Answer(2))
    assert sitting.screen().stage == "conflict"
    sitting.tell(e.Answer(1))
    assert at(sitting.interview) == ("M-A2", "answer")
    assert sitting.screen().before == (("Answered: Sufficient",) if theirs else ())


def test_ours_that_was_written_over_theirs_at_a_second_try_is_what_the_interview_goes_on_with(sitting: Sitting) -> None:
    sitting.path.write_text(sitting.path.read_text("utf-8") + "  M-A2: yes\n", "utf-8")
    sitting.tell(e.Answer(2, "Ours."))
    with mock.patch(
        "yotinspect.desk.keeping.write_whole", side_effect=OSError(errno.ENOSPC, "No space left on device")
    ):
        sitting.tell(e.Answer(2))
    sitting.tell(e.Answer(1))
    assert at(sitting.interview) == ("M-A2", "reasons")
    sitting.tell(e.Note("Looked at twice."))
    assert "M-A2: {answer: no, evidence: Ours., note: Looked at twice.}\n" in sitting.path.read_text("utf-8")


def test_what_nobody_decided_is_put_aside_and_not_taken_in_without_being_asked(tmp_path: Path) -> None:
    path, library = case_file(tmp_path, f"{TEXT}  M-A2: na\n")
    sitting = Sitting(path, library)
    sitting.tell(e.Goto("M-A2"))
    path.write_text(path.read_text("utf-8").replace("  M-A2: na\n", "  M-A2: yes\n"), "utf-8")
    sitting.tell(e.Answer(2, "Ours alone."))
    sitting.tell(e.Stop())
    assert sitting.unsaved
    aside = path.with_name("X-1.yaml.unsaved")
    assert next(effect.line for effect in sitting.close() if isinstance(effect, e.Say)) == str(aside)
    assert "Ours alone." in aside.read_text("utf-8")
    taken = take_in(library, [path], read_given(aside, aside.read_bytes()).given)
    assert [finding.rule for finding in taken.findings] == ["answers-conflict"]
    assert "M-A2: yes\n" in path.read_text("utf-8")


@pytest.mark.parametrize(
    "strange",
    [
        "evidnce: Typed in an editor.",
        "evidence: [Typed in, an editor]",
        "reasons: [She never looked.]",
        "reasons: {a: b}",
    ],
)
def test_what_no_answer_has_stays_under_an_answer_that_is_given_anew(tmp_path: Path, strange: str) -> None:
    path, library = case_file(tmp_path, f"{TEXT}  M-A2:\n    answer: no\n    {strange}\n  M-A4: yes\n")
    sitting = Sitting(path, library)
    sitting.tell(e.Goto("M-A2"))
    sitting.tell(e.Answer(1))
    assert f"  M-A2:\n    answer: yes\n    {strange}\n" in path.read_text("utf-8")
    sitting.tell(e.Goto("M-A2"))
    sitting.tell(e.Clear())
    assert strange in path.read_text("utf-8")


def test_reasons_that_are_none_stay_beside_those_that_are_chosen(tmp_path: Path) -> None:
    path, library = case_file(tmp_path, f"{TEXT}  M-A2: {{answer: no, reasons: [She never looked.]}}\n")
    sitting = Sitting(path, library)
    sitting.tell(e.Goto("M-A2"))
    sitting.tell(e.Answer(2))
    sitting.tell(e.Reasons((1,)))
    assert "She never looked." in path.read_text("utf-8")
    assert len(sitting.interview.case.answers["M-A2"].reasons) == 1


@pytest.mark.parametrize("line", ["M-A2: [no, The plan has no dates.]", "M-A2: [[no]]"])
def test_a_list_in_the_place_of_an_answer_is_refused_before_it_can_be_written_over(tmp_path: Path, line: str) -> None:
    path, library = case_file(tmp_path, f"{TEXT}  {line}\n")
    with pytest.raises(NotOpenedError) as refused:
        Sitting(path, library)
    assert "model-shape" in [finding.rule for finding in refused.value.findings]


def test_a_file_that_is_no_case_or_has_no_set_is_refused_with_findings(tmp_path: Path) -> None:
    path, library = case_file(tmp_path)
    for text, rule in (("case: [", "yaml-syntax"), ("case: X\nquestionset: mini@9.0.0\nassessor: a\n", "case-set")):
        path.write_text(text, "utf-8")
        with pytest.raises(NotOpenedError) as refused:
            Sitting(path, library)
        assert [finding.rule for finding in refused.value.findings] == [rule]


def test_somebody_else_in_the_file_is_told(sitting: Sitting) -> None:
    assert sitting.company() == ""
    with Keeper.open(sitting.path):
        assert sitting.company().startswith("Somebody else has this file open (")


@pytest.mark.parametrize("language", ["en", "cy"])
def test_evidence_that_is_too_long_is_shortened_where_it_was_written_and_nothing_is_lost(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, library = case_file(tmp_path)
    sitting = Sitting(path, library, language)
    monkeypatch.setattr("yotinspect.desk.editing.CASE_LIMIT", len(path.read_bytes()) + 300)
    before, long = path.read_bytes(), ("It stops at the offence. " * 20).strip()
    sitting.tell(e.Goto("M-A2"))
    sitting.tell(e.Answer(2, long))
    screen = sitting.screen()
    assert (screen.stage, [option.number for option in screen.options]) == ("unsaved", [1, 2, 3])
    assert path.read_bytes() == before
    # Trying again is no way out; what does not fit is told.
    sitting.tell(e.Answer(1))
    assert sitting.screen().stage == "unsaved"
    assert said(sitting.tell(e.Keep())) != []
    sitting.tell(e.Answer(3))
    assert (sitting.screen().id, sitting.screen().stage) == ("M-A2", "evidence")
    assert sitting.interview.text == long
    # Whoever goes on without shortening it is asked again at the next answer, and led back to it.
    sitting.tell(e.Goto("M-P1"))
    sitting.tell(e.Answer(1))
    assert sitting.screen().stage == "unsaved"
    sitting.tell(e.Answer(3))
    assert (sitting.screen().id, sitting.screen().stage) == ("M-A2", "evidence")
    assert sitting.unsaved
    sitting.tell(e.Evidence("It stops at the offence."))
    assert sitting.screen().stage != "unsaved"
    assert not sitting.unsaved
    held = check(Case, read(path, confidential=True))
    assert held is not None
    assert (held.answers["M-A2"].answer, held.answers["M-A2"].evidence) == ("no", "It stops at the offence.")
    assert held.answers["M-P1"].answer == "yes"


def test_a_note_that_is_too_long_leads_to_its_question_and_what_is_no_text_to_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, library = case_file(tmp_path)
    sitting = Sitting(path, library)
    monkeypatch.setattr("yotinspect.desk.editing.CASE_LIMIT", len(path.read_bytes()) + 300)
    sitting.tell(e.Goto("M-A2"))
    sitting.tell(e.Note("Ask her. " * 60))
    sitting.tell(e.Answer(3))
    assert (sitting.screen().id, sitting.screen().stage) == ("M-A2", "answer")
    sitting.tell(e.Note("Ask her."))
    assert not sitting.unsaved
    with mock.patch(
        "yotinspect.desk.keeping.write_whole", side_effect=OSError(errno.ENOSPC, "No space left on device")
    ):
        sitting.tell(e.Answer(1))
    assert [option.number for option in sitting.screen().options] == [1, 2]
