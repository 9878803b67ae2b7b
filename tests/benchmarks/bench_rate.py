"""How long grading takes: one inspection beside the start of the program, and hundreds beside one another.

``python tests/benchmarks/bench_rate.py`` makes inspections of 60 cases of the full set, the same for a seed, and runs
``yotinspect rate`` on one of them and, in turns, a start of the program with its models and nothing to read; then on 15, 50
and 150 of them. docs/benchmarks.md says why.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

CASES = 60
#: How many times the start-up one inspection may take.
MOST_OVER_START = 2.0
#: By how much the time for an inspection may grow from 15 of them to 150, and memory as well.
MOST_GROWTH = 1.15
SIZES = (15, 50, 150)

#: The program with its models, ready to read: those are made when they are first used.
START = [
    sys.executable, "-c",
    "import yotinspect.cli.main, yotinspect.workspace as w, yotinspect.cli.rate_text, yotinspect.library as l\n"
    "for model in (w.Inspection, w.Case, l.Framework, l.Structure, l.Texts): model.model_rebuild()",
]  # fmt: skip
RATE = [sys.executable, "-m", "yotinspect", "rate", "--fail-on", "never"]

INSPECTION = """\
inspection: bench-{number}
yot: Benchshire
programme: graded
framework: graded-2018@1.0.0
fieldwork: {{from: 2019-03-04, to: 2019-03-29}}
caseload: {{court: 210, out_of_court: 95}}
team:
  - {{id: li-1, role: lead_inspector}}
  - {{id: hi-2, role: inspector}}
  - {{id: hi-3, role: inspector}}
  - {{id: la-4, role: local_assessor, home_yot: Otherton}}
  - {{id: la-5, role: local_assessor, home_yot: Otherton}}
  - {{id: la-6, role: local_assessor, home_yot: Otherton}}
judgements:
{judgements}
counts:
  "3.1": {{desistance: {{yes: 22, no: 4}}, child: {{yes: 19, no: 7}}, others: {{yes: 20, no: 6}}}}
  "3.2": {{desistance: {{yes: 19, no: 7}}, child: {{yes: 16, no: 10}}, others: {{yes: 17, no: 9}}}}
  "3.3": {{desistance: {{yes: 23, no: 3}}, child: {{yes: 21, no: 4}}, others: {{yes: 20, no: 5}}}}
"""


def make_inspections(folder: Path, count: int, seed: int) -> list[Path]:
    """Inspections of 60 cases each; the cases of all are drawn from one heap that is made once."""
    from tests.benchmarks.make_cases import make_cases

    heap = make_cases(folder / "heap", CASES * 3, seed)
    judged = "\n".join(
        f'  "{name}": {{rating: good, rationale: "Because.", sources: [minutes]}}'
        for name in ("1.1", "1.2", "1.3", "1.4", "3.4")
    )
    made = []
    for number in range(count):
        home = folder / "all" / f"bench-{number:03}"
        (home / "cases").mkdir(parents=True)
        (home / "inspection.yaml").write_text(INSPECTION.format(number=number, judgements=judged), "utf-8")
        for n in range(CASES):
            shutil.copy(heap[(number * 7 + n) % len(heap)], home / "cases")
        made.append(home)
    return made


def seconds(command: list[str]) -> float:
    """Seconds from start to end of a command that must succeed."""
    begun = time.perf_counter()
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begun


def peak(command: list[str]) -> tuple[float, int]:
    """Seconds, and the most memory that the command held, in KiB."""
    script = f"import resource,subprocess,sys;subprocess.run({command!r},stdout=subprocess.DEVNULL,stderr=subprocess.DEVNULL,check=True);print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    begun = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    return time.perf_counter() - begun, int(done.stdout)


def main() -> int:
    """Read the command line, measure, print; 1 where a limit is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    parser.add_argument("--quick", action="store_true", help="one inspection alone, three rounds")
    given = parser.parse_args()
    rounds = 3 if given.quick else max(3, given.rounds)
    held = True
    with tempfile.TemporaryDirectory() as scratch:
        homes = make_inspections(Path(scratch), 1 if given.quick else max(SIZES), given.seed)
        one = [*RATE, str(homes[0])]
        for command in (START, one):
            seconds(command)  # so that nobody pays for modules that nobody has read yet
        taken = [(seconds(START), seconds(one)) for _ in range(rounds)]
        start, whole = (median(times) for times in zip(*taken, strict=True))
        ratio = median(own / other for other, own in taken)
        print(
            f"{rounds} rounds in turns, medians: start-up {start * 1e3:.0f} ms, one inspection of {CASES} cases {whole * 1e3:.0f} ms"
        )
        held &= _limit(f"one inspection of {CASES} cases takes {ratio:.2f} times the start-up", ratio, MOST_OVER_START)
        if not given.quick:
            held &= _many(homes, start)
    return 0 if held else 1


def _many(homes: list[Path], start: float) -> bool:
    each, memory = [], []
    for size in SIZES:
        spent, most = zip(*(peak([*RATE, "--format", "jsonl", *map(str, homes[:size])]) for _ in range(2)), strict=True)
        each.append((min(spent) - start) / size)
        memory.append(min(most))
        print(
            f"{size:4} inspections of {CASES} cases: {each[-1] * 1e3:.0f} ms each beyond start-up, {memory[-1] / 1024:.1f} MiB at most"
        )
    steady = _limit(
        f"an inspection among {SIZES[-1]} takes {each[-1] / each[0]:.2f} times one among {SIZES[0]}",
        each[-1] / each[0],
        MOST_GROWTH,
    )
    flat = _limit(
        f"memory at {SIZES[-1]} is {memory[-1] / memory[0]:.2f} times that at {SIZES[0]}",
        memory[-1] / memory[0],
        MOST_GROWTH,
    )
    return steady and flat


def _limit(said: str, figure: float, most: float) -> bool:
    good = figure <= most
    print(f"{'PASS' if good else 'FAIL'}  {said} (limit {most:g})")
    return good


if __name__ == "__main__":
    sys.exit(main())
