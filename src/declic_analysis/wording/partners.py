"""Sentences on structures over time, their loyalty and their network: never which structure is ahead."""

from __future__ import annotations

import datetime as dt
import math
import unicodedata
from collections.abc import Mapping

import pandas as pd

from declic_analysis.disclosure import UNNAMED, Published, require_published
from declic_analysis.vocabulary import PeriodLength, PrescriberKind, SiaeKind, Side, SizeBand, Standing
from declic_analysis.wording.formats import day, decimal, integer, missing, percent
from declic_analysis.wording.rates import share_words
from declic_analysis.wording.texts import capital, say

_SIZES = {member.value: member.label for member in SizeBand}
_KINDS = {member.value: member.label for member in (*SiaeKind, *PrescriberKind)}
_SIDES = {member.value: member.label for member in Side}


def side_words(side: object, *, lang: str = "fr") -> str:
    """A side of the network in words, with a capital."""
    return capital(_SIDES[str(side)].of(lang))


def structure_words(structure: object, *, names: Mapping[str, str], n: object = None, lang: str = "fr") -> str:
    """A structure by its name; those told together by their territory and, where it may be said, their number."""
    code = str(structure)
    if not code.startswith(UNNAMED):
        return names.get(code, code)
    territory, _, kind = code.removeprefix(UNNAMED).partition("|")
    place = names.get(territory, say("unknown", lang=lang))
    if missing(n):
        return say("unnamed_hidden", lang=lang, place=place)
    if kind:
        return say("kind_group", lang=lang, kind=_kind(kind, lang=lang), place=place, n=integer(n, lang=lang))
    return say("unnamed_group", lang=lang, place=place, n=integer(n, lang=lang))


def _kind(code: str, *, lang: str) -> str:
    """What the structures of a group are: employees of a company, kind of SIAE or of prescriber."""
    if code in _SIZES:
        return say("kind_company", lang=lang, size=_SIZES[code].of(lang))
    return capital(_KINDS[code].of(lang))


def periods_notes(
    periods: Published, *, every: PeriodLength, look_back: int, cutoff: dt.date, lang: str = "fr"
) -> list[str]:
    """The definitions, and what the first and the last period cannot say. Raises: ContractError, for a bare frame."""
    rows = require_published(periods, kind="partner_periods").frame.sort_values("start")
    unit = f"{'length' if look_back == 1 else 'lengths'}_{every.value}"
    said = {"n": integer(look_back, lang=lang), "periods": say(unit, lang=lang)}
    told = [say("periods_note", lang=lang, **said)]
    if len(rows):
        told.append(say("periods_first", lang=lang, period=str(rows["period"].iloc[0])))
        last = rows.iloc[-1]
        if not bool(last["complete"]):
            told.append(say("periods_last", lang=lang, period=str(last["period"]), date=day(cutoff, lang=lang)))
    return told


def loyalty_sentences(loyalty: Published, *, lang: str = "fr") -> list[str]:
    """Structures that came again, so far and within the window, of a published frame of one row.

    Raises: ContractError, for a bare frame.
    """
    row = require_published(loyalty, kind="loyalty").frame.iloc[0]
    if not bool(row["published"]):
        return [say("loyalty_hidden", lang=lang)]
    share = share_words(row["repeat_rate"], row["low"], row["high"], lang=lang)
    counts = {"k": integer(row["n_repeat"], lang=lang), "n": integer(row["n_structures"], lang=lang)}
    told = [say("loyalty_sentence", lang=lang, share=share, **counts)]
    if not missing(row["again_rate"]):
        share = share_words(row["again_rate"], row["again_low"], row["again_high"], lang=lang)
        within = {"k": integer(row["n_again"], lang=lang), "m": integer(row["n_mature"], lang=lang)}
        told.append(say("loyalty_within", lang=lang, share=share, days=str(int(row["window_days"])), **within))
    return told


def survival_sentences(survival: Published, *, cutoff: dt.date, lang: str = "fr") -> list[str]:
    """The median length of a partnership, or that it is not known yet; and the rule. Raises: ContractError."""
    row = require_published(survival, kind="partner_survival").frame.iloc[0]
    if not bool(row["published"]):
        return [say("loyalty_hidden", lang=lang)]
    date, level = day(cutoff, lang=lang), percent(row["confidence"], lang=lang)
    note = say("survival_note", lang=lang, days=str(int(row["silence_days"])), date=date, confidence=level,
               n=integer(row["n_too_recent"], lang=lang))  # fmt: skip
    return [_median(row, date=date, lang=lang), note]


def _median(row: pd.Series, *, date: str, lang: str) -> str:
    if missing(row["median_days"]):
        return say("survival_not_reached", lang=lang, date=date)
    days = decimal(row["median_days"], digits=0, lang=lang)
    return say("survival_median", lang=lang, days=days, interval=_ends(row, lang=lang))


def _ends(row: pd.Series, *, lang: str) -> str:
    """Limits of the median: none where the band has no value, open above where it never comes down to one half."""
    told = {end: row[f"median_{end}"] for end in ("low", "high")}
    said = {end: decimal(v, digits=0, lang=lang) for end, v in told.items() if not missing(v) and math.isfinite(v)}
    if "low" not in said:
        return say("survival_open", lang=lang)
    return say("survival_up_to" if "high" in said else "survival_from", lang=lang, **said)


def network_sentences(network: Published, *, lang: str = "fr") -> list[str]:
    """The network in numbers: links, parts, isolated structures, those that make the link. Raises: ContractError."""
    row = require_published(network, kind="network").frame.iloc[0]
    if not bool(row["published"]):
        return [say("network_hidden", lang=lang)]
    names = {"links": "n_links", "p": "n_prescribers", "c": "n_companies", "possible": "n_possible"}
    counts = {key: integer(row[name], lang=lang) for key, name in names.items()}
    alone = int(row["n_isolated_prescribers"]) + int(row["n_isolated_companies"])
    density = percent(row["density"], lang=lang)
    told = [say("network_sentence", lang=lang, density=density, isolated=_alone(alone, lang=lang), **counts)]
    told += _shape(row, lang=lang) if row["n_links"] else []
    return [*told, say("network_unseen", lang=lang, n=integer(row["n_unseen"], lang=lang))] if row["n_unseen"] else told


def _alone(n: int, *, lang: str) -> str:
    key = {0: "network_none_isolated", 1: "network_one_isolated"}.get(n, "network_isolated")
    return say(key, lang=lang, n=integer(n, lang=lang))


def _shape(row: pd.Series, *, lang: str) -> list[str]:
    n, share = integer(row["n_components"], lang=lang), percent(row["largest_component"], lang=lang)
    parts = "network_parts" if row["n_components"] > 1 else "network_one_part"
    bridges = {0: "network_no_bridge", 1: "network_one_bridge"}.get(int(row["n_bridges"]), "network_bridges")
    cut = say("network_cut_links", lang=lang, n=integer(row["n_cut_links"], lang=lang),
              links=integer(row["n_links"], lang=lang))  # fmt: skip
    told = [say(parts, lang=lang, n=n, share=share), say(bridges, lang=lang, n=integer(row["n_bridges"], lang=lang))]
    return [*told, cut] if row["n_cut_links"] else told


def standing_names(standings: Published, *, names: Mapping[str, str], complete: bool, lang: str = "fr") -> list[str]:
    """Structures that make the link, share no action, were seen nowhere: by name, in alphabetical order.

    Parameters: standings, published; complete: all structures may be named. Raises: ContractError, for a bare frame.
    """
    rows = require_published(standings, kind="standings").shown
    told = []
    for standing in (Standing.BRIDGE, Standing.ISOLATED, Standing.UNSEEN):
        ids = rows.loc[rows["standing"] == standing.value, "structure"]
        found = ", ".join(sorted((names.get(str(one), str(one)) for one in ids), key=_alphabetical))
        listed = found if complete else say("names_others", lang=lang, names=found)
        told += [say(f"names_{standing.value}", lang=lang, names=listed)] if found else []
    return told


def _alphabetical(name: str) -> str:
    """Accents aside."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore")
    return plain.decode("ascii").casefold()
