"""Changes beside a comparison group, and the people lost in each group, as display tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.vocabulary import Group
from declic_analysis.wording.comparison import difference_header, group_verdict, levels_interval, signed_decimal
from declic_analysis.wording.formats import decimal, integer, missing
from declic_analysis.wording.texts import say

if TYPE_CHECKING:
    from declic_analysis.study.model import ComparisonGroup

_SIDES = {Group.PROGRAMME: "treated", Group.COMPARISON: "control"}


def comparison_table(
    compared: Published, *, group: ComparisonGroup, labels: Mapping[str, str], lang: str = "fr"
) -> pd.DataFrame:
    """One row a question of a published `group_comparison`. Raises: ContractError, for a bare frame."""
    rows = [row for _, row in require_published(compared, kind="group_comparison").frame.iterrows()]
    columns = {
        say("question", lang=lang): [labels[row["item"]] for row in rows],
        say("pairs_programme", lang=lang): [_count(row["n_treated"], lang=lang) for row in rows],
        say("pairs_comparison", lang=lang): [_count(row["n_control"], lang=lang) for row in rows],
        say("change_programme", lang=lang): [_number(row["change_treated"], lang=lang) for row in rows],
        say("change_comparison", lang=lang): [_number(row["change_control"], lang=lang) for row in rows],
        difference_header(group, lang=lang): [_estimate(row, "did", lang=lang) for row in rows],
        say("at_equal_start", lang=lang): [_estimate(row, "ancova", lang=lang) for row in rows],
        say("p_adjusted", lang=lang): [_p(row["did_p_adjusted"], lang=lang) for row in rows],
        say("group_reading", lang=lang): [_verdict(row, lang=lang) for row in rows],
    }
    return pd.DataFrame(columns, dtype="str")


def lost_table(compared: Published, *, labels: Mapping[str, str], lang: str = "fr") -> pd.DataFrame:
    """One row per question and group: people, those who answered after, those lost. Questions that lost the same
    people stand once.
    """
    frame = require_published(compared, kind="group_comparison").frame
    counts = [f"n_{kind}_{side}" for kind in ("people", "after") for side in _SIDES.values()]
    once = frame[~frame.duplicated(counts) | frame[counts].isna().any(axis=1)]
    pairs = [(row, group, side) for _, row in once.iterrows() for group, side in _SIDES.items()]
    columns = {
        say("question", lang=lang): [labels[row["item"]] for row, _, _ in pairs],
        say("group_column", lang=lang): [group.label.of(lang) for _, group, _ in pairs],
        say("people_of_group", lang=lang): [_count(row[f"n_people_{side}"], lang=lang) for row, _, side in pairs],
        say("answered_after", lang=lang): [_count(row[f"n_after_{side}"], lang=lang) for row, _, side in pairs],
        say("people_lost", lang=lang): [_lost(row, side, lang=lang) for row, _, side in pairs],
        say("lost_p", lang=lang): [_p(row["lost_p"], lang=lang) for row, _, _ in pairs],
    }
    return pd.DataFrame(columns, dtype="str")


def _lost(row: pd.Series, side: str, *, lang: str) -> str:
    people, after = row[f"n_people_{side}"], row[f"n_after_{side}"]
    return say("not_published", lang=lang) if missing(people) or missing(after) else integer(people - after, lang=lang)


def _count(value: object, *, lang: str) -> str:
    return say("not_published", lang=lang) if missing(value) else integer(value, lang=lang)


def _number(value: object, *, lang: str) -> str:
    return say("not_published", lang=lang) if missing(value) else signed_decimal(value, lang=lang)


def _estimate(row: pd.Series, name: str, *, lang: str) -> str:
    if missing(row[name]) or missing(row[f"{name}_low"]):
        return say("not_published", lang=lang)
    between = levels_interval(row[f"{name}_low"], row[f"{name}_high"], lang=lang)
    return f"{signed_decimal(row[name], lang=lang)} {between}"


def _p(value: object, *, lang: str) -> str:
    return say("not_published", lang=lang) if missing(value) else decimal(value, digits=3, lang=lang)


def _verdict(row: pd.Series, *, lang: str) -> str:
    return group_verdict(row, lang=lang) if bool(row["published"]) else say("not_published", lang=lang)
