"""The colours hold without hue: on a grey print, and as a deuteranope, protanope or tritanope sees them."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest

from declic_analysis.figures import palette

# Machado, Oliveira & Fernandes 2009 (doi:10.1109/TVCG.2009.113), severity 1.0, on linear RGB.
SEEN_BY = {
    "normal": np.eye(3),
    "deuteranope": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "protanope": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "tritanope": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = np.array([0.95047, 1.0, 1.08883])


def linear(colour: str) -> np.ndarray:
    values = np.array([int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)])
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def lab(colour: str, eyes: str = "normal") -> np.ndarray:
    seen = np.clip(np.asarray(SEEN_BY[eyes]) @ linear(colour), 0, 1)
    t = TO_XYZ @ seen / WHITE
    f = np.where(t > (6 / 29) ** 3, np.cbrt(t), t / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def lightness(colour: str) -> float:
    return float(lab(colour)[0])


def test_the_simulation_itself() -> None:
    assert lab("#ffffff") == pytest.approx([100, 0, 0], abs=0.02)
    assert lab("#ff0000") == pytest.approx([53.24, 80.09, 67.20], abs=0.05)
    red, green = (lab(colour, "deuteranope") for colour in ("#b03030", "#5f7a20"))
    assert np.linalg.norm(red - green) < np.linalg.norm(lab("#b03030") - lab("#5f7a20")) / 3


@pytest.mark.parametrize("neutral", [False, True])
@pytest.mark.parametrize("k", [2, 3, 4, 5, 7])
def test_neighbours_differ_on_a_grey_print(k: int, neutral: bool) -> None:
    colours = palette.level_colours(k, neutral=neutral)
    assert len(colours) == k
    steps = [abs(lightness(a) - lightness(b)) for a, b in pairwise(colours)]
    assert min(steps) >= 8


@pytest.mark.parametrize("eyes", SEEN_BY)
def test_five_levels_differ_for_every_eye(eyes: str) -> None:
    for neutral in (False, True):
        colours = [lab(colour, eyes) for colour in palette.level_colours(5, neutral=neutral)]
        assert min(float(np.linalg.norm(a - b)) for a, b in combinations(colours, 2)) >= 10


@pytest.mark.parametrize("eyes", SEEN_BY)
def test_the_two_sides_are_two_colours_for_every_eye(eyes: str) -> None:
    low, _, _, _, high = (lab(colour, eyes) for colour in palette.level_colours(5, neutral=False))
    assert np.linalg.norm(low - high) >= 35


@pytest.mark.parametrize("k", range(2, 12))
def test_numbers_are_readable_on_their_colour(k: int) -> None:
    for neutral in (False, True):
        for colour in palette.level_colours(k, neutral=neutral):
            light, dark = sorted((palette.luminance(colour), palette.luminance(palette.text_on(colour))), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, colour


def test_bars_stand_out_from_the_paper() -> None:
    for neutral in (False, True):
        assert max(lightness(colour) for colour in palette.level_colours(5, neutral=neutral)) <= 90


def test_constraints_have_no_good_and_no_bad_end() -> None:
    tones = [lightness(colour) for colour in palette.level_colours(5, neutral=True)]
    assert tones == sorted(tones, reverse=True)
    assert not set(palette.level_colours(5, neutral=True)) & set(palette.level_colours(5, neutral=False))


def test_a_blend_lies_between() -> None:
    assert palette.blend(["#000000", "#ffffff"]) == "#808080"
    assert palette.blend(["#123456"]) == "#123456"
