"""`registres.xlsx`: the template workbook of the registers, one sheet each, with the drop-down lists of a study."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from declic_analysis.errors import UsageError, message, nbsp
from declic_analysis.study.model import Study
from declic_analysis.study.register_fields import FIELDS, TEMPLATE, Field

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

READ_ME, LISTS = "lisez-moi", "listes"
ROWS = 2000  # rows that the drop-down lists and formats reach
STRICT = (
    "choice",
    "yes",
    "territory",
    "audience",
    "format",
    "wave",
    "concerned",
    "element",
)  # a value outside the list is refused on typing
WAVES = ("Avant", "Après", "Avant, vu d’après", "Suivi à 3 mois", "Suivi à 6 mois", "Suivi à 12 mois")
NUMBERS = {"whole": "0", "number": "General", "money": '#,##0.00 "€"', "percent": "0.0", "date": "dd/mm/yyyy"}
WIDE = ("text", "free", "structure", "actions")
ADVICE = (
    "Registres de l’étude : ce que les questionnaires ne disent pas.",
    "Une feuille par registre, une ligne par objet. Remplissez ce que vous avez ; laissez vide le reste.",
    "Une feuille sans ligne veut dire « non renseigné », jamais zéro.",
    "Ne changez ni le nom des feuilles, ni la première ligne. Le commentaire de chaque en-tête explique la colonne.",
    "En-tête en gras : colonne obligatoire. Les cellules à choix ont une liste déroulante.",
    "Dates : JJ/MM/AAAA. Nombres : 1 234,50. Si une valeur existe mais que vous ne l’avez pas : « non renseigné ».",
    "Plusieurs valeurs dans une cellule (rôles, actions) : séparez-les par une barre |.",
    "Commencez par « structures » et « actions » : les autres feuilles s’y réfèrent.",
    "Personnes : le code personnel du questionnaire suffit. Sans code : nom, prénom et structure ; le logiciel les "
    "remplace par un pseudonyme et n’en garde rien, mais ce classeur, lui, les contient : ne l’envoyez à personne.",
    "Absence non excusée : la personne n’est pas venue et n’a pas prévenu. Annulé : par l’organisateur.",
    "Notes d’entretiens : comptées, jamais recopiées ailleurs.",
    "Feuilles de notes à vous : donnez-leur un nom qui commence par _.",
    "Déposez ce classeur dans le dossier de l’étude, à côté de study.yaml, puis : declic check ÉTUDE.",
)  # fmt: skip


def write_template(study: Study, path: Path | str) -> None:
    """Write the empty template: one sheet a register, an explanatory first sheet, drop-down lists from the study.

    Raises: UsageError, when the file exists: a filled workbook is never written over.
    """
    path = Path(path)
    book = template_book(study)
    try:
        with path.open("xb") as file:
            book.save(file)
    except FileExistsError:
        raise UsageError(
            message(fr="Ce classeur existe déjà.", en="This workbook exists already."),
            where=str(path),
            action=message(
                fr="Continuez de le remplir, ou déplacez-le pour en écrire un neuf.",
                en="Go on filling it in, or move it to have a new one written.",
            ),
        ) from None


def template_book(study: Study) -> Workbook:
    """The empty template, not yet saved."""
    from openpyxl import Workbook

    book = Workbook()
    _read_me(book.active, study)
    lists = _Lists(book)
    for kind in TEMPLATE:
        page = book.create_sheet(kind.label.fr)
        for k, field in enumerate(FIELDS[kind], start=1):
            _column(page, k, field)
            lists.offer(page, k, offered(field, study=study), strict=field.kind in STRICT)
        page.freeze_panes = "A2"
    book.move_sheet(LISTS, offset=len(book.sheetnames))
    return book


def offered(field: Field, *, study: Study) -> tuple[str, ...]:
    """The choices of a column's drop-down list, in French; empty where anything may be written."""
    if field.kind == "choice" and field.choices is not None:
        return tuple(member.label.fr for member in field.choices)
    lists = {
        "yes": ("oui", "non"),
        "wave": WAVES,
        "territory": tuple(t.label.fr for t in study.territories),
        "audience": tuple(a.label.fr for a in study.audiences),
        "format": tuple(f.label.fr for f in study.formats),
        "concerned": tuple(words.fr for words in study.diagnosis.public_words.values()),
        "element": tuple(words.fr for words in study.diagnosis.words.values()),
        "structure": tuple(sorted(s.name for s in study.structures)),
    }
    return lists.get(field.kind, ())


def _read_me(page: Worksheet, study: Study) -> None:
    from openpyxl.styles import Alignment, Font

    page.title = READ_ME
    page.column_dimensions["A"].width = 110
    fiction = ["DONNÉES FICTIVES"] if study.fictitious else []
    for row, line in enumerate((study.title.fr, *fiction, *ADVICE), start=1):
        cell = page.cell(row, 1, nbsp(line))
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.data_type = "s"
    page["A1"].font = Font(bold=True, size=14)


def _column(page: Worksheet, k: int, field: Field) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    head = page.cell(1, k, field.header)
    head.font = Font(bold=field.needed)
    head.fill = PatternFill("solid", fgColor="DDE6EE")
    head.comment = Comment(nbsp(field.meaning + (" Obligatoire." if field.needed else "")), "declic", 90, 260)
    column = page.column_dimensions[get_column_letter(k)]
    column.width = max(len(field.header) + 4, 36 if field.kind in WIDE else 16)
    column.number_format = NUMBERS.get(field.kind, "@")  # text by default: leading zeros stay


class _Lists:
    """The hidden sheet that the drop-down lists read: one column a list."""

    def __init__(self, book: Workbook) -> None:
        self.page = book.create_sheet(LISTS)
        self.page.sheet_state = "hidden"
        self.ranges: dict[tuple[str, ...], str] = {}

    def offer(self, page: Worksheet, k: int, labels: tuple[str, ...], *, strict: bool) -> None:
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.datavalidation import DataValidation

        if not labels:
            return
        offer = DataValidation(
            type="list",
            formula1=self._range(labels),
            allow_blank=True,
            showErrorMessage=strict,
            errorTitle="Valeur inconnue",
            error="Choisissez dans la liste, ou laissez vide.",
        )
        page.add_data_validation(offer)
        letter = get_column_letter(k)
        offer.add(f"{letter}2:{letter}{ROWS}")

    def _range(self, labels: tuple[str, ...]) -> str:
        from openpyxl.utils import get_column_letter

        if labels not in self.ranges:
            k = len(self.ranges) + 1
            for row, label in enumerate(labels, start=1):
                cell = self.page.cell(row, k, re.sub(r"^([=+\-@])", r"'\1", label))
                cell.data_type = "s"
            letter = get_column_letter(k)
            self.ranges[labels] = f"'{LISTS}'!${letter}$1:${letter}${len(labels)}"
        return self.ranges[labels]
