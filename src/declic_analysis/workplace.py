"""Where things are: the project, its studies, a study's raw files, the person's key file."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

import platformdirs

from declic_analysis.errors import SourceError, StudyError, UsageError, message
from declic_analysis.study import STUDY_FILES, Study, load_study

STUDY_FILE = "study.yaml"
RAW, PROCESSED, OUTPUTS = Path("data/raw"), Path("data/processed"), Path("outputs")
SURVEY_FILES = (".csv", ".tsv", ".txt", ".xlsx", ".ods")
DATA_VARIABLE = "DECLIC_DATA"
LAB_VARIABLE = "DECLIC_LAB"  # the project whose files the JupyterLab around a notebook serves
DEFAULT_DATA = Path("../shared/data")


def find_root(start: Path | str) -> Path:
    """The project: the nearest folder, from `start` upwards, that holds `data/raw` and `notebooks`.

    Raises: UsageError, when there is none.
    """
    here = Path(start).resolve()
    for folder in (here, *here.parents):
        if (folder / RAW).is_dir() and (folder / "notebooks").is_dir():
            return folder
    raise UsageError(
        message(fr="Aucun projet ici ni dans les dossiers parents.", en="No project here nor in the parent folders."),
        where=str(here),
        allowed=message(
            fr="un dossier qui contient data/raw et notebooks", en="a folder that holds data/raw and notebooks"
        ),
        action=message(
            fr="Placez-vous dans le dossier du projet, ou indiquez-le avec --root.",
            en="Go to the project's folder, or name it with --root.",
        ),
    )


def study_folders(root: Path) -> list[Path]:
    """Folders under `data/raw` that hold a `study.yaml` or an `etude.xlsx`, in alphabetical order."""
    return sorted({path.parent for name in STUDY_FILES for path in (root / RAW).glob(f"*/{name}")})


def folders_with_sources(root: Path) -> list[Path]:
    """The studies that announce raw files: a code book alone has nothing to report on unless it is named."""
    return [folder for folder in study_folders(root) if _announces_files(folder)]


def _announces_files(folder: Path) -> bool:
    try:
        return bool(load_study(folder).sources) or _holds_files(folder)
    except StudyError:
        return True  # named in the list, so that its faults are told when it is read


def _holds_files(folder: Path) -> bool:
    """Exports of the study's own questionnaire need no source: a survey file beside the study announces itself."""
    return any(p.suffix.casefold() in SURVEY_FILES and p.name not in STUDY_FILES for p in folder.iterdir())


def resolve_study(name_or_folder: str | Path | None, *, root: Path) -> Path:
    """The folder of a study: a name under `data/raw`, any folder with a study.yaml, or the only study there is.

    Raises: UsageError, listing the studies, when none is named and there are several, or the name is unknown.
    """
    folders = study_folders(root)
    if name_or_folder is None or str(name_or_folder) == "":
        return _only(folders_with_sources(root), root=root)
    for candidate in (root / RAW / name_or_folder, Path(name_or_folder), root / name_or_folder):
        if any((candidate / name).is_file() for name in STUDY_FILES):
            return candidate.resolve()
    raise UsageError(
        message(fr=f"Étude introuvable : {name_or_folder}.", en=f"No such study: {name_or_folder}."),
        where=str(root / RAW),
        allowed=_names(folders),
        action=message(
            fr=f"Donnez l’un de ces noms, ou un dossier qui contient {STUDY_FILE}.",
            en=f"Give one of these names, or a folder that holds {STUDY_FILE}.",
        ),
    )


def _only(folders: list[Path], *, root: Path) -> Path:
    if len(folders) == 1:
        return folders[0]
    several = message(fr="Plusieurs études : précisez laquelle.", en="Several studies: say which one.")
    none = message(fr="Aucune étude dans data/raw.", en="No study in data/raw.")
    raise UsageError(
        several if folders else none,
        where=str(root / RAW),
        allowed=_names(folders),
        action=message(
            fr="Ajoutez le nom de l’étude à la commande, ou créez-en une avec « declic new » ou « declic demo ».",
            en="Add the study's name to the command, or make one with `declic new` or `declic demo`.",
        ),
    )


def _names(folders: Iterable[Path]) -> str:
    return ", ".join(folder.name for folder in folders) or "–"


def raw_folder(study: Study, folder: Path, *, environment: Mapping[str, str]) -> Path:
    """Where the raw files of a study are: its own folder, or `data_folder` inside the public data sets.

    The public data sets are in the folder that DECLIC_DATA names, else in `../shared/data` beside the project.
    Raises: SourceError, when that folder is absent or lies outside the data sets.
    """
    if study.data_folder is None:
        return folder
    base = _data_root(folder, environment=environment)
    raw = (base / study.data_folder).resolve()
    if raw.is_dir() and raw.is_relative_to(base):
        return raw
    raise SourceError(
        message(
            fr=f"Dossier de données publiques introuvable : {study.data_folder}.",
            en=f"Public data folder not found: {study.data_folder}.",
        ),
        where=str(base),
        allowed=message(
            fr=f"un sous-dossier du dossier que désigne {DATA_VARIABLE}",
            en=f"a folder inside the one that {DATA_VARIABLE} names",
        ),
        action=message(
            fr=f"Téléchargez ces données puis donnez leur dossier par la variable {DATA_VARIABLE}.",
            en=f"Download these data, then name their folder in the variable {DATA_VARIABLE}.",
        ),
    )


def communes_file(study: Study, folder: Path, *, environment: Mapping[str, str]) -> Path | None:
    """The list of communes that the study names, in its own folder or among the public data; nothing if it names none.

    Raises: SourceError, when it is in neither.
    """
    if study.references.communes is None:
        return None
    wanted = study.references.communes.file
    own = (folder / wanted).resolve()
    if own.is_file() and own.is_relative_to(folder.resolve()):
        return own
    base = _data_root(folder, environment=environment)
    shared = (base / wanted).resolve()
    if shared.is_file() and shared.is_relative_to(base):
        return shared
    raise SourceError(
        message(fr="La liste de communes est introuvable.", en="The list of communes is not found."),
        where=wanted,
        allowed=message(
            fr=f"un fichier du dossier de l’étude, ou du dossier que désigne {DATA_VARIABLE}",
            en=f"a file of the study's folder, or of the folder that {DATA_VARIABLE} names",
        ),
        action=message(
            fr="Déposez-la à cet endroit, ou retirez « references: communes: » de l’étude.",
            en="Put it there, or remove `references: communes:` from the study.",
        ),
    )


def _data_root(folder: Path, *, environment: Mapping[str, str]) -> Path:
    named = environment.get(DATA_VARIABLE)
    return Path(named).resolve() if named else (find_root(folder) / DEFAULT_DATA).resolve()


def processed_folder(study: Study, *, root: Path) -> Path:
    """Where the tables of a study are written: `data/processed/<study>`."""
    return root / PROCESSED / study.name


def key_file() -> Path:
    """The person's pseudonym key, in the user's configuration folder: outside any project."""
    return Path(os.fspath(platformdirs.user_config_path("declic"))) / "pseudonym.key"
