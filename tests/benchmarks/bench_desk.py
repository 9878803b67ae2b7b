"""How long a save takes at the desk: an answer with its evidence, in a case of the full set.

``python tests/benchmarks/bench_desk.py`` makes a case of the full set, the same for a seed, saves one answer after another in it,
and prints milliseconds a save: by the clock, without waiting for the disk, and of the processor alone, which is what the limit is
for. docs/benchmarks.md says why.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from unittest import mock

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

#: Milliseconds of the processor that a save may take at most; how long the disk takes is the disk's.
MOST = 20.0


@contextmanager
def without_the_disk() -> Iterator[None]:
    """Nothing waits until it is on the disk."""
    with mock.patch.object(os, "fsync", return_value=None):
        yield


def saves(path: Path, count: int, clock: Callable[[], float], said: str = "First") -> list[float]:
    """Milliseconds of each save of an answer that was not there before; every question of the case in turn."""
    from yotinspect.desk.keeping import Change, Keeper

    taken = []
    with Keeper.open(path) as keeper:
        names = list(keeper.file.root["answers"])
        for number in range(count):
            words = (
                f"{said}, number {number}: the analysis stops at the offence, and nothing that the child said of it is in the plan. "
                * 2
            )
            answer = {"answer": "no", "evidence": words.strip(), "reasons": ["not_analysed"]}
            begun = clock()
            keeper.save([Change(("answers", names[number % len(names)]), answer)])
            taken.append((clock() - begun) * 1e3)
    return taken


def line(name: str, taken: list[float]) -> str:
    """A line of the table."""
    low, _, high = quantiles(taken, n=4)
    return f"{name:<40}{median(taken):>8.1f}{f'{low:.1f}-{high:.1f}':>14}"


def main() -> int:
    """Read the command line, measure, print; 1 where the limit is broken."""
    from tests.benchmarks.make_cases import make_cases

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--saves", type=int, default=300, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quick", action="store_true", help="40 saves")
    given = parser.parse_args()
    count = 40 if given.quick else given.saves
    with tempfile.TemporaryDirectory() as folder:
        (path,) = make_cases(Path(folder), 1, given.seed)
        saves(path, 10, time.perf_counter)  # so that nobody pays for modules that nobody has read yet
        size = path.stat().st_size
        whole = saves(path, count, time.perf_counter, "Measured")
        with without_the_disk():
            held = saves(path, count, time.perf_counter, "Second")
            busy = saves(path, count, time.process_time, "Third")
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"{count} saves in a case of {size / 1024:.0f} kB; milliseconds{load}")
    print(f"{'':<40}{'median':>8}{'middle half':>14}")
    print(line("a save", whole))
    print(line("without waiting for the disk", held))
    print(line("the processor alone", busy))
    held_to = median(busy) <= MOST
    print(f"{'PASS' if held_to else 'FAIL'}  a save takes {median(busy):.1f} ms of the processor (at most {MOST:.0f})")
    return 0 if held_to else 1


if __name__ == "__main__":
    sys.exit(main())
