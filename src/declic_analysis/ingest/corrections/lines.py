"""A line of the workbook of corrections, and all of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from declic_analysis.ingest.filled_books import shown
from declic_analysis.ingest.headers import header_key
from declic_analysis.ingest.reading import RawTable
from declic_analysis.vocabulary import CorrectionDecision, CorrectionState, QuarantineReason

EMPTY_WORD = "(vide)"  # what a person types for: this cell counts as empty
FINGERPRINT = 16

RELEASABLE = (
    *(QuarantineReason.UNKNOWN_TERRITORY.value, QuarantineReason.UNKNOWN_FORMAT.value),
    QuarantineReason.NOT_APPROVED.value,
)

Place = tuple[str, int, str]  # file, line, column as shown ("" for the whole row)


@dataclass(frozen=True)
class Correction:
    """What a person wrote on one line. fault: why it cannot be obeyed, known from the line alone."""

    place: Place
    sheet_row: int
    reason: str
    fingerprint: str
    text: str = field(default="", repr=False)
    decision: CorrectionDecision | None = None
    who: str = ""
    fault: CorrectionState | None = None

    @property
    def decided(self) -> bool:
        """A person has written something that asks for an effect."""
        return self.decision is not None or self.fault is not None

    @property
    def releasable(self) -> bool:
        """Whether the row can be taken as it is: its fault is the row's own, and leaves a field empty."""
        return is_releasable(self.reason, column=self.place[2])

    @property
    def value(self) -> str:
        """The text that takes the place of the raw one."""
        return "" if self.text.casefold() == EMPTY_WORD else self.text


@dataclass(frozen=True)
class Corrections:
    """Every line of the workbook; none where there is no workbook."""

    lines: tuple[Correction, ...] = ()

    def of(self, file: str) -> list[Correction]:
        """The decided lines of one raw file."""
        return [line for line in self.lines if line.decided and line.place[0] == shown(file)]

    def known(self) -> set[tuple[Place, str]]:
        """Place and fingerprint of every line, decided or not."""
        return {(line.place, line.fingerprint) for line in self.lines}

    def digest(self) -> str:
        """SHA-256 of what people decided: it changes when a build would come out otherwise."""
        decided = sorted(
            (*line.place, line.fingerprint, line.text, str(line.decision), line.who, str(line.fault))
            for line in self.lines
            if line.decided
        )
        return hashlib.sha256(json.dumps(decided, ensure_ascii=False).encode()).hexdigest()


def is_releasable(reason: str, *, column: str) -> bool:
    """Rows of another width, not approved, of an unknown territory or format may be taken as they are; no cell may."""
    return not column or reason in RELEASABLE


def positions_of(raw: RawTable, column: str) -> list[int]:
    """Columns of the raw table under a header as the workbook shows it; several where branches repeat a question."""
    exact = [k for k, header in enumerate(raw.headers) if shown(header) == column]
    wanted = header_key(column)
    return exact or [k for k, header in enumerate(raw.headers) if header_key(header) == wanted]


def fingerprint(raw: RawTable, at: int, *, column: str) -> str:
    """Digest of a whole raw row and the column meant: if it has changed, the correction may be about something else."""
    cells: Sequence[str] = raw.frame.iloc[at].tolist()
    text = json.dumps([column, *cells], ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:FINGERPRINT]
