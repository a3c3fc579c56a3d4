"""Hires over time as display tables: windows, cohorts, groups."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.vocabulary import FollowUp
from declic_analysis.wording.formats import decimal, integer, missing, percent
from declic_analysis.wording.hire_times import named_group, share_interval, share_text
from declic_analysis.wording.texts import say


def windows_table(windows: Published, *, names: Mapping[str, str], lang: str = "fr") -> pd.DataFrame:
    """A published `windows`: one line a window, or a group and window; `names`: id → label of what groups are called.

    Raises: ContractError, for a bare frame.
    """
    published = require_published(windows, kind="windows")
    by, rows = [name for name in published.by if name != "window"], published.frame
    columns = {
        say(f"grouped_{name}", lang=lang): [named_group(value, names=names, lang=lang) for value in rows[name]]
        for name in by
    }
    columns[say("window", lang=lang)] = [say("window_days", lang=lang, n=integer(n, lang=lang)) for n in rows["window"]]
    for name in ("n_mature", "n_immature", "n_undated"):
        columns[say(name, lang=lang)] = [_count(n, lang=lang) for n in rows[name]]
    columns[say("hires_known", lang=lang)] = [
        say("not_mature", lang=lang) if row["state"] == FollowUp.IMMATURE else _count(row["n_hired"], lang=lang)
        for _, row in rows.iterrows()
    ]
    columns[say("hire_share", lang=lang)] = [share_text(row, lang=lang) for _, row in rows.iterrows()]
    return pd.DataFrame(columns, dtype="str")


def triangle_table(triangle: Published, *, lang: str = "fr") -> pd.DataFrame:
    """A published `cohort_triangle`: a line a cohort, a column a month; cells not yet mature say so.

    Raises: ContractError, for a bare frame.
    """
    rows = require_published(triangle, kind="triangle").frame
    cells = [_cell(row, lang=lang) for _, row in rows.iterrows()]
    wide = rows.assign(cell=cells).pivot(index="cohort", columns="since", values="cell")
    people = rows.drop_duplicates("cohort").set_index("cohort")["n"].reindex(wide.index)
    columns = {
        say("cohort", lang=lang): [str(name) for name in wide.index],
        say("people_met", lang=lang): [_count(n, lang=lang) for n in people],
    }
    for since in wide.columns:
        key = "since_month" if since == 1 else "since_months"
        columns[say(key, lang=lang, n=str(since))] = wide[since].tolist()
    return pd.DataFrame(columns, dtype="str")


def _cell(row: pd.Series, *, lang: str) -> str:
    if row["state"] == FollowUp.IMMATURE:
        return say("not_mature", lang=lang)
    if missing(row["rate"]):
        return say("not_published", lang=lang)
    return f"{integer(row['n_hired'], lang=lang)} ({percent(row['rate'], lang=lang)})"


def speeds_table(speeds: Published, *, names: Mapping[str, str], lang: str = "fr") -> pd.DataFrame:
    """A published `speeds`, groups in alphabetical order of their labels.

    Raises: ContractError, for a bare frame.
    """
    rows = require_published(speeds, kind="speeds").shown
    if rows.empty:
        return pd.DataFrame()
    rows = rows.assign(label=[names.get(str(name), str(name)) for name in rows["group"]])
    rows = rows.sort_values("label", key=lambda labels: labels.str.casefold(), kind="stable")
    reference, horizon = names.get(rows["reference"].iloc[0], rows["reference"].iloc[0]), rows["horizon"].iloc[0]
    shares = [_share(row, lang=lang) for _, row in rows.iterrows()]
    columns = {
        say("speeds_group", lang=lang): rows["label"].tolist(),
        say("people_met", lang=lang): [_count(n, lang=lang) for n in rows["n"]],
        say("hires_known", lang=lang): [_count(n, lang=lang) for n in rows["n_hired"]],
        say("speeds_share", lang=lang, horizon=integer(horizon, lang=lang)): shares,
        say("speeds_ratio", lang=lang, reference=reference): [_ratio(row, lang=lang) for _, row in rows.iterrows()],
    }
    return pd.DataFrame(columns, dtype="str")


def _share(row: pd.Series, *, lang: str) -> str:
    if row["share_state"] != FollowUp.KNOWN:
        return say("not_mature", lang=lang)
    return f"{percent(row['share'], lang=lang)} {share_interval(row['share_low'], row['share_high'], lang=lang)}"


def _ratio(row: pd.Series, *, lang: str) -> str:
    if missing(row["hazard_ratio"]):
        return "–"
    if row["group"] == row["reference"]:
        return say("speeds_reference", lang=lang)
    ends = [decimal(row[end], digits=2, lang=lang) for end in ("ratio_low", "ratio_high")]
    between = "\u00a0; " if lang == "fr" else ", "
    return f"{decimal(row['hazard_ratio'], digits=2, lang=lang)} [{between.join(ends)}]"


def _count(n: object, *, lang: str) -> str:
    return say("not_published", lang=lang) if missing(n) else integer(n, lang=lang)
