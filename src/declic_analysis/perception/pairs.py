"""The same person on the same item, in two waves."""

from __future__ import annotations

import numpy as np
import pandas as pd

from declic_analysis.perception.inputs import KEYS, require_responses, require_waves
from declic_analysis.perception.submissions import Keep, chosen_submissions, counted_side, substantive, wave_rows

COLUMNS = (
    *("person", *KEYS, "item", "wave_from", "wave_to", "month", "before_position", "after_position"),
    *("before_score", "after_score", "before_favourable", "after_favourable", "change", "moved"),
)
_LEVELS = ["position", "score", "favourable"]


def pairs(
    responses: pd.DataFrame, *, wave_from: str = "before", wave_to: str = "after", month: int | None = None
) -> pd.DataFrame:
    """One row per person × item answered on the scale in both waves.

    Parameters: `responses`, the contract table; `month` keeps one follow-up (3, 6, …), without it a person's last
    follow-up counts, whatever its month. Left out: persons who could not be identified, answers off the scale.
    One person, one pair, audience by audience: the first submission of a "before" (the last of an "after" that a
    follow-up is held against), the last of `wave_to`, by date.
    Returns: person, audience, territory, format, action, structure and month (of the later submission), item,
    wave_from, wave_to, before_ and after_ position, score, favourable, change (levels), moved (−1, 0, 1).
    Raises: ContractError, when a column is missing, an answer is double, or the waves are not two known ones.
    """
    require_responses(responses)
    require_waves(wave_from, wave_to, month=month)
    known = responses[responses["identified"].fillna(False).astype(bool)]
    earlier, later = (wave_rows(known, wave, month=month) for wave in (wave_from, wave_to))
    submissions = _paired_submissions(earlier, later, side=counted_side(wave_from))
    matched = _answers(later, submissions, side="after").merge(
        _answers(earlier, submissions, side="before"), on=["pair", "item"], how="inner", validate="one_to_one"
    )
    people = submissions.drop(columns=["response_before", "response_after"])
    rows = matched.merge(people, on="pair", how="left", validate="many_to_one")
    rows = rows.assign(wave_from=wave_from, wave_to=wave_to, change=rows["after_score"] - rows["before_score"])
    return rows.assign(moved=np.sign(rows["change"]).astype("Int8"))[list(COLUMNS)]


def _paired_submissions(earlier: pd.DataFrame, later: pd.DataFrame, *, side: Keep) -> pd.DataFrame:
    """Persons with a submission on both sides: keys of the later one, both response ids, a pair number."""
    first = chosen_submissions(earlier, keep=side)[["person", "audience", "response"]]
    last = chosen_submissions(later, keep="last").drop(columns="identified")
    both = last.merge(
        first, on=["person", "audience"], how="inner", validate="one_to_one", suffixes=("_after", "_before")
    )
    return both.assign(pair=np.arange(len(both)))


def _answers(rows: pd.DataFrame, submissions: pd.DataFrame, *, side: str) -> pd.DataFrame:
    """Substantive answers of one side's submissions: pair, item and the levels, prefixed with the side."""
    number = pd.Series(submissions["pair"].to_numpy(), index=submissions[f"response_{side}"])
    answered = substantive(rows)
    answered = answered[answered["response"].isin(number.index)]
    levels = answered[["item", *_LEVELS]].rename(columns={level: f"{side}_{level}" for level in _LEVELS})
    return levels.assign(pair=answered["response"].map(number).astype(np.int64))
