"""Who a row says it comes from: its identifying texts, kept inside `ingest` until `people.recognise` names everyone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from declic_analysis.ingest.matching import AND, OF
from declic_analysis.privacy import normalised_column
from declic_analysis.study.model import IdentityRule

IDENTIFIED, EMPTY, MALFORMED, UNASKED = "identified", "empty", "malformed", "unasked"


@dataclass(frozen=True)
class Claims:
    """The identities that the rows of one file or sheet claim. Never shown, never written, never past `ingest`.

    codes: one column an identifying column of the rule (0, 1 …), normalised, `""` where empty; index of the rows.
    states: `identified`, `empty`, `malformed`, `unasked`. constants: one column a constant field of the rule,
    normalised. lines: line of each row in the file. audience: per row, for a person is only ever recognised inside one
    audience. counts: rows that may be accepted; the others (drafts, faults) take no part in matching by one edit.
    waves: what the file asks about. n_padded: rows whose leading zeros were given back.
    """

    source: str
    file: str
    rule: IdentityRule | None
    waves: frozenset[str]
    codes: pd.DataFrame = field(repr=False)
    states: pd.Series = field(repr=False)
    constants: pd.DataFrame = field(repr=False)
    lines: pd.Series = field(repr=False)
    audience: pd.Series = field(repr=False)
    counts: pd.Series = field(repr=False)
    n_padded: int = 0

    @property
    def header(self) -> str:
        return " + ".join(self.rule.columns) if self.rule else ""

    def names(self) -> pd.Series:
        """What each row's code is called in its audience: the same name, the same person."""
        joined = pd.Series("", index=self.codes.index, dtype="str")
        for k in self.codes:
            joined = joined + (AND if k else "") + self.codes[k]
        return self.audience.fillna("").astype("str") + OF + joined


def claims_of(
    identifiers: pd.DataFrame,
    *,
    rule: IdentityRule | None,
    source: str,
    file: str,
    lines: pd.Series,
    audience: pd.Series | str,
    waves: Sequence[str] = (),
    constants: pd.DataFrame | None = None,
    counts: pd.Series | None = None,
) -> Claims:
    """What the rows of one file, or of one sheet of a register, claim to be.

    Parameters: identifiers, the texts of `rule.columns`, in that order, one row a row; lines, their line in the file;
    audience, an audience id for all rows or one a row; waves, of the file (`before`, `followup_m3` …; a register gives
    its own name, or nothing); constants, the texts of `rule.constant`, in that order; counts, which rows may be
    accepted, by default all. The same texts under the same rule give the same person wherever they stand: in a survey,
    an attendance sheet, a list of candidates.
    """
    clean = _normalised(identifiers)
    everyone = pd.Series(audience, index=clean.index, dtype="string") if isinstance(audience, str) else audience
    return Claims(
        source=source,
        file=file,
        rule=rule,
        waves=frozenset(waves or [source]),
        codes=clean,
        states=identity_states(clean, rule=rule),
        constants=_normalised(clean[[]] if constants is None else constants),
        lines=lines,
        audience=everyone,
        counts=pd.Series(True, index=clean.index) if counts is None else counts.astype(bool),
    )


def _normalised(texts: pd.DataFrame) -> pd.DataFrame:
    numbered = texts.set_axis(range(len(texts.columns)), axis="columns")
    return numbered.apply(normalised_column) if len(texts.columns) else numbered


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


def with_leading_zeros(claims: Sequence[Claims]) -> list[Claims]:
    """Give back the leading zeros that a spreadsheet took: "412" in one file is "0412" of another.

    A column is mended in a file where every code is a number, none has a leading zero and one at least is too short:
    too short for the width that all codes of another file have, some of them with a leading zero; or, where no file
    tells, for the rule's pattern, which every code of the column keeps once filled up.
    """
    widths = _full_widths(claims)
    return [_padded(one, widths) for one in claims]


def _full_widths(claims: Sequence[Claims]) -> dict[int, int]:
    """Identifying column → the one width that its codes have in every file where leading zeros are left."""
    found: dict[int, set[int]] = {}
    for one in claims:
        for k in range(len(one.codes.columns)):
            codes = one.codes[k][one.codes[k] != ""]
            lengths = codes.str.len().unique()
            if len(lengths) == 1 and codes.str.isdigit().all() and codes.str.startswith("0").any():
                found.setdefault(k, set()).add(int(lengths[0]))
    return {k: widths.pop() for k, widths in found.items() if len(widths) == 1}


def _padded(claims: Claims, widths: dict[int, int]) -> Claims:
    changed = {
        k: _filled_up(claims.codes[k], widths.get(k) or _pattern_width(claims, k))
        for k in range(len(claims.codes.columns))
    }
    codes = pd.DataFrame(changed, index=claims.codes.index, columns=claims.codes.columns)
    n = int((codes != claims.codes).any(axis="columns").sum())
    return replace(claims, codes=codes, states=identity_states(codes, rule=claims.rule), n_padded=n) if n else claims


def _filled_up(codes: pd.Series, width: int | None) -> pd.Series:
    given = codes[codes != ""]
    lost = len(given) and given.str.isdigit().all() and not given.str.startswith("0").any()
    if width is None or not lost or given.str.len().max() > width:
        return codes
    return codes.where(codes == "", codes.str.zfill(width))


def _pattern_width(claims: Claims, column: int) -> int | None:
    rule, given = claims.rule, claims.codes[column][claims.codes[column] != ""]
    if rule is None or rule.pattern is None or len(rule.columns) > 1 or given.empty or not given.str.isdigit().all():
        return None
    longest = int(given.str.len().max())
    return longest if _matches(given.str.zfill(longest), rule.pattern).all() else None
