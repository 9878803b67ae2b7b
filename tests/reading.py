"""Somebody who has nothing but a published report, reads every count in it, and works with them."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, product
from typing import Any

from lxml import html

from tests.adversary import Adversary, Combination, Hidden, Total, _splits
from tests.small import assessed, counted, domain, framework, inspection, item, questions
from yotinspect.library import Library
from yotinspect.privacy.crossed import Detail as Shape
from yotinspect.privacy.suppression import HELD, Counts, Row, Table
from yotinspect.questions.model import Condition, Detail, Texts
from yotinspect.ratings.breakdown import break_down
from yotinspect.ratings.categories import NOT_RECORDED
from yotinspect.ratings.rate import rate
from yotinspect.ratings.tally import tally
from yotinspect.reports.material import Audience, Material
from yotinspect.reports.view import report_view

#: A case: its value of each detail, and its answer to each key question; None where it has none.
Case = tuple[Sequence[str | None], Sequence[str | None]]
KEYS = ("x", "y")
#: A question that is asked of the cases of one kind alone, and what it is called.
GATED = "X-G1"
GUIDANCE = {"yes": "Yes.", "no": "No.", "not_enough": "Perhaps.", "look_at": "It."}


def material(
    library: Library,
    details: Mapping[str, Sequence[str]],
    cases: Sequence[Case],
    *,
    threshold: int,
    draw_from: int = 1,
    gate: tuple[str, str] | None = None,
    audience: Audience = "public",
    careless: bool = False,
) -> Material:
    """What reports are made from of an inspection with such cases. ``gate``: a detail and its value on which a question is
    asked, to which all such cases say yes. ``careless``: questions stand out, whoever is asked them.
    """
    rule = {"threshold": str(threshold), "draw_from": str(draw_from), "details": list(details), "basis": "ours"}
    strong = {"strong_from": "80", "weak_below": "65", "at_least": "1", "most": "5", "basis": "ours"}
    keys = [key for key, _ in zip(KEYS, cases[0][1], strict=False)]
    small = framework(domain("D", counted("S", *keys)), rules={"disclosure": rule, "strengths": strong})
    headlines = [item(f"{key.upper()}-H", key, headline=True) for key in keys]
    when = Condition.model_validate({"detail": gate[0], "is": [gate[1]]}) if gate else None
    asked = questions(*headlines, *([item(GATED, "x", when=when)] if gate else []))
    shapes = {name: Detail.model_validate({"type": "choice", "view": "desk", "values": list(values)}) for name, values in details.items()}  # fmt: skip
    texts = Texts.model_validate({
        "questionset": "set@1.0.0", "language": "en", "status": "draft", "title": "Set", "description": "A set.",
        "questions": {name: {"text": f"Text of {name}", "hint": "Hint.", "guidance": GUIDANCE} for name in asked.items},
    })  # fmt: skip
    asked = replace(asked, details=shapes, texts={"en": texts})
    results = []
    for n, (given, answers) in enumerate(cases):
        values = {name: value for name, value in zip(details, given, strict=True) if value is not None}
        said = {one.id: answer for one, answer in zip(headlines, answers, strict=True) if answer is not None}
        through = gate is not None and values.get(gate[0]) == gate[1]
        said |= {GATED: "yes"} if through else {}
        results.append(assessed(asked, f"C-{n}", said, off=[] if through else [GATED], details=values))
    rating = rate(small, inspection(), tally(small, results))
    view = report_view(
        rating, framework_digest="f", inspection_digest="i", record_digest="r", names=library.names(),
        public=audience == "public" and not careless,
    )  # fmt: skip
    return Material(rating, view, audience, broken_down=break_down(small, results))


# --- reading ---------------------------------------------------------------------------------------------------------


@dataclass
class Read:
    """What stands in a report: its tables by the heading they stand under, each a list of rows of words."""

    tables: dict[str, list[list[str]]] = field(default_factory=dict)

    def keys(self) -> list[Total]:
        """How each key question was answered in all."""
        return [_total(row[1]) for row in self.tables["Standard S"][1:]]

    @property
    def cases(self) -> int:
        """How many cases there are."""
        rows = {row[0]: row[1] for row in self.tables["How the inspection was done"] if len(row) == 2}
        return int(rows["Cases counted"])

    def numbers(self) -> set[str]:
        """Every number in its break-downs."""
        told = [row for rows in self.tables.values() if rows[0][1:2] == ["Cases"] for row in rows[1:]]
        return set(re.findall(r"\d+", " ".join(cell for row in told for cell in row)))

    def broken_down(self, details: Mapping[str, Sequence[str]]) -> list[Table]:
        """The break-downs as published. Where there is none of a detail, nothing is known of its categories."""
        return [self._table(name, values) for name, values in details.items()]

    def _table(self, name: str, values: Sequence[str]) -> Table:
        labels = {value: value for value in values} | {"Not recorded": NOT_RECORDED}
        unknown = Row("", None, (Counts(None, None, None),))
        empty = Row("", 0, (Counts(0, 0, None),))
        found: dict[str, Row] = {}
        published = self.tables.get(name)
        for label, cases, told in published[1:-1] if published else []:
            if label in labels:
                yes, no = (None, None) if told == HELD else _total(told)[:2]
                found[labels[label]] = Row("", int(cases), (Counts(yes, no, None),))
            else:
                assert label.startswith("Counted together")
                names = label.removeprefix("Counted together").strip("; ").split(", ")
                found |= {labels[one]: unknown for one in names}
        other = empty if published else unknown
        rows = tuple(replace(found.get(category, other), category=category) for category in labels.values())
        return Table(Shape(name, tuple(labels.values())), rows, unknown)

    def gated(self) -> int:
        """How many cases answered the question that only some are asked; 0 where the report does not say."""
        for rows in self.tables.values():
            for row in rows:
                if row[0].startswith(GATED):
                    return sum(_total(row[1])[:2])
        return 0


def _total(words: str) -> Total:
    of = re.search(r"(\d+) of (\d+)", words)
    na = re.search(r"not applicable: (\d+)", words)
    yes, base = (int(of[1]), int(of[2])) if of else (0, 0)
    return yes, base - yes, int(na[1]) if na else 0


def of_html(page: str) -> Read:
    """What a page says."""
    found = Read()
    for table in html.fromstring(page).iter("table"):
        heading = table.xpath("(preceding::h2|preceding::h3|preceding::h4)[last()]")[0].text_content()
        rows = [[_words(cell) for cell in row.iter("th", "td")] for row in table.iter("tr")]
        _keep(found, heading, rows)
    return found


def _words(cell: Any) -> str:
    """The words of a cell without the head of its column, which narrow screens show beside it."""
    for head in cell.xpath("./span[@class='col']"):
        head.drop_tree()
    for line in cell.iter("br"):
        line.tail = "; " + (line.tail or "")
    return " ".join(cell.text_content().split())


def of_markdown(text: str) -> Read:
    """What a text says."""
    found, heading, rows = Read(), "", list[list[str]]()
    for line in [*text.splitlines(), ""]:
        if line.startswith("| "):
            cells = [cell.strip().replace("\\", "").replace("**", "") for cell in line.strip("|").split(" | ")]
            if not set("".join(cells)) <= set("- |"):
                rows.append([cell.strip() for cell in cells])
        elif rows:
            _keep(found, heading, rows)
            rows = []
        if line.startswith("#"):
            heading = line.lstrip("# ")
    return found


def _keep(found: Read, heading: str, rows: list[list[str]]) -> None:
    name = re.split(" ●| Not rated", heading.replace("\\", ""))[0].strip()
    found.tables.setdefault(name, rows)


# --- working with it -------------------------------------------------------------------------------------------------


@dataclass
class Reader(Adversary):
    """Tries every set of cases there could be. What is told of a group is of all key questions together.

    ``totals`` has one item, which is not looked at: ``keys`` has how each key question was answered. ``least``: in which
    category of which break-down there are at least so many cases.
    """

    keys: Sequence[Total] = ()
    least: tuple[int, int, int] | None = None

    def combined(self) -> Iterator[dict[Combination, int]]:
        """Every way to spread the cases of which what questions tell is true as well."""
        for numbers in super().combined():
            table, at, least = self.least or (0, 0, 0)
            if sum(some for one, some in numbers.items() if one[table] == at) >= least:
                yield numbers

    def learn(self, wanted: Sequence[Hidden], enough: int) -> None:
        """As before. A few cases of every sort are looked at first: where nothing can be worked out, these show it soon."""
        chance, spreads = random.Random(1), list(self.combined())
        chance.shuffle(spreads)
        for number, numbers in product([8, None], spreads):
            for one in islice(self._worlds(numbers, chance), number):
                self._note_cases(numbers)
                self._note(0, one)
                if all(len(self.may_be.get(count, ())) >= enough for count in wanted):
                    return

    def _note_cases(self, numbers: dict[Combination, int]) -> None:
        for t, table in enumerate(self.tables):
            for at, row in enumerate(table.rows):
                number = sum(some for one, some in numbers.items() if one[t] == at)
                self.may_be.setdefault((table.detail.name, row.category, None, 0), set()).add(number)

    def _worlds(self, numbers: dict[Combination, int], chance: random.Random) -> Iterator[dict[Combination, Any]]:
        """Sums of answers that these cases may have given, in any order; of those that are alike to a reader, one."""
        every = sorted(numbers)
        rows = [[row.counts[0] for row in table.rows] for table in self.tables]
        last = [{one[t]: n for n, one in enumerate(every)} for t in range(len(rows))]
        # Categories without cases answer nothing.
        if any(
            (row.yes or row.no) and at not in last[t] for t, table in enumerate(rows) for at, row in enumerate(table)
        ):
            return
        seen: set[Any] = set()

        def go(n: int, left: Any, sums: Any) -> Iterator[dict[Combination, Any]]:
            if (n, left, sums) in seen:
                return
            seen.add((n, left, sums))
            if n == len(every):
                yield {}
                return
            one = every[n]
            splits = list(product(*(_splits(numbers[one], most) for most in left)))
            chance.shuffle(splits)
            for given in splits:
                yes, no = (sum(key[answer] for key in given) for answer in range(2))
                now = tuple(
                    tuple((a + yes, b + no) if at == one[t] else (a, b) for at, (a, b) in enumerate(table))
                    for t, table in enumerate(sums)
                )
                places = list(enumerate(one))
                if all(self._fits(rows[t][at], now[t][at], last[t][at] == n) for t, at in places):
                    rest = tuple(
                        tuple(a - b for a, b in zip(*pair, strict=True)) for pair in zip(left, given, strict=True)
                    )
                    for more in go(n + 1, rest, now):
                        yield {one: (yes, no, 0), **more}

        nothing = tuple(tuple((0, 0) for _ in table) for table in rows)
        yield from go(0, tuple((*key, self.cases - sum(key)) for key in self.keys), nothing)

    @staticmethod
    def _fits(told: Counts, now: tuple[int, int], final: bool) -> bool:
        pairs = [(one, so_far) for one, so_far in zip(told[:2], now, strict=True) if one is not None]
        return all(so_far == one if final else so_far <= one for one, so_far in pairs)


def reader(read: Read, details: Mapping[str, Sequence[str]], gate: tuple[str, str] | None = None) -> Reader:
    """Who has read this."""
    tables, keys, least = read.broken_down(details), read.keys(), None
    if gate is not None:
        table = list(details).index(gate[0])
        least = (table, list(details[gate[0]]).index(gate[1]), read.gated())
    return Reader(tables, read.cases, [(0, 0, 0)], keys=keys, least=least)
