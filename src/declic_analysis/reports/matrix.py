"""All reports of a study at once: every territory × audience × period, in parallel, each in a kernel of its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from declic_analysis import errors
from declic_analysis.errors import DeclicError, UsageError, message
from declic_analysis.reports.making import ReportPaths, report
from declic_analysis.vocabulary import RunOutcome

if TYPE_CHECKING:
    import pandas as pd

    from declic_analysis.study import Study

Parameters = Mapping[str, str]


class Cell(NamedTuple):
    """How one report of the matrix ended; `why`: the sentence of its error."""

    parameters: dict[str, str]
    outcome: RunOutcome
    paths: ReportPaths | None = None
    why: str = ""


def matrix_of(study: Study, responses: pd.DataFrame, *, given: Parameters) -> list[dict[str, str]]:
    """Parameters of every report: each territory and audience, and all of them together; the whole study and, where its
    actions span several, each year. What `given` fixes is not varied.

    Parameters: responses, the contract table (columns action_on, answered_on); given, parameters that the reader chose.
    """
    ways = {
        "territory": ["", *(t.id for t in study.territories)],
        "audience": ["", *(a.id for a in study.audiences)],
        "period": ["", *_years(responses)],
    }
    chosen = [[given[name]] if given.get(name) else values for name, values in ways.items()]
    return [{**given, **dict(zip(ways, values, strict=True))} for values in product(*chosen)]


def _years(responses: pd.DataFrame) -> list[str]:
    dated = responses["action_on"].fillna(responses["answered_on"]).dropna()
    years = sorted({str(year) for year in dated.dt.year.unique()})
    return years if len(years) > 1 else []


def run_matrix(
    study_folder: Path,
    *,
    cells: Sequence[Parameters],
    root: Path,
    created: str,
    notebook: str = "impact_report",
    formats: Sequence[str] = ("html",),
    workers: int = 2,
    again: bool = False,
    progress: Callable[[Cell, int, int], None] | None = None,
) -> list[Cell]:
    """Make every report of `cells`, `workers` at a time; a report that fails costs no other, and is in the answer.

    Parameters: again, make those too of which nothing changed; progress, told of each as it ends, with how many have.
    Returns: one Cell a report, in the order of `cells`.
    Raises: UsageError, for fewer than one worker.
    """
    if workers < 1:
        raise UsageError(
            message(fr="Il faut au moins un processus.", en="At least one process is needed."),
            where="--workers",
            found=str(workers),
            allowed="≥ 1",
        )
    from declic_analysis.reports.warm import warm_context

    made: dict[int, Cell] = {}
    options = {"notebook": notebook, "root": root, "created": created, "formats": tuple(formats), "again": again}
    context = warm_context(study_folder, root=root)
    with ProcessPoolExecutor(min(workers, max(1, len(cells))), mp_context=context) as pool:
        jobs = {
            pool.submit(make_cell, study_folder, parameters=dict(parameters), lang=errors.language(), **options): k
            for k, parameters in enumerate(cells)
        }
        for number, k, cell in _ended(jobs, cells):
            made[k] = cell
            if progress:
                progress(cell, number, len(cells))
    return [made[k] for k in range(len(cells))]


def _ended(jobs: Mapping[Future[Cell], int], cells: Sequence[Parameters]) -> Iterator[tuple[int, int, Cell]]:
    for number, job in enumerate(as_completed(jobs), start=1):
        k = jobs[job]
        try:
            yield number, k, job.result()
        except BrokenProcessPool:
            why = message(
                fr="Un processus s’est arrêté net (mémoire ?) ; relancez avec --workers 1.",
                en="A process stopped dead (memory?); run again with --workers 1.",
            )
            yield number, k, Cell(dict(cells[k]), RunOutcome.FAILED, why=str(why))


def make_cell(study_folder: Path, *, parameters: dict[str, str], lang: str, **options: object) -> Cell:
    """One report, in a worker process; whatever goes wrong is told, not raised."""
    errors.set_language(lang)
    try:
        paths = report(study_folder, parameters=parameters, forked=True, **options)  # type: ignore[arg-type]
    except DeclicError as failure:
        return Cell(parameters, RunOutcome.FAILED, why=str(failure))
    except Exception as failure:
        return Cell(parameters, RunOutcome.FAILED, why=str(errors.defect(failure)))
    return Cell(parameters, RunOutcome.DONE if paths.computed else RunOutcome.UNCHANGED, paths)


def default_workers() -> int:
    """As many reports at a time as there are processors to work on them."""
    usable: Iterable[int] = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1)
    return max(1, len(list(usable)))
