"""Tables of the page → Word tables: header row repeated on each sheet, no row cut, numbers to the right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from declic_analysis.reports.word.inline import PLAIN, Dress, fill
from declic_analysis.reports.word.sheet import TEXT_WIDTH
from declic_analysis.reports.word.tree import Node

if TYPE_CHECKING:
    from docx.document import Document
    from docx.shared import Length
    from docx.table import Table

NUMERIC = re.compile(r"[<>≈≤≥±+−–-]?\s?\d[\d\s.,;:/%€()\[\]+−–-]*")
UNITS = re.compile(r"(points?|euros?|jours?|mois|days?|months?|pts)\b")
LONGEST, SHORT, NARROWEST = 60, 16, 2  # signs: a longer text wraps; so short a one should not; a column of numbers
SIGN, PADDING = 1.6, 3.2  # mm a sign of a table takes at most, and what stands beside the text of a cell
WHOLE = 0.85  # of the sheet: where short texts on one line leave less for the others, they are cut too
TWIPS_A_MM = 1440 / 25.4


def add_table(made: Document, node: Node, *, caption: str, dress: Dress = PLAIN) -> Table | None:
    """The `<table>` as a table of the document, under the style of ours; None where it has no cell."""
    rows = [list(row.children) for row in node.all("tr")]
    cells = [[cell for cell in row if isinstance(cell, Node) and cell.tag in ("td", "th")] for row in rows]
    width = max(map(len, cells), default=0)
    if not width:
        return None
    table = made.add_table(len(cells), width)
    table.autofit = False
    _dress(table, caption=caption, n_head=_heads(node))
    right = {at for at in range(1, width) if _is_numeric(cells[_heads(node) :], at)}
    widths = _widths(cells, width)
    for column, millimetres in zip(table.columns, widths, strict=True):
        column.width = _size(millimetres)
    for row, (made_row, found) in enumerate(zip(table.rows, cells, strict=True)):
        for at, cell in enumerate(made_row.cells):
            cell.width = _size(widths[at])
            paragraph = cell.paragraphs[0]
            paragraph._p.style = "Cell"
            paragraph.paragraph_format.keep_with_next = True if row < _heads(node) else None
            fill(paragraph, found[at].children if at < len(found) else [], dress=dress)
            if at in right:
                paragraph.alignment = 2
    return table


def _heads(node: Node) -> int:
    head = node.first("thead")
    return len(list(head.all("tr"))) if head else 0


def _dress(table: Table, *, caption: str, n_head: int) -> None:
    """Style, title for those who hear the document, and what marks the header rows as such."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    told = table._tbl.tblPr
    told.style = "Results"
    look = told.find(qn("w:tblLook"))
    if look is not None:
        told.remove(look)
    look = OxmlElement("w:tblLook")
    for name, value in {"val": "04A0", "firstRow": "1", "firstColumn": "1", "lastRow": "0", "lastColumn": "0",
                        "noHBand": "0", "noVBand": "1"}.items():  # fmt: skip
        look.set(qn(f"w:{name}"), value)
    title = OxmlElement("w:tblCaption")
    title.set(qn("w:val"), caption)
    told.extend([look, title])
    for row in table.rows:
        _mark(row._tr, "w:cantSplit")
    for row in table.rows[:n_head]:
        _mark(row._tr, "w:tblHeader")


def _mark(row: object, name: str) -> None:
    from docx.oxml import OxmlElement

    row.get_or_add_trPr().append(OxmlElement(name))  # type: ignore[attr-defined]


def _is_numeric(rows: list[list[Node]], at: int) -> bool:
    texts = [row[at].text.strip() for row in rows if at < len(row)]
    filled = [text for text in texts if text not in ("", "–", "—")]
    return sum(bool(NUMERIC.fullmatch(UNITS.sub("", text))) for text in filled) * 2 > len(filled)


def _widths(cells: list[list[Node]], n: int) -> list[float]:
    """Millimetres a column: room for what should not be cut first, the rest shared by the length of the texts."""
    columns = [[row[at].text.strip() for row in cells if at < len(row)] for at in range(n)]
    wanted = [_room(min(LONGEST, max(map(len, texts)))) for texts in columns]
    least = [_room(max(map(_uncut, texts))) for texts in columns]
    if sum(least) > WHOLE * TEXT_WIDTH:
        least = [_room(max(map(_longest_word, texts))) for texts in columns]
    shrunk = min(1.0, TEXT_WIDTH / sum(least))
    spare = max(0.0, TEXT_WIDTH - sum(least))
    more = [max(0.0, want - low) for want, low in zip(wanted, least, strict=True)]
    shares = more if sum(more) else [1.0] * n
    return [low * shrunk + spare * share / sum(shares) for low, share in zip(least, shares, strict=True)]


def _room(n_signs: int) -> float:
    return PADDING + SIGN * max(NARROWEST, n_signs)


def _uncut(text: str) -> int:
    """A short text stays on one line."""
    return len(text) if len(text) <= SHORT else _longest_word(text)


def _longest_word(text: str) -> int:
    return max(map(len, text.split(" ")))


def _size(millimetres: float) -> Length:
    from docx.shared import Twips

    return Twips(round(millimetres * TWIPS_A_MM))
