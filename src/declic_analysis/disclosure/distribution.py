"""What may be shown of answers by level: small cells merge with their neighbours."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd

from declic_analysis.disclosure.marks import (
    SPLITS,
    beside_a_refusal,
    empty,
    groups,
    numbers,
    opened,
    refuse,
    sealed,
    siblings_of,
    small,
    withhold,
)
from declic_analysis.disclosure.rules import Published, Rules
from declic_analysis.schemas import require
from declic_analysis.vocabulary import Direction, Suppression

Partition = list[tuple[int, int]]
_NEEDED = ("direction", "n_levels", "n", "base", "share", "n_non_substantive")


def publish_distribution(
    distribution: pd.DataFrame,
    *,
    rules: Rules,
    by: Sequence[str],
    codebook: pd.DataFrame | None = None,
    pooled: Collection[str] = (),
) -> Published:
    """What may be shown of `distribution`.

    Parameters: codebook (optional) gives `favourable_from` for the last merging step; without it the favourable levels
    are those above the middle. pooled: as in `publish_shift`.
    Returns: rows with from_position, to_position in place of position. Cells of fewer than `rules.cell` persons merge
    with their neighbours (all levels → below / middle / above → favourable / other), alike in all waves and territories
    of an item so that its bars compare. What is still small then, or 0 % or 100 % favourable in a small group, is not
    published (`homogeneous`: which of the two is not said).
    Raises: ContractError, when a column is missing.
    """
    rows = opened(_with_bins(distribution), kind="distribution", by=by, needed=_NEEDED)
    rows["_cut"] = _favourable_cut(rows, codebook)
    base = numbers(rows, "base")
    refuse(rows, base < rules.base, Suppression.BELOW_BASE)
    refuse(rows, _one_sided(rows, by=by) & (base < rules.homogeneity_base), Suppression.HOMOGENEOUS)
    refuse(rows, beside_a_refusal(rows, base, by=by, pooled=pooled), Suppression.COMPLEMENT)
    family = [name for name in by if name not in ("wave", "month", *SPLITS)]
    parts = [_merged_family(part, rules=rules, by=by) for _, part in groups(rows, family)]
    rows = pd.concat(parts, ignore_index=True) if parts else rows
    refuse(rows, siblings_of(~rows["published"] & (numbers(rows, "base") > 0), rows, by=by), Suppression.COMPLEMENT)
    withhold(rows, ["n_non_substantive"], small(rows, "n_non_substantive", under=rules.cell), by=by)
    empty(rows, ~rows["published"], ["n", "base", "share", "n_non_substantive"])
    return sealed(rows.drop(columns="_cut"), kind="distribution", by=by, rules=rules)


def _with_bins(distribution: pd.DataFrame) -> pd.DataFrame:
    if "from_position" in distribution.columns:
        return distribution
    require(distribution, ["position"], table="distribution")
    ends = distribution.assign(from_position=distribution["position"], to_position=distribution["position"])
    return ends.drop(columns="position")


def _favourable_cut(rows: pd.DataFrame, codebook: pd.DataFrame | None) -> pd.Series:
    """Last level below the cut between the favourable levels and the others, in positions as asked."""
    levels = rows["n_levels"].astype("int64")
    favourable_from = levels // 2 + 1 + levels % 2
    if codebook is not None:
        keys = [name for name in ("audience", "item") if name in rows.columns]
        require(codebook, [*keys, "favourable_from"], table="codebook")
        told = codebook[[*keys, "favourable_from"]].drop_duplicates()
        joined = rows[keys].merge(told, on=keys, how="left", validate="many_to_one")["favourable_from"]
        favourable_from = joined.set_axis(rows.index).fillna(favourable_from).astype("int64")
    reversed_item = rows["direction"] == Direction.FAVOURABLE_LOW
    return (favourable_from - 1).where(~reversed_item, levels + 1 - favourable_from)


def _one_sided(rows: pd.DataFrame, *, by: Sequence[str]) -> pd.Series:
    """Everybody, or nobody, on the favourable side (or all in one bin)."""
    n, base = numbers(rows, "n"), numbers(rows, "base")
    above = n.where(rows["from_position"] > rows["_cut"], 0.0)
    keys = [rows[name] for name in by]
    favourable = above.groupby(keys, dropna=False).transform("sum") if len(rows) else above
    largest = n.groupby(keys, dropna=False).transform("max") if len(rows) else n
    return (favourable == 0) | (favourable == base) | (largest == base)


def _ladder(n_levels: int, cut: int) -> list[Partition]:
    """From all levels, through below / middle / above, to the two sides of the favourable cut."""
    half, odd = divmod(n_levels, 2)
    thirds = [(1, half), *([(half + 1, half + 1)] if odd else []), (half + odd + 1, n_levels)]
    singles = [(k, k) for k in range(1, n_levels + 1)]
    # With three levels or fewer, "below / middle / above" is the scale itself.
    return [singles, *([thirds] if n_levels > 3 else []), [(1, cut), (cut + 1, n_levels)]]


def _merged_family(part: pd.DataFrame, *, rules: Rules, by: Sequence[str]) -> pd.DataFrame:
    """The waves (and territories) of one item, all cut into the same bins; what stays small is refused."""
    members = [member for _, member in groups(part, by)]
    steps = _ladder(int(part["n_levels"].iloc[0]), int(part["_cut"].iloc[0]))
    fits = {k: [not _has_small(m, step, rules=rules) for step in steps] for k, m in enumerate(members)}
    shown = [k for k, m in enumerate(members) if bool(m["published"].all()) and any(fits[k])]
    # The last step holds for every member that some step suits, but for scales cut unevenly: there nothing is shown.
    common = next((step for s, step in enumerate(steps) if all(fits[k][s] for k in shown)), None)
    shown = shown if common is not None else []
    for k, member in enumerate(members):
        members[k] = _binned(member, common) if common and k in shown else _refused(member, Suppression.HOMOGENEOUS)
    return pd.concat(members)


def _refused(member: pd.DataFrame, reason: str) -> pd.DataFrame:
    own = member.copy()
    refuse(own, pd.Series(True, index=own.index), reason)
    return own


def _has_small(member: pd.DataFrame, partition: Partition, *, rules: Rules) -> bool:
    places = _places(member, partition)
    n = numbers(member, "n").to_numpy()
    cells = np.bincount(places, weights=n) if places is not None else n
    return bool(((cells > 0) & (cells < rules.cell)).any())


def _binned(member: pd.DataFrame, partition: Partition) -> pd.DataFrame:
    """One row a bin; a frame already cut more coarsely, or elsewhere, stays as it is."""
    places = _places(member, partition)
    if places is None or len(set(places)) == len(member):
        return member
    merged = member.groupby(places).first().reset_index(drop=True)
    for name in ("n", "share"):
        merged[name] = member[name].groupby(places).sum().to_numpy()
    merged["from_position"] = member["from_position"].groupby(places).min().to_numpy()
    merged["to_position"] = member["to_position"].groupby(places).max().to_numpy()
    return merged.astype(member.dtypes.to_dict())


def _places(member: pd.DataFrame, partition: Partition) -> list[int] | None:
    """The bin of each row; None when a row lies across two bins."""
    ends = zip(member["from_position"], member["to_position"], strict=True)
    places = [next((k for k, (a, b) in enumerate(partition) if a <= low and high <= b), -1) for low, high in ends]
    return None if -1 in places else places
