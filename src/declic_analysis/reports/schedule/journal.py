"""What the schedule did: a state that the next run starts from, and a journal that a person can read."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any, NamedTuple

from declic_analysis.errors import ReportError, message
from declic_analysis.reports.files import write_text
from declic_analysis.vocabulary import RunOutcome

FOLDER, STATE, LINES, LOCK = "calendrier", "etat.json", "journal.txt", "verrou"


class Record(NamedTuple):
    """Of one report: the last slot that was handled, how the last run ended, when, and where its page is."""

    slot: dt.datetime | None = None
    outcome: RunOutcome | None = None
    ended: dt.datetime | None = None
    page: str = ""
    failures: int = 0  # in a row
    due: dt.datetime | None = None  # the slot that failed
    delivered: tuple[str, ...] = ()  # marks of those who have the report of that slot


class Journal:
    """The files of a study's schedule, in `outputs/<study>/calendrier`."""

    def __init__(self, outputs: Path) -> None:
        self.folder = outputs / FOLDER
        self.lock = self.folder / LOCK
        self.lines = self.folder / LINES

    def records(self) -> dict[str, Record]:
        """Report id → its record.

        Raises: ReportError, when the state was damaged: nothing is made twice on a guess.
        """
        path = self.folder / STATE
        if not path.is_file():
            return {}
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
            return {name: _record(facts) for name, facts in told.items()}
        except (ValueError, TypeError, AttributeError, KeyError):
            raise ReportError(
                message(fr="L’état du calendrier n’est pas lisible.", en="The state of the schedule is not readable."),
                where=str(path),
                action=message(
                    fr="Supprimez ce fichier : chaque rapport prévu sera refait une fois.",
                    en="Delete this file: every scheduled report will be made once more.",
                ),
            ) from None

    def keep(self, records: dict[str, Record]) -> None:
        facts = {name: _facts(record) for name, record in sorted(records.items())}
        write_text(json.dumps(facts, ensure_ascii=False, indent=2) + "\n", self.folder / STATE)

    def tell(self, line: str, *, at: dt.datetime) -> None:
        """One line more, with its time."""
        self.folder.mkdir(parents=True, exist_ok=True)
        one = " ".join(line.split())
        with self.lines.open("a", encoding="utf-8", newline="\n") as file:
            file.write(f"{at.isoformat(sep=' ', timespec='seconds')}  {one}\n")


def _record(facts: dict[str, Any]) -> Record:
    slot, ended = (dt.datetime.fromisoformat(facts[k]) if facts.get(k) else None for k in ("slot", "ended"))
    outcome = RunOutcome.of(facts["outcome"]) if facts.get("outcome") else None
    due = dt.datetime.fromisoformat(facts["due"]) if facts.get("due") else None
    delivered = tuple(map(str, facts.get("delivered", ())))
    return Record(slot, outcome, ended, str(facts.get("page", "")), int(facts.get("failures", 0)), due, delivered)


def _facts(record: Record) -> dict[str, Any]:
    return {
        "slot": record.slot.isoformat() if record.slot else None,
        "outcome": record.outcome.value if record.outcome else None,
        "ended": record.ended.isoformat() if record.ended else None,
        "page": record.page,
        "failures": record.failures,
        "due": record.due.isoformat() if record.due else None,
        "delivered": list(record.delivered),
    }
