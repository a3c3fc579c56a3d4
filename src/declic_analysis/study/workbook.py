"""`etude.xlsx`: the study as a workbook, for people who do not write YAML. Read and written the same as study.yaml."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from declic_analysis.errors import StudyError, message, nbsp
from declic_analysis.study.cells import CellFault, from_cell, key, to_cell
from declic_analysis.study.columns import Column, Sheet
from declic_analysis.study.faults import Placed, located, study_error
from declic_analysis.study.loading import WORKBOOK, migrated
from declic_analysis.study.model import Study
from declic_analysis.study.records import Draft, Place, Record, add_records, at, put, records_of
from declic_analysis.study.sheets import BILINGUAL, SHEETS

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

MARK = "ⓘ"  # begins every explanation, so that the row of explanations may be deleted without losing data
READ_ME, LISTS = "lisez-moi", "listes"
FIELD_HEADERS = ("champ", "valeur", "en anglais", "explication")
CELL_LIMIT = 32_767  # characters; a spreadsheet cuts what is longer, in silence
SPARE_ROWS = 400
ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # a spreadsheet would read _x0041_ as A, and writes _x005F_x0041_ for it
UNESCAPE = re.compile(r"_x005F_(?=x[0-9A-Fa-f]{4}_)")
ADVICE = (
    "Ce classeur décrit l’étude, comme le ferait study.yaml. Une feuille par liste, une ligne par élément.",
    "La ligne 2 de chaque feuille explique les colonnes. Les cellules à choix ont une liste déroulante.",
    "Une cellule vide = non renseigné. Plusieurs valeurs dans une cellule : séparez-les par une barre |.",
    "Pas de formule : écrivez les valeurs. Une feuille de notes est ignorée si son nom commence par _.",
    "Ce classeur ne contient aucune réponse. Vérifiez-le avec : declic check ÉTUDE.",
)


def write_workbook(study: Study, path: Path | str) -> None:
    """Write the study as a workbook that `read_workbook` reads back equal (checked before anything is written).

    Raises: StudyError, for what no workbook can hold: a text of more than 32 767 characters.
    """
    content = _packed(_filled(study))
    again = _parsed(io.BytesIO(content), file=Path(path).name)
    if again != study:
        differing = [name for name in Study.model_fields if getattr(again, name) != getattr(study, name)]
        raise StudyError(
            message(fr="Un classeur ne peut pas porter cette étude.", en="A workbook cannot hold this study."),
            where=", ".join(differing),
            action=message(fr="Gardez study.yaml.", en="Keep study.yaml."),
        )
    Path(path).write_bytes(content)


def read_workbook(path: Path | str) -> Study:
    """The study in a workbook.

    Raises: StudyError, with file, sheet, row, column and what is allowed: every faulty field at once, then, once
    the fields hold, every faulty reference.
    """
    return _parsed(path, file=str(path))


def _packed(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _filled(study: Study) -> Workbook:
    from openpyxl import Workbook

    raw = study.model_dump(mode="python", by_alias=True)
    book = Workbook()
    _write_read_me(book.active, study)
    lists = _Lists(book)
    for sheet in SHEETS:
        page = book.create_sheet(sheet.title)
        if sheet.shape == "fields":
            _write_fields(page, sheet, raw, lists)
        else:
            _write_rows(page, sheet, raw, lists)
    book.move_sheet(LISTS, offset=len(book.sheetnames))
    return book


def _write_read_me(page: Worksheet, study: Study) -> None:
    page.title = READ_ME
    page.column_dimensions["A"].width = 110
    for row, line in enumerate((study.title.fr, *ADVICE), start=1):
        _put(page.cell(row, 1), nbsp(line))


def _write_fields(page: Worksheet, sheet: Sheet, raw: Record, lists: _Lists) -> None:
    _head(page, FIELD_HEADERS, widths=(28, 60, 40, 70))
    for row, column in enumerate(sheet.columns, start=2):
        bilingual = column.path in BILINGUAL
        value = at(raw, (*column.path, "fr") if bilingual else column.path)
        english = at(raw, (*column.path, "en")) if bilingual else None
        _put(page.cell(row, 1), nbsp(column.header))
        _put(page.cell(row, 2), to_cell(value, column))
        _put(page.cell(row, 3), to_cell(english, column))
        _put(page.cell(row, 4), nbsp(f"{MARK} {column.meaning}"))
        lists.offer(page, column, cells=f"B{row}")
    page.freeze_panes = "B2"


def _write_rows(page: Worksheet, sheet: Sheet, raw: Record, lists: _Lists) -> None:
    from openpyxl.utils import get_column_letter

    _head(page, [column.header for column in sheet.columns], widths=[_width(c) for c in sheet.columns])
    for k, column in enumerate(sheet.columns, start=1):
        _explain(page.cell(2, k), column.meaning)
        letter = get_column_letter(k)
        if column.kind not in ("number", "whole", "date"):
            page.column_dimensions[letter].number_format = "@"  # or a spreadsheet makes a date of 3/4
    records = records_of(raw, sheet)
    for row, record in enumerate(records, start=3):
        for k, column in enumerate(sheet.columns, start=1):
            _put(page.cell(row, k), to_cell(at(record, column.path), column))
    for k, column in enumerate(sheet.columns, start=1):
        letter = get_column_letter(k)
        lists.offer(page, column, cells=f"{letter}3:{letter}{len(records) + SPARE_ROWS}")
    page.freeze_panes = "A3"


def _width(column: Column) -> int:
    return 60 if column.header.startswith(("formulation", "colonne", "texte", "question")) else 24


def _head(page: Worksheet, headers: Any, *, widths: Any) -> None:
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    for k, (header, width) in enumerate(zip(headers, widths, strict=True), start=1):
        cell = page.cell(1, k)
        _put(cell, nbsp(header))
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DDE6EE")
        page.column_dimensions[get_column_letter(k)].width = width


def _explain(cell: Cell, meaning: str) -> None:
    from openpyxl.styles import Alignment, Font

    _put(cell, nbsp(f"{MARK} {meaning}"))
    cell.font, cell.alignment = Font(italic=True, color="555555"), Alignment(wrap_text=True, vertical="top")


def _put(cell: Cell, value: Any) -> None:
    """A text stays a text, whatever it begins with: `=1+1` is never a formula here."""
    if not isinstance(value, str):
        cell.value = value
        return
    if len(value) > CELL_LIMIT:
        raise StudyError(
            message(fr="Texte trop long pour une cellule.", en="Text too long for a cell."),
            where=Place(cell.parent.title, cell.row).said(WORKBOOK),
            allowed=message(fr=f"{CELL_LIMIT} caractères", en=f"{CELL_LIMIT} characters"),
            action=message(fr="Gardez study.yaml, ou raccourcissez ce texte.", en="Keep study.yaml, or shorten it."),
        )
    cell.value = ESCAPE.sub("_x005F_", value)
    cell.data_type, cell.number_format = "s", "@"
    cell.quotePrefix = value[:1] in tuple("=+-@")


class _Lists:
    """The hidden sheet that the drop-down lists read: one column a list."""

    def __init__(self, book: Workbook) -> None:
        self.page = book.create_sheet(LISTS)
        self.page.sheet_state = "hidden"
        self.ranges: dict[tuple[str, ...], str] = {}

    def offer(self, page: Worksheet, column: Column, *, cells: str) -> None:
        """A drop-down list on these cells, if the column is a closed list or names ids of another sheet."""
        from openpyxl.worksheet.datavalidation import DataValidation

        formula = self._formula(column)
        if formula is None:
            return
        strict = column.kind in ("choice", "yes")
        offered = DataValidation(
            type="list",
            formula1=formula,
            allow_blank=True,
            showErrorMessage=strict,
            errorTitle="Valeur inconnue",
            error="Choisissez dans la liste.",
        )
        page.add_data_validation(offered)
        offered.add(cells)

    def _formula(self, column: Column) -> str | None:
        if column.refers:
            return f"'{column.refers}'!$A$3:$A${SPARE_ROWS}"
        if column.kind == "yes":
            return self._range(("oui", "non"))
        if column.kind == "wave":
            return self._range(("Avant", "Après", "Avant, vu d’après", "Suivi à 3 mois", "Suivi à 6 mois"))
        return self._range(tuple(column.choices.values())) if column.kind == "choice" else None

    def _range(self, labels: tuple[str, ...]) -> str:
        from openpyxl.utils import get_column_letter

        if labels not in self.ranges:
            k = len(self.ranges) + 1
            for row, label in enumerate(labels, start=1):
                _put(self.page.cell(row, k), label)
            letter = get_column_letter(k)
            self.ranges[labels] = f"'{LISTS}'!${letter}$1:${letter}${len(labels)}"
        return self.ranges[labels]


def _parsed(source: Path | str | io.BytesIO, *, file: str) -> Study:
    draft = _draft(_opened(source, file=file), file=file)
    faults = [Placed(place.said(file), sentence) for place, sentence in draft.faults]
    said = {place for place, _ in draft.faults}
    try:
        study = Study.model_validate(migrated(draft.raw, file=file))
    except ValidationError as failure:
        found = [(draft.place_of(path), sentence) for path, sentence in located(failure)]
        faults += [Placed(place.said(file), sentence) for place, sentence in found if place not in said]
    if faults:
        raise study_error(faults)
    return study


def _opened(source: Path | str | io.BytesIO, *, file: str) -> Workbook:
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")  # styles it does not know
            return load_workbook(source)
    except Exception as failure:  # a damaged archive fails in zipfile, zlib, expat or openpyxl, each in its own way
        raise StudyError(
            message(fr="Ce classeur ne peut pas être ouvert.", en="This workbook cannot be opened."),
            where=file,
            found=type(failure).__name__,
            allowed=message(fr="un classeur .xlsx sans mot de passe", en="an .xlsx workbook without password"),
            action=message(fr="Enregistrez-le de nouveau au format .xlsx.", en="Save it again as .xlsx."),
        ) from None


def _draft(book: Workbook, *, file: str) -> Draft:
    draft = Draft()
    pages = {key(page.title): page for page in book.worksheets}
    for sheet in SHEETS:
        page = pages.pop(key(sheet.title), None)
        if sheet.at and not sheet.field:
            draft.places[sheet.at] = Place(sheet.title)
        if page is not None and sheet.shape == "fields":
            _read_fields(draft, sheet, page)
        elif page is not None:
            add_records(draft, sheet, list(_rows(draft, sheet, page)))
    _refuse_unknown_sheets(draft, [page for name, page in pages.items() if name not in (READ_ME, LISTS)])
    return draft


def _refuse_unknown_sheets(draft: Draft, pages: list[Worksheet]) -> None:
    for page in pages:
        if not page.title.startswith("_"):
            known = ", ".join(sheet.title for sheet in SHEETS)
            draft.fault(
                Place(page.title),
                fr=f"feuille inconnue ; admis : {known} ; ou un nom qui commence par _ pour des notes",
                en=f"unknown sheet; allowed: {known}; or a name that begins with _ for notes",
            )


def _read_fields(draft: Draft, sheet: Sheet, page: Worksheet) -> None:
    known = {key(column.header): column for column in sheet.columns}
    for column in sheet.columns:
        draft.places.setdefault(column.path, Place(sheet.title, 0, column.header))
    for cells in page.iter_rows(min_row=2, max_col=3):
        label, value, english = (*cells, *[None] * 3)[:3]
        if all(_is_blank(cell) for cell in (value, english)):
            continue
        named = known.get(key(str(label.value))) if label is not None and label.value is not None else None
        if named is None:
            draft.fault(
                Place(sheet.title, cells[0].row, "champ"),
                fr=f"champ inconnu ; admis : {', '.join(c.header for c in sheet.columns)}",
                en=f"unknown field; allowed: {', '.join(c.header for c in sheet.columns)}",
            )
        else:
            _read_field(draft, sheet, named, value, english)


def _read_field(draft: Draft, sheet: Sheet, column: Column, value: Any, english: Any) -> None:
    bilingual = column.path in BILINGUAL
    row = (value if value is not None else english).row
    for depth in range(1, len(column.path) + 1):
        draft.places[column.path[:depth]] = Place(sheet.title, row, "valeur")
    for cell, tail, header in ((value, ("fr",), "valeur"), (english, ("en",), "en anglais")):
        if _is_blank(cell):
            continue
        path = (*column.path, *tail) if bilingual else column.path
        draft.places[path] = Place(sheet.title, row, header)
        if tail == ("en",) and not bilingual:
            draft.fault(
                Place(sheet.title, row, header), fr="ce champ n’a pas d’anglais", en="this field has no English"
            )
        else:
            _read_cell(draft, draft.raw, path, column, cell, Place(sheet.title, row, header))


def _rows(draft: Draft, sheet: Sheet, page: Worksheet) -> Iterator[tuple[int, Record]]:
    columns = _columns(draft, sheet, page)
    for cells in page.iter_rows(min_row=2):
        filled = [cell for cell in cells if not _is_blank(cell)]
        if not filled or (cells[0].row == 2 and all(str(cell.value).startswith(MARK) for cell in filled)):
            continue
        record: Record = {}
        for cell in filled:
            column = columns.get(cell.column)
            place = Place(sheet.title, cell.row, column.header if column else cell.column_letter)
            if column is None:
                draft.fault(place, fr="cellule remplie sous un en-tête vide", en="filled cell under an empty header")
            else:
                _read_cell(draft, record, column.path, column, cell, place)
        yield cells[0].row, record


def _columns(draft: Draft, sheet: Sheet, page: Worksheet) -> dict[int, Column]:
    known = {key(column.header): column for column in sheet.columns}
    found: dict[int, Column] = {}
    for cell in next(page.iter_rows(min_row=1, max_row=1), ()):
        if _is_blank(cell):
            continue
        column = known.get(key(str(cell.value)))
        if column is None or column in found.values():
            draft.fault(
                Place(sheet.title, 1, cell.column_letter),
                fr=f"en-tête inconnu ou répété ; admis : {', '.join(c.header for c in sheet.columns)}",
                en=f"unknown or repeated header; allowed: {', '.join(c.header for c in sheet.columns)}",
            )
        if column is not None:
            found[cell.column] = column
    return found


def _is_blank(cell: Any) -> bool:
    return cell is None or cell.value is None or (isinstance(cell.value, str) and not cell.value.strip())


def _read_cell(draft: Draft, record: Record, path: tuple[str, ...], column: Column, cell: Any, place: Place) -> None:
    if cell.data_type in ("f", "e"):
        draft.fault(
            place,
            fr="formule ou erreur de tableur ; écrivez la valeur elle-même",
            en="formula or spreadsheet error; write the value itself",
        )
        return
    try:
        plain = UNESCAPE.sub("_", cell.value) if isinstance(cell.value, str) else cell.value
        put(record, path, from_cell(plain, column))
    except CellFault as failure:
        draft.faults.append((place, failure.sentence))
