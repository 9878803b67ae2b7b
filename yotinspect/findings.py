"""One record for everything that can be wrong, and the registry of the rules it can break."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from yotinspect.catalogue import catalogue, say

Severity = Literal["error", "warning", "info"]

#: From worst to mildest; the position is the rank.
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


class Finding(NamedTuple):
    """One thing that is wrong, where it stands and what to do about it. Lines and columns count from 1.

    ``message`` and ``help`` never hold what a field of a case, inspection or survey holds. ``excerpt`` is the line
    itself, masked where the file is confidential; it is shown on a terminal and is no part of any exchange format.
    """

    rule: str
    severity: Severity
    file: str
    line: int
    column: int
    path: str
    message: str
    help: str
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a finding's rule id stands for: how grave it is, what it says and why it is a rule."""

    id: str
    severity: Severity
    title: str
    why: str


def _rules(*rows: tuple[str, Severity, str, str]) -> dict[str, Rule]:
    registry = {row[0]: Rule(*row) for row in rows}
    if len(registry) != len(rows):
        raise ValueError("a rule is registered twice")
    return registry


#: Every rule a finding can name. tests/corpus/invalid holds a faulty file for each, docs/rules.md a line for each.
RULES: dict[str, Rule] = _rules(
    # --- a file, as bytes and as YAML -----------------------------------------------------------------------------
    ("file-unreadable", "error", "The file cannot be read", "Nothing is known of a file that cannot be opened."),
    ("file-unwritable", "error", "The file cannot be written", "What was to be saved is not in it."),
    ("file-kind", "error", "The file is not of a kind that was asked for", "A case, an inspection, a framework and a question set are told apart by their first key."),
    ("file-size", "error", "The file is larger than its kind may be", "A case of more than 1 MiB is not a case; a limit keeps one bad file from stopping all others."),
    ("file-encoding", "error", "The file is not UTF-8 text", "Names and Welsh letters are lost when an encoding is guessed."),
    ("yaml-control-character", "error", "The file holds a control character", "An invisible character changes what a terminal or an editor shows."),
    ("yaml-syntax", "error", "The file is not valid YAML", "What follows the fault cannot be told apart from it."),
    ("yaml-tab", "error", "A tab stands where YAML wants spaces", "YAML indents by spaces; a tab is as wide as each editor likes."),
    ("yaml-empty", "error", "The file is empty", "An empty file says nothing; it may have been saved by mistake."),
    ("yaml-documents", "error", "The file holds more than one document", "Only the first would be read, and the rest lost in silence."),
    ("yaml-directive", "error", "The file begins with a YAML directive", "Directives change how the rest is read."),
    ("yaml-duplicate-key", "error", "A key stands twice in one block", "YAML tools keep one of the two and lose the other in silence."),
    ("yaml-anchor", "error", "An anchor is defined", "Anchors let one line stand for many; a reader of the file no longer sees what it holds."),
    ("yaml-alias", "error", "An alias is used", "An alias hides what the file holds at that place, and can be made to fill memory."),
    ("yaml-merge-key", "error", "A merge key is used", "Merged keys stand elsewhere than where they count."),
    ("yaml-tag", "error", "A tag is used", "Tags retype values; here a model says what a value is, and the text stays the text."),
    ("yaml-null", "error", "A null is written out", "Left empty means not answered; null means different things to different tools."),
    ("yaml-key", "error", "A key is missing or is not plain text", "Every value stands under a name."),
    ("yaml-depth", "error", "Blocks are nested too deeply", "No file of ours needs more than a few levels; a limit keeps a broken file from stopping all others."),
    # --- any file, against its model ------------------------------------------------------------------------------
    ("model-unknown-key", "error", "A key is not known here", "A mistyped key would otherwise be lost in silence."),
    ("model-missing-key", "error", "A key that is needed is missing", "What the key says is needed to read the rest."),
    ("model-shape", "error", "A block, a list or a text stands where another is wanted", "The shape says how to read what is in it."),
    ("model-value", "error", "A value is not one that can stand here", "Only certain values, or a certain form, mean something here."),
    # --- question sets and their texts ----------------------------------------------------------------------------
    ("set-place", "error", "A set does not stand in the folder of its id and version", "A set is found by its folder; id@version must name one set."),
    ("set-base", "error", "The base of a subset cannot be found", "A subset holds no questions of its own."),
    ("set-duplicate", "error", "A question or block is defined twice", "An id must name one question for ever."),
    ("set-undeclared", "error", "A name is used that the set does not declare", "A mistyped area or reason would count nowhere."),
    ("set-subset-id", "error", "A subset keeps an id that its base does not have", "The question would be missed in silence."),
    ("set-route", "error", "A route asks for what does not exist", "A question whose condition can never be met is never asked."),
    ("set-route-order", "error", "A route uses an answer before it is asked", "Who answers in order would never see the question."),
    ("set-headline", "error", "An area and stage lacks its one headline, or the headline is not last", "Ratings hang on the headline of each area and stage."),
    ("set-id", "error", "An id is one that other programs would bend", "Tables and other readers of YAML turn 1.10, NO or MAR-1 into something else, and an answer no longer finds its question."),
    ("set-unreachable", "error", "A question can be asked in no case", "It looks like part of the inspection, and nobody ever answers it."),
    ("set-contradiction", "error", "A condition, or a branch of one, can never hold", "Whoever wrote it meant something else, and what it routes is lost."),
    ("set-always", "warning", "A condition holds in every case", "It says nothing, and a reader looks for what it is meant to exclude."),
    ("set-uncounted", "warning", "No framework counts a judged question", "Inspectors spend time on it, and no rating or figure hears of it."),
    ("text-missing", "error", "A wording, hint, guidance or label is missing", "A question without words cannot be asked, one without guidance is judged by habit."),
    ("text-orphan", "error", "A text is for something the set does not have", "It may be a mistyped id, and then a question lacks its words."),
    ("text-review", "error", "Texts are published and nobody is named who reviewed them", "Words that decide about children's cases are read through by a qualified, named person before they count."),
    ("text-typography", "warning", "A text breaks a rule of typography", "The sets are printed and published; a slip makes a reader doubt the rest."),
    ("text-markup", "warning", "A text holds markup", "Texts are printed as they stand, in forms, guides and terminals alike."),
    ("text-duplicate", "warning", "Two texts of a set are the same, word for word", "Guidance that fits two questions says nothing particular to either."),
    ("text-reading", "warning", "A text is harder to read than the level of its set", "It is read at a desk with a case file open, often in a second language."),
    ("text-language", "warning", "A text of another language is the English one", "It was copied and not translated."),
    ("text-stale", "warning", "The English has changed since a text was translated", "Inspectors who read different languages would judge by different questions."),
    ("text-unmarked", "info", "Translated texts do not say which English they were made from", "Without the mark nobody is told when the English changes."),
    # --- versions and releases ------------------------------------------------------------------------------------
    ("release-changed", "error", "A published set or framework has changed", "Cases and ratings name the exact version they were made with: what it says must stay what it was."),
    ("release-missing", "error", "A published set or framework has no marks kept of it", "Without them nobody could tell whether it still says what it said."),
    ("release-draft", "error", "What was published is called a draft", "Cases may have been assessed with it already."),
    ("release-translation", "error", "A published translation has changed within its revision", "A reader must be able to tell which wording was in use."),
    ("release-revision", "info", "A revision of a translation is not kept yet", "It may still change until it is."),
    ("set-since", "error", "What a set says of the version it was made from cannot be", "A declared change counts where it names what changed."),
    ("set-step", "error", "The step of the version is too small for what changed", "The number of a version says whether answers still compare."),
    # --- comments that silence rules ---------------------------------------------------------------------------------
    ("ignore-reason", "error", "A rule is ignored without a reason", "Whoever comes next must be able to judge whether the reason still holds."),
    ("ignore-unknown", "error", "What is to be ignored is no rule, or one that cannot be ignored", "It silences nothing, though it looks as if it did; an error is to be corrected."),
    ("ignore-unused", "info", "A rule is ignored where it finds nothing", "It would hide the next fault at its place."),
    # --- frameworks -----------------------------------------------------------------------------------------------
    ("framework-level", "error", "A band or rule names a level that the framework does not have", "The grade could not be given."),
    ("framework-bands", "error", "The bands of a scale leave a gap, overlap or run backwards", "Every figure must fall into one band."),
    ("framework-names", "error", "Two standards, domains or key questions share an id, or one is named that does not exist", "A figure must count once, where it is meant to."),
    ("framework-feeds", "error", "A framework hangs on a set, an area or a stage that no question set has", "The standard could never be rated from cases."),
    # --- inspections ----------------------------------------------------------------------------------------------
    ("inspection-framework", "error", "The framework of an inspection cannot be used", "Nothing can be graded without it."),
    ("inspection-programme", "error", "The framework is made for another programme", "A figure of one programme is not a grade in another."),
    ("inspection-standard", "error", "A standard is named that the framework does not have", "The judgement would count nowhere."),
    ("inspection-level", "error", "A rating is named that the framework does not give", "It could not be scored."),
    ("inspection-judged-and-counted", "error", "A standard is judged where cases or counts feed it", "Two sources for one grade: to depart from the figures is what discretion is for."),
    ("inspection-cases-and-counts", "error", "A standard has both cases and counts", "The same children would be counted twice."),
    ("inspection-counts", "error", "Counts are given for what nothing counts", "The figures would be lost in silence."),
    ("inspection-discretion", "error", "Discretion is used where it cannot be", "A panel departs from a proposed grade, within the margin, with its reason."),
    ("inspection-not-rated", "error", "A part is both rated and declared not rated", "One of the two is a mistake."),
    ("inspection-rationale", "warning", "A judged standard has no rationale", "A grade that cannot be explained cannot be defended."),
    ("inspection-sources", "warning", "A judged standard names no source", "A judgement rests on evidence that can be found again."),
    ("inspection-no-team", "warning", "No team is named", "Who assessed and decided must be known; until then no assessor can be checked."),
    ("inspection-team", "error", "A panel member is not of the team, or two of the team share an id", "Who decided must be known."),
    ("inspection-dates", "error", "Dates of the inspection cannot be", "One of the two is mistyped."),
    ("inspection-module", "error", "The module chosen is not one of the framework's", "It would be judged nowhere."),
    ("inspection-caseload", "warning", "More cases were assessed than the caseload holds", "The caseload or the cases are of another inspection."),
    ("inspection-set", "error", "A question set that findings answer cannot be used", "What was found would stand beside no question."),
    ("inspection-findings", "error", "A finding answers nothing that its standard is asked", "It would count nowhere, and nobody would read it."),
    ("inspection-single-source", "warning", "A judgement rests on one kind of source", "What one kind of source says may be how that kind sees it; two that agree can be defended."),
    ("inspection-sources-differ", "info", "Sources of a judgement do not agree", "Whoever doubts the judgement will find the source that disagrees."),
    ("inspection-characteristics", "warning", "A rating lies far from what the characteristics of each grade propose", "One of the two was not thought through."),
    ("inspection-exception", "warning", "A panel departs from the figures outside the margin, as an exception", "It is rare, and will be asked about."),
    ("inspection-partner", "error", "A partner inspectorate, its member or its part is not known", "Who took part in which judgement must be known."),
    ("inspection-partner-view", "warning", "A partner does not agree, and nothing says how", "A difference that is not explained cannot be weighed."),
    ("inspection-versions", "warning", "Cases of one inspection were assessed with several versions of a set", "Figures of several versions meet: what does not compare is left out of them."),
    # --- what an inspection says for the public ---------------------------------------------------------------------
    ("publication-personal", "error", "A text for the public holds what belongs to one person", "Reports are about children who have offended and about victims: a date of birth, a number or an address says who they are."),
    ("publication-doubt", "warning", "A text for the public holds what may point to somebody", "A day or a place is often enough for whoever knows the family or reads the local paper."),
    ("publication-name", "warning", "A text for the public may hold a name", "A report is about work, and nobody in it has a name that was not meant to be there."),
    ("publication-case", "error", "A text for the public holds the reference of a case", "Who worked on the case knows whose it is, and what was judged."),
    ("publication-cleared", "warning", "Words were cleared that stand in no text", "What was cleared may have been worded anew, and then nobody looked at it."),
    ("publication-standard", "error", "Words for a report are about a standard that the framework does not have", "They would be printed nowhere."),
    # --- records of ratings ---------------------------------------------------------------------------------------
    ("record-unreadable", "error", "A record cannot be read", "What it says cannot be held against anything."),
    ("record-changed", "error", "A record was changed since it was written", "It no longer says what was found then."),
    ("record-file", "error", "A file of a recorded inspection was changed, added or taken away", "The recorded rating was made from other files than these."),
    ("record-source", "error", "A question set or framework is not as it was when a rating was recorded", "Its rules or questions may mean something else now."),
    ("record-result", "error", "A recorded rating comes out otherwise", "It can no longer be defended from the files as they are."),
    ("record-templates", "warning", "Templates differ from those recorded", "A report made now may look otherwise than the one that was published."),
    ("record-program", "info", "A record was made with another version of the program", "It helps to explain what differs."),
    # --- cases ----------------------------------------------------------------------------------------------------
    ("case-set", "error", "The question set that a case names cannot be used", "Its answers mean nothing without their questions."),
    ("case-unknown-question", "error", "An answer is to a question that the set does not have", "A judgement under a mistyped id is a lost judgement."),
    ("case-unknown-detail", "error", "A detail is one that the set does not have", "Routing and break-downs would miss it."),
    ("case-answer", "error", "An answer is not one of the question's", "It would count as neither yes nor no."),
    ("case-missing-answer", "error", "A question on the route is not answered", "The figures of its block are not yet what they will be."),
    ("case-missing-detail", "error", "A detail that every case needs is missing", "Routing or the dates of the case hang on it."),
    ("case-missing-routing", "warning", "A detail that decides the route is missing", "Until it is known, every question that hangs on it is asked."),
    ("case-detail", "error", "A detail does not fit its field", "It could not be used for routing or counted."),
    ("case-age", "error", "The age is not that of a child in this system", "The youth justice system is for children from 10 to 17 at the start of the sentence."),
    ("case-no-evidence", "error", "A no stands without evidence", "A no that cannot be explained to the case manager is not a finding."),
    ("case-reason", "error", "A reason is not one of the question's", "It would be counted nowhere."),
    ("case-reason-unasked", "warning", "Reasons stand under an answer that is not a no", "Reasons say why not."),
    ("case-off-route", "warning", "An answer is to a question that this case is not asked", "It is kept, and left out of every figure."),
    ("case-headline", "warning", "A headline contradicts its block", "Ratings hang on the headline; a person should look again."),
    ("case-dates", "error", "Dates of the case cannot be", "One of the two is mistyped."),
    ("case-fieldwork", "warning", "The case was not assessed during the fieldwork", "The date is mistyped, or the case is of another inspection."),
    ("case-assessor", "error", "The assessor is not of the team", "Who judged must be known."),
    ("case-home-yot", "error", "The assessor works for the YOT that is inspected", "A local assessor comes from a different YOT."),
    ("case-duplicate", "error", "The same case by the same assessor stands in two files", "It would be counted twice."),
    ("case-migrate", "error", "A case cannot be carried to another version", "Nothing may be lost on the way, so nothing was changed."),
    ("case-second", "error", "A second assessment stands without a first one by somebody else", "A second assessment is there to be compared."),
    # --- submissions of forms -------------------------------------------------------------------------------------
    ("submission-unreadable", "error", "A file of submissions cannot be read", "What was collected is not in what cannot be read to its end."),
    ("submission-set", "error", "A submission answers another question set, or none that can be used", "Its answers mean nothing without their questions."),
    ("submission-version", "warning", "Submissions answer several versions of a set", "Figures of several versions meet: what does not compare is left out of them."),
    ("submission-case", "error", "A submission does not say whose it is", "Without its reference and its assessor it is nobody's case."),
    ("submission-question", "error", "A submission answers a question that its set does not have", "A judgement under a mistyped id is a lost judgement."),
    ("submission-field", "warning", "A submission holds a field that its form does not have", "What somebody added to the form has no place in a case file."),
    ("submission-twice", "error", "Two submissions are of one case", "It would be counted twice, and nobody could tell which is right."),
    ("submission-exists", "warning", "A case file is there already and holds something else", "One of the two was changed since, and nothing is overwritten."),
    # --- answers given without a terminal -------------------------------------------------------------------------
    ("answers-file", "error", "A file of answers cannot be used", "Answers are taken in all together or not at all, so that nobody has to find out which."),
    ("answers-off-route", "error", "An answer is given to a question that the case is not asked", "The answer, or a detail that decides the route, is a mistake."),
    ("answers-conflict", "error", "Something else stands in the case by now", "What somebody else wrote is not overwritten unseen."),
)  # fmt: skip


def worst(findings: Iterable[Finding]) -> Severity | None:
    """The gravest severity among findings, or None where there are none."""
    ranks = [SEVERITIES.index(finding.severity) for finding in findings]
    return SEVERITIES[min(ranks)] if ranks else None


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings by file and place; those of one place stay as they were found, which is the order of the set."""
    return sorted(findings, key=lambda f: (f.file, f.line, f.column))


def in_language(finding: Finding, language: str) -> Finding:
    """A finding whose message and help are said in a language; whatever has no other words stays English."""
    if language == "en":
        return finding
    words = catalogue(language)
    return finding._replace(message=words.again(finding.message), help=words.again(finding.help))


def did_you_mean(given: str, known: Iterable[str]) -> str:
    """A sentence naming the nearest known name, or an empty text where none is near."""
    import difflib  # costs start-up only where something was mistyped

    names = {name.casefold(): name for name in known}
    near = difflib.get_close_matches(given.casefold(), names, n=1, cutoff=0.6)
    return say("Did you mean {name}?", name=names[near[0]]) if near else ""
