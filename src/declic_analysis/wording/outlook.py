"""Sentences on expected hires among open applications: a number with its interval, or why there is none."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.vocabulary import OutlookState
from declic_analysis.wording.formats import day, decimal, integer, missing, percent
from declic_analysis.wording.texts import say

_WHOLE = ("window_days", "n_open", "n_too_old", "n_mature", "n_hired", "n_variables", "n_needed", "n_hired_needed")
_SHORT = ("slope", "slope_low", "slope_high", "ratio")


def outlook_off(*, lang: str = "fr") -> str:
    """Why there is no outlook, and what to do."""
    return say("outlook_off", lang=lang)


def outlook_assessment(reference: str, dated_on: dt.date, *, lang: str = "fr") -> str:
    """The impact assessment that allows the outlook."""
    return say("outlook_assessment", lang=lang, reference=reference, date=day(dated_on, lang=lang))


def outlook_sentences(outlook: Published, *, lang: str = "fr") -> list[str]:
    """What is expected, with its interval, its check and its rule; or why there is no number.

    Raises: ContractError, for a bare frame.
    """
    published = require_published(outlook, kind="outlook")
    row = published.frame.iloc[0]
    state, told = str(row["state"]), _told(row, lang=lang)
    if not bool(row["published"]):
        return [say("outlook_few_open", lang=lang, base=integer(published.rules.base, lang=lang))]
    said = [say(f"outlook_{state}", lang=lang, **told)]
    if state == OutlookState.TOO_FEW and not missing(row["n_needed"]):
        return [*said, say("outlook_rule", lang=lang, **told)]
    more = ("outlook_checked", "outlook_how", "outlook_rule") if state == OutlookState.ESTIMATED else ()
    return [*said, *(say(key, lang=lang, **told) for key in more)]


def _told(row: pd.Series, *, lang: str) -> dict[str, str]:
    told = {name: _count(row[name], lang=lang) for name in _WHOLE}
    told |= {name: decimal(row[name], digits=2, lang=lang) for name in _SHORT}
    told |= {name: decimal(row[name], digits=3, lang=lang) for name in ("brier", "brier_mean")}
    told |= {name: integer(row[name], lang=lang) for name in ("expected", "low", "high")}
    return told | {
        "window": told["window_days"],
        "date": day(row["cutoff"], lang=lang),
        "confidence": percent(row["confidence"], lang=lang),
    }


def _count(value: object, *, lang: str) -> str:
    return say("not_published", lang=lang) if missing(value) else integer(value, lang=lang)
