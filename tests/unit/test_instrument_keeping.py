"""Files that a person may have edited are never overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from declic_analysis.errors import UsageError
from declic_analysis.instrument.keeping import MEMORY, Keeper


def written(folder: Path, content: bytes, *, identity: str | None = None) -> tuple[str, str]:
    keeper = Keeper.of(folder)
    path, state = keeper.write("a/form.txt", content, identity=identity)
    keeper.remember()
    return path.name, state


def test_ours_is_replaced_theirs_is_kept(tmp_path: Path) -> None:
    form = tmp_path / "a/form.txt"
    assert written(tmp_path, b"one") == ("form.txt", "written")
    assert written(tmp_path, b"one") == ("form.txt", "unchanged")
    assert written(tmp_path, b"two") == ("form.txt", "written")
    form.write_bytes(b"two, corrected by hand")
    assert written(tmp_path, b"three") == ("form.nouveau.txt", "beside")
    assert form.read_bytes() == b"two, corrected by hand"
    assert (tmp_path / "a/form.nouveau.txt").read_bytes() == b"three"


def test_what_was_there_before_us_is_theirs(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/form.txt").write_bytes(b"mine")
    assert written(tmp_path, b"one") == ("form.nouveau.txt", "beside")


def test_without_memory_every_file_is_theirs(tmp_path: Path) -> None:
    written(tmp_path, b"one")
    (tmp_path / MEMORY).write_text("damaged", encoding="utf-8")
    assert written(tmp_path, b"two") == ("form.nouveau.txt", "beside")


def test_bytes_that_differ_from_run_to_run_are_told_by_what_they_are_made_from(tmp_path: Path) -> None:
    assert written(tmp_path, b"packed at 10:00", identity="v1") == ("form.txt", "written")
    assert written(tmp_path, b"packed at 10:05", identity="v1") == ("form.txt", "unchanged")
    assert written(tmp_path, b"packed at 10:06", identity="v2") == ("form.txt", "written")


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="dossier"):
        Keeper.of(tmp_path / "x")
