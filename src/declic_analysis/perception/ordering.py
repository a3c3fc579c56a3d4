"""The rows a result frame must have, and their order: nothing that was asked and answered vanishes."""

from __future__ import annotations

import pandas as pd


def in_codebook_order(frame: pd.DataFrame, *, by: list[str], codebook: pd.DataFrame) -> pd.DataFrame:
    """`frame` sorted by `by`: audiences and items as the codebook lists them, the rest alphabetical, no value last."""
    places: dict[str, dict[object, int]] = {name: _places(codebook[name]) for name in ("audience", "item")}
    keys = frame[by].assign(**{name: frame[name].map(places[name]) for name in by if name in places})
    return frame.loc[keys.sort_values(by, kind="stable", na_position="last").index].reset_index(drop=True)


def answered_groups(responses: pd.DataFrame, *, by: list[str]) -> pd.DataFrame:
    """Every combination of `by` that has any answer, on the scale or off it."""
    return responses[by].drop_duplicates().reset_index(drop=True)


def left_join_counts(frame: pd.DataFrame, counts: pd.DataFrame, *, by: list[str]) -> pd.DataFrame:
    """`frame` with the columns of `counts`, 0 where a group was not counted."""
    joined = frame.merge(counts, on=by, how="left", validate="one_to_one")
    added = [column for column in counts.columns if column not in by]
    return joined.assign(**{column: joined[column].fillna(0).astype("int64") for column in added})


def _places(column: pd.Series) -> dict[object, int]:
    return {value: place for place, value in enumerate(column.drop_duplicates())}
