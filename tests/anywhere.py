"""The program run as on machines that differ in what must change nothing."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.conftest import ROOT

#: Hash seed, time zone and locale.
MACHINES = (("1", "UTC", "C.UTF-8"), ("2", "Pacific/Auckland", "C"))


def made_anywhere(*arguments: str) -> bytes:
    """What Python writes to its standard output with these arguments, which is the same on every machine."""
    found = set()
    for seed, zone, locale in MACHINES:
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        done = subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, check=True)
        found.add(done.stdout)
    assert len(found) == 1
    return found.pop()
