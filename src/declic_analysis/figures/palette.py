"""Colours of the levels. Lightness alone tells neighbours apart: on a grey print, and to colour-blind readers.

Checked by simulation in tests/unit/test_figures_palette.py. Blue against orange is the pair that all common kinds of
colour blindness keep apart; the violet ramp of neutral items has no good and no bad end.
"""

from __future__ import annotations

from itertools import pairwise

INK = "#222222"
BLACK = "#000000"
MUTED = "#595959"
GRID = "#e3e3e3"
BAND = "#f0f0f0"
PAPER = "#ffffff"
MOVED = "#1b4f8a"
NEUTRAL_MOVED = "#5b3a8c"
UNDECIDED = "#595959"
_LOW = ("#b35806", "#ecb277")  # lowest level → next to the middle
_MIDDLE = "#dfdfdf"
_HIGH = ("#74a7d6", "#0b3c6f")  # next to the middle → highest level
_VIOLET = ("#dcd3ea", "#3f2270")


def level_colours(n_levels: int, *, neutral: bool) -> list[str]:
    """One colour a level, lowest first: orange to blue around grey, or for neutral items one violet ramp."""
    if neutral:
        return _ramp(*_VIOLET, n_levels)
    half, odd = divmod(n_levels, 2)
    return [*_ramp(*_LOW, half), *([_MIDDLE] if odd else []), *_ramp(*_HIGH, half, strongest_last=True)]


def blend(colours: list[str]) -> str:
    """The colour of merged levels: the mean of theirs."""
    channels = zip(*(_channels(colour) for colour in colours), strict=True)
    return _hex([sum(values) / len(colours) for values in channels])


def text_on(colour: str) -> str:
    """Black or white, whichever contrasts more: the better of both is above 4.5 on any colour (WCAG 2)."""
    light = luminance(colour) + 0.05
    return PAPER if 1.05 / light > light / 0.05 else BLACK


def luminance(colour: str) -> float:
    """WCAG 2 relative luminance, 0 (black) to 1 (white)."""
    red, green, blue = (_linear(value / 255) for value in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _ramp(start: str, end: str, n: int, *, strongest_last: bool = False) -> list[str]:
    """n colours from start to end; a single one is the stronger end."""
    if n == 1:
        return [end if strongest_last else start]
    ends = _channels(start), _channels(end)
    return [_hex([a + (b - a) * k / (n - 1) for a, b in zip(*ends, strict=True)]) for k in range(n)]


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[a:b], 16) for a, b in pairwise((1, 3, 5, 7)))


def _hex(channels: list[float]) -> str:
    return "#" + "".join(f"{round(value):02x}" for value in channels)
