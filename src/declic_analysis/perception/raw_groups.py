"""Net shift of groups of the same frame of moves, each alone, with its interval."""

from __future__ import annotations

import pandas as pd

from declic_analysis.perception import clustering, estimates
from declic_analysis.perception.clustering import Members
from declic_analysis.perception.shift import places_of, with_moves


def raw_groups(
    known: pd.DataFrame, responses: pd.DataFrame, *, confidence: float
) -> tuple[pd.DataFrame, list[Members]]:
    """One row per value of `known["group"]`, in its order: n_pairs, net_shift with net_low and net_high (Tango, or CR2
    by action: cluster_method) …; and the members of each row.
    """
    thresholds = estimates.Thresholds(confidence, 0.1, 0.05, 1)  # margin, alpha and base play no part here
    frame = known[["group"]].drop_duplicates().sort_values("group").reset_index(drop=True)
    people = clustering.members(known, places_of(known, frame, by=["group"]), responses)
    rows = (
        frame.pipe(with_moves, known, by=["group"])
        .pipe(estimates.with_net_shift, thresholds=thresholds)
        .pipe(clustering.with_clusters, people, confidence=confidence, alpha=0.05)
    )
    return rows, people
