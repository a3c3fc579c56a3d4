"""Waves whose people cannot be recognised: who answered before against who answered after, as two groups."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from declic_analysis.perception.clustering import labels
from declic_analysis.perception.inputs import Span, require_by, require_codebook, require_responses, require_waves
from declic_analysis.perception.pairs import pairs
from declic_analysis.perception.shift import item_rows, paired_shift
from declic_analysis.perception.submissions import chosen_rows, substantive
from declic_analysis.statistics import gaps, multiplicity, two_groups
from declic_analysis.statistics.detectable import smallest_delta
from declic_analysis.statistics.interval import Floats
from declic_analysis.statistics.proportions import newcombe_difference
from declic_analysis.statistics.two_groups import Grouped
from declic_analysis.statistics.verdict import Evidence, gated
from declic_analysis.vocabulary import ClusterMethod, Design, Verdict

COLUMNS = (
    *("direction", "confirmatory", "design", "wave_from", "wave_to", "month", "n_before", "n_after", "n_paired"),
    *("favourable_before", "favourable_after", "favourable_change", "favourable_low", "favourable_high"),
    *("mean_before", "mean_after", "mean_change", "mean_low", "mean_high", "delta", "delta_low", "delta_high"),
    *("equivalence_low", "equivalence_high", "bm_statistic", "bm_df", "bm_p", "bm_p_adjusted", "adjustment"),
    *("cluster_method", "gate_p", "detectable", "n_looks", "confidence", "margin", "verdict", "method"),
)
PARTS = (
    *("part", "direction", "confirmatory", "design", "wave_from", "wave_to", "month", "n_before", "n_after", "n_pairs"),
    *("shift", "shift_low", "shift_high", "p", "p_adjusted", "favourable_change", "favourable_low", "favourable_high"),
    *("verdict", "method"),
)
NUMBERS = tuple(name for name in COLUMNS if name.startswith(("favourable", "mean", "delta", "equivalence", "bm_")))


class Side(NamedTuple):
    """Scores and favourable answers (1, 0) of the people of one wave to one item; actions may be missing."""

    score: Floats
    favourable: Floats
    action: np.ndarray


NOBODY = Side(np.zeros(0), np.zeros(0), np.zeros(0, dtype=object))


class Limits(NamedTuple):
    confidence: float
    alpha: float
    margin: float
    minimum_base: int


def unpaired_shift(
    responses: pd.DataFrame,
    *,
    codebook: pd.DataFrame,
    by: Sequence[str] = ("audience", "item"),
    wave_from: str = "before",
    wave_to: str = "after",
    month: int | None = None,
    confidence: float = 0.95,
    margin: float = 0.10,
    alpha: float = 0.05,
    minimum_base: int = 5,
    leave_out_paired: bool = False,
    rng: np.random.Generator | None = None,
) -> pd.DataFrame:
    """Answers of one wave against those of another as two independent groups: for waves that cannot be paired.

    Parameters: as `paired_shift`; leave_out_paired: only people who have no pair on the item (the unpaired part of a
    partly paired survey). rng deals answers out where Brunner–Munzel's test cannot enumerate them.
    Returns: one row per `by` that has any answer. n_before, n_after persons on the scale; n_paired of them recognised
    in both waves (0 for anonymous waves: else the groups are not independent, and `paired_shift` says more); delta,
    Cliff's: chance to stand higher after less chance to stand lower, the unpaired likeness of a net shift;
    favourable_change with Newcombe's interval, mean_change with Welch's; bm_p, exact below 15 people on a side.
    Where each wave comes from two known actions or more and people share one, delta's interval is clustered by action
    (`cluster_method` `cliff_by_cluster`, else `independent`), and `gate_p` is the larger of bm_p and the p by action:
    bm_p_adjusted is made on it. Shares and means take people as independent.
    detectable: smallest delta that so many people could have shown (`statistics.detectable`), widened as the interval
    by action is. Verdict: that of `paired_shift`, on delta's interval and gate_p (Holm among confirmatory rows);
    `insufficient` where a wave has fewer than minimum_base persons; `no_change_observed` where all chose one level.
    Raises: ContractError, as `paired_shift`.
    References: see `statistics.two_groups`.
    """
    names = require_by(by, needed=("audience", "item"))
    require_responses(responses)
    require_codebook(codebook, responses=responses)
    span = require_waves(wave_from, wave_to, month=month)
    limits = Limits(confidence, alpha, margin, minimum_base)
    paired = pairs(responses, **span._asdict())[["person", "audience", "item"]]
    before, after = (
        substantive(chosen_rows(responses, wave, month=span.month, keep=keep))  # type: ignore[arg-type]
        for wave, keep in ((wave_from, None), (wave_to, "last"))
    )
    rows = item_rows(responses, codebook, by=names)
    if leave_out_paired:
        before, after = (_without(side, paired) for side in (before, after))
    both = _counted(_only(after, paired), by=names) if not leave_out_paired else {}
    first, last = (_sides(side, by=names) for side in (before, after))
    found: list[dict[Any, Any]] = []
    for row in rows.to_dict("records"):
        key = _key(row, names)
        numbers = _compared(first.get(key, NOBODY), last.get(key, NOBODY), limits=limits, rng=rng)
        found.append(row | numbers | {"n_paired": both.get(key, 0)})
    return _finished(pd.DataFrame(found, columns=[*rows.columns, *_MADE]), limits=limits, by=names, span=span)


_ESTIMATED = tuple(name for name in NUMBERS if name != "bm_p_adjusted")
_MADE = ("n_before", "n_after", *_ESTIMATED, "cluster_method", "gate_p", "detectable", "method", "n_paired", "alike")


def _key(row: Mapping[Any, Any], names: Sequence[str]) -> tuple[Any, ...]:
    """A hashable key in which a missing value equals itself."""
    return tuple(None if pd.isna(row[name]) else row[name] for name in names)


def _sides(rows: pd.DataFrame, *, by: Sequence[str]) -> dict[tuple[Any, ...], Side]:
    found = {}
    for _, own in rows.groupby(list(by), dropna=False, sort=False, observed=True):
        score, favourable = (own[name].to_numpy(dtype=np.float64, na_value=np.nan) for name in ("score", "favourable"))
        found[_key(own.iloc[0].to_dict(), by)] = Side(score, favourable, own["action"].to_numpy(dtype=object))
    return found


def _counted(rows: pd.DataFrame, *, by: Sequence[str]) -> dict[tuple[Any, ...], int]:
    return {key: len(side.score) for key, side in _sides(rows, by=by).items()}


def _marked(rows: pd.DataFrame, paired: pd.DataFrame) -> pd.Series:
    keys = ["person", "audience", "item"]
    joined = rows[keys].merge(paired, on=keys, how="left", indicator=True, validate="many_to_one")
    return (joined["_merge"] == "both").set_axis(rows.index)


def _without(rows: pd.DataFrame, paired: pd.DataFrame) -> pd.DataFrame:
    return rows[~_marked(rows, paired)]


def _only(rows: pd.DataFrame, paired: pd.DataFrame) -> pd.DataFrame:
    return rows[_marked(rows, paired)]


def _compared(first: Side, last: Side, *, limits: Limits, rng: np.random.Generator | None) -> dict[str, Any]:
    n, m = len(first.score), len(last.score)
    counted = {"n_before": n, "n_after": m, "method": "none", "cluster_method": ClusterMethod.INDEPENDENT.value}
    counted["alike"] = len(np.unique(np.concatenate([first.score, last.score]))) == 1
    if not n or not m:
        return counted
    share = newcombe_difference(_tally(last), _tally(first), confidence=limits.confidence)
    mean = gaps.mean_difference(last.score, first.score, confidence=limits.confidence)
    delta = two_groups.cliff_interval(first.score, last.score, confidence=limits.confidence)
    narrow = two_groups.cliff_interval(first.score, last.score, confidence=1 - 2 * limits.alpha)
    test = two_groups.brunner_munzel(first.score, last.score, rng=rng)
    return {
        **counted,
        **{"favourable_before": first.favourable.mean(), "favourable_after": last.favourable.mean()},
        **{"favourable_change": share.estimate, "favourable_low": share.low, "favourable_high": share.high},
        **{"mean_before": first.score.mean(), "mean_after": last.score.mean(), "mean_change": mean.estimate},
        **{"mean_low": mean.low, "mean_high": mean.high},
        **{"delta": delta.estimate, "delta_low": delta.low, "delta_high": delta.high},
        **{"equivalence_low": narrow.low, "equivalence_high": narrow.high},
        # Fully apart, the statistic is infinite: the exact p tells.
        **{
            "bm_statistic": test.statistic if np.isfinite(test.statistic) else np.nan,
            "bm_df": test.df,
            "bm_p": test.p,
            "gate_p": test.p,
        },
        "detectable": smallest_delta(n, m, alpha=limits.alpha),
        "method": f"cliff+brunner_munzel_{test.method}",
        **_by_action(first, last, limits=limits, p=test.p, width=delta.high - delta.low),
    }


def _by_action(first: Side, last: Side, *, limits: Limits, p: float, width: float) -> dict[str, Any]:
    """What replaces delta's limits and the p of the gate where people came by action; nothing elsewhere."""
    codes = pd.factorize(np.concatenate([first.action, last.action]))[0].astype(np.int64)
    known = codes[codes >= 0]
    if not len(known) or np.bincount(known).max() < 2:
        return {}
    own = labels(codes)
    sides = (Grouped(first.score, own[: len(first.score)]), Grouped(last.score, own[len(first.score) :]))
    wide = two_groups.cliff_by_cluster(*sides, confidence=limits.confidence)
    narrow = two_groups.cliff_by_cluster(*sides, confidence=1 - 2 * limits.alpha)
    if wide is None or narrow is None:
        return {}
    wider = max(1.0, (wide.estimate.high - wide.estimate.low) / width)
    least = smallest_delta(len(first.score), len(last.score), alpha=limits.alpha) * wider
    return {
        "detectable": math.ceil(100 * least) / 100 if least <= 1 else np.nan,
        **{"delta_low": wide.estimate.low, "delta_high": wide.estimate.high, "gate_p": max(p, wide.p)},
        **{"equivalence_low": narrow.estimate.low, "equivalence_high": narrow.estimate.high},
        "cluster_method": ClusterMethod.CLIFF.value,
    }


def _tally(side: Side) -> tuple[int, int]:
    known = side.favourable[~np.isnan(side.favourable)]
    return int(known.sum()), len(known)


def _finished(rows: pd.DataFrame, *, limits: Limits, by: list[str], span: Span) -> pd.DataFrame:
    named = rows.assign(
        design=Design.UNPAIRED.value,
        wave_from=span.wave_from,
        wave_to=span.wave_to,
        month=pd.array([span.month] * len(rows), dtype="Int16"),
        confidence=limits.confidence,
        margin=limits.margin,
        n_looks=len(rows),
    )
    adjusted = _adjusted(named, family=[name for name in by if name != "item"])
    verdicts = [_verdict(row, limits=limits) for row in adjusted.to_dict("records")]
    return adjusted.assign(verdict=pd.Series(verdicts, index=adjusted.index, dtype="str"))[[*by, *COLUMNS]]


def _adjusted(rows: pd.DataFrame, *, family: Sequence[str]) -> pd.DataFrame:
    """Holm among the confirmatory rows of each family, Benjamini–Hochberg over the others."""
    p = rows["gate_p"].astype("float64")
    confirmatory = rows["confirmatory"].astype(bool) & p.notna()
    exploratory = p.notna() & ~confirmatory
    adjusted = pd.Series(np.nan, index=rows.index)
    for _, members in rows[confirmatory].groupby(list(family), dropna=False, observed=True):
        adjusted[members.index] = multiplicity.holm(p[members.index])
    adjusted[exploratory] = multiplicity.benjamini_hochberg(p[exploratory])
    kinds = np.select([confirmatory, exploratory], ["holm", "bh"], default="none")
    return rows.assign(
        bm_p=rows["bm_p"].astype("float64"),
        gate_p=p,
        detectable=rows["detectable"].astype("float64"),
        bm_p_adjusted=adjusted,
        adjustment=pd.Series(kinds, index=rows.index, dtype="str"),
    )


def _verdict(row: Mapping[Any, Any], *, limits: Limits) -> str:
    if min(row["n_before"], row["n_after"]) < max(limits.minimum_base, 2):
        return Verdict.INSUFFICIENT.value
    if row["alike"]:
        return Verdict.NO_CHANGE_OBSERVED.value
    p = row["bm_p_adjusted"] if row["adjustment"] == "holm" else row["gate_p"]
    names = ("delta_low", "delta_high", "equivalence_low", "equivalence_high")
    low, high, narrow_low, narrow_high = (float(row[name]) for name in names)
    evidence = Evidence(low, high, narrow_low, narrow_high, float(p))
    return gated(evidence, margin=limits.margin, alpha=limits.alpha, direction=row["direction"]).value


def partly_paired(
    responses: pd.DataFrame,
    *,
    codebook: pd.DataFrame,
    by: Sequence[str] = ("audience", "item"),
    wave_from: str = "before",
    wave_to: str = "after",
    month: int | None = None,
    rng: np.random.Generator | None = None,
    **options: Any,
) -> pd.DataFrame:
    """The people recognised in both waves and the others, side by side: one is never hidden in the other.

    Parameters: as `paired_shift`, with the same options (confidence, margin, alpha, minimum_base).
    Returns: two rows per `by`: part `paired` (shift = net shift on pairs) and part `unpaired` (shift = Cliff's delta of
    those who have no pair), each with its own interval, exact p and verdict. They are not added up.
    Raises: ContractError, as `paired_shift`.
    """
    asked = {"by": by, "wave_from": wave_from, "wave_to": wave_to, "month": month, "rng": rng, **options}
    paired = paired_shift(responses, codebook=codebook, **asked)
    apart = unpaired_shift(responses, codebook=codebook, leave_out_paired=True, **asked)
    sides = (
        paired.assign(part="paired", n_before=paired["n_pairs"], n_after=paired["n_pairs"]).rename(columns=_PAIRED),
        apart.assign(part="unpaired", n_pairs=0).rename(columns=_APART),
    )
    names = [by] if isinstance(by, str) else list(by)
    stacked = pd.concat([side[[*names, *PARTS]] for side in sides]).sort_index(kind="stable")
    return stacked.reset_index(drop=True)


_PAIRED = {
    **{"net_shift": "shift", "net_low": "shift_low", "net_high": "shift_high"},
    **{"gate_p": "p", "sign_p_adjusted": "p_adjusted"},
}
_APART = {
    **{"delta": "shift", "delta_low": "shift_low", "delta_high": "shift_high"},
    **{"gate_p": "p", "bm_p_adjusted": "p_adjusted"},
}
