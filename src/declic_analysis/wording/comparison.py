"""Sentences beside a comparison group: an estimated effect where lots were drawn, else a difference between groups."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.vocabulary import ClusterMethod, Direction, GroupVerdict
from declic_analysis.wording.formats import NBSP, decimal, missing
from declic_analysis.wording.texts import capital, say

if TYPE_CHECKING:
    from declic_analysis.study.model import ComparisonGroup

_LIMITS = {
    True: ("limit_lost", "limit_expected", "limit_spread"),
    False: ("limit_unmeasured", "limit_start", "limit_lost", "limit_expected"),
}


def comparison_intro(group: ComparisonGroup | None, *, lang: str = "fr") -> str:
    """How the groups were formed, and what that lets a reader say; without a group, what would be needed."""
    if group is None:
        return say("group_none", lang=lang)
    return say("lots_intro" if group.randomised else "group_intro", lang=lang, formed=group.formed.of(lang))


def comparison_limits(group: ComparisonGroup, *, lang: str = "fr") -> list[str]:
    """What the comparison cannot rule out, by how the groups were formed."""
    return [say(key, lang=lang) for key in _LIMITS[group.randomised]]


def difference_name(group: ComparisonGroup, *, lang: str = "fr") -> str:
    return say("lots_name" if group.randomised else "group_name", lang=lang)


def difference_header(group: ComparisonGroup, *, lang: str = "fr") -> str:
    return say("lots_header" if group.randomised else "group_header", lang=lang)


def comparison_sentences(
    compared: Published, *, group: ComparisonGroup, labels: Mapping[str, str], lang: str = "fr"
) -> list[str]:
    """One sentence a question of a published `group_comparison`. Raises: ContractError, for a bare frame."""
    rows = require_published(compared, kind="group_comparison").frame
    return [_sentence(row, group=group, label=labels[row["item"]], lang=lang) for _, row in rows.iterrows()]


def _sentence(row: pd.Series, *, group: ComparisonGroup, label: str, lang: str) -> str:
    if not bool(row["published"]) or missing(row["did_low"]):
        return say("group_item_withheld", lang=lang, label=label)
    return say(
        "group_item",
        lang=lang,
        label=label,
        name=difference_name(group, lang=lang),
        value=levels(row["did"], lang=lang),
        interval=levels_interval(row["did_low"], row["did_high"], lang=lang),
        verdict=group_verdict(row, lang=lang),
    )


def group_verdict(row: pd.Series, *, lang: str = "fr") -> str:
    """What a published row says, the smallest difference that could be seen beside an inconclusive one."""
    verdict = GroupVerdict.of(str(row["verdict"]))
    if row["direction"] == Direction.NEUTRAL and verdict in (GroupVerdict.HIGHER, GroupVerdict.LOWER):
        return say(f"group_{verdict.value}_neutral", lang=lang)
    told = capital(verdict.label.of(lang))
    if verdict != GroupVerdict.INCONCLUSIVE or missing(row["detectable"]):
        return told
    least = levels(row["detectable"], lang=lang, signed=False)
    return say("group_inconclusive", lang=lang, verdict=told, detectable=least)


def clustered_note(compared: Published, *, lang: str = "fr") -> list[str]:
    """Said where people of one action were taken together."""
    rows = require_published(compared, kind="group_comparison").shown
    together = (rows["cluster_method"] == ClusterMethod.CR2_T.value).any()
    return [say("clustered_note", lang=lang)] if together else []


def levels(value: object, *, lang: str = "fr", signed: bool = True) -> str:
    """0.52 → "+0,5 niveau"; one decimal from 1 on, two below."""
    number = signed_decimal(value, lang=lang) if signed else signed_decimal(value, lang=lang).removeprefix("+")
    one = abs(float(value)) < (2 if lang == "fr" else 1.05)  # type: ignore[arg-type]
    return say("group_level" if one else "group_levels", lang=lang, value=number)


def levels_interval(low: object, high: object, *, lang: str = "fr") -> str:
    """(0.1, 0.9) → "[+0,10 ; +0,90]"."""
    ends = signed_decimal(low, lang=lang), signed_decimal(high, lang=lang)
    return f"[{ends[0]}{NBSP}; {ends[1]}]" if lang == "fr" else f"[{ends[0]}, {ends[1]}]"


def signed_decimal(value: object, *, lang: str = "fr") -> str:
    size = abs(float(value))  # type: ignore[arg-type]
    text = decimal(value, digits=1 if size >= 1 else 2, lang=lang)
    return f"+{text}" if float(value) > 0 else text  # type: ignore[arg-type]
