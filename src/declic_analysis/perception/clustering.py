"""People of one action are alike: which rows are clustered, and their intervals, tests and likeness."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from declic_analysis.statistics import clusters
from declic_analysis.statistics.interval import Estimate, Floats, Ints
from declic_analysis.vocabulary import ClusterMethod

COLUMNS = (
    *("cluster_method", "n_clusters", "n_clusters_moved", "icc", "cluster_p", "gate_p"),
    *("n_structures", "icc_structure", "n_repeat"),
)


class Members(NamedTuple):
    """Pairs (or persons) of one row.

    moved: −1, 0, 1; action and structure: codes, −1 where unknown; repeated: 1 for people seen about several actions.
    """

    moved: Floats
    action: Ints
    structure: Ints
    repeated: Floats

    @property
    def clustered(self) -> bool:
        """Two known actions or more, two people in one of them."""
        known = self.action[self.action >= 0]
        return bool(len(known)) and clusters.are_clustered(clusters.gathered(np.zeros(len(known)), known))


def members(both: pd.DataFrame, places: Sequence[Ints], responses: pd.DataFrame) -> list[Members]:
    """The members of each row; `places`: row numbers of `both` behind each row of the result."""
    keys = ["person", "audience"]
    several = both[keys].merge(_repeated(responses), on=keys, how="left", validate="many_to_one")
    moved = both["moved"].to_numpy(dtype=np.float64)
    action, structure = _codes(both["action"]), _codes(both["structure"])
    repeated = several["repeated"].fillna(False).to_numpy(dtype=np.float64)
    return [Members(moved[place], action[place], structure[place], repeated[place]) for place in places]


def _repeated(responses: pd.DataFrame) -> pd.DataFrame:
    """person, audience, repeated: answered about two actions or more."""
    known = responses.loc[responses["identified"].fillna(False).astype(bool), ["person", "audience", "action"]]
    return (
        known.groupby(["person", "audience"], observed=True)["action"].nunique().gt(1).rename("repeated").reset_index()
    )


def _codes(column: pd.Series) -> Ints:
    return pd.factorize(column)[0].astype(np.int64)


def labels(action: Ints) -> Ints:
    """Cluster of each pair: its action; a pair of no known action stands alone."""
    alone = -1 - np.arange(len(action))
    return np.where(action >= 0, action, alone)


def interval(values: Floats, action: Ints, *, confidence: float) -> Estimate | None:
    """Mean of `values` with its clustered interval (CR2); None where clusters can give none (all alike)."""
    known = ~np.isnan(values)
    values, own = values[known], labels(action[known])
    if not clusters.are_clustered(clusters.gathered(values, own)):
        return None
    found = clusters.cr2_interval(values, own, confidence=confidence)
    return None if np.isnan(found.low) else found


def sign_flip_p(values: Floats | Ints, people: Members) -> float | None:
    """Exact p of whole-number `values` whose signs change by action together; None where people are independent."""
    known = ~np.isnan(values)
    own = people._replace(action=people.action[known])
    if not own.clustered:
        return None
    return clusters.sign_flip(clusters.gathered(values[known], labels(own.action)).totals).p


def with_clusters(frame: pd.DataFrame, people: Sequence[Members], *, confidence: float, alpha: float) -> pd.DataFrame:
    """Net shift's intervals and the p of the gate, clustered by action where actions are recorded; else as they are.

    cluster_method says which; n_clusters counts known actions, n_clusters_moved those whose net shift is not 0.
    """
    rows = [_clustered(one, confidence=confidence, alpha=alpha) for one in people]
    found = pd.DataFrame(rows, index=frame.index, columns=[*COLUMNS, *_LIMITS]).astype(_TYPES)
    limits = {name: found[name].where(found[name].notna(), frame[name]) for name in _LIMITS}
    p = found["gate_p"].where(found["gate_p"].notna(), frame["sign_p"])
    return frame.assign(**limits, **found[list(COLUMNS)].assign(gate_p=p))


_LIMITS = ("net_low", "net_high", "equivalence_low", "equivalence_high")
_COUNTS = ("n_clusters", "n_clusters_moved", "n_structures", "n_repeat")
_TYPES: dict[str, Any] = {
    **dict.fromkeys((*COLUMNS, *_LIMITS), "float64"),
    **dict.fromkeys(_COUNTS, "int64"),
    "cluster_method": "str",
}


def _clustered(one: Members, *, confidence: float, alpha: float) -> dict[str, Any]:
    row: dict[str, Any] = {
        "cluster_method": ClusterMethod.INDEPENDENT.value,
        "n_clusters": len(np.unique(one.action[one.action >= 0])),
        "n_clusters_moved": len(_moved_actions(one)),
        "n_structures": len(np.unique(one.structure[one.structure >= 0])),
        "icc_structure": _icc(one.moved, one.structure),
        "n_repeat": int(one.repeated.sum()),
    }
    if not one.clustered:
        return row
    found = clusters.sign_flip(clusters.gathered(one.moved, labels(one.action)).totals)
    row |= {"icc": _icc(one.moved, one.action), "cluster_p": found.p}
    # Whatever the error rate that a study allows, fewer clusters than six show nothing.
    row["gate_p"] = found.p if found.n_moved >= clusters.LEAST_MOVED_CLUSTERS else 1.0
    wide = interval(one.moved, one.action, confidence=confidence)
    narrow = interval(one.moved, one.action, confidence=1 - 2 * alpha)
    if wide is None or narrow is None:
        return row
    ends = (wide.low, wide.high, narrow.low, narrow.high)
    return row | dict(zip(_LIMITS, _inside(ends), strict=True)) | {"cluster_method": wide.method}


def _inside(ends: Sequence[float]) -> list[float]:
    """A net shift lies between −1 and 1: few clusters give limits beyond."""
    return [float(np.clip(end, -1, 1)) for end in ends]


def _moved_actions(one: Members) -> Floats:
    known = one.action >= 0
    totals = clusters.gathered(one.moved[known], one.action[known]).totals
    return totals[totals != 0]


def _icc(values: Floats, codes: Ints) -> float:
    known = codes >= 0
    return clusters.icc1(values[known], codes[known]) if known.any() else np.nan


def inflation(row: pd.Series) -> float:
    """By how much the smallest detectable change grows; NaN where too few actions could ever pass the gate."""
    if row["cluster_method"] == ClusterMethod.INDEPENDENT:
        return 1.0
    if row["n_clusters"] < clusters.LEAST_MOVED_CLUSTERS:
        return float("nan")
    return clusters.design_inflation(mean_size=row["n_pairs"] / row["n_clusters"], icc=row["icc"])
