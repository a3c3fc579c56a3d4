"""Marginal homogeneity and symmetry against R (data/reference/code/R03_mcnemar.R): Carpentries use before and after."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from declic_analysis.statistics import marginal

pytestmark = pytest.mark.shared_data
Reference = Callable[[str], dict[str, Any]]


@pytest.fixture
def usage(reference: Reference) -> dict[str, Any]:
    return reference("R03_mcnemar_marginal")["carpentries_usage"]


@pytest.fixture
def table(usage: dict[str, Any]) -> np.ndarray:
    return np.array(list(usage["table_rows_before"].values()))


def test_stuart_maxwell(usage: dict[str, Any], table: np.ndarray) -> None:
    found = marginal.stuart_maxwell(table)
    assert (found.statistic, found.df) == (pytest.approx(usage["stuart_maxwell"]["chi2"]), 5)
    assert found.p < 1e-20  # R prints an underflow: 0


def test_ordered_levels(usage: dict[str, Any], table: np.ndarray) -> None:
    found = marginal.marginal_trend(table)
    assert found.statistic == pytest.approx(usage["mh_scores_1_to_6"]["Z"] ** 2)
    assert found.p == pytest.approx(usage["mh_scores_1_to_6"]["p"], rel=1e-6)


def test_bowker(usage: dict[str, Any], table: np.ndarray) -> None:
    found = marginal.bowker(table)
    expected = usage["bowker_symmetry"]
    assert (found.statistic, found.df) == (pytest.approx(expected["chi2"]), expected["df"])
    assert found.p == pytest.approx(expected["p"], rel=1e-6)


def test_two_levels_are_mcnemar(reference: Reference) -> None:
    approval = reference("R03_mcnemar_marginal")["agresti_approval"]
    for method in (marginal.stuart_maxwell, marginal.bowker, marginal.marginal_trend):
        found = method(approval["table"])
        assert (found.statistic, found.p) == pytest.approx((approval["chi2"], approval["p_chi2"]))
