"""How the answers spread over the levels of a scale."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from declic_analysis.perception.inputs import require_by, require_codebook, require_responses, require_waves
from declic_analysis.perception.ordering import answered_groups, in_codebook_order, left_join_counts
from declic_analysis.perception.pairs import pairs
from declic_analysis.perception.submissions import chosen_rows, group_sizes, substantive
from declic_analysis.vocabulary import Answer, Wave

COLUMNS = ("scale", "direction", "n_levels", "position", "n", "base", "share", "n_non_substantive")


def distribution(
    responses: pd.DataFrame,
    *,
    codebook: pd.DataFrame,
    by: Sequence[str] = ("audience", "item", "wave"),
    paired: bool = False,
    wave_from: str | None = None,
    wave_to: str | None = None,
    month: int | None = None,
) -> pd.DataFrame:
    """Persons at each level as asked (1 = lowest label), one submission a person and wave.

    Parameters: `by`, audience, item and wave, and any of territory, format, action, structure. All waves, or only
    those named in `wave_from` and `wave_to`. With `paired`, only persons who answered the item on the scale in both
    (before and after, where not named), under the keys (territory, …) of the later submission. `month` keeps one
    follow-up. The first submission counts in `before` and `retro_before` (and in `wave_from`), the last elsewhere.
    Returns: by, scale, direction, n_levels, position, n (persons), base (persons on the scale), share (n / base, empty
    where base is 0), n_non_substantive (persons off the scale, left out of the base). Every level keeps its row.
    Raises: ContractError, when a column, a wave, an item of the codebook or a grouping is not what it must be.
    """
    names = require_by(by, needed=("audience", "item", "wave"))
    require_responses(responses)
    require_codebook(codebook, responses=responses)
    if paired:
        wave_from, wave_to = wave_from or Wave.BEFORE.value, wave_to or Wave.AFTER.value
    _require_named(wave_from, wave_to, month=month)
    asked = _asked(responses, wave_from=wave_from, wave_to=wave_to, month=month)
    if paired and wave_from and wave_to:
        counted = _paired_positions(pairs(responses, wave_from=wave_from, wave_to=wave_to, month=month))
    else:
        counted = substantive(asked)
    # A pair may lie where nobody answered the earlier wave: its keys are those of the later submission.
    groups = answered_groups(pd.concat([asked[names], counted[names]]), by=names)
    return _levels(groups, counted, asked, by=names, codebook=codebook)


def _require_named(wave_from: str | None, wave_to: str | None, *, month: int | None) -> None:
    """The waves that are named must exist and differ; a month needs a follow-up among them, or no name at all."""
    if wave_from and wave_to:
        require_waves(wave_from, wave_to, month=month)
    elif wave_from or wave_to:
        named = str(wave_from or wave_to)
        other = Wave.BEFORE if named != Wave.BEFORE else Wave.AFTER
        require_waves(other, named, month=month)


def _asked(responses: pd.DataFrame, *, wave_from: str | None, wave_to: str | None, month: int | None) -> pd.DataFrame:
    """Answers of the submissions that count, in the waves asked for."""
    named = [wave for wave in (wave_from, wave_to) if wave]
    kept = [
        chosen_rows(responses, wave, month=month, keep="first" if wave == wave_from else "last" if named else None)
        for wave in named or Wave.codes()
    ]
    return pd.concat(kept)


def _paired_positions(both: pd.DataFrame) -> pd.DataFrame:
    """Pairs, one row per person, item and wave."""
    before = both.assign(wave=both["wave_from"], position=both["before_position"])
    return pd.concat([before, both.assign(wave=both["wave_to"], position=both["after_position"])])


def _levels(
    groups: pd.DataFrame, counted: pd.DataFrame, asked: pd.DataFrame, *, by: list[str], codebook: pd.DataFrame
) -> pd.DataFrame:
    described = codebook[["audience", "item", "scale", "direction", "n_levels"]]
    groups = groups.merge(described, on=["audience", "item"], how="left", validate="many_to_one")
    ordered = _in_order(groups, by=by, codebook=codebook)
    off = group_sizes(asked[asked["answer"] == Answer.NON_SUBSTANTIVE], by=by, name="n_non_substantive")
    rows = ordered.pipe(left_join_counts, off, by=by)
    rows = rows.pipe(left_join_counts, group_sizes(counted, by=by, name="base"), by=by)
    levels = rows.loc[rows.index.repeat(rows["n_levels"])]
    position = levels.groupby(level=0).cumcount() + 1
    levels = levels.assign(position=position.astype("int64")).reset_index(drop=True)
    at_level = group_sizes(counted.astype({"position": "int64"}), by=[*by, "position"], name="n")
    levels = levels.pipe(left_join_counts, at_level, by=[*by, "position"])
    share = np.where(levels["base"] > 0, levels["n"] / levels["base"].clip(lower=1), np.nan)
    return levels.assign(share=share)[[*by, *COLUMNS]]


def _in_order(groups: pd.DataFrame, *, by: list[str], codebook: pd.DataFrame) -> pd.DataFrame:
    """The codebook's order, and within an item the waves in the order of time."""
    waves = {code: place for place, code in enumerate((Wave.BEFORE, Wave.RETRO_BEFORE, Wave.AFTER, Wave.FOLLOWUP))}
    timed = groups.assign(_time=groups["wave"].map(waves))
    keys = ["_time" if name == "wave" else name for name in by]
    return in_codebook_order(timed, by=keys, codebook=codebook).drop(columns="_time")
