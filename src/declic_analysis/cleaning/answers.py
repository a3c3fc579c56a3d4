"""Mapped texts → one row per answer: level, score flipped once, off-scale code; what is unknown goes to quarantine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

import pandas as pd

from declic_analysis.cleaning.labels import SAID_BY_MANY, Matched, belongs_to, match_labels, suggestion
from declic_analysis.errors import SourceError, message
from declic_analysis.study.model import Item, Scale, Study
from declic_analysis.vocabulary import Answer, CellState, Direction, QuarantineReason

KEPT = ["file", "row", "person", "identified", "audience", "territory", "format", "action", "structure"]


class CellLike(Protocol):
    """A mapped answer column, as ingest describes it."""

    wave: str
    month: int | None
    item: str
    header: str


@dataclass(frozen=True)
class Answers:
    """`rows`: answers; `unknown`: quarantined cells; `states`: file × cell state counts."""

    rows: pd.DataFrame
    unknown: pd.DataFrame
    states: Counter[str]


def read_answers(accepted: pd.DataFrame, *, cells: dict[str, CellLike], study: Study, file: str) -> Answers:
    """Every mapped cell of the accepted rows, in exactly one state.

    Raises: SourceError, when a column's texts belong to another scale of the study, of another length.
    """
    rows, unknown, states = [], [], Counter[str]()
    for name, cell in cells.items():
        item = study.item(cell.item)
        scale = study.scale(item.scale)
        matched = match_labels(accepted[name], scale=scale)
        _refuse_other_scale(matched, study=study, scale=scale, file=file, header=cell.header)
        rows.append(_answer_rows(accepted, name, cell=cell, item=item, scale=scale, matched=matched))
        unknown.append(_unknown_cells(accepted, name, cell=cell, scale=scale, matched=matched))
        states.update(_states(accepted[name], matched))
    return Answers(_concat(rows), _concat(unknown), states)


def _concat(frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    kept = [frame for frame in frames if len(frame)]
    return pd.concat(kept, ignore_index=True) if kept else pd.DataFrame()


def _answer_rows(
    accepted: pd.DataFrame, name: str, *, cell: CellLike, item: Item, scale: Scale, matched: Matched
) -> pd.DataFrame:
    texts = accepted[name]
    position = texts.map(matched.levels).astype("Int16")
    code = texts.map(matched.off_scale).astype("str")
    answered = position.notna() | code.notna()
    score = len(scale.levels) + 1 - position if item.direction == Direction.FAVOURABLE_LOW else position
    return accepted.loc[answered, [*KEPT, "answered_on", "action_on"]].assign(
        wave=cell.wave,
        month=pd.array([cell.month] * int(answered.sum()), dtype="Int16"),
        item=item.id,
        scale=scale.id,
        answer=position[answered].notna().map({True: Answer.SUBSTANTIVE.value, False: Answer.NON_SUBSTANTIVE.value}),
        position=position[answered],
        score=score[answered].astype("Int16"),
        favourable=(score[answered] >= scale.favourable_from).astype("boolean"),
        non_substantive=code[answered],
        source_column=cell.header,
    )


def _unknown_cells(
    accepted: pd.DataFrame, name: str, *, cell: CellLike, scale: Scale, matched: Matched
) -> pd.DataFrame:
    hit = accepted.loc[accepted[name].isin(matched.unknown), ["file", "row", name]]
    expected = {text: _expected(text, scale=scale) for text in matched.unknown}
    return pd.DataFrame(
        {
            "file": hit["file"],
            "row": hit["row"],
            "column": cell.header,
            "reason": QuarantineReason.UNKNOWN_LABEL.value,
            "expected": hit[name].map(expected).astype("str"),
        }
    )


def _expected(text: str, *, scale: Scale) -> str:
    """What the scale allows; when the text is near a label, that label first. The text itself is never repeated."""
    near = suggestion(text, scale=scale)
    levels = " / ".join(level.label.fr for level in scale.levels)
    return f"« {near} » ? ({levels})" if near else levels


def _states(texts: pd.Series, matched: Matched) -> dict[str, int]:
    return {
        CellState.SUBSTANTIVE.value: int(texts.isin(list(matched.levels)).sum()),
        CellState.NON_SUBSTANTIVE.value: int(texts.isin(list(matched.off_scale)).sum()),
        CellState.EMPTY.value: int((texts == "").sum()),
        CellState.QUARANTINED.value: int(texts.isin(matched.unknown).sum()),
    }


def _refuse_other_scale(matched: Matched, *, study: Study, scale: Scale, file: str, header: str) -> None:
    other = (
        belongs_to([*matched.levels, *matched.unknown], scales=study.scales, declared=scale)
        if matched.unknown
        else None
    )
    if other is not None:
        raise SourceError(
            message(fr="Deux échelles pour une même question.", en="Two scales for one item."),
            where=f"{file}, {header}",
            found=message(
                fr=f"des réponses de l’échelle « {other.id} » ({len(other.levels)} niveaux)",
                en=f"answers of scale “{other.id}” ({len(other.levels)} levels)",
            ),
            allowed=message(
                fr=f"l’échelle « {scale.id} » ({len(scale.levels)} niveaux)",
                en=f"scale “{scale.id}” ({len(scale.levels)} levels)",
            ),
            action=message(
                fr="Une question comparée dans le temps garde son échelle : déclarez un autre item pour ce fichier.",
                en="An item compared over time keeps one scale: declare another item for this file.",
            ),
        )


def repeated_unknown(texts: pd.Series, *, matched: Matched) -> list[str]:
    """Unknown texts that at least five rows gave: no longer one person's words, they may be named."""
    counts = texts[texts.isin(matched.unknown)].value_counts()
    return [str(text) for text, n in counts.items() if n >= SAID_BY_MANY]
