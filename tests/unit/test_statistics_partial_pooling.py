"""Partial pooling where it equals simpler things, and where there is little to pool."""

from __future__ import annotations

import numpy as np
import pytest

from declic_analysis.errors import ContractError
from declic_analysis.statistics.mean_change import t_interval
from declic_analysis.statistics.partial_pooling import pooled_means


def test_equal_sizes_give_the_t_interval_of_cluster_means() -> None:
    values = np.array([1, 0, 1, 1, -1, 0, 0, 1, 1, -1, 0, 0.0])
    found = pooled_means(values, np.repeat(np.arange(4), 3))
    means = t_interval(values.reshape(4, 3).mean(axis=1))
    assert (found.estimate[0], found.low[0], found.high[0]) == pytest.approx((means.estimate, means.low, means.high))


def test_three_pairs_weigh_less_than_thirty_and_more_than_nothing() -> None:
    values = np.concatenate([[1, 1, 1], [1, 0] * 15, [0, -1, 1] * 10]).astype(float)
    found = pooled_means(values, np.repeat(["small", "big", "other"], [3, 30, 30]))
    assert found.clusters == ["big", "other", "small"]
    assert found.pull[2] < found.pull[0] < 1
    assert found.mean[2] == 1
    assert found.estimate[0] < found.shrunken[2] < 1
    assert found.raw[0] < found.estimate[0] < found.mean.mean()


def test_a_format_of_one_action_borrows_the_spread_of_the_others() -> None:
    values = np.array([1, 0, 1, -1, 0, 0, 1, 1, 0, 1.0])
    found = pooled_means(values, list("aaabbbcccd"), strata=[0, 0, 0, 0, 0, 0, 0, 0, 0, 1])
    assert (found.df, found.n_clusters.tolist()) == (2, [3, 1])
    assert np.isfinite([*found.low, *found.high]).all()
    assert found.high[1] - found.low[1] > found.high[0] - found.low[0]


LITTLE = {
    "nobody": ([], []),
    "one pair": ([1.0], ["a"]),
    "one action": ([1, 0, 1.0], ["a", "a", "a"]),
    "nobody moves": ([0, 0, 0, 0.0], ["a", "a", "b", "b"]),
    "all move": ([1, 1, 1, 1.0], ["a", "a", "b", "b"]),
}


@pytest.mark.parametrize("case", LITTLE)
def test_little_data_gives_no_limits_and_no_warning(case: str) -> None:
    found = pooled_means(*LITTLE[case])
    assert np.isnan([*found.low, *found.high]).all()
    assert len(found.estimate) == (0 if case == "nobody" else 1)
    assert np.isfinite(found.estimate).all()


@pytest.mark.parametrize("spread", [True, False])
def test_actions_that_are_alike_within(spread: bool) -> None:
    """No variation within: the actions' means alone; means that agree exactly: not an interval of no width."""
    values = [1, 1, 0, 0, 1, 1.0] if spread else [1, 0, 1, 0, 0, 1.0]
    found = pooled_means(values, list("aabbcc"))
    assert found.low[0] < found.estimate[0] < found.high[0]


def test_missing_moves_are_left_out() -> None:
    found = pooled_means([1, np.nan, 0, 1, 0], list("aabbb"))
    assert found.n.tolist() == [4]
    assert found.size.tolist() == [1, 3]


@pytest.mark.parametrize("strata", [[0, 1, 0, 0], [0, 0, 0]])
def test_what_cannot_be_read_is_refused(strata: list[int]) -> None:
    with pytest.raises(ContractError):
        pooled_means([1, 0, 1, 1.0], list("aabb"), strata=strata)
