"""Which raw file belongs to which source: nothing is read twice, nothing is ignored in silence."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from declic_analysis.errors import SourceError, message
from declic_analysis.study.coding_fields import CODINGS
from declic_analysis.study.model import Source

CORRECTIONS = "corrections.xlsx"
DECISIONS = "structure_matches.csv"  # a person's decisions about structure names
NEVER_RAW = (
    CORRECTIONS,
    DECISIONS,
    CODINGS,
    "study.yaml",
    "etude.xlsx",
    "plan.json",
    "README.md",
    "SOURCE.md",
    "LICENSE.txt",
)
FICTION = ("truth.json", "fiction.json")  # what the demonstration writes beside its exports

REGISTERS_STEM, REGISTERS_SUFFIXES = "registres", (".xlsx", ".ods")


@dataclass(frozen=True)
class RawFile:
    """A file of the raw folder; `name` is its path inside it, with `/`."""

    path: Path
    name: str


@dataclass(frozen=True)
class Matched:
    """by_source: source id → its files in alphabetical order; ignored: raw files that no source claims."""

    by_source: dict[str, list[RawFile]]
    ignored: list[RawFile]

    def used(self) -> list[RawFile]:
        """Every file that a source claims."""
        return [file for files in self.by_source.values() for file in files]


def raw_files(folder: Path) -> list[RawFile]:
    """Files under a raw folder, without hidden ones, spreadsheet locks (`~$…`) and the study's own file."""
    found = [RawFile(path, path.relative_to(folder).as_posix()) for path in sorted(folder.rglob("*")) if path.is_file()]
    return [file for file in found if not _is_aside(file)]


def _is_aside(file: RawFile) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in file.name.split("/"))
    return hidden or file.name in (*NEVER_RAW, *FICTION)


def is_template(file: RawFile) -> bool:
    """`registres.xlsx`, `registres_lyon.xlsx` …: the template workbook of the registers, filled."""
    path = Path(unicodedata.normalize("NFC", file.name).casefold())
    return path.name.startswith(REGISTERS_STEM) and path.suffix in REGISTERS_SUFFIXES


def _claims(source: Source, file: RawFile) -> bool:
    """A pattern with a wildcard does not reach the workbook of registers: no survey tool writes that."""
    return _is_of(file, source) and not (is_template(file) and any(c in source.files for c in "*?["))


def match_files(folder: Path, *, sources: Sequence[Source], aside: Sequence[str] = ()) -> Matched:
    """Share the files of a raw folder between the sources of a study.

    Parameters: aside, names of files that hold no answers, such as a list of communes.
    Raises: SourceError, when two sources claim one file.
    """
    files = [file for file in raw_files(folder) if file.name not in aside]
    by_source = {source.id: [file for file in files if _claims(source, file)] for source in sources}
    owners = {file.name: [s for s, claimed in by_source.items() if file in claimed] for file in files}
    shared = {name: ids for name, ids in owners.items() if len(ids) > 1}
    if shared:
        raise _claimed_twice(shared, folder=folder)
    return Matched(by_source, [file for file in files if not owners[file.name]])


def _is_of(file: RawFile, source: Source) -> bool:
    return any(fnmatchcase(file.name, pattern.strip()) for pattern in source.files.split("|"))


def _claimed_twice(shared: dict[str, list[str]], *, folder: Path) -> SourceError:
    return SourceError(
        message(fr="Un fichier est réclamé par deux sources.", en="Two sources claim one file."),
        where=str(folder),
        found="; ".join(f"{name} → {', '.join(ids)}" for name, ids in shared.items()),
        allowed=message(fr="une source par fichier", en="one source per file"),
        action=message(
            fr="Précisez « files: » de ces sources dans study.yaml pour que chaque fichier n’en ait qu’une.",
            en="Narrow `files:` of these sources in study.yaml so that each file has one.",
        ),
    )
