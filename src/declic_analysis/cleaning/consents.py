"""What people allowed → the contract's `consents`: one row a person and purpose, the last they said."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from declic_analysis import schemas


def given(statements: pd.DataFrame, *, rows: pd.DataFrame) -> pd.DataFrame:
    """Clear statements of accepted rows, with their author.

    Parameters: statements, as `ingest.Intake.consents`; rows, accepted ones, whose index `statements.row` refers to.
    Returns: person, purpose, granted, given_on.
    """
    clear = statements[statements["granted"].notna() & statements["row"].isin(rows.index)]
    author = rows.loc[clear["row"]]
    return pd.DataFrame(
        {
            "person": author["person"].to_numpy(),
            "purpose": clear["purpose"].to_numpy(),
            "granted": clear["granted"].to_numpy(),
            "given_on": author["answered_on"].to_numpy(),
        }
    )


def last_said(statements: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The contract table: what each person said last of each purpose; a refusal wins where dates do not tell."""
    kept = [frame for frame in statements if len(frame)]
    if not kept:
        return schemas.empty("consents")
    said = schemas.check(pd.concat(kept, ignore_index=True), "consents")
    # An undated refusal may be the later word: it is placed after every date; an undated yes, before.
    placed = said["given_on"].mask(said["given_on"].isna() & ~said["granted"], pd.Timestamp.max)
    ordered = said.assign(placed=placed, refused=~said["granted"]).sort_values(
        ["placed", "refused"], na_position="first", kind="stable"
    )
    last = ordered.drop_duplicates(["person", "purpose"], keep="last")[list(said.columns)]
    return last.sort_values(["person", "purpose"], ignore_index=True)


def unclear_notes(statements: pd.DataFrame, *, rows: pd.DataFrame) -> list[tuple[str, int, str | None]]:
    """For the ledger: answers of accepted rows that are neither a yes nor a no, by column."""
    unclear = statements[statements["granted"].isna() & statements["row"].isin(rows.index)]
    return [("unclear_consent", int(n), str(header)) for header, n in unclear.groupby("header").size().items()]
