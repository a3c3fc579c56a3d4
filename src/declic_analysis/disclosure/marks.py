"""Rows and their marks: what the publish functions share. A suppressed row stays, with its reason and no number."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

import pandas as pd

from declic_analysis.disclosure.rules import SEAL, Published, Rules
from declic_analysis.schemas import require
from declic_analysis.vocabulary import Suppression

SPLITS = ("territory", "format", "action", "structure")
MARKS = ("published", "reason", "flow_published", "favourable_published")
_DESCRIBES = (
    *("direction", "confirmatory", "design", "wave_from", "wave_to", "month", "scale", "n_levels", "position"),
    "cluster_method",
    "wave",
)


def opened(frame: pd.DataFrame, *, kind: str, by: Sequence[str], needed: Sequence[str]) -> pd.DataFrame:
    """A copy with whole numbers that may be empty, and the marks of the gate."""
    require(frame, [*by, *needed], table=kind)
    whole = {name: "Int64" for name in frame.columns if name not in by and frame[name].dtype.kind in "iu"}
    rows = frame.astype(whole).reset_index(drop=True)
    if "published" not in rows.columns:
        rows["published"] = True
    if "reason" not in rows.columns:
        rows["reason"] = pd.Series(pd.NA, index=rows.index, dtype="string")
    return rows


def sealed(rows: pd.DataFrame, *, kind: str, by: Sequence[str], rules: Rules) -> Published:
    return Published(rows, kind, tuple(by), rules, tuple(_notes(rows)), seal=SEAL)


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
    if "gap_published" in rows.columns and bool((shown & ~rows["gap_published"]).any()):
        yield "gap_withheld"
    if "range_published" in rows.columns and bool((shown & ~rows["range_published"]).any()):
        yield "range_withheld"
    if "from_position" in rows.columns and bool((rows["from_position"] < rows["to_position"]).any()):
        yield "merged"


def numbers(rows: pd.DataFrame, name: str) -> pd.Series:
    """A column as floats; an empty cell is below any threshold."""
    values = pd.to_numeric(rows[name]).to_numpy(dtype="float64", na_value=0.0)
    return pd.Series(values, index=rows.index, name=name)


def small(rows: pd.DataFrame, name: str, *, under: int) -> pd.Series:
    if name not in rows.columns:
        return pd.Series(False, index=rows.index)
    return numbers(rows, name).between(1, under - 1)


def revealing(x: pd.Series, n: pd.Series, *, rules: Rules) -> pd.Series:
    """A small count on either side of `n`, or all alike in a small group."""
    few = x.between(1, rules.cell - 1) | (n - x).between(1, rules.cell - 1)
    return few | (((x == 0) | (x == n)) & (n < rules.homogeneity_base))


def hires_tell(hired: pd.Series, people: pd.Series, *, rules: Rules) -> pd.Series:
    """The number of hires would tell of few people: few hired, few not, or everybody of a small group. Zeros stay.

    One rule for all tables of a page: a number withheld in one and shown in another is not withheld.
    """
    return (hired > 0) & revealing(hired, people, rules=rules)


def one_sided(rows: pd.DataFrame, share: str, n: str, *, rules: Rules) -> pd.Series:
    """Few persons on one side of a share of `n` persons, or nobody in a small group."""
    base = numbers(rows, n)
    side = (numbers(rows, share) * base).round()
    smaller = side.where(side < base - side, base - side)
    nobody = (smaller == 0) & (base < rules.homogeneity_base)
    return pd.to_numeric(rows[share]).notna() & (smaller.between(1, rules.cell - 1) | nobody)


def refuse(rows: pd.DataFrame, mask: pd.Series, reason: str) -> None:
    """Mark rows of our own copy as not published; the first reason found stays."""
    hit = mask.to_numpy(dtype=bool) & rows["published"].to_numpy(dtype=bool)
    rows.loc[hit, "reason"] = str(reason)
    rows.loc[hit, "published"] = False


def empty(rows: pd.DataFrame, mask: pd.Series, columns: Iterable[str]) -> None:
    where = mask.astype(bool)
    for name in columns if where.any() else ():
        rows[name] = rows[name].mask(where)


def all_numbers(rows: pd.DataFrame, *, by: Sequence[str]) -> list[str]:
    kept = {*by, *_DESCRIBES, *MARKS, "from_position", "to_position", "_cut"}
    return [name for name in rows.columns if name not in kept]


def withhold(rows: pd.DataFrame, columns: Sequence[str], mask: pd.Series, *, by: Sequence[str]) -> None:
    """Empty columns where the mask says, and in the sister rows from which the total would give them back."""
    present = [name for name in columns if name in rows.columns]
    empty(rows, mask | siblings_of(mask & rows["published"], rows, by=by), present)


def siblings_of(mask: pd.Series, rows: pd.DataFrame, *, by: Sequence[str]) -> pd.Series:
    """Rows that differ from a marked one only by territory, format, action or structure."""
    if not set(by) & set(SPLITS) or rows.empty:
        return pd.Series(False, index=rows.index)
    alike = [name for name in by if name not in SPLITS]
    if not alike:
        return pd.Series(bool(mask.any()), index=rows.index)
    return mask.groupby([rows[name] for name in alike], dropna=False).transform("any")


def beside_a_refusal(rows: pd.DataFrame, base: pd.Series, *, by: Sequence[str], pooled: Collection[str]) -> pd.Series:
    """Every territory of an audience of which one is refused: total minus the others would give it."""
    named = rows["audience"].isin(list(pooled)) if "audience" in rows.columns else pd.Series(False, index=rows.index)
    if not set(by) & set(SPLITS) or rows.empty:
        return named & False
    refused = ~rows["published"] & (base > 0)
    if "audience" not in by:
        return named | bool(refused.any())
    return named | refused.groupby(rows["audience"], dropna=False).transform("any")


def present(rows: pd.DataFrame, names: Sequence[str]) -> pd.Series:
    known = [name for name in names if name in rows.columns]
    return rows[known].notna().all(axis=1) if len(known) == len(names) else pd.Series(False, index=rows.index)


def groups(rows: pd.DataFrame, names: Sequence[str]) -> Iterator[tuple[object, pd.DataFrame]]:
    """Groups in the order of the frame, empty keys kept."""
    if not names:
        return iter([((), rows)] if len(rows) else [])
    return iter(rows.groupby(list(names), sort=False, dropna=False, observed=True))
