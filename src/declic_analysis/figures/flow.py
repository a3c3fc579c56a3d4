"""Who was invited, who answered, who can be followed: boxes joined by arrows, as in STROBE's flow diagrams."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from declic_analysis.disclosure import Published, require_published
from declic_analysis.figures import palette
from declic_analysis.figures.picture import Picture
from declic_analysis.figures.sheet import Sheet
from declic_analysis.figures.template import LINE, SMALL_SIZE, canvas, left_text, sentence_figure, wrapped
from declic_analysis.vocabulary import Design
from declic_analysis.wording.formats import integer, missing
from declic_analysis.wording.texts import say

BOX, STEP = 46, 78  # pixels: height of a box, from one box to the next
MAIN, ASIDE = (0.0, 56.0), (64.0, 100.0)  # where boxes stand, in percent of the width
NAMED = {"n_invited": "n_invited", "n_before": "n_before", "n_after": "n_after", "n_pairs": "flow_pairs"}


LEFT_OUT = {Design.UNPAIRED.value: ("n_pairs",), Design.POST_ONLY.value: ("n_before", "n_pairs")}


class _Box(NamedTuple):
    """What a box says, and who did not reach the next one."""

    name: str
    text: str
    lost: str
    linked: bool = True


def flow_figure(
    flow: Published, *, names: Mapping[str, str], designs: Mapping[str, str] | None = None, lang: str = "fr"
) -> Picture:
    """A column of boxes an audience: invited, answered before, answered after, recognised in both.

    Parameters: flow, a published `collection_flow` by audience; names: audience id → label; designs: audience id →
    design, which says what boxes there are (nobody is recognised twice in an unpaired one). A box whose count is
    withheld says so; people lost between two boxes stand aside, where both counts are shown and they are not few.
    Raises: ContractError, for a bare frame.
    """
    published = require_published(flow, kind="flow")
    rows, title = published.frame, say("flow_title", lang=lang)
    told: dict[str, list[_Box]] = {}
    for _, row in rows.iterrows():
        audience = str(row["audience"])
        told[names.get(audience, audience)] = list(
            _boxes(row, (designs or {}).get(audience, ""), base=published.rules.base, lang=lang)
        )
    table = _table(told, lang=lang)
    if rows.empty:
        text = say("nothing_to_show", lang=lang)
        return Picture(sentence_figure(text, lang=lang), title, text, "", table)
    return Picture(_drawn(told, lang=lang), title, _alt(told, lang=lang), say("flow_note", lang=lang), table)


def _boxes(row: pd.Series, design: str, *, base: int, lang: str) -> Iterator[_Box]:
    left_out = LEFT_OUT.get(design, ())
    for name, key in NAMED.items():
        if name not in left_out and (name != "n_invited" or not missing(row["n_invited"])):
            lost = "" if left_out else _lost(row, name, base=base, lang=lang)
            # Before and after are two groups: no arrow leads from one to the other.
            linked = not (left_out and name == "n_before")
            yield _Box(say(key, lang=lang), _count(row, name, lang=lang), lost, linked)


def _count(row: pd.Series, name: str, *, lang: str) -> str:
    return say("not_published", lang=lang) if missing(row[name]) else integer(row[name], lang=lang)


def _lost(row: pd.Series, name: str, *, base: int, lang: str) -> str:
    """People of a box who did not go on; empty where that is not known, or they are few.

    People may come in after the action: "after" is no part of "before". The invited may have been counted for the later
    wave: then the response rate is not that of the people who answered before.
    """
    goal = {"n_invited": "n_before", "n_before": "n_pairs"}.get(name)
    if goal is None or missing(row[name]) or missing(row[goal]):
        return ""
    if name == "n_invited" and not _invited_before(row):
        return ""
    gone = int(row[name]) - int(row[goal])
    return say(f"flow_lost_{name}", lang=lang, n=integer(gone, lang=lang)) if gone >= base else ""


def _invited_before(row: pd.Series) -> bool:
    rate = row["response_rate"]
    return not missing(rate) and round(float(rate) * int(row["n_invited"])) == int(row["n_before"])


def _drawn(columns: Mapping[str, list[_Box]], *, lang: str) -> Sheet:
    tops = [0.0]
    for boxes in columns.values():
        tops.append(tops[-1] + 2 * LINE + STEP * len(boxes))
    figure = canvas(height=tops[-1], lang=lang)
    figure.update_xaxes(range=[0, 100])
    for top, (name, boxes) in zip(tops, columns.items(), strict=False):
        left_text(figure, f"<b>{name}</b>", y=top)
        for k, box in enumerate(boxes):
            _box(figure, box, y=top + 1.6 * LINE + STEP * k, last=k == len(boxes) - 1)
    # A figure without a trace is drawn as an empty frame by some viewers.
    figure.add_trace(go.Scatter(x=[], y=[], mode="markers", hoverinfo="skip"))
    return figure


def _box(figure: Sheet, box: _Box, *, y: float, last: bool) -> None:
    _rectangle(figure, MAIN, y, [box.name, f"<b>{box.text}</b>"], colour=palette.INK)
    if not last and box.linked:
        _arrow(figure, start=(sum(MAIN) / 2, y + BOX), end=(sum(MAIN) / 2, y + STEP))
    if box.lost:
        middle = y + BOX / 2
        _rectangle(figure, ASIDE, y, wrapped(box.lost, width=28), colour=palette.MUTED)
        _arrow(figure, start=(MAIN[1], middle), end=(ASIDE[0], middle))


def _rectangle(figure: Sheet, ends: tuple[float, float], y: float, lines: list[str], *, colour: str) -> None:
    edge = {"color": colour, "width": 1}
    figure.add_shape(type="rect", x0=ends[0], x1=ends[1], y0=y, y1=y + BOX, line=edge, fillcolor=palette.PAPER)
    figure.add_annotation(
        text="<br>".join(lines), x=sum(ends) / 2, y=y + BOX / 2, showarrow=False, yanchor="middle", borderpad=0,
        font={"size": SMALL_SIZE, "color": colour},
    )  # fmt: skip


def _arrow(figure: Sheet, *, start: tuple[float, float], end: tuple[float, float]) -> None:
    figure.add_annotation(
        x=end[0], y=end[1], ax=start[0], ay=start[1], xref="x", yref="y", axref="x", ayref="y", text="",
        showarrow=True, arrowhead=2, arrowsize=1, arrowwidth=1.2, arrowcolor=palette.MUTED,
    )  # fmt: skip


def _alt(columns: Mapping[str, list[_Box]], *, lang: str) -> str:
    told = [say("alt_flow", lang=lang)]
    for name, boxes in columns.items():
        parts = [f"{box.name} {box.text}" + (f" ({box.lost})" if box.lost else "") for box in boxes]
        told.append(say("alt_flow_item", lang=lang, audience=name, value=", ".join(parts)))
    return " ".join(told)


def _table(columns: Mapping[str, list[_Box]], *, lang: str) -> pd.DataFrame:
    rows = [(name, box.name, box.text) for name, boxes in columns.items() for box in boxes]
    headers = [say(key, lang=lang) for key in ("audience", "flow_step", "n")]
    return pd.DataFrame(rows, columns=headers, dtype="str")
