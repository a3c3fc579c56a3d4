"""Redacted free answers of accepted rows → the contract's `verbatims`."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import pandas as pd

from declic_analysis import schemas
from declic_analysis.redaction import removed_kinds
from declic_analysis.vocabulary import ConsentPurpose
from declic_analysis.vocabulary.words import PersonalData

OF_ROW = ("person", "identified", "audience", "territory", "format", "action", "structure", "answered_on", "action_on",
          "source", "source_row")  # fmt: skip
ID_LENGTH = 12  # hexadecimal digits: two answers of a study share one by chance once in 10⁸ studies of 1 000 answers


def kept_words(words: pd.DataFrame, *, rows: pd.DataFrame, prefix: str) -> pd.DataFrame:
    """Free answers of accepted rows that hold a word, with who wrote them; `may_quote` comes later (`permitted`).

    Parameters: words, as `ingest.Intake.words`; rows, accepted ones, whose index `words.row` refers to.
    """
    kept = words[words["row"].isin(rows.index) & words["redacted"].str.contains(r"[^\W\d_]")].reset_index(drop=True)
    of_row = rows.loc[kept["row"], list(OF_ROW)].reset_index(drop=True)
    found = pd.concat([of_row, kept.drop(columns="row")], axis=1)
    wave = found["wave"] + ("_m" + found["month"].astype("string")).fillna("")
    response = prefix + ":" + found["source_row"].astype("string") + ":" + wave
    return found.assign(response=response, verbatim=_ids(found))


def word_notes(words: pd.DataFrame, *, kept: pd.DataFrame) -> list[tuple[str, int, str | None]]:
    """For the ledger, by question: kept and not kept add up to the cells filled in; personal data removed, by kind."""
    notes: list[tuple[str, int, str | None]] = []
    for question, n in words.groupby("question").size().items():
        n_kept = int((kept["question"] == question).sum())
        notes += [("verbatims_kept", n_kept, str(question)), ("verbatims_left_out", int(n) - n_kept, str(question))]
    removed = removed_kinds(kept["redacted"]) if len(kept) else {}
    notes += [("personal_data_removed", n, PersonalData.of(kind).label.fr) for kind, n in removed.items()]
    return [note for note in notes if note[1]]


def verbatims_of(found: Sequence[pd.DataFrame], *, consents: pd.DataFrame) -> pd.DataFrame:
    """The contract table: every kept answer once, and whether its author's last word allows a quotation."""
    frames = [frame for frame in found if len(frame)]
    if not frames:
        return schemas.empty("verbatims")
    joined = pd.concat(frames, ignore_index=True)
    once = joined.drop_duplicates("verbatim", ignore_index=True)  # sent twice word for word
    return schemas.check(once.assign(may_quote=permitted(once["person"], consents=consents)), "verbatims")


def permitted(persons: pd.Series, *, consents: pd.DataFrame) -> pd.Series:
    """True where the person's last statement allows a quotation; silence does not."""
    said = consents[consents["purpose"].eq(ConsentPurpose.QUOTE.value) & consents["granted"].fillna(False).astype(bool)]
    return persons.isin(set(said["person"])).astype("boolean")


def _ids(found: pd.DataFrame) -> pd.Series:
    parts = found[["person", "wave", "month", "question", "redacted"]].astype("string").fillna("")
    texts = parts.agg("\x1f".join, axis=1) if len(parts) else pd.Series(dtype="string")
    return texts.map(lambda text: hashlib.sha256(text.encode()).hexdigest()[:ID_LENGTH]).astype("string")
