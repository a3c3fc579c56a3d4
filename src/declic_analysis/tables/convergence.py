"""The gap between two audiences as display tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.schemas import require
from declic_analysis.vocabulary import Wave
from declic_analysis.wording import convergence
from declic_analysis.wording.formats import decimal, integer, missing, percent
from declic_analysis.wording.texts import say

SIDES = ("first", "second")
NOTHING = "–"
_WAVES = {member.value: member.label for member in Wave}
Cell = Callable[[pd.Series], str]


def gap_table(gaps: Published, *, codebook: pd.DataFrame, names: Mapping[str, str], lang: str = "fr") -> pd.DataFrame:
    """One row per row of a published `gap_change` of one pair of audiences, in its order.

    Returns: text columns: question, people followed of each audience, gap before and after, change with its interval,
    status, which side moved.
    Raises: ContractError, for a bare frame or a codebook without its columns.
    """
    rows = require_published(gaps, kind="gap_change").frame
    labels, audiences = _labels(codebook, lang=lang), _audiences(rows, names)
    cells: dict[str, Cell] = {say("question", lang=lang): lambda row: convergence.mirror_label(row, labels)}
    cells |= {say("n_of", lang=lang, audience=audiences[side]): _count(f"n_{side}", lang=lang) for side in SIDES}
    for name in ("gap_before", "gap_after", "gap_change"):
        cells[say(name, lang=lang)] = _signed(name, lang=lang)
    cells[say("gap_status", lang=lang)] = lambda row: convergence.gap_status(row, lang=lang)
    cells[say("gap_movement", lang=lang)] = lambda row: convergence.gap_movement(row, lang=lang) or NOTHING
    return _table(rows, cells)


def audience_gap_table(
    gaps: Published, *, codebook: pd.DataFrame, names: Mapping[str, str], lang: str = "fr"
) -> pd.DataFrame:
    """One row per question and wave of a published `audience_gap` of one pair of audiences.

    Returns: text columns: question, wave, numbers of persons, favourable shares, gap with its interval, consensus
    inside each audience, distance beyond chance and its p.
    Raises: ContractError, as `gap_table`.
    """
    rows = require_published(gaps, kind="audience_gap").frame
    labels, audiences = _labels(codebook, lang=lang), _audiences(rows, names)
    confidence = percent(rows["confidence"].iloc[0] if len(rows) else 0.95, lang=lang)
    cells: dict[str, Cell] = {
        say("question", lang=lang): lambda row: convergence.mirror_label(row, labels),
        say("wave", lang=lang): lambda row: _WAVES[row["wave"]].of(lang),
    }
    told = (("n_of", "n", integer), ("share_of_audience", "favourable", percent), ("consensus_of", "consensus", _two))
    for key, column, write in told:
        for side in SIDES:
            header = say(key, lang=lang, audience=audiences[side])
            cells[header] = _written(f"{column}_{side}", write, lang=lang)
        if column == "favourable":
            cells[say("gap_interval", lang=lang, confidence=confidence)] = _signed("gap", lang=lang)
    cells[say("distance_excess", lang=lang)] = _written("distance_excess", _two, lang=lang)
    cells[say("distance_p", lang=lang)] = _written("distance_p", _p, lang=lang)
    return _table(rows, cells)


def _labels(codebook: pd.DataFrame, *, lang: str) -> dict[str, str]:
    require(codebook, ["item", f"label_{lang}"], table="codebook")
    first = codebook.drop_duplicates("item")
    return dict(zip(first["item"].astype(str), first[f"label_{lang}"].astype(str), strict=True))


def _audiences(rows: pd.DataFrame, names: Mapping[str, str]) -> dict[str, str]:
    ids = {side: str(rows[f"audience_{side}"].iloc[0]) if len(rows) else side for side in SIDES}
    return {side: names.get(code, code) for side, code in ids.items()}


def _count(name: str, *, lang: str) -> Cell:
    return _written(name, integer, lang=lang)


def _signed(name: str, *, lang: str) -> Cell:
    return lambda row: convergence.signed(row, name, lang=lang)


def _written(name: str, write: Callable[..., str], *, lang: str) -> Cell:
    """The value; an empty one was withheld."""
    return lambda row: say("not_published", lang=lang) if missing(row[name]) else write(row[name], lang=lang)


def _two(value: object, *, lang: str) -> str:
    return decimal(value, digits=2, lang=lang)


def _p(value: object, *, lang: str) -> str:
    return f"< {decimal(0.001, digits=3, lang=lang)}" if float(value) < 0.001 else decimal(value, digits=3, lang=lang)  # type: ignore[arg-type]


def _table(rows: pd.DataFrame, cells: Mapping[str, Cell]) -> pd.DataFrame:
    columns = {header: [cell(row) for _, row in rows.iterrows()] for header, cell in cells.items()}
    return pd.DataFrame(columns, dtype="str")
