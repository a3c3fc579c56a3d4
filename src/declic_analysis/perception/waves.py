"""Every comparison of waves that a survey allows, each in rows of its own: does the change last, did the scale move?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from declic_analysis.perception.inputs import Span, require_by, require_responses
from declic_analysis.perception.shift import paired_shift
from declic_analysis.vocabulary import Wave


def spans(responses: pd.DataFrame) -> list[Span]:
    """The comparisons that the answers allow, in the order of time; a follow-up is one of its month.

    before → after, retro_before → after; each follow-up against before, against retro_before and against after;
    before → retro_before, the response shift (people answer "before" otherwise once they have seen).
    """
    require_responses(responses)
    asked = set(responses["wave"].dropna())
    return [span for span in _possible(_months(responses)) if {span.wave_from, span.wave_to} <= asked]


def _months(responses: pd.DataFrame) -> list[int | None]:
    months = responses.loc[responses["wave"] == Wave.FOLLOWUP, "month"]
    known: list[int | None] = [int(month) for month in sorted(months.dropna().unique())]
    return known or [None]


def _possible(months: Sequence[int | None]) -> Iterator[Span]:
    before, retro, after, later = (w.value for w in (Wave.BEFORE, Wave.RETRO_BEFORE, Wave.AFTER, Wave.FOLLOWUP))
    yield Span(before, after, None)
    yield Span(retro, after, None)
    for month in months:
        yield from (Span(start, later, month) for start in (before, retro, after))
    yield Span(before, retro, None)


def shift_by_waves(
    responses: pd.DataFrame, *, codebook: pd.DataFrame, by: Sequence[str] = ("audience", "item"), **options: Any
) -> pd.DataFrame:
    """`paired_shift` of every comparison in `spans`, one under the other: never pooled.

    Parameters: by and options as `paired_shift`, but for the waves.
    Returns: its columns; wave_from, wave_to, month and design tell the comparisons apart (`follow_up`: after →
    follow-up, does it last; `response_shift`: retro_before − before). Only rows with answers in both waves. Holm's
    family is one comparison; n_looks counts the rows of this frame.
    Raises: ContractError, as `paired_shift`.
    """
    require_by(by, needed=("audience", "item"))
    found = spans(responses) or [Span(Wave.BEFORE.value, Wave.AFTER.value, None)]
    frames = [paired_shift(responses, codebook=codebook, by=by, **span._asdict(), **options) for span in found]
    rows = pd.concat([frame[(frame["n_before"] > 0) & (frame["n_after"] > 0)] for frame in frames], ignore_index=True)
    return rows.assign(n_looks=len(rows))
