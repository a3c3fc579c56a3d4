"""Formats, actions and the model of change as display tables."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.vocabulary import FitOutcome
from declic_analysis.wording.formats import decimal, integer, interval, missing, points
from declic_analysis.wording.texts import say

_OUTCOMES = {member.value: member.label for member in FitOutcome}
_LEAST, _MOST = 0.01, 100.0  # odds ratios beyond are written as such: their digits mean nothing


def formats_table(
    formats: Published, *, labels: Mapping[str, str], names: Mapping[str, str], lang: str = "fr"
) -> pd.DataFrame:
    """One row per question and format of a published `format_shift`. Raises: ContractError, for a bare frame."""
    rows = require_published(formats, kind="formats").frame
    raw, pooled = ("net_shift", "net_low", "net_high"), ("pooled_shift", "low", "high")
    columns = {
        say("question", lang=lang): [labels[item] for item in rows["item"]],
        say("format", lang=lang): [names.get(name, name) for name in rows["format"]],
        say("n_pairs", lang=lang): [_number(n, lang=lang) for n in rows["n_pairs"]],
        say("n_actions", lang=lang): [_number(n, lang=lang) for n in rows["n_actions"]],
        say("n_small_actions", lang=lang): [_number(n, lang=lang) for n in rows["n_small_actions"]],
        say("raw_shift", lang=lang): [_points(row, *raw, lang=lang) for _, row in rows.iterrows()],
        say("pooled_shift", lang=lang): [_points(row, *pooled, lang=lang) for _, row in rows.iterrows()],
    }
    return pd.DataFrame(columns, dtype="str")


def actions_table(
    actions: Published, *, labels: Mapping[str, str], names: Mapping[str, str], lang: str = "fr"
) -> pd.DataFrame:
    """One row per question and action shown of a published `action_shift`. Raises: ContractError, for a bare frame."""
    rows = require_published(actions, kind="actions").shown
    drawn = ("shrunken_shift", "shrunken_low", "shrunken_high")
    columns = {
        say("question", lang=lang): [labels[item] for item in rows["item"]],
        say("format", lang=lang): [names.get(name, name) for name in rows["format"]],
        say("action", lang=lang): rows["action"].tolist(),
        say("n_pairs", lang=lang): [_number(n, lang=lang) for n in rows["n_pairs"]],
        say("net_alone", lang=lang): [points(x, lang=lang) for x in rows["net_shift"]],
        say("shrunken_shift", lang=lang): [_points(row, *drawn, lang=lang) for _, row in rows.iterrows()],
    }
    return pd.DataFrame(columns, dtype="str")


def model_table(
    model: Published, *, labels: Mapping[str, str], constructs: Mapping[str, str], lang: str = "fr"
) -> pd.DataFrame:
    """One row per question, or per construct (item empty), of a published `change_model`.

    Raises: ContractError, for a bare frame.
    """
    rows = require_published(model, kind="model").frame
    columns = {
        say("question", lang=lang): [_named(row, labels, constructs, lang=lang) for _, row in rows.iterrows()],
        say("n_pairs", lang=lang): [_number(n, lang=lang) for n in rows["n_pairs"]],
        say("n_persons_model", lang=lang): [_number(n, lang=lang) for n in rows["n_persons"]],
        say("n_actions", lang=lang): [_number(n, lang=lang) for n in rows["n_actions"]],
        say("odds_ratio", lang=lang): [_ratio(row, lang=lang) for _, row in rows.iterrows()],
        say("outcome", lang=lang): [_outcome(code, lang=lang) for code in rows["outcome"]],
    }
    return pd.DataFrame(columns, dtype="str")


def _named(row: pd.Series, labels: Mapping[str, str], constructs: Mapping[str, str], *, lang: str) -> str:
    if row["item"]:
        return labels[row["item"]]
    if missing(row["n_items"]):
        return constructs[row["construct"]]
    n = integer(row["n_items"], lang=lang)
    return say("model_items", lang=lang, construct=constructs[row["construct"]], n=n)


def _number(n: object, *, lang: str) -> str:
    return say("not_published", lang=lang) if missing(n) else integer(n, lang=lang)


def _points(row: pd.Series, value: str, low: str, high: str, *, lang: str) -> str:
    if missing(row[value]):
        return say("not_published", lang=lang)
    told = points(row[value], lang=lang)
    return told if missing(row[low]) or missing(row[high]) else f"{told} {interval(row[low], row[high], lang=lang)}"


def _ratio(row: pd.Series, *, lang: str) -> str:
    """Odds ratio and interval; a dash where no model could be fitted."""
    if not bool(row["published"]):
        return say("not_published", lang=lang)
    if missing(row["odds_ratio"]):
        return "–"
    between = "\u00a0; " if lang == "fr" else ", "
    ends = between.join(_odds(row[name], lang=lang) for name in ("odds_ratio_low", "odds_ratio_high"))
    return f"{_odds(row['odds_ratio'], lang=lang)} [{ends}]"


def _odds(value: float, *, lang: str) -> str:
    if value < _LEAST:
        return say("less_than", lang=lang, value=decimal(_LEAST, digits=2, lang=lang))
    if value > _MOST:
        return say("more_than", lang=lang, value=integer(_MOST, lang=lang))
    return decimal(value, digits=2 if _told_apart(value) else 4, lang=lang)


def _told_apart(value: float) -> bool:
    """Two digits say on which side of 1 it lies."""
    return value == 1 or round(value, 2) != 1


def _outcome(code: object, *, lang: str) -> str:
    return say("not_published", lang=lang) if missing(code) else _OUTCOMES[str(code)].of(lang)
