"""Making what is due: one run at a time, failures tried again, each end written down as it comes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from declic_analysis.errors import BusyError, DeclicError, ReportError, defect, message
from declic_analysis.reports.delivery import deliver, parcel_of, targets_of
from declic_analysis.reports.making import ReportPaths, report
from declic_analysis.reports.schedule.due import Due, due_reports
from declic_analysis.reports.schedule.journal import Journal, Record
from declic_analysis.vocabulary import RunOutcome

if TYPE_CHECKING:
    from declic_analysis.study import Study

PAUSES = (5.0, 30.0)  # seconds before the second and the third try


class Ended(NamedTuple):
    """How one due report ended; `why`: the sentence of the error where it failed."""

    due: Due
    outcome: RunOutcome
    paths: ReportPaths | None = None
    why: str = ""
    delivered: tuple[str, ...] = ()

    @property
    def page(self) -> Path | None:
        return self.paths.html if self.paths else None


def run_due(
    study: Study,
    *,
    folder: Path,
    root: Path,
    outputs: Path,
    clock: Callable[[], dt.datetime],
    pause: Callable[[float], None],
    environment: Mapping[str, str],
) -> list[Ended]:
    """Make every report of the study that is due, the earliest slot first; nothing is due twice.

    Parameters: folder, of the study; outputs, `outputs/<study>`; clock and pause: the caller's; environment, where the
    mail server is named. A report that fails, or does not reach everyone, stays due: later slots of it wait for the
    next run, the other reports are made. Nobody is sent a report of one slot twice, nor one that did not change.
    Raises: BusyError, while another run of this study is at work; ReportError, for a damaged state.
    """
    journal = Journal(outputs)
    with _alone(journal):
        records = journal.records()
        ended: list[Ended] = []
        for due in due_reports(study.reports, records=records, at=clock()):
            if any(one.due.plan.id == due.plan.id and one.outcome == RunOutcome.FAILED for one in ended):
                continue
            before = records.get(due.plan.id, Record())
            one = _made(due, study_folder=folder, root=root, created=clock().isoformat(timespec="seconds"), pause=pause)
            one = _delivered(one, before=before, root=root, environment=environment)
            records[due.plan.id] = _after(before, one, at=clock())
            journal.keep(records)
            journal.tell(_line(one), at=clock().astimezone(ZoneInfo(due.plan.timezone)))
            ended.append(one)
    return ended


@contextmanager
def _alone(journal: Journal) -> Iterator[None]:
    """One run at a time: a lock of the operating system, which falls with the process that holds it."""
    from filelock import FileLock, Timeout

    journal.folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(journal.lock, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise BusyError(
            message(fr="Un calendrier est déjà en cours pour cette étude.", en="A schedule of this study is running."),
            where=str(journal.folder),
            action=message(
                fr="Rien à faire : l’autre passage produit les rapports dus.",
                en="Nothing: the other run makes the reports that are due.",
            ),
        ) from None
    try:
        yield
    finally:
        lock.release()


def _made(due: Due, *, study_folder: Path, root: Path, created: str, pause: Callable[[float], None]) -> Ended:
    """The report, tried again where a kernel failed; what a person must mend first is not tried again."""
    why = ""
    for wait in (*PAUSES, None):
        try:
            paths = report(
                study_folder, notebook=due.plan.notebook, parameters=due.parameters, root=root, created=created,
                formats=due.plan.formats, again=False,
            )  # fmt: skip
            return Ended(due, RunOutcome.DONE if paths.computed else RunOutcome.UNCHANGED, paths)
        except ReportError as failure:
            why = str(failure)
            if wait is not None:
                pause(wait)
        except DeclicError as failure:
            return Ended(due, RunOutcome.FAILED, why=str(failure))
        except Exception as failure:  # a defect of ours in one report must not cost the others theirs
            return Ended(due, RunOutcome.FAILED, why=str(defect(failure)))
    return Ended(due, RunOutcome.FAILED, why=why)


def _delivered(one: Ended, *, before: Record, root: Path, environment: Mapping[str, str]) -> Ended:
    """Sent to those who have not had it; a report that did not change is sent only where its sending had failed."""
    again = before.outcome == RunOutcome.FAILED and before.due == one.due.slot
    if one.paths is None or not targets_of(one.due.plan) or (one.outcome == RunOutcome.UNCHANGED and not again):
        return one
    already = before.delivered if again else ()
    sent = deliver(one.due.plan, parcel_of(one.paths), root=root, environment=environment, already=already)
    if sent.failures:
        return one._replace(outcome=RunOutcome.FAILED, why="\n".join(sent.failures), delivered=sent.done)
    return one._replace(delivered=sent.done)


def _after(record: Record, one: Ended, *, at: dt.datetime) -> Record:
    """A failed slot is not handled: it stays due."""
    if one.outcome == RunOutcome.FAILED:
        failures = record.failures + 1
        return record._replace(
            outcome=one.outcome, ended=at, failures=failures, due=one.due.slot, delivered=one.delivered
        )
    return Record(one.due.slot, one.outcome, at, str(one.page), 0)


def _line(one: Ended) -> str:
    where = f" → {one.page}" if one.page else ""
    why = f" : {one.why}" if one.why else ""
    aside = "".join(f" ; version modifiée gardée : {path}" for path in (one.paths.aside if one.paths else ()))
    return f"{one.due.plan.id} (prévu le {one.due.slot:%d/%m/%Y %H:%M}) : {one.outcome.label.fr}{where}{aside}{why}"
