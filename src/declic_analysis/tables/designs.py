"""Designs that follow nobody, or not everybody, as display tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.schemas import require
from declic_analysis.vocabulary import Direction, Verdict
from declic_analysis.wording import sentences
from declic_analysis.wording.designs import gap_label, share_interval
from declic_analysis.wording.formats import MINUS, decimal, integer, interval, missing, percent, points
from declic_analysis.wording.texts import say

NOTHING = "–"
Cell = Callable[[pd.Series], str]


def unpaired_table(unpaired: Published, *, codebook: pd.DataFrame, lang: str = "fr") -> pd.DataFrame:
    """One row per row of a published `unpaired_shift` that was asked in both waves, in its order.

    Returns: text columns: question, respondents of each wave, favourable shares, their difference and the gap between
    groups with intervals, verdict, reading, smallest detectable gap beside every inconclusive row.
    Raises: ContractError, for a bare frame or a codebook without its columns.
    """
    rows = require_published(unpaired, kind="unpaired").frame
    rows = rows[~rows["asked_once"].astype(bool)]
    cells = _question(codebook, lang=lang) | {
        say("n_sides", lang=lang): _both("n_before", "n_after", integer, lang=lang),
        say("share_sides", lang=lang): _both("favourable_before", "favourable_after", percent, lang=lang),
        say("share_gap", lang=lang): _gap("favourable_change", "favourable_low", "favourable_high", lang=lang),
        say("unpaired_gap", lang=lang, confidence=_confidence(rows, lang=lang)): _gap(
            "delta", "delta_low", "delta_high", lang=lang
        ),
        say("verdict", lang=lang): lambda row: gap_label(row, lang=lang),
        say("reading", lang=lang): lambda row: sentences.reading(row, lang=lang),
        say("detectable_gap", lang=lang): lambda row: _detectable(row, lang=lang),
    }
    return _table(rows, cells)


def level_table(level: Published, *, codebook: pd.DataFrame, lang: str = "fr") -> pd.DataFrame:
    """One row per row of a published `wave_level`: question, respondents, answers off the scale, favourable share.

    Raises: ContractError, for a bare frame or a codebook without its columns.
    """
    rows = require_published(level, kind="level").frame
    cells = _question(codebook, lang=lang) | {
        say("level_n", lang=lang): _told("n", integer, lang=lang),
        say("level_off", lang=lang): _told("n_non_substantive", integer, lang=lang),
        say("level_share", lang=lang, confidence=_confidence(rows, lang=lang)): lambda row: share_interval(
            row, lang=lang
        ),
        say("reading", lang=lang): lambda row: sentences.reading(row, lang=lang),
    }
    return _table(rows, cells)


def partly_paired_table(parts: Published, *, codebook: pd.DataFrame, lang: str = "fr") -> pd.DataFrame:
    """Two rows a question of a published `partly_paired`: the people recognised, and the others.

    Raises: ContractError, for a bare frame or a codebook without its columns.
    """
    rows = require_published(parts, kind="partly_paired").frame
    cells = _question(codebook, lang=lang) | {
        say("part", lang=lang): lambda row: say(f"part_{row['part']}", lang=lang),
        say("n_sides", lang=lang): _both("n_before", "n_after", integer, lang=lang),
        say("part_shift", lang=lang): _gap("shift", "shift_low", "shift_high", lang=lang),
        say("verdict", lang=lang): lambda row: _part_verdict(row, lang=lang),
        say("reading", lang=lang): lambda row: sentences.reading(row, lang=lang),
    }
    return _table(rows, cells)


def first_answers_table(groups: Published, *, codebook: pd.DataFrame, lang: str = "fr") -> pd.DataFrame:
    """Two rows a question of a published `first_answer_groups`: change, and what regression to the mean would give.

    Raises: ContractError, for a bare frame or a codebook without its columns.
    """
    rows = require_published(groups, kind="first_answers").frame
    require(codebook, ["item", "direction"], table="codebook")
    neutral = set(codebook.loc[codebook["direction"] == Direction.NEUTRAL, "item"])
    cells = _question(codebook, lang=lang) | {
        say("first_answer", lang=lang): lambda row: _first(row, neutral=neutral, lang=lang),
        say("n_pairs", lang=lang): _told("n", integer, lang=lang),
        say("first_change", lang=lang): _told("change", _levels, lang=lang),
        say("first_expected", lang=lang): _told("expected_change", _levels, lang=lang),
    }
    return _table(rows, cells)


def _table(rows: pd.DataFrame, cells: Mapping[str, Cell]) -> pd.DataFrame:
    columns = {header: [cell(row) for _, row in rows.iterrows()] for header, cell in cells.items()}
    return pd.DataFrame(columns, dtype="str")


def _question(codebook: pd.DataFrame, *, lang: str) -> dict[str, Cell]:
    require(codebook, ["item", f"label_{lang}"], table="codebook")
    first = codebook.drop_duplicates("item")
    labels = dict(zip(first["item"], first[f"label_{lang}"], strict=True))
    return {say("question", lang=lang): lambda row: labels[row["item"]]}


def _told(name: str, write: Callable[..., str], *, lang: str) -> Cell:
    return lambda row: _value(row, name, write, lang=lang)


def _both(first: str, last: str, write: Callable[..., str], *, lang: str) -> Cell:
    """Two values as "20 / 19"; said once where neither is published."""

    def cell(row: pd.Series) -> str:
        sides = [_value(row, name, write, lang=lang) for name in (first, last)]
        return sides[0] if missing(row[first]) and missing(row[last]) else "\u00a0/ ".join(sides)

    return cell


def _gap(name: str, low: str, high: str, *, lang: str) -> Cell:
    def cell(row: pd.Series) -> str:
        told = _value(row, name, points, lang=lang)
        return told if missing(row[name]) else f"{told} {interval(row[low], row[high], lang=lang)}"

    return cell


def _value(row: pd.Series, name: str, write: Callable[..., str], *, lang: str) -> str:
    """The value; an empty one was withheld."""
    return say("not_published", lang=lang) if missing(row[name]) else write(row[name], lang=lang)


def _first(row: pd.Series, *, neutral: set[str], lang: str) -> str:
    """A constraint is agreed with; it has no favourable answer."""
    code = str(row["first_answer"])
    return say(f"first_{code.replace('favourable', 'agreeing') if row['item'] in neutral else code}", lang=lang)


def _part_verdict(row: pd.Series, *, lang: str) -> str:
    return sentences.verdict_label(row, lang=lang) if row["part"] == "paired" else gap_label(row, lang=lang)


def _detectable(row: pd.Series, *, lang: str) -> str:
    if not bool(row["published"]) or row["verdict"] != Verdict.INCONCLUSIVE:
        return NOTHING
    if missing(row["detectable"]):
        return say("detectable_no_gap", lang=lang)
    return points(row["detectable"], lang=lang, signed=False)


def _levels(value: float, *, lang: str) -> str:
    """A change in levels of the scale, signed, to one digit: two would come close to giving sums back."""
    text = decimal(value, digits=1, lang=lang)
    return text if text.startswith(MINUS) or not round(10 * float(value)) else f"+{text}"


def _confidence(rows: pd.DataFrame, *, lang: str) -> str:
    known = rows["confidence"].dropna()
    return percent(known.iloc[0] if len(known) else 0.95, lang=lang)
