"""Sentences on ambassadors, the actions they lead, and the videos."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.vocabulary import AmbassadorStage
from declic_analysis.wording.formats import day, decimal, integer, missing, percent
from declic_analysis.wording.texts import capital, say

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


def pipeline_notes(
    pipeline: Published, *, months: int, cutoff: dt.date, first_on: pd.Timestamp | None, lang: str = "fr"
) -> list[str]:
    """What a stage is; since when there are volunteers; who led without a training date. Raises: ContractError."""
    found = require_published(pipeline, kind="ambassadors")
    date, cell = day(cutoff, lang=lang), str(found.rules.cell)
    told = [say("pipeline_note", lang=lang, months=str(months), date=date, cell=cell)]
    untrained = found.frame["n_untrained_leading"].dropna()
    if len(untrained) and untrained.iloc[0]:
        told.append(say("pipeline_untrained", lang=lang, n=integer(untrained.iloc[0], lang=lang)))
    if first_on is not None:
        told.append(say("roster_since", lang=lang, date=day(first_on.date(), lang=lang)))
    return told


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


def showings_sentences(showings: Published, *, lang: str = "fr") -> list[str]:
    """Whether videos had more views a day where shown, and what was left out. Raises: ContractError."""
    row = require_published(showings, kind="showings").frame.iloc[0]
    n, k, falling = (integer(row[name], lang=lang) for name in ("n_both", "n_faster_shown", "n_falling"))
    told = [say("showings_sentence" if row["n_both"] else "showings_none", lang=lang, n=n, k=k)]
    return [*told, say("showings_falling", lang=lang, n=falling)] if row["n_falling"] else told
