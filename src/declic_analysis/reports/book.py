"""All result tables of a report as one workbook: a first sheet to read, a sheet a result, a dictionary."""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from declic_analysis import wording
from declic_analysis.ingest.filled_books import RISKY, shown
from declic_analysis.reports.html import WORDS, PageFacts
from declic_analysis.reports.labelling import Labels, with_labels
from declic_analysis.reports.packing import repacked, write_bytes
from declic_analysis.wording.columns import column
from declic_analysis.wording.result_titles import LONGEST, result_title

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

WIDEST, MEANING_ROW, NAME_ROW = 48, 1, 2
NUMBERS = {"proportion": "0.0%", "count": "#,##0", "probability": "0.0000", "days": "#,##0", "months": "0",
           "euros": "#,##0.00"}  # fmt: skip
TEXTS = {
    "fr": {
        "read": "lisez-moi", "dictionary": "dictionnaire", "selection": "Sélection, arrêté et diffusion",
        "study": "Étude", "sheet": "feuille", "rows": "lignes", "file": "tableau",
        "how": "Une ligne non publiée garde sa raison (colonne reason) et aucun nombre : elle protège des personnes.",
        "heads": "Chaque feuille : ligne 1, le sens de la colonne ; ligne 2, son nom (voir dictionnaire).",
        "same": "Les mêmes tableaux, en CSV et parquet, sont dans le dossier « tables ».",
        "see": "voir docs/methods.md",
        "cause": "Sans groupe de comparaison, une évolution n’est pas un effet du programme.",
    },
    "en": {
        "read": "read me", "dictionary": "dictionary", "selection": "Selection, cut-off and circulation",
        "study": "Study", "sheet": "sheet", "rows": "rows", "file": "table",
        "how": "A row that is not published keeps its reason (column reason) and no number: it protects people.",
        "heads": "Each sheet: row 1, what the column means; row 2, its name (see dictionary).",
        "same": "The same tables, as CSV and parquet, are in the folder `tables`.",
        "see": "see docs/methods.md",
        "cause": "Without a comparison group, a change is not an effect of the programme.",
    },
}  # fmt: skip


def write(
    results: Mapping[str, pd.DataFrame],
    path: Path,
    *,
    facts: PageFacts,
    title: str,
    labels: Labels,
    dated: dt.date | None = None,
) -> Path:
    """Write the workbook, whole or not at all.

    results: frames of `tidy`, by name; facts: of the page; title: the study's; labels: words of ids and codes; dated:
    the day its properties give.
    """
    from openpyxl import Workbook

    book = Workbook()
    frames = {name: with_labels(frame, labels=labels) for name, frame in results.items()}
    titles = _titles(frames, lang=facts.lang)
    _read_me(book, frames, titles, facts=facts, title=title)
    for name, frame in frames.items():
        _sheet(book.create_sheet(titles[name]), frame, lang=facts.lang)
    _dictionary(book, frames, lang=facts.lang)
    book.properties.creator, book.properties.title, book.properties.subject = "", facts.running_head, facts.subtitle
    content = io.BytesIO()
    book.save(content)
    return write_bytes(repacked(content.getvalue(), dated=dated), path)


def _titles(names: Mapping[str, object], *, lang: str) -> dict[str, str]:
    """A title of its own for each; where two are alike, whatever their case, the later has a number."""
    found: dict[str, str] = {}
    for name in names:
        title, number = result_title(name, lang=lang), 2
        taken = {one.casefold() for one in found.values()}
        while title.casefold() in taken:
            end = f" {number}"
            title, number = result_title(name, lang=lang)[: LONGEST - len(end)] + end, number + 1
        found[name] = title
    return found


def _put(page: Worksheet, row: int, at: int, value: Any, *, form: str = "") -> None:
    """One cell: numbers as numbers; a text stays a text, also where it begins like a formula."""
    if value is None or value is pd.NA or (not isinstance(value, str) and pd.isna(value)):
        return
    if isinstance(value, float) and math.isinf(value):
        value = "∞" if value > 0 else "−∞"  # no spreadsheet has such a number
    cell = page.cell(row, at)
    if isinstance(value, str):
        cell.value, cell.data_type, cell.number_format = shown(value), "s", "@"
        cell.quotePrefix = value.startswith(RISKY)
        return
    cell.value = value.to_pydatetime() if isinstance(value, pd.Timestamp) else getattr(value, "item", lambda: value)()
    if form and not isinstance(cell.value, bool):
        cell.number_format = form


def _sheet(page: Worksheet, frame: pd.DataFrame, *, lang: str) -> None:
    for at, name in enumerate(frame.columns, start=1):
        known, form = column(name), _format(frame[name], name)
        _put(page, MEANING_ROW, at, known.of(lang) if known else name)
        _put(page, NAME_ROW, at, name)
        for row, value in enumerate(frame[name], start=NAME_ROW + 1):
            _put(page, row, at, value, form=form)
    _dress(page, frame)


def _dress(page: Worksheet, frame: pd.DataFrame) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for at, name in enumerate(frame.columns, start=1):
        page.cell(MEANING_ROW, at).font = Font(bold=True)
        page.cell(MEANING_ROW, at).alignment = Alignment(wrap_text=True, vertical="top")
        page.cell(NAME_ROW, at).font = Font(italic=True, color="666666")
        texts = frame[name].dropna().astype(str).str.len().max() if name.endswith("_label") else 0
        page.column_dimensions[get_column_letter(at)].width = min(WIDEST, max(14, len(name) + 2, int(texts or 0)))
    page.freeze_panes = f"A{NAME_ROW + 1}"
    page.auto_filter.ref = f"A{NAME_ROW}:{get_column_letter(max(1, len(frame.columns)))}{NAME_ROW + len(frame)}"


def _format(values: pd.Series, name: str) -> str:
    if pd.api.types.is_datetime64_any_dtype(values):
        return "yyyy-mm-dd"
    if pd.api.types.is_bool_dtype(values) or not pd.api.types.is_numeric_dtype(values):
        return ""
    if pd.api.types.is_integer_dtype(values):
        return "#,##0"
    known = column(name)
    unit = known.unit_en.split()[0].strip(";:") if known and known.unit_en else ""
    return NUMBERS.get(unit, "0.00##")


def _read_me(
    book: Workbook, frames: Mapping[str, pd.DataFrame], titles: Mapping[str, str], *, facts: PageFacts, title: str
) -> None:
    from openpyxl.styles import Alignment, Font

    texts, page = TEXTS[facts.lang], book.active
    page.title = texts["read"]
    words = WORDS[facts.lang]
    fiction = [f"{words['fictitious'].upper()} – {words['fictitious_more']}"] if facts.fictitious else []
    caveat = wording.territory_caveat(lang=facts.lang)
    colon = "\u00a0: " if facts.lang == "fr" else ": "
    named = [f"{texts['study']}{colon}{title}", f"{texts['selection']}{colon}{facts.subtitle}"]
    lines = [*fiction, facts.running_head, *named]
    lines += [texts["cause"], caveat, texts["how"], texts["heads"], texts["same"], facts.colophon]
    for row, line in enumerate(filter(None, lines), start=1):
        _put(page, row, 1, line)
        page.cell(row, 1).alignment = Alignment(wrap_text=True, vertical="top")
    page.cell(1, 1).font = Font(bold=True, size=14)
    start = page.max_row + 2
    rows: list[tuple[str | int, ...]] = [(texts["sheet"], texts["file"], texts["rows"])]
    rows += [(titles[name], name, len(frame)) for name, frame in frames.items()]
    for row, cells in enumerate(rows, start=start):
        for at, value in enumerate(cells, start=1):
            _put(page, row, at, value)
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 100, 34


def _dictionary(book: Workbook, frames: Mapping[str, pd.DataFrame], *, lang: str) -> None:
    """Every column of the sheets, in alphabetical order: name, unit and meaning in both languages."""
    texts = TEXTS[lang]
    page = book.create_sheet(texts["dictionary"])
    used = sorted({str(name) for frame in frames.values() for name in frame.columns})
    rows = [("column", "français", "unité", "English", "unit")]
    for name in used:
        known = column(name)
        told = (known.fr, known.unit_fr, known.en, known.unit_en) if known else (texts["see"], "", texts["see"], "")
        rows.append((name, *told))
    for row, cells in enumerate(rows, start=1):
        for at, text in enumerate(cells, start=1):
            _put(page, row, at, text)
    for letter, width in zip("ABCDE", (28, 70, 34, 70, 34), strict=True):
        page.column_dimensions[letter].width = width
    page.freeze_panes, page.auto_filter.ref = "A2", page.dimensions
