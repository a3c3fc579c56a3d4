"""Any small follow-up, ties and all: a number with its limits, or a state that says why there is none; no warning."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from declic_analysis.statistics.cumulative_incidence import (
    cumulative_incidence,
    event_free,
    incidence_at,
    incidence_quantile,
    influence,
    restricted_time,
)
from declic_analysis.statistics.gray import gray_test
from declic_analysis.statistics.hazards import cox
from declic_analysis.statistics.survival import (
    INTERVALS,
    kaplan_meier,
    log_rank,
    quantile,
    restricted_mean,
    survival_at,
)
from declic_analysis.vocabulary import FitOutcome, FollowUp

people = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 2), st.integers(0, 2)), max_size=14)
FITTED = {FitOutcome.FITTED.value}


def parts(rows: list[tuple[int, int, int]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    table = np.array(rows, dtype=float).reshape(-1, 3)
    return table[:, 0], table[:, 1].astype(int), table[:, 2].astype(int)


@settings(max_examples=60)
@given(people, st.integers(0, 8))
def test_shares_add_up_and_limits_hold_the_estimate(rows: list[tuple[int, int, int]], when: int) -> None:
    time, cause, action = parts(rows)
    several = cumulative_incidence(time, cause, n_causes=2)
    shares = [incidence_at(several, when, cause=k, clusters=action) for k in (1, 2)]
    for found in shares:
        assert (found.state == FollowUp.KNOWN) is not math.isnan(found.estimate)
        if found.state == FollowUp.KNOWN:
            assert -1e-12 <= found.low <= found.estimate + 1e-12 <= found.high + 2e-12 <= 1 + 3e-12
    if shares[0].state == FollowUp.KNOWN:
        assert sum(s.estimate for s in shares) + event_free(several, when) == pytest.approx(1)
        assert influence(several, when).on.sum() == pytest.approx(0, abs=1e-9)
        area = restricted_time(several, max(when, 1), clusters=action)
        assert area.state != FollowUp.KNOWN or 0 <= area.low <= area.estimate + 1e-9 <= area.high + 2e-9
    day = incidence_quantile(several, 0.5, clusters=action)
    assert day.state != FollowUp.KNOWN or not day.low > day.estimate


@settings(max_examples=40)
@given(people, st.sampled_from(INTERVALS))
def test_one_outcome_alone(rows: list[tuple[int, int, int]], interval: str) -> None:
    time, cause, _ = parts(rows)
    curve = kaplan_meier(time, cause > 0)
    assert (np.diff(np.r_[1.0, curve.survival]) < 0).all()
    for found in (
        survival_at(curve, 3, interval=interval),
        quantile(curve, interval=interval),
        restricted_mean(curve, 5),
    ):
        assert (found.state == FollowUp.KNOWN) is not math.isnan(found.estimate)


@settings(max_examples=40)
@given(people)
def test_groups_give_a_p_or_a_reason(rows: list[tuple[int, int, int]]) -> None:
    time, cause, group = parts(rows)
    for found in (log_rank(time, cause == 1, group), gray_test(time, cause, group)):
        assert (found.outcome in FITTED) is not math.isnan(found.p)
        assert math.isnan(found.p) or 0 <= found.p <= 1
    model = cox(time, cause == 1, group.astype(float), clusters=np.arange(len(time)) // 2)
    assert (model.outcome in FITTED) is not bool(np.isnan(model.log_hazard).any())
    assert model.outcome not in FITTED or (np.isfinite(model.se).all() and not np.isnan(model.p).any())
