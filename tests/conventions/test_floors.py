"""Imports run one way: docs/architecture.md, held by reading every import, lazy ones too."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conventions_source import FLOORS, PACKAGE, SOURCE, imports, modules, room

ONLY_IN = {"plotly": {"figures"}, "papermill": {"reports"}, "click": {"cli"}}


def internal(name: str) -> str | None:
    parts = name.split(".")
    return parts[1] if parts[0] == PACKAGE and len(parts) > 1 else None


def test_every_room_has_a_floor() -> None:
    rooms = {room(path) for path, _ in modules()} - {""}
    assert rooms <= set(FLOORS), f"give these a floor in docs/architecture.md: {sorted(rooms - set(FLOORS))}"


def test_imports_go_down() -> None:
    wrong = []
    for path, tree in modules():
        here = room(path)
        for name, line in imports(tree):
            there = internal(name)
            if here and there and there != here and FLOORS[there] >= FLOORS[here]:
                wrong.append(f"{path.relative_to(SOURCE)}:{line} imports {name}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("library", ONLY_IN)
def test_heavy_libraries_stay_in_their_room(library: str) -> None:
    wrong = [
        f"{path.relative_to(SOURCE)}:{line}"
        for path, tree in modules()
        for name, line in imports(tree)
        if name.split(".")[0] == library and room(path) not in ONLY_IN[library]
    ]
    assert not wrong


def loaded_by(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(chr(10).join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in done.stdout.splitlines()} | {
        name for name in done.stdout.splitlines() if name.startswith("scipy.")
    }


@pytest.mark.parametrize(
    ("statement", "absent"),
    [
        ("import declic_analysis", {"numpy", "pandas", "pydantic", "click"}),
        (
            "import declic_analysis.cli",
            {"numpy", "pandas", "scipy", "plotly", "pandera", "papermill", "pydantic", "yaml"},
        ),
        ("import declic_analysis.perception", {"plotly", "papermill", "IPython", "pandera", "scipy.stats", "sklearn"}),
        ("import declic_analysis.statistics", {"plotly", "papermill", "IPython", "pandera", "scipy.stats", "sklearn"}),
        ("import declic_analysis.disclosure", {"plotly", "papermill", "IPython", "pandera"}),
    ],
)
def test_imports_are_light(statement: str, absent: set[str]) -> None:
    assert not loaded_by(statement) & absent


def test_no_room_without_a_name() -> None:
    assert not [p for p in Path(SOURCE).rglob("*.py") if p.stem in {"utils", "helpers", "misc", "common", "config"}]
