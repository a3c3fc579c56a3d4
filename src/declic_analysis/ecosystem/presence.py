"""Which structure was at which action: through its people, or because it received the others."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from declic_analysis.schemas import require
from declic_analysis.vocabulary import Attendance, AttendanceRole, Role, Side

COLUMNS = ("structure", "side", "action", "format", "territory", "action_on", "n_persons", "hosted")
CAME_AS = (AttendanceRole.PARTICIPANT.value, AttendanceRole.AMBASSADOR.value, AttendanceRole.HOST.value)
_ACCOMPANIES = {Role.PRESCRIBER.value, Role.SIAE.value}


def presence(actions: pd.DataFrame, attendances: pd.DataFrame, *, structures: pd.DataFrame) -> pd.DataFrame:
    """Structures at actions, one row a structure × action.

    A structure is there when one of its people was seen (as participant, host or ambassador) or when it received the
    others (`actions.host`). Who only runs or organises the action is not there as a partner.
    Returns: structure, side (`vocabulary.Side`), action, format, territory, action_on (empty where not dated),
    n_persons (distinct people seen; 0 where it only received), hosted.
    Raises: ContractError, when a column is missing.
    """
    require(actions, ["action", "format", "territory", "action_on", "host"], table="actions")
    require(attendances, ["action", "person", "structure", "attendance", "role"], table="attendances")
    seen = attendances[(attendances["attendance"] == Attendance.SEEN.value) & attendances["role"].isin(CAME_AS)]
    came = seen.dropna(subset=["structure"]).groupby(["structure", "action"])["person"].nunique().rename("n_persons")
    hosts = (
        actions.dropna(subset=["host"])[["host", "action"]].rename(columns={"host": "structure"}).assign(hosted=True)
    )
    both = came.reset_index().merge(hosts, on=["structure", "action"], how="outer", validate="one_to_one")
    dated = actions[["action", "format", "territory", "action_on"]]
    rows = both.merge(dated, on="action", how="inner", validate="many_to_one")
    sides = sides_of(structures)
    rows = rows.assign(
        side=rows["structure"].map(lambda one: sides.get(one, Side.OTHER.value)).astype("str"),
        n_persons=rows["n_persons"].fillna(0).astype("int64"),
        hosted=rows["hosted"].notna(),
    )
    return rows.sort_values(["structure", "action_on", "action"]).reset_index(drop=True)[list(COLUMNS)]


def sides_of(structures: pd.DataFrame) -> Mapping[str, str]:
    """structure → side. A structure with roles of both sides stands where people are accompanied.

    Raises: ContractError, when a column is missing.
    """
    require(structures, ["structure", "roles"], table="structures")
    return {
        str(one): _side(str(roles)) for one, roles in zip(structures["structure"], structures["roles"], strict=True)
    }


def _side(roles: str) -> str:
    held = set(roles.split("|"))
    if held & _ACCOMPANIES:
        return Side.PRESCRIBER.value
    return Side.COMPANY.value if Role.COMPANY.value in held else Side.OTHER.value
