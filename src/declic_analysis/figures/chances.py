"""What a model of visits says: chances by company and kind of SIAE, what helps, whether it keeps its word."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.figures import palette
from declic_analysis.figures.picture import Picture
from declic_analysis.figures.shares import Mark, mark_words, shares, shares_alt
from declic_analysis.figures.template import sentence_figure
from declic_analysis.wording.formats import integer, missing, percent
from declic_analysis.wording.targeting import category_words, kind_words, profile_words
from declic_analysis.wording.texts import say

SEEN = Mark("chance_seen", "observed", "low", "high", "circle-open", palette.MUTED)
EXPECTED = Mark("chance_expected", "predicted", "predicted_low", "predicted_high", "diamond", palette.MOVED)
ADDED = Mark("", "added_error", "low", "high", "diamond", palette.MOVED)


def chances_figure(
    chances: Published, *, item: str, characteristics: list[str], labels: Mapping[str, str],
    objections: tuple[str, ...], table: pd.DataFrame, lang: str = "fr",
) -> Picture:  # fmt: skip
    """Chance of becoming more favourable by category and kind of SIAE: seen above, expected by the model below.

    Parameters: characteristics, those drawn; labels, item → question; objections, in the study's order; table, its
    twin. Raises: ContractError, for a bare frame.
    """
    rows = require_published(chances, kind="visit_chances").shown
    rows = rows[(rows["item"] == item) & rows["characteristic"].isin(characteristics)]
    rows = rows.assign(**_told(rows, labels=labels, objections=objections, lang=lang))
    title = say("chances_title", lang=lang)
    if rows.empty:
        text = say("nothing_to_show", lang=lang)
        return Picture(sentence_figure(text, lang=lang), title, text, "", table)
    marks = [SEEN, EXPECTED]
    note = say("chances_note", lang=lang, confidence=percent(rows["confidence"].iloc[0], lang=lang))
    return Picture(
        shares(rows, marks=marks, lang=lang, axis="chances_axis"), title,
        shares_alt(rows, marks=marks, start="alt_chances", lang=lang), note, table,
    )  # fmt: skip


def _told(
    rows: pd.DataFrame, *, labels: Mapping[str, str], objections: tuple[str, ...], lang: str
) -> dict[str, list[str]]:
    heads, names = [], []
    for _, row in rows.iterrows():
        what = profile_words(row["characteristic"], labels=labels, objections=objections, lang=lang)
        place = kind_words(row["siae_kind"], lang=lang)
        alone = row["characteristic"] == "siae_kind"
        category = category_words(row["characteristic"], row["category"], lang=lang)
        heads.append(what if alone else say("chances_head", lang=lang, what=what, category=category))
        n = row["n_pairs"]  # not told where the plain table does not tell it
        names.append(place if missing(n) else say("taken_of_n", lang=lang, label=place, n=integer(n, lang=lang)))
    return {"head": heads, "label": names}


def importance_figure(
    importance: Published, *, item: str, labels: Mapping[str, str], objections: tuple[str, ...], lang: str = "fr"
) -> Picture:
    """How much more the model errs when a characteristic is shuffled, in alphabetical order.

    Raises: ContractError, for a bare frame.
    """
    rows = require_published(importance, kind="visit_importance").shown
    rows = rows[rows["item"] == item]
    names = [profile_words(c, labels=labels, objections=objections, lang=lang) for c in rows["characteristic"]]
    rows = rows.assign(head="", label=pd.Series(names, index=rows.index, dtype="str")).sort_values("label")
    title = say("importance_title", lang=lang)
    table = pd.DataFrame(
        {
            say("visits_characteristic", lang=lang): rows["label"].tolist(),
            say("importance_added", lang=lang): [mark_words(row, ADDED, lang=lang) for _, row in rows.iterrows()],
        },
        dtype="str",
    )
    if rows.empty:
        text = say("nothing_to_show", lang=lang)
        return Picture(sentence_figure(text, lang=lang), title, text, "", table)
    note = say("importance_note", lang=lang, confidence=percent(rows["confidence"].iloc[0], lang=lang))
    return Picture(
        shares(rows, marks=[ADDED], lang=lang, axis="importance_axis"), title,
        shares_alt(rows, marks=[ADDED], start="alt_importance", lang=lang), note, table,
    )  # fmt: skip


def visit_reliability_figure(points: Published, *, item: str, lang: str = "fr") -> Picture:
    """Share expected and share seen of groups of people, from those of whom least was expected.

    Raises: ContractError, for a bare frame.
    """
    rows = require_published(points, kind="visit_reliability").shown
    rows = rows[rows["item"] == item].sort_values("group")
    title = say("visit_reliability_title", lang=lang)
    heads = [
        say("visit_reliability_group", lang=lang, k=integer(k, lang=lang), n=integer(n, lang=lang))
        for k, n in enumerate(rows["n_pairs"], start=1)
    ]
    rows = rows.assign(head="", label=pd.Series(heads, index=rows.index, dtype="str"), none=math.nan)
    marks = [SEEN, Mark("chance_expected", "predicted", "none", "none", "diamond", palette.MOVED)]
    columns = {
        say("visit_reliability_people", lang=lang): heads,
        say("reliability_predicted", lang=lang): [percent(x, lang=lang) for x in rows["predicted"]],
        say("visit_reliability_seen", lang=lang): [mark_words(row, SEEN, lang=lang) for _, row in rows.iterrows()],
    }
    table = pd.DataFrame(columns, dtype="str")
    if rows.empty or all(missing(x) for x in rows["predicted"]):
        text = say("nothing_to_show", lang=lang)
        return Picture(sentence_figure(text, lang=lang), title, text, "", table)
    note = say("visit_reliability_note", lang=lang, confidence=percent(rows["confidence"].iloc[0], lang=lang))
    return Picture(
        shares(rows, marks=marks, lang=lang, axis="chances_axis"), title,
        shares_alt(rows, marks=marks, start="alt_visit_reliability", lang=lang), note, table,
    )  # fmt: skip
