"""Model of change: ordered answers of the same people in two waves, people and actions alike among themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy.special import ndtri, stdtr, stdtrit

from declic_analysis.errors import ContractError, message
from declic_analysis.perception.constructs import MEASURE, construct_items
from declic_analysis.perception.inputs import Span, require_waves
from declic_analysis.perception.pairs import pairs
from declic_analysis.statistics.cumulative_link_mixed import cumulative_link_mixed
from declic_analysis.statistics.interval import require_share
from declic_analysis.statistics.ordinal_data import OrdinalFit
from declic_analysis.vocabulary import Design, Wave

UNITS = ("item", "construct")
# What may differ at random: column of the standard deviation → the groups it belongs to.
EFFECTS = {
    "person_sd": ("person",),
    "occasion_sd": ("person", "later"),
    "action_sd": ("action",),
    "action_change_sd": ("action", "later"),
    "item_sd": ("item",),
}
COLUMNS = (
    *(*MEASURE, "item", "n_items", "design", "wave_from", "wave_to", "month", "n_pairs", "n_persons", "n_actions"),
    *("n_levels", "log_odds", "se", "low", "high", "confidence", "odds_ratio", "odds_ratio_low", "odds_ratio_high"),
    *("p", "df", *EFFECTS, "log_likelihood", "outcome", "method"),
)
_DESIGNS: dict[str, str] = {
    Wave.BEFORE.value: Design.PRE_POST.value,
    Wave.RETRO_BEFORE.value: Design.RETRO_PRE_POST.value,
}
_WHOLE = ("n_items", "n_pairs", "n_persons", "n_actions", "n_levels")
_WORDS = (*MEASURE, "item", "design", "wave_from", "wave_to", "outcome", "method")
_QUADRATURE = 15


class _Fitted(NamedTuple):
    fit: OrdinalFit
    effects: list[str]
    n_actions: int


def change_model(
    responses: pd.DataFrame,
    *,
    codebook: pd.DataFrame,
    unit: str = "item",
    wave_from: str = "before",
    wave_to: str = "after",
    month: int | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Wave effect of a cumulative-link mixed model, per audience × item or pooled over the items of a construct.

    Parameters: `responses`, the contract table; `unit`, item or construct (items of one scale, all with a favourable
    side or all neutral). On pairs only, as `pairs` makes them: every person answers in both waves.
    Random effects: person always. Where two known actions or more have two persons: action, and action × wave (people
    of one action change alike); a person of unknown action is alike to nobody. Pooled over items: item, and
    person × wave (the items of one questionnaire change alike).
    Returns: one row per audience × construct × scale × direction (× item): n_pairs (person × item), n_persons,
    n_actions (known), n_levels used, log_odds of a higher score later than earlier (favourable side; neutral items:
    perceived more) with Wald's interval, odds_ratio, p: normal (df empty), or on t(n_actions − 1), df, where actions
    are in the model; the standard deviation of each effect on the latent scale, empty where it is not in the model;
    log_likelihood; outcome (`vocabulary.FitOutcome`: numbers only when `fitted` or `boundary`); method, with the
    approximation (quadrature for a single effect, else Laplace) and the effects.
    Odds ratios are those of a person, and larger than those between groups. An annex to `paired_shift`, not a verdict.
    Raises: ContractError, as `paired_shift`.
    References: see `statistics.cumulative_link_mixed`; held to R's ordinal in tests/parity.
    """
    if unit not in UNITS:
        raise _unknown_unit(unit)
    require_share(confidence, name="confidence")
    span = require_waves(wave_from, wave_to, month=month)
    described = construct_items(responses, codebook=codebook)
    both = pairs(responses, **span._asdict()).merge(
        described, on=["audience", "item"], how="left", validate="many_to_one"
    )
    rows = [_row(keys, own, span=span, confidence=confidence) for keys, own in _groups(both, described, unit=unit)]
    return _frame(rows)


def _groups(both: pd.DataFrame, described: pd.DataFrame, *, unit: str) -> Iterator[tuple[dict[str, Any], pd.DataFrame]]:
    """Pairs of each unit, audiences and units in the order of the codebook; a unit without a pair has no row."""
    by = [*MEASURE, "item"] if unit == "item" else list(MEASURE)
    units = described[by].drop_duplicates()
    audiences = {name: place for place, name in enumerate(units["audience"].drop_duplicates())}
    units = units.sort_values("audience", key=lambda column: column.map(audiences), kind="stable")
    groups = dict(list(both.groupby(by, sort=False, observed=True)))
    for values in units.itertuples(index=False, name=None):
        if values in groups:
            yield dict(zip(by, values, strict=True)), groups[values]


def _row(keys: dict[str, Any], own: pd.DataFrame, *, span: Span, confidence: float) -> dict[str, Any]:
    found = _fitted(own)
    fit, sds = found.fit, dict(zip(found.effects, found.fit.sds, strict=True))
    return keys | {
        **span._asdict(),
        "design": _DESIGNS.get(span.wave_from, Design.POST_ONLY.value),
        "n_items": own["item"].nunique(),
        "n_pairs": len(own),
        "n_persons": own["person"].nunique(),
        "n_actions": found.n_actions,
        "n_levels": len(fit.levels),
        **_effect(found, confidence=confidence),
        **{name: sds.get(name, np.nan) for name in EFFECTS},
        "log_likelihood": fit.log_likelihood,
        "outcome": fit.outcome.value,
        "method": f"{fit.method}({', '.join(name.removesuffix('_sd') for name in found.effects)})",
    }


def _fitted(own: pd.DataFrame) -> _Fitted:
    long = pd.concat(
        [own.assign(score=own[f"{side}_score"], later=later) for later, side in enumerate(("before", "after"))],
        ignore_index=True,
    )
    long = long.assign(action=_own_action(long))
    n_actions = int(own["action"].nunique())
    effects = _effects(own)
    groups = [long.groupby(list(EFFECTS[name]), sort=False, observed=True).ngroup().to_numpy() for name in effects]
    fit = cumulative_link_mixed(
        long["score"].to_numpy(dtype=np.int64),
        long["later"].to_numpy(dtype=np.float64),
        groups=groups,
        nodes=_QUADRATURE if len(groups) == 1 else 1,
    )
    return _Fitted(fit, effects, n_actions)


def _own_action(long: pd.DataFrame) -> pd.Series:
    """The action, or for a person of unknown action a group of their own."""
    return ("action:" + long["action"].astype("str")).where(long["action"].notna(), "person:" + long["person"])


def _effects(own: pd.DataFrame) -> list[str]:
    people = own.dropna(subset=["action"]).drop_duplicates(["person", "action"])["action"].value_counts()
    clustered = ["action_sd", "action_change_sd"] if len(people) > 1 and people.max() > 1 else []
    pooled = own["item"].nunique() > 1
    return ["person_sd", *(["occasion_sd"] if pooled else []), *clustered, *(["item_sd"] if pooled else [])]


def _effect(found: _Fitted, *, confidence: float) -> dict[str, float]:
    """The wave effect with its interval and p; on t(actions − 1) where actions are in the model."""
    fit, df = found.fit, found.n_actions - 1 if "action_sd" in found.effects else np.inf
    value = float(fit.coefficients[0])
    se = float(fit.standard_errors[len(fit.thresholds)])
    tail = (1 + confidence) / 2
    half = se * float(stdtrit(df, tail) if np.isfinite(df) else ndtri(tail))
    p = 2 * float(stdtr(df, -abs(value / se))) if fit.fitted else np.nan
    limits = {"log_odds": value, "low": value - half, "high": value + half}
    ratios = dict(zip(("odds_ratio", "odds_ratio_low", "odds_ratio_high"), np.exp([*limits.values()]), strict=True))
    return {**limits, **ratios, "se": se, "p": p, "df": _finite(df), "confidence": confidence}


def _finite(value: float) -> float:
    """The value, empty where it is infinite: a normal p has no degrees of freedom."""
    return float(value) if np.isfinite(value) else np.nan


def _frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    types: dict[str, str] = dict.fromkeys(COLUMNS, "float64") | {"month": "Int16"}
    types |= dict.fromkeys(_WHOLE, "int64") | dict.fromkeys(_WORDS, "str")
    return frame.astype(types)


def _unknown_unit(unit: str) -> ContractError:
    return ContractError(
        message(fr="Unité d’analyse inconnue.", en="Unknown unit of analysis."),
        where="unit",
        found=repr(unit),
        allowed=", ".join(UNITS),
        action=message(fr="choisir la question ou le construit", en="choose the item or the construct"),
    )
