"""Which raw rows count. Each brick moves rows from `accepted` to another state and never drops one.

A row is a submission of one person, whatever the number of waves it holds. State: see `vocabulary.RowState`.
"""

from __future__ import annotations

import logging

import pandas as pd

from declic_analysis.vocabulary import DuplicateRule, QuarantineReason, RowState

log = logging.getLogger(__name__)


def clean_rows(rows: pd.DataFrame, *, duplicates: str, keep_incomplete: bool, by_action: bool) -> pd.DataFrame:
    """The rows of one source, with their `state` and, where quarantined, `fault`.

    Parameters: rows, as `ingest.Intake.rows`, all files of the source; by_action, the source says which action a row
    is about. Returns: the same rows and order, columns `state` and `fault` set.
    """
    return (
        rows.assign(state=RowState.ACCEPTED.value)
        .pipe(quarantine_wrong_width)
        .pipe(set_aside_incomplete, keep=keep_incomplete)
        .pipe(quarantine_faults)
        .pipe(set_aside_copies)
        .pipe(set_aside_duplicates, rule=duplicates, by_action=by_action)
    )


def quarantine_wrong_width(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with another number of cells than the header: their cells may stand under another question."""
    wrong = rows["wrong_width"]
    reason = rows["fault"].mask(wrong, QuarantineReason.WRONG_WIDTH.value)
    column = rows["fault_column"].mask(wrong, None)
    return _moved(rows.assign(fault=reason, fault_column=column), wrong, to=RowState.QUARANTINED)


def set_aside_incomplete(rows: pd.DataFrame, *, keep: bool) -> pd.DataFrame:
    """Drafts and unfinished answers, unless the study keeps them."""
    return rows if keep else _moved(rows, ~rows["complete"], to=RowState.INCOMPLETE)


def quarantine_faults(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows whose audience, territory or format the study does not know."""
    return _moved(rows, rows["fault"].notna(), to=RowState.QUARANTINED)


def set_aside_copies(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of a file that is a copy, byte for byte, of another file of the source (column `copy_of`)."""
    return _moved(rows, rows["copy_of"].notna(), to=RowState.DUPLICATE) if "copy_of" in rows else rows


def set_aside_duplicates(rows: pd.DataFrame, *, rule: str, by_action: bool) -> pd.DataFrame:
    """All but one of the rows of the same person, audience and action in this source.

    The action is its id where the source has one, else its format and date. `last` and `first` follow the submission
    date, undated rows before dated ones, then the file and line; `most_complete` keeps the most filled, the last of
    those that tie. A row without identity is never a duplicate: nothing says that it is the same person's.
    """
    candidates = rows[(rows["state"] == RowState.ACCEPTED) & rows["identified"]]
    ordered = candidates.sort_values(_order(rule), kind="stable", na_position="first")
    key = ["person", "audience", *(["action"] if by_action else ["format", "action_on"])]
    again = ordered.duplicated(key, keep="first" if rule == DuplicateRule.FIRST else "last")
    return _moved(rows, again.reindex(rows.index, fill_value=False), to=RowState.DUPLICATE)


def _order(rule: str) -> list[str]:
    return ["filled", "answered_on"] if rule == DuplicateRule.MOST_COMPLETE else ["answered_on"]


def _moved(rows: pd.DataFrame, where: pd.Series, *, to: RowState) -> pd.DataFrame:
    moving = where.astype(bool) & (rows["state"] == RowState.ACCEPTED)
    log.info("%s: %d of %d rows", to.value, int(moving.sum()), len(rows))
    return rows.assign(state=rows["state"].mask(moving, to.value))
