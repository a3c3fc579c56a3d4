"""A comparison group: change of people who took part against change of people who did not."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from declic_analysis.errors import ContractError, message
from declic_analysis.perception.inputs import require_codebook, require_responses, require_waves
from declic_analysis.perception.pairs import pairs
from declic_analysis.statistics import group_change, two_groups

COLUMNS = (
    *("audience", "item", "wave_from", "wave_to", "n_treated", "n_control", "mean_before_treated"),
    *("mean_before_control", "did", "did_error", "did_low", "did_high", "did_p", "ancova", "ancova_error"),
    *("ancova_low", "ancova_high", "ancova_p", "delta", "delta_low", "delta_high", "bm_p", "confidence", "method"),
)


def group_comparison(
    responses: pd.DataFrame,
    *,
    codebook: pd.DataFrame,
    treated: pd.Series,
    wave_from: str = "before",
    wave_to: str = "after",
    month: int | None = None,
    confidence: float = 0.95,
    rng: np.random.Generator | None = None,
) -> pd.DataFrame:
    """Extra change of the people who took part, question by question, on people of both groups seen in both waves.

    Parameters: treated, true or false by person (its index); people it does not name are left out.
    Returns: one row per audience × item with a pair: did, difference in differences in levels of score (HC2 error, t
    interval); ancova, the difference after at equal first answers; delta, Cliff's, of the changes (treated against
    control) with its interval, and Brunner–Munzel's p. Empty where a group has fewer than 2 pairs.
    Only groups formed by lot make this the programme's doing; else groups may differ in more than their first answers.
    Raises: ContractError, when a person is named twice, or a column, wave or item is not what it must be.
    References: see `statistics.group_change`. Checked against R (Murrar & Brauer 2018) in tests/parity.
    """
    require_responses(responses)
    require_codebook(codebook, responses=responses)
    require_waves(wave_from, wave_to, month=month)
    if not treated.index.is_unique:
        raise ContractError(
            message(fr="Une personne est dans le groupe deux fois.", en="A person is in the group twice."),
            where="treated",
            allowed=message(fr="une valeur par personne", en="one value a person"),
            action=message(fr="garder une ligne par personne", en="keep one row a person"),
        )
    both = pairs(responses, wave_from=wave_from, wave_to=wave_to, month=month)
    named = both.assign(_treated=both["person"].map(treated.astype("float64")).to_numpy(dtype=np.float64))
    groups = dict(iter(named.dropna(subset=["_treated"]).groupby(["audience", "item"], observed=True)))
    keys = codebook[["audience", "item"]].drop_duplicates().itertuples(index=False, name=None)
    rows = [
        {"audience": audience, "item": item, **_compared(groups[audience, item], confidence=confidence, rng=rng)}
        for audience, item in keys
        if (audience, item) in groups
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).assign(wave_from=wave_from, wave_to=wave_to, confidence=confidence)


def _compared(own: pd.DataFrame, *, confidence: float, rng: np.random.Generator | None) -> dict[str, Any]:
    before, after = (own[f"{side}_score"].to_numpy(dtype=np.float64) for side in ("before", "after"))
    treated = own["_treated"].to_numpy(dtype=np.float64)
    did = group_change.difference_in_differences(before, after, treated, confidence=confidence)
    ancova = group_change.ancova(before, after, treated, confidence=confidence)
    control, own_change = ((after - before)[treated == group] for group in (0, 1))
    delta = two_groups.cliff_interval(control, own_change, confidence=confidence)
    test = two_groups.brunner_munzel(control, own_change, rng=rng)
    return {
        **{"n_treated": did.n_treated, "n_control": did.n_control},
        "mean_before_treated": before[treated == 1].mean() if did.n_treated else np.nan,
        "mean_before_control": before[treated == 0].mean() if did.n_control else np.nan,
        **_numbers(did, "did"),
        **_numbers(ancova, "ancova"),
        **{"delta": delta.estimate, "delta_low": delta.low, "delta_high": delta.high, "bm_p": test.p},
        "method": f"{did.method}+{ancova.method}+cliff+brunner_munzel_{test.method}",
    }


def _numbers(change: group_change.GroupChange, name: str) -> dict[str, float]:
    told = {name: change.estimate, f"{name}_error": change.error}
    return told | {f"{name}_low": change.low, f"{name}_high": change.high, f"{name}_p": change.p}
