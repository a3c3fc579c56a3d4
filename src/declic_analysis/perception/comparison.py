"""A comparison group: change of people who took part against change of people who did not."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from declic_analysis.errors import ContractError, message
from declic_analysis.perception.inputs import require_codebook, require_responses, require_waves
from declic_analysis.perception.pairs import pairs
from declic_analysis.statistics import group_change, two_groups
from declic_analysis.statistics.clusters import are_clustered, gathered
from declic_analysis.statistics.interval import require_share
from declic_analysis.statistics.multiplicity import benjamini_hochberg, holm
from declic_analysis.vocabulary import Answer, ClusterMethod, GroupVerdict

COLUMNS = (
    *("audience", "item", "direction", "confirmatory", "wave_from", "wave_to", "n_treated", "n_control"),
    *("n_people_treated", "n_people_control", "n_after_treated", "n_after_control", "lost_p"),
    *("mean_before_treated", "mean_before_control", "mean_after_treated", "mean_after_control"),
    *("change_treated", "change_control", "did", "did_error", "did_low", "did_high", "did_p", "did_p_adjusted"),
    *("adjustment", "n_looks", "detectable", "ancova", "ancova_error", "ancova_low", "ancova_high", "ancova_p"),
    *("delta", "delta_low", "delta_high", "bm_p", "verdict", "cluster_method", "n_clusters", "confidence", "method"),
)
POWER = 0.80  # of the smallest difference that these people could have shown


def group_comparison(
    responses: pd.DataFrame,
    *,
    codebook: pd.DataFrame,
    treated: pd.Series,
    wave_from: str = "before",
    wave_to: str = "after",
    month: int | None = None,
    confidence: float = 0.95,
    alpha: float = 0.05,
    minimum_base: int = 5,
    rng: np.random.Generator | None = None,
) -> pd.DataFrame:
    """Extra change of the people who took part, question by question, on people of both groups seen in both waves.

    Parameters: treated, true or false by person (its index); people it does not name are left out.
    Returns: one row per audience × item with a pair: did, difference in differences in levels of score (HC2 error, t
    interval; where people of one action are known, CR2 by action); ancova, the difference after at equal first answers
    (HC2); delta, Cliff's, of the changes (treated against control) with its interval, and Brunner–Munzel's p. n_people,
    persons of each group with any answer at any time; n_after, those who answered the question after; lost_p,
    Fisher's exact test that as many were lost in each group; detectable, the smallest did that these people could have
    shown (80 % power). did_p_adjusted: Holm over the confirmatory questions of an audience, Benjamini–Hochberg over the
    others. verdict: `vocabulary.GroupVerdict`; insufficient below `minimum_base` pairs in a group. Numbers are empty
    where a group has fewer than 2 pairs.
    Only groups formed by lot make this the programme's doing; else groups may differ in more than their first answers.
    Raises: ContractError, when a person is named twice, or a column, wave or item is not what it must be.
    References: see `statistics.group_change`. Checked against R (Murrar & Brauer 2018) in tests/parity.
    """
    require_responses(responses)
    require_codebook(codebook, responses=responses)
    require_waves(wave_from, wave_to, month=month)
    _require_once(treated)
    sides = treated.astype("float64")
    both = pairs(responses, wave_from=wave_from, wave_to=wave_to, month=month)
    named = both.assign(_treated=both["person"].map(sides).to_numpy(dtype=np.float64)).dropna(subset=["_treated"])
    groups = dict(iter(named.groupby(["audience", "item"], observed=True)))
    asked = codebook.drop_duplicates(["audience", "item"])[["audience", "item", "direction", "confirmatory"]]
    rows = [
        {**told, **_compared(groups[told["audience"], told["item"]], confidence=confidence, alpha=alpha, rng=rng)}
        for told in asked.to_dict("records")
        if (told["audience"], told["item"]) in groups
    ]
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).assign(
        wave_from=wave_from, wave_to=wave_to, confidence=confidence
    )
    frame = _with_people(frame, responses, sides=sides, wave_to=wave_to, month=month)
    return _judged(frame, alpha=alpha, minimum_base=minimum_base)


def _require_once(treated: pd.Series) -> None:
    if not treated.index.is_unique:
        raise ContractError(
            message(fr="Une personne est dans le groupe deux fois.", en="A person is in the group twice."),
            where="treated",
            allowed=message(fr="une valeur par personne", en="one value a person"),
            action=message(fr="garder une ligne par personne", en="keep one row a person"),
        )


def _compared(own: pd.DataFrame, *, confidence: float, alpha: float, rng: np.random.Generator | None) -> dict[str, Any]:
    before, after = (own[f"{side}_score"].to_numpy(dtype=np.float64) for side in ("before", "after"))
    treated = own["_treated"].to_numpy(dtype=np.float64)
    did, clustering, n_clusters = _difference(own, before, after, treated, confidence=confidence)
    ancova = group_change.ancova(before, after, treated, confidence=confidence)
    control, own_change = ((after - before)[treated == group] for group in (0, 1))
    delta = two_groups.cliff_interval(control, own_change, confidence=confidence)
    test = two_groups.brunner_munzel(control, own_change, rng=rng)
    return {
        **{"n_treated": did.n_treated, "n_control": did.n_control},
        **_means(before, treated, name="mean_before"),
        **_means(after, treated, name="mean_after"),
        **_means(after - before, treated, name="change"),
        **_numbers(did, "did"),
        "detectable": group_change.detectable(did, alpha=alpha, power=POWER),
        **_numbers(ancova, "ancova"),
        **{"delta": delta.estimate, "delta_low": delta.low, "delta_high": delta.high, "bm_p": test.p},
        **{"cluster_method": clustering.value, "n_clusters": n_clusters},
        "method": f"{did.method}+{ancova.method}+cliff+brunner_munzel_{test.method}",
    }


def _difference(
    own: pd.DataFrame, before: np.ndarray, after: np.ndarray, treated: np.ndarray, *, confidence: float
) -> tuple[group_change.GroupChange, ClusterMethod, int]:
    """By action where any action brought two people together, else people as independent; and how many actions."""
    labels = own["action"].astype("object").where(own["action"].notna(), own["person"].astype("object")).astype("str")
    clusters, n_actions = labels.to_numpy(), int(own["action"].nunique())
    together = any(are_clustered(gathered(treated[treated == g], clusters[treated == g])) for g in (0, 1))
    if not together:
        plain = group_change.difference_in_differences(before, after, treated, confidence=confidence)
        return plain, ClusterMethod.INDEPENDENT, n_actions
    sides = [((after - before)[treated == group], clusters[treated == group]) for group in (1, 0)]
    found = group_change.clustered_difference(
        sides[0][0], sides[1][0], clusters=sides[0][1], other_clusters=sides[1][1], confidence=confidence
    )
    return found, ClusterMethod.CR2_T, n_actions


def _means(values: np.ndarray, treated: np.ndarray, *, name: str) -> dict[str, float]:
    sides = {"treated": values[treated == 1], "control": values[treated == 0]}
    return {f"{name}_{side}": float(own.mean()) if len(own) else np.nan for side, own in sides.items()}


def _numbers(change: group_change.GroupChange, name: str) -> dict[str, float]:
    told = {name: change.estimate, f"{name}_error": change.error}
    return told | {f"{name}_low": change.low, f"{name}_high": change.high, f"{name}_p": change.p}


def _with_people(
    frame: pd.DataFrame, responses: pd.DataFrame, *, sides: pd.Series, wave_to: str, month: int | None
) -> pd.DataFrame:
    """People of each group, and those who answered each question after."""
    known = responses.assign(_side=responses["person"].map(sides).to_numpy(dtype=np.float64)).dropna(subset=["_side"])
    later = known[(known["wave"] == wave_to) & (known["answer"] == Answer.SUBSTANTIVE.value)]
    later = later if month is None else later[later["month"] == month]
    people = known.groupby(["audience", "_side"], observed=True)["person"].nunique()
    after = later.groupby(["audience", "item", "_side"], observed=True)["person"].nunique()
    counted = frame.assign(
        **{
            f"n_{kind}_{side}": [
                int(table.get((*key, code), 0)) for key in frame[names].itertuples(index=False, name=None)
            ]
            for kind, table, names in (("people", people, ["audience"]), ("after", after, ["audience", "item"]))
            for side, code in (("treated", 1.0), ("control", 0.0))
        }
    )
    return counted.assign(lost_p=[_lost_p(row) for row in counted.to_dict("records")])[list(COLUMNS)]


def _lost_p(row: Mapping[Hashable, Any]) -> float:
    """Fisher's exact test of who answered after, group against group; 1 where nobody was lost."""
    from scipy.stats import fisher_exact

    stayed = [row["n_after_treated"], row["n_after_control"]]
    lost = [row["n_people_treated"] - stayed[0], row["n_people_control"] - stayed[1]]
    return float(fisher_exact([stayed, lost]).pvalue)


def _judged(frame: pd.DataFrame, *, alpha: float, minimum_base: int) -> pd.DataFrame:
    require_share(alpha, name="alpha")
    confirmatory = frame["confirmatory"].astype("boolean").fillna(False).astype(bool)
    few = frame[["n_treated", "n_control"]].min(axis=1) < minimum_base
    p = frame["did_p"].astype("float64").where(~few)
    adjusted, looks = p.copy(), pd.Series(0, index=frame.index)
    for _, own in frame.groupby(["audience", confirmatory], observed=True):
        adjust = holm if bool(confirmatory[own.index[0]]) else benjamini_hochberg
        adjusted[own.index], looks[own.index] = adjust(p[own.index]), int(p[own.index].notna().sum())
    clear = ~few & (adjusted <= alpha)
    verdict = np.select(
        [few, clear & (frame["did_low"] > 0), clear & (frame["did_high"] < 0)],
        [GroupVerdict.INSUFFICIENT.value, GroupVerdict.HIGHER.value, GroupVerdict.LOWER.value],
        GroupVerdict.INCONCLUSIVE.value,
    )
    names = np.where(looks == 0, "none", np.where(confirmatory, "holm", "bh"))
    return frame.assign(did_p_adjusted=adjusted, adjustment=names, n_looks=looks, verdict=verdict)
