"""Two scales under one item are refused, never merged."""

from __future__ import annotations

import pandas as pd

from declic_analysis.cleaning.answers import SUBSTANTIVE
from declic_analysis.cleaning.labels import MIDDLE, KnownLabels, label_key
from declic_analysis.errors import Message, SourceError, message
from declic_analysis.study.model import Scale, Study
from declic_analysis.vocabulary import QuarantineReason

FEW = 2  # distinct unknown labels of another scale that cannot be typing errors
ENOUGH_CELLS = 5
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
    for column, cells in unknown.groupby("column"):
        scale = study.scale(str(cells["scale"].iloc[0]))
        filled = long.loc[(long["column"] == column) & (long["text"].fillna("") != ""), "text"]
        other = _other_scale(cells["text"], filled=filled, scale=scale, study=study)
        if other is not None:
            raise _two_scales(columns.loc[int(column), "header"], scale=scale, other=other, file=file)  # type: ignore[call-overload]
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


def refuse_missing_middle(answers: pd.DataFrame, *, study: Study, trusted: frozenset[str]) -> pd.DataFrame:
    """Refuse a file that never holds the middle level that people of the other files use: it was asked with one less.

    Four levels with the labels of five cannot be told by the labels. For each scale with an odd number of levels, the
    share q of persons who used the middle level, in the files and waves where anybody did, is held against each file
    and wave where none of its n persons did: it is refused when (1 − q)ⁿ < 0.001.
    Parameters: answers, one row per cell: source, file, wave, person, scale, state, position; trusted, sources whose
    questionnaire is declared to have had all levels (`all_levels_offered`). Returns: `answers`. Raises: SourceError.
    """
    for scale in (s for s in study.scales if len(s.levels) % 2):
        people = _middle_users(answers, scale)
        used = people.groupby("group")["middle"].transform("any")
        if used.any():
            share = people.loc[used, "middle"].mean()
            for (source, file, wave), n in people[~used].groupby("group").size().items():  # type: ignore[misc]
                if (1 - share) ** n < CHANCE and source not in trusted:
                    raise _no_middle(scale, file=file, wave=wave, n=int(n), share=float(share))
    return answers


def _middle_users(answers: pd.DataFrame, scale: Scale) -> pd.DataFrame:
    """group (source, file, wave), person, middle (used it at least once)."""
    rows = answers[(answers["scale"] == scale.id) & (answers["state"] == SUBSTANTIVE)]
    middle = rows["position"] == (len(scale.levels) + 1) // 2
    group = pd.Series(
        list(zip(rows["source"], rows["file"], rows["wave"], strict=True)), index=rows.index, dtype=object
    )
    frame = pd.DataFrame({"group": group, "person": rows["person"], "middle": middle.astype(bool)})
    return frame.groupby(["group", "person"], sort=False)["middle"].any().reset_index()


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
