"""Reliability of scales, and stayers beside leavers, as display tables."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.vocabulary import ScaleDecision, Wave
from declic_analysis.wording.annex import annex
from declic_analysis.wording.formats import decimal, integer, missing, points
from declic_analysis.wording.texts import say

_WAVES = {member.value: member.label for member in Wave}
_DECISIONS = {member.value: member.label for member in ScaleDecision}


def scales_table(scales: Published, *, constructs: Mapping[str, str], lang: str = "fr") -> pd.DataFrame:
    """One row per construct and wave of a published `scale_reliability`. Raises: ContractError, for a bare frame."""
    rows = require_published(scales, kind="scales").frame
    columns = {
        annex("construct", lang=lang): [constructs.get(name, name) for name in rows["construct"]],
        annex("wave", lang=lang): [_WAVES[wave].of(lang) for wave in rows["wave"]],
        annex("n_items", lang=lang): [integer(n, lang=lang) for n in rows["n_items"]],
        annex("n_complete", lang=lang): [_number(n, lang=lang) for n in rows["n_complete"]],
        annex("alpha", lang=lang): [_range(row, "alpha", lang=lang) for _, row in rows.iterrows()],
        annex("omega", lang=lang): [_range(row, "omega", lang=lang) for _, row in rows.iterrows()],
        annex("decision", lang=lang): [_decision(code, lang=lang) for code in rows["decision"]],
    }
    return pd.DataFrame(columns, dtype="str")


def stayers_table(stayers: Published, *, labels: Mapping[str, str], lang: str = "fr") -> pd.DataFrame:
    """One row per question of published stayers and leavers. Raises: ContractError, for a bare frame."""
    rows = require_published(stayers, kind="stayers").frame
    columns = {
        say("question", lang=lang): [labels[item] for item in rows["item"]],
        annex("n_stayers", lang=lang): [_number(n, lang=lang) for n in rows["n_stayers"]],
        annex("n_leavers", lang=lang): [_number(n, lang=lang) for n in rows["n_leavers"]],
        annex("standardised_difference", lang=lang): [_plain(x, lang=lang) for x in rows["standardised_difference"]],
        annex("net_shift", lang=lang): [_points(x, lang=lang) for x in rows["net_shift"]],
        annex("weighted_shift", lang=lang): [_points(x, lang=lang) for x in rows["weighted_shift"]],
    }
    return pd.DataFrame(columns, dtype="str")


def _number(n: object, *, lang: str) -> str:
    return say("not_published", lang=lang) if missing(n) else integer(n, lang=lang)


def _plain(value: float, *, lang: str) -> str:
    return say("not_published", lang=lang) if missing(value) else decimal(value, digits=2, lang=lang)


def _points(value: float, *, lang: str) -> str:
    return say("not_published", lang=lang) if missing(value) else points(value, lang=lang)


def _range(row: pd.Series, name: str, *, lang: str) -> str:
    """Estimate and limits; a dash where there is none (fewer than two or three questions)."""
    if not bool(row["published"]):
        return say("not_published", lang=lang)
    if missing(row[name]):
        return "–"
    ends = [
        decimal(row[f"{name}_{end}"], digits=2, lang=lang)
        for end in ("low", "high")
        if not missing(row[f"{name}_{end}"])
    ]
    between = f" [{' ; '.join(ends)}]" if len(ends) == 2 else ""
    return decimal(row[name], digits=2, lang=lang) + between


def _decision(code: object, *, lang: str) -> str:
    return say("not_published", lang=lang) if missing(code) else _DECISIONS[str(code)].of(lang)
