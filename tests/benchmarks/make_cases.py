"""Write case files for benchmarks: realistic in size and shape, invented in every word, the same for a seed.

``python tests/benchmarks/make_cases.py --count 2000 --seed 1 FOLDER``. Ids, scales, routes, reasons and details come
from the shipped set fji@2.0.0; the texts are strung together from the words below and mean nothing. About one case in
three has one or two findings, the others none.
"""

from __future__ import annotations

import argparse
import datetime
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from yotinspect.cases.model import Case
from yotinspect.cases.route import Asked, route
from yotinspect.library import Library
from yotinspect.questions.model import Detail
from yotinspect.questions.sets import Item, QuestionSet, conditions
from yotinspect.records import Place

PLACE = Place("fji", "2.0.0")
#: Sizes in bytes that a file may have, and those aimed at.
SMALLEST, LARGEST = 15_000, 20_000
_AIM = (15_600, 19_200)

_VOCABULARY = """
a about above account action adult advice after again agreed all already although always and another answer
appointment are arranged as asked assessment at away back because been before behind being between bus but by call
came carer case change child clear clinic college contact could course court date day decided did different does done
down during each early education enough evening every explains family father few file final first follow for found
friend from full given gone grandmother group had half has have health held help her here him his home hour hours how
if in instead intervention into is it its just keep kept know last late later learned least left letter line list
little lives long made manager many meeting met minutes missed month more most mother much name near never new next no
nobody not note nothing now nurse of office on once one only open order other out outcome over own page panel parent
park part people phone place plan planned point police present prior progress quiet rather read real reason record
referral report review risk room safe said same saw says school second seen session she shared short should sister six
so social some something specific spoke stage step still stop sure taken team tells ten than that the their them then
there they things this those three through time to together told took town tried tutor two under until up used victim
visit wait walked was week well went were what when where which while who why with within without work worker would
write written year yes young
"""
_WORDS = _VOCABULARY.split()

_DAYS = (datetime.date(2019, 3, 4), datetime.date(2019, 3, 29))
_ASSESSORS = ("li-1", "hi-2", "hi-3", "la-4", "la-5", "la-6")
_WIDTH = 138


@dataclass
class _Draft:
    """A case on its way to a file: details and answers as lines of YAML."""

    head: list[str]
    details: dict[str, list[str]] = field(default_factory=dict)
    answers: dict[str, list[str]] = field(default_factory=dict)
    blocks: dict[str, str] = field(default_factory=dict)

    def text(self) -> str:
        lines = [*self.head, "details:", *(line for lines in self.details.values() for line in lines), "answers:"]
        above = None
        for name, given in self.answers.items():
            block = self.blocks.get(name, above)
            if above is not None and block != above:
                lines.append("")
            above = block
            lines += given
        return "\n".join(lines) + "\n"


class Maker:
    """Makes cases of one seed; each case hangs on the seed and its number alone."""

    def __init__(self, questions: QuestionSet, seed: int) -> None:
        self.questions = questions
        self.seed = seed
        chance = random.Random(f"texts {seed}")
        # Texts by how the examples write them: inside braces, in quotes on a line, folded over several lines.
        self.brief = [_text(chance, chance.randint(20, 85)) for _ in range(800)]
        self.quoted = [_text(chance, chance.randint(60, 118)) for _ in range(800)]
        self.folded = [_text(chance, chance.randint(100, 260)) for _ in range(1600)]
        #: Questions and details that routes hang on: a fault there would make more than one finding.
        routing = [part for item in questions.items.values() for part in conditions(item.when)]
        self.deciding = {part.answer for part in routing} | {part.detail for part in routing}

    def case(self, number: int) -> str:
        """The text of case ``number``."""
        chance = random.Random(f"case {self.seed} {number}")
        name = f"BM-{number:05}"
        assessed = _day(chance, *_DAYS)
        assessor = chance.choice(_ASSESSORS)
        draft = _Draft(
            [
                "# yaml-language-server: $schema=.schemas/case.schema.json",
                f"case: {name}",
                f"questionset: {PLACE}",
                f"assessor: {assessor}",
                f"assessed: {assessed}",
            ]
        )
        details = self._details(chance, assessed)
        for key, value in details.items():
            draft.details[key] = self._detail_lines(key, value)
        answers = self._answers(chance, name, assessor, assessed, details)
        self._write_answers(chance, draft, answers)
        self._spoil(chance, draft, answers)
        return draft.text()

    # --- details --------------------------------------------------------------------------------------------------

    def _details(self, chance: random.Random, assessed: datetime.date) -> dict[str, str | list[str]]:
        details: dict[str, str | list[str]] = {}
        for name, detail in self.questions.details.items():
            if detail.when is not None:
                wanted = details.get(detail.when.detail or "")
                if wanted not in (detail.when.is_ or []):
                    continue
            details[name] = self._detail(chance, detail, assessed)
        return details

    def _detail(self, chance: random.Random, detail: Detail, assessed: datetime.date) -> str | list[str]:
        if detail.type == "choice":
            return chance.choice(detail.values)
        if detail.type == "choices":
            real = [value for value in detail.values if value not in ("none", "not_recorded")]
            some = chance.sample(real, chance.randint(1, min(4, len(real))))
            return [value for value in detail.values if value in some]
        if detail.type == "yes_no":
            return chance.choice(["yes", "no"])
        if detail.type == "integer":
            return str(chance.randint(detail.min or 0, min(detail.max or 24, 24)))
        if detail.type == "date":
            return str(assessed - datetime.timedelta(days=chance.randint(120, 300)))
        return chance.choice(self.folded)

    def _detail_lines(self, name: str, value: str | list[str]) -> list[str]:
        if isinstance(value, list):
            return [f"  {name}: [{', '.join(value)}]"]
        if len(value) > 60:
            return [f"  {name}: >-", *_wrapped(value, "    ")]
        return [f"  {name}: {value}"]

    # --- answers --------------------------------------------------------------------------------------------------

    def _answers(
        self,
        chance: random.Random,
        name: str,
        assessor: str,
        assessed: datetime.date,
        details: dict[str, str | list[str]],
    ) -> dict[str, str]:
        """An answer to every question on the route, each headline as most of its block."""
        good = chance.uniform(0.62, 0.92)
        answers: dict[str, str] = {}
        for item in self.questions.items.values():
            if "na" in item.answers and chance.random() < 0.2:
                answers[item.id] = "na"
            elif item.kind == "choice":
                answers[item.id] = chance.choice(item.answers)
            else:
                answers[item.id] = "yes" if chance.random() < good else "no"
        asked = route(
            self.questions,
            Case.model_validate(
                {
                    "case": name, "questionset": str(PLACE), "assessor": assessor, "assessed": str(assessed),
                    "details": details, "answers": answers,
                }
            ),
        )  # fmt: skip
        answers = {key: answer for key, answer in answers.items() if asked[key] is Asked.ON}
        for key in answers:
            if self.questions.items[key].headline:
                answers[key] = self._headline(self.questions.items[key], answers)
        return answers

    def _headline(self, headline: Item, answers: dict[str, str]) -> str:
        block = [
            answers[item.id]
            for item in self.questions.items.values()
            if item.id in answers and item.judged and not item.headline
            and (item.area, item.stage) == (headline.area, headline.stage)
        ]  # fmt: skip
        yes, no = block.count("yes"), block.count("no")
        if not yes and not no and "na" in headline.answers:
            return "na"
        return "yes" if yes > no or not no else "no"

    def _write_answers(self, chance: random.Random, draft: _Draft, answers: dict[str, str]) -> None:
        """The answers in the order of the set: what must have evidence has it, of the others so many as fill the size."""
        items = self.questions.items
        draft.blocks = {name: items[name].block for name in answers}
        for name, answer in answers.items():
            item = items[name]
            told = answer in item.evidence_for or item.headline or (answer == "na" and item.judged)
            draft.answers[name] = self._long(chance, item, answer) if told else [f"  {name}: {answer}"]
        size = len(draft.text().encode())
        aim = chance.randint(*_AIM)
        rest = [name for name, lines in draft.answers.items() if len(lines) == 1 and "{" not in lines[0]]
        chance.shuffle(rest)
        for name in rest:
            if size >= aim:
                break
            if items[name].judged:
                longer = self._long(chance, items[name], answers[name])
                size += _size(longer) - _size(draft.answers[name])
                draft.answers[name] = longer
        told = [name for name, lines in draft.answers.items() if len(lines) > 3]
        chance.shuffle(told)
        while size > LARGEST - 300 and told:
            name = told.pop()
            shorter = self._long(chance, items[name], answers[name], brief=True)
            size += _size(shorter) - _size(draft.answers[name])
            draft.answers[name] = shorter

    def _long(self, chance: random.Random, item: Item, answer: str, *, brief: bool = False) -> list[str]:
        """An answer with its evidence, and with reasons where it is a no, in one of the forms of the examples."""
        reasons = ""
        if answer == "no" and item.reasons:
            some = chance.sample(item.reasons, min(len(item.reasons), chance.choice((1, 1, 1, 1, 2))))
            reasons = f"[{', '.join(some)}]"
        form = 0.0 if brief else chance.random()
        if form < 0.30:
            tail = f", reasons: {reasons}" if reasons else ""
            return [f'  {item.id}: {{answer: {answer}, evidence: "{chance.choice(self.brief)}"{tail}}}']
        lines = [f"  {item.id}:", f"    answer: {answer}"]
        if form < 0.42:
            lines.append(f'    evidence: "{chance.choice(self.quoted)}"')
        else:
            lines += ["    evidence: >-", *_wrapped(chance.choice(self.folded), "      ")]
        return [*lines, f"    reasons: {reasons}"] if reasons else lines

    # --- faults ---------------------------------------------------------------------------------------------------

    def _spoil(self, chance: random.Random, draft: _Draft, answers: dict[str, str]) -> None:
        """Give about one case in three one or two faults that are one finding each."""
        if chance.random() >= 1 / 3:
            return
        plain = [
            name for name in answers
            if not self.questions.items[name].headline and name not in self.deciding and self.questions.items[name].judged
        ]  # fmt: skip
        # A no stays a no, so that no headline is thrown into doubt.
        no = [name for name in plain if answers[name] == "no"]
        faults: list[Callable[[_Draft, str], None]] = [
            _left_empty, _left_empty, _left_out, _misspelt_answer, _without_evidence, _wrong_reason, _unknown_question,
            _unknown_value,
        ]  # fmt: skip
        chosen = chance.sample(faults, chance.choice((1, 1, 2)))
        for fault, name in zip(chosen, chance.sample(no, len(chosen)), strict=True):
            fault(draft, name)


def _left_empty(draft: _Draft, name: str) -> None:
    draft.answers[name] = [f"  {name}:"]


def _left_out(draft: _Draft, name: str) -> None:
    del draft.answers[name]


def _misspelt_answer(draft: _Draft, name: str) -> None:
    draft.answers[name] = [f"  {name}: noo"]


def _without_evidence(draft: _Draft, name: str) -> None:
    draft.answers[name] = [f"  {name}: no"]


def _wrong_reason(draft: _Draft, name: str) -> None:
    draft.answers[name] = [f'  {name}: {{answer: no, evidence: "Not found on the file.", reasons: [not_found]}}']


def _unknown_question(draft: _Draft, name: str) -> None:
    draft.answers["R-A77"] = ["  R-A77: yes"]


def _unknown_value(draft: _Draft, name: str) -> None:
    draft.details["sex"] = ["  sex: boy"]


# --- texts ------------------------------------------------------------------------------------------------------------


def _text(chance: random.Random, length: int) -> str:
    """Sentences of about so many characters, with the punctuation of the examples."""
    sentences: list[str] = []
    size = 0
    while size < length:
        sentence = _sentence(chance, min(24, max(4, (length - size) // 5)))
        sentences.append(sentence)
        size += len(sentence) + 1
    return " ".join(sentences)


def _sentence(chance: random.Random, most: int) -> str:
    words = [chance.choice(_WORDS) for _ in range(chance.randint(min(5, most), most))]
    if len(words) > 8 and chance.random() < 0.3:
        at = chance.randint(2, len(words) - 5)
        words[at] = f"'{words[at]}"
        words[at + 2] += "'"
    for at in range(3, len(words) - 2):
        if chance.random() < 0.12:
            words[at] += chance.choices((",", ";", ":", " -"), (30, 3, 2, 1))[0]
    if chance.random() < 0.15:
        words.insert(len(words) // 2, str(chance.randint(2, 30)))
    return (words[0].capitalize() if words[0][0] != "'" else words[0]) + " " + " ".join(words[1:]) + "."


def _wrapped(text: str, indent: str) -> Iterator[str]:
    line = indent
    for word in text.split(" "):
        if len(line) + len(word) > _WIDTH and line != indent:
            yield line
            line = indent
        line += word if line == indent else f" {word}"
    yield line


def _size(lines: list[str]) -> int:
    return sum(len(line.encode()) + 1 for line in lines)


def _day(chance: random.Random, first: datetime.date, last: datetime.date) -> datetime.date:
    return first + datetime.timedelta(days=chance.randint(0, (last - first).days))


def make_cases(folder: Path, count: int, seed: int) -> list[Path]:
    """Write ``count`` case files to ``folder``, which is made where it is not there, and say which."""
    questions = Library().questionset(PLACE)[0]
    if questions is None:
        raise SystemExit(f"The set {PLACE} cannot be used; see: yotinspect questionset validate")
    maker = Maker(questions, seed)
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for number in range(1, count + 1):
        path = folder / f"BM-{number:05}.yaml"
        path.write_bytes(maker.case(number).encode())
        made.append(path)
    return made


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Write case files for benchmarks.")
    parser.add_argument("--count", type=int, default=2000, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    parser.add_argument("folder", type=Path, metavar="OUT_DIR")
    given = parser.parse_args()
    made = make_cases(given.folder, given.count, given.seed)
    size = sum(path.stat().st_size for path in made)
    print(f"{len(made)} files, {size / max(1, len(made)):,.0f} bytes each in the mean, in {given.folder}")


if __name__ == "__main__":
    main()
