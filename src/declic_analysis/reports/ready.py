"""What every report of a matrix needs, made once in the warm process: the study parsed, its tables read, plotly warm.

Importing this module does it, for the study that the environment names: a forkserver can only be told what to import.
Whatever goes wrong here is left to the reports, which meet it again and say so.
"""

from __future__ import annotations

import json
import multiprocessing
import os
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from declic_analysis.figures.sheet import draw_one
from declic_analysis.reports.held import Held, hold
from declic_analysis.reports.reading import opened, places_of
from declic_analysis.reports.warm import READY
from declic_analysis.study import load_study


def make_ready(study_folder: Path, *, root: Path) -> Held:
    """The study's tables, held for every fork of this process; rebuilt first if they were stale.

    A child reads them: the libraries that read files start threads, and the warm process has none to lose by a fork.
    Raises: EOFError, when the child could not read them.
    """
    load_study(study_folder)  # remembered by its text
    here, there = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.get_context("fork").Process(target=_read, args=(study_folder, root, there))
    child.start()
    there.close()
    held: Held = here.recv()
    child.join()
    hold(held)
    return held


def _read(study_folder: Path, root: Path, told: Connection) -> None:
    with suppress(Exception), told:
        told.send(fresh(study_folder, root=root))


def fresh(study_folder: Path, *, root: Path) -> Held:
    """The study's tables with the files that they are fresh for."""
    study = load_study(study_folder)
    opened(study, folder=study_folder, root=root, environment=os.environ)
    places = places_of(study, folder=study_folder, root=root, environment=os.environ)
    stamp = places.stamp()  # of before the tables are read: a file that changes while they are makes them stale
    build, _ = opened(study, folder=study_folder, root=root, environment=os.environ)
    return Held(study, places, stamp, build)


if READY in os.environ:
    draw_one()
    with suppress(Exception):
        _study_folder, _root = map(Path, json.loads(os.environ[READY]))
        make_ready(_study_folder, root=_root)
