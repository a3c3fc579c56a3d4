"""The worst and best case of each net shift as a display table."""

from __future__ import annotations

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.schemas import require
from declic_analysis.wording.formats import integer, interval, missing, points
from declic_analysis.wording.texts import say


def range_table(ranges: Published, *, codebook: pd.DataFrame, lang: str = "fr") -> pd.DataFrame:
    """One row per question of a published `shift_range` of one audience.

    Returns: text columns: question, pairs, net shift, people lost, worst to best case, and the same over all invited
    where their number is known.
    Raises: ContractError, for a bare frame or a codebook without its columns.
    """
    rows = require_published(ranges, kind="range").frame
    require(codebook, ["item", f"label_{lang}"], table="codebook")
    first = codebook.drop_duplicates("item")
    labels = dict(zip(first["item"], first[f"label_{lang}"], strict=True))
    columns = {
        say("question", lang=lang): [labels[item] for item in rows["item"]],
        say("n_pairs", lang=lang): [_count(n, lang=lang) for n in rows["n_pairs"]],
        say("shift_title", lang=lang): [_points(value, lang=lang) for value in rows["net_shift"]],
        say("n_missing", lang=lang): [_count(n, lang=lang) for n in rows["n_missing"]],
        say("range", lang=lang): _ranges(rows, "", lang=lang),
    }
    if rows["n_invited"].notna().any():
        columns[say("range_invited", lang=lang)] = _ranges(rows, "_invited", lang=lang)
    return pd.DataFrame(columns, dtype="str")


def _ranges(rows: pd.DataFrame, ending: str, *, lang: str) -> list[str]:
    ends = zip(rows[f"worst{ending}"], rows[f"best{ending}"], strict=True)
    return [say("not_published", lang=lang) if missing(low) else interval(low, high, lang=lang) for low, high in ends]


def _count(n: object, *, lang: str) -> str:
    return say("not_published", lang=lang) if missing(n) else integer(n, lang=lang)


def _points(value: object, *, lang: str) -> str:
    return say("not_published", lang=lang) if missing(value) else points(value, lang=lang)
