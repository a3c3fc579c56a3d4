"""The shared diagnosis: elements named for each job and public, by agreement of both sides."""

from __future__ import annotations

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.figures import palette
from declic_analysis.figures.bars import Piece, Row, bars
from declic_analysis.figures.picture import Picture
from declic_analysis.figures.template import sentence_figure
from declic_analysis.vocabulary.diagnosis import Sharing
from declic_analysis.wording.diagnosis import public_words, sharing_counts
from declic_analysis.wording.formats import integer
from declic_analysis.wording.texts import say

_COLOURS = {"both": palette.MOVED, "differ": palette.UNDECIDED, "alone": palette.GRID}
_MOST = 6  # jobs and publics a figure, so that it keeps its place on a page


def diagnosis_figure(diagnosis: Published, *, table: pd.DataFrame, lang: str = "fr", most: int = _MOST) -> Picture:
    """A bar a job and public, a piece a kind of agreement, their numbers inside and in words at the right.

    Parameters: diagnosis, published; table, its twin; most, jobs drawn, in alphabetical order. Raises: ContractError,
    for a bare frame.
    """
    rows, title = require_published(diagnosis, kind="diagnosis").shown, say("diagnosis_title", lang=lang)
    rows = rows[rows["sharing"].ne(Sharing.NOBODY.value).fillna(False).astype(bool)]
    if rows.empty:
        text = say("nothing_to_show", lang=lang)
        return Picture(sentence_figure(text, lang=lang), title, text, "", table)
    lines = [_job(own, lang=lang) for _, own in rows.groupby(["rome", "concerned"], sort=True)][:most]
    legend = [(say(f"diagnosis_{name}", lang=lang), colour) for name, colour in _COLOURS.items()]
    alt = " ".join([say("alt_diagnosis", lang=lang), *(f"{line.label} : {line.text}." for line in lines)])
    return Picture(bars(lines, lang=lang, legend=legend, right=60), title, alt, "", table)


def _job(own: pd.DataFrame, *, lang: str) -> Row:
    rome, concerned = own["rome"].iloc[0], own["concerned"].iloc[0]
    counts = sharing_counts(own)
    told = {name: integer(n, lang=lang) for name, n in counts.items()}
    label = f"{rome} · {public_words(concerned, lang=lang)} · {say('diagnosis_row', lang=lang, **told)}"
    pieces = [
        Piece(float(n), _COLOURS[name], told[name], f"{say(f'diagnosis_{name}', lang=lang)} : {told[name]}")
        for name, n in counts.items()
        if n
    ]
    return Row("", label, pieces, integer(sum(counts.values()), lang=lang))
