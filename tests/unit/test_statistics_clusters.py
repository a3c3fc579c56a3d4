"""Clusters: ICC, CR2 interval, bootstrap, exact sign-flip; coverage where people of one action are alike."""

from __future__ import annotations

import math
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from calibration import clustered as bench
from scipy.special import stdtrit
from scipy.stats import ttest_1samp

from declic_analysis.errors import ContractError
from declic_analysis.statistics import clusters
from declic_analysis.statistics.paired_proportions import sign_test


def test_icc_of_equal_groups_by_hand() -> None:
    """Groups (1, 3) and (5, 7): between mean square 16, within 2, so (16 − 2) / (16 + 2)."""
    assert clusters.icc1([1, 3, 5, 7], ["a", "a", "b", "b"]) == pytest.approx(14 / 18)
    assert clusters.icc1([1, 7, 1, 7], ["a", "a", "b", "b"]) == pytest.approx(-1.0)


@pytest.mark.parametrize(
    ("values", "groups"),
    [([], []), ([1.0], ["a"]), ([1, 2], ["a", "b"]), ([1, 2], ["a", "a"]), ([2, 2, 2], ["a", "a", "b"])],
)
def test_no_icc_where_nothing_is_clustered_or_varies(values: list[float], groups: list[str]) -> None:
    assert math.isnan(clusters.icc1(values, groups))


def test_cr2_of_equal_clusters_is_the_t_interval_of_their_means() -> None:
    values, groups = [0, 1, 1, 1, -1, 0, 1, 1], list("aabbccdd")
    means = [0.5, 1.0, -0.5, 1.0]
    expected = ttest_1samp(means, 0).confidence_interval(0.95)
    found = clusters.cr2_interval(values, groups)
    assert (found.estimate, found.low, found.high) == pytest.approx((0.5, expected.low, expected.high))


def test_cr2_of_unequal_clusters_is_unbiased_for_independent_people() -> None:
    """Mean of the squared standard errors over draws equals the true variance 1/n."""
    rng, groups = np.random.default_rng(3), np.repeat([0, 1, 2, 3], [1, 2, 5, 12])
    squared = []
    for values in rng.normal(size=(4000, 20)):
        found, icc = clusters.cr2_interval(values, groups), clusters.icc1(values, groups)
        df = clusters.satterthwaite_df(np.bincount(groups), icc=max(0.0, icc))
        squared.append(((found.high - found.estimate) / stdtrit(df, 0.975)) ** 2)
    assert np.mean(squared) == pytest.approx(1 / 20, rel=0.05)


def test_cr2_says_nothing_without_two_clusters_or_without_spread() -> None:
    for values, groups in (([1, 0, 1], "aaa"), ([1, 0, 1, 0], "aabb"), ([], "")):
        assert math.isnan(clusters.cr2_interval(values, list(groups)).low)


def test_missing_values_are_left_out() -> None:
    whole = clusters.cr2_interval([1, 0, 1, -1], list("aabb"))
    assert clusters.cr2_interval([1, 0, np.nan, 1, -1], list("aabbb")) == whole


def enumerated(totals: list[int]) -> float:
    sums = [abs(np.dot(totals, signs)) for signs in product((-1, 1), repeat=len(totals))]
    return float(np.mean([s >= abs(sum(totals)) for s in sums]))


@pytest.mark.parametrize("totals", [[1] * 5, [1] * 6, [3, 2, 1, -1, 0, 5], [4, -2, 2, 6, 8, -2, 10], [0, 0], [-3]])
def test_sign_flip_is_the_enumeration(totals: list[int]) -> None:
    found = clusters.sign_flip(totals)
    assert found.p == pytest.approx(enumerated(totals))
    assert found.n_moved == sum(t != 0 for t in totals)


def test_single_people_as_clusters_give_the_sign_test() -> None:
    assert clusters.sign_flip([1] * 9 + [-1] * 2 + [0] * 7).p == pytest.approx(sign_test(9, 2))


def test_five_clusters_are_never_significant() -> None:
    assert clusters.sign_flip([9] * 5).p == 0.0625
    assert clusters.sign_flip([9] * 6).p == 0.03125


def test_two_hundred_clusters_are_still_exact() -> None:
    rng = np.random.default_rng(5)
    totals = rng.integers(-4, 6, size=200)
    flips = np.abs(rng.choice([-1, 1], size=(20_000, 200)) @ totals) >= abs(totals.sum())
    assert clusters.sign_flip(totals).p == pytest.approx(flips.mean(), abs=0.012)


def test_degrees_of_freedom_of_equal_clusters_are_clusters_less_one() -> None:
    for icc in (0.0, 0.1, 1.0):
        assert clusters.satterthwaite_df(np.full(8, 5), icc=icc) == pytest.approx(7)


@pytest.mark.parametrize("icc", [0.0, 0.1, 0.5])
def test_degrees_of_freedom_are_those_of_the_quadratic_form(icc: float) -> None:
    """tr(B)² / tr(B²), B the CR2 variance as a matrix in the persons (Bell & McCaffrey 2002), written out in full."""
    sizes = np.array([9, 5, 2, 2, 1])
    people = np.repeat(np.arange(5), sizes)
    same = people[:, None] == people[None, :]
    likeness = np.where(same, icc, 0.0) + (1 - icc) * np.eye(19)
    totals = (people[None, :] == np.arange(5)[:, None]) @ (np.eye(19) - 1 / 19)
    form = totals.T @ np.diag(1 / (1 - sizes / 19)) @ totals @ likeness
    assert clusters.satterthwaite_df(sizes, icc=icc) == pytest.approx(np.trace(form) ** 2 / np.trace(form @ form))


def test_likeness_found_in_unequal_clusters_lowers_the_degrees_of_freedom() -> None:
    values, groups = [1] * 8 + [-1] * 4 + [0, 1, 0, -1], np.repeat([0, 1, 2, 3, 4], [8, 4, 2, 1, 1])
    found = clusters.cr2_interval(values, groups)
    residual = np.array([8, -4, 1, 0, -1]) - np.bincount(groups) * 4 / 16
    error = math.sqrt((residual**2 / (1 - np.bincount(groups) / 16)).sum()) / 16
    df = clusters.satterthwaite_df(np.bincount(groups), icc=clusters.icc1(values, groups))
    assert found.high - found.estimate == pytest.approx(stdtrit(df, 0.975) * error)
    assert df < clusters.satterthwaite_df(np.bincount(groups)) < 4


def test_many_samples_at_once_are_one_by_one() -> None:
    rng, sizes = np.random.default_rng(7), np.array([6, 3, 3, 1])
    groups = np.repeat(np.arange(4), sizes)
    samples = rng.integers(-1, 2, size=(50, 13))
    totals = np.add.reduceat(samples, [0, 6, 9, 12], axis=1)
    many = clusters.cr2_limits(totals, sizes, (samples**2).sum(axis=1))
    alone = [clusters.cr2_interval(values, groups) for values in samples]
    np.testing.assert_allclose(many.low, [one.low for one in alone])
    np.testing.assert_allclose(many.high, [one.high for one in alone])


def test_inflation() -> None:
    assert clusters.design_inflation(mean_size=11, icc=0.1) == pytest.approx(math.sqrt(2))
    assert clusters.design_inflation(mean_size=11, icc=-0.1) == 1.0
    assert clusters.design_inflation(mean_size=11, icc=math.nan) == 1.0


def test_refusals() -> None:
    with pytest.raises(ContractError):
        clusters.icc1([1, 2], ["a"])
    with pytest.raises(ContractError):
        clusters.sign_flip([0.5])


@pytest.mark.parametrize(("n", "g", "moving"), [(26, 8, 0.6), (107, 8, 0.6), (107, 16, 0.3)])
def test_clusters_are_covered_and_few_false_improvements(n: int, g: int, moving: float) -> None:
    """At ICC 0.1, 4 000 draws: 95 % ± 1.3; ignoring the clusters claims up to 9 % improvements that are not there."""
    case = bench.Case(n, g, moving, 0.0, 0.1)
    found = bench.score(case, n=4000, rng=np.random.default_rng(11))
    assert 0.93 <= found.covered <= 0.97
    assert found.improved <= 0.025 < found.improved_ignoring + 0.005
    assert found.covered_ignoring < 0.94


@pytest.mark.shared_data
def test_wine_rating_by_judge(shared_data: Path) -> None:
    """Method note: 0.118514."""
    wine = pd.read_csv(shared_data / "likert_batteries" / "wine.csv")
    assert clusters.icc1(wine["rating"], wine["judge"]) == pytest.approx(0.118514, abs=5e-7)
