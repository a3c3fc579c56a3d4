"""The gated verdict in its order, and the enumerated probability of a false improvement."""

from __future__ import annotations

from math import comb

import numpy as np
import pytest

from declic_analysis.errors import ContractError
from declic_analysis.statistics.paired_proportions import sign_test, tango, tango_bounds
from declic_analysis.statistics.verdict import Evidence, Moves, critical_ups, false_improvement, verdict
from declic_analysis.vocabulary import Verdict

IMPROVED = {"improvement", "improvement_notable"}


def judged(up: int, down: int, pairs: int, **options: object) -> str:
    """The verdict on counts alone, unadjusted."""
    wide, narrow = tango(up, down, pairs), tango(up, down, pairs, confidence=0.90)
    evidence = Evidence(wide.low, wide.high, narrow.low, narrow.high, sign_test(up, down))
    return verdict(Moves(up, down, pairs), evidence, **options).value  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("up", "down", "pairs", "word"),
    [
        (0, 0, 0, "insufficient"),
        (0, 0, 4, "insufficient"),
        (0, 0, 5, "no_change_observed"),
        (1, 0, 50, "insufficient"),
        (5, 0, 5, "insufficient"),
        (0, 5, 1000, "insufficient"),
        (6, 0, 8, "improvement_notable"),
        (6, 0, 44, "improvement"),
        (0, 6, 44, "worsening"),
        (0, 6, 8, "worsening_notable"),
        (45, 15, 107, "improvement_notable"),
        (1, 7, 21, "inconclusive"),
        (150, 86, 1600, "improvement"),
        (30, 30, 1000, "equivalent"),
        (16, 16, 107, "equivalent"),
        (20, 20, 107, "equivalent"),
        (25, 25, 107, "inconclusive"),
        (13, 13, 26, "inconclusive"),
    ],
)
def test_verdict(up: int, down: int, pairs: int, word: str) -> None:
    assert judged(up, down, pairs) == word


@pytest.mark.parametrize(
    ("up", "down", "pairs", "word"),
    [
        (6, 0, 8, "perceived_more_notable"),
        (6, 0, 44, "perceived_more"),
        (0, 6, 44, "perceived_less"),
        (0, 6, 8, "perceived_less_notable"),
        (0, 0, 8, "no_change_observed"),
        (3, 0, 8, "insufficient"),
        (4, 4, 9, "inconclusive"),
    ],
)
def test_neutral_items_are_neither_better_nor_worse(up: int, down: int, pairs: int, word: str) -> None:
    assert judged(up, down, pairs, direction="neutral") == word


def test_interval_alone_does_not_pass_the_gate() -> None:
    """7 of 8 moved pairs fell: Tango's interval excludes 0, the exact sign test (0.0703) does not."""
    assert tango(1, 7, 21).high < 0
    assert judged(1, 7, 21) == "inconclusive"


def test_test_alone_does_not_pass_the_gate() -> None:
    evidence = Evidence(low=-0.01, high=0.4, equivalence_low=0.0, equivalence_high=0.38, gate_p=0.01)
    assert verdict(Moves(10, 2, 40), evidence) == Verdict.INCONCLUSIVE


def test_the_adjusted_p_closes_the_gate() -> None:
    wide = tango(7, 0, 20)
    open_gate, closed = (Evidence(wide.low, wide.high, 0.1, 0.5, gate_p=p) for p in (0.05, 0.0501))
    assert verdict(Moves(7, 0, 20), open_gate) == Verdict.IMPROVEMENT_NOTABLE
    assert verdict(Moves(7, 0, 20), closed) == Verdict.INCONCLUSIVE


def test_margin_decides_notable_and_equivalent() -> None:
    assert judged(45, 15, 107, margin=0.15) == "improvement"
    assert judged(25, 25, 107, margin=0.15) == "equivalent"


def test_minimum_base_decides_insufficient() -> None:
    assert judged(6, 0, 8, minimum_base=11) == "insufficient"
    assert judged(0, 0, 8, minimum_base=11) == "insufficient"


def test_a_neutral_item_never_gets_better_or_worse_words() -> None:
    words = {judged(up, down, 12, direction="neutral") for up in range(13) for down in range(13 - up)}
    assert not {word for word in words if word.startswith(("improvement", "worsening"))}


@pytest.mark.parametrize("options", [{"margin": 10}, {"direction": "up"}])
def test_wrong_options_are_refused(options: dict[str, object]) -> None:
    with pytest.raises(ContractError):
        judged(6, 0, 8, **options)


def test_critical_ups_are_those_of_the_gate() -> None:
    for moved, fewest in enumerate(critical_ups(np.arange(31))):
        passing = [up for up in range(moved + 1) if judged(up, moved - up, 60).startswith("improvement")]
        assert min(passing, default=moved + 1) == fewest


def trinomial(n: int, moving: float, words: set[str]) -> float:
    """P(one of the words) without a net shift, every outcome judged."""
    return sum(
        comb(n, up) * comb(n - up, down) * (moving / 2) ** (up + down) * (1 - moving) ** (n - up - down)
        for up in range(n + 1)
        for down in range(n + 1 - up)
        if judged(up, down, n) in words
    )


@pytest.mark.parametrize(("n", "moving"), [(8, 0.7), (26, 0.45)])
def test_false_improvement_equals_counting_verdicts(n: int, moving: float) -> None:
    assert false_improvement(n, moving=moving) == pytest.approx(trinomial(n, moving, IMPROVED), rel=1e-9)


@pytest.mark.parametrize(("n", "low", "high"), [(26, 0.0, 0.03), (50, 0.0, 0.03), (107, 0.18, 0.20)])
def test_equivalence_is_nearly_out_of_reach(n: int, low: float, high: float) -> None:
    """30 % of the pairs moving, no net shift: 90 % interval inside ±10 points with P ≤ 0.03 up to 50, 0.19 at 107."""
    up, down = (counts.ravel() for counts in np.meshgrid(np.arange(n + 1), np.arange(n + 1)))
    up, down = up[up + down <= n], down[up + down <= n]
    narrow = tango_bounds(up, down, n, confidence=0.90)
    inside = (narrow.low > -0.10) & (narrow.high < 0.10)
    ways = np.array([comb(n, u) * comb(n - u, d) for u, d in zip(up.tolist(), down.tolist(), strict=True)], dtype=float)
    weights = ways * 0.15 ** (up + down) * 0.70 ** (n - up - down)
    assert low <= weights[inside].sum() <= high


@pytest.mark.parametrize("n", [6, 8, 12, 26, 50, 107, 200])
def test_false_improvement_stays_rare(n: int) -> None:
    assert max(false_improvement(n, moving=moving) for moving in np.linspace(0.05, 0.99, 48)) <= 0.025


def test_false_improvement_peaks_at_two_percent() -> None:
    """On the sizes of the programme (8, 26, 50, 107 pairs), whatever the share that moves."""
    peak = max(false_improvement(n, moving=p) for n in (8, 26, 50, 107) for p in np.linspace(0.05, 0.95, 46))
    assert peak == pytest.approx(0.020, abs=0.0005)
