"""The penalised model held to scikit-learn's own splitter, loss and permutation importance, and to a law."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from sklearn.inspection import permutation_importance
from sklearn.linear_model import LogisticRegression, LogisticRegressionCV
from sklearn.metrics import log_loss
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import make_pipeline

from declic_analysis.statistics.penalised import STRENGTHS, encoder_of, judged, share_over_groups
from declic_analysis.statistics.penalised_chances import expected_chances

NEW = {"Cs": list(STRENGTHS), "l1_ratios": (0.0,), "solver": "newton-cholesky", "use_legacy_attributes": False}


@pytest.fixture(scope="module")
def drawn() -> tuple[pd.DataFrame, np.ndarray, np.ndarray]:
    """Forty companies of six people; one characteristic tells, the other does not."""
    rng = np.random.default_rng(11)
    group = np.repeat(np.arange(40), 6)
    rows = pd.DataFrame({"tells": rng.choice(["a", "b"], 240), "not": rng.choice(["x", "y", "z"], 240)})
    outcome = (rng.random(240) < np.where(rows["tells"] == "a", 0.8, 0.3)).astype(float)
    return rows, outcome, group


def test_nested_parts_are_those_of_scikit_learn(drawn: tuple[pd.DataFrame, np.ndarray, np.ndarray]) -> None:
    """The same seeds, its GroupKFold inside its GroupKFold, its own scorer: the same chances, loss and importance."""
    rows, outcome, group = drawn
    found = judged(rows, outcome, group, characteristics={"tells": ["tells"], "not": ["not"]},
                   rng=np.random.default_rng(5), shuffles=20)  # fmt: skip
    assert found is not None
    rng = np.random.default_rng(5)
    outer = list(_parts(rng, 5).split(rows, outcome, group))
    seen, held = outer[0]
    encoder = encoder_of(rows.iloc[seen], least=5)
    inner = list(_parts(rng, 4).split(outcome[seen], outcome[seen], group[seen]))
    model = LogisticRegressionCV(cv=inner, scoring="neg_log_loss", **NEW)
    model.fit(encoder.transform(rows.iloc[seen]), outcome[seen].astype(int))
    assert found.chances[held] == pytest.approx(model.predict_proba(encoder.transform(rows.iloc[held]))[:, 1])
    assert found.strengths[0] == pytest.approx(float(np.ravel(model.C_)[0]))
    assert found.loss == pytest.approx(log_loss(outcome, found.chances))
    assert found.importance["tells"].low > 0 > found.importance["not"].low


def test_what_shuffling_adds_is_what_scikit_learn_finds(drawn: tuple[pd.DataFrame, np.ndarray, np.ndarray]) -> None:
    """Over all five parts; two shuffles of 48 rows differ by chance."""
    rows, outcome, group = drawn
    found = judged(rows, outcome, group, characteristics={"tells": ["tells"], "not": ["not"]},
                   rng=np.random.default_rng(5))  # fmt: skip
    assert found is not None
    rng, added = np.random.default_rng(5), []
    for (seen, held), strength in zip(_parts(rng, 5).split(rows, outcome, group), found.strengths, strict=True):
        model = make_pipeline(encoder_of(rows, least=5), LogisticRegression(C=strength, solver="newton-cholesky"))
        model.fit(rows.iloc[seen], outcome[seen])
        told = permutation_importance(
            model, rows.iloc[held], outcome[held], scoring="neg_log_loss", n_repeats=20, random_state=1
        )
        added.append(told.importances_mean)
    assert [found.importance[name].estimate for name in ("tells", "not")] == pytest.approx(
        np.mean(added, axis=0), abs=0.03
    )


def _parts(rng: np.random.Generator, folds: int) -> GroupKFold:
    return GroupKFold(n_splits=folds, shuffle=True, random_state=int(rng.integers(2**31)))


def test_chances_of_a_law_are_inside_their_intervals(drawn: tuple[pd.DataFrame, np.ndarray, np.ndarray]) -> None:
    rows, outcome, group = drawn
    cells = [np.flatnonzero(rows["tells"] == one) for one in ("a", "b")]
    found = expected_chances(rows, outcome, group, cells=cells, rng=np.random.default_rng(2))
    assert found is not None
    for one, truth, cell in zip(found, (0.8, 0.3), cells, strict=True):
        assert one.low < truth < one.high and one.estimate == pytest.approx(
            outcome[cell].mean(), abs=0.05
        )  # drawn together


def test_share_of_people_who_are_all_apart_is_wilson_and_of_alike_companies_wider() -> None:
    outcome = np.array([1.0] * 7 + [0.0] * 5)
    apart = share_over_groups(outcome, np.arange(12))
    wilson = stats.binomtest(7, 12).proportion_ci(0.95, method="wilson")
    assert apart.high - apart.low == pytest.approx(wilson.high - wilson.low, rel=0.05)  # 12/11: companies are few
    assert share_over_groups(outcome, np.arange(12) // 4).low < apart.low
    none = share_over_groups(np.zeros(8), np.arange(8))
    assert (none.low, none.high) == pytest.approx(tuple(stats.binomtest(0, 8).proportion_ci(0.95, method="wilson")))
