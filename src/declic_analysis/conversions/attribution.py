"""Credits of the known hires to the actions before them, by several models side by side: a contribution, no cause."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from declic_analysis.conversions.encounters import Paths, hire_paths, one_of
from declic_analysis.errors import ContractError, message
from declic_analysis.schemas import require
from declic_analysis.statistics.attribution import (
    RULES,
    Touches,
    removal_credits,
    rule_credits,
    shapley_credits,
    touches,
)
from declic_analysis.statistics.interval import Floats, Ints
from declic_analysis.vocabulary import AttributionKey, AttributionModel, HireLink

MODELS = AttributionModel.codes()
COUNTS = ("n_through", "n_behind", "n_met", "n_hires", "n_linked", "n_unlinked", "n_no_action", "n_outside", "n_broken")
ASKED = ("cutoff", "look_back_days", "half_life_days", "dated_by")


def attribution(
    events: pd.DataFrame,
    hires: pd.DataFrame,
    *,
    actions: pd.DataFrame,
    cutoff: dt.date,
    look_back_days: int,
    by: str = "format",
    models: Sequence[str] = MODELS,
    half_life_days: float = 30,
    candidates: pd.DataFrame | None = None,
    attendances: pd.DataFrame | None = None,
    dated_by: str = "action",
    whole_chain: bool = True,
) -> pd.DataFrame:
    """How many of the known hires each model credits to each action, format or territory.

    Parameters: contract tables; `models`, codes of `AttributionModel`; `by`, a code of `AttributionKey`; encounters,
    look-back and the chain as in `encounters.hire_paths`. Actions are credited, whatever `by` adds them up by: the
    credits of a format are those of its actions.
    first, last, linear, position, decay: rules of `statistics.attribution`; encounters of one day share alike.
    shapley: equal parts on the distinct actions. markov: removal effects, from the paths of the people who were not
    hired too, scaled to the linked hires: an aggregate, it has no meaning for a single hire.
    Returns: one row a model × `by` (alphabetical; empty: the register of actions does not say) and, for each model,
    one row with `attributed` false, the hires that no action is linked to: model, `by`, attributed, credit (hires; a
    model's sum to n_hires), low, high (over the models), n_through (linked hires with an encounter there), n_behind
    (those of them that the model credits to it), n_met (people who met it), n_hires, n_linked, n_unlinked, of which
    n_no_action, n_outside (the look-back, or no date), n_broken (prescriber or company not stated), cutoff,
    look_back_days, half_life_days, dated_by. No known hire → no row: not stated, which is not zero.
    Raises: ContractError, when a column is missing or an option is not possible.
    """
    _possible(by, models)
    require(actions, ["action", *([by] if by != AttributionKey.ACTION.value else [])], table="actions")
    paths = hire_paths(
        events, hires, actions=actions, cutoff=cutoff, look_back_days=look_back_days, candidates=candidates,
        attendances=attendances, dated_by=dated_by, whole_chain=whole_chain,
    )  # fmt: skip
    names, key = _keys(paths.actions, actions, by=by)
    own = _of_hires(paths)
    met = {by: names, "attributed": True, "n_met": _people(paths.met, key, n=len(names))}
    parts = [
        pd.DataFrame(met).assign(
            model=model,
            credit=_credits(paths, own, key, model=model, half_life=half_life_days, n=len(names)),
            n_through=_hires_at(own, key, n=len(names)),
            n_behind=_hires_behind(own, key, model=model, n=len(names)),
        )
        for model in models
    ]
    asked = (pd.Timestamp(cutoff).as_unit("ns"), look_back_days, float(half_life_days), dated_by)
    return _framed(parts, paths.hires, by=by, models=models, asked=dict(zip(ASKED, asked, strict=True)))


def _possible(by: str, models: Sequence[str]) -> None:
    one_of(by, AttributionKey, where="by")
    for model in models:
        one_of(model, AttributionModel, where="models")
    if not models or len(set(models)) < len(models):
        raise ContractError(
            message(fr="Il faut des modèles, chacun une fois.", en="Models are needed, each once."),
            where="models", allowed=", ".join(MODELS),
        )  # fmt: skip


def _keys(ids: pd.Index, actions: pd.DataFrame, *, by: str) -> tuple[pd.Series, Ints]:
    """Names in alphabetical order (an empty one last), and of each action the number of its name."""
    told = pd.Series(ids, dtype="string")
    if by != AttributionKey.ACTION.value:
        told = told.map(actions.drop_duplicates("action").set_index("action")[by]).astype("string")
    names = told.drop_duplicates().sort_values(na_position="last", ignore_index=True)
    return names, pd.Index(names).get_indexer(pd.Index(told)).astype(np.int64)


def _of_hires(paths: Paths) -> Touches:
    """Encounters on the paths of hires alone."""
    own = paths.touches.path < len(paths.hires)
    return touches(paths.touches.path[own], paths.touches.place[own], paths.touches.days[own])


def _credits(paths: Paths, own: Touches, key: Ints, *, model: str, half_life: float, n: int) -> Floats:
    if model == AttributionModel.MARKOV.value:
        hired = paths.touches.path[paths.touches.rows] < len(paths.hires)
        return _added(removal_credits(paths.touches, hired, n_places=len(key)), key, n=n)
    shares = rule_credits(own, model=model, half_life=half_life) if model in RULES else shapley_credits(own)
    return _added(shares, key[own.place], n=n)


def _added(shares: Floats, key: Ints, *, n: int) -> Floats:
    return np.bincount(key, weights=shares, minlength=n).astype(np.float64, copy=False)


def _hires_at(own: Touches, key: Ints, *, n: int) -> Ints:
    return _distinct(own.path, key[own.place], n=n)


def _hires_behind(own: Touches, key: Ints, *, model: str, n: int) -> Ints:
    """Only the first and the last action leave some encounters without credit."""
    if model not in (AttributionModel.FIRST.value, AttributionModel.LAST.value):
        return _hires_at(own, key, n=n)
    credited = rule_credits(own, model=model) > 0
    return _distinct(own.path[credited], key[own.place[credited]], n=n)


def _people(met: pd.DataFrame, key: Ints, *, n: int) -> Ints:
    return _distinct(met["candidate"].to_numpy(), key[met["action"].to_numpy()], n=n)


def _distinct(who: Ints, key: Ints, *, n: int) -> Ints:
    """How many different ones stand at each key."""
    both = np.sort(who * max(n, 1) + key)
    new = np.concatenate([[True], both[1:] != both[:-1]])[: len(both)]
    return np.bincount(both[new] % max(n, 1), minlength=n)


def _counted(hires: pd.DataFrame) -> dict[str, int]:
    found = hires["link"].value_counts()
    linked = int(found.get(HireLink.LINKED.value, 0))
    return {
        "n_hires": len(hires),
        "n_linked": linked,
        "n_unlinked": len(hires) - linked,
        "n_no_action": int(found.get(HireLink.NO_ACTION.value, 0)),
        "n_outside": int(found.get(HireLink.OUTSIDE.value, 0)),
        "n_broken": int(found.get(HireLink.BROKEN_CHAIN.value, 0)),
    }


def _framed(
    parts: list[pd.DataFrame], hires: pd.DataFrame, *, by: str, models: Sequence[str], asked: dict[str, Any]
) -> pd.DataFrame:
    columns, counts = ["model", by, "attributed", "credit", "low", "high", *COUNTS, *ASKED], _counted(hires)
    rest = {"attributed": False, "credit": float(counts["n_unlinked"]), "n_through": 0, "n_behind": 0, "n_met": 0}
    both = [
        part
        for model, own in zip(models, parts, strict=True)
        for part in (own, pd.DataFrame([rest | {"model": model}]))
    ]
    rows = pd.concat(both if len(hires) else [part.iloc[0:0] for part in both], ignore_index=True)
    credit = rows.groupby(["attributed", by], dropna=False)["credit"]
    rows = rows.assign(low=credit.transform("min"), high=credit.transform("max"), **counts, **asked)
    return rows[columns].astype(
        {"model": "string", by: "string", "dated_by": "string", **dict.fromkeys(COUNTS, "Int64")}
    )
