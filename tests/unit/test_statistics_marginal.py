"""Square tables: published example, unused levels, empty tables. R's values are in tests/parity."""

from __future__ import annotations

import numpy as np
import pytest

from declic_analysis.errors import ContractError
from declic_analysis.statistics import marginal

# Unaided distance vision of 7 477 women, right eye × left eye (Stuart 1953).
VISION = [[1520, 266, 124, 66], [234, 1512, 432, 78], [117, 362, 1772, 205], [36, 82, 179, 492]]


def test_published_vision_of_women() -> None:
    """Stuart 1955: 11.96 on 3 df; Bowker's symmetry 19.11 on 6 (Agresti, Categorical Data Analysis, 10.4)."""
    homogeneity, symmetry = marginal.stuart_maxwell(VISION), marginal.bowker(VISION)
    assert (homogeneity.statistic, homogeneity.df) == (pytest.approx(11.96, abs=0.005), 3)
    assert (symmetry.statistic, symmetry.df) == (pytest.approx(19.11, abs=0.005), 6)


def test_a_level_nobody_used_changes_nothing() -> None:
    wider = np.insert(np.insert(np.array(VISION), 2, 0, axis=0), 2, 0, axis=1)
    for method in (marginal.stuart_maxwell, marginal.bowker):
        assert method(wider)[1:] == pytest.approx(method(VISION)[1:])


@pytest.mark.parametrize("table", [[[0, 0], [0, 0]], [[7, 0], [0, 0]], np.diag([3, 0, 4])])
def test_nothing_moved(table: object) -> None:
    for method in (marginal.stuart_maxwell, marginal.bowker, marginal.marginal_trend):
        assert method(table) == (0.0, 0, 1.0)


def test_square_table_counts_pairs() -> None:
    table = marginal.square_table([1, 3, 3, np.nan], [1, 2, 2, 1], n_levels=3)
    assert table.tolist() == [[1, 0, 0], [0, 0, 0], [0, 2, 0]]
    assert not marginal.square_table([], [], n_levels=5).any()


@pytest.mark.parametrize("table", [[[1, 2]], [[1, -1], [0, 1]], [1, 2]])
def test_refusals(table: object) -> None:
    with pytest.raises(ContractError):
        marginal.stuart_maxwell(table)
