"""Where each raw row goes: quarantined, incomplete, duplicate or accepted. Each brick marks rows, none drops any."""

from __future__ import annotations

import logging
from collections.abc import Mapping

import pandas as pd

from declic_analysis.cleaning.labels import label_key
from declic_analysis.study.model import Study
from declic_analysis.vocabulary import DuplicateRule, QuarantineReason, RowState

log = logging.getLogger(__name__)
REASONS = {
    "audience": QuarantineReason.UNKNOWN_AUDIENCE,
    "territory": QuarantineReason.UNKNOWN_TERRITORY,
    "format": QuarantineReason.UNKNOWN_FORMAT,
}


def undecided(frame: pd.DataFrame) -> pd.DataFrame:
    """Every row accepted until a brick says otherwise."""
    return frame.assign(state=RowState.ACCEPTED.value, reason="", reason_column="")


def mark_wrong_width(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows whose number of cells differs from the header's cannot be trusted column by column."""
    return _quarantine(frame, frame["wrong_width"], reason=QuarantineReason.WRONG_WIDTH, column="")


def mark_incomplete(frame: pd.DataFrame) -> pd.DataFrame:
    """Drafts, unfinished submissions and lines of separators only."""
    return _mark(frame, frame["blank"] | ~frame["complete"].astype(bool), state=RowState.INCOMPLETE)


def known_ids(study: Study) -> dict[str, dict[str, str]]:
    """Every spelling (id, labels, names, aliases) of audiences, territories, formats and structures → id."""
    return {
        "audience": _spellings(*((a.id, (a.label.fr, a.label.en)) for a in study.audiences)),
        "territory": _spellings(*((t.id, (t.label.fr, t.label.en, *t.aliases)) for t in study.territories)),
        "format": _spellings(*((f.id, (f.label.fr, f.label.en, *f.aliases)) for f in study.formats)),
        "structure": _spellings(*((s.id, (s.name, *s.aliases)) for s in study.structures)),
    }


def _spellings(*entries: tuple[str, tuple[str | None, ...]]) -> dict[str, str]:
    return {label_key(text): id_ for id_, texts in entries for text in (id_, *texts) if text}


def match_ids(
    frame: pd.DataFrame, *, known: Mapping[str, Mapping[str, str]], headers: Mapping[str, str]
) -> pd.DataFrame:
    """Audience, territory, format and structure as the study's ids; an unknown one sends its row to quarantine.

    An unknown structure is left empty: names are matched to the register separately.
    """
    for name, spellings in known.items():
        given = frame[name]
        ids = given.map({text: spellings.get(label_key(text)) for text in given.unique()}).astype("str")
        frame = frame.assign(**{name: ids})
        if name in REASONS:
            unknown = (given != "") & ids.isna() | ((given == "") & (name == "audience"))
            frame = _quarantine(frame, unknown, reason=REASONS[name], column=headers.get(name, ""))
    return frame


def mark_duplicates(frame: pd.DataFrame, *, rule: DuplicateRule, cells: list[str]) -> pd.DataFrame:
    """One submission per person, audience and action in a source; which one is kept is the study's rule.

    Rows whose person is unknown are never duplicates of one another: nobody can tell.
    """
    eligible = frame[(frame["state"] == RowState.ACCEPTED) & frame["identified"].astype(bool)]
    keys = ["person", "audience", "action"]
    order = eligible.assign(_filled=(eligible[cells] != "").sum(axis=1), _sequence=range(len(eligible)))
    columns = {"first": ["answered_on", "_sequence"], "last": ["answered_on", "_sequence"],
               "most_complete": ["_filled", "answered_on", "_sequence"]}[rule.value]  # fmt: skip
    order = order.sort_values(columns, na_position="first", kind="stable")
    kept = order.drop_duplicates(keys, keep="first" if rule == DuplicateRule.FIRST else "last").index
    return _mark(frame, frame.index.isin(eligible.index.difference(kept)), state=RowState.DUPLICATE)


def _mark(frame: pd.DataFrame, where: pd.Series, *, state: RowState) -> pd.DataFrame:
    hit = pd.Series(where, index=frame.index) & (frame["state"] == RowState.ACCEPTED)
    log.info("%s: %d of %d rows", state.value, int(hit.sum()), len(frame))
    return frame.assign(state=frame["state"].mask(hit, state.value))


def _quarantine(frame: pd.DataFrame, where: pd.Series, *, reason: QuarantineReason, column: str) -> pd.DataFrame:
    hit = where & (frame["state"] == RowState.ACCEPTED)
    marked = frame.assign(
        reason=frame["reason"].mask(hit, reason.value), reason_column=frame["reason_column"].mask(hit, column)
    )
    return _mark(marked, hit, state=RowState.QUARANTINED)
