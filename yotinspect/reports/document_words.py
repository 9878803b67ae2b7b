"""The fixed words of published documents: headings, labels and instructions that every set has alike."""

from __future__ import annotations

from collections.abc import Mapping

from yotinspect.catalogue import N_
from yotinspect.reports.passages import Said, Speaker

NAMES: Mapping[str, str] = {
    "tool": N_("Case assessment tool"),
    "guidance": N_("Case assessment guidance"),
    "logic": N_("Logic of the question set"),
}

#: What is called otherwise where a set is answered for a service and not for a case.
_SERVICE_NAMES: Mapping[str, str] = {"tool": N_("Assessment tool"), "guidance": N_("Assessment guidance")}
_SERVICE_WORDS: Mapping[str, str] = {
    "case": N_("Inspection"),
    "case_hint": N_("The inspection that this belongs to, by its reference."),
    "more": N_("Continue on a separate sheet if there is no room, with the reference and the number of the question."),
    "fields": N_("Details"),
}

STATUS: Mapping[str, str] = {"draft": N_("draft"), "published": N_("published"), "withdrawn": N_("withdrawn")}

_COMMON: Mapping[str, str] = {
    "contents": N_("Contents"),
    "page_of": N_("Page {page} of {pages}"),
    "headline": N_("Headline question"),
    "every_case": N_("In every case"),
    "answers": N_("Answers"),
}

_WORDS: Mapping[str, Mapping[str, str]] = {
    "tool": {
        "how": N_("How to fill this in"),
        "assessment": N_("This assessment"),
        "case": N_("Case reference"),
        "case_hint": N_("The reference the inspection gave it; never a name."),
        "assessor": N_("Assessor"),
        "assessed": N_("Date of the assessment"),
        "role": N_("Which assessment"),
        "first": N_("First"),
        "second": N_("Second, blind"),
        "day": N_("Day"),
        "month": N_("Month"),
        "year": N_("Year"),
        "tick_all": N_("Tick all that apply"),
        "required": N_("Must be filled in"),
        "more": N_("Continue on a separate sheet if there is no room, with the case reference and the number of the question."),
    },
    "guidance": {
        "how": N_("How to use this guide"),
        "find": N_("Find a question by its number"),
        "number": N_("Number"),
        "page": N_("Page"),
    },
    "logic": {
        "how": N_("How to read this document"),
        "route": N_("The route"),
        "picture": N_("The picture shows the way through the questions from top to bottom. The two tables after it say the same in words."),
        "route_blocks": N_("The route in words: what is asked, in the order of asking"),
        "route_deciders": N_("The route in words: what decides, and what hangs on it"),
        "questions": N_("Every question"),
        "asking_order": N_("Every question in the order of asking"),
        "fields": N_("Details of the case"),
        "figures": N_("What each figure counts"),
        "what_counts": N_("Each standard, area or theme, and what it counts"),
        "frameworks": N_("Frameworks"),
        "framework": N_("Framework"),
        "title": N_("Title"),
        "status": N_("Status"),
        "digest": N_("Digest"),
        "standard": N_("Standard, area or theme"),
        "key_question": N_("Key question"),
        "counts": N_("What it counts"),
        "number": N_("Number"),
        "wording": N_("Wording"),
        "area_stage": N_("Area and stage"),
        "when": N_("When it is asked"),
        "feeds": N_("What it feeds"),
        "mark": N_("Mark"),
        "decider": N_("What decides"),
        "where": N_("Asked on"),
        "hangs": N_("What hangs on it"),
        "screen": N_("Screen"),
        "block": N_("Block"),
        "how_many": N_("Questions"),
        "only_some": N_("Asked only in some cases"),
        "no_frameworks": N_("No framework counts the questions of this set."),
        "sign_off": N_("Sign-off"),
        "sign_off_text": N_("The questions, the route and what they feed are agreed as they stand in this document."),
        "name": N_("Name"),
        "role": N_("Role"),
        "signature": N_("Signature"),
        "date": N_("Date"),
    },
}  # fmt: skip

#: How to go about a document, a sentence each.
_SERVICE_STEPS: Mapping[str, tuple[str, ...]] = {
    "tool": (
        N_("Answer every question, in the order of this form. Say what you found and from which kinds of source."),
        N_("Tick one answer to a question. Where evidence is needed for an answer, say what you saw and where; tick every reason that applies."),
        N_("Answer a key question last in its part: tick the grade whose characteristics fit the service best."),
        N_("Write no name, address, date of birth or number that says who a child or anybody else is."),
    ),
    "guidance": (
        N_("Questions stand by area and stage, in the order of their numbers. The form asks them in another order, screen by screen."),
        N_("Look up the question in front of you: what to look at, what each answer looks like, and what is not enough to decide on."),
        N_("Guidance describes; it does not count. Judge the service on all that you saw and heard."),
    ),
}  # fmt: skip

_STEPS: Mapping[str, tuple[str, ...]] = {
    "tool": (
        N_("Fill in the details of the case first: they decide which questions are asked."),
        N_("Then answer every question, in the order of this form, unless its line “Asked when” says that it is not asked in this case."),
        N_("Tick one answer to a question. Where evidence is needed for an answer, say what you saw and where; tick every reason that applies."),
        N_("Answer a headline question last in its area and stage: it judges the work there as a whole."),
        N_("Write no name, address, date of birth or number that says who the child or anybody else is."),
    ),
    "guidance": (
        N_("Questions stand by area and stage, in the order of their numbers. The form asks them in another order, screen by screen."),
        N_("Look up the question in front of you: what to look at, what each answer looks like, and what is not enough to decide on."),
        N_("Guidance describes; it does not count. Judge the work for this child on all that you saw."),
    ),
    "logic": (
        N_("A question is asked in every case unless the table says when. If what it hangs on is not known yet, it may be answered and need not be."),
        N_("An answer that the route no longer reaches is kept in the file and counts in no figure."),
        N_("A headline question answers for its area and stage as a whole. Facts and choices are recorded and count in no figure."),
    ),
}  # fmt: skip


def name_of(document: str, *, of_service: bool) -> str:
    """What a kind of document is called."""
    return (_SERVICE_NAMES if of_service else {}).get(document) or NAMES[document]


def steps_of(document: str, *, of_service: bool) -> tuple[str, ...]:
    """How to go about a kind of document."""
    return (_SERVICE_STEPS if of_service else {}).get(document) or _STEPS[document]


def words_of(document: str, speaker: Speaker, *, of_service: bool) -> dict[str, Said]:
    """The fixed words of a kind of document, by what templates call them. ``page_of`` keeps its two places open."""
    own = _WORDS[document]
    service = {name: message for name, message in _SERVICE_WORDS.items() if name in own} if of_service else {}
    found = {
        name: speaker.say(message) for name, message in {**_COMMON, **own, **service}.items() if "{" not in message
    }
    return found | {"page_of": speaker.say(_COMMON["page_of"], page="{page}", pages="{pages}")}
