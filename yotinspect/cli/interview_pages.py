"""A long text a screen at a time, so that its beginning does not scroll away: lines, and after each screen a pause."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence

#: Of a screen, the part at its end in which a blank line is looked for, so that what belongs together stands together.
END = 3
#: Lines of the lowest window that is reckoned with.
LOWEST = 8


def height() -> int | None:
    """Lines of the terminal; None where the output is none, and nothing scrolls away."""
    return max(shutil.get_terminal_size((80, 24)).lines, LOWEST) if sys.stdout.isatty() else None


def screens(lines: Sequence[str], high: int, after: int) -> Iterator[tuple[Sequence[str], int]]:
    """Lines in screens of a height, each with the number of lines that are left then. A pause of one line comes behind each,
    but behind the last only where what follows it, ``after`` lines and a prompt, would push it off: then the last is empty.
    """
    start = 0
    while len(lines) - start + after + 1 > high:
        end = min(start + high - 1, len(lines))
        if end == start:
            break
        if end < len(lines):
            low = end - (high - 1) // END
            end = next((n for n in range(end, low, -1) if not lines[n]), end)
        yield lines[start:end], len(lines) - end
        # A screen does not begin with the blank line that parts it from the one before.
        start = end + 1 if end < len(lines) and not lines[end] else end
    yield lines[start:], 0
