"""Item cells → levels, answers off the scale, empty cells, quarantined cells; then scores. No per-row Python."""

from __future__ import annotations

import logging

import numpy as np
import pandas as pd

from declic_analysis.cleaning.labels import KnownLabels
from declic_analysis.cleaning.reshape import to_long
from declic_analysis.study.model import Study
from declic_analysis.vocabulary import CellState, Direction, QuarantineReason

log = logging.getLogger(__name__)
STATES = (CellState.EMPTY, CellState.SUBSTANTIVE, CellState.NON_SUBSTANTIVE, CellState.QUARANTINED)
EMPTY, SUBSTANTIVE, OFF, QUARANTINED = range(4)
CONFLICT, UNKNOWN = QuarantineReason.CONFLICTING_BRANCHES.value, QuarantineReason.UNKNOWN_LABEL.value
REASONS = (CONFLICT, UNKNOWN, QuarantineReason.UNKNOWN_AUDIENCE.value)


def clean_answers(cells: pd.DataFrame, *, audiences: pd.Series, columns: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Every item cell of accepted rows, understood.

    Parameters: cells, texts, columns 0 … m−1 as described by `columns` (item, wave, header), missing where two branches
    are filled; audiences, audience id per row of `cells`.
    Returns: one row per cell: row, column, text, item, scale, state (place in STATES), reason, position,
    score, favourable, non_substantive.
    """
    return (
        to_long(cells)
        .pipe(with_items, columns=columns, study=study)
        .pipe(match_labels, study=study)
        .pipe(quarantine_unasked, audiences=audiences, study=study)
        .pipe(score_answers, study=study)
    )


def with_items(long: pd.DataFrame, *, columns: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Adds item and scale, as categories."""
    items = columns["item"].to_list()
    scales = [study.item(item).scale for item in items]
    return long.assign(item=_spread(items, long["column"]), scale=_spread(scales, long["column"]))


def _spread(values: list[str], at: pd.Series) -> pd.Categorical:
    kinds = list(dict.fromkeys(values))
    codes = np.array([kinds.index(value) for value in values], dtype="int32")
    spread = codes.take(at.to_numpy()) if len(codes) else codes
    return pd.Categorical.from_codes(spread, categories=pd.Index(kinds, dtype="str"))


def match_labels(long: pd.DataFrame, *, study: Study) -> pd.DataFrame:
    """Adds state, reason, position and non_substantive: each distinct text is looked up once per scale."""
    codes, texts = pd.factorize(long["text"])
    scales = [str(scale) for scale in long["scale"].cat.categories]
    tables = [_lookup(texts, KnownLabels(study.scale(scale))) for scale in scales]
    which = long["scale"].cat.codes.to_numpy()
    state, position = (_look(tables, part, which=which, codes=codes) for part in range(2))
    conflict = codes < 0
    state = np.where(conflict, QUARANTINED, state).astype("int8")
    unknown = (state == QUARANTINED) & ~conflict
    log.info("unknown labels: %d of %d cells", int(unknown.sum()), len(long))
    return long.assign(
        state=state,
        reason=_reasons(conflict=conflict, unknown=unknown),
        position=pd.arrays.IntegerArray(position, state != SUBSTANTIVE),
        non_substantive=_off_scale(tables, which=which, codes=codes, off=state == OFF),
    )


def _lookup(texts: pd.Index, known: KnownLabels) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Per distinct text (and one more place, for missing): state, position, code off the scale."""
    state = np.full(len(texts) + 1, QUARANTINED, dtype="int8")
    position, off = np.zeros(len(texts) + 1, dtype="int16"), np.full(len(texts) + 1, None, dtype=object)
    for k, text in enumerate(texts):
        meaning = known.meaning(text)
        if text == "":
            state[k] = EMPTY
        elif meaning is not None:
            state[k] = SUBSTANTIVE if meaning.position is not None else OFF
            position[k], off[k] = meaning.position or 0, meaning.off_scale
    return state, position, off


def _look(
    tables: list[tuple[np.ndarray, np.ndarray, np.ndarray]], part: int, *, which: np.ndarray, codes: np.ndarray
) -> np.ndarray:
    if not tables:
        return np.zeros(len(codes), dtype="int8" if part == 0 else "int16")
    return np.stack([table[part] for table in tables])[which, codes]


def _off_scale(
    tables: list[tuple[np.ndarray, np.ndarray, np.ndarray]], *, which: np.ndarray, codes: np.ndarray, off: np.ndarray
) -> pd.Categorical:
    """Codes of the answers off the scale, missing for every other cell."""
    kinds = pd.Index(sorted({code for table in tables for code in table[2] if code is not None}), dtype="str")
    places = [kinds.get_indexer(pd.Index(table[2], dtype=object)) for table in tables]
    found = np.full(len(codes), -1, dtype="int16")
    if places and len(kinds):
        found[off] = np.stack(places)[which[off], codes[off]]
    return pd.Categorical.from_codes(found, categories=kinds)


def _reasons(*, conflict: np.ndarray, unknown: np.ndarray) -> pd.Categorical:
    """Why a cell is not understood, missing where it is."""
    codes = np.full(len(conflict), -1, dtype="int8")
    codes[unknown], codes[conflict] = REASONS.index(UNKNOWN), REASONS.index(CONFLICT)
    return pd.Categorical.from_codes(codes, categories=pd.Index(REASONS, dtype="str"))


def quarantine_unasked(long: pd.DataFrame, *, audiences: pd.Series, study: Study) -> pd.DataFrame:
    """Answers to an item that the study does not ask of the row's audience."""
    asked = {(item.id, audience) for item in study.items for audience in item.audiences}
    at, kinds = pd.factorize(audiences)
    items = long["item"].cat
    grid = np.array([[(item, audience) in asked for audience in kinds] for item in items.categories], dtype=bool)
    rows = at[audiences.index.get_indexer(pd.Index(long["row"]))]
    wrong = ~grid[items.codes.to_numpy(), rows] if grid.size else np.zeros(len(long), dtype=bool)
    wrong &= long["state"].to_numpy() != EMPTY
    if not wrong.any():
        return long
    kept = long["position"].where(~wrong)
    return long.assign(
        state=long["state"].mask(wrong, QUARANTINED).astype("int8"),
        reason=long["reason"].mask(wrong, QuarantineReason.UNKNOWN_AUDIENCE.value),
        position=kept,
        non_substantive=long["non_substantive"].where(~wrong),
    )


def score_answers(long: pd.DataFrame, *, study: Study) -> pd.DataFrame:
    """Adds score (position, flipped once for `favourable_low` items) and favourable (agreeing, for neutral items)."""
    items = [study.item(item) for item in long["item"].cat.categories]
    at = long["item"].cat.codes.to_numpy()
    levels = np.array([len(study.scale(item.scale).levels) for item in items], dtype="int16").take(at)
    flipped = np.array([item.direction == Direction.FAVOURABLE_LOW for item in items], dtype=bool).take(at)
    from_level = np.array([study.scale(item.scale).favourable_from for item in items], dtype="int16").take(at)
    none = long["position"].isna().to_numpy()
    position = long["position"].to_numpy(dtype="int16", na_value=0)
    score = np.where(flipped, levels + 1 - position, position).astype("int16")
    return long.assign(
        score=pd.arrays.IntegerArray(score, none),
        favourable=pd.arrays.BooleanArray((score >= from_level) & ~none, none.copy()),
    )
