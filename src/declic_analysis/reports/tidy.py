"""Results that a report shows, as tidy tables beside it: one CSV and one parquet a result.

Only what passed the gate is written: a row that is not published has no number. Its reason stays in the house: « of one
mind » would be the answer (docs/decisions/0003-publication-gate.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from declic_analysis.disclosure import Published
from declic_analysis.ingest.filled_books import RISKY
from declic_analysis.vocabulary import Diffusion

if TYPE_CHECKING:
    from declic_analysis.reports.gated import Selected

DECIMALS = 4
NAMES_A_ROW = ("month", "n_levels", "position", "window_days")


def results(selected: Selected) -> dict[str, pd.DataFrame]:
    """The published results computed so far, by name; nothing is computed for them. Empty ones are left out."""
    outside = selected.diffusion != Diffusion.INTERNAL
    return {name: tidy(result, outside=outside) for name, result in _computed(selected) if not result.frame.empty}


def _computed(selected: Selected) -> Iterator[tuple[str, Published]]:
    for name, value in [*vars(selected).items(), *selected.kept.items()]:
        if isinstance(value, Published):
            yield name, value
        elif isinstance(value, list):
            parts = [one for one in value if isinstance(one, Published)]
            yield from ((f"{name}_{k}", one) for k, one in enumerate(parts, start=1))


def tidy(result: Published, *, outside: bool = False) -> pd.DataFrame:
    """Its frame: numbers rounded, none in a row that is not published, texts as strings; `outside`: no `reason` of the
    gate.
    """
    frame = result.frame.reset_index(drop=True)
    if outside and "reason" not in result.by:
        frame = frame.drop(columns="reason", errors="ignore")
    hidden = ~frame["published"].astype(bool)
    for name in frame.columns:
        if frame[name].dtype == object:
            frame[name] = frame[name].astype("boolean" if _is_true_or_false(frame[name]) else "string")
        elif pd.api.types.is_numeric_dtype(frame[name]) and not pd.api.types.is_bool_dtype(frame[name]):
            rounded = frame[name].round(DECIMALS) if pd.api.types.is_float_dtype(frame[name]) else frame[name]
            named = name in result.by or name in NAMES_A_ROW
            frame[name] = rounded if named else _emptied(rounded, hidden)
    return frame


def _is_true_or_false(values: pd.Series) -> bool:
    told = values.dropna()
    return bool(len(told)) and bool(told.map(lambda value: isinstance(value, bool)).all())


def _emptied(numbers: pd.Series, hidden: pd.Series) -> pd.Series:
    if not hidden.any():
        return numbers
    whole = pd.api.types.is_integer_dtype(numbers)
    return numbers.astype(pd.Int64Dtype() if whole else pd.Float64Dtype()).mask(hidden)


def write_tables(selected: Selected, folder: Path) -> list[Path]:
    """`<name>.csv` and `<name>.parquet` of each result, in `folder`.

    CSV: UTF-8 with a byte order mark (spreadsheets then read accents), comma, decimal point; a text that a spreadsheet
    would take for a formula begins with an apostrophe. The parquet holds it as it is.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return [path for name, frame in results(selected).items() for path in _write(frame, folder / name)]


def _write(frame: pd.DataFrame, stem: Path) -> list[Path]:
    csv, parquet = stem.with_suffix(".csv"), stem.with_suffix(".parquet")
    texts = frame.select_dtypes(["string", "category"]).columns
    frame.assign(**{name: frame[name].map(_safe) for name in texts}).to_csv(csv, index=False, encoding="utf-8-sig")
    frame.to_parquet(parquet, index=False)
    return [csv, parquet]


def _safe(text: object) -> object:
    return f"'{text}" if isinstance(text, str) and text.startswith(RISKY) else text
