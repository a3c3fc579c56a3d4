"""Strata, jobs, employment at 3 and 6 months, costs: published results as display tables."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.vocabulary import JobQuality
from declic_analysis.wording.formats import euros, integer, interval, missing, percent, points
from declic_analysis.wording.rates import group_words, grouping_words, share_words
from declic_analysis.wording.texts import say

_QUALITIES = {member.value: member.label for member in JobQuality}


def strata_table(strata: Published, *, within: str, names: Mapping[str, str], lang: str = "fr") -> pd.DataFrame:
    """One row a group of a published `strata`. Raises: ContractError, for a bare frame."""
    rows = require_published(strata, kind="strata").frame
    stratum = grouping_words(within, lang=lang)
    columns = {
        say("strata_group", lang=lang): [group_words(group, names=names, lang=lang) for group in rows["group"]],
        say("strata_n", lang=lang): [_sides(row, lang=lang) for _, row in rows.iterrows()],
        say("strata_crude", lang=lang): [_difference(row, "crude", lang=lang) for _, row in rows.iterrows()],
        say("strata_common", lang=lang, within=stratum): [
            _difference(row, "common", lang=lang) for _, row in rows.iterrows()
        ],
        say("strata_direction", lang=lang): [_direction(code, lang=lang) for code in rows["direction"]],
    }
    return pd.DataFrame(columns, dtype="str")


def quality_table(quality: Published, *, lang: str = "fr") -> pd.DataFrame:
    """One row a kind of job of a published `quality_shares`. Raises: ContractError, for a bare frame."""
    rows = require_published(quality, kind="quality").frame
    columns = {
        say("quality_kind", lang=lang): [_QUALITIES[code].of(lang) for code in rows["quality"]],
        say("quality_n", lang=lang): [_count(n, lang=lang) for n in rows["n"]],
        say("quality_share", lang=lang): [
            share_words(row["share"], row["low"], row["high"], lang=lang) for _, row in rows.iterrows()
        ],
    }
    return pd.DataFrame(columns, dtype="str")


def lasting_table(lasting: Published, *, lang: str = "fr") -> pd.DataFrame:
    """One row a mark of a published `still_employed`. Raises: ContractError, for a bare frame."""
    rows = require_published(lasting, kind="lasting").frame
    counts = {"mature": "n_mature", "employed": "n_employed", "left": "n_left", "unknown": "n_unknown",
              "early": "n_too_early"}  # fmt: skip
    columns = {
        say("lasting_mark", lang=lang): [say("lasting_months", lang=lang, n=str(n)) for n in rows["months"]],
        **{
            say(f"lasting_{key}", lang=lang): [_count(n, lang=lang) for n in rows[name]] for key, name in counts.items()
        },
        say("lasting_rate", lang=lang): [_rate(row, lang=lang) for _, row in rows.iterrows()],
        say("lasting_range", lang=lang): [_between(row, lang=lang) for _, row in rows.iterrows()],
    }
    return pd.DataFrame(columns, dtype="str")


def cost_table(cost: Published, *, lang: str = "fr") -> pd.DataFrame:
    """One row an outcome of a published `cost_per_outcome`. Raises: ContractError, for a bare frame."""
    rows = require_published(cost, kind="cost").frame
    columns = {
        say("cost_outcome", lang=lang): [say(f"cost_{code}", lang=lang) for code in rows["outcome"]],
        say("cost_n", lang=lang): [_count(n, lang=lang) for n in rows["n"]],
        say("cost_mean", lang=lang): [_cost(row, lang=lang) for _, row in rows.iterrows()],
    }
    return pd.DataFrame(columns, dtype="str")


def _count(n: object, *, lang: str) -> str:
    return say("not_published", lang=lang) if missing(n) else integer(n, lang=lang)


def _sides(row: pd.Series, *, lang: str) -> str:
    if missing(row["n"]):
        return say("not_published", lang=lang)
    return " ; ".join(integer(row[name], lang=lang) for name in ("n", "n_others"))


def _difference(row: pd.Series, kind: str, *, lang: str) -> str:
    if missing(row[f"{kind}_difference"]):
        return say("not_published", lang=lang)
    ends = interval(row[f"{kind}_low"], row[f"{kind}_high"], lang=lang)
    return f"{points(row[f'{kind}_difference'], lang=lang)} {ends}"


def _direction(code: object, *, lang: str) -> str:
    return say("not_published" if missing(code) else f"direction_{code}", lang=lang)


def _rate(row: pd.Series, *, lang: str) -> str:
    if row["published"] and missing(row["rate"]):
        return say("unknown", lang=lang)
    return share_words(row["rate"], row["low"], row["high"], lang=lang)


def _between(row: pd.Series, *, lang: str) -> str:
    if missing(row["lowest"]):
        return say("not_published", lang=lang)
    low, high = (percent(row[name], lang=lang) for name in ("lowest", "highest"))
    return low if low == high else say("lasting_between", lang=lang, low=low, high=high)


def _cost(row: pd.Series, *, lang: str) -> str:
    if not row["published"]:
        return say("not_published", lang=lang)
    if missing(row["cost"]):
        return say("cost_at_least", lang=lang, low=euros(row["low"], lang=lang))
    low, high = (euros(row[name], lang=lang) for name in ("low", "high"))
    return f"{euros(row['cost'], lang=lang)} [{say('lasting_between', lang=lang, low=low, high=high)}]"
