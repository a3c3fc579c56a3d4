"""Participation in detail, visits by profile, importance of characteristics, as display tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.wording.formats import integer, interval, missing, points
from declic_analysis.wording.rates import share_words
from declic_analysis.wording.targeting import category_words, kind_words, profile_words, score_words
from declic_analysis.wording.texts import capital, say

TOGETHER = "*"  # stands for the format where all of them are counted together
_COUNTS = ("persons", "participations")


def taken_table(
    taken: Published, *, keys: Mapping[str, str], names: Mapping[str, str], lang: str = "fr"
) -> pd.DataFrame:
    """One row a group of a published `participation`, in alphabetical order.

    Parameters: keys, column → header; names, id → label. Raises: ContractError, for a bare frame.
    """
    rows = require_published(taken, kind="participation").frame
    told = {key: [_named(code, names, lang=lang) for code in rows[key]] for key in keys}
    parts = rows["format"].ne(TOGETHER).fillna(True)
    ordered = rows.assign(**told, parts=parts).sort_values([next(iter(keys)), "parts", *keys], kind="stable")
    lines = [row for _, row in ordered.iterrows()]
    columns = {header: ordered[key].tolist() for key, header in keys.items()}
    columns |= {
        say(f"taken_{name}", lang=lang): [_actions(row[f"n_{name}"], lang=lang) for row in lines]
        for name in ("actions", "planned")
    }
    columns |= {say(f"taken_{name}", lang=lang): [_persons(row, name, lang=lang) for row in lines] for name in _COUNTS}
    columns[say("taken_absence", lang=lang)] = [_absence(row, lang=lang) for row in lines]
    return pd.DataFrame(columns, dtype="str")


def _named(code: object, names: Mapping[str, str], *, lang: str) -> str:
    return say("unknown", lang=lang) if missing(code) else names.get(str(code), str(code))


def _actions(n: object, *, lang: str) -> str:
    return say("unknown", lang=lang) if missing(n) else integer(n, lang=lang)


def _persons(row: pd.Series, name: str, *, lang: str) -> str:
    if not bool(row["published"]):
        return say("not_published", lang=lang)
    return say("unknown", lang=lang) if missing(row[f"n_{name}"]) else integer(row[f"n_{name}"], lang=lang)


def _absence(row: pd.Series, *, lang: str) -> str:
    if missing(row["noshow_rate"]):
        known = bool(row["published"]) and missing(row["n_participations"])
        return say("unknown" if known else "not_published", lang=lang)
    share = share_words(row["noshow_rate"], row["noshow_low"], row["noshow_high"], lang=lang)
    k, n = (integer(row[name], lang=lang) for name in ("n_noshow", "n_resolved"))
    return say("taken_absence_of", lang=lang, k=k, n=n, share=share)


def visits_table(
    profiles: Published, *, labels: Mapping[str, str], objections: tuple[str, ...] = (), items: Iterable[str],
    characteristics: Iterable[str] = (), lang: str = "fr",
) -> pd.DataFrame:  # fmt: skip
    """The rows shown of a published `visit_profiles`.

    Parameters: labels, item → question; objections, of the study; items, characteristics (all by default): those kept.
    Raises: ContractError, for a bare frame.
    """
    shown = require_published(profiles, kind="visit_profiles").shown
    kept = list(characteristics) or shown["characteristic"].unique().tolist()
    rows = shown[shown["item"].isin(list(items)) & shown["characteristic"].isin(kept)]
    lines = [row for _, row in rows.iterrows()]
    columns = {
        say("visits_question", lang=lang): [labels.get(item, item) for item in rows["item"]],
        say("visits_characteristic", lang=lang): [profile_words(code, lang=lang) for code in rows["characteristic"]],
        say("visits_category", lang=lang): [_category(row, labels, objections, lang=lang) for row in lines],
        say("visits_kind", lang=lang): [kind_words(code, lang=lang) for code in rows["siae_kind"]],
        say("visits_pairs", lang=lang): [integer(n, lang=lang) for n in rows["n_pairs"]],
        say("visits_companies", lang=lang): [integer(n, lang=lang) for n in rows["n_companies"]],
        say("visits_flow", lang=lang): [_flow(row, lang=lang) for row in lines],
        say("visits_shift", lang=lang): [
            f"{points(r['net_shift'], lang=lang)} {interval(r['low'], r['high'], lang=lang)}" for r in lines
        ],
    }
    return pd.DataFrame(columns, dtype="str")


def _category(row: pd.Series, labels: Mapping[str, str], objections: tuple[str, ...], *, lang: str) -> str:
    told = category_words(
        row["characteristic"], row["category"], labels=labels, objections=objections, lang=lang
    )  # fmt: skip
    return capital(told)


def _flow(row: pd.Series, *, lang: str) -> str:
    if not bool(row["flow_published"]):
        return say("not_published", lang=lang)
    return " / ".join(integer(row[name], lang=lang) for name in ("n_up", "n_down", "n_same"))


def importance_table(importance: Published, *, labels: Mapping[str, str], lang: str = "fr") -> pd.DataFrame:
    """One row a question and characteristic, in alphabetical order. Raises: ContractError, for a bare frame."""
    rows = require_published(importance, kind="visit_importance").shown
    told = rows.assign(characteristic=[profile_words(code, lang=lang) for code in rows["characteristic"]])
    ordered = told.sort_values(["item", "characteristic"], kind="stable")
    columns = {
        say("visits_question", lang=lang): [labels.get(item, item) for item in ordered["item"]],
        say("visits_characteristic", lang=lang): ordered["characteristic"].tolist(),
        say("visits_companies", lang=lang): [integer(n, lang=lang) for n in ordered["n_companies"]],
        say("importance_added", lang=lang): [
            score_words(r["added_loss"], r["low"], r["high"], lang=lang) for _, r in ordered.iterrows()
        ],
    }
    return pd.DataFrame(columns, dtype="str")
