"""Slow measurements, as ratios inside one run: `make bench`. Nothing here decides whether a test passes."""

from __future__ import annotations

import subprocess
import sys
from statistics import median
from time import perf_counter

import attribution_speed
import build_speed
import perception_speed
import report_matrix
import themes_recovered

REPEATS = 7


def seconds(*command: str) -> float:
    """Median wall time of a command, after one run that warms the disk cache."""
    times = []
    for _ in range(REPEATS + 1):
        start = perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(perf_counter() - start)
    return median(times[1:])


def start_up() -> None:
    python = seconds(sys.executable, "-c", "pass")
    pandas = seconds(sys.executable, "-c", "import pandas") - python
    package = seconds(sys.executable, "-c", "import declic_analysis") - python
    perception = seconds(sys.executable, "-c", "import declic_analysis.perception") - python
    command = seconds(sys.executable, "-m", "declic_analysis", "--help")
    print(f"import declic_analysis {package:.3f} s")
    print(f"import declic_analysis.perception {perception:.3f} s = {perception / pandas:.2f} × import pandas; goal 3")
    print(f"declic --help {command:.3f} s; goal 0.2")


if __name__ == "__main__":
    start_up()
    perception_speed.main()
    attribution_speed.main()
    build_speed.main()
    report_matrix.main()
    themes_recovered.main()
