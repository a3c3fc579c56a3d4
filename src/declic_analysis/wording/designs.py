"""Sentences on two groups of respondents, or on one wave: chosen by rule, never of a change."""

from __future__ import annotations

import pandas as pd

from declic_analysis.disclosure import Published, publish_level, publish_unpaired, require_published
from declic_analysis.vocabulary import Direction
from declic_analysis.wording import sentences
from declic_analysis.wording.formats import NBSP, integer, missing, percent
from declic_analysis.wording.texts import capital, say

MORE, LESS = ("improvement", "perceived_more"), ("worsening", "perceived_less")
HALF = 0.5


def gap_label(row: pd.Series, *, lang: str = "fr") -> str:
    """The verdict on a gap between two groups in a few words, or why there is none."""
    if not bool(row["published"]):
        once = "asked_once" in row.index and bool(row["asked_once"])
        return say("asked_once", lang=lang) if once else sentences.suppressed_label(row["reason"], lang=lang)
    return say(f"groups_{row['verdict']}", lang=lang)


def share_interval(row: pd.Series, *, name: str = "favourable", lang: str = "fr") -> str:
    """A share with its interval, "62 % [50 ; 73]"; "non publié" where it was withheld."""
    if missing(row[name]):
        return say("not_published", lang=lang)
    low, high = (integer(100 * float(row[f"{name}_{end}"]), lang=lang) for end in ("low", "high"))
    between = f"{NBSP}; " if lang == "fr" else ", "
    return f"{percent(row[name], lang=lang)} [{low}{between}{high}]"


def unpaired_sentences(unpaired: Published, *, before: object, after: object, lang: str = "fr") -> list[str]:
    """What may be said of one audience's `unpaired_shift`: who answered, how many gaps.

    Parameters: before, after: persons, from a published `collection_flow` (empty where withheld).
    Raises: ContractError, for a bare frame.
    """
    rows = require_published(unpaired, kind="unpaired").frame
    told = [say("unpaired_people", lang=lang, before=_count(before, lang=lang), after=_count(after, lang=lang))]
    shown, once = rows[rows["published"].astype(bool)], rows["asked_once"].astype(bool)
    if shown.empty and not once.all():
        told.append(say("unpaired_hidden", lang=lang))
    neutral = shown["direction"] == Direction.NEUTRAL
    told += [_counts(own, named=named, lang=lang) for own, named in _readings(shown[~neutral])]
    if neutral.any():
        told.append(say("unpaired_constraints", lang=lang, **_tally(shown[neutral], lang=lang)))
    if once.any():
        told.append(say("unpaired_once", lang=lang, n=integer(int(once.sum()), lang=lang)))
    recognised = shown["n_paired"].max() if len(shown) else 0
    if not missing(recognised) and recognised > 0:
        told.append(say("unpaired_recognised", lang=lang, n=integer(recognised, lang=lang)))
    return told


def level_sentences(level: Published, *, n: object, lang: str = "fr") -> list[str]:
    """What may be said of one audience's `wave_level`: a level, never a change.

    A majority is established where the whole interval lies above 50 %, a minority where it lies below.
    Raises: ContractError, for a bare frame.
    """
    rows = require_published(level, kind="level").frame
    told = [say("level_people", lang=lang, n=_count(n, lang=lang))]
    counts = _majorities(rows)
    if counts is None:
        told.append(say("level_hidden", lang=lang))
    else:
        told.append(say("level_counts", lang=lang, **{k: integer(v, lang=lang) for k, v in counts.items()}))
    return told


def unpaired_answer(unpaired: Published, *, lang: str = "fr") -> str:
    """The same in a few words, for the sentence of the first page; empty where nothing may be shown."""
    rows = require_published(unpaired, kind="unpaired").frame
    if len(rows) and rows["asked_once"].astype(bool).all():
        return say("unpaired_answer_once", lang=lang)
    shown = rows[rows["published"].astype(bool) & (rows["direction"] != Direction.NEUTRAL)]
    if shown.empty:
        return ""
    own, named = _readings(shown)[0]
    told = {**_tally(own, lang=lang), "reading": say(named, lang=lang)}
    counted = {name: _moved(own, name) for name in (MORE, LESS)}
    parts = [say("unpaired_answer_more", lang=lang, **told)] * bool(counted[MORE])
    parts += [say("unpaired_answer_less", lang=lang, **told)] * bool(counted[LESS])
    answer = ", ".join(parts) or say("unpaired_answer_none", lang=lang)
    certainty = say("certainty_limited" if parts else "certainty_none", lang=lang)
    return say("unpaired_answer", lang=lang, answer=answer, certainty=certainty)


def level_answer(level: Published, *, lang: str = "fr") -> str:
    """The same for one wave; empty where nothing may be shown."""
    counts = _majorities(require_published(level, kind="level").frame)
    if counts is None:
        return ""
    return say("level_answer", lang=lang, **{name: integer(n, lang=lang) for name, n in counts.items()})


def apart_line(apart: Published, *, flow: pd.Series | None, lang: str = "fr") -> str:
    """All that may be said of an audience whose people are not followed, in one line; flow: its row, published."""
    row = pd.Series(dtype="object") if flow is None else flow
    if apart.kind == "level":
        return " ".join(level_sentences(apart, n=row.get("n_after"), lang=lang))
    return " ".join(unpaired_sentences(apart, before=row.get("n_before"), after=row.get("n_after"), lang=lang))


def unpaired_reminder(unpaired: Published, *, lang: str = "fr") -> str:
    """What a gap is not, and the questions that have none: stands above the figure."""
    once = require_published(unpaired, kind="unpaired").frame["asked_once"].astype(bool)
    told = [say("unpaired_reminder", lang=lang)]
    told += [say("unpaired_once", lang=lang, n=integer(int(once.sum()), lang=lang))] * bool(once.any())
    return " ".join(told)


def cautious(response_rate: float | None, *, lang: str = "fr") -> str:
    """How the response rate lets it be read, as a sentence."""
    return f"{capital(sentences.prudence(response_rate, lang=lang))}."


def less_after(unpaired: Published) -> list[str]:
    """Questions with a favourable side whose answers are less favourable after."""
    rows = require_published(unpaired, kind="unpaired").shown
    return rows.loc[rows["verdict"].astype("str").str.startswith(LESS[0]), "item"].tolist()


def one_audience(published: Published, audience: str) -> Published:
    """The rows of one audience; what the gate has emptied stays empty."""
    frame, gate = published.frame, publish_level if published.kind == "level" else publish_unpaired
    return gate(frame[frame["audience"] == audience], rules=published.rules, by=published.by)


def _readings(rows: pd.DataFrame) -> list[tuple[pd.DataFrame, str]]:
    """Confirmatory rows, then the others; those that there are."""
    named = rows["confirmatory"].astype(bool)
    both = ((rows[named], "reading_of_confirmatory"), (rows[~named], "reading_of_exploratory"))
    return [(own, key) for own, key in both if len(own)]


def _counts(rows: pd.DataFrame, *, named: str, lang: str) -> str:
    return say("unpaired_counts", lang=lang, reading=say(named, lang=lang), **_tally(rows, lang=lang))


def _tally(rows: pd.DataFrame, *, lang: str) -> dict[str, str]:
    more, less = _moved(rows, MORE), _moved(rows, LESS)
    counts = {"q": len(rows), "more": more, "less": less, "rest": len(rows) - more - less}
    return {name: integer(n, lang=lang) for name, n in counts.items()}


def _moved(rows: pd.DataFrame, verdicts: tuple[str, str]) -> int:
    return int(rows["verdict"].astype("str").str.startswith(verdicts).sum())


def _majorities(rows: pd.DataFrame) -> dict[str, int] | None:
    """Questions with a favourable side whose share is shown, and on which side of one half it lies."""
    shown = rows[rows["favourable_published"].astype(bool) & (rows["direction"] != Direction.NEUTRAL)]
    if shown.empty:
        return None
    more, less = int((shown["favourable_low"] > HALF).sum()), int((shown["favourable_high"] < HALF).sum())
    return {"q": len(shown), "more": more, "less": less, "rest": len(shown) - more - less}


def _count(n: object, *, lang: str) -> str:
    return say("not_published", lang=lang) if missing(n) else integer(n, lang=lang)
