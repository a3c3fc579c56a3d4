"""A figure handed over at once is the one that plotly builds step by step."""

from __future__ import annotations

import plotly.graph_objects as go
import pytest

from declic_analysis.figures.picture import Picture
from declic_analysis.figures.sheet import Sheet


def draw(figure: Sheet | go.Figure) -> None:
    figure.update_layout(height=100, xaxis={"visible": False, "title": {"text": "a"}})
    figure.update_xaxes(range=[0, 1], title={"font": {"size": 9}})
    figure.update_yaxes(range=[1, 0])
    for k in range(3):
        figure.add_annotation(text=str(k), x=0, y=k, font={"size": 9 + k})
    figure.add_shape(type="line", x0=0, x1=1, y0=0, y1=0, line_width=0)
    figure.add_trace(go.Bar(x=[1], y=[2]))
    figure.add_traces([go.Scatter(x=[1], y=[3], mode="lines")])


def test_as_plotly_builds_it_step_by_step() -> None:
    stepwise, sheet = go.Figure(), Sheet()
    draw(stepwise)
    draw(sheet)
    assert sheet.figure().to_plotly_json() == stepwise.to_plotly_json()


def test_what_plotly_does_not_know_is_refused() -> None:
    sheet = Sheet()
    sheet.add_annotation(texte="a")
    with pytest.raises(ValueError, match="texte"):
        sheet.figure()


def test_a_picture_holds_one_figure() -> None:
    picture = Picture(Sheet(height=50), "", "", "", None)  # type: ignore[arg-type]
    assert picture.figure is picture.figure
    assert picture.figure.layout.height == 50
