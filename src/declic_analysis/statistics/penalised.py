"""A penalised logistic model judged on rows it never saw: nested cross-validation, and what each characteristic brings.

The strength of the penalty is chosen inside each training part alone, so that the judgement is about the whole recipe.
Rows of one group (a company) never stand on both sides of a split, and never count as independent.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy.special import expit, ndtri, stdtrit

from declic_analysis.statistics.interval import Estimate, Floats, Ints, require_share
from declic_analysis.statistics.prediction import EDGE

STRENGTHS = (0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0)  # inverse penalties tried (C of scikit-learn)


class Judged(NamedTuple):
    """chances: out of fold, one a row; strengths: inverse penalty chosen in each outer part.

    loss: log loss per row of those chances; loss_known: that of what was known without the model (`known`; else the
    training mean); gain: loss_known − loss per row, with an interval over groups: above 0, the model tells more than
    that. importance: characteristic → loss added when
    its values are shuffled among rows not seen, with its interval over groups.
    """

    chances: Floats
    strengths: tuple[float, ...]
    loss: float
    loss_known: float
    gain: Estimate
    importance: dict[str, Estimate]


def judged(
    rows: pd.DataFrame, outcome: Floats, group: Ints, *, characteristics: Mapping[str, Sequence[str]],
    rng: np.random.Generator, known: Sequence[str] = (), outer: int = 5, inner: int = 4, shuffles: int = 20,
    least: int = 5, confidence: float = 0.95,
) -> Judged | None:  # fmt: skip
    """Ridge logistic regression on categories, judged by nested cross-validation with whole groups.

    Parameters: rows, columns of text, missing values being a category of their own; outcome, 0 or 1; characteristics,
    name → columns of `rows` shuffled together (a characteristic with its interactions); known, columns of `rows` that
    the model must tell more than: the same regression on them alone is what its loss is held against; least, rows
    that a category needs for a coefficient of its own (the others share one).
    Returns: None where a training part lacks one of the outcomes or there are fewer groups than parts.
    References: Varma and Simon 2006 (doi:10.1186/1471-2105-7-91) for the nesting; Fisher, Rudin and Dominici 2019
    (jmlr.org/papers/v20/18-760.html) for the shuffled loss.
    """
    require_share(confidence, name="confidence")
    parts = _parts(outcome, group, folds=outer, rng=rng)
    n = len(outcome)
    chances, base, added = np.full(n, np.nan), np.full(n, np.nan), {name: np.zeros(n) for name in characteristics}
    strengths = []
    for seen, held in parts or []:
        encoder = encoder_of(rows.iloc[seen], least=least)
        model = tuned(encoder.transform(rows.iloc[seen]), outcome[seen], group[seen], folds=inner, rng=rng)
        if model is None:
            return None
        strengths.append(float(np.ravel(model.C_)[0]))
        told = encoder.transform(rows.iloc[held])
        chances[held] = expit(_logits(model, told))
        base[held] = _known(rows[list(known)], outcome, group, seen=seen, held=held, least=least, folds=inner, rng=rng)
        for name, columns in characteristics.items():
            added[name][held] = _added_loss(
                model, told, outcome[held], _places(encoder, columns), rng=rng, times=shuffles
            )
    if not parts:
        return None
    own, flat = _losses(outcome, chances), _losses(outcome, base)
    return Judged(
        chances, tuple(strengths), float(own.mean()), float(flat.mean()),
        mean_over_groups(flat - own, group, confidence=confidence),
        {name: mean_over_groups(values, group, confidence=confidence) for name, values in added.items()},
    )  # fmt: skip


def _known(
    rows: pd.DataFrame, outcome: Floats, group: Ints, *, seen: Ints, held: Ints, least: int, folds: int,
    rng: np.random.Generator,
) -> Floats:  # fmt: skip
    """Chances of the held rows told from these columns alone; without any, or where no such model fits, the mean."""
    mean = np.full(len(held), outcome[seen].mean())
    if not rows.shape[1]:
        return mean
    encoder = encoder_of(rows.iloc[seen], least=least)
    model = tuned(encoder.transform(rows.iloc[seen]), outcome[seen], group[seen], folds=folds, rng=rng)
    return mean if model is None else expit(_logits(model, encoder.transform(rows.iloc[held])))


def mean_over_groups(values: Floats, group: Ints, *, confidence: float = 0.95) -> Estimate:
    """Mean of rows whose groups are independent and whose rows within a group are not: t interval, groups − 1 df."""
    _, own = np.unique(group, return_inverse=True)
    n, k, centre = len(values), int(own.max()) + 1, float(values.mean())
    sums = np.bincount(own, weights=values - centre, minlength=k)
    error = math.sqrt(k / max(k - 1, 1) * float((sums**2).sum())) / n
    half = float(stdtrit(max(k - 1, 1), (1 + confidence) / 2)) * error
    return Estimate(centre, centre - half, centre + half, confidence, k, "cluster t")


def share_over_groups(outcome: Floats, group: Ints, *, confidence: float = 0.95) -> Estimate:
    """Share of rows with the outcome: Wilson's interval on as many rows as theirs are worth, never more than there are.

    Rows of one group are alike: their worth is the share's variance as independent rows over its variance by group.
    References: Korn and Graubard 1998 (Survey Methodology 24, 193–201) for the worth.
    """
    n, share = len(outcome), float(outcome.mean())
    _, own = np.unique(group, return_inverse=True)
    spread = float((np.bincount(own, weights=outcome - share) ** 2).sum()) * (own.max() + 1) / max(own.max(), 1)
    worth = n / max(1.0, spread / (n * share * (1 - share))) if 0 < share < 1 else float(n)
    z2 = float(ndtri((1 + confidence) / 2)) ** 2
    centre = (share + z2 / (2 * worth)) / (1 + z2 / worth)
    half = math.sqrt(z2) * math.sqrt(share * (1 - share) / worth + z2 / (4 * worth**2)) / (1 + z2 / worth)
    return Estimate(share, centre - half, centre + half, confidence, n, "Wilson, design effect")


def _parts(outcome: Floats, group: Ints, *, folds: int, rng: np.random.Generator) -> list[tuple[Ints, Ints]] | None:
    """Training and held rows of each part; None where there are too few groups or a training part has one outcome."""
    from sklearn.model_selection import GroupKFold

    if len(np.unique(group)) < folds:
        return None
    splitter = GroupKFold(n_splits=folds, shuffle=True, random_state=int(rng.integers(2**31)))
    parts = [(seen, held) for seen, held in splitter.split(outcome, outcome, group)]
    return parts if all(len(np.unique(outcome[seen])) == 2 for seen, _ in parts) else None


def encoder_of(rows: pd.DataFrame, *, least: int) -> Any:
    """A column a category, one more for those with fewer than `least` rows, and for those not seen."""
    from sklearn.preprocessing import OneHotEncoder

    encoder = OneHotEncoder(handle_unknown="infrequent_if_exist", min_frequency=least, sparse_output=False)
    return encoder.fit(rows)


def _places(encoder: Any, columns: Sequence[str]) -> Ints:
    """Where the coefficients of these columns stand among the encoded ones."""
    sizes = [len(names) for names in _encoded(encoder)]
    owner = np.repeat(encoder.feature_names_in_, sizes)
    return np.flatnonzero(np.isin(owner, list(columns)))


def _encoded(encoder: Any) -> list[list[str]]:
    """Categories that stand alone in each column, and one for the rare ones where there are any."""
    rare = encoder.infrequent_categories_
    return [
        [*(c for c in names if few is None or c not in few), *([] if few is None else ["rare"])]
        for names, few in zip(encoder.categories_, rare, strict=True)
    ]


def tuned(variables: Floats, outcome: Floats, group: Ints, *, folds: int, rng: np.random.Generator) -> Any:
    """The model with the penalty that inner parts prefer."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegressionCV

    parts = _parts(outcome, group, folds=folds, rng=rng)
    if parts is None:
        return None
    model = LogisticRegressionCV(
        Cs=list(STRENGTHS),
        cv=parts,
        scoring=_minus_loss,
        l1_ratios=(0.0,),
        solver="newton-cholesky",
        use_legacy_attributes=False,
    )
    with warnings.catch_warnings():
        # Already at the minimum when a weaker penalty starts from it: scikit-learn says so and turns to lbfgs.
        warnings.filterwarnings("ignore", message="Line search of Newton solver", category=ConvergenceWarning)
        return model.fit(variables, outcome.astype(np.int64))


def _minus_loss(model: Any, variables: Floats, outcome: Ints) -> float:
    """What scikit-learn's "neg_log_loss" gives, without checking the rows again at each penalty."""
    return -float(_losses(outcome.astype(np.float64), expit(_logits(model, variables))).mean())


def _logits(model: Any, variables: Floats) -> Floats:
    return np.asarray(variables @ np.ravel(model.coef_) + float(np.ravel(model.intercept_)[0]))


def _added_loss(
    model: Any, told: Floats, outcome: Floats, places: Ints, *, rng: np.random.Generator, times: int
) -> Floats:
    """Mean loss added to each row when the encoded columns at `places` are taken from another row."""
    logits, own = _logits(model, told), told[:, places] @ np.ravel(model.coef_)[places]
    base, total = _losses(outcome, expit(logits)), np.zeros(len(told))
    for _ in range(times):
        total += _losses(outcome, expit(logits - own + own[rng.permutation(len(told))])) - base
    return total / times


def _losses(outcome: Floats, chances: Floats) -> Floats:
    sure = np.clip(chances, EDGE, 1 - EDGE)
    return np.asarray(-(outcome * np.log(sure) + (1 - outcome) * np.log(1 - sure)))
