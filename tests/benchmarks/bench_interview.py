"""How long an inspector waits for the next question: a line understood, its answer saved, the next screen laid out.

``python tests/benchmarks/bench_interview.py`` answers every question of a case of the full set, one no in ten with its reasons and
evidence, and prints milliseconds from the line that was typed to the last line of the next screen: by the clock, with the disk,
and without waiting for it. docs/benchmarks.md says why.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

#: Milliseconds from a line to the next question, save included: nineteen in twenty may take at most that.
MOST = 50.0


def waits(path: Path, language: str) -> list[float]:
    """Milliseconds from each line to the next screen, through a whole case from its first question on."""
    from yotinspect.cli.interview_lines import Key, NotUnderstood, understood
    from yotinspect.cli.interview_show import effect_lines, whole
    from yotinspect.desk import events as e
    from yotinspect.desk.sitting import Sitting
    from yotinspect.library import Library

    taken = []
    sitting = Sitting(path, Library(languages=("en", "cy")), language)
    interview = sitting.interview
    sitting.tell(e.Goto(next(step.id for step in interview.asked if step.kind == "question")))
    screen, number = sitting.screen(), 0
    while screen.stage != "end":
        if screen.stage == "answer":
            number += 1
        wanted = {"answer": "2" if number % 10 == 9 else "1", "reasons": "1 2", "several": "1", "text": "A text."}
        line = wanted.get(
            screen.stage,
            "Nothing in the record bears on this; the case manager could not say either, and I looked twice.",
        )
        begun = time.perf_counter()
        event = understood(line, screen)
        effects = [] if isinstance(event, Key | NotUnderstood) else sitting.tell(event)
        for effect in effects:
            list(effect_lines(effect, language, 80))
        screen = sitting.screen()
        list(whole(screen, 80))
        taken.append((time.perf_counter() - begun) * 1e3)
        if screen.stage == "value":
            sitting.tell(e.Skip())
            screen = sitting.screen()
    sitting.close()
    return taken


def row(name: str, taken: list[float]) -> str:
    """A line of the table."""
    cuts = quantiles(taken, n=20)
    return f"{name:<40}{median(taken):>8.1f}{cuts[-1]:>10.1f}{max(taken):>8.1f}"


def main() -> int:
    """Read the command line, measure, print; 1 where the limit is broken."""
    from tests.benchmarks.bench_desk import without_the_disk
    from tests.benchmarks.make_cases import make_cases

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        (path,) = make_cases(Path(folder), 1, given.seed)
        whole = {language: waits(path, language) for language in ("en", "cy")}
        with without_the_disk():
            held = waits(path, "en")
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"{len(held)} lines of a case of the full set; milliseconds to the next question{load}")
    print(f"{'':<40}{'median':>8}{'95 in 100':>10}{'most':>8}")
    for language, taken in whole.items():
        print(row(f"save and disk, {language}", taken))
    print(row("without waiting for the disk, en", held))
    slow = quantiles([one for taken in whole.values() for one in taken], n=20)[-1]
    print(f"{'PASS' if slow <= MOST else 'FAIL'}  95 in 100 within {slow:.1f} ms (limit {MOST:.0f})")
    return int(slow > MOST)


if __name__ == "__main__":
    sys.exit(main())
