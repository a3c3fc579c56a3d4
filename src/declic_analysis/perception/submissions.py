"""One person, one submission a wave: which questionnaire counts when somebody answered twice."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from declic_analysis.perception.inputs import KEYS
from declic_analysis.vocabulary import Answer, Wave

Keep = Literal["first", "last"]


def wave_rows(responses: pd.DataFrame, wave: str, *, month: int | None = None) -> pd.DataFrame:
    """Answers of one wave; a month keeps only that follow-up."""
    rows = responses["wave"] == wave
    if month is not None and wave == Wave.FOLLOWUP:
        rows &= (responses["month"] == month).fillna(False).astype(bool)
    return responses[rows]


def chosen_submissions(rows: pd.DataFrame, *, keep: Keep) -> pd.DataFrame:
    """One submission per person and audience, the first or the last by date, of the `rows` of a wave.

    Undated submissions count only where a person has no dated one; ties follow the line in the file.
    Returns: response, person, identified, audience, territory, format, action, structure, month.
    """
    submissions = rows.drop_duplicates("response")
    undated: Literal["first", "last"] = "last" if keep == "first" else "first"
    ordered = submissions.sort_values(["answered_on", "source_row", "response"], kind="stable", na_position=undated)
    chosen = ordered.drop_duplicates(["person", "audience"], keep=keep)
    return chosen[["response", "person", "identified", *KEYS, "month"]].reset_index(drop=True)


def counted_side(wave: str) -> Keep:
    """Which of a person's questionnaires counts: before their first action, after their last."""
    return "first" if wave in (Wave.BEFORE, Wave.RETRO_BEFORE) else "last"


def chosen_rows(
    responses: pd.DataFrame, wave: str, *, month: int | None = None, keep: Keep | None = None
) -> pd.DataFrame:
    """Answers of the submissions that count in a wave: by default the first of a "before", the last of the others."""
    rows = wave_rows(responses, wave, month=month)
    side = keep or counted_side(wave)
    return rows[rows["response"].isin(chosen_submissions(rows, keep=side)["response"])]


def substantive(rows: pd.DataFrame) -> pd.DataFrame:
    """Answers that lie on the scale."""
    return rows[rows["answer"] == Answer.SUBSTANTIVE]


def group_sizes(rows: pd.DataFrame, *, by: list[str], name: str) -> pd.DataFrame:
    """Rows counted per `by`, groups without a value included: columns by, `name`."""
    return rows.groupby(by, dropna=False, sort=False, observed=True).size().rename(name).reset_index()
