"""Interviews, groups and observations: the design `testimony`, without a scale and without a before."""

from __future__ import annotations

import re

import pandas as pd

from declic_analysis.redaction import redact, removed_kinds
from declic_analysis.schemas import require
from declic_analysis.verbatims.dictionary import by_dictionary
from declic_analysis.verbatims.quotes import quotes
from declic_analysis.vocabulary import Wave

DESIGN = "testimony"
SENTENCE = re.compile(r"(?<=[.!?…])\s+")


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


def record_quotes(qualitative: pd.DataFrame, *, codebook: pd.DataFrame) -> pd.DataFrame:
    """A sentence a theme from the notes whose source allowed it, by the rule of `quotes.quotes`.

    A sentence is taken whole; one from which something was removed, or that holds a word, an age or a post that only a
    reader can judge, is never quoted, and each conversation has one voice at most. Notes without permission, or without
    an audience, take no part.
    Returns: audience, theme, valence, n_persons (conversations of the audience that have notes: the base), n_allowed
    (conversations that may be quoted on the theme), verbatim, quote, typicality, method (how it was collected).
    """
    noted = qualitative[qualitative["redacted"].fillna("").ne("") & qualitative["audience"].notna()]
    said = _sentences(noted)
    found = quotes(said, by_dictionary(said, codebook=codebook), codebook=codebook)
    heard = noted.groupby("audience").size()
    methods = said.set_index("verbatim")["method"].to_dict()
    return found.assign(
        n_persons=found["audience"].map(heard).fillna(0).astype("int64"),
        method=found["verbatim"].map(methods).astype("string"),
    )


def _sentences(noted: pd.DataFrame) -> pd.DataFrame:
    """Notes cut into sentences, in the columns of free answers: a conversation stands where a person would."""
    rows = [
        (f"{row.record}/{k}", row.record, row.audience, row.method, part, bool(row.may_quote))
        for row in noted.itertuples(index=False)
        for k, part in enumerate(SENTENCE.split(str(row.redacted)))
    ]
    frame = pd.DataFrame(rows, columns=["verbatim", "person", "audience", "method", "redacted", "may_quote"])
    frame = frame.astype({"redacted": "string", "may_quote": "boolean"})
    removed = [sum(removed_kinds(pd.Series([text], dtype="string")).values()) for text in frame["redacted"]]
    doubtful = [redact(text).doubtful for text in frame["redacted"]]
    return frame.assign(wave=Wave.AFTER.value, n_removed=removed, n_doubtful=doubtful)
