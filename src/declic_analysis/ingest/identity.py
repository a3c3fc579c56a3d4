"""Who a row says it comes from: its identifying texts, kept inside `ingest` until `people.recognise` names everyone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from declic_analysis.privacy import normalised_column
from declic_analysis.study.model import IdentityRule

IDENTIFIED, EMPTY, MALFORMED, UNASKED = "identified", "empty", "malformed", "unasked"


@dataclass(frozen=True)
class Claims:
    """The identities that the rows of one file or sheet claim. Never shown, never written, never past `ingest`.

    codes: one column an identifying column of the rule (0, 1 …), normalised, `""` where empty; index of the rows.
    states: `identified`, `empty`, `malformed`, `unasked`. lines: line of each row in the file. audience: per row, a
    person is only ever recognised inside one audience.
    """

    source: str
    file: str
    rule: IdentityRule | None
    codes: pd.DataFrame = field(repr=False)
    states: pd.Series = field(repr=False)
    lines: pd.Series = field(repr=False)
    audience: pd.Series = field(repr=False)


def claims_of(
    identifiers: pd.DataFrame,
    *,
    rule: IdentityRule | None,
    source: str,
    file: str,
    lines: pd.Series,
    audience: pd.Series | str,
) -> Claims:
    """What the rows of one file, or of one sheet of a register, claim to be.

    Parameters: identifiers, the texts of `rule.columns`, in that order, one row a row; lines, their line in the file;
    audience, an audience id for all rows or one a row. The same texts under the same rule give the same person
    wherever they stand: in a survey, an attendance sheet, a list of candidates.
    """
    texts = identifiers.set_axis(range(len(identifiers.columns)), axis="columns")
    everyone = pd.Series(audience, index=texts.index, dtype="string") if isinstance(audience, str) else audience
    clean = texts.apply(normalised_column) if len(texts.columns) else texts
    return Claims(source, file, rule, clean, identity_states(clean, rule=rule), lines, everyone)


def identity_states(codes: pd.DataFrame, *, rule: IdentityRule | None) -> pd.Series:
    """Per row: `identified`; `empty` when an identifying column is; `malformed` against the rule's pattern; `unasked`.

    The pattern is held against the normalised values put end to end, whatever the case.
    """
    if rule is None:
        return pd.Series(UNASKED, index=codes.index, dtype="str")
    empty = (codes == "").any(axis="columns")
    joined = codes.agg("".join, axis="columns") if len(codes.columns) > 1 else codes.iloc[:, 0]
    wrong = ~empty & ~_matches(joined, rule.pattern)
    states = np.select([empty, wrong], [EMPTY, MALFORMED], default=IDENTIFIED)
    return pd.Series(states, index=codes.index, dtype="str")


def _matches(codes: pd.Series, pattern: str | None) -> pd.Series:
    if pattern is None:
        return pd.Series(True, index=codes.index)
    compiled = re.compile(pattern, re.IGNORECASE)
    return codes.map({code: compiled.fullmatch(code) is not None for code in codes.unique()}).astype(bool)
