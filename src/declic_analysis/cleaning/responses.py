"""Cleaned answers → the contract's `responses`; submissions → `participants`."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from declic_analysis import schemas
from declic_analysis.cleaning.answers import OFF, SUBSTANTIVE
from declic_analysis.vocabulary import Answer, RowState

OF_ROW = (
    *("person", "identified", "match", "match_score", "audience", "territory", "format", "action", "structure"),
    *("answered_on", "action_on"),
)


def responses_of(answers: pd.DataFrame, *, rows: pd.DataFrame, columns: pd.DataFrame, prefix: str) -> pd.DataFrame:
    """Answers of one file, in the order of its lines, then of the study's columns.

    Parameters: answers, as `clean_answers` returns; rows, whose index `answers.row` refers to; columns, for each column
    wave, month, wave_key, header; prefix, how the file's submissions are called: source, and file where it has several.
    """
    kept = answers[answers["state"].isin([SUBSTANTIVE, OFF])]
    line = rows.index.get_indexer(pd.Index(kept["row"]))
    order = np.lexsort((kept["column"], rows["source_row"].to_numpy()[line]))
    kept, line = kept.iloc[order], line[order]
    column = kept["column"].to_numpy()
    kind = (kept["state"] == OFF).to_numpy(dtype="int64")
    return pd.DataFrame(
        {
            "response": _ids(prefix, rows=rows, columns=columns, line=line, column=column),
            **{name: rows[name].array.take(line) for name in (*OF_ROW, "source", "source_row")},
            **{name: columns[name].array.take(column) for name in ("wave", "month")},
            "source_column": columns["header"].array.take(column),
            **{name: kept[name].array for name in ("position", "score", "favourable", "non_substantive")},
            **{name: _words(kept[name]) for name in ("item", "scale")},
            "answer": _texts([Answer.SUBSTANTIVE.value, Answer.NON_SUBSTANTIVE.value]).take(kind),
        }
    )


def _ids(
    prefix: str, *, rows: pd.DataFrame, columns: pd.DataFrame, line: np.ndarray, column: np.ndarray
) -> ExtensionArray:
    """`<source>:<line>:<wave>`, each distinct one written once."""
    wave, waves = pd.factorize(columns["wave_key"])
    distinct = _texts([f"{prefix}:{number}:{name}" for number in rows["source_row"] for name in waves])
    return distinct.take(line * len(waves) + wave[column])


def _words(column: pd.Series) -> ExtensionArray:
    return _texts(column.cat.categories).take(column.cat.codes.to_numpy())


def _texts(values: Iterable[str]) -> ExtensionArray:
    return pd.array(list(values), dtype="string")


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
    given = responses.groupby(["person", "audience"])["response"].nunique()
    counted = found.assign(n_submissions=given.reindex(found.index, fill_value=0))
    return schemas.check(counted.reset_index(), "participants")
