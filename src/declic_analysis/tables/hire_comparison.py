"""Hires beside a comparison group, method by method, as a display table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.vocabulary import EffectMethod
from declic_analysis.wording.formats import decimal, integer, interval, missing, percent, points
from declic_analysis.wording.hire_comparison import hire_difference_name, hire_verdict
from declic_analysis.wording.texts import capital, say

if TYPE_CHECKING:
    from declic_analysis.study.model import ComparisonGroup


def hire_comparison_table(compared: Published, *, group: ComparisonGroup, lang: str = "fr") -> pd.DataFrame:
    """One row a method of a published `hire_comparison`. Raises: ContractError, for a bare frame."""
    rows = [row for _, row in require_published(compared, kind="hire_comparison").frame.iterrows()]
    columns = {
        say("hires_method", lang=lang): [capital(EffectMethod.of(row["method"]).label.of(lang)) for row in rows],
        say("hires_seen", lang=lang): [_share(row["rate_treated"], row, lang=lang) for row in rows],
        say("hires_expected", lang=lang): [_share(row["rate_expected"], row, lang=lang) for row in rows],
        capital(hire_difference_name(group, lang=lang)): [_difference(row, lang=lang) for row in rows],
        say("hires_ratio", lang=lang): [_ratio(row, lang=lang) for row in rows],
        say("hires_effective", lang=lang): [_effective(row, lang=lang) for row in rows],
        say("hires_e_header", lang=lang): [_e_value(row, lang=lang) for row in rows],
        say("group_reading", lang=lang): [_reading(row, lang=lang) for row in rows],
    }
    return pd.DataFrame(columns, dtype="str")


def _hidden(row: pd.Series, *, lang: str) -> str:
    """Withheld, or never there: a method that gave no number has none to hide."""
    return say("not_published", lang=lang) if not bool(row["counts_published"]) else "–"


def _share(value: object, row: pd.Series, *, lang: str) -> str:
    return _hidden(row, lang=lang) if missing(value) else percent(value, lang=lang)


def _difference(row: pd.Series, *, lang: str) -> str:
    if not bool(row["published"]):
        return say("not_published", lang=lang)
    if missing(row["low"]):
        return "–"
    return f"{points(row['estimate'], lang=lang)} {interval(row['low'], row['high'], lang=lang)}"


def _ratio(row: pd.Series, *, lang: str) -> str:
    if missing(row["ratio"]):
        return _hidden(row, lang=lang)
    ends = [decimal(row[f"ratio_{end}"], digits=2, lang=lang) for end in ("low", "high")]
    return f"{decimal(row['ratio'], digits=2, lang=lang)} [{' ; '.join(ends) if lang == 'fr' else ', '.join(ends)}]"


def _effective(row: pd.Series, *, lang: str) -> str:
    return _hidden(row, lang=lang) if missing(row["n_effective"]) else integer(row["n_effective"], lang=lang)


def _e_value(row: pd.Series, *, lang: str) -> str:
    if missing(row["e_value"]):
        return _hidden(row, lang=lang)
    return f"{decimal(row['e_value'], lang=lang)} ({decimal(row['e_value_limit'], lang=lang)})"


def _reading(row: pd.Series, *, lang: str) -> str:
    return hire_verdict(row, lang=lang) if bool(row["published"]) else say("not_published", lang=lang)
