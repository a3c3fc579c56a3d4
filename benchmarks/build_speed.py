"""`declic build` beside a bare pandas script, on the same wide csv: work time, peak memory, growth.

Each measurement is a process of its own, so that peak memory is its own and imports are timed apart. The bare script
reads, melts, maps labels and writes parquet, and nothing else: no check, no quarantine, no ledger, no pseudonym.
Goals: at most 2.5 times its work time and 2 times its memory at 1 million cells; growth linear up to 10 million.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np

ITEMS = 20
LABELS = [
    "Pas du tout d'accord",
    "Plutôt pas d'accord",
    "Ni d'accord ni pas d'accord",
    "Plutôt d'accord",
    "Tout à fait d'accord",
]
OFF = "Je ne sais pas"
REPEATS = 3


def study_text() -> str:
    """A study of one audience and 20 items, two waves in two files."""
    items = "\n".join(
        f"  - {{id: q{k:02d}, construct: c, scale: s, audiences: [people], wording: Question {k}}}"
        for k in range(ITEMS)
    )
    levels = "\n".join(f'      - {{label: "{label}"}}' for label in LABELS)
    sources = "\n".join(_source(wave) for wave in ("before", "after"))
    return f"""schema_version: 1
name: bench
title: Bench
programme: Bench
fictitious: false
audiences: [{{id: people, label: People}}]
scales:
  - id: s
    favourable_from: 4
    levels:
{levels}
    non_substantive: [{{id: dont_know, label: "{OFF}"}}]
constructs: [{{id: c, label: C}}]
items:
{items}
sources:
{sources}
"""


def _source(wave: str) -> str:
    answers = ", ".join(f'q{k:02d}: "Question {k} [ligne]"' for k in range(ITEMS))
    return (
        f"  - {{id: {wave}, files: {wave}.csv, tool: generic, audience: people, answered_on: Date, "
        f"person: {{columns: [Code]}}, answers: {{{wave}: {{{answers}}}}}}}"
    )


def write_study(folder: Path, *, cells: int) -> None:
    """Two files of `cells / 2` answers each, 2 % off the scale, 1 % empty."""
    folder.mkdir(parents=True)
    (folder / "study.yaml").write_text(study_text(), encoding="utf-8")
    rng = np.random.default_rng(1)
    texts = np.array([*LABELS, OFF, ""])
    people = cells // ITEMS // 2
    head = ";".join(["Code", "Date", *(f"Question {k} [ligne]" for k in range(ITEMS))])
    for day, wave in (("05/03/2024", "before"), ("05/06/2024", "after")):
        drawn = texts[rng.choice(7, size=(people, ITEMS), p=[0.1, 0.17, 0.2, 0.3, 0.2, 0.02, 0.01])]
        lines = (f"AB{i:08d};{day} 10:00:00;" + ";".join(row) for i, row in enumerate(drawn.tolist()))
        (folder / f"{wave}.csv").write_text(head + "\n" + "\n".join(lines) + "\n", encoding="utf-8")


def bare(folder: Path, target: Path) -> None:
    """What a hand-written script would do."""
    import pandas as pd

    levels = {label: k for k, label in enumerate(LABELS, start=1)}
    frames = []
    for wave in ("before", "after"):
        wide = pd.read_csv(folder / f"{wave}.csv", sep=";", dtype="str", keep_default_na=False, engine="c")
        long = wide.melt(id_vars=["Code", "Date"], var_name="item", value_name="text")
        frames.append(long.assign(wave=wave, position=long["text"].map(levels)))
    pd.concat(frames, ignore_index=True).to_parquet(target / "responses.parquet", index=False)


def declic(folder: Path, target: Path) -> None:
    """The build, as the command runs it."""
    from declic_analysis import pipeline
    from declic_analysis.privacy import FICTION_KEY
    from declic_analysis.study import load_study

    pipeline.build(load_study(folder), raw=folder, processed=target / "tables", key=FICTION_KEY)


def one(kind: str, folder: Path) -> None:
    """One measurement in this process: printed as JSON."""
    start = perf_counter()
    import pandas  # noqa: F401
    import pyarrow.parquet  # noqa: F401

    if kind == "declic":
        from declic_analysis import pipeline, schemas  # noqa: F401

        schemas.check(schemas.empty("ledger"), "ledger")  # loads pandera and its checks, as the build does
    imported = perf_counter()
    with tempfile.TemporaryDirectory() as target:
        {"bare": bare, "declic": declic}[kind](folder, Path(target))
    done = perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"imports": imported - start, "work": done - imported, "peak": peak}))


def measured(kind: str, folder: Path, *, repeats: int) -> dict[str, float]:
    """Median work and import time in seconds, and the largest peak in MiB, of several processes."""
    runs = []
    for _ in range(repeats):
        command = [sys.executable, __file__, kind, str(folder)]
        runs.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
    return {
        "imports": median(r["imports"] for r in runs),
        "work": median(r["work"] for r in runs),
        "peak": max(r["peak"] for r in runs),
    }


def main(sizes: tuple[int, ...] = (10_000, 100_000, 1_000_000, 10_000_000)) -> None:
    """Prints one line a size."""
    print("answer cells | bare s | declic s | ratio | bare MiB | declic MiB | ratio | imports s | µs a cell")
    for cells in sizes:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "bench"
            write_study(folder, cells=cells)
            repeats = REPEATS if cells <= 1_000_000 else 1
            plain, ours = (measured(kind, folder, repeats=repeats) for kind in ("bare", "declic"))
        ratio, memory = ours["work"] / plain["work"], ours["peak"] / plain["peak"]
        print(
            f"{cells:>12,} | {plain['work']:6.2f} | {ours['work']:8.2f} | {ratio:5.2f} | {plain['peak']:8.0f} |"
            f" {ours['peak']:10.0f} | {memory:5.2f} | {ours['imports']:9.2f} | {1e6 * ours['work'] / cells:9.2f}",
            flush=True,
        )


if __name__ == "__main__":
    if len(sys.argv) == 3:
        one(sys.argv[1], Path(sys.argv[2]))
    else:
        main(tuple(int(text) for text in sys.argv[1:]) or (10_000, 100_000, 1_000_000, 10_000_000))
