"""What may be shown of changes between two waves."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd

from declic_analysis.disclosure.marks import (
    all_numbers,
    beside_a_refusal,
    empty,
    numbers,
    opened,
    present,
    refuse,
    sealed,
    siblings_of,
    small,
    withhold,
)
from declic_analysis.disclosure.rules import Published, Rules
from declic_analysis.schemas import require
from declic_analysis.vocabulary import Suppression

FLOW_COUNTS = ("n_up", "n_down", "n_same")
# Each of these, with n_pairs and the net shift, gives n_up and n_down back exactly.
TELLS_FLOW = (
    *("sign_p", "sign_p_adjusted", "mcnemar_p", "mcnemar_midp", "signed_rank_p", "rank_biserial", "gate_p"),
    *("cluster_p", "icc", "icc_structure", "n_clusters_moved", "homogeneity_p", "symmetry_p"),
    "d_z",  # with the mean change, the sum of squared changes: an integer program then pins rises and falls
)
FAVOURABLE = ("favourable_before", "favourable_after", "favourable_change", "favourable_low", "favourable_high")
MEANS = ("mean_before", "mean_after", "mean_change", "mean_low", "mean_high", "d_z", "d_av")
_NEEDED = ("n_before", "n_after", "n_pairs", "net_shift", "favourable_before", "favourable_after")


def publish_shift(
    shift: pd.DataFrame,
    *,
    rules: Rules,
    by: Sequence[str],
    contributors: pd.DataFrame | None = None,
    pooled: Collection[str] = (),
) -> Published:
    """What may be shown of `paired_shift` or `person_shift`.

    Parameters: by, the columns that name a row, as given to the analysis; contributors (optional): by, structure, n
    (pairs), to refuse rows that rest on too few structures; pooled: audiences not to be shown apart, besides those
    found here.
    Returns: the rows with `published`, `reason`, `flow_published`, `favourable_published`. Rows under the base, rows
    where everybody moved the same way, and every territory of an audience of which one fails, are empty of numbers.
    Flow counts (and the exact p that give them back) are empty where one is small; favourable shares where few or (in
    a small group) nobody stands on one side of them, and in a small group the means then too.
    Raises: ContractError, when a column is missing.
    """
    rows = opened(shift, kind="shift", by=by, needed=_NEEDED)
    n_pairs = numbers(rows, "n_pairs")
    refuse(rows, n_pairs < rules.base, Suppression.BELOW_BASE)
    everybody = (numbers(rows, "net_shift").abs() >= 1) & (n_pairs < rules.homogeneity_base)
    refuse(rows, everybody, Suppression.HOMOGENEOUS)
    refuse(rows, few_structures(rows, contributors, rules=rules, by=by), Suppression.DOMINANCE)
    refuse(rows, beside_a_refusal(rows, n_pairs, by=by, pooled=pooled), Suppression.COMPLEMENT)
    _withhold_flow(rows, rules=rules, by=by)
    _withhold_favourable(rows, rules=rules, by=by)
    for name in ("n_before", "n_after"):
        withhold(rows, [name], small(rows, name, under=rules.base), by=by)
    for name in ("n_non_substantive", "n_repeat"):
        withhold(rows, [name], small(rows, name, under=rules.cell), by=by)
    empty(rows, ~rows["published"], all_numbers(rows, by=by))
    return sealed(rows, kind="shift", by=by, rules=rules)


def few_structures(
    rows: pd.DataFrame, contributors: pd.DataFrame | None, *, rules: Rules, by: Sequence[str]
) -> pd.Series:
    """Rows that rest on fewer than `rules.structures` structures, or on one for more than `rules.dominance`."""
    if contributors is None:
        return pd.Series(False, index=rows.index)
    require(contributors, [*by, "structure", "n"], table="contributors")
    known = contributors.dropna(subset=["structure"]).groupby([*by, "structure"], dropna=False)["n"].sum()
    per_row = known[known > 0].groupby(level=list(by), dropna=False).agg(["size", "max", "sum"]).reset_index()
    found = rows[list(by)].merge(per_row, on=list(by), how="left", validate="many_to_one")
    return ((found["size"] < rules.structures) | (found["max"] > rules.dominance * found["sum"])).set_axis(rows.index)


def _withhold_flow(rows: pd.DataFrame, *, rules: Rules, by: Sequence[str]) -> None:
    """No flow count where one of the three is small, nor what would give the three back."""
    few = pd.Series(False, index=rows.index)
    for name in FLOW_COUNTS:
        few |= small(rows, name, under=rules.cell)
    hidden = few | siblings_of(few & rows["published"], rows, by=by)
    empty(rows, hidden, [name for name in (*FLOW_COUNTS, *TELLS_FLOW) if name in rows.columns])
    rows["flow_published"] = rows["published"] & present(rows, FLOW_COUNTS)


def _withhold_favourable(rows: pd.DataFrame, *, rules: Rules, by: Sequence[str]) -> None:
    """No favourable share where either side of it counts few persons, or nobody in a small group."""
    n_pairs = numbers(rows, "n_pairs")
    few, nobody = pd.Series(False, index=rows.index), pd.Series(False, index=rows.index)
    for name in ("favourable_before", "favourable_after"):
        known = pd.to_numeric(rows[name]).notna()
        side = (numbers(rows, name) * n_pairs).round()
        smaller = side.where(side < n_pairs - side, n_pairs - side)
        few |= known & smaller.between(1, rules.cell - 1)
        nobody |= known & (smaller == 0) & (n_pairs < rules.homogeneity_base)
    # Few and nobody are refused alike: a reason, or a mean, given for one of them only would tell which it is.
    one_sided = (few | nobody) & (n_pairs < rules.homogeneity_base) & rows["published"]
    rows.loc[one_sided, "reason"] = str(Suppression.HOMOGENEOUS)
    withhold(rows, [*FAVOURABLE, "mcnemar_p", "mcnemar_midp"], few | nobody, by=by)
    withhold(rows, MEANS, one_sided, by=by)
    rows["favourable_published"] = rows["published"] & present(rows, FAVOURABLE[:2])


def pooled_audiences(
    shift: pd.DataFrame,
    *,
    rules: Rules,
    total: pd.DataFrame | None = None,
    split: str = "territory",
    counts: Sequence[str] = ("n_pairs",),
) -> frozenset[str]:
    """Audiences whose territories may not be shown apart: one of them fails the base.

    Parameters: a shift frame with columns audience, `split`, n_pairs (and item); total (optional): the same without
    `split`. With it, persons of no territory count too: total minus the territories would give them away. counts: the
    numbers of persons in other frames (n_before and n_after of two groups).
    Returns: audience ids.
    Raises: ContractError, when a column is missing.
    """
    require(shift, ["audience", split, *counts], table="shift")
    found: set[str] = set()
    for name in counts:
        found |= set(shift.loc[shift[name].between(1, rules.base - 1), "audience"].astype(str))
        if total is not None:
            found |= _with_residue(shift, total, rules=rules, count=name)
    return frozenset(found)


def _with_residue(shift: pd.DataFrame, total: pd.DataFrame, *, rules: Rules, count: str) -> set[str]:
    """Audiences where the territories leave 1 to base − 1 persons of the total unaccounted for."""
    keys = ["audience", "item"] if "item" in shift.columns else ["audience"]
    sums = shift.groupby(keys, as_index=False)[count].sum()
    both = total[[*keys, count]].merge(sums, on=keys, how="left", suffixes=("", "_apart"), validate="one_to_one")
    left = both[count] - both[f"{count}_apart"].fillna(0)
    return set(both.loc[left.between(1, rules.base - 1), "audience"].astype(str))
