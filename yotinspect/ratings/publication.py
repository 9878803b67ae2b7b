"""Hold what a report for the public would print against what may say who somebody is. No message repeats what it found."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Iterator

from yotinspect.catalogue import N_, say
from yotinspect.privacy.freetext import Finder, Hit, joined, uncleared
from yotinspect.privacy.words import WordList
from yotinspect.ratings.framework import Framework
from yotinspect.ratings.inspection import Inspection
from yotinspect.ratings.names import day_of
from yotinspect.ratings.publictexts import named_standards, public_texts
from yotinspect.yamlfile import YamlFile
from yotinspect.yamltext import placer

#: What surely belongs to somebody, by kind.
_PERSONAL = {
    "birth": N_("This date may be somebody's date of birth."),
    "postcode": N_("A postcode stands here."),
    "street": N_("An address stands here."),
    "telephone": N_("A telephone number stands here."),
    "email": N_("An e-mail address stands here."),
    "pnc": N_("A number of the Police National Computer stands here."),
    "cro": N_("A number of the Criminal Records Office stands here."),
    "summons": N_("The number of an arrest or a summons stands here."),
    "prison": N_("The number of a prisoner stands here."),
    "nhs": N_("An NHS number stands here."),
    "insurance": N_("A national insurance number stands here."),
    "pupil": N_("The number of a pupil stands here."),
}
#: What may point to somebody.
_DOUBT = {
    "date": N_("A full date stands here, by which an event can be looked up."),
    "birth-year": N_("A year of birth stands here."),
    "district": N_("The first half of a postcode stands here."),
    "account": N_("The name of an account stands here."),
    "web": N_("A web address stands here."),
    "pnc": N_("This looks like a number of the Police National Computer, but for its check letter."),
    "cro": N_("This looks like a number of the Criminal Records Office, but for its check letter."),
    "nhs": N_("This looks like an NHS number, but for its check digit."),
}
_TAKE_OUT = say("Delete it; if it may be published, enter the very words under publication.cleared, with the reason.")
_MONTH = say("Write the month and the year alone; if the day may be published, enter the date under publication.cleared, with the reason.")  # fmt: skip
_WITHOUT = say("Say who or what is meant without a name; if it may be published, enter the very words under publication.cleared, with the reason.")  # fmt: skip
_NO_CASE = say("Say what was seen without the reference: whoever knows the case would know whose it is.")
#: Findings of one rule in one text at most: by then there is more to do than to read.
_MOST = 50
#: Addresses are what these are there for.
_ADDRESSES = ("published", "source")
#: What a report prints of the inspection before.
_BEFORE = (("inspection",), ("yot",))
#: Longer fieldwork than this is a mistyped date.
_LONGEST = datetime.timedelta(days=100)


def publication(
    file: YamlFile,
    given: Inspection,
    framework: Framework,
    cases: Collection[str],
    words: WordList,
    *,
    before: bool = False,
) -> None:
    """Note what in an inspection's texts for the public may say who somebody is, and what is said of no standard there is.

    ``cases`` are the references of its cases. What ``publication.cleared`` names is not noted, but for what clears nothing.
    ``before``: of an inspection that another is compared with, of which a report prints its id and its YOT alone.
    """
    finder = Finder(words, today=_today(given, framework), own=set(_own_dates(given)), named=_named(given, framework), cases=cases)  # fmt: skip
    cleared = [clearance.text for clearance in given.publication.cleared]
    used: set[int] = set()
    for path, text, label, key, id in public_texts(given, file.root):
        if before and path not in _BEFORE:
            continue
        hits = finder.find(text, label=label, id=id)
        if path[0] in _ADDRESSES:
            hits = [hit for hit in hits if hit.kind != "web"]
        if not hits:
            continue
        left, cleared_here = uncleared(text, hits, cleared)
        used |= cleared_here
        place = None if key else placer(file, path, text)
        noted: Counter[str] = Counter()
        for hit in joined(text, left):
            rule, message, help = _said(hit)
            noted[rule] += 1
            if noted[rule] > _MOST:
                continue
            if place is not None:
                file.add(rule, path, message, help, at=place(hit.start))
            else:
                # A key that looks like an id is shown elsewhere; what is found in one is not, in path or line.
                found = file.finding(rule, path[:-1], message, help, at=file.place(path, key=True))
                file.findings.append(found._replace(excerpt=""))
    if before:
        return
    for n, _ in enumerate(cleared):
        if n not in used:
            file.add("publication-cleared", ("publication", "cleared", n, "text"), say("What is cleared here is found in no text."),
                     say("Delete it, or write the words exactly as the text has them, capitals included."))  # fmt: skip
    named_standards(file, given, framework)


def _said(hit: Hit) -> tuple[str, str, str]:
    """The rule that a hit breaks, what is wrong and what to do."""
    if hit.kind == "name":
        return "publication-name", say("Somebody's name may stand here."), _WITHOUT
    if hit.kind == "case":
        return "publication-case", say("The reference of a case stands here."), _NO_CASE
    help = _MONTH if hit.kind in ("birth", "date") else _TAKE_OUT
    if hit.sure and hit.kind in _PERSONAL:
        return "publication-personal", say(_PERSONAL[hit.kind]), help
    return "publication-doubt", say(_DOUBT[hit.kind]), help


def _today(given: Inspection, framework: Framework) -> datetime.date:
    """The day that the texts speak of: the last that the inspection says something was done on."""
    done = [sign.date for sign in given.sign_off] + [decision.agreed for decision in given.discretion.values()]
    done.append(given.letter.date if given.letter else None)
    return max([day_of(given, framework), *(day for day in done if day is not None)])


def _own_dates(given: Inspection) -> Iterator[datetime.date]:
    """The dates in an inspection's own fields: those may stand in its texts as well."""
    yield from (sign.date for sign in given.sign_off if sign.date)
    yield from (decision.agreed for decision in given.discretion.values() if decision.agreed)
    yield from (wanted.due for wanted in given.recommendations if wanted.due)
    if given.letter and given.letter.date:
        yield given.letter.date
    if given.fieldwork and given.fieldwork.end - given.fieldwork.start <= _LONGEST:
        day = given.fieldwork.start
        while day <= given.fieldwork.end:
            yield day
            day += datetime.timedelta(days=1)


def _named(given: Inspection, framework: Framework) -> Iterator[str]:
    """What the inspection and its framework name publicly."""
    yield given.yot
    for member in given.team:
        yield from (name for name in (member.organisation, member.home_yot) if name)
    yield from (part.inspectorate for part in given.partners.values())
    labels = [framework.title, framework.called.one, framework.called.many]
    labels += [level.label for level in framework.levels]
    labels += [word.word for word in framework.published_as.values()]
    labels += [partner.label for partner in framework.partners.values()]
    labels += [question.label for question in framework.key_questions.values()]
    for domain in framework.domains:
        labels += [domain.label, *(standard.label for standard in domain.standards)]
    for label in labels:
        yield from label.values()
