"""A collection while it runs: who was there, invited, answered, can be paired; counts only, and what the plan needs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from declic_analysis.perception.flow import collection_flow
from declic_analysis.perception.inputs import require_by, require_columns, require_responses
from declic_analysis.perception.ordering import left_join_counts
from declic_analysis.perception.submissions import wave_rows
from declic_analysis.vocabulary import Attendance, AttendanceRole

COLUMNS = (
    *("n_expected", "n_present", "n_invited", "n_before", "n_after", "n_pairs", "n_awaited", "n_unpairable"),
    "response_rate",
)
OF_ACTION = ("format", "territory", "action_on")


def collection_status(
    responses: pd.DataFrame,
    *,
    actions: pd.DataFrame,
    attendances: pd.DataFrame,
    invitations: pd.DataFrame,
    by: Sequence[str] = ("audience", "action"),
    wave_from: str = "before",
    wave_to: str = "after",
    month: int | None = None,
) -> pd.DataFrame:
    """Persons at each stage of the collection, for every group that is known to any of the tables.

    Parameters: the contract tables; by, audience, and action or structure (or both).
    Returns: one row per `by`: with action in `by`, format, territory and action_on of the action; n_expected (persons
    expected at the action, empty where unknown or by structure), n_present (distinct persons seen there as
    participants, empty where no attendance sheet tells), n_invited, n_before, n_after, n_pairs, response_rate as in
    `collection_flow`, n_awaited (recognisable persons who answered `wave_from` and not yet `wave_to`), n_unpairable
    (questionnaires of either wave whose author cannot be recognised). An action without any person has no audience.
    Raises: ContractError, when a column is missing or a grouping is not possible.
    """
    names = require_by(by, needed=("audience",), allowed=("action", "structure"))
    require_responses(responses)
    require_columns(actions, ["action", *OF_ACTION, "planned"], table="actions")
    require_columns(attendances, ["person", "attendance", "role", *names], table="attendances")
    flow = collection_flow(
        responses, invited=_asked(invitations), by=names, wave_from=wave_from, wave_to=wave_to, month=month
    )
    present = _present(attendances, by=names)
    groups = pd.concat([flow[names], present[names]]).drop_duplicates()
    waves = [wave_rows(responses, wave, month=month) for wave in (wave_from, wave_to)]
    counted = (
        groups.merge(flow, on=names, how="left", validate="one_to_one")
        .merge(present, on=names, how="left", validate="one_to_one")
        .pipe(left_join_counts, _awaited(*waves, by=names), by=names)
        .pipe(left_join_counts, _unpairable(pd.concat(waves), by=names), by=names)
    )
    zeros = {name: counted[name].fillna(0).astype("int64") for name in ("n_before", "n_after", "n_pairs")}
    return _with_actions(counted.assign(**zeros), actions, by=names)


def collection_goal(flow: pd.DataFrame, *, needs: pd.DataFrame, target: float) -> pd.DataFrame:
    """How far each audience is from the pairs that its plan needs.

    Parameters: flow, by audience; needs, as `campaign_needs`; target, net shift of the plan (0.10 = 10 points).
    Returns: one row per audience: target, n_pairs, pairs_needed (empty where no number of pairs would do),
    pairs_missing, answers_missing (before-answers still to collect at the retention seen so far), basis.
    Raises: ContractError, when a column is missing.
    """
    require_columns(needs, ["audience", "target", "pairs_needed", "retention", "basis"], table="needs")
    wanted = needs[np.isclose(needs["target"], target)]
    columns = ["audience", "target", "pairs_needed", "retention", "basis"]
    rows = flow[["audience", "n_pairs"]].merge(wanted[columns], on="audience", how="left", validate="one_to_one")
    missing = (rows["pairs_needed"] - rows["n_pairs"]).clip(lower=0)
    answers = np.ceil(missing / rows["retention"].where(rows["retention"] > 0))
    kept = rows.assign(pairs_missing=missing, answers_missing=answers)
    return kept[["audience", "target", "n_pairs", "pairs_needed", "pairs_missing", "answers_missing", "basis"]]


def _asked(invitations: pd.DataFrame) -> pd.DataFrame:
    """One line a person and wave where the sheet names persons: invited about two actions is invited once."""
    if "person" not in invitations.columns or invitations["person"].isna().all():
        return invitations
    named = invitations["person"].notna()
    keys = [name for name in ("audience", "action", "structure", "wave", "month", "person") if name in invitations]
    return pd.concat([invitations[~named], invitations[named].drop_duplicates(keys)])


def _present(attendances: pd.DataFrame, *, by: list[str]) -> pd.DataFrame:
    """Distinct persons seen as participants per group: columns by, n_present."""
    seen = (attendances["attendance"] == Attendance.SEEN) & (attendances["role"] == AttendanceRole.PARTICIPANT)
    people = attendances.loc[seen, [*by, "person"]].drop_duplicates()
    told = people.groupby(by, dropna=False, observed=True).size().rename("n_present").reset_index()
    return told.astype({"n_present": "Int64"})


def _awaited(before: pd.DataFrame, after: pd.DataFrame, *, by: list[str]) -> pd.DataFrame:
    """Recognisable persons with a first questionnaire and no later one, where they gave the first."""
    known = before[before["identified"].fillna(False).astype(bool)]
    back = pd.MultiIndex.from_frame(after[["person", "audience"]])
    waiting = known[~pd.MultiIndex.from_frame(known[["person", "audience"]]).isin(back)]
    return _counted(waiting, by=by, unit="person", name="n_awaited")


def _unpairable(rows: pd.DataFrame, *, by: list[str]) -> pd.DataFrame:
    unknown = rows[~rows["identified"].fillna(False).astype(bool)]
    return _counted(unknown, by=by, unit="response", name="n_unpairable")


def _counted(rows: pd.DataFrame, *, by: list[str], unit: str, name: str) -> pd.DataFrame:
    distinct = rows[[*by, unit]].drop_duplicates()
    return distinct.groupby(by, dropna=False, observed=True).size().rename(name).reset_index()


def _with_actions(counted: pd.DataFrame, actions: pd.DataFrame, *, by: list[str]) -> pd.DataFrame:
    """Facts of the action, and a line for each action that nobody is known of yet; by date, then by name."""
    if "action" not in by:
        return counted.assign(n_expected=pd.Series(pd.NA, index=counted.index, dtype="Int64"))[[*by, *COLUMNS]]
    facts = actions[["action", *OF_ACTION, "planned"]].rename(columns={"planned": "n_expected"})
    joined = counted.merge(facts, on="action", how="outer", validate="many_to_one")
    zeros = {
        name: joined[name].fillna(0).astype("int64")
        for name in ("n_before", "n_after", "n_pairs", "n_awaited", "n_unpairable")
    }
    ordered = joined.assign(**zeros).sort_values(["action_on", *by], na_position="last", ignore_index=True)
    return ordered[[*by, *OF_ACTION, *COLUMNS]]
