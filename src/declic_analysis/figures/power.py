"""Chance of finding a change against the number of pairs: a curve for each true change."""

from __future__ import annotations

from itertools import cycle

import pandas as pd
import plotly.graph_objects as go

from declic_analysis.figures import palette
from declic_analysis.figures.picture import Picture
from declic_analysis.figures.template import SMALL_SIZE, canvas
from declic_analysis.schemas import require
from declic_analysis.wording.collecting import curve_name, told
from declic_analysis.wording.formats import integer, missing, percent

HEIGHT = 300
RIGHT = 92  # pixels kept for the names of the curves
GAP = 0.07  # between the names of two curves, as a share of the height
DASHES = ("solid", "dash", "dot", "dashdot")


def power_figure(curve: pd.DataFrame, *, needs: pd.DataFrame, audience: str, lang: str = "fr") -> Picture:
    """One audience's `power_curve`, with the goal as a dotted line.

    Parameters: needs, its rows of `campaign_needs`; audience, its label. Curves are told apart by their dashes and by
    their names at the right end. No answer is in it: planned shares are rounded to 5 points beforehand.
    Raises: ContractError, when a column is missing.
    """
    require(curve, ["target", "n_pairs", "chance"], table="curve")
    require(needs, ["target", "power", "pairs_needed"], table="needs")
    goal = float(needs["power"].iloc[0]) if len(needs) else 0.8
    figure = canvas(height=HEIGHT, lang=lang, left=44, right=RIGHT, bottom=44)
    figure.update_yaxes(
        range=[0, 1.02], visible=True, tickformat=".0%", tickvals=[0, 0.2, 0.4, 0.6, 0.8, 1], showgrid=True
    )
    top = int(curve["n_pairs"].max()) if len(curve) else 1
    figure.update_xaxes(
        range=[0, top], visible=True, title={"text": told("power_axis", lang=lang)}, ticklabelstandoff=5
    )
    figure.add_shape(
        type="line", x0=0, x1=top, y0=goal, y1=goal, line={"color": palette.INK, "width": 1, "dash": "dot"}
    )
    targets = sorted(float(target) for target in curve["target"].unique())
    lines = [curve[curve["target"] == target] for target in targets]
    heights = _apart([float(rows["chance"].iloc[-1]) for rows in lines])
    for target, rows, dash, height in zip(targets, lines, cycle(DASHES), heights, strict=False):
        name = curve_name(target, lang=lang)
        figure.add_trace(_line(rows, dash=dash, name=name))
        figure.add_annotation(**_name(name, x=top, y=height))
    note = told("power_note", lang=lang, power=percent(goal, lang=lang))
    title = told("power_title", lang=lang)
    return Picture(figure, title, _alt(needs, audience=audience, lang=lang), note, _twin(curve, lang=lang))


def _line(rows: pd.DataFrame, *, dash: str, name: str) -> go.Scatter:
    return go.Scatter(
        x=rows["n_pairs"].tolist(),
        y=rows["chance"].round(2).tolist(),
        mode="lines",
        name=name,
        line={"color": palette.INK, "width": 2, "dash": dash},
        hovertemplate="%{x} · %{y:.0%}<extra>" + name + "</extra>",
    )


def _apart(ends: list[float]) -> list[float]:
    """Heights of the names, in the order of their curves' ends, far enough from one another to be read."""
    heights, least = [0.0] * len(ends), 2.0
    for k in sorted(range(len(ends)), key=lambda place: -ends[place]):
        least = heights[k] = min(ends[k], least - GAP)
    return heights


def _name(name: str, *, x: float, y: float) -> dict[str, object]:
    place = {"x": x, "y": y, "xanchor": "left", "xshift": 6, "showarrow": False}
    return {**place, "text": name, "font": {"size": SMALL_SIZE}}


def _alt(needs: pd.DataFrame, *, audience: str, lang: str) -> str:
    parts = []
    for row in needs.to_dict("records"):
        n = told("out_of_reach", lang=lang) if missing(row["pairs_needed"]) else integer(row["pairs_needed"], lang=lang)
        parts.append(told("power_alt_one", lang=lang, target=curve_name(row["target"], lang=lang), n=n))
    return told("power_alt", lang=lang, audience=audience, told=" ; ".join(parts))


def _twin(curve: pd.DataFrame, *, lang: str) -> pd.DataFrame:
    """Pairs in rows, changes in columns."""
    wide = curve.pivot(index="n_pairs", columns="target", values="chance")
    targets = sorted(float(target) for target in curve["target"].unique())
    shown = {curve_name(target, lang=lang): [percent(v, lang=lang) for v in wide[target]] for target in targets}
    first = {told("power_axis", lang=lang): [integer(n, lang=lang) for n in wide.index]}
    return pd.DataFrame({**first, **shown}, dtype="str")
