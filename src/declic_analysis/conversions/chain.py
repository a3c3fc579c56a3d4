"""The chain candidate → prescriber → company → action: how many journeys and hires have it whole, what is missing."""

from __future__ import annotations

import pandas as pd

from declic_analysis.schemas import require

LINKS = {"no_prescriber": "prescriber", "no_company": "structure", "no_action": "action"}


def chain(journeys: pd.DataFrame) -> pd.DataFrame:
    """How far the chain is recorded, for all journeys and for those that ended in a hire.

    Returns: two rows, `of` = journeys, hires: n, n_linked (prescriber, company and action known), n_unlinked ("non
    attribuée"), no_prescriber, no_company, no_action (of the unlinked; one may lack several), n_persons,
    n_linked_persons. No journey → no row; no hire known → a row of hires without numbers: not stated, never 0.
    Raises: ContractError, when a column is missing.
    """
    require(journeys, ["candidate", "hired", "linked", *LINKS.values()], table="journeys")
    of = {"journeys": journeys, "hires": journeys[journeys["hired"].astype(bool)]}
    rows = [_row(name, part) for name, part in of.items()] if len(journeys) else []
    columns = ["of", "n", "n_linked", "n_unlinked", *LINKS, "n_persons", "n_linked_persons"]
    return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(columns[1:], "Int64") | {"of": "string"})


def _row(name: str, part: pd.DataFrame) -> dict[str, object]:
    if part.empty:
        return {"of": name}
    linked = part["linked"].astype(bool)
    lacking = {link: int(part[column].isna().sum()) for link, column in LINKS.items()}
    counts = {"n": len(part), "n_linked": int(linked.sum()), "n_unlinked": int((~linked).sum())}
    people = {"n_persons": part["candidate"].nunique(), "n_linked_persons": part.loc[linked, "candidate"].nunique()}
    return {"of": name, **counts, **lacking, **people}
