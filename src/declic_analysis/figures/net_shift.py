"""Net shift of each question with its interval: a forest plot, verdict in words and by the shape of the mark."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from declic_analysis.disclosure import Published, require_published
from declic_analysis.figures import palette
from declic_analysis.figures.picture import Picture, chosen, group_names, labels_of
from declic_analysis.figures.sheet import Sheet
from declic_analysis.figures.template import LINE, SMALL_SIZE, canvas, row_text, sentence_figure, wrapped
from declic_analysis.vocabulary import Direction
from declic_analysis.wording import sentences
from declic_analysis.wording.formats import (
    NBSP,
    decimal,
    integer,
    interval,
    percent,
    points,
    printed_interval,
    printed_points,
)
from declic_analysis.wording.texts import say

RIGHT = 172  # pixels kept for the verdict and the numbers
SMALL_LINE = 15
# Filled marks: the interval clears the margin of small changes, or nothing moved.
FILLED = {"improvement_notable", "worsening_notable", "perceived_more_notable", "perceived_less_notable",
          "no_change_observed", "equivalent"}  # fmt: skip
# Shape first: a grey print, or no colour vision, loses nothing.
SYMBOLS = {
    "improvement_notable": "triangle-right",
    "improvement": "triangle-right",
    "worsening": "triangle-left",
    "worsening_notable": "triangle-left",
    "perceived_more_notable": "diamond",
    "perceived_more": "diamond",
    "perceived_less": "diamond",
    "perceived_less_notable": "diamond",
    "no_change_observed": "circle",
    "equivalent": "square",
    "inconclusive": "circle",
    "insufficient": "x-thin",
}


@dataclass(frozen=True)
class Telling:
    """How a forest speaks of its rows: keys of its words, the verdict of a row, and how many people it rests on."""

    title: str
    axis: str
    alt: str
    count: str
    verdict: Callable[[pd.Series], str]
    counted: Callable[[pd.Series], str]


@dataclass(frozen=True)
class _Place:
    """Where a row stands: the top of its label, the middle of its strip."""

    row: pd.Series
    label: tuple[str, ...]
    top: float
    strip: float
    beside: tuple[str, ...]


@dataclass(frozen=True)
class _Heading:
    text: str
    top: float
    neutral: bool


def net_shift_figure(
    shift: Published,
    *,
    codebook: pd.DataFrame,
    lang: str = "fr",
    items: Sequence[str] | None = None,
    names: Mapping[str, str] | None = None,
) -> Picture:
    """Net shift with Tango's interval, in points, one line a question; suppressed rows keep a line that says so.

    Parameters: shift, a published `paired_shift` by item; items: those to draw (all by default: an A4 page takes about
    14); names: id → label, where the frame holds several audiences or territories.
    Groups: confirmatory, exploratory, perceived constraints. An empty frame gives a sentence in place of a figure.
    Raises: ContractError, for a bare frame or a codebook without its columns.
    """
    published = require_published(shift, kind="shift")
    rows = chosen(published.frame, items)
    told = [note_of(rows, key="shift_note", lang=lang), sentences.looks(published.frame, lang=lang)]
    note = " ".join(text for text in (*told, *sentences.notes(published, lang=lang)) if text)
    telling = Telling(
        "shift_title", "shift_axis", "alt_shift", "n_pairs",
        verdict=lambda row: sentences.verdict_label(row, lang=lang),
        counted=lambda row: integer(row["n_pairs"], lang=lang),
    )  # fmt: skip
    rows = rows.assign(_group=group_names(rows, published.by, names or {}))
    return forest(rows, telling, labels=labels_of(codebook, lang=lang), note=note, lang=lang)


def forest(rows: pd.DataFrame, telling: Telling, *, labels: Mapping[str, str], note: str, lang: str) -> Picture:
    """One line a row: net_shift with net_low and net_high, verdict by the shape of the mark; for this room alone.

    rows: columns net_shift, net_low, net_high, margin, verdict, item, direction, confirmatory, published, reason and
    _group (heading, may be empty); all of them from a published frame.
    """
    title, table = say(telling.title, lang=lang), _table(rows, telling, labels=labels, lang=lang)
    if rows.empty:
        text = say("nothing_to_show", lang=lang)
        return Picture(sentence_figure(text, lang=lang), title, text, note, table)
    rows = rows.assign(_section=_sections(rows))
    places = list(_placed(rows.sort_values("_section", kind="stable"), telling, labels=labels, lang=lang))
    alt = _alt(rows, telling, labels=labels, lang=lang)
    return Picture(_drawn(places, telling, lang=lang), title, alt, note, table)


def _sections(rows: pd.DataFrame) -> pd.Series:
    """0 confirmatory, 1 exploratory, 2 neutral."""
    exploratory = (~rows["confirmatory"].astype(bool)).astype("int64")
    return exploratory.mask(rows["direction"] == Direction.NEUTRAL, 2)


def _placed(
    rows: pd.DataFrame, telling: Telling, *, labels: Mapping[str, str], lang: str
) -> Iterator[_Place | _Heading]:
    names = ("group_confirmatory", "group_exploratory", "group_neutral")
    y, last = 0.0, None
    for _, row in rows.sort_values(["_group", "_section"], kind="stable").iterrows():
        here = (row["_group"], row["_section"])
        if here != last:
            words = " · ".join(part for part in (row["_group"], say(names[row["_section"]], lang=lang)) if part)
            yield _Heading(words, y + (8 if last else 0), row["_section"] == 2)
            y, last = y + (8 if last else 0) + 2 * LINE + 6, here
        label, beside = tuple(wrapped(_named(row, labels, lang=lang))), tuple(_beside(row, telling, lang=lang))
        strip = max(22, SMALL_LINE * len(beside))
        yield _Place(row, label, y, y + LINE * len(label) + strip / 2, beside)
        y += LINE * len(label) + strip + 4


def _named(row: pd.Series, labels: Mapping[str, str], *, lang: str) -> str:
    """Perceived constraints share one heading: a confirmatory one says so itself."""
    both = row["direction"] == Direction.NEUTRAL and bool(row["confirmatory"])
    return f"{labels[row['item']]} ({say('confirmatory', lang=lang)})" if both else labels[row["item"]]


def _beside(row: pd.Series, telling: Telling, *, lang: str) -> list[str]:
    verdict = wrapped(telling.verdict(row), width=26)
    if not bool(row["published"]):
        return [f"<i>{line}</i>" for line in verdict]
    n = say("n_equals", lang=lang, n=telling.counted(row))
    return [*(f"<b>{line}</b>" for line in verdict), *wrapped(f"{_numbers(row, lang=lang)} · {n}", width=34)]


def _numbers(row: pd.Series, *, lang: str) -> str:
    shift = points(row["net_shift"], lang=lang).split(NBSP)[0]
    return f"{shift} {interval(row['net_low'], row['net_high'], lang=lang)}"


def _drawn(places: list[_Place | _Heading], telling: Telling, *, lang: str) -> Sheet:
    lines = [place for place in places if isinstance(place, _Place)]
    shown = pd.DataFrame([place.row for place in lines if bool(place.row["published"])])
    bottom = max(place.strip + max(22, SMALL_LINE * len(place.beside)) / 2 for place in lines) + 8
    figure = canvas(height=bottom, lang=lang, left=16, right=RIGHT, bottom=40)
    reach = _reach(shown)
    _axis(figure, reach, title=say(telling.axis, lang=lang), lang=lang)
    _ground(figure, shown, height=bottom)
    for place in places:
        if isinstance(place, _Heading):
            _heading(figure, place, lang=lang)
        else:
            _line(figure, place)
    figure.add_traces(list(_traces([place for place in lines if bool(place.row["published"])], telling, lang=lang)))
    return figure


def _reach(shown: pd.DataFrame) -> float:
    """Half width of the axis, in points."""
    if shown.empty:
        return 20.0
    ends = shown[["net_low", "net_high"]].astype("float64").abs().max().max()
    return min(100.0, max(20.0, 100 * float(ends), 150 * float(shown["margin"].iloc[0]))) * 1.04


def _axis(figure: Sheet, reach: float, *, title: str, lang: str) -> None:
    step = 10 if reach <= 32 else 20 if reach <= 70 else 50
    ticks = [k * step for k in range(-int(reach // step), int(reach // step) + 1)]
    text = [("+" if tick > 0 else "") + decimal(tick, digits=0, lang=lang) for tick in ticks]
    figure.update_xaxes(
        visible=True, range=[-reach, reach], tickvals=ticks, ticktext=text, showgrid=True,
        tickfont={"size": SMALL_SIZE},
        title={"text": title, "font": {"size": SMALL_SIZE}, "standoff": 6},
    )  # fmt: skip


def _ground(figure: Sheet, shown: pd.DataFrame, *, height: float) -> None:
    """The band of small changes, and zero."""
    if not shown.empty:
        margin = 100 * float(shown["margin"].iloc[0])
        figure.add_shape(
            type="rect", x0=-margin, x1=margin, y0=0, y1=height, fillcolor=palette.BAND, line_width=0, layer="below"
        )
    figure.add_shape(type="line", x0=0, x1=0, y0=0, y1=height, line={"color": palette.MUTED, "width": 1}, layer="below")


def _heading(figure: Sheet, heading: _Heading, *, lang: str) -> None:
    sides_at = heading.top + LINE + 4
    row_text(figure, [f"<b>{heading.text}</b>"], y=heading.top, middle=sides_at + SMALL_LINE / 2)
    sides = ("perceived_less", "perceived_more") if heading.neutral else ("less_favourable", "more_favourable")
    for key, anchor, shift in zip(sides, ("right", "left"), (-5, 5), strict=True):
        figure.add_annotation(
            text=say(key, lang=lang), x=0, y=sides_at, xanchor=anchor, xshift=shift, yanchor="top",
            showarrow=False, borderpad=0, font={"size": SMALL_SIZE, "color": palette.MUTED},
        )  # fmt: skip


def _line(figure: Sheet, place: _Place) -> None:
    row_text(figure, place.label, y=place.top, middle=place.strip)
    figure.add_annotation(
        text="<br>".join(place.beside), x=1, y=place.strip, xref="paper", xanchor="left", xshift=8, yanchor="middle",
        align="left", showarrow=False, borderpad=0, font={"size": SMALL_SIZE},
    )  # fmt: skip


def _traces(places: list[_Place], telling: Telling, *, lang: str) -> Iterator[go.Scatter]:
    """Intervals as one trace of lines, marks as one trace of points, where the text says: no digit more, none less."""
    rows = [place.row for place in places]
    ends = [end for row in rows for end in (*printed_interval(row["net_low"], row["net_high"]), None)]
    heights = [y for place in places for y in (place.strip, place.strip, None)]
    yield go.Scatter(
        x=ends, y=heights, mode="lines", line={"color": palette.INK, "width": 2}, hoverinfo="skip", name=""
    )
    yield go.Scatter(
        x=[printed_points(row["net_shift"]) for row in rows],
        y=[place.strip for place in places],
        mode="markers",
        marker={
            "symbol": [SYMBOLS[str(row["verdict"])] for row in rows],
            "size": 13,
            "color": [_colour(row) if str(row["verdict"]) in FILLED else palette.PAPER for row in rows],
            "line": {"width": 2, "color": [_colour(row) for row in rows]},
        },
        hovertext=[f"{telling.verdict(row)}<br>{_numbers(row, lang=lang)}" for row in rows],
        hoverinfo="text",
        cliponaxis=False,
        name="",
    )


def _colour(row: pd.Series) -> str:
    if str(row["verdict"]) not in sentences.GATED:
        return palette.UNDECIDED
    return palette.NEUTRAL_MOVED if row["direction"] == Direction.NEUTRAL else palette.MOVED


def note_of(rows: pd.DataFrame, *, key: str, lang: str) -> str:
    """The note `key`, with the confidence and margin of the rows, and their design."""
    known = rows.dropna(subset=["margin"])
    confidence, margin = (known["confidence"].iloc[0], known["margin"].iloc[0]) if len(known) else (0.95, 0.10)
    designs = [sentences.design_label(code, lang=lang) for code in rows["design"].dropna().unique()]
    told = [say("design_named", lang=lang, design=", ".join(designs)) + "."] if designs else []
    words = say(
        key,
        lang=lang,
        confidence=percent(confidence, lang=lang),
        margin=points(margin, lang=lang, signed=False),
    )
    return " ".join([words, *(text[:1].upper() + text[1:] for text in told)])


def _alt(rows: pd.DataFrame, telling: Telling, *, labels: Mapping[str, str], lang: str) -> str:
    n, published = integer(len(rows), lang=lang), integer(int(rows["published"].sum()), lang=lang)
    told = [say(telling.alt, lang=lang, n=n, published=published)]
    for _, row in rows.iterrows():
        value = telling.verdict(row)
        if bool(row["published"]):
            value += f", {points(row['net_shift'], lang=lang)} {interval(row['net_low'], row['net_high'], lang=lang)}"
        who = f"{row['_group']} · " if row["_group"] else ""
        told.append(say("alt_shift_item", lang=lang, label=who + labels[row["item"]], value=value))
    return " ".join(told)


def _table(rows: pd.DataFrame, telling: Telling, *, labels: Mapping[str, str], lang: str) -> pd.DataFrame:
    """The figure's numbers, as text."""
    names = [say(key, lang=lang) for key in ("question", telling.title, telling.count, "verdict")]
    hidden = say("not_published", lang=lang)
    cells = [
        (
            labels[row["item"]],
            _cell(row, lang=lang),
            telling.counted(row) if bool(row["published"]) else hidden,
            telling.verdict(row),
        )
        for _, row in rows.iterrows()
    ]
    return pd.DataFrame(cells, columns=names, dtype="str")


def _cell(row: pd.Series, *, lang: str) -> str:
    if not bool(row["published"]):
        return say("not_published", lang=lang)
    return f"{points(row['net_shift'], lang=lang)} {interval(row['net_low'], row['net_high'], lang=lang)}"
