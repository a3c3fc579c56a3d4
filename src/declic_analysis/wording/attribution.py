"""Sentences on the credits of hires to actions: a contribution, never what the programme brought about."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.vocabulary import AttributionKey, AttributionModel, EncounterDate
from declic_analysis.wording.formats import day, decimal, integer, missing
from declic_analysis.wording.texts import capital, say


def attribution_sentences(credits: Published, *, lang: str = "fr") -> list[str]:
    """How many hires are linked to actions, why others are not, as far as a published `attribution` may say.

    Raises: ContractError, for a bare frame.
    """
    rows = require_published(credits, kind="attribution").frame
    if rows.empty:
        return [say("attribution_none", lang=lang)]
    row = rows.iloc[0]
    if missing(row["n_hires"]):
        return [say("attribution_too_few", lang=lang, base=str(credits.rules.base))]
    told = {"date": day(row["cutoff"], lang=lang), "look_back": integer(row["look_back_days"], lang=lang)}
    told |= {name: integer(row[f"n_{name}"], lang=lang) for name in ("hires", "linked", "unlinked")}
    hidden = missing(row["n_linked"])
    said = [say("attribution_counts_hidden" if hidden else "attribution_counts", lang=lang, **told)]
    return [*said, *_reasons(row, lang=lang)]


def _reasons(row: pd.Series, *, lang: str) -> list[str]:
    names = ("no_action", "outside", "broken")
    if missing(row["n_unlinked"]) or not int(row["n_unlinked"]) or any(missing(row[f"n_{name}"]) for name in names):
        return []
    return [say("attribution_reasons", lang=lang, **{name: integer(row[f"n_{name}"], lang=lang) for name in names})]


def model_sentences(credits: Published, *, lang: str = "fr") -> list[str]:
    """One sentence a model, then how an encounter is dated.

    Raises: ContractError, for a bare frame.
    """
    rows = require_published(credits, kind="attribution").frame
    if rows.empty:
        return []
    half_life = decimal(rows["half_life_days"].iloc[0], digits=0, lang=lang)
    told = [say(f"model_{model}", lang=lang, half_life=half_life) for model in rows["model"].unique()]
    return [*told, say(f"attribution_dated_{EncounterDate.of(rows['dated_by'].iloc[0]).value}", lang=lang)]


def place_name(row: pd.Series, *, by: str, names: Mapping[str, str], lang: str = "fr") -> str:
    """The action, format or territory of a row of `attribution` in words."""
    if not bool(row["attributed"]):
        return say("attribution_unlinked", lang=lang)
    if missing(row[by]):
        return say("attribution_unknown", lang=lang, by=capital(key_name(by, lang=lang)))
    return names.get(str(row[by]), str(row[by]))


def key_name(by: str, *, lang: str = "fr") -> str:
    return AttributionKey.of(by).label.of(lang)


def model_name(model: str, *, lang: str = "fr") -> str:
    return AttributionModel.of(model).label.of(lang)


def credit(value: object, *, lang: str = "fr") -> str:
    """Hires, to one decimal where they are not whole; “non publié” where they are withheld."""
    if missing(value):
        return say("not_published", lang=lang)
    whole = float(value).is_integer()  # type: ignore[arg-type]
    return decimal(value, digits=0 if whole else 1, lang=lang)


def credit_range(low: object, high: object, *, lang: str = "fr") -> str:
    """“de 1,3 à 4”; the number alone where the models agree; empty where there is no range."""
    if missing(low) or missing(high):
        return ""
    ends = {"low": credit(low, lang=lang), "high": credit(high, lang=lang)}
    return ends["low"] if ends["low"] == ends["high"] else say("attribution_from_to", lang=lang, **ends)
