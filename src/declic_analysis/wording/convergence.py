"""What may be said of the gap between two audiences."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.vocabulary import GapMovement, GapStatus
from declic_analysis.wording.formats import integer, interval, missing, points
from declic_analysis.wording.sentences import suppressed_label
from declic_analysis.wording.texts import say

_STATUS = {member.value: member.label for member in GapStatus}
_MOVEMENT = {member.value: member.label for member in GapMovement}
# The order of pictures and of the first page's line.
ORDER = (GapStatus.REDUCED, GapStatus.STABLE, GapStatus.INCREASED, GapStatus.UNCERTAIN, GapStatus.INSUFFICIENT)


def both_views(gaps: Published, *, lang: str = "fr") -> str:
    """The first page's line: common questions, and how many gaps closed, held, grew, or cannot be told.

    Raises: ContractError, for a bare frame.
    """
    rows = require_published(gaps, kind="gap_change").frame
    if rows.empty:
        return say("both_views_none", lang=lang)
    told = rows.loc[rows["published"].astype(bool), "status"]
    counts = {status.value: integer(int((told == status).sum()), lang=lang) for status in ORDER[:-1]}
    key = "one_common_question" if len(rows) == 1 else "common_questions"
    line = say("both_views_counts", lang=lang, m=say(key, lang=lang, m=integer(len(rows), lang=lang)), **counts)
    downward = int((rows["movement"] == GapMovement.CONVERGENCE_DOWNWARD).fillna(False).sum())
    if downward:
        line = say("both_views_downward", lang=lang, told=line, n=integer(downward, lang=lang))
    silent = len(rows) - int(told.isin([status.value for status in ORDER[:-1]]).sum())
    if silent:
        line = say("both_views_silent", lang=lang, told=line, n=integer(silent, lang=lang))
    return say("both_views", lang=lang, told=line)


def gap_status(row: pd.Series, *, lang: str = "fr") -> str:
    """The status of a row of a published `gap_change`, or why there is none."""
    if not bool(row["published"]):
        return suppressed_label(row["reason"], lang=lang)
    return _STATUS[str(row["status"])].of(lang)


def gap_movement(row: pd.Series, *, lang: str = "fr") -> str:
    """Which side moved; empty where the gap is not said to have closed or grown."""
    if not bool(row["published"]) or row["movement"] == GapMovement.NONE:
        return ""
    return _MOVEMENT[str(row["movement"])].of(lang)


def gap_moves(row: pd.Series, *, lang: str = "fr") -> str:
    """ "écart 33 → 4 points": distances before and after, unsigned; or that they are not published."""
    if missing(row["gap_before"]) or missing(row["gap_after"]):
        return say("gap_hidden", lang=lang)
    before, after = (abs(float(row[f"gap_{moment}"])) for moment in ("before", "after"))
    return say(
        "gap_moves",
        lang=lang,
        before=integer(round(before * 100, 6), lang=lang),
        after=points(after, lang=lang, signed=False),
    )


def mirror_label(row: pd.Series, labels: Mapping[str, str]) -> str:
    """The question's label; both sides' labels where each is asked in its own words."""
    return " / ".join(dict.fromkeys((labels[row["item"]], labels[row["item_second"]])))


def signed(row: pd.Series, name: str, *, lang: str = "fr") -> str:
    """A gap or a change with its interval, in points; "non publié" where it was withheld."""
    if missing(row[name]):
        return say("not_published", lang=lang)
    return f"{points(row[name], lang=lang)} {interval(row[f'{name}_low'], row[f'{name}_high'], lang=lang)}"
