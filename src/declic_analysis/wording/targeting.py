"""Sentences on visits and the companies that gain from them: what is there, what is needed, never a ranking."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.vocabulary import Profile, SiaeKind, SizeBand, Standpoint, TargetingState
from declic_analysis.vocabulary.targeting import ALL_KINDS, objection_place
from declic_analysis.wording.formats import NBSP, decimal, integer, missing, percent
from declic_analysis.wording.texts import capital, say

_UNKNOWN = Standpoint.UNKNOWN.value
_WORDS = {member.value: member.label for member in (*SizeBand, *Standpoint)}
_PROFILES = {member.value: member.label for member in Profile}
_KINDS = SiaeKind.codes()


def profile_words(
    characteristic: object, *, labels: Mapping[str, str], objections: tuple[str, ...], lang: str = "fr"
) -> str:
    """A characteristic in words, with a capital. labels, item → question; objections, items in the study's order."""
    place = objection_place(characteristic)
    if place is None:
        return capital(_PROFILES[str(characteristic)].of(lang))
    item = objections[place] if place < len(objections) else ""
    return say("objection_named", lang=lang, label=labels.get(item, item))


def kind_words(kind: object, *, lang: str = "fr") -> str:
    """A kind of SIAE: its public code; all kinds; not stated."""
    code = str(kind)
    if code in _KINDS:
        return code
    return say("visits_all" if code == ALL_KINDS else "unknown", lang=lang)


def category_words(characteristic: object, category: object, *, lang: str) -> str:
    """A category of a characteristic in words."""
    code = str(category)
    if code == _UNKNOWN:
        return say("unknown", lang=lang)
    if characteristic == Profile.SIAE_KIND.value:
        return kind_words(code, lang=lang)
    if characteristic == Profile.HR_CAPACITY.value:
        return say("list_yes" if code == "yes" else "list_no", lang=lang)
    if characteristic == Profile.ACTIVITY.value:
        return say("activity_code", lang=lang, code=code)
    return _WORDS[code].of(lang) if code in _WORDS else code


def targeting_sentences(targeting: Published, *, labels: Mapping[str, str], lang: str = "fr") -> list[str]:
    """What became of the model, question by question. Raises: ContractError, for a bare frame."""
    rows = require_published(targeting, kind="targeting").frame
    return [_state(row, labels=labels, lang=lang) for _, row in rows.iterrows()]


def _state(row: pd.Series, *, labels: Mapping[str, str], lang: str) -> str:
    state, item = TargetingState.of(str(row["state"])), labels.get(str(row["item"]), str(row["item"]))
    if state is TargetingState.TOO_FEW_VISITS:
        return too_few_words(row, item=item, lang=lang)
    counts = {"n": "n_pairs", "companies": "n_companies", "up": "n_up", "other": "n_other", "needed": "n_needed"}
    told = {key: _count(row[name], lang=lang) for key, name in counts.items()}
    scores = {name: _score(row, name, lang=lang) for name in ("gain", "slope")}
    sentence = say(f"model_{state.value}", lang=lang, item=item, **told, **scores)
    if state is TargetingState.ESTIMATED:
        return f"{sentence} {say('model_scores', lang=lang, **scores)}"
    return sentence


def too_few_words(row: pd.Series, *, item: str, lang: str) -> str:
    """Visits there are and visits needed."""
    needed = integer(row["n_visits_needed"], lang=lang)
    if missing(row["n_visits"]):
        return say("model_too_few_visits_hidden", lang=lang, item=item, needed=needed)
    return say("model_too_few_visits", lang=lang, item=item, needed=needed, n=integer(row["n_visits"], lang=lang))


def _count(n: object, *, lang: str) -> str:
    return say("not_published", lang=lang) if missing(n) else integer(n, lang=lang)


def _score(row: pd.Series, name: str, *, lang: str) -> str:
    if name not in row or missing(row[name]):
        return say("not_published", lang=lang)
    return score_words(row[name], row[f"{name}_low"], row[f"{name}_high"], lang=lang)


def score_words(value: object, low: object, high: object, *, lang: str = "fr") -> str:
    """A score with its interval, two decimals: "0,04 [0,01 ; 0,07]"."""
    if missing(value):
        return say("not_published", lang=lang)
    ends = [decimal(end, digits=2, lang=lang) for end in (low, high) if not missing(end)]
    between = f"{NBSP}; " if lang == "fr" else ", "
    return decimal(value, digits=2, lang=lang) + (f" [{between.join(ends)}]" if len(ends) == 2 else "")


def reached_words(n: int | None, aim: int | None, *, published: bool, lang: str = "fr") -> str:
    """People reached beside the target: "72 sur 80 prévues (90 %)"; what is not there is said."""
    told = say("unknown" if published else "not_published", lang=lang) if n is None else integer(n, lang=lang)
    if aim is None:
        return told
    planned = integer(aim, lang=lang)
    if n is None or aim == 0:
        return say("taken_against_unknown", lang=lang, told=told, aim=planned)
    return say("taken_against", lang=lang, n=told, aim=planned, share=percent(n / aim, lang=lang))


def helping_sentence(
    importance: Published, *, item: str, labels: Mapping[str, str], objections: tuple[str, ...], lang: str = "fr"
) -> str:
    """Characteristics whose interval lies above zero, and the others. Raises: ContractError, for a bare frame."""
    rows = require_published(importance, kind="visit_importance").shown
    own = rows[rows["item"] == item]
    words = [profile_words(c, labels=labels, objections=objections, lang=lang) for c in own["characteristic"]]
    both = sorted(zip((w[:1].lower() + w[1:] for w in words), own["low"] > 0, strict=True))
    helps, rest = ([word for word, found in both if bool(found) is side] for side in (True, False))
    if not helps:
        return say("importance_none", lang=lang)
    told = [say("importance_helps", lang=lang, names=", ".join(helps))]
    return " ".join([*told, *([say("importance_helps_not", lang=lang, names=", ".join(rest))] if rest else [])])


def reliability_sentence(points: Published, *, item: str, lang: str = "fr") -> str:
    """What was expected and seen at both ends. Raises: ContractError, for a bare frame."""
    rows = require_published(points, kind="visit_reliability").shown
    own = rows[rows["item"] == item].sort_values("group")
    first, last = own.iloc[0], own.iloc[-1]
    ends = {"low": first["predicted"], "low_seen": first["observed"], "high": last["predicted"]}
    told = {name: percent(share, lang=lang) for name, share in (ends | {"high_seen": last["observed"]}).items()}
    return say("reliability_one" if len(own) == 1 else "reliability_ends", lang=lang, **told)
