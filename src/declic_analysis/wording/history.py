"""Key figures of earlier reports in words."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from declic_analysis.vocabulary.history import FigureState, KeyFigure
from declic_analysis.wording.formats import decimal, euros, integer, interval, missing, percent, points
from declic_analysis.wording.texts import capital, say


def figure_name(row: pd.Series, *, names: Mapping[str, str], lang: str = "fr") -> str:
    """ "Prescripteurs : solde"; a figure of everybody has its own name alone."""
    name = KeyFigure.of(str(row["figure"])).label.of(lang)
    audience = str(row["audience"])
    if not audience:
        return capital(name)
    return say("of_audience", lang=lang, audience=names.get(audience, audience), figure=name)


def figure_value(row: pd.Series, *, lang: str = "fr") -> str:
    """The figure with its interval and the number of persons behind it; why there is none."""
    if str(row["state"]) != FigureState.SAID:
        return FigureState.of(str(row["state"])).label.of(lang)
    return _counted(row, _number(str(row["figure"]), row["value"], row["low"], row["high"], lang=lang), lang=lang)


def figure_difference(row: pd.Series, *, lang: str = "fr") -> str:
    """The difference from the point before, in the figure's own unit; empty where it is not shown."""
    value = row["difference"]
    if missing(value):
        return ""
    if str(row["figure"]) == KeyFigure.RESPONSE_RATE:
        return points(value, lang=lang)
    if str(row["figure"]) == KeyFigure.NET_SHIFT:
        return _number(str(row["figure"]), value, row["difference_low"], row["difference_high"], lang=lang)
    told = decimal(value, digits=0, lang=lang)
    return f"+{told}" if float(value) > 0 else told


def _number(figure: str, value: object, low: object, high: object, *, lang: str) -> str:
    if figure == KeyFigure.NET_SHIFT:
        ends = "" if missing(low) or missing(high) else f" {interval(low, high, lang=lang)}"
        return points(value, lang=lang) + ends
    if figure == KeyFigure.RESPONSE_RATE:
        return percent(value, lang=lang)
    return euros(value, lang=lang) if figure == KeyFigure.COST else integer(value, lang=lang)


def _counted(row: pd.Series, told: str, *, lang: str) -> str:
    if str(row["figure"]) not in (KeyFigure.NET_SHIFT, KeyFigure.RESPONSE_RATE) or missing(row["n"]):
        return told
    return say("of_persons", lang=lang, value=told, n=integer(row["n"], lang=lang))
