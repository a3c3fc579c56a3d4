"""Real answers never share a folder with fiction."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from declic_analysis.demo import refuse_foreign_files, write_exports
from declic_analysis.errors import SourceError


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fiction")
    write_exports(folder, seed=1)
    return folder


@pytest.fixture
def folder(tmp_path: Path, pristine: Path) -> Path:
    return Path(shutil.copytree(pristine, tmp_path / "demo_declic"))


def test_what_the_generator_wrote_passes(folder: Path) -> None:
    refuse_foreign_files(folder)


@pytest.mark.parametrize("name", ["mes_reponses.csv", ".reponses.csv", "sous_dossier/reponses.xlsx", "etude.xlsx"])
def test_a_file_from_elsewhere_is_refused_by_name(folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("Code;Réponse\nAB12CD;secret\n", encoding="utf-8")
    with pytest.raises(SourceError) as refusal:
        refuse_foreign_files(folder)
    assert name in str(refusal.value) and "secret" not in str(refusal.value)


@pytest.mark.parametrize("name", [".DS_Store", "Thumbs.db", "~$fichier.xlsx", ".~lock.industriels_avant.csv#",
                                  "._study.yaml", ".ipynb_checkpoints/x.ipynb"])  # fmt: skip
def test_what_systems_and_spreadsheets_leave_behind_is_tolerated(folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(b"\0")
    refuse_foreign_files(folder)


@pytest.mark.parametrize("name", ["industriels_avant.csv", "study.yaml", "truth.json"])
def test_a_changed_file_is_refused(folder: Path, name: str) -> None:
    with (folder / name).open("ab") as file:
        file.write(b" ")
    with pytest.raises(SourceError, match="modifiés"):
        refuse_foreign_files(folder)


def test_a_missing_file_is_refused(folder: Path) -> None:
    (folder / "industriels_avant.csv").unlink()
    with pytest.raises(SourceError, match=r"industriels_avant\.csv"):
        refuse_foreign_files(folder)


@pytest.mark.parametrize("text", [None, "", "{}", '{"files": 3}', "[]"])
def test_without_a_readable_list_everything_is_refused(folder: Path, text: str | None) -> None:
    (folder / "fiction.json").unlink()
    if text is not None:
        (folder / "fiction.json").write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=r"fiction\.json"):
        refuse_foreign_files(folder)


def test_a_folder_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        refuse_foreign_files(tmp_path / "nowhere")


def test_fiction_is_written_again_over_fiction(folder: Path) -> None:
    write_exports(folder, seed=2)
    refuse_foreign_files(folder)


def test_an_interrupted_writing_can_be_taken_up_again(folder: Path) -> None:
    (folder / "truth.json").unlink()
    write_exports(folder, seed=1)
    refuse_foreign_files(folder)


def test_nothing_is_written_where_real_files_lie(tmp_path: Path) -> None:
    answers = tmp_path / "industriels_avant.csv"
    answers.write_text("réponses réelles", encoding="utf-8")
    with pytest.raises(SourceError):
        write_exports(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["industriels_avant.csv"]
    assert answers.read_text(encoding="utf-8") == "réponses réelles"


def test_a_real_file_in_place_of_a_fictitious_one_is_not_written_over(folder: Path) -> None:
    (folder / "industriels_avant.csv").write_text("réponses réelles", encoding="utf-8")
    with pytest.raises(SourceError):
        write_exports(folder)
    assert (folder / "industriels_avant.csv").read_text(encoding="utf-8") == "réponses réelles"


def test_a_link_to_a_folder_elsewhere_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (folder / "lien").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    with pytest.raises(SourceError, match="lien"):
        refuse_foreign_files(folder)
