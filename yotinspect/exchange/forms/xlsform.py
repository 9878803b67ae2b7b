"""A question set as an XLSForm: the survey a row a field, the choices, and the settings, in every language of the set."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from yotinspect.catalogue import LANGUAGES, N_, OWN_NAMES
from yotinspect.exchange.forms.fields import NOTES, QUESTIONSET, FormFields, clean, unused
from yotinspect.exchange.forms.xpath import Routes
from yotinspect.questions.sets import QuestionSet
from yotinspect.reports.document import Choice, Scribe
from yotinspect.reports.document_form import FormBlock, FormField, FormQuestion, form_view
from yotinspect.reports.document_guide import GuidePart, guide_view
from yotinspect.reports.passages import Passage, Said, text_in

Row = dict[str, str]

_ID = r"regex(., '^[A-Za-z0-9][A-Za-z0-9_.-]{0,79}$')"
_ID_WRONG = N_("Use letters, digits, '_', '.' and '-', as in EX-017; never a name.")
_DAY_WRONG = N_("This day cannot lie after the day of the assessment.")
_NUMBER_WRONG = N_("Write a whole number from {low} to {high}.")
_EVIDENCE_MISSING = N_("This answer needs evidence: say what you saw, and where.")
_NOTE = N_("Note, where there is more to say; no answer needs one")
_DRAFTS = N_("Save the form as a draft whenever you stop, and send it when the assessment is finished.")
#: A number of more digits is no number of ours.
_MOST = 999_999


@dataclass
class Form:
    """An XLSForm as its three tables; ``columns`` of each are in the order in which they first hold something."""

    survey: list[Row] = field(default_factory=list)
    choices: list[Row] = field(default_factory=list)
    settings: Row = field(default_factory=dict)

    def tables(self) -> dict[str, list[Row]]:
        """The sheets of the workbook."""
        return {"survey": self.survey, "choices": self.choices, "settings": [self.settings]}


def languages_of(questions: QuestionSet) -> tuple[str, ...]:
    """The languages of a set that the program speaks as well, English first."""
    return tuple(language for language in LANGUAGES if language in questions.texts)


def form_of(questions: QuestionSet) -> Form:
    """The form of a set. A group for each view, in it one for each block, in it one for each question."""
    return _Maker(questions).form()


def version_of(questions: QuestionSet) -> str:
    """The version of a form: its set's, with the revision of each translation that was revised (``2.0.0+cy.3``)."""
    revisions = {language: questions.text(language).revision for language in languages_of(questions)}
    revised = [f"{language}.{number}" for language, number in revisions.items() if number > 1]
    return "+".join([questions.place.version, ".".join(revised)]) if revised else questions.place.version


def _in_tongue(language: str) -> str:
    return f"{OWN_NAMES[language]} ({language})"


def _plain(text: str) -> str:
    # What looks like a reference to a field is none in a text of ours.
    return text.replace("${", "$ {")


def in_columns(column: str, what: Said) -> Row:
    """A text in the column of each language."""
    return {f"{column}::{_in_tongue(passage.lang)}": _plain(passage.text) for passage in what}


class _Maker:
    def __init__(self, questions: QuestionSet) -> None:
        self.questions = questions
        self.languages = languages_of(questions)
        self.scribe = Scribe(questions, self.languages)
        self.fields = FormFields(questions)
        self.routes = Routes(questions, self.fields)
        self.view = form_view(questions, self.languages)
        guide = guide_view(questions, self.languages)
        self.guidance = {q.id: q.parts for area in guide.areas for block in area.blocks for q in block.questions}
        self.lists: dict[tuple[tuple[str, Said], ...], str] = {}
        self.list_names: set[str] = set()
        self.groups: set[str] = set()
        self.made = Form()

    def form(self) -> Form:
        self.made.settings = self._settings()
        rows = self.made.survey
        rows.append({"type": "calculate", "name": QUESTIONSET, "calculation": f"'{self.questions.place}'"})
        rows += self._assessment()
        for screen in self.view.screens:
            inner = [row for one in screen.fields for row in self._detail(one)]
            inner += [row for block in screen.blocks for row in self._block(block)]
            rows += self._group(f"view_{clean(screen.id)}", screen.label, inner)
        return self.made

    def _settings(self) -> Row:
        return {
            "form_title": _plain(text_in(self.view.front.title, self.languages[0])),
            "form_id": self.questions.place.id,
            "version": version_of(self.questions),
            "default_language": _in_tongue(self.languages[0]),
            "instance_name": "concat(${case}, ' ', ${assessor})",
            "style": "pages",
        }

    def _group(self, name: str, label: Said, rows: Iterable[Row], **more: str) -> Iterator[Row]:
        inner = list(rows)
        if inner:
            yield {"type": "begin group", "name": unused(name, self.groups), **in_columns("label", label), **more}
            yield from inner
            yield {"type": "end group"}

    def _assessment(self) -> Iterator[Row]:
        """Which case it is, who assesses it and when; above it what everybody must know before they begin."""
        words, front = self.view.front.words, self.view.front
        steps = (front.independent, *front.notices, front.steps[-1], self.scribe.say(_DRAFTS))
        about = self._paragraphs(lambda language: [text_in(step, language) for step in steps])
        id = {"constraint": _ID, **in_columns("constraint_message", self.scribe.say(_ID_WRONG)), **self._required()}
        first_second = [Choice("first", words["first"]), Choice("second", words["second"])]
        rows = [
            {"type": "note", "name": NOTES[0], **in_columns("label", about)},
            {"type": "text", "name": "case", **in_columns("label", words["case"]), **in_columns("hint", words["case_hint"]), **id},
            {"type": "text", "name": "assessor", **in_columns("label", words["assessor"]), **id},
            {"type": "date", "name": "assessed", **in_columns("label", words["assessed"]), **self._required()},
            {"type": f"select_one {self._list('values_role', first_second)}", "name": "role",
             **in_columns("label", words["role"]), "default": "first"},
        ]  # fmt: skip
        return self._group("assessment", words["assessment"], rows, appearance="field-list")

    def _paragraphs(self, texts: Callable[[str], Iterable[str]]) -> Said:
        return tuple(Passage(language, "\n\n".join(texts(language))) for language in self.languages)

    def _required(self, when: str = "yes", message: Said = ()) -> Row:
        return {"required": when, **in_columns("required_message", message or self.view.front.words["required"])}

    def _detail(self, one: FormField) -> Iterator[Row]:
        detail, name = self.questions.details[one.id], self.fields.name("details", one.id)
        row = {"name": name, **in_columns("label", one.label), **in_columns("hint", one.hint)}
        if one.kind in ("one", "many"):
            choices = self._list(name.replace("detail_", "values_", 1), one.choices)
            row["type"] = f"{'select_one' if one.kind == 'one' else 'select_multiple'} {choices}"
        elif one.kind == "number":
            low, high = detail.min or 0, _MOST if detail.max is None else detail.max
            wrong = self.scribe.say(_NUMBER_WRONG, low=low, high=high)
            row |= {
                "type": "integer",
                "constraint": f". >= {low} and . <= {high}",
                **in_columns("constraint_message", wrong),
            }
        elif one.kind == "date":
            row["type"] = "date"
            if detail.not_after is not None:
                wrong = self.scribe.say(_DAY_WRONG)
                row |= {"constraint": "${assessed} = '' or . <= ${assessed}", **in_columns("constraint_message", wrong)}
        else:
            row |= {"type": "text", "appearance": "multiline"}
        if detail.required:
            row |= self._required()
        # A detail under a condition says more of another one: it shows once that one is filled in.
        relevant = self.routes.relevant(detail.when, certain=True)
        yield row | ({"relevant": relevant} if relevant else {})

    def _block(self, block: FormBlock) -> Iterator[Row]:
        first = self.questions.items[block.questions[0].id]
        rows = [row for question in block.questions for row in self._question(question)]
        return self._group(f"block_{clean(first.block)}", block.label, rows)

    def _question(self, one: FormQuestion) -> Iterator[Row]:
        item = self.questions.items[one.id]
        name = self.fields.name("answers", one.id, "answer")
        preferred = f"answers_{clean(item.scale)}" if self._of_scale(one) else f"answers_{name}"
        guidance = self._paragraphs(lambda language: _parts(self.guidance[one.id], language))
        rows: list[Row] = [
            {"type": f"select_one {self._list(preferred, one.choices)}", "name": name,
             **in_columns("label", one.text), **in_columns("hint", one.hint), **in_columns("guidance_hint", guidance)}
        ]  # fmt: skip
        if one.reasons:
            rows.append(
                {"type": f"select_multiple {self._list(f'reasons_{name}', one.reasons)}", "name": f"{name}_reasons",
                 **in_columns("label", one.reasons_label), "relevant": f"${{{name}}} = 'no'"}
            )  # fmt: skip
        evidence = {"type": "text", "name": f"{name}_evidence", **in_columns("label", one.evidence_label), "appearance": "multiline"}  # fmt: skip
        needs = [answer for answer in item.answers if answer in item.evidence_for]
        if needs:
            wanting = " or ".join(f"${{{name}}} = '{answer}'" for answer in needs)
            evidence |= self._required(wanting, self.scribe.say(_EVIDENCE_MISSING))
        note = {"type": "text", "name": f"{name}_note", **in_columns("label", self.scribe.say(_NOTE)), "appearance": "multiline"}  # fmt: skip
        rows += [evidence, note]
        relevant = self.routes.relevant(item.when)
        # One screen a question: its number stands above it, and what hangs on the answer shows as soon as it is given.
        more = {"appearance": "field-list"} | ({"relevant": relevant} if relevant else {})
        return self._group(f"ask_{name}", self._number(one), rows, **more)

    def _number(self, one: FormQuestion) -> Said:
        headline = self.view.front.words["headline"]
        return self.scribe.each(
            lambda language: f"{one.id} · {text_in(headline, language)}" if one.headline else one.id
        )

    def _of_scale(self, one: FormQuestion) -> bool:
        """Whether a question is answered in the words of its scale."""
        scale = self.questions.items[one.id].scale
        texts = [self.questions.text(language) for language in self.languages]
        return not any(text.questions[one.id].labels for text in texts) and all(
            text.scales.get(scale) for text in texts
        )

    def _list(self, preferred: str, choices: Iterable[Choice]) -> str:
        """The name of a list of choices; the same choices are one list."""
        found = tuple((choice.id, choice.label) for choice in choices)
        if found not in self.lists:
            name = self.lists[found] = unused(preferred, self.list_names)
            self.made.choices += [{"list_name": name, "name": id, **in_columns("label", label)} for id, label in found]
        return self.lists[found]


def _parts(parts: Iterable[GuidePart], language: str) -> Iterator[str]:
    for part in parts:
        yield f"{text_in(part.label, language)}: {text_in(part.text, language)}"
