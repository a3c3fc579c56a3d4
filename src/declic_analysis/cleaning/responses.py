"""Cleaned answers → the contract's `responses`; submissions → `participants`."""

from __future__ import annotations

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray
from pandas.api.typing import DataFrameGroupBy

from declic_analysis import schemas
from declic_analysis.cleaning.answers import OFF, SUBSTANTIVE
from declic_analysis.schemas.compact import expanded
from declic_analysis.vocabulary import Answer, RowState

ON_AND_OFF = pd.Index([Answer.SUBSTANTIVE.value, Answer.NON_SUBSTANTIVE.value], dtype="str")
OF_ROW = (
    *("person", "identified", "match", "match_score", "audience", "territory", "format", "action", "structure"),
    *("answered_on", "action_on"),
)


def responses_of(answers: pd.DataFrame, *, rows: pd.DataFrame, columns: pd.DataFrame, prefix: str) -> pd.DataFrame:
    """Answers of one file, in the order of its lines, then of the study's columns; texts compact (`schemas.compact`).

    Parameters: answers, as `clean_answers` returns; rows, whose index `answers.row` refers to; columns, for each column
    wave, month, wave_key, header; prefix, how the file's submissions are called: source, and file where it has several.
    """
    state = answers["state"].to_numpy()
    said = np.flatnonzero((state == SUBSTANTIVE) | (state == OFF))
    line = rows.index.get_indexer(pd.Index(answers["row"].to_numpy()[said]))
    # Answers come column after column: a stable sort by line keeps the columns in order.
    order = np.argsort(rows["source_row"].to_numpy()[line], kind="stable")
    kept, line = said[order], line[order]
    column = answers["column"].to_numpy()[kept]
    return pd.DataFrame(
        {
            "response": _ids(prefix, rows=rows, columns=columns, line=line, column=column),
            **{name: _spread(rows[name], line) for name in (*OF_ROW, "source", "source_row")},
            **{name: _spread(columns[name], column) for name in ("wave", "month")},
            "source_column": _spread(columns["header"], column),
            **{name: answers[name].array.take(kept) for name in ("position", "score", "favourable")},
            **{name: answers[name].array.take(kept) for name in ("item", "scale", "non_substantive")},
            "answer": pd.Categorical.from_codes((state[kept] == OFF).astype("int8"), categories=ON_AND_OFF),
        }
    )


def _ids(
    prefix: str, *, rows: pd.DataFrame, columns: pd.DataFrame, line: np.ndarray, column: np.ndarray
) -> pd.Categorical:
    """`<source>:<line>:<wave>`, each distinct one written once."""
    wave, kinds = pd.factorize(columns["wave_key"])
    waves = kinds.tolist()  # an index of texts is slow to walk through
    distinct = [f"{prefix}:{number}:{name}" for number in rows["source_row"].tolist() for name in waves]
    codes = line * len(waves) + wave[column]
    return pd.Categorical.from_codes(codes.astype("int32"), categories=pd.Index(distinct, dtype="str"), validate=False)


def _spread(column: pd.Series, at: np.ndarray) -> ExtensionArray:
    """The values of a column at some places, texts compact."""
    if not isinstance(column.dtype, pd.StringDtype):
        return column.array.take(at)
    codes, kinds = pd.factorize(column)
    found = codes.astype("int32")[at]
    return pd.Categorical.from_codes(found, categories=pd.Index(kinds.tolist(), dtype="str"), validate=False)


def participants_of(rows: pd.DataFrame, responses: pd.DataFrame) -> pd.DataFrame:
    """Persons of accepted rows: one row per person and audience, place and structure of the last submission that says.

    `n_submissions` counts questionnaires with at least one answer: a row that holds two waves counts for two.
    """
    accepted = rows[rows["state"] == RowState.ACCEPTED]
    if accepted.empty:
        return schemas.empty("participants")
    ordered = accepted.sort_values(["action_on", "answered_on"], na_position="first", kind="stable")
    people = ordered.groupby(["person", "audience"], sort=True)
    found = people.agg(
        territory=("territory", "last"),
        structure=("structure", "last"),
        identified=("identified", "any"),
        match=("match", "first"),
        match_score=("match_score", "min"),
    )
    first = ~responses["response"].duplicated()
    given = expanded(responses.loc[first, ["person", "audience"]]).groupby(["person", "audience"]).size()
    counted = found.assign(n_submissions=given.reindex(found.index, fill_value=0), group=_groups(people))
    return schemas.check(counted.reset_index(), "participants")


def in_both_groups(rows: pd.DataFrame) -> int:
    """Persons whose accepted rows tell both groups."""
    accepted = rows[rows["state"] == RowState.ACCEPTED]
    if accepted.empty:
        return 0
    return int((accepted.groupby(["person", "audience"])["group"].nunique() > 1).sum())


def _groups(people: DataFrameGroupBy) -> pd.Series:
    """The group that a person's rows tell; none where they tell both."""
    told = people["group"].agg(["first", "nunique"])
    return told["first"].where(told["nunique"] == 1).astype("string")
