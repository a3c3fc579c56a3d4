"""Ambassadors of industry: from volunteer to active, the actions they lead, the people these reach."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from declic_analysis.schemas import require
from declic_analysis.vocabulary import AmbassadorStage, Attendance, AttendanceRole

ROSTER = ("person", "territory", "structure", "retired", "volunteered_on", "trained_on", "n_led", "first_led_on",
          "last_led_on", "n_reached", "stage", "months")  # fmt: skip
PIPELINE = (
    "stage",
    "n",
    "n_previous",
    "n_retired",
    "n_working",
    "n_status_unknown",
    "n_untrained_leading",
    "n_dated",
    "median_months",
)
LED = ("n_actions", "n_with_sheet", "n_led", "n_leading", "n_outside_roster", "n_reached", "n_participations")
DAYS_A_MONTH = 365.25 / 12
_SHEET = ("action", "person", "attendance", "role")


def led_actions(attendances: pd.DataFrame) -> pd.DataFrame:
    """Ambassadors seen leading an action: action, person, one row each.

    Raises: ContractError, when a column is missing.
    """
    require(attendances, _SHEET, table="attendances")
    leading = (attendances["role"] == AttendanceRole.AMBASSADOR.value) & _seen(attendances)
    return attendances.loc[leading, ["action", "person"]].drop_duplicates().reset_index(drop=True)


def _seen(attendances: pd.DataFrame) -> pd.Series:
    return attendances["attendance"] == Attendance.SEEN.value


def ambassador_roster(
    ambassadors: pd.DataFrame, actions: pd.DataFrame, attendances: pd.DataFrame, *, cutoff: dt.date, active_months: int
) -> pd.DataFrame:
    """Each volunteer of the roster up to the cut-off: one row a person, never to be shown.

    Parameters: the contract tables; active_months: who led an action so many months before the cut-off or later is
    active.
    Returns: person, territory (declared, else that of the first action led), structure, retired, volunteered_on,
    trained_on, n_led (actions led), first_led_on, last_led_on, n_reached (distinct participants seen there), stage
    months (since volunteering, at the cut-off), stage
    (`vocabulary.AmbassadorStage`): active; first_action, led one but not lately; trained; volunteer.
    Raises: ContractError, when a column is missing.
    """
    require(ambassadors, ROSTER[:6], table="ambassadors")
    require(actions, ["action", "territory", "action_on"], table="actions")
    stop = pd.Timestamp(cutoff)
    joined = ambassadors[~(ambassadors["volunteered_on"] > stop)][list(ROSTER[:6])]
    held = actions[actions["action_on"].dt.normalize() <= stop][["action", "territory", "action_on"]]
    led = led_actions(attendances).merge(held, on="action", how="inner", validate="many_to_one")
    rows = joined.merge(_led_by_person(led, attendances), on="person", how="left", validate="one_to_one")
    rows = rows.assign(
        n_led=rows["n_led"].fillna(0).astype("int64"), n_reached=rows["n_reached"].fillna(0).astype("int64"),
        trained_on=rows["trained_on"].where(~(rows["trained_on"] > stop)),
        territory=rows["territory"].fillna(rows["place"]),
    )  # fmt: skip
    since = stop - pd.DateOffset(months=active_months)
    months = (stop - rows["volunteered_on"]).dt.days / DAYS_A_MONTH
    return rows.assign(stage=_stages(rows, since), months=months)[list(ROSTER)]


def _stages(rows: pd.DataFrame, since: pd.Timestamp) -> pd.Series:
    first = {True: AmbassadorStage.TRAINED.value, False: AmbassadorStage.VOLUNTEER.value}
    stage = rows["trained_on"].notna().map(first).astype("str")
    stage = stage.where(rows["n_led"] == 0, AmbassadorStage.FIRST_ACTION.value)
    return stage.where(~(rows["last_led_on"] > since), AmbassadorStage.ACTIVE.value)


def _led_by_person(led: pd.DataFrame, attendances: pd.DataFrame) -> pd.DataFrame:
    there = _participants(attendances).rename(columns={"person": "met"})
    reached = led[["action", "person"]].merge(there, on="action", how="left", validate="many_to_many")
    ordered = led.sort_values("action_on").groupby("person")
    sums = ordered.agg(n_led=("action", "nunique"), first_led_on=("action_on", "min"), last_led_on=("action_on", "max"),
                       place=("territory", "first"))  # fmt: skip
    return sums.assign(n_reached=reached.groupby("person")["met"].nunique()).reset_index()


def _participants(attendances: pd.DataFrame) -> pd.DataFrame:
    came = _seen(attendances) & (attendances["role"] == AttendanceRole.PARTICIPANT.value)
    return attendances.loc[came, ["action", "person"]].drop_duplicates()


def ambassador_pipeline(roster: pd.DataFrame) -> pd.DataFrame:
    """How many volunteers have reached each stage.

    Returns: one row a stage, in order: n (reached it), n_previous (reached the stage before); of the n, n_retired,
    n_working, n_status_unknown (not stated); n_untrained_leading: led an action without a training date (first_action
    row), which counts as trained too; n_dated (of the n, date of volunteering known) and the median of their months
    since then.
    Raises: ContractError, when a column is missing.
    """
    require(roster, ["stage", "retired", "trained_on", "n_led", "months"], table="roster")
    order = list(AmbassadorStage)
    place = roster["stage"].map({stage.value: k for k, stage in enumerate(order)})
    reached = [roster[place >= k] for k in range(len(order))]
    untrained = int(((roster["n_led"] > 0) & roster["trained_on"].isna()).sum())
    rows = [
        {
            "stage": stage.value, "n": len(own), "n_previous": len(reached[max(k - 1, 0)]),
            "n_retired": int(own["retired"].eq(True).fillna(False).sum()),
            "n_working": int(own["retired"].eq(False).fillna(False).sum()),
            "n_status_unknown": int(own["retired"].isna().sum()),
            "n_untrained_leading": untrained if stage is AmbassadorStage.FIRST_ACTION else pd.NA,
            "n_dated": int(own["months"].notna().sum()), "median_months": own["months"].median(),
        }
        for k, (stage, own) in enumerate(zip(order, reached, strict=True))
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(PIPELINE)).astype(dict.fromkeys(PIPELINE[1:-1], "Int64"))


def ambassador_actions(
    actions: pd.DataFrame, attendances: pd.DataFrame, *, ambassadors: pd.DataFrame, by: Sequence[str] = ()
) -> pd.DataFrame:
    """Actions led by an ambassador, and whom they reached.

    Parameters: the contract tables; by, any of territory, format.
    Returns: by + n_actions, n_with_sheet (attendance sheet kept: only there is it known who led), n_led, n_leading
    (distinct ambassadors seen leading), n_outside_roster (of these, not on the roster), n_reached (distinct
    participants seen at the actions led), n_participations.
    Raises: ContractError, when a column is missing.
    """
    names = list(by)
    require(actions, ["action", *names], table="actions")
    require(ambassadors, ["person"], table="ambassadors")
    led, there = led_actions(attendances), _participants(attendances)
    groups = actions.groupby(names, dropna=False, sort=True) if names else [((), actions)]
    rows = [
        dict(zip(names, key, strict=True)) | _led_counts(own, led, there, attendances, set(ambassadors["person"]))
        for key, own in groups
    ]
    return pd.DataFrame(rows, columns=[*names, *LED]).astype(dict.fromkeys(LED, "Int64"))


def _led_counts(
    own: pd.DataFrame, led: pd.DataFrame, there: pd.DataFrame, attendances: pd.DataFrame, roster: set[str]
) -> dict[str, int]:
    here = led[led["action"].isin(own["action"])]
    met = there[there["action"].isin(here["action"])]
    leading = set(here["person"])
    return {
        "n_actions": len(own), "n_with_sheet": int(own["action"].isin(attendances["action"]).sum()),
        "n_led": here["action"].nunique(), "n_leading": len(leading), "n_outside_roster": len(leading - roster),
        "n_reached": met["person"].nunique(), "n_participations": len(met),
    }  # fmt: skip
