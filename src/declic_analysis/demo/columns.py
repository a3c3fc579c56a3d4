"""Columns of an export, whatever the tool: header lines, name in `study.yaml`, and the cell of a sheet under each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from declic_analysis.demo.cells import Cell, cells
from declic_analysis.demo.layout import Export
from declic_analysis.demo.sheets import Sheet
from declic_analysis.study import Study

System = Callable[[Sheet, int, Export], dict[str, Cell]]


@dataclass(frozen=True)
class Column:
    """One column: its layout key, the text of each header line, how `study.yaml` calls it, the branch it belongs to."""

    key: str
    lines: tuple[str, ...]
    name: str
    branch: str | None = None


def columns_of(headers: dict[str, str]) -> list[Column]:
    """Columns with one header line."""
    return [Column(key, (text,), text) for key, text in headers.items()]


def names_of(columns: Iterable[Column]) -> dict[str, str]:
    """Layout key → name, as a study maps it; what only the tool knows is left out."""
    return {column.key: column.name for column in columns}


def lines_of(
    sheets: list[Sheet], columns: list[Column], *, export: Export, study: Study, system: System
) -> list[list[Cell]]:
    """Header lines, then one row a sheet; a column of another branch than the sheet's stays empty."""
    known = [territory.id for territory in study.territories]
    lines: list[list[Cell]] = [list(line) for line in zip(*(column.lines for column in columns), strict=True)]
    for number, sheet in enumerate(sheets, start=1):
        branch = sheet.territory if sheet.territory in known else known[0]
        filled = {**system(sheet, number, export), **cells(sheet, export, study)}
        lines.append([filled[c.key] if c.branch in (None, branch) else "" for c in columns])
    return lines
