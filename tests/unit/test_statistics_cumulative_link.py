"""Cumulative-link models: the approximations against brute force, and answers that no model can be fitted to."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import expit

from declic_analysis.errors import ContractError
from declic_analysis.statistics import cumulative_link_mixed as mixed
from declic_analysis.statistics.cumulative_link import cumulative_link, likelihood_ratio_p, profile_interval
from declic_analysis.statistics.cumulative_link_mixed import _Model, cumulative_link_mixed
from declic_analysis.statistics.ordinal_data import OrdinalFit, answers
from declic_analysis.statistics.random_effects import effects
from declic_analysis.vocabulary import FitOutcome

rng = np.random.default_rng(20240511)
PERSONS, WAVES, ITEMS, ACTIONS = 14, 2, 3, 4
PERSON = np.repeat(np.arange(PERSONS), WAVES * ITEMS)
WAVE = np.tile(np.repeat([0.0, 1.0], ITEMS), PERSONS)
ITEM = np.tile(np.arange(ITEMS), PERSONS * WAVES)
ACTION = PERSON % ACTIONS
LATENT = 1.2 * rng.normal(size=PERSONS)[PERSON] + 0.8 * rng.normal(size=ACTIONS)[ACTION] + 0.7 * WAVE
LEVEL = 1 + np.digitize(LATENT + rng.logistic(size=len(WAVE)), [-1.5, 0, 1.5])


def probability(level: int, latent: float, thresholds: np.ndarray) -> float:
    edges = np.concatenate([[-np.inf], thresholds, [np.inf]])
    return float(expit(edges[level] - latent) - expit(edges[level - 1] - latent))


def marginal(fit: OrdinalFit) -> float:
    """Log-likelihood of persons by adaptive numerical integration."""
    total = 0.0
    for person in range(PERSONS):
        own = person == PERSON

        def density(u: float, own: np.ndarray = own) -> float:
            latent = fit.coefficients[0] * WAVE[own] + fit.sds[0] * u
            each = [probability(y, x, fit.thresholds) for y, x in zip(LEVEL[own], latent, strict=True)]
            return float(np.prod(each) * np.exp(-(u**2) / 2) / np.sqrt(2 * np.pi))

        total += np.log(quad(density, -9, 9, epsabs=1e-14, limit=200)[0])
    return total


def test_quadrature_is_the_integral() -> None:
    fit = cumulative_link_mixed(LEVEL, WAVE, groups=[PERSON], nodes=25)
    assert fit.log_likelihood == pytest.approx(marginal(fit), abs=1e-7)
    rough = cumulative_link_mixed(LEVEL, WAVE, groups=[PERSON])
    assert rough.log_likelihood == pytest.approx(marginal(rough), abs=0.3)


def test_laplace_is_the_dense_formula() -> None:
    """Three crossed and nested effects: the eliminated block changes nothing."""
    groups = [ITEM, PERSON, ACTION]
    model = _Model(answers(LEVEL, WAVE), effects(groups), "logit", 1)
    point = np.array([-1.4, 0.1, 1.7, 0.8, 1.1, 0.6, 0.4])  # sds: person, action, item
    value, _ = model(point)
    design = np.hstack([np.eye(14)[PERSON] * 1.1, np.eye(4)[ACTION] * 0.6, np.eye(3)[ITEM] * 0.4])
    assert model.modes is not None
    latent = 0.8 * WAVE + design @ model.modes
    edges = np.array([-np.inf, -1.4, 0.1, 1.7, np.inf])
    above, below = expit(edges[LEVEL] - latent), expit(edges[LEVEL - 1] - latent)
    information = np.eye(21) + design.T @ ((above * (1 - above) + below * (1 - below))[:, None] * design)
    slope = design.T @ (above + below - 1) - model.modes
    np.testing.assert_allclose(slope, 0, atol=1e-8)
    dense = np.log(above - below).sum() - model.modes @ model.modes / 2 - np.linalg.slogdet(information)[1] / 2
    assert value == pytest.approx(dense, abs=1e-10)


@pytest.mark.parametrize("link", ["logit", "probit"])
@pytest.mark.parametrize(("groups", "nodes"), [([PERSON], 1), ([PERSON], 6), ([PERSON, ITEM, ACTION], 1)])
def test_gradient_is_that_of_the_approximation(groups: list[np.ndarray], nodes: int, link: str) -> None:
    model = _Model(answers(LEVEL, WAVE), effects(groups), link, nodes)
    point = np.array([-1.2, 0.2, 1.4, 0.5, 0.9, 0.4, 0.3][: 4 + len(groups)])
    _, gradient = model(point)
    steps = 1e-5 * np.eye(len(point))
    np.testing.assert_allclose(gradient, [(model(point + h)[0] - model(point - h)[0]) / 2e-5 for h in steps], atol=1e-6)


def test_modes_are_given_by_group_in_the_callers_order() -> None:
    fit = cumulative_link_mixed(LEVEL, WAVE, groups=[ACTION, PERSON])
    assert [len(part) for part in fit.modes] == [ACTIONS, PERSONS]
    means = [LEVEL[person == PERSON].mean() for person in range(PERSONS)]
    assert np.corrcoef(fit.modes[1], means)[0, 1] > 0.8


def test_labels_of_groups_are_only_labels() -> None:
    named = np.array([f"person {k:03d}" for k in PERSON], dtype=object)
    plain = cumulative_link_mixed(LEVEL, WAVE, groups=[PERSON])
    assert cumulative_link_mixed(LEVEL, WAVE, groups=[named]).log_likelihood == plain.log_likelihood


def test_levels_nobody_used_have_no_threshold() -> None:
    fit, wide = cumulative_link(LEVEL, WAVE), cumulative_link(10 * LEVEL, WAVE)
    assert wide.levels == tuple(10 * level for level in fit.levels)
    np.testing.assert_array_equal(wide.thresholds, fit.thresholds)


def test_weights_are_frequencies() -> None:
    levels, waves = np.array([1, 2, 3, 1, 2, 3]), np.array([0.0, 0, 0, 1, 1, 1])
    times = np.array([5, 3, 2, 2, 0, 7])
    weighted = cumulative_link(levels, waves, weights=times)
    repeated = cumulative_link(np.repeat(levels, times), np.repeat(waves, times))
    np.testing.assert_allclose(weighted.coefficients, repeated.coefficients, atol=1e-10)
    assert weighted.n == repeated.n == 19
    assert weighted.log_likelihood == pytest.approx(repeated.log_likelihood, abs=1e-10)


DEGENERATE = {
    "nobody": ([], [], "too_few"),
    "one answer": ([3], [0], "one_level"),
    "two answers, two levels": ([3, 4], [0, 1], "separated"),
    "a constant item": ([4, 4, 4, 4], [0, 0, 1, 1], "one_level"),
    "a single wave": ([1, 2, 3, 3], [1, 1, 1, 1], "collinear"),
    "everybody from low to high": ([1, 1, 2, 4, 4, 5], [0, 0, 0, 1, 1, 1], "separated"),
    "quasi-separated: all at the ceiling after": ([4, 5, 3, 5, 5, 5], [0, 0, 0, 1, 1, 1], "separated"),
}


@pytest.mark.parametrize("case", DEGENERATE)
def test_a_model_without_estimates_says_why(case: str) -> None:
    levels, waves, outcome = DEGENERATE[case]
    x = np.array(waves, dtype=float)
    fit = cumulative_link(levels, x)
    assert (fit.outcome, fit.fitted) == (outcome, False)
    assert np.isnan(fit.coefficients).all()
    assert np.isnan(fit.log_likelihood)
    assert np.isnan([fit.coefficient().low, profile_interval(levels, x).high, likelihood_ratio_p(fit, fit)]).all()
    mixed = cumulative_link_mixed(levels, x, groups=[np.arange(len(levels)) % 2])
    assert mixed.outcome == outcome
    assert np.isnan(mixed.sds).all()


MIXED = {
    "a single action": ([PERSON, np.zeros_like(PERSON)], "one_group"),
    "as many groups as answers": ([np.arange(len(PERSON))], "no_repetition"),
}


@pytest.mark.parametrize("case", MIXED)
def test_groups_that_carry_no_effect(case: str) -> None:
    groups, outcome = MIXED[case]
    assert cumulative_link_mixed(LEVEL, WAVE, groups=groups).outcome == outcome


@pytest.mark.parametrize("nodes", [1, 10])
def test_nobody_changes_and_persons_differ(nodes: int) -> None:
    """The variance of persons has no bound: no number is given, and nothing is printed."""
    levels = np.tile([1, 2, 3, 4, 5, 3, 2, 4], 2)
    fit = cumulative_link_mixed(levels, np.repeat([0.0, 1.0], 8), groups=[np.tile(np.arange(8), 2)], nodes=nodes)
    assert fit.outcome == "unbounded"


def test_a_climb_that_runs_off_from_one_start_is_not_the_last_word(monkeypatch: pytest.MonkeyPatch) -> None:
    """R's clmm stops at the maximum that another start reaches (89 people, Laplace, three effects)."""
    fitted, tried = mixed._fit, []

    def first_runs_off(model: object, *, sd: float, method: str) -> OrdinalFit:
        tried.append(sd)
        found = fitted(model, sd=sd, method=method)
        return replace(found, outcome=FitOutcome.UNBOUNDED) if len(tried) == 1 else found

    monkeypatch.setattr(mixed, "_fit", first_runs_off)
    levels, later, person = np.array([1, 2, 2, 1, 3, 3, 2, 3, 1, 1] * 4), np.tile([0.0, 1.0], 20), np.arange(40) // 2
    assert cumulative_link_mixed(levels, later, groups=[person]).fitted
    assert len(tried) > 1


def test_no_difference_between_persons_is_a_variance_of_zero() -> None:
    levels = np.tile([1, 2, 3, 4, 5, 1, 5], 4)
    fit = cumulative_link_mixed(levels, np.repeat([0.0, 1.0], 14), groups=[np.arange(28) // 7])
    assert (fit.outcome, fit.sds[0]) == ("boundary", 0.0)
    alone = cumulative_link(levels, np.repeat([0.0, 1.0], 14))
    assert fit.log_likelihood == pytest.approx(alone.log_likelihood, abs=1e-9)
    assert fit.standard_errors[:-1].tolist() == pytest.approx(alone.standard_errors.tolist(), abs=1e-6)


WRONG = {
    "lengths": {"levels": [1, 2], "predictors": [1.0], "groups": [[1, 2]]},
    "missing": {"levels": [1, np.nan], "predictors": [1.0, 0.0], "groups": [[1, 2]]},
    "not whole": {"levels": [1, 2.5], "predictors": [1.0, 0.0], "groups": [[1, 2]]},
    "no effect": {"levels": [1, 2], "predictors": [1.0, 0.0], "groups": []},
    "quadrature over two effects": {"levels": [1, 2], "predictors": [1.0, 0.0], "groups": [[1, 2], [1, 1]], "nodes": 5},
    "unknown link": {"levels": [1, 2], "predictors": [1.0, 0.0], "groups": [[1, 2]], "link": "cauchit"},
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_read_is_refused(case: str) -> None:
    with pytest.raises(ContractError) as caught:
        cumulative_link_mixed(**WRONG[case])
    assert caught.value.allowed
    assert caught.value.action
