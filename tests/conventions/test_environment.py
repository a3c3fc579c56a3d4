"""One set of dependencies: pyproject declares them, the locks pin them with hashes, conda installs the same lock."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml

LOCKS = {"requirements.lock": (), "requirements-dev.lock": ("dev",), "requirements-lab.lock": ("dev", "lab")}


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(root: Path, extras: tuple[str, ...]) -> set[str]:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = list(project["dependencies"])
    for extra in extras:
        wanted += project["optional-dependencies"][extra]
    return {canonical(re.split(r"[<>=!~ \[;]", entry, maxsplit=1)[0]) for entry in wanted}


def locked(path: Path) -> dict[str, list[str]]:
    """Package → its hashes."""
    entries: dict[str, list[str]] = {}
    name = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if match := re.match(r"^([A-Za-z0-9_.-]+)==", line):
            name = canonical(match[1])
            entries.setdefault(name, [])
        entries.get(name, []).extend(re.findall(r"--hash=(sha256:[0-9a-f]{64})", line))
    return entries


@pytest.mark.parametrize("lock", LOCKS)
def test_each_lock_pins_what_is_declared(project_root: Path, lock: str) -> None:
    entries = locked(project_root / lock)
    assert declared(project_root, LOCKS[lock]) <= set(entries)
    assert all(entries.values()), "a package without a hash"


def test_conda_installs_the_lab_lock(project_root: Path) -> None:
    environment = yaml.safe_load((project_root / "environment.yml").read_text(encoding="utf-8"))
    python, pip, pip_side = environment["dependencies"]
    assert pip == "pip"
    assert pip_side == {"pip": ["-r requirements-lab.lock"]}
    floor = tomllib.loads((project_root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    assert floor == ">=" + python.removeprefix("python=")


def test_the_lab_lock_is_the_run_lock_and_more(project_root: Path) -> None:
    run, lab = (locked(project_root / name) for name in ("requirements.lock", "requirements-lab.lock"))
    assert all(lab[name] == hashes for name, hashes in run.items())
    assert "jupyterlab" in lab
    assert "jupyterlab" not in run


@pytest.mark.parametrize("name", [*LOCKS, "pyproject.toml", "environment.yml", "Makefile", ".ci/run"])
def test_no_index_address(project_root: Path, name: str) -> None:
    text = (
        (project_root / name)
        .read_text(encoding="utf-8")
        .replace("--no-emit-index-url", "")
        .replace("--no-emit-find-links", "")
    )
    assert not re.search(r"https?://|index-url|find-links|file:", text)
