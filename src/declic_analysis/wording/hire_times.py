"""Sentences on hires over time: who is in the base, what is not known yet, never a finding about the programme."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Mapping

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.vocabulary import FitOutcome, FollowUp, Outcome, TimeOrigin
from declic_analysis.wording.formats import day, decimal, integer, missing, percent
from declic_analysis.wording.texts import capital, say

ONE_IN = {"day_10": "10", "day_25": "4", "day_50": "2"}
_OUTCOMES = {member.value: member.label for member in Outcome}


def times_basis(*, cutoff: dt.date, origin: str, lang: str = "fr") -> str:
    """Cut-off, time zero, unit and date that stand beside every delay."""
    return say("times_basis", lang=lang, date=day(cutoff, lang=lang), origin=TimeOrigin.of(origin).label.of(lang))


def outcome_name(outcome: str, *, lang: str = "fr") -> str:
    return _OUTCOMES[outcome].of(lang)


def share_interval(low: object, high: object, *, lang: str = "fr") -> str:
    """(0.03, 0.21) → "[3 ; 21]", in percent; one decimal where a limit under 1 % would round to 0."""
    if missing(low) or missing(high):
        return ""
    digits = 1 if any(0 < float(end) < 0.005 for end in (low, high)) else 0  # type: ignore[arg-type]
    ends = [decimal(100 * float(end), digits=digits, lang=lang) for end in (low, high)]  # type: ignore[arg-type]
    return f"[{ends[0]}\u00a0;\u00a0{ends[1]}]" if lang == "fr" else f"[{ends[0]},\u00a0{ends[1]}]"


def share_text(
    row: pd.Series, *, lang: str = "fr", share: str = "rate", ends: tuple[str, str] = ("low", "high")
) -> str:
    """A share with its interval; "non publié" where withheld, "pas encore mûr" where its time has not run out."""
    if row.get("state") == FollowUp.IMMATURE:
        return say("not_mature", lang=lang)
    if missing(row[share]):
        return say("not_published", lang=lang)
    return f"{percent(row[share], lang=lang)} {share_interval(row[ends[0]], row[ends[1]], lang=lang)}"


def day_interval(low: object, high: object, *, lang: str = "fr") -> str:
    """(28, inf) → "[28 ; au-delà du suivi]"; nothing where there are no limits."""
    if missing(low) or missing(high):
        return ""
    ends = [
        say("open_end", lang=lang) if math.isinf(float(end)) else integer(end, lang=lang)  # type: ignore[arg-type]
        for end in (low, high)
    ]
    return f"[{ends[0]}\u00a0;\u00a0{ends[1]}]" if lang == "fr" else f"[{ends[0]},\u00a0{ends[1]}]"


def delay_sentences(delays: Published, *, lang: str = "fr") -> list[str]:
    """How many are followed, the share hired by the horizon, the days it takes, of a published `delays` of one group.

    Raises: ContractError, for a bare frame.
    """
    rows = require_published(delays, kind="delays").frame
    if rows.empty or bool((rows["state"] == FollowUp.NOBODY).all()):
        return [say("nobody_followed", lang=lang)]
    if not rows["published"].astype(bool).any():
        return [say("times_hidden", lang=lang)]
    return [*_counts(rows.iloc[0], lang=lang), *_measures(rows[rows["published"].astype(bool)], lang=lang)]


def _counts(row: pd.Series, *, lang: str) -> Iterator[str]:
    told = {name: integer(row[f"n_{name}"], lang=lang) for name in ("hired", "other", "open")}
    told["n"] = integer(row["n"], lang=lang)
    hidden = [missing(row[f"n_{name}"]) for name in ("hired", "other", "open")]
    key = "followed_counts" if not any(hidden) else "followed_only" if hidden[0] else "followed_hires"
    yield say(key, lang=lang, **told)
    if not missing(row["n_undated"]) and int(row["n_undated"]):
        yield say("left_undated", lang=lang, n=integer(row["n_undated"], lang=lang))


def _measures(rows: pd.DataFrame, *, lang: str) -> Iterator[str]:
    """The median alone where it is reached, else the largest share that is."""
    own = {str(row["measure"]): row for _, row in rows.iterrows()}
    if "share" in own:
        yield _share_sentence(own["share"], lang=lang)
    told = [measure for measure in ONE_IN if measure in own]
    reached = [measure for measure in told if own[measure]["state"] == FollowUp.KNOWN]
    missed = [measure for measure in told if measure not in reached]
    for measure in [*reached[-1:], *missed[:1]]:
        text = "delay_day" if measure in reached else "delay_not_reached"
        yield say(text, lang=lang, one=ONE_IN[measure], **_days(own[measure], lang=lang))
    for name, key in (("mean_days", "delay_mean"), ("any_50", "delay_any")):
        if name in own and own[name]["state"] == FollowUp.KNOWN:
            yield say(key, lang=lang, **_days(own[name], lang=lang))


def _share_sentence(row: pd.Series, *, lang: str) -> str:
    horizon = integer(row["horizon"], lang=lang)
    if row["state"] != FollowUp.KNOWN:
        return say("delay_too_short", lang=lang, horizon=horizon)
    value, interval = percent(row["estimate"], lang=lang), share_interval(row["low"], row["high"], lang=lang)
    return say("delay_share", lang=lang, horizon=horizon, value=value, interval=interval)


def _days(row: pd.Series, *, lang: str) -> dict[str, str]:
    return {
        "horizon": integer(row["horizon"], lang=lang),
        "value": integer(row["estimate"], lang=lang),
        "interval": day_interval(row["low"], row["high"], lang=lang),
    }


def curve_method(row: pd.Series, *, lang: str = "fr") -> str:
    """How the band of a curve was made."""
    n = int(row["n_clusters"])
    return say("curve_clustered", lang=lang, n=integer(n, lang=lang)) if n else say("curve_alone", lang=lang)


def grouping_label(by: str, *, lang: str = "fr") -> str:
    """As it stands inside a sentence or after a comma: "par format d’action"."""
    told = say(f"by_{by}", lang=lang)
    return told[:1].lower() + told[1:]


def speed_sentence(speeds: Published, *, lang: str = "fr") -> str:
    """Tests of a published `speeds`, or why there is none; with what the tests do not count.

    Raises: ContractError, for a bare frame.
    """
    frame = require_published(speeds, kind="speeds").frame
    by = capital(grouping_label(str(frame["grouping"].iloc[0]), lang=lang))
    if not frame["published"].astype(bool).all():
        return say("speeds_hidden", lang=lang, by=by)
    row = frame.iloc[-1]
    if row["test_outcome"] != FitOutcome.FITTED or row["ratio_outcome"] != FitOutcome.FITTED:
        return say("speeds_none", lang=lang, by=by, why=_why(row, lang=lang))
    p = {name: p_text(row[f"{name}_p"], lang=lang) for name in ("gray", "log_rank", "proportional")}
    caution = say("speeds_caution", lang=lang) if int(row["n_clusters"]) else ""
    key = "hazards_change" if float(row["proportional_p"]) <= 0.05 else "hazards_hold"
    hazards = "" if missing(row["proportional_p"]) else say(key, lang=lang, p=p["proportional"])
    return say("speeds_tests", lang=lang, gray=p["gray"], rank=p["log_rank"], caution=caution, hazards=hazards).strip()


def _why(row: pd.Series, *, lang: str) -> str:
    outcomes = {str(row["test_outcome"]), str(row["ratio_outcome"])}
    if FitOutcome.ONE_GROUP in outcomes:
        return say("speeds_one_group", lang=lang)
    return say("speeds_few_hires" if FitOutcome.TOO_FEW in outcomes else "speeds_no_fit", lang=lang)


def p_text(p: object, *, lang: str = "fr") -> str:
    """p with its sign: "= 0,04"; "< 0,01" rather than "= 0,00"."""
    if missing(p):
        return say("unknown", lang=lang)
    small = float(p) < 0.005  # type: ignore[arg-type]
    return f"< {decimal(0.01, digits=2, lang=lang)}" if small else f"= {decimal(p, digits=2, lang=lang)}"


def named_group(value: object, *, names: Mapping[str, str], lang: str = "fr") -> str:
    """A group in words; who has none stays visible."""
    return say("unattributed", lang=lang) if missing(value) else names.get(str(value), str(value))
