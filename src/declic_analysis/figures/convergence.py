"""Two audiences on each shared question, before and after: a line joins them, and its length is the gap."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from declic_analysis.disclosure import Published, require_published
from declic_analysis.figures import palette
from declic_analysis.figures.picture import Picture, chosen, labels_of
from declic_analysis.figures.sheet import Sheet
from declic_analysis.figures.template import (
    LINE,
    SMALL_SIZE,
    canvas,
    flowed,
    left_text,
    legend_text,
    row_text,
    sentence_figure,
    wrapped,
)
from declic_analysis.vocabulary import GapStatus, Wave
from declic_analysis.wording import convergence, sentences
from declic_analysis.wording.formats import decimal, integer, missing, percent, points, printed_points
from declic_analysis.wording.texts import capital, say

RIGHT = 150  # pixels kept for what can be said
LEFT = 64  # and for "Avant", "Après"
STRIP = 15
COLOURS = {"first": "#0b3c6f", "second": "#b35806"}
# Shape first: a grey print, or no colour vision, loses nothing.
SYMBOLS = {"first": "circle", "second": "square"}
MARKS = {"first": "●", "second": "■"}
SIDES = ("first", "second")
GAPS = ("gap_before", "gap_after", "gap_change")


@dataclass(frozen=True)
class _Place:
    row: pd.Series
    label: tuple[str, ...]
    top: float
    strips: tuple[float, float]
    beside: tuple[str, ...]


@dataclass(frozen=True)
class _Heading:
    text: str
    top: float


def convergence_figure(
    gaps: Published,
    *,
    codebook: pd.DataFrame,
    names: Mapping[str, str],
    lang: str = "fr",
    items: Sequence[str] | None = None,
) -> Picture:
    """Favourable shares of two audiences before and after, question by question, grouped by what became of the gap.

    Parameters: gaps, a published `gap_change` of one pair of audiences; names: audience id → label; items: those to
    draw (all by default). Where the numbers are withheld the question keeps its line and its status.
    Raises: ContractError, for a bare frame or a codebook without its columns.
    """
    published = require_published(gaps, kind="gap_change")
    labels, rows, title = labels_of(codebook, lang=lang), chosen(published.frame, items), say("gap_title", lang=lang)
    table = _table(rows, labels=labels, lang=lang)
    if rows.empty:
        text = say("nothing_to_show", lang=lang)
        return Picture(sentence_figure(text, lang=lang), title, text, "", table)
    note = " ".join([_note(rows, lang=lang), *sentences.notes(published, lang=lang)])
    legend = flowed(_legend(_audiences(rows, names)))
    places = list(_placed(rows, labels=labels, below=float(LINE * len(legend)), lang=lang))
    figure = _drawn(places, legend=legend, audiences=_audiences(rows, names), lang=lang)
    return Picture(figure, title, _alt(rows, labels=labels, lang=lang), note, table)


def _audiences(rows: pd.DataFrame, names: Mapping[str, str]) -> dict[str, str]:
    ids = {side: str(rows[f"audience_{side}"].iloc[0]) for side in SIDES}
    return {side: names.get(code, code) for side, code in ids.items()}


def _group(row: pd.Series) -> int:
    """Place among the sections; what is not published stands last."""
    if not bool(row["published"]):
        return len(convergence.ORDER)
    return convergence.ORDER.index(GapStatus.of(str(row["status"])))


def _placed(rows: pd.DataFrame, *, labels: Mapping[str, str], below: float, lang: str) -> Iterator[_Place | _Heading]:
    groups = rows.apply(_group, axis=1)
    y, last = below, -1
    for k in groups.sort_values(kind="stable").index:
        row = rows.loc[k]
        if groups[k] != last:
            status = capital(convergence.gap_status(row, lang=lang))
            n = integer(int((groups == groups[k]).sum()), lang=lang)
            yield _Heading(say("gap_section", lang=lang, status=status, n=n), y + 6)
            y, last = y + LINE + 9, groups[k]
        label = tuple(wrapped(convergence.mirror_label(row, labels)))
        top = y + LINE * len(label) + STRIP / 2
        yield _Place(row, label, y, (top, top + STRIP), tuple(_beside(row, lang=lang)))
        y = top + 2 * STRIP


def _beside(row: pd.Series, *, lang: str) -> list[str]:
    if not bool(row["published"]):
        return [f"<i>{line}</i>" for line in wrapped(convergence.gap_status(row, lang=lang), width=24)]
    return wrapped(convergence.gap_moves(row, lang=lang), width=24)


def _drawn(places: list[_Place | _Heading], *, legend: list[str], audiences: Mapping[str, str], lang: str) -> Sheet:
    lines = [place for place in places if isinstance(place, _Place)]
    bottom = max(place.strips[1] for place in lines) + STRIP
    figure = canvas(height=bottom, lang=lang, left=LEFT, right=RIGHT, bottom=44)
    _axis(figure, lang=lang)
    legend_text(figure, legend, y=0)
    for place in places:
        if isinstance(place, _Heading):
            left_text(figure, f"<b>{place.text}</b>", y=place.top)
        else:
            _words(figure, place, lang=lang)
    shown = [place for place in lines if not missing(place.row["gap_before"])]
    figure.add_traces([_gaps(shown), *(_marks(shown, side, audiences[side], lang=lang) for side in SIDES)])
    return figure


def _legend(audiences: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    for side, name in audiences.items():
        yield f'<span style="color:{COLOURS[side]}">{MARKS[side]}</span> {name}', len(name) + 2


def _axis(figure: Sheet, *, lang: str) -> None:
    ticks = [0, 25, 50, 75, 100]
    figure.update_xaxes(
        visible=True, range=[-3, 103], tickvals=ticks, ticktext=[percent(tick / 100, lang=lang) for tick in ticks],
        showgrid=True, tickfont={"size": SMALL_SIZE},
        title={"text": say("gap_axis", lang=lang), "font": {"size": SMALL_SIZE}, "standoff": 6},
    )  # fmt: skip


def _words(figure: Sheet, place: _Place, *, lang: str) -> None:
    row_text(figure, place.label, y=place.top, middle=sum(place.strips) / 2)
    for wave, y in zip((Wave.BEFORE, Wave.AFTER), place.strips, strict=True):
        figure.add_annotation(
            text=wave.label.of(lang), x=0, y=y, xref="paper", xanchor="right", xshift=-8, yanchor="middle",
            showarrow=False, borderpad=0, font={"size": SMALL_SIZE, "color": palette.MUTED},
        )  # fmt: skip
    figure.add_annotation(
        text="<br>".join(place.beside), x=1, y=sum(place.strips) / 2, xref="paper", xanchor="left", xshift=8,
        yanchor="middle", align="left", showarrow=False, borderpad=0, font={"size": SMALL_SIZE},
    )  # fmt: skip


def _gaps(places: list[_Place]) -> go.Scatter:
    """The lines that join the two audiences, as one trace."""
    x, y = [], []
    for place in places:
        for moment, strip in zip(("before", "after"), place.strips, strict=True):
            x += [*(_share(place.row, moment, side) for side in SIDES), None]
            y += [strip, strip, None]
    return go.Scatter(x=x, y=y, mode="lines", line={"color": palette.UNDECIDED, "width": 4}, hoverinfo="skip", name="")


def _marks(places: list[_Place], side: str, name: str, *, lang: str) -> go.Scatter:
    shares = [_share(place.row, moment, side) for place in places for moment in ("before", "after")]
    ring = {"width": 1, "color": palette.PAPER}
    return go.Scatter(
        x=shares,
        y=[strip for place in places for strip in place.strips],
        mode="markers",
        marker={"symbol": SYMBOLS[side], "size": 12, "color": COLOURS[side], "line": ring},
        hovertext=[f"{name}<br>{percent(share / 100, lang=lang)}" for share in shares],
        hoverinfo="text",
        cliponaxis=False,
        name="",
    )  # fmt: skip


def _share(row: pd.Series, moment: str, side: str) -> float:
    """Whole percents, as printed: the page's figure data hold no digit that the page does not show."""
    return printed_points(row[f"favourable_{moment}_{side}"])


def _note(rows: pd.DataFrame, *, lang: str) -> str:
    row = rows.iloc[0]
    designs = dict.fromkeys(sentences.design_label(row[f"design_{side}"], lang=lang) for side in SIDES)
    return " ".join(
        [
            say(
                "gap_note",
                lang=lang,
                confidence=percent(row["confidence"], lang=lang),
                margin=points(row["margin"], lang=lang, signed=False),
                n=integer(row["n_looks"], lang=lang),
                chance=decimal((1 - row["confidence"]) * row["n_looks"], digits=1, lang=lang),
            ),
            say("gap_dominated", lang=lang),
            capital(say("design_named", lang=lang, design=", ".join(designs))) + ".",
        ]
    )


def _alt(rows: pd.DataFrame, *, labels: Mapping[str, str], lang: str) -> str:
    told = [say("alt_gap", lang=lang, n=integer(len(rows), lang=lang))]
    for _, row in rows.iterrows():
        parts = [convergence.gap_status(row, lang=lang), convergence.gap_movement(row, lang=lang)]
        parts += [convergence.gap_moves(row, lang=lang)] if bool(row["published"]) else []
        told.append(
            say(
                "alt_gap_item",
                lang=lang,
                label=convergence.mirror_label(row, labels),
                value=", ".join(p for p in parts if p),
            )
        )
    return " ".join(told)


def _table(rows: pd.DataFrame, *, labels: Mapping[str, str], lang: str) -> pd.DataFrame:
    """The figure's numbers, as text."""
    cells = [
        {
            say("question", lang=lang): convergence.mirror_label(row, labels),
            **{say(name, lang=lang): convergence.signed(row, name, lang=lang) for name in GAPS},
            say("gap_status", lang=lang): convergence.gap_status(row, lang=lang),
        }
        for _, row in rows.iterrows()
    ]
    names = [say(key, lang=lang) for key in ("question", *GAPS, "gap_status")]
    return pd.DataFrame(cells, columns=names, dtype="str")
