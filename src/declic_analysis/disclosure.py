"""The publication gate: what may be shown of a result frame. Nothing else decides, and nothing passes beside it.

Rules: docs/decisions/0003-publication-gate.md. Pure functions; a suppressed row stays, with its reason and no number.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import InitVar, dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from declic_analysis.errors import ContractError, DisclosureError, Message, UsageError, message
from declic_analysis.schemas import require
from declic_analysis.vocabulary import Diffusion, Direction, Suppression

if TYPE_CHECKING:
    from declic_analysis.study.model import Thresholds

KINDS = ("shift", "distribution", "flow")
SPLITS = ("territory", "format", "action", "structure")
FLOW_COUNTS = ("n_up", "n_down", "n_same")
# Each of these, with n_pairs and the net shift, gives n_up and n_down back exactly.
TELLS_FLOW = ("sign_p", "sign_p_adjusted", "mcnemar_p", "mcnemar_midp", "signed_rank_p", "rank_biserial",
              "gate_p", "cluster_p", "icc", "icc_structure", "n_clusters_moved", "homogeneity_p",
              "symmetry_p")  # fmt: skip
FAVOURABLE = ("favourable_before", "favourable_after", "favourable_change", "favourable_low", "favourable_high")
MEANS = ("mean_before", "mean_after", "mean_change", "mean_low", "mean_high", "d_z", "d_av")
COLLECTED = ("n_before", "n_after", "n_persons", "n_identified", "n_pairs")
GIVES_PAIRS = ("n_after", "n_persons", "n_identified")
MARKS = ("published", "reason", "flow_published", "favourable_published")
_DESCRIBES = ("direction", "confirmatory", "design", "wave_from", "wave_to", "month", "scale", "n_levels", "position",
              "cluster_method")  # fmt: skip
_NEEDED = {
    "shift": ("n_before", "n_after", "n_pairs", "net_shift", "favourable_before", "favourable_after"),
    "distribution": ("direction", "n_levels", "n", "base", "share", "n_non_substantive"),
    "flow": ("n_invited", *COLLECTED, "response_rate"),
}
_SEAL = object()
Partition = list[tuple[int, int]]


@dataclass(frozen=True, kw_only=True)
class Rules:
    """Thresholds in persons, but for `dominance` (a share): see docs/decisions/0003-publication-gate.md.

    base: fewest persons (or pairs) a row may rest on; cell: fewest persons in a non-empty cell; structures, dominance:
    fewest structures behind a row, and the largest share one may hold; homogeneity_base: from this base on, 0 % and
    100 % may be shown.
    Raises: DisclosureError, for thresholds under which no person is protected.
    """

    base: int
    cell: int = 5
    structures: int = 3
    dominance: float = 0.85
    homogeneity_base: int = 30

    def __post_init__(self) -> None:
        if self.base < 3 or self.cell < 2 or self.structures < 2 or not 0 < self.dominance < 1:
            raise DisclosureError(
                message(fr="Seuils de publication trop bas.", en="Publication thresholds are too low."),
                where="Rules",
                allowed="base ≥ 3, cell ≥ 2, structures ≥ 2, 0 < dominance < 1",
                action=message(
                    fr="Corrigez la rubrique thresholds de study.yaml.", en="Mend thresholds in study.yaml."
                ),
            )


@dataclass(frozen=True, eq=False)
class Published:
    """A result that passed the gate. Only the `publish_…` functions make one; `frame` is a copy each time.

    kind: shift, distribution or flow; by: the columns that name a row; notes: what was withheld, as codes.
    """

    _frame: pd.DataFrame = field(repr=False)
    kind: str
    by: tuple[str, ...]
    rules: Rules
    notes: tuple[str, ...] = ()
    seal: InitVar[object] = None

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise ContractError(
                message(
                    fr="Un résultat publié ne se fabrique pas à la main.", en="A published result is not handmade."
                ),
                where="Published",
                action=_use_the_gate(self.kind),
            )

    @property
    def frame(self) -> pd.DataFrame:
        return self._frame.copy()

    @property
    def shown(self) -> pd.DataFrame:
        """The published rows alone."""
        return self._frame[self._frame["published"].astype(bool)].copy()


def rules_for(thresholds: Thresholds, *, diffusion: str) -> Rules:
    """The rules of a study for one diffusion: `internal`, or the stricter `external`.

    Raises: UsageError, for another diffusion.
    """
    if diffusion not in Diffusion.codes():
        raise UsageError(
            message(fr="Diffusion inconnue.", en="Unknown diffusion."),
            where="diffusion",
            found=repr(diffusion),
            allowed=", ".join(Diffusion.codes()),
        )
    return Rules(
        base=thresholds.internal if diffusion == Diffusion.INTERNAL else thresholds.external,
        cell=thresholds.cell,
        structures=thresholds.structures,
        dominance=thresholds.dominance,
        homogeneity_base=thresholds.homogeneity_base,
    )


def require_published(result: object, *, kind: str) -> Published:
    """The result itself, if it passed the gate as `kind`.

    Raises: ContractError, for a bare frame, anything else, or another kind of result.
    """
    if not isinstance(result, Published) or result.kind != kind:
        raise ContractError(
            message(
                fr="Ce résultat n’a pas passé le contrôle de publication.",
                en="This result has not passed the publication gate.",
            ),
            found=f"Published({result.kind})" if isinstance(result, Published) else type(result).__name__,
            allowed=f"Published({kind})",
            action=_use_the_gate(kind),
        )
    return result


def publish_shift(
    shift: pd.DataFrame,
    *,
    rules: Rules,
    by: Sequence[str],
    contributors: pd.DataFrame | None = None,
    pooled: Collection[str] = (),
) -> Published:
    """What may be shown of `paired_shift` or `person_shift`.

    Parameters: by, the columns that name a row, as given to the analysis; contributors (optional): by, structure, n
    (pairs), to refuse rows that rest on too few structures; pooled: audiences not to be shown apart, besides those
    found here.
    Returns: the rows with `published`, `reason`, `flow_published`, `favourable_published`. Rows under the base, rows
    where everybody moved the same way, and every territory of an audience of which one fails, are empty of numbers.
    Flow counts (and the exact p that give them back) are empty where one is small; favourable shares where few or (in
    a small group) nobody stands on one side of them, and in a small group the means then too.
    Raises: ContractError, when a column is missing.
    """
    rows = _opened(shift, kind="shift", by=by)
    n_pairs = _numbers(rows, "n_pairs")
    _refuse(rows, n_pairs < rules.base, Suppression.BELOW_BASE)
    everybody = (_numbers(rows, "net_shift").abs() >= 1) & (n_pairs < rules.homogeneity_base)
    _refuse(rows, everybody, Suppression.HOMOGENEOUS)
    _refuse(rows, _few_structures(rows, contributors, rules=rules, by=by), Suppression.DOMINANCE)
    _refuse(rows, _beside_a_refusal(rows, n_pairs, by=by, pooled=pooled), Suppression.COMPLEMENT)
    _withhold_flow(rows, rules=rules, by=by)
    _withhold_favourable(rows, rules=rules, by=by)
    for name in ("n_before", "n_after"):
        _withhold(rows, [name], _small(rows, name, under=rules.base), by=by)
    for name in ("n_non_substantive", "n_repeat"):
        _withhold(rows, [name], _small(rows, name, under=rules.cell), by=by)
    _empty(rows, ~rows["published"], _all_numbers(rows, by=by))
    return _sealed(rows, kind="shift", by=by, rules=rules)


def publish_distribution(
    distribution: pd.DataFrame,
    *,
    rules: Rules,
    by: Sequence[str],
    codebook: pd.DataFrame | None = None,
    pooled: Collection[str] = (),
) -> Published:
    """What may be shown of `distribution`.

    Parameters: codebook (optional) gives `favourable_from` for the last merging step; without it the favourable levels
    are those above the middle. pooled: as in `publish_shift`.
    Returns: rows with from_position, to_position in place of position. Cells of fewer than `rules.cell` persons merge
    with their neighbours (all levels → below / middle / above → favourable / other), alike in all waves and territories
    of an item so that its bars compare. What is still small then, or 0 % or 100 % favourable in a small group, is not
    published (`homogeneous`: which of the two is not said).
    Raises: ContractError, when a column is missing.
    """
    rows = _opened(_with_bins(distribution), kind="distribution", by=by)
    rows["_cut"] = _favourable_cut(rows, codebook)
    base = _numbers(rows, "base")
    _refuse(rows, base < rules.base, Suppression.BELOW_BASE)
    _refuse(rows, _one_sided(rows, by=by) & (base < rules.homogeneity_base), Suppression.HOMOGENEOUS)
    _refuse(rows, _beside_a_refusal(rows, base, by=by, pooled=pooled), Suppression.COMPLEMENT)
    family = [name for name in by if name not in ("wave", "month", *SPLITS)]
    parts = [_merged_family(part, rules=rules, by=by) for _, part in _groups(rows, family)]
    rows = pd.concat(parts, ignore_index=True) if parts else rows
    _refuse(rows, _siblings_of(~rows["published"] & (_numbers(rows, "base") > 0), rows, by=by), Suppression.COMPLEMENT)
    _withhold(rows, ["n_non_substantive"], _small(rows, "n_non_substantive", under=rules.cell), by=by)
    _empty(rows, ~rows["published"], ["n", "base", "share", "n_non_substantive"])
    return _sealed(rows.drop(columns="_cut"), kind="distribution", by=by, rules=rules)


def publish_flow(flow: pd.DataFrame, *, rules: Rules, by: Sequence[str], pooled: Collection[str] = ()) -> Published:
    """What may be shown of `collection_flow`.

    Returns: rows under the base empty of numbers; elsewhere counts under the base are empty, and with the pairs what
    would give them back; zeros stay.
    Raises: ContractError, when a column is missing.
    """
    rows = _opened(flow, kind="flow", by=by)
    n_persons = _numbers(rows, "n_persons")
    # Nobody answered: a zero points at no one, and the reader must see it.
    _refuse(rows, (n_persons < rules.base) & (n_persons != 0), Suppression.BELOW_BASE)
    _refuse(rows, _beside_a_refusal(rows, n_persons, by=by, pooled=pooled), Suppression.COMPLEMENT)
    answered = _numbers(rows, "response_rate") * _numbers(rows, "n_invited")
    _withhold(rows, ["response_rate"], answered.round().between(1, rules.base - 1), by=by)
    # Persons = before + after − pairs: with the pairs withheld, the other three would give them back.
    few_pairs = _small(rows, "n_pairs", under=rules.base)
    for name in COLLECTED:
        few = _small(rows, name, under=rules.base)
        _withhold(rows, [name], few | few_pairs if name in GIVES_PAIRS else few, by=by)
    _empty(rows, ~rows["published"], _all_numbers(rows, by=by))
    return _sealed(rows, kind="flow", by=by, rules=rules)


def pooled_audiences(
    shift: pd.DataFrame, *, rules: Rules, total: pd.DataFrame | None = None, split: str = "territory"
) -> frozenset[str]:
    """Audiences whose territories may not be shown apart: one of them fails the base.

    Parameters: a shift frame with columns audience, `split`, n_pairs (and item); total (optional): the same without
    `split`. With it, persons of no territory count too: total minus the territories would give them away.
    Returns: audience ids.
    Raises: ContractError, when a column is missing.
    """
    require(shift, ["audience", split, "n_pairs"], table="shift")
    small = shift[shift["n_pairs"].between(1, rules.base - 1)]
    found = set(small["audience"].astype(str))
    if total is not None:
        found |= _with_residue(shift, total, rules=rules)
    return frozenset(found)


def _with_residue(shift: pd.DataFrame, total: pd.DataFrame, *, rules: Rules) -> set[str]:
    """Audiences where the territories leave 1 to base − 1 pairs of the total unaccounted for."""
    keys = ["audience", "item"] if "item" in shift.columns else ["audience"]
    sums = shift.groupby(keys, as_index=False)["n_pairs"].sum()
    both = total[[*keys, "n_pairs"]].merge(sums, on=keys, how="left", suffixes=("", "_apart"), validate="one_to_one")
    left = both["n_pairs"] - both["n_pairs_apart"].fillna(0)
    return set(both.loc[left.between(1, rules.base - 1), "audience"].astype(str))


def _use_the_gate(kind: str) -> Message:
    name = f"publish_{kind}" if kind in KINDS else "publish_shift"
    return message(
        fr=f"Passez le tableau par disclosure.{name}(…, rules=…, by=…).",
        en=f"Pass the frame through disclosure.{name}(…, rules=…, by=…).",
    )


def _opened(frame: pd.DataFrame, *, kind: str, by: Sequence[str]) -> pd.DataFrame:
    """A copy with whole numbers that may be empty, and the marks of the gate."""
    require(frame, [*by, *_NEEDED[kind]], table=kind)
    whole = {name: "Int64" for name in frame.columns if name not in by and frame[name].dtype.kind in "iu"}
    rows = frame.astype(whole).reset_index(drop=True)
    if "published" not in rows.columns:
        rows["published"] = True
    if "reason" not in rows.columns:
        rows["reason"] = pd.Series(pd.NA, index=rows.index, dtype="string")
    return rows


def _sealed(rows: pd.DataFrame, *, kind: str, by: Sequence[str], rules: Rules) -> Published:
    return Published(rows, kind, tuple(by), rules, tuple(_notes(rows)), seal=_SEAL)


def _notes(rows: pd.DataFrame) -> Iterator[str]:
    """Codes of what was withheld somewhere in the frame, for the note under a table or figure."""
    reasons = set(rows["reason"].dropna())
    yield from (code for code in Suppression.codes() if code in reasons)
    shown = rows["published"].astype(bool)
    if "flow_published" in rows.columns and bool((shown & ~rows["flow_published"]).any()):
        yield "flow_withheld"
    # Rows of persons have no favourable share to withhold.
    if "favourable_published" in rows.columns and "item" in rows.columns:
        yield from ["favourable_withheld"] * bool((shown & ~rows["favourable_published"]).any())
    if "from_position" in rows.columns and bool((rows["from_position"] < rows["to_position"]).any()):
        yield "merged"


def _numbers(rows: pd.DataFrame, name: str) -> pd.Series:
    """A column as floats; an empty cell is below any threshold."""
    return pd.to_numeric(rows[name]).astype("Float64").fillna(0.0).astype("float64")


def _small(rows: pd.DataFrame, name: str, *, under: int) -> pd.Series:
    if name not in rows.columns:
        return pd.Series(False, index=rows.index)
    return _numbers(rows, name).between(1, under - 1)


def _refuse(rows: pd.DataFrame, mask: pd.Series, reason: str) -> None:
    """Mark rows of our own copy as not published; the first reason found stays."""
    hit = mask.to_numpy(dtype=bool) & rows["published"].to_numpy(dtype=bool)
    rows.loc[hit, "reason"] = str(reason)
    rows.loc[hit, "published"] = False


def _empty(rows: pd.DataFrame, mask: pd.Series, columns: Iterable[str]) -> None:
    where = mask.astype(bool)
    for name in columns if where.any() else ():
        rows[name] = rows[name].mask(where)


def _all_numbers(rows: pd.DataFrame, *, by: Sequence[str]) -> list[str]:
    kept = {*by, *_DESCRIBES, *MARKS, "from_position", "to_position", "_cut"}
    return [name for name in rows.columns if name not in kept]


def _withhold(rows: pd.DataFrame, columns: Sequence[str], mask: pd.Series, *, by: Sequence[str]) -> None:
    """Empty columns where the mask says, and in the sister rows from which the total would give them back."""
    present = [name for name in columns if name in rows.columns]
    _empty(rows, mask | _siblings_of(mask & rows["published"], rows, by=by), present)


def _siblings_of(mask: pd.Series, rows: pd.DataFrame, *, by: Sequence[str]) -> pd.Series:
    """Rows that differ from a marked one only by territory, format, action or structure."""
    if not set(by) & set(SPLITS) or rows.empty:
        return pd.Series(False, index=rows.index)
    alike = [name for name in by if name not in SPLITS]
    if not alike:
        return pd.Series(bool(mask.any()), index=rows.index)
    return mask.groupby([rows[name] for name in alike], dropna=False).transform("any")


def _beside_a_refusal(rows: pd.DataFrame, base: pd.Series, *, by: Sequence[str], pooled: Collection[str]) -> pd.Series:
    """Every territory of an audience of which one is refused: total minus the others would give it."""
    named = rows["audience"].isin(list(pooled)) if "audience" in rows.columns else pd.Series(False, index=rows.index)
    if not set(by) & set(SPLITS) or rows.empty:
        return named & False
    refused = ~rows["published"] & (base > 0)
    if "audience" not in by:
        return named | bool(refused.any())
    return named | refused.groupby(rows["audience"], dropna=False).transform("any")


def _few_structures(
    rows: pd.DataFrame, contributors: pd.DataFrame | None, *, rules: Rules, by: Sequence[str]
) -> pd.Series:
    """Rows that rest on fewer than `rules.structures` structures, or on one for more than `rules.dominance`."""
    if contributors is None:
        return pd.Series(False, index=rows.index)
    require(contributors, [*by, "structure", "n"], table="contributors")
    known = contributors.dropna(subset=["structure"]).groupby([*by, "structure"], dropna=False)["n"].sum()
    per_row = known[known > 0].groupby(level=list(by), dropna=False).agg(["size", "max", "sum"]).reset_index()
    found = rows[list(by)].merge(per_row, on=list(by), how="left", validate="many_to_one")
    return ((found["size"] < rules.structures) | (found["max"] > rules.dominance * found["sum"])).set_axis(rows.index)


def _withhold_flow(rows: pd.DataFrame, *, rules: Rules, by: Sequence[str]) -> None:
    """No flow count where one of the three is small, nor what would give the three back."""
    small = pd.Series(False, index=rows.index)
    for name in FLOW_COUNTS:
        small |= _small(rows, name, under=rules.cell)
    hidden = small | _siblings_of(small & rows["published"], rows, by=by)
    _empty(rows, hidden, [name for name in (*FLOW_COUNTS, *TELLS_FLOW) if name in rows.columns])
    rows["flow_published"] = rows["published"] & _present(rows, FLOW_COUNTS)


def _withhold_favourable(rows: pd.DataFrame, *, rules: Rules, by: Sequence[str]) -> None:
    """No favourable share where either side of it counts few persons, or nobody in a small group."""
    n_pairs = _numbers(rows, "n_pairs")
    few, nobody = pd.Series(False, index=rows.index), pd.Series(False, index=rows.index)
    for name in ("favourable_before", "favourable_after"):
        known = pd.to_numeric(rows[name]).notna()
        side = (_numbers(rows, name) * n_pairs).round()
        smaller = side.where(side < n_pairs - side, n_pairs - side)
        few |= known & smaller.between(1, rules.cell - 1)
        nobody |= known & (smaller == 0) & (n_pairs < rules.homogeneity_base)
    # Few and nobody are refused alike: a reason, or a mean, given for one of them only would tell which it is.
    one_sided = (few | nobody) & (n_pairs < rules.homogeneity_base) & rows["published"]
    rows.loc[one_sided, "reason"] = str(Suppression.HOMOGENEOUS)
    _withhold(rows, [*FAVOURABLE, "mcnemar_p", "mcnemar_midp"], few | nobody, by=by)
    _withhold(rows, MEANS, one_sided, by=by)
    rows["favourable_published"] = rows["published"] & _present(rows, FAVOURABLE[:2])


def _present(rows: pd.DataFrame, names: Sequence[str]) -> pd.Series:
    known = [name for name in names if name in rows.columns]
    return rows[known].notna().all(axis=1) if len(known) == len(names) else pd.Series(False, index=rows.index)


def _with_bins(distribution: pd.DataFrame) -> pd.DataFrame:
    if "from_position" in distribution.columns:
        return distribution
    require(distribution, ["position"], table="distribution")
    ends = distribution.assign(from_position=distribution["position"], to_position=distribution["position"])
    return ends.drop(columns="position")


def _favourable_cut(rows: pd.DataFrame, codebook: pd.DataFrame | None) -> pd.Series:
    """Last level below the cut between the favourable levels and the others, in positions as asked."""
    levels = rows["n_levels"].astype("int64")
    favourable_from = levels // 2 + 1 + levels % 2
    if codebook is not None:
        keys = [name for name in ("audience", "item") if name in rows.columns]
        require(codebook, [*keys, "favourable_from"], table="codebook")
        told = codebook[[*keys, "favourable_from"]].drop_duplicates()
        joined = rows[keys].merge(told, on=keys, how="left", validate="many_to_one")["favourable_from"]
        favourable_from = joined.set_axis(rows.index).fillna(favourable_from).astype("int64")
    reversed_item = rows["direction"] == Direction.FAVOURABLE_LOW
    return (favourable_from - 1).where(~reversed_item, levels + 1 - favourable_from)


def _groups(rows: pd.DataFrame, names: Sequence[str]) -> Iterator[tuple[object, pd.DataFrame]]:
    """Groups in the order of the frame, empty keys kept."""
    if not names:
        return iter([((), rows)] if len(rows) else [])
    return iter(rows.groupby(list(names), sort=False, dropna=False, observed=True))


def _one_sided(rows: pd.DataFrame, *, by: Sequence[str]) -> pd.Series:
    """Everybody, or nobody, on the favourable side (or all in one bin)."""
    n, base = _numbers(rows, "n"), _numbers(rows, "base")
    above = n.where(rows["from_position"] > rows["_cut"], 0.0)
    keys = [rows[name] for name in by]
    favourable = above.groupby(keys, dropna=False).transform("sum") if len(rows) else above
    largest = n.groupby(keys, dropna=False).transform("max") if len(rows) else n
    return (favourable == 0) | (favourable == base) | (largest == base)


def _ladder(n_levels: int, cut: int) -> list[Partition]:
    """From all levels, through below / middle / above, to the two sides of the favourable cut."""
    half, odd = divmod(n_levels, 2)
    thirds = [(1, half), *([(half + 1, half + 1)] if odd else []), (half + odd + 1, n_levels)]
    singles = [(k, k) for k in range(1, n_levels + 1)]
    # With three levels or fewer, "below / middle / above" is the scale itself.
    return [singles, *([thirds] if n_levels > 3 else []), [(1, cut), (cut + 1, n_levels)]]


def _merged_family(part: pd.DataFrame, *, rules: Rules, by: Sequence[str]) -> pd.DataFrame:
    """The waves (and territories) of one item, all cut into the same bins; what stays small is refused."""
    members = [member for _, member in _groups(part, by)]
    steps = _ladder(int(part["n_levels"].iloc[0]), int(part["_cut"].iloc[0]))
    fits = {k: [not _has_small(m, step, rules=rules) for step in steps] for k, m in enumerate(members)}
    shown = [k for k, m in enumerate(members) if bool(m["published"].all()) and any(fits[k])]
    # The last step holds for every member that some step suits, but for scales cut unevenly: there nothing is shown.
    common = next((step for s, step in enumerate(steps) if all(fits[k][s] for k in shown)), None)
    shown = shown if common is not None else []
    for k, member in enumerate(members):
        members[k] = _binned(member, common) if common and k in shown else _refused(member, Suppression.HOMOGENEOUS)
    return pd.concat(members)


def _refused(member: pd.DataFrame, reason: str) -> pd.DataFrame:
    own = member.copy()
    _refuse(own, pd.Series(True, index=own.index), reason)
    return own


def _has_small(member: pd.DataFrame, partition: Partition, *, rules: Rules) -> bool:
    places = _places(member, partition)
    n = _numbers(member, "n").to_numpy()
    cells = np.bincount(places, weights=n) if places is not None else n
    return bool(((cells > 0) & (cells < rules.cell)).any())


def _binned(member: pd.DataFrame, partition: Partition) -> pd.DataFrame:
    """One row a bin; a frame already cut more coarsely, or elsewhere, stays as it is."""
    places = _places(member, partition)
    if places is None or len(set(places)) == len(member):
        return member
    merged = member.groupby(places).first().reset_index(drop=True)
    for name in ("n", "share"):
        merged[name] = member[name].groupby(places).sum().to_numpy()
    merged["from_position"] = member["from_position"].groupby(places).min().to_numpy()
    merged["to_position"] = member["to_position"].groupby(places).max().to_numpy()
    return merged.astype(member.dtypes.to_dict())


def _places(member: pd.DataFrame, partition: Partition) -> list[int] | None:
    """The bin of each row; None when a row lies across two bins."""
    ends = zip(member["from_position"], member["to_position"], strict=True)
    places = [next((k for k, (a, b) in enumerate(partition) if a <= low and high <= b), -1) for low, high in ends]
    return None if -1 in places else places
