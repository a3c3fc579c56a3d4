"""Actions held, persons reached, participations, unexcused absences: counted from the registers."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from declic_analysis.errors import ContractError, message
from declic_analysis.schemas import require
from declic_analysis.statistics.proportions import wilson
from declic_analysis.vocabulary import Attendance, AttendanceRole

KEYS = ("territory", "format")
COUNTS = (
    *("n_actions", "n_planned", "n_with_sheet", "n_counted", "n_persons", "n_unrecognised", "n_participations"),
    *("n_noshow", "n_resolved", "n_repeat"),
)
RATES = ("noshow_rate", "noshow_low", "noshow_high")
RESOLVED = (Attendance.SEEN.value, Attendance.EXCUSED.value, Attendance.NOSHOW.value)


def participation(
    actions: pd.DataFrame, attendances: pd.DataFrame, *, by: Sequence[str] = (), confidence: float = 0.95
) -> pd.DataFrame:
    """What the registers of actions and of attendances hold, one row per `by` (empty: one row in all).

    Parameters: the contract tables; `by`, any of territory, format, as declared for the action.
    Returns: by + n_actions; n_planned (persons expected); n_with_sheet, actions with an attendance sheet; n_counted,
    persons counted on the spot at actions without a sheet; n_persons, distinct participants seen, of which
    n_unrecognised could not be told from those of another row; n_participations, participants seen; n_noshow of
    n_resolved (seen, excused, unexcused), noshow_rate with its Wilson interval, shares; n_repeat, persons seen twice
    or more. Empty = unknown: an absent register, or actions of which none has a sheet, are not zero.
    Raises: ContractError, when a column is missing or a grouping is not possible.
    """
    names = _keys(by)
    require(actions, ["action", *KEYS, "planned", "counted"], table="actions")
    require(attendances, ["action", "person", "identified", "attendance", "role"], table="attendances")
    came = attendances[attendances["role"] == AttendanceRole.PARTICIPANT.value]
    sheets = set(attendances["action"])
    placed = came.merge(actions[["action", *KEYS]], on="action", how="left", validate="many_to_one")
    if len(actions):
        # The caller's actions are a selection (a period, a territory): who came to others is not counted.
        placed = placed[placed["action"].isin(actions["action"])]
    rows = [
        {**key, **_counts(held, _of(placed, key), sheets=sheets, listed=not actions.empty, confidence=confidence)}
        for key, held in _groups(actions, names)
    ]
    frame = pd.DataFrame(rows, columns=[*names, *COUNTS, *RATES])
    return frame.astype({**dict.fromkeys(COUNTS, "Int64"), **dict.fromkeys(RATES, "Float64")})


def _keys(by: Sequence[str]) -> list[str]:
    if set(by) <= set(KEYS):
        return list(by)
    raise ContractError(
        message(fr="Ce regroupement n’est pas possible.", en="This grouping is not possible."),
        where="by",
        found=", ".join(by),
        allowed=", ".join(KEYS),
    )


def _groups(actions: pd.DataFrame, names: list[str]) -> list[tuple[dict[str, object], pd.DataFrame]]:
    if not names:
        return [({}, actions)]
    groups = actions.groupby(names, dropna=False, sort=True)
    return [(dict(zip(names, key, strict=True)), held) for key, held in groups]


def _of(placed: pd.DataFrame, key: dict[str, object]) -> pd.DataFrame:
    for name, value in key.items():
        own = placed[name].isna() if pd.isna(value) else placed[name].eq(value).fillna(False)  # type: ignore[arg-type, call-overload]
        placed = placed[own.astype(bool)]
    return placed


def _counts(
    held: pd.DataFrame, came: pd.DataFrame, *, sheets: set[str], listed: bool, confidence: float
) -> dict[str, object]:
    with_sheet = held["action"].isin(list(sheets))
    found = {
        "n_actions": len(held) if listed else pd.NA,
        "n_planned": held["planned"].sum(min_count=1),
        "n_with_sheet": int(with_sheet.sum()) if listed else pd.NA,
        "n_counted": held.loc[~with_sheet, "counted"].sum(min_count=1),
    }
    # Nothing took place: zero. Something did and no sheet was kept: unknown.
    known = bool(sheets) and (not listed or held.empty or bool(with_sheet.any()))
    return found | (_people(came, confidence=confidence) if known else {})


def _people(came: pd.DataFrame, *, confidence: float) -> dict[str, object]:
    seen = came[came["attendance"] == Attendance.SEEN.value]
    times = seen.groupby("person")["action"].nunique()
    resolved = int(came["attendance"].isin(RESOLVED).sum())
    absent = int((came["attendance"] == Attendance.NOSHOW.value).sum())
    rate = wilson(absent, resolved, confidence=confidence)
    return {
        "n_persons": len(times),
        "n_unrecognised": seen.loc[~seen["identified"].astype(bool), "person"].nunique(),
        "n_participations": len(seen),
        "n_noshow": absent,
        "n_resolved": resolved,
        "n_repeat": int((times > 1).sum()),
        **({"noshow_rate": rate.estimate, "noshow_low": rate.low, "noshow_high": rate.high} if resolved else {}),
    }
