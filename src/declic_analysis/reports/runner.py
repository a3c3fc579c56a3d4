"""Executing a notebook: parameters checked first, the report at its place only once it is whole."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from declic_analysis.errors import ReportError, message
from declic_analysis.reports.edition import cells_of, edition_of
from declic_analysis.reports.files import read_notebook, without_machine_traces, write_notebook, write_text
from declic_analysis.reports.parameters import read_contract, resolve

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from declic_analysis.reports.kernel import InterpreterKernel
    from declic_analysis.study import Study

FAILED = "failed"
RESULTS_TAG = "declic-results"


class Run(NamedTuple):
    """An executed notebook: the file, its content, the parameters it ran with, how long it took."""

    path: Path
    notebook: NotebookNode
    parameters: dict[str, Any]
    seconds: float


def run(
    notebook: Path | str,
    *,
    parameters: Mapping[str, object],
    output: Path | str,
    study: Study | None = None,
    root: Path | None = None,
    failed: Path | None = None,
    timeout: int | None = None,
    forked: bool = False,
    results: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Run:
    """Execute `notebook` with `parameters` and write it to `output`, whole or not at all.

    `study` checks codes (territory, audience) before a kernel starts; `root` is the project the notebook works in;
    `failed` is the folder where a failed run is kept (default: `failed` beside the output); `timeout`: seconds a cell;
    `forked`: the kernel comes from the warm process, where this system can fork;
    `results`: folder for the tables of what is shown; the notebook must call its reading `report`, as ours do;
    `progress`: told after each cell how many are done, of how many.
    Cells that are not of the edition asked for (see `reports.edition`) are left out, not executed.
    Raises: UsageError for parameters, all faults at once; ReportError when a cell fails, with its sentence.
    """
    source, target = Path(notebook), Path(output)
    content = read_notebook(source)
    tables = _Tables(results)
    values = resolve(read_contract(content, where=source.name), parameters, study=study, where=source.name)
    content.cells = cells_of(content, edition=edition_of(values))
    started = time.monotonic()
    folder = root or source.resolve().parent
    tables.ask(content)
    executed = _execute(
        content, values, folder=folder, root=root, timeout=timeout, kernel=_kernel(forked=forked), progress=progress
    )
    without_machine_traces(executed)
    keep = _Kept(failed or target.parent / FAILED, target.stem)
    error = _first_error(executed)
    tables.withdraw(executed)
    if error is not None:
        tables.forget()
        raise keep.failure(executed, error)
    write_notebook(executed, target)
    tables.place()
    keep.forget()
    return Run(target, executed, values, time.monotonic() - started)


def _execute(
    content: NotebookNode,
    values: dict[str, Any],
    *,
    folder: Path,
    root: Path | None,
    timeout: int | None,
    kernel: type[InterpreterKernel],
    progress: Callable[[int, int], None] | None,
) -> NotebookNode:
    """The executed notebook, up to its first error if there is one. Nothing is written but in a temporary folder."""
    from papermill import execute_notebook
    from papermill.exceptions import PapermillExecutionError

    from declic_analysis.reports.kernel import kernel_config
    from declic_analysis.reports.progress import ENGINE

    with tempfile.TemporaryDirectory(prefix="declic", ignore_cleanup_errors=True) as temporary:
        given, taken = Path(temporary) / "given.ipynb", Path(temporary) / "taken.ipynb"
        write_notebook(content, given)
        try:
            execute_notebook(
                given,
                taken,
                parameters=values,
                engine_name=ENGINE,
                progress=progress,
                progress_bar=False,
                request_save_on_cell_execute=False,  # papermill saves after each cell: quadratic
                autosave_cell_every=0,
                shutdown_kernel="immediate",
                execution_timeout=timeout,
                kernel_manager_class=kernel,
                config=kernel_config(Path(temporary), environment={"DECLIC_ROOT": str(root)} if root else {}),
                resources={"metadata": {"path": str(folder)}},
            )
        except PapermillExecutionError:
            return _without_markers(read_notebook(taken))
        except Exception as failure:
            raise _kernel_failure(type(failure).__name__) from failure
        return read_notebook(taken)


def _kernel(*, forked: bool) -> type[InterpreterKernel]:
    from declic_analysis.reports.kernel import InterpreterKernel

    if forked:
        from declic_analysis.reports.warm import ForkedKernel, can_fork

        return ForkedKernel if can_fork() else InterpreterKernel
    return InterpreterKernel


def _without_markers(notebook: NotebookNode) -> NotebookNode:
    from papermill.execute import remove_error_markers

    return remove_error_markers(notebook)


def _kernel_failure(kind: str) -> ReportError:
    return ReportError(
        message(
            fr="Le notebook n’a pas pu être exécuté jusqu’au bout.",
            en="The notebook could not be executed to its end.",
        ),
        found=kind,
        action=message(
            fr="Relancez ; si cela se reproduit, lancez « declic doctor ».",
            en="Run it again; if that happens again, run `declic doctor`.",
        ),
    )


def _first_error(notebook: NotebookNode) -> tuple[int, Any] | None:
    """Number of the first cell that failed (from 1) and its error output."""
    for number, cell in enumerate(notebook.cells, start=1):
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                return number, output
    return None


class _Tables:
    """Tables of the results: a cell of ours at the end writes them beside, and is gone from the executed notebook."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.beside = folder.with_name(f".{folder.name}.tmp").absolute() if folder else None

    def ask(self, content: NotebookNode) -> None:
        import nbformat.v4 as v4

        if self.beside:
            self.forget()
            call = f"report.write_results({str(self.beside)!r})"
            content.cells.append(v4.new_code_cell(call, metadata={"tags": [RESULTS_TAG]}))

    def withdraw(self, executed: NotebookNode) -> None:
        executed.cells = [cell for cell in executed.cells if RESULTS_TAG not in cell.metadata.get("tags", [])]

    def place(self) -> None:
        """The folder as a whole in the place of the old one."""
        if self.beside and self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.beside.replace(self.folder)

    def forget(self) -> None:
        if self.beside:
            shutil.rmtree(self.beside, ignore_errors=True)


class _Kept:
    """Where a failed run stays: under a name that nobody takes for a report."""

    def __init__(self, folder: Path, stem: str) -> None:
        self.notebook = folder / f"{stem}.failed.ipynb"
        self.sentence = folder / f"{stem}.failed.txt"

    def failure(self, executed: NotebookNode, error: tuple[int, Any]) -> ReportError:
        number, output = error
        said = _sentence(output)
        write_notebook(executed, self.notebook)
        write_text(said + "\n", self.sentence)
        return ReportError(
            message(fr="Le rapport n’a pas pu être fait.", en="The report could not be made."),
            where=message(fr=f"cellule {number} ; voir {self.notebook}", en=f"cell {number}; see {self.notebook}"),
            found=said,
            action=message(
                fr="Corrigez ce que dit cette phrase, puis relancez. Aucun rapport à moitié fait n’a été laissé.",
                en="Mend what this sentence says, then run again. No half-made report was left.",
            ),
        )

    def forget(self) -> None:
        """A report was made: what failed before is no longer news."""
        for path in (self.notebook, self.sentence):
            path.unlink(missing_ok=True)
        if self.notebook.parent.is_dir() and not any(self.notebook.parent.iterdir()):
            self.notebook.parent.rmdir()


def _sentence(output: Any) -> str:
    """What the error says: a DeclicError's own sentence; of another error its kind, since its text may hold values."""
    if output.ename in _our_errors():
        return str(output.evalue)
    return str(message(fr=f"Erreur imprévue ({output.ename}).", en=f"Unexpected error ({output.ename})."))


def _our_errors() -> set[str]:
    from declic_analysis import errors

    return {name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, Exception)}
