"""What may be shown of key figures of one selection side by side, as reports said them at different dates."""

from __future__ import annotations

import pandas as pd

from declic_analysis.disclosure.marks import empty, opened, sealed
from declic_analysis.disclosure.rules import Published, Rules
from declic_analysis.vocabulary import Suppression
from declic_analysis.vocabulary.history import FigureState, KeyFigure

# These count no person: one more of them points at nobody.
NOT_PERSONS = frozenset(
    {
        KeyFigure.ACTIONS,
        KeyFigure.COST,
        KeyFigure.MIRROR_REDUCED,
        KeyFigure.MIRROR_STABLE,
        KeyFigure.MIRROR_INCREASED,
        KeyFigure.MIRROR_UNCERTAIN,
        KeyFigure.RECOMMENDED_DONE,
        KeyFigure.RECOMMENDED_ONGOING,
        KeyFigure.RECOMMENDED_NOT_STARTED,
    }
)
SHARES = frozenset({KeyFigure.NET_SHIFT, KeyFigure.RESPONSE_RATE})  # their number of persons is n
NUMBERS = ("value", "low", "high", "n")
DIFFERENCES = ("difference", "difference_low", "difference_high")  # from the point before, where the frame has them
_NEEDED = ("figure", "state", "overlapping", "confidence", *NUMBERS)


def publish_over_time(frame: pd.DataFrame, *, rules: Rules, series: list[str], at: str) -> Published:
    """What may be shown of figures that each passed the gate in a report of its own.

    Parameters: columns figure (`vocabulary.history.KeyFigure`), state, value, low, high, confidence, n, overlapping
    (true where each date holds the people of the dates before), `series` (what names a line) and `at` (what puts its
    points in order).
    Returns: the rows with `published` and `reason`. Where the same people stand at several dates, a point that differs
    from the next one shown by 1 … base − 1 persons is withheld, the later one stays: the difference would be theirs.
    So is a share that changed while the number of persons did not. Points that a report withheld have no number, nor
    has a difference of which one end is not shown.
    Raises: ContractError, when a column is missing.
    """
    by = [*series, at]
    rows = opened(frame, kind="over_time", by=by, needed=_NEEDED)
    rows["published"] = rows["state"].eq(FigureState.SAID.value)
    rows.loc[rows["state"].eq(FigureState.WITHHELD.value), "reason"] = str(Suppression.BELOW_BASE)
    for _, points in rows[rows["published"]].groupby(series, dropna=False, sort=False):
        close = _too_close(points.sort_values(at, ascending=False), base=rules.base)
        rows.loc[close, "published"] = False
        rows.loc[close, "reason"] = str(Suppression.COMPLEMENT)
    rows.loc[~rows["published"] & rows["state"].eq(FigureState.SAID.value), "state"] = FigureState.WITHHELD.value
    empty(rows, ~rows["published"], list(NUMBERS))
    before = rows.sort_values(at).groupby(series, dropna=False, sort=False)["published"].shift(fill_value=False)
    both = rows["published"] & before.reindex(rows.index).astype(bool)
    empty(rows, ~both, [name for name in DIFFERENCES if name in rows.columns])
    return sealed(rows, kind="over_time", by=by, rules=rules)


def _too_close(points: pd.DataFrame, *, base: int) -> list[object]:
    """Labels of the points of one line, the latest first, that differ too little from the one shown after them."""
    hidden: list[object] = []
    shown: pd.Series | None = None
    for label, point in points.iterrows():
        if shown is not None and bool(point["overlapping"]) and _tells(point, shown, base=base):
            hidden.append(label)
        else:
            shown = point
    return hidden


def _tells(point: pd.Series, later: pd.Series, *, base: int) -> bool:
    """The two together would give the answers of fewer than `base` persons."""
    if point["figure"] in NOT_PERSONS:
        return False
    if point["figure"] not in SHARES:
        return 0 < abs(float(later["value"]) - float(point["value"])) < base
    if pd.isna(point["n"]) or pd.isna(later["n"]):
        return True
    more = abs(int(later["n"]) - int(point["n"]))
    return more < base if more else float(later["value"]) != float(point["value"])
