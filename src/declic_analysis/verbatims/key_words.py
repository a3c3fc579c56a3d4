"""Words that one audience uses more than the other: persons who use them are counted, not the words."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pandas as pd

from declic_analysis.schemas import require
from declic_analysis.statistics.keyness import keyness
from declic_analysis.statistics.multiplicity import benjamini_hochberg
from declic_analysis.verbatims.normalising import accented, telling
from declic_analysis.vocabulary import Wave

COLUMNS = ("audience_first", "audience_second", "word", "n_first", "n_second", "n_persons", "of_first", "of_second",
           "share_first", "share_second", "log_ratio", "g2", "p", "p_adjusted", "n_looks", "method")  # fmt: skip


def key_words(
    verbatims: pd.DataFrame, *, wave: str = Wave.AFTER.value, question: str | None = None, fewest: int = 5
) -> pd.DataFrame:
    """Words (lemmas) of two audiences in one wave, by how unequally their people use them.

    Parameters: question, one open question (by default all); fewest, persons who use a word before it is compared:
    rarer ones say something of someone, and take their share of chance finds.
    Returns: for each pair of audiences and word: n_first and n_second persons who use it (n_persons both), of_first and
    of_second persons who answered, shares, log_ratio (1 = twice the share, positive for the first audience), g2, p
    (exact), p_adjusted (Benjamini–Hochberg over n_looks words); most unequal first, then by word.
    """
    require(verbatims, ("person", "audience", "wave", "question", "redacted"), table="verbatims")
    kept = verbatims[verbatims["wave"].eq(wave) & (verbatims["question"].eq(question) if question else True)]
    used = _used(kept)
    people = kept.groupby("audience")["person"].nunique()
    frames = [_pair(used, people, *two, fewest=fewest) for two in combinations(sorted(people.index), 2)]
    frames = [frame for frame in frames if len(frame)]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=list(COLUMNS))


def _used(verbatims: pd.DataFrame) -> pd.DataFrame:
    """Word × audience: how many persons use it."""
    rows = [
        (audience, person, word)
        for audience, person, text in verbatims[["audience", "person", "redacted"]].itertuples(index=False)
        for word in set(telling(text))
    ]
    long = pd.DataFrame(rows, columns=["audience", "person", "word"]).drop_duplicates()
    counted = long.groupby(["word", "audience"]).size().unstack("audience", fill_value=0)
    return counted.rename(index=_written(verbatims["redacted"]))


def _written(texts: pd.Series) -> dict[str, str]:
    """Lemma → its commonest writing, accents and all; the first of the alphabet in a tie."""
    seen = Counter(pair for text in texts for pair in accented(text).items())
    ranked = sorted(seen.items(), key=lambda one: (-one[1], one[0]))
    return {lemma: form for (lemma, form), _ in reversed(ranked)}


def _pair(used: pd.DataFrame, people: pd.Series, first: str, second: str, *, fewest: int) -> pd.DataFrame:
    n = used.reindex(columns=[first, second], fill_value=0)
    n = n[n.sum(axis=1) >= fewest]
    found = keyness(n[first], n[second], of_first=int(people[first]), of_second=int(people[second]))
    rows = pd.DataFrame(
        {
            "audience_first": first, "audience_second": second, "word": n.index.astype("string"),
            "n_first": n[first].to_numpy(), "n_second": n[second].to_numpy(), "n_persons": n.sum(axis=1).to_numpy(),
            "of_first": int(people[first]), "of_second": int(people[second]),
            "share_first": n[first].to_numpy() / people[first], "share_second": n[second].to_numpy() / people[second],
            "log_ratio": found.log_ratio, "g2": found.g2, "p": found.p,
            "p_adjusted": benjamini_hochberg(found.p), "n_looks": len(n), "method": "g2_persons",
        },
        columns=list(COLUMNS),
    )  # fmt: skip
    return rows.sort_values(["g2", "word"], ascending=[False, True], ignore_index=True)
