"""Figures and testimonies side by side: do they agree, diverge, or can it not be said?"""

from __future__ import annotations

import pandas as pd

from declic_analysis.schemas import require
from declic_analysis.vocabulary import Concordance, Valence

RISES = ("improvement", "improvement_notable", "perceived_more", "perceived_more_notable")
FALLS = ("worsening", "worsening_notable", "perceived_less", "perceived_less_notable")
STAYS = ("equivalent",)


def beside(
    themes: pd.DataFrame, shift: pd.DataFrame, *, codebook: pd.DataFrame, items: pd.DataFrame, alpha: float = 0.05
) -> pd.DataFrame:
    """Each theme that speaks of a construct, beside the questions of that construct.

    Rule: the words rise (fall) when Tango's interval of the share of people who speak of the theme lies above (below)
    zero and the exact sign test agrees (`alpha`), as for the verdicts; a question rises or falls by its verdict. They
    agree when both rise or both fall, diverge when one rises and the other falls; in every other case it is not known.
    A theme of assets is held against questions for which more is better, a theme of obstacles against neutral ones
    (more = perceived more); any other pair is left out.
    Parameters: themes, as `theme_shift`; shift, as `perception.paired_shift` by audience and item; items, the codebook
    of questions.
    Returns: audience, theme, valence, item, direction, n_pairs_words, change, low, high, n_pairs, net_shift, net_low,
    net_high, verdict, concordance.
    """
    require(themes, ("audience", "theme", "change", "low", "high", "sign_p", "n_pairs"), table="themes")
    require(shift, ("audience", "item", "net_shift", "net_low", "net_high", "n_pairs", "verdict"), table="shift")
    about = codebook.loc[codebook["construct"].notna(), ["audience", "theme", "valence", "construct"]]
    asked = items[["audience", "item", "construct", "direction"]]
    pairs = about.merge(asked, on=["audience", "construct"], how="inner", validate="many_to_many")
    neutral, obstacle = pairs["direction"].eq("neutral"), pairs["valence"].eq(Valence.OBSTACLE.value)
    pairs = pairs[neutral == obstacle]
    words = themes[["audience", "theme", "n_pairs", "change", "low", "high", "sign_p"]].rename(
        columns={"n_pairs": "n_pairs_words"}
    )
    figures = shift[["audience", "item", "n_pairs", "net_shift", "net_low", "net_high", "verdict"]]
    found = pairs.merge(words, on=["audience", "theme"], how="left", validate="many_to_one")
    found = found.merge(figures, on=["audience", "item"], how="left", validate="many_to_one")
    told = [
        _told(_direction(low, high) if p <= alpha else 0, verdict)
        for low, high, p, verdict in found[["low", "high", "sign_p", "verdict"]]
        .astype({"low": "float64", "high": "float64", "sign_p": "float64"})
        .itertuples(index=False)
    ]
    return (
        found.drop(columns=["construct", "sign_p"])
        .assign(concordance=pd.array(told, dtype="string"))
        .reset_index(drop=True)
    )


def _direction(low: float, high: float) -> int:
    return 1 if low > 0 else -1 if high < 0 else 0


def _told(words: int, verdict: object) -> str:
    figure = 1 if verdict in RISES else -1 if verdict in FALLS else 0
    if not words or not figure:
        return Concordance.UNKNOWN.value
    return (Concordance.CONCORDANT if words == figure else Concordance.DIVERGENT).value
