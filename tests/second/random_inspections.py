"""Inspections drawn at random, odd ones often: what is on a boundary, left out, undated or doubly covered is where rules err.

An inspection is drawn from a plan (which grade each standard shall have, so that sums fall on boundaries), and then things
are taken away, added or moved by one case. All are valid: what they lack makes them incomplete or provisional, not wrong,
but for discretion that is refused.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.inspections import full_case, write_inspection
from yotinspect.cases.model import Case
from yotinspect.cases.route import Asked, route
from yotinspect.library import Library
from yotinspect.questions.sets import QuestionSet, conditions
from yotinspect.records import Place

GRADES = ("inadequate", "requires_improvement", "good", "outstanding")
AREAS = ("poor", "unsatisfactory", "satisfactory", "good")
BOUNDARIES = (0, 50, 65, 80, 101)
KQS = ("desistance", "child", "others")
NEW_KQS = ("positive_change", "child", "community")
#: Sums on both sides of a boundary, by how many points there can be.
SUMS = {36: (6, 7, 18, 19, 30, 31), 24: (4, 5, 12, 13, 20, 21), 12: (2, 3, 6, 7, 10, 11)}
PARTNERS = {
    "health": ("child", "governance", "interventions"),
    "social_care": ("child", "governance", "interventions"),
    "education": ("reoffending", "governance", "interventions"),
    "police": ("public", "governance", "court_work"),
}
#: Key questions that inspectors grade, by standard; of one framework where it has others.
FINDINGS = {
    ("", "1.1"): ("G-VH", "G-BH", "G-LH"), ("", "1.2"): ("W-LH", "W-SH", "W-OH", "W-DH"), ("", "1.3"): ("N-AH", "N-SH", "N-JH"),
    ("graded-2018@1.1.0", "3.4"): ("J-RH", "J-CH"), ("graded-2021@1.1.0", "3.4"): ("O-PH", "O-SH", "O-IH"),
    ("", "4.1"): ("Z-PH", "Z-SH", "Z-IH"), ("", "V1.2"): ("V-PH", "V-SH", "V-IH"),
}  # fmt: skip
DAY = "2019-03-29"
#: Framework, and how often it is drawn.
FRAMEWORKS = {
    "graded-2018@1.1.0": 5, "graded-2021@1.1.0": 6, "graded-2018-organisational@1.1.0": 2, "fji@1.1.0": 6,
    "graded-2025@1.0.0": 3, "graded-2025-children-victims@1.0.0": 2, "sqs@1.0.0": 2,
}  # fmt: skip


@dataclass
class Drawn:
    """An inspection that was drawn: the fields of its file, and its cases by file name."""

    fields: dict[str, Any]
    cases: dict[str, Any] = field(default_factory=dict)

    def write(self, folder: Path) -> Path:
        """Write its files; returns the inspection's."""
        return write_inspection(folder, self.cases, **self.fields)


def draw(seed: int, library: Library) -> Drawn:
    """The inspection of a seed: always the same for the same seed."""
    return _Draw(random.Random(seed), library).inspection()


class _Draw:
    def __init__(self, rng: random.Random, library: Library) -> None:
        self.rng, self.library = rng, library
        self.fields: dict[str, Any] = {}
        self.places: set[str] = set()
        self.cases: dict[str, Any] = {}

    def often(self, chance: float) -> bool:
        return self.rng.random() < chance

    # --- the whole --------------------------------------------------------------------------------------------------

    def inspection(self) -> Drawn:
        framework = self.rng.choices(list(FRAMEWORKS), list(FRAMEWORKS.values()))[0]
        self.fields = {
            "framework": framework,
            "programme": framework.split("@")[0] if framework.startswith(("fji", "sqs")) else "graded",
            "team": [
                {"id": "li-1", "role": "lead_inspector"},
                {"id": "hi-2", "role": "inspector"},
                {"id": "la-3", "role": "local_assessor", "home_yot": "Otherton"},
                {"id": "li-9", "role": "lead_inspector"},
            ],
            "judgements": {}, "counts": {}, "discretion": {}, "not_rated": {},
        }  # fmt: skip
        if self.often(0.12):
            self.fields |= {"published": "https://example.org/report", "source": "The report."}
        if framework.startswith("fji"):
            self.joint()
        elif framework.startswith("sqs"):
            self.screening()
        elif framework.startswith("graded-2025"):
            self.of_2025("children" not in framework)
        else:
            self.graded(framework)
        self.sign_off()
        for name in ("judgements", "counts", "discretion", "not_rated"):
            if not self.fields[name]:
                del self.fields[name]
        return Drawn(self.fields, self.cases)

    def sign_off(self) -> None:
        lead, other, open_ = {"by": "li-1", "date": DAY}, {"by": "hi-2", "date": DAY}, {"by": "li-9"}
        kinds: Sequence[list[dict[str, str]] | None] = (
            [lead], [lead], [lead], [lead], [lead, other], None, [], [open_], [other], [lead, open_], [other, {"by": "li-1"}],
        )  # fmt: skip
        kind = self.rng.choice(kinds)
        if kind is not None:
            self.fields["sign_off"] = kind

    # --- figures ----------------------------------------------------------------------------------------------------

    def row(self, place: int) -> dict[str, int]:
        """Totals whose percentage lies in a band: on its lower edge, one case under its upper edge, or anywhere in it."""
        low, high = BOUNDARIES[place], BOUNDARIES[place + 1]
        while True:
            base = self.rng.choice(
                (2, 3, 4, 5, 7, 8, 10, 13, 20, 20, 20, 40, 40, 60, 100, 200, self.rng.randint(1, 150))
            )
            inside = [yes for yes in range(base + 1) if low * base <= 100 * yes < high * base]
            if inside:
                yes = self.rng.choice((inside[0], inside[0], inside[-1], inside[-1], self.rng.choice(inside)))
                return {"yes": yes, "no": base - yes, "na": self.rng.choice((0, 0, 1, 5))}

    def near(self, place: int, up: bool) -> dict[str, int]:
        """Totals in a band, about five points from where another begins: at the margin, just outside, or one case away."""
        boundary = BOUNDARIES[place + 1] if up else BOUNDARIES[place]
        wanted = [boundary - 5] if up else [boundary + 5]
        wanted += [at + off for at in wanted for off in (-1, 1)]
        base = self.rng.choice((20, 20, 40, 100, 100, 200, 7, 9, 11, 13))
        yes = self.rng.choice(wanted) * base // 100 + self.rng.choice((0, 0, 0, 1))
        if BOUNDARIES[place] * base <= 100 * yes < BOUNDARIES[place + 1] * base:
            return {"yes": yes, "no": base - yes, "na": 0}
        return self.row(place)

    def rows(self, place: int, keys: Sequence[str]) -> dict[str, dict[str, int]]:
        """Totals of a standard's key questions whose lowest has a grade, at times with some that nobody could answer."""
        found = {key: self.row(self.rng.randint(place, 3)) for key in keys}
        found[self.rng.choice(keys)] = self.row(place)
        if self.often(0.12):
            found[self.rng.choice(keys)] = {"yes": 0, "no": 0, "na": self.rng.choice((0, 3))}
        if self.often(0.03):
            found = {key: {"yes": 0, "no": 0, "na": 2} for key in keys}
        return found

    def decide(self, standard: str, place: int, levels: Sequence[str]) -> None:
        """A panel departs from the figures of a standard: inside the margin, outside, at the very margin, or by too much."""
        up = place == 0 or (place < 3 and self.often(0.6))
        counts = self.fields["counts"].get(standard)
        if counts is not None and self.often(0.8):
            for key in counts:
                if self.often(0.3):
                    counts[key] = self.near(place, up) if self.often(0.5) else self.row(3)
            counts[self.rng.choice(list(counts))] = self.near(place, up)
            if not up and self.often(0.15):  # good, but of so few that one case would fell it
                counts[self.rng.choice(list(counts))] = {"yes": self.rng.choice((1, 2, 3)), "no": 0, "na": 0}
        to = place + (1 if up else -1)
        if self.often(0.1):
            to = self.rng.choice([other for other in range(4) if other != place])
        decision = {"to": levels[to], "rationale": "Seen as a whole it was otherwise.", "panel": ["li-1", "hi-2"]}
        if self.often(0.7):
            decision["agreed"] = DAY
        if self.often(0.25):
            decision["exception"] = "Files had been lost in a flood."
        self.fields["discretion"][standard] = decision

    def judge(self, standard: str, level: str) -> None:
        judgement: dict[str, Any] = {"rating": level}
        if self.often(0.9):
            judgement["rationale"] = "Because."
        bare = self.often(0.7) if "published" in self.fields else self.often(0.04)
        if not bare:
            judgement["sources"] = self.rng.choice(
                (["minutes"], [{"kind": "document", "what": "minutes"}, {"kind": "interview", "what": "chair"}],
                 [{"kind": "survey", "what": "staff", "agrees": "no"}])
            )  # fmt: skip
        elif self.often(0.3):
            judgement["sources"] = []
        self.fields["judgements"][standard] = judgement

    # --- graded inspections -----------------------------------------------------------------------------------------

    def graded(self, framework: str) -> None:
        domains: dict[str, tuple[str, ...]] = {"1": ("1.1", "1.2", "1.3", "1.4")}
        if "organisational" not in framework:
            domains |= {"2": ("2.1", "2.2", "2.3", "2.4"), "3": ("3.1", "3.2", "3.3", "3.4")}
        out = self.leave_out(domains)
        rated = [name for domain, names in domains.items() if domain not in out for name in names]
        places = self.planned(len(rated))
        if "2" in domains and "2" not in out and self.often(0.25):
            self.court_cases(self.rng.choice(("fji@2.0.0", "fji@2.0.0", "sqs@2.0.0", "both")))
        if "3" in domains and "3" not in out and self.often(0.08):
            self.several_cases(["out-of-court@1.0.0"], self.rng.choice((1, 4, 5, 10)), "OC")
            self.places.add("out-of-court@1.0.0")
            self.onto_boundary(False)
        for name, place in zip(rated, places, strict=True):
            self.standard(name, place, name[0] != "1" and name != "3.4")
        if "2021" in framework and self.often(0.7):
            self.judge("4.1", self.rng.choice(GRADES))
        elif "2021" in framework and self.often(0.4):
            self.fields["not_rated"][self.rng.choice(("4", "4.1"))] = "No child had been in custody."
        if self.often(0.2):
            self.take_away([name for name in rated if not self.fed(name)])
        self.find()

    def find(self) -> None:
        """Findings that propose a grade, which binds nobody: grades of some key questions, and prompts."""
        if not self.often(0.3):
            return
        self.fields["questionsets"] = ["organisation@1.0.0", "provision@1.0.0"]
        for name, judgement in self.fields["judgements"].items():
            asked = FINDINGS.get((self.fields["framework"], name)) or FINDINGS.get(("", name))
            if asked and self.often(0.7):
                some = self.rng.sample(asked, self.rng.randint(0, len(asked)))
                judgement["findings"] = {question: {"answer": self.rng.choice(GRADES)} for question in some}
                if name == "1.1" and self.often(0.5):
                    judgement["findings"]["G-V1"] = {"answer": "yes", "finding": "They knew it."}

    def leave_out(self, domains: dict[str, tuple[str, ...]]) -> set[str]:
        """Whole domains declared not rated: one that may be, or now and then one that may not."""
        if not self.often(0.25):
            return set()
        wanted = self.rng.choice((["2"], ["3"], ["3"], ["1"], ["2", "3"], ["1", "3"]))
        out = {domain for domain in wanted if domain in domains}
        for domain in sorted(out):
            self.fields["not_rated"][domain] = "A small service."
        return out

    def planned(self, number: int) -> list[int]:
        """A place in the scale for each standard, so that the sum is often one beside a boundary."""
        sums = SUMS.get(3 * number)
        if sums is None or self.often(0.15):
            return [self.rng.randrange(4) for _ in range(number)]
        wanted = self.rng.choice(sums)
        places = [0] * number
        while sum(places) < wanted:
            at = self.rng.randrange(number)
            places[at] += places[at] < 3
        return places

    def fed(self, name: str) -> bool:
        """Whether cases that were drawn feed a standard."""
        if name in ("2.3", "2.4"):
            return "fji@2.0.0" in self.places
        if name[0] == "3":
            return name != "3.4" and "out-of-court@1.0.0" in self.places
        return name[0] == "2" and bool(self.places & {"fji@2.0.0", "sqs@2.0.0"})

    def standard(self, name: str, place: int, counted: bool) -> None:
        if self.fed(name):
            if self.often(0.3):
                self.decide(name, self.rng.randrange(1, 3), GRADES)
        elif counted and not ("published" in self.fields and self.often(0.7)) and self.often(0.9):
            self.fields["counts"][name] = self.rows(place, KQS)
            if self.often(0.15):
                self.decide(name, place, GRADES)
        else:
            self.judge(name, GRADES[place])

    def take_away(self, names: Sequence[str]) -> None:
        """A standard that is missing, or declared not rated alone; now and then every one of a domain is."""
        if not names:
            return
        chosen = [self.rng.choice(names)]
        if self.often(0.2):
            chosen = [name for name in names if name[0] == chosen[0][0]]
        declared = self.often(0.5)
        for name in chosen:
            for part in ("judgements", "counts", "discretion"):
                self.fields[part].pop(name, None)
            if declared:
                self.fields["not_rated"][name] = "Nobody could be met."

    def of_2025(self, whole: bool) -> None:
        if whole:
            for name in ("1.1", "1.2", "1.3"):
                if self.often(0.93):
                    self.judge(name, self.rng.choice(GRADES))
        by_cases = self.often(0.4)
        if by_cases:
            self.court_cases(self.rng.choice(("fji@2.0.0", "both", "out-of-court@1.0.0")))
        if self.often(0.1):
            self.fields["not_rated"][self.rng.choice(("V", "V1"))] = "No victim consented."
        elif by_cases and self.often(0.7):
            self.several_cases(["victims@1.0.0"], self.rng.randint(1, 6), "V")
        elif self.often(0.9):
            place = self.rng.randrange(4)
            self.fields["counts"]["V1"] = self.rows(place, ["V1.1"])
            if self.often(0.3):
                self.decide("V1", place, GRADES)
        for name in ("2.1", "2.2", "2.3"):
            if by_cases:
                if self.often(0.2):
                    self.decide(name, self.rng.randrange(1, 3), GRADES)
            else:
                if self.often(0.95):
                    place = self.rng.randrange(4)
                    self.fields["counts"][name] = self.rows(place, NEW_KQS)
                    if self.often(0.2):
                        self.decide(name, place, GRADES)
        if self.often(0.85) and not self.fields["not_rated"]:
            self.judge("V1.2", self.rng.choice(GRADES))
        self.find()

    # --- joint inspections and screenings ---------------------------------------------------------------------------

    def joint(self) -> None:
        by_cases = self.often(0.4)
        if by_cases:
            self.court_cases(self.rng.choice(("fji@2.0.0", "sqs@2.0.0", "both")), pooled=True)
        for area in ("reoffending", "public", "child", "sentence"):
            place = self.rng.randrange(4)
            if by_cases:
                if self.often(0.2):
                    self.decide(area, self.rng.randrange(1, 3), AREAS)
            elif "published" in self.fields and self.often(0.7):
                self.judge_area(area, place)
            elif self.often(0.95):
                self.fields["counts"][area] = self.rows(place, [area])
            if area in self.fields["counts"] and self.often(0.2):
                self.decide(area, place, AREAS)
        module = self.rng.choice((None, "interventions", "court_work", "interventions", "court_work"))
        if module is not None:
            self.fields["module"] = module
        for area in ("governance", *([module] if module else [])):
            if self.often(0.93):
                self.judge_area(area, self.rng.randrange(4))
            elif self.often(0.5):
                self.fields["not_rated"][area] = "Nobody could be met."
        if self.often(0.85):
            self.partners(module)

    def judge_area(self, area: str, place: int) -> None:
        self.judge(area, AREAS[place])
        if place in (0, 3) and self.often(0.4):
            self.fields["judgements"][area]["published_as"] = "very_good" if place else "ineffective"
            if self.often(0.3):
                del self.fields["judgements"][area]["rating"]

    def partners(self, module: str | None) -> None:
        judgements, partners = self.fields["judgements"], self.fields.setdefault("partners", {})
        careful = self.often(0.6)
        for n, (name, areas) in enumerate(PARTNERS.items()):
            if not careful and self.often(0.12):
                continue
            member = f"pi-{n}"
            self.fields["team"].append({"id": member, "role": "partner_inspector"})
            part: dict[str, Any] = {"inspectorate": name.title(), "members": [member]}
            parts = [area for area in areas if area in ("governance", module) or (area in KQS[1:2] and self.often(0.3))]
            part["contributes"] = {area: "Visits." for area in parts if careful or self.often(0.85)}
            if not careful and self.often(0.1):
                del part["contributes"]
            if not careful and self.often(0.08):
                del part["members"]
            partners[name] = part
            for area in part.get("contributes", {}):
                if area in judgements and (careful or self.often(0.9)):
                    judgements[area].setdefault("partners", {})[name] = self.view(careful)

    def view(self, careful: bool) -> dict[str, str]:
        kind = self.rng.random()
        if kind < 0.7:
            return {"view": "agrees"}
        if kind < 0.95 or careful:
            return {"view": "differs", "rating": self.rng.choice(AREAS), "rationale": "It waits too long."}
        return {"view": "differs"} if kind < 0.975 else {}

    def screening(self) -> None:
        if self.often(0.6):
            self.court_cases(self.rng.choice(("sqs@2.0.0", "sqs@2.0.0", "both")), pooled=True)
            return
        for area in ("reoffending", "public", "child", "sentence"):
            if self.often(0.9):
                self.fields["counts"][area] = self.rows(self.rng.randrange(4), [area])

    # --- cases ------------------------------------------------------------------------------------------------------

    def court_cases(self, kind: str, pooled: bool = False) -> None:
        places = ["fji@2.0.0", "sqs@2.0.0"] if kind == "both" else [kind]
        if kind == "both" and self.fields["framework"].startswith("graded-2025") and self.often(0.5):
            places[1] = "out-of-court@1.0.0"
        self.places = set(places)
        number = self.rng.choice((1, 2, 3, 4, 5, 10)) if pooled else self.rng.choice((2, 4, 5, 6, 10, 10, 20))
        self.several_cases(places, number, "EX")
        self.onto_boundary(pooled)
        if pooled and self.often(0.12):
            self.several_cases(["out-of-court@1.0.0"], 1, "OC")  # feeds nothing there

    def several_cases(self, places: Sequence[str], number: int, prefix: str) -> None:
        """Cases of sets, some of them odd, some assessed twice."""
        good = self.rng.choice((0.4, 0.5, 0.65, 0.8, 0.8, 0.95))
        odd = self.often(0.5)
        made = {}
        for n in range(number):
            place = places[n % len(places)]
            name = f"{prefix}-{n}"
            case = made[name] = self.case(name, place, good, odd and self.often(0.2))
            if self.often(0.1):
                made[f"{name}-second"] = self.case(name, place, 0.5, self.often(0.1)) | {
                    "assessor": "hi-2",
                    "role": "second",
                }
            if odd and self.often(0.03):
                case["questionset"] = "fji@9.0.0"
        self.cases |= made

    def case(self, name: str, place: str, good: float, odd: bool) -> dict[str, Any]:
        rng = self.rng
        questions = self.library.questionset(Place(*place.split("@")))[0]
        assert questions is not None
        case = full_case(self.library, name, place, details=self.details())
        case["details"] = {k: v for k, v in case["details"].items() if k in questions.details}
        if "started" in questions.details:
            case["details"]["started"] = "2018-08-01"
        for detail, told in questions.details.items():
            if told.required and detail not in case["details"]:
                case["details"][detail] = rng.choice(told.values)
        routing = {c.detail for item in questions.items.values() for c in conditions(item.when) if c.detail}
        for detail in sorted(routing):
            if not questions.details[detail].required and detail in case["details"] and self.often(0.06):
                del case["details"][detail]  # what hangs on it is open
        for item in questions.items.values():
            if item.judged:
                case["answers"][item.id] = self.answer(item.answers, good)
            else:
                case["answers"][item.id] = rng.choice(item.answers)
        self.settle(case, questions, odd)
        return case

    def details(self) -> dict[str, str]:
        draw = self.rng.choice
        return {
            "psr": draw(("none", "full", "short", "referral_order_report")), "custody": draw(("none", "inside", "released")),
            "looked_after": draw(("never", "formerly", "other_authority")), "transferred": draw(("none", "in")),
            "roh_level": draw(("low", "medium", "high")), "vulnerability_level": draw(("low", "medium", "very_high")),
            "victim": draw(("yes", "no")), "age": str(draw(range(10, 18))),
        }  # fmt: skip

    def answer(self, answers: Sequence[str], good: float) -> Any:
        if "na" in answers and self.often(0.2):
            return "na"
        return "yes" if self.often(good) else {"answer": "no", "evidence": "It was not done."}

    def settle(self, case: dict[str, Any], questions: QuestionSet, odd: bool) -> None:
        """Drop most answers off the route, leave some open ones empty, and make an odd case incomplete in one way."""
        answers, keep_off = case["answers"], self.often(0.3)
        asked = route(questions, Case.model_validate(case))
        for name, state in asked.items():
            if (state is Asked.OFF and not keep_off) or (state is Asked.OPEN and self.often(0.4)):
                del answers[name]
        if not odd:
            return
        way = self.rng.randrange(5)
        on = [name for name, state in asked.items() if state is Asked.ON]
        if way < 2:
            for name in self.rng.sample(on, self.rng.choice((1, 3, 20 if len(on) > 20 else 1))):
                answers.pop(name, None)
            for name, item in questions.items.items():
                if way == 1 and item.headline and self.often(0.5):
                    answers.pop(name, None)
        elif way == 2:
            noes = [name for name in on if isinstance(answers.get(name), dict)]
            for name in noes[:1]:
                answers[name] = "no"
        elif way == 3:
            del case["details"]["started"]
        else:
            del case["assessed"]

    def onto_boundary(self, pooled: bool) -> None:
        """Turn answers of the cases until figures lie on a boundary or one case beside it, where they can."""
        firsts = [c for c in self.cases.values() if c.get("role") != "second" and c["questionset"] != "fji@9.0.0"]
        by_set = {c["questionset"]: self.library.questionset(Place(*c["questionset"].split("@")))[0] for c in firsts}
        groups: dict[tuple[str, str], list[tuple[dict[str, Any], str]]] = {}
        for case in firsts:
            questions = by_set[case["questionset"]]
            assert questions is not None
            asked = route(questions, Case.model_validate(case))
            hung_on = {c.answer for item in questions.items.values() for c in conditions(item.when) if c.answer}
            for name, item in questions.items.items():
                if not item.judged or asked[name] is Asked.OFF or name not in case["answers"]:
                    continue
                if not pooled and not item.headline:
                    continue
                group = groups.setdefault((item.area, "" if pooled else item.stage), [])
                if case["answers"][name] != "na":
                    group.append((case, "" if name in hung_on else name))
                    if name in hung_on:
                        group[-1] = (case, f"!{name}")
        for members in groups.values():
            if not members or self.often(0.3):
                continue
            base = len(members)
            yes = [n for n, (case, name) in enumerate(members) if case["answers"][name.lstrip("!")] == "yes"]
            wanted = -(-self.rng.choice((50, 65, 65, 80, 80)) * base // 100) + self.rng.choice((0, 0, 0, -1, 1))
            free = [n for n, (_, name) in enumerate(members) if name[0] != "!"]
            self.rng.shuffle(free)
            for n in free:
                case, name = members[n]
                if len(yes) > wanted and n in yes:
                    case["answers"][name] = {"answer": "no", "evidence": "It was not done."}
                    yes.remove(n)
                elif len(yes) < wanted and n not in yes and isinstance(case["answers"][name], dict):
                    case["answers"][name] = "yes"
                    yes.append(n)
