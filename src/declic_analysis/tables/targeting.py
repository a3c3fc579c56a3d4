"""Participation in detail, visits by profile, importance of characteristics, as display tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.vocabulary import Profile
from declic_analysis.vocabulary.targeting import ALL_KINDS
from declic_analysis.wording.formats import integer, interval, missing, points
from declic_analysis.wording.rates import share_words
from declic_analysis.wording.targeting import category_words, kind_words, profile_words
from declic_analysis.wording.texts import capital, say

TOGETHER = "*"  # stands for the format where all of them are counted together
_COUNTS = ("actions", "persons", "participations")


def laid_out(taken: Published, *, keys: Sequence[str], names: Mapping[str, str], lang: str = "fr") -> pd.DataFrame:
    """The rows of a published `participation` as they are shown: in alphabetical order, sums first, periods in time.

    Parameters: keys, one column or two, the first above the second; names, id → label. Columns head and label are
    added, in words. Raises: ContractError, for a bare frame.
    """
    rows = require_published(taken, kind="participation").frame
    told = {key: [_named(code, names, lang=lang) for code in rows[key]] for key in keys}
    whole = rows["format"].eq(TOGETHER).fillna(False).astype(bool)
    first = {"head": told[keys[0]], "label": told[keys[1]]} if len(keys) > 1 else {"head": "", "label": told[keys[0]]}
    order = ["whole", "head", "label"] if keys[0] == "format" else ["head", "whole", "label"]
    laid = rows.assign(**first, whole=~whole)
    return laid.sort_values(order, kind="stable").drop(columns="whole").reset_index(drop=True)


def taken_table(
    taken: Published, *, heads: Sequence[str], labels: Sequence[str], planned: Sequence[Mapping[str, int | None]],
    headers: Sequence[str], lang: str = "fr",
) -> pd.DataFrame:  # fmt: skip
    """One row a group of a published `participation`: done, and planned where anything is.

    Parameters: heads, labels, planned (measure → target), one a row; headers, of heads (where there are) and labels.
    Raises: ContractError, for a bare frame.
    """
    rows = require_published(taken, kind="participation").frame
    lines = [row for _, row in rows.iterrows()]
    columns = dict(zip(headers, [list(heads), list(labels)] if len(headers) > 1 else [list(labels)], strict=True))
    for name in _COUNTS:
        columns[say(f"taken_{name}", lang=lang)] = [_done(row, name, lang=lang) for row in lines]
        aims = [aim[name] for aim in planned]
        if any(aim is not None for aim in aims):
            columns[say(f"aims_{name}", lang=lang)] = [_aim(aim, lang=lang) for aim in aims]
    columns[say("taken_absence", lang=lang)] = [_absence(row, lang=lang) for row in lines]
    return pd.DataFrame(columns, dtype="str")


def _named(code: object, names: Mapping[str, str], *, lang: str) -> str:
    return say("unknown", lang=lang) if missing(code) else names.get(str(code), str(code))


def _aim(aim: int | None, *, lang: str) -> str:
    return say("unknown", lang=lang) if aim is None else integer(aim, lang=lang)


def _done(row: pd.Series, name: str, *, lang: str) -> str:
    if name != "actions" and not bool(row["published"]):
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
    profiles: Published, *, labels: Mapping[str, str], objections: tuple[str, ...], items: Iterable[str],
    characteristics: Iterable[str] = (), crossed: bool | None = None, lang: str = "fr",
) -> pd.DataFrame:  # fmt: skip
    """The rows shown of a published `visit_profiles`.

    Parameters: labels, item → question; objections, of the study; items, characteristics (all by default): those kept;
    crossed: those of one kind of SIAE alone, or those of all kinds together and of each kind; None: both.
    Raises: ContractError, for a bare frame.
    """
    rows = visit_rows(profiles, items=items, characteristics=characteristics, crossed=crossed)
    lines = [row for _, row in rows.iterrows()]
    columns = _of_visits(rows, labels=labels, objections=objections, lang=lang) | {
        say("visits_flow", lang=lang): [_flow(row, lang=lang) for row in lines],
        say("visits_shift", lang=lang): [
            f"{points(r['net_shift'], lang=lang)} {interval(r['low'], r['high'], lang=lang)}" for r in lines
        ],
    }
    return pd.DataFrame(columns, dtype="str")


def visit_rows(
    profiles: Published, *, items: Iterable[str], characteristics: Iterable[str] = (), crossed: bool | None = None
) -> pd.DataFrame:
    """Rows shown of a published result by characteristic and kind of SIAE, as `visits_table` keeps them.

    Raises: ContractError, for a bare frame.
    """
    shown = require_published(profiles, kind=profiles.kind).shown
    kept = list(characteristics) or shown["characteristic"].unique().tolist()
    rows = shown[shown["item"].isin(list(items)) & shown["characteristic"].isin(kept)]
    apart = (rows["siae_kind"] != ALL_KINDS) & (rows["characteristic"] != Profile.SIAE_KIND.value)
    return rows if crossed is None else rows[apart == crossed]


def chances_table(
    chances: Published, *, labels: Mapping[str, str], objections: tuple[str, ...], items: Iterable[str],
    lang: str = "fr",
) -> pd.DataFrame:  # fmt: skip
    """The rows shown of a published `visit_chances`: expected by the model, and seen. Raises: ContractError, for a bare
    frame.
    """
    rows = visit_rows(chances, items=items)
    lines = [row for _, row in rows.iterrows()]
    seen, expected = ("observed", "low", "high"), ("predicted", "predicted_low", "predicted_high")
    columns = _of_visits(rows, labels=labels, objections=objections, lang=lang) | {
        say(header, lang=lang): [share_words(*(row[name] for name in names), lang=lang) for row in lines]
        for header, names in (("chance_seen_long", seen), ("chance_expected_long", expected))
    }
    return pd.DataFrame(columns, dtype="str")


def _of_visits(
    rows: pd.DataFrame, *, labels: Mapping[str, str], objections: tuple[str, ...], lang: str
) -> dict[str, list[str]]:
    """Who a row is about; the question only where there are several."""
    both = list(zip(rows["characteristic"], rows["category"], strict=True))
    told = {say("visits_question", lang=lang): [labels.get(item, item) for item in rows["item"]]}
    return (told if rows["item"].nunique() > 1 else {}) | {
        say("visits_characteristic", lang=lang): [
            profile_words(what, labels=labels, objections=objections, lang=lang) for what, _ in both
        ],
        say("visits_category", lang=lang): [capital(category_words(what, one, lang=lang)) for what, one in both],
        say("visits_kind", lang=lang): [kind_words(code, lang=lang) for code in rows["siae_kind"]],
        say("visits_pairs", lang=lang): [_counted(n, lang=lang) for n in rows["n_pairs"]],
        say("visits_companies", lang=lang): [_counted(n, lang=lang) for n in rows["n_companies"]],
    }


def _counted(n: object, *, lang: str) -> str:
    return say("not_published", lang=lang) if missing(n) else integer(n, lang=lang)


def _flow(row: pd.Series, *, lang: str) -> str:
    if not bool(row["flow_published"]):
        return say("not_published", lang=lang)
    return " / ".join(integer(row[name], lang=lang) for name in ("n_up", "n_down", "n_same"))
