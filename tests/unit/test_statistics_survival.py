"""Small samples of survival methods: nobody, one person, no event, all at one time, ties; errors by action."""

from __future__ import annotations

import math

import numpy as np
import pytest

from declic_analysis.errors import ContractError
from declic_analysis.statistics.clusters import cr2_interval
from declic_analysis.statistics.cumulative_incidence import (
    cumulative_incidence,
    incidence_at,
    incidence_difference,
    incidence_quantile,
    influence,
    restricted_time,
)
from declic_analysis.statistics.gray import gray_test
from declic_analysis.statistics.hazards import cox
from declic_analysis.statistics.proportions import newcombe_difference, score_limits, wilson
from declic_analysis.statistics.survival import (
    cautious_at,
    kaplan_meier,
    log_rank,
    quantile,
    restricted_mean,
    survival_at,
)
from declic_analysis.vocabulary import FitOutcome, FollowUp

NOBODY: list[float] = []


def test_nobody_has_a_state_and_no_number() -> None:
    curve, several = kaplan_meier(NOBODY, NOBODY), cumulative_incidence(NOBODY, NOBODY)
    found = [survival_at(curve, 30), quantile(curve), restricted_mean(curve, 30), incidence_at(several, 30)]
    found += [incidence_quantile(several, 0.5), restricted_time(several, 30)]
    assert {f.state for f in found} == {FollowUp.NOBODY}
    assert all(math.isnan(f.estimate) for f in found)
    assert log_rank(NOBODY, NOBODY, NOBODY).outcome == FitOutcome.TOO_FEW
    assert gray_test(NOBODY, NOBODY, NOBODY).outcome == FitOutcome.TOO_FEW
    assert cox(NOBODY, NOBODY, np.zeros((0, 1))).outcome == FitOutcome.TOO_FEW


def test_without_events_the_upper_limit_is_that_of_wilson() -> None:
    """0 of 26 gives 0 to 12.87 %: the published interval, of everybody followed that long."""
    followed, causes = [200.0] * 26, [0] * 26
    found = incidence_at(cumulative_incidence(followed, causes, n_causes=2), 180)
    assert (found.estimate, found.low, round(found.high, 4), found.state) == (0.0, 0.0, 0.1287, FollowUp.KNOWN)
    still = survival_at(kaplan_meier(followed, causes), 180)
    assert (still.estimate, round(still.low, 4), still.high) == (1.0, 0.8713, 1.0)
    assert quantile(kaplan_meier(followed, causes)).state == FollowUp.NOT_REACHED
    assert restricted_mean(kaplan_meier(followed, causes), 180)[:4] == (180, 180, 180, 0)


def test_people_censored_before_the_horizon_do_not_tighten_a_zero() -> None:
    """Twenty left after a day: the six who stayed carry the limit."""
    found = incidence_at(cumulative_incidence([1.0] * 20 + [200.0] * 6, [0] * 26), 180)
    assert found.high == pytest.approx(wilson(0, 6).high)


@pytest.mark.parametrize("interval", ["score", "log", "log-log", "plain"])
def test_one_person_and_everybody_at_once(interval: str) -> None:
    for n in (1, 4):
        several = cumulative_incidence([10.0] * n, [1] * n)
        for when, share in ((5.0, 0.0), (10.0, 1.0), (500.0, 1.0)):
            found = incidence_at(several, when, interval=interval)
            assert (found.estimate, found.state) == (share, FollowUp.KNOWN)
            assert interval != "score" or found.low < found.high
        assert quantile(kaplan_meier([10.0] * n, [1] * n), interval=interval).estimate == 10
        assert restricted_mean(kaplan_meier([10.0] * n, [1] * n), 30).estimate == 10
        assert restricted_time(several, 30).estimate == 10


def test_a_horizon_beyond_everybodys_follow_up_has_no_number() -> None:
    several = cumulative_incidence([10.0, 20.0, 30.0], [1, 0, 0])
    assert incidence_at(several, 31).state == FollowUp.TOO_SHORT
    assert incidence_at(several, 30).state == FollowUp.KNOWN
    assert restricted_time(several, 31).state == FollowUp.TOO_SHORT
    assert survival_at(kaplan_meier([10.0, 20.0], [1, 0]), 21).state == FollowUp.TOO_SHORT


def test_without_censoring_it_is_the_plain_share_with_wilsons_interval() -> None:
    cause = np.repeat([1, 2, 0], [7, 9, 10])
    found = incidence_at(cumulative_incidence(np.where(cause > 0, 20.0, 200.0), cause), 180)
    assert found.estimate == pytest.approx(7 / 26)
    assert (found.low, found.high) == pytest.approx(wilson(7, 26)[1:3])
    assert found.worth == pytest.approx(26)


def test_difference_is_newcombes_where_nothing_is_censored() -> None:
    def group(hired: int, n: int) -> tuple:
        cause = np.repeat([1, 0], [hired, n - hired])
        return cumulative_incidence(np.where(cause == 1, 30.0, 200.0), cause)

    found = incidence_difference(group(9, 26), group(12, 50), 180)
    plain = newcombe_difference((9, 26), (12, 50))
    assert (found.estimate, found.low, found.high) == pytest.approx(plain[:3])
    assert found.p > 0.05
    assert incidence_difference(group(5, 26), group(5, 26), 180).p == 1.0
    assert incidence_difference(group(20, 26), group(5, 50), 180).p < 1e-6
    assert incidence_difference(group(1, 2), cumulative_incidence([], []), 180).state == FollowUp.NOBODY


def test_influences_add_up_to_zero_and_are_the_derivative() -> None:
    rng = np.random.default_rng(1)
    time, cause = rng.integers(1, 12, 40).astype(float), rng.integers(0, 3, 40)
    whole = influence(cumulative_incidence(time, cause), 8.0)
    assert whole.on.sum() == pytest.approx(0, abs=1e-12)
    # Everybody 200 times, one person once more: the change over the change of weight.
    more = influence(
        cumulative_incidence(np.r_[np.repeat(time, 200), time[3]], np.r_[np.repeat(cause, 200), cause[3]]), 8.0
    )
    assert (more.value - whole.value) * 200 == pytest.approx(whole.on[3], rel=0.01)


def test_one_cause_has_the_same_restricted_mean_as_kaplan_meier() -> None:
    rng = np.random.default_rng(2)
    time, event = rng.integers(1, 60, 50).astype(float), rng.integers(0, 2, 50)
    area, several = (
        restricted_mean(kaplan_meier(time, event), 40),
        restricted_time(cumulative_incidence(time, event), 40),
    )
    assert several.estimate == pytest.approx(area.estimate)
    assert several.se == pytest.approx(area.se, rel=1e-9)


def test_people_of_one_action_are_worth_fewer() -> None:
    """Without censoring the clustered interval holds as many people as CR2 of the plain indicator says."""
    action = np.repeat(np.arange(10), 8)
    cause = np.where(np.isin(action, (0, 3, 7)), 1, 0)
    cause[[8, 24, 65]] = [1, 0, 1]
    several = cumulative_incidence(np.where(cause == 1, 20.0, 200.0), cause)
    alone, together = incidence_at(several, 180), incidence_at(several, 180, clusters=action)
    assert together.worth < alone.worth / 2
    plain = cr2_interval(cause, action)
    half = (plain.high - plain.low) / 2
    worth = plain.estimate * (1 - plain.estimate) * (1.959963984540054 / half) ** 2
    assert together.worth == pytest.approx(worth, rel=1e-6)
    np.testing.assert_allclose((together.low, together.high), np.ravel(score_limits(plain.estimate, worth)), rtol=1e-6)
    spread = incidence_at(several, 180, clusters=np.tile(np.arange(8), 10))
    assert spread.worth <= alone.worth


def test_quantile_of_an_incidence_and_its_open_limit() -> None:
    cause = np.repeat([1, 2, 0], [10, 5, 25])
    time = np.r_[np.arange(10, 110, 10), np.full(5, 15), np.full(25, 200)].astype(float)
    found = incidence_quantile(cumulative_incidence(time, cause), 0.2)
    assert (found.estimate, found.state) == (80.0, FollowUp.KNOWN)
    assert found.low < 80.0
    assert found.high == math.inf
    assert incidence_quantile(cumulative_incidence(time, cause), 0.5).state == FollowUp.NOT_REACHED


@pytest.mark.parametrize(
    ("time", "event", "x", "outcome"),
    [
        ([5, 6, 7, 8], [0, 0, 0, 0], [0, 0, 1, 1], FitOutcome.TOO_FEW),
        ([5, 6, 7, 8], [1, 1, 0, 1], [1, 1, 1, 1], FitOutcome.COLLINEAR),
        ([5, 6, 7, 8], [1, 1, 0, 0], [1, 1, 0, 0], FitOutcome.SEPARATED),
        ([1, 2, 3, 4, 5, 6], [1, 1, 1, 1, 1, 1], [6, 5, 4, 3, 2, 1], FitOutcome.SEPARATED),
    ],
)
def test_a_model_that_cannot_be_fitted_says_why(time: list, event: list, x: list, outcome: FitOutcome) -> None:
    found = cox(time, event, x)
    assert found.outcome in (outcome, FitOutcome.NOT_CONVERGED)
    assert np.isnan(found.log_hazard).all()


def test_robust_error_is_near_the_jackknife_over_actions() -> None:
    rng = np.random.default_rng(3)
    action = np.repeat(np.arange(30), 6)
    frailty = rng.gamma(2, 0.5, 30)[action]
    x = rng.integers(0, 2, 180).astype(float)
    time = np.ceil(rng.exponential(60 / (frailty * np.exp(0.5 * x))))
    event, time = time <= 120, np.minimum(time, 120)
    found = cox(time, event, x, clusters=action)
    left = [cox(time[action != g], event[action != g], x[action != g]).log_hazard[0] for g in range(30)]
    jackknife = math.sqrt(29 / 30 * ((np.array(left) - np.mean(left)) ** 2).sum())
    assert found.se[0] == pytest.approx(jackknife, rel=0.10)
    assert (found.method, found.n_clusters) == ("cox_efron_robust_t", 30)


def test_robust_error_is_statsmodels_own_with_breslow_ties() -> None:
    """Without anybody leaving before the first event, for whom statsmodels has no score; scaled by G / (G − 1)."""
    from statsmodels.duration.hazard_regression import PHReg

    rng = np.random.default_rng(4)
    time, event = rng.integers(2, 30, 60).astype(float), rng.integers(0, 2, 60)
    time[0], event[0], x, action = 1.0, 1, rng.normal(size=(60, 2)), np.arange(60) % 12
    theirs = PHReg(time, x, status=event, ties="breslow").fit(groups=action)
    ours = cox(time, event, x, ties="breslow", clusters=action)
    np.testing.assert_allclose(ours.se, theirs.bse * math.sqrt(12 / 11), rtol=1e-5)


def test_groups_that_cannot_be_compared_say_so() -> None:
    assert log_rank([1, 2, 3], [1, 0, 1], ["a", "a", "a"]).outcome == FitOutcome.ONE_GROUP
    assert gray_test([1, 2, 3], [1, 2, 1], ["a", "a", "a"]).outcome == FitOutcome.ONE_GROUP
    assert log_rank([1, 2, 3], [0, 0, 0], ["a", "b", "a"]).outcome == FitOutcome.TOO_FEW
    # The first group is gone before anything happens: it is never compared.
    assert log_rank([1, 1, 5, 6], [0, 0, 1, 1], ["a", "a", "b", "b"]).outcome == FitOutcome.COLLINEAR
    assert gray_test([1, 1, 5, 6], [0, 0, 1, 1], ["a", "a", "b", "b"]).outcome == FitOutcome.COLLINEAR
    # The same of one group in three, in the only stratum that it is in: two are compared, not three.
    times, events = [1, 2, 5, 6, 7, 8, 3], [0, 0, 1, 1, 1, 0, 1]
    groups, strata = ["c", "c", "a", "b", "a", "b", "a"], [1, 1, 1, 1, 1, 1, 2]
    assert log_rank(times, events, groups, strata=strata).outcome == FitOutcome.COLLINEAR


@pytest.mark.parametrize(("time", "cause"), [([-1.0, 2.0], [0, 1]), ([math.nan], [0]), ([1.0], [0, 1]), ([1.0], [0.5])])
def test_times_that_are_none_are_refused(time: list, cause: list) -> None:
    with pytest.raises(ContractError):
        cumulative_incidence(time, cause)


def test_unknown_interval_is_refused() -> None:
    with pytest.raises(ContractError):
        survival_at(kaplan_meier([1.0], [1]), 1, interval="arcsine")
    with pytest.raises(ContractError):
        incidence_at(cumulative_incidence([1.0], [1]), 1, cause=2)


def test_a_cautious_point_rests_on_no_more_people_than_are_at_risk() -> None:
    """Peto's variance, S² (1 − S) / r, is that of a share of r / S people: 2 at risk and S = ½ are worth 4."""
    curve = kaplan_meier([1, 2, 3, 4, 10, 10, 5, 6], [True] * 4 + [False] * 4)
    assert survival_at(curve, 7).estimate == pytest.approx(0.5) and curve.at_risk_at(7) == 2
    found = cautious_at(curve, 7)
    assert (found.low, found.high) == pytest.approx(wilson(2, 4)[1:3])
    assert found.low < survival_at(curve, 7).low and found.high > survival_at(curve, 7).high
    early = cautious_at(curve, 2)  # nobody is censored yet: Wilson's own
    assert (early.low, early.high) == pytest.approx(wilson(6, 8)[1:3])
    ended = cautious_at(kaplan_meier([1, 2, 3], [True, True, True]), 5)
    assert ended.estimate == 0 and ended.high == pytest.approx(wilson(0, 3)[2], abs=1e-9)
    assert cautious_at(curve, 50).state == "too_short"
