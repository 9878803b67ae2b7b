"""Random frameworks, and inspections over them, as their files would hold them: valid, and stranger than those shipped."""

from __future__ import annotations

from functools import cache
from itertools import combinations
from typing import Any

from hypothesis import strategies as st

from yotinspect.ratings.framework import Framework
from yotinspect.ratings.inspection import Inspection
from yotinspect.ratings.node import Node, Rating
from yotinspect.ratings.rate import rate
from yotinspect.ratings.tally import Tally

Drawn = tuple[Framework, dict[str, Any]]

#: Where bands may begin, in per cent, and end, as a fraction: on, beside and between what small bases can give.
STARTS = ("1/7", "100/7", "20", "25", "100/3", "40", "50", "400/7", "60", "65", "200/3", "75", "80", "250/3", "99.5", "100")  # fmt: skip
ENDS = ("0", "1/9", "1/6", "2/7", "1/3", "3/7", "1/2", "4/7", "2/3", "3/4", "5/6", "8/9")
MARGINS = ("0", "5", "7/2", "100/7", "30")
#: What may become of a standard in an inspection; the first twelve leave none without a rating.
FATES = (*["counted"] * 11, "judged", *["counted"] * 11, "judged", "missing", "declared")
#: What a standard may be.
KINDS = (*["headlines"] * 10, *["pooled"] * 5, *["judged"] * 5, *["both"] * 5, "module", "module")
AREAS = ("reoffending", "child", "public")
STAGES = ("assessment", "planning", "delivery", "review")


@cache
def rising(numbers: tuple[str, ...], how_many: int) -> st.SearchStrategy[tuple[str, ...]]:
    """So many of some numbers, in their order."""
    return st.sampled_from(list(combinations(numbers, how_many)))


@st.composite
def rules(draw: st.DrawFn, levels: list[str], domains: list[str]) -> dict[str, Any]:
    """Rules for levels, worst first, and domains."""

    def summed() -> dict[str, Any]:
        # A level that no sum can reach has no band.
        reached = levels[draw(st.integers(0, len(levels) - 1)) and 1 :]
        ends = [*draw(rising(ENDS, len(reached) - 1)), "1"]
        bands = [{"level": level, "up_to": end} for level, end in zip(reached, ends, strict=True)]
        return {"rule": "sum_of_scores", "bands": bands, "basis": "ours"}

    starts = ["0", *draw(rising(STARTS, len(levels) - 1))]
    found: dict[str, Any] = {
        "percent": {
            "bands": [{"level": level, "from": start} for level, start in zip(levels, starts, strict=True)],
            "basis": "unverified",
        },
        "standard": {"rule": "lowest_key_question", "basis": "unverified"},
        "domain": summed() if draw(st.booleans()) else {"rule": "none", "basis": "ours"},
        "overall": summed(),
    }
    if draw(st.integers(0, 4)):
        margin, one_case = draw(st.tuples(st.sampled_from(MARGINS), st.sampled_from(["yes", "no"])))
        found["discretion"] = {"margin": margin, "one_case": one_case, "basis": "unverified"}
    if draw(st.integers(0, 2)):
        always = draw(st.sampled_from([[], domains[:1], domains[-1:]]))
        at_least = draw(st.sampled_from([1, 1, 2, len(domains)]))
        found["shrink"] = {"always": always, "at_least": at_least, "basis": "ours"}
    if draw(st.booleans()):
        words = [{"from": "0", "word": {"en": "soft"}}, {"from": "3/7", "word": {"en": "firm"}}]
        confidence = draw(st.sampled_from(["80", "95", "99.5"]))
        found["firmness"] = {"confidence": confidence, "prior": "uniform", "words": words, "small": 9, "basis": "ours"}
    return found


@st.composite
def frameworks(draw: st.DrawFn, most: int = 8, questions: int = 3) -> Framework:
    """A framework of at most so many standards, each of at most so many key questions."""
    levels, score = [], draw(st.integers(0, 2))
    for n in range(draw(st.integers(2, 5))):
        score += draw(st.integers(1, 3)) if n else 0
        levels.append({"id": f"level{n}", "score": score, "label": {"en": f"Grade {n}"}, "symbol": "●", "colour": "#1d6b43"})  # fmt: skip
    keys = {f"key{n}": {"label": {"en": f"Key question {n}"}, "area": AREAS[n]} for n in range(questions)}
    asked: dict[str, Any] = dict(keys)
    domains: list[dict[str, Any]] = []
    left = most
    for d in range(1, draw(st.integers(1, min(4, most))) + 1):
        size = draw(st.integers(1, max(1, min(3, left))))
        left -= size
        standards = []
        for s in range(1, size + 1):
            name = f"{d}.{s}"
            standard: dict[str, Any] = {"id": name, "label": {"en": f"Standard {name}"}, "source": "cases", "sets": ["fji"]}  # fmt: skip
            kind = draw(st.sampled_from(KINDS))
            if kind == "module":
                standard["module"] = "yes"
            if kind == "judged":
                standard |= {"source": "judgement", "sets": []}
            elif kind == "pooled":
                standard |= {"fed_by": "questions", "area": draw(st.sampled_from(AREAS))}
            else:
                chosen = list(keys)[: draw(st.integers(1, questions))]
                if kind == "both":
                    asked[f"{name}j"] = {"label": {"en": f"Judged {name}"}, "area": "judged", "judged": "yes"}
                    chosen[draw(st.integers(0, len(chosen) - 1))] = f"{name}j"
                standard |= {"fed_by": "headlines", "stage": draw(st.sampled_from(STAGES)), "key_questions": chosen}
            standards.append(standard)
        scored = "no" if draw(st.integers(0, 5 if d > 1 else 11)) == 5 else "yes"
        caseload = draw(st.sampled_from([None, "court", "community"]))
        domains.append({"id": str(d), "label": {"en": f"Domain {d}"}, "scored": scored, "caseload": caseload, "standards": standards})  # fmt: skip
        if left <= 0:
            break
    return Framework.model_validate(
        {
            "framework": "random", "version": "1.0.0", "status": "draft", "edition": "2020", "programme": "graded",
            "title": {"en": "Random"}, "description": {"en": "Drawn."}, "levels": levels, "key_questions": asked, "domains": domains,
            "rules": draw(rules([level["id"] for level in levels], [domain["id"] for domain in domains])),
        }
    )  # fmt: skip


@st.composite
def inspections(
    draw: st.DrawFn, framework: Framework, base: int = 40, *, whole: bool = False, discretion: bool = True
) -> dict[str, Any]:
    """An inspection file over a framework. ``whole``: nothing is missing, so that the overall is given if it can be."""
    levels = st.sampled_from([level.id for level in framework.levels])

    def rarely() -> bool:
        return not whole and draw(st.integers(0, 15)) == 15

    def judgement() -> dict[str, Any]:
        return {"rating": draw(levels), "rationale": "Because.", "sources": draw(st.sampled_from([[], ["minutes"]]))}

    found: dict[str, Any] = {
        "inspection": "drawn", "yot": "Drawn", "programme": "graded", "framework": "random@1.0.0", "caseload": {"court": draw(st.integers(0, 2 * base))},
        "judgements": {}, "not_rated": {}, "discretion": {}, "counts": {},
    }  # fmt: skip
    modules = [name for name, (_, standard) in framework.standards().items() if standard.module]
    if modules:
        found["module"] = draw(st.sampled_from(modules))
    if rarely():
        found["published"] = "https://example.org"
    for name, (_, standard) in framework.standards().items():
        fate = draw(st.sampled_from(FATES[:12] if whole else FATES))
        if fate == "missing":
            continue
        if fate == "declared":
            found["not_rated"][name] = "It was not looked at."
            continue
        if standard.source == "judgement" or fate == "judged":
            found["judgements"][name] = judgement()
            if standard.source == "judgement" or "published" not in found:
                continue
        found["counts"][name] = {}
        for key in standard.key_questions or [name]:
            if key.endswith("j"):
                if not rarely():
                    found["judgements"][key] = judgement()
                continue
            total = draw(st.integers(1 if whole else 0, base))
            yes = draw(st.integers(0, total))
            found["counts"][name][key] = {"yes": yes, "no": total - yes, "na": draw(st.integers(0, 3))}
    for domain in framework.domains:
        if rarely():
            found["not_rated"][domain.id] = "Too few cases."
    if discretion:
        found["discretion"] = draw(decisions(framework, found))
    return found


@st.composite
def decisions(draw: st.DrawFn, framework: Framework, record: dict[str, Any]) -> dict[str, Any]:
    """Decisions of a panel, most of them by one grade, since few others could stand."""
    found: dict[str, Any] = {}
    ids = [level.id for level in framework.levels]
    for _, node in graded(framework, record).standards:
        step = draw(st.sampled_from([None, None, 1, -1, 1, -1, 0, 2, -2]))
        if step is not None:
            to = ids[max(0, min(len(ids) - 1, ids.index(node.rating or ids[0]) + step))]
            exception = draw(st.sampled_from([None, None, "", "It moved house."]))
            agreed = draw(st.sampled_from([None, "2020-02-02"]))
            found[node.id] = {"to": to, "rationale": "Because.", "panel": ["li-1"], "agreed": agreed, "exception": exception}  # fmt: skip
    return found


@st.composite
def drawn(
    draw: st.DrawFn, most: int = 8, questions: int = 3, base: int = 40, *, whole: bool = False, discretion: bool = True
) -> Drawn:
    """A framework and an inspection over it."""
    framework = draw(frameworks(most, questions))
    return framework, draw(inspections(framework, base, whole=whole, discretion=discretion))


def graded(framework: Framework, record: dict[str, Any], supposed: dict[str, str] | None = None) -> Rating:
    """The rating of an inspection without case files."""
    return rate(framework, Inspection.model_validate(record), Tally(framework), {}, supposed)


def counted(rating: Rating) -> list[Node]:
    """The standards that are summed to the overall."""
    pairs = zip(rating.domains, rating.framework.domains, strict=True)
    return [node for domain, given in pairs if given.scored and not domain.declared for node in domain.children]
