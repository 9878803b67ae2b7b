"""How long validating the shipped sets takes beyond start-up, in all their languages.

``python tests/benchmarks/bench_validate.py`` runs ``yotinspect questionset validate fji sqs`` and, in turns, a start of the
program with all its models and nothing to read. docs/benchmarks.md says why.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]

#: Seconds beyond start-up at most.
MOST = 1.0
SETS = ("fji", "sqs")

#: The program with its models, ready to read: those are made when they are first used.
START = [
    sys.executable,
    "-c",
    "import yotinspect.cli.main, yotinspect.upkeep.validation, yotinspect.exchange.reporting, yotinspect.library as l\n"
    "for model in (l.Framework, l.Structure, l.Subset, l.Texts): model.model_rebuild()",
]
VALIDATE = [sys.executable, "-m", "yotinspect", "questionset", "validate", *SETS, "--fail-on", "never"]


def seconds(command: list[str]) -> float:
    """Seconds from start to end of a command that must succeed."""
    begun = time.perf_counter()
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begun


def main() -> int:
    """Read the command line, measure, print; 1 where the limit is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15, metavar="N")
    rounds = max(3, parser.parse_args().rounds)
    for command in (START, VALIDATE):
        seconds(command)  # so that nobody pays for modules that nobody has read yet
    taken = [(seconds(START), seconds(VALIDATE)) for _ in range(rounds)]
    start, whole = (median(times) for times in zip(*taken, strict=True))
    beyond = median(own - other for other, own in taken)
    print(
        f"{rounds} rounds in turns, medians: start-up {start * 1e3:.0f} ms, validate {' '.join(SETS)} {whole * 1e3:.0f} ms"
    )
    print(f"validating takes {whole / start:.2f} times as long as starting alone, {beyond * 1e3:.0f} ms beyond it")
    held = beyond < MOST
    print(f"{'PASS' if held else 'FAIL'}  less than {MOST:g} s beyond start-up")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
