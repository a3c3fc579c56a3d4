"""Two scales under one item are refused, never merged."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from declic_analysis.cleaning.answers import SUBSTANTIVE
from declic_analysis.cleaning.labels import MIDDLE, KnownLabels, label_key
from declic_analysis.errors import Message, SourceError, message
from declic_analysis.study.model import Scale, Study
from declic_analysis.vocabulary import QuarantineReason

FEW = 2  # distinct unknown labels of another scale that cannot be typing errors
ENOUGH_CELLS = 5
ENOUGH_PERSONS, ENOUGH_ITEMS = 5, 3
CHANCE = 0.001


def refuse_other_scales(long: pd.DataFrame, *, columns: pd.DataFrame, study: Study, file: str) -> pd.DataFrame:
    """Refuse a file whose answers belong to another scale than the one its items declare.

    An item column is of another scale when at least two of its labels are unknown to its own scale and known to
    another one of the study; when its labels all fit another scale and at least five cells do not fit its own; or when
    its scale has an even number of levels and two cells hold a middle level. A file is of another scale when no cell
    of all the items of a scale fits it and at least two labels, over five cells or more, do not.
    Parameters: long, as `clean_answers` returns. Returns: `long`, unchanged. Raises: SourceError.
    """
    unknown = long[long["reason"] == QuarantineReason.UNKNOWN_LABEL]
    for column in unknown["column"].unique():
        cells = unknown[unknown["column"] == column]
        scale = study.scale(str(cells["scale"].iloc[0]))
        filled = long.loc[(long["column"] == column) & (long["text"].fillna("") != ""), "text"]
        other = _other_scale(cells["text"], filled=filled, scale=scale, study=study)
        if other is not None:
            raise _two_scales(str(columns["header"].iloc[column]), scale=scale, other=other, file=file)
    for name, cells in unknown.groupby("scale", observed=True):
        fits = (long["state"] == SUBSTANTIVE) & (long["scale"] == name)
        if len(cells) >= ENOUGH_CELLS and cells["text"].nunique() >= FEW and not fits.any():
            raise _nothing_fits(scale=study.scale(str(name)), n=len(cells), file=file)
    return long


def _other_scale(unknown: pd.Series, *, filled: pd.Series, scale: Scale, study: Study) -> Message | None:
    labels = unknown.unique()
    for other in (s for s in study.scales if s.id != scale.id):
        known = KnownLabels(other)
        several = len({label_key(text) for text in labels if known.is_level(text)}) >= FEW
        if several or (len(unknown) >= ENOUGH_CELLS and all(known.knows(text) for text in filled.unique())):
            return message(fr=f"plutôt l’échelle « {other.id} »", en=f"rather the scale '{other.id}'")
    if len(scale.levels) % 2 == 0 and sum(label_key(text) in MIDDLE for text in unknown) >= FEW:
        n = len(scale.levels) + 1
        return message(fr=f"un niveau du milieu : plutôt {n} niveaux", en=f"a middle level: rather {n} levels")
    return None


def middle_use(
    answers: pd.DataFrame, *, rows: pd.DataFrame, columns: pd.DataFrame, study: Study, source: str, file: str
) -> pd.DataFrame:
    """Who chose the middle level of which item, for scales that have one: one row per substantive answer of one file.

    Returns: source, file, wave, person (a number each), item and scale (places in the study), middle.
    """
    levels = {scale.id: len(scale.levels) for scale in study.scales}
    halves = [(levels[s] + 1) // 2 if levels[s] % 2 else 0 for s in answers["scale"].cat.categories]
    half = np.array(halves, dtype="int16").take(answers["scale"].cat.codes.to_numpy())
    kept = np.flatnonzero((answers["state"].to_numpy() == SUBSTANTIVE) & (half > 0))
    column, row = (answers[name].to_numpy()[kept] for name in ("column", "row"))
    position = answers["position"].to_numpy(dtype="int16", na_value=0)[kept]
    places = {item.id: k for k, item in enumerate(study.items)}
    scales = {scale.id: k for k, scale in enumerate(study.scales)}
    wave = pd.Categorical(columns["wave_key"])
    person = pd.util.hash_array(rows["person"].to_numpy(dtype=object))  # told apart, not named
    return pd.DataFrame(
        {
            "source": pd.Categorical([source]).take(np.zeros(len(kept), dtype="int64")),
            "file": pd.Categorical([file]).take(np.zeros(len(kept), dtype="int64")),
            "wave": wave.take(column),
            "person": person[rows.index.get_indexer(pd.Index(row))],
            "item": _place(answers["item"], places)[kept],
            "scale": _place(answers["scale"], scales)[kept],
            "middle": position == half[kept],
        }
    )


def _place(column: pd.Series, places: dict[str, int]) -> np.ndarray:
    """Place in the study of each value of a categorical column."""
    kinds = np.array([places[kind] for kind in column.cat.categories], dtype="int32")
    return kinds.take(column.cat.codes.to_numpy()) if len(kinds) else np.zeros(len(column), dtype="int32")


def refuse_missing_middle(uses: Sequence[pd.DataFrame], *, study: Study, trusted: frozenset[str]) -> None:
    """Refuse a file that never holds the middle level that people of the other files use: it was asked with one less.

    Four levels with the labels of five cannot be told by the labels. For each scale, each file and wave where nobody
    chose the middle level in at least three items is held against the others, on the same items: with a share q of
    persons there who chose it at least once, n ≥ 5 persons here who never did are refused when (1 − q)ⁿ < 0.001.
    Parameters: uses, as `middle_use` gives, one a file; trusted, sources whose questionnaire is declared to have
    offered every level (`all_levels_offered`). Raises: SourceError.
    """
    if all(_always_used(use) for use in uses):
        return
    use = pd.concat(uses, ignore_index=True)
    for k, scale in enumerate(study.scales):
        _refuse_without(use[use["scale"] == k], scale=scale, trusted=trusted)


def _always_used(use: pd.DataFrame) -> bool:
    """The middle level is chosen at least once on each scale in each wave of a file."""
    kinds = len(use["wave"].cat.categories)
    groups = use["scale"].to_numpy() * np.int64(kinds) + use["wave"].cat.codes.to_numpy()
    asked, chosen = (np.bincount(part, minlength=1) for part in (groups, groups[use["middle"].to_numpy()]))
    return int(np.count_nonzero(asked)) == int(np.count_nonzero(chosen))


def _refuse_without(rows: pd.DataFrame, *, scale: Scale, trusted: frozenset[str]) -> None:
    keys = ["source", "file", "wave"]
    without = ~rows.groupby(keys, sort=False, observed=True)["middle"].transform("any")
    for (source, file, wave), here in rows[without].groupby(keys, sort=False, observed=True):
        others = rows[~without & rows["item"].isin(here["item"].unique())]
        share = others.groupby("person")["middle"].any().mean() if len(others) else 0.0
        n = here["person"].nunique()
        if source not in trusted and _asked_with_less(here, n=n, share=share):
            raise _no_middle(scale, file=str(file), wave=str(wave), n=n, share=float(share))


def _asked_with_less(here: pd.DataFrame, *, n: int, share: float) -> bool:
    return n >= ENOUGH_PERSONS and here["item"].nunique() >= ENOUGH_ITEMS and (1 - share) ** n < CHANCE


def _two_scales(header: str, *, scale: Scale, other: Message, file: str) -> SourceError:
    return _refusal(
        where=message(fr=f"{file}, colonne « {header} »", en=f"{file}, column '{header}'"),
        found=other,
        scale=scale,
    )


def _nothing_fits(*, scale: Scale, n: int, file: str) -> SourceError:
    found = message(
        fr=f"{n} cellules remplies, dont aucune ne correspond à l’échelle « {scale.id} »",
        en=f"{n} filled cells, none of which fits the scale '{scale.id}'",
    )
    return _refusal(where=file, found=found, scale=scale)


def _no_middle(scale: Scale, *, file: str, wave: str, n: int, share: float) -> SourceError:
    middle = scale.levels[(len(scale.levels) - 1) // 2].label.fr
    found = message(
        fr=f"aucune des {n} personnes ne choisit le niveau « {middle} », que {share:.0%} emploient ailleurs : "
        f"questionnaire à {len(scale.levels) - 1} niveaux ?",
        en=f"level '{middle}' is never chosen by {n} persons, while {share:.0%} use it elsewhere: "
        f"a questionnaire with {len(scale.levels) - 1} levels?",
    )
    return _refusal(where=f"{file} ({wave})", found=found, scale=scale, confirm=True)


def _refusal(*, where: Message | str, found: Message, scale: Scale, confirm: bool = False) -> SourceError:
    mend = message(
        fr="Donnez à ces questions leur propre échelle et leurs propres items dans study.yaml, ou ajoutez ces libellés "
        "à « codes: » s’ils désignent bien les mêmes niveaux.",
        en="Give these questions their own scale and items in study.yaml, or add these labels to `codes:` if they do "
        "stand for the same levels.",
    )
    offered = message(
        fr="Vérifiez le questionnaire. S’il proposait bien tous les niveaux, écrivez « all_levels_offered: true » dans "
        "cette source de study.yaml ; sinon donnez-lui sa propre échelle et ses propres items.",
        en="Check the questionnaire. If it did offer every level, write `all_levels_offered: true` in this source of "
        "study.yaml; otherwise give it its own scale and items.",
    )
    return SourceError(
        message(fr="Deux échelles pour un même item : refusé.", en="Two scales for one item: refused."),
        where=where,
        found=found,
        allowed=" | ".join(level.label.fr for level in scale.levels),
        action=offered if confirm else mend,
    )
