"""Structures present period by period, and links kept and new from one period to the next."""

from __future__ import annotations

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.figures import palette
from declic_analysis.figures.bars import Piece, Row, bars
from declic_analysis.figures.picture import Picture
from declic_analysis.figures.template import sentence_figure
from declic_analysis.vocabulary import LinkChange, Partnership
from declic_analysis.wording.ambassadors import count_words
from declic_analysis.wording.formats import integer
from declic_analysis.wording.partners import side_words
from declic_analysis.wording.texts import say

_SHOWN = (Partnership.STAYED, Partnership.BACK, Partnership.NEW)
_RAMP = palette.level_colours(4, neutral=False)
_COLOURS = dict(zip(_SHOWN, (_RAMP[3], _RAMP[2], _RAMP[1]), strict=True))
_LINKS = {LinkChange.KEPT: _RAMP[3], LinkChange.RESUMED: _RAMP[2], LinkChange.ADDED: _RAMP[1]}


def periods_figure(periods: Published, *, table: pd.DataFrame, note: str, lang: str = "fr") -> Picture:
    """A bar a period, side by side of the network: structures already there, back, new; those gone in words.

    Parameters: periods, published; table, its twin; note, the definitions. Raises: ContractError, for a bare frame.
    """
    rows, title = require_published(periods, kind="partner_periods").shown, say("periods_title", lang=lang)
    if rows.empty:
        text = say("loyalty_hidden", lang=lang)
        return Picture(sentence_figure(text, lang=lang), title, text, "", table)
    lines = [_period(row, lang=lang) for _, row in rows.iterrows()]
    legend = [(say(f"state_{s.value}", lang=lang), _COLOURS[s]) for s in _SHOWN]
    alt = " ".join([say("alt_periods", lang=lang), *(_said(row, lang=lang) for _, row in rows.iterrows())])
    return Picture(bars(lines, lang=lang, legend=legend, beside=72, right=130), title, alt, note, table)


def _period(row: pd.Series, *, lang: str) -> Row:
    pieces = [
        Piece(
            float(row[f"n_{s.value}"]), _COLOURS[s], integer(row[f"n_{s.value}"], lang=lang), _hover(row, s, lang=lang)
        )
        for s in _SHOWN
        if row[f"n_{s.value}"]
    ]
    return Row(side_words(row["side"], lang=lang), str(row["period"]), pieces, _gone(row, lang=lang))


def _hover(row: pd.Series, state: Partnership, *, lang: str) -> str:
    return (
        f"{row['period']}<br>{say(f'state_{state.value}', lang=lang)} : {integer(row[f'n_{state.value}'], lang=lang)}"
    )


def _gone(row: pd.Series, *, lang: str) -> str:
    if not bool(row["complete"]):
        return say("periods_open", lang=lang)
    return say("periods_gone", lang=lang, gone=integer(row["n_lapsed"], lang=lang))


def _said(row: pd.Series, *, lang: str) -> str:
    n = {s.value: integer(row[f"n_{s.value}"], lang=lang) for s in _SHOWN}
    return say("alt_periods_item", lang=lang, side=side_words(row["side"], lang=lang), period=str(row["period"]),
               present=count_words(row["n_present"], lang=lang), gone=_gone(row, lang=lang), **n)  # fmt: skip


def changes_figure(changes: Published, *, table: pd.DataFrame, note: str, lang: str = "fr") -> Picture:
    """A bar a period: links kept from the period before, resumed and new; those not seen again in words.

    Parameters: changes, published; table, its twin; note. Raises: ContractError, for a bare frame.
    """
    rows, title = require_published(changes, kind="link_changes").shown, say("changes_caption", lang=lang)
    if rows.empty:
        text = say("network_hidden", lang=lang)
        return Picture(sentence_figure(text, lang=lang), title, text, "", table)
    lines = [_changed(row, lang=lang) for _, row in rows.iterrows()]
    legend = [(say(f"changes_{change.value}", lang=lang), colour) for change, colour in _LINKS.items()]
    told = [say("alt_changes_item", lang=lang, span=line.label, gone=line.text,
                **{change.value: integer(row[f"n_{change.value}"], lang=lang) for change in _LINKS})
            for line, (_, row) in zip(lines, rows.iterrows(), strict=True)]  # fmt: skip
    alt = " ".join([say("alt_changes", lang=lang), *told])
    return Picture(bars(lines, lang=lang, legend=legend, right=130), title, alt, note, table)


def _changed(row: pd.Series, *, lang: str) -> Row:
    span = say("changes_from", lang=lang, previous=str(row["previous"]), period=str(row["period"]))
    pieces = [
        Piece(float(n), colour, text, f"{span}<br>{say(f'changes_{change.value}', lang=lang)} : {text}")
        for change, colour in _LINKS.items()
        if (n := row[f"n_{change.value}"])
        for text in [integer(n, lang=lang)]
    ]
    gone = say("changes_gone_text", lang=lang, n=integer(row["n_gone"], lang=lang))
    return Row("", span, pieces, gone if bool(row["complete"]) else say("periods_open", lang=lang))
