"""Key figures of all reports as lines over time, one a selection of people, behind the gate."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

import pandas as pd

from declic_analysis import disclosure
from declic_analysis.disclosure import Published, Rules
from declic_analysis.reports.history.record import Record
from declic_analysis.reports.selection import Period, parse_period
from declic_analysis.vocabulary.history import FigureScope, KeyFigure, PeriodKind

SERIES = ["kind", "territory", "figure", "audience"]
DRAWN = (
    *(KeyFigure.NET_SHIFT, KeyFigure.FOLLOWED, KeyFigure.RESPONSE_RATE, KeyFigure.MIRROR_REDUCED),
    *(KeyFigure.INTRODUCTIONS, KeyFigure.IMMERSIONS, KeyFigure.HIRES),
    *(KeyFigure.ACTIONS, KeyFigure.PERSONS, KeyFigure.PARTICIPATIONS),
)
_NUMBERS = ("value", "low", "high", "confidence")


def kind_of(period: Period | None) -> PeriodKind:
    """How long a period is, by the way it is written."""
    if period is None:
        return PeriodKind.WHOLE
    if "/" in period.text:
        return PeriodKind.RANGE
    if "-T" in period.text:
        return PeriodKind.QUARTER
    return PeriodKind.MONTH if "-" in period.text else PeriodKind.YEAR


def figures_over_time(records: Sequence[Record], *, rules: Rules, standing: Collection[str]) -> Published:
    """`publish_over_time` of what the reports about all audiences said, the last word on each date.

    Parameters: records, of readers of one kind (`diffusion`); standing, names of the reports that are on the disk.
    Returns: columns kind, territory, figure, audience, at (cut-off or first day of the period, ISO), period (as the
    parameter names it) and those of `said.COLUMNS`. What a territory's report says of all territories is in the lines
    of all.
    """
    rows = [row for record in records if record.report in standing for row in _rows(record)]
    columns = [*SERIES, "at", "period", "overlapping", "scope", "state", "n", *_NUMBERS]
    frame = pd.DataFrame(rows, columns=columns).drop_duplicates([*SERIES, "at", "period"], keep="last")
    frame = frame.astype({"n": "Int64", "overlapping": "bool", **dict.fromkeys(_NUMBERS, "Float64")})
    return disclosure.publish_over_time(frame, rules=rules, series=SERIES, at="at")


def _rows(record: Record) -> Iterator[dict[str, Any]]:
    if record.parameter("audience"):
        return
    period = parse_period(record.parameter("period"))
    kind = kind_of(period)
    at = record.cutoff if period is None else period.start.isoformat()
    about = {"kind": kind.value, "territory": record.parameter("territory"), "at": at}
    about |= {"period": "" if period is None else period.text}
    for row in record.figures:
        if row["figure"] in DRAWN and row["scope"] == FigureScope.SELECTION:
            yield {**row, **about, "overlapping": kind in (PeriodKind.WHOLE, PeriodKind.RANGE)}
