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
    state = answers["state"].to_numpy()
    said = np.flatnonzero((state == SUBSTANTIVE) | (state == OFF))
    line = rows.index.get_indexer(pd.Index(answers["row"].to_numpy()[said]))
    # Answers come column after column: a stable sort by line keeps the columns in order.
    order = np.argsort(rows["source_row"].to_numpy()[line], kind="stable")
    kept, line = said[order], line[order]
    column = answers["column"].to_numpy()[kept]
    kind = (state[kept] == OFF).astype("int64")
    return pd.DataFrame(
        {
            "response": _ids(prefix, rows=rows, columns=columns, line=line, column=column),
            **{name: rows[name].array.take(line) for name in (*OF_ROW, "source", "source_row")},
            **{name: columns[name].array.take(column) for name in ("wave", "month")},
            "source_column": columns["header"].array.take(column),
            **{name: answers[name].array.take(kept) for name in ("position", "score", "favourable")},
            **{name: _words(answers[name], at=kept) for name in ("item", "scale", "non_substantive")},
            "answer": _texts([Answer.SUBSTANTIVE.value, Answer.NON_SUBSTANTIVE.value]).take(kind),
        }
    )


def _ids(
    prefix: str, *, rows: pd.DataFrame, columns: pd.DataFrame, line: np.ndarray, column: np.ndarray
) -> ExtensionArray:
    """`<source>:<line>:<wave>`, each distinct one written once."""
    wave, kinds = pd.factorize(columns["wave_key"])
    waves = kinds.tolist()  # an index of texts is slow to walk through
    distinct = _texts([f"{prefix}:{number}:{name}" for number in rows["source_row"].tolist() for name in waves])
    return distinct.take(line * len(waves) + wave[column])


def _words(column: pd.Series, *, at: np.ndarray) -> ExtensionArray:
    """The texts of a categorical column at some places; missing stays missing."""
    return _texts(column.cat.categories).take(column.cat.codes.to_numpy()[at], allow_fill=True)


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
    given = responses[~responses["response"].duplicated()].groupby(["person", "audience"]).size()
    counted = found.assign(n_submissions=given.reindex(found.index, fill_value=0))
    return schemas.check(counted.reset_index(), "participants")
