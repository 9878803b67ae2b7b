"""How long the program takes to start, and to rate and report the graded example beyond that.

``python tests/benchmarks/bench_start.py`` runs the installed ``yotinspect`` and ``python -c "import click"`` in turns and
checks that --help and --version take at most 1.3 times as long as click alone. docs/benchmarks.md says why.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "exampleshire-2019"

#: At most so many times as long as importing click alone.
MOST_OVER_CLICK = 1.3
LEAST_ROUNDS = 15

CLICK = "python -c 'import click'"
HELP, VERSION = "yotinspect --help", "yotinspect --version"
RATE, REPORT = "yotinspect rate", "yotinspect report"


def commands(script: Path, folder: Path) -> dict[str, list[str]]:
    """What is timed; reports go to ``folder``."""
    page = folder / "report.html"
    return {
        CLICK: [sys.executable, "-c", "import click"],
        HELP: [str(script), "--help"],
        VERSION: [str(script), "--version"],
        RATE: [str(script), "rate", str(EXAMPLE)],
        REPORT: [str(script), "report", str(EXAMPLE), "-o", str(page)],
    }


def seconds(command: list[str]) -> float:
    """Seconds from start to end of a command that must succeed; 1 is findings, and no failure here."""
    begun = time.perf_counter()
    ended = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    taken = time.perf_counter() - begun
    if ended.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)} ended with {ended.returncode}:\n{ended.stderr.decode(errors='replace')}")
    return taken


def installed_script() -> Path:
    """The console script that belongs to this interpreter."""
    name = "yotinspect.exe" if os.name == "nt" else "yotinspect"
    for folder in (Path(sys.executable).parent, Path(sysconfig.get_path("scripts"))):
        if (folder / name).is_file():
            return folder / name
    raise SystemExit("There is no yotinspect beside this interpreter: pip install -e . first.")


def in_turns(timed: dict[str, list[str]], rounds: int) -> dict[str, list[float]]:
    """Seconds of each, round by round; every other round in the opposite order, so that drift hits all alike."""
    for command in timed.values():
        seconds(command)  # so that nobody pays for modules that nobody has read yet
    taken: dict[str, list[float]] = {name: [] for name in timed}
    for turn in range(rounds):
        for name in list(timed) if turn % 2 == 0 else reversed(timed):
            taken[name].append(seconds(timed[name]))
    return taken


def main() -> int:
    """Read the command line, measure, print; 1 where a limit is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=25, metavar="N", help=f"at least {LEAST_ROUNDS}")
    parser.add_argument("--script", type=Path, metavar="FILE", help="the yotinspect to time, if not this interpreter's")
    given = parser.parse_args()
    rounds = max(LEAST_ROUNDS, given.rounds)
    script = given.script or installed_script()
    with tempfile.TemporaryDirectory() as folder:
        taken = in_turns(commands(script, Path(folder)), rounds)
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"{rounds} rounds in alternating order; milliseconds, and the median over rounds of each beside click{load}")
    print(f"{'':<26}{'median':>8}{'middle half':>14}{'x click':>9}")
    ratios = {}
    for name, times in taken.items():
        low, _, high = quantiles(times, n=4)
        ratios[name] = median(own / click for own, click in zip(times, taken[CLICK], strict=True))
        print(f"{name:<26}{median(times) * 1e3:>8.0f}{f'{low * 1e3:.0f}-{high * 1e3:.0f}':>14}{ratios[name]:>9.2f}")
    print()
    for name in (RATE, REPORT):
        beyond = median(own - start for own, start in zip(taken[name], taken[HELP], strict=True))
        print(f"{name} of the graded example: {beyond * 1e3:.0f} ms beyond start-up")
    broken = 0
    for name in (HELP, VERSION):
        held = ratios[name] <= MOST_OVER_CLICK
        broken += not held
        print(
            f"{'PASS' if held else 'FAIL'}  {name} takes {ratios[name]:.2f} times import click (at most {MOST_OVER_CLICK})"
        )
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
