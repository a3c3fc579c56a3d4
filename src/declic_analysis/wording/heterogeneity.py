"""Sentences on groups side by side: whether they differ, never which one is ahead."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.vocabulary import Grouping, InclusionKind, PrescriberKind, Role, SiaeKind
from declic_analysis.wording.formats import day, decimal, integer, missing
from declic_analysis.wording.texts import TEXTS, capital, say

_GROUPINGS = {member.value: member.label for member in Grouping}
_CODES = {m.value: m.label for kind in (SiaeKind, InclusionKind, PrescriberKind, Role) for m in kind}


def group_name(grouping: str, group: str, *, names: Mapping[str, str], lang: str = "fr") -> str:
    """A group in words; `names`: id → label of territories and formats."""
    if grouping in (Grouping.TERRITORY, Grouping.FORMAT):
        return names.get(group, group)
    if f"group_{group}" in TEXTS:
        return say(f"group_{group}", lang=lang)
    return ", ".join(_CODES[code].of(lang) if code in _CODES else code for code in group.split("|"))


def grouping_name(grouping: str, *, lang: str = "fr") -> str:
    """A grouping in words."""
    return capital(_GROUPINGS[grouping].of(lang))


def grouping_sentences(groups: Published, *, alpha: float = 0.05, lang: str = "fr") -> list[str]:
    """One sentence a grouping of a published `heterogeneity` of one audience, chosen by rule from its adjusted p.

    Raises: ContractError, for a bare frame.
    """
    rows = require_published(groups, kind="heterogeneity").frame.drop_duplicates("grouping")
    return [_sentence(row, alpha=alpha, lang=lang) for _, row in rows.iterrows()]


def _sentence(row: pd.Series, *, alpha: float, lang: str) -> str:
    told = {"grouping": grouping_name(str(row["grouping"]), lang=lang)}
    if not bool(row["published"]):
        return say("groups_hidden", lang=lang, **told)
    if missing(row["p_adjusted"]):
        return say("groups_single" if row["n_groups"] == 1 else "groups_untested", lang=lang, **told)
    p, n = decimal(row["p_adjusted"], digits=2, lang=lang), integer(row["n_looks"], lang=lang)
    key = "groups_differ" if float(row["p_adjusted"]) <= alpha else "groups_alike"
    looks = say("groups_look" if row["n_looks"] == 1 else "groups_looks", lang=lang, p=p, n=n)
    return say(key, lang=lang, looks=looks, **told)


def landmark_sentence(groups: Published, *, lang: str = "fr") -> str:
    """Up to which day participations count; empty where none does."""
    days = require_published(groups, kind="heterogeneity").frame["landmark"].dropna()
    return say("groups_landmark", lang=lang, date=day(days.iloc[0].date(), lang=lang)) if len(days) else ""
