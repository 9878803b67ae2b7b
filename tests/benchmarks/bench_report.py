"""How long a report takes: of the graded example beside its rating alone, and of inspections with ever more cases.

``python tests/benchmarks/bench_report.py`` runs, in turns, ``yotinspect --version`` with the models loaded, ``rate`` and
``report`` on the graded example; then ``report`` on inspections of 100, 200 and 500 cases, made for a seed; and the check of
free text on a megabyte. docs/benchmarks.md says why.
"""

from __future__ import annotations

import argparse
import datetime
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

#: Seconds that the HTML of the graded example may take beyond the start of the program.
MOST_BEYOND_START = 0.5
#: By how much the time for a case may grow from the smallest inspection to the largest.
MOST_GROWTH = 1.15
#: Seconds for the check of a megabyte of prose.
MOST_FOR_A_MEGABYTE = 1.0
SIZES = (100, 200, 500)
EXAMPLE = "examples/exampleshire-2019"
SAID = (
    "The plan was made with the boy and his grandmother and reviewed each month. In post since June, the case manager "
    "gave the court the reason for this order and something solid to do about it; the part beyond the curfew was never set up. "
)


def make_inspection(folder: Path, cases: int, seed: int) -> Path:
    """A graded inspection with so many cases of the full set."""
    from tests.benchmarks.bench_rate import INSPECTION
    from tests.benchmarks.make_cases import make_cases

    judged = "\n".join(
        f'  "{name}": {{rating: good, rationale: "Because.", sources: [minutes]}}'
        for name in ("1.1", "1.2", "1.3", "1.4", "3.4")
    )
    home = folder / f"of-{cases}"
    home.mkdir()
    make_cases(home / "cases", cases, seed)
    text = INSPECTION.format(number=cases, judgements=judged).replace("court: 210", "court: 1000")
    (home / "inspection.yaml").write_text(text, "utf-8")
    return home


def megabyte() -> float:
    """Seconds that the check of free text takes for a megabyte of prose, the better of three."""
    from yotinspect.library import Library
    from yotinspect.privacy.freetext import Finder

    finder = Finder(Library().words(), today=datetime.date(2019, 4, 1))
    text = (SAID * ((1 << 20) // len(SAID) + 1))[: 1 << 20]
    times = []
    for _ in range(3):
        begun = time.perf_counter()
        finder.find(text)
        times.append(time.perf_counter() - begun)
    return min(times)


def main() -> int:
    """Read the command line, measure, print; 1 where a limit is broken."""
    from tests.benchmarks.bench_rate import RATE, START, _limit, seconds

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    parser.add_argument("--quick", action="store_true", help="the graded example alone, three rounds")
    given = parser.parse_args()
    report = [sys.executable, "-m", "yotinspect", "report", "--fail-on", "never"]
    with tempfile.TemporaryDirectory() as scratch:
        target = ["-o", str(Path(scratch) / "report.html")]
        commands = (START, [*RATE, EXAMPLE], [*report, EXAMPLE, *target])
        for command in commands:
            seconds(command)  # so that nobody pays for modules that nobody has read yet
        rounds = 3 if given.quick else max(3, given.rounds)
        start, rated, whole = zip(*([seconds(command) for command in commands] for _ in range(rounds)), strict=True)
        beyond = median(own - other for own, other in zip(whole, start, strict=True))
        print(
            f"{rounds} rounds in turns, medians: start-up with the models {median(start) * 1e3:.0f} ms, rate "
            f"{median(rated) * 1e3:.0f} ms, report as HTML {median(whole) * 1e3:.0f} ms ({median(whole) / median(rated):.2f} times rate)"
        )
        held = _limit(f"the report takes {beyond:.2f} s beyond start-up", beyond, MOST_BEYOND_START)
        if not given.quick:
            each = []
            for size in SIZES:
                home = make_inspection(Path(scratch), size, given.seed)
                spent = min(seconds([*report, str(home), *target]) for _ in range(2)) - median(start)
                each.append(spent / size)
                print(f"{size:4} cases: {spent:.2f} s beyond start-up, {each[-1] * 1e3:.1f} ms a case")
            held &= _limit(
                f"a case among {SIZES[-1]} takes {each[-1] / each[0]:.2f} times one among {SIZES[0]}", each[-1] / each[0], MOST_GROWTH
            )  # fmt: skip
            spent = megabyte()
            held &= _limit(f"the check of a megabyte of prose takes {spent:.2f} s", spent, MOST_FOR_A_MEGABYTE)
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
