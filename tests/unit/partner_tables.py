"""Small registers by hand: actions, who came, structures with their roles."""

from __future__ import annotations

import pandas as pd


def actions(*rows: tuple[str, str | None, str]) -> pd.DataFrame:
    """(action, day, territory); format and host empty."""
    frame = pd.DataFrame(rows, columns=["action", "action_on", "territory"])
    days = pd.to_datetime(frame["action_on"]).astype("datetime64[ns]")
    return frame.assign(action_on=days, format="zi_tour", host=None)


def came(*rows: tuple[str, str, str | None]) -> pd.DataFrame:
    """(action, person, structure), seen as participants."""
    frame = pd.DataFrame(rows, columns=["action", "person", "structure"])
    return frame.assign(attendance="seen", role="participant", identified=True)


def structures(**roles: str) -> pd.DataFrame:
    return pd.DataFrame({"structure": list(roles), "roles": list(roles.values())})
