"""Tables of steps and hires for the tests of conversions, a line a fact."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from declic_analysis import schemas

CUTOFF = dt.date(2024, 12, 31)


def contract(table: str, *rows: dict[str, Any]) -> pd.DataFrame:
    """A contract table of these rows; columns left out are empty."""
    columns = list(schemas.empty(table).columns)
    return schemas.check(pd.DataFrame([{**dict.fromkeys(columns), **row} for row in rows], columns=columns), table)


def step(candidate: str, step: str, on: str, **more: Any) -> dict[str, Any]:
    return {"candidate": candidate, "step": step, "event_on": pd.Timestamp(on), **_days(more)}


def hire(candidate: str, **more: Any) -> dict[str, Any]:
    name = more.pop("hire", f"h-{candidate}-{more.get('accepted_on') or more.get('started_on')}")
    return {"hire": name, "candidate": candidate, **_days(more)}


def _days(values: dict[str, Any]) -> dict[str, Any]:
    return {name: pd.Timestamp(value) if name.endswith("_on") and value else value for name, value in values.items()}


def events(*rows: dict[str, Any]) -> pd.DataFrame:
    return contract("events", *rows)


def hires(*rows: dict[str, Any]) -> pd.DataFrame:
    return contract("hires", *rows)


def action(action: str, on: str | None, *, format: str = "zi_tour", territory: str = "lyonnais") -> dict[str, Any]:
    return {"action": action, "action_on": pd.Timestamp(on) if on else None, "format": format, "territory": territory}
