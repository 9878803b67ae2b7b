"""The feedback on one case for its case manager: what was good, what to do next, and what good looks like."""

from __future__ import annotations

import datetime
from collections import Counter

from yotinspect.cases.assess import Assessed
from yotinspect.catalogue import N_
from yotinspect.reports.blocks import NOTHING, Notice, Quotation, Report, Row, Section, Table, Text
from yotinspect.reports.casefile import CaseFile
from yotinspect.reports.document import INDEPENDENT
from yotinspect.reports.material import Audience
from yotinspect.reports.parts.front import TOOLKIT, also, framed
from yotinspect.reports.parts.judgements import glance, good, in_short, next_steps, unanswered
from yotinspect.reports.provenance import STATES, set_drafts

#: What is still wrong with a case that is not complete, by the rule of its finding.
_OPEN = {
    "case-missing-answer": N_("Questions not yet answered: {number}."),
    "case-missing-detail": N_("Details of the case not yet filled in: {number}."),
    "case-no-evidence": N_("Answers without the evidence they call for: {number}."),
    "": N_("Other things that the assessor has yet to put right: {number}."),
}


class NotForPublicError(Exception):
    """Feedback on a case is never for publication."""


def feedback(
    assessed: Assessed,
    language: str,
    audience: Audience,
    date: datetime.date | None = None,
    *,
    written: str = "en",
    yot: str = "",
    inspectorate: str = "",
    other_file: str = "",
) -> Report:
    """The feedback on a case. ``written`` is the language of its free text: that of the inspection it stands in;
    ``inspectorate`` the name that the inspectorate had on the day of the assessment, where that is known.

    It says nothing of other cases or other assessments. Raises NotForPublicError for publication, and ValueError where
    nothing of the case could be read.
    """
    if audience == "public":
        raise NotForPublicError
    file = CaseFile(assessed, language, audience, date, written, yot, other_file)
    _, case = file.tell, file.case
    name = _.text(case.case, "ref")
    return framed(
        _,
        "feedback",
        audience,
        title=_("Feedback on case {case}", case=name),
        kicker=_("Feedback for the case manager: {yot}", yot=yot) if yot else _("Feedback for the case manager"),
        heading=_("Case {case}: what was good, and what to do next", case=name),
        lead=_lead(file),
        other=also(_, language != "en" or "cy" in file.questions.texts),
        other_file=other_file,
        notices=_notices(file),
        independent=_(TOOLKIT, inspectorate=inspectorate) if inspectorate else _(INDEPENDENT),
        drafts=_drafts(file),
        sections=(
            _words(file),
            in_short(file),
            glance(file),
            good(file),
            next_steps(file),
            unanswered(file),
            _about(file),
            _made(file),
        ),
        date=date,
    )


def _lead(file: CaseFile) -> Text:
    _, case = file.tell, file.case
    return _.join([
        _("Assessed on {date} by {assessor}.", date=case.assessed, assessor=case.assessor) if case.assessed
        else _("Assessed by {assessor}.", assessor=case.assessor),
        _("Report of {date}.", date=file.date) if file.date else NOTHING,
    ])  # fmt: skip


def _notices(file: CaseFile) -> tuple[Notice, ...]:
    _, found = file.tell, []
    if file.case.role == "second":
        second = _("This is a second assessment, made to compare judgements. Feedback is given on the first.")
        found.append(Notice(_.text(second, "strong")))
    if file.assessed.state == "incomplete":
        rules = Counter(f.rule if f.rule in _OPEN else "" for f in file.assessed.findings if f.severity == "error")
        items = tuple(_(sentence, number=rules[rule]) for rule, sentence in _OPEN.items() if rules[rule])
        found.append(Notice(_.text(_("This assessment is not complete."), "strong"), items))
    return tuple(found)


def _drafts(file: CaseFile) -> tuple[str, ...]:
    """That free text stands in its own language, and whether the set's words are a draft translation."""
    said = set_drafts(file.questions, file.language)
    if file.written == file.language:
        return said
    _ = file.tell.words
    return (_("What the assessor wrote stands in the language it was written in."), *said)


def _words(file: CaseFile) -> Section:
    """What the assessor has to say to the case manager."""
    _ = file.tell
    said = file.own(file.detail("feedback"))
    who = _("{assessor}, who assessed the case", assessor=file.case.assessor)
    return Section("words", _("In the assessor's words"), (Quotation(said, who),) if said else ())


def _about(file: CaseFile) -> Section:
    """The case, by whom and with what it was assessed, and the details that every case must have one of a choice of."""
    _, case, questions, words = file.tell, file.case, file.questions, file.words
    rows = [Row((_("Case reference"), _.text(case.case, "ref")))]
    for name, detail in questions.details.items():
        value = file.detail(name)
        if detail.required and detail.type == "choice" and value in detail.values:
            label = words.details[name]
            rows.append(Row((file.said(label.label), file.said(label.values[value]))))
    rows += [
        Row((_("Assessor"), _.text(case.assessor))),
        Row((_("Date of the assessment"), _.text(case.assessed) if case.assessed else _("Not given"))),
        Row((_("Question set"), _("{title} ({place})", title=file.said(words.title), place=str(questions.place)))),
    ]
    table = Table(_("This assessment"), (_("What"), _("Which")), tuple(rows), quiet=True)
    return Section("about", _("About this assessment"), (table,))


def _made(file: CaseFile) -> Section:
    """What the feedback was made from, with a digest of each."""
    _, questions = file.tell, file.questions
    sources = [
        (_.text(file.case.case, "ref"), _("case file"), file.assessed.digest),
        (_.text(str(questions.place)), _set(file), questions.digest),
    ]
    if file.spoken != "en":
        text = file.words
        what = _("{what} ({status})", what=_("text in Welsh, revision {revision}", revision=text.revision),
                 status=_(STATES[text.status]))  # fmt: skip
        sources.append((_.text(str(questions.place)), what, questions.text_digests.get(file.spoken, "")))
    rows = [Row((name, what, _.text(digest.removeprefix("sha256:"), "code"))) for name, what, digest in sources]
    head = (_("Source"), _("What it is"), _.text("SHA-256"))
    table = Table(_("Versions and digests"), head, tuple(rows), quiet=True)
    return Section("made", _("What this report was made from"), (table,))


def _set(file: CaseFile) -> Text:
    _ = file.tell
    return _("{what} ({status})", what=_("question set"), status=_(STATES[file.questions.heading.status]))
