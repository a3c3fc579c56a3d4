"""Credits of hires: one line an action, format or territory, one mark a model, from the lowest to the highest."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from declic_analysis.disclosure import Published, require_published
from declic_analysis.figures import palette
from declic_analysis.figures.picture import Picture
from declic_analysis.figures.sheet import Sheet
from declic_analysis.figures.template import (
    LINE,
    SMALL_SIZE,
    canvas,
    flowed,
    legend_text,
    row_text,
    sentence_figure,
    wrapped,
)
from declic_analysis.vocabulary import AttributionModel
from declic_analysis.wording.attribution import credit, credit_range, key_name, model_name, place_name
from declic_analysis.wording.formats import integer, missing
from declic_analysis.wording.texts import say

RIGHT, STEP, AFTER = 96, 5, 14  # pixels: kept for the range, between two marks, after a line
# Symbol of the trace, the same as a character for the key: told apart by form on a grey print.
MARKS = {
    AttributionModel.FIRST.value: ("triangle-left", "◀"),
    AttributionModel.LAST.value: ("triangle-right", "▶"),
    AttributionModel.LINEAR.value: ("circle", "●"),
    AttributionModel.POSITION.value: ("square", "■"),
    AttributionModel.DECAY.value: ("triangle-up", "▲"),
    AttributionModel.SHAPLEY.value: ("circle-open", "○"),
    AttributionModel.MARKOV.value: ("diamond-open", "◇"),
}
Row = tuple[str, pd.DataFrame]  # label; its published credits, a row a model: none where they are withheld


def attribution_figure(credits: Published, *, names: Mapping[str, str], lang: str = "fr") -> Picture:
    """Credits of a published `attribution`, hires on the axis, places in alphabetical order, the unlinked last.

    Parameters: names: id → label of formats, territories, actions. Nothing to draw gives a sentence in place of a
    figure.
    Raises: ContractError, for a bare frame.
    """
    by = require_published(credits, kind="attribution").by[1]
    lines = _lines(credits.frame, by=by, names=names, lang=lang)
    title = say("attribution_title", lang=lang, by=key_name(by, lang=lang))
    table = _table(lines, credits, by=by, lang=lang)
    drawn = [(label, own[own["published"].astype(bool)]) for label, own in lines]
    if all(own.empty for _, own in drawn):
        text = say("nothing_to_show", lang=lang)
        return Picture(sentence_figure(text, lang=lang), title, text, "", table)
    withheld = [] if credits.frame["published"].astype(bool).all() else [say("attribution_withheld", lang=lang)]
    note = " ".join([say("attribution_note", lang=lang), *withheld])
    return Picture(_drawn(drawn, lang=lang), title, _alt(drawn, by=by, lang=lang), note, table)


def _lines(frame: pd.DataFrame, *, by: str, names: Mapping[str, str], lang: str) -> list[Row]:
    labels = [place_name(row, by=by, names=names, lang=lang) for _, row in frame.iterrows()]
    frame = frame.assign(label=pd.Series(labels, index=frame.index, dtype="str"))
    groups = [(not own["attributed"].iloc[0], str(label), own) for label, own in frame.groupby("label", sort=False)]
    return [(label, own) for _, label, own in sorted(groups, key=lambda group: (group[0], group[1].casefold()))]


def _drawn(lines: list[Row], *, lang: str) -> Sheet:
    shown = {model for _, own in lines for model in own.loc[own["attributed"].astype(bool), "model"]}
    models, texts, places = [model for model in MARKS if model in shown], [], []
    keys = flowed([(f"{MARKS[m][1]} {model_name(m, lang=lang)}", len(model_name(m, lang=lang)) + 2) for m in models])
    y = LINE * len(keys) + 8.0
    for label, own in lines:
        words = wrapped(_told(label, own, lang=lang))
        tall = STEP * (len(models) - 1) if own["attributed"].any() else 0
        top, y = y, y + LINE * len(words) + 8
        texts.append((words, top, y + tall / 2))
        places.append((label, own, y))
        y += tall + AFTER
    figure = canvas(height=y, lang=lang, left=16, right=RIGHT, bottom=44)
    _axis(figure, lines, lang=lang)
    legend_text(figure, keys, y=0, size=SMALL_SIZE)
    for words, top, middle in texts:
        row_text(figure, words, y=top, middle=middle)
    for label, own, top in places:
        _marks(figure, label, own, top=top, models=models, lang=lang)
    return figure


def _told(label: str, own: pd.DataFrame, *, lang: str) -> str:
    """How many hires are behind a place, where that may be said; for the unlinked the mark itself says it."""
    known = own.loc[own["attributed"].astype(bool), "n_through"].dropna()
    return say("attribution_row", lang=lang, place=label, n=integer(known.iloc[0], lang=lang)) if len(known) else label


def _axis(figure: Sheet, lines: list[Row], *, lang: str) -> None:
    reach = max(1.0, float(pd.concat([own["credit"] for _, own in lines]).max())) * 1.06
    figure.update_xaxes(
        visible=True, range=[-0.02 * reach, reach], showgrid=True, tickfont={"size": SMALL_SIZE}, tickformat=",d",
        nticks=6, rangemode="tozero",
        title={"text": say("attribution_axis", lang=lang), "font": {"size": SMALL_SIZE}, "standoff": 6},
    )  # fmt: skip


def _marks(figure: Sheet, label: str, own: pd.DataFrame, *, top: float, models: list[str], lang: str) -> None:
    """Models a few pixels apart, so that those that agree do not hide each other; the unlinked are one mark."""
    linked = bool(own["attributed"].any())
    middle = top + (STEP * (len(models) - 1) / 2 if linked else 0)
    figure.add_annotation(
        text=_value(own, lang=lang), x=1, y=middle, xref="paper", xanchor="left", xshift=8, yanchor="middle",
        showarrow=False, borderpad=0, font={"size": SMALL_SIZE},
    )  # fmt: skip
    if linked:
        ends = [float(own["credit"].min()), float(own["credit"].max())]
        line = {"color": palette.MUTED, "width": 1}
        figure.add_trace(go.Scatter(x=ends, y=[middle] * 2, mode="lines", line=line, hoverinfo="skip", name=""))
    for _, row in (own if linked else own.head(1)).iterrows():
        name = f"{model_name(row['model'], lang=lang)} " if linked else ""
        symbol = MARKS[row["model"]][0] if linked else "x-thin-open"
        colour = palette.MOVED if linked else palette.MUTED
        figure.add_trace(
            go.Scatter(
                x=[float(row["credit"])], y=[top + STEP * models.index(row["model"]) if linked else middle],
                mode="markers", marker={"symbol": symbol, "size": 9, "color": colour}, name="", cliponaxis=False,
                hovertext=[f"{label}<br>{name}{credit(row['credit'], lang=lang)}"], hoverinfo="text",
            )
        )  # fmt: skip


def _value(own: pd.DataFrame, *, lang: str) -> str:
    """The range of the models; of the unlinked hires their number."""
    if own.empty:
        return say("not_published", lang=lang)
    row = own.iloc[0]
    return credit_range(row["low"], row["high"], lang=lang) or credit(row["credit"], lang=lang)


def _alt(lines: list[Row], *, by: str, lang: str) -> str:
    told = [say("alt_attribution", lang=lang, by=key_name(by, lang=lang))]
    told += [say("alt_attribution_item", lang=lang, place=label, value=_value(own, lang=lang)) for label, own in lines]
    return " ".join(told)


def _table(lines: list[Row], credits: Published, *, by: str, lang: str) -> pd.DataFrame:
    models = list(credits.frame["model"].unique())
    rows = []
    for label, own in lines:
        values = own.set_index("model")["credit"]
        shown = own[own["published"].astype(bool)]
        ends = credit_range(*shown.iloc[0][["low", "high"]], lang=lang) if len(shown) else ""
        rows.append(
            [label, *(credit(values[m], lang=lang) for m in models), ends or "–", _through(own, credits, lang=lang)]
        )
    heads = [key_name(by, lang=lang).capitalize(), *(model_name(m, lang=lang) for m in models)]
    heads += [say("attribution_range", lang=lang), say("attribution_through", lang=lang)]
    return pd.DataFrame(rows, columns=heads, dtype="str")


def _through(own: pd.DataFrame, credits: Published, *, lang: str) -> str:
    """How many hires; only that they reach the base, where the number would tell of few persons."""
    shown = own[own["published"].astype(bool)]
    if not bool(own["attributed"].iloc[0]):
        return "–"
    if shown.empty:
        return say("not_published", lang=lang)
    n = shown["n_through"].iloc[0]
    base = integer(credits.rules.base, lang=lang)
    return say("attribution_at_least", lang=lang, n=base) if missing(n) else integer(n, lang=lang)
