"""Holding a frame to its contract, with a summary that shows no value."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from declic_analysis.errors import ContractError, message
from declic_analysis.schemas import require
from declic_analysis.schemas.compact import is_compact
from declic_analysis.schemas.models import MODELS, Table


def model_of(table: str) -> type[Table]:
    """The pandera model of a contract table."""
    if table not in MODELS:
        raise ContractError(
            message(fr=f"Table inconnue : {table}.", en=f"Unknown table: {table}."), allowed=", ".join(MODELS)
        )
    return MODELS[table]


def validated(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """See `declic_analysis.schemas.check`."""
    model = model_of(table)
    names = list(model.to_schema().columns)
    require(frame, names, table=table)
    refuse_extra([str(c) for c in frame.columns if c not in names], table=table)
    refuse_repeated(frame, table=table)
    ordered = frame[names].reset_index(drop=True)  # rows are counted by index: it must be unique
    texts = [name for name in names if is_compact(ordered[name])]
    try:
        found = _compact(model, ordered, texts=texts) if texts else pd.DataFrame(model.validate(ordered, lazy=True))
        return found.set_axis(frame.index)
    except SchemaErrors as failure:
        raise ContractError(
            message(
                fr=f"La table « {table} » ne respecte pas son contrat.", en=f"Table “{table}” breaks its contract."
            ),
            where=table,
            found=summary(failure.failure_cases),
            action=message(
                fr="Voyez docs/data-dictionary.md : colonnes, types et valeurs admises.",
                en="See docs/data-dictionary.md: columns, types and allowed values.",
            ),
        ) from None  # pandera's own text prints raw values


def _compact(model: type[Table], frame: pd.DataFrame, *, texts: list[str]) -> pd.DataFrame:
    """A frame with compact columns: each distinct text is held to its column's rules once, the rows to all others."""
    schema = model.to_schema()
    for name in texts:
        pa.DataFrameSchema({name: schema.columns[name]}).validate(_distinct(frame[name]).to_frame(), lazy=True)
    rest = schema.remove_columns(texts)
    rest.strict, rest.ordered = False, False
    return pd.DataFrame(rest.validate(frame, lazy=True))


def _distinct(column: pd.Series) -> pd.Series:
    """Each text that stands in a compact column, and a missing one where a row has none."""
    used = np.flatnonzero(np.bincount(column.cat.codes.to_numpy().astype(np.int64) + 1)) - 1
    kinds = pd.array(column.cat.categories.tolist(), dtype="str")
    return pd.Series(kinds.take(used, allow_fill=True), name=column.name)


def refuse_extra(columns: list[str], *, table: str) -> None:
    """A contract table holds no column its contract does not name: a stray one could carry anything."""
    if columns:
        raise ContractError(
            message(fr=f"Colonnes en trop : {', '.join(columns)}.", en=f"Columns too many: {', '.join(columns)}."),
            where=table,
            action=message(fr="Retirez-les.", en="Drop them."),
        )


def refuse_repeated(frame: pd.DataFrame, *, table: str) -> None:
    """Two columns of one name: only one of them would have been looked at."""
    twice = frame.columns[frame.columns.duplicated()].unique()
    if len(twice):
        raise ContractError(
            message(fr=f"Colonnes en double : {', '.join(twice)}.", en=f"Repeated columns: {', '.join(twice)}."),
            where=table,
            action=message(fr="N’en gardez qu’une.", en="Keep one of them."),
        )


def summary(failure_cases: pd.DataFrame) -> str:
    """Failures counted by column and check, without any value: 'person: not_nullable × 3; …'.

    Pandera repeats a check of the whole row in each of its columns: it is counted once a row, under 'row'.
    """
    counts = failure_cases.groupby(["schema_context", "column", "check"], dropna=False).size().reset_index(name="n")
    counts.loc[counts["schema_context"] == "DataFrameSchema", "column"] = "row"
    once = counts.groupby(["column", "check"], dropna=False, sort=True, as_index=False)["n"].max()
    return "; ".join(f"{row.column}: {row.check} × {row.n}" for row in once.itertuples())


def empty_frame(table: str) -> pd.DataFrame:
    """No row, the contract's columns and types: nothing to hold to the contract."""
    columns = model_of(table).to_schema().columns
    return pd.DataFrame({name: pd.Series([], dtype=column.dtype.type) for name, column in columns.items()})
