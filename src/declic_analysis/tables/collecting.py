"""A running collection and the next campaign's numbers as display tables: counts of persons, never an answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import pandas as pd

from declic_analysis.schemas import require
from declic_analysis.wording.collecting import told
from declic_analysis.wording.formats import day, integer, missing, percent, points
from declic_analysis.wording.texts import say

NO_BREAK_HYPHEN = "\u2011"  # a reference such as LY-2024-01 stays on one line
Cell = Callable[[pd.Series], str]
STAGES = ("n_expected", "n_present", "n_invited", "n_before", "n_after", "n_pairs", "n_awaited", "n_unpairable")
HERE = ("n_expected", "n_present", "n_awaited", "n_unpairable")
UNKNOWN_ELSEWHERE = ("n_expected", "n_present", "n_invited")
NEEDS = ("pairs_needed", "answers_needed", "invited_needed", "actions_needed")


def collection_table(status: pd.DataFrame, *, names: Mapping[str, str] | None = None, lang: str = "fr") -> pd.DataFrame:
    """One row per row of a `collection_status`; a column that is unknown everywhere is left out.

    Parameters: names: id → label of audiences, structures, territories. Raises: ContractError, on a missing column.
    """
    require(status, ["audience", *STAGES], table="collection")
    kept = [name for name in STAGES if name not in UNKNOWN_ELSEWHERE or status[name].notna().any()]
    cells: dict[str, Cell] = {}
    for key in ("action", "structure"):
        if key in status.columns:
            cells[say(key, lang=lang)] = partial(_named, key=key, names=names or {}, lang=lang)
    if "action_on" in status.columns:
        cells[told("action_on", lang=lang)] = lambda row: _date(row["action_on"], lang=lang)
    cells[say("audience", lang=lang)] = partial(_audience, names=names or {}, lang=lang)
    for name in kept:
        cells[_header(name, lang=lang)] = partial(_count, name=name, lang=lang)
    cells[say("response_rate", lang=lang)] = lambda row: _rate(row["response_rate"], lang=lang)
    if status["response_rate"].isna().all():
        del cells[say("response_rate", lang=lang)]
    return _table(status, cells)


def goal_table(goal: pd.DataFrame, *, names: Mapping[str, str] | None = None, lang: str = "fr") -> pd.DataFrame:
    """One row per audience of a `collection_goal`."""
    require(goal, ["audience", "target", "n_pairs", "pairs_needed", "pairs_missing"], table="goal")
    cells: dict[str, Cell] = {
        say("audience", lang=lang): partial(_audience, names=names or {}, lang=lang),
        told("target", lang=lang): lambda row: points(row["target"], lang=lang, signed=False),
        told("pairs_now", lang=lang): partial(_count, name="n_pairs", lang=lang),
    }
    for name in ("pairs_needed", "pairs_missing", "answers_missing"):
        cells[told(name, lang=lang)] = partial(_reach, name=name, lang=lang)
    return _table(goal, cells)


def needs_table(needs: pd.DataFrame, *, names: Mapping[str, str] | None = None, lang: str = "fr") -> pd.DataFrame:
    """One row per audience and change of a `campaign_needs`."""
    require(needs, ["audience", "target", *NEEDS], table="needs")
    cells: dict[str, Cell] = {
        say("audience", lang=lang): partial(_audience, names=names or {}, lang=lang),
        told("target", lang=lang): lambda row: points(row["target"], lang=lang, signed=False),
    }
    for name in NEEDS:
        cells[told(name, lang=lang)] = partial(_reach, name=name, lang=lang)
    return _table(needs, cells)


def _table(rows: pd.DataFrame, cells: Mapping[str, Cell]) -> pd.DataFrame:
    columns = {header: [cell(row) for _, row in rows.iterrows()] for header, cell in cells.items()}
    return pd.DataFrame(columns, dtype="str")


def _header(name: str, *, lang: str) -> str:
    return told(name, lang=lang) if name in HERE else say(name, lang=lang)


def _named(row: pd.Series, *, key: str, names: Mapping[str, str], lang: str) -> str:
    if missing(row[key]):
        return say("unknown", lang=lang)
    return names.get(str(row[key]), str(row[key]).replace("-", NO_BREAK_HYPHEN))


def _audience(row: pd.Series, *, names: Mapping[str, str], lang: str) -> str:
    if missing(row["audience"]):
        return told("nobody_yet", lang=lang)
    return names.get(str(row["audience"]), str(row["audience"]))


def _date(value: pd.Timestamp, *, lang: str) -> str:
    return "–" if missing(value) else day(value.date(), lang=lang)


def _count(row: pd.Series, *, name: str, lang: str) -> str:
    return say("unknown", lang=lang) if missing(row[name]) else integer(row[name], lang=lang)


def _rate(value: float, *, lang: str) -> str:
    return "–" if missing(value) else percent(value, lang=lang)


def _reach(row: pd.Series, *, name: str, lang: str) -> str:
    """A number of people; out of reach where no number of pairs would do; unknown where a rate is unknown."""
    return told("out_of_reach", lang=lang) if missing(row["pairs_needed"]) else _count(row, name=name, lang=lang)
