"""The interview: what is asked when, what each event does, and what is said of it. No terminal, no file."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.desk import DETAILS, ORDER, at, case_of, said, small_questions
from tests.sets import loaded, small_sets
from yotinspect.cli.interview_lines import NotUnderstood, understood
from yotinspect.desk import events as e
from yotinspect.desk.interview import Interview
from yotinspect.desk.merging import Change, Conflict
from yotinspect.desk.steps import sequence
from yotinspect.library import Library
from yotinspect.questions.sets import QuestionSet
from yotinspect.records import Place

YES, NO = e.Answer(1), e.Answer(2)
ALL = {name: "yes" for name in ORDER if name.startswith("M-")} | {"M-A4": "one"}


@pytest.fixture(scope="module")
def questions(tmp_path_factory: pytest.TempPathFactory) -> QuestionSet:
    return small_questions(tmp_path_factory.mktemp("sets"))


def begun(questions: QuestionSet, answers: dict[str, Any] | None = None, **fields: Any) -> Interview:
    return Interview(questions, case_of(answers, **fields))


def saves(effects: list[e.Effect]) -> list[Change]:
    return [change for effect in effects if isinstance(effect, e.Save) for change in effect.changes]


# --- what is asked, and where one begins -----------------------------------------------------------------------------


def test_questions_are_asked_by_view_and_details_before_questions(questions: QuestionSet) -> None:
    assert tuple(step.id for step in sequence(questions)) == ORDER


@pytest.mark.parametrize("name", ["fji@2.0.0", "sqs@2.0.0", "out-of-court@1.0.0", "oversight@1.0.0", "fji@1.0.0"])
def test_a_shipped_set_asks_everything_once_in_the_order_of_its_views(library: Library, name: str) -> None:
    found, _ = library.questionset(Place(*name.split("@")))
    assert found is not None
    steps = sequence(found)
    asked = [step.id for step in steps if step.kind == "question"]
    assert asked == [item.id for item in found.in_view_order()]
    assert sorted(step.id for step in steps if step.kind == "detail") == sorted(found.details)


def test_details_that_decide_a_route_are_asked_before_questions_wherever_they_are_shown(questions: QuestionSet) -> None:
    late = questions.details["custody"].model_copy(update={"view": "interview"})
    moved = dict(questions.details) | {"custody": late}
    order = [step.id for step in sequence(replace(questions, details=moved))]
    assert order.index("custody") < order.index("M-A1")


def test_it_begins_with_what_is_missing_first(questions: QuestionSet) -> None:
    assert at(begun(questions, details={}, assessed=None)) == ("assessed", "value")
    assert at(begun(questions, details={})) == ("order", "answer")


@pytest.mark.parametrize(
    ("answers", "begins"),
    [
        ({}, "M-A1"),
        ({"M-A1": "yes"}, "M-A2"),
        ({"M-A1": "yes", "M-AH": "yes"}, "M-A2"),
        ({"M-A1": "maybe"}, "M-A1"),
        ({"M-A1": {"answer": "no"}, "M-A2": "na"}, "M-A1"),
        ({"M-A1": {"note": "later"}}, "M-A1"),
    ],
)
def test_it_goes_on_at_the_first_that_is_not_answered_or_lacks_evidence(questions: QuestionSet, answers: dict[str, Any], begins: str) -> None:  # fmt: skip
    assert at(begun(questions, answers))[0] == begins


def test_a_detail_that_a_case_can_do_without_is_asked_once_and_not_at_each_sitting(questions: QuestionSet) -> None:
    without = {name: value for name, value in DETAILS.items() if name != "needs"}
    assert at(begun(questions, {"M-A1": "yes"}, details=without))[0] == "M-A2"
    early = {name: without[name] for name in ("order", "started", "age", "length_months")}
    assert at(begun(questions, details=early))[0] == "needs"


def test_a_whole_case_begins_behind_the_last_question(questions: QuestionSet) -> None:
    assert at(begun(questions, ALL)) == ("", "end")


# --- answers -----------------------------------------------------------------------------------------------------------


def test_a_yes_is_saved_and_the_next_question_is_asked(questions: QuestionSet) -> None:
    interview = begun(questions)
    assert saves(interview.tell(YES)) == [Change(("answers", "M-A1"), "yes")]
    assert at(interview) == ("M-A2", "answer")


def test_a_no_is_saved_at_once_and_asks_for_reasons_and_then_for_evidence(questions: QuestionSet) -> None:
    interview = begun(questions)
    assert saves(interview.tell(NO)) == [Change(("answers", "M-A1"), "no")]
    assert at(interview) == ("M-A1", "reasons")
    assert saves(interview.tell(e.Reasons((1, 3))))[0].value == {"answer": "no", "reasons": ["late", "child_not_heard"]}
    assert at(interview) == ("M-A1", "evidence")
    told = saves(interview.tell(e.Evidence("It came in May.")))
    assert told == [Change(("answers", "M-A1"), {"answer": "no", "evidence": "It came in May.", "reasons": ["late", "child_not_heard"]})]  # fmt: skip
    assert at(interview) == ("M-A2", "answer")


def test_evidence_behind_a_number_is_not_asked_for_again(questions: QuestionSet) -> None:
    interview = begun(questions)
    interview.tell(e.Answer(2, "It came in May."))
    assert at(interview) == ("M-A1", "reasons")
    interview.tell(e.Keep())
    assert at(interview) == ("M-A2", "answer")


def test_a_no_without_evidence_can_be_left_for_later_and_is_still_open(questions: QuestionSet) -> None:
    interview = begun(questions)
    interview.tell(NO)
    interview.tell(e.Keep())
    assert said(interview.tell(e.Keep())) == ["This answer calls for evidence. Type it, or :s to leave it for later."]
    interview.tell(e.Skip())
    assert at(interview)[0] == "M-A2"
    interview.tell(e.Goto())
    assert at(interview) == ("M-A1", "answer")
    assert "Answered: Not sufficient" in interview.screen().before
    interview.tell(e.Keep())
    assert at(interview) == ("M-A1", "reasons")
    interview.tell(e.Reasons((1,)))
    assert at(interview) == ("M-A1", "evidence")


def test_a_fact_answered_no_calls_for_nothing(questions: QuestionSet) -> None:
    interview = begun(questions)
    interview.tell(e.Goto("M-P2"))
    interview.tell(NO)
    assert at(interview)[0] == "M-PH"


def test_reasons_go_with_the_no_that_they_explained(questions: QuestionSet) -> None:
    interview = begun(questions, {"M-A1": {"answer": "no", "evidence": "So.", "reasons": ["late"]}})
    interview.tell(e.Goto("M-A1"))
    effects = interview.tell(YES)
    assert saves(effects)[0].value == {"answer": "yes", "evidence": "So."}
    assert said(effects) == [
        "The reasons under the former answer are taken out.",
        "The evidence stays: look whether it still fits.",
    ]


def test_evidence_and_a_note_may_come_before_the_answer_and_stay_with_it(questions: QuestionSet) -> None:
    interview = begun(questions)
    interview.tell(e.Evidence("Seen on page 3."))
    interview.tell(e.Note("Ask the manager."))
    assert at(interview) == ("M-A1", "answer")
    told = saves(interview.tell(YES))
    assert told[0].value == {"answer": "yes", "evidence": "Seen on page 3.", "note": "Ask the manager."}


def test_an_answer_can_be_taken_back(questions: QuestionSet) -> None:
    interview = begun(questions, {"M-A1": {"answer": "no", "evidence": "So.", "reasons": ["late"]}, "M-A2": "yes"})
    interview.tell(e.Goto("M-A1"))
    assert saves(interview.tell(e.Clear()))[0].value == {"evidence": "So."}
    interview.tell(e.Goto("M-A2"))
    assert saves(interview.tell(e.Clear()))[0].value == ""
    assert interview.case.answers["M-A2"].answer is None


@pytest.mark.parametrize("number", [0, 3, 999])
def test_a_number_that_is_no_option_is_told_and_changes_nothing(questions: QuestionSet, number: int) -> None:
    interview = begun(questions)
    assert interview.tell(e.Answer(number)) == [e.Say("Answer with a number from 1 to 2.", fault=True)]
    assert at(interview) == ("M-A1", "answer")


# --- details -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "event", "sentence"),
    [
        ("age", e.Value("9"), "Age at the start is from 10 to 17. Write a number in that range."),
        ("age", e.Value("ten"), "Age at the start is a whole number. Write digits alone, as in 15."),
        ("started", e.Value("2019-02-30"), "Start of the order is not a date that exists. Write year-month-day, as in 2016-04-05."),
        ("started", e.Value("2019-03-05"), "Start of the order lies after the day the case was assessed. Correct one of the two."),
        ("assessed", e.Value("4/3/2019"), "The day of the assessment is not a date that exists. Write year-month-day, as in 2016-04-05."),
        ("needs", e.Reasons((4,)), "Use numbers from 1 to 3, with spaces between them; 0 for none."),
        ("order", e.Value("referral_order"), "Answer with a number from 1 to 3, or :s to leave it for later."),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_refused_in_the_words_of_assess(questions: QuestionSet, name: str, event: e.Event, sentence: str) -> None:  # fmt: skip
    interview = begun(questions)
    interview.tell(e.Goto(name))
    assert interview.tell(event) == [e.Say(sentence, fault=True)]
    assert at(interview)[0] == name


def test_details_are_saved_as_the_file_has_them(questions: QuestionSet) -> None:
    interview = begun(questions, details={}, assessed=None)
    told = [interview.tell(event) for event in (e.Value("2019-03-04"), YES, e.Value("2019-01-07"), e.Value("15"), e.Keep(), e.Reasons((1, 3)), e.Answer(3), YES)]  # fmt: skip
    assert [(".".join(change.where), change.value) for effects in told for change in saves(effects)] == [
        ("assessed", "2019-03-04"), ("details.order", "referral_order"), ("details.started", "2019-01-07"), ("details.age", "15"),
        ("details.needs", ["speech_and_language", "physical_disability"]), ("details.custody", "never"), ("details.victim", "yes"),
    ]  # fmt: skip
    assert at(interview)[0] == "M-A1"


# --- the route -----------------------------------------------------------------------------------------------------------


def test_what_goes_off_the_route_is_told_and_kept_and_comes_back_with_its_answer(questions: QuestionSet) -> None:
    interview = begun(questions, {"M-A1": "yes", "M-A2": "yes", "M-A3": "yes"})
    interview.tell(e.Goto("M-A2"))
    effects = interview.tell(e.Answer(3))
    changed = [effect for effect in effects if isinstance(effect, e.RouteChanged)]
    assert [(one.on, one.off, one.kept) for one in changed] == [((), ("M-A3",), ("M-A3",))]
    assert said(effects) == [
        "No longer asked, number: 1 (M-A3).",
        "What was answered there is kept and counts nowhere: M-A3.",
    ]
    assert at(interview)[0] == "M-A4"
    assert [change.where for change in saves(effects)] == [("answers", "M-A2")]
    interview.tell(e.Goto("M-A2"))
    back = [effect for effect in interview.tell(YES) if isinstance(effect, e.RouteChanged)]
    assert (back[0].on, back[0].off) == (("M-A3",), ())
    assert interview.case.answers["M-A3"].answer == "yes"


def test_a_question_off_the_route_says_when_it_is_asked(questions: QuestionSet) -> None:
    interview = begun(questions)
    assert said(interview.tell(e.Goto("m-p3"))) == ["M-P3 is not asked in this case. Asked where: Custody is not: Never in custody."]  # fmt: skip


def test_a_question_of_which_it_is_not_known_yet_says_so(questions: QuestionSet) -> None:
    interview = begun(questions, details={name: value for name, value in DETAILS.items() if name != "custody"})
    interview.tell(e.Goto("M-P3"))
    assert interview.screen().remarks == ("Asked where: Custody is not: Never in custody. That is not known yet.",)


def test_a_headline_shows_how_its_part_was_answered(questions: QuestionSet) -> None:
    interview = begun(questions, {"M-A1": {"answer": "no", "evidence": "So."}, "M-A2": "yes", "M-A3": "yes"})
    interview.tell(e.Goto("M-AH"))
    assert interview.screen().remarks == ("It sums up this part, answered so far: Sufficient: 2; Not sufficient: 1.",)


# --- moving about ----------------------------------------------------------------------------------------------------------


def test_back_goes_to_what_was_shown_before_and_else_to_what_stands_before(questions: QuestionSet) -> None:
    interview = begun(questions)
    interview.tell(e.Goto("M-PH"))
    interview.tell(e.Goto("order"))
    interview.tell(e.Back())
    assert at(interview)[0] == "M-PH"
    interview.tell(e.Back())
    assert at(interview)[0] == "M-A1"
    interview.tell(e.Back())
    assert at(interview)[0] == "victim"
    interview.tell(e.Goto("assessed"))
    interview.visited.clear()
    assert said(interview.tell(e.Back())) == ["This is the first question."]


def test_back_from_reasons_or_evidence_goes_to_the_answer(questions: QuestionSet) -> None:
    interview = begun(questions)
    interview.tell(NO)
    interview.tell(e.Back())
    assert at(interview) == ("M-A1", "answer")


def test_an_id_that_does_not_exist_is_told_with_the_nearest(questions: QuestionSet) -> None:
    sentences = said(begun(questions).tell(e.Goto("M-P")))
    assert len(sentences) == 1
    assert sentences[0].startswith("There is no question of that name. Did you mean M-P")


def test_behind_the_last_question_it_says_what_is_missing(questions: QuestionSet) -> None:
    interview = begun(questions, ALL | {"M-A1": {"answer": "no"}})
    interview.tell(e.Goto("M-PH"))
    interview.tell(e.Keep())
    screen = interview.screen()
    assert screen.stage == "end"
    assert screen.remarks == (
        "Answered: 8 of 8 questions.",
        "Answers without the evidence they call for: 1.",
        "M-A1, evidence is missing: Is the assessment of why the child offended good enough?",
    )
    interview.tell(e.Keep())
    assert at(interview)[0] == "M-A1"


def test_a_case_without_anything_missing_ends_with_enter(questions: QuestionSet) -> None:
    interview = begun(questions, ALL)
    assert interview.tell(e.Keep()) == [e.Ended(("Answered: 8 of 8 questions.",))]
    assert interview.over


# --- finding, listing, language ------------------------------------------------------------------------------------------


def test_words_are_found_whatever_their_case_and_accents(questions: QuestionSet) -> None:
    interview = Interview(questions, case_of(), "cy")
    found = interview.tell(e.Find("GIAT"))[0]
    assert isinstance(found, e.Found)
    assert [hit.id for hit in found.hits] == ["M-P3"]
    assert "giât" in found.hits[0].state


def test_all_words_must_be_found_in_one_question(questions: QuestionSet) -> None:
    found = begun(questions).tell(e.Find("signature note"))[0]
    assert isinstance(found, e.Found)
    assert [hit.id for hit in found.hits] == ["M-P2"]
    assert found.sentence == "Found in questions: 1."


def test_the_list_shows_the_part_on_the_screen_and_counts_the_others(questions: QuestionSet) -> None:
    listed = begun(questions, {"M-A1": {"answer": "no"}, "M-A2": "na", "M-A3": "yes"}).tell(e.ShowList())[0]
    assert isinstance(listed, e.Listed)
    assert [group.summary for group in listed.groups] == [
        "Case details: answered 8 of 8", "Assessing reoffending: answered 1 of 4", "With the case manager: answered 1 of 1",
        "Planning for safety: answered 0 of 3",
    ]  # fmt: skip
    assert [(row.id, row.state) for group in listed.groups for row in group.rows] == [
        ("M-A1", "evidence is missing"), ("M-A2", "Does not apply"), ("M-A3", "not asked; its answer is kept"),
        ("M-A4", "not answered"), ("M-AH", "not answered"),
    ]  # fmt: skip


def test_the_language_changes_at_any_moment_and_nothing_else_does(questions: QuestionSet) -> None:
    interview = begun(questions)
    interview.tell(NO)
    assert interview.tell(e.Language()) == []
    screen = interview.screen()
    assert (screen.id, screen.stage, screen.language) == ("M-A1", "reasons", "cy")
    assert [option.label for option in screen.options] == ["Yn rhy hwyr", "Heb ei ddadansoddi", "Ni chlywyd y plentyn"]
    interview.tell(e.Language("en"))
    assert interview.screen().options[0].label == "Done too late"
    assert said(interview.tell(e.Language("fr"))) == ["The languages are: en (English), cy (Cymraeg)."]


def test_where_a_set_has_no_welsh_that_is_said_in_welsh(questions: QuestionSet) -> None:
    english = replace(questions, texts={"en": questions.texts["en"]})
    interview = Interview(english, case_of())
    assert said(interview.tell(e.Language("cy"))) == ["Nid oes testun yn yr iaith hon gan y set gwestiynau hon: mae ei chwestiynau yn Saesneg."]  # fmt: skip
    screen = interview.screen()
    assert screen.wording == "Is the assessment of why the child offended good enough?"
    assert screen.prompt == "Ateb, 1 i 2:"


def test_guidance_comes_in_its_parts_in_the_words_of_the_answers(questions: QuestionSet) -> None:
    guidance = begun(questions).tell(e.ShowGuidance())[0]
    assert isinstance(guidance, e.Guidance)
    assert [part.label for part in guidance.parts] == [
        "What to look at", "What “Sufficient” looks like", "What “Not sufficient” looks like", "Do not decide on",
    ]  # fmt: skip


# --- what came of saving ---------------------------------------------------------------------------------------------------


def test_a_place_that_somebody_else_changed_is_asked_about(questions: QuestionSet) -> None:
    interview = begun(questions)
    interview.tell(YES)
    theirs = case_of({"M-A1": {"answer": "no", "evidence": "Not in the file."}})
    interview.refused(
        theirs, [Conflict(("answers", "M-A1"), None, {"answer": "no", "evidence": "Not in the file."}, "yes")]
    )
    screen = interview.screen()
    assert (screen.id, screen.stage) == ("M-A1", "conflict")
    assert [option.label for option in screen.options] == [
        "Leave it as it is in the file: Answered: Not sufficient; Evidence: Not in the file.",
        "Write what you gave: Answered: Sufficient",
    ]
    assert said(interview.tell(e.Goto("M-PH"))) == ["Choose 1 or 2 first."]
    assert saves(interview.tell(e.Answer(2))) == [Change(("answers", "M-A1"), "yes")]
    assert at(interview)[0] == "M-A2"


def test_what_could_not_be_saved_is_said_and_offered_again(questions: QuestionSet) -> None:
    interview = begun(questions)
    interview.tell(YES)
    interview.unsaved("The disk is full. Make room on it, then save again.")
    assert interview.screen().wording == "The disk is full. Make room on it, then save again."
    assert interview.tell(e.Answer(1)) == [e.Save((), reread=True)]
    interview.taken(interview.case)
    assert at(interview)[0] == "M-A2"
    interview.unsaved("The disk is full.")
    assert interview.tell(e.Answer(2))[0] == e.Rescue()
    assert interview.over


# --- what a line means ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("line", ["2  1", "2   3 ", "1 3", "2 1 3"])
def test_numbers_behind_an_answer_are_not_its_evidence_however_many_blanks_stand_there(
    questions: QuestionSet, line: str
) -> None:
    assert isinstance(understood(line, begun(questions).screen()), NotUnderstood)
    assert understood("2  The plan.", begun(questions).screen()) == e.Answer(2, "The plan.")


@pytest.mark.parametrize("line", [",", " ; ", ",,"])
def test_only_0_takes_out_what_was_chosen(questions: QuestionSet, line: str) -> None:
    interview = begun(questions, {"M-A1": {"answer": "no", "evidence": "Late.", "reasons": ["late"]}})
    interview.tell(e.Goto("M-A1"))
    interview.tell(NO)
    assert interview.screen().stage == "reasons"
    assert isinstance(understood(line, interview.screen()), NotUnderstood)
    assert understood("0", interview.screen()) == e.Reasons(())


@pytest.fixture
def namesakes(tmp_path: Path) -> QuestionSet:
    """The small set with a detail that has the name of a question, and one that has it in small letters."""
    sets = small_sets(tmp_path)
    home = sets / "mini" / "1.0.0"
    for path in home.glob("*.yaml"):
        text = re.sub(r"(?m)^(  +)feedback:", r"\1M-A1:", path.read_text("utf-8"))
        path.write_text(re.sub(r"(?m)^(  +)length_months:", r"\1m-a1:", text), "utf-8")
    return loaded(sets)


def test_a_detail_with_the_name_of_a_question_is_reached_by_that_name_said_again(namesakes: QuestionSet) -> None:
    interview = Interview(namesakes, case_of())
    interview.tell(e.Goto("M-A2"))
    came = []
    for name in ("M-A1", "M-A1", "M-A1", "M-A1", "m-a1", "m-a1"):
        told = said(interview.tell(e.Goto(name)))
        assert interview.at is not None
        assert told == [f"Asked under this name: 3. To the next of them: :g {interview.at.id} again."]
        came.append((interview.at.kind, interview.at.id))
    assert came[:4] == [("question", "M-A1"), ("detail", "M-A1"), ("detail", "m-a1"), ("question", "M-A1")]
    assert came[4:] == [("detail", "m-a1"), ("question", "M-A1")]
    interview.tell(e.Goto("M-A2"))
    interview.tell(e.Goto("m-a1"))
    assert (interview.at.kind, interview.at.id) == ("detail", "m-a1")
    assert said(interview.tell(e.Goto("M-A2"))) == []
