"""One look for every figure, and a canvas measured in pixels so that nothing overlaps or is clipped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import plotly.graph_objects as go

from declic_analysis.figures.palette import GRID, INK, PAPER
from declic_analysis.figures.sheet import Sheet
from declic_analysis.wording.formats import NARROW, language

FONT = "'Source Sans 3', Arial, 'Liberation Sans', Helvetica, sans-serif"
LABEL_SIZE, TEXT_SIZE, SMALL_SIZE = 13, 12, 11
LINE = 17  # pixels a line of label text
WRAP = 46  # characters a line: fits a phone 360 pixels wide
_SEPARATORS = {"fr": f",{NARROW}", "en": ".,"}


def template(*, lang: str) -> go.layout.Template:
    """Colours, fonts and number format of the language."""
    axis = {"showgrid": False, "zeroline": False, "showline": False, "ticks": "", "fixedrange": True, "gridcolor": GRID}
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "size": TEXT_SIZE, "color": INK},
            "paper_bgcolor": PAPER,
            "plot_bgcolor": PAPER,
            "separators": _SEPARATORS[language(lang)],
            "hoverlabel": {"font": {"family": FONT, "size": TEXT_SIZE}},
            "showlegend": False,
            "xaxis": axis,
            "yaxis": axis,
            "margin": {"l": 12, "r": 12, "t": 8, "b": 8, "pad": 0},
        }
    )


def canvas(*, height: float, lang: str, left: int = 12, right: int = 12, bottom: int = 8) -> Sheet:
    """An empty figure whose y axis counts pixels downwards; its width follows the page."""
    return Sheet(
        template=template(lang=lang),
        autosize=True,
        height=round(height) + 8 + bottom,
        margin={"l": left, "r": right, "t": 8, "b": bottom},
        yaxis={"range": [height, 0], "visible": False},
        xaxis={"visible": False},
    )


def sentence_figure(text: str, *, lang: str) -> Sheet:
    """A figure that only says something."""
    figure = canvas(height=56, lang=lang)
    figure.update_xaxes(range=[0, 1])
    lines = wrapped(text)
    figure.add_annotation(
        text="<br>".join(lines), x=0, y=28, xref="paper", xanchor="left", align="left", showarrow=False
    )
    return figure


def left_text(
    figure: Sheet, text: str, *, y: float, style: Mapping[str, object] | None = None, name: str = "head"
) -> None:
    """Text that starts at the left edge of the page; its top lies at y. `name`: what the page may do with it."""
    font = {"size": LABEL_SIZE, **(style or {})}
    shift = 4 - int(figure.layout["margin"]["l"])
    figure.add_annotation(
        text=text, x=0, y=y, xref="paper", xanchor="left", xshift=shift, yanchor="top", align="left", name=name,
        showarrow=False, borderpad=0, font=font, bgcolor="rgba(255,255,255,0.8)",
    )  # fmt: skip


def row_text(figure: Sheet, lines: Sequence[str], *, y: float, middle: float) -> None:
    """Label of a row, above its strip whose middle is given: on a wide page it goes beside it (`wide.js`)."""
    left_text(figure, "<br>".join(lines), y=y, name=f"row {LINE * len(lines)} {middle:g}")


def legend_text(figure: Sheet, lines: Sequence[str], *, y: float, size: int = TEXT_SIZE) -> None:
    """Lines that `flowed` made: on a wide page they flow over its width."""
    left_text(figure, "<br>".join(lines), y=y, style={"size": size}, name=f"flow {LINE * len(lines)}")


def wrapped(text: str, *, width: int = WRAP) -> list[str]:
    """Lines of at most `width` characters, broken at ordinary spaces only."""
    lines: list[str] = []
    # str.split() would break at no-break spaces too.
    for word in text.split(" "):
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def flowed(parts: Iterable[tuple[str, int]], *, width: int = WRAP + 6, between: str = "   ") -> list[str]:
    """Pieces of markup with their visible length, joined into lines that are never broken inside a piece."""
    lines: list[str] = []
    used = 0
    for markup, length in parts:
        if lines and used + len(between) + length <= width:
            lines[-1] += between.replace(" ", "\u00a0") + markup
            used += len(between) + length
        else:
            lines.append(markup)
            used = length
    return lines
