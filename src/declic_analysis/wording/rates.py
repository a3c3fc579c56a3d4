"""Sentences on rates side by side, strata, jobs and costs: never which group is ahead."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.vocabulary import ApplicationOrigin, PrescriberKind
from declic_analysis.wording.formats import NBSP, decimal, integer, missing, percent, points
from declic_analysis.wording.texts import capital, say

_CODES = {member.value: member.label for kind in (PrescriberKind, ApplicationOrigin) for member in kind}
SPREAD = 0.05  # below this p, structures are said to differ by more than chance


def grouping_words(grouping: str, *, lang: str = "fr") -> str:
    """A column of `journeys` in words, e.g. "format d’action"."""
    return say(f"column_{grouping}", lang=lang)


def group_words(group: object, *, names: Mapping[str, str], grouping: str = "", lang: str = "fr") -> str:
    """A group in words; `names`: id → label of territories, formats, structures. Hires without an action are "non
    attribuée"; everything else that is empty is not stated.
    """
    if missing(group):
        return say("group_unlinked" if grouping in ("format", "action") else "group_unknown", lang=lang)
    code = str(group)
    return names.get(code) or (_CODES[code].of(lang) if code in _CODES else code)


def labelled(rows: pd.DataFrame, *, names: Mapping[str, str], lang: str = "fr") -> pd.DataFrame:
    """The rows with `label`, in the alphabetical order a reader expects (accents aside), the empty group last."""
    pairs = zip(rows["group"], rows["grouping"], strict=True)
    labels = [group_words(group, names=names, grouping=str(grouping), lang=lang) for group, grouping in pairs]
    told = rows.assign(label=pd.Series(labels, index=rows.index, dtype="str"), last=rows["group"].isna())
    keyed = told.assign(key=[_plain(label) for label in labels])
    return keyed.sort_values(["last", "key"], kind="stable").drop(columns=["last", "key"]).reset_index(drop=True)


def _plain(label: str) -> str:
    letters = unicodedata.normalize("NFKD", label.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def share_words(share: object, low: object, high: object, *, lang: str = "fr") -> str:
    """A share with its interval: "33 % [22 ; 47]"; "non publié" where the gate has emptied it."""
    if missing(share):
        return say("not_published", lang=lang)
    ends = (decimal(100 * float(end), digits=0, lang=lang) for end in (low, high))  # type: ignore[arg-type]
    return f"{percent(share, lang=lang)} [{(f'{NBSP}; ' if lang == 'fr' else ', ').join(ends)}]"


def rates_sentences(rates: Published, *, units: str, lang: str = "fr") -> list[str]:
    """What is withheld and what is too recent, for one grouping of a published `pooled_rates`.

    Raises: ContractError, for a bare frame.
    """
    rows = require_published(rates, kind="rates").frame
    told = {"grouping": capital(grouping_words(str(rows["grouping"].iloc[0]), lang=lang))}
    shown, early = int(rows["rate_published"].sum()), rows["n_immature"].sum(min_count=1)
    lines = []
    if not shown:
        return [say("rates_all_hidden", lang=lang, **told)]
    if shown < len(rows):
        lines.append(
            say("rates_hidden", lang=lang, k=integer(shown, lang=lang), m=integer(len(rows), lang=lang), **told)
        )
    if rows["published"].all() and early:
        lines.append(say("rates_immature", lang=lang, n=integer(early, lang=lang), unit=units))
    return lines


def control_sentences(chart: Published, *, lang: str = "fr") -> list[str]:
    """The common share, how many points lie outside, and whether chance limits are the right ones.

    Raises: ContractError, for a bare frame.
    """
    frame = require_published(chart, kind="control").frame
    rows = frame[(frame["part"] == "group") & frame["rate_published"] & frame["group"].notna()]
    if rows.empty or missing(rows["target"].iloc[0]):
        return [say("rates_all_hidden", lang=lang, grouping=capital(say("column_structure", lang=lang)))]
    first, out = rows.iloc[0], int((rows["position"] != "inside").sum())
    counted = {"k": integer(len(rows), lang=lang), "out": integer(out, lang=lang)}
    lines = [say("control_target", lang=lang, target=percent(first["target"], lang=lang), **counted)]
    if not missing(first["dispersion_p"]):
        key = "control_spread" if float(first["dispersion_p"]) < SPREAD else "control_no_spread"
        told = {name: decimal(first[name], digits=2, lang=lang) for name in ("dispersion", "dispersion_p")}
        lines.append(say(key, lang=lang, ratio=told["dispersion"], p=told["dispersion_p"]))
    return lines


def strata_warnings(strata: Published, *, names: Mapping[str, str], lang: str = "fr") -> list[str]:
    """One warning a group whose total and parts point in opposite directions; none where there is no such group.

    Raises: ContractError, for a bare frame.
    """
    rows = require_published(strata, kind="strata").shown
    against = rows[rows["direction"].isin(["opposite", "opposite_in_most"])]
    return [_warning(row, names=names, lang=lang) for _, row in against.iterrows()]


def strata_sentence(strata: Published, *, compare: str, within: str, lang: str = "fr") -> str:
    """Why there is no warning: nothing to compare, not published, or the same direction; empty where there is one.

    Raises: ContractError, for a bare frame.
    """
    rows = require_published(strata, kind="strata").frame
    told = {"grouping": capital(grouping_words(compare, lang=lang)), "within": grouping_words(within, lang=lang)}
    if rows.empty:
        return say("strata_none", lang=lang, **told)
    if not rows["published"].all():
        return say("strata_hidden", lang=lang, **told)
    if rows["direction"].isin(["opposite", "opposite_in_most"]).any():
        return ""
    return say("strata_same", lang=lang, **told)


def _warning(row: pd.Series, *, names: Mapping[str, str], lang: str) -> str:
    told = {
        "grouping": grouping_words(str(row["grouping"]), lang=lang),
        "within": grouping_words(str(row["within"]), lang=lang),
        "group": group_words(row["group"], names=names, lang=lang),
        "k": integer(row["n_opposite"], lang=lang), "n": integer(row["n_strata"], lang=lang),
    }  # fmt: skip
    if row["direction"] == "opposite_in_most":
        return say("strata_warning_most", lang=lang, **told)
    if not row["numbers_published"]:
        return say("strata_warning_hidden", lang=lang, **told)
    both = {name: points(row[f"{name}_difference"], lang=lang) for name in ("crude", "common")}
    return say("strata_warning", lang=lang, **told, **both)


def exits_sentence(exits: Published, *, lang: str = "fr") -> str:
    """“Sorties dynamiques”, or which columns it would take. Raises: ContractError, for a bare frame."""
    rows = require_published(exits, kind="exits").frame
    if rows.empty:
        return say("exits_absent", lang=lang)
    row = rows.iloc[0]
    if not row["published"]:
        return say("exits_hidden", lang=lang)
    share, ends = share_words(row["share"], row["low"], row["high"], lang=lang).split(" [", 1)
    n, left = (integer(row[name], lang=lang) for name in ("n_dynamic", "n_left"))
    return say("exits_told", lang=lang, n=n, left=left, share=share, interval=f"[{ends}")
