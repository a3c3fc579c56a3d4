"""The shared diagnosis: a matrix of what each side names, under each job and public."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.figures import palette
from declic_analysis.figures.picture import Picture
from declic_analysis.figures.sheet import Sheet
from declic_analysis.figures.template import (
    LINE,
    SMALL_SIZE,
    canvas,
    flowed,
    left_text,
    legend_text,
    sentence_figure,
    wrapped,
)
from declic_analysis.study import Study
from declic_analysis.vocabulary.diagnosis import Sharing
from declic_analysis.wording.diagnosis import (
    NAMED,
    OTHERWISE,
    SILENT_SIDE,
    element_words,
    job_words,
    public_words,
    sharing_marks,
    sides_of,
)
from declic_analysis.wording.formats import NBSP, integer
from declic_analysis.wording.texts import say

_INK = {Sharing.BOTH.value: palette.MOVED}  # agreement is dark and full on both sides; shapes alone tell it too
_SIDE, _LABEL, _HEAD = 92, 26, 50  # pixels a side; characters a line of a label, of a heading
_MOST = 14  # elements a figure, so that it keeps its place on a page


class _Line(NamedTuple):
    """head: job and public, where they change; kind: where it changes; label; state."""

    head: str
    kind: str
    label: str
    state: str


def diagnosis_figure(
    diagnosis: Published, *, study: Study, table: pd.DataFrame, lang: str = "fr", most: int = _MOST
) -> Picture:
    """A line an element, under its job, public and kind; two columns, a mark each: the side names it, answered without
    naming it, did not answer. Three shapes: no colour is needed to read it.

    Parameters: diagnosis, published; study, whose words they are; table, its twin; most, elements drawn: jobs and
    publics in the order of their codes, none of them cut, the first always whole.
    Raises: ContractError, for a bare frame.
    """
    rows, title = require_published(diagnosis, kind="diagnosis").shown, say("diagnosis_title", lang=lang)
    rows = rows[rows["sharing"].ne(Sharing.NOBODY.value).fillna(False).astype(bool)]
    if rows.empty:
        text = say("nothing_to_show", lang=lang)
        return Picture(sentence_figure(text, lang=lang), title, text, "", table)
    drawn = _whole_jobs(rows, most=most)
    left = len(rows) - len(drawn)
    note = say("diagnosis_left", lang=lang, n=integer(left, lang=lang)) if left else ""
    lines = list(_lines(drawn, study=study, lang=lang))
    alt = say("alt_diagnosis", lang=lang, n=integer(len(lines), lang=lang))
    return Picture(_matrix(lines, study=study, lang=lang), title, alt, note, table)


def _whole_jobs(rows: pd.DataFrame, *, most: int) -> pd.DataFrame:
    sizes = rows.groupby(["rome", "concerned"], sort=True).size()
    kept = sizes[(sizes.cumsum() <= most) | (sizes.index == sizes.index[0])].index
    return rows[pd.MultiIndex.from_frame(rows[["rome", "concerned"]]).isin(kept)]


def _lines(rows: pd.DataFrame, *, study: Study, lang: str) -> Iterator[_Line]:
    before = ("", "")
    for row in rows.to_dict("records"):
        job = job_words(row["rome"], study=study, lang=lang)
        head = f"{job} · {public_words(row['concerned'], study=study, lang=lang)}"
        kind, label = element_words(row["element"], study=study, lang=lang)
        new = head != before[0]
        yield _Line(head if new else "", kind if new or kind != before[1] else "", label, str(row["sharing"]))
        before = (head, kind)


def _matrix(lines: list[_Line], *, study: Study, lang: str) -> Sheet:
    legend = flowed([_entry(mark, say(key, lang=lang)) for mark, key in _LEGEND])
    sides = [wrapped(side, width=14) for side in sides_of(study, lang=lang)]
    top = LINE * len(legend) + 10
    heads = LINE * max(len(side) for side in sides)
    y, placed = top + heads, list[tuple[_Line, float]]()
    for line in lines:
        y += 10 * bool(line.head) + _above(line)
        placed.append((line, y))
        y += LINE * len(wrapped(line.label, width=_LABEL)) + 5
    figure = canvas(height=y, lang=lang, left=16, right=2 * _SIDE + 4)
    figure.update_xaxes(range=[0, 1])
    legend_text(figure, legend, y=0)
    for k, side in enumerate(sides):
        _cell(figure, f"<b>{'<br>'.join(side)}</b>", k=k, y=top + heads / 2)
    for line, at in placed:
        _line(figure, line, y=at)
    return figure


_LEGEND = ((NAMED, "diagnosis_mark_named"), (OTHERWISE, "diagnosis_mark_other"), (SILENT_SIDE, "diagnosis_mark_silent"))


def _entry(mark: str, word: str) -> tuple[str, int]:
    return f"{mark}{NBSP}{word.replace(' ', NBSP)}", len(word) + 3


def _above(line: _Line) -> int:
    """Height of what stands above the line itself."""
    return LINE * (len(wrapped(line.head, width=_HEAD)) * bool(line.head) + bool(line.kind)) + 4 * bool(line.kind)


def _line(figure: Sheet, line: _Line, *, y: float) -> None:
    top = y - _above(line)
    if line.head:
        head = wrapped(line.head, width=_HEAD)
        figure.add_shape(
            type="line", x0=0, x1=1, xref="paper", y0=top - 4, y1=top - 4, line={"color": palette.GRID, "width": 1}
        )
        left_text(figure, f"<b>{'<br>'.join(head)}</b>", y=top)
        top += LINE * len(head)
    if line.kind:
        left_text(figure, f"<i>{line.kind}</i>", y=top + 2, style={"size": SMALL_SIZE + 1})
    label = wrapped(line.label, width=_LABEL)
    left_text(figure, NBSP * 3 + f"<br>{NBSP * 3}".join(label), y=y)
    for k, mark in enumerate(sharing_marks(line.state)):
        ink = _INK.get(line.state, palette.INK)
        _cell(figure, f'<span style="color:{ink};font-size:17px">{mark}</span>', k=k, y=y + LINE * len(label) / 2)


def _cell(figure: Sheet, text: str, *, k: int, y: float) -> None:
    """A text in the column of a side, right of the labels."""
    figure.add_annotation(
        text=text, x=1, y=y, xref="paper", xanchor="center", xshift=_SIDE / 2 + k * _SIDE, yanchor="middle",
        align="center", showarrow=False, borderpad=0,
    )  # fmt: skip
