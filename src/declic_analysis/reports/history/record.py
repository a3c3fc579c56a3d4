"""`outputs/<study>/historique.jsonl`: what each report said, one line a run, added and never rewritten."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

HISTORY, LOCK = "historique.jsonl", ".historique.verrou"
PATIENCE = 60.0  # seconds for the lock: reports of the matrix write one after the other


class Record(NamedTuple):
    """One run of one report.

    made_on, time stamp of the run; report, its name; parameters, as its notebook ran with them; cutoff, the last day
    that counted (ISO, or empty); data, digest of the study and the raw files; figures, rows of `said.COLUMNS`;
    recommendations, id → state; recommended, id → its words and due date (ISO, or empty), as a run before them has not.
    """

    made_on: str
    report: str
    notebook: str
    parameters: dict[str, Any]
    cutoff: str
    data: str
    study_sha256: str
    software: str
    fictitious: bool
    figures: list[dict[str, Any]]
    recommendations: dict[str, str]
    recommended: dict[str, dict[str, str]] | None = None

    @property
    def said(self) -> tuple[object, ...]:
        """All but when and by which version it was made: two runs that said the same are one."""
        return tuple(getattr(self, name) for name in self._fields if name not in ("made_on", "software"))

    def parameter(self, name: str) -> str:
        return str(self.parameters.get(name) or "")

    @property
    def digest(self) -> str:
        return hashlib.sha256(json.dumps(self._asdict(), sort_keys=True).encode()).hexdigest()


class History(NamedTuple):
    """Records, the oldest first; `damaged`: lines that cannot be read, such as one that a crash cut short."""

    records: list[Record]
    damaged: int = 0


def read_history(outputs: Path) -> History:
    """What the reports in `outputs` (`outputs/<study>`) have said; nothing where none has run."""
    path = outputs / HISTORY
    if not path.is_file():
        return History([])
    found = [_record(line) for line in path.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
    return History([record for record in found if record], found.count(None))


def remember(record: Record, outputs: Path) -> bool:
    """Add a record, whole or not at all; False where the last run of this report said the very same.

    A line that a crash cut short stays as it is and is left behind: the new one starts on its own line.
    """
    from filelock import FileLock

    outputs.mkdir(parents=True, exist_ok=True)
    with FileLock(outputs / LOCK, timeout=PATIENCE):
        last = next((r for r in reversed(read_history(outputs).records) if r.report == record.report), None)
        if last is not None and last.said == record.said:
            return False
        _append(json.dumps(record._asdict(), ensure_ascii=False), outputs / HISTORY)
    return True


def plain(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows as they come back from the file: whole numbers and texts, no type of ours."""
    return list(json.loads(json.dumps([dict(row) for row in rows])))


def _append(line: str, path: Path) -> None:
    with path.open("ab+") as file:
        if file.tell():
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":
                line = f"\n{line}"
        file.write(f"{line}\n".encode())
        file.flush()
        os.fsync(file.fileno())


def _record(line: str) -> Record | None:
    try:
        facts = json.loads(line)
        return Record(
            **{name: facts[name] for name in Record._fields if name in facts or name not in Record._field_defaults}
        )
    except (ValueError, TypeError, KeyError):
        return None
