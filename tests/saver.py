"""A process that saves and is killed: ``python -m tests.saver CASE`` reads an order a line and answers each with what came.

``after N SECONDS``: a child saves one answer after another, says of each through a pipe that it is saved, and is killed so
long after the N-th. ``at N before`` or ``at N after``: a child saves once and kills itself before or after its N-th call of the system.
Each child is a fork, so that it is there in no time; this process has one thread, which makes that safe.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.faults import CALLS, counted
from yotinspect.desk.keeping import Change, Keeper

#: How many questions the answers go to in turn.
QUESTIONS = 30


def evidence(number: int) -> str:
    """What is saved as the evidence of an answer: some of it longer than a line, some with line ends."""
    words = random.Random(number).choices(["late", "not", "done:", "plan", "'risk'", "# none", "\n"], k=number % 60 + 1)
    return f"number {number} {' '.join(words).strip()}"


def changes(number: int) -> list[Change]:
    """The answer of this number, and its number as a detail."""
    answer = {"answer": "no", "evidence": evidence(number)}
    return [Change(("answers", f"Q-A{number % QUESTIONS}"), answer), Change(("details", "number"), str(number))]


def save_on(path: Path, start: int, said: int) -> None:
    """Save one answer after another."""
    keeper = Keeper.open(path)
    number = start
    while True:
        keeper.save(changes(number))
        os.write(said, f"{number}\n".encode())
        number += 1


def save_once(path: Path, number: int, at: int, when: str, said: int) -> None:
    """Save one answer and die at a call."""
    keeper = Keeper.open(path)

    def die(count: int, name: str, call: Callable[[], Any]) -> Any:
        if count == at and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = call()
        if count == at:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    with counted(CALLS, die):
        keeper.save(changes(number))
    os.write(said, f"{number}\n".encode())
    keeper.close()


def main() -> None:
    """Read orders until there are no more."""
    path, number = Path(sys.argv[1]), 0
    for line in sys.stdin:
        order = line.split()
        hear, said = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(hear)
            if order[0] == "after":
                save_on(path, number, said)
            else:
                save_once(path, number, int(order[1]), order[2], said)
            os._exit(0)
        os.close(said)
        with os.fdopen(hear) as stream:
            saved = []
            if order[0] == "after":
                saved = [int(stream.readline()) for _ in range(int(order[1]))]
                time.sleep(float(order[2]))
                os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            saved += [int(one) for one in stream.read().split()]
        print(json.dumps({"saved": saved, "killed": os.WIFSIGNALED(status)}), flush=True)
        # The one that was being saved may be there or not: its number is not used again.
        number = max([number, *saved]) + 2


if __name__ == "__main__":
    main()
