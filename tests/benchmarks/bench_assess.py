"""How fast ``assess`` is beside what it stands on and beside other checkers, and whether its memory stays flat.

``python tests/benchmarks/bench_assess.py --files 2000 --rounds 5 --seed 1`` runs everything on the same files in turns
and prints files a second, ratios, and PASS or FAIL for each limit. docs/benchmarks.md says what is compared and why.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from typing import NamedTuple

# This process stays small, so that nothing but the standard library is imported at the top: a child's peak memory
# begins at its parent's.

HERE = Path(__file__).resolve().parent
#: Bytes in what the system calls one unit of a process's greatest memory.
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024

#: The limits: what is checked, of what, and the bound.
MOST_OVER_READER = 2.5
LEAST_OVER_CHECK_JSONSCHEMA = 5.0
LEAST_OVER_YAMALE = 2.0
MOST_MEMORY = 1.15

READER = "our reader"
ASSESSOR = "assess, in process"
ASSESS = "assess, whole process"
ASSESS_JSON = "assess --format json, whole process"
CHECK_JSONSCHEMA = "check-jsonschema, whole process"
YAMALE = ("yamale, whole process", "yamale -n 2, whole process")


# --- in process: each in an interpreter of its own, which reports the seconds ------------------------------------------


def _bytes(files: list[Path]) -> Callable[[], None]:
    def run() -> None:
        for path in files:
            with path.open("rb") as stream:
                stream.read()

    return run


def _libyaml(files: list[Path]) -> Callable[[], None]:
    parser = _c_parser()

    def run() -> None:
        for path in files:
            with path.open("rb") as stream:
                parser(stream.read()).raw_parse()

    def run_events() -> None:
        from yaml.events import StreamEndEvent

        for path in files:
            with path.open("rb") as stream:
                get_event = parser(stream.read()).get_event
            while get_event().__class__ is not StreamEndEvent:
                pass

    return run if hasattr(parser, "raw_parse") else run_events


def _c_parser() -> type:
    import yaml

    if not yaml.__with_libyaml__:
        raise SystemExit("This PyYAML was built without libyaml: there is nothing to compare with.")
    from yaml._yaml import CParser

    return CParser


def _reader(files: list[Path]) -> Callable[[], None]:
    from yotinspect.yamlfile import read

    def run() -> None:
        for path in files:
            read(path, confidential=True)

    return run


def _assessor(files: list[Path]) -> Callable[[], None]:
    from yotinspect.library import Library
    from yotinspect.workspace import Assessor

    library = Library()
    Assessor(library).assess(files[0])  # the set is read once, before the clock runs

    def run() -> None:
        assessor = Assessor(library)
        for path in files:
            assessor.assess(path)

    return run


INSIDE: dict[str, Callable[[list[Path]], Callable[[], None]]] = {
    "reading the bytes": _bytes,
    "libyaml alone": _libyaml,
    READER: _reader,
    ASSESSOR: _assessor,
}


def measure_inside(name: str, folder: Path) -> tuple[float, float]:
    """Seconds and processor seconds for all files of a folder, in this interpreter, without its start."""
    run = INSIDE[name](sorted(folder.glob("*.yaml")))
    begun, worked = time.perf_counter(), time.process_time()
    run()
    return time.perf_counter() - begun, time.process_time() - worked


# --- whole processes --------------------------------------------------------------------------------------------------


class Program(NamedTuple):
    """A program that checks files: its command, and whether it takes the names of all files or the folder."""

    command: tuple[str, ...]
    names: bool = False
    #: Statuses it may end with: 1 is what each says where it finds something.
    statuses: tuple[int, ...] = (0, 1)


def programs(tools: Path) -> dict[str, Program]:
    """The programs compared; check-jsonschema and yamale from the folder ``tools``."""
    assess = (sys.executable, "-m", "yotinspect", "assess", "-q")
    yamale = (str(tools / "yamale"), "-s", str(HERE / "equivalent.yamale.yaml"))
    check = (str(tools / "check-jsonschema"), "--schemafile", str(HERE / "equivalent.schema.json"))
    return {
        ASSESS: Program(assess),
        ASSESS_JSON: Program((*assess, "--format", "json")),
        CHECK_JSONSCHEMA: Program(check, names=True),
        YAMALE[0]: Program(yamale),
        YAMALE[1]: Program((*yamale, "-n", "2")),
    }


class Ended(NamedTuple):
    """What ended: seconds from start to end, seconds that processors worked for it, its greatest memory in bytes."""

    seconds: float
    worked: float
    peak: int = 0


def run_program(program: Program, folder: Path) -> Ended:
    """Run a program over a folder, with what it prints in a file."""
    names = sorted(path.name for path in folder.glob("*.yaml")) if program.names else ["."]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        begun = time.perf_counter()
        process = subprocess.Popen([*program.command, *names], cwd=folder, stdout=out, stderr=err)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in program.statuses:
            err.seek(0)
            said = err.read().decode(errors="replace")
            raise SystemExit(f"{' '.join(program.command)} ended with {process.returncode}:\n{said}")
    return Ended(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _RSS_UNIT)


def measure_in_child(name: str, folder: Path) -> Ended:
    """``measure_inside``, in an interpreter of its own."""
    command = [sys.executable, __file__, "--inside", name, str(folder)]
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return Ended(*map(float, said.split()))


# --- the comparison ---------------------------------------------------------------------------------------------------

Rounds = dict[str, list[Ended]]


def in_turns(runs: dict[str, Callable[[], Ended]], rounds: int) -> Rounds:
    """Run each, round by round; every other round in the opposite order, so that drift hits all alike."""
    ended: Rounds = {name: [] for name in runs}
    for turn in range(rounds):
        for name in list(runs) if turn % 2 == 0 else reversed(runs):
            if sys.stderr.isatty():
                print(f"\rround {turn + 1} of {rounds}: {name:<40}", end="", file=sys.stderr, flush=True)
            ended[name].append(runs[name]())
    if sys.stderr.isatty():
        print(f"\r{'':<60}\r", end="", file=sys.stderr)
    return ended


def ratio(over: list[float], under: list[float]) -> float:
    """How many times as long one took as the other: the median over rounds, each against its own round."""
    return median(a / b for a, b in zip(over, under, strict=True))


def table(rounds: Rounds, files: int) -> Iterator[str]:
    """Files a second in the median, slowest and fastest round; time, and work of processors, as multiples of our reader's."""
    yield f"{'':<37}{'files/s':>9}{'slowest':>9}{'fastest':>9}{'time':>9}{'work':>9}"
    reader = rounds[READER]
    for name, ended in rounds.items():
        seconds = [one.seconds for one in ended]
        time_ratio = ratio(seconds, [one.seconds for one in reader])
        work_ratio = ratio([one.worked for one in ended], [one.worked for one in reader])
        rates = (files / median(seconds), files / max(seconds), files / min(seconds))
        yield f"{name:<37}" + "".join(f"{rate:>9,.0f}" for rate in rates) + f"{time_ratio:>9.2f}{work_ratio:>9.2f}"


class Verdicts:
    """Limits held or broken."""

    def __init__(self) -> None:
        self.broken = 0

    def check(self, held: bool, text: str) -> None:
        """Print a limit with what was measured."""
        self.broken += not held
        print(f"{'PASS' if held else 'FAIL'}  {text}")


def speed(rounds: Rounds, verdicts: Verdicts, begin: Rounds | None = None) -> None:
    """Check the limits of speed; with ``begin``, of the time beyond what each program takes for one file."""

    def beyond(name: str) -> list[float]:
        start = median(one.seconds for one in begin[name]) if begin and name in begin else 0.0
        return [max(one.seconds - start, 1e-6) for one in rounds[name]]

    own = beyond(ASSESS)
    over = ratio(own, beyond(READER))
    verdicts.check(
        over <= MOST_OVER_READER, f"assess takes {over:.2f} times our reader alone (at most {MOST_OVER_READER})"
    )
    over = ratio(beyond(CHECK_JSONSCHEMA), own)
    verdicts.check(
        over >= LEAST_OVER_CHECK_JSONSCHEMA,
        f"assess is {over:.1f} times as fast as check-jsonschema (at least {LEAST_OVER_CHECK_JSONSCHEMA:g})",
    )
    best = min(YAMALE, key=lambda name: median(beyond(name)))
    over = ratio(beyond(best), own)
    verdicts.check(
        over >= LEAST_OVER_YAMALE,
        f"assess is {over:.1f} times as fast as {best.partition(',')[0]} (at least {LEAST_OVER_YAMALE:g})",
    )


def memory(few: Path, many: Path, verdicts: Verdicts, tools: Path) -> None:
    """Check that ten times as many files take no more memory."""
    own = _own_peak()
    for name in (ASSESS, ASSESS_JSON):
        program = programs(tools)[name]
        small, large = (run_program(program, folder).peak for folder in (few, many))
        if min(small, large) <= own:
            raise SystemExit("This process is larger than what it measures: the peaks mean nothing.")
        print(f"{name:<37}{small / 2**20:>8.1f} MiB{large / 2**20:>8.1f} MiB")
        verdicts.check(
            large <= MOST_MEMORY * small,
            f"{name.partition(',')[0]}: peak memory at ten times the files is {large / small:.2f} times as much "
            f"(at most {MOST_MEMORY})",
        )


def _own_peak() -> int:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _RSS_UNIT


def make(folder: Path, count: int, seed: int) -> Path:
    """Case files, made by another process so that this one stays small."""
    command = [sys.executable, str(HERE / "make_cases.py"), "--count", str(count), "--seed", str(seed), str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return folder


def conditions(files: int, size: int, rounds: int, seed: int, tools: Path) -> Iterator[str]:
    """What was measured on what, so that two runs can be told apart."""
    import platform
    from importlib.metadata import version

    import yaml

    parser = "one call of raw_parse a file" if hasattr(_c_parser(), "raw_parse") else "a loop over its events"
    yield f"{files} files of {size / files:,.0f} bytes in the mean, seed {seed}, {rounds} rounds in alternating order; medians"
    yield f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} processors, {platform.machine()}"
    yield f"PyYAML {yaml.__version__}; libyaml alone is {parser}, reading included"
    inside = tools == Path(sys.executable).parent
    ours = {name: version(name) for name in ("check-jsonschema", "yamale", "ruamel.yaml")} if inside else {}
    yield (
        ", ".join(f"{name} {number}" for name, number in ours.items())
        or "check-jsonschema and yamale from another place"
    )
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    yield f"load before the first round: {load:.1f}"
    yield ""


def main() -> int:
    """Read the command line, measure, print; 1 where a limit is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=2000, metavar="N")
    parser.add_argument("--rounds", type=int, default=5, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    parser.add_argument("--quick", action="store_true", help="200 files, 2 rounds, no memory; start-up taken off")
    parser.add_argument("--no-memory", action="store_true", help="leave out the part about memory")
    parser.add_argument(
        "--tools",
        type=Path,
        default=Path(sys.executable).parent,
        metavar="DIR",
        help="where check-jsonschema and yamale are",
    )
    parser.add_argument("--inside", nargs=2, metavar=("NAME", "FOLDER"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.inside:
        print(*measure_inside(given.inside[0], Path(given.inside[1])))
        return 0
    files, rounds = (200, 2) if given.quick else (given.files, given.rounds)
    verdicts = Verdicts()
    with tempfile.TemporaryDirectory() as folder:
        few = make(Path(folder, "few"), files, given.seed)
        one = make(Path(folder, "one"), 1, given.seed)
        size = sum(path.stat().st_size for path in few.iterdir())
        for line in conditions(files, size, rounds, given.seed, given.tools):
            print(line)
        runs = {name: partial(measure_in_child, name, few) for name in INSIDE}
        begins = {}
        for name, program in programs(given.tools).items():
            runs[name] = partial(run_program, program, few)
            begins[name] = partial(run_program, program, one)
        in_turns(begins, 1)  # so that nobody pays for modules that nobody has read yet
        ended = in_turns(runs, rounds)
        for line in table(ended, files):
            print(line)
        print()
        # With few files a program's start would be most of what is measured.
        speed(ended, verdicts, in_turns(begins, max(3, rounds)) if given.quick else None)
        if not given.quick and not given.no_memory:
            print()
            memory(few, make(Path(folder, "many"), 10 * files, given.seed), verdicts, given.tools)
    return 1 if verdicts.broken else 0


if __name__ == "__main__":
    sys.exit(main())
