"""What may be shown of answers by level: small cells merge with their neighbours."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from declic_analysis.disclosure.marks import (
    SPLITS,
    beside_a_refusal,
    empty,
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
    rows = _merged(rows, rules=rules, by=by)
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


class _Member(NamedTuple):
    """One wave (of one territory) of an item: where its rows are, the levels that each holds, and how many people."""

    at: list[int]
    levels: list[tuple[int, int]]
    n: list[float]
    published: bool


def _merged(rows: pd.DataFrame, *, rules: Rules, by: Sequence[str]) -> pd.DataFrame:
    """The waves (and territories) of one item, all cut into the same bins; what stays small is refused."""
    if rows.empty:
        return rows
    family = [name for name in by if name not in ("wave", "month", *SPLITS)]
    order = pd.DataFrame({"family": _numbered(rows, family), "member": _numbered(rows, by), "bin": range(len(rows))})
    merges, refused = np.zeros(len(rows), dtype=bool), np.zeros(len(rows), dtype=bool)
    for _, own in order.groupby("family", sort=False):
        first = rows.loc[own.index[0]]
        members = list(_members(rows, own["member"]))
        common, shown = _common(members, _ladder(int(first["n_levels"]), int(first["_cut"])), rules=rules)
        for k, member in enumerate(members):
            places = _places(member.levels, common) if k in shown else None
            refused[member.at] = k not in shown
            if places is not None and len(set(places)) < len(places):
                merges[member.at], order.loc[member.at, "bin"] = True, places
    refuse(rows, pd.Series(refused, index=rows.index), Suppression.HOMOGENEOUS)
    return _binned(rows, order, merges)


def _numbered(rows: pd.DataFrame, names: Sequence[str]) -> pd.Series:
    """The group of each row, numbered as they appear."""
    if not names:
        return pd.Series(0, index=rows.index)
    return rows.groupby(list(names), sort=False, dropna=False, observed=True).ngroup()


def _members(rows: pd.DataFrame, member: pd.Series) -> Iterator[_Member]:
    for _, at in member.groupby(member, sort=False):
        own = rows.loc[at.index]
        levels = list(zip(own["from_position"].tolist(), own["to_position"].tolist(), strict=True))
        yield _Member(at.index.tolist(), levels, numbers(own, "n").tolist(), bool(own["published"].all()))


def _common(members: list[_Member], steps: list[Partition], *, rules: Rules) -> tuple[Partition, set[int]]:
    """The finest step without a small cell in any member that some step suits, and these members.

    The last step holds for all of them, but for scales cut unevenly: there nothing is shown.
    """
    fits = [[not _has_small(member, step, rules=rules) for step in steps] for member in members]
    shown = {k for k, member in enumerate(members) if member.published and any(fits[k])}
    common = next((step for s, step in enumerate(steps) if all(fits[k][s] for k in shown)), None)
    return (common, shown) if common is not None else ([], set())


def _has_small(member: _Member, partition: Partition, *, rules: Rules) -> bool:
    places = _places(member.levels, partition)
    cells = np.bincount(places, weights=member.n) if places is not None else np.array(member.n)
    return bool(((cells > 0) & (cells < rules.cell)).any())


def _places(levels: list[tuple[int, int]], partition: Partition) -> list[int] | None:
    """The bin of each row; None when a row lies across two bins: a frame cut more coarsely, or elsewhere."""
    places = [next((k for k, (a, b) in enumerate(partition) if a <= low and high <= b), -1) for low, high in levels]
    return None if -1 in places else places


def _binned(rows: pd.DataFrame, order: pd.DataFrame, merges: np.ndarray) -> pd.DataFrame:
    """One row a bin where bins merge, family by family."""
    keyed = rows.assign(_family=order["family"], _member=order["member"], _bin=order["bin"])
    keys = ["_family", "_member", "_bin"]
    how = {"n": "sum", "share": "sum", "from_position": "min", "to_position": "max"}
    merged = keyed[merges].groupby(keys, sort=False, as_index=False).agg({c: how.get(c, "first") for c in rows.columns})
    both = pd.concat([keyed[~merges], merged.astype(keyed.dtypes.to_dict())]) if merges.any() else keyed
    return both.sort_values(keys, kind="stable", ignore_index=True).drop(columns=keys)
