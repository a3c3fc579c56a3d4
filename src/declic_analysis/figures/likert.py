"""Answers level by level, before and after: diverging bars with the middle answer set apart.

Why so: docs/decisions/0002-diverging-bars.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from declic_analysis.disclosure import Published, require_published
from declic_analysis.figures import palette
from declic_analysis.figures.picture import Picture, chosen, group_names, labels_of
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
from declic_analysis.schemas import require
from declic_analysis.vocabulary import Direction, Wave
from declic_analysis.wording import sentences
from declic_analysis.wording.formats import NBSP, integer, missing, percent
from declic_analysis.wording.texts import say

BAR, BAR_STEP, GAP, LEFT = 20, 22, 10, 112  # pixels
LABELLED = 0.07  # narrower segments carry no number
_WAVES = {member.value: member.label for member in Wave}


class _Bin(NamedTuple):
    low: int
    high: int


class _Extent(NamedTuple):
    """Longest reach of the bars left and right of zero, and of the middle answers, as shares."""

    left: float
    right: float
    middle: float


@dataclass(frozen=True)
class _Bar:
    """One wave of one item: its bins, or none when it may not be shown."""

    bins: pd.DataFrame
    y: float
    wave: str
    published: bool
    base: int | None


@dataclass(frozen=True)
class _Text:
    """Words at the left edge: of a row (`middle`: of its strip), a legend, a heading; or at the zero of an axis."""

    lines: Sequence[str]
    y: float
    kind: Literal["row", "legend", "heading", "axis"]
    middle: float = 0.0
    axis: str = "x"


def likert_figure(
    distribution: Published,
    *,
    codebook: pd.DataFrame,
    level_labels: Mapping[str, Sequence[str]],
    lang: str = "fr",
    items: Sequence[str] | None = None,
    names: Mapping[str, str] | None = None,
) -> Picture:
    """Diverging bars: waves of an item one under the other, levels as asked, middle answers on their own baseline.

    Parameters: distribution, published, by item and wave; level_labels: scale id → labels from the lowest level up;
    items: those to draw (all by default: an A4 page takes about 12); names: id → label, where there are several groups.
    Directional items come first, then perceived constraints in another palette. Reversed items say that their
    favourable side is on the left. An empty frame gives a sentence in place of a figure.
    Raises: ContractError, for a bare frame or a codebook without its columns.
    """
    published = require_published(distribution, kind="distribution")
    labels = labels_of(codebook, lang=lang)
    require(codebook, ["item", "favourable_from"], table="codebook")
    rows = chosen(published.frame, items)
    note = " ".join([say("likert_note", lang=lang), *sentences.notes(published, lang=lang)])
    title = say("likert_title" if rows["wave"].nunique() > 1 else "likert_title_one", lang=lang)
    table = _table(rows, labels=labels, level_labels=level_labels, lang=lang)
    if rows.empty:
        text = say("nothing_to_show", lang=lang)
        return Picture(sentence_figure(text, lang=lang), title, text, note, table)
    rows = rows.assign(_group=group_names(rows, published.by, names or {}))
    figure = _drawn(rows, by=published.by, labels=labels, level_labels=level_labels, lang=lang)
    alt = _alt(rows, by=published.by, labels=labels, codebook=codebook, lang=lang)
    return Picture(figure, title, alt, note, table)


def _drawn(
    rows: pd.DataFrame,
    *,
    by: Sequence[str],
    labels: Mapping[str, str],
    level_labels: Mapping[str, Sequence[str]],
    lang: str,
) -> Sheet:
    y = 0.0
    texts: list[_Text] = []
    bars: list[_Bar] = []
    sections = rows.assign(_neutral=rows["direction"] == Direction.NEUTRAL)
    # Groups in alphabetical order: never by result.
    sections = sections.sort_values(["_group", "_neutral"], kind="stable")
    for _, section in sections.groupby(["_group", "_neutral", "scale"], sort=False):
        head = list(_head(section, labels=level_labels[section["scale"].iloc[0]], y=y, lang=lang))
        y = head[-1].y + LINE + 4
        for _, item in section.groupby("item", sort=False):
            label, top = _label(item, labels=labels, lang=lang), y
            y += LINE * len(label) + 3
            waves = item.groupby([name for name in by if name in ("wave", "month")], sort=False, dropna=False)
            bars.extend(_bar(wave, y=y + BAR / 2 + BAR_STEP * k, lang=lang) for k, (_, wave) in enumerate(waves))
            texts.append(_Text(label, top, "row", middle=y + (BAR_STEP * len(waves) - BAR_STEP + BAR) / 2))
            y += BAR_STEP * len(waves) + GAP
        texts.extend(head)
    figure = canvas(height=y, lang=lang, left=LEFT)
    extent = _extent(bars)
    _axes(figure, extent)
    for text in texts:
        _write(figure, text)
    for bar in bars:
        _bar_label(figure, bar, lang=lang)
    _zero_lines(figure, bars)
    figure.add_traces(list(_traces(bars, level_labels=level_labels, lang=lang)))
    return figure


def _is_reversed(item: pd.DataFrame) -> bool:
    return bool((item["direction"] == Direction.FAVOURABLE_LOW).any())


def _head(section: pd.DataFrame, *, labels: Sequence[str], y: float, lang: str) -> Iterator[_Text]:
    """Heading, legend in level order (merged levels after it), and which side is favourable."""
    group, neutral = str(section["_group"].iloc[0]), bool(section["_neutral"].iloc[0])
    words = " · ".join(part for part in (group, say("constraints", lang=lang) if neutral else "") if part)
    y += 6 if y else 0
    if words:
        lines = [f"<b>{line}</b>" for line in wrapped(words)]
        yield _Text(lines, y, "heading")
        y += LINE * len(lines)
    legend = _legend(section, neutral=neutral, labels=labels)
    yield _Text(legend, y, "legend")
    y += LINE * len(legend) + 6
    yield _Text([] if neutral else [say("favourable_right", lang=lang)], y, "axis")
    apart = any(_middle(row) for _, row in section[section["published"].astype(bool)].iterrows())
    yield _Text([say("middle", lang=lang)] if apart else [], y, "axis", axis="x2")


def _middle(row: pd.Series) -> bool:
    one = _Bin(int(row["from_position"]), int(row["to_position"]))
    return _side(one, int(row["n_levels"])) == "middle"


def _legend(section: pd.DataFrame, *, neutral: bool, labels: Sequence[str]) -> list[str]:
    merged = section[section["published"].astype(bool) & (section["from_position"] < section["to_position"])]
    ends = merged[["from_position", "to_position"]].drop_duplicates().sort_values(["from_position", "to_position"])
    wide = [_Bin(int(low), int(high)) for low, high in ends.itertuples(index=False)]
    parts = [_entry(_Bin(k, k), neutral=neutral, labels=labels) for k in range(1, len(labels) + 1)]
    lines = flowed(parts)
    return lines + [line for one in wide for line in _merged_entry(one, neutral=neutral, labels=labels)]


def _entry(one: _Bin, *, neutral: bool, labels: Sequence[str]) -> tuple[str, int]:
    words = _words(one, labels)
    return f"{_square(one, neutral=neutral, labels=labels)}\u00a0{words.replace(' ', NBSP)}", len(words) + 3


def _square(one: _Bin, *, neutral: bool, labels: Sequence[str]) -> str:
    mark = "■" if one.low == one.high else "▨"
    return f'<span style="color:{_colour(one, n_levels=len(labels), neutral=neutral)};font-size:17px">{mark}</span>'


def _merged_entry(one: _Bin, *, neutral: bool, labels: Sequence[str]) -> list[str]:
    square = _square(one, neutral=neutral, labels=labels)
    first, *others = wrapped(_words(one, labels))
    return [f"{square}\u00a0{first}", *(f"\u00a0\u00a0\u00a0{line}" for line in others)]


def _words(one: _Bin, labels: Sequence[str]) -> str:
    return " + ".join(labels[one.low - 1 : one.high])


def _colour(one: _Bin, *, n_levels: int, neutral: bool) -> str:
    return palette.blend(palette.level_colours(n_levels, neutral=neutral)[one.low - 1 : one.high])


def _label(item: pd.DataFrame, *, labels: Mapping[str, str], lang: str) -> list[str]:
    lines = wrapped(labels[item["item"].iloc[0]])
    if _is_reversed(item):
        small = f"color:{palette.MUTED};font-size:{SMALL_SIZE}px"
        lines.append(f'<span style="{small}"><i>{say("reversed_mark", lang=lang)}</i></span>')
    return lines


def _bar(wave: pd.DataFrame, *, y: float, lang: str) -> _Bar:
    first = wave.iloc[0]
    published = bool(first["published"])
    base = int(first["base"]) if published and not missing(first["base"]) else None
    return _Bar(wave, y, _wave_words(first, lang=lang), published, base)


def _wave_words(row: pd.Series, *, lang: str) -> str:
    words = _WAVES[row["wave"]].of(lang)
    if "month" in row.index and not missing(row["month"]):
        return say("followup_label", lang=lang, wave=words, month=integer(row["month"], lang=lang))
    return words


def _side(one: _Bin, n_levels: int) -> str:
    """Left, right or middle of the scale; merged levels go where they lean."""
    lean = one.low + one.high - (n_levels + 1)
    return "left" if lean < 0 else "right" if lean > 0 else "middle"


def _segments(bar: _Bar) -> Iterator[tuple[_Bin, str, float, float, pd.Series]]:
    """Bin, side, start and length (shares) of each segment of a published bar, as drawn."""
    rows = [(_Bin(int(r["from_position"]), int(r["to_position"])), r) for _, r in bar.bins.iterrows()]
    sides = {one: _side(one, int(r["n_levels"])) for one, r in rows}
    start = {"left": -sum(float(r["share"]) for one, r in rows if sides[one] == "left"), "right": 0.0, "middle": 0.0}
    for one, row in rows:
        side, length = sides[one], float(row["share"])
        yield one, side, start[side], length, row
        start[side] += length


def _extent(bars: list[_Bar]) -> _Extent:
    reach = {"left": 0.12, "right": 0.12, "middle": 0.0}
    for bar in (bar for bar in bars if bar.published):
        sums = {"left": 0.0, "right": 0.0, "middle": 0.0}
        for _, side, _, length, _ in _segments(bar):
            sums[side] += length
        reach = {side: max(reach[side], sums[side]) for side in reach}
    return _Extent(**reach)


def _axes(figure: Sheet, extent: _Extent) -> None:
    """Both panels on one scale: a share has the same length in each."""
    main = extent.left + extent.right
    gap = 0.06 * (main + extent.middle) if extent.middle else 0.0
    total = main + gap + extent.middle
    figure.update_layout(
        xaxis={"range": [-extent.left, extent.right], "domain": [0, main / total], "visible": False},
        uniformtext={"minsize": 9, "mode": "hide"},
        barmode="overlay",
    )
    if extent.middle:
        figure.update_layout(
            xaxis2={
                "range": [0, extent.middle], "domain": [1 - extent.middle / total, 1], "visible": False,
                "anchor": "y", "fixedrange": True,
            }
        )  # fmt: skip


def _write(figure: Sheet, text: _Text) -> None:
    if text.kind == "row":
        row_text(figure, text.lines, y=text.y, middle=text.middle)
    elif text.kind == "legend":
        legend_text(figure, text.lines, y=text.y)
    elif text.kind == "heading":
        left_text(figure, "<br>".join(text.lines), y=text.y)
    elif text.lines:
        figure.add_annotation(
            text=text.lines[0], x=0, y=text.y, xref=text.axis, xanchor="left", xshift=3, yanchor="top", showarrow=False,
            borderpad=0, font={"size": SMALL_SIZE, "color": palette.MUTED},
        )  # fmt: skip


def _bar_label(figure: Sheet, bar: _Bar, *, lang: str) -> None:
    """Wave and n at the left; in place of a suppressed bar, that it is."""
    n = say("n_equals", lang=lang, n=integer(bar.base, lang=lang)) if bar.base is not None else ""
    joint = " · " if len(bar.wave) + len(n) <= 14 else "<br>"
    figure.add_annotation(
        text=joint.join(part for part in (bar.wave, n) if part), x=0, y=bar.y, xref="paper", xanchor="right", xshift=-6,
        yanchor="middle", align="right", showarrow=False, borderpad=0, font={"size": SMALL_SIZE},
    )  # fmt: skip
    if not bar.published:
        figure.add_annotation(
            text=f"<i>{sentences.suppressed_label(bar.bins.iloc[0]['reason'], lang=lang)}</i>", x=0, y=bar.y,
            xref="paper", xanchor="left", xshift=4, yanchor="middle", showarrow=False, borderpad=0,
            font={"size": SMALL_SIZE, "color": palette.MUTED},
        )  # fmt: skip


def _zero_lines(figure: Sheet, bars: list[_Bar]) -> None:
    """The two baselines, beside the bars only: they do not cross the text."""
    for bar in (bar for bar in bars if bar.published):
        ends = {"y0": bar.y - BAR / 2 - 2, "y1": bar.y + BAR / 2 + 2, "x0": 0, "x1": 0, "type": "line"}
        figure.add_shape(**ends, line={"color": palette.INK, "width": 1.5})
        if any(side == "middle" for _, side, _, _, _ in _segments(bar)):
            figure.add_shape(**ends, xref="x2", line={"color": palette.MUTED, "width": 1})


def _traces(bars: list[_Bar], *, level_labels: Mapping[str, Sequence[str]], lang: str) -> Iterator[go.Bar]:
    """One trace a colour and panel."""
    drawn: dict[tuple[str, str, bool], list[dict[str, object]]] = {}
    for bar in (bar for bar in bars if bar.published):
        for one, side, start, length, row in _segments(bar):
            labels, neutral = level_labels[row["scale"]], row["direction"] == Direction.NEUTRAL
            colour = _colour(one, n_levels=len(labels), neutral=neutral)
            words = f"{bar.wave} · {_words(one, labels)}<br>{_hover(row, lang=lang)}"
            text = percent(length, lang=lang) if length >= LABELLED else ""
            piece = {"x": length, "base": start, "y": bar.y, "text": text, "hover": words}
            drawn.setdefault((colour, "x2" if side == "middle" else "x", one.low < one.high), []).append(piece)
    for (colour, axis, merged), pieces in drawn.items():
        yield _trace(pieces, colour=colour, axis=axis, hatched=merged)


def _trace(pieces: list[dict[str, object]], *, colour: str, axis: str, hatched: bool) -> go.Bar:
    """Merged levels are hatched: their blended colour may be that of a level."""
    column = {name: [piece[name] for piece in pieces] for name in pieces[0]}
    return go.Bar(
        orientation="h",
        x=column["x"],
        base=column["base"],
        y=column["y"],
        width=BAR,
        xaxis=axis,
        text=column["text"],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"size": SMALL_SIZE, "color": palette.text_on(colour)},
        hovertext=column["hover"],
        hoverinfo="text",
        marker={
            "color": colour,
            "line": {"color": palette.PAPER, "width": 1},
            "pattern": {
                "shape": "/" if hatched else "",
                "fillmode": "overlay",
                "fgcolor": palette.PAPER,
                "fgopacity": 0.35,
                "size": 7,
                "solidity": 0.2,
            },
        },
        name="",
    )


def _hover(row: pd.Series, *, lang: str) -> str:
    n, base = integer(row["n"], lang=lang), integer(row["base"], lang=lang)
    return say("share_of", lang=lang, share=percent(row["share"], lang=lang), n=n, base=base)


def _alt(rows: pd.DataFrame, *, by: Sequence[str], labels: Mapping[str, str], codebook: pd.DataFrame, lang: str) -> str:
    """The figure in words: for each question, the favourable (or agreeing) share in each wave."""
    cuts = codebook.drop_duplicates("item").set_index("item")["favourable_from"].to_dict()
    keys = ["_group", "item"]
    told = [say("alt_likert", lang=lang, n=integer(len(rows[keys].drop_duplicates()), lang=lang))]
    for _, part in rows.groupby(keys, sort=False):
        group, item = str(part["_group"].iloc[0]), str(part["item"].iloc[0])
        waves = part.groupby([name for name in by if name in ("wave", "month")], sort=False, dropna=False)
        values = ", ".join(_alt_wave(wave, cut=int(cuts[item]), lang=lang) for _, wave in waves)
        label = f"{group} · {labels[item]}" if group else labels[item]
        told.append(say("alt_likert_item", lang=lang, label=label, values=values))
    return " ".join(told)


def _alt_wave(wave: pd.DataFrame, *, cut: int, lang: str) -> str:
    first = wave.iloc[0]
    words = _wave_words(first, lang=lang).lower()
    if not bool(first["published"]):
        return say("alt_not_published", lang=lang, wave=words)
    side = _favourable_bins(wave, cut=cut)
    if side is None:
        return say("alt_answered", lang=lang, wave=words)
    kind = "alt_agreeing" if first["direction"] == Direction.NEUTRAL else "alt_favourable"
    share = percent(float(side["share"].sum()), lang=lang)
    return say("alt_share", lang=lang, wave=words, share=share, side=say(kind, lang=lang))


def _favourable_bins(wave: pd.DataFrame, *, cut: int) -> pd.DataFrame | None:
    """The bins on the favourable side; None when a merged bin lies across the cut."""
    first = wave.iloc[0]
    if first["direction"] == Direction.FAVOURABLE_LOW:
        top = int(first["n_levels"]) + 1 - cut
        across = (wave["from_position"] <= top) & (wave["to_position"] > top)
        return None if across.any() else wave[wave["to_position"] <= top]
    across = (wave["from_position"] < cut) & (wave["to_position"] >= cut)
    return None if across.any() else wave[wave["from_position"] >= cut]


def _table(
    rows: pd.DataFrame, *, labels: Mapping[str, str], level_labels: Mapping[str, Sequence[str]], lang: str
) -> pd.DataFrame:
    """The figure's numbers, as text: one row an answer."""
    headers = ("question", "wave", "answer", "share", "n", "respondents_n")
    cells = [_cells(row, labels=labels, level_labels=level_labels, lang=lang) for _, row in rows.iterrows()]
    return pd.DataFrame(cells, columns=[say(key, lang=lang) for key in headers], dtype="str")


def _cells(
    row: pd.Series, *, labels: Mapping[str, str], level_labels: Mapping[str, Sequence[str]], lang: str
) -> list[str]:
    answer = _words(_Bin(int(row["from_position"]), int(row["to_position"])), level_labels[row["scale"]])
    told = [labels[row["item"]], _wave_words(row, lang=lang), answer]
    if not bool(row["published"]):
        return [*told, *[say("not_published", lang=lang)] * 3]
    return [*told, percent(row["share"], lang=lang), integer(row["n"], lang=lang), integer(row["base"], lang=lang)]
