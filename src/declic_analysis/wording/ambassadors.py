"""Sentences on ambassadors, the actions they lead, and the videos."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.vocabulary import AmbassadorStage
from declic_analysis.wording.formats import NBSP, day, decimal, integer, missing, percent
from declic_analysis.wording.texts import capital, say

LEAST_MOVED = 6  # with 5 the smallest exact two-sided p is 0.0625
_STAGES = {member.value: member.label for member in AmbassadorStage}


def stage_words(stage: object, *, lang: str = "fr") -> str:
    """A stage in words, with a capital."""
    return capital(_STAGES[str(stage)].of(lang))


def count_words(n: object, *, lang: str = "fr") -> str:
    """A count; "non publié" where the gate has emptied it."""
    return say("not_published", lang=lang) if missing(n) else integer(n, lang=lang)


def roster_sentence(pipeline: Published, *, lang: str = "fr") -> str:
    """How many volunteers have come how far. Raises: ContractError, for a bare frame."""
    rows = require_published(pipeline, kind="ambassadors").frame.set_index("stage")
    if not rows["published"].astype(bool).any():
        return say("ambassadors_hidden", lang=lang)
    n = {stage: count_words(rows.loc[stage.value, "n"], lang=lang) for stage in AmbassadorStage}
    return say("roster_sentence", lang=lang, n=n[AmbassadorStage.VOLUNTEER], trained=n[AmbassadorStage.TRAINED],
               first=n[AmbassadorStage.FIRST_ACTION], active=n[AmbassadorStage.ACTIVE])  # fmt: skip


def pipeline_notes(pipeline: Published, *, months: int, cutoff: dt.date, lang: str = "fr") -> list[str]:
    """What a stage is; since when there are volunteers; who led without a training date. Raises: ContractError."""
    found = require_published(pipeline, kind="ambassadors")
    date, cell = day(cutoff, lang=lang), str(found.rules.cell)
    told = [say("pipeline_note", lang=lang, months=str(months), date=date, cell=cell)]
    untrained = found.frame["n_untrained_leading"].dropna()
    if len(untrained) and untrained.iloc[0]:
        told.append(say("pipeline_untrained", lang=lang, n=integer(untrained.iloc[0], lang=lang)))
    known = found.frame[found.frame["stage"] == AmbassadorStage.VOLUNTEER.value].dropna(subset=["median_months"])
    since = [say("roster_since", lang=lang, n=integer(row["n_dated"], lang=lang), date=date,
                 months=decimal(row["median_months"], digits=0, lang=lang)) for _, row in known.iterrows()]  # fmt: skip
    return told + since


def led_sentence(led: Published, *, lang: str = "fr") -> str:
    """Actions led by an ambassador and people met, of a published frame of one row. Raises: ContractError."""
    row = require_published(led, kind="led").frame.iloc[0]
    counts = {"led": "n_led", "sheets": "n_with_sheet", "reached": "n_reached"}
    return say("led_sentence", lang=lang, **{key: count_words(row[n], lang=lang) for key, n in counts.items()})


def videos_sentence(videos: Published, *, lang: str = "fr") -> str:
    """The channel at the last export. Raises: ContractError, for a bare frame."""
    row = require_published(videos, kind="videos").frame.iloc[-1]
    hours = (
        say("unknown", lang=lang) if missing(row["watch_hours"]) else decimal(row["watch_hours"], digits=0, lang=lang)
    )
    share = say("unknown", lang=lang) if missing(row["average_share"]) else percent(row["average_share"], lang=lang)
    views = say("unknown", lang=lang) if missing(row["views"]) else integer(row["views"], lang=lang)
    date = day(row["measured_on"].date(), lang=lang)
    n = integer(row["n_videos"], lang=lang)
    return say("videos_sentence", lang=lang, n=n, views=views, hours=hours, share=share, date=date)


def shown_at_words(kind: object, *, formats: Mapping[str, str], lang: str = "fr") -> str:
    """Where a video was shown between two exports: the formats of the actions, or none."""
    codes = [code for code in str(kind).split("|") if code]
    if not codes:
        return say("showings_without", lang=lang)
    unknown = say("showings_format_unknown", lang=lang)
    return say("showings_and", lang=lang).join(formats.get(code, unknown) for code in codes)


def showings_sentences(
    showings: Published, *, formats: Mapping[str, str], alpha: float = 0.05, lang: str = "fr"
) -> list[str]:
    """Whether videos had more views a day where shown, format by format; what was left out. Raises: ContractError."""
    rows = require_published(showings, kind="showings").frame
    compared = rows[rows["n_both"] > 0]
    told = [_showing(row, formats=formats, alpha=alpha, lang=lang) for _, row in compared.iterrows()]
    told = told or [say("showings_none" if rows["n_shown"].any() else "showings_never", lang=lang)]
    falling = integer(rows["n_falling"].iloc[0], lang=lang) if len(rows) else "0"
    return [*told, say("showings_falling", lang=lang, n=falling)] if falling != "0" else told


def _showing(row: pd.Series, *, formats: Mapping[str, str], alpha: float, lang: str) -> str:
    n, k = (integer(row[name], lang=lang) for name in ("n_both", "n_faster_shown"))
    limits = "" if missing(row["low"]) else f" {_limits(row, lang=lang)}"
    return say(
        "showings_sentence", lang=lang, kind=shown_at_words(row["shown_at"], formats=formats, lang=lang), k=k, n=n,
        difference=_signed(row["views_difference"], lang=lang), interval=limits,
        verdict=_verdict(row, alpha, lang=lang),
    )  # fmt: skip


def _verdict(row: pd.Series, alpha: float, *, lang: str) -> str:
    if row["n_both"] < LEAST_MOVED:
        return say("showings_too_few", lang=lang, needed=str(LEAST_MOVED))
    apart = (row["low"] > 0 or row["high"] < 0) and row["sign_p"] <= alpha
    return say("showings_apart" if apart else "showings_not_apart", lang=lang)


def difference_words(row: pd.Series, *, lang: str = "fr") -> str:
    """The mean difference of views a day with its interval, where there is one; a dash for nothing to compare."""
    if missing(row["views_difference"]):
        return "–"
    told = _signed(row["views_difference"], lang=lang)
    return told if missing(row["low"]) else f"{told} {_limits(row, lang=lang)}"


def _limits(row: pd.Series, *, lang: str) -> str:
    between = f"{NBSP}; " if lang == "fr" else ", "
    return f"[{between.join(_signed(row[end], lang=lang) for end in ('low', 'high'))}]"


def _signed(value: float, *, lang: str) -> str:
    text = decimal(value, digits=1, lang=lang)
    return text if value < 0 else f"+{text}"
