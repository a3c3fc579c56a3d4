"""Sentences on what people write."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.vocabulary import Concordance
from declic_analysis.wording.formats import integer, interval, missing, percent, points
from declic_analysis.wording.texts import TEXTS, say


def theme_name(theme: str, *, labels: Mapping[str, str], lang: str = "fr") -> str:
    """A theme in words, or the row over all themes of a valence."""
    return labels[theme] if theme in labels else say(theme, lang=lang) if theme in TEXTS else theme


def theme_sentences(themes: Published, *, names: Mapping[str, str], lang: str = "fr") -> list[str]:
    """One sentence an audience of a published `theme_shift`: people who speak of at least one asset.

    Raises: ContractError, for a bare frame.
    """
    rows = require_published(themes, kind="themes").frame
    rows = rows[rows["theme"] == "any_asset"]
    return [
        _sentence(row, audience=names.get(row["audience"], row["audience"]), lang=lang) for _, row in rows.iterrows()
    ]


def _sentence(row: pd.Series, *, audience: str, lang: str) -> str:
    if not bool(row["published"]) or missing(row["change"]):
        return say("themes_hidden", lang=lang, audience=audience)
    told = {
        "audience": audience,
        "n": integer(row["n_pairs"], lang=lang),
        "change": points(row["change"], lang=lang),
        "interval": interval(row["low"], row["high"], lang=lang),
    }
    if missing(row["share_before"]):
        return say("themes_sentence_short", lang=lang, **told)
    shares = {when: percent(row[f"share_{when}"], lang=lang) for when in ("before", "after")}
    return say("themes_sentence", lang=lang, **told, **shares)


def voice(quotes: Published, *, labels: Mapping[str, str], names: Mapping[str, str], lang: str = "fr") -> str:
    """The quotation from the theme most people speak of, with audience and theme; empty where nothing may be quoted.

    Raises: ContractError, for a bare frame.
    """
    rows = require_published(quotes, kind="quotes").shown.dropna(subset=["quote"])
    if rows.empty:
        return ""
    row = rows.sort_values(["n_persons", "theme"], ascending=[False, True]).iloc[0]
    return f"{quoted(str(row['quote']), lang=lang)} ({said_by(row, labels=labels, names=names, lang=lang)})"


def quoted(text: str, *, lang: str = "fr") -> str:
    """The words between the marks of the language."""
    return say("quote_marked", lang=lang, quote=text)


def said_by(row: pd.Series, *, labels: Mapping[str, str], names: Mapping[str, str], lang: str = "fr") -> str:
    """Audience and theme of a quotation."""
    label = labels[row["theme"]]
    return say("quote_by", lang=lang, audience=names[row["audience"]], theme=label[:1].lower() + label[1:])


def beside_sentence(beside: Published, *, lang: str = "fr") -> str:
    """How many themes agree, diverge, or cannot be told, of a published `beside`. Raises: ContractError."""
    counts = require_published(beside, kind="beside").shown["concordance"].value_counts()
    n = {code.value: integer(int(counts.get(code.value, 0)), lang=lang) for code in Concordance}
    return say("beside_sentence", lang=lang, agree=n["concordant"], diverge=n["divergent"], unknown=n["unknown"])
