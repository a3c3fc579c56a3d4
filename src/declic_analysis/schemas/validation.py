"""Holding a frame to its contract, with a summary that shows no value."""

from __future__ import annotations

import pandas as pd
from pandera.errors import SchemaErrors

from declic_analysis.errors import ContractError, message
from declic_analysis.schemas import require
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
    ordered = frame[names]
    try:
        return pd.DataFrame(model.validate(ordered, lazy=True))
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


def refuse_extra(columns: list[str], *, table: str) -> None:
    """A contract table holds no column its contract does not name: a stray one could carry anything."""
    if columns:
        raise ContractError(
            message(fr=f"Colonnes en trop : {', '.join(columns)}.", en=f"Columns too many: {', '.join(columns)}."),
            where=table,
            action=message(fr="Retirez-les.", en="Drop them."),
        )


def summary(failure_cases: pd.DataFrame) -> str:
    """Failures counted by column and check, without any value: 'person: not_nullable × 3; …'."""
    counts = failure_cases.groupby(["column", "check"], dropna=False, sort=True).size().reset_index(name="n")
    rows = zip(counts["column"], counts["check"], counts["n"], strict=True)
    return "; ".join(f"{_column(column)}: {check} × {n}" for column, check, n in rows)


def _column(column: object) -> str:
    return str(column) if isinstance(column, str) else "table"


def empty_frame(table: str) -> pd.DataFrame:
    """No row, the contract's columns and types."""
    columns = model_of(table).to_schema().columns
    return validated(pd.DataFrame({name: pd.Series([], dtype=str(c.dtype)) for name, c in columns.items()}), table)
