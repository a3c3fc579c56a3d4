"""What becomes of the people met: a step curve an outcome, the band of the hires, people still followed below."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from declic_analysis.disclosure import Published, require_published
from declic_analysis.figures import palette
from declic_analysis.figures.picture import Picture
from declic_analysis.figures.sheet import Sheet
from declic_analysis.figures.template import SMALL_SIZE, TEXT_SIZE, sentence_figure, template
from declic_analysis.vocabulary import Outcome
from declic_analysis.wording.formats import integer, percent
from declic_analysis.wording.hire_times import curve_method, outcome_name, share_text
from declic_analysis.wording.texts import say

PLOT, NAME, BELOW = 230, 17, 78  # pixels: the plot, a line of names above it, kept for the people followed
APART = 0.22  # of the horizon, between two numbers of people followed: they do not touch on a phone
TREAD = 7  # days that the last step is drawn on
# Told apart by dash on a grey print; the hires alone have colour and a band.
DASHES = {
    Outcome.HIRED.value: ("solid", "━━"),
    Outcome.HIRED_ELSEWHERE.value: ("dash", "╍╍"),
    Outcome.TRAINING.value: ("dot", "┈┈"),
    Outcome.WITHDRAWN.value: ("dashdot", "╍ ·"),
    Outcome.REFUSED.value: ("longdash", "── "),
}


class _Line(NamedTuple):
    outcome: str
    rows: pd.DataFrame

    @property
    def end(self) -> pd.Series:
        return self.rows.iloc[-1]


def incidence_figure(curve: Published, *, lang: str = "fr") -> Picture:
    """The curves of a published `incidence_curve` of one group; outcomes that may not be shown have none.

    Raises: ContractError, for a bare frame.
    """
    published = require_published(curve, kind="curve")
    frame = published.frame
    shown = frame[frame["published"].astype(bool)]
    lines = [_Line(str(name), own) for name, own in shown.groupby("outcome", sort=False) if own["day"].max() > 0]
    title, table = say("curve_title", lang=lang), _table(lines, lang=lang)
    if not lines:
        text = say("nothing_to_show", lang=lang)
        return Picture(sentence_figure(text, lang=lang), title, text, "", table)
    first = frame.iloc[0]
    note = say(
        "curve_note", lang=lang, confidence=percent(first["confidence"], lang=lang),
        method=curve_method(first, lang=lang), cell=str(published.rules.cell), base=str(published.rules.base),
    )  # fmt: skip
    return Picture(
        _drawn(lines, horizon=int(frame["day"].max()), lang=lang), title, _alt(lines, lang=lang), note, table
    )


def _drawn(lines: list[_Line], *, horizon: int, lang: str) -> Sheet:
    highest = [float(line.end["share"]) for line in lines]
    highest += [float(line.rows["high"].max()) for line in lines if line.outcome == Outcome.HIRED]
    top = min(1.0, 1.08 * max(0.1, *highest))
    figure = _axes(top=top, horizon=horizon, above=NAME * len(lines), lang=lang)
    for line in lines:
        if line.outcome == Outcome.HIRED:
            _band(figure, line.rows, horizon=horizon)
            _followed(figure, line.rows, horizon=horizon, lang=lang)
    for line in lines:
        _step(figure, line, horizon=horizon, lang=lang)
    _names(figure, lines, lang=lang)
    return figure


def _axes(*, top: float, horizon: int, above: int, lang: str) -> Sheet:
    figure, margin = Sheet(), {"l": 48, "r": 20, "t": 12 + above, "b": BELOW}
    figure.update_layout(template=template(lang=lang), autosize=True, height=PLOT + 12 + above + BELOW, margin=margin)
    every = 30 if horizon <= 200 else 90
    step = 0.05 if top <= 0.3 else 0.1 if top <= 0.6 else 0.2
    shares = [k * step for k in range(int(top / step) + 1)]
    figure.update_yaxes(
        range=[0, top], tickvals=shares, showgrid=True, tickfont={"size": SMALL_SIZE},
        ticktext=[percent(share, lang=lang) for share in shares],
    )  # fmt: skip
    figure.update_xaxes(
        range=[0, horizon], tickvals=list(range(0, horizon + 1, every)), tickfont={"size": SMALL_SIZE}, showline=True,
        ticklabelstandoff=5,
        title={"text": say("curve_axis", lang=lang), "font": {"size": SMALL_SIZE}, "standoff": 4},
    )  # fmt: skip
    return figure


def _trodden(values: pd.Series, *, on: float) -> list[float]:
    """The values of a step curve, the last one drawn on."""
    return [*values.astype(float), on]


def _band(figure: Sheet, rows: pd.DataFrame, *, horizon: int) -> None:
    shape = {"mode": "lines", "hoverinfo": "skip", "name": "", "line": {"width": 0, "shape": "hv"}}
    days = _trodden(rows["day"], on=min(horizon, float(rows["day"].iloc[-1]) + TREAD))
    low, high = (_trodden(rows[end], on=float(rows[end].iloc[-1])) for end in ("low", "high"))
    figure.add_trace(go.Scatter(x=days, y=low, **shape))
    figure.add_trace(go.Scatter(x=days, y=high, **shape, fill="tonexty", fillcolor="rgba(27,79,138,0.15)"))


def _step(figure: Sheet, line: _Line, *, horizon: int, lang: str) -> None:
    hired, rows = line.outcome == Outcome.HIRED, line.rows
    pen = {"shape": "hv", "dash": DASHES[line.outcome][0], "width": 3 if hired else 1.6,
           "color": palette.MOVED if hired else palette.MUTED}  # fmt: skip
    told = [
        f"{outcome_name(line.outcome, lang=lang)}<br>{say('curve_day', lang=lang)} {integer(row['day'], lang=lang)}<br>"
        f"{share_text(row, share='share', lang=lang)}"
        for _, row in rows.iterrows()
    ]
    figure.add_trace(
        go.Scatter(
            x=_trodden(rows["day"], on=min(horizon, float(line.end["day"]) + TREAD)),
            y=_trodden(rows["share"], on=float(line.end["share"])), mode="lines", line=pen,
            hovertext=[*told, told[-1]], hoverinfo="text", name="", cliponaxis=False,
        )
    )  # fmt: skip


def _followed(figure: Sheet, rows: pd.DataFrame, *, horizon: int, lang: str) -> None:
    """People still followed at steps of the hires, below the axis."""
    small, last = {"size": SMALL_SIZE, "color": palette.MUTED}, -float(horizon)
    figure.add_annotation(
        text=say("still_followed", lang=lang), x=0, y=0, xref="paper", yref="paper", xanchor="left", yanchor="top",
        xshift=-40, yshift=-40, showarrow=False, font=small,
    )  # fmt: skip
    for _, row in rows.iterrows():
        if float(row["day"]) - last >= APART * horizon:
            last = float(row["day"])
            figure.add_annotation(
                text=integer(row["n_at_risk"], lang=lang), x=row["day"], y=0, yref="paper", yanchor="top", yshift=-56,
                showarrow=False, font=small,
            )  # fmt: skip


def _names(figure: Sheet, lines: list[_Line], *, lang: str) -> None:
    """Each curve's dash, name and last share, above the plot: there is no room beside it on a phone."""
    for place, line in enumerate(lines):
        hired = line.outcome == Outcome.HIRED
        text = f"{outcome_name(line.outcome, lang=lang)} {percent(line.end['share'], lang=lang)}"
        figure.add_annotation(
            text=f"{DASHES[line.outcome][1]}  {f'<b>{text}</b>' if hired else text}", x=0, y=1, xref="paper",
            yref="paper", xanchor="left", yanchor="bottom", xshift=8, yshift=6 + NAME * (len(lines) - 1 - place),
            showarrow=False, borderpad=0,
            font={"size": TEXT_SIZE, "color": palette.MOVED if hired else palette.MUTED},
        )  # fmt: skip


def _alt(lines: list[_Line], *, lang: str) -> str:
    told = [say("alt_curve", lang=lang)]
    for line in lines:
        values = {"share": share_text(line.end, share="share", lang=lang), "day": integer(line.end["day"], lang=lang)}
        told.append(say("alt_curve_item", lang=lang, outcome=outcome_name(line.outcome, lang=lang), **values))
    return " ".join(told)


def _table(lines: list[_Line], *, lang: str) -> pd.DataFrame:
    headers = ("outcome", "curve_day", "still_followed", "n_had", "hire_share")
    rows = [
        (
            outcome_name(line.outcome, lang=lang),
            *(integer(row[name], lang=lang) for name in ("day", "n_at_risk", "n_events")),
            share_text(row, share="share", lang=lang),
        )
        for line in lines
        for _, row in line.rows.iterrows()
    ]
    return pd.DataFrame(rows, columns=[say(key, lang=lang) for key in headers], dtype="str")
