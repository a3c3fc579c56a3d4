"""Documents and code say the same: commands in the README and in `--help`, links that lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from declic_analysis import errors
from declic_analysis.cli import main

DOCUMENTS = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"]


def documents(root: Path) -> list[Path]:
    return [root / name for name in DOCUMENTS] + sorted((root / "docs").rglob("*.md"))


def test_readme_lists_every_command(project_root: Path) -> None:
    table = re.findall(
        r"^\| `declic (\w+)", (project_root / "README.md").read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    assert set(table) == set(main.commands)


def test_readme_names_only_options_that_exist(project_root: Path) -> None:
    options = {name for command in main.commands.values() for option in command.params for name in option.opts}
    text = " ".join(
        path.read_text(encoding="utf-8")
        for path in (project_root / "README.md", project_root / "docs" / "guide-evaluateur.md")
    )
    lines = " ".join(line for line in re.findall(r"declic [^\n]*", text) if "install" not in line)
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", lines)) <= options | {"--help"}


def test_readme_lists_the_exit_codes(project_root: Path) -> None:
    text = (project_root / "README.md").read_text(encoding="utf-8").split("Exit codes:")[1].split("##")[0]
    codes = {cls.exit_code for cls in errors.DeclicError.__subclasses__()}
    assert codes <= {int(n) for n in re.findall(r"\d+", text)}


@pytest.mark.parametrize("folder", ["."])
def test_links_lead_somewhere(project_root: Path, folder: str) -> None:
    broken = [
        f"{path.name}: {target}"
        for path in documents(project_root / folder)
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text(encoding="utf-8"))
        if not (path.parent / target).exists()
    ]
    assert not broken


def test_make_help_lists_every_target(project_root: Path) -> None:
    text = (project_root / "Makefile").read_text(encoding="utf-8")
    phony = set(re.search(r"^\.PHONY: (.*)$", text, flags=re.MULTILINE)[1].split())  # type: ignore[index]
    assert phony == set(re.findall(r"^(\w+):.*##", text, flags=re.MULTILINE))
