"""The source tree as syntax trees: what the convention tests read."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = "declic_analysis"
SOURCE = Path(__file__).resolve().parents[2] / "src" / PACKAGE

FLOORS = {
    "errors": 0,
    "codes": 0,
    "naming": 0,
    "vocabulary": 0,
    "schemas": 1,
    "study": 1,
    "statistics": 2,
    "disclosure": 2,
    "privacy": 2,
    "redaction": 2,
    "browser": 2,
    "workplace": 2,
    "perception": 3,
    "conversions": 3,
    "ecosystem": 3,
    "verbatims": 3,
    "ingest": 3,
    "cleaning": 3,
    "demo": 3,
    "instrument": 3,
    "figures": 4,
    "tables": 4,
    "wording": 3,
    "pipeline": 4,
    "plan": 4,
    "reports": 5,
    "cli": 6,
    "__main__": 7,
}


@cache
def modules() -> list[tuple[Path, ast.Module]]:
    """Every module, parsed once for all the tests."""
    paths = sorted(SOURCE.rglob("*.py"))
    return [(path, ast.parse(path.read_text(encoding="utf-8"), filename=str(path))) for path in paths]


def room(path: Path) -> str:
    """`perception/shift.py` and `wording.py` → `perception`, `wording`; the package's own `__init__` → ''."""
    first = path.relative_to(SOURCE).parts[0]
    return "" if first == "__init__.py" else first.removesuffix(".py")


def imports(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Every module name a file imports, at the top or lazily, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from _from(node)


def _from(node: ast.ImportFrom) -> Iterator[tuple[str, int]]:
    if node.level:
        raise SyntaxError(f"relative import at line {node.lineno}: write the full name")
    if node.module == PACKAGE:
        yield from ((f"{PACKAGE}.{alias.name}", node.lineno) for alias in node.names)
    else:
        yield node.module or "", node.lineno
