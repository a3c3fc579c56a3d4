"""Interviews, groups and observations: the design `testimony`, without a scale and without a before."""

from __future__ import annotations

import pandas as pd

from declic_analysis.schemas import require
from declic_analysis.verbatims.dictionary import by_dictionary

DESIGN = "testimony"


def records(qualitative: pd.DataFrame) -> pd.DataFrame:
    """Who was heard, by audience and method: audience, method, n_records, n_with_notes, n_quotable, first_on, last_on,
    design. An empty table stays empty: unknown is not nobody.
    """
    require(
        qualitative, ("record", "method", "audience", "redacted", "may_quote", "held_on"), table="qualitative_sources"
    )
    noted = qualitative.assign(noted=qualitative["redacted"].fillna("").ne(""))
    noted = noted.assign(quotable=noted["noted"] & noted["may_quote"].fillna(False).astype(bool))
    found = noted.groupby(["audience", "method"], dropna=False, as_index=False).agg(
        n_records=("record", "size"), n_with_notes=("noted", "sum"), n_quotable=("quotable", "sum"),
        first_on=("held_on", "min"), last_on=("held_on", "max"),
    )  # fmt: skip
    return found.assign(design=DESIGN)


def record_themes(qualitative: pd.DataFrame, *, codebook: pd.DataFrame) -> pd.DataFrame:
    """How many records speak of each theme, by the dictionary: audience, theme, valence, n_records, n_said, design.

    A record is one conversation, whoever took part: these are counts of conversations, never shares of people. Records
    without notes or without an audience say nothing here.
    """
    noted = qualitative[qualitative["redacted"].fillna("").ne("") & qualitative["audience"].notna()]
    texts = noted.rename(columns={"record": "verbatim"})[["verbatim", "audience", "redacted"]]
    found = by_dictionary(texts, codebook=codebook).merge(
        texts[["verbatim", "audience"]], on="verbatim", how="inner", validate="many_to_one"
    )
    counts = found.groupby(["audience", "theme"], as_index=False).agg(
        n_records=("given", "size"), n_said=("given", "sum")
    )
    keys = codebook[["audience", "theme", "valence"]]
    joined = keys.merge(counts, on=["audience", "theme"], how="inner", validate="one_to_one")
    return joined.assign(design=DESIGN)
