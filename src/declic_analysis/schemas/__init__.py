"""The contracts of the tables. `models` declares each once (pandera); `check` holds a frame to it.

This module loads no pandera: analyses import it for `require`, and pay for pandera only when a contract is checked.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from declic_analysis.errors import ContractError, message

if TYPE_CHECKING:
    import pandas as pd

TABLES = (
    "structures",
    "participants",
    "actions",
    "attendances",
    "invitations",
    "responses",
    "choices",
    "verbatims",
    "codings",
    "candidates",
    "events",
    "hires",
    "videos",
    "ambassadors",
    "recommendations",
    "published_figures",
    "published_claims",
    "indicators",
    "costs",
    "qualitative_sources",
    "diagnosis",
    "openings",
    "consents",
    "quarantine",
    "corrections",
    "ledger",
)


def require(frame: pd.DataFrame, columns: Iterable[str], *, table: str) -> None:
    """Refuse a frame that lacks columns, naming them.

    Raises: ContractError, listing the missing and the present column names.
    """
    missing = [name for name in columns if name not in frame.columns]
    if missing:
        raise ContractError(
            message(fr=f"Colonnes absentes : {', '.join(missing)}.", en=f"Missing columns: {', '.join(missing)}."),
            where=table,
            found=", ".join(map(str, frame.columns)),
            action=message(
                fr="Partez de la table écrite par « declic build », ou ajoutez ces colonnes.",
                en="Start from the table that `declic build` writes, or add these columns.",
            ),
        )


def check(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """Hold a frame to the contract of `table`: all failures at once, coerced types, no other column.

    Returns: the frame in the contract's column order and types.
    Raises: ContractError, counting failures by column and check; no value of the frame is shown.
    """
    from declic_analysis.schemas.validation import validated

    return validated(frame, table)


def empty(table: str) -> pd.DataFrame:
    """A frame with no row that keeps the contract of `table`."""
    from declic_analysis.schemas.validation import empty_frame

    return empty_frame(table)
