"""Partial pooling against R: variances by lme4, means and intervals by metafor (tests/parity/r/partial_pooling.R)."""

from __future__ import annotations

import numpy as np
import pytest

from declic_analysis.statistics.partial_pooling import pooled_means

# Davies & Goldsmith 1972, yield of dyestuff in 6 batches of 5 (lme4::Dyestuff).
DYESTUFF = [
    *(1545, 1440, 1440, 1520, 1580, 1540, 1555, 1490, 1560, 1495, 1595, 1550, 1605, 1510, 1560),
    *(1445, 1440, 1595, 1465, 1545, 1595, 1630, 1515, 1635, 1625, 1520, 1455, 1450, 1480, 1445),
]
SIZES = [3, 8, 5, 12, 3, 9, 4, 10, 6]
UP, DOWN = [3, 2, 4, 9, 0, 2, 3, 8, 6], [0, 2, 0, 1, 1, 4, 0, 0, 0]


def test_dyestuff() -> None:
    found = pooled_means(DYESTUFF, np.repeat(np.arange(6), 5))
    assert [found.between_sd**2, found.within_sd**2] == pytest.approx([1764.05, 2451.25], abs=1e-2)
    r = [1527.5, 19.38341215, 1477.673353, 1577.326647]
    assert [found.estimate[0], found.se[0], found.low[0], found.high[0]] == pytest.approx(r, abs=1e-5)
    blups = [1509.893149, 1527.891263, 1556.062225, 1504.415462, 1584.233187, 1482.504714]
    assert found.shrunken.tolist() == pytest.approx(blups, abs=1e-3)


def test_moves_of_nine_actions_in_three_formats() -> None:
    moves = [[1] * up + [-1] * down + [0] * (n - up - down) for n, up, down in zip(SIZES, UP, DOWN, strict=True)]
    actions, formats = np.repeat(np.arange(9), SIZES), np.repeat([0, 1, 2], [16, 28, 16])
    found = pooled_means(np.concatenate(moves), actions, strata=formats)
    assert [found.between_sd**2, found.within_sd**2] == pytest.approx([0.1915026385, 0.3537025545], abs=1e-6)
    r = [
        [0.5565915683, 0.2976401994, -0.17170776294, 1.2848908995],
        [0.2334242927, 0.2526764131, -0.38485261705, 0.8517012024],
        [0.8950599439, 0.3450173673, 0.05083285895, 1.7392870288],
    ]
    ours = np.column_stack([found.estimate, found.se, found.low, found.high])
    np.testing.assert_allclose(ours, r, atol=1e-6)
    blups = [0.8310354170, 0.1043991033, 0.7343401845, 0.6088784715, -0.1173654827]
    blups += [-0.1446363876, 0.5868205696, 0.8148201684, 0.9752997193]
    np.testing.assert_allclose(found.shrunken, blups, atol=1e-6)
