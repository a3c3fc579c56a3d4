"""Ambassadors, the actions they lead, and the videos, as display tables."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from declic_analysis.disclosure import UNNAMED, Published, require_published
from declic_analysis.wording.ambassadors import count_words, difference_words, shown_at_words, stage_words
from declic_analysis.wording.formats import day, decimal, integer, missing, percent
from declic_analysis.wording.texts import capital, say

_LED = {"led_actions": "n_led", "led_sheets": "n_with_sheet", "led_leading": "n_leading", "led_reached": "n_reached",
        "led_participations": "n_participations"}  # fmt: skip


def roster_table(pipeline: Published, *, lang: str = "fr") -> pd.DataFrame:
    """One row a stage of a published `ambassador_pipeline`. Raises: ContractError, for a bare frame."""
    rows = require_published(pipeline, kind="ambassadors").frame
    columns = {say("stage", lang=lang): [stage_words(stage, lang=lang) for stage in rows["stage"]]}
    counts = {"stage_n": "n", "stage_of": "n_previous", "stage_retired": "n_retired", "stage_working": "n_working",
              "stage_unknown": "n_status_unknown"}  # fmt: skip
    columns |= {say(key, lang=lang): [count_words(n, lang=lang) for n in rows[name]] for key, name in counts.items()}
    return pd.DataFrame(columns, dtype="str")


def led_table(led: Published, *, by: str, names: Mapping[str, str], lang: str = "fr") -> pd.DataFrame:
    """One row a group of a published `ambassador_actions`, in alphabetical order, without columns that are withheld.

    Raises: ContractError, for a bare frame.
    """
    rows = require_published(led, kind="led").frame
    labels = [say("unknown", lang=lang) if missing(code) else names.get(str(code), str(code)) for code in rows[by]]
    columns = {say("led_by", lang=lang): labels}
    told = {key: name for key, name in _LED.items() if rows[name].notna().any()}
    columns |= {say(key, lang=lang): [count_words(n, lang=lang) for n in rows[name]] for key, name in told.items()}
    return pd.DataFrame(columns, dtype="str").sort_values(say("led_by", lang=lang)).reset_index(drop=True)


def videos_table(videos: Published, *, lang: str = "fr") -> pd.DataFrame:
    """One row an export of a published `videos_over_time`. Raises: ContractError, for a bare frame."""
    rows = require_published(videos, kind="videos").frame
    dates = [day(when.date(), lang=lang) for when in rows["measured_on"]]
    return pd.DataFrame({say("videos_date", lang=lang): dates, **_figures(rows, lang=lang)}, dtype="str")


def video_companies_table(videos: Published, *, names: Mapping[str, str], lang: str = "fr") -> pd.DataFrame:
    """One row a company of a published `videos_by_company`, in alphabetical order. Raises: ContractError."""
    rows = require_published(videos, kind="video_companies").frame
    header = say("videos_company", lang=lang)
    labels = [_company(code, names=names, lang=lang) for code in rows["structure"]]
    frame = pd.DataFrame({header: labels, **_figures(rows, lang=lang)}, dtype="str")
    last = rows["structure"].isna() | rows["structure"].astype("str").str.startswith(UNNAMED)
    ordered = frame.assign(_last=last.to_numpy()).sort_values(["_last", header], kind="stable")
    return ordered.drop(columns="_last").reset_index(drop=True)


def _company(code: object, *, names: Mapping[str, str], lang: str) -> str:
    if missing(code):
        return say("videos_no_company", lang=lang)
    return say("videos_unnamed", lang=lang) if str(code).startswith(UNNAMED) else names.get(str(code), str(code))


def _figures(rows: pd.DataFrame, *, lang: str) -> dict[str, list[str]]:
    unknown = say("unknown", lang=lang)
    return {
        say("videos_n", lang=lang): [integer(n, lang=lang) for n in rows["n_videos"]],
        say("videos_views", lang=lang): [unknown if missing(n) else integer(n, lang=lang) for n in rows["views"]],
        say("videos_hours", lang=lang): [
            unknown if missing(h) else decimal(h, digits=0, lang=lang) for h in rows["watch_hours"]
        ],
        say("videos_share", lang=lang): [
            unknown if missing(s) else percent(s, lang=lang) for s in rows["average_share"]
        ],
    }


def showings_table(showings: Published, *, formats: Mapping[str, str], lang: str = "fr") -> pd.DataFrame:
    """A row a kind of spans of a published `views_around_showings`, without showings last. Raises: ContractError."""
    rows = require_published(showings, kind="showings").frame
    counts = {"videos_n": "n_videos", "showings_spans": "n_spans", "showings_number": "n_shown",
              "showings_days": "days", "showings_gained": "gained"}  # fmt: skip
    kinds = [capital(shown_at_words(kind, formats=formats, lang=lang)) for kind in rows["shown_at"]]
    columns = {say("showings_kind", lang=lang): kinds}
    columns |= {say(key, lang=lang): [integer(n, lang=lang) for n in rows[name]] for key, name in counts.items()}
    columns[say("showings_rate", lang=lang)] = [
        "–" if missing(rate) else decimal(rate, digits=1, lang=lang) for rate in rows["views_per_day"]
    ]
    columns[say("showings_both", lang=lang)] = [
        integer(row["n_both"], lang=lang) if row["shown_at"] else "–" for _, row in rows.iterrows()
    ]
    columns[say("showings_difference", lang=lang)] = [difference_words(row, lang=lang) for _, row in rows.iterrows()]
    return pd.DataFrame(columns, dtype="str")
