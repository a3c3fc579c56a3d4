"""Who was asked, who answered, who can be followed: invited → before → after → pairs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from declic_analysis.perception.inputs import require_by, require_columns, require_responses, require_waves
from declic_analysis.perception.ordering import answered_groups, left_join_counts
from declic_analysis.perception.pairs import pairs
from declic_analysis.perception.submissions import wave_rows

COLUMNS = ("n_invited", "n_before", "n_after", "n_persons", "n_identified", "n_pairs", "response_rate")


def collection_flow(
    responses: pd.DataFrame,
    *,
    invited: pd.DataFrame | None = None,
    by: Sequence[str] = ("audience",),
    wave_from: str = "before",
    wave_to: str = "after",
    month: int | None = None,
) -> pd.DataFrame:
    """Persons invited, answering in each wave, recognised, and answering in both.

    Parameters: `invited`, the contract table `invitations` (audience, n_invited, and where known territory and wave):
    those invited to `wave_from` are taken, or to `wave_to` where none is said; `by`, audience and any of territory,
    format, action, structure.
    Returns: one row per `by` that answered or was invited: n_invited (empty where unknown for that grouping),
    n_before, n_after, n_persons (any wave), n_identified of them, n_pairs (persons with an item answered on the scale
    in both waves), response_rate. A person who could not be identified counts once per row of the raw file.
    response_rate is AAPOR's RR1: persons who answered the wave to which the invited were counted, over all invited.
    Raises: ContractError, when a column is missing or a grouping or wave is not possible.
    """
    names = require_by(by, needed=("audience",))
    require_responses(responses)
    require_waves(wave_from, wave_to, month=month)
    before, after = (wave_rows(responses, wave, month=month) for wave in (wave_from, wave_to))
    both = pairs(responses, wave_from=wave_from, wave_to=wave_to, month=month)
    asked = _invited(invited, by=names, wave_from=wave_from, wave_to=wave_to)
    groups = pd.concat([answered_groups(responses, by=names), asked[names]]).drop_duplicates()
    identified = responses[responses["identified"].fillna(False).astype(bool)]
    persons = {
        "n_before": before,
        "n_after": after,
        "n_persons": responses,
        "n_identified": identified,
        "n_pairs": both,
    }
    for name, rows in persons.items():
        groups = groups.pipe(left_join_counts, _persons(rows, by=names, name=name), by=names)
    joined = groups.merge(asked, on=names, how="left", validate="one_to_one")
    ordered = joined.sort_values(names, na_position="last", ignore_index=True)
    return _with_rate(ordered, wave_from=wave_from)[[*names, *COLUMNS]]


def _persons(rows: pd.DataFrame, *, by: list[str], name: str) -> pd.DataFrame:
    people = rows[list(dict.fromkeys([*by, "audience", "person"]))].drop_duplicates()
    return people.groupby(by, dropna=False, observed=True).size().rename(name).reset_index()


def _invited(invited: pd.DataFrame | None, *, by: list[str], wave_from: str, wave_to: str) -> pd.DataFrame:
    """Columns by, n_invited, invited_to: known only where the invitations tell every column of `by`."""
    empty = pd.DataFrame({name: pd.Series(dtype="str") for name in [*by, "invited_to"]}).assign(n_invited=0)
    if invited is None or invited.empty:
        return empty
    require_columns(invited, ["audience", "n_invited"], table="invitations")
    if not set(by) <= set(invited.columns):
        return empty
    told = _of_wave(invited, wave_from=wave_from, wave_to=wave_to).dropna(subset=[*by, "n_invited"])
    sums = (
        _once(told, by=[*by, "invited_to"]).groupby([*by, "invited_to"], observed=True)["n_invited"].sum().reset_index()
    )
    # An audience counted for one wave in one territory and for the other elsewhere keeps the wave it starts from.
    return sums.sort_values("invited_to", key=lambda wave: wave != wave_from).drop_duplicates(by)


def _once(invited: pd.DataFrame, *, by: list[str]) -> pd.DataFrame:
    """A person invited about several actions is one person; groups of which only the number is known add up."""
    if "person" not in invited.columns:
        return invited
    return invited[invited["person"].isna() | ~invited.duplicated([*by, "person"])]


def _of_wave(invited: pd.DataFrame, *, wave_from: str, wave_to: str) -> pd.DataFrame:
    if "wave" not in invited.columns:
        return invited.assign(invited_to=wave_from)
    return invited[invited["wave"].isin([wave_from, wave_to])].assign(invited_to=lambda rows: rows["wave"])


def _with_rate(flow: pd.DataFrame, *, wave_from: str) -> pd.DataFrame:
    answered = flow["n_before"].where(flow["invited_to"] == wave_from, flow["n_after"])
    n_invited = flow["n_invited"].astype("Int64")
    rate = (answered / n_invited.astype("Float64")).where(n_invited > 0)
    return flow.assign(n_invited=n_invited, response_rate=rate.to_numpy(dtype=np.float64, na_value=np.nan))
