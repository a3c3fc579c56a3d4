"""Published results as display tables: text cells, headers in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import pandas as pd

from declic_analysis.disclosure import SPLITS, Published, require_published
from declic_analysis.schemas import require
from declic_analysis.vocabulary import Design, Verdict, Wave
from declic_analysis.wording import sentences
from declic_analysis.wording.formats import decimal, integer, interval, missing, percent, points
from declic_analysis.wording.texts import say

DETECTABLE = ("detectable_30", "detectable_45", "detectable_60")
COUNTS = ("n_before", "n_after", "n_persons", "n_identified", "n_pairs")
# What a design has no use for: "not applicable" is not 0.
NOT_COUNTED = {
    Design.UNPAIRED.value: ("n_identified", "n_pairs"),
    Design.POST_ONLY.value: ("n_before", "n_identified", "n_pairs"),
}
NOTHING = "–"
P_BANDS = (0.001, 0.01, 0.05)
_WAVES = {member.value: member.label for member in Wave}
Cell = Callable[[pd.Series], str]


def shift_table(
    shift: Published, *, codebook: pd.DataFrame | None = None, names: Mapping[str, str] | None = None, lang: str = "fr"
) -> pd.DataFrame:
    """One row per row of a published `paired_shift` (or `person_shift`, without items), in its order.

    Parameters: codebook for the questions' numbers and labels (needed where the frame has items); names: id → label of
    audiences and territories.
    Returns: text columns: who, number, question, pairs, favourable before and after, net shift with its interval,
    verdict, reading, Benjamini–Hochberg's p of exploratory questions in bands, and the smallest
    detectable change beside every inconclusive row.
    Raises: ContractError, for a bare frame or a codebook without its columns.
    """
    rows = require_published(shift, kind="shift").frame
    cells: dict[str, Cell] = {**_keys(shift.by, names=names, lang=lang), **_questions(shift.by, codebook, lang=lang)}
    cells[say("n_pairs", lang=lang)] = partial(_shown, name="n_pairs", write=integer, lang=lang)
    if "item" in shift.by:
        for name in ("favourable_before", "favourable_after"):
            cells[say(name, lang=lang)] = partial(_shown, name=name, write=percent, lang=lang)
    cells |= {
        _shift_header(rows, lang=lang): lambda row: _net_shift(row, lang=lang),
        say("verdict", lang=lang): lambda row: sentences.verdict_label(row, lang=lang),
    }
    if "item" in shift.by:
        cells[say("reading", lang=lang)] = lambda row: sentences.reading(row, lang=lang)
    if "item" in shift.by and "sign_p_adjusted" in rows.columns and not rows["confirmatory"].eq(True).all():
        cells[say("exploratory_p", lang=lang)] = partial(_exploratory_p, lang=lang)
    cells |= {
        say("detectable", lang=lang): lambda row: _detectable(row, lang=lang),
        say("design", lang=lang): lambda row: sentences.design_label(row["design"], lang=lang),
    }
    return _table(rows, cells)


def flow_table(
    flow: Published,
    *,
    names: Mapping[str, str] | None = None,
    designs: Mapping[str, str] | None = None,
    lang: str = "fr",
) -> pd.DataFrame:
    """Invited, answering, recognised, paired; one row per row of a published `collection_flow`.

    Parameters: designs: audience → design; where nobody is followed there is no pair to count, not zero of them.
    Raises: ContractError, for a bare frame.
    """
    rows = require_published(flow, kind="flow").frame
    cells = _keys(flow.by, names=names, lang=lang)
    cells[say("n_invited", lang=lang)] = partial(_invited, name="n_invited", write=integer, lang=lang)
    for name in COUNTS:
        cells[say(name, lang=lang)] = partial(_collected, name=name, designs=designs or {}, lang=lang)
    cells[say("response_rate", lang=lang)] = partial(_invited, name="response_rate", write=percent, lang=lang)
    cells[say("prudence", lang=lang)] = lambda row: sentences.prudence(row["response_rate"], lang=lang)
    return _table(rows, cells)


def distribution_table(
    distribution: Published,
    *,
    codebook: pd.DataFrame,
    level_labels: Mapping[str, Sequence[str]],
    names: Mapping[str, str] | None = None,
    lang: str = "fr",
) -> pd.DataFrame:
    """One row per answer (or group of merged answers), question and wave of a published `distribution`.

    Parameters: level_labels: scale id → labels from the lowest level to the highest.
    Raises: ContractError, for a bare frame or a codebook without its columns.
    """
    rows = require_published(distribution, kind="distribution").frame
    by = distribution.by
    cells: dict[str, Cell] = {**_keys(by, names=names, lang=lang), **_questions(by, codebook, lang=lang)}
    cells |= {
        say("wave", lang=lang): lambda row: _WAVES[row["wave"]].of(lang),
        say("answer", lang=lang): lambda row: bin_label(row, level_labels[row["scale"]]),
        say("n", lang=lang): partial(_shown, name="n", write=integer, lang=lang),
        say("respondents_n", lang=lang): partial(_shown, name="base", write=integer, lang=lang),
        say("share", lang=lang): partial(_shown, name="share", write=percent, lang=lang),
    }
    return _table(rows, cells)


def bin_label(row: pd.Series, labels: Sequence[str]) -> str:
    """The level's label, or those of the merged levels joined."""
    return " + ".join(labels[int(row["from_position"]) - 1 : int(row["to_position"])])


def _table(rows: pd.DataFrame, cells: Mapping[str, Cell]) -> pd.DataFrame:
    columns = {header: [cell(row) for _, row in rows.iterrows()] for header, cell in cells.items()}
    return pd.DataFrame(columns, dtype="str")


def _keys(by: Sequence[str], *, names: Mapping[str, str] | None, lang: str) -> dict[str, Cell]:
    """Columns for what tells rows apart, besides the item and the wave."""
    told = [name for name in by if name == "audience" or name in SPLITS]
    return {say(name, lang=lang): partial(_key, name=name, names=names or {}, lang=lang) for name in told}


def _key(row: pd.Series, *, name: str, names: Mapping[str, str], lang: str) -> str:
    return say("unknown", lang=lang) if missing(row[name]) else names.get(str(row[name]), str(row[name]))


def _questions(by: Sequence[str], codebook: pd.DataFrame | None, *, lang: str) -> dict[str, Cell]:
    if "item" not in by:
        return {}
    frame = pd.DataFrame() if codebook is None else codebook
    require(frame, ["item", "number", f"label_{lang}"], table="codebook")
    first = frame.drop_duplicates("item").set_index("item")
    numbers, labels = first["number"].to_dict(), first[f"label_{lang}"].to_dict()
    return {
        say("number", lang=lang): lambda row: NOTHING if missing(n := numbers[row["item"]]) else str(int(n)),
        say("question", lang=lang): lambda row: labels[row["item"]],
    }


def _shown(row: pd.Series, *, name: str, write: Callable[..., str], lang: str) -> str:
    """The value; an empty one was withheld."""
    return say("not_published", lang=lang) if missing(row[name]) else write(row[name], lang=lang)


def _collected(row: pd.Series, *, name: str, designs: Mapping[str, str], lang: str) -> str:
    if name in NOT_COUNTED.get(designs.get(str(row.get("audience", "")), ""), ()):
        return say("of_nobody", lang=lang)
    return _shown(row, name=name, write=integer, lang=lang)


def _invited(row: pd.Series, *, name: str, write: Callable[..., str], lang: str) -> str:
    """The value; an empty one was withheld, or nobody said how many were invited."""
    if bool(row["published"]) and missing(row["n_invited"]):
        return say("unknown", lang=lang)
    return _shown(row, name=name, write=write, lang=lang)


def _shift_header(rows: pd.DataFrame, *, lang: str) -> str:
    known = rows["confidence"].dropna() if "confidence" in rows.columns else pd.Series(dtype="float64")
    return say("net_shift", lang=lang, confidence=percent(known.iloc[0] if len(known) else 0.95, lang=lang))


def _net_shift(row: pd.Series, *, lang: str) -> str:
    if not bool(row["published"]):
        return say("not_published", lang=lang)
    return f"{points(row['net_shift'], lang=lang)} {interval(row['net_low'], row['net_high'], lang=lang)}"


def _exploratory_p(row: pd.Series, *, lang: str) -> str:
    """Bands: the exact value may be that of another question, whose rises and falls are withheld, once adjusted."""
    if not missing(row["confirmatory"]) and bool(row["confirmatory"]):
        return NOTHING
    if missing(row["sign_p_adjusted"]):
        nobody = not missing(row["n_pairs"]) and row["n_pairs"] == 0
        return NOTHING if nobody else say("not_published", lang=lang)
    below = [end for end in P_BANDS if float(row["sign_p_adjusted"]) < end]
    if not below:
        return f"≥ {decimal(P_BANDS[-1], digits=2, lang=lang)}"
    return f"< {decimal(below[0], digits=3 if below[0] < 0.01 else 2, lang=lang)}"


def _detectable(row: pd.Series, *, lang: str) -> str:
    if not bool(row["published"]) or row["verdict"] != Verdict.INCONCLUSIVE:
        return NOTHING
    known = [float(row[name]) for name in DETECTABLE if not missing(row[name])]
    if not known:
        return say("detectable_none", lang=lang, n=sentences.counted(row, lang=lang))
    low, high = min(known), max(known)
    if low == high:
        return points(low, lang=lang, signed=False)
    first = integer(round(low * 100, 6), lang=lang)
    return say("detectable_range", lang=lang, low=first, high=points(high, lang=lang, signed=False))
