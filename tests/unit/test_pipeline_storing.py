"""A build that cannot be put in place leaves the old one where it was."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from declic_analysis.pipeline.storing import write_build


def test_a_failed_swap_puts_the_old_build_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "etude"
    write_build(target, tables={"t": pd.DataFrame({"a": ["old"]})}, manifest={"n": 1})
    rename = Path.rename

    def failing(self: Path, other: Path) -> Path:
        if self.name == "new":
            raise OSError("disk full")
        return rename(self, other)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match="disk full"):
        write_build(target, tables={"t": pd.DataFrame({"a": ["new"]})}, manifest={"n": 2})
    assert pd.read_parquet(target / "t.parquet")["a"].tolist() == ["old"]
    assert [path.name for path in tmp_path.iterdir()] == ["etude"]
