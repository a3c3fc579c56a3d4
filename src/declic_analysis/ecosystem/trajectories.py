"""Structures over time: new, back, not seen any more, with the look-back said and the last period left open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

import pandas as pd

from declic_analysis.ecosystem.periods import periods, start_of
from declic_analysis.errors import ContractError, message
from declic_analysis.schemas import require
from declic_analysis.vocabulary import Partnership, PeriodLength

KEYS = ("side", "territory")
COLUMNS = ("structure", "side", "territory", "period", "start", "complete", "look_back_complete", "state")
COUNTED = (
    Partnership.NEW, Partnership.STAYED, Partnership.BACK, Partnership.WAITING, Partnership.LAPSED, Partnership.AWAY,
    Partnership.OPEN,
)  # fmt: skip
PRESENT = (Partnership.NEW, Partnership.STAYED, Partnership.BACK)


def trajectories(
    present: pd.DataFrame, actions: pd.DataFrame, *, every: PeriodLength, look_back: int, cutoff: dt.date
) -> pd.DataFrame:
    """What each structure is in each period, from the first one that saw it.

    Parameters: present, of `presence`; actions, of the same selection; look_back, periods that may pass without the
    structure before it counts as lapsed; cutoff, last day that counts.
    A period counts for a structure when an action was held in a territory where it has taken part: otherwise it could
    not have come. new: seen for the first time in the register; stayed: seen, and in one of the `look_back` periods
    before; back: seen after `look_back` periods or more without; waiting: not seen, for fewer; lapsed: not seen, for
    exactly so many; away: for more. In an unfinished period an absence says nothing: open.
    Returns: structure, side, territory (of its actions; empty for several), period, start, complete,
    look_back_complete (false in the first `look_back` periods of the register, where nobody can be told new from back),
    state (`vocabulary.Partnership`).
    Raises: ContractError, when a column is missing or the look-back is not 1 or more.
    """
    require(present, ["structure", "side", "territory", "action_on"], table="presence")
    _require_look_back(look_back)
    dated = present[present["action_on"].dt.normalize() <= pd.Timestamp(cutoff)]
    whole = periods(actions, every=every, cutoff=cutoff)
    late = set(whole["start"].iloc[look_back:])
    open_in = {str(place): _starts(own, every) for place, own in actions.groupby(actions["territory"].fillna(""))}
    rows = [
        row
        for structure, own in dated.groupby("structure", sort=True)
        for row in _trajectory(str(structure), own, whole=whole, open_in=open_in, every=every, look_back=look_back)
    ]
    frame = pd.DataFrame(rows, columns=[name for name in COLUMNS if name != "look_back_complete"])
    return frame.assign(look_back_complete=frame["start"].isin(late))[list(COLUMNS)]


def _require_look_back(look_back: int) -> None:
    if look_back < 1:
        raise ContractError(
            message(fr="Ce recul ne convient pas.", en="This look-back cannot be used."),
            where="look_back",
            found=str(look_back),
            allowed=message(fr="1 période ou plus", en="1 period or more"),
        )


def _starts(actions: pd.DataFrame, every: PeriodLength) -> set[pd.Timestamp]:
    return set(start_of(actions["action_on"], every=every).dropna())


def _trajectory(
    structure: str, own: pd.DataFrame, *, whole: pd.DataFrame, open_in: dict[str, set[pd.Timestamp]],
    every: PeriodLength, look_back: int,
) -> Iterator[dict[str, object]]:  # fmt: skip
    places = own["territory"].fillna("").unique()
    possible = set().union(*(open_in[place] for place in places))
    seen = _starts(own, every)
    since = whole[(whole["start"] >= min(seen)) & whole["start"].isin(possible | seen)]
    known = {
        "structure": structure,
        "side": own["side"].iloc[0],
        "territory": places[0] or None if len(places) == 1 else None,
    }
    missed = 0
    for k, period in enumerate(since.itertuples(index=False)):
        here = period.start in seen
        state = (
            _seen(k, missed, look_back) if here else _not_seen(missed + 1, look_back, complete=bool(period.complete))
        )
        missed = 0 if here else missed + 1
        yield known | {"period": period.period, "start": period.start, "complete": period.complete, "state": state}


def _seen(place: int, missed: int, look_back: int) -> str:
    if place == 0:
        return Partnership.NEW.value
    return (Partnership.BACK if missed >= look_back else Partnership.STAYED).value


def _not_seen(missed: int, look_back: int, *, complete: bool) -> str:
    if not complete:
        return Partnership.OPEN.value
    if missed == look_back:
        return Partnership.LAPSED.value
    return (Partnership.AWAY if missed > look_back else Partnership.WAITING).value


def period_counts(paths: pd.DataFrame, *, by: Sequence[str] = ("side",)) -> pd.DataFrame:
    """How many structures are what in each period.

    Parameters: paths, of `trajectories`; by, any of side, territory.
    Returns: by + period, start, complete, look_back_complete, n_concerned (structures seen up to then for which the
    period counts), n_present, and n_<state> for each state. Groups in alphabetical order.
    Raises: ContractError, when a column is missing.
    """
    names = list(by)
    require(paths, [*names, "structure", "period", "start", "complete", "look_back_complete", "state"], table="paths")
    keys = [*names, "start", "period", "complete", "look_back_complete"]
    states = pd.crosstab([paths[name] for name in [*names, "start"]], paths["state"]) if len(paths) else pd.DataFrame()
    wide = states.reindex(columns=[state.value for state in COUNTED], fill_value=0).astype("int64")
    rows = paths[keys].drop_duplicates().set_index([*names, "start"])
    found = rows.join(wide.add_prefix("n_")).reset_index()
    found = found.assign(
        n_present=found[[f"n_{state.value}" for state in PRESENT]].sum(axis=1),
        n_concerned=found[[f"n_{state.value}" for state in COUNTED]].sum(axis=1),
    )
    order = [*names, "period", "start", "complete", "look_back_complete", "n_concerned", "n_present"]
    return found.sort_values([*names, "start"])[order + [f"n_{s.value}" for s in COUNTED]].reset_index(drop=True)
