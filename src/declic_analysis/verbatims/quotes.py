"""One voice a theme, chosen by rule: the most typical of the answers that may be quoted."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd

from declic_analysis.schemas import require
from declic_analysis.verbatims.normalising import telling
from declic_analysis.vocabulary import Wave

SHORTEST, LONGEST = 25, 280  # characters of a quotation
NEEDED = ("verbatim", "person", "audience", "wave", "redacted", "may_quote", "n_removed", "n_doubtful")


def quotes(
    verbatims: pd.DataFrame,
    answers: pd.DataFrame,
    *,
    codebook: pd.DataFrame,
    wave: str = Wave.AFTER.value,
    decisions: Mapping[str, bool] | None = None,
    structures: Collection[str] = (),
) -> pd.DataFrame:
    """For each audience and theme the quotation that the rule takes.

    Rule: among the answers of the wave that have the theme, those may be quoted whose author allowed it, from which no
    personal data had to be removed, in which no word could be a name, and that are 25 to 280 characters long; a person
    who read the answers may refuse one, or allow one whose words were doubtful. Of these the one nearest to the mean of
    all answers of the theme (TF-IDF of words, cosine) is taken, the smallest id in a tie. Nobody is quoted twice: of
    two themes the first in the codebook has the voice.
    Parameters: decisions, verbatim → True (a person allows its words) or False (refuses), as they said; structures,
    their names: an answer that says one is doubtful too, for a structure may have sent one person.
    Returns: audience, theme, valence, n_persons (with the theme in this wave), n_allowed, verbatim, quote, typicality;
    verbatim and quote are missing where nothing may be quoted.
    """
    require(verbatims, NEEDED, table="verbatims")
    said = answers.loc[answers["given"].astype(bool), ["verbatim", "theme"]]
    rows = verbatims[verbatims["wave"].eq(wave)].merge(said, on="verbatim", how="inner", validate="one_to_many")
    rows = rows.assign(n_doubtful=rows["n_doubtful"] + names_one(rows["redacted"], structures).astype("Int16"))
    rows = rows.assign(allowed=may_be_quoted(rows, decisions=decisions or {}))
    heard: set[str] = set()
    found = []
    for _, theme in codebook.iterrows():
        own = rows[rows["theme"].eq(theme["theme"]) & rows["audience"].eq(theme["audience"])]
        chosen = _most_typical(own, heard=heard)
        heard |= set() if chosen is None else {chosen["person"]}
        found.append(
            {
                **{name: theme[name] for name in ("audience", "theme", "valence")},
                "n_persons": own["person"].nunique(),
                "n_allowed": own.loc[own["allowed"], "person"].nunique(),
                "verbatim": pd.NA if chosen is None else chosen["verbatim"],
                "quote": pd.NA if chosen is None else chosen["redacted"],
                "typicality": np.nan if chosen is None else chosen["typicality"],
            }
        )
    columns = ["audience", "theme", "valence", "n_persons", "n_allowed", "verbatim", "quote", "typicality"]
    return pd.DataFrame(found, columns=columns).astype({"verbatim": "string", "quote": "string"})


def names_one(texts: pd.Series, structures: Collection[str]) -> pd.Series:
    """Whether each text says one of these names, whatever its capitals and apostrophes."""
    if not structures:
        return pd.Series(False, index=texts.index)
    one = "|".join(re.escape(_straight(name)) for name in sorted(structures, key=len, reverse=True))
    return texts.fillna("").map(_straight).str.contains(rf"(?<!\w)(?:{one})(?!\w)", flags=re.IGNORECASE, regex=True)


def _straight(text: str) -> str:
    return text.replace("’", "'")


def may_be_quoted(verbatims: pd.DataFrame, *, decisions: Mapping[str, bool]) -> pd.Series:
    """Permission, nothing removed, nothing doubtful that a reader has not allowed, of a fitting length."""
    said = [decisions.get(verbatim) for verbatim in verbatims["verbatim"]]
    decided = pd.Series(pd.array(said, dtype="boolean"), index=verbatims.index)
    length = verbatims["redacted"].str.len()
    safe = verbatims["n_doubtful"].eq(0) | decided.eq(True).fillna(False)
    allowed = (
        verbatims["may_quote"].fillna(False) & verbatims["n_removed"].eq(0) & safe & ~decided.eq(False).fillna(False)
    )
    return (allowed & length.between(SHORTEST, LONGEST)).fillna(False).astype(bool)


def _most_typical(rows: pd.DataFrame, *, heard: set[str]) -> pd.Series | None:
    open_to = rows["allowed"] & ~rows["person"].isin(heard)
    if not open_to.any():
        return None
    likeness = _typicality([telling(text) for text in rows["redacted"]])
    kept = rows.assign(typicality=np.round(likeness, 9))[open_to]
    return kept.sort_values(["typicality", "verbatim"], ascending=[False, True]).iloc[0]


def _typicality(texts: list[list[str]]) -> np.ndarray:
    """Cosine of each text with the mean of all: words weighted by tf × idf, rows of length one.

    The weights are those of scikit-learn's TfidfVectorizer (smoothed idf), without its second of start-up.
    """
    words = sorted({word for text in texts for word in text})
    place = {word: k for k, word in enumerate(words)}
    counts = np.zeros((len(texts), len(words)))
    for row, text in enumerate(texts):
        np.add.at(counts[row], [place[word] for word in text], 1)
    weights = counts * (np.log((1 + len(texts)) / (1 + (counts > 0).sum(axis=0))) + 1)
    length = np.linalg.norm(weights, axis=1, keepdims=True)
    weights = np.divide(weights, length, out=np.zeros_like(weights), where=length > 0)
    centre = weights.mean(axis=0)
    norm = float(np.linalg.norm(centre))
    return weights @ centre / norm if norm else np.zeros(len(texts))
