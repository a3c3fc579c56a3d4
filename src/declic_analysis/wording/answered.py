"""What the answers say of an indicator of the logical framework, in words."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.study.model import Indicator
from declic_analysis.vocabulary import GapStatus, Measure
from declic_analysis.wording.formats import integer, missing, percent, points
from declic_analysis.wording.texts import say


def answered(
    indicator: Indicator,
    *,
    persons: Published,
    levels: Published,
    gaps: Published,
    names: Mapping[str, str],
    lang: str = "fr",
) -> str:
    """The value that the answers give, with its n; "non publié" where the gate withholds it, else "non renseigné".

    Parameters: persons, `person_shift` by audience; levels, `wave_level` by audience and item; gaps, `gap_change`;
    names, labels of audiences by id.
    Raises: ContractError, for a bare frame.
    """
    if indicator.measure == Measure.NET_SHIFT:
        return _shift(require_published(persons, kind="shift").frame, indicator, lang=lang)
    if indicator.measure == Measure.FAVOURABLE:
        return _levels(require_published(levels, kind="level").frame, indicator, names=names, lang=lang)
    return _reduced(require_published(gaps, kind="gap_change"), lang=lang)


def _shift(persons: pd.DataFrame, indicator: Indicator, *, lang: str) -> str:
    own = persons[persons["audience"] == indicator.audience]
    if own.empty or (bool(own["published"].iloc[0]) and missing(own["net_shift"].iloc[0])):
        return say("unknown", lang=lang)
    row = own.iloc[0]
    if not bool(row["published"]):
        return say("not_published", lang=lang)
    return say(
        "reached_shift", lang=lang, shift=points(row["net_shift"], lang=lang), n=integer(row["n_pairs"], lang=lang)
    )


def _levels(levels: pd.DataFrame, indicator: Indicator, *, names: Mapping[str, str], lang: str) -> str:
    own = levels[levels["item"].isin(indicator.items)]
    own = own if indicator.audience is None else own[own["audience"] == indicator.audience]
    told = {str(row["audience"]): _level(row, lang=lang) for _, row in own.iterrows()}
    if len(told) < 2:
        return next(iter(told.values()), say("unknown", lang=lang))
    between = "\u202f; " if lang == "fr" else "; "
    return between.join(f"{names[audience]}\u00a0{value}" for audience, value in told.items())


def _level(row: pd.Series, *, lang: str) -> str:
    if not bool(row["published"]) or missing(row["favourable"]):
        return say("not_published", lang=lang)
    return say("reached_share", lang=lang, share=percent(row["favourable"], lang=lang), n=integer(row["n"], lang=lang))


def _reduced(gaps: Published, *, lang: str) -> str:
    if gaps.frame.empty:
        return say("unknown", lang=lang)
    status = gaps.shown["status"]
    known = status[status.notna() & (status != GapStatus.INSUFFICIENT.value)]
    if known.empty:
        return say("not_published", lang=lang)
    return say("reached_gaps", lang=lang, n=integer((known == GapStatus.REDUCED.value).sum(), lang=lang),
               m=integer(len(known), lang=lang))  # fmt: skip
