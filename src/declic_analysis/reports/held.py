"""Tables read once for many reports: what the warm process has read, its forks find in their own memory.

A fork's frames are its own (pandas copies what is written to), so no report can change what another one reads. What is
held is used only while every file of the study stands exactly as it stood when the tables were found to be fresh.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from declic_analysis.pipeline import Build

if TYPE_CHECKING:
    from declic_analysis.study import Study

Stamp = tuple[tuple[str, int, int, int, int], ...]  # path, size, inode, last change of content, of state


class Places(NamedTuple):
    """Where the files are that tables are made from, and the tables themselves."""

    raw: Path
    processed: Path
    beside: Path
    communes: Path | None

    @property
    def key(self) -> tuple[Path | None, ...]:
        """The same places, from whichever folder they are named."""
        return tuple(place and place.resolve() for place in self)

    def stamp(self) -> Stamp:
        """What the file system says of every file; no file that was changed or replaced keeps its own."""
        files = sorted({file for place in self.key if place for file in _files(place)})
        found = [(file, file.stat()) for file in files]
        return tuple((str(f), s.st_size, s.st_ino, s.st_mtime_ns, s.st_ctime_ns) for f, s in found)


class Held(NamedTuple):
    """Fresh tables, with the study and the files that they are fresh for."""

    study: Study
    places: Places
    stamp: Stamp
    build: Build


_HELD: dict[tuple[Path | None, ...], Held] = {}


def hold(held: Held) -> None:
    """Keep tables for `held_build`, in this process and those forked from it."""
    _HELD[held.places.key] = held


def held_build(study: Study, places: Places) -> Build | None:
    """The tables held for this study; None where there are none, or anything has changed since they were read."""
    held = _HELD.get(places.key)
    if held is None or held.study != study or held.stamp != places.stamp():
        return None
    tables = {name: frame.copy(deep=False) for name, frame in held.build.tables.items()}
    return Build(tables, deepcopy(held.build.manifest))


def _files(place: Path) -> Iterator[Path]:
    return (path for path in ([place] if place.is_file() else place.rglob("*")) if path.is_file())
