"""Colours of drawings, and how far apart two are (WCAG 2.2: 4.5 for words, 3 for whatever has to be seen)."""

from __future__ import annotations

from functools import cache

#: As in ``report.css``: the page in light, and the paper that it has in dark.
PAPER, INK, SOFT, LINE = "#ffffff", "#1a1d21", "#4a5560", "#c9d0d6"
DARK_PAPER = "#14181c"
WORDS, SHAPES = 4.5, 3.0
_STEPS = 20


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """The relative luminance of ``#rrggbb``, from 0 for black to 1 for white."""
    linear = [
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
        for share in (part / 255 for part in _parts(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@cache
def seen(colour: str, paper: str) -> str:
    """A colour as it is, or so much lighter or darker that it can be read on a paper."""
    towards = _parts(on(paper))
    for step in range(_STEPS + 1):
        mixed = [part + (aim - part) * step // _STEPS for part, aim in zip(_parts(colour), towards, strict=True)]
        found = "#{:02x}{:02x}{:02x}".format(*mixed)
        if contrast(found, paper) >= WORDS:
            break
    return found


@cache
def on(colour: str) -> str:
    """Black or white, whichever is better read on a colour; one of them always has the contrast that words need."""
    return max("#ffffff", "#000000", key=lambda words: contrast(words, colour))
