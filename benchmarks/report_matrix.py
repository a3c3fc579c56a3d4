"""Twelve reports with their pages: forked kernels and our exporter beside the stock commands in a loop.

Both make the same twelve reports of the demonstration (territories × audiences × periods), from the same built tables:
`papermill` then `jupyter nbconvert --to html`, one after the other; `run_matrix`, two at a time. Goal: 4 times faster.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from itertools import product
from pathlib import Path
from shutil import copytree
from time import perf_counter

from declic_analysis import demo
from declic_analysis.reports.matrix import run_matrix
from declic_analysis.reports.reading import opened
from declic_analysis.study import load_study
from declic_analysis.vocabulary import RunOutcome

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"
WORKERS = 2


def cells() -> list[dict[str, str]]:
    """Three territories × two audiences × two periods."""
    names = ("territory", "audience", "period", "lang", "diffusion")
    ways = (("", "lyonnais", "stephanois"), ("", "prescripteurs"), ("", "2024-T2"), ("fr",), ("internal",))
    return [dict(zip(names, values, strict=True)) for values in product(*ways)]


def project(root: Path) -> Path:
    copytree(NOTEBOOKS, root / "notebooks")
    folder = root / "data/raw/demo_declic"
    demo.write_exports(folder, seed=2024)
    opened(load_study(folder), folder=folder, root=root, environment=os.environ)
    return folder


def stock(root: Path) -> float:
    """Seconds of the stock commands in a loop."""
    source, environment = root / "notebooks/impact_report.ipynb", {**os.environ, "DECLIC_ROOT": str(root)}
    start = perf_counter()
    for k, cell in enumerate(cells()):
        made = root / f"{k}.ipynb"
        given = [word for name, value in cell.items() for word in ("-r", name, value)]
        papermill = [sys.executable, "-m", "papermill", str(source), str(made), "-r", "study", "demo_declic", *given]
        page = [sys.executable, "-m", "jupyter", "nbconvert", "--to", "html", str(made)]
        for command in (papermill, page):
            subprocess.run(command, check=True, capture_output=True, env=environment, cwd=root)
    return perf_counter() - start


def ours(root: Path, folder: Path) -> float:
    """Seconds of the matrix, the start of the warm process included."""
    start = perf_counter()
    made = run_matrix(folder, cells=cells(), root=root, created="", workers=WORKERS, again=True)
    failed = [cell.why for cell in made if cell.outcome != RunOutcome.DONE]
    if failed:
        raise SystemExit("\n".join(failed))
    return perf_counter() - start


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        folder = project(root)
        os.environ["DECLIC_ROOT"] = str(root)
        os.chdir(root)
        matrix = ours(root, folder)
        loop = stock(root)
        print(f"12 reports with their pages: matrix {matrix:.1f} s; papermill + nbconvert in a loop {loop:.1f} s")
        print(f"  = {loop / matrix:.1f} × faster; goal 4")


if __name__ == "__main__":
    main()
