"""Change between two waves, on the people seen in both: item by item, and person by person."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from declic_analysis.perception import clustering, estimates
from declic_analysis.perception.inputs import Span, require_by, require_codebook, require_responses, require_waves
from declic_analysis.perception.ordering import answered_groups, in_codebook_order, left_join_counts
from declic_analysis.perception.pairs import pairs
from declic_analysis.perception.submissions import chosen_rows, group_sizes, substantive
from declic_analysis.statistics.interval import Ints
from declic_analysis.vocabulary import Answer, ClusterMethod, Design, Direction, Wave

COLUMNS = (
    *("direction", "confirmatory", "design", "wave_from", "wave_to", "month", "n_before", "n_after", "n_pairs"),
    *("n_up", "n_down", "n_same", "n_non_substantive", "net_shift", "net_low", "net_high", "confidence"),
    *(*estimates.FAVOURABLE, "mcnemar_p", "mcnemar_midp", "sign_p", "sign_p_adjusted", "adjustment", "n_looks"),
    *("signed_rank_p", "signed_rank_zeros", "rank_biserial", *estimates.MARGINS, "mean_before", "mean_after"),
    *(
        "mean_change",
        "mean_low",
        "mean_high",
        "mean_method",
        "d_z",
        "d_av",
        "detectable_30",
        "detectable_45",
        "detectable_60",
    ),
    *("equivalence_low", "equivalence_high", "margin", "verdict", *clustering.COLUMNS, "method"),
)

DESIGNS: dict[str, str] = {
    Wave.BEFORE.value: Design.PRE_POST.value,
    Wave.RETRO_BEFORE.value: Design.RETRO_PRE_POST.value,
}


def design_of(wave_from: str, wave_to: str) -> str:
    """The design that a comparison of two waves of the same people is."""
    if wave_to == Wave.RETRO_BEFORE:
        return Design.RESPONSE_SHIFT.value
    if wave_from == Wave.AFTER:
        return Design.FOLLOW_UP.value
    return DESIGNS.get(wave_from, Design.POST_ONLY.value)


def paired_shift(
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
    signed_rank_zeros: str = "pratt",
    rng: np.random.Generator | None = None,
) -> pd.DataFrame:
    """Change of each item between two waves, on the people seen in both.

    Parameters: `responses`, the contract table; `by`, audience and item, and any of territory, format, action,
    structure; `margin`, smallest change of interest (0.10 = 10 points); `minimum_base`, fewest pairs that get a
    verdict; `rng`, for the BCa interval of the mean from 50 pairs on: without it every mean has its t interval, and
    mean_method says which one it is. Persons who could not be identified count in n_before and n_after only.
    Returns: one row per `by` that has any answer, in the order of the codebook. Shares, shifts and detectable changes
    are proportions; means are in levels; d_z and d_av are Hedges-corrected. n_before and n_after count persons who
    answered on the scale in that wave, n_non_substantive their answers off it; everything else is on the pairs.
    A row without a pair has empty numbers and the verdict `insufficient`.
    Where two actions or more are recorded and two people share one, intervals of net shift, favourable change and mean
    change and the p of the gate are clustered by action (`cluster_method`: `cr2_t`; `independent` elsewhere). A pair of
    no known action is its own cluster. McNemar's and the signed-rank p are then those of whole actions changing sign
    together (no mid-p); homogeneity_p and symmetry_p take people as independent.
    `gate_p`: exact p of the gate, sign test or cluster sign-flip (`cluster_p`). `icc`, `icc_structure`: likeness of the
    moves within actions and structures; `n_repeat`: pairs of people who answered about several actions.
    Confirmatory items are Holm-adjusted within their audience (× the rest of `by`) and gated on it; all other rows
    are exploratory: Benjamini–Hochberg beside, gated on the exact p. `n_looks` = rows of this frame.
    Raises: ContractError, when a column, a wave, an item of the codebook or a grouping is not what it must be.
    References: Tango 1998, Pratt 1959, Efron 1987; see `statistics`. Checked against R in tests/parity.
    """
    names = require_by(by, needed=("audience", "item"))
    span = _required(responses, codebook, wave_from=wave_from, wave_to=wave_to, month=month)
    thresholds = estimates.Thresholds(confidence, margin, alpha, minimum_base)
    both = pairs(responses, **span._asdict())
    rows = item_rows(responses, codebook, by=names).pipe(_with_answers, *_chosen(responses, span=span), by=names)
    places = places_of(both, rows, by=names)
    people = clustering.members(both, places, responses)
    groups = _grouped(both, places, people)
    # One draw for the whole call: the same changes get the same interval, whatever rows stand beside them.
    seed = None if rng is None else int(rng.integers(2**63))
    return (
        rows.pipe(with_moves, both, by=names)
        .pipe(estimates.with_net_shift, thresholds=thresholds)
        .pipe(clustering.with_clusters, people, confidence=confidence, alpha=alpha)
        .pipe(estimates.with_favourable, groups, thresholds=thresholds)
        .pipe(estimates.with_signed_rank, groups, zeros=signed_rank_zeros)
        .pipe(estimates.with_margins, groups)
        .pipe(estimates.with_means, groups, thresholds=thresholds, seed=seed)
        .pipe(_finished, thresholds=thresholds, by=names, span=span)
    )


def person_shift(
    responses: pd.DataFrame,
    *,
    codebook: pd.DataFrame,
    by: Sequence[str] = ("audience",),
    wave_from: str = "before",
    wave_to: str = "after",
    month: int | None = None,
    confidence: float = 0.95,
    margin: float = 0.10,
    alpha: float = 0.05,
    minimum_base: int = 5,
) -> pd.DataFrame:
    """How many persons moved: up when more of their directional items rose than fell, down in the opposite case.

    Parameters: as `paired_shift`, but `by` takes audience and any of territory, format, action, structure. Neutral
    items do not take part. n_before and n_after count persons with a directional answer, n_pairs persons with a
    directional item in both waves, n_non_substantive their directional answers off the scale.
    Returns: the columns of `paired_shift`, one row per `by`; those of levels and ranks (favourable_…, mcnemar_…,
    signed_rank_…, rank_biserial, mean_…, d_…) are empty: a person's items may lie on different scales.
    Raises: ContractError, as `paired_shift`.
    """
    names = require_by(by, needed=("audience",))
    span = _required(responses, codebook, wave_from=wave_from, wave_to=wave_to, month=month)
    thresholds = estimates.Thresholds(confidence, margin, alpha, minimum_base)
    moves = person_moves(directional(pairs(responses, **span._asdict()), codebook), by=names)
    before, after = (directional(answers, codebook) for answers in _chosen(responses, span=span))
    rows = in_codebook_order(answered_groups(responses, by=names), by=names, codebook=codebook)
    rows = rows.assign(direction=Direction.FAVOURABLE_HIGH.value, confirmatory=False)
    people = clustering.members(moves, places_of(moves, rows, by=names), responses)
    return (
        rows.pipe(_with_answers, before, after, by=names)
        .pipe(with_moves, moves, by=names)
        .pipe(estimates.with_net_shift, thresholds=thresholds)
        .pipe(clustering.with_clusters, people, confidence=confidence, alpha=alpha)
        .pipe(_without_levels)
        .pipe(_finished, thresholds=thresholds, by=names, span=span)
    )


def _required(
    responses: pd.DataFrame, codebook: pd.DataFrame, *, wave_from: str, wave_to: str, month: int | None
) -> Span:
    require_responses(responses)
    require_codebook(codebook, responses=responses)
    return require_waves(wave_from, wave_to, month=month)


def item_rows(responses: pd.DataFrame, codebook: pd.DataFrame, *, by: list[str]) -> pd.DataFrame:
    described = codebook[["audience", "item", "direction", "confirmatory", "n_levels"]]
    rows = answered_groups(responses, by=by).merge(
        described, on=["audience", "item"], how="left", validate="many_to_one"
    )
    return in_codebook_order(rows, by=by, codebook=codebook)


def _chosen(responses: pd.DataFrame, *, span: Span) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Answers of the submissions that count, before and after."""
    before = chosen_rows(responses, span.wave_from, month=span.month)
    return before, chosen_rows(responses, span.wave_to, month=span.month, keep="last")


def _with_answers(rows: pd.DataFrame, before: pd.DataFrame, after: pd.DataFrame, *, by: list[str]) -> pd.DataFrame:
    """n_before, n_after (persons on the scale), n_non_substantive (answers off it, both waves)."""
    off = pd.concat([before, after])
    off = off[off["answer"] == Answer.NON_SUBSTANTIVE]
    return (
        rows.pipe(left_join_counts, _people(before, by=by, name="n_before"), by=by)
        .pipe(left_join_counts, _people(after, by=by, name="n_after"), by=by)
        .pipe(left_join_counts, group_sizes(off, by=by, name="n_non_substantive"), by=by)
    )


def _people(answers: pd.DataFrame, *, by: list[str], name: str) -> pd.DataFrame:
    """Persons on the scale: one submission a person, so a submission counts once in each group."""
    return group_sizes(substantive(answers).drop_duplicates(["response", *by]), by=by, name=name)


def directional(answers: pd.DataFrame, codebook: pd.DataFrame) -> pd.DataFrame:
    """Answers or pairs of the items that have a favourable side."""
    sides = codebook.loc[codebook["direction"] != Direction.NEUTRAL, ["audience", "item"]]
    return answers.merge(sides, on=["audience", "item"], how="inner", validate="many_to_one")


def person_moves(both: pd.DataFrame, *, by: list[str]) -> pd.DataFrame:
    """One row a person and audience: `by`, moved = sign of (items that rose − items that fell)."""
    keys = list(dict.fromkeys(["person", "audience", "action", "structure", *by]))
    sums = both.groupby(keys, dropna=False, sort=False, observed=True)["moved"].sum().reset_index()
    return sums.assign(moved=np.sign(sums["moved"].astype("int64")))


def with_moves(rows: pd.DataFrame, both: pd.DataFrame, *, by: list[str]) -> pd.DataFrame:
    """n_pairs, n_up, n_down, n_same of the pairs (or persons) of each row."""
    ways = {"n_up": both["moved"] == 1, "n_down": both["moved"] == -1, "n_same": both["moved"] == 0}
    tallies = both[by].assign(n_pairs=1, **{name: way.astype("int64") for name, way in ways.items()})
    sums = tallies.groupby(by, dropna=False, sort=False, observed=True).sum().reset_index()
    return rows.pipe(left_join_counts, sums, by=by)


def places_of(both: pd.DataFrame, rows: pd.DataFrame, *, by: list[str]) -> list[Ints]:
    """Which pairs stand behind each row, in the order of the rows."""
    numbered = rows[by].assign(_row=np.arange(len(rows)))
    place = both[by].merge(numbered, on=by, how="left", validate="many_to_one")["_row"].to_numpy(dtype=np.int64)
    order = np.argsort(place, kind="stable")
    edges = np.searchsorted(place[order], np.arange(len(rows) + 1))
    return [order[start:end] for start, end in pairwise(edges)]


def _grouped(both: pd.DataFrame, places: list[Ints], people: list[clustering.Members]) -> list[estimates.Changes]:
    """The pairs of each row, in the order of the rows."""
    names = ("before_score", "after_score", "before_favourable", "after_favourable")
    before, after, first, last = (both[name].to_numpy(dtype=np.float64, na_value=np.nan) for name in names)
    return [
        estimates.Changes(before[place], after[place], first[place], last[place], own)
        for place, own in zip(places, people, strict=True)
    ]


def _without_levels(rows: pd.DataFrame) -> pd.DataFrame:
    tests = ("mcnemar_p", "mcnemar_midp", "signed_rank_p", "rank_biserial", *estimates.MARGINS)
    empty = (*estimates.FAVOURABLE, *tests, *estimates.MEANS)
    nothing = estimates.words([None] * len(rows))
    return rows.assign(**dict.fromkeys(empty, np.nan), signed_rank_zeros=nothing, mean_method=nothing)


def _finished(
    rows: pd.DataFrame,
    *,
    thresholds: estimates.Thresholds,
    by: list[str],
    span: Span,
) -> pd.DataFrame:
    """Adjusted p, detectable changes, verdict, and the columns of the contract in their order."""
    family = [name for name in by if name != "item"]
    named = rows.assign(
        design=design_of(span.wave_from, span.wave_to),
        wave_from=span.wave_from,
        wave_to=span.wave_to,
        month=pd.array([span.month] * len(rows), dtype="Int16"),
        method=_methods(rows),
    )
    judged = (
        named.pipe(estimates.with_adjusted_p, family=family)
        .pipe(estimates.with_detectable, thresholds=thresholds)
        .pipe(estimates.with_verdict, thresholds=thresholds)
    )
    return judged[[*by, *COLUMNS]]


def _methods(rows: pd.DataFrame) -> pd.Series:
    ranks = "+signed_rank_" + rows["signed_rank_method"] if "signed_rank_method" in rows else [""] * len(rows)
    limits = rows["cluster_method"].replace(ClusterMethod.INDEPENDENT.value, "tango")
    tests = np.where(rows["cluster_p"].isna(), "sign_exact", "cluster_sign_flip_exact")
    told = zip(limits, tests, ranks, strict=True)
    return estimates.words([f"{limit}+{test}{rank}" for limit, test, rank in told])
