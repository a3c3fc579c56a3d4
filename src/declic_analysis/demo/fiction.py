"""The list of what the generator wrote: real answers never share a folder with fiction."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from declic_analysis.errors import Message, SourceError, message
from declic_analysis.study.coding_fields import CODINGS

LIST = "fiction.json"
# What systems and spreadsheets leave behind in a folder that someone merely opened. No source pattern reads them.
JUNK_NAMES = (".DS_Store", "Thumbs.db", "desktop.ini", ".directory")
JUNK_PREFIXES = ("~$", ".~lock.", "._")
BESIDE = ("plan.json", "corrections.xlsx", CODINGS)  # beside the exports of any study: people work in them
DECIDED = "structure_matches.csv"  # a person's decisions about the names in these exports: no answer is in it
JUNK_FOLDERS = (".ipynb_checkpoints", "__MACOSX")


def file_list(contents: Mapping[str, bytes], *, seed: int) -> bytes:
    """`fiction.json`: the SHA-256 of each file that goes with it."""
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in sorted(contents.items())}
    text = json.dumps({"fictitious": True, "seed": seed, "files": hashes}, indent=2, ensure_ascii=False)
    return f"{text}\n".encode()


def refuse_foreign_files(folder: Path | str) -> None:
    """Make sure that a demonstration folder holds exactly what the generator wrote.

    Tolerated: structure_matches.csv, which `declic build` writes and a person fills, and .DS_Store, Thumbs.db,
    desktop.ini, lock files of spreadsheets (`~$…`, `.~lock.…`), `._…`, .ipynb_checkpoints. Subfolders are searched
    too.

    Raises: SourceError, when the list `fiction.json` is missing or unreadable, when a file is not in it, differs from
    its hash or is missing.
    """
    folder = Path(folder)
    listed = _listed(folder)
    refuse_strangers(folder, listed=listed)
    absent = sorted(name for name in listed if name not in BESIDE and not (folder / name).is_file())
    if absent:
        raise _refusal(
            folder, absent, message(fr="fichiers de la démonstration absents", en="demonstration files missing")
        )


def refuse_strangers(folder: Path, *, listed: Mapping[str, str]) -> None:
    """The part of the check that also protects a folder from being written over. Raises: SourceError."""
    present = {path.relative_to(folder).as_posix(): path for path in _files(folder)}
    foreign = sorted(present.keys() - listed.keys() - {LIST, DECIDED})
    if foreign:
        raise _refusal(
            folder, foreign, message(fr="fichiers que le générateur n’a pas écrits", en="files not by the generator")
        )
    changed = sorted(name for name in present.keys() & listed.keys() if _sha256(present[name]) != listed[name])
    if changed:
        raise _refusal(
            folder, changed, message(fr="fichiers modifiés depuis leur écriture", en="files changed since written")
        )


def refuse_overwriting(folder: Path) -> None:
    """Refuse to write fiction where anything else lies. Raises: SourceError."""
    if folder.exists() and not folder.is_dir():
        raise _refusal(folder, [folder.name], message(fr="un fichier porte ce nom", en="a file has this name"))
    if folder.is_dir() and any(_files(folder)):
        refuse_strangers(folder, listed=_listed(folder))


def files_listed(folder: Path) -> set[str]:
    """Names of what an earlier run wrote and what is still there; nothing where there was none."""
    if not (folder / LIST).is_file():
        return set()
    return {name for name in _listed(folder) if (folder / name).is_file()}


def worked_in(folder: Path) -> set[str]:
    """What is no longer as the generator left it, or never was its own, among the files in which people work."""
    listed = _listed(folder) if (folder / LIST).is_file() else {}
    present = {name: folder / name for name in BESIDE if (folder / name).is_file()}
    return {name for name, path in present.items() if _sha256(path) != listed.get(name)}


def _files(folder: Path) -> Iterator[Path]:
    found = (path for path in sorted(folder.rglob("*")) if path.is_symlink() or not path.is_dir())
    return (path for path in found if not _junk(path.relative_to(folder)))


def _junk(path: Path) -> bool:
    inside = any(part in JUNK_FOLDERS for part in path.parts[:-1])
    return inside or path.name in (*JUNK_NAMES, *BESIDE) or path.name.startswith(JUNK_PREFIXES)


def _listed(folder: Path) -> dict[str, str]:
    try:
        found = json.loads((folder / LIST).read_text(encoding="utf-8"))["files"]
        return {str(name): str(digest) for name, digest in found.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        raise _refusal(
            folder,
            [LIST],
            message(fr="liste du générateur absente ou illisible", en="generator's list missing or unreadable"),
        ) from None


def _sha256(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:  # a dangling link is not what was written
        return ""


def _refusal(folder: Path, names: list[str], found: Message) -> SourceError:
    shown = ", ".join(names[:5]) + ("…" if len(names) > 5 else "")
    return SourceError(
        message(
            fr="Ce dossier de démonstration ne contient pas seulement des données fictives.",
            en="This demonstration folder does not hold fictitious data only.",
        ),
        where=str(folder),
        found=message(fr=f"{found.fr} ({len(names)}) : {shown}", en=f"{found.en} ({len(names)}): {shown}"),
        allowed=message(
            fr=f"les fichiers listés dans {LIST}, tels qu’écrits", en=f"the files listed in {LIST}, as written"
        ),
        action=message(
            fr="Déplacez vos fichiers dans le dossier de votre étude (data/raw/ÉTUDE), supprimez ce dossier de "
            "démonstration, puis relancez « declic demo ».",
            en="Move your files to your study's folder (data/raw/STUDY), delete this demonstration folder, then run "
            "`declic demo` again.",
        ),
    )
