"""Who answered: identifying columns go in, pseudonyms come out."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from declic_analysis.privacy import Key, normalised_column, pseudonyms, row_pseudonyms
from declic_analysis.study.model import IdentityRule

IDENTIFIED, EMPTY, MALFORMED, UNASKED = "identified", "empty", "malformed", "unasked"


def identity_states(identifiers: pd.DataFrame, *, rule: IdentityRule | None) -> pd.Series:
    """Per row: `identified`; `empty` when an identifying column is; `malformed` against the rule's pattern; `unasked`.

    The pattern is held against the normalised values put end to end, whatever the case.
    """
    if rule is None:
        return pd.Series(UNASKED, index=identifiers.index, dtype="str")
    clean = identifiers.apply(normalised_column)
    empty = (clean == "").any(axis="columns")
    joined = clean.agg("".join, axis="columns") if len(clean.columns) > 1 else clean.iloc[:, 0]
    wrong = ~empty & ~_matches(joined, rule.pattern)
    states = np.select([empty, wrong], [EMPTY, MALFORMED], default=IDENTIFIED)
    return pd.Series(states, index=identifiers.index, dtype="str")


def _matches(codes: pd.Series, pattern: str | None) -> pd.Series:
    if pattern is None:
        return pd.Series(True, index=codes.index)
    compiled = re.compile(pattern, re.IGNORECASE)
    return codes.map({code: compiled.fullmatch(code) is not None for code in codes.unique()}).astype(bool)


def persons(
    identifiers: pd.DataFrame, *, states: pd.Series, rows: pd.Series, source: str, file: str, key: Key, study: str
) -> pd.Series:
    """A pseudonym per row: the person's own where identified, else one that only this line of this file has."""
    known = states == IDENTIFIED
    alone = row_pseudonyms(source=source, file=file, rows=rows[~known], key=key, study=study)
    return pd.concat([pseudonyms(identifiers[known], key=key, study=study), alone]).reindex(rows.index)
