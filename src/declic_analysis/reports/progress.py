"""How far a notebook is: papermill's own engine, telling after each cell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from papermill.engines import NBClientEngine, papermill_engines

Progress = Callable[[int, int], None]  # cells done, cells in all
ENGINE = "declic"


class TellingEngine(NBClientEngine):
    """Runs a notebook as papermill does and calls `progress` after each cell."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, *, progress: Progress | None = None, **kwargs: Any
    ) -> Any:
        if progress:
            _tell(nb_man, progress)
        return super().execute_managed_notebook(nb_man, kernel_name, **kwargs)


def _tell(nb_man: Any, progress: Progress) -> None:
    complete, total = nb_man.cell_complete, len(nb_man.nb.cells)

    def told(cell: Any, cell_index: int = 0, **kwargs: Any) -> None:
        complete(cell, cell_index=cell_index, **kwargs)
        progress(cell_index + 1, total)

    nb_man.cell_complete = told


papermill_engines.register(ENGINE, TellingEngine)
