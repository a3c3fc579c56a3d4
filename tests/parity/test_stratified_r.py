"""Stratified comparison against R's `mantelhaen.test` and statsmodels, on the Berkeley admissions of 1973."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.contingency_tables import StratifiedTable

from declic_analysis.statistics.stratified import standardised_rate, stratified

Reference = Callable[[str], dict[str, Any]]
Arms = tuple[tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]


@pytest.fixture(scope="module")
def berkeley(shared_data: Path) -> Arms:
    """(admitted, applied) by department: women, men."""
    rows = pd.read_csv(shared_data / "jobs_ucb_funnel" / "UCBAdmissions.csv")
    wide = rows.pivot(index=["Gender", "Dept"], columns="Admit", values="Freq")
    total = wide.sum(axis=1)
    return tuple((wide.loc[who, "Admitted"].to_numpy(), total.loc[who].to_numpy()) for who in ("Female", "Male"))  # type: ignore[return-value]


@pytest.mark.shared_data
def test_berkeley(berkeley: Arms, reference: Reference) -> None:
    found, r = stratified(*berkeley), reference("R07_binomial")
    told = r["ucb_mantelhaenszel"]
    assert [found.independence.statistic, found.independence.p] == pytest.approx([told["stat"], told["p"]], rel=1e-9)
    ratio = found.odds_ratio
    assert [ratio.estimate, ratio.low, ratio.high] == pytest.approx([told["common_or"], *told["ci"]], rel=1e-9)
    assert found.crude_odds_ratio == pytest.approx(r["ucb_crude_or"], rel=1e-9)
    rates = r["ucb_by_gender"]
    assert found.crude_difference == pytest.approx(rates["female"]["p"] - rates["male"]["p"])


@pytest.mark.shared_data
def test_berkeley_points_the_other_way(berkeley: Arms) -> None:
    """Women are admitted less often in all (30 % against 45 %), not less often within departments."""
    found = stratified(*berkeley)
    assert found.crude_difference == pytest.approx(-0.1416, abs=1e-4)
    assert found.risk_difference.estimate > 0
    assert (found.direction, found.n_strata, found.n_opposite) == ("opposite", 6, 4)
    assert found.homogeneity.p < 0.05  # department A stands apart (Bickel, Hammel & O'Connell 1975)


@pytest.mark.shared_data
def test_berkeley_standardised(berkeley: Arms) -> None:
    """To the departments of all applicants: as pandas sums it, and the gap closes."""
    women, men = berkeley
    weights = women[1] + men[1]
    rates = [standardised_rate(*group, weights=weights).estimate for group in (women, men)]
    by_hand = [float(np.average(x / n, weights=weights)) for x, n in (women, men)]
    assert rates == pytest.approx(by_hand)
    assert rates[0] > rates[1]


def test_against_statsmodels() -> None:
    rng = np.random.default_rng(11)
    for _ in range(10):
        k = int(rng.integers(2, 7))
        n, m = rng.integers(5, 60, size=k), rng.integers(5, 60, size=k)
        x, y = rng.binomial(n, 0.3), rng.binomial(m, rng.uniform(0.2, 0.6, size=k))
        found = stratified((x, n), (y, m), continuity=False)
        theirs = StratifiedTable([np.array([[a, b - a], [c, d - c]]) for a, b, c, d in zip(x, n, y, m, strict=True)])
        assert found.odds_ratio.estimate == pytest.approx(theirs.oddsratio_pooled, rel=1e-9)
        low, high = np.exp(theirs.logodds_pooled_confint())
        assert [found.odds_ratio.low, found.odds_ratio.high] == pytest.approx([low, high], rel=1e-9)
        null, equal = theirs.test_null_odds(correction=False), theirs.test_equal_odds(adjust=True)
        assert [found.independence.statistic, found.independence.p] == pytest.approx([null.statistic, null.pvalue])
        assert [found.homogeneity.statistic, found.homogeneity.p] == pytest.approx([equal.statistic, equal.pvalue])
