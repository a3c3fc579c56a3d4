"""Sentences on hires beside a comparison group."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.vocabulary import EffectMethod, EffectOutcome, GroupVerdict, TimeOrigin
from declic_analysis.wording.formats import decimal, integer, interval, missing, percent, points
from declic_analysis.wording.texts import capital, say

if TYPE_CHECKING:
    from declic_analysis.study.model import ComparisonGroup

_NAMED = ("others", "unknown")


def hires_intro(group: ComparisonGroup | None, *, lang: str = "fr") -> str:
    """How the groups were formed and what that lets a reader say of hires; without a group, what would be needed."""
    if group is None:
        return say("hires_group_none", lang=lang)
    formed = group.formed.of(lang)
    if group.randomised:
        return say("lots_hires_intro", lang=lang, formed=formed)
    told = ", ".join(characteristic(name, lang=lang) for name in group.adjust_for) or say("unknown", lang=lang)
    return say("hires_group_intro", lang=lang, formed=formed, covariates=told)


def hires_limits(group: ComparisonGroup, *, origin: str, lang: str = "fr") -> list[str]:
    """What the comparison of hires cannot rule out."""
    keys = ["limit_register"] if group.randomised else ["limit_unmeasured", "limit_register"]
    keys += ["limit_zero"] if origin == TimeOrigin.ENCOUNTER else []
    return [say(key, lang=lang) for key in [*keys, "limit_elsewhere"]]


def main_method(group: ComparisonGroup) -> EffectMethod:
    """The one whose verdict counts: groups as formed where lots were drawn, else the cross-fitted one."""
    return EffectMethod.ITT if group.randomised else EffectMethod.AIPW_CROSSFIT


def hire_comparison_sentences(
    compared: Published, *, group: ComparisonGroup, origin: str, lang: str = "fr"
) -> list[str]:
    """Counts, the method that decides, and how solid it is, of a published `hire_comparison`.

    Raises: ContractError, for a bare frame.
    """
    rows = require_published(compared, kind="hire_comparison").frame
    if rows.empty or not bool(rows["published"].all()):
        return [say("hires_group_withheld", lang=lang)]
    main = rows[rows["method"] == main_method(group).value].iloc[0]
    return [
        _counts(main, origin=origin, lang=lang),
        _difference(main, method=main_method(group), group=group, lang=lang),
        *_solid(main, lang=lang),
        *_left_out(main, lang=lang),
    ]


def _counts(row: pd.Series, *, origin: str, lang: str) -> str:
    start = say("hires_from_zero", lang=lang, origin=TimeOrigin.of(origin).label.of(lang))
    told = {"days": integer(row["window_days"], lang=lang), "origin": start}
    told |= {"n": integer(row["n_treated"], lang=lang), "m": integer(row["n_control"], lang=lang)}
    if not bool(row["counts_published"]):
        return say("hires_group_base", lang=lang, **told)
    sides = {"a": "treated", "b": "control"}
    told |= {key: integer(row[f"hired_{side}"], lang=lang) for key, side in sides.items()}
    told |= {f"rate_{key}": percent(row[f"rate_{side}"], lang=lang) for key, side in sides.items()}
    return say("hires_group_counts", lang=lang, **told)


def _difference(row: pd.Series, *, method: EffectMethod, group: ComparisonGroup, lang: str) -> str:
    named = capital(method.label.of(lang))
    if missing(row["low"]):
        reason = EffectOutcome.of(str(row["status"])).label.of(lang)
        return say("hires_refused", lang=lang, method=named, reason=reason)
    return say(
        "hires_main",
        lang=lang,
        method=named,
        name=hire_difference_name(group, lang=lang),
        value=points(row["estimate"], lang=lang),
        interval=interval(row["low"], row["high"], lang=lang),
        verdict=hire_verdict(row, lang=lang),
    )


def hire_difference_name(group: ComparisonGroup, *, lang: str = "fr") -> str:
    return say("lots_name" if group.randomised else "hires_name", lang=lang)


def hire_verdict(row: pd.Series, *, lang: str = "fr") -> str:
    """In words what a row says; the reason where it has no number."""
    verdict = GroupVerdict.of(str(row["verdict"]))
    if verdict == GroupVerdict.INSUFFICIENT:
        return capital(EffectOutcome.of(str(row["status"])).label.of(lang))
    return say(f"hires_{verdict.value}", lang=lang)


def _solid(row: pd.Series, *, lang: str) -> list[str]:
    if missing(row["e_value"]) or missing(row["e_value_limit"]):
        return []
    if float(row["e_value_limit"]) <= 1:
        return [say("hires_e_none", lang=lang)]
    told = {"value": decimal(row["e_value"], lang=lang), "limit": decimal(row["e_value_limit"], lang=lang)}
    return [say("hires_e_value", lang=lang, **told)]


def _left_out(row: pd.Series, *, lang: str) -> list[str]:
    counts = {name: row[f"n_{name}"] for name in ("immature", "undated", "before", "unknown")}
    if not any(missing(n) or int(n) for n in counts.values()):
        return []
    told = {
        name: say("not_published", lang=lang) if missing(n) else integer(n, lang=lang) for name, n in counts.items()
    }
    return [say("hires_left_out", lang=lang, **told)]


def characteristic(name: str, *, lang: str = "fr") -> str:
    return say(f"characteristic_{name}", lang=lang)


def level_label(covariate: str, level: str, *, names: Mapping[str, str], lang: str = "fr") -> str:
    """A level of a characteristic in words: “territoire : Territoire lyonnais”."""
    told = say(f"level_{level}", lang=lang) if level in _NAMED else names.get(level, level)
    return say("balance_level", lang=lang, covariate=capital(characteristic(covariate, lang=lang)), level=told)
